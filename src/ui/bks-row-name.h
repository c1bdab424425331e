/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-task.h"

G_BEGIN_DECLS

/* Gives the row that holds a cell its name for screen readers: in GTK 4.8 rows have no widget of
 * their own that an application may reach but this way. */
typedef struct _BksRowName BksRowName;

BksRowName *bks_row_name_new (GtkWidget *cell, guint n_levels);
void bks_row_name_set_task (BksRowName *self, BksTask *task);
void bks_row_name_free (BksRowName *self);

G_END_DECLS
