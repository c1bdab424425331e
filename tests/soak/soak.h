/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-demo-nas.h"
#include "bks-fleet.h"
#include "bks-poller.h"
#include "fake-timer.h"

G_BEGIN_DECLS

/* A simulated NAS that goes wrong in random ways, and the model and the poller that live with it.
 * Time passes when the test lets it, so hours of watching take seconds. */
typedef struct _Soak Soak;

/* Called when all is well again: is on screen what the NAS says? @fresh has just been asked by a client
 * that has seen no fault. */
typedef void (*SoakCheck) (Soak *soak, BksNas *fresh, gpointer data);

struct _Soak
{
  GRand *rand;
  guint32 seed;

  BksDemoNas *demo;
  BksNas *nas;
  BksFleet *fleet;
  FakeTimer *timer;
  GNetworkMonitor *network;
  BksPoller *poller;
  SoakCheck check; /* (nullable) */
  gpointer check_data;

  char *password;   /* the one that is right now */
  char *pin;        /* of the certificate that is shown now */
  GPtrArray *acts;  /* (element-type Act): those under way */
  GHashTable *sent; /* "method task" -> how many were wanted since the last look */
  int advanced;     /* s: how much further the NAS's runs are than they would be by themselves */
  gint64 n_logins_allowed;
  gint64 n_logins; /* requests */
  guint n_faults;
  guint n_acts;
  guint n_writes;
  guint n_polls;
  guint n_latches;
};

Soak *soak_new (guint32 seed);
void soak_run (Soak *self, guint n_faults);
void soak_free (Soak *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Soak, soak_free)

guint32 soak_choose_seed (int argc, char **argv, guint *n_faults_out);

G_END_DECLS
