/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-nas-private.h"

/**
 * bks_nas_get_id:
 * @self: a NAS
 *
 * Returns: what it is known by, whatever its name
 */
const char *
bks_nas_get_id (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), NULL);

  return self->id;
}

/**
 * bks_nas_set_id:
 * @self: a NAS that was stored before
 * @id: its ID there
 */
void
bks_nas_set_id (BksNas *self, const char *id)
{
  g_return_if_fail (BKS_IS_NAS (self));
  g_return_if_fail (id != NULL && *id != '\0');

  g_free (self->id);
  self->id = g_strdup (id);
}

/**
 * bks_nas_get_name:
 * @self: a NAS
 *
 * Returns: what the user calls it
 */
const char *
bks_nas_get_name (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), NULL);

  return self->name;
}

/**
 * bks_nas_get_address:
 * @self: a NAS
 *
 * Returns: where it is, for a browser: "https://office-nas:5001/"
 */
const char *
bks_nas_get_address (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), NULL);

  return self->address;
}

/**
 * bks_nas_get_host:
 * @self: a NAS
 *
 * Returns: its host
 */
const char *
bks_nas_get_host (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), NULL);

  return dsm_client_get_host (self->client);
}

/**
 * bks_nas_is_encrypted:
 * @self: a NAS
 *
 * Returns: whether it is asked over HTTPS
 */
gboolean
bks_nas_is_encrypted (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), FALSE);

  return dsm_client_is_https (self->client);
}

/**
 * bks_nas_get_account:
 * @self: a NAS
 *
 * Returns: (nullable): the account to sign in with
 */
const char *
bks_nas_get_account (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), NULL);

  return dsm_client_get_account (self->client);
}

/**
 * bks_nas_is_simulated:
 * @self: a NAS
 *
 * Returns: whether it is a simulation
 */
gboolean
bks_nas_is_simulated (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), FALSE);

  return self->is_simulated;
}

/**
 * bks_nas_set_simulated:
 * @self: a NAS
 * @simulated: whether it is a simulation
 */
void
bks_nas_set_simulated (BksNas *self, gboolean simulated)
{
  g_return_if_fail (BKS_IS_NAS (self));

  self->is_simulated = simulated;
}

/**
 * bks_nas_get_pin:
 * @self: a NAS
 *
 * Returns: (nullable): fingerprint of the certificate that the user trusts
 */
const char *
bks_nas_get_pin (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), NULL);

  return dsm_client_get_pin (self->client);
}

/**
 * bks_nas_set_timeouts:
 * @self: a NAS
 * @read_ms: deadline of a whole answer to a question; 0 = the usual one
 * @write_ms: deadline of a whole answer to an action; 0 = the usual one
 */
void
bks_nas_set_timeouts (BksNas *self, guint read_ms, guint write_ms)
{
  g_return_if_fail (BKS_IS_NAS (self));

  dsm_client_set_timeouts (self->client, read_ms, write_ms);
}

/**
 * bks_nas_get_state:
 * @self: a NAS
 *
 * Returns: how well it is known right now
 */
BksNasState
bks_nas_get_state (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), BKS_NAS_NEW);

  return self->state;
}

/**
 * bks_nas_get_verdict:
 * @self: a NAS
 *
 * Returns: the worst verdict of its tasks, or what its own state makes of it
 */
BksVerdict
bks_nas_get_verdict (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), BKS_VERDICT_UNKNOWN);

  return self->verdict;
}

/**
 * bks_nas_get_line:
 * @self: a NAS
 *
 * Returns: the second line of its row
 */
const char *
bks_nas_get_line (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), NULL);

  return self->line;
}

/**
 * bks_nas_get_reason:
 * @self: a NAS
 *
 * Returns: a sentence about its verdict
 */
const char *
bks_nas_get_reason (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), NULL);

  return self->reason;
}

/**
 * bks_nas_get_problem:
 * @self: a NAS
 *
 * Returns: (nullable) (transfer none): what stood in the way the last time; %NULL = nothing
 */
BksProblem *
bks_nas_get_problem (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), NULL);

  return self->problem;
}

/**
 * bks_nas_get_is_checking:
 * @self: a NAS
 *
 * Returns: whether a refresh is under way
 */
gboolean
bks_nas_get_is_checking (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), FALSE);

  return self->waiters != NULL;
}

/**
 * bks_nas_get_checked_at:
 * @self: a NAS
 *
 * Returns: when it last answered, µs since the Unix epoch, UTC; 0 = never
 */
gint64
bks_nas_get_checked_at (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), 0);

  return self->checked_at;
}

/**
 * bks_nas_get_utc_offset:
 * @self: a NAS
 * @seconds_out: (out): of the NAS's zone, in s east of UTC
 *
 * Returns: whether it is known
 */
gboolean
bks_nas_get_utc_offset (BksNas *self, int *seconds_out)
{
  int offset;

  g_return_val_if_fail (BKS_IS_NAS (self), FALSE);

  offset = bks_nas_get_clock_offset (self);
  if (offset == DSM_OFFSET_UNKNOWN)
    return FALSE;
  *seconds_out = offset;
  return TRUE;
}

/**
 * bks_nas_get_tasks:
 * @self: a NAS
 *
 * Returns: (transfer none): its tasks in its own order, #BksTask each
 */
GListModel *
bks_nas_get_tasks (BksNas *self)
{
  g_return_val_if_fail (BKS_IS_NAS (self), NULL);

  return G_LIST_MODEL (self->tasks);
}

/**
 * bks_nas_find_task:
 * @self: a NAS
 * @id: ID of a task
 *
 * Returns: (nullable) (transfer none): the task
 */
BksTask *
bks_nas_find_task (BksNas *self, const char *id)
{
  g_return_val_if_fail (BKS_IS_NAS (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->tasks_by_id, id);
}

/**
 * bks_nas_has_busy_task:
 * @self: a NAS
 *
 * Returns: whether it is doing something with one of its tasks, as far as is known
 */
gboolean
bks_nas_has_busy_task (BksNas *self)
{
  guint n;

  g_return_val_if_fail (BKS_IS_NAS (self), FALSE);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->tasks));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (G_LIST_MODEL (self->tasks), i);

      if (bks_task_is_busy (task))
        return TRUE;
    }
  return FALSE;
}
