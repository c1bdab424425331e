/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-task-private.h"

#include "bks-words.h"

/**
 * bks_task_get_last_start:
 * @self: a task
 *
 * Returns: when the last run began, µs since the Unix epoch, UTC; 0 = never or not known
 */
gint64
bks_task_get_last_start (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), 0);

  return self->last_start;
}

/**
 * bks_task_get_last_end:
 * @self: a task
 *
 * Returns: when the last run ended, µs since the Unix epoch, UTC; 0 = never or not known
 */
gint64
bks_task_get_last_end (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), 0);

  return self->last_end;
}

/**
 * bks_task_get_settled_since:
 * @self: a task
 *
 * The NAS tells whether settings were changed after the last run, and nothing of earlier changes.
 *
 * Returns: since when its settings are what they are now for sure: the end of the last run, or its begin
 *   while that is not over, µs since the Unix epoch, UTC; 0 = not known
 */
gint64
bks_task_get_settled_since (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), 0);

  if (self->record->is_modified != DSM_FALSE)
    return 0;
  return MAX (self->last_start, self->last_end);
}

/**
 * bks_task_get_last_success:
 * @self: a task
 *
 * Returns: when the last good run ended, µs since the Unix epoch, UTC; 0 = never or not
 *   known
 */
gint64
bks_task_get_last_success (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), 0);

  return self->last_success;
}

/**
 * bks_task_get_next_run:
 * @self: a task
 *
 * Returns: when it runs next, µs since the Unix epoch, UTC; 0 = not planned or not known
 */
gint64
bks_task_get_next_run (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), 0);

  return self->next_run;
}

/**
 * bks_task_get_last_success_text:
 * @self: a task
 *
 * Returns: when the last good run ended; "–" = never or not known
 */
const char *
bks_task_get_last_success_text (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->texts[BKS_TASK_TEXT_LAST_SUCCESS];
}

/**
 * bks_task_get_next_run_text:
 * @self: a task
 *
 * Returns: when it runs next, or how long it will still run; "–" = not known
 */
const char *
bks_task_get_next_run_text (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->texts[BKS_TASK_TEXT_NEXT_RUN];
}

/**
 * bks_task_get_state:
 * @self: a task
 *
 * Returns: (nullable): `state`, raw
 */
const char *
bks_task_get_state (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->record->state;
}

/**
 * bks_task_get_status:
 * @self: a task
 *
 * Returns: (nullable): `status`, raw
 */
const char *
bks_task_get_status (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->record->status;
}

/**
 * bks_task_get_last_result:
 * @self: a task
 *
 * Returns: (nullable): `last_bkp_result`, raw
 */
const char *
bks_task_get_last_result (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->record->last_result;
}

/**
 * bks_task_get_last_error:
 * @self: a task
 *
 * Returns: (nullable): `last_bkp_error`, raw
 */
const char *
bks_task_get_last_error (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->record->last_error;
}

/**
 * bks_task_get_last_error_code:
 * @self: a task
 *
 * Returns: `last_bkp_error_code`; -1 = not given
 */
int
bks_task_get_last_error_code (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), -1);

  return self->record->last_error_code;
}

/**
 * bks_task_get_target_type:
 * @self: a task
 *
 * Returns: (nullable): `target_type`, raw
 */
const char *
bks_task_get_target_type (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->record->target_type;
}

/**
 * bks_task_get_transfer_type:
 * @self: a task
 *
 * Returns: (nullable): `transfer_type`, raw
 */
const char *
bks_task_get_transfer_type (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->record->transfer_type;
}

/**
 * bks_task_get_repository_id:
 * @self: a task
 *
 * Returns: (nullable): ID of the repository
 */
const char *
bks_task_get_repository_id (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->record->repo_id;
}

/**
 * bks_task_get_target_id:
 * @self: a task
 *
 * Returns: (nullable): directory at the destination
 */
const char *
bks_task_get_target_id (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->record->target_id;
}

/**
 * bks_task_get_encrypted:
 * @self: a task
 *
 * Returns: 1 = encrypted by the NAS, 0 = not; -1 = not said
 */
int
bks_task_get_encrypted (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), -1);

  return (int) self->record->encrypted;
}

/**
 * bks_task_get_best_action:
 * @self: a task
 *
 * Returns: the one #BksAction that fits, even if it is not possible now; -1 = none
 */
int
bks_task_get_best_action (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), -1);

  return self->best_action;
}

/**
 * bks_task_has_schedule:
 * @self: a task
 *
 * Returns: whether it runs by itself
 */
gboolean
bks_task_has_schedule (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), FALSE);

  return self->next_run > 0
         || (self->record->schedule != NULL && self->record->schedule->enabled != DSM_FALSE);
}

