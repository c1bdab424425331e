/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-history-change.h"
#include "bks-sql.h"

G_BEGIN_DECLS

/* What the tables hold, as the model knows it. Errors are #BKS_SQL_ERROR. */
BksHistoryMemory *bks_history_rows_read (sqlite3 *db, GError **error);
GPtrArray *bks_history_rows_read_runs (sqlite3 *db,
                                       const char *nas_id,
                                       const char *task_id,
                                       gint64 since,
                                       GError **error);

/* To be called inside a transaction. */
gboolean bks_history_rows_write (sqlite3 *db, const BksHistoryChange *change, GError **error);
gboolean bks_history_rows_thin (sqlite3 *db, gint64 before, GError **error);

G_END_DECLS
