/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-desktop"

#include "bks-notifications.h"

#include <gio/gdesktopappinfo.h>
#include <glib/gi18n-lib.h>

#include "bks-notify-daemon-private.h"
#include "bks-sandbox.h"

#define SHELL "org.gtk.Notifications"

/* What was asked for before it was known whom to ask. */
typedef struct
{
  BksNotice *notice; /* (owned) (nullable): NULL = withdraw, or adopt */
  char *id;
  char *handle; /* (nullable) */
  gboolean is_adoption;
} Wish;

struct _BksNotifications
{
  GObject parent_instance;

  GApplication *application; /* (unowned) (nullable): owns this, and goes later */
  BksNotificationsStatus status;
  BksNotifyDaemon *daemon;     /* (owned) (nullable): only where that is the way */
  GDBusConnection *connection; /* (owned) (nullable): until it is decided */
  GPtrArray *wishes;           /* (element-type Wish): until it is decided */
  GCancellable *cancellable;
  guint watch_id; /* of the shell's name; 0 = none */
};

static void bks_notifications_notifier_init (BksNotifierInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BksNotifications,
                               bks_notifications,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BKS_TYPE_NOTIFIER,
                                                      bks_notifications_notifier_init))

typedef enum
{
  PROP_STATUS = 1,
  PROP_STATUS_TEXT,
} BksNotificationsProperty;
#define N_PROPERTIES (PROP_STATUS_TEXT + 1)

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_ENUM_TYPE (BksNotificationsStatus,
                    bks_notifications_status,
                    G_DEFINE_ENUM_VALUE (BKS_NOTIFICATIONS_ASKING, "asking"),
                    G_DEFINE_ENUM_VALUE (BKS_NOTIFICATIONS_SHELL, "shell"),
                    G_DEFINE_ENUM_VALUE (BKS_NOTIFICATIONS_PORTAL, "portal"),
                    G_DEFINE_ENUM_VALUE (BKS_NOTIFICATIONS_DAEMON, "daemon"),
                    G_DEFINE_ENUM_VALUE (BKS_NOTIFICATIONS_ABSENT, "absent"))

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  bks_notice_free (wish->notice);
  g_free (wish->id);
  g_free (wish->handle);
  g_free (wish);
}

static void
set_status (BksNotifications *self, BksNotificationsStatus status)
{
  if (self->status == status)
    return;
  self->status = status;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS_TEXT]);
}

static void
add_button (GNotification *notification, const BksNotice *notice, BksNoticeButtons button)
{
  if ((notice->buttons & button) != 0)
    g_notification_add_button_with_target_value (
        notification, bks_notice_get_button_label (notice, button),
        bks_notice_button_get_action (button), g_variant_new_string (notice->id));
}

static void
send_notification (BksNotifications *self, const BksNotice *notice)
{
  g_autoptr (GNotification) notification = g_notification_new (notice->title);

  if (self->application == NULL)
    return;
  if (*notice->body != '\0')
    g_notification_set_body (notification, notice->body);
  g_notification_set_priority (notification, notice->is_urgent ? G_NOTIFICATION_PRIORITY_HIGH
                                                               : G_NOTIFICATION_PRIORITY_NORMAL);
  g_notification_set_default_action_and_target_value (
      notification, bks_notice_button_get_action (BKS_NOTICE_SHOW),
      g_variant_new_string (notice->id));
  add_button (notification, notice, BKS_NOTICE_BACK_UP);
  add_button (notification, notice, BKS_NOTICE_RESUME);
  add_button (notification, notice, BKS_NOTICE_SHOW);
  add_button (notification, notice, BKS_NOTICE_SHOW_LOG);
  add_button (notification, notice, BKS_NOTICE_MUTE);
  g_application_send_notification (self->application, notice->id, notification);
  /* It knows a notice by its ID, also after a restart. */
  bks_notifier_emit_shown (BKS_NOTIFIER (self), notice->id, "");
}

/* Takes WISH. */
static void
grant (BksNotifications *self, Wish *wish)
{
  if (self->daemon != NULL)
    {
      if (wish->notice != NULL)
        bks_notify_daemon_show (self->daemon, wish->notice, wish->handle);
      else if (wish->is_adoption)
        bks_notify_daemon_adopt (self->daemon, wish->id, wish->handle);
      else
        bks_notify_daemon_withdraw (self->daemon, wish->id, wish->handle);
    }
  else if (wish->notice != NULL)
    send_notification (self, wish->notice);
  else if (!wish->is_adoption && self->application != NULL)
    g_application_withdraw_notification (self->application, wish->id);
  wish_free (wish);
}

