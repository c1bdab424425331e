/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-transport-private.h"

#include <string.h>

#include "dsm-certificate-private.h"
#include "dsm-client-private.h"
#include "dsm-journal-private.h"
#include "dsm-redact-private.h"
#include "dsm-scan-private.h"

#define CHUNK      (64 * 1024)
#define LOGGED_MAX 4096 /* characters of a body */

typedef struct
{
  DsmClient *client; /* (nullable) (owned): it counts this exchange until that is over */
  SoupMessage *message;
  GCancellable *inner; /* fires for the caller's cancellable, and for the deadline */
  GCancellable *outer; /* (nullable) */
  gulong outer_handler;
  GSource *deadline;
  gboolean expired;
  guint deadline_ms;
  GInputStream *stream; /* (nullable) */
  GByteArray *body;
  DsmCertificate *refused; /* (nullable): the certificate that was not accepted */
  char *what;
  gint64 started_at; /* µs, monotonic */
} Exchange;

/* Before anybody is told how it went: who then closes connections closes this one, too. */
static void
end_exchange (Exchange *self)
{
  if (self->client != NULL)
    self->client->n_exchanges--;
  g_clear_object (&self->client);
}

static void
exchange_free (gpointer data)
{
  Exchange *self = data;

  end_exchange (self);
  if (self->deadline != NULL)
    g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
  g_cancellable_disconnect (self->outer, self->outer_handler);
  g_clear_object (&self->outer);
  g_clear_object (&self->inner);
  g_clear_object (&self->message);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->body, g_byte_array_unref);
  dsm_certificate_free (self->refused);
  g_free (self->what);
  g_free (self);
}

/* Whether anybody reads the debug log: redacting a body that nobody will see costs time. */
gboolean
dsm_log_is_wanted (void)
{
  return !g_log_writer_default_would_drop (G_LOG_LEVEL_DEBUG, G_LOG_DOMAIN);
}

/* @text is NULL for an empty body. */
static void
log_text (const char *what, const char *direction, const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (length > 0 ? text : "", (gssize) length);
  g_autofree char *safe = dsm_redact (valid);

  if (strlen (safe) > LOGGED_MAX)
    {
      char *end = g_utf8_find_prev_char (safe, safe + LOGGED_MAX);

      *end = '\0';
    }
  g_debug ("%s %s %s", what, direction, safe);
}

static void
log_request (const DsmRequest *request)
{
  gsize length = 0;
  const char *form;

  if (!dsm_log_is_wanted ())
    return;
  if (request->form == NULL)
    {
      log_text (request->what, "GET", request->query, strlen (request->query));
      return;
    }
  form = g_bytes_get_data (request->form, &length);
  log_text (request->what, "POST", form, length);
}

static void
log_reply (const Exchange *self, const GError *error)
{
  int ms = (int) ((g_get_monotonic_time () - self->started_at) / 1000);
  g_autofree char *head = NULL;

  if (error != NULL)
    dsm_journal_note_failure (self->what, error, ms);
  else
    dsm_journal_note_reply (self->what, soup_message_get_status (self->message),
                            (const char *) self->body->data, self->body->len, ms);
  if (!dsm_log_is_wanted ())
    return;
  if (error != NULL)
    {
      g_autofree char *safe = dsm_redact (error->message);

      g_debug ("%s failed after %d ms: %s", self->what, ms, safe);
      return;
    }
  head = g_strdup_printf ("%u, %u bytes, %d ms:", soup_message_get_status (self->message),
                          self->body->len, ms);
  log_text (self->what, head, (const char *) self->body->data, self->body->len);
}

/* A pinned session has no authorities to compare with, so it calls every certificate unknown. What
 * the system thinks of the one that came instead is asked for its words alone: the pin has decided.
 * It costs no request, and happens only when a certificate has changed. */
static GTlsCertificateFlags
ask_system (GTlsCertificate *certificate, const char *host)
{
  g_autoptr (GTlsDatabase) database = g_tls_backend_get_default_database (
      g_tls_backend_get_default ());
  g_autoptr (GSocketConnectable) identity = g_network_address_new (host, 0);

  return g_tls_database_verify_chain (database, certificate,
                                      G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, identity, NULL,
                                      G_TLS_DATABASE_VERIFY_NONE, NULL, NULL);
}

