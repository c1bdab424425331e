/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-store"

#include "bks-history-db.h"

#include <glib/gi18n-lib.h>

#include "bks-history-file.h"
#include "bks-history-rows.h"
#include "bks-worker.h"

/* Runs are looked at one by one for so long; then one in a week is enough. */
#define KEEP_RUNS (2 * 365 * G_TIME_SPAN_DAY)
/* How often the database is looked through for damage, and thinned. */
#define CARE_INTERVAL G_TIME_SPAN_DAY

struct _BksHistoryDb
{
  GObject parent_instance;

  char *path;         /* constant */
  BksProblem *damage; /* (nullable) (owned) */

  /* Touched by the worker alone. */
  BksHistoryFile *file; /* (owned) */
  gint64 cared_at;      /* µs, monotonic; 0 = not yet */
};

static void bks_history_db_history_init (BksHistoryInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BksHistoryDb,
                               bks_history_db,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BKS_TYPE_HISTORY,
                                                      bks_history_db_history_init))

typedef enum
{
  PROP_DAMAGE = 1,
} BksHistoryDbProperty;

typedef struct _Job Job;
struct _Job
{
  gboolean (*run) (BksHistoryDb *self, Job *job, GError **error); /* off the main thread */

  BksHistoryChange *change; /* (nullable) (owned) */
  char *nas_id;             /* (nullable) */
  char *task_id;            /* (nullable) */
  gint64 since;             /* µs since the Unix epoch, UTC */

  gpointer result;            /* (nullable) (owned) */
  GDestroyNotify result_free; /* (nullable) */
  BksProblem *damage;         /* (nullable) (owned): found on the way */
};

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->change, bks_history_change_unref);
  g_free (job->nas_id);
  g_free (job->task_id);
  if (job->result != NULL)
    job->result_free (job->result);
  g_clear_object (&job->damage);
  g_free (job);
}

static GError *
make_error (const char *sentence)
{
  g_autoptr (BksProblem) problem = bks_problem_new (BKS_PROBLEM_PRECONDITION, sentence, NULL);

  return bks_problem_to_error (problem);
}

/* @reason: (transfer full): SQLite's */
static void
set_read_error (GError **error, GError *reason)
{
  g_autofree char *sentence = NULL;

  /* Translators: what follows is the system's own reason, "Permission denied" say. */
  sentence = g_strdup_printf (_ ("What Backstay remembers of earlier runs could not be read: %s."),
                              reason->message);
  g_error_free (reason);
  g_propagate_error (error, make_error (sentence));
}

/* @reason: (transfer full): SQLite's */
static void
set_write_error (GError **error, GError *reason)
{
  g_autofree char *sentence = NULL;

  /* Translators: what follows is the system's own reason, "No space left on device" say. */
  sentence = g_strdup_printf (_ ("What is to be remembered of runs could not be saved: %s."),
                              reason->message);
  g_error_free (reason);
  g_propagate_error (error, make_error (sentence));
}

/* Tries what needs the database; if that is damaged, once more with a new one. */
typedef gboolean (*Attempt) (sqlite3 *db, Job *job, GError **error);

static gboolean
try_twice (BksHistoryDb *self, Job *job, gboolean is_wanted, Attempt attempt, GError **error)
{
  for (int i = 0;; i++)
    {
      g_autoptr (GError) own_error = NULL;
      sqlite3 *db = bks_history_file_open (self->file, is_wanted, &own_error);

      if (db == NULL && own_error == NULL)
        return FALSE;
      if (db != NULL && attempt (db, job, &own_error))
        return TRUE;
      if (i > 0 || !bks_sql_is_damage (own_error) || !bks_history_file_begin_anew (self->file))
        {
          g_propagate_error (error, g_steal_pointer (&own_error));
          return FALSE;
        }
    }
}

static gboolean
load (sqlite3 *db, Job *job, GError **error)
{
  job->result = bks_history_rows_read (db, error);
  return job->result != NULL;
}

static gboolean
run_load (BksHistoryDb *self, Job *job, GError **error)
{
  GError *own_error = NULL;

  job->result_free = (GDestroyNotify) bks_history_memory_free;
  if (try_twice (self, job, FALSE, load, &own_error))
    return TRUE;
  if (own_error != NULL)
    {
      set_read_error (error, own_error);
      return FALSE;
    }
  job->result = bks_history_memory_new ();
  return TRUE;
}

static gboolean
load_runs (sqlite3 *db, Job *job, GError **error)
{
  job->result = bks_history_rows_read_runs (db, job->nas_id, job->task_id, job->since, error);
  return job->result != NULL;
}

