/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-log-reader.h"

#include <glib/gi18n-lib.h>

#include "bks-nas-private.h"
#include "bks-records-private.h"

/* A page of this many lines is some 80 kB on the wire. */
#define PAGE 500

struct _BksLogReader
{
  GObject parent_instance;

  BksNas *nas;     /* (owned) */
  char *target_id; /* (nullable) (owned): of the Vault; NULL = Hyper Backup's own log */
  char *keyword;   /* (nullable) (owned) */
  char *task_id;   /* (nullable) (owned) */
  BksLogMoment from;
  BksLogMoment to;
  BksLogLevel level;

  guint page_size;
  guint n_skip; /* lines that fit and are still to be left out */
  guint offset; /* of the next page */
  gint64 total; /* as said with the first page; -1 = not known */
  gint64 last_total;
  gboolean has_begun;
  gboolean is_at_end;
  gboolean is_reading;
};

G_DEFINE_FINAL_TYPE (BksLogReader, bks_log_reader, G_TYPE_OBJECT)

static void
bks_log_reader_finalize (GObject *object)
{
  BksLogReader *self = BKS_LOG_READER (object);

  g_clear_object (&self->nas);
  g_free (self->target_id);
  g_free (self->keyword);
  g_free (self->task_id);

  G_OBJECT_CLASS (bks_log_reader_parent_class)->finalize (object);
}

static void
bks_log_reader_class_init (BksLogReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_log_reader_finalize;
}

static void
bks_log_reader_init (BksLogReader *self)
{
  self->page_size = PAGE;
  self->total = self->last_total = -1;
}

static BksLogReader *
reader_new (BksNas *nas)
{
  BksLogReader *self = g_object_new (BKS_TYPE_LOG_READER, NULL);

  self->nas = g_object_ref (nas);
  return self;
}

/* The lines of a page that are wanted, and where the next page begins. */
static GPtrArray *
take_page (BksLogReader *self, const DsmLogPage *page)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);
  int utc_offset = dsm_client_get_utc_offset (self->nas->client);
  guint n_rows = page->lines->len + page->n_dropped;
  gint64 n_shifted = 0;

  /* Lines that were written meanwhile have moved those of the last page into this one. */
  if (self->has_begun && self->last_total >= 0 && page->total > self->last_total)
    n_shifted = MIN (page->total - self->last_total, n_rows);
  if (!self->has_begun)
    self->total = page->total;
  for (guint i = (guint) n_shifted; i < page->lines->len; i++)
    {
      g_autoptr (BksLogEntry) entry = bks_log_entry_new (g_ptr_array_index (page->lines, i),
                                                         utc_offset);

      if (self->level != BKS_LOG_UNKNOWN && bks_log_entry_get_level (entry) != self->level)
        continue;
      if (self->n_skip > 0)
        self->n_skip--;
      else
        g_ptr_array_add (entries, g_steal_pointer (&entry));
    }
  self->has_begun = TRUE;
  self->last_total = page->total;
  self->offset += n_rows;
  self->is_at_end = n_rows == 0
                    || (page->total >= 0 ? (gint64) self->offset >= page->total
                                         : n_rows < self->page_size);
  return entries;
}

static void
page_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BksLogReader *self = g_task_get_source_object (task);
  DsmClient *client = DSM_CLIENT (source);
  GError *error = NULL;
  g_autoptr (DsmLogPage) page = self->target_id != NULL
                                    ? dsm_vault_log_list_finish (client, result, &error)
                                    : dsm_log_list_finish (client, result, &error);

  self->is_reading = FALSE;
  if (page == NULL)
    g_task_return_error (task, bks_nas_take_error (self->nas, error));
  else
    g_task_return_pointer (task, take_page (self, page), (GDestroyNotify) g_ptr_array_unref);
}

/* Returns: (transfer full) (nullable): why @moment cannot be asked for */
static BksProblem *
find_second (BksLogReader *self, const BksLogMoment *moment, gint64 *second_out)
{
  int utc_offset = dsm_client_get_utc_offset (self->nas->client);
  g_autofree char *sentence = NULL;

  *second_out = 0;
  if (!moment->is_set)
    return NULL;
  if (!moment->is_wall_clock || utc_offset != DSM_OFFSET_UNKNOWN)
    {
      gint64 second = moment->seconds - (moment->is_wall_clock ? utc_offset : 0);

      /* 0 would be no bound at all. */
      *second_out = MAX (second, 1);
      return NULL;
    }
  sentence = g_strdup_printf (_ ("%s does not say in which time zone it is."), self->nas->name);
  return bks_problem_new (BKS_PROBLEM_PROTOCOL, sentence,
                          _ ("Give the time with its offset, such as 2026-05-31T12:00+02:00."));
}

