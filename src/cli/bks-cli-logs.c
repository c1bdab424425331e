/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backstayctl"

#include "bks-cli-records.h"

#include <glib/gi18n.h>

#include "bks-cli-commands.h"
#include "bks-cli-documents.h"
#include "bks-cli-load.h"
#include "bks-cli-output.h"
#include "bks-cli-when.h"
#include "bks-export-records.h"
#include "bks-export.h"

/* The log of one NAS on its way into the answer. Never more than a page of it is held. */
typedef struct
{
  BksNas *nas;          /* (owned) */
  BksLogReader *reader; /* (owned) (nullable): NULL = it failed before */
  GPtrArray *page;      /* (owned) (nullable) */
  guint next;           /* in the page */
  BksProblem *problem;  /* (owned) (nullable): why it ended before its end */
} Source;

typedef enum
{
  FORM_WORDS,
  FORM_JSON,
  FORM_CSV,
} Form;

typedef struct
{
  BksCliSession *session;
  Form form;
  GPtrArray *sources; /* (owned) (element-type Source) */
  BksJsonWriter *json;
  BksCsvWriter *csv;
} Answer;

static void
source_free (gpointer data)
{
  Source *source = data;

  g_clear_object (&source->nas);
  g_clear_object (&source->reader);
  g_clear_pointer (&source->page, g_ptr_array_unref);
  g_clear_object (&source->problem);
  g_free (source);
}

static BksLogMoment
get_moment (const BksCliOptions *options, BksCliOption option)
{
  const char *text = bks_cli_options_get (options, option);
  BksLogMoment moment = { 0 };
  BksCliWhen when;

  if (text == NULL || !bks_cli_when_parse (text, option == BKS_CLI_OPTION_TO, &when))
    return moment;
  moment.is_set = TRUE;
  moment.is_wall_clock = when.is_wall_clock;
  moment.seconds = when.seconds;
  return moment;
}

/* FALSE: a signal came. */
static gboolean
fill (Answer *answer, Source *source)
{
  while (source->reader != NULL && source->problem == NULL
         && (source->page == NULL || source->next == source->page->len)
         && !bks_log_reader_is_at_end (source->reader))
    {
      g_clear_pointer (&source->page, g_ptr_array_unref);
      source->next = 0;
      source->page = bks_cli_read_log (answer->session, source->reader, &source->problem);
      if (source->page == NULL && source->problem == NULL)
        return FALSE;
    }
  return TRUE;
}

static BksLogEntry *
peek (Source *source)
{
  return source->page != NULL && source->next < source->page->len
             ? g_ptr_array_index (source->page, source->next)
             : NULL;
}

/* The newest line of all; one whose time is not known keeps its place in the log that it is from. */
static Source *
find_newest (Answer *answer)
{
  Source *newest = NULL;

  for (guint i = 0; i < answer->sources->len; i++)
    {
      Source *source = g_ptr_array_index (answer->sources, i);
      BksLogEntry *entry = peek (source);

      if (entry == NULL)
        continue;
      if (bks_log_entry_get_time (entry) == 0)
        return source;
      if (newest == NULL || bks_log_entry_get_time (entry) > bks_log_entry_get_time (peek (newest)))
        newest = source;
    }
  return newest;
}

static void
flush_answer (Answer *answer)
{
  g_autofree char *text = NULL;

  if (answer->form == FORM_WORDS)
    return;
  text = answer->form == FORM_JSON ? bks_json_writer_take_text (answer->json)
                                   : bks_csv_writer_take_text (answer->csv);
  if (*text != '\0')
    bks_cli_print_raw (text);
}

