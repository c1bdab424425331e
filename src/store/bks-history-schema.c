/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-store"

#include "bks-history-schema.h"

/* From each version to the next. A step that was once released is never changed: there are files that
 * have taken it. Times are µs since the Unix epoch, UTC; 0 = none. A task of "" is the whole NAS, a NAS
 * of "" all of them. */
static const char *const steps[] = {
  /* 1: states, runs, events, mutes */
  "CREATE TABLE states ("
  "  nas TEXT NOT NULL PRIMARY KEY,"
  "  at INTEGER NOT NULL,"
  "  state BLOB NOT NULL"
  ") STRICT;"
  "CREATE TABLE runs ("
  "  id INTEGER NOT NULL PRIMARY KEY,"
  "  nas TEXT NOT NULL,"
  "  task TEXT NOT NULL,"
  "  at INTEGER NOT NULL," /* its begin, or else its end */
  "  started INTEGER NOT NULL,"
  "  ended INTEGER NOT NULL,"
  "  result TEXT NOT NULL,"
  "  raw_result TEXT,"
  "  raw_error TEXT,"
  "  moved_bytes INTEGER NOT NULL," /* so all six: -1 = not known */
  "  source_bytes INTEGER NOT NULL,"
  "  destination_bytes INTEGER NOT NULL,"
  "  n_new INTEGER NOT NULL,"
  "  n_modified INTEGER NOT NULL,"
  "  n_deleted INTEGER NOT NULL,"
  "  sources INTEGER NOT NULL" /* BksRunSources */
  ") STRICT;"
  "CREATE INDEX runs_by_task ON runs (nas, task, at);"
  "CREATE INDEX runs_by_end ON runs (nas, task, ended);"
  "CREATE INDEX runs_by_time ON runs (at);"
  "CREATE TABLE events ("
  "  id TEXT NOT NULL PRIMARY KEY,"
  "  nas TEXT NOT NULL,"
  "  task TEXT NOT NULL,"
  "  kind TEXT NOT NULL,"
  "  since INTEGER NOT NULL,"
  "  state TEXT NOT NULL,"
  "  shown_at INTEGER NOT NULL,"
  "  handle TEXT,"
  "  muted_until INTEGER NOT NULL"
  ") STRICT;"
  "CREATE TABLE mutes ("
  "  nas TEXT NOT NULL,"
  "  task TEXT NOT NULL,"
  "  until INTEGER NOT NULL,"
  "  until_success INTEGER NOT NULL,"
  "  PRIMARY KEY (nas, task)"
  ") STRICT, WITHOUT ROWID;",

  /* 2: what the detector has to know of an event, and what is set for a task */
  "ALTER TABLE events ADD COLUMN details BLOB;" /* a serialized GVariant, a{sv} */
  "CREATE TABLE settings ("
  "  nas TEXT NOT NULL,"
  "  task TEXT NOT NULL,"
  "  name TEXT NOT NULL,"
  "  value BLOB NOT NULL," /* a serialized GVariant, v */
  "  PRIMARY KEY (nas, task, name)"
  ") STRICT, WITHOUT ROWID;",
};

/*
 * bks_history_schema_get_version:
 *
 * Returns: the version that this Backstay writes
 */
guint
bks_history_schema_get_version (void)
{
  return G_N_ELEMENTS (steps);
}

/*
 * bks_history_schema_look:
 * @state_out: (out): what the file is
 *
 * Changes nothing.
 *
 * Returns: whether it could be read; @error is a #BKS_SQL_ERROR
 */
gboolean
bks_history_schema_look (sqlite3 *db, BksHistorySchemaState *state_out, GError **error)
{
  gint64 id;
  gint64 version;
  gint64 n_tables;

  if (!bks_sql_get_number (db, "PRAGMA application_id", &id, error)
      || !bks_sql_get_number (db, "PRAGMA user_version", &version, error)
      || !bks_sql_get_number (db, "SELECT count(*) FROM sqlite_schema", &n_tables, error))
    return FALSE;

  if (id == 0 && version == 0 && n_tables == 0)
    *state_out = BKS_HISTORY_SCHEMA_OLD;
  else if (id != BKS_HISTORY_SCHEMA_ID || version < 1)
    *state_out = BKS_HISTORY_SCHEMA_FOREIGN;
  else if (version > (gint64) G_N_ELEMENTS (steps))
    *state_out = BKS_HISTORY_SCHEMA_NEWER;
  else if (version < (gint64) G_N_ELEMENTS (steps))
    *state_out = BKS_HISTORY_SCHEMA_OLD;
  else
    *state_out = BKS_HISTORY_SCHEMA_READY;
  return TRUE;
}

static gboolean
run_script (sqlite3 *db, const char *script, GError **error)
{
  if (sqlite3_exec (db, script, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  bks_sql_set_error (db, error);
  return FALSE;
}

static gboolean
take_steps (sqlite3 *db, GError **error)
{
  g_autofree char *head = NULL;
  gint64 version;

  /* Another process may have taken them while this one waited for its turn. */
  if (!bks_sql_get_number (db, "PRAGMA user_version", &version, error))
    return FALSE;
  for (; version < (gint64) G_N_ELEMENTS (steps); version++)
    if (!run_script (db, steps[version], error))
      return FALSE;
  head = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %" G_GINT64_FORMAT,
                          BKS_HISTORY_SCHEMA_ID, version);
  return run_script (db, head, error);
}

/*
 * bks_history_schema_bring_up:
 * @db: a database that is old
 *
 * Makes it what this Backstay writes, in one transaction.
 *
 * Returns: whether it is; @error is a #BKS_SQL_ERROR, and then nothing has changed
 */
gboolean
bks_history_schema_bring_up (sqlite3 *db, GError **error)
{
  if (!run_script (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (take_steps (db, error) && run_script (db, "COMMIT", error))
    return TRUE;
  run_script (db, "ROLLBACK", NULL);
  return FALSE;
}
