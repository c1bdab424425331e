# SPDX-License-Identifier: GPL-3.0-or-later
"""What the verdict is told: how fresh the data is, the NAS's clock, and the NAS's own verdict."""

NAS = "src/model/bks-nas.c"
WORDS = "src/model/bks-nas-words.c"
UPDATE = "src/model/bks-task-update.c"

PROGRAMS = ("tests/model/test-model-task", "tests/model/test-model-nas")
LEAST = 15

HEARD = "if (context->nas_state != BKS_NAS_FRESH && context->nas_state != BKS_NAS_STALE)"

MUTANTS = (
    ("what a silent NAS said last is still so", UPDATE, HEARD, "if (FALSE)"),
    ("a NAS that waits for a person is heard", UPDATE, HEARD,
     "if (context->nas_state != BKS_NAS_FRESH && context->nas_state != BKS_NAS_STALE"
     " && context->nas_state != BKS_NAS_WAITING)"),
    ("one answer that is missing makes everything unknown", UPDATE, HEARD,
     "if (context->nas_state != BKS_NAS_FRESH)"),
    ("a task that was left out of an answer is as it was", UPDATE,
     "return self->is_status_missing ? BKS_DATA_MISSING : BKS_DATA_GOOD;", "return BKS_DATA_GOOD;"),
    ("a silent NAS was not fine before", UPDATE,
     "  if (get_age (self, context) == BKS_DATA_GOOD)\n", "  if (FALSE)\n"),
    ("four answers have to be missing", NAS,
     "#define FAILURES_UNREACHABLE 3", "#define FAILURES_UNREACHABLE 4"),
    ("two missing answers are enough", NAS,
     "#define FAILURES_UNREACHABLE 3", "#define FAILURES_UNREACHABLE 2"),
    ("missing answers are not counted", NAS, "  self->n_failures++;\n", ""),
    ("a NAS that wants a person only does not answer", NAS,
     "  if (bks_problem_waits_for_user (problem))\n    bks_nas_set_state", "  if (FALSE)\n    bks_nas_set_state"),
    ("the present is this computer's", UPDATE,
     "return context->local_now + context->clock_error;", "return context->local_now;"),
    ("a clock that is wrong is so the other way", UPDATE,
     "return context->local_now + context->clock_error;",
     "return context->local_now - context->clock_error;"),
    ("a schedule that is switched off is in force", UPDATE,
     ".is_switched_off = record->schedule != NULL && record->schedule->enabled == DSM_FALSE,",
     ".is_switched_off = FALSE,"),
    ("a clock may be wrong by ten minutes", WORDS,
     "#define CLOCK_TOLERANCE (5 * 60)", "#define CLOCK_TOLERANCE (10 * 60)"),
    ("a clock may be wrong by three minutes", WORDS,
     "#define CLOCK_TOLERANCE (5 * 60)", "#define CLOCK_TOLERANCE (3 * 60)"),
    ("only a fast clock is wrong", WORDS,
     "  if (ABS (error) <= CLOCK_TOLERANCE)", "  if (error <= CLOCK_TOLERANCE)"),
    ("a fast clock is slow", WORDS, "  return error > 0 ? g_strdup_printf", "  return error < 0 ? g_strdup_printf"),
    ("a NAS is as well as its best backup", WORDS,
     "  for (guint i = 0; i < BKS_N_VERDICTS; i++)\n    if (counts[i] > 0)\n",
     "  for (guint i = BKS_N_VERDICTS; i-- > 0;)\n    if (counts[i] > 0)\n"),
    ("a NAS that waits for a person is fine", WORDS,
     "    case BKS_NAS_WAITING:\n      *verdict_out = BKS_VERDICT_ATTENTION;",
     "    case BKS_NAS_WAITING:\n      *verdict_out = BKS_VERDICT_OK;"),
    ("a NAS may be silent for a day", WORDS,
     "now - MAX (self->checked_at, self->restored_at) >= G_TIME_SPAN_HOUR",
     "now - MAX (self->checked_at, self->restored_at) >= G_TIME_SPAN_DAY"),
    ("a NAS that is silent for a moment needs attention", WORDS,
     "now - MAX (self->checked_at, self->restored_at) >= G_TIME_SPAN_HOUR",
     "now >= self->checked_at"),
    ("a NAS that was not asked is fine", WORDS,
     "    case BKS_NAS_NEW:\n      *verdict_out = BKS_VERDICT_UNKNOWN;",
     "    case BKS_NAS_NEW:\n      *verdict_out = BKS_VERDICT_OK;"),
    ("a NAS without Hyper Backup just has no backups", WORDS,
     "  if (self->problem != NULL && bks_problem_get_kind (self->problem) == BKS_PROBLEM_NOT_SUPPORTED\n"
     "      && n == 0)\n", "  if (FALSE)\n"),
)
