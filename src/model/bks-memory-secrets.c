/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-memory-secrets.h"

#include <string.h>

typedef struct
{
  char *nas_id;
  char *account;
  BksSecretKind kind;
  char *secret;
} Item;

struct _BksMemorySecrets
{
  GObject parent_instance;

  GPtrArray *items; /* (element-type Item): a few for each NAS */
};

static void bks_memory_secrets_secrets_init (BksSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BksMemorySecrets,
                               bks_memory_secrets,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BKS_TYPE_SECRETS,
                                                      bks_memory_secrets_secrets_init))

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->nas_id);
  g_free (item->account);
  bks_secret_free (item->secret);
  g_free (item);
}

static gboolean
item_matches (const Item *item, const char *nas_id, const char *account, guint kinds)
{
  return (item->kind & kinds) != 0 && strcmp (item->nas_id, nas_id) == 0
         && (account == NULL || strcmp (item->account, account) == 0);
}

static void
remove_matching (BksMemorySecrets *self, const char *nas_id, const char *account, guint kinds)
{
  for (guint i = self->items->len; i > 0; i--)
    if (item_matches (g_ptr_array_index (self->items, i - 1), nas_id, account, kinds))
      g_ptr_array_remove_index_fast (self->items, i - 1);
}

static gboolean
bks_memory_secrets_is_lasting (BksSecrets *secrets)
{
  return FALSE;
}

static void
bks_memory_secrets_lookup_async (BksSecrets *secrets,
                                 const char *nas_id,
                                 const char *account,
                                 BksSecretKind kind,
                                 gboolean may_ask,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  BksMemorySecrets *self = BKS_MEMORY_SECRETS (secrets);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  char *secret = NULL;

  g_task_set_source_tag (task, bks_memory_secrets_lookup_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  for (guint i = 0; i < self->items->len && secret == NULL; i++)
    {
      const Item *item = g_ptr_array_index (self->items, i);

      if (item_matches (item, nas_id, account, kind))
        secret = g_strdup (item->secret);
    }
  g_task_return_pointer (task, secret, (GDestroyNotify) bks_secret_free);
}

static char *
bks_memory_secrets_lookup_finish (BksSecrets *secrets, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
bks_memory_secrets_store_async (BksSecrets *secrets,
                                const char *nas_id,
                                const char *account,
                                BksSecretKind kind,
                                const char *label,
                                const char *secret,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  BksMemorySecrets *self = BKS_MEMORY_SECRETS (secrets);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Item *item;

  g_task_set_source_tag (task, bks_memory_secrets_store_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  remove_matching (self, nas_id, account, kind);
  item = g_new0 (Item, 1);
  item->nas_id = g_strdup (nas_id);
  item->account = g_strdup (account);
  item->kind = kind;
  item->secret = g_strdup (secret);
  g_ptr_array_add (self->items, item);
  g_task_return_boolean (task, TRUE);
}

static void
bks_memory_secrets_forget_async (BksSecrets *secrets,
                                 const char *nas_id,
                                 const char *account,
                                 guint kinds,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  BksMemorySecrets *self = BKS_MEMORY_SECRETS (secrets);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bks_memory_secrets_forget_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  remove_matching (self, nas_id, account, kinds);
  g_task_return_boolean (task, TRUE);
}

static gboolean
bks_memory_secrets_boolean_finish (BksSecrets *secrets, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
bks_memory_secrets_finalize (GObject *object)
{
  BksMemorySecrets *self = BKS_MEMORY_SECRETS (object);

  g_ptr_array_unref (self->items);

  G_OBJECT_CLASS (bks_memory_secrets_parent_class)->finalize (object);
}

static void
bks_memory_secrets_secrets_init (BksSecretsInterface *iface)
{
  iface->is_lasting = bks_memory_secrets_is_lasting;
  iface->lookup_async = bks_memory_secrets_lookup_async;
  iface->lookup_finish = bks_memory_secrets_lookup_finish;
  iface->store_async = bks_memory_secrets_store_async;
  iface->store_finish = bks_memory_secrets_boolean_finish;
  iface->forget_async = bks_memory_secrets_forget_async;
  iface->forget_finish = bks_memory_secrets_boolean_finish;
}

static void
bks_memory_secrets_class_init (BksMemorySecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_memory_secrets_finalize;
}

static void
bks_memory_secrets_init (BksMemorySecrets *self)
{
  self->items = g_ptr_array_new_with_free_func (item_free);
}

/**
 * bks_memory_secrets_new:
 *
 * Returns: (transfer full): a place for secrets that is empty, and gone with the object
 */
BksMemorySecrets *
bks_memory_secrets_new (void)
{
  return g_object_new (BKS_TYPE_MEMORY_SECRETS, NULL);
}
