/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-desktop"

#include "bks-notify-daemon-private.h"

#include <string.h>

/**
 * bks_notify_handle_make:
 * @owner: the daemon's unique name on the bus
 * @number: its number for the notice
 *
 * Returns: (transfer full): the handle
 */
char *
bks_notify_handle_make (const char *owner, guint32 number)
{
  return g_strdup_printf ("%s %u", owner, number);
}

/**
 * bks_notify_handle_parse:
 * @handle: (nullable): what was stored; anything
 * @owner_out: (out) (transfer full): the daemon's unique name
 * @number_out: (out): its number for the notice, never 0
 *
 * Returns: whether @handle is one
 */
gboolean
bks_notify_handle_parse (const char *handle, char **owner_out, guint32 *number_out)
{
  const char *space = handle != NULL ? strchr (handle, ' ') : NULL;
  g_autofree char *owner = NULL;
  guint64 number;

  if (space == NULL || !g_ascii_string_to_unsigned (space + 1, 10, 1, G_MAXUINT32, &number, NULL))
    return FALSE;
  owner = g_strndup (handle, (gsize) (space - handle));
  if (!g_dbus_is_unique_name (owner))
    return FALSE;
  *owner_out = g_steal_pointer (&owner);
  *number_out = (guint32) number;
  return TRUE;
}

/**
 * bks_notify_key_make:
 * @application_id: of the application that may answer
 * @action: what the button activates, without "app."
 * @id: of the notice
 *
 * Returns: (transfer full): the button's key
 */
char *
bks_notify_key_make (const char *application_id, const char *action, const char *id)
{
  return g_strdup_printf ("%s:%s:%s", application_id, action, id);
}

/**
 * bks_notify_key_parse:
 * @key: what the daemon says was pressed; anything, also of other applications
 * @application_id: ours
 * @action_out: (out) (transfer full): what to activate
 * @id_out: (out) (transfer full): of the notice
 *
 * Returns: whether it is a button of this application
 */
gboolean
bks_notify_key_parse (const char *key, const char *application_id, char **action_out, char **id_out)
{
  g_auto (GStrv) parts = g_strsplit (key, ":", 3);

  if (g_strv_length (parts) != 3 || strcmp (parts[0], application_id) != 0
      || !g_str_has_prefix (parts[1], "notice-") || *parts[2] == '\0')
    return FALSE;
  *action_out = g_strdup (parts[1]);
  *id_out = g_strdup (parts[2]);
  return TRUE;
}
