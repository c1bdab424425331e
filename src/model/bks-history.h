/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-history-change.h"
#include "bks-problem.h"

G_BEGIN_DECLS

/**
 * BksHistory:
 *
 * What Backstay remembers beside the list of NAS: the last known state of each, the runs that were
 * seen, the events, and what their user said about them. Never a secret. It may be shared with other
 * processes.
 *
 * Property `damage` (#BksProblem or %NULL): why what was remembered is not there: it was damaged and
 * is kept aside (a new one was begun), or it was written by a newer Backstay (then it is left alone,
 * and each commit fails). Notifies; it may come with the load or with any later commit.
 *
 * Signal `committed` (#BksHistoryChange): this object has just written that change. Changes of other
 * processes are seen with the next load.
 */
#define BKS_TYPE_HISTORY (bks_history_get_type ())
G_DECLARE_INTERFACE (BksHistory, bks_history, BKS, HISTORY, GObject)

struct _BksHistoryInterface
{
  GTypeInterface parent_interface;

  void (*load_async) (BksHistory *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  BksHistoryMemory *(*load_finish) (BksHistory *self, GAsyncResult *result, GError **error);

  void (*commit_async) (BksHistory *self,
                        BksHistoryChange *change,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  gboolean (*commit_finish) (BksHistory *self, GAsyncResult *result, GError **error);

  void (*load_runs_async) (BksHistory *self,
                           const char *nas_id,
                           const char *task_id,
                           gint64 since,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
  GPtrArray *(*load_runs_finish) (BksHistory *self, GAsyncResult *result, GError **error);

  void (*flush_async) (BksHistory *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  gboolean (*flush_finish) (BksHistory *self, GAsyncResult *result, GError **error);
};

/* Everything but the runs: states, events, mutes, settings. */
void bks_history_load_async (BksHistory *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
BksHistoryMemory *bks_history_load_finish (BksHistory *self, GAsyncResult *result, GError **error);

/* All of a change or nothing of it, in the order in which commits were begun. */
void bks_history_commit_async (BksHistory *self,
                               BksHistoryChange *change,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean bks_history_commit_finish (BksHistory *self, GAsyncResult *result, GError **error);

/* Runs, oldest first. */
void bks_history_load_runs_async (BksHistory *self,
                                  const char *nas_id,
                                  const char *task_id,
                                  gint64 since,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *bks_history_load_runs_finish (BksHistory *self, GAsyncResult *result, GError **error);

/* The end: returns when everything that was begun before is written. */
void bks_history_flush_async (BksHistory *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean bks_history_flush_finish (BksHistory *self, GAsyncResult *result, GError **error);

BksProblem *bks_history_get_damage (BksHistory *self); /* (nullable) (transfer none) */

/* For implementations. */
void bks_history_committed (BksHistory *self, BksHistoryChange *change);

G_END_DECLS
