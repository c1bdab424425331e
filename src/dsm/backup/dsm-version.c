/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-version.h"

#include "dsm-call-private.h"
#include "dsm-json-private.h"
#include "dsm-task-whole-private.h"

/* The only API whose list is in version 2 alone. */
#define VERSION_API     "SYNO.Backup.Version"
#define VERSION_VERSION 2

static void
version_free (gpointer data)
{
  DsmVersion *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->status);
  g_free (self);
}

/**
 * dsm_version_list_free:
 * @self: (nullable) (transfer full): a list
 */
void
dsm_version_list_free (DsmVersionList *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->versions);
  g_free (self);
}

static DsmVersion *
read_version (JsonObject *object)
{
  DsmVersion *self = g_new0 (DsmVersion, 1);

  self->id = dsm_json_dup_word (object, "version_id");
  self->name = dsm_json_dup_word (object, "name");
  self->status = dsm_json_dup_word (object, "status");
  dsm_json_get_time (object, "timestamp", &self->started);
  dsm_json_get_time (object, "complete_time", &self->completed);
  self->locked = dsm_json_get_tri (object, "locked");
  self->can_delete = dsm_json_get_tri (object, "permit_delete");
  return self;
}

static gpointer
read_versions (JsonNode *data, GError **error)
{
  DsmVersionList *self;
  JsonArray *rows;

  if (!dsm_json_find_rows (data, "version_info_list", &rows, error))
    return NULL;
  self = g_new0 (DsmVersionList, 1);
  self->versions = g_ptr_array_new_with_free_func (version_free);
  self->total = dsm_json_get_count (dsm_json_node_object (data), "total");
  for (guint i = 0; i < dsm_json_count_rows (rows); i++)
    {
      DsmVersion *version = read_version (dsm_json_element_object (rows, i));

      if (version->id != NULL)
        g_ptr_array_add (self->versions, version);
      else
        {
          self->n_dropped++;
          version_free (version);
        }
    }
  return self;
}

/* Returns: (transfer full): the call of dsm_version_list_async() */
DsmCall *
dsm_version_list_call (const char *task_id, guint offset, int limit)
{
  DsmCall *call = dsm_call_new (VERSION_API, VERSION_VERSION, "list", DSM_CALL_READ);

  dsm_params_add_id (call->params, "task_id", task_id);
  dsm_params_add_int (call->params, "offset", offset);
  dsm_params_add_int (call->params, "limit", limit);
  dsm_params_add_string (call->params, "sort_direction", "desc");
  dsm_call_set_reader (call, read_versions, (GDestroyNotify) dsm_version_list_free);
  return call;
}

/**
 * dsm_version_list_async:
 * @client: a client
 * @task_id: of the task
 * @offset: how many to leave out
 * @limit: how many to return; -1 = all
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * The restore points of a task, newest first: SYNO.Backup.Version list (section 9.6 of the protocol
 * reference).
 */
void
dsm_version_list_async (DsmClient *client,
                        const char *task_id,
                        guint offset,
                        int limit,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (DSM_IS_CLIENT (client));
  g_return_if_fail (task_id != NULL);

  dsm_call_run_async (client, dsm_version_list_call (task_id, offset, limit), cancellable, callback,
                      user_data);
}

/**
 * dsm_version_list_finish:
 * @error: a #DSM_ERROR
 *
 * Returns: (transfer full) (nullable): the restore points
 */
DsmVersionList *
dsm_version_list_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return dsm_call_run_finish (client, result, error);
}
