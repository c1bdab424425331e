/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-client-private.h"
#include "dsm-clock-private.h"
#include "dsm-json-private.h"
#include "dsm-task-private.h"

/* No NAS has a hundredth of it, and each may have to be asked for by itself. */
#define MAX_TASKS 10000

/* An unknown key is said to be an error, and "get_source" makes rows long. */
static const char *const list_keys[] = { "last_bkp_time", "next_bkp_time", "last_bkp_result",
                                         "is_modified",   "schedule",      NULL };

typedef struct
{
  gboolean whole;
  GPtrArray *first;    /* (element-type DsmCall) (owned): the list, perhaps the clock */
  GPtrArray *statuses; /* (element-type DsmCall) (nullable) (owned) */
  GPtrArray *asked;    /* (element-type DsmTaskRecord) (nullable): rows of @statuses, unowned */
  DsmTaskList *list;   /* (nullable) (owned) */
} Refresh;

static void
refresh_free (gpointer data)
{
  Refresh *self = data;

  g_ptr_array_unref (self->first);
  g_clear_pointer (&self->statuses, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_ptr_array_unref);
  dsm_task_list_free (self->list);
  g_free (self);
}

/**
 * dsm_task_list_free:
 * @self: (nullable) (transfer full): a list
 */
void
dsm_task_list_free (DsmTaskList *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->tasks);
  g_free (self);
}

static gboolean
is_restoring (JsonObject *data)
{
  static const char *const names[] = { "is_restoring", "is_data_restoring", "is_downloading",
                                       "is_lun_restoring", "is_snapshot_restoring" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (dsm_json_get_tri (data, names[i]) == DSM_TRUE)
      return TRUE;
  return FALSE;
}

static gpointer
read_list (JsonNode *data, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  DsmTaskList *self;
  JsonArray *rows;

  if (!dsm_json_find_rows (data, "task_list", &rows, error))
    return NULL;
  if (dsm_json_count_rows (rows) > MAX_TASKS)
    {
      g_set_error_literal (error, DSM_ERROR, DSM_ERROR_PROTOCOL, "there are too many tasks");
      return NULL;
    }
  self = g_new0 (DsmTaskList, 1);
  self->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) dsm_task_record_free);
  self->is_restoring = is_restoring (dsm_json_node_object (data));
  for (guint i = 0; i < dsm_json_count_rows (rows); i++)
    {
      DsmTaskRecord *row = dsm_task_record_read (dsm_json_element_object (rows, i));

      if (row->id == NULL || row->name == NULL)
        {
          self->n_dropped++;
          dsm_task_record_free (row);
        }
      else if (g_hash_table_contains (ids, row->id))
        dsm_task_record_free (row);
      else
        {
          g_hash_table_add (ids, row->id);
          g_ptr_array_add (self->tasks, row);
        }
    }
  return self;
}

static DsmCall *
list_call (void)
{
  DsmCall *call = dsm_call_new (DSM_TASK_API, DSM_TASK_VERSION, "list", DSM_CALL_READ);

  dsm_params_add_strv (call->params, "additional", list_keys);
  dsm_call_set_reader (call, read_list, (GDestroyNotify) dsm_task_list_free);
  return call;
}

/* What status says goes before what the row says: it is younger. */
static void
take_status (DsmTaskMemory *memory, DsmTaskRecord *row, DsmTaskRecord *status)
{
  DsmTaskRecord merged;

  dsm_task_memory_learn (memory, row, status);
  dsm_task_record_fill (status, row);
  /* The NAS echoes the ID; the row's is the one that was asked for. */
  g_free (status->id);
  status->id = g_strdup (row->id);
  merged = *status;
  *status = *row;
  *row = merged;
  row->has_status = TRUE;
}

static void
take_memory (DsmTaskMemory *memory, DsmTaskRecord *row)
{
  const DsmTaskRecord *status = dsm_task_memory_get_status (memory, row->id);

  if (status == NULL)
    return;
  dsm_task_record_fill (row, status);
  row->has_status = TRUE;
}

