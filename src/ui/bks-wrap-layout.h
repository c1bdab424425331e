/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Children in a line at their natural width, and further lines where it does not hold them all. */
#define BKS_TYPE_WRAP_LAYOUT (bks_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (BksWrapLayout, bks_wrap_layout, BKS, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
