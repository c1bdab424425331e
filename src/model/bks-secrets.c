/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-secrets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_INTERFACE (BksSecrets, bks_secrets, G_TYPE_OBJECT)

/* The trouble travels on the problem that the error carries. */
static G_DEFINE_QUARK (bks_keyring_trouble, bks_keyring_trouble)

static void
bks_secrets_default_init (BksSecretsInterface *iface)
{
}

/**
 * bks_secrets_is_lasting:
 * @self: where secrets are kept
 *
 * Whether what is stored here is still there after a restart. If not, the window has to say "only
 * for this session".
 *
 * Returns: %TRUE for a keyring, %FALSE for memory
 */
gboolean
bks_secrets_is_lasting (BksSecrets *self)
{
  g_return_val_if_fail (BKS_IS_SECRETS (self), FALSE);

  return BKS_SECRETS_GET_IFACE (self)->is_lasting (self);
}

/**
 * bks_secrets_lookup_async:
 * @self: where secrets are kept
 * @nas_id: the NAS's ID
 * @account: the account's name
 * @kind: one kind
 * @may_ask: whether a locked keyring may ask the user to unlock it. A poll in the background should
 *   not: a prompt that was dismissed would come back with every poll
 * @cancellable: (nullable): ends the wait at once
 * @callback: called when done
 * @user_data: for @callback
 *
 * Looks a secret up. A prompt can stay open for as long as the user likes, so pass a cancellable.
 */
void
bks_secrets_lookup_async (BksSecrets *self,
                          const char *nas_id,
                          const char *account,
                          BksSecretKind kind,
                          gboolean may_ask,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (BKS_IS_SECRETS (self));
  g_return_if_fail (nas_id != NULL && *nas_id != '\0');
  g_return_if_fail (account != NULL);
  g_return_if_fail (kind == BKS_SECRET_PASSWORD || kind == BKS_SECRET_DEVICE);

  BKS_SECRETS_GET_IFACE (self)->lookup_async (self, nas_id, account, kind, may_ask, cancellable,
                                              callback, user_data);
}

/**
 * bks_secrets_lookup_finish:
 * @self: where secrets are kept
 * @result: what the callback got
 * @error: #BKS_PROBLEM_ERROR of kind %BKS_PROBLEM_KEYRING (see bks_keyring_error_get_trouble()), or
 *   %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the secret, for bks_secret_free(); %NULL without an error:
 *   nothing is stored
 */
char *
bks_secrets_lookup_finish (BksSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BKS_IS_SECRETS (self), NULL);

  return BKS_SECRETS_GET_IFACE (self)->lookup_finish (self, result, error);
}

/**
 * bks_secrets_store_async:
 * @self: where secrets are kept
 * @nas_id: the NAS's ID
 * @account: the account's name
 * @kind: one kind
 * @label: what a keyring manager shows, see bks_secret_make_label()
 * @secret: the secret, copied
 * @cancellable: (nullable): ends the wait at once; the secret may have been stored all the same
 * @callback: called when done
 * @user_data: for @callback
 *
 * Stores a secret over what was there. A locked keyring asks the user.
 */
void
bks_secrets_store_async (BksSecrets *self,
                         const char *nas_id,
                         const char *account,
                         BksSecretKind kind,
                         const char *label,
                         const char *secret,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (BKS_IS_SECRETS (self));
  g_return_if_fail (nas_id != NULL && *nas_id != '\0');
  g_return_if_fail (account != NULL);
  g_return_if_fail (kind == BKS_SECRET_PASSWORD || kind == BKS_SECRET_DEVICE);
  g_return_if_fail (label != NULL);
  g_return_if_fail (secret != NULL);

  BKS_SECRETS_GET_IFACE (self)->store_async (self, nas_id, account, kind, label, secret,
                                             cancellable, callback, user_data);
}

/**
 * bks_secrets_store_finish:
 * @self: where secrets are kept
 * @result: what the callback got
 * @error: as for bks_secrets_lookup_finish()
 *
 * Returns: %TRUE if the secret is stored
 */
gboolean
bks_secrets_store_finish (BksSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BKS_IS_SECRETS (self), FALSE);

  return BKS_SECRETS_GET_IFACE (self)->store_finish (self, result, error);
}

/**
 * bks_secrets_forget_async:
 * @self: where secrets are kept
 * @nas_id: the NAS's ID
 * @account: (nullable): the account's name, or %NULL for every account of that NAS
 * @kinds: #BksSecretKind bits
 * @cancellable: (nullable): ends the wait at once
 * @callback: called when done
 * @user_data: for @callback
 *
 * Removes secrets. It is an error if one is there and could not be removed; nothing stored is none.
 */
