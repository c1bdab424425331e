/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-fixture.h"

/* Several backups at once, as a person does it: what is ticked, what may be done, what became of it. */

static const Setting wide = { NULL, 1100, 720 };
static const Setting narrow = { NULL, 360, 640 };

static BksTask *
find_task (Fixture *fixture, const char *name)
{
  GListModel *tasks = bks_nas_get_tasks (fixture->nas);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      if (g_str_equal (bks_task_get_name (task), name))
        return task;
    }
  g_error ("the simulated NAS has no backup %s", name);
}

static void
tick (Fixture *fixture, const char *name)
{
  g_autofree char *label = g_strdup_printf ("Select %s", name);
  GtkWidget *check = window_find_named (GTK_WIDGET (fixture->window), GTK_TYPE_CHECK_BUTTON, label);

  g_assert_nonnull (check);
  g_assert_true (gtk_widget_is_sensitive (check));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               !gtk_check_button_get_active (GTK_CHECK_BUTTON (check)));
}

static gboolean
is_enabled (Fixture *fixture, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window), action);
}

static void
activate (Fixture *fixture, const char *action)
{
  g_assert_true (is_enabled (fixture, action));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), action, NULL);
}

/* The outcome's window has its last word when its button closes it. */
static GtkWidget *
wait_for_outcome (const char *sum)
{
  GtkWidget *window = window_wait_for_dialog ();

  g_assert_true (ui_shows_within (window, sum, 20000));
  g_assert_true (ui_shows_within (window, "Close", 10000));
  return window;
}

static void
test_ticks (Fixture *fixture, gconstpointer data)
{
  activate (fixture, "select");
  ui_expect (fixture->window, "Select Backups");
  g_assert_false (is_enabled (fixture, "batch-back-up"));

  tick (fixture, "Photos off-site");
  tick (fixture, "Surveillance archive");
  ui_expect (fixture->window, "2 Selected");
  g_assert_true (is_enabled (fixture, "batch-back-up"));
  g_assert_false (is_enabled (fixture, "batch-suspend"));

  /* A refresh keeps what is ticked. */
  window_refresh (fixture);
  ui_expect (fixture->window, "2 Selected");
  tick (fixture, "Photos off-site");
  ui_expect (fixture->window, "1 Selected");

  activate (fixture, "end-selection");
  g_assert_false (ui_shows (fixture->window, "1 Selected"));
  g_assert_null (window_find_named (GTK_WIDGET (fixture->window), GTK_TYPE_CHECK_BUTTON,
                                    "Select Photos off-site"));
}

/* One that runs already is left out, and said; the NAS is told nothing about it. */
static void
test_back_up (Fixture *fixture, gconstpointer data)
{
  gint64 before = ui_count_calls (fixture->demo, "SYNO.Backup.Task backup");
  GtkWidget *outcome;

  activate (fixture, "select");
  tick (fixture, "Accounting");
  tick (fixture, "Photos off-site");
  tick (fixture, "Surveillance archive");
  activate (fixture, "batch-back-up");

  outcome = wait_for_outcome ("2 of 3 done");
  ui_expect (outcome, "Accounting");
  ui_expect (outcome, "Skipped: Already running");
  ui_expect (outcome, "Started");
  g_assert_cmpint (ui_count_calls (fixture->demo, "SYNO.Backup.Task backup"), ==, before + 2);
  g_assert_true (window_nas_says (fixture, find_task (fixture, "Surveillance archive"), "busy"));

  ui_press (outcome, "Close");
  g_assert_false (is_enabled (fixture, "end-selection"));
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;
  GtkWidget *outcome;

  activate (fixture, "select");
  tick (fixture, "Photos off-site");
  tick (fixture, "Surveillance archive");
  activate (fixture, "batch-remove");

  dialog = window_wait_for_dialog ();
  ui_expect (dialog, "Remove 2 Backups?");
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (dialog, "Remove")));
  ui_type (dialog, "To confirm, type 2", "3");
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (dialog, "Remove")));
  ui_type (dialog, "To confirm, type 2", "2");
  ui_press (dialog, "Remove");

  outcome = wait_for_outcome ("2 of 2 done");
  ui_expect (outcome, "Removed. Its data is kept at the destination");
  ui_press (outcome, "Close");
  g_assert_false (ui_shows (fixture->window, "Photos off-site"));
  g_assert_cmpint (ui_count (fixture->demo, "is_remove_data_true"), ==, 0);
}

static void
test_select_all (Fixture *fixture, gconstpointer data)
{
  GListModel *tasks = bks_nas_get_tasks (fixture->nas);
  g_autofree char *title = g_strdup_printf ("%u Selected", g_list_model_get_n_items (tasks));

  activate (fixture, "select");
  activate (fixture, "select-all");
  ui_expect (fixture->window, title);
}

int
main (int argc, char **argv)
{
  window_init (&argc, &argv);

#define ADD(name, setting, function)                                                               \
  g_test_add ("/window-selection/" name, Fixture, &setting, window_set_up, function,               \
              window_tear_down)
  ADD ("ticks", wide, test_ticks);
  ADD ("ticks-narrow", narrow, test_ticks);
  ADD ("back-up", wide, test_back_up);
  ADD ("remove", wide, test_remove);
  ADD ("select-all", wide, test_select_all);
#undef ADD

  return g_test_run ();
}
