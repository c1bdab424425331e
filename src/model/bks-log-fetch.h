/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-log-query.h"

G_BEGIN_DECLS

/* A page of this many lines is some 80 kB on the wire. */
#define BKS_LOG_PAGE 500

/* A page of a log as the NAS gave it, newest line first. */
typedef struct
{
  GPtrArray *entries; /* (owned) (element-type BksLogEntry) */
  guint n_dropped;    /* rows besides that could not be read */
  gint64 total;       /* of what the NAS was asked for; -1 = it did not say */
} BksLogPage;

void bks_log_page_free (BksLogPage *self);
guint bks_log_page_count_rows (const BksLogPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksLogPage, bks_log_page_free)

/* What is left to do here with the lines that the NAS found: levels, and of a Vault target's log
 * everything. */
gboolean bks_log_query_needs_scan (const BksLogQuery *self, gboolean of_vault);
gboolean bks_log_query_fits (const BksLogQuery *self,
                             gboolean of_vault,
                             BksNas *nas,
                             BksLogEntry *entry);

/* Each NAS numbers its tasks itself: one that is known not to have this one need not be asked. */
gboolean bks_log_query_concerns (const BksLogQuery *self, BksNas *nas);

/* Returns: (nullable) (transfer full): why the moments of a query cannot be told the NAS */
BksProblem *bks_log_query_resolve (const BksLogQuery *self,
                                   BksNas *nas,
                                   gint64 *from_out,
                                   gint64 *to_out);

void bks_log_fetch_async (BksNas *nas,
                          const char *target_id,
                          const BksLogQuery *query,
                          guint offset,
                          guint limit,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
BksLogPage *bks_log_fetch_finish (BksNas *nas, GAsyncResult *result, GError **error);

/* How many lines each of the spans has, in µs since the Unix epoch, UTC, both ends included. */
void bks_log_fetch_totals_async (BksNas *nas,
                                 const BksLogQuery *query,
                                 const gint64 *spans,
                                 guint n_spans,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GArray *bks_log_fetch_totals_finish (BksNas *nas, GAsyncResult *result, GError **error);

G_END_DECLS
