/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks"

#include "bks-settings.h"

struct _BksSettings
{
  GObject parent_instance;

  GSettings *settings; /* (owned) */
  BksFleet *fleet;     /* (owned) (nullable) */
  BksPoller *poller;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (BksSettings, bks_settings, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_LIMITS_CHANGED,
  SIGNAL_RULES_CHANGED,
} BksSettingsSignal;
#define N_SIGNALS (SIGNAL_RULES_CHANGED + 1)

static guint signals[N_SIGNALS];

/* Which switch is asked whether an event is told. */
static const char *const kind_keys[BKS_N_EVENT_KINDS] = {
  [BKS_EVENT_FAILED] = "notify-failed",           [BKS_EVENT_INCOMPLETE] = "notify-failed",
  [BKS_EVENT_DESTINATION] = "notify-destination", [BKS_EVENT_CHECK_FAILED] = "notify-failed",
  [BKS_EVENT_OVERDUE] = "notify-overdue",         [BKS_EVENT_SUSPENDED] = "notify-overdue",
  [BKS_EVENT_NOT_MOVING] = "notify-unusual",      [BKS_EVENT_SLOW] = "notify-unusual",
  [BKS_EVENT_UNUSUAL] = "notify-unusual",         [BKS_EVENT_RECOVERED] = "notify-recovered",
  [BKS_EVENT_SUCCESS] = "notify-success",         [BKS_EVENT_CHECK_PASSED] = "notify-success",
  [BKS_EVENT_UNREACHABLE] = "notify-nas",         [BKS_EVENT_WAITING] = "notify-nas",
  [BKS_EVENT_SIGNED_OUT] = "notify-nas",          [BKS_EVENT_BACK] = "notify-recovered",
  [BKS_EVENT_RESUMED] = "notify-overdue",
};

static const char *const days[] = {
  "never", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
};

static void
apply_limits (BksSettings *self)
{
  BksHealthLimits limits;

  if (self->fleet == NULL)
    return;
  bks_settings_get_health_limits (self, &limits);
  bks_fleet_set_health_limits (self->fleet, &limits);
}

static void
apply_interval (BksSettings *self)
{
  if (self->poller != NULL)
    bks_poller_set_background_interval (self->poller,
                                        g_settings_get_uint (self->settings, "look-every") * 60);
}

/* Whoever pauses it: the poller knows until when, and the settings outlive the program. */
static void
bks_settings_paused_cb (BksSettings *self)
{
  gint64 until = bks_poller_get_paused_until (self->poller);

  if (g_settings_get_int64 (self->settings, "paused-until") != until)
    g_settings_set_int64 (self->settings, "paused-until", until);
}

static void
apply_pause (BksSettings *self)
{
  gint64 until = g_settings_get_int64 (self->settings, "paused-until");

  if (self->poller == NULL || until == bks_poller_get_paused_until (self->poller))
    return;
  if (until > 0)
    bks_poller_pause (self->poller, until);
  else
    bks_poller_resume (self->poller);
  /* One that was over at the start has changed nothing. */
  bks_settings_paused_cb (self);
}

static void
bks_settings_changed_cb (BksSettings *self, const char *key)
{
  if (g_str_has_prefix (key, "overdue-") || g_str_equal (key, "check-days")
      || g_str_equal (key, "stuck-minutes"))
    {
      apply_limits (self);
      g_signal_emit (self, signals[SIGNAL_LIMITS_CHANGED], 0);
    }
  else if (g_str_has_prefix (key, "notify-") || g_str_has_prefix (key, "quiet-")
           || g_str_equal (key, "weekly-message"))
    g_signal_emit (self, signals[SIGNAL_RULES_CHANGED], 0);
  else if (g_str_equal (key, "look-every"))
    apply_interval (self);
  else if (g_str_equal (key, "paused-until"))
    apply_pause (self);
}

static void
bks_settings_dispose (GObject *object)
{
  BksSettings *self = BKS_SETTINGS (object);

  g_clear_object (&self->poller);
  g_clear_object (&self->fleet);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (bks_settings_parent_class)->dispose (object);
}

static void
bks_settings_class_init (BksSettingsClass *klass)
{
  static const char *const names[N_SIGNALS] = { "limits-changed", "rules-changed" };

  G_OBJECT_CLASS (klass)->dispose = bks_settings_dispose;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], BKS_TYPE_SETTINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
bks_settings_init (BksSettings *self)
{
}

/**
 * bks_settings_new:
 * @settings: of the application's schema
 *
 * Returns: (transfer full): what the user has set
 */
BksSettings *
bks_settings_new (GSettings *settings)
{
  BksSettings *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (BKS_TYPE_SETTINGS, NULL);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed", G_CALLBACK (bks_settings_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * bks_settings_get_gsettings:
 * @self: what the user has set
 *
 * Returns: (transfer none): the same for windows, which bind to it
 */
GSettings *
bks_settings_get_gsettings (BksSettings *self)
{
  g_return_val_if_fail (BKS_IS_SETTINGS (self), NULL);

  return self->settings;
}

/**
 * bks_settings_get_health_limits:
 * @self: what the user has set
 * @limits_out: (out caller-allocates): how patient verdicts are
 */
void
bks_settings_get_health_limits (BksSettings *self, BksHealthLimits *limits_out)
{
  g_return_if_fail (BKS_IS_SETTINGS (self));

  *limits_out = bks_health_default_limits;
  limits_out->grace = g_settings_get_uint (self->settings, "overdue-hours") * G_TIME_SPAN_HOUR;
  limits_out->missed = g_settings_get_uint (self->settings, "overdue-runs");
  limits_out->without_schedule = g_settings_get_uint (self->settings, "overdue-days")
                                 * G_TIME_SPAN_DAY;
  limits_out->check = g_settings_get_uint (self->settings, "check-days") * G_TIME_SPAN_DAY;
}

/**
 * bks_settings_get_event_limits:
 * @self: what the user has set
 * @limits_out: (out caller-allocates): from when on something is an event
 */
void
bks_settings_get_event_limits (BksSettings *self, BksEventLimits *limits_out)
{
  g_return_if_fail (BKS_IS_SETTINGS (self));

  *limits_out = bks_event_default_limits;
  limits_out->not_moving = g_settings_get_uint (self->settings, "stuck-minutes")
                           * G_TIME_SPAN_MINUTE;
}

/**
 * bks_settings_tells:
 * @self: what the user has set
 * @kind: of an event
 *
 * Returns: whether the user wants to be told
 */
gboolean
bks_settings_tells (BksSettings *self, BksEventKind kind)
{
  g_return_val_if_fail (BKS_IS_SETTINGS (self), FALSE);
  g_return_val_if_fail ((guint) kind < BKS_N_EVENT_KINDS, FALSE);

  return g_settings_get_boolean (self->settings, kind_keys[kind]);
}

/**
 * bks_settings_get_quiet_hours:
 * @self: what the user has set
 * @quiet_hours_out: (out caller-allocates): when nothing is told
 */
void
bks_settings_get_quiet_hours (BksSettings *self, BksQuietHours *quiet_hours_out)
{
  g_return_if_fail (BKS_IS_SETTINGS (self));

  quiet_hours_out->from = g_settings_get_uint (self->settings, "quiet-from");
  quiet_hours_out->to = g_settings_get_uint (self->settings, "quiet-to");
  /* Hours that end when they begin are none. */
  quiet_hours_out->is_on = g_settings_get_boolean (self->settings, "quiet-hours")
                           && quiet_hours_out->from != quiet_hours_out->to;
}

/**
 * bks_settings_get_weekly_day:
 * @self: what the user has set
 *
 * Returns: on which day it is told that all is fine, 1 = Monday … 7 = Sunday; 0 = never
 */
int
bks_settings_get_weekly_day (BksSettings *self)
{
  g_autofree char *day = NULL;

  g_return_val_if_fail (BKS_IS_SETTINGS (self), 0);

  day = g_settings_get_string (self->settings, "weekly-message");
  for (guint i = 1; i < G_N_ELEMENTS (days); i++)
    if (g_str_equal (day, days[i]))
      return (int) i;
  return 0;
}

/**
 * bks_settings_bind_fleet:
 * @self: what the user has set
 * @fleet: whose verdicts are as patient as the user wants
 */
void
bks_settings_bind_fleet (BksSettings *self, BksFleet *fleet)
{
  g_return_if_fail (BKS_IS_SETTINGS (self));
  g_return_if_fail (self->fleet == NULL);

  self->fleet = g_object_ref (fleet);
  apply_limits (self);
}

/**
 * bks_settings_bind_poller:
 * @self: what the user has set
 * @poller: who asks as often as the user wants, and whose pause outlives the program
 *
 * To be called before there are NAS to ask.
 */
void
bks_settings_bind_poller (BksSettings *self, BksPoller *poller)
{
  g_return_if_fail (BKS_IS_SETTINGS (self));
  g_return_if_fail (self->poller == NULL);

  self->poller = g_object_ref (poller);
  apply_interval (self);
  apply_pause (self);
  g_signal_connect_object (poller, "notify::paused-until", G_CALLBACK (bks_settings_paused_cb),
                           self, G_CONNECT_SWAPPED);
}
