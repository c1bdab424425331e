/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-size-chart.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

#include "bks-chart-colors.h"
#include "bks-chart-keys.h"
#include "bks-format.h"

#define HEIGHT  178 /* px */
#define LEAST   180 /* px, its width */
#define BESIDE  8   /* px, between the numbers and the bars */
#define N_LINES 3   /* of the grid */
#define N_DATES 3
#define WIDEST  .16 /* of the whole width: one bar */
#define DELETED 2   /* index of a part */
#define N_PARTS 3

struct _BksSizeChart
{
  GtkWidget parent_instance;

  GArray *runs; /* (owned) (nullable) (element-type BksKnownRun): oldest first */
  BksSizeChartKind kind;
  int cursor; /* index of a run; -1 = nowhere yet */
};

/* Where things are, for one size of the widget; as if lines of text began at the left. */
typedef struct
{
  double left;
  double top;
  double width;
  double height;
  double pitch; /* from a bar to the next one */
  gint64 largest;
} Place;

G_DEFINE_FINAL_TYPE (BksSizeChart, bks_size_chart, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_DAY_ACTIVATED,
  SIGNAL_CURSOR_MOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const BksKnownRun *
get_run (const GArray *runs, int index)
{
  return &g_array_index (runs, BksKnownRun, index);
}

static int
count_runs (BksSizeChart *self)
{
  return self->runs != NULL ? (int) self->runs->len : 0;
}

/* The parts of one bar, from below; -1 = not known. */
static void
get_parts (const BksKnownRun *run, BksSizeChartKind kind, gint64 parts[N_PARTS])
{
  parts[0] = parts[1] = parts[2] = -1;
  switch (kind)
    {
    case BKS_SIZE_CHART_SIZES:
      parts[0] = run->source_bytes;
      break;
    case BKS_SIZE_CHART_DURATIONS:
      parts[0] = bks_known_run_get_duration (run);
      break;
    case BKS_SIZE_CHART_CHANGES:
      parts[0] = run->n_new;
      parts[1] = run->n_modified;
      parts[DELETED] = run->n_deleted;
      break;
    default:
      g_assert_not_reached ();
    }
}

static gint64
get_height (const BksKnownRun *run, BksSizeChartKind kind)
{
  gint64 parts[N_PARTS], sum = -1;

  get_parts (run, kind, parts);
  for (guint i = 0; i < N_PARTS; i++)
    if (parts[i] >= 0)
      sum = MAX (sum, 0) + parts[i];
  return sum;
}

static gint64
get_line (const BksKnownRun *run, BksSizeChartKind kind)
{
  return kind == BKS_SIZE_CHART_SIZES ? run->target_bytes : -1;
}

/**
 * bks_size_chart_has_data:
 * @runs: (element-type BksKnownRun): runs
 * @kind: what of them would be drawn
 *
 * Returns: whether there is anything to draw
 */
gboolean
bks_size_chart_has_data (const GArray *runs, BksSizeChartKind kind)
{
  for (guint i = 0; i < runs->len; i++)
    if (get_height (get_run (runs, (int) i), kind) >= 0
        || get_line (get_run (runs, (int) i), kind) >= 0)
      return TRUE;
  return FALSE;
}

/**
 * bks_size_chart_get_top:
 * @kind: what is drawn
 * @largest: the largest value: bytes, µs or a count
 *
 * Returns: the number at the topmost line of the grid: a round one, and its half is round, too
 */
gint64
bks_size_chart_get_top (BksSizeChartKind kind, gint64 largest)
{
  static const int minutes[] = { 2, 4, 10, 20, 30, 60, 120, 240, 480, 720, 1440, 2880 };
  static const int steps[] = { 1, 2, 4, 5, 6, 8, 10 };
  gint64 unit = 1;

  if (kind == BKS_SIZE_CHART_DURATIONS)
    for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
      if (largest <= minutes[i] * G_TIME_SPAN_MINUTE)
        return minutes[i] * G_TIME_SPAN_MINUTE;
  if (largest <= 2)
    return 2;
  while (largest / 10 >= unit)
    unit *= 10;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (largest <= steps[i] * unit)
      return steps[i] * unit;
  return largest;
}

/* "500.0 GB" says no more than "500 GB". */
static char *
without_zero_decimal (char *text)
{
  g_autofree char *zero = g_strconcat (nl_langinfo (RADIXCHAR), "0", NULL);
  char *found = strstr (text, zero);

  if (found != NULL && !g_ascii_isdigit (found[strlen (zero)]))
    memmove (found, found + strlen (zero), strlen (found + strlen (zero)) + 1);
  return text;
}

static char *
format_value (BksSizeChartKind kind, gint64 value)
{
  if (value == 0)
    return g_strdup ("0");
  switch (kind)
    {
    case BKS_SIZE_CHART_SIZES:
      return without_zero_decimal (bks_format_size (value));
    case BKS_SIZE_CHART_DURATIONS:
      return bks_format_duration (value / G_USEC_PER_SEC);
    case BKS_SIZE_CHART_CHANGES:
    default:
      return g_strdup_printf ("%'" G_GINT64_FORMAT, value);
    }
}

static char *
format_date (const BksKnownRun *run)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (bks_known_run_get_at (run)
                                                                / G_USEC_PER_SEC);

  /* Translators: a day at the axis of a chart, as g_date_time_format() takes it: "17 Apr". */
  return g_date_time_format (date, C_ ("axis", "%-d %b"));
}

