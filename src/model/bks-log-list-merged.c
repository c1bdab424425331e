/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-log-head.h"
#include "bks-log-list-private.h"

/* Several logs, or one of which only some lines are wanted: read from one end on, and what fits is
 * kept. */

/* Who looks whether a log has new lines. */
typedef struct
{
  BksLogList *list; /* (owned) */
  guint number;     /* of the feed */
} Look;

static void
feed_free (gpointer data)
{
  BksLogFeed *feed = data;

  g_clear_object (&feed->source);
  g_clear_pointer (&feed->head, g_ptr_array_unref);
  g_ptr_array_unref (feed->pending);
  g_free (feed);
}

void
bks_log_merged_init (BksLogMerged *merged)
{
  merged->feeds = g_ptr_array_new_with_free_func (feed_free);
  merged->entries = g_ptr_array_new_with_free_func (g_object_unref);
  merged->origins = g_array_new (FALSE, FALSE, sizeof (guint16));
}

void
bks_log_merged_clear (BksLogMerged *merged)
{
  g_clear_object (&merged->merge);
  g_ptr_array_set_size (merged->feeds, 0);
  g_ptr_array_set_size (merged->entries, 0);
  g_array_set_size (merged->origins, 0);
  merged->first_key = 0;
  merged->wants_more = merged->wants_all = merged->is_stopped = FALSE;
}

static BksLogFeed *
get_feed (BksLogList *self, guint number)
{
  return g_ptr_array_index (self->merged.feeds, number);
}

static gboolean
is_recalling (BksLogList *self)
{
  for (guint i = 0; i < self->merged.feeds->len; i++)
    if (bks_nas_is_recalling (bks_log_source_get_nas (get_feed (self, i)->source)))
      return TRUE;
  return FALSE;
}

/* What each source says of itself. */
static void
update_feeds (BksLogList *self)
{
  BksLogMerged *merged = &self->merged;

  for (guint i = 0; i < merged->feeds->len; i++)
    {
      BksLogFeed *feed = get_feed (self, i);
      BksLogReader *reader;
      const GError *error;
      gint64 total;

      if (feed->log < 0)
        continue;
      reader = bks_log_merge_get_reader (merged->merge, (guint) feed->log);
      error = bks_log_merge_get_error (merged->merge, (guint) feed->log);
      if (error != NULL && bks_log_source_get_problem (feed->source) == NULL)
        {
          g_autoptr (BksProblem) problem = bks_problem_from_error (error);

          bks_log_source_set_problem (feed->source, problem);
        }
      bks_log_source_set_is_busy (feed->source,
                                  bks_log_merge_is_reading (merged->merge, (guint) feed->log));
      total = bks_log_reader_get_total (reader);
      if (bks_log_source_get_total (feed->source) < total)
        bks_log_source_set_total (feed->source, total);
    }
}

static gboolean
have_all_begun (BksLogMerge *merge)
{
  for (guint i = 0; i < bks_log_merge_get_n_logs (merge); i++)
    if (!bks_log_merge_has_begun (merge, i))
      return FALSE;
  return TRUE;
}

static guint
find_feed (BksLogList *self, guint log)
{
  for (guint i = 0; i < self->merged.feeds->len; i++)
    if (get_feed (self, i)->log == (int) log)
      return i;
  g_assert_not_reached ();
}

/* Takes over what is certain by now. */
static void
drain (BksLogList *self)
{
  BksLogMerged *merged = &self->merged;
  guint n_before = merged->entries->len;
  BksLogEntry *entry;
  guint log;

  while (merged->entries->len < BKS_LOG_LIST_LIMIT
         && (entry = bks_log_merge_take (merged->merge, &log)) != NULL)
    {
      guint16 origin = (guint16) find_feed (self, log);

      g_ptr_array_add (merged->entries, entry);
      g_array_append_val (merged->origins, origin);
    }
  if (merged->entries->len == n_before)
    return;
  merged->wants_more = FALSE;
  bks_log_list_splice (self, n_before, 0, merged->entries->len - n_before);
}

static gboolean
is_scan (BksLogList *self)
{
  return self->merged.wants_all || bks_log_query_needs_scan (self->query, self->target_id != NULL);
}

static gboolean
is_full (BksLogList *self)
{
  return self->merged.entries->len >= BKS_LOG_LIST_LIMIT;
}

void
bks_log_merged_pump (BksLogList *self)
{
  BksLogMerged *merged = &self->merged;

  if (merged->merge == NULL || !self->is_started)
    return;
  drain (self);
  if (!merged->is_stopped && !is_full (self)
      && (is_scan (self) || merged->wants_more || merged->entries->len == 0))
    bks_log_merge_pull (merged->merge);
  update_feeds (self);
  if (!self->is_loaded)
    self->is_loaded = have_all_begun (merged->merge) && !is_recalling (self);
  bks_log_list_update (self);
}

