/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-event-words.h"
#include "bks-quiet-hours.h"
#include "bks-resume-rules.h"

/* Tuesday, 12 May 2026, 10:00 UTC */
#define NOW    (G_GINT64_CONSTANT (1778580000) * G_USEC_PER_SEC)
#define MINUTE G_TIME_SPAN_MINUTE
#define HOUR   G_TIME_SPAN_HOUR
#define DAY    G_TIME_SPAN_DAY

#define SHOW   BKS_NOTICE_SHOW
#define LOG    BKS_NOTICE_SHOW_LOG
#define RUN    BKS_NOTICE_BACK_UP
#define RESUME BKS_NOTICE_RESUME
#define MUTE   BKS_NOTICE_MUTE

static const struct
{
  BksEventKind kind;
  BksEventDetail detail;
  gint64 stamp;
  gint64 amount;
  BksEventFacts facts;
  const char *title;
  const char *body;
  BksNoticeButtons buttons;
} cases[] = {
  { BKS_EVENT_FAILED,
    0,
    0,
    0,
    { 0 },
    "“Projects” failed",
    "office-nas: The last run failed.",
    RUN | SHOW | MUTE },
  { BKS_EVENT_FAILED,
    0,
    0,
    0,
    { .cause = (char *) "No space left" },
    "“Projects” failed",
    "office-nas: No space left",
    RUN | SHOW | MUTE },
  { BKS_EVENT_DESTINATION,
    BKS_EVENT_DETAIL_DAMAGED,
    0,
    0,
    { 0 },
    "“Projects” failed",
    "office-nas: The destination is damaged.",
    SHOW | MUTE },
  { BKS_EVENT_DESTINATION,
    BKS_EVENT_DETAIL_RUN,
    0,
    0,
    { 0 },
    "“Projects” failed",
    "office-nas: The destination was not reachable.",
    RUN | SHOW | MUTE },
  { BKS_EVENT_DESTINATION,
    BKS_EVENT_DETAIL_UNAUTH,
    0,
    0,
    { 0 },
    "“Projects” failed",
    "office-nas: The destination no longer accepts the stored sign-in.",
    SHOW | MUTE },
  { BKS_EVENT_INCOMPLETE,
    0,
    0,
    0,
    { 0 },
    "“Projects” is incomplete",
    "office-nas: Not everything was copied.",
    RUN | SHOW | MUTE },
  { BKS_EVENT_OVERDUE,
    0,
    0,
    0,
    { .missed = NOW - 45 * HOUR, .last_success = NOW - 9 * DAY },
    "“Projects” is overdue",
    "office-nas: The run of Sunday, 13:00 is missing. Last success 9 days ago.",
    RUN | SHOW | MUTE },
  { BKS_EVENT_OVERDUE,
    0,
    0,
    0,
    { .missed = NOW - 45 * HOUR },
    "“Projects” is overdue",
    "office-nas: The run of Sunday, 13:00 is missing. There was no success yet.",
    RUN | SHOW | MUTE },
  { BKS_EVENT_OVERDUE,
    0,
    0,
    0,
    { .last_success = NOW - 31 * DAY },
    "“Projects” is overdue",
    "office-nas: Last success 31 days ago.",
    RUN | SHOW | MUTE },
  { BKS_EVENT_SUSPENDED,
    0,
    NOW - 11 * HOUR + 10 * MINUTE,
    0,
    { 0 },
    "“Projects” is still suspended",
    "office-nas: Since yesterday, 23:10.",
    RESUME | SHOW | MUTE },
  { BKS_EVENT_RESUMED,
    0,
    NOW - 11 * HOUR + 10 * MINUTE,
    0,
    { 0 },
    "“Projects” goes on",
    "office-nas: It was suspended since yesterday, 23:10. Backstay has resumed it.",
    SHOW },
  { BKS_EVENT_NOT_MOVING,
    0,
    0,
    25 * MINUTE,
    { 0 },
    "“Projects” is not moving",
    "No data for 25 minutes.",
    SHOW | MUTE },
  { BKS_EVENT_SLOW,
    0,
    0,
    3,
    { 0 },
    "“Projects” is unusually slow",
    "3 times longer than usual.",
    SHOW | MUTE },
  { BKS_EVENT_UNUSUAL,
    BKS_EVENT_DETAIL_FILES,
    0,
    12,
    { 0 },
    "“Projects” changed a lot",
    "12 times as many files changed as usual.",
    SHOW | MUTE },
  { BKS_EVENT_UNUSUAL,
    BKS_EVENT_DETAIL_SMALLER,
    0,
    81,
    { 0 },
    "“Projects” changed a lot",
    "It is 81 % smaller than usual.",
    SHOW | MUTE },
  { BKS_EVENT_CHECK_FAILED, 0, 0, 0, { 0 }, "“Projects”: integrity check failed", "", LOG },
  { BKS_EVENT_CHECK_PASSED, 0, 0, 0, { 0 }, "“Projects”: integrity check passed", "", LOG },
  { BKS_EVENT_SUCCESS,
    0,
    0,
    0,
    { .n_new = 128, .duration = 31 * MINUTE },
    "“Projects” is backed up",
    "128 new files, 31 minutes.",
    SHOW },
  { BKS_EVENT_SUCCESS,
    0,
    0,
    0,
    { .n_new = -1, .duration = 31 * MINUTE },
    "“Projects” is backed up",
    "31 minutes.",
    SHOW },
  { BKS_EVENT_RECOVERED, 0, 0, 0, { 0 }, "“Projects” is good again", "", SHOW },
  { BKS_EVENT_UNREACHABLE,
    0,
    0,
    HOUR,
    { 0 },
    "office-nas does not answer",
    "Not heard from for 1 hour.",
    SHOW },
  { BKS_EVENT_WAITING,
    0,
    0,
    0,
    { .cause = (char *) "It rejected the password." },
    "office-nas is waiting for you",
    "It rejected the password.",
    SHOW },
  { BKS_EVENT_SIGNED_OUT,
    0,
    0,
    0,
    { 0 },
    "office-nas is waiting for you",
    "It is signed out.",
    SHOW },
  { BKS_EVENT_BACK, 0, 0, 0, { 0 }, "office-nas answers again", "", SHOW },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean is_of_nas = bks_event_kind_is_of_nas (cases[i].kind);
      g_autoptr (BksEvent) event = bks_event_new (cases[i].kind, "n", is_of_nas ? NULL : "t");
      BksEventFacts facts = cases[i].facts;
      g_autoptr (GVariant) stored = NULL;
      g_autoptr (BksEventFacts) read = NULL;
      g_autoptr (BksNotice) notice = NULL;

      g_test_message ("%s", cases[i].title);
      facts.nas_name = (char *) "office-nas";
      facts.task_name = (char *) "Projects";
      facts.cause = facts.cause != NULL ? facts.cause : (char *) "";
      event->stamp = cases[i].stamp;
      event->amount = cases[i].amount;
      event->detail = cases[i].detail;
      stored = g_variant_ref_sink (bks_event_facts_dump (&facts));
      read = bks_event_facts_read (stored);
      notice = bks_event_make_notice (event, read, NOW);
      g_assert_cmpstr (notice->id, ==, event->id);
      g_assert_cmpstr (notice->title, ==, cases[i].title);
      g_assert_cmpstr (notice->body, ==, cases[i].body);
      g_assert_cmpint (notice->buttons, ==, cases[i].buttons);
      g_assert_cmpstr (notice->nas_id, ==, "n");
      g_assert_cmpstr (notice->task_id, ==, is_of_nas ? NULL : "t");
      g_assert_cmpint (notice->is_urgent, ==,
                       cases[i].kind == BKS_EVENT_FAILED || cases[i].kind == BKS_EVENT_DESTINATION);
    }
}

