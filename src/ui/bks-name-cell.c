/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-name-cell.h"

#include "bks-row-name.h"
#include "bks-task-check.h"
#include "bks-verdict-icon.h"

struct _BksNameCell
{
  GtkWidget parent_instance;

  BksTaskCheck *check;

  BksTask *task;        /* (owned) (nullable) */
  BksRowName *row_name; /* (owned) */
};

G_DEFINE_FINAL_TYPE (BksNameCell, bks_name_cell, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_TASK = 1,
} BksNameCellProperty;

static GParamSpec *properties[PROP_TASK + 1];

static void
bks_name_cell_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((BksNameCellProperty) prop_id)
    {
    case PROP_TASK:
      g_value_set_object (value, BKS_NAME_CELL (object)->task);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_name_cell_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((BksNameCellProperty) prop_id)
    {
    case PROP_TASK:
      bks_name_cell_set_task (BKS_NAME_CELL (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_name_cell_dispose (GObject *object)
{
  BksNameCell *self = BKS_NAME_CELL (object);
  GtkWidget *child;

  g_clear_pointer (&self->row_name, bks_row_name_free);
  g_clear_object (&self->task);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_name_cell_parent_class)->dispose (object);
}

static void
bks_name_cell_class_init (BksNameCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bks_name_cell_get_property;
  object_class->set_property = bks_name_cell_set_property;
  object_class->dispose = bks_name_cell_dispose;

  properties[PROP_TASK] = g_param_spec_object ("task", NULL, NULL, BKS_TYPE_TASK,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                   | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (BKS_TYPE_TASK_CHECK);
  g_type_ensure (BKS_TYPE_VERDICT_ICON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/backstay/Backstay/ui/bks-name-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, BksNameCell, check);
}

static void
bks_name_cell_init (BksNameCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->row_name = bks_row_name_new (GTK_WIDGET (self), 2);
}

/**
 * bks_name_cell_set_selection:
 * @self: a #BksNameCell
 * @selection: what its box ticks
 */
void
bks_name_cell_set_selection (BksNameCell *self, BksTaskSelection *selection)
{
  g_return_if_fail (BKS_IS_NAME_CELL (self));

  bks_task_check_set_selection (self->check, selection);
}

/**
 * bks_name_cell_set_task:
 * @self: a #BksNameCell
 * @task: (nullable): what to show
 */
void
bks_name_cell_set_task (BksNameCell *self, BksTask *task)
{
  g_return_if_fail (BKS_IS_NAME_CELL (self));
  g_return_if_fail (task == NULL || BKS_IS_TASK (task));

  if (!g_set_object (&self->task, task))
    return;

  bks_row_name_set_task (self->row_name, task);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TASK]);
}

/**
 * bks_name_cell_get_task:
 * @self: a #BksNameCell
 *
 * Returns: (nullable) (transfer none): what it shows
 */
BksTask *
bks_name_cell_get_task (BksNameCell *self)
{
  g_return_val_if_fail (BKS_IS_NAME_CELL (self), NULL);

  return self->task;
}
