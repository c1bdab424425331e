/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "bks-fleet.h"
#include "bks-history.h"
#include "bks-keeper.h"
#include "bks-poller.h"
#include "bks-watch.h"

G_BEGIN_DECLS

#define BKS_TYPE_WINDOW (bks_window_get_type ())
G_DECLARE_FINAL_TYPE (BksWindow, bks_window, BKS, WINDOW, AdwApplicationWindow)

/* Before the first window: the keys of its actions, and those of "app." that the window offers. */
void bks_window_install_accels (GtkApplication *application);

BksWindow *bks_window_new (GtkApplication *application, BksFleet *fleet, BksPoller *poller);
/* Size, sorting and scope come from SETTINGS and are kept there. */
void bks_window_bind_settings (BksWindow *self, GSettings *settings);
/* Who keeps the NAS over restarts. Without, what is there is there until the end, and nothing of it can
 * be changed. Before the window is presented. */
void bks_window_set_keeper (BksWindow *self, BksKeeper *keeper);
/* Runs that the NAS has forgotten, for the pages of tasks. */
void bks_window_set_history (BksWindow *self, BksHistory *history);
/* Who tells of backups, and can be told not to. */
void bks_window_set_watch (BksWindow *self, BksWatch *watch);
BksKeeper *bks_window_get_keeper (BksWindow *self); /* (nullable) (transfer none) */
BksFleet *bks_window_get_fleet (BksWindow *self);   /* (transfer none) */
void bks_window_refresh_nas (BksWindow *self, BksNas *nas);
void bks_window_show_nas (BksWindow *self, const char *nas_id);
void bks_window_show_task (BksWindow *self, BksTask *task);
/* TEXT is plain; BUTTON and ACTION_NAME (nullable). */
void bks_window_toast (BksWindow *self,
                       const char *text,
                       const char *button,
                       const char *action_name);
void bks_window_add_toast (BksWindow *self, AdwToast *toast); /* TOAST (transfer full) */

G_END_DECLS
