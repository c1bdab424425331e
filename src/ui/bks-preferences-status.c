/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-preferences-status.h"

typedef enum
{
  PROP_AUTOSTART_AVAILABLE = 1,
  PROP_BACKGROUND_AVAILABLE,
  PROP_TRAY_AVAILABLE,
  PROP_AUTOSTART_TEXT,
  PROP_BACKGROUND_TEXT,
  PROP_TRAY_TEXT,
} BksPreferencesStatusProperty;
#define N_PROPERTIES (PROP_TRAY_TEXT + 1)

struct _BksPreferencesStatus
{
  GObject parent_instance;

  gboolean available[N_PROPERTIES]; /* by property */
  char *texts[N_PROPERTIES];        /* (owned) (nullable): by property */
  GListStore *muted;                /* (owned) of BksMutedTask */
};

G_DEFINE_FINAL_TYPE (BksPreferencesStatus, bks_preferences_status, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPERTIES];
static guint unmute_signal;

static void
bks_preferences_status_get_property (GObject *object,
                                     guint prop_id,
                                     GValue *value,
                                     GParamSpec *pspec)
{
  BksPreferencesStatus *self = BKS_PREFERENCES_STATUS (object);

  switch ((BksPreferencesStatusProperty) prop_id)
    {
    case PROP_AUTOSTART_AVAILABLE:
    case PROP_BACKGROUND_AVAILABLE:
    case PROP_TRAY_AVAILABLE:
      g_value_set_boolean (value, self->available[prop_id]);
      break;
    case PROP_AUTOSTART_TEXT:
    case PROP_BACKGROUND_TEXT:
    case PROP_TRAY_TEXT:
      g_value_set_string (value, self->texts[prop_id]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_preferences_status_set_property (GObject *object,
                                     guint prop_id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  BksPreferencesStatus *self = BKS_PREFERENCES_STATUS (object);

  switch ((BksPreferencesStatusProperty) prop_id)
    {
    case PROP_AUTOSTART_AVAILABLE:
    case PROP_BACKGROUND_AVAILABLE:
    case PROP_TRAY_AVAILABLE:
      if (self->available[prop_id] == g_value_get_boolean (value))
        return;
      self->available[prop_id] = g_value_get_boolean (value);
      break;
    case PROP_AUTOSTART_TEXT:
    case PROP_BACKGROUND_TEXT:
    case PROP_TRAY_TEXT:
      if (g_strcmp0 (self->texts[prop_id], g_value_get_string (value)) == 0)
        return;
      g_free (self->texts[prop_id]);
      self->texts[prop_id] = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  g_object_notify_by_pspec (object, properties[prop_id]);
}

static void
bks_preferences_status_finalize (GObject *object)
{
  BksPreferencesStatus *self = BKS_PREFERENCES_STATUS (object);

  for (guint i = 0; i < N_PROPERTIES; i++)
    g_free (self->texts[i]);
  g_clear_object (&self->muted);

  G_OBJECT_CLASS (bks_preferences_status_parent_class)->finalize (object);
}

static void
bks_preferences_status_class_init (BksPreferencesStatusClass *klass)
{
  static const char *const names[N_PROPERTIES] = {
    NULL,
    "autostart-available",
    "background-available",
    "tray-available",
    "autostart-text",
    "background-text",
    "tray-text",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bks_preferences_status_get_property;
  object_class->set_property = bks_preferences_status_set_property;
  object_class->finalize = bks_preferences_status_finalize;

  for (guint i = PROP_AUTOSTART_AVAILABLE; i <= PROP_TRAY_AVAILABLE; i++)
    properties[i] = g_param_spec_boolean (names[i], NULL, NULL, TRUE, flags);
  for (guint i = PROP_AUTOSTART_TEXT; i <= PROP_TRAY_TEXT; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /**
   * BksPreferencesStatus::unmute:
   * @self: what the system has answered
   * @task: what the user wants to hear of again
   *
   * Whoever keeps the mutes takes @task out of the list.
   */
  unmute_signal = g_signal_new ("unmute", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, BKS_TYPE_MUTED_TASK);
}

static void
bks_preferences_status_init (BksPreferencesStatus *self)
{
  for (guint i = PROP_AUTOSTART_AVAILABLE; i <= PROP_TRAY_AVAILABLE; i++)
    self->available[i] = TRUE;
  self->muted = g_list_store_new (BKS_TYPE_MUTED_TASK);
}

/**
 * bks_preferences_status_new:
 *
 * Returns: (transfer full): a status by which everything is there, and nothing is muted
 */
BksPreferencesStatus *
bks_preferences_status_new (void)
{
  return g_object_new (BKS_TYPE_PREFERENCES_STATUS, NULL);
}

/**
 * bks_preferences_status_get_muted:
 * @self: what the system has answered
 *
 * Returns: (transfer none): what is muted, to be filled by who knows
 */
GListStore *
bks_preferences_status_get_muted (BksPreferencesStatus *self)
{
  g_return_val_if_fail (BKS_IS_PREFERENCES_STATUS (self), NULL);

  return self->muted;
}

/**
 * bks_preferences_status_unmute:
 * @self: what the system has answered
 * @task: what the user wants to hear of again
 *
 * Emits `unmute`.
 */
void
bks_preferences_status_unmute (BksPreferencesStatus *self, BksMutedTask *task)
{
  g_return_if_fail (BKS_IS_PREFERENCES_STATUS (self));
  g_return_if_fail (BKS_IS_MUTED_TASK (task));

  g_signal_emit (self, unmute_signal, 0, task);
}
