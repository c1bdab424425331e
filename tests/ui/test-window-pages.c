/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bks-folders-page.h"
#include "bks-log-lines-page.h"
#include "bks-task-page.h"
#include "bks-versions-page.h"
#include "test-wait.h"
#include "window-fixture.h"

/* From one page of the window to another, and back. */

static const Setting wide = { NULL, 1100, 720 };

static void
show_view (Fixture *fixture, const char *name)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "show-view",
                                  g_variant_new_string (name));
}

static void
test_views (Fixture *fixture, gconstpointer data)
{
  show_view (fixture, "destinations");
  g_assert_true (ui_shows_within (fixture->window, "1 of 8 destinations is damaged", 10000));
  show_view (fixture, "vault");
  g_assert_true (ui_shows_within (fixture->window, "4 targets, 1 is receiving", 10000));
  ui_expect (fixture->window, "Backups at the same time");
  show_view (fixture, "log");
  ui_expect (fixture->window, "Press a day to see only that day");
  show_view (fixture, "backups");
  ui_expect (fixture->window, "Photos off-site");
}

static GtkWidget *
find_log (Fixture *fixture)
{
  return window_find_type (fixture->window, BKS_TYPE_LOG_LINES_PAGE);
}

static guint
count_lines (Fixture *fixture)
{
  GtkWidget *page = find_log (fixture);
  GtkWidget *table = page != NULL ? window_find_type (page, GTK_TYPE_COLUMN_VIEW) : NULL;
  GtkSelectionModel *model = table != NULL ? gtk_column_view_get_model (GTK_COLUMN_VIEW (table))
                                           : NULL;

  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

static gboolean
has_lines (gpointer data)
{
  return count_lines (data) > 5;
}

static void
test_log_of_task (Fixture *fixture, gconstpointer data)
{
  BksTask *task = window_find_task_that_can (fixture, BKS_ACTION_BACK_UP);
  g_autofree char *title = g_strdup_printf ("Log of %s", bks_task_get_name (task));

  bks_window_show_task (fixture->window, task);
  g_assert_true (ui_shows_within (fixture->window, "Show All", 10000));
  ui_press (fixture->window, "Show All");
  ui_expect (fixture->window, title);
  /* More than the five lines below the backup. */
  g_assert_true (test_wait_until (has_lines, fixture, TEST_WAIT_LIMIT_MS));

  /* Back to the backup, then to the list. */
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "back", NULL);
  ui_expect (fixture->window, "What and where");
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "back", NULL);
  ui_expect (fixture->window, "Photos off-site");
}

static BksTask *
find_failed (Fixture *fixture)
{
  GListModel *tasks = bks_nas_get_tasks (fixture->nas);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      /* The list keeps it. */
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      if (g_str_equal (bks_task_get_status_word (task), "Failed"))
        return task;
    }
  g_assert_not_reached ();
}

static gboolean
has_few_lines (gpointer data)
{
  guint n = count_lines (data);

  return n >= 1 && n <= 3;
}

/* What a notice's button does, and the button of the card: the lines about that run, no others. */
static void
test_log_of_run (Fixture *fixture, gconstpointer data)
{
  BksTask *task = find_failed (fixture);
  g_autofree char *title = g_strdup_printf ("Log of %s", bks_task_get_name (task));

  g_action_group_activate_action (
      G_ACTION_GROUP (fixture->window), "show-log",
      g_variant_new ("(ss)", bks_nas_get_id (fixture->nas), bks_task_get_id (task)));
  ui_expect (fixture->window, title);
  g_assert_true (test_wait_until (has_few_lines, fixture, TEST_WAIT_LIMIT_MS));
  /* The time is a filter like others: without it there is more. */
  ui_press (fixture->window, "Clear All");
  g_assert_true (test_wait_until (has_lines, fixture, TEST_WAIT_LIMIT_MS));

  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "back", NULL);
  ui_expect (fixture->window, "What and where");
  ui_press (fixture->window, "Show Log");
  ui_expect (fixture->window, title);
  g_assert_true (test_wait_until (has_few_lines, fixture, TEST_WAIT_LIMIT_MS));
}

/* Pages that move into place, as they do for everybody who has not switched that off. */
static void
set_up_moving (Fixture *fixture, gconstpointer data)
{
  window_set_up (fixture, data);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
}

static void
tear_down_moving (Fixture *fixture, gconstpointer data)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  window_tear_down (fixture, data);
}

static guint
count_type (GtkWidget *widget, GType type)
{
  guint n = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_type (child, type);
  return n;
}

static guint
count_pages (Fixture *fixture, GType type)
{
  return count_type (GTK_WIDGET (fixture->window), type);
}

