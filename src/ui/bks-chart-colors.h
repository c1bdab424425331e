/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The theme's own colours, for what is drawn by hand. */
typedef struct
{
  GdkRGBA text;
  GdkRGBA dim;  /* text that says less */
  GdkRGBA line; /* of a grid */
  GdkRGBA accent;
  GdkRGBA accent_fill;
  GdkRGBA good;
  GdkRGBA good_fill;
  GdkRGBA warning;
  GdkRGBA warning_fill;
  GdkRGBA failed_fill;
  GdkRGBA failed_mark; /* on that fill */
  gboolean is_high_contrast;
} BksChartColors;

void bks_chart_colors_read (GtkWidget *widget, BksChartColors *out);

PangoLayout *bks_chart_create_text (GtkWidget *widget, const char *text);
void bks_chart_draw_text (cairo_t *cr,
                          PangoLayout *layout,
                          const GdkRGBA *color,
                          double x,
                          double y,
                          double align);
void bks_chart_round_rectangle (cairo_t *cr, double x, double y, double size, double radius);

G_END_DECLS