static void
merge_changed_cb (BksLogList *self, BksLogMerge *merge)
{
  if (merge == self->merged.merge)
    bks_log_merged_pump (self);
}

/* One that does not answer would keep all others waiting for as long as it takes to find out again;
 * one that waits for a person is not asked at all. */
static gboolean
may_join (BksLogList *self, BksLogSource *source)
{
  BksNas *nas = bks_log_source_get_nas (source);
  gboolean is_alone = g_list_model_get_n_items (G_LIST_MODEL (self->sources)) == 1;

  if (bks_nas_is_recalling (nas))
    {
      bks_log_source_set_is_busy (source, TRUE);
      return FALSE;
    }
  if (!bks_log_source_may_ask (source)
      || (!is_alone && nas != self->insisted_nas && bks_nas_get_state (nas) == BKS_NAS_UNREACHABLE))
    {
      bks_log_source_set_problem (source, bks_nas_get_problem (nas));
      return FALSE;
    }
  return TRUE;
}

void
bks_log_merged_begin (BksLogList *self)
{
  BksLogMerged *merged = &self->merged;

  self->mode = BKS_LOG_LIST_MERGED;
  merged->merge = bks_log_merge_new (self->query->oldest_first, self->cancellable);
  g_signal_connect_object (merged->merge, "changed", G_CALLBACK (merge_changed_cb), self,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->sources)); i++)
    {
      BksLogFeed *feed = g_new0 (BksLogFeed, 1);

      feed->source = g_object_ref (bks_log_list_get_source (self, i));
      feed->pending = g_ptr_array_new_with_free_func (g_object_unref);
      feed->head_total = -1;
      feed->log = -1;
      if (may_join (self, feed->source))
        {
          g_autoptr (BksLogReader) reader = bks_log_reader_new_for_query (
              bks_log_source_get_nas (feed->source), self->target_id, self->query);

          feed->log = (int) bks_log_merge_add (merged->merge, reader);
        }
      g_ptr_array_add (merged->feeds, feed);
    }
  bks_log_merged_pump (self);
}

static guint
count_pending (BksLogList *self)
{
  guint n = 0;

  for (guint i = 0; i < self->merged.feeds->len; i++)
    n += get_feed (self, i)->pending->len;
  return n;
}

/* FALSE: the log is another one. */
static gboolean
take_look (BksLogList *self, BksLogFeed *feed, const BksLogPage *page)
{
  BksNas *nas = bks_log_source_get_nas (feed->source);
  gint64 expected = page->total >= 0 && feed->head_total >= 0 ? page->total - feed->head_total : -1;
  int n_new = bks_log_head_count_new (feed->head, page->entries, expected);
  guint n_pending = 0;

  if (n_new < 0 && feed->look_limit < BKS_LOG_PAGE
      && bks_log_page_count_rows (page) >= feed->look_limit)
    {
      feed->look_limit = BKS_LOG_PAGE;
      return TRUE;
    }
  if (n_new < 0)
    return FALSE;
  for (guint i = 0; i < (guint) n_new; i++)
    {
      BksLogEntry *entry = g_ptr_array_index (page->entries, i);

      if (bks_log_query_fits (self->query, self->target_id != NULL, nas, entry))
        g_ptr_array_insert (feed->pending, (int) n_pending++, g_object_ref (entry));
    }
  g_ptr_array_set_size (feed->head, 0);
  for (guint i = 0; i < MIN (page->entries->len, BKS_LOG_HEAD); i++)
    g_ptr_array_add (feed->head, g_object_ref (g_ptr_array_index (page->entries, i)));
  feed->head_total = page->total;
  if (page->total >= 0)
    bks_log_source_set_total (feed->source, page->total);
  feed->look_limit = 0;
  return TRUE;
}

static void look (BksLogList *self, guint number);

static void
looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Look *data = user_data;
  g_autoptr (BksLogList) self = data->list;
  guint number = data->number;
  g_autoptr (GError) error = NULL;
  g_autoptr (BksLogPage) page = bks_log_fetch_finish (BKS_NAS (object), result, &error);
  BksLogFeed *feed;

  g_free (data);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  feed = get_feed (self, number);
  feed->is_looking = FALSE;
  if (page == NULL)
    {
      /* What is shown stays right, and the next look may go well. */
      g_debug ("No look at new lines: %s", error->message);
      feed->look_limit = 0;
    }
  else if (!take_look (self, feed, page))
    {
      bks_log_list_reload (self);
      return;
    }
  if (feed->look_limit > 0)
    look (self, number);
  bks_log_list_update (self);
}

