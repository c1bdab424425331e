/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "bks-fleet.h"
#include "bks-keeper.h"

G_BEGIN_DECLS

/* The assistant: address, certificate, account and password, one-time code, done. With NAS given, it
 * begins where that NAS waits for its user (password, code, certificate). Adds to FLEET on success. */
#define BKS_TYPE_ADD_NAS_WINDOW (bks_add_nas_window_get_type ())
G_DECLARE_FINAL_TYPE (BksAddNasWindow, bks_add_nas_window, BKS, ADD_NAS_WINDOW, AdwWindow)

BksAddNasWindow *bks_add_nas_window_new (GtkWindow *parent, BksFleet *fleet, BksNas *nas);
/* Who keeps the NAS over restarts, and the password, if the switch says so; without, the NAS is there
 * until Backstay quits. To be set before the window is presented. */
void bks_add_nas_window_set_keeper (BksAddNasWindow *self, BksKeeper *keeper);
/* For the NAS that was given: begins with its address, or with its account. */
void bks_add_nas_window_edit_address (BksAddNasWindow *self);
void bks_add_nas_window_edit_account (BksAddNasWindow *self);

/* Signal "added" (BksNas *): the NAS is signed in and part of the fleet. */

G_END_DECLS
