/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-log-head.h"
#include "bks-log-list-private.h"
#include "bks-records-private.h"

/* One log, page by page, wherever rows are looked at. One request at a time: two answers that pass
 * each other would not tell which total is the newer one. */

/* No log is longer; a NAS that says so is wrong. */
#define MAX_LINES 10000000

/* To look for new lines with, if the few are all new. */
#define LOOK_AGAIN BKS_LOG_PAGE

void
bks_log_paged_init (BksLogPaged *paged)
{
  paged->pages = bks_log_pages_new ();
  paged->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  paged->total = -1;
}

void
bks_log_paged_clear (BksLogPaged *paged)
{
  BksLogPages *pages = paged->pages;
  GArray *wanted = paged->wanted;

  bks_log_pages_clear (pages);
  g_array_set_size (wanted, 0);
  g_clear_pointer (&paged->head, g_ptr_array_unref);
  *paged = (BksLogPaged){ .pages = pages, .wanted = wanted, .total = -1 };
}

static guint
count (const BksLogPaged *paged)
{
  return (guint) (paged->end - paged->begin);
}

gint64
bks_log_paged_get_key (BksLogList *self, guint position)
{
  return self->query->oldest_first ? self->paged.end - 1 - position : self->paged.begin + position;
}

void
bks_log_paged_want (BksLogList *self, gint64 key)
{
  GArray *wanted = self->paged.wanted;
  gint64 number = bks_log_pages_number_of (key);

  if (wanted->len > 0 && g_array_index (wanted, gint64, wanted->len - 1) == number)
    return;
  for (guint i = 0; i < wanted->len; i++)
    if (g_array_index (wanted, gint64, i) == number)
      {
        g_array_remove_index (wanted, i);
        break;
      }
  g_array_append_val (wanted, number);
  bks_log_list_pump_soon (self);
}

/* After something stood in the way: whatever rows that somebody holds still wait for. */
void
bks_log_paged_want_awaited (BksLogList *self)
{
  GHashTableIter iter;
  gpointer key, row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &key, &row))
    if (bks_log_row_get_entry (row) == NULL)
      bks_log_paged_want (self, *(gint64 *) key);
  bks_log_list_pump_soon (self);
}

/* Whether a row that somebody holds waits for a line of this page: if one has scrolled past it, it is
 * not read any more. */
static gboolean
is_awaited (BksLogList *self, gint64 number)
{
  gint64 first = bks_log_pages_first_key (number);

  for (gint64 key = MAX (first, self->paged.begin);
       key < MIN (first + BKS_LOG_PAGE, self->paged.end); key++)
    {
      BksLogRow *row = bks_log_rows_find (self->rows, key);

      if (row != NULL && bks_log_row_get_entry (row) == NULL)
        return TRUE;
    }
  return FALSE;
}

/* FALSE: nothing of the page is missing. */
static gboolean
find_gap (BksLogPaged *paged, gint64 number, gint64 *gap_out)
{
  gint64 first = bks_log_pages_first_key (number);

  for (gint64 key = MAX (first, -paged->shift); key < MIN (first + BKS_LOG_PAGE, paged->end); key++)
    if (bks_log_pages_peek (paged->pages, key) == NULL)
      {
        *gap_out = key;
        return TRUE;
      }
  return FALSE;
}

static gboolean
find_next_page (BksLogList *self, gint64 *gap_out)
{
  BksLogPaged *paged = &self->paged;

  while (paged->wanted->len > 0)
    {
      gint64 number = g_array_index (paged->wanted, gint64, paged->wanted->len - 1);

      g_array_set_size (paged->wanted, paged->wanted->len - 1);
      if (is_awaited (self, number) && find_gap (paged, number, gap_out))
        return TRUE;
    }
  return FALSE;
}

static gboolean
find_missing_page (BksLogPaged *paged, gint64 *gap_out)
{
  if (count (paged) > BKS_LOG_LIST_LIMIT)
    return FALSE;
  for (gint64 number = bks_log_pages_number_of (paged->begin);
       bks_log_pages_first_key (number) < paged->end; number++)
    if (!bks_log_pages_has (paged->pages, number, paged->begin, paged->end))
      return find_gap (paged, number, gap_out);
  return FALSE;
}

