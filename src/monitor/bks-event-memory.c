/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-event-detect.h"

/* What is remembered of a backup, and an event of the NAS itself or of one of its backups. */
#define TASK_TYPE   "(sxxxxxxxxxxis)"
#define EVENT_TYPE  "(ssxxxs)"
#define MEMORY_TYPE "(uxa" TASK_TYPE "a" EVENT_TYPE ")"

static const char *const detail_nicks[BKS_N_EVENT_DETAILS] = {
  [BKS_EVENT_DETAIL_NONE] = "",           [BKS_EVENT_DETAIL_DAMAGED] = "damaged",
  [BKS_EVENT_DETAIL_UNAUTH] = "unauth",   [BKS_EVENT_DETAIL_ENDED] = "ended",
  [BKS_EVENT_DETAIL_LOOK] = "look",       [BKS_EVENT_DETAIL_RUN] = "run",
  [BKS_EVENT_DETAIL_FILES] = "files",     [BKS_EVENT_DETAIL_LARGER] = "larger",
  [BKS_EVENT_DETAIL_SMALLER] = "smaller",
};

/**
 * bks_task_sight_new:
 * @id: of the backup
 *
 * Returns: (transfer full): a sight that knows nothing yet
 */
BksTaskSight *
bks_task_sight_new (const char *id)
{
  BksTaskSight *self = g_new0 (BksTaskSight, 1);

  self->id = g_strdup (id);
  self->name = g_strdup ("");
  self->reason = g_strdup ("");
  self->processed = -1;
  self->transmitted = -1;
  self->percent = -1;
  self->run = (BksRunSight){ .n_changed = -1, .usual_changed = -1, .size = -1, .usual_size = -1 };
  return self;
}

/**
 * bks_task_sight_free:
 * @self: (nullable) (transfer full): a sight
 */
void
bks_task_sight_free (BksTaskSight *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->reason);
  g_free (self->step);
  g_free (self);
}

/**
 * bks_nas_sight_new:
 * @id: of the NAS
 *
 * Returns: (transfer full): a sight without backups
 */
BksNasSight *
bks_nas_sight_new (const char *id)
{
  BksNasSight *self = g_new0 (BksNasSight, 1);

  self->id = g_strdup (id);
  self->name = g_strdup ("");
  self->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_task_sight_free);
  return self;
}

/**
 * bks_nas_sight_free:
 * @self: (nullable) (transfer full): a sight
 */
void
bks_nas_sight_free (BksNasSight *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->reason);
  g_ptr_array_unref (self->tasks);
  g_free (self);
}

/**
 * bks_event_change_free:
 * @self: (nullable) (transfer full): a change
 */
void
bks_event_change_free (BksEventChange *self)
{
  if (self == NULL)
    return;
  bks_event_free (self->event);
  g_free (self);
}

static void
task_memory_free (BksTaskMemory *self)
{
  g_free (self->id);
  g_free (self->step);
  g_free (self);
}

/**
 * bks_event_memory_new:
 *
 * Returns: (transfer full): the memory of a NAS that was never seen
 */
BksEventMemory *
bks_event_memory_new (void)
{
  BksEventMemory *self = g_new0 (BksEventMemory, 1);

  self->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) task_memory_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_event_free);
  return self;
}

/**
 * bks_event_memory_free:
 * @self: (nullable) (transfer full): a memory
 */
void
bks_event_memory_free (BksEventMemory *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->tasks);
  g_ptr_array_unref (self->events);
  g_free (self);
}

/**
 * bks_event_memory_find:
 * @self: (nullable): a memory
 * @id: of an event
 *
 * Returns: (nullable) (transfer none): that event, if it is there
 */
BksEvent *
bks_event_memory_find (const BksEventMemory *self, const char *id)
{
  for (guint i = 0; self != NULL && i < self->events->len; i++)
    {
      BksEvent *event = self->events->pdata[i];

      if (g_str_equal (event->id, id))
        return event;
    }
  return NULL;
}

/**
 * bks_event_memory_dump:
 * @self: a memory
 *
 * Returns: (transfer floating): what bks_event_memory_read() takes, to be stored
 */
GVariant *
bks_event_memory_dump (const BksEventMemory *self)
{
  g_auto (GVariantBuilder) tasks = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a" TASK_TYPE));
  g_auto (GVariantBuilder) events = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a" EVENT_TYPE));

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->tasks->len; i++)
    {
      const BksTaskMemory *task = self->tasks->pdata[i];

      g_variant_builder_add (&tasks, TASK_TYPE, task->id, task->run, task->rest_seen,
                             task->run_seen, task->start, task->moved_seen, task->suspended_seen,
                             task->check, task->check_seen, task->processed, task->transmitted,
                             task->percent, task->step);
    }
  for (guint i = 0; i < self->events->len; i++)
    {
      const BksEvent *event = self->events->pdata[i];

      g_variant_builder_add (&events, EVENT_TYPE, event->task_id != NULL ? event->task_id : "",
                             bks_event_kind_get_nick (event->kind), event->since, event->stamp,
                             event->amount, detail_nicks[event->detail]);
    }
  return g_variant_new (MEMORY_TYPE, self->n_silent, self->silent_since, &tasks, &events);
}

static BksEventDetail
read_detail (const char *nick)
{
  for (guint i = 0; i < BKS_N_EVENT_DETAILS; i++)
    if (g_str_equal (detail_nicks[i], nick))
      return (BksEventDetail) i;
  return BKS_EVENT_DETAIL_NONE;
}

static void
read_tasks (BksEventMemory *self, GVariantIter *iter)
{
  BksTaskMemory task;

  while (g_variant_iter_next (iter, TASK_TYPE, &task.id, &task.run, &task.rest_seen, &task.run_seen,
                              &task.start, &task.moved_seen, &task.suspended_seen, &task.check,
                              &task.check_seen, &task.processed, &task.transmitted, &task.percent,
                              &task.step))
    g_ptr_array_add (self->tasks, g_memdup2 (&task, sizeof task));
}

static void
read_events (BksEventMemory *self, GVariantIter *iter, const char *nas_id)
{
  const char *task_id, *nick, *detail;
  gint64 since, stamp, amount;

  while (
      g_variant_iter_next (iter, "(&s&sxxx&s)", &task_id, &nick, &since, &stamp, &amount, &detail))
    {
      BksEvent *event;
      BksEventKind kind;

      if (!bks_event_kind_from_nick (nick, &kind)
          || bks_event_kind_is_of_nas (kind) != (*task_id == '\0'))
        continue;
      event = bks_event_new (kind, nas_id, *task_id != '\0' ? task_id : NULL);
      event->since = since;
      event->stamp = stamp;
      event->amount = amount;
      event->detail = read_detail (detail);
      g_ptr_array_add (self->events, event);
    }
}

/**
 * bks_event_memory_read:
 * @value: (nullable): what was stored, perhaps by another version of Backstay
 * @nas_id: whose memory it is
 *
 * Returns: (transfer full): the memory; an empty one if @value is not to be understood
 */
BksEventMemory *
bks_event_memory_read (GVariant *value, const char *nas_id)
{
  BksEventMemory *self = bks_event_memory_new ();
  g_autoptr (GVariantIter) tasks = NULL;
  g_autoptr (GVariantIter) events = NULL;

  if (value == NULL || !g_variant_is_of_type (value, G_VARIANT_TYPE (MEMORY_TYPE)))
    return self;
  g_variant_get (value, MEMORY_TYPE, &self->n_silent, &self->silent_since, &tasks, &events);
  read_tasks (self, tasks);
  read_events (self, events, nas_id);
  return self;
}