static void
make_wish (BksNotifications *self,
           const BksNotice *notice,
           const char *id,
           const char *handle,
           gboolean is_adoption)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->notice = bks_notice_copy (notice);
  wish->id = g_strdup (id);
  wish->handle = g_strdup (handle);
  wish->is_adoption = is_adoption;
  if (self->wishes != NULL)
    g_ptr_array_add (self->wishes, wish);
  else
    grant (self, wish);
}

/* It is known now whom to ask. */
static void
decide (BksNotifications *self, BksNotificationsStatus status)
{
  g_autoptr (GPtrArray) wishes = g_steal_pointer (&self->wishes);

  g_clear_handle_id (&self->watch_id, g_bus_unwatch_name);
  g_clear_object (&self->connection);
  set_status (self, status);
  while (wishes->len > 0)
    grant (self, g_ptr_array_steal_index (wishes, 0));
}

static void
bks_notifications_shown_cb (BksNotifications *self, const char *id, const char *handle)
{
  bks_notifier_emit_shown (BKS_NOTIFIER (self), id, handle);
}

static void
bks_notifications_activated_cb (BksNotifications *self, const char *action, const char *id)
{
  if (self->application != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (self->application), action,
                                    g_variant_new_string (id));
}

static void
bks_notifications_daemon_cb (BksNotifications *self)
{
  set_status (self, bks_notify_daemon_get_is_there (self->daemon) ? BKS_NOTIFICATIONS_DAEMON
                                                                  : BKS_NOTIFICATIONS_ABSENT);
}

static void
use_daemon (BksNotifications *self)
{
  self->daemon = bks_notify_daemon_new (self->connection,
                                        g_application_get_application_id (self->application));
  g_signal_connect_object (self->daemon, "shown", G_CALLBACK (bks_notifications_shown_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->daemon, "activated", G_CALLBACK (bks_notifications_activated_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->daemon, "notify::is-there",
                           G_CALLBACK (bks_notifications_daemon_cb), self, G_CONNECT_SWAPPED);
  /* The daemon's client tells whether there is one. */
  decide (self, BKS_NOTIFICATIONS_ASKING);
}

static void
find_entry (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *name = g_strdup_printf ("%s.desktop", (const char *) data);
  g_autoptr (GDesktopAppInfo) info = g_desktop_app_info_new (name);

  g_task_return_boolean (task, info != NULL);
}

static void
entry_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BksNotifications *self = BKS_NOTIFICATIONS (source);
  g_autoptr (GError) error = NULL;
  gboolean is_found = g_task_propagate_boolean (G_TASK (result), &error);

  if (error != NULL || self->wishes == NULL || self->application == NULL)
    return;
  if (is_found)
    decide (self, BKS_NOTIFICATIONS_SHELL);
  else
    use_daemon (self);
}

static void
bks_notifications_shell_appeared_cb (GDBusConnection *connection,
                                     const char *name,
                                     const char *owner,
                                     gpointer user_data)
{
  BksNotifications *self = user_data;
  g_autoptr (GTask) task = NULL;

  g_clear_handle_id (&self->watch_id, g_bus_unwatch_name);
  if (self->application == NULL)
    return;
  /* GNOME drops notifications of an application that is not installed. */
  task = g_task_new (self, self->cancellable, entry_found_cb, NULL);
  g_task_set_source_tag (task, bks_notifications_shell_appeared_cb);
  g_task_set_task_data (task, g_strdup (g_application_get_application_id (self->application)),
                        g_free);
  g_task_run_in_thread (task, find_entry);
}

static void
bks_notifications_shell_vanished_cb (GDBusConnection *connection,
                                     const char *name,
                                     gpointer user_data)
{
  BksNotifications *self = user_data;

  g_clear_handle_id (&self->watch_id, g_bus_unwatch_name);
  if (self->application != NULL)
    use_daemon (self);
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksNotifications) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (connection == NULL)
    {
      g_debug ("Nobody shows notices: %s", error->message);
      set_status (self, BKS_NOTIFICATIONS_ABSENT);
      return;
    }
  self->connection = g_steal_pointer (&connection);
  self->watch_id = g_bus_watch_name_on_connection (
      self->connection, SHELL, G_BUS_NAME_WATCHER_FLAGS_NONE, bks_notifications_shell_appeared_cb,
      bks_notifications_shell_vanished_cb, self, NULL);
}

static void
bks_notifications_show (BksNotifier *notifier, const BksNotice *notice, const char *handle)
{
  make_wish (BKS_NOTIFICATIONS (notifier), notice, notice->id, handle, FALSE);
}

static void
bks_notifications_withdraw (BksNotifier *notifier, const char *id, const char *handle)
{
  make_wish (BKS_NOTIFICATIONS (notifier), NULL, id, handle, FALSE);
}

static void
bks_notifications_adopt_notice (BksNotifier *notifier, const char *id, const char *handle)
{
  make_wish (BKS_NOTIFICATIONS (notifier), NULL, id, handle, TRUE);
}

