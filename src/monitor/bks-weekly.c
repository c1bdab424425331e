/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-weekly.h"

/* Those of the night have ended, and somebody is awake. */
#define FIRST_HOUR 9

/**
 * bks_weekly_is_due:
 * @weekday: on which day it is told that all is fine, 1 = Monday … 7 = Sunday; 0 = never
 * @told_at: when it was told the last time, µs since the Unix epoch, UTC; 0 = never
 * @now: the present, µs since the Unix epoch, UTC
 *
 * Returns: whether it is to be told now, if it is so
 */
gboolean
bks_weekly_is_due (int weekday, gint64 told_at, gint64 now)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) told = g_date_time_new_from_unix_local (told_at / G_USEC_PER_SEC);

  if (local == NULL || told == NULL || weekday == 0
      || g_date_time_get_day_of_week (local) != weekday
      || g_date_time_get_hour (local) < FIRST_HOUR)
    return FALSE;
  /* Once on that day, by the calendar that hangs on the wall. */
  return g_date_time_get_year (told) != g_date_time_get_year (local)
         || g_date_time_get_day_of_year (told) != g_date_time_get_day_of_year (local);
}
