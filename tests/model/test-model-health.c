/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-health.h"

/* Tuesday, 12 May 2026, 10:00 UTC */
#define NOW    (G_GINT64_CONSTANT (1778580000) * G_USEC_PER_SEC)
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR   G_TIME_SPAN_HOUR
#define DAY    G_TIME_SPAN_DAY

/* A task that is fine: every day at 02:00, half an hour each, last run today. */
#define HEALTHY                                                                                    \
  .state = "backupable", .status = "none", .last_result = "done", .last_error = "",                \
  .last_error_code = 4401, .last_start = NOW - 8 * HOUR, .last_end = NOW - 8 * HOUR + 31 * MINUTE, \
  .last_success = NOW - 8 * HOUR + 31 * MINUTE, .next_run = NOW + 16 * HOUR,                       \
  .planned = { NOW - 8 * HOUR, NOW - 32 * HOUR, NOW - 56 * HOUR }, .interval = DAY,                \
  .usual_duration = 31 * MINUTE, .scheduled = 1, .heard_at = NOW, .local_now = NOW, .now = NOW,    \
  .nas_name = "office-nas", .place = "Amazon S3"

/* The same, last run so many hours ago. */
#define LAST_RUN(ago)                                                                              \
  .last_start = NOW - (ago), .last_end = NOW - (ago) + 31 * MINUTE,                                \
  .last_success = NOW - (ago) + 31 * MINUTE

#define BY_HAND .scheduled = 0, .next_run = 0, .interval = 0, .planned = { 0 }

#pragma GCC diagnostic push
/* What a row says after HEALTHY is what the case is about. */
#pragma GCC diagnostic ignored "-Woverride-init"

