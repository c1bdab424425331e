/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-health.h"

#include <glib/gi18n-lib.h>

#include "bks-format.h"
#include "bks-words.h"

#define GRACE G_TIME_SPAN_HOUR

#define LIMIT_INTERVALS        3
#define LIMIT_WITHOUT_SCHEDULE (30 * G_TIME_SPAN_DAY)
#define LIMIT_MISSED           2

const BksHealthLimits bks_health_default_limits = {
  .grace = GRACE,
  .missed = LIMIT_MISSED,
  .without_schedule = LIMIT_WITHOUT_SCHEDULE,
};

/* last_bkp_error_code: these two say that there was none. */
#define CODE_NONE     0
#define CODE_NO_ERROR 4401
#define CODE_DAMAGED  4467

static BksHealth *
say (BksVerdict verdict,
     const char *word,
     const char *reason,
     const char *headline,
     const char *explanation)
{
  BksHealth *self = g_new0 (BksHealth, 1);

  self->verdict = verdict;
  self->status_word = word;
  self->reason = g_strdup (reason);
  self->headline = g_strdup (headline);
  self->explanation = g_strdup (explanation);
  return self;
}

static const char *
place_of (const BksHealthInput *input)
{
  return input->place != NULL && *input->place != '\0' ? input->place : _ ("The destination");
}

/* What the NAS said of the error, if that is meant for people. */
static char *
with_error_text (const BksHealthInput *input, const char *sentences)
{
  if (!bks_words_is_text_for_people (input->last_error))
    return g_strdup (sentences);
  /* Translators: sentences, then the NAS's own text in quotes. */
  return g_strdup_printf (_ ("%s The NAS says: “%s”"), sentences, input->last_error);
}

static BksHealth *
judge_failed (const BksHealthInput *input,
              const char *word,
              const char *reason,
              const char *headline,
              const char *sentences)
{
  g_autofree char *explanation = with_error_text (input, sentences);

  return say (BKS_VERDICT_FAILED, word, reason, headline, explanation);
}

static BksHealth *
judge_damaged (const BksHealthInput *input)
{
  return judge_failed (input, _ ("Destination damaged"), _ ("Nothing new can be stored"),
                       _ ("Failed: the destination is damaged"),
                       _ ("The destination is damaged. Nothing new can be stored; older versions "
                          "may still be good. Repair or replace it in DSM."));
}

static BksHealth *
judge_integrity (const BksHealthInput *input)
{
  return judge_failed (input, _ ("Integrity problem"), _ ("Stored data is damaged"),
                       _ ("Failed: the stored data is damaged"),
                       _ ("A check found stored data that is damaged, so some of it may not be "
                          "restored. Look at the log and repair the destination in DSM."));
}

static BksHealth *
judge_unknown_word (const BksHealthInput *input, const char *raw)
{
  g_autofree char *reason = NULL;
  g_autofree char *explanation = NULL;

  if (raw == NULL || *raw == '\0')
    return say (BKS_VERDICT_UNKNOWN, _ ("Unknown"), _ ("The NAS does not say"),
                _ ("Unknown: the NAS does not say"),
                _ ("The NAS left out how this backup is. Look at it in DSM."));
  reason = g_strdup_printf (_ ("New word from the NAS: %s"), raw);
  explanation = g_strdup_printf (
      _ ("The NAS reports a state that Backstay does not know: %s. Look at this backup in DSM."),
      raw);
  return say (BKS_VERDICT_UNKNOWN, _ ("Unknown"), reason,
              _ ("Unknown: the NAS reports something new"), explanation);
}

