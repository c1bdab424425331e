/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-poller-private.h"

#include "bks-nas-watch.h"

/* What was heard longer ago than so many polls is not shown as if it were so now. */
#define OLD_AFTER_POLLS 3
/* A run that has ended a little later than usual is still found. */
#define AFTER_RUN G_TIME_SPAN_MINUTE
/* Somebody else than the poller has asked in the background: an action. It may ask again. */
#define LINGER (10 * G_TIME_SPAN_SECOND)
/* Of what stands between two tries, a part is left to chance: NAS that failed together are not asked
 * together for ever. */
#define JITTER 0.25

static void
watch_clear (gpointer data)
{
  BksPollerWatch *watch = data;

  g_clear_object (&watch->nas);
  g_clear_object (&watch->cancellable);
}

void
bks_poller_watch_unref (gpointer data)
{
  g_rc_box_release_full (data, watch_clear);
}

gboolean
bks_poller_watch_is_waiting (BksPollerWatch *watch)
{
  return bks_nas_get_state (watch->nas) == BKS_NAS_WAITING;
}

static guint
get_calm_interval (BksPoller *self)
{
  return self->is_visible ? self->intervals.visible : self->intervals.background;
}

/* How long after an answer the NAS is asked again, in µs. */
static gint64
get_interval (BksPollerWatch *watch)
{
  BksPoller *self = watch->poller;
  gboolean is_busy = self->is_visible && bks_nas_has_busy_task (watch->nas)
                     && bks_nas_get_state (watch->nas) != BKS_NAS_UNREACHABLE;
  gint64 wait;

  watch->backoff.first_s = is_busy ? self->intervals.busy : get_calm_interval (self);
  watch->backoff.longest_s = MAX (self->is_visible ? self->intervals.longest
                                                   : self->intervals.longest_background,
                                  watch->backoff.first_s);
  wait = bks_backoff_get_wait (&watch->backoff) * G_TIME_SPAN_SECOND;
  return watch->backoff.failures > 0 ? (gint64) ((double) wait * watch->part) : wait;
}

/* When runs are likely to be over: nobody wants to wait a quarter of an hour for a failure. */
static gint64
get_end_of_run (BksPollerWatch *watch)
{
  BksPoller *self = watch->poller;
  gint64 heard = watch->heard - bks_poller_to_boot_time (self, 0);
  gint64 end = bks_expected_end_find (watch->nas, heard - AFTER_RUN, self->usual_duration,
                                      self->usual_duration_data);

  return end == G_MAXINT64 ? BKS_TIMER_NEVER : bks_poller_to_boot_time (self, end + AFTER_RUN);
}

/* When the NAS is to be asked next. It follows from what is known, whenever somebody wants to know. */
gint64
bks_poller_watch_get_due (BksPollerWatch *watch)
{
  BksPoller *self = watch->poller;
  gint64 due;

  if (self == NULL || self->is_stopped || bks_poller_is_paused (self) || watch->is_asking
      || bks_poller_watch_is_waiting (watch))
    return BKS_TIMER_NEVER;
  if (!watch->was_asked)
    return 0;
  due = watch->heard + get_interval (watch);
  if (!self->is_visible && watch->backoff.failures == 0)
    due = MIN (due, get_end_of_run (watch));
  return due;
}

/* An idle connection would wake the process when its time is over, and the NAS before. */
void
bks_poller_watch_close_connections (BksPollerWatch *watch)
{
  watch->close = BKS_TIMER_NEVER;
  if (!watch->is_asking && bks_nas_is_connected (watch->nas)
      && !bks_nas_close_connections (watch->nas))
    watch->close = bks_timer_get_boot_time (watch->poller->timer) + LINGER;
}

/* How long the last answer counts is told when there is a new one, or when the next one comes later:
 * a window that opens does not show as unknown what was heard as planned. */
void
bks_poller_watch_set_old_after (BksPollerWatch *watch)
{
  bks_nas_set_old_after (watch->nas, OLD_AFTER_POLLS * get_calm_interval (watch->poller));
}

