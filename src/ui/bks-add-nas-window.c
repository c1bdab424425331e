/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-add-nas-window.h"

#include <glib/gi18n-lib.h>

#include "bks-assistant-page.h"
#include "bks-certificate-view.h"
#include "bks-prop-row.h"
#include "bks-typed-address.h"

#define CODE_TRIES 3 /* more could make DSM block this computer */
#define CODE_LENGTH 6

struct _BksAddNasWindow
{
  AdwWindow parent_instance;

  GtkWidget *back_button;
  GtkStack *stack;
  BksAssistantPage *address_page;
  GtkWidget *address_row;
  BksAssistantPage *plain_page;
  BksAssistantPage *certificate_page;
  BksCertificateView *certificate_view;
  BksAssistantPage *sign_in_page;
  GtkWidget *account_row;
  GtkWidget *password_row;
  BksAssistantPage *code_page;
  GtkWidget *code_row;
  GtkSwitch *remember_switch;
  BksAssistantPage *ready_page;
  BksPropRow *ready_address_row;
  BksPropRow *ready_account_row;
  BksPropRow *ready_backups_row;

  BksFleet *fleet;           /* (owned) */
  BksNas *nas;               /* (owned) (nullable): the one that is asked at present */
  gboolean is_known;         /* the NAS was there before: its address stands */
  GCancellable *cancellable; /* (owned) (nullable): while something is asked */
  GQueue trail;              /* of BksAssistantPage (unowned): the pages that Back leads to */
  char *plain_address;       /* (owned) (nullable): where Continue Without Encryption leads */
  char *other_address;       /* (owned) (nullable): where a redirect points */
  char *wanted_pin;          /* (owned) (nullable): SHA-256 of the certificate on the page */
  guint tries_left;          /* of one-time codes */
};

G_DEFINE_FINAL_TYPE (BksAddNasWindow, bks_add_nas_window, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void sign_in (BksAddNasWindow *self);

static BksAssistantPage *
current_page (BksAddNasWindow *self)
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
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
bks_add_nas_window_page_changed_cb (BksAddNasWindow *self)
{
  BksAssistantPage *page = current_page (self);

  gtk_window_set_default_widget (GTK_WINDOW (self),
                                 page == self->plain_page
                                     ? bks_assistant_page_get_second_pill (page)
                                     : bks_assistant_page_get_pill (page));
  gtk_widget_grab_focus (first_field (self, page));
  update_back (self);
}

static void
show_page (BksAddNasWindow *self, BksAssistantPage *page)
{
  if (current_page (self) == page)
    return;

  g_queue_push_tail (&self->trail, current_page (self));
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
}

/* Back to a page that was there before, or to it as the first one. */
static void
return_to (BksAddNasWindow *self, BksAssistantPage *page)
{
  if (current_page (self) == page)
    return;

  while (!g_queue_is_empty (&self->trail))
    if (g_queue_pop_tail (&self->trail) == page)
      break;
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (page));
  update_back (self);
}

static void
start_work (BksAddNasWindow *self)
{
  /* GTK 4.8 warns of an entry that turns insensitive while it blinks. */
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  bks_assistant_page_set_error (current_page (self), NULL, NULL);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  bks_assistant_page_set_working (current_page (self), TRUE);
  update_back (self);
}

static void
end_work (BksAddNasWindow *self)
{
  g_clear_object (&self->cancellable);
  bks_assistant_page_set_working (current_page (self), FALSE);
  update_back (self);
}

/* A cancelled operation is silence: whoever cancelled has already put the page in order. */
static gboolean
was_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
fail_here (BksAddNasWindow *self, const char *sentence, GtkWidget *field)
{
  bks_assistant_page_set_error (current_page (self), sentence, field);
}

static void
fail_at_address (BksAddNasWindow *self, const char *sentence)
{
  if (self->is_known)
    {
      fail_here (self, sentence, NULL);
      return;
    }
  return_to (self, self->address_page);
  fail_here (self, sentence, self->address_row);
}

static gboolean
fleet_has (BksFleet *fleet, BksNas *nas)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fleet));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) other = g_list_model_get_item (G_LIST_MODEL (fleet), i);

      if (other == nas)
        return TRUE;
    }
  return FALSE;
}

