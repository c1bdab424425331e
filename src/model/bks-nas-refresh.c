/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-nas-private.h"

#include <glib/gi18n-lib.h>

/* One who waits for the refresh that is under way. */
typedef struct
{
  BksNas *nas;     /* (unowned): the task holds it */
  GTask *task;     /* (owned) */
  GSource *source; /* (nullable) (owned): its cancellable */
} Waiter;

static void begin (BksNas *self);

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  if (waiter->source != NULL)
    {
      g_source_destroy (waiter->source);
      g_source_unref (waiter->source);
    }
  g_clear_object (&waiter->task);
  g_free (waiter);
}

/* Who gives up goes at once; the last one takes the refresh along. */
static gboolean
waiter_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Waiter *waiter = user_data;
  BksNas *self = waiter->nas;
  g_autoptr (GTask) task = g_object_ref (waiter->task);

  g_ptr_array_remove (self->waiters, waiter);
  if (self->waiters->len == 0)
    g_cancellable_cancel (self->cancellable);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

static void
add_waiter (BksNas *self, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->nas = self;
  waiter->task = g_object_ref (task);
  if (cancellable != NULL)
    {
      waiter->source = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->source, G_SOURCE_FUNC (waiter_cancelled_cb), waiter, NULL);
      g_source_attach (waiter->source, g_task_get_context (task));
    }
  g_ptr_array_add (self->waiters, waiter);
}

/* Everything is said before anybody is called back. */
static void
land (BksNas *self, BksProblem *problem)
{
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&self->waiters);

  g_clear_object (&self->cancellable);
  bks_nas_notify_checking (self);
  bks_nas_update (self, g_get_real_time ());
  for (guint i = 0; i < waiters->len; i++)
    {
      Waiter *waiter = waiters->pdata[i];

      if (problem == NULL)
        g_task_return_boolean (waiter->task, TRUE);
      else
        g_task_return_error (waiter->task, bks_problem_to_error (problem));
    }
}

/* Nobody waits for the answer any more. What came of it is not known: it counts as none. */
static void
fail_given_up (BksNas *self)
{
  g_autoptr (BksProblem) problem = bks_problem_new (BKS_PROBLEM_OFFLINE,
                                                    _ ("You stopped asking before it answered."),
                                                    _ ("Backstay asks again by itself."));
  g_autofree char *title = g_strdup_printf (_ ("%s does not answer"), self->name);

  self->is_given_up = FALSE;
  bks_problem_set_title (problem, title);
  bks_nas_fail (self, problem);
  land (self, problem);
  g_signal_emit_by_name (self, "refreshed");
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksNas) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (DsmTaskList) list = dsm_task_refresh_finish (DSM_CLIENT (source), result, &error);

  if (self->is_given_up)
    {
      fail_given_up (self);
      return;
    }
  if (list == NULL && g_cancellable_is_cancelled (self->cancellable))
    {
      if (self->waiters->len > 0)
        {
          /* Somebody else came while the old refresh was being given up. */
          begin (self);
          return;
        }
      if (self->state == BKS_NAS_ASKING)
        bks_nas_set_state (self, BKS_NAS_NEW, NULL);
      land (self, NULL);
      return;
    }
  if (list != NULL)
    bks_nas_apply_list (self, list);
  else
    {
      problem = bks_nas_make_problem (self, error);
      bks_nas_fail (self, problem);
    }
  land (self, problem);
  g_signal_emit_by_name (self, "refreshed");
}

/**
 * bks_nas_give_up:
 * @self: a NAS
 *
 * A person waits no longer for the refresh that is under way, if there is one: it fails.
 */
void
bks_nas_give_up (BksNas *self)
{
  g_return_if_fail (BKS_IS_NAS (self));

  if (self->waiters == NULL || self->is_given_up)
    return;
  if (self->cancellable == NULL)
    {
      /* It has not begun: the keyring is asked for the password. */
      fail_given_up (self);
      return;
    }
  self->is_given_up = TRUE;
  g_cancellable_cancel (self->cancellable);
}

/* What to sign in with is known, or typed: refreshes that waited for that begin. */
void
bks_nas_go_on (BksNas *self)
{
  if (!self->is_recalling)
    return;
  self->is_recalling = FALSE;
  if (self->waiters == NULL)
    return;
  if (self->waiters->len > 0)
    {
      begin (self);
      return;
    }
  /* Whoever wanted to know has gone. */
  if (self->state == BKS_NAS_ASKING)
    bks_nas_set_state (self, BKS_NAS_NEW, NULL);
  land (self, NULL);
}

static void
begin (BksNas *self)
{
  g_set_object (&self->cancellable, NULL);
  self->cancellable = g_cancellable_new ();
  self->began = g_get_monotonic_time ();
  dsm_task_refresh_async (self->client, FALSE, self->cancellable, refreshed_cb,
                          g_object_ref (self));
}

/**
 * bks_nas_refresh_async:
 * @self: a NAS
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Asks the NAS for its tasks and applies what it says. Who asks while a refresh is under way waits
 * for that one.
 */
void
bks_nas_refresh_async (BksNas *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BKS_IS_NAS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bks_nas_refresh_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->waiters != NULL)
    {
      add_waiter (self, task);
      return;
    }
  self->waiters = g_ptr_array_new_with_free_func (waiter_free);
  add_waiter (self, task);
  if (self->state == BKS_NAS_NEW)
    bks_nas_set_state (self, BKS_NAS_ASKING, NULL);
  bks_nas_notify_checking (self);
  bks_nas_update (self, g_get_real_time ());
  if (!self->is_recalling)
    begin (self);
}

/**
 * bks_nas_refresh_finish:
 * @self: a NAS
 * @result: of bks_nas_refresh_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: whether the NAS answered
 */
gboolean
bks_nas_refresh_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
