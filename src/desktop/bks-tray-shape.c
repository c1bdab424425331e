/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-desktop"

#include "bks-tray-shape-private.h"

#include <math.h>
#include <string.h>

/* The side of the square that the paths are drawn in. */
#define SHAPE_SIZE 16.0

/* Of the trays that are in use, at one and at two device pixels for each pixel. */
static const int sizes[] = { 16, 22, 24, 32, 44, 48, 64 };

/* Where a path is being read, and where its pen is. */
typedef struct
{
  const char *at;
  cairo_t *cr;
  double x, y;
  double start_x, start_y;
} Pen;

/**
 * bks_tray_shape_get_path:
 * @verdict: a verdict
 *
 * Returns: its shape in a square of 16, as SVG writes paths: the same as in its symbolic icon
 */
const char *
bks_tray_shape_get_path (BksVerdict verdict)
{
  switch (verdict)
    {
    case BKS_VERDICT_FAILED:
      return "M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2zM4.6 6 6.6 8l-2 2L6 11.4l2-2 2 2L11.4 "
             "10l-2-2 2-2L10 4.6l-2 2-2-2z";
    case BKS_VERDICT_ATTENTION:
      return "M8 1c.6 0 1 .3 1.3.8l5.5 10.9c.5 1-.2 2.3-1.3 2.3h-11C1.4 15 .7 13.7 1.2 12.7L6.7 "
             "1.8C7 1.3 7.4 1 8 1zM7 5.5v4.5h2V5.5zM7 11.2v2h2v-2z";
    case BKS_VERDICT_RUNNING:
      return "M1.52 7.43A6.5 6.5 0 0 1 12.18 3.02L10.89 4.55A4.5 4.5 0 0 0 3.52 7.61zM13.46 "
             "1.49L13.38 6.86L9.61 6.08zM14.48 8.57A6.5 6.5 0 0 1 3.82 12.98L5.11 11.45A4.5 4.5 0 "
             "0 0 12.48 8.39zM2.54 14.51L2.62 9.14L6.39 9.92z";
    case BKS_VERDICT_OK:
      return "M13.6 3 6 10.6 2.4 7 1 8.4l5 5 9-9z";
    case BKS_VERDICT_UNKNOWN:
    default:
      return "M8 .8a7.2 7.2 0 1 0 0 14.4A7.2 7.2 0 0 0 8 .8zm0 1.5a5.7 5.7 0 1 1 0 11.4A5.7 5.7 0 "
             "0 1 8 2.3zM8 4C6.5 4 5.4 5 5.3 6.5h1.6C7 5.9 7.4 5.5 8 5.5s1.1.4 1.1.9c0 .5-.3.8-.8 "
             "1.2C7.6 8.1 7.2 8.6 7.2 9.7h1.6c0-.6.2-.8.8-1.3.7-.5 1.2-1.1 1.2-2C10.8 5 9.6 4 8 "
             "4zM7.1 10.7v1.7h1.8v-1.7z";
    }
}

/**
 * bks_tray_shape_get_colour:
 * @verdict: a verdict
 *
 * A pixmap is drawn once, for bars that are light and for those that are dark: each colour has a
 * contrast of three to one at least against white and against a dark bar.
 *
 * Returns: 0xRRGGBB
 */
guint32
bks_tray_shape_get_colour (BksVerdict verdict)
{
  switch (verdict)
    {
    case BKS_VERDICT_FAILED:
      return 0xe8303a;
    case BKS_VERDICT_ATTENTION:
      return 0xbd7d00;
    case BKS_VERDICT_RUNNING:
      return 0x3584e4;
    case BKS_VERDICT_OK:
      return 0x26995f;
    case BKS_VERDICT_UNKNOWN:
    default:
      return 0x858585;
    }
}

static gboolean
read_number (Pen *pen, double *number_out)
{
  const char *from;
  char text[24];
  gboolean has_point = FALSE;
  gsize length;

  pen->at += strspn (pen->at, " ,");
  from = pen->at;
  if (*pen->at == '-')
    pen->at++;
  /* "1.3.8" is two numbers. */
  while (g_ascii_isdigit (*pen->at) || (*pen->at == '.' && !has_point))
    has_point = *pen->at++ == '.' || has_point;
  length = (gsize) (pen->at - from);
  if (length == 0 || length >= sizeof text)
    return FALSE;
  memcpy (text, from, length);
  text[length] = '\0';
  *number_out = g_ascii_strtod (text, NULL);
  return TRUE;
}

static gboolean
read_numbers (Pen *pen, double *numbers, guint n)
{
  for (guint i = 0; i < n; i++)
    if (!read_number (pen, &numbers[i]))
      return FALSE;
  return TRUE;
}

static void
draw_line (Pen *pen, double x, double y)
{
  pen->x = x;
  pen->y = y;
  cairo_line_to (pen->cr, x, y);
}

/* From the end points to the centre; circles only, as the shapes have no other arcs. */
static void
draw_arc (Pen *pen, double radius, gboolean is_large, gboolean is_clockwise, double x, double y)
{
  double half_x = (x - pen->x) / 2;
  double half_y = (y - pen->y) / 2;
  double half = hypot (half_x, half_y);
  double away, centre_x, centre_y, from, to;

  if (half <= 0)
    return;
  radius = MAX (radius, half);
  away = sqrt (radius * radius - half * half) / half;
  if (is_large == is_clockwise)
    away = -away;
  centre_x = pen->x + half_x - away * half_y;
  centre_y = pen->y + half_y + away * half_x;
  from = atan2 (pen->y - centre_y, pen->x - centre_x);
  to = atan2 (y - centre_y, x - centre_x);
  if (is_clockwise)
    cairo_arc (pen->cr, centre_x, centre_y, radius, from, to);
  else
    cairo_arc_negative (pen->cr, centre_x, centre_y, radius, from, to);
  pen->x = x;
  pen->y = y;
}

