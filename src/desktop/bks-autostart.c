/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-desktop"

#include "bks-autostart.h"

#include <glib/gi18n-lib.h>

#include "bks-autostart-file-private.h"
#include "bks-background-portal-private.h"
#include "bks-sandbox.h"

/* One of the two things that are asked for. */
typedef struct
{
  BksAutostartStatus status;
  char *text; /* (nullable): what went wrong */
} Answer;

struct _BksAutostart
{
  GObject parent_instance;

  char *application_id;
  char **command;
  gboolean is_portal;
  Answer at_login;
  Answer in_background;

  GDBusConnection *connection; /* (owned) (nullable): only inside a Flatpak */
  char *message;               /* (nullable): to be said as soon as there is a connection */

  /* Wishes are granted one after the other; of those that wait the last one counts. */
  gboolean is_busy;
  gboolean has_wish;
  gboolean wants_background;
  gboolean wants_login;
};

G_DEFINE_FINAL_TYPE (BksAutostart, bks_autostart, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATUS = 1,
  PROP_STATUS_TEXT,
  PROP_BACKGROUND_STATUS,
  PROP_BACKGROUND_STATUS_TEXT,
} BksAutostartProperty;
#define N_PROPERTIES (PROP_BACKGROUND_STATUS_TEXT + 1)

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_ENUM_TYPE (BksAutostartStatus,
                    bks_autostart_status,
                    G_DEFINE_ENUM_VALUE (BKS_AUTOSTART_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (BKS_AUTOSTART_ASKING, "asking"),
                    G_DEFINE_ENUM_VALUE (BKS_AUTOSTART_OFF, "off"),
                    G_DEFINE_ENUM_VALUE (BKS_AUTOSTART_ON, "on"),
                    G_DEFINE_ENUM_VALUE (BKS_AUTOSTART_DENIED, "denied"),
                    G_DEFINE_ENUM_VALUE (BKS_AUTOSTART_UNAVAILABLE, "unavailable"),
                    G_DEFINE_ENUM_VALUE (BKS_AUTOSTART_FAILED, "failed"))

static void grant (BksAutostart *self);

static void
set_answer (BksAutostart *self, Answer *answer, BksAutostartStatus status, const char *text)
{
  BksAutostartProperty property = answer == &self->at_login ? PROP_STATUS : PROP_BACKGROUND_STATUS;

  if (answer->status == status && g_strcmp0 (answer->text, text) == 0)
    return;
  g_free (answer->text);
  answer->text = g_strdup (text);
  if (answer->status != status)
    {
      answer->status = status;
      g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[property + 1]);
}

/* Returns: whether a newer wish is being granted instead. */
static gboolean
end_wish (BksAutostart *self)
{
  self->is_busy = FALSE;
  if (!self->has_wish)
    return FALSE;
  grant (self);
  return TRUE;
}

static void
file_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksAutostart) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_on;
  gboolean is_known = bks_autostart_file_finish (result, &is_on, &error);

  if (end_wish (self))
    return;
  if (is_known)
    set_answer (self, &self->at_login, is_on ? BKS_AUTOSTART_ON : BKS_AUTOSTART_OFF, NULL);
  else
    set_answer (self, &self->at_login, BKS_AUTOSTART_FAILED, error->message);
}

static BksAutostartStatus
judge (gboolean is_wanted, gboolean is_granted)
{
  if (is_granted)
    return BKS_AUTOSTART_ON;
  return is_wanted ? BKS_AUTOSTART_DENIED : BKS_AUTOSTART_OFF;
}

static void
portal_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksAutostart) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean may_run, at_login;

  bks_background_portal_request_finish (result, &may_run, &at_login, &error);
  if (end_wish (self))
    return;
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    {
      set_answer (self, &self->in_background, judge (self->wants_background, may_run), NULL);
      set_answer (self, &self->at_login, judge (self->wants_login, at_login), NULL);
    }
  else if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD)
           || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE)
           || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT)
           || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
           || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN))
    {
      /* Where nobody can be asked, nobody ends what runs without a window either. */
      set_answer (self, &self->in_background, BKS_AUTOSTART_UNKNOWN, NULL);
      set_answer (self, &self->at_login, BKS_AUTOSTART_UNAVAILABLE, NULL);
    }
  else
    {
      g_dbus_error_strip_remote_error (error);
      set_answer (self, &self->in_background, BKS_AUTOSTART_UNKNOWN, NULL);
      set_answer (self, &self->at_login, BKS_AUTOSTART_FAILED, error->message);
    }
}

