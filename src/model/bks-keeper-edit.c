/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-keeper-private.h"

#include <glib/gi18n-lib.h>

/* What the user does to a NAS that is kept. A NAS that is not (a simulated one) changes all the
 * same, for as long as it is there. */

static gboolean
is_taken (BksKeeper *self, BksNas *nas, const char *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->fleet));
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) other = g_list_model_get_item (G_LIST_MODEL (self->fleet), i);

      if (other != nas && g_strcmp0 (bks_nas_get_name (other), name) == 0)
        return TRUE;
    }
  /* One whose removal can still be undone wants its name back. */
  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      BksKept *kept = value;

      if (kept->nas != nas && g_strcmp0 (kept->record->name, name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Returns: (transfer full): @wanted, or the same with a number, so that no NAS but @nas has it */
char *
bks_keeper_make_name_for (BksKeeper *self, BksNas *nas, const char *wanted)
{
  char *name = g_strdup (wanted);

  for (guint i = 2; is_taken (self, nas, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", wanted, i);
    }
  return name;
}

/**
 * bks_keeper_make_name:
 * @self: a keeper
 * @wanted: what a NAS would like to be called
 *
 * Returns: (transfer full): @wanted, or the same with a number, so that no two NAS share a name
 */
char *
bks_keeper_make_name (BksKeeper *self, const char *wanted)
{
  g_return_val_if_fail (BKS_IS_KEEPER (self), NULL);
  g_return_val_if_fail (wanted != NULL, NULL);

  return bks_keeper_make_name_for (self, NULL, wanted);
}

/**
 * bks_keeper_has:
 * @self: a keeper
 * @nas: a NAS
 *
 * Returns: whether anything of it is stored
 */
gboolean
bks_keeper_has (BksKeeper *self, BksNas *nas)
{
  g_return_val_if_fail (BKS_IS_KEEPER (self), FALSE);
  g_return_val_if_fail (BKS_IS_NAS (nas), FALSE);

  return bks_keeper_find (self, nas) != NULL;
}

/**
 * bks_keeper_get_keeps_password:
 * @self: a keeper
 * @nas: a NAS
 *
 * Returns: whether its password is in the keyring; %FALSE = only for this session
 */
gboolean
bks_keeper_get_keeps_password (BksKeeper *self, BksNas *nas)
{
  BksKept *kept;

  g_return_val_if_fail (BKS_IS_KEEPER (self), FALSE);
  g_return_val_if_fail (BKS_IS_NAS (nas), FALSE);

  kept = bks_keeper_find (self, nas);
  return kept != NULL && kept->record->keeps_password;
}

/**
 * bks_keeper_has_keyring:
 * @self: a keeper
 *
 * Returns: whether secrets outlive this process, as far as is known without asking
 */
gboolean
bks_keeper_has_keyring (BksKeeper *self)
{
  g_return_val_if_fail (BKS_IS_KEEPER (self), FALSE);

  return bks_secrets_is_lasting (self->secrets);
}

static gboolean
refuse (GError **error, const char *sentence, const char *next_step)
{
  g_autoptr (BksProblem) problem = bks_problem_new (BKS_PROBLEM_PRECONDITION, sentence, next_step);

  g_propagate_error (error, bks_problem_to_error (problem));
  return FALSE;
}

/**
 * bks_keeper_rename:
 * @self: a keeper
 * @nas: a NAS
 * @name: what the user calls it from now on
 * @error: (nullable): a #BKS_PROBLEM_ERROR: this cannot be a name, or another NAS has it
 *
 * Password, device and history stay: they belong to its ID.
 *
 * Returns: whether it is called so now
 */
gboolean
bks_keeper_rename (BksKeeper *self, BksNas *nas, const char *name, GError **error)
{
  g_autoptr (BksNasRecord) record = NULL;
  g_autofree char *stripped = NULL;
  BksKept *kept;

  g_return_val_if_fail (BKS_IS_KEEPER (self), FALSE);
  g_return_val_if_fail (BKS_IS_NAS (nas), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  stripped = g_strstrip (g_strdup (name));
  record = bks_nas_record_new (stripped, bks_nas_get_address (nas));
  if (!bks_nas_record_check (record, BKS_NAS_FIELD_NAME, error))
    return FALSE;
  if (is_taken (self, nas, stripped))
    {
      g_autofree char *sentence = g_strdup_printf (_ ("Another NAS is called “%s” already."),
                                                   stripped);

      return refuse (error, sentence, _ ("Choose another name."));
    }
  bks_nas_set_name (nas, stripped);
  kept = bks_keeper_find (self, nas);
  if (kept != NULL)
    {
      bks_nas_record_apply (kept->record, record, BKS_NAS_FIELD_NAME);
      bks_keeper_write (self, kept, BKS_NAS_FIELD_NAME);
    }
  return TRUE;
}

/**
 * bks_keeper_set_address:
 * @self: a keeper
 * @nas: a NAS
 * @address: where it is from now on
 * @error: (nullable): a #BKS_PROBLEM_ERROR: this is no address
 *
 * A certificate that the user trusts is expected at the new address too; another one makes the NAS
 * wait.
 *
 * Returns: whether it is asked there now
 */
gboolean
bks_keeper_set_address (BksKeeper *self, BksNas *nas, const char *address, GError **error)
{
  BksKept *kept;

  g_return_val_if_fail (BKS_IS_KEEPER (self), FALSE);
  g_return_val_if_fail (BKS_IS_NAS (nas), FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  if (!bks_nas_set_address (nas, address, error))
    return FALSE;
  kept = bks_keeper_find (self, nas);
  if (kept != NULL)
    {
      g_free (kept->record->address);
      kept->record->address = g_strdup (bks_nas_get_address (nas));
      bks_keeper_write (self, kept, BKS_NAS_FIELD_ADDRESS);
    }
  return TRUE;
}

/* It has nothing to sign in with any more, and says so. */
static void
strip (BksNas *nas, const char *account, BksProblem *problem)
{
  bks_nas_begin_recall (nas);
  bks_nas_end_recall (nas, account, NULL, NULL, NULL, problem);
}

/**
 * bks_keeper_set_account:
 * @self: a keeper
 * @nas: a NAS
 * @account: who signs in from now on
 *
 * What was kept for the other account is forgotten, and the NAS waits for a password.
 */
void
bks_keeper_set_account (BksKeeper *self, BksNas *nas, const char *account)
{
  g_autoptr (BksProblem) problem = NULL;
  BksKept *kept;

  g_return_if_fail (BKS_IS_KEEPER (self));
  g_return_if_fail (BKS_IS_NAS (nas));
  g_return_if_fail (account != NULL);

  kept = bks_keeper_find (self, nas);
  if (kept == NULL)
    {
      bks_nas_set_credentials (nas, account, NULL);
      return;
    }
  if (g_strcmp0 (account, kept->record->account) == 0)
    return;
  bks_keeper_end_session (self, nas);
  bks_keeper_forget (self, kept, NULL, BKS_SECRET_ALL);
  g_free (kept->record->account);
  kept->record->account = g_strdup (account);
  g_clear_pointer (&kept->record->device_name, g_free);
  g_clear_pointer (&kept->record->latch, bks_latch_free);
  bks_keeper_write (self, kept,
                    BKS_NAS_FIELD_ACCOUNT | BKS_NAS_FIELD_DEVICE_NAME | BKS_NAS_FIELD_LATCH);
  problem = bks_kept_make_asking_problem (kept);
  strip (nas, account, problem);
}

/**
 * bks_keeper_trust:
 * @self: a keeper
 * @nas: a NAS
 * @sha256: (nullable): fingerprint of the certificate that the user trusts from now on, for this NAS
 *   alone; %NULL = what the system trusts
 *
 * Returns: whether @sha256 is a fingerprint
 */
gboolean
bks_keeper_trust (BksKeeper *self, BksNas *nas, const char *sha256)
{
  BksKept *kept;

  g_return_val_if_fail (BKS_IS_KEEPER (self), FALSE);
  g_return_val_if_fail (BKS_IS_NAS (nas), FALSE);

  if (!bks_nas_set_pin (nas, sha256))
    return FALSE;
  kept = bks_keeper_find (self, nas);
  if (kept != NULL)
    {
      g_free (kept->record->pin);
      kept->record->pin = g_strdup (bks_nas_get_pin (nas));
      bks_keeper_write (self, kept, BKS_NAS_FIELD_PIN);
    }
  return TRUE;
}

static void
reordered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BksKeeper *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bks_nas_list_store_reorder_finish (BKS_NAS_LIST_STORE (source), result, &error))
    bks_keeper_tell_error (self, NULL, error);
  bks_keeper_end_work (self);
}

/**
 * bks_keeper_move:
 * @self: a keeper
 * @nas: a NAS
 * @position: where it should stand in the fleet
 */
void
bks_keeper_move (BksKeeper *self, BksNas *nas, guint position)
{
  g_autoptr (GPtrArray) ids = NULL;
  guint n;

  g_return_if_fail (BKS_IS_KEEPER (self));
  g_return_if_fail (BKS_IS_NAS (nas));

  bks_fleet_move (self->fleet, nas, position);
  ids = g_ptr_array_new_with_free_func (g_free);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->fleet));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) each = g_list_model_get_item (G_LIST_MODEL (self->fleet), i);

      if (bks_keeper_find (self, each) != NULL)
        g_ptr_array_add (ids, g_strdup (bks_nas_get_id (each)));
    }
  g_ptr_array_add (ids, NULL);
  bks_keeper_begin_work (self);
  bks_nas_list_store_reorder_async (self->store, (const char *const *) ids->pdata, NULL,
                                    reordered_cb, self);
}

