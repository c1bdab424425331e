/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-nas-heading.h"

#include "bks-nas.h"

#define WIDTH_CHARS 12 /* of a column: the usual "office-nas" in bold, and little of the table */

struct _BksNasHeading
{
  GtkWidget parent_instance;

  GtkWidget *label;
  BksTask *task;                /* (owned) (nullable) */
  GSignalGroup *groups_signals; /* (owned) */
  GSignalGroup *nas_signals;    /* (owned): of the task's NAS */
  gboolean keeps_room;
};

G_DEFINE_FINAL_TYPE (BksNasHeading, bks_nas_heading, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_GROUPS = 1,
  PROP_TASK,
  PROP_KEEPS_ROOM,
} BksNasHeadingProperty;

static GParamSpec *properties[PROP_KEEPS_ROOM + 1];

static void
update (BksNasHeading *self)
{
  g_autoptr (BksNasGroups) groups = g_signal_group_dup_target (self->groups_signals);
  g_autoptr (BksNas) nas = g_signal_group_dup_target (self->nas_signals);
  gboolean is_head = groups != NULL && nas != NULL && bks_nas_groups_is_head (groups, self->task);
  const char *name = is_head ? bks_nas_get_name (nas) : NULL;

  gtk_label_set_text (GTK_LABEL (self->label), name != NULL ? name : "");
  gtk_widget_set_tooltip_text (self->label, name);
  gtk_widget_set_visible (GTK_WIDGET (self), is_head || self->keeps_room);
}

static void
bks_nas_heading_changed_cb (BksNasHeading *self)
{
  update (self);
}

static void
bks_nas_heading_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BksNasHeading *self = BKS_NAS_HEADING (object);

  switch ((BksNasHeadingProperty) prop_id)
    {
    case PROP_GROUPS:
      g_value_take_object (value, g_signal_group_dup_target (self->groups_signals));
      break;
    case PROP_TASK:
      g_value_set_object (value, self->task);
      break;
    case PROP_KEEPS_ROOM:
      g_value_set_boolean (value, self->keeps_room);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_nas_heading_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  BksNasHeading *self = BKS_NAS_HEADING (object);

  switch ((BksNasHeadingProperty) prop_id)
    {
    case PROP_GROUPS:
      g_signal_group_set_target (self->groups_signals, g_value_get_object (value));
      break;
    case PROP_TASK:
      g_set_object (&self->task, g_value_get_object (value));
      g_signal_group_set_target (self->nas_signals,
                                 self->task != NULL ? bks_task_get_nas (self->task) : NULL);
      break;
    case PROP_KEEPS_ROOM:
      self->keeps_room = g_value_get_boolean (value);
      if (self->keeps_room)
        g_object_set (self->label, "width-chars", WIDTH_CHARS, "max-width-chars", WIDTH_CHARS,
                      NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
  update (self);
}

static void
bks_nas_heading_dispose (GObject *object)
{
  BksNasHeading *self = BKS_NAS_HEADING (object);

  g_clear_object (&self->groups_signals);
  g_clear_object (&self->nas_signals);
  g_clear_object (&self->task);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (bks_nas_heading_parent_class)->dispose (object);
}

static void
bks_nas_heading_class_init (BksNasHeadingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bks_nas_heading_get_property;
  object_class->set_property = bks_nas_heading_set_property;
  object_class->dispose = bks_nas_heading_dispose;

  properties[PROP_GROUPS] = g_param_spec_object ("groups", NULL, NULL, BKS_TYPE_NAS_GROUPS,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TASK] = g_param_spec_object ("task", NULL, NULL, BKS_TYPE_TASK,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_KEEPS_ROOM] = g_param_spec_boolean ("keeps-room", NULL, NULL, FALSE,
                                                      G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                                          | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
bks_nas_heading_init (BksNasHeading *self)
{
  self->label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END,
                              NULL);
  gtk_widget_add_css_class (self->label, "heading");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));

  self->groups_signals = g_signal_group_new (BKS_TYPE_NAS_GROUPS);
  g_signal_group_connect_object (self->groups_signals, "heads-changed",
                                 G_CALLBACK (bks_nas_heading_changed_cb), self, G_CONNECT_SWAPPED);
  self->nas_signals = g_signal_group_new (BKS_TYPE_NAS);
  g_signal_group_connect_object (self->nas_signals, "notify::name",
                                 G_CALLBACK (bks_nas_heading_changed_cb), self, G_CONNECT_SWAPPED);
}
