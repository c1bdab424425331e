/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <signal.h>

/* The program: its line, and its end. */

static GSubprocess *
start (const char *const *more, JsonNode **ready)
{
  g_autoptr (GStrvBuilder) arguments = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  GSubprocess *process;

  g_strv_builder_add (arguments, g_getenv ("BACKSTAY_DEMO_NAS"));
  for (guint i = 0; more[i]; i++)
    g_strv_builder_add (arguments, more[i]);
  argv = g_strv_builder_end (arguments);
  process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  *ready = json_from_string (line, &error);
  g_assert_no_error (error);
  return process;
}

static void
end (GSubprocess *process, int number)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (process, number);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

static void
test_plain (void)
{
  g_autoptr (JsonNode) ready = NULL;
  g_autoptr (GSubprocess) process = start ((const char *const[]){ NULL }, &ready);
  JsonObject *object = json_node_get_object (ready);

  g_assert_true (
      g_str_has_prefix (json_object_get_string_member (object, "url"), "http://127.0.0.1:"));
  g_assert_cmpstr (json_object_get_string_member (object, "account"), ==, "demo");
  g_assert_cmpstr (json_object_get_string_member (object, "password"), ==, "demo+password");
  g_assert_true (json_object_get_null_member (object, "otp"));
  g_assert_true (json_object_get_null_member (object, "fingerprint"));
  g_assert_true (json_object_get_null_member (object, "control"));
  g_assert_cmpuint (json_object_get_size (object), ==, 6);
  end (process, SIGTERM);
}

static void
test_everything (void)
{
  g_autoptr (JsonNode) ready = NULL;
  g_autoptr (GSubprocess) process = start (
      (const char *const[]){ "--tls", "--otp", "--seed", "3", "--tasks", "20", "--logs", "100",
                             "--delay", "1", "--speed", "2", "--control-port", "0", "--variant",
                             "lun", NULL },
      &ready);
  JsonObject *object = json_node_get_object (ready);

  g_assert_true (
      g_str_has_prefix (json_object_get_string_member (object, "url"), "https://127.0.0.1:"));
  g_assert_cmpuint (strlen (json_object_get_string_member (object, "otp")), ==, 6);
  g_assert_cmpuint (strlen (json_object_get_string_member (object, "fingerprint")), ==, 64);
  g_assert_true (
      g_str_has_prefix (json_object_get_string_member (object, "control"), "http://127.0.0.1:"));
  end (process, SIGINT);
}

static void
test_usage (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                                                      g_getenv ("BACKSTAY_DEMO_NAS"),
                                                      "--no-such-option", NULL);

  g_assert_no_error (error);
  g_subprocess_wait (process, NULL, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 64);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_nonnull (g_getenv ("BACKSTAY_DEMO_NAS"));
  g_test_add_func ("/demo/program/plain", test_plain);
  g_test_add_func ("/demo/program/everything", test_everything);
  g_test_add_func ("/demo/program/usage", test_usage);
  return g_test_run ();
}
