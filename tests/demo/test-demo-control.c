/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-client.h"

#define TASK "SYNO.Backup.Task"

static DemoClient *
signed_in (const BksDemoNasOptions *options)
{
  DemoClient *client = demo_client_new (options);

  demo_sign_in (client);
  return client;
}

static JsonNode *
list (DemoClient *client)
{
  return demo_api (client, TASK, 1, "list", "additional", "[\"last_bkp_time\"]", NULL);
}

/* Faults of the web layer: what arrives is no answer of DSM. */
static void
test_transport_faults (void)
{
  g_autoptr (DemoClient) client = signed_in (NULL);
  g_autoptr (JsonNode) other = NULL;

  demo_order (client, "fail", "{'mode': 'http-500', 'count': 2}");
  g_assert_null (list (client));
  g_assert_cmpuint (client->status, ==, 500);
  g_assert_null (list (client));
  assert_success (list (client));

  demo_order (client, "fail", "{'mode': 'http-503'}");
  g_assert_null (list (client));
  g_assert_cmpuint (client->status, ==, 503);
  g_assert_true (g_str_has_prefix (client->body, "<!DOCTYPE html>"));
  demo_order (client, "fail", "{'mode': 'html'}");
  g_assert_null (list (client));
  g_assert_cmpuint (client->status, ==, 200);
  demo_order (client, "fail", "{'mode': 'empty'}");
  g_assert_null (list (client));
  g_assert_cmpstr (client->body, ==, "");
  demo_order (client, "fail", "{'mode': 'redirect', 'location': 'https://127.0.0.1:1/'}");
  g_assert_null (list (client));
  g_assert_cmpuint (client->status, ==, 302);
  demo_order (client, "fail", "{'mode': 'not-json'}");
  g_assert_null (list (client));
  demo_order (client, "fail", "{'mode': 'not-object'}");
  g_assert_null (list (client));
  g_assert_cmpstr (client->body, ==, "[1,2,3]");
  demo_order (client, "fail", "{'mode': 'truncated'}");
  g_assert_null (list (client));
  g_assert_true (g_str_has_prefix (client->body, "{\"success\":true"));
  demo_order (client, "fail", "{'mode': 'deep'}");
  g_assert_null (list (client));
  g_assert_cmpuint (strspn (client->body, "["), ==, 100000);
  demo_order (client, "fail", "{'mode': 'body', 'body': '{}'}");
  other = list (client);
  g_assert_false (demo_has (other, "success"));

  demo_order (client, "fail", "{'mode': 'reset'}");
  g_assert_null (list (client));
  g_assert_nonnull (client->error);
  demo_order (client, "fail", "{'mode': 'cut'}");
  g_assert_null (list (client));
  g_assert_nonnull (client->error);
  assert_success (list (client));
}

static void
test_deviating_answers (void)
{
  g_autoptr (DemoClient) client = signed_in (NULL);
  g_autoptr (JsonNode) wrong = NULL;
  g_autoptr (JsonNode) missing = NULL;
  g_autoptr (JsonNode) nulls = NULL;
  g_autoptr (JsonNode) strings = NULL;
  g_autoptr (JsonNode) data = NULL;

  demo_order (client, "fail", "{'mode': 'wrong-types'}");
  wrong = list (client);
  g_assert_cmpstr (demo_text (wrong, "data.task_list.0.name"), ==, "Projects");
  g_assert_true (JSON_NODE_HOLDS_ARRAY (demo_at (wrong, "data.task_list.0.state")));
  demo_order (client, "fail", "{'mode': 'missing-fields'}");
  missing = list (client);
  g_assert_cmpint (demo_int (missing, "data.task_list.0.task_id"), ==, 1);
  g_assert_false (demo_has (missing, "data.task_list.0.state"));
  demo_order (client, "fail", "{'mode': 'nulls'}");
  nulls = list (client);
  g_assert_true (JSON_NODE_HOLDS_NULL (demo_at (nulls, "data.task_list.0.state")));
  demo_order (client, "fail", "{'mode': 'strings'}");
  strings = list (client);
  g_assert_cmpstr (demo_text (strings, "data.task_list.0.task_id"), ==, "1");
  g_assert_true (demo_bool (strings, "success"));
  demo_order (client, "fail", "{'mode': 'huge-ints'}");
  assert_success (list (client));
  g_assert_nonnull (strstr (client->body, "\"repo_id\":92233720368547758089"));
  /* No parser that is worth its name takes this. */
  demo_order (client, "fail", "{'mode': 'bad-utf8'}");
  g_assert_null (list (client));
  g_assert_nonnull (strstr (client->body, "\"name\":\"\xff\xc3Projects"));
  demo_order (client, "fail", "{'mode': 'data', 'data': {'task_list': [{'task_id': '77'}]}}");
  data = list (client);
  g_assert_cmpstr (demo_text (data, "data.task_list.0.task_id"), ==, "77");
}

