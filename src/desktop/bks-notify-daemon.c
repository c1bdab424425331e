/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-desktop"

#include "bks-notify-daemon-private.h"

#include <string.h>

#define DAEMON           "org.freedesktop.Notifications"
#define DAEMON_PATH      "/org/freedesktop/Notifications"
#define CALL_TIMEOUT_MS  25000
#define EXPIRES_NEVER    0
#define EXPIRES_AS_USUAL (-1)

/* The daemon's own words: low, normal, critical. */
#define URGENCY_NORMAL   1
#define URGENCY_CRITICAL 2

/* What Backstay is called there; a name, not translated. */
#define APPLICATION_NAME "Backstay"

/* One notice that is shown, or shall be. */
typedef struct
{
  char *id;
  BksNotice *wanted;     /* (owned) (nullable): NULL = it shall not be there */
  char *owner;           /* (nullable): the daemon that shows it, by its unique name */
  guint32 number;        /* the daemon's; 0 = not shown */
  gboolean is_told;      /* the daemon shows what is wanted */
  gboolean is_in_flight; /* the daemon was told, and has not answered */
} Entry;

/* A call on its way. */
typedef struct
{
  BksNotifyDaemon *self; /* (owned) */
  char *id;
} Call;

struct _BksNotifyDaemon
{
  GObject parent_instance;

  GDBusConnection *connection; /* (owned) */
  char *application_id;
  GHashTable *entries; /* (element-type utf8 Entry): by the notice's ID */
  GCancellable *cancellable;
  char *token; /* (nullable) */

  char *owner;        /* (nullable): who has the name now */
  gboolean is_asking; /* for its capabilities, which also starts it */
  gboolean is_other;  /* another one came while it was asked */
  gboolean is_known;  /* the two below are its */
  gboolean has_actions;
  gboolean has_markup;
  gboolean is_judged; /* somebody has looked */
  gboolean is_there;
  guint watch_id;  /* 0 = none */
  guint signal_id; /* subscription; 0 = none */
};

G_DEFINE_FINAL_TYPE (BksNotifyDaemon, bks_notify_daemon, G_TYPE_OBJECT)

typedef enum
{
  PROP_IS_THERE = 1,
} BksNotifyDaemonProperty;
#define N_PROPERTIES (PROP_IS_THERE + 1)

static GParamSpec *properties[N_PROPERTIES];

typedef enum
{
  SIGNAL_SHOWN,
  SIGNAL_ACTIVATED,
  N_SIGNALS,
} BksNotifyDaemonSignal;

static guint signals[N_SIGNALS];

/* Verbs before looking, and being left alone last. */
static const BksNoticeButtons button_order[] = { BKS_NOTICE_BACK_UP, BKS_NOTICE_RESUME,
                                                 BKS_NOTICE_SHOW, BKS_NOTICE_SHOW_LOG,
                                                 BKS_NOTICE_MUTE };

static void push (BksNotifyDaemon *self, Entry *entry);

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->id);
  bks_notice_free (entry->wanted);
  g_free (entry->owner);
  g_free (entry);
}

static Entry *
get_entry (BksNotifyDaemon *self, const char *id)
{
  Entry *entry = g_hash_table_lookup (self->entries, id);

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->id = g_strdup (id);
      g_hash_table_insert (self->entries, entry->id, entry);
    }
  return entry;
}

static Entry *
find_by_number (BksNotifyDaemon *self, const char *owner, guint32 number)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Entry *entry = value;

      if (entry->number == number && number != 0 && g_strcmp0 (entry->owner, owner) == 0)
        return entry;
    }
  return NULL;
}

static Call *
call_new (BksNotifyDaemon *self, const char *id)
{
  Call *call = g_new0 (Call, 1);

  call->self = g_object_ref (self);
  call->id = g_strdup (id);
  return call;
}

static void
call_free (Call *call)
{
  g_object_unref (call->self);
  g_free (call->id);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static void
set_is_there (BksNotifyDaemon *self, gboolean is_there)
{
  if (self->is_judged && self->is_there == is_there)
    return;
  self->is_judged = TRUE;
  self->is_there = is_there;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_THERE]);
}

