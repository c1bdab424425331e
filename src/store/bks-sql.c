/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-store"

#include "bks-sql.h"

#include <stdarg.h>

G_DEFINE_QUARK (bks - sql - error - quark, bks_sql_error)

/*
 * bks_sql_is_damage:
 * @error: (nullable): what SQLite said
 *
 * Returns: whether the file is at fault, and not the disk, the rights or another process
 */
gboolean
bks_sql_is_damage (const GError *error)
{
  return g_error_matches (error, BKS_SQL_ERROR, SQLITE_CORRUPT)
         || g_error_matches (error, BKS_SQL_ERROR, SQLITE_NOTADB);
}

/*
 * bks_sql_set_error:
 * @db: (nullable): the database that has just failed; %NULL = there was no memory for one
 *
 * Tells why.
 */
void
bks_sql_set_error (sqlite3 *db, GError **error)
{
  int code = db != NULL ? sqlite3_errcode (db) & 0xff : SQLITE_NOMEM;
  int number = db != NULL ? sqlite3_system_errno (db) : 0;

  g_debug ("SQLite: %s (%d)", db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (code), code);
  if (number != 0 && (code == SQLITE_CANTOPEN || code == SQLITE_IOERR || code == SQLITE_FULL))
    g_set_error_literal (error, BKS_SQL_ERROR, code, g_strerror (number));
  else
    g_set_error_literal (error, BKS_SQL_ERROR, code, sqlite3_errstr (code));
}

/* The bound values outlive the statement: nothing is copied. */
static int
bind (sqlite3_stmt *statement, const char *types, va_list values)
{
  int result = SQLITE_OK;

  for (int i = 1; *types != '\0' && result == SQLITE_OK; i++, types++)
    switch (*types)
      {
      case 's':
        result = sqlite3_bind_text (statement, i, va_arg (values, const char *), -1, SQLITE_STATIC);
        break;
      case 'i':
        result = sqlite3_bind_int64 (statement, i, va_arg (values, gint64));
        break;
      case 'b':
        {
          GBytes *bytes = va_arg (values, GBytes *);
          gsize size = 0;
          const void *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

          if (bytes == NULL)
            result = sqlite3_bind_null (statement, i);
          else
            result = sqlite3_bind_blob64 (statement, i, data != NULL ? data : "", size,
                                          SQLITE_STATIC);
          break;
        }
      default:
        g_assert_not_reached ();
      }
  return result;
}

static gboolean
query (sqlite3 *db,
       BksSqlRow row,
       gpointer user_data,
       GError **error,
       const char *sql,
       const char *types,
       va_list values)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);

  if (result == SQLITE_OK)
    result = bind (statement, types, values);
  if (result == SQLITE_OK)
    while ((result = sqlite3_step (statement)) == SQLITE_ROW)
      if (row != NULL)
        row (statement, user_data);
  if (result != SQLITE_DONE)
    bks_sql_set_error (db, error);
  sqlite3_finalize (statement);
  return result == SQLITE_DONE;
}

/*
 * bks_sql_run:
 * @sql: one statement
 * @types: what follows, one letter for each parameter
 *
 * Returns: whether it was done; @error is a #BKS_SQL_ERROR
 */
gboolean
bks_sql_run (sqlite3 *db, GError **error, const char *sql, const char *types, ...)
{
  gboolean is_done;
  va_list values;

  va_start (values, types);
  is_done = query (db, NULL, NULL, error, sql, types, values);
  va_end (values);
  return is_done;
}

/*
 * bks_sql_query:
 * @row: called for each row
 * @sql: one statement
 * @types: what follows, one letter for each parameter
 *
 * Returns: whether all rows were read; @error is a #BKS_SQL_ERROR
 */
gboolean
bks_sql_query (sqlite3 *db,
               BksSqlRow row,
               gpointer user_data,
               GError **error,
               const char *sql,
               const char *types,
               ...)
{
  gboolean is_done;
  va_list values;

  va_start (values, types);
  is_done = query (db, row, user_data, error, sql, types, values);
  va_end (values);
  return is_done;
}

static void
take_number (sqlite3_stmt *row, gpointer user_data)
{
  *(gint64 *) user_data = sqlite3_column_int64 (row, 0);
}

/*
 * bks_sql_get_number:
 * @sql: a query of one number
 * @number_out: (out): 0 if there is no row
 *
 * Returns: whether it could be asked; @error is a #BKS_SQL_ERROR
 */
gboolean
bks_sql_get_number (sqlite3 *db, const char *sql, gint64 *number_out, GError **error)
{
  *number_out = 0;
  return bks_sql_query (db, take_number, number_out, error, sql, "");
}

char *
bks_sql_dup_text (sqlite3_stmt *row, int column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

GBytes *
bks_sql_get_bytes (sqlite3_stmt *row, int column)
{
  const void *data;

  if (sqlite3_column_type (row, column) != SQLITE_BLOB)
    return NULL;
  data = sqlite3_column_blob (row, column);
  return g_bytes_new (data, (gsize) sqlite3_column_bytes (row, column));
}
