/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-memory-history.h"

struct _BksMemoryHistory
{
  GObject parent_instance;

  BksHistoryMemory *memory; /* (owned) */
  GPtrArray *runs;          /* (element-type BksRun) (owned), oldest first */
};

static void bks_memory_history_history_init (BksHistoryInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BksMemoryHistory,
                               bks_memory_history,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BKS_TYPE_HISTORY,
                                                      bks_memory_history_history_init))

typedef enum
{
  PROP_DAMAGE = 1,
} BksMemoryHistoryProperty;

/* Whose something is. */
typedef struct
{
  const char *nas_id;
  const char *task_id;
} Owner;

static Owner
state_owner (gconstpointer item)
{
  return (Owner){ ((const BksHistoryState *) item)->nas_id, NULL };
}

static Owner
event_owner (gconstpointer item)
{
  const BksHistoryEvent *event = item;

  return (Owner){ event->nas_id, event->task_id };
}

static Owner
mute_owner (gconstpointer item)
{
  const BksHistoryMute *mute = item;

  return (Owner){ mute->nas_id, mute->task_id };
}

static Owner
setting_owner (gconstpointer item)
{
  const BksHistorySetting *setting = item;

  return (Owner){ setting->nas_id, setting->task_id };
}

static Owner
run_owner (gconstpointer item)
{
  const BksRun *run = item;

  return (Owner){ run->nas_id, run->task_id };
}

static gboolean
is_removed (const BksHistoryChange *change, Owner owner)
{
  if (owner.nas_id == NULL)
    return FALSE;
  if (g_ptr_array_find_with_equal_func (change->removed_nas, owner.nas_id, g_str_equal, NULL))
    return TRUE;
  if (change->kept_nas != NULL
      && !g_strv_contains ((const char *const *) change->kept_nas, owner.nas_id))
    return TRUE;
  for (guint i = 0; owner.task_id != NULL && i < change->removed_tasks->len; i++)
    {
      Owner task = setting_owner (change->removed_tasks->pdata[i]);

      if (g_str_equal (task.nas_id, owner.nas_id) && g_str_equal (task.task_id, owner.task_id))
        return TRUE;
    }
  return FALSE;
}

static void
sweep (GPtrArray *items, Owner (*get_owner) (gconstpointer item), const BksHistoryChange *change)
{
  for (guint i = items->len; i > 0; i--)
    if (is_removed (change, get_owner (items->pdata[i - 1])))
      g_ptr_array_remove_index (items, i - 1);
}

static int
compare_runs (gconstpointer a, gconstpointer b)
{
  gint64 at = bks_run_get_at (*(BksRun *const *) a);
  gint64 other = bks_run_get_at (*(BksRun *const *) b);

  return (at > other) - (at < other);
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const BksHistoryEvent *event = *(BksHistoryEvent *const *) a;
  const BksHistoryEvent *other = *(BksHistoryEvent *const *) b;

  if (event->since != other->since)
    return event->since > other->since ? 1 : -1;
  return g_strcmp0 (event->id, other->id);
}

/* Whatever was known of the run becomes one with what is known now. */
static void
put_run (BksMemoryHistory *self, const BksRun *run)
{
  BksRun *whole = NULL;

  for (guint i = 0; i < self->runs->len; i++)
    {
      BksRun *old = self->runs->pdata[i];

      if (!bks_run_is_same (old, run))
        continue;
      if (whole == NULL)
        whole = old;
      else
        {
          bks_run_merge (whole, old);
          g_ptr_array_remove_index (self->runs, i--);
        }
    }
  if (whole != NULL)
    bks_run_merge (whole, run);
  else
    g_ptr_array_add (self->runs, bks_run_copy (run));
}

static void
put_setting (BksMemoryHistory *self, const BksHistorySetting *setting)
{
  GPtrArray *settings = self->memory->settings;

  for (guint i = settings->len; i > 0; i--)
    {
      const BksHistorySetting *old = settings->pdata[i - 1];

      if (g_strcmp0 (old->nas_id, setting->nas_id) == 0
          && g_strcmp0 (old->task_id, setting->task_id) == 0
          && g_str_equal (old->name, setting->name))
        g_ptr_array_remove_index (settings, i - 1);
    }
  if (setting->value != NULL)
    g_ptr_array_add (settings, bks_history_setting_copy (setting));
}