static gboolean
fleet_knows_address (BksFleet *fleet, const char *address)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (fleet));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) other = g_list_model_get_item (G_LIST_MODEL (fleet), i);

      if (g_strcmp0 (bks_nas_get_address (other), address) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A name that no other NAS has: the host as typed, numbered if need be. */
static char *
choose_name (BksFleet *fleet, const char *host)
{
  g_autofree char *name = g_strdup (host);

  for (guint i = 2; bks_fleet_find (fleet, name) != NULL; i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s (%u)", host, i);
    }
  return g_steal_pointer (&name);
}

static void
show_plain_page (BksAddNasWindow *self)
{
  /* Translators: %s is an address. */
  g_autofree char *note = g_strdup_printf (_ ("Connects to %s"), self->plain_address);

  bks_assistant_page_set_note (self->plain_page, note);
  show_page (self, self->plain_page);
}

static void
show_certificate_page (BksAddNasWindow *self, const BksCertificate *certificate)
{
  GtkWidget *pill = bks_assistant_page_get_pill (self->certificate_page);

  g_free (self->wanted_pin);
  self->wanted_pin = g_strdup (certificate->sha256);
  bks_certificate_view_show (self->certificate_view, certificate);

  if (certificate->is_changed)
    {
      g_autofree char *title
          = g_strdup_printf (_ ("The Certificate of %s Has Changed"), bks_nas_get_name (self->nas));

      bks_assistant_page_set_title (self->certificate_page, title);
      bks_assistant_page_set_description (
          self->certificate_page,
          _ ("You may have renewed it in DSM. If not, another machine may be answering in its place."));
    }
  else
    {
      bks_assistant_page_set_title (self->certificate_page, _ ("Is This Your NAS?"));
      bks_assistant_page_set_description (self->certificate_page, certificate->reason);
    }

  /* What its maker has taken back proves nothing, whoever looks at it. */
  gtk_widget_set_visible (pill, !certificate->is_revoked);
  bks_assistant_page_set_second_label (self->certificate_page,
                                       certificate->is_revoked && !g_queue_is_empty (&self->trail)
                                           ? _ ("Go Back")
                                           : NULL);
  if (certificate->is_changed)
    {
      gtk_widget_remove_css_class (pill, "suggested-action");
      gtk_widget_add_css_class (pill, "destructive-action");
    }
  else
    {
      gtk_widget_remove_css_class (pill, "destructive-action");
      gtk_widget_add_css_class (pill, "suggested-action");
    }
  bks_assistant_page_set_note (self->certificate_page,
                               _ ("Compare with DSM: Control Panel › Security › Certificate. "
                                  "Nothing about your account has been sent."));
  show_page (self, self->certificate_page);
}

static void
offer_other_address (BksAddNasWindow *self, const char *address)
{
  g_autofree char *label = NULL;

  g_free (self->other_address);
  self->other_address = g_strdup (address);
  label = g_strdup_printf (_ ("Use %s"), address);
  bks_assistant_page_set_second_label (self->address_page, label);
}

/* What to do about a NAS that did not answer discovery as a NAS does. */
static void
show_probe_problem (BksAddNasWindow *self, BksProblem *problem)
{
  const BksCertificate *certificate = bks_problem_get_certificate (problem);
  const char *message = bks_problem_get_message (problem);
  const char *location = bks_problem_get_location (problem);

  if (bks_problem_get_kind (problem) == BKS_PROBLEM_TLS_UNTRUSTED && certificate != NULL)
    {
      show_certificate_page (self, certificate);
      return;
    }

  fail_at_address (self, message);
  if (self->is_known)
    return;

  if (location != NULL)
    {
      g_autofree char *other = bks_typed_address_from_redirect (location);

      if (other != NULL)
        offer_other_address (self, other);
    }
  else if (bks_problem_get_kind (problem) == BKS_PROBLEM_OFFLINE && bks_nas_is_encrypted (self->nas))
    {
      g_free (self->plain_address);
      self->plain_address = bks_typed_address_without_encryption (
          gtk_editable_get_text (GTK_EDITABLE (self->address_row)),
          bks_nas_get_address (self->nas));
      if (self->plain_address != NULL)
        bks_assistant_page_set_second_label (self->address_page, _ ("Try Without Encryption…"));
    }
}

static void
bks_add_nas_window_probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksAddNasWindow) self = BKS_ADD_NAS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (BksProblem) problem = NULL;
  gboolean answered = bks_nas_probe_finish (BKS_NAS (source), result, &error);

  if (was_cancelled (error))
    return;

  end_work (self);
  if (answered && self->is_known && bks_nas_get_account (self->nas) != NULL)
    {
      sign_in (self);
      return;
    }
  if (answered)
    {
      show_page (self, self->sign_in_page);
      return;
    }
  problem = bks_problem_from_error (error);
  show_probe_problem (self, problem);
}

