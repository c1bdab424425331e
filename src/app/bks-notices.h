/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-composition.h"
#include "bks-preferences-status.h"
#include "bks-settings.h"
#include "bks-watch.h"

G_BEGIN_DECLS

/* What is told to the user outside the window: what watches, who shows it, and what the buttons of a
 * notice do. */
#define BKS_TYPE_NOTICES (bks_notices_get_type ())
G_DECLARE_FINAL_TYPE (BksNotices, bks_notices, BKS, NOTICES, GObject)

BksNotices *bks_notices_new (GApplication *application,
                             BksComposition *parts,
                             BksSettings *settings,
                             BksPreferencesStatus *status);
void bks_notices_start (BksNotices *self);
BksWatch *bks_notices_get_watch (BksNotices *self); /* (transfer none) */

G_END_DECLS
