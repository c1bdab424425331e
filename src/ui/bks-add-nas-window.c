/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-add-nas-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (BksAddNasWindow, bks_add_nas_window, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

BksAssistantPage *
bks_add_nas_current_page (BksAddNasWindow *self)
{
  return BKS_ASSISTANT_PAGE (gtk_stack_get_visible_child (self->stack));
}

static GtkWidget *
first_field (BksAddNasWindow *self, BksAssistantPage *page)
{
  if (page == self->address_page)
    return self->address_row;
  if (page == self->sign_in_page)
    return *gtk_editable_get_text (GTK_EDITABLE (self->account_row)) == '\0' ? self->account_row
                                                                             : self->password_row;
  if (page == self->code_page)
    return self->code_row;
  /* The safe answer is the one that Enter gives. */
  if (page == self->plain_page)
    return bks_assistant_page_get_second_pill (page);
  return bks_assistant_page_get_pill (page);
}

static void
update_back (BksAddNasWindow *self)
{
  gboolean possible = self->cancellable != NULL || !g_queue_is_empty (&self->trail);
  const char *name = self->cancellable != NULL ? _ ("Cancel") : _ ("Back");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assistant.back", possible);
  gtk_widget_set_visible (self->back_button, possible);
  gtk_widget_set_tooltip_text (self->back_button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
bks_add_nas_window_page_changed_cb (BksAddNasWindow *self)
{
  BksAssistantPage *page = bks_add_nas_current_page (self);

  gtk_window_set_default_widget (GTK_WINDOW (self), page == self->plain_page
                                                        ? bks_assistant_page_get_second_pill (page)
                                                        : bks_assistant_page_get_pill (page));
  gtk_widget_grab_focus (first_field (self, page));
  update_back (self);
}

void
bks_add_nas_show_page (BksAddNasWindow *self, BksAssistantPage *page)
{
  if (bks_add_nas_current_page (self) == page)
    return;

  g_queue_push_tail (&self->trail, bks_add_nas_current_page (self));
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
}

/* Back to a page that was there before, or to it as the first one. */
void
bks_add_nas_return_to (BksAddNasWindow *self, BksAssistantPage *page)
{
  if (bks_add_nas_current_page (self) == page)
    return;

  while (!g_queue_is_empty (&self->trail))
    if (g_queue_pop_tail (&self->trail) == page)
      break;
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  update_back (self);
}

void
bks_add_nas_start_work (BksAddNasWindow *self)
{
  /* GTK 4.8 warns of an entry that turns insensitive while it blinks. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  bks_assistant_page_set_error (bks_add_nas_current_page (self), NULL, NULL);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  bks_assistant_page_set_working (bks_add_nas_current_page (self), TRUE);
  update_back (self);
}

void
bks_add_nas_end_work (BksAddNasWindow *self)
{
  g_clear_object (&self->cancellable);
  bks_assistant_page_set_working (bks_add_nas_current_page (self), FALSE);
  update_back (self);
}

void
bks_add_nas_fail_here (BksAddNasWindow *self, const char *sentence, GtkWidget *field)
{
  bks_assistant_page_set_error (bks_add_nas_current_page (self), sentence, field);
}

static void
bks_add_nas_window_ready_continue_cb (BksAddNasWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
go_back (BksAddNasWindow *self)
{
  if (self->cancellable != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      bks_add_nas_end_work (self);
      gtk_widget_grab_focus (first_field (self, bks_add_nas_current_page (self)));
      return;
    }
  if (g_queue_is_empty (&self->trail))
    return;

  gtk_stack_set_visible_child (self->stack, g_queue_pop_tail (&self->trail));
  update_back (self);
}

static void
bks_add_nas_window_go_back_cb (BksAddNasWindow *self)
{
  if (g_queue_is_empty (&self->trail))
    gtk_window_close (GTK_WINDOW (self));
  else
    go_back (self);
}

static void
bks_add_nas_window_back (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  go_back (BKS_ADD_NAS_WINDOW (widget));
}

/* Where a NAS that is known already waits for its person. */
static void
start_at_problem (BksAddNasWindow *self)
{
  BksProblem *problem = bks_nas_get_problem (self->nas);
  BksProblemKind kind = problem != NULL ? bks_problem_get_kind (problem)
                                        : BKS_PROBLEM_AUTH_REJECTED;
  const BksCertificate *certificate = problem != NULL ? bks_problem_get_certificate (problem)
                                                      : NULL;
  const char *account = bks_nas_get_account (self->nas);
  BksAssistantPage *page = self->sign_in_page;

  gtk_window_set_title (GTK_WINDOW (self), bks_nas_get_name (self->nas));
  gtk_editable_set_text (GTK_EDITABLE (self->account_row), account != NULL ? account : "");

  if (kind == BKS_PROBLEM_TLS_UNTRUSTED && certificate != NULL)
    {
      bks_add_nas_show_certificate (self, certificate);
      page = self->certificate_page;
    }
  else if (kind == BKS_PROBLEM_PLAIN_HTTP)
    {
      self->plain_address = g_strdup (bks_nas_get_address (self->nas));
      bks_add_nas_show_plain (self);
      page = self->plain_page;
    }
  else if ((kind == BKS_PROBLEM_OTP_REQUIRED && bks_problem_get_otp_possible (problem))
           || kind == BKS_PROBLEM_OTP_REJECTED)
    {
      bks_add_nas_ask_for_code (self);
      page = self->code_page;
    }

  /* Nothing lies before the page that it begins with. */
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  g_queue_clear (&self->trail);
  update_back (self);
  if (page == self->sign_in_page && problem != NULL)
    bks_assistant_page_set_error (page, bks_problem_get_message (problem),
                                  kind == BKS_PROBLEM_AUTH_REJECTED ? self->password_row : NULL);
}

/* The NAS is signed in and part of the fleet. */
void
bks_add_nas_emit_added (BksAddNasWindow *self)
{
  g_signal_emit (self, signals[SIGNAL_ADDED], 0, self->nas);
}

static void
bks_add_nas_window_dispose (GObject *object)
{
  BksAddNasWindow *self = BKS_ADD_NAS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_cancellable_cancel (self->keyring_cancellable);
  g_clear_object (&self->keyring_cancellable);
  g_clear_object (&self->fleet);
  g_clear_object (&self->keeper);
  g_clear_object (&self->moving);
  g_clear_object (&self->nas);
  g_queue_clear (&self->trail);

  G_OBJECT_CLASS (bks_add_nas_window_parent_class)->dispose (object);
}

static void
bks_add_nas_window_finalize (GObject *object)
{
  BksAddNasWindow *self = BKS_ADD_NAS_WINDOW (object);

  g_free (self->plain_address);
  g_free (self->other_address);
  g_free (self->wanted_pin);
  g_free (self->notice);

  G_OBJECT_CLASS (bks_add_nas_window_parent_class)->finalize (object);
}

/* A page that was chosen before it could be seen has no focus yet. */
static void
bks_add_nas_window_map (GtkWidget *widget)
{
  BksAddNasWindow *self = BKS_ADD_NAS_WINDOW (widget);

  GTK_WIDGET_CLASS (bks_add_nas_window_parent_class)->map (widget);
  gtk_widget_grab_focus (first_field (self, bks_add_nas_current_page (self)));
}

/* Closing is also the end of what is asked at present. */
static gboolean
bks_add_nas_window_close_request (GtkWindow *window)
{
  BksAddNasWindow *self = BKS_ADD_NAS_WINDOW (window);

  g_cancellable_cancel (self->cancellable);
  return GTK_WINDOW_CLASS (bks_add_nas_window_parent_class)->close_request (window);
}

static void
bks_add_nas_window_class_init (BksAddNasWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bks_add_nas_window_dispose;
  object_class->finalize = bks_add_nas_window_finalize;
  widget_class->map = bks_add_nas_window_map;
  GTK_WINDOW_CLASS (klass)->close_request = bks_add_nas_window_close_request;

  /**
   * BksAddNasWindow::added:
   * @self: the window
   * @nas: the NAS that is signed in and part of the fleet
   */
  signals[SIGNAL_ADDED] = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, BKS_TYPE_NAS);

  gtk_widget_class_install_action (widget_class, "assistant.back", NULL, bks_add_nas_window_back);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "assistant.back",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (BKS_TYPE_ASSISTANT_PAGE);
  g_type_ensure (BKS_TYPE_CERTIFICATE_VIEW);
  g_type_ensure (BKS_TYPE_PROP_ROW);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-add-nas-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, address_page);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, address_row);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, plain_page);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, certificate_page);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, certificate_view);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, sign_in_page);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, account_row);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, password_row);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, keep_row);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, keep_switch);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, code_page);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, code_row);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, remember_row);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, remember_switch);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, ready_page);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, ready_address_row);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, ready_account_row);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, ready_model_row);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, ready_dsm_row);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, ready_backups_row);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_address_continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_address_second_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_plain_continue_cb);
  gtk_widget_class_bind_template_callback (widget_class,
                                           bks_add_nas_window_certificate_continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_sign_in_continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_account_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_code_continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_code_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_ready_continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_go_back_cb);
}

