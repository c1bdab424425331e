/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-history-change.h"

G_DEFINE_BOXED_TYPE (BksHistoryChange,
                     bks_history_change,
                     bks_history_change_ref,
                     bks_history_change_unref)

/**
 * bks_history_change_new:
 *
 * Returns: (transfer full): a change that changes nothing yet
 */
BksHistoryChange *
bks_history_change_new (void)
{
  BksHistoryChange *self = g_atomic_rc_box_new0 (BksHistoryChange);

  self->removed_nas = g_ptr_array_new_with_free_func (g_free);
  self->removed_tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_history_setting_free);
  self->removed_events = g_ptr_array_new_with_free_func (g_free);
  self->states = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_history_state_free);
  self->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_run_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_history_event_free);
  self->mutes = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_history_mute_free);
  self->settings = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_history_setting_free);
  return self;
}

static void
change_clear (gpointer data)
{
  BksHistoryChange *self = data;

  g_ptr_array_unref (self->removed_nas);
  g_strfreev (self->kept_nas);
  g_ptr_array_unref (self->removed_tasks);
  g_ptr_array_unref (self->removed_events);
  g_ptr_array_unref (self->states);
  g_ptr_array_unref (self->runs);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->mutes);
  g_ptr_array_unref (self->settings);
}

/**
 * bks_history_change_ref:
 * @self: a change
 *
 * Returns: (transfer full): @self
 */
BksHistoryChange *
bks_history_change_ref (BksHistoryChange *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

/**
 * bks_history_change_unref:
 * @self: (transfer full): a change
 */
void
bks_history_change_unref (BksHistoryChange *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, change_clear);
}

/**
 * bks_history_change_is_empty:
 * @self: a change
 *
 * Returns: whether it changes nothing
 */
gboolean
bks_history_change_is_empty (const BksHistoryChange *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->removed_nas->len == 0 && self->kept_nas == NULL && self->removed_tasks->len == 0
         && self->removed_events->len == 0 && self->states->len == 0 && self->runs->len == 0
         && self->events->len == 0 && self->mutes->len == 0 && self->settings->len == 0;
}

/**
 * bks_history_change_put_state:
 * @self: a change
 * @nas_id: ID of a NAS
 * @state: (nullable): from bks_nas_dump_state(); a floating reference is taken. %NULL = none any more
 * @at: when it was so, µs since the Unix epoch, UTC
 *
 * The last known state of a NAS. A later call for the same NAS replaces it.
 */
void
bks_history_change_put_state (BksHistoryChange *self,
                              const char *nas_id,
                              GVariant *state,
                              gint64 at)
{
  BksHistoryState *item;

  g_return_if_fail (self != NULL);
  g_return_if_fail (nas_id != NULL);

  for (guint i = 0; i < self->states->len; i++)
    if (g_strcmp0 (((BksHistoryState *) self->states->pdata[i])->nas_id, nas_id) == 0)
      {
        g_ptr_array_remove_index (self->states, i);
        break;
      }
  item = g_new0 (BksHistoryState, 1);
  item->nas_id = g_strdup (nas_id);
  item->state = state != NULL ? g_variant_ref_sink (state) : NULL;
  item->at = at;
  g_ptr_array_add (self->states, item);
}

/**
 * bks_history_change_put_run:
 * @self: a change
 * @run: what is known of a run; its begin or its end has to be
 *
 * A run that is already there (bks_run_is_same()) learns what @run knows; else it is new.
 */
void
bks_history_change_put_run (BksHistoryChange *self, const BksRun *run)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (run != NULL);
  g_return_if_fail (bks_run_get_at (run) != 0);

  g_ptr_array_add (self->runs, bks_run_copy (run));
}

static void
drop_event (BksHistoryChange *self, const char *id)
{
  for (guint i = 0; i < self->events->len; i++)
    if (g_strcmp0 (((BksHistoryEvent *) self->events->pdata[i])->id, id) == 0)
      {
        g_ptr_array_remove_index (self->events, i);
        return;
      }
}

/**
 * bks_history_change_put_event:
 * @self: a change
 * @event: an event, as it is to be kept from now on
 *
 * One with the same ID is replaced.
 */
void
bks_history_change_put_event (BksHistoryChange *self, const BksHistoryEvent *event)
{
  guint index;

  g_return_if_fail (self != NULL);
  g_return_if_fail (event != NULL);

  drop_event (self, event->id);
  if (g_ptr_array_find_with_equal_func (self->removed_events, event->id, g_str_equal, &index))
    g_ptr_array_remove_index (self->removed_events, index);
  g_ptr_array_add (self->events, bks_history_event_copy (event));
}

