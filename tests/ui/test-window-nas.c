/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "bks-add-nas-window.h"
#include "bks-certificate-window.h"
#include "bks-memory-nas-list.h"
#include "bks-sidebar-row.h"
#include "test-wait.h"
#include "ui-secrets.h"
#include "window-fixture.h"

#define LOGIN "SYNO.API.Auth login"
/* As an account that has just been given a second factor, and a NAS that remembers nobody. */
#define FORGETFUL                                                                                  \
  "{\"mode\": \"code\", \"code\": 403, \"api\": \"SYNO.API.Auth\", \"method\": \"login\"}"
#define MOST 5

typedef struct
{
  BksDemoNas *demos[MOST]; /* (nullable): NULL = nobody answers there */
  BksNas *nas[MOST];
  guint n;
  BksFleet *fleet;
  BksMemoryNasList *store;
  UiSecrets *secrets;
  BksKeeper *keeper;
  BksPoller *poller;
  BksWindow *window;
} Several;

static BksNas *
keep (Several *several, const char *name, const char *address, const char *password)
{
  g_autoptr (GError) error = NULL;
  g_auto (TestAnswer) answer = { NULL };
  BksDemoNas *demo = several->demos[several->n];
  BksNas *nas = bks_nas_new (name, address, &error);

  g_assert_no_error (error);
  bks_nas_set_allow_plain_http (nas, TRUE);
  if (g_str_has_prefix (address, "https"))
    {
      GString *pin = g_string_new (NULL);

      for (const char *p = bks_demo_nas_get_fingerprint (demo); *p != '\0'; p++)
        if (g_ascii_isxdigit (*p))
          g_string_append_c (pin, g_ascii_tolower (*p));
      g_assert_true (bks_nas_set_pin (nas, pin->str));
      g_string_free (pin, TRUE);
    }
  bks_nas_set_credentials (nas, demo != NULL ? bks_demo_nas_get_account (demo) : "demo", password);
  several->nas[several->n++] = nas;
  bks_keeper_keep_async (several->keeper, nas, TRUE, NULL, test_answer_cb, &answer);
  bks_keeper_keep_finish (several->keeper, test_answer_wait (&answer), &error);
  g_assert_no_error (error);
  return nas;
}

static BksNas *
add (Several *several, const char *name, BksDemoNasOptions options, const char *password)
{
  g_autoptr (GError) error = NULL;
  BksDemoNas *demo;

  options.seed = several->n + 1;
  options.speed = 0.001;
  demo = bks_demo_nas_new (&options, &error);
  g_assert_no_error (error);
  several->demos[several->n] = demo;
  return keep (several, name, bks_demo_nas_get_url (demo),
               password != NULL ? password : bks_demo_nas_get_password (demo));
}

