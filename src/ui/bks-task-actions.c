/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-task-actions.h"

#include <glib/gi18n-lib.h>

#include "bks-format.h"
#include "bks-nas.h"
#include "bks-window.h"

#define OPEN_IN_DSM "open-in-dsm"

/* One press of a button, until its outcome is told. */
typedef struct
{
  GWeakRef widget; /* of GtkWidget: where it was pressed */
  BksTask *task;   /* (owned) */
  BksAction action;
} Request;

static Request *
request_new (GtkWidget *widget, BksTask *task, BksAction action)
{
  Request *self = g_new0 (Request, 1);

  g_weak_ref_init (&self->widget, widget);
  self->task = g_object_ref (task);
  self->action = action;
  return self;
}

static void
request_free (Request *self)
{
  g_weak_ref_clear (&self->widget);
  g_object_unref (self->task);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

static BksWindow *
find_window (GtkWidget *widget)
{
  GtkRoot *root = widget != NULL ? gtk_widget_get_root (widget) : NULL;

  return root != NULL && BKS_IS_WINDOW (root) ? BKS_WINDOW (root) : NULL;
}

/* While the NAS is being told one thing, it is not told another. */
static GQuark
pending_quark (void)
{
  return g_quark_from_static_string ("bks-task-actions-pending");
}

static char *
describe_success (BksTask *task, BksAction action)
{
  const char *name = bks_task_get_name (task);
  const char *status = bks_task_get_status (task);

  switch (action)
    {
    case BKS_ACTION_BACK_UP:
    case BKS_ACTION_RESUME:
      if (g_strcmp0 (status, "waiting") == 0)
        return g_strdup_printf (_ ("“%s” is waiting for its turn"), name);
      return g_strdup_printf (_ ("Backing up “%s”"), name);
    case BKS_ACTION_SUSPEND:
      return g_strdup_printf (_ ("“%s” suspended"), name);
    case BKS_ACTION_CANCEL:
      return g_strdup_printf (_ ("Backup of “%s” cancelled"), name);
    case BKS_ACTION_DISCARD:
      return g_strdup_printf (_ ("Suspended backup of “%s” discarded"), name);
    case BKS_ACTION_CHECK:
      return g_strdup_printf (_ ("Checking the integrity of “%s”"), name);
    case BKS_ACTION_CANCEL_CHECK:
      return g_strdup_printf (_ ("Check of “%s” cancelled"), name);
    case BKS_ACTION_REMOVE:
      return g_strdup_printf (_ ("“%s” removed"), name);
    default:
      g_return_val_if_reached (g_strdup (""));
    }
}

static void act (GtkWidget *widget, BksTask *task, BksAction action);

static void
toast_again_cb (AdwToast *toast, gpointer user_data)
{
  Request *request = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&request->widget);

  if (widget != NULL)
    act (widget, request->task, request->action);
}

static void
request_closure_free (gpointer data, GClosure *closure)
{
  request_free (data);
}

static void
show_failure (BksWindow *window, BksTask *task, BksAction action, const GError *error)
{
  g_autoptr (BksProblem) problem = bks_problem_from_error (error);
  BksProblemKind kind = problem != NULL ? bks_problem_get_kind (problem) : BKS_PROBLEM_REFUSED;
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  if (kind == BKS_PROBLEM_PRECONDITION)
    text = g_strdup_printf (_ ("“%s” had changed meanwhile and was left alone"),
                            bks_task_get_name (task));
  else if (kind == BKS_PROBLEM_BUSY)
    text = g_strdup (bks_problem_get_sentence (problem));
  else
    text = g_strdup (problem != NULL ? bks_problem_get_message (problem) : error->message);

  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  /* The NAS had no time for it: the next step is a button. */
  if (kind == BKS_PROBLEM_BUSY)
    {
      adw_toast_set_button_label (toast, _ ("Try Again"));
      g_signal_connect_data (toast, "button-clicked", G_CALLBACK (toast_again_cb),
                             request_new (GTK_WIDGET (window), task, action), request_closure_free,
                             0);
    }
  bks_window_add_toast (window, toast);
}

