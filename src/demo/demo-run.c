/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

/* An in-between state (suspending, cancelling, …) lasts so long, and a check; seconds at speed 1. */
#define MOMENT        1.0
#define CHECK_SECONDS 30.0

/* The steps of a run in their order, and how much of its time each takes. */
static const struct
{
  const char *name;
  double share;
} steps[] = {
  { "prebackup", 0.03 },   { "backup_prepare", 0.04 }, { "app_backup", 0.08 },
  { "data_backup", 0.75 }, { "config_backup", 0.05 },  { "backup_complete", 0.05 },
};

enum
{
  STEP_PREBACKUP,
  STEP_PREPARE,
  STEP_APPLICATIONS,
  STEP_DATA,
  STEP_CONFIGURATION,
  STEP_COMPLETE,
};

/* The part of a run in which bytes move. */
#define BYTES_START 0.07
#define BYTES_SHARE 0.83

gboolean
demo_task_is_busy (DemoTask *task)
{
  return task->phase != DEMO_PHASE_IDLE;
}

gboolean
demo_task_is_suspended (DemoTask *task)
{
  return task->phase == DEMO_PHASE_IDLE
         && (!strcmp (task->last_result, "suspend") || !strcmp (task->last_result, "suspended"));
}

/* Whether a run is being carried out: not queued, and not a check. */
gboolean
demo_task_has_run (DemoTask *task)
{
  switch (task->phase)
    {
    case DEMO_PHASE_RUNNING:
    case DEMO_PHASE_SUSPENDING:
    case DEMO_PHASE_CANCELING:
    case DEMO_PHASE_RESUMING:
      return TRUE;
    case DEMO_PHASE_IDLE:
    case DEMO_PHASE_WAITING:
    case DEMO_PHASE_DISCARDING:
    case DEMO_PHASE_DETECT_WAITING:
    case DEMO_PHASE_DETECTING:
    default:
      return FALSE;
    }
}

const char *
demo_task_status_word (DemoTask *task)
{
  if (task->status_word)
    return task->status_word;
  switch (task->phase)
    {
    case DEMO_PHASE_WAITING:
      return "waiting";
    case DEMO_PHASE_RUNNING:
      return "backup";
    case DEMO_PHASE_SUSPENDING:
      return "suspending";
    case DEMO_PHASE_CANCELING:
      return "canceling";
    case DEMO_PHASE_RESUMING:
      return "resuming";
    case DEMO_PHASE_DISCARDING:
      return "discarding";
    case DEMO_PHASE_DETECT_WAITING:
      return "detect_waiting";
    case DEMO_PHASE_DETECTING:
      return "detect";
    case DEMO_PHASE_IDLE:
    default:
      return "none";
    }
}

/* What the progress block says about the run at this moment. */
void
demo_task_describe_progress (DemoTask *task, DemoProgress *progress)
{
  double position = CLAMP (task->elapsed / task->run_seconds, 0.0, 1.0);
  double passed = 0;
  guint step = 0;

  for (step = 0; step < STEP_COMPLETE; step++)
    {
      passed += steps[step].share;
      if (position < passed)
        break;
    }
  progress->step = steps[step].name;
  progress->done = CLAMP ((position - BYTES_START) / BYTES_SHARE, 0.0, 1.0);
  progress->percent = (int) (progress->done * 100);
  progress->show_progress = step >= STEP_APPLICATIONS;
  progress->can_cancel = (task->phase == DEMO_PHASE_RUNNING || task->phase == DEMO_PHASE_RESUMING)
                         && step < STEP_COMPLETE;
  progress->can_suspend = task->phase == DEMO_PHASE_RUNNING
                          && (step == STEP_APPLICATIONS || step == STEP_DATA);
  if (task->phase == DEMO_PHASE_WAITING)
    {
      progress->step = "none";
      progress->show_progress = FALSE;
      progress->can_cancel = TRUE;
    }
}

/* Moves the run to where it says @percent. */
void
demo_task_set_percent (DemoTask *task, double percent)
{
  /* The middle of the hundredth: rounding must not make it one less. */
  task->elapsed = (BYTES_START + (CLAMP (percent, 0, 99.4) + 0.5) / 100 * BYTES_SHARE)
                  * task->run_seconds;
}

static guint
count_running (DemoServer *server)
{
  guint n = 0;

  for (guint i = 0; i < server->tasks->len; i++)
    n += demo_task_has_run (g_ptr_array_index (server->tasks, i));
  return n;
}

