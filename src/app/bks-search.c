/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks"

#include "bks-search.h"

/* Whatever is chosen leads to the actions that a notice has, too. */

static void
bks_application_search_task_cb (GActionGroup *actions,
                                const char *nas_id,
                                const char *task_id,
                                guint when)
{
  g_action_group_activate_action (actions, "show-task", g_variant_new ("(ss)", nas_id, task_id));
}

static void
bks_application_search_nas_cb (GActionGroup *actions, const char *nas_id, guint when)
{
  g_action_group_activate_action (actions, "show-nas", g_variant_new_string (nas_id));
}

static void
bks_application_search_cb (GActionGroup *actions, const char *text, guint when)
{
  g_action_group_activate_action (actions, "search", g_variant_new_string (text));
}

/**
 * bks_search_start:
 * @application: whose actions lead to what was chosen
 * @fleet: what is searched
 *
 * While the program runs, GNOME Shell's search is answered with what it knows. Where it does not run,
 * backstay-search-provider answers.
 *
 * Returns: (transfer full) (nullable): who answers, as long as it is kept; %NULL without a session bus
 */
BksSearchProvider *
bks_search_start (GApplication *application, BksFleet *fleet)
{
  GDBusConnection *connection = g_application_get_dbus_connection (application);
  g_autoptr (BksSearchProvider) provider = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (BKS_IS_FLEET (fleet), NULL);

  if (connection == NULL)
    return NULL;
  provider = bks_search_provider_new (G_LIST_MODEL (fleet),
                                      g_application_get_application_id (application));
  if (!bks_search_provider_export (provider, connection, &error))
    {
      g_debug ("The desktop's search is not answered: %s", error->message);
      return NULL;
    }
  g_signal_connect_object (provider, "show-task", G_CALLBACK (bks_application_search_task_cb),
                           application, G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "show-nas", G_CALLBACK (bks_application_search_nas_cb),
                           application, G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "search", G_CALLBACK (bks_application_search_cb), application,
                           G_CONNECT_SWAPPED);
  return g_steal_pointer (&provider);
}
