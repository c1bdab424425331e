/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bks-log-view.h"
#include "test-wait.h"
#include "window-fixture.h"

/* What a NAS writes is text: it is shown as it is, on every page, and nothing in it is carried out. A
 * text that was taken for markup and is none makes GTK warn, which ends the test. */

#define TAIL " <b>Q&A</b> & <i> &amp; <a href=\"file:///etc\">x</a>"
#define JSON " <b>Q&A</b> & <i> &amp; <a href=\\\"file:///etc\\\">x</a>"

static const Setting wide = { NULL, 1100, 720 };
static const Setting narrow = { NULL, 360, 640 };

static void
show_view (Fixture *fixture, const char *name)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "show-view",
                                  g_variant_new_string (name));
}

/* From now on all that the NAS says has it: names and events, or whatever is no ID. */
static void
begin (Fixture *fixture, gboolean all)
{
  static const char *const apis[] = {
    "SYNO.Backup.Task",
    "SYNO.Backup.Repository",
    "SYNO.Backup.Target",
    "SYNO.Backup.Version",
    "SYNO.SDS.Backup.Client.Common.Log",
    "SYNO.SDS.Backup.Client.Common.Statistic",
    "SYNO.SDS.Backup.Server.Common.Log",
    "SYNO.Backup.Service.VersionBackup.Target",
    "SYNO.Backup.Service.VersionBackup.Config",
  };

  for (guint i = 0; i < G_N_ELEMENTS (apis); i++)
    {
      g_autofree char *arguments = g_strdup_printf (
          "{\"mode\": \"tail\", \"text\": \"%s\", \"all\": %s, \"count\": -1, \"api\": \"%s\"}",
          JSON, all ? "true" : "false", apis[i]);

      ui_tell_nas (fixture->demo, "fail", arguments);
    }
  window_refresh (fixture);
}

static void
look_everywhere (Fixture *fixture)
{
  static const char *const views[] = { "destinations", "vault", "log", "backups" };
  GListModel *tasks = bks_nas_get_tasks (fixture->nas);

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      show_view (fixture, views[i]);
      /* Until what it loads is there: nothing may come of it, whatever it is. */
      test_wait_ms (400);
    }
  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      bks_window_show_task (fixture->window, task);
      ui_expect (fixture->window, "What and where");
      test_wait_ms (150);
      g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "back", NULL);
    }
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  BksTask *task;

  begin (fixture, FALSE);
  ui_expect (fixture->window, "Photos off-site" TAIL);
  look_everywhere (fixture);
  ui_expect (fixture->window, "Photos off-site" TAIL);

  task = bks_nas_find_task (fixture->nas, "5");
  bks_window_show_task (fixture->window, task);
  ui_expect (fixture->window, "What and where");
  ui_expect (fixture->window, "Photos off-site" TAIL);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "back", NULL);

  /* What the window says about it, too. */
  bks_window_toast (fixture->window, bks_task_get_name (task), NULL, NULL);
  ui_expect (fixture->window, "Photos off-site" TAIL);
}

static void
test_everything (Fixture *fixture, gconstpointer data)
{
  begin (fixture, TRUE);
  ui_expect (fixture->window, "Photos off-site" TAIL);
  /* A word that nobody knows is not healthy. */
  g_assert_cmpint (bks_task_get_verdict (bks_nas_find_task (fixture->nas, "5")), ==,
                   BKS_VERDICT_UNKNOWN);
  look_everywhere (fixture);
  ui_expect (fixture->window, "Photos off-site" TAIL);
}

static gboolean
has_log (gpointer data)
{
  Fixture *fixture = data;

  return window_find_type (fixture->window, BKS_TYPE_LOG_VIEW) != NULL
         && ui_shows (fixture->window, "=HYPERLINK(\"x\")");
}

/* Lines that are pasted into a spreadsheet are no formulas there. */
static void
test_clipboard (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (TestAnswer) answer = { NULL };
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  GtkWidget *view;

  ui_tell_nas (fixture->demo, "add-log",
               "{\"task_id\": \"5\", \"event\": \"=HYPERLINK(\\\"x\\\")\"}");
  show_view (fixture, "log");
  g_assert_true (test_wait_until (has_log, fixture, TEST_WAIT_LIMIT_MS));
  view = window_find_type (fixture->window, BKS_TYPE_LOG_VIEW);
  gtk_widget_activate_action (view, "log.select-all", NULL);
  gtk_widget_activate_action (view, "log.copy", NULL);
  gdk_clipboard_read_text_async (clipboard, NULL, test_answer_cb, &answer);
  text = gdk_clipboard_read_text_finish (clipboard, test_answer_wait (&answer), &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "\t'=HYPERLINK(\"x\")"));
  g_assert_null (strstr (text, "\t=HYPERLINK"));
}

int
main (int argc, char **argv)
{
  window_init (&argc, &argv);
#define ADD(name, setting, function)                                                               \
  g_test_add ("/window/texts/" name, Fixture, setting, window_set_up, function, window_tear_down)
  ADD ("names", &wide, test_names);
  ADD ("names-narrow", &narrow, test_names);
  ADD ("everything", &wide, test_everything);
  ADD ("clipboard", &wide, test_clipboard);
#undef ADD
  return g_test_run ();
}
