/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-poller-private.h"

#include "bks-nas-watch.h"
#include "bks-wake-timer.h"

#define TICK G_TIME_SPAN_MINUTE /* ages are told in minutes */
/* A new network needs a moment until names are known in it. */
#define NETWORK_SETTLES (2 * G_TIME_SPAN_SECOND)
/* What was heard just now is not asked again because of another network. */
#define NETWORK_LEAST G_TIME_SPAN_MINUTE
/* In the background, who is asked soon is asked with the others: the process wakes once for all. */
#define TOGETHER (30 * G_TIME_SPAN_SECOND)

G_DEFINE_FINAL_TYPE (BksPoller, bks_poller, G_TYPE_OBJECT)

typedef enum
{
  PROP_VISIBLE = 1,
  PROP_PAUSED_UNTIL,
} BksPollerProperty;
#define N_PROPERTIES (PROP_PAUSED_UNTIL + 1)

static GParamSpec *properties[N_PROPERTIES];

gboolean
bks_poller_is_paused (BksPoller *self)
{
  return self->paused_until != 0;
}

/* The wall clock's moment, as boot time. */
gint64
bks_poller_to_boot_time (BksPoller *self, gint64 real_time)
{
  return bks_timer_get_boot_time (self->timer) + real_time - bks_timer_get_real_time (self->timer);
}

/* One deadline for everything. */
void
bks_poller_set_deadline (BksPoller *self)
{
  gint64 deadline = MIN (self->tick, self->network_due);

  if (self->is_stopped)
    return;
  if (bks_poller_is_paused (self))
    deadline = MIN (deadline, bks_poller_to_boot_time (self, self->paused_until));
  for (guint i = 0; i < self->watches->len; i++)
    {
      BksPollerWatch *watch = self->watches->pdata[i];

      deadline = MIN (deadline, MIN (watch->close, bks_poller_watch_get_due (watch)));
    }
  bks_timer_set_deadline (self->timer, deadline);
}

static void
take_network (BksPoller *self, gint64 now)
{
  self->network_due = BKS_TIMER_NEVER;
  if (bks_poller_is_paused (self))
    return;
  for (guint i = 0; i < self->watches->len; i++)
    {
      BksPollerWatch *watch = self->watches->pdata[i];

      if (watch->is_asking || watch->backoff.failures > 0 || now - watch->heard >= NETWORK_LEAST)
        bks_poller_watch_ask_anew (watch);
    }
}

static void
update_texts (BksPoller *self)
{
  for (guint i = 0; i < self->watches->len; i++)
    bks_nas_update_texts (((BksPollerWatch *) self->watches->pdata[i])->nas,
                          bks_timer_get_real_time (self->timer));
}

static void
bks_poller_timer_due_cb (BksPoller *self)
{
  gint64 now = bks_timer_get_boot_time (self->timer);
  gint64 soon = self->is_visible
                    ? now
                    : now + MIN (TOGETHER, self->intervals.background * G_TIME_SPAN_SECOND / 20);

  if (self->is_stopped)
    return;
  if (bks_poller_is_paused (self) && bks_timer_get_real_time (self->timer) >= self->paused_until)
    bks_poller_resume (self);
  if (self->tick <= now)
    {
      self->tick = now + TICK;
      update_texts (self);
    }
  if (self->network_due <= now)
    take_network (self, now);
  for (guint i = 0; i < self->watches->len; i++)
    {
      BksPollerWatch *watch = self->watches->pdata[i];

      if (bks_poller_watch_get_due (watch) <= soon)
        bks_poller_watch_ask (watch);
      else if (watch->close <= now)
        bks_poller_watch_close_connections (watch);
    }
  bks_poller_set_deadline (self);
}

static void
bks_poller_timer_resumed_cb (BksPoller *self)
{
  if (self->is_stopped)
    return;
  if (!bks_poller_is_paused (self))
    for (guint i = 0; i < self->watches->len; i++)
      bks_poller_watch_ask_anew (self->watches->pdata[i]);
  bks_poller_set_deadline (self);
}

/* What was planned by the wall clock is at another distance now. */
static void
bks_poller_timer_clock_set_cb (BksPoller *self)
{
  if (self->is_visible)
    update_texts (self);
  bks_poller_set_deadline (self);
}