static void
say_message (BksAutostart *self)
{
  if (self->connection != NULL && self->message != NULL)
    bks_background_portal_set_message (self->connection, self->message);
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksAutostart) self = user_data;
  g_autoptr (GError) error = NULL;

  self->is_busy = FALSE;
  g_clear_object (&self->connection);
  self->connection = g_bus_get_finish (result, &error);
  if (self->connection == NULL)
    {
      g_debug ("There is no session bus: %s", error->message);
      self->has_wish = FALSE;
      set_answer (self, &self->in_background, BKS_AUTOSTART_UNKNOWN, NULL);
      set_answer (self, &self->at_login, BKS_AUTOSTART_UNAVAILABLE, NULL);
      return;
    }
  say_message (self);
  if (self->has_wish)
    grant (self);
}

static void
grant_by_portal (BksAutostart *self)
{
  self->is_busy = TRUE;
  if (self->connection == NULL)
    {
      g_bus_get (G_BUS_TYPE_SESSION, NULL, bus_cb, g_object_ref (self));
      return;
    }
  self->has_wish = FALSE;
  bks_background_portal_request_async (self->connection, (const char *const *) self->command,
                                       self->wants_login, NULL, portal_cb, g_object_ref (self));
}

static void
grant (BksAutostart *self)
{
  set_answer (self, &self->at_login, BKS_AUTOSTART_ASKING, NULL);
  if (self->is_portal)
    {
      set_answer (self, &self->in_background, BKS_AUTOSTART_ASKING, NULL);
      grant_by_portal (self);
      return;
    }
  self->is_busy = TRUE;
  self->has_wish = FALSE;
  set_answer (self, &self->in_background,
              self->wants_background ? BKS_AUTOSTART_ON : BKS_AUTOSTART_OFF, NULL);
  if (self->wants_login)
    bks_autostart_file_write_async (self->application_id, (const char *const *) self->command, NULL,
                                    file_cb, g_object_ref (self));
  else
    bks_autostart_file_remove_async (self->application_id, NULL, file_cb, g_object_ref (self));
}

