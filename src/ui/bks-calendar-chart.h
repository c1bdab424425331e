/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-run-history.h"

G_BEGIN_DECLS

/* The last weeks of a backup: a column for each week, a cell for each day, by shape and colour. The
 * arrow keys move a cursor, Enter or a click opens a day.
 * Signals: "day-activated" (gint64 from, gint64 to: µs since the Unix epoch, UTC),
 * "cursor-moved" (const char *what the day was like; NULL = the keyboard has left). */
#define BKS_TYPE_CALENDAR_CHART (bks_calendar_chart_get_type ())
G_DECLARE_FINAL_TYPE (BksCalendarChart, bks_calendar_chart, BKS, CALENDAR_CHART, GtkWidget)

GtkWidget *bks_calendar_chart_new (void);
void bks_calendar_chart_set_days (BksCalendarChart *self, GArray *days, const char *caption);
int bks_calendar_chart_get_cursor (BksCalendarChart *self); /* index of a day; -1 = nowhere */
int bks_calendar_chart_get_day_at (BksCalendarChart *self, double x, double y); /* -1 = none */

G_END_DECLS
