/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-export-records.h"

#include "bks-export-private.h"

/* What the NAS says without a name of ours, by its own. */
static void
add_fields (BksJsonWriter *writer, GPtrArray *fields)
{
  bks_json_writer_name (writer, "other");
  bks_json_writer_begin_object (writer);
  for (guint i = 0; i < fields->len; i++)
    {
      const BksField *field = g_ptr_array_index (fields, i);

      bks_export_add_text (writer, field->name, field->text);
    }
  bks_json_writer_end_object (writer);
}

/**
 * bks_export_repository:
 * @writer: a writer
 * @repository: a destination
 * @nas: the NAS that has it, after a refresh
 *
 * Writes a destination as an object, with the IDs of the tasks that back up to it.
 */
void
bks_export_repository (BksJsonWriter *writer, BksRepository *repository, BksNas *nas)
{
  GListModel *tasks = bks_nas_get_tasks (nas);
  const char *id = bks_repository_get_id (repository);

  bks_json_writer_begin_object (writer);
  bks_export_add_text (writer, "id", id);
  bks_export_add_text (writer, "name", bks_repository_get_name (repository));
  bks_export_add_text (writer, "type", bks_repository_get_target_type (repository));
  bks_export_add_text (writer, "transfer", bks_repository_get_transfer_type (repository));
  bks_export_add_text (writer, "location", bks_repository_get_location (repository));
  bks_json_writer_name (writer, "tasks");
  bks_json_writer_begin_array (writer);
  for (guint i = 0; id != NULL && i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      if (g_strcmp0 (bks_task_get_repository_id (task), id) == 0)
        bks_json_writer_string (writer, bks_task_get_id (task));
    }
  bks_json_writer_end_array (writer);
  bks_json_writer_end_object (writer);
}

/**
 * bks_export_version:
 * @writer: a writer
 * @version: a restore point
 * @nas: in whose zone to write times
 *
 * Writes a restore point as an object.
 */
void
bks_export_version (BksJsonWriter *writer, BksTaskVersion *version, BksNas *nas)
{
  bks_json_writer_begin_object (writer);
  bks_export_add_text (writer, "id", bks_task_version_get_id (version));
  bks_export_add_text (writer, "status", bks_task_version_get_status (version));
  bks_export_add_time (writer, "started", bks_task_version_get_started (version), nas);
  bks_export_add_time (writer, "completed", bks_task_version_get_completed (version), nas);
  bks_export_add_tri (writer, "locked", bks_task_version_get_locked (version));
  bks_json_writer_end_object (writer);
}

/**
 * bks_export_run:
 * @writer: a writer
 * @run: what a run has changed
 * @nas: in whose zone to write times
 *
 * Writes a run as an object.
 */
void
bks_export_run (BksJsonWriter *writer, const BksRunStatistics *run, BksNas *nas)
{
  bks_json_writer_begin_object (writer);
  bks_export_add_time (writer, "ended", run->ended, nas);
  bks_export_add_count (writer, "new", run->n_new);
  bks_export_add_count (writer, "modified", run->n_modified);
  bks_export_add_count (writer, "deleted", run->n_deleted);
  bks_export_add_count (writer, "source_bytes", run->source_bytes);
  bks_export_add_count (writer, "target_bytes", run->target_bytes);
  bks_json_writer_end_object (writer);
}

/**
 * bks_export_vault_statistics:
 * @writer: a writer
 * @statistics: of a target of Hyper Backup Vault
 * @nas: in whose zone to write times
 *
 * Writes statistics as an object: the runs, and whatever else the NAS says.
 */
void
bks_export_vault_statistics (BksJsonWriter *writer, const BksStatistics *statistics, BksNas *nas)
{
  bks_json_writer_begin_object (writer);
  bks_json_writer_name (writer, "runs");
  bks_json_writer_begin_array (writer);
  for (guint i = 0; i < statistics->runs->len; i++)
    bks_export_run (writer, &g_array_index (statistics->runs, BksRunStatistics, i), nas);
  bks_json_writer_end_array (writer);
  add_fields (writer, statistics->fields);
  bks_json_writer_end_object (writer);
}

