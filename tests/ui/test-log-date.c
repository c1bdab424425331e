/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <langinfo.h>
#include <locale.h>

#include "bks-log-date.h"

static const char *const american = "%m/%d/%y";
static const char *const german = "%d.%m.%Y";
static const char *const japanese = "%Y年%m月%d日";

typedef struct
{
  const char *text;
  const char *format;
  const char *zone;
  const char *first; /* (nullable): as a begin, ISO in UTC; NULL = not a date */
  const char *last;  /* (nullable): as an end */
} Sample;

static const Sample samples[] = {
  { "2026-05-17", american, "UTC", "2026-05-17T00:00:00Z", "2026-05-17T23:59:59Z" },
  { "  2026-05-17  ", german, "UTC", "2026-05-17T00:00:00Z", "2026-05-17T23:59:59Z" },
  { "2026-05-17 14:30", german, "UTC", "2026-05-17T14:30:00Z", "2026-05-17T14:30:59Z" },
  { "2026-05-17T14:30:05", german, "UTC", "2026-05-17T14:30:05Z", "2026-05-17T14:30:05Z" },
  { "2026-05-17T14:30:05Z", german, "+05:45", "2026-05-17T14:30:05Z", "2026-05-17T14:30:05Z" },
  { "2026-05-17T14:30+02:00", german, "UTC", "2026-05-17T12:30:00Z", "2026-05-17T12:30:59Z" },
  { "2026-05-17", german, "+05:45", "2026-05-16T18:15:00Z", "2026-05-17T18:14:59Z" },
  { "2026-05-17", german, "-09:30", "2026-05-17T09:30:00Z", "2026-05-18T09:29:59Z" },
  { "05/06/26", american, "UTC", "2026-05-06T00:00:00Z", "2026-05-06T23:59:59Z" },
  { "05.06.26", german, "UTC", "2026-06-05T00:00:00Z", "2026-06-05T23:59:59Z" },
  { "5.6.2026", german, "UTC", "2026-06-05T00:00:00Z", "2026-06-05T23:59:59Z" },
  { "5. 6. 2026, 7:08", german, "UTC", "2026-06-05T07:08:00Z", "2026-06-05T07:08:59Z" },
  { "5/6/2026 1:05 PM", american, "UTC", "2026-05-06T13:05:00Z", "2026-05-06T13:05:59Z" },
  { "5/6/2026 12:05 am", american, "UTC", "2026-05-06T00:05:00Z", "2026-05-06T00:05:59Z" },
  { "17 May 2026", american, "UTC", "2026-05-17T00:00:00Z", "2026-05-17T23:59:59Z" },
  { "May 17, 2026", german, "UTC", "2026-05-17T00:00:00Z", "2026-05-17T23:59:59Z" },
  { "26-05-17", japanese, "UTC", "2026-05-17T00:00:00Z", "2026-05-17T23:59:59Z" },
  { "2024-02-29", german, "UTC", "2024-02-29T00:00:00Z", "2024-02-29T23:59:59Z" },
  /* The clocks go forward: a day of 23 hours; and back: one of 25. */
  { "2026-03-29", german, "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z" },
  { "2026-10-25", german, "Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z" },
  { "", german, "UTC", NULL, NULL },
  { "yesterday", german, "UTC", NULL, NULL },
  { "2026-02-29", german, "UTC", NULL, NULL },
  { "2026-13-01", german, "UTC", NULL, NULL },
  { "31.11.2026", german, "UTC", NULL, NULL },
  { "17.05", german, "UTC", NULL, NULL },
  { "17.05.2026 25:00", german, "UTC", NULL, NULL },
  { "17.05.2026 10:61", german, "UTC", NULL, NULL },
  { "17.05.2026 13:00 pm", german, "UTC", NULL, NULL },
  { "17.05.2026 x", german, "UTC", NULL, NULL },
  { "2026-05-17T12:00 Mars", german, "UTC", NULL, NULL },
  { "17.05.20266", german, "UTC", NULL, NULL },
  { "170526", german, "UTC", NULL, NULL },
  { "0001-01-01", german, "UTC", NULL, NULL },
  { "2026-05-17\xff", german, "UTC", NULL, NULL },
};

static void
check (const Sample *sample, gboolean is_end, const char *wanted)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (sample->zone);
  gint64 seconds;
  gboolean is_date = bks_log_date_parse (sample->text, sample->format, zone, is_end, &seconds);

  g_test_message ("'%s' by %s in %s", sample->text, sample->format, sample->zone);
  g_assert_cmpint (is_date, ==, wanted != NULL);
  if (is_date)
    {
      g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (seconds);
      g_autofree char *text = g_date_time_format_iso8601 (date);

      g_assert_cmpstr (text, ==, wanted);
    }
}

static void
test_typed (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      check (&samples[i], FALSE, samples[i].first);
      check (&samples[i], TRUE, samples[i].last);
    }
}

/* What the entry is filled with is understood when it is read again. */
static void
test_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  static const char *const zones[] = { "UTC", "Europe/Berlin", "+05:45", "-09:30" };

  for (int i = 0; i < 400; i++)
    {
      g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zones[i % 4]);
      g_autofree char *day = g_strdup_printf ("20%02d-%02d-%02d", g_rand_int_range (random, 0, 60),
                                              g_rand_int_range (random, 1, 13),
                                              g_rand_int_range (random, 1, 29));
      g_autofree char *time = g_strdup_printf (
          "%s %02d:%02d:%02d", day, g_rand_int_range (random, 4, 24),
          g_rand_int_range (random, 0, 60), g_rand_int_range (random, 0, 60));
      gboolean is_end = i % 3 == 0;
      const char *texts[] = { day, time };

      for (int j = 0; j < 2; j++)
        {
          gint64 wanted, seconds;
          g_autofree char *shown = NULL;

          g_assert_true (bks_log_date_parse (texts[j], "%F", zone, is_end, &wanted));
          shown = bks_log_date_format (wanted, zone, is_end);
          g_assert_true (bks_log_date_parse (shown, nl_langinfo (D_FMT), zone, is_end, &seconds));
          g_assert_cmpint (seconds, ==, wanted);
        }
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log-date/typed", test_typed);
  g_test_add_func ("/log-date/round-trip", test_round_trip);
  return g_test_run ();
}
