/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "bks-notice.h"

G_BEGIN_DECLS

/**
 * BksNotificationsStatus:
 *
 * Who shows the notices.
 */
typedef enum
{
  BKS_NOTIFICATIONS_ASKING, /* not known yet */
  BKS_NOTIFICATIONS_SHELL,  /* GNOME's own way: a button also starts an ended application */
  BKS_NOTIFICATIONS_PORTAL, /* the same, out of a Flatpak */
  BKS_NOTIFICATIONS_DAEMON, /* org.freedesktop.Notifications */
  BKS_NOTIFICATIONS_ABSENT, /* nobody: they are shown when somebody comes */
} BksNotificationsStatus;

#define BKS_TYPE_NOTIFICATIONS_STATUS (bks_notifications_status_get_type ())
GType bks_notifications_status_get_type (void);

/* Shows notices on this desktop: a BksNotifier. A button activates the application's action
 * "notice-show", "notice-show-log", "notice-back-up", "notice-resume", "notice-mute" with the notice's
 * ID (s); a click on the notice itself is "notice-show".
 * Properties: status, status-text (a sentence for the preferences; "" = all is well). */
#define BKS_TYPE_NOTIFICATIONS (bks_notifications_get_type ())
G_DECLARE_FINAL_TYPE (BksNotifications, bks_notifications, BKS, NOTIFICATIONS, GObject)

BksNotifications *bks_notifications_new (GApplication *application);
BksNotificationsStatus bks_notifications_get_status (BksNotifications *self);
const char *bks_notifications_get_status_text (BksNotifications *self); /* (transfer none) */
void bks_notifications_adopt (BksNotifications *self, const char *id, const char *handle);
char *bks_notifications_take_activation_token (
    BksNotifications *self); /* (nullable) (transfer full) */

G_END_DECLS
