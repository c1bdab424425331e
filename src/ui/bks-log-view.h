/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-log-look.h"
#include "bks-width-bin.h"

G_BEGIN_DECLS

/* The lines of a log: a table, or rows of two lines where there is little room.
 * Signals: "selection-changed", "sort-asked" (BksLogSortKey, gboolean descending): a header was
 * pressed; key NONE is by time, "copied" (guint n, guint n_left_out), "activated" (BksLogRow).
 * Actions "log.copy|copy-text|copy-event|select-all". */
#define BKS_TYPE_LOG_VIEW (bks_log_view_get_type ())
G_DECLARE_FINAL_TYPE (BksLogView, bks_log_view, BKS, LOG_VIEW, GtkWidget)

void bks_log_view_set_look (BksLogView *self, BksLogLook *look);
void bks_log_view_set_width_class (BksLogView *self, BksWidthClass width_class);
void bks_log_view_set_shows_nas (BksLogView *self, gboolean shows_nas);
void bks_log_view_show_sort (BksLogView *self, BksLogSortKey key, gboolean descending);
GtkSelectionModel *bks_log_view_get_selection (BksLogView *self);
BksLogRow *bks_log_view_dup_selected (BksLogView *self, guint *n_out); /* (nullable) */
void bks_log_view_scroll_to (BksLogView *self, guint position);
gboolean bks_log_view_is_at_top (BksLogView *self); /* and nothing is selected */
void bks_log_view_copy (BksLogView *self, gboolean as_text);

G_END_DECLS
