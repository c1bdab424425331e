/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "bks-add-nas-window.h"
#include "test-wait.h"
#include "ui-driver.h"

#define LOGIN "SYNO.API.Auth login"
#define NOT_ACCEPTED                                                                               \
  "127.0.0.1 did not accept this account and password. Check both; after a few wrong tries DSM "   \
  "blocks this computer."

typedef struct
{
  BksDemoNas *demo;
  BksFleet *fleet;
  BksAddNasWindow *window; /* (unowned): NULL once it is closed */
  guint added;
  char *place; /* "127.0.0.1:40123" */
} Fixture;

static void
added_cb (BksAddNasWindow *window, BksNas *nas, Fixture *fixture)
{
  g_assert_nonnull (nas);
  fixture->added++;
}

static void
destroyed_cb (BksAddNasWindow *window, Fixture *fixture)
{
  fixture->window = NULL;
}

static void
open_window (Fixture *fixture, BksNas *nas)
{
  fixture->window = bks_add_nas_window_new (NULL, fixture->fleet, nas);
  g_signal_connect (fixture->window, "destroy", G_CALLBACK (destroyed_cb), fixture);
  g_signal_connect (fixture->window, "added", G_CALLBACK (added_cb), fixture);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
}

/* Something that is still asked may keep a window that is gone from the screen a little longer. */
static void
drop_window (Fixture *fixture)
{
  BksAddNasWindow *window = g_steal_pointer (&fixture->window);

  g_signal_handlers_disconnect_by_data (window, fixture);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  BksDemoNasOptions options = { .tls = strstr (data, "tls") != NULL,
                                .otp = strstr (data, "otp") != NULL,
                                .seed = 1 };

  fixture->demo = bks_demo_nas_new (&options, &error);
  g_assert_no_error (error);
  fixture->place = g_strdup (strstr (bks_demo_nas_get_url (fixture->demo), "://") + 3);
  fixture->place[strcspn (fixture->place, "/")] = '\0';
  fixture->fleet = bks_fleet_new ();
  open_window (fixture, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    drop_window (fixture);
  g_clear_object (&fixture->fleet);
  bks_demo_nas_stop (fixture->demo);
  g_clear_object (&fixture->demo);
  g_clear_pointer (&fixture->place, g_free);
}

static gboolean
is_closed (gpointer data)
{
  return ((Fixture *) data)->window == NULL;
}

static gint64
requests (Fixture *fixture)
{
  return ui_count (fixture->demo, "http_requests");
}

static char *
with_scheme (Fixture *fixture, const char *scheme)
{
  return g_strconcat (scheme, "://", fixture->place, NULL);
}

/* From the first page to Sign In, over plain HTTP. */
static void
reach_sign_in (Fixture *fixture)
{
  g_autofree char *address = with_scheme (fixture, "http");

  ui_type (fixture->window, "Address", address);
  ui_enter (fixture->window);
  ui_press (fixture->window, "Continue Without Encryption");
  ui_find_entry (fixture->window, "Account");
}

static void
sign_in_as (Fixture *fixture, const char *account, const char *password)
{
  ui_type (fixture->window, "Account", account);
  ui_type (fixture->window, "Password", password);
  ui_enter (fixture->window);
}

static void
sign_in (Fixture *fixture)
{
  sign_in_as (fixture, bks_demo_nas_get_account (fixture->demo),
              bks_demo_nas_get_password (fixture->demo));
}

static void
expect_error_at (Fixture *fixture, const char *title, const char *sentence)
{
  GtkWidget *entry;

  ui_expect (fixture->window, sentence);
  entry = ui_find_entry (fixture->window, title);
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  g_assert_true (ui_has_focus (fixture->window, entry));
  g_assert_true (gtk_editable_get_selection_bounds (GTK_EDITABLE (entry), NULL, NULL));
}

static void
expect_ready (Fixture *fixture)
{
  ui_expect (fixture->window, "office-nas Is Ready");
  ui_expect (fixture->window, "8 backups");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->fleet)), ==, 1);
  g_assert_cmpuint (fixture->added, ==, 1);
  g_assert_cmpint (ui_count (fixture->demo, "logins"), ==, 1);
}

