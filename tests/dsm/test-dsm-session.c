/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "dsm-lab.h"

/* Signing in, staying signed in, and giving up in time. */

static BksDemoNasOptions with_otp = { .seed = 1, .otp = TRUE };

static void
sign_in_as (Lab *lab, const char *account, const char *password)
{
  dsm_client_set_credentials (lab->client, account, password);
}

static void
test_no_credentials (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;

  sign_in_as (lab, NULL, NULL);
  g_assert_false (lab_login (lab->client, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_CREDENTIALS);
  g_clear_error (&error);
  sign_in_as (lab, "demo", "");
  g_assert_null (lab_refresh (lab->client, FALSE, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_CREDENTIALS);
  g_assert_cmpint (lab_count_method (lab, "SYNO.API.Auth login"), ==, 0);
}

static void
test_wrong_password (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;

  sign_in_as (lab, "demo", "wrong");
  for (int i = 0; i < 10; i++)
    {
      g_clear_error (&error);
      if (i % 2)
        g_assert_false (lab_login (lab->client, &error));
      else
        g_assert_null (lab_refresh (lab->client, FALSE, &error));
      g_assert_error (error, DSM_ERROR, DSM_ERROR_AUTH);
      g_assert_cmpint (dsm_error_get_details (error)->code, ==, 400);
    }
  /* However often it is asked, a refused password is sent once. */
  g_assert_cmpint (lab_count (lab, "failed_logins"), ==, 1);
  g_assert_cmpint (lab_count_method (lab, "SYNO.API.Auth login"), ==, 1);

  g_clear_error (&error);
  sign_in_as (lab, "demo", bks_demo_nas_get_password (lab->nas));
  g_assert_true (lab_login (lab->client, &error));
  g_assert_no_error (error);
  g_assert_cmpint (lab_count (lab, "failed_logins"), ==, 1);
}

static void
test_login_codes (void)
{
  static const struct
  {
    const char *account;
    DsmError error;
    int code;
  } accounts[] = {
    { "code-400", DSM_ERROR_AUTH, 400 },         { "code-401", DSM_ERROR_AUTH, 401 },
    { "code-402", DSM_ERROR_PERMISSION, 402 },   { "code-403", DSM_ERROR_OTP_REQUIRED, 403 },
    { "code-404", DSM_ERROR_OTP_REJECTED, 404 }, { "code-405", DSM_ERROR_AUTH, 405 },
    { "code-406", DSM_ERROR_AUTH, 406 },         { "code-407", DSM_ERROR_BLOCKED, 407 },
    { "code-408", DSM_ERROR_AUTH, 408 },         { "code-409", DSM_ERROR_AUTH, 409 },
    { "code-410", DSM_ERROR_AUTH, 410 },         { "code-411", DSM_ERROR_BLOCKED, 411 },
  };
  g_autoptr (Lab) lab = lab_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (accounts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) again = NULL;

      lab_do (lab, "unblock", NULL);
      lab_do (lab, "clear", NULL);
      sign_in_as (lab, accounts[i].account, bks_demo_nas_get_password (lab->nas));
      g_assert_false (lab_login (lab->client, &error));
      g_assert_error (error, DSM_ERROR, (int) accounts[i].error);
      g_assert_cmpint (dsm_error_get_details (error)->code, ==, accounts[i].code);
      g_assert_cmpstr (dsm_error_get_details (error)->api, ==, "SYNO.API.Auth");
      g_assert_cmpstr (dsm_error_get_details (error)->method, ==, "login");
      g_assert_null (lab_refresh (lab->client, FALSE, &again));
      g_assert_error (again, DSM_ERROR, (int) accounts[i].error);
      g_assert_cmpint (lab_count_method (lab, "SYNO.API.Auth login"), ==, 1);
    }
}

static void
test_tricky_password (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;

  sign_in_as (lab, "tricky", "p+&=%20 \"'\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80");
  g_assert_true (lab_login (lab->client, &error));
  g_assert_no_error (error);
  g_assert_cmpint (lab_count (lab, "logins"), ==, 1);
}

static void
test_nasty_session_ids (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmTaskList) list = NULL;
  g_autoptr (JsonArray) requests = NULL;

  lab_do (lab, "set-server", "{\"nasty_sids\": true}");
  list = lab_refresh (lab->client, FALSE, &error);
  g_assert_no_error (error);
  requests = lab_requests (lab);
  g_assert_true (json_object_get_boolean_member (lab_find_request (requests, "list"), "sid_ok"));
  g_assert_cmpint (lab_count (lab, "logins"), ==, 1);
}

