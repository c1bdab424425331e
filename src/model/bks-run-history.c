/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-run-history.h"

#include <string.h>

#include "bks-log-entry.h"
#include "bks-next-runs.h"
#include "bks-task-version.h"
#include "bks-words.h"

/* Two tellings of one run: the list says when it began, a version when its data began to be written. */
#define SAME_WITHIN (2 * G_TIME_SPAN_MINUTE)
/* What belongs to a run is written until here after its end. */
#define LOG_AFTER (2 * G_TIME_SPAN_MINUTE)
/* A planned run waits for its turn now and then. */
#define MAY_BEGIN_LATE (2 * G_TIME_SPAN_HOUR)
/* … and two clocks differ a little. */
#define MAY_BEGIN_EARLY (10 * G_TIME_SPAN_MINUTE)
#define PLANNED_MOST    8192

typedef struct
{
  const BksRunHistoryInput *input;
  BksRunHistory *self;
  gint64 known_since; /* µs since the Unix epoch, UTC: nothing is known of earlier times */
} Builder;

/**
 * bks_known_run_get_at:
 * @self: a run
 *
 * Returns: when it began, or else ended, µs since the Unix epoch, UTC
 */
gint64
bks_known_run_get_at (const BksKnownRun *self)
{
  return self->started > 0 ? self->started : self->ended;
}

/**
 * bks_known_run_get_duration:
 * @self: a run
 *
 * Returns: how long it took, in µs; -1 = not known, or not over
 */
gint64
bks_known_run_get_duration (const BksKnownRun *self)
{
  return self->started > 0 && self->ended >= self->started ? self->ended - self->started : -1;
}

static gboolean
is_near (gint64 a, gint64 b)
{
  return a > 0 && b > 0 && ABS (a - b) <= SAME_WITHIN;
}

static gboolean
is_same (const BksKnownRun *a, const BksKnownRun *b)
{
  return is_near (a->started, b->started) || is_near (a->ended, b->ended);
}

static void
learn (gint64 *known, gint64 value, gint64 unknown)
{
  if (*known == unknown)
    *known = value;
}

/* What says how it ended wins over what does not know. */
static void
learn_result (BksRunResult *known, BksRunResult result)
{
  if (*known == BKS_RUN_UNKNOWN || (*known == BKS_RUN_RUNNING && result != BKS_RUN_UNKNOWN))
    *known = result;
}

static void
add_run (Builder *builder, const BksKnownRun *news)
{
  GArray *runs = builder->self->runs;

  if (bks_known_run_get_at (news) <= 0)
    return;
  /* Most tellings are in order: what is the same is near the end. */
  for (guint i = runs->len; i-- > 0;)
    {
      BksKnownRun *run = &g_array_index (runs, BksKnownRun, i);

      if (!is_same (run, news))
        continue;
      learn (&run->started, news->started, 0);
      learn (&run->ended, news->ended, 0);
      learn (&run->source_bytes, news->source_bytes, -1);
      learn (&run->target_bytes, news->target_bytes, -1);
      learn (&run->n_new, news->n_new, -1);
      learn (&run->n_modified, news->n_modified, -1);
      learn (&run->n_deleted, news->n_deleted, -1);
      learn_result (&run->result, news->result);
      return;
    }
  g_array_append_val (runs, *news);
}

static BksKnownRun
make_run (gint64 started, gint64 ended, BksRunResult result)
{
  return (BksKnownRun){ .started = started,
                        .ended = ended,
                        .result = result,
                        .source_bytes = -1,
                        .target_bytes = -1,
                        .n_new = -1,
                        .n_modified = -1,
                        .n_deleted = -1 };
}

/* What this computer saw itself knows most. */
static void
add_stored (Builder *builder)
{
  const GPtrArray *stored = builder->input->runs;

  for (guint i = 0; stored != NULL && i < stored->len; i++)
    {
      const BksRun *from = g_ptr_array_index (stored, i);
      BksKnownRun run = make_run (from->started, from->ended, from->result);

      run.source_bytes = from->source_bytes;
      run.target_bytes = from->destination_bytes;
      run.n_new = from->n_new;
      run.n_modified = from->n_modified;
      run.n_deleted = from->n_deleted;
      add_run (builder, &run);
    }
}

