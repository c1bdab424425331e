/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <glib/gstdio.h>
#include <string.h>

#include "history-fixture.h"

#define DAY  G_TIME_SPAN_DAY
#define THEN (G_GINT64_CONSTANT (1778580000) * G_USEC_PER_SEC)

static void
assert_variant (GVariant *value, const char *text)
{
  g_autoptr (GVariant) wanted = g_variant_parse (NULL, text, NULL, NULL, NULL);

  g_assert_nonnull (value);
  g_assert_nonnull (wanted);
  g_assert_true (g_variant_equal (value, wanted));
}

static GVariant *
parse (const char *text)
{
  GVariant *value = g_variant_parse (NULL, text, NULL, NULL, NULL);

  g_assert_nonnull (value);
  return value;
}

static const char state_text[] = "{'version': <uint32 1>, 'tasks': <[{'name': <'Büro'>}]>}";

static void
test_states (HistoryFixture *fixture, gconstpointer data)
{
  g_autoptr (BksHistoryChange) first = bks_history_change_new ();
  g_autoptr (BksHistoryChange) second = bks_history_change_new ();
  g_autoptr (BksHistoryMemory) memory = history_load (fixture->history);
  g_autoptr (GVariant) state = parse (state_text);
  g_autoptr (GVariant) newer = parse ("{'version': <uint32 2>}");

  g_assert_cmpuint (memory->states->len, ==, 0);
  bks_history_change_put_state (first, "a", newer, THEN - 1);
  bks_history_change_put_state (first, "a", state, THEN);
  bks_history_change_put_state (first, "b", newer, THEN + 1);
  history_commit (fixture->history, first);
  bks_history_change_put_state (second, "b", NULL, 0);
  bks_history_change_put_state (second, "c", newer, THEN + 2);
  history_commit (fixture->history, second);
  if (data == NULL)
    history_reopen (fixture);

  g_clear_pointer (&memory, bks_history_memory_free);
  memory = history_load (fixture->history);
  g_assert_cmpuint (memory->states->len, ==, 2);
  g_assert_null (bks_history_memory_find_state (memory, "b"));
  g_assert_cmpint (bks_history_memory_find_state (memory, "a")->at, ==, THEN);
  assert_variant (bks_history_memory_find_state (memory, "a")->state, state_text);
  g_assert_cmpint (bks_history_memory_find_state (memory, "c")->at, ==, THEN + 2);
}

static void
test_events (HistoryFixture *fixture, gconstpointer data)
{
  g_autoptr (BksHistoryChange) change = bks_history_change_new ();
  g_autoptr (BksHistoryChange) later = bks_history_change_new ();
  g_autoptr (BksHistoryEvent) event = bks_history_event_new ("a/1/failed", "a", "1", "failed",
                                                             THEN);
  g_autoptr (BksHistoryEvent) of_nas = bks_history_event_new ("a//unreachable", "a", NULL,
                                                              "unreachable", THEN - 1);
  g_autoptr (BksHistoryEvent) gone = bks_history_event_new ("a/2/late", "a", "2", "late", 5);
  g_autoptr (BksHistoryMemory) memory = NULL;
  const BksHistoryEvent *found;

  g_assert_cmpint (event->state, ==, BKS_HISTORY_EVENT_TO_SHOW);
  event->handle = g_strdup (":1.5 7");
  event->details = parse ("{'bytes': <int64 123456789012>}");
  of_nas->state = BKS_HISTORY_EVENT_SILENT;
  bks_history_change_put_event (change, event);
  bks_history_change_put_event (change, of_nas);
  bks_history_change_put_event (change, gone);
  history_commit (fixture->history, change);

  event->state = BKS_HISTORY_EVENT_SHOWN;
  event->shown_at = THEN + 3;
  event->muted_until = BKS_HISTORY_ALWAYS;
  bks_history_change_put_event (later, event);
  bks_history_change_remove_event (later, "a/2/late");
  bks_history_change_remove_event (later, "there is none");
  /* The last word counts. */
  bks_history_change_remove_event (later, "a//unreachable");
  bks_history_change_put_event (later, of_nas);
  history_commit (fixture->history, later);
  if (data == NULL)
    history_reopen (fixture);

  memory = history_load (fixture->history);
  g_assert_cmpuint (memory->events->len, ==, 2);
  found = memory->events->pdata[0];
  g_assert_cmpstr (found->id, ==, "a//unreachable");
  g_assert_null (found->task_id);
  g_assert_cmpint (found->state, ==, BKS_HISTORY_EVENT_SILENT);
  g_assert_null (found->handle);
  g_assert_null (found->details);
  found = memory->events->pdata[1];
  g_assert_cmpstr (found->id, ==, "a/1/failed");
  g_assert_cmpstr (found->nas_id, ==, "a");
  g_assert_cmpstr (found->task_id, ==, "1");
  g_assert_cmpstr (found->kind, ==, "failed");
  g_assert_cmpint (found->since, ==, THEN);
  g_assert_cmpint (found->state, ==, BKS_HISTORY_EVENT_SHOWN);
  g_assert_cmpint (found->shown_at, ==, THEN + 3);
  g_assert_cmpstr (found->handle, ==, ":1.5 7");
  g_assert_cmpint (found->muted_until, ==, BKS_HISTORY_ALWAYS);
  assert_variant (found->details, "{'bytes': <int64 123456789012>}");
}

