/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-task-private.h"

#include <glib/gi18n-lib.h>

#include "bks-destination.h"
#include "bks-format.h"
#include "bks-nas-private.h"
#include "bks-schedule-private.h"
#include "bks-words.h"

/* So long after its start a run's speed says nothing of how long it will take. */
#define FIRST_SECONDS (30 * G_USEC_PER_SEC)
/* How long a look at the destination tells something about now. */
#define DESTINATION_KNOWN_FOR (10 * G_TIME_SPAN_MINUTE)

static gboolean
is_same_time (const DsmTime *a, const DsmTime *b)
{
  return a->kind == b->kind && a->seconds == b->seconds && g_str_equal (a->raw, b->raw);
}

static gboolean
is_same_progress (const DsmProgress *a, const DsmProgress *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_strcmp0 (a->step, b->step) == 0 && a->percent == b->percent
         && a->can_cancel == b->can_cancel && a->can_suspend == b->can_suspend
         && a->bytes_per_second == b->bytes_per_second && a->total_bytes == b->total_bytes
         && a->processed_bytes == b->processed_bytes
         && a->transmitted_bytes == b->transmitted_bytes;
}

static gboolean
is_same_schedule (const DsmSchedule *a, const DsmSchedule *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->enabled == b->enabled && a->hour == b->hour && a->minute == b->minute
         && a->date_type == b->date_type && g_strcmp0 (a->date, b->date) == 0
         && a->week_days == b->week_days && a->repeat_hour == b->repeat_hour
         && a->repeat_min == b->repeat_min && a->repeat_date == b->repeat_date
         && a->last_work_hour == b->last_work_hour
         && g_strcmp0 (a->monthly_week, b->monthly_week) == 0
         && is_same_time (&a->next_trigger, &b->next_trigger);
}

static gboolean
is_same_record (const DsmTaskRecord *a, const DsmTaskRecord *b)
{
  return a->is_lun == b->is_lun && g_strcmp0 (a->name, b->name) == 0
         && g_strcmp0 (a->state, b->state) == 0 && g_strcmp0 (a->status, b->status) == 0
         && g_strcmp0 (a->type, b->type) == 0 && g_strcmp0 (a->target_type, b->target_type) == 0
         && g_strcmp0 (a->transfer_type, b->transfer_type) == 0
         && g_strcmp0 (a->target_id, b->target_id) == 0 && g_strcmp0 (a->repo_id, b->repo_id) == 0
         && a->encrypted == b->encrypted && a->is_modified == b->is_modified
         && g_strcmp0 (a->last_result, b->last_result) == 0
         && g_strcmp0 (a->last_error, b->last_error) == 0
         && a->last_error_code == b->last_error_code
         && is_same_time (&a->last_start, &b->last_start)
         && is_same_time (&a->last_end, &b->last_end)
         && is_same_time (&a->last_success, &b->last_success)
         && is_same_time (&a->next_run, &b->next_run) && is_same_schedule (a->schedule, b->schedule)
         && is_same_progress (a->progress, b->progress);
}

static void
keep_text (char **text, const char *old)
{
  if (*text == NULL)
    *text = g_strdup (old);
}

/* What a look at one task alone does not say stays as the list had it. */
static void
keep_row (DsmTaskRecord *record, const DsmTaskRecord *old)
{
  g_free (record->name);
  record->name = g_strdup (old->name);
  record->is_lun = old->is_lun;
  keep_text (&record->type, old->type);
  keep_text (&record->target_type, old->target_type);
  keep_text (&record->transfer_type, old->transfer_type);
  keep_text (&record->target_id, old->target_id);
  keep_text (&record->repo_id, old->repo_id);
  keep_text (&record->data_type, old->data_type);
  if (record->encrypted == DSM_UNKNOWN)
    record->encrypted = old->encrypted;
  if (record->is_modified == DSM_UNKNOWN)
    record->is_modified = old->is_modified;
  if (record->schedule == NULL && old->schedule != NULL)
    record->schedule = dsm_schedule_copy (old->schedule);
}

/* What only `status` says stays, if this time it was not asked. */
static void
keep_status (DsmTaskRecord *record, DsmTaskRecord *old)
{
  keep_text (&record->last_error, old->last_error);
  keep_text (&record->last_success_version, old->last_success_version);
  if (record->last_error_code < 0)
    record->last_error_code = old->last_error_code;
  if (record->last_success.kind == DSM_TIME_NONE)
    record->last_success = old->last_success;
}