static void
apply (BksMemoryHistory *self, const BksHistoryChange *change)
{
  BksHistoryMemory *memory = self->memory;

  sweep (memory->states, state_owner, change);
  sweep (memory->events, event_owner, change);
  sweep (memory->mutes, mute_owner, change);
  sweep (memory->settings, setting_owner, change);
  sweep (self->runs, run_owner, change);

  for (guint i = 0; i < change->removed_events->len; i++)
    g_ptr_array_remove (memory->events,
                        bks_history_memory_find_event (memory, change->removed_events->pdata[i]));
  for (guint i = 0; i < change->states->len; i++)
    {
      const BksHistoryState *state = change->states->pdata[i];

      g_ptr_array_remove (memory->states, bks_history_memory_find_state (memory, state->nas_id));
      if (state->state != NULL)
        g_ptr_array_add (memory->states, bks_history_state_copy (state));
    }
  for (guint i = 0; i < change->runs->len; i++)
    put_run (self, change->runs->pdata[i]);
  g_ptr_array_sort (self->runs, compare_runs);
  for (guint i = 0; i < change->events->len; i++)
    {
      const BksHistoryEvent *event = change->events->pdata[i];

      g_ptr_array_remove (memory->events, bks_history_memory_find_event (memory, event->id));
      g_ptr_array_add (memory->events, bks_history_event_copy (event));
    }
  g_ptr_array_sort (memory->events, compare_events);
  for (guint i = 0; i < change->mutes->len; i++)
    {
      const BksHistoryMute *mute = change->mutes->pdata[i];

      g_ptr_array_remove (memory->mutes,
                          bks_history_memory_find_mute (memory, mute->nas_id, mute->task_id));
      if (mute->until != 0)
        g_ptr_array_add (memory->mutes, bks_history_mute_copy (mute));
    }
  for (guint i = 0; i < change->settings->len; i++)
    put_setting (self, change->settings->pdata[i]);
}

static void
bks_memory_history_load_async (BksHistory *history,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  BksMemoryHistory *self = BKS_MEMORY_HISTORY (history);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bks_memory_history_load_async);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, bks_history_memory_copy (self->memory),
                           (GDestroyNotify) bks_history_memory_free);
}

static gpointer
bks_memory_history_pointer_finish (BksHistory *history, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, history), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static BksHistoryMemory *
bks_memory_history_load_finish (BksHistory *history, GAsyncResult *result, GError **error)
{
  return bks_memory_history_pointer_finish (history, result, error);
}

static void
bks_memory_history_commit_async (BksHistory *history,
                                 BksHistoryChange *change,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  BksMemoryHistory *self = BKS_MEMORY_HISTORY (history);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bks_memory_history_commit_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  apply (self, change);
  bks_history_committed (history, change);
  g_task_return_boolean (task, TRUE);
}

static gboolean
bks_memory_history_boolean_finish (BksHistory *history, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, history), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
bks_memory_history_load_runs_async (BksHistory *history,
                                    const char *nas_id,
                                    const char *task_id,
                                    gint64 since,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  BksMemoryHistory *self = BKS_MEMORY_HISTORY (history);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GPtrArray *runs;

  g_task_set_source_tag (task, bks_memory_history_load_runs_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  runs = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_run_free);
  for (guint i = 0; i < self->runs->len; i++)
    {
      const BksRun *run = self->runs->pdata[i];

      if ((nas_id == NULL || g_str_equal (run->nas_id, nas_id))
          && (task_id == NULL || g_str_equal (run->task_id, task_id))
          && bks_run_get_at (run) >= since)
        g_ptr_array_add (runs, bks_run_copy (run));
    }
  g_task_return_pointer (task, runs, (GDestroyNotify) g_ptr_array_unref);
}

static GPtrArray *
bks_memory_history_load_runs_finish (BksHistory *history, GAsyncResult *result, GError **error)
{
  return bks_memory_history_pointer_finish (history, result, error);
}

static void
bks_memory_history_flush_async (BksHistory *history,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (history, cancellable, callback, user_data);

  g_task_set_source_tag (task, bks_memory_history_flush_async);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static void
bks_memory_history_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((BksMemoryHistoryProperty) prop_id)
    {
    case PROP_DAMAGE:
      g_value_set_object (value, NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_memory_history_finalize (GObject *object)
{
  BksMemoryHistory *self = BKS_MEMORY_HISTORY (object);

  bks_history_memory_free (self->memory);
  g_ptr_array_unref (self->runs);

  G_OBJECT_CLASS (bks_memory_history_parent_class)->finalize (object);
}

static void
bks_memory_history_history_init (BksHistoryInterface *iface)
{
  iface->load_async = bks_memory_history_load_async;
  iface->load_finish = bks_memory_history_load_finish;
  iface->commit_async = bks_memory_history_commit_async;
  iface->commit_finish = bks_memory_history_boolean_finish;
  iface->load_runs_async = bks_memory_history_load_runs_async;
  iface->load_runs_finish = bks_memory_history_load_runs_finish;
  iface->flush_async = bks_memory_history_flush_async;
  iface->flush_finish = bks_memory_history_boolean_finish;
}

static void
bks_memory_history_class_init (BksMemoryHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bks_memory_history_get_property;
  object_class->finalize = bks_memory_history_finalize;
  g_object_class_override_property (object_class, PROP_DAMAGE, "damage");
}

static void
bks_memory_history_init (BksMemoryHistory *self)
{
  self->memory = bks_history_memory_new ();
  self->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_run_free);
}

/**
 * bks_memory_history_new:
 *
 * Returns: (transfer full): a history that is empty, and gone with the object
 */
BksMemoryHistory *
bks_memory_history_new (void)
{
  return g_object_new (BKS_TYPE_MEMORY_HISTORY, NULL);
}