static void
set_result (DemoTask *task, const char *result)
{
  g_free (task->last_result);
  task->last_result = g_strdup (result);
}

static void
set_error (DemoTask *task, const char *error, gint64 code)
{
  g_free (task->last_error);
  task->last_error = g_strdup (error ? error : "");
  task->error_code = code;
}

static DemoVersion *
open_version (DemoTask *task)
{
  DemoVersion *version;

  if (task->versions->len == 0)
    return NULL;
  version = &g_array_index (task->versions, DemoVersion, task->versions->len - 1);
  return strcmp (version->status, "backup") ? NULL : version;
}

static void
add_version (DemoServer *server, DemoTask *task)
{
  DemoVersion version = { 0 };

  version.id = task->next_version++;
  version.started = demo_now (server);
  version.status = "backup";
  g_array_append_val (task->versions, version);
}

static void
begin (DemoServer *server, DemoTask *task)
{
  if (task->queued_resume)
    {
      task->queued_resume = FALSE;
      demo_run_enter (server, task, DEMO_PHASE_RESUMING);
      return;
    }
  task->phase = DEMO_PHASE_RUNNING;
  task->elapsed = 0;
  task->run_started = demo_now (server);
  /* A task's very first run has no start yet that the NAS would tell. */
  if (task->last_start)
    task->last_start = task->run_started;
  task->last_end = task->last_start ? 0 : task->last_end;
  set_result (task, "backingup");
  set_error (task, "", DEMO_NO_BACKUP_ERROR);
  add_version (server, task);
  demo_log_task (server, task, demo_now (server), "info", "SYSTEM", "Backup task started.");
}

/* Lets queued tasks go, as many as may run at the same time. */
static void
promote (DemoServer *server)
{
  guint running = count_running (server);
  gboolean detecting = FALSE;

  for (;;)
    {
      DemoTask *first = NULL;

      for (guint i = 0; i < server->tasks->len; i++)
        {
          DemoTask *task = g_ptr_array_index (server->tasks, i);

          if (task->phase == DEMO_PHASE_WAITING && (!first || task->queued < first->queued))
            first = task;
        }
      if (!first || running >= server->max_runs)
        break;
      begin (server, first);
      running++;
    }

  for (guint i = 0; i < server->tasks->len; i++)
    {
      DemoTask *task = g_ptr_array_index (server->tasks, i);

      detecting |= task->phase == DEMO_PHASE_DETECTING;
    }
  for (guint i = 0; i < server->tasks->len && !detecting; i++)
    {
      DemoTask *task = g_ptr_array_index (server->tasks, i);

      if (task->phase != DEMO_PHASE_DETECT_WAITING)
        continue;
      task->phase = DEMO_PHASE_DETECTING;
      task->left = CHECK_SECONDS;
      detecting = TRUE;
      demo_log_task (server, task, demo_now (server), "info", "SYSTEM",
                     "Backup integrity check started.");
    }
}

/* Queues a run; it starts at once if there is room. */
void
demo_run_start (DemoServer *server, DemoTask *task)
{
  task->phase = DEMO_PHASE_WAITING;
  task->queued_resume = FALSE;
  task->queued = server->queue_count++;
  promote (server);
}

void
demo_run_queue_resume (DemoServer *server, DemoTask *task)
{
  task->phase = DEMO_PHASE_WAITING;
  task->queued_resume = TRUE;
  task->queued = server->queue_count++;
  set_result (task, "resuming");
  promote (server);
}

/* Enters one of the states that last only a moment. */
void
demo_run_enter (DemoServer *server, DemoTask *task, DemoPhase phase)
{
  task->phase = phase;
  task->left = MOMENT;
}

void
demo_run_detect (DemoServer *server, DemoTask *task)
{
  task->phase = DEMO_PHASE_DETECT_WAITING;
  promote (server);
}

void
demo_run_detect_end (DemoServer *server, DemoTask *task, gboolean cancelled)
{
  task->phase = DEMO_PHASE_IDLE;
  if (cancelled)
    demo_log_task (server, task, demo_now (server), "warn", "demo",
                   "Backup integrity check was canceled by the user.");
  else if (task->damaged)
    {
      task->last_detect = demo_now (server);
      g_free (task->state);
      task->state = g_strdup ("error_detect");
      demo_log_task (server, task, demo_now (server), "err", "SYSTEM",
                     "Integrity check failed: broken files were found at the destination.");
    }
  else
    {
      task->last_detect = demo_now (server);
      if (!strcmp (task->state, "error_detect"))
        {
          g_free (task->state);
          task->state = g_strdup ("backupable");
        }
      demo_log_task (server, task, demo_now (server), "info", "SYSTEM",
                     "Backup integrity check completed. No error was found.");
    }
  promote (server);
}