static BksHealth *
judge_old (const BksHealthInput *input)
{
  g_autofree char *clock = NULL;
  g_autofree char *at = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *headline = NULL;
  g_autofree char *explanation = NULL;

  if (input->heard_at == 0)
    return say (BKS_VERDICT_UNKNOWN, _ ("Unknown"), "", _ ("Unknown: not heard of yet"), "");
  clock = bks_format_clock (input->heard_at, input->local_now);
  at = bks_format_at (input->heard_at, input->local_now);
  reason = g_strdup_printf (
      input->last_verdict == BKS_VERDICT_OK ? _ ("Was fine at %s") : _ ("Last heard %s"), clock);
  headline = g_strdup_printf (_ ("Unknown: last heard of %s"), at);
  if (input->why_old != NULL)
    /* Translators: whole sentences with the cause, then a time: "… What you see is from 06:14." */
    explanation = g_strdup_printf (_ ("%s What you see is from %s."), input->why_old, clock);
  else
    explanation = g_strdup_printf (_ ("%s cannot be asked at the moment. What you see is from %s."),
                                   input->nas_name != NULL ? input->nas_name : _ ("The NAS"),
                                   clock);
  return say (BKS_VERDICT_UNKNOWN, _ ("Unknown"), reason, headline, explanation);
}

static BksHealth *
judge_busy (BksStatusWord status)
{
  const char *word = NULL;

  switch (status)
    {
    case BKS_STATUS_BACKUP:
      word = _ ("Running");
      break;
    case BKS_STATUS_WAITING:
      word = _ ("Waiting");
      break;
    case BKS_STATUS_CANCELLING:
      word = _ ("Cancelling");
      break;
    case BKS_STATUS_DETECT:
      word = _ ("Checking integrity");
      break;
    case BKS_STATUS_DELETING_VERSIONS:
      word = _ ("Removing old versions");
      break;
    case BKS_STATUS_SUSPENDING:
      word = _ ("Suspending");
      break;
    case BKS_STATUS_RESUMING:
      word = _ ("Resuming");
      break;
    case BKS_STATUS_DISCARDING:
      word = _ ("Discarding");
      break;
    case BKS_STATUS_RESTORING:
      word = _ ("Restoring");
      break;
    case BKS_STATUS_NOT_SAID:
    case BKS_STATUS_NONE:
    case BKS_STATUS_UNKNOWN:
    default:
      g_return_val_if_reached (NULL);
    }
  return say (BKS_VERDICT_RUNNING, word, "", word, "");
}

static BksHealth *
judge_not_moving (const BksHealthInput *input)
{
  gint64 still = MAX (input->local_now - input->still_since, 0);
  g_autofree char *age = bks_format_duration (still / G_USEC_PER_SEC);
  /* Translators: %s is a span of time as it stands alone, "25 minutes". */
  g_autofree char *reason = g_strdup_printf (_ ("No data for %s"), age);

  return say (BKS_VERDICT_ATTENTION, _ ("Not moving"), reason, _ ("Not moving"),
              _ ("It runs, but nothing is copied. Is the destination switched on and connected? If "
                 "it does not go on, cancel it and look at the log."));
}

static BksHealth *
judge_slow (const BksHealthInput *input)
{
  g_autofree char *reason = g_strdup_printf (
      ngettext ("%u time longer than usual", "%u times longer than usual", input->slow_times),
      input->slow_times);

  return say (BKS_VERDICT_ATTENTION, _ ("Unusually slow"), reason, _ ("Unusually slow"),
              _ ("It runs far longer than it usually does. Much has changed, or the way to the "
                 "destination is slow."));
}

static char *
describe_unusual (const BksHealthInput *input)
{
  g_autofree char *percent = bks_format_percent ((int) input->unusual_amount);

  switch (input->unusual)
    {
    case BKS_UNUSUAL_LARGER:
      return g_strdup_printf (_ ("%s larger than usual"), percent);
    case BKS_UNUSUAL_SMALLER:
      return g_strdup_printf (_ ("%s smaller than usual"), percent);
    case BKS_UNUSUAL_NOTHING:
    case BKS_UNUSUAL_FILES:
    default:
      return g_strdup_printf (ngettext ("%u time as many files changed as usual",
                                        "%u times as many files changed as usual",
                                        input->unusual_amount),
                              input->unusual_amount);
    }
}

static BksHealth *
judge_unusual (const BksHealthInput *input)
{
  g_autofree char *reason = describe_unusual (input);

  return say (BKS_VERDICT_ATTENTION, _ ("Unusual change"), reason,
              _ ("Unusual change: the last run is far from the usual ones"),
              _ ("The last run went well, but far more or less has changed than usual. If nobody "
                 "did that on purpose, look at the folders before older versions are removed."));
}