static void
act_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Request) request = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&request->widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean done = bks_nas_act_finish (BKS_NAS (source), result, &error);
  BksWindow *window = find_window (widget);

  g_object_set_qdata (G_OBJECT (request->task), pending_quark (), NULL);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || window == NULL)
    return;

  if (!done)
    {
      show_failure (window, request->task, request->action, error);
      return;
    }
  text = describe_success (request->task, request->action);
  bks_window_toast (window, text, NULL, NULL);
}

static void
act (GtkWidget *widget, BksTask *task, BksAction action)
{
  BksNas *nas = bks_task_get_nas (task);

  if (nas == NULL || g_object_get_qdata (G_OBJECT (task), pending_quark ()) != NULL)
    return;

  /* The row that was pressed may be gone when the answer comes: the window stays. */
  g_object_set_qdata (G_OBJECT (task), pending_quark (), GINT_TO_POINTER (TRUE));
  bks_nas_act_async (nas, bks_task_get_id (task), action, NULL, act_ready_cb,
                     request_new (GTK_WIDGET (gtk_widget_get_root (widget)), task, action));
}

static void
dialog_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Request *request = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&request->widget);

  if (widget == NULL)
    return;
  if (g_str_equal (response, "act"))
    act (widget, request->task, request->action);
  else if (g_str_equal (response, "suspend"))
    act (widget, request->task, BKS_ACTION_SUSPEND);
}

static GtkWindow *
create_dialog (GtkWidget *widget,
               BksTask *task,
               BksAction action,
               const char *heading,
               const char *body,
               const char *safe)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));
  GtkWidget *dialog = adw_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                              heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "keep", safe);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_data (dialog, "response", G_CALLBACK (dialog_response_cb),
                         request_new (root, task, action), request_closure_free, 0);
  return GTK_WINDOW (dialog);
}

static void
add_destructive (GtkWindow *dialog, const char *label)
{
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "act", label);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "act",
                                              ADW_RESPONSE_DESTRUCTIVE);
}

static void
confirm_cancel (GtkWidget *widget, BksTask *task)
{
  g_autofree char *heading = g_strdup_printf (_ ("Cancel the Backup of “%s”?"),
                                              bks_task_get_name (task));
  GtkWindow *dialog = create_dialog (
      widget, task, BKS_ACTION_CANCEL, heading,
      _ ("What has been copied in this run is thrown away. Earlier versions are "
         "kept. To go on later, suspend it instead."),
      _ ("Keep Running"));

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "suspend", _ ("Suspend"));
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "suspend",
                                           bks_task_can (task, BKS_ACTION_SUSPEND, NULL));
  add_destructive (dialog, _ ("Cancel Backup"));
  gtk_window_present (dialog);
}

static void
confirm_discard (GtkWidget *widget, BksTask *task)
{
  gint64 since = bks_task_get_last_start (task);
  g_autofree char *body = NULL;
  GtkWindow *dialog;

  if (since > 0)
    {
      g_autofree char *when = bks_format_when_inside (since, g_get_real_time ());

      body = g_strdup_printf (
          _ ("What “%s” had copied since %s will be thrown away, and the next backup starts from "
             "the beginning. Versions already finished at the destination are kept."),
          bks_task_get_name (task), when);
    }
  else
    body = g_strdup_printf (
        _ ("What “%s” had copied will be thrown away, and the next backup starts from the "
           "beginning. Versions already finished at the destination are kept."),
        bks_task_get_name (task));

  dialog = create_dialog (widget, task, BKS_ACTION_DISCARD, _ ("Discard the Suspended Backup?"),
                          body, _ ("Keep It"));
  add_destructive (dialog, _ ("Discard"));
  gtk_window_present (dialog);
}

static void
confirm_remove (GtkWidget *widget, BksTask *task)
{
  BksNas *nas = bks_task_get_nas (task);
  g_autofree char *heading = NULL;
  GtkWindow *dialog;

  if (nas == NULL)
    return;
  /* Translators: a backup, and the NAS that it is on. */
  heading = g_strdup_printf (_ ("Remove “%s” from %s?"), bks_task_get_name (task),
                             bks_nas_get_name (nas));
  dialog = create_dialog (widget, task, BKS_ACTION_REMOVE, heading,
                          _ ("It will not be backed up any more. The backup data at the "
                             "destination is kept and can be linked again in DSM."),
                          _ ("Keep It"));
  add_destructive (dialog, _ ("Remove"));
  gtk_window_present (dialog);
}

