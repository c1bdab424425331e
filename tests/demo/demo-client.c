/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-client.h"

/* A real client would look at the fingerprint; the test of it does. */
static gboolean
accept_cb (SoupMessage *message,
           GTlsCertificate *certificate,
           GTlsCertificateFlags errors,
           gpointer data)
{
  return TRUE;
}

DemoClient *
demo_client_new (const BksDemoNasOptions *options)
{
  static const BksDemoNasOptions usual = { .seed = 1 };
  DemoClient *client = g_new0 (DemoClient, 1);
  g_autoptr (GError) error = NULL;

  client->nas = bks_demo_nas_new (options ? options : &usual, &error);
  g_assert_no_error (error);
  g_assert_nonnull (client->nas);
  client->http = soup_session_new_with_options ("tls-database", NULL, "timeout", 30, NULL);
  return client;
}

static void
forget_answer (DemoClient *client)
{
  g_clear_pointer (&client->body, g_free);
  g_clear_pointer (&client->cookie, g_free);
  g_clear_pointer (&client->date, g_free);
  g_clear_pointer (&client->content_type, g_free);
  g_clear_pointer (&client->encoding, g_free);
  g_clear_error (&client->error);
}

void
demo_client_free (DemoClient *client)
{
  forget_answer (client);
  g_free (client->sid);
  g_free (client->token);
  g_object_unref (client->http);
  bks_demo_nas_stop (client->nas);
  g_object_unref (client->nas);
  g_free (client);
}

static void
append_field (GString *form, const char *name, const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (form, "%s%s=%s", form->len ? "&" : "", name, escaped);
}

/* The same, with a list that begins after @name. */
char *
demo_form_list (const char *name, va_list args)
{
  GString *form = g_string_new (NULL);

  for (; name; name = va_arg (args, const char *))
    append_field (form, name, va_arg (args, const char *));
  return g_string_free (form, FALSE);
}

/* The fields of a form: names and values in turn, NULL at the end. */
char *
demo_form (const char *name, ...)
{
  va_list args;
  char *form;

  va_start (args, name);
  form = demo_form_list (name, args);
  va_end (args);
  return form;
}

/*
 * Sends a request as it is and waits for the answer. Returns the answer's JSON, or NULL if there
 * was none; the fields of @client say what there was instead.
 */
JsonNode *
demo_send (DemoClient *client,
           const char *verb,
           const char *cgi,
           const char *form,
           const char *cookie,
           const char *token)
{
  gboolean post = !strcmp (verb, "POST");
  g_autofree char *url = g_strdup_printf ("%s/webapi/%s%s%s", bks_demo_nas_get_url (client->nas),
                                          cgi, post ? "" : "?", post ? "" : form);
  g_autoptr (SoupMessage) message = soup_message_new (verb, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  SoupMessageHeaders *answered = soup_message_get_response_headers (message);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) sent = g_bytes_new (form, strlen (form));

  g_assert_nonnull (message);
  forget_answer (client);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_cb), NULL);
  if (post)
    soup_message_set_request_body_from_bytes (message, SOUP_FORM_MIME_TYPE_URLENCODED, sent);
  if (cookie)
    soup_message_headers_append (headers, "Cookie", cookie);
  if (token)
    soup_message_headers_append (headers, "X-SYNO-TOKEN", token);

  body = soup_session_send_and_read (client->http, message, NULL, &client->error);
  client->status = soup_message_get_status (message);
  if (!body)
    return NULL;
  client->body = g_bytes_get_size (body) > 0
                     ? g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body))
                     : g_strdup ("");
  client->cookie = g_strdup (soup_message_headers_get_one (answered, "Set-Cookie"));
  client->date = g_strdup (soup_message_headers_get_one (answered, "Date"));
  client->content_type = g_strdup (soup_message_headers_get_one (answered, "Content-Type"));
  client->encoding = g_strdup (soup_message_headers_get_one (answered, "Content-Encoding"));
  if (client->body[0] != '{')
    return NULL;
  return json_from_string (client->body, NULL);
}

/* A call with session and token, by POST. */
JsonNode *
demo_api (DemoClient *client, const char *api, int version, const char *method, ...)
{
  g_autofree char *number = g_strdup_printf ("%d", version);
  g_autofree char *head = demo_form ("api", api, "version", number, "method", method, NULL);
  g_autofree char *fields = NULL;
  g_autoptr (GString) form = g_string_new (head);
  const char *name;
  va_list args;

  va_start (args, method);
  name = va_arg (args, const char *);
  fields = demo_form_list (name, args);
  va_end (args);
  if (*fields)
    g_string_append_printf (form, "&%s", fields);
  if (client->sid)
    append_field (form, "_sid", client->sid);
  return demo_send (client, "POST", "entry.cgi", form->str, NULL, client->token);
}

