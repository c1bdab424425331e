/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backstayctl"

#include "bks-cli-commands.h"

#include <glib/gi18n.h>

#include "bks-backoff.h"
#include "bks-cli-documents.h"
#include "bks-cli-output.h"
#include "bks-cli-progress.h"
#include "bks-cli-table.h"

#define FOLLOW_S         2
#define FOLLOW_LONGEST_S 30
#define MOST_FAILURES    5

static gboolean
is_one_of (const char *word, const char *const *words)
{
  for (guint i = 0; word != NULL && words[i] != NULL; i++)
    if (g_ascii_strcasecmp (word, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* A status that nobody knows is no rest. */
static gboolean
is_resting (BksTask *task)
{
  static const char *const idle[] = { "none", "", NULL };
  const char *status = bks_task_get_status (task);

  return !bks_task_is_busy (task) && (status == NULL || is_one_of (status, idle));
}

/* Whether what was asked for came about. The words are those of the protocol's section 11. */
static gboolean
has_ended_well (BksTask *task, BksAction action)
{
  static const char *const good[] = { "done", "success", NULL };
  static const char *const suspended[] = { "suspend", "suspended", NULL };
  static const char *const cancelled[] = { "cancel", NULL };
  static const char *const discarded[] = { "discard", "cancel", NULL };
  static const char *const damaged[] = { "error_detect", "broken", "restore_only", NULL };
  const char *result = bks_task_get_last_result (task);

  /* The last run has nothing to do with what a check has found. */
  if (action == BKS_ACTION_CHECK || action == BKS_ACTION_CANCEL_CHECK)
    return !is_one_of (bks_task_get_state (task), damaged);
  if (bks_task_get_verdict (task) == BKS_VERDICT_FAILED)
    return FALSE;
  if (is_one_of (result, good))
    return TRUE;
  switch (action)
    {
    case BKS_ACTION_SUSPEND:
      return is_one_of (result, suspended);
    case BKS_ACTION_CANCEL:
      return is_one_of (result, cancelled);
    case BKS_ACTION_DISCARD:
      return is_one_of (result, discarded);
    case BKS_ACTION_BACK_UP:
    case BKS_ACTION_RESUME:
    default:
      return FALSE;
    }
}

/* Watches a task until it rests. FALSE: it was lost on the way, or a signal came (no problem). */
static gboolean
follow (BksCliSession *session, BksTask **task, const char *id, BksProblem **problem_out)
{
  BksBackoff backoff;

  bks_backoff_init (&backoff, FOLLOW_S, FOLLOW_LONGEST_S);
  while (!is_resting (*task))
    {
      g_autoptr (BksProblem) problem = NULL;

      bks_cli_progress_show (*task);
      if (!bks_cli_session_sleep (session, bks_backoff_get_wait (&backoff) * 1000))
        return FALSE;
      if (bks_cli_session_refresh (session, &problem))
        {
          BksTask *fresh = bks_cli_find_task (session, id, problem_out);

          if (fresh == NULL)
            return FALSE;
          g_set_object (task, fresh);
          bks_backoff_succeeded (&backoff);
          continue;
        }
      if (problem == NULL)
        return FALSE;
      bks_backoff_failed (&backoff);
      if (!bks_problem_is_transient (problem) || backoff.failures >= MOST_FAILURES)
        {
          *problem_out = g_steal_pointer (&problem);
          return FALSE;
        }
    }
  bks_cli_progress_show (*task);
  return TRUE;
}

static void
print_accepted (BksCliSession *session, BksTask *task)
{
  if (bks_cli_session_wants_json (session))
    {
      g_autofree char *document = bks_cli_document_accepted (task);

      bks_cli_print_document (document);
    }
  else
    {
      g_autofree char *name = bks_cli_text_clean (bks_task_get_name (task));
      g_autofree char *line = g_strdup_printf ("%s: %s\n", name, bks_task_get_status_word (task));

      bks_cli_print (line);
    }
}

/**
 * bks_cli_command_act:
 * @session: a session whose command has a task's ID as its argument
 * @action: what to do
 *
 * Does one action; with --wait follows the task until it rests.
 *
 * Returns: the exit code
 */
int
bks_cli_command_act (BksCliSession *session, BksAction action)
{
  const BksCliOptions *options = bks_cli_session_get_options (session);
  const char *id = bks_cli_options_get_argument (options, 0);
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (BksTask) task = NULL;
  int code = BKS_CLI_EXIT_DONE;

  if (!bks_cli_session_refresh (session, &problem))
    return bks_cli_session_fail (session, problem);
  if (!g_set_object (&task, bks_cli_find_task (session, id, &problem)))
    return bks_cli_session_fail (session, problem);
  if (!bks_cli_session_act (session, id, action, &problem))
    return problem != NULL
               ? bks_cli_session_fail (session, problem)
               : bks_cli_session_interrupted (
                   session, _ ("Interrupted. Whether the NAS had already accepted is not known."));
  if (bks_cli_options_has (options, BKS_CLI_OPTION_WAIT))
    {
      gboolean rests = follow (session, &task, id, &problem);

      bks_cli_progress_end ();
      if (!rests && problem != NULL)
        return bks_cli_session_fail (session, problem);
      if (!rests)
        code = BKS_CLI_EXIT_SIGNAL + bks_cli_session_get_signal (session);
      else if (!has_ended_well (task, action))
        code = BKS_CLI_EXIT_ENDED_BADLY;
    }
  print_accepted (session, task);
  return code;
}
