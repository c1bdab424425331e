/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bks-timer.h"

G_BEGIN_DECLS

/* Clocks that stand still unless a test lets time pass. */
#define FAKE_TYPE_TIMER (fake_timer_get_type ())
G_DECLARE_FINAL_TYPE (FakeTimer, fake_timer, FAKE, TIMER, GObject)

FakeTimer *fake_timer_new (void);
void fake_timer_pass (FakeTimer *self, double seconds);
void fake_timer_sleep (FakeTimer *self, double seconds);
void fake_timer_set_clock (FakeTimer *self, double seconds);
double fake_timer_get_wait (FakeTimer *self);
gint64 fake_timer_get_now (FakeTimer *self);
guint fake_timer_get_n_due (FakeTimer *self);

/* A network that changes when a test wants it to. */
#define FAKE_TYPE_NETWORK (fake_network_get_type ())
G_DECLARE_FINAL_TYPE (FakeNetwork, fake_network, FAKE, NETWORK, GObject)

GNetworkMonitor *fake_network_new (void);
void fake_network_cut_off (GNetworkMonitor *network, gboolean is_cut_off);
void fake_network_change (GNetworkMonitor *network, gboolean is_available);

G_END_DECLS
