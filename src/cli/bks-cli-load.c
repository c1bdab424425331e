/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backstayctl"

#include "bks-cli-load.h"

#include "bks-cli-wait.h"

/**
 * bks_cli_load_repositories:
 * @session: a session
 * @problem_out: (out) (transfer full): why not; stays as it is when a signal came
 *
 * Returns: (transfer full) (nullable) (element-type BksRepository): the destinations
 */
GPtrArray *
bks_cli_load_repositories (BksCliSession *session, BksProblem **problem_out)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;
  GPtrArray *answer;

  bks_nas_load_repositories_async (nas, bks_cli_session_begin (session), bks_cli_result_cb,
                                   &result);
  answer = bks_nas_load_repositories_finish (nas, bks_cli_wait_for (&result), &error);
  if (answer == NULL)
    bks_cli_session_take_error (session, error, problem_out);
  return answer;
}

/**
 * bks_cli_load_repository:
 * @session: a session
 * @task_id: ID of a task
 * @problem_out: (out) (transfer full): why not; stays as it is when a signal came
 *
 * Returns: (transfer full) (nullable): the task's destination
 */
BksRepository *
bks_cli_load_repository (BksCliSession *session, const char *task_id, BksProblem **problem_out)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;
  BksRepository *answer;

  bks_nas_load_repository_async (nas, task_id, bks_cli_session_begin (session), bks_cli_result_cb,
                                 &result);
  answer = bks_nas_load_repository_finish (nas, bks_cli_wait_for (&result), &error);
  if (answer == NULL)
    bks_cli_session_take_error (session, error, problem_out);
  return answer;
}

/**
 * bks_cli_load_versions:
 * @session: a session
 * @task_id: ID of a task
 * @problem_out: (out) (transfer full): why not; stays as it is when a signal came
 *
 * Returns: (transfer full) (nullable) (element-type BksTaskVersion): the task's restore points
 */
GPtrArray *
bks_cli_load_versions (BksCliSession *session, const char *task_id, BksProblem **problem_out)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;
  GPtrArray *answer;

  bks_nas_load_versions_async (nas, task_id, bks_cli_session_begin (session), bks_cli_result_cb,
                               &result);
  answer = bks_nas_load_versions_finish (nas, bks_cli_wait_for (&result), &error);
  if (answer == NULL)
    bks_cli_session_take_error (session, error, problem_out);
  return answer;
}

/**
 * bks_cli_load_statistics:
 * @session: a session
 * @task_id: ID of a task
 * @problem_out: (out) (transfer full): why not; stays as it is when a signal came
 *
 * Returns: (transfer full) (nullable): the task's statistics
 */
BksStatistics *
bks_cli_load_statistics (BksCliSession *session, const char *task_id, BksProblem **problem_out)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;
  BksStatistics *answer;

  bks_nas_load_statistics_async (nas, task_id, bks_cli_session_begin (session), bks_cli_result_cb,
                                 &result);
  answer = bks_nas_load_statistics_finish (nas, bks_cli_wait_for (&result), &error);
  if (answer == NULL)
    bks_cli_session_take_error (session, error, problem_out);
  return answer;
}

/**
 * bks_cli_load_vault_targets:
 * @session: a session
 * @problem_out: (out) (transfer full): why not; stays as it is when a signal came
 *
 * Returns: (transfer full) (nullable) (element-type BksVaultTarget): what arrives on the NAS
 */
GPtrArray *
bks_cli_load_vault_targets (BksCliSession *session, BksProblem **problem_out)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;
  GPtrArray *answer;

  bks_nas_load_vault_targets_async (nas, bks_cli_session_begin (session), bks_cli_result_cb,
                                    &result);
  answer = bks_nas_load_vault_targets_finish (nas, bks_cli_wait_for (&result), &error);
  if (answer == NULL)
    bks_cli_session_take_error (session, error, problem_out);
  return answer;
}

/**
 * bks_cli_load_vault_target:
 * @session: a session
 * @target_id: ID of a target
 * @problem_out: (out) (transfer full): why not; stays as it is when a signal came
 *
 * Returns: (transfer full) (nullable): the target
 */