static BksRunResult
read_result (const char *raw)
{
  switch (bks_words_read_result (raw))
    {
    case BKS_RESULT_GOOD:
      return BKS_RUN_GOOD;
    case BKS_RESULT_RUNNING:
    case BKS_RESULT_RUNNING_DELETE:
      return BKS_RUN_RUNNING;
    case BKS_RESULT_SUSPENDED:
      return BKS_RUN_SUSPENDED;
    case BKS_RESULT_CANCELLED:
      return BKS_RUN_CANCELLED;
    case BKS_RESULT_INCOMPLETE:
      return BKS_RUN_WARNINGS;
    case BKS_RESULT_FAILED:
    case BKS_RESULT_DEST_MISSING:
    case BKS_RESULT_INTEGRITY:
    case BKS_RESULT_ROTATION_FAILED:
      return BKS_RUN_FAILED;
    case BKS_RESULT_NOT_SAID:
    case BKS_RESULT_NEVER:
    case BKS_RESULT_UNKNOWN:
    default:
      return BKS_RUN_UNKNOWN;
    }
}

static void
add_listed (Builder *builder)
{
  const BksRunHistoryInput *input = builder->input;
  BksRunResult result = read_result (input->last_result);
  BksKnownRun run;

  if (result == BKS_RUN_GOOD && input->last_has_error)
    result = BKS_RUN_FAILED;

  if (input->last_start > 0)
    {
      /* "Running" was said of a run that is over if nothing runs any more. */
      if (result == BKS_RUN_RUNNING && !input->is_busy)
        result = BKS_RUN_UNKNOWN;
      run = make_run (input->last_start, input->last_end >= input->last_start ? input->last_end : 0,
                      result);
      add_run (builder, &run);
    }
  if (input->last_success > 0)
    {
      run = make_run (0, input->last_success, BKS_RUN_GOOD);
      add_run (builder, &run);
    }
}

/* The words of section 9.6 of the protocol reference. An unfinished one that is not being written is
 * that of a suspended run. */
static BksRunResult
read_version (const Builder *builder, BksTaskVersion *version, gboolean is_newest)
{
  const char *status = bks_task_version_get_status (version);

  if (status == NULL)
    return bks_task_version_get_completed (version) > 0 ? BKS_RUN_GOOD : BKS_RUN_UNKNOWN;
  if (g_ascii_strcasecmp (status, "success") == 0)
    return BKS_RUN_GOOD;
  if (g_ascii_strncasecmp (status, "cancel", strlen ("cancel")) == 0)
    return BKS_RUN_CANCELLED;
  if (g_ascii_strncasecmp (status, "fail", strlen ("fail")) == 0)
    return BKS_RUN_FAILED;
  if (g_ascii_strcasecmp (status, "backup") == 0)
    return is_newest && builder->input->is_busy ? BKS_RUN_RUNNING : BKS_RUN_SUSPENDED;
  return BKS_RUN_UNKNOWN;
}

static void
add_versions (Builder *builder)
{
  GPtrArray *versions = builder->input->versions;

  for (guint i = versions != NULL ? versions->len : 0; i-- > 0;)
    {
      BksTaskVersion *version = g_ptr_array_index (versions, i);
      BksKnownRun run = make_run (bks_task_version_get_started (version),
                                  bks_task_version_get_completed (version),
                                  read_version (builder, version, i == 0));

      add_run (builder, &run);
    }
}

static void
add_statistics (Builder *builder)
{
  const BksStatistics *statistics = builder->input->statistics;

  for (guint i = 0; statistics != NULL && i < statistics->runs->len; i++)
    {
      const BksRunStatistics *from = &g_array_index (statistics->runs, BksRunStatistics, i);
      BksKnownRun run = make_run (0, from->ended, BKS_RUN_GOOD);

      run.source_bytes = from->source_bytes;
      run.target_bytes = from->target_bytes;
      run.n_new = from->n_new;
      run.n_modified = from->n_modified;
      run.n_deleted = from->n_deleted;
      add_run (builder, &run);
    }
}

