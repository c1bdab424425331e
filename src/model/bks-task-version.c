/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-task-version.h"

#include "bks-records-private.h"

struct _BksTaskVersion
{
  GObject parent_instance;

  char *id;
  char *status;     /* (nullable): raw word */
  gint64 started;   /* µs since the Unix epoch, UTC; 0 = not known */
  gint64 completed; /* the same; 0 = it is not complete */
  int locked;       /* 1, 0; -1 = not said */
};

G_DEFINE_FINAL_TYPE (BksTaskVersion, bks_task_version, G_TYPE_OBJECT)

static void
bks_task_version_finalize (GObject *object)
{
  BksTaskVersion *self = BKS_TASK_VERSION (object);

  g_free (self->id);
  g_free (self->status);

  G_OBJECT_CLASS (bks_task_version_parent_class)->finalize (object);
}

static void
bks_task_version_class_init (BksTaskVersionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_task_version_finalize;
}

static void
bks_task_version_init (BksTaskVersion *self)
{
}

/*
 * bks_task_version_new:
 * @record: what the NAS said
 * @utc_offset: of the NAS, or %DSM_OFFSET_UNKNOWN
 *
 * Returns: (transfer full): the version
 */
BksTaskVersion *
bks_task_version_new (const DsmVersion *record, int utc_offset)
{
  BksTaskVersion *self = g_object_new (BKS_TYPE_TASK_VERSION, NULL);

  self->id = g_strdup (record->id);
  self->status = g_strdup (record->status);
  self->started = bks_records_to_utc (&record->started, utc_offset);
  self->completed = bks_records_to_utc (&record->completed, utc_offset);
  self->locked = (int) record->locked;
  return self;
}

/**
 * bks_task_version_get_id:
 * @self: a version
 *
 * Returns: its ID
 */
const char *
bks_task_version_get_id (BksTaskVersion *self)
{
  g_return_val_if_fail (BKS_IS_TASK_VERSION (self), NULL);

  return self->id;
}

/**
 * bks_task_version_get_status:
 * @self: a version
 *
 * Returns: (nullable): as the NAS wrote it: success, cancel, backup (being written), …
 */
const char *
bks_task_version_get_status (BksTaskVersion *self)
{
  g_return_val_if_fail (BKS_IS_TASK_VERSION (self), NULL);

  return self->status;
}

/**
 * bks_task_version_get_started:
 * @self: a version
 *
 * Returns: when it was begun, µs since the Unix epoch, UTC; 0 = not known
 */
gint64
bks_task_version_get_started (BksTaskVersion *self)
{
  g_return_val_if_fail (BKS_IS_TASK_VERSION (self), 0);

  return self->started;
}

/**
 * bks_task_version_get_completed:
 * @self: a version
 *
 * Returns: when it was complete, µs since the Unix epoch, UTC; 0 = it is not
 */
gint64
bks_task_version_get_completed (BksTaskVersion *self)
{
  g_return_val_if_fail (BKS_IS_TASK_VERSION (self), 0);

  return self->completed;
}

/**
 * bks_task_version_get_locked:
 * @self: a version
 *
 * Returns: whether rotation leaves it alone: 1, 0; -1 = not said
 */
int
bks_task_version_get_locked (BksTaskVersion *self)
{
  g_return_val_if_fail (BKS_IS_TASK_VERSION (self), -1);

  return self->locked;
}
