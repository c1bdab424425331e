/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "bks-name-cell.h"
#include "bks-task-row.h"
#include "bks-width-bin.h"
#include "bks-window.h"
#include "test-wait.h"
#include "ui-driver.h"

typedef struct
{
  BksDemoNas *demo;
  BksNas *nas;
  BksFleet *fleet;
  BksPoller *poller;
  BksWindow *window;
} Fixture;

/* One for all tests: it cannot leave the session bus again. */
static GtkApplication *application;

typedef struct
{
  const char *variant;
  int width;
  int height;
} Setting;

static const Setting usual = { NULL, 1100, 720 };
static const Setting low = { NULL, 1100, 420 };
static const Setting odd_names = { "odd-names", 1100, 720 };
static const Setting narrow = { NULL, 360, 640 };
static const Setting narrow_odd_names = { "odd-names", 360, 640 };
static const Setting empty = { "empty", 1100, 720 };

static gboolean
has_tasks (gpointer data)
{
  Fixture *fixture = data;

  return bks_nas_get_state (fixture->nas) == BKS_NAS_FRESH;
}

static void
refresh (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_auto (TestAnswer) answer = { NULL };

  bks_nas_refresh_async (fixture->nas, NULL, test_answer_cb, &answer);
  bks_nas_refresh_finish (fixture->nas, test_answer_wait (&answer), &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const BksPollerIntervals intervals = { .busy = 1, .visible = 1, .longest = 2 };
  const Setting *setting = data;
  g_autoptr (GError) error = NULL;
  /* Runs stand still unless a test lets time pass. */
  BksDemoNasOptions options = { .seed = 1, .speed = 0.001, .variant = setting->variant };

  fixture->demo = bks_demo_nas_new (&options, &error);
  g_assert_no_error (error);
  fixture->nas = bks_nas_new ("office-nas", bks_demo_nas_get_url (fixture->demo), &error);
  g_assert_no_error (error);
  bks_nas_set_allow_plain_http (fixture->nas, TRUE);
  bks_nas_set_credentials (fixture->nas, bks_demo_nas_get_account (fixture->demo),
                           bks_demo_nas_get_password (fixture->demo));

  fixture->fleet = bks_fleet_new ();
  bks_fleet_add (fixture->fleet, fixture->nas);
  fixture->poller = bks_poller_new (G_LIST_MODEL (fixture->fleet));
  bks_poller_set_intervals (fixture->poller, &intervals);

  fixture->window = bks_window_new (application, fixture->fleet, fixture->poller);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), setting->width, setting->height);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_true (test_wait_until (has_tasks, fixture, TEST_WAIT_LIMIT_MS));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  bks_poller_stop (fixture->poller);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->poller);
  g_clear_object (&fixture->fleet);
  g_clear_object (&fixture->nas);
  bks_demo_nas_stop (fixture->demo);
  g_clear_object (&fixture->demo);
}

