/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "ui-secrets.h"

struct _UiSecrets
{
  GObject parent_instance;

  GHashTable *items; /* (owned): "NAS account kind" → secret */
  BksKeyringTrouble trouble;
};

static void ui_secrets_iface_init (BksSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (UiSecrets,
                               ui_secrets,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BKS_TYPE_SECRETS, ui_secrets_iface_init))

static char *
make_key (const char *nas_id, const char *account, guint kind)
{
  return g_strdup_printf ("%s %s %u", nas_id, account, kind);
}

/* Returns: (nullable): a task to go on with; %NULL if the keyring is in trouble */
static GTask *
begin (BksSecrets *secrets, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (secrets, cancellable, callback, data);
  BksKeyringTrouble trouble = UI_SECRETS (secrets)->trouble;

  if (trouble == BKS_KEYRING_OK)
    return task;
  g_task_return_error (task, bks_keyring_error_new (trouble, NULL));
  g_object_unref (task);
  return NULL;
}

static gboolean
ui_secrets_is_lasting (BksSecrets *secrets)
{
  return TRUE;
}

static void
ui_secrets_lookup_async (BksSecrets *secrets,
                         const char *nas_id,
                         const char *account,
                         BksSecretKind kind,
                         gboolean may_ask,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = begin (secrets, cancellable, callback, user_data);
  g_autofree char *key = make_key (nas_id, account, kind);

  if (task != NULL)
    g_task_return_pointer (task, g_strdup (g_hash_table_lookup (UI_SECRETS (secrets)->items, key)),
                           g_free);
}

static char *
ui_secrets_lookup_finish (BksSecrets *secrets, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ui_secrets_store_async (BksSecrets *secrets,
                        const char *nas_id,
                        const char *account,
                        BksSecretKind kind,
                        const char *label,
                        const char *secret,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = begin (secrets, cancellable, callback, user_data);

  if (task == NULL)
    return;
  g_hash_table_replace (UI_SECRETS (secrets)->items, make_key (nas_id, account, kind),
                        g_strdup (secret));
  g_task_return_boolean (task, TRUE);
}

static gboolean
ui_secrets_truth_finish (BksSecrets *secrets, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
ui_secrets_forget_async (BksSecrets *secrets,
                         const char *nas_id,
                         const char *account,
                         guint kinds,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = begin (secrets, cancellable, callback, user_data);
  GHashTableIter iter;
  gpointer key;

  if (task == NULL)
    return;
  g_hash_table_iter_init (&iter, UI_SECRETS (secrets)->items);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_auto (GStrv) parts = g_strsplit (key, " ", 3);

      if (g_str_equal (parts[0], nas_id) && (account == NULL || g_str_equal (parts[1], account))
          && ((guint) g_ascii_strtoull (parts[2], NULL, 10) & kinds) != 0)
        g_hash_table_iter_remove (&iter);
    }
  g_task_return_boolean (task, TRUE);
}

static void
ui_secrets_iface_init (BksSecretsInterface *iface)
{
  iface->is_lasting = ui_secrets_is_lasting;
  iface->lookup_async = ui_secrets_lookup_async;
  iface->lookup_finish = ui_secrets_lookup_finish;
  iface->store_async = ui_secrets_store_async;
  iface->store_finish = ui_secrets_truth_finish;
  iface->forget_async = ui_secrets_forget_async;
  iface->forget_finish = ui_secrets_truth_finish;
}

static void
ui_secrets_finalize (GObject *object)
{
  g_hash_table_unref (UI_SECRETS (object)->items);

  G_OBJECT_CLASS (ui_secrets_parent_class)->finalize (object);
}

static void
ui_secrets_class_init (UiSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ui_secrets_finalize;
}

static void
ui_secrets_init (UiSecrets *self)
{
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

UiSecrets *
ui_secrets_new (void)
{
  return g_object_new (UI_TYPE_SECRETS, NULL);
}

void
ui_secrets_set_trouble (UiSecrets *self, BksKeyringTrouble trouble)
{
  self->trouble = trouble;
}

guint
ui_secrets_count (UiSecrets *self, const char *nas_id)
{
  GHashTableIter iter;
  gpointer key;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (nas_id == NULL || g_str_has_prefix (key, nas_id))
      n++;
  return n;
}
