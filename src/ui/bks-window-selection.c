/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-window-private.h"

#include <glib/gi18n-lib.h>

#include "bks-batch-window.h"

static const struct
{
  const char *name;
  BksAction action;
} verbs[] = {
  { "batch-back-up", BKS_ACTION_BACK_UP },
  { "batch-suspend", BKS_ACTION_SUSPEND },
  { "batch-check", BKS_ACTION_CHECK },
  { "batch-remove", BKS_ACTION_REMOVE },
};

static void
update_bar (BksWindow *self)
{
  gboolean is_selecting = bks_task_selection_get_active (self->selection);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  g_autofree char *title = NULL;

  gtk_stack_set_visible_child_name (self->headers, is_selecting ? "selection" : "view");
  /* Folded away it would still ask for its width. */
  gtk_widget_set_visible (self->selection_bar, is_selecting);
  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    bks_window_set_action_enabled (
        self, verbs[i].name,
        is_selecting && bks_task_selection_allows (self->selection, verbs[i].action));
  bks_window_set_action_enabled (self, "end-selection", is_selecting);
  bks_window_set_action_enabled (self, "select-all", is_selecting);
  if (!is_selecting)
    return;

  title = n == 0 ? g_strdup (_ ("Select Backups"))
                 /* Translators: title of the window: how many backups are ticked. */
                 : g_strdup_printf (ngettext ("%u Selected", "%u Selected", n), n);
  adw_window_title_set_title (self->selection_title, title);
}

static void
bks_window_selection_changed_cb (BksWindow *self)
{
  update_bar (self);
}

static void
bks_window_tasks_changed_cb (BksWindow *self)
{
  bks_task_selection_prune (self->selection);
  update_bar (self);
}

static void
select_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bks_task_selection_set_active (BKS_WINDOW (user_data)->selection, TRUE);
}

static void
end_selection_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bks_task_selection_set_active (BKS_WINDOW (user_data)->selection, FALSE);
}

static void
select_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bks_backups_page_select_all (BKS_WINDOW (user_data)->backups_page);
}

static void
run (BksWindow *self, BksAction action)
{
  g_autoptr (BksBatch) batch = bks_batch_new (action, G_LIST_MODEL (self->selection));

  gtk_window_present (GTK_WINDOW (bks_batch_window_new (GTK_WINDOW (self), batch)));
  bks_task_selection_set_active (self->selection, FALSE);
}

static void
remove_response_cb (BksWindow *self, const char *response)
{
  if (g_str_equal (response, "act"))
    run (self, BKS_ACTION_REMOVE);
}

/* Enabled as soon as the person has written how many there are. */
static void
remove_typed_cb (AdwMessageDialog *dialog, GParamSpec *pspec, GtkEditable *entry)
{
  const char *wanted = g_object_get_data (G_OBJECT (dialog), "wanted");
  g_autofree char *text = g_strdup (gtk_editable_get_text (entry));

  adw_message_dialog_set_response_enabled (dialog, "act",
                                           g_strcmp0 (g_strstrip (text), wanted) == 0);
}

static char *
list_names (BksTaskSelection *selection)
{
  GString *names = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (selection));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (G_LIST_MODEL (selection), i);

      g_string_append_printf (names, "%s• %s", i > 0 ? "\n" : "", bks_task_get_name (task));
    }
  return g_string_free (names, FALSE);
}

/* Several are not removed by a slip of the hand. */
static void
confirm_remove (BksWindow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  g_autofree char *heading = g_strdup_printf (
      ngettext ("Remove %u Backup?", "Remove %u Backups?", n), n);
  g_autofree char *names = list_names (self->selection);
  g_autofree char *body = NULL;
  g_autofree char *title = g_strdup_printf (_ ("To confirm, type %u"), n);
  AdwMessageDialog *dialog;

  /* Translators: before it a sentence, after it a list of names. */
  body = g_strdup_printf (
      ngettext (
          "It will not be backed up any more. The backup data at the destination is kept and "
          "can be linked again in DSM.\n\n%s",
          "They will not be backed up any more. The backup data at the destination is kept and "
          "can be linked again in DSM.\n\n%s",
          n),
      names);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self), heading, body));
  adw_message_dialog_add_responses (dialog, "keep", _ ("Keep Them"), "act", _ ("Remove"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "act", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "keep");
  adw_message_dialog_set_close_response (dialog, "keep");
  if (n > 1)
    {
      GtkWidget *group = adw_preferences_group_new ();
      GtkWidget *entry = adw_entry_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), title);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
      adw_message_dialog_set_extra_child (dialog, group);
      adw_message_dialog_set_response_enabled (dialog, "act", FALSE);
      g_object_set_data_full (G_OBJECT (dialog), "wanted", g_strdup_printf ("%u", n), g_free);
      g_signal_connect_object (entry, "notify::text", G_CALLBACK (remove_typed_cb), dialog,
                               G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (dialog, "response", G_CALLBACK (remove_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
batch_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BksWindow *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));

  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].name, name))
      {
        if (verbs[i].action == BKS_ACTION_REMOVE)
          confirm_remove (self);
        else
          run (self, verbs[i].action);
        return;
      }
}

/**
 * bks_window_add_selection_actions:
 * @self: a #BksWindow with its template
 *
 * What is done to several backups at once.
 */
void
bks_window_add_selection_actions (BksWindow *self)
{
  static const GActionEntry actions[] = {
    { .name = "select", .activate = select_cb },
    { .name = "end-selection", .activate = end_selection_cb },
    { .name = "select-all", .activate = select_all_cb },
    { .name = "batch-back-up", .activate = batch_cb },
    { .name = "batch-suspend", .activate = batch_cb },
    { .name = "batch-check", .activate = batch_cb },
    { .name = "batch-remove", .activate = batch_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  self->selection = g_object_ref (bks_backups_page_get_selection (self->backups_page));
  g_signal_connect_object (self->selection, "items-changed",
                           G_CALLBACK (bks_window_selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::active",
                           G_CALLBACK (bks_window_selection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->scope_signals, "tasks-changed",
                                 G_CALLBACK (bks_window_tasks_changed_cb), self, G_CONNECT_SWAPPED);
  update_bar (self);
}
