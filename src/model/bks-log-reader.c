/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-log-reader.h"

#include "bks-log-fetch.h"
#include "bks-log-head.h"

/* How often a page is asked for again because new lines have moved it meanwhile. */
#define MAX_TRIES 5

struct _BksLogReader
{
  GObject parent_instance;

  BksNas *nas;            /* (owned) */
  char *target_id;        /* (nullable) (owned): of the Vault; NULL = Hyper Backup's own log */
  BksLogQuery *query;     /* (owned) */
  BksLogLevel only_level; /* UNKNOWN = those that the query wants */

  guint page_size;
  guint n_skip; /* lines that fit and are still to be left out */
  guint offset; /* newest first: of the next page */
  gint64 total; /* as said with the first page; -1 = not known */
  gint64 last_total;
  gint64 n_scanned;
  GPtrArray *head; /* (nullable) (owned): the newest lines, of any level */
  gint64 head_total;

  /* Oldest first, from the other end. Offsets count from the newest line as ever. */
  gint64 end;      /* what is to be read ends before this offset; -1 = not found yet */
  gint64 low;      /* lines up to this offset are known to be there */
  gint64 high;     /* at this offset nothing is; -1 = not known */
  guint n_tries;   /* of the same page */
  guint ask_limit; /* of the request that is under way */
  gint64 ask_first;

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
  bks_log_query_free (self->query);
  g_clear_pointer (&self->head, g_ptr_array_unref);

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
  self->page_size = BKS_LOG_PAGE;
  self->total = self->last_total = self->head_total = -1;
  self->end = self->high = -1;
}

static BksLogReader *
reader_new (BksNas *nas, const char *target_id, const BksLogQuery *query)
{
  BksLogReader *self = g_object_new (BKS_TYPE_LOG_READER, NULL);

  self->nas = g_object_ref (nas);
  self->target_id = g_strdup (target_id);
  self->query = bks_log_query_copy (query);
  return self;
}

static gboolean
fits (BksLogReader *self, BksLogEntry *entry)
{
  if (self->only_level != BKS_LOG_UNKNOWN && bks_log_entry_get_level (entry) != self->only_level)
    return FALSE;
  return bks_log_query_fits (self->query, self->target_id != NULL, self->nas, entry);
}

static void
remember_head (BksLogReader *self, const BksLogPage *page)
{
  g_clear_pointer (&self->head, g_ptr_array_unref);
  self->head = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < MIN (page->entries->len, BKS_LOG_HEAD); i++)
    g_ptr_array_add (self->head, g_object_ref (g_ptr_array_index (page->entries, i)));
  self->head_total = page->total;
}

static void
add (BksLogReader *self, GPtrArray *entries, BksLogEntry *entry)
{
  if (!fits (self, entry))
    return;
  if (self->n_skip > 0)
    self->n_skip--;
  else
    g_ptr_array_add (entries, g_object_ref (entry));
}

/* The lines of a page that are wanted, and where the next page begins. */
static GPtrArray *
take_page (BksLogReader *self, const BksLogPage *page)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_rows = bks_log_page_count_rows (page);
  gint64 n_shifted = 0;

  /* Lines that were written meanwhile have moved those of the last page into this one. */
  if (self->has_begun && self->last_total >= 0 && page->total > self->last_total)
    n_shifted = MIN (page->total - self->last_total, n_rows);
  if (!self->has_begun)
    self->total = page->total;
  for (guint i = (guint) n_shifted; i < page->entries->len; i++)
    add (self, entries, g_ptr_array_index (page->entries, i));
  self->has_begun = TRUE;
  self->last_total = page->total;
  self->offset += n_rows;
  self->n_scanned += n_rows - n_shifted;
  self->is_at_end = n_rows == 0
                    || (page->total >= 0 && page->total >= (gint64) self->offset
                            ? (gint64) self->offset == page->total
                            : n_rows < self->page_size);
  return entries;
}

/* The lines of a page from the other end on. */
static GPtrArray *
take_page_reversed (BksLogReader *self, const BksLogPage *page)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = page->entries->len; i > 0; i--)
    add (self, entries, g_ptr_array_index (page->entries, i - 1));
  self->n_scanned += bks_log_page_count_rows (page);
  self->end = self->ask_first;
  self->is_at_end = self->end == 0;
  self->n_tries = 0;
  return entries;
}

/* The page at the newest end tells how far away the other end is, if the NAS says so. */
static GPtrArray *
take_first_reversed (BksLogReader *self, const BksLogPage *page)
{
  guint n_rows = bks_log_page_count_rows (page);

  self->has_begun = TRUE;
  self->total = self->last_total = page->total;
  if (n_rows < self->page_size || page->total == n_rows)
    return take_page_reversed (self, page);
  if (page->total > n_rows)
    self->end = page->total;
  else
    self->low = n_rows;
  return NULL;
}

/* While the end is looked for: is there anything at this offset? */
static void
take_probe (BksLogReader *self, const BksLogPage *page)
{
  if (bks_log_page_count_rows (page) > 0)
    self->low = self->ask_first + 1;
  else
    self->high = self->ask_first;
  if (self->high >= 0 && self->high - self->low < self->page_size)
    self->end = self->high;
}

static void
look_for_end (BksLogReader *self, gint64 low, gint64 high)
{
  self->low = low;
  self->high = high;
  self->end = high >= 0 && high - low < self->page_size ? high : -1;
}

