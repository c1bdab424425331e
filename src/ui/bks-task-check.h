/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-task-selection.h"

G_BEGIN_DECLS

/* The box that says whether a backup is selected, and changes it. Property: task. Hidden as long
 * as nothing is being selected. */
#define BKS_TYPE_TASK_CHECK (bks_task_check_get_type ())
G_DECLARE_FINAL_TYPE (BksTaskCheck, bks_task_check, BKS, TASK_CHECK, GtkWidget)

void bks_task_check_set_selection (BksTaskCheck *self, BksTaskSelection *selection);
void bks_task_check_set_task (BksTaskCheck *self, BksTask *task);

G_END_DECLS
