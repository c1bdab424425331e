/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-timer.h"

G_DEFINE_INTERFACE (BksTimer, bks_timer, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_DUE,
  SIGNAL_RESUMED,
  SIGNAL_CLOCK_SET,
} BksTimerSignal;
#define N_SIGNALS (SIGNAL_CLOCK_SET + 1)

static guint signals[N_SIGNALS];

static void
bks_timer_default_init (BksTimerInterface *iface)
{
  static const char *const names[N_SIGNALS] = { "due", "resumed", "clock-set" };

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], BKS_TYPE_TIMER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

/**
 * bks_timer_get_boot_time:
 * @self: a timer
 *
 * Returns: µs since the computer was started, with the time that it slept; it never jumps
 */
gint64
bks_timer_get_boot_time (BksTimer *self)
{
  g_return_val_if_fail (BKS_IS_TIMER (self), 0);

  return BKS_TIMER_GET_IFACE (self)->get_boot_time (self);
}

/**
 * bks_timer_get_real_time:
 * @self: a timer
 *
 * Returns: µs since the Unix epoch, UTC; whoever sets the clock makes it jump
 */
gint64
bks_timer_get_real_time (BksTimer *self)
{
  g_return_val_if_fail (BKS_IS_TIMER (self), 0);

  return BKS_TIMER_GET_IFACE (self)->get_real_time (self);
}

/**
 * bks_timer_set_deadline:
 * @self: a timer
 * @boot_time: when to emit `due`, once: µs as bks_timer_get_boot_time() counts them, in the past =
 *   at once; %BKS_TIMER_NEVER = not at all
 *
 * Takes the place of the deadline that was set before.
 */
void
bks_timer_set_deadline (BksTimer *self, gint64 boot_time)
{
  g_return_if_fail (BKS_IS_TIMER (self));

  BKS_TIMER_GET_IFACE (self)->set_deadline (self, boot_time);
}

/**
 * bks_timer_emit_due:
 * @self: a timer
 *
 * For who implements it: the deadline was reached.
 */
void
bks_timer_emit_due (BksTimer *self)
{
  g_return_if_fail (BKS_IS_TIMER (self));

  g_signal_emit (self, signals[SIGNAL_DUE], 0);
}

/**
 * bks_timer_emit_resumed:
 * @self: a timer
 *
 * For who implements it: the computer has slept.
 */
void
bks_timer_emit_resumed (BksTimer *self)
{
  g_return_if_fail (BKS_IS_TIMER (self));

  g_signal_emit (self, signals[SIGNAL_RESUMED], 0);
}

/**
 * bks_timer_emit_clock_set:
 * @self: a timer
 *
 * For who implements it: the wall clock has jumped.
 */
void
bks_timer_emit_clock_set (BksTimer *self)
{
  g_return_if_fail (BKS_IS_TIMER (self));

  g_signal_emit (self, signals[SIGNAL_CLOCK_SET], 0);
}
