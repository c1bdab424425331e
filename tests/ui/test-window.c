/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-name-cell.h"
#include "bks-task-row.h"
#include "bks-width-bin.h"
#include "test-wait.h"
#include "window-fixture.h"

static const Setting usual = { NULL, 1100, 720 };
static const Setting low = { NULL, 1100, 420 };
static const Setting odd_names = { "odd-names", 1100, 720 };
static const Setting narrow = { NULL, 360, 640 };
static const Setting narrow_odd_names = { "odd-names", 360, 640 };
static const Setting empty = { "empty", 1100, 720 };

/* What NAS and window call each task, whatever it is called; each row says itself in a sentence. */
static void
test_list (Fixture *fixture, gconstpointer data)
{
  GListModel *tasks = bks_nas_get_tasks (fixture->nas);

  g_assert_cmpuint (g_list_model_get_n_items (tasks), ==, 8);
  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);
      g_autoptr (JsonObject) said = window_ask_task (fixture, bks_task_get_id (task));
      GtkWidget *label, *cell, *row;

      ui_expect (fixture->window, json_object_get_string_member (said, "name"));
      label = window_find_label (GTK_WIDGET (fixture->window),
                                 json_object_get_string_member (said, "name"));
      g_assert_false (gtk_label_get_use_markup (GTK_LABEL (label)));

      cell = gtk_widget_get_ancestor (label, BKS_TYPE_NAME_CELL);
      if (cell != NULL)
        row = gtk_widget_get_parent (gtk_widget_get_parent (cell));
      else
        row = gtk_widget_get_parent (gtk_widget_get_ancestor (label, BKS_TYPE_TASK_ROW));
      gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           bks_task_get_row_label (task));
    }
  g_assert_cmpint (ui_count (fixture->demo, "writes"), ==, 0);
}

static gboolean
has_one_row (gpointer data)
{
  GtkColumnView *table = window_find_table (data);

  return table != NULL
         && g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (table))) == 1;
}

static gboolean
has_all_rows (gpointer data)
{
  GtkColumnView *table = window_find_table (data);

  return table != NULL
         && g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (table))) == 8;
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BksTask) task = g_list_model_get_item (bks_nas_get_tasks (fixture->nas), 3);
  g_autofree char *upper = g_utf8_strup (bks_task_get_name (task), -1);
  GtkWidget *entry;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.search", NULL);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  entry = window_find_type (fixture->window, GTK_TYPE_SEARCH_ENTRY);
  g_assert_nonnull (entry);
  g_assert_true (ui_has_focus (fixture->window, entry));

  gtk_editable_set_text (GTK_EDITABLE (entry), upper);
  g_assert_true (test_wait_until (has_one_row, fixture, TEST_WAIT_LIMIT_MS));
  g_assert_nonnull (
      window_find_label (GTK_WIDGET (window_find_table (fixture)), bks_task_get_name (task)));

  gtk_editable_set_text (GTK_EDITABLE (entry), "there is no such backup");
  ui_expect (fixture->window, "No Results Found");
  ui_press (fixture->window, "Clear Filters");
  g_assert_true (test_wait_until (has_all_rows, fixture, TEST_WAIT_LIMIT_MS));
}

static void
test_chips (Fixture *fixture, gconstpointer data)
{
  Wanted wanted = { GTK_WIDGET (fixture->window), GTK_TYPE_TOGGLE_BUTTON, "1 running" };

  g_assert_true (test_wait_until (window_can_be_pressed, &wanted, TEST_WAIT_LIMIT_MS));
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (window_find_named (wanted.root, wanted.type, wanted.name)), TRUE);
  g_assert_true (test_wait_until (has_one_row, fixture, TEST_WAIT_LIMIT_MS));
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (window_find_named (wanted.root, wanted.type, wanted.name)), FALSE);
  g_assert_true (test_wait_until (has_all_rows, fixture, TEST_WAIT_LIMIT_MS));
}

static gpointer
selected_item (Fixture *fixture)
{
  return gtk_single_selection_get_selected_item (
      GTK_SINGLE_SELECTION (gtk_column_view_get_model (window_find_table (fixture))));
}

