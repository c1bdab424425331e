/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-task-selection.h"

G_BEGIN_DECLS

/* First column of the backups: a box while backups are ticked, verdict, name, where it
 * goes. It also names the row. Property: task. */
#define BKS_TYPE_NAME_CELL (bks_name_cell_get_type ())
G_DECLARE_FINAL_TYPE (BksNameCell, bks_name_cell, BKS, NAME_CELL, GtkWidget)

void bks_name_cell_set_selection (BksNameCell *self, BksTaskSelection *selection);
void bks_name_cell_set_task (BksNameCell *self, BksTask *task);
BksTask *bks_name_cell_get_task (BksNameCell *self); /* (nullable) (transfer none) */

G_END_DECLS
