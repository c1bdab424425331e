/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-window.h"
#include "ui-driver.h"

G_BEGIN_DECLS

/* A main window that shows the simulated NAS, for tests that act on both. */

typedef struct
{
  BksDemoNas *demo;
  BksNas *nas;
  BksFleet *fleet;
  BksPoller *poller;
  BksWindow *window;
} Fixture;

typedef struct
{
  const char *variant; /* (nullable): of the NAS */
  int width;           /* of the window, px */
  int height;
} Setting;

/* Something to wait for: a widget that a screen reader calls so. */
typedef struct
{
  GtkWidget *root;
  GType type;
  const char *name;
} Wanted;

/* One for all tests: it cannot leave the session bus again. */
extern GtkApplication *application;

gboolean window_has_tasks (gpointer data);
void window_refresh (Fixture *fixture);
void window_set_up (Fixture *fixture, gconstpointer data);
void window_tear_down (Fixture *fixture, gconstpointer data);
GtkWidget *window_find_type (gpointer root, GType type);
GtkWidget *window_find_named (GtkWidget *widget, GType type, const char *name);
gboolean window_can_be_pressed (gpointer data);
GtkWidget *window_find_verb (Fixture *fixture, const char *verb, BksTask *task);
void window_press_verb (Fixture *fixture, const char *verb, BksTask *task);
GtkWidget *window_find_label (GtkWidget *widget, const char *text);
void window_press_in_menu (Fixture *fixture, const char *verb, BksTask *task);
GtkWidget *window_wait_for_dialog (void);
JsonObject *window_ask_task (Fixture *fixture, const char *id);
gboolean window_nas_says (Fixture *fixture, BksTask *task, const char *member);
BksTask *window_find_task_that_can (Fixture *fixture, BksAction action);
BksTask *window_find_running (Fixture *fixture);
void window_expect_nas (Fixture *fixture, BksTask *task, const char *member, gboolean wanted);
GtkColumnView *window_find_table (Fixture *fixture);
void window_init (int *argc, char ***argv);

G_END_DECLS
