/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

#include <sys/socket.h>

/* Answers shorter than this are not worth compressing. */
#define GZIP_FROM 1024

/* What an endless answer is made of. */
#define PIECE 65536

#define MEBIBYTE (1024 * 1024)

#define ERROR_PAGE                                                                                 \
  "<!DOCTYPE html><html><head><title>%u</title></head><body><h1>Sorry, the page you are looking "  \
  "for is not found.</h1></body></html>\n"

/* How an answer leaves the NAS. */
typedef enum
{
  SEND_WHOLE,
  SEND_RESET,        /* the connection is dropped instead */
  SEND_CUT,          /* half of the body, then the connection is dropped */
  SEND_DRIP,         /* one byte a second */
  SEND_ENDLESS,      /* the beginning of a text that never ends */
  SEND_WRONG_LENGTH, /* the header does not say how long the body is */
  SEND_BOMB,         /* little that becomes much when it is unpacked */
} SendMode;

typedef struct
{
  SoupServerMessage *message;
  GMainContext *context;
  guint status;
  GBytes *body;
  const char *content_type;
  char *location;
  char *set_cookie;
  char *date;
  gboolean gzip;
  SendMode mode;
  guint delay_ms;
  gint64 excess; /* bytes that the header promises too many; MiB of a bomb */
  GSource *timer;
  gsize sent;
} Reply;

static void
reply_free (Reply *reply)
{
  if (reply->timer)
    {
      g_source_destroy (reply->timer);
      g_source_unref (reply->timer);
    }
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_free (reply->location);
  g_free (reply->set_cookie);
  g_free (reply->date);
  g_free (reply);
}

static void
reply_set_timer (Reply *reply, guint ms, GSourceFunc callback)
{
  if (reply->timer)
    {
      g_source_destroy (reply->timer);
      g_source_unref (reply->timer);
    }
  reply->timer = g_timeout_source_new (ms);
  g_source_set_callback (reply->timer, callback, reply, NULL);
  g_source_attach (reply->timer, reply->context);
}

