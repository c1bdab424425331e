/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-verdict.h"

G_BEGIN_DECLS

/* A verdict's shape in its colour. Silent to screen readers: the word always stands beside it.
 * Properties: verdict, pixel-size. */
#define BKS_TYPE_VERDICT_ICON (bks_verdict_icon_get_type ())
G_DECLARE_FINAL_TYPE (BksVerdictIcon, bks_verdict_icon, BKS, VERDICT_ICON, GtkWidget)

GtkWidget *bks_verdict_icon_new (BksVerdict verdict, int pixel_size);
void bks_verdict_icon_set_verdict (BksVerdictIcon *self, BksVerdict verdict);

G_END_DECLS
