/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "window-fixture.h"

#include "test-wait.h"

GtkApplication *application;

gboolean
window_has_tasks (gpointer data)
{
  Fixture *fixture = data;

  return bks_nas_get_state (fixture->nas) == BKS_NAS_FRESH;
}

void
window_refresh (Fixture *fixture)
{
  ui_refresh (fixture->nas);
}

void
window_set_up (Fixture *fixture, gconstpointer data)
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
  g_assert_true (test_wait_until (window_has_tasks, fixture, TEST_WAIT_LIMIT_MS));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

void
window_tear_down (Fixture *fixture, gconstpointer data)
{
  bks_poller_stop (fixture->poller);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->poller);
  g_clear_object (&fixture->fleet);
  g_clear_object (&fixture->nas);
  bks_demo_nas_stop (fixture->demo);
  g_clear_object (&fixture->demo);
}

GtkWidget *
window_find_type (gpointer root, GType type)
{
  GtkWidget *widget = root;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = window_find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* By what a screen reader calls it. */
GtkWidget *
window_find_named (GtkWidget *widget, GType type, const char *name)
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
      GtkWidget *found = window_find_named (child, type, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
window_can_be_pressed (gpointer data)
{
  Wanted *wanted = data;
  GtkWidget *widget = window_find_named (wanted->root, wanted->type, wanted->name);

  return widget != NULL && gtk_widget_is_sensitive (widget);
}

static gboolean
can_be_seen (gpointer data)
{
  Wanted *wanted = data;

  return window_find_named (wanted->root, wanted->type, wanted->name) != NULL;
}

/* The button of one task: "Suspend" and its name. */
GtkWidget *
window_find_verb (Fixture *fixture, const char *verb, BksTask *task)
{
  g_autofree char *name = g_strdup_printf ("%s %s", verb, bks_task_get_name (task));
  Wanted wanted = { GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, name };

  if (!test_wait_until (can_be_seen, &wanted, TEST_WAIT_LIMIT_MS))
    g_error ("never seen: %s", name);
  return window_find_named (wanted.root, wanted.type, name);
}

void
window_press_verb (Fixture *fixture, const char *verb, BksTask *task)
{
  g_autofree char *name = g_strdup_printf ("%s %s", verb, bks_task_get_name (task));
  Wanted wanted = { GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, name };

  if (!test_wait_until (window_can_be_pressed, &wanted, TEST_WAIT_LIMIT_MS))
    g_error ("never to be pressed: %s", name);
  g_signal_emit_by_name (window_find_named (wanted.root, wanted.type, name), "clicked");
}

GtkWidget *
window_find_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = window_find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A verb of a row's ⋮ menu. */
void
window_press_in_menu (Fixture *fixture, const char *verb, BksTask *task)
{
  g_autofree char *name = g_strdup_printf ("Actions for %s", bks_task_get_name (task));
  Wanted wanted = { GTK_WIDGET (fixture->window), GTK_TYPE_MENU_BUTTON, name };
  GtkWidget *menu_button, *item;

  g_assert_true (test_wait_until (can_be_seen, &wanted, TEST_WAIT_LIMIT_MS));
  menu_button = window_find_named (wanted.root, wanted.type, name);
  gtk_menu_button_popup (GTK_MENU_BUTTON (menu_button));
  ui_expect (menu_button, verb);
  item = window_find_label (menu_button, verb);
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

      if (gtk_window_get_modal (GTK_WINDOW (toplevel)) && gtk_widget_get_mapped (toplevel))
        {
          *(GtkWidget **) data = toplevel;
          return TRUE;
        }
    }
  return FALSE;
}

GtkWidget *
window_wait_for_dialog (void)
{
  GtkWidget *dialog = NULL;

  g_assert_true (test_wait_until (has_dialog, &dialog, TEST_WAIT_LIMIT_MS));
  return dialog;
}

/* The NAS's own record of a task. */
JsonObject *
window_ask_task (Fixture *fixture, const char *id)
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

gboolean
window_nas_says (Fixture *fixture, BksTask *task, const char *member)
{
  g_autoptr (JsonObject) object = window_ask_task (fixture, bks_task_get_id (task));

  return json_object_get_boolean_member (object, member);
}

BksTask *
window_find_task_that_can (Fixture *fixture, BksAction action)
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
BksTask *
window_find_running (Fixture *fixture)
{
  GListModel *tasks = bks_nas_get_tasks (fixture->nas);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      if (window_nas_says (fixture, task, "busy"))
        {
          g_autofree char *arguments = g_strdup_printf ("{\"task_id\": \"%s\", \"progress\": 50}",
                                                        bks_task_get_id (task));

          ui_tell_nas (fixture->demo, "set-task", arguments);
          ui_tell_nas (fixture->demo, "set-server", "{\"speed\": 1}");
          window_refresh (fixture);
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

  return window_nas_says (expectation->fixture, expectation->task, expectation->member)
         == expectation->wanted;
}

void
window_expect_nas (Fixture *fixture, BksTask *task, const char *member, gboolean wanted)
{
  Expectation expectation = { fixture, task, member, wanted };

  g_assert_true (test_wait_until (is_so, &expectation, TEST_WAIT_LIMIT_MS));
}

GtkColumnView *
window_find_table (Fixture *fixture)
{
  return GTK_COLUMN_VIEW (window_find_type (fixture->window, GTK_TYPE_COLUMN_VIEW));
}

void
window_init (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;

  ui_init (argc, argv);
  application = g_object_new (ADW_TYPE_APPLICATION, "application-id",
                              "io.github.backstay.Backstay.Test", "flags", G_APPLICATION_NON_UNIQUE,
                              "resource-base-path", "/io/github/backstay/Backstay", NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
}
