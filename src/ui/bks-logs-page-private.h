/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-logs-page.h"

#include "bks-log-chips.h"
#include "bks-log-days.h"
#include "bks-log-details.h"
#include "bks-log-foot.h"
#include "bks-log-histogram.h"
#include "bks-log-tools.h"
#include "bks-log-view.h"
#include "bks-part-stack.h"
#include "bks-width-bin.h"

G_BEGIN_DECLS

typedef enum
{
  BKS_LOGS_MESSAGE_NONE,
  BKS_LOGS_MESSAGE_RETRY,
  BKS_LOGS_MESSAGE_CLEAR,
  BKS_LOGS_MESSAGE_ALL_DATES,
  BKS_LOGS_MESSAGE_LAST_30_DAYS,
} BksLogsMessage;

struct _BksLogsPage
{
  GtkWidget parent_instance;

  BksWidthBin *width_bin;
  GtkWidget *head;
  BksLogTools *tools;
  BksLogChips *chips;
  GtkWidget *chart;
  GtkLabel *caption;
  GtkWidget *hint;
  BksLogHistogram *histogram;
  GtkWidget *new_button;
  GtkLabel *new_label;
  GtkStack *stack;
  BksLogView *view;
  BksPartStack *loading;
  AdwStatusPage *message;
  GtkButton *message_button;
  BksLogDetails *details;
  BksLogFoot *foot;

  BksScope *scope;              /* (owned) (nullable): what is shown, or … */
  BksTask *task;                /* (owned) (nullable): … this one's log, or … */
  BksNas *vault;                /* (owned) (nullable): … that of a target of its Vault */
  char *target_id;              /* (owned) (nullable): which */
  BksLogFilters *filters;       /* (owned) */
  GtkFilter *nas_filter;        /* (owned): the NAS that the filters want */
  GtkFilterListModel *nas_list; /* (owned) of BksNas: these */
  GPtrArray *watched;           /* (owned) of BksNas: whose checks are heard */
  BksLogList *list;             /* (owned) */
  BksLogDays *days;             /* (owned) */
  BksLogLook *look;             /* (owned) */
  BksLogSortKey wanted_sort;    /* once all is loaded; NONE = no wish */
  gboolean wanted_descending;
  gint64 looked_at; /* µs, monotonic: for new lines */
  gboolean is_short;
  BksLogsMessage message_kind;
  guint update_id;           /* idle source; 0 = none */
  BksLogSaver *saver;        /* (owned) (nullable): while there is an export */
  GCancellable *cancellable; /* (owned) (nullable): of it */
};

/* bks-logs-page.c */
BksLogQuery *bks_logs_page_create_query (BksLogsPage *self); /* (transfer full) */
void bks_logs_page_tell (BksLogsPage *self, const char *text);
void bks_logs_page_toast (BksLogsPage *self, AdwToast *toast); /* (transfer none) */
void bks_logs_page_changed (BksLogsPage *self);                /* it is shown anew soon */

/* bks-logs-page-show.c: what is in sight, by how the list is */
void bks_logs_page_show (BksLogsPage *self);
void bks_logs_page_show_chart (BksLogsPage *self);

/* bks-logs-page-export.c */
void bks_logs_page_ask_export (BksLogsPage *self);
void bks_logs_page_cancel_export (BksLogsPage *self);

G_END_DECLS