/* What is pushed may drop entries: their IDs are taken first. */
static void
push_all (BksNotifyDaemon *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, g_strdup (id));
  for (guint i = 0; i < ids->len; i++)
    {
      Entry *entry = g_hash_table_lookup (self->entries, ids->pdata[i]);

      if (entry != NULL && !entry->is_told)
        push (self, entry);
    }
}

static void ask (BksNotifyDaemon *self);

static void
capabilities_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksNotifyDaemon) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree const char **names = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                               &error);

  self->is_asking = FALSE;
  if (self->is_other)
    {
      ask (self);
      return;
    }
  if (answer == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_debug ("There is no notification daemon: %s", error->message);
      set_is_there (self, FALSE);
      return;
    }
  g_variant_get (answer, "(^a&s)", &names);
  self->is_known = TRUE;
  self->has_actions = g_strv_contains (names, "actions");
  self->has_markup = g_strv_contains (names, "body-markup");
  set_is_there (self, TRUE);
  push_all (self);
}

/* The call starts a daemon that the bus can start. */
static void
ask (BksNotifyDaemon *self)
{
  if (self->is_asking)
    return;
  self->is_asking = TRUE;
  self->is_other = FALSE;
  g_dbus_connection_call (self->connection, DAEMON, DAEMON_PATH, DAEMON, "GetCapabilities", NULL,
                          G_VARIANT_TYPE ("(as)"), G_DBUS_CALL_FLAGS_NONE, CALL_TIMEOUT_MS,
                          self->cancellable, capabilities_cb, g_object_ref (self));
}

static GVariant *
make_actions (BksNotifyDaemon *self, const BksNotice *notice)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_STRING_ARRAY);
  if (self->has_actions)
    {
      g_variant_builder_add (&builder, "s", "default");
      g_variant_builder_add (&builder, "s", "");
      for (gsize i = 0; i < G_N_ELEMENTS (button_order); i++)
        {
          const char *action = bks_notice_button_get_action (button_order[i]);
          g_autofree char *key = NULL;

          if ((notice->buttons & button_order[i]) == 0)
            continue;
          key = bks_notify_key_make (self->application_id, strchr (action, '.') + 1, notice->id);
          g_variant_builder_add (&builder, "s", key);
          g_variant_builder_add (&builder, "s",
                                 bks_notice_get_button_label (notice, button_order[i]));
        }
    }
  return g_variant_builder_end (&builder);
}

static GVariant *
make_arguments (BksNotifyDaemon *self, const BksNotice *notice, guint32 replaces)
{
  g_autofree char *body = NULL;
  GVariantBuilder hints;

  body = self->has_markup ? g_markup_escape_text (notice->body, -1) : g_strdup (notice->body);
  g_variant_builder_init (&hints, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&hints, "{sv}", "desktop-entry",
                         g_variant_new_string (self->application_id));
  g_variant_builder_add (
      &hints, "{sv}", "urgency",
      g_variant_new_byte (notice->is_urgent ? URGENCY_CRITICAL : URGENCY_NORMAL));
  /* Many of these daemons keep no list: what is urgent stays until somebody has seen it. */
  return g_variant_new ("(susss@asa{sv}i)", APPLICATION_NAME, replaces, self->application_id,
                        notice->title, body, make_actions (self, notice), &hints,
                        notice->is_urgent ? EXPIRES_NEVER : EXPIRES_AS_USUAL);
}

static void
close_number (BksNotifyDaemon *self, const char *owner, guint32 number)
{
  /* To the daemon that shows it and to no other: a unique name is never given twice. */
  g_dbus_connection_call (self->connection, owner, DAEMON_PATH, DAEMON, "CloseNotification",
                          g_variant_new ("(u)", number), NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          CALL_TIMEOUT_MS, NULL, NULL, NULL);
}