static void
probe (BksAddNasWindow *self)
{
  start_work (self);
  bks_nas_probe_async (self->nas, self->cancellable, bks_add_nas_window_probed_cb,
                       g_object_ref (self));
}

/* Makes the NAS of an address; says on the address page what is wrong with it. */
static gboolean
make_nas (BksAddNasWindow *self, const char *address)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BksNas) nas = bks_nas_new (NULL, address, &error);
  g_autofree char *name = NULL;

  if (nas == NULL)
    {
      fail_at_address (self, error->message);
      return FALSE;
    }
  if (fleet_knows_address (self->fleet, bks_nas_get_address (nas)))
    {
      fail_at_address (self, _ ("This NAS is in your list already."));
      return FALSE;
    }

  name = choose_name (self->fleet, bks_nas_get_host (nas));
  bks_nas_set_name (nas, name);
  g_set_object (&self->nas, nas);
  return TRUE;
}

static void
connect_to (BksAddNasWindow *self, const char *address)
{
  bks_assistant_page_set_second_label (self->address_page, NULL);

  if (bks_typed_address_is_quickconnect (address))
    fail_here (self,
               _ ("Backstay does not go through QuickConnect. Use the NAS's own address in your "
                  "network, or the one that your router or proxy gives it."),
               self->address_row);
  else if (bks_typed_address_is_plain_http (address))
    {
      /* Only looked at: nothing is sent before the person has said yes. */
      if (!make_nas (self, address))
        return;
      g_free (self->plain_address);
      self->plain_address = g_strdup (bks_nas_get_address (self->nas));
      bks_assistant_page_set_error (self->address_page, NULL, NULL);
      show_plain_page (self);
    }
  else if (make_nas (self, address))
    probe (self);
}

static void
bks_add_nas_window_address_continue_cb (BksAddNasWindow *self)
{
  g_autofree char *typed
      = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address_row))));

  connect_to (self, typed);
}

static void
bks_add_nas_window_address_second_cb (BksAddNasWindow *self)
{
  if (self->other_address != NULL)
    {
      g_autofree char *address = g_steal_pointer (&self->other_address);

      gtk_editable_set_text (GTK_EDITABLE (self->address_row), address);
      connect_to (self, address);
    }
  else if (self->plain_address != NULL)
    {
      bks_assistant_page_set_error (self->address_page, NULL, NULL);
      show_plain_page (self);
    }
}

static void
bks_add_nas_window_plain_continue_cb (BksAddNasWindow *self)
{
  if (!self->is_known && !make_nas (self, self->plain_address))
    return;

  bks_nas_set_allow_plain_http (self->nas, TRUE);
  probe (self);
}

static void
bks_add_nas_window_certificate_continue_cb (BksAddNasWindow *self)
{
  if (!bks_nas_set_pin (self->nas, self->wanted_pin))
    return;
  probe (self);
}

static void
add_to_fleet (BksAddNasWindow *self)
{
  g_autofree char *title
      = g_strdup_printf (_ ("%s Is Ready"), bks_nas_get_name (self->nas));
  const char *account = bks_nas_get_account (self->nas);

  bks_assistant_page_set_title (self->ready_page, title);
  bks_prop_row_set_value (self->ready_address_row, bks_nas_get_address (self->nas));
  bks_prop_row_set_value (self->ready_account_row, account != NULL ? account : "–");

  if (!fleet_has (self->fleet, self->nas))
    bks_fleet_add (self->fleet, self->nas);
  g_signal_emit (self, signals[SIGNAL_ADDED], 0, self->nas);
}

