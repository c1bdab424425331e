/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The row where the keyboard is: one or none, and none at first. */
GtkSingleSelection *bks_row_selection_new (GListModel *model);
void bks_row_selection_select (GtkSingleSelection *selection, gpointer item);

G_END_DECLS