static void
find_place (BksSizeChart *self, int width, int height, Place *place)
{
  int text_width = 0, text_height = 0;

  place->largest = 1;
  for (int i = 0; i < count_runs (self); i++)
    {
      place->largest = MAX (place->largest, get_height (get_run (self->runs, i), self->kind));
      place->largest = MAX (place->largest, get_line (get_run (self->runs, i), self->kind));
    }
  place->largest = bks_size_chart_get_top (self->kind, place->largest);
  for (int i = 0; i < N_LINES; i++)
    {
      g_autofree char *text = format_value (self->kind, place->largest * i / (N_LINES - 1));
      g_autoptr (PangoLayout) layout = bks_chart_create_text (GTK_WIDGET (self), text);
      int label_width, label_height;

      pango_layout_get_pixel_size (layout, &label_width, &label_height);
      text_width = MAX (text_width, label_width);
      text_height = MAX (text_height, label_height);
    }
  place->left = text_width + BESIDE;
  place->top = text_height / 2.;
  place->width = MAX (width - place->left, 1);
  place->height = MAX (height - place->top - text_height - 6, 1);
  place->pitch = MIN (place->width / MAX (count_runs (self), 1), place->width * WIDEST);
}

static double
mirror (BksSizeChart *self, double x, double width)
{
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    return gtk_widget_get_width (GTK_WIDGET (self)) - x - width;
  return x;
}

static void
draw_grid (BksSizeChart *self, cairo_t *cr, const BksChartColors *colors, const Place *place)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  for (int i = 0; i < N_LINES; i++)
    {
      g_autofree char *text = format_value (self->kind, place->largest * i / (N_LINES - 1));
      g_autoptr (PangoLayout) layout = bks_chart_create_text (GTK_WIDGET (self), text);
      double y = place->top + place->height * (N_LINES - 1 - i) / (N_LINES - 1);
      int height;

      pango_layout_get_pixel_size (layout, NULL, &height);
      bks_chart_draw_text (cr, layout, &colors->dim, mirror (self, place->left - BESIDE, 0),
                           y - height / 2., mirrored ? 0 : 1);
      gdk_cairo_set_source_rgba (cr, &colors->line);
      cairo_rectangle (cr, mirror (self, place->left, place->width), (int) y, place->width, 1);
      cairo_fill (cr);
    }
}

