/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-clock-private.h"

#include "dsm-client-private.h"
#include "dsm-json-private.h"

/* The NAS's clock: SYNO.Core.System info, section 7 of the protocol reference. */

/* Summer time begins and ends while a client lives. */
#define GOOD_FOR (15 * 60 * G_USEC_PER_SEC)

static gpointer
read_time (JsonNode *data, GError **error)
{
  DsmTime *time = g_new0 (DsmTime, 1);

  if (dsm_json_get_time (dsm_json_node_object (data), "time", time) && time->kind == DSM_TIME_LOCAL)
    return time;
  g_set_error_literal (error, DSM_ERROR, DSM_ERROR_PROTOCOL, "there is no readable time");
  g_free (time);
  return NULL;
}

/* Whether the NAS's clock should be looked at again. */
gboolean
dsm_clock_is_due (DsmClient *client)
{
  return client->clock_asked_at == 0 || g_get_monotonic_time () - client->clock_asked_at > GOOD_FOR;
}

/* Returns: (transfer full): the call that asks for it */
DsmCall *
dsm_clock_call (void)
{
  DsmCall *call = dsm_call_new ("SYNO.Core.System", 1, "info", DSM_CALL_READ);

  dsm_call_set_reader (call, read_time, g_free);
  return call;
}

/*
 * dsm_clock_learn:
 * @call: the call, done
 *
 * Not every account may ask: then what is known stays known.
 */
void
dsm_clock_learn (DsmClient *client, const DsmCall *call)
{
  const DsmTime *nas_now = call->result;
  gint64 our_now = call->came_at / G_USEC_PER_SEC;

  client->clock_asked_at = g_get_monotonic_time ();
  if (nas_now == NULL)
    {
      g_debug ("The NAS does not tell its time: %s",
               call->error != NULL ? call->error->message : "no answer");
      return;
    }
  client->utc_offset = dsm_time_offset (nas_now, call->date != 0 ? call->date : our_now);
  client->clock_error = client->utc_offset != DSM_OFFSET_UNKNOWN
                            ? nas_now->seconds - client->utc_offset - our_now
                            : 0;
}

static void
clock_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GPtrArray *calls = g_task_get_task_data (task);
  GError *error = NULL;

  if (!dsm_calls_run_finish (DSM_CLIENT (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  dsm_clock_learn (DSM_CLIENT (source), g_ptr_array_index (calls, 0));
  g_task_return_boolean (task, TRUE);
}

/**
 * dsm_client_learn_clock_async:
 * @self: a client
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Asks for the NAS's time, unless that was done a moment ago: SYNO.Core.System info (section 7 of the
 * protocol reference). Not every account may know; the offset then stays %DSM_OFFSET_UNKNOWN.
 */
void
dsm_client_learn_clock_async (DsmClient *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GPtrArray *calls;

  g_return_if_fail (DSM_IS_CLIENT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, dsm_client_learn_clock_async);
  if (!dsm_clock_is_due (self))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  calls = dsm_calls_new ();
  g_ptr_array_add (calls, dsm_clock_call ());
  g_task_set_task_data (task, calls, (GDestroyNotify) g_ptr_array_unref);
  dsm_calls_run_async (self, calls, cancellable, clock_run_cb, g_steal_pointer (&task));
}

/**
 * dsm_client_learn_clock_finish:
 * @self: a client
 * @result: of dsm_client_learn_clock_async()
 * @error: a #DSM_ERROR: the NAS could not be asked at all
 *
 * Returns: whether the NAS answered, be it that it does not tell
 */
gboolean
dsm_client_learn_clock_finish (DsmClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
