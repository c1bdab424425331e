/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bks-memory-history.h"
#include "bks-task-page.h"
#include "bks-watch.h"
#include "fake-notifier.h"
#include "fake-timer.h"
#include "test-wait.h"
#include "window-fixture.h"

/* What a person wants of the watch, said at the window: mutes, backups that go on by themselves, and
 * all that is overdue at once. */

static const Setting wide = { NULL, 1100, 720 };

#define OVERDUE "Video masters"

/* The watch of the application, where nothing is told and no time passes. */
static BksWatch *
start_watch (Fixture *fixture)
{
  g_autoptr (BksHistory) history = BKS_HISTORY (bks_memory_history_new ());
  g_autoptr (FakeNotifier) notifier = fake_notifier_new ();
  g_autoptr (FakeTimer) timer = fake_timer_new ();
  g_auto (TestAnswer) answer = { NULL };
  BksWatch *watch = bks_watch_new (fixture->fleet, history, BKS_NOTIFIER (notifier),
                                   BKS_TIMER (timer));

  bks_watch_start (watch);
  bks_history_flush_async (history, NULL, test_answer_cb, &answer);
  g_assert_true (bks_history_flush_finish (history, test_answer_wait (&answer), NULL));
  bks_window_set_watch (fixture->window, watch);
  return watch;
}

static GtkWidget *
find_entry (GtkWidget *button, const char *label)
{
  GtkWidget *entry;

  ui_expect (button, label);
  entry = window_find_label (button, label);
  while (entry != NULL && !g_str_equal (G_OBJECT_TYPE_NAME (entry), "GtkModelButton"))
    entry = gtk_widget_get_parent (entry);
  g_assert_nonnull (entry);
  return entry;
}

/* An entry of the page's ⋮ menu, or of a menu in it. */
static GtkWidget *
open_menu (Fixture *fixture, const char *submenu, const char *label)
{
  GtkWidget *page = window_find_type (fixture->window, BKS_TYPE_TASK_PAGE);
  GtkWidget *button = window_find_type (page, GTK_TYPE_MENU_BUTTON);

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  if (submenu != NULL)
    g_signal_emit_by_name (find_entry (button, submenu), "clicked");
  return find_entry (button, label);
}

static void
choose (Fixture *fixture, const char *submenu, const char *label)
{
  g_signal_emit_by_name (open_menu (fixture, submenu, label), "clicked");
}

#define RESUMES "Resume by Itself After 1 Hour"

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_mapped (widget);
}

static void
expect_tick (Fixture *fixture, const char *submenu, const char *label, gboolean is_set)
{
  GtkWidget *item = open_menu (fixture, submenu, label);
  GtkWidget *popover;
  gboolean is_active;

  g_object_get (item, "active", &is_active, NULL);
  g_assert_cmpint (is_active, ==, is_set);
  popover = gtk_widget_get_ancestor (item, GTK_TYPE_POPOVER);
  gtk_popover_popdown (GTK_POPOVER (popover));
  g_assert_true (test_wait_until (is_hidden, popover, TEST_WAIT_LIMIT_MS));
}

static void
test_resumes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BksWatch) watch = start_watch (fixture);
  BksTask *task = window_find_task_that_can (fixture, BKS_ACTION_BACK_UP);
  BksTask *other = window_find_running (fixture);
  const char *nas_id = bks_nas_get_id (fixture->nas);
  g_autofree char *said = g_strdup_printf (
      "“%s” will be resumed an hour after it was suspended, three times at most",
      bks_task_get_name (task));

  bks_window_show_task (fixture->window, task);
  expect_tick (fixture, NULL, RESUMES, FALSE);
  choose (fixture, NULL, RESUMES);
  ui_expect (fixture->window, said);
  g_assert_true (bks_watch_get_resumes (watch, nas_id, bks_task_get_id (task)));
  expect_tick (fixture, NULL, RESUMES, TRUE);

  /* It is of this one, and is still so when somebody comes back. */
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "back", NULL);
  bks_window_show_task (fixture->window, other);
  expect_tick (fixture, NULL, RESUMES, FALSE);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "back", NULL);
  bks_window_show_task (fixture->window, task);
  expect_tick (fixture, NULL, RESUMES, TRUE);
  choose (fixture, NULL, RESUMES);
  g_assert_false (bks_watch_get_resumes (watch, nas_id, bks_task_get_id (task)));
  bks_watch_stop (watch);
}