static gboolean
run_load_runs (BksHistoryDb *self, Job *job, GError **error)
{
  GError *own_error = NULL;

  job->result_free = (GDestroyNotify) g_ptr_array_unref;
  if (try_twice (self, job, FALSE, load_runs, &own_error))
    return TRUE;
  if (own_error != NULL)
    {
      set_read_error (error, own_error);
      return FALSE;
    }
  job->result = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_run_free);
  return TRUE;
}

/* All of it or nothing. */
static gboolean
transact (sqlite3 *db,
          Job *job,
          gboolean (*write) (sqlite3 *db, Job *job, GError **error),
          GError **error)
{
  if (!bks_sql_run (db, error, "BEGIN IMMEDIATE", ""))
    return FALSE;
  if (write (db, job, error) && bks_sql_run (db, error, "COMMIT", ""))
    return TRUE;
  /* A full disk may have ended it already. */
  if (!sqlite3_get_autocommit (db))
    bks_sql_run (db, NULL, "ROLLBACK", "");
  return FALSE;
}

static gboolean
write_change (sqlite3 *db, Job *job, GError **error)
{
  return bks_history_rows_write (db, job->change, error);
}

static gboolean
commit (sqlite3 *db, Job *job, GError **error)
{
  return transact (db, job, write_change, error);
}

static gboolean
thin (sqlite3 *db, Job *job, GError **error)
{
  return bks_history_rows_thin (db, g_get_real_time () - KEEP_RUNS, error);
}

static void
read_complaint (sqlite3_stmt *row, gpointer user_data)
{
  char **complaint = user_data;

  if (*complaint == NULL)
    *complaint = bks_sql_dup_text (row, 0);
}

/* Damage far from what is read at the start would else be found when it is too late. */
static gboolean
care (sqlite3 *db, Job *job, GError **error)
{
  g_autofree char *complaint = NULL;

  if (!bks_sql_query (db, read_complaint, &complaint, error, "PRAGMA quick_check (1)", ""))
    return FALSE;
  if (g_strcmp0 (complaint, "ok") != 0)
    {
      g_set_error (error, BKS_SQL_ERROR, SQLITE_CORRUPT, "%s", complaint);
      return FALSE;
    }
  return transact (db, job, thin, error);
}

static gboolean
run_commit (BksHistoryDb *self, Job *job, GError **error)
{
  gint64 now = g_get_monotonic_time ();
  GError *own_error = NULL;

  /* Before the change is written, so that it is in the new database if the old one is damaged. What
   * else may go wrong is no reason not to write it. */
  if (self->cared_at == 0 || now - self->cared_at >= CARE_INTERVAL)
    {
      g_autoptr (GError) care_error = NULL;

      self->cared_at = now;
      if (!try_twice (self, job, TRUE, care, &care_error) && care_error != NULL)
        g_debug ("The history was not looked through: %s", care_error->message);
    }

  if (try_twice (self, job, TRUE, commit, &own_error))
    return TRUE;
  if (own_error != NULL)
    set_write_error (error, own_error);
  else
    g_propagate_error (error,
                       make_error (_ ("What is to be remembered of runs could not be saved: a "
                                      "newer version of Backstay has written the file.")));
  return FALSE;
}

static gboolean
run_flush (BksHistoryDb *self, Job *job, GError **error)
{
  bks_history_file_close (self->file);
  return TRUE;
}

static void
work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  BksHistoryDb *self = source;
  Job *job = data;
  GError *error = NULL;
  gboolean is_done = job->run (self, job, &error);

  job->damage = bks_history_file_take_damage (self->file);
  if (is_done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
worked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BksHistoryDb *self = BKS_HISTORY_DB (source);
  g_autoptr (GTask) task = user_data;
  Job *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (job->damage != NULL)
    {
      g_set_object (&self->damage, job->damage);
      g_object_notify (G_OBJECT (self), "damage");
    }
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (job->change != NULL)
    bks_history_committed (BKS_HISTORY (self), job->change);
  if (job->result != NULL)
    g_task_return_pointer (task, g_steal_pointer (&job->result), job->result_free);
  else
    g_task_return_boolean (task, TRUE);
}

/* @job: (transfer full): what the worker does, and @task returns */
static void
push (BksHistoryDb *self, Job *job, GTask *task)
{
  g_autoptr (GTask) own_task = NULL;

  if (g_task_return_error_if_cancelled (task))
    {
      job_free (job);
      return;
    }
  /* Without the cancellable: what has begun to be written is told to those who listen. */
  own_task = g_task_new (self, NULL, worked_cb, g_object_ref (task));
  g_task_set_source_tag (own_task, push);
  g_task_set_task_data (own_task, job, job_free);
  bks_worker_push (own_task, work);
}