/**
 * bks_task_is_lun:
 * @self: a task
 *
 * Returns: whether it can only be looked at: a task that backs up a LUN
 */
gboolean
bks_task_is_lun (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), FALSE);

  return self->record->is_lun;
}

/**
 * bks_task_has_progress:
 * @self: a task
 *
 * Returns: whether the NAS tells how far a run is
 */
gboolean
bks_task_has_progress (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), FALSE);

  return self->record->progress != NULL;
}

/**
 * bks_task_is_away:
 * @self: a task
 *
 * Returns: whether the verdict is that its destination does not answer at the moment
 */
gboolean
bks_task_is_away (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), FALSE);

  return self->is_away;
}

/**
 * bks_task_has_error:
 * @self: a task
 *
 * Returns: whether its last run met an error, even where its result says that it went well
 */
gboolean
bks_task_has_error (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), FALSE);

  return bks_health_has_error (self->record->last_error, self->record->last_error_code);
}

/**
 * bks_task_is_busy:
 * @self: a task
 *
 * Returns: whether the NAS is doing something with it
 */
gboolean
bks_task_is_busy (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), FALSE);

  return bks_words_status_is_busy (bks_words_read_status (self->record->status));
}

/**
 * bks_task_get_percent:
 * @self: a task
 *
 * Returns: 0 to 100; -1 = not known
 */
int
bks_task_get_percent (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), -1);

  return self->record->progress != NULL ? self->record->progress->percent : -1;
}

/**
 * bks_task_get_processed_bytes:
 * @self: a task
 *
 * Returns: what is done, in bytes; -1 = not known
 */
gint64
bks_task_get_processed_bytes (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), 0);

  return self->record->progress != NULL ? self->record->progress->processed_bytes : -1;
}

/**
 * bks_task_get_total_bytes:
 * @self: a task
 *
 * Returns: all there is to do, in bytes; -1 = not known
 */
gint64
bks_task_get_total_bytes (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), 0);

  return self->record->progress != NULL ? self->record->progress->total_bytes : -1;
}

/**
 * bks_task_get_transmitted_bytes:
 * @self: a task
 *
 * Returns: what was sent, in bytes; -1 = not known
 */
gint64
bks_task_get_transmitted_bytes (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), 0);

  return self->record->progress != NULL ? self->record->progress->transmitted_bytes : -1;
}

/**
 * bks_task_get_bytes_per_second:
 * @self: a task
 *
 * Returns: the speed; -1 = not known
 */
gint64
bks_task_get_bytes_per_second (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), 0);

  return self->record->progress != NULL ? self->record->progress->bytes_per_second : -1;
}

/**
 * bks_task_get_step:
 * @self: a task
 *
 * Returns: (nullable): `progress.step`, raw
 */
const char *
bks_task_get_step (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->record->progress != NULL ? self->record->progress->step : NULL;
}

/**
 * bks_task_get_step_text:
 * @self: a task
 *
 * Returns: what the run is doing; "" = none
 */
const char *
bks_task_get_step_text (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->texts[BKS_TASK_TEXT_STEP];
}

/**
 * bks_task_get_progress_line:
 * @self: a task
 *
 * Returns: how far the run is, how fast, and how long it will take; "" = not known
 */
const char *
bks_task_get_progress_line (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), NULL);

  return self->texts[BKS_TASK_TEXT_PROGRESS_LINE];
}

/**
 * bks_task_get_can_cancel:
 * @self: a task
 *
 * Returns: the NAS's word: 1 = yes, 0 = no; -1 = not said
 */
int
bks_task_get_can_cancel (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), -1);

  return self->record->progress != NULL ? (int) self->record->progress->can_cancel : -1;
}

/**
 * bks_task_get_can_suspend:
 * @self: a task
 *
 * Returns: the NAS's word: 1 = yes, 0 = no; -1 = not said
 */
int
bks_task_get_can_suspend (BksTask *self)
{
  g_return_val_if_fail (BKS_IS_TASK (self), -1);

  return self->record->progress != NULL ? (int) self->record->progress->can_suspend : -1;
}

/**
 * bks_task_details_free:
 * @self: (nullable): details of a task
 */
void
bks_task_details_free (BksTaskDetails *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->folders);
  g_strfreev (self->applications);
  g_strfreev (self->excluded);
  g_strfreev (self->included);
  g_free (self->destination);
  g_free (self->schedule);
  g_free (self->repository_name);
  if (self->plan != NULL)
    {
      g_free (self->plan->date);
      g_free (self->plan->monthly_week);
      g_free (self->plan);
    }
  g_free (self);
}

/**
 * bks_target_info_free:
 * @self: (nullable): what a destination said of itself
 */
void
bks_target_info_free (BksTargetInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->format);
  g_free (self->host_name);
  g_free (self->owner_name);
  g_free (self->key);
  g_free (self);
}
