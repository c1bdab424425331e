/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks"

#include "bks-background.h"

#include "bks-autostart.h"
#include "bks-tray.h"

#define PAUSE_HOUR "hour"

struct _BksBackground
{
  GObject parent_instance;

  BksPoller *poller;            /* (owned) */
  GSettings *settings;          /* (owned) */
  BksTrayMenu *menu;            /* (owned) */
  BksTray *tray;                /* (owned) */
  BksAutostart *autostart;      /* (owned) */
  BksPreferencesStatus *status; /* (owned) */
};

G_DEFINE_FINAL_TYPE (BksBackground, bks_background, G_TYPE_OBJECT)

enum
{
  SIGNAL_TOGGLE_WINDOW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
to_is_possible (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  int status = g_value_get_enum (from);

  g_value_set_boolean (to, status != BKS_AUTOSTART_UNAVAILABLE && status != BKS_AUTOSTART_DENIED);
  return TRUE;
}

static void
bind_tray (BksBackground *self)
{
  g_object_bind_property (self->tray, "has-host", self->status, "tray-available",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->tray, "status-text", self->status, "tray-text",
                          G_BINDING_SYNC_CREATE);
}

static void
bind_autostart (BksBackground *self)
{
  g_object_bind_property_full (self->autostart, "status", self->status, "autostart-available",
                               G_BINDING_SYNC_CREATE, to_is_possible, NULL, NULL, NULL);
  g_object_bind_property (self->autostart, "status-text", self->status, "autostart-text",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property_full (self->autostart, "background-status", self->status,
                               "background-available", G_BINDING_SYNC_CREATE, to_is_possible, NULL,
                               NULL, NULL);
  g_object_bind_property (self->autostart, "background-status-text", self->status,
                          "background-text", G_BINDING_SYNC_CREATE);
}

static void
bks_background_wish_changed_cb (BksBackground *self)
{
  bks_autostart_request (self->autostart, g_settings_get_boolean (self->settings, "keep-watching"),
                         g_settings_get_boolean (self->settings, "start-at-login"));
}

static void
bks_background_sentence_cb (BksBackground *self)
{
  bks_autostart_set_message (self->autostart, bks_tray_menu_get_sentence (self->menu));
}

static void
bks_background_toggle_cb (BksBackground *self)
{
  g_signal_emit (self, signals[SIGNAL_TOGGLE_WINDOW], 0);
}

static void
bks_background_refresh_cb (BksBackground *self)
{
  bks_poller_refresh (self->poller, NULL);
}

static void
bks_background_paused_cb (BksBackground *self)
{
  bks_tray_menu_set_is_paused (self->menu, bks_poller_get_paused_until (self->poller) != 0);
}

static void
bks_background_dispose (GObject *object)
{
  BksBackground *self = BKS_BACKGROUND (object);

  g_clear_object (&self->tray);
  g_clear_object (&self->autostart);
  g_clear_object (&self->status);
  g_clear_object (&self->menu);
  g_clear_object (&self->settings);
  g_clear_object (&self->poller);

  G_OBJECT_CLASS (bks_background_parent_class)->dispose (object);
}

static void
bks_background_class_init (BksBackgroundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bks_background_dispose;

  signals[SIGNAL_TOGGLE_WINDOW] = g_signal_new (
      "toggle-window", BKS_TYPE_BACKGROUND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bks_background_init (BksBackground *self)
{
}

/**
 * bks_background_new:
 * @application: a registered application, with the actions that #BksTrayMenu names
 * @parts: what is watched
 * @settings: what the user wants of it
 * @is_demo: whether nothing may be left behind, not even a start at login
 *
 * Returns: (transfer full): what is there without a window
 */
BksBackground *
bks_background_new (GApplication *application,
                    BksComposition *parts,
                    BksSettings *settings,
                    gboolean is_demo)
{
  static const char *const command[] = { "backstay", "--gapplication-service", NULL };
  BksBackground *self = g_object_new (BKS_TYPE_BACKGROUND, NULL);
  const char *id = g_application_get_application_id (application);

  self->poller = g_object_ref (bks_composition_get_poller (parts));
  self->settings = g_object_ref (bks_settings_get_gsettings (settings));
  self->menu = bks_tray_menu_new (bks_composition_get_fleet (parts));
  self->tray = bks_tray_new (id, self->menu, G_ACTION_GROUP (application));
  self->autostart = bks_autostart_new (id, command);
  self->status = bks_preferences_status_new ();
  bind_tray (self);
  if (!is_demo)
    bind_autostart (self);

  g_settings_bind (self->settings, "tray-icon", self->tray, "enabled", G_SETTINGS_BIND_GET);
  g_signal_connect_object (self->tray, "toggle-window", G_CALLBACK (bks_background_toggle_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tray, "refresh", G_CALLBACK (bks_background_refresh_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->menu, "notify::sentence", G_CALLBACK (bks_background_sentence_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->poller, "notify::paused-until",
                           G_CALLBACK (bks_background_paused_cb), self, G_CONNECT_SWAPPED);
  bks_background_paused_cb (self);

  if (is_demo)
    {
      g_object_set (self->status, "autostart-available", FALSE, NULL);
      return self;
    }

  /* A wish is carried out when it is made: the system is not asked again at each start. */
  bks_autostart_look (self->autostart);
  g_signal_connect_object (self->settings, "changed::keep-watching",
                           G_CALLBACK (bks_background_wish_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::start-at-login",
                           G_CALLBACK (bks_background_wish_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * bks_background_get_status:
 * @self: a #BksBackground
 *
 * Returns: (transfer none): what the system has answered, for the preferences
 */
BksPreferencesStatus *
bks_background_get_status (BksBackground *self)
{
  g_return_val_if_fail (BKS_IS_BACKGROUND (self), NULL);

  return self->status;
}

/**
 * bks_background_pause:
 * @self: a #BksBackground
 * @span: "hour", or "tomorrow": until the next day begins here
 */
void
bks_background_pause (BksBackground *self, const char *span)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) until = NULL;

  g_return_if_fail (BKS_IS_BACKGROUND (self));

  if (g_strcmp0 (span, PAUSE_HOUR) == 0)
    until = g_date_time_add_hours (now, 1);
  else
    {
      g_autoptr (GDateTime) tomorrow = g_date_time_add_days (now, 1);

      until = g_date_time_new_local (g_date_time_get_year (tomorrow),
                                     g_date_time_get_month (tomorrow),
                                     g_date_time_get_day_of_month (tomorrow), 0, 0, 0);
    }
  bks_poller_pause (self->poller, g_date_time_to_unix (until) * G_USEC_PER_SEC);
}

/**
 * bks_background_resume:
 * @self: a #BksBackground
 */
void
bks_background_resume (BksBackground *self)
{
  g_return_if_fail (BKS_IS_BACKGROUND (self));

  bks_poller_resume (self->poller);
}