/* The first day, the middle one and the last. */
static void
draw_dates (BksSizeChart *self, cairo_t *cr, const BksChartColors *colors, const Place *place)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double free_from = 0;
  int previous = -1;

  for (int i = 0; i < N_DATES; i++)
    {
      int run = (count_runs (self) - 1) * i / (N_DATES - 1);
      g_autofree char *text = NULL;
      g_autoptr (PangoLayout) layout = NULL;
      double x;
      int width;

      if (run == previous || run < 0)
        continue;
      previous = run;
      text = format_date (get_run (self->runs, run));
      layout = bks_chart_create_text (GTK_WIDGET (self), text);
      pango_layout_get_pixel_size (layout, &width, NULL);
      x = CLAMP (place->left + (run + .5) * place->pitch - width / 2., place->left,
                 MAX (place->left, place->left + place->width - width));
      if (x < free_from)
        continue;
      free_from = x + width + 6;
      bks_chart_draw_text (cr, layout, &colors->dim, mirror (self, x, 0),
                           place->top + place->height + 5, mirrored ? 1 : 0);
    }
}

static void
draw_bar (BksSizeChart *self,
          cairo_t *cr,
          const BksChartColors *colors,
          const Place *place,
          int index)
{
  double gap = CLAMP (place->pitch * .2, 1, 6);
  double x = mirror (self, place->left + index * place->pitch + gap / 2, place->pitch - gap);
  double y = place->top + place->height;
  gint64 parts[N_PARTS];

  get_parts (get_run (self->runs, index), self->kind, parts);
  for (int part = 0; part < N_PARTS; part++)
    {
      double height = place->height * (double) MAX (parts[part], 0) / (double) place->largest;
      GdkRGBA color = part == 1 ? colors->accent : colors->accent_fill;

      y -= height;
      if (height < .5)
        continue;
      if (part == DELETED)
        {
          /* Told apart by shape, too: what is gone is hollow. */
          gdk_cairo_set_source_rgba (cr, &colors->accent);
          cairo_set_line_width (cr, 1);
          cairo_rectangle (cr, x + .5, y + .5, place->pitch - gap - 1, MAX (height - 1, 0));
          cairo_stroke (cr);
          continue;
        }
      gdk_cairo_set_source_rgba (cr, &color);
      cairo_rectangle (cr, x, y, place->pitch - gap, height);
      cairo_fill (cr);
    }
}

static void
draw_line (BksSizeChart *self, cairo_t *cr, const BksChartColors *colors, const Place *place)
{
  gboolean has_point = FALSE;

  gdk_cairo_set_source_rgba (cr, &colors->accent);
  cairo_set_line_width (cr, 2);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  for (int i = 0; i < count_runs (self); i++)
    {
      gint64 value = get_line (get_run (self->runs, i), self->kind);
      double x = mirror (self, place->left + (i + .5) * place->pitch, 0);
      double y = place->top
                 + place->height * (1 - (double) MAX (value, 0) / (double) place->largest);

      if (value < 0)
        continue;
      if (has_point)
        cairo_line_to (cr, x, y);
      else
        cairo_move_to (cr, x - (count_runs (self) == 1 ? 6 : 0), y);
      if (count_runs (self) == 1)
        cairo_line_to (cr, x + 6, y);
      has_point = TRUE;
    }
  cairo_stroke (cr);
}

static void
draw_cursor (BksSizeChart *self, cairo_t *cr, const BksChartColors *colors, const Place *place)
{
  if (self->cursor < 0 || self->cursor >= count_runs (self)
      || !gtk_widget_has_focus (GTK_WIDGET (self)))
    return;
  gdk_cairo_set_source_rgba (cr, &colors->text);
  cairo_set_line_width (cr, 2);
  cairo_rectangle (cr, mirror (self, place->left + self->cursor * place->pitch, place->pitch),
                   place->top - 3, place->pitch, place->height + 4);
  cairo_stroke (cr);
}

static void
bks_size_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BksSizeChart *self = BKS_SIZE_CHART (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  BksChartColors colors;
  cairo_t *cr;
  Place place;

  if (count_runs (self) == 0)
    return;
  bks_chart_colors_read (widget, &colors);
  find_place (self, width, height, &place);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (-4, -4, width + 8, height + 8));
  draw_grid (self, cr, &colors, &place);
  draw_dates (self, cr, &colors, &place);
  for (int i = 0; i < count_runs (self); i++)
    draw_bar (self, cr, &colors, &place, i);
  draw_line (self, cr, &colors, &place);
  draw_cursor (self, cr, &colors, &place);
  cairo_destroy (cr);
}

