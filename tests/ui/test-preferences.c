/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-clock-row.h"
#include "bks-preferences-window.h"
#include "test-wait.h"
#include "ui-driver.h"

typedef struct
{
  GSettings *settings;
  BksPreferencesStatus *status;
  GtkWidget *window;
} Fixture;

static void
reset_settings (GSettings *settings)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}

/* To look at: the folder that BACKSTAY_SCREENSHOTS names gets a picture of each state. */
static void
take_picture (Fixture *fixture, const char *name)
{
  const char *folder = g_getenv ("BACKSTAY_SCREENSHOTS");
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *path = NULL;
  GtkSnapshot *snapshot;
  GskRenderer *renderer;

  if (folder == NULL)
    return;
  gtk_test_widget_wait_for_draw (fixture->window);
  paintable = gtk_widget_paintable_new (fixture->window);
  snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (snapshot);
  renderer = gtk_native_get_renderer (GTK_NATIVE (fixture->window));
  texture = gsk_renderer_render_texture (renderer, node, NULL);
  path = g_strdup_printf ("%s/%s.png", folder, name);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new ("io.github.backstay.Backstay");
  fixture->status = bks_preferences_status_new ();
  fixture->window = bks_preferences_window_new (NULL, fixture->settings, fixture->status);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_clear_object (&fixture->status);
  reset_settings (fixture->settings);
  g_clear_object (&fixture->settings);
}

static GtkWidget *
search_row (GtkWidget *widget, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = search_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_row (Fixture *fixture, const char *title)
{
  GtkWidget *row = search_row (fixture->window, title);

  if (row == NULL)
    g_error ("There is no row “%s”", title);
  return row;
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
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

static void
expect_label (gpointer widget, const char *label)
{
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       label);
}

typedef struct
{
  GSettings *settings;
  const char *key;
  gboolean wanted;
} Switched;

static gboolean
is_switched (gpointer data)
{
  Switched *switched = data;

  return g_settings_get_boolean (switched->settings, switched->key) == switched->wanted;
}

/* Each switch: the row is what is pressed, the setting counts at once, and in the other direction. */
static void
test_switches (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *title;
    const char *key;
    gboolean usual;
  } rows[] = {
    { "Keep watching when the window is closed", "keep-watching", TRUE },
    { "Start at login", "start-at-login", FALSE },
    { "Show an icon in the tray", "tray-icon", TRUE },
    { "A backup fails", "notify-failed", TRUE },
    { "A backup is overdue or suspended for long", "notify-overdue", TRUE },
    { "A destination is damaged or not reachable", "notify-destination", TRUE },
    { "A NAS does not answer for an hour", "notify-nas", TRUE },
    { "Something is unusual", "notify-unusual", TRUE },
    { "A failed backup is good again", "notify-recovered", FALSE },
    { "Every backup succeeds", "notify-success", FALSE },
    { "Quiet hours", "quiet-hours", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *row = find_row (fixture, rows[i].title);
      GtkWidget *widget = find_type (row, GTK_TYPE_SWITCH);
      Switched switched = { fixture->settings, rows[i].key, !rows[i].usual };

      expect_label (widget, rows[i].title);
      g_assert_cmpint (gtk_switch_get_active (GTK_SWITCH (widget)), ==, rows[i].usual);
      if (ADW_IS_ACTION_ROW (row))
        adw_action_row_activate (ADW_ACTION_ROW (row));
      else
        gtk_widget_activate (widget);
      g_assert_true (test_wait_until (is_switched, &switched, TEST_WAIT_LIMIT_MS));
      g_settings_set_boolean (fixture->settings, rows[i].key, rows[i].usual);
      g_assert_cmpint (gtk_switch_get_active (GTK_SWITCH (widget)), ==, rows[i].usual);
    }
}

/* Each number, from its least to its most. */
static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *title;
    const char *label;
    const char *key;
    guint usual;
    guint most;
  } rows[] = {
    { "Wait after its usual end", "Wait after its usual end: hours", "overdue-hours", 1, 72 },
    { "Counts as failed after", "Counts as failed after: missed runs", "overdue-runs", 2, 7 },
    { "Without a schedule, overdue after",
      "Without a schedule, overdue after: days since the last success", "overdue-days", 30, 365 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *spin = find_type (find_row (fixture, rows[i].title), GTK_TYPE_SPIN_BUTTON);

      expect_label (spin, rows[i].label);
      g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin)), ==,
                       (int) rows[i].usual);
      gtk_spin_button_spin (GTK_SPIN_BUTTON (spin), GTK_SPIN_STEP_FORWARD, 1);
      g_assert_cmpuint (g_settings_get_uint (fixture->settings, rows[i].key), ==,
                        rows[i].usual + 1);
      gtk_spin_button_spin (GTK_SPIN_BUTTON (spin), GTK_SPIN_END, 0);
      g_assert_cmpuint (g_settings_get_uint (fixture->settings, rows[i].key), ==, rows[i].most);
      gtk_spin_button_spin (GTK_SPIN_BUTTON (spin), GTK_SPIN_HOME, 0);
      g_assert_cmpuint (g_settings_get_uint (fixture->settings, rows[i].key), ==, 1);
      g_settings_set_uint (fixture->settings, rows[i].key, rows[i].usual);
      g_assert_cmpint (gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (spin)), ==,
                       (int) rows[i].usual);
    }
}

