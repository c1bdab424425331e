/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "bks-next-runs.h"

typedef struct
{
  const char *path;
  BksSchedule plan;
  const char *zone;
  const char *from;
  const char *runs; /* the first three in UTC, with or without the month; "" = none */
} Case;

/* Summer time of Berlin in 2026: from 29 March, 01:00 UTC, to 25 October, 01:00 UTC. */
#define BERLIN "Europe/Berlin"

static const Case cases[] = {
  { "daily",
    { .enabled = 1, .hour = 2, .week_days = 0x7f },
    "UTC",
    "2026-05-12T10:00:00Z",
    "13T02:00 14T02:00 15T02:00" },
  { "switch-not-said",
    { .enabled = -1, .hour = 2, .week_days = 0x7f, .date_type = -1 },
    "UTC",
    "2026-05-12T10:00:00Z",
    "13T02:00 14T02:00 15T02:00" },
  { "disabled", { .enabled = 0, .hour = 2, .week_days = 0x7f }, "UTC", "2026-05-12T10:00:00Z", "" },
  { "weekly",
    { .enabled = 1, .hour = 13, .minute = 30, .week_days = 1 },
    "UTC",
    "2026-05-12T10:00:00Z",
    "17T13:30 24T13:30 31T13:30" },
  { "hours",
    { .enabled = 1, .hour = 13, .week_days = 0x2a, .repeat_hours = 2, .last_hour = 17 },
    "UTC",
    "2026-05-13T14:00:00Z",
    "13T15:00 13T17:00 15T13:00" },
  { "minutes",
    { .enabled = 1, .hour = 9, .week_days = 0x7f, .repeat_minutes = 30, .last_hour = 9 },
    "UTC",
    "2026-05-12T09:10:00Z",
    "12T09:30 13T09:00 13T09:30" },
  { "monthly",
    { .enabled = 1, .hour = 4, .date_type = 1, .repeat_date = 1, .date = (char *) "2026/1/31" },
    "UTC",
    "2026-02-01T00:00:00Z",
    "31T04:00 31T04:00 31T04:00" },
  { "monthly-to-come",
    { .enabled = 1, .hour = 4, .date_type = 1, .repeat_date = 1, .date = (char *) "2026/7/1" },
    "UTC",
    "2026-05-12T10:00:00Z",
    "01T04:00 01T04:00 01T04:00" },
  { "no-hour", { .enabled = 1, .hour = -1, .week_days = 0x7f }, "UTC", "2026-05-12T10:00:00Z", "" },
  { "no-days", { .enabled = 1, .hour = 2 }, "UTC", "2026-05-12T10:00:00Z", "" },
  { "no-date",
    { .enabled = 1, .hour = 2, .date_type = 1, .repeat_date = 1 },
    "UTC",
    "2026-05-12T10:00:00Z",
    "" },
  { "odd-date",
    { .enabled = 1, .hour = 2, .date_type = 1, .repeat_date = 1, .date = (char *) "soon" },
    "UTC",
    "2026-05-12T10:00:00Z",
    "" },
  { "odd-type",
    { .enabled = 1, .hour = 2, .week_days = 0x7f, .date_type = 7 },
    "UTC",
    "2026-05-12T10:00:00Z",
    "" },
  { "summer-begins",
    { .enabled = 1, .hour = 9, .week_days = 0x7f },
    BERLIN,
    "2026-03-28T00:00:00Z",
    "28T08:00 29T07:00 30T07:00" },
  { "summer-ends",
    { .enabled = 1, .hour = 9, .week_days = 0x7f },
    BERLIN,
    "2026-10-24T00:00:00Z",
    "24T07:00 25T08:00 26T08:00" },
  /* 02:30 does not exist on the 29th, so it runs when the gap is over; on the 25th it is there twice and the later one counts. */
  { "left-out",
    { .enabled = 1, .hour = 2, .minute = 30, .week_days = 0x7f },
    BERLIN,
    "2026-03-28T00:00:00Z",
    "28T01:30 29T01:00 30T00:30" },
  { "twice",
    { .enabled = 1, .hour = 2, .minute = 30, .week_days = 0x7f },
    BERLIN,
    "2026-10-24T00:00:00Z",
    "24T00:30 25T01:30 26T01:30" },
  { "no-minute",
    { .enabled = 1, .hour = 2, .minute = -1, .week_days = 0x7f },
    "UTC",
    "2026-05-12T10:00:00Z",
    "13T02:00 14T02:00 15T02:00" },
  { "weekend",
    { .enabled = 1, .hour = 2, .week_days = 0x41 },
    "UTC",
    "2026-05-12T10:00:00Z",
    "16T02:00 17T02:00 23T02:00" },
  { "hours-until-midnight",
    { .enabled = 1, .hour = 20, .week_days = 0x7f, .repeat_hours = 2, .last_hour = -1 },
    "UTC",
    "2026-05-12T10:00:00Z",
    "12T20:00 12T22:00 13T20:00" },
  { "hours-without-room",
    { .enabled = 1, .hour = 13, .week_days = 0x7f, .repeat_hours = 2, .last_hour = 9 },
    "UTC",
    "2026-05-12T10:00:00Z",
    "12T13:00 13T13:00 14T13:00" },
  { "monthly-in-february",
    { .enabled = 1, .hour = 4, .date_type = 1, .repeat_date = 1, .date = (char *) "2026/1/29" },
    "UTC",
    "2026-02-01T00:00:00Z",
    "03-29T04:00 04-29T04:00 05-29T04:00" },
  { "monthly-in-leap-year",
    { .enabled = 1, .hour = 4, .date_type = 1, .repeat_date = 1, .date = (char *) "2026/1/29" },
    "UTC",
    "2028-02-01T00:00:00Z",
    "02-29T04:00 03-29T04:00 04-29T04:00" },
  { "monthly-over-new-year",
    { .enabled = 1, .hour = 4, .date_type = 1, .repeat_date = 1, .date = (char *) "2026-1-31" },
    "UTC",
    "2026-11-01T00:00:00Z",
    "12-31T04:00 01-31T04:00 03-31T04:00" },
  { "disabled-monthly",
    { .enabled = 0, .hour = 4, .date_type = 1, .repeat_date = 1, .date = (char *) "2026/1/1" },
    "UTC",
    "2026-05-12T10:00:00Z",
    "" },
  { "one-date",
    { .enabled = 1, .hour = 4, .date_type = 1, .repeat_date = 0, .date = (char *) "2026/7/1" },
    "UTC",
    "2026-05-12T10:00:00Z",
    "" },
  { "date-without-day",
    { .enabled = 1, .hour = 4, .date_type = 1, .repeat_date = 1, .date = (char *) "2026/7/32" },
    "UTC",
    "2026-05-12T10:00:00Z",
    "" },
  { "odd-hour",
    { .enabled = 1, .hour = 24, .week_days = 0x7f },
    "UTC",
    "2026-05-12T10:00:00Z",
    "" },
  { "monthly-summer-begins",
    { .enabled = 1, .hour = 4, .date_type = 1, .repeat_date = 1, .date = (char *) "2026/1/28" },
    BERLIN,
    "2026-02-01T00:00:00Z",
    "02-28T03:00 03-28T03:00 04-28T02:00" },
  { "monthly-summer-ends",
    { .enabled = 1, .hour = 4, .date_type = 1, .repeat_date = 1, .date = (char *) "2026/1/25" },
    BERLIN,
    "2026-09-01T00:00:00Z",
    "09-25T02:00 10-25T03:00 11-25T03:00" },
  /* 02:00 is 03:00 then: one run, not two. */
  { "hours-over-the-gap",
    { .enabled = 1, .hour = 0, .week_days = 0x7f, .repeat_hours = 1, .last_hour = 4 },
    BERLIN,
    "2026-03-29T00:30:00Z",
    "29T01:00 29T02:00 29T22:00" },
  { "hours-that-come-twice",
    { .enabled = 1, .hour = 0, .week_days = 0x7f, .repeat_hours = 1, .last_hour = 4 },
    BERLIN,
    "2026-10-25T00:00:00Z",
    "25T01:00 25T02:00 25T03:00" },
  /* The day has no midnight. */
  { "midnight-left-out",
    { .enabled = 1, .hour = 0, .week_days = 0x7f },
    "America/Havana",
    "2026-03-07T00:00:00Z",
    "07T05:00 08T05:00 09T04:00" },
  { "summer-ends-in-april",
    { .enabled = 1, .hour = 9, .week_days = 0x7f },
    "Australia/Sydney",
    "2026-04-03T12:00:00Z",
    "03T22:00 04T23:00 05T23:00" },
  { "half-an-hour",
    { .enabled = 1, .hour = 9, .week_days = 0x7f },
    "Australia/Lord_Howe",
    "2026-04-03T12:00:00Z",
    "03T22:00 04T22:30 05T22:30" },
  { "never-summer",
    { .enabled = 1, .hour = 2, .week_days = 0x7f },
    "Asia/Kolkata",
    "2026-05-12T10:00:00Z",
    "12T20:30 13T20:30 14T20:30" },
};