static void
add_statistic (DemoServer *server, DemoTask *task)
{
  DemoStatistic statistic = { 0 };

  statistic.ended = demo_now (server);
  statistic.new_count = g_rand_int_range (server->rand, 3, 400);
  statistic.modify_count = g_rand_int_range (server->rand, 0, 90);
  statistic.delete_count = g_rand_int_range (server->rand, 0, 25);
  task->source_size += task->run_size / 64;
  task->target_size += task->run_size / 96;
  statistic.source_size = task->source_size;
  statistic.target_size = task->target_size;
  g_array_append_val (task->statistics, statistic);
  demo_log_task (server, task, statistic.ended, "info", "SYSTEM",
                 "Backup task finished successfully. %" G_GINT64_FORMAT
                 " files added, %" G_GINT64_FORMAT " modified, %" G_GINT64_FORMAT " removed.",
                 statistic.new_count, statistic.modify_count, statistic.delete_count);
}

/*
 * demo_run_finish:
 * @result: the word for last_bkp_result: "done", "cancel", "suspend", "discard", "failed", …
 * @error: (nullable): last_bkp_error
 *
 * Ends the run now, with everything that the end of a run leaves behind.
 */
void
demo_run_finish (DemoServer *server,
                 DemoTask *task,
                 const char *result,
                 const char *error,
                 gint64 error_code)
{
  gboolean good = !strcmp (result, "done") || !strcmp (result, "success");
  gboolean suspended = g_str_has_prefix (result, "suspend");
  gint64 now = demo_now (server);
  DemoVersion *version = open_version (task);
  DemoProgress progress;

  demo_task_describe_progress (task, &progress);
  task->phase = DEMO_PHASE_IDLE;
  task->queued_resume = FALSE;
  task->last_start = task->run_started ? task->run_started : now;
  task->last_end = now;
  task->last_progress = good ? 100 : progress.percent;
  set_result (task, result);
  set_error (task, error, error_code);

  if (good)
    {
      if (!version)
        {
          add_version (server, task);
          version = open_version (task);
        }
      version->status = "success";
      version->completed = now;
      task->last_success = now;
      task->last_success_version = version->id;
      task->modified = FALSE;
      add_statistic (server, task);
    }
  else if (suspended)
    demo_log_task (server, task, now, "warn", "demo", "Backup task was suspended by the user.");
  else if (!strcmp (result, "cancel"))
    demo_log_task (server, task, now, "err", "demo", "Backup task was canceled by the user.");
  else if (!strcmp (result, "discard"))
    demo_log_task (server, task, now, "warn", "demo",
                   "The suspended backup was discarded by the user.");
  else if (!strcmp (result, "partial"))
    demo_log_task (server, task, now, "warn", "SYSTEM",
                   "Backup task finished partially. Some files could not be read.");
  else
    demo_log_task (server, task, now, "err", "SYSTEM", "Failed to run backup task. %s",
                   error && *error ? error : "The reason is unknown.");

  if (!good && !suspended)
    {
      if (version)
        version->status = !strcmp (result, "cancel") || !strcmp (result, "discard") ? "cancel"
                                                                                    : "fail";
      task->elapsed = 0;
    }
  if (good)
    task->elapsed = 0;
  promote (server);
}

/* Run seconds until something happens to the task by itself; negative = nothing will. */
static double
seconds_left (DemoTask *task)
{
  switch (task->phase)
    {
    case DEMO_PHASE_RUNNING:
      return MAX (task->run_seconds - task->elapsed, 0);
    case DEMO_PHASE_SUSPENDING:
    case DEMO_PHASE_CANCELING:
    case DEMO_PHASE_RESUMING:
    case DEMO_PHASE_DISCARDING:
    case DEMO_PHASE_DETECTING:
      return MAX (task->left, 0);
    case DEMO_PHASE_IDLE:
    case DEMO_PHASE_WAITING:
    case DEMO_PHASE_DETECT_WAITING:
    default:
      return -1;
    }
}

