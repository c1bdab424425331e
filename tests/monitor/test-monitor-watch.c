/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "test-wait.h"
#include "watch-fixture.h"

/* Told once, taken back when it is over. */
static void
test_failure (WatchFixture *fixture, gconstpointer data)
{
  const BksNotice *notice;

  watch_start_fine (fixture);
  watch_end_run (fixture, 0, "failed");
  watch_poll_nas (fixture);
  watch_expect (fixture, FAILED_0);
  notice = fake_notifier_get_last (fixture->notifier);
  g_assert_true (notice->is_urgent);
  g_assert_cmpstr (notice->nas_id, ==, bks_nas_get_id (fixture->lab.nas));
  g_assert_cmpstr (notice->task_id, ==, fixture->ids[0]);
  g_assert_cmpint (notice->buttons, ==, BKS_NOTICE_SHOW | BKS_NOTICE_BACK_UP | BKS_NOTICE_MUTE);
  watch_poll_nas (fixture);
  watch_expect (fixture, "");

  nas_lab_tell (&fixture->lab, "set-task", "{\"task_id\": \"%s\", \"progress\": 10}",
                fixture->ids[0]);
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
  watch_pass (fixture, 60);
  watch_end_run (fixture, 0, "done");
  watch_poll_nas (fixture);
  watch_expect (fixture, "-failed|");
  g_assert_cmpuint (fake_notifier_get_n_visible (fixture->notifier), ==, 0);
}

/* A restart tells nothing again, and can take back what the one before has told. */
static void
test_restart (WatchFixture *fixture, gconstpointer data)
{
  watch_start_fine (fixture);
  watch_end_run (fixture, 0, "failed");
  watch_poll_nas (fixture);
  watch_expect (fixture, FAILED_0);

  for (int i = 0; i < 3; i++)
    {
      watch_restart (fixture);
      watch_begin (fixture);
      watch_poll_nas (fixture);
      watch_expect (fixture, "");
    }
  watch_pass (fixture, HOUR);
  watch_end_run (fixture, 0, "done");
  watch_restart (fixture);
  watch_begin (fixture);
  watch_expect (fixture, "");
  watch_poll_nas (fixture);
  watch_expect (fixture, "-failed|");
}

/* What failed while nobody watched is told at the next start, once. */
static void
test_away (WatchFixture *fixture, gconstpointer data)
{
  watch_start_fine (fixture);
  watch_end (fixture);
  watch_end_run (fixture, 0, "failed");
  for (int i = 0; i < 2; i++)
    {
      watch_restart (fixture);
      watch_begin (fixture);
      watch_poll_nas (fixture);
      watch_expect (fixture, i == 0 ? FAILED_0 : "");
    }
}

/* A NAS that is new here tells of what is the matter now. */
static void
test_first (WatchFixture *fixture, gconstpointer data)
{
  watch_end_run (fixture, 0, "failed");
  watch_poll_nas (fixture);
  watch_begin (fixture);
  watch_expect (fixture, FAILED_0);
}

/* Stored, but the process ends before anything is shown; or before anybody says that it was. */
static void
test_crash (WatchFixture *fixture, gconstpointer data)
{
  g_autoptr (FakeNotifier) broken = fake_notifier_new ();
  FakeNotifier *desktop = fixture->notifier;

  watch_start_fine (fixture);
  watch_end (fixture);
  fixture->notifier = broken;
  fake_notifier_set_silent (broken, TRUE);
  watch_restart (fixture);
  watch_begin (fixture);
  watch_end_run (fixture, 0, "failed");
  watch_poll_nas (fixture);
  watch_expect (fixture, FAILED_0);
  watch_poll_nas (fixture);
  watch_expect (fixture, "");

  watch_end (fixture);
  fixture->notifier = desktop;
  watch_restart (fixture);
  watch_begin (fixture);
  watch_poll_nas (fixture);
  watch_expect (fixture, FAILED_0);
  watch_restart (fixture);
  watch_begin (fixture);
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
}

