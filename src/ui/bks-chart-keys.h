/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A move that goes as far as there is something to go to, or, negative, to the first. */
#define BKS_CHART_END G_MAXINT16

void bks_chart_class_add_keys (GtkWidgetClass *widget_class,
                               GtkShortcutFunc move,
                               int sideways,
                               int down);

G_END_DECLS
