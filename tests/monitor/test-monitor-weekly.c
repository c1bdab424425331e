/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "watch-fixture.h"

/* What is told once a week, and what is told of a NAS that is not real. */

#define WEEKLY                                                                                     \
  "+All 8 backups are fine: Your weekly message from Backstay. What goes wrong is told at once.|"

/* It is this day of the week, 1 = Monday, at this hour. */
static void
set_day (WatchFixture *fixture, int weekday, int hour)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (fake_timer_get_now (fixture->timer)
                                                               / G_USEC_PER_SEC);
  g_autoptr (GDateTime) day = g_date_time_add_days (now, 7 + weekday
                                                             - g_date_time_get_day_of_week (now));
  g_autoptr (GDateTime) then = g_date_time_new_local (
      g_date_time_get_year (day), g_date_time_get_month (day), g_date_time_get_day_of_month (day),
      hour, 0, 0);

  fake_timer_set_clock (fixture->timer,
                        (double) g_date_time_difference (then, now) / G_TIME_SPAN_SECOND);
}

static void
want_weekly (WatchFixture *fixture, int weekday)
{
  BksWatchRules rules = bks_watch_default_rules;

  rules.weekly_day = weekday;
  bks_watch_set_rules (fixture->watch, &rules);
  watch_settle (fixture);
}

/* Once on its day, in every process. */
static void
test_weekly (WatchFixture *fixture, gconstpointer data)
{
  watch_start_fine (fixture);
  set_day (fixture, 1, 8);
  want_weekly (fixture, 1);
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
  fake_timer_pass (fixture->timer, HOUR);
  watch_poll_nas (fixture);
  watch_expect (fixture, WEEKLY);
  g_assert_cmpint (fake_notifier_get_last (fixture->notifier)->buttons, ==, BKS_NOTICE_SHOW);
  watch_poll_nas (fixture);
  watch_restart (fixture);
  watch_begin (fixture);
  want_weekly (fixture, 1);
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
  set_day (fixture, 2, 10);
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
  set_day (fixture, 1, 10);
  watch_poll_nas (fixture);
  watch_expect (fixture, WEEKLY);
}

/* Only what is true: it waits for the success, and is taken back by a failure. */
static void
test_weekly_truth (WatchFixture *fixture, gconstpointer data)
{
  watch_start_fine (fixture);
  watch_end_run (fixture, 0, "failed");
  watch_poll_nas (fixture);
  watch_expect (fixture, FAILED_0);
  set_day (fixture, 1, 10);
  want_weekly (fixture, 1);
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
  nas_lab_tell (&fixture->lab, "advance", "{\"seconds\": 3600}");
  watch_end_run (fixture, 0, "done");
  watch_poll_nas (fixture);
  watch_poll_nas (fixture);
  watch_expect (fixture, "-failed|" WEEKLY);

  nas_lab_tell (&fixture->lab, "advance", "{\"seconds\": 3600}");
  watch_end_run (fixture, 0, "failed");
  watch_poll_nas (fixture);
  g_assert_false (fake_notifier_is_visible (fixture->notifier, "weekly"));
}

/* A NAS that is silent is not fine, however good it was. */
static void
test_weekly_silence (WatchFixture *fixture, gconstpointer data)
{
  watch_start_fine (fixture);
  nas_lab_tell (&fixture->lab, "fail", "{\"mode\": \"reset\", \"count\": -1}");
  watch_poll_nas (fixture);
  set_day (fixture, 1, 10);
  want_weekly (fixture, 1);
  watch_poll_nas (fixture);
  watch_expect (fixture, "");

  /* Nor one that has not been asked since the start. */
  nas_lab_tell (&fixture->lab, "clear", "{}");
  watch_restart (fixture);
  watch_begin (fixture);
  want_weekly (fixture, 1);
  watch_expect (fixture, "");
  watch_poll_nas (fixture);
  watch_expect (fixture, WEEKLY);
}

/* What is not real does not look as if it were, and no real week is called fine for it. */
static void
test_simulated (WatchFixture *fixture, gconstpointer data)
{
  bks_nas_set_simulated (fixture->lab.nas, TRUE);
  watch_start_fine (fixture);
  watch_end_run (fixture, 0, "failed");
  watch_poll_nas (fixture);
  watch_expect (fixture, "+Demo: “Backup 0” failed: office-nas: The last run failed.|");
  g_assert_false (fake_notifier_get_last (fixture->notifier)->is_urgent);
  for (guint i = 1; i < 4; i++)
    watch_end_run (fixture, i, "failed");
  watch_poll_nas (fixture);
  watch_expect (fixture, "+Demo: 3 backups need attention: Backup 1, Backup 2, Backup 3|");
  nas_lab_tell (&fixture->lab, "advance", "{\"seconds\": 3600}");
  for (guint i = 0; i < 4; i++)
    watch_end_run (fixture, i, "done");
  watch_poll_nas (fixture);
  g_free (fake_notifier_take (fixture->notifier));
  set_day (fixture, 1, 10);
  want_weekly (fixture, 1);
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func)                                                                            \
  g_test_add ("/monitor/weekly/" path, WatchFixture, NULL, watch_set_up, func, watch_tear_down)
  ADD ("once", test_weekly);
  ADD ("truth", test_weekly_truth);
  ADD ("silence", test_weekly_silence);
  ADD ("simulated", test_simulated);
#undef ADD

  return g_test_run ();
}
