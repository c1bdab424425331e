/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-desktop"

#include "bks-tray.h"

#include <glib/gi18n-lib.h>

#include "bks-dbus-menu.h"
#include "bks-status-item-generated.h"
#include "bks-tray-shape-private.h"

#define WATCHER         "org.kde.StatusNotifierWatcher"
#define WATCHER_PATH    "/StatusNotifierWatcher"
#define ITEM_PATH       "/StatusNotifierItem"
#define MENU_PATH       "/StatusNotifierItem/Menu"
#define CALL_TIMEOUT_MS 10000
#define HOST_IS_THERE   "IsStatusNotifierHostRegistered"

struct _BksTray
{
  GObject parent_instance;

  char *application_id;
  BksTrayMenu *menu;      /* (owned) */
  BksDBusMenu *dbus_menu; /* (owned) */
  BksDBusStatusNotifierItem *item;

  /* An item can be taken back only by leaving the bus: so it has a connection of its own. */
  GDBusConnection *connection; /* (owned) (nullable): while it is enabled */
  GCancellable *cancellable;   /* (owned) (nullable): the same */
  guint watch_id;              /* of the watcher's name; 0 = none */
  guint signal_id;             /* subscription; 0 = none */

  gboolean is_enabled;
  gboolean is_registered;
  gboolean has_host;
  char *token; /* (nullable): with which a window may come to the front */
};

G_DEFINE_FINAL_TYPE (BksTray, bks_tray, G_TYPE_OBJECT)

typedef enum
{
  PROP_ENABLED = 1,
  PROP_HAS_HOST,
  PROP_STATUS_TEXT,
} BksTrayProperty;
#define N_PROPERTIES (PROP_STATUS_TEXT + 1)

static GParamSpec *properties[N_PROPERTIES];

typedef enum
{
  SIGNAL_TOGGLE_WINDOW,
  SIGNAL_REFRESH,
  N_SIGNALS,
} BksTraySignal;

static guint signals[N_SIGNALS];

static void
set_has_host (BksTray *self, gboolean has_host)
{
  if (self->has_host == has_host)
    return;
  self->has_host = has_host;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_HOST]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS_TEXT]);
}

/* A host hides what is passive: only where there is nothing to watch. Unknown is no alarm: a laptop
 * away from its NAS is neither fine nor in trouble. */
static const char *
find_status (BksTray *self)
{
  if (bks_tray_menu_get_is_empty (self->menu))
    return "Passive";
  switch (bks_tray_menu_get_verdict (self->menu))
    {
    case BKS_VERDICT_FAILED:
    case BKS_VERDICT_ATTENTION:
      return "NeedsAttention";
    case BKS_VERDICT_UNKNOWN:
    case BKS_VERDICT_RUNNING:
    case BKS_VERDICT_OK:
    default:
      return "Active";
    }
}

static void
update_icon (BksTray *self)
{
  BksVerdict verdict = bks_tray_menu_get_verdict (self->menu);
  g_autoptr (GVariant) pixmaps = g_variant_ref_sink (bks_tray_shape_draw (verdict));
  g_autofree char *name = NULL;

  /* Only icons that begin with the application's ID leave a Flatpak. */
  name = g_strdup_printf ("%s-%s-symbolic", self->application_id, bks_verdict_get_nick (verdict));
  bks_dbus_status_notifier_item_set_icon_name (self->item, name);
  bks_dbus_status_notifier_item_set_icon_pixmap (self->item, pixmaps);
  bks_dbus_status_notifier_item_set_attention_icon_name (self->item, name);
  bks_dbus_status_notifier_item_set_attention_icon_pixmap (self->item, pixmaps);
}

static void
update_tooltip (BksTray *self)
{
  GVariant *none = g_variant_new_array (G_VARIANT_TYPE ("(iiay)"), NULL, 0);

  /* The title is text for every host; the description is markup for some. */
  bks_dbus_status_notifier_item_set_tool_tip (
      self->item,
      g_variant_new ("(s@a(iiay)ss)", "", none, bks_tray_menu_get_tooltip (self->menu), ""));
}

/* Who heard a signal reads the properties: they have to be new by then. */
static gboolean
is_exported (BksTray *self)
{
  GDBusInterfaceSkeleton *skeleton = G_DBUS_INTERFACE_SKELETON (self->item);

  if (g_dbus_interface_skeleton_get_connection (skeleton) == NULL)
    return FALSE;
  g_dbus_interface_skeleton_flush (skeleton);
  return TRUE;
}

