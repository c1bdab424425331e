/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "bks-dbus-menu.h"
#include "test-wait.h"

#define PATH "/Menu"

/* A menu on a private bus, and a host on another connection. */
typedef struct
{
  GTestDBus *bus;
  GDBusConnection *server;
  GDBusConnection *host;
  GMenu *model;
  GMenu *section;
  GSimpleActionGroup *actions;
  BksDBusMenu *menu;
  GString *said; /* what was activated */
  guint n_layouts;
  int parent; /* of the last layout */
  guint n_properties;
} Fixture;

static void
action_cb (GSimpleAction *action, GVariant *target, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_printf (fixture->said, "%s(%s)", g_action_get_name (G_ACTION (action)),
                          target != NULL ? g_variant_get_string (target, NULL) : "");
}

static void
signal_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *parameters,
           gpointer user_data)
{
  Fixture *fixture = user_data;

  if (strcmp (signal, "LayoutUpdated") == 0)
    {
      fixture->n_layouts++;
      g_variant_get (parameters, "(ui)", NULL, &fixture->parent);
    }
  else if (strcmp (signal, "ItemsPropertiesUpdated") == 0)
    fixture->n_properties++;
}

static GDBusConnection *
connect_to (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (fixture->bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);

  g_assert_no_error (error);
  return connection;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const GActionEntry entries[] = {
    { .name = "open", .activate = action_cb },
    { .name = "show", .activate = action_cb, .parameter_type = "s" },
    { .name = "tick", .state = "true" },
    { .name = "sort", .parameter_type = "s", .state = "'name'" },
  };
  g_autoptr (GMenu) submenu = g_menu_new ();
  g_autoptr (GError) error = NULL;

  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  fixture->server = connect_to (fixture);
  fixture->host = connect_to (fixture);
  fixture->said = g_string_new (NULL);
  fixture->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->actions), entries, G_N_ELEMENTS (entries),
                                   fixture);

  fixture->model = g_menu_new ();
  fixture->section = g_menu_new ();
  g_menu_append (fixture->section, "A sentence", NULL);
  g_menu_append (fixture->section, "One", "app.show::one");
  g_menu_append_section (fixture->model, NULL, G_MENU_MODEL (fixture->section));
  g_menu_append (submenu, "By Name", "app.sort::name");
  g_menu_append (submenu, "By Size", "app.sort::size");
  g_menu_append_submenu (fixture->model, "Sort", G_MENU_MODEL (submenu));
  g_menu_append (fixture->model, "Tick", "app.tick");
  g_menu_append (fixture->model, "Open", "app.open");
  g_menu_append (fixture->model, "Not There", "app.missing");
  /* A target of another type than the action wants. */
  g_menu_append (fixture->model, "Wrong", "app.open::target");

  fixture->menu = bks_dbus_menu_new (G_MENU_MODEL (fixture->model),
                                     G_ACTION_GROUP (fixture->actions));
  g_assert_true (bks_dbus_menu_export (fixture->menu, fixture->server, PATH, &error));
  g_assert_no_error (error);
  g_dbus_connection_signal_subscribe (
      fixture->host, g_dbus_connection_get_unique_name (fixture->server), "com.canonical.dbusmenu",
      NULL, PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE, signal_cb, fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->menu);
  g_dbus_connection_close_sync (fixture->host, NULL, NULL);
  g_dbus_connection_close_sync (fixture->server, NULL, NULL);
  g_clear_object (&fixture->host);
  g_clear_object (&fixture->server);
  g_clear_object (&fixture->model);
  g_clear_object (&fixture->section);
  g_clear_object (&fixture->actions);
  g_string_free (fixture->said, TRUE);
  g_test_dbus_down (fixture->bus);
  g_clear_object (&fixture->bus);
}

/* (transfer full) (nullable): NULL with an error. */
static GVariant *
call (Fixture *fixture, const char *method, GVariant *arguments, GError **error)
{
  g_auto (TestAnswer) answer = { NULL };

  g_dbus_connection_call (fixture->host, g_dbus_connection_get_unique_name (fixture->server), PATH,
                          "com.canonical.dbusmenu", method, arguments, NULL, G_DBUS_CALL_FLAGS_NONE,
                          -1, NULL, test_answer_cb, &answer);
  return g_dbus_connection_call_finish (fixture->host, test_answer_wait (&answer), error);
}

