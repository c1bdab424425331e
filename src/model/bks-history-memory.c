/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-history-change.h"

G_DEFINE_BOXED_TYPE (BksHistoryEvent,
                     bks_history_event,
                     bks_history_event_copy,
                     bks_history_event_free)

static GVariant *
copy_variant (GVariant *value)
{
  return value != NULL ? g_variant_ref (value) : NULL;
}

/**
 * bks_history_event_new:
 * @id: "nas/task/kind", stable
 * @nas_id: ID of a NAS
 * @task_id: (nullable): ID of a task on it; %NULL = about the NAS itself
 * @kind: the detector's word
 * @since: since when it is so, µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): an event that is to be told
 */
BksHistoryEvent *
bks_history_event_new (const char *id,
                       const char *nas_id,
                       const char *task_id,
                       const char *kind,
                       gint64 since)
{
  BksHistoryEvent *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (nas_id != NULL, NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  self = g_new0 (BksHistoryEvent, 1);
  self->id = g_strdup (id);
  self->nas_id = g_strdup (nas_id);
  self->task_id = g_strdup (task_id);
  self->kind = g_strdup (kind);
  self->since = since;
  self->state = BKS_HISTORY_EVENT_TO_SHOW;
  return self;
}

/**
 * bks_history_event_copy:
 * @self: an event
 *
 * Returns: (transfer full): the same once more
 */
BksHistoryEvent *
bks_history_event_copy (const BksHistoryEvent *self)
{
  BksHistoryEvent *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->id = g_strdup (self->id);
  copy->nas_id = g_strdup (self->nas_id);
  copy->task_id = g_strdup (self->task_id);
  copy->kind = g_strdup (self->kind);
  copy->handle = g_strdup (self->handle);
  if (self->details != NULL)
    copy->details = g_variant_ref_sink (self->details);
  return copy;
}

/**
 * bks_history_event_free:
 * @self: (nullable): an event
 */
void
bks_history_event_free (BksHistoryEvent *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->nas_id);
  g_free (self->task_id);
  g_free (self->kind);
  g_free (self->handle);
  g_clear_pointer (&self->details, g_variant_unref);
  g_free (self);
}

/**
 * bks_history_mute_new:
 * @nas_id: ID of a NAS
 * @task_id: (nullable): ID of a task on it; %NULL = the whole NAS
 * @until: µs since the Unix epoch, UTC, or %BKS_HISTORY_ALWAYS
 * @until_success: whether the next success ends it before
 *
 * Returns: (transfer full): a mute
 */
BksHistoryMute *
bks_history_mute_new (const char *nas_id, const char *task_id, gint64 until, gboolean until_success)
{
  BksHistoryMute *self;

  g_return_val_if_fail (nas_id != NULL, NULL);

  self = g_new0 (BksHistoryMute, 1);
  self->nas_id = g_strdup (nas_id);
  self->task_id = g_strdup (task_id);
  self->until = until;
  self->until_success = until_success;
  return self;
}

/**
 * bks_history_mute_copy:
 * @self: a mute
 *
 * Returns: (transfer full): the same once more
 */
BksHistoryMute *
bks_history_mute_copy (const BksHistoryMute *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return bks_history_mute_new (self->nas_id, self->task_id, self->until, self->until_success);
}

/**
 * bks_history_mute_free:
 * @self: (nullable): a mute
 */
void
bks_history_mute_free (BksHistoryMute *self)
{
  if (self == NULL)
    return;
  g_free (self->nas_id);
  g_free (self->task_id);
  g_free (self);
}

/**
 * bks_history_setting_copy:
 * @self: a setting
 *
 * Returns: (transfer full): the same once more
 */
BksHistorySetting *
bks_history_setting_copy (const BksHistorySetting *self)
{
  BksHistorySetting *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (BksHistorySetting, 1);
  copy->nas_id = g_strdup (self->nas_id);
  copy->task_id = g_strdup (self->task_id);
  copy->name = g_strdup (self->name);
  copy->value = copy_variant (self->value);
  return copy;
}

/**
 * bks_history_setting_free:
 * @self: (nullable): a setting
 */
void
bks_history_setting_free (BksHistorySetting *self)
{
  if (self == NULL)
    return;
  g_free (self->nas_id);
  g_free (self->task_id);
  g_free (self->name);
  g_clear_pointer (&self->value, g_variant_unref);
  g_free (self);
}

/**
 * bks_history_state_copy:
 * @self: a state
 *
 * Returns: (transfer full): the same once more
 */