static void
bks_tray_verdict_cb (BksTray *self)
{
  const char *status = find_status (self);
  gboolean is_other = g_strcmp0 (status, bks_dbus_status_notifier_item_get_status (self->item))
                      != 0;

  update_icon (self);
  bks_dbus_status_notifier_item_set_status (self->item, status);
  if (!is_exported (self))
    return;
  bks_dbus_status_notifier_item_emit_new_icon (self->item);
  bks_dbus_status_notifier_item_emit_new_attention_icon (self->item);
  if (is_other)
    bks_dbus_status_notifier_item_emit_new_status (self->item, status);
}

static void
bks_tray_tooltip_cb (BksTray *self)
{
  update_tooltip (self);
  if (is_exported (self))
    bks_dbus_status_notifier_item_emit_new_tool_tip (self->item);
}

static gboolean
bks_tray_activate_cb (BksTray *self, GDBusMethodInvocation *invocation, int x, int y)
{
  bks_dbus_status_notifier_item_complete_activate (self->item, invocation);
  g_signal_emit (self, signals[SIGNAL_TOGGLE_WINDOW], 0);
  return TRUE;
}

static gboolean
bks_tray_secondary_activate_cb (BksTray *self, GDBusMethodInvocation *invocation, int x, int y)
{
  bks_dbus_status_notifier_item_complete_secondary_activate (self->item, invocation);
  g_signal_emit (self, signals[SIGNAL_REFRESH], 0);
  return TRUE;
}

/* The host draws the menu itself. */
static gboolean
bks_tray_context_menu_cb (BksTray *self, GDBusMethodInvocation *invocation, int x, int y)
{
  bks_dbus_status_notifier_item_complete_context_menu (self->item, invocation);
  return TRUE;
}

static gboolean
bks_tray_scroll_cb (BksTray *self,
                    GDBusMethodInvocation *invocation,
                    int delta,
                    const char *orientation)
{
  bks_dbus_status_notifier_item_complete_scroll (self->item, invocation);
  return TRUE;
}

static gboolean
bks_tray_token_cb (BksTray *self, GDBusMethodInvocation *invocation, const char *token)
{
  g_free (self->token);
  self->token = g_strdup (token);
  bks_dbus_status_notifier_item_complete_provide_xdg_activation_token (self->item, invocation);
  return TRUE;
}

static void
host_known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksTray) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                               &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer == NULL)
    {
      g_debug ("The tray does not say whether it is shown: %s", error->message);
      /* Some watchers are hosts themselves, and know no such property. */
      set_has_host (self, self->is_registered);
      return;
    }
  g_variant_get (answer, "(v)", &value);
  set_has_host (self, self->is_registered && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN)
                          && g_variant_get_boolean (value));
}

static void
ask_for_host (BksTray *self)
{
  g_dbus_connection_call (self->connection, WATCHER, WATCHER_PATH,
                          "org.freedesktop.DBus.Properties", "Get",
                          g_variant_new ("(ss)", WATCHER, HOST_IS_THERE), G_VARIANT_TYPE ("(v)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_TIMEOUT_MS, self->cancellable,
                          host_known_cb, g_object_ref (self));
}

static void
registered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksTray) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                               &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (answer == NULL)
    {
      g_debug ("The tray refused the icon: %s", error->message);
      return;
    }
  self->is_registered = TRUE;
  ask_for_host (self);
}

static void
bks_tray_watcher_appeared_cb (GDBusConnection *connection,
                              const char *name,
                              const char *owner,
                              gpointer user_data)
{
  BksTray *self = user_data;

  g_dbus_connection_call (connection, WATCHER, WATCHER_PATH, WATCHER, "RegisterStatusNotifierItem",
                          g_variant_new ("(s)", g_dbus_connection_get_unique_name (connection)),
                          NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_TIMEOUT_MS, self->cancellable,
                          registered_cb, g_object_ref (self));
}

static void
bks_tray_watcher_vanished_cb (GDBusConnection *connection, const char *name, gpointer user_data)
{
  BksTray *self = user_data;

  self->is_registered = FALSE;
  set_has_host (self, FALSE);
}

static void
bks_tray_watcher_signal_cb (GDBusConnection *connection,
                            const char *sender,
                            const char *path,
                            const char *interface,
                            const char *signal,
                            GVariant *parameters,
                            gpointer user_data)
{
  BksTray *self = user_data;

  if (self->is_registered && g_str_has_prefix (signal, "StatusNotifierHost"))
    ask_for_host (self);
}