/* "7c41…" as the window writes it: "7C41 …". */
static char *
group_fingerprint (const char *fingerprint)
{
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (const char *p = fingerprint; *p != '\0'; p++)
    if (g_ascii_isxdigit (*p))
      {
        if (n > 0 && n % 4 == 0)
          g_string_append_c (text, ' ');
        g_string_append_c (text, g_ascii_toupper (*p));
        n++;
      }
  g_assert_cmpuint (n, ==, 64);
  return g_string_free (text, FALSE);
}

static void
test_https (Fixture *fixture, gconstpointer data)
{
  g_autofree char *fingerprint = group_fingerprint (bks_demo_nas_get_fingerprint (fixture->demo));

  /* No scheme: the secure connection is what is tried. */
  g_assert_true (ui_has_focus (fixture->window, ui_find_entry (fixture->window, "Address")));
  ui_type (fixture->window, "Address", fixture->place);
  ui_enter (fixture->window);

  ui_expect (fixture->window, "Is This Your NAS?");
  ui_expect (fixture->window, fingerprint);
  g_assert_cmpint (requests (fixture), ==, 0);

  ui_press (fixture->window, "Trust This NAS");
  ui_find_entry (fixture->window, "Account");
  g_assert_cmpint (ui_count_calls (fixture->demo, LOGIN), ==, 0);
  sign_in (fixture);
  expect_ready (fixture);
  ui_expect (fixture->window, "DS920+");
  ui_expect (fixture->window, "7.2.1-69057 Update 5");
  g_assert_cmpint (ui_count_calls (fixture->demo, LOGIN), ==, 1);

  ui_enter (fixture->window);
  g_assert_true (test_wait_until (is_closed, fixture, TEST_WAIT_LIMIT_MS));
}

static void
test_http (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = with_scheme (fixture, "http");

  ui_type (fixture->window, "Address", address);
  ui_enter (fixture->window);
  ui_expect (fixture->window, "Your password would travel readable through the network.");
  g_assert_cmpint (requests (fixture), ==, 0);

  /* Enter gives the safe answer. */
  ui_enter (fixture->window);
  ui_expect (fixture->window, "Which NAS?");
  g_assert_cmpint (requests (fixture), ==, 0);

  ui_enter (fixture->window);
  ui_press (fixture->window, "Continue Without Encryption");
  ui_find_entry (fixture->window, "Account");
  g_assert_cmpint (ui_count_calls (fixture->demo, LOGIN), ==, 0);
  sign_in (fixture);
  expect_ready (fixture);
}

/* An account that may not know what the NAS is: it is left out, and nothing is said about it. */
static void
test_untold (Fixture *fixture, gconstpointer data)
{
  static const char *const calls[] = { "SYNO.DSM.Info", "SYNO.DSM.Network" };

  reach_sign_in (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autofree char *fault = g_strdup_printf (
          "{\"mode\": \"code\", \"code\": 105, \"count\": -1, \"api\": \"%s\"}", calls[i]);

      ui_tell_nas (fixture->demo, "fail", fault);
    }
  sign_in (fixture);
  expect_ready (fixture);
  g_assert_false (ui_shows (fixture->window, "Model"));
  g_assert_false (ui_shows (fixture->window, "DSM"));
  g_assert_true (ui_shows (fixture->window, "Account"));
}

static gpointer
splice_thread (gpointer data)
{
  GIOStream **pair = data;

  g_output_stream_splice (g_io_stream_get_output_stream (pair[1]),
                          g_io_stream_get_input_stream (pair[0]),
                          G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  return NULL;
}

/* Passes plain HTTP on to the simulated NAS; hangs up on who begins with TLS, as a web server does. */
static gboolean
run_relay_cb (GThreadedSocketService *service,
              GSocketConnection *connection,
              GObject *source,
              Fixture *fixture)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) inner = NULL;
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GIOStream *there[2], *back[2];
  GThread *thread;
  guint8 first = 0;

  if (g_input_stream_read (input, &first, 1, NULL, NULL) != 1 || first == 0x16)
    return TRUE;
  inner = g_socket_client_connect_to_host (client, fixture->place, 0, NULL, NULL);
  if (inner == NULL)
    return TRUE;

  there[0] = back[1] = G_IO_STREAM (connection);
  there[1] = back[0] = G_IO_STREAM (inner);
  g_output_stream_write_all (g_io_stream_get_output_stream (there[1]), &first, 1, NULL, NULL, NULL);
  thread = g_thread_new ("back", splice_thread, back);
  splice_thread (there);
  g_thread_join (thread);
  return TRUE;
}

