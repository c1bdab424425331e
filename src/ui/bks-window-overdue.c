/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-window-private.h"

#include <glib/gi18n-lib.h>

#include "bks-batch-window.h"
#include "bks-task-watch.h"

/* All backups of which a run is missing are started, one after the other. */

/* Those that can begin now go into @ready; returns how many cannot. */
static guint
find_overdue (BksWindow *self, GListStore *ready)
{
  GListModel *tasks = bks_fleet_get_tasks (self->fleet);
  guint n = g_list_model_get_n_items (tasks);
  guint n_others = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);
      BksTaskLook look;

      bks_task_look (task, g_get_real_time (), &look);
      /* One that runs is being made up for. */
      if (!look.is_overdue || bks_task_is_busy (task))
        continue;
      if (bks_task_can (task, BKS_ACTION_BACK_UP, NULL))
        g_list_store_append (ready, task);
      else
        n_others++;
    }
  return n_others;
}

static char *
list_names (BksWindow *self, GListModel *tasks)
{
  gboolean has_several = g_list_model_get_n_items (G_LIST_MODEL (self->fleet)) > 1;
  GString *names = g_string_new (NULL);
  guint n = g_list_model_get_n_items (tasks);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);
      BksNas *nas = bks_task_get_nas (task);

      g_string_append (names, i > 0 ? "\n• " : "• ");
      if (has_several && nas != NULL)
        /* Translators: the name of a backup, and of the NAS that it is on. */
        g_string_append_printf (names, _ ("%s on %s"), bks_task_get_name (task),
                                bks_nas_get_name (nas));
      else
        g_string_append (names, bks_task_get_name (task));
    }
  return g_string_free (names, FALSE);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, BksWindow *self)
{
  GListModel *tasks = g_object_get_data (G_OBJECT (dialog), "tasks");
  g_autoptr (BksBatch) batch = NULL;

  if (!g_str_equal (response, "act"))
    return;
  batch = bks_batch_new (BKS_ACTION_BACK_UP, tasks);
  gtk_window_present (GTK_WINDOW (bks_batch_window_new (GTK_WINDOW (self), batch)));
}

static void
confirm (BksWindow *self, GListModel *ready, guint n_others)
{
  guint n = g_list_model_get_n_items (ready);
  g_autofree char *heading = g_strdup_printf (
      ngettext ("Back Up %u Overdue Backup?", "Back Up %u Overdue Backups?", n), n);
  g_autofree char *names = list_names (self, ready);
  g_autofree char *others = NULL;
  g_autofree char *body = NULL;
  AdwMessageDialog *dialog;

  if (n_others > 0)
    others = g_strdup_printf (ngettext ("%u more is overdue, but cannot be started now.",
                                        "%u more are overdue, but cannot be started now.",
                                        n_others),
                              n_others);
  /* Translators: below it a list of names. */
  body = g_strdup_printf (
      "%s\n\n%s%s%s",
      ngettext ("This one is started now:", "These are started one after the other:", n), names,
      others != NULL ? "\n\n" : "", others != NULL ? others : "");
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), heading, body));
  adw_message_dialog_add_responses (dialog, "not", _ ("Not Now"), "act", _ ("Back Up"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "act", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "act");
  adw_message_dialog_set_close_response (dialog, "not");
  g_object_set_data_full (G_OBJECT (dialog), "tasks", g_object_ref (ready), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
back_up_overdue_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksWindow *self = user_data;
  g_autoptr (GListStore) ready = g_list_store_new (BKS_TYPE_TASK);
  guint n_others = find_overdue (self, ready);
  g_autofree char *text = NULL;

  if (g_list_model_get_n_items (G_LIST_MODEL (ready)) > 0)
    {
      confirm (self, G_LIST_MODEL (ready), n_others);
      return;
    }
  if (n_others > 0)
    text = g_strdup_printf (ngettext ("%u backup is overdue, but cannot be started now",
                                      "%u backups are overdue, but cannot be started now",
                                      n_others),
                            n_others);
  else
    text = g_strdup (_ ("No backup is overdue"));
  bks_window_toast (self, text, NULL, NULL);
}

/**
 * bks_window_add_overdue_action:
 * @self: a #BksWindow
 *
 * The action "win.back-up-overdue".
 */
void
bks_window_add_overdue_action (BksWindow *self)
{
  static const GActionEntry action = { .name = "back-up-overdue", .activate = back_up_overdue_cb };

  g_action_map_add_action_entries (G_ACTION_MAP (self), &action, 1, self);
}
