/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-store"

#include "bks-history-rows.h"

static const char *const event_states[BKS_N_HISTORY_EVENT_STATES] = {
  [BKS_HISTORY_EVENT_SILENT] = "silent",
  [BKS_HISTORY_EVENT_TO_SHOW] = "to-show",
  [BKS_HISTORY_EVENT_SHOWN] = "shown",
  [BKS_HISTORY_EVENT_TO_REMOVE] = "to-remove",
};

#define RUN_COLUMNS                                                                                \
  "nas, task, started, ended, result, raw_result, raw_error, moved_bytes, source_bytes, "          \
  "destination_bytes, n_new, n_modified, n_deleted, sources, id"
#define RUN_ID 14 /* the column of the row's own number */

/* A word that nobody knows may not keep a problem from being told. */
static BksHistoryEventState
read_event_state (const char *nick)
{
  for (guint i = 0; i < BKS_N_HISTORY_EVENT_STATES; i++)
    if (g_strcmp0 (nick, event_states[i]) == 0)
      return (BksHistoryEventState) i;
  return BKS_HISTORY_EVENT_TO_SHOW;
}

static char *
read_owner (sqlite3_stmt *row, int column)
{
  char *id = bks_sql_dup_text (row, column);

  if (id != NULL && *id == '\0')
    g_clear_pointer (&id, g_free);
  return id;
}

/* A damaged row may have nothing where something has to be. */
static char *
need_text (sqlite3_stmt *row, int column)
{
  char *text = bks_sql_dup_text (row, column);

  return text != NULL ? text : g_strdup ("");
}

static const char *
owner (const char *id)
{
  return id != NULL ? id : "";
}

static GBytes *
to_bytes (GVariant *value)
{
  return value != NULL ? g_variant_get_data_as_bytes (value) : NULL;
}

static GVariant *
read_variant (sqlite3_stmt *row, int column, const GVariantType *type)
{
  g_autoptr (GBytes) bytes = bks_sql_get_bytes (row, column);
  g_autoptr (GVariant) value = NULL;

  if (bytes == NULL)
    return NULL;
  value = g_variant_ref_sink (g_variant_new_from_bytes (type, bytes, FALSE));
  return g_variant_get_normal_form (value);
}

static void
read_state (sqlite3_stmt *row, gpointer user_data)
{
  BksHistoryState *state = g_new0 (BksHistoryState, 1);

  state->nas_id = need_text (row, 0);
  state->at = sqlite3_column_int64 (row, 1);
  state->state = read_variant (row, 2, G_VARIANT_TYPE_VARDICT);
  if (state->state != NULL)
    g_ptr_array_add (user_data, state);
  else
    bks_history_state_free (state);
}

static void
read_event (sqlite3_stmt *row, gpointer user_data)
{
  g_autofree char *state = bks_sql_dup_text (row, 5);
  BksHistoryEvent *event = g_new0 (BksHistoryEvent, 1);

  event->id = need_text (row, 0);
  event->nas_id = need_text (row, 1);
  event->task_id = read_owner (row, 2);
  event->kind = need_text (row, 3);
  event->since = sqlite3_column_int64 (row, 4);
  event->state = read_event_state (state);
  event->shown_at = sqlite3_column_int64 (row, 6);
  event->handle = bks_sql_dup_text (row, 7);
  event->muted_until = sqlite3_column_int64 (row, 8);
  event->details = read_variant (row, 9, G_VARIANT_TYPE_VARDICT);
  g_ptr_array_add (user_data, event);
}

static void
read_mute (sqlite3_stmt *row, gpointer user_data)
{
  g_autofree char *nas_id = need_text (row, 0);
  g_autofree char *task_id = read_owner (row, 1);

  g_ptr_array_add (user_data, bks_history_mute_new (nas_id, task_id, sqlite3_column_int64 (row, 2),
                                                    sqlite3_column_int (row, 3) != 0));
}

static void
read_setting (sqlite3_stmt *row, gpointer user_data)
{
  g_autoptr (GVariant) box = read_variant (row, 3, G_VARIANT_TYPE_VARIANT);
  BksHistorySetting *setting;

  if (box == NULL)
    return;
  setting = g_new0 (BksHistorySetting, 1);
  setting->nas_id = read_owner (row, 0);
  setting->task_id = read_owner (row, 1);
  setting->name = need_text (row, 2);
  setting->value = g_variant_get_variant (box);
  g_ptr_array_add (user_data, setting);
}

