/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "bks-nas.h"

G_BEGIN_DECLS

/* All timers of the product. The window only tells it what is visible. */
#define BKS_TYPE_POLLER (bks_poller_get_type ())
G_DECLARE_FINAL_TYPE (BksPoller, bks_poller, BKS, POLLER, GObject)

/**
 * BksPollerIntervals:
 *
 * In seconds; tests shorten them.
 */
typedef struct
{
  guint busy;    /* something runs and is visible: 2 */
  guint visible; /* a window is open: 60 */
  guint longest; /* after transport errors, doubling up to: 300 */
} BksPollerIntervals;

BksPoller *bks_poller_new (
    GListModel *nas_list); /* of BksNas; polls each, also those added later */
void bks_poller_set_intervals (BksPoller *self, const BksPollerIntervals *intervals);
void bks_poller_set_visible (BksPoller *self, gboolean visible);
gboolean bks_poller_get_visible (BksPoller *self);
void bks_poller_refresh (BksPoller *self, BksNas *nas); /* NULL = all, now */
void bks_poller_stop (BksPoller *self);

G_END_DECLS
