/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-vault.h"

#include "dsm-call-private.h"
#include "dsm-field-private.h"
#include "dsm-json-private.h"

#define TARGET_API "SYNO.Backup.Service.VersionBackup.Target"
#define CONFIG_API "SYNO.Backup.Service.VersionBackup.Config"
#define VERSION    1

static const char *const known[] = { "target_id",
                                     "target_name",
                                     "share",
                                     "target_path",
                                     "status",
                                     "is_enc",
                                     "is_resumable",
                                     "computing_size",
                                     "used_size",
                                     "last_backup_start_time",
                                     "last_backup_duration",
                                     "uni_key",
                                     NULL };

/**
 * dsm_vault_target_free:
 * @self: (nullable) (transfer full): a target
 */
void
dsm_vault_target_free (DsmVaultTarget *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->share);
  g_free (self->path);
  g_free (self->status);
  g_free (self->uni_key);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

static DsmVaultTarget *
read_target (JsonObject *object)
{
  DsmVaultTarget *self = g_new0 (DsmVaultTarget, 1);

  self->id = dsm_json_dup_word (object, "target_id");
  self->name = dsm_json_dup_word (object, "target_name");
  self->share = dsm_json_dup_word (object, "share");
  self->path = dsm_json_dup_word (object, "target_path");
  self->status = dsm_json_dup_word (object, "status");
  self->encrypted = dsm_json_get_tri (object, "is_enc");
  self->resumable = dsm_json_get_tri (object, "is_resumable");
  self->computing_size = dsm_json_get_tri (object, "computing_size");
  self->used_bytes = dsm_json_get_kib (object, "used_size");
  dsm_json_get_time (object, "last_backup_start_time", &self->last_start);
  self->last_duration = dsm_json_get_count (object, "last_backup_duration");
  self->uni_key = dsm_json_dup_word (object, "uni_key");
  self->fields = dsm_fields_read (object, known);
  return self;
}

static gpointer
read_targets (JsonNode *data, GError **error)
{
  GPtrArray *targets;
  JsonArray *rows;

  if (!dsm_json_find_rows (data, "target_list", &rows, error))
    return NULL;
  targets = g_ptr_array_new_with_free_func ((GDestroyNotify) dsm_vault_target_free);
  for (guint i = 0; i < dsm_json_count_rows (rows); i++)
    {
      DsmVaultTarget *target = read_target (dsm_json_element_object (rows, i));

      if (target->id != NULL)
        g_ptr_array_add (targets, target);
      else
        dsm_vault_target_free (target);
    }
  return targets;
}

static gpointer
read_detail (JsonNode *data, GError **error)
{
  JsonObject *object = dsm_json_node_object (data);

  if (object == NULL)
    {
      g_set_error_literal (error, DSM_ERROR, DSM_ERROR_PROTOCOL, "there is no target");
      return NULL;
    }
  return read_target (object);
}

static gpointer
read_limit (JsonNode *data, GError **error)
{
  int limit = dsm_json_get_small (dsm_json_node_object (data), "parallel_backup_limit", 1,
                                  G_MAXINT);

  if (limit < 0)
    {
      g_set_error_literal (error, DSM_ERROR, DSM_ERROR_PROTOCOL, "there is no limit");
      return NULL;
    }
  return GINT_TO_POINTER (limit);
}

/**
 * dsm_vault_target_list_async:
 * @client: a client
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * What arrives on this NAS: SYNO.Backup.Service.VersionBackup.Target list (section 10.1 of the
 * protocol reference).
 */
void
dsm_vault_target_list_async (DsmClient *client,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  DsmCall *call;

  g_return_if_fail (DSM_IS_CLIENT (client));

  call = dsm_call_new (TARGET_API, VERSION, "list", DSM_CALL_READ);
  dsm_call_set_reader (call, read_targets, (GDestroyNotify) g_ptr_array_unref);
  dsm_call_run_async (client, call, cancellable, callback, user_data);
}

/**
 * dsm_vault_target_list_finish:
 * @error: a #DSM_ERROR: %DSM_ERROR_NOT_SUPPORTED if Hyper Backup Vault is not installed
 *
 * Returns: (transfer full) (element-type DsmVaultTarget) (nullable): the targets
 */
GPtrArray *
dsm_vault_target_list_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return dsm_call_run_finish (client, result, error);
}

/**
 * dsm_vault_target_detail_async:
 * @client: a client
 * @target_id: of the target
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * One target with all that the NAS says of it: SYNO.Backup.Service.VersionBackup.Target detail
 * (section 10.2 of the protocol reference).
 */
void
dsm_vault_target_detail_async (DsmClient *client,
                               const char *target_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  DsmCall *call;

  g_return_if_fail (DSM_IS_CLIENT (client));
  g_return_if_fail (target_id != NULL);

  call = dsm_call_new (TARGET_API, VERSION, "detail", DSM_CALL_READ);
  dsm_params_add_id (call->params, "target_id", target_id);
  dsm_call_set_reader (call, read_detail, (GDestroyNotify) dsm_vault_target_free);
  dsm_call_run_async (client, call, cancellable, callback, user_data);
}

/**
 * dsm_vault_target_detail_finish:
 * @error: a #DSM_ERROR
 *
 * Returns: (transfer full) (nullable): the target
 */
DsmVaultTarget *
dsm_vault_target_detail_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return dsm_call_run_finish (client, result, error);
}

/**
 * dsm_vault_limit_get_async:
 * @client: a client
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * How many backups may arrive at the same time: SYNO.Backup.Service.VersionBackup.Config get (section
 * 10.3 of the protocol reference).
 */
void
dsm_vault_limit_get_async (DsmClient *client,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  DsmCall *call;

  g_return_if_fail (DSM_IS_CLIENT (client));

  call = dsm_call_new (CONFIG_API, VERSION, "get", DSM_CALL_READ);
  dsm_call_set_reader (call, read_limit, NULL);
  dsm_call_run_async (client, call, cancellable, callback, user_data);
}

/**
 * dsm_vault_limit_get_finish:
 * @error: a #DSM_ERROR
 *
 * Returns: the limit; 0 if @error is set
 */
int
dsm_vault_limit_get_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), 0);

  return GPOINTER_TO_INT (dsm_call_run_finish (client, result, error));
}

/**
 * dsm_vault_limit_set_async:
 * @client: a client
 * @limit: how many, at least 1
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Sent once. What the NAS accepts is not known: read it back.
 */
void
dsm_vault_limit_set_async (DsmClient *client,
                           int limit,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  DsmCall *call;

  g_return_if_fail (DSM_IS_CLIENT (client));
  g_return_if_fail (limit >= 1);

  call = dsm_call_new (CONFIG_API, VERSION, "set", DSM_CALL_WRITE);
  dsm_params_add_int (call->params, "parallel_backup_limit", limit);
  dsm_call_run_async (client, call, cancellable, callback, user_data);
}

/**
 * dsm_vault_limit_set_finish:
 * @error: a #DSM_ERROR; with outcome_unknown in its details the NAS may have done it
 *
 * Returns: whether the NAS has accepted it
 */
gboolean
dsm_vault_limit_set_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);

  return dsm_call_run_finish_plain (client, result, error);
}
