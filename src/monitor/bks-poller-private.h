/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-backoff.h"
#include "bks-poller.h"

G_BEGIN_DECLS

/* One NAS and when it is asked next. Times: µs, as the timer's boot time. */
typedef struct
{
  BksPoller *poller; /* (nullable) (unowned): NULL = it is not watched any more */
  BksNas *nas;       /* (owned) */
  BksBackoff backoff;
  double part;          /* of the wait after an error: JITTER */
  gint64 heard;         /* when the last answer, or error, came */
  gint64 close;         /* when connections are to be closed; BKS_TIMER_NEVER = not planned */
  gboolean was_asked;   /* since it is watched, or it was fresh before */
  gboolean was_waiting; /* for a person, when it was last looked at */
  gboolean is_asking;
  gboolean asks_again;       /* what is under way may be for a network that is gone */
  GCancellable *cancellable; /* (owned) */
} BksPollerWatch;

struct _BksPoller
{
  GObject parent_instance;

  GListModel *nas_list;     /* (owned) of BksNas */
  BksTimer *timer;          /* (owned) */
  GNetworkMonitor *network; /* (owned) */
  GPtrArray *watches;       /* (element-type BksPollerWatch) (owned) */
  BksPollerIntervals intervals;
  BksUsualDurationFunc usual_duration; /* (nullable) */
  gpointer usual_duration_data;
  GDestroyNotify usual_duration_destroy; /* (nullable) */
  gboolean is_visible;
  gboolean is_stopped;
  gint64 paused_until; /* µs since the Unix epoch, UTC; 0 = it is not paused */
  gint64 tick;         /* boot time; BKS_TIMER_NEVER = nobody looks */
  gint64 network_due;  /* boot time; BKS_TIMER_NEVER = the network is as it was */
};

BksPollerWatch *bks_poller_watch_begin (BksPoller *poller, BksNas *nas);
void bks_poller_watch_end (BksPollerWatch *self);
void bks_poller_watch_unref (gpointer data);
gboolean bks_poller_watch_is_waiting (BksPollerWatch *self);
void bks_poller_watch_set_old_after (BksPollerWatch *self);
gint64 bks_poller_watch_get_due (BksPollerWatch *self);
void bks_poller_watch_ask (BksPollerWatch *self);
void bks_poller_watch_ask_anew (BksPollerWatch *self);
void bks_poller_watch_close_connections (BksPollerWatch *self);
void bks_poller_watch_take_change (BksPollerWatch *self);

gboolean bks_poller_is_paused (BksPoller *self);
gint64 bks_poller_to_boot_time (BksPoller *self, gint64 real_time);
void bks_poller_set_deadline (BksPoller *self);

G_END_DECLS
