/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "dsm-lab.h"
#include "dsm-log.h"
#include "dsm-repository.h"
#include "dsm-statistic.h"
#include "dsm-system.h"
#include "dsm-vault.h"
#include "dsm-version.h"

/* The rest of the protocol: every other method as it goes over the wire, and what comes of it. */

/* ASYNC with the callback that TestAnswer wants, then FINISH. */
#define ASK(lab, result, error, ASYNC, FINISH, ...)                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_auto (TestAnswer) answer = { 0 };                                                            \
                                                                                                   \
    ASYNC ((lab)->client, ##__VA_ARGS__, NULL, test_answer_cb, &answer);                           \
    result = FINISH ((lab)->client, test_answer_wait (&answer), error);                            \
  }                                                                                                \
  G_STMT_END

static Lab *
ready_lab (void)
{
  Lab *lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (lab_login (lab->client, &error));
  g_assert_no_error (error);
  lab_do (lab, "clear", NULL);
  return lab;
}

/* Fails the next call of @api with the data @data. */
static void
answer_with (Lab *lab, const char *api, const char *data)
{
  lab_do (lab, "fail", "{\"mode\": \"data\", \"api\": \"%s\", \"data\": %s}", api, data);
}

/* The only request: POST, with the session, this call. */
static JsonObject *
only_request (Lab *lab, JsonArray **requests, const char *api, gint64 version, const char *method)
{
  JsonObject *request;

  *requests = lab_requests (lab);
  g_assert_cmpuint (json_array_get_length (*requests), ==, 1);
  request = lab_request (*requests, 0);
  lab_assert_call (request, api, version, method);
  g_assert_cmpstr (json_object_get_string_member (request, "http_verb"), ==, "POST");
  g_assert_null (strchr (json_object_get_string_member (request, "url"), '?'));
  g_assert_cmpstr (json_object_get_string_member (request, "sid"), ==, "field");
  g_assert_cmpstr (json_object_get_string_member (request, "token"), ==, "header");
  return request;
}

static void
test_repositories (void)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) requests = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (DsmRepository) one = NULL;
  g_autoptr (JsonObject) truth = lab_task_state (lab, "5");
  g_autofree char *repo_id = NULL;
  gboolean found = FALSE;

  ASK (lab, list, &error, dsm_repository_list_async, dsm_repository_list_finish);
  g_assert_no_error (error);
  lab_assert_params (only_request (lab, &requests, "SYNO.Backup.Repository", 1, "list"), NULL);
  g_clear_pointer (&requests, json_array_unref);

  lab_do (lab, "clear", NULL);
  ASK (lab, one, &error, dsm_repository_get_async, dsm_repository_get_finish, "5");
  g_assert_no_error (error);
  lab_assert_params (only_request (lab, &requests, "SYNO.Backup.Repository", 1, "get"), "task_id",
                     "5", NULL);

  repo_id = g_strdup_printf ("%" G_GINT64_FORMAT, json_object_get_int_member (truth, "repo_id"));
  g_assert_cmpstr (one->id, ==, repo_id);
  g_assert_nonnull (one->place);
  for (guint i = 0; i < list->len; i++)
    {
      const DsmRepository *repository = g_ptr_array_index (list, i);

      if (!g_str_equal (repository->id, repo_id))
        continue;
      found = TRUE;
      g_assert_cmpstr (repository->place, ==, one->place);
      g_assert_cmpstr (repository->transfer_type, ==, one->transfer_type);
    }
  g_assert_true (found);
}

