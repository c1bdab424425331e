/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-task.h"

G_BEGIN_DECLS

/**
 * DsmLogLine:
 *
 * One line of a log. Lines have no ID: time and event together are the best key.
 */
typedef struct
{
  DsmTime time; /* the NAS's wall clock */
  char *level;  /* info, warn, err, … raw; NULL = not given */
  char *event;  /* plain text in the NAS's language; never NULL */
  char *user;
} DsmLogLine;

/**
 * DsmLogPage:
 *
 * A page of a log, newest line first. New lines shift later pages.
 */
typedef struct
{
  GPtrArray *lines; /* (element-type DsmLogLine) */
  guint n_dropped;  /* rows that had no event */
  gint64 total;     /* lines that match; -1 = the NAS did not say */
  gint64 n_info;    /* -1 = the NAS did not say; whether these follow the filter is unknown */
  gint64 n_warn;
  gint64 n_error;
} DsmLogPage;

/**
 * DsmLogFilter:
 *
 * What to look for. Levels cannot be asked for: the NAS refuses that.
 */
typedef struct
{
  const char *keyword; /* (nullable) */
  const char *task_id; /* (nullable) */
  gint64 from;         /* s since the Unix epoch, UTC; 0 = open */
  gint64 to;           /* s since the Unix epoch, UTC; 0 = open */
} DsmLogFilter;

void dsm_log_page_free (DsmLogPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsmLogPage, dsm_log_page_free)

/* What Hyper Backup did. */
void dsm_log_list_async (DsmClient *client,
                         const DsmLogFilter *filter,
                         guint offset,
                         guint limit,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
DsmLogPage *dsm_log_list_finish (DsmClient *client, GAsyncResult *result, GError **error);

/* What Hyper Backup Vault did for one of its targets. */
void dsm_vault_log_list_async (DsmClient *client,
                               const char *target_id,
                               guint offset,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
DsmLogPage *dsm_vault_log_list_finish (DsmClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
