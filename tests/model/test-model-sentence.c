/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-fleet-sentence.h"

#define NOW (G_GINT64_CONSTANT (1778580000) * G_USEC_PER_SEC) /* Tuesday, 12 May 2026, 10:00 UTC */

/* failed, attention, unknown, running, fine */
#define COUNTS(f, a, u, r, o) .counts = { f, a, u, r, o }

static const struct
{
  const char *name;
  BksFleetFacts facts;
  BksVerdict verdict;
  const char *sentence;
  const char *detail;
  const char *line;
} cases[] = {
  { "no NAS", { .n_nas = 0 }, BKS_VERDICT_UNKNOWN, "No backups yet", "", "No backups" },
  { "a NAS without backups",
    { .n_nas = 1, .checked_at = NOW },
    BKS_VERDICT_UNKNOWN,
    "No backups yet",
    "Checked just now",
    "No backups" },
  { "what was known is being asked for",
    { .n_nas = 1,
      .n_with_tasks = 1,
      .n_asking = 1,
      .n_asking_tasks = 8,
      COUNTS (0, 0, 8, 0, 0),
      .troubled = "office-nas",
      .checked_at = NOW - 3 * G_TIME_SPAN_MINUTE },
    BKS_VERDICT_UNKNOWN,
    "Asking office-nas…",
    "8 unknown · Checked 3 minutes ago",
    "Asking office-nas…" },
  { "as pictured",
    { .n_nas = 4,
      .n_with_tasks = 4,
      .n_unreachable = 1,
      COUNTS (1, 2, 2, 2, 5),
      .troubled = "cabin-nas",
      .checked_at = NOW },
    BKS_VERDICT_FAILED,
    "1 of 12 backups has failed",
    "2 need attention, 2 unknown · Checked just now",
    "1 failed, 2 need attention" },
  { "several failed",
    { .n_nas = 1, .n_with_tasks = 1, COUNTS (2, 1, 0, 0, 5), .checked_at = NOW },
    BKS_VERDICT_FAILED,
    "2 of 8 backups have failed",
    "1 needs attention · Checked just now",
    "2 failed, 1 needs attention" },
  { "failed alone",
    { .n_nas = 1, .n_with_tasks = 1, COUNTS (1, 0, 0, 1, 5), .checked_at = NOW },
    BKS_VERDICT_FAILED,
    "1 of 7 backups has failed",
    "Checked just now",
    "1 failed" },
  { "failed, and a NAS waits",
    { .n_nas = 2,
      .n_with_tasks = 2,
      .n_waiting = 1,
      .n_waiting_tasks = 2,
      COUNTS (1, 0, 2, 0, 5),
      .troubled = "cabin-nas",
      .checked_at = NOW },
    BKS_VERDICT_FAILED,
    "1 of 8 backups has failed",
    "1 needs attention, 2 unknown · Checked just now",
    "1 failed, 1 needs attention" },
  { "one needs attention",
    { .n_nas = 1, .n_with_tasks = 1, COUNTS (0, 1, 0, 0, 5), .checked_at = NOW },
    BKS_VERDICT_ATTENTION,
    "1 of 6 backups needs attention",
    "Checked just now",
    "1 needs attention" },
  { "some need attention",
    { .n_nas = 1, .n_with_tasks = 1, COUNTS (0, 3, 1, 0, 5), .checked_at = NOW },
    BKS_VERDICT_ATTENTION,
    "3 of 9 backups need attention",
    "1 unknown · Checked just now",
    "3 need attention" },
  { "a NAS waits, the rest is fine",
    { .n_nas = 2,
      .n_with_tasks = 2,
      .n_waiting = 1,
      .n_waiting_tasks = 2,
      COUNTS (0, 0, 2, 1, 9),
      .troubled = "cabin-nas",
      .checked_at = NOW },
    BKS_VERDICT_ATTENTION,
    "cabin-nas is waiting for you",
    "The other 10 backups are fine · Checked just now",
    "1 needs attention" },
  { "a NAS waits, one other",
    { .n_nas = 2,
      .n_with_tasks = 2,
      .n_waiting = 1,
      .n_waiting_tasks = 2,
      COUNTS (0, 0, 2, 0, 1),
      .troubled = "cabin-nas",
      .checked_at = NOW },
    BKS_VERDICT_ATTENTION,
    "cabin-nas is waiting for you",
    "The other 1 backup is fine · Checked just now",
    "1 needs attention" },
  { "a NAS waits, another is silent",
    { .n_nas = 3,
      .n_with_tasks = 3,
      .n_waiting = 1,
      .n_waiting_tasks = 2,
      .n_unreachable = 1,
      COUNTS (0, 0, 4, 0, 5),
      .troubled = "cabin-nas",
      .checked_at = NOW },
    BKS_VERDICT_ATTENTION,
    "cabin-nas is waiting for you",
    "4 unknown · Checked just now",
    "1 needs attention" },
  { "the only NAS waits",
    { .n_nas = 1, .n_waiting = 1, .troubled = "cabin-nas" },
    BKS_VERDICT_ATTENTION,
    "cabin-nas is waiting for you",
    "",
    "1 needs attention" },
  { "two NAS wait",
    { .n_nas = 2, .n_waiting = 2, .troubled = "cabin-nas" },
    BKS_VERDICT_ATTENTION,
    "2 NAS are waiting for you",
    "",
    "2 need attention" },
  { "one not heard from",
    { .n_nas = 2,
      .n_with_tasks = 2,
      .n_unreachable = 1,
      COUNTS (0, 0, 1, 0, 5),
      .troubled = "cabin-nas",
      .checked_at = NOW },
    BKS_VERDICT_UNKNOWN,
    "1 of 6 backups has not been heard from",
    "Checked just now",
    "1 unknown" },
  { "some not heard from",
    { .n_nas = 2,
      .n_with_tasks = 2,
      .n_unreachable = 1,
      COUNTS (0, 0, 2, 0, 5),
      .troubled = "cabin-nas",
      .checked_at = NOW },
    BKS_VERDICT_UNKNOWN,
    "2 of 7 backups have not been heard from",
    "Checked just now",
    "2 unknown" },
  { "not heard from for hours",
    { .n_nas = 2,
      .n_with_tasks = 2,
      .n_unreachable = 1,
      .n_unreachable_long = 1,
      COUNTS (0, 0, 2, 0, 5),
      .troubled = "cabin-nas",
      .checked_at = NOW },
    BKS_VERDICT_ATTENTION,
    "2 of 7 backups have not been heard from",
    "Checked just now",
    "2 unknown" },
  { "no NAS at all",
    { .n_nas = 2,
      .n_with_tasks = 2,
      .n_unreachable = 2,
      COUNTS (0, 0, 7, 0, 0),
      .troubled = "cabin-nas",
      .checked_at = NOW - 226 * G_TIME_SPAN_MINUTE },
    BKS_VERDICT_UNKNOWN,
    "No NAS can be reached",
    "7 unknown · Checked at 06:14",
    "No NAS can be reached" },
  { "the only NAS",
    { .n_nas = 1, .n_unreachable = 1, .troubled = "cabin-nas" },
    BKS_VERDICT_UNKNOWN,
    "cabin-nas cannot be reached",
    "",
    "cabin-nas cannot be reached" },
  { "a NAS that was never heard",
    { .n_nas = 2,
      .n_with_tasks = 1,
      .n_unreachable = 1,
      COUNTS (0, 0, 0, 0, 5),
      .troubled = "cabin-nas",
      .checked_at = NOW },
    BKS_VERDICT_UNKNOWN,
    "cabin-nas cannot be reached",
    "Checked just now",
    "cabin-nas cannot be reached" },
  { "the first answer is to come",
    { .n_nas = 1, .n_asking = 1, .troubled = "cabin-nas" },
    BKS_VERDICT_UNKNOWN,
    "Asking cabin-nas…",
    "",
    "Asking cabin-nas…" },
  { "the first answers are to come",
    { .n_nas = 3, .n_asking = 3, .troubled = "cabin-nas" },
    BKS_VERDICT_UNKNOWN,
    "Asking 3 NAS…",
    "",
    "Asking 3 NAS…" },
  { "fine",
    { .n_nas = 3,
      .n_with_tasks = 3,
      COUNTS (0, 0, 0, 0, 12),
      .checked_at = NOW - 2 * G_TIME_SPAN_MINUTE },
    BKS_VERDICT_OK,
    "All 12 backups on 3 NAS are fine",
    "Checked 2 minutes ago",
    "All fine" },
  { "fine on one NAS",
    { .n_nas = 1, .n_with_tasks = 1, COUNTS (0, 0, 0, 0, 8), .checked_at = NOW },
    BKS_VERDICT_OK,
    "All 8 backups are fine",
    "Checked just now",
    "All fine" },
  { "fine, the other NAS has none",
    { .n_nas = 2, .n_with_tasks = 1, COUNTS (0, 0, 0, 0, 8), .checked_at = NOW },
    BKS_VERDICT_OK,
    "All 8 backups are fine",
    "Checked just now",
    "All fine" },
  { "one backup",
    { .n_nas = 1, .n_with_tasks = 1, COUNTS (0, 0, 0, 0, 1), .checked_at = NOW },
    BKS_VERDICT_OK,
    "Your backup is fine",
    "Checked just now",
    "All fine" },
  { "one runs",
    { .n_nas = 1, .n_with_tasks = 1, COUNTS (0, 0, 0, 1, 7), .checked_at = NOW },
    BKS_VERDICT_RUNNING,
    "All 8 backups are fine",
    "1 running · Checked just now",
    "1 running" },
  { "stale",
    { .n_nas = 1,
      .n_with_tasks = 1,
      COUNTS (0, 0, 0, 0, 8),
      .checked_at = NOW - 50 * G_TIME_SPAN_MINUTE,
      .stale_reason = "cabin-nas does not answer" },
    BKS_VERDICT_OK,
    "All 8 backups are fine",
    "From 09:10, last try failed: cabin-nas does not answer",
    "All fine" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const BksFleetFacts *facts = &cases[i].facts;
      g_autofree char *sentence = bks_fleet_sentence_make (facts);
      g_autofree char *detail = bks_fleet_sentence_make_detail (facts, NOW);
      g_autofree char *line = bks_fleet_sentence_make_line (facts);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
      g_assert_cmpstr (detail, ==, cases[i].detail);
      g_assert_cmpstr (line, ==, cases[i].line);
      g_assert_cmpstr (bks_verdict_get_nick (bks_fleet_sentence_get_verdict (facts)), ==,
                       bks_verdict_get_nick (cases[i].verdict));
    }
}

static void
test_one_line (void)
{
  BksFleetFacts facts = { .n_nas = 1, .n_with_tasks = 1, COUNTS (1, 0, 0, 0, 7) };
  g_autofree char *never = bks_fleet_sentence_make_one_line (&facts, NOW);
  g_autofree char *line = NULL;

  g_assert_cmpstr (never, ==, "1 of 8 backups has failed");
  facts.checked_at = NOW - 2 * G_TIME_SPAN_MINUTE;
  line = bks_fleet_sentence_make_one_line (&facts, NOW);
  g_assert_cmpstr (line, ==, "1 of 8 backups has failed, checked 2 minutes ago");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/sentence/table", test_table);
  g_test_add_func ("/model/sentence/one-line", test_one_line);
  return g_test_run ();
}
