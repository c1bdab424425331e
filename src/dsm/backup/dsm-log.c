/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-log.h"

#include "dsm-call-private.h"
#include "dsm-json-private.h"
#include "dsm-task-whole-private.h"

#define CLIENT_API "SYNO.SDS.Backup.Client.Common.Log"
#define SERVER_API "SYNO.SDS.Backup.Server.Common.Log"
#define VERSION    1

static void
line_free (gpointer data)
{
  DsmLogLine *self = data;

  g_free (self->level);
  g_free (self->event);
  g_free (self->user);
  g_free (self);
}

/**
 * dsm_log_page_free:
 * @self: (nullable) (transfer full): a page
 */
void
dsm_log_page_free (DsmLogPage *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->lines);
  g_free (self);
}

static DsmLogLine *
read_line (JsonObject *object)
{
  DsmLogLine *self = g_new0 (DsmLogLine, 1);

  dsm_json_get_time (object, "time", &self->time);
  self->level = dsm_json_dup_word (object, "level");
  self->event = dsm_json_dup_text (object, "event");
  self->user = dsm_json_dup_word (object, "user");
  return self;
}

static gpointer
read_page (JsonNode *data, GError **error)
{
  JsonObject *object = dsm_json_node_object (data);
  g_autoptr (GError) local = NULL;
  DsmLogPage *self;
  JsonArray *rows;

  if (!dsm_json_find_rows (data, "log_list", &rows, &local))
    {
      /* A page behind the last line is empty whatever the total is. */
      if (object == NULL || dsm_json_get (object, "log_list") != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      rows = NULL;
    }
  self = g_new0 (DsmLogPage, 1);
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->total = dsm_json_get_count (object, "total");
  self->n_info = dsm_json_get_count (object, "info_count");
  self->n_warn = dsm_json_get_count (object, "warn_count");
  self->n_error = dsm_json_get_count (object, "error_count");
  for (guint i = 0; i < dsm_json_count_rows (rows); i++)
    {
      DsmLogLine *line = read_line (dsm_json_element_object (rows, i));

      if (line->event != NULL)
        g_ptr_array_add (self->lines, line);
      else
        {
          self->n_dropped++;
          line_free (line);
        }
    }
  return self;
}

static DsmCall *
page_call (const char *api, guint offset, guint limit)
{
  DsmCall *call = dsm_call_new (api, VERSION, "list", DSM_CALL_READ);

  /* Without either of them it is an error. */
  dsm_params_add_int (call->params, "offset", offset);
  dsm_params_add_int (call->params, "limit", limit);
  dsm_call_set_reader (call, read_page, (GDestroyNotify) dsm_log_page_free);
  return call;
}

static void
add_filter (DsmParams *params, const DsmLogFilter *filter)
{
  if (filter == NULL)
    return;
  if (filter->keyword != NULL && *filter->keyword != '\0')
    dsm_params_add_string (params, "filter_keyword", filter->keyword);
  if (filter->from != 0)
    dsm_params_add_int (params, "filter_date_from", filter->from);
  if (filter->to != 0)
    dsm_params_add_int (params, "filter_date_to", filter->to);
  if (filter->task_id != NULL)
    dsm_params_add_id (params, "task_id", filter->task_id);
}

/* Returns: (transfer full): the call of dsm_log_list_async() */
DsmCall *
dsm_log_list_call (const DsmLogFilter *filter, guint offset, guint limit)
{
  DsmCall *call = page_call (CLIENT_API, offset, limit);

  add_filter (call->params, filter);
  return call;
}

/* Returns: (transfer full): the call of dsm_vault_log_list_async() */
DsmCall *
dsm_vault_log_list_call (const char *target_id, guint offset, guint limit)
{
  DsmCall *call = page_call (SERVER_API, offset, limit);

  dsm_params_add_id (call->params, "filter_target_id", target_id);
  return call;
}

/**
 * dsm_log_list_async:
 * @client: a client
 * @filter: (nullable): what to look for
 * @offset: how many to leave out
 * @limit: how many to return
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * A page of what Hyper Backup did: SYNO.SDS.Backup.Client.Common.Log list (section 9.7 of the
 * protocol reference).
 */
void
dsm_log_list_async (DsmClient *client,
                    const DsmLogFilter *filter,
                    guint offset,
                    guint limit,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_return_if_fail (DSM_IS_CLIENT (client));

  dsm_call_run_async (client, dsm_log_list_call (filter, offset, limit), cancellable, callback,
                      user_data);
}

/**
 * dsm_log_list_finish:
 * @error: a #DSM_ERROR
 *
 * Returns: (transfer full) (nullable): the page
 */
DsmLogPage *
dsm_log_list_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return dsm_call_run_finish (client, result, error);
}

/**
 * dsm_vault_log_list_async:
 * @client: a client
 * @target_id: of the target
 * @offset: how many to leave out
 * @limit: how many to return
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * A page of what Hyper Backup Vault did for a target: SYNO.SDS.Backup.Server.Common.Log list
 * (section 10.5 of the protocol reference).
 */
void
dsm_vault_log_list_async (DsmClient *client,
                          const char *target_id,
                          guint offset,
                          guint limit,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (DSM_IS_CLIENT (client));
  g_return_if_fail (target_id != NULL);

  dsm_call_run_async (client, dsm_vault_log_list_call (target_id, offset, limit), cancellable,
                      callback, user_data);
}

/**
 * dsm_vault_log_list_finish:
 * @error: a #DSM_ERROR
 *
 * Returns: (transfer full) (nullable): the page
 */
DsmLogPage *
dsm_vault_log_list_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return dsm_call_run_finish (client, result, error);
}
