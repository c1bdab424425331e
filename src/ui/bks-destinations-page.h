/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-scope.h"

G_BEGIN_DECLS

/* The destinations of the scope, worst first. They are looked at while the page is mapped.
 * Signal: "task-activated" (BksTask). */
#define BKS_TYPE_DESTINATIONS_PAGE (bks_destinations_page_get_type ())
G_DECLARE_FINAL_TYPE (BksDestinationsPage, bks_destinations_page, BKS, DESTINATIONS_PAGE, GtkWidget)

GtkWidget *bks_destinations_page_new (void);
void bks_destinations_page_set_scope (BksDestinationsPage *self, BksScope *scope); /* (nullable) */
void bks_destinations_page_focus_list (BksDestinationsPage *self);

G_END_DECLS
