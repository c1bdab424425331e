/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-client.h"

#define TASK     "SYNO.Backup.Task"
#define MEBIBYTE (1024 * 1024)

static DemoClient *
signed_in (void)
{
  DemoClient *client = demo_client_new (NULL);

  demo_sign_in (client);
  return client;
}

static JsonNode *
list (DemoClient *client)
{
  return demo_api (client, TASK, 1, "list", "additional", "[\"last_bkp_time\"]", NULL);
}

/* Reads no more than @limit bytes of the answer. Returns: how many came */
static gsize
read_some (DemoClient *client, gsize limit, SoupMessage **message_out)
{
  g_autofree char *url = g_strdup_printf (
      "%s/webapi/query.cgi?api=SYNO.API.Info&version=1&method=query&query=SYNO.API.Auth",
      bks_demo_nas_get_url (client->nas));
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autofree char *buffer = g_malloc (MEBIBYTE);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  gsize total = 0;
  gssize n;

  stream = soup_session_send (client->http, message, NULL, &error);
  g_assert_no_error (error);
  while (total < limit
         && (n = g_input_stream_read (stream, buffer, MIN (MEBIBYTE, limit - total), NULL, NULL))
                > 0)
    {
      if (total == 0)
        g_assert_cmpint (buffer[0], ==, '{');
      total += (gsize) n;
    }
  g_input_stream_close (stream, NULL, NULL);
  if (message_out)
    *message_out = g_steal_pointer (&message);
  return total;
}

static void
test_endless (void)
{
  g_autoptr (DemoClient) client = signed_in ();

  demo_order (client, "fail", "{'mode': 'endless'}");
  g_assert_cmpuint (read_some (client, 16 * MEBIBYTE, NULL), ==, 16 * MEBIBYTE);
  assert_success (list (client));
}

static void
test_gzip_bomb (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (SoupMessage) message = NULL;
  gsize length;

  demo_order (client, "fail", "{'mode': 'gzip-bomb', 'mb': 20}");
  length = read_some (client, G_MAXSIZE, &message);
  g_assert_cmpuint (length, ==, 20 * MEBIBYTE + 1);
  g_assert_cmpint (
      soup_message_headers_get_content_length (soup_message_get_response_headers (message)), <,
      MEBIBYTE);
  assert_success (list (client));
}

static void
test_wrong_length (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (SoupMessage) message = NULL;
  gsize length;

  length = read_some (client, G_MAXSIZE, NULL);
  demo_order (client, "fail", "{'mode': 'wrong-length', 'by': 7}");
  g_assert_cmpuint (read_some (client, G_MAXSIZE, &message), ==, length);
  g_assert_cmpint (
      soup_message_headers_get_content_length (soup_message_get_response_headers (message)), ==,
      length + 7);
  demo_order (client, "fail", "{'mode': 'wrong-length', 'by': -7}");
  g_assert_cmpuint (read_some (client, G_MAXSIZE, NULL), ==, length - 7);
  /* What comes first on that connection is the rest. */
  soup_session_abort (client->http);
  assert_success (list (client));
}

