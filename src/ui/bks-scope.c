/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-scope.h"

#include <glib/gi18n-lib.h>

struct _BksScope
{
  GObject parent_instance;

  BksFleet *fleet;          /* (owned): all NAS, also those out of scope */
  BksNas *nas;              /* (owned) (nullable) */
  GListModel *nas_list;     /* (owned): of BksNas */
  GListModel *tasks;        /* (owned): of BksTask */
  BksSummary *summary;      /* (owned) */
  BksTaskFilter *filter;    /* (owned) */
  GPtrArray *watched_tasks; /* (owned): of BksTask, as in tasks */
  GPtrArray *watched_nas;   /* (owned): of BksNas, as in nas_list */
  GNetworkMonitor *network; /* (unowned): GLib's own, which stays */
};

G_DEFINE_FINAL_TYPE (BksScope, bks_scope, G_TYPE_OBJECT)

typedef enum
{
  PROP_TROUBLED_NAS = 1,
} BksScopeProperty;

enum
{
  SIGNAL_TASKS_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[PROP_TROUBLED_NAS + 1];
static guint signals[N_SIGNALS];

static void
bks_scope_task_changed_cb (BksScope *self)
{
  g_signal_emit (self, signals[SIGNAL_TASKS_CHANGED], 0);
}

static void
bks_scope_nas_changed_cb (BksScope *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TROUBLED_NAS]);
}

/* Keeps WATCHED the same as MODEL, with CALLBACK connected to each item's generation. */
static void
rewatch (BksScope *self,
         GListModel *model,
         GPtrArray *watched,
         guint position,
         guint removed,
         guint added,
         GCallback callback)
{
  for (guint i = position; i < position + removed; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (watched, i), callback, self);
  if (removed > 0)
    g_ptr_array_remove_range (watched, position, removed);

  for (guint i = position; i < position + added; i++)
    {
      GObject *item = g_list_model_get_item (model, i);

      g_signal_connect_object (item, "notify::generation", callback, self, G_CONNECT_SWAPPED);
      g_ptr_array_insert (watched, (int) i, item);
    }
}

static void
bks_scope_tasks_items_changed_cb (BksScope *self,
                                  guint position,
                                  guint removed,
                                  guint added,
                                  GListModel *model)
{
  rewatch (self, model, self->watched_tasks, position, removed, added,
           G_CALLBACK (bks_scope_task_changed_cb));
  bks_scope_task_changed_cb (self);
}

static void
bks_scope_nas_items_changed_cb (BksScope *self,
                                guint position,
                                guint removed,
                                guint added,
                                GListModel *model)
{
  rewatch (self, model, self->watched_nas, position, removed, added,
           G_CALLBACK (bks_scope_nas_changed_cb));
  bks_scope_nas_changed_cb (self);
}