/* Rows that wait for this line get it. */
static void
put (BksLogList *self, gint64 key, BksLogEntry *entry)
{
  BksLogRow *row = bks_log_rows_find (self->rows, key);

  bks_log_pages_put (self->paged.pages, key, entry);
  if (row != NULL && bks_log_row_get_entry (row) == NULL)
    {
      g_autoptr (BksLogRow) held = g_object_ref (row);

      bks_log_row_set_entry (held, entry);
    }
}

/* A line that could not be read takes its place all the same, or all that follow were displaced. */
static void
put_page (BksLogList *self, const BksLogPage *page, gint64 first_key)
{
  g_autoptr (BksLogEntry) unreadable = NULL;
  guint n_rows = bks_log_page_count_rows (page);

  for (guint i = 0; i < n_rows; i++)
    {
      gint64 key = first_key + i;

      /* What moved in from beside is taken only where there is a place for it already. */
      if (bks_log_pages_number_of (key) != self->paged.asked_page
          && !bks_log_pages_has_page (self->paged.pages, bks_log_pages_number_of (key)))
        continue;
      if (i < page->entries->len)
        {
          put (self, key, g_ptr_array_index (page->entries, i));
          continue;
        }
      if (unreadable == NULL)
        unreadable = bks_log_entry_new_empty ();
      put (self, key, unreadable);
    }
}

static void
set_end (BksLogList *self, gint64 end)
{
  BksLogPaged *paged = &self->paged;
  guint old = count (paged);

  paged->end = CLAMP (end, paged->begin, paged->begin + MAX_LINES);
  if (count (paged) >= old)
    bks_log_list_splice (self, self->query->oldest_first ? 0 : old, 0, count (paged) - old);
  else
    bks_log_list_splice (self, self->query->oldest_first ? 0 : count (paged), old - count (paged),
                         0);
}

/* Where the log ends, as far as this answer tells. What came counts more than what was said. */
static void
learn_end (BksLogList *self, const BksLogPage *page, gint64 first_key)
{
  BksLogPaged *paged = &self->paged;
  guint n_rows = bks_log_page_count_rows (page);
  gint64 end = first_key + n_rows;
  gint64 said = page->total >= 0 ? page->total - paged->shift : -1;
  gboolean is_full = n_rows >= paged->asked_limit;

  if (n_rows > 0)
    paged->seen_end = MAX (paged->seen_end, end);
  if (n_rows == 0 && paged->asked_offset > 0 && (page->total < 0 || said > first_key))
    {
      /* Nothing is there although the NAS says so: the end lies between what was seen and here. */
      paged->is_total_wrong = TRUE;
      paged->is_end_known = first_key <= paged->seen_end;
      set_end (self, MIN (paged->end, (paged->seen_end + MAX (first_key, paged->seen_end)) / 2));
    }
  else if (page->total >= 0 && said >= end && !paged->is_total_wrong && (n_rows > 0 || said <= end))
    set_end (self, said);
  else if (!is_full)
    {
      paged->is_end_known = TRUE;
      set_end (self, MAX (end, paged->begin));
    }
  else
    {
      paged->is_total_wrong = TRUE;
      if (!paged->is_end_known || end > paged->end)
        set_end (self, MAX (paged->end, end + BKS_LOG_PAGE));
    }
}

static void
take_head (BksLogPaged *paged, const BksLogPage *page)
{
  g_clear_pointer (&paged->head, g_ptr_array_unref);
  paged->head = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < MIN (page->entries->len, BKS_LOG_HEAD); i++)
    g_ptr_array_add (paged->head, g_object_ref (g_ptr_array_index (page->entries, i)));
  paged->head_key = -paged->shift;
}