static void
test_odd_repositories (void)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  const DsmRepository *repository;

  answer_with (
      lab, "SYNO.Backup.Repository",
      "[{\"repo_id\": \"7\", \"dest\": \"nas2\", \"share\": \"backup\", \"port\": \"6281\"},"
      " {\"name\": \"no ID\"}, null, {\"repo_id\": 8, \"container\": \"c\", \"port\": 70000,"
      " \"pwd\": \"########\"}, {\"repo_id\": 9, \"remote_url\": \"https://dav.example/\"}]");
  ASK (lab, list, &error, dsm_repository_list_async, dsm_repository_list_finish);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 3);
  repository = g_ptr_array_index (list, 0);
  g_assert_cmpstr (repository->place, ==, "nas2:backup");
  g_assert_cmpint (repository->port, ==, 6281);
  repository = g_ptr_array_index (list, 1);
  g_assert_cmpstr (repository->id, ==, "8");
  g_assert_cmpstr (repository->bucket, ==, "c");
  g_assert_cmpint (repository->port, ==, -1);
  repository = g_ptr_array_index (list, 2);
  g_assert_cmpstr (repository->place, ==, "https://dav.example/");
}

static void
test_delete (void)
{
  static const char *const ids[] = { "6", "3", NULL };
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) requests = NULL;
  g_autoptr (DsmTaskList) list = NULL;
  gboolean done;

  ASK (lab, done, &error, dsm_task_delete_async, dsm_task_delete_finish, ids);
  g_assert_no_error (error);
  g_assert_true (done);
  lab_assert_params (only_request (lab, &requests, "SYNO.Backup.Task", 1, "delete"), "task_id_list",
                     "[6,3]", "is_remove_data", "false", NULL);
  g_assert_cmpint (lab_count (lab, "is_remove_data_true"), ==, 0);
  list = lab_refresh (lab->client, FALSE, &error);
  g_assert_cmpuint (list->tasks->len, ==, 6);
}

static void
test_check (void)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) requests = NULL;
  g_autoptr (JsonArray) more = NULL;
  g_autoptr (JsonObject) during = NULL;
  g_autoptr (JsonObject) after = NULL;
  gboolean done;

  ASK (lab, done, &error, dsm_target_check_async, dsm_target_check_finish, "5");
  g_assert_no_error (error);
  g_assert_true (done);
  lab_assert_params (only_request (lab, &requests, "SYNO.Backup.Target", 1, "error_detect"),
                     "task_id", "5", "detect_data", "true", "sessId", "null", "sessKey", "null",
                     NULL);
  during = lab_task_state (lab, "5");
  g_assert_true (g_str_has_prefix (json_object_get_string_member (during, "status"), "detect"));

  lab_do (lab, "clear", NULL);
  ASK (lab, done, &error, dsm_target_cancel_check_async, dsm_target_cancel_check_finish, "5");
  g_assert_no_error (error);
  g_assert_true (done);
  lab_assert_params (only_request (lab, &more, "SYNO.Backup.Target", 1, "error_detect_cancel"),
                     "task_id", "5", NULL);
  after = lab_task_state (lab, "5");
  g_assert_cmpstr (json_object_get_string_member (after, "status"), !=, "detect");

  ASK (lab, done, &error, dsm_target_cancel_check_async, dsm_target_cancel_check_finish, "6");
  g_assert_false (done);
  g_assert_error (error, DSM_ERROR, DSM_ERROR_REFUSED);
  g_assert_cmpint (dsm_error_get_details (error)->code / 100, ==, 44);
}

static void
test_versions (void)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) requests = NULL;
  g_autoptr (JsonObject) truth = lab_task_state (lab, "5");
  g_autoptr (DsmVersionList) all = NULL;
  g_autoptr (DsmVersionList) page = NULL;
  const DsmVersion *first;
  const DsmVersion *second;

  ASK (lab, all, &error, dsm_version_list_async, dsm_version_list_finish, "5", 0, -1);
  g_assert_no_error (error);
  lab_assert_params (only_request (lab, &requests, "SYNO.Backup.Version", 2, "list"), "task_id",
                     "5", "offset", "0", "limit", "-1", "sort_direction", "\"desc\"", NULL);
  g_assert_cmpuint (all->versions->len, ==, json_object_get_int_member (truth, "versions"));
  g_assert_cmpint (all->total, ==, all->versions->len);
  g_assert_cmpuint (all->versions->len, >, 2);
  first = g_ptr_array_index (all->versions, 0);
  second = g_ptr_array_index (all->versions, 1);
  g_assert_cmpint (first->started.kind, ==, DSM_TIME_EPOCH);
  g_assert_cmpint (first->started.seconds, >, second->started.seconds);
  g_assert_cmpint (first->locked, !=, DSM_UNKNOWN);
  g_assert_nonnull (first->status);

  ASK (lab, page, &error, dsm_version_list_async, dsm_version_list_finish, "5", 1, 1);
  g_assert_cmpuint (page->versions->len, ==, 1);
  g_assert_cmpstr (((DsmVersion *) g_ptr_array_index (page->versions, 0))->id, ==, second->id);
  g_assert_cmpint (page->total, ==, all->total);
}