static GtkWidget *
find_type (gpointer root, GType type)
{
  GtkWidget *widget = root;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* By what a screen reader calls it. */
static GtkWidget *
find_named (GtkWidget *widget, GType type, const char *name)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    {
      g_autofree char *difference = gtk_test_accessible_check_property (
          GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name);

      if (difference == NULL)
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, type, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  GtkWidget *root;
  GType type;
  const char *name;
} Wanted;

static gboolean
can_be_pressed (gpointer data)
{
  Wanted *wanted = data;
  GtkWidget *widget = find_named (wanted->root, wanted->type, wanted->name);

  return widget != NULL && gtk_widget_is_sensitive (widget);
}

static gboolean
can_be_seen (gpointer data)
{
  Wanted *wanted = data;

  return find_named (wanted->root, wanted->type, wanted->name) != NULL;
}

/* The button of one task: "Suspend" and its name. */
static GtkWidget *
find_verb (Fixture *fixture, const char *verb, BksTask *task)
{
  g_autofree char *name = g_strdup_printf ("%s %s", verb, bks_task_get_name (task));
  Wanted wanted = { GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, name };

  if (!test_wait_until (can_be_seen, &wanted, TEST_WAIT_LIMIT_MS))
    g_error ("never seen: %s", name);
  return find_named (wanted.root, wanted.type, name);
}

static void
press_verb (Fixture *fixture, const char *verb, BksTask *task)
{
  g_autofree char *name = g_strdup_printf ("%s %s", verb, bks_task_get_name (task));
  Wanted wanted = { GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, name };

  if (!test_wait_until (can_be_pressed, &wanted, TEST_WAIT_LIMIT_MS))
    g_error ("never to be pressed: %s", name);
  g_signal_emit_by_name (find_named (wanted.root, wanted.type, name), "clicked");
}

static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A verb of a row's ⋮ menu. */
static void
press_in_menu (Fixture *fixture, const char *verb, BksTask *task)
{
  g_autofree char *name = g_strdup_printf ("Actions for %s", bks_task_get_name (task));
  Wanted wanted = { GTK_WIDGET (fixture->window), GTK_TYPE_MENU_BUTTON, name };
  GtkWidget *menu_button, *item;

  g_assert_true (test_wait_until (can_be_seen, &wanted, TEST_WAIT_LIMIT_MS));
  menu_button = find_named (wanted.root, wanted.type, name);
  gtk_menu_button_popup (GTK_MENU_BUTTON (menu_button));
  ui_expect (menu_button, verb);
  item = find_label (menu_button, verb);
  while (item != NULL && !g_str_equal (G_OBJECT_TYPE_NAME (item), "GtkModelButton"))
    item = gtk_widget_get_parent (item);
  g_assert_nonnull (item);
  g_assert_true (gtk_widget_is_sensitive (item));
  g_signal_emit_by_name (item, "clicked");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (menu_button));
}

static gboolean
has_dialog (gpointer data)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (toplevel) && gtk_widget_get_mapped (toplevel))
        {
          *(GtkWidget **) data = toplevel;
          return TRUE;
        }
    }
  return FALSE;
}

static GtkWidget *
wait_for_dialog (void)
{
  GtkWidget *dialog = NULL;

  g_assert_true (test_wait_until (has_dialog, &dialog, TEST_WAIT_LIMIT_MS));
  return dialog;
}

/* The NAS's own record of a task. */
static JsonObject *
ask_task (Fixture *fixture, const char *id)
{
  g_autoptr (JsonObject) state = ui_ask_nas (fixture->demo, "state", NULL);
  JsonArray *tasks = json_object_get_array_member (state, "tasks");

  for (guint i = 0; i < json_array_get_length (tasks); i++)
    {
      JsonObject *task = json_array_get_object_element (tasks, i);

      if (g_str_equal (json_object_get_string_member (task, "task_id"), id))
        return json_object_ref (task);
    }
  g_assert_not_reached ();
}

static gboolean
nas_says (Fixture *fixture, BksTask *task, const char *member)
{
  g_autoptr (JsonObject) object = ask_task (fixture, bks_task_get_id (task));

  return json_object_get_boolean_member (object, member);
}

static BksTask *
find_task_that_can (Fixture *fixture, BksAction action)
{
  GListModel *tasks = bks_nas_get_tasks (fixture->nas);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      if (bks_task_get_best_action (task) == (int) action && bks_task_can (task, action, NULL))
        return task;
    }
  return NULL;
}

/* The one that runs at the start, where it copies data. */
static BksTask *
find_running (Fixture *fixture)
{
  GListModel *tasks = bks_nas_get_tasks (fixture->nas);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      if (nas_says (fixture, task, "busy"))
        {
          g_autofree char *arguments = g_strdup_printf ("{\"task_id\": \"%s\", \"progress\": 50}",
                                                        bks_task_get_id (task));

          ui_tell_nas (fixture->demo, "set-task", arguments);
          ui_tell_nas (fixture->demo, "set-server", "{\"speed\": 1}");
          refresh (fixture);
          return task;
        }
    }
  g_assert_not_reached ();
}

typedef struct
{
  Fixture *fixture;
  BksTask *task;
  const char *member;
  gboolean wanted;
} Expectation;

static gboolean
is_so (gpointer data)
{
  Expectation *expectation = data;

  return nas_says (expectation->fixture, expectation->task, expectation->member)
         == expectation->wanted;
}