/* Refuses connections for a while; then nobody is signed in, and all else is as it was. */
static void
test_reboot (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (JsonNode) rows = NULL;
  int tries = 0;

  demo_order (client, "reboot", "{'ms': -1}");
  for (int i = 0; i < 3; i++)
    {
      g_assert_null (list (client));
      g_assert_error (client->error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
    }
  /* The control port answers all the time. */
  assert_task_text (client, 5, "status", "none");
  demo_order (client, "reboot", "{'ms': -1}");
  demo_order (client, "reboot", "{'ms': 0}");
  assert_code (list (client), 119);
  demo_sign_in (client);
  rows = list (client);
  g_assert_cmpuint (demo_length (rows, "data.task_list"), ==, 8);

  demo_order (client, "reboot", "{'ms': 100}");
  g_assert_null (list (client));
  while (tries++ < 100)
    {
      g_autoptr (JsonNode) answer = list (client);

      if (answer)
        break;
      g_usleep (20000);
    }
  assert_code (list (client), 119);
  demo_order (client, "reboot", "{'ms': 0}");
  assert_code (list (client), 119);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* An answer that comes late, of a NAS that has gone in between, never comes. */
static void
test_reboot_meanwhile (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (GError) error = NULL;
  g_autofree char *url = g_strconcat (bks_demo_nas_get_url (client->nas),
                                      "/webapi/query.cgi?api=SYNO.API.Info", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GAsyncResult) result = NULL;
  gint64 seen = -1;

  demo_order (client, "delay", "{'ms': 60000}");
  demo_order (client, "clear", "{}");
  soup_session_send_and_read_async (client->http, message, 0, NULL, keep_result_cb, &result);
  while (seen < 1)
    {
      g_autoptr (JsonNode) counters = demo_control (client, "counters", "{}");

      g_main_context_iteration (NULL, FALSE);
      seen = demo_int (counters, "http_requests");
    }
  demo_order (client, "reboot", "{'ms': -1}");
  while (!result)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (soup_session_send_and_read_finish (client->http, result, &error));
  g_assert_nonnull (error);
}

static void
test_rows (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (JsonNode) duplicates = NULL;
  g_autoptr (JsonNode) vanished = NULL;
  g_autoptr (JsonNode) flood = NULL;
  g_autoptr (JsonNode) empty = NULL;
  g_autoptr (JsonNode) names = NULL;

  demo_order (client, "fail", "{'mode': 'duplicates'}");
  duplicates = list (client);
  g_assert_cmpuint (demo_length (duplicates, "data.task_list"), ==, 16);
  g_assert_cmpint (demo_int (duplicates, "data.task_list.8.task_id"), ==, 1);
  demo_order (client, "fail", "{'mode': 'vanished'}");
  vanished = list (client);
  g_assert_cmpuint (demo_length (vanished, "data.task_list"), ==, 4);
  g_assert_cmpint (demo_int (vanished, "data.task_list.1.task_id"), ==, 3);

  demo_order (client, "fail", "{'mode': 'flood', 'rows': 1000}");
  flood = list (client);
  g_assert_cmpuint (demo_length (flood, "data.task_list"), ==, 1000);
  g_assert_cmpint (demo_int (flood, "data.task_list.0.task_id"), ==, 1);
  g_assert_cmpint (demo_int (flood, "data.task_list.999.task_id"), ==, 1000999);
  g_assert_cmpstr (demo_text (flood, "data.task_list.999.name"), ==, "Projects");
  demo_order (client, "fail", "{'mode': 'long-text', 'length': 2000}");
  names = list (client);
  g_assert_cmpuint (strlen (demo_text (names, "data.task_list.0.name")), ==,
                    strlen ("Projects") + 2000);
  empty = list (client);
  g_assert_cmpuint (demo_length (empty, "data.task_list"), ==, 8);
}

static void
test_tail (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (JsonNode) names = NULL;
  g_autoptr (JsonNode) all = NULL;

  demo_order (client, "fail", "{'mode': 'tail', 'text': ' <i>'}");
  names = list (client);
  g_assert_cmpstr (demo_text (names, "data.task_list.0.name"), ==, "Projects <i>");
  g_assert_cmpstr (demo_text (names, "data.task_list.0.state"), ==, "broken");
  demo_order (client, "fail", "{'mode': 'tail', 'text': ' <i>', 'all': true}");
  all = list (client);
  g_assert_cmpstr (demo_text (all, "data.task_list.0.state"), ==, "broken <i>");
  g_assert_cmpint (demo_int (all, "data.task_list.0.task_id"), ==, 1);
}

/* Inside a compound each of its lists is concerned, and the compound itself is not. */
static void
test_rows_of_compound (void)
{
  static const char compound[] = "[{\"api\":\"" TASK "\",\"method\":\"list\",\"version\":1},"
                                 "{\"api\":\"" TASK "\",\"method\":\"status\",\"version\":1,"
                                 "\"task_id\":5}]";
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (JsonNode) answer = NULL;

  demo_order (client, "fail", "{'mode': 'duplicates'}");
  answer = demo_api (client, "SYNO.Entry.Request", 1, "request", "compound", compound, NULL);
  g_assert_cmpuint (demo_length (answer, "data.result"), ==, 2);
  g_assert_cmpuint (demo_length (answer, "data.result.0.data.task_list"), ==, 16);
}

static void
test_backwards (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) after = NULL;

  demo_order (client, "set-server", "{'speed': 0}");
  demo_order (client, "set-task", "{'task_id': 4, 'progress': 60}");
  before = demo_api (client, TASK, 1, "status", "task_id", "4", NULL);
  demo_order (client, "fail", "{'mode': 'backwards'}");
  after = demo_api (client, TASK, 1, "status", "task_id", "4", NULL);
  g_assert_cmpint (demo_int (before, "data.progress.progress"), ==, 60);
  g_assert_cmpint (demo_int (after, "data.progress.progress"), ==, 20);
  g_assert_cmpstr (demo_text (after, "data.status"), ==, "backup");
}

/* A secret of a session that is over is still one. */
static void
test_secrets (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autofree char *sid = g_strdup (client->sid);
  g_autoptr (JsonNode) secrets = NULL;
  g_autofree char *text = NULL;

  demo_order (client, "reboot", "{'ms': 0}");
  demo_sign_in (client);
  secrets = demo_control (client, "secrets", "{}");
  text = json_to_string (secrets, FALSE);
  g_assert_nonnull (strstr (text, sid));
  g_assert_nonnull (strstr (text, client->sid));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/faults/endless", test_endless);
  g_test_add_func ("/demo/faults/gzip-bomb", test_gzip_bomb);
  g_test_add_func ("/demo/faults/wrong-length", test_wrong_length);
  g_test_add_func ("/demo/faults/reboot", test_reboot);
  g_test_add_func ("/demo/faults/reboot-meanwhile", test_reboot_meanwhile);
  g_test_add_func ("/demo/faults/rows", test_rows);
  g_test_add_func ("/demo/faults/tail", test_tail);
  g_test_add_func ("/demo/faults/rows-of-compound", test_rows_of_compound);
  g_test_add_func ("/demo/faults/backwards", test_backwards);
  g_test_add_func ("/demo/faults/secrets", test_secrets);
  return g_test_run ();
}