static void
finish (GTask *task)
{
  DsmClient *client = g_task_get_source_object (task);
  Refresh *self = g_task_get_task_data (task);
  DsmTaskMemory *memory = dsm_task_memory_of (client);
  g_autoptr (GHashTable) asked = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->asked->len; i++)
    {
      DsmTaskRecord *row = g_ptr_array_index (self->asked, i);
      DsmCall *call = g_ptr_array_index (self->statuses, i);

      g_hash_table_add (asked, row);
      if (call->result != NULL)
        take_status (memory, row, call->result);
      else
        {
          row->status_error = g_steal_pointer (&call->error);
          dsm_error_set_place (row->status_error, client->address->host,
                               (int) client->address->port);
        }
    }
  for (guint i = 0; i < self->list->tasks->len; i++)
    {
      DsmTaskRecord *row = g_ptr_array_index (self->list->tasks, i);

      if (!row->is_lun && !g_hash_table_contains (asked, row))
        take_memory (memory, row);
    }
  dsm_task_memory_keep_only (memory, self->list->tasks);
  self->list->utc_offset = client->utc_offset;
  self->list->clock_error = client->clock_error;
  g_task_return_pointer (task, g_steal_pointer (&self->list), (GDestroyNotify) dsm_task_list_free);
}

static void
statuses_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (dsm_calls_run_finish (DSM_CLIENT (source), result, &error))
    finish (task);
  else
    g_task_return_error (task, error);
}

static void
ask_statuses (GTask *task)
{
  DsmClient *client = g_task_get_source_object (task);
  Refresh *self = g_task_get_task_data (task);
  DsmTaskMemory *memory = dsm_task_memory_of (client);

  self->statuses = dsm_calls_new ();
  self->asked = g_ptr_array_new ();
  for (guint i = 0; i < self->list->tasks->len; i++)
    {
      DsmTaskRecord *row = g_ptr_array_index (self->list->tasks, i);

      if (row->is_lun || (!self->whole && !dsm_task_memory_needs_status (memory, row)))
        continue;
      g_ptr_array_add (self->statuses, dsm_task_status_call (row->id));
      g_ptr_array_add (self->asked, row);
    }
  if (self->statuses->len == 0)
    {
      finish (task);
      return;
    }
  dsm_calls_run_async (client, self->statuses, g_task_get_cancellable (task), statuses_run_cb,
                       g_object_ref (task));
}

static void
first_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DsmClient *client = DSM_CLIENT (source);
  Refresh *self = g_task_get_task_data (task);
  DsmCall *list = g_ptr_array_index (self->first, 0);
  GError *error = NULL;

  if (!dsm_calls_run_finish (client, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->first->len > 1)
    dsm_clock_learn (client, g_ptr_array_index (self->first, 1));
  if (list->error != NULL)
    {
      dsm_error_set_place (list->error, client->address->host, (int) client->address->port);
      g_task_return_error (task, g_steal_pointer (&list->error));
      return;
    }
  self->list = g_steal_pointer (&list->result);
  self->list->asked_at = list->came_at;
  ask_statuses (task);
}

/**
 * dsm_task_refresh_async:
 * @client: a client
 * @whole: ask for the status of every task, and for the NAS's clock, as the first time does
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Looks at all tasks: SYNO.Backup.Task list and status, SYNO.Core.System info (sections 7, 9.1 and
 * 9.3 of the protocol reference). The records are complete, whatever had to be asked for them.
 */
void
dsm_task_refresh_async (DsmClient *client,
                        gboolean whole,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Refresh *self;

  g_return_if_fail (DSM_IS_CLIENT (client));

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, dsm_task_refresh_async);
  self = g_new0 (Refresh, 1);
  self->whole = whole;
  self->first = dsm_calls_new ();
  g_task_set_task_data (task, self, refresh_free);
  g_ptr_array_add (self->first, list_call ());
  if (whole || dsm_clock_is_due (client))
    g_ptr_array_add (self->first, dsm_clock_call ());
  dsm_calls_run_async (client, self->first, cancellable, first_run_cb, g_object_ref (task));
}

/**
 * dsm_task_refresh_finish:
 * @error: a #DSM_ERROR: %DSM_ERROR_NOT_SUPPORTED if Hyper Backup is not installed
 *
 * Returns: (transfer full) (nullable): the tasks
 */
DsmTaskList *
dsm_task_refresh_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
