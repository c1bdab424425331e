/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backstayctl"

#include "bks-cli-records.h"

#include <glib/gi18n.h>

#include "bks-cli-commands.h"
#include "bks-cli-load.h"
#include "bks-cli-output.h"
#include "bks-export-records.h"
#include "bks-format.h"

#define SHOWN_RUNS 2

/* A document with one member, whose value is written next. */
static BksJsonWriter *
begin_document (const char *name)
{
  BksJsonWriter *writer = bks_json_writer_new ();

  bks_json_writer_begin_object (writer);
  bks_json_writer_name (writer, name);
  return writer;
}

static int
end_document (BksJsonWriter *writer)
{
  g_autofree char *document = NULL;

  bks_json_writer_end_object (writer);
  document = bks_json_writer_free_to_text (writer);
  bks_cli_print_document (document);
  return BKS_CLI_EXIT_DONE;
}

static int
end_table (BksCliTable *table)
{
  bks_cli_print_table (table);
  return BKS_CLI_EXIT_DONE;
}

/**
 * bks_cli_dup_moment:
 * @moment: µs since the Unix epoch, UTC; 0 = none
 * @nas: whose clock to tell it by
 *
 * Returns: (transfer full): date and time for a table
 */
char *
bks_cli_dup_moment (gint64 moment, BksNas *nas)
{
  g_autofree char *iso = NULL;
  int offset = 0;

  if (!bks_nas_get_utc_offset (nas, &offset))
    offset = 0;
  iso = bks_format_iso (moment, offset);
  if (*iso == '\0')
    return g_strdup ("–");
  iso[10] = ' ';
  return g_strndup (iso, 16);
}

static char *
dup_count (gint64 count)
{
  return count >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, count) : g_strdup ("–");
}

static const char *
yes_or_no (int value)
{
  return value == 1 ? _ ("Yes") : value == 0 ? _ ("No") : "–";
}

static void
add_fact (BksCliTable *table, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    bks_cli_table_add (table, (const char *const[]){ name, value });
}

static void
add_fields (BksCliTable *table, GPtrArray *fields)
{
  for (guint i = 0; i < fields->len; i++)
    {
      const BksField *field = g_ptr_array_index (fields, i);

      add_fact (table, field->name, field->text);
    }
}

/* The task that the command names, if it is one that can be asked about. */
static BksTask *
find_own_task (BksCliSession *session, BksProblem **problem_out)
{
  const char *id = bks_cli_options_get_argument (bks_cli_session_get_options (session), 0);
  BksTask *task;

  if (!bks_cli_session_refresh (session, problem_out))
    return NULL;
  task = bks_cli_find_task (session, id, problem_out);
  if (task == NULL || !bks_task_is_lun (task))
    return task;
  *problem_out = bks_problem_new (BKS_PROBLEM_NOT_SUPPORTED,
                                  _ ("This kind of backup can only be managed in DSM."), NULL);
  return NULL;
}

static void
add_repository (BksCliTable *table, BksRepository *repository, BksNas *nas)
{
  GListModel *tasks = bks_nas_get_tasks (nas);
  g_autoptr (GString) names = g_string_new (NULL);
  const char *id = bks_repository_get_id (repository);
  const char *name = bks_repository_get_name (repository);
  const char *transfer = bks_repository_get_transfer_type (repository);
  const char *location = bks_repository_get_location (repository);

  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      if (g_strcmp0 (bks_task_get_repository_id (task), id) == 0)
        g_string_append_printf (names, "%s%s", names->len > 0 ? _ (", ") : "",
                                bks_task_get_name (task));
    }
  bks_cli_table_add (table, (const char *const[]){ id != NULL ? id : "–", name != NULL ? name : "",
                                                   transfer != NULL ? transfer : "",
                                                   location != NULL ? location : "", names->str });
}