/* A fault may be aimed at one call, wherever it is. */
static void
test_aimed_faults (void)
{
  g_autoptr (DemoClient) client = signed_in (NULL);
  g_autoptr (JsonNode) compound = NULL;

  demo_order (client, "fail",
              "{'mode': 'code', 'code': 105, 'api': '" TASK "', 'method': 'status', 'after': 1}");
  assert_success (list (client));
  assert_success (demo_api (client, TASK, 1, "status", "task_id", "5", NULL));
  compound = demo_api (client, "SYNO.Entry.Request", 1, "request", "compound",
                       "[{\"api\":\"SYNO.Backup.Task\",\"method\":\"list\",\"version\":1},"
                       "{\"api\":\"SYNO.Backup.Task\",\"method\":\"status\",\"version\":1,"
                       "\"task_id\":5}]",
                       NULL);
  g_assert_true (demo_bool (compound, "data.result.0.success"));
  g_assert_cmpint (demo_int (compound, "data.result.1.error.code"), ==, 105);
  g_assert_true (demo_bool (compound, "data.has_fail"));

  demo_order (client, "fail", "{'mode': 'code', 'code': 102, 'api': 'SYNO.Entry.Request'}");
  assert_code (demo_api (client, "SYNO.Entry.Request", 1, "request", "compound", "[]", NULL), 102);
}

/* A write that is refused by order is not carried out; one whose answer is lost is. */
static void
test_writes (void)
{
  g_autoptr (DemoClient) client = signed_in (NULL);

  demo_order (client, "fail", "{'mode': 'code', 'code': 4401, 'method': 'backup'}");
  assert_code (demo_api (client, TASK, 1, "backup", "task_id", "5", NULL), 4401);
  assert_task_text (client, 5, "status", "none");
  demo_order (client, "fail", "{'mode': 'http-502', 'method': 'backup'}");
  g_assert_null (demo_api (client, TASK, 1, "backup", "task_id", "5", NULL));
  assert_task_text (client, 5, "status", "none");
  demo_order (client, "lose-answer", "{'method': 'backup'}");
  g_assert_null (demo_api (client, TASK, 1, "backup", "task_id", "5", NULL));
  g_assert_nonnull (client->error);
  assert_task_text (client, 5, "status", "backup");
  demo_order (client, "lose-answer", "{'method': 'backup', 'how': 'empty'}");
  g_assert_null (demo_api (client, TASK, 1, "backup", "task_id", "6", NULL));
  g_assert_cmpstr (client->body, ==, "");
  assert_task_text (client, 6, "status", "backup");
}

static void
test_slow (void)
{
  g_autoptr (DemoClient) client = signed_in (NULL);
  gint64 start = g_get_monotonic_time ();

  demo_order (client, "fail", "{'mode': 'delay', 'ms': 120}");
  assert_success (list (client));
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 120000);
  start = g_get_monotonic_time ();
  demo_order (client, "delay", "{'ms': 60}");
  assert_success (list (client));
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 60000);
}

