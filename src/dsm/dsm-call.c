/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-call-private.h"

#include "dsm-answer-private.h"
#include "dsm-client-private.h"
#include "dsm-compound-private.h"
#include "dsm-transport-private.h"

#define DISPLACED_PAUSE (60 * G_USEC_PER_SEC)

/* Calls on their way through what a session needs: discovery, login, the exchange, one repetition
 * of a read, one replay after a new login. */
typedef struct
{
  GPtrArray *calls;    /* (element-type DsmCall) (owned) */
  DsmSlice *slice;     /* (nullable) (owned): what is being asked now */
  guint generation;    /* of the session that the slice went out with */
  gboolean repeated;   /* the slice was sent again because no readable answer came */
  gboolean replayed;   /* … because the session was over */
  GError *session_end; /* (nullable) (owned): a write met the end of the session */
} Run;

static void run_next (GTask *task);

DsmCall *
dsm_call_new (const char *api, int version, const char *method, DsmCallKind kind)
{
  DsmCall *self = g_new0 (DsmCall, 1);

  self->api = api;
  self->version = version;
  self->method = method;
  self->kind = kind;
  self->params = dsm_params_new ();
  return self;
}

void
dsm_call_free (DsmCall *self)
{
  if (self == NULL)
    return;
  if (self->result != NULL && self->free_result != NULL)
    self->free_result (self->result);
  g_clear_error (&self->error);
  dsm_params_free (self->params);
  g_free (self);
}

void
dsm_call_set_reader (DsmCall *self, DsmReadFunc read, GDestroyNotify free_result)
{
  self->read = read;
  self->free_result = free_result;
}

GPtrArray *
dsm_calls_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) dsm_call_free);
}

static void
run_free (gpointer data)
{
  Run *run = data;

  dsm_slice_free (run->slice);
  g_ptr_array_unref (run->calls);
  g_clear_error (&run->session_end);
  g_free (run);
}

static gboolean
is_write (const Run *run)
{
  return ((DsmCall *) g_ptr_array_index (run->calls, 0))->kind == DSM_CALL_WRITE;
}

/* Takes @error. */
static void
fail (GTask *task, GError *error)
{
  DsmClient *client = g_task_get_source_object (task);

  dsm_error_set_place (error, client->address->host, (int) client->address->port);
  g_task_return_error (task, error);
}

/* No answer that can be used. */
static void
lost_answer (GTask *task, GError *error, gboolean unreadable)
{
  Run *run = g_task_get_task_data (task);

  if (!is_write (run) && !run->repeated && (unreadable || dsm_error_deserves_repeat (error)))
    {
      g_debug ("Asking again: %s", error->message);
      run->repeated = TRUE;
      g_error_free (error);
      run_next (task);
      return;
    }
  if (error->domain == DSM_ERROR)
    {
      DsmCall *call = dsm_slice_first (run->slice);
      DsmErrorDetails *details = dsm_error_edit_details (error);

      if (details->api == NULL)
        {
          details->api = g_strdup (call->api);
          details->method = g_strdup (call->method);
        }
      details->outcome_unknown = is_write (run) && dsm_error_leaves_doubt (error);
    }
  fail (task, error);
}

/* The NAS says that the session is over, @error with which code. */
static void
lost_session (GTask *task, const GError *error, int code)
{
  DsmClient *client = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  gboolean first = client->sid != NULL && client->generation == run->generation;

  dsm_client_drop_session (client, run->generation);
  if (first && code == DSM_CODE_SESSION_DISPLACED)
    {
      gint64 now = g_get_monotonic_time ();

      /* Somebody else wants this session more: one login a minute, and no fight over it. */
      if (now < client->displaced_until)
        client->barred_until = client->displaced_until;
      else
        client->displaced_until = now + DISPLACED_PAUSE;
    }
  if (first && code == DSM_CODE_ADDRESS_DIFFERS)
    {
      /* One login for each change of the network: if that did not help, another will not. */
      if (client->is_new_address)
        dsm_client_await_network (client);
      client->is_new_address = TRUE;
    }
  if (run->replayed)
    {
      fail (task, g_error_copy (error));
      return;
    }
  run->replayed = TRUE;
  if (is_write (run))
    run->session_end = g_error_copy (error);
  run_next (task);
}

/* Some NAS say 103 to a call without a token; a login may bring one. */
static gboolean
may_lack_token (DsmClient *client, int code)
{
  return code == DSM_CODE_NO_METHOD && client->token == NULL && !client->tokenless_login;
}

static void
slice_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DsmClient *client = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  DsmSlice *slice = run->slice;
  const GError *refusal;
  int code;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (slice->error != NULL && !dsm_slice_has_code (slice))
    {
      lost_answer (task, g_steal_pointer (&slice->error), slice->unreadable);
      return;
    }

  refusal = dsm_slice_find_refusal (slice, &code);
  if (refusal != NULL && (dsm_error_is_session_code (code) || may_lack_token (client, code)))
    {
      g_autoptr (GError) copy = g_error_copy (refusal);

      if (code == DSM_CODE_NO_METHOD)
        client->tokenless_login = TRUE;
      dsm_slice_reset (slice);
      lost_session (task, copy, code);
      return;
    }
  if (slice->error != NULL && slice->compound && dsm_compound_is_unsupported (code))
    {
      g_debug ("No compound requests on this NAS: %s", slice->error->message);
      client->no_compound = TRUE;
      run_next (task);
      return;
    }
  /* What discovery listed is not there any more: the next call discovers anew. */
  if (code == DSM_CODE_NO_API)
    dsm_client_take_apis (client, NULL);
  if (slice->error != NULL)
    {
      fail (task, g_steal_pointer (&slice->error));
      return;
    }
  dsm_slice_mark_done (slice);
  client->is_new_address = FALSE;
  run->repeated = FALSE;
  run->replayed = FALSE;
  run_next (task);
}