static BksRun *
make_run (sqlite3_stmt *row)
{
  g_autofree char *nas_id = need_text (row, 0);
  g_autofree char *task_id = need_text (row, 1);
  g_autofree char *result = bks_sql_dup_text (row, 4);
  BksRun *run = bks_run_new (nas_id, task_id, sqlite3_column_int64 (row, 2));

  run->ended = sqlite3_column_int64 (row, 3);
  run->result = bks_run_result_from_nick (result);
  run->raw_result = bks_sql_dup_text (row, 5);
  run->raw_error = bks_sql_dup_text (row, 6);
  run->moved_bytes = sqlite3_column_int64 (row, 7);
  run->source_bytes = sqlite3_column_int64 (row, 8);
  run->destination_bytes = sqlite3_column_int64 (row, 9);
  run->n_new = sqlite3_column_int64 (row, 10);
  run->n_modified = sqlite3_column_int64 (row, 11);
  run->n_deleted = sqlite3_column_int64 (row, 12);
  run->sources = (BksRunSources) sqlite3_column_int (row, 13);
  return run;
}

static void
read_run (sqlite3_stmt *row, gpointer user_data)
{
  g_ptr_array_add (user_data, make_run (row));
}

/*
 * bks_history_rows_read:
 *
 * Returns: (transfer full) (nullable): everything but the runs
 */
BksHistoryMemory *
bks_history_rows_read (sqlite3 *db, GError **error)
{
  g_autoptr (BksHistoryMemory) memory = bks_history_memory_new ();

  if (!bks_sql_query (db, read_state, memory->states, error,
                      "SELECT nas, at, state FROM states ORDER BY nas", "")
      || !bks_sql_query (db, read_event, memory->events, error,
                         "SELECT id, nas, task, kind, since, state, shown_at, handle, muted_until, "
                         "details FROM events ORDER BY since, id",
                         "")
      || !bks_sql_query (db, read_mute, memory->mutes, error,
                         "SELECT nas, task, until, until_success FROM mutes", "")
      || !bks_sql_query (db, read_setting, memory->settings, error,
                         "SELECT nas, task, name, value FROM settings", ""))
    return NULL;
  return g_steal_pointer (&memory);
}

/*
 * bks_history_rows_read_runs:
 * @nas_id: (nullable): of this NAS alone
 * @task_id: (nullable): of this task alone
 * @since: of this moment or later, µs since the Unix epoch, UTC
 *
 * Returns: (transfer full) (element-type BksRun) (nullable): the runs, oldest first
 */
GPtrArray *
bks_history_rows_read_runs (sqlite3 *db,
                            const char *nas_id,
                            const char *task_id,
                            gint64 since,
                            GError **error)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_run_free);
  gboolean is_done;

  /* Each as the index has it. */
  if (nas_id != NULL && task_id != NULL)
    is_done = bks_sql_query (db, read_run, runs, error,
                             "SELECT " RUN_COLUMNS " FROM runs WHERE nas = ?1 AND task = ?2 "
                             "AND at >= ?3 ORDER BY at",
                             "ssi", nas_id, task_id, since);
  else
    is_done = bks_sql_query (db, read_run, runs, error,
                             "SELECT " RUN_COLUMNS " FROM runs WHERE at >= ?1 "
                             "AND nas = ifnull(?2, nas) AND task = ifnull(?3, task) ORDER BY at",
                             "iss", since, nas_id, task_id);
  return is_done ? g_steal_pointer (&runs) : NULL;
}

static gboolean
remove_nas (sqlite3 *db, const char *nas_id, GError **error)
{
  return bks_sql_run (db, error, "DELETE FROM states WHERE nas = ?1", "s", nas_id)
         && bks_sql_run (db, error, "DELETE FROM runs WHERE nas = ?1", "s", nas_id)
         && bks_sql_run (db, error, "DELETE FROM events WHERE nas = ?1", "s", nas_id)
         && bks_sql_run (db, error, "DELETE FROM mutes WHERE nas = ?1", "s", nas_id)
         && bks_sql_run (db, error, "DELETE FROM settings WHERE nas = ?1", "s", nas_id);
}

static void
read_name (sqlite3_stmt *row, gpointer user_data)
{
  g_ptr_array_add (user_data, need_text (row, 0));
}

