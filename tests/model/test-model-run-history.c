/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-records-private.h"
#include "bks-run-history.h"

/* Tuesday, 12 May 2026, 10:00 UTC; weeks begin with Monday here, so 79 days are shown. */
#define NOW    (G_GINT64_CONSTANT (1778580000) * G_USEC_PER_SEC)
#define DAY    G_TIME_SPAN_DAY
#define HOUR   G_TIME_SPAN_HOUR
#define MINUTE G_TIME_SPAN_MINUTE
#define N_DAYS 79

typedef struct
{
  GTimeZone *zone;
  BksSchedule plan;
  GPtrArray *versions;
  GPtrArray *log;
  GPtrArray *runs;
  BksRunHistoryInput input;
} Fixture;

/* Two o'clock on the day so many days ago. */
static gint64
night (int days_ago)
{
  return NOW - 8 * HOUR - days_ago * DAY;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->zone = g_time_zone_new_utc ();
  fixture->plan = (BksSchedule){ .enabled = 1, .hour = 2, .minute = 0, .week_days = 0x7f };
  fixture->versions = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->log = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_run_free);
  fixture->input = (BksRunHistoryInput){ .now = NOW,
                                         .zone = fixture->zone,
                                         .first_week_day = 1,
                                         .plan = &fixture->plan,
                                         .has_plan = TRUE,
                                         .plan_since = night (60),
                                         .heard_at = NOW,
                                         .versions = fixture->versions,
                                         .log = fixture->log,
                                         .runs = fixture->runs };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_time_zone_unref (fixture->zone);
  g_ptr_array_unref (fixture->versions);
  g_ptr_array_unref (fixture->log);
  g_ptr_array_unref (fixture->runs);
}

static void
add_version (Fixture *fixture, gint64 started, gint64 completed, const char *status)
{
  DsmVersion record = { .id = (char *) "1", .status = (char *) status };

  dsm_time_from_epoch (started / G_USEC_PER_SEC, &record.started);
  dsm_time_from_epoch (completed / G_USEC_PER_SEC, &record.completed);
  g_ptr_array_insert (fixture->versions, 0, bks_task_version_new (&record, 0));
}

static void
add_line (Fixture *fixture, gint64 when, const char *level)
{
  DsmLogLine record = { .level = (char *) level, .event = (char *) "?" };

  dsm_time_from_epoch (when / G_USEC_PER_SEC, &record.time);
  g_ptr_array_insert (fixture->log, 0, bks_log_entry_new (&record, 0));
}

static BksDayKind
kind_of (Fixture *fixture, int days_ago)
{
  g_autoptr (BksRunHistory) history = bks_run_history_build (&fixture->input);

  g_assert_cmpuint (history->days->len, ==, N_DAYS);
  return g_array_index (history->days, BksRunDay, N_DAYS - 1 - days_ago).kind;
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BksRunHistory) history = bks_run_history_build (&fixture->input);
  g_autofree char *words = bks_run_history_describe_days (history);

  /* Nothing is known, so nothing is missed. */
  g_assert_cmpuint (history->n_days[BKS_DAY_UNKNOWN], ==, N_DAYS);
  g_assert_cmpuint (history->runs->len, ==, 0);
  g_assert_cmpstr (words, ==, "No run is known");
}

static void
test_versions (Fixture *fixture, gconstpointer data)
{
  add_version (fixture, night (6), night (6) + 31 * MINUTE, "success");
  add_version (fixture, night (5), 0, "cancel");
  add_version (fixture, night (4), 0, "fail");
  add_version (fixture, night (3), 0, "defragmented");
  add_version (fixture, night (1), night (1) + 31 * MINUTE, "success");
  add_version (fixture, night (0), 0, "backup");
  g_assert_cmpint (kind_of (fixture, 7), ==, BKS_DAY_UNKNOWN);
  g_assert_cmpint (kind_of (fixture, 6), ==, BKS_DAY_GOOD);
  g_assert_cmpint (kind_of (fixture, 5), ==, BKS_DAY_WARNINGS);
  g_assert_cmpint (kind_of (fixture, 4), ==, BKS_DAY_FAILED);
  /* A word that nobody knows is never good. */
  g_assert_cmpint (kind_of (fixture, 3), ==, BKS_DAY_WARNINGS);
  g_assert_cmpint (kind_of (fixture, 2), ==, BKS_DAY_MISSED);
  g_assert_cmpint (kind_of (fixture, 0), ==, BKS_DAY_WARNINGS);
  fixture->input.is_busy = TRUE;
  g_assert_cmpint (kind_of (fixture, 0), ==, BKS_DAY_RUNNING);
}