static void
bks_history_db_load_async (BksHistory *history,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (history, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, bks_history_db_load_async);
  job->run = run_load;
  push (BKS_HISTORY_DB (history), job, task);
}

static gpointer
pointer_finish (BksHistory *history, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, history), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static BksHistoryMemory *
bks_history_db_load_finish (BksHistory *history, GAsyncResult *result, GError **error)
{
  return pointer_finish (history, result, error);
}

static void
bks_history_db_commit_async (BksHistory *history,
                             BksHistoryChange *change,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (history, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, bks_history_db_commit_async);
  job->run = run_commit;
  job->change = bks_history_change_ref (change);
  push (BKS_HISTORY_DB (history), job, task);
}

static gboolean
bks_history_db_boolean_finish (BksHistory *history, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, history), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
bks_history_db_load_runs_async (BksHistory *history,
                                const char *nas_id,
                                const char *task_id,
                                gint64 since,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (history, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, bks_history_db_load_runs_async);
  job->run = run_load_runs;
  job->nas_id = g_strdup (nas_id);
  job->task_id = g_strdup (task_id);
  job->since = since;
  push (BKS_HISTORY_DB (history), job, task);
}

static GPtrArray *
bks_history_db_load_runs_finish (BksHistory *history, GAsyncResult *result, GError **error)
{
  return pointer_finish (history, result, error);
}

static void
bks_history_db_flush_async (BksHistory *history,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (history, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, bks_history_db_flush_async);
  job->run = run_flush;
  push (BKS_HISTORY_DB (history), job, task);
}

static void
bks_history_db_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BksHistoryDb *self = BKS_HISTORY_DB (object);

  switch ((BksHistoryDbProperty) prop_id)
    {
    case PROP_DAMAGE:
      g_value_set_object (value, self->damage);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
close_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  bks_history_file_free (data);
  g_task_return_boolean (task, TRUE);
}

static void
bks_history_db_finalize (GObject *object)
{
  BksHistoryDb *self = BKS_HISTORY_DB (object);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  /* Closing may write. */
  g_task_set_source_tag (task, bks_history_db_finalize);
  g_task_set_task_data (task, self->file, NULL);
  bks_worker_push (task, close_job);
  g_clear_object (&self->damage);
  g_free (self->path);

  G_OBJECT_CLASS (bks_history_db_parent_class)->finalize (object);
}

static void
bks_history_db_history_init (BksHistoryInterface *iface)
{
  iface->load_async = bks_history_db_load_async;
  iface->load_finish = bks_history_db_load_finish;
  iface->commit_async = bks_history_db_commit_async;
  iface->commit_finish = bks_history_db_boolean_finish;
  iface->load_runs_async = bks_history_db_load_runs_async;
  iface->load_runs_finish = bks_history_db_load_runs_finish;
  iface->flush_async = bks_history_db_flush_async;
  iface->flush_finish = bks_history_db_boolean_finish;
}

static void
bks_history_db_class_init (BksHistoryDbClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bks_history_db_get_property;
  object_class->finalize = bks_history_db_finalize;
  g_object_class_override_property (object_class, PROP_DAMAGE, "damage");
}

static void
bks_history_db_init (BksHistoryDb *self)
{
}

/**
 * bks_history_db_new:
 * @path: (nullable): the file; %NULL for backstay/history.db in the user's folder of data
 *
 * Touches nothing yet. The folder is Backstay's own: it is made, and kept, readable for its user
 * alone; so is the file.
 *
 * Returns: (transfer full): the history in that file
 */
BksHistoryDb *
bks_history_db_new (const char *path)
{
  BksHistoryDb *self = g_object_new (BKS_TYPE_HISTORY_DB, NULL);

  if (path != NULL)
    self->path = g_canonicalize_filename (path, NULL);
  else
    self->path = g_build_filename (g_get_user_data_dir (), "backstay", "history.db", NULL);
  self->file = bks_history_file_new (self->path);
  return self;
}

/**
 * bks_history_db_get_path:
 * @self: a history
 *
 * Returns: (transfer none) (type filename): where it is
 */
const char *
bks_history_db_get_path (BksHistoryDb *self)
{
  g_return_val_if_fail (BKS_IS_HISTORY_DB (self), NULL);

  return self->path;
}
