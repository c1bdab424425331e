/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "bks-calendar-chart.h"
#include "bks-size-chart.h"
#include "task-fixture.h"
#include "test-wait.h"

/* The past of a backup: a calendar and a chart for the eye and the keyboard, tables for everybody. */

typedef struct
{
  BksTask *task;
  gint64 from;
  gint64 to;
  guint n;
} Opened;

static void
log_activated_cb (BksTaskPage *page, BksTask *task, gint64 from, gint64 to, Opened *opened)
{
  *opened = (Opened){ task, from, to, opened->n + 1 };
}

/* Does what the widget has bound to the key. */
static void
press_key (GtkWidget *widget, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (!GTK_IS_KEYVAL_TRIGGER (trigger)
              || gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) != key
              || gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) != 0)
            continue;
          g_assert_true (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                                       widget,
                                                       gtk_shortcut_get_arguments (shortcut)));
          return;
        }
    }
  g_error ("nothing is bound to %s", gdk_keyval_name (key));
}

static gboolean
is_in_sight (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

static GtkWidget *
open_chart (Fixture *fixture, GType type)
{
  GtkWidget *chart;

  task_open (fixture, "6");
  chart = task_find_type (GTK_WIDGET (fixture->page), type);
  g_assert_true (test_wait_until (is_in_sight, chart, TEST_WAIT_LIMIT_MS));
  g_assert_true (gtk_widget_grab_focus (chart));
  return chart;
}

/* A week is a column, a day a row. */
static void
test_calendar_keys (Fixture *fixture, gconstpointer data)
{
  BksCalendarChart *calendar = BKS_CALENDAR_CHART (open_chart (fixture, BKS_TYPE_CALENDAR_CHART));
  GtkWidget *widget = GTK_WIDGET (calendar);
  int today = bks_calendar_chart_get_cursor (calendar);
  static const struct
  {
    guint key;
    int by;
  } moves[] = { { GDK_KEY_Up, -1 },   { GDK_KEY_Left, -7 }, { GDK_KEY_Left, -7 },
                { GDK_KEY_Down, 1 },  { GDK_KEY_Right, 7 }, { GDK_KEY_KP_Left, -7 },
                { GDK_KEY_KP_Up, -1 } };
  int at = today;

  g_assert_cmpint (today, >=, 11 * 7);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      press_key (widget, moves[i].key);
      at += moves[i].by;
      g_assert_cmpint (bks_calendar_chart_get_cursor (calendar), ==, at);
    }
  press_key (widget, GDK_KEY_Home);
  g_assert_cmpint (bks_calendar_chart_get_cursor (calendar), ==, 0);
  press_key (widget, GDK_KEY_Up);
  g_assert_cmpint (bks_calendar_chart_get_cursor (calendar), ==, 0);
  press_key (widget, GDK_KEY_End);
  g_assert_cmpint (bks_calendar_chart_get_cursor (calendar), ==, today);
  press_key (widget, GDK_KEY_Right);
  g_assert_cmpint (bks_calendar_chart_get_cursor (calendar), ==, today);
}

/* Enter leads to the log of the day that the cursor is on, a whole one. */
static void
test_calendar_enter (Fixture *fixture, gconstpointer data)
{
  GtkWidget *calendar = open_chart (fixture, BKS_TYPE_CALENDAR_CHART);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) midnight = g_date_time_new_local (
      g_date_time_get_year (now), g_date_time_get_month (now), g_date_time_get_day_of_month (now),
      0, 0, 0);
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (midnight, -1);
  Opened opened = { NULL };

  g_signal_connect (fixture->page, "log-activated", G_CALLBACK (log_activated_cb), &opened);
  press_key (calendar, GDK_KEY_End);
  press_key (calendar, GDK_KEY_Up);
  press_key (calendar, GDK_KEY_Return);
  g_assert_cmpuint (opened.n, ==, 1);
  g_assert_true (opened.task == bks_nas_find_task (fixture->nas, "6"));
  g_assert_cmpint (opened.from, ==, g_date_time_to_unix (yesterday) * G_USEC_PER_SEC);
  g_assert_cmpint (opened.to, ==, g_date_time_to_unix (midnight) * G_USEC_PER_SEC);
}

static gboolean
has_tooltip_at (GtkWidget *widget, double x, double y)
{
  g_autoptr (GObject) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean shown = FALSE;

  g_signal_emit_by_name (widget, "query-tooltip", (int) x, (int) y, FALSE, tooltip, &shown);
  return shown;
}

static int
count_days (GDateTime *date)
{
  GDate *day = g_date_new_dmy ((GDateDay) g_date_time_get_day_of_month (date),
                               (GDateMonth) g_date_time_get_month (date),
                               (GDateYear) g_date_time_get_year (date));
  int n = (int) g_date_get_julian (day);

  g_date_free (day);
  return n;
}

