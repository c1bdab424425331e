/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-task-row.h"

#include "bks-nas-heading.h"
#include "bks-row-name.h"
#include "bks-task-check.h"
#include "bks-verb-button.h"
#include "bks-verdict-icon.h"

struct _BksTaskRow
{
  GtkWidget parent_instance;

  BksNasHeading *heading;
  BksTaskCheck *check;
  BksVerbButton *verb_button;
  GtkLabel *line;
  GtkProgressBar *bar;

  BksTask *task;         /* (owned) (nullable) */
  BksRowName *row_name;  /* (owned) */
  GSignalGroup *signals; /* (owned): of the task */
};

G_DEFINE_FINAL_TYPE (BksTaskRow, bks_task_row, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_TASK = 1,
} BksTaskRowProperty;

static GParamSpec *properties[PROP_TASK + 1];

/* "Suspended · Since yesterday, 23:10"; of a fine one when that was. */
static char *
describe (BksTask *task, gboolean is_active)
{
  const char *reason = bks_task_get_reason (task);
  g_autofree char *progress_text = NULL;
  const char *first = bks_task_get_status_word (task);

  if (is_active)
    {
      g_object_get (task, "progress-text", &progress_text, NULL);
      first = progress_text;
    }
  else if (bks_task_get_verdict (task) == BKS_VERDICT_OK && bks_task_get_last_success (task) > 0)
    {
      if (*reason == '\0')
        reason = bks_task_get_last_success_text (task);
      else
        return g_strdup_printf ("%s · %s · %s", first, bks_task_get_last_success_text (task),
                                reason);
    }
  return *reason != '\0' ? g_strdup_printf ("%s · %s", first, reason) : g_strdup (first);
}

static void
update (BksTaskRow *self)
{
  gboolean is_active;
  g_autofree char *line = NULL;

  if (self->task == NULL)
    return;

  g_object_get (self->task, "is-active", &is_active, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), is_active);
  gtk_progress_bar_set_fraction (self->bar,
                                 CLAMP (bks_task_get_percent (self->task), 0, 100) / 100.0);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, bks_task_get_name (self->task),
      GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, bks_task_get_reason (self->task), -1);
  line = describe (self->task, is_active);
  if (g_strcmp0 (gtk_label_get_text (self->line), line) != 0)
    gtk_label_set_text (self->line, line);
}

static void
bks_task_row_task_changed_cb (BksTaskRow *self)
{
  update (self);
}

static void
bks_task_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((BksTaskRowProperty) prop_id)
    {
    case PROP_TASK:
      g_value_set_object (value, BKS_TASK_ROW (object)->task);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_task_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((BksTaskRowProperty) prop_id)
    {
    case PROP_TASK:
      bks_task_row_set_task (BKS_TASK_ROW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_task_row_dispose (GObject *object)
{
  BksTaskRow *self = BKS_TASK_ROW (object);
  GtkWidget *child;

  g_clear_pointer (&self->row_name, bks_row_name_free);
  g_clear_object (&self->signals);
  g_clear_object (&self->task);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_task_row_parent_class)->dispose (object);
}

static void
bks_task_row_class_init (BksTaskRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bks_task_row_get_property;
  object_class->set_property = bks_task_row_set_property;
  object_class->dispose = bks_task_row_dispose;

  properties[PROP_TASK] = g_param_spec_object ("task", NULL, NULL, BKS_TYPE_TASK,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                   | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (BKS_TYPE_NAS_HEADING);
  g_type_ensure (BKS_TYPE_TASK_CHECK);
  g_type_ensure (BKS_TYPE_VERB_BUTTON);
  g_type_ensure (BKS_TYPE_VERDICT_ICON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/backstay/Backstay/ui/bks-task-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BksTaskRow, heading);
  gtk_widget_class_bind_template_child (widget_class, BksTaskRow, check);
  gtk_widget_class_bind_template_child (widget_class, BksTaskRow, verb_button);
  gtk_widget_class_bind_template_child (widget_class, BksTaskRow, line);
  gtk_widget_class_bind_template_child (widget_class, BksTaskRow, bar);
}

static void
bks_task_row_init (BksTaskRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->row_name = bks_row_name_new (GTK_WIDGET (self), 1);
  self->signals = g_signal_group_new (BKS_TYPE_TASK);
  g_signal_group_connect_object (self->signals, "notify::generation",
                                 G_CALLBACK (bks_task_row_task_changed_cb), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * bks_task_row_set_groups:
 * @self: a #BksTaskRow
 * @groups: tells whether a group begins with this row, which then has the NAS's name above it
 */
void
bks_task_row_set_groups (BksTaskRow *self, BksNasGroups *groups)
{
  g_return_if_fail (BKS_IS_TASK_ROW (self));
  g_return_if_fail (BKS_IS_NAS_GROUPS (groups));

  g_object_set (self->heading, "groups", groups, NULL);
}

/**
 * bks_task_row_set_selection:
 * @self: a #BksTaskRow
 * @selection: what its box ticks; it has a verb instead as long as nothing is being ticked
 */
void
bks_task_row_set_selection (BksTaskRow *self, BksTaskSelection *selection)
{
  g_return_if_fail (BKS_IS_TASK_ROW (self));

  bks_task_check_set_selection (self->check, selection);
  g_object_bind_property (selection, "active", self->verb_button, "visible",
                          G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
}

/**
 * bks_task_row_set_task:
 * @self: a #BksTaskRow
 * @task: (nullable): what to show
 */
void
bks_task_row_set_task (BksTaskRow *self, BksTask *task)
{
  g_return_if_fail (BKS_IS_TASK_ROW (self));
  g_return_if_fail (task == NULL || BKS_IS_TASK (task));

  if (!g_set_object (&self->task, task))
    return;

  bks_row_name_set_task (self->row_name, task);
  bks_task_check_set_task (self->check, task);
  g_signal_group_set_target (self->signals, task);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TASK]);
}

/**
 * bks_task_row_get_task:
 * @self: a #BksTaskRow
 *
 * Returns: (nullable) (transfer none): what it shows
 */
BksTask *
bks_task_row_get_task (BksTaskRow *self)
{
  g_return_val_if_fail (BKS_IS_TASK_ROW (self), NULL);

  return self->task;
}
