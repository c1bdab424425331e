/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-cli-options"

#include <locale.h>

#include "bks-cli-options.h"

#define WITH_URL "--url", "https://nas:5001", "--account", "anna", "--password-file", "-"

static BksCliOptions *
parse (const char *const *argv)
{
  g_autofree char *message = NULL;
  BksCliOptions *options = bks_cli_options_parse (argv, &message);

  g_assert_cmpstr (message, ==, NULL);
  g_assert_nonnull (options);
  return options;
}

static void
assert_refused (const char *const *argv, const char *part)
{
  g_autofree char *message = NULL;
  g_autoptr (BksCliOptions) options = bks_cli_options_parse (argv, &message);

  g_assert_null (options);
  g_assert_nonnull (message);
  if (strstr (message, part) == NULL)
    g_error ("“%s” does not say “%s”", message, part);
}

#define PARSE(...) parse ((const char *const[]){ "backstayctl", __VA_ARGS__, NULL })
#define REFUSED(part, ...)                                                                         \
  assert_refused ((const char *const[]){ "backstayctl", __VA_ARGS__, NULL }, part)

static void
test_order (void)
{
  g_autoptr (BksCliOptions) before = PARSE (WITH_URL, "--json", "--timeout", "2.5", "task", "4");
  g_autoptr (BksCliOptions) after = PARSE ("task", "4", "--timeout=2.5", "--json", WITH_URL);
  g_autoptr (BksCliOptions) between = PARSE ("--json", "task", WITH_URL, "4", "--timeout=2.5");
  BksCliOptions *all[] = { before, after, between };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_assert_cmpint (bks_cli_options_get_command (all[i])->id, ==, BKS_CLI_COMMAND_TASK);
      g_assert_cmpstr (bks_cli_options_get_argument (all[i], 0), ==, "4");
      g_assert_null (bks_cli_options_get_argument (all[i], 1));
      g_assert_true (bks_cli_options_has (all[i], BKS_CLI_OPTION_JSON));
      g_assert_cmpstr (bks_cli_options_get (all[i], BKS_CLI_OPTION_URL), ==, "https://nas:5001");
      g_assert_cmpstr (bks_cli_options_get (all[i], BKS_CLI_OPTION_ACCOUNT), ==, "anna");
      g_assert_cmpstr (bks_cli_options_get (all[i], BKS_CLI_OPTION_PASSWORD_FILE), ==, "-");
      g_assert_cmpuint (bks_cli_options_get_timeout (all[i]), ==, 2500);
    }
}

static void
test_end_of_options (void)
{
  g_autoptr (BksCliOptions) dashes = PARSE ("--demo", "task", "--", "--json");
  g_autoptr (BksCliOptions) first = PARSE ("--demo", "--", "task", "-5");

  g_assert_cmpstr (bks_cli_options_get_argument (dashes, 0), ==, "--json");
  g_assert_false (bks_cli_options_has (dashes, BKS_CLI_OPTION_JSON));
  g_assert_cmpstr (bks_cli_options_get_argument (first, 0), ==, "-5");
}

static void
test_wants_json (void)
{
  const char *const yes[] = { "backstayctl", "nonsense", "--bogus", "--json", NULL };
  const char *const after[] = { "backstayctl", "task", "--", "--json", NULL };
  const char *const value[] = { "backstayctl", "--account", "--", "--json", NULL };
  const char *const none[] = { NULL };

  g_assert_true (bks_cli_options_wants_json (yes));
  g_assert_false (bks_cli_options_wants_json (after));
  g_assert_true (bks_cli_options_wants_json (value));
  g_assert_false (bks_cli_options_wants_json (none));
}

static void
test_usage (void)
{
  assert_refused ((const char *const[]){ "backstayctl", NULL }, "command is missing");
  REFUSED ("frobnicate", "--demo", "frobnicate");
  REFUSED ("--bogus", "--demo", "tasks", "--bogus");
  REFUSED ("--password", "tasks", "--password", "pw");
  REFUSED ("ID", "--demo", "task");
  REFUSED ("too many", "--demo", "task", "4", "9");
  REFUSED ("too many", "--demo", "tasks", "4");
  REFUSED ("empty", "--demo", "task", "");
  REFUSED ("Only one", "--demo", "--nas", "x", "tasks");
  REFUSED ("Only one", WITH_URL, "--demo", "tasks");
  REFUSED ("twice", WITH_URL, "--url", "https://other", "tasks");
  REFUSED ("--account", "tasks", "--url", "https://nas", "--password-file", "-");
  REFUSED ("--password-file", "tasks", "--url", "https://nas", "--account", "a");
  REFUSED ("--otp needs", "tasks", "--demo", "--otp", "123456");
  REFUSED ("--pin needs", "tasks", "--pin", "aa");
  REFUSED ("needs a value", "tasks", "--account", "--json");
  REFUSED ("--url", "tasks", "--url");
  REFUSED ("is empty", "tasks", "--url", "", "--account", "a", "--password-file", "-");
  REFUSED ("--limit", "--demo", "logs", "--limit", "-5");
  REFUSED ("--limit", "--demo", "logs", "--limit", "1.5");
  REFUSED ("--offset", "--demo", "logs", "--offset", "many");
  REFUSED ("--from", "--demo", "logs", "--from", "yesterday");
  REFUSED ("--to", "--demo", "logs", "--to", "2026-02-30");
  REFUSED ("--level", "--demo", "logs", "--level", "warn");
  REFUSED ("--csv", "--demo", "logs", "--csv", "--json");
  REFUSED ("--limit does not belong", "--demo", "tasks", "--limit", "5");
  REFUSED ("--keyword does not belong", "--demo", "vault", "logs", "1", "--keyword", "x");
  REFUSED ("--yes", "--demo", "remove", "1");
  REFUSED ("from 1 on", "--demo", "vault", "concurrency", "0");
  REFUSED ("from 1 on", "--demo", "vault", "concurrency", "some");
  REFUSED ("too many", "--demo", "vault", "targets", "1");
  REFUSED ("takes no connection", "nas", "list", "--demo");
  REFUSED ("takes no connection", "nas", "remove", "office", "--nas", "office");
  REFUSED ("needs --url", "nas", "add", "office");
  REFUSED ("needs --url", "nas", "add", "office", "--demo");
  REFUSED ("second word", "nas");
  REFUSED ("nas frob", "nas", "frob");
  REFUSED ("--wait does not belong", "--demo", "tasks", "--wait");
  REFUSED ("--repeat does not belong", "--demo", "task", "4", "--repeat", "2");
}