static void
bks_size_chart_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = LEAST;
      *natural = 2 * LEAST;
    }
  else
    *minimum = *natural = HEIGHT;
}

static void
append_fact (GString *text, const char *name, gint64 value, BksSizeChartKind kind)
{
  g_autofree char *formatted = NULL;

  if (value < 0)
    return;
  formatted = format_value (kind, value);
  g_string_append_c (text, '\n');
  /* Translators: a fact and its value: "Source: 348.2 GB". */
  g_string_append_printf (text, C_ ("fact", "%s: %s"), name, formatted);
}

static char *
describe_run (BksSizeChart *self, int index)
{
  const BksKnownRun *run = get_run (self->runs, index);
  g_autofree char *when = bks_format_when (bks_known_run_get_at (run), g_get_real_time ());
  GString *text = g_string_new (when);

  append_fact (text, _ ("Took"), bks_known_run_get_duration (run), BKS_SIZE_CHART_DURATIONS);
  append_fact (text, _ ("Source"), run->source_bytes, BKS_SIZE_CHART_SIZES);
  append_fact (text, _ ("Destination"), run->target_bytes, BKS_SIZE_CHART_SIZES);
  append_fact (text, _ ("New files"), run->n_new, BKS_SIZE_CHART_CHANGES);
  append_fact (text, _ ("Modified files"), run->n_modified, BKS_SIZE_CHART_CHANGES);
  append_fact (text, _ ("Deleted files"), run->n_deleted, BKS_SIZE_CHART_CHANGES);
  return g_string_free (text, FALSE);
}

static void
move_to (BksSizeChart *self, int index)
{
  g_autofree char *text = NULL;

  if (index == self->cursor || index < 0 || index >= count_runs (self))
    return;
  self->cursor = index;
  text = describe_run (self, index);
  g_strdelimit (text, "\n", ',');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_free (text);
  text = describe_run (self, index);
  g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0, text);
}

static gboolean
bks_size_chart_move_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  BksSizeChart *self = BKS_SIZE_CHART (widget);
  int by = g_variant_get_int32 (args);

  if (count_runs (self) == 0)
    return FALSE;
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL && ABS (by) == 1)
    by = -by;
  move_to (self, CLAMP (self->cursor + by, 0, count_runs (self) - 1));
  return TRUE;
}

static int
find_run_at (BksSizeChart *self, double x)
{
  Place place;
  double from;

  find_place (self, gtk_widget_get_width (GTK_WIDGET (self)),
              gtk_widget_get_height (GTK_WIDGET (self)), &place);
  from = mirror (self, x, 0) - place.left;
  if (count_runs (self) == 0 || from < 0 || from >= place.pitch * count_runs (self))
    return -1;
  return (int) (from / place.pitch);
}

static void
activate (BksSizeChart *self, int index)
{
  gint64 from, to;

  if (index < 0 || index >= count_runs (self))
    return;
  bks_format_get_day (bks_known_run_get_at (get_run (self->runs, index)), &from, &to);
  g_signal_emit (self, signals[SIGNAL_DAY_ACTIVATED], 0, from, to);
}

static void
bks_size_chart_open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  activate (BKS_SIZE_CHART (widget), BKS_SIZE_CHART (widget)->cursor);
}

static void
bks_size_chart_released_cb (BksSizeChart *self,
                            int n_press,
                            double x,
                            double y,
                            GtkGestureClick *gesture)
{
  int index = find_run_at (self, x);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  move_to (self, index);
  activate (self, index);
}

static void
bks_size_chart_focus_enter_cb (BksSizeChart *self, GtkEventController *controller)
{
  g_autofree char *text = NULL;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (self->cursor < 0 || self->cursor >= count_runs (self))
    return;
  text = describe_run (self, self->cursor);
  g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0, text);
}

static void
bks_size_chart_focus_leave_cb (BksSizeChart *self, GtkEventController *controller)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_CURSOR_MOVED], 0, NULL);
}

