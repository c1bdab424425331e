/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-answer-private.h"

#include <string.h>

#include "dsm-error-private.h"
#include "dsm-json-private.h"
#include "dsm-redact-private.h"

/* Parsing takes about 10 ms for 100 kB: more than this would be felt in a window. */
#define THREAD_SIZE (32 * 1024)

typedef struct
{
  const DsmReply *reply; /* (unowned): the caller keeps it until the callback */
  DsmWork work;
  gpointer data; /* (unowned) */
} Job;

static gboolean
fail (GError **error, DsmError code, const DsmReply *reply, const char *text)
{
  g_set_error (error, DSM_ERROR, code, "%s (HTTP %u)", text, reply->status);
  if (error != NULL)
    {
      DsmErrorDetails *details = dsm_error_edit_details (*error);

      details->http_status = (int) reply->status;
      if (code == DSM_ERROR_REDIRECT)
        details->location = g_utf8_make_valid (reply->location != NULL ? reply->location : "", -1);
    }
  return FALSE;
}

static char
first_character (GBytes *body)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);

  for (gsize i = 0; i < size; i++)
    if (!g_ascii_isspace (data[i]))
      return data[i];
  return '\0';
}

/*
 * dsm_answer_read_object:
 * @object: the whole of a reply, or one element of a compound's result
 * @answer: (inout): all but its root is filled in
 *
 * Returns: %FALSE if it does not say whether it was a success
 */
gboolean
dsm_answer_read_object (JsonObject *object, DsmAnswer *answer)
{
  JsonNode *errors;
  gint64 code;

  if (!dsm_json_get_bool (object, "success", &answer->success))
    return FALSE;
  answer->data = dsm_json_get (object, "data");
  if (answer->success)
    return TRUE;

  answer->error_object = dsm_json_get_object (object, "error");
  answer->code = DSM_CODE_UNKNOWN;
  if (dsm_json_get_int (answer->error_object, "code", &code) && code > 0 && code <= G_MAXINT)
    answer->code = (int) code;
  errors = dsm_json_get (answer->error_object, "errors");
  if (errors != NULL)
    {
      g_autofree char *text = json_to_string (errors, FALSE);

      answer->errors = dsm_redact (text);
    }
  return TRUE;
}

/*
 * dsm_answer_read:
 * @answer: (out caller-allocates): to be cleared in any case
 * @unreadable: (out): it was no JSON object at all: a read may be repeated
 * @error: %DSM_ERROR_REDIRECT, %DSM_ERROR_WEB_PAGE or %DSM_ERROR_PROTOCOL
 *
 * Goes by the body, never by its content type.
 *
 * Returns: whether @answer holds DSM's word, good or bad
 */
gboolean
dsm_answer_read (const DsmReply *reply, DsmAnswer *answer, gboolean *unreadable, GError **error)
{
  g_autoptr (GError) local = NULL;
  char first = first_character (reply->body);

  memset (answer, 0, sizeof *answer);
  *unreadable = FALSE;
  if (reply->status >= 300 && reply->status < 400)
    return fail (error, DSM_ERROR_REDIRECT, reply, "The NAS points to another address");

  *unreadable = TRUE;
  if (first == '\0')
    return fail (error, DSM_ERROR_WEB_PAGE, reply, "An empty body came back");
  if (first == '<')
    return fail (error, DSM_ERROR_WEB_PAGE, reply, "A web page came back");
  answer->root = dsm_json_parse (reply->body, &local);
  if (answer->root == NULL)
    return fail (error, reply->status >= 400 ? DSM_ERROR_WEB_PAGE : DSM_ERROR_PROTOCOL, reply,
                 local->message);
  *unreadable = FALSE;

  if (!dsm_answer_read_object (json_node_get_object (answer->root), answer))
    return fail (error, reply->status >= 400 ? DSM_ERROR_WEB_PAGE : DSM_ERROR_PROTOCOL, reply,
                 "The reply does not say whether it was a success");
  return TRUE;
}

void
dsm_answer_clear (DsmAnswer *self)
{
  g_clear_pointer (&self->root, json_node_unref);
  g_clear_pointer (&self->errors, g_free);
}

static void
work_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;

  job->work (job->reply, job->data);
  g_task_return_boolean (task, TRUE);
}

/*
 * dsm_reply_work_async:
 * @reply: (transfer none): kept by the caller until @callback
 * @work: what to do with it
 * @data: kept by the caller until @callback
 *
 * There is nothing to finish: @work leaves its results in @data. The task holds no reference to a
 * client, which must not be finalised on the thread.
 */
void
dsm_reply_work_async (const DsmReply *reply,
                      DsmWork work,
                      gpointer data,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, dsm_reply_work_async);
  job->reply = reply;
  job->work = work;
  job->data = data;
  g_task_set_task_data (task, job, g_free);
  if (g_bytes_get_size (reply->body) > THREAD_SIZE)
    {
      g_task_run_in_thread (task, work_in_thread);
      return;
    }
  work (reply, data);
  g_task_return_boolean (task, TRUE);
}