static gboolean export(BksTray *self, GError **error)
{
  return g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (self->item), self->connection,
                                           ITEM_PATH, error)
         && bks_dbus_menu_export (self->dbus_menu, self->connection, MENU_PATH, error);
}

static void
unexport (BksTray *self)
{
  GDBusInterfaceSkeleton *skeleton = G_DBUS_INTERFACE_SKELETON (self->item);

  if (g_dbus_interface_skeleton_get_connection (skeleton) != NULL)
    g_dbus_interface_skeleton_unexport (skeleton);
  bks_dbus_menu_unexport (self->dbus_menu);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksTray) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_dbus_connection_new_for_address_finish (result,
                                                                                     &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->connection != NULL
      || !self->is_enabled)
    return;
  if (connection == NULL)
    {
      g_debug ("The tray is not there: %s", error->message);
      return;
    }
  self->connection = g_steal_pointer (&connection);
  if (!export(self, &error))
    {
      g_warning ("The tray's icon is not on the bus: %s", error->message);
      return;
    }
  self->signal_id = g_dbus_connection_signal_subscribe (
      self->connection, WATCHER, WATCHER, NULL, WATCHER_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
      bks_tray_watcher_signal_cb, self, NULL);
  self->watch_id = g_bus_watch_name_on_connection (
      self->connection, WATCHER, G_BUS_NAME_WATCHER_FLAGS_NONE, bks_tray_watcher_appeared_cb,
      bks_tray_watcher_vanished_cb, self, NULL);
}

static void
start (BksTray *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, &error);
  if (address == NULL)
    {
      g_debug ("There is no session bus: %s", error->message);
      return;
    }
  self->cancellable = g_cancellable_new ();
  g_dbus_connection_new_for_address (address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                         | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, self->cancellable, connected_cb, g_object_ref (self));
}

static void
stop (BksTray *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->watch_id, g_bus_unwatch_name);
  if (self->connection != NULL)
    {
      if (self->signal_id != 0)
        g_dbus_connection_signal_unsubscribe (self->connection, self->signal_id);
      self->signal_id = 0;
      unexport (self);
      g_dbus_connection_close (self->connection, NULL, NULL, NULL);
      g_clear_object (&self->connection);
    }
  self->is_registered = FALSE;
  set_has_host (self, FALSE);
}

