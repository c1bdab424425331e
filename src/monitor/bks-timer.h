/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The clocks, and the one deadline at which they wake the process. An interface, so that a test can
 * be the one who lets time pass.
 *
 * Signals: `due`: the deadline was reached, and there is none any more; `resumed`: the computer has
 * slept; `clock-set`: the wall clock has jumped. */
#define BKS_TYPE_TIMER (bks_timer_get_type ())
G_DECLARE_INTERFACE (BksTimer, bks_timer, BKS, TIMER, GObject)

#define BKS_TIMER_NEVER G_MAXINT64

struct _BksTimerInterface
{
  GTypeInterface parent_iface;

  gint64 (*get_boot_time) (BksTimer *self);
  gint64 (*get_real_time) (BksTimer *self);
  void (*set_deadline) (BksTimer *self, gint64 boot_time);
};

gint64 bks_timer_get_boot_time (BksTimer *self); /* µs since the start, sleep included */
gint64 bks_timer_get_real_time (BksTimer *self); /* µs since the Unix epoch, UTC */
void bks_timer_set_deadline (BksTimer *self, gint64 boot_time);
void bks_timer_emit_due (BksTimer *self);
void bks_timer_emit_resumed (BksTimer *self);
void bks_timer_emit_clock_set (BksTimer *self);

G_END_DECLS
