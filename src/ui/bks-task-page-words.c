/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-task-page-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bks-format.h"
#include "bks-next-runs.h"
#include "bks-task-version.h"
#include "bks-words.h"

#define N_NEXT_RUNS 3
/* Even a run each month has its next three in this time. */
#define LOOK_AHEAD (125 * G_TIME_SPAN_DAY)

static gboolean
is_unknown (const char *text)
{
  return text == NULL || *text == '\0' || g_str_equal (text, "–");
}

/**
 * bks_task_page_describe_sources:
 * @details: of a task
 *
 * Returns: (transfer full): "accounting, invoices", or how many there are if that would be long
 */
char *
bks_task_page_describe_sources (const BksTaskDetails *details)
{
  guint n_folders = g_strv_length (details->folders);
  guint n_apps = g_strv_length (details->applications);
  guint n_filters = g_strv_length (details->excluded) + g_strv_length (details->included);
  g_autoptr (GString) text = g_string_new (NULL);

  if (n_folders + n_apps == 0)
    return g_strdup (_ ("Nothing is chosen, or the NAS does not say"));

  if (n_folders + n_apps <= 2)
    {
      g_autofree char *folders = g_strjoinv (_ (", "), details->folders);
      g_autofree char *apps = g_strjoinv (_ (", "), details->applications);

      g_string_append_printf (text, "%s%s%s", folders, n_folders > 0 && n_apps > 0 ? _ (", ") : "",
                              apps);
    }
  else
    {
      if (n_folders > 0)
        g_string_append_printf (text, ngettext ("%u folder", "%u folders", n_folders), n_folders);
      if (n_folders > 0 && n_apps > 0)
        g_string_append (text, _ (", "));
      if (n_apps > 0)
        g_string_append_printf (text, ngettext ("%u application", "%u applications", n_apps),
                                n_apps);
    }
  if (n_filters > 0)
    {
      g_string_append (text, _ (", "));
      g_string_append_printf (text, ngettext ("%u filter", "%u filters", n_filters), n_filters);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * bks_task_page_describe_destination:
 * @task: a task
 * @details: (nullable): more about it
 *
 * Returns: (transfer full): what kind of place it is, as the list says, and which one, as the details say:
 *   "Amazon S3 · projects-backup", but not "cellar-nas · cellar-nas:backups"
 */
char *
bks_task_page_describe_destination (BksTask *task, const BksTaskDetails *details)
{
  const char *kind = bks_task_get_destination (task);
  const char *place = details != NULL ? details->destination : NULL;

  if (is_unknown (kind) && is_unknown (place))
    return g_strdup (_ ("Not known"));
  if (is_unknown (place) || (!is_unknown (kind) && strstr (kind, place) != NULL))
    return g_strdup (kind);
  if (is_unknown (kind) || strstr (place, kind) != NULL)
    return g_strdup (place);
  return g_strdup_printf ("%s · %s", kind, place);
}

static int
first_known (int a, int b, int c)
{
  return a >= 0 ? a : b >= 0 ? b : c;
}

/**
 * bks_task_page_describe_stored:
 * @task: a task
 * @details: (nullable): more about it
 * @target: what its destination says
 *
 * Returns: (transfer full): "348.2 GB, encrypted, compressed", and whether the place can be reached
 */
char *
bks_task_page_describe_stored (BksTask *task,
                               const BksTaskDetails *details,
                               const BksTargetInfo *target)
{
  GString *text = g_string_new (NULL);
  int encrypted = first_known (details != NULL ? details->encrypted : -1, target->encrypted,
                               bks_task_get_encrypted (task));
  int compressed = first_known (details != NULL ? details->compressed : -1, target->compressed, -1);

  if (target->used_bytes >= 0)
    {
      g_autofree char *size = bks_format_size (target->used_bytes);

      g_string_append (text, size);
    }
  else
    g_string_append (text, _ ("Size not known"));
  if (encrypted == 1)
    /* Translators: goes on after a size: "348.2 GB, encrypted". */
    g_string_append (text, _ (", encrypted"));
  if (compressed == 1)
    /* Translators: goes on after a size: "348.2 GB, encrypted, compressed". */
    g_string_append (text, _ (", compressed"));
  if (target->online == 0)
    /* Translators: goes on after a size: "348.2 GB, encrypted, not reachable now". */
    g_string_append (text, _ (", not reachable now"));
  else if (target->online == 1)
    /* Translators: goes on after a size: "348.2 GB, encrypted, reachable". */
    g_string_append (text, _ (", reachable"));
  return g_string_free (text, FALSE);
}

/**
 * bks_task_page_describe_versions:
 * @versions: (element-type BksTaskVersion): newest first
 * @now: the present
 *
 * Returns: (transfer full): "38 restore points, 2 locked · newest 1 May, 02:12": what can be restored
 */
char *
bks_task_page_describe_versions (GPtrArray *versions, gint64 now)
{
  GString *text = g_string_new (NULL);
  guint n_whole = 0, n_locked = 0;
  gint64 newest = 0;

  for (guint i = 0; i < versions->len; i++)
    {
      BksTaskVersion *version = g_ptr_array_index (versions, i);
      gint64 completed = bks_task_version_get_completed (version);

      if (completed <= 0)
        continue;
      n_whole++;
      n_locked += bks_task_version_get_locked (version) == 1;
      newest = MAX (newest, completed);
    }
  if (n_whole == 0)
    {
      g_string_append (text, _ ("None yet"));
      return g_string_free (text, FALSE);
    }
  g_string_append_printf (text, ngettext ("%u restore point", "%u restore points", n_whole),
                          n_whole);
  if (n_locked > 0)
    {
      g_string_append (text, _ (", "));
      g_string_append_printf (text, ngettext ("%u locked", "%u locked", n_locked), n_locked);
    }
  if (newest > 0)
    {
      g_autofree char *when = bks_format_when_inside (newest, now);

      /* Translators: goes on after "38 restore points"; a time follows. */
      g_string_append_printf (text, _ (" · newest %s"), when);
    }
  return g_string_free (text, FALSE);
}

static gboolean
has_other_clock (BksTask *task, gint64 now)
{
  BksNas *nas = bks_task_get_nas (task);
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  int utc_offset;

  return nas != NULL && bks_nas_get_utc_offset (nas, &utc_offset)
         && g_date_time_get_utc_offset (local) != utc_offset * G_TIME_SPAN_SECOND;
}

/**
 * bks_task_page_describe_schedule:
 * @task: a task
 * @details: more about it
 * @now: the present
 *
 * Returns: (transfer full): "Every day at 02:00", and whose clock that is if it is not the person's
 */
char *
bks_task_page_describe_schedule (BksTask *task, const BksTaskDetails *details, gint64 now)
{
  if (details->schedule == NULL)
    return g_strdup (_ ("Not known"));
  if (details->plan == NULL || !has_other_clock (task, now))
    return g_strdup (details->schedule);
  /* Translators: %s is a schedule: "Every day at 02:00, by the clock of the NAS". */
  return g_strdup_printf (_ ("%s, by the clock of the NAS"), details->schedule);
}

static const char *
why_no_run (BksTask *task)
{
  switch (bks_words_read_state (bks_task_get_state (task)))
    {
    case BKS_STATE_DAMAGED:
      return _ ("None while the destination is damaged");
    case BKS_STATE_UNAUTH:
      return _ ("None while the destination does not accept the sign-in");
    case BKS_STATE_ENDED:
      return _ ("None: the service has ended");
    case BKS_STATE_INTEGRITY:
      return _ ("None while the stored data has errors");
    case BKS_STATE_NOT_SAID:
    case BKS_STATE_BACKUPABLE:
    case BKS_STATE_UNKNOWN:
    default:
      return NULL;
    }
}

/**
 * bks_task_page_describe_next_runs:
 * @task: a task
 * @details: (nullable): more about it
 * @now: the present
 *
 * Returns: (transfer full): the next three runs: the first as the NAS says it, the others by its schedule
 */
char *
bks_task_page_describe_next_runs (BksTask *task, const BksTaskDetails *details, gint64 now)
{
  BksNas *nas = bks_task_get_nas (task);
  const char *why = why_no_run (task);
  const char *text = bks_task_get_next_run_text (task);
  gint64 next = bks_task_get_next_run (task);
  gboolean can_tell = details != NULL && bks_next_runs_can_tell (details->plan);
  gint64 runs[N_NEXT_RUNS];
  guint n_runs = 0;
  int utc_offset;

  if (why != NULL && next <= 0)
    return g_strdup (why);
  if (next > 0)
    runs[n_runs++] = next;
  if (can_tell && nas != NULL && bks_nas_get_utc_offset (nas, &utc_offset))
    {
      g_autoptr (GTimeZone) zone = bks_next_runs_guess_zone (utc_offset, now);
      gint64 from = next > 0 ? next + G_TIME_SPAN_MINUTE : now;
      g_autoptr (GArray) planned = bks_next_runs_list (details->plan, zone, from, from + LOOK_AHEAD,
                                                       N_NEXT_RUNS - n_runs);

      for (guint i = 0; i < planned->len; i++)
        runs[n_runs++] = g_array_index (planned, gint64, i);
    }
  if (n_runs > 0)
    return bks_next_runs_describe (runs, n_runs, now);
  /* By the clock of a NAS whose zone is not known. */
  if (!is_unknown (text) && !bks_task_is_busy (task))
    return g_strdup (text);
  return g_strdup (bks_task_has_schedule (task) ? _ ("Not known") : _ ("None planned"));
}

static char *
with_duration (const char *when, gint64 start, gint64 end)
{
  g_autofree char *duration = NULL;

  if (start <= 0 || end < start)
    return g_strdup (when);

  duration = bks_format_duration ((end - start) / G_USEC_PER_SEC);
  /* Translators: when a run was, and how long it took: "Yesterday, 09:31, took 31 minutes". */
  return g_strdup_printf (_ ("%s, took %s"), when, duration);
}

static char *
describe_result (BksTask *task)
{
  const char *raw = bks_task_get_last_result (task);

  switch (bks_words_read_result (raw))
    {
    case BKS_RESULT_GOOD:
      /* The NAS says so of a run whose destination broke, too. */
      return g_strdup (bks_task_has_error (task) ? _ ("failed") : _ ("no error"));
    case BKS_RESULT_SUSPENDED:
      return g_strdup (_ ("suspended"));
    case BKS_RESULT_CANCELLED:
      return g_strdup (_ ("cancelled"));
    case BKS_RESULT_INCOMPLETE:
      return g_strdup (_ ("incomplete"));
    case BKS_RESULT_FAILED:
      return g_strdup (_ ("failed"));
    case BKS_RESULT_DEST_MISSING:
      return g_strdup (_ ("the destination was not reachable"));
    case BKS_RESULT_INTEGRITY:
      return g_strdup (_ ("the stored data has errors"));
    case BKS_RESULT_ROTATION_FAILED:
      return g_strdup (_ ("old versions could not be removed"));
    case BKS_RESULT_UNKNOWN:
      return g_strdup_printf (_ ("the NAS says: %s"), raw);
    case BKS_RESULT_NOT_SAID:
    case BKS_RESULT_RUNNING:
    case BKS_RESULT_RUNNING_DELETE:
    case BKS_RESULT_NEVER:
    default:
      return NULL;
    }
}

/**
 * bks_task_page_was_last_run_good:
 * @task: a task
 *
 * Returns: whether its last run is its last success
 */
gboolean
bks_task_page_was_last_run_good (BksTask *task)
{
  gint64 success = bks_task_get_last_success (task);

  return success > 0 && bks_task_get_last_end (task) == success && !bks_task_has_error (task);
}

/**
 * bks_task_page_describe_last_run:
 * @task: a task
 * @now: the present
 *
 * Returns: (transfer full) (nullable): when the last run began, how long it took and how it ended; %NULL
 *   if none is known
 */
char *
bks_task_page_describe_last_run (BksTask *task, gint64 now)
{
  gint64 start = bks_task_get_last_start (task);
  const char *error = bks_task_get_last_error (task);
  g_autofree char *result = describe_result (task);
  g_autofree char *when = NULL;
  g_autofree char *run = NULL;
  GString *text;

  if (start <= 0)
    return NULL;
  when = bks_format_when (start, now);
  run = with_duration (when, start, bks_task_get_last_end (task));
  text = g_string_new (run);
  if (result != NULL)
    g_string_append_printf (text, "%s%s", _ (", "), result);
  if (bks_words_is_text_for_people (error))
    g_string_append_printf (text, "\n%s", error);
  return g_string_free (text, FALSE);
}

/**
 * bks_task_page_describe_last_success:
 * @task: a task
 * @now: the present
 *
 * Returns: (transfer full): when the last run without an error ended, and how long it took if that is known
 */
char *
bks_task_page_describe_last_success (BksTask *task, gint64 now)
{
  const char *when = bks_task_get_last_success_text (task);
  gboolean was_good = bks_task_page_was_last_run_good (task);

  if (is_unknown (when))
    return g_strdup (_ ("None known"));
  return with_duration (when, was_good ? bks_task_get_last_start (task) : 0,
                        bks_task_get_last_end (task));
}

/**
 * bks_task_page_describe_integrity:
 * @task: a task
 * @target: (nullable): what its destination says
 * @now: the present
 *
 * Returns: (transfer full) (nullable): what is known of the last check of the stored data; %NULL if the
 *   destination has not answered yet
 */
char *
bks_task_page_describe_integrity (BksTask *task, const BksTargetInfo *target, gint64 now)
{
  BksStateWord state = bks_words_read_state (bks_task_get_state (task));
  BksResultWord result = bks_words_read_result (bks_task_get_last_result (task));
  g_autofree char *ago = NULL;

  if (bks_words_read_status (bks_task_get_status (task)) == BKS_STATUS_DETECT)
    {
      g_autofree char *percent = bks_format_percent (bks_task_get_percent (task));

      if (*percent == '\0')
        return g_strdup (_ ("Being checked now"));
      return g_strdup_printf (_ ("Being checked now, %s"), percent);
    }
  if (target == NULL)
    return NULL;
  if (target->last_integrity_check <= 0)
    return g_strdup (state == BKS_STATE_INTEGRITY
                         ? _ ("The stored data has errors")
                         : _ ("Never checked, or the NAS does not say when"));
  ago = bks_format_when_inside (target->last_integrity_check, now);
  if (state == BKS_STATE_INTEGRITY || result == BKS_RESULT_INTEGRITY)
    return g_strdup_printf (_ ("Errors found. Last check: %s"), ago);
  if (state == BKS_STATE_BACKUPABLE)
    return g_strdup_printf (_ ("No error known. Last check: %s"), ago);
  return g_strdup_printf (_ ("Last check: %s"), ago);
}

static void
add (GString *text, const char *name, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s: %s\n", name, value);
}

static void
add_time (GString *text, const char *name, gint64 moment)
{
  g_autofree char *iso = bks_format_iso (moment, 0);

  add (text, name, iso);
}

static void
add_number (GString *text, const char *name, gint64 number)
{
  if (number >= 0)
    g_string_append_printf (text, "%s: %" G_GINT64_FORMAT "\n", name, number);
}

/**
 * bks_task_page_make_report:
 * @task: a task
 * @details: (nullable): more about it
 * @target: (nullable): what its destination says
 * @versions: (nullable) (element-type BksTaskVersion): its restore points
 *
 * Returns: (transfer full): all of it for somebody who can help; the names of the fields are those of the
 *   NAS and are not translated. It has no address, no account and no secret.
 */
char *
bks_task_page_make_report (BksTask *task,
                           const BksTaskDetails *details,
                           const BksTargetInfo *target,
                           GPtrArray *versions)
{
  GString *text = g_string_new (NULL);
  BksNas *nas = bks_task_get_nas (task);

  add (text, "backup", bks_task_get_name (task));
  add (text, "nas", nas != NULL ? bks_nas_get_name (nas) : NULL);
  add_time (text, "heard", nas != NULL ? bks_nas_get_checked_at (nas) : 0);
  add (text, "verdict", bks_verdict_get_nick (bks_task_get_verdict (task)));
  add (text, "headline", bks_task_get_headline (task));
  add (text, "explanation", bks_task_get_explanation (task));
  g_string_append_c (text, '\n');
  add (text, "task_id", bks_task_get_id (task));
  add (text, "state", bks_task_get_state (task));
  add (text, "status", bks_task_get_status (task));
  add (text, "step", bks_task_get_step (task));
  add (text, "last_bkp_result", bks_task_get_last_result (task));
  add (text, "last_bkp_error", bks_task_get_last_error (task));
  add_number (text, "last_bkp_error_code", bks_task_get_last_error_code (task));
  add_time (text, "last_bkp_time", bks_task_get_last_start (task));
  add_time (text, "last_bkp_end_time", bks_task_get_last_end (task));
  add_time (text, "last_bkp_success_time", bks_task_get_last_success (task));
  add_time (text, "next_bkp_time", bks_task_get_next_run (task));
  add (text, "target_type", bks_task_get_target_type (task));
  add (text, "transfer_type", bks_task_get_transfer_type (task));
  add (text, "target_id", bks_task_get_target_id (task));
  add (text, "schedule", details != NULL ? details->schedule : NULL);
  if (target != NULL)
    {
      add_number (text, "is_online", target->online);
      add_number (text, "used_size (bytes)", target->used_bytes);
      add (text, "format_type", target->format);
      add_time (text, "last_detect_time", target->last_integrity_check);
    }
  if (versions != NULL)
    add_number (text, "versions", versions->len);
  return g_string_free (text, FALSE);
}
