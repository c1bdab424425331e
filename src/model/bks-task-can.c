/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-task-private.h"

#include <glib/gi18n-lib.h>

#include "bks-words.h"

/* A word that nobody knows allows nothing. */
static char *
why_not_unknown (const char *raw)
{
  if (raw == NULL || *raw == '\0')
    return g_strdup (_ ("The NAS does not say how this backup is"));
  return g_strdup_printf (_ ("The NAS reports a state that Backstay does not know: %s"), raw);
}

static const char *
why_not_back_up_by_state (BksStateWord state)
{
  switch (state)
    {
    case BKS_STATE_DAMAGED:
      return _ ("Not possible while the destination is damaged");
    case BKS_STATE_UNAUTH:
      return _ ("Not possible until the sign-in at the destination is renewed");
    case BKS_STATE_ENDED:
      return _ ("Not possible: the service of the destination has ended");
    case BKS_STATE_INTEGRITY:
      return _ ("Not possible while the stored data is damaged");
    case BKS_STATE_NOT_SAID:
    case BKS_STATE_BACKUPABLE:
    case BKS_STATE_UNKNOWN:
    default:
      return NULL;
    }
}

static const char *
why_not_back_up (BksStateWord state, BksStatusWord status, BksResultWord result)
{
  const char *by_state = why_not_back_up_by_state (state);

  switch (status)
    {
    case BKS_STATUS_NONE:
      break;
    case BKS_STATUS_WAITING:
      return _ ("Waiting for its turn");
    case BKS_STATUS_CANCELLING:
      return _ ("Being cancelled");
    case BKS_STATUS_DETECT:
      return _ ("Not while its integrity is checked");
    case BKS_STATUS_DELETING_VERSIONS:
      return _ ("Old versions are being removed");
    case BKS_STATUS_SUSPENDING:
      return _ ("Being suspended");
    case BKS_STATUS_DISCARDING:
      return _ ("Being discarded");
    case BKS_STATUS_RESTORING:
      return _ ("A restore is running");
    case BKS_STATUS_BACKUP:
    case BKS_STATUS_RESUMING:
    case BKS_STATUS_NOT_SAID:
    case BKS_STATUS_UNKNOWN:
    default:
      return _ ("Already running");
    }
  if (by_state != NULL)
    return by_state;
  if (result == BKS_RESULT_SUSPENDED)
    return _ ("Suspended. Resume or discard it first");
  return NULL;
}

static const char *
why_not_suspend (BksStatusWord status, const DsmProgress *progress)
{
  if (status != BKS_STATUS_BACKUP)
    return _ ("Not running");
  if (progress == NULL || progress->can_suspend != DSM_TRUE)
    return _ ("Can be suspended once it copies data");
  return NULL;
}

static const char *
why_not_cancel (BksStatusWord status, const DsmProgress *progress)
{
  if (status == BKS_STATUS_CANCELLING)
    return _ ("Already being cancelled");
  if (status == BKS_STATUS_NONE)
    return _ ("Not running");
  if (progress == NULL || progress->can_cancel != DSM_TRUE)
    return _ ("Cannot be cancelled in this step");
  return NULL;
}

static const char *
why_not_check (BksStateWord state, BksStatusWord status, BksResultWord result)
{
  switch (status)
    {
    case BKS_STATUS_NONE:
      return why_not_back_up (state, status, result);
    case BKS_STATUS_DETECT:
      return _ ("A check is already running");
    default:
      return _ ("Not while it runs");
    }
}

/*
 * bks_task_why_not:
 * @action: an action
 * @is_fresh: whether the task was looked at a moment ago, whatever is thought of its NAS
 *
 * The table of section 12 of the protocol reference.
 *
 * Returns: (transfer full) (nullable): why @action is not possible; %NULL = it is
 */