static void
bks_tray_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BksTray *self = BKS_TRAY (object);

  switch ((BksTrayProperty) prop_id)
    {
    case PROP_ENABLED:
      g_value_set_boolean (value, self->is_enabled);
      break;
    case PROP_HAS_HOST:
      g_value_set_boolean (value, self->has_host);
      break;
    case PROP_STATUS_TEXT:
      g_value_set_string (value, bks_tray_get_status_text (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_tray_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  BksTray *self = BKS_TRAY (object);

  switch ((BksTrayProperty) prop_id)
    {
    case PROP_ENABLED:
      bks_tray_set_enabled (self, g_value_get_boolean (value));
      break;
    case PROP_HAS_HOST:
    case PROP_STATUS_TEXT:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_tray_dispose (GObject *object)
{
  BksTray *self = BKS_TRAY (object);

  if (self->item != NULL)
    stop (self);
  g_clear_object (&self->item);
  g_clear_object (&self->dbus_menu);
  g_clear_object (&self->menu);
  g_clear_pointer (&self->application_id, g_free);
  g_clear_pointer (&self->token, g_free);

  G_OBJECT_CLASS (bks_tray_parent_class)->dispose (object);
}

static void
bks_tray_class_init (BksTrayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bks_tray_get_property;
  object_class->set_property = bks_tray_set_property;
  object_class->dispose = bks_tray_dispose;

  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, FALSE,
                                                   flags | G_PARAM_WRITABLE);
  properties[PROP_HAS_HOST] = g_param_spec_boolean ("has-host", NULL, NULL, FALSE, flags);
  properties[PROP_STATUS_TEXT] = g_param_spec_string ("status-text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_TOGGLE_WINDOW] = g_signal_new ("toggle-window", BKS_TYPE_TRAY, G_SIGNAL_RUN_LAST,
                                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REFRESH] = g_signal_new ("refresh", BKS_TYPE_TRAY, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
bks_tray_init (BksTray *self)
{
  static const struct
  {
    const char *name;
    GCallback callback;
  } calls[] = {
    { "handle-activate", G_CALLBACK (bks_tray_activate_cb) },
    { "handle-secondary-activate", G_CALLBACK (bks_tray_secondary_activate_cb) },
    { "handle-context-menu", G_CALLBACK (bks_tray_context_menu_cb) },
    { "handle-scroll", G_CALLBACK (bks_tray_scroll_cb) },
    { "handle-provide-xdg-activation-token", G_CALLBACK (bks_tray_token_cb) },
  };

  self->item = bks_dbus_status_notifier_item_skeleton_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (calls); i++)
    g_signal_connect_object (self->item, calls[i].name, calls[i].callback, self, G_CONNECT_SWAPPED);
}

static void
set_constants (BksTray *self)
{
  GVariant *none = g_variant_new_array (G_VARIANT_TYPE ("(iiay)"), NULL, 0);

  bks_dbus_status_notifier_item_set_category (self->item, "ApplicationStatus");
  bks_dbus_status_notifier_item_set_id (self->item, self->application_id);
  bks_dbus_status_notifier_item_set_title (self->item, "Backstay");
  bks_dbus_status_notifier_item_set_icon_theme_path (self->item, "");
  bks_dbus_status_notifier_item_set_overlay_icon_name (self->item, "");
  bks_dbus_status_notifier_item_set_overlay_icon_pixmap (self->item, none);
  bks_dbus_status_notifier_item_set_attention_movie_name (self->item, "");
  bks_dbus_status_notifier_item_set_menu (self->item, MENU_PATH);
}

/**
 * bks_tray_new:
 * @application_id: of the application; the names of the icons begin with it
 * @menu: what to say
 * @actions: what the menu activates: "app.quit" is the action "quit" here
 *
 * Returns: (transfer full): an icon that is not enabled yet
 */
BksTray *
bks_tray_new (const char *application_id, BksTrayMenu *menu, GActionGroup *actions)
{
  BksTray *self;

  g_return_val_if_fail (application_id != NULL, NULL);
  g_return_val_if_fail (BKS_IS_TRAY_MENU (menu), NULL);
  g_return_val_if_fail (G_IS_ACTION_GROUP (actions), NULL);

  self = g_object_new (BKS_TYPE_TRAY, NULL);
  self->application_id = g_strdup (application_id);
  self->menu = g_object_ref (menu);
  self->dbus_menu = bks_dbus_menu_new (bks_tray_menu_get_model (menu), actions);
  set_constants (self);
  bks_tray_verdict_cb (self);
  bks_tray_tooltip_cb (self);
  g_signal_connect_object (menu, "notify::verdict", G_CALLBACK (bks_tray_verdict_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (menu, "notify::is-empty", G_CALLBACK (bks_tray_verdict_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (menu, "notify::tooltip", G_CALLBACK (bks_tray_tooltip_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * bks_tray_set_enabled:
 * @self: an icon
 * @enabled: whether the user wants it
 *
 * Without something that shows icons nothing happens, until it comes.
 */
void
bks_tray_set_enabled (BksTray *self, gboolean enabled)
{
  g_return_if_fail (BKS_IS_TRAY (self));

  enabled = !!enabled;
  if (self->is_enabled == enabled)
    return;
  self->is_enabled = enabled;
  if (enabled)
    start (self);
  else
    stop (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS_TEXT]);
}

/**
 * bks_tray_get_enabled:
 * @self: an icon
 *
 * Returns: whether the user wants it
 */
gboolean
bks_tray_get_enabled (BksTray *self)
{
  g_return_val_if_fail (BKS_IS_TRAY (self), FALSE);

  return self->is_enabled;
}

/**
 * bks_tray_get_has_host:
 * @self: an icon
 *
 * Returns: whether it is enabled, and something shows it
 */
gboolean
bks_tray_get_has_host (BksTray *self)
{
  g_return_val_if_fail (BKS_IS_TRAY (self), FALSE);

  return self->has_host;
}

/**
 * bks_tray_get_status_text:
 * @self: an icon
 *
 * Returns: (transfer none): a sentence for the preferences; "" if there is nothing to say
 */
const char *
bks_tray_get_status_text (BksTray *self)
{
  g_return_val_if_fail (BKS_IS_TRAY (self), NULL);

  if (!self->is_enabled)
    return "";
  if (self->has_host)
    return _ ("The icon is shown");
  return _ ("This desktop shows no tray icons. Look among its background apps instead.");
}

/**
 * bks_tray_take_activation_token:
 * @self: an icon
 *
 * On Wayland a window comes to the front only with a token of the click that asked for it.
 *
 * Returns: (transfer full) (nullable): the token of the last click, once
 */
char *
bks_tray_take_activation_token (BksTray *self)
{
  g_return_val_if_fail (BKS_IS_TRAY (self), NULL);

  return g_steal_pointer (&self->token);
}
