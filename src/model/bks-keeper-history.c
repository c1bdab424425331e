/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-keeper-private.h"

#include "bks-nas-state.h"

/* What is remembered of the NAS beside the list: shown until they answer, and gone with them. */

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BksKeeper *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bks_history_commit_finish (BKS_HISTORY (source), result, &error))
    bks_keeper_tell_error (self, NULL, error);
  bks_keeper_end_work (self);
}

static void
commit (BksKeeper *self, BksHistoryChange *change)
{
  bks_keeper_begin_work (self);
  bks_history_commit_async (self->history, change, NULL, changed_cb, self);
}

/* Everything that is remembered of a NAS goes. */
void
bks_keeper_forget_history (BksKeeper *self, const char *nas_id)
{
  g_autoptr (BksHistoryChange) change = NULL;

  if (self->history == NULL)
    return;
  change = bks_history_change_new ();
  bks_history_change_remove_nas (change, nas_id);
  commit (self, change);
}

/* Shows what is remembered of a NAS, if it has not answered yet. */
void
bks_keeper_remind (BksKeeper *self, BksNas *nas)
{
  const BksHistoryState *state = NULL;

  if (self->memory != NULL)
    state = bks_history_memory_find_state (self->memory, bks_nas_get_id (nas));
  if (state != NULL)
    bks_nas_restore_state (nas, state->state, state->at);
}

static void
find_stranger (BksKeeper *self, const char *nas_id, gboolean *is_found)
{
  *is_found |= nas_id != NULL && !g_hash_table_contains (self->kept, nas_id);
}

static gboolean
has_strangers (BksKeeper *self)
{
  const BksHistoryMemory *memory = self->memory;
  gboolean is_found = FALSE;

  for (guint i = 0; i < memory->states->len; i++)
    find_stranger (self, ((BksHistoryState *) memory->states->pdata[i])->nas_id, &is_found);
  for (guint i = 0; i < memory->events->len; i++)
    find_stranger (self, ((BksHistoryEvent *) memory->events->pdata[i])->nas_id, &is_found);
  for (guint i = 0; i < memory->mutes->len; i++)
    find_stranger (self, ((BksHistoryMute *) memory->mutes->pdata[i])->nas_id, &is_found);
  for (guint i = 0; i < memory->settings->len; i++)
    find_stranger (self, ((BksHistorySetting *) memory->settings->pdata[i])->nas_id, &is_found);
  return is_found;
}

/* A NAS that was removed while nobody looked: by the command line, say. A list that was damaged may
 * just not name it any more, so then nothing is forgotten. */
static void
forget_strangers (BksKeeper *self)
{
  g_autoptr (BksHistoryChange) change = NULL;
  g_autofree const char **ids = NULL;

  if (!self->is_loaded || self->damage != NULL || !has_strangers (self))
    return;
  ids = (const char **) g_hash_table_get_keys_as_array (self->kept, NULL);
  change = bks_history_change_new ();
  bks_history_change_keep_nas (change, ids);
  commit (self, change);
}

/* Both the list and the memory are there, or will not come. */
void
bks_keeper_end_reminding (BksKeeper *self)
{
  if (self->memory != NULL)
    forget_strangers (self);
  g_clear_pointer (&self->memory, bks_history_memory_free);
}

/*
 * bks_keeper_take_memory:
 * @memory: (transfer full): what is remembered
 *
 * The NAS that are there show it at once, those that come when they come.
 */
void
bks_keeper_take_memory (BksKeeper *self, BksHistoryMemory *memory)
{
  GHashTableIter iter;
  gpointer value;

  g_clear_pointer (&self->memory, bks_history_memory_free);
  self->memory = memory;
  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    bks_keeper_remind (self, ((BksKept *) value)->nas);
}

static void
bks_keeper_history_damage_cb (BksKeeper *self)
{
  BksProblem *damage = bks_history_get_damage (self->history);

  if (damage != NULL)
    bks_keeper_tell (self, NULL, bks_problem_get_message (damage));
}

/**
 * bks_keeper_set_history:
 * @self: a keeper that has not loaded yet
 * @history: what is remembered beside the list
 *
 * From now on a load also shows the last known state of each NAS until it answers, and whoever removes
 * a NAS removes what is remembered of it. Damage of the history is a `notice`.
 */
void
bks_keeper_set_history (BksKeeper *self, BksHistory *history)
{
  g_return_if_fail (BKS_IS_KEEPER (self));
  g_return_if_fail (BKS_IS_HISTORY (history) && self->history == NULL);

  self->history = g_object_ref (history);
  g_signal_connect_object (history, "notify::damage", G_CALLBACK (bks_keeper_history_damage_cb),
                           self, G_CONNECT_SWAPPED);
}
