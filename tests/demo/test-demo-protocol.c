/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-client.h"

#define TASK "SYNO.Backup.Task"
#define LOG  "SYNO.SDS.Backup.Client.Common.Log"

static JsonNode *
query (DemoClient *client, const char *what)
{
  g_autofree char *form = demo_form ("api", "SYNO.API.Info", "version", "1", "method", "query",
                                     "query", what, NULL);

  return demo_send (client, "GET", "query.cgi", form, NULL, NULL);
}

static void
assert_range (JsonNode *answer, const char *api, int min, int max)
{
  JsonObject *data = json_node_get_object (demo_at (answer, "data"));
  JsonObject *entry = json_object_get_object_member (data, api);

  g_assert_nonnull (entry);
  g_assert_cmpint (json_object_get_int_member (entry, "minVersion"), ==, min);
  g_assert_cmpint (json_object_get_int_member (entry, "maxVersion"), ==, max);
}

static const char *
request_format (JsonNode *answer, const char *api)
{
  JsonObject *data = json_node_get_object (demo_at (answer, "data"));
  JsonObject *entry = json_object_get_object_member (data, api);

  return json_object_get_string_member_with_default (entry, "requestFormat", NULL);
}

static void
test_discovery (void)
{
  g_autoptr (DemoClient) client = demo_client_new (NULL);
  g_autoptr (JsonNode) all = query (client, "all");
  g_autoptr (JsonNode) some = NULL;

  g_assert_true (g_str_has_prefix (client->content_type, "text/plain"));
  assert_range (all, "SYNO.API.Auth", 1, 7);
  assert_range (all, TASK, 1, 2);
  assert_range (all, "SYNO.Backup.Target", 1, 2);
  assert_range (all, "SYNO.Backup.Repository", 1, 2);
  assert_range (all, "SYNO.Backup.Version", 1, 2);
  assert_range (all, LOG, 1, 1);
  assert_range (all, "SYNO.Backup.Service.VersionBackup.Target", 1, 1);
  g_assert_cmpstr (request_format (all, TASK), ==, "JSON");
  g_assert_null (request_format (all, "SYNO.API.Auth"));

  some = query (client, "SYNO.API.Auth,SYNO.No.Such,SYNO.Backup.Task");
  g_assert_cmpuint (json_object_get_size (json_node_get_object (demo_at (some, "data"))), ==, 2);
}

static void
test_variants (void)
{
  static const struct
  {
    const char *variant;
    gboolean sends;
    gboolean receives;
  } cases[] = { { "full", TRUE, TRUE },
                { "no-vault", TRUE, FALSE },
                { "vault-only", FALSE, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DemoClient) client = demo_client_new (
          &(BksDemoNasOptions){ .variant = cases[i].variant });
      g_autoptr (JsonNode) all = query (client, "all");
      JsonObject *data = json_node_get_object (demo_at (all, "data"));

      demo_sign_in (client);
      g_assert_cmpint (json_object_has_member (data, TASK), ==, cases[i].sends);
      g_assert_cmpint (json_object_has_member (data, LOG), ==, cases[i].sends);
      g_assert_cmpint (json_object_has_member (data, "SYNO.Backup.Service.VersionBackup.Target"),
                       ==, cases[i].receives);
      assert_code (demo_api (client, TASK, 1, "list", NULL), cases[i].sends ? 0 : 102);
      assert_code (demo_api (client, "SYNO.Backup.Service.VersionBackup.Target", 1, "list", NULL),
                   cases[i].receives ? 0 : 102);
    }
}

static void
test_no_permission (void)
{
  g_autoptr (DemoClient) client = demo_client_new (
      &(BksDemoNasOptions){ .variant = "no-permission" });

  demo_sign_in (client);
  assert_code (demo_api (client, TASK, 1, "list", NULL), 105);
  assert_code (demo_api (client, "SYNO.Core.System", 1, "info", NULL), 105);
  assert_code (demo_api (client, "SYNO.Backup.Service.VersionBackup.Config", 1, "get", NULL), 105);
}

