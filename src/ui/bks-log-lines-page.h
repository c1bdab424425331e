/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-task.h"

G_BEGIN_DECLS

/* The log of one backup or of one Vault target, newest first. A page with its own header bar; the back
 * button activates "win.back". Reads when it is mapped, and more when its end comes into sight. */
#define BKS_TYPE_LOG_LINES_PAGE (bks_log_lines_page_get_type ())
G_DECLARE_FINAL_TYPE (BksLogLinesPage, bks_log_lines_page, BKS, LOG_LINES_PAGE, GtkWidget)

GtkWidget *bks_log_lines_page_new_task (BksTask *task, gint64 from, gint64 to);
GtkWidget *bks_log_lines_page_new_target (BksNas *nas, const char *target_id, const char *name);

G_END_DECLS
