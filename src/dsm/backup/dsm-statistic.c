/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-statistic.h"

#include "dsm-call-private.h"
#include "dsm-field-private.h"
#include "dsm-json-private.h"
#include "dsm-task-whole-private.h"

#define CLIENT_API "SYNO.SDS.Backup.Client.Common.Statistic"
#define SERVER_API "SYNO.SDS.Backup.Server.Common.Statistic"
#define VERSION    1

static const char *const server_keys[] = { "volume_size", NULL };

/* Lists of runs: what they changed at the source, and what they left at the target. */
static const char *const lists[] = { "source_list", "source_previous_next_list", "target_list",
                                     "target_previous_next_list", NULL };

/**
 * dsm_statistics_free:
 * @self: (nullable) (transfer full): statistics
 */
void
dsm_statistics_free (DsmStatistics *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->runs);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

static DsmRunStatistic *
find_run (GPtrArray *runs, const DsmTime *ended)
{
  DsmRunStatistic *run;

  for (guint i = 0; i < runs->len; i++)
    {
      run = g_ptr_array_index (runs, i);
      if (run->ended.seconds == ended->seconds)
        return run;
    }
  run = g_new0 (DsmRunStatistic, 1);
  run->ended = *ended;
  run->n_new = run->n_modified = run->n_deleted = -1;
  run->source_bytes = run->target_bytes = -1;
  g_ptr_array_add (runs, run);
  return run;
}

static void
learn (gint64 *known, gint64 value)
{
  if (*known < 0)
    *known = value;
}

static void
read_list (GPtrArray *runs, JsonArray *rows)
{
  for (guint i = 0; i < dsm_json_count_rows (rows); i++)
    {
      JsonObject *object = dsm_json_element_object (rows, i);
      DsmRunStatistic *run;
      DsmTime ended = { 0 };

      /* The end 0 stands where there was no such run. */
      if (!dsm_json_get_time (object, "end_time", &ended) || ended.kind != DSM_TIME_EPOCH)
        continue;
      run = find_run (runs, &ended);
      learn (&run->n_new, dsm_json_get_count (object, "new_count"));
      learn (&run->n_modified, dsm_json_get_count (object, "modify_count"));
      learn (&run->n_deleted, dsm_json_get_count (object, "delete_count"));
      learn (&run->source_bytes, dsm_json_get_count (object, "source_size"));
      learn (&run->target_bytes, dsm_json_get_kib (object, "target_size"));
    }
}

static gint
compare_runs (gconstpointer a, gconstpointer b)
{
  const DsmRunStatistic *first = *(const DsmRunStatistic *const *) a;
  const DsmRunStatistic *second = *(const DsmRunStatistic *const *) b;

  return (first->ended.seconds > second->ended.seconds)
         - (first->ended.seconds < second->ended.seconds);
}

static gpointer
read_statistics (JsonNode *data, GError **error)
{
  JsonObject *object = dsm_json_node_object (data);
  DsmStatistics *self = g_new0 (DsmStatistics, 1);

  self->runs = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; lists[i] != NULL; i++)
    read_list (self->runs, dsm_json_get_array (object, lists[i]));
  g_ptr_array_sort (self->runs, compare_runs);
  self->fields = dsm_fields_read (object, lists);
  return self;
}

static DsmCall *
statistics_call (const char *api, const char *id)
{
  DsmCall *call = dsm_call_new (api, VERSION, "get", DSM_CALL_READ);

  dsm_params_add_id (call->params, "task_id", id);
  dsm_call_set_reader (call, read_statistics, (GDestroyNotify) dsm_statistics_free);
  return call;
}

/* Returns: (transfer full): the call of dsm_statistics_get_async() */
DsmCall *
dsm_statistics_get_call (const char *task_id)
{
  return statistics_call (CLIENT_API, task_id);
}

/**
 * dsm_statistics_get_async:
 * @client: a client
 * @task_id: of the task
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * What the runs of a task have changed: SYNO.SDS.Backup.Client.Common.Statistic get (section 9.9 of
 * the protocol reference).
 */
void
dsm_statistics_get_async (DsmClient *client,
                          const char *task_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (DSM_IS_CLIENT (client));
  g_return_if_fail (task_id != NULL);

  dsm_call_run_async (client, dsm_statistics_get_call (task_id), cancellable, callback, user_data);
}

/**
 * dsm_statistics_get_finish:
 * @error: a #DSM_ERROR
 *
 * Returns: (transfer full) (nullable): the statistics, which may be empty
 */
DsmStatistics *
dsm_statistics_get_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return dsm_call_run_finish (client, result, error);
}

/**
 * dsm_vault_statistics_get_async:
 * @client: a client
 * @target_id: of the target
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * What has arrived in a target of the Vault: SYNO.SDS.Backup.Server.Common.Statistic get (section
 * 10.4 of the protocol reference).
 */
void
dsm_vault_statistics_get_async (DsmClient *client,
                                const char *target_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  DsmCall *call;

  g_return_if_fail (DSM_IS_CLIENT (client));
  g_return_if_fail (target_id != NULL);

  call = statistics_call (SERVER_API, target_id);
  dsm_params_add_strv (call->params, "additional", server_keys);
  dsm_call_run_async (client, call, cancellable, callback, user_data);
}

/**
 * dsm_vault_statistics_get_finish:
 * @error: a #DSM_ERROR
 *
 * Returns: (transfer full) (nullable): the statistics, which may be empty
 */
DsmStatistics *
dsm_vault_statistics_get_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return dsm_call_run_finish (client, result, error);
}
