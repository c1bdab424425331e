/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-log-fetch.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bks-nas-private.h"
#include "bks-records-private.h"
#include "dsm-log-batch.h"

typedef struct
{
  char *target_id; /* (nullable) (owned): NULL = Hyper Backup's own log */
  BksLogQuery *query;
  guint offset;
  guint limit;
  GArray *spans; /* (nullable) (owned): gint64, two for each: only totals are wanted */
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_free (fetch->target_id);
  bks_log_query_free (fetch->query);
  g_clear_pointer (&fetch->spans, g_array_unref);
  g_free (fetch);
}

void
bks_log_page_free (BksLogPage *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->entries);
  g_free (self);
}

guint
bks_log_page_count_rows (const BksLogPage *self)
{
  return self->entries->len + self->n_dropped;
}

static BksLogPage *
page_new (const DsmLogPage *record, int utc_offset)
{
  BksLogPage *self = g_new0 (BksLogPage, 1);

  self->entries = g_ptr_array_new_full (record->lines->len, g_object_unref);
  for (guint i = 0; i < record->lines->len; i++)
    g_ptr_array_add (self->entries,
                     bks_log_entry_new (g_ptr_array_index (record->lines, i), utc_offset));
  self->n_dropped = record->n_dropped;
  self->total = record->total;
  return self;
}

static BksProblem *
resolve (BksNas *nas, const BksLogMoment *moment, gint64 *second_out)
{
  int utc_offset = dsm_client_get_utc_offset (nas->client);
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
  sentence = g_strdup_printf (_ ("%s does not say in which time zone it is."), nas->name);
  return bks_problem_new (BKS_PROBLEM_PROTOCOL, sentence,
                          _ ("Give the time with its offset, such as 2026-05-31T12:00+02:00."));
}

/*
 * bks_log_query_resolve:
 * @self: a query
 * @nas: whose clock its wall clocks are
 * @from_out: s since the Unix epoch, UTC; 0 = open
 * @to_out: likewise
 */
BksProblem *
bks_log_query_resolve (const BksLogQuery *self, BksNas *nas, gint64 *from_out, gint64 *to_out)
{
  BksProblem *problem = resolve (nas, &self->from, from_out);

  return problem != NULL ? problem : resolve (nas, &self->to, to_out);
}

gboolean
bks_log_query_needs_scan (const BksLogQuery *self, gboolean of_vault)
{
  return bks_log_query_has_level (self)
         || (of_vault && (self->keyword != NULL || self->from.is_set || self->to.is_set));
}

gboolean
bks_log_query_concerns (const BksLogQuery *self, BksNas *nas)
{
  return self->task_id == NULL || bks_nas_get_checked_at (nas) == 0
         || bks_nas_find_task (nas, self->task_id) != NULL;
}

static gboolean
contains (const char *event, const char *keyword)
{
  g_autofree char *folded_event = g_utf8_casefold (event, -1);
  g_autofree char *folded_keyword = g_utf8_casefold (keyword, -1);

  return strstr (folded_event, folded_keyword) != NULL;
}

/* A line whose time nobody can read is in no span. */
gboolean
bks_log_query_fits (const BksLogQuery *self, gboolean of_vault, BksNas *nas, BksLogEntry *entry)
{
  gint64 second = bks_log_entry_get_time (entry) / G_USEC_PER_SEC;
  g_autoptr (BksProblem) problem = NULL;
  gint64 from, to;

  if (!bks_log_query_wants_level (self, bks_log_entry_get_level (entry)))
    return FALSE;
  if (!of_vault)
    return TRUE;
  if (self->keyword != NULL && !contains (bks_log_entry_get_event (entry), self->keyword))
    return FALSE;
  if (!self->from.is_set && !self->to.is_set)
    return TRUE;
  problem = bks_log_query_resolve (self, nas, &from, &to);
  return problem == NULL && second != 0 && (from == 0 || second >= from)
         && (to == 0 || second <= to);
}

static void
totals_answered (GTask *task, GPtrArray *answers)
{
  GArray *totals = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < answers->len; i++)
    {
      const DsmLogAnswer *answer = g_ptr_array_index (answers, i);
      gint64 total = answer->page != NULL ? answer->page->total : -1;

      g_array_append_val (totals, total);
    }
  g_task_return_pointer (task, totals, (GDestroyNotify) g_array_unref);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BksNas *nas = g_task_get_source_object (task);
  const Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) answers = dsm_log_batch_finish (DSM_CLIENT (source), result, &error);
  DsmLogAnswer *first;

  if (answers == NULL)
    {
      g_task_return_error (task, bks_nas_take_error (nas, error));
      return;
    }
  first = g_ptr_array_index (answers, 0);
  if (fetch->spans != NULL)
    totals_answered (task, answers);
  else if (first->page == NULL)
    g_task_return_error (task, bks_nas_take_error (nas, g_steal_pointer (&first->error)));
  else
    g_task_return_pointer (task, page_new (first->page, dsm_client_get_utc_offset (nas->client)),
                           (GDestroyNotify) bks_log_page_free);
}

