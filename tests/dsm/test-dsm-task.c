/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "dsm-lab.h"

/* Every method once, as it goes over the wire, and what the NAS makes of it. */

#define LIST_KEYS                                                                                  \
  "[\"last_bkp_time\",\"next_bkp_time\",\"last_bkp_result\",\"is_modified\",\"schedule\"]"
#define STATUS_KEYS                                                                                \
  "[\"last_bkp_time\",\"next_bkp_time\",\"last_bkp_result\",\"is_modified\","                      \
  "\"last_bkp_progress\",\"last_bkp_success_version\"]"

/* The usual tasks of the simulated NAS. */
#define BROKEN    "1"
#define SUSPENDED "2"
#define RUNNING   "4"
#define IDLE      "5"

static Lab *
make_lab (gconstpointer tls)
{
  BksDemoNasOptions options = { .seed = 1, .tls = GPOINTER_TO_INT (tls) };

  return lab_new (&options);
}

/* What holds for every request but discovery. */
static void
check_envelope (JsonObject *request)
{
  g_assert_cmpstr (json_object_get_string_member (request, "http_verb"), ==, "POST");
  g_assert_cmpstr (json_object_get_string_member (request, "path"), ==, "/webapi/entry.cgi");
  g_assert_null (strchr (json_object_get_string_member (request, "url"), '?'));
  g_assert_cmpstr (json_object_get_string_member (request, "content_type"), ==,
                   "application/x-www-form-urlencoded");
}

static void
check_session (JsonObject *request)
{
  check_envelope (request);
  g_assert_cmpstr (json_object_get_string_member (request, "sid"), ==, "field");
  g_assert_cmpstr (json_object_get_string_member (request, "token"), ==, "header");
  g_assert_true (json_object_get_boolean_member (request, "sid_ok"));
  g_assert_true (json_object_get_boolean_member (request, "token_ok"));
}

static void
test_discovery (gconstpointer tls)
{
  g_autoptr (Lab) lab = make_lab (tls);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) requests = NULL;
  JsonObject *request;
  const DsmApi *api;

  g_assert_null (dsm_client_get_api (lab->client, "SYNO.Backup.Task"));
  g_assert_true (lab_discover (lab->client, &error));
  g_assert_no_error (error);

  requests = lab_requests (lab);
  g_assert_cmpuint (json_array_get_length (requests), ==, 1);
  request = lab_request (requests, 0);
  lab_assert_call (request, "SYNO.API.Info", 1, "query");
  lab_assert_params (request, "query", "all", NULL);
  g_assert_cmpstr (json_object_get_string_member (request, "http_verb"), ==, "GET");
  g_assert_cmpstr (json_object_get_string_member (request, "path"), ==, "/webapi/query.cgi");

  api = dsm_client_get_api (lab->client, "SYNO.Backup.Task");
  g_assert_nonnull (api);
  g_assert_cmpstr (api->path, ==, "entry.cgi");
  g_assert_cmpint (api->min_version, ==, 1);
  g_assert_cmpint (api->max_version, ==, 2);
  g_assert_true (api->json);
  g_assert_false (dsm_client_get_api (lab->client, "SYNO.API.Auth")->json);
  g_assert_null (dsm_client_get_api (lab->client, "SYNO.No.Such.Thing"));
}

static void
test_login (gconstpointer tls)
{
  g_autoptr (Lab) lab = make_lab (tls);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) requests = NULL;
  g_autoptr (JsonObject) state = NULL;
  JsonObject *request;

  g_assert_false (dsm_client_is_signed_in (lab->client));
  g_assert_true (lab_login (lab->client, &error));
  g_assert_no_error (error);
  g_assert_true (dsm_client_is_signed_in (lab->client));

  requests = lab_requests (lab);
  request = lab_find_request (requests, "login");
  lab_assert_call (request, "SYNO.API.Auth", 7, "login");
  lab_assert_params (request, "account", "demo", "passwd", "***", "format", "sid",
                     "enable_syno_token", "yes", NULL);
  check_envelope (request);
  g_assert_cmpint (lab_count (lab, "logins"), ==, 1);
  g_assert_cmpint (lab_count (lab, "failed_logins"), ==, 0);

  state = lab_control (lab, "state", NULL);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (state, "sessions")), ==,
                    1);

  /* There is a session: nothing is sent. */
  g_assert_true (lab_login (lab->client, &error));
  g_assert_cmpint (lab_count (lab, "logins"), ==, 1);
}