/* One byte a second: nobody waits for the end of it. */
static void
test_drip (void)
{
  g_autoptr (DemoClient) client = signed_in (NULL);
  g_autofree char *url = g_strdup_printf (
      "%s/webapi/query.cgi?api=SYNO.API.Info&version=1&method=query&query=SYNO.API.Auth",
      bks_demo_nas_get_url (client->nas));
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  char buffer[64];

  demo_order (client, "fail", "{'mode': 'drip'}");
  stream = soup_session_send (client->http, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL), ==, 1);
  g_assert_cmpint (buffer[0], ==, '{');
  g_assert_cmpint (g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL), ==, 1);
  g_input_stream_close (stream, NULL, NULL);
  assert_success (list (client));
}

static void
test_records (void)
{
  g_autoptr (DemoClient) client = demo_client_new (&(BksDemoNasOptions){ .otp = TRUE });
  g_autofree char *otp = bks_demo_nas_dup_otp (client->nas);
  g_autofree char *form = demo_form ("api", "SYNO.API.Auth", "version", "7", "method", "login",
                                     "account", "demo", "passwd", "demo+password", "otp_code", otp,
                                     "format", "sid", "enable_syno_token", "yes",
                                     "enable_device_token", "yes", NULL);
  g_autoptr (JsonNode) login = demo_send (client, "POST", "entry.cgi", form, NULL, NULL);
  g_autoptr (JsonNode) records = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (JsonNode) secrets = demo_control (client, "secrets", "{}");
  g_autofree char *text = NULL;

  client->sid = g_strdup (demo_text (login, "data.sid"));
  client->token = g_strdup (demo_text (login, "data.synotoken"));
  assert_success (demo_api (client, TASK, 1, "status", "task_id", "4", "additional",
                            "[\"last_bkp_time\"]", NULL));
  assert_success (demo_api (client, "SYNO.Entry.Request", 1, "request", "compound",
                            "[{\"api\":\"SYNO.Backup.Task\",\"method\":\"list\",\"version\":1,"
                            "\"sort_by\":\"name\"}]",
                            NULL));
  records = demo_control (client, "requests", "{'clear': true}");
  g_assert_cmpuint (demo_length (records, "requests"), ==, 4);
  g_assert_cmpstr (demo_text (records, "requests.0.params.passwd"), ==, "***");
  g_assert_cmpstr (demo_text (records, "requests.0.params.otp_code"), ==, "***");
  g_assert_cmpstr (demo_text (records, "requests.0.params.account"), ==, "demo");
  g_assert_cmpstr (demo_text (records, "requests.1.http_verb"), ==, "POST");
  g_assert_cmpstr (demo_text (records, "requests.1.path"), ==, "/webapi/entry.cgi");
  g_assert_cmpstr (demo_text (records, "requests.1.query"), ==, NULL);
  g_assert_cmpstr (demo_text (records, "requests.1.api"), ==, TASK);
  g_assert_cmpint (demo_int (records, "requests.1.version"), ==, 1);
  g_assert_cmpstr (demo_text (records, "requests.1.params.additional"), ==, "[\"last_bkp_time\"]");
  g_assert_cmpstr (demo_text (records, "requests.1.params._sid"), ==, "***");
  g_assert_cmpstr (demo_text (records, "requests.1.sid"), ==, "field");
  g_assert_cmpstr (demo_text (records, "requests.1.token"), ==, "header");
  g_assert_true (demo_bool (records, "requests.1.token_ok"));
  g_assert_cmpint (demo_int (records, "requests.1.code"), ==, 0);
  g_assert_true (JSON_NODE_HOLDS_NULL (demo_at (records, "requests.2.compound")));
  g_assert_cmpint (demo_int (records, "requests.3.compound"), ==, 0);
  g_assert_cmpstr (demo_text (records, "requests.3.params.sort_by"), ==, "\"name\"");

  text = json_to_string (records, FALSE);
  for (guint i = 0; i < demo_length (secrets, "secrets"); i++)
    {
      g_autofree char *path = g_strdup_printf ("secrets.%u", i);

      g_assert_null (strstr (text, demo_text (secrets, path)));
    }
  again = demo_control (client, "requests", "{}");
  g_assert_cmpuint (demo_length (again, "requests"), ==, 0);
}