static void
ask (GTask *task)
{
  BksNas *nas = g_task_get_source_object (task);
  const Fetch *fetch = g_task_get_task_data (task);
  guint n = fetch->spans != NULL ? fetch->spans->len / 2 : 1;
  g_autofree DsmLogFilter *filters = g_new0 (DsmLogFilter, n);
  gint64 from = 0;
  gint64 to = 0;

  if (fetch->target_id == NULL)
    {
      g_autoptr (BksProblem) problem = bks_log_query_resolve (fetch->query, nas, &from, &to);

      if (problem != NULL)
        {
          g_task_return_error (task, bks_problem_to_error (problem));
          return;
        }
    }
  /* Of two clocks this shows only here. */
  if (from != 0 && to != 0 && from > to && fetch->spans == NULL)
    {
      BksLogPage *nothing = g_new0 (BksLogPage, 1);

      nothing->entries = g_ptr_array_new_with_free_func (g_object_unref);
      g_task_return_pointer (task, nothing, (GDestroyNotify) bks_log_page_free);
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      filters[i].keyword = fetch->query->keyword;
      filters[i].task_id = fetch->query->task_id;
      filters[i].from = from;
      filters[i].to = to;
      if (fetch->spans == NULL)
        continue;
      /* Within the query's own span. An end before its beginning would be no bound at all. */
      filters[i].from = MAX (from,
                             MAX (1, g_array_index (fetch->spans, gint64, 2 * i) / G_USEC_PER_SEC));
      filters[i].to = MAX (1, g_array_index (fetch->spans, gint64, 2 * i + 1) / G_USEC_PER_SEC);
      if (to != 0)
        filters[i].to = MIN (to, filters[i].to);
    }
  dsm_log_batch_async (nas->client, fetch->target_id, filters, n, fetch->offset, fetch->limit,
                       g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

static void
clock_learnt_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (dsm_client_learn_clock_finish (DSM_CLIENT (source), result, &error))
    ask (task);
  else
    g_task_return_error (task, bks_nas_take_error (g_task_get_source_object (task), error));
}

/* A wall clock cannot be told the NAS before its clock is known; else the clock comes along. */
static void
begin (GTask *task)
{
  BksNas *nas = g_task_get_source_object (task);
  const Fetch *fetch = g_task_get_task_data (task);
  const BksLogQuery *query = fetch->query;

  if ((query->from.is_set && query->from.is_wall_clock)
      || (query->to.is_set && query->to.is_wall_clock))
    dsm_client_learn_clock_async (nas->client, g_task_get_cancellable (task), clock_learnt_cb,
                                  g_object_ref (task));
  else
    ask (task);
}

/*
 * bks_log_fetch_async:
 * @nas: a NAS
 * @target_id: (nullable): of a target of its Vault; %NULL = the log of Hyper Backup
 * @query: which lines; its level is not looked at, and with @target_id nothing of it
 * @offset: how many lines to leave out
 * @limit: how many to return
 *
 * Asks for a page (sections 9.7 and 10.5 of the protocol reference), in one request.
 */
void
bks_log_fetch_async (BksNas *nas,
                     const char *target_id,
                     const BksLogQuery *query,
                     guint offset,
                     guint limit,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (nas, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, bks_log_fetch_async);
  fetch->target_id = g_strdup (target_id);
  fetch->query = bks_log_query_copy (query);
  fetch->offset = offset;
  fetch->limit = limit;
  g_task_set_task_data (task, fetch, fetch_free);
  begin (task);
}

/* Returns: (transfer full) (nullable): the page. The error is a #BKS_PROBLEM_ERROR, or cancelled */
BksLogPage *
bks_log_fetch_finish (BksNas *nas, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, nas), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
bks_log_fetch_totals_async (BksNas *nas,
                            const BksLogQuery *query,
                            const gint64 *spans,
                            guint n_spans,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (nas, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  g_return_if_fail (n_spans > 0);

  g_task_set_source_tag (task, bks_log_fetch_totals_async);
  fetch->query = bks_log_query_copy (query);
  fetch->limit = 1;
  fetch->spans = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_vals (fetch->spans, spans, 2 * n_spans);
  g_task_set_task_data (task, fetch, fetch_free);
  begin (task);
}

/* Returns: (transfer full) (nullable) (element-type gint64): for each span; -1 = not known */
GArray *
bks_log_fetch_totals_finish (BksNas *nas, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, nas), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