char *
bks_task_why_not (BksTask *self, BksAction action, gboolean is_fresh)
{
  const DsmTaskRecord *record = self->record;
  BksStateWord state = bks_words_read_state (record->state);
  BksStatusWord status = bks_words_read_status (record->status);
  BksResultWord result = bks_words_read_result (record->last_result);
  const char *why = NULL;

  if (record->is_lun)
    return g_strdup (_ ("This kind of backup can only be managed in DSM"));
  if (!is_fresh && self->nas_state == BKS_NAS_WAITING)
    return g_strdup_printf (_ ("%s is waiting for you"), self->texts[BKS_TASK_TEXT_NAS_NAME]);
  if (!is_fresh && self->nas_state != BKS_NAS_FRESH && self->nas_state != BKS_NAS_STALE)
    return g_strdup_printf (_ ("%s does not answer"), self->texts[BKS_TASK_TEXT_NAS_NAME]);
  if (!is_fresh && self->is_status_missing)
    return why_not_unknown (NULL);
  if (state == BKS_STATE_UNKNOWN || state == BKS_STATE_NOT_SAID)
    return why_not_unknown (record->state);
  if (status == BKS_STATUS_UNKNOWN || status == BKS_STATUS_NOT_SAID)
    return why_not_unknown (record->status);

  switch (action)
    {
    case BKS_ACTION_BACK_UP:
      why = why_not_back_up (state, status, result);
      break;
    case BKS_ACTION_SUSPEND:
      why = why_not_suspend (status, record->progress);
      break;
    case BKS_ACTION_CANCEL:
      why = why_not_cancel (status, record->progress);
      break;
    case BKS_ACTION_RESUME:
    case BKS_ACTION_DISCARD:
      if (status != BKS_STATUS_NONE || result != BKS_RESULT_SUSPENDED)
        why = _ ("Only for a suspended backup");
      break;
    case BKS_ACTION_CHECK:
      why = why_not_check (state, status, result);
      break;
    case BKS_ACTION_CANCEL_CHECK:
      if (status != BKS_STATUS_DETECT)
        why = _ ("No check is running");
      break;
    case BKS_ACTION_REMOVE:
      if (status != BKS_STATUS_NONE)
        why = _ ("Not while it runs");
      break;
    default:
      g_return_val_if_reached (g_strdup (""));
    }
  return g_strdup (why);
}

/**
 * bks_task_can:
 * @self: a task
 * @action: an action
 * @why_out: (out) (optional) (transfer full): why not
 *
 * Returns: whether the protocol allows it now
 */
gboolean
bks_task_can (BksTask *self, BksAction action, char **why_out)
{
  g_autofree char *why = NULL;

  g_return_val_if_fail (BKS_IS_TASK (self), FALSE);

  why = bks_task_why_not (self, action, FALSE);
  if (why == NULL)
    {
      if (why_out != NULL)
        *why_out = NULL;
      return TRUE;
    }
  if (why_out != NULL)
    *why_out = g_steal_pointer (&why);
  return FALSE;
}

/* The one verb that fits, even if it is not possible in this moment; -1 = none. */
int
bks_task_find_best_action (BksTask *self)
{
  const DsmTaskRecord *record = self->record;
  BksResultWord result = bks_words_read_result (record->last_result);

  if (record->is_lun)
    return -1;
  switch (bks_words_read_status (record->status))
    {
    case BKS_STATUS_NONE:
      return result == BKS_RESULT_SUSPENDED ? BKS_ACTION_RESUME : BKS_ACTION_BACK_UP;
    case BKS_STATUS_BACKUP:
    case BKS_STATUS_RESUMING:
    case BKS_STATUS_SUSPENDING:
      return BKS_ACTION_SUSPEND;
    case BKS_STATUS_WAITING:
    case BKS_STATUS_CANCELLING:
      return BKS_ACTION_CANCEL;
    case BKS_STATUS_DETECT:
    case BKS_STATUS_DELETING_VERSIONS:
    case BKS_STATUS_DISCARDING:
    case BKS_STATUS_RESTORING:
    case BKS_STATUS_NOT_SAID:
    case BKS_STATUS_UNKNOWN:
    default:
      return -1;
    }
}
