/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-nas-actions.h"

#include <glib/gi18n-lib.h>

#include "bks-add-nas-window.h"
#include "bks-certificate-window.h"
#include "bks-window.h"

#define UNDO_SECONDS 8 /* how long a removal can be taken back */

/* For whom the actions of a group are. Counted, each action has it: the first thing that one changes
 * may be that there are none any more. */
typedef struct
{
  GtkWidget *widget; /* (unowned): had the group when the action began */
  BksNas *nas;       /* (owned) */
} Context;

static void
context_clear (gpointer data)
{
  g_object_unref (((Context *) data)->nas);
}

static void
context_unref (gpointer data)
{
  g_rc_box_release_full (data, context_clear);
}

static BksWindow *
get_window (Context *context)
{
  return BKS_WINDOW (gtk_widget_get_root (context->widget));
}

static guint
find_position (BksWindow *window, BksNas *nas)
{
  GListModel *list = G_LIST_MODEL (bks_window_get_fleet (window));
  guint n = g_list_model_get_n_items (list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) other = g_list_model_get_item (list, i);

      if (other == nas)
        return i;
    }
  return n;
}

static void
refresh_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Context *context = user_data;

  bks_window_refresh_nas (get_window (context), context->nas);
}

/* The person has done something about it: what was refused may be tried once more. */
static void
try_again_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Context *context = user_data;
  BksWindow *window = get_window (context);
  BksKeeper *keeper = bks_window_get_keeper (window);

  if (keeper != NULL)
    bks_keeper_try_again (keeper, context->nas);
  else
    bks_nas_release (context->nas);
  bks_window_refresh_nas (window, context->nas);
}

static void
open_in_dsm_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Context *context = user_data;

  gtk_show_uri (GTK_WINDOW (get_window (context)), bks_nas_get_address (context->nas),
                GDK_CURRENT_TIME);
}

static BksAddNasWindow *
create_assistant (BksWindow *window, BksNas *nas)
{
  BksAddNasWindow *assistant = bks_add_nas_window_new (GTK_WINDOW (window),
                                                       bks_window_get_fleet (window), nas);
  BksKeeper *keeper = bks_window_get_keeper (window);

  if (keeper != NULL)
    bks_add_nas_window_set_keeper (assistant, keeper);
  return assistant;
}

static void
sign_in_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Context *context = user_data;
  BksWindow *window = get_window (context);
  BksProblem *problem = bks_nas_get_problem (context->nas);
  const BksCertificate *certificate = problem != NULL ? bks_problem_get_certificate (problem)
                                                      : NULL;
  GtkWindow *dialog;

  if (certificate != NULL && certificate->is_changed)
    dialog = GTK_WINDOW (bks_certificate_window_new (
        GTK_WINDOW (window), bks_window_get_keeper (window), context->nas, certificate));
  else
    dialog = GTK_WINDOW (create_assistant (window, context->nas));
  gtk_window_present (dialog);
}

static void
edit_address_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Context *context = user_data;
  BksAddNasWindow *assistant = create_assistant (get_window (context), context->nas);

  bks_add_nas_window_edit_address (assistant);
  gtk_window_present (GTK_WINDOW (assistant));
}

static void
edit_account_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Context *context = user_data;
  BksAddNasWindow *assistant = create_assistant (get_window (context), context->nas);

  bks_add_nas_window_edit_account (assistant);
  gtk_window_present (GTK_WINDOW (assistant));
}

/* A name that cannot be is noticed while it is typed. */
static void
rename_entry_changed_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  BksWindow *window = BKS_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (dialog)));
  BksNas *nas = g_object_get_data (G_OBJECT (dialog), "nas");
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  BksNas *other = bks_fleet_find (bks_window_get_fleet (window), name);
  gboolean is_taken = other != NULL && other != nas;
  g_autofree char *body = is_taken
                              ? g_strdup_printf (_ ("Another NAS is called “%s” already."), name)
                              : NULL;

  adw_message_dialog_set_body (dialog, body != NULL ? body : "");
  adw_message_dialog_set_response_enabled (dialog, "rename", *name != '\0' && !is_taken);
  if (is_taken)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
}

static void
rename_response_cb (AdwMessageDialog *dialog, const char *response, GtkEditable *entry)
{
  BksWindow *window = BKS_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (dialog)));
  BksNas *nas = g_object_get_data (G_OBJECT (dialog), "nas");
  g_autoptr (GError) error = NULL;

  if (g_str_equal (response, "rename")
      && !bks_keeper_rename (bks_window_get_keeper (window), nas, gtk_editable_get_text (entry),
                             &error))
    bks_window_toast (window, error->message, NULL, NULL);
}

static void
rename_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Context *context = user_data;
  g_autofree char *heading = g_strdup_printf (_ ("Rename %s"), bks_nas_get_name (context->nas));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (get_window (context)), heading, NULL);
  GtkWidget *entry = gtk_entry_new ();

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "rename",
                                    _ ("Rename"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "rename",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "rename");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), entry);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"),
                                  -1);
  g_object_set_data_full (G_OBJECT (dialog), "nas", g_object_ref (context->nas), g_object_unref);
  g_signal_connect_object (entry, "changed", G_CALLBACK (rename_entry_changed_cb), dialog, 0);
  g_signal_connect_object (dialog, "response", G_CALLBACK (rename_response_cb), entry, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), bks_nas_get_name (context->nas));
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

