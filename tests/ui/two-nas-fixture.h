/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bks-demo-nas.h"
#include "bks-scope.h"
#include "ui-driver.h"

G_BEGIN_DECLS

/* Two simulated NAS, office-nas that sends and cellar-nas that receives, and a window for a page about
 * them. */
typedef struct
{
  BksDemoNas *office_demo;
  BksDemoNas *cellar_demo;
  BksNas *office;
  BksNas *cellar;
  BksFleet *fleet;
  BksTaskFilter *filter;
  BksScope *all;
  GtkWidget *window;
} TwoNas;

typedef struct
{
  const char *office_variant; /* (nullable) */
  const char *cellar_variant; /* (nullable) */
  const char *cellar_account; /* (nullable): NULL = the usual one */
  int width;                  /* of the window, px; 0 = 1000 */
} TwoNasSetting;

void two_nas_set_up (TwoNas *self, const TwoNasSetting *setting);
void two_nas_show (TwoNas *self, GtkWidget *page);
void two_nas_tear_down (TwoNas *self);
void two_nas_refresh (BksNas *nas); /* whether or not it goes well */
BksScope *two_nas_dup_scope (TwoNas *self, BksNas *nas);
BksTask *two_nas_find_sender (TwoNas *self); /* its destination is "vault" on "cellar-nas" */
GtkWidget *two_nas_find_named (GtkWidget *widget, GType type, const char *name); /* (nullable) */
GtkWidget *two_nas_wait_for (gpointer root, GType type, const char *name);

G_END_DECLS