static gboolean
bks_size_chart_query_tooltip (GtkWidget *widget,
                              int x,
                              int y,
                              gboolean keyboard,
                              GtkTooltip *tooltip)
{
  BksSizeChart *self = BKS_SIZE_CHART (widget);
  int index = keyboard ? self->cursor : find_run_at (self, x);
  g_autofree char *text = NULL;

  if (index < 0)
    return FALSE;
  text = describe_run (self, index);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
bks_size_chart_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (bks_size_chart_parent_class)->css_changed (widget, change);
  gtk_widget_queue_draw (widget);
}

static void
bks_size_chart_finalize (GObject *object)
{
  g_clear_pointer (&BKS_SIZE_CHART (object)->runs, g_array_unref);

  G_OBJECT_CLASS (bks_size_chart_parent_class)->finalize (object);
}

static void
bks_size_chart_class_init (BksSizeChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bks_size_chart_finalize;
  widget_class->snapshot = bks_size_chart_snapshot;
  widget_class->measure = bks_size_chart_measure;
  widget_class->query_tooltip = bks_size_chart_query_tooltip;
  widget_class->css_changed = bks_size_chart_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "size-chart");

  /**
   * BksSizeChart::day-activated:
   * @self: the chart
   * @from: begin of the day of a run, µs since the Unix epoch, UTC
   * @to: its end
   */
  signals[SIGNAL_DAY_ACTIVATED] = g_signal_new ("day-activated", G_TYPE_FROM_CLASS (klass),
                                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                                2, G_TYPE_INT64, G_TYPE_INT64);
  /**
   * BksSizeChart::cursor-moved:
   * @self: the chart
   * @text: (nullable): what is known of the run, in lines; %NULL = the keyboard has left
   */
  signals[SIGNAL_CURSOR_MOVED] = g_signal_new ("cursor-moved", G_TYPE_FROM_CLASS (klass),
                                               G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                               1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_install_action (widget_class, "day.open", NULL, bks_size_chart_open_cb);
  bks_chart_class_add_keys (widget_class, bks_size_chart_move_cb, 1, 0);
}

static void
bks_size_chart_init (BksSizeChart *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->cursor = -1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (click, "released", G_CALLBACK (bks_size_chart_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (bks_size_chart_focus_enter_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (bks_size_chart_focus_leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/**
 * bks_size_chart_new:
 *
 * Returns: an empty chart
 */
GtkWidget *
bks_size_chart_new (void)
{
  return g_object_new (BKS_TYPE_SIZE_CHART, NULL);
}

/**
 * bks_size_chart_set_runs:
 * @self: a #BksSizeChart
 * @runs: (element-type BksKnownRun): at most %BKS_SIZE_CHART_RUNS, oldest first
 * @caption: what the chart shows, in one sentence
 */
void
bks_size_chart_set_runs (BksSizeChart *self, GArray *runs, const char *caption)
{
  g_return_if_fail (BKS_IS_SIZE_CHART (self));
  g_return_if_fail (runs != NULL);
  g_return_if_fail (caption != NULL);

  g_array_ref (runs);
  g_clear_pointer (&self->runs, g_array_unref);
  self->runs = runs;
  if (self->cursor < 0 || self->cursor >= count_runs (self))
    self->cursor = count_runs (self) - 1;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, caption,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * bks_size_chart_set_kind:
 * @self: a #BksSizeChart
 * @kind: what of the runs is to be drawn
 */
void
bks_size_chart_set_kind (BksSizeChart *self, BksSizeChartKind kind)
{
  g_return_if_fail (BKS_IS_SIZE_CHART (self));
  g_return_if_fail (kind < BKS_N_SIZE_CHART_KINDS);

  if (self->kind == kind)
    return;
  self->kind = kind;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * bks_size_chart_get_cursor:
 * @self: a #BksSizeChart
 *
 * Returns: the run whose day Enter opens; -1 = there is none
 */
int
bks_size_chart_get_cursor (BksSizeChart *self)
{
  g_return_val_if_fail (BKS_IS_SIZE_CHART (self), -1);

  return self->cursor;
}
