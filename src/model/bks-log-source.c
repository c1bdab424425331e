/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-log-source-private.h"

struct _BksLogSource
{
  GObject parent_instance;

  BksNas *nas;         /* (owned) */
  BksProblem *problem; /* (nullable) (owned) */
  gint64 total;        /* -1 = not known */
  gboolean is_busy;
};

G_DEFINE_FINAL_TYPE (BksLogSource, bks_log_source, G_TYPE_OBJECT)

typedef enum
{
  PROP_NAS = 1,
  PROP_PROBLEM,
  PROP_TOTAL,
  PROP_IS_BUSY,
} BksLogSourceProperty;

static GParamSpec *properties[PROP_IS_BUSY + 1];

static void
bks_log_source_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BksLogSource *self = BKS_LOG_SOURCE (object);

  switch ((BksLogSourceProperty) id)
    {
    case PROP_NAS:
      g_value_set_object (value, self->nas);
      break;
    case PROP_PROBLEM:
      g_value_set_object (value, self->problem);
      break;
    case PROP_TOTAL:
      g_value_set_int64 (value, self->total);
      break;
    case PROP_IS_BUSY:
      g_value_set_boolean (value, self->is_busy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bks_log_source_finalize (GObject *object)
{
  BksLogSource *self = BKS_LOG_SOURCE (object);

  g_clear_object (&self->nas);
  g_clear_object (&self->problem);

  G_OBJECT_CLASS (bks_log_source_parent_class)->finalize (object);
}

static void
bks_log_source_class_init (BksLogSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bks_log_source_get_property;
  object_class->finalize = bks_log_source_finalize;

  properties[PROP_NAS] = g_param_spec_object ("nas", NULL, NULL, BKS_TYPE_NAS, flags);
  properties[PROP_PROBLEM] = g_param_spec_object ("problem", NULL, NULL, BKS_TYPE_PROBLEM, flags);
  properties[PROP_TOTAL] = g_param_spec_int64 ("total", NULL, NULL, -1, G_MAXINT64, -1, flags);
  properties[PROP_IS_BUSY] = g_param_spec_boolean ("is-busy", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bks_log_source_init (BksLogSource *self)
{
  self->total = -1;
}

/* Returns: (transfer full): a source that nothing is known of */
BksLogSource *
bks_log_source_new (BksNas *nas)
{
  BksLogSource *self = g_object_new (BKS_TYPE_LOG_SOURCE, NULL);

  self->nas = g_object_ref (nas);
  return self;
}

void
bks_log_source_set_problem (BksLogSource *self, BksProblem *problem)
{
  if (g_set_object (&self->problem, problem))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

void
bks_log_source_set_total (BksLogSource *self, gint64 total)
{
  if (self->total == total)
    return;
  self->total = total;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
}

void
bks_log_source_set_is_busy (BksLogSource *self, gboolean is_busy)
{
  if (self->is_busy == is_busy)
    return;
  self->is_busy = is_busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_BUSY]);
}

gboolean
bks_log_source_may_ask (BksLogSource *self)
{
  return !bks_nas_is_recalling (self->nas) && bks_nas_get_state (self->nas) != BKS_NAS_WAITING;
}

/**
 * bks_log_source_get_nas:
 * @self: a source
 *
 * Returns: (transfer none): the NAS
 */
BksNas *
bks_log_source_get_nas (BksLogSource *self)
{
  g_return_val_if_fail (BKS_IS_LOG_SOURCE (self), NULL);

  return self->nas;
}

/**
 * bks_log_source_get_problem:
 * @self: a source
 *
 * Returns: (transfer none) (nullable): why lines of the NAS are missing
 */
BksProblem *
bks_log_source_get_problem (BksLogSource *self)
{
  g_return_val_if_fail (BKS_IS_LOG_SOURCE (self), NULL);

  return self->problem;
}

/**
 * bks_log_source_get_total:
 * @self: a source
 *
 * Returns: how many lines the NAS says that it has, whatever their level; -1 = not known
 */
gint64
bks_log_source_get_total (BksLogSource *self)
{
  g_return_val_if_fail (BKS_IS_LOG_SOURCE (self), -1);

  return self->total;
}

/**
 * bks_log_source_get_is_busy:
 * @self: a source
 *
 * Returns: whether lines of it are on their way, or it waits for what to sign in with
 */
gboolean
bks_log_source_get_is_busy (BksLogSource *self)
{
  g_return_val_if_fail (BKS_IS_LOG_SOURCE (self), FALSE);

  return self->is_busy;
}
