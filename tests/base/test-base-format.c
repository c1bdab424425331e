/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <locale.h>

#include "bks-format.h"

#define NBSP "\u00a0"

/* A Tuesday, 12 May 2026, 10:00 UTC; the tests run in that zone. */
#define NOW    (G_GINT64_CONSTANT (1778580000) * G_USEC_PER_SEC)
#define SECOND G_TIME_SPAN_SECOND
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR   G_TIME_SPAN_HOUR
#define DAY    G_TIME_SPAN_DAY

typedef char *(*FormatNumber) (gint64 value);
typedef char *(*FormatTime) (gint64 then, gint64 now);

static void
check (char *got, const char *wanted)
{
  g_assert_cmpstr (got, ==, wanted);
  g_free (got);
}

static void
check_numbers (FormatNumber format, const gint64 *values, const char *const *wanted)
{
  for (guint i = 0; wanted[i] != NULL; i++)
    check (format (values[i]), wanted[i]);
}

static void
test_size (void)
{
  static const gint64 sizes[] = { -1, 0, 1, 999, 1000, G_GINT64_CONSTANT (348200000000) };
  static const char *const texts[] = { "–",         "0 bytes",       "1 byte",
                                       "999 bytes", "1.0" NBSP "kB", "348.2" NBSP "GB",
                                       NULL };

  check_numbers (bks_format_size, sizes, texts);
}

static void
test_size_of (void)
{
  check (bks_format_size_of (G_GINT64_CONSTANT (19400000000), G_GINT64_CONSTANT (52400000000)),
         "19.4 of 52.4" NBSP "GB");
  check (bks_format_size_of (900000000, G_GINT64_CONSTANT (52400000000)),
         "900.0" NBSP "MB of 52.4" NBSP "GB");
  check (bks_format_size_of (900000000, -1), "900.0" NBSP "MB");
  check (bks_format_size_of (900000000, 0), "900.0" NBSP "MB");
  check (bks_format_size_of (-1, 900000000), "");
}

static void
test_rate (void)
{
  static const gint64 rates[] = { -1, 0, 8400000 };
  static const char *const texts[] = { "", "", "8.4" NBSP "MB/s", NULL };

  check_numbers (bks_format_rate, rates, texts);
}

static void
test_percent (void)
{
  check (bks_format_percent (-1), "");
  check (bks_format_percent (0), "0 %");
  check (bks_format_percent (37), "37 %");
}

static void
test_duration (void)
{
  static const gint64 seconds[] = { -1,      0,     40,        59,        60,
                                    31 * 60, 3599,  3600,      2 * 3600,  3 * 3600 + 55 * 60 + 59,
                                    86399,   86400, 9 * 86400, G_MAXINT64 };
  static const char *const texts[] = {
    "–",      "0 s",     "40 s",       "59 s",        "1 minute", "31 minutes", "59 minutes",
    "1 hour", "2 hours", "3 h 55 min", "23 h 59 min", "1 day",    "9 days",     "2147483647 days",
    NULL
  };

  check_numbers (bks_format_duration, seconds, texts);
}

static void
test_left (void)
{
  static const gint64 seconds[] = {
    -1, 0, 1, 29, 90, 12 * 60, 3600, 100 * 60, 47 * 3600, 5 * 86400
  };
  static const char *const texts[] = { "",
                                       "",
                                       "1 min left",
                                       "1 min left",
                                       "2 min left",
                                       "12 min left",
                                       "About 1 h left",
                                       "About 2 h left",
                                       "About 47 h left",
                                       "About 5 days left",
                                       NULL };
  static const char *const long_texts[] = { "",
                                            "",
                                            "1 minute left",
                                            "1 minute left",
                                            "2 minutes left",
                                            "12 minutes left",
                                            "about 1 hour left",
                                            "about 2 hours left",
                                            "about 47 hours left",
                                            "about 5 days left",
                                            NULL };

  check_numbers (bks_format_left, seconds, texts);
  check_numbers (bks_format_left_long, seconds, long_texts);
}

static void
test_ago (void)
{
  check (bks_format_ago (0, NOW), "–");
  check (bks_format_ago (NOW + MINUTE, NOW), "just now");
  check (bks_format_ago (NOW, NOW), "just now");
  check (bks_format_ago (NOW - 44 * SECOND, NOW), "just now");
  check (bks_format_ago (NOW - 45 * SECOND, NOW), "1 minute ago");
  check (bks_format_ago (NOW - 2 * MINUTE, NOW), "2 minutes ago");
  check (bks_format_ago (NOW - HOUR + 1, NOW), "59 minutes ago");
  check (bks_format_ago (NOW - HOUR, NOW), "at 09:00");
  check (bks_format_ago (NOW - 11 * HOUR - 50 * MINUTE, NOW), "yesterday at 22:10");
  check (bks_format_ago (NOW - 2 * DAY, NOW), "on Sunday at 10:00");
  check (bks_format_ago (NOW - 10 * DAY, NOW), "on 2 May at 10:00");
  check (bks_format_ago (NOW - 400 * DAY, NOW), "on 7 Apr 2025");
}

