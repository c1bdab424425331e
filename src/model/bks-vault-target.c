/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-vault-target.h"

#include "bks-records-private.h"

struct _BksVaultTarget
{
  GObject parent_instance;

  char *id;
  char *name;           /* (nullable) */
  char *share;          /* (nullable) */
  char *path;           /* (nullable) */
  char *status;         /* (nullable): raw word */
  int encrypted;        /* 1, 0; -1 = not said */
  int resumable;        /* 1, 0; -1 = not said */
  int computing_size;   /* 1 = the size is not final, 0; -1 = not said */
  gint64 used_bytes;    /* -1 = not known */
  gint64 last_started;  /* µs since the Unix epoch, UTC; 0 = never */
  gint64 last_duration; /* s; -1 = not known */
  char *key;            /* (nullable): `uni_key` */
  GPtrArray *fields;    /* (element-type BksField) */
};

G_DEFINE_FINAL_TYPE (BksVaultTarget, bks_vault_target, G_TYPE_OBJECT)

static void
bks_vault_target_finalize (GObject *object)
{
  BksVaultTarget *self = BKS_VAULT_TARGET (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->share);
  g_free (self->path);
  g_free (self->status);
  g_free (self->key);
  g_ptr_array_unref (self->fields);

  G_OBJECT_CLASS (bks_vault_target_parent_class)->finalize (object);
}

static void
bks_vault_target_class_init (BksVaultTargetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_vault_target_finalize;
}

static void
bks_vault_target_init (BksVaultTarget *self)
{
}

/*
 * bks_vault_target_new:
 * @record: what the NAS said
 * @id: (nullable): its ID, where the NAS did not repeat it
 * @utc_offset: of the NAS, or %DSM_OFFSET_UNKNOWN
 *
 * Returns: (transfer full): the target
 */
BksVaultTarget *
bks_vault_target_new (const DsmVaultTarget *record, const char *id, int utc_offset)
{
  BksVaultTarget *self = g_object_new (BKS_TYPE_VAULT_TARGET, NULL);

  self->id = g_strdup (record->id != NULL ? record->id : id);
  self->name = g_strdup (record->name);
  self->share = g_strdup (record->share);
  self->path = g_strdup (record->path);
  self->status = g_strdup (record->status);
  self->encrypted = (int) record->encrypted;
  self->resumable = (int) record->resumable;
  self->computing_size = (int) record->computing_size;
  self->used_bytes = record->used_bytes;
  self->last_started = bks_records_to_utc (&record->last_start, utc_offset);
  self->last_duration = record->last_duration;
  self->key = g_strdup (record->uni_key);
  self->fields = bks_records_copy_fields (record->fields);
  return self;
}

/**
 * bks_vault_target_get_id:
 * @self: a target of Hyper Backup Vault
 *
 * Returns: its ID
 */
const char *
bks_vault_target_get_id (BksVaultTarget *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_TARGET (self), NULL);

  return self->id;
}

/**
 * bks_vault_target_get_name:
 * @self: a target of Hyper Backup Vault
 *
 * Returns: (nullable): its name
 */
const char *
bks_vault_target_get_name (BksVaultTarget *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_TARGET (self), NULL);

  return self->name;
}

/**
 * bks_vault_target_get_share:
 * @self: a target of Hyper Backup Vault
 *
 * Returns: (nullable): the shared folder that it is in
 */
const char *
bks_vault_target_get_share (BksVaultTarget *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_TARGET (self), NULL);

  return self->share;
}

/**
 * bks_vault_target_get_path:
 * @self: a target of Hyper Backup Vault
 *
 * Returns: (nullable): where it is on the NAS
 */
const char *
bks_vault_target_get_path (BksVaultTarget *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_TARGET (self), NULL);

  return self->path;
}

/**
 * bks_vault_target_get_status:
 * @self: a target of Hyper Backup Vault
 *
 * Returns: (nullable): as the NAS wrote it
 */
const char *
bks_vault_target_get_status (BksVaultTarget *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_TARGET (self), NULL);

  return self->status;
}

/**
 * bks_vault_target_get_encrypted:
 * @self: a target of Hyper Backup Vault
 *
 * Returns: 1, 0; -1 = not said
 */
int
bks_vault_target_get_encrypted (BksVaultTarget *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_TARGET (self), -1);

  return self->encrypted;
}

/**
 * bks_vault_target_get_resumable:
 * @self: a target of Hyper Backup Vault
 *
 * Returns: 1, 0; -1 = not said
 */
int
bks_vault_target_get_resumable (BksVaultTarget *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_TARGET (self), -1);

  return self->resumable;
}

/**
 * bks_vault_target_get_computing_size:
 * @self: a target of Hyper Backup Vault
 *
 * Returns: whether its size is not final yet: 1, 0; -1 = not said
 */
int
bks_vault_target_get_computing_size (BksVaultTarget *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_TARGET (self), -1);

  return self->computing_size;
}

/**
 * bks_vault_target_get_used_bytes:
 * @self: a target of Hyper Backup Vault
 *
 * Returns: its size; -1 = not known
 */
gint64
bks_vault_target_get_used_bytes (BksVaultTarget *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_TARGET (self), -1);

  return self->used_bytes;
}

/**
 * bks_vault_target_get_last_started:
 * @self: a target of Hyper Backup Vault
 *
 * Returns: when a backup last began to arrive, µs since the Unix epoch, UTC; 0 = never
 */
gint64
bks_vault_target_get_last_started (BksVaultTarget *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_TARGET (self), 0);

  return self->last_started;
}

/**
 * bks_vault_target_get_last_duration:
 * @self: a target of Hyper Backup Vault
 *
 * Returns: how long that took, in s; -1 = not known
 */
gint64
bks_vault_target_get_last_duration (BksVaultTarget *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_TARGET (self), 0);

  return self->last_duration;
}

/**
 * bks_vault_target_get_fields:
 * @self: a target of Hyper Backup Vault
 *
 * Returns: (transfer none) (element-type BksField): whatever else the NAS says of it
 */
GPtrArray *
bks_vault_target_get_fields (BksVaultTarget *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_TARGET (self), NULL);

  return self->fields;
}

/**
 * bks_vault_target_get_key:
 * @self: a target of Hyper Backup Vault
 *
 * Returns: (nullable): `uni_key`, what it and the sender's task have in common
 */
const char *
bks_vault_target_get_key (BksVaultTarget *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_TARGET (self), NULL);

  return self->key;
}