/* Three at once are told together; taken back when the last of them is over. */
static void
test_summary (WatchFixture *fixture, gconstpointer data)
{
  watch_start_fine (fixture);
  for (guint i = 0; i < 3; i++)
    watch_end_run (fixture, i, "failed");
  watch_poll_nas (fixture);
  watch_expect (fixture, "+3 backups need attention: Backup 0, Backup 1, Backup 2|");
  g_assert_true (fake_notifier_is_visible (fixture->notifier, "several"));
  g_assert_cmpint (fake_notifier_get_last (fixture->notifier)->buttons, ==, BKS_NOTICE_SHOW);

  watch_restart (fixture);
  watch_begin (fixture);
  watch_pass (fixture, HOUR);
  watch_end_run (fixture, 0, "done");
  watch_end_run (fixture, 1, "done");
  watch_end_run (fixture, 3, "failed");
  watch_poll_nas (fixture);
  watch_expect (fixture, "+“Backup 3” failed: office-nas: The last run failed.|");

  watch_pass (fixture, HOUR);
  watch_end_run (fixture, 2, "done");
  watch_poll_nas (fixture);
  watch_expect (fixture, "-several|");
  g_assert_cmpuint (fake_notifier_get_n_visible (fixture->notifier), ==, 1);
}

static void
test_two (WatchFixture *fixture, gconstpointer data)
{
  watch_start_fine (fixture);
  watch_end_run (fixture, 0, "failed");
  watch_end_run (fixture, 1, "failed");
  watch_poll_nas (fixture);
  watch_expect (fixture, FAILED_0 "+“Backup 1” failed: office-nas: The last run failed.|");
}

/* Muted for a day: what was told is taken back, what begins is told when the day is over. */
static void
test_mute_day (WatchFixture *fixture, gconstpointer data)
{
  const char *nas_id = bks_nas_get_id (fixture->lab.nas);

  watch_start_fine (fixture);
  watch_end_run (fixture, 0, "failed");
  watch_poll_nas (fixture);
  watch_expect (fixture, FAILED_0);
  bks_watch_mute (fixture->watch, nas_id, fixture->ids[0], BKS_MUTE_DAY);
  watch_settle (fixture);
  watch_expect (fixture, "-failed|");
  g_assert_true (bks_watch_is_muted (fixture->watch, nas_id, fixture->ids[0]));
  g_assert_false (bks_watch_is_muted (fixture->watch, nas_id, fixture->ids[1]));

  /* It was told before. */
  watch_pass (fixture, HOUR);
  watch_poll_nas (fixture);
  watch_end_run (fixture, 0, "done");
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
  /* This was not. */
  watch_pass (fixture, HOUR);
  watch_end_run (fixture, 0, "failed");
  watch_restart (fixture);
  watch_begin (fixture);
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
  watch_pass (fixture, 24 * HOUR);
  watch_settle (fixture);
  watch_expect (fixture, FAILED_0);
  g_assert_false (bks_watch_is_muted (fixture->watch, nas_id, fixture->ids[0]));
}

/* The button of a notice starts the application: it is muted before anything is known. */
static void
test_mute_early (WatchFixture *fixture, gconstpointer data)
{
  watch_start_fine (fixture);
  watch_end_run (fixture, 0, "failed");
  watch_poll_nas (fixture);
  watch_expect (fixture, FAILED_0);
  watch_restart (fixture);
  fixture->watch = bks_watch_new (fixture->fleet, fixture->history,
                                  BKS_NOTIFIER (fixture->notifier), BKS_TIMER (fixture->timer));
  bks_watch_mute (fixture->watch, bks_nas_get_id (fixture->lab.nas), fixture->ids[0], BKS_MUTE_DAY);
  bks_watch_start (fixture->watch);
  watch_settle (fixture);
  watch_expect (fixture, "-failed|");
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
}

