/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backstayctl"

#include "bks-cli-options.h"

#include <glib/gi18n.h>

#include "bks-cli-when.h"

#define LONGEST_SECONDS     86400
#define MOST_REPEATS        1000000000
#define DEFAULT_INTERVAL_MS 2000
#define DEFAULT_LIMIT       100

struct _BksCliOptions
{
  char *values[BKS_CLI_N_OPTIONS]; /* (owned) (nullable): a switch that is on is "" */
  char **words;                    /* (owned): command and arguments */
  const BksCliCommand *command;    /* (nullable): none with --help and --version */
  guint n_command_words;
  guint timeout_ms; /* 0 = default */
  guint repeat;     /* 0 = not given */
  guint interval_ms;
  guint numbers[BKS_CLI_N_OPTIONS]; /* of those that are whole numbers and no more */
};

typedef struct
{
  const char *name;
  char letter;         /* 0 = none */
  const char *value;   /* what follows, for the help; NULL = a switch */
  const char *summary; /* untranslated msgid; NULL = not in the help yet */
} OptionInfo;

static const OptionInfo option_infos[BKS_CLI_N_OPTIONS] = {
  [BKS_CLI_OPTION_NAS] = { "nas", 0, "NAME", N_ ("A stored NAS") },
  [BKS_CLI_OPTION_URL] = { "url", 0, "URL", N_ ("Address of a NAS: https://HOST:5001") },
  [BKS_CLI_OPTION_ACCOUNT] = { "account", 0, "NAME", N_ ("Account to sign in with") },
  [BKS_CLI_OPTION_PASSWORD_FILE] = { "password-file", 0, "FILE",
                                     N_ ("File with the password in its first line; - is stdin") },
  [BKS_CLI_OPTION_OTP] = { "otp", 0, "CODE", N_ ("One-time code, if the NAS asks for one") },
  [BKS_CLI_OPTION_PIN] = { "pin", 0, "SHA256", N_ ("Trust the certificate with this fingerprint") },
  [BKS_CLI_OPTION_ALLOW_PLAIN_HTTP] = { "allow-plain-http", 0, NULL,
                                        N_ ("Send the password even without encryption") },
  [BKS_CLI_OPTION_DEMO] = { "demo", 0, NULL, N_ ("A simulated NAS inside this program") },
  [BKS_CLI_OPTION_JSON] = { "json", 0, NULL, N_ ("Print exactly one JSON document") },
  [BKS_CLI_OPTION_TIMEOUT] = { "timeout", 0, "SECONDS",
                               N_ ("Longest time for one request (20; actions 60)") },
  [BKS_CLI_OPTION_HELP] = { "help", 'h', NULL, N_ ("Show this help") },
  [BKS_CLI_OPTION_VERSION] = { "version", 0, NULL, N_ ("Show the version") },
  [BKS_CLI_OPTION_REPEAT] = { "repeat", 0, "N",
                              N_ ("tasks: refresh so many times, in one session") },
  [BKS_CLI_OPTION_INTERVAL] = { "interval", 0, "SECONDS",
                                N_ ("tasks: time between two refreshes (2)") },
  [BKS_CLI_OPTION_WAIT] = { "wait", 0, NULL, N_ ("actions: follow the backup until it rests") },
  [BKS_CLI_OPTION_YES] = { "yes", 0, NULL, N_ ("remove: that this is meant") },
  [BKS_CLI_OPTION_LIMIT] = { "limit", 0, "N", N_ ("logs: at most so many lines (100); 0 = all") },
  [BKS_CLI_OPTION_OFFSET] = { "offset", 0, "N", N_ ("logs: leave out so many lines first") },
  [BKS_CLI_OPTION_KEYWORD] = { "keyword", 0, "TEXT", N_ ("logs: only lines with this text") },
  [BKS_CLI_OPTION_FROM] = { "from", 0, "WHEN",
                            N_ ("logs: from this moment on: YYYY-MM-DD or ISO 8601") },
  [BKS_CLI_OPTION_TO] = { "to", 0, "WHEN", N_ ("logs: up to this moment, or with this day") },
  [BKS_CLI_OPTION_LEVEL] = { "level", 0, "LEVEL", N_ ("logs: only info, warning or error") },
  [BKS_CLI_OPTION_TASK] = { "task", 0, "ID", N_ ("logs: only lines of this task") },
  [BKS_CLI_OPTION_CSV] = { "csv", 0, NULL, N_ ("logs: comma-separated values") },
};

