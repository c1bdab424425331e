/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "bks-expected-end.h"
#include "bks-nas.h"
#include "bks-timer.h"

G_BEGIN_DECLS

/* All timers of the product. The window only tells it what is visible. Between two polls nothing
 * wakes the process: there is one deadline for all NAS, and in the background no connection stays
 * open. */
#define BKS_TYPE_POLLER (bks_poller_get_type ())
G_DECLARE_FINAL_TYPE (BksPoller, bks_poller, BKS, POLLER, GObject)

/* Properties: visible; paused-until (int64: µs since the Unix epoch, UTC; 0 = it is not paused). */

/**
 * BksPollerIntervals:
 *
 * In seconds. What is zero is as the one above it that stands for the same.
 */
typedef struct
{
  guint busy;               /* something runs and is visible: 2 */
  guint visible;            /* a window is open: 60 */
  guint longest;            /* then, after transport errors, doubling up to: 300 */
  guint background;         /* no window is open: 900; 0 = as visible */
  guint longest_background; /* then, after transport errors, doubling up to: 1800; 0 = as longest */
} BksPollerIntervals;

BksPoller *bks_poller_new (
    GListModel *nas_list); /* of BksNas; polls each, also those added later */
BksPoller *bks_poller_new_full (GListModel *nas_list, BksTimer *timer, GNetworkMonitor *network);
void bks_poller_set_intervals (BksPoller *self, const BksPollerIntervals *intervals);
void bks_poller_set_background_interval (BksPoller *self, guint seconds); /* 900 */
void bks_poller_set_usual_duration_func (BksPoller *self,
                                         BksUsualDurationFunc usual_duration,
                                         gpointer user_data,
                                         GDestroyNotify destroy);
void bks_poller_set_visible (BksPoller *self, gboolean visible);
gboolean bks_poller_get_visible (BksPoller *self);
void bks_poller_refresh (BksPoller *self, BksNas *nas); /* NULL = all, now */
void bks_poller_pause (BksPoller *self, gint64 until);
void bks_poller_resume (BksPoller *self);
gint64 bks_poller_get_paused_until (BksPoller *self);
void bks_poller_stop (BksPoller *self);

G_END_DECLS
