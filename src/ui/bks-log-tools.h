/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-log-filters.h"
#include "bks-width-bin.h"

G_BEGIN_DECLS

/* The row above a log: search, dates, level, backup, NAS, export; narrow, search, dates and a menu.
 * Signal "export". Actions "filter.level|task|nas|order" for what is inside it. */
#define BKS_TYPE_LOG_TOOLS (bks_log_tools_get_type ())
G_DECLARE_FINAL_TYPE (BksLogTools, bks_log_tools, BKS, LOG_TOOLS, GtkWidget)

void bks_log_tools_set_filters (BksLogTools *self, BksLogFilters *filters);
void bks_log_tools_set_nas_list (BksLogTools *self, GListModel *nas_list); /* (nullable) */
void bks_log_tools_set_single (BksLogTools *self, gboolean single); /* one log: nothing to choose */
void bks_log_tools_set_can_export (BksLogTools *self, gboolean can_export);
void bks_log_tools_set_width_class (BksLogTools *self, BksWidthClass width_class);
void bks_log_tools_focus_search (BksLogTools *self);

G_END_DECLS