#define BIT(option) (1u << BKS_CLI_OPTION_##option)
#define LOG_BITS    (BIT (LIMIT) | BIT (OFFSET))

static const BksCliCommand commands[] = {
  { "status", BKS_CLI_COMMAND_STATUS, "", 0, 0, 0, N_ ("Are all backups fine?") },
  { "tasks", BKS_CLI_COMMAND_TASKS, "", 0, 0, BIT (REPEAT) | BIT (INTERVAL),
    N_ ("List all backup tasks") },
  { "task", BKS_CLI_COMMAND_TASK, "ID", 1, 1, 0, N_ ("Show everything about one task") },
  { "run", BKS_CLI_COMMAND_RUN, "ID", 1, 1, BIT (WAIT), N_ ("Start a backup") },
  { "suspend", BKS_CLI_COMMAND_SUSPEND, "ID", 1, 1, BIT (WAIT), N_ ("Suspend a running backup") },
  { "resume", BKS_CLI_COMMAND_RESUME, "ID", 1, 1, BIT (WAIT),
    N_ ("Go on with a suspended backup") },
  { "cancel", BKS_CLI_COMMAND_CANCEL, "ID", 1, 1, BIT (WAIT), N_ ("Cancel a running backup") },
  { "discard", BKS_CLI_COMMAND_DISCARD, "ID", 1, 1, BIT (WAIT), N_ ("Give up a suspended backup") },
  { "nas list", BKS_CLI_COMMAND_NAS_LIST, "", 0, 0, 0, N_ ("List the stored NAS") },
  { "nas add", BKS_CLI_COMMAND_NAS_ADD, "NAME", 1, 1, 0,
    N_ ("Sign in to the NAS at --url, and store it") },
  { "nas remove", BKS_CLI_COMMAND_NAS_REMOVE, "NAME", 1, 1, 0,
    N_ ("Forget a NAS and its password") },
  { "check", BKS_CLI_COMMAND_CHECK, "ID", 1, 1, BIT (WAIT),
    N_ ("Check the integrity of what is stored") },
  { "check-cancel", BKS_CLI_COMMAND_CHECK_CANCEL, "ID", 1, 1, BIT (WAIT),
    N_ ("Stop such a check") },
  { "remove", BKS_CLI_COMMAND_REMOVE, "ID…", 1, -1, BIT (YES),
    N_ ("Remove tasks; their data stays at the destination") },
  { "repositories", BKS_CLI_COMMAND_REPOSITORIES, "", 0, 0, 0, N_ ("List the destinations") },
  { "repository", BKS_CLI_COMMAND_REPOSITORY, "TASK-ID", 1, 1, 0,
    N_ ("Show the destination of a task") },
  { "versions", BKS_CLI_COMMAND_VERSIONS, "ID", 1, 1, 0, N_ ("List the restore points of a task") },
  { "statistics", BKS_CLI_COMMAND_STATISTICS, "ID", 1, 1, 0,
    N_ ("What the last two runs of a task copied") },
  { "logs", BKS_CLI_COMMAND_LOGS, "", 0, 0,
    LOG_BITS | BIT (KEYWORD) | BIT (FROM) | BIT (TO) | BIT (LEVEL) | BIT (TASK) | BIT (CSV),
    N_ ("Show the log, newest line first") },
  { "vault targets", BKS_CLI_COMMAND_VAULT_TARGETS, "", 0, 0, 0,
    N_ ("List what other NAS store here") },
  { "vault target", BKS_CLI_COMMAND_VAULT_TARGET, "ID", 1, 1, 0,
    N_ ("Show everything about one of them") },
  { "vault concurrency", BKS_CLI_COMMAND_VAULT_CONCURRENCY, "[N]", 0, 1, 0,
    N_ ("How many backups may arrive at a time") },
  { "vault statistics", BKS_CLI_COMMAND_VAULT_STATISTICS, "ID", 1, 1, 0, N_ ("What has arrived") },
  { "vault logs", BKS_CLI_COMMAND_VAULT_LOGS, "ID", 1, 1, LOG_BITS,
    N_ ("Show the log of one of them") },
};

/* Reads an argument as the terminal's charset or UTF-8, whichever fits. */
static char *
to_utf8 (const char *text)
{
  if (g_utf8_validate (text, -1, NULL))
    return g_strdup (text);
  return g_locale_to_utf8 (text, -1, NULL, NULL, NULL);
}

