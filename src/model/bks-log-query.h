/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-log-reader.h"

G_BEGIN_DECLS

/**
 * BksLogQuery:
 *
 * Which lines of a log are wanted, and in which order. As a boxed record it owns its texts.
 */
struct _BksLogQuery
{
  char *keyword; /* (nullable) (owned): NULL or "" = any */
  char *task_id; /* (nullable) (owned): NULL = of all tasks; each NAS numbers its own */
  BksLogMoment from;
  BksLogMoment to;   /* this second included */
  BksLogLevel level; /* the least: UNKNOWN or INFO = all; WARNING = warnings, errors and words that
                          * nobody knows; ERROR = errors */
  gboolean oldest_first; /* else newest first */
};

#define BKS_TYPE_LOG_QUERY (bks_log_query_get_type ())
GType bks_log_query_get_type (void);

BksLogQuery *bks_log_query_new (void); /* every line, newest first */
BksLogQuery *bks_log_query_copy (const BksLogQuery *self);
void bks_log_query_free (BksLogQuery *self);
gboolean bks_log_query_equal (const BksLogQuery *a, const BksLogQuery *b); /* NULL = every line */

void bks_log_query_set_keyword (BksLogQuery *self, const char *keyword);
void bks_log_query_set_task_id (BksLogQuery *self, const char *task_id);

/* From is later than to: such a query is never sent, and a list of it is empty. */
gboolean bks_log_query_is_reversed (const BksLogQuery *self);
gboolean bks_log_query_has_level (const BksLogQuery *self); /* the NAS cannot do all of it */
gboolean bks_log_query_wants_level (const BksLogQuery *self, BksLogLevel level);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksLogQuery, bks_log_query_free)

G_END_DECLS