void
bks_secrets_forget_async (BksSecrets *self,
                          const char *nas_id,
                          const char *account,
                          guint kinds,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (BKS_IS_SECRETS (self));
  g_return_if_fail (nas_id != NULL && *nas_id != '\0');
  g_return_if_fail (kinds != 0 && (kinds & ~BKS_SECRET_ALL) == 0);

  BKS_SECRETS_GET_IFACE (self)->forget_async (self, nas_id, account, kinds, cancellable, callback,
                                              user_data);
}

/**
 * bks_secrets_forget_finish:
 * @self: where secrets are kept
 * @result: what the callback got
 * @error: as for bks_secrets_lookup_finish()
 *
 * Returns: %TRUE if none of them is stored any more
 */
gboolean
bks_secrets_forget_finish (BksSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BKS_IS_SECRETS (self), FALSE);

  return BKS_SECRETS_GET_IFACE (self)->forget_finish (self, result, error);
}

/**
 * bks_secret_free:
 * @secret: (nullable) (transfer full): a secret
 *
 * Overwrites a secret, then frees it.
 */
void
bks_secret_free (char *secret)
{
  if (secret == NULL)
    return;
  explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/**
 * bks_secret_make_label:
 * @kind: one kind
 * @account: the account's name
 * @nas_name: the NAS's name
 *
 * The words under which a person finds a secret in a keyring manager.
 *
 * Returns: (transfer full): translated text
 */
char *
bks_secret_make_label (BksSecretKind kind, const char *account, const char *nas_name)
{
  if (kind == BKS_SECRET_DEVICE)
    /* Translators: an entry in the keyring. It makes the NAS remember this computer, so that it
     * does not ask for a one-time code. First the account, then the NAS. */
    return g_strdup_printf (_ ("Backstay: this computer, remembered for %s on %s"), account,
                            nas_name);
  /* Translators: an entry in the keyring. First the account, then the NAS. */
  return g_strdup_printf (_ ("Backstay: password of %s on %s"), account, nas_name);
}

/**
 * bks_keyring_error_new:
 * @trouble: which trouble
 * @raw: (nullable): what the keyring said, for the log; never a secret
 *
 * Makes the one error that keyring trouble is reported as.
 *
 * Returns: (transfer full): a #BKS_PROBLEM_ERROR of kind %BKS_PROBLEM_KEYRING
 */
GError *
bks_keyring_error_new (BksKeyringTrouble trouble, const char *raw)
{
  g_autoptr (BksProblem) problem = NULL;
  const char *sentence = NULL;
  const char *next_step = NULL;

  g_return_val_if_fail (trouble != BKS_KEYRING_OK, NULL);

  switch (trouble)
    {
    case BKS_KEYRING_LOCKED:
    case BKS_KEYRING_DISMISSED:
      sentence = _ ("The keyring is locked.");
      next_step = _ ("Unlock it, or use the password only for this session.");
      break;
    case BKS_KEYRING_NONE:
      sentence = _ ("This desktop has no keyring.");
      next_step = _ ("The password is kept only until Backstay quits.");
      break;
    case BKS_KEYRING_OK:
    case BKS_KEYRING_BROKEN:
      sentence = _ ("The keyring does not work.");
      next_step = _ ("Restart your session, or use the password only for this session.");
      break;
    }
  if (raw != NULL)
    g_debug ("keyring trouble %d: %s", trouble, raw);

  problem = bks_problem_new (BKS_PROBLEM_KEYRING, sentence, next_step);
  g_object_set_qdata (G_OBJECT (problem), bks_keyring_trouble_quark (), GINT_TO_POINTER (trouble));
  return bks_problem_to_error (problem);
}

/**
 * bks_keyring_error_get_trouble:
 * @error: (nullable): any error
 *
 * Returns: which keyring trouble @error is; %BKS_KEYRING_OK if it is none
 */
BksKeyringTrouble
bks_keyring_error_get_trouble (const GError *error)
{
  g_autoptr (BksProblem) problem = NULL;

  if (!g_error_matches (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_KEYRING))
    return BKS_KEYRING_OK;

  problem = bks_problem_from_error (error);
  return GPOINTER_TO_INT (g_object_get_qdata (G_OBJECT (problem), bks_keyring_trouble_quark ()));
}