static int
compare_runs (gconstpointer a, gconstpointer b)
{
  gint64 first = bks_known_run_get_at (a), second = bks_known_run_get_at (b);

  return (first > second) - (first < second);
}

/* Whole weeks, up to today. */
static void
add_days (Builder *builder)
{
  const BksRunHistoryInput *input = builder->input;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (input->now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) today = g_date_time_to_timezone (utc, input->zone);
  /* GLib: 7 = Sunday. */
  int in_week = (g_date_time_get_day_of_week (today) % 7 - input->first_week_day + 7) % 7;
  int n = (BKS_RUN_HISTORY_WEEKS - 1) * 7 + in_week + 1;
  g_autoptr (GDateTime) noon = g_date_time_new (input->zone, g_date_time_get_year (today),
                                                g_date_time_get_month (today),
                                                g_date_time_get_day_of_month (today), 12, 0, 0);

  for (int i = 0; i <= n; i++)
    {
      g_autoptr (GDateTime) other = g_date_time_add_days (noon, i - n + 1);
      g_autoptr (GDateTime) midnight = g_date_time_new (
          input->zone, g_date_time_get_year (other), g_date_time_get_month (other),
          g_date_time_get_day_of_month (other), 0, 0, 0);
      BksRunDay day = { .begin = g_date_time_to_unix (midnight) * G_USEC_PER_SEC };
      GArray *days = builder->self->days;

      if (days->len > 0)
        g_array_index (days, BksRunDay, days->len - 1).end = day.begin;
      if (i < n)
        g_array_append_val (days, day);
    }
}

static BksRunDay *
find_day (Builder *builder, gint64 moment)
{
  GArray *days = builder->self->days;
  guint low = 0, high = days->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      BksRunDay *day = &g_array_index (days, BksRunDay, middle);

      if (moment < day->begin)
        high = middle;
      else if (moment >= day->end)
        low = middle + 1;
      else
        return day;
    }
  return NULL;
}

static void
mark (Builder *builder, gint64 moment, BksDayKind kind)
{
  BksRunDay *day = find_day (builder, moment);

  if (day != NULL)
    day->kind = MAX (day->kind, kind);
}

static BksDayKind
kind_of_result (BksRunResult result)
{
  switch (result)
    {
    case BKS_RUN_GOOD:
      return BKS_DAY_GOOD;
    case BKS_RUN_RUNNING:
      return BKS_DAY_RUNNING;
    case BKS_RUN_FAILED:
      return BKS_DAY_FAILED;
    case BKS_RUN_WARNINGS:
    case BKS_RUN_CANCELLED:
    case BKS_RUN_SUSPENDED:
    case BKS_RUN_UNKNOWN:
    default:
      return BKS_DAY_WARNINGS;
    }
}

static void
mark_runs (Builder *builder)
{
  GArray *runs = builder->self->runs;

  for (guint i = 0; i < runs->len; i++)
    {
      const BksKnownRun *run = &g_array_index (runs, BksKnownRun, i);
      BksRunDay *day = find_day (builder, bks_known_run_get_at (run));

      builder->known_since = MIN (builder->known_since, bks_known_run_get_at (run));
      if (day == NULL)
        continue;
      day->kind = MAX (day->kind, kind_of_result (run->result));
      day->n_runs++;
    }
}

/* The last run that had begun by then; NULL = none is known. */
static const BksKnownRun *
find_run_before (Builder *builder, gint64 moment)
{
  GArray *runs = builder->self->runs;
  const BksKnownRun *found = NULL;

  for (guint i = 0; i < runs->len; i++)
    {
      const BksKnownRun *run = &g_array_index (runs, BksKnownRun, i);

      if (bks_known_run_get_at (run) > moment + SAME_WITHIN)
        break;
      found = run;
    }
  return found;
}