static void
notified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Call) call = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusMessage) reply = NULL;
  g_autofree char *handle = NULL;
  BksNotifyDaemon *self = call->self;
  Entry *entry = g_hash_table_lookup (self->entries, call->id);

  reply = g_dbus_connection_send_message_with_reply_finish (G_DBUS_CONNECTION (source), result,
                                                            &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_return_if_fail (entry != NULL);
  entry->is_in_flight = FALSE;
  if (reply == NULL || g_dbus_message_to_gerror (reply, &error)
      || !g_str_equal (g_dbus_message_get_signature (reply), "u"))
    {
      /* When a daemon comes, it is told again. */
      g_debug ("The notice %s is not shown: %s", call->id,
               error != NULL ? error->message : "an answer of another kind");
      entry->is_told = FALSE;
      if (entry->wanted == NULL)
        g_hash_table_remove (self->entries, call->id);
      return;
    }

  g_free (entry->owner);
  entry->owner = g_strdup (g_dbus_message_get_sender (reply));
  g_variant_get (g_dbus_message_get_body (reply), "(u)", &entry->number);
  if (entry->wanted == NULL)
    {
      close_number (self, entry->owner, entry->number);
      g_hash_table_remove (self->entries, call->id);
      return;
    }
  handle = bks_notify_handle_make (entry->owner, entry->number);
  if (!entry->is_told)
    push (self, entry);
  g_signal_emit (self, signals[SIGNAL_SHOWN], 0, call->id, handle);
}

/* Brings the daemon to what is wanted, now or as soon as it can be talked to. */
static void
push (BksNotifyDaemon *self, Entry *entry)
{
  g_autoptr (GDBusMessage) message = NULL;
  guint32 replaces;

  if (entry->wanted == NULL || entry->is_in_flight)
    return;
  if (!self->is_known)
    {
      ask (self);
      return;
    }
  replaces = g_strcmp0 (entry->owner, self->owner) == 0 ? entry->number : 0;
  message = g_dbus_message_new_method_call (DAEMON, DAEMON_PATH, DAEMON, "Notify");
  g_dbus_message_set_body (message, make_arguments (self, entry->wanted, replaces));
  entry->is_in_flight = TRUE;
  entry->is_told = TRUE;
  /* The answer names its sender: the daemon that has taken it, even if another one came since. */
  g_dbus_connection_send_message_with_reply (
      self->connection, message, G_DBUS_SEND_MESSAGE_FLAGS_NONE, CALL_TIMEOUT_MS, NULL,
      self->cancellable, notified_cb, call_new (self, entry->id));
}

static void
bks_notify_daemon_appeared_cb (GDBusConnection *connection,
                               const char *name,
                               const char *owner,
                               gpointer user_data)
{
  BksNotifyDaemon *self = user_data;

  g_free (self->owner);
  self->owner = g_strdup (owner);
  self->is_known = FALSE;
  self->is_other = self->is_asking;
  ask (self);
}

/* A daemon that the bus can start is as good as one that runs. */
static void
activatable_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksNotifyDaemon) self = user_data;
  g_autofree const char **names = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                               NULL);

  if (self->owner != NULL)
    return;
  if (answer != NULL)
    g_variant_get (answer, "(^a&s)", &names);
  set_is_there (self, names != NULL && g_strv_contains (names, DAEMON));
}

static void
bks_notify_daemon_vanished_cb (GDBusConnection *connection, const char *name, gpointer user_data)
{
  BksNotifyDaemon *self = user_data;

  g_clear_pointer (&self->owner, g_free);
  self->is_known = FALSE;
  g_dbus_connection_call (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", "ListActivatableNames", NULL,
                          G_VARIANT_TYPE ("(as)"), G_DBUS_CALL_FLAGS_NONE, CALL_TIMEOUT_MS,
                          self->cancellable, activatable_cb, g_object_ref (self));
}

static void
closed (BksNotifyDaemon *self, const char *sender, guint32 number)
{
  Entry *entry = find_by_number (self, sender, number);

  if (entry == NULL)
    return;
  entry->number = 0;
  if ((entry->is_told || entry->wanted == NULL) && !entry->is_in_flight)
    g_hash_table_remove (self->entries, entry->id);
}

