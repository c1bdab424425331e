/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-calendar-chart.h"

#include "bks-chart-colors.h"
#include "bks-chart-keys.h"

#define CELL  20 /* px */
#define GAP   3  /* px, if there is room */
#define LEAST 14 /* px, a cell and its gap */
#define ROUND 4  /* px, of a cell's corners */
#define AFTER 8  /* px, between the names of the days and the cells */
#define DAYS  7

struct _BksCalendarChart
{
  GtkWidget parent_instance;

  GArray *
      days; /* (owned) (nullable) (element-type BksRunDay): whole weeks, the last one may be short */
  int cursor; /* index of a day; -1 = nowhere yet */
};

/* Where things are, for one width. */
typedef struct
{
  double left;  /* of the first column, from the side where lines begin */
  double top;   /* of the first row */
  double pitch; /* from a cell to the next one */
  double cell;
  int columns;
  gboolean has_names; /* there is room for the names of the days */
} Place;

G_DEFINE_FINAL_TYPE (BksCalendarChart, bks_calendar_chart, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_DAY_ACTIVATED,
  SIGNAL_CURSOR_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const BksRunDay *
get_day (BksCalendarChart *self, int index)
{
  return &g_array_index (self->days, BksRunDay, index);
}

static int
count_days (BksCalendarChart *self)
{
  return self->days != NULL ? (int) self->days->len : 0;
}

static char *
format_day (const BksRunDay *day, const char *format)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (day->begin / G_USEC_PER_SEC);

  return g_date_time_format (date, format);
}

static void
measure_text (BksCalendarChart *self, int *width_out, int *height_out)
{
  *width_out = *height_out = 0;
  for (int row = 0; row < MIN (DAYS, count_days (self)); row++)
    {
      g_autofree char *name = format_day (get_day (self, row), "%a");
      g_autoptr (PangoLayout) layout = bks_chart_create_text (GTK_WIDGET (self), name);
      int width, height;

      pango_layout_get_pixel_size (layout, &width, &height);
      *width_out = MAX (*width_out, width);
      *height_out = MAX (*height_out, height);
    }
}

static void
find_place (BksCalendarChart *self, int width, Place *place)
{
  int text_width, text_height;

  measure_text (self, &text_width, &text_height);
  place->columns = MAX ((count_days (self) + DAYS - 1) / DAYS, 1);
  place->has_names = width - text_width - AFTER >= place->columns * (CELL + 1);
  place->left = place->has_names ? text_width + AFTER : 0;
  place->pitch = CLAMP ((int) ((width - place->left + GAP) / place->columns), LEAST, CELL + GAP);
  place->cell = MIN (CELL, place->pitch - 1);
  place->top = text_height + 4;
}

static void
get_cell (BksCalendarChart *self, const Place *place, int index, double *x, double *y)
{
  *x = place->left + (index / DAYS) * place->pitch;
  *y = place->top + (index % DAYS) * place->pitch;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    *x = gtk_widget_get_width (GTK_WIDGET (self)) - *x - place->cell;
}

static void
draw_check (cairo_t *cr, double x, double y, double size)
{
  cairo_set_line_width (cr, size / 9);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, x + size * .29, y + size * .52);
  cairo_line_to (cr, x + size * .44, y + size * .67);
  cairo_line_to (cr, x + size * .72, y + size * .35);
  cairo_stroke (cr);
}

static void
draw_cross (cairo_t *cr, double x, double y, double size)
{
  cairo_set_line_width (cr, size / 8);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, x + size * .33, y + size * .33);
  cairo_line_to (cr, x + size * .67, y + size * .67);
  cairo_move_to (cr, x + size * .67, y + size * .33);
  cairo_line_to (cr, x + size * .33, y + size * .67);
  cairo_stroke (cr);
}

static void
draw_exclamation (cairo_t *cr, double x, double y, double size)
{
  cairo_set_line_width (cr, size / 8);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  cairo_move_to (cr, x + size * .5, y + size * .22);
  cairo_line_to (cr, x + size * .5, y + size * .6);
  cairo_move_to (cr, x + size * .5, y + size * .68);
  cairo_line_to (cr, x + size * .5, y + size * .8);
  cairo_stroke (cr);
}

