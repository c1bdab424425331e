/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-sql.h"

G_BEGIN_DECLS

/* "BKSH", in the head of the file: somebody else's database is not touched. */
#define BKS_HISTORY_SCHEMA_ID 0x424b5348

typedef enum
{
  BKS_HISTORY_SCHEMA_READY,   /* as this Backstay has it */
  BKS_HISTORY_SCHEMA_OLD,     /* empty, or of an older Backstay: to be brought up */
  BKS_HISTORY_SCHEMA_NEWER,   /* of a newer one */
  BKS_HISTORY_SCHEMA_FOREIGN, /* not ours */
} BksHistorySchemaState;

gboolean bks_history_schema_look (sqlite3 *db, BksHistorySchemaState *state_out, GError **error);
gboolean bks_history_schema_bring_up (sqlite3 *db, GError **error);
guint bks_history_schema_get_version (void);

G_END_DECLS
