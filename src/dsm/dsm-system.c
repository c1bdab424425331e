/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-system.h"

#include "dsm-call-private.h"
#include "dsm-client-private.h"
#include "dsm-json-private.h"

static const char *const package_keys[] = { "status", NULL };

/**
 * dsm_system_free:
 * @self: (nullable) (transfer full): a system
 */
void
dsm_system_free (DsmSystem *self)
{
  if (self == NULL)
    return;
  g_free (self->host_name);
  g_free (self->model);
  g_free (self->version);
  g_free (self);
}

/**
 * dsm_package_free:
 * @self: (nullable) (transfer full): a package
 */
void
dsm_package_free (DsmPackage *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->version);
  g_free (self->status);
  g_free (self);
}

static gpointer
read_info (JsonNode *data, GError **error)
{
  JsonObject *object = dsm_json_node_object (data);
  DsmSystem *self = g_new0 (DsmSystem, 1);

  self->model = dsm_json_dup_word (object, "model");
  self->version = dsm_json_dup_word (object, "version_string");
  self->uptime = dsm_json_get_count (object, "uptime");
  return self;
}

static gpointer
read_network (JsonNode *data, GError **error)
{
  DsmSystem *self = g_new0 (DsmSystem, 1);

  self->host_name = dsm_json_dup_word (dsm_json_node_object (data), "hostname");
  return self;
}

static gpointer
read_packages (JsonNode *data, GError **error)
{
  GPtrArray *packages;
  JsonArray *rows;

  if (!dsm_json_find_rows (data, "packages", &rows, error))
    return NULL;
  packages = g_ptr_array_new_with_free_func ((GDestroyNotify) dsm_package_free);
  for (guint i = 0; i < dsm_json_count_rows (rows); i++)
    {
      JsonObject *object = dsm_json_element_object (rows, i);
      DsmPackage *package = g_new0 (DsmPackage, 1);

      package->id = dsm_json_dup_word (object, "id");
      package->name = dsm_json_dup_word (object, "name");
      package->version = dsm_json_dup_word (object, "version");
      package->status = dsm_json_dup_word (dsm_json_get_object (object, "additional"), "status");
      if (package->id != NULL)
        g_ptr_array_add (packages, package);
      else
        dsm_package_free (package);
    }
  return packages;
}

static void
calls_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DsmClient *client = DSM_CLIENT (source);
  GPtrArray *calls = g_task_get_task_data (task);
  DsmCall *info = g_ptr_array_index (calls, 0);
  DsmCall *network = g_ptr_array_index (calls, 1);
  GError *error = NULL;
  DsmSystem *system;

  if (!dsm_calls_run_finish (client, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (info->result == NULL && network->result == NULL)
    {
      dsm_error_set_place (info->error, client->address->host, (int) client->address->port);
      g_task_return_error (task, g_steal_pointer (&info->error));
      return;
    }
  system = info->result != NULL ? g_steal_pointer (&info->result) : read_info (NULL, NULL);
  if (network->result != NULL)
    system->host_name = g_steal_pointer (&((DsmSystem *) network->result)->host_name);
  g_task_return_pointer (task, system, (GDestroyNotify) dsm_system_free);
}

/**
 * dsm_system_get_async:
 * @client: a client
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * What the NAS is called and made of: SYNO.DSM.Info getinfo and SYNO.DSM.Network list (section 10.6
 * of the protocol reference). One of the two is enough.
 */
void
dsm_system_get_async (DsmClient *client,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GPtrArray *calls;
  DsmCall *info;
  DsmCall *network;
  GTask *task;

  g_return_if_fail (DSM_IS_CLIENT (client));

  info = dsm_call_new ("SYNO.DSM.Info", 2, "getinfo", DSM_CALL_READ);
  network = dsm_call_new ("SYNO.DSM.Network", 2, "list", DSM_CALL_READ);
  dsm_call_set_reader (info, read_info, (GDestroyNotify) dsm_system_free);
  dsm_call_set_reader (network, read_network, (GDestroyNotify) dsm_system_free);
  calls = dsm_calls_new ();
  g_ptr_array_add (calls, info);
  g_ptr_array_add (calls, network);

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, dsm_system_get_async);
  g_task_set_task_data (task, calls, (GDestroyNotify) g_ptr_array_unref);
  dsm_calls_run_async (client, calls, cancellable, calls_run_cb, task);
}

/**
 * dsm_system_get_finish:
 * @error: a #DSM_ERROR
 *
 * Returns: (transfer full) (nullable): the NAS
 */
DsmSystem *
dsm_system_get_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * dsm_package_list_async:
 * @client: a client
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * What is installed: SYNO.Core.Package list. Discovery tells presence without it.
 */
void
dsm_package_list_async (DsmClient *client,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  DsmCall *call;

  g_return_if_fail (DSM_IS_CLIENT (client));

  call = dsm_call_new ("SYNO.Core.Package", 2, "list", DSM_CALL_READ);
  dsm_params_add_strv (call->params, "additional", package_keys);
  dsm_call_set_reader (call, read_packages, (GDestroyNotify) g_ptr_array_unref);
  dsm_call_run_async (client, call, cancellable, callback, user_data);
}

/**
 * dsm_package_list_finish:
 * @error: a #DSM_ERROR
 *
 * Returns: (transfer full) (element-type DsmPackage) (nullable): the packages
 */
GPtrArray *
dsm_package_list_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return dsm_call_run_finish (client, result, error);
}