/* A task that gets worse moves to the top; the selection stays with its row, the view where it is. */
static void
test_refresh_keeps (Fixture *fixture, gconstpointer data)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (
      gtk_column_view_get_model (window_find_table (fixture)));
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (window_find_table (fixture)),
                                                 GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  guint last = g_list_model_get_n_items (G_LIST_MODEL (selection)) - 1;
  g_autoptr (BksTask) chosen = g_list_model_get_item (G_LIST_MODEL (selection), last - 1);
  g_autoptr (BksTask) first = NULL;
  g_autoptr (BksTask) changed = g_list_model_get_item (G_LIST_MODEL (selection), last);
  g_autofree char *arguments = NULL;
  double scrolled;

  gtk_single_selection_set_selected (selection, last - 1);
  gtk_adjustment_set_value (adjustment, 60);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  scrolled = gtk_adjustment_get_value (adjustment);
  g_assert_cmpfloat (scrolled, >, 0);

  window_refresh (fixture);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_true (selected_item (fixture) == chosen);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, scrolled);

  g_assert_cmpint (bks_task_get_verdict (changed), ==, BKS_VERDICT_OK);
  arguments = g_strdup_printf ("{\"task_id\": \"%s\", \"result\": \"failed\"}",
                               bks_task_get_id (changed));
  ui_tell_nas (fixture->demo, "end-run", arguments);
  window_refresh (fixture);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_cmpint (bks_task_get_verdict (changed), ==, BKS_VERDICT_FAILED);
  first = g_list_model_get_item (G_LIST_MODEL (selection), last);
  g_assert_true (first != changed);
  g_assert_true (selected_item (fixture) == chosen);
  for (guint i = 1; i <= last; i++)
    {
      g_autoptr (BksTask) above = g_list_model_get_item (G_LIST_MODEL (selection), i - 1);
      g_autoptr (BksTask) below = g_list_model_get_item (G_LIST_MODEL (selection), i);

      g_assert_cmpint (bks_task_get_verdict (above), <=, bks_task_get_verdict (below));
    }
}

static void
test_sort (Fixture *fixture, gconstpointer data)
{
  GtkSelectionModel *model = gtk_column_view_get_model (window_find_table (fixture));
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (fixture->window), "sort");
  GListModel *columns = gtk_column_view_get_columns (window_find_table (fixture));
  g_autoptr (GtkColumnViewColumn) name_column = g_list_model_get_item (columns, 1);
  g_autoptr (GVariant) state = NULL;

  g_action_change_state (action, g_variant_new_string ("name"));
  for (guint i = 1; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++)
    {
      g_autoptr (BksTask) above = g_list_model_get_item (G_LIST_MODEL (model), i - 1);
      g_autoptr (BksTask) below = g_list_model_get_item (G_LIST_MODEL (model), i);

      g_assert_cmpint (g_utf8_collate (bks_task_get_name (above), bks_task_get_name (below)), <=,
                       0);
    }

  /* The menu follows the headers. */
  g_action_change_state (action, g_variant_new_string ("next-run"));
  gtk_column_view_sort_by_column (window_find_table (fixture), name_column, GTK_SORT_DESCENDING);
  state = g_action_get_state (action);
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "name");
}

static void
test_open_and_back (Fixture *fixture, gconstpointer data)
{
  GtkColumnView *table = window_find_table (fixture);
  g_autoptr (BksTask) task = g_list_model_get_item (
      G_LIST_MODEL (gtk_column_view_get_model (table)), 1);
  GtkWidget *label = window_find_label (GTK_WIDGET (table), bks_task_get_name (task));
  GtkWidget *row = gtk_widget_get_parent (
      gtk_widget_get_parent (gtk_widget_get_ancestor (label, BKS_TYPE_NAME_CELL)));

  g_assert_true (gtk_widget_grab_focus (row));
  g_signal_emit_by_name (table, "activate", 1);
  ui_expect (fixture->window, bks_task_get_headline (task));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (table)));
  g_assert_true (gtk_widget_is_sensitive (ui_find_button (fixture->window, "Open in DSM")));

  ui_press (fixture->window, "Back");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (table)));
  g_assert_true (ui_has_focus (fixture->window, row));
}

static gboolean
is_narrow (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *bin = window_find_type (fixture->window, BKS_TYPE_WIDTH_BIN);

  return bin != NULL && bks_width_bin_get_width_class (BKS_WIDTH_BIN (bin)) == BKS_WIDTH_NARROW
         && window_find_type (fixture->window, BKS_TYPE_TASK_ROW) != NULL;
}

