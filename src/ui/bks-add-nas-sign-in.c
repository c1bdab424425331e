/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-add-nas-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "bks-nas-load.h"
#include "bks-secrets.h"

#define CODE_TRIES  3 /* more could make DSM block this computer */
#define CODE_LENGTH 6

/* Whether there is a keyring; what it says about it stands below the switch. */
static void
show_keyring (BksAddNasWindow *self, const GError *error)
{
  BksKeyringTrouble trouble = bks_keyring_error_get_trouble (error);
  gboolean is_locked = trouble == BKS_KEYRING_LOCKED || trouble == BKS_KEYRING_DISMISSED;
  const char *cause = "";

  self->can_keep = error == NULL || is_locked;
  if (is_locked)
    cause = _ ("It is locked, and will ask you to unlock it.");
  else if (error != NULL)
    cause = error->message;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->keep_row),
                                 self->can_keep ? _ ("Keep password in the keyring")
                                                : _ ("Only for this session"));
  adw_action_row_set_subtitle (self->keep_row, cause);
  gtk_widget_set_visible (GTK_WIDGET (self->keep_switch), self->can_keep);
  adw_action_row_set_subtitle (self->remember_row,
                               self->can_keep ? _ ("No code next time")
                                              : _ ("No further code until Backstay quits"));
}

static void
bks_add_nas_window_keyring_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksAddNasWindow) self = BKS_ADD_NAS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  bks_keeper_check_keyring_finish (BKS_KEEPER (source), result, &error);
  if (self->keeper != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_keyring (self, error);
}

void
bks_add_nas_look_for_keyring (BksAddNasWindow *self)
{
  gboolean kept = self->nas == NULL || !bks_keeper_has (self->keeper, self->nas)
                  || bks_keeper_get_keeps_password (self->keeper, self->nas);

  bks_assistant_page_set_note (self->sign_in_page, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->keep_row), TRUE);
  gtk_switch_set_active (self->keep_switch, kept);
  if (!bks_keeper_has_keyring (self->keeper))
    {
      g_autoptr (GError) error = g_error_new_literal (
          BKS_PROBLEM_ERROR, BKS_PROBLEM_KEYRING,
          _ ("The password is kept only until Backstay quits."));

      show_keyring (self, error);
      return;
    }
  show_keyring (self, NULL);
  self->keyring_cancellable = g_cancellable_new ();
  bks_keeper_check_keyring_async (self->keeper, self->keyring_cancellable,
                                  bks_add_nas_window_keyring_cb, g_object_ref (self));
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

static void
show_ready (BksAddNasWindow *self)
{
  g_autofree char *title = g_strdup_printf (_ ("%s Is Ready"), bks_nas_get_name (self->nas));
  const char *account = bks_nas_get_account (self->nas);

  bks_assistant_page_set_title (self->ready_page, title);
  bks_prop_row_set_value (self->ready_address_row, bks_nas_get_address (self->nas));
  bks_prop_row_set_value (self->ready_account_row, account != NULL ? account : "–");

  if (!fleet_has (self->fleet, self->nas))
    bks_fleet_add (self->fleet, self->nas);
  bks_add_nas_emit_added (self);
  g_queue_clear (&self->trail);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->ready_page));
}

static void
bks_add_nas_window_kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksAddNasWindow) self = BKS_ADD_NAS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  bks_keeper_keep_finish (BKS_KEEPER (source), result, &error);
  /* The window may have been closed over a question of the keyring. */
  if (self->keeper == NULL)
    return;

  bks_add_nas_end_work (self);
  if (g_error_matches (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_KEYRING))
    {
      g_autoptr (BksProblem) problem = bks_problem_from_error (error);

      /* Translators: two whole sentences; leave out the space if your language has none there. */
      text = g_strdup_printf (C_ ("sentences", "%s %s"), bks_problem_get_sentence (problem),
                              _ ("The password is kept only until Backstay quits."));
    }
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = g_strdup (error->message);
  else
    text = g_steal_pointer (&self->notice);
  if (text != NULL)
    bks_assistant_page_set_description (self->ready_page, text);
  show_ready (self);
}