static void
test_odd_versions (void)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmVersionList) list = NULL;
  const DsmVersion *version;

  answer_with (
      lab, "SYNO.Backup.Version",
      "{\"total\": \"3\", \"version_info_list\": ["
      " {\"version_id\": 12, \"timestamp\": \"1777026600\", \"complete_time\": 0,"
      "  \"complete_time_local\": \"1970/01/01 01:00:00\", \"locked\": \"true\"},"
      " {\"timestamp\": 1}, {\"version_id\": \"13\", \"timestamp\": \"2026/04/24 10:30\"}]}");
  ASK (lab, list, &error, dsm_version_list_async, dsm_version_list_finish, "5", 0, -1);
  g_assert_no_error (error);
  g_assert_cmpuint (list->versions->len, ==, 2);
  g_assert_cmpuint (list->n_dropped, ==, 1);
  g_assert_cmpint (list->total, ==, 3);
  version = g_ptr_array_index (list->versions, 0);
  g_assert_cmpstr (version->id, ==, "12");
  g_assert_cmpint (version->started.seconds, ==, 1777026600);
  g_assert_cmpint (version->completed.kind, ==, DSM_TIME_NONE);
  g_assert_cmpint (version->locked, ==, DSM_TRUE);
  g_assert_cmpint (version->can_delete, ==, DSM_UNKNOWN);
}

static void
test_log (void)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) requests = NULL;
  g_autoptr (JsonArray) filtered = NULL;
  g_autoptr (DsmLogPage) page = NULL;
  g_autoptr (DsmLogPage) next = NULL;
  g_autoptr (DsmLogPage) found = NULL;
  g_autoptr (DsmLogPage) beyond = NULL;
  DsmLogFilter filter = { .keyword = "a\"b 100%", .task_id = "5", .from = 1000, .to = 4000000000 };
  const DsmLogLine *line;

  lab_do (lab, "add-log", "{\"event\": \"the newest <b>line\", \"level\": \"err\"}");
  ASK (lab, page, &error, dsm_log_list_async, dsm_log_list_finish, NULL, 0, 100);
  g_assert_no_error (error);
  lab_assert_params (only_request (lab, &requests, "SYNO.SDS.Backup.Client.Common.Log", 1, "list"),
                     "offset", "0", "limit", "100", NULL);
  g_assert_cmpuint (page->lines->len, ==, 100);
  g_assert_cmpint (page->total, >, 100);
  g_assert_cmpint (page->n_info, >, 0);
  line = g_ptr_array_index (page->lines, 0);
  g_assert_nonnull (strstr (line->event, "the newest <b>line"));
  g_assert_cmpstr (line->level, ==, "err");
  g_assert_cmpint (line->time.kind, ==, DSM_TIME_LOCAL);

  ASK (lab, next, &error, dsm_log_list_async, dsm_log_list_finish, NULL, 99, 10);
  g_assert_cmpuint (next->lines->len, ==, 10);
  g_assert_cmpstr (((DsmLogLine *) g_ptr_array_index (next->lines, 0))->event, ==,
                   ((DsmLogLine *) g_ptr_array_index (page->lines, 99))->event);

  lab_do (lab, "clear", NULL);
  ASK (lab, found, &error, dsm_log_list_async, dsm_log_list_finish, &filter, 5, 7);
  g_assert_no_error (error);
  lab_assert_params (only_request (lab, &filtered, "SYNO.SDS.Backup.Client.Common.Log", 1, "list"),
                     "offset", "5", "limit", "7", "filter_keyword", "\"a\\\"b 100%\"",
                     "filter_date_from", "1000", "filter_date_to", "4000000000", "task_id", "5",
                     NULL);

  /* Beyond the end, with a total and no list. */
  lab_do (lab, "set-server", "{\"omit_empty\": true}");
  ASK (lab, beyond, &error, dsm_log_list_async, dsm_log_list_finish, NULL, 1000000, 10);
  g_assert_no_error (error);
  g_assert_cmpuint (beyond->lines->len, ==, 0);
  g_assert_cmpint (beyond->total, ==, page->total);
}

