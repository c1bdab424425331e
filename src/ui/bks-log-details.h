/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-log-row.h"

G_BEGIN_DECLS

/* One line of a log in full, below the list: its text can be selected and copied.
 * Signal "open-task" (BksTask): the backup that the line is of is to be shown. */
#define BKS_TYPE_LOG_DETAILS (bks_log_details_get_type ())
G_DECLARE_FINAL_TYPE (BksLogDetails, bks_log_details, BKS, LOG_DETAILS, GtkWidget)

void bks_log_details_set_row (BksLogDetails *self, BksLogRow *row); /* (nullable) */
void bks_log_details_set_can_open (BksLogDetails *self, gboolean can_open);

G_END_DECLS