static void
test_mute_until_success (WatchFixture *fixture, gconstpointer data)
{
  const char *nas_id = bks_nas_get_id (fixture->lab.nas);

  watch_start_fine (fixture);
  watch_end_run (fixture, 0, "failed");
  watch_poll_nas (fixture);
  watch_expect (fixture, FAILED_0);
  bks_watch_mute (fixture->watch, nas_id, fixture->ids[0], BKS_MUTE_UNTIL_SUCCESS);
  watch_settle (fixture);
  watch_expect (fixture, "-failed|");
  for (int i = 0; i < 3; i++)
    {
      watch_pass (fixture, 24 * HOUR);
      watch_end_run (fixture, 0, "failed");
      watch_poll_nas (fixture);
      watch_expect (fixture, "");
    }
  watch_pass (fixture, HOUR);
  watch_end_run (fixture, 0, "done");
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
  g_assert_false (bks_watch_is_muted (fixture->watch, nas_id, fixture->ids[0]));
  watch_pass (fixture, HOUR);
  watch_end_run (fixture, 0, "failed");
  watch_poll_nas (fixture);
  watch_expect (fixture, FAILED_0);
}

static void
test_mute_always (WatchFixture *fixture, gconstpointer data)
{
  const char *nas_id = bks_nas_get_id (fixture->lab.nas);
  g_autoptr (GPtrArray) mutes = NULL;

  watch_start_fine (fixture);
  bks_watch_mute (fixture->watch, nas_id, fixture->ids[0], BKS_MUTE_ALWAYS);
  watch_end_run (fixture, 0, "failed");
  watch_poll_nas (fixture);
  watch_pass (fixture, 24 * HOUR);
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
  watch_restart (fixture);
  watch_begin (fixture);
  nas_id = bks_nas_get_id (fixture->lab.nas);
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
  mutes = bks_watch_list_mutes (fixture->watch);
  g_assert_cmpuint (mutes->len, ==, 1);

  bks_watch_unmute (fixture->watch, nas_id, fixture->ids[0]);
  watch_settle (fixture);
  watch_expect (fixture, FAILED_0);
}

/* Quiet hours from ten minutes ago on, for an hour. */
static void
be_quiet (WatchFixture *fixture)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (fake_timer_get_now (fixture->timer)
                                                               / G_USEC_PER_SEC);
  guint minute = (guint) (g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now));
  BksWatchRules rules = bks_watch_default_rules;

  rules.quiet_hours = (BksQuietHours){ TRUE, (minute + 1430) % 1440, (minute + 50) % 1440 };
  bks_watch_set_rules (fixture->watch, &rules);
}

/* Told at their end, without a poll, if it is still true. */
static void
test_quiet_hours (WatchFixture *fixture, gconstpointer data)
{
  watch_start_fine (fixture);
  be_quiet (fixture);
  watch_end_run (fixture, 0, "failed");
  watch_end_run (fixture, 1, "failed");
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
  g_assert_cmpfloat (fake_timer_get_wait (fixture->timer), >, 0);

  watch_pass (fixture, 600);
  watch_end_run (fixture, 1, "done");
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
  watch_restart (fixture);
  watch_begin (fixture);
  be_quiet (fixture);
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
  watch_pass (fixture, HOUR);
  watch_settle (fixture);
  watch_expect (fixture, FAILED_0);
}

static void
test_kinds (WatchFixture *fixture, gconstpointer data)
{
  BksWatchRules rules = bks_watch_default_rules;

  rules.kinds = 1u << BKS_EVENT_RECOVERED | 1u << BKS_EVENT_SUCCESS;
  watch_start_fine (fixture);
  bks_watch_set_rules (fixture->watch, &rules);
  watch_end_run (fixture, 0, "failed");
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
  watch_pass (fixture, HOUR);
  watch_end_run (fixture, 0, "done");
  watch_end_run (fixture, 1, "done");
  watch_poll_nas (fixture);
  g_assert_cmpuint (fake_notifier_get_n_visible (fixture->notifier), ==, 2);
  g_assert_cmpstr (fake_notifier_get_last (fixture->notifier)->title, ==,
                   "“Backup 1” is backed up");
  g_free (fake_notifier_take (fixture->notifier));
  /* News makes place for news. */
  watch_pass (fixture, 25 * HOUR);
  watch_poll_nas (fixture);
  g_assert_cmpuint (fake_notifier_get_n_visible (fixture->notifier), ==, 0);
}