static void
open_window (Several *several, int width)
{
  several->poller = bks_poller_new (G_LIST_MODEL (several->fleet));
  several->window = bks_window_new (application, several->fleet, several->poller);
  bks_window_set_keeper (several->window, several->keeper);
  gtk_window_set_default_size (GTK_WINDOW (several->window), width, 640);
  gtk_window_present (GTK_WINDOW (several->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (several->window));
}

static void
set_up (Several *several, gconstpointer data)
{
  several->fleet = bks_fleet_new ();
  several->store = bks_memory_nas_list_new ();
  several->secrets = ui_secrets_new ();
  several->keeper = bks_keeper_new (several->fleet, BKS_NAS_LIST_STORE (several->store),
                                    BKS_SECRETS (several->secrets));
}

static void
tear_down (Several *several, gconstpointer data)
{
  bks_poller_stop (several->poller);
  gtk_window_destroy (GTK_WINDOW (several->window));
  g_clear_object (&several->poller);
  g_clear_object (&several->keeper);
  g_clear_object (&several->fleet);
  g_clear_object (&several->store);
  g_clear_object (&several->secrets);
  for (guint i = 0; i < several->n; i++)
    {
      g_clear_object (&several->nas[i]);
      if (several->demos[i] != NULL)
        bks_demo_nas_stop (several->demos[i]);
      g_clear_object (&several->demos[i]);
    }
}

typedef struct
{
  BksNas *nas;
  BksNasState state;
} StateWanted;

static gboolean
has_state (gpointer data)
{
  StateWanted *wanted = data;

  return bks_nas_get_state (wanted->nas) == wanted->state;
}

static void
expect_state (BksNas *nas, BksNasState state)
{
  StateWanted wanted = { nas, state };

  if (!test_wait_until (has_state, &wanted, TEST_WAIT_LIMIT_MS))
    g_error ("%s: state %d, not %d: %s", bks_nas_get_name (nas), (int) bks_nas_get_state (nas),
             (int) state, bks_nas_get_line (nas));
}

static GtkWidget *
find_row (GtkWidget *widget, BksNas *nas)
{
  if (BKS_IS_SIDEBAR_ROW (widget) && bks_sidebar_row_get_nas (BKS_SIDEBAR_ROW (widget)) == nas)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, nas);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
row_of (Several *several, BksNas *nas)
{
  return find_row (GTK_WIDGET (several->window), nas);
}

static void
choose (Several *several, BksNas *nas)
{
  g_signal_emit_by_name (row_of (several, nas), "activate");
}

static gboolean
has_line (gpointer data)
{
  gpointer *pair = data;

  return ui_shows (row_of (pair[0], pair[1]), pair[2]);
}

static void
expect_line (Several *several, BksNas *nas, const char *line)
{
  gpointer triple[] = { several, nas, (gpointer) line };

  if (!test_wait_until (has_line, triple, TEST_WAIT_LIMIT_MS))
    g_error ("%s says “%s”, not “%s”", bks_nas_get_name (nas), bks_nas_get_line (nas), line);
}

/* Another window in front, of that type. */
typedef struct
{
  GType type;
  GtkWidget *found;
} WindowWanted;

static gboolean
has_window (gpointer data)
{
  WindowWanted *wanted = data;
  GListModel *toplevels = gtk_window_get_toplevels ();

  wanted->found = NULL;
  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (toplevel, wanted->type) && gtk_widget_get_mapped (toplevel))
        wanted->found = toplevel;
    }
  return wanted->found != NULL;
}

static gboolean
has_no_window (gpointer data)
{
  return !has_window (data);
}

static GtkWidget *
wait_for_window (GType type)
{
  WindowWanted wanted = { type, NULL };

  g_assert_true (test_wait_until (has_window, &wanted, TEST_WAIT_LIMIT_MS));
  gtk_test_widget_wait_for_draw (wanted.found);
  return wanted.found;
}

static void
wait_for_no_window (GType type)
{
  WindowWanted wanted = { type, NULL };

  g_assert_true (test_wait_until (has_no_window, &wanted, TEST_WAIT_LIMIT_MS));
}

/* The menu of a row by the keyboard alone: to the row, Menu key, the item. */
static void
press_in_row_menu (Several *several, BksNas *nas, const char *item)
{
  GtkWidget *row = row_of (several, nas);
  GtkWidget *label;

  g_assert_true (gtk_widget_grab_focus (row));
  g_assert_true (gtk_widget_activate_action (row, "sidebar.menu", NULL));
  ui_expect (several->window, item);
  label = window_find_label (GTK_WIDGET (several->window), item);
  while (label != NULL && !g_str_equal (G_OBJECT_TYPE_NAME (label), "GtkModelButton"))
    label = gtk_widget_get_parent (label);
  g_assert_nonnull (label);
  g_assert_true (gtk_widget_is_sensitive (label));
  g_signal_emit_by_name (label, "clicked");
}

static char *
order_of (Several *several)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (several->fleet)); i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (G_LIST_MODEL (several->fleet), i);

      g_string_append_printf (names, "%s%s", i > 0 ? " " : "", bks_nas_get_name (nas));
    }
  return g_string_free (names, FALSE);
}