static void
choose (GtkWidget *row, const char *text)
{
  GListModel *model = adw_combo_row_get_model (ADW_COMBO_ROW (row));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), text))
      {
        adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
        return;
      }
  g_error ("There is no “%s”", text);
}

/* Each choice: what stands there, what follows, and a value that somebody else has set. */
static void
test_choices (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = find_row (fixture, "Look every");

  expect_label (row, "Look every: 15 minutes");
  choose (row, "6 hours");
  g_assert_cmpuint (g_settings_get_uint (fixture->settings, "look-every"), ==, 360);
  expect_label (row, "Look every: 6 hours");
  choose (row, "5 minutes");
  g_assert_cmpuint (g_settings_get_uint (fixture->settings, "look-every"), ==, 5);
  choose (row, "1 hour");
  g_assert_cmpuint (g_settings_get_uint (fixture->settings, "look-every"), ==, 60);
  g_settings_set_uint (fixture->settings, "look-every", 45);
  expect_label (row, "Look every: 45 minutes");
  g_assert_cmpuint (g_settings_get_uint (fixture->settings, "look-every"), ==, 45);
  choose (row, "15 minutes");
  choose (row, "45 minutes");
  g_assert_cmpuint (g_settings_get_uint (fixture->settings, "look-every"), ==, 45);

  row = find_row (fixture, "Not moving for");
  expect_label (row, "Not moving for: 20 minutes");
  choose (row, "2 hours");
  g_assert_cmpuint (g_settings_get_uint (fixture->settings, "stuck-minutes"), ==, 120);

  row = find_row (fixture, "Warn when an integrity check is older than");
  expect_label (row, "Warn when an integrity check is older than: 30 days");
  choose (row, "Never");
  g_assert_cmpuint (g_settings_get_uint (fixture->settings, "check-days"), ==, 0);

  row = find_row (fixture, "Weekly “all fine” message");
  expect_label (row, "Weekly “all fine” message: Never");
  choose (row, "On Monday");
  g_assert_cmpstr (
      g_variant_get_string (g_settings_get_value (fixture->settings, "weekly-message"), NULL), ==,
      "monday");
  choose (row, "On Sunday");
  g_assert_cmpstr (
      g_variant_get_string (g_settings_get_value (fixture->settings, "weekly-message"), NULL), ==,
      "sunday");
}

/* Quiet hours say what they are, in the line that is always there. */
static void
test_quiet_hours (Fixture *fixture, gconstpointer data)
{
  AdwExpanderRow *row = ADW_EXPANDER_ROW (find_row (fixture, "Quiet hours"));
  GtkWidget *from = find_type (find_row (fixture, "From"), GTK_TYPE_SPIN_BUTTON);
  GtkWidget *to = find_type (find_row (fixture, "Until"), GTK_TYPE_SPIN_BUTTON);

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (fixture->window),
                                                "notifications");
  g_settings_set_boolean (fixture->settings, "quiet-hours", TRUE);
  adw_expander_row_set_expanded (row, TRUE);
  ui_expect (fixture->window, "Until");
  g_assert_cmpstr (adw_expander_row_get_subtitle (row), ==,
                   "22:00 to 07:00, failures wait until then");
  expect_label (from, "Quiet hours from");
  expect_label (to, "Quiet hours until");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (from)), ==, "22:00");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (from), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                       "22:00");
  gtk_spin_button_spin (GTK_SPIN_BUTTON (from), GTK_SPIN_STEP_FORWARD, 15);
  g_assert_cmpuint (g_settings_get_uint (fixture->settings, "quiet-from"), ==, 22 * 60 + 15);
  gtk_editable_set_text (GTK_EDITABLE (to), "6:30");
  gtk_spin_button_update (GTK_SPIN_BUTTON (to));
  g_assert_cmpuint (g_settings_get_uint (fixture->settings, "quiet-to"), ==, 6 * 60 + 30);
  g_assert_cmpstr (adw_expander_row_get_subtitle (row), ==,
                   "22:15 to 06:30, failures wait until then");
  gtk_editable_set_text (GTK_EDITABLE (to), "soon");
  gtk_spin_button_update (GTK_SPIN_BUTTON (to));
  g_assert_cmpuint (g_settings_get_uint (fixture->settings, "quiet-to"), ==, 6 * 60 + 30);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (to)), ==, "06:30");
  g_settings_set_uint (fixture->settings, "quiet-to", 22 * 60 + 15);
  g_assert_cmpstr (adw_expander_row_get_subtitle (row), ==, "None: they end when they begin");
}

