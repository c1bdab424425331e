/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-fleet.h"

#include "bks-joined-list.h"
#include "bks-nas-watch.h"

struct _BksFleet
{
  GObject parent_instance;

  GPtrArray *nas;       /* (element-type BksNas) (owned) */
  BksJoinedList *tasks; /* (owned): of each NAS, in the same order */
  BksHealthLimits limits;
};

static void bks_fleet_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BksFleet,
                               bks_fleet,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bks_fleet_model_init))

static GType
bks_fleet_get_item_type (GListModel *model)
{
  return BKS_TYPE_NAS;
}

static guint
bks_fleet_get_n_items (GListModel *model)
{
  return BKS_FLEET (model)->nas->len;
}

static gpointer
bks_fleet_get_item (GListModel *model, guint position)
{
  BksFleet *self = BKS_FLEET (model);

  return position < self->nas->len ? g_object_ref (self->nas->pdata[position]) : NULL;
}

static void
bks_fleet_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bks_fleet_get_item_type;
  iface->get_n_items = bks_fleet_get_n_items;
  iface->get_item = bks_fleet_get_item;
}

static void
bks_fleet_finalize (GObject *object)
{
  BksFleet *self = BKS_FLEET (object);

  g_clear_object (&self->tasks);
  g_ptr_array_unref (self->nas);

  G_OBJECT_CLASS (bks_fleet_parent_class)->finalize (object);
}

static void
bks_fleet_class_init (BksFleetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_fleet_finalize;
}

static void
bks_fleet_init (BksFleet *self)
{
  self->nas = g_ptr_array_new_with_free_func (g_object_unref);
  self->tasks = bks_joined_list_new (BKS_TYPE_TASK);
  self->limits = bks_health_default_limits;
}

static void
insert (BksFleet *self, BksNas *nas, guint position)
{
  bks_nas_set_health_limits (nas, &self->limits);
  g_ptr_array_insert (self->nas, (int) position, g_object_ref (nas));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
  bks_joined_list_insert (self->tasks, position, bks_nas_get_tasks (nas));
}

static void
remove_at (BksFleet *self, guint position)
{
  bks_joined_list_remove (self->tasks, position);
  g_ptr_array_remove_index (self->nas, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/**
 * bks_fleet_new:
 *
 * Returns: (transfer full): a fleet without any NAS
 */
BksFleet *
bks_fleet_new (void)
{
  return g_object_new (BKS_TYPE_FLEET, NULL);
}

/**
 * bks_fleet_add:
 * @self: a fleet
 * @nas: a NAS that is not in it yet; goes to the end
 */
void
bks_fleet_add (BksFleet *self, BksNas *nas)
{
  g_return_if_fail (BKS_IS_FLEET (self));
  g_return_if_fail (BKS_IS_NAS (nas));
  g_return_if_fail (!g_ptr_array_find (self->nas, nas, NULL));

  insert (self, nas, self->nas->len);
}

/**
 * bks_fleet_remove:
 * @self: a fleet
 * @nas: a NAS in it
 */
void
bks_fleet_remove (BksFleet *self, BksNas *nas)
{
  guint position;

  g_return_if_fail (BKS_IS_FLEET (self));

  if (g_ptr_array_find (self->nas, nas, &position))
    remove_at (self, position);
}

/**
 * bks_fleet_move:
 * @self: a fleet
 * @nas: a NAS in it
 * @position: where it should stand
 */
void
bks_fleet_move (BksFleet *self, BksNas *nas, guint position)
{
  g_autoptr (BksNas) moved = NULL;
  guint old, first, n;

  g_return_if_fail (BKS_IS_FLEET (self));
  g_return_if_fail (position < self->nas->len);

  if (!g_ptr_array_find (self->nas, nas, &old) || old == position)
    return;
  moved = g_object_ref (nas);
  bks_joined_list_remove (self->tasks, old);
  g_ptr_array_remove_index (self->nas, old);
  g_ptr_array_insert (self->nas, (int) position, g_steal_pointer (&moved));
  bks_joined_list_insert (self->tasks, position, bks_nas_get_tasks (nas));
  /* At once: it has not been away, for who has chosen it. */
  first = MIN (old, position);
  n = MAX (old, position) - first + 1;
  g_list_model_items_changed (G_LIST_MODEL (self), first, n, n);
}

/**
 * bks_fleet_find:
 * @self: a fleet
 * @name: what the user calls a NAS
 *
 * Returns: (nullable) (transfer none): the NAS
 */
BksNas *
bks_fleet_find (BksFleet *self, const char *name)
{
  g_return_val_if_fail (BKS_IS_FLEET (self), NULL);

  for (guint i = 0; i < self->nas->len; i++)
    if (g_strcmp0 (bks_nas_get_name (self->nas->pdata[i]), name) == 0)
      return self->nas->pdata[i];
  return NULL;
}

/**
 * bks_fleet_get_tasks:
 * @self: a fleet
 *
 * Returns: (transfer none): every task of every NAS
 */
GListModel *
bks_fleet_get_tasks (BksFleet *self)
{
  g_return_val_if_fail (BKS_IS_FLEET (self), NULL);

  return G_LIST_MODEL (self->tasks);
}

/**
 * bks_fleet_set_health_limits:
 * @self: a fleet
 * @limits: how patient verdicts are, also those on NAS that come later
 */
void
bks_fleet_set_health_limits (BksFleet *self, const BksHealthLimits *limits)
{
  g_return_if_fail (BKS_IS_FLEET (self));
  g_return_if_fail (limits != NULL);

  self->limits = *limits;
  for (guint i = 0; i < self->nas->len; i++)
    bks_nas_set_health_limits (self->nas->pdata[i], limits);
}
