/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-run.h"

#define WEEK (7 * G_TIME_SPAN_DAY)

G_DEFINE_ENUM_TYPE (BksRunResult,
                    bks_run_result,
                    G_DEFINE_ENUM_VALUE (BKS_RUN_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (BKS_RUN_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (BKS_RUN_GOOD, "good"),
                    G_DEFINE_ENUM_VALUE (BKS_RUN_WARNINGS, "warnings"),
                    G_DEFINE_ENUM_VALUE (BKS_RUN_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (BKS_RUN_CANCELLED, "cancelled"),
                    G_DEFINE_ENUM_VALUE (BKS_RUN_SUSPENDED, "suspended"))

G_DEFINE_BOXED_TYPE (BksRun, bks_run, bks_run_copy, bks_run_free)

static const struct
{
  const char *nick;
  int badness;
  gboolean is_over;
} results[BKS_N_RUN_RESULTS] = {
  [BKS_RUN_UNKNOWN] = { "unknown", 2, FALSE },
  [BKS_RUN_RUNNING] = { "running", 1, FALSE },
  [BKS_RUN_GOOD] = { "good", 0, TRUE },
  [BKS_RUN_WARNINGS] = { "warnings", 3, TRUE },
  [BKS_RUN_FAILED] = { "failed", 6, TRUE },
  [BKS_RUN_CANCELLED] = { "cancelled", 5, TRUE },
  [BKS_RUN_SUSPENDED] = { "suspended", 4, FALSE },
};

/**
 * bks_run_result_get_nick:
 * @result: how a run ended
 *
 * Returns: its name for machines
 */
const char *
bks_run_result_get_nick (BksRunResult result)
{
  g_return_val_if_fail (result < BKS_N_RUN_RESULTS, NULL);

  return results[result].nick;
}

/**
 * bks_run_result_from_nick:
 * @nick: (nullable): any text
 *
 * Returns: the result of that name; unknown for a name that is none
 */
BksRunResult
bks_run_result_from_nick (const char *nick)
{
  for (guint i = 0; i < BKS_N_RUN_RESULTS; i++)
    if (g_strcmp0 (nick, results[i].nick) == 0)
      return (BksRunResult) i;
  return BKS_RUN_UNKNOWN;
}

/**
 * bks_run_result_is_over:
 * @result: how a run ended
 *
 * Returns: whether the run will not go on: it is neither running nor suspended nor unknown
 */
gboolean
bks_run_result_is_over (BksRunResult result)
{
  g_return_val_if_fail (result < BKS_N_RUN_RESULTS, FALSE);

  return results[result].is_over;
}

/**
 * bks_run_result_compare:
 * @a: how a run ended
 * @b: how another one did
 *
 * Returns: more than 0 if @a is the worse one, less if @b is, 0 if they are the same
 */
int
bks_run_result_compare (BksRunResult a, BksRunResult b)
{
  g_return_val_if_fail (a < BKS_N_RUN_RESULTS, 0);
  g_return_val_if_fail (b < BKS_N_RUN_RESULTS, 0);

  return results[a].badness - results[b].badness;
}

/**
 * bks_run_new:
 * @nas_id: ID of the NAS, as in the list of NAS
 * @task_id: ID of the task on it
 * @started: when it began, µs since the Unix epoch, UTC; 0 = not known
 *
 * Returns: (transfer full): a run of which nothing else is known
 */
BksRun *
bks_run_new (const char *nas_id, const char *task_id, gint64 started)
{
  BksRun *self;

  g_return_val_if_fail (nas_id != NULL, NULL);
  g_return_val_if_fail (task_id != NULL, NULL);

  self = g_new0 (BksRun, 1);
  self->nas_id = g_strdup (nas_id);
  self->task_id = g_strdup (task_id);
  self->started = started;
  self->result = BKS_RUN_UNKNOWN;
  self->moved_bytes = self->source_bytes = self->destination_bytes = -1;
  self->n_new = self->n_modified = self->n_deleted = -1;
  return self;
}

/**
 * bks_run_copy:
 * @self: a run
 *
 * Returns: (transfer full): the same once more
 */
BksRun *
bks_run_copy (const BksRun *self)
{
  BksRun *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->nas_id = g_strdup (self->nas_id);
  copy->task_id = g_strdup (self->task_id);
  copy->raw_result = g_strdup (self->raw_result);
  copy->raw_error = g_strdup (self->raw_error);
  return copy;
}

/**
 * bks_run_free:
 * @self: (nullable): a run
 */
void
bks_run_free (BksRun *self)
{
  if (self == NULL)
    return;
  g_free (self->nas_id);
  g_free (self->task_id);
  g_free (self->raw_result);
  g_free (self->raw_error);
  g_free (self);
}

/**
 * bks_run_get_at:
 * @self: a run
 *
 * Returns: where it stands in time: its begin, or its end where the begin is not known. µs since the
 *   Unix epoch, UTC; 0 = neither is
 */
gint64
bks_run_get_at (const BksRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->started != 0 ? self->started : self->ended;
}

/**
 * bks_run_get_duration:
 * @self: a run
 *
 * Returns: how long it took, µs; -1 = not known, or not over
 */
gint64
bks_run_get_duration (const BksRun *self)
{
  g_return_val_if_fail (self != NULL, -1);

  if (self->started == 0 || self->ended < self->started)
    return -1;
  return self->ended - self->started;
}

static gboolean
is_close (gint64 a, gint64 b)
{
  return ABS (a - b) <= BKS_RUN_SAME_WITHIN;
}

/**
 * bks_run_is_same:
 * @a: a run
 * @b: maybe the same run, known from elsewhere
 *
 * Returns: whether both tell of one run
 */
gboolean
bks_run_is_same (const BksRun *a, const BksRun *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (g_strcmp0 (a->nas_id, b->nas_id) != 0 || g_strcmp0 (a->task_id, b->task_id) != 0)
    return FALSE;
  if (a->started != 0 && b->started != 0)
    return is_close (a->started, b->started);
  return a->ended != 0 && b->ended != 0 && is_close (a->ended, b->ended);
}

static void
merge_text (char **text, const char *news)
{
  if (news == NULL || g_strcmp0 (*text, news) == 0)
    return;
  g_free (*text);
  *text = g_strdup (news);
}

static void
merge_number (gint64 *number, gint64 news)
{
  if (news >= 0)
    *number = news;
}

/**
 * bks_run_merge:
 * @self: what is known of a run
 * @news: what is now known of the same run
 *
 * What @news knows replaces what was known before; what it does not know stays. A run that is over
 * does not begin again: an answer that was under way for long changes nothing.
 */
void
bks_run_merge (BksRun *self, const BksRun *news)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (news != NULL);

  if (news->started != 0)
    self->started = news->started;
  if (news->ended != 0)
    self->ended = news->ended;
  if (news->result != BKS_RUN_UNKNOWN
      && (bks_run_result_is_over (news->result) || !bks_run_result_is_over (self->result)))
    {
      self->result = news->result;
      merge_text (&self->raw_result, news->raw_result);
      merge_text (&self->raw_error, news->raw_error);
    }
  else if (self->result == BKS_RUN_UNKNOWN)
    {
      merge_text (&self->raw_result, news->raw_result);
      merge_text (&self->raw_error, news->raw_error);
    }
  merge_number (&self->moved_bytes, news->moved_bytes);
  merge_number (&self->source_bytes, news->source_bytes);
  merge_number (&self->destination_bytes, news->destination_bytes);
  merge_number (&self->n_new, news->n_new);
  merge_number (&self->n_modified, news->n_modified);
  merge_number (&self->n_deleted, news->n_deleted);
  self->sources |= news->sources;
}

static int
compare_for_thinning (gconstpointer a, gconstpointer b)
{
  const BksRun *run = *(const BksRun *const *) a;
  const BksRun *other = *(const BksRun *const *) b;
  gint64 week = bks_run_get_at (run) / WEEK;
  gint64 other_week = bks_run_get_at (other) / WEEK;
  int order = g_strcmp0 (run->nas_id, other->nas_id);

  if (order == 0)
    order = g_strcmp0 (run->task_id, other->task_id);
  if (order == 0)
    order = (week > other_week) - (week < other_week);
  if (order == 0)
    order = bks_run_result_compare (other->result, run->result);
  if (order == 0)
    order = (bks_run_get_at (other) > bks_run_get_at (run))
            - (bks_run_get_at (other) < bks_run_get_at (run));
  return order;
}

/**
 * bks_run_thin:
 * @runs: (element-type BksRun): runs of any tasks, in any order
 * @before: what is older than this is thinned, µs since the Unix epoch, UTC
 *
 * Of old runs, one for each task and week stays: the worst one, and of several such the latest.
 *
 * Returns: (transfer container) (element-type BksRun): those of @runs that may go
 */
GPtrArray *
bks_run_thin (GPtrArray *runs, gint64 before)
{
  g_autoptr (GPtrArray) old = g_ptr_array_new ();
  GPtrArray *gone = g_ptr_array_new ();
  const BksRun *kept = NULL;

  g_return_val_if_fail (runs != NULL, gone);

  for (guint i = 0; i < runs->len; i++)
    if (bks_run_get_at (runs->pdata[i]) < before)
      g_ptr_array_add (old, runs->pdata[i]);
  g_ptr_array_sort (old, compare_for_thinning);

  for (guint i = 0; i < old->len; i++)
    {
      BksRun *run = old->pdata[i];

      if (kept != NULL && g_strcmp0 (kept->nas_id, run->nas_id) == 0
          && g_strcmp0 (kept->task_id, run->task_id) == 0
          && bks_run_get_at (kept) / WEEK == bks_run_get_at (run) / WEEK)
        g_ptr_array_add (gone, run);
      else
        kept = run;
    }
  return gone;
}
