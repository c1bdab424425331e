/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-log-filters.h"

G_BEGIN_DECLS

/* A chip for each filter that somebody wished for, to press it away, and "Clear All". It is not
 * there while there is none. */
#define BKS_TYPE_LOG_CHIPS (bks_log_chips_get_type ())
G_DECLARE_FINAL_TYPE (BksLogChips, bks_log_chips, BKS, LOG_CHIPS, GtkWidget)

void bks_log_chips_set_filters (BksLogChips *self, BksLogFilters *filters);
void bks_log_chips_set_nas_list (BksLogChips *self, GListModel *nas_list); /* for names */

G_END_DECLS
