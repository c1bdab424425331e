/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-log-merge.h"

/* One of the logs. Never more than a page of it is held. */
typedef struct
{
  BksLogReader *reader; /* (owned) */
  GPtrArray *page;      /* (nullable) (owned) */
  guint next;           /* in the page */
  GError *error;        /* (nullable) (owned): it is not read on */
  gboolean is_reading;
  gboolean has_begun;
} Log;

struct _BksLogMerge
{
  GObject parent_instance;

  GPtrArray *logs; /* (owned) (element-type Log) */
  gboolean oldest_first;
  GCancellable *cancellable; /* (nullable) (owned) */
};

G_DEFINE_FINAL_TYPE (BksLogMerge, bks_log_merge, G_TYPE_OBJECT)

static guint changed_signal;

/* Who waits for a page of which log. */
typedef struct
{
  BksLogMerge *merge; /* (owned) */
  guint log;
} Wait;

static void
log_free (gpointer data)
{
  Log *log = data;

  g_clear_object (&log->reader);
  g_clear_pointer (&log->page, g_ptr_array_unref);
  g_clear_error (&log->error);
  g_free (log);
}

static void
bks_log_merge_finalize (GObject *object)
{
  BksLogMerge *self = BKS_LOG_MERGE (object);

  g_ptr_array_unref (self->logs);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (bks_log_merge_parent_class)->finalize (object);
}

static void
bks_log_merge_class_init (BksLogMergeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_log_merge_finalize;

  changed_signal = g_signal_new ("changed", BKS_TYPE_LOG_MERGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
bks_log_merge_init (BksLogMerge *self)
{
  self->logs = g_ptr_array_new_with_free_func (log_free);
}

static Log *
get_log (BksLogMerge *self, guint number)
{
  return g_ptr_array_index (self->logs, number);
}

static BksLogEntry *
peek (const Log *log)
{
  return log->page != NULL && log->next < log->page->len ? g_ptr_array_index (log->page, log->next)
                                                         : NULL;
}

static gboolean
needs_page (const Log *log)
{
  return log->error == NULL && peek (log) == NULL && !bks_log_reader_is_at_end (log->reader);
}

static void
page_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;
  g_autoptr (BksLogMerge) self = wait->merge;
  Log *log = get_log (self, wait->log);

  g_free (wait);
  log->is_reading = FALSE;
  log->has_begun = TRUE;
  g_clear_pointer (&log->page, g_ptr_array_unref);
  log->next = 0;
  log->page = bks_log_reader_next_finish (log->reader, result, &log->error);
  /* It can be read again, if that is still wanted. */
  if (g_error_matches (log->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_error (&log->error);
      log->has_begun = FALSE;
    }
  g_signal_emit (self, changed_signal, 0);
}

/* A line whose time is not known keeps its place in the log that it is from. */
static gboolean
comes_before (BksLogMerge *self, BksLogEntry *a, BksLogEntry *b)
{
  gint64 x = bks_log_entry_get_time (a);
  gint64 y = bks_log_entry_get_time (b);

  if (x == 0 || y == 0)
    return x == 0 && y != 0;
  return self->oldest_first ? x < y : x > y;
}

/*
 * bks_log_merge_new:
 * @oldest_first: as all readers that will be added
 * @cancellable: (nullable): ends what is under way
 *
 * Returns: (transfer full): a merge of nothing yet
 */
BksLogMerge *
bks_log_merge_new (gboolean oldest_first, GCancellable *cancellable)
{
  BksLogMerge *self = g_object_new (BKS_TYPE_LOG_MERGE, NULL);

  self->oldest_first = oldest_first;
  g_set_object (&self->cancellable, cancellable);
  return self;
}

/* After the last one was cancelled: what had been under way can be pulled again. */
void
bks_log_merge_set_cancellable (BksLogMerge *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

guint
bks_log_merge_add (BksLogMerge *self, BksLogReader *reader)
{
  Log *log = g_new0 (Log, 1);

  log->reader = g_object_ref (reader);
  g_ptr_array_add (self->logs, log);
  return self->logs->len - 1;
}

gboolean
bks_log_merge_pull (BksLogMerge *self)
{
  for (guint i = 0; i < self->logs->len; i++)
    {
      Log *log = get_log (self, i);
      Wait *wait;

      if (log->is_reading || !needs_page (log))
        continue;
      wait = g_new0 (Wait, 1);
      wait->merge = g_object_ref (self);
      wait->log = i;
      log->is_reading = TRUE;
      bks_log_reader_next_async (log->reader, self->cancellable, page_read_cb, wait);
    }
  return bks_log_merge_is_any_reading (self);
}

BksLogEntry *
bks_log_merge_take (BksLogMerge *self, guint *log_out)
{
  Log *first = NULL;
  guint number = 0;

  for (guint i = 0; i < self->logs->len; i++)
    {
      Log *log = get_log (self, i);

      if (needs_page (log))
        return NULL;
      if (peek (log) == NULL)
        continue;
      if (first == NULL || comes_before (self, peek (log), peek (first)))
        {
          first = log;
          number = i;
        }
    }
  if (first == NULL)
    return NULL;
  *log_out = number;
  return g_object_ref (g_ptr_array_index (first->page, first->next++));
}

gboolean
bks_log_merge_is_reading (BksLogMerge *self, guint log)
{
  return get_log (self, log)->is_reading;
}

gboolean
bks_log_merge_is_any_reading (BksLogMerge *self)
{
  for (guint i = 0; i < self->logs->len; i++)
    if (get_log (self, i)->is_reading)
      return TRUE;
  return FALSE;
}

gboolean
bks_log_merge_has_begun (BksLogMerge *self, guint log)
{
  return get_log (self, log)->has_begun;
}

gboolean
bks_log_merge_is_at_end (BksLogMerge *self)
{
  for (guint i = 0; i < self->logs->len; i++)
    if (peek (get_log (self, i)) != NULL || needs_page (get_log (self, i)))
      return FALSE;
  return TRUE;
}

GError *
bks_log_merge_get_error (BksLogMerge *self, guint log)
{
  return get_log (self, log)->error;
}

BksLogReader *
bks_log_merge_get_reader (BksLogMerge *self, guint log)
{
  return get_log (self, log)->reader;
}

guint
bks_log_merge_get_n_logs (BksLogMerge *self)
{
  return self->logs->len;
}