static void
look (BksLogList *self, guint number)
{
  BksLogFeed *feed = get_feed (self, number);
  Look *data = g_new0 (Look, 1);

  data->list = g_object_ref (self);
  data->number = number;
  feed->is_looking = TRUE;
  bks_log_fetch_async (bks_log_source_get_nas (feed->source), self->target_id, self->query, 0,
                       feed->look_limit, self->cancellable, looked_cb, data);
}

/* The reader has seen the newest lines, before they were filtered. */
static void
copy_head (BksLogList *self, BksLogFeed *feed)
{
  GPtrArray *head = bks_log_reader_get_head (
      bks_log_merge_get_reader (self->merged.merge, (guint) feed->log), &feed->head_total);

  if (head == NULL)
    return;
  feed->head = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < head->len; i++)
    g_ptr_array_add (feed->head, g_object_ref (g_ptr_array_index (head, i)));
}

void
bks_log_merged_look (BksLogList *self)
{
  if (self->query->oldest_first && !self->state.is_complete)
    return;
  for (guint i = 0; i < self->merged.feeds->len; i++)
    {
      BksLogFeed *feed = get_feed (self, i);

      if (feed->log < 0 || feed->is_looking || !bks_log_source_may_ask (feed->source)
          || bks_log_source_get_problem (feed->source) != NULL)
        continue;
      if (feed->head == NULL)
        copy_head (self, feed);
      if (feed->head == NULL)
        continue;
      feed->look_limit = BKS_LOG_LIST_LOOK;
      look (self, i);
    }
  bks_log_list_update (self);
}

/* The newest of the new lines of all; NULL = there is none left. */
static BksLogEntry *
take_pending (BksLogList *self, guint *next, guint16 *origin_out)
{
  BksLogEntry *newest = NULL;

  for (guint i = 0; i < self->merged.feeds->len; i++)
    {
      const BksLogFeed *feed = get_feed (self, i);
      BksLogEntry *entry;

      if (next[i] == feed->pending->len)
        continue;
      entry = g_ptr_array_index (feed->pending, next[i]);
      if (newest != NULL && bks_log_entry_get_time (entry) <= bks_log_entry_get_time (newest))
        continue;
      newest = entry;
      *origin_out = (guint16) i;
    }
  if (newest != NULL)
    next[*origin_out]++;
  return newest;
}

void
bks_log_merged_take_new (BksLogList *self)
{
  BksLogMerged *merged = &self->merged;
  g_autofree guint *next = g_new0 (guint, merged->feeds->len);
  guint n_before = merged->entries->len;
  guint n_new = 0;
  BksLogEntry *entry;
  guint16 origin;

  while ((entry = take_pending (self, next, &origin)) != NULL)
    {
      guint place = self->query->oldest_first ? n_before : n_new;

      g_ptr_array_insert (merged->entries, (int) place, g_object_ref (entry));
      g_array_insert_val (merged->origins, place, origin);
      n_new++;
    }
  for (guint i = 0; i < merged->feeds->len; i++)
    g_ptr_array_set_size (get_feed (self, i)->pending, 0);
  /* Rows keep their keys. */
  if (!self->query->oldest_first)
    merged->first_key -= n_new;
  bks_log_list_splice (self, self->query->oldest_first ? n_before : 0, 0, n_new);
}

void
bks_log_merged_get_state (BksLogList *self, BksLogListState *state)
{
  const BksLogMerged *merged = &self->merged;
  gboolean is_at_end = bks_log_merge_is_at_end (merged->merge);

  state->total = 0;
  for (guint i = 0; i < merged->feeds->len; i++)
    {
      const BksLogFeed *feed = get_feed (self, i);
      gint64 total = bks_log_source_get_total (feed->source);

      state->is_busy |= feed->is_looking || bks_log_source_get_is_busy (feed->source);
      if (feed->log < 0 || bks_log_source_get_problem (feed->source) != NULL)
        continue;
      state->n_scanned += bks_log_reader_get_n_scanned (
          bks_log_merge_get_reader (merged->merge, (guint) feed->log));
      state->total = total < 0 || state->total < 0 ? -1 : state->total + total;
    }
  state->n_to_scan = state->total;
  state->n_new = count_pending (self);
  state->is_limited = !is_at_end && (is_full (self) || merged->is_stopped);
  state->is_scanning = self->is_started && is_scan (self) && !merged->is_stopped && !is_at_end
                       && !is_full (self);
  /* What nobody can get at is told by the sources; this may be all the same of the rest. */
  state->is_complete = self->is_loaded && is_at_end;
}
