/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-log-entry.h"
#include "bks-nas.h"

G_BEGIN_DECLS

/**
 * BksLogRow:
 *
 * A row of a #BksLogList. Its line may still be on its way: then `entry` is %NULL, and notifies when
 * it has come. A row that somebody holds stays the same object wherever new lines move it.
 */
#define BKS_TYPE_LOG_ROW (bks_log_row_get_type ())
G_DECLARE_FINAL_TYPE (BksLogRow, bks_log_row, BKS, LOG_ROW, GObject)

/* Properties: entry (BksLogEntry, nullable), nas (BksNas), task-name (string, nullable; notifies with
 * entry). */

BksLogEntry *bks_log_row_get_entry (BksLogRow *self); /* (nullable) (transfer none) */
BksNas *bks_log_row_get_nas (BksLogRow *self);        /* (transfer none) */

/* What stands as the task's name in front of the event, "[Local][name] …", where that is plain. */
const char *bks_log_row_get_task_name (BksLogRow *self); /* (nullable) */
char *bks_log_event_dup_task_name (const char *event);   /* (nullable) */

G_END_DECLS
