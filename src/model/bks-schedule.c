/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-schedule-private.h"

#include <glib/gi18n-lib.h>

#include "bks-format.h"

#define MINUTES_PER_DAY (24 * 60)
#define SECONDS_PER_DAY (24 * 60 * 60)
#define EVERY_DAY       0x7f

/* `date_type` and `repeat_date` of section 9.3 as DSM's own scheduler uses them. */
#define DATE_TYPE_WEEKLY 0
#define DATE_TYPE_DATE   1
#define REPEAT_MONTHLY   1

static gboolean
has_time (const DsmSchedule *schedule)
{
  return schedule->hour >= 0 && schedule->hour <= 23;
}

static gboolean
is_weekly (const DsmSchedule *schedule)
{
  return has_time (schedule) && (schedule->week_days & EVERY_DAY) != 0
         && (schedule->date_type == DATE_TYPE_WEEKLY || schedule->date_type < 0);
}

static gboolean
is_monthly (const DsmSchedule *schedule)
{
  return has_time (schedule) && schedule->date_type == DATE_TYPE_DATE && schedule->date != NULL
         && schedule->repeat_date == REPEAT_MONTHLY;
}

/*
 * bks_schedule_get_day:
 * @hour: of the first run
 * @minute: of the first run; -1 = not given
 * @repeat_hours: every so many hours; 0 or less = not
 * @repeat_minutes: every so many minutes; 0 or less = not
 * @last_hour: until this hour; -1 = not given
 *
 * Returns: the runs of one day
 */
BksScheduleDay
bks_schedule_get_day (int hour, int minute, int repeat_hours, int repeat_minutes, int last_hour)
{
  BksScheduleDay day = { .first = hour * 60 + MAX (minute, 0) };
  int end;

  day.last = day.first;
  if (repeat_hours > 0)
    day.step = repeat_hours * 60;
  else if (repeat_minutes > 0)
    day.step = repeat_minutes;
  if (day.step == 0)
    return day;
  end = last_hour >= 0 ? last_hour * 60 + 59 : MINUTES_PER_DAY - 1;
  if (end > day.first)
    day.last = day.first + (MIN (end, MINUTES_PER_DAY - 1) - day.first) / day.step * day.step;
  if (day.last == day.first)
    day.step = 0;
  return day;
}

static BksScheduleDay
get_day (const DsmSchedule *schedule)
{
  return bks_schedule_get_day (schedule->hour, schedule->minute, schedule->repeat_hour,
                               schedule->repeat_min, schedule->last_work_hour);
}

static char *
day_name (int week_day, const char *format)
{
  /* 2 January 2000 was a Sunday. */
  g_autoptr (GDateTime) moment = g_date_time_new_utc (2000, 1, 2 + week_day, 0, 0, 0);

  return g_date_time_format (moment, format);
}