static void
test_dsm6 (void)
{
  g_autoptr (DemoClient) client = demo_client_new (&(BksDemoNasOptions){ .variant = "dsm6" });
  g_autoptr (JsonNode) all = query (client, "all");

  assert_range (all, "SYNO.API.Auth", 1, 6);
  g_assert_cmpstr (demo_text (all, "data.SYNO"), ==, NULL);
  g_assert_nonnull (strstr (client->body, "\"SYNO.API.Auth\":{\"path\":\"auth.cgi\""));
  assert_code (demo_login (client, "demo", "demo+password"), 104);
}

/* 101 before 102 before 104 before 103 before the session. */
static void
test_order_of_checks (void)
{
  g_autoptr (DemoClient) client = demo_client_new (NULL);

  assert_code (demo_send (client, "GET", "entry.cgi", "api=SYNO.Backup.Task&version=1", NULL, NULL),
               101);
  assert_code (demo_send (client, "GET", "entry.cgi", "version=1&method=list", NULL, NULL), 101);
  assert_code (
      demo_send (client, "GET", "entry.cgi", "api=SYNO.Backup.Task&method=list", NULL, NULL), 101);
  assert_code (demo_api (client, "SYNO.No.Such", 9, "no_such", NULL), 102);
  assert_code (demo_api (client, TASK, 3, "no_such", NULL), 104);
  assert_code (demo_api (client, TASK, 1, "no_such", NULL), 103);
  assert_code (demo_api (client, TASK, 2, "list", NULL), 103);
  assert_code (demo_api (client, "SYNO.Backup.Version", 1, "list", NULL), 103);
  assert_code (demo_api (client, TASK, 1, "list", NULL), 119);
}

static void
test_missing_parameters (void)
{
  static const char *const by_task[] = { "status", "get", "backup", "resume", "discard", "cancel" };
  g_autoptr (DemoClient) client = demo_client_new (NULL);
  g_autoptr (JsonNode) statistic = NULL;
  g_autoptr (JsonNode) log = NULL;

  demo_sign_in (client);
  for (guint i = 0; i < G_N_ELEMENTS (by_task); i++)
    {
      assert_code (demo_api (client, TASK, 1, by_task[i], NULL), 4400);
      assert_code (demo_api (client, TASK, 1, by_task[i], "task_id", "999", NULL), 4400);
    }
  assert_code (demo_api (client, "SYNO.Backup.Repository", 1, "get", NULL), 4400);
  assert_code (demo_api (client, "SYNO.Backup.Target", 1, "get", NULL), 4400);
  assert_code (demo_api (client, "SYNO.Backup.Version", 2, "list", NULL), 4400);
  assert_code (demo_api (client, TASK, 1, "delete", NULL), 4400);
  assert_code (demo_api (client, TASK, 1, "list", "additional", "[\"no_such\"]", NULL), 4400);

  statistic = demo_api (client, "SYNO.SDS.Backup.Client.Common.Statistic", 1, "get", NULL);
  g_assert_cmpint (demo_code (statistic), ==, 120);
  g_assert_cmpstr (demo_text (statistic, "error.errors.name"), ==, "task_id");
  g_assert_cmpstr (demo_text (statistic, "error.errors.reason"), ==, "required");

  log = demo_api (client, LOG, 1, "list", "offset", "0", NULL);
  g_assert_cmpint (demo_code (log), ==, 120);
  g_assert_cmpstr (demo_text (log, "error.errors.name"), ==, "limit");
  assert_code (demo_api (client, LOG, 1, "list", "limit", "10", NULL), 120);
  assert_code (demo_api (client, LOG, 1, "list", "offset", "0", "limit", "10", "filter_level",
                         "\"err\"", NULL),
               120);
  assert_code (
      demo_api (client, LOG, 1, "list", "offset", "0", "limit", "10", "filter_level", "", NULL),
      120);
}

