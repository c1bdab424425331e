/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bks-fleet.h"
#include "bks-history-db.h"
#include "bks-wake-timer.h"
#include "bks-watch.h"
#include "nas-lab.h"
#include "test-wait.h"

/* A process that polls a simulated NAS, writes its history and tells what is the matter is killed at
 * random moments. Its database opens every time, nothing that was told is told again, and nothing is
 * lost. The desktop is a file: like a real one it outlives the process, and replaces by ID. */

#define LIVES    50
#define ORDERLY  5 /* each such life ends by itself, when everything is written */
#define SEED     20260512
#define N_TASKS  2 /* three would be told together */
#define MOST_MS  250
#define N_POLLS  6
#define SHOW     "+ "
#define WITHDRAW "- "

/* The killed one */

#define FILE_DESKTOP_TYPE (file_desktop_get_type ())
G_DECLARE_FINAL_TYPE (FileDesktop, file_desktop, FILE, DESKTOP, GObject)

struct _FileDesktop
{
  GObject parent_instance;

  int fd;
};

static void file_desktop_notifier_init (BksNotifierInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FileDesktop,
                               file_desktop,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BKS_TYPE_NOTIFIER,
                                                      file_desktop_notifier_init))

static void
say (BksNotifier *notifier, const char *word, const char *id)
{
  g_autofree char *line = g_strconcat (word, id, "\n", NULL);

  /* One call: it is done, or it is not. */
  g_assert_cmpint (write (FILE_DESKTOP (notifier)->fd, line, strlen (line)), ==, strlen (line));
}

typedef struct
{
  BksNotifier *desktop; /* (owned) */
  char *id;             /* (owned) */
} Shown;

static gboolean
shown_cb (gpointer data)
{
  Shown *shown = data;

  bks_notifier_emit_shown (shown->desktop, shown->id, "");
  return G_SOURCE_REMOVE;
}

static void
shown_free (gpointer data)
{
  Shown *shown = data;

  g_object_unref (shown->desktop);
  g_free (shown->id);
  g_free (shown);
}

static void
file_desktop_show (BksNotifier *notifier, const BksNotice *notice, const char *handle)
{
  Shown *shown = g_new0 (Shown, 1);

  say (notifier, SHOW, notice->id);
  /* The answer comes later, or never. */
  shown->desktop = g_object_ref (notifier);
  shown->id = g_strdup (notice->id);
  g_timeout_add_full (G_PRIORITY_DEFAULT, 5, shown_cb, shown, shown_free);
}

static void
file_desktop_withdraw (BksNotifier *notifier, const char *id, const char *handle)
{
  say (notifier, WITHDRAW, id);
}

static void
file_desktop_notifier_init (BksNotifierInterface *iface)
{
  iface->show = file_desktop_show;
  iface->withdraw = file_desktop_withdraw;
}

static void
file_desktop_class_init (FileDesktopClass *klass)
{
}

static void
file_desktop_init (FileDesktop *self)
{
}

static void
poll_once (BksNas *nas)
{
  g_auto (TestAnswer) answer = { NULL };

  bks_nas_refresh_async (nas, NULL, test_answer_cb, &answer);
  bks_nas_refresh_finish (nas, test_answer_wait (&answer), NULL);
}

static void
flush (BksHistory *history)
{
  g_auto (TestAnswer) answer = { NULL };

  bks_history_flush_async (history, NULL, test_answer_cb, &answer);
  bks_history_flush_finish (history, test_answer_wait (&answer), NULL);
}