static void
test_mutes_and_settings (HistoryFixture *fixture, gconstpointer data)
{
  g_autoptr (BksHistoryChange) change = bks_history_change_new ();
  g_autoptr (BksHistoryChange) later = bks_history_change_new ();
  g_autoptr (BksHistoryMemory) memory = NULL;
  const BksHistoryMute *mute;

  bks_history_change_put_mute (change, "a", "1", THEN, FALSE);
  bks_history_change_put_mute (change, "a", NULL, BKS_HISTORY_ALWAYS, TRUE);
  bks_history_change_put_mute (change, "b", "1", THEN, FALSE);
  bks_history_change_put_setting (change, "a", "1", "resume-by-itself",
                                  g_variant_new_boolean (TRUE));
  bks_history_change_put_setting (change, "a", "1", "resume-count", g_variant_new_uint32 (1));
  bks_history_change_put_setting (change, NULL, NULL, "paused-until", g_variant_new_int64 (THEN));
  history_commit (fixture->history, change);
  bks_history_change_put_mute (later, "b", "1", 0, FALSE);
  bks_history_change_put_mute (later, "a", "1", THEN + 1, TRUE);
  bks_history_change_put_setting (later, "a", "1", "resume-by-itself", NULL);
  bks_history_change_put_setting (later, "a", "1", "resume-count", g_variant_new_uint32 (2));
  history_commit (fixture->history, later);
  if (data == NULL)
    history_reopen (fixture);

  memory = history_load (fixture->history);
  g_assert_cmpuint (memory->mutes->len, ==, 2);
  mute = bks_history_memory_find_mute (memory, "a", "1");
  g_assert_cmpint (mute->until, ==, THEN + 1);
  g_assert_true (mute->until_success);
  mute = bks_history_memory_find_mute (memory, "a", NULL);
  g_assert_cmpint (mute->until, ==, BKS_HISTORY_ALWAYS);
  g_assert_cmpuint (memory->settings->len, ==, 2);
  assert_variant (bks_history_memory_find_setting (memory, "a", "1", "resume-count"), "uint32 2");
  assert_variant (bks_history_memory_find_setting (memory, NULL, NULL, "paused-until"),
                  "int64 1778580000000000");
}

static void
put_run (HistoryFixture *fixture, const BksRun *run)
{
  g_autoptr (BksHistoryChange) change = bks_history_change_new ();

  bks_history_change_put_run (change, run);
  history_commit (fixture->history, change);
}

