/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BksAutostartStatus:
 *
 * What the system has made of a wish.
 */
typedef enum
{
  BKS_AUTOSTART_UNKNOWN, /* nothing was asked, or the answer is not known */
  BKS_AUTOSTART_ASKING,
  BKS_AUTOSTART_OFF,
  BKS_AUTOSTART_ON,
  BKS_AUTOSTART_DENIED,      /* the system said no */
  BKS_AUTOSTART_UNAVAILABLE, /* the system has nothing for it */
  BKS_AUTOSTART_FAILED,      /* see status-text */
} BksAutostartStatus;

#define BKS_TYPE_AUTOSTART_STATUS (bks_autostart_status_get_type ())
GType bks_autostart_status_get_type (void);

/* Starting at login, and running without a window: by the Background portal inside a Flatpak, by a
 * file in the user's autostart folder outside, where running without a window needs nobody's leave.
 * Properties: status (of the start at login), status-text (a sentence for the preferences; "" =
 * nothing to say), background-status, background-status-text (of running without a window). */
#define BKS_TYPE_AUTOSTART (bks_autostart_get_type ())
G_DECLARE_FINAL_TYPE (BksAutostart, bks_autostart, BKS, AUTOSTART, GObject)

BksAutostart *bks_autostart_new (const char *application_id, const char *const *command);
void bks_autostart_look (BksAutostart *self);
void bks_autostart_request (BksAutostart *self, gboolean in_background, gboolean at_login);
void bks_autostart_set_message (BksAutostart *self, const char *message);

BksAutostartStatus bks_autostart_get_status (BksAutostart *self);
const char *bks_autostart_get_status_text (BksAutostart *self); /* (transfer none) */
BksAutostartStatus bks_autostart_get_background_status (BksAutostart *self);
const char *bks_autostart_get_background_status_text (BksAutostart *self); /* (transfer none) */

G_END_DECLS
