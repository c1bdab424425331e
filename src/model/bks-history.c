/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-history.h"

G_DEFINE_INTERFACE (BksHistory, bks_history, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_COMMITTED,
  N_SIGNALS,
} BksHistorySignal;

static guint signals[N_SIGNALS];

static void
bks_history_default_init (BksHistoryInterface *iface)
{
  g_object_interface_install_property (
      iface,
      g_param_spec_object ("damage", NULL, NULL, BKS_TYPE_PROBLEM,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS));
  signals[SIGNAL_COMMITTED] = g_signal_new ("committed", G_TYPE_FROM_INTERFACE (iface),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            BKS_TYPE_HISTORY_CHANGE);
}

/**
 * bks_history_load_async:
 * @self: a history
 * @cancellable: (nullable): ends the wait
 * @callback: when it is there
 *
 * Reads everything but the runs. What cannot be read is not there, and `damage` says so: a damaged
 * history is kept aside, and a new one begun.
 */
void
bks_history_load_async (BksHistory *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (BKS_IS_HISTORY (self));

  BKS_HISTORY_GET_IFACE (self)->load_async (self, cancellable, callback, user_data);
}

/**
 * bks_history_load_finish:
 * @self: a history
 * @result: of bks_history_load_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR if nothing can be read here, or cancelled
 *
 * Returns: (transfer full) (nullable): what is remembered; %NULL if @error is set
 */
BksHistoryMemory *
bks_history_load_finish (BksHistory *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BKS_IS_HISTORY (self), NULL);

  return BKS_HISTORY_GET_IFACE (self)->load_finish (self, result, error);
}

/**
 * bks_history_commit_async:
 * @self: a history
 * @change: (transfer none): what to write. It must not be changed any more
 * @cancellable: (nullable): ends the wait. What has begun to be written is written
 * @callback: when it is written, so that it is there after a crash
 *
 * Writes all of @change, or nothing of it. Commits are written in the order in which they are begun.
 */
void
bks_history_commit_async (BksHistory *self,
                          BksHistoryChange *change,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (BKS_IS_HISTORY (self));
  g_return_if_fail (change != NULL);

  BKS_HISTORY_GET_IFACE (self)->commit_async (self, change, cancellable, callback, user_data);
}

/**
 * bks_history_commit_finish:
 * @self: a history
 * @result: of bks_history_commit_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR if nothing of it was written, or cancelled
 *
 * Returns: whether all of it is written
 */
gboolean
bks_history_commit_finish (BksHistory *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BKS_IS_HISTORY (self), FALSE);

  return BKS_HISTORY_GET_IFACE (self)->commit_finish (self, result, error);
}

/**
 * bks_history_load_runs_async:
 * @self: a history
 * @nas_id: (nullable): of this NAS; %NULL = of all
 * @task_id: (nullable): of this task; %NULL = of all
 * @since: that began (or ended, where the begin is not known) then or later, µs since the Unix epoch,
 *   UTC; 0 = all
 * @cancellable: (nullable): ends the wait
 * @callback: when they are there
 *
 * Reads runs. Those of more than two years ago are thinned: one in a week is left.
 */
void
bks_history_load_runs_async (BksHistory *self,
                             const char *nas_id,
                             const char *task_id,
                             gint64 since,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (BKS_IS_HISTORY (self));

  BKS_HISTORY_GET_IFACE (self)->load_runs_async (self, nas_id, task_id, since, cancellable,
                                                 callback, user_data);
}

/**
 * bks_history_load_runs_finish:
 * @self: a history
 * @result: of bks_history_load_runs_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: (transfer full) (element-type BksRun) (nullable): the runs, oldest first; %NULL if @error
 *   is set
 */
GPtrArray *
bks_history_load_runs_finish (BksHistory *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BKS_IS_HISTORY (self), NULL);

  return BKS_HISTORY_GET_IFACE (self)->load_runs_finish (self, result, error);
}

/**
 * bks_history_flush_async:
 * @self: a history
 * @cancellable: (nullable): ends the wait
 * @callback: when every commit that was begun before is written, or has failed
 *
 * For the end of the program. What is committed later is written all the same.
 */
void
bks_history_flush_async (BksHistory *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (BKS_IS_HISTORY (self));

  BKS_HISTORY_GET_IFACE (self)->flush_async (self, cancellable, callback, user_data);
}

/**
 * bks_history_flush_finish:
 * @self: a history
 * @result: of bks_history_flush_async()
 * @error: (nullable): cancelled
 *
 * Returns: whether nothing is under way any more
 */
gboolean
bks_history_flush_finish (BksHistory *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BKS_IS_HISTORY (self), FALSE);

  return BKS_HISTORY_GET_IFACE (self)->flush_finish (self, result, error);
}

/**
 * bks_history_get_damage:
 * @self: a history
 *
 * Returns: (nullable) (transfer none): why what was remembered is not there
 */
BksProblem *
bks_history_get_damage (BksHistory *self)
{
  g_autoptr (BksProblem) damage = NULL;

  g_return_val_if_fail (BKS_IS_HISTORY (self), NULL);

  /* The object keeps it. */
  g_object_get (self, "damage", &damage, NULL);
  return damage;
}

/**
 * bks_history_committed:
 * @self: a history
 * @change: what it has just written
 *
 * For implementations: tells those who listen.
 */
void
bks_history_committed (BksHistory *self, BksHistoryChange *change)
{
  g_return_if_fail (BKS_IS_HISTORY (self));

  g_signal_emit (self, signals[SIGNAL_COMMITTED], 0, change);
}