/* "Mon to Fri", "Mon, Wed, Fri"; weeks begin with Monday here. */
static char *
describe_days (guint week_days)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int order[] = { 1, 2, 3, 4, 5, 6, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autofree char *first = NULL;
      guint end = i;

      if ((week_days & (1u << order[i])) == 0)
        continue;
      while (end + 1 < G_N_ELEMENTS (order) && (week_days & (1u << order[end + 1])) != 0)
        end++;
      if (text->len > 0)
        g_string_append (text, _ (", "));
      first = day_name (order[i], "%a");
      if (end >= i + 2)
        {
          g_autofree char *last = day_name (order[end], "%a");

          /* Translators: from one day of the week to another: "Mon to Fri". */
          g_string_append_printf (text, _ ("%s to %s"), first, last);
          i = end;
        }
      else
        g_string_append (text, first);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_weekly (const DsmSchedule *schedule, gboolean is_inside)
{
  BksScheduleDay day = get_day (schedule);
  g_autofree char *clock = bks_format_wall_clock (schedule->hour, MAX (schedule->minute, 0));
  g_autofree char *text = NULL;
  g_autofree char *until = NULL;
  guint days = schedule->week_days & EVERY_DAY;
  int n;

  if (days == EVERY_DAY)
    text = g_strdup_printf (
        is_inside ? C_ ("inside a sentence", "every day at %s") : _ ("Every day at %s"), clock);
  else if ((days & (days - 1)) == 0)
    {
      g_autofree char *name = day_name (g_bit_nth_lsf (days, -1), "%A");

      text = g_strdup_printf (
          /* Translators: a day of the week and a time: "every Sunday at 02:00". */
          is_inside ? C_ ("inside a sentence", "every %s at %s")
                    /* Translators: a day of the week and a time: "Every Sunday at 02:00". */
                    : _ ("Every %s at %s"),
          name, clock);
    }
  else
    {
      g_autofree char *names = describe_days (days);

      /* Translators: days of the week and a time: "Mon to Fri at 09:00". */
      text = g_strdup_printf (_ ("%s at %s"), names, clock);
    }
  if (day.step == 0)
    return g_steal_pointer (&text);

  until = bks_format_wall_clock (day.last / 60, day.last % 60);
  n = day.step % 60 == 0 ? day.step / 60 : day.step;
  if (day.step % 60 == 0)
    return g_strdup_printf (
        /* Translators: "Every day at 09:00, every 2 hours until 18:00". */
        ngettext ("%s, every %d hour until %s", "%s, every %d hours until %s", (gulong) n), text, n,
        until);
  return g_strdup_printf (
      /* Translators: "Every day at 09:00, every 30 minutes until 18:00". */
      ngettext ("%s, every %d minute until %s", "%s, every %d minutes until %s", (gulong) n), text,
      n, until);
}

/* The day of "2026/4/24"; 0 = it is none. */
int
bks_schedule_get_day_of_month (const char *date)
{
  g_auto (GStrv) parts = g_strsplit_set (date, "/-", -1);
  gint64 day = g_strv_length (parts) == 3 ? g_ascii_strtoll (parts[2], NULL, 10) : 0;

  return day >= 1 && day <= 31 ? (int) day : 0;
}

static char *
describe_monthly (const DsmSchedule *schedule, gboolean is_inside)
{
  static const char *const ordinals[] = {
    N_ ("1st"),  N_ ("2nd"),  N_ ("3rd"),  N_ ("4th"),  N_ ("5th"),  N_ ("6th"),  N_ ("7th"),
    N_ ("8th"),  N_ ("9th"),  N_ ("10th"), N_ ("11th"), N_ ("12th"), N_ ("13th"), N_ ("14th"),
    N_ ("15th"), N_ ("16th"), N_ ("17th"), N_ ("18th"), N_ ("19th"), N_ ("20th"), N_ ("21st"),
    N_ ("22nd"), N_ ("23rd"), N_ ("24th"), N_ ("25th"), N_ ("26th"), N_ ("27th"), N_ ("28th"),
    N_ ("29th"), N_ ("30th"), N_ ("31st")
  };
  g_autofree char *clock = bks_format_wall_clock (schedule->hour, MAX (schedule->minute, 0));
  int day = bks_schedule_get_day_of_month (schedule->date);

  if (day == 0)
    return NULL;
  if (is_inside)
    /* Translators: a day of the month and a time: "on the 1st of each month at 04:00". */
    return g_strdup_printf (C_ ("inside a sentence", "on the %s of each month at %s"),
                            _ (ordinals[day - 1]), clock);
  /* Translators: a day of the month and a time: "On the 1st of each month at 04:00". */
  return g_strdup_printf (_ ("On the %s of each month at %s"), _ (ordinals[day - 1]), clock);
}

static char *
describe_times (const DsmSchedule *schedule, gboolean is_inside)
{
  if (is_weekly (schedule))
    return describe_weekly (schedule, is_inside);
  if (is_monthly (schedule))
    return describe_monthly (schedule, is_inside);
  return NULL;
}

/*
 * bks_schedule_describe:
 * @schedule: (nullable): a schedule; %NULL = there is none
 *
 * Returns: (transfer full) (nullable): the schedule in words; %NULL if it has a form that is not known
 */
char *
bks_schedule_describe (const DsmSchedule *schedule)
{
  g_autofree char *times = NULL;

  if (schedule == NULL)
    return g_strdup (_ ("Only by hand"));
  times = describe_times (schedule, schedule->enabled == DSM_FALSE);
  if (schedule->enabled != DSM_FALSE)
    return g_steal_pointer (&times);
  if (times == NULL)
    return g_strdup (_ ("Switched off"));
  /* Translators: a schedule that is disabled: "Switched off (was every day at 02:00)". */
  return g_strdup_printf (_ ("Switched off (was %s)"), times);
}

/*
 * bks_schedule_get_interval:
 * @schedule: (nullable): a schedule
 *
 * Returns: the longest time between two planned runs, in µs; 0 = not known
 */
gint64
bks_schedule_get_interval (const DsmSchedule *schedule)
{
  int longest = 0;
  int previous = -1;
  BksScheduleDay day;

  if (schedule == NULL || schedule->enabled == DSM_FALSE)
    return 0;
  if (is_monthly (schedule))
    return 31 * G_TIME_SPAN_DAY;
  if (!is_weekly (schedule))
    return 0;

  day = get_day (schedule);
  longest = day.step;
  /* Twice round the week, so that every gap is met once. */
  for (int i = 0; i < 14; i++)
    {
      if ((schedule->week_days & (1u << (i % 7))) == 0)
        continue;
      if (previous >= 0)
        longest = MAX (longest, (i - previous) * MINUTES_PER_DAY - (day.last - day.first));
      previous = i;
    }
  return longest * G_TIME_SPAN_MINUTE;
}

static gint64
floor_day (gint64 seconds)
{
  return seconds - ((seconds % SECONDS_PER_DAY) + SECONDS_PER_DAY) % SECONDS_PER_DAY;
}

/*
 * bks_schedule_list_planned:
 * @schedule: (nullable): a schedule
 * @utc_offset: of the NAS's zone, in which the schedule is written, in s east of UTC
 * @now: the present by the NAS's clock, µs since the Unix epoch, UTC
 * @planned_out: (array length=n_planned): the runs that were due, newest first; the rest is 0
 * @n_planned: how many at most
 *
 * Returns: how many there are: none if the schedule is off or has a form that is not known
 */
guint
bks_schedule_list_planned (const DsmSchedule *schedule,
                           int utc_offset,
                           gint64 now,
                           gint64 *planned_out,
                           guint n_planned)
{
  gint64 wall = now / G_USEC_PER_SEC + utc_offset;
  guint n = 0;
  BksScheduleDay day;

  for (guint i = 0; i < n_planned; i++)
    planned_out[i] = 0;
  if (schedule == NULL || schedule->enabled == DSM_FALSE || !is_weekly (schedule))
    return 0;

  day = get_day (schedule);
  for (int back = 0; back < 7 * (int) n_planned && n < n_planned; back++)
    {
      gint64 midnight = floor_day (wall) - back * (gint64) SECONDS_PER_DAY;
      /* The epoch was a Thursday, and a clock that is wrong may show a day before it. */
      guint week_day = (guint) (((midnight / SECONDS_PER_DAY + 4) % 7 + 7) % 7);

      if ((schedule->week_days & (1u << week_day)) == 0)
        continue;
      for (int minute = day.last;
           minute >= day.first && n<n_planned; minute -= day.step> 0 ? day.step : MINUTES_PER_DAY)
        {
          gint64 at = midnight + minute * 60;

          if (at <= wall)
            planned_out[n++] = (at - utc_offset) * G_USEC_PER_SEC;
        }
    }
  return n;
}
