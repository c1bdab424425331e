/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-event-private.h"

/* The NAS's clock and its own time of a check need not agree to the second. */
#define CHECK_TOLERANCE G_TIME_SPAN_MINUTE

/* What is being done: the new memory is filled while the old one is only read. */
typedef struct
{
  const BksNasSight *nas;
  gint64 now;
  const BksEventLimits *limits;
  BksEventMemory *memory; /* (unowned): the new one; its events are those that are there */
  GPtrArray *changes;     /* (unowned) */
} Detector;

/* In this order: what is said of the destination counts for whether the run has failed. */
static const BksEventKind task_problems[] = {
  BKS_EVENT_CHECK_FAILED, BKS_EVENT_DESTINATION, BKS_EVENT_FAILED,
  BKS_EVENT_INCOMPLETE,   BKS_EVENT_OVERDUE,     BKS_EVENT_SUSPENDED,
  BKS_EVENT_NOT_MOVING,   BKS_EVENT_SLOW,        BKS_EVENT_UNUSUAL,
};

/* Their end by a good run is worth to be told. */
static const BksEventKind failures[] = {
  BKS_EVENT_FAILED,
  BKS_EVENT_DESTINATION,
  BKS_EVENT_INCOMPLETE,
};

static void
add_change (Detector *self, gboolean is_begun, const BksEvent *event)
{
  BksEventChange *change = g_new0 (BksEventChange, 1);

  change->is_begun = is_begun;
  change->event = bks_event_copy (event);
  g_ptr_array_add (self->changes, change);
}

static BksEvent *
find (Detector *self, const char *task_id, BksEventKind kind)
{
  g_autofree char *id = bks_event_make_id (self->nas->id, task_id, kind);

  return bks_event_memory_find (self->memory, id);
}

static void
begin (Detector *self, const char *task_id, BksEventKind kind, const Finding *finding)
{
  BksEvent *event = bks_event_new (kind, self->nas->id, task_id);

  event->since = self->now;
  event->stamp = finding->stamp;
  event->amount = finding->amount;
  event->detail = finding->detail;
  g_ptr_array_add (self->memory->events, event);
  add_change (self, TRUE, event);
}

static void
end (Detector *self, BksEvent *event)
{
  add_change (self, FALSE, event);
  g_ptr_array_remove (self->memory->events, event);
}

static void
end_kind (Detector *self, const char *task_id, BksEventKind kind)
{
  BksEvent *event = find (self, task_id, kind);

  if (event != NULL)
    end (self, event);
}

/* A problem that is there stays the one that it was when it began, for it was told like that; but
 * which run had it last decides whether a later one is without it. */
static void
settle (Detector *self, const char *task_id, BksEventKind kind, const Finding *finding)
{
  BksEvent *event = find (self, task_id, kind);

  if (finding->answer == ANSWER_YES && event == NULL)
    begin (self, task_id, kind, finding);
  else if (finding->answer == ANSWER_YES)
    event->stamp = finding->stamp;
  else if (finding->answer == ANSWER_NO && event != NULL)
    end (self, event);
}

/* News of an earlier run makes place for that of a later one. */
static void
tell_news (Detector *self, const char *task_id, BksEventKind kind, gint64 stamp)
{
  Finding finding = { .stamp = stamp };

  end_kind (self, task_id, kind);
  begin (self, task_id, kind, &finding);
}

static BksTaskMemory *
find_task_memory (const BksEventMemory *memory, const char *id)
{
  for (guint i = 0; memory != NULL && i < memory->tasks->len; i++)
    {
      BksTaskMemory *task = memory->tasks->pdata[i];

      if (g_str_equal (task->id, id))
        return task;
    }
  return NULL;
}

static BksTaskMemory *
copy_task_memory (const BksTaskMemory *memory)
{
  BksTaskMemory *copy = g_memdup2 (memory, sizeof *memory);

  copy->id = g_strdup (memory->id);
  copy->step = g_strdup (memory->step);
  return copy;
}