/* Whether a good result is none: an error came with it. */
static gboolean
has_error (const BksHealthInput *input)
{
  if (input->last_error != NULL && *input->last_error != '\0')
    return TRUE;
  return input->last_error_code > CODE_NONE && input->last_error_code != CODE_NO_ERROR;
}

static BksHealth *
judge_good (const BksHealthInput *input)
{
  gint64 success = input->last_success > 0 ? input->last_success : input->last_end;
  g_autofree char *headline = NULL;

  if (success > 0 && input->now > 0)
    {
      g_autofree char *at = bks_format_at (success, input->now);

      headline = g_strdup_printf (_ ("Fine, last backed up %s"), at);
    }
  if (input->is_switched_off || input->scheduled == 0)
    return say (BKS_VERDICT_OK, _ ("Fine"), _ ("Only by hand"),
                headline != NULL ? headline : _ ("Fine"), "");
  return say (BKS_VERDICT_OK, _ ("Fine"), "", headline != NULL ? headline : _ ("Fine"), "");
}

static BksHealth *
judge_suspended (const BksHealthInput *input)
{
  gint64 since = MAX (input->last_end, input->last_start);
  g_autofree char *when = NULL;
  g_autofree char *reason = NULL;
  g_autofree char *headline = NULL;
  const char *explanation = _ ("Nothing is backed up until you resume it and it goes on where it "
                               "stopped, or discard it and it starts from the beginning.");

  if (since <= 0 || input->now <= 0)
    return say (BKS_VERDICT_ATTENTION, _ ("Suspended"), "", _ ("Suspended"), explanation);
  when = bks_format_when_inside (since, input->now);
  reason = g_strdup_printf (_ ("Since %s"), when);
  headline = g_strdup_printf (_ ("Suspended since %s"), when);
  return say (BKS_VERDICT_ATTENTION, _ ("Suspended"), reason, headline, explanation);
}

static BksHealth *
judge_plain_failure (const BksHealthInput *input)
{
  g_autofree char *reason = NULL;

  if (input->last_error_code == CODE_DAMAGED)
    return judge_damaged (input);
  if (bks_words_is_text_for_people (input->last_error))
    reason = g_strdup (input->last_error);
  else if (input->last_end > 0 && input->now > 0)
    reason = bks_format_when (input->last_end, input->now);
  return judge_failed (input, _ ("Failed"), reason != NULL ? reason : "",
                       _ ("Failed: the last run did not end well"),
                       _ ("The last run failed, so what changed since the last success is not "
                          "backed up. The log tells more."));
}

static BksHealth *
judge_not_reached (const BksHealthInput *input)
{
  return judge_failed (input, _ ("Destination not reachable"), _ ("The last run failed"),
                       _ ("Failed: the destination was not reachable"),
                       _ ("The destination was not reachable. Is it switched on and connected?"));
}

/* As the last look at it found: the last run may have ended well. */
static BksHealth *
judge_away (const BksHealthInput *input)
{
  BksHealth *self = judge_failed (
      input, _ ("Destination not reachable"), _ ("Nothing can be stored now"),
      _ ("Destination not reachable: nothing can be stored now"),
      _ ("The destination does not answer, and until it does, every run fails. Is it switched on and "
         "connected?"));

  self->is_away = TRUE;
  return self;
}

static BksHealth *
judge_old_check (const BksHealthInput *input)
{
  g_autofree char *age = bks_format_duration ((input->now - input->last_check) / G_USEC_PER_SEC);
  /* Translators: %s is a span of time as it stands alone, "9 days"; where your language would have to
   * inflect it, turn the sentence. */
  g_autofree char *reason = g_strdup_printf (_ ("Last checked %s ago"), age);

  return say (BKS_VERDICT_ATTENTION, _ ("Check is old"), reason,
              _ ("Check is old: nobody knows whether the stored data is still whole"),
              _ ("What is stored was not checked for long, so damage would go unnoticed until you "
                 "need it. Check its integrity when the NAS has time."));
}

