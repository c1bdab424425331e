/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-memory-nas-list.h"

struct _BksMemoryNasList
{
  GObject parent_instance;

  GPtrArray *records; /* (element-type BksNasRecord) */
};

static void bks_memory_nas_list_store_init (BksNasListStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BksMemoryNasList,
                               bks_memory_nas_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BKS_TYPE_NAS_LIST_STORE,
                                                      bks_memory_nas_list_store_init))

static void
bks_memory_nas_list_load_async (BksNasListStore *store,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  BksMemoryNasList *self = BKS_MEMORY_NAS_LIST (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GPtrArray *copy;

  g_task_set_source_tag (task, bks_memory_nas_list_load_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  copy = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_nas_record_free);
  for (guint i = 0; i < self->records->len; i++)
    g_ptr_array_add (copy, bks_nas_record_copy (g_ptr_array_index (self->records, i)));
  g_task_return_pointer (task, copy, (GDestroyNotify) g_ptr_array_unref);
}

static GPtrArray *
bks_memory_nas_list_load_finish (BksNasListStore *store,
                                 GAsyncResult *result,
                                 BksProblem **damage_out,
                                 GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
bks_memory_nas_list_put_async (BksNasListStore *store,
                               const BksNasRecord *record,
                               BksNasFields fields,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  BksMemoryNasList *self = BKS_MEMORY_NAS_LIST (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, bks_memory_nas_list_put_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (bks_nas_list_put (self->records, record, fields, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
bks_memory_nas_list_remove_async (BksNasListStore *store,
                                  const char *id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  BksMemoryNasList *self = BKS_MEMORY_NAS_LIST (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bks_memory_nas_list_remove_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  bks_nas_list_remove (self->records, id);
  g_task_return_boolean (task, TRUE);
}

static void
bks_memory_nas_list_reorder_async (BksNasListStore *store,
                                   const char *const *ids,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  BksMemoryNasList *self = BKS_MEMORY_NAS_LIST (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bks_memory_nas_list_reorder_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  bks_nas_list_reorder (self->records, ids);
  g_task_return_boolean (task, TRUE);
}

static gboolean
bks_memory_nas_list_boolean_finish (BksNasListStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
bks_memory_nas_list_finalize (GObject *object)
{
  BksMemoryNasList *self = BKS_MEMORY_NAS_LIST (object);

  g_ptr_array_unref (self->records);

  G_OBJECT_CLASS (bks_memory_nas_list_parent_class)->finalize (object);
}

static void
bks_memory_nas_list_store_init (BksNasListStoreInterface *iface)
{
  iface->load_async = bks_memory_nas_list_load_async;
  iface->load_finish = bks_memory_nas_list_load_finish;
  iface->put_async = bks_memory_nas_list_put_async;
  iface->put_finish = bks_memory_nas_list_boolean_finish;
  iface->remove_async = bks_memory_nas_list_remove_async;
  iface->remove_finish = bks_memory_nas_list_boolean_finish;
  iface->reorder_async = bks_memory_nas_list_reorder_async;
  iface->reorder_finish = bks_memory_nas_list_boolean_finish;
}

static void
bks_memory_nas_list_class_init (BksMemoryNasListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_memory_nas_list_finalize;
}

static void
bks_memory_nas_list_init (BksMemoryNasList *self)
{
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_nas_record_free);
}

/**
 * bks_memory_nas_list_new:
 *
 * Returns: (transfer full): a list that is empty, and gone with the object
 */
BksMemoryNasList *
bks_memory_nas_list_new (void)
{
  return g_object_new (BKS_TYPE_MEMORY_NAS_LIST, NULL);
}