static void
test_unreachable (WatchFixture *fixture, gconstpointer data)
{
  watch_start_fine (fixture);
  nas_lab_tell (&fixture->lab, "fail", "{\"mode\": \"reset\", \"count\": -1}");
  for (int i = 0; i < 4; i++)
    {
      watch_poll_nas (fixture);
      watch_expect (fixture, "");
      fake_timer_pass (fixture->timer, 900);
    }
  watch_poll_nas (fixture);
  watch_expect (fixture, "+office-nas does not answer: Not heard from for 1 hour.|");
  nas_lab_tell (&fixture->lab, "clear", "{}");
  watch_poll_nas (fixture);
  watch_expect (fixture, "-unreachable|");
}

/* This computer has no network: no NAS is to blame. */
static void
test_offline (WatchFixture *fixture, gconstpointer data)
{
  watch_start_fine (fixture);
  bks_watch_set_network (fixture->watch, fixture->network);
  fake_network_change (fixture->network, FALSE);
  fake_network_cut_off (fixture->network, TRUE);
  nas_lab_tell (&fixture->lab, "fail", "{\"mode\": \"reset\", \"count\": -1}");
  for (int i = 0; i < 6; i++)
    {
      watch_poll_nas (fixture);
      fake_timer_pass (fixture->timer, 900);
    }
  watch_expect (fixture, "");

  /* The hours before do not count when the network is back and the NAS is not. */
  fake_network_change (fixture->network, TRUE);
  fake_network_cut_off (fixture->network, FALSE);
  for (int i = 0; i < 4; i++)
    {
      watch_poll_nas (fixture);
      watch_expect (fixture, "");
      fake_timer_pass (fixture->timer, 900);
    }
  watch_poll_nas (fixture);
  watch_expect (fixture, "+office-nas does not answer: Not heard from for 1 hour.|");
}

/* There is no way to the internet, but one to the NAS, which does not answer. */
static void
test_no_internet (WatchFixture *fixture, gconstpointer data)
{
  watch_start_fine (fixture);
  bks_watch_set_network (fixture->watch, fixture->network);
  fake_network_change (fixture->network, FALSE);
  nas_lab_tell (&fixture->lab, "fail", "{\"mode\": \"reset\", \"count\": -1}");
  for (int i = 0; i < 5; i++)
    {
      watch_poll_nas (fixture);
      fake_timer_pass (fixture->timer, 900);
    }
  watch_expect (fixture, "+office-nas does not answer: Not heard from for 1 hour.|");
}

static void
test_waiting (WatchFixture *fixture, gconstpointer data)
{
  watch_start_fine (fixture);
  nas_lab_tell (&fixture->lab, "set-password", "{\"password\": \"another one\"}");
  nas_lab_tell (&fixture->lab, "expire-sessions", "{}");
  watch_poll_nas (fixture);
  watch_expect (fixture, "+office-nas is waiting for you: It rejected the password.|");
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
  bks_nas_set_credentials (fixture->lab.nas, "demo", "another one");
  watch_poll_nas (fixture);
  watch_expect (fixture, "-waiting|");
}

static void
test_removed (WatchFixture *fixture, gconstpointer data)
{
  watch_start_fine (fixture);
  watch_end_run (fixture, 0, "failed");
  watch_poll_nas (fixture);
  watch_expect (fixture, FAILED_0);
  bks_fleet_remove (fixture->fleet, fixture->lab.nas);
  watch_settle (fixture);
  watch_expect (fixture, "-failed|");
}

