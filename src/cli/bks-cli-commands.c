/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backstayctl"

#include "bks-cli-commands.h"

#include <glib/gi18n.h>
#include <unistd.h>

#include "bks-cli-documents.h"
#include "bks-cli-output.h"
#include "bks-cli-progress.h"
#include "bks-cli-records.h"
#include "bks-cli-table.h"
#include "bks-format.h"

/**
 * bks_cli_find_task:
 * @session: a session after a refresh
 * @id: what was typed
 * @problem_out: (out) (transfer full): that there is none
 *
 * Returns: (nullable) (transfer none): the task
 */
BksTask *
bks_cli_find_task (BksCliSession *session, const char *id, BksProblem **problem_out)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  BksTask *task = bks_nas_find_task (nas, id);

  if (task == NULL)
    {
      g_autofree char *sentence = g_strdup_printf (_ ("%s has no backup with the ID “%s”."),
                                                   bks_nas_get_name (nas), id);

      *problem_out = bks_problem_new (BKS_PROBLEM_NOT_FOUND, sentence,
                                      _ ("“backstayctl tasks” lists them all."));
    }
  return task;
}

/**
 * bks_cli_print_table:
 * @table: a table
 *
 * Prints @table as wide as the terminal.
 */
void
bks_cli_print_table (BksCliTable *table)
{
  g_autofree char *text = bks_cli_table_render (table, bks_cli_terminal_width (STDOUT_FILENO));

  bks_cli_print (text);
}

/**
 * bks_cli_dup_status_text:
 * @task: a task
 *
 * Returns: (transfer full): its status, with what there is to say about it
 */
char *
bks_cli_dup_status_text (BksTask *task)
{
  const char *word = bks_task_get_status_word (task);
  const char *reason = bks_task_get_reason (task);
  g_autofree char *percent = bks_format_percent (bks_task_get_percent (task));

  if (bks_task_has_progress (task) && *percent != '\0')
    return g_strdup_printf ("%s · %s", word, percent);
  if (*reason != '\0')
    return g_strdup_printf ("%s: %s", word, reason);
  return g_strdup (word);
}

static void
add_fact (BksCliTable *table, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    bks_cli_table_add (table, (const char *const[]){ name, value });
}

static void
add_list (BksCliTable *table, const char *name, char **values)
{
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    bks_cli_table_add (table, (const char *const[]){ i == 0 ? name : "", values[i] });
}

static void
print_task (BksTask *task, BksTaskDetails *details, BksTargetInfo *target)
{
  g_autoptr (BksCliTable) table = bks_cli_table_new (2);
  g_autofree char *status = bks_cli_dup_status_text (task);

  add_fact (table, _ ("ID"), bks_task_get_id (task));
  add_fact (table, _ ("Name"), bks_task_get_name (task));
  add_fact (table, _ ("Status"), status);
  add_fact (table, _ ("Meaning"), bks_task_get_explanation (task));
  add_fact (table, _ ("Progress"), bks_task_get_progress_line (task));
  add_fact (table, _ ("Last success"), bks_task_get_last_success_text (task));
  add_fact (table, _ ("Next run"), bks_task_get_next_run_text (task));
  if (details != NULL)
    {
      add_fact (table, _ ("Schedule"), details->schedule);
      add_list (table, _ ("Folders"), details->folders);
      add_list (table, _ ("Applications"), details->applications);
    }
  add_fact (table, _ ("Destination"),
            details != NULL && details->destination != NULL ? details->destination
                                                            : bks_task_get_destination (task));
  if (target != NULL)
    {
      g_autofree char *used = bks_format_size (target->used_bytes);

      add_fact (table, _ ("Reachable"),
                target->online == 1   ? _ ("Yes")
                : target->online == 0 ? _ ("No")
                                      : NULL);
      if (target->used_bytes >= 0)
        add_fact (table, _ ("Stored there"), used);
    }
  bks_cli_print_table (table);
}

