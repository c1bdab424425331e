/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "bks-muted-task.h"

G_BEGIN_DECLS

/* What is not the user's to decide: what the system has answered, and what is muted. The application
 * binds it to what it has; until then everything counts as there.
 *
 * Properties, all to be set from outside: autostart-available, autostart-text, background-available,
 * background-text, tray-available, tray-text (a sentence; NULL or "" = nothing to say). What is not
 * available is insensitive, and its text says where to look instead.
 *
 * Signal `unmute` (BksMutedTask *): the user wants to hear of it again. */
#define BKS_TYPE_PREFERENCES_STATUS (bks_preferences_status_get_type ())
G_DECLARE_FINAL_TYPE (BksPreferencesStatus,
                      bks_preferences_status,
                      BKS,
                      PREFERENCES_STATUS,
                      GObject)

BksPreferencesStatus *bks_preferences_status_new (void);
GListStore *bks_preferences_status_get_muted (BksPreferencesStatus *self); /* of BksMutedTask */
void bks_preferences_status_unmute (BksPreferencesStatus *self, BksMutedTask *task);

G_END_DECLS