static void
draw_dots (cairo_t *cr, double x, double y, double size)
{
  for (int i = -1; i <= 1; i++)
    {
      cairo_arc (cr, x + size * (.5 + .2 * i), y + size * .5, size * .065, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

static void
fill_cell (cairo_t *cr, const GdkRGBA *color, double x, double y, double size)
{
  bks_chart_round_rectangle (cr, x, y, size, ROUND);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_fill (cr);
}

static void
outline_cell (cairo_t *cr, const GdkRGBA *color, double x, double y, double size, double line)
{
  bks_chart_round_rectangle (cr, x + line / 2, y + line / 2, size - line, ROUND - line / 2);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, line);
  cairo_stroke (cr);
}

static void
draw_cell (cairo_t *cr,
           const BksChartColors *colors,
           BksDayKind kind,
           double x,
           double y,
           double size)
{
  gboolean contrast = colors->is_high_contrast;

  switch (kind)
    {
    case BKS_DAY_GOOD:
      fill_cell (cr, &colors->good_fill, x, y, size);
      if (contrast)
        outline_cell (cr, &colors->line, x, y, size, 1);
      gdk_cairo_set_source_rgba (cr, &colors->good);
      draw_check (cr, x, y, size);
      break;
    case BKS_DAY_WARNINGS:
      fill_cell (cr, &colors->warning_fill, x, y, size);
      if (contrast)
        outline_cell (cr, &colors->text, x, y, size, 1);
      gdk_cairo_set_source_rgba (cr, &colors->text);
      draw_exclamation (cr, x, y, size);
      break;
    case BKS_DAY_FAILED:
      fill_cell (cr, &colors->failed_fill, x, y, size);
      gdk_cairo_set_source_rgba (cr, &colors->failed_mark);
      draw_cross (cr, x, y, size);
      break;
    case BKS_DAY_MISSED:
      outline_cell (cr, &colors->warning, x, y, size, 1.5);
      break;
    case BKS_DAY_RUNNING:
      outline_cell (cr, &colors->accent, x, y, size, 1.5);
      gdk_cairo_set_source_rgba (cr, &colors->accent);
      draw_dots (cr, x, y, size);
      break;
    case BKS_DAY_NOTHING:
      {
        GdkRGBA faint = colors->text;

        faint.alpha *= .06f;
        fill_cell (cr, &faint, x, y, size);
        break;
      }
    case BKS_DAY_UNKNOWN:
    default:
      gdk_cairo_set_source_rgba (cr, &colors->line);
      cairo_arc (cr, x + size / 2, y + size / 2, 1.5, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

/* Every second day has its name: "Mon", "Wed", "Fri", "Sun". */
static void
draw_names (BksCalendarChart *self, cairo_t *cr, const BksChartColors *colors, const Place *place)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  for (int row = 0; row < MIN (DAYS, count_days (self)); row += 2)
    {
      g_autofree char *name = format_day (get_day (self, row), "%a");
      g_autoptr (PangoLayout) layout = bks_chart_create_text (GTK_WIDGET (self), name);
      int height;

      pango_layout_get_pixel_size (layout, NULL, &height);
      bks_chart_draw_text (
          cr, layout, &colors->dim, mirrored ? gtk_widget_get_width (GTK_WIDGET (self)) : 0,
          place->top + row * place->pitch + (place->cell - height) / 2, mirrored ? 1 : 0);
    }
}

/* A month has its name above the first column in which it begins, as far as names do not touch. */
static void
draw_months (BksCalendarChart *self, cairo_t *cr, const BksChartColors *colors, const Place *place)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_autofree char *previous = count_days (self) > 0 ? format_day (get_day (self, 0), "%b") : NULL;
  double free_from = 0;

  for (int column = 1; column < place->columns; column++)
    {
      g_autofree char *month = format_day (get_day (self, column * DAYS), "%b");
      g_autoptr (PangoLayout) layout = NULL;
      double x = place->left + column * place->pitch;
      int width;

      if (g_str_equal (month, previous))
        continue;
      g_free (previous);
      previous = g_strdup (month);
      layout = bks_chart_create_text (GTK_WIDGET (self), month);
      pango_layout_get_pixel_size (layout, &width, NULL);
      if (x < free_from || x + width > place->left + place->columns * place->pitch + GAP)
        continue;
      free_from = x + width + 4;
      bks_chart_draw_text (cr, layout, &colors->dim,
                           mirrored ? gtk_widget_get_width (GTK_WIDGET (self)) - x : x, 0,
                           mirrored ? 1 : 0);
    }
}

static void
bks_calendar_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BksCalendarChart *self = BKS_CALENDAR_CHART (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  BksChartColors colors;
  cairo_t *cr;
  Place place;

  bks_chart_colors_read (widget, &colors);
  find_place (self, width, &place);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-4, -4, width + 8, height + 8));
  if (place.has_names)
    draw_names (self, cr, &colors, &place);
  draw_months (self, cr, &colors, &place);
  for (int i = 0; i < count_days (self); i++)
    {
      double x, y;

      get_cell (self, &place, i, &x, &y);
      draw_cell (cr, &colors, get_day (self, i)->kind, x, y, place.cell);
      if (i == self->cursor && gtk_widget_has_focus (widget))
        outline_cell (cr, &colors.text, x - 3, y - 3, place.cell + 6, 2);
    }
  cairo_destroy (cr);
}

static GtkSizeRequestMode
bks_calendar_chart_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
bks_calendar_chart_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  BksCalendarChart *self = BKS_CALENDAR_CHART (widget);
  int text_width, text_height;
  Place place;

  measure_text (self, &text_width, &text_height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = BKS_RUN_HISTORY_WEEKS * LEAST;
      *natural = text_width + AFTER + BKS_RUN_HISTORY_WEEKS * (CELL + GAP) - GAP;
      return;
    }
  find_place (self, for_size >= 0 ? for_size : G_MAXINT / 2, &place);
  *minimum = *natural = (int) (place.top + DAYS * place.pitch) + 1;
}

