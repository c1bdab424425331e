/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-log-date-button.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <langinfo.h>

#include "bks-log-date.h"

#define N_SPAN_COLUMNS 2

struct _BksLogDateButton
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkWidget *label;
  GtkPopover *popover;
  GtkGrid *spans;
  AdwEntryRow *from_row;
  AdwEntryRow *to_row;
  GtkLabel *error_label;
  GtkCalendar *calendar;
  GtkWidget *apply_button;

  BksLogFilters *filters;       /* (owned) (nullable) */
  GSignalGroup *filter_signals; /* (owned) */
  gboolean is_filling;          /* what changes is not the user's doing */
  gboolean is_for_to;           /* the next day from the calendar is the last one */
};

G_DEFINE_FINAL_TYPE (BksLogDateButton, bks_log_date_button, GTK_TYPE_WIDGET)

/* An entry without text leaves its side open. */
static gboolean
read_row (AdwEntryRow *row, gboolean is_end, gint64 *seconds_out)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
  gboolean is_good;

  *seconds_out = 0;
  is_good = *text == '\0'
            || bks_log_date_parse (text, nl_langinfo (D_FMT), zone, is_end, seconds_out);
  return is_good;
}

static void
set_wrong (AdwEntryRow *row, gboolean is_wrong)
{
  if (is_wrong)
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
      is_wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* Says at once what is wrong with the dates, and lets only good ones through. */
static gboolean
check (BksLogDateButton *self, gint64 *from_out, gint64 *to_out)
{
  gboolean from_good = read_row (self->from_row, FALSE, from_out);
  gboolean to_good = read_row (self->to_row, TRUE, to_out);
  gboolean is_reversed = from_good && to_good && *from_out != 0 && *to_out != 0
                         && *from_out > *to_out;
  gboolean is_good = from_good && to_good && !is_reversed;

  set_wrong (self->from_row, !from_good || is_reversed);
  set_wrong (self->to_row, !to_good || is_reversed);
  if (is_reversed)
    gtk_label_set_text (self->error_label, _ ("From is later than To"));
  else if (!is_good)
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_local ();
      g_autofree char *local = g_date_time_format (now, "%x");
      g_autofree char *iso = g_date_time_format (now, "%F");
      g_autofree char *text = g_strdup_printf (
          /* Translators: two ways to write today's date: "11/24/26" and "2026-11-24 14:30". */
          _ ("This is not a date. Write %s or %s 14:30"), local, iso);

      gtk_label_set_text (self->error_label, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), !is_good);
  gtk_widget_set_sensitive (self->apply_button, is_good);
  return is_good;
}

static void
bks_log_date_button_typed_cb (BksLogDateButton *self)
{
  gint64 from, to;

  if (!self->is_filling)
    check (self, &from, &to);
}

static void
bks_log_date_button_apply_cb (BksLogDateButton *self)
{
  gint64 from, to;

  if (self->filters == NULL || !check (self, &from, &to))
    return;
  gtk_menu_button_popdown (self->button);
  bks_log_filters_set_range (self->filters, from, to);
}

static void
bks_log_date_button_day_selected_cb (BksLogDateButton *self)
{
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *text = NULL;
  AdwEntryRow *row = self->is_for_to ? self->to_row : self->from_row;

  if (self->is_filling)
    return;
  day = gtk_calendar_get_date (self->calendar);
  text = g_date_time_format (day, "%x");
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  /* The first day that is pressed begins the span, the next one ends it. */
  self->is_for_to = !self->is_for_to;
}

static void
bks_log_date_button_row_entered_cb (BksLogDateButton *self, GtkEventController *controller)
{
  self->is_for_to = gtk_event_controller_get_widget (controller) == GTK_WIDGET (self->to_row);
}

static void
fill_row (AdwEntryRow *row, gint64 seconds, gboolean is_end)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *text = seconds != 0 ? bks_log_date_format (seconds, zone, is_end)
                                       : g_strdup ("");

  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
bks_log_date_button_shown_cb (BksLogDateButton *self)
{
  gint64 from, to;
  BksLogSpan span;

  if (self->filters == NULL)
    return;

  span = bks_log_filters_get_span (self->filters);
  self->is_filling = TRUE;
  fill_row (self->from_row, span != BKS_LOG_SPAN_DAY ? bks_log_filters_get_from (self->filters) : 0,
            FALSE);
  fill_row (self->to_row, bks_log_filters_get_to (self->filters), TRUE);
  gtk_calendar_clear_marks (self->calendar);
  self->is_filling = FALSE;
  self->is_for_to = FALSE;
  check (self, &from, &to);
}

static void
bks_log_date_button_span_cb (BksLogDateButton *self, GtkToggleButton *button)
{
  gpointer span = g_object_get_data (G_OBJECT (button), "span");

  if (self->is_filling || self->filters == NULL)
    return;
  gtk_menu_button_popdown (self->button);
  bks_log_filters_set_span (self->filters, (BksLogSpan) GPOINTER_TO_INT (span));
}

