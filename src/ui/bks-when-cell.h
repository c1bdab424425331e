/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-task.h"

G_BEGIN_DECLS

typedef enum
{
  BKS_WHEN_LAST_SUCCESS,
  BKS_WHEN_NEXT_RUN,
} BksWhen;

/* A time of a backup in words; the tooltip has the full date. Property: task. */
#define BKS_TYPE_WHEN_CELL (bks_when_cell_get_type ())
G_DECLARE_FINAL_TYPE (BksWhenCell, bks_when_cell, BKS, WHEN_CELL, GtkWidget)

GtkWidget *bks_when_cell_new (BksWhen when);
void bks_when_cell_set_task (BksWhenCell *self, BksTask *task);

G_END_DECLS