/* An error that a run met, or another trouble with the backup. A cancelled run is logged as an error,
 * too, and one that reached its end did not fail. */
static BksDayKind
kind_of_error (Builder *builder, gint64 moment)
{
  const BksKnownRun *run = find_run_before (builder, moment);

  if (run == NULL)
    return BKS_DAY_FAILED;
  if (run->result == BKS_RUN_CANCELLED && run->ended == 0
      && moment - run->started < G_TIME_SPAN_DAY)
    return BKS_DAY_WARNINGS;
  if (run->result == BKS_RUN_CANCELLED || run->result == BKS_RUN_GOOD)
    return run->ended > 0 && moment <= run->ended + LOG_AFTER ? BKS_DAY_WARNINGS : BKS_DAY_FAILED;
  return BKS_DAY_FAILED;
}

static void
mark_log (Builder *builder)
{
  GPtrArray *log = builder->input->log;

  for (guint i = 0; log != NULL && i < log->len; i++)
    {
      BksLogEntry *entry = g_ptr_array_index (log, i);
      gint64 moment = bks_log_entry_get_time (entry);

      if (moment <= 0)
        continue;
      builder->known_since = MIN (builder->known_since, moment);
      if (bks_log_entry_get_level (entry) == BKS_LOG_WARNING)
        mark (builder, moment, BKS_DAY_WARNINGS);
      else if (bks_log_entry_get_level (entry) == BKS_LOG_ERROR)
        mark (builder, moment, kind_of_error (builder, moment));
    }
}

static gboolean
has_run_between (Builder *builder, gint64 from, gint64 to)
{
  GArray *runs = builder->self->runs;

  for (guint i = 0; i < runs->len; i++)
    {
      const BksKnownRun *run = &g_array_index (runs, BksKnownRun, i);
      gint64 at = bks_known_run_get_at (run);

      if (at >= from && at < to)
        return TRUE;
    }
  return FALSE;
}

/* How many lines of the log were written then, and whether one of them is an error. */
static guint
count_lines (Builder *builder, gint64 from, gint64 to, gboolean *has_error_out)
{
  GPtrArray *log = builder->input->log;
  guint n = 0;

  *has_error_out = FALSE;
  for (guint i = 0; log != NULL && i < log->len; i++)
    {
      BksLogEntry *entry = g_ptr_array_index (log, i);
      gint64 moment = bks_log_entry_get_time (entry);

      if (moment < from || moment >= to)
        continue;
      n++;
      if (bks_log_entry_get_level (entry) == BKS_LOG_ERROR)
        *has_error_out = TRUE;
    }
  return n;
}

/* Whether a run that today's schedule has then, and of which nothing is there, was really left out. An
 * earlier schedule may have been another one; a run that was going may have taken its place; and of what
 * the NAS did after it was heard last nobody knows. */
static gboolean
was_sure (Builder *builder, gint64 planned)
{
  const BksRunHistoryInput *input = builder->input;

  return input->plan_since > 0 && planned > input->plan_since && planned >= builder->known_since
         && planned + MAY_BEGIN_LATE <= MIN (input->now, input->heard_at) && !input->is_busy;
}

/* A planned run of which no restore point is left. The log is written in the language of the NAS, so
 * what it says is not read: a run writes at least that it begins and that it ends. */
static void
judge_planned (Builder *builder, gint64 planned, gint64 next)
{
  gint64 now = builder->input->now;
  gint64 early = MIN (MAY_BEGIN_EARLY, (next - planned) / 2);
  gint64 from = planned - early;
  gint64 to = MIN (next - early, now + 1);
  BksRunDay *day = find_day (builder, planned);
  gboolean has_error;
  guint n;

  if (day == NULL || has_run_between (builder, from, to))
    return;
  n = count_lines (builder, from, to, &has_error);
  if (has_error)
    return;
  if (n >= 2)
    {
      day->is_by_log = day->kind <= BKS_DAY_NOTHING;
      day->kind = MAX (day->kind, BKS_DAY_GOOD);
      day->n_runs++;
    }
  else if (was_sure (builder, planned))
    day->kind = MAX (day->kind, BKS_DAY_MISSED);
  else if (day->kind == BKS_DAY_UNKNOWN)
    day->has_doubt = TRUE;
}