/* How far a run is stays too, but not longer than the run. */
static gboolean
keeps_progress (const DsmTaskRecord *record)
{
  return record->progress == NULL && !record->has_status
         && bks_words_status_is_busy (bks_words_read_status (record->status));
}

static void
learn_duration (BksTask *self)
{
  const DsmTaskRecord *record = self->record;

  if (bks_words_read_result (record->last_result) == BKS_RESULT_GOOD
      && record->last_start.kind == record->last_end.kind
      && (record->last_start.kind == DSM_TIME_LOCAL || record->last_start.kind == DSM_TIME_EPOCH)
      && record->last_end.seconds >= record->last_start.seconds)
    self->usual_duration = (record->last_end.seconds - record->last_start.seconds) * G_USEC_PER_SEC;
}

static gint64
to_utc (const DsmTime *time, int utc_offset)
{
  gint64 seconds;

  if (!dsm_time_to_utc (time, utc_offset, &seconds) || seconds > G_MAXINT64 / G_USEC_PER_SEC)
    return 0;
  return seconds * G_USEC_PER_SEC;
}

static gint64
nas_now (const BksTaskContext *context)
{
  return context->local_now + context->clock_error;
}

static BksDataAge
get_age (BksTask *self, const BksTaskContext *context)
{
  if (context->nas_state != BKS_NAS_FRESH && context->nas_state != BKS_NAS_STALE)
    return BKS_DATA_OLD;
  /* Nobody has failed to ask, but nobody has asked either: the computer slept, say. */
  if (context->old_after > 0 && context->local_now - context->heard_at > context->old_after)
    return BKS_DATA_OLD;
  return self->is_status_missing ? BKS_DATA_MISSING : BKS_DATA_GOOD;
}

static int
is_scheduled (const DsmTaskRecord *record)
{
  if (record->is_lun)
    return -1;
  if (record->next_run.kind != DSM_TIME_NONE)
    return 1;
  if (record->schedule != NULL)
    return record->schedule->enabled != DSM_FALSE;
  return 0;
}

/*
 * bks_task_take_look:
 * @info: what the destination said just now
 *
 * Counts from the next update on, bks_nas_apply_look().
 */
void
bks_task_take_look (BksTask *self, const BksTargetInfo *info)
{
  self->destination = info->online < 0    ? BKS_DESTINATION_NOT_ASKED
                      : info->online == 0 ? BKS_DESTINATION_OFFLINE
                                          : BKS_DESTINATION_ONLINE;
  self->destination_at = g_get_real_time ();
  self->last_check = info->last_integrity_check;
  if (info->key != NULL && g_strcmp0 (info->key, self->destination_key) != 0)
    {
      g_free (self->destination_key);
      self->destination_key = g_strdup (info->key);
      self->is_changed = TRUE;
    }
}

/* What the last look at its destination found. A disk that was unplugged then may be back. */
BksDestinationLook
bks_task_get_destination_look (BksTask *self, gint64 now)
{
  return now - self->destination_at <= DESTINATION_KNOWN_FOR ? self->destination
                                                             : BKS_DESTINATION_NOT_ASKED;
}

static BksHealth *
judge (BksTask *self, const BksTaskContext *context)
{
  const DsmTaskRecord *record = self->record;
  BksHealthInput input = {
    .state = record->state,
    .status = record->status,
    .last_result = record->last_result,
    .last_error = record->last_error,
    .last_error_code = record->last_error_code,
    .is_lun = record->is_lun,
    .last_start = self->last_start,
    .last_end = self->last_end,
    .last_success = self->last_success,
    .next_run = self->next_run,
    .interval = bks_schedule_get_interval (record->schedule),
    .usual_duration = self->usual_duration,
    .scheduled = is_scheduled (record),
    .is_switched_off = record->schedule != NULL && record->schedule->enabled == DSM_FALSE,
    .is_modified = record->is_modified == DSM_TRUE,
    .is_restoring = context->is_restoring,
    .destination = bks_task_get_destination_look (self, context->local_now),
    .last_check = self->last_check,
    .check_limit = context->limits != NULL ? context->limits->check : 0,
    .limits = context->limits,
    .still_since = self->facts.still_since,
    .slow_times = self->facts.slow_times,
    .unusual = self->facts.unusual,
    .unusual_amount = self->facts.unusual_amount,
    .age = get_age (self, context),
    .last_verdict = self->heard_verdict,
    .heard_at = context->heard_at,
    .why_old = context->problem,
    .local_now = context->local_now,
    .now = context->utc_offset != DSM_OFFSET_UNKNOWN ? nas_now (context) : 0,
    .nas_name = context->nas_name,
    .place = self->texts[BKS_TASK_TEXT_DESTINATION],
  };

  if (context->utc_offset != DSM_OFFSET_UNKNOWN)
    bks_schedule_list_planned (record->schedule, context->utc_offset, input.now, input.planned,
                               BKS_HEALTH_PLANNED);
  return bks_health_judge (&input);
}