/* A run is seen while it runs, ended, and then counted by the NAS, which tells its end alone. */
static void
test_runs (HistoryFixture *fixture, gconstpointer data)
{
  g_autoptr (BksRun) run = bks_run_new ("a", "1", THEN);
  g_autoptr (BksRun) counted = bks_run_new ("a", "1", 0);
  g_autoptr (BksRun) next = bks_run_new ("a", "1", THEN + DAY);
  g_autoptr (BksRun) other = bks_run_new ("a", "2", THEN);
  g_autoptr (BksRun) elsewhere = bks_run_new ("b", "1", THEN);
  g_autoptr (GPtrArray) runs = NULL;
  const BksRun *found;

  run->result = BKS_RUN_RUNNING;
  run->sources = BKS_RUN_FROM_STATUS;
  put_run (fixture, run);
  run->started += 2 * G_USEC_PER_SEC;
  run->ended = THEN + G_TIME_SPAN_HOUR;
  run->result = BKS_RUN_WARNINGS;
  run->raw_result = g_strdup ("backup_with_warning");
  run->raw_error = g_strdup ("3 files");
  run->moved_bytes = G_GINT64_CONSTANT (5000000000);
  put_run (fixture, run);
  counted->ended = run->ended - G_USEC_PER_SEC;
  counted->n_new = 3;
  counted->n_modified = 4;
  counted->n_deleted = 0;
  counted->source_bytes = 77;
  counted->sources = BKS_RUN_FROM_STATISTICS;
  put_run (fixture, counted);
  /* An answer that was under way for long. */
  run->result = BKS_RUN_RUNNING;
  run->moved_bytes = -1;
  run->ended = 0;
  put_run (fixture, run);
  next->result = BKS_RUN_CANCELLED;
  put_run (fixture, next);
  put_run (fixture, other);
  put_run (fixture, elsewhere);
  if (data == NULL)
    history_reopen (fixture);

  runs = history_runs (fixture->history, "a", "1", 0);
  g_assert_cmpuint (runs->len, ==, 2);
  found = runs->pdata[0];
  g_assert_cmpint (found->started, ==, THEN + 2 * G_USEC_PER_SEC);
  g_assert_cmpint (found->ended, ==, THEN + G_TIME_SPAN_HOUR - G_USEC_PER_SEC);
  g_assert_cmpint (found->result, ==, BKS_RUN_WARNINGS);
  g_assert_cmpstr (found->raw_result, ==, "backup_with_warning");
  g_assert_cmpstr (found->raw_error, ==, "3 files");
  g_assert_cmpint (found->moved_bytes, ==, G_GINT64_CONSTANT (5000000000));
  g_assert_cmpint (found->source_bytes, ==, 77);
  g_assert_cmpint (found->destination_bytes, ==, -1);
  g_assert_cmpint (found->n_new, ==, 3);
  g_assert_cmpint (found->n_modified, ==, 4);
  g_assert_cmpint (found->n_deleted, ==, 0);
  g_assert_cmpint (found->sources, ==, BKS_RUN_FROM_STATUS | BKS_RUN_FROM_STATISTICS);
  found = runs->pdata[1];
  g_assert_cmpint (found->result, ==, BKS_RUN_CANCELLED);

  g_clear_pointer (&runs, g_ptr_array_unref);
  runs = history_runs (fixture->history, "a", "1", THEN + DAY);
  g_assert_cmpuint (runs->len, ==, 1);
  g_clear_pointer (&runs, g_ptr_array_unref);
  runs = history_runs (fixture->history, "a", NULL, 0);
  g_assert_cmpuint (runs->len, ==, 3);
  g_clear_pointer (&runs, g_ptr_array_unref);
  runs = history_runs (fixture->history, NULL, NULL, 0);
  g_assert_cmpuint (runs->len, ==, 4);
  for (guint i = 1; i < runs->len; i++)
    g_assert_cmpint (bks_run_get_at (runs->pdata[i - 1]), <=, bks_run_get_at (runs->pdata[i]));
}