static GPtrArray *
load_runs (WatchFixture *fixture, guint i)
{
  g_auto (TestAnswer) answer = { NULL };
  GPtrArray *runs;

  bks_history_load_runs_async (fixture->history, bks_nas_get_id (fixture->lab.nas), fixture->ids[i],
                               0, NULL, test_answer_cb, &answer);
  runs = bks_history_load_runs_finish (fixture->history, test_answer_wait (&answer), NULL);
  g_assert_nonnull (runs);
  return runs;
}

static gboolean
has_numbers (gpointer data)
{
  WatchFixture *fixture = data;
  g_autoptr (GPtrArray) runs = load_runs (fixture, 0);
  const BksRun *last = runs->pdata[runs->len - 1];

  return (last->sources & BKS_RUN_FROM_STATISTICS) != 0;
}

/* Each run is written down once, with what the NAS's statistics say of it. */
static void
test_runs (WatchFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  const BksRun *last;

  watch_start_fine (fixture);
  before = load_runs (fixture, 0);
  g_assert_cmpuint (before->len, ==, 1);
  watch_end_run (fixture, 0, "done");
  watch_poll_nas (fixture);
  watch_poll_nas (fixture);
  g_assert_true (test_wait_until (has_numbers, fixture, TEST_WAIT_LIMIT_MS));
  after = load_runs (fixture, 0);
  last = after->pdata[after->len - 1];
  g_assert_cmpint (last->result, ==, BKS_RUN_GOOD);
  g_assert_cmpint (last->sources & BKS_RUN_FROM_STATUS, !=, 0);
  g_assert_cmpint (last->source_bytes, >, 0);
}

/* A disk that was unplugged after a run, and an error beside a good result: only the latter is the run's
 * own trouble. */
static void
test_runs_and_troubles (WatchFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) runs = NULL;
  g_auto (TestAnswer) answer = { NULL };
  g_autoptr (BksTargetInfo) info = NULL;

  watch_start_fine (fixture);
  nas_lab_tell (&fixture->lab, "set-task", "{\"task_id\": \"%s\", \"online\": false}",
                fixture->ids[0]);
  bks_nas_load_target_async (fixture->lab.nas, fixture->ids[0], NULL, test_answer_cb, &answer);
  info = bks_nas_load_target_finish (fixture->lab.nas, test_answer_wait (&answer), NULL);
  g_assert_nonnull (info);
  watch_end_run (fixture, 0, "done");
  watch_poll_nas (fixture);
  g_assert_true (bks_task_is_away (bks_nas_find_task (fixture->lab.nas, fixture->ids[0])));
  watch_settle (fixture);
  runs = load_runs (fixture, 0);
  g_assert_cmpint (((const BksRun *) runs->pdata[runs->len - 1])->result, ==, BKS_RUN_GOOD);

  nas_lab_tell (&fixture->lab, "advance", "{\"seconds\": 3600}");
  nas_lab_tell (&fixture->lab, "end-run",
                "{\"task_id\": \"%s\", \"result\": \"done\", \"error_code\": 4467}",
                fixture->ids[0]);
  watch_poll_nas (fixture);
  watch_settle (fixture);
  g_clear_pointer (&runs, g_ptr_array_unref);
  runs = load_runs (fixture, 0);
  g_assert_cmpint (((const BksRun *) runs->pdata[runs->len - 1])->result, ==, BKS_RUN_FAILED);
}

/* Runs of the past, a day apart, all alike, and small. */
static void
put_past (WatchFixture *fixture, guint i, guint n, gint64 seconds)
{
  g_autoptr (BksHistoryChange) change = bks_history_change_new ();
  g_auto (TestAnswer) answer = { NULL };
  gint64 now = g_get_real_time ();

  for (guint day = 2; day < n + 2; day++)
    {
      g_autoptr (BksRun) run = bks_run_new (bks_nas_get_id (fixture->lab.nas), fixture->ids[i],
                                            now - day * G_TIME_SPAN_DAY);

      run->ended = run->started + seconds * G_USEC_PER_SEC;
      run->result = BKS_RUN_GOOD;
      run->source_bytes = 1000;
      bks_history_change_put_run (change, run);
    }
  bks_history_commit_async (fixture->history, change, NULL, test_answer_cb, &answer);
  g_assert_true (bks_history_commit_finish (fixture->history, test_answer_wait (&answer), NULL));
}