static void
test_mute (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BksWatch) watch = start_watch (fixture);
  BksTask *task = window_find_task_that_can (fixture, BKS_ACTION_BACK_UP);
  const char *nas_id = bks_nas_get_id (fixture->nas);
  const char *id = bks_task_get_id (task);

  bks_window_show_task (fixture->window, task);
  choose (fixture, "Mute", "Until the Next Success");
  g_assert_true (bks_watch_is_muted (watch, nas_id, id));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "back", NULL);
  bks_window_show_task (fixture->window, task);
  expect_tick (fixture, "Mute", "Until the Next Success", TRUE);
  choose (fixture, "Mute", "Not Muted");
  g_assert_false (bks_watch_is_muted (watch, nas_id, id));
  bks_watch_stop (watch);
}

static void
back_up_overdue (Fixture *fixture)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "back-up-overdue", NULL);
}

static gboolean
dialog_is_gone (gpointer data)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) toplevel = g_list_model_get_item (toplevels, i);

      if (gtk_window_get_modal (toplevel) && gtk_widget_get_mapped (GTK_WIDGET (toplevel)))
        return FALSE;
    }
  return TRUE;
}

/* Another one has taken the place of that at *@data. */
static gboolean
is_another_dialog (gpointer data)
{
  GtkWidget **dialog = data;
  GtkWidget *now = dialog_is_gone (NULL) ? *dialog : window_wait_for_dialog ();

  if (now == *dialog)
    return FALSE;
  *dialog = now;
  return TRUE;
}

/* Only what is overdue, only after a yes, and what became of it stays to be read. */
static void
test_overdue (Fixture *fixture, gconstpointer data)
{
  gint64 before = ui_count_calls (fixture->demo, "SYNO.Backup.Task backup");
  GtkWidget *dialog;

  back_up_overdue (fixture);
  dialog = window_wait_for_dialog ();
  ui_expect (dialog, "Back Up 1 Overdue Backup?");
  g_assert_nonnull (window_find_label (dialog, "This one is started now:\n\n"
                                               "• " OVERDUE));
  ui_press (dialog, "Not Now");
  g_assert_true (test_wait_until (dialog_is_gone, NULL, TEST_WAIT_LIMIT_MS));
  g_assert_cmpint (ui_count_calls (fixture->demo, "SYNO.Backup.Task backup"), ==, before);

  back_up_overdue (fixture);
  dialog = window_wait_for_dialog ();
  ui_press (dialog, "Back Up");
  g_assert_true (test_wait_until (is_another_dialog, &dialog, TEST_WAIT_LIMIT_MS));
  g_assert_true (ui_shows_within (dialog, "1 of 1 done", 20000));
  g_assert_true (ui_shows_within (dialog, "Close", 20000));
  ui_expect (dialog, OVERDUE);
  ui_press (dialog, "Close");
  g_assert_cmpint (ui_count_calls (fixture->demo, "SYNO.Backup.Task backup"), ==, before + 1);

  /* One that runs is being made up for. */
  window_refresh (fixture);
  back_up_overdue (fixture);
  g_assert_true (ui_shows_within (fixture->window, "No backup is overdue", 10000));
}

int
main (int argc, char **argv)
{
  window_init (&argc, &argv);

#define ADD(path, func)                                                                            \
  g_test_add ("/window-watch/" path, Fixture, &wide, window_set_up, func, window_tear_down)
  ADD ("mute", test_mute);
  ADD ("overdue", test_overdue);
  ADD ("resumes", test_resumes);
#undef ADD

  return g_test_run ();
}
