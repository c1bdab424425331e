/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-repository.h"

#include "bks-records-private.h"

struct _BksRepository
{
  GObject parent_instance;

  char *id;
  char *name;          /* (nullable) */
  char *target_type;   /* (nullable): raw word */
  char *transfer_type; /* (nullable): raw word */
  char *location;      /* (nullable) */
  char *host;          /* (nullable) */
  char *share;         /* (nullable) */
  char *bucket;        /* (nullable) */
};

G_DEFINE_FINAL_TYPE (BksRepository, bks_repository, G_TYPE_OBJECT)

static void
bks_repository_finalize (GObject *object)
{
  BksRepository *self = BKS_REPOSITORY (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->target_type);
  g_free (self->transfer_type);
  g_free (self->location);
  g_free (self->host);
  g_free (self->share);
  g_free (self->bucket);

  G_OBJECT_CLASS (bks_repository_parent_class)->finalize (object);
}

static void
bks_repository_class_init (BksRepositoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_repository_finalize;
}

static void
bks_repository_init (BksRepository *self)
{
}

/*
 * bks_repository_new:
 * @record: what the NAS said
 * @id: (nullable): its ID, where the NAS did not repeat it
 *
 * Returns: (transfer full): the repository
 */
BksRepository *
bks_repository_new (const DsmRepository *record, const char *id)
{
  BksRepository *self = g_object_new (BKS_TYPE_REPOSITORY, NULL);

  self->id = g_strdup (record->id != NULL ? record->id : id);
  self->name = g_strdup (record->name);
  self->target_type = g_strdup (record->target_type);
  self->transfer_type = g_strdup (record->transfer_type);
  self->location = g_strdup (record->place);
  self->host = g_strdup (record->host);
  self->share = g_strdup (record->share);
  self->bucket = g_strdup (record->bucket);
  return self;
}

/**
 * bks_repository_get_id:
 * @self: a repository
 *
 * Returns: its ID
 */
const char *
bks_repository_get_id (BksRepository *self)
{
  g_return_val_if_fail (BKS_IS_REPOSITORY (self), NULL);

  return self->id;
}

/**
 * bks_repository_get_name:
 * @self: a repository
 *
 * Returns: (nullable): what the user calls it
 */
const char *
bks_repository_get_name (BksRepository *self)
{
  g_return_val_if_fail (BKS_IS_REPOSITORY (self), NULL);

  return self->name;
}

/**
 * bks_repository_get_target_type:
 * @self: a repository
 *
 * Returns: (nullable): as the NAS wrote it
 */
const char *
bks_repository_get_target_type (BksRepository *self)
{
  g_return_val_if_fail (BKS_IS_REPOSITORY (self), NULL);

  return self->target_type;
}

/**
 * bks_repository_get_transfer_type:
 * @self: a repository
 *
 * Returns: (nullable): as the NAS wrote it
 */
const char *
bks_repository_get_transfer_type (BksRepository *self)
{
  g_return_val_if_fail (BKS_IS_REPOSITORY (self), NULL);

  return self->transfer_type;
}

/**
 * bks_repository_get_location:
 * @self: a repository
 *
 * Returns: (nullable): where it is, as a person would write it
 */
const char *
bks_repository_get_location (BksRepository *self)
{
  g_return_val_if_fail (BKS_IS_REPOSITORY (self), NULL);

  return self->location;
}

/**
 * bks_repository_get_host:
 * @self: a repository
 *
 * Returns: (nullable): the other NAS or server, as the owner typed it
 */
const char *
bks_repository_get_host (BksRepository *self)
{
  g_return_val_if_fail (BKS_IS_REPOSITORY (self), NULL);

  return self->host;
}

/**
 * bks_repository_get_share:
 * @self: a repository
 *
 * Returns: (nullable): the shared folder there, or on the NAS itself
 */
const char *
bks_repository_get_share (BksRepository *self)
{
  g_return_val_if_fail (BKS_IS_REPOSITORY (self), NULL);

  return self->share;
}

/**
 * bks_repository_get_bucket:
 * @self: a repository
 *
 * Returns: (nullable): the bucket or container, of a cloud service
 */
const char *
bks_repository_get_bucket (BksRepository *self)
{
  g_return_val_if_fail (BKS_IS_REPOSITORY (self), NULL);

  return self->bucket;
}