static void
move_to (BksCalendarChart *self, int index)
{
  g_autofree char *text = NULL;

  if (index == self->cursor || index < 0 || index >= count_days (self))
    return;
  self->cursor = index;
  text = bks_run_day_describe (get_day (self, index));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0, text);
}

static gboolean
bks_calendar_chart_move_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  BksCalendarChart *self = BKS_CALENDAR_CHART (widget);
  int by = g_variant_get_int32 (args);
  int last = count_days (self) - 1;

  if (last < 0)
    return FALSE;
  if (ABS (by) == BKS_CHART_END)
    move_to (self, by > 0 ? last : 0);
  else
    {
      if (ABS (by) == DAYS && gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
        by = -by;
      move_to (self, CLAMP (self->cursor + by, 0, last));
    }
  return TRUE;
}

static void
activate (BksCalendarChart *self, int index)
{
  if (index >= 0 && index < count_days (self))
    g_signal_emit (self, signals[SIGNAL_DAY_ACTIVATED], 0, get_day (self, index)->begin,
                   get_day (self, index)->end);
}

static void
bks_calendar_chart_open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  activate (BKS_CALENDAR_CHART (widget), BKS_CALENDAR_CHART (widget)->cursor);
}

static void
bks_calendar_chart_released_cb (BksCalendarChart *self,
                                int n_press,
                                double x,
                                double y,
                                GtkGestureClick *gesture)
{
  int index = bks_calendar_chart_get_day_at (self, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  move_to (self, index);
  activate (self, index);
}

static void
bks_calendar_chart_focus_enter_cb (BksCalendarChart *self, GtkEventController *controller)
{
  g_autofree char *text = NULL;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->cursor < 0 || self->cursor >= count_days (self))
    return;
  text = bks_run_day_describe (get_day (self, self->cursor));
  g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0, text);
}

static void
bks_calendar_chart_focus_leave_cb (BksCalendarChart *self, GtkEventController *controller)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0, NULL);
}

static gboolean
bks_calendar_chart_query_tooltip (GtkWidget *widget,
                                  int x,
                                  int y,
                                  gboolean keyboard,
                                  GtkTooltip *tooltip)
{
  BksCalendarChart *self = BKS_CALENDAR_CHART (widget);
  int index = keyboard ? self->cursor : bks_calendar_chart_get_day_at (self, x, y);
  g_autofree char *text = NULL;
  double cell_x, cell_y;
  Place place;

  if (index < 0)
    return FALSE;
  find_place (self, gtk_widget_get_width (widget), &place);
  get_cell (self, &place, index, &cell_x, &cell_y);
  text = bks_run_day_describe (get_day (self, index));
  gtk_tooltip_set_text (tooltip, text);
  gtk_tooltip_set_tip_area (
      tooltip, &(GdkRectangle){ (int) cell_x, (int) cell_y, (int) place.cell, (int) place.cell });
  return TRUE;
}

