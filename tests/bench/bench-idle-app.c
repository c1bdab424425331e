/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What bench-idle.py measures: an application that does nothing, or one that watches NAS.
 *
 * usage: bench-idle-app empty|empty-closed|hidden|closed [SECONDS]
 *
 * "empty" shows a window with a header bar and nothing else, "empty-closed" has closed it; "hidden" watches and has never had a
 * window, "closed" has closed it. Standard input has one line for each NAS: URL, account, password.
 * Prints "ready" when it has nothing more to do. */

#define G_LOG_DOMAIN "bench"

#include <adwaita.h>
#include <stdio.h>

#include "bks-fleet.h"
#include "bks-poller.h"
#include "bks-window.h"

typedef struct
{
  GtkApplication *application;
  GtkWidget *window; /* (nullable) */
  BksFleet *fleet;   /* (nullable) (owned) */
  BksPoller *poller; /* (nullable) (owned) */
  gboolean closes;
  gboolean is_ready;
} Bench;

static gboolean
tell_ready_cb (gpointer user_data)
{
  g_print ("ready\n");
  return G_SOURCE_REMOVE;
}

static void
settle (Bench *bench)
{
  if (bench->is_ready)
    return;
  bench->is_ready = TRUE;
  if (bench->window != NULL && bench->closes)
    gtk_window_destroy (GTK_WINDOW (bench->window));
  /* What comes of it is not what is to be measured. */
  g_timeout_add (500, tell_ready_cb, NULL);
}

static void
nas_changed_cb (Bench *bench)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (bench->fleet)); i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (G_LIST_MODEL (bench->fleet), i);

      if (bks_nas_get_state (nas) != BKS_NAS_FRESH || bks_nas_get_is_checking (nas))
        return;
    }
  settle (bench);
}

static gboolean
settle_cb (gpointer user_data)
{
  settle (user_data);
  return G_SOURCE_REMOVE;
}

static void
read_fleet (Bench *bench)
{
  char line[1000];

  bench->fleet = bks_fleet_new ();
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_auto (GStrv) words = g_strsplit (g_strchomp (line), " ", 3);
      g_autoptr (GError) error = NULL;
      g_autoptr (BksNas) nas = bks_nas_new (NULL, words[0], &error);

      g_assert_no_error (error);
      bks_nas_set_allow_plain_http (nas, TRUE);
      bks_nas_set_credentials (nas, words[1], words[2]);
      g_signal_connect_swapped (nas, "notify::generation", G_CALLBACK (nas_changed_cb), bench);
      bks_fleet_add (bench->fleet, nas);
    }
}

static void
activate_cb (GtkApplication *application, Bench *bench)
{
  if (bench->poller == NULL)
    {
      bench->window = adw_application_window_new (application);
      gtk_window_set_title (GTK_WINDOW (bench->window), "Empty");
      gtk_window_set_default_size (GTK_WINDOW (bench->window), 1100, 720);
      adw_application_window_set_content (ADW_APPLICATION_WINDOW (bench->window),
                                          adw_header_bar_new ());
      g_timeout_add (500, settle_cb, bench);
    }
  else if (bench->closes)
    bench->window = GTK_WIDGET (bks_window_new (application, bench->fleet, bench->poller));
  if (bench->window != NULL)
    gtk_window_present (GTK_WINDOW (bench->window));
}

int
main (int argc, char *argv[])
{
  const char *mode = argc > 1 ? argv[1] : "empty";
  guint seconds = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 900;
  Bench bench = { NULL };

  setlinebuf (stdout);
  bench.application = g_object_new (
      ADW_TYPE_APPLICATION, "application-id", "io.github.backstay.Backstay.Bench", "flags",
      G_APPLICATION_NON_UNIQUE, "resource-base-path", "/io/github/backstay/Backstay", NULL);
  bench.closes = g_str_has_suffix (mode, "closed");
  if (!g_str_has_prefix (mode, "empty"))
    {
      read_fleet (&bench);
      bench.poller = bks_poller_new (G_LIST_MODEL (bench.fleet));
      bks_poller_set_background_interval (bench.poller, seconds);
    }
  g_signal_connect (bench.application, "activate", G_CALLBACK (activate_cb), &bench);
  g_application_hold (G_APPLICATION (bench.application));
  return g_application_run (G_APPLICATION (bench.application), 1, argv);
}