static void
bks_scope_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((BksScopeProperty) prop_id)
    {
    case PROP_TROUBLED_NAS:
      g_value_set_object (value, bks_scope_get_troubled_nas (BKS_SCOPE (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_scope_dispose (GObject *object)
{
  BksScope *self = BKS_SCOPE (object);

  g_clear_pointer (&self->watched_tasks, g_ptr_array_unref);
  g_clear_pointer (&self->watched_nas, g_ptr_array_unref);
  g_clear_object (&self->summary);
  g_clear_object (&self->tasks);
  g_clear_object (&self->nas_list);
  g_clear_object (&self->filter);
  g_clear_object (&self->nas);
  g_clear_object (&self->fleet);

  G_OBJECT_CLASS (bks_scope_parent_class)->dispose (object);
}

static void
bks_scope_class_init (BksScopeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bks_scope_get_property;
  object_class->dispose = bks_scope_dispose;

  properties[PROP_TROUBLED_NAS] = g_param_spec_object ("troubled-nas", NULL, NULL, BKS_TYPE_NAS,
                                                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                           | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_TASKS_CHANGED] = g_signal_new ("tasks-changed", BKS_TYPE_SCOPE, G_SIGNAL_RUN_LAST,
                                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bks_scope_init (BksScope *self)
{
  self->watched_tasks = g_ptr_array_new_with_free_func (g_object_unref);
  self->watched_nas = g_ptr_array_new_with_free_func (g_object_unref);
  self->network = g_network_monitor_get_default ();
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (bks_scope_nas_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

/**
 * bks_scope_new:
 * @fleet: all NAS
 * @nas: (nullable): the one that was chosen; %NULL for all
 * @filter: what hides backups
 *
 * Returns: (transfer full): a scope
 */
BksScope *
bks_scope_new (BksFleet *fleet, BksNas *nas, BksTaskFilter *filter)
{
  BksScope *self;

  g_return_val_if_fail (BKS_IS_FLEET (fleet), NULL);
  g_return_val_if_fail (nas == NULL || BKS_IS_NAS (nas), NULL);
  g_return_val_if_fail (BKS_IS_TASK_FILTER (filter), NULL);

  self = g_object_new (BKS_TYPE_SCOPE, NULL);
  self->filter = g_object_ref (filter);
  self->fleet = g_object_ref (fleet);
  if (nas != NULL)
    {
      GListStore *store = g_list_store_new (BKS_TYPE_NAS);

      g_list_store_append (store, nas);
      self->nas = g_object_ref (nas);
      self->nas_list = G_LIST_MODEL (store);
      self->tasks = g_object_ref (bks_nas_get_tasks (nas));
    }
  else
    {
      self->nas_list = G_LIST_MODEL (g_object_ref (fleet));
      self->tasks = g_object_ref (bks_fleet_get_tasks (fleet));
    }
  self->summary = bks_summary_new (self->nas_list);

  g_signal_connect_object (self->tasks, "items-changed",
                           G_CALLBACK (bks_scope_tasks_items_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->nas_list, "items-changed",
                           G_CALLBACK (bks_scope_nas_items_changed_cb), self, G_CONNECT_SWAPPED);
  rewatch (self, self->tasks, self->watched_tasks, 0, 0, g_list_model_get_n_items (self->tasks),
           G_CALLBACK (bks_scope_task_changed_cb));
  rewatch (self, self->nas_list, self->watched_nas, 0, 0, g_list_model_get_n_items (self->nas_list),
           G_CALLBACK (bks_scope_nas_changed_cb));
  return self;
}

/**
 * bks_scope_get_fleet:
 * @self: a #BksScope
 *
 * Returns: (transfer none): all NAS, also those that were not chosen
 */
BksFleet *
bks_scope_get_fleet (BksScope *self)
{
  g_return_val_if_fail (BKS_IS_SCOPE (self), NULL);

  return self->fleet;
}

/**
 * bks_scope_get_nas:
 * @self: a #BksScope
 *
 * Returns: (nullable) (transfer none): the NAS that was chosen; %NULL for all
 */
BksNas *
bks_scope_get_nas (BksScope *self)
{
  g_return_val_if_fail (BKS_IS_SCOPE (self), NULL);

  return self->nas;
}

/**
 * bks_scope_get_only_nas:
 * @self: a #BksScope
 *
 * Returns: (nullable) (transfer none): the NAS, if it is about a single one: chosen, or there is no
 *   other
 */
BksNas *
bks_scope_get_only_nas (BksScope *self)
{
  g_return_val_if_fail (BKS_IS_SCOPE (self), NULL);

  return self->watched_nas->len == 1 ? g_ptr_array_index (self->watched_nas, 0) : NULL;
}

/**
 * bks_scope_get_troubled_nas:
 * @self: a #BksScope
 *
 * Returns: (nullable) (transfer none): the NAS that it is about, if it does not answer or waits for
 *   a person
 */
BksNas *
bks_scope_get_troubled_nas (BksScope *self)
{
  BksNas *nas = bks_scope_get_only_nas (self);

  if (nas == NULL || bks_nas_get_problem (nas) == NULL)
    return NULL;
  switch (bks_nas_get_state (nas))
    {
    case BKS_NAS_UNREACHABLE:
    case BKS_NAS_WAITING:
      return nas;
    case BKS_NAS_STALE:
      /* Nothing was ever heard from it: there are no values to go on showing. */
      return bks_nas_get_checked_at (nas) == 0 ? nas : NULL;
    case BKS_NAS_NEW:
    case BKS_NAS_ASKING:
    case BKS_NAS_FRESH:
    default:
      return NULL;
    }
}

/**
 * bks_scope_get_nas_list:
 * @self: a #BksScope
 *
 * Returns: (transfer none): of #BksNas
 */
GListModel *
bks_scope_get_nas_list (BksScope *self)
{
  g_return_val_if_fail (BKS_IS_SCOPE (self), NULL);

  return self->nas_list;
}

/**
 * bks_scope_get_tasks:
 * @self: a #BksScope
 *
 * Returns: (transfer none): of #BksTask, not filtered and not sorted
 */
GListModel *
bks_scope_get_tasks (BksScope *self)
{
  g_return_val_if_fail (BKS_IS_SCOPE (self), NULL);

  return self->tasks;
}

/**
 * bks_scope_get_summary:
 * @self: a #BksScope
 *
 * Returns: (transfer none): the sentence above its list
 */
BksSummary *
bks_scope_get_summary (BksScope *self)
{
  g_return_val_if_fail (BKS_IS_SCOPE (self), NULL);

  return self->summary;
}

/**
 * bks_scope_get_filter:
 * @self: a #BksScope
 *
 * Returns: (transfer none): what hides backups
 */
BksTaskFilter *
bks_scope_get_filter (BksScope *self)
{
  g_return_val_if_fail (BKS_IS_SCOPE (self), NULL);

  return self->filter;
}

/**
 * bks_scope_get_title:
 * @self: a #BksScope
 *
 * Returns: "All NAS", or the NAS's name
 */
const char *
bks_scope_get_title (BksScope *self)
{
  g_return_val_if_fail (BKS_IS_SCOPE (self), NULL);

  return self->nas != NULL ? bks_nas_get_name (self->nas) : _ ("All NAS");
}

/**
 * bks_scope_is_offline:
 * @self: a #BksScope
 *
 * A network without a way to the internet may still lead to a NAS: only where none of them can be
 * reached either is it this computer's matter.
 *
 * Returns: whether this computer has no network
 */
gboolean
bks_scope_is_offline (BksScope *self)
{
  g_return_val_if_fail (BKS_IS_SCOPE (self), FALSE);

  if (g_network_monitor_get_network_available (self->network))
    return FALSE;
  for (guint i = 0; i < self->watched_nas->len; i++)
    {
      BksProblem *problem = bks_nas_get_problem (g_ptr_array_index (self->watched_nas, i));

      if (problem == NULL || bks_problem_get_kind (problem) != BKS_PROBLEM_OFFLINE)
        return FALSE;
    }
  return self->watched_nas->len > 0;
}

/**
 * bks_scope_is_simulated:
 * @self: a #BksScope
 *
 * Returns: whether none of it is real
 */
gboolean
bks_scope_is_simulated (BksScope *self)
{
  g_return_val_if_fail (BKS_IS_SCOPE (self), FALSE);

  for (guint i = 0; i < self->watched_nas->len; i++)
    if (!bks_nas_is_simulated (g_ptr_array_index (self->watched_nas, i)))
      return FALSE;
  return self->watched_nas->len > 0;
}

/**
 * bks_scope_is_first_load:
 * @self: a #BksScope
 *
 * Returns: whether nothing is known of any of its NAS, and at least one is being asked
 */
gboolean
bks_scope_is_first_load (BksScope *self)
{
  gboolean is_asked = FALSE;

  g_return_val_if_fail (BKS_IS_SCOPE (self), FALSE);

  for (guint i = 0; i < self->watched_nas->len; i++)
    {
      BksNas *nas = g_ptr_array_index (self->watched_nas, i);
      BksNasState state = bks_nas_get_state (nas);

      if (bks_nas_get_checked_at (nas) != 0)
        return FALSE;
      is_asked = is_asked || state == BKS_NAS_NEW || state == BKS_NAS_ASKING;
    }
  return is_asked;
}

/**
 * bks_scope_give_up:
 * @self: a #BksScope
 *
 * Nobody waits any longer for those NAS that have not answered yet.
 */
void
bks_scope_give_up (BksScope *self)
{
  g_return_if_fail (BKS_IS_SCOPE (self));

  for (guint i = 0; i < self->watched_nas->len; i++)
    {
      BksNas *nas = g_ptr_array_index (self->watched_nas, i);

      if (bks_nas_get_state (nas) == BKS_NAS_ASKING)
        bks_nas_give_up (nas);
    }
}
