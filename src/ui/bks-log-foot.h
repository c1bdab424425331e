/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-log-list.h"

G_BEGIN_DECLS

/* Below a log: how many lines there are, which NAS is missing and why, how far a search is, and how
 * far an export. Signal "cancel-export". */
#define BKS_TYPE_LOG_FOOT (bks_log_foot_get_type ())
G_DECLARE_FINAL_TYPE (BksLogFoot, bks_log_foot, BKS, LOG_FOOT, GtkWidget)

void bks_log_foot_set_list (BksLogFoot *self, BksLogList *list);
/* N_WRITTEN lines are in the file; negative = there is no export. FRACTION: of what is to be read,
 * negative = not known. */
void bks_log_foot_set_export (BksLogFoot *self, gint64 n_written, double fraction);
char *bks_log_foot_dup_text (BksLogList *list); /* "412 lines" */

G_END_DECLS