/* A NAS that speaks plain HTTP alone, its address typed without a scheme. */
static void
test_http_offered (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketService) relay = g_threaded_socket_service_new (16);
  guint port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (relay), NULL, &error);
  g_autofree char *place = g_strdup_printf ("127.0.0.1:%u", port);

  g_assert_no_error (error);
  g_signal_connect (relay, "run", G_CALLBACK (run_relay_cb), fixture);
  g_socket_service_start (relay);

  ui_type (fixture->window, "Address", place);
  ui_enter (fixture->window);
  ui_press (fixture->window, "Try Without Encryption…");
  ui_expect (fixture->window, "Not Encrypted");
  ui_press (fixture->window, "Continue Without Encryption");
  ui_find_entry (fixture->window, "Account");
  sign_in (fixture);
  expect_ready (fixture);
}

static void
test_wrong_password (Fixture *fixture, gconstpointer data)
{
  GtkWidget *password;

  reach_sign_in (fixture);
  password = ui_find_entry (fixture->window, "Password");
  sign_in_as (fixture, bks_demo_nas_get_account (fixture->demo), "not it");
  expect_error_at (fixture, "Password", NOT_ACCEPTED);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (password)), ==, "not it");
  g_assert_cmpint (ui_count_calls (fixture->demo, LOGIN), ==, 1);
  g_assert_cmpint (ui_count (fixture->demo, "failed_logins"), ==, 1);
  g_assert_cmpuint (fixture->added, ==, 0);

  sign_in (fixture);
  expect_ready (fixture);
  g_assert_cmpint (ui_count_calls (fixture->demo, LOGIN), ==, 2);
}

static void
test_blocked (Fixture *fixture, gconstpointer data)
{
  reach_sign_in (fixture);
  ui_tell_nas (fixture->demo, "block", NULL);
  sign_in (fixture);
  expect_error_at (
      fixture, "Account",
      "127.0.0.1 blocks this computer after too many wrong passwords. An administrator "
      "can lift it in Control Panel › Security › Protection. Trying again makes it "
      "worse.");
  g_assert_cmpint (ui_count_calls (fixture->demo, LOGIN), ==, 1);
}

static void
test_code (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = bks_demo_nas_dup_otp (fixture->demo);
  const char *wrong = g_str_equal (code, "000000") ? "000001" : "000000";
  g_autofree char *spaced = g_strdup_printf ("%.3s %s", code, code + 3);

  reach_sign_in (fixture);
  sign_in (fixture);
  ui_expect (fixture->window, "3 tries left");
  g_assert_true (ui_has_focus (fixture->window, ui_find_entry (fixture->window, "6-digit code")));

  ui_type (fixture->window, "6-digit code", "12345");
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (fixture->window, "Continue")));
  ui_enter (fixture->window);
  g_assert_cmpint (ui_count_calls (fixture->demo, LOGIN), ==, 1);

  ui_type (fixture->window, "6-digit code", wrong);
  ui_enter (fixture->window);
  ui_expect (fixture->window, "2 tries left");
  expect_error_at (fixture, "6-digit code",
                   "That code was not right, or too old. Wait for the next one.");
  g_assert_cmpint (ui_count_calls (fixture->demo, LOGIN), ==, 2);

  ui_type (fixture->window, "6-digit code", spaced);
  ui_enter (fixture->window);
  expect_ready (fixture);
  g_assert_cmpint (ui_count_calls (fixture->demo, LOGIN), ==, 3);
}

static void
test_code_exhausted (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = bks_demo_nas_dup_otp (fixture->demo);
  const char *wrong = g_str_equal (code, "000000") ? "000001" : "000000";

  reach_sign_in (fixture);
  sign_in (fixture);
  for (guint left = 3; left > 0; left--)
    {
      g_autofree char *note = g_strdup_printf (left == 1 ? "%u try left" : "%u tries left", left);

      ui_expect (fixture->window, note);
      ui_type (fixture->window, "6-digit code", wrong);
      ui_enter (fixture->window);
    }

  expect_error_at (fixture, "Password",
                   "That code was not right, or too old. Wait for the next one.");
  g_assert_cmpint (ui_count_calls (fixture->demo, LOGIN), ==, 4);
  g_assert_cmpuint (fixture->added, ==, 0);
}