static void
test_list (gconstpointer tls)
{
  g_autoptr (Lab) lab = make_lab (tls);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmTaskList) list = lab_refresh (lab->client, FALSE, &error);
  g_autoptr (JsonArray) requests = lab_requests (lab);
  g_autoptr (JsonObject) state = lab_control (lab, "state", NULL);
  JsonObject *request = lab_find_request (requests, "list");

  g_assert_no_error (error);
  lab_assert_call (request, "SYNO.Backup.Task", 1, "list");
  lab_assert_params (request, "additional", LIST_KEYS, NULL);
  check_session (request);
  request = lab_find_request (requests, "info");
  lab_assert_call (request, "SYNO.Core.System", 1, "info");
  lab_assert_params (request, NULL);

  g_assert_cmpuint (list->tasks->len, ==,
                    json_array_get_length (json_object_get_array_member (state, "tasks")));
  g_assert_cmpuint (list->n_dropped, ==, 0);
  g_assert_false (list->is_restoring);
  g_assert_cmpint (list->utc_offset, ==, 7200);
  g_assert_cmpint (ABS (list->clock_error), <=, 2);
  g_assert_cmpint (ABS (list->asked_at - g_get_real_time ()), <, 60 * G_USEC_PER_SEC);

  for (guint i = 0; i < list->tasks->len; i++)
    {
      const DsmTaskRecord *task = g_ptr_array_index (list->tasks, i);
      g_autoptr (JsonObject) truth = lab_task_state (lab, task->id);
      gint64 last_success;
      gint64 there = json_object_get_int_member (truth, "last_success");

      g_assert_cmpstr (task->name, ==, json_object_get_string_member (truth, "name"));
      g_assert_cmpstr (task->state, ==, json_object_get_string_member (truth, "state"));
      g_assert_cmpstr (task->status, ==, json_object_get_string_member (truth, "status"));
      g_assert_cmpstr (task->last_result, ==, json_object_get_string_member (truth, "last_result"));
      g_assert_cmpint (task->last_error_code, ==, json_object_get_int_member (truth, "error_code"));
      g_assert_true (task->has_status);
      g_assert_no_error (task->status_error);
      if (there == 0)
        g_assert_cmpint (task->last_success.kind, ==, DSM_TIME_NONE);
      else
        {
          g_assert_true (dsm_time_to_utc (&task->last_success, list->utc_offset, &last_success));
          g_assert_cmpint (last_success, ==, there);
        }
      g_assert_cmpint (task->progress != NULL, ==, g_str_equal (task->status, "backup"));
    }
}

static void
test_status (gconstpointer tls)
{
  g_autoptr (Lab) lab = make_lab (tls);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmTaskRecord) task = lab_status (lab->client, RUNNING, &error);
  g_autoptr (JsonArray) requests = lab_requests (lab);
  g_autoptr (JsonObject) truth = lab_task_state (lab, RUNNING);
  JsonObject *progress = json_object_get_object_member (truth, "progress");
  JsonObject *request = lab_find_request (requests, "status");

  g_assert_no_error (error);
  lab_assert_call (request, "SYNO.Backup.Task", 1, "status");
  lab_assert_params (request, "task_id", "4", "blOnline", "false", "additional", STATUS_KEYS, NULL);
  check_session (request);

  g_assert_cmpstr (task->id, ==, RUNNING);
  g_assert_cmpstr (task->status, ==, "backup");
  g_assert_true (task->has_status);
  g_assert_nonnull (task->progress);
  g_assert_cmpint (task->progress->percent, ==, json_object_get_int_member (progress, "progress"));
  g_assert_cmpstr (task->progress->step, ==, json_object_get_string_member (progress, "step"));
  g_assert_cmpint (task->progress->can_cancel, ==, DSM_TRUE);
  g_assert_cmpint (task->progress->total_bytes, >, 0);
  g_assert_cmpint (task->progress->processed_bytes, <, task->progress->total_bytes);
}

