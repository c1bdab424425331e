/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-joined-list.h"

struct _BksJoinedList
{
  GObject parent_instance;

  GType item_type;
  GPtrArray *parts; /* (element-type GListModel) (owned) */
};

static void bks_joined_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BksJoinedList,
                               bks_joined_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      bks_joined_list_model_init))

/* How many items stand before the part at @position. */
static guint
count_before (BksJoinedList *self, guint position)
{
  guint n = 0;

  for (guint i = 0; i < position; i++)
    n += g_list_model_get_n_items (self->parts->pdata[i]);
  return n;
}

static void
bks_joined_list_part_changed_cb (BksJoinedList *self,
                                 guint position,
                                 guint removed,
                                 guint added,
                                 GListModel *part)
{
  guint index;

  if (g_ptr_array_find (self->parts, part, &index))
    g_list_model_items_changed (G_LIST_MODEL (self), count_before (self, index) + position, removed,
                                added);
}

static GType
bks_joined_list_get_item_type (GListModel *model)
{
  return BKS_JOINED_LIST (model)->item_type;
}

static guint
bks_joined_list_get_n_items (GListModel *model)
{
  BksJoinedList *self = BKS_JOINED_LIST (model);

  return count_before (self, self->parts->len);
}

static gpointer
bks_joined_list_get_item (GListModel *model, guint position)
{
  BksJoinedList *self = BKS_JOINED_LIST (model);

  for (guint i = 0; i < self->parts->len; i++)
    {
      guint n = g_list_model_get_n_items (self->parts->pdata[i]);

      if (position < n)
        return g_list_model_get_item (self->parts->pdata[i], position);
      position -= n;
    }
  return NULL;
}

static void
bks_joined_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bks_joined_list_get_item_type;
  iface->get_n_items = bks_joined_list_get_n_items;
  iface->get_item = bks_joined_list_get_item;
}

static void
bks_joined_list_finalize (GObject *object)
{
  BksJoinedList *self = BKS_JOINED_LIST (object);

  g_ptr_array_unref (self->parts);

  G_OBJECT_CLASS (bks_joined_list_parent_class)->finalize (object);
}

static void
bks_joined_list_class_init (BksJoinedListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_joined_list_finalize;
}

static void
bks_joined_list_init (BksJoinedList *self)
{
  self->parts = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * bks_joined_list_new:
 * @item_type: type of all items
 *
 * Returns: (transfer full): a list without parts
 */
BksJoinedList *
bks_joined_list_new (GType item_type)
{
  BksJoinedList *self = g_object_new (BKS_TYPE_JOINED_LIST, NULL);

  self->item_type = item_type;
  return self;
}

/**
 * bks_joined_list_insert:
 * @self: a list
 * @position: of the part among the parts
 * @part: a list that is not a part yet
 */
void
bks_joined_list_insert (BksJoinedList *self, guint position, GListModel *part)
{
  g_return_if_fail (BKS_IS_JOINED_LIST (self));
  g_return_if_fail (G_IS_LIST_MODEL (part));
  g_return_if_fail (position <= self->parts->len);

  g_ptr_array_insert (self->parts, (int) position, g_object_ref (part));
  g_signal_connect_object (part, "items-changed", G_CALLBACK (bks_joined_list_part_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_list_model_items_changed (G_LIST_MODEL (self), count_before (self, position), 0,
                              g_list_model_get_n_items (part));
}

/**
 * bks_joined_list_remove:
 * @self: a list
 * @position: of the part among the parts
 */
void
bks_joined_list_remove (BksJoinedList *self, guint position)
{
  g_autoptr (GListModel) part = NULL;

  g_return_if_fail (BKS_IS_JOINED_LIST (self));
  g_return_if_fail (position < self->parts->len);

  part = g_object_ref (self->parts->pdata[position]);
  g_signal_handlers_disconnect_by_func (part, bks_joined_list_part_changed_cb, self);
  g_ptr_array_remove_index (self->parts, position);
  g_list_model_items_changed (G_LIST_MODEL (self), count_before (self, position),
                              g_list_model_get_n_items (part), 0);
}
