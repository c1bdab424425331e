/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-client-private.h"
#include "dsm-json-private.h"
#include "dsm-task-private.h"

static const char *const status_keys[] = { "last_bkp_time",
                                           "next_bkp_time",
                                           "last_bkp_result",
                                           "is_modified",
                                           "last_bkp_progress",
                                           "last_bkp_success_version",
                                           NULL };

static gpointer
read_status (JsonNode *data, GError **error)
{
  g_autoptr (DsmTaskRecord) self = dsm_task_record_read (dsm_json_node_object (data));

  if (self->status == NULL)
    {
      g_set_error_literal (error, DSM_ERROR, DSM_ERROR_PROTOCOL, "there is no status");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* Returns: (transfer full): the call; its result is a #DsmTaskRecord */
DsmCall *
dsm_task_status_call (const char *task_id)
{
  DsmCall *call = dsm_call_new (DSM_TASK_API, DSM_TASK_VERSION, "status", DSM_CALL_READ);

  dsm_params_add_id (call->params, "task_id", task_id);
  /* True would also probe the destination, which takes long. */
  dsm_params_add_bool (call->params, "blOnline", FALSE);
  dsm_params_add_strv (call->params, "additional", status_keys);
  dsm_call_set_reader (call, read_status, (GDestroyNotify) dsm_task_record_free);
  return call;
}

static void
status_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DsmClient *client = DSM_CLIENT (source);
  const char *task_id = g_task_get_task_data (task);
  const DsmTaskRecord *row = dsm_task_memory_get_row (dsm_task_memory_of (client), task_id);
  GError *error = NULL;
  DsmTaskRecord *record = dsm_call_run_finish (client, result, &error);

  if (record == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (row != NULL)
    dsm_task_record_fill (record, row);
  dsm_task_record_insist (record, task_id, task_id);
  record->has_status = TRUE;
  g_task_return_pointer (task, record, (GDestroyNotify) dsm_task_record_free);
}

/**
 * dsm_task_status_async:
 * @client: a client
 * @task_id: of the task
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Looks at one task anew: SYNO.Backup.Task status with all it may add (section 9.3 of the protocol
 * reference). What only a row of the list says comes from the last refresh.
 */
void
dsm_task_status_async (DsmClient *client,
                       const char *task_id,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task;

  g_return_if_fail (DSM_IS_CLIENT (client));
  g_return_if_fail (task_id != NULL);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, dsm_task_status_async);
  g_task_set_task_data (task, g_strdup (task_id), g_free);
  dsm_call_run_async (client, dsm_task_status_call (task_id), cancellable, status_run_cb, task);
}

/**
 * dsm_task_status_finish:
 * @error: a #DSM_ERROR
 *
 * Returns: (transfer full) (nullable): the task
 */
DsmTaskRecord *
dsm_task_status_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static const struct
{
  const char *method;
  gboolean wants_state;
} verbs[] = {
  [DSM_TASK_BACKUP] = { "backup", FALSE },   [DSM_TASK_CANCEL] = { "cancel", TRUE },
  [DSM_TASK_SUSPEND] = { "suspend", TRUE },  [DSM_TASK_RESUME] = { "resume", FALSE },
  [DSM_TASK_DISCARD] = { "discard", FALSE },
};

/**
 * dsm_task_write_async:
 * @client: a client
 * @verb: what to do
 * @task_id: of the task
 * @state: (nullable): the task's current `state`, for cancel and suspend
 * @cancellable: (nullable): to give up waiting; the NAS may do it nevertheless
 * @callback: when the NAS has accepted it, which does not mean that it is done
 *
 * Sent once, never repeated (section 9.8 of the protocol reference). The caller looks at the state
 * before: the NAS reports success for a resume or discard that does harm.
 */
void
dsm_task_write_async (DsmClient *client,
                      DsmTaskVerb verb,
                      const char *task_id,
                      const char *state,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  DsmCall *call;

  g_return_if_fail (DSM_IS_CLIENT (client));
  g_return_if_fail (verb < G_N_ELEMENTS (verbs));
  g_return_if_fail (task_id != NULL);

  call = dsm_call_new (DSM_TASK_API, DSM_TASK_VERSION, verbs[verb].method, DSM_CALL_WRITE);
  dsm_params_add_id (call->params, "task_id", task_id);
  if (verbs[verb].wants_state && state != NULL)
    dsm_params_add_string (call->params, "task_state", state);
  dsm_call_run_async (client, call, cancellable, callback, user_data);
}

/**
 * dsm_task_write_finish:
 * @error: a #DSM_ERROR. With outcome_unknown in its details the NAS may have done it;
 *   %DSM_ERROR_SESSION_EXPIRED means that it has not
 *
 * Returns: whether the NAS has accepted it
 */
gboolean
dsm_task_write_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);

  return dsm_call_run_finish_plain (client, result, error);
}

/**
 * dsm_task_delete_async:
 * @client: a client
 * @task_ids: (array zero-terminated=1): of the tasks
 * @cancellable: (nullable): to give up waiting; the NAS may do it nevertheless
 * @callback: when the NAS has answered
 *
 * Removes tasks: SYNO.Backup.Task delete. What they have backed up stays where it is and can be
 * linked again; there is no way to ask for anything else.
 */
void
dsm_task_delete_async (DsmClient *client,
                       const char *const *task_ids,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  DsmCall *call;

  g_return_if_fail (DSM_IS_CLIENT (client));
  g_return_if_fail (task_ids != NULL && task_ids[0] != NULL);

  call = dsm_call_new (DSM_TASK_API, DSM_TASK_VERSION, "delete", DSM_CALL_WRITE);
  dsm_params_add_ids (call->params, "task_id_list", task_ids);
  dsm_params_add_bool (call->params, "is_remove_data", FALSE);
  dsm_call_run_async (client, call, cancellable, callback, user_data);
}

/**
 * dsm_task_delete_finish:
 * @error: a #DSM_ERROR; with outcome_unknown in its details the NAS may have done it
 *
 * Returns: whether the NAS has accepted it
 */
gboolean
dsm_task_delete_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);

  return dsm_call_run_finish_plain (client, result, error);
}
