/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backstayctl"

#include "bks-cli-stored.h"

#include "bks-cli-output.h"
#include "bks-cli-wait.h"
#include "bks-keyring-secrets.h"
#include "bks-nas-file.h"

#define APPLICATION_ID "io.github.backstay.Backstay" /* the window's: they share the keyring */
#define FLUSH_MS       2000

struct _BksCliStored
{
  BksFleet *fleet;        /* (owned) */
  BksNasListStore *store; /* (owned) */
  BksSecrets *secrets;    /* (owned) */
  BksKeeper *keeper;      /* (owned) */
};

static void
notice_cb (BksKeeper *keeper, BksNas *nas, const char *text, gpointer user_data)
{
  bks_cli_say ("%s", text);
}

/**
 * bks_cli_stored_new:
 *
 * Returns: (transfer full): what is stored, not read yet
 */
BksCliStored *
bks_cli_stored_new (void)
{
  BksCliStored *self = g_new0 (BksCliStored, 1);

  self->fleet = bks_fleet_new ();
  self->store = BKS_NAS_LIST_STORE (bks_nas_file_new (NULL));
  self->secrets = BKS_SECRETS (bks_keyring_secrets_new (APPLICATION_ID));
  self->keeper = bks_keeper_new (self->fleet, self->store, self->secrets);
  g_signal_connect (self->keeper, "notice", G_CALLBACK (notice_cb), NULL);
  return self;
}

/**
 * bks_cli_stored_close:
 * @self: (transfer full): what is stored
 *
 * Ends sessions and finishes what is being written, if that is possible within two seconds.
 */
void
bks_cli_stored_close (BksCliStored *self)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bks_keeper_flush_async (self->keeper, cancellable, bks_cli_result_cb, &result);
  bks_cli_wait_for_limited (&result, cancellable, FLUSH_MS);
  if (!bks_keeper_flush_finish (self->keeper, result, &error))
    g_debug ("Not everything was finished: %s", error->message);
  g_signal_handlers_disconnect_by_func (self->keeper, notice_cb, NULL);
  g_object_unref (self->keeper);
  g_object_unref (self->secrets);
  g_object_unref (self->store);
  g_object_unref (self->fleet);
  g_free (self);
}

/**
 * bks_cli_stored_list:
 * @self: what is stored
 * @problem_out: (out) (transfer full): why it cannot be read
 *
 * Returns: (nullable) (transfer full) (element-type BksNasRecord): the list of NAS; what was
 *   unreadable in it is told on standard error
 */
GPtrArray *
bks_cli_stored_list (BksCliStored *self, BksProblem **problem_out)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (BksProblem) damage = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *records;

  bks_nas_list_store_load_async (self->store, NULL, bks_cli_result_cb, &result);
  records = bks_nas_list_store_load_finish (self->store, bks_cli_wait_for (&result), &damage,
                                            &error);
  if (records == NULL)
    *problem_out = bks_problem_from_error (error);
  if (damage != NULL)
    bks_cli_say ("%s", bks_problem_get_message (damage));
  return records;
}

/**
 * bks_cli_stored_remove:
 * @self: what is stored
 * @record: a NAS in the list
 * @problem_out: (out) (transfer full): why not
 *
 * Forgets password and device ID, then the NAS. While a keyring is locked nothing is removed: what
 * is in it would be left behind.
 *
 * Returns: whether nothing is left of it
 */
gboolean
bks_cli_stored_remove (BksCliStored *self, const BksNasRecord *record, BksProblem **problem_out)
{
  g_autoptr (GAsyncResult) forgotten = NULL;
  g_autoptr (GAsyncResult) removed = NULL;
  g_autoptr (GError) error = NULL;

  bks_secrets_forget_async (self->secrets, record->id, NULL, BKS_SECRET_ALL, NULL,
                            bks_cli_result_cb, &forgotten);
  if (!bks_secrets_forget_finish (self->secrets, bks_cli_wait_for (&forgotten), &error)
      && bks_keyring_error_get_trouble (error) != BKS_KEYRING_NONE)
    {
      *problem_out = bks_problem_from_error (error);
      return FALSE;
    }
  g_clear_error (&error);
  bks_nas_list_store_remove_async (self->store, record->id, NULL, bks_cli_result_cb, &removed);
  if (bks_nas_list_store_remove_finish (self->store, bks_cli_wait_for (&removed), &error))
    return TRUE;
  *problem_out = bks_problem_from_error (error);
  return FALSE;
}

/**
 * bks_cli_stored_load:
 * @self: what is stored
 * @problem_out: (out) (transfer full): why it cannot be read
 *
 * Fills the fleet. Passwords are still being looked up; nobody is asked to unlock the keyring, for
 * there may be nobody.
 *
 * Returns: whether the list was read
 */
gboolean
bks_cli_stored_load (BksCliStored *self, BksProblem **problem_out)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bks_keeper_load_async (self->keeper, FALSE, NULL, bks_cli_result_cb, &result);
  if (!bks_keeper_load_finish (self->keeper, bks_cli_wait_for (&result), &error))
    {
      *problem_out = bks_problem_from_error (error);
      return FALSE;
    }
  if (bks_keeper_get_damage (self->keeper) != NULL)
    bks_cli_say ("%s", bks_problem_get_message (bks_keeper_get_damage (self->keeper)));
  return TRUE;
}

/**
 * bks_cli_stored_get_fleet:
 * @self: what is stored
 *
 * Returns: (transfer none): the NAS, after bks_cli_stored_load()
 */
BksFleet *
bks_cli_stored_get_fleet (BksCliStored *self)
{
  return self->fleet;
}

/**
 * bks_cli_stored_check_keyring:
 * @self: what is stored
 * @problem_out: (out) (transfer full): why not
 *
 * Returns: whether there is a keyring
 */
gboolean
bks_cli_stored_check_keyring (BksCliStored *self, BksProblem **problem_out)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bks_keeper_check_keyring_async (self->keeper, NULL, bks_cli_result_cb, &result);
  if (bks_keeper_check_keyring_finish (self->keeper, bks_cli_wait_for (&result), &error))
    return TRUE;
  *problem_out = bks_problem_from_error (error);
  return FALSE;
}

/**
 * bks_cli_stored_keep:
 * @self: what is stored, after bks_cli_stored_load()
 * @nas: a NAS that is signed in: a new one, or one with an ID that is known
 * @problem_out: (out) (transfer full): why not
 *
 * Stores a NAS, its password and its device ID. Without a password it would be of no use here: a new
 * one whose password the keyring does not take is not stored.
 *
 * Returns: whether all of it is stored
 */
gboolean
bks_cli_stored_keep (BksCliStored *self, BksNas *nas, BksProblem **problem_out)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BksNas *old = bks_fleet_find (self->fleet, bks_nas_get_name (nas));

  bks_keeper_keep_async (self->keeper, nas, TRUE, NULL, bks_cli_result_cb, &result);
  if (bks_keeper_keep_finish (self->keeper, bks_cli_wait_for (&result), &error))
    return TRUE;
  *problem_out = bks_problem_from_error (error);
  if (old == NULL && bks_keeper_has (self->keeper, nas))
    {
      bks_keeper_remove (self->keeper, nas);
      bks_keeper_commit_remove (self->keeper, nas);
    }
  return FALSE;
}
