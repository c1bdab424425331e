/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-log-histogram.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "bks-chart-colors.h"
#include "bks-chart-keys.h"

#define BARS_HEIGHT 48 /* px */
#define MARK        8  /* px, side of a mark */
#define MARK_GAP    4  /* px, between a mark and its bar */
#define LEAST       2  /* px, of a bar or of a part of one */
#define MOST_WIDTH  48 /* px, of a bar */
#define GAP         2  /* px, between two bars */
#define LABEL_GAP   24 /* px, between two dates */
#define HATCH       5  /* px, from one line to the next */

struct _BksLogHistogram
{
  GtkWidget parent_instance;

  GArray *days; /* (owned) (element-type BksLogDay): oldest first */
  BksLogDaysUnit unit;
  gint64 most; /* lines in the tallest bar */
  int cursor;  /* index of a day; -1 = nowhere yet */
};

/* Where things are, for one size. */
typedef struct
{
  double pitch; /* from a bar to the next one */
  double width; /* of a bar */
  double base;  /* y of the line on which they stand */
} Place;

G_DEFINE_FINAL_TYPE (BksLogHistogram, bks_log_histogram, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_DAY_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const BksLogDay *
get_day (BksLogHistogram *self, int index)
{
  return &g_array_index (self->days, BksLogDay, index);
}

static int
count_days (BksLogHistogram *self)
{
  return (int) self->days->len;
}

static char *
format_date (gint64 moment, const char *format)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (moment / G_USEC_PER_SEC);

  return g_date_time_format (date, format);
}

static gboolean
is_today (const BksLogDay *day)
{
  gint64 now = g_get_real_time ();

  return day->begin <= now && now < day->end;
}

static char *
describe_date (const BksLogDay *day, BksLogDaysUnit unit)
{
  g_autofree char *from = NULL, *to = NULL;

  if (unit == BKS_LOG_DAYS_DAY)
    /* Translators: a day, as g_date_time_format() takes it: "Saturday, 2 May". */
    return format_date (day->begin, _ ("%A, %-d %B"));
  if (unit == BKS_LOG_DAYS_MONTH)
    /* Translators: a month, as g_date_time_format() takes it: "May 2026". */
    return format_date (day->begin, _ ("%OB %Y"));

  /* Translators: a day of a span, as g_date_time_format() takes it: "2 May". */
  from = format_date (day->begin, _ ("%-d %B"));
  to = format_date (day->end - 1, _ ("%-d %B"));
  /* Translators: a week, from its first to its last day: "4 May to 10 May". */
  return g_strdup_printf (_ ("%s to %s"), from, to);
}

static void
append (GString *text, const char *part)
{
  if (text->len > 0)
    /* Translators: between two numbers of lines: "4 errors, 11 others". */
    g_string_append (text, _ (", "));
  g_string_append (text, part);
}

static char *
format_edge (gint64 moment)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (moment / G_USEC_PER_SEC);

  if (g_date_time_get_year (date) != g_date_time_get_year (now))
    return g_date_time_format (date, _ ("%-d %b %Y"));
  if (g_date_time_get_day_of_year (date) == g_date_time_get_day_of_year (now))
    return g_strdup (C_ ("inside a sentence", "today"));
  return g_date_time_format (date, _ ("%-d %B"));
}

/**
 * bks_log_days_dup_caption:
 * @days: what a histogram shows
 * @list: whose lines these are
 *
 * Returns: (transfer full): the same in one sentence: "412 lines from 13 April to today: 5 errors, 9
 * warnings". Levels are those of the lines that are loaded, and it says so where that is not all.
 */