static BksCliTable *
repository_table (void)
{
  BksCliTable *table = bks_cli_table_new (5);

  bks_cli_table_add (
      table, (const char *const[]){ _ ("ID"), _ ("Name"), _ ("Kind"), _ ("Place"), _ ("Tasks") });
  return table;
}

/**
 * bks_cli_command_repositories:
 * @session: a session
 *
 * Lists the destinations.
 *
 * Returns: the exit code
 */
int
bks_cli_command_repositories (BksCliSession *session)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (BksCliTable) table = NULL;

  /* Which tasks write where, only the list of tasks tells. */
  if (bks_cli_session_refresh (session, &problem))
    list = bks_cli_load_repositories (session, &problem);
  if (list == NULL)
    return bks_cli_session_fail (session, problem);
  if (bks_cli_session_wants_json (session))
    {
      BksJsonWriter *writer = begin_document ("repositories");

      bks_json_writer_begin_array (writer);
      for (guint i = 0; i < list->len; i++)
        bks_export_repository (writer, g_ptr_array_index (list, i), nas);
      bks_json_writer_end_array (writer);
      return end_document (writer);
    }
  if (list->len == 0)
    bks_cli_say (_ ("%s has no destinations."), bks_nas_get_name (nas));
  table = repository_table ();
  for (guint i = 0; i < list->len; i++)
    add_repository (table, g_ptr_array_index (list, i), nas);
  return list->len > 0 ? end_table (table) : BKS_CLI_EXIT_DONE;
}

/**
 * bks_cli_command_repository:
 * @session: a session
 *
 * Shows the destination of a task.
 *
 * Returns: the exit code
 */
int
bks_cli_command_repository (BksCliSession *session)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (BksRepository) repository = NULL;
  g_autoptr (BksCliTable) table = NULL;
  BksTask *task = find_own_task (session, &problem);

  if (task != NULL)
    repository = bks_cli_load_repository (session, bks_task_get_id (task), &problem);
  if (repository == NULL)
    return bks_cli_session_fail (session, problem);
  if (bks_cli_session_wants_json (session))
    {
      BksJsonWriter *writer = begin_document ("repository");

      bks_export_repository (writer, repository, nas);
      return end_document (writer);
    }
  table = repository_table ();
  add_repository (table, repository, nas);
  return end_table (table);
}

/**
 * bks_cli_command_versions:
 * @session: a session
 *
 * Lists the restore points of a task.
 *
 * Returns: the exit code
 */
int
bks_cli_command_versions (BksCliSession *session)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (BksCliTable) table = NULL;
  BksTask *task = find_own_task (session, &problem);

  if (task != NULL)
    list = bks_cli_load_versions (session, bks_task_get_id (task), &problem);
  if (list == NULL)
    return bks_cli_session_fail (session, problem);
  if (bks_cli_session_wants_json (session))
    {
      BksJsonWriter *writer = begin_document ("versions");

      bks_json_writer_begin_array (writer);
      for (guint i = 0; i < list->len; i++)
        bks_export_version (writer, g_ptr_array_index (list, i), nas);
      bks_json_writer_end_array (writer);
      return end_document (writer);
    }
  if (list->len == 0)
    {
      bks_cli_say (_ ("“%s” has no versions yet."), bks_task_get_name (task));
      return BKS_CLI_EXIT_DONE;
    }
  table = bks_cli_table_new (5);
  bks_cli_table_add (table, (const char *const[]){ _ ("ID"), _ ("Status"), C_ ("column", "Started"),
                                                   _ ("Completed"), _ ("Locked") });
  for (guint i = 0; i < list->len; i++)
    {
      BksTaskVersion *version = g_ptr_array_index (list, i);
      g_autofree char *started = bks_cli_dup_moment (bks_task_version_get_started (version), nas);
      g_autofree char *completed = bks_cli_dup_moment (bks_task_version_get_completed (version),
                                                       nas);
      const char *status = bks_task_version_get_status (version);

      bks_cli_table_add (
          table, (const char *const[]){ bks_task_version_get_id (version),
                                        status != NULL ? status : "–", started, completed,
                                        yes_or_no (bks_task_version_get_locked (version)) });
    }
  return end_table (table);
}