/* Known by its begin, and apart from that by its end: who knows both makes one of them. */
static void
test_one_run_of_two (HistoryFixture *fixture, gconstpointer data)
{
  g_autoptr (BksRun) begun = bks_run_new ("a", "1", THEN);
  g_autoptr (BksRun) ended = bks_run_new ("a", "1", 0);
  g_autoptr (BksRun) both = bks_run_new ("a", "1", THEN);
  g_autoptr (GPtrArray) runs = NULL;
  const BksRun *found;

  begun->moved_bytes = 5;
  ended->ended = THEN + G_TIME_SPAN_HOUR;
  ended->n_new = 7;
  put_run (fixture, begun);
  put_run (fixture, ended);
  runs = history_runs (fixture->history, "a", "1", 0);
  g_assert_cmpuint (runs->len, ==, 2);
  g_clear_pointer (&runs, g_ptr_array_unref);

  both->ended = ended->ended;
  both->result = BKS_RUN_GOOD;
  put_run (fixture, both);
  runs = history_runs (fixture->history, "a", "1", 0);
  g_assert_cmpuint (runs->len, ==, 1);
  found = runs->pdata[0];
  g_assert_cmpint (found->moved_bytes, ==, 5);
  g_assert_cmpint (found->n_new, ==, 7);
  g_assert_cmpint (found->result, ==, BKS_RUN_GOOD);
}

static void
put_all_of (BksHistoryChange *change, const char *nas_id, const char *task_id)
{
  g_autofree char *id = g_strdup_printf ("%s/%s/failed", nas_id, task_id);
  g_autoptr (BksHistoryEvent) event = bks_history_event_new (id, nas_id, task_id, "failed", THEN);
  g_autoptr (BksRun) run = bks_run_new (nas_id, task_id, THEN);

  bks_history_change_put_state (change, nas_id, g_variant_new ("a{sv}", NULL), THEN);
  bks_history_change_put_run (change, run);
  bks_history_change_put_event (change, event);
  bks_history_change_put_mute (change, nas_id, task_id, THEN, FALSE);
  bks_history_change_put_setting (change, nas_id, task_id, "resume-count",
                                  g_variant_new_uint32 (1));
}

static void
assert_counts (HistoryFixture *fixture, const char *nas_id, const char *task_id, guint n)
{
  g_autoptr (BksHistoryMemory) memory = history_load (fixture->history);
  g_autoptr (GPtrArray) runs = history_runs (fixture->history, nas_id, task_id, 0);
  g_autofree char *id = g_strdup_printf ("%s/%s/failed", nas_id, task_id);

  g_assert_cmpuint (runs->len, ==, n);
  g_assert_cmpint (bks_history_memory_find_event (memory, id) != NULL, ==, n > 0);
  g_assert_cmpint (bks_history_memory_find_mute (memory, nas_id, task_id) != NULL, ==, n > 0);
  g_assert_cmpint (
      bks_history_memory_find_setting (memory, nas_id, task_id, "resume-count") != NULL, ==, n > 0);
}

static void
test_removal (HistoryFixture *fixture, gconstpointer data)
{
  static const char *const kept[] = { "c", "e", NULL };
  g_autoptr (BksHistoryChange) change = bks_history_change_new ();
  g_autoptr (BksHistoryChange) removal = bks_history_change_new ();
  g_autoptr (BksHistoryChange) rest = bks_history_change_new ();
  g_autoptr (BksHistoryMemory) memory = NULL;

  for (const char *nas = "abcd"; *nas != '\0'; nas++)
    {
      const char id[] = { *nas, '\0' };

      put_all_of (change, id, "1");
      put_all_of (change, id, "2");
    }
  bks_history_change_put_setting (change, NULL, NULL, "resume-count", g_variant_new_uint32 (9));
  history_commit (fixture->history, change);

  /* What a change removes goes before what it puts. */
  bks_history_change_remove_nas (removal, "a");
  put_all_of (removal, "a", "2");
  bks_history_change_remove_task (removal, "b", "1");
  history_commit (fixture->history, removal);
  assert_counts (fixture, "a", "1", 0);
  assert_counts (fixture, "a", "2", 1);
  assert_counts (fixture, "b", "1", 0);
  assert_counts (fixture, "b", "2", 1);
  assert_counts (fixture, "c", "1", 1);

  bks_history_change_keep_nas (rest, kept);
  history_commit (fixture->history, rest);
  assert_counts (fixture, "a", "2", 0);
  assert_counts (fixture, "b", "2", 0);
  assert_counts (fixture, "c", "1", 1);
  assert_counts (fixture, "c", "2", 1);
  assert_counts (fixture, "d", "1", 0);
  memory = history_load (fixture->history);
  g_assert_cmpuint (memory->states->len, ==, 1);
  assert_variant (bks_history_memory_find_setting (memory, NULL, NULL, "resume-count"), "uint32 9");
}