static void
bks_calendar_chart_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (bks_calendar_chart_parent_class)->css_changed (widget, change);
  gtk_widget_queue_resize (widget);
}

static void
bks_calendar_chart_finalize (GObject *object)
{
  g_clear_pointer (&BKS_CALENDAR_CHART (object)->days, g_array_unref);

  G_OBJECT_CLASS (bks_calendar_chart_parent_class)->finalize (object);
}

static void
bks_calendar_chart_class_init (BksCalendarChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bks_calendar_chart_finalize;
  widget_class->snapshot = bks_calendar_chart_snapshot;
  widget_class->measure = bks_calendar_chart_measure;
  widget_class->get_request_mode = bks_calendar_chart_get_request_mode;
  widget_class->query_tooltip = bks_calendar_chart_query_tooltip;
  widget_class->css_changed = bks_calendar_chart_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "calendar-chart");

  /**
   * BksCalendarChart::day-activated:
   * @self: the calendar
   * @from: begin of the day, µs since the Unix epoch, UTC
   * @to: its end
   */
  signals[SIGNAL_DAY_ACTIVATED] = g_signal_new ("day-activated", G_TYPE_FROM_CLASS (klass),
                                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                                2, G_TYPE_INT64, G_TYPE_INT64);
  /**
   * BksCalendarChart::cursor-moved:
   * @self: the calendar
   * @text: (nullable): the day and what it was like; %NULL = the keyboard has left
   */
  signals[SIGNAL_CURSOR_MOVED] = g_signal_new ("cursor-moved", G_TYPE_FROM_CLASS (klass),
                                               G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                               1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_install_action (widget_class, "day.open", NULL, bks_calendar_chart_open_cb);
  bks_chart_class_add_keys (widget_class, bks_calendar_chart_move_cb, DAYS, 1);
}

static void
bks_calendar_chart_init (BksCalendarChart *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->cursor = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (click, "released", G_CALLBACK (bks_calendar_chart_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (bks_calendar_chart_focus_enter_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (bks_calendar_chart_focus_leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/**
 * bks_calendar_chart_new:
 *
 * Returns: an empty calendar
 */
GtkWidget *
bks_calendar_chart_new (void)
{
  return g_object_new (BKS_TYPE_CALENDAR_CHART, NULL);
}

/**
 * bks_calendar_chart_set_days:
 * @self: a #BksCalendarChart
 * @days: (element-type BksRunDay): whole weeks up to today
 * @caption: what the calendar shows, in one sentence
 */
void
bks_calendar_chart_set_days (BksCalendarChart *self, GArray *days, const char *caption)
{
  g_return_if_fail (BKS_IS_CALENDAR_CHART (self));
  g_return_if_fail (days != NULL);
  g_return_if_fail (caption != NULL);

  g_array_ref (days);
  g_clear_pointer (&self->days, g_array_unref);
  self->days = days;
  /* Today is what is looked at first. */
  if (self->cursor < 0 || self->cursor >= count_days (self))
    self->cursor = count_days (self) - 1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, caption,
                                  -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * bks_calendar_chart_get_cursor:
 * @self: a #BksCalendarChart
 *
 * Returns: the day that Enter opens; -1 = there is none
 */
int
bks_calendar_chart_get_cursor (BksCalendarChart *self)
{
  g_return_val_if_fail (BKS_IS_CALENDAR_CHART (self), -1);

  return self->cursor;
}

/**
 * bks_calendar_chart_get_day_at:
 * @self: a #BksCalendarChart
 * @x: a point in it
 * @y: a point in it
 *
 * Returns: the day that is drawn there; -1 = none
 */
int
bks_calendar_chart_get_day_at (BksCalendarChart *self, double x, double y)
{
  Place place;

  g_return_val_if_fail (BKS_IS_CALENDAR_CHART (self), -1);

  find_place (self, gtk_widget_get_width (GTK_WIDGET (self)), &place);
  for (int i = 0; i < count_days (self); i++)
    {
      double cell_x, cell_y;

      get_cell (self, &place, i, &cell_x, &cell_y);
      if (x >= cell_x && x < cell_x + place.cell && y >= cell_y && y < cell_y + place.cell)
        return i;
    }
  return -1;
}
