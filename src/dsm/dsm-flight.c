/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-flight-private.h"

typedef struct
{
  DsmFlight *flight; /* (unowned): its owner is kept alive by the task */
  GTask *task;       /* (owned) */
  GSource *source;   /* (nullable) (owned): fires when this one gives up */
} Waiter;

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  if (waiter->source != NULL)
    g_source_destroy (waiter->source);
  g_clear_pointer (&waiter->source, g_source_unref);
  g_object_unref (waiter->task);
  g_free (waiter);
}

static gboolean
waiter_cancelled_cb (GCancellable *cancellable, gpointer data)
{
  Waiter *waiter = data;
  DsmFlight *flight = waiter->flight;
  g_autoptr (GTask) task = g_object_ref (waiter->task);

  g_ptr_array_remove (flight->waiters, waiter);
  if (flight->waiters->len == 0)
    g_cancellable_cancel (flight->cancellable);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/*
 * dsm_flight_join:
 * @task: returns %TRUE or the error when the operation is over, or when its own cancellable fires
 *
 * Returns: whether nothing was under way: the caller is to start the operation, with the
 *   cancellable of @self
 */
gboolean
dsm_flight_join (DsmFlight *self, GTask *task)
{
  gboolean first = self->waiters == NULL;
  Waiter *waiter = g_new0 (Waiter, 1);

  if (first)
    {
      self->waiters = g_ptr_array_new_with_free_func (waiter_free);
      self->cancellable = g_cancellable_new ();
    }
  waiter->flight = self;
  waiter->task = g_object_ref (task);
  if (g_task_get_cancellable (task) != NULL)
    {
      waiter->source = g_cancellable_source_new (g_task_get_cancellable (task));
      g_source_set_callback (waiter->source, G_SOURCE_FUNC (waiter_cancelled_cb), waiter, NULL);
      g_source_attach (waiter->source, g_task_get_context (task));
    }
  g_ptr_array_add (self->waiters, waiter);
  return first;
}

/*
 * dsm_flight_land:
 * @error: (nullable): why the operation failed
 *
 * Tells all who wait; whoever joins from now on starts a new operation.
 *
 * Returns: %TRUE if everybody had given the operation up, and then somebody joined: the caller is to
 *   start it again
 */
gboolean
dsm_flight_land (DsmFlight *self, const GError *error)
{
  g_autoptr (GPtrArray) waiters = NULL;

  if (self->waiters->len > 0 && g_cancellable_is_cancelled (self->cancellable))
    {
      g_object_unref (self->cancellable);
      self->cancellable = g_cancellable_new ();
      return TRUE;
    }

  waiters = g_steal_pointer (&self->waiters);
  g_clear_object (&self->cancellable);
  for (guint i = 0; i < waiters->len; i++)
    {
      Waiter *waiter = g_ptr_array_index (waiters, i);

      if (error != NULL)
        g_task_return_error (waiter->task, g_error_copy (error));
      else
        g_task_return_boolean (waiter->task, TRUE);
    }
  return FALSE;
}

void
dsm_flight_clear (DsmFlight *self)
{
  g_clear_pointer (&self->waiters, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
}
