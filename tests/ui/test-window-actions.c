/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "test-wait.h"
#include "window-fixture.h"

#define CHECK "SYNO.Backup.Target error_detect"

static const Setting usual = { NULL, 1100, 720 };

static void
test_suspend_and_resume (Fixture *fixture, gconstpointer data)
{
  BksTask *task = window_find_running (fixture);
  g_autofree char *toast = g_strdup_printf ("“%s” suspended", bks_task_get_name (task));

  window_press_verb (fixture, "Suspend", task);
  window_expect_nas (fixture, task, "suspended", TRUE);
  g_assert_cmpint (ui_count_calls (fixture->demo, "SYNO.Backup.Task suspend"), ==, 1);
  ui_expect (fixture->window, toast);

  window_press_verb (fixture, "Resume", task);
  window_expect_nas (fixture, task, "suspended", FALSE);
  g_assert_cmpint (ui_count_calls (fixture->demo, "SYNO.Backup.Task resume"), ==, 1);
  g_assert_cmpint (ui_count (fixture->demo, "writes_refused"), ==, 0);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  BksTask *task = window_find_running (fixture);
  g_autofree char *heading = g_strdup_printf ("Cancel the Backup of “%s”?",
                                              bks_task_get_name (task));
  GtkWidget *dialog;

  window_press_in_menu (fixture, "Cancel…", task);
  dialog = window_wait_for_dialog ();
  ui_expect (dialog, heading);
  ui_press (dialog, "Keep Running");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_cmpint (ui_count (fixture->demo, "writes"), ==, 0);
  g_assert_true (window_nas_says (fixture, task, "busy"));

  window_press_in_menu (fixture, "Cancel…", task);
  ui_press (window_wait_for_dialog (), "Cancel Backup");
  window_expect_nas (fixture, task, "busy", FALSE);
  g_assert_cmpint (ui_count_calls (fixture->demo, "SYNO.Backup.Task cancel"), ==, 1);
  g_assert_cmpint (ui_count (fixture->demo, "writes_refused"), ==, 0);
}

static void
test_discard (Fixture *fixture, gconstpointer data)
{
  BksTask *task = window_find_task_that_can (fixture, BKS_ACTION_RESUME);
  GtkWidget *dialog;

  g_assert_nonnull (task);
  window_press_in_menu (fixture, "Discard…", task);
  dialog = window_wait_for_dialog ();
  ui_expect (dialog, "Discard the Suspended Backup?");
  ui_press (dialog, "Discard");
  window_expect_nas (fixture, task, "suspended", FALSE);
  g_assert_cmpint (ui_count_calls (fixture->demo, "SYNO.Backup.Task discard"), ==, 1);
  g_assert_cmpint (ui_count (fixture->demo, "writes_refused"), ==, 0);
}

static void
test_back_up (Fixture *fixture, gconstpointer data)
{
  BksTask *task = window_find_task_that_can (fixture, BKS_ACTION_BACK_UP);

  g_assert_nonnull (task);
  g_assert_false (window_nas_says (fixture, task, "busy"));
  window_press_verb (fixture, "Back Up Now", task);
  window_expect_nas (fixture, task, "busy", TRUE);
  g_assert_cmpint (ui_count_calls (fixture->demo, "SYNO.Backup.Task backup"), ==, 1);
  g_assert_cmpint (ui_count (fixture->demo, "writes"), ==, 1);
}

/* A busy NAS says yes to a check and does nothing: that is told, with the way to try it again. */
static void
test_check_again (Fixture *fixture, gconstpointer data)
{
  BksTask *task = window_find_task_that_can (fixture, BKS_ACTION_BACK_UP);
  g_autofree char *toast = NULL;

  g_assert_nonnull (task);
  toast = g_strdup_printf ("Checking the integrity of “%s”", bks_task_get_name (task));
  ui_tell_nas (fixture->demo, "fail",
               "{\"mode\": \"data\", \"data\": {}, \"count\": 1, \"method\": \"error_detect\"}");
  window_press_in_menu (fixture, "Check Integrity", task);
  ui_expect (fixture->window, "The check did not start: the NAS was busy.");
  g_assert_cmpint (ui_count_calls (fixture->demo, CHECK), ==, 1);

  ui_press (fixture->window, "Try Again");
  ui_expect (fixture->window, toast);
  g_assert_cmpint (ui_count_calls (fixture->demo, CHECK), ==, 2);
}

/* A verb that does not fit stays in sight, off, and says why: to the pointer and to a screen reader. */
static void
test_disabled (Fixture *fixture, gconstpointer data)
{
  GListModel *tasks = bks_nas_get_tasks (fixture->nas);
  guint n_found = 0;

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);
      g_autofree char *why = NULL;
      int best = bks_task_get_best_action (task);
      GtkWidget *button;

      if (best < 0 || bks_task_can (task, (BksAction) best, &why))
        continue;
      n_found++;
      button = window_find_verb (fixture, bks_action_get_label ((BksAction) best), task);
      g_assert_false (gtk_widget_is_sensitive (button));
      g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (button), why));
      gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why);
    }
  /* The one whose destination is damaged. */
  g_assert_cmpuint (n_found, >, 0);
}

static gboolean
is_unreachable (gpointer data)
{
  return bks_nas_get_state (((Fixture *) data)->nas) == BKS_NAS_UNREACHABLE;
}

/* The last known list stays below the problem, with every verb off. */
static void
test_unreachable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BksTask) task = g_list_model_get_item (bks_nas_get_tasks (fixture->nas), 0);

  ui_tell_nas (fixture->demo, "fail", "{\"mode\": \"reset\", \"count\": -1}");
  g_assert_true (test_wait_until (is_unreachable, fixture, TEST_WAIT_LIMIT_MS));
  ui_find_button (fixture->window, "Try Again");
  ui_expect (fixture->window, bks_problem_get_title (bks_nas_get_problem (fixture->nas)));
  g_assert_nonnull (
      window_find_label (GTK_WIDGET (window_find_table (fixture)), bks_task_get_name (task)));
  g_assert_null (window_find_task_that_can (fixture, BKS_ACTION_BACK_UP));

  ui_tell_nas (fixture->demo, "clear", NULL);
  ui_press (fixture->window, "Try Again");
  g_assert_true (test_wait_until (window_has_tasks, fixture, TEST_WAIT_LIMIT_MS));
  ui_expect (fixture->window, bks_task_get_status_word (task));
}

int
main (int argc, char *argv[])
{
  int status;

  window_init (&argc, &argv);

#define ADD(path, setting, func)                                                                   \
  g_test_add ("/ui/window-actions/" path, Fixture, setting, window_set_up, func, window_tear_down)
  ADD ("suspend-and-resume", &usual, test_suspend_and_resume);
  ADD ("cancel", &usual, test_cancel);
  ADD ("discard", &usual, test_discard);
  ADD ("back-up", &usual, test_back_up);
  ADD ("check-again", &usual, test_check_again);
  ADD ("disabled", &usual, test_disabled);
  ADD ("unreachable", &usual, test_unreachable);
#undef ADD

  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
