/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-store"

#include "bks-worker.h"

typedef struct
{
  GTask *task; /* (owned) */
  GTaskThreadFunc job;
} Work;

static gboolean
work_done_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

static void
work_run (gpointer data, gpointer user_data)
{
  g_autofree Work *work = data;
  g_autoptr (GSource) done = g_idle_source_new ();

  work->job (work->task, g_task_get_source_object (work->task), g_task_get_task_data (work->task),
             g_task_get_cancellable (work->task));

  /* The last reference to an object may hang on its task. It goes where the object lives: nothing
   * of ours is finalized on this thread. */
  g_source_set_priority (done, G_PRIORITY_DEFAULT);
  g_source_set_callback (done, work_done_cb, work->task, g_object_unref);
  g_source_attach (done, g_task_get_context (work->task));
}

static gpointer
pool_new (gpointer data)
{
  /* One thread at most, and none while there is nothing to do. */
  return g_thread_pool_new (work_run, NULL, 1, FALSE, NULL);
}

/**
 * bks_worker_push:
 * @task: the task that the job returns
 * @job: what to do, off the main thread. It has to return @task
 *
 * Queues a job. Jobs run in the order in which they were pushed, never two at a time.
 */
void
bks_worker_push (GTask *task, GTaskThreadFunc job)
{
  static GOnce once = G_ONCE_INIT;
  GThreadPool *pool = g_once (&once, pool_new, NULL);
  Work *work;

  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (job != NULL);

  work = g_new0 (Work, 1);
  work->task = g_object_ref (task);
  work->job = job;
  g_thread_pool_push (pool, work, NULL);
}
