/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A GMenuModel that another program draws: com.canonical.dbusmenu. */
#define BKS_TYPE_DBUS_MENU (bks_dbus_menu_get_type ())
G_DECLARE_FINAL_TYPE (BksDBusMenu, bks_dbus_menu, BKS, DBUS_MENU, GObject)

/* Signal `about-to-show`: a host is about to draw the menu; the model may still change. */
BksDBusMenu *bks_dbus_menu_new (GMenuModel *model, GActionGroup *actions);
gboolean bks_dbus_menu_export (BksDBusMenu *self,
                               GDBusConnection *connection,
                               const char *path,
                               GError **error);
void bks_dbus_menu_unexport (BksDBusMenu *self);

G_END_DECLS