static void
test_numbers (void)
{
  const char *const bad[] = { "0",
                              "-1",
                              "abc",
                              "1e3",
                              "0x10",
                              "inf",
                              "nan",
                              "1.",
                              "",
                              " 1",
                              "1 ",
                              "+1",
                              "99999999999999999999",
                              "1,5" };
  g_autoptr (BksCliOptions) good = PARSE ("--demo", "tasks", "--repeat", "3", "--interval", "0.25",
                                          "--timeout", "0.5");
  g_autoptr (BksCliOptions) usual = PARSE ("--demo", "tasks");

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      REFUSED ("--timeout", "--demo", "tasks", "--timeout", bad[i]);
      REFUSED ("--repeat", "--demo", "tasks", "--repeat", bad[i]);
    }
  REFUSED ("--repeat", "--demo", "tasks", "--repeat", "1.5");
  REFUSED ("--interval", "--demo", "tasks", "--repeat", "2", "--interval", "-1");
  REFUSED ("--interval", "--demo", "tasks", "--repeat", "2", "--interval", "soon");
  REFUSED ("needs --repeat", "--demo", "tasks", "--interval", "1");
  g_assert_cmpuint (bks_cli_options_get_repeat (good), ==, 3);
  g_assert_cmpuint (bks_cli_options_get_interval (good), ==, 250);
  g_assert_cmpuint (bks_cli_options_get_timeout (good), ==, 500);
  g_assert_cmpuint (bks_cli_options_get_repeat (usual), ==, 0);
  g_assert_cmpuint (bks_cli_options_get_interval (usual), ==, 2000);
  g_assert_cmpuint (bks_cli_options_get_timeout (usual), ==, 0);
}

static void
test_counts (void)
{
  g_autoptr (BksCliOptions) given = PARSE ("--demo", "logs", "--limit", "0", "--offset", "12");
  g_autoptr (BksCliOptions) usual = PARSE ("--demo", "logs");

  g_assert_cmpuint (bks_cli_options_get_number (given, BKS_CLI_OPTION_LIMIT), ==, 0);
  g_assert_cmpuint (bks_cli_options_get_number (given, BKS_CLI_OPTION_OFFSET), ==, 12);
  g_assert_cmpuint (bks_cli_options_get_number (usual, BKS_CLI_OPTION_LIMIT), ==, 100);
  g_assert_cmpuint (bks_cli_options_get_number (usual, BKS_CLI_OPTION_OFFSET), ==, 0);
}

static void
test_secret_not_repeated (void)
{
  const char *const argv[] = { "backstayctl", "tasks", "--password=hunter2", NULL };
  g_autofree char *message = NULL;

  g_assert_null (bks_cli_options_parse (argv, &message));
  g_assert_nonnull (strstr (message, "--password"));
  g_assert_null (strstr (message, "hunter2"));
}

static void
test_help (void)
{
  g_autoptr (BksCliOptions) options = PARSE ("--help", "nonsense");
  g_autofree char *help = bks_cli_options_dup_help ();

  g_assert_true (bks_cli_options_has (options, BKS_CLI_OPTION_HELP));
  g_assert_null (bks_cli_options_get_command (options));
  g_assert_nonnull (strstr (help, "discard ID"));
  g_assert_nonnull (strstr (help, "--password-file FILE"));
  g_assert_nonnull (strstr (help, "-h, --help"));
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/options/order", test_order);
  g_test_add_func ("/cli/options/end", test_end_of_options);
  g_test_add_func ("/cli/options/wants-json", test_wants_json);
  g_test_add_func ("/cli/options/usage", test_usage);
  g_test_add_func ("/cli/options/numbers", test_numbers);
  g_test_add_func ("/cli/options/counts", test_counts);
  g_test_add_func ("/cli/options/secret-not-repeated", test_secret_not_repeated);
  g_test_add_func ("/cli/options/help", test_help);
  return g_test_run ();
}
