/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-nas-groups.h"

#include "bks-nas.h"

struct _BksNasGroups
{
  GtkSorter parent_instance;

  GListModel *sorted; /* (weak) (nullable): it owns this sorter */
  GHashTable *heads;  /* (owned): set of BksTask (unowned): only ever compared */
  gboolean active;
};

G_DEFINE_FINAL_TYPE (BksNasGroups, bks_nas_groups, GTK_TYPE_SORTER)

enum
{
  SIGNAL_HEADS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Two NAS may have the same name, and are two groups nevertheless. */
static int
compare_nas (BksNas *a, BksNas *b)
{
  int difference = (int) bks_nas_get_verdict (a) - (int) bks_nas_get_verdict (b);

  if (difference == 0)
    difference = g_utf8_collate (bks_nas_get_name (a), bks_nas_get_name (b));
  if (difference == 0)
    difference = g_strcmp0 (bks_nas_get_id (a), bks_nas_get_id (b));
  return difference;
}

static GtkOrdering
bks_nas_groups_compare (GtkSorter *sorter, gpointer item1, gpointer item2)
{
  BksNas *a = bks_task_get_nas (item1);
  BksNas *b = bks_task_get_nas (item2);

  /* A backup that is on its way out may have lost its NAS. */
  if (!BKS_NAS_GROUPS (sorter)->active || a == b || a == NULL || b == NULL)
    return GTK_ORDERING_EQUAL;
  return gtk_ordering_from_cmpfunc (compare_nas (a, b));
}

static GtkSorterOrder
bks_nas_groups_get_order (GtkSorter *sorter)
{
  return GTK_SORTER_ORDER_PARTIAL;
}

static void
find_heads (BksNasGroups *self)
{
  guint n = self->active && self->sorted != NULL ? g_list_model_get_n_items (self->sorted) : 0;
  BksNas *above = NULL;

  g_hash_table_remove_all (self->heads);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (self->sorted, i);
      BksNas *nas = bks_task_get_nas (task);

      if (i == 0 || nas != above)
        g_hash_table_add (self->heads, task);
      above = nas;
    }
  g_signal_emit (self, signals[SIGNAL_HEADS_CHANGED], 0);
}

static void
bks_nas_groups_items_changed_cb (BksNasGroups *self)
{
  if (self->active)
    find_heads (self);
}

static void
bks_nas_groups_finalize (GObject *object)
{
  BksNasGroups *self = BKS_NAS_GROUPS (object);

  g_clear_weak_pointer (&self->sorted);
  g_clear_pointer (&self->heads, g_hash_table_unref);

  G_OBJECT_CLASS (bks_nas_groups_parent_class)->finalize (object);
}

static void
bks_nas_groups_class_init (BksNasGroupsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_nas_groups_finalize;
  GTK_SORTER_CLASS (klass)->compare = bks_nas_groups_compare;
  GTK_SORTER_CLASS (klass)->get_order = bks_nas_groups_get_order;

  /**
   * BksNasGroups::heads-changed:
   * @self: the groups
   *
   * Other backups may begin a group now.
   */
  signals[SIGNAL_HEADS_CHANGED] = g_signal_new (
      "heads-changed", BKS_TYPE_NAS_GROUPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bks_nas_groups_init (BksNasGroups *self)
{
  self->heads = g_hash_table_new (NULL, NULL);
}

/**
 * bks_nas_groups_new:
 *
 * Returns: (transfer full): groups that are not active
 */
BksNasGroups *
bks_nas_groups_new (void)
{
  return g_object_new (BKS_TYPE_NAS_GROUPS, NULL);
}

/**
 * bks_nas_groups_watch:
 * @self: a #BksNasGroups
 * @sorted: of #BksTask: what @self sorts
 *
 * To be called before anything shows @sorted: so each row finds its group as it is now.
 */
void
bks_nas_groups_watch (BksNasGroups *self, GListModel *sorted)
{
  g_return_if_fail (BKS_IS_NAS_GROUPS (self));
  g_return_if_fail (G_IS_LIST_MODEL (sorted) && self->sorted == NULL);

  g_set_weak_pointer (&self->sorted, sorted);
  g_signal_connect_object (sorted, "items-changed", G_CALLBACK (bks_nas_groups_items_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

/**
 * bks_nas_groups_set_active:
 * @self: a #BksNasGroups
 * @active: whether there are groups
 */
void
bks_nas_groups_set_active (BksNasGroups *self, gboolean active)
{
  g_return_if_fail (BKS_IS_NAS_GROUPS (self));

  if (self->active == active)
    return;

  self->active = active;
  gtk_sorter_changed (GTK_SORTER (self), GTK_SORTER_CHANGE_DIFFERENT);
  /* The order may be the same as before. */
  find_heads (self);
}

/**
 * bks_nas_groups_is_head:
 * @self: a #BksNasGroups
 * @task: a backup
 *
 * Returns: whether the group of its NAS begins with @task
 */
gboolean
bks_nas_groups_is_head (BksNasGroups *self, BksTask *task)
{
  g_return_val_if_fail (BKS_IS_NAS_GROUPS (self), FALSE);
  g_return_val_if_fail (BKS_IS_TASK (task), FALSE);

  return g_hash_table_contains (self->heads, task);
}