/* Quoted and bare, GET and POST, session and token wherever they may be. */
static void
test_forms (void)
{
  static const char *const keywords[] = { "\"accounting\"", "accounting", "ACCOUNTING" };
  g_autoptr (DemoClient) client = demo_client_new (NULL);
  g_autofree char *get = NULL;
  gint64 total = 0;

  demo_sign_in (client);
  for (guint i = 0; i < G_N_ELEMENTS (keywords); i++)
    {
      g_autoptr (JsonNode) answer = demo_api (client, LOG, 1, "list", "offset", "0", "limit", "1",
                                              "filter_keyword", keywords[i], NULL);

      g_assert_cmpint (demo_int (answer, "data.total"), >, 0);
      if (i > 0)
        g_assert_cmpint (demo_int (answer, "data.total"), ==, total);
      total = demo_int (answer, "data.total");
    }
  /* What looks like something else bare, is text when quoted; and both are found. */
  demo_order (client, "add-log", "{'event': '[Local][X] 4711 true \\\\'}");
  {
    static const char *const odd[] = { "\"4711\"", "4711", "\"4711 true\"", "\"\\\\\"" };

    for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
      {
        g_autoptr (JsonNode) answer = demo_api (client, LOG, 1, "list", "offset", "\"0\"", "limit",
                                                "5", "filter_keyword", odd[i], NULL);

        g_assert_cmpint (demo_int (answer, "data.total"), ==, 1);
      }
  }

  assert_success (
      demo_api (client, TASK, 1, "status", "task_id", "\"4\"", "no_such_parameter", "[1,", NULL));
  /* The three fields that name the call are never quoted. */
  assert_code (demo_api (client, "\"" TASK "\"", 1, "list", NULL), 102);
  assert_code (demo_api (client, TASK, 1, "\"list\"", NULL), 103);
  get = demo_form ("api", TASK, "version", "1", "method", "status", "task_id", "4", "blOnline",
                   "False", "_sid", client->sid, "SynoToken", client->token, NULL);
  assert_success (demo_send (client, "GET", "entry.cgi", get, NULL, NULL));
  /* The web interface of DSM repeats the API in the path. */
  assert_success (demo_send (client, "POST", "entry.cgi/" TASK, get, NULL, NULL));
}

/* The forms of the public Python client: everything by GET, the API in front, version 6 with a
 * cookie session, values as Python writes them. */
static void
test_python_client (void)
{
  static const struct
  {
    const char *form;
    int code;
  } calls[] = {
    { "api=SYNO.Backup.Repository&version=1&method=get&task_id=1", 0 },
    { "api=SYNO.Backup.Repository&version=1&method=list", 0 },
    { "api=SYNO.Backup.Task&version=1&method=list", 0 },
    { "api=SYNO.Backup.Task&version=1&method=status&task_id=4", 0 },
    { "api=SYNO.Backup.Task&version=1&method=get&task_id=4", 0 },
    { "api=SYNO.Backup.Task&version=1&method=status&task_id=4&blOnline=False"
      "&additional=%5B%22last_bkp_time%22%2C+%22next_bkp_time%22%2C+%22last_bkp_result%22%2C+"
      "%22is_modified%22%2C+%22last_bkp_progress%22%2C+%22last_bkp_success_version%22%5D",
      0 },
    { "api=SYNO.Backup.Task&version=1&method=backup&task_id=5", 0 },
    { "api=SYNO.Backup.Task&version=1&method=cancel&task_id=5&task_state=backupable", 0 },
    { "api=SYNO.Backup.Target&version=1&method=error_detect&task_id=6&detect_data=True"
      "&sessId=None&sessKey=None",
      0 },
    { "api=SYNO.Backup.Target&version=1&method=error_detect_cancel&task_id=6", 0 },
    { "api=SYNO.SDS.Backup.Client.Common.Log&version=1&method=list&offset=0&limit=1000"
      "&filter_keyword=&filter_date_from=0&filter_date_to=0",
      0 },
    { "api=SYNO.Backup.Service.VersionBackup.Target&version=1&method=list", 0 },
    { "api=SYNO.Backup.Service.VersionBackup.Config&version=1&method=get", 0 },
    { "api=SYNO.Backup.Service.VersionBackup.Config&version=1&method=set&parallel_backup_limit=3",
      0 },
    { "api=SYNO.Backup.Service.VersionBackup.Target&version=1&method=detail&target_id=1", 0 },
    { "api=SYNO.SDS.Backup.Server.Common.Statistic&version=1&method=get&task_id=1"
      "&additional=%5B%22volume_size%22%5D",
      0 },
    { "api=SYNO.SDS.Backup.Server.Common.Log&version=1&method=list&offset=0&limit=200"
      "&filter_target_id=1",
      0 },
    /* The end of its sequence, without a pause. */
    { "api=SYNO.Backup.Task&version=1&method=suspend&task_id=4&task_state=backupable", 0 },
    { "api=SYNO.Backup.Task&version=1&method=resume&task_id=4", 0 },
    { "api=SYNO.Backup.Task&version=1&method=cancel&task_id=4&task_state=backupable", 0 },
    { "api=SYNO.Backup.Task&version=1&method=discard&task_id=4", 0 },
    { "api=SYNO.Backup.Task&version=1&method=delete&task_id_list=%5B6%5D&is_remove_data=False", 0 },
  };
  g_autoptr (DemoClient) client = demo_client_new (NULL);
  const char *login =
      "api=SYNO.API.Auth&version=6&method=login&account=demo&passwd=demo%2Bpassword"
      "&session=webui&format=cookie&enable_syno_token=yes&client=browser&timezone=%2B02%3A00"
      "&logintype=local&rememberme=0&otp_code=&enable_device_token=no&device_name=";
  g_autoptr (JsonNode) answer = demo_send (client, "GET", "entry.cgi", login, NULL, NULL);

  g_assert_cmpint (demo_code (answer), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autofree char *form = g_strdup_printf ("%s&_sid=%s", calls[i].form,
                                               demo_text (answer, "data.sid"));

      g_test_message ("%s", calls[i].form);
      assert_code (
          demo_send (client, "GET", "entry.cgi", form, NULL, demo_text (answer, "data.synotoken")),
          calls[i].code);
    }
  demo_order (client, "advance", "{'seconds': 2}");
  assert_task_text (client, 4, "last_result", "failed");
  assert_task_text (client, 5, "last_result", "cancel");
  g_assert_null (demo_task_state (client, 6));
  {
    g_autoptr (JsonNode) state = demo_control (client, "state", "{}");

    g_assert_cmpint (demo_int (state, "vault.limit"), ==, 3);
  }
}