static void
test_get (gconstpointer tls)
{
  g_autoptr (Lab) lab = make_lab (tls);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmTaskDetails) details = lab_get (lab->client, IDLE, &error);
  g_autoptr (JsonArray) requests = lab_requests (lab);
  g_autoptr (JsonObject) truth = lab_task_state (lab, IDLE);
  JsonObject *request = lab_find_request (requests, "get");

  g_assert_no_error (error);
  lab_assert_call (request, "SYNO.Backup.Task", 1, "get");
  lab_assert_params (request, "task_id", "5", "additional",
                     "[\"repository\",\"schedule\",\"backup_params\",\"rotate_params\"]", NULL);
  check_session (request);

  g_assert_cmpstr (details->task->id, ==, IDLE);
  g_assert_cmpstr (details->task->name, ==, json_object_get_string_member (truth, "name"));
  g_assert_cmpuint (g_strv_length (details->folders), >, 0);
  g_assert_cmpint (details->folders[0][0], ==, '/');
  g_assert_nonnull (details->destination);
  g_assert_cmpint (details->rotates, !=, DSM_UNKNOWN);
  g_assert_cmpint (details->compressed, !=, DSM_UNKNOWN);
  g_assert_nonnull (details->task->schedule);
  g_assert_cmpint (details->task->schedule->hour, >=, 0);
}

static void
test_target (gconstpointer tls)
{
  g_autoptr (Lab) lab = make_lab (tls);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmTarget) target = lab_target (lab->client, IDLE, &error);
  g_autoptr (JsonArray) requests = lab_requests (lab);
  g_autoptr (JsonObject) truth = lab_task_state (lab, IDLE);
  JsonObject *request = lab_find_request (requests, "get");

  g_assert_no_error (error);
  lab_assert_call (request, "SYNO.Backup.Target", 1, "get");
  lab_assert_params (
      request, "task_id", "5", "additional",
      "[\"is_online\",\"used_size\",\"check_task_key\",\"check_auth\",\"account_meta\"]", NULL);
  check_session (request);

  g_assert_cmpint (target->online, ==, DSM_TRUE);
  g_assert_cmpstr (target->host_name, ==, "office-nas");
  /* KiB on the wire, rounded. */
  g_assert_cmpint (target->used_bytes / 1024, ==,
                   json_object_get_int_member (truth, "used_size") / 1024);
}

/* One write on a task whose state fits it; checks the request, and returns what the NAS then says. */
static JsonObject *
check_write (Lab *lab, DsmTaskVerb verb, const char *method, const char *task_id, const char *state)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) requests = NULL;
  JsonObject *request;

  lab_do (lab, "clear", NULL);
  g_assert_true (lab_write (lab->client, verb, task_id, "backupable", &error));
  g_assert_no_error (error);

  requests = lab_requests (lab);
  request = lab_find_request (requests, method);
  lab_assert_call (request, "SYNO.Backup.Task", 1, method);
  if (state != NULL)
    lab_assert_params (request, "task_id", task_id, "task_state", state, NULL);
  else
    lab_assert_params (request, "task_id", task_id, NULL);
  check_session (request);
  g_assert_cmpint (lab_count (lab, "writes"), ==, 1);
  return lab_task_state (lab, task_id);
}

static void
test_writes (gconstpointer tls)
{
  g_autoptr (Lab) lab = make_lab (tls);
  g_autoptr (JsonObject) started = check_write (lab, DSM_TASK_BACKUP, "backup", IDLE, NULL);
  g_autoptr (JsonObject) suspended = NULL;
  g_autoptr (JsonObject) resumed = NULL;
  g_autoptr (JsonObject) cancelled = NULL;

  g_assert_true (json_object_get_boolean_member (started, "busy"));

  suspended = check_write (lab, DSM_TASK_SUSPEND, "suspend", RUNNING, "\"backupable\"");
  g_assert_cmpstr (json_object_get_string_member (suspended, "status"), !=, "backup");

  resumed = check_write (lab, DSM_TASK_RESUME, "resume", SUSPENDED, NULL);
  g_assert_true (json_object_get_boolean_member (resumed, "busy"));

  cancelled = check_write (lab, DSM_TASK_CANCEL, "cancel", IDLE, "\"backupable\"");
  g_assert_cmpstr (json_object_get_string_member (cancelled, "status"), !=, "backup");
}