/* @n_polls: 0 = until it is killed */
static int
live (const char *url,
      const char *account,
      const char *password,
      const char *database,
      const char *desktop_path,
      int n_polls)
{
  g_autoptr (BksFleet) fleet = bks_fleet_new ();
  g_autoptr (BksHistory) history = BKS_HISTORY (bks_history_db_new (database));
  g_autoptr (FileDesktop) desktop = g_object_new (FILE_DESKTOP_TYPE, NULL);
  g_autoptr (BksTimer) timer = bks_wake_timer_new ();
  g_autoptr (BksNas) nas = bks_nas_new ("office-nas", url, NULL);
  g_autoptr (BksWatch) watch = NULL;

  desktop->fd = g_open (desktop_path, O_WRONLY | O_APPEND | O_CLOEXEC);
  bks_nas_set_id (nas, "nas");
  bks_nas_set_allow_plain_http (nas, TRUE);
  bks_nas_set_credentials (nas, account, password);
  bks_fleet_add (fleet, nas);
  watch = bks_watch_new (fleet, history, BKS_NOTIFIER (desktop), timer);
  bks_watch_start (watch);
  for (int i = 0; n_polls == 0 || i < n_polls; i++)
    {
      poll_once (nas);
      /* What is written, told and written again follows from the look. */
      test_wait_ms (10);
      flush (history);
    }
  bks_watch_stop (watch);
  flush (history);
  return 0;
}

/* The one who looks on */

typedef struct
{
  NasLab lab;
  char *folder;
  char *database;
  char *desktop;
  char *ids[N_TASKS];
  gboolean failed[N_TASKS];
  gsize n_read; /* lines of the desktop that were looked at */
} Fixture;

static const char *program;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) state = NULL;
  JsonArray *tasks;

  nas_lab_set_up (&fixture->lab, NULL);
  state = nas_lab_ask (&fixture->lab, "state");
  tasks = json_object_get_array_member (state, "tasks");
  for (guint i = 0; i < json_array_get_length (tasks); i++)
    {
      const char *id = json_object_get_string_member (json_array_get_object_element (tasks, i),
                                                      "task_id");

      nas_lab_tell (&fixture->lab, "set-task",
                    "{\"task_id\": \"%s\", \"state\": \"backupable\", \"damaged\": false,"
                    " \"scheduled\": false, \"online\": true}",
                    id);
      nas_lab_tell (&fixture->lab, "end-run", "{\"task_id\": \"%s\", \"result\": \"done\"}", id);
      if (i < N_TASKS)
        fixture->ids[i] = g_strdup (id);
    }
  fixture->folder = g_dir_make_tmp ("bks-killed-XXXXXX", NULL);
  fixture->database = g_build_filename (fixture->folder, "history.db", NULL);
  fixture->desktop = g_build_filename (fixture->folder, "desktop", NULL);
  g_assert_true (g_file_set_contents (fixture->desktop, "", 0, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->database);
  g_free (fixture->desktop);
  for (guint i = 0; i < N_TASKS; i++)
    g_free (fixture->ids[i]);
  nas_lab_tear_down (&fixture->lab, data);
}