static void
test_odd_log (void)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmLogPage) page = NULL;
  g_autoptr (DsmLogPage) none = NULL;
  const DsmLogLine *line;

  answer_with (lab, "SYNO.SDS.Backup.Client.Common.Log",
               "{\"total\": \"2\", \"log_list\": [{\"time\": 1777026600, \"event\": \"x\"},"
               " {\"level\": \"info\"}, 7, {\"event\": \"\", \"level\": 3, \"time\": {}}]}");
  ASK (lab, page, &error, dsm_log_list_async, dsm_log_list_finish, NULL, 0, 10);
  g_assert_no_error (error);
  g_assert_cmpuint (page->lines->len, ==, 2);
  g_assert_cmpuint (page->n_dropped, ==, 2);
  g_assert_cmpint (page->n_warn, ==, -1);
  line = g_ptr_array_index (page->lines, 0);
  g_assert_cmpint (line->time.kind, ==, DSM_TIME_EPOCH);
  g_assert_null (line->level);

  answer_with (lab, "SYNO.SDS.Backup.Client.Common.Log", "{\"log_list\": \"x\"}");
  ASK (lab, none, &error, dsm_log_list_async, dsm_log_list_finish, NULL, 0, 10);
  g_assert_null (none);
  g_assert_error (error, DSM_ERROR, DSM_ERROR_PROTOCOL);
}

static void
test_statistics (void)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) requests = NULL;
  g_autoptr (JsonObject) truth = lab_task_state (lab, "5");
  g_autoptr (DsmStatistics) statistics = NULL;
  const DsmRunStatistic *last;

  ASK (lab, statistics, &error, dsm_statistics_get_async, dsm_statistics_get_finish, "5");
  g_assert_no_error (error);
  lab_assert_params (
      only_request (lab, &requests, "SYNO.SDS.Backup.Client.Common.Statistic", 1, "get"), "task_id",
      "5", NULL);
  g_assert_cmpuint (statistics->runs->len, ==, json_object_get_int_member (truth, "statistics"));
  g_assert_cmpuint (statistics->fields->len, ==, 0);
  last = g_ptr_array_index (statistics->runs, statistics->runs->len - 1);
  g_assert_cmpint (last->ended.seconds, ==, json_object_get_int_member (truth, "last_end"));
  g_assert_cmpint (last->n_new, >=, 0);
  g_assert_cmpint (last->source_bytes, >, 0);
  g_assert_cmpint (last->target_bytes, >, 0);
  for (guint i = 1; i < statistics->runs->len; i++)
    g_assert_cmpint (
        ((DsmRunStatistic *) g_ptr_array_index (statistics->runs, i - 1))->ended.seconds, <,
        ((DsmRunStatistic *) g_ptr_array_index (statistics->runs, i))->ended.seconds);
}

