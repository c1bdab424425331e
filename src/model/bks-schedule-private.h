/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-task.h"

G_BEGIN_DECLS

/* The runs of one day, in minutes since midnight. */
typedef struct
{
  int first;
  int last; /* the same as first if it runs once a day */
  int step; /* 0 = once a day */
} BksScheduleDay;

BksScheduleDay bks_schedule_get_day (int hour,
                                     int minute,
                                     int repeat_hours,
                                     int repeat_minutes,
                                     int last_hour);
int bks_schedule_get_day_of_month (const char *date);
char *bks_schedule_describe (const DsmSchedule *schedule);
gint64 bks_schedule_get_interval (const DsmSchedule *schedule);
guint bks_schedule_list_planned (const DsmSchedule *schedule,
                                 int utc_offset,
                                 gint64 now,
                                 gint64 *planned_out,
                                 guint n_planned);

G_END_DECLS