static gboolean
option_cb (const char *option_name, const char *value, gpointer user_data, GError **error)
{
  BksCliOptions *self = user_data;

  for (guint i = 0; i < BKS_CLI_N_OPTIONS; i++)
    {
      const OptionInfo *info = &option_infos[i];
      gboolean is_letter = option_name[1] != '-';

      if (is_letter ? option_name[1] != info->letter : !g_str_equal (option_name + 2, info->name))
        continue;
      if (info->value == NULL)
        {
          g_free (self->values[i]);
          self->values[i] = g_strdup ("");
          return TRUE;
        }
      /* "--account --json" is a forgotten name, not an account called --json. */
      if (value == NULL || g_str_has_prefix (value, "--"))
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       /* Translators: an option, and what it wants: "--nas needs a value: NAME". */
                       _ ("--%s needs a value: %s"), info->name, info->value);
          return FALSE;
        }
      if (self->values[i] != NULL)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("--%s is given twice"),
                       info->name);
          return FALSE;
        }
      self->values[i] = i == BKS_CLI_OPTION_PASSWORD_FILE ? g_strdup (value) : to_utf8 (value);
      if (self->values[i] == NULL || *self->values[i] == '\0')
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       self->values[i] == NULL ? _ ("The value of --%s is not readable text")
                                               : _ ("The value of --%s is empty"),
                       info->name);
          return FALSE;
        }
      return TRUE;
    }
  g_return_val_if_reached (FALSE);
}

static gboolean
parse_options (BksCliOptions *self, const char *const *argv, GError **error)
{
  GOptionEntry entries[BKS_CLI_N_OPTIONS + 2] = { { NULL } };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) copy = g_strdupv ((char **) argv);
  g_auto (GStrv) words = NULL;
  GOptionGroup *group = g_option_group_new ("main", "", "", self, NULL);
  guint n_words;

  for (guint i = 0; i < BKS_CLI_N_OPTIONS; i++)
    {
      entries[i].long_name = option_infos[i].name;
      entries[i].short_name = option_infos[i].letter;
      entries[i].flags = option_infos[i].value != NULL ? G_OPTION_FLAG_FILENAME
                                                       : G_OPTION_FLAG_NO_ARG;
      entries[i].arg = G_OPTION_ARG_CALLBACK;
      entries[i].arg_data = option_cb;
    }
  entries[BKS_CLI_N_OPTIONS].long_name = G_OPTION_REMAINING;
  entries[BKS_CLI_N_OPTIONS].arg = G_OPTION_ARG_FILENAME_ARRAY;
  entries[BKS_CLI_N_OPTIONS].arg_data = &words;
  g_option_group_add_entries (group, entries);
  g_option_context_set_main_group (context, group);
  g_option_context_set_help_enabled (context, FALSE);
  if (!g_option_context_parse_strv (context, &copy, error))
    return FALSE;

  n_words = words != NULL ? g_strv_length (words) : 0;
  self->words = g_new0 (char *, n_words + 1);
  for (guint i = 0; i < n_words; i++)
    {
      self->words[i] = to_utf8 (words[i]);
      if (self->words[i] == NULL)
        {
          g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                               _ ("An argument is not readable text"));
          return FALSE;
        }
    }
  return TRUE;
}

/* Plain decimal numbers alone: no sign, exponent, hexadecimal or infinity. */
static gboolean
parse_number (const char *text, gboolean whole, double smallest, double largest, double *value_out)
{
  const char *p = text;

  while (g_ascii_isdigit (*p))
    p++;
  if (p == text)
    return FALSE;
  if (*p == '.' && !whole)
    {
      const char *fraction = ++p;

      while (g_ascii_isdigit (*p))
        p++;
      if (p == fraction)
        return FALSE;
    }
  if (*p != '\0')
    return FALSE;
  *value_out = g_ascii_strtod (text, NULL);
  return *value_out >= smallest && *value_out <= largest;
}