static char *
stored_order (Several *several)
{
  g_autoptr (GError) error = NULL;
  g_auto (TestAnswer) answer = { NULL };
  g_autoptr (GPtrArray) records = NULL;
  GString *names = g_string_new (NULL);

  bks_nas_list_store_load_async (BKS_NAS_LIST_STORE (several->store), NULL, test_answer_cb,
                                 &answer);
  records = bks_nas_list_store_load_finish (BKS_NAS_LIST_STORE (several->store),
                                            test_answer_wait (&answer), NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            ((BksNasRecord *) records->pdata[i])->name);
  return g_string_free (names, FALSE);
}

static gboolean
is_in_order (gpointer data)
{
  gpointer *pair = data;
  g_autofree char *shown = order_of (pair[0]);
  g_autofree char *stored = stored_order (pair[0]);

  return g_str_equal (shown, pair[1]) && g_str_equal (stored, pair[1]);
}

static void
expect_order (Several *several, const char *order)
{
  gpointer pair[] = { several, (gpointer) order };

  if (!test_wait_until (is_in_order, pair, TEST_WAIT_LIMIT_MS))
    {
      g_autofree char *shown = order_of (several);
      g_autofree char *stored = stored_order (several);

      g_error ("shown: %s; stored: %s; not: %s", shown, stored, order);
    }
}

/* One is dead, one takes 3 s for each answer, one asks for a code: none delays another, the window is
 * there for its user all the time, and each row says how it is. */
static void
test_five (Several *several, gconstpointer data)
{
  BksNas *dead, *slow, *code;
  GtkWidget *entry;

  add (several, "office-nas", (BksDemoNasOptions){ 0 }, NULL);
  dead = keep (several, "cabin-nas", "http://127.0.0.1:1/", "any");
  slow = add (several, "attic-nas", (BksDemoNasOptions){ .delay_ms = 3000 }, NULL);
  code = add (several, "studio-nas", (BksDemoNasOptions){ .otp = TRUE }, NULL);
  add (several, "cellar-nas", (BksDemoNasOptions){ .variant = "empty" }, NULL);
  open_window (several, 1000);

  expect_state (several->nas[0], BKS_NAS_FRESH);
  expect_state (several->nas[4], BKS_NAS_FRESH);
  expect_state (dead, BKS_NAS_UNREACHABLE);
  expect_state (code, BKS_NAS_WAITING);
  g_assert_cmpint (bks_nas_get_state (slow), ==, BKS_NAS_ASKING);
  expect_line (several, dead, "Not reachable");
  expect_line (several, code, "Code needed");
  expect_line (several, several->nas[4], "No backups");
  expect_line (several, slow, "Signing in…");

  /* Each is there to be chosen, and a search answers, while the slow one is waited for. */
  choose (several, dead);
  ui_expect (several->window, "cabin-nas does not answer");
  ui_find_button (several->window, "Try Again");
  ui_find_button (several->window, "Edit Address…");
  choose (several, code);
  ui_find_button (several->window, "Enter Code…");
  choose (several, several->nas[0]);
  gtk_widget_activate_action (GTK_WIDGET (several->window), "win.search", NULL);
  entry = window_find_type (several->window, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "there is no such backup");
  ui_expect (several->window, "No Results Found");
  gtk_widget_activate_action (GTK_WIDGET (several->window), "win.clear-filters", NULL);
  g_assert_cmpint (bks_nas_get_state (slow), ==, BKS_NAS_ASKING);

  gtk_widget_activate_action (GTK_WIDGET (several->window), "win.next-nas", NULL);
  ui_expect (several->window, "cabin-nas does not answer");
  gtk_widget_activate_action (GTK_WIDGET (several->window), "win.previous-nas", NULL);
  gtk_widget_activate_action (GTK_WIDGET (several->window), "win.previous-nas", NULL);
  g_assert_true (gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (row_of (several, NULL))));

  expect_state (slow, BKS_NAS_FRESH);
  g_assert_cmpint (bks_nas_get_state (dead), ==, BKS_NAS_UNREACHABLE);
  g_assert_cmpint (bks_nas_get_state (code), ==, BKS_NAS_WAITING);
  g_assert_cmpint (ui_count_calls (several->demos[3], LOGIN), ==, 1);
}