static void
bks_add_nas_window_refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksAddNasWindow) self = BKS_ADD_NAS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (BksProblem) problem = NULL;
  g_autofree char *backups = NULL;
  guint n;

  if (!bks_nas_refresh_finish (BKS_NAS (source), result, &error))
    {
      if (was_cancelled (error))
        return;

      problem = bks_problem_from_error (error);
      end_work (self);
      /* Another account may be allowed what this one is not. */
      if (bks_problem_get_kind (problem) == BKS_PROBLEM_PERMISSION)
        {
          return_to (self, self->sign_in_page);
          fail_here (self, bks_problem_get_message (problem), self->account_row);
          return;
        }
      bks_prop_row_set_value (self->ready_backups_row, _ ("Not known yet"));
      bks_assistant_page_set_description (self->ready_page, bks_problem_get_message (problem));
    }
  else
    {
      end_work (self);
      n = g_list_model_get_n_items (bks_nas_get_tasks (self->nas));
      backups = n == 0 ? g_strdup (_ ("None yet"))
                       : g_strdup_printf (ngettext ("%u backup", "%u backups", n), n);
      bks_prop_row_set_value (self->ready_backups_row, backups);
      bks_assistant_page_set_description (self->ready_page, NULL);
    }

  add_to_fleet (self);
  g_queue_clear (&self->trail);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->ready_page));
}

static void
show_tries (BksAddNasWindow *self)
{
  g_autofree char *note
      = g_strdup_printf (ngettext ("%u try left", "%u tries left", self->tries_left),
                         self->tries_left);

  bks_assistant_page_set_note (self->code_page, note);
}

static void
ask_for_code (BksAddNasWindow *self)
{
  self->tries_left = CODE_TRIES;
  gtk_editable_set_text (GTK_EDITABLE (self->code_row), "");
  bks_assistant_page_set_error (self->code_page, NULL, NULL);
  show_tries (self);
  show_page (self, self->code_page);
}

static void
reject_code (BksAddNasWindow *self, const char *message)
{
  if (current_page (self) == self->code_page && self->tries_left > 0)
    self->tries_left--;
  show_tries (self);
  if (self->tries_left > 0)
    {
      show_page (self, self->code_page);
      fail_here (self, message, self->code_row);
      return;
    }

  return_to (self, self->sign_in_page);
  fail_here (self, message, self->password_row);
}

static void
show_sign_in_problem (BksAddNasWindow *self, BksProblem *problem)
{
  const char *message = bks_problem_get_message (problem);
  const BksCertificate *certificate = bks_problem_get_certificate (problem);

  switch (bks_problem_get_kind (problem))
    {
    case BKS_PROBLEM_OTP_REQUIRED:
      ask_for_code (self);
      break;
    case BKS_PROBLEM_OTP_REJECTED:
      reject_code (self, message);
      break;
    case BKS_PROBLEM_TLS_UNTRUSTED:
      if (certificate != NULL)
        show_certificate_page (self, certificate);
      else
        fail_here (self, message, NULL);
      break;
    case BKS_PROBLEM_AUTH_REJECTED:
    case BKS_PROBLEM_PERMISSION:
    case BKS_PROBLEM_BLOCKED:
      return_to (self, self->sign_in_page);
      fail_here (self, message,
                 bks_problem_get_kind (problem) == BKS_PROBLEM_AUTH_REJECTED ? self->password_row
                                                                             : self->account_row);
      break;
    default:
      /* Nothing that was typed is wrong: no field is marked. */
      fail_here (self, message, NULL);
      gtk_widget_grab_focus (bks_assistant_page_get_pill (current_page (self)));
    }
}

static void
bks_add_nas_window_signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksAddNasWindow) self = BKS_ADD_NAS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (BksProblem) problem = NULL;

  if (bks_nas_sign_in_finish (BKS_NAS (source), result, &error))
    {
      bks_nas_refresh_async (self->nas, self->cancellable, bks_add_nas_window_refreshed_cb,
                             g_object_ref (self));
      return;
    }
  if (was_cancelled (error))
    return;

  end_work (self);
  problem = bks_problem_from_error (error);
  show_sign_in_problem (self, problem);
}

static void
sign_in (BksAddNasWindow *self)
{
  start_work (self);
  bks_nas_sign_in_async (self->nas, self->cancellable, bks_add_nas_window_signed_in_cb,
                         g_object_ref (self));
}

static void
bks_add_nas_window_sign_in_continue_cb (BksAddNasWindow *self)
{
  bks_nas_set_credentials (self->nas, gtk_editable_get_text (GTK_EDITABLE (self->account_row)),
                           gtk_editable_get_text (GTK_EDITABLE (self->password_row)));
  sign_in (self);
}