static GPid
give_birth (Fixture *fixture, int n_polls)
{
  g_autofree char *polls = g_strdup_printf ("%d", n_polls);
  const char *argv[] = { program,
                         "--live",
                         bks_demo_nas_get_url (fixture->lab.demo),
                         bks_demo_nas_get_account (fixture->lab.demo),
                         bks_demo_nas_get_password (fixture->lab.demo),
                         fixture->database,
                         fixture->desktop,
                         polls,
                         NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;

  g_spawn_async (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  return pid;
}

/* Returns: (transfer full): IDs of the events that the database says are told */
static GHashTable *
read_told (Fixture *fixture)
{
  GHashTable *told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sqlite3_stmt *statement;
  sqlite3 *db;

  if (!g_file_test (fixture->database, G_FILE_TEST_EXISTS))
    return told;
  g_assert_cmpint (sqlite3_open_v2 (fixture->database, &db, SQLITE_OPEN_READWRITE, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "PRAGMA integrity_check", -1, &statement, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, "ok");
  sqlite3_finalize (statement);
  /* A process that lived for a moment only has made no tables. */
  if (sqlite3_prepare_v2 (db, "SELECT id FROM events WHERE state = 'shown'", -1, &statement, NULL)
      == SQLITE_OK)
    while (sqlite3_step (statement) == SQLITE_ROW)
      g_hash_table_add (told, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return told;
}

/* What is on the desktop now. What the life that is over has said must fit what was @told before. */
static GHashTable *
read_desktop (Fixture *fixture, GHashTable *told)
{
  GHashTable *visible = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) said = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gsize i;

  g_assert_true (g_file_get_contents (fixture->desktop, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      const char *id = lines[i] + strlen (SHOW);

      if (g_str_has_prefix (lines[i], WITHDRAW))
        {
          g_hash_table_remove (visible, id);
          if (i >= fixture->n_read)
            g_hash_table_remove (told, id);
          continue;
        }
      g_hash_table_add (visible, g_strdup (id));
      if (i < fixture->n_read)
        continue;
      if (g_hash_table_contains (told, id) || !g_hash_table_add (said, (gpointer) id))
        g_error ("%s was told again", id);
    }
  fixture->n_read = i;
  return visible;
}

static void
expect_truth (Fixture *fixture, GHashTable *visible, GHashTable *told)
{
  guint n = 0;

  for (guint i = 0; i < N_TASKS; i++)
    {
      g_autofree char *id = g_strdup_printf ("nas/%s/failed", fixture->ids[i]);

      if (g_hash_table_contains (visible, id) != fixture->failed[i])
        g_error ("%s: %s", id, fixture->failed[i] ? "lost" : "still there");
      if (fixture->failed[i] && !g_hash_table_contains (told, id))
        g_error ("%s: told, and not written down", id);
      n += fixture->failed[i];
    }
  g_assert_cmpuint (g_hash_table_size (visible), ==, n);
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (SEED);
  guint n_told = 0;

  for (guint i = 1; i <= LIVES + LIVES / ORDERLY; i++)
    {
      gboolean is_orderly = i % (ORDERLY + 1) == 0;
      g_autoptr (GHashTable) before = read_told (fixture);
      g_autoptr (GHashTable) after = NULL;
      g_autoptr (GHashTable) visible = NULL;
      guint which = (guint) g_rand_int_range (rand, 0, N_TASKS);
      int status;
      GPid pid;

      if (g_rand_boolean (rand))
        {
          nas_lab_tell (&fixture->lab, "advance", "{\"seconds\": 60}");
          fixture->failed[which] = !fixture->failed[which];
          nas_lab_tell (&fixture->lab, "end-run", "{\"task_id\": \"%s\", \"result\": \"%s\"}",
                        fixture->ids[which], fixture->failed[which] ? "failed" : "done");
        }
      pid = give_birth (fixture, is_orderly ? N_POLLS : 0);
      if (!is_orderly)
        {
          /* The one place where time is meant: any moment will do. */
          g_usleep ((gulong) g_rand_int_range (rand, 1, MOST_MS) * 1000);
          g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
        }
      g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
      g_assert_cmpint (is_orderly ? WIFEXITED (status) : WIFSIGNALED (status), !=, 0);

      after = read_told (fixture);
      visible = read_desktop (fixture, before);
      n_told += g_hash_table_size (visible);
      if (is_orderly)
        {
          g_assert_cmpint (WEXITSTATUS (status), ==, 0);
          expect_truth (fixture, visible, after);
        }
    }
  /* Else nothing was tried. */
  g_assert_cmpuint (n_told, >, 10);
}

int
main (int argc, char *argv[])
{
  if (argc == 8 && g_str_equal (argv[1], "--live"))
    return live (argv[2], argv[3], argv[4], argv[5], argv[6],
                 (int) g_ascii_strtoll (argv[7], NULL, 10));

  g_test_init (&argc, &argv, NULL);
  program = argv[0];
  g_test_add ("/e2e/killed", Fixture, NULL, set_up, test_killed, tear_down);

  return g_test_run ();
}
