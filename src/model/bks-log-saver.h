/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-log-query.h"

G_BEGIN_DECLS

typedef enum
{
  BKS_LOG_FORMAT_CSV,        /* RFC 4180, UTF-8 */
  BKS_LOG_FORMAT_JSON_LINES, /* an object in each line */
} BksLogFormat;

/**
 * BksLogSaver:
 *
 * Writes every line that a query wants into a file, loaded or not, of several NAS merged by time. No
 * more than a page of each NAS is held. What was at the place stays until all is written; cancelled
 * or failed it stays for good, and nothing half is left.
 */
#define BKS_TYPE_LOG_SAVER (bks_log_saver_get_type ())
G_DECLARE_FINAL_TYPE (BksLogSaver, bks_log_saver, BKS, LOG_SAVER, GObject)

/* Properties: n-written (int64), fraction (double; of what is to be read, negative = not known). Both
 * notify. */

BksLogSaver *bks_log_saver_new (BksLogFormat format);
void bks_log_saver_set_nas_list (BksLogSaver *self, GListModel *nas_list); /* of BksNas */
void bks_log_saver_set_vault_target (BksLogSaver *self, BksNas *nas, const char *target_id);
void bks_log_saver_set_query (BksLogSaver *self, const BksLogQuery *query); /* (nullable): all */

gint64 bks_log_saver_get_n_written (BksLogSaver *self);
double bks_log_saver_get_fraction (BksLogSaver *self);

/* Once for each saver. The error is a BKS_PROBLEM_ERROR (a NAS: all of them have to answer), a
 * G_IO_ERROR (the file), or cancelled. */
void bks_log_saver_save_async (BksLogSaver *self,
                               GFile *file,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean bks_log_saver_save_finish (BksLogSaver *self, GAsyncResult *result, GError **error);

G_END_DECLS
