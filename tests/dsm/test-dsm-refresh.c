/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "dsm-lab.h"

/* What a refresh asks for, what it need not ask for, and what it makes of odd answers. */

static DsmTaskList *
refresh (Lab *lab, gboolean whole)
{
  g_autoptr (GError) error = NULL;
  DsmTaskList *list = lab_refresh (lab->client, whole, &error);

  g_assert_no_error (error);
  return list;
}

static void
test_first (void)
{
  BksDemoNasOptions options = { .seed = 1, .n_tasks = 60 };
  g_autoptr (Lab) lab = lab_new (&options);
  g_autoptr (DsmTaskList) list = refresh (lab, FALSE);
  g_autoptr (JsonArray) requests = lab_requests (lab);

  g_assert_cmpuint (list->tasks->len, ==, 60);
  /* Discovery, login, list with the clock, and statuses in compounds of 25: 25, 25, 10. */
  g_assert_cmpint (lab_count (lab, "http_requests"), ==, 6);
  g_assert_cmpint (lab_count_method (lab, "SYNO.Backup.Task status"), ==, 60);
  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = lab_request (requests, i);

      if (g_str_equal (json_object_get_string_member (request, "api"), "SYNO.Backup.Task"))
        {
          g_assert_false (json_object_get_null_member (request, "compound"));
          g_assert_cmpint (json_object_get_int_member (request, "compound"), <, 25);
        }
    }
}

static void
test_later (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (DsmTaskList) first = refresh (lab, FALSE);
  g_autoptr (DsmTaskList) second = NULL;
  g_autoptr (DsmTaskList) third = NULL;
  g_autoptr (DsmTaskList) fourth = NULL;
  const DsmTaskRecord *before;
  const DsmTaskRecord *after;

  /* One task runs: the list, and its status. */
  lab_do (lab, "clear", NULL);
  second = refresh (lab, FALSE);
  g_assert_cmpint (lab_count (lab, "http_requests"), ==, 2);
  g_assert_cmpint (lab_count_method (lab, "SYNO.Backup.Task status"), ==, 1);
  g_assert_cmpint (lab_count_method (lab, "SYNO.Core.System info"), ==, 0);

  /* What was not asked for is there nevertheless. */
  for (guint i = 0; i < first->tasks->len; i++)
    {
      before = g_ptr_array_index (first->tasks, i);
      after = g_ptr_array_index (second->tasks, i);
      g_assert_cmpstr (after->id, ==, before->id);
      g_assert_cmpint (after->last_success.seconds, ==, before->last_success.seconds);
      g_assert_cmpint (after->last_error_code, ==, before->last_error_code);
      g_assert_cmpstr (after->last_success_version, ==, before->last_success_version);
      g_assert_cmpint (after->schedule != NULL, ==, before->schedule != NULL);
      g_assert_true (after->has_status);
    }
  g_assert_cmpint (second->utc_offset, ==, 7200);

  /* It ends: its status is asked once more, and then nothing is left to ask. */
  lab_do (lab, "end-run", "{\"task_id\": \"4\", \"result\": \"done\"}");
  third = refresh (lab, FALSE);
  after = lab_find_task (third, "4");
  g_assert_cmpstr (after->status, ==, "none");
  g_assert_cmpstr (after->last_result, ==, "done");
  g_assert_null (after->progress);
  lab_do (lab, "clear", NULL);
  fourth = refresh (lab, FALSE);
  g_assert_cmpint (lab_count (lab, "http_requests"), ==, 1);
  g_assert_cmpint (lab_count_method (lab, "SYNO.Backup.Task list"), ==, 1);
  after = lab_find_task (fourth, "4");
  g_assert_cmpstr (after->last_result, ==, "done");
}