static void
keep (BksAddNasWindow *self)
{
  if (self->keeper == NULL)
    {
      bks_add_nas_end_work (self);
      show_ready (self);
      return;
    }
  bks_keeper_keep_async (self->keeper, self->nas,
                         self->can_keep && gtk_switch_get_active (self->keep_switch),
                         self->cancellable, bks_add_nas_window_kept_cb, g_object_ref (self));
}

/* Nice to know, no more: what the NAS does not tell is left out. */
static void
show_fact (BksPropRow *row, const char *fact)
{
  gtk_widget_set_visible (GTK_WIDGET (row), fact != NULL);
  if (fact != NULL)
    bks_prop_row_set_value (row, fact);
}

/* Whoever typed a number reads the NAS's own name instead; a name that was typed stays. */
static void
take_host_name (BksAddNasWindow *self, const char *host_name)
{
  g_autofree char *name = NULL;

  if (self->is_known || host_name == NULL || *host_name == '\0'
      || !g_hostname_is_ip_address (bks_nas_get_host (self->nas)))
    return;

  name = bks_add_nas_choose_name (self, host_name);
  bks_nas_set_name (self->nas, name);
}

static void
bks_add_nas_window_system_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksAddNasWindow) self = BKS_ADD_NAS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (BksNasSystem) system = bks_nas_load_system_finish (BKS_NAS (source), result, &error);
  const char *version = system != NULL ? system->version : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* The row says it already. */
  if (version != NULL && g_str_has_prefix (version, "DSM "))
    version += strlen ("DSM ");
  show_fact (self->ready_model_row, system != NULL ? system->model : NULL);
  show_fact (self->ready_dsm_row, version);
  if (system != NULL)
    take_host_name (self, system->host_name);
  keep (self);
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
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;

      problem = bks_problem_from_error (error);
      /* Another account may be allowed what this one is not. */
      if (bks_problem_get_kind (problem) == BKS_PROBLEM_PERMISSION)
        {
          bks_add_nas_end_work (self);
          bks_add_nas_return_to (self, self->sign_in_page);
          bks_add_nas_fail_here (self, bks_problem_get_message (problem), self->account_row);
          return;
        }
      bks_prop_row_set_value (self->ready_backups_row, _ ("Not known yet"));
      bks_assistant_page_set_description (self->ready_page, bks_problem_get_message (problem));
      keep (self);
      return;
    }

  n = g_list_model_get_n_items (bks_nas_get_tasks (self->nas));
  backups = n == 0 ? g_strdup (_ ("None yet"))
                   : g_strdup_printf (ngettext ("%u backup", "%u backups", n), n);
  bks_prop_row_set_value (self->ready_backups_row, backups);
  bks_assistant_page_set_description (self->ready_page, NULL);
  bks_nas_load_system_async (self->nas, self->cancellable, bks_add_nas_window_system_cb,
                             g_object_ref (self));
}

static void
show_tries (BksAddNasWindow *self)
{
  g_autofree char *note = g_strdup_printf (
      ngettext ("%u try left", "%u tries left", self->tries_left), self->tries_left);

  bks_assistant_page_set_note (self->code_page, note);
}

void
bks_add_nas_ask_for_code (BksAddNasWindow *self)
{
  self->tries_left = CODE_TRIES;
  gtk_editable_set_text (GTK_EDITABLE (self->code_row), "");
  bks_assistant_page_set_error (self->code_page, NULL, NULL);
  show_tries (self);
  bks_add_nas_show_page (self, self->code_page);
}