char *
bks_log_days_dup_caption (BksLogDays *days, BksLogList *list)
{
  guint n_days, n_errors = 0, n_warnings = 0, n_loaded = 0;
  const BksLogDay *all = bks_log_days_get_days (days, &n_days);
  gint64 total = MAX (bks_log_list_get_total (list),
                      g_list_model_get_n_items (G_LIST_MODEL (list)));
  g_autofree char *lines = NULL, *from = NULL, *to = NULL, *span = NULL;
  g_autofree char *errors = NULL, *warnings = NULL;

  if (n_days == 0)
    return g_strdup ("");
  for (guint i = 0; i < n_days; i++)
    {
      n_errors += all[i].n_loaded[BKS_LOG_ERROR];
      n_warnings += all[i].n_loaded[BKS_LOG_WARNING];
      for (guint level = 0; level < BKS_N_LOG_LEVELS; level++)
        n_loaded += all[i].n_loaded[level];
    }
  lines = g_strdup_printf (ngettext ("%'lld line", "%'lld lines", (gulong) total),
                           (long long) total);
  from = format_edge (all[0].begin);
  to = format_edge (MIN (all[n_days - 1].end - 1, MAX (all[n_days - 1].begin, g_get_real_time ())));
  if (g_str_equal (from, to))
    /* Translators: how many lines, and of which day: "12 lines, today". */
    span = g_strdup_printf (_ ("%s, %s"), lines, from);
  else
    /* Translators: how many lines, from which day to which: "412 lines from 13 April to today". */
    span = g_strdup_printf (_ ("%s from %s to %s"), lines, from, to);
  if (n_loaded == 0)
    return g_steal_pointer (&span);

  errors = g_strdup_printf (ngettext ("%u error", "%u errors", n_errors), n_errors);
  warnings = g_strdup_printf (ngettext ("%u warning", "%u warnings", n_warnings), n_warnings);
  if (n_loaded < total)
    return g_strdup_printf (
        /* Translators: "41,200 lines from 3 May to today; among the 500 loaded: 5 errors, 9 warnings" */
        ngettext ("%s; in the %'u loaded: %s, %s", "%s; among the %'u loaded: %s, %s", n_loaded),
        span, n_loaded, errors, warnings);
  /* Translators: "412 lines from 13 April to today: 5 errors, 9 warnings" */
  return g_strdup_printf (_ ("%s: %s, %s"), span, errors, warnings);
}

/**
 * bks_log_day_describe:
 * @day: a bar
 * @unit: what bars stand for
 *
 * Returns: (transfer full): "Saturday, 2 May: 4 errors, 11 others"
 */
char *
bks_log_day_describe (const BksLogDay *day, BksLogDaysUnit unit)
{
  g_autofree char *date = NULL;
  g_autoptr (GString) text = NULL;
  g_autofree char *errors = NULL, *warnings = NULL, *others = NULL;
  guint n_errors, n_warnings;
  int n_others;

  g_return_val_if_fail (day != NULL, NULL);

  date = describe_date (day, unit);
  if (day->total < 0)
    return g_strdup_printf (_ ("%s: not counted yet"), date);
  if (day->total == 0)
    return g_strdup_printf (_ ("%s: no lines"), date);

  text = g_string_new (NULL);
  n_errors = day->n_loaded[BKS_LOG_ERROR];
  n_warnings = day->n_loaded[BKS_LOG_WARNING];
  n_others = (int) (day->total - n_errors - n_warnings);
  errors = g_strdup_printf (ngettext ("%u error", "%u errors", n_errors), n_errors);
  warnings = g_strdup_printf (ngettext ("%u warning", "%u warnings", n_warnings), n_warnings);
  if (n_errors > 0)
    append (text, errors);
  if (n_warnings > 0)
    append (text, warnings);
  if (text->len == 0)
    others = g_strdup_printf (ngettext ("%d line", "%d lines", (gulong) n_others), n_others);
  else
    others = g_strdup_printf (ngettext ("%d other", "%d others", (gulong) n_others), n_others);
  if (n_others > 0)
    append (text, others);
  /* Translators: a day and what it has: "Saturday, 2 May: 4 errors, 11 others". */
  return g_strdup_printf (_ ("%s: %s"), date, text->str);
}

