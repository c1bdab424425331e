/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-fleet.h"
#include "bks-poller.h"
#include "fake-timer.h"
#include "nas-lab.h"

G_BEGIN_DECLS

/* A poller whose time passes when a test says so, and a simulated NAS that it asks for real. */
typedef struct
{
  NasLab lab;
  BksFleet *fleet;
  FakeTimer *timer;
  GNetworkMonitor *network;
  BksPoller *poller;
  gint64 wanted; /* requests */
} PollerLab;

void poller_lab_set_up (PollerLab *self, gconstpointer variant);
void poller_lab_tear_down (PollerLab *self, gconstpointer variant);

void poller_lab_start (PollerLab *self);
void poller_lab_start_calm (PollerLab *self);
void poller_lab_end_runs (PollerLab *self);
gint64 poller_lab_count (PollerLab *self);
guint poller_lab_count_connections (PollerLab *self);
void poller_lab_wait_for_rest (PollerLab *self);
void poller_lab_wait_for_requests (PollerLab *self, gint64 wanted);
void poller_lab_expect_wait (PollerLab *self, double seconds);

G_END_DECLS
