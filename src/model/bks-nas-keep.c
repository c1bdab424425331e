/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-nas-private.h"

#include <glib/gi18n-lib.h>

/* What a NAS has to do with being kept: see BksKeeper. */

/* Told while the client is still at it: only from here on its own callers hear of it. */
void
bks_nas_login_over_cb (BksNas *self, const GError *error)
{
  g_autoptr (BksProblem) problem = NULL;

  if (error != NULL)
    problem = bks_nas_make_problem (self, error);
  g_signal_emit_by_name (self, "sign-in-over", problem);
}

/**
 * bks_nas_get_allow_plain_http:
 * @self: a NAS
 *
 * Returns: whether the user agreed to send the password unencrypted
 */
gboolean
bks_nas_get_allow_plain_http (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), FALSE);

  return self->allows_plain_http;
}

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  dsm_client_logout_finish (DSM_CLIENT (source), result, NULL);
}

/**
 * bks_nas_set_address:
 * @self: a NAS
 * @address: where it is from now on, as the user typed it
 * @error: (nullable): a #BKS_PROBLEM_ERROR, if @address is none
 *
 * Asks the same NAS at another address. What is known of it stays; its session ends; a pinned
 * certificate is expected at the new place too.
 *
 * Returns: whether @address is an address
 */
gboolean
bks_nas_set_address (BksNas *self, const char *address, GError **error)
{
  g_autoptr (BksNas) probe = NULL;
  g_autoptr (DsmClient) client = NULL;

  g_return_val_if_fail (BKS_IS_NAS (self), FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  /* For the words about what is no address. */
  probe = bks_nas_new (NULL, address, error);
  if (probe == NULL)
    return FALSE;
  if (g_str_equal (probe->address, self->address))
    return TRUE;

  client = dsm_client_new_like (self->client, address, NULL);
  g_return_val_if_fail (client != NULL, FALSE);
  dsm_client_logout_async (self->client, BKS_NAS_SIGN_OUT_MS, NULL, signed_out_cb, NULL);
  bks_nas_take_client (self, g_steal_pointer (&client));
  self->n_failures = 0;
  if (self->state != BKS_NAS_WAITING)
    bks_nas_set_state (self, bks_nas_was_heard (self) ? BKS_NAS_STALE : BKS_NAS_NEW, NULL);
  /* Who waits for an answer from the old place gets one from the new. */
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  bks_nas_notify_place (self);
  bks_nas_update_all (self);
  return TRUE;
}

/**
 * bks_nas_hold:
 * @self: a NAS
 * @problem: why it has to wait
 *
 * Makes it wait for a person: whatever is asked is answered with @problem, and nothing is sent.
 */
void
bks_nas_hold (BksNas *self, BksProblem *problem)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (BKS_IS_NAS (self));
  g_return_if_fail (BKS_IS_PROBLEM (problem));

  error = bks_problem_to_error (problem);
  dsm_client_hold (self->client, error);
  bks_nas_set_state (self, BKS_NAS_WAITING, problem);
  bks_nas_update_all (self);
}

/**
 * bks_nas_release:
 * @self: a NAS
 *
 * The user wants it tried again with what it has.
 */
void
bks_nas_release (BksNas *self)
{
  g_return_if_fail (BKS_IS_NAS (self));

  dsm_client_let_go (self->client);
  bks_nas_stop_waiting (self);
}

/**
 * bks_nas_begin_recall:
 * @self: a NAS
 *
 * What to sign in with is being looked up: refreshes wait for bks_nas_end_recall(), or for the user
 * to type it.
 */
void
bks_nas_begin_recall (BksNas *self)
{
  g_return_if_fail (BKS_IS_NAS (self));

  self->is_recalling = TRUE;
}

/**
 * bks_nas_is_recalling:
 * @self: a NAS
 *
 * Returns: whether what to sign in with is being looked up; until then only refreshes wait for it
 */
gboolean
bks_nas_is_recalling (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), FALSE);

  return self->is_recalling;
}

/**
 * bks_nas_end_recall:
 * @self: a NAS
 * @account: (nullable): the account
 * @password: (nullable): its password
 * @device_id: (nullable): what makes a one-time code unnecessary
 * @device_name: (nullable): under which name the NAS remembers this computer
 * @problem: (nullable): why it has to wait for a person all the same
 *
 * Ends bks_nas_begin_recall(). Does nothing if the user has typed something meanwhile.
 */
void
bks_nas_end_recall (BksNas *self,
                    const char *account,
                    const char *password,
                    const char *device_id,
                    const char *device_name,
                    BksProblem *problem)
{
  g_return_if_fail (BKS_IS_NAS (self));

  if (!self->is_recalling)
    return;
  dsm_client_set_credentials (self->client, account, password);
  dsm_client_set_device (self->client, device_id, device_name);
  bks_nas_notify_place (self);
  if (problem != NULL)
    bks_nas_hold (self, problem);
  bks_nas_go_on (self);
  bks_nas_update_all (self);
}
