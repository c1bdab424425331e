/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "bks-fleet.h"

G_BEGIN_DECLS

/* The assistant: address, certificate, account and password, one-time code, done. With NAS given, it
 * begins where that NAS waits for its user (password, code, certificate). Adds to FLEET on success. */
#define BKS_TYPE_ADD_NAS_WINDOW (bks_add_nas_window_get_type ())
G_DECLARE_FINAL_TYPE (BksAddNasWindow, bks_add_nas_window, BKS, ADD_NAS_WINDOW, AdwWindow)

BksAddNasWindow *bks_add_nas_window_new (GtkWindow *parent, BksFleet *fleet, BksNas *nas);

/* Signal "added" (BksNas *): the NAS is signed in and part of the fleet. */

G_END_DECLS
