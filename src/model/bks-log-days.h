/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-log-list.h"

G_BEGIN_DECLS

/* Bars that a histogram has at most. */
#define BKS_LOG_DAYS_MAX 62

/**
 * BksLogDaysUnit:
 *
 * What a bar stands for: the smallest of which there are not too many.
 */
typedef enum
{
  BKS_LOG_DAYS_DAY,
  BKS_LOG_DAYS_WEEK, /* from Monday on */
  BKS_LOG_DAYS_MONTH,
} BksLogDaysUnit;

/**
 * BksLogDay:
 *
 * A bar of the histogram. Levels are those of the lines that are loaded.
 */
typedef struct
{
  gint64 begin; /* µs since the Unix epoch, UTC: midnight in the zone */
  gint64 end;   /* µs since the Unix epoch, UTC: the next midnight, not included */
  gint64 total; /* lines; at least the loaded ones; -1 = not counted yet */
  guint n_loaded[BKS_N_LOG_LEVELS]; /* by level */
  gboolean is_loaded;               /* every line of it is: the levels are those of all */
} BksLogDay;

/**
 * BksLogDays:
 *
 * How many lines of a list each day has. Signal `changed` (): some of the bars are others.
 */
#define BKS_TYPE_LOG_DAYS (bks_log_days_get_type ())
G_DECLARE_FINAL_TYPE (BksLogDays, bks_log_days, BKS, LOG_DAYS, GObject)

BksLogDays *bks_log_days_new (BksLogList *list);

/* µs since the Unix epoch, UTC, both included. 0 = the oldest (newest) line that is loaded. */
void bks_log_days_set_range (BksLogDays *self, gint64 from, gint64 to);
void bks_log_days_set_zone (BksLogDays *self, GTimeZone *zone); /* (nullable): the local one */

BksLogDaysUnit bks_log_days_get_unit (BksLogDays *self);
const BksLogDay *bks_log_days_get_days (BksLogDays *self, guint *n_out); /* oldest first */

/* Counts the days that are not loaded: for each NAS one compound request (in slices of 25 calls),
 * each call with a limit of one line, of which only the total is read. Nothing to count sends
 * nothing. A new range or query cancels it. */
void bks_log_days_count (BksLogDays *self);
gboolean bks_log_days_get_is_counting (BksLogDays *self); /* property is-counting notifies */

G_END_DECLS
