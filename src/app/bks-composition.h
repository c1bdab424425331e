/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-history.h"
#include "bks-keeper.h"
#include "bks-poller.h"

G_BEGIN_DECLS

/* Which rooms work together: the fleet, what keeps it, and what asks it. In the demo everything that
 * would be kept is in memory. */
#define BKS_TYPE_COMPOSITION (bks_composition_get_type ())
G_DECLARE_FINAL_TYPE (BksComposition, bks_composition, BKS, COMPOSITION, GObject)

BksComposition *bks_composition_new (const char *application_id, gboolean is_demo);
BksFleet *bks_composition_get_fleet (BksComposition *self);
BksHistory *bks_composition_get_history (BksComposition *self);
BksKeeper *bks_composition_get_keeper (BksComposition *self);
BksPoller *bks_composition_get_poller (BksComposition *self);

void bks_composition_start_async (BksComposition *self,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void bks_composition_start_finish (BksComposition *self, GAsyncResult *result);

void bks_composition_end_async (BksComposition *self,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void bks_composition_end_finish (BksComposition *self, GAsyncResult *result);

G_END_DECLS
