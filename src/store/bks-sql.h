/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* SQLite with GLib's errors. The code is SQLite's primary result code; the message is for people: the
 * system's own reason where there is one. */
#define BKS_SQL_ERROR (bks_sql_error_quark ())
GQuark bks_sql_error_quark (void);

gboolean bks_sql_is_damage (const GError *error);

/* Called for each row. */
typedef void (*BksSqlRow) (sqlite3_stmt *row, gpointer user_data);

/* What is bound to the parameters, one letter each: 's' const char * (nullable), 'i' gint64, 'b' GBytes *
 * (nullable). */
gboolean bks_sql_run (sqlite3 *db, GError **error, const char *sql, const char *types, ...);
gboolean bks_sql_query (sqlite3 *db,
                        BksSqlRow row,
                        gpointer user_data,
                        GError **error,
                        const char *sql,
                        const char *types,
                        ...);
gboolean bks_sql_get_number (sqlite3 *db, const char *sql, gint64 *number_out, GError **error);
void bks_sql_set_error (sqlite3 *db, GError **error);

char *bks_sql_dup_text (sqlite3_stmt *row, int column); /* (nullable): UTF-8, whatever is stored */
GBytes *bks_sql_get_bytes (sqlite3_stmt *row, int column); /* (nullable) (transfer full) */

G_END_DECLS