static void
test_when (void)
{
  check (bks_format_when (0, NOW), "–");
  check (bks_format_when (-1, NOW), "–");
  check (bks_format_when (NOW - 7 * HOUR - 29 * MINUTE, NOW), "Today, 02:31");
  check (bks_format_when (NOW - 10 * HOUR - MINUTE, NOW), "Yesterday, 23:59");
  check (bks_format_when (NOW - 2 * DAY, NOW), "Sunday, 10:00");
  check (bks_format_when (NOW - 6 * DAY, NOW), "Wednesday, 10:00");
  check (bks_format_when (NOW - 7 * DAY, NOW), "5 May, 10:00");
  check (bks_format_when (NOW + 16 * HOUR, NOW), "Tomorrow, 02:00");
  check (bks_format_when (NOW + 5 * DAY + 3 * HOUR, NOW), "17 May, 13:00");
  check (bks_format_when (NOW - 424 * DAY, NOW), "14 Mar 2025");
  /* Far beyond every calendar: no time, and no warning. */
  check (bks_format_when (G_MAXINT64, NOW), "–");
}

/* Around New Year the day before is yesterday, and last week is last week. */
static void
test_when_new_year (void)
{
  /* Friday, 1 January 2027, 10:00 UTC */
  gint64 now = G_GINT64_CONSTANT (1798797600) * G_USEC_PER_SEC;

  check (bks_format_when (now - DAY, now), "Yesterday, 10:00");
  check (bks_format_when (now - 3 * DAY, now), "Tuesday, 10:00");
  check (bks_format_when (now - 7 * DAY, now), "25 Dec 2026");
}

static void
test_inside (void)
{
  check (bks_format_when_inside (NOW - 10 * HOUR - 50 * MINUTE, NOW), "yesterday, 23:10");
  check (bks_format_when_inside (NOW - HOUR, NOW), "today, 09:00");
  check (bks_format_when_inside (NOW + DAY, NOW), "tomorrow, 10:00");
  check (bks_format_when_inside (NOW - 2 * DAY, NOW), "Sunday, 10:00");
  check (bks_format_at (NOW - 7 * HOUR - 29 * MINUTE, NOW), "today at 02:31");
  check (bks_format_at (NOW + DAY, NOW), "tomorrow at 10:00");
  check (bks_format_at (0, NOW), "–");
  check (bks_format_when_inside (0, NOW), "–");
}

static void
test_clock (void)
{
  check (bks_format_clock (NOW - 3 * HOUR - 46 * MINUTE, NOW), "06:14");
  check (bks_format_clock (NOW - DAY, NOW), "Yesterday, 10:00");
  check (bks_format_clock (0, NOW), "–");
  check (bks_format_wall_clock (2, 5), "02:05");
  check (bks_format_wall_clock (23, 0), "23:00");
  check (bks_format_wall_clock (24, 0), "–");
}

static void
test_when_full (void)
{
  check (bks_format_when_full (NOW, NOW), "Tuesday, 12 May 2026, 10:00 (UTC)");
  check (bks_format_when_full (0, NOW), "–");
}

static void
test_iso (void)
{
  check (bks_format_iso (NOW, 0), "2026-05-12T10:00:00+00:00");
  check (bks_format_iso (NOW, 7200), "2026-05-12T12:00:00+02:00");
  check (bks_format_iso (NOW, -12600), "2026-05-12T06:30:00-03:30");
  check (bks_format_iso (0, 7200), "");
}

static void
test_day (void)
{
  g_autofree char *zone_before = g_strdup (g_getenv ("TZ"));
  gint64 begin, end;

  /* Noon of the day on which summer begins in Berlin: it has 23 hours. */
  g_setenv ("TZ", "Europe/Berlin", TRUE);
  bks_format_get_day (G_GINT64_CONSTANT (1774778400) * G_USEC_PER_SEC, &begin, &end);
  g_assert_cmpint (begin, ==, G_GINT64_CONSTANT (1774738800) * G_USEC_PER_SEC);
  g_assert_cmpint (end - begin, ==, 23 * G_TIME_SPAN_HOUR);
  /* The first moment is in, the last is not. */
  bks_format_get_day (begin, &begin, &end);
  g_assert_cmpint (begin, ==, G_GINT64_CONSTANT (1774738800) * G_USEC_PER_SEC);
  bks_format_get_day (end, &begin, &end);
  g_assert_cmpint (end - begin, ==, 24 * G_TIME_SPAN_HOUR);

  bks_format_get_day (G_MAXINT64, &begin, &end);
  g_assert_cmpint (end, ==, 0);
  if (zone_before != NULL)
    g_setenv ("TZ", zone_before, TRUE);
  else
    g_unsetenv ("TZ");
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/format/size", test_size);
  g_test_add_func ("/base/format/size-of", test_size_of);
  g_test_add_func ("/base/format/rate", test_rate);
  g_test_add_func ("/base/format/percent", test_percent);
  g_test_add_func ("/base/format/duration", test_duration);
  g_test_add_func ("/base/format/left", test_left);
  g_test_add_func ("/base/format/ago", test_ago);
  g_test_add_func ("/base/format/when", test_when);
  g_test_add_func ("/base/format/when-new-year", test_when_new_year);
  g_test_add_func ("/base/format/inside", test_inside);
  g_test_add_func ("/base/format/clock", test_clock);
  g_test_add_func ("/base/format/when-full", test_when_full);
  g_test_add_func ("/base/format/iso", test_iso);
  g_test_add_func ("/base/format/day", test_day);
  return g_test_run ();
}
