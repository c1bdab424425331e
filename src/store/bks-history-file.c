/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-store"

#include "bks-history-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "bks-history-schema.h"

/* Another process writes for milliseconds. Who waits for longer than this would wait for ever. */
#define BUSY_MS 5000

/* What the database has beside it. The first to go: a log that is left behind would be read into the
 * next database. */
static const char *const companions[] = { "-wal", "-shm", "-journal" };

struct _BksHistoryFile
{
  char *path;
  char *folder;

  sqlite3 *db;  /* (nullable) (owned) */
  dev_t device; /* of the file that was looked at last; so both */
  ino_t inode;

  gboolean is_newer;
  gboolean is_told;   /* about the newer one */
  BksProblem *damage; /* (nullable) (owned): not told yet */
};

/*
 * bks_history_file_new:
 * @path: the file; its folder is Backstay's own
 *
 * Returns: (transfer full): that file, not opened
 */
BksHistoryFile *
bks_history_file_new (const char *path)
{
  BksHistoryFile *self = g_new0 (BksHistoryFile, 1);

  self->path = g_strdup (path);
  self->folder = g_path_get_dirname (path);
  return self;
}

/*
 * bks_history_file_close:
 *
 * Closes the database; the last process that does so writes the log into the file.
 */
void
bks_history_file_close (BksHistoryFile *self)
{
  g_clear_pointer (&self->db, sqlite3_close);
}

void
bks_history_file_free (BksHistoryFile *self)
{
  bks_history_file_close (self);
  g_clear_object (&self->damage);
  g_free (self->path);
  g_free (self->folder);
  g_free (self);
}

BksProblem *
bks_history_file_take_damage (BksHistoryFile *self)
{
  return g_steal_pointer (&self->damage);
}

static void
tell_damage (BksHistoryFile *self, const char *sentence, const char *next_step)
{
  g_clear_object (&self->damage);
  self->damage = bks_problem_new (BKS_PROBLEM_PRECONDITION, sentence, next_step);
  g_debug ("%s", bks_problem_get_message (self->damage));
}

static void
set_errno (GError **error, int number)
{
  g_set_error_literal (error, BKS_SQL_ERROR, SQLITE_CANTOPEN, g_strerror (number));
}

static gboolean
ensure_folder (BksHistoryFile *self, GError **error)
{
  GStatBuf info;

  if (g_mkdir_with_parents (self->folder, 0700) != 0 || g_stat (self->folder, &info) != 0)
    {
      set_errno (error, errno);
      return FALSE;
    }
  if ((info.st_mode & 0077) != 0 && g_chmod (self->folder, 0700) != 0)
    g_debug ("%s stays open to others: %s", self->folder, g_strerror (errno));
  return TRUE;
}

/* Only where there is no file: whoever opens and closes one that SQLite has open ends SQLite's locks
 * on it. What SQLite puts beside it takes over its mode. */
static gboolean
make_file (BksHistoryFile *self, GError **error)
{
  int fd;

  if (!ensure_folder (self, error))
    return FALSE;
  fd = g_open (self->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0 && errno != EEXIST)
    {
      set_errno (error, errno);
      return FALSE;
    }
  if (fd >= 0)
    close (fd);
  return TRUE;
}

static gboolean
set_up (sqlite3 *db, GError **error)
{
  gint64 unused;

  sqlite3_extended_result_codes (db, 1);
  sqlite3_busy_timeout (db, BUSY_MS);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  /* A commit that was told outlives a power cut: else a notification would come twice. Some network
   * file systems have no log; they keep the journal of old. */
  return bks_sql_get_number (db, "PRAGMA cell_size_check = ON", &unused, error)
         && bks_sql_get_number (db, "PRAGMA synchronous = FULL", &unused, error)
         && bks_sql_get_number (db, "PRAGMA journal_size_limit = 1048576", &unused, error);
}

static gboolean
bring_up (BksHistoryFile *self, sqlite3 *db, GError **error)
{
  BksHistorySchemaState state;
  gint64 unused;

  if (!bks_history_schema_look (db, &state, error))
    return FALSE;
  switch (state)
    {
    case BKS_HISTORY_SCHEMA_NEWER:
      self->is_newer = TRUE;
      return TRUE;
    case BKS_HISTORY_SCHEMA_FOREIGN:
      g_set_error_literal (error, BKS_SQL_ERROR, SQLITE_NOTADB, sqlite3_errstr (SQLITE_NOTADB));
      return FALSE;
    case BKS_HISTORY_SCHEMA_OLD:
      return bks_sql_get_number (db, "PRAGMA journal_mode = WAL", &unused, error)
             && bks_history_schema_bring_up (db, error);
    case BKS_HISTORY_SCHEMA_READY:
      return TRUE;
    }
  g_assert_not_reached ();
}