static void
expect_nas (Fixture *fixture, BksTask *task, const char *member, gboolean wanted)
{
  Expectation expectation = { fixture, task, member, wanted };

  g_assert_true (test_wait_until (is_so, &expectation, TEST_WAIT_LIMIT_MS));
}

/* What NAS and window call each task, whatever it is called; each row says itself in a sentence. */
static void
test_list (Fixture *fixture, gconstpointer data)
{
  GListModel *tasks = bks_nas_get_tasks (fixture->nas);

  g_assert_cmpuint (g_list_model_get_n_items (tasks), ==, 8);
  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);
      g_autoptr (JsonObject) said = ask_task (fixture, bks_task_get_id (task));
      GtkWidget *label, *cell, *row;

      ui_expect (fixture->window, json_object_get_string_member (said, "name"));
      label = find_label (GTK_WIDGET (fixture->window),
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

static void
test_suspend_and_resume (Fixture *fixture, gconstpointer data)
{
  BksTask *task = find_running (fixture);
  g_autofree char *toast = g_strdup_printf ("“%s” suspended", bks_task_get_name (task));

  press_verb (fixture, "Suspend", task);
  expect_nas (fixture, task, "suspended", TRUE);
  g_assert_cmpint (ui_count_calls (fixture->demo, "SYNO.Backup.Task suspend"), ==, 1);
  ui_expect (fixture->window, toast);

  press_verb (fixture, "Resume", task);
  expect_nas (fixture, task, "suspended", FALSE);
  g_assert_cmpint (ui_count_calls (fixture->demo, "SYNO.Backup.Task resume"), ==, 1);
  g_assert_cmpint (ui_count (fixture->demo, "writes_refused"), ==, 0);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  BksTask *task = find_running (fixture);
  g_autofree char *heading = g_strdup_printf ("Cancel the Backup of “%s”?",
                                              bks_task_get_name (task));
  GtkWidget *dialog;

  press_in_menu (fixture, "Cancel…", task);
  dialog = wait_for_dialog ();
  ui_expect (dialog, heading);
  ui_press (dialog, "Keep Running");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_cmpint (ui_count (fixture->demo, "writes"), ==, 0);
  g_assert_true (nas_says (fixture, task, "busy"));

  press_in_menu (fixture, "Cancel…", task);
  ui_press (wait_for_dialog (), "Cancel Backup");
  expect_nas (fixture, task, "busy", FALSE);
  g_assert_cmpint (ui_count_calls (fixture->demo, "SYNO.Backup.Task cancel"), ==, 1);
  g_assert_cmpint (ui_count (fixture->demo, "writes_refused"), ==, 0);
}

static void
test_discard (Fixture *fixture, gconstpointer data)
{
  BksTask *task = find_task_that_can (fixture, BKS_ACTION_RESUME);
  GtkWidget *dialog;

  g_assert_nonnull (task);
  press_in_menu (fixture, "Discard…", task);
  dialog = wait_for_dialog ();
  ui_expect (dialog, "Discard the Suspended Backup?");
  ui_press (dialog, "Discard");
  expect_nas (fixture, task, "suspended", FALSE);
  g_assert_cmpint (ui_count_calls (fixture->demo, "SYNO.Backup.Task discard"), ==, 1);
  g_assert_cmpint (ui_count (fixture->demo, "writes_refused"), ==, 0);
}

static void
test_back_up (Fixture *fixture, gconstpointer data)
{
  BksTask *task = find_task_that_can (fixture, BKS_ACTION_BACK_UP);

  g_assert_nonnull (task);
  g_assert_false (nas_says (fixture, task, "busy"));
  press_verb (fixture, "Back Up Now", task);
  expect_nas (fixture, task, "busy", TRUE);
  g_assert_cmpint (ui_count_calls (fixture->demo, "SYNO.Backup.Task backup"), ==, 1);
  g_assert_cmpint (ui_count (fixture->demo, "writes"), ==, 1);
}

/* A verb that does not fit stays in sight, off, and says why: to the pointer and to a screen reader. */
static void
test_disabled (Fixture *fixture, gconstpointer data)
{
  GListModel *tasks = bks_nas_get_tasks (fixture->nas);
  guint n_found = 0;

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);
      g_autofree char *why = NULL;
      int best = bks_task_get_best_action (task);
      GtkWidget *button;

      if (best < 0 || bks_task_can (task, (BksAction) best, &why))
        continue;
      n_found++;
      button = find_verb (fixture, bks_action_get_label ((BksAction) best), task);
      g_assert_false (gtk_widget_is_sensitive (button));
      g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (button), why));
      gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why);
    }
  /* The one whose destination is damaged. */
  g_assert_cmpuint (n_found, >, 0);
}

