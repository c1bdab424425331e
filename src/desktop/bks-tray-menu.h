/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-fleet.h"

G_BEGIN_DECLS

/* What the tray says about all NAS: the menu, the verdict, the sentence. Its menu is one GMenuModel,
 * whose entries activate these actions of the application:
 *   app.show              a window, in front of the others
 *   app.show-nas          s: the NAS's ID
 *   app.show-task         (ss): IDs of NAS and task
 *   app.back-up           (ss): IDs of NAS and task
 *   app.pause-watching    s: "hour", "tomorrow"
 *   app.resume-watching
 *   app.quit
 * Properties (each notifies on change alone): verdict, sentence, tooltip (the sentence and the time of
 * its last check), is-empty (there is no NAS), is-paused. */
#define BKS_TYPE_TRAY_MENU (bks_tray_menu_get_type ())
G_DECLARE_FINAL_TYPE (BksTrayMenu, bks_tray_menu, BKS, TRAY_MENU, GObject)

BksTrayMenu *bks_tray_menu_new (BksFleet *fleet);
GMenuModel *bks_tray_menu_get_model (BksTrayMenu *self); /* (transfer none) */
BksVerdict bks_tray_menu_get_verdict (BksTrayMenu *self);
const char *bks_tray_menu_get_sentence (BksTrayMenu *self);
const char *bks_tray_menu_get_tooltip (BksTrayMenu *self);
gboolean bks_tray_menu_get_is_empty (BksTrayMenu *self);
void bks_tray_menu_set_is_paused (BksTrayMenu *self, gboolean is_paused);

G_END_DECLS
