/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "history-fixture.h"
#include "test-wait.h"

/* What can happen to the file: damage, another process, a full disk. What it holds is never thrown
 * away, and whoever waits for an answer gets one. */

static const char *program;

static void
expect_kept_aside (HistoryFixture *fixture, const char *content, gsize size)
{
  BksProblem *damage = bks_history_get_damage (fixture->history);
  g_autofree char *aside = history_find_aside (fixture);
  g_autofree char *kept = NULL;
  gsize kept_size;

  g_assert_nonnull (aside);
  g_assert_true (g_file_get_contents (aside, &kept, &kept_size, NULL));
  g_assert_cmpmem (kept, kept_size, content, size);
  /* It is said, with the place. */
  g_assert_nonnull (damage);
  g_assert_nonnull (strstr (bks_problem_get_message (damage), "was damaged"));
  g_assert_nonnull (strstr (bks_problem_get_message (damage), aside));
}

static void
expect_new_one (HistoryFixture *fixture)
{
  g_autoptr (BksHistoryChange) change = history_make_change ("new");

  g_assert_false (history_has (fixture->history, "old"));
  history_commit (fixture->history, change);
  history_reopen (fixture);
  g_assert_true (history_has (fixture->history, "new"));
  g_assert_null (bks_history_get_damage (fixture->history));
}

static void
expect_begun_anew (HistoryFixture *fixture, const char *content, gsize size)
{
  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, content, (gssize) size, NULL));
  g_assert_false (history_has (fixture->history, "old"));
  expect_kept_aside (fixture, content, size);
  expect_new_one (fixture);
}

static void
test_garbage (HistoryFixture *fixture, gconstpointer data)
{
  static const char content[] =
      "This was never a database, but it is somebody's and may be wanted.";

  expect_begun_anew (fixture, content, strlen (content));
}

/* A database of another program that has taken its place. */
static void
test_foreign (HistoryFixture *fixture, gconstpointer data)
{
  g_autofree char *content = NULL;
  gsize size;

  history_run_raw (fixture->path, "CREATE TABLE recipes (soup)");
  g_assert_true (g_file_get_contents (fixture->path, &content, &size, NULL));
  expect_begun_anew (fixture, content, size);
}

/* A folder that has taken its place. */
static void
test_folder (HistoryFixture *fixture, gconstpointer data)
{
  g_autofree char *aside = NULL;

  g_assert_cmpint (g_mkdir_with_parents (fixture->path, 0700), ==, 0);
  g_assert_false (history_has (fixture->history, "old"));
  aside = history_find_aside (fixture);
  g_assert_nonnull (aside);
  g_assert_true (g_file_test (aside, G_FILE_TEST_IS_DIR));
  expect_new_one (fixture);
  g_assert_cmpint (g_rmdir (aside), ==, 0);
}