/* It says itself when it is asked again. */
static void
tell_next_try (BksPollerWatch *watch)
{
  BksPoller *self = watch->poller;
  gint64 due = bks_poller_watch_get_due (watch);

  if (due != BKS_TIMER_NEVER)
    bks_nas_set_next_try (watch->nas, due - bks_poller_to_boot_time (self, 0));
}

static void
take_answer (BksPollerWatch *watch, gboolean answered, const GError *error)
{
  BksPoller *self = watch->poller;

  watch->heard = bks_timer_get_boot_time (self->timer);
  watch->was_waiting = bks_poller_watch_is_waiting (watch);
  if (answered)
    bks_backoff_succeeded (&watch->backoff);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      bks_backoff_failed (&watch->backoff);
      watch->part = 1 - g_random_double () * JITTER;
    }
  bks_poller_watch_set_old_after (watch);
  if (!self->is_visible)
    bks_poller_watch_close_connections (watch);
  if (!answered && watch->asks_again)
    {
      bks_backoff_succeeded (&watch->backoff);
      bks_poller_watch_ask (watch);
      return;
    }
  if (!answered)
    tell_next_try (watch);
  bks_poller_set_deadline (self);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BksPollerWatch *watch = user_data;
  g_autoptr (GError) error = NULL;
  gboolean answered = bks_nas_refresh_finish (BKS_NAS (source), result, &error);

  /* That there is nothing to watch on it is an answer, too. */
  if (!answered && bks_nas_get_state (watch->nas) == BKS_NAS_FRESH)
    answered = TRUE;
  watch->is_asking = FALSE;
  if (watch->poller != NULL)
    take_answer (watch, answered, error);
  bks_poller_watch_unref (watch);
}

void
bks_poller_watch_ask (BksPollerWatch *watch)
{
  if (watch->is_asking)
    return;
  watch->is_asking = TRUE;
  watch->was_asked = TRUE;
  watch->asks_again = FALSE;
  watch->close = BKS_TIMER_NEVER;
  bks_nas_refresh_async (watch->nas, watch->cancellable, asked_cb, g_rc_box_acquire (watch));
}

/* What was open leads nowhere any more, and what failed may be there again. */
void
bks_poller_watch_ask_anew (BksPollerWatch *watch)
{
  if (bks_poller_watch_is_waiting (watch))
    return;
  bks_backoff_succeeded (&watch->backoff);
  if (watch->is_asking)
    {
      watch->asks_again = TRUE;
      return;
    }
  bks_nas_close_connections (watch->nas);
  bks_poller_watch_ask (watch);
}

BksPollerWatch *
bks_poller_watch_begin (BksPoller *poller, BksNas *nas)
{
  BksPollerWatch *watch = g_rc_box_new0 (BksPollerWatch);

  watch->poller = poller;
  watch->nas = g_object_ref (nas);
  watch->cancellable = g_cancellable_new ();
  watch->part = 1;
  watch->heard = bks_timer_get_boot_time (poller->timer);
  watch->close = BKS_TIMER_NEVER;
  watch->was_asked = bks_nas_get_state (nas) == BKS_NAS_FRESH;
  watch->was_waiting = bks_poller_watch_is_waiting (watch);
  bks_backoff_init (&watch->backoff, poller->intervals.visible, poller->intervals.longest);
  bks_poller_watch_set_old_after (watch);
  return watch;
}

/* Whatever comes for it now comes too late. */
void
bks_poller_watch_end (BksPollerWatch *watch)
{
  watch->poller = NULL;
  g_cancellable_cancel (watch->cancellable);
}

/* The NAS has changed, not by an answer to the poller: an action may have made it busy, a person may
 * have helped it on. */
void
bks_poller_watch_take_change (BksPollerWatch *watch)
{
  gboolean was_waiting = watch->was_waiting;

  if (watch->is_asking)
    return;
  watch->was_waiting = bks_poller_watch_is_waiting (watch);
  if (was_waiting && !watch->was_waiting)
    {
      bks_backoff_succeeded (&watch->backoff);
      bks_poller_watch_ask (watch);
    }
  else if (!watch->poller->is_visible && bks_nas_is_connected (watch->nas))
    watch->close = bks_timer_get_boot_time (watch->poller->timer) + LINGER;
}