BksVaultTarget *
bks_cli_load_vault_target (BksCliSession *session, const char *target_id, BksProblem **problem_out)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;
  BksVaultTarget *answer;

  bks_nas_load_vault_target_async (nas, target_id, bks_cli_session_begin (session),
                                   bks_cli_result_cb, &result);
  answer = bks_nas_load_vault_target_finish (nas, bks_cli_wait_for (&result), &error);
  if (answer == NULL)
    bks_cli_session_take_error (session, error, problem_out);
  return answer;
}

/**
 * bks_cli_load_vault_statistics:
 * @session: a session
 * @target_id: ID of a target
 * @problem_out: (out) (transfer full): why not; stays as it is when a signal came
 *
 * Returns: (transfer full) (nullable): the target's statistics
 */
BksStatistics *
bks_cli_load_vault_statistics (BksCliSession *session,
                               const char *target_id,
                               BksProblem **problem_out)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;
  BksStatistics *answer;

  bks_nas_load_vault_statistics_async (nas, target_id, bks_cli_session_begin (session),
                                       bks_cli_result_cb, &result);
  answer = bks_nas_load_vault_statistics_finish (nas, bks_cli_wait_for (&result), &error);
  if (answer == NULL)
    bks_cli_session_take_error (session, error, problem_out);
  return answer;
}

/**
 * bks_cli_load_vault_limit:
 * @session: a session
 * @problem_out: (out) (transfer full): why not; stays as it is when a signal came
 *
 * Returns: how many backups may arrive at a time; 0 = not known
 */
int
bks_cli_load_vault_limit (BksCliSession *session, BksProblem **problem_out)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;
  int answer;

  bks_nas_load_vault_limit_async (nas, bks_cli_session_begin (session), bks_cli_result_cb, &result);
  answer = bks_nas_load_vault_limit_finish (nas, bks_cli_wait_for (&result), &error);
  if (answer == 0)
    bks_cli_session_take_error (session, error, problem_out);
  return answer;
}

/**
 * bks_cli_set_vault_limit:
 * @session: a session
 * @limit: what is wanted, at least 1
 * @problem_out: (out) (transfer full): why not; stays as it is when a signal came
 *
 * Returns: what the NAS has kept; 0 = not known
 */
int
bks_cli_set_vault_limit (BksCliSession *session, int limit, BksProblem **problem_out)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;
  int answer;

  bks_nas_set_vault_limit_async (nas, limit, bks_cli_session_begin (session), bks_cli_result_cb,
                                 &result);
  answer = bks_nas_set_vault_limit_finish (nas, bks_cli_wait_for (&result), &error);
  if (answer == 0)
    bks_cli_session_take_error (session, error, problem_out);
  return answer;
}

/**
 * bks_cli_remove_tasks:
 * @session: a session
 * @task_ids: (array zero-terminated=1): IDs of tasks, at least one
 * @problem_out: (out) (transfer full): why not; stays as it is when a signal came
 *
 * Returns: whether all of them are gone
 */
gboolean
bks_cli_remove_tasks (BksCliSession *session, const char *const *task_ids, BksProblem **problem_out)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  bks_nas_remove_async (nas, task_ids, bks_cli_session_begin (session), bks_cli_result_cb, &result);
  if (bks_nas_remove_finish (nas, bks_cli_wait_for (&result), &error))
    return TRUE;
  bks_cli_session_take_error (session, error, problem_out);
  return FALSE;
}

/**
 * bks_cli_read_log:
 * @session: a session
 * @reader: of a log of one of the session's NAS
 * @problem_out: (out) (transfer full): why not; stays as it is when a signal came
 *
 * Returns: (transfer full) (nullable) (element-type BksLogEntry): the next lines
 */
GPtrArray *
bks_cli_read_log (BksCliSession *session, BksLogReader *reader, BksProblem **problem_out)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;
  GPtrArray *lines;

  bks_log_reader_next_async (reader, bks_cli_session_begin (session), bks_cli_result_cb, &result);
  lines = bks_log_reader_next_finish (reader, bks_cli_wait_for (&result), &error);
  if (lines == NULL)
    bks_cli_session_take_error (session, error, problem_out);
  return lines;
}
