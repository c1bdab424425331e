/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-backups-cells.h"

#include "bks-backups-header.h"
#include "bks-name-cell.h"
#include "bks-nas-heading.h"
#include "bks-status-cell.h"
#include "bks-task-check.h"
#include "bks-task-row.h"
#include "bks-verb-button.h"
#include "bks-when-cell.h"

GtkWidget *
bks_backups_cells_create_name (void)
{
  return g_object_new (BKS_TYPE_NAME_CELL, NULL);
}

GtkWidget *
bks_backups_cells_create_nas (void)
{
  return g_object_new (BKS_TYPE_NAS_HEADING, "keeps-room", TRUE, NULL);
}

GtkWidget *
bks_backups_cells_create_status (void)
{
  return g_object_new (BKS_TYPE_STATUS_CELL, NULL);
}

GtkWidget *
bks_backups_cells_create_last_success (void)
{
  return bks_when_cell_new (BKS_WHEN_LAST_SUCCESS);
}

GtkWidget *
bks_backups_cells_create_next_run (void)
{
  return bks_when_cell_new (BKS_WHEN_NEXT_RUN);
}

GtkWidget *
bks_backups_cells_create_verb (void)
{
  return g_object_new (BKS_TYPE_VERB_BUTTON, "halign", GTK_ALIGN_END, NULL);
}

static void
cell_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer create)
{
  gtk_list_item_set_child (item, ((BksCreateCell) create) ());
}

static void
cell_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_object_set (gtk_list_item_get_child (item), "task", gtk_list_item_get_item (item), NULL);
}

static void
cell_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  g_object_set (gtk_list_item_get_child (item), "task", NULL, NULL);
}

/* Cells are given their backup from here: an expression over a GtkListItem, as factories from .ui
 * files have them, is let go of twice by GTK 4.8 when the window goes with a row in use. */
void
bks_backups_cells_fill (GtkColumnViewColumn *column, BksCreateCell create)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), create);
  g_signal_connect (factory, "bind", G_CALLBACK (cell_bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (cell_unbind_cb), NULL);
  gtk_column_view_column_set_factory (column, factory);
}

BksTask *
bks_backups_cells_find_task_at (GtkWidget *widget, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (widget, x, y, GTK_PICK_INSENSITIVE);

  for (; picked != NULL && picked != widget; picked = gtk_widget_get_parent (picked))
    {
      if (BKS_IS_VERB_BUTTON (picked) || BKS_IS_TASK_CHECK (picked)
          || BKS_IS_BACKUPS_HEADER (picked))
        return NULL;
      if (BKS_IS_TASK_ROW (picked))
        return bks_task_row_get_task (BKS_TASK_ROW (picked));
      if (g_str_equal (gtk_widget_get_css_name (picked), "row"))
        {
          for (GtkWidget *cell = gtk_widget_get_first_child (picked); cell != NULL;
               cell = gtk_widget_get_next_sibling (cell))
            {
              GtkWidget *child = gtk_widget_get_first_child (cell);

              if (child != NULL && BKS_IS_NAME_CELL (child))
                return bks_name_cell_get_task (BKS_NAME_CELL (child));
            }
        }
    }
  return NULL;
}