static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  GListModel *tasks = bks_nas_get_tasks (fixture->nas);
  GtkWidget *list;
  int minimum;

  g_assert_true (test_wait_until (is_narrow, fixture, TEST_WAIT_LIMIT_MS));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), ==, 360);
  g_assert_null (window_find_table (fixture));

  /* Nothing is cut off at the side. */
  list = gtk_widget_get_ancestor (window_find_type (fixture->window, BKS_TYPE_TASK_ROW),
                                  GTK_TYPE_LIST_VIEW);
  gtk_widget_measure (list, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);

  /* The page's header is the first row. */
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))), ==,
      g_list_model_get_n_items (tasks) + 1);
  test_list (fixture, data);
}

/* The keyboard's row and the width's change: what was chosen stays chosen. */
static void
test_fold (Fixture *fixture, gconstpointer data)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (
      gtk_column_view_get_model (window_find_table (fixture)));
  g_autoptr (BksTask) chosen = g_list_model_get_item (G_LIST_MODEL (selection), 2);
  GtkWidget *list;

  gtk_single_selection_set_selected (selection, 2);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 600);
  g_assert_true (test_wait_until (is_narrow, fixture, TEST_WAIT_LIMIT_MS));
  list = gtk_widget_get_ancestor (window_find_type (fixture->window, BKS_TYPE_TASK_ROW),
                                  GTK_TYPE_LIST_VIEW);
  g_assert_true (gtk_single_selection_get_selected_item (
                     GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (list))))
                 == chosen);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  ui_expect (fixture->window, "No Backups on office-nas");
  ui_find_button (fixture->window, "Open in DSM");

  bks_fleet_remove (fixture->fleet, fixture->nas);
  ui_expect (fixture->window, "See All Your Backups");
  ui_find_button (fixture->window, "Try with a Simulated NAS");
}

/* Sorting and scope are kept as they are chosen, and are there again in the next window. */
static void
test_settings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.backstay.Backstay");
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (fixture->window), "sort");
  g_autoptr (GVariant) state = NULL;
  g_autofree char *column = NULL;
  g_autofree char *order = NULL;
  g_autofree char *scope = NULL;
  BksWindow *second;

  bks_window_bind_settings (fixture->window, settings);
  g_action_change_state (action, g_variant_new_string ("last-success"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.next-nas", NULL);
  column = g_settings_get_string (settings, "sort-column");
  order = g_settings_get_string (settings, "sort-order");
  scope = g_settings_get_string (settings, "scope");
  g_assert_cmpstr (column, ==, "last-success");
  g_assert_cmpstr (order, ==, "ascending");
  g_assert_cmpstr (scope, ==, bks_nas_get_id (fixture->nas));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==,
                   "office-nas – Backstay");

  second = bks_window_new (application, fixture->fleet, fixture->poller);
  bks_window_bind_settings (second, settings);
  state = g_action_group_get_action_state (G_ACTION_GROUP (second), "sort");
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "last-success");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (second)), ==, "office-nas – Backstay");
  gtk_window_destroy (GTK_WINDOW (second));
}

/* Whoever cannot see the window does not have the NAS asked for its sake. */
static void
test_visible (Fixture *fixture, gconstpointer data)
{
  g_assert_true (bks_poller_get_visible (fixture->poller));
  gtk_widget_set_visible (GTK_WIDGET (fixture->window), FALSE);
  g_assert_false (bks_poller_get_visible (fixture->poller));
  gtk_window_present (GTK_WINDOW (fixture->window));
  g_assert_true (bks_poller_get_visible (fixture->poller));
}

int
main (int argc, char *argv[])
{
  int status;

  window_init (&argc, &argv);

#define ADD(path, setting, func)                                                                   \
  g_test_add ("/ui/window/" path, Fixture, setting, window_set_up, func, window_tear_down)
  ADD ("list", &usual, test_list);
  ADD ("odd-names", &odd_names, test_list);
  ADD ("search", &usual, test_search);
  ADD ("chips", &usual, test_chips);
  ADD ("refresh-keeps", &low, test_refresh_keeps);
  ADD ("sort", &usual, test_sort);
  ADD ("open-and-back", &usual, test_open_and_back);
  ADD ("narrow", &narrow, test_narrow);
  ADD ("narrow-odd-names", &narrow_odd_names, test_narrow);
  ADD ("fold", &usual, test_fold);
  ADD ("empty", &empty, test_empty);
  ADD ("settings", &usual, test_settings);
  ADD ("visible", &usual, test_visible);
#undef ADD

  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
