/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

/* The writes. Each answers success when it is accepted; what comes of it shows in the status. */

JsonNode *
demo_task_backup (DemoServer *server, DemoCall *call)
{
  DemoTask *task = demo_call_task (server, call);

  if (!task)
    return NULL;
  if (strcmp (task->state, "backupable") || demo_task_is_busy (task)
      || demo_task_is_suspended (task))
    return demo_call_fail (call, DEMO_BACKUP_WRONG_STATE);
  demo_run_start (server, task);
  return demo_call_done ();
}

/* cancel and suspend want the task's current state sent along. */
static gboolean
has_task_state (DemoCall *call, DemoTask *task)
{
  g_autofree char *state = demo_call_dup_text (call, "task_state");

  if (!state || strcmp (state, task->state))
    {
      demo_call_fail (call, DEMO_BACKUP_PARAMETER);
      return FALSE;
    }
  return TRUE;
}

JsonNode *
demo_task_cancel (DemoServer *server, DemoCall *call)
{
  DemoTask *task = demo_call_task (server, call);
  DemoProgress progress;

  if (!task || !has_task_state (call, task))
    return NULL;
  demo_task_describe_progress (task, &progress);
  if (!progress.can_cancel)
    return demo_call_fail (call, DEMO_BACKUP_WRONG_STATE);
  if (task->phase == DEMO_PHASE_WAITING && !task->queued_resume)
    {
      task->run_started = demo_now (server);
      task->elapsed = 0;
    }
  demo_run_enter (server, task, DEMO_PHASE_CANCELING);
  return demo_call_done ();
}

JsonNode *
demo_task_suspend (DemoServer *server, DemoCall *call)
{
  DemoTask *task = demo_call_task (server, call);
  DemoProgress progress;

  if (!task || !has_task_state (call, task))
    return NULL;
  demo_task_describe_progress (task, &progress);
  if (!progress.can_suspend)
    return demo_call_fail (call, DEMO_BACKUP_WRONG_STATE);
  demo_run_enter (server, task, DEMO_PHASE_SUSPENDING);
  return demo_call_done ();
}

/* The trap of resume and discard: a task that is not suspended answers success and is Failed. */
static JsonNode *
spoil (DemoServer *server, DemoTask *task)
{
  task->run_started = demo_now (server);
  demo_run_finish (server, task, "failed", "", DEMO_NO_BACKUP_ERROR);
  return demo_call_done ();
}

JsonNode *
demo_task_resume (DemoServer *server, DemoCall *call)
{
  DemoTask *task = demo_call_task (server, call);

  if (!task)
    return NULL;
  /* Who suspends and resumes in one breath meets a task that is on its way to be suspended. */
  if (task->phase == DEMO_PHASE_SUSPENDING)
    demo_run_finish (server, task, "suspend", "", DEMO_NO_BACKUP_ERROR);
  if (!demo_task_is_suspended (task))
    return spoil (server, task);
  demo_run_queue_resume (server, task);
  return demo_call_done ();
}

JsonNode *
demo_task_discard (DemoServer *server, DemoCall *call)
{
  DemoTask *task = demo_call_task (server, call);

  if (!task)
    return NULL;
  if (!demo_task_is_suspended (task))
    return spoil (server, task);
  demo_run_enter (server, task, DEMO_PHASE_DISCARDING);
  return demo_call_done ();
}

/* Removes tasks, never data: a request to remove that too is counted and refused. */
JsonNode *
demo_task_delete (DemoServer *server, DemoCall *call)
{
  g_auto (GStrv) ids = demo_call_dup_strv (call, "task_id_list");
  gboolean remove_data = FALSE;
  guint n = 0;

  if (!ids || !ids[0])
    return demo_call_fail (call, DEMO_BACKUP_PARAMETER);
  demo_call_get_bool (call, "is_remove_data", &remove_data);
  if (remove_data)
    {
      server->counters.remove_data++;
      return demo_call_fail (call, DEMO_BACKUP_GENERIC);
    }

  for (guint i = 0; ids[i]; i++)
    {
      DemoTask *task = demo_find_task (server, ids[i]);

      if (!task)
        return demo_call_fail (call, DEMO_BACKUP_PARAMETER);
      if (demo_task_is_busy (task))
        return demo_call_fail (call, DEMO_BACKUP_WRONG_STATE);
      n++;
    }
  for (guint i = 0; i < n; i++)
    {
      DemoTask *task = demo_find_task (server, ids[i]);

      if (!task)
        continue;
      demo_log_task (server, task, demo_now (server), "info", "demo", "Backup task was deleted.");
      g_ptr_array_remove (server->tasks, task);
    }
  return demo_call_done ();
}

/* The trap of error_detect: on a busy task it answers success and does nothing. */
JsonNode *
demo_target_error_detect (DemoServer *server, DemoCall *call)
{
  DemoTask *task = demo_call_task (server, call);
  gboolean fits;

  if (!task)
    return NULL;
  fits = !strcmp (task->state, "backupable") || !strcmp (task->state, "error_detect");
  if (!demo_task_is_busy (task) && !demo_task_is_suspended (task) && fits)
    demo_run_detect (server, task);
  return demo_call_done ();
}

JsonNode *
demo_target_error_detect_cancel (DemoServer *server, DemoCall *call)
{
  DemoTask *task = demo_call_task (server, call);

  if (!task)
    return NULL;
  if (task->phase != DEMO_PHASE_DETECTING && task->phase != DEMO_PHASE_DETECT_WAITING)
    return demo_call_fail (call, DEMO_BACKUP_WRONG_STATE);
  demo_run_detect_end (server, task, TRUE);
  return demo_call_done ();
}
