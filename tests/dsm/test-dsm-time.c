/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "dsm-time.h"

/* 2026-04-24 10:30:00 UTC */
#define MOMENT G_GINT64_CONSTANT (1777026600)

static void
check (const char *text, DsmTimeKind kind, gint64 seconds)
{
  DsmTime time;

  memset (&time, 0xff, sizeof time);
  dsm_time_parse (text, &time);
  if (time.kind != kind || time.seconds != seconds)
    g_error ("\"%s\": kind %d, %" G_GINT64_FORMAT, text, time.kind, time.seconds);
}

static void
test_local (void)
{
  check ("2026/04/24 10:30:00", DSM_TIME_LOCAL, MOMENT);
  check ("2026/04/24 10:30", DSM_TIME_LOCAL, MOMENT);
  check ("2026-04-24 10:30:00", DSM_TIME_LOCAL, MOMENT);
  check ("2026-04-24 10:30", DSM_TIME_LOCAL, MOMENT);
  check ("2026-04-24T10:30:00", DSM_TIME_LOCAL, MOMENT);
  check ("2026/4/24 10:30", DSM_TIME_LOCAL, MOMENT);
  check ("2026/04/24", DSM_TIME_LOCAL, MOMENT - (10 * 60 + 30) * 60);
  check ("  2026/04/24 10:30:07  ", DSM_TIME_LOCAL, MOMENT + 7);
  check ("Fri Apr 24 10:30:00 2026", DSM_TIME_LOCAL, MOMENT);
  check ("Fri Apr  3 10:30:00 2026", DSM_TIME_LOCAL, MOMENT - 21 * 86400);
  check ("2028/02/29 00:00", DSM_TIME_LOCAL, G_GINT64_CONSTANT (1835395200));
}

static void
test_epoch (void)
{
  DsmTime time;

  check ("1777026600", DSM_TIME_EPOCH, MOMENT);
  check ("86400", DSM_TIME_EPOCH, 86400);
  dsm_time_from_epoch (MOMENT, &time);
  g_assert_cmpint (time.kind, ==, DSM_TIME_EPOCH);
  g_assert_cmpint (time.seconds, ==, MOMENT);
  g_assert_cmpstr (time.raw, ==, "1777026600");
  dsm_time_from_epoch (0, &time);
  g_assert_cmpint (time.kind, ==, DSM_TIME_NONE);
  dsm_time_from_epoch (-5, &time);
  g_assert_cmpint (time.kind, ==, DSM_TIME_NONE);
  dsm_time_from_epoch (G_MAXINT64, &time);
  g_assert_cmpint (time.kind, ==, DSM_TIME_UNREADABLE);
}

static void
test_none (void)
{
  static const char *const none[] = { NULL,
                                      "",
                                      "   ",
                                      "N/A",
                                      "n/a",
                                      "0",
                                      "00",
                                      "0000/00/00 00:00:00",
                                      "0000-00-00 00:00",
                                      "00:00",
                                      "1970/01/01 01:00:00",
                                      "1970-01-01",
                                      "Thu Jan  1 01:00:00 1970",
                                      "none" };

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    check (none[i], DSM_TIME_NONE, 0);
}

static void
test_junk (void)
{
  static const char *const junk[] = { "tomorrow",
                                      "2026/04",
                                      "2026/13/01 00:00",
                                      "2026/02/30 10:00",
                                      "2026/04/24 25:00",
                                      "2026/04/24 10:61",
                                      "2026/04-24",
                                      "2026/04/24 10:30:00 CET",
                                      "2026/04/24 10",
                                      "Fri Foo 24 10:30:00 2026",
                                      "Fri Apr 24 2026",
                                      "-1",
                                      "99999999999999999999",
                                      "2026/04/24 10:30:",
                                      "1e9",
                                      "\xc3\xa4\xc3\xb6",
                                      "/",
                                      "-",
                                      ":",
                                      "24/04/2026",
                                      "1500/01/01 00:00",
                                      "0x10" };

  for (guint i = 0; i < G_N_ELEMENTS (junk); i++)
    {
      DsmTime time;

      dsm_time_parse (junk[i], &time);
      if (time.kind != DSM_TIME_UNREADABLE)
        g_error ("\"%s\" was read as kind %d", junk[i], time.kind);
      g_assert_true (g_str_has_prefix (junk[i], time.raw));
    }
}