/* What people type. */
static void
test_clock (void)
{
  g_assert_cmpint (bks_clock_row_parse ("22:15"), ==, 22 * 60 + 15);
  g_assert_cmpint (bks_clock_row_parse (" 7"), ==, 7 * 60);
  g_assert_cmpint (bks_clock_row_parse ("7.5"), ==, 7 * 60 + 5);
  g_assert_cmpint (bks_clock_row_parse ("10:30 pm"), ==, 22 * 60 + 30);
  g_assert_cmpint (bks_clock_row_parse ("12:05 AM"), ==, 5);
  g_assert_cmpint (bks_clock_row_parse ("24:00"), ==, 0);
  g_assert_cmpint (bks_clock_row_parse ("25:00"), ==, -1);
  g_assert_cmpint (bks_clock_row_parse ("10:60"), ==, -1);
  g_assert_cmpint (bks_clock_row_parse ("-1"), ==, -1);
  g_assert_cmpint (bks_clock_row_parse (""), ==, -1);
  g_assert_cmpint (bks_clock_row_parse ("soon"), ==, -1);
}

/* The system's answer stands there; what is missing is insensitive and says where to look instead. */
static void
test_status (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *title;
    const char *available;
    const char *text;
    const char *usual;
  } rows[] = {
    { "Keep watching when the window is closed", "background-available", "background-text",
      "Costs next to nothing and lets the NAS sleep" },
    { "Start at login", "autostart-available", "autostart-text", "" },
    { "Show an icon in the tray", "tray-available", "tray-text", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *row = find_row (fixture, rows[i].title);

      g_assert_true (gtk_widget_is_sensitive (row));
      g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, rows[i].usual);
      g_object_set (fixture->status, rows[i].text, "It is <so> & so", NULL);
      g_assert_true (gtk_widget_is_sensitive (row));
      g_assert_true (ui_shows_within (row, "It is <so> & so", TEST_WAIT_LIMIT_MS));
      g_object_set (fixture->status, rows[i].available, FALSE, NULL);
      g_assert_false (gtk_widget_is_sensitive (row));
      g_object_set (fixture->status, rows[i].text, NULL, rows[i].available, TRUE, NULL);
      g_assert_true (gtk_widget_is_sensitive (row));
    }
}

/* Without a window only makes sense for what starts by itself and then keeps watching. */
static void
test_start_hidden (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = find_row (fixture, "Start without a window");
  Switched switched = { fixture->settings, "start-hidden", TRUE };

  g_assert_false (gtk_widget_is_sensitive (row));
  g_settings_set_boolean (fixture->settings, "start-at-login", TRUE);
  g_assert_true (gtk_widget_is_sensitive (row));
  adw_action_row_activate (ADW_ACTION_ROW (row));
  g_assert_true (test_wait_until (is_switched, &switched, TEST_WAIT_LIMIT_MS));
  g_settings_set_boolean (fixture->settings, "keep-watching", FALSE);
  g_assert_false (gtk_widget_is_sensitive (row));
  g_settings_set_boolean (fixture->settings, "keep-watching", TRUE);
  g_object_set (fixture->status, "autostart-available", FALSE, NULL);
  g_assert_false (gtk_widget_is_sensitive (row));
}

/* Who has said here what is wanted is not asked again. */
static void
test_asked (Fixture *fixture, gconstpointer data)
{
  Switched asked = { fixture->settings, "background-asked", TRUE };

  g_assert_false (g_settings_get_boolean (fixture->settings, "background-asked"));
  adw_action_row_activate (
      ADW_ACTION_ROW (find_row (fixture, "Keep watching when the window is closed")));
  g_assert_true (test_wait_until (is_switched, &asked, TEST_WAIT_LIMIT_MS));
}