static BksTaskMemory *
new_task_memory (const BksTaskSight *task)
{
  BksTaskMemory *memory = g_new0 (BksTaskMemory, 1);

  memory->id = g_strdup (task->id);
  memory->step = g_strdup ("");
  /* What happened before it was seen first is no news. */
  memory->run = task->last_end;
  memory->check = task->last_check;
  return memory;
}

static gboolean
has_problem (Detector *self, const char *task_id)
{
  for (guint i = 0; i < G_N_ELEMENTS (task_problems); i++)
    if (find (self, task_id, task_problems[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
has_failure (Detector *self, const char *task_id)
{
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    if (find (self, task_id, failures[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
tell_of_check (Detector *self, const BksTaskSight *task, BksTaskMemory *memory)
{
  gboolean is_new = task->last_check > memory->check;

  /* Of the first check that one hears of, only its age tells whether it is the one that was seen. */
  if (memory->check == 0)
    is_new = memory->check_seen > 0 && task->last_check >= memory->check_seen - CHECK_TOLERANCE;
  if (task->last_check == 0 || find (self, task->id, BKS_EVENT_CHECK_FAILED) != NULL)
    return;
  if (is_new)
    tell_news (self, task->id, BKS_EVENT_CHECK_PASSED, task->last_check);
  memory->check = MAX (memory->check, task->last_check);
}

static void
tell_of_run (Detector *self, const BksTaskSight *task, BksTaskMemory *memory, gboolean had_failure)
{
  if (task->last_end > memory->run && bks_event_is_good (task) && !has_problem (self, task->id))
    tell_news (self, task->id, had_failure ? BKS_EVENT_RECOVERED : BKS_EVENT_SUCCESS,
               task->last_end);
  memory->run = MAX (memory->run, task->last_end);
}

static void
detect_task (Detector *self, const BksTaskSight *task, BksTaskMemory *memory)
{
  Look look = { task,        memory, self->memory, self->nas->id, self->now, self->nas->clock_error,
                self->limits };
  gboolean had_failure = has_failure (self, task->id);

  bks_event_remember (memory, task, self->now, self->nas->clock_error);
  for (guint i = 0; i < G_N_ELEMENTS (task_problems); i++)
    {
      Finding finding = bks_event_find_problem (&look, task_problems[i]);

      settle (self, task->id, task_problems[i], &finding);
    }
  if (!bks_event_is_at_rest (task) || has_problem (self, task->id))
    {
      end_kind (self, task->id, BKS_EVENT_RECOVERED);
      end_kind (self, task->id, BKS_EVENT_SUCCESS);
    }
  if (task->status == BKS_STATUS_DETECT || find (self, task->id, BKS_EVENT_CHECK_FAILED) != NULL)
    end_kind (self, task->id, BKS_EVENT_CHECK_PASSED);
  if (!bks_event_is_at_rest (task))
    return;
  tell_of_run (self, task, memory, had_failure);
  tell_of_check (self, task, memory);
}

static gboolean
has_task (const BksNasSight *nas, const char *id)
{
  for (guint i = 0; i < nas->tasks->len; i++)
    {
      const BksTaskSight *task = nas->tasks->pdata[i];

      if (g_str_equal (task->id, id))
        return TRUE;
    }
  return FALSE;
}

/* What was removed on the NAS has no problem any more. */
static void
forget_tasks (Detector *self)
{
  for (guint i = self->memory->events->len; i > 0; i--)
    {
      BksEvent *event = self->memory->events->pdata[i - 1];

      if (event->task_id != NULL && !has_task (self->nas, event->task_id))
        end (self, event);
    }
  for (guint i = self->memory->tasks->len; i > 0; i--)
    {
      const BksTaskMemory *task = self->memory->tasks->pdata[i - 1];

      if (!has_task (self->nas, task->id))
        g_ptr_array_remove_index (self->memory->tasks, i - 1);
    }
}

static void
detect_tasks (Detector *self)
{
  for (guint i = 0; i < self->nas->tasks->len; i++)
    {
      const BksTaskSight *task = self->nas->tasks->pdata[i];
      BksTaskMemory *memory = find_task_memory (self->memory, task->id);

      if (!task->is_known)
        continue;
      if (memory == NULL)
        {
          memory = new_task_memory (task);
          g_ptr_array_add (self->memory->tasks, memory);
        }
      detect_task (self, task, memory);
    }
}

static gboolean
is_unreachable (Detector *self)
{
  return self->memory->n_silent >= self->limits->unreachable_polls
         && self->now - self->memory->silent_since >= self->limits->unreachable_after;
}

static void
settle_nas (Detector *self, BksEventKind kind, gboolean is_there)
{
  Finding finding = { .answer = is_there ? ANSWER_YES : ANSWER_NO };

  if (kind == BKS_EVENT_UNREACHABLE)
    finding.amount = self->now - self->memory->silent_since;
  settle (self, NULL, kind, &finding);
}

static void
hear (Detector *self)
{
  gboolean was_away = find (self, NULL, BKS_EVENT_UNREACHABLE) != NULL;

  self->memory->n_silent = 0;
  self->memory->silent_since = 0;
  settle_nas (self, BKS_EVENT_UNREACHABLE, FALSE);
  settle_nas (self, BKS_EVENT_WAITING, self->nas->state == BKS_SIGHT_WAITING);
  settle_nas (self, BKS_EVENT_SIGNED_OUT, self->nas->state == BKS_SIGHT_SIGNED_OUT);
  if (self->nas->state != BKS_SIGHT_HEARD)
    end_kind (self, NULL, BKS_EVENT_BACK);
  else if (was_away)
    tell_news (self, NULL, BKS_EVENT_BACK, 0);
}

static void
detect_nas (Detector *self)
{
  switch (self->nas->state)
    {
    case BKS_SIGHT_NONE:
      break;
    case BKS_SIGHT_SILENT:
      self->memory->n_silent++;
      if (self->memory->silent_since == 0 || self->memory->silent_since > self->now)
        self->memory->silent_since = self->now;
      if (is_unreachable (self))
        {
          end_kind (self, NULL, BKS_EVENT_BACK);
          settle_nas (self, BKS_EVENT_UNREACHABLE, TRUE);
        }
      break;
    case BKS_SIGHT_HEARD:
      hear (self);
      forget_tasks (self);
      detect_tasks (self);
      break;
    case BKS_SIGHT_WAITING:
    case BKS_SIGHT_SIGNED_OUT:
    default:
      hear (self);
      break;
    }
}

static void
end_old_news (Detector *self)
{
  for (guint i = self->memory->events->len; i > 0; i--)
    {
      BksEvent *event = self->memory->events->pdata[i - 1];

      if (bks_event_kind_is_news (event->kind)
          && (self->now - event->since > self->limits->news || event->since > self->now))
        end (self, event);
    }
}

static BksEventMemory *
copy_memory (const BksEventMemory *memory)
{
  BksEventMemory *copy = bks_event_memory_new ();

  if (memory == NULL)
    return copy;
  copy->n_silent = memory->n_silent;
  copy->silent_since = memory->silent_since;
  for (guint i = 0; i < memory->tasks->len; i++)
    g_ptr_array_add (copy->tasks, copy_task_memory (memory->tasks->pdata[i]));
  for (guint i = 0; i < memory->events->len; i++)
    g_ptr_array_add (copy->events, bks_event_copy (memory->events->pdata[i]));
  return copy;
}

/**
 * bks_event_detect:
 * @memory: (nullable): what is remembered of earlier sights; %NULL = it was never seen
 * @sight: what is seen now
 * @now: the present, µs since the Unix epoch, UTC, by this computer's clock
 * @limits: from when on something is an event
 * @changes: (element-type BksEventChange): what has begun or ended is added here, ends first where
 *   one ID ends and begins again
 *
 * Finds what has begun to be the matter, and what is over. Nothing but the arguments decides.
 *
 * Returns: (transfer full): what is to be remembered; its events are those that are there now
 */
BksEventMemory *
bks_event_detect (const BksEventMemory *memory,
                  const BksNasSight *sight,
                  gint64 now,
                  const BksEventLimits *limits,
                  GPtrArray *changes)
{
  BksEventMemory *next = copy_memory (memory);
  Detector detector = { sight, now, limits, next, changes };

  end_old_news (&detector);
  detect_nas (&detector);
  return next;
}