static guint
find_closed_port (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint port = g_socket_listener_add_any_inet_port (listener, NULL, &error);

  g_assert_no_error (error);
  g_socket_listener_close (listener);
  return port;
}

static void
test_unreachable (Fixture *fixture, gconstpointer data)
{
  guint port = find_closed_port ();
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", port);
  g_autofree char *sentence = g_strdup_printf (
      "127.0.0.1 refused the connection on port %u. Is DSM on another port?", port);

  ui_type (fixture->window, "Address", address);
  ui_enter (fixture->window);
  expect_error_at (fixture, "Address", sentence);

  ui_press (fixture->window, "Try Without Encryption…");
  ui_press (fixture->window, "Continue Without Encryption");
  expect_error_at (fixture, "Address", sentence);

  /* The offer and the complaint were about that address. */
  ui_type (fixture->window, "Address", "another");
  g_assert_false (ui_shows (fixture->window, sentence));
  g_assert_false (ui_shows (fixture->window, "Try Without Encryption…"));
}

static void
test_not_dsm (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = with_scheme (fixture, "http");

  ui_tell_nas (fixture->demo, "fail", "{\"mode\": \"html\", \"count\": -1}");
  ui_type (fixture->window, "Address", address);
  ui_enter (fixture->window);
  ui_press (fixture->window, "Continue Without Encryption");
  expect_error_at (
      fixture, "Address",
      "Something answers at this address, but it is not a Synology NAS. Check the port "
      "and path.");
}

static void
test_redirect (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = with_scheme (fixture, "http");
  g_autofree char *arguments = g_strdup_printf (
      "{\"mode\": \"redirect\", \"location\": \"%s/webapi/query.cgi\"}", address);
  g_autofree char *offer = g_strdup_printf ("Use %s/", address);

  ui_tell_nas (fixture->demo, "fail", arguments);
  ui_type (fixture->window, "Address", address);
  ui_enter (fixture->window);
  ui_press (fixture->window, "Continue Without Encryption");

  /* Taken by the person, never by machine. */
  ui_find_button (fixture->window, offer);
  g_assert_cmpint (requests (fixture), ==, 1);
  ui_press (fixture->window, offer);
  ui_press (fixture->window, "Continue Without Encryption");
  ui_find_entry (fixture->window, "Account");
}

static void
test_quickconnect (Fixture *fixture, gconstpointer data)
{
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (fixture->window, "Continue")));
  ui_type (fixture->window, "Address", "https://example.quickconnect.to");
  ui_enter (fixture->window);
  expect_error_at (fixture, "Address",
                   "Backstay does not go through QuickConnect. Use the NAS's own address in your "
                   "network, or the one that your router or proxy gives it.");
}

static gboolean
is_insensitive (gpointer widget)
{
  return !gtk_widget_is_sensitive (widget);
}

static gboolean
has_request (gpointer data)
{
  return requests (data) > 0;
}

