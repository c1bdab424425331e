/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-poller.h"

#include "bks-backoff.h"

#define TICK_S 60 /* ages are told in minutes */
/* What was heard longer ago than so many polls is not shown as if it were so now. */
#define OLD_AFTER_POLLS 3

/* One NAS and when it is asked next. */
typedef struct
{
  BksPoller *poller; /* (nullable) (unowned): NULL = it is not watched any more */
  BksNas *nas;       /* (owned) */
  BksBackoff backoff;
  GSource *timer; /* (nullable) (owned) */
  gint64 due;     /* µs, monotonic: when the timer ends */
  gboolean is_asking;
  GCancellable *cancellable; /* (owned) */
} Watch;

struct _BksPoller
{
  GObject parent_instance;

  GListModel *nas_list; /* (owned) of BksNas */
  GPtrArray *watches;   /* (element-type Watch) (owned) */
  BksPollerIntervals intervals;
  gboolean is_visible;
  gboolean is_stopped;
  GSource *tick; /* (nullable) (owned): only while visible */
};

G_DEFINE_FINAL_TYPE (BksPoller, bks_poller, G_TYPE_OBJECT)

static void plan (Watch *watch);

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
watch_clear (gpointer data)
{
  Watch *watch = data;

  clear_source (&watch->timer);
  g_clear_object (&watch->nas);
  g_clear_object (&watch->cancellable);
}

static void
watch_unref (gpointer data)
{
  g_rc_box_release_full (data, watch_clear);
}

/* How long after an answer the NAS is asked again, in s. */
static guint
get_interval (Watch *watch)
{
  BksPoller *self = watch->poller;
  gboolean is_busy = self->is_visible && bks_nas_has_busy_task (watch->nas)
                     && bks_nas_get_state (watch->nas) != BKS_NAS_UNREACHABLE;

  watch->backoff.first_s = is_busy ? self->intervals.busy : self->intervals.visible;
  watch->backoff.longest_s = MAX (self->intervals.longest, watch->backoff.first_s);
  return bks_backoff_get_wait (&watch->backoff);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Watch *watch = user_data;
  g_autoptr (GError) error = NULL;
  gboolean answered = bks_nas_refresh_finish (BKS_NAS (source), result, &error);

  watch->is_asking = FALSE;
  if (watch->poller != NULL)
    {
      if (answered)
        bks_backoff_succeeded (&watch->backoff);
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        bks_backoff_failed (&watch->backoff);
      plan (watch);
      if (!answered && watch->timer != NULL)
        bks_nas_set_next_try (watch->nas,
                              g_get_real_time () + watch->due - g_get_monotonic_time ());
    }
  watch_unref (watch);
}

static void
ask (Watch *watch)
{
  clear_source (&watch->timer);
  if (watch->is_asking)
    return;
  watch->is_asking = TRUE;
  bks_nas_refresh_async (watch->nas, watch->cancellable, asked_cb, g_rc_box_acquire (watch));
}

static gboolean
timer_cb (gpointer user_data)
{
  ask (user_data);
  return G_SOURCE_REMOVE;
}

/* Sets the timer to when the NAS is to be asked next, if not to something sooner already. */
static void
plan (Watch *watch)
{
  gint64 due;
  guint interval;

  if (watch->poller == NULL || watch->poller->is_stopped || watch->is_asking)
    return;
  if (bks_nas_get_state (watch->nas) == BKS_NAS_WAITING)
    {
      clear_source (&watch->timer);
      return;
    }
  interval = get_interval (watch);
  due = g_get_monotonic_time () + interval * G_TIME_SPAN_SECOND;
  if (watch->timer != NULL && watch->due <= due)
    return;
  clear_source (&watch->timer);
  watch->due = due;
  watch->timer = g_timeout_source_new_seconds (interval);
  g_source_set_callback (watch->timer, timer_cb, watch, NULL);
  g_source_attach (watch->timer, NULL);
}

/* An action may have made it busy; a person may have helped it on. */
static void
bks_poller_nas_changed_cb (BksPoller *self, GParamSpec *pspec, BksNas *nas)
{
  for (guint i = 0; i < self->watches->len; i++)
    {
      Watch *watch = self->watches->pdata[i];

      if (watch->nas != nas || watch->is_asking)
        continue;
      if (watch->timer == NULL && bks_nas_get_state (nas) != BKS_NAS_WAITING && !self->is_stopped)
        {
          bks_backoff_succeeded (&watch->backoff);
          ask (watch);
        }
      else if (watch->backoff.failures == 0)
        plan (watch);
    }
}