static void
transport_send_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;
  DsmReply *reply = dsm_transport_send_finish (DSM_CLIENT (source), result, &error);

  if (reply == NULL)
    {
      lost_answer (task, error, FALSE);
      return;
    }
  run->slice->reply = reply;
  dsm_reply_work_async (reply, dsm_slice_read, run->slice, slice_read_cb, g_steal_pointer (&task));
}

static void
send_slice (GTask *task)
{
  DsmClient *client = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  DsmRequest request = { 0 };
  g_autoptr (GBytes) form = NULL;
  DsmCall *first;

  g_clear_pointer (&run->slice, dsm_slice_free);
  run->slice = dsm_slice_new (client, run->calls);
  if (run->slice == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  first = dsm_slice_first (run->slice);
  form = dsm_slice_encode (run->slice, client);
  request.path = dsm_slice_get_path (run->slice, client);
  request.form = form;
  request.token = client->token;
  request.what = run->slice->label;
  request.once = first->kind == DSM_CALL_WRITE;
  request.deadline_ms = first->kind == DSM_CALL_READ ? client->read_ms : client->write_ms;
  run->generation = client->generation;
  dsm_transport_send_async (client, &request, g_task_get_cancellable (task), transport_send_cb,
                            g_object_ref (task));
}

static void
client_login_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (!dsm_client_login_finish (DSM_CLIENT (source), result, &error))
    fail (task, error);
  else if (run->session_end != NULL)
    fail (task, g_steal_pointer (&run->session_end));
  else if (DSM_CLIENT (source)->apis == NULL)
    /* Another call has found that what discovery listed is over. */
    run_next (task);
  else
    send_slice (task);
}

static void
client_discover_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DsmClient *client = DSM_CLIENT (source);
  Run *run = g_task_get_task_data (task);
  GError *error = NULL;

  if (!dsm_client_discover_finish (client, result, &error))
    {
      fail (task, error);
      return;
    }
  if (client->apis == NULL)
    {
      run_next (task);
      return;
    }
  if (!dsm_calls_check_support (client, run->calls, &error))
    {
      fail (task, error);
      return;
    }
  dsm_client_ensure_login_async (client, g_task_get_cancellable (task), client_login_cb,
                                 g_object_ref (task));
}

static void
run_next (GTask *task)
{
  DsmClient *client = g_task_get_source_object (task);

  if (client->hold != NULL)
    {
      g_task_return_error (task, g_error_copy (client->hold));
      return;
    }
  dsm_client_ensure_discovery_async (client, g_task_get_cancellable (task), client_discover_cb,
                                     g_object_ref (task));
}

/*
 * dsm_calls_run_async:
 * @calls: (element-type DsmCall): reads, or one write alone; kept until the callback, where each
 *   has its outcome
 *
 * Discovers and signs in if need be. Several reads go out as compound requests where the NAS takes
 * them. After the end of a session there is one login, shared by all, and one replay of reads; a
 * write gets %DSM_ERROR_SESSION_EXPIRED instead, and a new session for reading its state.
 */
void
dsm_calls_run_async (DsmClient *client,
                     GPtrArray *calls,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, dsm_calls_run_async);
  run->calls = g_ptr_array_ref (calls);
  g_task_set_task_data (task, run, run_free);
  run_next (task);
}

gboolean
dsm_calls_run_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
calls_run_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  DsmClient *client = DSM_CLIENT (source);
  DsmCall *call = g_ptr_array_index ((GPtrArray *) g_task_get_task_data (task), 0);
  GError *error = NULL;

  if (!dsm_calls_run_finish (client, result, &error))
    g_task_return_error (task, error);
  else if (call->error != NULL)
    {
      dsm_error_set_place (call->error, client->address->host, (int) client->address->port);
      g_task_return_error (task, g_steal_pointer (&call->error));
    }
  else
    g_task_return_pointer (task, g_steal_pointer (&call->result), call->free_result);
}

/*
 * dsm_call_run_async:
 * @call: (transfer full): what to ask
 */
void
dsm_call_run_async (DsmClient *client,
                    DsmCall *call,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);
  GPtrArray *calls = dsm_calls_new ();

  g_task_set_source_tag (task, dsm_call_run_async);
  g_ptr_array_add (calls, call);
  g_task_set_task_data (task, calls, (GDestroyNotify) g_ptr_array_unref);
  dsm_calls_run_async (client, calls, cancellable, calls_run_cb, task);
}

/* Returns: (transfer full) (nullable): what the call's reader made */
gpointer
dsm_call_run_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* For calls without a reader. Returns: whether it was a success */
gboolean
dsm_call_run_finish_plain (DsmClient *client, GAsyncResult *result, GError **error)
{
  GError *local = NULL;

  g_task_propagate_pointer (G_TASK (result), &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, local);
  return FALSE;
}