static char *
check_numbers (BksCliOptions *self)
{
  static const BksCliOption counts[] = { BKS_CLI_OPTION_LIMIT, BKS_CLI_OPTION_OFFSET };
  double value;

  if (self->values[BKS_CLI_OPTION_TIMEOUT] != NULL)
    {
      if (!parse_number (self->values[BKS_CLI_OPTION_TIMEOUT], FALSE, 0.001, LONGEST_SECONDS,
                         &value))
        return g_strdup_printf (_ ("--timeout needs a number of seconds above 0 and up to %d"),
                                LONGEST_SECONDS);
      self->timeout_ms = (guint) (value * 1000 + 0.5);
    }
  if (self->values[BKS_CLI_OPTION_REPEAT] != NULL)
    {
      if (!parse_number (self->values[BKS_CLI_OPTION_REPEAT], TRUE, 1, MOST_REPEATS, &value))
        return g_strdup (_ ("--repeat needs a whole number from 1 on"));
      self->repeat = (guint) value;
    }
  self->interval_ms = DEFAULT_INTERVAL_MS;
  if (self->values[BKS_CLI_OPTION_INTERVAL] != NULL)
    {
      if (self->repeat == 0)
        return g_strdup (_ ("--interval needs --repeat"));
      if (!parse_number (self->values[BKS_CLI_OPTION_INTERVAL], FALSE, 0, LONGEST_SECONDS, &value))
        return g_strdup_printf (_ ("--interval needs a number of seconds from 0 to %d"),
                                LONGEST_SECONDS);
      self->interval_ms = (guint) (value * 1000 + 0.5);
    }
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      const char *text = self->values[counts[i]];

      self->numbers[counts[i]] = counts[i] == BKS_CLI_OPTION_LIMIT ? DEFAULT_LIMIT : 0;
      if (text == NULL)
        continue;
      if (!parse_number (text, TRUE, 0, G_MAXINT, &value))
        return g_strdup_printf (_ ("--%s needs a whole number from 0 on"),
                                option_infos[counts[i]].name);
      self->numbers[counts[i]] = (guint) value;
    }
  return NULL;
}

/* What is left of the words that are no numbers. */
static char *
check_words (BksCliOptions *self)
{
  static const BksCliOption whens[] = { BKS_CLI_OPTION_FROM, BKS_CLI_OPTION_TO };
  static const char *const levels[] = { "info", "warning", "error", NULL };
  const char *level = self->values[BKS_CLI_OPTION_LEVEL];
  double value;

  for (guint i = 0; i < G_N_ELEMENTS (whens); i++)
    {
      BksCliWhen when;

      if (self->values[whens[i]] != NULL
          && !bks_cli_when_parse (self->values[whens[i]], FALSE, &when))
        return g_strdup_printf (
            _ ("--%s needs a date, such as 2026-05-31, or a time, such as 2026-05-31T12:00"),
            option_infos[whens[i]].name);
    }
  if (level != NULL && !g_strv_contains (levels, level))
    return g_strdup (_ ("--level needs one of info, warning and error"));
  if (self->values[BKS_CLI_OPTION_CSV] != NULL && self->values[BKS_CLI_OPTION_JSON] != NULL)
    return g_strdup (_ ("Only one of --csv and --json can be given"));
  if (self->command->id == BKS_CLI_COMMAND_REMOVE && self->values[BKS_CLI_OPTION_YES] == NULL)
    return g_strdup (_ ("“remove” needs --yes"));
  if (self->command->id == BKS_CLI_COMMAND_VAULT_CONCURRENCY
      && self->words[self->n_command_words] != NULL
      && !parse_number (self->words[self->n_command_words], TRUE, 1, G_MAXINT, &value))
    return g_strdup_printf (_ ("“%s” needs a whole number from 1 on"), self->command->name);
  return NULL;
}

