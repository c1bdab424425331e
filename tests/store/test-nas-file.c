/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nas-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *program;

static void
test_absent (NasFixture *fixture, gconstpointer data)
{
  nas_assert_ids (fixture->store, "");
  /* Looking leaves no trace. */
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static void
test_round_trip (NasFixture *fixture, gconstpointer data)
{
  g_autoptr (BksNasRecord) full = nas_make_full_record ("full");
  g_autoptr (BksNasRecord) bare = nas_make_record ("bare");
  g_autoptr (BksNasListStore) other = BKS_NAS_LIST_STORE (bks_nas_file_new (fixture->path));
  g_autoptr (GPtrArray) records = NULL;

  nas_put (fixture->store, full, BKS_NAS_FIELDS_ALL);
  nas_put (fixture->store, bare, BKS_NAS_FIELDS_ALL);

  records = nas_load_whole (other);
  g_assert_cmpuint (records->len, ==, 2);
  nas_assert_same (g_ptr_array_index (records, 0), full);
  nas_assert_same (g_ptr_array_index (records, 1), bare);
  g_assert_true (bks_nas_list_find_by_name (records, "bare") == g_ptr_array_index (records, 1));
}

static void
test_modes (NasFixture *fixture, gconstpointer data)
{
  g_autofree char *lock = g_strconcat (fixture->path, ".lock", NULL);
  g_autoptr (BksNasRecord) record = nas_make_record ("a");
  mode_t old = umask (0);

  nas_put (fixture->store, record, BKS_NAS_FIELDS_ALL);
  g_assert_cmpuint (nas_mode_of (fixture->folder), ==, 0700);
  g_assert_cmpuint (nas_mode_of (fixture->path), ==, 0600);
  g_assert_cmpuint (nas_mode_of (lock), ==, 0600);

  /* What somebody else opened is closed again. */
  g_assert_cmpint (g_chmod (fixture->path, 0644), ==, 0);
  nas_assert_ids (fixture->store, "a");
  g_assert_cmpuint (nas_mode_of (fixture->path), ==, 0600);
  g_assert_cmpint (g_chmod (fixture->path, 0666), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  nas_put (fixture->store, record, BKS_NAS_FIELD_NAME);
  g_assert_cmpuint (nas_mode_of (fixture->folder), ==, 0700);
  g_assert_cmpuint (nas_mode_of (fixture->path), ==, 0600);
  umask (old);
}

static void
test_fields (NasFixture *fixture, gconstpointer data)
{
  g_autoptr (BksNasRecord) full = nas_make_full_record ("a");
  g_autoptr (BksNasRecord) stale = bks_nas_record_copy (full);
  g_autoptr (BksNasRecord) unlatched = bks_nas_record_copy (full);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  nas_put (fixture->store, full, BKS_NAS_FIELDS_ALL);
  g_clear_pointer (&unlatched->latch, bks_latch_free);
  nas_put (fixture->store, unlatched, BKS_NAS_FIELD_LATCH);

  /* Whoever still has the old record, and renames, does not bring the latch back. */
  g_free (stale->name);
  stale->name = g_strdup ("renamed");
  nas_put (fixture->store, stale, BKS_NAS_FIELD_NAME);
  records = nas_load_whole (fixture->store);
  g_free (unlatched->name);
  unlatched->name = g_strdup ("renamed");
  nas_assert_same (g_ptr_array_index (records, 0), unlatched);

  /* Nor does a NAS come back that was removed meanwhile. */
  nas_forget (fixture->store, "a");
  g_assert_false (nas_try_put (fixture->store, stale, BKS_NAS_FIELD_NAME, &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_NOT_FOUND);
  nas_assert_ids (fixture->store, "");
  nas_forget (fixture->store, "a");
}

static void
test_order (NasFixture *fixture, gconstpointer data)
{
  for (const char *id = "abcd"; *id != '\0'; id++)
    {
      const char name[] = { *id, '\0' };
      g_autoptr (BksNasRecord) record = nas_make_record (name);

      nas_put (fixture->store, record, BKS_NAS_FIELDS_ALL);
    }
  nas_assert_ids (fixture->store, "a b c d");
  nas_reorder (fixture->store, (const char *[]){ "d", "unknown", "b", NULL });
  nas_assert_ids (fixture->store, "d b a c");
  nas_forget (fixture->store, "b");
  nas_assert_ids (fixture->store, "d a c");
}

static void
test_younger_version (NasFixture *fixture, gconstpointer data)
{
  const char *text = "[Backstay]\nversion=7\ncolour=blue\norder=a;\n\n"
                     "# a comment\n[NAS a]\nwol-address=00:11:22\nname=Old\nlatch-kind=new-word\n"
                     "address=https://a:5001/\n\n[Something else]\nkey=value\n";
  g_autoptr (BksNasRecord) record = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *after = NULL;

  nas_write_bytes (fixture->path, text, -1);
  records = nas_load_whole (fixture->store);
  g_assert_cmpuint (records->len, ==, 1);
  record = bks_nas_record_copy (g_ptr_array_index (records, 0));
  /* An unknown latch is one. */
  g_assert_nonnull (record->latch);
  g_assert_cmpint (record->latch->kind, ==, BKS_PROBLEM_AUTH_REJECTED);

  g_free (record->name);
  record->name = g_strdup ("New");
  nas_put (fixture->store, record, BKS_NAS_FIELD_NAME);
  after = nas_read_bytes (fixture->path, NULL);
  g_assert_nonnull (strstr (after, "version=7\n"));
  g_assert_nonnull (strstr (after, "colour=blue\n"));
  g_assert_nonnull (strstr (after, "# a comment\n"));
  g_assert_nonnull (strstr (after, "wol-address=00:11:22\n"));
  g_assert_nonnull (strstr (after, "[Something else]\nkey=value\n"));
  g_assert_nonnull (strstr (after, "name=New\n"));
  g_assert_null (strstr (after, "name=Old\n"));
}

static void
test_no_secret (NasFixture *fixture, gconstpointer data)
{
  static const char *const addresses[] = {
    "https://anna:hunter%202@nas:5001/",
    "anna:hunter2@nas",
    "https://anna@nas/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (BksNasRecord) record = bks_nas_record_new ("a", addresses[i]);
      g_autoptr (GError) error = NULL;

      g_assert_false (nas_try_put (fixture->store, record, BKS_NAS_FIELDS_ALL, &error));
      g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
      g_assert_null (strstr (error->message, "hunter"));
    }
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_refused (NasFixture *fixture, gconstpointer data)
{
  struct
  {
    const char *id;
    const char *name;
    const char *address;
    const char *pin;
  } bad[] = {
    { "", "n", "https://a/", NULL },           { "a]b", "n", "https://a/", NULL },
    { "a\nb", "n", "https://a/", NULL },       { "a", "", "https://a/", NULL },
    { "a", "two\nlines", "https://a/", NULL }, { "a", "n", "", NULL },
    { "a", "n", "https://a/\n", NULL },        { "a", "n", "https://a/", "ABCD" },
    { "a", "\xff", "https://a/", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (BksNasRecord) record = bks_nas_record_new (bad[i].name, bad[i].address);
      g_autoptr (GError) error = NULL;

      g_free (record->id);
      record->id = g_strdup (bad[i].id);
      record->pin = g_strdup (bad[i].pin);
      g_assert_false (nas_try_put (fixture->store, record, BKS_NAS_FIELDS_ALL, &error));
      g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
    }
}

/* A file that may not be read is no empty list, and is not written over. */
static void
test_unreadable (NasFixture *fixture, gconstpointer data)
{
  g_autoptr (BksNasRecord) record = nas_make_record ("a");
  g_autoptr (GError) error = NULL;
  GPtrArray *records;

  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  g_assert_cmpint (symlink ("nas.ini", fixture->path), ==, 0);
  records = nas_load (fixture->store, NULL, &error);
  g_assert_null (records);
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
  g_clear_error (&error);
  g_assert_false (nas_try_put (fixture->store, record, BKS_NAS_FIELDS_ALL, &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_SYMLINK));
}

static void
test_unwritable (NasFixture *fixture, gconstpointer data)
{
  g_autoptr (BksNasRecord) record = nas_make_record ("a");
  g_autoptr (GError) error = NULL;

  nas_write_bytes (fixture->folder, "a file where the folder should be", -1);
  g_assert_false (nas_try_put (fixture->store, record, BKS_NAS_FIELDS_ALL, &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
}

static void
test_many (NasFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = NULL;
  int n_waiting = 0;

  /* All at once, none waits for another's answer. */
  for (int i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("nas-%d", i);
      g_autoptr (BksNasRecord) record = nas_make_full_record (id);

      bks_nas_list_store_put_async (fixture->store, record, BKS_NAS_FIELDS_ALL, NULL, NULL, NULL);
      n_waiting++;
    }
  records = nas_load_whole (fixture->store);
  g_assert_cmpuint (records->len, ==, (guint) n_waiting);
  for (int i = 0; i < n_waiting; i++)
    {
      g_autofree char *id = g_strdup_printf ("nas-%d", i);

      g_assert_cmpstr (((BksNasRecord *) g_ptr_array_index (records, i))->id, ==, id);
    }
}

static void
test_cancelled (NasFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bks_nas_list_store_load_async (fixture->store, cancellable, nas_keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (
      bks_nas_list_store_load_finish (fixture->store, nas_wait_for (&result), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
count_cb (BksNasListStore *store, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static gboolean
time_up_cb (gpointer user_data)
{
  g_error ("waited in vain");
  return G_SOURCE_REMOVE;
}

static void
wait_for_count (guint *count, guint wanted)
{
  guint limit = g_timeout_add_seconds (20, time_up_cb, NULL);

  while (*count < wanted)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

static void
test_changed (NasFixture *fixture, gconstpointer data)
{
  g_autoptr (BksNasListStore) other = BKS_NAS_LIST_STORE (bks_nas_file_new (fixture->path));
  g_autoptr (BksNasRecord) record = nas_make_record ("a");
  g_autoptr (BksNasRecord) second = nas_make_record ("b");
  guint here = 0;
  guint there = 0;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (count_cb), &here);
  g_signal_connect (other, "changed", G_CALLBACK (count_cb), &there);
  bks_nas_file_watch (BKS_NAS_FILE (fixture->store));
  nas_assert_ids (fixture->store, "");
  nas_assert_ids (other, "");

  /* The first ever, in a folder that was not there. */
  nas_put (other, record, BKS_NAS_FIELDS_ALL);
  wait_for_count (&here, 1);
  nas_assert_ids (fixture->store, "a");

  /* Our own changes are none; a later one of theirs proves that nothing more was on its way. */
  nas_put (fixture->store, record, BKS_NAS_FIELD_NAME);
  nas_put (fixture->store, second, BKS_NAS_FIELDS_ALL);
  g_assert_cmpuint (here, ==, 1);
  nas_forget (other, "a");
  wait_for_count (&here, 2);
  nas_assert_ids (fixture->store, "b");
  g_assert_cmpuint (here, ==, 2);

  /* Somebody who does not watch, and changes on top of a change, hears of it too. */
  g_assert_cmpuint (there, ==, 1);
  nas_put (fixture->store, record, BKS_NAS_FIELDS_ALL);
  nas_forget (other, "b");
  wait_for_count (&there, 2);
  nas_assert_ids (other, "a");
}

/* What a child process does: adds its own NAS one by one, and meanwhile sets one field of a NAS
 * that both know. */
static int
run_writer (const char *path, const char *prefix, int n)
{
  g_autoptr (BksNasListStore) store = BKS_NAS_LIST_STORE (bks_nas_file_new (path));

  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%d", prefix, i);
      g_autoptr (BksNasRecord) record = nas_make_record (id);
      g_autoptr (BksNasRecord) shared = nas_make_record ("shared");

      nas_put (store, record, BKS_NAS_FIELDS_ALL);
      if (strcmp (prefix, "x") == 0)
        {
          g_free (shared->name);
          shared->name = g_strdup (id);
          nas_put (store, shared, BKS_NAS_FIELD_NAME);
        }
      else
        {
          shared->account = g_strdup (id);
          nas_put (store, shared, BKS_NAS_FIELD_ACCOUNT);
        }
      /* The parent counts these. */
      g_print ("%s\n", id);
    }
  return 0;
}

static GSubprocess *
start_writer (const char *path, const char *prefix, const char *n)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--writer", path,
                              prefix, n, NULL);
  g_assert_no_error (error);
  return process;
}

static void
test_two_processes (NasFixture *fixture, gconstpointer data)
{
  g_autoptr (BksNasRecord) shared = nas_make_record ("shared");
  g_autoptr (GSubprocess) x = NULL;
  g_autoptr (GSubprocess) y = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  const BksNasRecord *after;

  nas_put (fixture->store, shared, BKS_NAS_FIELDS_ALL);
  x = start_writer (fixture->path, "x", "50");
  y = start_writer (fixture->path, "y", "50");
  g_subprocess_wait_check (x, NULL, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (y, NULL, &error);
  g_assert_no_error (error);

  records = nas_load_whole (fixture->store);
  g_assert_cmpuint (records->len, ==, 101);
  after = bks_nas_list_find (records, "shared");
  g_assert_cmpstr (after->name, ==, "x-49");
  g_assert_cmpstr (after->account, ==, "y-49");
  for (int i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("%c-%d", i % 2 ? 'x' : 'y', i / 2);

      g_assert_nonnull (bks_nas_list_find (records, id));
    }
}

/* A writer that is killed at any moment leaves a whole file, nothing that it said is done undone,
 * and no lock behind. */
static void
test_killed (NasFixture *fixture, gconstpointer data)
{
  for (int round = 0; round < 15; round++)
    {
      g_autoptr (BksNasRecord) shared = nas_make_record ("shared");
      g_autoptr (GSubprocess) writer = NULL;
      g_autoptr (GDataInputStream) lines = NULL;
      g_autoptr (GPtrArray) records = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *last = NULL;

      nas_put (fixture->store, shared, BKS_NAS_FIELDS_ALL);
      writer = start_writer (fixture->path, "x", "1000");
      lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (writer));
      for (int i = 0; i <= round; i++)
        {
          g_free (last);
          last = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
          g_assert_nonnull (last);
        }
      g_subprocess_send_signal (writer, SIGKILL);
      g_subprocess_wait (writer, NULL, &error);
      g_assert_no_error (error);

      records = nas_load_whole (fixture->store);
      g_assert_nonnull (bks_nas_list_find (records, last));
      for (int i = 0; i < 1000; i++)
        {
          g_autofree char *id = g_strdup_printf ("x-%d", i);

          if (bks_nas_list_find (records, id) == NULL)
            break;
          nas_forget (fixture->store, id);
        }
      nas_assert_ids (fixture->store, "shared");
    }
}

int
main (int argc, char *argv[])
{
  program = argv[0];
  if (argc == 5 && strcmp (argv[1], "--writer") == 0)
    return run_writer (argv[2], argv[3], atoi (argv[4]));

  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                        \
  g_test_add ("/store/nas-file/" path, NasFixture, NULL, nas_fixture_set_up, function,             \
              nas_fixture_tear_down)
  ADD ("absent", test_absent);
  ADD ("round-trip", test_round_trip);
  ADD ("modes", test_modes);
  ADD ("fields", test_fields);
  ADD ("order", test_order);
  ADD ("younger-version", test_younger_version);
  ADD ("no-secret", test_no_secret);
  ADD ("refused", test_refused);
  ADD ("unreadable", test_unreadable);
  ADD ("unwritable", test_unwritable);
  ADD ("many", test_many);
  ADD ("cancelled", test_cancelled);
  ADD ("changed", test_changed);
  ADD ("two-processes", test_two_processes);
  ADD ("killed", test_killed);
  return g_test_run ();
}
