/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-nas.h"

G_BEGIN_DECLS

/* What a person can do with one NAS, prefix "nas": "nas.refresh", "nas.try-again", "nas.open-in-dsm",
 * "nas.sign-in" (also where a code or a certificate is what it waits for), "nas.edit-address",
 * "nas.edit-account", "nas.rename", "nas.sign-out", "nas.move-up", "nas.move-down", "nas.remove". For
 * WIDGET and what is in it; NAS (nullable): NULL = there are none. */
void bks_nas_actions_install (GtkWidget *widget, BksNas *nas);

G_END_DECLS