BksHistoryState *
bks_history_state_copy (const BksHistoryState *self)
{
  BksHistoryState *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (BksHistoryState, 1);
  copy->nas_id = g_strdup (self->nas_id);
  copy->state = copy_variant (self->state);
  copy->at = self->at;
  return copy;
}

/**
 * bks_history_state_free:
 * @self: (nullable): a state
 */
void
bks_history_state_free (BksHistoryState *self)
{
  if (self == NULL)
    return;
  g_free (self->nas_id);
  g_clear_pointer (&self->state, g_variant_unref);
  g_free (self);
}

/**
 * bks_history_memory_new:
 *
 * Returns: (transfer full): nothing is remembered
 */
BksHistoryMemory *
bks_history_memory_new (void)
{
  BksHistoryMemory *self = g_new0 (BksHistoryMemory, 1);

  self->states = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_history_state_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_history_event_free);
  self->mutes = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_history_mute_free);
  self->settings = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_history_setting_free);
  return self;
}

/**
 * bks_history_memory_copy:
 * @self: what is remembered
 *
 * Returns: (transfer full): the same once more
 */
BksHistoryMemory *
bks_history_memory_copy (const BksHistoryMemory *self)
{
  BksHistoryMemory *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = bks_history_memory_new ();
  for (guint i = 0; i < self->states->len; i++)
    g_ptr_array_add (copy->states, bks_history_state_copy (self->states->pdata[i]));
  for (guint i = 0; i < self->events->len; i++)
    g_ptr_array_add (copy->events, bks_history_event_copy (self->events->pdata[i]));
  for (guint i = 0; i < self->mutes->len; i++)
    g_ptr_array_add (copy->mutes, bks_history_mute_copy (self->mutes->pdata[i]));
  for (guint i = 0; i < self->settings->len; i++)
    g_ptr_array_add (copy->settings, bks_history_setting_copy (self->settings->pdata[i]));
  return copy;
}

/**
 * bks_history_memory_free:
 * @self: (nullable): what is remembered
 */
void
bks_history_memory_free (BksHistoryMemory *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->states);
  g_ptr_array_unref (self->events);
  g_ptr_array_unref (self->mutes);
  g_ptr_array_unref (self->settings);
  g_free (self);
}

/**
 * bks_history_memory_find_state:
 * @self: what is remembered
 * @nas_id: ID of a NAS
 *
 * Returns: (nullable) (transfer none): its last known state
 */
BksHistoryState *
bks_history_memory_find_state (const BksHistoryMemory *self, const char *nas_id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->states->len; i++)
    {
      BksHistoryState *state = self->states->pdata[i];

      if (g_strcmp0 (state->nas_id, nas_id) == 0)
        return state;
    }
  return NULL;
}

/**
 * bks_history_memory_find_event:
 * @self: what is remembered
 * @id: ID of an event
 *
 * Returns: (nullable) (transfer none): the event
 */
BksHistoryEvent *
bks_history_memory_find_event (const BksHistoryMemory *self, const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->events->len; i++)
    {
      BksHistoryEvent *event = self->events->pdata[i];

      if (g_strcmp0 (event->id, id) == 0)
        return event;
    }
  return NULL;
}

/**
 * bks_history_memory_find_mute:
 * @self: what is remembered
 * @nas_id: ID of a NAS
 * @task_id: (nullable): ID of a task on it; %NULL = the whole NAS
 *
 * Returns: (nullable) (transfer none): the mute of exactly that; it may be over already
 */
BksHistoryMute *
bks_history_memory_find_mute (const BksHistoryMemory *self, const char *nas_id, const char *task_id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->mutes->len; i++)
    {
      BksHistoryMute *mute = self->mutes->pdata[i];

      if (g_strcmp0 (mute->nas_id, nas_id) == 0 && g_strcmp0 (mute->task_id, task_id) == 0)
        return mute;
    }
  return NULL;
}

/**
 * bks_history_memory_find_setting:
 * @self: what is remembered
 * @nas_id: (nullable): for this NAS; %NULL = for all
 * @task_id: (nullable): for this task; %NULL = for the whole NAS
 * @name: what is set
 *
 * Returns: (nullable) (transfer none): how it is set for exactly that; of any type
 */
GVariant *
bks_history_memory_find_setting (const BksHistoryMemory *self,
                                 const char *nas_id,
                                 const char *task_id,
                                 const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->settings->len; i++)
    {
      BksHistorySetting *setting = self->settings->pdata[i];

      if (g_strcmp0 (setting->nas_id, nas_id) == 0 && g_strcmp0 (setting->task_id, task_id) == 0
          && g_strcmp0 (setting->name, name) == 0)
        return setting->value;
    }
  return NULL;
}