static const struct
{
  const char *name;
  BksHealthInput input;
  BksVerdict verdict;
  const char *word;
  const char *reason; /* (nullable): not looked at */
} cases[] = {
  { "fine", { HEALTHY }, BKS_VERDICT_OK, "Fine", "" },
  { "success is a good word too",
    { HEALTHY, .last_result = "success" },
    BKS_VERDICT_OK,
    "Fine",
    "" },
  { "words in capitals",
    { HEALTHY, .state = "Backupable", .status = "NONE", .last_result = "DONE" },
    BKS_VERDICT_OK,
    "Fine",
    "" },
  { "error code 0", { HEALTHY, .last_error_code = 0 }, BKS_VERDICT_OK, "Fine", "" },
  { "error code not given", { HEALTHY, .last_error_code = -1 }, BKS_VERDICT_OK, "Fine", "" },
  { "no error text", { HEALTHY, .last_error = NULL }, BKS_VERDICT_OK, "Fine", "" },

  /* The last look at the destination, and the last check of what is stored there */
  { "the destination answers",
    { HEALTHY, .destination = BKS_DESTINATION_ONLINE },
    BKS_VERDICT_OK,
    "Fine",
    "" },
  { "the destination does not answer",
    { HEALTHY, .destination = BKS_DESTINATION_OFFLINE },
    BKS_VERDICT_FAILED,
    "Destination not reachable",
    "Nothing can be stored now" },
  { "it does not answer while a run is on",
    { HEALTHY, .status = "backup", .destination = BKS_DESTINATION_OFFLINE },
    BKS_VERDICT_RUNNING,
    "Running",
    NULL },
  { "never run, and nowhere to go",
    { HEALTHY, .last_result = "none", .destination = BKS_DESTINATION_OFFLINE },
    BKS_VERDICT_FAILED,
    "Destination not reachable",
    NULL },
  { "a check that is old",
    { HEALTHY, .last_check = NOW - 31 * DAY, .check_limit = 30 * DAY },
    BKS_VERDICT_ATTENTION,
    "Check is old",
    "Last checked 31 days ago" },
  { "a check that is not old yet",
    { HEALTHY, .last_check = NOW - 29 * DAY, .check_limit = 30 * DAY },
    BKS_VERDICT_OK,
    "Fine",
    "" },
  { "nobody wants to know how old the check is",
    { HEALTHY, .last_check = NOW - 400 * DAY },
    BKS_VERDICT_OK,
    "Fine",
    "" },
  { "no check that is known of", { HEALTHY, .check_limit = 30 * DAY }, BKS_VERDICT_OK, "Fine", "" },
  /* What somebody who watches has found */
  { "its run does not move",
    { HEALTHY, .status = "backup", .still_since = NOW - 25 * MINUTE },
    BKS_VERDICT_ATTENTION,
    "Not moving",
    "No data for 25 minutes" },
  { "its run is slow",
    { HEALTHY, .status = "backup", .slow_times = 3 },
    BKS_VERDICT_ATTENTION,
    "Unusually slow",
    "3 times longer than usual" },
  { "slow, and it does not move",
    { HEALTHY, .status = "backup", .slow_times = 3, .still_since = NOW - 25 * MINUTE },
    BKS_VERDICT_ATTENTION,
    "Not moving",
    NULL },
  { "a run that was slow is being cancelled",
    { HEALTHY, .status = "canceling", .slow_times = 3, .still_since = NOW - 25 * MINUTE },
    BKS_VERDICT_RUNNING,
    "Cancelling",
    NULL },
  { "at rest nothing has to move",
    { HEALTHY, .slow_times = 3, .still_since = NOW - 25 * MINUTE },
    BKS_VERDICT_OK,
    "Fine",
    NULL },
  { "far more files than usual",
    { HEALTHY, .unusual = BKS_UNUSUAL_FILES, .unusual_amount = 12 },
    BKS_VERDICT_ATTENTION,
    "Unusual change",
    "12 times as many files changed as usual" },
  { "far larger",
    { HEALTHY, .unusual = BKS_UNUSUAL_LARGER, .unusual_amount = 81 },
    BKS_VERDICT_ATTENTION,
    "Unusual change",
    "81 % larger than usual" },
  { "far smaller",
    { HEALTHY, .unusual = BKS_UNUSUAL_SMALLER, .unusual_amount = 81 },
    BKS_VERDICT_ATTENTION,
    "Unusual change",
    "81 % smaller than usual" },
  { "failed is worse than unusual",
    { HEALTHY, .last_result = "failed", .unusual = BKS_UNUSUAL_FILES, .unusual_amount = 12 },
    BKS_VERDICT_FAILED,
    "Failed",
    NULL },
  { "overdue is worse than unusual",
    { HEALTHY, LAST_RUN (32 * HOUR), .unusual = BKS_UNUSUAL_FILES, .unusual_amount = 12 },
    BKS_VERDICT_ATTENTION,
    "Overdue",
    NULL },
  { "the next run is on",
    { HEALTHY, .status = "backup", .unusual = BKS_UNUSUAL_FILES, .unusual_amount = 12 },
    BKS_VERDICT_RUNNING,
    "Running",
    NULL },
  { "overdue is worse than an old check",
    { HEALTHY, LAST_RUN (32 * HOUR), .last_check = NOW - 31 * DAY, .check_limit = 30 * DAY },
    BKS_VERDICT_ATTENTION,
    "Overdue",
    NULL },

  /* 1: the status could not be read */
  { "status missing",
    { HEALTHY, .age = BKS_DATA_MISSING },
    BKS_VERDICT_UNKNOWN,
    "Unknown",
    "Its status could not be read" },
  { "status missing, though broken",
    { HEALTHY, .state = "broken", .age = BKS_DATA_MISSING },
    BKS_VERDICT_UNKNOWN,
    "Unknown",
    NULL },
  { "old data, was fine",
    { HEALTHY, .age = BKS_DATA_OLD, .last_verdict = BKS_VERDICT_OK,
      .heard_at = NOW - 226 * MINUTE },
    BKS_VERDICT_UNKNOWN,
    "Unknown",
    "Was fine at 06:14" },
  { "old data, was not fine",
    { HEALTHY, .age = BKS_DATA_OLD, .last_verdict = BKS_VERDICT_FAILED,
      .heard_at = NOW - 226 * MINUTE },
    BKS_VERDICT_UNKNOWN,
    "Unknown",
    "Last heard 06:14" },
  { "old data, failed then",
    { HEALTHY, .last_result = "failed", .age = BKS_DATA_OLD, .heard_at = NOW },
    BKS_VERDICT_UNKNOWN,
    "Unknown",
    NULL },
  { "never heard",
    { HEALTHY, .age = BKS_DATA_OLD, .heard_at = 0 },
    BKS_VERDICT_UNKNOWN,
    "Unknown",
    "" },

  /* 2: the destination */
  { "restore_only",
    { HEALTHY, .state = "restore_only" },
    BKS_VERDICT_FAILED,
    "Destination damaged",
    NULL },
  { "broken, whatever the result",
    { HEALTHY, .state = "broken" },
    BKS_VERDICT_FAILED,
    "Destination damaged",
    NULL },
  { "broken while it runs",
    { HEALTHY, .state = "broken", .status = "backup" },
    BKS_VERDICT_FAILED,
    "Destination damaged",
    NULL },
  { "written with a dash",
    { HEALTHY, .state = "Restore-Only" },
    BKS_VERDICT_FAILED,
    "Destination damaged",
    NULL },
  { "unauth",
    { HEALTHY, .state = "unauth" },
    BKS_VERDICT_FAILED,
    "Sign-in at destination failed",
    NULL },
  { "endofservice",
    { HEALTHY, .state = "endofservice" },
    BKS_VERDICT_FAILED,
    "Service has ended",
    NULL },

  /* 3, 4: integrity */
  { "error_detect, checking",
    { HEALTHY, .state = "error_detect", .status = "detect" },
    BKS_VERDICT_RUNNING,
    "Checking integrity",
    "" },
  { "error_detect, check waits",
    { HEALTHY, .state = "error_detect", .status = "detect_waiting" },
    BKS_VERDICT_RUNNING,
    "Checking integrity",
    "" },
  { "error_detect",
    { HEALTHY, .state = "error_detect" },
    BKS_VERDICT_FAILED,
    "Integrity problem",
    NULL },
  { "error_detect, backing up",
    { HEALTHY, .state = "error_detect", .status = "backup" },
    BKS_VERDICT_FAILED,
    "Integrity problem",
    NULL },

  /* 5: other states */
  { "unknown state",
    { HEALTHY, .state = "confused" },
    BKS_VERDICT_UNKNOWN,
    "Unknown",
    "New word from the NAS: confused" },
  { "relinkable", { HEALTHY, .state = "relinkable" }, BKS_VERDICT_UNKNOWN, "Unknown", NULL },
  { "state not said",
    { HEALTHY, .state = NULL },
    BKS_VERDICT_UNKNOWN,
    "Unknown",
    "The NAS does not say" },
  { "state empty",
    { HEALTHY, .state = "" },
    BKS_VERDICT_UNKNOWN,
    "Unknown",
    "The NAS does not say" },
  { "unknown state while it runs",
    { HEALTHY, .state = "confused", .status = "backup" },
    BKS_VERDICT_UNKNOWN,
    "Unknown",
    NULL },

  /* 6: busy */
  { "running",
    { HEALTHY, .status = "backup", .last_result = "backingup" },
    BKS_VERDICT_RUNNING,
    "Running",
    "" },
  { "running, failed before",
    { HEALTHY, .status = "backup", .last_result = "failed" },
    BKS_VERDICT_RUNNING,
    "Running",
    "" },
  { "running, overdue for long",
    { HEALTHY, LAST_RUN (30 * DAY), .status = "backup" },
    BKS_VERDICT_RUNNING,
    "Running",
    "" },
  { "waiting", { HEALTHY, .status = "waiting" }, BKS_VERDICT_RUNNING, "Waiting", "" },
  { "waiting, overdue for long",
    { HEALTHY, LAST_RUN (30 * DAY), .status = "waiting" },
    BKS_VERDICT_RUNNING,
    "Waiting",
    "" },
  { "cancelling", { HEALTHY, .status = "canceling" }, BKS_VERDICT_RUNNING, "Cancelling", "" },
  { "checking", { HEALTHY, .status = "detect" }, BKS_VERDICT_RUNNING, "Checking integrity", "" },
  { "removing versions",
    { HEALTHY, LAST_RUN (30 * DAY), .status = "version_deleting" },
    BKS_VERDICT_RUNNING,
    "Removing old versions",
    "" },
  { "about to remove versions",
    { HEALTHY, .status = "preparing_version_delete" },
    BKS_VERDICT_RUNNING,
    "Removing old versions",
    "" },
  { "suspending", { HEALTHY, .status = "suspending" }, BKS_VERDICT_RUNNING, "Suspending", "" },
  { "resuming", { HEALTHY, .status = "resuming" }, BKS_VERDICT_RUNNING, "Resuming", "" },
  { "discarding", { HEALTHY, .status = "discarding" }, BKS_VERDICT_RUNNING, "Discarding", "" },
  { "restoring", { HEALTHY, .status = "restoring" }, BKS_VERDICT_RUNNING, "Restoring", "" },
  { "result of a run, status not there yet",
    { HEALTHY, .last_result = "backingup" },
    BKS_VERDICT_RUNNING,
    "Running",
    "" },
  { "result of a run, overdue for long",
    { HEALTHY, LAST_RUN (30 * DAY), .last_result = "backingup" },
    BKS_VERDICT_RUNNING,
    "Running",
    "" },
  { "result of a rotation",
    { HEALTHY, .last_result = "deleting" },
    BKS_VERDICT_RUNNING,
    "Removing old versions",
    "" },

  /* 7: unknown status */
  { "unknown status",
    { HEALTHY, .status = "defragmenting" },
    BKS_VERDICT_UNKNOWN,
    "Unknown",
    "New word from the NAS: defragmenting" },
  { "status not said",
    { HEALTHY, .status = NULL },
    BKS_VERDICT_UNKNOWN,
    "Unknown",
    "The NAS does not say" },

  /* 8, 9: good */
  { "no schedule", { HEALTHY, BY_HAND }, BKS_VERDICT_OK, "Fine", "Only by hand" },
  { "schedule switched off",
    { HEALTHY, .is_switched_off = TRUE, .scheduled = 0, .next_run = 0 },
    BKS_VERDICT_OK,
    "Fine",
    "Only by hand" },

  /* An error beside a good result */
  { "error text",
    { HEALTHY, .last_error = "No space left" },
    BKS_VERDICT_FAILED,
    "Failed",
    "No space left" },
  { "error key",
    { HEALTHY, .last_error = "SYNO.SDS.Backup.Application:error:whatever" },
    BKS_VERDICT_FAILED,
    "Failed",
    "Today, 02:31" },
  { "error code",
    { HEALTHY, .last_error_code = 4402 },
    BKS_VERDICT_FAILED,
    "Failed",
    "Today, 02:31" },
  { "error code of a damaged destination",
    { HEALTHY, .last_error_code = 4467 },
    BKS_VERDICT_FAILED,
    "Destination damaged",
    NULL },

  /* 10 to 12 */
  { "never run",
    { HEALTHY, .last_result = "none", .last_start = 0, .last_end = 0, .last_success = 0 },
    BKS_VERDICT_ATTENTION,
    "Never run",
    NULL },
  { "suspended",
    { HEALTHY, .last_result = "suspend", .last_start = NOW - 12 * HOUR,
      .last_end = NOW - 11 * HOUR + 10 * MINUTE },
    BKS_VERDICT_ATTENTION,
    "Suspended",
    "Since yesterday, 23:10" },
  { "suspended, other word",
    { HEALTHY, .last_result = "suspended" },
    BKS_VERDICT_ATTENTION,
    "Suspended",
    NULL },
  { "suspended for long",
    { HEALTHY, LAST_RUN (30 * DAY), .last_result = "suspend" },
    BKS_VERDICT_ATTENTION,
    "Suspended",
    NULL },
  { "cancelled", { HEALTHY, .last_result = "cancel" }, BKS_VERDICT_ATTENTION, "Cancelled", NULL },
  { "discarded", { HEALTHY, .last_result = "discard" }, BKS_VERDICT_ATTENTION, "Incomplete", NULL },
  { "skipped", { HEALTHY, .last_result = "skip" }, BKS_VERDICT_ATTENTION, "Incomplete", NULL },
  { "interrupted",
    { HEALTHY, .last_result = "interrupt" },
    BKS_VERDICT_ATTENTION,
    "Incomplete",
    NULL },
  { "partial", { HEALTHY, .last_result = "partial" }, BKS_VERDICT_ATTENTION, "Incomplete", NULL },
  { "unknown result",
    { HEALTHY, .last_result = "sort_of" },
    BKS_VERDICT_UNKNOWN,
    "Unknown",
    "New word from the NAS: sort_of" },
  { "result not said", { HEALTHY, .last_result = NULL }, BKS_VERDICT_UNKNOWN, "Unknown", NULL },

  /* 13 */
  { "failed", { HEALTHY, .last_result = "failed" }, BKS_VERDICT_FAILED, "Failed", NULL },
  { "fail", { HEALTHY, .last_result = "fail" }, BKS_VERDICT_FAILED, "Failed", NULL },
  { "error", { HEALTHY, .last_result = "error" }, BKS_VERDICT_FAILED, "Failed", NULL },
  { "failed with a text",
    { HEALTHY, .last_result = "failed", .last_error = "No space left" },
    BKS_VERDICT_FAILED,
    "Failed",
    "No space left" },
  { "destination missing",
    { HEALTHY, .last_result = "dest_missing" },
    BKS_VERDICT_FAILED,
    "Destination not reachable",
    NULL },
  { "checksum",
    { HEALTHY, .last_result = "cksum_failed" },
    BKS_VERDICT_FAILED,
    "Integrity problem",
    NULL },
  { "check failed",
    { HEALTHY, .last_result = "failed_checking" },
    BKS_VERDICT_FAILED,
    "Integrity problem",
    NULL },
  { "rotation failed",
    { HEALTHY, .last_result = "version_delete_failed" },
    BKS_VERDICT_FAILED,
    "Failed",
    "Old versions were not removed" },
  { "failed, and overdue for long",
    { HEALTHY, LAST_RUN (30 * DAY), .last_result = "failed" },
    BKS_VERDICT_FAILED,
    "Failed",
    NULL },

  /* Overdue: today's run at 02:00 did not come, its half an hour and the grace are over at 03:31. */
  { "one missed",
    { HEALTHY, LAST_RUN (32 * HOUR) },
    BKS_VERDICT_ATTENTION,
    "Overdue",
    "Missed today, 02:00" },
  { "one missed, NAS still names it as next",
    { HEALTHY, LAST_RUN (32 * HOUR), .next_run = NOW - 8 * HOUR },
    BKS_VERDICT_ATTENTION,
    "Overdue",
    "Missed today, 02:00" },
  { "one missed, the schedule is not known",
    { HEALTHY, LAST_RUN (32 * HOUR), .next_run = NOW - 8 * HOUR, .interval = 0, .planned = { 0 } },
    BKS_VERDICT_ATTENTION,
    "Overdue",
    NULL },
  { "nothing known of the schedule but the next run",
    { HEALTHY, LAST_RUN (32 * HOUR), .interval = 0, .planned = { 0 } },
    BKS_VERDICT_OK,
    "Fine",
    "" },
  { "within the grace",
    { HEALTHY, LAST_RUN (25 * HOUR), .planned = { NOW - 90 * MINUTE },
      .next_run = NOW + 22 * HOUR },
    BKS_VERDICT_OK,
    "Fine",
    "" },
  { "just after the grace",
    { HEALTHY, LAST_RUN (25 * HOUR), .planned = { NOW - 92 * MINUTE },
      .next_run = NOW + 22 * HOUR },
    BKS_VERDICT_ATTENTION,
    "Overdue",
    NULL },
  { "a long run is given its time",
    { HEALTHY, LAST_RUN (32 * HOUR), .usual_duration = 8 * HOUR },
    BKS_VERDICT_OK,
    "Fine",
    "" },
  { "a newer success by hand", { HEALTHY, LAST_RUN (6 * HOUR) }, BKS_VERDICT_OK, "Fine", "" },
  { "a run lasted beyond the next time",
    { HEALTHY, .last_start = NOW - 12 * HOUR, .last_end = NOW - 7 * HOUR,
      .last_success = NOW - 7 * HOUR },
    BKS_VERDICT_OK,
    "Fine",
    "" },
  { "two missed",
    { HEALTHY, LAST_RUN (56 * HOUR) },
    BKS_VERDICT_FAILED,
    "Overdue for long",
    "Last success 2 days ago" },
  { "two missed, NAS still names the first",
    { HEALTHY, LAST_RUN (56 * HOUR), .next_run = NOW - 32 * HOUR },
    BKS_VERDICT_FAILED,
    "Overdue for long",
    NULL },
  { "three intervals without a success",
    { HEALTHY, .last_success = NOW - 74 * HOUR },
    BKS_VERDICT_FAILED,
    "Overdue for long",
    "Last success 3 days ago" },
  { "not quite three intervals",
    { HEALTHY, .last_success = NOW - 73 * HOUR },
    BKS_VERDICT_OK,
    "Fine",
    "" },
  { "cancelled again and again",
    { HEALTHY, .last_result = "cancel", .last_success = NOW - 5 * DAY },
    BKS_VERDICT_FAILED,
    "Overdue for long",
    NULL },
  { "cancelled, then one missed",
    { HEALTHY, .last_result = "cancel", .last_start = NOW - 32 * HOUR, .last_end = NOW - 31 * HOUR,
      .last_success = NOW - 56 * HOUR },
    BKS_VERDICT_ATTENTION,
    "Cancelled",
    NULL },
  { "unknown result, overdue for long",
    { HEALTHY, .last_result = "sort_of", .last_success = NOW - 5 * DAY },
    BKS_VERDICT_FAILED,
    "Overdue for long",
    NULL },
  { "never run, first time ahead",
    { HEALTHY, .last_result = "none", .last_start = 0, .last_end = 0, .last_success = 0 },
    BKS_VERDICT_ATTENTION,
    "Never run",
    NULL },
  { "never run, two missed",
    { HEALTHY, .last_result = "none", .last_start = 0, .last_end = 0, .last_success = 0,
      .next_run = NOW - 32 * HOUR },
    BKS_VERDICT_FAILED,
    "Overdue for long",
    "No success yet" },
  { "schedule changed since",
    { HEALTHY, LAST_RUN (32 * HOUR), .is_modified = TRUE },
    BKS_VERDICT_OK,
    "Fine",
    "" },
  { "schedule changed, next run passed",
    { HEALTHY, LAST_RUN (32 * HOUR), .is_modified = TRUE, .next_run = NOW - 8 * HOUR },
    BKS_VERDICT_ATTENTION,
    "Overdue",
    NULL },
  { "switched off",
    { HEALTHY, LAST_RUN (90 * DAY), .is_switched_off = TRUE, .next_run = 0, .scheduled = 0 },
    BKS_VERDICT_OK,
    "Fine",
    "Only by hand" },
  { "while something is restored",
    { HEALTHY, LAST_RUN (90 * DAY), .is_restoring = TRUE },
    BKS_VERDICT_OK,
    "Fine",
    "" },
  { "the NAS's clock is not known",
    { HEALTHY, LAST_RUN (90 * DAY), .now = 0 },
    BKS_VERDICT_OK,
    "Fine",
    "" },
  { "by hand, 29 days",
    { HEALTHY, BY_HAND, LAST_RUN (29 * DAY) },
    BKS_VERDICT_OK,
    "Fine",
    "Only by hand" },
  { "by hand, 31 days",
    { HEALTHY, BY_HAND, LAST_RUN (31 * DAY) },
    BKS_VERDICT_FAILED,
    "Overdue for long",
    "Last success 30 days ago" },

  /* LUN tasks say little */
  { "LUN",
    { .state = NULL,
      .status = "none",
      .last_result = "success",
      .last_error_code = -1,
      .is_lun = TRUE,
      .scheduled = -1,
      .heard_at = NOW,
      .local_now = NOW,
      .now = NOW },
    BKS_VERDICT_OK,
    "Fine",
    "" },
  { "LUN, failed",
    { .state = NULL,
      .status = "none",
      .last_result = "failed",
      .last_error_code = -1,
      .is_lun = TRUE,
      .scheduled = -1,
      .heard_at = NOW,
      .local_now = NOW,
      .now = NOW },
    BKS_VERDICT_FAILED,
    "Failed",
    NULL },
};

