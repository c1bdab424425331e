/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-task-check.h"

#include <glib/gi18n-lib.h>

struct _BksTaskCheck
{
  GtkWidget parent_instance;

  GtkCheckButton *button; /* (owned): the only child */

  BksTask *task;                   /* (owned) (nullable) */
  BksTaskSelection *selection;     /* (owned) (nullable) */
  GSignalGroup *task_signals;      /* (owned) */
  GSignalGroup *selection_signals; /* (owned) */
  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (BksTaskCheck, bks_task_check, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_TASK = 1,
} BksTaskCheckProperty;

static GParamSpec *properties[PROP_TASK + 1];

static void
update (BksTaskCheck *self)
{
  gboolean is_active = self->selection != NULL && bks_task_selection_get_active (self->selection);
  g_autofree char *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), is_active);
  if (self->task == NULL || !is_active)
    return;

  /* Translators: what a box to tick is for; the name of a backup. */
  label = g_strdup_printf (_ ("Select %s"), bks_task_get_name (self->task));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), bks_task_selection_can_contain (self->task));
  self->is_updating = TRUE;
  gtk_check_button_set_active (self->button,
                               bks_task_selection_contains (self->selection, self->task));
  self->is_updating = FALSE;
}

static void
bks_task_check_changed_cb (BksTaskCheck *self)
{
  update (self);
}

static void
bks_task_check_toggled_cb (BksTaskCheck *self)
{
  if (!self->is_updating && self->task != NULL && self->selection != NULL)
    bks_task_selection_set (self->selection, self->task,
                            gtk_check_button_get_active (self->button));
}

static void
bks_task_check_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((BksTaskCheckProperty) prop_id)
    {
    case PROP_TASK:
      g_value_set_object (value, BKS_TASK_CHECK (object)->task);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_task_check_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((BksTaskCheckProperty) prop_id)
    {
    case PROP_TASK:
      bks_task_check_set_task (BKS_TASK_CHECK (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_task_check_dispose (GObject *object)
{
  BksTaskCheck *self = BKS_TASK_CHECK (object);

  g_clear_object (&self->task_signals);
  g_clear_object (&self->selection_signals);
  g_clear_object (&self->task);
  g_clear_object (&self->selection);
  if (self->button != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->button)));

  G_OBJECT_CLASS (bks_task_check_parent_class)->dispose (object);
}

static void
bks_task_check_class_init (BksTaskCheckClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bks_task_check_get_property;
  object_class->set_property = bks_task_check_set_property;
  object_class->dispose = bks_task_check_dispose;

  properties[PROP_TASK] = g_param_spec_object ("task", NULL, NULL, BKS_TYPE_TASK,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                   | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
bks_task_check_init (BksTaskCheck *self)
{
  self->button = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (self->button, "toggled", G_CALLBACK (bks_task_check_toggled_cb), self,
                           G_CONNECT_SWAPPED);

  self->task_signals = g_signal_group_new (BKS_TYPE_TASK);
  g_signal_group_connect_object (self->task_signals, "notify::generation",
                                 G_CALLBACK (bks_task_check_changed_cb), self, G_CONNECT_SWAPPED);
  self->selection_signals = g_signal_group_new (BKS_TYPE_TASK_SELECTION);
  g_signal_group_connect_object (self->selection_signals, "items-changed",
                                 G_CALLBACK (bks_task_check_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->selection_signals, "notify::active",
                                 G_CALLBACK (bks_task_check_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * bks_task_check_set_selection:
 * @self: a #BksTaskCheck
 * @selection: (nullable): what it changes
 */
void
bks_task_check_set_selection (BksTaskCheck *self, BksTaskSelection *selection)
{
  g_return_if_fail (BKS_IS_TASK_CHECK (self));

  if (!g_set_object (&self->selection, selection))
    return;

  g_signal_group_set_target (self->selection_signals, selection);
  update (self);
}

/**
 * bks_task_check_set_task:
 * @self: a #BksTaskCheck
 * @task: (nullable): whose box it is
 */
void
bks_task_check_set_task (BksTaskCheck *self, BksTask *task)
{
  g_return_if_fail (BKS_IS_TASK_CHECK (self));

  if (!g_set_object (&self->task, task))
    return;

  g_signal_group_set_target (self->task_signals, task);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TASK]);
}
