/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "bks-task.h"

G_BEGIN_DECLS

/* What became of one task of a batch. */
typedef enum
{
  BKS_BATCH_WAITING,
  BKS_BATCH_WORKING,
  BKS_BATCH_DONE,
  BKS_BATCH_SKIPPED, /* the action does not fit it, or its turn did not come */
  BKS_BATCH_FAILED,
} BksBatchState;

#define BKS_TYPE_BATCH_ITEM (bks_batch_item_get_type ())
G_DECLARE_FINAL_TYPE (BksBatchItem, bks_batch_item, BKS, BATCH_ITEM, GObject)

BksTask *bks_batch_item_get_task (BksBatchItem *self);
BksBatchState bks_batch_item_get_state (BksBatchItem *self); /* property "state" notifies */
const char *bks_batch_item_get_text (BksBatchItem *self); /* translated: "Started", "Skipped: …" */

/* One action on several tasks, one after the other: a GListModel of BksBatchItem, in their order. */
#define BKS_TYPE_BATCH (bks_batch_get_type ())
G_DECLARE_FINAL_TYPE (BksBatch, bks_batch, BKS, BATCH, GObject)

BksBatch *bks_batch_new (BksAction action, GListModel *tasks);
BksAction bks_batch_get_action (BksBatch *self);
guint bks_batch_count (BksBatch *self, BksBatchState state);

void bks_batch_run_async (BksBatch *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean bks_batch_run_finish (BksBatch *self, GAsyncResult *result, GError **error);

G_END_DECLS