static void
test_odd_statistics (void)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmStatistics) statistics = NULL;
  g_autoptr (DsmStatistics) nothing = NULL;
  const DsmRunStatistic *run;

  answer_with (lab, "SYNO.SDS.Backup.Client.Common.Statistic",
               "{\"source_previous_next_list\": [{\"end_time\": 0}, {\"end_time\": \"1777026600\","
               " \"new_count\": \"5\"}], \"target_previous_next_list\": [{\"end_time\": 1777026600,"
               " \"target_size\": \"3\"}, null, 7], \"source_list\": {}}");
  ASK (lab, statistics, &error, dsm_statistics_get_async, dsm_statistics_get_finish, "5");
  g_assert_no_error (error);
  g_assert_cmpuint (statistics->runs->len, ==, 1);
  run = g_ptr_array_index (statistics->runs, 0);
  g_assert_cmpint (run->n_new, ==, 5);
  g_assert_cmpint (run->n_deleted, ==, -1);
  g_assert_cmpint (run->target_bytes, ==, 3 * 1024);
  g_assert_cmpint (run->source_bytes, ==, -1);

  answer_with (lab, "SYNO.SDS.Backup.Client.Common.Statistic", "\"nothing\"");
  ASK (lab, nothing, &error, dsm_statistics_get_async, dsm_statistics_get_finish, "5");
  g_assert_no_error (error);
  g_assert_cmpuint (nothing->runs->len, ==, 0);
}

static const char *
field (GPtrArray *fields, const char *name)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const DsmField *one = g_ptr_array_index (fields, i);

      if (g_str_equal (one->name, name))
        return one->text;
    }
  return NULL;
}

static void
test_vault (void)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) requests = NULL;
  g_autoptr (JsonArray) more = NULL;
  g_autoptr (JsonObject) state = lab_control (lab, "state", NULL);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (DsmVaultTarget) detail = NULL;
  const DsmVaultTarget *target;

  g_assert_true (json_object_has_member (state, "vault"));
  ASK (lab, list, &error, dsm_vault_target_list_async, dsm_vault_target_list_finish);
  g_assert_no_error (error);
  lab_assert_params (
      only_request (lab, &requests, "SYNO.Backup.Service.VersionBackup.Target", 1, "list"), NULL);
  g_assert_cmpuint (list->len, ==, 4);
  target = g_ptr_array_index (list, 0);
  g_assert_cmpstr (target->id, ==, "1");
  g_assert_cmpstr (target->name, ==, "studio_mail");
  g_assert_cmpstr (target->status, ==, "idle");
  g_assert_cmpint (target->encrypted, ==, DSM_TRUE);
  g_assert_cmpint (target->used_bytes, ==, G_GINT64_CONSTANT (88400000000) / 1024 * 1024);
  g_assert_cmpint (target->last_start.kind, ==, DSM_TIME_EPOCH);
  g_assert_cmpint (target->last_duration, ==, 720);
  g_assert_cmpuint (target->fields->len, ==, 0);

  lab_do (lab, "clear", NULL);
  lab_do (lab, "set-vault", "{\"target_id\": 1, \"status\": \"defragmenting\"}");
  ASK (lab, detail, &error, dsm_vault_target_detail_async, dsm_vault_target_detail_finish, "1");
  g_assert_no_error (error);
  lab_assert_params (
      only_request (lab, &more, "SYNO.Backup.Service.VersionBackup.Target", 1, "detail"),
      "target_id", "1", NULL);
  g_assert_cmpstr (detail->status, ==, "defragmenting");
  /* What has no name of ours is kept as it came. */
  g_assert_cmpstr (field (detail->fields, "source_host"), ==, "studio-nas");
  g_assert_cmpstr (field (detail->fields, "version_count"), ==, "12");
  g_assert_cmpstr (field (detail->fields, "enable_bandwidth_limit"), ==, "false");
  g_assert_null (field (detail->fields, "target_name"));
}

