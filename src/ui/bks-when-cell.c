/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-when-cell.h"

#include "bks-format.h"

#define WIDTH_CHARS 13 /* "Yesterday, 23:10" */

struct _BksWhenCell
{
  GtkWidget parent_instance;

  GtkLabel *label;

  BksTask *task; /* (owned) (nullable) */
  BksWhen when;
  GSignalGroup *signals; /* (owned): of the task */
};

G_DEFINE_FINAL_TYPE (BksWhenCell, bks_when_cell, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_TASK = 1,
} BksWhenCellProperty;

static GParamSpec *properties[PROP_TASK + 1];

static void
update (BksWhenCell *self)
{
  gboolean is_next = self->when == BKS_WHEN_NEXT_RUN;
  gboolean is_vague;
  gint64 when;
  const char *text;
  g_autofree char *tooltip = NULL;

  if (self->task == NULL)
    return;

  when = is_next ? bks_task_get_next_run (self->task) : bks_task_get_last_success (self->task);
  text = is_next ? bks_task_get_next_run_text (self->task)
                 : bks_task_get_last_success_text (self->task);
  if (when > 0)
    tooltip = bks_format_when_full (when, g_get_real_time ());

  if (g_strcmp0 (gtk_label_get_text (self->label), text) != 0)
    gtk_label_set_text (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);

  /* Not from now, or no time at all. */
  is_vague = bks_task_get_verdict (self->task) == BKS_VERDICT_UNKNOWN
             || (is_next && when == 0 && !bks_task_is_busy (self->task));
  if (is_vague)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "dim-label");
}

static void
bks_when_cell_task_changed_cb (BksWhenCell *self)
{
  update (self);
}

static void
bks_when_cell_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((BksWhenCellProperty) prop_id)
    {
    case PROP_TASK:
      g_value_set_object (value, BKS_WHEN_CELL (object)->task);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_when_cell_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((BksWhenCellProperty) prop_id)
    {
    case PROP_TASK:
      bks_when_cell_set_task (BKS_WHEN_CELL (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_when_cell_dispose (GObject *object)
{
  BksWhenCell *self = BKS_WHEN_CELL (object);
  GtkWidget *child;

  g_clear_object (&self->signals);
  g_clear_object (&self->task);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_when_cell_parent_class)->dispose (object);
}

static void
bks_when_cell_class_init (BksWhenCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bks_when_cell_get_property;
  object_class->set_property = bks_when_cell_set_property;
  object_class->dispose = bks_when_cell_dispose;

  properties[PROP_TASK] = g_param_spec_object ("task", NULL, NULL, BKS_TYPE_TASK,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                   | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bks_when_cell_init (BksWhenCell *self)
{
  self->label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END,
                              "width-chars", WIDTH_CHARS, "max-width-chars", WIDTH_CHARS, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  gtk_widget_set_parent (GTK_WIDGET (self->label), GTK_WIDGET (self));

  self->signals = g_signal_group_new (BKS_TYPE_TASK);
  g_signal_group_connect_object (self->signals, "notify::generation",
                                 G_CALLBACK (bks_when_cell_task_changed_cb), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * bks_when_cell_new:
 * @when: which of a task's times
 *
 * Returns: a cell without a task
 */
GtkWidget *
bks_when_cell_new (BksWhen when)
{
  BksWhenCell *self = g_object_new (BKS_TYPE_WHEN_CELL, NULL);

  self->when = when;
  return GTK_WIDGET (self);
}

/**
 * bks_when_cell_set_task:
 * @self: a #BksWhenCell
 * @task: (nullable): what to show
 */
void
bks_when_cell_set_task (BksWhenCell *self, BksTask *task)
{
  g_return_if_fail (BKS_IS_WHEN_CELL (self));
  g_return_if_fail (task == NULL || BKS_IS_TASK (task));

  if (!g_set_object (&self->task, task))
    return;

  g_signal_group_set_target (self->signals, task);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TASK]);
}
