/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-fleet.h"
#include "bks-watch.h"
#include "fake-notifier.h"
#include "fake-timer.h"
#include "nas-lab.h"

G_BEGIN_DECLS

#define HOUR 3600.0

/* A simulated NAS whose backups are all fine, and the watch. Time passes when a test says so. */
typedef struct
{
  NasLab lab;
  BksFleet *fleet;
  BksHistory *history;
  FakeNotifier *notifier;
  FakeTimer *timer;
  GNetworkMonitor *network;
  BksWatch *watch; /* (nullable) */
  char *ids[8];
  guint wanted; /* notices */
} WatchFixture;

#define FAILED_0 "+“Backup 0” failed: office-nas: The last run failed.|"

void watch_set_up (WatchFixture *fixture, gconstpointer data);
void watch_tear_down (WatchFixture *fixture, gconstpointer data);
void watch_begin (WatchFixture *fixture);
void watch_end (WatchFixture *fixture);
void watch_start_fine (WatchFixture *fixture);
void watch_restart (WatchFixture *fixture);
void watch_settle (WatchFixture *fixture);
void watch_poll_nas (WatchFixture *fixture);
void watch_pass (WatchFixture *fixture, double seconds);
void watch_end_run (WatchFixture *fixture, guint i, const char *result);
void watch_expect (WatchFixture *fixture, const char *says);

G_END_DECLS