static void
test_discard (gconstpointer tls)
{
  g_autoptr (Lab) lab = make_lab (tls);
  g_autoptr (JsonObject) before = lab_task_state (lab, SUSPENDED);
  g_autoptr (JsonObject) after = check_write (lab, DSM_TASK_DISCARD, "discard", SUSPENDED, NULL);

  g_assert_true (json_object_get_boolean_member (before, "suspended"));
  g_assert_false (json_object_get_boolean_member (after, "suspended"));
}

/* The quirks of section 13 that the client is not to paper over. */
static void
test_refused_writes (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;
  const DsmErrorDetails *details;

  /* Nothing to cancel. */
  g_assert_false (lab_write (lab->client, DSM_TASK_CANCEL, IDLE, "backupable", &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_REFUSED);
  details = dsm_error_get_details (error);
  g_assert_cmpint (details->code / 100, ==, 44);
  g_assert_cmpstr (details->api, ==, "SYNO.Backup.Task");
  g_assert_cmpstr (details->method, ==, "cancel");
  g_assert_cmpstr (details->host, ==, "127.0.0.1");
  g_assert_false (details->outcome_unknown);
  g_clear_error (&error);

  /* Without the state even a task that runs is not cancelled. */
  g_assert_false (lab_write (lab->client, DSM_TASK_CANCEL, RUNNING, NULL, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_REFUSED);
  g_assert_cmpint (dsm_error_get_details (error)->code, ==, 4400);
  g_clear_error (&error);

  g_assert_false (lab_write (lab->client, DSM_TASK_BACKUP, BROKEN, NULL, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_REFUSED);
  g_clear_error (&error);

  /* Each was sent once. */
  g_assert_cmpint (lab_count_method (lab, "SYNO.Backup.Task cancel"), ==, 2);
  g_assert_cmpint (lab_count_method (lab, "SYNO.Backup.Task backup"), ==, 1);
  g_assert_cmpint (lab_count (lab, "logins"), ==, 1);

  /* A name that is no number is quoted. */
  g_assert_false (lab_write (lab->client, DSM_TASK_BACKUP, "iscsi-1", NULL, &error));
  {
    g_autoptr (JsonArray) requests = lab_requests (lab);
    JsonObject *last = lab_request (requests, json_array_get_length (requests) - 1);

    g_assert_cmpstr (lab_param (last, "task_id"), ==, "\"iscsi-1\"");
  }
}

static void
test_not_installed (void)
{
  BksDemoNasOptions options = { .seed = 1, .variant = "vault-only" };
  g_autoptr (Lab) lab = lab_new (&options);
  g_autoptr (GError) error = NULL;

  g_assert_null (lab_refresh (lab->client, FALSE, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_NOT_SUPPORTED);
  g_assert_cmpstr (dsm_error_get_details (error)->api, ==, "SYNO.Backup.Task");
  g_assert_cmpint (dsm_error_get_details (error)->code, ==, 0);
  /* Presence needs no account: nobody signed in for it. */
  g_assert_cmpint (lab_count (lab, "logins"), ==, 0);
}

static void
test_no_permission (void)
{
  BksDemoNasOptions options = { .seed = 1, .variant = "no-permission" };
  g_autoptr (Lab) lab = lab_new (&options);
  g_autoptr (GError) error = NULL;

  g_assert_null (lab_refresh (lab->client, FALSE, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_PERMISSION);
  g_assert_cmpint (dsm_error_get_details (error)->code, ==, 105);
  g_assert_cmpint (lab_count (lab, "logins"), ==, 1);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    GTestDataFunc function;
  } methods[] = {
    { "discovery", test_discovery }, { "login", test_login },     { "list", test_list },
    { "status", test_status },       { "get", test_get },         { "target", test_target },
    { "writes", test_writes },       { "discard", test_discard },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    for (int tls = 0; tls < 2; tls++)
      {
        g_autofree char *path = g_strdup_printf ("/dsm/task/%s/%s", methods[i].name,
                                                 tls ? "https" : "http");

        g_test_add_data_func (path, GINT_TO_POINTER (tls), methods[i].function);
      }
  g_test_add_func ("/dsm/task/refused-writes", test_refused_writes);
  g_test_add_func ("/dsm/task/not-installed", test_not_installed);
  g_test_add_func ("/dsm/task/no-permission", test_no_permission);
  return g_test_run ();
}
