/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Two equal columns where there is room for them, one column else. Property: pair-from (px). */
#define BKS_TYPE_PAIR_LAYOUT (bks_pair_layout_get_type ())
G_DECLARE_FINAL_TYPE (BksPairLayout, bks_pair_layout, BKS, PAIR_LAYOUT, GtkLayoutManager)

G_END_DECLS