static gboolean
is_check_old (const BksHealthInput *input)
{
  return input->check_limit > 0 && input->last_check > 0 && input->now > 0
         && input->now - input->last_check > input->check_limit;
}

static BksHealth *
judge_result (const BksHealthInput *input)
{
  switch (bks_words_read_result (input->last_result))
    {
    case BKS_RESULT_GOOD:
      return has_error (input) ? judge_plain_failure (input) : judge_good (input);
    case BKS_RESULT_RUNNING:
      return judge_busy (BKS_STATUS_BACKUP);
    case BKS_RESULT_RUNNING_DELETE:
      return judge_busy (BKS_STATUS_DELETING_VERSIONS);
    case BKS_RESULT_NEVER:
      return say (BKS_VERDICT_ATTENTION, _ ("Never run"), _ ("Nothing is backed up yet"),
                  _ ("Never run: nothing is backed up yet"),
                  _ ("This backup has never run. Run it once now, so that there is something to "
                     "restore."));
    case BKS_RESULT_SUSPENDED:
      return judge_suspended (input);
    case BKS_RESULT_CANCELLED:
      return say (BKS_VERDICT_ATTENTION, _ ("Cancelled"), _ ("The last run was cancelled"),
                  _ ("Cancelled: the last run did not reach its end"),
                  _ ("The last run was cancelled, so what changed since the last success is not "
                     "backed up."));
    case BKS_RESULT_INCOMPLETE:
      return say (BKS_VERDICT_ATTENTION, _ ("Incomplete"), _ ("Not everything was copied"),
                  _ ("Incomplete: not everything was copied"),
                  _ ("The last run left something out. The log tells what."));
    case BKS_RESULT_FAILED:
      return judge_plain_failure (input);
    case BKS_RESULT_DEST_MISSING:
      return judge_not_reached (input);
    case BKS_RESULT_INTEGRITY:
      return judge_integrity (input);
    case BKS_RESULT_ROTATION_FAILED:
      return judge_failed (input, _ ("Failed"), _ ("Old versions were not removed"),
                           _ ("Failed: old versions could not be removed"),
                           _ ("Old versions could not be removed, so the destination may become "
                              "full. The log tells more."));
    case BKS_RESULT_NOT_SAID:
    case BKS_RESULT_UNKNOWN:
    default:
      return judge_unknown_word (input, input->last_result);
    }
}

typedef struct
{
  guint n_missed;
  gint64 newest; /* of the missed runs */
} Missed;

static const BksHealthLimits *
get_limits (const BksHealthInput *input)
{
  return input->limits != NULL ? input->limits : &bks_health_default_limits;
}

/* Counts a planned run that did not begin, although it should have ended by now. */
static void
count_missed (Missed *missed, const BksHealthInput *input, gint64 planned)
{
  gint64 begun = MAX (MAX (input->last_start, input->last_end), input->last_success);

  if (planned <= begun || planned + input->usual_duration + get_limits (input)->grace >= input->now)
    return;
  missed->n_missed++;
  missed->newest = MAX (missed->newest, planned);
}

/* Some NAS leave the time of a missed run as the next one, others go on to the next: then the
 * schedule tells what should have been. That does not count for a task that never ran or was changed
 * since, since nobody knows from when on the schedule was in force. */
static Missed
find_missed (const BksHealthInput *input)
{
  Missed missed = { 0 };

  if (input->next_run > 0 && input->next_run <= input->now)
    {
      count_missed (&missed, input, input->next_run);
      for (guint i = 1; i < BKS_HEALTH_PLANNED && input->interval > 0
                        && input->next_run + i * input->interval <= input->now;
           i++)
        count_missed (&missed, input, input->next_run + i * input->interval);
    }
  else if (!input->is_modified && MAX (input->last_start, input->last_success) > 0)
    {
      for (guint i = 0; i < BKS_HEALTH_PLANNED && input->planned[i] > 0; i++)
        count_missed (&missed, input, input->planned[i]);
    }
  return missed;
}

