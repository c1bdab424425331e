/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-log-row.h"

G_BEGIN_DECLS

/* The rows that somebody holds, by their keys. It holds none of them itself: a row takes itself out
 * when it goes. */
GHashTable *bks_log_rows_new (void);
BksLogRow *bks_log_rows_find (GHashTable *rows, gint64 key); /* (transfer none) */

BksLogRow *bks_log_row_new (GHashTable *rows, gint64 key, BksNas *nas);
void bks_log_row_set_entry (BksLogRow *self, BksLogEntry *entry);

G_END_DECLS