static int
text_height (BksLogHistogram *self)
{
  g_autoptr (PangoLayout) layout = bks_chart_create_text (GTK_WIDGET (self), "0");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static void
find_place (BksLogHistogram *self, Place *place)
{
  int n = MAX (count_days (self), 1);

  place->pitch = (double) gtk_widget_get_width (GTK_WIDGET (self)) / n;
  place->width = CLAMP (place->pitch - GAP, 1, MOST_WIDTH);
  place->base = MARK + MARK_GAP + BARS_HEIGHT;
}

static double
bar_left (BksLogHistogram *self, const Place *place, int index)
{
  double x = index * place->pitch + (place->pitch - place->width) / 2;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - place->width;
  return x;
}

static void
draw_warning_mark (cairo_t *cr, double x, double y)
{
  cairo_move_to (cr, x, y);
  cairo_line_to (cr, x + MARK / 2. + .5, y + MARK);
  cairo_line_to (cr, x - MARK / 2. - .5, y + MARK);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_error_mark (cairo_t *cr, double x, double y)
{
  double half = MARK / 2. - 1;

  cairo_set_line_width (cr, 2);
  cairo_move_to (cr, x - half, y + 1);
  cairo_line_to (cr, x + half, y + MARK - 1);
  cairo_move_to (cr, x + half, y + 1);
  cairo_line_to (cr, x - half, y + MARK - 1);
  cairo_stroke (cr);
}

/* A day that nobody has counted: lines across where its bar will be. */
static void
draw_hatched (cairo_t *cr,
              const BksChartColors *colors,
              double x,
              double base,
              double width,
              double height)
{
  cairo_save (cr);
  cairo_rectangle (cr, x, base - height, width, height);
  cairo_clip (cr);
  gdk_cairo_set_source_rgba (cr, &colors->line);
  cairo_set_line_width (cr, 1.5);
  for (double y = base - height - width; y < base + width; y += HATCH)
    {
      cairo_move_to (cr, x, y + width);
      cairo_line_to (cr, x + width, y);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_part (cairo_t *cr, const GdkRGBA *color, double x, double *y, double width, double height)
{
  if (height <= 0)
    return;
  *y -= height;
  gdk_cairo_set_source_rgba (cr, color);
  cairo_rectangle (cr, x, *y, width, height);
  cairo_fill (cr);
}

static void
draw_bar (BksLogHistogram *self,
          cairo_t *cr,
          const BksChartColors *colors,
          const Place *place,
          int index)
{
  const BksLogDay *day = get_day (self, index);
  double x = bar_left (self, place, index);
  double y = place->base;
  double height, errors, warnings;
  guint n_errors = day->n_loaded[BKS_LOG_ERROR], n_warnings = day->n_loaded[BKS_LOG_WARNING];
  GdkRGBA information = colors->text, attention = colors->warning_fill;

  attention.alpha = 1;
  information.alpha *= colors->is_high_contrast ? .5f : .16f;
  if (day->total < 0)
    {
      draw_hatched (cr, colors, x, y, place->width, BARS_HEIGHT / 2.);
      y -= BARS_HEIGHT / 2.;
    }
  else if (day->total > 0)
    {
      height = MAX (BARS_HEIGHT * (double) day->total / (double) self->most, LEAST);
      errors = n_errors > 0 ? MAX (height * n_errors / (double) day->total, LEAST) : 0;
      warnings = n_warnings > 0 ? MAX (height * n_warnings / (double) day->total, LEAST) : 0;
      draw_part (cr, &information, x, &y, place->width, height - errors - warnings);
      draw_part (cr, colors->is_high_contrast ? &colors->text : &attention, x, &y, place->width,
                 warnings);
      draw_part (cr, &colors->failed_fill, x, &y, place->width, errors);
    }

  if (n_errors > 0)
    {
      gdk_cairo_set_source_rgba (cr, &colors->failed_fill);
      draw_error_mark (cr, x + place->width / 2, y - MARK - MARK_GAP);
    }
  else if (n_warnings > 0)
    {
      gdk_cairo_set_source_rgba (cr, &colors->warning);
      draw_warning_mark (cr, x + place->width / 2, y - MARK - MARK_GAP);
    }
  if (index == self->cursor && gtk_widget_has_visible_focus (GTK_WIDGET (self)))
    {
      gdk_cairo_set_source_rgba (cr, &colors->text);
      cairo_set_line_width (cr, 2);
      cairo_rectangle (cr, x - 1, MIN (y, place->base - 10) - 2, place->width + 2,
                       place->base - MIN (y, place->base - 10) + 3);
      cairo_stroke (cr);
    }
}

/* Dates below the bars, as many as have room; the last one always, and from it backwards. */
static void
draw_dates (BksLogHistogram *self, cairo_t *cr, const BksChartColors *colors, const Place *place)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int n = count_days (self);
  double free_until = width;

  for (int i = n - 1; i >= 0; i--)
    {
      const BksLogDay *day = get_day (self, i);
      /* Translators: a day below a chart, as g_date_time_format() takes it: "3 May". */
      g_autofree char *text = is_today (day) ? g_strdup (_ ("Today"))
                                             : format_date (day->begin, _ ("%-d %b"));
      g_autoptr (PangoLayout) layout = bks_chart_create_text (GTK_WIDGET (self), text);
      double left;
      int text_width;

      pango_layout_get_pixel_size (layout, &text_width, NULL);
      left = (i + .5) * place->pitch - text_width / 2.;
      left = CLAMP (left, 0, MAX (width - text_width, 0));
      if (left + text_width > free_until)
        continue;
      bks_chart_draw_text (cr, layout, &colors->dim, mirrored ? width - left : left,
                           place->base + 4, mirrored ? 1 : 0);
      /* Evenly: as far apart as a third of the chart, where it is wide. */
      free_until = left - MAX (LABEL_GAP, width / 4. - text_width);
    }
}

static void
bks_log_histogram_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BksLogHistogram *self = BKS_LOG_HISTOGRAM (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  BksChartColors colors;
  cairo_t *cr;
  Place place;

  bks_chart_colors_read (widget, &colors);
  find_place (self, &place);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-4, -4, width + 8, height + 8));
  for (int i = 0; i < count_days (self); i++)
    draw_bar (self, cr, &colors, &place, i);
  gdk_cairo_set_source_rgba (cr, &colors.line);
  cairo_rectangle (cr, 0, place.base, width, 1);
  cairo_fill (cr);
  draw_dates (self, cr, &colors, &place);
  cairo_destroy (cr);
}

static void
bks_log_histogram_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 200;
      *natural = 600;
    }
  else
    *minimum = *natural = MARK + MARK_GAP + BARS_HEIGHT + 4
                          + text_height (BKS_LOG_HISTOGRAM (widget));
}

