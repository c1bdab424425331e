/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "bks-run-history.h"

G_BEGIN_DECLS

/* A day or a run as a row of a table. Properties, all texts for people ("–" = not known): date, result,
 * duration, source, destination, added, modified, deleted; sentence, which names the row. */
#define BKS_TYPE_TASK_HISTORY_ROW (bks_task_history_row_get_type ())
G_DECLARE_FINAL_TYPE (BksTaskHistoryRow, bks_task_history_row, BKS, TASK_HISTORY_ROW, GObject)

BksTaskHistoryRow *bks_task_history_row_new_day (const BksRunDay *day, GArray *runs);
BksTaskHistoryRow *bks_task_history_row_new_run (const BksKnownRun *run);
const char *bks_task_history_row_get_date (BksTaskHistoryRow *self);
const char *bks_task_history_row_get_result (BksTaskHistoryRow *self);
void bks_task_history_row_get_day (BksTaskHistoryRow *self, gint64 *from_out, gint64 *to_out);

G_END_DECLS
