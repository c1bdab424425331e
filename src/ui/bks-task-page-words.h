/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "bks-nas.h"
#include "bks-task.h"

G_BEGIN_DECLS

/* What the rows of a task's page say: (transfer full) plain text. What is not known yet is (nullable). */

char *bks_task_page_describe_sources (const BksTaskDetails *details);
char *bks_task_page_describe_destination (BksTask *task, const BksTaskDetails *details);
char *bks_task_page_describe_stored (BksTask *task,
                                     const BksTaskDetails *details,
                                     const BksTargetInfo *target);
char *bks_task_page_describe_versions (GPtrArray *versions, gint64 now);
char *bks_task_page_describe_schedule (BksTask *task, const BksTaskDetails *details, gint64 now);
char *bks_task_page_describe_next_runs (BksTask *task, const BksTaskDetails *details, gint64 now);
char *bks_task_page_describe_last_run (BksTask *task, gint64 now);
char *bks_task_page_describe_last_success (BksTask *task, gint64 now);
char *bks_task_page_describe_integrity (BksTask *task, const BksTargetInfo *target, gint64 now);
char *bks_task_page_make_report (BksTask *task,
                                 const BksTaskDetails *details,
                                 const BksTargetInfo *target,
                                 GPtrArray *versions);
gboolean bks_task_page_was_last_run_good (BksTask *task);

G_END_DECLS