static BksTask *
get_task (WatchFixture *fixture, guint i)
{
  return bks_nas_find_task (fixture->lab.nas, fixture->ids[i]);
}

/* A run that stands still: told, and in the verdict, until it goes on. */
static void
test_not_moving (WatchFixture *fixture, gconstpointer data)
{
  watch_start_fine (fixture);
  nas_lab_tell (&fixture->lab, "set-server", "{\"speed\": 0}");
  nas_lab_tell (&fixture->lab, "set-task", "{\"task_id\": \"%s\", \"progress\": 40}",
                fixture->ids[0]);
  watch_poll_nas (fixture);
  fake_timer_pass (fixture->timer, 900);
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
  g_assert_cmpstr (bks_task_get_status_word (get_task (fixture, 0)), ==, "Running");
  fake_timer_pass (fixture->timer, 600);
  watch_poll_nas (fixture);
  watch_expect (fixture, "+“Backup 0” is not moving: No data for 25 minutes.|");
  g_assert_cmpstr (bks_task_get_status_word (get_task (fixture, 0)), ==, "Not moving");
  g_assert_cmpint (bks_task_get_verdict (get_task (fixture, 0)), ==, BKS_VERDICT_ATTENTION);
  g_assert_cmpint (bks_nas_get_verdict (fixture->lab.nas), ==, BKS_VERDICT_ATTENTION);

  nas_lab_tell (&fixture->lab, "set-task", "{\"task_id\": \"%s\", \"progress\": 60}",
                fixture->ids[0]);
  watch_poll_nas (fixture);
  watch_expect (fixture, "-not-moving|");
  g_assert_cmpstr (bks_task_get_status_word (get_task (fixture, 0)), ==, "Running");
}

/* What earlier runs took says that this one is slow. */
static void
test_slow (WatchFixture *fixture, gconstpointer data)
{
  put_past (fixture, 0, 6, 600);
  watch_start_fine (fixture);
  watch_poll_nas (fixture);
  g_assert_cmpint (bks_watch_get_usual_duration (get_task (fixture, 0), fixture->watch), ==,
                   600 * G_USEC_PER_SEC);
  nas_lab_tell (&fixture->lab, "set-task", "{\"task_id\": \"%s\", \"progress\": 10}",
                fixture->ids[0]);
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
  for (int i = 0; i < 3; i++)
    {
      fake_timer_pass (fixture->timer, 840);
      nas_lab_tell (&fixture->lab, "set-task", "{\"task_id\": \"%s\", \"progress\": %d}",
                    fixture->ids[0], 20 + i);
      watch_poll_nas (fixture);
    }
  watch_expect (fixture, "+“Backup 0” is unusually slow: 4 times longer than usual.|");
  g_assert_cmpstr (bks_task_get_status_word (get_task (fixture, 0)), ==, "Unusually slow");
}

static gboolean
has_said_something (gpointer data)
{
  WatchFixture *fixture = data;

  return fake_notifier_get_n_visible (fixture->notifier) > 0;
}

/* Far more than usual has changed, as the NAS's statistics say some time after the run. */
static void
test_unusual (WatchFixture *fixture, gconstpointer data)
{
  g_autofree char *said = NULL;

  put_past (fixture, 0, 29, 600);
  watch_start_fine (fixture);
  nas_lab_tell (&fixture->lab, "set-task", "{\"task_id\": \"%s\", \"progress\": 10}",
                fixture->ids[0]);
  watch_poll_nas (fixture);
  watch_end_run (fixture, 0, "done");
  watch_poll_nas (fixture);
  g_assert_true (test_wait_until (has_said_something, fixture, TEST_WAIT_LIMIT_MS));
  said = fake_notifier_take (fixture->notifier);
  g_assert_nonnull (strstr (said, "+“Backup 0” changed a lot: It is "));
  g_assert_nonnull (strstr (said, " % larger than usual.|"));
  g_assert_cmpstr (bks_task_get_status_word (get_task (fixture, 0)), ==, "Unusual change");
}