/* No place to write to: it is said, and what is there is left alone. */
static void
test_no_folder (HistoryFixture *fixture, gconstpointer data)
{
  g_autoptr (BksHistoryChange) change = history_make_change ("new");
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;

  g_assert_true (g_file_set_contents (fixture->folder, "somebody's", -1, NULL));
  g_assert_false (history_try_commit (fixture->history, change, &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
  g_assert_nonnull (strstr (error->message, "could not be saved: "));
  g_assert_false (history_has (fixture->history, "new"));
  g_assert_true (g_file_get_contents (fixture->folder, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "somebody's");
  g_assert_cmpint (g_unlink (fixture->folder), ==, 0);

  /* As soon as there is one, it goes on. */
  history_commit (fixture->history, change);
  g_assert_true (history_has (fixture->history, "new"));
}

/* Begun well, then as a bad disk leaves it: @n bytes from @from are noise, or all behind is missing. */
static void
spoil (HistoryFixture *fixture, gsize from, gsize n, gboolean is_cut)
{
  g_autoptr (BksHistoryChange) change = history_make_change ("old");
  g_autofree char *content = NULL;
  gsize size;

  history_commit (fixture->history, change);
  history_reopen (fixture);
  g_assert_true (g_file_get_contents (fixture->path, &content, &size, NULL));
  g_assert_cmpuint (size, >, from + n);
  memset (content + from, 0xa5, n);
  expect_begun_anew (fixture, content, is_cut ? from : size);
}

static void
test_head (HistoryFixture *fixture, gconstpointer data)
{
  spoil (fixture, 0, 100, FALSE);
}

static void
test_pages (HistoryFixture *fixture, gconstpointer data)
{
  spoil (fixture, 100, 3900, FALSE);
}

static void
test_cut (HistoryFixture *fixture, gconstpointer data)
{
  spoil (fixture, 5000, 0, TRUE);
}

/* Twice on one day: the first one that was kept is not overwritten. */
static void
test_twice (HistoryFixture *fixture, gconstpointer data)
{
  guint n = 0;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  expect_begun_anew (fixture, "first", 5);
  history_close (fixture->history);
  g_assert_true (g_file_set_contents (fixture->path, "second", 6, NULL));
  fixture->history = BKS_HISTORY (bks_history_db_new (fixture->path));
  g_assert_false (history_has (fixture->history, "new"));
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "history.db.damaged-"))
      n++;
  g_assert_cmpuint (n, ==, 2);
}

#define OF_EACH 40

/* As backstayctl beside the window. */
static int
write_events (const char *path, const char *name)
{
  BksHistory *history = BKS_HISTORY (bks_history_db_new (path));

  for (int i = 0; i < OF_EACH; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s %d", name, i);
      g_autoptr (BksHistoryChange) change = history_make_change (id);

      history_commit (history, change);
    }
  history_close (history);
  return 0;
}

static GPid
start_writer (HistoryFixture *fixture, const char *name)
{
  const char *argv[] = { program, "--write", fixture->path, name, NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;

  g_spawn_async (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  return pid;
}

/* Two others and this one, at the same time, from nothing: every commit that was said to be done is. */
static void
test_processes (HistoryFixture *fixture, gconstpointer data)
{
  GPid pids[2] = { start_writer (fixture, "first"), start_writer (fixture, "second") };
  g_autoptr (BksHistoryMemory) memory = NULL;

  for (int i = 0; i < OF_EACH; i++)
    {
      g_autofree char *id = g_strdup_printf ("third %d", i);
      g_autoptr (BksHistoryChange) change = history_make_change (id);

      history_commit (fixture->history, change);
    }
  for (guint i = 0; i < G_N_ELEMENTS (pids); i++)
    {
      int status;

      g_assert_cmpint (waitpid (pids[i], &status, 0), ==, pids[i]);
      g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
    }
  memory = history_load (fixture->history);
  g_assert_cmpuint (memory->events->len, ==, 3 * OF_EACH);
  g_assert_null (bks_history_get_damage (fixture->history));
}

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (bytes, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* No file may grow: that is said, what is stored stays, and later it goes on. */
static void
test_full_disk (HistoryFixture *fixture, gconstpointer data)
{
  g_autoptr (BksHistoryChange) old = history_make_change ("old");
  g_autoptr (BksHistoryChange) big = bks_history_change_new ();
  g_autoptr (BksHistoryChange) new = history_make_change ("new");
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;
  gboolean is_done;

  history_commit (fixture->history, old);
  for (int i = 0; i < 5000; i++)
    {
      g_autoptr (BksRun) run = bks_run_new ("nas", "1", (gint64) (i + 1) * G_TIME_SPAN_HOUR);

      bks_history_change_put_run (big, run);
    }
  signal (SIGXFSZ, SIG_IGN);
  limit_files (100000);
  is_done = history_try_commit (fixture->history, big, &error);
  limit_files (RLIM_INFINITY);
  g_assert_false (is_done);
  g_assert_nonnull (error);
  /* It is no damage. */
  g_assert_null (bks_history_get_damage (fixture->history));
  aside = history_find_aside (fixture);
  g_assert_null (aside);
  g_assert_true (history_has (fixture->history, "old"));

  history_commit (fixture->history, new);
  history_reopen (fixture);
  g_assert_true (history_has (fixture->history, "old"));
  g_assert_true (history_has (fixture->history, "new"));
  /* All of it, or nothing. */
  g_assert_cmpint (history_ask_raw (fixture->path, "SELECT count(*) FROM runs"), ==, 0);
}

int
main (int argc, char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--write"))
    return write_events (argv[2], argv[3]);

  g_test_init (&argc, &argv, NULL);
  program = argv[0];

#define ADD(path, func)                                                                            \
  g_test_add ("/store/history-damage/" path, HistoryFixture, NULL, history_fixture_set_up, func,   \
              history_fixture_tear_down)
  ADD ("garbage", test_garbage);
  ADD ("foreign", test_foreign);
  ADD ("folder", test_folder);
  ADD ("no-folder", test_no_folder);
  ADD ("head", test_head);
  ADD ("pages", test_pages);
  ADD ("cut", test_cut);
  ADD ("twice", test_twice);
  ADD ("processes", test_processes);
  ADD ("full-disk", test_full_disk);
#undef ADD

  return g_test_run ();
}
