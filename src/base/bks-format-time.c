/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-base"

#include "bks-format.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

#define JUST_NOW (45 * G_TIME_SPAN_SECOND)

static GDateTime *
local_time (gint64 moment)
{
  return g_date_time_new_from_unix_local (moment / G_USEC_PER_SEC);
}

/* Days from @now to @then in the user's zone: 0 = the same day, -1 = yesterday. */
static int
days_between (GDateTime *then, GDateTime *now)
{
  GDate then_day, now_day;
  int year, month, day;

  g_date_time_get_ymd (then, &year, &month, &day);
  g_date_set_dmy (&then_day, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  g_date_time_get_ymd (now, &year, &month, &day);
  g_date_set_dmy (&now_day, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_days_between (&now_day, &then_day);
}

/* Whether the locale's clock goes round twice a day. */
static gboolean
has_half_days (void)
{
  const char *format = nl_langinfo (T_FMT);

  return strstr (format, "%r") != NULL || strstr (format, "%p") != NULL
         || strstr (format, "%P") != NULL || strstr (format, "%I") != NULL
         || strstr (format, "%l") != NULL;
}

static char *
format_clock (GDateTime *moment)
{
  return g_date_time_format (moment, has_half_days () ? "%-I:%M %p" : "%H:%M");
}

static char *
format_day (GDateTime *then, GDateTime *now, gboolean is_inside)
{
  int days = days_between (then, now);

  if (days == 0)
    return g_strdup (is_inside ? C_ ("inside a sentence", "today") : _ ("Today"));
  if (days == -1)
    return g_strdup (is_inside ? C_ ("inside a sentence", "yesterday") : _ ("Yesterday"));
  if (days == 1)
    return g_strdup (is_inside ? C_ ("inside a sentence", "tomorrow") : _ ("Tomorrow"));
  if (days < 0 && days >= -6)
    return g_date_time_format (then, "%A");
  if (g_date_time_get_year (then) == g_date_time_get_year (now))
    /* Translators: a day of this year, as g_date_time_format() takes it: "17 May". */
    return g_date_time_format (then, _ ("%-d %b"));
  /* Translators: a day of another year, as g_date_time_format() takes it: "14 Mar 2025". */
  return g_date_time_format (then, _ ("%-d %b %Y"));
}

/* Of a day in another year the time is of no interest, unless that was last week. */
static gboolean
is_far (GDateTime *then, GDateTime *now)
{
  int days = days_between (then, now);

  return g_date_time_get_year (then) != g_date_time_get_year (now) && (days < -6 || days > 1);
}

static char *
format_when (gint64 then, gint64 now, gboolean is_inside)
{
  g_autoptr (GDateTime) then_time = then > 0 ? local_time (then) : NULL;
  g_autoptr (GDateTime) now_time = local_time (now);
  g_autofree char *day = NULL;
  g_autofree char *clock = NULL;

  if (then_time == NULL || now_time == NULL)
    return g_strdup ("–");
  day = format_day (then_time, now_time, is_inside);
  if (is_far (then_time, now_time))
    return g_steal_pointer (&day);
  clock = format_clock (then_time);
  /* Translators: day and time: "Today, 02:31". */
  return g_strdup_printf (_ ("%s, %s"), day, clock);
}

/**
 * bks_format_when:
 * @then: a moment
 * @now: the present
 *
 * Returns: (transfer full): the day and the time in the user's zone; of another year the day alone;
 *   "–" if there is no such moment
 */
char *
bks_format_when (gint64 then, gint64 now)
{
  return format_when (then, now, FALSE);
}

/**
 * bks_format_when_inside:
 * @then: a moment
 * @now: the present
 *
 * Returns: (transfer full): as bks_format_when(), to go on in a sentence
 */
char *
bks_format_when_inside (gint64 then, gint64 now)
{
  return format_when (then, now, TRUE);
}

/**
 * bks_format_at:
 * @then: a moment
 * @now: the present
 *
 * Returns: (transfer full): the moment as the end of a sentence: "today at 02:31",
 *   "on 17 May at 13:00"; "–" if there is no such moment
 */
char *
bks_format_at (gint64 then, gint64 now)
{
  g_autoptr (GDateTime) then_time = then > 0 ? local_time (then) : NULL;
  g_autoptr (GDateTime) now_time = local_time (now);
  g_autofree char *clock = NULL;
  g_autofree char *day = NULL;
  int days;

  if (then_time == NULL || now_time == NULL)
    return g_strdup ("–");
  clock = format_clock (then_time);
  days = days_between (then_time, now_time);
  if (days == 0)
    return g_strdup_printf (_ ("today at %s"), clock);
  if (days == -1)
    return g_strdup_printf (_ ("yesterday at %s"), clock);
  if (days == 1)
    return g_strdup_printf (_ ("tomorrow at %s"), clock);
  day = format_day (then_time, now_time, TRUE);
  if (is_far (then_time, now_time))
    /* Translators: a day: "on 14 Mar 2025". */
    return g_strdup_printf (_ ("on %s"), day);
  /* Translators: a day, then a time: "on Sunday at 01:40", "on 17 May at 13:00". */
  return g_strdup_printf (_ ("on %s at %s"), day, clock);
}

/**
 * bks_format_ago:
 * @then: a moment
 * @now: the present
 *
 * Returns: (transfer full): how long ago it was, to go on in a sentence: "just now", "2 minutes ago",
 *   "at 06:14", "yesterday at 22:10"; "–" if there is no such moment
 */
char *
bks_format_ago (gint64 then, gint64 now)
{
  g_autoptr (GDateTime) then_time = then > 0 ? local_time (then) : NULL;
  g_autoptr (GDateTime) now_time = local_time (now);
  g_autofree char *clock = NULL;

  if (then_time == NULL || now_time == NULL)
    return g_strdup ("–");
  /* A moment that seems to lie ahead is a clock that was set. */
  if (now - then < JUST_NOW)
    return g_strdup (_ ("just now"));
  if (now - then < G_TIME_SPAN_HOUR)
    {
      int minutes = (int) MAX ((now - then) / G_TIME_SPAN_MINUTE, 1);

      return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", (gulong) minutes),
                              minutes);
    }
  if (days_between (then_time, now_time) != 0)
    return bks_format_at (then, now);
  clock = format_clock (then_time);
  /* Translators: a time of today, inside a sentence: "at 06:14". */
  return g_strdup_printf (_ ("at %s"), clock);
}

/**
 * bks_format_clock:
 * @then: a moment
 * @now: the present
 *
 * Returns: (transfer full): the time alone if it was today, else as bks_format_when()
 */
char *
bks_format_clock (gint64 then, gint64 now)
{
  g_autoptr (GDateTime) then_time = then > 0 ? local_time (then) : NULL;
  g_autoptr (GDateTime) now_time = local_time (now);

  if (then_time == NULL || now_time == NULL || days_between (then_time, now_time) != 0)
    return bks_format_when (then, now);
  return format_clock (then_time);
}

/**
 * bks_format_when_full:
 * @then: a moment
 * @now: the present
 *
 * Returns: (transfer full): the full date, the time and the zone; "–" if there is no such moment
 */
char *
bks_format_when_full (gint64 then, gint64 now)
{
  g_autoptr (GDateTime) then_time = then > 0 ? local_time (then) : NULL;
  g_autofree char *day = NULL;
  g_autofree char *clock = NULL;

  if (then_time == NULL)
    return g_strdup ("–");
  /* Translators: a full date, as g_date_time_format() takes it: "Sunday, 17 May 2026". */
  day = g_date_time_format (then_time, _ ("%A, %-d %B %Y"));
  clock = format_clock (then_time);
  /* Translators: full date, time, name of the time zone: "Sunday, 17 May 2026, 13:00 (CEST)". */
  return g_strdup_printf (_ ("%s, %s (%s)"), day, clock,
                          g_date_time_get_timezone_abbreviation (then_time));
}

/**
 * bks_format_wall_clock:
 * @hour: 0 to 23
 * @minute: 0 to 59
 *
 * Returns: (transfer full): a time of any day, by the locale's clock; "–" if there is no such time
 */
char *
bks_format_wall_clock (int hour, int minute)
{
  g_autoptr (GDateTime) moment = g_date_time_new_utc (2000, 1, 1, hour, minute, 0);

  return moment != NULL ? format_clock (moment) : g_strdup ("–");
}

/**
 * bks_format_iso:
 * @then: a moment
 * @utc_offset_seconds: of the zone to write it in, east of UTC
 *
 * Returns: (transfer full): ISO 8601 with the offset, for machines; "" if there is no such moment
 */
char *
bks_format_iso (gint64 then, int utc_offset_seconds)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) local = NULL;

  if (then <= 0)
    return g_strdup ("");
  utc = g_date_time_new_from_unix_utc (then / G_USEC_PER_SEC);
  if (utc == NULL)
    return g_strdup ("");
  zone = g_time_zone_new_offset (utc_offset_seconds);
  local = g_date_time_to_timezone (utc, zone);
  return g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z");
}

/**
 * bks_format_get_day:
 * @moment: µs since the Unix epoch, UTC
 * @begin_out: (out): midnight before it, in the person's zone
 * @end_out: (out): the next midnight, not included
 *
 * Both are 0 for a moment that no calendar has.
 */
void
bks_format_get_day (gint64 moment, gint64 *begin_out, gint64 *end_out)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_unix_local (moment / G_USEC_PER_SEC);
  g_autoptr (GDateTime) midnight = NULL;
  g_autoptr (GDateTime) next = NULL;

  *begin_out = *end_out = 0;
  /* Outside the years of a calendar. */
  if (at == NULL)
    return;

  midnight = g_date_time_new_local (g_date_time_get_year (at), g_date_time_get_month (at),
                                    g_date_time_get_day_of_month (at), 0, 0, 0);
  next = g_date_time_add_days (midnight, 1);
  *begin_out = g_date_time_to_unix (midnight) * G_USEC_PER_SEC;
  *end_out = next != NULL ? g_date_time_to_unix (next) * G_USEC_PER_SEC : moment;
}