static void
move_to (BksLogHistogram *self, int index)
{
  g_autofree char *text = NULL;

  if (index < 0 || index >= count_days (self))
    return;
  self->cursor = index;
  text = bks_log_day_describe (get_day (self, index), self->unit);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
bks_log_histogram_move_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  BksLogHistogram *self = BKS_LOG_HISTOGRAM (widget);
  int by = g_variant_get_int32 (args);
  int last = count_days (self) - 1;

  if (last < 0)
    return FALSE;
  if (ABS (by) != BKS_CHART_END && gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    by = -by;
  move_to (self, CLAMP (self->cursor + by, 0, last));
  gtk_widget_trigger_tooltip_query (widget);
  return TRUE;
}

static void
activate (BksLogHistogram *self, int index)
{
  const BksLogDay *day;

  if (index < 0 || index >= count_days (self))
    return;
  day = get_day (self, index);
  g_signal_emit (self, signals[SIGNAL_DAY_ACTIVATED], 0, day->begin, day->end);
}

static void
bks_log_histogram_open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  activate (BKS_LOG_HISTOGRAM (widget), BKS_LOG_HISTOGRAM (widget)->cursor);
}

static void
bks_log_histogram_released_cb (BksLogHistogram *self, int n_press, double x, double y)
{
  int index = bks_log_histogram_get_day_at (self, x);

  move_to (self, index);
  activate (self, index);
}

static void
bks_log_histogram_focus_changed_cb (BksLogHistogram *self, GtkEventController *controller)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
bks_log_histogram_query_tooltip (GtkWidget *widget,
                                 int x,
                                 int y,
                                 gboolean keyboard,
                                 GtkTooltip *tooltip)
{
  BksLogHistogram *self = BKS_LOG_HISTOGRAM (widget);
  int index = keyboard ? self->cursor : bks_log_histogram_get_day_at (self, x);
  g_autofree char *text = NULL;
  Place place;

  if (index < 0)
    return FALSE;
  find_place (self, &place);
  text = bks_log_day_describe (get_day (self, index), self->unit);
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle){ (int) bar_left (self, &place, index), 0,
                                                      (int) ceil (place.width), (int) place.base });
  return TRUE;
}