static void
test_odd_vault (void)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (DsmVaultTarget) detail = NULL;

  answer_with (lab, "SYNO.Backup.Service.VersionBackup.Target",
               "{\"target_list\": [{\"target_id\": \"x-1\", \"used_size\": \"729\","
               " \"computing_size\": 1}, {\"target_name\": \"no ID\"}, null]}");
  ASK (lab, list, &error, dsm_vault_target_list_async, dsm_vault_target_list_finish);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpint (((DsmVaultTarget *) g_ptr_array_index (list, 0))->used_bytes, ==, 729 * 1024);
  g_assert_cmpint (((DsmVaultTarget *) g_ptr_array_index (list, 0))->computing_size, ==, DSM_TRUE);

  answer_with (lab, "SYNO.Backup.Service.VersionBackup.Target",
               "{\"a\": {\"b\": {\"c\": {\"d\": {\"e\": 1}, \"x\": 2}}, \"y\": null},"
               " \"list\": [1], \"text\": \"<b>\"}");
  ASK (lab, detail, &error, dsm_vault_target_detail_async, dsm_vault_target_detail_finish, "1");
  g_assert_no_error (error);
  g_assert_null (detail->id);
  g_assert_cmpstr (field (detail->fields, "a.b.c.x"), ==, "2");
  g_assert_cmpstr (field (detail->fields, "text"), ==, "<b>");
  g_assert_cmpuint (detail->fields->len, ==, 2);
}

static void
test_vault_limit (void)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) read = NULL;
  g_autoptr (JsonArray) written = NULL;
  gboolean done;
  int limit;

  ASK (lab, limit, &error, dsm_vault_limit_get_async, dsm_vault_limit_get_finish);
  g_assert_no_error (error);
  g_assert_cmpint (limit, ==, 2);
  lab_assert_params (
      only_request (lab, &read, "SYNO.Backup.Service.VersionBackup.Config", 1, "get"), NULL);

  lab_do (lab, "clear", NULL);
  ASK (lab, done, &error, dsm_vault_limit_set_async, dsm_vault_limit_set_finish, 99);
  g_assert_no_error (error);
  g_assert_true (done);
  lab_assert_params (
      only_request (lab, &written, "SYNO.Backup.Service.VersionBackup.Config", 1, "set"),
      "parallel_backup_limit", "99", NULL);

  /* The NAS keeps what it likes. */
  ASK (lab, limit, &error, dsm_vault_limit_get_async, dsm_vault_limit_get_finish);
  g_assert_cmpint (limit, ==, 20);

  answer_with (lab, "SYNO.Backup.Service.VersionBackup.Config", "{\"parallel_backup_limit\": []}");
  ASK (lab, limit, &error, dsm_vault_limit_get_async, dsm_vault_limit_get_finish);
  g_assert_cmpint (limit, ==, 0);
  g_assert_error (error, DSM_ERROR, DSM_ERROR_PROTOCOL);
}

static void
test_vault_statistics (void)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) requests = NULL;
  g_autoptr (DsmStatistics) statistics = NULL;

  ASK (lab, statistics, &error, dsm_vault_statistics_get_async, dsm_vault_statistics_get_finish,
       "1");
  g_assert_no_error (error);
  lab_assert_params (
      only_request (lab, &requests, "SYNO.SDS.Backup.Server.Common.Statistic", 1, "get"), "task_id",
      "1", "additional", "[\"volume_size\"]", NULL);
  g_assert_cmpuint (statistics->runs->len, ==, 12);
  g_assert_cmpstr (field (statistics->fields, "volume_size.free"), ==, "3912458743808");
  g_assert_cmpstr (field (statistics->fields, "volume_size.total"), ==, "7676682240000");
}

static void
test_vault_log (void)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) requests = NULL;
  g_autoptr (DsmLogPage) page = NULL;

  ASK (lab, page, &error, dsm_vault_log_list_async, dsm_vault_log_list_finish, "2", 0, 5);
  g_assert_no_error (error);
  lab_assert_params (only_request (lab, &requests, "SYNO.SDS.Backup.Server.Common.Log", 1, "list"),
                     "offset", "0", "limit", "5", "filter_target_id", "2", NULL);
  g_assert_cmpuint (page->lines->len, ==, 5);
  g_assert_nonnull (
      strstr (((DsmLogLine *) g_ptr_array_index (page->lines, 0))->event, "studio_video"));
}

