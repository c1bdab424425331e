/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "bks-event-detect.h"
#include "bks-fleet.h"
#include "bks-poller.h"
#include "bks-quiet-hours.h"

G_BEGIN_DECLS

/* What the user has set, for those who know nothing of GSettings.
 *
 * Signals: `limits-changed` (health and event limits), `rules-changed` (what is told, and when). */
#define BKS_TYPE_SETTINGS (bks_settings_get_type ())
G_DECLARE_FINAL_TYPE (BksSettings, bks_settings, BKS, SETTINGS, GObject)

BksSettings *bks_settings_new (GSettings *settings);
GSettings *bks_settings_get_gsettings (BksSettings *self);

void bks_settings_get_health_limits (BksSettings *self, BksHealthLimits *limits_out);
void bks_settings_get_event_limits (BksSettings *self, BksEventLimits *limits_out);
gboolean bks_settings_tells (BksSettings *self, BksEventKind kind);
void bks_settings_get_quiet_hours (BksSettings *self, BksQuietHours *quiet_hours_out);
int bks_settings_get_weekly_day (BksSettings *self); /* 1 = Monday … 7 = Sunday; 0 = never */

void bks_settings_bind_fleet (BksSettings *self, BksFleet *fleet);
void bks_settings_bind_poller (BksSettings *self, BksPoller *poller);

G_END_DECLS
