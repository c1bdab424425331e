/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-chart-keys.h"

static void
add_move (GtkWidgetClass *widget_class, guint key, guint pad_key, GtkShortcutFunc move, int by)
{
  gtk_widget_class_add_binding (widget_class, key, 0, move, "i", by);
  gtk_widget_class_add_binding (widget_class, pad_key, 0, move, "i", by);
}

/**
 * bks_chart_class_add_keys:
 * @widget_class: of a chart that has the action "day.open"
 * @move: moves its cursor by an int32
 * @sideways: how far Left and Right go
 * @down: how far Up and Down go; 0 = they are somebody else's
 *
 * The keys of a chart: the arrows, Home and End move its cursor, Enter opens what that is on.
 */
void
bks_chart_class_add_keys (GtkWidgetClass *widget_class,
                          GtkShortcutFunc move,
                          int sideways,
                          int down)
{
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "day.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "day.open", NULL);
  add_move (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, move, -sideways);
  add_move (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, move, sideways);
  add_move (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, move, -BKS_CHART_END);
  add_move (widget_class, GDK_KEY_End, GDK_KEY_KP_End, move, BKS_CHART_END);
  if (down == 0)
    return;
  add_move (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, move, -down);
  add_move (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, move, down);
}
