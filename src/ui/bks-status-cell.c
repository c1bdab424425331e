/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-status-cell.h"

struct _BksStatusCell
{
  GtkWidget parent_instance;

  GtkLabel *word;
  GtkProgressBar *bar;
  GtkLabel *reason;

  BksTask *task;         /* (owned) (nullable) */
  GSignalGroup *signals; /* (owned): of the task */
};

G_DEFINE_FINAL_TYPE (BksStatusCell, bks_status_cell, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_TASK = 1,
} BksStatusCellProperty;

static GParamSpec *properties[PROP_TASK + 1];

static void
update (BksStatusCell *self)
{
  gboolean is_active;
  g_autofree char *progress_text = NULL;

  if (self->task == NULL)
    return;

  g_object_get (self->task, "is-active", &is_active, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), is_active);
  gtk_progress_bar_set_fraction (self->bar,
                                 CLAMP (bks_task_get_percent (self->task), 0, 100) / 100.0);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, bks_task_get_name (self->task),
      GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, bks_task_get_reason (self->task), -1);
  g_object_get (self->task, "progress-text", &progress_text, NULL);
  gtk_label_set_text (self->word,
                      is_active ? progress_text : bks_task_get_status_word (self->task));
  gtk_label_set_text (self->reason, bks_task_get_reason (self->task));
  gtk_widget_set_visible (GTK_WIDGET (self->reason), *bks_task_get_reason (self->task) != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), bks_task_get_headline (self->task));
}

static void
bks_status_cell_task_changed_cb (BksStatusCell *self)
{
  update (self);
}

static void
bks_status_cell_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((BksStatusCellProperty) prop_id)
    {
    case PROP_TASK:
      g_value_set_object (value, BKS_STATUS_CELL (object)->task);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_status_cell_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  switch ((BksStatusCellProperty) prop_id)
    {
    case PROP_TASK:
      bks_status_cell_set_task (BKS_STATUS_CELL (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_status_cell_dispose (GObject *object)
{
  BksStatusCell *self = BKS_STATUS_CELL (object);
  GtkWidget *child;

  g_clear_object (&self->signals);
  g_clear_object (&self->task);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_status_cell_parent_class)->dispose (object);
}

static void
bks_status_cell_class_init (BksStatusCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bks_status_cell_get_property;
  object_class->set_property = bks_status_cell_set_property;
  object_class->dispose = bks_status_cell_dispose;

  properties[PROP_TASK] = g_param_spec_object ("task", NULL, NULL, BKS_TYPE_TASK,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                   | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-status-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, BksStatusCell, word);
  gtk_widget_class_bind_template_child (widget_class, BksStatusCell, bar);
  gtk_widget_class_bind_template_child (widget_class, BksStatusCell, reason);
}

static void
bks_status_cell_init (BksStatusCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (BKS_TYPE_TASK);
  g_signal_group_connect_object (self->signals, "notify::generation",
                                 G_CALLBACK (bks_status_cell_task_changed_cb), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * bks_status_cell_set_task:
 * @self: a #BksStatusCell
 * @task: (nullable): what to show
 */
void
bks_status_cell_set_task (BksStatusCell *self, BksTask *task)
{
  g_return_if_fail (BKS_IS_STATUS_CELL (self));
  g_return_if_fail (task == NULL || BKS_IS_TASK (task));

  if (!g_set_object (&self->task, task))
    return;

  g_signal_group_set_target (self->signals, task);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TASK]);
}
