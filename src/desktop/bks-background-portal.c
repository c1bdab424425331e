/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-desktop"

#include "bks-background-portal-private.h"

#include <glib/gi18n-lib.h>

#define PORTAL      "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define BACKGROUND  "org.freedesktop.portal.Background"
#define REQUEST     "org.freedesktop.portal.Request"

/* A portal's answer is a signal: from the moment it was asked on, somebody has to listen. */
typedef struct
{
  GDBusConnection *connection; /* (owned) */
  guint signal_id;             /* subscription; 0 = none */
  char *path;                  /* of the request */
  gboolean is_over;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  if (request->signal_id != 0)
    g_dbus_connection_signal_unsubscribe (request->connection, request->signal_id);
  g_object_unref (request->connection);
  g_free (request->path);
  g_free (request);
}

/* Whether the caller may still be told; afterwards nobody is. */
static gboolean
end (GTask *task)
{
  Request *request = g_task_get_task_data (task);

  if (request->is_over)
    return FALSE;
  request->is_over = TRUE;
  if (request->signal_id != 0)
    g_dbus_connection_signal_unsubscribe (request->connection, request->signal_id);
  request->signal_id = 0;
  return TRUE;
}

static void
response_cb (GDBusConnection *connection,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  g_autoptr (GVariant) results = NULL;
  guint32 response;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")) || !end (task))
    return;
  g_variant_get (parameters, "(u@a{sv})", &response, &results);
  if (response == 0)
    g_task_return_pointer (task, g_steal_pointer (&results), (GDestroyNotify) g_variant_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                             "The portal's answer was %u", response);
}

static void
listen (GTask *task, const char *path)
{
  Request *request = g_task_get_task_data (task);

  if (request->signal_id != 0)
    g_dbus_connection_signal_unsubscribe (request->connection, request->signal_id);
  g_free (request->path);
  request->path = g_strdup (path);
  request->signal_id = g_dbus_connection_signal_subscribe (
      request->connection, PORTAL, REQUEST, "Response", path, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
      response_cb, g_object_ref (task), g_object_unref);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                               &error);
  Request *request = g_task_get_task_data (task);
  const char *path;

  if (answer == NULL)
    {
      if (end (task))
        g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  g_variant_get (answer, "(&o)", &path);
  /* Old portals chose the path themselves. */
  if (!request->is_over && !g_str_equal (path, request->path))
    listen (task, path);
}

/**
 * bks_background_portal_request_async:
 * @connection: to the session's bus
 * @command: what to start at login
 * @at_login: whether to start it at all
 * @cancellable: (nullable): to give up
 * @callback: called when the system, or the person, has answered
 * @user_data: for @callback
 *
 * Asks for leave to run without a window, and for the start at login, or for its end.
 */
void
bks_background_portal_request_async (GDBusConnection *connection,
                                     const char *const *command,
                                     gboolean at_login,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *token = g_strdup_printf ("backstay%u", g_random_int ());
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (connection) + 1);
  g_autofree char *path = NULL;
  Request *request = g_new0 (Request, 1);
  GVariantBuilder options;

  g_task_set_source_tag (task, bks_background_portal_request_async);
  request->connection = g_object_ref (connection);
  g_task_set_task_data (task, request, request_free);

  g_strdelimit (sender, ".", '_');
  path = g_strdup_printf (PORTAL_PATH "/request/%s/%s", sender, token);
  listen (task, path);

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_ ("Watches your backups in the background")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (at_login));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));
  g_variant_builder_add (&options, "{sv}", "dbus-activatable", g_variant_new_boolean (FALSE));
  /* The person may be asked: no answer is late. */
  g_dbus_connection_call (connection, PORTAL, PORTAL_PATH, BACKGROUND, "RequestBackground",
                          g_variant_new ("(sa{sv})", "", &options), G_VARIANT_TYPE ("(o)"),
                          G_DBUS_CALL_FLAGS_NONE, G_MAXINT, cancellable, asked_cb,
                          g_object_ref (task));
}

/**
 * bks_background_portal_request_finish:
 * @result: the result
 * @may_run_out: (out): whether it may run without a window
 * @at_login_out: (out): whether it is started at login
 * @error: return location: #G_DBUS_ERROR; %G_IO_ERROR_PERMISSION_DENIED = the answer was no
 *
 * Returns: whether there was an answer
 */
gboolean
bks_background_portal_request_finish (GAsyncResult *result,
                                      gboolean *may_run_out,
                                      gboolean *at_login_out,
                                      GError **error)
{
  g_autoptr (GVariant) results = g_task_propagate_pointer (G_TASK (result), error);

  *may_run_out = FALSE;
  *at_login_out = FALSE;
  if (results == NULL)
    return FALSE;
  g_variant_lookup (results, "background", "b", may_run_out);
  g_variant_lookup (results, "autostart", "b", at_login_out);
  return TRUE;
}

/**
 * bks_background_portal_shorten:
 * @message: a sentence
 *
 * Returns: (transfer full): as much of it as the portal takes
 */
char *
bks_background_portal_shorten (const char *message)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (message, -1) <= BKS_BACKGROUND_MESSAGE_MAX)
    return g_strdup (message);
  start = g_utf8_substring (message, 0, BKS_BACKGROUND_MESSAGE_MAX - 1);
  return g_strconcat (start, "…", NULL);
}

static void
message_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                               &error);

  /* Version 1 of the portal has no such line, and nobody misses it. */
  if (answer == NULL)
    g_debug ("The list of background apps shows no message: %s", error->message);
}

/**
 * bks_background_portal_set_message:
 * @connection: to the session's bus
 * @message: what the list of background apps shall say
 */
void
bks_background_portal_set_message (GDBusConnection *connection, const char *message)
{
  g_autofree char *text = bks_background_portal_shorten (message);
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "message", g_variant_new_string (text));
  g_dbus_connection_call (connection, PORTAL, PORTAL_PATH, BACKGROUND, "SetStatus",
                          g_variant_new ("(a{sv})", &options), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, message_set_cb, NULL);
}
