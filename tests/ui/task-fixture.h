/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-nas.h"
#include "bks-task-page.h"
#include "ui-driver.h"

G_BEGIN_DECLS

/* A window with the page of a backup of the simulated NAS. */

typedef struct
{
  BksDemoNas *demo;
  BksNas *nas;
  GtkWidget *window;
  BksTaskPage *page;
} Fixture;

void task_refresh (Fixture *fixture);
void task_set_up (Fixture *fixture, gconstpointer variant);
void task_tear_down (Fixture *fixture, gconstpointer variant);
void task_open (Fixture *fixture, const char *id); /* and waits until all of it is there */
gboolean task_is_loaded (gpointer fixture);
GtkWidget *task_find_type (GtkWidget *widget, GType type);
GtkWidget *task_find_row (Fixture *fixture, const char *title); /* (nullable): in sight or not */
const char *task_row_value (Fixture *fixture, const char *title);

G_END_DECLS
