/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "bks-log-query.h"

G_BEGIN_DECLS

/**
 * BksLogSpan:
 *
 * Of which time lines are wanted. The nicks are what is kept in the settings.
 */
typedef enum
{
  BKS_LOG_SPAN_ALL,        /* "all" */
  BKS_LOG_SPAN_TODAY,      /* "today" */
  BKS_LOG_SPAN_DAY,        /* "24-hours" */
  BKS_LOG_SPAN_WEEK,       /* "7-days": today is the last of them */
  BKS_LOG_SPAN_MONTH,      /* "30-days" */
  BKS_LOG_SPAN_THIS_MONTH, /* "this-month" */
  BKS_LOG_SPAN_CUSTOM,     /* "custom": from and to */
} BksLogSpan;
#define BKS_N_LOG_SPANS 7

const char *bks_log_span_get_title (BksLogSpan span);

/**
 * BksLogPart:
 *
 * One of the filters, as chips show them.
 */
typedef enum
{
  BKS_LOG_PART_SPAN,
  BKS_LOG_PART_KEYWORD,
  BKS_LOG_PART_LEVEL,
  BKS_LOG_PART_NAS,
  BKS_LOG_PART_TASK,
} BksLogPart;
#define BKS_N_LOG_PARTS 5

/* What a person has chosen to see of a log. Signal "changed". */
#define BKS_TYPE_LOG_FILTERS (bks_log_filters_get_type ())
G_DECLARE_FINAL_TYPE (BksLogFilters, bks_log_filters, BKS, LOG_FILTERS, GObject)

BksLogFilters *bks_log_filters_new (void);

BksLogSpan bks_log_filters_get_span (BksLogFilters *self);
void bks_log_filters_set_span (BksLogFilters *self, BksLogSpan span);
/* Seconds since the Unix epoch, UTC, both included; 0 = open. */
gint64 bks_log_filters_get_from (BksLogFilters *self);
gint64 bks_log_filters_get_to (BksLogFilters *self);
void bks_log_filters_set_range (BksLogFilters *self, gint64 from, gint64 to);

const char *bks_log_filters_get_keyword (BksLogFilters *self); /* never NULL */
void bks_log_filters_set_keyword (BksLogFilters *self, const char *keyword);
BksLogLevel bks_log_filters_get_level (BksLogFilters *self); /* BKS_LOG_UNKNOWN = all */
void bks_log_filters_set_level (BksLogFilters *self, BksLogLevel level);
gboolean bks_log_filters_get_oldest_first (BksLogFilters *self);
void bks_log_filters_set_oldest_first (BksLogFilters *self, gboolean oldest_first);
const char *bks_log_filters_get_nas_id (BksLogFilters *self);      /* (nullable): NULL = all */
const char *bks_log_filters_get_task_id (BksLogFilters *self);     /* (nullable) */
const char *bks_log_filters_get_task_nas_id (BksLogFilters *self); /* (nullable): where it is */
void bks_log_filters_set_nas (BksLogFilters *self, const char *nas_id);
void bks_log_filters_set_task (BksLogFilters *self, const char *nas_id, const char *task_id);

void bks_log_filters_set_usual_span (BksLogFilters *self, BksLogSpan span);
void bks_log_filters_show_only (BksLogFilters *self,
                                const char *nas_id,
                                const char *task_id,
                                gint64 from,
                                gint64 to);
gboolean bks_log_filters_is_active (BksLogFilters *self, BksLogPart part);
void bks_log_filters_clear (BksLogFilters *self, BksLogPart part);
void bks_log_filters_clear_all (BksLogFilters *self);
char *bks_log_filters_dup_span_text (BksLogFilters *self); /* "Last 30 days", "2 May" */

BksLogQuery *bks_log_filters_create_query (BksLogFilters *self);
void bks_log_filters_bind_settings (BksLogFilters *self, GSettings *settings);

G_END_DECLS
