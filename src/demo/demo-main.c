/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include <glib-unix.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <stdlib.h>

#include "bks-demo-nas.h"

static gboolean
signal_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

/* One line that a script can read: where the NAS is and how to sign in. */
static void
print_ready (BksDemoNas *nas)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *otp = bks_demo_nas_dup_otp (nas);
  g_autofree char *line = NULL;

  json_node_take_object (node, object);
  set_text (object, "url", bks_demo_nas_get_url (nas));
  set_text (object, "account", bks_demo_nas_get_account (nas));
  set_text (object, "password", bks_demo_nas_get_password (nas));
  set_text (object, "otp", otp);
  set_text (object, "fingerprint", bks_demo_nas_get_fingerprint (nas));
  set_text (object, "control", bks_demo_nas_get_control_url (nas));
  line = json_to_string (node, FALSE);
  printf ("%s\n", line);
  fflush (stdout);
}

int
main (int argc, char **argv)
{
  BksDemoNasOptions options = { 0 };
  int port = 0;
  int control_port = -1;
  int seed = 1;
  int n_tasks = 0;
  int n_logs = 0;
  int delay = 0;
  g_autofree char *variant = NULL;
  g_autofree char *host_name = NULL;
  g_autofree char *certificate = NULL;
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, "Port to listen on (default: any free one)", "N" },
    { "tls", 0, 0, G_OPTION_ARG_NONE, &options.tls, "Speak HTTPS", NULL },
    { "certificate", 0, 0, G_OPTION_ARG_STRING, &certificate,
      "With --tls: self-signed, expired, not-yet-valid, other-host, authority", "KIND" },
    { "otp", 0, 0, G_OPTION_ARG_NONE, &options.otp, "Ask for a one-time code", NULL },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "The same number gives the same data", "N" },
    { "tasks", 0, 0, G_OPTION_ARG_INT, &n_tasks, "Number of backup tasks (default: 8)", "N" },
    { "logs", 0, 0, G_OPTION_ARG_INT, &n_logs, "Number of log lines", "N" },
    { "delay", 0, 0, G_OPTION_ARG_INT, &delay, "Delay of each answer", "MS" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &options.speed, "How much faster backups run", "X" },
    { "control-port", 0, 0, G_OPTION_ARG_INT, &control_port, "Control port (0: any free one)",
      "N" },
    { "scheduler", 0, 0, G_OPTION_ARG_NONE, &options.scheduler,
      "Start backups at their scheduled times", NULL },
    { "variant", 0, 0, G_OPTION_ARG_STRING, &variant,
      "no-vault, vault-only, no-permission, lun, empty, dsm6, odd-names; joined by commas",
      "NAMES" },
    { "host-name", 0, 0, G_OPTION_ARG_STRING, &host_name, "The NAS's own name", "NAME" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- a simulated NAS for tests");
  g_autoptr (GMainLoop) loop = NULL;
  g_autoptr (BksDemoNas) nas = NULL;
  g_autoptr (GError) error = NULL;
  guint sources[2];

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 64;
    }
  if (argc > 1 || port < 0 || port > 65535 || control_port > 65535 || n_tasks < 0 || n_logs < 0
      || delay < 0)
    {
      g_printerr ("Wrong argument; see --help\n");
      return 64;
    }

  options.port = (guint) port;
  options.seed = (guint) seed;
  options.n_tasks = (guint) n_tasks;
  options.n_logs = (guint) n_logs;
  options.delay_ms = (guint) delay;
  options.want_control = control_port >= 0;
  options.control_port = (guint) MAX (control_port, 0);
  options.variant = variant;
  options.host_name = host_name;
  options.certificate = certificate;

  /* Before the line is printed: who reads it may end the program at once. */
  loop = g_main_loop_new (NULL, FALSE);
  sources[0] = g_unix_signal_add (SIGTERM, signal_cb, loop);
  sources[1] = g_unix_signal_add (SIGINT, signal_cb, loop);
  nas = bks_demo_nas_new (&options, &error);
  if (!nas)
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }
  print_ready (nas);
  g_main_loop_run (loop);
  g_source_remove (sources[0]);
  g_source_remove (sources[1]);
  bks_demo_nas_stop (nas);
  return EXIT_SUCCESS;
}
