/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-repository.h"

#include "dsm-call-private.h"
#include "dsm-json-private.h"
#include "dsm-repository-private.h"

#define REPOSITORY_API     "SYNO.Backup.Repository"
#define REPOSITORY_VERSION 1

/*
 * dsm_repository_describe_place:
 * @repository: (nullable): section 9.4 of the protocol reference
 *
 * Returns: (transfer full) (nullable): where it is, as a person would write it
 */
char *
dsm_repository_describe_place (JsonObject *repository)
{
  g_autofree char *url = dsm_json_dup_word (repository, "remote_url");
  g_autofree char *host = dsm_json_dup_word (repository, "dest");
  g_autofree char *share = dsm_json_dup_word (repository, "share");
  g_autofree char *bucket = dsm_json_dup_word (repository, "bucket");

  if (url != NULL)
    return g_steal_pointer (&url);
  if (bucket == NULL)
    bucket = dsm_json_dup_word (repository, "container");
  if (share == NULL)
    share = g_steal_pointer (&bucket);
  if (host == NULL)
    return g_steal_pointer (&share);
  if (share == NULL)
    return g_steal_pointer (&host);
  return g_strdup_printf ("%s:%s", host, share);
}

/**
 * dsm_repository_free:
 * @self: (nullable) (transfer full): a repository
 */
void
dsm_repository_free (DsmRepository *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->target_type);
  g_free (self->transfer_type);
  g_free (self->share);
  g_free (self->host);
  g_free (self->account);
  g_free (self->bucket);
  g_free (self->url);
  g_free (self->place);
  g_free (self);
}

static DsmRepository *
read_object (JsonObject *object)
{
  DsmRepository *self = g_new0 (DsmRepository, 1);

  self->id = dsm_json_dup_word (object, "repo_id");
  self->name = dsm_json_dup_word (object, "name");
  self->target_type = dsm_json_dup_word (object, "target_type");
  self->transfer_type = dsm_json_dup_word (object, "transfer_type");
  self->share = dsm_json_dup_word (object, "share");
  self->host = dsm_json_dup_word (object, "dest");
  self->port = dsm_json_get_small (object, "port", 1, 65535);
  self->account = dsm_json_dup_word (object, "account");
  self->bucket = dsm_json_dup_word (object, "bucket");
  if (self->bucket == NULL)
    self->bucket = dsm_json_dup_word (object, "container");
  self->url = dsm_json_dup_word (object, "remote_url");
  self->place = dsm_repository_describe_place (object);
  return self;
}

static gpointer
read_repository (JsonNode *data, GError **error)
{
  JsonObject *object = dsm_json_node_object (data);

  if (object == NULL)
    {
      g_set_error_literal (error, DSM_ERROR, DSM_ERROR_PROTOCOL, "there is no repository");
      return NULL;
    }
  return read_object (object);
}

static gpointer
read_repositories (JsonNode *data, GError **error)
{
  GPtrArray *repositories;
  JsonArray *rows;

  if (!dsm_json_find_rows (data, "repo_list", &rows, error))
    return NULL;
  repositories = g_ptr_array_new_with_free_func ((GDestroyNotify) dsm_repository_free);
  for (guint i = 0; i < dsm_json_count_rows (rows); i++)
    {
      DsmRepository *self = read_object (dsm_json_element_object (rows, i));

      if (self->id != NULL)
        g_ptr_array_add (repositories, self);
      else
        dsm_repository_free (self);
    }
  return repositories;
}

/**
 * dsm_repository_list_async:
 * @client: a client
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * All repositories: SYNO.Backup.Repository list (section 9.4 of the protocol reference).
 */
void
dsm_repository_list_async (DsmClient *client,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  DsmCall *call;

  g_return_if_fail (DSM_IS_CLIENT (client));

  call = dsm_call_new (REPOSITORY_API, REPOSITORY_VERSION, "list", DSM_CALL_READ);
  dsm_call_set_reader (call, read_repositories, (GDestroyNotify) g_ptr_array_unref);
  dsm_call_run_async (client, call, cancellable, callback, user_data);
}

/**
 * dsm_repository_list_finish:
 * @error: a #DSM_ERROR
 *
 * Returns: (transfer full) (element-type DsmRepository) (nullable): the repositories
 */
GPtrArray *
dsm_repository_list_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return dsm_call_run_finish (client, result, error);
}

/**
 * dsm_repository_get_async:
 * @client: a client
 * @task_id: of the task
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * The repository of a task: SYNO.Backup.Repository get.
 */
void
dsm_repository_get_async (DsmClient *client,
                          const char *task_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  DsmCall *call;

  g_return_if_fail (DSM_IS_CLIENT (client));
  g_return_if_fail (task_id != NULL);

  call = dsm_call_new (REPOSITORY_API, REPOSITORY_VERSION, "get", DSM_CALL_READ);
  dsm_params_add_id (call->params, "task_id", task_id);
  dsm_call_set_reader (call, read_repository, (GDestroyNotify) dsm_repository_free);
  dsm_call_run_async (client, call, cancellable, callback, user_data);
}

/**
 * dsm_repository_get_finish:
 * @error: a #DSM_ERROR
 *
 * Returns: (transfer full) (nullable): the repository
 */
DsmRepository *
dsm_repository_get_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return dsm_call_run_finish (client, result, error);
}