/**
 * bks_keeper_try_again:
 * @self: a keeper
 * @nas: a NAS that waits for its user
 *
 * The user has done something about it, or wants it tried again: a latch ends, here and in the list;
 * what is missing is looked up in the keyring, which may ask to be unlocked; then the NAS is asked.
 */
void
bks_keeper_try_again (BksKeeper *self, BksNas *nas)
{
  BksKept *kept;

  g_return_if_fail (BKS_IS_KEEPER (self));
  g_return_if_fail (BKS_IS_NAS (nas));

  kept = bks_keeper_find (self, nas);
  if (kept != NULL && kept->record->latch != NULL)
    {
      g_clear_pointer (&kept->record->latch, bks_latch_free);
      bks_keeper_write (self, kept, BKS_NAS_FIELD_LATCH);
    }
  if (kept != NULL && dsm_client_get_password (nas->client) == NULL)
    {
      bks_nas_begin_recall (nas);
      bks_nas_release (nas);
      bks_keeper_recall (self, kept, TRUE);
    }
  else
    bks_nas_release (nas);
}

/**
 * bks_keeper_sign_out:
 * @self: a keeper
 * @nas: a NAS
 *
 * Ends the session. The NAS is not asked any more, over restarts too, until the user signs in or
 * bks_keeper_try_again(). Its password stays in the keyring.
 */