static void
add_two (Several *several)
{
  add (several, "office-nas", (BksDemoNasOptions){ .variant = "empty" }, NULL);
  add (several, "cellar-nas", (BksDemoNasOptions){ .variant = "empty" }, NULL);
  open_window (several, 1000);
  expect_state (several->nas[0], BKS_NAS_FRESH);
  expect_state (several->nas[1], BKS_NAS_FRESH);
}

static void
test_rename (Several *several, gconstpointer data)
{
  GtkWidget *dialog, *entry;

  add_two (several);
  press_in_row_menu (several, several->nas[1], "Rename…");
  dialog = wait_for_window (ADW_TYPE_MESSAGE_DIALOG);
  ui_expect (dialog, "Rename cellar-nas");
  entry = window_find_type (dialog, GTK_TYPE_ENTRY);
  g_assert_true (ui_has_focus (dialog, entry));

  gtk_editable_set_text (GTK_EDITABLE (entry), " office-nas ");
  ui_expect (dialog, "Another NAS is called “office-nas” already.");
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (dialog, "Rename")));
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (dialog, "Rename")));

  gtk_editable_set_text (GTK_EDITABLE (entry), "<b>Keller</b>");
  ui_press (dialog, "Rename");
  wait_for_no_window (ADW_TYPE_MESSAGE_DIALOG);
  expect_order (several, "office-nas <b>Keller</b>");
  g_assert_true (ui_shows (row_of (several, several->nas[1]), "<b>Keller</b>"));
  g_assert_cmpuint (ui_secrets_count (several->secrets, bks_nas_get_id (several->nas[1])), ==, 1);
}

static void
test_reorder (Several *several, gconstpointer data)
{
  GtkWidget *row;

  add_two (several);
  choose (several, several->nas[1]);
  press_in_row_menu (several, several->nas[1], "Move Up");
  expect_order (several, "cellar-nas office-nas");

  /* It is still the one that was chosen, and the keyboard is still there. */
  row = row_of (several, several->nas[1]);
  g_assert_true (gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (row)));
  g_assert_true (ui_has_focus (several->window, row));
  ui_expect (several->window, "No Backups on cellar-nas");

  press_in_row_menu (several, several->nas[1], "Move Down");
  expect_order (several, "office-nas cellar-nas");
  g_assert_true (ui_has_focus (several->window, row_of (several, several->nas[1])));

  /* Dropped on the first place. */
  g_signal_emit_by_name (
      gtk_widget_get_ancestor (row_of (several, several->nas[1]), g_type_from_name ("BksSidebar")),
      "move", several->nas[1], 0);
  expect_order (several, "cellar-nas office-nas");
}

static gboolean
has_no_secret (gpointer data)
{
  Several *several = data;

  return ui_secrets_count (several->secrets, bks_nas_get_id (several->nas[1])) == 0;
}

static void
test_remove (Several *several, gconstpointer data)
{
  add_two (several);
  choose (several, several->nas[1]);
  press_in_row_menu (several, several->nas[1], "Remove…");
  ui_expect (several->window, "cellar-nas removed");
  g_assert_null (row_of (several, several->nas[1]));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (several->fleet)), ==, 1);

  /* Nothing is deleted as long as it can be taken back. */
  g_assert_cmpuint (ui_secrets_count (several->secrets, bks_nas_get_id (several->nas[1])), ==, 1);
  ui_press (several->window, "Undo");
  expect_order (several, "office-nas cellar-nas");
  g_assert_cmpuint (ui_secrets_count (several->secrets, bks_nas_get_id (several->nas[1])), ==, 1);

  press_in_row_menu (several, several->nas[1], "Remove…");
  ui_expect (several->window, "cellar-nas removed");
  expect_order (several, "office-nas");
  g_assert_true (test_wait_until (has_no_secret, several, TEST_WAIT_LIMIT_MS));
}