static char *
find_command (BksCliOptions *self)
{
  const char *first = self->words[0];
  gboolean is_group = FALSE;

  if (first == NULL)
    return g_strdup (_ ("A command is missing"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const char *rest = NULL;
      gsize length = strlen (first);

      if (g_str_equal (commands[i].name, first))
        {
          self->command = &commands[i];
          self->n_command_words = 1;
          return NULL;
        }
      if (strncmp (commands[i].name, first, length) == 0 && commands[i].name[length] == ' ')
        {
          is_group = TRUE;
          rest = commands[i].name + length + 1;
          if (g_strcmp0 (self->words[1], rest) == 0)
            {
              self->command = &commands[i];
              self->n_command_words = 2;
              return NULL;
            }
        }
    }
  if (is_group && self->words[1] == NULL)
    return g_strdup_printf (_ ("“%s” needs a second word"), first);
  if (is_group)
    /* Translators: the two words of a command that does not exist, "vault help" say. */
    return g_strdup_printf (_ ("There is no command “%s %s”"), first, self->words[1]);
  return g_strdup_printf (_ ("There is no command “%s”"), first);
}

static char *
check_command (BksCliOptions *self)
{
  const BksCliCommand *command = self->command;
  int n_arguments = (int) g_strv_length (self->words) - (int) self->n_command_words;

  for (guint i = BKS_CLI_FIRST_COMMAND_OPTION; i < BKS_CLI_N_OPTIONS; i++)
    if (self->values[i] != NULL && (command->options & (1u << i)) == 0)
      /* Translators: an option, and a command that does not take it. */
      return g_strdup_printf (_ ("--%s does not belong to “%s”"), option_infos[i].name,
                              command->name);
  if (n_arguments < command->min_arguments)
    /* Translators: a command, and what it wants: "“run” needs an argument: ID". */
    return g_strdup_printf (_ ("“%s” needs an argument: %s"), command->name, command->arguments);
  if (command->max_arguments >= 0 && n_arguments > command->max_arguments)
    return g_strdup_printf (_ ("“%s” is one argument too many for “%s”"),
                            self->words[self->n_command_words + command->max_arguments],
                            command->name);
  for (guint i = self->n_command_words; self->words[i] != NULL; i++)
    if (*self->words[i] == '\0')
      return g_strdup_printf (_ ("An argument of “%s” is empty"), command->name);
  return NULL;
}

static char *
check_connection (BksCliOptions *self)
{
  static const BksCliOption of_url[] = { BKS_CLI_OPTION_ACCOUNT, BKS_CLI_OPTION_PASSWORD_FILE,
                                         BKS_CLI_OPTION_OTP, BKS_CLI_OPTION_PIN,
                                         BKS_CLI_OPTION_ALLOW_PLAIN_HTTP };
  gboolean has_url = self->values[BKS_CLI_OPTION_URL] != NULL;
  int n = has_url + (self->values[BKS_CLI_OPTION_NAS] != NULL)
          + (self->values[BKS_CLI_OPTION_DEMO] != NULL);

  if (n > 1)
    return g_strdup (_ ("Only one of --nas, --url and --demo can be given"));
  if (self->command->id == BKS_CLI_COMMAND_NAS_ADD && !has_url)
    return g_strdup (_ ("“nas add” needs --url, --account and --password-file"));
  if (n > 0
      && (self->command->id == BKS_CLI_COMMAND_NAS_LIST
          || self->command->id == BKS_CLI_COMMAND_NAS_REMOVE))
    return g_strdup_printf (_ ("“%s” is about what is stored: it takes no connection"),
                            self->command->name);
  for (guint i = 0; i < G_N_ELEMENTS (of_url); i++)
    if (!has_url && self->values[of_url[i]] != NULL)
      return g_strdup_printf (_ ("--%s needs --url"), option_infos[of_url[i]].name);
  if (has_url && self->values[BKS_CLI_OPTION_ACCOUNT] == NULL)
    return g_strdup (_ ("--url needs --account"));
  if (has_url && self->values[BKS_CLI_OPTION_PASSWORD_FILE] == NULL)
    return g_strdup (_ ("--url needs --password-file"));
  return NULL;
}

static gboolean
takes_value (const char *argument)
{
  for (guint i = 0; i < BKS_CLI_N_OPTIONS; i++)
    if (option_infos[i].value != NULL && g_str_has_prefix (argument, "--")
        && g_str_equal (argument + 2, option_infos[i].name))
      return TRUE;
  return FALSE;
}

/**
 * bks_cli_options_wants_json:
 * @argv: the arguments, the program's name first
 *
 * Tells whether the answer has to be JSON, even if the arguments cannot be understood.
 *
 * Returns: whether --json stands before the end of the options
 */
gboolean
bks_cli_options_wants_json (const char *const *argv)
{
  for (guint i = 1; argv[0] != NULL && argv[i] != NULL; i++)
    {
      if (g_str_equal (argv[i], "--json"))
        return TRUE;
      if (g_str_equal (argv[i], "--") && !takes_value (argv[i - 1]))
        return FALSE;
    }
  return FALSE;
}

/**
 * bks_cli_options_parse:
 * @argv: the arguments, the program's name first
 * @message_out: (out) (transfer full): what is wrong with them, translated
 *
 * Understands the command line. With --help or --version nothing else is looked at.
 *
 * Returns: (nullable) (transfer full): the options, or %NULL with @message_out set
 */
BksCliOptions *
bks_cli_options_parse (const char *const *argv, char **message_out)
{
  g_autoptr (BksCliOptions) self = g_new0 (BksCliOptions, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (!parse_options (self, argv, &error))
    {
      message = g_utf8_make_valid (error->message, -1);
      /* Somebody may have tried --password=…: what follows an unknown option is not repeated. */
      if (g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
        message[strcspn (message, "=")] = '\0';
    }
  else if (self->values[BKS_CLI_OPTION_HELP] == NULL
           && self->values[BKS_CLI_OPTION_VERSION] == NULL)
    {
      message = find_command (self);
      if (message == NULL)
        message = check_command (self);
      if (message == NULL)
        message = check_connection (self);
      if (message == NULL)
        message = check_numbers (self);
      if (message == NULL)
        message = check_words (self);
    }
  if (message != NULL)
    {
      *message_out = g_steal_pointer (&message);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * bks_cli_options_free:
 * @self: (transfer full): options
 *
 * Lets go of options.
 */
void
bks_cli_options_free (BksCliOptions *self)
{
  for (guint i = 0; i < BKS_CLI_N_OPTIONS; i++)
    g_free (self->values[i]);
  g_strfreev (self->words);
  g_free (self);
}

/**
 * bks_cli_options_has:
 * @self: options
 * @option: which one
 *
 * Returns: whether it was given
 */
gboolean
bks_cli_options_has (const BksCliOptions *self, BksCliOption option)
{
  return self->values[option] != NULL;
}

/**
 * bks_cli_options_get:
 * @self: options
 * @option: which one
 *
 * Returns: (nullable): its value; UTF-8, but for a file's name, which is as the system has it
 */
const char *
bks_cli_options_get (const BksCliOptions *self, BksCliOption option)
{
  return self->values[option];
}

/**
 * bks_cli_options_get_command:
 * @self: options
 *
 * Returns: (nullable): the command; %NULL with --help and --version alone
 */
const BksCliCommand *
bks_cli_options_get_command (const BksCliOptions *self)
{
  return self->command;
}

/**
 * bks_cli_options_get_argument:
 * @self: options with a command
 * @index: which argument, from 0 on
 *
 * Returns: (nullable): the argument
 */
const char *
bks_cli_options_get_argument (const BksCliOptions *self, guint index)
{
  guint n = g_strv_length (self->words) - self->n_command_words;

  return index < n ? self->words[self->n_command_words + index] : NULL;
}

/**
 * bks_cli_options_get_number:
 * @self: options
 * @option: --limit or --offset
 *
 * Returns: its value, or what it is without it
 */
guint
bks_cli_options_get_number (const BksCliOptions *self, BksCliOption option)
{
  return self->numbers[option];
}

/**
 * bks_cli_options_get_timeout:
 * @self: options
 *
 * Returns: the limit for one request in ms; 0 = the usual ones
 */
guint
bks_cli_options_get_timeout (const BksCliOptions *self)
{
  return self->timeout_ms;
}

/**
 * bks_cli_options_get_repeat:
 * @self: options
 *
 * Returns: how many refreshes; 0 = --repeat was not given
 */
guint
bks_cli_options_get_repeat (const BksCliOptions *self)
{
  return self->repeat;
}

/**
 * bks_cli_options_get_interval:
 * @self: options
 *
 * Returns: ms between two refreshes
 */
guint
bks_cli_options_get_interval (const BksCliOptions *self)
{
  return self->interval_ms;
}

/**
 * bks_cli_options_dup_help:
 *
 * Returns: (transfer full): the help, translated, with a line end
 */
char *
bks_cli_options_dup_help (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append (text, _ ("Usage:"));
  g_string_append (
      text, "\n  backstayctl [CONNECTION] [--json] [--timeout SECONDS] COMMAND [ARGUMENTS]\n\n");
  g_string_append (text, _ ("Looks after the backups of a NAS from the command line."));
  g_string_append_printf (text, "\n\n%s\n", _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (commands[i].summary != NULL)
      {
        g_autofree char *left = g_strjoin (" ", commands[i].name, commands[i].arguments, NULL);

        g_string_append_printf (text, "  %-24s %s\n", left, _ (commands[i].summary));
      }
  g_string_append_printf (text, "\n%s\n", _ ("Options:"));
  for (guint i = 0; i < BKS_CLI_N_OPTIONS; i++)
    if (option_infos[i].summary != NULL)
      {
        g_autofree char *left = g_strconcat (
            option_infos[i].letter != 0 ? "-h, --" : "--", option_infos[i].name,
            option_infos[i].value != NULL ? " " : "",
            option_infos[i].value != NULL ? option_infos[i].value : "", NULL);

        g_string_append_printf (text, "  %-24s %s\n", left, _ (option_infos[i].summary));
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