static void
print_line (Answer *answer, BksLogEntry *entry, BksNas *nas)
{
  static const char *const words[BKS_N_LOG_LEVELS] = {
    [BKS_LOG_UNKNOWN] = "–",
    [BKS_LOG_INFO] = N_ ("Info"),
    [BKS_LOG_WARNING] = N_ ("Warning"),
    [BKS_LOG_ERROR] = N_ ("Error"),
  };
  g_autofree char *when = bks_cli_dup_moment (bks_log_entry_get_time (entry), nas);
  g_autofree char *event = bks_cli_text_clean (bks_log_entry_get_event (entry));
  g_autofree char *level = bks_cli_text_fit (_ (words[bks_log_entry_get_level (entry)]), 8);
  g_autofree char *name = answer->sources->len > 1 ? bks_cli_text_clean (bks_nas_get_name (nas))
                                                   : NULL;
  g_autofree char *line = g_strdup_printf (
      "%-16s  %s%*s  %s%s%s\n", when, level, 8 - bks_cli_text_width (level), "",
      name != NULL ? name : "", name != NULL ? ": " : "", event);

  bks_cli_print (line);
}

static void
write_entry (Answer *answer, BksLogEntry *entry, BksNas *nas)
{
  if (answer->form == FORM_JSON)
    bks_export_log_entry (answer->json, entry, nas);
  else if (answer->form == FORM_CSV)
    bks_export_log_row (answer->csv, entry, nas);
  else
    print_line (answer, entry, nas);
}

static gboolean
nobody_answered (Answer *answer)
{
  for (guint i = 0; i < answer->sources->len; i++)
    if (((Source *) g_ptr_array_index (answer->sources, i))->problem == NULL)
      return FALSE;
  return TRUE;
}

static void
begin_answer (Answer *answer)
{
  gint64 total = 0;

  if (answer->form == FORM_CSV)
    bks_export_log_columns (answer->csv);
  if (answer->form != FORM_JSON)
    return;
  if (nobody_answered (answer))
    total = -1;
  for (guint i = 0; i < answer->sources->len; i++)
    {
      const Source *source = g_ptr_array_index (answer->sources, i);
      gint64 of_one;

      if (source->reader == NULL || source->page == NULL)
        continue;
      of_one = bks_log_reader_get_total (source->reader);
      total = of_one < 0 || total < 0 ? -1 : total + of_one;
    }
  bks_json_writer_begin_object (answer->json);
  bks_json_writer_name (answer->json, "total");
  if (total >= 0)
    bks_json_writer_int (answer->json, total);
  else
    bks_json_writer_null (answer->json);
  bks_json_writer_name (answer->json, "entries");
  bks_json_writer_begin_array (answer->json);
}

/* What went wrong on the way comes last. */
static void
end_answer (Answer *answer)
{
  Source *only = g_ptr_array_index (answer->sources, 0);
  gboolean several = answer->sources->len > 1;

  if (answer->form != FORM_JSON)
    {
      flush_answer (answer);
      for (guint i = 0; i < answer->sources->len; i++)
        {
          const Source *source = g_ptr_array_index (answer->sources, i);

          if (source->problem != NULL && several)
            bks_cli_say ("%s: %s", bks_nas_get_name (source->nas),
                         bks_problem_get_message (source->problem));
          else if (source->problem != NULL)
            bks_cli_report (FALSE, source->problem);
        }
      return;
    }
  bks_json_writer_end_array (answer->json);
  if (several)
    {
      bks_json_writer_name (answer->json, "errors");
      bks_json_writer_begin_array (answer->json);
      for (guint i = 0; i < answer->sources->len; i++)
        {
          const Source *source = g_ptr_array_index (answer->sources, i);

          if (source->problem == NULL)
            continue;
          bks_json_writer_begin_object (answer->json);
          bks_json_writer_name (answer->json, "nas");
          bks_json_writer_string (answer->json, bks_nas_get_name (source->nas));
          bks_json_writer_name (answer->json, "error");
          bks_export_error (answer->json, source->problem);
          bks_json_writer_end_object (answer->json);
        }
      bks_json_writer_end_array (answer->json);
    }
  bks_json_writer_name (answer->json, "error");
  if (!several && only->problem != NULL)
    bks_export_error (answer->json, only->problem);
  else
    bks_json_writer_null (answer->json);
  bks_json_writer_end_object (answer->json);
  flush_answer (answer);
  bks_cli_print_raw ("\n");
}