static void
test_sign_out (Several *several, gconstpointer data)
{
  add_two (several);
  press_in_row_menu (several, several->nas[0], "Sign Out");
  expect_line (several, several->nas[0], "Not signed in");
  choose (several, several->nas[0]);
  ui_find_button (several->window, "Sign In…");
  g_assert_cmpint (bks_nas_get_state (several->nas[0]), ==, BKS_NAS_WAITING);
}

/* A password that was refused is not tried again by itself; the card leads to where it is mended. */
static void
test_paused (Several *several, gconstpointer data)
{
  BksNas *nas = add (several, "office-nas", (BksDemoNasOptions){ 0 }, "not it");
  GtkWidget *assistant;

  open_window (several, 1000);
  expect_state (nas, BKS_NAS_WAITING);
  expect_line (several, nas, "Paused to protect your account");
  choose (several, nas);
  for (guint i = 0; i < 3; i++)
    gtk_widget_activate_action (GTK_WIDGET (several->window), "win.refresh", NULL);
  ui_press (several->window, "Sign In…");
  assistant = wait_for_window (BKS_TYPE_ADD_NAS_WINDOW);
  g_assert_cmpint (ui_count_calls (several->demos[0], LOGIN), ==, 1);

  g_assert_true (ui_has_focus (assistant, ui_find_entry (assistant, "Password")));
  ui_type (assistant, "Password", bks_demo_nas_get_password (several->demos[0]));
  ui_enter (assistant);
  ui_expect (assistant, "office-nas Is Ready");
  ui_press (assistant, "Show Backups");
  wait_for_no_window (BKS_TYPE_ADD_NAS_WINDOW);
  expect_state (nas, BKS_NAS_FRESH);
  g_assert_false (ui_shows (several->window, "Paused to protect your account"));
  g_assert_cmpint (ui_count_calls (several->demos[0], LOGIN), ==, 2);
}

static void
test_code (Several *several, gconstpointer data)
{
  BksNas *nas = add (several, "office-nas", (BksDemoNasOptions){ .otp = TRUE }, NULL);
  g_autofree char *otp = bks_demo_nas_dup_otp (several->demos[0]);
  GtkWidget *assistant;

  open_window (several, 1000);
  expect_state (nas, BKS_NAS_WAITING);
  choose (several, nas);
  ui_press (several->window, "Enter Code…");
  assistant = wait_for_window (BKS_TYPE_ADD_NAS_WINDOW);
  g_assert_true (ui_has_focus (assistant, ui_find_entry (assistant, "6-digit code")));
  ui_type (assistant, "6-digit code", otp);
  ui_enter (assistant);
  ui_expect (assistant, "office-nas Is Ready");
  expect_state (nas, BKS_NAS_FRESH);
  /* Password and device. */
  g_assert_cmpuint (ui_secrets_count (several->secrets, bks_nas_get_id (nas)), ==, 2);
  gtk_window_close (GTK_WINDOW (assistant));
}

/* A NAS that gives no device ID is told of where the person looks, once it is through. */
static void
test_forgetful (Several *several, gconstpointer data)
{
  BksNas *nas = add (several, "office-nas", (BksDemoNasOptions){ 0 }, NULL);
  GtkWidget *assistant;

  ui_tell_nas (several->demos[0], "fail", FORGETFUL);
  open_window (several, 1000);
  expect_state (nas, BKS_NAS_WAITING);
  choose (several, nas);
  ui_press (several->window, "Enter Code…");
  assistant = wait_for_window (BKS_TYPE_ADD_NAS_WINDOW);
  ui_type (assistant, "6-digit code", "123456");
  ui_enter (assistant);
  ui_expect (assistant, "office-nas Is Ready");
  ui_expect (assistant,
             "office-nas does not remember computers. It will ask for a code each time.");
  g_assert_cmpuint (ui_secrets_count (several->secrets, bks_nas_get_id (nas)), ==, 1);
  gtk_window_close (GTK_WINDOW (assistant));
}

