/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-destination-row.h"

G_BEGIN_DECLS

/* The ⋮ of a destination: look at it again, DSM, and the pages of its backups. The actions are those of
 * BksDestinationsPage. Property: item. */
#define BKS_TYPE_DESTINATIONS_MENU (bks_destinations_menu_get_type ())
G_DECLARE_FINAL_TYPE (BksDestinationsMenu, bks_destinations_menu, BKS, DESTINATIONS_MENU, GtkWidget)

GtkWidget *bks_destinations_menu_new (void);
void bks_destinations_menu_set_row (BksDestinationsMenu *self, BksDestinationRow *row);
void bks_destinations_menu_popup (BksDestinationsMenu *self);

G_END_DECLS
