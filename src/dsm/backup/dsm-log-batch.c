/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-log-batch.h"

#include "dsm-client-private.h"
#include "dsm-clock-private.h"
#include "dsm-task-whole-private.h"

typedef struct
{
  GPtrArray *calls; /* (owned) (element-type DsmCall) */
  DsmCall *clock;   /* (nullable) (unowned): the last of them */
} Batch;

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  g_ptr_array_unref (batch->calls);
  g_free (batch);
}

static void
answer_free (gpointer data)
{
  DsmLogAnswer *answer = data;

  dsm_log_page_free (answer->page);
  g_clear_error (&answer->error);
  g_free (answer);
}

static void
batch_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DsmClient *client = DSM_CLIENT (source);
  Batch *batch = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *answers;

  if (!dsm_calls_run_finish (client, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (batch->clock != NULL)
    dsm_clock_learn (client, batch->clock);
  answers = g_ptr_array_new_with_free_func (answer_free);
  for (guint i = 0; i < batch->calls->len - (batch->clock != NULL); i++)
    {
      DsmCall *call = g_ptr_array_index (batch->calls, i);
      DsmLogAnswer *answer = g_new0 (DsmLogAnswer, 1);

      if (call->error != NULL)
        {
          dsm_error_set_place (call->error, client->address->host, (int) client->address->port);
          answer->error = g_steal_pointer (&call->error);
        }
      else
        answer->page = g_steal_pointer (&call->result);
      g_ptr_array_add (answers, answer);
    }
  g_task_return_pointer (task, answers, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * dsm_log_batch_async:
 * @client: a client
 * @target_id: (nullable): of a target of the Vault, whose log is meant; %NULL = Hyper Backup's own
 * @filters: (array length=n_filters): what to look for, a page for each; with @target_id, one that
 *   is not read
 * @n_filters: how many, at least one
 * @offset: how many lines to leave out
 * @limit: how many to return
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Asks for several pages in one compound request (in slices of 25; section 6 of the protocol
 * reference). The lines are written by the NAS's clock, so that comes along when it is due.
 */
void
dsm_log_batch_async (DsmClient *client,
                     const char *target_id,
                     const DsmLogFilter *filters,
                     guint n_filters,
                     guint offset,
                     guint limit,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  Batch *batch;
  GTask *task;

  g_return_if_fail (DSM_IS_CLIENT (client));
  g_return_if_fail (n_filters > 0);

  batch = g_new0 (Batch, 1);
  batch->calls = dsm_calls_new ();
  for (guint i = 0; i < n_filters; i++)
    g_ptr_array_add (batch->calls, target_id != NULL
                                       ? dsm_vault_log_list_call (target_id, offset, limit)
                                       : dsm_log_list_call (&filters[i], offset, limit));
  if (dsm_clock_is_due (client))
    {
      batch->clock = dsm_clock_call ();
      g_ptr_array_add (batch->calls, batch->clock);
    }

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, dsm_log_batch_async);
  g_task_set_task_data (task, batch, batch_free);
  dsm_calls_run_async (client, batch->calls, cancellable, batch_run_cb, task);
}

/**
 * dsm_log_batch_finish:
 * @client: a client
 * @result: of dsm_log_batch_async()
 * @error: a #DSM_ERROR: the NAS could not be asked at all
 *
 * Returns: (transfer full) (nullable) (element-type DsmLogAnswer): an answer for each filter
 */
GPtrArray *
dsm_log_batch_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
