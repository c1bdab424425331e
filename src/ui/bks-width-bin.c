/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-width-bin.h"

#define NARROW_MINIMUM 360
#define MEDIUM_FROM    600
#define WIDE_FROM      760
#define USUAL_TEXT     15 /* px */

struct _BksWidthBin
{
  GtkWidget parent_instance;

  GtkWidget *child;          /* (nullable): a child widget, so owned by being one */
  BksWidthClass width_class; /* what the child was told */
  BksWidthClass wanted;      /* what the last allocation says */
  guint change_id;           /* source that tells it; 0 = none */
};

G_DEFINE_FINAL_TYPE (BksWidthBin, bks_width_bin, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_WIDTH_CLASS = 1,
  PROP_CHILD,
} BksWidthBinProperty;

static GParamSpec *properties[PROP_CHILD + 1];

GType
bks_width_class_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { BKS_WIDTH_NARROW, "BKS_WIDTH_NARROW", "narrow" },
        { BKS_WIDTH_MEDIUM, "BKS_WIDTH_MEDIUM", "medium" },
        { BKS_WIDTH_WIDE, "BKS_WIDTH_WIDE", "wide" },
        { 0, NULL, NULL },
      };

      g_once_init_leave (&type, g_enum_register_static ("BksWidthClass", values));
    }
  return type;
}

/* How much larger than usual text is: columns want more room by as much. */
static double
text_scale (GtkWidget *widget)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = pango_font_description_get_size (font) / (double) PANGO_SCALE;

  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72;
  return MAX (size / USUAL_TEXT, 1.0);
}

static BksWidthClass
class_of (double width)
{
  if (width < MEDIUM_FROM)
    return BKS_WIDTH_NARROW;
  if (width < WIDE_FROM)
    return BKS_WIDTH_MEDIUM;
  return BKS_WIDTH_WIDE;
}

static gboolean
bks_width_bin_change_cb (gpointer user_data)
{
  BksWidthBin *self = user_data;

  self->change_id = 0;
  if (self->width_class != self->wanted)
    {
      self->width_class = self->wanted;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WIDTH_CLASS]);
    }
  return G_SOURCE_REMOVE;
}

static void
bks_width_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BksWidthBin *self = BKS_WIDTH_BIN (widget);
  int min_width, min_height;

  if (self->child != NULL && gtk_widget_should_layout (self->child))
    {
      /* Until the child has taken on the new class it may want more than there is: it is clipped. */
      gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL,
                          NULL);
      width = MAX (width, min_width);
      gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, width, &min_height, NULL, NULL,
                          NULL);
      gtk_widget_size_allocate (
          self->child, &(GtkAllocation){ 0, 0, width, MAX (height, min_height) }, baseline);
    }

  /* Not from here: the child would be queued for a new size in the middle of getting one. */
  self->wanted = class_of (gtk_widget_get_width (widget) / text_scale (widget));
  if (self->wanted != self->width_class && self->change_id == 0)
    self->change_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, bks_width_bin_change_cb, self, NULL);
}

static void
bks_width_bin_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  BksWidthBin *self = BKS_WIDTH_BIN (widget);
  int child_minimum = 0;
  int child_natural = 0;

  if (self->child != NULL && gtk_widget_should_layout (self->child))
    {
      if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
        {
          int min_width;

          gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL,
                              NULL);
          for_size = MAX (for_size, min_width);
        }
      gtk_widget_measure (self->child, orientation, for_size, &child_minimum, &child_natural, NULL,
                          NULL);
    }

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = NARROW_MINIMUM;
      *natural = MAX (NARROW_MINIMUM, child_natural);
    }
  else
    {
      *minimum = child_minimum;
      *natural = child_natural;
    }
}

static void
bks_width_bin_compute_expand (GtkWidget *widget, gboolean *hexpand, gboolean *vexpand)
{
  BksWidthBin *self = BKS_WIDTH_BIN (widget);

  *hexpand = self->child != NULL
             && gtk_widget_compute_expand (self->child, GTK_ORIENTATION_HORIZONTAL);
  *vexpand = self->child != NULL
             && gtk_widget_compute_expand (self->child, GTK_ORIENTATION_VERTICAL);
}

static void
bks_width_bin_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BksWidthBin *self = BKS_WIDTH_BIN (object);

  switch ((BksWidthBinProperty) prop_id)
    {
    case PROP_WIDTH_CLASS:
      g_value_set_enum (value, self->width_class);
      break;
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_width_bin_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((BksWidthBinProperty) prop_id)
    {
    case PROP_CHILD:
      bks_width_bin_set_child (BKS_WIDTH_BIN (object), g_value_get_object (value));
      break;
    case PROP_WIDTH_CLASS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_width_bin_dispose (GObject *object)
{
  BksWidthBin *self = BKS_WIDTH_BIN (object);

  g_clear_handle_id (&self->change_id, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);

  G_OBJECT_CLASS (bks_width_bin_parent_class)->dispose (object);
}

static void
bks_width_bin_class_init (BksWidthBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bks_width_bin_get_property;
  object_class->set_property = bks_width_bin_set_property;
  object_class->dispose = bks_width_bin_dispose;
  widget_class->measure = bks_width_bin_measure;
  widget_class->size_allocate = bks_width_bin_size_allocate;
  widget_class->compute_expand = bks_width_bin_compute_expand;

  properties[PROP_WIDTH_CLASS] = g_param_spec_enum (
      "width-class", NULL, NULL, BKS_TYPE_WIDTH_CLASS, BKS_WIDTH_WIDE,
      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bks_width_bin_init (BksWidthBin *self)
{
  self->width_class = self->wanted = BKS_WIDTH_WIDE;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * bks_width_bin_new:
 *
 * Returns: a container without a child
 */
GtkWidget *
bks_width_bin_new (void)
{
  return g_object_new (BKS_TYPE_WIDTH_BIN, NULL);
}

/**
 * bks_width_bin_set_child:
 * @self: a #BksWidthBin
 * @child: (nullable): the widget that adapts to the width class
 */
void
bks_width_bin_set_child (BksWidthBin *self, GtkWidget *child)
{
  g_return_if_fail (BKS_IS_WIDTH_BIN (self));
  g_return_if_fail (child == NULL || GTK_IS_WIDGET (child));

  if (self->child == child)
    return;

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

/**
 * bks_width_bin_get_width_class:
 * @self: a #BksWidthBin
 *
 * Returns: the class that its last allocation fell into; %BKS_WIDTH_WIDE before the first
 */
BksWidthClass
bks_width_bin_get_width_class (BksWidthBin *self)
{
  g_return_val_if_fail (BKS_IS_WIDTH_BIN (self), BKS_WIDTH_WIDE);

  return self->width_class;
}