static void
test_buttons (void)
{
  g_autoptr (BksNotice) notice = bks_notice_new ("id", "title", NULL);

  g_assert_cmpstr (bks_notice_get_button_label (notice, BKS_NOTICE_BACK_UP), ==, "Back Up Now");
  notice->is_again = TRUE;
  g_assert_cmpstr (bks_notice_get_button_label (notice, BKS_NOTICE_BACK_UP), ==, "Back Up Again");
  g_assert_cmpstr (bks_notice_button_get_action (BKS_NOTICE_MUTE), ==, "app.notice-mute");
}

static void
test_summary (void)
{
  static const char *const names[] = { "Projects", "Video masters", "Home folders", NULL };
  g_autoptr (BksNotice) notice = bks_event_make_summary (3, names);

  g_assert_cmpstr (notice->title, ==, "3 backups need attention");
  g_assert_cmpstr (notice->body, ==, "Projects, Video masters, Home folders");
  g_assert_cmpint (notice->buttons, ==, SHOW);
}

static void
test_foreign_facts (void)
{
  g_autoptr (GVariant) odd = g_variant_ref_sink (
      g_variant_new_parsed ("{'nas-name': <1>, 'missed': <'x'>, 'more': <true>}"));
  g_autoptr (BksEventFacts) of_odd = bks_event_facts_read (odd);
  g_autoptr (BksEventFacts) of_nothing = bks_event_facts_read (NULL);

  g_assert_cmpstr (of_odd->nas_name, ==, "");
  g_assert_cmpint (of_odd->missed, ==, 0);
  g_assert_cmpint (of_nothing->n_new, ==, -1);
}

