/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-wake-timer.h"

#include <errno.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

/* The second timer is not for its end: it tells when the wall clock jumps, which it does after each
 * sleep, too. So its end is far (in the 23rd century). */
#define FAR_AWAY_S G_GINT64_CONSTANT (8000000000)

/* A sleep shorter than this changes nothing. */
#define SHORTEST_SLEEP G_TIME_SPAN_SECOND

struct _BksWakeTimer
{
  GObject parent_instance;

  int deadline_fd;   /* CLOCK_BOOTTIME; -1 = the kernel has none */
  int jump_fd;       /* CLOCK_REALTIME; -1 = the kernel has none */
  guint deadline_id; /* source; 0 = none */
  guint jump_id;     /* source; 0 = none */
  gint64 deadline;   /* µs; what is set */
  gint64 slept;      /* µs that the computer has slept since it was started, as last seen */
};

static void bks_wake_timer_timer_init (BksTimerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BksWakeTimer,
                               bks_wake_timer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BKS_TYPE_TIMER, bks_wake_timer_timer_init))

static gint64
read_clock (clockid_t clock)
{
  struct timespec now = { 0 };

  clock_gettime (clock, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* Of these two clocks only one goes on while the computer sleeps. */
static gint64
read_slept (void)
{
  return read_clock (CLOCK_BOOTTIME) - read_clock (CLOCK_MONOTONIC);
}

static void
arm_jump (BksWakeTimer *self)
{
  struct itimerspec end = { .it_value = { .tv_sec = (time_t) FAR_AWAY_S } };

  timerfd_settime (self->jump_fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &end, NULL);
}

static gboolean
deadline_cb (int fd, GIOCondition condition, gpointer user_data)
{
  BksWakeTimer *self = user_data;
  guint64 times;

  if (read (fd, &times, sizeof times) != sizeof times)
    return G_SOURCE_CONTINUE;
  self->deadline = BKS_TIMER_NEVER;
  bks_timer_emit_due (BKS_TIMER (self));
  return G_SOURCE_CONTINUE;
}

static gboolean
jump_cb (int fd, GIOCondition condition, gpointer user_data)
{
  BksWakeTimer *self = user_data;
  guint64 times;
  gboolean has_jumped = read (fd, &times, sizeof times) < 0 && errno == ECANCELED;
  gint64 slept = read_slept ();
  gboolean has_slept = slept - self->slept > SHORTEST_SLEEP;

  arm_jump (self);
  if (!has_jumped)
    return G_SOURCE_CONTINUE;
  self->slept = slept;
  if (has_slept)
    bks_timer_emit_resumed (BKS_TIMER (self));
  else
    bks_timer_emit_clock_set (BKS_TIMER (self));
  return G_SOURCE_CONTINUE;
}

static gint64
bks_wake_timer_get_boot_time (BksTimer *timer)
{
  return read_clock (CLOCK_BOOTTIME);
}

static gint64
bks_wake_timer_get_real_time (BksTimer *timer)
{
  return g_get_real_time ();
}

static void
bks_wake_timer_set_deadline (BksTimer *timer, gint64 boot_time)
{
  BksWakeTimer *self = BKS_WAKE_TIMER (timer);
  struct itimerspec end = { 0 };

  if (boot_time == self->deadline || self->deadline_fd < 0)
    return;
  self->deadline = boot_time;
  if (boot_time != BKS_TIMER_NEVER)
    {
      /* To the kernel, zero would be no deadline at all. */
      boot_time = MAX (boot_time, 1);
      end.it_value.tv_sec = (time_t) (boot_time / G_USEC_PER_SEC);
      end.it_value.tv_nsec = (long) (boot_time % G_USEC_PER_SEC) * 1000;
    }
  timerfd_settime (self->deadline_fd, TFD_TIMER_ABSTIME, &end, NULL);
}

static void
bks_wake_timer_timer_init (BksTimerInterface *iface)
{
  iface->get_boot_time = bks_wake_timer_get_boot_time;
  iface->get_real_time = bks_wake_timer_get_real_time;
  iface->set_deadline = bks_wake_timer_set_deadline;
}

static void
bks_wake_timer_finalize (GObject *object)
{
  BksWakeTimer *self = BKS_WAKE_TIMER (object);

  g_clear_handle_id (&self->deadline_id, g_source_remove);
  g_clear_handle_id (&self->jump_id, g_source_remove);
  if (self->deadline_fd >= 0)
    close (self->deadline_fd);
  if (self->jump_fd >= 0)
    close (self->jump_fd);

  G_OBJECT_CLASS (bks_wake_timer_parent_class)->finalize (object);
}

static void
bks_wake_timer_class_init (BksWakeTimerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_wake_timer_finalize;
}

static void
bks_wake_timer_init (BksWakeTimer *self)
{
  self->deadline = BKS_TIMER_NEVER;
  self->slept = read_slept ();
  self->deadline_fd = timerfd_create (CLOCK_BOOTTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->deadline_fd >= 0)
    self->deadline_id = g_unix_fd_add (self->deadline_fd, G_IO_IN, deadline_cb, self);
  else
    g_warning ("No timer: %s", g_strerror (errno));
  self->jump_fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->jump_fd < 0)
    return;
  arm_jump (self);
  self->jump_id = g_unix_fd_add (self->jump_fd, G_IO_IN, jump_cb, self);
}

/**
 * bks_wake_timer_new:
 *
 * Its signals come in the default main context.
 *
 * Returns: (transfer full): a timer of this computer
 */
BksTimer *
bks_wake_timer_new (void)
{
  return g_object_new (BKS_TYPE_WAKE_TIMER, NULL);
}
