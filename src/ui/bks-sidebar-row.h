/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-fleet.h"

G_BEGIN_DECLS

/* A place in the sidebar: verdict, name, one line. Property: folded (then an arrow leads on). */
#define BKS_TYPE_SIDEBAR_ROW (bks_sidebar_row_get_type ())
G_DECLARE_FINAL_TYPE (BksSidebarRow, bks_sidebar_row, BKS, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget *bks_sidebar_row_new_for_all (BksSummary *summary);
GtkWidget *bks_sidebar_row_new_for_nas (BksNas *nas);
BksNas *bks_sidebar_row_get_nas (BksSidebarRow *self); /* (nullable): NULL = all NAS */

G_END_DECLS
