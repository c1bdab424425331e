/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-row-label.h"

struct _BksRowLabel
{
  GtkWidget parent_instance;

  GtkLabel *text;  /* (owned): the only child */
  char *row_label; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (BksRowLabel, bks_row_label, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_LABEL = 1,
  PROP_ROW_LABEL,
} BksRowLabelProperty;

static GParamSpec *properties[PROP_ROW_LABEL + 1];

/* The cell's parent is GTK's own cell, and that one's the row. */
static void
name_row (BksRowLabel *self)
{
  GtkWidget *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  GtkWidget *row = cell != NULL ? gtk_widget_get_parent (cell) : NULL;

  if (row != NULL && self->row_label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    self->row_label, -1);
}

static void
bks_row_label_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bks_row_label_parent_class)->map (widget);
  name_row (BKS_ROW_LABEL (widget));
}

static void
bks_row_label_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  BksRowLabel *self = BKS_ROW_LABEL (object);

  switch ((BksRowLabelProperty) prop_id)
    {
    case PROP_LABEL:
      gtk_label_set_text (self->text,
                          g_value_get_string (value) != NULL ? g_value_get_string (value) : "");
      break;
    case PROP_ROW_LABEL:
      g_free (self->row_label);
      self->row_label = g_value_dup_string (value);
      name_row (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_row_label_dispose (GObject *object)
{
  BksRowLabel *self = BKS_ROW_LABEL (object);

  if (self->text != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->text)));
  g_clear_pointer (&self->row_label, g_free);

  G_OBJECT_CLASS (bks_row_label_parent_class)->dispose (object);
}

static void
bks_row_label_class_init (BksRowLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = bks_row_label_set_property;
  object_class->dispose = bks_row_label_dispose;
  widget_class->map = bks_row_label_map;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL,
                                                G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ROW_LABEL] = g_param_spec_string ("row-label", NULL, NULL, NULL,
                                                    G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bks_row_label_init (BksRowLabel *self)
{
  self->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->text, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->text), "numeric");
  gtk_widget_set_parent (GTK_WIDGET (self->text), GTK_WIDGET (self));
}