static void
bks_poller_network_changed_cb (BksPoller *self, gboolean is_available)
{
  if (self->is_stopped || !is_available)
    return;
  self->network_due = bks_timer_get_boot_time (self->timer) + NETWORK_SETTLES;
  bks_poller_set_deadline (self);
}

static void
bks_poller_nas_changed_cb (BksPoller *self, GParamSpec *pspec, BksNas *nas)
{
  for (guint i = 0; i < self->watches->len; i++)
    {
      BksPollerWatch *watch = self->watches->pdata[i];

      if (watch->nas == nas)
        bks_poller_watch_take_change (watch);
    }
  bks_poller_set_deadline (self);
}

static void
forget (BksPoller *self, BksPollerWatch *watch)
{
  g_signal_handlers_disconnect_by_func (watch->nas, bks_poller_nas_changed_cb, self);
  bks_poller_watch_end (watch);
}

static void
bks_poller_list_changed_cb (BksPoller *self, guint position, guint removed, guint added)
{
  for (guint i = 0; i < removed; i++)
    {
      forget (self, self->watches->pdata[position]);
      g_ptr_array_remove_index (self->watches, position);
    }
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (self->nas_list, position + i);

      g_ptr_array_insert (self->watches, (int) (position + i), bks_poller_watch_begin (self, nas));
      g_signal_connect_object (nas, "notify::generation", G_CALLBACK (bks_poller_nas_changed_cb),
                               self, G_CONNECT_SWAPPED);
    }
  for (guint i = 0; i < added; i++)
    {
      BksPollerWatch *watch = self->watches->pdata[position + i];

      if (bks_poller_watch_get_due (watch) == 0)
        bks_poller_watch_ask (watch);
    }
  bks_poller_set_deadline (self);
}