static GtkColumnView *
find_table (Fixture *fixture)
{
  return GTK_COLUMN_VIEW (find_type (fixture->window, GTK_TYPE_COLUMN_VIEW));
}

static gboolean
has_one_row (gpointer data)
{
  GtkColumnView *table = find_table (data);

  return table != NULL
         && g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (table))) == 1;
}

static gboolean
has_all_rows (gpointer data)
{
  GtkColumnView *table = find_table (data);

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
  entry = find_type (fixture->window, GTK_TYPE_SEARCH_ENTRY);
  g_assert_nonnull (entry);
  g_assert_true (ui_has_focus (fixture->window, entry));

  gtk_editable_set_text (GTK_EDITABLE (entry), upper);
  g_assert_true (test_wait_until (has_one_row, fixture, TEST_WAIT_LIMIT_MS));
  g_assert_nonnull (find_label (GTK_WIDGET (find_table (fixture)), bks_task_get_name (task)));

  gtk_editable_set_text (GTK_EDITABLE (entry), "there is no such backup");
  ui_expect (fixture->window, "No Results Found");
  ui_press (fixture->window, "Clear Filters");
  g_assert_true (test_wait_until (has_all_rows, fixture, TEST_WAIT_LIMIT_MS));
}

static void
test_chips (Fixture *fixture, gconstpointer data)
{
  Wanted wanted = { GTK_WIDGET (fixture->window), GTK_TYPE_TOGGLE_BUTTON, "1 running" };

  g_assert_true (test_wait_until (can_be_pressed, &wanted, TEST_WAIT_LIMIT_MS));
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (find_named (wanted.root, wanted.type, wanted.name)), TRUE);
  g_assert_true (test_wait_until (has_one_row, fixture, TEST_WAIT_LIMIT_MS));
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (find_named (wanted.root, wanted.type, wanted.name)), FALSE);
  g_assert_true (test_wait_until (has_all_rows, fixture, TEST_WAIT_LIMIT_MS));
}

static gpointer
selected_item (Fixture *fixture)
{
  return gtk_single_selection_get_selected_item (
      GTK_SINGLE_SELECTION (gtk_column_view_get_model (find_table (fixture))));
}

/* A task that gets worse moves to the top; the selection stays with its row, the view where it is. */
static void
test_refresh_keeps (Fixture *fixture, gconstpointer data)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (
      gtk_column_view_get_model (find_table (fixture)));
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (find_table (fixture)),
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

  refresh (fixture);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  g_assert_true (selected_item (fixture) == chosen);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, scrolled);

  g_assert_cmpint (bks_task_get_verdict (changed), ==, BKS_VERDICT_OK);
  arguments = g_strdup_printf ("{\"task_id\": \"%s\", \"result\": \"failed\"}",
                               bks_task_get_id (changed));
  ui_tell_nas (fixture->demo, "end-run", arguments);
  refresh (fixture);
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
  GtkSelectionModel *model = gtk_column_view_get_model (find_table (fixture));
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (fixture->window), "sort");
  GListModel *columns = gtk_column_view_get_columns (find_table (fixture));
  g_autoptr (GtkColumnViewColumn) name_column = g_list_model_get_item (columns, 0);
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
  gtk_column_view_sort_by_column (find_table (fixture), name_column, GTK_SORT_DESCENDING);
  state = g_action_get_state (action);
  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, "name");
}

