/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-cli-when"

#include "bks-cli-when.h"

#define DAY 1780185600 /* 2026-05-31T00:00:00Z */

static void
check (const char *text, gboolean is_end, gboolean is_wall_clock, gint64 seconds)
{
  BksCliWhen when;

  if (!bks_cli_when_parse (text, is_end, &when))
    g_error ("“%s” is no moment", text);
  g_assert_cmpint (when.is_wall_clock, ==, is_wall_clock);
  g_assert_cmpint (when.seconds, ==, seconds);
}

static void
test_days (void)
{
  check ("2026-05-31", FALSE, TRUE, DAY);
  check ("2026-05-31", TRUE, TRUE, DAY + 86399);
  check ("2024-02-29", FALSE, TRUE, 1709164800);
}

static void
test_times (void)
{
  check ("2026-05-31T12:00", FALSE, TRUE, DAY + 12 * 3600);
  check ("2026-05-31T12:00", TRUE, TRUE, DAY + 12 * 3600);
  check ("2026-05-31 12:00:05", FALSE, TRUE, DAY + 12 * 3600 + 5);
  check ("2026-05-31T12:00:05Z", FALSE, FALSE, DAY + 12 * 3600 + 5);
  check ("2026-05-31T12:00Z", FALSE, FALSE, DAY + 12 * 3600);
  check ("2026-05-31T12:00+02:00", FALSE, FALSE, DAY + 10 * 3600);
  check ("2026-05-31T12:00:00-05:30", FALSE, FALSE, DAY + 17 * 3600 + 1800);
}

static void
test_none (void)
{
  static const char *const texts[] = {
    "",
    "yesterday",
    "2026",
    "2026-05",
    "2026-5-1",
    "2026-02-30",
    "2026-13-01",
    "2026-05-31T",
    "2026-05-31T12",
    "2026-05-31T25:00",
    "31.05.2026",
    "2026-05-31T12:61",
    "2026-05-31 x",
    "2026-05-31T12:00x",
    "20260531",
    "2026-W22-7",
    "0000-00-00",
    " 2026-05-31",
    "2026-05-31 ",
    "2026/05/31",
    "2026-151",
    "2026-05-31T12:00+99:00",
  };
  BksCliWhen when;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (bks_cli_when_parse (texts[i], FALSE, &when))
      g_error ("“%s” is a moment", texts[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/when/days", test_days);
  g_test_add_func ("/cli/when/times", test_times);
  g_test_add_func ("/cli/when/none", test_none);
  return g_test_run ();
}