/* Back is Cancel while the NAS is asked: silence, and everything as it was. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  GtkWidget *password;
  gint64 before;

  reach_sign_in (fixture);
  before = ui_count_calls (fixture->demo, LOGIN);
  ui_tell_nas (fixture->demo, "clear", NULL);
  ui_tell_nas (fixture->demo, "fail",
               "{\"mode\": \"delay\", \"ms\": 20000, \"count\": 1, \"api\": \"SYNO.API.Auth\"}");
  sign_in (fixture);
  password = ui_find_entry (fixture->window, "Password");
  g_assert_true (test_wait_until (is_insensitive, password, TEST_WAIT_LIMIT_MS));
  g_assert_false (gtk_widget_is_sensitive (ui_find_button (fixture->window, "Sign In")));
  g_assert_true (test_wait_until (has_request, fixture, TEST_WAIT_LIMIT_MS));

  ui_press (fixture->window, "Cancel");
  g_assert_true (gtk_widget_is_sensitive (password));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (password)), ==,
                   bks_demo_nas_get_password (fixture->demo));
  g_assert_false (gtk_widget_has_css_class (password, "error"));
  g_assert_cmpint (before, ==, 0);

  ui_press (fixture->window, "Back");
  ui_expect (fixture->window, "Not Encrypted");
  ui_press (fixture->window, "Back");
  ui_expect (fixture->window, "Which NAS?");
}

static void
test_escape (Fixture *fixture, gconstpointer data)
{
  ui_type (fixture->window, "Address", "half typed");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "window.close", NULL);
  g_assert_true (test_wait_until (is_closed, fixture, TEST_WAIT_LIMIT_MS));
  g_assert_cmpuint (fixture->added, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->fleet)), ==, 0);
}

static void
test_twice (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = with_scheme (fixture, "http");

  reach_sign_in (fixture);
  sign_in (fixture);
  expect_ready (fixture);
  drop_window (fixture);

  open_window (fixture, NULL);
  ui_type (fixture->window, "Address", address);
  ui_enter (fixture->window);
  expect_error_at (fixture, "Address", "This NAS is in your list already.");
}

static void
test_no_permission (Fixture *fixture, gconstpointer data)
{
  reach_sign_in (fixture);
  sign_in_as (fixture, "user", bks_demo_nas_get_password (fixture->demo));
  expect_error_at (fixture, "Account",
                   "This account may not manage Hyper Backup. Use an administrator, or let one "
                   "delegate Hyper Backup to it.");
  g_assert_cmpuint (fixture->added, ==, 0);
}

/* A second factor that is no code: a page that asks for one would be a dead end. */
static void
test_other_factor (Fixture *fixture, gconstpointer data)
{
  reach_sign_in (fixture);
  sign_in_as (fixture, "no-otp", bks_demo_nas_get_password (fixture->demo));
  expect_error_at (fixture, "Account",
                   "This account needs a sign-in method that Backstay does not have. Allow "
                   "one-time codes for it in DSM.");
  g_assert_cmpint (ui_count_calls (fixture->demo, LOGIN), ==, 1);
}

/* A NAS in the list whose password is refused: the assistant begins there and asks only for that. */
static void
test_known_nas (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = with_scheme (fixture, "http");
  g_autoptr (BksNas) nas = bks_nas_new ("Office", address, &error);
  g_auto (TestAnswer) answer = { NULL };

  g_assert_no_error (error);
  bks_nas_set_allow_plain_http (nas, TRUE);
  bks_nas_set_credentials (nas, bks_demo_nas_get_account (fixture->demo), "not it");
  bks_fleet_add (fixture->fleet, nas);
  bks_nas_refresh_async (nas, NULL, test_answer_cb, &answer);
  g_assert_false (bks_nas_refresh_finish (nas, test_answer_wait (&answer), &error));

  drop_window (fixture);
  open_window (fixture, nas);
  g_assert_true (ui_has_focus (fixture->window, ui_find_entry (fixture->window, "Password")));
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (ui_find_entry (fixture->window, "Account"))), ==,
      bks_demo_nas_get_account (fixture->demo));
  ui_type (fixture->window, "Password", bks_demo_nas_get_password (fixture->demo));
  ui_enter (fixture->window);
  ui_expect (fixture->window, "Office Is Ready");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->fleet)), ==, 1);
  g_assert_cmpint (ui_count_calls (fixture->demo, LOGIN), ==, 2);
}

int
main (int argc, char *argv[])
{
  ui_init (&argc, &argv);

#define ADD(path, options, func)                                                                   \
  g_test_add ("/ui/add-nas/" path, Fixture, options, set_up, func, tear_down)
  ADD ("https", "tls", test_https);
  ADD ("http", "", test_http);
  ADD ("untold", "", test_untold);
  ADD ("http-offered", "", test_http_offered);
  ADD ("wrong-password", "", test_wrong_password);
  ADD ("blocked", "", test_blocked);
  ADD ("code", "otp", test_code);
  ADD ("code-exhausted", "otp", test_code_exhausted);
  ADD ("unreachable", "", test_unreachable);
  ADD ("not-dsm", "", test_not_dsm);
  ADD ("redirect", "", test_redirect);
  ADD ("quickconnect", "", test_quickconnect);
  ADD ("cancel", "", test_cancel);
  ADD ("escape", "", test_escape);
  ADD ("twice", "", test_twice);
  ADD ("no-permission", "", test_no_permission);
  ADD ("other-factor", "", test_other_factor);
  ADD ("known-nas", "", test_known_nas);
#undef ADD

  return g_test_run ();
}
