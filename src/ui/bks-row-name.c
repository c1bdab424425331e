/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-row-name.h"

struct _BksRowName
{
  GtkWidget *cell;       /* (unowned): it owns this */
  guint n_levels;        /* how far above the cell the row is */
  GSignalGroup *signals; /* (owned): of the task */
};

static void
update (BksRowName *self)
{
  g_autoptr (BksTask) task = g_signal_group_dup_target (self->signals);
  GtkWidget *row = self->cell;

  for (guint i = 0; i < self->n_levels && row != NULL; i++)
    row = gtk_widget_get_parent (row);
  if (row == NULL || task == NULL)
    return;

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  bks_task_get_row_label (task), -1);
}

static void
row_label_changed_cb (BksTask *task, GParamSpec *pspec, gpointer user_data)
{
  update (user_data);
}

static void
cell_map_cb (GtkWidget *cell, gpointer user_data)
{
  update (user_data);
}

/**
 * bks_row_name_new:
 * @cell: a widget in a row
 * @n_levels: how far above it the row is: 2 in a column view, 1 in a list view
 *
 * Returns: (transfer full): to be freed before @cell is disposed of
 */
BksRowName *
bks_row_name_new (GtkWidget *cell, guint n_levels)
{
  BksRowName *self = g_new0 (BksRowName, 1);

  self->cell = cell;
  self->n_levels = n_levels;
  self->signals = g_signal_group_new (BKS_TYPE_TASK);
  g_signal_group_connect (self->signals, "notify::row-label", G_CALLBACK (row_label_changed_cb),
                          self);
  g_signal_connect (cell, "map", G_CALLBACK (cell_map_cb), self);
  return self;
}

/**
 * bks_row_name_set_task:
 * @self: a #BksRowName
 * @task: (nullable): what the row shows
 */
void
bks_row_name_set_task (BksRowName *self, BksTask *task)
{
  g_signal_group_set_target (self->signals, task);
  update (self);
}

/**
 * bks_row_name_free:
 * @self: (nullable): a #BksRowName
 */
void
bks_row_name_free (BksRowName *self)
{
  if (self == NULL)
    return;

  g_signal_handlers_disconnect_by_func (self->cell, cell_map_cb, self);
  g_object_unref (self->signals);
  g_free (self);
}
