/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-wrap-layout.h"

/* GtkFlowBox gives all children of a column one width and makes each of them a stop for the Tab
 * key; a row of buttons wants neither. */

#define SPACING 8 /* px, both ways */

struct _BksWrapLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (BksWrapLayout, bks_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
bks_wrap_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Height of the line that begins with FIRST at WIDTH; END_OUT: the first child that is not on it. */
static int
measure_line (GtkWidget *first, int width, GtkWidget **end_out)
{
  GtkWidget *child;
  int x = 0, height = 0;

  for (child = first; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int natural, natural_height, used;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      used = MIN (natural, width);
      if (x > 0 && x + used > width)
        break;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, used, NULL, &natural_height, NULL, NULL);
      height = MAX (height, natural_height);
      x += used + SPACING;
    }

  *end_out = child;
  return height;
}

static void
bks_wrap_layout_measure (GtkLayoutManager *manager,
                         GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  int widest = 0, sum = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int min, nat;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &min, &nat, NULL, NULL);
      widest = MAX (widest, min);
      sum += nat + (sum > 0 ? SPACING : 0);
    }

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = widest;
      *natural = MAX (widest, sum);
    }
  else
    {
      GtkWidget *child = gtk_widget_get_first_child (widget);
      int width = for_size < 0 ? MAX (widest, sum) : MAX (widest, for_size);
      int height = 0;

      while (child != NULL)
        height += measure_line (child, width, &child) + (child != NULL ? SPACING : 0);
      *minimum = *natural = height;
    }
}

static void
bks_wrap_layout_allocate (GtkLayoutManager *manager,
                          GtkWidget *widget,
                          int width,
                          int height,
                          int baseline)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkWidget *line = gtk_widget_get_first_child (widget);
  int y = 0;

  while (line != NULL)
    {
      GtkWidget *end;
      int line_height = measure_line (line, width, &end);
      int x = 0;

      for (GtkWidget *child = line; child != end; child = gtk_widget_get_next_sibling (child))
        {
          int natural;

          if (!gtk_widget_should_layout (child))
            continue;
          gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
          natural = MIN (natural, width);
          gtk_widget_size_allocate (
              child,
              &(GtkAllocation){ mirrored ? width - x - natural : x, y, natural, line_height }, -1);
          x += natural + SPACING;
        }
      y += line_height + SPACING;
      line = end;
    }
}

static void
bks_wrap_layout_class_init (BksWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = bks_wrap_layout_get_request_mode;
  layout_class->measure = bks_wrap_layout_measure;
  layout_class->allocate = bks_wrap_layout_allocate;
}

static void
bks_wrap_layout_init (BksWrapLayout *self)
{
}
