/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-log-entry.h"
#include "bks-nas.h"

G_BEGIN_DECLS

/**
 * BksLogMoment:
 *
 * A bound of a span of time, as a person names it.
 */
typedef struct
{
  gboolean is_set;
  gboolean is_wall_clock; /* of the NAS, whatever its zone */
  gint64 seconds;         /* since the Unix epoch; a wall clock is read as if it were UTC */
} BksLogMoment;

/**
 * BksLogFilter:
 *
 * Which lines are wanted. Levels are told apart here: the NAS cannot be asked for them.
 */
typedef struct
{
  const char *keyword; /* (nullable) */
  const char *task_id; /* (nullable) */
  BksLogMoment from;
  BksLogMoment to;   /* this second included */
  BksLogLevel level; /* BKS_LOG_UNKNOWN = all */
} BksLogFilter;

typedef struct _BksLogQuery BksLogQuery; /* bks-log-query.h */

#define BKS_TYPE_LOG_READER (bks_log_reader_get_type ())
G_DECLARE_FINAL_TYPE (BksLogReader, bks_log_reader, BKS, LOG_READER, GObject)

BksLogReader *bks_log_reader_new (BksNas *nas, const BksLogFilter *filter);
BksLogReader *bks_log_reader_new_vault (BksNas *nas, const char *target_id);
BksLogReader *bks_log_reader_new_for_query (BksNas *nas,
                                            const char *target_id,
                                            const BksLogQuery *query);

BksNas *bks_log_reader_get_nas (BksLogReader *self);
void bks_log_reader_skip (BksLogReader *self, guint n); /* before the first page */
void bks_log_reader_set_page_size (BksLogReader *self, guint n);
gint64 bks_log_reader_get_total (BksLogReader *self); /* of all levels; -1 = not known */
gboolean bks_log_reader_is_at_end (BksLogReader *self);
gint64 bks_log_reader_get_n_scanned (BksLogReader *self);
GPtrArray *bks_log_reader_get_head (BksLogReader *self, gint64 *total_out);

/* The next lines, in its order; may be none although more follow: bks_log_reader_is_at_end(). */
void bks_log_reader_next_async (BksLogReader *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *bks_log_reader_next_finish (BksLogReader *self, GAsyncResult *result, GError **error);

G_END_DECLS
