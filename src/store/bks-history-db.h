/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-history.h"

G_BEGIN_DECLS

/* The history in a database, shared by the window and the command line. */
#define BKS_TYPE_HISTORY_DB (bks_history_db_get_type ())
G_DECLARE_FINAL_TYPE (BksHistoryDb, bks_history_db, BKS, HISTORY_DB, GObject)

BksHistoryDb *bks_history_db_new (const char *path);
const char *bks_history_db_get_path (BksHistoryDb *self);

G_END_DECLS
