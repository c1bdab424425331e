/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-quiet-hours.h"

#define MINUTES_PER_DAY (24 * 60)

/**
 * bks_quiet_hours_contain:
 * @self: quiet hours
 * @now: a moment, µs since the Unix epoch, UTC
 *
 * Returns: whether nothing is told at that moment
 */
gboolean
bks_quiet_hours_contain (const BksQuietHours *self, gint64 now)
{
  g_autoptr (GDateTime) local = NULL;
  guint minute;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!self->is_on || self->from == self->to)
    return FALSE;
  local = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  if (local == NULL)
    return FALSE;
  minute = (guint) (g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local));
  if (self->from < self->to)
    return minute >= self->from && minute < self->to;
  return minute >= self->from || minute < self->to;
}

/**
 * bks_quiet_hours_get_end:
 * @self: quiet hours
 * @now: a moment in them, µs since the Unix epoch, UTC
 *
 * Returns: when they end, µs since the Unix epoch, UTC; @now if it is not in them
 */
gint64
bks_quiet_hours_get_end (const BksQuietHours *self, gint64 now)
{
  g_autoptr (GDateTime) local = NULL;
  g_autoptr (GDateTime) midnight = NULL;
  g_autoptr (GDateTime) end = NULL;
  guint minute;

  g_return_val_if_fail (self != NULL, now);

  if (!bks_quiet_hours_contain (self, now))
    return now;
  local = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  minute = (guint) (g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local));
  midnight = g_date_time_new_local (g_date_time_get_year (local), g_date_time_get_month (local),
                                    g_date_time_get_day_of_month (local), 0, 0, 0);
  /* By the wall clock: a day on which the clock is changed is longer or shorter. */
  if (minute >= self->to % MINUTES_PER_DAY)
    {
      g_autoptr (GDateTime) today = g_steal_pointer (&midnight);

      midnight = g_date_time_add_days (today, 1);
    }
  end = g_date_time_new_local (g_date_time_get_year (midnight), g_date_time_get_month (midnight),
                               g_date_time_get_day_of_month (midnight),
                               (int) (self->to % MINUTES_PER_DAY / 60), (int) (self->to % 60), 0);
  return end != NULL ? g_date_time_to_unix (end) * G_USEC_PER_SEC : now;
}