static void
test_clock (void)
{
  g_autoptr (DemoClient) client = signed_in (NULL);
  g_autoptr (JsonNode) before = demo_control (client, "state", "{}");
  g_autoptr (JsonNode) after = NULL;
  g_autoptr (GDateTime) date = NULL;
  gint64 epoch = demo_int (before, "clock.epoch");

  g_assert_cmpint (demo_int (before, "clock.utc_offset"), ==, 7200);
  demo_order (client, "clock-offset", "{'seconds': 900}");
  assert_success (list (client));
  /* The web server of a NAS has the clock of the NAS. */
  date = soup_date_time_new_from_http_string (client->date);
  g_assert_cmpint (g_date_time_to_unix (date), >=, epoch + 900);
  assert_task_text (client, 4, "status", "backup");
  after = demo_control (client, "state", "{}");
  g_assert_cmpint (demo_int (after, "clock.epoch"), >=, epoch + 900);
  g_assert_cmpint (demo_int (after, "clock.clock_offset"), ==, 900);
  demo_order (client, "set-server", "{'no_date': true}");
  assert_success (list (client));
  g_assert_null (client->date);

  demo_order (client, "advance", "{'seconds': 86400}");
  assert_task_text (client, 4, "last_result", "done");
}

/* With the scheduler tasks start at their times; without, the time passes. */
static void
test_scheduler (void)
{
  g_autoptr (DemoClient) idle = signed_in (NULL);
  g_autoptr (DemoClient) busy = signed_in (&(BksDemoNasOptions){ .scheduler = TRUE });
  g_autoptr (JsonNode) idle_before = demo_task_state (idle, 5);
  g_autoptr (JsonNode) idle_after = NULL;
  g_autoptr (JsonNode) before = demo_task_state (busy, 5);
  g_autoptr (JsonNode) after = NULL;
  g_autofree char *next = NULL;

  demo_order (idle, "advance", "{'seconds': 259200}");
  idle_after = demo_task_state (idle, 5);
  g_assert_cmpint (demo_int (idle_after, "last_success"), ==,
                   demo_int (idle_before, "last_success"));
  g_assert_cmpstr (demo_text (idle_after, "next_bkp_time"), !=,
                   demo_text (idle_before, "next_bkp_time"));

  next = g_strdup_printf ("%s:00", demo_text (before, "next_bkp_time"));
  demo_order (busy, "advance", "{'seconds': 86400}");
  after = demo_task_state (busy, 5);
  g_assert_cmpint (demo_int (after, "versions"), ==, demo_int (before, "versions") + 1);
  g_assert_cmpstr (demo_text (after, "last_bkp_time"), ==, next);
  /* What is suspended or damaged stays as it is. */
  assert_task_text (busy, 1, "last_result", "done");
  assert_task_text (busy, 2, "last_result", "suspend");
}

static void
test_end_run (void)
{
  g_autoptr (DemoClient) client = signed_in (NULL);
  g_autoptr (JsonNode) answer = NULL;

  demo_order (client, "end-run",
              "{'task_id': 4, 'result': 'failed', 'error': 'No space', 'error_code': 4421}");
  answer = demo_api (client, TASK, 1, "status", "task_id", "4", "additional",
                     "[\"last_bkp_result\"]", NULL);
  g_assert_cmpstr (demo_text (answer, "data.status"), ==, "none");
  g_assert_cmpstr (demo_text (answer, "data.last_bkp_result"), ==, "failed");
  g_assert_cmpstr (demo_text (answer, "data.last_bkp_error"), ==, "No space");
  g_assert_cmpint (demo_int (answer, "data.last_bkp_error_code"), ==, 4421);
  demo_order (client, "end-run", "{'task_id': 8}");
  assert_task_text (client, 8, "last_result", "done");
  assert_task_int (client, 8, "versions", 1);
}

