/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backstayctl"

#include "bks-cli-commands.h"

#include <glib/gi18n.h>

#include "bks-cli-documents.h"
#include "bks-cli-output.h"
#include "bks-cli-stored.h"

/* The list of NAS itself. */

static int
fail (const BksCliOptions *options, BksProblem *problem)
{
  bks_cli_report (bks_cli_options_has (options, BKS_CLI_OPTION_JSON), problem);
  return bks_cli_exit_from_problem (problem);
}

static void
print_records (GPtrArray *records)
{
  g_autoptr (BksCliTable) table = bks_cli_table_new (4);

  if (records->len == 0)
    {
      bks_cli_say (_ ("No NAS is stored on this computer yet."));
      return;
    }
  bks_cli_table_add (
      table, (const char *const[]){ _ ("Name"), _ ("Address"), _ ("Account"), _ ("State") });
  for (guint i = 0; i < records->len; i++)
    {
      const BksNasRecord *record = records->pdata[i];

      bks_cli_table_add (
          table, (const char *const[]){ record->name, record->address,
                                        record->account != NULL ? record->account : "",
                                        record->latch != NULL ? record->latch->sentence : "" });
    }
  bks_cli_print_table (table);
}

/**
 * bks_cli_command_nas_list:
 * @options: the command line
 *
 * Lists the stored NAS.
 *
 * Returns: the exit code
 */
int
bks_cli_command_nas_list (const BksCliOptions *options)
{
  g_autoptr (BksCliStored) stored = bks_cli_stored_new ();
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (GPtrArray) records = bks_cli_stored_list (stored, &problem);

  if (records == NULL)
    return fail (options, problem);
  if (bks_cli_options_has (options, BKS_CLI_OPTION_JSON))
    {
      g_autofree char *document = bks_cli_document_nas_list (records);

      bks_cli_print_document (document);
    }
  else
    print_records (records);
  return BKS_CLI_EXIT_DONE;
}

/**
 * bks_cli_command_nas_remove:
 * @options: the command line
 *
 * Forgets a NAS, its password and its device ID. This process has no session on it to end.
 *
 * Returns: the exit code
 */
int
bks_cli_command_nas_remove (const BksCliOptions *options)
{
  const char *name = bks_cli_options_get_argument (options, 0);
  g_autoptr (BksCliStored) stored = bks_cli_stored_new ();
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (GPtrArray) records = bks_cli_stored_list (stored, &problem);
  const BksNasRecord *record;

  if (records == NULL)
    return fail (options, problem);
  record = bks_nas_list_find_by_name (records, name);
  if (record == NULL)
    {
      g_autofree char *sentence = g_strdup_printf (_ ("No NAS is stored under the name “%s”."),
                                                   name);

      problem = bks_problem_new (BKS_PROBLEM_NOT_FOUND, sentence,
                                 _ ("“backstayctl nas list” lists them all."));
      return fail (options, problem);
    }
  if (!bks_cli_stored_remove (stored, record, &problem))
    return fail (options, problem);
  if (bks_cli_options_has (options, BKS_CLI_OPTION_JSON))
    {
      g_autofree char *document = bks_cli_document_text ("removed", name);

      bks_cli_print_document (document);
    }
  return BKS_CLI_EXIT_DONE;
}

/**
 * bks_cli_command_nas_add:
 * @session: a session with the NAS at --url
 *
 * Signs in once, and stores the NAS if that went well.
 *
 * Returns: the exit code
 */
int
bks_cli_command_nas_add (BksCliSession *session)
{
  const BksCliOptions *options = bks_cli_session_get_options (session);
  const char *name = bks_cli_options_get_argument (options, 0);
  const char *otp = bks_cli_options_get (options, BKS_CLI_OPTION_OTP);
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (BksCliStored) stored = bks_cli_stored_new ();
  g_autoptr (BksProblem) problem = NULL;
  BksNas *old;

  /* Before anything is sent: a login that leads to nothing is one too many. */
  if (!bks_cli_stored_load (stored, &problem) || !bks_cli_stored_check_keyring (stored, &problem))
    return bks_cli_session_fail (session, problem);
  old = bks_fleet_find (bks_cli_stored_get_fleet (stored), name);
  if (old != NULL)
    bks_nas_set_id (nas, bks_nas_get_id (old));
  bks_nas_set_name (nas, name);
  if (otp != NULL)
    bks_nas_set_otp (nas, otp, TRUE);
  if (!bks_cli_session_sign_in (session, &problem))
    return bks_cli_session_fail (session, problem);
  if (!bks_cli_stored_keep (stored, nas, &problem))
    return bks_cli_session_fail (session, problem);
  if (bks_cli_session_wants_json (session))
    {
      g_autofree char *document = bks_cli_document_nas (nas);

      bks_cli_print_document (document);
    }
  else
    bks_cli_say (_ ("%s is stored."), bks_nas_get_name (nas));
  return BKS_CLI_EXIT_DONE;
}
