/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "bks-fleet.h"
#include "bks-poller.h"

G_BEGIN_DECLS

#define BKS_TYPE_WINDOW (bks_window_get_type ())
G_DECLARE_FINAL_TYPE (BksWindow, bks_window, BKS, WINDOW, AdwApplicationWindow)

/* Before the first window: the keys of its actions, and those of "app." that the window offers. */
void bks_window_install_accels (GtkApplication *application);

BksWindow *bks_window_new (GtkApplication *application, BksFleet *fleet, BksPoller *poller);
/* Size, sorting and scope come from SETTINGS and are kept there. */
void bks_window_bind_settings (BksWindow *self, GSettings *settings);
void bks_window_show_task (BksWindow *self, BksTask *task);
/* TEXT is plain; BUTTON and ACTION_NAME (nullable). */
void bks_window_toast (BksWindow *self,
                       const char *text,
                       const char *button,
                       const char *action_name);

G_END_DECLS