static void
bks_poller_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BksPoller *self = BKS_POLLER (object);

  switch ((BksPollerProperty) prop_id)
    {
    case PROP_VISIBLE:
      g_value_set_boolean (value, self->is_visible);
      break;
    case PROP_PAUSED_UNTIL:
      g_value_set_int64 (value, self->paused_until);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_poller_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  BksPoller *self = BKS_POLLER (object);

  switch ((BksPollerProperty) prop_id)
    {
    case PROP_VISIBLE:
      bks_poller_set_visible (self, g_value_get_boolean (value));
      break;
    case PROP_PAUSED_UNTIL:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_poller_dispose (GObject *object)
{
  BksPoller *self = BKS_POLLER (object);

  bks_poller_stop (self);

  G_OBJECT_CLASS (bks_poller_parent_class)->dispose (object);
}

static void
bks_poller_finalize (GObject *object)
{
  BksPoller *self = BKS_POLLER (object);

  if (self->usual_duration_destroy != NULL)
    self->usual_duration_destroy (self->usual_duration_data);
  g_ptr_array_unref (self->watches);
  g_clear_object (&self->nas_list);
  g_clear_object (&self->network);
  g_clear_object (&self->timer);

  G_OBJECT_CLASS (bks_poller_parent_class)->finalize (object);
}

static void
bks_poller_class_init (BksPollerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bks_poller_get_property;
  object_class->set_property = bks_poller_set_property;
  object_class->dispose = bks_poller_dispose;
  object_class->finalize = bks_poller_finalize;

  properties[PROP_VISIBLE] = g_param_spec_boolean ("visible", NULL, NULL, FALSE,
                                                   flags | G_PARAM_WRITABLE);
  properties[PROP_PAUSED_UNTIL] = g_param_spec_int64 ("paused-until", NULL, NULL, 0, G_MAXINT64, 0,
                                                      flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
bks_poller_init (BksPoller *self)
{
  self->watches = g_ptr_array_new_with_free_func (bks_poller_watch_unref);
  self->tick = BKS_TIMER_NEVER;
  self->network_due = BKS_TIMER_NEVER;
  self->intervals = (BksPollerIntervals){
    .busy = 2, .visible = 60, .longest = 300, .background = 900, .longest_background = 1800
  };
}

/**
 * bks_poller_new:
 * @nas_list: of #BksNas; those that are added later are watched too
 *
 * Begins to watch: each NAS is asked at once, and again and again.
 *
 * Returns: (transfer full): a poller
 */
BksPoller *
bks_poller_new (GListModel *nas_list)
{
  g_autoptr (BksTimer) timer = bks_wake_timer_new ();

  return bks_poller_new_full (nas_list, timer, g_network_monitor_get_default ());
}

/**
 * bks_poller_new_full:
 * @nas_list: of #BksNas; those that are added later are watched too
 * @timer: its clocks
 * @network: who tells that the network has changed
 *
 * As bks_poller_new(), for who makes time pass himself.
 *
 * Returns: (transfer full): a poller
 */
BksPoller *
bks_poller_new_full (GListModel *nas_list, BksTimer *timer, GNetworkMonitor *network)
{
  BksPoller *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (nas_list), NULL);
  g_return_val_if_fail (BKS_IS_TIMER (timer), NULL);
  g_return_val_if_fail (G_IS_NETWORK_MONITOR (network), NULL);

  self = g_object_new (BKS_TYPE_POLLER, NULL);
  self->nas_list = g_object_ref (nas_list);
  self->timer = g_object_ref (timer);
  self->network = g_object_ref (network);
  g_signal_connect_object (timer, "due", G_CALLBACK (bks_poller_timer_due_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (timer, "resumed", G_CALLBACK (bks_poller_timer_resumed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (timer, "clock-set", G_CALLBACK (bks_poller_timer_clock_set_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (network, "network-changed", G_CALLBACK (bks_poller_network_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (nas_list, "items-changed", G_CALLBACK (bks_poller_list_changed_cb), self,
                           G_CONNECT_SWAPPED);
  bks_poller_list_changed_cb (self, 0, 0, g_list_model_get_n_items (nas_list));
  return self;
}

/* Of another rhythm, the ages count at once: what is asked less often is believed for longer. */
static void
slow_down (BksPoller *self)
{
  for (guint i = 0; i < self->watches->len; i++)
    bks_poller_watch_set_old_after (self->watches->pdata[i]);
}

/**
 * bks_poller_set_intervals:
 * @self: a poller
 * @intervals: how often to ask
 */
void
bks_poller_set_intervals (BksPoller *self, const BksPollerIntervals *intervals)
{
  g_return_if_fail (BKS_IS_POLLER (self));

  self->intervals = *intervals;
  if (self->intervals.background == 0)
    self->intervals.background = self->intervals.visible;
  if (self->intervals.longest_background == 0)
    self->intervals.longest_background = self->intervals.longest;
  slow_down (self);
  bks_poller_set_deadline (self);
}

/**
 * bks_poller_set_background_interval:
 * @self: a poller
 * @seconds: how often to ask while no window is open
 *
 * The user's own choice; the other intervals stay.
 */
void
bks_poller_set_background_interval (BksPoller *self, guint seconds)
{
  BksPollerIntervals intervals;

  g_return_if_fail (BKS_IS_POLLER (self));
  g_return_if_fail (seconds > 0);

  intervals = self->intervals;
  intervals.background = seconds;
  bks_poller_set_intervals (self, &intervals);
}

/**
 * bks_poller_set_usual_duration_func:
 * @self: a poller
 * @usual_duration: (nullable): how long the runs of a task usually take; %NULL = nobody knows
 * @user_data: for it
 * @destroy: (nullable): for @user_data
 *
 * In the background a NAS is also asked shortly after a run should have ended.
 */
void
bks_poller_set_usual_duration_func (BksPoller *self,
                                    BksUsualDurationFunc usual_duration,
                                    gpointer user_data,
                                    GDestroyNotify destroy)
{
  g_return_if_fail (BKS_IS_POLLER (self));

  if (self->usual_duration_destroy != NULL)
    self->usual_duration_destroy (self->usual_duration_data);
  self->usual_duration = usual_duration;
  self->usual_duration_data = user_data;
  self->usual_duration_destroy = destroy;
  bks_poller_set_deadline (self);
}

/**
 * bks_poller_set_visible:
 * @self: a poller
 * @visible: whether somebody can see the answers
 */
void
bks_poller_set_visible (BksPoller *self, gboolean visible)
{
  g_return_if_fail (BKS_IS_POLLER (self));

  if (self->is_visible == visible || self->is_stopped)
    return;
  self->is_visible = visible;
  self->tick = visible ? bks_timer_get_boot_time (self->timer) + TICK : BKS_TIMER_NEVER;
  if (visible)
    update_texts (self);
  else
    {
      slow_down (self);
      for (guint i = 0; i < self->watches->len; i++)
        bks_poller_watch_close_connections (self->watches->pdata[i]);
    }
  bks_poller_set_deadline (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VISIBLE]);
}

/**
 * bks_poller_get_visible:
 * @self: a poller
 *
 * Returns: whether somebody can see the answers
 */
gboolean
bks_poller_get_visible (BksPoller *self)
{
  g_return_val_if_fail (BKS_IS_POLLER (self), FALSE);

  return self->is_visible;
}

/**
 * bks_poller_refresh:
 * @self: a poller
 * @nas: (nullable): the NAS; %NULL = all but those that wait for a person
 *
 * Asks now, even if it is paused.
 */
void
bks_poller_refresh (BksPoller *self, BksNas *nas)
{
  g_return_if_fail (BKS_IS_POLLER (self));

  if (self->is_stopped)
    return;
  for (guint i = 0; i < self->watches->len; i++)
    {
      BksPollerWatch *watch = self->watches->pdata[i];

      if (nas != NULL ? watch->nas == nas : !bks_poller_watch_is_waiting (watch))
        bks_poller_watch_ask (watch);
    }
  bks_poller_set_deadline (self);
}

static void
set_paused_until (BksPoller *self, gint64 until)
{
  if (self->paused_until == until)
    return;
  self->paused_until = until;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED_UNTIL]);
}

/**
 * bks_poller_pause:
 * @self: a poller
 * @until: µs since the Unix epoch, UTC
 *
 * Nothing is asked until then, unless somebody wants it; what is under way is not given up. A moment
 * that is over pauses nothing.
 */
void
bks_poller_pause (BksPoller *self, gint64 until)
{
  g_return_if_fail (BKS_IS_POLLER (self));

  if (self->is_stopped)
    return;
  if (until <= bks_timer_get_real_time (self->timer))
    {
      bks_poller_resume (self);
      return;
    }
  set_paused_until (self, MIN (until, G_MAXINT64 / 2));
  bks_poller_set_deadline (self);
}

/**
 * bks_poller_resume:
 * @self: a poller
 *
 * Ends the pause: all are asked at once. That also comes by itself at its end.
 */
void
bks_poller_resume (BksPoller *self)
{
  g_return_if_fail (BKS_IS_POLLER (self));

  if (!bks_poller_is_paused (self) || self->is_stopped)
    return;
  set_paused_until (self, 0);
  bks_poller_refresh (self, NULL);
}

/**
 * bks_poller_get_paused_until:
 * @self: a poller
 *
 * Returns: until when it is paused, µs since the Unix epoch, UTC; 0 = it is not
 */
gint64
bks_poller_get_paused_until (BksPoller *self)
{
  g_return_val_if_fail (BKS_IS_POLLER (self), 0);

  return self->paused_until;
}

/**
 * bks_poller_stop:
 * @self: a poller
 *
 * Ends watching for good: what is under way is given up, and no timer is left.
 */
void
bks_poller_stop (BksPoller *self)
{
  g_return_if_fail (BKS_IS_POLLER (self));

  if (self->is_stopped)
    return;
  self->is_stopped = TRUE;
  if (self->timer != NULL)
    {
      bks_timer_set_deadline (self->timer, BKS_TIMER_NEVER);
      g_signal_handlers_disconnect_by_data (self->timer, self);
    }
  if (self->network != NULL)
    g_signal_handlers_disconnect_by_data (self->network, self);
  if (self->nas_list != NULL)
    g_signal_handlers_disconnect_by_func (self->nas_list, bks_poller_list_changed_cb, self);
  for (guint i = 0; i < self->watches->len; i++)
    forget (self, self->watches->pdata[i]);
  g_ptr_array_set_size (self->watches, 0);
}