/* With several NAS one that answered is enough; else that of the first counts. */
static int
find_exit (Answer *answer)
{
  BksProblem *first = NULL;
  gboolean some_answered = FALSE;

  for (guint i = 0; i < answer->sources->len; i++)
    {
      const Source *source = g_ptr_array_index (answer->sources, i);

      some_answered |= source->problem == NULL;
      if (first == NULL)
        first = source->problem;
    }
  return first == NULL || some_answered ? BKS_CLI_EXIT_DONE : bks_cli_exit_from_problem (first);
}

static int
interrupted (Answer *answer, gboolean has_begun)
{
  if (!has_begun || answer->form != FORM_JSON)
    {
      if (has_begun)
        return BKS_CLI_EXIT_SIGNAL + bks_cli_session_get_signal (answer->session);
      return bks_cli_session_fail (answer->session, NULL);
    }
  /* What was printed becomes a whole document, which says that it is not all. */
  bks_json_writer_end_array (answer->json);
  bks_json_writer_name (answer->json, "error");
  bks_cli_export_plain_error (answer->json, "interrupted", _ ("Interrupted before the end."));
  bks_json_writer_end_object (answer->json);
  flush_answer (answer);
  bks_cli_print_raw ("\n");
  return BKS_CLI_EXIT_SIGNAL + bks_cli_session_get_signal (answer->session);
}

/* Merges the logs, newest line first, and prints them as they come. */
static int
stream (Answer *answer, guint limit, guint skip)
{
  gboolean several = answer->sources->len > 1;
  guint n_written = 0;

  for (guint i = 0; i < answer->sources->len; i++)
    if (!fill (answer, g_ptr_array_index (answer->sources, i)))
      return interrupted (answer, FALSE);
  if (!several && nobody_answered (answer))
    return bks_cli_session_fail (answer->session,
                                 ((Source *) g_ptr_array_index (answer->sources, 0))->problem);
  begin_answer (answer);
  while ((limit == 0 || n_written < limit) && !bks_cli_print_failed ())
    {
      Source *source = find_newest (answer);

      if (source == NULL)
        break;
      if (skip > 0)
        skip--;
      else
        {
          write_entry (answer, peek (source), source->nas);
          n_written++;
        }
      source->next++;
      if (source->next < source->page->len)
        continue;
      flush_answer (answer);
      if ((limit == 0 || n_written < limit) && !fill (answer, source))
        return interrupted (answer, TRUE);
    }
  end_answer (answer);
  return find_exit (answer);
}

static int
run (Answer *answer)
{
  const BksCliOptions *options = bks_cli_session_get_options (answer->session);
  guint limit = bks_cli_options_get_number (options, BKS_CLI_OPTION_LIMIT);
  guint skip = bks_cli_options_get_number (options, BKS_CLI_OPTION_OFFSET);
  gboolean has_level = bks_cli_options_has (options, BKS_CLI_OPTION_LEVEL);
  int code;

  answer->form = bks_cli_session_wants_json (answer->session)        ? FORM_JSON
                 : bks_cli_options_has (options, BKS_CLI_OPTION_CSV) ? FORM_CSV
                                                                     : FORM_WORDS;
  answer->json = bks_json_writer_new ();
  answer->csv = bks_csv_writer_new ();
  for (guint i = 0; i < answer->sources->len; i++)
    {
      Source *source = g_ptr_array_index (answer->sources, i);

      if (source->reader == NULL)
        continue;
      /* Of one log the lines can be left out where they are; of several only after the merge. */
      if (answer->sources->len == 1)
        bks_log_reader_skip (source->reader, skip);
      if (limit > 0 && !has_level)
        bks_log_reader_set_page_size (source->reader, limit);
    }
  code = stream (answer, limit, answer->sources->len > 1 ? skip : 0);
  bks_json_writer_free (answer->json);
  bks_csv_writer_free (answer->csv);
  g_ptr_array_unref (answer->sources);
  return code;
}

