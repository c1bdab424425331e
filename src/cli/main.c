/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backstayctl"

#include <glib/gi18n.h>
#include <locale.h>
#include <signal.h>

#include "bks-cli-commands.h"
#include "bks-cli-documents.h"
#include "bks-cli-output.h"

static int
print_text (gboolean json, const char *name, const char *text)
{
  g_autofree char *document = json ? bks_cli_document_text (name, text) : NULL;

  if (json)
    bks_cli_print_document (document);
  else
    bks_cli_print (text);
  return BKS_CLI_EXIT_DONE;
}

static int
run (const char *const *argv)
{
  gboolean json = bks_cli_options_wants_json (argv);
  g_autofree char *message = NULL;
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (BksCliOptions) options = bks_cli_options_parse (argv, &message);
  g_autoptr (BksCliSession) session = NULL;

  if (options == NULL)
    {
      problem = bks_problem_new (BKS_PROBLEM_ADDRESS, message, NULL);
      bks_cli_report (json, problem);
      return BKS_CLI_EXIT_USAGE;
    }
  if (bks_cli_options_has (options, BKS_CLI_OPTION_HELP))
    {
      g_autofree char *help = bks_cli_options_dup_help ();

      return print_text (json, "help", help);
    }
  if (bks_cli_options_has (options, BKS_CLI_OPTION_VERSION))
    return print_text (json, "version", json ? BKS_VERSION : "backstayctl " BKS_VERSION "\n");
  switch (bks_cli_options_get_command (options)->id)
    {
    case BKS_CLI_COMMAND_NAS_LIST:
      return bks_cli_command_nas_list (options);
    case BKS_CLI_COMMAND_NAS_REMOVE:
      return bks_cli_command_nas_remove (options);
    default:
      break;
    }
  session = bks_cli_session_open (options, &problem);
  if (session == NULL)
    {
      bks_cli_report (json, problem);
      return bks_cli_exit_from_problem (problem);
    }
  return bks_cli_command_run (session);
}

int
main (int argc, char *argv[])
{
  const char *locale_dir = g_getenv ("BACKSTAY_LOCALE_DIR");
  int code;

  /* Standard output is for answers alone, debug messages included. */
  g_log_writer_default_set_use_stderr (TRUE);
  setlocale (LC_ALL, "");
  /* A build folder has its translations where no prefix points to. */
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : BKS_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* A reader that leaves early is told apart below, after the log-out. */
  signal (SIGPIPE, SIG_IGN);

  code = run ((const char *const *) argv);
  if (!bks_cli_print_failed ())
    return code;
  bks_cli_say (_ ("The answer could not be written."));
  return BKS_CLI_EXIT_IO;
}
