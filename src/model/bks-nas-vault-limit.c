/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-nas-load.h"
#include "bks-nas-private.h"
#include "dsm-vault.h"

/* A limit that was asked for. */
typedef struct
{
  int wanted;
  GError *lost; /* (nullable) (owned): the request was sent, and its answer was lost */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_error (&change->lost);
  g_free (change);
}

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, bks_nas_take_error (g_task_get_source_object (task), error));
}

static void
limit_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;
  int limit = dsm_vault_limit_get_finish (DSM_CLIENT (source), result, &error);

  /* The answer to the request was lost: what is there now decides. */
  if (change != NULL && change->lost != NULL && limit != change->wanted)
    {
      g_clear_error (&error);
      error = g_steal_pointer (&change->lost);
    }
  if (error != NULL)
    fail (task, error);
  else
    g_task_return_int (task, limit);
}

/**
 * bks_nas_load_vault_limit_async:
 * @self: a NAS
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Asks how many backups may arrive at the same time: SYNO.Backup.Service.VersionBackup.Config get
 * (section 10.3 of the protocol reference).
 */
void
bks_nas_load_vault_limit_async (BksNas *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (BKS_IS_NAS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bks_nas_load_vault_limit_async);
  dsm_vault_limit_get_async (self->client, cancellable, limit_read_cb, task);
}

/**
 * bks_nas_load_vault_limit_finish:
 * @self: a NAS
 * @result: of bks_nas_load_vault_limit_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: the limit; 0 if @error is set
 */
int
bks_nas_load_vault_limit_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  gssize limit;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  limit = g_task_propagate_int (G_TASK (result), error);
  return limit > 0 ? (int) limit : 0;
}

static void
limit_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (!dsm_vault_limit_set_finish (DSM_CLIENT (source), result, &error))
    {
      const DsmErrorDetails *details = dsm_error_get_details (error);

      if (details == NULL || !details->outcome_unknown)
        {
          fail (task, error);
          return;
        }
      change->lost = error;
    }
  dsm_vault_limit_get_async (DSM_CLIENT (source), g_task_get_cancellable (task), limit_read_cb,
                             g_object_ref (task));
}

/**
 * bks_nas_set_vault_limit_async:
 * @self: a NAS
 * @limit: how many backups may arrive at the same time, at least 1
 * @cancellable: (nullable): to give up; whether the NAS has been asked by then is not known
 * @callback: when it is over
 *
 * Sets the limit, once, and reads it back.
 */
void
bks_nas_set_vault_limit_async (BksNas *self,
                               int limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;
  Change *change;

  g_return_if_fail (BKS_IS_NAS (self));
  g_return_if_fail (limit >= 1);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bks_nas_set_vault_limit_async);
  change = g_new0 (Change, 1);
  change->wanted = limit;
  g_task_set_task_data (task, change, change_free);
  dsm_vault_limit_set_async (self->client, limit, cancellable, limit_set_cb, task);
}

/**
 * bks_nas_set_vault_limit_finish:
 * @self: a NAS
 * @result: of bks_nas_set_vault_limit_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: the limit that the NAS has kept; 0 if @error is set
 */
int
bks_nas_set_vault_limit_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  gssize limit;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  limit = g_task_propagate_int (G_TASK (result), error);
  return limit > 0 ? (int) limit : 0;
}