static void
test_unblocked (Several *several, gconstpointer data)
{
  BksNas *nas = add (several, "office-nas", (BksDemoNasOptions){ .variant = "empty" }, NULL);

  ui_tell_nas (several->demos[0], "block", NULL);
  open_window (several, 1000);
  expect_state (nas, BKS_NAS_WAITING);
  expect_line (several, nas, "Paused to protect your account");
  choose (several, nas);
  ui_tell_nas (several->demos[0], "unblock", NULL);
  g_assert_cmpint (ui_count_calls (several->demos[0], LOGIN), ==, 1);
  ui_press (several->window, "I Have Unblocked It");
  expect_state (nas, BKS_NAS_FRESH);
  g_assert_cmpint (ui_count_calls (several->demos[0], LOGIN), ==, 2);
}

/* The next start finds the keyring locked: nothing is asked before the person has opened it. */
static void
test_locked (Several *several, gconstpointer data)
{
  BksNas *nas = add (several, "office-nas", (BksDemoNasOptions){ .variant = "empty" }, NULL);
  g_autofree char *id = g_strdup (bks_nas_get_id (nas));
  g_autoptr (GError) error = NULL;
  g_auto (TestAnswer) answer = { NULL };

  g_clear_object (&several->keeper);
  g_clear_object (&several->fleet);
  g_clear_object (&several->nas[0]);
  several->fleet = bks_fleet_new ();
  several->keeper = bks_keeper_new (several->fleet, BKS_NAS_LIST_STORE (several->store),
                                    BKS_SECRETS (several->secrets));
  ui_secrets_set_trouble (several->secrets, BKS_KEYRING_LOCKED);
  bks_keeper_load_async (several->keeper, FALSE, NULL, test_answer_cb, &answer);
  bks_keeper_load_finish (several->keeper, test_answer_wait (&answer), &error);
  g_assert_no_error (error);
  nas = several->nas[0] = g_list_model_get_item (G_LIST_MODEL (several->fleet), 0);
  g_assert_cmpstr (bks_nas_get_id (nas), ==, id);

  open_window (several, 1000);
  expect_state (nas, BKS_NAS_WAITING);
  expect_line (several, nas, "Password not available");
  choose (several, nas);
  ui_find_button (several->window, "Sign In…");
  ui_find_button (several->window, "Unlock");
  g_assert_cmpint (ui_count_calls (several->demos[0], LOGIN), ==, 0);

  ui_secrets_set_trouble (several->secrets, BKS_KEYRING_OK);
  ui_press (several->window, "Unlock");
  expect_state (nas, BKS_NAS_FRESH);
  g_assert_cmpint (ui_count_calls (several->demos[0], LOGIN), ==, 1);
}

/* Another certificate: nothing is sent until the person has seen both. */
static void
test_certificate (Several *several, gconstpointer data)
{
  BksNas *nas = add (several, "office-nas", (BksDemoNasOptions){ .tls = TRUE, .variant = "empty" },
                     NULL);
  g_autofree char *new_pin = g_strdup (bks_nas_get_pin (nas));
  const char *old_pin = "7c419e0b55d23af8b16c08e49f27d35a6490ce1d72bb0f862de7a358c9146f31";
  GtkWidget *window;

  g_assert_true (bks_keeper_trust (several->keeper, nas, old_pin));
  open_window (several, 1000);
  expect_state (nas, BKS_NAS_WAITING);
  choose (several, nas);
  expect_line (several, nas, "Certificate changed");
  g_assert_cmpint (ui_count (several->demos[0], "http_requests"), ==, 0);

  ui_press (several->window, "Compare…");
  window = wait_for_window (BKS_TYPE_CERTIFICATE_WINDOW);
  ui_expect (window, "The Certificate of office-nas Has Changed");
  ui_expect (window, "Not known any more");
  ui_expect (window, "SHA-256 fingerprint · changed");
  ui_expect (window,
             "7C41 9E0B 55D2 3AF8 B16C 08E4 9F27 D35A 6490 CE1D 72BB 0F86 2DE7 A358 C914 6F31");
  g_assert_true (ui_has_focus (window, ui_find_button (window, "Stay Disconnected")));
  ui_enter (window);
  wait_for_no_window (BKS_TYPE_CERTIFICATE_WINDOW);
  g_assert_cmpint (bks_nas_get_state (nas), ==, BKS_NAS_WAITING);
  g_assert_cmpstr (bks_nas_get_pin (nas), ==, old_pin);
  g_assert_cmpint (ui_count (several->demos[0], "http_requests"), ==, 0);

  ui_press (several->window, "Compare…");
  window = wait_for_window (BKS_TYPE_CERTIFICATE_WINDOW);
  ui_press (window, "Trust New Certificate");
  wait_for_no_window (BKS_TYPE_CERTIFICATE_WINDOW);
  expect_state (nas, BKS_NAS_FRESH);
  g_assert_cmpstr (bks_nas_get_pin (nas), ==, new_pin);
}

