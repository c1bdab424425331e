/* SPDX-License-Identifier: GPL-3.0-or-later */
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
  show_view (fixture, "backups");
  ui_expect (fixture->window, "Photos off-site");
}

static gboolean
has_lines (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *list = window_find_named (GTK_WIDGET (fixture->window), GTK_TYPE_LIST_BOX,
                                       "Lines of the log");

  return list != NULL && gtk_widget_get_mapped (list)
         && gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 5) != NULL;
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

int
main (int argc, char **argv)
{
  window_init (&argc, &argv);

  g_test_add ("/window-pages/views", Fixture, &wide, window_set_up, test_views, window_tear_down);
  g_test_add ("/window-pages/log-of-task", Fixture, &wide, window_set_up, test_log_of_task,
              window_tear_down);

  return g_test_run ();
}