/* Who lets more runs be missed waits as much longer. */
static gint64
get_longest_age (const BksHealthInput *input)
{
  const BksHealthLimits *limits = get_limits (input);
  guint intervals = LIMIT_INTERVALS;

  if (limits->missed > LIMIT_MISSED)
    intervals += limits->missed - LIMIT_MISSED;
  return intervals * input->interval + input->usual_duration + limits->grace;
}

static gboolean
is_over_limit (const BksHealthInput *input)
{
  gint64 age = input->now - input->last_success;

  if (input->last_success <= 0)
    return FALSE;
  if (input->scheduled == 0)
    return age > get_limits (input)->without_schedule;
  return input->interval > 0 && age > get_longest_age (input);
}

static char *
describe_last_success (const BksHealthInput *input)
{
  g_autofree char *at = NULL;

  if (input->last_success <= 0)
    return g_strdup (_ ("There was no success yet."));
  at = bks_format_at (input->last_success, input->now);
  return g_strdup_printf (_ ("The last success was %s."), at);
}

static BksHealth *
judge_overdue_for_long (const BksHealthInput *input)
{
  g_autofree char *success = describe_last_success (input);
  g_autofree char *reason = NULL;
  g_autofree char *explanation = NULL;

  if (input->last_success > 0)
    {
      g_autofree char *age = bks_format_duration ((input->now - input->last_success)
                                                  / G_USEC_PER_SEC);

      /* Translators: %s is a span of time as it stands alone, "9 days"; where your language would have
       * to inflect it, turn the sentence. */
      reason = g_strdup_printf (_ ("Last success %s ago"), age);
    }
  else
    reason = g_strdup (_ ("No success yet"));
  explanation = g_strdup_printf (
      _ ("%s Was the NAS or the destination switched off? Back it up now."), success);
  return say (BKS_VERDICT_FAILED, _ ("Overdue for long"), reason, _ ("Failed: overdue for long"),
              explanation);
}

static BksHealth *
judge_overdue (const BksHealthInput *input, gint64 planned)
{
  g_autofree char *success = describe_last_success (input);
  g_autofree char *when = bks_format_when_inside (planned, input->now);
  g_autofree char *reason = g_strdup_printf (_ ("Missed %s"), when);
  g_autofree char *headline = g_strdup_printf (_ ("Overdue: the run of %s is missing"), when);
  g_autofree char *explanation = g_strdup_printf (
      _ ("%s Was the NAS or the destination switched off? Back it up now."), success);

  return say (BKS_VERDICT_ATTENTION, _ ("Overdue"), reason, headline, explanation);
}

static BksHealth *
mark_overdue (BksHealth *self, gint64 missed)
{
  self->is_overdue = TRUE;
  self->missed = missed;
  return self;
}

/* Returns: (nullable): what is to be said of the runs that should have been */
static BksHealth *
find_overdue (const BksHealthInput *input, const BksHealth *base)
{
  Missed missed;

  if (input->now <= 0 || input->is_switched_off || input->is_restoring || input->is_lun
      || bks_words_read_result (input->last_result) == BKS_RESULT_SUSPENDED)
    return NULL;

  missed = find_missed (input);
  if (missed.n_missed >= get_limits (input)->missed || is_over_limit (input))
    return mark_overdue (judge_overdue_for_long (input), missed.newest);
  if (missed.n_missed > 0 && base->verdict == BKS_VERDICT_OK)
    return mark_overdue (judge_overdue (input, missed.newest), missed.newest);
  return NULL;
}

/* A resting task by its last run, by the last look at its destination, by the runs that should have
 * been, and by the age of its last check. */
