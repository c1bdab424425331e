/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backstayctl"

#include "bks-cli-commands.h"

#include <glib/gi18n.h>

#include "bks-cli-documents.h"
#include "bks-cli-output.h"

/* What is for one NAS or for all. */

static void
print_tasks (BksNas *nas)
{
  GListModel *tasks = bks_nas_get_tasks (nas);
  g_autoptr (BksCliTable) table = bks_cli_table_new (6);
  guint n = g_list_model_get_n_items (tasks);

  if (n == 0)
    {
      bks_cli_say (_ ("%s has no backup tasks."), bks_nas_get_name (nas));
      return;
    }
  bks_cli_table_add (table,
                     (const char *const[]){ _ ("ID"), _ ("Name"), _ ("Status"), _ ("Last success"),
                                            _ ("Next run"), _ ("Destination") });
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);
      g_autofree char *status = bks_cli_dup_status_text (task);

      bks_cli_table_add (table,
                         (const char *const[]){ bks_task_get_id (task), bks_task_get_name (task),
                                                status, bks_task_get_last_success_text (task),
                                                bks_task_get_next_run_text (task),
                                                bks_task_get_destination (task) });
    }
  bks_cli_print_table (table);
}

static void
report (BksNas *nas, BksProblem *problem)
{
  bks_cli_say ("%s: %s", bks_nas_get_name (nas), bks_problem_get_message (problem));
}

static void
print_all_tasks (GListModel *all, GPtrArray *problems)
{
  guint n = g_list_model_get_n_items (all);
  gboolean is_first = TRUE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (all, i);
      g_autofree char *heading = NULL;

      if (problems->pdata[i] != NULL)
        {
          report (nas, problems->pdata[i]);
          continue;
        }
      if (n > 1)
        {
          g_autofree char *name = bks_cli_text_clean (bks_nas_get_name (nas));

          heading = g_strdup_printf ("%s%s\n", is_first ? "" : "\n", name);
          bks_cli_print (heading);
        }
      is_first = FALSE;
      print_tasks (nas);
    }
}

static gboolean
may_try_again (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    if (problems->pdata[i] == NULL || !bks_problem_waits_for_user (problems->pdata[i]))
      return TRUE;
  return FALSE;
}

/* With several NAS one that answers is enough; else it is the first failure that counts. */
static int
tasks_exit (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    if (problems->pdata[i] == NULL)
      return BKS_CLI_EXIT_DONE;
  return bks_cli_exit_from_problem (problems->pdata[0]);
}

/**
 * bks_cli_command_tasks:
 * @session: a session
 *
 * Lists all tasks, once or several times.
 *
 * Returns: the exit code
 */
int
bks_cli_command_tasks (BksCliSession *session)
{
  const BksCliOptions *options = bks_cli_session_get_options (session);
  GListModel *all = G_LIST_MODEL (bks_cli_session_get_fleet (session));
  guint n = MAX (bks_cli_options_get_repeat (options), 1);
  int code = BKS_CLI_EXIT_DONE;

  for (guint i = 0; i < n && !bks_cli_print_failed (); i++)
    {
      g_autoptr (GPtrArray) problems = NULL;

      if (i > 0 && !bks_cli_session_sleep (session, bks_cli_options_get_interval (options)))
        return BKS_CLI_EXIT_SIGNAL + bks_cli_session_get_signal (session);
      problems = bks_cli_session_refresh_all (session);
      /* Whatever was printed before stays the whole of it. */
      if (problems == NULL && i > 0)
        return BKS_CLI_EXIT_SIGNAL + bks_cli_session_get_signal (session);
      if (problems == NULL)
        return bks_cli_session_fail (session, NULL);

      code = tasks_exit (problems);
      if (problems->len == 1 && problems->pdata[0] != NULL)
        code = bks_cli_session_fail (session, problems->pdata[0]);
      else if (bks_cli_session_wants_json (session))
        {
          g_autofree char *document = bks_cli_document_tasks (all, problems);

          bks_cli_print_document (document);
        }
      else
        {
          if (i > 0)
            bks_cli_print ("\n");
          print_all_tasks (all, problems);
        }
      if (!may_try_again (problems))
        return code;
    }
  return code;
}

/* The convention of monitoring plug-ins. */
static int
status_exit (BksVerdict verdict)
{
  switch (verdict)
    {
    case BKS_VERDICT_OK:
    case BKS_VERDICT_RUNNING:
      return 0;
    case BKS_VERDICT_ATTENTION:
      return 1;
    case BKS_VERDICT_FAILED:
      return 2;
    case BKS_VERDICT_UNKNOWN:
    default:
      return 3;
    }
}

/**
 * bks_cli_command_status:
 * @session: a session
 *
 * Tells the verdict on all backups.
 *
 * Returns: the exit code
 */
int
bks_cli_command_status (BksCliSession *session)
{
  GListModel *all = G_LIST_MODEL (bks_cli_session_get_fleet (session));
  g_autoptr (BksSummary) summary = NULL;
  g_autoptr (GPtrArray) problems = bks_cli_session_refresh_all (session);

  if (problems == NULL)
    return bks_cli_session_fail (session, NULL);
  summary = bks_summary_new (all);
  if (bks_cli_session_wants_json (session))
    {
      g_autofree char *document = bks_cli_document_status (summary, all);

      bks_cli_print_document (document);
    }
  else
    {
      g_autofree char *line = bks_summary_dup_one_line (summary);
      g_autofree char *text = g_strconcat (line, "\n", NULL);

      bks_cli_print (text);
      for (guint i = 0; i < problems->len; i++)
        {
          g_autoptr (BksNas) nas = g_list_model_get_item (all, i);

          if (problems->pdata[i] == NULL)
            continue;
          if (problems->len == 1)
            bks_cli_report (FALSE, problems->pdata[i]);
          else
            report (nas, problems->pdata[i]);
        }
    }
  return status_exit (bks_summary_get_verdict (summary));
}