static int
command_task (BksCliSession *session)
{
  const char *id = bks_cli_options_get_argument (bks_cli_session_get_options (session), 0);
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (BksProblem) target_problem = NULL;
  g_autoptr (BksTaskDetails) details = NULL;
  g_autoptr (BksTargetInfo) target = NULL;
  g_autoptr (BksTask) task = NULL;

  if (!bks_cli_session_refresh (session, &problem))
    return bks_cli_session_fail (session, problem);
  if (!g_set_object (&task, bks_cli_find_task (session, id, &problem)))
    return bks_cli_session_fail (session, problem);
  /* Of a LUN task the list row is all that there is. */
  if (!bks_task_is_lun (task))
    {
      details = bks_cli_session_load_details (session, id, &problem);
      if (details == NULL)
        return bks_cli_session_fail (session, problem);
      /* The destination may be far away and off: the task is there all the same. */
      target = bks_cli_session_load_target (session, id, &target_problem);
      if (target == NULL && target_problem == NULL)
        return bks_cli_session_fail (session, NULL);
      if (target == NULL)
        bks_cli_say (_ ("The destination's state is not known: %s"),
                     bks_problem_get_message (target_problem));
    }
  if (bks_cli_session_wants_json (session))
    {
      g_autofree char *document = bks_cli_document_task (task, details, target);

      bks_cli_print_document (document);
    }
  else
    print_task (task, details, target);
  return BKS_CLI_EXIT_DONE;
}

/**
 * bks_cli_command_run:
 * @session: a session
 *
 * Runs the command of the session's command line.
 *
 * Returns: the exit code
 */
int
bks_cli_command_run (BksCliSession *session)
{
  switch (bks_cli_options_get_command (bks_cli_session_get_options (session))->id)
    {
    case BKS_CLI_COMMAND_STATUS:
      return bks_cli_command_status (session);
    case BKS_CLI_COMMAND_TASKS:
      return bks_cli_command_tasks (session);
    case BKS_CLI_COMMAND_TASK:
      return command_task (session);
    case BKS_CLI_COMMAND_RUN:
      return bks_cli_command_act (session, BKS_ACTION_BACK_UP);
    case BKS_CLI_COMMAND_SUSPEND:
      return bks_cli_command_act (session, BKS_ACTION_SUSPEND);
    case BKS_CLI_COMMAND_RESUME:
      return bks_cli_command_act (session, BKS_ACTION_RESUME);
    case BKS_CLI_COMMAND_CANCEL:
      return bks_cli_command_act (session, BKS_ACTION_CANCEL);
    case BKS_CLI_COMMAND_DISCARD:
      return bks_cli_command_act (session, BKS_ACTION_DISCARD);
    case BKS_CLI_COMMAND_CHECK:
      return bks_cli_command_act (session, BKS_ACTION_CHECK);
    case BKS_CLI_COMMAND_CHECK_CANCEL:
      return bks_cli_command_act (session, BKS_ACTION_CANCEL_CHECK);
    case BKS_CLI_COMMAND_REMOVE:
      return bks_cli_command_remove (session);
    case BKS_CLI_COMMAND_REPOSITORIES:
      return bks_cli_command_repositories (session);
    case BKS_CLI_COMMAND_REPOSITORY:
      return bks_cli_command_repository (session);
    case BKS_CLI_COMMAND_VERSIONS:
      return bks_cli_command_versions (session);
    case BKS_CLI_COMMAND_STATISTICS:
      return bks_cli_command_statistics (session);
    case BKS_CLI_COMMAND_LOGS:
      return bks_cli_command_logs (session);
    case BKS_CLI_COMMAND_VAULT_TARGETS:
      return bks_cli_command_vault_targets (session);
    case BKS_CLI_COMMAND_VAULT_TARGET:
      return bks_cli_command_vault_target (session);
    case BKS_CLI_COMMAND_VAULT_CONCURRENCY:
      return bks_cli_command_vault_concurrency (session);
    case BKS_CLI_COMMAND_VAULT_STATISTICS:
      return bks_cli_command_vault_statistics (session);
    case BKS_CLI_COMMAND_VAULT_LOGS:
      return bks_cli_command_vault_logs (session);
    case BKS_CLI_COMMAND_NAS_ADD:
      return bks_cli_command_nas_add (session);
    case BKS_CLI_COMMAND_NAS_LIST:
    case BKS_CLI_COMMAND_NAS_REMOVE:
    default:
      g_return_val_if_reached (BKS_CLI_EXIT_USAGE);
    }
}
