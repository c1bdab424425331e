/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-log-fetch.h"
#include "bks-log-list.h"
#include "bks-log-merge.h"
#include "bks-log-pages.h"
#include "bks-log-row-private.h"
#include "bks-log-source-private.h"

G_BEGIN_DECLS

/* Lines that are asked for to see whether there are new ones. */
#define BKS_LOG_LIST_LOOK 50

typedef enum
{
  BKS_LOG_LIST_NONE,   /* nothing is asked for */
  BKS_LOG_LIST_PAGED,  /* one NAS, which does all of the filtering: pages of it */
  BKS_LOG_LIST_MERGED, /* what was found of one or several */
} BksLogListMode;

typedef enum
{
  BKS_LOG_ASKS_NOTHING,
  BKS_LOG_ASKS_PAGE,
  BKS_LOG_ASKS_NEW,
} BksLogListAsks;

/* What the properties say. */
typedef struct
{
  gint64 total;
  guint n_items;
  guint n_new;
  gint64 n_scanned;
  gint64 n_to_scan;
  gboolean is_scanning;
  gboolean is_busy;
  gboolean is_loaded;
  gboolean is_complete;
  gboolean is_limited;
} BksLogListState;

/* Pages of one log. Keys are those of #BksLogPages. */
typedef struct
{
  BksLogPages *pages; /* (owned) */
  gint64 shift;       /* lines that the NAS has before key 0: its offset is the key plus this */
  gint64 begin;       /* the newest key that is shown */
  gint64 end;         /* after the oldest */
  gint64 seen_end;    /* after the oldest line that was ever seen */
  gint64 total;       /* as the NAS said last; -1 = it did not */
  gboolean is_total_wrong;
  gboolean is_end_known;
  GPtrArray *head; /* (nullable) (owned): the newest lines when they were last looked at */
  gint64 head_key; /* of the first of them */
  GArray *wanted;  /* (owned) of gint64: numbers of pages, the most urgent one last */
  BksLogListAsks asks;
  gint64 asked_page;
  guint asked_offset;
  guint asked_limit;
  guint look_limit; /* lines to look for new ones with; 0 = nobody wants to */
  gboolean wants_all;
} BksLogPaged;

/* What is known of one log among those that are merged. */
typedef struct
{
  BksLogSource *source; /* (owned) */
  int log;              /* its number in the merge; -1 = it is not asked */
  GPtrArray *head;      /* (nullable) (owned): the newest lines, wanted or not */
  gint64 head_total;
  GPtrArray *pending; /* (owned): new lines that are wanted, newest first */
  gboolean is_looking;
  guint look_limit;
} BksLogFeed;

typedef struct
{
  BksLogMerge *merge; /* (nullable) (owned) */
  GPtrArray *feeds;   /* (owned) (element-type BksLogFeed) */
  GPtrArray *entries; /* (owned) (element-type BksLogEntry) */
  GArray *origins;    /* (owned) of guint16: whose feed each is from */
  gint64 first_key;   /* of the row at the top */
  gboolean wants_more;
  gboolean wants_all;
  gboolean is_stopped;
} BksLogMerged;

struct _BksLogList
{
  GObject parent_instance;

  GListModel *nas_list; /* (nullable) (owned) */
  BksNas *vault_nas;    /* (nullable) (owned) */
  char *target_id;      /* (nullable) (owned): of its Vault */
  BksLogQuery *query;   /* (owned) */
  GListStore *sources;  /* (owned) of BksLogSource */

  gboolean is_started;
  BksNas *insisted_nas; /* (nullable) (unowned): is asked although it seems not to answer */
  BksLogListMode mode;
  GCancellable *cancellable; /* (owned): of all that is under way */
  guint pump_id;             /* an idle: what rows ask for while they are shown goes out together */
  gboolean is_loaded;
  BksLogListState state; /* as it was said last */

  GHashTable *rows; /* (owned): those that somebody holds */
  guint n_items;
  guint *order; /* (nullable) (owned): where the row at a position is by time */
  BksLogSortKey sort_key;
  gboolean sort_descending;

  BksLogPaged paged;
  BksLogMerged merged;
};

/* Tells the views; the row that they see at @position, by time, is another from there on. */
void bks_log_list_splice (BksLogList *self, guint position, guint n_removed, guint n_added);
void bks_log_list_begin (BksLogList *self);
void bks_log_list_update (BksLogList *self);
void bks_log_list_pump_soon (BksLogList *self);
BksLogSource *bks_log_list_get_source (BksLogList *self, guint number); /* (transfer none) */
void bks_log_list_become_merged (BksLogList *self);
BksLogEntry *bks_log_list_peek_by_time (BksLogList *self, guint position, BksNas **nas_out);
void bks_log_list_forget_sort (BksLogList *self);

void bks_log_paged_init (BksLogPaged *paged);
void bks_log_paged_clear (BksLogPaged *paged);
void bks_log_paged_begin (BksLogList *self);
void bks_log_paged_pump (BksLogList *self);
gint64 bks_log_paged_get_key (BksLogList *self, guint position);
void bks_log_paged_want (BksLogList *self, gint64 key);
void bks_log_paged_want_awaited (BksLogList *self);
gboolean bks_log_paged_turn (BksLogList *self);
void bks_log_paged_take_new (BksLogList *self);
void bks_log_paged_get_state (BksLogList *self, BksLogListState *state);

void bks_log_merged_init (BksLogMerged *merged);
void bks_log_merged_clear (BksLogMerged *merged);
void bks_log_merged_begin (BksLogList *self);
void bks_log_merged_pump (BksLogList *self);
void bks_log_merged_look (BksLogList *self);
void bks_log_merged_take_new (BksLogList *self);
void bks_log_merged_get_state (BksLogList *self, BksLogListState *state);

G_END_DECLS