static void
test_no_vault (void)
{
  BksDemoNasOptions options = { .seed = 1, .variant = "no-vault" };
  g_autoptr (Lab) lab = lab_new (&options);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = NULL;

  ASK (lab, list, &error, dsm_vault_target_list_async, dsm_vault_target_list_finish);
  g_assert_null (list);
  g_assert_error (error, DSM_ERROR, DSM_ERROR_NOT_SUPPORTED);
  g_assert_cmpstr (dsm_error_get_details (error)->api, ==,
                   "SYNO.Backup.Service.VersionBackup.Target");
}

static void
test_system (void)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) requests = NULL;
  g_autoptr (DsmSystem) system = NULL;
  g_autoptr (DsmSystem) partial = NULL;

  ASK (lab, system, &error, dsm_system_get_async, dsm_system_get_finish);
  g_assert_no_error (error);
  requests = lab_requests (lab);
  g_assert_cmpint (lab_count (lab, "http_requests"), ==, 1);
  lab_assert_call (lab_find_request (requests, "getinfo"), "SYNO.DSM.Info", 2, "getinfo");
  lab_assert_params (lab_find_request (requests, "getinfo"), NULL);
  lab_assert_call (lab_find_request (requests, "list"), "SYNO.DSM.Network", 2, "list");
  lab_assert_params (lab_find_request (requests, "list"), NULL);
  g_assert_cmpstr (system->host_name, ==, "office-nas");
  g_assert_cmpstr (system->model, ==, "DS920+");
  g_assert_nonnull (strstr (system->version, "DSM 7"));
  g_assert_cmpint (system->uptime, >, 0);

  lab_do (lab, "fail", "{\"mode\": \"code\", \"code\": 105, \"api\": \"SYNO.DSM.Network\"}");
  ASK (lab, partial, &error, dsm_system_get_async, dsm_system_get_finish);
  g_assert_no_error (error);
  g_assert_null (partial->host_name);
  g_assert_cmpstr (partial->model, ==, "DS920+");
}

static void
test_packages (void)
{
  g_autoptr (Lab) lab = ready_lab ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonArray) requests = NULL;
  g_autoptr (GPtrArray) packages = NULL;
  gboolean found = FALSE;

  ASK (lab, packages, &error, dsm_package_list_async, dsm_package_list_finish);
  g_assert_no_error (error);
  lab_assert_params (only_request (lab, &requests, "SYNO.Core.Package", 2, "list"), "additional",
                     "[\"status\"]", NULL);
  for (guint i = 0; i < packages->len; i++)
    {
      const DsmPackage *package = g_ptr_array_index (packages, i);

      if (!g_str_equal (package->id, "HyperBackup"))
        continue;
      found = TRUE;
      g_assert_nonnull (package->version);
      g_assert_cmpstr (package->status, ==, "running");
    }
  g_assert_true (found);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsm/backup/repositories", test_repositories);
  g_test_add_func ("/dsm/backup/repositories/odd", test_odd_repositories);
  g_test_add_func ("/dsm/backup/delete", test_delete);
  g_test_add_func ("/dsm/backup/check", test_check);
  g_test_add_func ("/dsm/backup/versions", test_versions);
  g_test_add_func ("/dsm/backup/versions/odd", test_odd_versions);
  g_test_add_func ("/dsm/backup/log", test_log);
  g_test_add_func ("/dsm/backup/log/odd", test_odd_log);
  g_test_add_func ("/dsm/backup/statistics", test_statistics);
  g_test_add_func ("/dsm/backup/statistics/odd", test_odd_statistics);
  g_test_add_func ("/dsm/backup/vault", test_vault);
  g_test_add_func ("/dsm/backup/vault/odd", test_odd_vault);
  g_test_add_func ("/dsm/backup/vault/limit", test_vault_limit);
  g_test_add_func ("/dsm/backup/vault/statistics", test_vault_statistics);
  g_test_add_func ("/dsm/backup/vault/log", test_vault_log);
  g_test_add_func ("/dsm/backup/vault/none", test_no_vault);
  g_test_add_func ("/dsm/backup/system", test_system);
  g_test_add_func ("/dsm/backup/packages", test_packages);
  return g_test_run ();
}