/**
 * bks_history_change_remove_event:
 * @self: a change
 * @id: ID of an event that need not be there
 */
void
bks_history_change_remove_event (BksHistoryChange *self, const char *id)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (id != NULL);

  drop_event (self, id);
  g_ptr_array_add (self->removed_events, g_strdup (id));
}

/**
 * bks_history_change_put_mute:
 * @self: a change
 * @nas_id: ID of a NAS
 * @task_id: (nullable): of this task; %NULL = of the whole NAS
 * @until: µs since the Unix epoch, UTC; %BKS_HISTORY_ALWAYS, or 0 = no mute any more
 * @until_success: whether the next success ends it before
 */
void
bks_history_change_put_mute (BksHistoryChange *self,
                             const char *nas_id,
                             const char *task_id,
                             gint64 until,
                             gboolean until_success)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (nas_id != NULL);

  g_ptr_array_add (self->mutes, bks_history_mute_new (nas_id, task_id, until, until_success));
}

/**
 * bks_history_change_put_setting:
 * @self: a change
 * @nas_id: (nullable): for this NAS; %NULL = for all
 * @task_id: (nullable): for this task; %NULL = for the whole NAS
 * @name: what is set
 * @value: (nullable): how; a floating reference is taken. %NULL = no longer kept
 */
void
bks_history_change_put_setting (BksHistoryChange *self,
                                const char *nas_id,
                                const char *task_id,
                                const char *name,
                                GVariant *value)
{
  BksHistorySetting *setting;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (nas_id != NULL || task_id == NULL);

  setting = g_new0 (BksHistorySetting, 1);
  setting->nas_id = g_strdup (nas_id);
  setting->task_id = g_strdup (task_id);
  setting->name = g_strdup (name);
  setting->value = value != NULL ? g_variant_ref_sink (value) : NULL;
  g_ptr_array_add (self->settings, setting);
}

/**
 * bks_history_change_remove_task:
 * @self: a change
 * @nas_id: ID of a NAS
 * @task_id: ID of a task that is on it no more
 *
 * Everything that is remembered of the task goes: runs, events, mute, settings.
 */
void
bks_history_change_remove_task (BksHistoryChange *self, const char *nas_id, const char *task_id)
{
  BksHistorySetting *task;

  g_return_if_fail (self != NULL);
  g_return_if_fail (nas_id != NULL);
  g_return_if_fail (task_id != NULL);

  task = g_new0 (BksHistorySetting, 1);
  task->nas_id = g_strdup (nas_id);
  task->task_id = g_strdup (task_id);
  g_ptr_array_add (self->removed_tasks, task);
}

/**
 * bks_history_change_remove_nas:
 * @self: a change
 * @nas_id: ID of a NAS that is watched no more
 *
 * Everything that is remembered of the NAS goes.
 */
void
bks_history_change_remove_nas (BksHistoryChange *self, const char *nas_id)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (nas_id != NULL);

  g_ptr_array_add (self->removed_nas, g_strdup (nas_id));
}

/**
 * bks_history_change_keep_nas:
 * @self: a change
 * @nas_ids: (array zero-terminated=1): IDs of all NAS that are watched
 *
 * Everything that is remembered of any other NAS goes: one that another process has removed.
 */
void
bks_history_change_keep_nas (BksHistoryChange *self, const char *const *nas_ids)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (nas_ids != NULL);

  g_strfreev (self->kept_nas);
  self->kept_nas = g_strdupv ((char **) nas_ids);
}

/**
 * bks_history_change_has_runs_of:
 * @self: a change
 * @nas_id: ID of a NAS
 * @task_id: ID of a task on it
 *
 * For whoever shows runs, at `committed`.
 *
 * Returns: whether the runs of the task are others after this change
 */
gboolean
bks_history_change_has_runs_of (const BksHistoryChange *self,
                                const char *nas_id,
                                const char *task_id)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->runs->len; i++)
    {
      const BksRun *run = self->runs->pdata[i];

      if (g_strcmp0 (run->nas_id, nas_id) == 0 && g_strcmp0 (run->task_id, task_id) == 0)
        return TRUE;
    }
  for (guint i = 0; i < self->removed_tasks->len; i++)
    {
      const BksHistorySetting *task = self->removed_tasks->pdata[i];

      if (g_strcmp0 (task->nas_id, nas_id) == 0 && g_strcmp0 (task->task_id, task_id) == 0)
        return TRUE;
    }
  return FALSE;
}