static void
end_watch (BksPoller *self, Watch *watch)
{
  watch->poller = NULL;
  g_signal_handlers_disconnect_by_func (watch->nas, bks_poller_nas_changed_cb, self);
  clear_source (&watch->timer);
  g_cancellable_cancel (watch->cancellable);
}

static void
bks_poller_list_changed_cb (BksPoller *self, guint position, guint removed, guint added)
{
  for (guint i = 0; i < removed; i++)
    {
      end_watch (self, self->watches->pdata[position]);
      g_ptr_array_remove_index (self->watches, position);
    }
  for (guint i = 0; i < added; i++)
    {
      Watch *watch = g_rc_box_new0 (Watch);

      watch->poller = self;
      watch->nas = g_list_model_get_item (self->nas_list, position + i);
      watch->cancellable = g_cancellable_new ();
      bks_backoff_init (&watch->backoff, self->intervals.visible, self->intervals.longest);
      bks_nas_set_old_after (watch->nas, OLD_AFTER_POLLS * self->intervals.visible);
      g_ptr_array_insert (self->watches, (int) (position + i), watch);
      g_signal_connect_object (watch->nas, "notify::generation",
                               G_CALLBACK (bks_poller_nas_changed_cb), self, G_CONNECT_SWAPPED);
      if (bks_nas_get_state (watch->nas) == BKS_NAS_FRESH)
        plan (watch);
      else if (bks_nas_get_state (watch->nas) != BKS_NAS_WAITING)
        ask (watch);
    }
}

static gboolean
tick_cb (gpointer user_data)
{
  BksPoller *self = user_data;
  gint64 now = g_get_real_time ();

  for (guint i = 0; i < self->watches->len; i++)
    bks_nas_update_texts (((Watch *) self->watches->pdata[i])->nas, now);
  return G_SOURCE_CONTINUE;
}

static void
start_tick (BksPoller *self)
{
  clear_source (&self->tick);
  if (!self->is_visible || self->is_stopped)
    return;
  self->tick = g_timeout_source_new_seconds (TICK_S);
  g_source_set_callback (self->tick, tick_cb, self, NULL);
  g_source_attach (self->tick, NULL);
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

  g_ptr_array_unref (self->watches);
  g_clear_object (&self->nas_list);

  G_OBJECT_CLASS (bks_poller_parent_class)->finalize (object);
}

static void
bks_poller_class_init (BksPollerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bks_poller_dispose;
  object_class->finalize = bks_poller_finalize;
}

static void
bks_poller_init (BksPoller *self)
{
  self->watches = g_ptr_array_new_with_free_func (watch_unref);
  self->intervals = (BksPollerIntervals){ .busy = 2, .visible = 60, .longest = 300 };
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
  BksPoller *self;

  g_return_val_if_fail (G_IS_LIST_MODEL (nas_list), NULL);

  self = g_object_new (BKS_TYPE_POLLER, NULL);
  self->nas_list = g_object_ref (nas_list);
  g_signal_connect_object (nas_list, "items-changed", G_CALLBACK (bks_poller_list_changed_cb), self,
                           G_CONNECT_SWAPPED);
  bks_poller_list_changed_cb (self, 0, 0, g_list_model_get_n_items (nas_list));
  return self;
}

/* Plans everything anew: what was planned follows from something that has changed. */
static void
plan_all (BksPoller *self)
{
  for (guint i = 0; i < self->watches->len; i++)
    {
      Watch *watch = self->watches->pdata[i];

      if (watch->timer == NULL)
        continue;
      clear_source (&watch->timer);
      plan (watch);
    }
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
  plan_all (self);
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

  if (self->is_visible == visible)
    return;
  self->is_visible = visible;
  start_tick (self);
  if (visible)
    tick_cb (self);
  plan_all (self);
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
 * Asks now.
 */
void
bks_poller_refresh (BksPoller *self, BksNas *nas)
{
  g_return_if_fail (BKS_IS_POLLER (self));

  if (self->is_stopped)
    return;
  for (guint i = 0; i < self->watches->len; i++)
    {
      Watch *watch = self->watches->pdata[i];

      if (nas != NULL ? watch->nas == nas : bks_nas_get_state (watch->nas) != BKS_NAS_WAITING)
        ask (watch);
    }
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
  clear_source (&self->tick);
  if (self->nas_list != NULL)
    g_signal_handlers_disconnect_by_func (self->nas_list, bks_poller_list_changed_cb, self);
  for (guint i = 0; i < self->watches->len; i++)
    end_watch (self, self->watches->pdata[i]);
  g_ptr_array_set_size (self->watches, 0);
}