static void
sign_out_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Context *context = user_data;

  bks_keeper_sign_out (bks_window_get_keeper (get_window (context)), context->nas);
}

static void
move_by (Context *context, int step)
{
  BksWindow *window = get_window (context);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (bks_window_get_fleet (window)));
  int position = (int) find_position (window, context->nas) + step;

  if (position >= 0 && position < (int) n)
    bks_keeper_move (bks_window_get_keeper (window), context->nas, (guint) position);
}

static void
move_up_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  move_by (user_data, -1);
}

static void
move_down_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  move_by (user_data, 1);
}

/* A removal that can still be taken back. */
typedef struct
{
  BksKeeper *keeper; /* (owned) */
  BksNas *nas;       /* (owned) */
} Removal;

static void
removal_free (gpointer data, GClosure *closure)
{
  Removal *removal = data;

  g_object_unref (removal->keeper);
  g_object_unref (removal->nas);
  g_free (removal);
}

static void
undo_clicked_cb (AdwToast *toast, Removal *removal)
{
  bks_keeper_undo_remove (removal->keeper, removal->nas);
}

static void
toast_dismissed_cb (AdwToast *toast, Removal *removal)
{
  bks_keeper_commit_remove (removal->keeper, removal->nas);
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Context *context = user_data;
  BksWindow *window = get_window (context);
  Removal *removal = g_new0 (Removal, 1);
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  removal->keeper = g_object_ref (bks_window_get_keeper (window));
  removal->nas = g_object_ref (context->nas);
  text = g_strdup_printf (_ ("%s removed"), bks_nas_get_name (context->nas));
  /* A toast's title is markup. */
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  g_signal_connect (toast, "button-clicked", G_CALLBACK (undo_clicked_cb), removal);
  g_signal_connect_data (toast, "dismissed", G_CALLBACK (toast_dismissed_cb), removal, removal_free,
                         0);

  bks_keeper_remove (removal->keeper, removal->nas);
  bks_window_add_toast (window, toast);
}

static void
set_enabled (GActionMap *map, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, name)), enabled);
}

static void
enable_what_fits (GActionMap *map, BksWindow *window, BksNas *nas)
{
  gboolean is_kept = window != NULL && bks_window_get_keeper (window) != NULL;
  guint position = is_kept ? find_position (window, nas) : 0;
  guint n = is_kept ? g_list_model_get_n_items (G_LIST_MODEL (bks_window_get_fleet (window))) : 0;

  set_enabled (map, "rename", is_kept);
  set_enabled (map, "sign-out", is_kept && bks_nas_get_state (nas) != BKS_NAS_WAITING);
  set_enabled (map, "move-up", is_kept && position > 0);
  set_enabled (map, "move-down", is_kept && position + 1 < n);
  set_enabled (map, "remove", is_kept);
}

/**
 * bks_nas_actions_install:
 * @widget: a widget; in a #BksWindow when an action is activated
 * @nas: (nullable): the NAS that the actions are for; %NULL takes them away
 *
 * Replaces what was installed before. What fits is decided now.
 */
void
bks_nas_actions_install (GtkWidget *widget, BksNas *nas)
{
  static const GActionEntry actions[] = {
    { .name = "refresh", .activate = refresh_cb },
    { .name = "try-again", .activate = try_again_cb },
    { .name = "open-in-dsm", .activate = open_in_dsm_cb },
    { .name = "sign-in", .activate = sign_in_cb },
    { .name = "edit-address", .activate = edit_address_cb },
    { .name = "edit-account", .activate = edit_account_cb },
    { .name = "rename", .activate = rename_cb },
    { .name = "sign-out", .activate = sign_out_cb },
    { .name = "move-up", .activate = move_up_cb },
    { .name = "move-down", .activate = move_down_cb },
    { .name = "remove", .activate = remove_cb },
  };
  g_autoptr (GSimpleActionGroup) group = NULL;
  GtkRoot *root;
  Context *context;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (nas == NULL || BKS_IS_NAS (nas));

  if (nas == NULL)
    {
      gtk_widget_insert_action_group (widget, "nas", NULL);
      return;
    }

  group = g_simple_action_group_new ();
  context = g_rc_box_new0 (Context);
  context->widget = widget;
  context->nas = g_object_ref (nas);
  g_action_map_add_action_entries (G_ACTION_MAP (group), actions, G_N_ELEMENTS (actions), context);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    g_object_set_data_full (
        G_OBJECT (g_action_map_lookup_action (G_ACTION_MAP (group), actions[i].name)), "context",
        g_rc_box_acquire (context), context_unref);
  context_unref (context);
  root = gtk_widget_get_root (widget);
  enable_what_fits (G_ACTION_MAP (group), BKS_IS_WINDOW (root) ? BKS_WINDOW (root) : NULL, nas);
  gtk_widget_insert_action_group (widget, "nas", G_ACTION_GROUP (group));
}
