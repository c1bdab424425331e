/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-problem.h"
#include "bks-sql.h"

G_BEGIN_DECLS

/* The file that a history is in: opened when it is needed, kept aside when it is damaged. Belongs to
 * the store's worker thread alone. */
typedef struct _BksHistoryFile BksHistoryFile;

BksHistoryFile *bks_history_file_new (const char *path);
void bks_history_file_free (BksHistoryFile *self);

/* %NULL without an error: there is none, and none is wanted; or it is of a newer Backstay. */
sqlite3 *bks_history_file_open (BksHistoryFile *self, gboolean is_wanted, GError **error);
void bks_history_file_close (BksHistoryFile *self);
gboolean bks_history_file_begin_anew (BksHistoryFile *self);
BksProblem *bks_history_file_take_damage (BksHistoryFile *self); /* (nullable) (transfer full) */

G_END_DECLS
