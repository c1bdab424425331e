/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-muted-task.h"

struct _BksMutedTask
{
  GObject parent_instance;

  char *nas_id;
  char *task_id;
  char *title;
  char *subtitle;
};

G_DEFINE_FINAL_TYPE (BksMutedTask, bks_muted_task, G_TYPE_OBJECT)

static void
bks_muted_task_finalize (GObject *object)
{
  BksMutedTask *self = BKS_MUTED_TASK (object);

  g_free (self->nas_id);
  g_free (self->task_id);
  g_free (self->title);
  g_free (self->subtitle);

  G_OBJECT_CLASS (bks_muted_task_parent_class)->finalize (object);
}

static void
bks_muted_task_class_init (BksMutedTaskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_muted_task_finalize;
}

static void
bks_muted_task_init (BksMutedTask *self)
{
}

/**
 * bks_muted_task_new:
 * @nas_id: of its NAS
 * @task_id: of the backup
 * @title: its name
 * @subtitle: its NAS, and until when it is muted
 *
 * Returns: (transfer full): a row of the list
 */
BksMutedTask *
bks_muted_task_new (const char *nas_id,
                    const char *task_id,
                    const char *title,
                    const char *subtitle)
{
  BksMutedTask *self = g_object_new (BKS_TYPE_MUTED_TASK, NULL);

  self->nas_id = g_strdup (nas_id);
  self->task_id = g_strdup (task_id);
  self->title = g_strdup (title);
  self->subtitle = g_strdup (subtitle);
  return self;
}

/**
 * bks_muted_task_get_nas_id:
 * @self: a row of the list
 *
 * Returns: the ID of its NAS
 */
const char *
bks_muted_task_get_nas_id (BksMutedTask *self)
{
  g_return_val_if_fail (BKS_IS_MUTED_TASK (self), NULL);

  return self->nas_id;
}

/**
 * bks_muted_task_get_task_id:
 * @self: a row of the list
 *
 * Returns: the ID of the backup
 */
const char *
bks_muted_task_get_task_id (BksMutedTask *self)
{
  g_return_val_if_fail (BKS_IS_MUTED_TASK (self), NULL);

  return self->task_id;
}

/**
 * bks_muted_task_get_title:
 * @self: a row of the list
 *
 * Returns: the backup's name
 */
const char *
bks_muted_task_get_title (BksMutedTask *self)
{
  g_return_val_if_fail (BKS_IS_MUTED_TASK (self), NULL);

  return self->title;
}

/**
 * bks_muted_task_get_subtitle:
 * @self: a row of the list
 *
 * Returns: its NAS, and until when it is muted
 */
const char *
bks_muted_task_get_subtitle (BksMutedTask *self)
{
  g_return_val_if_fail (BKS_IS_MUTED_TASK (self), NULL);

  return self->subtitle;
}