/* A time of which only the NAS's own wall clock is known is shown as just that. */
static char *
format_time (const DsmTime *time, gint64 utc, const BksTaskContext *context)
{
  if (utc > 0)
    return bks_format_when (utc, nas_now (context));
  if (time->kind == DSM_TIME_NONE || *time->raw == '\0')
    return g_strdup ("–");
  /* Translators: a time as the NAS wrote it, by its own clock. */
  return g_strdup_printf (_ ("%s (NAS clock)"), time->raw);
}

/* s; 0 = nothing to say yet */
static gint64
get_left (BksTask *self, const BksTaskContext *context)
{
  const DsmProgress *progress = self->record->progress;

  if (progress == NULL || progress->bytes_per_second <= 0 || progress->total_bytes <= 0
      || progress->processed_bytes < 0 || progress->processed_bytes >= progress->total_bytes)
    return 0;
  if (self->last_start > 0 && nas_now (context) - self->last_start < FIRST_SECONDS)
    return 0;
  return MAX ((progress->total_bytes - progress->processed_bytes) / progress->bytes_per_second, 1);
}

static char *
format_next_run (BksTask *self, const BksTaskContext *context)
{
  const DsmTaskRecord *record = self->record;

  if (bks_words_status_is_busy (bks_words_read_status (record->status)))
    {
      g_autofree char *left = bks_format_left (get_left (self, context));

      return *left != '\0' ? g_steal_pointer (&left) : g_strdup ("–");
    }
  if (record->next_run.kind == DSM_TIME_NONE && is_scheduled (record) == 0)
    return g_strdup (_ ("No schedule"));
  return format_time (&record->next_run, self->next_run, context);
}

static char *
format_step (const DsmProgress *progress)
{
  const char *text;

  if (progress == NULL || progress->step == NULL || *progress->step == '\0'
      || g_ascii_strcasecmp (progress->step, "none") == 0)
    return g_strdup ("");
  text = bks_words_get_step_text (progress->step);
  return g_strdup (text != NULL ? text : progress->step);
}

/* "a · b" of what there is. */
static char *
join_parts (const char *first, const char *second, const char *third)
{
  const char *parts[] = { first, second, third };
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] == NULL || *parts[i] == '\0')
        continue;
      if (line->len > 0)
        g_string_append (line, " · ");
      g_string_append (line, parts[i]);
    }
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static void
update_run (BksTask *self, const BksTaskContext *context, BksHealth *health)
{
  const DsmProgress *progress = self->record->progress;
  gboolean runs = health->verdict == BKS_VERDICT_RUNNING || health->is_run;
  g_autofree char *percent = bks_format_percent (progress != NULL ? progress->percent : -1);
  g_autofree char *step = format_step (progress);
  g_autofree char *rate = bks_format_rate (progress != NULL ? progress->bytes_per_second : -1);
  g_autofree char *size = NULL;
  g_autofree char *left = NULL;
  g_autofree char *line = NULL;
  g_autofree char *text = NULL;

  bks_task_set_text (self, BKS_TASK_TEXT_STEP, step);
  if (!runs || progress == NULL)
    {
      bks_task_set_progress (self, -1);
      bks_task_set_text (self, BKS_TASK_TEXT_PROGRESS, health->status_word);
      bks_task_set_text (self, BKS_TASK_TEXT_PROGRESS_LINE, "");
      return;
    }

  bks_task_set_progress (self, progress->percent >= 0 ? MIN (progress->percent, 100) / 100.0 : -1);
  text = join_parts (health->status_word, percent, NULL);
  bks_task_set_text (self, BKS_TASK_TEXT_PROGRESS, text);
  size = bks_format_size_of (progress->processed_bytes, progress->total_bytes);
  left = bks_format_left_long (get_left (self, context));
  line = join_parts (progress->total_bytes > 0 ? size : "", rate, left);
  bks_task_set_text (self, BKS_TASK_TEXT_PROGRESS_LINE, line);

  if (*percent != '\0')
    {
      g_free (health->headline);
      /* Translators: what a backup does, and how far it is: "Running, 37 %". */
      health->headline = g_strdup_printf (_ ("%s, %s"), health->status_word, percent);
    }
  if (*health->reason == '\0')
    {
      g_free (health->reason);
      health->reason = join_parts (step, rate, NULL);
    }
}