static void
committed_cb (BksHistory *history, BksHistoryChange *change, GPtrArray *seen)
{
  g_ptr_array_add (seen, change);
}

static void
test_committed (HistoryFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();
  g_autoptr (BksHistoryChange) change = bks_history_change_new ();
  g_autoptr (BksRun) run = bks_run_new ("a", "1", THEN);

  g_assert_true (bks_history_change_is_empty (change));
  bks_history_change_put_run (change, run);
  g_assert_false (bks_history_change_is_empty (change));
  g_signal_connect (fixture->history, "committed", G_CALLBACK (committed_cb), seen);
  history_commit (fixture->history, change);
  g_assert_cmpuint (seen->len, ==, 1);
  g_assert_true (seen->pdata[0] == change);
  g_assert_true (bks_history_change_has_runs_of (change, "a", "1"));
  g_assert_false (bks_history_change_has_runs_of (change, "a", "2"));
  g_assert_null (bks_history_get_damage (fixture->history));
  g_signal_handlers_disconnect_by_func (fixture->history, committed_cb, seen);
}

/* Nothing is made before there is something to keep; then its user alone may read it. */
static void
test_files (HistoryFixture *fixture, gconstpointer data)
{
  g_autoptr (BksHistoryChange) change = history_make_change ("1");
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *shared = g_strconcat (fixture->path, "-shm", NULL);
  g_autoptr (GPtrArray) runs = NULL;

  g_assert_false (history_has (fixture->history, "1"));
  runs = history_runs (fixture->history, NULL, NULL, 0);
  g_assert_cmpuint (runs->len, ==, 0);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));

  history_commit (fixture->history, change);
  g_assert_cmpuint (history_mode_of (fixture->folder), ==, 0700);
  g_assert_cmpuint (history_mode_of (fixture->path), ==, 0600);
  g_assert_cmpuint (history_mode_of (log), ==, 0600);
  g_assert_cmpuint (history_mode_of (shared), ==, 0600);

  /* What others could read is closed to them. */
  history_flush (fixture->history);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_chmod (fixture->path, 0644), ==, 0);
  g_assert_true (history_has (fixture->history, "1"));
  g_assert_cmpuint (history_mode_of (fixture->path), ==, 0600);
  g_assert_cmpstr (bks_history_db_get_path (BKS_HISTORY_DB (fixture->history)), ==, fixture->path);
}

/* As the first version had it: what is in it is there after the next start. */
static const char version_1[] =
    "CREATE TABLE states (nas TEXT NOT NULL PRIMARY KEY, at INTEGER NOT NULL, state BLOB NOT NULL) "
    "STRICT;"
    "CREATE TABLE runs (id INTEGER NOT NULL PRIMARY KEY, nas TEXT NOT NULL, task TEXT NOT NULL, at "
    "INTEGER NOT NULL, started INTEGER NOT NULL, ended INTEGER NOT NULL, result TEXT NOT NULL, "
    "raw_result TEXT, raw_error TEXT, moved_bytes INTEGER NOT NULL, source_bytes INTEGER NOT NULL, "
    "destination_bytes INTEGER NOT NULL, n_new INTEGER NOT NULL, n_modified INTEGER NOT NULL, "
    "n_deleted INTEGER NOT NULL, sources INTEGER NOT NULL) STRICT;"
    "CREATE INDEX runs_by_task ON runs (nas, task, at);"
    "CREATE INDEX runs_by_end ON runs (nas, task, ended);"
    "CREATE INDEX runs_by_time ON runs (at);"
    "CREATE TABLE events (id TEXT NOT NULL PRIMARY KEY, nas TEXT NOT NULL, task TEXT NOT NULL, kind "
    "TEXT NOT NULL, since INTEGER NOT NULL, state TEXT NOT NULL, shown_at INTEGER NOT NULL, handle "
    "TEXT, muted_until INTEGER NOT NULL) STRICT;"
    "CREATE TABLE mutes (nas TEXT NOT NULL, task TEXT NOT NULL, until INTEGER NOT NULL, "
    "until_success INTEGER NOT NULL, PRIMARY KEY (nas, task)) STRICT, WITHOUT ROWID;"
    "INSERT INTO runs VALUES (1, 'a', '1', 100, 100, 200, 'failed', 'none', NULL, 1, 2, 3, 4, 5, 6, "
    "1);"
    "INSERT INTO events VALUES ('a/1/failed', 'a', '1', 'failed', 100, 'shown', 201, ':1.1 2', 0);"
    "INSERT INTO mutes VALUES ('a', '1', 9223372036854775807, 0);"
    "PRAGMA application_id = 1112232776;"
    "PRAGMA user_version = 1;";

