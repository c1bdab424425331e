/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks"

#include <glib/gi18n.h>
#include <locale.h>

#include "bks-history-db.h"
#include "bks-nas-file.h"
#include "bks-nas-state.h"
#include "bks-nas.h"
#include "bks-search-provider.h"

/* Answers GNOME Shell's search while Backstay does not run: with what is stored, without a window and
 * without a word to any NAS, and then ends by itself. While Backstay runs, it knows better and is asked
 * instead. It writes nothing. */

#define APPLICATION_ID   "io.github.backstay.Backstay"
#define APPLICATION_PATH "/io/github/backstay/Backstay"
#define SEARCH_ID        APPLICATION_ID ".SearchProvider"
#define IDLE_MS          20000

typedef struct
{
  GApplication *application;
  BksNasListStore *store;
  BksHistory *history;
  BksHistoryMemory *memory; /* (nullable) */
  GListStore *nas_list;
  BksSearchProvider *provider;
} Search;

static void
asked_cb (BksSearchProvider *provider, Search *search)
{
  /* It ends when nobody has asked for a while. */
  g_application_hold (search->application);
  g_application_release (search->application);
}

/* Takes @parameter if it is floating. */
static void
launch (Search *search, const char *action, GVariant *parameter, guint when)
{
  GVariantBuilder parameters;
  GVariantBuilder platform_data;
  g_autofree char *startup_id = g_strdup_printf ("_TIME%u", when);

  g_variant_builder_init (&parameters, G_VARIANT_TYPE ("av"));
  g_variant_builder_add (&parameters, "v", parameter);
  g_variant_builder_init (&platform_data, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&platform_data, "{sv}", "desktop-startup-id",
                         g_variant_new_string (startup_id));
  g_dbus_connection_call (g_application_get_dbus_connection (search->application), APPLICATION_ID,
                          APPLICATION_PATH, "org.freedesktop.Application", "ActivateAction",
                          g_variant_new ("(sava{sv})", action, &parameters, &platform_data), NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

static void
show_task_cb (BksSearchProvider *provider,
              const char *nas_id,
              const char *task_id,
              guint when,
              Search *search)
{
  launch (search, "show-task", g_variant_new ("(ss)", nas_id, task_id), when);
}

static void
show_nas_cb (BksSearchProvider *provider, const char *nas_id, guint when, Search *search)
{
  launch (search, "show-nas", g_variant_new_string (nas_id), when);
}

static void
search_cb (BksSearchProvider *provider, const char *text, guint when, Search *search)
{
  launch (search, "search", g_variant_new_string (text), when);
}

static void
list_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Search *search = user_data;
  g_autoptr (BksProblem) damage = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = bks_nas_list_store_load_finish (BKS_NAS_LIST_STORE (source),
                                                                  result, &damage, &error);

  if (records == NULL)
    g_debug ("The list of NAS was not read: %s", error->message);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const BksNasRecord *record = records->pdata[i];
      const BksHistoryState *state = NULL;
      g_autoptr (BksNas) nas = bks_nas_new (record->name, record->address, NULL);

      if (nas == NULL)
        continue;
      bks_nas_set_id (nas, record->id);
      if (search->memory != NULL)
        state = bks_history_memory_find_state (search->memory, record->id);
      if (state != NULL && state->state != NULL)
        bks_nas_restore_state (nas, state->state, state->at);
      g_list_store_append (search->nas_list, nas);
    }
  bks_search_provider_begin (search->provider);
  g_application_release (search->application);
}

static void
history_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Search *search = user_data;
  g_autoptr (GError) error = NULL;

  search->memory = bks_history_load_finish (BKS_HISTORY (source), result, &error);
  if (search->memory == NULL)
    g_debug ("Nothing is remembered: %s", error->message);
  bks_nas_list_store_load_async (search->store, NULL, list_loaded_cb, search);
}

static void
startup_cb (GApplication *application, Search *search)
{
  GDBusConnection *connection = g_application_get_dbus_connection (application);
  g_autoptr (GError) error = NULL;

  if (connection == NULL || !bks_search_provider_export (search->provider, connection, &error))
    {
      g_debug ("Nobody can ask: %s", error != NULL ? error->message : "there is no session bus");
      return;
    }
  g_application_hold (application);
  bks_history_load_async (search->history, NULL, history_loaded_cb, search);
}

int
main (int argc, char *argv[])
{
  const char *locale_dir = g_getenv ("BACKSTAY_LOCALE_DIR");
  Search search = { NULL };
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  search.store = BKS_NAS_LIST_STORE (bks_nas_file_new (NULL));
  search.history = BKS_HISTORY (bks_history_db_new (NULL));
  search.nas_list = g_list_store_new (BKS_TYPE_NAS);
  search.provider = bks_search_provider_new (G_LIST_MODEL (search.nas_list), APPLICATION_ID);
  bks_search_provider_ask_first (search.provider, APPLICATION_ID);
  g_signal_connect (search.provider, "asked", G_CALLBACK (asked_cb), &search);
  g_signal_connect (search.provider, "show-task", G_CALLBACK (show_task_cb), &search);
  g_signal_connect (search.provider, "show-nas", G_CALLBACK (show_nas_cb), &search);
  g_signal_connect (search.provider, "search", G_CALLBACK (search_cb), &search);

  search.application = g_application_new (SEARCH_ID, G_APPLICATION_IS_SERVICE);
  g_application_set_inactivity_timeout (search.application, IDLE_MS);
  g_signal_connect (search.application, "startup", G_CALLBACK (startup_cb), &search);
  status = g_application_run (search.application, argc, argv);

  bks_search_provider_unexport (search.provider);
  g_object_unref (search.provider);
  g_object_unref (search.nas_list);
  g_clear_pointer (&search.memory, bks_history_memory_free);
  g_object_unref (search.history);
  g_object_unref (search.store);
  g_object_unref (search.application);
  return status;
}