static void
bks_log_date_button_filters_changed_cb (BksLogDateButton *self)
{
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;
  BksLogSpan span;

  if (self->filters == NULL)
    return;

  span = bks_log_filters_get_span (self->filters);
  text = bks_log_filters_dup_span_text (self->filters);
  /* Translators: name of a button: "Dates: Last 30 days". */
  name = g_strdup_printf (_ ("Dates: %s"), text);
  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->button))),
      GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  self->is_filling = TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->spans)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer its = g_object_get_data (G_OBJECT (child), "span");

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child),
                                    (BksLogSpan) GPOINTER_TO_INT (its) == span);
    }
  self->is_filling = FALSE;
}

static void
add_spans (BksLogDateButton *self)
{
  static const BksLogSpan shown[] = { BKS_LOG_SPAN_TODAY,      BKS_LOG_SPAN_DAY,
                                      BKS_LOG_SPAN_WEEK,       BKS_LOG_SPAN_MONTH,
                                      BKS_LOG_SPAN_THIS_MONTH, BKS_LOG_SPAN_ALL };

  for (int i = 0; i < (int) G_N_ELEMENTS (shown); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (bks_log_span_get_title (shown[i]));

      gtk_widget_add_css_class (button, "chip");
      g_object_set_data (G_OBJECT (button), "span", GINT_TO_POINTER (shown[i]));
      g_signal_connect_object (button, "clicked", G_CALLBACK (bks_log_date_button_span_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_grid_attach (self->spans, button, i % N_SPAN_COLUMNS, i / N_SPAN_COLUMNS, 1, 1);
    }
}

static void
watch_row (BksLogDateButton *self, AdwEntryRow *row)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (focus, "enter", G_CALLBACK (bks_log_date_button_row_entered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (row), focus);
}

static void
bks_log_date_button_dispose (GObject *object)
{
  BksLogDateButton *self = BKS_LOG_DATE_BUTTON (object);

  g_clear_object (&self->filter_signals);
  g_clear_object (&self->filters);
  if (self->button != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->button));
  self->button = NULL;

  G_OBJECT_CLASS (bks_log_date_button_parent_class)->dispose (object);
}

static void
bks_log_date_button_class_init (BksLogDateButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_log_date_button_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-log-date-button.ui");
  gtk_widget_class_bind_template_child (widget_class, BksLogDateButton, button);
  gtk_widget_class_bind_template_child (widget_class, BksLogDateButton, label);
  gtk_widget_class_bind_template_child (widget_class, BksLogDateButton, popover);
  gtk_widget_class_bind_template_child (widget_class, BksLogDateButton, spans);
  gtk_widget_class_bind_template_child (widget_class, BksLogDateButton, from_row);
  gtk_widget_class_bind_template_child (widget_class, BksLogDateButton, to_row);
  gtk_widget_class_bind_template_child (widget_class, BksLogDateButton, error_label);
  gtk_widget_class_bind_template_child (widget_class, BksLogDateButton, calendar);
  gtk_widget_class_bind_template_child (widget_class, BksLogDateButton, apply_button);
  gtk_widget_class_bind_template_callback (widget_class, bks_log_date_button_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_log_date_button_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_log_date_button_day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_log_date_button_shown_cb);
}

static void
bks_log_date_button_init (BksLogDateButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_spans (self);
  watch_row (self, self->from_row);
  watch_row (self, self->to_row);
  self->filter_signals = g_signal_group_new (BKS_TYPE_LOG_FILTERS);
  g_signal_group_connect_object (self->filter_signals, "changed",
                                 G_CALLBACK (bks_log_date_button_filters_changed_cb), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * bks_log_date_button_set_filters:
 * @self: a #BksLogDateButton
 * @filters: whose span it shows and changes
 */
void
bks_log_date_button_set_filters (BksLogDateButton *self, BksLogFilters *filters)
{
  g_return_if_fail (BKS_IS_LOG_DATE_BUTTON (self));
  g_return_if_fail (BKS_IS_LOG_FILTERS (filters));

  if (!g_set_object (&self->filters, filters))
    return;

  g_signal_group_set_target (self->filter_signals, filters);
  bks_log_date_button_filters_changed_cb (self);
}

/**
 * bks_log_date_button_set_narrow:
 * @self: a #BksLogDateButton
 * @narrow: whether there is only room for its icon
 */
void
bks_log_date_button_set_narrow (BksLogDateButton *self, gboolean narrow)
{
  g_return_if_fail (BKS_IS_LOG_DATE_BUTTON (self));

  gtk_widget_set_visible (self->label, !narrow);
  gtk_menu_button_set_always_show_arrow (self->button, !narrow);
}

/**
 * bks_log_date_button_popup:
 * @self: a #BksLogDateButton
 */
void
bks_log_date_button_popup (BksLogDateButton *self)
{
  g_return_if_fail (BKS_IS_LOG_DATE_BUTTON (self));

  gtk_menu_button_popup (self->button);
}
