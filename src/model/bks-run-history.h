/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-run.h"
#include "bks-statistics.h"
#include "bks-task.h"

G_BEGIN_DECLS

#define BKS_RUN_HISTORY_WEEKS 12

/**
 * BksDayKind:
 *
 * What a day was like for a backup, from what says least to what weighs most: of several runs the worst
 * counts.
 */
typedef enum
{
  BKS_DAY_UNKNOWN, /* no run is known, and whether one was planned is not sure */
  BKS_DAY_NOTHING, /* no run, and none was planned */
  BKS_DAY_GOOD,
  BKS_DAY_RUNNING,
  BKS_DAY_WARNINGS, /* also: cancelled, suspended, incomplete */
  BKS_DAY_MISSED,   /* a run was planned for sure, and there was none */
  BKS_DAY_FAILED,
} BksDayKind;
#define BKS_N_DAY_KINDS 7

/**
 * BksRunDay:
 *
 * One day of the calendar. Times are µs since the Unix epoch, UTC.
 */
typedef struct
{
  gint64 begin; /* midnight, by the clock of the person */
  gint64 end;   /* the next one */
  BksDayKind kind;
  guint n_runs; /* that are known */
  gboolean
      is_by_log; /* it is good as far as the log tells: no error, and no restore point is left */
  gboolean has_doubt; /* the schedule of today has a run here, that of then may have had none */
} BksRunDay;

/**
 * BksKnownRun:
 *
 * One run, put together from whatever tells of it. Times are µs since the Unix epoch, UTC, 0 = not
 * known; sizes and counts: -1 = not known.
 */
typedef struct
{
  gint64 started;
  gint64 ended;
  BksRunResult result;
  gint64 source_bytes;
  gint64 target_bytes;
  gint64 n_new;
  gint64 n_modified;
  gint64 n_deleted;
} BksKnownRun;

/**
 * BksRunHistoryInput:
 *
 * All that is known of the past of a task. Nothing is kept of it.
 */
typedef struct
{
  gint64 now;           /* µs since the Unix epoch, UTC */
  GTimeZone *zone;      /* in which days begin and end */
  int first_week_day;   /* 0 = Sunday … 6 = Saturday */
  GTimeZone *plan_zone; /* (nullable): in which the schedule is written; NULL = as zone */

  const BksSchedule *plan; /* (nullable): not known, or none */
  gboolean has_plan;       /* it is known whether there is a schedule */
  gint64 plan_since;       /* it has been the same since then for sure; 0 = not known */
  gint64 heard_at;         /* the NAS was heard last; 0 = never. Of later runs nothing is known */

  GPtrArray *versions;             /* (nullable) (element-type BksTaskVersion) */
  const BksStatistics *statistics; /* (nullable) */
  GPtrArray *log;                  /* (nullable) (element-type BksLogEntry): newest first */
  gboolean log_is_whole;           /* there are no older lines */
  GPtrArray *runs;                 /* (nullable) (element-type BksRun): as this computer saw them */

  /* As the list of tasks has it. */
  gint64 last_start;
  gint64 last_end;
  gint64 last_success;
  const char *last_result; /* (nullable): raw word */
  gboolean last_has_error; /* whatever that word is */
  gboolean is_busy;
} BksRunHistoryInput;

/**
 * BksRunHistory:
 *
 * The last weeks of a task, day by day, and its runs.
 */
typedef struct
{
  GArray *days; /* (owned) (element-type BksRunDay): whole weeks up to today, oldest first */
  GArray *runs; /* (owned) (element-type BksKnownRun): all that are known, oldest first */
  guint n_days[BKS_N_DAY_KINDS];
} BksRunHistory;

BksRunHistory *bks_run_history_build (const BksRunHistoryInput *input);
void bks_run_history_free (BksRunHistory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksRunHistory, bks_run_history_free)

GArray *bks_run_history_list_sizes (const BksRunHistory *self, guint n_most);
gint64 bks_known_run_get_at (const BksKnownRun *self);
gint64 bks_known_run_get_duration (const BksKnownRun *self);

/* In words. (transfer full) */
char *bks_run_history_describe_days (const BksRunHistory *self); /* "65 good, 1 failed" */
char *bks_run_history_describe_growth (const GArray *sizes);     /* "Grows by about 1.6 GB a day" */
char *bks_run_day_describe (const BksRunDay *self);              /* "Saturday, 2 May: failed" */
const char *bks_day_kind_get_word (BksDayKind kind);             /* (transfer none): "Good" */
const char *bks_run_result_get_word (BksRunResult result);       /* (transfer none): "Good" */

G_END_DECLS