static void
bks_log_histogram_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (bks_log_histogram_parent_class)->css_changed (widget, change);
  gtk_widget_queue_resize (widget);
}

static void
bks_log_histogram_finalize (GObject *object)
{
  g_array_unref (BKS_LOG_HISTOGRAM (object)->days);

  G_OBJECT_CLASS (bks_log_histogram_parent_class)->finalize (object);
}

static void
bks_log_histogram_class_init (BksLogHistogramClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bks_log_histogram_finalize;
  widget_class->snapshot = bks_log_histogram_snapshot;
  widget_class->measure = bks_log_histogram_measure;
  widget_class->query_tooltip = bks_log_histogram_query_tooltip;
  widget_class->css_changed = bks_log_histogram_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "histogram");

  /**
   * BksLogHistogram::day-activated:
   * @self: the histogram
   * @begin: of what the bar stands for, µs since the Unix epoch, UTC
   * @end: its end, not included
   */
  signals[SIGNAL_DAY_ACTIVATED] = g_signal_new ("day-activated", G_TYPE_FROM_CLASS (klass),
                                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                                2, G_TYPE_INT64, G_TYPE_INT64);

  gtk_widget_class_install_action (widget_class, "day.open", NULL, bks_log_histogram_open_cb);
  bks_chart_class_add_keys (widget_class, bks_log_histogram_move_cb, 1, 0);
}

static void
bks_log_histogram_init (BksLogHistogram *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->cursor = -1;
  self->days = g_array_new (FALSE, FALSE, sizeof (BksLogDay));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (click, "released", G_CALLBACK (bks_log_histogram_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (bks_log_histogram_focus_changed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (bks_log_histogram_focus_changed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/**
 * bks_log_histogram_new:
 *
 * Returns: a histogram without bars
 */
GtkWidget *
bks_log_histogram_new (void)
{
  return g_object_new (BKS_TYPE_LOG_HISTOGRAM, NULL);
}

/**
 * bks_log_histogram_set_days:
 * @self: a #BksLogHistogram
 * @days: (array length=n_days): oldest first; copied
 * @n_days: how many
 * @unit: what bars stand for
 * @caption: what they show, in one sentence
 */
void
bks_log_histogram_set_days (BksLogHistogram *self,
                            const BksLogDay *days,
                            guint n_days,
                            BksLogDaysUnit unit,
                            const char *caption)
{
  int n_before;

  g_return_if_fail (BKS_IS_LOG_HISTOGRAM (self));
  g_return_if_fail (days != NULL || n_days == 0);
  g_return_if_fail (caption != NULL);

  n_before = count_days (self);
  g_array_set_size (self->days, 0);
  if (n_days > 0)
    g_array_append_vals (self->days, days, n_days);
  self->unit = unit;
  self->most = 1;
  for (int i = 0; i < count_days (self); i++)
    self->most = MAX (self->most, get_day (self, i)->total);
  /* The newest is what is looked at first. */
  if (count_days (self) != n_before || self->cursor < 0)
    self->cursor = count_days (self) - 1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, caption,
                                  -1);
  if (self->cursor >= 0)
    move_to (self, self->cursor);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * bks_log_histogram_get_cursor:
 * @self: a #BksLogHistogram
 *
 * Returns: (nullable) (transfer none): what Enter opens
 */
const BksLogDay *
bks_log_histogram_get_cursor (BksLogHistogram *self)
{
  g_return_val_if_fail (BKS_IS_LOG_HISTOGRAM (self), NULL);

  return self->cursor >= 0 ? get_day (self, self->cursor) : NULL;
}

/**
 * bks_log_histogram_get_day_at:
 * @self: a #BksLogHistogram
 * @x: how far from its left
 *
 * Returns: the bar that is drawn there, from the bottom to the top; -1 = none
 */
int
bks_log_histogram_get_day_at (BksLogHistogram *self, double x)
{
  Place place;
  int index;

  g_return_val_if_fail (BKS_IS_LOG_HISTOGRAM (self), -1);

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x;
  find_place (self, &place);
  index = (int) floor (x / place.pitch);
  return index >= 0 && index < count_days (self) ? index : -1;
}