static void
test_log (Fixture *fixture, gconstpointer data)
{
  add_line (fixture, night (9), "info");
  add_line (fixture, night (9) + MINUTE, "info");
  add_line (fixture, night (8), "info");
  add_line (fixture, night (8) + MINUTE, "err");
  add_line (fixture, night (7), "info");
  add_version (fixture, night (6), night (6) + 31 * MINUTE, "success");
  add_line (fixture, night (6) + 5 * MINUTE, "err");
  add_version (fixture, night (5), night (5) + 31 * MINUTE, "success");
  add_line (fixture, night (5) + 3 * HOUR, "err");
  add_version (fixture, night (4), 0, "cancel");
  add_line (fixture, night (4) + 9 * MINUTE, "err");
  g_assert_cmpint (kind_of (fixture, 10), ==, BKS_DAY_UNKNOWN);
  g_assert_cmpint (kind_of (fixture, 9), ==, BKS_DAY_GOOD);
  g_assert_cmpint (kind_of (fixture, 8), ==, BKS_DAY_FAILED);
  /* A line alone is no run. */
  g_assert_cmpint (kind_of (fixture, 7), ==, BKS_DAY_MISSED);
  /* The run reached its end nevertheless; what failed later was something else; a person cancelled. */
  g_assert_cmpint (kind_of (fixture, 6), ==, BKS_DAY_WARNINGS);
  g_assert_cmpint (kind_of (fixture, 5), ==, BKS_DAY_FAILED);
  g_assert_cmpint (kind_of (fixture, 4), ==, BKS_DAY_WARNINGS);
}

static void
test_plans (Fixture *fixture, gconstpointer data)
{
  add_version (fixture, night (6), night (6) + 31 * MINUTE, "success");
  g_assert_cmpint (kind_of (fixture, 3), ==, BKS_DAY_MISSED);
  fixture->plan.enabled = 0;
  g_assert_cmpint (kind_of (fixture, 3), ==, BKS_DAY_NOTHING);
  fixture->input.plan = NULL;
  g_assert_cmpint (kind_of (fixture, 3), ==, BKS_DAY_NOTHING);
  fixture->input.has_plan = FALSE;
  g_assert_cmpint (kind_of (fixture, 3), ==, BKS_DAY_UNKNOWN);
  /* A form that is not known: nothing is concluded. */
  fixture->input.has_plan = TRUE;
  fixture->input.plan = &fixture->plan;
  fixture->plan.enabled = 1;
  fixture->plan.date_type = 7;
  g_assert_cmpint (kind_of (fixture, 3), ==, BKS_DAY_UNKNOWN);
}

/* A run that the schedule has was missed only if the schedule was the same then, and the NAS was heard
 * after it. */
static void
test_doubts (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *what;
    int plan_since; /* so many days ago; -1 = not known */
    int heard;      /* the same; -1 = never */
    gboolean is_busy;
    BksDayKind kinds[4]; /* of 6, 5, 3 and 1 days ago, all without a run */
  } rows[] = {
    { "nothing is sure", -1, 0, FALSE, { BKS_DAY_UNKNOWN } },
    { "changed 4 days ago",
      4,
      0,
      FALSE,
      { BKS_DAY_UNKNOWN, BKS_DAY_UNKNOWN, BKS_DAY_MISSED, BKS_DAY_MISSED } },
    { "silent for 2 days",
      7,
      2,
      FALSE,
      { BKS_DAY_MISSED, BKS_DAY_MISSED, BKS_DAY_MISSED, BKS_DAY_UNKNOWN } },
    { "changed, then silent",
      4,
      2,
      FALSE,
      { BKS_DAY_UNKNOWN, BKS_DAY_UNKNOWN, BKS_DAY_MISSED, BKS_DAY_UNKNOWN } },
    { "never heard", 7, -1, FALSE, { BKS_DAY_UNKNOWN } },
    { "one run for days", 7, 0, TRUE, { BKS_DAY_UNKNOWN } },
  };
  static const int days_ago[] = { 6, 5, 3, 1 };

  add_version (fixture, night (9), night (9) + 31 * MINUTE, "success");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      fixture->input.plan_since = rows[i].plan_since >= 0 ? night (rows[i].plan_since) : 0;
      fixture->input.heard_at = rows[i].heard >= 0 ? NOW - rows[i].heard * DAY : 0;
      fixture->input.is_busy = rows[i].is_busy;
      g_test_message ("%s", rows[i].what);
      for (guint j = 0; j < G_N_ELEMENTS (days_ago); j++)
        g_assert_cmpint (kind_of (fixture, days_ago[j]), ==, rows[i].kinds[j]);
    }
}

