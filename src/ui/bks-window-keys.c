/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-window-private.h"

#include <glib/gi18n-lib.h>

/* Keys that belong to whatever has the focus. They are the window's, so that each page may have its own
 * meaning of them: those come first. */

static GtkWidget *
find_menu_button (GtkWidget *widget)
{
  if (GTK_IS_MENU_BUTTON (widget) && gtk_widget_get_mapped (widget)
      && gtk_widget_is_sensitive (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_menu_button (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_list (GtkWidget *widget)
{
  return GTK_IS_LIST_BASE (widget) || GTK_IS_LIST_BOX (widget);
}

/* The row of a list that has the keyboard, or whose button has it. */
static GtkWidget *
find_focus_row (BksWindow *self)
{
  GtkWidget *widget = gtk_root_get_focus (GTK_ROOT (self));

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      GtkWidget *parent = gtk_widget_get_parent (widget);

      if (parent != NULL && is_list (parent))
        return widget;
    }
  return NULL;
}

static gboolean
bks_window_row_menu_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  GtkWidget *row = find_focus_row (BKS_WINDOW (widget));
  GtkWidget *button = row != NULL ? find_menu_button (row) : NULL;

  if (button == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  return GDK_EVENT_STOP;
}

/* What a screen reader says of the row. */
static gboolean
bks_window_copy_row_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  BksWindow *self = BKS_WINDOW (widget);
  BksTask *task = find_focus_row (self) != NULL ? bks_window_get_task_in_sight (self) : NULL;

  if (task == NULL)
    return GDK_EVENT_PROPAGATE;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), bks_task_get_row_label (task));
  bks_window_toast (self, _ ("Row copied"), NULL, NULL);
  return GDK_EVENT_STOP;
}

/**
 * bks_window_class_add_keys:
 * @widget_class: of #BksWindow
 */
void
bks_window_class_add_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, bks_window_row_menu_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, bks_window_row_menu_cb,
                                NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, bks_window_copy_row_cb,
                                NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Insert, GDK_CONTROL_MASK,
                                bks_window_copy_row_cb, NULL);
}
