/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "nas-lab.h"
#include "test-wait.h"

/* Of all APIs. */
static gint64
count_method (NasLab *lab, const char *method)
{
  g_autoptr (JsonObject) counters = nas_lab_ask (lab, "counters");

  return json_object_get_int_member_with_default (
      json_object_get_object_member (counters, "write_methods"), method, 0);
}

static void
act_well (NasLab *lab, BksTask *task, BksAction action, const char *method)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bks_task_can (task, action, NULL));
  nas_lab_act (lab, bks_task_get_id (task), action, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count_method (lab, method), ==, 1);
  g_assert_cmpint (nas_lab_count (lab, "writes_refused"), ==, 0);
}

static void
check_refused (NasLab *lab, BksTask *task, BksAction action, const char *why)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *tooltip = NULL;

  g_assert_false (bks_task_can (task, action, &tooltip));
  g_assert_cmpstr (tooltip, ==, why);
  g_assert_false (nas_lab_act (lab, bks_task_get_id (task), action, &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
  g_assert_nonnull (strstr (error->message, why));
}

static void
test_check (NasLab *lab, gconstpointer data)
{
  g_autoptr (JsonObject) state = NULL;
  BksTask *task;

  nas_lab_refresh_well (lab);
  task = nas_lab_find (lab, "Fine");
  check_refused (lab, task, BKS_ACTION_CANCEL_CHECK, "No check is running");
  act_well (lab, task, BKS_ACTION_CHECK, "SYNO.Backup.Target error_detect");
  g_assert_cmpstr (bks_task_get_status_word (task), ==, "Checking integrity");
  state = nas_lab_get_state (lab, bks_task_get_id (task));
  g_assert_cmpstr (json_object_get_string_member (state, "status"), ==, "detect");
  check_refused (lab, task, BKS_ACTION_CHECK, "A check is already running");
  check_refused (lab, task, BKS_ACTION_REMOVE, "Not while it runs");
  act_well (lab, task, BKS_ACTION_CANCEL_CHECK, "SYNO.Backup.Target error_detect_cancel");
  g_assert_cmpstr (bks_task_get_status (task), ==, "none");
  g_assert_cmpint (nas_lab_count (lab, "writes"), ==, 2);
}

static void
test_preconditions (NasLab *lab, gconstpointer data)
{
  nas_lab_refresh_well (lab);
  check_refused (lab, nas_lab_find (lab, "Running"), BKS_ACTION_CHECK, "Not while it runs");
  check_refused (lab, nas_lab_find (lab, "Running"), BKS_ACTION_REMOVE, "Not while it runs");
  check_refused (lab, nas_lab_find (lab, "Suspended"), BKS_ACTION_CHECK,
                 "Suspended. Resume or discard it first");
  check_refused (lab, nas_lab_find (lab, "Destination damaged"), BKS_ACTION_CHECK,
                 "Not possible while the destination is damaged");
  g_assert_cmpint (nas_lab_count (lab, "writes"), ==, 0);
}

/* The NAS says yes, and passes over it: the task has become busy between the look and the request. */
static void
test_passed_over (NasLab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  BksTask *task;

  nas_lab_refresh_well (lab);
  task = nas_lab_find (lab, "Fine");
  nas_lab_tell (lab, "fail",
                "{\"mode\": \"data\", \"data\": {}, \"api\": \"SYNO.Backup.Target\", "
                "\"method\": \"error_detect\"}");
  g_assert_false (nas_lab_act (lab, bks_task_get_id (task), BKS_ACTION_CHECK, &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_BUSY);
  g_assert_nonnull (strstr (error->message, "The check did not start: the NAS was busy"));
}

static guint
count_tasks (NasLab *lab)
{
  g_autoptr (JsonObject) state = nas_lab_ask (lab, "state");

  return json_array_get_length (json_object_get_array_member (state, "tasks"));
}

static gboolean
remove_tasks (NasLab *lab, const char *const *ids, GError **error)
{
  g_auto (TestAnswer) answer = { NULL };

  bks_nas_remove_async (lab->nas, ids, NULL, test_answer_cb, &answer);
  return bks_nas_remove_finish (lab->nas, test_answer_wait (&answer), error);
}

static void
test_remove (NasLab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  guint n;

  nas_lab_refresh_well (lab);
  n = count_tasks (lab);
  id = g_strdup (bks_task_get_id (nas_lab_find (lab, "Fine")));
  nas_lab_act (lab, id, BKS_ACTION_REMOVE, &error);
  g_assert_no_error (error);
  g_assert_null (bks_nas_find_task (lab->nas, id));
  g_assert_cmpuint (count_tasks (lab), ==, n - 1);
  g_assert_cmpint (nas_lab_count (lab, "is_remove_data_true"), ==, 0);
  g_assert_cmpint (nas_lab_count_writes (lab, "delete"), ==, 1);
}

/* All or none: one that runs keeps the others. */
static void
test_remove_several (NasLab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *fine = NULL;
  g_autofree char *suspended = NULL;
  guint n;

  nas_lab_refresh_well (lab);
  n = count_tasks (lab);
  fine = g_strdup (bks_task_get_id (nas_lab_find (lab, "Fine")));
  suspended = g_strdup (bks_task_get_id (nas_lab_find (lab, "Suspended")));
  {
    const char *const with_running[] = { fine, bks_task_get_id (nas_lab_find (lab, "Running")),
                                         NULL };
    const char *const with_unknown[] = { fine, "77", NULL };
    const char *const both[] = { fine, suspended, fine, NULL };

    g_assert_false (remove_tasks (lab, with_running, &error));
    g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
    g_clear_error (&error);
    g_assert_false (remove_tasks (lab, with_unknown, &error));
    g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_NOT_FOUND);
    g_clear_error (&error);
    g_assert_cmpint (nas_lab_count (lab, "writes"), ==, 0);
    g_assert_true (remove_tasks (lab, both, &error));
    g_assert_no_error (error);
  }
  g_assert_cmpuint (count_tasks (lab), ==, n - 2);
  g_assert_cmpint (nas_lab_count_writes (lab, "delete"), ==, 1);
  g_assert_cmpint (nas_lab_count (lab, "is_remove_data_true"), ==, 0);
}

static void
test_lost_answers (NasLab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  nas_lab_refresh_well (lab);
  id = g_strdup (bks_task_get_id (nas_lab_find (lab, "Fine")));
  nas_lab_tell (lab, "lose-answer",
                "{\"how\": \"empty\", \"api\": \"SYNO.Backup.Target\", \"method\": "
                "\"error_detect\"}");
  nas_lab_act (lab, id, BKS_ACTION_CHECK, &error);
  g_assert_no_error (error);
  nas_lab_act (lab, id, BKS_ACTION_CANCEL_CHECK, &error);
  g_assert_no_error (error);
  nas_lab_tell (lab, "lose-answer",
                "{\"how\": \"reset\", \"api\": \"SYNO.Backup.Task\", \"method\": \"delete\"}");
  nas_lab_act (lab, id, BKS_ACTION_REMOVE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (nas_lab_count (lab, "writes"), ==, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                            \
  g_test_add ("/model/check/" path, NasLab, NULL, nas_lab_set_up, func, nas_lab_tear_down)
  ADD ("check", test_check);
  ADD ("preconditions", test_preconditions);
  ADD ("passed-over", test_passed_over);
  ADD ("remove", test_remove);
  ADD ("remove-several", test_remove_several);
  ADD ("lost-answers", test_lost_answers);
  return g_test_run ();
}
