/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-log-look.h"

G_BEGIN_DECLS

/**
 * BksLogCellKind:
 *
 * What of a line a cell shows. %BKS_LOG_CELL_ALL is a whole row, where there is little room.
 */
typedef enum
{
  BKS_LOG_CELL_DAY, /* in the first row of a day; it also gives the row its name */
  BKS_LOG_CELL_TIME,
  BKS_LOG_CELL_LEVEL,
  BKS_LOG_CELL_NAS,
  BKS_LOG_CELL_TASK,
  BKS_LOG_CELL_EVENT,
  BKS_LOG_CELL_ALL,
} BksLogCellKind;

#define BKS_TYPE_LOG_CELL (bks_log_cell_get_type ())
G_DECLARE_FINAL_TYPE (BksLogCell, bks_log_cell, BKS, LOG_CELL, GtkWidget)

GtkListItemFactory *bks_log_cell_create_factory (BksLogCellKind kind, BksLogLook *look);
BksLogRow *bks_log_cell_get_row (BksLogCell *self); /* (nullable) */
guint bks_log_cell_get_position (BksLogCell *self);

G_END_DECLS
