/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-next-runs.h"

#include <glib/gi18n-lib.h>

#include "bks-format.h"
#include "bks-schedule-private.h"

#define DATE_TYPE_WEEKLY 0
#define DATE_TYPE_DATE   1
#define REPEAT_MONTHLY   1
#define EVERY_DAY        0x7f

static gboolean
is_weekly (const BksSchedule *plan)
{
  return (plan->week_days & EVERY_DAY) != 0
         && (plan->date_type == DATE_TYPE_WEEKLY || plan->date_type < 0);
}

static gboolean
is_monthly (const BksSchedule *plan)
{
  return plan->date_type == DATE_TYPE_DATE && plan->date != NULL
         && plan->repeat_date == REPEAT_MONTHLY && bks_schedule_get_day_of_month (plan->date) > 0;
}

/**
 * bks_next_runs_can_tell:
 * @plan: (nullable): a schedule
 *
 * Returns: whether it is switched on, and has a form that is known
 */
gboolean
bks_next_runs_can_tell (const BksSchedule *plan)
{
  return plan != NULL && plan->enabled != 0 && plan->hour >= 0 && plan->hour <= 23
         && (is_weekly (plan) || is_monthly (plan));
}

/**
 * bks_next_runs_guess_zone:
 * @utc_offset_seconds: of the NAS in this moment, east of UTC
 * @now: this moment
 *
 * The NAS does not tell its zone by a name that others know. One that is here as late as it is there is
 * most likely the same zone, and then summer time begins and ends with it.
 *
 * Returns: (transfer full): the zone in which the NAS's schedules are written
 */
GTimeZone *
bks_next_runs_guess_zone (int utc_offset_seconds, gint64 now)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  int interval = g_time_zone_find_interval (local, G_TIME_TYPE_UNIVERSAL, now / G_USEC_PER_SEC);

  if (interval >= 0 && g_time_zone_get_offset (local, interval) == utc_offset_seconds)
    return g_steal_pointer (&local);
  return g_time_zone_new_offset (utc_offset_seconds);
}

static gboolean
has_run_on (const BksSchedule *plan, GDateTime *day)
{
  /* GLib: 1 = Monday … 7 = Sunday; the NAS: 0 = Sunday. */
  guint week_day = (guint) g_date_time_get_day_of_week (day) % 7;

  if (is_weekly (plan))
    return (plan->week_days & (1u << week_day)) != 0;
  return g_date_time_get_day_of_month (day) == bks_schedule_get_day_of_month (plan->date);
}

/* The first day of a monthly schedule; NULL = it has none. */
static GDateTime *
get_first_day (const BksSchedule *plan, GTimeZone *zone)
{
  g_auto (GStrv) parts = NULL;

  if (!is_monthly (plan))
    return NULL;
  parts = g_strsplit_set (plan->date, "/-", -1);
  return g_date_time_new (zone, (int) g_ascii_strtoll (parts[0], NULL, 10),
                          (int) g_ascii_strtoll (parts[1], NULL, 10),
                          (int) g_ascii_strtoll (parts[2], NULL, 10), 0, 0, 0);
}

/**
 * bks_next_runs_list:
 * @plan: (nullable): a schedule
 * @zone: in which it is written
 * @from: the first moment of interest
 * @to: the first moment that is of none
 * @n_most: how many at most
 *
 * A time that summer time leaves out is taken when the gap is over; of one that comes twice the later is taken.
 *
 * Returns: (transfer full) (element-type gint64): when it has runs, in order; none if
 *   bks_next_runs_can_tell() says no
 */
GArray *
bks_next_runs_list (const BksSchedule *plan, GTimeZone *zone, gint64 from, gint64 to, guint n_most)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) start = NULL;
  g_autoptr (GDateTime) first_day = NULL;
  g_autoptr (GDateTime) noon = NULL;
  BksScheduleDay day;
  gint64 previous = 0;

  g_return_val_if_fail (zone != NULL, runs);

  if (!bks_next_runs_can_tell (plan))
    return runs;
  utc = g_date_time_new_from_unix_utc (from / G_USEC_PER_SEC);
  if (utc == NULL)
    return runs;
  start = g_date_time_to_timezone (utc, zone);
  first_day = get_first_day (plan, zone);
  day = bks_schedule_get_day (plan->hour, plan->minute, plan->repeat_hours, plan->repeat_minutes,
                              plan->last_hour);
  /* By noons: every day has one. */
  noon = g_date_time_new (zone, g_date_time_get_year (start), g_date_time_get_month (start),
                          g_date_time_get_day_of_month (start), 12, 0, 0);

  while (noon != NULL && runs->len < n_most
         && (g_date_time_to_unix (noon) - 86400) * G_USEC_PER_SEC < to)
    {
      g_autoptr (GDateTime) next = g_date_time_add_days (noon, 1);
      gboolean has_begun = first_day == NULL || g_date_time_compare (noon, first_day) >= 0;

      for (int minute = day.first; has_begun && has_run_on (plan, noon) && minute <= day.last
                                           && runs->len<n_most; minute += day.step> 0
                                       ? day.step
                                       : 24 * 60)
        {
          g_autoptr (GDateTime) moment = g_date_time_new (
              zone, g_date_time_get_year (noon), g_date_time_get_month (noon),
              g_date_time_get_day_of_month (noon), minute / 60, minute % 60, 0);
          gint64 at = moment != NULL ? g_date_time_to_unix (moment) * G_USEC_PER_SEC : 0;

          if (at < from || at >= to || at <= previous)
            continue;
          g_array_append_val (runs, at);
          previous = at;
        }
      g_date_time_unref (noon);
      noon = g_steal_pointer (&next);
    }
  return runs;
}