static void
test_compound (void)
{
  g_autoptr (DemoClient) client = demo_client_new (NULL);
  const char *compound =
      "[{\"api\":\"SYNO.Backup.Task\",\"method\":\"status\",\"version\":1,\"task_id\":5},"
      "{\"api\":\"SYNO.Backup.Task\",\"method\":\"status\",\"version\":1},"
      "{\"api\":\"SYNO.Core.System\",\"method\":\"info\",\"version\":1}]";
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (JsonNode) stopped = NULL;
  g_autoptr (JsonNode) good = NULL;

  demo_sign_in (client);
  answer = demo_api (client, "SYNO.Entry.Request", 1, "request", "compound", compound, "mode",
                     "\"parallel\"", "stop_when_error", "false", NULL);
  g_assert_cmpint (demo_code (answer), ==, 0);
  g_assert_true (demo_bool (answer, "data.has_fail"));
  g_assert_cmpuint (demo_length (answer, "data.result"), ==, 3);
  g_assert_true (demo_bool (answer, "data.result.0.success"));
  g_assert_cmpint (demo_int (answer, "data.result.0.data.task_id"), ==, 5);
  g_assert_cmpstr (demo_text (answer, "data.result.1.api"), ==, TASK);
  g_assert_cmpstr (demo_text (answer, "data.result.1.method"), ==, "status");
  g_assert_cmpint (demo_int (answer, "data.result.1.version"), ==, 1);
  g_assert_cmpint (demo_int (answer, "data.result.1.error.code"), ==, 4400);
  g_assert_cmpstr (demo_text (answer, "data.result.2.api"), ==, "SYNO.Core.System");

  stopped = demo_api (client, "SYNO.Entry.Request", 1, "request", "compound", compound, "mode",
                      "sequential", "stop_when_error", "true", NULL);
  g_assert_cmpuint (demo_length (stopped, "data.result"), ==, 2);

  good = demo_api (client, "SYNO.Entry.Request", 1, "request", "compound",
                   "[{\"api\":\"SYNO.Backup.Task\",\"method\":\"list\",\"version\":1,"
                   "\"additional\":[\"last_bkp_time\"],\"sort_by\":\"name\"}]",
                   NULL);
  g_assert_false (demo_bool (good, "data.has_fail"));
  g_assert_cmpstr (demo_text (good, "data.result.0.data.task_list.0.name"), ==, "Accounting");
  g_assert_true (demo_has (good, "data.result.0.data.task_list.0.last_bkp_time"));

  assert_code (demo_api (client, "SYNO.Entry.Request", 1, "request", NULL), 120);
  assert_code (demo_api (client, "SYNO.Entry.Request", 1, "request", "compound", "{}", NULL), 120);
  g_clear_pointer (&client->sid, g_free);
  assert_code (demo_api (client, "SYNO.Entry.Request", 1, "request", "compound", "[]", NULL), 119);
}

