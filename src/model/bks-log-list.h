/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-log-query.h"
#include "bks-log-row.h"
#include "bks-log-source.h"

G_BEGIN_DECLS

/* What is kept where lines are not read as they are looked at: of several NAS, or by level. */
#define BKS_LOG_LIST_LIMIT 10000

/**
 * BksLogSortKey:
 *
 * What a list that is complete can be sorted by.
 */
typedef enum
{
  BKS_LOG_SORT_NONE, /* by time, as the query says */
  BKS_LOG_SORT_LEVEL,
  BKS_LOG_SORT_NAS,
  BKS_LOG_SORT_TASK,
  BKS_LOG_SORT_EVENT,
  BKS_LOG_SORT_USER,
} BksLogSortKey;

/**
 * BksLogList:
 *
 * The lines of logs that a query wants, a #GListModel of #BksLogRow. Never wrap it in a sort or
 * filter model: those fetch every item, and here an item that is looked at is asked for.
 *
 * Of one NAS without a level it has all rows from the first answer on, and reads pages of 500 lines
 * as their rows are asked for. Else it has the rows that were found: several NAS are merged by time
 * and read on when the last rows are asked for; with a level (and in a Vault target's log with any
 * filter, since there the NAS cannot filter) it scans on by itself until all is read, there are
 * %BKS_LOG_LIST_LIMIT matches, or bks_log_list_stop().
 *
 * Nothing is sent before bks_log_list_start(). Whatever is set afterwards takes effect at once and
 * cancels what is in flight.
 */
#define BKS_TYPE_LOG_LIST (bks_log_list_get_type ())
G_DECLARE_FINAL_TYPE (BksLogList, bks_log_list, BKS, LOG_LIST, GObject)

/* Properties, read only, all notify:
 *   total (int64)      lines that the NAS have for the query, whatever their level; -1 = not known
 *   n-items (uint)     rows of the list
 *   n-new (uint)       new lines that bks_log_list_take_new() would put at the top
 *   n-scanned (int64)  lines that were looked at, where the list scans or merges; else 0
 *   n-to-scan (int64)  of so many; -1 = not known
 *   is-scanning        it goes on by itself: bks_log_list_stop() is of use
 *   is-busy            something is on its way
 *   is-loaded          the first rows are there, or the first answers failed: empty is empty
 *   is-complete        every line that fits is loaded: bks_log_list_set_sort() works
 *   is-limited         there are more than BKS_LOG_LIST_LIMIT, or it was stopped: some are left out
 */

BksLogList *bks_log_list_new (void);

/* What is read: the Hyper Backup logs of NAS, or the log of one target of a Vault. */
void bks_log_list_set_nas_list (BksLogList *self, GListModel *nas_list); /* (nullable) of BksNas */
void bks_log_list_set_vault_target (BksLogList *self, BksNas *nas, const char *target_id);
gboolean bks_log_list_is_of_vault (BksLogList *self);
void bks_log_list_set_query (BksLogList *self, const BksLogQuery *query); /* (nullable): all */
const BksLogQuery *bks_log_list_get_query (BksLogList *self);

void bks_log_list_start (BksLogList *self);   /* from here on it asks */
void bks_log_list_stop (BksLogList *self);    /* ends a scan; what is found stays */
void bks_log_list_suspend (BksLogList *self); /* cancels all; bks_log_list_start() goes on */
void bks_log_list_reload (BksLogList *self);  /* all anew */
void bks_log_list_retry (BksLogList *self, BksNas *nas); /* of the source that has a problem */
void bks_log_list_load_all (BksLogList *self); /* everything, up to the limit: see is-complete */

GListModel *bks_log_list_get_sources (BksLogList *self); /* (transfer none) of BksLogSource */

/* New lines: one small request for each NAS, then n-new. */
void bks_log_list_look_for_new (BksLogList *self);
void bks_log_list_take_new (BksLogList *self);

gint64 bks_log_list_get_total (BksLogList *self);
guint bks_log_list_get_n_new (BksLogList *self);
gint64 bks_log_list_get_n_scanned (BksLogList *self);
gint64 bks_log_list_get_n_to_scan (BksLogList *self);
gboolean bks_log_list_get_is_scanning (BksLogList *self);
gboolean bks_log_list_get_is_busy (BksLogList *self);
gboolean bks_log_list_get_is_loaded (BksLogList *self);
gboolean bks_log_list_get_is_complete (BksLogList *self);
gboolean bks_log_list_get_is_limited (BksLogList *self);

/* Looks without asking the NAS. */
BksLogEntry *bks_log_list_peek (BksLogList *self, guint position); /* (nullable) (transfer none) */
typedef void (*BksLogListFunc) (BksLogEntry *entry, BksNas *nas, gpointer user_data);
void bks_log_list_foreach_loaded (BksLogList *self, BksLogListFunc func, gpointer user_data);

/* The position of the loaded line nearest to a moment, in the order of the query. */
gboolean bks_log_list_find_moment (BksLogList *self, gint64 moment, guint *position_out);

/* Returns: whether it did; only a complete list can. A new query sorts by time again. */
gboolean bks_log_list_set_sort (BksLogList *self, BksLogSortKey key, gboolean descending);
BksLogSortKey bks_log_list_get_sort_key (BksLogList *self);
gboolean bks_log_list_get_sort_descending (BksLogList *self);

G_END_DECLS
