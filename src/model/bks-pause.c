/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-pause.h"

/* What the two sources share; each has one. */
typedef struct
{
  BksPause *pause; /* (unowned): in the data of the task */
  GTask *task;     /* (owned) */
} Waiter;

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  g_object_unref (waiter->task);
  g_free (waiter);
}

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static gboolean
timer_cb (gpointer user_data)
{
  Waiter *waiter = user_data;
  g_autoptr (GTask) task = g_object_ref (waiter->task);
  BksPauseFunc go_on = waiter->pause->go_on;

  bks_pause_end (waiter->pause);
  go_on (task);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Waiter *waiter = user_data;
  g_autoptr (GTask) task = g_object_ref (waiter->task);

  bks_pause_end (waiter->pause);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
attach (BksPause *self, GSource *source, GSourceFunc func, GTask *task)
{
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->pause = self;
  waiter->task = g_object_ref (task);
  g_source_set_callback (source, func, waiter, waiter_free);
  g_source_attach (source, g_task_get_context (task));
  /* cppcheck-suppress memleak ; the source frees it */
}

/*
 * bks_pause_begin:
 * @self: a pause in the data of @task
 * @task: an action; kept until the pause is over
 * @ms: how long
 * @go_on: what comes then. Not if @task is cancelled meanwhile: then it returns that.
 */
void
bks_pause_begin (BksPause *self, GTask *task, guint ms, BksPauseFunc go_on)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  self->go_on = go_on;
  self->timer = g_timeout_source_new (ms);
  attach (self, self->timer, timer_cb, task);
  if (cancellable == NULL)
    return;
  self->cancel = g_cancellable_source_new (cancellable);
  attach (self, self->cancel, G_SOURCE_FUNC (cancelled_cb), task);
}

/* Ends it without what should come then. */
void
bks_pause_end (BksPause *self)
{
  clear_source (&self->timer);
  clear_source (&self->cancel);
}
