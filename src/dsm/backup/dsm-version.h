/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-task.h"

G_BEGIN_DECLS

/**
 * DsmVersion:
 *
 * One restore point of a task.
 */
typedef struct
{
  char *id; /* never NULL */
  char *name;
  char *status;      /* success, cancel, backup (being written), fail, … raw */
  DsmTime started;   /* UTC */
  DsmTime completed; /* UTC; none = not complete */
  DsmTri locked;
  DsmTri can_delete;
} DsmVersion;

/**
 * DsmVersionList:
 *
 * A page of SYNO.Backup.Version list, newest first.
 */
typedef struct
{
  GPtrArray *versions; /* (element-type DsmVersion) */
  guint n_dropped;     /* rows that had no ID */
  gint64 total;        /* -1 = the NAS did not say */
} DsmVersionList;

void dsm_version_list_free (DsmVersionList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsmVersionList, dsm_version_list_free)

void dsm_version_list_async (DsmClient *client,
                             const char *task_id,
                             guint offset,
                             int limit,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
DsmVersionList *dsm_version_list_finish (DsmClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
