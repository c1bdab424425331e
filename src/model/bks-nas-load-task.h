/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-nas-load.h"

G_BEGIN_DECLS

/* The parts of what a NAS knows about a task beyond its list. */
typedef enum
{
  BKS_TASK_PART_DETAILS = 1 << 0,
  BKS_TASK_PART_VERSIONS = 1 << 1,
  BKS_TASK_PART_STATISTICS = 1 << 2,
  BKS_TASK_PART_LOG = 1 << 3,
} BksTaskParts;

#define BKS_TASK_PARTS_ALL                                                                         \
  (BKS_TASK_PART_DETAILS | BKS_TASK_PART_VERSIONS | BKS_TASK_PART_STATISTICS | BKS_TASK_PART_LOG)

/**
 * BksTaskDossier:
 *
 * What the NAS knows about one task. Of each part that was asked for there is either the answer or the
 * problem; the others have neither.
 */
typedef struct
{
  BksTaskDetails *details;     /* (nullable) (owned) */
  GPtrArray *versions;         /* (nullable) (owned) (element-type BksTaskVersion): newest first */
  BksStatistics *statistics;   /* (nullable) (owned) */
  GPtrArray *log;              /* (nullable) (owned) (element-type BksLogEntry): newest first */
  gboolean log_is_whole;       /* there are no older lines */
  BksProblem *details_problem; /* (nullable) (owned); so all four */
  BksProblem *versions_problem;
  BksProblem *statistics_problem;
  BksProblem *log_problem;
} BksTaskDossier;

void bks_task_dossier_free (BksTaskDossier *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksTaskDossier, bks_task_dossier_free)

void bks_nas_load_task_page_async (BksNas *self,
                                   const char *task_id,
                                   BksTaskParts parts,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
BksTaskDossier *bks_nas_load_task_page_finish (BksNas *self, GAsyncResult *result, GError **error);

G_END_DECLS