static void
bks_notifications_notifier_init (BksNotifierInterface *iface)
{
  iface->show = bks_notifications_show;
  iface->withdraw = bks_notifications_withdraw;
  iface->adopt = bks_notifications_adopt_notice;
}

static void
bks_notifications_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BksNotifications *self = BKS_NOTIFICATIONS (object);

  switch ((BksNotificationsProperty) prop_id)
    {
    case PROP_STATUS:
      g_value_set_enum (value, (int) self->status);
      break;
    case PROP_STATUS_TEXT:
      g_value_set_string (value, bks_notifications_get_status_text (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_notifications_dispose (GObject *object)
{
  BksNotifications *self = BKS_NOTIFICATIONS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->watch_id, g_bus_unwatch_name);
  g_clear_weak_pointer (&self->application);
  g_clear_object (&self->daemon);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (bks_notifications_parent_class)->dispose (object);
}

static void
bks_notifications_finalize (GObject *object)
{
  BksNotifications *self = BKS_NOTIFICATIONS (object);

  g_clear_pointer (&self->wishes, g_ptr_array_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (bks_notifications_parent_class)->finalize (object);
}

static void
bks_notifications_class_init (BksNotificationsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bks_notifications_get_property;
  object_class->dispose = bks_notifications_dispose;
  object_class->finalize = bks_notifications_finalize;

  properties[PROP_STATUS] = g_param_spec_enum ("status", NULL, NULL, BKS_TYPE_NOTIFICATIONS_STATUS,
                                               BKS_NOTIFICATIONS_ASKING, flags);
  properties[PROP_STATUS_TEXT] = g_param_spec_string ("status-text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
bks_notifications_init (BksNotifications *self)
{
  self->wishes = g_ptr_array_new_with_free_func (wish_free);
  self->cancellable = g_cancellable_new ();
}

/**
 * bks_notifications_new:
 * @application: it is registered, and has the actions "notice-…" with the notice's ID as target
 *
 * Returns: (transfer full): who shows notices on this desktop; it begins to look how at once, and
 *   what is shown until then waits
 */
BksNotifications *
bks_notifications_new (GApplication *application)
{
  BksNotifications *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);

  self = g_object_new (BKS_TYPE_NOTIFICATIONS, NULL);
  g_set_weak_pointer (&self->application, application);
  if (bks_sandbox_is_flatpak ())
    decide (self, BKS_NOTIFICATIONS_PORTAL);
  else
    g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, bus_cb, g_object_ref (self));
  return self;
}

/**
 * bks_notifications_get_status:
 * @self: notifications
 *
 * Returns: who shows them
 */
BksNotificationsStatus
bks_notifications_get_status (BksNotifications *self)
{
  g_return_val_if_fail (BKS_IS_NOTIFICATIONS (self), BKS_NOTIFICATIONS_ABSENT);

  return self->status;
}

/**
 * bks_notifications_get_status_text:
 * @self: notifications
 *
 * Returns: (transfer none): a sentence for the preferences; "" if there is nothing to say
 */
const char *
bks_notifications_get_status_text (BksNotifications *self)
{
  g_return_val_if_fail (BKS_IS_NOTIFICATIONS (self), NULL);

  switch (self->status)
    {
    case BKS_NOTIFICATIONS_ABSENT:
      return _ ("Nothing on this desktop shows notifications. Look at the window instead.");
    case BKS_NOTIFICATIONS_ASKING:
    case BKS_NOTIFICATIONS_SHELL:
    case BKS_NOTIFICATIONS_PORTAL:
    case BKS_NOTIFICATIONS_DAEMON:
    default:
      return "";
    }
}

/**
 * bks_notifications_adopt:
 * @self: notifications
 * @id: of a notice that an earlier process has shown
 * @handle: what "shown" said then
 *
 * To be called at the start for what is still open. Nothing is shown: only a click on the old notice
 * finds its way to this process. (Its buttons do so in any case.)
 */
void
bks_notifications_adopt (BksNotifications *self, const char *id, const char *handle)
{
  g_return_if_fail (BKS_IS_NOTIFICATIONS (self));
  g_return_if_fail (id != NULL);

  make_wish (self, NULL, id, handle, TRUE);
}

/**
 * bks_notifications_take_activation_token:
 * @self: notifications
 *
 * Returns: (transfer full) (nullable): the token of the last click, with which a window may come to
 *   the front; once
 */
char *
bks_notifications_take_activation_token (BksNotifications *self)
{
  g_return_val_if_fail (BKS_IS_NOTIFICATIONS (self), NULL);

  return self->daemon != NULL ? bks_notify_daemon_take_activation_token (self->daemon) : NULL;
}
