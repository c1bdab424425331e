/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backstayctl"

#include "bks-cli-session.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <unistd.h>

#include "bks-cli-output.h"
#include "bks-cli-password.h"
#include "bks-cli-stored.h"
#include "bks-cli-wait.h"
#include "bks-demo-nas.h"

#define SIGN_OUT_MS 2000
#define DEMO_NAME   "office-nas"

static const int watched_signals[] = { SIGINT, SIGTERM, SIGHUP };

typedef struct
{
  BksCliSession *session; /* (unowned) */
  int number;
} SignalWatch;

struct _BksCliSession
{
  const BksCliOptions *options; /* (unowned): outlives this */
  BksFleet *fleet;              /* (owned): whom the command is for */
  BksNas *nas;                  /* (owned) (nullable): the only one of them */
  BksCliStored *stored;         /* (owned) (nullable): if it is stored */
  BksDemoNas *demo;             /* (owned) (nullable): only with --demo */
  GCancellable *cancellable;    /* (owned): a signal cancels it */
  SignalWatch watches[G_N_ELEMENTS (watched_signals)];
  guint sources[G_N_ELEMENTS (watched_signals)];
  int signal;         /* the one that came; 0 = none */
  gboolean has_asked; /* something was sent, so there may be a session to end */
};

static gboolean
signal_cb (gpointer user_data)
{
  SignalWatch *watch = user_data;

  /* Whoever asks a second time does not want to wait for a log-out. */
  if (watch->session->signal != 0)
    _exit (BKS_CLI_EXIT_SIGNAL + watch->number);
  watch->session->signal = watch->number;
  g_cancellable_cancel (watch->session->cancellable);
  return G_SOURCE_CONTINUE;
}