static BksCliTable *
run_table (const BksStatistics *statistics, guint first, BksNas *nas)
{
  BksCliTable *table = bks_cli_table_new (6);

  bks_cli_table_add (table,
                     (const char *const[]){ _ ("Ended"), _ ("New"), _ ("Modified"), _ ("Deleted"),
                                            _ ("At the source"), _ ("Stored") });
  for (guint i = first; i < statistics->runs->len; i++)
    {
      const BksRunStatistics *run = &g_array_index (statistics->runs, BksRunStatistics, i);
      g_autofree char *ended = bks_cli_dup_moment (run->ended, nas);
      g_autofree char *n_new = dup_count (run->n_new);
      g_autofree char *n_modified = dup_count (run->n_modified);
      g_autofree char *n_deleted = dup_count (run->n_deleted);
      g_autofree char *source = bks_format_size (run->source_bytes);
      g_autofree char *target = bks_format_size (run->target_bytes);

      bks_cli_table_add (
          table, (const char *const[]){ ended, n_new, n_modified, n_deleted, source, target });
    }
  return table;
}

/**
 * bks_cli_command_statistics:
 * @session: a session
 *
 * Shows what the last two runs of a task have changed.
 *
 * Returns: the exit code
 */
int
bks_cli_command_statistics (BksCliSession *session)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (BksStatistics) statistics = NULL;
  g_autoptr (BksCliTable) table = NULL;
  BksTask *task = find_own_task (session, &problem);
  guint first;

  if (task != NULL)
    statistics = bks_cli_load_statistics (session, bks_task_get_id (task), &problem);
  if (statistics == NULL)
    return bks_cli_session_fail (session, problem);
  first = statistics->runs->len > SHOWN_RUNS ? statistics->runs->len - SHOWN_RUNS : 0;
  if (bks_cli_session_wants_json (session))
    {
      BksJsonWriter *writer = begin_document ("runs");

      bks_json_writer_begin_array (writer);
      for (guint i = first; i < statistics->runs->len; i++)
        bks_export_run (writer, &g_array_index (statistics->runs, BksRunStatistics, i), nas);
      bks_json_writer_end_array (writer);
      return end_document (writer);
    }
  if (statistics->runs->len == 0)
    {
      bks_cli_say (_ ("There are no statistics of “%s” yet."), bks_task_get_name (task));
      return BKS_CLI_EXIT_DONE;
    }
  table = run_table (statistics, first, nas);
  return end_table (table);
}

/**
 * bks_cli_command_remove:
 * @session: a session
 *
 * Removes tasks from the NAS; their data stays.
 *
 * Returns: the exit code
 */
int
bks_cli_command_remove (BksCliSession *session)
{
  const BksCliOptions *options = bks_cli_session_get_options (session);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (BksProblem) problem = NULL;

  if (!bks_cli_session_refresh (session, &problem))
    return bks_cli_session_fail (session, problem);
  for (guint i = 0; bks_cli_options_get_argument (options, i) != NULL; i++)
    {
      const char *id = bks_cli_options_get_argument (options, i);
      BksTask *task = bks_cli_find_task (session, id, &problem);

      if (task == NULL)
        return bks_cli_session_fail (session, problem);
      if (g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
        continue;
      g_ptr_array_add (ids, (char *) id);
      g_ptr_array_add (names, bks_cli_text_clean (bks_task_get_name (task)));
    }
  g_ptr_array_add (ids, NULL);
  if (!bks_cli_remove_tasks (session, (const char *const *) ids->pdata, &problem))
    return problem != NULL
               ? bks_cli_session_fail (session, problem)
               : bks_cli_session_interrupted (
                   session, _ ("Interrupted. Whether the NAS had already accepted is not known."));
  if (bks_cli_session_wants_json (session))
    {
      BksJsonWriter *writer = begin_document ("removed");

      bks_json_writer_begin_array (writer);
      for (guint i = 0; ids->pdata[i] != NULL; i++)
        bks_json_writer_string (writer, ids->pdata[i]);
      bks_json_writer_end_array (writer);
      return end_document (writer);
    }
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *line = g_strdup_printf (_ ("%s: removed\n"), (char *) names->pdata[i]);

      bks_cli_print (line);
    }
  return BKS_CLI_EXIT_DONE;
}

