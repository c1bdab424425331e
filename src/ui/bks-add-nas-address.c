/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-add-nas-private.h"

#include <glib/gi18n-lib.h>

#include "bks-typed-address.h"

static void
fail_at_address (BksAddNasWindow *self, const char *sentence)
{
  if (self->is_known)
    {
      bks_add_nas_fail_here (self, sentence, NULL);
      return;
    }
  bks_add_nas_return_to (self, self->address_page);
  bks_add_nas_fail_here (self, sentence, self->address_row);
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

/* A name that no other NAS has: the one that is wanted, numbered if need be. */
char *
bks_add_nas_choose_name (BksAddNasWindow *self, const char *wanted)
{
  g_autofree char *name = g_strdup (wanted);

  for (guint i = 2; bks_fleet_find (self->fleet, name) != NULL; i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s (%u)", wanted, i);
    }
  return g_steal_pointer (&name);
}

void
bks_add_nas_show_plain (BksAddNasWindow *self)
{
  /* Translators: %s is an address. */
  g_autofree char *note = g_strdup_printf (_ ("Connects to %s"), self->plain_address);

  bks_assistant_page_set_note (self->plain_page, note);
  bks_add_nas_show_page (self, self->plain_page);
}

/* Why the person is asked, and that it need not mean anything bad. */
static char *
describe_distrust (const BksCertificate *certificate)
{
  gint64 now = g_get_real_time ();
  gboolean is_current = certificate->not_before <= now
                        && (certificate->not_after == 0 || now <= certificate->not_after);

  if (certificate->is_self_signed && is_current && !certificate->is_revoked)
    return g_strdup (_ ("Its certificate is not signed by an authority that this computer knows. "
                        "That is usual at home."));
  return g_strdup (certificate->reason);
}

void
bks_add_nas_show_certificate (BksAddNasWindow *self, const BksCertificate *certificate)
{
  g_autofree char *description = describe_distrust (certificate);
  GtkWidget *pill = bks_assistant_page_get_pill (self->certificate_page);

  g_free (self->wanted_pin);
  self->wanted_pin = g_strdup (certificate->sha256);
  bks_certificate_view_show (self->certificate_view, certificate);

  if (certificate->is_changed)
    {
      g_autofree char *title = g_strdup_printf (_ ("The Certificate of %s Has Changed"),
                                                bks_nas_get_name (self->nas));

      bks_assistant_page_set_title (self->certificate_page, title);
      bks_assistant_page_set_description (
          self->certificate_page,
          _ ("You may have renewed it in DSM. If not, another machine may be answering in its place."));
    }
  else
    {
      bks_assistant_page_set_title (self->certificate_page, _ ("Is This Your NAS?"));
      bks_assistant_page_set_description (self->certificate_page, description);
    }

  /* What its maker has taken back proves nothing, whoever looks at it. */
  gtk_widget_set_visible (pill, !certificate->is_revoked);
  bks_assistant_page_set_second_label (
      self->certificate_page,
      certificate->is_revoked && !g_queue_is_empty (&self->trail) ? _ ("Go Back") : NULL);
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
  bks_add_nas_show_page (self, self->certificate_page);
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
      bks_add_nas_show_certificate (self, certificate);
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
  else if (bks_problem_get_kind (problem) == BKS_PROBLEM_OFFLINE
           && bks_nas_is_encrypted (self->nas))
    {
      g_free (self->plain_address);
      self->plain_address = bks_typed_address_without_encryption (
          gtk_editable_get_text (GTK_EDITABLE (self->address_row)),
          bks_nas_get_address (self->nas));
      if (self->plain_address != NULL)
        bks_assistant_page_set_second_label (self->address_page, _ ("Try Without Encryption…"));
    }
}

/* A NAS that is known answers at its new address: only now it is there. */
static void
finish_move (BksAddNasWindow *self)
{
  g_autoptr (BksNas) found = g_steal_pointer (&self->nas);

  self->nas = g_steal_pointer (&self->moving);
  self->is_known = TRUE;
  if (self->keeper != NULL)
    {
      bks_keeper_set_address (self->keeper, self->nas, bks_nas_get_address (found), NULL);
      bks_keeper_trust (self->keeper, self->nas, bks_nas_get_pin (found));
    }
  else
    {
      bks_nas_set_address (self->nas, bks_nas_get_address (found), NULL);
      bks_nas_set_pin (self->nas, bks_nas_get_pin (found));
    }
  bks_nas_set_allow_plain_http (self->nas, bks_nas_get_allow_plain_http (found));

  /* What it signs in with is good, as far as is known. */
  if (bks_nas_get_state (self->nas) != BKS_NAS_WAITING && bks_nas_get_account (self->nas) != NULL)
    bks_add_nas_sign_in (self);
  else
    bks_add_nas_show_page (self, self->sign_in_page);
}

/* A cancelled operation is silence: whoever cancelled has already put the page in order. */
static void
bks_add_nas_window_probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksAddNasWindow) self = BKS_ADD_NAS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (BksProblem) problem = NULL;
  gboolean answered = bks_nas_probe_finish (BKS_NAS (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  bks_add_nas_end_work (self);
  if (answered && self->moving != NULL)
    {
      finish_move (self);
      return;
    }
  if (answered && self->is_known && bks_nas_get_account (self->nas) != NULL)
    {
      bks_add_nas_sign_in (self);
      return;
    }
  if (answered)
    {
      bks_add_nas_show_page (self, self->sign_in_page);
      return;
    }
  problem = bks_problem_from_error (error);
  show_probe_problem (self, problem);
}

static void
probe (BksAddNasWindow *self)
{
  bks_add_nas_start_work (self);
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
  if (fleet_knows_address (self->fleet, bks_nas_get_address (nas))
      && (self->moving == NULL
          || !g_str_equal (bks_nas_get_address (nas), bks_nas_get_address (self->moving))))
    {
      fail_at_address (self, _ ("This NAS is in your list already."));
      return FALSE;
    }

  if (self->moving != NULL)
    {
      /* What it is called, and how it is known. */
      name = g_strdup (bks_nas_get_name (self->moving));
      bks_nas_set_pin (nas, bks_nas_get_pin (self->moving));
    }
  else
    name = bks_add_nas_choose_name (self, bks_nas_get_host (nas));
  bks_nas_set_name (nas, name);
  g_set_object (&self->nas, nas);
  return TRUE;
}

static void
connect_to (BksAddNasWindow *self, const char *address)
{
  bks_assistant_page_set_second_label (self->address_page, NULL);

  if (bks_typed_address_is_quickconnect (address))
    bks_add_nas_fail_here (
        self,
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
      bks_add_nas_show_plain (self);
    }
  else if (make_nas (self, address))
    probe (self);
}

void
bks_add_nas_window_address_continue_cb (BksAddNasWindow *self)
{
  g_autofree char *typed = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address_row))));

  connect_to (self, typed);
}