/* A signal is no problem of the NAS's: it stays with the session. */
static void
take_error (BksCliSession *self, GError *error, BksProblem **problem_out)
{
  if (self->signal == 0 || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    *problem_out = bks_problem_from_error (error);
  g_error_free (error);
}

static void
free_problem (gpointer problem)
{
  if (problem != NULL)
    g_object_unref (problem);
}

static BksProblem *
usage_problem (const char *message, const char *next_step)
{
  return bks_problem_new (BKS_PROBLEM_ADDRESS, message, next_step);
}

static gboolean
has_user_info (const char *url)
{
  const char *start = strstr (url, "://");
  gsize length;

  start = start != NULL ? start + 3 : url;
  length = strcspn (start, "/?#");
  return memchr (start, '@', length) != NULL;
}

static gboolean
open_url (BksCliSession *self, BksProblem **problem_out)
{
  const char *url = bks_cli_options_get (self->options, BKS_CLI_OPTION_URL);
  const char *pin = bks_cli_options_get (self->options, BKS_CLI_OPTION_PIN);
  const char *otp = bks_cli_options_get (self->options, BKS_CLI_OPTION_OTP);
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;
  char *password;

  if (has_user_info (url))
    {
      *problem_out = usage_problem (_ ("An address may not hold an account or a password."),
                                    _ ("Use --account and --password-file."));
      return FALSE;
    }
  self->nas = bks_nas_new (url, url, &error);
  if (self->nas == NULL)
    {
      /* Whatever is wrong with what was typed, it is a matter of usage. */
      *problem_out = usage_problem (error->message, NULL);
      return FALSE;
    }
  bks_nas_set_name (self->nas, bks_nas_get_host (self->nas));
  if (pin != NULL && !bks_nas_set_pin (self->nas, pin))
    {
      *problem_out = usage_problem (
          _ ("--pin needs the certificate's SHA-256 fingerprint."),
          _ ("It has 64 hexadecimal digits; colons between them are fine."));
      return FALSE;
    }
  password = bks_cli_password_read (
      bks_cli_options_get (self->options, BKS_CLI_OPTION_PASSWORD_FILE), &message);
  if (password == NULL)
    {
      *problem_out = usage_problem (message, NULL);
      return FALSE;
    }
  bks_nas_set_allow_plain_http (
      self->nas, bks_cli_options_has (self->options, BKS_CLI_OPTION_ALLOW_PLAIN_HTTP));
  bks_nas_set_credentials (self->nas, bks_cli_options_get (self->options, BKS_CLI_OPTION_ACCOUNT),
                           password);
  bks_cli_password_clear (password);
  if (otp != NULL)
    bks_nas_set_otp (self->nas, otp, FALSE);
  return TRUE;
}

static gboolean
open_demo (BksCliSession *self, BksProblem **problem_out)
{
  BksDemoNasOptions demo_options = { .host_name = DEMO_NAME };
  g_autoptr (GError) error = NULL;

  self->demo = bks_demo_nas_new (&demo_options, &error);
  if (self->demo != NULL)
    self->nas = bks_nas_new (DEMO_NAME, bks_demo_nas_get_url (self->demo), &error);
  if (self->nas == NULL)
    {
      *problem_out = bks_problem_new (BKS_PROBLEM_OFFLINE, error->message, NULL);
      return FALSE;
    }
  bks_nas_set_simulated (self->nas, TRUE);
  bks_nas_set_allow_plain_http (self->nas, TRUE);
  bks_nas_set_credentials (self->nas, bks_demo_nas_get_account (self->demo),
                           bks_demo_nas_get_password (self->demo));
  return TRUE;
}

/* Everything about all NAS is not for the commands that do something to one. */
static gboolean
is_for_all (BksCliSession *self)
{
  switch (bks_cli_options_get_command (self->options)->id)
    {
    case BKS_CLI_COMMAND_STATUS:
    case BKS_CLI_COMMAND_TASKS:
    case BKS_CLI_COMMAND_LOGS:
      return TRUE;
    default:
      return FALSE;
    }
}

static BksProblem *
several_problem (GListModel *all)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *message = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (all, i);

      if (i > 0)
        /* Translators: between the parts of a list, with its space if your language has one. */
        g_string_append (names, _ (", "));
      /* Translators: a name. */
      g_string_append_printf (names, _ ("“%s”"), bks_nas_get_name (nas));
    }
  message = g_strdup_printf (_ ("Several NAS are stored: %s."), names->str);
  return usage_problem (message, _ ("Name one of them with --nas."));
}

static gboolean
open_stored (BksCliSession *self, BksProblem **problem_out)
{
  const char *name = bks_cli_options_get (self->options, BKS_CLI_OPTION_NAS);
  g_autofree char *message = NULL;
  GListModel *all;
  guint n;

  self->stored = bks_cli_stored_new ();
  if (!bks_cli_stored_load (self->stored, problem_out))
    return FALSE;
  all = G_LIST_MODEL (bks_cli_stored_get_fleet (self->stored));
  n = g_list_model_get_n_items (all);
  if (name != NULL)
    g_set_object (&self->nas, bks_fleet_find (bks_cli_stored_get_fleet (self->stored), name));
  else if (n == 1)
    self->nas = g_list_model_get_item (all, 0);
  if (self->nas != NULL)
    return TRUE;

  if (name == NULL && n > 0 && is_for_all (self))
    {
      for (guint i = 0; i < n; i++)
        {
          g_autoptr (BksNas) nas = g_list_model_get_item (all, i);

          bks_fleet_add (self->fleet, nas);
        }
      return TRUE;
    }
  if (name == NULL && n > 0)
    {
      *problem_out = several_problem (all);
      return FALSE;
    }
  message = name != NULL ? g_strdup_printf (_ ("No NAS is stored under the name “%s”."), name)
                         : g_strdup (_ ("No NAS is stored on this computer yet."));
  *problem_out = usage_problem (message, _ ("Name one with --url URL --account NAME "
                                            "--password-file FILE, or try --demo."));
  return FALSE;
}