static gboolean
open_once (BksHistoryFile *self, GError **error)
{
  sqlite3 *db = NULL;
  GStatBuf info;

  self->is_newer = FALSE;
  if (g_stat (self->path, &info) != 0)
    {
      set_errno (error, errno);
      return FALSE;
    }
  self->device = info.st_dev;
  self->inode = info.st_ino;
  if (!S_ISREG (info.st_mode))
    {
      g_set_error_literal (error, BKS_SQL_ERROR, SQLITE_NOTADB, sqlite3_errstr (SQLITE_NOTADB));
      return FALSE;
    }
  if ((info.st_mode & 0077) != 0 && g_chmod (self->path, 0600) != 0)
    g_debug ("%s stays open to others: %s", self->path, g_strerror (errno));

  if (sqlite3_open_v2 (self->path, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
    {
      bks_sql_set_error (db, error);
      sqlite3_close (db);
      return FALSE;
    }
  if (!set_up (db, error) || !bring_up (self, db, error))
    {
      sqlite3_close (db);
      return FALSE;
    }
  if (self->is_newer)
    {
      sqlite3_close (db);
      return TRUE;
    }
  self->db = db;
  return TRUE;
}

/* Only one process keeps a damaged file aside. Closing the descriptor ends the lock. */
static int
lock (BksHistoryFile *self)
{
  g_autofree char *path = g_strconcat (self->path, ".lock", NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  while (fd >= 0 && flock (fd, LOCK_EX) != 0)
    if (errno != EINTR)
      {
        g_debug ("no lock on %s: %s", path, g_strerror (errno));
        break;
      }
  return fd;
}

/* A name that nothing has: "history.db.damaged-2026-05-12", or with a number behind it. */
static char *
find_aside (BksHistoryFile *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%F");

  for (guint n = 1; n < 1000; n++)
    {
      g_autofree char *aside = NULL;

      aside = n == 1 ? g_strdup_printf ("%s.damaged-%s", self->path, date)
                     : g_strdup_printf ("%s.damaged-%s-%u", self->path, date, n);
      if (!g_file_test (aside, G_FILE_TEST_EXISTS) && !g_file_test (aside, G_FILE_TEST_IS_SYMLINK))
        return g_steal_pointer (&aside);
    }
  return NULL;
}

static gboolean
keep_aside (BksHistoryFile *self, const char *aside)
{
  for (guint i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *from = g_strconcat (self->path, companions[i], NULL);
      g_autofree char *to = g_strconcat (aside, companions[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        return FALSE;
    }
  return g_rename (self->path, aside) == 0 || errno == ENOENT;
}

static gboolean
is_same_file (BksHistoryFile *self)
{
  GStatBuf info;

  return g_stat (self->path, &info) == 0 && info.st_dev == self->device
         && info.st_ino == self->inode;
}

/*
 * bks_history_file_begin_anew:
 *
 * The file is damaged: it is kept aside, and the next opening begins a new one. If another process has
 * done so already, that one's file is the new one.
 *
 * Returns: %FALSE if it could not be kept aside: then it is not overwritten, either
 */
gboolean
bks_history_file_begin_anew (BksHistoryFile *self)
{
  g_autofree char *aside = NULL;
  g_autofree char *next_step = NULL;
  int fd = lock (self);
  gboolean is_done;

  bks_history_file_close (self);
  if (!is_same_file (self))
    is_done = TRUE;
  else
    {
      aside = find_aside (self);
      is_done = aside != NULL && keep_aside (self, aside);
      if (is_done)
        /* Translators: what follows is the name of a file. */
        next_step = g_strdup_printf (_ ("A new one was begun. The damaged one is kept as %s."),
                                     aside);
      else
        next_step = g_strdup_printf (_ ("Nothing is remembered any more until %s is moved away."),
                                     self->path);
      tell_damage (self, _ ("What Backstay remembered of earlier runs was damaged."), next_step);
    }
  if (fd >= 0)
    close (fd);
  return is_done;
}

static void
tell_newer (BksHistoryFile *self)
{
  if (self->is_told)
    return;
  self->is_told = TRUE;
  tell_damage (self,
               _ ("What Backstay remembers of earlier runs was written by a newer version of it, "
                  "and is left as it is."),
               _ ("Install that version again, or a newer one."));
}

/*
 * bks_history_file_open:
 * @is_wanted: whether to begin one where there is none
 *
 * Returns: (nullable) (transfer none): the database. %NULL without an error if there is none, or if it
 *   is of a newer Backstay
 */
sqlite3 *
bks_history_file_open (BksHistoryFile *self, gboolean is_wanted, GError **error)
{
  g_autoptr (GError) own_error = NULL;

  /* Somebody has moved it away, or replaced it: what is open is not what others see. */
  if (self->db != NULL && !is_same_file (self))
    bks_history_file_close (self);
  if (self->db != NULL)
    return self->db;

  if (is_wanted)
    {
      if (!make_file (self, error))
        return NULL;
    }
  else if (!g_file_test (self->path, G_FILE_TEST_EXISTS))
    return NULL;

  if (!open_once (self, &own_error) && bks_sql_is_damage (own_error)
      && bks_history_file_begin_anew (self))
    {
      g_clear_error (&own_error);
      if (make_file (self, &own_error))
        open_once (self, &own_error);
    }
  if (self->is_newer)
    tell_newer (self);
  if (own_error != NULL)
    g_propagate_error (error, g_steal_pointer (&own_error));
  return self->db;
}