static void
test_revoked (Several *several, gconstpointer data)
{
  BksCertificate certificate = { .host = (char *) "office-nas",
                                 .subject = (char *) "CN=office-nas",
                                 .issuer = (char *) "CN=Some CA",
                                 .sha256 = (char *) "00",
                                 .reason = (char *) "The certificate was revoked.",
                                 .is_revoked = TRUE,
                                 .is_changed = TRUE };
  BksNas *nas = keep (several, "office-nas", "http://127.0.0.1:1/", "any");
  GtkWidget *window;

  open_window (several, 1000);
  gtk_window_present (GTK_WINDOW (bks_certificate_window_new (GTK_WINDOW (several->window),
                                                              several->keeper, nas, &certificate)));
  window = wait_for_window (BKS_TYPE_CERTIFICATE_WINDOW);
  ui_find_button (window, "Stay Disconnected");
  g_assert_false (ui_shows (window, "Trust New Certificate"));
  gtk_window_close (GTK_WINDOW (window));
}

/* A NAS at a new address: it gets it when something has answered there, and signs in with what it has. */
static void
test_edit_address (Several *several, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  BksDemoNasOptions options = { .variant = "empty", .seed = 9 };
  g_autoptr (BksDemoNas) other = bks_demo_nas_new (&options, &error);
  BksNas *nas;
  GtkWidget *assistant;

  g_assert_no_error (error);
  nas = keep (several, "office-nas", "http://127.0.0.1:1/", bks_demo_nas_get_password (other));
  open_window (several, 1000);
  expect_state (nas, BKS_NAS_UNREACHABLE);
  choose (several, nas);
  ui_press (several->window, "Edit Address…");
  assistant = wait_for_window (BKS_TYPE_ADD_NAS_WINDOW);
  ui_expect (assistant, "Where Is It Now?");

  ui_type (assistant, "Address", "127.0.0.1:2");
  ui_enter (assistant);
  ui_find_button (assistant, "Try Without Encryption…");
  g_assert_cmpstr (bks_nas_get_address (nas), ==, "http://127.0.0.1:1/");

  ui_type (assistant, "Address", bks_demo_nas_get_url (other));
  ui_enter (assistant);
  ui_press (assistant, "Continue Without Encryption");
  ui_expect (assistant, "office-nas Is Ready");
  g_assert_true (g_str_has_prefix (bks_nas_get_address (nas), bks_demo_nas_get_url (other)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (several->fleet)), ==, 1);
  g_assert_cmpint (ui_count_calls (other, LOGIN), ==, 1);
  expect_state (nas, BKS_NAS_FRESH);
  gtk_window_close (GTK_WINDOW (assistant));
  wait_for_no_window (BKS_TYPE_ADD_NAS_WINDOW);
  bks_poller_stop (several->poller);
  bks_demo_nas_stop (other);
}

