/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-logs-page.h"
#include "bks-task.h"

G_BEGIN_DECLS

/* The log of one backup or of one Vault target: a page with its own header bar; the back button
 * activates "win.back". */
#define BKS_TYPE_LOG_LINES_PAGE (bks_log_lines_page_get_type ())
G_DECLARE_FINAL_TYPE (BksLogLinesPage, bks_log_lines_page, BKS, LOG_LINES_PAGE, GtkWidget)

GtkWidget *bks_log_lines_page_new_task (BksTask *task, gint64 from, gint64 to);
GtkWidget *bks_log_lines_page_new_target (BksNas *nas, const char *target_id, const char *name);
BksLogsPage *bks_log_lines_page_get_logs (BksLogLinesPage *self); /* (transfer none) */

G_END_DECLS
