/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-log.h"
#include "dsm-statistic.h"
#include "dsm-task.h"
#include "dsm-version.h"

G_BEGIN_DECLS

/* The parts that can be asked for together. */
typedef enum
{
  DSM_TASK_PART_DETAILS = 1 << 0,
  DSM_TASK_PART_VERSIONS = 1 << 1,
  DSM_TASK_PART_STATISTICS = 1 << 2,
  DSM_TASK_PART_LOG = 1 << 3,
} DsmTaskParts;

/**
 * DsmTaskWhole:
 *
 * What a NAS knows about one task beyond its list. Of each part that was asked for there is either
 * the answer or the error; the others have neither.
 */
typedef struct
{
  DsmTaskDetails *details;   /* (nullable) (owned) */
  DsmVersionList *versions;  /* (nullable) (owned): all of them, newest first */
  DsmStatistics *statistics; /* (nullable) (owned) */
  DsmLogPage *log;           /* (nullable) (owned): the newest lines of this task */
  GError *details_error;     /* (nullable) (owned); so all four */
  GError *versions_error;
  GError *statistics_error;
  GError *log_error;
} DsmTaskWhole;

void dsm_task_whole_free (DsmTaskWhole *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsmTaskWhole, dsm_task_whole_free)

/* One compound request, where the NAS takes such; the NAS's clock is learnt with it if that is due. */
void dsm_task_whole_async (DsmClient *client,
                           const char *task_id,
                           DsmTaskParts parts,
                           guint n_lines,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
DsmTaskWhole *dsm_task_whole_finish (DsmClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