static void
watch_signals (BksCliSession *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (watched_signals); i++)
    {
      struct sigaction before;

      /* Under nohup the end of the terminal means nothing. */
      if (watched_signals[i] == SIGHUP && sigaction (SIGHUP, NULL, &before) == 0
          && before.sa_handler == SIG_IGN)
        continue;
      self->watches[i].session = self;
      self->watches[i].number = watched_signals[i];
      self->sources[i] = g_unix_signal_add (watched_signals[i], signal_cb, &self->watches[i]);
    }
}

/**
 * bks_cli_session_open:
 * @options: the command line; has to outlive the session
 * @problem_out: (out) (transfer full): why there is no NAS to speak to
 *
 * Gets ready to speak to the NAS that the command line names. Nothing is sent yet. From here on
 * SIGINT, SIGTERM and SIGHUP end what is under way instead of the program.
 *
 * Returns: (nullable) (transfer full): a session, or %NULL with @problem_out set
 */
BksCliSession *
bks_cli_session_open (const BksCliOptions *options, BksProblem **problem_out)
{
  g_autoptr (BksCliSession) self = g_new0 (BksCliSession, 1);
  guint timeout = bks_cli_options_get_timeout (options);
  gboolean is_open;

  self->options = options;
  self->cancellable = g_cancellable_new ();
  self->fleet = bks_fleet_new ();
  if (bks_cli_options_has (options, BKS_CLI_OPTION_URL))
    is_open = open_url (self, problem_out);
  else if (bks_cli_options_has (options, BKS_CLI_OPTION_DEMO))
    is_open = open_demo (self, problem_out);
  else
    is_open = open_stored (self, problem_out);
  if (!is_open)
    return NULL;
  if (self->nas != NULL)
    bks_fleet_add (self->fleet, self->nas);
  for (guint i = 0; timeout > 0 && i < g_list_model_get_n_items (G_LIST_MODEL (self->fleet)); i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (G_LIST_MODEL (self->fleet), i);

      bks_nas_set_timeouts (nas, timeout, timeout);
    }
  watch_signals (self);
  return g_steal_pointer (&self);
}

static void
sign_out (BksCliSession *self)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bks_nas_sign_out_async (self->nas, cancellable, bks_cli_result_cb, &result);
  bks_cli_wait_for_limited (&result, cancellable, SIGN_OUT_MS);
  if (!bks_nas_sign_out_finish (self->nas, result, &error))
    g_debug ("No log-out: %s", error->message);
}

/**
 * bks_cli_session_close:
 * @self: (transfer full): a session
 *
 * Logs out, if that is possible within two seconds, and lets go of everything.
 */
void
bks_cli_session_close (BksCliSession *self)
{
  if (self->stored != NULL)
    bks_cli_stored_close (self->stored);
  else if (self->has_asked && self->nas != NULL)
    sign_out (self);
  for (guint i = 0; i < G_N_ELEMENTS (watched_signals); i++)
    if (self->sources[i] != 0)
      g_source_remove (self->sources[i]);
  g_clear_object (&self->nas);
  g_clear_object (&self->fleet);
  if (self->demo != NULL)
    bks_demo_nas_stop (self->demo);
  g_clear_object (&self->demo);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/**
 * bks_cli_session_get_options:
 * @self: a session
 *
 * Returns: its command line
 */
const BksCliOptions *
bks_cli_session_get_options (BksCliSession *self)
{
  return self->options;
}

/**
 * bks_cli_session_wants_json:
 * @self: a session
 *
 * Returns: whether standard output is for JSON alone
 */
gboolean
bks_cli_session_wants_json (BksCliSession *self)
{
  return bks_cli_options_has (self->options, BKS_CLI_OPTION_JSON);
}

/**
 * bks_cli_session_get_fleet:
 * @self: a session
 *
 * Returns: (transfer none): all NAS that the command is for
 */
BksFleet *
bks_cli_session_get_fleet (BksCliSession *self)
{
  return self->fleet;
}

/**
 * bks_cli_session_get_nas:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the NAS; %NULL = the command is for several
 */
BksNas *
bks_cli_session_get_nas (BksCliSession *self)
{
  return self->nas;
}

/**
 * bks_cli_session_get_signal:
 * @self: a session
 *
 * Returns: the signal that asked for an end; 0 = none
 */
int
bks_cli_session_get_signal (BksCliSession *self)
{
  return self->signal;
}

/**
 * bks_cli_session_refresh:
 * @self: a session
 * @problem_out: (out) (transfer full): why not; stays as it is when a signal came
 *
 * Asks the NAS for all its tasks, and signs in before where needed.
 *
 * Returns: whether it answered
 */
gboolean
bks_cli_session_refresh (BksCliSession *self, BksProblem **problem_out)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  self->has_asked = TRUE;
  bks_nas_refresh_async (self->nas, self->cancellable, bks_cli_result_cb, &result);
  bks_cli_wait_for (&result);
  if (bks_nas_refresh_finish (self->nas, result, &error))
    return TRUE;
  take_error (self, error, problem_out);
  return FALSE;
}