/**
 * bks_cli_command_vault_targets:
 * @session: a session
 *
 * Lists what other NAS store on this one.
 *
 * Returns: the exit code
 */
int
bks_cli_command_vault_targets (BksCliSession *session)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (GPtrArray) list = bks_cli_load_vault_targets (session, &problem);
  g_autoptr (BksCliTable) table = NULL;

  if (list == NULL)
    return bks_cli_session_fail (session, problem);
  if (bks_cli_session_wants_json (session))
    {
      BksJsonWriter *writer = begin_document ("targets");

      bks_json_writer_begin_array (writer);
      for (guint i = 0; i < list->len; i++)
        bks_export_vault_target (writer, g_ptr_array_index (list, i), FALSE, nas);
      bks_json_writer_end_array (writer);
      return end_document (writer);
    }
  if (list->len == 0)
    {
      bks_cli_say (_ ("Nothing arrives on %s."), bks_nas_get_name (nas));
      return BKS_CLI_EXIT_DONE;
    }
  table = bks_cli_table_new (6);
  bks_cli_table_add (table, (const char *const[]){ _ ("ID"), _ ("Name"), _ ("Status"),
                                                   _ ("Last backup"), _ ("Stored"), _ ("Place") });
  for (guint i = 0; i < list->len; i++)
    {
      BksVaultTarget *target = g_ptr_array_index (list, i);
      const char *name = bks_vault_target_get_name (target);
      const char *status = bks_vault_target_get_status (target);
      const char *path = bks_vault_target_get_path (target);
      g_autofree char *started = bks_cli_dup_moment (bks_vault_target_get_last_started (target),
                                                     nas);
      g_autofree char *used = bks_format_size (bks_vault_target_get_used_bytes (target));

      bks_cli_table_add (table, (const char *const[]){ bks_vault_target_get_id (target),
                                                       name != NULL ? name : "–",
                                                       status != NULL ? status : "–", started, used,
                                                       path != NULL ? path : "" });
    }
  return end_table (table);
}

/**
 * bks_cli_find_vault_target:
 * @session: a session
 * @problem_out: (out) (transfer full): why not; stays as it is when a signal came
 *
 * Returns: (nullable) (transfer full): the target that the command names, as the list has it
 */
BksVaultTarget *
bks_cli_find_vault_target (BksCliSession *session, BksProblem **problem_out)
{
  const char *id = bks_cli_options_get_argument (bks_cli_session_get_options (session), 0);
  g_autoptr (GPtrArray) list = bks_cli_load_vault_targets (session, problem_out);
  g_autofree char *sentence = NULL;

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < list->len; i++)
    {
      BksVaultTarget *target = g_ptr_array_index (list, i);

      if (g_str_equal (bks_vault_target_get_id (target), id))
        return g_object_ref (target);
    }
  sentence = g_strdup_printf (_ ("Nothing arrives on %s under the ID “%s”."),
                              bks_nas_get_name (bks_cli_session_get_nas (session)), id);
  *problem_out = bks_problem_new (BKS_PROBLEM_NOT_FOUND, sentence,
                                  _ ("“backstayctl vault targets” lists it all."));
  return NULL;
}

/**
 * bks_cli_command_vault_target:
 * @session: a session
 *
 * Shows everything about what another NAS stores here.
 *
 * Returns: the exit code
 */