static void
test_set_task (void)
{
  g_autoptr (DemoClient) client = signed_in (NULL);
  g_autoptr (JsonNode) added = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (JsonNode) rows = NULL;
  g_autoptr (GError) error = NULL;

  demo_order (client, "set-task",
              "{'task_id': 5, 'name': 'Other', 'status': 'defragmenting', 'state': 'unauth',"
              " 'raw': {'repo_id': 'x', 'extra': [1]}}");
  rows = list (client);
  g_assert_cmpstr (demo_text (rows, "data.task_list.4.name"), ==, "Other");
  g_assert_cmpstr (demo_text (rows, "data.task_list.4.status"), ==, "defragmenting");
  g_assert_cmpstr (demo_text (rows, "data.task_list.4.repo_id"), ==, "x");
  g_assert_true (demo_has (rows, "data.task_list.4.extra"));
  demo_order (client, "set-task", "{'task_id': 5, 'status': null, 'raw': null}");
  assert_task_text (client, 5, "status", "none");

  demo_order (client, "set-task", "{'task_id': 6, 'progress': 81}");
  answer = demo_api (client, TASK, 1, "status", "task_id", "6", NULL);
  g_assert_cmpint (demo_int (answer, "data.progress.progress"), >=, 81);

  added = demo_control (client, "add-task", "{'name': 'New', 'repo_id': 4, 'last_result': 'done'}");
  g_assert_cmpstr (demo_text (added, "task_id"), ==, "9");
  assert_task_text (client, 9, "name", "New");
  demo_order (client, "remove-task", "{'task_id': 9}");
  g_assert_null (demo_task_state (client, 9));

  g_assert_null (
      bks_demo_nas_control (client->nas, "set-task", "{\"task_id\":5,\"nam\":1}", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (bks_demo_nas_control (client->nas, "set-task", "{\"task_id\":99}", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (bks_demo_nas_control (client->nas, "no-such", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (bks_demo_nas_control (client->nas, "fail", "{\"mode\":\"no-such\"}", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static gboolean
remember_cb (SoupMessage *message,
             GTlsCertificate *certificate,
             GTlsCertificateFlags errors,
             gpointer data)
{
  g_autoptr (GByteArray) der = NULL;
  char **fingerprint = data;

  g_object_get (certificate, "certificate", &der, NULL);
  g_free (*fingerprint);
  *fingerprint = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
  return TRUE;
}

static char *
seen_fingerprint (DemoClient *client)
{
  g_autofree char *url = g_strconcat (bks_demo_nas_get_url (client->nas), "/", NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;
  char *fingerprint = NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (remember_cb), &fingerprint);
  body = soup_session_send_and_read (client->http, message, NULL, &error);
  g_assert_no_error (error);
  return fingerprint;
}

static void
test_tls (void)
{
  g_autoptr (DemoClient) client = signed_in (&(BksDemoNasOptions){ .tls = TRUE });
  g_autoptr (JsonNode) renewed = NULL;
  g_autofree char *first = seen_fingerprint (client);
  g_autofree char *second = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_str_has_prefix (bks_demo_nas_get_url (client->nas), "https://127.0.0.1:"));
  g_assert_cmpuint (strlen (first), ==, 64);
  g_assert_cmpstr (first, ==, bks_demo_nas_get_fingerprint (client->nas));
  assert_success (list (client));

  renewed = demo_control (client, "new-certificate", "{}");
  second = seen_fingerprint (client);
  g_assert_cmpstr (second, !=, first);
  g_assert_cmpstr (second, ==, demo_text (renewed, "fingerprint"));
  assert_success (list (client));

  g_assert_null (bks_demo_nas_control (client->nas, "certificate", "{\"kind\": \"odd\"}", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (
      bks_demo_nas_new (&(BksDemoNasOptions){ .tls = TRUE, .certificate = "odd" }, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);

  {
    g_autoptr (DemoClient) plain = demo_client_new (NULL);

    g_assert_null (bks_demo_nas_get_fingerprint (plain->nas));
    g_assert_null (bks_demo_nas_control (plain->nas, "new-certificate", NULL, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  }
}

/* The control port says the same as the C interface. */
static void
test_port (void)
{
  g_autoptr (DemoClient) client = signed_in (&(BksDemoNasOptions){ .want_control = TRUE });
  g_autofree char *state = g_strconcat (bks_demo_nas_get_control_url (client->nas), "/state", NULL);
  g_autofree char *clear = g_strconcat (bks_demo_nas_get_control_url (client->nas), "/clear", NULL);
  g_autofree char *wrong = g_strconcat (bks_demo_nas_get_control_url (client->nas), "/wrong", NULL);
  struct
  {
    const char *verb;
    const char *url;
    guint status;
  } cases[] = {
    { "GET", state, 200 }, { "POST", state, 200 }, { "POST", clear, 200 },
    { "GET", clear, 405 }, { "POST", wrong, 404 }, { "PUT", state, 405 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SoupMessage) message = soup_message_new (cases[i].verb, cases[i].url);
      g_autoptr (GBytes) body = soup_session_send_and_read (client->http, message, NULL, NULL);

      g_assert_nonnull (body);
      g_assert_cmpuint (soup_message_get_status (message), ==, cases[i].status);
      if (i == 0)
        {
          g_autoptr (JsonNode) node = json_from_string (g_bytes_get_data (body, NULL), NULL);

          g_assert_cmpstr (demo_text (node, "host_name"), ==, "office-nas");
        }
    }
}

static void
test_taken_port (void)
{
  g_autoptr (DemoClient) client = demo_client_new (NULL);
  const char *colon = strrchr (bks_demo_nas_get_url (client->nas), ':');
  BksDemoNasOptions options = { .port = (guint) g_ascii_strtoull (colon + 1, NULL, 10) };
  g_autoptr (GError) error = NULL;

  g_assert_null (bks_demo_nas_new (&options, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
}

static void
test_stop (void)
{
  g_autoptr (DemoClient) client = signed_in (NULL);
  g_autoptr (GError) error = NULL;

  bks_demo_nas_stop (client->nas);
  bks_demo_nas_stop (client->nas);
  g_assert_null (list (client));
  g_assert_nonnull (client->error);
  g_assert_null (bks_demo_nas_control (client->nas, "state", NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

static gpointer
hammer (gpointer data)
{
  DemoClient *client = data;

  for (int i = 0; i < 200; i++)
    demo_order (client, i % 2 ? "state" : "counters", "{}");
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (DemoClient) client = signed_in (NULL);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("hammer", hammer, client);
  for (int i = 0; i < 20; i++)
    assert_success (list (client));
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/control/transport-faults", test_transport_faults);
  g_test_add_func ("/demo/control/deviating-answers", test_deviating_answers);
  g_test_add_func ("/demo/control/aimed-faults", test_aimed_faults);
  g_test_add_func ("/demo/control/writes", test_writes);
  g_test_add_func ("/demo/control/slow", test_slow);
  g_test_add_func ("/demo/control/drip", test_drip);
  g_test_add_func ("/demo/control/records", test_records);
  g_test_add_func ("/demo/control/clock", test_clock);
  g_test_add_func ("/demo/control/scheduler", test_scheduler);
  g_test_add_func ("/demo/control/end-run", test_end_run);
  g_test_add_func ("/demo/control/set-task", test_set_task);
  g_test_add_func ("/demo/control/tls", test_tls);
  g_test_add_func ("/demo/control/port", test_port);
  g_test_add_func ("/demo/control/taken-port", test_taken_port);
  g_test_add_func ("/demo/control/stop", test_stop);
  g_test_add_func ("/demo/control/threads", test_threads);
  return g_test_run ();
}