static gboolean
keep_nas (sqlite3 *db, const char *const *kept, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);

  if (!bks_sql_query (db, read_name, all, error,
                      "SELECT nas FROM states UNION SELECT nas FROM runs UNION SELECT nas FROM "
                      "events UNION SELECT nas FROM mutes UNION SELECT nas FROM settings",
                      ""))
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      const char *nas_id = all->pdata[i];

      if (*nas_id != '\0' && !g_strv_contains (kept, nas_id) && !remove_nas (db, nas_id, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
remove_task (sqlite3 *db, const char *nas_id, const char *task_id, GError **error)
{
  return bks_sql_run (db, error, "DELETE FROM runs WHERE nas = ?1 AND task = ?2", "ss", nas_id,
                      task_id)
         && bks_sql_run (db, error, "DELETE FROM events WHERE nas = ?1 AND task = ?2", "ss", nas_id,
                         task_id)
         && bks_sql_run (db, error, "DELETE FROM mutes WHERE nas = ?1 AND task = ?2", "ss", nas_id,
                         task_id)
         && bks_sql_run (db, error, "DELETE FROM settings WHERE nas = ?1 AND task = ?2", "ss",
                         nas_id, task_id);
}

static gboolean
write_state (sqlite3 *db, const BksHistoryState *state, GError **error)
{
  g_autoptr (GBytes) bytes = to_bytes (state->state);

  if (bytes == NULL)
    return bks_sql_run (db, error, "DELETE FROM states WHERE nas = ?1", "s", state->nas_id);
  return bks_sql_run (db, error, "INSERT OR REPLACE INTO states (nas, at, state) VALUES (?, ?, ?)",
                      "sib", state->nas_id, state->at, bytes);
}

/* Rows of one run, and their numbers. */
typedef struct
{
  const BksRun *wanted;
  BksRun *found; /* (nullable) (owned): all that is known of it */
  GArray *ids;   /* (element-type gint64) (owned) */
} Search;

static void
compare_row (sqlite3_stmt *row, gpointer user_data)
{
  Search *search = user_data;
  g_autoptr (BksRun) run = make_run (row);
  gint64 id = sqlite3_column_int64 (row, RUN_ID);

  for (guint i = 0; i < search->ids->len; i++)
    if (g_array_index (search->ids, gint64, i) == id)
      return;
  if (!bks_run_is_same (run, search->wanted))
    return;
  g_array_append_val (search->ids, id);
  if (search->found == NULL)
    search->found = g_steal_pointer (&run);
  else
    bks_run_merge (search->found, run);
}

static gboolean
find_run (sqlite3 *db, Search *search, GError **error)
{
  const BksRun *run = search->wanted;

  if (!bks_sql_query (db, compare_row, search, error,
                      "SELECT " RUN_COLUMNS " FROM runs WHERE nas = ? AND task = ? "
                      "AND at BETWEEN ? AND ? ORDER BY id",
                      "ssii", run->nas_id, run->task_id, bks_run_get_at (run) - BKS_RUN_SAME_WITHIN,
                      bks_run_get_at (run) + BKS_RUN_SAME_WITHIN))
    return FALSE;
  return run->ended == 0
         || bks_sql_query (db, compare_row, search, error,
                           "SELECT " RUN_COLUMNS " FROM runs WHERE nas = ? AND task = ? "
                           "AND ended BETWEEN ? AND ? ORDER BY id",
                           "ssii", run->nas_id, run->task_id, run->ended - BKS_RUN_SAME_WITHIN,
                           run->ended + BKS_RUN_SAME_WITHIN);
}

static gboolean
insert_run (sqlite3 *db, const BksRun *run, GError **error)
{
  return bks_sql_run (db, error,
                      "INSERT INTO runs (nas, task, at, started, ended, result, raw_result, "
                      "raw_error, moved_bytes, source_bytes, destination_bytes, n_new, n_modified, "
                      "n_deleted, sources) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      "ssiiisssiiiiiii", run->nas_id, run->task_id, bks_run_get_at (run),
                      run->started, run->ended, bks_run_result_get_nick (run->result),
                      run->raw_result, run->raw_error, run->moved_bytes, run->source_bytes,
                      run->destination_bytes, run->n_new, run->n_modified, run->n_deleted,
                      (gint64) run->sources);
}

static gboolean
delete_run (sqlite3 *db, gint64 id, GError **error)
{
  return bks_sql_run (db, error, "DELETE FROM runs WHERE id = ?", "i", id);
}

/* Whatever was known of the run becomes one row with what is known now. */
static gboolean
write_run (sqlite3 *db, const BksRun *run, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  Search search = { .wanted = run, .ids = ids };
  g_autoptr (BksRun) whole = NULL;

  if (!find_run (db, &search, error))
    {
      bks_run_free (search.found);
      return FALSE;
    }
  whole = search.found != NULL ? search.found : bks_run_copy (run);
  if (search.found != NULL)
    bks_run_merge (whole, run);
  for (guint i = 0; i < ids->len; i++)
    if (!delete_run (db, g_array_index (ids, gint64, i), error))
      return FALSE;
  return insert_run (db, whole, error);
}

static gboolean
write_event (sqlite3 *db, const BksHistoryEvent *event, GError **error)
{
  g_autoptr (GBytes) details = to_bytes (event->details);

  return bks_sql_run (db, error,
                      "INSERT OR REPLACE INTO events (id, nas, task, kind, since, state, shown_at, "
                      "handle, muted_until, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      "ssssisisib", event->id, event->nas_id, owner (event->task_id), event->kind,
                      event->since, event_states[event->state], event->shown_at, event->handle,
                      event->muted_until, details);
}

static gboolean
write_mute (sqlite3 *db, const BksHistoryMute *mute, GError **error)
{
  if (mute->until == 0)
    return bks_sql_run (db, error, "DELETE FROM mutes WHERE nas = ? AND task = ?", "ss",
                        mute->nas_id, owner (mute->task_id));
  return bks_sql_run (db, error,
                      "INSERT OR REPLACE INTO mutes (nas, task, until, until_success) "
                      "VALUES (?, ?, ?, ?)",
                      "ssii", mute->nas_id, owner (mute->task_id), mute->until,
                      (gint64) (mute->until_success != FALSE));
}

static gboolean
write_setting (sqlite3 *db, const BksHistorySetting *setting, GError **error)
{
  g_autoptr (GVariant) box = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (setting->value == NULL)
    return bks_sql_run (db, error, "DELETE FROM settings WHERE nas = ? AND task = ? AND name = ?",
                        "sss", owner (setting->nas_id), owner (setting->task_id), setting->name);
  box = g_variant_ref_sink (g_variant_new_variant (setting->value));
  bytes = to_bytes (box);
  return bks_sql_run (db, error,
                      "INSERT OR REPLACE INTO settings (nas, task, name, value) "
                      "VALUES (?, ?, ?, ?)",
                      "sssb", owner (setting->nas_id), owner (setting->task_id), setting->name,
                      bytes);
}

static gboolean
write_removals (sqlite3 *db, const BksHistoryChange *change, GError **error)
{
  for (guint i = 0; i < change->removed_nas->len; i++)
    if (!remove_nas (db, change->removed_nas->pdata[i], error))
      return FALSE;
  if (change->kept_nas != NULL && !keep_nas (db, (const char *const *) change->kept_nas, error))
    return FALSE;
  for (guint i = 0; i < change->removed_tasks->len; i++)
    {
      const BksHistorySetting *task = change->removed_tasks->pdata[i];

      if (!remove_task (db, task->nas_id, task->task_id, error))
        return FALSE;
    }
  for (guint i = 0; i < change->removed_events->len; i++)
    if (!bks_sql_run (db, error, "DELETE FROM events WHERE id = ?", "s",
                      change->removed_events->pdata[i]))
      return FALSE;
  return TRUE;
}

/*
 * bks_history_rows_write:
 * @change: what to write
 *
 * Returns: whether all of it was written; if not, the transaction has to be rolled back
 */
gboolean
bks_history_rows_write (sqlite3 *db, const BksHistoryChange *change, GError **error)
{
  if (!write_removals (db, change, error))
    return FALSE;
  for (guint i = 0; i < change->states->len; i++)
    if (!write_state (db, change->states->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < change->runs->len; i++)
    if (!write_run (db, change->runs->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < change->events->len; i++)
    if (!write_event (db, change->events->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < change->mutes->len; i++)
    if (!write_mute (db, change->mutes->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < change->settings->len; i++)
    if (!write_setting (db, change->settings->pdata[i], error))
      return FALSE;
  return TRUE;
}

typedef struct
{
  GPtrArray *runs; /* (element-type BksRun) (owned) */
  GHashTable *ids; /* (owned): BksRun (unowned) → gint64 (owned) */
} OldRuns;

static void
read_old_run (sqlite3_stmt *row, gpointer user_data)
{
  OldRuns *old = user_data;
  BksRun *run = make_run (row);
  gint64 id = sqlite3_column_int64 (row, RUN_ID);

  g_ptr_array_add (old->runs, run);
  g_hash_table_insert (old->ids, run, g_memdup2 (&id, sizeof id));
}

/*
 * bks_history_rows_thin:
 * @before: what is older than this is thinned, µs since the Unix epoch, UTC
 *
 * Returns: whether old runs are one in a week now
 */
gboolean
bks_history_rows_thin (sqlite3 *db, gint64 before, GError **error)
{
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_run_free);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr (GPtrArray) gone = NULL;
  OldRuns old = { runs, ids };

  if (!bks_sql_query (db, read_old_run, &old, error,
                      "SELECT " RUN_COLUMNS " FROM runs WHERE at < ?", "i", before))
    return FALSE;
  gone = bks_run_thin (runs, before);
  for (guint i = 0; i < gone->len; i++)
    {
      const gint64 *id = g_hash_table_lookup (ids, gone->pdata[i]);

      if (!delete_run (db, *id, error))
        return FALSE;
    }
  return TRUE;
}