int
bks_cli_command_vault_target (BksCliSession *session)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (BksVaultTarget) row = bks_cli_find_vault_target (session, &problem);
  g_autoptr (BksVaultTarget) target = NULL;
  g_autoptr (BksCliTable) table = NULL;
  g_autofree char *started = NULL;
  g_autofree char *used = NULL;

  if (row != NULL)
    target = bks_cli_load_vault_target (session, bks_vault_target_get_id (row), &problem);
  if (target == NULL)
    return bks_cli_session_fail (session, problem);
  if (bks_cli_session_wants_json (session))
    {
      BksJsonWriter *writer = begin_document ("target");

      bks_export_vault_target (writer, target, TRUE, nas);
      return end_document (writer);
    }
  table = bks_cli_table_new (2);
  started = bks_cli_dup_moment (bks_vault_target_get_last_started (target), nas);
  used = bks_format_size (bks_vault_target_get_used_bytes (target));
  add_fact (table, _ ("ID"), bks_vault_target_get_id (target));
  add_fact (table, _ ("Name"), bks_vault_target_get_name (target));
  add_fact (table, _ ("Status"), bks_vault_target_get_status (target));
  add_fact (table, _ ("Shared folder"), bks_vault_target_get_share (target));
  add_fact (table, _ ("Place"), bks_vault_target_get_path (target));
  add_fact (table, _ ("Encrypted"), yes_or_no (bks_vault_target_get_encrypted (target)));
  add_fact (table, _ ("Stored"), used);
  add_fact (table, _ ("Last backup"), started);
  add_fields (table, bks_vault_target_get_fields (target));
  return end_table (table);
}

/**
 * bks_cli_command_vault_concurrency:
 * @session: a session
 *
 * Tells how many backups may arrive at the same time, or sets that.
 *
 * Returns: the exit code
 */
int
bks_cli_command_vault_concurrency (BksCliSession *session)
{
  const char *text = bks_cli_options_get_argument (bks_cli_session_get_options (session), 0);
  int wanted = text != NULL ? (int) g_ascii_strtoll (text, NULL, 10) : 0;
  g_autoptr (BksProblem) problem = NULL;
  int limit = text != NULL ? bks_cli_set_vault_limit (session, wanted, &problem)
                           : bks_cli_load_vault_limit (session, &problem);

  if (limit == 0)
    return bks_cli_session_fail (session, problem);
  if (text != NULL && limit != wanted)
    bks_cli_say (_ ("%s has kept another limit: %d."),
                 bks_nas_get_name (bks_cli_session_get_nas (session)), limit);
  if (bks_cli_session_wants_json (session))
    {
      BksJsonWriter *writer = begin_document ("limit");

      bks_json_writer_int (writer, limit);
      return end_document (writer);
    }
  else
    {
      g_autofree char *line = g_strdup_printf ("%d\n", limit);

      bks_cli_print (line);
    }
  return BKS_CLI_EXIT_DONE;
}

/**
 * bks_cli_command_vault_statistics:
 * @session: a session
 *
 * Shows what has arrived from another NAS.
 *
 * Returns: the exit code
 */
int
bks_cli_command_vault_statistics (BksCliSession *session)
{
  BksNas *nas = bks_cli_session_get_nas (session);
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (BksVaultTarget) target = bks_cli_find_vault_target (session, &problem);
  g_autoptr (BksStatistics) statistics = NULL;
  g_autoptr (BksCliTable) table = NULL;

  if (target != NULL)
    statistics = bks_cli_load_vault_statistics (session, bks_vault_target_get_id (target),
                                                &problem);
  if (statistics == NULL)
    return bks_cli_session_fail (session, problem);
  if (bks_cli_session_wants_json (session))
    {
      BksJsonWriter *writer = begin_document ("statistics");

      bks_export_vault_statistics (writer, statistics, nas);
      return end_document (writer);
    }
  if (statistics->runs->len == 0)
    {
      bks_cli_say (_ ("There are no statistics of it yet."));
      return BKS_CLI_EXIT_DONE;
    }
  table = run_table (statistics, 0, nas);
  return end_table (table);
}