static void
add_source (Answer *answer, BksNas *nas, BksLogReader *reader, BksProblem *problem)
{
  Source *source = g_new0 (Source, 1);

  source->nas = g_object_ref (nas);
  source->reader = reader;
  source->problem = problem;
  g_ptr_array_add (answer->sources, source);
}

/* Each NAS numbers its tasks itself: those that do not have it are not asked. */
static int
add_sources_of_task (Answer *answer, const BksLogFilter *filter)
{
  GListModel *all = G_LIST_MODEL (bks_cli_session_get_fleet (answer->session));
  g_autoptr (GPtrArray) problems = bks_cli_session_refresh_all (answer->session);
  guint n_heard = 0;

  if (problems == NULL)
    return bks_cli_session_fail (answer->session, NULL);
  for (guint i = 0; i < problems->len; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (all, i);

      if (problems->pdata[i] != NULL)
        add_source (answer, nas, NULL, g_object_ref (problems->pdata[i]));
      else if (bks_nas_find_task (nas, filter->task_id) != NULL)
        add_source (answer, nas, bks_log_reader_new (nas, filter), NULL);
      n_heard += problems->pdata[i] == NULL;
    }
  if (answer->sources->len == 0 || (n_heard > 0 && nobody_answered (answer)))
    {
      g_autofree char *sentence = g_strdup_printf (_ ("There is no backup with the ID “%s”."),
                                                   filter->task_id);
      g_autoptr (BksProblem) problem = bks_problem_new (BKS_PROBLEM_NOT_FOUND, sentence,
                                                        _ ("“backstayctl tasks” lists them all."));

      return bks_cli_session_fail (answer->session, problem);
    }
  return BKS_CLI_EXIT_DONE;
}

/**
 * bks_cli_command_logs:
 * @session: a session
 *
 * Shows the log of Hyper Backup, of all NAS that the command is for.
 *
 * Returns: the exit code
 */
int
bks_cli_command_logs (BksCliSession *session)
{
  const BksCliOptions *options = bks_cli_session_get_options (session);
  GListModel *all = G_LIST_MODEL (bks_cli_session_get_fleet (session));
  Answer answer = { .session = session, .sources = g_ptr_array_new_with_free_func (source_free) };
  BksLogFilter filter = {
    .keyword = bks_cli_options_get (options, BKS_CLI_OPTION_KEYWORD),
    .task_id = bks_cli_options_get (options, BKS_CLI_OPTION_TASK),
    .from = get_moment (options, BKS_CLI_OPTION_FROM),
    .to = get_moment (options, BKS_CLI_OPTION_TO),
  };

  if (bks_cli_options_has (options, BKS_CLI_OPTION_LEVEL))
    bks_log_level_from_nick (bks_cli_options_get (options, BKS_CLI_OPTION_LEVEL), &filter.level);
  if (filter.task_id != NULL)
    {
      int code = add_sources_of_task (&answer, &filter);

      if (code != BKS_CLI_EXIT_DONE)
        {
          g_ptr_array_unref (answer.sources);
          return code;
        }
    }
  for (guint i = 0; filter.task_id == NULL && i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (all, i);

      add_source (&answer, nas, bks_log_reader_new (nas, &filter), NULL);
    }
  return run (&answer);
}

/**
 * bks_cli_command_vault_logs:
 * @session: a session
 *
 * Shows what Hyper Backup Vault did with what another NAS stores here.
 *
 * Returns: the exit code
 */
int
bks_cli_command_vault_logs (BksCliSession *session)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (BksVaultTarget) target = bks_cli_find_vault_target (session, &problem);
  Answer answer = { .session = session };

  if (target == NULL)
    return bks_cli_session_fail (session, problem);
  answer.sources = g_ptr_array_new_with_free_func (source_free);
  add_source (&answer, nas, bks_log_reader_new_vault (nas, bks_vault_target_get_id (target)), NULL);
  return run (&answer);
}
