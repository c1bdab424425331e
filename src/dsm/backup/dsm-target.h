/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-task.h"

G_BEGIN_DECLS

/**
 * DsmTarget:
 *
 * SYNO.Backup.Target get: the destination directory of a task. Slow for remote destinations.
 */
typedef struct
{
  DsmTri online;
  gint64 used_bytes; /* -1 = unknown; KiB on the wire */
  char *format;
  char *host_name;
  char *owner_name;
  char *uni_key;
  DsmTri compressed;
  DsmTri encrypted;
  DsmTime last_integrity_check; /* none = no check yet, or not said */
} DsmTarget;

void dsm_target_free (DsmTarget *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsmTarget, dsm_target_free)

void dsm_target_get_async (DsmClient *client,
                           const char *task_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
DsmTarget *dsm_target_get_finish (DsmClient *client, GAsyncResult *result, GError **error);

/* Writes: sent once. */
void dsm_target_check_async (DsmClient *client,
                             const char *task_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean dsm_target_check_finish (DsmClient *client, GAsyncResult *result, GError **error);
void dsm_target_cancel_check_async (DsmClient *client,
                                    const char *task_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean dsm_target_cancel_check_finish (DsmClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