static void
bks_autostart_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BksAutostart *self = BKS_AUTOSTART (object);

  switch ((BksAutostartProperty) prop_id)
    {
    case PROP_STATUS:
      g_value_set_enum (value, (int) self->at_login.status);
      break;
    case PROP_STATUS_TEXT:
      g_value_set_string (value, bks_autostart_get_status_text (self));
      break;
    case PROP_BACKGROUND_STATUS:
      g_value_set_enum (value, (int) self->in_background.status);
      break;
    case PROP_BACKGROUND_STATUS_TEXT:
      g_value_set_string (value, bks_autostart_get_background_status_text (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_autostart_finalize (GObject *object)
{
  BksAutostart *self = BKS_AUTOSTART (object);

  g_free (self->application_id);
  g_strfreev (self->command);
  g_free (self->at_login.text);
  g_free (self->in_background.text);
  g_free (self->message);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (bks_autostart_parent_class)->finalize (object);
}

static void
bks_autostart_class_init (BksAutostartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bks_autostart_get_property;
  object_class->finalize = bks_autostart_finalize;

  properties[PROP_STATUS] = g_param_spec_enum ("status", NULL, NULL, BKS_TYPE_AUTOSTART_STATUS,
                                               BKS_AUTOSTART_UNKNOWN, flags);
  properties[PROP_STATUS_TEXT] = g_param_spec_string ("status-text", NULL, NULL, NULL, flags);
  properties[PROP_BACKGROUND_STATUS] = g_param_spec_enum (
      "background-status", NULL, NULL, BKS_TYPE_AUTOSTART_STATUS, BKS_AUTOSTART_UNKNOWN, flags);
  properties[PROP_BACKGROUND_STATUS_TEXT] = g_param_spec_string ("background-status-text", NULL,
                                                                 NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
bks_autostart_init (BksAutostart *self)
{
  self->is_portal = bks_sandbox_is_flatpak ();
}

/**
 * bks_autostart_new:
 * @application_id: of the application
 * @command: what to start at login: the program and its arguments, as inside the Flatpak
 *
 * Returns: (transfer full): nothing is asked yet
 */
BksAutostart *
bks_autostart_new (const char *application_id, const char *const *command)
{
  BksAutostart *self;

  g_return_val_if_fail (application_id != NULL, NULL);
  g_return_val_if_fail (command != NULL && command[0] != NULL, NULL);

  self = g_object_new (BKS_TYPE_AUTOSTART, NULL);
  self->application_id = g_strdup (application_id);
  self->command = g_strdupv ((char **) command);
  return self;
}

/**
 * bks_autostart_look:
 * @self: the start at login
 *
 * Looks what is set, and changes nothing. A portal cannot be asked that: there the status stays
 * unknown until the first request.
 */
void
bks_autostart_look (BksAutostart *self)
{
  g_return_if_fail (BKS_IS_AUTOSTART (self));

  if (self->is_portal || self->is_busy)
    return;
  self->is_busy = TRUE;
  bks_autostart_file_look_async (self->application_id, NULL, file_cb, g_object_ref (self));
}

/**
 * bks_autostart_request:
 * @self: the start at login
 * @in_background: whether to run without a window
 * @at_login: whether to be started at login
 *
 * Asks the system for both; what it answers is in the properties. A portal may ask the person, the
 * first time.
 */
void
bks_autostart_request (BksAutostart *self, gboolean in_background, gboolean at_login)
{
  g_return_if_fail (BKS_IS_AUTOSTART (self));

  self->has_wish = TRUE;
  self->wants_background = in_background;
  self->wants_login = at_login;
  if (!self->is_busy)
    grant (self);
}

/**
 * bks_autostart_set_message:
 * @self: the start at login
 * @message: the sentence about all backups, without its age
 *
 * What the desktop's list of background apps says about Backstay. Only a portal has such a list;
 * elsewhere nothing happens.
 */
void
bks_autostart_set_message (BksAutostart *self, const char *message)
{
  g_return_if_fail (BKS_IS_AUTOSTART (self));
  g_return_if_fail (message != NULL);

  if (!self->is_portal || g_strcmp0 (self->message, message) == 0)
    return;
  g_free (self->message);
  self->message = g_strdup (message);
  if (self->connection != NULL)
    say_message (self);
  else if (!self->is_busy)
    {
      self->is_busy = TRUE;
      g_bus_get (G_BUS_TYPE_SESSION, NULL, bus_cb, g_object_ref (self));
    }
}

/**
 * bks_autostart_get_status:
 * @self: the start at login
 *
 * Returns: what the system has made of the wish to start at login
 */
BksAutostartStatus
bks_autostart_get_status (BksAutostart *self)
{
  g_return_val_if_fail (BKS_IS_AUTOSTART (self), BKS_AUTOSTART_UNKNOWN);

  return self->at_login.status;
}

/**
 * bks_autostart_get_status_text:
 * @self: the start at login
 *
 * Returns: (transfer none): a sentence for the preferences; "" if there is nothing to say
 */
const char *
bks_autostart_get_status_text (BksAutostart *self)
{
  g_return_val_if_fail (BKS_IS_AUTOSTART (self), NULL);

  switch (self->at_login.status)
    {
    case BKS_AUTOSTART_ASKING:
      return _ ("Asking the system…");
    case BKS_AUTOSTART_ON:
      return _ ("The system starts Backstay when you log in");
    case BKS_AUTOSTART_DENIED:
      return _ ("The system does not allow it. Look for Backstay among the apps in its settings.");
    case BKS_AUTOSTART_UNAVAILABLE:
      return _ (
          "This desktop cannot start apps by itself. Look among its startup programs instead.");
    case BKS_AUTOSTART_FAILED:
      return self->at_login.text;
    case BKS_AUTOSTART_UNKNOWN:
    case BKS_AUTOSTART_OFF:
    default:
      return "";
    }
}

/**
 * bks_autostart_get_background_status:
 * @self: the start at login
 *
 * Returns: what the system has made of the wish to run without a window
 */
BksAutostartStatus
bks_autostart_get_background_status (BksAutostart *self)
{
  g_return_val_if_fail (BKS_IS_AUTOSTART (self), BKS_AUTOSTART_UNKNOWN);

  return self->in_background.status;
}

/**
 * bks_autostart_get_background_status_text:
 * @self: the start at login
 *
 * Returns: (transfer none): a sentence for the preferences; "" if there is nothing to say
 */
const char *
bks_autostart_get_background_status_text (BksAutostart *self)
{
  g_return_val_if_fail (BKS_IS_AUTOSTART (self), NULL);

  switch (self->in_background.status)
    {
    case BKS_AUTOSTART_ASKING:
      return _ ("Asking the system…");
    case BKS_AUTOSTART_DENIED:
      return _ ("The system does not allow it. Look for Backstay among the apps in its settings.");
    case BKS_AUTOSTART_UNKNOWN:
    case BKS_AUTOSTART_OFF:
    case BKS_AUTOSTART_ON:
    case BKS_AUTOSTART_UNAVAILABLE:
    case BKS_AUTOSTART_FAILED:
    default:
      return "";
    }
}
