/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-keeper-private.h"

#include <glib/gi18n-lib.h>

/* Taking in a NAS after a sign-in: first its secrets, then its place in the list, so that whoever
 * sees it in the list finds its password. */

typedef struct
{
  BksKept *kept;       /* (owned) */
  char *old_account;   /* (nullable) (owned): whose secrets are of no use any more */
  BksProblem *trouble; /* (nullable) (owned): why the password is only for this session */
  gboolean had_password;
} Keep;

static void
keep_free (gpointer data)
{
  Keep *keep = data;

  bks_kept_unref (keep->kept);
  g_free (keep->old_account);
  g_clear_object (&keep->trouble);
  g_free (keep);
}

static void
return_error (GTask *task, GError *error)
{
  bks_keeper_end_work (g_task_get_source_object (task));
  g_task_return_error (task, error);
}

static void
put_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BksKeeper *self = g_task_get_source_object (task);
  Keep *keep = g_task_get_task_data (task);
  BksKept *kept = keep->kept;
  GError *error = NULL;

  if (!bks_nas_list_store_put_finish (BKS_NAS_LIST_STORE (source), result, &error))
    {
      if (kept->is_new)
        {
          bks_keeper_forget (self, kept, NULL, BKS_SECRET_ALL);
          bks_keeper_leave (self, kept);
        }
      return_error (task, error);
      return;
    }
  kept->is_new = FALSE;
  if (keep->old_account != NULL)
    bks_keeper_forget (self, kept, keep->old_account, BKS_SECRET_ALL);
  if (keep->had_password && !kept->record->keeps_password)
    bks_keeper_forget (self, kept, kept->record->account, BKS_SECRET_PASSWORD);

  if (keep->trouble != NULL)
    return_error (task, bks_problem_to_error (keep->trouble));
  else
    {
      bks_keeper_end_work (self);
      g_task_return_boolean (task, TRUE);
    }
}

static void
put (GTask *task)
{
  BksKeeper *self = g_task_get_source_object (task);
  Keep *keep = g_task_get_task_data (task);

  bks_nas_list_store_put_async (self->store, keep->kept->record, BKS_NAS_FIELDS_ALL, NULL, put_cb,
                                g_object_ref (task));
}

/* A keyring that does not take it is no reason to lose the NAS. */
static gboolean
stored (GTask *task, GObject *source, GAsyncResult *result)
{
  Keep *keep = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (bks_secrets_store_finish (BKS_SECRETS (source), result, &error))
    return TRUE;
  g_clear_object (&keep->trouble);
  keep->trouble = bks_problem_from_error (error);
  return FALSE;
}

static void
device_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Keep *keep = g_task_get_task_data (task);

  if (!stored (task, source, result))
    g_clear_pointer (&keep->kept->record->device_name, g_free);
  put (task);
}

static void
store_device (GTask *task)
{
  BksKeeper *self = g_task_get_source_object (task);
  Keep *keep = g_task_get_task_data (task);
  BksNasRecord *record = keep->kept->record;
  DsmClient *client = keep->kept->nas->client;
  g_autofree char *label = NULL;

  g_clear_pointer (&record->device_name, g_free);
  if (dsm_client_get_device_id (client) == NULL || record->account == NULL || keep->trouble != NULL)
    {
      put (task);
      return;
    }
  record->device_name = g_strdup (dsm_client_get_device_name (client));
  label = bks_secret_make_label (BKS_SECRET_DEVICE, record->account, record->name);
  bks_secrets_store_async (self->secrets, record->id, record->account, BKS_SECRET_DEVICE, label,
                           dsm_client_get_device_id (client), g_task_get_cancellable (task),
                           device_stored_cb, g_object_ref (task));
}

static void
password_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Keep *keep = g_task_get_task_data (task);

  if (!stored (task, source, result))
    keep->kept->record->keeps_password = FALSE;
  store_device (task);
}

static void
store_password (GTask *task)
{
  BksKeeper *self = g_task_get_source_object (task);
  Keep *keep = g_task_get_task_data (task);
  BksNasRecord *record = keep->kept->record;
  const char *password = dsm_client_get_password (keep->kept->nas->client);
  g_autofree char *label = NULL;

  if (!record->keeps_password || password == NULL || record->account == NULL)
    {
      record->keeps_password = FALSE;
      store_device (task);
      return;
    }
  label = bks_secret_make_label (BKS_SECRET_PASSWORD, record->account, record->name);
  bks_secrets_store_async (self->secrets, record->id, record->account, BKS_SECRET_PASSWORD, label,
                           password, g_task_get_cancellable (task), password_stored_cb,
                           g_object_ref (task));
}