/* People type the code as they see it: "314 159". */
static char *
dup_code (BksAddNasWindow *self)
{
  GString *digits = g_string_new (NULL);

  for (const char *p = gtk_editable_get_text (GTK_EDITABLE (self->code_row)); *p != '\0'; p++)
    if (!g_ascii_isspace (*p) && *p != '-')
      g_string_append_c (digits, *p);
  return g_string_free (digits, FALSE);
}

static void
bks_add_nas_window_code_continue_cb (BksAddNasWindow *self)
{
  g_autofree char *code = dup_code (self);

  bks_nas_set_otp (self->nas, code, gtk_switch_get_active (self->remember_switch));
  sign_in (self);
}

static void
bks_add_nas_window_ready_continue_cb (BksAddNasWindow *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* An offer belongs to the address that it was made for. */
static void
bks_add_nas_window_address_changed_cb (BksAddNasWindow *self)
{
  g_autofree char *typed
      = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address_row))));

  g_clear_pointer (&self->plain_address, g_free);
  g_clear_pointer (&self->other_address, g_free);
  bks_assistant_page_set_error (self->address_page, NULL, NULL);
  bks_assistant_page_set_second_label (self->address_page, NULL);
  bks_assistant_page_set_can_continue (self->address_page, *typed != '\0');
}

static void
bks_add_nas_window_account_changed_cb (BksAddNasWindow *self)
{
  const char *account = gtk_editable_get_text (GTK_EDITABLE (self->account_row));
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password_row));

  bks_assistant_page_set_error (self->sign_in_page, NULL, NULL);
  bks_assistant_page_set_can_continue (self->sign_in_page, *account != '\0' && *password != '\0');
}

static void
bks_add_nas_window_code_changed_cb (BksAddNasWindow *self)
{
  g_autofree char *code = dup_code (self);

  bks_assistant_page_set_error (self->code_page, NULL, NULL);
  bks_assistant_page_set_can_continue (self->code_page,
                                       strlen (code) == CODE_LENGTH
                                           && strspn (code, "0123456789") == CODE_LENGTH);
}

static void
go_back (BksAddNasWindow *self)
{
  if (self->cancellable != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      end_work (self);
      gtk_widget_grab_focus (first_field (self, current_page (self)));
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
  BksProblemKind kind = problem != NULL ? bks_problem_get_kind (problem) : BKS_PROBLEM_AUTH_REJECTED;
  const BksCertificate *certificate
      = problem != NULL ? bks_problem_get_certificate (problem) : NULL;
  const char *account = bks_nas_get_account (self->nas);
  BksAssistantPage *page = self->sign_in_page;

  gtk_window_set_title (GTK_WINDOW (self), bks_nas_get_name (self->nas));
  gtk_editable_set_text (GTK_EDITABLE (self->account_row), account != NULL ? account : "");

  if (kind == BKS_PROBLEM_TLS_UNTRUSTED && certificate != NULL)
    {
      show_certificate_page (self, certificate);
      page = self->certificate_page;
    }
  else if (kind == BKS_PROBLEM_PLAIN_HTTP)
    {
      self->plain_address = g_strdup (bks_nas_get_address (self->nas));
      show_plain_page (self);
      page = self->plain_page;
    }
  else if (kind == BKS_PROBLEM_OTP_REQUIRED || kind == BKS_PROBLEM_OTP_REJECTED)
    {
      ask_for_code (self);
      page = self->code_page;
    }

  return_to (self, page);
  if (page == self->sign_in_page && problem != NULL)
    bks_assistant_page_set_error (page, bks_problem_get_message (problem),
                                  kind == BKS_PROBLEM_AUTH_REJECTED ? self->password_row : NULL);
}

static void
bks_add_nas_window_dispose (GObject *object)
{
  BksAddNasWindow *self = BKS_ADD_NAS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->fleet);
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

  G_OBJECT_CLASS (bks_add_nas_window_parent_class)->finalize (object);
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
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, code_page);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, code_row);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, remember_switch);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, ready_page);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, ready_address_row);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, ready_account_row);
  gtk_widget_class_bind_template_child (widget_class, BksAddNasWindow, ready_backups_row);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_address_continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_address_second_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_plain_continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_certificate_continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_sign_in_continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_account_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_code_continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_code_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_ready_continue_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_add_nas_window_go_back_cb);
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
  BksAddNasWindow *self
      = g_object_new (BKS_TYPE_ADD_NAS_WINDOW, "transient-for", parent, "modal", TRUE, NULL);

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
