/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-task.h"

G_BEGIN_DECLS

/* What a backup is doing or how it is: word, bar of a run, reason. Property: task. */
#define BKS_TYPE_STATUS_CELL (bks_status_cell_get_type ())
G_DECLARE_FINAL_TYPE (BksStatusCell, bks_status_cell, BKS, STATUS_CELL, GtkWidget)

void bks_status_cell_set_task (BksStatusCell *self, BksTask *task);

G_END_DECLS