/* Returns: (nullable): lines; NULL = ask again */
static GPtrArray *
take_page_oldest (BksLogReader *self, const BksLogPage *page)
{
  guint n_rows = bks_log_page_count_rows (page);
  gint64 n_shifted = 0;

  if (!self->has_begun)
    return take_first_reversed (self, page);
  if (self->end < 0)
    {
      take_probe (self, page);
      return NULL;
    }
  if (self->last_total >= 0 && page->total > self->last_total)
    n_shifted = page->total - self->last_total;
  self->last_total = page->total;
  if (n_shifted > 0 && self->n_tries++ < MAX_TRIES)
    {
      self->end += n_shifted;
      return NULL;
    }
  /* The NAS had counted wrongly. */
  if (self->n_scanned == 0 && n_rows == 0 && self->ask_first > 0)
    {
      look_for_end (self, 0, self->ask_first);
      return NULL;
    }
  if (self->n_scanned == 0 && self->ask_first + n_rows > self->end)
    {
      look_for_end (self, self->ask_first + n_rows, -1);
      return NULL;
    }
  return take_page_reversed (self, page);
}

static void ask (GTask *task);

static void
page_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BksLogReader *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (BksLogPage) page = bks_log_fetch_finish (BKS_NAS (source), result, &error);
  GPtrArray *entries;

  if (page == NULL)
    {
      self->is_reading = FALSE;
      g_task_return_error (task, error);
      return;
    }
  if (self->ask_first == 0)
    remember_head (self, page);
  entries = self->query->oldest_first ? take_page_oldest (self, page) : take_page (self, page);
  if (entries == NULL)
    {
      ask (task);
      return;
    }
  self->is_reading = FALSE;
  g_task_return_pointer (task, entries, (GDestroyNotify) g_ptr_array_unref);
}

/* Where the next request begins, and how much it wants. */
static void
aim (BksLogReader *self)
{
  self->ask_limit = self->page_size;
  if (!self->query->oldest_first)
    {
      self->ask_first = self->offset;
      return;
    }
  if (!self->has_begun)
    {
      self->ask_first = 0;
      return;
    }
  if (self->end < 0)
    {
      self->ask_first = self->high < 0 ? MAX (self->low, 1) * 2 : (self->low + self->high) / 2;
      self->ask_limit = 1;
      return;
    }
  self->ask_first = MAX (self->end - self->page_size, 0);
  self->ask_limit = (guint) (self->end - self->ask_first);
  /* One more at first: is there a line behind the end that the NAS named? */
  if (self->n_scanned == 0 && self->high < 0)
    self->ask_limit++;
}

static void
ask (GTask *task)
{
  BksLogReader *self = g_task_get_source_object (task);

  aim (self);
  bks_log_fetch_async (self->nas, self->target_id, self->query,
                       (guint) MIN (self->ask_first, G_MAXINT), self->ask_limit,
                       g_task_get_cancellable (task), page_read_cb, g_object_ref (task));
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

  self = reader_new (nas, NULL, NULL);
  if (filter == NULL)
    return self;
  bks_log_query_set_keyword (self->query, filter->keyword);
  bks_log_query_set_task_id (self->query, filter->task_id);
  self->query->from = filter->from;
  self->query->to = filter->to;
  self->only_level = filter->level;
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
  g_return_val_if_fail (BKS_IS_NAS (nas), NULL);
  g_return_val_if_fail (target_id != NULL, NULL);

  return reader_new (nas, target_id, NULL);
}

/**
 * bks_log_reader_new_for_query:
 * @nas: a NAS
 * @target_id: (nullable): ID of a target of its Vault; %NULL = what Hyper Backup did
 * @query: (nullable): which lines, in which order; it is copied
 *
 * Returns: (transfer full): a reader
 */
BksLogReader *
bks_log_reader_new_for_query (BksNas *nas, const char *target_id, const BksLogQuery *query)
{
  g_return_val_if_fail (BKS_IS_NAS (nas), NULL);

  return reader_new (nas, target_id, query);
}

/**
 * bks_log_reader_get_n_scanned:
 * @self: a reader
 *
 * Returns: how many lines it has read, wanted or not
 */
gint64
bks_log_reader_get_n_scanned (BksLogReader *self)
{
  g_return_val_if_fail (BKS_IS_LOG_READER (self), 0);

  return self->n_scanned;
}

/**
 * bks_log_reader_get_head:
 * @self: a reader
 * @total_out: (out): how many lines there were then; -1 = not known
 *
 * Returns: (transfer none) (nullable) (element-type BksLogEntry): the newest lines, of any level, as
 *   they were when it last read there
 */
GPtrArray *
bks_log_reader_get_head (BksLogReader *self, gint64 *total_out)
{
  g_return_val_if_fail (BKS_IS_LOG_READER (self), NULL);

  *total_out = self->head_total;
  return self->head;
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
  if (self->only_level == BKS_LOG_UNKNOWN && !self->query->oldest_first
      && !bks_log_query_needs_scan (self->query, self->target_id != NULL))
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

  self->page_size = CLAMP (n, 1, BKS_LOG_PAGE);
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
  ask (task);
}

/**
 * bks_log_reader_next_finish:
 * @self: a reader
 * @result: of bks_log_reader_next_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: (transfer full) (element-type BksLogEntry) (nullable): lines, in the reader's order
 */
GPtrArray *
bks_log_reader_next_finish (BksLogReader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
