/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-log.h"

G_BEGIN_DECLS

/**
 * DsmLogAnswer:
 *
 * A page of a log, or why there is none.
 */
typedef struct
{
  DsmLogPage *page; /* (nullable) (owned) */
  GError *error;    /* (nullable) (owned): a #DSM_ERROR, if @page is %NULL */
} DsmLogAnswer;

/* Several pages at once, each from offset on, and the NAS's clock if that is due: one request. */
void dsm_log_batch_async (DsmClient *client,
                          const char *target_id,
                          const DsmLogFilter *filters,
                          guint n_filters,
                          guint offset,
                          guint limit,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
GPtrArray *dsm_log_batch_finish (DsmClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