static void
update_row_label (BksTask *self, const BksTaskContext *context)
{
  g_autofree char *success = NULL;
  g_autofree char *state = NULL;
  g_autofree char *label = NULL;
  const char *name = self->texts[BKS_TASK_TEXT_NAME];
  const char *nas = self->texts[BKS_TASK_TEXT_NAS_NAME];
  const char *word = self->texts[BKS_TASK_TEXT_STATUS_WORD];
  const char *reason = self->texts[BKS_TASK_TEXT_REASON];

  if (self->progress >= 0)
    /* Translators: how a backup is, for a screen reader: "Running, 37 percent". */
    state = g_strdup_printf (_ ("%s, %d percent"), word, self->record->progress->percent);
  else if (*reason != '\0')
    state = g_strdup_printf (_ ("%s, %s"), word, reason);
  else
    state = g_strdup (word);
  if (self->last_success > 0)
    {
      success = bks_format_when_inside (self->last_success, nas_now (context));
      /* Translators: a row for a screen reader: name of a backup, of its NAS, how it is, when. */
      label = g_strdup_printf (_ ("%s on %s, %s, last success %s"), name, nas, state, success);
    }
  else
    /* Translators: a row for a screen reader: name of a backup, of its NAS, how it is. */
    label = g_strdup_printf (_ ("%s on %s, %s, no success known"), name, nas, state);
  bks_task_set_text (self, BKS_TASK_TEXT_ROW_LABEL, label);
}

static void
update_place (BksTask *self, const BksTaskContext *context)
{
  const DsmTaskRecord *record = self->record;
  g_autofree char *destination = bks_destination_describe (record->target_type,
                                                           record->transfer_type, record->type);
  g_autofree char *subtitle = NULL;

  bks_task_set_text (self, BKS_TASK_TEXT_NAME, record->name);
  bks_task_set_text (self, BKS_TASK_TEXT_NAS_NAME, context->nas_name);
  bks_task_set_text (self, BKS_TASK_TEXT_DESTINATION, destination);
  if (*destination != '\0')
    /* Translators: from which NAS to which destination. */
    subtitle = g_strdup_printf (_ ("%s → %s"), context->nas_name, destination);
  bks_task_set_text (self, BKS_TASK_TEXT_SUBTITLE, subtitle != NULL ? subtitle : context->nas_name);
}

/*
 * bks_task_update:
 * @context: the NAS, and the time
 *
 * Says anew what depends on the record, the NAS and the time. Only what changed notifies.
 *
 * Returns: whether anything changed
 */