/**
 * bks_export_vault_target:
 * @writer: a writer
 * @target: a target of Hyper Backup Vault
 * @whole: whether to write everything, not what a list has
 * @nas: in whose zone to write times
 *
 * Writes a target as an object.
 */
void
bks_export_vault_target (BksJsonWriter *writer, BksVaultTarget *target, gboolean whole, BksNas *nas)
{
  bks_json_writer_begin_object (writer);
  bks_export_add_text (writer, "id", bks_vault_target_get_id (target));
  bks_export_add_text (writer, "name", bks_vault_target_get_name (target));
  bks_export_add_text (writer, "share", bks_vault_target_get_share (target));
  bks_export_add_text (writer, "path", bks_vault_target_get_path (target));
  bks_export_add_text (writer, "status", bks_vault_target_get_status (target));
  bks_export_add_tri (writer, "encrypted", bks_vault_target_get_encrypted (target));
  bks_export_add_count (writer, "used_bytes", bks_vault_target_get_used_bytes (target));
  bks_export_add_time (writer, "last_started", bks_vault_target_get_last_started (target), nas);
  bks_export_add_count (writer, "last_duration_seconds",
                        bks_vault_target_get_last_duration (target));
  if (whole)
    {
      bks_export_add_tri (writer, "resumable", bks_vault_target_get_resumable (target));
      bks_export_add_tri (writer, "computing_size", bks_vault_target_get_computing_size (target));
      add_fields (writer, bks_vault_target_get_fields (target));
    }
  bks_json_writer_end_object (writer);
}

static char *
dup_time (BksLogEntry *entry, BksNas *nas)
{
  int offset = 0;

  if (!bks_nas_get_utc_offset (nas, &offset))
    offset = 0;
  return bks_format_iso (bks_log_entry_get_time (entry), offset);
}

/**
 * bks_export_log_entry:
 * @writer: a writer
 * @entry: a line of a log
 * @nas: whose log it is
 *
 * Writes a line of a log as an object.
 */
void
bks_export_log_entry (BksJsonWriter *writer, BksLogEntry *entry, BksNas *nas)
{
  bks_json_writer_begin_object (writer);
  bks_export_add_text (writer, "nas", bks_nas_get_name (nas));
  bks_export_add_time (writer, "time", bks_log_entry_get_time (entry), nas);
  bks_export_add_text (writer, "level", bks_log_level_get_nick (bks_log_entry_get_level (entry)));
  bks_export_add_text (writer, "raw_level", bks_log_entry_get_raw_level (entry));
  bks_export_add_text (writer, "event", bks_log_entry_get_event (entry));
  bks_export_add_text (writer, "user", bks_log_entry_get_user (entry));
  bks_json_writer_end_object (writer);
}

/**
 * bks_export_log_columns:
 * @writer: a writer
 *
 * Writes the row with the names of the columns of a log.
 */
void
bks_export_log_columns (BksCsvWriter *writer)
{
  static const char *const columns[] = { "nas", "time", "level", "raw_level", "event", "user" };

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    bks_csv_writer_cell (writer, columns[i]);
  bks_csv_writer_end_row (writer);
}

/**
 * bks_export_log_row:
 * @writer: a writer
 * @entry: a line of a log
 * @nas: whose log it is
 *
 * Writes a line of a log as a row.
 */
void
bks_export_log_row (BksCsvWriter *writer, BksLogEntry *entry, BksNas *nas)
{
  g_autofree char *time = dup_time (entry, nas);

  bks_csv_writer_cell (writer, bks_nas_get_name (nas));
  bks_csv_writer_cell (writer, time);
  bks_csv_writer_cell (writer, bks_log_level_get_nick (bks_log_entry_get_level (entry)));
  bks_csv_writer_cell (writer, bks_log_entry_get_raw_level (entry));
  bks_csv_writer_cell (writer, bks_log_entry_get_event (entry));
  bks_csv_writer_cell (writer, bks_log_entry_get_user (entry));
  bks_csv_writer_end_row (writer);
}