/* Whoever goes by keyboard reads below the calendar what the pointer's tooltip says. */
static void
test_calendar_words (Fixture *fixture, gconstpointer data)
{
  GtkWidget *calendar = open_chart (fixture, BKS_TYPE_CALENDAR_CHART);
  int today = bks_calendar_chart_get_cursor (BKS_CALENDAR_CHART (calendar));
  gint64 end = bks_task_get_last_end (bks_nas_find_task (fixture->nas, "6"));
  g_autoptr (GDateTime) ran = g_date_time_new_from_unix_local (end / G_USEC_PER_SEC);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (ran, "%A, %-e %B: ");
  g_autofree char *caption = g_strconcat (day, "good", NULL);
  int n_days = count_days (now) - count_days (ran);
  gboolean found = FALSE;

  /* This backup runs by hand; it did some days ago. */
  g_assert_cmpint (n_days, >, 7);
  press_key (calendar, GDK_KEY_Left);
  for (int i = 7; i < n_days; i++)
    press_key (calendar, GDK_KEY_Up);
  g_assert_true (ui_shows (fixture->page, caption));
  gtk_test_accessible_assert_property (calendar, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, caption);
  gtk_test_accessible_assert_role (calendar, GTK_ACCESSIBLE_ROLE_IMG);

  for (int y = 0; y < gtk_widget_get_height (calendar); y += 4)
    for (int x = 0; x < gtk_widget_get_width (calendar); x += 4)
      {
        int index = bks_calendar_chart_get_day_at (BKS_CALENDAR_CHART (calendar), x, y);

        g_assert_cmpint (has_tooltip_at (calendar, x, y), ==, index >= 0);
        found |= index == today;
      }
  g_assert_true (found);
}

static void
test_size_keys (Fixture *fixture, gconstpointer data)
{
  GtkWidget *chart = open_chart (fixture, BKS_TYPE_SIZE_CHART);
  Opened opened = { NULL }, last;

  g_signal_connect (fixture->page, "log-activated", G_CALLBACK (log_activated_cb), &opened);
  press_key (chart, GDK_KEY_End);
  press_key (chart, GDK_KEY_Return);
  g_assert_cmpuint (opened.n, ==, 1);
  last = opened;
  press_key (chart, GDK_KEY_Left);
  press_key (chart, GDK_KEY_Return);
  g_assert_cmpuint (opened.n, ==, 2);
  g_assert_cmpint (opened.from, <, last.from);
  press_key (chart, GDK_KEY_Home);
  press_key (chart, GDK_KEY_Return);
  g_assert_cmpint (opened.from, <=, last.from);
  press_key (chart, GDK_KEY_Right);
  press_key (chart, GDK_KEY_Return);
  g_assert_cmpuint (opened.n, ==, 4);
}

static GtkWidget *
find_table (GtkWidget *card)
{
  GtkWidget *table = task_find_type (card, GTK_TYPE_COLUMN_VIEW);

  g_assert_nonnull (table);
  return table;
}

static GtkWidget *
find_card (GtkWidget *chart)
{
  return gtk_widget_get_ancestor (chart, GTK_TYPE_STACK);
}

/* Each chart has its table, with a row for each thing that is drawn; its rows lead where the chart's
 * do. */
static void
check_table (Fixture *fixture, GType type, const char *name, guint n_least)
{
  GtkWidget *chart = open_chart (fixture, type);
  GtkWidget *stack = find_card (chart);
  GtkWidget *table = find_table (stack);
  GtkWidget *card = gtk_widget_get_parent (stack);
  Opened opened = { NULL };

  g_assert_false (gtk_widget_get_mapped (table));
  ui_find_button (card, "Show as Table");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_find_button (card, "Show as Table")), TRUE);
  g_assert_true (test_wait_until (is_in_sight, table, TEST_WAIT_LIMIT_MS));
  g_assert_false (gtk_widget_get_mapped (chart));
  gtk_test_accessible_assert_property (table, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)))),
      >=, n_least);

  g_signal_connect (fixture->page, "log-activated", G_CALLBACK (log_activated_cb), &opened);
  g_signal_emit_by_name (table, "activate", 0);
  g_assert_cmpuint (opened.n, ==, 1);
  g_assert_cmpint (opened.to - opened.from, >, 0);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (ui_find_button (card, "Show as Chart")), FALSE);
  g_assert_true (test_wait_until (is_in_sight, chart, TEST_WAIT_LIMIT_MS));
}

static void
test_calendar_table (Fixture *fixture, gconstpointer data)
{
  check_table (fixture, BKS_TYPE_CALENDAR_CHART, "Last 12 weeks", 11 * 7 + 1);
}

static void
test_size_table (Fixture *fixture, gconstpointer data)
{
  check_table (fixture, BKS_TYPE_SIZE_CHART, "Runs and sizes", 2);
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);

#define ADD(path, func)                                                                            \
  g_test_add ("/ui/task-history/" path, Fixture, NULL, task_set_up, func, task_tear_down)
  ADD ("calendar/keys", test_calendar_keys);
  ADD ("calendar/enter", test_calendar_enter);
  ADD ("calendar/words", test_calendar_words);
  ADD ("calendar/table", test_calendar_table);
  ADD ("sizes/keys", test_size_keys);
  ADD ("sizes/table", test_size_table);
#undef ADD

  return g_test_run ();
}