/* What came without half of its fields is not believed until the task runs again. */
static void
test_damaged_status (void)
{
  static const char *const modes[] = { "nulls", "missing-fields", "wrong-types" };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (Lab) lab = lab_new (NULL);
      g_autoptr (DsmTaskList) second = NULL;
      g_autoptr (JsonObject) truth = NULL;
      const DsmTaskRecord *task;

      lab_do (lab, "end-run", "{\"task_id\": \"4\"}");
      lab_do (lab, "fail",
              "{\"mode\": \"%s\", \"api\": \"SYNO.Backup.Task\", \"method\": \"status\"}",
              modes[i]);
      dsm_task_list_free (refresh (lab, FALSE));
      second = refresh (lab, FALSE);
      task = lab_find_task (second, "5");
      truth = lab_task_state (lab, "5");
      g_assert_cmpint (task->last_error_code, ==, 4401);
      g_assert_cmpint (task->last_success.kind, ==, DSM_TIME_LOCAL);
      g_assert_cmpint (task->last_success.seconds - 7200, ==,
                       json_object_get_int_member (truth, "last_success"));

      /* Then there is nothing left to ask. */
      lab_do (lab, "clear", NULL);
      dsm_task_list_free (refresh (lab, FALSE));
      g_assert_cmpint (lab_count (lab, "http_requests"), ==, 1);
    }
}

static void
test_changed (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (DsmTaskList) list = NULL;
  g_autoptr (JsonArray) requests = NULL;
  const DsmTaskRecord *task;

  lab_do (lab, "end-run", "{\"task_id\": \"4\"}");
  dsm_task_list_free (refresh (lab, FALSE));
  lab_do (lab, "set-task",
          "{\"task_id\": \"6\", \"last_result\": \"failed\", \"error_code\": 4467, "
          "\"last_error\": \"gone\"}");
  lab_do (lab, "clear", NULL);
  list = refresh (lab, FALSE);
  g_assert_cmpint (lab_count (lab, "http_requests"), ==, 2);
  requests = lab_requests (lab);
  lab_assert_call (lab_request (requests, 0), "SYNO.Backup.Task", 1, "list");
  lab_assert_call (lab_request (requests, 1), "SYNO.Backup.Task", 1, "status");
  g_assert_cmpstr (lab_param (lab_request (requests, 1), "task_id"), ==, "6");
  task = lab_find_task (list, "6");
  g_assert_cmpstr (task->last_result, ==, "failed");
  g_assert_cmpint (task->last_error_code, ==, 4467);
  g_assert_cmpstr (task->last_error, ==, "gone");
}

static void
test_whole (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);

  dsm_task_list_free (refresh (lab, FALSE));
  lab_do (lab, "utc-offset", "{\"seconds\": -18000}");
  lab_do (lab, "clear", NULL);
  {
    g_autoptr (DsmTaskList) list = refresh (lab, TRUE);

    g_assert_cmpint (lab_count (lab, "http_requests"), ==, 2);
    g_assert_cmpint (lab_count_method (lab, "SYNO.Backup.Task status"), ==, 8);
    g_assert_cmpint (list->utc_offset, ==, -18000);
  }
}

static void
test_come_and_go (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (DsmTaskList) list = NULL;
  g_autoptr (DsmTaskList) more = NULL;
  g_autoptr (JsonObject) added = NULL;
  const char *id;

  dsm_task_list_free (refresh (lab, FALSE));
  lab_do (lab, "remove-task", "{\"task_id\": \"3\"}");
  list = refresh (lab, FALSE);
  g_assert_cmpuint (list->tasks->len, ==, 7);

  added = lab_control (lab, "add-task", "{\"name\": \"New\", \"last_result\": \"done\"}");
  id = json_object_get_string_member (added, "task_id");
  more = refresh (lab, FALSE);
  g_assert_cmpuint (more->tasks->len, ==, 8);
  g_assert_cmpstr (lab_find_task (more, id)->name, ==, "New");
  g_assert_true (lab_find_task (more, id)->has_status);

  /* What was gone is not remembered when it is back. */
  lab_do (lab, "fail", "{\"mode\": \"data\", \"method\": \"list\", \"data\": {\"task_list\": []}}");
  dsm_task_list_free (refresh (lab, FALSE));
  lab_do (lab, "clear", NULL);
  dsm_task_list_free (refresh (lab, FALSE));
  g_assert_cmpint (lab_count_method (lab, "SYNO.Backup.Task status"), ==, 8);
}