gboolean
bks_task_update (BksTask *self, const BksTaskContext *context)
{
  const DsmTaskRecord *record = self->record;
  g_autoptr (BksHealth) health = NULL;
  g_autofree char *success = NULL;
  g_autofree char *next = NULL;
  gboolean changed;

  g_object_freeze_notify (G_OBJECT (self));
  self->nas_state = context->nas_state;
  self->last_start = to_utc (&record->last_start, context->utc_offset);
  self->last_end = to_utc (&record->last_end, context->utc_offset);
  self->last_success = to_utc (&record->last_success, context->utc_offset);
  self->next_run = to_utc (&record->next_run, context->utc_offset);

  update_place (self, context);
  health = judge (self, context);
  if (get_age (self, context) == BKS_DATA_GOOD)
    self->heard_verdict = health->verdict;
  self->is_away = health->is_away;
  self->is_overdue = health->is_overdue;
  self->missed = health->missed;
  bks_task_set_verdict (self, health->verdict);
  bks_task_set_text (self, BKS_TASK_TEXT_STATUS_WORD, health->status_word);
  update_run (self, context, health);
  if (self->waits_for != NULL && *health->reason == '\0'
      && bks_words_read_status (record->status) == BKS_STATUS_WAITING)
    {
      g_free (health->reason);
      /* Translators: a backup waits, and the NAS does not say for what: "Probably for cellar-nas". */
      health->reason = g_strdup_printf (_ ("Probably for %s"), self->waits_for);
    }
  bks_task_set_text (self, BKS_TASK_TEXT_REASON, health->reason);
  bks_task_set_text (self, BKS_TASK_TEXT_HEADLINE, health->headline);
  bks_task_set_text (self, BKS_TASK_TEXT_EXPLANATION, health->explanation);

  success = format_time (&record->last_success, self->last_success, context);
  bks_task_set_text (self, BKS_TASK_TEXT_LAST_SUCCESS, success);
  next = format_next_run (self, context);
  bks_task_set_text (self, BKS_TASK_TEXT_NEXT_RUN, next);
  bks_task_set_flags (self,
                      (health->verdict == BKS_VERDICT_RUNNING || health->is_run)
                          && (record->progress != NULL
                              || bks_words_read_status (record->status) == BKS_STATUS_BACKUP),
                      context->nas_state != BKS_NAS_FRESH || self->is_status_missing);
  bks_task_set_best_action (self, bks_task_find_best_action (self));
  update_row_label (self, context);
  changed = bks_task_end_change (self);
  g_object_thaw_notify (G_OBJECT (self));
  return changed;
}

/*
 * bks_task_apply:
 * @record: (transfer full): what the NAS says now
 * @is_row: whether it began as a row of the list; else it is a look at this task alone
 * @context: the NAS, and the time
 *
 * Takes over what the NAS says. Only what changed notifies.
 *
 * Returns: whether anything changed
 */
gboolean
bks_task_apply (BksTask *self,
                DsmTaskRecord *record,
                gboolean is_row,
                const BksTaskContext *context)
{
  g_autoptr (DsmTaskRecord) old = g_steal_pointer (&self->record);
  gboolean was_missing = self->is_status_missing;

  if (record->status_error != NULL)
    self->is_status_missing = TRUE;
  else if (record->has_status || !is_row)
    self->is_status_missing = FALSE;

  if (old != NULL && !is_row)
    keep_row (record, old);
  else if (old != NULL && !record->has_status)
    {
      keep_status (record, old);
      if (keeps_progress (record))
        record->progress = old->progress;
    }
  self->is_changed |= old == NULL || !is_same_record (record, old);
  if (old != NULL && record->progress == old->progress)
    old->progress = NULL;
  self->is_changed |= was_missing != self->is_status_missing;
  self->record = record;
  learn_duration (self);
  return bks_task_update (self, context);
}

/**
 * bks_task_get_destination_key:
 * @self: a task
 *
 * Returns: (nullable): `uni_key` of its destination; %NULL until it was looked at
 */
const char *
bks_task_get_destination_key (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->destination_key;
}

/**
 * bks_task_get_waits_for:
 * @self: a task
 *
 * Returns: (nullable): the NAS that it probably waits for
 */
const char *
bks_task_get_waits_for (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->waits_for;
}

/**
 * bks_task_set_waits_for:
 * @self: a task
 * @nas_name: (nullable): the NAS that it probably waits for, as the user calls it
 *
 * What a task waits for no NAS tells: this is what #BksWire concludes from the other end. It is said
 * while the task waits.
 */
void
bks_task_set_waits_for (BksTask *self, const char *nas_name)
{
  BksTaskContext context;

  g_return_if_fail (BKS_IS_TASK (self));

  if (g_strcmp0 (self->waits_for, nas_name) == 0)
    return;

  g_free (self->waits_for);
  self->waits_for = g_strdup (nas_name);
  if (self->nas == NULL)
    return;
  bks_nas_get_context (self->nas, g_get_real_time (), &context);
  bks_task_update (self, &context);
}
