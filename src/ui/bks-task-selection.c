/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-task-selection.h"

#include "bks-nas.h"

struct _BksTaskSelection
{
  GObject parent_instance;

  GPtrArray *tasks; /* (owned): of BksTask */
  gboolean is_active;
};

static void bks_task_selection_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BksTaskSelection,
                               bks_task_selection,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      bks_task_selection_list_model_init))

typedef enum
{
  PROP_ACTIVE = 1,
} BksTaskSelectionProperty;

static GParamSpec *properties[PROP_ACTIVE + 1];

/* What can be done to several at once. */
static const BksAction actions[] = { BKS_ACTION_BACK_UP, BKS_ACTION_SUSPEND, BKS_ACTION_CHECK,
                                     BKS_ACTION_REMOVE };

static GType
bks_task_selection_get_item_type (GListModel *model)
{
  return BKS_TYPE_TASK;
}

static guint
bks_task_selection_get_n_items (GListModel *model)
{
  return BKS_TASK_SELECTION (model)->tasks->len;
}

static gpointer
bks_task_selection_get_item (GListModel *model, guint position)
{
  BksTaskSelection *self = BKS_TASK_SELECTION (model);

  return position < self->tasks->len ? g_object_ref (g_ptr_array_index (self->tasks, position))
                                     : NULL;
}

static void
bks_task_selection_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bks_task_selection_get_item_type;
  iface->get_n_items = bks_task_selection_get_n_items;
  iface->get_item = bks_task_selection_get_item;
}

static void
bks_task_selection_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((BksTaskSelectionProperty) prop_id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, BKS_TASK_SELECTION (object)->is_active);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_task_selection_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  switch ((BksTaskSelectionProperty) prop_id)
    {
    case PROP_ACTIVE:
      bks_task_selection_set_active (BKS_TASK_SELECTION (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_task_selection_finalize (GObject *object)
{
  g_ptr_array_unref (BKS_TASK_SELECTION (object)->tasks);

  G_OBJECT_CLASS (bks_task_selection_parent_class)->finalize (object);
}

static void
bks_task_selection_class_init (BksTaskSelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bks_task_selection_get_property;
  object_class->set_property = bks_task_selection_set_property;
  object_class->finalize = bks_task_selection_finalize;

  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                      | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bks_task_selection_init (BksTaskSelection *self)
{
  self->tasks = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * bks_task_selection_new:
 *
 * Returns: (transfer full): an empty selection that is not active
 */
BksTaskSelection *
bks_task_selection_new (void)
{
  return g_object_new (BKS_TYPE_TASK_SELECTION, NULL);
}

/**
 * bks_task_selection_set_active:
 * @self: a #BksTaskSelection
 * @active: whether backups are being ticked; the end of it unticks all
 */
void
bks_task_selection_set_active (BksTaskSelection *self, gboolean active)
{
  guint n;

  g_return_if_fail (BKS_IS_TASK_SELECTION (self));

  if (self->is_active == active)
    return;

  self->is_active = active;
  n = self->tasks->len;
  g_ptr_array_set_size (self->tasks, 0);
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

/**
 * bks_task_selection_get_active:
 * @self: a #BksTaskSelection
 *
 * Returns: whether backups are being ticked
 */
gboolean
bks_task_selection_get_active (BksTaskSelection *self)
{
  g_return_val_if_fail (BKS_IS_TASK_SELECTION (self), FALSE);

  return self->is_active;
}

/**
 * bks_task_selection_can_contain:
 * @task: a #BksTask
 *
 * Returns: whether it is of use to select it: something can be done to it
 */
gboolean
bks_task_selection_can_contain (BksTask *task)
{
  g_return_val_if_fail (BKS_IS_TASK (task), FALSE);

  if (bks_task_get_nas (task) == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (bks_task_can (task, actions[i], NULL))
      return TRUE;
  return FALSE;
}

/**
 * bks_task_selection_contains:
 * @self: a #BksTaskSelection
 * @task: a #BksTask
 *
 * Returns: whether it is selected
 */
gboolean
bks_task_selection_contains (BksTaskSelection *self, BksTask *task)
{
  g_return_val_if_fail (BKS_IS_TASK_SELECTION (self), FALSE);

  return g_ptr_array_find (self->tasks, task, NULL);
}

/**
 * bks_task_selection_set:
 * @self: a #BksTaskSelection
 * @task: a #BksTask
 * @selected: whether it is to be selected; nothing happens where nothing can be done to it, or
 *   nothing is being ticked
 */
void
bks_task_selection_set (BksTaskSelection *self, BksTask *task, gboolean selected)
{
  guint position;

  g_return_if_fail (BKS_IS_TASK_SELECTION (self));
  g_return_if_fail (BKS_IS_TASK (task));

  if (g_ptr_array_find (self->tasks, task, &position))
    {
      if (selected)
        return;
      g_ptr_array_remove_index (self->tasks, position);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
    }
  else if (selected && self->is_active && bks_task_selection_can_contain (task))
    {
      g_ptr_array_add (self->tasks, g_object_ref (task));
      g_list_model_items_changed (G_LIST_MODEL (self), self->tasks->len - 1, 0, 1);
    }
}

/**
 * bks_task_selection_toggle:
 * @self: a #BksTaskSelection
 * @task: a #BksTask
 */
void
bks_task_selection_toggle (BksTaskSelection *self, BksTask *task)
{
  bks_task_selection_set (self, task, !bks_task_selection_contains (self, task));
}

/**
 * bks_task_selection_prune:
 * @self: a #BksTaskSelection
 *
 * Lets go of what is not there any more, or nothing can be done to.
 */
void
bks_task_selection_prune (BksTaskSelection *self)
{
  g_return_if_fail (BKS_IS_TASK_SELECTION (self));

  for (guint i = self->tasks->len; i > 0; i--)
    {
      BksTask *task = g_ptr_array_index (self->tasks, i - 1);
      BksNas *nas = bks_task_get_nas (task);

      if (!bks_task_selection_can_contain (task)
          || bks_nas_find_task (nas, bks_task_get_id (task)) != task)
        bks_task_selection_set (self, task, FALSE);
    }
}

/**
 * bks_task_selection_allows:
 * @self: a #BksTaskSelection
 * @action: an action
 *
 * Returns: whether it fits at least one of them
 */
gboolean
bks_task_selection_allows (BksTaskSelection *self, BksAction action)
{
  g_return_val_if_fail (BKS_IS_TASK_SELECTION (self), FALSE);

  for (guint i = 0; i < self->tasks->len; i++)
    if (bks_task_can (g_ptr_array_index (self->tasks, i), action, NULL))
      return TRUE;
  return FALSE;
}