void
bks_keeper_sign_out (BksKeeper *self, BksNas *nas)
{
  g_autoptr (BksProblem) problem = NULL;
  g_autofree char *sentence = NULL;
  BksKept *kept;

  g_return_if_fail (BKS_IS_KEEPER (self));
  g_return_if_fail (BKS_IS_NAS (nas));

  sentence = g_strdup_printf (_ ("You have signed out of %s."), bks_nas_get_name (nas));
  problem = bks_problem_new (BKS_PROBLEM_AUTH_REJECTED, sentence,
                             _ ("Sign in to see its backups."));
  bks_problem_set_title (problem, _ ("Not signed in"));
  bks_keeper_end_session (self, nas);
  bks_nas_hold (nas, problem);
  kept = bks_keeper_find (self, nas);
  if (kept == NULL)
    return;
  bks_latch_free (kept->record->latch);
  kept->record->latch = bks_latch_new (problem, g_get_real_time ());
  bks_keeper_write (self, kept, BKS_NAS_FIELD_LATCH);
}

/**
 * bks_keeper_forget_password:
 * @self: a keeper
 * @nas: a NAS
 *
 * Removes its password and device ID from the keyring and from memory, and ends the session.
 */
void
bks_keeper_forget_password (BksKeeper *self, BksNas *nas)
{
  g_autoptr (BksProblem) problem = NULL;
  BksKept *kept;

  g_return_if_fail (BKS_IS_KEEPER (self));
  g_return_if_fail (BKS_IS_NAS (nas));

  bks_keeper_end_session (self, nas);
  kept = bks_keeper_find (self, nas);
  if (kept == NULL)
    {
      bks_nas_set_credentials (nas, bks_nas_get_account (nas), NULL);
      return;
    }
  g_cancellable_cancel (kept->recall);
  bks_keeper_forget (self, kept, NULL, BKS_SECRET_ALL);
  g_clear_pointer (&kept->record->device_name, g_free);
  kept->record->keeps_password = FALSE;
  bks_keeper_write (self, kept, BKS_NAS_FIELD_DEVICE_NAME | BKS_NAS_FIELD_KEEPS_PASSWORD);
  problem = kept->record->latch != NULL ? bks_kept_make_latch_problem (kept)
                                        : bks_kept_make_asking_problem (kept);
  strip (nas, kept->record->account, problem);
}