static BksHealth *
judge_resting (const BksHealthInput *input)
{
  BksHealth *base = judge_result (input);
  BksHealth *worse;

  if (base->verdict == BKS_VERDICT_FAILED || base->verdict == BKS_VERDICT_RUNNING)
    return base;
  if (input->destination == BKS_DESTINATION_OFFLINE)
    worse = judge_away (input);
  else
    worse = find_overdue (input, base);
  if (worse == NULL && base->verdict == BKS_VERDICT_OK && input->unusual != BKS_UNUSUAL_NOTHING)
    worse = judge_unusual (input);
  if (worse == NULL && base->verdict == BKS_VERDICT_OK && is_check_old (input))
    worse = judge_old_check (input);
  if (worse == NULL)
    return base;
  bks_health_free (base);
  return worse;
}

/**
 * bks_health_has_error:
 * @error: (nullable): `last_bkp_error`
 * @code: `last_bkp_error_code`; -1 = not given
 *
 * Returns: whether a run ended with an error, whatever its result
 */
gboolean
bks_health_has_error (const char *error, int code)
{
  BksHealthInput input = { .last_error = error, .last_error_code = code };

  return has_error (&input);
}

/**
 * bks_health_is_damage:
 * @code: `last_bkp_error_code`
 *
 * Returns: whether it says that the destination is damaged
 */
gboolean
bks_health_is_damage (int code)
{
  return code == CODE_DAMAGED;
}

static BksHealth *
judge_run (const BksHealthInput *input, BksStatusWord status)
{
  BksHealth *self;

  if (status == BKS_STATUS_BACKUP && input->still_since > 0)
    self = judge_not_moving (input);
  else if (status == BKS_STATUS_BACKUP && input->slow_times > 0)
    self = judge_slow (input);
  else
    self = judge_busy (status);
  self->is_run = TRUE;
  return self;
}

/**
 * bks_health_judge:
 * @input: all that is known of a task
 *
 * The verdict: section 12 of the protocol reference, first match wins, and its refinements (an error
 * beside a good result, overdue runs, data that is old). Nothing but @input decides.
 *
 * Returns: (transfer full): the verdict, and how to say it
 */
BksHealth *
bks_health_judge (const BksHealthInput *input)
{
  BksStatusWord status = bks_words_read_status (input->status);

  if (input->age == BKS_DATA_OLD)
    return judge_old (input);
  if (input->age == BKS_DATA_MISSING)
    return say (BKS_VERDICT_UNKNOWN, _ ("Unknown"), _ ("Its status could not be read"),
                _ ("Unknown: its status could not be read"),
                _ ("The NAS answered, but not for this backup. Look at it in DSM."));

  switch (bks_words_read_state (input->state))
    {
    case BKS_STATE_BACKUPABLE:
      break;
    case BKS_STATE_DAMAGED:
      return judge_damaged (input);
    case BKS_STATE_UNAUTH:
      {
        g_autofree char *sentences = g_strdup_printf (
            _ ("%s no longer accepts the stored sign-in. Renew it in DSM."), place_of (input));

        return judge_failed (input, _ ("Sign-in at destination failed"), _ ("Renew it in DSM"),
                             _ ("Failed: the destination no longer accepts the sign-in"),
                             sentences);
      }
    case BKS_STATE_ENDED:
      {
        g_autofree char *sentences = g_strdup_printf (
            _ ("%s has ended this service. Choose another destination in DSM."), place_of (input));

        return judge_failed (input, _ ("Service has ended"), _ ("Choose another destination"),
                             _ ("Failed: the service of the destination has ended"), sentences);
      }
    case BKS_STATE_INTEGRITY:
      return status == BKS_STATUS_DETECT ? judge_busy (status) : judge_integrity (input);
    case BKS_STATE_NOT_SAID:
      if (input->is_lun)
        break;
      return judge_unknown_word (input, NULL);
    case BKS_STATE_UNKNOWN:
    default:
      return judge_unknown_word (input, input->state);
    }

  if (bks_words_status_is_busy (status))
    return judge_run (input, status);
  if (status != BKS_STATUS_NONE)
    return judge_unknown_word (input, input->status);
  return judge_resting (input);
}

/**
 * bks_health_free:
 * @self: (nullable): a verdict
 */
void
bks_health_free (BksHealth *self)
{
  if (self == NULL)
    return;
  g_free (self->reason);
  g_free (self->headline);
  g_free (self->explanation);
  g_free (self);
}
