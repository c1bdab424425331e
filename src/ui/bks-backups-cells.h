/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-task.h"

G_BEGIN_DECLS

/* The cells of the table of backups: CREATE makes one, whose property "task" is set and unset as rows
 * come and go. */
typedef GtkWidget *(*BksCreateCell) (void);
void bks_backups_cells_fill (GtkColumnViewColumn *column, BksCreateCell create);

GtkWidget *bks_backups_cells_create_nas (void);
GtkWidget *bks_backups_cells_create_name (void);
GtkWidget *bks_backups_cells_create_status (void);
GtkWidget *bks_backups_cells_create_last_success (void);
GtkWidget *bks_backups_cells_create_next_run (void);
GtkWidget *bks_backups_cells_create_verb (void);

/* The backup whose row is at a place of the table or list; none on a button. (nullable) */
BksTask *bks_backups_cells_find_task_at (GtkWidget *widget, double x, double y);

G_END_DECLS
