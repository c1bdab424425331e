/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-composition.h"
#include "bks-preferences-status.h"
#include "bks-settings.h"

G_BEGIN_DECLS

/* What of Backstay is there without a window: the icon in the tray, the start at login, the pause of
 * watching. Signal `toggle-window`: a click on the icon. */
#define BKS_TYPE_BACKGROUND (bks_background_get_type ())
G_DECLARE_FINAL_TYPE (BksBackground, bks_background, BKS, BACKGROUND, GObject)

BksBackground *bks_background_new (GApplication *application,
                                   BksComposition *parts,
                                   BksSettings *settings,
                                   gboolean is_demo);
BksPreferencesStatus *bks_background_get_status (BksBackground *self); /* (transfer none) */
void bks_background_pause (BksBackground *self, const char *span);
void bks_background_resume (BksBackground *self);

G_END_DECLS