static void
ask (GTask *task)
{
  BksLogReader *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  DsmLogFilter filter = { .keyword = self->keyword, .task_id = self->task_id };
  g_autoptr (BksProblem) problem = NULL;

  if (self->target_id != NULL)
    {
      dsm_vault_log_list_async (self->nas->client, self->target_id, self->offset, self->page_size,
                                cancellable, page_read_cb, g_object_ref (task));
      return;
    }
  problem = find_second (self, &self->from, &filter.from);
  if (problem == NULL)
    problem = find_second (self, &self->to, &filter.to);
  if (problem != NULL)
    {
      self->is_reading = FALSE;
      g_task_return_error (task, bks_problem_to_error (problem));
      return;
    }
  dsm_log_list_async (self->nas->client, &filter, self->offset, self->page_size, cancellable,
                      page_read_cb, g_object_ref (task));
}

static void
clock_learnt_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BksLogReader *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (dsm_client_learn_clock_finish (DSM_CLIENT (source), result, &error))
    {
      ask (task);
      return;
    }
  self->is_reading = FALSE;
  g_task_return_error (task, bks_nas_take_error (self->nas, error));
}

/**
 * bks_log_reader_new:
 * @nas: a NAS
 * @filter: (nullable): which lines; its texts are copied
 *
 * Returns: (transfer full): a reader of what Hyper Backup did, from the newest line on
 */
BksLogReader *
bks_log_reader_new (BksNas *nas, const BksLogFilter *filter)
{
  BksLogReader *self;

  g_return_val_if_fail (BKS_IS_NAS (nas), NULL);

  self = reader_new (nas);
  if (filter == NULL)
    return self;
  self->keyword = g_strdup (filter->keyword);
  self->task_id = g_strdup (filter->task_id);
  self->from = filter->from;
  self->to = filter->to;
  self->level = filter->level;
  return self;
}

/**
 * bks_log_reader_new_vault:
 * @nas: a NAS
 * @target_id: ID of a target
 *
 * Returns: (transfer full): a reader of what Hyper Backup Vault did for a target, from the newest
 *   line on
 */
BksLogReader *
bks_log_reader_new_vault (BksNas *nas, const char *target_id)
{
  BksLogReader *self;

  g_return_val_if_fail (BKS_IS_NAS (nas), NULL);
  g_return_val_if_fail (target_id != NULL, NULL);

  self = reader_new (nas);
  self->target_id = g_strdup (target_id);
  return self;
}

/**
 * bks_log_reader_get_nas:
 * @self: a reader
 *
 * Returns: (transfer none): the NAS whose log it reads
 */
BksNas *
bks_log_reader_get_nas (BksLogReader *self)
{
  g_return_val_if_fail (BKS_IS_LOG_READER (self), NULL);

  return self->nas;
}

/**
 * bks_log_reader_skip:
 * @self: a reader that has read nothing yet
 * @n: how many lines that fit to leave out
 */
void
bks_log_reader_skip (BksLogReader *self, guint n)
{
  g_return_if_fail (BKS_IS_LOG_READER (self));
  g_return_if_fail (!self->has_begun);

  /* Where the NAS does all of the filtering, it can leave them out as well. */
  if (self->level == BKS_LOG_UNKNOWN)
    self->offset = n;
  else
    self->n_skip = n;
}

/**
 * bks_log_reader_set_page_size:
 * @self: a reader
 * @n: how many lines to ask for at a time; no more than the usual 500
 */
void
bks_log_reader_set_page_size (BksLogReader *self, guint n)
{
  g_return_if_fail (BKS_IS_LOG_READER (self));

  self->page_size = CLAMP (n, 1, PAGE);
}

/**
 * bks_log_reader_get_total:
 * @self: a reader
 *
 * Returns: how many lines of all levels there are, as the NAS said with the first page; -1 = not known
 */
gint64
bks_log_reader_get_total (BksLogReader *self)
{
  g_return_val_if_fail (BKS_IS_LOG_READER (self), -1);

  return self->total;
}

/**
 * bks_log_reader_is_at_end:
 * @self: a reader
 *
 * Returns: whether there are no more lines
 */
gboolean
bks_log_reader_is_at_end (BksLogReader *self)
{
  g_return_val_if_fail (BKS_IS_LOG_READER (self), TRUE);

  return self->is_at_end;
}

/**
 * bks_log_reader_next_async:
 * @self: a reader that is not reading
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Reads the next page (sections 9.7 and 10.5 of the protocol reference). Nothing of the last one is
 * kept, so that a log of any length needs little memory. After a failure the same page can be read
 * again.
 */
void
bks_log_reader_next_async (BksLogReader *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BKS_IS_LOG_READER (self));
  g_return_if_fail (!self->is_reading);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bks_log_reader_next_async);
  if (self->is_at_end)
    {
      g_task_return_pointer (task, g_ptr_array_new_with_free_func (g_object_unref),
                             (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  self->is_reading = TRUE;
  dsm_client_learn_clock_async (self->nas->client, cancellable, clock_learnt_cb,
                                g_steal_pointer (&task));
}

/**
 * bks_log_reader_next_finish:
 * @self: a reader
 * @result: of bks_log_reader_next_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: (transfer full) (element-type BksLogEntry) (nullable): lines, newest first
 */
GPtrArray *
bks_log_reader_next_finish (BksLogReader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