static void
test_open_and_back (Fixture *fixture, gconstpointer data)
{
  GtkColumnView *table = find_table (fixture);
  g_autoptr (BksTask) task = g_list_model_get_item (
      G_LIST_MODEL (gtk_column_view_get_model (table)), 1);
  GtkWidget *label = find_label (GTK_WIDGET (table), bks_task_get_name (task));
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
  GtkWidget *bin = find_type (fixture->window, BKS_TYPE_WIDTH_BIN);

  return bin != NULL && bks_width_bin_get_width_class (BKS_WIDTH_BIN (bin)) == BKS_WIDTH_NARROW
         && find_type (fixture->window, BKS_TYPE_TASK_ROW) != NULL;
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
  g_assert_null (find_table (fixture));

  /* Nothing is cut off at the side. */
  list = gtk_widget_get_ancestor (find_type (fixture->window, BKS_TYPE_TASK_ROW),
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
      gtk_column_view_get_model (find_table (fixture)));
  g_autoptr (BksTask) chosen = g_list_model_get_item (G_LIST_MODEL (selection), 2);
  GtkWidget *list;

  gtk_single_selection_set_selected (selection, 2);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 600);
  g_assert_true (test_wait_until (is_narrow, fixture, TEST_WAIT_LIMIT_MS));
  list = gtk_widget_get_ancestor (find_type (fixture->window, BKS_TYPE_TASK_ROW),
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

static gboolean
is_unreachable (gpointer data)
{
  return bks_nas_get_state (((Fixture *) data)->nas) == BKS_NAS_UNREACHABLE;
}

/* The last known list stays below the problem, with every verb off. */
static void
test_unreachable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BksTask) task = g_list_model_get_item (bks_nas_get_tasks (fixture->nas), 0);

  ui_tell_nas (fixture->demo, "fail", "{\"mode\": \"reset\", \"count\": -1}");
  g_assert_true (test_wait_until (is_unreachable, fixture, TEST_WAIT_LIMIT_MS));
  ui_find_button (fixture->window, "Try Again");
  ui_expect (fixture->window, bks_problem_get_title (bks_nas_get_problem (fixture->nas)));
  g_assert_nonnull (find_label (GTK_WIDGET (find_table (fixture)), bks_task_get_name (task)));
  g_assert_null (find_task_that_can (fixture, BKS_ACTION_BACK_UP));

  ui_tell_nas (fixture->demo, "clear", NULL);
  ui_press (fixture->window, "Try Again");
  g_assert_true (test_wait_until (has_tasks, fixture, TEST_WAIT_LIMIT_MS));
  ui_expect (fixture->window, bks_task_get_status_word (task));
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

static void
create_application (void)
{
  g_autoptr (GError) error = NULL;

  application = g_object_new (ADW_TYPE_APPLICATION, "application-id",
                              "io.github.backstay.Backstay.Test", "flags", G_APPLICATION_NON_UNIQUE,
                              "resource-base-path", "/io/github/backstay/Backstay", NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  int status;

  ui_init (&argc, &argv);
  create_application ();

#define ADD(path, setting, func)                                                                   \
  g_test_add ("/ui/window/" path, Fixture, setting, set_up, func, tear_down)
  ADD ("list", &usual, test_list);
  ADD ("odd-names", &odd_names, test_list);
  ADD ("suspend-and-resume", &usual, test_suspend_and_resume);
  ADD ("cancel", &usual, test_cancel);
  ADD ("discard", &usual, test_discard);
  ADD ("back-up", &usual, test_back_up);
  ADD ("disabled", &usual, test_disabled);
  ADD ("search", &usual, test_search);
  ADD ("chips", &usual, test_chips);
  ADD ("refresh-keeps", &low, test_refresh_keeps);
  ADD ("sort", &usual, test_sort);
  ADD ("open-and-back", &usual, test_open_and_back);
  ADD ("narrow", &narrow, test_narrow);
  ADD ("narrow-odd-names", &narrow_odd_names, test_narrow);
  ADD ("fold", &usual, test_fold);
  ADD ("empty", &empty, test_empty);
  ADD ("unreachable", &usual, test_unreachable);
  ADD ("settings", &usual, test_settings);
  ADD ("visible", &usual, test_visible);
#undef ADD

  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