static void
test_one_time_code (void)
{
  g_autoptr (Lab) lab = lab_new (&with_otp);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) requests = NULL;
  g_autofree char *code = bks_demo_nas_dup_otp (lab->nas);
  JsonObject *request;

  g_assert_false (lab_login (lab->client, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_OTP_REQUIRED);
  g_assert_true (dsm_error_get_details (error)->otp_possible);
  /* The NAS's answer has a token in it. */
  g_assert_nonnull (strstr (dsm_error_get_details (error)->errors, "otp"));
  g_assert_nonnull (strstr (dsm_error_get_details (error)->errors, "***"));
  g_clear_error (&error);

  lab_do (lab, "clear", NULL);
  dsm_client_set_otp (lab->client, "000000", FALSE);
  g_assert_false (lab_login (lab->client, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_OTP_REJECTED);
  g_clear_error (&error);
  /* A code is good for one login, so it is not sent twice. */
  g_assert_false (lab_login (lab->client, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_OTP_REJECTED);
  g_clear_error (&error);
  g_assert_cmpint (lab_count_method (lab, "SYNO.API.Auth login"), ==, 1);

  lab_do (lab, "clear", NULL);
  dsm_client_set_otp (lab->client, code, FALSE);
  g_assert_true (lab_login (lab->client, &error));
  g_assert_no_error (error);
  requests = lab_requests (lab);
  request = lab_find_request (requests, "login");
  lab_assert_params (request, "account", "demo", "passwd", "***", "format", "sid",
                     "enable_syno_token", "yes", "otp_code", "***", NULL);
  g_assert_null (dsm_client_get_device_id (lab->client));

  /* The next login has no code. */
  g_clear_error (&error);
  lab_do (lab, "expire-sessions", "{\"code\": 119}");
  g_assert_null (lab_refresh (lab->client, FALSE, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_OTP_REQUIRED);
}

static void
test_old_one_time_code (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;

  sign_in_as (lab, "old-otp", bks_demo_nas_get_password (lab->nas));
  g_assert_false (lab_login (lab->client, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_OTP_REQUIRED);
  g_assert_true (dsm_error_get_details (error)->otp_possible);
  g_assert_null (dsm_error_get_details (error)->errors);
  g_clear_error (&error);

  sign_in_as (lab, "no-otp", bks_demo_nas_get_password (lab->nas));
  g_assert_false (lab_login (lab->client, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_OTP_REQUIRED);
  g_assert_false (dsm_error_get_details (error)->otp_possible);
}

static void
test_device (gconstpointer variant)
{
  BksDemoNasOptions options = { .seed = 1, .otp = TRUE, .variant = variant };
  g_autoptr (Lab) lab = lab_new (&options);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) requests = NULL;
  g_autoptr (DsmClient) second = lab_new_client (lab);
  g_autofree char *code = bks_demo_nas_dup_otp (lab->nas);
  JsonObject *request;

  dsm_client_set_device (lab->client, NULL, "desk");
  dsm_client_set_otp (lab->client, code, TRUE);
  g_assert_true (lab_login (lab->client, &error));
  g_assert_no_error (error);
  g_assert_nonnull (dsm_client_get_device_id (lab->client));
  requests = lab_requests (lab);
  request = lab_find_request (requests, "login");
  g_assert_cmpint (json_object_get_int_member (request, "version"), ==, variant != NULL ? 6 : 7);
  g_assert_cmpstr (json_object_get_string_member (request, "path"), ==,
                   variant != NULL ? "/webapi/auth.cgi" : "/webapi/entry.cgi");
  lab_assert_params (request, "account", "demo", "passwd", "***", "format", "sid",
                     "enable_syno_token", "yes", "otp_code", "***", "enable_device_token", "yes",
                     "device_name", "desk", NULL);

  /* From now on this computer needs no code, even in another program. */
  lab_do (lab, "clear", NULL);
  dsm_client_set_device (second, dsm_client_get_device_id (lab->client), "desk");
  g_assert_true (lab_login (second, &error));
  g_assert_no_error (error);
  g_clear_pointer (&requests, json_array_unref);
  requests = lab_requests (lab);
  request = lab_find_request (requests, "login");
  lab_assert_params (request, "account", "demo", "passwd", "***", "format", "sid",
                     "enable_syno_token", "yes", "device_id", "***", "device_name", "desk", NULL);

  /* Until the NAS trusts it no more. */
  lab_do (lab, "revoke-devices", NULL);
  lab_do (lab, "expire-sessions", "{\"code\": 106}");
  g_assert_null (lab_refresh (second, FALSE, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_OTP_REQUIRED);
  g_assert_null (dsm_client_get_device_id (second));
}

static void
test_expired (void)
{
  static const int codes[] = { 106, 107, 119, 150 };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (Lab) lab = lab_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (DsmTaskList) first = lab_refresh (lab->client, FALSE, &error);
      g_autoptr (DsmTaskList) second = NULL;
      g_autoptr (DsmTaskRecord) task = NULL;

      g_assert_no_error (error);
      lab_do (lab, "clear", NULL);
      lab_do (lab, "expire-sessions", "{\"code\": %d}", codes[i]);
      second = lab_refresh (lab->client, TRUE, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (second->tasks->len, ==, first->tasks->len);
      g_assert_cmpint (lab_count (lab, "logins"), ==, 1);
      /* The compound that was refused, the login, the compound again, the statuses. */
      g_assert_cmpint (lab_count (lab, "http_requests"), ==, 4);
      task = lab_status (lab->client, "4", &error);
      g_assert_no_error (error);
      g_assert_cmpint (lab_count (lab, "logins"), ==, 1);
    }
}

/* The session ends between the list and the statuses. */
static void
test_expired_in_the_middle (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmTaskList) list = NULL;

  g_assert_true (lab_login (lab->client, &error));
  lab_do (lab, "clear", NULL);
  lab_do (lab, "expire-sessions", "{\"code\": 106, \"after\": 5}");
  list = lab_refresh (lab->client, TRUE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < list->tasks->len; i++)
    {
      const DsmTaskRecord *task = g_ptr_array_index (list->tasks, i);

      g_assert_no_error (task->status_error);
      g_assert_true (task->has_status);
    }
  g_assert_cmpint (lab_count (lab, "logins"), ==, 1);
  g_assert_cmpint (lab_count_method (lab, "SYNO.Backup.Task list"), ==, 1);
}

static gboolean
all_have_come (gpointer data)
{
  TestAnswer *answers = data;

  for (int i = 0; i < 20; i++)
    if (answers[i].result == NULL)
      return FALSE;
  return TRUE;
}

static void
test_parallel (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;
  TestAnswer answers[20] = { 0 };

  g_assert_true (lab_login (lab->client, &error));
  lab_do (lab, "clear", NULL);
  lab_do (lab, "expire-sessions", "{\"code\": 119}");
  for (int i = 0; i < 20; i++)
    dsm_task_status_async (lab->client, "4", NULL, test_answer_cb, &answers[i]);
  g_assert_true (test_wait_until (all_have_come, answers, TEST_WAIT_LIMIT_MS));
  for (int i = 0; i < 20; i++)
    {
      g_autoptr (DsmTaskRecord) task = dsm_task_status_finish (lab->client, answers[i].result,
                                                               &error);

      g_assert_no_error (error);
      g_assert_cmpstr (task->status, ==, "backup");
      test_answer_clear (&answers[i]);
    }
  g_assert_cmpint (lab_count (lab, "logins"), ==, 1);
  g_assert_cmpint (lab_count_method (lab, "SYNO.API.Auth login"), ==, 1);
}

/* From nothing: one discovery, one login. */
static void
test_parallel_start (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  TestAnswer answers[20] = { 0 };

  for (int i = 0; i < 20; i++)
    dsm_task_status_async (lab->client, "4", NULL, test_answer_cb, &answers[i]);
  g_assert_true (test_wait_until (all_have_come, answers, TEST_WAIT_LIMIT_MS));
  for (int i = 0; i < 20; i++)
    {
      g_autoptr (GError) error = NULL;
      G_GNUC_UNUSED g_autoptr (DsmTaskRecord) task = dsm_task_status_finish (
          lab->client, answers[i].result, &error);

      g_assert_no_error (error);
      test_answer_clear (&answers[i]);
    }
  g_assert_cmpint (lab_count_method (lab, "SYNO.API.Info query"), ==, 1);
  g_assert_cmpint (lab_count (lab, "logins"), ==, 1);
}

static void
test_expired_write (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) truth = NULL;

  g_assert_true (lab_login (lab->client, &error));
  lab_do (lab, "clear", NULL);
  lab_do (lab, "expire-sessions", "{\"code\": 106}");
  g_assert_false (lab_write (lab->client, DSM_TASK_BACKUP, "5", NULL, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_SESSION_EXPIRED);
  g_assert_cmpint (dsm_error_get_details (error)->code, ==, 106);
  g_assert_false (dsm_error_get_details (error)->outcome_unknown);

  /* Sent once, not carried out; but there is a session again to look at the state with. */
  g_assert_cmpint (lab_count_method (lab, "SYNO.Backup.Task backup"), ==, 1);
  truth = lab_task_state (lab, "5");
  g_assert_false (json_object_get_boolean_member (truth, "busy"));
  g_assert_cmpint (lab_count (lab, "logins"), ==, 1);
  g_assert_true (dsm_client_is_signed_in (lab->client));
}

/* Somebody else wants the session: one login a minute and no fight. */
static void
test_displaced (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED g_autoptr (DsmTaskList) list = lab_refresh (lab->client, FALSE, &error);

  g_assert_no_error (error);
  lab_do (lab, "clear", NULL);
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (DsmTaskRecord) task = NULL;

      g_clear_error (&error);
      lab_do (lab, "expire-sessions", "{\"code\": 107}");
      task = lab_status (lab->client, "4", &error);
      if (i == 0)
        g_assert_no_error (error);
      else
        {
          g_assert_error (error, DSM_ERROR, DSM_ERROR_SESSION_EXPIRED);
          g_assert_cmpint (dsm_error_get_details (error)->code, ==, 107);
        }
    }
  g_assert_cmpint (lab_count (lab, "logins"), ==, 1);
}

/* A session that is always over ends in an error, not in a loop. */
static void
test_always_expired (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (lab_login (lab->client, &error));
  lab_do (lab, "clear", NULL);
  lab_do (lab, "fail",
          "{\"mode\": \"code\", \"code\": 119, \"count\": -1, \"method\": \"status\"}");
  g_assert_null (lab_status (lab->client, "4", &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_SESSION_EXPIRED);
  g_assert_cmpint (lab_count (lab, "logins"), ==, 1);
  g_assert_cmpint (lab_count_method (lab, "SYNO.Backup.Task status"), ==, 2);
}

static void
test_blocked (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;

  lab_do (lab, "block", NULL);
  g_assert_false (lab_login (lab->client, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_BLOCKED);
  g_assert_cmpint (dsm_error_get_details (error)->code, ==, 407);
}

static void
test_login_is_sent_once (void)
{
  static const char *const modes[] = { "reset", "empty", "html", "not-json", "truncated" };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (Lab) lab = lab_new (NULL);
      g_autoptr (GError) error = NULL;

      lab_do (lab, "fail", "{\"mode\": \"%s\", \"count\": -1, \"method\": \"login\"}", modes[i]);
      g_assert_false (lab_login (lab->client, &error));
      g_assert_nonnull (dsm_error_get_details (error));
      g_assert_cmpint (lab_count (lab, "http_requests"), ==, 2);

      /* Nothing was refused: the next time it is tried again. */
      g_clear_error (&error);
      lab_do (lab, "clear", NULL);
      g_assert_true (lab_login (lab->client, &error));
      g_assert_no_error (error);
    }
}

static void
test_logout (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) requests = NULL;
  g_auto (TestAnswer) answer = { 0 };
  JsonObject *request;

  g_assert_true (lab_login (lab->client, &error));
  dsm_client_logout_async (lab->client, 2000, NULL, test_answer_cb, &answer);
  g_assert_false (dsm_client_is_signed_in (lab->client));
  g_assert_true (dsm_client_logout_finish (lab->client, test_answer_wait (&answer), &error));
  requests = lab_requests (lab);
  request = lab_find_request (requests, "logout");
  lab_assert_call (request, "SYNO.API.Auth", 7, "logout");
  lab_assert_params (request, NULL);
  g_assert_true (json_object_get_boolean_member (request, "sid_ok"));
  g_assert_cmpint (lab_count (lab, "logouts"), ==, 1);
}

static void
test_cancel (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (TestAnswer) one = { 0 };
  g_auto (TestAnswer) other = { 0 };

  /* Two wait for one login; one of them gives up. */
  lab_do (lab, "delay", "{\"ms\": 300}");
  dsm_client_login_async (lab->client, cancellable, test_answer_cb, &one);
  dsm_client_login_async (lab->client, NULL, test_answer_cb, &other);
  g_cancellable_cancel (cancellable);
  g_assert_false (dsm_client_login_finish (lab->client, test_answer_wait (&one), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (other.result);
  g_clear_error (&error);
  g_assert_true (dsm_client_login_finish (lab->client, test_answer_wait (&other), &error));
  g_assert_no_error (error);

  /* Everybody gives up, and then somebody comes. */
  test_answer_clear (&one);
  test_answer_clear (&other);
  lab_do (lab, "clear", NULL);
  lab_do (lab, "expire-sessions", NULL);
  dsm_client_set_credentials (lab->client, NULL, NULL);
  dsm_client_set_credentials (lab->client, "demo", bks_demo_nas_get_password (lab->nas));
  g_cancellable_reset (cancellable);
  dsm_client_login_async (lab->client, cancellable, test_answer_cb, &one);
  test_wait_ms (50);
  g_cancellable_cancel (cancellable);
  test_answer_wait (&one);
  dsm_client_login_async (lab->client, NULL, test_answer_cb, &other);
  g_assert_true (dsm_client_login_finish (lab->client, test_answer_wait (&other), &error));
  g_assert_no_error (error);

  /* In the middle of a call. */
  test_answer_clear (&one);
  g_cancellable_reset (cancellable);
  dsm_task_status_async (lab->client, "4", cancellable, test_answer_cb, &one);
  test_wait_ms (50);
  g_cancellable_cancel (cancellable);
  g_assert_null (dsm_task_status_finish (lab->client, test_answer_wait (&one), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* A package was removed: what discovery said is no longer true. */
static void
test_discovered_again (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (lab_login (lab->client, &error));
  lab_do (lab, "clear", NULL);
  lab_do (lab, "set-server", "{\"hyper_backup\": false}");
  g_assert_null (lab_status (lab->client, "4", &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_NOT_SUPPORTED);
  g_assert_cmpint (dsm_error_get_details (error)->code, ==, 102);
  g_clear_error (&error);
  g_assert_null (lab_status (lab->client, "4", &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_NOT_SUPPORTED);
  g_assert_cmpint (dsm_error_get_details (error)->code, ==, 0);
  g_assert_cmpint (lab_count_method (lab, "SYNO.API.Info query"), ==, 1);
  g_assert_cmpint (lab_count (lab, "http_requests"), ==, 2);
}

/* A password is corrected while the wrong one is on its way. */
static void
test_corrected (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;
  g_auto (TestAnswer) answer = { 0 };

  g_assert_true (lab_discover (lab->client, &error));
  lab_do (lab, "delay", "{\"ms\": 200}");
  sign_in_as (lab, "demo", "wrong");
  dsm_client_login_async (lab->client, NULL, test_answer_cb, &answer);
  test_wait_ms (50);
  sign_in_as (lab, "demo", bks_demo_nas_get_password (lab->nas));
  g_assert_true (dsm_client_login_finish (lab->client, test_answer_wait (&answer), &error));
  g_assert_no_error (error);
  g_assert_cmpint (lab_count (lab, "failed_logins"), ==, 1);
  g_assert_cmpint (lab_count (lab, "logins"), ==, 1);
}

/* A call waits for a login while another one learns that what discovery listed is over: it is asked for
 * again, and then the first call goes out. */
static void
test_discovery_over (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmTaskRecord) task = NULL;
  g_auto (TestAnswer) waiting = { NULL };
  g_auto (TestAnswer) refused = { NULL };

  g_assert_true (lab_login (lab->client, &error));
  lab_do (lab, "expire-sessions", NULL);
  lab_do (lab, "clear", NULL);
  lab_do (lab, "fail", "{\"mode\": \"delay\", \"ms\": 300, \"method\": \"login\"}");
  lab_do (lab, "fail", "{\"mode\": \"code\", \"code\": 102, \"ms\": 100, \"method\": \"get\"}");
  dsm_task_status_async (lab->client, "4", NULL, test_answer_cb, &waiting);
  dsm_task_get_async (lab->client, "5", NULL, test_answer_cb, &refused);
  g_assert_null (dsm_task_get_finish (lab->client, test_answer_wait (&refused), &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_NOT_SUPPORTED);
  g_clear_error (&error);
  task = dsm_task_status_finish (lab->client, test_answer_wait (&waiting), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (task->status, ==, "backup");
  g_assert_cmpint (lab_count_method (lab, "SYNO.API.Info query"), ==, 1);
  g_assert_cmpint (lab_count (lab, "logins"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsm/session/no-credentials", test_no_credentials);
  g_test_add_func ("/dsm/session/wrong-password", test_wrong_password);
  g_test_add_func ("/dsm/session/discovery-over", test_discovery_over);
  g_test_add_func ("/dsm/session/login-codes", test_login_codes);
  g_test_add_func ("/dsm/session/tricky-password", test_tricky_password);
  g_test_add_func ("/dsm/session/nasty-session-ids", test_nasty_session_ids);
  g_test_add_func ("/dsm/session/one-time-code", test_one_time_code);
  g_test_add_func ("/dsm/session/old-one-time-code", test_old_one_time_code);
  g_test_add_data_func ("/dsm/session/device/7", NULL, test_device);
  g_test_add_data_func ("/dsm/session/device/6", "dsm6", test_device);
  g_test_add_func ("/dsm/session/expired", test_expired);
  g_test_add_func ("/dsm/session/expired-in-the-middle", test_expired_in_the_middle);
  g_test_add_func ("/dsm/session/parallel", test_parallel);
  g_test_add_func ("/dsm/session/parallel-start", test_parallel_start);
  g_test_add_func ("/dsm/session/expired-write", test_expired_write);
  g_test_add_func ("/dsm/session/displaced", test_displaced);
  g_test_add_func ("/dsm/session/always-expired", test_always_expired);
  g_test_add_func ("/dsm/session/blocked", test_blocked);
  g_test_add_func ("/dsm/session/login-is-sent-once", test_login_is_sent_once);
  g_test_add_func ("/dsm/session/logout", test_logout);
  g_test_add_func ("/dsm/session/discovered-again", test_discovered_again);
  g_test_add_func ("/dsm/session/corrected", test_corrected);
  g_test_add_func ("/dsm/session/cancel", test_cancel);
  return g_test_run ();
}
