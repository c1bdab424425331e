/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-log-reader.h"

G_BEGIN_DECLS

/* Several logs as one, by time. It reads when it is told to, and gives away what is certain: the
 * next line of each log has to be known. Signal `changed` (): a page came, failed
 * to, or was cancelled. */
#define BKS_TYPE_LOG_MERGE (bks_log_merge_get_type ())
G_DECLARE_FINAL_TYPE (BksLogMerge, bks_log_merge, BKS, LOG_MERGE, GObject)

BksLogMerge *bks_log_merge_new (gboolean oldest_first, GCancellable *cancellable);
void bks_log_merge_set_cancellable (BksLogMerge *self, GCancellable *cancellable);
guint bks_log_merge_add (BksLogMerge *self, BksLogReader *reader); /* its number, from 0 on */

/* Reads a page of each log whose lines are used up, unless it failed. Returns: whether it reads */
gboolean bks_log_merge_pull (BksLogMerge *self);

/* (nullable) (transfer full): the next line, if it is certain */
BksLogEntry *bks_log_merge_take (BksLogMerge *self, guint *log_out);

gboolean bks_log_merge_is_reading (BksLogMerge *self, guint log);
gboolean bks_log_merge_is_any_reading (BksLogMerge *self);
gboolean bks_log_merge_has_begun (BksLogMerge *self, guint log); /* a page came, or failed to */
gboolean bks_log_merge_is_at_end (BksLogMerge *self); /* of those that did not fail, all is taken */
GError *bks_log_merge_get_error (BksLogMerge *self, guint log); /* (nullable) (transfer none) */
BksLogReader *bks_log_merge_get_reader (BksLogMerge *self, guint log);
guint bks_log_merge_get_n_logs (BksLogMerge *self);

G_END_DECLS