/* The place of a run in the schedule that changed: the days on which it had none stay what they were. */
static void
test_doubts_beside_runs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BksRunHistory) history = NULL;
  g_autofree char *words = NULL;

  /* Once a week until yesterday, every day from then on. */
  add_version (fixture, night (15), night (15) + 31 * MINUTE, "success");
  add_version (fixture, night (8), night (8) + 31 * MINUTE, "success");
  add_version (fixture, night (1), night (1) + 31 * MINUTE, "success");
  fixture->input.plan_since = night (1) + 31 * MINUTE;
  history = bks_run_history_build (&fixture->input);
  g_assert_cmpuint (history->n_days[BKS_DAY_MISSED], ==, 1);
  words = bks_run_history_describe_days (history);
  g_assert_cmpstr (words, ==, "3 good, 1 missed");
}

/* A good result beside an error is none. */
static void
test_error_beside_good (Fixture *fixture, gconstpointer data)
{
  fixture->input.last_start = night (1);
  fixture->input.last_end = night (1) + 31 * MINUTE;
  fixture->input.last_result = "done";
  g_assert_cmpint (kind_of (fixture, 1), ==, BKS_DAY_GOOD);
  fixture->input.last_has_error = TRUE;
  g_assert_cmpint (kind_of (fixture, 1), ==, BKS_DAY_FAILED);
}

/* A run that is late by minutes has not been missed, and was planned. */
static void
test_late (Fixture *fixture, gconstpointer data)
{
  fixture->plan.hour = 9;
  add_version (fixture, night (6), night (6) + 31 * MINUTE, "success");
  g_assert_cmpint (kind_of (fixture, 1), ==, BKS_DAY_MISSED);
  g_assert_cmpint (kind_of (fixture, 0), ==, BKS_DAY_UNKNOWN);
  fixture->plan.hour = 8;
  g_assert_cmpint (kind_of (fixture, 0), ==, BKS_DAY_MISSED);
}

/* Version, statistics, list and memory tell of one run. */
static void
test_merged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GArray) statistics = g_array_new (FALSE, FALSE, sizeof (BksRunStatistics));
  BksStatistics known = { .runs = statistics };
  BksRunStatistics one = { .ended = night (1) + 31 * MINUTE,
                           .n_new = 7,
                           .n_modified = -1,
                           .n_deleted = -1,
                           .source_bytes = 1000,
                           .target_bytes = 900 };
  g_autoptr (BksRunHistory) history = NULL;
  const BksKnownRun *run;

  g_array_append_val (statistics, one);
  fixture->input.statistics = &known;
  add_version (fixture, night (1) + 3 * G_USEC_PER_SEC, night (1) + 31 * MINUTE, "success");
  fixture->input.last_start = night (1);
  fixture->input.last_end = fixture->input.last_success = night (1) + 31 * MINUTE;
  fixture->input.last_result = "done";
  g_ptr_array_add (fixture->runs, bks_run_new ("nas", "1", night (1)));
  history = bks_run_history_build (&fixture->input);
  g_assert_cmpuint (history->runs->len, ==, 1);
  run = &g_array_index (history->runs, BksKnownRun, 0);
  g_assert_cmpint (run->result, ==, BKS_RUN_GOOD);
  g_assert_cmpint (run->source_bytes, ==, 1000);
  g_assert_cmpint (run->target_bytes, ==, 900);
  g_assert_cmpint (run->n_new, ==, 7);
  g_assert_cmpint (run->n_modified, ==, -1);
  g_assert_cmpint (bks_known_run_get_duration (run), ==, 31 * MINUTE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func)                                                                            \
  g_test_add ("/model/run-history/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("empty", test_empty);
  ADD ("versions", test_versions);
  ADD ("log", test_log);
  ADD ("plans", test_plans);
  ADD ("doubts", test_doubts);
  ADD ("doubts-beside-runs", test_doubts_beside_runs);
  ADD ("error-beside-good", test_error_beside_good);
  ADD ("late", test_late);
  ADD ("merged", test_merged);
#undef ADD

  return g_test_run ();
}