static void
status_unmute_cb (BksPreferencesStatus *status, BksMutedTask *task, GString *told)
{
  GListStore *muted = bks_preferences_status_get_muted (status);
  guint position;

  g_string_append_printf (told, "%s/%s;", bks_muted_task_get_nas_id (task),
                          bks_muted_task_get_task_id (task));
  g_assert_true (g_list_store_find (muted, task, &position));
  g_list_store_remove (muted, position);
}

static void
mute (Fixture *fixture, const char *id, const char *title, const char *subtitle)
{
  g_autoptr (BksMutedTask) task = bks_muted_task_new ("nas", id, title, subtitle);

  g_list_store_append (bks_preferences_status_get_muted (fixture->status), task);
}

/* Muted backups can be heard again, one by one; the keyboard goes on to the next. */
static void
test_muted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) told = g_string_new (NULL);
  GtkWidget *nothing = find_row (fixture, "Nothing is muted");
  GtkWidget *button;

  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (fixture->window),
                                                "notifications");
  g_signal_connect (fixture->status, "unmute", G_CALLBACK (status_unmute_cb), told);
  g_assert_true (gtk_widget_get_visible (nothing));
  mute (fixture, "1", "Projects", "office-nas, until tomorrow, 10:00");
  mute (fixture, "2", "A & <B>", "office-nas, always");
  g_assert_false (gtk_widget_get_visible (nothing));
  ui_expect (fixture->window, "Projects");
  ui_expect (fixture->window, "A & <B>");
  take_picture (fixture, "muted");

  button = find_type (find_row (fixture, "Projects"), GTK_TYPE_BUTTON);
  expect_label (button, "Unmute Projects");
  gtk_widget_grab_focus (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpstr (told->str, ==, "nas/1;");
  g_assert_null (search_row (fixture->window, "Projects"));
  g_assert_true (ui_has_focus (fixture->window, find_row (fixture, "A & <B>")));

  adw_action_row_activate (ADW_ACTION_ROW (find_row (fixture, "A & <B>")));
  while (!g_str_equal (told->str, "nas/1;nas/2;"))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_get_visible (nothing));
}

/* Without a status everything is there, and the window goes without leaving anything behind. */
static void
test_alone (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.backstay.Backstay");
  GtkWidget *window = bks_preferences_window_new (NULL, settings, NULL);

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (window);
  g_settings_set_boolean (settings, "tray-icon", FALSE);
  g_settings_set_uint (settings, "look-every", 5);
  reset_settings (settings);
}

/* Every page can be seen whole at the smallest width, and with letters of double the size. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  static const char *const pages[] = { "watching", "notifications" };
  int dpi, minimum;

  g_object_set (fixture->status, "tray-available", FALSE, "tray-text",
                "No tray here. Look for Backstay under “Background Apps” in the system menu",
                "autostart-text", "Allowed by the system", NULL);
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *wide = g_strdup_printf ("%s-wide", pages[i]);
      g_autofree char *dark = g_strdup_printf ("%s-dark", pages[i]);
      g_autofree char *narrow = g_strdup_printf ("%s-narrow", pages[i]);
      g_autofree char *large = g_strdup_printf ("%s-large", pages[i]);

      adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (fixture->window),
                                                    pages[i]);
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), 560, 720);
      take_picture (fixture, wide);
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                          ADW_COLOR_SCHEME_FORCE_DARK);
      take_picture (fixture, dark);
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                          ADW_COLOR_SCHEME_DEFAULT);
      gtk_widget_measure (gtk_window_get_child (GTK_WINDOW (fixture->window)),
                          GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 640);
      take_picture (fixture, narrow);

      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 2 * 96 * 1024, NULL);
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), 720, 900);
      take_picture (fixture, large);
      gtk_widget_measure (gtk_window_get_child (GTK_WINDOW (fixture->window)),
                          GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_test_message ("%s at 200 %%: at least %d px", pages[i], minimum);
      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
    }
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);
  /* As an application does for its own icons. */
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/backstay/Backstay/icons");

#define ADD(path, func) g_test_add ("/ui/preferences/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("switches", test_switches);
  ADD ("numbers", test_numbers);
  ADD ("choices", test_choices);
  ADD ("quiet-hours", test_quiet_hours);
  ADD ("status", test_status);
  ADD ("start-hidden", test_start_hidden);
  ADD ("asked", test_asked);
  ADD ("muted", test_muted);
  ADD ("narrow", test_narrow);
#undef ADD
  g_test_add_func ("/ui/preferences/clock", test_clock);
  g_test_add_func ("/ui/preferences/alone", test_alone);

  return g_test_run ();
}