static void
mark_planned (Builder *builder)
{
  const BksRunHistoryInput *input = builder->input;
  GTimeZone *zone = input->plan_zone != NULL ? input->plan_zone : input->zone;
  gint64 begin = g_array_index (builder->self->days, BksRunDay, 0).begin;
  g_autoptr (GArray) planned = bks_next_runs_list (input->plan, zone, begin, input->now,
                                                   PLANNED_MOST);

  for (guint i = 0; i < planned->len; i++)
    judge_planned (builder, g_array_index (planned, gint64, i),
                   i + 1 < planned->len ? g_array_index (planned, gint64, i + 1) : G_MAXINT64 / 2);
}

/* Days on which nothing happened: nothing was to happen, if that is known. */
static void
finish_days (Builder *builder)
{
  const BksRunHistoryInput *input = builder->input;
  gboolean is_plan_understood = input->has_plan
                                && (input->plan == NULL || input->plan->enabled == 0
                                    || bks_next_runs_can_tell (input->plan));

  for (guint i = 0; i < builder->self->days->len; i++)
    {
      BksRunDay *day = &g_array_index (builder->self->days, BksRunDay, i);

      if (day->kind == BKS_DAY_UNKNOWN && is_plan_understood && !day->has_doubt
          && day->end > builder->known_since)
        day->kind = BKS_DAY_NOTHING;
      builder->self->n_days[day->kind]++;
    }
}

/**
 * bks_run_history_build:
 * @input: what is known
 *
 * Puts together what versions, statistics, the log, the list of tasks and this computer's own memory
 * tell of the past. It says nothing that none of them has told, with one exception: a day on which the
 * schedule has a run, and of which nothing is there, counts as missed, if the schedule was already what
 * it is and the NAS was heard after it. Otherwise nothing is known of that day.
 *
 * Returns: (transfer full): the past
 */
BksRunHistory *
bks_run_history_build (const BksRunHistoryInput *input)
{
  Builder builder = { .input = input, .known_since = G_MAXINT64 };

  g_return_val_if_fail (input != NULL && input->zone != NULL, NULL);

  builder.self = g_new0 (BksRunHistory, 1);
  builder.self->days = g_array_new (FALSE, FALSE, sizeof (BksRunDay));
  builder.self->runs = g_array_new (FALSE, FALSE, sizeof (BksKnownRun));
  add_stored (&builder);
  add_versions (&builder);
  add_listed (&builder);
  add_statistics (&builder);
  g_array_sort (builder.self->runs, compare_runs);

  add_days (&builder);
  mark_runs (&builder);
  mark_log (&builder);
  mark_planned (&builder);
  finish_days (&builder);
  return builder.self;
}

/**
 * bks_run_history_free:
 * @self: (nullable) (transfer full): the past of a task
 */
void
bks_run_history_free (BksRunHistory *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->days);
  g_array_unref (self->runs);
  g_free (self);
}

/**
 * bks_run_history_list_sizes:
 * @self: the past of a task
 * @n_most: how many at most: the newest
 *
 * Returns: (transfer full) (element-type BksKnownRun): the runs of which a size, a count or the duration
 *   is known, oldest first
 */
GArray *
bks_run_history_list_sizes (const BksRunHistory *self, guint n_most)
{
  GArray *sizes = g_array_new (FALSE, FALSE, sizeof (BksKnownRun));

  for (guint i = self->runs->len; i-- > 0 && sizes->len < n_most;)
    {
      const BksKnownRun *run = &g_array_index (self->runs, BksKnownRun, i);

      if (run->source_bytes >= 0 || run->target_bytes >= 0 || run->n_new >= 0
          || run->n_modified >= 0 || run->n_deleted >= 0)
        g_array_prepend_val (sizes, *run);
    }
  return sizes;
}