static gboolean
message_accept_certificate_cb (GTask *task,
                               GTlsCertificate *certificate,
                               GTlsCertificateFlags flags,
                               SoupMessage *message)
{
  DsmClient *client = g_task_get_source_object (task);
  Exchange *self = g_task_get_task_data (task);
  g_autofree char *digest = dsm_certificate_digest (certificate);

  /* With a pin the certificate's digest alone decides, except that nobody trusts a revoked one. */
  if (client->pin != NULL && g_str_equal (client->pin, digest)
      && (flags & G_TLS_CERTIFICATE_REVOKED) == 0)
    return TRUE;

  if (client->pin != NULL)
    flags = ask_system (certificate, client->address->host);
  dsm_certificate_free (self->refused);
  self->refused = dsm_certificate_describe (certificate, flags, client->address->host);
  return FALSE;
}

static void
outer_cancelled_cb (GCancellable *outer, gpointer inner)
{
  g_cancellable_cancel (inner);
}

static gboolean
deadline_cb (gpointer data)
{
  Exchange *self = data;

  self->expired = TRUE;
  g_cancellable_cancel (self->inner);
  return G_SOURCE_REMOVE;
}

static GError *
explain (DsmClient *client, const Exchange *self, const GError *cause)
{
  GError *error;
  DsmErrorDetails *details;

  if (self->refused != NULL)
    {
      gboolean revoked = (self->refused->flags & G_TLS_CERTIFICATE_REVOKED) != 0;
      gboolean changed = client->pin != NULL && !revoked;

      error = g_error_new (DSM_ERROR, changed ? DSM_ERROR_TLS_CHANGED : DSM_ERROR_TLS_UNTRUSTED,
                           "%s",
                           changed ? "The certificate is not the pinned one" : cause->message);
      dsm_error_edit_details (error)->certificate = dsm_certificate_copy (self->refused);
      return error;
    }
  if (self->expired)
    {
      error = g_error_new (DSM_ERROR, DSM_ERROR_OFFLINE, "No whole answer within %u ms",
                           self->deadline_ms);
      details = dsm_error_edit_details (error);
      details->offline = DSM_OFFLINE_TIMED_OUT;
      details->seconds = (int) ((self->deadline_ms + 999) / 1000);
      return error;
    }
  if (cause->domain == DSM_ERROR)
    return g_error_copy (cause);
  return dsm_error_from_transport (cause);
}

/* Takes @cause and returns it through the task, in our words. */
static void
fail (GTask *task, GError *cause)
{
  DsmClient *client = g_task_get_source_object (task);
  Exchange *self = g_task_get_task_data (task);
  G_GNUC_UNUSED g_autoptr (GError) owned = cause;
  GError *error;

  end_exchange (self);
  log_reply (self, cause);
  if (g_task_return_error_if_cancelled (task))
    return;
  error = explain (client, self, cause);
  dsm_error_set_place (error, client->address->host, (int) client->address->port);
  if (self->message != NULL)
    dsm_error_edit_details (error)->http_status = (int) soup_message_get_status (self->message);
  g_task_return_error (task, error);
}

static gint64
read_date (SoupMessage *message)
{
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                   "Date");
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) : 0;
}

static void
finish (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  DsmReply *reply = g_new0 (DsmReply, 1);

  end_exchange (self);
  log_reply (self, NULL);
  reply->status = soup_message_get_status (self->message);
  reply->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  reply->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  reply->date = read_date (self->message);
  reply->came_at = g_get_real_time ();
  g_task_return_pointer (task, reply, (GDestroyNotify) dsm_reply_free);
}

static void read_more (GTask *task);