JsonNode *
demo_login (DemoClient *client, const char *account, const char *password)
{
  g_autofree char *form = demo_form ("api", "SYNO.API.Auth", "version", "7", "method", "login",
                                     "account", account, "passwd", password, "format", "sid",
                                     "enable_syno_token", "yes", NULL);

  return demo_send (client, "POST", "entry.cgi", form, NULL, NULL);
}

/* Signs in as the usual administrator and keeps the session. */
void
demo_sign_in (DemoClient *client)
{
  g_autoptr (JsonNode) answer = demo_login (client, bks_demo_nas_get_account (client->nas),
                                            bks_demo_nas_get_password (client->nas));

  g_assert_cmpint (demo_code (answer), ==, 0);
  g_free (client->sid);
  g_free (client->token);
  client->sid = g_strdup (demo_text (answer, "data.sid"));
  client->token = g_strdup (demo_text (answer, "data.synotoken"));
}

/* A command of the control port, through the C interface; ' stands for ". */
JsonNode *
demo_control (DemoClient *client, const char *command, const char *format, ...)
{
  g_autofree char *arguments = NULL;
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;
  va_list args;

  va_start (args, format);
  arguments = g_strdup_vprintf (format, args);
  va_end (args);
  g_strdelimit (arguments, "'", '"');
  answer = bks_demo_nas_control (client->nas, command, arguments, &error);
  g_assert_no_error (error);
  return json_from_string (answer, NULL);
}

void
demo_order (DemoClient *client, const char *command, const char *format, ...)
{
  g_autofree char *arguments = NULL;
  g_autoptr (JsonNode) answer = NULL;
  va_list args;

  va_start (args, format);
  arguments = g_strdup_vprintf (format, args);
  va_end (args);
  answer = demo_control (client, command, "%s", arguments);
  g_assert_nonnull (answer);
}

/* The value at a path such as "data.task_list.0.name", or NULL. */
JsonNode *
demo_at (JsonNode *node, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);

  for (guint i = 0; node && names[i]; i++)
    {
      if (JSON_NODE_HOLDS_OBJECT (node))
        node = json_object_get_member (json_node_get_object (node), names[i]);
      else if (JSON_NODE_HOLDS_ARRAY (node))
        {
          guint index = (guint) g_ascii_strtoull (names[i], NULL, 10);
          JsonArray *array = json_node_get_array (node);

          node = index < json_array_get_length (array) ? json_array_get_element (array, index)
                                                       : NULL;
        }
      else
        node = NULL;
    }
  return node;
}

gboolean
demo_has (JsonNode *node, const char *path)
{
  return demo_at (node, path) != NULL;
}

/* These insist on the type: a number that is sent as text is another thing. */
gint64
demo_int (JsonNode *node, const char *path)
{
  JsonNode *found = demo_at (node, path);

  g_assert_nonnull (found);
  g_assert_true (JSON_NODE_HOLDS_VALUE (found));
  g_assert_true (json_node_get_value_type (found) == G_TYPE_INT64);
  return json_node_get_int (found);
}

const char *
demo_text (JsonNode *node, const char *path)
{
  JsonNode *found = demo_at (node, path);

  if (!found || JSON_NODE_HOLDS_NULL (found))
    return NULL;
  g_assert_true (JSON_NODE_HOLDS_VALUE (found));
  g_assert_true (json_node_get_value_type (found) == G_TYPE_STRING);
  return json_node_get_string (found);
}

gboolean
demo_bool (JsonNode *node, const char *path)
{
  JsonNode *found = demo_at (node, path);

  g_assert_nonnull (found);
  g_assert_true (JSON_NODE_HOLDS_VALUE (found));
  g_assert_true (json_node_get_value_type (found) == G_TYPE_BOOLEAN);
  return json_node_get_boolean (found);
}

guint
demo_length (JsonNode *node, const char *path)
{
  JsonNode *found = demo_at (node, path);

  g_assert_nonnull (found);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (found));
  return json_array_get_length (json_node_get_array (found));
}

/* The error code of an answer; 0 = success. */
gint64
demo_code (JsonNode *node)
{
  g_assert_nonnull (node);
  if (demo_bool (node, "success"))
    {
      g_assert_false (demo_has (node, "error"));
      return 0;
    }
  return demo_int (node, "error.code");
}

/* What the NAS itself knows of a task. */
JsonNode *
demo_task_state (DemoClient *client, int task_id)
{
  g_autoptr (JsonNode) state = demo_control (client, "state", "{}");
  g_autofree char *id = g_strdup_printf ("%d", task_id);

  for (guint i = 0; i < demo_length (state, "tasks"); i++)
    {
      g_autofree char *path = g_strdup_printf ("tasks.%u", i);
      JsonNode *task = demo_at (state, path);

      if (!g_strcmp0 (demo_text (task, "task_id"), id))
        return json_node_copy (task);
    }
  return NULL;
}
