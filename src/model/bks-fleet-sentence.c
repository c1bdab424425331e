/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-fleet-sentence.h"

#include <glib/gi18n-lib.h>

#include "bks-format.h"
#include "bks-nas-private.h"

/* Section 2 of the description of the interface: what the sentence is about. */
typedef enum
{
  SUBJECT_NOTHING, /* no backups */
  SUBJECT_FAILED,
  SUBJECT_ATTENTION,
  SUBJECT_WAITING,
  SUBJECT_NONE_REACHABLE,
  SUBJECT_UNKNOWN,
  SUBJECT_UNREACHABLE,
  SUBJECT_ASKING,
  SUBJECT_FINE,
} Subject;

static guint
count_all (const BksFleetFacts *facts)
{
  guint n = 0;

  for (guint i = 0; i < BKS_N_VERDICTS; i++)
    n += facts->counts[i];
  return n;
}

static Subject
get_subject (const BksFleetFacts *facts)
{
  if (facts->n_nas == 0)
    return SUBJECT_NOTHING;
  if (facts->counts[BKS_VERDICT_FAILED] > 0)
    return SUBJECT_FAILED;
  if (facts->counts[BKS_VERDICT_ATTENTION] > 0)
    return SUBJECT_ATTENTION;
  if (facts->n_waiting > 0)
    return SUBJECT_WAITING;
  if (facts->n_unreachable == facts->n_nas)
    return SUBJECT_NONE_REACHABLE;
  /* What is being asked for is not missing yet. */
  if (facts->counts[BKS_VERDICT_UNKNOWN] > facts->n_asking_tasks)
    return SUBJECT_UNKNOWN;
  if (facts->n_unreachable > 0)
    return SUBJECT_UNREACHABLE;
  if (facts->n_asking > 0)
    return SUBJECT_ASKING;
  return count_all (facts) > 0 ? SUBJECT_FINE : SUBJECT_NOTHING;
}

/*
 * bks_fleet_sentence_get_verdict:
 *
 * Returns: the worst verdict of backups and NAS
 */
BksVerdict
bks_fleet_sentence_get_verdict (const BksFleetFacts *facts)
{
  if (facts->counts[BKS_VERDICT_FAILED] > 0)
    return BKS_VERDICT_FAILED;
  if (facts->counts[BKS_VERDICT_ATTENTION] > 0 || facts->n_waiting > 0
      || facts->n_unreachable_long > 0)
    return BKS_VERDICT_ATTENTION;
  if (facts->counts[BKS_VERDICT_UNKNOWN] > 0 || facts->n_unreachable > 0 || facts->n_asking > 0)
    return BKS_VERDICT_UNKNOWN;
  if (facts->counts[BKS_VERDICT_RUNNING] > 0)
    return BKS_VERDICT_RUNNING;
  /* Without a single backup nothing is fine. */
  return facts->counts[BKS_VERDICT_OK] > 0 ? BKS_VERDICT_OK : BKS_VERDICT_UNKNOWN;
}

static char *
make_fine (const BksFleetFacts *facts)
{
  guint n = count_all (facts);

  if (n == 1)
    return g_strdup (_ ("Your backup is fine"));
  if (facts->n_with_tasks <= 1)
    return g_strdup_printf (ngettext ("All %u backups are fine", "All %u backups are fine", n), n);
  /* Translators: the plural is that of the backups; there are two NAS or more. */
  return g_strdup_printf (
      ngettext ("All %u backups on %u NAS are fine", "All %u backups on %u NAS are fine", n), n,
      facts->n_with_tasks);
}

/*
 * bks_fleet_sentence_make:
 *
 * Returns: (transfer full): the one sentence
 */
char *
bks_fleet_sentence_make (const BksFleetFacts *facts)
{
  guint n_all = count_all (facts);
  const char *troubled = facts->troubled != NULL ? facts->troubled : "";
  guint n;

  switch (get_subject (facts))
    {
    case SUBJECT_FAILED:
      n = facts->counts[BKS_VERDICT_FAILED];
      return g_strdup_printf (
          ngettext ("%u of %u backups has failed", "%u of %u backups have failed", n), n, n_all);
    case SUBJECT_ATTENTION:
      n = facts->counts[BKS_VERDICT_ATTENTION];
      return g_strdup_printf (
          ngettext ("%u of %u backups needs attention", "%u of %u backups need attention", n), n,
          n_all);
    case SUBJECT_WAITING:
      if (facts->n_waiting == 1)
        return g_strdup_printf (_ ("%s is waiting for you"), troubled);
      return g_strdup_printf (
          ngettext ("%u NAS is waiting for you", "%u NAS are waiting for you", facts->n_waiting),
          facts->n_waiting);
    case SUBJECT_NONE_REACHABLE:
      return facts->n_nas == 1 ? g_strdup_printf (_ ("%s cannot be reached"), troubled)
                               : g_strdup (_ ("No NAS can be reached"));
    case SUBJECT_UNKNOWN:
      n = facts->counts[BKS_VERDICT_UNKNOWN];
      return g_strdup_printf (ngettext ("%u of %u backups has not been heard from",
                                        "%u of %u backups have not been heard from", n),
                              n, n_all);
    case SUBJECT_UNREACHABLE:
      if (facts->n_unreachable == 1)
        return g_strdup_printf (_ ("%s cannot be reached"), troubled);
      return g_strdup_printf (
          ngettext ("%u NAS cannot be reached", "%u NAS cannot be reached", facts->n_unreachable),
          facts->n_unreachable);
    case SUBJECT_ASKING:
      if (facts->n_asking == 1)
        return g_strdup_printf (_ ("Asking %s…"), troubled);
      return g_strdup_printf (ngettext ("Asking %u NAS…", "Asking %u NAS…", facts->n_asking),
                              facts->n_asking);
    case SUBJECT_FINE:
      return make_fine (facts);
    case SUBJECT_NOTHING:
    default:
      return g_strdup (_ ("No backups yet"));
    }
}