static void
reject_code (BksAddNasWindow *self, const char *message)
{
  self->tries_left--;
  if (self->tries_left > 0)
    {
      show_tries (self);
      bks_add_nas_fail_here (self, message, self->code_row);
      return;
    }

  bks_add_nas_return_to (self, self->sign_in_page);
  bks_add_nas_fail_here (self, message, self->password_row);
}

static void
show_sign_in_problem (BksAddNasWindow *self, BksProblem *problem)
{
  const char *message = bks_problem_get_message (problem);
  const BksCertificate *certificate = bks_problem_get_certificate (problem);

  switch (bks_problem_get_kind (problem))
    {
    case BKS_PROBLEM_OTP_REQUIRED:
      if (bks_problem_get_otp_possible (problem))
        bks_add_nas_ask_for_code (self);
      else
        {
          bks_add_nas_return_to (self, self->sign_in_page);
          bks_add_nas_fail_here (self, message, self->account_row);
        }
      break;
    case BKS_PROBLEM_OTP_REJECTED:
      /* From Sign In it was a code of before that was sent along. */
      if (bks_add_nas_current_page (self) == self->code_page)
        reject_code (self, message);
      else
        bks_add_nas_ask_for_code (self);
      break;
    case BKS_PROBLEM_TLS_UNTRUSTED:
      if (certificate != NULL)
        bks_add_nas_show_certificate (self, certificate);
      else
        bks_add_nas_fail_here (self, message, NULL);
      break;
    case BKS_PROBLEM_AUTH_REJECTED:
    case BKS_PROBLEM_PERMISSION:
    case BKS_PROBLEM_BLOCKED:
      bks_add_nas_return_to (self, self->sign_in_page);
      bks_add_nas_fail_here (self, message,
                             bks_problem_get_kind (problem) == BKS_PROBLEM_AUTH_REJECTED
                                 ? self->password_row
                                 : self->account_row);
      break;
    default:
      /* Nothing that was typed is wrong: no field is marked. */
      bks_add_nas_fail_here (self, message, NULL);
      gtk_widget_grab_focus (bks_assistant_page_get_pill (bks_add_nas_current_page (self)));
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
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  bks_add_nas_end_work (self);
  problem = bks_problem_from_error (error);
  show_sign_in_problem (self, problem);
}

void
bks_add_nas_sign_in (BksAddNasWindow *self)
{
  bks_add_nas_start_work (self);
  bks_nas_sign_in_async (self->nas, self->cancellable, bks_add_nas_window_signed_in_cb,
                         g_object_ref (self));
}

void
bks_add_nas_window_account_changed_cb (BksAddNasWindow *self)
{
  const char *account = gtk_editable_get_text (GTK_EDITABLE (self->account_row));
  const char *password = gtk_editable_get_text (GTK_EDITABLE (self->password_row));

  bks_assistant_page_set_error (self->sign_in_page, NULL, NULL);
  bks_assistant_page_set_can_continue (self->sign_in_page, *account != '\0' && *password != '\0');
}

void
bks_add_nas_window_sign_in_continue_cb (BksAddNasWindow *self)
{
  bks_nas_set_credentials (self->nas, gtk_editable_get_text (GTK_EDITABLE (self->account_row)),
                           gtk_editable_get_text (GTK_EDITABLE (self->password_row)));
  bks_add_nas_sign_in (self);
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

void
bks_add_nas_window_code_changed_cb (BksAddNasWindow *self)
{
  g_autofree char *code = dup_code (self);

  bks_assistant_page_set_error (self->code_page, NULL, NULL);
  bks_assistant_page_set_can_continue (
      self->code_page, strlen (code) == CODE_LENGTH && strspn (code, "0123456789") == CODE_LENGTH);
}

void
bks_add_nas_window_code_continue_cb (BksAddNasWindow *self)
{
  g_autofree char *code = dup_code (self);

  bks_nas_set_otp (self->nas, code, gtk_switch_get_active (self->remember_switch));
  bks_add_nas_sign_in (self);
}