static gint64
parse (const char *text)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_iso8601 (text, NULL);

  return g_date_time_to_unix (moment) * G_USEC_PER_SEC;
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (one->zone);
  gint64 from = parse (one->from);
  g_autoptr (GArray) runs = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (zone == NULL)
    {
      g_test_skip ("this computer has no time zones");
      return;
    }
  runs = bks_next_runs_list (&one->plan, zone, from, from + 250 * G_TIME_SPAN_DAY, 3);
  g_assert_cmpint (bks_next_runs_can_tell (&one->plan), ==, *one->runs != '\0');
  for (guint i = 0; i < runs->len; i++)
    {
      gint64 at = g_array_index (runs, gint64, i);
      g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
      g_autofree char *when = g_date_time_format (
          moment, strchr (one->runs, '-') != NULL ? "%m-%dT%H:%M" : "%dT%H:%M");

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", when);
    }
  g_assert_cmpstr (text->str, ==, one->runs);
}

static void
check_words (const char *first, const char *second, const char *third, const char *words)
{
  gint64 runs[] = { parse (first), parse (second), parse (third) };
  g_autofree char *text = bks_next_runs_describe (runs, 3, parse ("2026-05-12T10:00:00Z"));

  g_assert_cmpstr (text, ==, words);
}

static void
test_words (void)
{
  check_words ("2026-05-13T09:00:00Z", "2026-05-14T09:00:00Z", "2026-05-15T09:00:00Z",
               "Tomorrow, Thursday and Friday at 09:00");
  check_words ("2026-05-12T13:00:00Z", "2026-05-12T15:00:00Z", "2026-05-12T17:00:00Z",
               "Today at 13:00, 15:00 and 17:00");
  check_words ("2026-05-17T13:00:00Z", "2026-05-24T13:00:00Z", "2026-05-31T13:00:00Z",
               "17 May, 13:00 · 24 May, 13:00 · 31 May, 13:00");
  g_assert_null (bks_next_runs_describe (NULL, 0, parse ("2026-05-12T10:00:00Z")));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/model/schedule/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/model/schedule/words", test_words);

  return g_test_run ();
}