/* The layout in one line: "0[1:A sentence:off 2:One …]". */
static void
describe (GVariant *item, GString *text)
{
  g_autoptr (GVariant) props = NULL;
  g_autoptr (GVariant) children = NULL;
  const char *label = "";
  const char *type = "";
  gboolean is_enabled = TRUE;
  int id;
  int toggle = -1;

  g_variant_get (item, "(i@a{sv}@av)", &id, &props, &children);
  g_variant_lookup (props, "type", "&s", &type);
  g_variant_lookup (props, "label", "&s", &label);
  g_variant_lookup (props, "enabled", "b", &is_enabled);
  g_variant_lookup (props, "toggle-state", "i", &toggle);
  g_string_append_printf (text, "%d:%s%s%s", id, *type != '\0' ? "--" : label,
                          is_enabled ? "" : " off", toggle == 1 ? " on" : "");
  if (g_variant_n_children (children) == 0)
    return;
  g_string_append (text, "[");
  for (gsize i = 0; i < g_variant_n_children (children); i++)
    {
      g_autoptr (GVariant) boxed = g_variant_get_child_value (children, i);
      g_autoptr (GVariant) child = g_variant_get_variant (boxed);

      g_string_append (text, i > 0 ? "|" : "");
      describe (child, text);
    }
  g_string_append (text, "]");
}

static char *
get_layout (Fixture *fixture, int parent, int depth, guint *revision_out)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) layout = NULL;
  g_autoptr (GVariant) answer = NULL;
  GString *text = g_string_new (NULL);
  const char *const all[] = { NULL };
  guint revision;

  answer = call (fixture, "GetLayout", g_variant_new ("(ii^as)", parent, depth, all), &error);
  g_assert_no_error (error);
  g_variant_get (answer, "(u@(ia{sv}av))", &revision, &layout);
  if (revision_out != NULL)
    *revision_out = revision;
  describe (layout, text);
  return g_string_free (text, FALSE);
}

#define LAYOUT                                                                                     \
  "0:[1:A sentence off|2:One|3:--|4:Sort[5:By Name on|6:By Size]|7:Tick on|8:Open|9:Not There off" \
  "|10:Wrong off]"

static void
test_layout (Fixture *fixture, gconstpointer data)
{
  g_autofree char *all = get_layout (fixture, 0, -1, NULL);
  g_autofree char *none = get_layout (fixture, 0, 0, NULL);
  g_autofree char *one = get_layout (fixture, 0, 1, NULL);
  g_autofree char *sub = get_layout (fixture, 4, -1, NULL);

  g_assert_cmpstr (all, ==, LAYOUT);
  g_assert_cmpstr (none, ==, "0:");
  g_assert_null (strstr (one, "By Name"));
  g_assert_cmpstr (sub, ==, "4:Sort[5:By Name on|6:By Size]");
}

static void
click (Fixture *fixture, int id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;

  answer = call (fixture, "Event",
                 g_variant_new ("(isvu)", id, "clicked", g_variant_new_int32 (0), 0), &error);
  g_assert_no_error (error);
}

static void
test_events (Fixture *fixture, gconstpointer data)
{
  g_autofree char *layout = NULL;
  g_autofree char *printed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;
  GVariantBuilder events;

  click (fixture, 2);
  click (fixture, 8);
  /* What is off does nothing. */
  click (fixture, 1);
  click (fixture, 9);
  click (fixture, 10);
  g_assert_cmpstr (fixture->said->str, ==, "show(one)open()");

  g_variant_builder_init (&events, G_VARIANT_TYPE ("a(isvu)"));
  g_variant_builder_add (&events, "(isvu)", 6, "clicked", g_variant_new_int32 (0), 0);
  g_variant_builder_add (&events, "(isvu)", 7, "clicked", g_variant_new_int32 (0), 0);
  g_variant_builder_add (&events, "(isvu)", 99, "clicked", g_variant_new_int32 (0), 0);
  g_variant_builder_add (&events, "(isvu)", 8, "hovered", g_variant_new_int32 (0), 0);
  answer = call (fixture, "EventGroup", g_variant_new ("(a(isvu))", &events), &error);
  g_assert_no_error (error);
  printed = g_variant_print (answer, FALSE);
  g_assert_cmpstr (printed, ==, "([99],)");
  layout = get_layout (fixture, 0, -1, NULL);
  g_assert_nonnull (strstr (layout, "5:By Name|6:By Size on]|7:Tick|"));

  g_clear_pointer (&answer, g_variant_unref);
  answer = call (fixture, "Event",
                 g_variant_new ("(isvu)", 99, "clicked", g_variant_new_int32 (0), 0), &error);
  g_assert_null (answer);
  g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS);
}

