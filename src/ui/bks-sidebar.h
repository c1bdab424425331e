/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "bks-fleet.h"

G_BEGIN_DECLS

/* "All NAS" and each NAS below it. Signals: "chosen" (BksNas, nullable), whenever a row is activated
 * and when the chosen NAS has gone; "move" (BksNas, guint), when one was dragged to another place.
 * Property: folded. */
#define BKS_TYPE_SIDEBAR (bks_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (BksSidebar, bks_sidebar, BKS, SIDEBAR, GtkWidget)

void bks_sidebar_set_fleet (BksSidebar *self, BksFleet *fleet);
void bks_sidebar_choose (BksSidebar *self, BksNas *nas);
void bks_sidebar_step (BksSidebar *self, int direction);
void bks_sidebar_focus_list (BksSidebar *self);
void bks_sidebar_set_paused_until (BksSidebar *self, gint64 until);

G_END_DECLS