static void
suspend (WatchFixture *fixture, guint i)
{
  watch_end_run (fixture, i, "suspend");
}

static gboolean
is_resumed (gpointer data)
{
  WatchFixture *fixture = data;

  return nas_lab_count_writes (&fixture->lab, "resume") >= fixture->wanted;
}

static gboolean
has_told (gpointer data)
{
  WatchFixture *fixture = data;

  return fake_notifier_get_n_shown (fixture->notifier) >= fixture->wanted;
}

/* Only where its owner wants it, after a while, not for ever, and it is said. */
static void
test_resume (WatchFixture *fixture, gconstpointer data)
{
  const char *nas_id = bks_nas_get_id (fixture->lab.nas);

  watch_start_fine (fixture);
  bks_watch_set_resumes (fixture->watch, nas_id, fixture->ids[0], TRUE);
  suspend (fixture, 0);
  suspend (fixture, 1);
  watch_poll_nas (fixture);
  fake_timer_pass (fixture->timer, 0.9 * HOUR);
  watch_poll_nas (fixture);
  g_assert_cmpint (nas_lab_count_writes (&fixture->lab, "resume"), ==, 0);
  for (int i = 0; i < 4; i++)
    {
      fake_timer_pass (fixture->timer, 1.1 * HOUR);
      watch_poll_nas (fixture);
      if (i == 3)
        break;
      fixture->wanted = i + 1;
      g_assert_true (test_wait_until (is_resumed, fixture, TEST_WAIT_LIMIT_MS));
      /* Its runs go on a thousand times slower, and so does what comes before them. */
      nas_lab_tell (&fixture->lab, "advance", "{\"seconds\": 10000}");
      g_assert_true (test_wait_until (has_told, fixture, TEST_WAIT_LIMIT_MS));
      watch_settle (fixture);
      g_assert_cmpstr (fake_notifier_get_last (fixture->notifier)->title, ==, "“Backup 0” goes on");
      g_assert_cmpint (nas_lab_count_writes (&fixture->lab, "resume"), ==, i + 1);
      watch_poll_nas (fixture);
      watch_pass (fixture, 10);
      suspend (fixture, 0);
      watch_poll_nas (fixture);
    }
  g_assert_cmpint (nas_lab_count_writes (&fixture->lab, "resume"), ==, 3);
  g_assert_true (bks_watch_get_resumes (fixture->watch, nas_id, fixture->ids[0]));
  g_assert_false (bks_watch_get_resumes (fixture->watch, nas_id, fixture->ids[1]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func)                                                                            \
  g_test_add ("/monitor/watch/" path, WatchFixture, NULL, watch_set_up, func, watch_tear_down)
  ADD ("failure", test_failure);
  ADD ("restart", test_restart);
  ADD ("away", test_away);
  ADD ("first", test_first);
  ADD ("crash", test_crash);
  ADD ("summary", test_summary);
  ADD ("two", test_two);
  ADD ("mute-day", test_mute_day);
  ADD ("mute-early", test_mute_early);
  ADD ("mute-until-success", test_mute_until_success);
  ADD ("mute-always", test_mute_always);
  ADD ("quiet-hours", test_quiet_hours);
  ADD ("kinds", test_kinds);
  ADD ("unreachable", test_unreachable);
  ADD ("offline", test_offline);
  ADD ("no-internet", test_no_internet);
  ADD ("waiting", test_waiting);
  ADD ("removed", test_removed);
  ADD ("runs", test_runs);
  ADD ("runs-and-troubles", test_runs_and_troubles);
  ADD ("not-moving", test_not_moving);
  ADD ("slow", test_slow);
  ADD ("unusual", test_unusual);
  ADD ("resume", test_resume);
#undef ADD

  return g_test_run ();
}