static void
test_migration (HistoryFixture *fixture, gconstpointer data)
{
  g_autoptr (BksHistoryMemory) memory = NULL;
  g_autoptr (BksHistoryChange) change = bks_history_change_new ();
  g_autoptr (GPtrArray) runs = NULL;
  g_autofree char *aside = NULL;
  const BksHistoryEvent *event;

  history_run_raw (fixture->path, version_1);
  memory = history_load (fixture->history);
  g_assert_null (bks_history_get_damage (fixture->history));
  event = bks_history_memory_find_event (memory, "a/1/failed");
  g_assert_nonnull (event);
  g_assert_cmpint (event->state, ==, BKS_HISTORY_EVENT_SHOWN);
  g_assert_cmpstr (event->handle, ==, ":1.1 2");
  g_assert_null (event->details);
  g_assert_cmpint (bks_history_memory_find_mute (memory, "a", "1")->until, ==, BKS_HISTORY_ALWAYS);
  runs = history_runs (fixture->history, "a", "1", 0);
  g_assert_cmpuint (runs->len, ==, 1);
  g_assert_cmpint (((BksRun *) runs->pdata[0])->result, ==, BKS_RUN_FAILED);

  /* What the new version alone has. */
  bks_history_change_put_setting (change, "a", "1", "resume-count", g_variant_new_uint32 (1));
  history_commit (fixture->history, change);
  g_assert_cmpint (history_ask_raw (fixture->path, "PRAGMA user_version"), ==, 2);
  aside = history_find_aside (fixture);
  g_assert_null (aside);
}

/* As if it had always been so: the steps lead to the same tables as a file that begins today has. */
static void
test_migration_is_whole (HistoryFixture *fixture, gconstpointer data)
{
  static const char tables[] = "SELECT count(*) FROM sqlite_schema";
  static const char columns[] =
      "SELECT count(*) FROM sqlite_schema AS s, pragma_table_info(s.name)";
  g_autofree char *other = g_build_filename (fixture->folder, "fresh", "history.db", NULL);
  g_autoptr (BksHistoryChange) change = history_make_change ("1");
  BksHistory *fresh = BKS_HISTORY (bks_history_db_new (other));

  history_run_raw (fixture->path, version_1);
  history_commit (fixture->history, change);
  history_commit (fresh, change);
  g_assert_cmpint (history_ask_raw (fixture->path, tables), ==, history_ask_raw (other, tables));
  g_assert_cmpint (history_ask_raw (fixture->path, columns), ==, history_ask_raw (other, columns));
  history_close (fresh);
}