/**
 * bks_cli_session_sign_in:
 * @self: a session with one NAS
 * @problem_out: (out) (transfer full): why not; stays as it is when a signal came
 *
 * Signs in once.
 *
 * Returns: whether the NAS accepted
 */
gboolean
bks_cli_session_sign_in (BksCliSession *self, BksProblem **problem_out)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  self->has_asked = TRUE;
  bks_nas_sign_in_async (self->nas, self->cancellable, bks_cli_result_cb, &result);
  if (bks_nas_sign_in_finish (self->nas, bks_cli_wait_for (&result), &error))
    return TRUE;
  take_error (self, error, problem_out);
  return FALSE;
}

/**
 * bks_cli_session_refresh_all:
 * @self: a session
 *
 * Asks all NAS at the same time, and waits for the last of them.
 *
 * Returns: (nullable) (transfer full) (element-type BksProblem): why not, for each NAS of the fleet,
 *   %NULL for one that answered; %NULL instead of the list: a signal came
 */
GPtrArray *
bks_cli_session_refresh_all (BksCliSession *self)
{
  GListModel *all = G_LIST_MODEL (self->fleet);
  guint n = g_list_model_get_n_items (all);
  g_autofree GAsyncResult **results = g_new0 (GAsyncResult *, n);
  g_autoptr (GPtrArray) problems = g_ptr_array_new_full (n, free_problem);

  self->has_asked = TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (all, i);

      bks_nas_refresh_async (nas, self->cancellable, bks_cli_result_cb, &results[i]);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (all, i);
      g_autoptr (GAsyncResult) result = bks_cli_wait_for (&results[i]);
      BksProblem *problem = NULL;
      GError *error = NULL;

      if (!bks_nas_refresh_finish (nas, result, &error))
        take_error (self, error, &problem);
      g_ptr_array_add (problems, problem);
    }
  return self->signal == 0 ? g_steal_pointer (&problems) : NULL;
}

/**
 * bks_cli_session_act:
 * @self: a session
 * @task_id: ID of a task
 * @action: what to do
 * @problem_out: (out) (transfer full): why not; stays as it is when a signal came
 *
 * Does one action and waits until it was seen to work.
 *
 * Returns: whether it did
 */
gboolean
bks_cli_session_act (BksCliSession *self,
                     const char *task_id,
                     BksAction action,
                     BksProblem **problem_out)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  self->has_asked = TRUE;
  bks_nas_act_async (self->nas, task_id, action, self->cancellable, bks_cli_result_cb, &result);
  bks_cli_wait_for (&result);
  if (bks_nas_act_finish (self->nas, result, &error))
    return TRUE;
  take_error (self, error, problem_out);
  return FALSE;
}

/**
 * bks_cli_session_load_details:
 * @self: a session
 * @task_id: ID of a task
 * @problem_out: (out) (transfer full): why not; stays as it is when a signal came
 *
 * Asks for what only the task's own page knows.
 *
 * Returns: (nullable) (transfer full): the details
 */