/* A value inside a compound is a native one: a string that has quotes in it has quotes. */
static void
test_compound_values (void)
{
  g_autoptr (DemoClient) client = demo_client_new (NULL);
  g_autoptr (JsonNode) answer = NULL;

  demo_sign_in (client);
  answer = demo_api (client, "SYNO.Entry.Request", 1, "request", "compound",
                     "[{\"api\":\"SYNO.SDS.Backup.Client.Common.Log\",\"method\":\"list\","
                     "\"version\":1,\"offset\":0,\"limit\":1,\"filter_keyword\":\"accounting\"},"
                     "{\"api\":\"SYNO.SDS.Backup.Client.Common.Log\",\"method\":\"list\","
                     "\"version\":1,\"offset\":0,\"limit\":1,"
                     "\"filter_keyword\":\"\\\"accounting\\\"\"}]",
                     NULL);
  g_assert_cmpint (demo_int (answer, "data.result.0.data.total"), >, 0);
  g_assert_cmpint (demo_int (answer, "data.result.1.data.total"), ==, 0);
}

/* As ctime() has it: "Fri Apr 24 10:30:00 2026", "Tue Dec  1 06:38:02 2026". */
static void
assert_ctime (const char *text)
{
  if (!g_regex_match_simple ("^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}$",
                             text, 0, 0))
    g_error ("“%s” is not what ctime() writes", text);
}

static void
test_system (void)
{
  g_autoptr (DemoClient) client = demo_client_new (NULL);
  g_autoptr (JsonNode) info = NULL;
  g_autoptr (JsonNode) network = NULL;
  g_autoptr (JsonNode) packages = NULL;
  g_autoptr (JsonNode) changed = NULL;

  demo_sign_in (client);
  info = demo_api (client, "SYNO.Core.System", 1, "info", NULL);
  g_assert_cmpstr (demo_text (info, "data.time_zone"), ==, "Amsterdam");
  g_assert_true (g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d$",
                                       demo_text (info, "data.time"), 0, 0));
  demo_order (client, "set-server", "{'ctime_format': true}");
  changed = demo_api (client, "SYNO.Core.System", 1, "info", NULL);
  assert_ctime (demo_text (changed, "data.time"));

  /* Days of one digit and of two, whatever today is. */
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (JsonNode) later = NULL;

      demo_order (client, "advance", "{'seconds': 777600}");
      demo_sign_in (client);
      later = demo_api (client, "SYNO.Core.System", 1, "info", NULL);
      assert_ctime (demo_text (later, "data.time"));
    }

  assert_success (demo_api (client, "SYNO.DSM.Info", 2, "getinfo", NULL));
  network = demo_api (client, "SYNO.DSM.Network", 2, "list", NULL);
  g_assert_cmpstr (demo_text (network, "data.hostname"), ==, "office-nas");
  packages = demo_api (client, "SYNO.Core.Package", 2, "list", "additional", "[\"status\"]", NULL);
  g_assert_cmpstr (demo_text (packages, "data.packages.1.id"), ==, "HyperBackup");
  g_assert_cmpstr (demo_text (packages, "data.packages.1.additional.status"), ==, "running");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/protocol/discovery", test_discovery);
  g_test_add_func ("/demo/protocol/variants", test_variants);
  g_test_add_func ("/demo/protocol/no-permission", test_no_permission);
  g_test_add_func ("/demo/protocol/dsm6", test_dsm6);
  g_test_add_func ("/demo/protocol/order-of-checks", test_order_of_checks);
  g_test_add_func ("/demo/protocol/missing-parameters", test_missing_parameters);
  g_test_add_func ("/demo/protocol/forms", test_forms);
  g_test_add_func ("/demo/protocol/python-client", test_python_client);
  g_test_add_func ("/demo/protocol/compound", test_compound);
  g_test_add_func ("/demo/protocol/compound-values", test_compound_values);
  g_test_add_func ("/demo/protocol/system", test_system);
  return g_test_run ();
}