static int
days_from (gint64 moment, GDateTime *today)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (moment / G_USEC_PER_SEC);
  GDate a, b;

  g_date_set_dmy (&a, (GDateDay) g_date_time_get_day_of_month (today),
                  (GDateMonth) g_date_time_get_month (today),
                  (GDateYear) g_date_time_get_year (today));
  g_date_set_dmy (&b, (GDateDay) g_date_time_get_day_of_month (then),
                  (GDateMonth) g_date_time_get_month (then),
                  (GDateYear) g_date_time_get_year (then));
  return g_date_days_between (&a, &b);
}

static char *
name_day (gint64 moment, int days)
{
  g_autoptr (GDateTime) then = NULL;

  if (days == 0)
    return g_strdup (_ ("Today"));
  if (days == 1)
    return g_strdup (_ ("Tomorrow"));
  then = g_date_time_new_from_unix_local (moment / G_USEC_PER_SEC);
  return g_date_time_format (then, "%A");
}

static char *
clock_of (gint64 moment)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (moment / G_USEC_PER_SEC);

  return bks_format_wall_clock (g_date_time_get_hour (then), g_date_time_get_minute (then));
}

static char *
describe_days (const gint64 *runs, const int *days, guint n_runs, const char *clock)
{
  g_autofree char *first = name_day (runs[0], days[0]);
  g_autofree char *second = n_runs > 1 ? name_day (runs[1], days[1]) : NULL;
  g_autofree char *third = n_runs > 2 ? name_day (runs[2], days[2]) : NULL;

  if (n_runs == 1)
    /* Translators: the next run: "Tomorrow at 09:00". */
    return g_strdup_printf (C_ ("next runs", "%s at %s"), first, clock);
  if (n_runs == 2)
    /* Translators: the next runs: "Today and Tomorrow at 09:00". */
    return g_strdup_printf (_ ("%s and %s at %s"), first, second, clock);
  /* Translators: the next runs: "Tomorrow, Thursday and Friday at 09:00". */
  return g_strdup_printf (_ ("%s, %s and %s at %s"), first, second, third, clock);
}

static char *
describe_one_day (const gint64 *runs, int day, guint n_runs)
{
  g_autofree char *name = name_day (runs[0], day);
  g_autofree char *first = clock_of (runs[0]);
  g_autofree char *second = clock_of (runs[1]);
  g_autofree char *third = n_runs > 2 ? clock_of (runs[2]) : NULL;

  if (n_runs == 2)
    /* Translators: the next runs: "Today at 13:00 and 15:00". */
    return g_strdup_printf (C_ ("times of one day", "%s at %s and %s"), name, first, second);
  /* Translators: the next runs: "Today at 13:00, 15:00 and 17:00". */
  return g_strdup_printf (_ ("%s at %s, %s and %s"), name, first, second, third);
}

/**
 * bks_next_runs_describe:
 * @runs: (array length=n_runs): moments to come, in order
 * @n_runs: how many; those after the third are left out
 * @now: the present
 *
 * Returns: (transfer full) (nullable): "Tomorrow, Thursday and Friday at 09:00"; %NULL if there are none
 */
char *
bks_next_runs_describe (const gint64 *runs, guint n_runs, gint64 now)
{
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autoptr (GString) text = NULL;
  g_autofree char *clock = NULL;
  gboolean is_one_clock = TRUE, is_one_day = TRUE, is_soon = TRUE;
  int days[3] = { 0 };

  n_runs = MIN (n_runs, G_N_ELEMENTS (days));
  if (n_runs == 0 || today == NULL)
    return NULL;
  clock = clock_of (runs[0]);
  for (guint i = 0; i < n_runs; i++)
    {
      g_autofree char *other = clock_of (runs[i]);

      days[i] = days_from (runs[i], today);
      is_one_clock = is_one_clock && g_str_equal (other, clock);
      is_one_day = is_one_day && days[i] == days[0];
      is_soon = is_soon && days[i] >= 0 && days[i] <= 6;
    }
  if (is_soon && is_one_clock)
    return describe_days (runs, days, n_runs, clock);
  if (is_soon && is_one_day)
    return describe_one_day (runs, days[0], n_runs);

  text = g_string_new (NULL);
  for (guint i = 0; i < n_runs; i++)
    {
      g_autofree char *when = bks_format_when (runs[i], now);

      g_string_append_printf (text, "%s%s", i > 0 ? " · " : "", when);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
