/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <locale.h>

#include "bks-action.h"
#include "bks-destination.h"
#include "bks-schedule-private.h"
#include "bks-verdict.h"
#include "bks-words.h"

#define NOW (G_GINT64_CONSTANT (1778580000) * G_USEC_PER_SEC) /* Tuesday, 12 May 2026, 10:00 UTC */

static void
test_steps (void)
{
  static const struct
  {
    const char *raw;
    const char *text;
  } rows[] = {
    { "prebackup", "Preparing" },
    { "total_size_count", "Counting files" },
    { "backup_prepare", "Preparing the destination" },
    { "app_backup", "Copying applications" },
    { "data_backup", "Copying data" },
    { "backup_data", "Copying data" },
    { "config_backup", "Copying settings" },
    { "backup_complete", "Finishing" },
    { "Data-Backup", "Copying data" },
    { "data_backup2", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (bks_words_get_step_text (rows[i].raw), ==, rows[i].text);
}

static void
test_text_for_people (void)
{
  g_assert_true (bks_words_is_text_for_people ("No space left on device"));
  g_assert_true (bks_words_is_text_for_people ("Error: no space"));
  g_assert_true (bks_words_is_text_for_people ("目标空间不足"));
  g_assert_false (bks_words_is_text_for_people ("SYNO.SDS.Backup:error:status"));
  g_assert_false (bks_words_is_text_for_people ("a.b"));
  g_assert_false (bks_words_is_text_for_people ("a:b"));
  g_assert_false (bks_words_is_text_for_people ("4467"));
  g_assert_false (bks_words_is_text_for_people (""));
  g_assert_false (bks_words_is_text_for_people (NULL));
}

static void
test_destinations (void)
{
  static const struct
  {
    const char *target;
    const char *transfer;
    const char *type;
    const char *text;
  } rows[] = {
    { "cloud_image", "synocloud_swift", "cloud_image:synocloud_swift", "Synology C2" },
    { "cloud_image", "aws_s3", NULL, "Amazon S3" },
    { "cloud_image", "google_drive", NULL, "Google Drive" },
    { "cloud_image", "webdav", NULL, "WebDAV" },
    { "cloud_image", "azure", NULL, "Microsoft Azure" },
    { "image", "image_remote", NULL, "Hyper Backup Vault" },
    { "image", "image_local", NULL, "Local folder or USB" },
    { "image", "rsync", NULL, "rsync server" },
    { "share", "local", NULL, "Local folder or USB" },
    { "share", NULL, NULL, "Shared folder" },
    { NULL, NULL, "loclunbkp", "LUN, on this NAS" },
    { NULL, NULL, "netlunbkp", "LUN, on another NAS" },
    { "image", "carrier_pigeon", NULL, "carrier_pigeon" },
    { "papyrus", NULL, NULL, "papyrus" },
    { "image", "awsome", NULL, "awsome" },
    { NULL, NULL, NULL, "" },
    { "", "", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = bks_destination_describe (rows[i].target, rows[i].transfer,
                                                        rows[i].type);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static const DsmSchedule weekly = { .enabled = DSM_TRUE,
                                    .hour = 2,
                                    .minute = 0,
                                    .date_type = 0,
                                    .week_days = 0x7f,
                                    .repeat_hour = 0,
                                    .repeat_min = 0,
                                    .repeat_date = 1001,
                                    .last_work_hour = 2 };

static void
check_schedule (const DsmSchedule *schedule, const char *words, gint64 interval)
{
  g_autofree char *text = bks_schedule_describe (schedule);

  g_assert_cmpstr (text, ==, words);
  g_assert_cmpint (bks_schedule_get_interval (schedule), ==, interval);
}

static void
test_schedules (void)
{
  DsmSchedule schedule = weekly;

  check_schedule (NULL, "Only by hand", 0);
  check_schedule (&schedule, "Every day at 02:00", G_TIME_SPAN_DAY);

  schedule.enabled = DSM_UNKNOWN;
  schedule.date_type = -1;
  check_schedule (&schedule, "Every day at 02:00", G_TIME_SPAN_DAY);

  schedule.enabled = DSM_FALSE;
  check_schedule (&schedule, "Switched off (was every day at 02:00)", 0);

  schedule = weekly;
  schedule.hour = 9;
  schedule.week_days = 0x3e;
  check_schedule (&schedule, "Mon to Fri at 09:00", 3 * G_TIME_SPAN_DAY);

  schedule.hour = 13;
  schedule.week_days = 0x2a;
  schedule.repeat_hour = 2;
  schedule.last_work_hour = 23;
  check_schedule (&schedule, "Mon, Wed, Fri at 13:00, every 2 hours until 23:00",
                  3 * G_TIME_SPAN_DAY - 10 * G_TIME_SPAN_HOUR);

  schedule.week_days = 0x7f;
  schedule.repeat_hour = 0;
  schedule.repeat_min = 15;
  check_schedule (&schedule, "Every day at 13:00, every 15 minutes until 23:45",
                  G_TIME_SPAN_DAY - (10 * 60 + 45) * G_TIME_SPAN_MINUTE);

  schedule = weekly;
  schedule.hour = 13;
  schedule.week_days = 1;
  check_schedule (&schedule, "Every Sunday at 13:00", 7 * G_TIME_SPAN_DAY);

  schedule = weekly;
  schedule.hour = 4;
  schedule.date_type = 1;
  schedule.repeat_date = 1;
  schedule.date = (char *) "2026/5/1";
  check_schedule (&schedule, "On the 1st of each month at 04:00", 31 * G_TIME_SPAN_DAY);
}

static void
test_schedule_shapes (void)
{
  static const struct
  {
    DsmSchedule schedule;
    const char *words;
  } rows[] = {
    { { .enabled = DSM_TRUE, .hour = 2, .minute = -1, .date_type = 0, .week_days = 0x7f },
      "Every day at 02:00" },
    { { .enabled = DSM_TRUE, .hour = 2, .date_type = 0, .week_days = 0x41 }, "Sat, Sun at 02:00" },
    { { .enabled = DSM_TRUE, .hour = 2, .date_type = 0, .week_days = 0x61 },
      "Fri to Sun at 02:00" },
    { { .enabled = DSM_TRUE, .hour = 2, .date_type = 0, .week_days = 0x36 },
      "Mon, Tue, Thu, Fri at 02:00" },
    { { .enabled = DSM_TRUE,
        .hour = 20,
        .minute = 30,
        .date_type = 0,
        .week_days = 0x7f,
        .repeat_hour = 2,
        .last_work_hour = -1 },
      "Every day at 20:30, every 2 hours until 22:30" },
    /* It cannot come again before its last hour. */
    { { .enabled = DSM_TRUE,
        .hour = 13,
        .date_type = 0,
        .week_days = 0x7f,
        .repeat_hour = 2,
        .last_work_hour = 9 },
      "Every day at 13:00" },
    { { .enabled = DSM_TRUE,
        .hour = 4,
        .date_type = 1,
        .repeat_date = 1,
        .date = (char *) "2026/5/22" },
      "On the 22nd of each month at 04:00" },
    { { .enabled = DSM_TRUE,
        .hour = 4,
        .date_type = 1,
        .repeat_date = 1,
        .date = (char *) "2026-1-31" },
      "On the 31st of each month at 04:00" },
    { { .enabled = DSM_FALSE,
        .hour = 4,
        .date_type = 1,
        .repeat_date = 1,
        .date = (char *) "2026/5/3" },
      "Switched off (was on the 3rd of each month at 04:00)" },
    { { .enabled = DSM_FALSE, .hour = 9, .date_type = 0, .week_days = 0x3e },
      "Switched off (was Mon to Fri at 09:00)" },
    { { .enabled = DSM_FALSE, .hour = 13, .date_type = 0, .week_days = 1 },
      "Switched off (was every Sunday at 13:00)" },
    { { .enabled = DSM_FALSE, .hour = -1, .date_type = 0 }, "Switched off" },
    /* One date alone, a date that is none, an hour that no day has. */
    { { .enabled = DSM_TRUE,
        .hour = 4,
        .date_type = 1,
        .repeat_date = 0,
        .date = (char *) "2026/5/1" },
      NULL },
    { { .enabled = DSM_TRUE,
        .hour = 4,
        .date_type = 1,
        .repeat_date = 1,
        .date = (char *) "2026/5/32" },
      NULL },
    { { .enabled = DSM_TRUE, .hour = 24, .date_type = 0, .week_days = 0x7f }, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = bks_schedule_describe (&rows[i].schedule);

      g_assert_cmpstr (text, ==, rows[i].words);
    }
}

/* What nobody has seen yet is not put into words, and nothing is concluded from it. */
static void
test_odd_schedules (void)
{
  DsmSchedule schedule = weekly;
  gint64 planned[4];

  schedule.date_type = 7;
  check_schedule (&schedule, NULL, 0);
  g_assert_cmpuint (bks_schedule_list_planned (&schedule, 0, NOW, planned, 4), ==, 0);
  schedule.enabled = DSM_FALSE;
  check_schedule (&schedule, "Switched off", 0);
  schedule = weekly;
  schedule.hour = -1;
  check_schedule (&schedule, NULL, 0);
  schedule = weekly;
  schedule.week_days = 0;
  check_schedule (&schedule, NULL, 0);
  schedule.date_type = 1;
  schedule.repeat_date = 1;
  schedule.date = (char *) "soon";
  check_schedule (&schedule, NULL, 31 * G_TIME_SPAN_DAY);
}

static gint64
utc (int month, int day, int hour, int minute)
{
  g_autoptr (GDateTime) moment = g_date_time_new_utc (2026, month, day, hour, minute, 0);

  return g_date_time_to_unix (moment) * G_USEC_PER_SEC;
}

static void
test_planned (void)
{
  DsmSchedule schedule = weekly;
  gint64 planned[4];

  g_assert_cmpuint (bks_schedule_list_planned (&schedule, 7200, NOW, planned, 3), ==, 3);
  g_assert_cmpint (planned[0], ==, utc (5, 12, 0, 0));
  g_assert_cmpint (planned[1], ==, utc (5, 11, 0, 0));
  g_assert_cmpint (planned[2], ==, utc (5, 10, 0, 0));

  /* Later today does not count yet. */
  schedule.hour = 13;
  g_assert_cmpuint (bks_schedule_list_planned (&schedule, 7200, NOW, planned, 1), ==, 1);
  g_assert_cmpint (planned[0], ==, utc (5, 11, 11, 0));

  /* Sundays at 13:00; the last one was the 10th. */
  schedule.week_days = 1;
  g_assert_cmpuint (bks_schedule_list_planned (&schedule, 7200, NOW, planned, 2), ==, 2);
  g_assert_cmpint (planned[0], ==, utc (5, 10, 11, 0));
  g_assert_cmpint (planned[1], ==, utc (5, 3, 11, 0));

  /* Every two hours from 01:00, it is 12:00 there. */
  schedule = weekly;
  schedule.hour = 1;
  schedule.repeat_hour = 2;
  schedule.last_work_hour = 23;
  g_assert_cmpuint (bks_schedule_list_planned (&schedule, 7200, NOW, planned, 2), ==, 2);
  g_assert_cmpint (planned[0], ==, utc (5, 12, 9, 0));
  g_assert_cmpint (planned[1], ==, utc (5, 12, 7, 0));

  schedule.enabled = DSM_FALSE;
  g_assert_cmpuint (bks_schedule_list_planned (&schedule, 7200, NOW, planned, 2), ==, 0);
  g_assert_cmpint (planned[0], ==, 0);
  g_assert_cmpuint (bks_schedule_list_planned (NULL, 7200, NOW, planned, 2), ==, 0);
}

static void
test_looks (void)
{
  static const char *const verdicts[] = { "failed", "attention", "unknown", "running", "ok" };
  static const char *const words[] = { "Failed", "Needs attention", "Unknown", "Running", "Fine" };
  static const char *const classes[] = { "error", "warning", "dim-label", "accent", "success" };
  static const char *const actions[] = { "back-up", "suspend", "resume",       "cancel",
                                         "discard", "check",   "cancel-check", "remove" };
  static const char *const labels[] = {
    "Back Up Now", "Suspend",         "Resume",       "Cancel…",
    "Discard…",    "Check Integrity", "Cancel Check", "Remove…"
  };

  G_STATIC_ASSERT (G_N_ELEMENTS (actions) == BKS_N_ACTIONS);
  G_STATIC_ASSERT (G_N_ELEMENTS (labels) == BKS_N_ACTIONS);

  for (guint i = 0; i < BKS_N_VERDICTS; i++)
    {
      g_autofree char *icon = g_strdup_printf ("bks-verdict-%s-symbolic", verdicts[i]);

      g_assert_cmpstr (bks_verdict_get_nick ((BksVerdict) i), ==, verdicts[i]);
      g_assert_cmpstr (bks_verdict_get_word ((BksVerdict) i), ==, words[i]);
      g_assert_cmpstr (bks_verdict_get_css_class ((BksVerdict) i), ==, classes[i]);
      g_assert_cmpstr (bks_verdict_get_icon_name ((BksVerdict) i), ==, icon);
    }
  for (guint i = 0; i < BKS_N_ACTIONS; i++)
    {
      g_assert_cmpstr (bks_action_get_nick ((BksAction) i), ==, actions[i]);
      g_assert_cmpstr (bks_action_get_label ((BksAction) i), ==, labels[i]);
      g_assert_true (g_str_has_suffix (bks_action_get_icon_name ((BksAction) i), "-symbolic"));
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/words/steps", test_steps);
  g_test_add_func ("/model/words/text-for-people", test_text_for_people);
  g_test_add_func ("/model/words/destinations", test_destinations);
  g_test_add_func ("/model/words/schedules", test_schedules);
  g_test_add_func ("/model/words/schedule-shapes", test_schedule_shapes);
  g_test_add_func ("/model/words/odd-schedules", test_odd_schedules);
  g_test_add_func ("/model/words/planned", test_planned);
  g_test_add_func ("/model/words/looks", test_looks);
  return g_test_run ();
}