static void
stream_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Exchange *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result,
                                                               &error);

  if (chunk == NULL)
    {
      fail (task, error);
      return;
    }
  if (g_bytes_get_size (chunk) == 0)
    {
      finish (task);
      return;
    }
  if (self->body->len + g_bytes_get_size (chunk) > DSM_SCAN_MAX_SIZE)
    {
      /* What is left of it is not worth reading. */
      g_cancellable_cancel (self->inner);
      fail (task, g_error_new_literal (DSM_ERROR, DSM_ERROR_PROTOCOL, "The reply is too large"));
      return;
    }
  g_byte_array_append (self->body, g_bytes_get_data (chunk, NULL),
                       (guint) g_bytes_get_size (chunk));
  read_more (g_steal_pointer (&task));
}

/* Takes @task. */
static void
read_more (GTask *task)
{
  Exchange *self = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (self->stream, CHUNK, G_PRIORITY_DEFAULT, self->inner,
                                   stream_read_cb, task);
}

static void
session_send_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Exchange *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL)
    {
      fail (task, error);
      return;
    }
  read_more (g_steal_pointer (&task));
}

static SoupMessage *
make_message (DsmClient *client, const DsmRequest *request)
{
  g_autofree char *url = g_strconcat (client->address->url, request->path,
                                      request->query != NULL ? "?" : NULL, request->query, NULL);
  SoupMessage *message = soup_message_new (request->form != NULL ? "POST" : "GET", url);
  guint flags = SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE;

  if (message == NULL)
    return NULL;
  /* A POST is not idempotent for the library, so each would get a connection of its own. A read may
   * use one that is open, even if it has to be sent anew because that one had just been closed. */
  if (!request->once)
    flags |= SOUP_MESSAGE_IDEMPOTENT;
  soup_message_set_flags (message, flags);
  if (request->form != NULL)
    soup_message_set_request_body_from_bytes (message, SOUP_FORM_MIME_TYPE_URLENCODED,
                                              request->form);
  if (request->token != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "X-SYNO-TOKEN",
                                  request->token);
  return message;
}

/*
 * dsm_transport_send_async:
 * @request: (transfer none): what to send
 *
 * Sends @request and reads the whole answer, whatever its status. Nothing leaves this computer over
 * plain HTTP without consent, or before the certificate was accepted.
 */
void
dsm_transport_send_async (DsmClient *client,
                          const DsmRequest *request,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Exchange *self = g_new0 (Exchange, 1);

  g_task_set_source_tag (task, dsm_transport_send_async);
  g_task_set_task_data (task, self, exchange_free);
  self->client = g_object_ref (client);
  client->n_exchanges++;
  self->body = g_byte_array_new ();
  self->what = g_strdup (request->what);
  self->started_at = g_get_monotonic_time ();
  self->deadline_ms = request->deadline_ms;

  if (!client->address->https && !client->allow_plain_http)
    {
      fail (task, g_error_new_literal (DSM_ERROR, DSM_ERROR_PLAIN_HTTP,
                                       "Plain HTTP needs consent: nothing was sent"));
      return;
    }
  self->message = make_message (client, request);
  if (self->message == NULL)
    {
      fail (task, g_error_new_literal (DSM_ERROR, DSM_ERROR_PROTOCOL, "No usable address"));
      return;
    }
  log_request (request);
  g_signal_connect_object (self->message, "accept-certificate",
                           G_CALLBACK (message_accept_certificate_cb), task, G_CONNECT_SWAPPED);

  self->inner = g_cancellable_new ();
  if (cancellable != NULL)
    {
      self->outer = g_object_ref (cancellable);
      self->outer_handler = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                                   g_object_ref (self->inner), g_object_unref);
    }
  self->deadline = g_timeout_source_new (request->deadline_ms);
  g_source_set_callback (self->deadline, deadline_cb, self, NULL);
  g_source_attach (self->deadline, g_task_get_context (task));

  soup_session_send_async (dsm_client_get_session (client), self->message, G_PRIORITY_DEFAULT,
                           self->inner, session_send_cb, g_object_ref (task));
}

/* Returns: (transfer full) (nullable): the answer */
DsmReply *
dsm_transport_send_finish (DsmClient *client, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
dsm_reply_free (DsmReply *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->location);
  g_free (self);
}