static void
take_page (BksLogList *self, const BksLogPage *page)
{
  BksLogPaged *paged = &self->paged;
  gint64 first_key;

  /* New lines come at the top; all others have moved down by so many. */
  if (page->total >= 0 && paged->total >= 0 && page->total > paged->total)
    paged->shift += page->total - paged->total;
  if (page->total >= 0)
    paged->total = page->total;
  first_key = (gint64) paged->asked_offset - paged->shift;
  if (paged->head == NULL)
    take_head (paged, page);
  learn_end (self, page, first_key);
  put_page (self, page, first_key);
}

/* FALSE: the log is another one. */
static gboolean
take_look (BksLogList *self, const BksLogPage *page)
{
  BksLogPaged *paged = &self->paged;
  guint n_rows = bks_log_page_count_rows (page);
  gint64 growth = page->total >= 0 && paged->total >= 0 ? page->total - paged->total : -1;
  gint64 expected = growth >= 0 ? paged->head_key + paged->shift + growth : -1;
  gint64 n_new;

  if (paged->head->len == 0)
    n_new = MAX (page->total, n_rows);
  else
    n_new = bks_log_head_count_new (paged->head, page->entries, expected);
  if (n_new < 0 && n_rows >= paged->asked_limit && paged->asked_limit < LOOK_AGAIN)
    {
      paged->look_limit = LOOK_AGAIN;
      return TRUE;
    }
  if (n_new < 0 && expected >= n_rows && n_rows >= paged->asked_limit)
    n_new = expected;
  if (n_new < 0)
    return FALSE;
  paged->shift = MAX (n_new - paged->head_key, -paged->begin);
  if (page->total >= 0)
    paged->total = page->total;
  if (!paged->is_total_wrong && page->total >= 0)
    set_end (self, page->total - paged->shift);
  take_head (paged, page);
  for (guint i = 0; i < page->entries->len; i++)
    {
      gint64 key = (gint64) i - paged->shift;

      if (key < paged->end)
        put (self, key, g_ptr_array_index (page->entries, i));
    }
  return TRUE;
}

static void
fail (BksLogList *self, const GError *error)
{
  g_autoptr (BksProblem) problem = bks_problem_from_error (error);

  self->is_loaded = TRUE;
  bks_log_source_set_problem (bks_log_list_get_source (self, 0), problem);
}

static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksLogList) self = user_data;
  BksLogPaged *paged = &self->paged;
  g_autoptr (GError) error = NULL;
  g_autoptr (BksLogPage) page = bks_log_fetch_finish (BKS_NAS (object), result, &error);
  BksLogSource *source;
  BksLogListAsks asks = paged->asks;
  gint64 gap_before = 0;
  gint64 gap;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  paged->asks = BKS_LOG_ASKS_NOTHING;
  source = bks_log_list_get_source (self, 0);
  bks_log_source_set_is_busy (source, FALSE);
  if (page == NULL)
    {
      /* What is shown stays right if only the look at new lines failed; the next may go well. */
      if (asks == BKS_LOG_ASKS_NEW)
        g_debug ("No look at new lines: %s", error->message);
      else
        fail (self, error);
      bks_log_list_update (self);
      return;
    }
  bks_log_source_set_total (source, MAX (page->total, -1));
  if (!self->is_loaded && self->query->oldest_first && page->total < 0
      && bks_log_page_count_rows (page) >= paged->asked_limit)
    {
      bks_log_list_become_merged (self);
      return;
    }
  if (asks == BKS_LOG_ASKS_NEW && !take_look (self, page))
    {
      bks_log_list_reload (self);
      return;
    }
  if (asks == BKS_LOG_ASKS_PAGE)
    {
      gboolean was_gap = find_gap (paged, paged->asked_page, &gap_before);
      gint64 shift_before = paged->shift;

      self->is_loaded = TRUE;
      take_page (self, page);
      /* What is still missing of it, since lines have moved, is asked for once more, unless the
       * answer did not help. */
      if (find_gap (paged, paged->asked_page, &gap)
          && (!was_gap || gap != gap_before || paged->shift != shift_before))
        bks_log_paged_want (self, gap);
    }
  bks_log_list_update (self);
  bks_log_paged_pump (self);
}