static void
test_empty (gconstpointer omit)
{
  BksDemoNasOptions options = { .seed = 1, .variant = "empty" };
  g_autoptr (Lab) lab = lab_new (&options);
  g_autoptr (DsmTaskList) list = NULL;

  if (GPOINTER_TO_INT (omit))
    lab_do (lab, "set-server", "{\"omit_empty\": true}");
  list = refresh (lab, FALSE);
  g_assert_cmpuint (list->tasks->len, ==, 0);
  g_assert_cmpuint (list->n_dropped, ==, 0);
}

static void
test_lun (void)
{
  BksDemoNasOptions options = { .seed = 1, .variant = "lun" };
  g_autoptr (Lab) lab = lab_new (&options);
  g_autoptr (DsmTaskList) list = refresh (lab, TRUE);
  G_GNUC_UNUSED g_autoptr (JsonArray) requests = lab_requests (lab);
  guint n_lun = 0;

  for (guint i = 0; i < list->tasks->len; i++)
    {
      const DsmTaskRecord *task = g_ptr_array_index (list->tasks, i);

      if (!task->is_lun)
        continue;
      n_lun++;
      g_assert_false (task->has_status);
      g_assert_no_error (task->status_error);
      g_assert_nonnull (strstr (task->type, "lunbkp"));
    }
  g_assert_cmpuint (n_lun, >, 0);
  g_assert_cmpint (lab_count_method (lab, "SYNO.Backup.Task status"), ==, list->tasks->len - n_lun);
}

static void
check_fallback (const char *fault)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (DsmTaskList) list = NULL;
  g_autoptr (DsmTaskList) again = NULL;
  g_autoptr (JsonArray) requests = NULL;
  JsonObject *request;

  lab_do (lab, "fail", "%s", fault);
  list = refresh (lab, FALSE);
  g_assert_cmpuint (list->tasks->len, ==, 8);
  g_assert_cmpint (list->utc_offset, ==, 7200);
  for (guint i = 0; i < 8; i++)
    g_assert_true (((DsmTaskRecord *) g_ptr_array_index (list->tasks, i))->has_status);
  requests = lab_requests (lab);
  request = lab_request (requests, json_array_get_length (requests) - 1);
  lab_assert_call (request, "SYNO.Backup.Task", 1, "status");
  g_assert_true (json_object_get_null_member (request, "compound"));

  /* It is remembered. */
  lab_do (lab, "clear", NULL);
  again = refresh (lab, TRUE);
  g_assert_cmpint (lab_count (lab, "http_requests"), ==, 10);
}

static void
test_fallback (void)
{
  static const int codes[] = { 102, 103, 104, 120 };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *fault = g_strdup_printf (
          "{\"mode\": \"code\", \"code\": %d, \"api\": \"SYNO.Entry.Request\"}", codes[i]);

      check_fallback (fault);
    }
}

/* What a compound says of itself is not what its parts say. */
static void
test_failed_part (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (DsmTaskList) list = NULL;
  guint n_failed = 0;

  lab_do (lab, "fail",
          "{\"mode\": \"code\", \"code\": 4401, \"method\": \"status\", \"count\": 1}");
  list = refresh (lab, FALSE);
  g_assert_cmpuint (list->tasks->len, ==, 8);
  for (guint i = 0; i < list->tasks->len; i++)
    {
      const DsmTaskRecord *task = g_ptr_array_index (list->tasks, i);

      if (task->status_error == NULL)
        {
          g_assert_true (task->has_status);
          continue;
        }
      n_failed++;
      g_assert_error (task->status_error, DSM_ERROR, DSM_ERROR_REFUSED);
      g_assert_cmpint (dsm_error_get_details (task->status_error)->code, ==, 4401);
      g_assert_cmpstr (dsm_error_get_details (task->status_error)->method, ==, "status");
      g_assert_false (task->has_status);
      g_assert_nonnull (task->name);
    }
  g_assert_cmpuint (n_failed, >, 0);

  /* What failed is asked again. */
  dsm_task_list_free (g_steal_pointer (&list));
  list = refresh (lab, FALSE);
  for (guint i = 0; i < list->tasks->len; i++)
    g_assert_true (((DsmTaskRecord *) g_ptr_array_index (list->tasks, i))->has_status);
}

