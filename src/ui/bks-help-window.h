/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The guide, in a window of its own: a browser of the desktop could not read a file that lies inside a
 * Flatpak, and this one speaks the language of the rest. */
#define BKS_TYPE_HELP_WINDOW (bks_help_window_get_type ())
G_DECLARE_FINAL_TYPE (BksHelpWindow, bks_help_window, BKS, HELP_WINDOW, AdwWindow)

GtkWidget *bks_help_window_new (GtkWindow *parent);
/* A topic of bks_help_get_topics(), by its ID. */
void bks_help_window_show_topic (BksHelpWindow *self, const char *id);

G_END_DECLS