static void
bks_add_nas_window_eye_changed_cb (BksAddNasWindow *self, GParamSpec *pspec, GtkWidget *eye)
{
  const char *text = gtk_widget_get_tooltip_text (eye);

  gtk_accessible_update_property (GTK_ACCESSIBLE (eye), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text != NULL ? text : "", -1);
}

/* The button that shows the password has an icon and a tooltip, but no name. */
static void
name_icon_buttons (BksAddNasWindow *self, GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    {
      g_signal_connect_object (widget, "notify::tooltip-text",
                               G_CALLBACK (bks_add_nas_window_eye_changed_cb), self,
                               G_CONNECT_SWAPPED);
      bks_add_nas_window_eye_changed_cb (self, NULL, widget);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_icon_buttons (self, child);
}

static void
bks_add_nas_window_init (BksAddNasWindow *self)
{
  GtkWidget *plain_pill;

  g_queue_init (&self->trail);
  gtk_widget_init_template (GTK_WIDGET (self));

  plain_pill = bks_assistant_page_get_pill (self->plain_page);
  gtk_widget_remove_css_class (plain_pill, "suggested-action");
  gtk_widget_add_css_class (plain_pill, "destructive-action");
  name_icon_buttons (self, self->password_row);
  g_signal_connect_object (self->stack, "notify::visible-child",
                           G_CALLBACK (bks_add_nas_window_page_changed_cb), self,
                           G_CONNECT_SWAPPED);
  bks_add_nas_window_page_changed_cb (self);
}

/**
 * bks_add_nas_window_new:
 * @parent: (nullable): the window that this one stands in front of
 * @fleet: where the NAS is added
 * @nas: (nullable): a NAS that waits for its user; %NULL asks for a new one
 *
 * Returns: the assistant, not yet presented
 */
BksAddNasWindow *
bks_add_nas_window_new (GtkWindow *parent, BksFleet *fleet, BksNas *nas)
{
  BksAddNasWindow *self = g_object_new (BKS_TYPE_ADD_NAS_WINDOW, "transient-for", parent, "modal",
                                        TRUE, NULL);

  g_return_val_if_fail (BKS_IS_FLEET (fleet), self);

  self->fleet = g_object_ref (fleet);
  if (nas != NULL)
    {
      self->nas = g_object_ref (nas);
      self->is_known = TRUE;
      start_at_problem (self);
    }
  return self;
}

/* A toast of the window behind this one is easily missed. */
static void
bks_add_nas_window_notice_cb (BksAddNasWindow *self, BksNas *nas, const char *text)
{
  if (nas == NULL || nas != self->nas)
    return;
  g_free (self->notice);
  self->notice = g_strdup (text);
}

/**
 * bks_add_nas_window_set_keeper:
 * @self: the window
 * @keeper: keeps the NAS, and its password if the user wants that
 */
void
bks_add_nas_window_set_keeper (BksAddNasWindow *self, BksKeeper *keeper)
{
  g_return_if_fail (BKS_IS_ADD_NAS_WINDOW (self));
  g_return_if_fail (BKS_IS_KEEPER (keeper) && self->keeper == NULL);

  self->keeper = g_object_ref (keeper);
  g_signal_connect_object (keeper, "notice", G_CALLBACK (bks_add_nas_window_notice_cb), self,
                           G_CONNECT_SWAPPED);
  bks_add_nas_look_for_keyring (self);
}

/**
 * bks_add_nas_window_edit_address:
 * @self: the window of a NAS that is known
 *
 * Begins with the address. The NAS gets the new one when something has answered there.
 */
void
bks_add_nas_window_edit_address (BksAddNasWindow *self)
{
  g_return_if_fail (BKS_IS_ADD_NAS_WINDOW (self));
  g_return_if_fail (self->is_known);

  g_set_object (&self->moving, self->nas);
  self->is_known = FALSE;
  g_queue_clear (&self->trail);
  bks_assistant_page_set_title (self->address_page, _ ("Where Is It Now?"));
  gtk_editable_set_text (GTK_EDITABLE (self->address_row), bks_nas_get_address (self->moving));
  bks_assistant_page_set_second_label (self->address_page, _ ("Change Account…"));
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->address_page));
  update_back (self);
}

/**
 * bks_add_nas_window_edit_account:
 * @self: the window of a NAS that is known
 *
 * Begins with account and password, whatever the NAS waits for.
 */
void
bks_add_nas_window_edit_account (BksAddNasWindow *self)
{
  g_return_if_fail (BKS_IS_ADD_NAS_WINDOW (self));
  g_return_if_fail (self->is_known);

  g_queue_clear (&self->trail);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->sign_in_page));
  update_back (self);
}
