/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-event-detect.h"
#include "bks-fleet.h"
#include "bks-history.h"
#include "bks-notice.h"
#include "bks-quiet-hours.h"
#include "bks-resume-rules.h"
#include "bks-timer.h"

G_BEGIN_DECLS

/* The watch: after each refresh of a NAS it asks the detector what has begun and what is over, writes
 * that down, and then tells it: once, and it takes it back when it is over.
 *
 * Signal `mutes-changed`: another list from bks_watch_list_mutes(). */
#define BKS_TYPE_WATCH (bks_watch_get_type ())
G_DECLARE_FINAL_TYPE (BksWatch, bks_watch, BKS, WATCH, GObject)

/**
 * BksMute:
 *
 * For how long nothing is told of a backup.
 */
typedef enum
{
  BKS_MUTE_DAY,           /* 24 hours */
  BKS_MUTE_UNTIL_SUCCESS, /* until its next success */
  BKS_MUTE_ALWAYS,
} BksMute;

/**
 * BksWatchRules:
 *
 * What is told, and when.
 */
typedef struct
{
  guint kinds; /* bit 1 << BksEventKind: it is told */
  BksQuietHours quiet_hours;
  BksResumeRules resume;
  int weekly_day; /* when it is told that all is fine, 1 = Monday … 7 = Sunday; 0 = never */
} BksWatchRules;

extern const BksWatchRules bks_watch_default_rules;

BksWatch *bks_watch_new (BksFleet *fleet,
                         BksHistory *history,
                         BksNotifier *notifier,
                         BksTimer *timer);
void bks_watch_start (BksWatch *self);
void bks_watch_stop (BksWatch *self);

void bks_watch_set_limits (BksWatch *self, const BksEventLimits *limits);
void bks_watch_set_rules (BksWatch *self, const BksWatchRules *rules);
void bks_watch_set_network (BksWatch *self, GNetworkMonitor *network);

void bks_watch_mute (BksWatch *self, const char *nas_id, const char *task_id, BksMute mute);
void bks_watch_unmute (BksWatch *self, const char *nas_id, const char *task_id);
gboolean bks_watch_is_muted (BksWatch *self, const char *nas_id, const char *task_id);
GPtrArray *bks_watch_list_mutes (BksWatch *self);

void bks_watch_set_resumes (BksWatch *self,
                            const char *nas_id,
                            const char *task_id,
                            gboolean resumes);
gboolean bks_watch_get_resumes (BksWatch *self, const char *nas_id, const char *task_id);

gint64 bks_watch_get_usual_duration (BksTask *task, gpointer watch);

G_END_DECLS