static gboolean
shows_list_alone (gpointer data)
{
  Fixture *fixture = data;

  return count_pages (fixture, BKS_TYPE_TASK_PAGE) == 0
         && count_pages (fixture, BKS_TYPE_LOG_LINES_PAGE) == 0
         && ui_shows (fixture->window, "Photos off-site");
}

static gboolean
has_no_log (gpointer data)
{
  return count_pages (data, BKS_TYPE_LOG_LINES_PAGE) == 0;
}

/* Who is used to double clicks makes them here, too. */
static void
test_double_click (Fixture *fixture, gconstpointer data)
{
  GtkColumnView *table = window_find_table (fixture);

  g_signal_emit_by_name (table, "activate", 0);
  g_signal_emit_by_name (table, "activate", 0);
  g_assert_true (ui_shows_within (fixture->window, "What and where", 10000));
  g_assert_cmpuint (count_pages (fixture, BKS_TYPE_TASK_PAGE), ==, 1);

  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "back", NULL);
  g_assert_true (test_wait_until (shows_list_alone, fixture, TEST_WAIT_LIMIT_MS));
}

/* The rows of a backup's page, the same way. */
static void
test_double_click_on_page (Fixture *fixture, gconstpointer data)
{
  BksTask *task = find_failed (fixture);
  struct
  {
    const char *signal;
    GType page;
  } rows[] = { { "versions-activated", BKS_TYPE_VERSIONS_PAGE },
               { "folders-activated", BKS_TYPE_FOLDERS_PAGE },
               { "run-log-activated", BKS_TYPE_LOG_LINES_PAGE } };
  GtkWidget *page;

  bks_window_show_task (fixture->window, task);
  g_assert_true (ui_shows_within (fixture->window, "What and where", 10000));
  page = window_find_type (fixture->window, BKS_TYPE_TASK_PAGE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_signal_emit_by_name (page, rows[i].signal, task);
      g_signal_emit_by_name (page, rows[i].signal, task);
      g_assert_cmpuint (count_pages (fixture, rows[i].page), ==, 1);
      g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "back", NULL);
      g_assert_true (ui_shows_within (fixture->window, "What and where", 10000));
    }
}

/* A notice leads to the log through the page of the backup, all at once. */
static void
test_two_at_once (Fixture *fixture, gconstpointer data)
{
  BksTask *task = find_failed (fixture);
  g_autofree char *title = g_strdup_printf ("Log of %s", bks_task_get_name (task));

  g_action_group_activate_action (
      G_ACTION_GROUP (fixture->window), "show-log",
      g_variant_new ("(ss)", bks_nas_get_id (fixture->nas), bks_task_get_id (task)));
  g_assert_true (ui_shows_within (fixture->window, title, 10000));
  g_assert_true (test_wait_until (has_few_lines, fixture, TEST_WAIT_LIMIT_MS));
  g_assert_cmpuint (count_pages (fixture, BKS_TYPE_TASK_PAGE), ==, 1);

  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "back", NULL);
  g_assert_true (ui_shows_within (fixture->window, "What and where", 10000));
  g_assert_true (test_wait_until (has_no_log, fixture, TEST_WAIT_LIMIT_MS));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "back", NULL);
  g_assert_true (test_wait_until (shows_list_alone, fixture, TEST_WAIT_LIMIT_MS));
}

/* Faster than the pages move. */
static void
test_to_and_fro (Fixture *fixture, gconstpointer data)
{
  BksTask *first = window_find_task_that_can (fixture, BKS_ACTION_BACK_UP);
  BksTask *second = find_failed (fixture);

  for (guint i = 0; i < 3; i++)
    {
      bks_window_show_task (fixture->window, first);
      g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "back", NULL);
      bks_window_show_task (fixture->window, second);
      g_assert_true (ui_shows_within (fixture->window, "What and where", 10000));
      g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "back", NULL);
    }
  g_assert_true (test_wait_until (shows_list_alone, fixture, TEST_WAIT_LIMIT_MS));
}

int
main (int argc, char **argv)
{
  window_init (&argc, &argv);

  g_test_add ("/window-pages/views", Fixture, &wide, window_set_up, test_views, window_tear_down);
  g_test_add ("/window-pages/log-of-task", Fixture, &wide, window_set_up, test_log_of_task,
              window_tear_down);

  g_test_add ("/window-pages/log-of-run", Fixture, &wide, window_set_up, test_log_of_run,
              window_tear_down);

#define ADD_MOVING(path, func)                                                                     \
  g_test_add ("/window-pages/moving/" path, Fixture, &wide, set_up_moving, func, tear_down_moving)
  ADD_MOVING ("double-click", test_double_click);
  ADD_MOVING ("double-click-on-page", test_double_click_on_page);
  ADD_MOVING ("two-at-once", test_two_at_once);
  ADD_MOVING ("to-and-fro", test_to_and_fro);
#undef ADD_MOVING

  return g_test_run ();
}
