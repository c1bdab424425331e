/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-json-private.h"
#include "dsm-repository-private.h"
#include "dsm-task-private.h"
#include "dsm-task-whole-private.h"

static const char *const get_keys[] = { "repository", "schedule", "backup_params", "rotate_params",
                                        NULL };

/**
 * dsm_task_details_free:
 * @self: (nullable) (transfer full): details
 */
void
dsm_task_details_free (DsmTaskDetails *self)
{
  if (self == NULL)
    return;
  dsm_task_record_free (self->task);
  g_strfreev (self->folders);
  g_strfreev (self->applications);
  g_strfreev (self->excluded);
  g_strfreev (self->included);
  g_free (self->repository_name);
  g_free (self->destination);
  g_free (self);
}

static void
add_folders (GStrvBuilder *builder, GHashTable *seen, JsonArray *array)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonObject *object = dsm_json_node_object (element);
      g_autofree char *path = dsm_json_dup_word (object, "folderPath");

      if (path == NULL)
        path = dsm_json_dup_word (object, "fullPath");
      if (path == NULL && JSON_NODE_HOLDS_VALUE (element)
          && json_node_get_value_type (element) == G_TYPE_STRING)
        path = json_node_dup_string (element);
      if (path == NULL || *path == '\0' || g_hash_table_contains (seen, path))
        continue;
      g_strv_builder_add (builder, path);
      g_hash_table_add (seen, g_steal_pointer (&path));
    }
}

/* Both lists may be there, with equal content. */
static char **
read_folders (JsonObject *source)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  add_folders (builder, seen, dsm_json_get_array (source, "folder_list"));
  add_folders (builder, seen, dsm_json_get_array (source, "file_list"));
  return g_strv_builder_end (builder);
}

static char **
read_applications (JsonObject *source)
{
  char **names = dsm_json_dup_strv (source, "app_name_list");

  if (*names != NULL)
    return names;
  g_strfreev (names);
  return dsm_json_dup_strv (source, "app_list");
}

static gpointer
read_details (JsonNode *data, GError **error)
{
  JsonObject *object = dsm_json_node_object (data);
  JsonObject *source = dsm_json_get_object (object, "source");
  JsonObject *repository = dsm_json_get_object (object, "repository");
  JsonObject *params = dsm_json_get_object (object, "backup_params");
  JsonObject *rotation = dsm_json_get_object (object, "rotate_params");
  DsmTaskDetails *self;

  if (object == NULL)
    {
      g_set_error_literal (error, DSM_ERROR, DSM_ERROR_PROTOCOL, "there is no task");
      return NULL;
    }
  self = g_new0 (DsmTaskDetails, 1);
  self->task = dsm_task_record_read (object);
  self->folders = read_folders (source);
  self->applications = read_applications (source);
  self->excluded = dsm_json_dup_strv (dsm_json_get_object (source, "backup_filter"),
                                      "exclude_list");
  self->included = dsm_json_dup_strv (dsm_json_get_object (source, "backup_filter"), "whitelist");
  self->compressed = dsm_json_get_tri (params, "enable_data_compress");
  if (self->task->encrypted == DSM_UNKNOWN)
    self->task->encrypted = dsm_json_get_tri (params, "enable_data_encrypt");
  self->notifies = dsm_json_get_tri (params, "enable_notify");
  self->rotates = rotation == NULL ? DSM_UNKNOWN : json_object_get_size (rotation) > 0;
  self->repository_name = dsm_json_dup_word (repository, "name");
  self->destination = dsm_repository_describe_place (repository);
  return self;
}

/* Returns: (transfer full): the call of dsm_task_get_async() */
DsmCall *
dsm_task_get_call (const char *task_id)
{
  DsmCall *call = dsm_call_new (DSM_TASK_API, DSM_TASK_VERSION, "get", DSM_CALL_READ);

  dsm_params_add_id (call->params, "task_id", task_id);
  dsm_params_add_strv (call->params, "additional", get_keys);
  dsm_call_set_reader (call, read_details, (GDestroyNotify) dsm_task_details_free);
  return call;
}

/* What was read may lack what the list has said before. */
void
dsm_task_details_insist (DsmClient *client, DsmTaskDetails *self, const char *task_id)
{
  const DsmTaskRecord *row = dsm_task_memory_get_row (dsm_task_memory_of (client), task_id);

  dsm_task_record_insist (self->task, task_id, row != NULL ? row->name : task_id);
}

static void
get_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DsmClient *client = DSM_CLIENT (source);
  const char *task_id = g_task_get_task_data (task);
  GError *error = NULL;
  DsmTaskDetails *details = dsm_call_run_finish (client, result, &error);

  if (details == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  dsm_task_details_insist (client, details, task_id);
  g_task_return_pointer (task, details, (GDestroyNotify) dsm_task_details_free);
}

/**
 * dsm_task_get_async:
 * @client: a client
 * @task_id: of the task
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * What a task is made of: SYNO.Backup.Task get (section 9.2 of the protocol reference).
 */
void
dsm_task_get_async (DsmClient *client,
                    const char *task_id,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task;

  g_return_if_fail (DSM_IS_CLIENT (client));
  g_return_if_fail (task_id != NULL);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, dsm_task_get_async);
  g_task_set_task_data (task, g_strdup (task_id), g_free);
  dsm_call_run_async (client, dsm_task_get_call (task_id), cancellable, get_run_cb, task);
}

/**
 * dsm_task_get_finish:
 * @error: a #DSM_ERROR
 *
 * Returns: (transfer full) (nullable): the details
 */
DsmTaskDetails *
dsm_task_get_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
