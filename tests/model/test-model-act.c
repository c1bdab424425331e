/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "nas-lab.h"
#include "test-wait.h"

static const char *const methods[BKS_N_ACTIONS] = {
  [BKS_ACTION_BACK_UP] = "backup", [BKS_ACTION_SUSPEND] = "suspend", [BKS_ACTION_RESUME] = "resume",
  [BKS_ACTION_CANCEL] = "cancel",  [BKS_ACTION_DISCARD] = "discard",
};

static void
act_well (NasLab *lab, BksTask *task, BksAction action)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bks_task_can (task, action, NULL));
  nas_lab_act (lab, bks_task_get_id (task), action, &error);
  g_assert_no_error (error);
  g_assert_cmpint (nas_lab_count_writes (lab, methods[action]), ==, 1);
  g_assert_cmpint (nas_lab_count (lab, "writes_refused"), ==, 0);
}

static void
check_says (NasLab *lab, BksTask *task, const char *member, gboolean wanted)
{
  g_autoptr (JsonObject) state = nas_lab_get_state (lab, bks_task_get_id (task));

  g_assert_cmpint (json_object_get_boolean_member (state, member), ==, wanted);
}

/* Nothing is sent, and the sentence is the one that the button's tooltip has. */
static void
check_refused (NasLab *lab, BksTask *task, BksAction action, const char *why)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = g_strconcat (why, ".", NULL);
  g_autofree char *tooltip = NULL;

  g_assert_false (bks_task_can (task, action, &tooltip));
  g_assert_cmpstr (tooltip, ==, why);
  g_assert_false (nas_lab_act (lab, bks_task_get_id (task), action, &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_back_up (NasLab *lab, gconstpointer data)
{
  BksTask *task;

  nas_lab_refresh_well (lab);
  task = nas_lab_find (lab, "Fine");
  act_well (lab, task, BKS_ACTION_BACK_UP);
  check_says (lab, task, "busy", TRUE);
  g_assert_cmpint (bks_task_get_verdict (task), ==, BKS_VERDICT_RUNNING);
  g_assert_true (bks_nas_has_busy_task (lab->nas));
  /* It has just begun. */
  check_refused (lab, task, BKS_ACTION_SUSPEND, "Can be suspended once it copies data");
  g_assert_cmpint (nas_lab_count (lab, "writes"), ==, 1);
}

/* So that a run can be suspended. */
static BksTask *
find_running (NasLab *lab)
{
  BksTask *task;

  nas_lab_refresh_well (lab);
  task = nas_lab_find (lab, "Running");
  nas_lab_tell (lab, "set-task", "{\"task_id\": \"%s\", \"progress\": 40}", bks_task_get_id (task));
  nas_lab_refresh_well (lab);
  return task;
}

/* Otherwise the simulated NAS stands nearly still. */
static void
let_time_pass (NasLab *lab)
{
  nas_lab_tell (lab, "set-server", "{\"speed\": 5}");
}

static void
test_suspend (NasLab *lab, gconstpointer data)
{
  BksTask *task = find_running (lab);

  let_time_pass (lab);
  act_well (lab, task, BKS_ACTION_SUSPEND);
  g_assert_cmpstr (bks_task_get_status_word (task), ==, "Suspended");
  check_says (lab, task, "suspended", TRUE);
}

static void
test_cancel (NasLab *lab, gconstpointer data)
{
  BksTask *task = find_running (lab);

  let_time_pass (lab);
  act_well (lab, task, BKS_ACTION_CANCEL);
  g_assert_cmpstr (bks_task_get_status_word (task), ==, "Cancelled");
}

/* A NAS that needs minutes to throw away what was copied: on its way is done, after ten seconds. */
static void
test_cancel_slowly (NasLab *lab, gconstpointer data)
{
  BksTask *task = find_running (lab);

  act_well (lab, task, BKS_ACTION_CANCEL);
  g_assert_cmpstr (bks_task_get_status_word (task), ==, "Cancelling");
}

static void
test_resume (NasLab *lab, gconstpointer data)
{
  BksTask *task;

  nas_lab_refresh_well (lab);
  task = nas_lab_find (lab, "Suspended");
  let_time_pass (lab);
  act_well (lab, task, BKS_ACTION_RESUME);
  check_says (lab, task, "suspended", FALSE);
  check_says (lab, task, "busy", TRUE);
}

static void
test_discard (NasLab *lab, gconstpointer data)
{
  BksTask *task;

  nas_lab_refresh_well (lab);
  task = nas_lab_find (lab, "Suspended");
  let_time_pass (lab);
  act_well (lab, task, BKS_ACTION_DISCARD);
  check_says (lab, task, "suspended", FALSE);
}

static void
test_preconditions (NasLab *lab, gconstpointer data)
{
  BksTask *fine, *suspended, *running, *damaged;

  running = find_running (lab);
  fine = nas_lab_find (lab, "Fine");
  suspended = nas_lab_find (lab, "Suspended");
  damaged = nas_lab_find (lab, "Destination damaged");

  check_refused (lab, running, BKS_ACTION_BACK_UP, "Already running");
  check_refused (lab, suspended, BKS_ACTION_BACK_UP, "Suspended. Resume or discard it first");
  check_refused (lab, damaged, BKS_ACTION_BACK_UP, "Not possible while the destination is damaged");
  check_refused (lab, fine, BKS_ACTION_SUSPEND, "Not running");
  check_refused (lab, fine, BKS_ACTION_CANCEL, "Not running");
  check_refused (lab, fine, BKS_ACTION_RESUME, "Only for a suspended backup");
  check_refused (lab, fine, BKS_ACTION_DISCARD, "Only for a suspended backup");
  check_refused (lab, running, BKS_ACTION_RESUME, "Only for a suspended backup");

  nas_lab_tell (lab, "set-task", "{\"task_id\": \"%s\", \"status\": \"defragmenting\"}",
                bks_task_get_id (fine));
  nas_lab_refresh_well (lab);
  check_refused (lab, fine, BKS_ACTION_BACK_UP,
                 "The NAS reports a state that Backstay does not know: defragmenting");
  nas_lab_tell (lab, "set-task", "{\"task_id\": \"%s\", \"status\": \"waiting\"}",
                bks_task_get_id (fine));
  nas_lab_refresh_well (lab);
  check_refused (lab, fine, BKS_ACTION_BACK_UP, "Waiting for its turn");
  nas_lab_tell (lab, "set-task", "{\"task_id\": \"%s\", \"status\": \"version_deleting\"}",
                bks_task_get_id (fine));
  nas_lab_refresh_well (lab);
  check_refused (lab, fine, BKS_ACTION_BACK_UP, "Old versions are being removed");

  g_assert_cmpint (nas_lab_count (lab, "writes"), ==, 0);
}

/* What the list said may be old: the look before the action decides. */
static void
test_changed_meanwhile (NasLab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  BksTask *task;

  nas_lab_refresh_well (lab);
  task = nas_lab_find (lab, "Suspended");
  g_assert_true (bks_task_can (task, BKS_ACTION_RESUME, NULL));
  nas_lab_tell (lab, "end-run", "{\"task_id\": \"%s\", \"result\": \"done\"}",
                bks_task_get_id (task));
  g_assert_false (nas_lab_act (lab, bks_task_get_id (task), BKS_ACTION_RESUME, &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
  g_assert_cmpint (nas_lab_count (lab, "writes"), ==, 0);
  /* And what the look found is shown. */
  g_assert_cmpstr (bks_task_get_last_result (task), ==, "done");
}

static void
test_unknown_task (NasLab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  nas_lab_refresh_well (lab);
  g_assert_false (nas_lab_act (lab, "77", BKS_ACTION_BACK_UP, &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_NOT_FOUND);
  g_assert_cmpint (nas_lab_count (lab, "writes"), ==, 0);
}

static void
test_lun (NasLab *lab, gconstpointer data)
{
  GListModel *tasks = bks_nas_get_tasks (lab->nas);
  guint n_luns = 0;

  nas_lab_refresh_well (lab);
  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);
      g_autoptr (GError) error = NULL;

      if (!bks_task_is_lun (task))
        continue;
      n_luns++;
      g_assert_cmpint (bks_task_get_best_action (task), ==, -1);
      for (guint action = 0; action < BKS_N_ACTIONS; action++)
        {
          g_autofree char *why = NULL;

          g_assert_false (bks_task_can (task, (BksAction) action, &why));
          g_assert_cmpstr (why, ==, "This kind of backup can only be managed in DSM");
        }
      g_assert_false (nas_lab_act (lab, bks_task_get_id (task), BKS_ACTION_BACK_UP, &error));
      g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_NOT_SUPPORTED);
    }
  g_assert_cmpuint (n_luns, >, 0);
  g_assert_cmpint (nas_lab_count (lab, "writes"), ==, 0);
}

/* It was carried out, and the answer was lost: it counts, and is not sent again. */
static void
test_lost_answer (NasLab *lab, gconstpointer data)
{
  static const char *const ways[] = { "reset", "empty" };

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (GError) error = NULL;
      BksTask *task;

      nas_lab_refresh_well (lab);
      task = nas_lab_find (lab, "Fine");
      nas_lab_tell (lab, "lose-answer",
                    "{\"how\": \"%s\", \"api\": \"SYNO.Backup.Task\", \"method\": \"backup\"}",
                    ways[i]);
      nas_lab_act (lab, bks_task_get_id (task), BKS_ACTION_BACK_UP, &error);
      g_assert_no_error (error);
      g_assert_cmpint (nas_lab_count_writes (lab, "backup"), ==, i + 1);
      g_assert_cmpint (bks_task_get_verdict (task), ==, BKS_VERDICT_RUNNING);
    }
}

/* It was thrown away on its way: after ten seconds of looking that is said, and still it is not sent again. */
static void
test_lost_request (NasLab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  BksTask *task;

  nas_lab_refresh_well (lab);
  task = nas_lab_find (lab, "Fine");
  nas_lab_tell (lab, "fail",
                "{\"mode\": \"http-502\", \"api\": \"SYNO.Backup.Task\", \"method\": \"backup\"}");
  g_assert_false (nas_lab_act (lab, bks_task_get_id (task), BKS_ACTION_BACK_UP, &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_OFFLINE);
  g_assert_cmpint (nas_lab_count_writes (lab, "backup"), ==, 1);
  g_assert_cmpint (bks_task_get_verdict (task), ==, BKS_VERDICT_OK);
  check_says (lab, task, "busy", FALSE);
}

static void
test_refused (NasLab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BksProblem) problem = NULL;
  BksTask *task;

  nas_lab_refresh_well (lab);
  task = nas_lab_find (lab, "Fine");
  nas_lab_tell (
      lab, "fail",
      "{\"mode\": \"code\", \"code\": 4462, \"api\": \"SYNO.Backup.Task\", \"method\": \"backup\"}");
  g_assert_false (nas_lab_act (lab, bks_task_get_id (task), BKS_ACTION_BACK_UP, &error));
  problem = bks_problem_from_error (error);
  g_assert_cmpstr (bks_problem_get_nick (problem), ==, "refused");
  g_assert_cmpint (bks_problem_get_code (problem), ==, 4462);
  g_assert_cmpstr (bks_problem_get_method (problem), ==, "backup");
}

/* Whoever gives up in a pause between two looks is let go, in silence, and no look follows. */
static void
test_cancelled (NasLab *lab, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (TestAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  BksTask *task;
  gint64 n_requests;

  nas_lab_refresh_well (lab);
  task = nas_lab_find (lab, "Fine");
  /* Accepted, without any effect. */
  nas_lab_tell (
      lab, "fail",
      "{\"mode\": \"data\", \"data\": {}, \"api\": \"SYNO.Backup.Task\", \"method\": \"backup\"}");
  n_requests = nas_lab_count (lab, "http_requests");
  bks_nas_act_async (lab->nas, bks_task_get_id (task), BKS_ACTION_BACK_UP, cancellable,
                     test_answer_cb, &answer);
  /* The look, the action, and the first look after it. */
  while (nas_lab_count (lab, "http_requests") < n_requests + 3)
    test_wait_ms (5);
  g_cancellable_cancel (cancellable);
  g_assert_false (bks_nas_act_finish (lab->nas, test_answer_wait (&answer), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  n_requests = nas_lab_count (lab, "http_requests");
  test_wait_ms (700);
  g_assert_cmpint (nas_lab_count (lab, "http_requests"), ==, n_requests);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, variant, func)                                                                   \
  g_test_add ("/model/act/" path, NasLab, variant, nas_lab_set_up, func, nas_lab_tear_down)
  ADD ("back-up", NULL, test_back_up);
  ADD ("suspend", NULL, test_suspend);
  ADD ("cancel", NULL, test_cancel);
  ADD ("cancel-slowly", NULL, test_cancel_slowly);
  ADD ("resume", NULL, test_resume);
  ADD ("discard", NULL, test_discard);
  ADD ("preconditions", NULL, test_preconditions);
  ADD ("changed-meanwhile", NULL, test_changed_meanwhile);
  ADD ("unknown-task", NULL, test_unknown_task);
  ADD ("lun", "lun", test_lun);
  ADD ("lost-answer", NULL, test_lost_answer);
  ADD ("lost-request", NULL, test_lost_request);
  ADD ("refused", NULL, test_refused);
  ADD ("cancelled", NULL, test_cancelled);
#undef ADD

  return g_test_run ();
}
