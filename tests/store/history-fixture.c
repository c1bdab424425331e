/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "history-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "bks-memory-history.h"
#include "test-wait.h"

void
history_fixture_set_up (HistoryFixture *fixture, gconstpointer data)
{
  fixture->root = g_dir_make_tmp ("bks-history-XXXXXX", NULL);
  g_assert_nonnull (fixture->root);
  fixture->folder = g_build_filename (fixture->root, "backstay", NULL);
  fixture->path = g_build_filename (fixture->folder, "history.db", NULL);
  if (g_strcmp0 (data, HISTORY_IN_MEMORY) == 0)
    fixture->history = BKS_HISTORY (bks_memory_history_new ());
  else
    fixture->history = BKS_HISTORY (bks_history_db_new (fixture->path));
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
history_close (BksHistory *history)
{
  history_flush (history);
  g_object_add_weak_pointer (G_OBJECT (history), (gpointer *) &history);
  g_object_unref (history);
  /* The worker gives its reference back through the main context. */
  while (history != NULL)
    g_main_context_iteration (NULL, TRUE);
}

void
history_fixture_tear_down (HistoryFixture *fixture, gconstpointer data)
{
  history_close (fixture->history);
  remove_tree (fixture->root);
  g_free (fixture->root);
  g_free (fixture->folder);
  g_free (fixture->path);
}

/* The next start. */
void
history_reopen (HistoryFixture *fixture)
{
  history_close (fixture->history);
  fixture->history = BKS_HISTORY (bks_history_db_new (fixture->path));
}

BksHistoryMemory *
history_load (BksHistory *history)
{
  g_auto (TestAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  BksHistoryMemory *memory;

  bks_history_load_async (history, NULL, test_answer_cb, &answer);
  memory = bks_history_load_finish (history, test_answer_wait (&answer), &error);
  g_assert_no_error (error);
  return memory;
}

gboolean
history_try_commit (BksHistory *history, BksHistoryChange *change, GError **error)
{
  g_auto (TestAnswer) answer = { NULL };

  bks_history_commit_async (history, change, NULL, test_answer_cb, &answer);
  return bks_history_commit_finish (history, test_answer_wait (&answer), error);
}

void
history_commit (BksHistory *history, BksHistoryChange *change)
{
  g_autoptr (GError) error = NULL;

  history_try_commit (history, change, &error);
  g_assert_no_error (error);
}

GPtrArray *
history_runs (BksHistory *history, const char *nas_id, const char *task_id, gint64 since)
{
  g_auto (TestAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *runs;

  bks_history_load_runs_async (history, nas_id, task_id, since, NULL, test_answer_cb, &answer);
  runs = bks_history_load_runs_finish (history, test_answer_wait (&answer), &error);
  g_assert_no_error (error);
  return runs;
}

void
history_flush (BksHistory *history)
{
  g_auto (TestAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  bks_history_flush_async (history, NULL, test_answer_cb, &answer);
  bks_history_flush_finish (history, test_answer_wait (&answer), &error);
  g_assert_no_error (error);
}

BksHistoryChange *
history_make_change (const char *id)
{
  BksHistoryChange *change = bks_history_change_new ();
  g_autoptr (BksHistoryEvent) event = bks_history_event_new (id, "nas", "1", "failed", 1);

  bks_history_change_put_event (change, event);
  return change;
}

gboolean
history_has (BksHistory *history, const char *id)
{
  g_autoptr (BksHistoryMemory) memory = history_load (history);

  return bks_history_memory_find_event (memory, id) != NULL;
}

sqlite3 *
history_open_raw (const char *path)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL),
                   ==, SQLITE_OK);
  sqlite3_busy_timeout (db, TEST_WAIT_LIMIT_MS);
  return db;
}

void
history_run_raw (const char *path, const char *sql)
{
  g_autofree char *folder = g_path_get_dirname (path);
  sqlite3 *db;
  char *message = NULL;

  g_mkdir_with_parents (folder, 0700);
  db = history_open_raw (path);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

gint64
history_ask_raw (const char *path, const char *sql)
{
  sqlite3 *db = history_open_raw (path);
  sqlite3_stmt *statement;
  gint64 number;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return number;
}

char *
history_find_aside (HistoryFixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "history.db.damaged-") && !g_str_has_suffix (name, "-wal")
        && !g_str_has_suffix (name, "-shm"))
      return g_build_filename (fixture->folder, name, NULL);
  return NULL;
}

guint
history_mode_of (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_mode & 0777;
}
