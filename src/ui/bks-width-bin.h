/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  BKS_WIDTH_NARROW, /* below 600 px, at usual text size */
  BKS_WIDTH_MEDIUM, /* 600 to 759 px */
  BKS_WIDTH_WIDE,
} BksWidthClass;

#define BKS_TYPE_WIDTH_CLASS (bks_width_class_get_type ())
GType bks_width_class_get_type (void);

/* A container that asks for the narrow minimum alone and tells which width class it was given:
 * property "width-class". */
#define BKS_TYPE_WIDTH_BIN (bks_width_bin_get_type ())
G_DECLARE_FINAL_TYPE (BksWidthBin, bks_width_bin, BKS, WIDTH_BIN, GtkWidget)

GtkWidget *bks_width_bin_new (void);
void bks_width_bin_set_child (BksWidthBin *self, GtkWidget *child);
BksWidthClass bks_width_bin_get_width_class (BksWidthBin *self);

G_END_DECLS