static void
open_in_dsm (GtkWidget *widget, BksTask *task)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  BksNas *nas = bks_task_get_nas (task);

  if (nas != NULL)
    gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, bks_nas_get_address (nas),
                  GDK_CURRENT_TIME);
}

/**
 * bks_task_actions_perform:
 * @widget: where it was asked for
 * @task: what to do it to
 * @action: what to do
 *
 * Asks first where something would be lost, then has the NAS do it; the outcome comes as a toast of
 * @widget's window. Nothing happens while another action on @task is on its way.
 */
void
bks_task_actions_perform (GtkWidget *widget, BksTask *task, BksAction action)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (BKS_IS_TASK (task));

  switch (action)
    {
    case BKS_ACTION_CANCEL:
      confirm_cancel (widget, task);
      break;
    case BKS_ACTION_DISCARD:
      confirm_discard (widget, task);
      break;
    case BKS_ACTION_REMOVE:
      confirm_remove (widget, task);
      break;
    case BKS_ACTION_BACK_UP:
    case BKS_ACTION_SUSPEND:
    case BKS_ACTION_RESUME:
    case BKS_ACTION_CHECK:
    case BKS_ACTION_CANCEL_CHECK:
    default:
      act (widget, task, action);
    }
}

/**
 * bks_task_actions_create_menu:
 *
 * Returns: (transfer full): every verb, for a widget that has the actions of
 *   bks_task_actions_create_group() inserted as "task"
 */
GMenuModel *
bks_task_actions_create_menu (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) verbs = g_menu_new ();
  g_autoptr (GMenu) elsewhere = g_menu_new ();

  for (BksAction action = 0; action < BKS_N_ACTIONS; action++)
    {
      g_autofree char *name = g_strdup_printf ("task.%s", bks_action_get_nick (action));

      g_menu_append (verbs, bks_action_get_label (action), name);
    }
  g_menu_append (elsewhere, _ ("Open in DSM"), "task." OPEN_IN_DSM);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (verbs));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (elsewhere));
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
action_activate_cb (GSimpleAction *simple, GVariant *parameter, gpointer user_data)
{
  Request *request = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&request->widget);

  if (widget == NULL || gtk_widget_get_root (widget) == NULL)
    return;
  if (g_str_equal (g_action_get_name (G_ACTION (simple)), OPEN_IN_DSM))
    open_in_dsm (widget, request->task);
  else
    bks_task_actions_perform (widget, request->task, request->action);
}

static void
group_task_changed_cb (GSimpleActionGroup *group, GParamSpec *pspec, BksTask *task)
{
  for (BksAction action = 0; action < BKS_N_ACTIONS; action++)
    {
      GAction *simple = g_action_map_lookup_action (G_ACTION_MAP (group),
                                                    bks_action_get_nick (action));

      g_simple_action_set_enabled (G_SIMPLE_ACTION (simple), bks_task_can (task, action, NULL));
    }
}

static void
add_action (GSimpleActionGroup *group, const char *name, Request *request)
{
  g_autoptr (GSimpleAction) simple = g_simple_action_new (name, NULL);

  g_signal_connect_data (simple, "activate", G_CALLBACK (action_activate_cb), request,
                         request_closure_free, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (simple));
}

/**
 * bks_task_actions_create_group:
 * @widget: where the actions are asked for; not kept alive
 * @task: what they act on
 *
 * Returns: (transfer full): "back-up", "suspend", "resume", "cancel", "discard", "check",
 *   "cancel-check" and "remove", each enabled as long as the protocol allows it, and "open-in-dsm"
 */
GActionGroup *
bks_task_actions_create_group (GtkWidget *widget, BksTask *task)
{
  GSimpleActionGroup *group;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (BKS_IS_TASK (task), NULL);

  group = g_simple_action_group_new ();
  for (BksAction action = 0; action < BKS_N_ACTIONS; action++)
    add_action (group, bks_action_get_nick (action), request_new (widget, task, action));
  add_action (group, OPEN_IN_DSM, request_new (widget, task, BKS_ACTION_BACK_UP));

  g_signal_connect_object (task, "notify::generation", G_CALLBACK (group_task_changed_cb), group,
                           G_CONNECT_SWAPPED);
  group_task_changed_cb (group, NULL, task);
  return G_ACTION_GROUP (group);
}
