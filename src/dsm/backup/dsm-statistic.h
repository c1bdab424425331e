/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-task.h"

G_BEGIN_DECLS

/**
 * DsmField:
 *
 * Something that the NAS says and that has no name of ours.
 */
typedef struct
{
  char *name; /* as on the wire; that of a field within another one follows a dot */
  char *text;
} DsmField;

void dsm_field_free (DsmField *self);

/**
 * DsmRunStatistic:
 *
 * What one run has changed, and how large it has left things. -1 = the NAS did not say.
 */
typedef struct
{
  DsmTime ended; /* UTC */
  gint64 n_new;
  gint64 n_modified;
  gint64 n_deleted;
  gint64 source_bytes;
  gint64 target_bytes; /* probably KiB on the wire */
} DsmRunStatistic;

/**
 * DsmStatistics:
 *
 * The statistics of a task or of a target of the Vault, oldest run first.
 */
typedef struct
{
  GPtrArray *runs;   /* (element-type DsmRunStatistic): source and target of a run in one */
  GPtrArray *fields; /* (element-type DsmField): whatever else there is */
} DsmStatistics;

void dsm_statistics_free (DsmStatistics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsmStatistics, dsm_statistics_free)

void dsm_statistics_get_async (DsmClient *client,
                               const char *task_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
DsmStatistics *dsm_statistics_get_finish (DsmClient *client, GAsyncResult *result, GError **error);

void dsm_vault_statistics_get_async (DsmClient *client,
                                     const char *target_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
DsmStatistics *dsm_vault_statistics_get_finish (DsmClient *client,
                                                GAsyncResult *result,
                                                GError **error);

G_END_DECLS