/* The whole assistant, from the button to the list, with the keyboard's Enter. */
static BksNas *
add_by_assistant (Several *several, const char *note, gboolean keep_password)
{
  BksDemoNasOptions options = { .seed = 1, .variant = "empty" };
  g_autoptr (GError) error = NULL;
  GtkWidget *assistant, *row_switch;
  BksNas *nas;

  several->demos[0] = bks_demo_nas_new (&options, &error);
  g_assert_no_error (error);
  open_window (several, 1000);
  gtk_widget_activate_action (GTK_WIDGET (several->window), "win.add-nas", NULL);
  assistant = wait_for_window (BKS_TYPE_ADD_NAS_WINDOW);
  ui_type (assistant, "Address", bks_demo_nas_get_url (several->demos[0]));
  ui_enter (assistant);
  ui_press (assistant, "Continue Without Encryption");
  ui_find_entry (assistant, "Account");

  if (note != NULL)
    {
      ui_expect (assistant, "Only for this session");
      ui_expect (assistant, note);
      g_assert_null (window_find_type (assistant, GTK_TYPE_SWITCH));
    }
  else
    {
      ui_expect (assistant, "Keep password in the keyring");
      row_switch = window_find_type (assistant, GTK_TYPE_SWITCH);
      g_assert_true (gtk_switch_get_active (GTK_SWITCH (row_switch)));
      if (!keep_password)
        gtk_widget_activate (row_switch);
      g_assert_cmpint (gtk_switch_get_active (GTK_SWITCH (row_switch)), ==, keep_password);
    }
  ui_type (assistant, "Account", bks_demo_nas_get_account (several->demos[0]));
  ui_type (assistant, "Password", bks_demo_nas_get_password (several->demos[0]));
  ui_enter (assistant);
  ui_expect (assistant, "office-nas Is Ready");
  ui_enter (assistant);
  wait_for_no_window (BKS_TYPE_ADD_NAS_WINDOW);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (several->fleet)), ==, 1);
  nas = g_list_model_get_item (G_LIST_MODEL (several->fleet), 0);
  several->nas[several->n++] = nas;
  g_assert_true (bks_keeper_has (several->keeper, nas));
  expect_order (several, "office-nas");
  return nas;
}

static void
test_keep (Several *several, gconstpointer data)
{
  BksNas *nas = add_by_assistant (several, NULL, TRUE);

  g_assert_true (bks_keeper_get_keeps_password (several->keeper, nas));
  g_assert_cmpuint (ui_secrets_count (several->secrets, bks_nas_get_id (nas)), ==, 1);
}

static void
test_keep_not (Several *several, gconstpointer data)
{
  BksNas *nas = add_by_assistant (several, NULL, FALSE);

  g_assert_false (bks_keeper_get_keeps_password (several->keeper, nas));
  g_assert_cmpuint (ui_secrets_count (several->secrets, NULL), ==, 0);
}

static void
test_no_keyring (Several *several, gconstpointer data)
{
  BksNas *nas;

  ui_secrets_set_trouble (several->secrets, BKS_KEYRING_NONE);
  nas = add_by_assistant (
      several, "This desktop has no keyring. The password is kept only until Backstay quits.",
      FALSE);
  g_assert_false (bks_keeper_get_keeps_password (several->keeper, nas));
}

int
main (int argc, char *argv[])
{
  window_init (&argc, &argv);

#define ADD(path, func) g_test_add ("/ui/window-nas/" path, Several, NULL, set_up, func, tear_down)
  ADD ("five", test_five);
  ADD ("rename", test_rename);
  ADD ("reorder", test_reorder);
  ADD ("remove", test_remove);
  ADD ("sign-out", test_sign_out);
  ADD ("paused", test_paused);
  ADD ("code", test_code);
  ADD ("forgetful", test_forgetful);
  ADD ("unblocked", test_unblocked);
  ADD ("locked", test_locked);
  ADD ("certificate", test_certificate);
  ADD ("revoked", test_revoked);
  ADD ("edit-address", test_edit_address);
  ADD ("keep", test_keep);
  ADD ("keep-not", test_keep_not);
  ADD ("no-keyring", test_no_keyring);
#undef ADD

  return g_test_run ();
}
