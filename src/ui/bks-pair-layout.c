/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-pair-layout.h"

/* A GtkFlowBox would decide by the natural width of its children, and one long folder name would
 * then stack what belongs side by side: here the width alone decides. */

#define PAIR_FROM 700 /* px */
#define SPACING   24  /* px, both ways */

struct _BksPairLayout
{
  GtkLayoutManager parent_instance;

  int pair_from; /* px */
};

G_DEFINE_FINAL_TYPE (BksPairLayout, bks_pair_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef enum
{
  PROP_PAIR_FROM = 1,
} BksPairLayoutProperty;

static GParamSpec *properties[PROP_PAIR_FROM + 1];

static GtkWidget *
next_visible (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
first_child (GtkWidget *widget)
{
  return next_visible (gtk_widget_get_first_child (widget));
}

static GtkWidget *
next_child (GtkWidget *child)
{
  return next_visible (gtk_widget_get_next_sibling (child));
}

static int
height_of (GtkWidget *child, int width)
{
  int min, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &min, &natural, NULL, NULL);
  return MAX (min, natural);
}

/* The next row: one or two children, and how high it is. */
static GtkWidget *
take_row (GtkWidget *child,
          gboolean is_pair,
          int width,
          GtkWidget **second_out,
          int *column_out,
          int *height_out)
{
  GtkWidget *second = is_pair ? next_child (child) : NULL;
  int column = is_pair ? (width - SPACING) / 2 : width;
  int height = height_of (child, column);

  if (second != NULL)
    height = MAX (height, height_of (second, column));

  *second_out = second;
  *column_out = column;
  *height_out = height;
  return next_child (second != NULL ? second : child);
}

static int
total_height (BksPairLayout *self, GtkWidget *widget, int width)
{
  GtkWidget *child = first_child (widget);
  int total = 0;

  while (child != NULL)
    {
      GtkWidget *second;
      int column, height;

      child = take_row (child, width >= self->pair_from, width, &second, &column, &height);
      total += height + (child != NULL ? SPACING : 0);
    }
  return total;
}

static GtkSizeRequestMode
bks_pair_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
bks_pair_layout_measure (GtkLayoutManager *manager,
                         GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  int widest = 0, widest_natural = 0;

  for (GtkWidget *child = first_child (widget); child != NULL; child = next_child (child))
    {
      int min, nat;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &min, &nat, NULL, NULL);
      widest = MAX (widest, min);
      widest_natural = MAX (widest_natural, nat);
    }

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = widest;
      *natural = MAX (widest, 2 * widest_natural + SPACING);
    }
  else
    {
      *minimum = total_height (BKS_PAIR_LAYOUT (manager), widget, MAX (widest, for_size));
      *natural = *minimum;
    }
}

static void
bks_pair_layout_allocate (GtkLayoutManager *manager,
                          GtkWidget *widget,
                          int width,
                          int height,
                          int baseline)
{
  gboolean is_pair = width >= BKS_PAIR_LAYOUT (manager)->pair_from;
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *child = first_child (widget);
  int y = 0;

  while (child != NULL)
    {
      GtkWidget *first = child, *second;
      int column, row_height;

      child = take_row (first, is_pair, width, &second, &column, &row_height);
      gtk_widget_size_allocate (
          first, &(GtkAllocation){ mirrored ? width - column : 0, y, column, row_height }, -1);
      if (second != NULL)
        gtk_widget_size_allocate (
            second, &(GtkAllocation){ mirrored ? 0 : width - column, y, column, row_height }, -1);
      y += row_height + SPACING;
    }
}

static void
bks_pair_layout_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((BksPairLayoutProperty) prop_id)
    {
    case PROP_PAIR_FROM:
      g_value_set_int (value, BKS_PAIR_LAYOUT (object)->pair_from);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_pair_layout_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  BksPairLayout *self = BKS_PAIR_LAYOUT (object);

  switch ((BksPairLayoutProperty) prop_id)
    {
    case PROP_PAIR_FROM:
      if (self->pair_from == g_value_get_int (value))
        break;
      self->pair_from = g_value_get_int (value);
      gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_pair_layout_class_init (BksPairLayoutClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = bks_pair_layout_get_request_mode;
  layout_class->measure = bks_pair_layout_measure;
  layout_class->allocate = bks_pair_layout_allocate;

  object_class->get_property = bks_pair_layout_get_property;
  object_class->set_property = bks_pair_layout_set_property;
  properties[PROP_PAIR_FROM] = g_param_spec_int ("pair-from", NULL, NULL, 0, G_MAXINT, PAIR_FROM,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                     | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bks_pair_layout_init (BksPairLayout *self)
{
  self->pair_from = PAIR_FROM;
}