BksTaskDetails *
bks_cli_session_load_details (BksCliSession *self, const char *task_id, BksProblem **problem_out)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;
  BksTaskDetails *details;

  bks_nas_load_details_async (self->nas, task_id, self->cancellable, bks_cli_result_cb, &result);
  bks_cli_wait_for (&result);
  details = bks_nas_load_details_finish (self->nas, result, &error);
  if (details == NULL)
    take_error (self, error, problem_out);
  return details;
}

/**
 * bks_cli_session_load_target:
 * @self: a session
 * @task_id: ID of a task
 * @problem_out: (out) (transfer full): why not; stays as it is when a signal came
 *
 * Asks for the state of the task's destination. May take long.
 *
 * Returns: (nullable) (transfer full): what the destination says
 */
BksTargetInfo *
bks_cli_session_load_target (BksCliSession *self, const char *task_id, BksProblem **problem_out)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;
  BksTargetInfo *target;

  bks_nas_load_target_async (self->nas, task_id, self->cancellable, bks_cli_result_cb, &result);
  bks_cli_wait_for (&result);
  target = bks_nas_load_target_finish (self->nas, result, &error);
  if (target == NULL)
    take_error (self, error, problem_out);
  return target;
}

static gboolean
wake_cb (gpointer user_data)
{
  gboolean *is_over = user_data;

  *is_over = TRUE;
  return G_SOURCE_REMOVE;
}

/**
 * bks_cli_session_sleep:
 * @self: a session
 * @milliseconds: how long
 *
 * Lets time pass.
 *
 * Returns: %FALSE when a signal came before its end
 */
gboolean
bks_cli_session_sleep (BksCliSession *self, guint milliseconds)
{
  gboolean is_over = FALSE;
  guint source = g_timeout_add (milliseconds, wake_cb, &is_over);

  while (!is_over && self->signal == 0)
    g_main_context_iteration (NULL, TRUE);
  if (!is_over)
    g_source_remove (source);
  return self->signal == 0;
}

/**
 * bks_cli_session_begin:
 * @self: a session
 *
 * Tells that a NAS is about to be asked, so that there may be a session to end. Waits until what to
 * sign in with has been looked up.
 *
 * Returns: (transfer none): what a signal cancels
 */
GCancellable *
bks_cli_session_begin (BksCliSession *self)
{
  GListModel *all = G_LIST_MODEL (self->fleet);

  self->has_asked = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (all, i);

      while (bks_nas_is_recalling (nas) && self->signal == 0)
        g_main_context_iteration (NULL, TRUE);
    }
  return self->cancellable;
}

/**
 * bks_cli_session_take_error:
 * @self: a session
 * @error: (transfer full): how a call ended
 * @problem_out: (out) (transfer full): the same for people; stays as it is when a signal came
 */
void
bks_cli_session_take_error (BksCliSession *self, GError *error, BksProblem **problem_out)
{
  take_error (self, error, problem_out);
}

/**
 * bks_cli_session_fail:
 * @self: a session
 * @problem: (nullable): what stood in the way; %NULL = a signal did
 *
 * Reports that the command did not reach its end: the error document, or a line for the person.
 *
 * Returns: the exit code
 */
int
bks_cli_session_fail (BksCliSession *self, BksProblem *problem)
{
  if (problem == NULL)
    return bks_cli_session_interrupted (self, _ ("Interrupted before the NAS had answered."));
  bks_cli_report (bks_cli_session_wants_json (self), problem);
  return bks_cli_exit_from_problem (problem);
}

/**
 * bks_cli_session_interrupted:
 * @self: a session that a signal ended
 * @message: what this means
 *
 * Reports an end by a signal that came before there was an answer to print.
 *
 * Returns: the exit code
 */
int
bks_cli_session_interrupted (BksCliSession *self, const char *message)
{
  bks_cli_report_plain (bks_cli_session_wants_json (self), "interrupted", message);
  return BKS_CLI_EXIT_SIGNAL + self->signal;
}
