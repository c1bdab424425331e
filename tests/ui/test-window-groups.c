/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-nas-heading.h"
#include "bks-task-row.h"
#include "test-wait.h"
#include "window-fixture.h"

static const Setting wide = { NULL, 1100, 1100 };
static const Setting narrow = { NULL, 360, 1100 };

/* Two NAS: office-nas as ever, and attic-nas, all of whose backups are fine at first. */
typedef struct
{
  Fixture base;
  BksDemoNas *demo;
  BksNas *nas;
} Two;

/* Twice: the first may join a look of the poller that had begun before. */
static void
refresh (BksNas *nas)
{
  ui_refresh (nas);
  ui_refresh (nas);
}

static void
tell_about (BksDemoNas *demo, const char *command, BksTask *task, const char *more)
{
  g_autofree char *arguments = g_strdup_printf ("{\"task_id\": \"%s\"%s}", bks_task_get_id (task),
                                                more);

  ui_tell_nas (demo, command, arguments);
}

static void
set_up (Two *two, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  BksDemoNasOptions options = { .seed = 2, .speed = 0.001, .host_name = "attic-nas" };
  GListModel *tasks;

  window_set_up (&two->base, data);
  two->demo = bks_demo_nas_new (&options, &error);
  g_assert_no_error (error);
  two->nas = bks_nas_new ("attic-nas", bks_demo_nas_get_url (two->demo), &error);
  g_assert_no_error (error);
  bks_nas_set_allow_plain_http (two->nas, TRUE);
  bks_nas_set_credentials (two->nas, bks_demo_nas_get_account (two->demo),
                           bks_demo_nas_get_password (two->demo));
  refresh (two->nas);
  tasks = bks_nas_get_tasks (two->nas);
  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      if (bks_task_get_verdict (task) != BKS_VERDICT_OK)
        tell_about (two->demo, "remove-task", task, "");
    }
  refresh (two->nas);
  g_assert_cmpuint (g_list_model_get_n_items (tasks), >, 1);
  g_assert_cmpint (bks_nas_get_verdict (two->nas), ==, BKS_VERDICT_OK);
  g_assert_cmpint (bks_nas_get_verdict (two->base.nas), <, BKS_VERDICT_OK);
}

static void
tear_down (Two *two, gconstpointer data)
{
  window_tear_down (&two->base, data);
  g_clear_object (&two->nas);
  bks_demo_nas_stop (two->demo);
  g_clear_object (&two->demo);
}

static GListModel *
shown_rows (Two *two)
{
  GtkColumnView *table = window_find_table (&two->base);
  GtkWidget *row;

  if (table != NULL)
    return G_LIST_MODEL (gtk_column_view_get_model (table));
  row = window_find_type (two->base.window, BKS_TYPE_TASK_ROW);
  return G_LIST_MODEL (
      gtk_list_view_get_model (GTK_LIST_VIEW (gtk_widget_get_ancestor (row, GTK_TYPE_LIST_VIEW))));
}

static gboolean
is_in_sight (gpointer data)
{
  Two *two = data;

  return window_find_table (&two->base) != NULL
         || window_find_type (two->base.window, BKS_TYPE_TASK_ROW) != NULL;
}

static const char *
heading_text (GtkWidget *heading)
{
  return gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (heading)));
}

/* What stands at the heads of the rows on the screen, against the order of the list. */
static guint
count_heads (GtkWidget *widget, GListModel *rows)
{
  guint n_heads = 0;

  if (BKS_IS_NAS_HEADING (widget))
    {
      g_autoptr (BksTask) task = NULL;
      BksNas *above = NULL;

      g_object_get (widget, "task", &task, NULL);
      if (task == NULL)
        return 0;
      for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
        {
          g_autoptr (GObject) item = g_list_model_get_item (rows, i);

          if (item == (gpointer) task)
            {
              gboolean is_head = bks_task_get_nas (task) != above;

              g_assert_cmpstr (heading_text (widget), ==,
                               is_head ? bks_nas_get_name (bks_task_get_nas (task)) : "");
              return is_head ? 1 : 0;
            }
          above = BKS_IS_TASK (item) ? bks_task_get_nas (BKS_TASK (item)) : NULL;
        }
      return 0;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_heads += count_heads (child, rows);
  return n_heads;
}

typedef struct
{
  Two *two;
  BksNas *first;
} Expectation;

static gboolean
is_first (gpointer data)
{
  Expectation *expectation = data;
  GListModel *rows = shown_rows (expectation->two);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (rows, i);

      if (BKS_IS_TASK (item))
        return bks_task_get_nas (BKS_TASK (item)) == expectation->first;
    }
  return FALSE;
}

