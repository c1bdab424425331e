/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-chart-colors.h"

#include <adwaita.h>

static GdkRGBA
look_up (GtkStyleContext *context, const char *name, const GdkRGBA *otherwise, double alpha)
{
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (context, name, &color))
    color = *otherwise;
  color.alpha *= (float) alpha;
  return color;
}

/**
 * bks_chart_colors_read:
 * @widget: that is to be drawn
 * @out: (out): the colours of the theme as it is now
 */
void
bks_chart_colors_read (GtkWidget *widget, BksChartColors *out)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  gboolean contrast = adw_style_manager_get_high_contrast (
      adw_style_manager_get_for_display (gtk_widget_get_display (widget)));
  GdkRGBA text;

  gtk_style_context_get_color (context, &text);
  *out = (BksChartColors){ .text = text, .dim = text, .line = text };
  out->is_high_contrast = contrast;
  out->dim.alpha *= contrast ? 1.f : .7f;
  out->line.alpha *= contrast ? .5f : .12f;
  out->accent = look_up (context, "accent_color", &text, 1);
  out->accent_fill = look_up (context, "accent_bg_color", &text, contrast ? .55 : .32);
  out->good = look_up (context, "success_color", &text, 1);
  out->good_fill = look_up (context, "success_bg_color", &text, .25);
  out->warning = look_up (context, "warning_color", &text, 1);
  out->warning_fill = look_up (context, "warning_bg_color", &text, .55);
  out->failed_fill = look_up (context, "error_bg_color", &text, 1);
  out->failed_mark = look_up (context, "error_fg_color", &text, 1);
  if (!contrast)
    return;
  /* Shapes in the colour of the text, with a line around them instead of a tint. */
  out->good = out->warning = text;
  out->good_fill.alpha = out->warning_fill.alpha = 0;
}

/**
 * bks_chart_create_text:
 * @widget: that is to be drawn
 * @text: a label in it
 *
 * Returns: (transfer full): the label in the size of a caption
 */
PangoLayout *
bks_chart_create_text (GtkWidget *widget, const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (.82));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  return layout;
}

/**
 * bks_chart_draw_text:
 * @cr: where to draw
 * @layout: what to draw
 * @color: in which colour
 * @x: where it begins, ends or has its middle
 * @y: its top
 * @align: 0 = it begins at @x, 1 = it ends there, .5 = its middle is there
 */
void
bks_chart_draw_text (cairo_t *cr,
                     PangoLayout *layout,
                     const GdkRGBA *color,
                     double x,
                     double y,
                     double align)
{
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_move_to (cr, x - width * align, y);
  pango_cairo_show_layout (cr, layout);
}

/**
 * bks_chart_round_rectangle:
 * @cr: where to draw
 * @x: its left
 * @y: its top
 * @size: its width and height
 * @radius: of its corners
 *
 * Adds a square to the path.
 */
void
bks_chart_round_rectangle (cairo_t *cr, double x, double y, double size, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + size - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + size - radius, y + size - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + size - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}
