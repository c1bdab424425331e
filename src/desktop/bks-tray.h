/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "bks-tray-menu.h"

G_BEGIN_DECLS

/* The icon in the tray: org.kde.StatusNotifierItem.
 * Properties: enabled (wanted by the user; off at first), has-host (something shows it), status-text
 * (a sentence for the preferences).
 * Signals: `toggle-window` (a click), `refresh` (a click with the middle button). */
#define BKS_TYPE_TRAY (bks_tray_get_type ())
G_DECLARE_FINAL_TYPE (BksTray, bks_tray, BKS, TRAY, GObject)

BksTray *bks_tray_new (const char *application_id, BksTrayMenu *menu, GActionGroup *actions);
void bks_tray_set_enabled (BksTray *self, gboolean enabled);
gboolean bks_tray_get_enabled (BksTray *self);
gboolean bks_tray_get_has_host (BksTray *self);
const char *bks_tray_get_status_text (BksTray *self); /* (transfer none) */
char *bks_tray_take_activation_token (BksTray *self); /* (nullable) (transfer full) */

G_END_DECLS