static gboolean
read_curve (Pen *pen, gboolean is_smooth, double from_x, double from_y)
{
  double p[6];
  gboolean is_whole;

  if (is_smooth)
    {
      /* No smooth curve of the shapes follows another one: its first control point is the pen. */
      p[0] = pen->x - from_x;
      p[1] = pen->y - from_y;
      is_whole = read_numbers (pen, p + 2, 4);
    }
  else
    is_whole = read_numbers (pen, p, 6);
  if (!is_whole)
    return FALSE;
  cairo_curve_to (pen->cr, from_x + p[0], from_y + p[1], from_x + p[2], from_y + p[3],
                  from_x + p[4], from_y + p[5]);
  pen->x = from_x + p[4];
  pen->y = from_y + p[5];
  return TRUE;
}

static gboolean
read_step (Pen *pen, char command)
{
  gboolean is_relative = g_ascii_islower (command);
  double from_x = is_relative ? pen->x : 0;
  double from_y = is_relative ? pen->y : 0;
  double p[7];

  switch (g_ascii_toupper (command))
    {
    case 'M':
      if (!read_numbers (pen, p, 2))
        return FALSE;
      pen->x = pen->start_x = from_x + p[0];
      pen->y = pen->start_y = from_y + p[1];
      cairo_move_to (pen->cr, pen->x, pen->y);
      return TRUE;
    case 'L':
      if (!read_numbers (pen, p, 2))
        return FALSE;
      draw_line (pen, from_x + p[0], from_y + p[1]);
      return TRUE;
    case 'H':
      if (!read_numbers (pen, p, 1))
        return FALSE;
      draw_line (pen, from_x + p[0], pen->y);
      return TRUE;
    case 'V':
      if (!read_numbers (pen, p, 1))
        return FALSE;
      draw_line (pen, pen->x, from_y + p[0]);
      return TRUE;
    case 'C':
    case 'S':
      return read_curve (pen, g_ascii_toupper (command) == 'S', from_x, from_y);
    case 'A':
      if (!read_numbers (pen, p, 7) || p[0] != p[1])
        return FALSE;
      draw_arc (pen, p[0], p[3] != 0, p[4] != 0, from_x + p[5], from_y + p[6]);
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * bks_tray_shape_append:
 * @cr: where to draw
 * @path: a path as SVG writes it; of its curves only C, S and circular A
 *
 * Appends to the current path, and neither fills nor strokes.
 *
 * Returns: whether all of @path was understood
 */
gboolean
bks_tray_shape_append (cairo_t *cr, const char *path)
{
  Pen pen = { .at = path, .cr = cr };
  char command = '\0';

  for (;;)
    {
      pen.at += strspn (pen.at, " ,");
      if (*pen.at == '\0')
        return command != '\0';
      if (g_ascii_isalpha (*pen.at))
        {
          command = *pen.at++;
          if (g_ascii_toupper (command) == 'Z')
            {
              cairo_close_path (cr);
              pen.x = pen.start_x;
              pen.y = pen.start_y;
              continue;
            }
        }
      else if (g_ascii_toupper (command) == 'M')
        {
          /* More points after a move are lines. */
          command = command == 'm' ? 'l' : 'L';
        }
      if (!read_step (&pen, command))
        return FALSE;
    }
}

/* ARGB32 in network byte order, not premultiplied, as the hosts want it. */
static GVariant *
copy_pixels (cairo_surface_t *surface, int size, guint32 colour)
{
  const guchar *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  g_autofree guchar *pixels = g_malloc ((gsize) (4 * size * size));
  guchar *to = pixels;

  for (int y = 0; y < size; y++)
    for (int x = 0; x < size; x++, to += 4)
      {
        guchar alpha = data[y * stride + x];

        to[0] = alpha;
        to[1] = alpha != 0 ? (guchar) (colour >> 16) : 0;
        to[2] = alpha != 0 ? (guchar) (colour >> 8) : 0;
        to[3] = alpha != 0 ? (guchar) colour : 0;
      }
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, pixels, (gsize) (4 * size * size), 1);
}

static GVariant *
draw (BksVerdict verdict, int size)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, size, size);
  cairo_t *cr = cairo_create (surface);
  GVariant *pixels;

  cairo_scale (cr, size / SHAPE_SIZE, size / SHAPE_SIZE);
  /* The shapes that are cut out of others. */
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  bks_tray_shape_append (cr, bks_tray_shape_get_path (verdict));
  cairo_fill (cr);
  cairo_surface_flush (surface);
  pixels = copy_pixels (surface, size, bks_tray_shape_get_colour (verdict));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_variant_new ("(ii@ay)", size, size, pixels);
}

/**
 * bks_tray_shape_draw:
 * @verdict: a verdict
 *
 * Returns: (transfer floating): its picture in several sizes, as org.kde.StatusNotifierItem wants
 *   them: a(iiay)
 */
GVariant *
bks_tray_shape_draw (BksVerdict verdict)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(iiay)"));
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    g_variant_builder_add_value (&builder, draw (verdict, sizes[i]));
  return g_variant_builder_end (&builder);
}