/* Left alone to the byte, told once, and nothing is said to be written. */
static void
test_newer (HistoryFixture *fixture, gconstpointer data)
{
  g_autoptr (BksHistoryChange) change = history_make_change ("1");
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *aside = NULL;
  gsize size, new_size;

  history_run_raw (fixture->path, "CREATE TABLE anything (there_is); PRAGMA application_id = "
                                  "1112232776; PRAGMA user_version = 3;");
  g_assert_true (g_file_get_contents (fixture->path, &before, &size, NULL));
  g_assert_false (history_has (fixture->history, "1"));
  g_assert_nonnull (bks_history_get_damage (fixture->history));
  g_assert_nonnull (strstr (bks_problem_get_message (bks_history_get_damage (fixture->history)),
                            "newer version"));
  g_assert_false (history_try_commit (fixture->history, change, &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
  g_assert_nonnull (strstr (error->message, "newer version"));
  g_assert_true (g_file_get_contents (fixture->path, &after, &new_size, NULL));
  g_assert_cmpmem (before, size, after, new_size);
  aside = history_find_aside (fixture);
  g_assert_null (aside);

  /* The newer one is removed, or brings it back to what this one knows: no new start is needed. */
  g_assert_cmpint (g_remove (fixture->path), ==, 0);
  history_commit (fixture->history, change);
  g_assert_true (history_has (fixture->history, "1"));
}

/* Runs of every day for five years: two years of them stay, and one of each week before. */
static void
test_thinning (HistoryFixture *fixture, gconstpointer data)
{
  gint64 now = g_get_real_time ();
  gint64 limit = now - 2 * 365 * DAY;
  g_autoptr (BksHistoryChange) change = bks_history_change_new ();
  g_autoptr (BksHistoryChange) other = history_make_change ("1");
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (GHashTable) weeks = g_hash_table_new (NULL, NULL);
  guint n_young = 0;

  for (guint i = 0; i < 5 * 365; i++)
    {
      g_autoptr (BksRun) run = bks_run_new ("a", "1", now - i * DAY - G_TIME_SPAN_HOUR);

      /* One failure in each week, on any day of it. */
      run->result = BKS_RUN_GOOD;
      if (run->started / (7 * DAY) % 7 == run->started / DAY % 7)
        run->result = BKS_RUN_FAILED;
      n_young += run->started >= limit;
      bks_history_change_put_run (change, run);
    }
  history_commit (fixture->history, change);
  /* Once a day, and at the first commit after the start. */
  history_reopen (fixture);
  history_commit (fixture->history, other);

  runs = history_runs (fixture->history, "a", "1", 0);
  g_assert_cmpuint (runs->len, <=, n_young + 3 * 365 / 7 + 2);
  g_assert_cmpuint (runs->len, >=, n_young + 3 * 365 / 7 - 1);
  for (guint i = 0; i < runs->len; i++)
    {
      const BksRun *run = runs->pdata[i];

      if (run->started >= limit)
        n_young--;
      else
        {
          g_assert_true (g_hash_table_add (weeks, GINT_TO_POINTER (run->started / (7 * DAY))));
          /* The first and the last week are not whole. */
          if (i > 0 && run->started < limit - 7 * DAY)
            g_assert_cmpint (run->result, ==, BKS_RUN_FAILED);
        }
    }
  g_assert_cmpuint (n_young, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, func)                                                                      \
  g_test_add ("/store/history/" path, HistoryFixture, data, history_fixture_set_up, func,          \
              history_fixture_tear_down)
#define ADD_BOTH(path, func)                                                                       \
  ADD ("db/" path, NULL, func);                                                                    \
  ADD ("memory/" path, HISTORY_IN_MEMORY, func)
  ADD_BOTH ("states", test_states);
  ADD_BOTH ("events", test_events);
  ADD_BOTH ("mutes-and-settings", test_mutes_and_settings);
  ADD_BOTH ("runs", test_runs);
  ADD_BOTH ("one-run-of-two", test_one_run_of_two);
  ADD_BOTH ("removal", test_removal);
  ADD_BOTH ("committed", test_committed);
  ADD ("files", NULL, test_files);
  ADD ("migration", NULL, test_migration);
  ADD ("migration-is-whole", NULL, test_migration_is_whole);
  ADD ("newer", NULL, test_newer);
  ADD ("thinning", NULL, test_thinning);
#undef ADD_BOTH
#undef ADD
  return g_test_run ();
}