/* Whether everything that does not wait for a person is fine. */
static gboolean
are_others_fine (const BksFleetFacts *facts)
{
  return facts->counts[BKS_VERDICT_UNKNOWN] <= facts->n_waiting_tasks
         && count_all (facts) > facts->n_waiting_tasks;
}

static char *
make_others (const BksFleetFacts *facts)
{
  Subject subject = get_subject (facts);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  guint n_attention = facts->counts[BKS_VERDICT_ATTENTION] + facts->n_waiting;

  if (subject == SUBJECT_WAITING && are_others_fine (facts))
    {
      guint n = count_all (facts) - facts->n_waiting_tasks;

      return g_strdup_printf (
          ngettext ("The other %u backup is fine", "The other %u backups are fine", n), n);
    }
  if (subject == SUBJECT_FAILED && n_attention > 0)
    g_ptr_array_add (parts, bks_nas_describe_count (BKS_VERDICT_ATTENTION, n_attention));
  if (subject != SUBJECT_UNKNOWN && facts->counts[BKS_VERDICT_UNKNOWN] > 0)
    g_ptr_array_add (
        parts, bks_nas_describe_count (BKS_VERDICT_UNKNOWN, facts->counts[BKS_VERDICT_UNKNOWN]));
  if (subject == SUBJECT_FINE && facts->counts[BKS_VERDICT_RUNNING] > 0)
    g_ptr_array_add (
        parts, bks_nas_describe_count (BKS_VERDICT_RUNNING, facts->counts[BKS_VERDICT_RUNNING]));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (_ (", "), (char **) parts->pdata);
}

/*
 * bks_fleet_sentence_make_detail:
 * @now: the present, µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): what stands below the sentence: the other counts, and how old this is
 */
char *
bks_fleet_sentence_make_detail (const BksFleetFacts *facts, gint64 now)
{
  g_autofree char *others = make_others (facts);
  g_autofree char *checked = NULL;

  if (facts->checked_at == 0)
    return g_steal_pointer (&others);
  if (facts->stale_reason != NULL)
    {
      g_autofree char *clock = bks_format_clock (facts->checked_at, now);

      checked = g_strdup_printf (_ ("From %s, last try failed: %s"), clock, facts->stale_reason);
    }
  else
    {
      g_autofree char *ago = bks_format_ago (facts->checked_at, now);

      /* Translators: "Checked just now", "Checked 2 minutes ago", "Checked at 06:14". */
      checked = g_strdup_printf (_ ("Checked %s"), ago);
    }
  if (*others == '\0')
    return g_steal_pointer (&checked);
  return g_strdup_printf (_ ("%s · %s"), others, checked);
}

/*
 * bks_fleet_sentence_make_line:
 *
 * Returns: (transfer full): a few words for a row; a NAS that waits for a person counts as one
 */
char *
bks_fleet_sentence_make_line (const BksFleetFacts *facts)
{
  guint counts[BKS_N_VERDICTS];

  switch (get_subject (facts))
    {
    case SUBJECT_NOTHING:
      return g_strdup (_ ("No backups"));
    case SUBJECT_NONE_REACHABLE:
    case SUBJECT_UNREACHABLE:
    case SUBJECT_ASKING:
      return bks_fleet_sentence_make (facts);
    case SUBJECT_FAILED:
    case SUBJECT_ATTENTION:
    case SUBJECT_WAITING:
    case SUBJECT_UNKNOWN:
    case SUBJECT_FINE:
    default:
      for (guint i = 0; i < BKS_N_VERDICTS; i++)
        counts[i] = facts->counts[i];
      counts[BKS_VERDICT_ATTENTION] += facts->n_waiting;
      return bks_nas_describe_counts (counts);
    }
}

/*
 * bks_fleet_sentence_make_one_line:
 * @now: the present, µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): the sentence and its age
 */
char *
bks_fleet_sentence_make_one_line (const BksFleetFacts *facts, gint64 now)
{
  g_autofree char *sentence = bks_fleet_sentence_make (facts);
  g_autofree char *ago = NULL;

  if (facts->checked_at == 0)
    return g_steal_pointer (&sentence);
  ago = bks_format_ago (facts->checked_at, now);
  /* Translators: a sentence and its age: "All 8 backups are fine, checked 2 minutes ago". */
  return g_strdup_printf (_ ("%s, checked %s"), sentence, ago);
}
