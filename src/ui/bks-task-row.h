/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-nas-groups.h"
#include "bks-task-selection.h"

G_BEGIN_DECLS

/* A backup in two lines, where there is no room for columns. It also names the row. Property: task. */
#define BKS_TYPE_TASK_ROW (bks_task_row_get_type ())
G_DECLARE_FINAL_TYPE (BksTaskRow, bks_task_row, BKS, TASK_ROW, GtkWidget)

void bks_task_row_set_groups (BksTaskRow *self, BksNasGroups *groups);
void bks_task_row_set_selection (BksTaskRow *self, BksTaskSelection *selection);
void bks_task_row_set_task (BksTaskRow *self, BksTask *task);
BksTask *bks_task_row_get_task (BksTaskRow *self); /* (nullable) (transfer none) */

G_END_DECLS
