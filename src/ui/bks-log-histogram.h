/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-log-days.h"

G_BEGIN_DECLS

char *bks_log_day_describe (const BksLogDay *day, BksLogDaysUnit unit);
char *bks_log_days_dup_caption (BksLogDays *days, BksLogList *list);

/* The lines of a log by day: a bar for each, with a mark above those that have errors or warnings.
 * The arrow keys move a cursor, Enter or a click opens a day.
 * Signal "day-activated" (gint64 begin, gint64 end: µs since the Unix epoch, UTC). */
#define BKS_TYPE_LOG_HISTOGRAM (bks_log_histogram_get_type ())
G_DECLARE_FINAL_TYPE (BksLogHistogram, bks_log_histogram, BKS, LOG_HISTOGRAM, GtkWidget)

GtkWidget *bks_log_histogram_new (void);
void bks_log_histogram_set_days (BksLogHistogram *self,
                                 const BksLogDay *days,
                                 guint n_days,
                                 BksLogDaysUnit unit,
                                 const char *caption);
const BksLogDay *bks_log_histogram_get_cursor (BksLogHistogram *self); /* (nullable) */
int bks_log_histogram_get_day_at (BksLogHistogram *self, double x);    /* -1 = none */

G_END_DECLS
