/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A cell of a column view with a text, which also names its row for screen readers: in GTK 4.8 a row
 * that nobody names is called by its class. Properties: label, row-label. */
#define BKS_TYPE_ROW_LABEL (bks_row_label_get_type ())
G_DECLARE_FINAL_TYPE (BksRowLabel, bks_row_label, BKS, ROW_LABEL, GtkWidget)

G_END_DECLS