/* @nas takes the place of what had its ID before. */
static BksKept *
take_place (BksKeeper *self, BksKept *old, BksNas *nas)
{
  g_autoptr (BksNas) old_nas = g_object_ref (old->nas);
  BksNasRecord *record = bks_nas_record_copy (old->record);
  guint position = bks_keeper_get_position (self, old_nas);
  gboolean was_shown = bks_keeper_is_in_fleet (self, old_nas);
  BksKept *kept;

  bks_keeper_leave (self, old);
  bks_fleet_remove (self->fleet, old_nas);
  bks_keeper_end_session (self, old_nas);
  kept = bks_keeper_enter (self, nas, record);
  if (!bks_keeper_is_in_fleet (self, nas))
    {
      bks_fleet_add (self->fleet, nas);
      if (was_shown)
        bks_fleet_move (self->fleet, nas, position);
    }
  return kept;
}

static void
set_text (char **field, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*field);
  *field = copy;
}

/**
 * bks_keeper_keep_async:
 * @self: a keeper
 * @nas: a NAS after a sign-in that went well
 * @keep_password: whether its password goes into the keyring; %FALSE = only for this session, and
 *   one that is there from before is forgotten
 * @cancellable: (nullable): ends a question of the keyring: then the password is not kept
 * @callback: when it is over
 *
 * Keeps @nas as it is now: a new one (it also gets into the fleet, under a name that no other NAS
 * has), or one whose ID is known, and with that what was kept of it changes. Ends its latch.
 */
void
bks_keeper_keep_async (BksKeeper *self,
                       BksNas *nas,
                       gboolean keep_password,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  BksKept *kept;
  Keep *keep;

  g_return_if_fail (BKS_IS_KEEPER (self));
  g_return_if_fail (BKS_IS_NAS (nas));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, bks_keeper_keep_async);

  keep = g_new0 (Keep, 1);
  kept = g_hash_table_lookup (self->kept, bks_nas_get_id (nas));
  if (kept != NULL && kept->nas != nas)
    kept = take_place (self, kept, nas);
  if (kept == NULL)
    {
      g_autofree char *name = bks_keeper_make_name_for (self, nas, bks_nas_get_name (nas));
      BksNasRecord *record = bks_nas_record_new (name, bks_nas_get_address (nas));

      set_text (&record->id, bks_nas_get_id (nas));
      bks_nas_set_name (nas, name);
      kept = bks_keeper_enter (self, nas, record);
      kept->is_new = TRUE;
      if (dsm_client_get_device_news (nas->client) == DSM_DEVICE_DENIED)
        bks_keeper_sign_in_over_cb (self, NULL, nas);
    }
  else
    {
      keep->had_password = kept->record->keeps_password;
      if (g_strcmp0 (kept->record->account, bks_nas_get_account (nas)) != 0)
        keep->old_account = g_strdup (kept->record->account);
    }
  keep->kept = bks_kept_ref (kept);
  g_task_set_task_data (task, keep, keep_free);
  bks_keeper_begin_work (self);

  set_text (&kept->record->name, bks_nas_get_name (nas));
  set_text (&kept->record->address, bks_nas_get_address (nas));
  set_text (&kept->record->account, bks_nas_get_account (nas));
  set_text (&kept->record->pin, bks_nas_get_pin (nas));
  kept->record->allow_plain_http = bks_nas_get_allow_plain_http (nas);
  kept->record->keeps_password = keep_password;
  g_clear_pointer (&kept->record->latch, bks_latch_free);
  if (!bks_keeper_is_in_fleet (self, nas))
    bks_fleet_add (self->fleet, nas);
  store_password (task);
}

/**
 * bks_keeper_keep_finish:
 * @self: a keeper
 * @result: of bks_keeper_keep_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR. Of kind %BKS_PROBLEM_KEYRING: the NAS is kept, but its
 *   password only for this session, and why. Else: the NAS is there for this session alone
 *
 * Returns: whether all of it is kept as wished
 */
gboolean
bks_keeper_keep_finish (BksKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  bks_secret_free (bks_secrets_lookup_finish (BKS_SECRETS (source), result, &error));
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * bks_keeper_check_keyring_async:
 * @self: a keeper
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Looks whether there is a keyring at all, for the switch "Keep password in the keyring". One that is
 * locked may ask its user when the password is stored.
 */
void
bks_keeper_check_keyring_async (BksKeeper *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BKS_IS_KEEPER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bks_keeper_check_keyring_async);
  /* Nothing is ever kept under this ID. */
  bks_secrets_lookup_async (self->secrets, "none", "none", BKS_SECRET_PASSWORD, FALSE, cancellable,
                            checked_cb, g_steal_pointer (&task));
}

/**
 * bks_keeper_check_keyring_finish:
 * @self: a keeper
 * @result: of bks_keeper_check_keyring_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR of kind %BKS_PROBLEM_KEYRING, or cancelled
 *
 * Returns: whether there is one
 */
gboolean
bks_keeper_check_keyring_finish (BksKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
