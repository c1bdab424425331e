/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BksCliOption:
 *
 * Every option of `backstayctl`.
 */
typedef enum
{
  BKS_CLI_OPTION_NAS,
  BKS_CLI_OPTION_URL,
  BKS_CLI_OPTION_ACCOUNT,
  BKS_CLI_OPTION_PASSWORD_FILE,
  BKS_CLI_OPTION_OTP,
  BKS_CLI_OPTION_PIN,
  BKS_CLI_OPTION_ALLOW_PLAIN_HTTP,
  BKS_CLI_OPTION_DEMO,
  BKS_CLI_OPTION_JSON,
  BKS_CLI_OPTION_TIMEOUT,
  BKS_CLI_OPTION_HELP,
  BKS_CLI_OPTION_VERSION,
  /* from here on each belongs to some commands alone */
  BKS_CLI_OPTION_REPEAT,
  BKS_CLI_OPTION_INTERVAL,
  BKS_CLI_OPTION_WAIT,
  BKS_CLI_OPTION_YES,
  BKS_CLI_OPTION_LIMIT,
  BKS_CLI_OPTION_OFFSET,
  BKS_CLI_OPTION_KEYWORD,
  BKS_CLI_OPTION_FROM,
  BKS_CLI_OPTION_TO,
  BKS_CLI_OPTION_LEVEL,
  BKS_CLI_OPTION_TASK,
  BKS_CLI_OPTION_CSV,
} BksCliOption;
#define BKS_CLI_N_OPTIONS            (BKS_CLI_OPTION_CSV + 1)
#define BKS_CLI_FIRST_COMMAND_OPTION BKS_CLI_OPTION_REPEAT

/**
 * BksCliCommandId:
 *
 * Every command of the contract.
 */
typedef enum
{
  BKS_CLI_COMMAND_STATUS,
  BKS_CLI_COMMAND_TASKS,
  BKS_CLI_COMMAND_TASK,
  BKS_CLI_COMMAND_RUN,
  BKS_CLI_COMMAND_SUSPEND,
  BKS_CLI_COMMAND_RESUME,
  BKS_CLI_COMMAND_CANCEL,
  BKS_CLI_COMMAND_DISCARD,
  BKS_CLI_COMMAND_CHECK,
  BKS_CLI_COMMAND_CHECK_CANCEL,
  BKS_CLI_COMMAND_REMOVE,
  BKS_CLI_COMMAND_REPOSITORIES,
  BKS_CLI_COMMAND_REPOSITORY,
  BKS_CLI_COMMAND_VERSIONS,
  BKS_CLI_COMMAND_STATISTICS,
  BKS_CLI_COMMAND_LOGS,
  BKS_CLI_COMMAND_VAULT_TARGETS,
  BKS_CLI_COMMAND_VAULT_TARGET,
  BKS_CLI_COMMAND_VAULT_CONCURRENCY,
  BKS_CLI_COMMAND_VAULT_STATISTICS,
  BKS_CLI_COMMAND_VAULT_LOGS,
  BKS_CLI_COMMAND_NAS_LIST,
  BKS_CLI_COMMAND_NAS_ADD,
  BKS_CLI_COMMAND_NAS_REMOVE,
} BksCliCommandId;

typedef struct
{
  const char *name; /* one word, or two: "nas list" */
  BksCliCommandId id;
  const char *arguments; /* as shown in the help; "" = none */
  int min_arguments;
  int max_arguments;   /* -1 = any number */
  guint options;       /* bits 1 << BksCliOption, of those that belong to some commands alone */
  const char *summary; /* untranslated msgid */
} BksCliCommand;

typedef struct _BksCliOptions BksCliOptions;

gboolean bks_cli_options_wants_json (const char *const *argv);
BksCliOptions *bks_cli_options_parse (const char *const *argv, char **message_out);
void bks_cli_options_free (BksCliOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksCliOptions, bks_cli_options_free)

gboolean bks_cli_options_has (const BksCliOptions *self, BksCliOption option);
const char *bks_cli_options_get (const BksCliOptions *self, BksCliOption option);
const BksCliCommand *bks_cli_options_get_command (const BksCliOptions *self);
const char *bks_cli_options_get_argument (const BksCliOptions *self, guint index);
guint bks_cli_options_get_number (const BksCliOptions *self, BksCliOption option);
guint bks_cli_options_get_timeout (const BksCliOptions *self);
guint bks_cli_options_get_repeat (const BksCliOptions *self);
guint bks_cli_options_get_interval (const BksCliOptions *self);

char *bks_cli_options_dup_help (void);

G_END_DECLS
