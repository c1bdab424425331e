/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "ui-driver.h"

#include <locale.h>

#include "test-wait.h"

typedef gboolean (*Match) (GtkWidget *widget, const char *text);

/* Depth first, and only what can be seen. */
static GtkWidget *
search (GtkWidget *widget, Match match, const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (match (widget, text))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = search (child, match, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_label (GtkWidget *widget, const char *text)
{
  return GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0;
}

static gboolean
is_button (GtkWidget *widget, const char *text)
{
  return GTK_IS_BUTTON (widget)
         && (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0
             || search (widget, is_label, text) != NULL);
}

static gboolean
is_entry (GtkWidget *widget, const char *title)
{
  return ADW_IS_ENTRY_ROW (widget)
         && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

/* What the person would have seen instead, for who reads the failure. */
static void
describe (GtkWidget *widget, GString *text)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "\n  %s%s", gtk_label_get_text (GTK_LABEL (widget)),
                            gtk_widget_is_sensitive (widget) ? "" : " (insensitive)");
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    describe (child, text);
}

static void G_GNUC_NORETURN
fail (gpointer root, const char *what, const char *label)
{
  g_autoptr (GString) text = g_string_new (NULL);

  describe (GTK_WIDGET (root), text);
  g_error ("%s: %s; there is:%s", what, label, text->str);
}

typedef struct
{
  gpointer root;
  const char *text;
  Match match;
} Sight;

static gboolean
is_seen (gpointer data)
{
  Sight *sight = data;

  return search (GTK_WIDGET (sight->root), sight->match, sight->text) != NULL;
}

static GtkWidget *
wait_to_see (gpointer root, Match match, const char *text)
{
  Sight sight = { root, text, match };

  if (!test_wait_until (is_seen, &sight, TEST_WAIT_LIMIT_MS))
    fail (root, "never seen", text);
  return search (GTK_WIDGET (root), match, text);
}

/**
 * ui_init:
 *
 * As gtk_test_init(), and libadwaita; nothing moves, so that what is set is also seen.
 */
void
ui_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  /* It has chosen the United States' words for numbers and clocks, where the machine has them. */
  setlocale (LC_ALL, "C.UTF-8");
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

/**
 * ui_shows:
 *
 * Returns: whether a label below @root can be seen that says exactly @text
 */
gboolean
ui_shows (gpointer root, const char *text)
{
  return search (GTK_WIDGET (root), is_label, text) != NULL;
}

/**
 * ui_shows_within:
 *
 * Returns: whether it comes to be seen
 */
gboolean
ui_shows_within (gpointer root, const char *text, guint limit_ms)
{
  Sight sight = { root, text, is_label };

  return test_wait_until (is_seen, &sight, limit_ms);
}

/**
 * ui_expect:
 *
 * Waits for a label that says exactly @text.
 */
void
ui_expect (gpointer root, const char *text)
{
  wait_to_see (root, is_label, text);
}

typedef struct
{
  gpointer root;
  const char *text;
} Unwanted;

static gboolean
is_gone (gpointer data)
{
  Unwanted *unwanted = data;

  return !ui_shows (unwanted->root, unwanted->text);
}

/**
 * ui_expect_gone:
 *
 * Waits until no label says exactly @text.
 */
void
ui_expect_gone (gpointer root, const char *text)
{
  Unwanted unwanted = { root, text };

  if (!test_wait_until (is_gone, &unwanted, TEST_WAIT_LIMIT_MS))
    g_error ("still there: %s", text);
}

/**
 * ui_find_button:
 *
 * Returns: (transfer none): the button that says @label, or that has it as its tooltip
 */
GtkWidget *
ui_find_button (gpointer root, const char *label)
{
  return wait_to_see (root, is_button, label);
}

/**
 * ui_find_row:
 *
 * Returns: (nullable) (transfer none): the row of this title, whether or not it can be seen now
 */
GtkWidget *
ui_find_row (gpointer root, const char *title)
{
  if (ADW_IS_ACTION_ROW (root)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/**
 * ui_refresh:
 *
 * Asks the NAS how its backups are, which has to go well.
 */
void
ui_refresh (BksNas *nas)
{
  g_autoptr (GError) error = NULL;
  g_auto (TestAnswer) answer = { NULL };

  bks_nas_refresh_async (nas, NULL, test_answer_cb, &answer);
  bks_nas_refresh_finish (nas, test_answer_wait (&answer), &error);
  g_assert_no_error (error);
}

/**
 * ui_find_entry:
 *
 * Returns: (transfer none): the entry row with that title
 */
GtkWidget *
ui_find_entry (gpointer root, const char *title)
{
  return wait_to_see (root, is_entry, title);
}

static gboolean
is_sensitive (gpointer widget)
{
  return gtk_widget_is_sensitive (widget);
}

/**
 * ui_press:
 *
 * Presses a button as a click would: not before it is sensitive.
 */
void
ui_press (gpointer root, const char *label)
{
  GtkWidget *button = ui_find_button (root, label);

  if (!test_wait_until (is_sensitive, button, TEST_WAIT_LIMIT_MS))
    fail (root, "never sensitive", label);
  g_signal_emit_by_name (button, "clicked");
}

/**
 * ui_has_focus:
 *
 * Returns: whether the keyboard is at @widget or inside it
 */
gboolean
ui_has_focus (gpointer window, GtkWidget *widget)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/**
 * ui_type:
 *
 * Puts @text in place of what stands in an entry row.
 */
void
ui_type (gpointer window, const char *title, const char *text)
{
  GtkWidget *entry = ui_find_entry (window, title);

  g_assert_true (gtk_widget_is_sensitive (entry));
  gtk_widget_grab_focus (entry);
  g_assert_true (ui_has_focus (window, entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

/**
 * ui_enter:
 *
 * The Enter key where the keyboard is: in an entry it goes to the entry, on a button it presses that.
 */
void
ui_enter (gpointer window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  g_assert_nonnull (focus);
  if (GTK_IS_TEXT (focus))
    g_signal_emit_by_name (focus, "activate");
  else
    g_signal_emit_by_name (focus, "clicked");
}

/**
 * ui_ask_nas:
 *
 * Returns: (transfer full): the answer of the control command
 */
JsonObject *
ui_ask_nas (BksDemoNas *nas, const char *command, const char *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = bks_demo_nas_control (nas, command, arguments, &error);
  g_autoptr (JsonNode) node = NULL;

  g_assert_no_error (error);
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (node));
}

/**
 * ui_tell_nas:
 *
 * A control command whose answer says nothing.
 */
void
ui_tell_nas (BksDemoNas *nas, const char *command, const char *arguments)
{
  G_GNUC_UNUSED g_autoptr (JsonObject) answer = ui_ask_nas (nas, command, arguments);
}

/**
 * ui_count:
 *
 * Returns: one of the NAS's counters
 */
gint64
ui_count (BksDemoNas *nas, const char *counter)
{
  g_autoptr (JsonObject) counters = ui_ask_nas (nas, "counters", NULL);

  return json_object_get_int_member (counters, counter);
}

/**
 * ui_count_calls:
 *
 * Returns: how often the NAS was asked that: "SYNO.API.Auth login"
 */
gint64
ui_count_calls (BksDemoNas *nas, const char *api_and_method)
{
  g_autoptr (JsonObject) counters = ui_ask_nas (nas, "counters", NULL);

  return json_object_get_int_member_with_default (
      json_object_get_object_member (counters, "by_method"), api_and_method, 0);
}