#pragma GCC diagnostic pop

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BksHealth) health = bks_health_judge (&cases[i].input);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (bks_verdict_get_nick (health->verdict), ==,
                       bks_verdict_get_nick (cases[i].verdict));
      g_assert_cmpstr (health->status_word, ==, cases[i].word);
      if (cases[i].reason != NULL)
        g_assert_cmpstr (health->reason, ==, cases[i].reason);
      g_assert_cmpstr (health->headline, !=, "");
      g_assert_nonnull (health->explanation);
      /* Who worries is told what to do. */
      if (health->verdict == BKS_VERDICT_FAILED || health->verdict == BKS_VERDICT_ATTENTION)
        g_assert_cmpstr (health->explanation, !=, "");
    }
}

static const BksHealthInput *
find_case (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    if (g_str_equal (cases[i].name, name))
      return &cases[i].input;
  g_assert_not_reached ();
}

static void
test_sentences (void)
{
  static const struct
  {
    const char *name;
    const char *headline;
    const char *explanation;
  } rows[] = {
    { "fine", "Fine, last backed up today at 02:31", "" },
    { "broken, whatever the result", "Failed: the destination is damaged",
      "The destination is damaged. Nothing new can be stored; older versions may still be good. "
      "Repair or replace it in DSM." },
    { "unauth", "Failed: the destination no longer accepts the sign-in",
      "Amazon S3 no longer accepts the stored sign-in. Renew it in DSM." },
    { "endofservice", "Failed: the service of the destination has ended",
      "Amazon S3 has ended this service. Choose another destination in DSM." },
    { "destination missing", "Failed: the destination was not reachable",
      "The destination was not reachable. Is it switched on and connected?" },
    { "the destination does not answer", "Destination not reachable: nothing can be stored now",
      "The destination does not answer, and until it does, every run fails. Is it switched on and "
      "connected?" },
    { "one missed", "Overdue: the run of today, 02:00 is missing",
      "The last success was yesterday at 02:31. Was the NAS or the destination switched off? Back "
      "it up now." },
    { "suspended", "Suspended since yesterday, 23:10", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (BksHealth) health = bks_health_judge (find_case (rows[i].name));

      g_assert_cmpstr (health->headline, ==, rows[i].headline);
      if (rows[i].explanation != NULL)
        g_assert_cmpstr (health->explanation, ==, rows[i].explanation);
    }
}

/* A key is for programs: it is never shown as if it were a message. */
static void
test_error_keys (void)
{
  static const char *const keys[] = { "SYNO.SDS.Backup.Application:error:status_target_broken",
                                      "backup:error_target", "4467", "ERR_NO_SPACE" };
  BksHealthInput input = *find_case ("failed");

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (BksHealth) health = NULL;

      input.last_error = keys[i];
      health = bks_health_judge (&input);
      g_assert_null (g_strstr_len (health->reason, -1, keys[i]));
      g_assert_null (g_strstr_len (health->headline, -1, keys[i]));
      g_assert_null (g_strstr_len (health->explanation, -1, keys[i]));
    }
  input.last_error = "目标空间不足";
  {
    g_autoptr (BksHealth) health = bks_health_judge (&input);

    g_assert_cmpstr (health->reason, ==, input.last_error);
    g_assert_nonnull (g_strstr_len (health->explanation, -1, input.last_error));
  }
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"

/* What the user may choose. */
static void
test_limits (void)
{
  const struct
  {
    BksHealthInput input;
    BksHealthLimits limits;
    const char *word;
  } chosen[] = {
    /* The run of today was due 8 hours ago. */
    { { HEALTHY, LAST_RUN (32 * HOUR) }, { HOUR, 2, 30 * DAY, 0 }, "Overdue" },
    { { HEALTHY, LAST_RUN (32 * HOUR) }, { 7 * HOUR, 2, 30 * DAY, 0 }, "Overdue" },
    { { HEALTHY, LAST_RUN (32 * HOUR) }, { 8 * HOUR, 2, 30 * DAY, 0 }, "Fine" },
    { { HEALTHY, LAST_RUN (32 * HOUR) }, { HOUR, 1, 30 * DAY, 0 }, "Overdue for long" },
    { { HEALTHY, LAST_RUN (56 * HOUR) }, { HOUR, 2, 30 * DAY, 0 }, "Overdue for long" },
    { { HEALTHY, LAST_RUN (56 * HOUR) }, { HOUR, 3, 30 * DAY, 0 }, "Overdue" },
    /* Three days without a success: more missed runs are let pass, so this is, too. */
    { { HEALTHY, LAST_RUN (80 * HOUR) }, { HOUR, 4, 30 * DAY, 0 }, "Overdue" },
    { { HEALTHY, LAST_RUN (140 * HOUR) }, { HOUR, 4, 30 * DAY, 0 }, "Overdue for long" },
    /* A NAS that leaves the time of a missed run as the next one. */
    { { HEALTHY, LAST_RUN (80 * HOUR), .next_run = NOW - 56 * HOUR },
      { HOUR, 3, 30 * DAY, 0 },
      "Overdue for long" },
    { { HEALTHY, LAST_RUN (80 * HOUR), .next_run = NOW - 56 * HOUR },
      { HOUR, 4, 30 * DAY, 0 },
      "Overdue" },
    { { HEALTHY, BY_HAND, LAST_RUN (20 * DAY) }, { HOUR, 2, 30 * DAY, 0 }, "Fine" },
    { { HEALTHY, BY_HAND, LAST_RUN (20 * DAY) }, { HOUR, 2, 14 * DAY, 0 }, "Overdue for long" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (chosen); i++)
    {
      BksHealthInput input = chosen[i].input;
      g_autoptr (BksHealth) health = NULL;

      input.limits = &chosen[i].limits;
      health = bks_health_judge (&input);
      if (!g_str_equal (health->status_word, chosen[i].word))
        g_error ("limits %u: “%s” instead of “%s”", i, health->status_word, chosen[i].word);
    }
}

#pragma GCC diagnostic pop

/* Which run is missing, and whether something runs, is told for machines too. */
static void
test_marks (void)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"
  static const BksHealthInput fine = { HEALTHY };
  static const BksHealthInput missed = { HEALTHY, LAST_RUN (32 * HOUR) };
  static const BksHealthInput long_missed = { HEALTHY, LAST_RUN (80 * HOUR) };
  static const BksHealthInput runs = { HEALTHY, .status = "backup", .slow_times = 3 };
#pragma GCC diagnostic pop
  g_autoptr (BksHealth) of_fine = bks_health_judge (&fine);
  g_autoptr (BksHealth) of_missed = bks_health_judge (&missed);
  g_autoptr (BksHealth) of_long_missed = bks_health_judge (&long_missed);
  g_autoptr (BksHealth) of_run = bks_health_judge (&runs);

  g_assert_false (of_fine->is_overdue);
  g_assert_false (of_fine->is_run);
  g_assert_true (of_missed->is_overdue);
  g_assert_cmpint (of_missed->missed, ==, NOW - 8 * HOUR);
  g_assert_true (of_long_missed->is_overdue);
  g_assert_cmpint (of_long_missed->missed, ==, NOW - 8 * HOUR);
  g_assert_true (of_run->is_run);
  g_assert_false (of_run->is_overdue);
}

static void
test_errors (void)
{
  g_assert_false (bks_health_has_error (NULL, -1));
  g_assert_false (bks_health_has_error ("", 4401));
  g_assert_true (bks_health_has_error ("", 4467));
  g_assert_true (bks_health_has_error ("no space", 0));
  g_assert_true (bks_health_is_damage (4467));
  g_assert_false (bks_health_is_damage (4401));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/health/table", test_table);
  g_test_add_func ("/model/health/sentences", test_sentences);
  g_test_add_func ("/model/health/error-keys", test_error_keys);
  g_test_add_func ("/model/health/limits", test_limits);
  g_test_add_func ("/model/health/marks", test_marks);
  g_test_add_func ("/model/health/errors", test_errors);

  return g_test_run ();
}