static void
test_raw (void)
{
  g_autofree char *longish = g_strnfill (500, 'x');
  DsmTime time;

  dsm_time_parse ("2026/04/24 10:30", &time);
  g_assert_cmpstr (time.raw, ==, "2026/04/24 10:30");
  dsm_time_parse (longish, &time);
  g_assert_cmpuint (strlen (time.raw), ==, sizeof time.raw - 1);
  /* Never half a character. */
  dsm_time_parse ("\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac"
                  "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac",
                  &time);
  g_assert_true (g_utf8_validate (time.raw, -1, NULL));
  g_assert_cmpuint (strlen (time.raw), ==, 30);
}

static void
test_to_utc (void)
{
  DsmTime time;
  gint64 seconds = 0;

  dsm_time_parse ("2026/04/24 12:30", &time);
  g_assert_true (dsm_time_to_utc (&time, 7200, &seconds));
  g_assert_cmpint (seconds, ==, MOMENT);
  g_assert_true (dsm_time_to_utc (&time, -3600, &seconds));
  g_assert_cmpint (seconds, ==, MOMENT + 3 * 3600);
  g_assert_false (dsm_time_to_utc (&time, DSM_OFFSET_UNKNOWN, &seconds));

  dsm_time_from_epoch (MOMENT, &time);
  g_assert_true (dsm_time_to_utc (&time, DSM_OFFSET_UNKNOWN, &seconds));
  g_assert_cmpint (seconds, ==, MOMENT);
  dsm_time_parse ("junk", &time);
  g_assert_false (dsm_time_to_utc (&time, 0, &seconds));
  dsm_time_parse ("", &time);
  g_assert_false (dsm_time_to_utc (&time, 0, &seconds));
}

static int
offset_of (gint64 difference)
{
  DsmTime time = { .kind = DSM_TIME_LOCAL, .seconds = MOMENT + difference };

  return dsm_time_offset (&time, MOMENT);
}

static void
test_offset (void)
{
  DsmTime epoch;

  g_assert_cmpint (offset_of (0), ==, 0);
  g_assert_cmpint (offset_of (3), ==, 0);
  g_assert_cmpint (offset_of (-3), ==, 0);
  g_assert_cmpint (offset_of (7200), ==, 7200);
  g_assert_cmpint (offset_of (7200 - 300), ==, 7200);
  g_assert_cmpint (offset_of (7200 + 449), ==, 7200);
  g_assert_cmpint (offset_of (-18000 - 200), ==, -18000);
  g_assert_cmpint (offset_of (19800), ==, 19800);      /* +05:30 */
  g_assert_cmpint (offset_of (20700 + 60), ==, 20700); /* +05:45 */
  g_assert_cmpint (offset_of (14 * 3600), ==, 14 * 3600);
  g_assert_cmpint (offset_of (-12 * 3600), ==, -12 * 3600);
  g_assert_cmpint (offset_of (15 * 3600), ==, DSM_OFFSET_UNKNOWN);
  g_assert_cmpint (offset_of (-13 * 3600), ==, DSM_OFFSET_UNKNOWN);
  g_assert_cmpint (offset_of (G_GINT64_CONSTANT (40) * 365 * 86400), ==, DSM_OFFSET_UNKNOWN);
  dsm_time_from_epoch (MOMENT, &epoch);
  g_assert_cmpint (dsm_time_offset (&epoch, MOMENT), ==, DSM_OFFSET_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsm/time/local", test_local);
  g_test_add_func ("/dsm/time/epoch", test_epoch);
  g_test_add_func ("/dsm/time/none", test_none);
  g_test_add_func ("/dsm/time/junk", test_junk);
  g_test_add_func ("/dsm/time/raw", test_raw);
  g_test_add_func ("/dsm/time/to-utc", test_to_utc);
  g_test_add_func ("/dsm/time/offset", test_offset);
  return g_test_run ();
}