static void
happen (DemoServer *server, DemoTask *task)
{
  switch (task->phase)
    {
    case DEMO_PHASE_RUNNING:
      demo_run_finish (server, task, "done", "", DEMO_NO_BACKUP_ERROR);
      break;
    case DEMO_PHASE_SUSPENDING:
      demo_run_finish (server, task, "suspend", "", DEMO_NO_BACKUP_ERROR);
      break;
    case DEMO_PHASE_CANCELING:
      demo_run_finish (server, task, "cancel", "", DEMO_NO_BACKUP_ERROR);
      break;
    case DEMO_PHASE_DISCARDING:
      demo_run_finish (server, task, "discard", "", DEMO_NO_BACKUP_ERROR);
      break;
    case DEMO_PHASE_RESUMING:
      task->phase = DEMO_PHASE_RUNNING;
      set_result (task, "backingup");
      set_error (task, "", DEMO_NO_BACKUP_ERROR);
      demo_log_task (server, task, demo_now (server), "info", "demo", "Backup task resumed.");
      break;
    case DEMO_PHASE_DETECTING:
      demo_run_detect_end (server, task, FALSE);
      break;
    case DEMO_PHASE_IDLE:
    case DEMO_PHASE_WAITING:
    case DEMO_PHASE_DETECT_WAITING:
    default:
      break;
    }
}

static gint64
floor_div (gint64 a, gint64 b)
{
  return a / b - (a % b < 0);
}

static gint64
trigger (DemoServer *server, DemoTask *task, gint64 from, int direction)
{
  gint64 local = from + server->utc_offset;
  gint64 day = floor_div (local, DEMO_DAY);

  for (int i = 0; i <= 7; i++, day += direction)
    {
      gint64 at = day * DEMO_DAY + task->hour * 3600 + task->minute * 60;

      /* The epoch was a Thursday. */
      if (!(task->weekdays & (1u << ((day + 4) % 7))))
        continue;
      if (direction > 0 ? at > local : at <= local)
        return at - server->utc_offset;
    }
  return 0;
}

/* The first scheduled time after @after; 0 = none. */
gint64
demo_next_trigger (DemoServer *server, DemoTask *task, gint64 after)
{
  if (!task->scheduled || !task->schedule_enabled || !task->weekdays)
    return 0;
  return trigger (server, task, after, 1);
}

/* The last scheduled time that is not after @before; 0 = none. */
gint64
demo_last_trigger (DemoServer *server, DemoTask *task, gint64 before)
{
  if (!task->scheduled || !task->weekdays)
    return 0;
  return trigger (server, task, before, -1);
}

static gboolean
may_start_by_itself (DemoTask *task)
{
  return task->scheduled && task->schedule_enabled && task->phase == DEMO_PHASE_IDLE
         && !demo_task_is_suspended (task) && !strcmp (task->state, "backupable");
}

static void
progress_by (DemoServer *server, double run_seconds)
{
  for (guint i = 0; i < server->tasks->len; i++)
    {
      DemoTask *task = g_ptr_array_index (server->tasks, i);

      if (task->phase == DEMO_PHASE_RUNNING)
        task->elapsed += run_seconds;
      else if (seconds_left (task) >= 0)
        task->left -= run_seconds;
    }
}

/*
 * demo_settle:
 *
 * Lets everything happen that was due up to now, in its order and at its time. Nothing on this NAS
 * needs a timer: it is enough that its state is right whenever somebody looks.
 */
void
demo_settle (DemoServer *server)
{
  gint64 now = demo_machine_time (server);

  while (server->settled < now)
    {
      gint64 next = now;
      DemoTask *due = NULL;
      gboolean starts = FALSE;

      for (guint i = 0; i < server->tasks->len; i++)
        {
          DemoTask *task = g_ptr_array_index (server->tasks, i);
          double left = seconds_left (task);

          if (left >= 0 && server->speed > 0)
            {
              double wait = left / server->speed * G_USEC_PER_SEC;
              gint64 at = wait < 1e15 ? server->settled + (gint64) wait + 1 : G_MAXINT64;

              if (at <= next)
                {
                  next = at;
                  due = task;
                  starts = FALSE;
                }
            }
          if (server->scheduler && may_start_by_itself (task))
            {
              gint64 at = (demo_next_trigger (server, task, demo_now (server))
                           - server->clock_offset)
                          * G_USEC_PER_SEC;

              if (at <= next)
                {
                  next = at;
                  due = task;
                  starts = TRUE;
                }
            }
        }

      progress_by (server, (double) (next - server->settled) / G_USEC_PER_SEC * server->speed);
      server->settled = next;
      if (starts)
        demo_run_start (server, due);
      else if (due)
        happen (server, due);
    }
  promote (server);
}