/* All of FIRST, then all of SECOND, in each the worst first, then by name. */
static void
expect_groups (Two *two, BksNas *first, BksNas *second)
{
  Expectation expectation = { two, first };
  guint n_first = g_list_model_get_n_items (bks_nas_get_tasks (first));
  guint n = 0;
  g_autoptr (BksTask) above = NULL;
  GListModel *rows;

  g_assert_true (test_wait_until (is_first, &expectation, TEST_WAIT_LIMIT_MS));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (two->base.window));
  rows = shown_rows (two);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (rows, i);
      BksTask *task;

      if (!BKS_IS_TASK (item))
        continue;
      task = BKS_TASK (item);
      g_assert_true (bks_task_get_nas (task) == (n < n_first ? first : second));
      if (n > 0 && n != n_first)
        {
          g_assert_cmpint (bks_task_get_verdict (above), <=, bks_task_get_verdict (task));
          if (bks_task_get_verdict (above) == bks_task_get_verdict (task))
            g_assert_cmpint (g_utf8_collate (bks_task_get_name (above), bks_task_get_name (task)),
                             <=, 0);
        }
      g_set_object (&above, task);
      n++;
    }
  g_assert_cmpuint (n, ==, n_first + g_list_model_get_n_items (bks_nas_get_tasks (second)));
  g_assert_cmpuint (count_heads (GTK_WIDGET (two->base.window), rows), ==, 2);
}

static gboolean
has_shown_both (gpointer data)
{
  Two *two = data;

  return is_in_sight (two)
         && g_list_model_get_n_items (shown_rows (two))
                >= g_list_model_get_n_items (bks_nas_get_tasks (two->nas))
                       + g_list_model_get_n_items (bks_nas_get_tasks (two->base.nas));
}

static GActionGroup *
actions (Two *two)
{
  return G_ACTION_GROUP (two->base.window);
}

static void
test_groups (Two *two, gconstpointer data)
{
  g_autoptr (BksTask) fine = g_list_model_get_item (bks_nas_get_tasks (two->nas), 0);
  g_autoptr (GVariant) state = NULL;

  /* With one NAS the menu does not have it. */
  g_assert_false (g_action_group_has_action (actions (two), "group-by-nas"));
  bks_fleet_add (two->base.fleet, two->nas);
  g_assert_true (test_wait_until (has_shown_both, two, TEST_WAIT_LIMIT_MS));
  state = g_action_group_get_action_state (actions (two), "group-by-nas");
  g_assert_false (g_variant_get_boolean (state));
  g_assert_null (window_find_type (two->base.window, BKS_TYPE_NAS_HEADING));

  g_action_group_activate_action (actions (two), "group-by-nas", NULL);
  expect_groups (two, two->base.nas, two->nas);

  /* As bad as the first: then the names decide. */
  tell_about (two->demo, "end-run", fine, ", \"result\": \"failed\"");
  refresh (two->nas);
  g_assert_cmpint (bks_nas_get_verdict (two->nas), ==, bks_nas_get_verdict (two->base.nas));
  expect_groups (two, two->nas, two->base.nas);

  /* Better again. */
  tell_about (two->demo, "end-run", fine, ", \"result\": \"done\"");
  refresh (two->nas);
  expect_groups (two, two->base.nas, two->nas);

  /* Of one NAS there is nothing to group, and back again there is. */
  gtk_widget_activate_action (GTK_WIDGET (two->base.window), "win.next-nas", NULL);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (two->base.window));
  g_assert_false (g_action_group_has_action (actions (two), "group-by-nas"));
  g_assert_null (window_find_type (two->base.window, BKS_TYPE_NAS_HEADING));
  gtk_widget_activate_action (GTK_WIDGET (two->base.window), "win.previous-nas", NULL);
  expect_groups (two, two->base.nas, two->nas);

  g_action_group_activate_action (actions (two), "group-by-nas", NULL);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (two->base.window));
  g_assert_null (window_find_type (two->base.window, BKS_TYPE_NAS_HEADING));
}

static void
test_settings (Two *two, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.backstay.Backstay");
  g_autoptr (GVariant) state = NULL;
  BksWindow *second;

  bks_fleet_add (two->base.fleet, two->nas);
  bks_window_bind_settings (two->base.window, settings);
  g_assert_false (g_settings_get_boolean (settings, "group-by-nas"));
  g_action_group_activate_action (actions (two), "group-by-nas", NULL);
  g_assert_true (g_settings_get_boolean (settings, "group-by-nas"));

  second = bks_window_new (application, two->base.fleet, two->base.poller);
  bks_window_bind_settings (second, settings);
  state = g_action_group_get_action_state (G_ACTION_GROUP (second), "group-by-nas");
  g_assert_true (g_variant_get_boolean (state));
  gtk_window_destroy (GTK_WINDOW (second));
  g_settings_reset (settings, "group-by-nas");
}

int
main (int argc, char *argv[])
{
  int status;

  window_init (&argc, &argv);

#define ADD(path, setting, func)                                                                   \
  g_test_add ("/ui/window-groups/" path, Two, setting, set_up, func, tear_down)
  ADD ("wide", &wide, test_groups);
  ADD ("narrow", &narrow, test_groups);
  ADD ("settings", &wide, test_settings);
#undef ADD

  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