static void
ask (BksLogList *self, BksLogListAsks what, guint offset, guint limit)
{
  BksLogSource *source = bks_log_list_get_source (self, 0);

  self->paged.asks = what;
  self->paged.asked_offset = offset;
  self->paged.asked_limit = limit;
  bks_log_source_set_is_busy (source, TRUE);
  bks_log_list_update (self);
  bks_log_fetch_async (bks_log_source_get_nas (source), self->target_id, self->query, offset, limit,
                       self->cancellable, answered_cb, g_object_ref (self));
}

static void
ask_page (BksLogList *self, gint64 gap)
{
  gint64 number = bks_log_pages_number_of (gap);
  gint64 offset = MAX (gap + self->paged.shift, 0);
  gint64 limit = bks_log_pages_first_key (number + 1) - gap;

  self->paged.asked_page = number;
  ask (self, BKS_LOG_ASKS_PAGE, (guint) offset, (guint) limit);
}

/* One that waits for a person is not asked, and one whose password is being looked up not yet. */
static gboolean
may_ask (BksLogList *self)
{
  BksLogSource *source = bks_log_list_get_source (self, 0);
  BksNas *nas = bks_log_source_get_nas (source);

  if (bks_log_source_get_problem (source) != NULL)
    return FALSE;
  if (bks_log_source_may_ask (source))
    return TRUE;
  if (bks_nas_is_recalling (nas))
    bks_log_source_set_is_busy (source, TRUE);
  else
    {
      self->is_loaded = TRUE;
      bks_log_source_set_problem (source, bks_nas_get_problem (nas));
    }
  return FALSE;
}

void
bks_log_paged_pump (BksLogList *self)
{
  BksLogPaged *paged = &self->paged;
  gint64 gap;

  if (paged->asks != BKS_LOG_ASKS_NOTHING || !self->is_started)
    return;
  if (!may_ask (self))
    {
      bks_log_list_update (self);
      return;
    }
  if (paged->head == NULL)
    ask_page (self, 0);
  else if (find_next_page (self, &gap))
    ask_page (self, gap);
  else if (paged->look_limit > 0)
    {
      guint limit = paged->look_limit;

      paged->look_limit = 0;
      ask (self, BKS_LOG_ASKS_NEW, 0, limit);
    }
  else if (paged->wants_all && find_missing_page (paged, &gap))
    ask_page (self, gap);
  else if (paged->wants_all)
    {
      paged->wants_all = FALSE;
      bks_log_list_update (self);
    }
}

void
bks_log_paged_begin (BksLogList *self)
{
  self->mode = BKS_LOG_LIST_PAGED;
  bks_log_paged_pump (self);
}

/* The other order, of what is there. FALSE: nobody knows where the log ends. */
gboolean
bks_log_paged_turn (BksLogList *self)
{
  return self->paged.head != NULL && !self->paged.is_total_wrong
         && bks_log_source_get_problem (bks_log_list_get_source (self, 0)) == NULL;
}

void
bks_log_paged_take_new (BksLogList *self)
{
  BksLogPaged *paged = &self->paged;
  guint n_before = count (paged);
  guint n_new = (guint) (paged->begin + paged->shift);

  paged->begin = -paged->shift;
  bks_log_list_splice (self, self->query->oldest_first ? n_before : 0, 0, n_new);
}

void
bks_log_paged_get_state (BksLogList *self, BksLogListState *state)
{
  const BksLogPaged *paged = &self->paged;
  BksLogSource *source = bks_log_list_get_source (self, 0);

  state->total = paged->head != NULL ? (gint64) count (paged) : -1;
  state->n_new = (guint) CLAMP (paged->begin + paged->shift, 0, MAX_LINES);
  state->n_scanned = 0;
  state->is_scanning = paged->wants_all;
  state->is_busy = bks_log_source_get_is_busy (source);
  state->is_complete = paged->head != NULL && count (paged) <= BKS_LOG_LIST_LIMIT
                       && bks_log_pages_has_all (paged->pages, paged->begin, paged->end);
  state->is_limited = FALSE;
}