void
bks_add_nas_window_address_second_cb (BksAddNasWindow *self)
{
  if (self->other_address != NULL)
    {
      g_autofree char *address = g_steal_pointer (&self->other_address);

      gtk_editable_set_text (GTK_EDITABLE (self->address_row), address);
      connect_to (self, address);
    }
  else if (self->moving != NULL && self->plain_address == NULL)
    {
      g_set_object (&self->nas, self->moving);
      g_clear_object (&self->moving);
      self->is_known = TRUE;
      bks_add_nas_show_page (self, self->sign_in_page);
    }
  else if (self->plain_address != NULL)
    {
      bks_assistant_page_set_error (self->address_page, NULL, NULL);
      bks_add_nas_show_plain (self);
    }
}

/* An offer belongs to the address that it was made for. */
void
bks_add_nas_window_address_changed_cb (BksAddNasWindow *self)
{
  g_autofree char *typed = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address_row))));

  g_clear_pointer (&self->plain_address, g_free);
  g_clear_pointer (&self->other_address, g_free);
  bks_assistant_page_set_error (self->address_page, NULL, NULL);
  bks_assistant_page_set_second_label (self->address_page, NULL);
  bks_assistant_page_set_can_continue (self->address_page, *typed != '\0');
}

void
bks_add_nas_window_plain_continue_cb (BksAddNasWindow *self)
{
  if (!self->is_known && !make_nas (self, self->plain_address))
    return;

  bks_nas_set_allow_plain_http (self->nas, TRUE);
  probe (self);
}

void
bks_add_nas_window_certificate_continue_cb (BksAddNasWindow *self)
{
  gboolean is_pinned = self->is_known && self->keeper != NULL
                           ? bks_keeper_trust (self->keeper, self->nas, self->wanted_pin)
                           : bks_nas_set_pin (self->nas, self->wanted_pin);

  if (!is_pinned)
    return;
  probe (self);
}
