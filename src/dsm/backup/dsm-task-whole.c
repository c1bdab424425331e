/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-task-whole.h"

#include "dsm-client-private.h"
#include "dsm-clock-private.h"
#include "dsm-task-whole-private.h"

typedef struct
{
  char *task_id;    /* (owned) */
  GPtrArray *calls; /* (owned) (element-type DsmCall) */
  DsmCall *details; /* (nullable) (unowned): one of them; so all five */
  DsmCall *versions;
  DsmCall *statistics;
  DsmCall *log;
  DsmCall *clock;
} Whole;

static void
whole_free (gpointer data)
{
  Whole *whole = data;

  g_free (whole->task_id);
  g_ptr_array_unref (whole->calls);
  g_free (whole);
}

/**
 * dsm_task_whole_free:
 * @self: (nullable) (transfer full): what is known about a task
 */
void
dsm_task_whole_free (DsmTaskWhole *self)
{
  if (self == NULL)
    return;
  dsm_task_details_free (self->details);
  dsm_version_list_free (self->versions);
  dsm_statistics_free (self->statistics);
  dsm_log_page_free (self->log);
  g_clear_error (&self->details_error);
  g_clear_error (&self->versions_error);
  g_clear_error (&self->statistics_error);
  g_clear_error (&self->log_error);
  g_free (self);
}

static DsmCall *
add (Whole *whole, DsmCall *call)
{
  g_ptr_array_add (whole->calls, call);
  return call;
}

static gpointer
take (DsmClient *client, DsmCall *call, GError **error)
{
  if (call == NULL)
    return NULL;
  if (call->error != NULL)
    {
      dsm_error_set_place (call->error, client->address->host, (int) client->address->port);
      *error = g_steal_pointer (&call->error);
      return NULL;
    }
  return g_steal_pointer (&call->result);
}

static void
whole_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DsmClient *client = DSM_CLIENT (source);
  Whole *whole = g_task_get_task_data (task);
  GError *error = NULL;
  DsmTaskWhole *answer;

  if (!dsm_calls_run_finish (client, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (whole->clock != NULL)
    dsm_clock_learn (client, whole->clock);
  answer = g_new0 (DsmTaskWhole, 1);
  answer->details = take (client, whole->details, &answer->details_error);
  answer->versions = take (client, whole->versions, &answer->versions_error);
  answer->statistics = take (client, whole->statistics, &answer->statistics_error);
  answer->log = take (client, whole->log, &answer->log_error);
  if (answer->details != NULL)
    dsm_task_details_insist (client, answer->details, whole->task_id);
  g_task_return_pointer (task, answer, (GDestroyNotify) dsm_task_whole_free);
}

/**
 * dsm_task_whole_async:
 * @client: a client
 * @task_id: of the task
 * @parts: what is wanted of it
 * @n_lines: how many lines of its log
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Asks for several things about a task in one compound request (section 6 of the protocol reference):
 * Task get, Version list, Statistic get and Log list.
 */
void
dsm_task_whole_async (DsmClient *client,
                      const char *task_id,
                      DsmTaskParts parts,
                      guint n_lines,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  DsmLogFilter filter = { .task_id = task_id };
  Whole *whole;
  GTask *task;

  g_return_if_fail (DSM_IS_CLIENT (client));
  g_return_if_fail (task_id != NULL);
  g_return_if_fail (parts != 0);

  whole = g_new0 (Whole, 1);
  whole->task_id = g_strdup (task_id);
  whole->calls = dsm_calls_new ();
  if ((parts & DSM_TASK_PART_DETAILS) != 0)
    whole->details = add (whole, dsm_task_get_call (task_id));
  if ((parts & DSM_TASK_PART_VERSIONS) != 0)
    whole->versions = add (whole, dsm_version_list_call (task_id, 0, -1));
  if ((parts & DSM_TASK_PART_LOG) != 0)
    whole->log = add (whole, dsm_log_list_call (&filter, 0, n_lines));
  if ((parts & DSM_TASK_PART_STATISTICS) != 0)
    whole->statistics = add (whole, dsm_statistics_get_call (task_id));
  /* The lines of the log are written by that clock. */
  if (dsm_clock_is_due (client))
    whole->clock = add (whole, dsm_clock_call ());

  task = g_task_new (client, cancellable, callback, user_data);
  g_task_set_source_tag (task, dsm_task_whole_async);
  g_task_set_task_data (task, whole, whole_free);
  dsm_calls_run_async (client, whole->calls, cancellable, whole_run_cb, task);
}

/**
 * dsm_task_whole_finish:
 * @client: a client
 * @result: of dsm_task_whole_async()
 * @error: a #DSM_ERROR: the NAS could not be asked at all
 *
 * Returns: (transfer full) (nullable): the parts, each with its answer or its error
 */
DsmTaskWhole *
dsm_task_whole_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