static void
invoked (BksNotifyDaemon *self, const char *sender, guint32 number, const char *key)
{
  g_autofree char *action = NULL;
  g_autofree char *id = NULL;

  if (strcmp (key, "default") == 0)
    {
      /* This key is the same in each notification of each application: only the number tells. */
      Entry *entry = find_by_number (self, sender, number);

      if (entry == NULL)
        return;
      action = g_strdup (strchr (bks_notice_button_get_action (BKS_NOTICE_SHOW), '.') + 1);
      id = g_strdup (entry->id);
    }
  else if (!bks_notify_key_parse (key, self->application_id, &action, &id))
    return;
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, action, id);
}

static void
bks_notify_daemon_signal_cb (GDBusConnection *connection,
                             const char *sender,
                             const char *path,
                             const char *interface,
                             const char *signal,
                             GVariant *parameters,
                             gpointer user_data)
{
  BksNotifyDaemon *self = user_data;
  const char *text;
  guint32 number;

  if (strcmp (signal, "NotificationClosed") == 0
      && g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(uu)")))
    {
      g_variant_get (parameters, "(uu)", &number, NULL);
      closed (self, sender, number);
    }
  else if (strcmp (signal, "ActionInvoked") == 0
           && g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(us)")))
    {
      g_variant_get (parameters, "(u&s)", &number, &text);
      invoked (self, sender, number, text);
    }
  else if (strcmp (signal, "ActivationToken") == 0
           && g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(us)")))
    {
      g_variant_get (parameters, "(u&s)", &number, &text);
      g_free (self->token);
      self->token = g_strdup (text);
    }
}

static void
bks_notify_daemon_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BksNotifyDaemon *self = BKS_NOTIFY_DAEMON (object);

  switch ((BksNotifyDaemonProperty) prop_id)
    {
    case PROP_IS_THERE:
      g_value_set_boolean (value, self->is_there);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_notify_daemon_dispose (GObject *object)
{
  BksNotifyDaemon *self = BKS_NOTIFY_DAEMON (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->watch_id, g_bus_unwatch_name);
  if (self->signal_id != 0)
    g_dbus_connection_signal_unsubscribe (self->connection, self->signal_id);
  self->signal_id = 0;

  G_OBJECT_CLASS (bks_notify_daemon_parent_class)->dispose (object);
}

static void
bks_notify_daemon_finalize (GObject *object)
{
  BksNotifyDaemon *self = BKS_NOTIFY_DAEMON (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->cancellable);
  g_hash_table_unref (self->entries);
  g_free (self->application_id);
  g_free (self->owner);
  g_free (self->token);

  G_OBJECT_CLASS (bks_notify_daemon_parent_class)->finalize (object);
}

static void
bks_notify_daemon_class_init (BksNotifyDaemonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bks_notify_daemon_get_property;
  object_class->dispose = bks_notify_daemon_dispose;
  object_class->finalize = bks_notify_daemon_finalize;

  properties[PROP_IS_THERE] = g_param_spec_boolean ("is-there", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                        | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_SHOWN] = g_signal_new ("shown", BKS_TYPE_NOTIFY_DAEMON, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", BKS_TYPE_NOTIFY_DAEMON, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                            G_TYPE_STRING);
}

static void
bks_notify_daemon_init (BksNotifyDaemon *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, entry_free);
  self->cancellable = g_cancellable_new ();
}

/**
 * bks_notify_daemon_new:
 * @connection: to the session's bus
 * @application_id: of the application, for its icon and its desktop entry
 *
 * Returns: (transfer full): a client; it asks for the daemon at once
 */
BksNotifyDaemon *
bks_notify_daemon_new (GDBusConnection *connection, const char *application_id)
{
  BksNotifyDaemon *self;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), NULL);
  g_return_val_if_fail (application_id != NULL, NULL);

  self = g_object_new (BKS_TYPE_NOTIFY_DAEMON, NULL);
  self->connection = g_object_ref (connection);
  self->application_id = g_strdup (application_id);
  self->signal_id = g_dbus_connection_signal_subscribe (connection, DAEMON, DAEMON, NULL,
                                                        DAEMON_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                                        bks_notify_daemon_signal_cb, self, NULL);
  self->watch_id = g_bus_watch_name_on_connection (
      connection, DAEMON, G_BUS_NAME_WATCHER_FLAGS_NONE, bks_notify_daemon_appeared_cb,
      bks_notify_daemon_vanished_cb, self, NULL);
  return self;
}

/* What an earlier process knew about it; ours is newer. */
static void
take_handle (Entry *entry, const char *handle)
{
  g_autofree char *owner = NULL;
  guint32 number;

  if (entry->number != 0 || entry->is_in_flight
      || !bks_notify_handle_parse (handle, &owner, &number))
    return;
  g_free (entry->owner);
  entry->owner = g_steal_pointer (&owner);
  entry->number = number;
}

/**
 * bks_notify_daemon_show:
 * @self: a client
 * @notice: what to show; one with the same ID is replaced
 * @handle: (nullable): of the notice, from an earlier process
 *
 * Without a daemon it is shown when one comes.
 */
void
bks_notify_daemon_show (BksNotifyDaemon *self, const BksNotice *notice, const char *handle)
{
  Entry *entry;

  g_return_if_fail (BKS_IS_NOTIFY_DAEMON (self));
  g_return_if_fail (notice != NULL);

  entry = get_entry (self, notice->id);
  take_handle (entry, handle);
  bks_notice_free (entry->wanted);
  entry->wanted = bks_notice_copy (notice);
  entry->is_told = FALSE;
  push (self, entry);
}

/**
 * bks_notify_daemon_withdraw:
 * @self: a client
 * @id: of a notice
 * @handle: (nullable): of the notice, from an earlier process
 */
void
bks_notify_daemon_withdraw (BksNotifyDaemon *self, const char *id, const char *handle)
{
  Entry *entry;

  g_return_if_fail (BKS_IS_NOTIFY_DAEMON (self));
  g_return_if_fail (id != NULL);

  entry = get_entry (self, id);
  take_handle (entry, handle);
  g_clear_pointer (&entry->wanted, bks_notice_free);
  if (entry->is_in_flight)
    return;
  if (entry->number != 0)
    close_number (self, entry->owner, entry->number);
  g_hash_table_remove (self->entries, id);
}

/**
 * bks_notify_daemon_adopt:
 * @self: a client
 * @id: of a notice that an earlier process has shown
 * @handle: its handle
 *
 * Nothing is shown: only a click on it finds its way from now on.
 */
void
bks_notify_daemon_adopt (BksNotifyDaemon *self, const char *id, const char *handle)
{
  Entry *entry;

  g_return_if_fail (BKS_IS_NOTIFY_DAEMON (self));
  g_return_if_fail (id != NULL);

  entry = get_entry (self, id);
  take_handle (entry, handle);
  if (entry->number == 0 && entry->wanted == NULL && !entry->is_in_flight)
    g_hash_table_remove (self->entries, id);
}

/**
 * bks_notify_daemon_get_is_there:
 * @self: a client
 *
 * Returns: whether there is a daemon that answers
 */
gboolean
bks_notify_daemon_get_is_there (BksNotifyDaemon *self)
{
  g_return_val_if_fail (BKS_IS_NOTIFY_DAEMON (self), FALSE);

  return self->is_there;
}

/**
 * bks_notify_daemon_take_activation_token:
 * @self: a client
 *
 * Returns: (transfer full) (nullable): the token of the last click, with which a window may come to
 *   the front; once
 */
char *
bks_notify_daemon_take_activation_token (BksNotifyDaemon *self)
{
  g_return_val_if_fail (BKS_IS_NOTIFY_DAEMON (self), NULL);

  return g_steal_pointer (&self->token);
}
