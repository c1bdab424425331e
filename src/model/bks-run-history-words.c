/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-run-history.h"

#include <glib/gi18n-lib.h>

#include "bks-format.h"

/**
 * bks_day_kind_get_word:
 * @kind: what a day was like
 *
 * Returns: (transfer none): the word for it
 */
const char *
bks_day_kind_get_word (BksDayKind kind)
{
  switch (kind)
    {
    case BKS_DAY_NOTHING:
      return _ ("No run planned");
    case BKS_DAY_GOOD:
      return _ ("Good");
    case BKS_DAY_RUNNING:
      return _ ("Running");
    case BKS_DAY_WARNINGS:
      return _ ("With warnings");
    case BKS_DAY_MISSED:
      return _ ("Missed");
    case BKS_DAY_FAILED:
      return _ ("Failed");
    case BKS_DAY_UNKNOWN:
    default:
      return _ ("Not known");
    }
}

/**
 * bks_run_result_get_word:
 * @result: how a run ended
 *
 * Returns: (transfer none): the word for it
 */
const char *
bks_run_result_get_word (BksRunResult result)
{
  switch (result)
    {
    case BKS_RUN_RUNNING:
      return _ ("Running");
    case BKS_RUN_GOOD:
      return _ ("Good");
    case BKS_RUN_WARNINGS:
      return _ ("With warnings");
    case BKS_RUN_FAILED:
      return _ ("Failed");
    case BKS_RUN_CANCELLED:
      return _ ("Cancelled");
    case BKS_RUN_SUSPENDED:
      return _ ("Suspended");
    case BKS_RUN_UNKNOWN:
    default:
      return _ ("Not known");
    }
}

/**
 * bks_run_day_describe:
 * @self: a day
 *
 * Returns: (transfer full): the day and what it was like: "Saturday, 2 May: failed"
 */
char *
bks_run_day_describe (const BksRunDay *self)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (self->begin / G_USEC_PER_SEC);
  /* Translators: a day with its name, as g_date_time_format() takes it: "Saturday, 2 May". */
  g_autofree char *day = g_date_time_format (date, _ ("%A, %-d %B"));

  switch (self->kind)
    {
    case BKS_DAY_NOTHING:
      return g_strdup_printf (_ ("%s: no run planned"), day);
    case BKS_DAY_GOOD:
      if (self->is_by_log)
        return g_strdup_printf (_ ("%s: no error in the log"), day);
      if (self->n_runs > 1)
        /* Translators: a day, and how many runs it had: "Saturday, 2 May: good, 3 runs". */
        return g_strdup_printf (ngettext ("%s: good, %u run", "%s: good, %u runs", self->n_runs),
                                day, self->n_runs);
      return g_strdup_printf (_ ("%s: good"), day);
    case BKS_DAY_RUNNING:
      return g_strdup_printf (_ ("%s: running"), day);
    case BKS_DAY_WARNINGS:
      return g_strdup_printf (_ ("%s: with warnings, cancelled or suspended"), day);
    case BKS_DAY_MISSED:
      return g_strdup_printf (_ ("%s: missed. The schedule has a run here, and there was none"),
                              day);
    case BKS_DAY_FAILED:
      return g_strdup_printf (_ ("%s: failed"), day);
    case BKS_DAY_UNKNOWN:
    default:
      return g_strdup_printf (_ ("%s: nothing is known"), day);
    }
}

static void
append_count (GString *text, guint n, char *phrase)
{
  if (n > 0 && text->len > 0)
    g_string_append (text, _ (", "));
  if (n > 0)
    g_string_append (text, phrase);
  g_free (phrase);
}

/**
 * bks_run_history_describe_days:
 * @self: the past of a task
 *
 * Returns: (transfer full): how many days were how: "65 good, 1 with warnings, 1 failed, 10 missed"
 */
char *
bks_run_history_describe_days (const BksRunHistory *self)
{
  GString *text = g_string_new (NULL);
  const guint *n = self->n_days;

  append_count (
      text, n[BKS_DAY_GOOD],
      g_strdup_printf (ngettext ("%u good", "%u good", n[BKS_DAY_GOOD]), n[BKS_DAY_GOOD]));
  append_count (
      text, n[BKS_DAY_WARNINGS],
      g_strdup_printf (ngettext ("%u with warnings", "%u with warnings", n[BKS_DAY_WARNINGS]),
                       n[BKS_DAY_WARNINGS]));
  append_count (
      text, n[BKS_DAY_FAILED],
      g_strdup_printf (ngettext ("%u failed", "%u failed", n[BKS_DAY_FAILED]), n[BKS_DAY_FAILED]));
  append_count (
      text, n[BKS_DAY_MISSED],
      g_strdup_printf (ngettext ("%u missed", "%u missed", n[BKS_DAY_MISSED]), n[BKS_DAY_MISSED]));
  append_count (text, n[BKS_DAY_RUNNING],
                g_strdup_printf (ngettext ("%u running", "%u running", n[BKS_DAY_RUNNING]),
                                 n[BKS_DAY_RUNNING]));
  if (text->len == 0)
    g_string_append (text, _ ("No run is known"));
  return g_string_free (text, FALSE);
}

/**
 * bks_run_history_describe_growth:
 * @sizes: (element-type BksKnownRun): runs, oldest first
 *
 * Returns: (transfer full): how what is stored at the destination grows: "Grows by about 1.6 GB a day";
 *   "" if that is not known
 */
char *
bks_run_history_describe_growth (const GArray *sizes)
{
  const BksKnownRun *first = NULL, *last = NULL;
  g_autofree char *size = NULL;
  gint64 days, grown;

  for (guint i = 0; i < sizes->len; i++)
    {
      const BksKnownRun *run = &g_array_index (sizes, BksKnownRun, i);

      if (run->target_bytes < 0)
        continue;
      if (first == NULL)
        first = run;
      last = run;
    }
  if (first == NULL || first == last)
    return g_strdup ("");
  days = (bks_known_run_get_at (last) - bks_known_run_get_at (first) + G_TIME_SPAN_DAY / 2)
         / G_TIME_SPAN_DAY;
  if (days < 1)
    return g_strdup ("");
  grown = (last->target_bytes - first->target_bytes) / days;
  size = bks_format_size (ABS (grown));
  /* A thousandth of it in a month is nothing that anybody would see. */
  if (ABS (grown) * 30 < last->target_bytes / 1000 || grown == 0)
    return g_strdup (_ ("Stays about the same"));
  if (grown > 0)
    return g_strdup_printf (_ ("Grows by about %s a day"), size);
  return g_strdup_printf (_ ("Shrinks by about %s a day"), size);
}
