/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-timer.h"

G_BEGIN_DECLS

/* The computer's own clocks. Neither a bus nor a permission tells of sleep: the kernel does. */
#define BKS_TYPE_WAKE_TIMER (bks_wake_timer_get_type ())
G_DECLARE_FINAL_TYPE (BksWakeTimer, bks_wake_timer, BKS, WAKE_TIMER, GObject)

BksTimer *bks_wake_timer_new (void);

G_END_DECLS