static gboolean
has_properties (gpointer data)
{
  return ((Fixture *) data)->n_properties > 0;
}

static gboolean
has_layout (gpointer data)
{
  return ((Fixture *) data)->n_layouts > 0;
}

/* A label is no layout; the entry is the same one. */
static void
test_label (Fixture *fixture, gconstpointer data)
{
  g_autofree char *layout = NULL;
  guint before, after;

  g_free (get_layout (fixture, 0, -1, &before));
  g_menu_remove_all (fixture->section);
  g_menu_append (fixture->section, "Another sentence", NULL);
  g_menu_append (fixture->section, "Uno", "app.show::one");
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (fixture->actions), "open")),
      FALSE);
  g_assert_true (test_wait_until (has_properties, fixture, TEST_WAIT_LIMIT_MS));
  layout = get_layout (fixture, 0, -1, &after);
  g_assert_nonnull (strstr (layout, "[1:Another sentence off|2:Uno|3:--|"));
  g_assert_nonnull (strstr (layout, "|8:Open off|"));
  g_assert_cmpuint (after, ==, before);
  g_assert_cmpuint (fixture->n_properties, ==, 1);
  g_assert_cmpuint (fixture->n_layouts, ==, 0);
}

/* What means something else gets an ID that was never used. */
static void
test_other_entry (Fixture *fixture, gconstpointer data)
{
  g_autofree char *layout = NULL;
  guint before, after;

  g_free (get_layout (fixture, 0, -1, &before));
  g_menu_remove (fixture->section, 1);
  g_menu_append (fixture->section, "One", "app.show::two");
  g_assert_true (test_wait_until (has_layout, fixture, TEST_WAIT_LIMIT_MS));
  layout = get_layout (fixture, 0, -1, &after);
  g_assert_nonnull (strstr (layout, "[1:A sentence off|11:One|3:--|"));
  g_assert_cmpuint (after, >, before);
  g_assert_cmpint (fixture->parent, ==, 0);
  g_assert_cmpuint (fixture->n_layouts, ==, 1);
}

/* Empty sections leave no separators behind. */
static void
test_empty_section (Fixture *fixture, gconstpointer data)
{
  g_autofree char *layout = NULL;

  g_menu_remove_all (fixture->section);
  layout = get_layout (fixture, 0, 1, NULL);
  g_assert_true (g_str_has_prefix (layout, "0:[4:Sort|7:Tick on|"));
}

static void
test_about_to_show (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;
  gboolean needs_update;

  g_free (get_layout (fixture, 0, -1, NULL));
  answer = call (fixture, "AboutToShow", g_variant_new ("(i)", 0), &error);
  g_assert_no_error (error);
  g_variant_get (answer, "(b)", &needs_update);
  g_assert_false (needs_update);

  g_menu_remove (fixture->section, 1);
  g_clear_pointer (&answer, g_variant_unref);
  answer = call (fixture, "AboutToShow", g_variant_new ("(i)", 0), &error);
  g_assert_no_error (error);
  g_variant_get (answer, "(b)", &needs_update);
  g_assert_true (needs_update);
}

static void
test_group_properties (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autofree char *text = NULL;

  answer = call (fixture, "GetGroupProperties",
                 g_variant_new_parsed ("([2, 99, 7], ['label', 'toggle-type'])"), &error);
  g_assert_no_error (error);
  text = g_variant_print (answer, FALSE);
  g_assert_nonnull (strstr (text, "(2, {'label': <'One'>})"));
  g_assert_nonnull (strstr (text, "'toggle-type': <'checkmark'>"));
  g_assert_null (strstr (text, "99"));
  g_assert_null (strstr (text, "toggle-state"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/desktop/menu/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("layout", test_layout);
  ADD ("events", test_events);
  ADD ("label", test_label);
  ADD ("other-entry", test_other_entry);
  ADD ("empty-section", test_empty_section);
  ADD ("about-to-show", test_about_to_show);
  ADD ("group-properties", test_group_properties);
#undef ADD

  return g_test_run ();
}