/* Connecting a TCP socket to no address makes Linux send a reset at once. */
static void
drop_connection (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  struct sockaddr nowhere = { .sa_family = AF_UNSPEC };
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };
  int fd;

  if (!socket || g_socket_is_closed (socket))
    return;
  fd = g_socket_get_fd (socket);
  if (setsockopt (fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger) != 0
      || connect (fd, &nowhere, sizeof nowhere) != 0)
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static GBytes *
compress_bytes (GBytes *bytes)
{
  g_autoptr (GConverter) gzip = G_CONVERTER (
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, gzip);
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  if (!g_output_stream_write_all (stream, data, length, NULL, NULL, NULL)
      || !g_output_stream_close (stream, NULL, NULL))
    return g_bytes_ref (bytes);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* An object that is not closed, and so many blanks. */
static GBytes *
make_bomb (gint64 mebibytes)
{
  g_autoptr (GConverter) gzip = G_CONVERTER (
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream = g_converter_output_stream_new (memory, gzip);
  g_autofree char *blanks = g_strnfill (MEBIBYTE, ' ');

  g_output_stream_write_all (stream, "{", 1, NULL, NULL, NULL);
  for (gint64 i = 0; i < mebibytes; i++)
    g_output_stream_write_all (stream, blanks, MEBIBYTE, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* The next piece when the last one has gone: who does not read is not sent more. */
static void
reply_wrote_chunk_cb (SoupServerMessage *message, gpointer data)
{
  static const char piece[] = { [0 ... PIECE - 1] = 'x' };
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  g_autoptr (GBytes) bytes = g_bytes_new_static (piece, PIECE);

  soup_message_body_append_bytes (body, bytes);
  soup_server_message_unpause (message);
}

static gboolean
reply_cut_cb (gpointer data)
{
  Reply *reply = data;

  drop_connection (reply->message);
  return G_SOURCE_REMOVE;
}

static gboolean
reply_drip_cb (gpointer data)
{
  Reply *reply = data;
  SoupMessageBody *body = soup_server_message_get_response_body (reply->message);
  g_autoptr (GBytes) byte = NULL;

  if (reply->sent >= g_bytes_get_size (reply->body))
    return G_SOURCE_REMOVE;
  byte = g_bytes_new_from_bytes (reply->body, reply->sent++, 1);
  soup_message_body_append_bytes (body, byte);
  if (reply->sent == g_bytes_get_size (reply->body))
    soup_message_body_complete (body);
  soup_server_message_unpause (reply->message);
  return G_SOURCE_CONTINUE;
}

static void
reply_send (Reply *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (reply->message);
  SoupMessageBody *body = soup_server_message_get_response_body (reply->message);
  gsize length = g_bytes_get_size (reply->body);

  if (reply->mode == SEND_RESET)
    {
      drop_connection (reply->message);
      soup_server_message_set_status (reply->message, SOUP_STATUS_OK, NULL);
      return;
    }

  soup_server_message_set_status (reply->message, reply->status, NULL);
  soup_message_headers_replace (headers, "Server", "nginx");
  if (reply->date)
    soup_message_headers_replace (headers, "Date", reply->date);
  else
    soup_message_headers_remove (headers, "Date");
  soup_message_headers_replace (headers, "Content-Type", reply->content_type);
  if (reply->location)
    soup_message_headers_replace (headers, "Location", reply->location);
  if (reply->set_cookie)
    soup_message_headers_append (headers, "Set-Cookie", reply->set_cookie);

  soup_message_body_set_accumulate (body, FALSE);
  if (reply->mode == SEND_ENDLESS)
    {
      soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
      g_signal_connect (reply->message, "wrote-chunk", G_CALLBACK (reply_wrote_chunk_cb), NULL);
      soup_message_body_append (body, SOUP_MEMORY_STATIC, "{\"", 2);
      return;
    }
  if (reply->mode == SEND_BOMB)
    {
      g_autoptr (GBytes) bomb = make_bomb (reply->excess);

      soup_message_headers_replace (headers, "Content-Encoding", "gzip");
      soup_message_headers_set_content_length (headers, g_bytes_get_size (bomb));
      soup_message_body_append_bytes (body, bomb);
      soup_message_body_complete (body);
      return;
    }
  if (reply->mode == SEND_WRONG_LENGTH)
    {
      soup_message_headers_set_content_length (headers, MAX ((goffset) length + reply->excess, 0));
      soup_message_body_append_bytes (body, reply->body);
      if (reply->excess > 0)
        reply_set_timer (reply, 50, reply_cut_cb);
      else
        soup_message_body_complete (body);
      return;
    }
  if (reply->mode == SEND_WHOLE)
    {
      if (reply->gzip && length >= GZIP_FROM)
        {
          g_autoptr (GBytes) packed = compress_bytes (reply->body);

          soup_message_headers_replace (headers, "Content-Encoding", "gzip");
          soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
          soup_message_body_append_bytes (body, packed);
        }
      else
        {
          soup_message_headers_set_content_length (headers, length);
          if (length > 0)
            soup_message_body_append_bytes (body, reply->body);
        }
      soup_message_body_complete (body);
      return;
    }

  soup_message_headers_set_content_length (headers, length);
  if (reply->mode == SEND_CUT)
    {
      g_autoptr (GBytes) half = g_bytes_new_from_bytes (reply->body, 0, length / 2);

      soup_message_body_append_bytes (body, half);
      reply_set_timer (reply, 50, reply_cut_cb);
    }
  else
    reply_set_timer (reply, 1000, reply_drip_cb);
}

static gboolean
reply_delayed_cb (gpointer data)
{
  Reply *reply = data;
  SoupServerMessage *message = reply->message;

  g_clear_pointer (&reply->timer, g_source_unref);
  reply_send (reply);
  soup_server_message_unpause (message);
  return G_SOURCE_REMOVE;
}

static void
reply_start (Reply *reply)
{
  g_object_set_data_full (G_OBJECT (reply->message), "demo-reply", reply,
                          (GDestroyNotify) reply_free);
  if (reply->delay_ms > 0)
    {
      soup_server_message_pause (reply->message);
      reply_set_timer (reply, reply->delay_ms, reply_delayed_cb);
    }
  else
    reply_send (reply);
}

void
demo_request_free (DemoRequest *request)
{
  g_free (request->path);
  g_free (request->cgi);
  g_free (request->url);
  g_free (request->query);
  g_free (request->address);
  g_free (request->sid);
  g_free (request->token);
  g_free (request->content_type);
  g_free (request->set_cookie);
  g_hash_table_unref (request->params);
  g_clear_pointer (&request->calls, g_ptr_array_unref);
  g_free (request);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoRequest, demo_request_free)

static char *
find_cookie (SoupMessageHeaders *headers, const char *name)
{
  const char *header = soup_message_headers_get_list (headers, "Cookie");
  g_auto (GStrv) parts = header ? g_strsplit (header, ";", -1) : NULL;
  gsize length = strlen (name);

  for (guint i = 0; parts && parts[i]; i++)
    {
      const char *part = g_strstrip (parts[i]);

      if (!strncmp (part, name, length) && part[length] == '=')
        return g_strdup (part + length + 1);
    }
  return NULL;
}

static char *
dup_unquoted (GHashTable *params, const char *name)
{
  const char *text = g_hash_table_lookup (params, name);

  if (!text || !*text)
    return NULL;
  if (text[0] == '"' && strlen (text) > 2 && g_str_has_suffix (text, "\""))
    return g_strndup (text + 1, strlen (text) - 2);
  return g_strdup (text);
}

static gboolean
is_known_cgi (const char *cgi)
{
  static const char *const known[] = { "entry.cgi", "auth.cgi", "query.cgi", "encryption.cgi" };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_has_prefix (cgi, known[i]))
      return TRUE;
  return FALSE;
}

static DemoRequest *
request_new (DemoServer *server, SoupServerMessage *message, const char *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  GUri *uri = soup_server_message_get_uri (message);
  DemoRequest *request = g_new0 (DemoRequest, 1);
  const char *header;

  request->verb = soup_server_message_get_method (message);
  request->path = g_strdup (path);
  request->cgi = g_strdup (strstr (path, "/webapi/") + strlen ("/webapi/"));
  request->query = g_strdup (g_uri_get_query (uri));
  request->url = request->query ? g_strdup_printf ("%s?%s", g_uri_get_path (uri), request->query)
                                : g_strdup (g_uri_get_path (uri));
  request->address = g_strdup (soup_server_message_get_remote_host (message));
  request->params = demo_params_new ();
  request->content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  if (request->query)
    demo_params_decode (request->params, request->query, strlen (request->query));
  if (request->verb == SOUP_METHOD_POST
      && (!request->content_type
          || g_str_has_prefix (request->content_type, SOUP_FORM_MIME_TYPE_URLENCODED)))
    {
      g_autoptr (GBytes) body = soup_message_body_flatten (
          soup_server_message_get_request_body (message));
      gsize length;
      const char *text = g_bytes_get_data (body, &length);

      if (length > 0)
        demo_params_decode (request->params, text, length);
    }

  demo_envelope_open (server, request->params);

  request->sid = dup_unquoted (request->params, "_sid");
  request->sid_source = "field";
  if (!request->sid)
    {
      request->sid = find_cookie (headers, "id");
      request->sid_source = request->sid ? "cookie" : NULL;
    }
  header = soup_message_headers_get_one (headers, "X-SYNO-TOKEN");
  request->token = header && *header ? g_strdup (header) : NULL;
  request->token_source = "header";
  if (!request->token)
    {
      request->token = dup_unquoted (request->params, "SynoToken");
      request->token_source = request->token ? "field" : NULL;
    }
  return request;
}

static void
count_connection (DemoServer *server, SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);

  server->counters.http_requests++;
  if (socket && !g_object_get_data (G_OBJECT (socket), "demo-seen"))
    {
      g_object_set_data (G_OBJECT (socket), "demo-seen", GINT_TO_POINTER (TRUE));
      server->counters.connections++;
      demo_server_add_connection (server, socket);
    }
}

static GBytes *
page (guint status)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, ERROR_PAGE, status);
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static gboolean
accepts_gzip (SoupServerMessage *message)
{
  const char *accepted = soup_message_headers_get_list (
      soup_server_message_get_request_headers (message), "Accept-Encoding");

  return accepted && strstr (accepted, "gzip");
}

static Reply *
reply_new (DemoServer *server, SoupServerMessage *message)
{
  Reply *reply = g_new0 (Reply, 1);

  reply->message = message;
  reply->context = server->context;
  reply->status = SOUP_STATUS_OK;
  reply->content_type = "application/json; charset=\"UTF-8\"";
  reply->delay_ms = server->delay_ms;
  reply->gzip = !server->no_gzip && accepts_gzip (message);
  if (!server->no_date)
    {
      g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (demo_now (server));

      reply->date = soup_date_time_to_string (now, SOUP_DATE_HTTP);
    }
  return reply;
}

/* What the web layer in front of DSM does by itself; the call is not carried out then. */
static gboolean
apply_transport_fault (Reply *reply, DemoFault *fault, DemoRequest *request)
{
  const char *mode = fault->mode;
  const char *location = json_object_get_string_member_with_default (fault->arguments, "location",
                                                                     NULL);

  if (g_str_has_prefix (mode, "http-"))
    {
      reply->status = (guint) CLAMP (g_ascii_strtoull (mode + 5, NULL, 10), 200, 599);
      reply->content_type = "text/html";
      reply->body = page (reply->status);
    }
  else if (!strcmp (mode, "html"))
    {
      reply->content_type = "text/html";
      reply->body = page (404);
    }
  else if (!strcmp (mode, "redirect"))
    {
      reply->status = (guint) json_object_get_int_member_with_default (fault->arguments, "status",
                                                                       SOUP_STATUS_FOUND);
      reply->location = g_strdup (location ? location : "https://127.0.0.1:1/webapi/");
      reply->content_type = "text/html";
      reply->body = page (reply->status);
    }
  else if (!strcmp (mode, "empty"))
    reply->body = g_bytes_new_static ("", 0);
  else if (!strcmp (mode, "reset"))
    {
      reply->mode = SEND_RESET;
      reply->body = g_bytes_new_static ("", 0);
    }
  else
    return FALSE;
  return TRUE;
}

static void
record_unanswered (DemoServer *server, DemoRequest *request, int code)
{
  for (guint i = 0; i < request->calls->len; i++)
    {
      DemoCall *call = g_ptr_array_index (request->calls, i);

      call->code = code;
      call->session = demo_auth_find_session (server, request->sid);
      call->sid_ok = call->session && !call->session->lost;
      call->token_ok = call->sid_ok && !g_strcmp0 (request->token, call->session->token);
      demo_record_call (server, call);
    }
}

static GBytes *
answer_request (DemoServer *server, DemoRequest *request, DemoFault *fault)
{
  g_autoptr (JsonNode) answer = NULL;
  g_autofree char *text = NULL;
  gsize length;

  /* A call that is refused by order is not carried out. */
  if (fault && (!strcmp (fault->mode, "code") || !strcmp (fault->mode, "data"))
      && request->calls->len == 1)
    {
      record_unanswered (
          server, request,
          (int) json_object_get_int_member_with_default (fault->arguments, "code", 0));
      answer = demo_node (json_object_new ());
    }
  else
    answer = demo_request_answer (server, request);
  if (fault)
    answer = demo_fault_apply_node (fault, g_steal_pointer (&answer));
  text = json_to_string (answer, FALSE);
  length = strlen (text);
  return g_bytes_new_take (g_steal_pointer (&text), length);
}

/* How the answer leaves, where that is what goes wrong. */
static void
choose_way (Reply *reply, const DemoFault *fault)
{
  if (!strcmp (fault->mode, "lose-answer"))
    {
      gboolean empty = !g_strcmp0 (
          json_object_get_string_member_with_default (fault->arguments, "how", ""), "empty");

      reply->mode = empty ? SEND_WHOLE : SEND_RESET;
      g_clear_pointer (&reply->body, g_bytes_unref);
      reply->body = g_bytes_new_static ("", 0);
    }
  else if (!strcmp (fault->mode, "cut"))
    reply->mode = SEND_CUT;
  else if (!strcmp (fault->mode, "drip"))
    reply->mode = SEND_DRIP;
  else if (!strcmp (fault->mode, "endless"))
    reply->mode = SEND_ENDLESS;
  else if (!strcmp (fault->mode, "wrong-length"))
    {
      reply->mode = SEND_WRONG_LENGTH;
      reply->excess = json_object_get_int_member_with_default (fault->arguments, "by", 100);
    }
  else if (!strcmp (fault->mode, "gzip-bomb"))
    {
      reply->mode = SEND_BOMB;
      reply->excess = json_object_get_int_member_with_default (fault->arguments, "mb", 256);
    }
}

/* The handler of everything that is not the control port. */
void
demo_http_handle (SoupServer *http,
                  SoupServerMessage *message,
                  const char *path,
                  GHashTable *query,
                  gpointer data)
{
  DemoServer *server = data;
  g_autoptr (DemoRequest) request = NULL;
  g_autoptr (DemoFault) fault = NULL;
  const char *verb = soup_server_message_get_method (message);
  Reply *reply;

  /* A reboot has cut it off while it was being read. */
  if (!soup_server_message_get_socket (message))
    {
      soup_server_message_set_status (message, SOUP_STATUS_SERVICE_UNAVAILABLE, NULL);
      return;
    }
  demo_settle (server);
  reply = reply_new (server, message);
  count_connection (server, message);
  if (!strstr (path, "/webapi/") || (verb != SOUP_METHOD_GET && verb != SOUP_METHOD_POST))
    {
      reply->status = verb == SOUP_METHOD_GET && !strcmp (path, "/") ? SOUP_STATUS_OK
                                                                     : SOUP_STATUS_NOT_FOUND;
      reply->content_type = "text/html";
      reply->body = page (reply->status);
      reply_start (reply);
      return;
    }

  request = request_new (server, message, path);
  if (!is_known_cgi (request->cgi))
    {
      reply->status = SOUP_STATUS_NOT_FOUND;
      reply->content_type = "text/html";
      reply->body = page (reply->status);
      reply_start (reply);
      return;
    }
  if (!g_str_has_prefix (request->cgi, "entry.cgi"))
    reply->content_type = "text/plain; charset=\"UTF-8\"";

  demo_request_parse_calls (server, request);
  fault = demo_fault_take (server, request);
  if (fault)
    reply->delay_ms += (guint) json_object_get_int_member_with_default (fault->arguments, "ms", 0);
  if (fault && apply_transport_fault (reply, fault, request))
    record_unanswered (server, request, 0);
  else
    {
      g_autoptr (GBytes) whole = answer_request (server, request, fault);

      reply->body = fault ? demo_fault_apply_bytes (fault, whole) : g_bytes_ref (whole);
      reply->set_cookie = g_steal_pointer (&request->set_cookie);
      if (fault)
        choose_way (reply, fault);
    }
  reply_start (reply);
}
