/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-keeper-private.h"

/* How it ends: with one NAS, and with all. */

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  /* A NAS that cannot be told forgets the session by itself. */
  bks_nas_sign_out_finish (BKS_NAS (source), result, NULL);
  bks_keeper_end_work (user_data);
}

/* Ends the session as far as the NAS can be told within 2 s. */
void
bks_keeper_end_session (BksKeeper *self, BksNas *nas)
{
  bks_keeper_begin_work (self);
  bks_nas_sign_out_async (nas, NULL, signed_out_cb, self);
}

static BksRemoved *
find_removed (BksKeeper *self, BksNas *nas, guint *index_out)
{
  for (guint i = 0; i < self->removed->len; i++)
    {
      BksRemoved *removed = self->removed->pdata[i];

      if (removed->nas != nas)
        continue;
      *index_out = i;
      return removed;
    }
  return NULL;
}

/**
 * bks_keeper_remove:
 * @self: a keeper
 * @nas: a NAS in the fleet
 *
 * Takes it out of the fleet. Nothing of it is deleted before bks_keeper_commit_remove(), and
 * bks_keeper_undo_remove() brings it back; the end of the program commits.
 */
void
bks_keeper_remove (BksKeeper *self, BksNas *nas)
{
  BksRemoved *removed;

  g_return_if_fail (BKS_IS_KEEPER (self));
  g_return_if_fail (BKS_IS_NAS (nas));

  if (!bks_keeper_is_in_fleet (self, nas))
    return;
  removed = g_new0 (BksRemoved, 1);
  removed->nas = g_object_ref (nas);
  removed->position = bks_keeper_get_position (self, nas);
  g_ptr_array_add (self->removed, removed);
  bks_fleet_remove (self->fleet, nas);
}

/**
 * bks_keeper_undo_remove:
 * @self: a keeper
 * @nas: a NAS that was removed; if it is too late, nothing happens
 *
 * Brings it back where it was, with all that was known of it.
 */
void
bks_keeper_undo_remove (BksKeeper *self, BksNas *nas)
{
  g_autoptr (BksNas) back = NULL;
  BksRemoved *removed;
  guint position;
  guint index;
  guint last;

  g_return_if_fail (BKS_IS_KEEPER (self));
  g_return_if_fail (BKS_IS_NAS (nas));

  removed = find_removed (self, nas, &index);
  if (removed == NULL)
    return;
  back = g_object_ref (nas);
  position = removed->position;
  g_ptr_array_remove_index (self->removed, index);
  bks_fleet_add (self->fleet, back);
  last = g_list_model_get_n_items (G_LIST_MODEL (self->fleet)) - 1;
  bks_keeper_move (self, back, MIN (position, last));
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BksKeeper *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bks_nas_list_store_remove_finish (BKS_NAS_LIST_STORE (source), result, &error))
    bks_keeper_tell_error (self, NULL, error);
  bks_keeper_end_work (self);
}

/**
 * bks_keeper_commit_remove:
 * @self: a keeper
 * @nas: a NAS that was removed; if it was taken back, nothing happens
 *
 * Ends its session, and deletes what was kept of it: password, device ID, history, and its place in
 * the list.
 */
void
bks_keeper_commit_remove (BksKeeper *self, BksNas *nas)
{
  g_autoptr (BksNas) gone = NULL;
  BksKept *kept;
  guint index;

  g_return_if_fail (BKS_IS_KEEPER (self));
  g_return_if_fail (BKS_IS_NAS (nas));

  if (find_removed (self, nas, &index) == NULL)
    return;
  gone = g_object_ref (nas);
  g_ptr_array_remove_index (self->removed, index);
  bks_keeper_end_session (self, gone);
  kept = bks_keeper_find (self, gone);
  if (kept == NULL)
    return;
  bks_keeper_forget (self, kept, NULL, BKS_SECRET_ALL);
  bks_keeper_begin_work (self);
  bks_nas_list_store_remove_async (self->store, kept->record->id, NULL, deleted_cb, self);
  bks_keeper_forget_history (self, kept->record->id);
  bks_keeper_leave (self, kept);
}

/* Called after each work that has ended. */
void
bks_keeper_check_flush (BksKeeper *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->n_works > 0 || self->flush == NULL)
    return;
  if (self->flush_cancel != NULL)
    g_source_destroy (self->flush_cancel);
  g_clear_pointer (&self->flush_cancel, g_source_unref);
  task = g_steal_pointer (&self->flush);
  g_task_return_boolean (task, TRUE);
}

static gboolean
flush_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  BksKeeper *self = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&self->flush);

  g_clear_pointer (&self->flush_cancel, g_source_unref);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/**
 * bks_keeper_flush_async:
 * @self: a keeper
 * @cancellable: (nullable): ends the wait; a keyring may take as long as its user likes
 * @callback: when it is over
 *
 * Before the program ends: removals are committed, sessions ended (2 s for a NAS that does not
 * answer), and what is being written is waited for. Stop the poller first.
 */
void
bks_keeper_flush_async (BksKeeper *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GHashTableIter iter;
  gpointer value;
  guint n;

  g_return_if_fail (BKS_IS_KEEPER (self));
  g_return_if_fail (self->flush == NULL);

  bks_keeper_begin_work (self);
  self->flush = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->flush, bks_keeper_flush_async);
  if (cancellable != NULL)
    {
      self->flush_cancel = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->flush_cancel, G_SOURCE_FUNC (flush_cancelled_cb), self, NULL);
      g_source_attach (self->flush_cancel, g_task_get_context (self->flush));
    }
  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_cancellable_cancel (((BksKept *) value)->recall);
  while (self->removed->len > 0)
    bks_keeper_commit_remove (self, ((BksRemoved *) self->removed->pdata[0])->nas);
  n = g_list_model_get_n_items (G_LIST_MODEL (self->fleet));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (G_LIST_MODEL (self->fleet), i);

      bks_keeper_end_session (self, nas);
    }
  bks_keeper_end_work (self);
}

/**
 * bks_keeper_flush_finish:
 * @self: a keeper
 * @result: of bks_keeper_flush_async()
 * @error: (nullable): cancelled alone
 *
 * Returns: whether everything was finished
 */
gboolean
bks_keeper_flush_finish (BksKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
