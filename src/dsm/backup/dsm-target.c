/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-target.h"

#include "dsm-call-private.h"
#include "dsm-json-private.h"

#define TARGET_API     "SYNO.Backup.Target"
#define TARGET_VERSION 1

static const char *const get_keys[] = { "is_online",  "used_size",    "check_task_key",
                                        "check_auth", "account_meta", NULL };

/**
 * dsm_target_free:
 * @self: (nullable) (transfer full): a target
 */
void
dsm_target_free (DsmTarget *self)
{
  if (self == NULL)
    return;
  g_free (self->format);
  g_free (self->host_name);
  g_free (self->owner_name);
  g_free (self->uni_key);
  g_free (self);
}

static gint64
read_size (JsonObject *object)
{
  gint64 size = dsm_json_get_kib (object, "used_size");

  return size >= 0 ? size : dsm_json_get_kib (object, "used_size_cache");
}

static gpointer
read_target (JsonNode *data, GError **error)
{
  JsonObject *object = dsm_json_node_object (data);
  DsmTarget *self;

  if (object == NULL)
    {
      g_set_error_literal (error, DSM_ERROR, DSM_ERROR_PROTOCOL, "there is no target");
      return NULL;
    }
  self = g_new0 (DsmTarget, 1);
  self->online = dsm_json_get_tri (object, "is_online");
  self->used_bytes = read_size (object);
  self->format = dsm_json_dup_word (object, "format_type");
  self->host_name = dsm_json_dup_word (object, "host_name");
  self->owner_name = dsm_json_dup_word (object, "owner_name");
  self->uni_key = dsm_json_dup_word (object, "uni_key");
  self->compressed = dsm_json_get_tri (object, "data_comp");
  self->encrypted = dsm_json_get_tri (object, "data_enc");
  dsm_json_get_time (object, "last_detect_time", &self->last_integrity_check);
  return self;
}

/**
 * dsm_target_get_async:
 * @client: a client
 * @task_id: of the task
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * The destination of a task: SYNO.Backup.Target get (section 9.5 of the protocol reference). It may
 * probe a remote host, so it has the time limit of a write.
 */
void
dsm_target_get_async (DsmClient *client,
                      const char *task_id,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  DsmCall *call;

  g_return_if_fail (DSM_IS_CLIENT (client));
  g_return_if_fail (task_id != NULL);

  call = dsm_call_new (TARGET_API, TARGET_VERSION, "get", DSM_CALL_SLOW_READ);
  dsm_params_add_id (call->params, "task_id", task_id);
  dsm_params_add_strv (call->params, "additional", get_keys);
  dsm_call_set_reader (call, read_target, (GDestroyNotify) dsm_target_free);
  dsm_call_run_async (client, call, cancellable, callback, user_data);
}

/**
 * dsm_target_get_finish:
 * @error: a #DSM_ERROR
 *
 * Returns: (transfer full) (nullable): the destination
 */
DsmTarget *
dsm_target_get_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return dsm_call_run_finish (client, result, error);
}

/**
 * dsm_target_check_async:
 * @client: a client
 * @task_id: of the task whose destination is to be checked
 * @cancellable: (nullable): to give up waiting; the NAS may do it nevertheless
 * @callback: when the NAS has answered
 *
 * Starts an integrity check, with the data: SYNO.Backup.Target error_detect. A busy task makes the
 * NAS report success and do nothing, so the caller looks at the state before and after.
 */
void
dsm_target_check_async (DsmClient *client,
                        const char *task_id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  DsmCall *call;

  g_return_if_fail (DSM_IS_CLIENT (client));
  g_return_if_fail (task_id != NULL);

  call = dsm_call_new (TARGET_API, TARGET_VERSION, "error_detect", DSM_CALL_WRITE);
  dsm_params_add_id (call->params, "task_id", task_id);
  dsm_params_add_bool (call->params, "detect_data", TRUE);
  dsm_params_add_null (call->params, "sessId");
  dsm_params_add_null (call->params, "sessKey");
  dsm_call_run_async (client, call, cancellable, callback, user_data);
}

/**
 * dsm_target_check_finish:
 * @error: a #DSM_ERROR; with outcome_unknown in its details the NAS may have done it
 *
 * Returns: whether the NAS has accepted it
 */
gboolean
dsm_target_check_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);

  return dsm_call_run_finish_plain (client, result, error);
}

/**
 * dsm_target_cancel_check_async:
 * @client: a client
 * @task_id: of the task whose destination is being checked
 * @cancellable: (nullable): to give up waiting; the NAS may do it nevertheless
 * @callback: when the NAS has answered
 *
 * Ends an integrity check: SYNO.Backup.Target error_detect_cancel.
 */
void
dsm_target_cancel_check_async (DsmClient *client,
                               const char *task_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  DsmCall *call;

  g_return_if_fail (DSM_IS_CLIENT (client));
  g_return_if_fail (task_id != NULL);

  call = dsm_call_new (TARGET_API, TARGET_VERSION, "error_detect_cancel", DSM_CALL_WRITE);
  dsm_params_add_id (call->params, "task_id", task_id);
  dsm_call_run_async (client, call, cancellable, callback, user_data);
}

/**
 * dsm_target_cancel_check_finish:
 * @error: a #DSM_ERROR; with outcome_unknown in its details the NAS may have done it
 *
 * Returns: whether the NAS has accepted it
 */
gboolean
dsm_target_cancel_check_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);

  return dsm_call_run_finish_plain (client, result, error);
}