static void
test_clock_denied (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (DsmTaskList) list = NULL;

  lab_do (lab, "fail",
          "{\"mode\": \"code\", \"code\": 105, \"api\": \"SYNO.Core.System\", \"count\": -1}");
  list = refresh (lab, FALSE);
  g_assert_cmpuint (list->tasks->len, ==, 8);
  g_assert_cmpint (list->utc_offset, ==, DSM_OFFSET_UNKNOWN);
  g_assert_cmpint (list->clock_error, ==, 0);
  g_assert_cmpint (lab_count (lab, "logins"), ==, 1);
}

static void
test_clock (void)
{
  static const struct
  {
    const char *server;
    int offset;
  } cases[] = {
    { "{\"ctime_format\": true}", 7200 },
    { "{\"no_date\": true}", 7200 },
    { "{\"no_seconds\": true}", 7200 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Lab) lab = lab_new (NULL);
      g_autoptr (DsmTaskList) list = NULL;

      lab_do (lab, "set-server", "%s", cases[i].server);
      list = refresh (lab, FALSE);
      g_assert_cmpint (list->utc_offset, ==, cases[i].offset);
      g_assert_cmpint (ABS (list->clock_error), <=, 2);
      g_assert_cmpint (lab_find_task (list, "5")->last_success.kind, ==, DSM_TIME_LOCAL);
      g_assert_cmpint (dsm_client_get_utc_offset (lab->client), ==, cases[i].offset);
    }
}

/* A NAS whose clock is wrong is wrong in its Date header too: the zone is still right. */
static void
test_wrong_clock (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (DsmTaskList) list = NULL;

  lab_do (lab, "clock-offset", "{\"seconds\": 4000}");
  list = refresh (lab, FALSE);
  g_assert_cmpint (list->utc_offset, ==, 7200);
  g_assert_cmpint (ABS (list->clock_error - 4000), <=, 2);
  g_assert_cmpint (dsm_client_get_clock_error (lab->client), ==, list->clock_error);
}

/* 300 tasks are far more than 32 kB: parsed on another thread, they are the same. */
static void
test_large (void)
{
  BksDemoNasOptions options = { .seed = 3, .n_tasks = 300 };
  g_autoptr (Lab) lab = lab_new (&options);
  g_autoptr (DsmTaskList) list = refresh (lab, FALSE);

  g_assert_cmpuint (list->tasks->len, ==, 300);
  for (guint i = 0; i < list->tasks->len; i += 37)
    {
      const DsmTaskRecord *task = g_ptr_array_index (list->tasks, i);
      g_autoptr (JsonObject) truth = lab_task_state (lab, task->id);

      g_assert_cmpstr (task->name, ==, json_object_get_string_member (truth, "name"));
      g_assert_cmpstr (task->last_result, ==, json_object_get_string_member (truth, "last_result"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsm/refresh/first", test_first);
  g_test_add_func ("/dsm/refresh/later", test_later);
  g_test_add_func ("/dsm/refresh/damaged-status", test_damaged_status);
  g_test_add_func ("/dsm/refresh/changed", test_changed);
  g_test_add_func ("/dsm/refresh/whole", test_whole);
  g_test_add_func ("/dsm/refresh/come-and-go", test_come_and_go);
  g_test_add_data_func ("/dsm/refresh/empty/list", GINT_TO_POINTER (FALSE), test_empty);
  g_test_add_data_func ("/dsm/refresh/empty/missing", GINT_TO_POINTER (TRUE), test_empty);
  g_test_add_func ("/dsm/refresh/lun", test_lun);
  g_test_add_func ("/dsm/refresh/fallback", test_fallback);
  g_test_add_func ("/dsm/refresh/failed-part", test_failed_part);
  g_test_add_func ("/dsm/refresh/clock-denied", test_clock_denied);
  g_test_add_func ("/dsm/refresh/clock", test_clock);
  g_test_add_func ("/dsm/refresh/wrong-clock", test_wrong_clock);
  g_test_add_func ("/dsm/refresh/large", test_large);
  return g_test_run ();
}