/* Moments of Tuesday, in UTC. */
static gint64
at (int hour, int minute)
{
  return NOW + (hour - 10) * HOUR + minute * MINUTE;
}

static void
test_quiet_hours (void)
{
  static const BksQuietHours night = { TRUE, 22 * 60, 7 * 60 };
  static const BksQuietHours noon = { TRUE, 12 * 60, 13 * 60 + 30 };
  static const BksQuietHours off = { FALSE, 22 * 60, 7 * 60 };
  static const BksQuietHours none = { TRUE, 60, 60 };

  g_assert_false (bks_quiet_hours_contain (&night, at (21, 59)));
  g_assert_true (bks_quiet_hours_contain (&night, at (22, 0)));
  g_assert_true (bks_quiet_hours_contain (&night, at (0, 0)));
  g_assert_true (bks_quiet_hours_contain (&night, at (6, 59)));
  g_assert_false (bks_quiet_hours_contain (&night, at (7, 0)));
  g_assert_cmpint (bks_quiet_hours_get_end (&night, at (22, 0)), ==, at (31, 0));
  g_assert_cmpint (bks_quiet_hours_get_end (&night, at (6, 59)), ==, at (7, 0));
  g_assert_cmpint (bks_quiet_hours_get_end (&night, at (9, 0)), ==, at (9, 0));

  g_assert_false (bks_quiet_hours_contain (&noon, at (11, 59)));
  g_assert_true (bks_quiet_hours_contain (&noon, at (13, 29)));
  g_assert_false (bks_quiet_hours_contain (&noon, at (13, 30)));
  g_assert_cmpint (bks_quiet_hours_get_end (&noon, at (12, 0)), ==, at (13, 30));

  g_assert_false (bks_quiet_hours_contain (&off, at (23, 0)));
  g_assert_false (bks_quiet_hours_contain (&none, at (1, 0)));
}

static void
test_resume (void)
{
  static const BksQuietHours night = { TRUE, 22 * 60, 7 * 60 };
  const BksResumeRules *rules = &bks_resume_default_rules;

  g_assert_false (bks_resume_rules_apply (rules, &night, at (9, 1), 0, at (10, 0)));
  g_assert_true (bks_resume_rules_apply (rules, &night, at (9, 0), 0, at (10, 0)));
  g_assert_true (bks_resume_rules_apply (rules, &night, at (9, 0), 2, at (10, 0)));
  g_assert_false (bks_resume_rules_apply (rules, &night, at (9, 0), 3, at (10, 0)));
  g_assert_false (bks_resume_rules_apply (rules, &night, at (9, 0), 0, at (23, 0)));
  g_assert_false (bks_resume_rules_apply (rules, &night, 0, 0, at (10, 0)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/monitor/words/cases", test_words);
  g_test_add_func ("/monitor/words/buttons", test_buttons);
  g_test_add_func ("/monitor/words/summary", test_summary);
  g_test_add_func ("/monitor/words/foreign-facts", test_foreign_facts);
  g_test_add_func ("/monitor/words/quiet-hours", test_quiet_hours);
  g_test_add_func ("/monitor/words/resume", test_resume);

  return g_test_run ();
}
