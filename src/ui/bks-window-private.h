/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-backups-page.h"
#include "bks-destinations-page.h"
#include "bks-logs-page.h"
#include "bks-page-stack.h"
#include "bks-scope.h"
#include "bks-sidebar.h"
#include "bks-task-page.h"
#include "bks-vault-page.h"
#include "bks-window.h"

G_BEGIN_DECLS

struct _BksWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *stack;
  GtkMenuButton *first_run_menu_button;
  GtkWidget *first_run_add_button;
  AdwLeaflet *outer;
  BksSidebar *sidebar;
  BksPageStack *content;
  GtkStack *headers;
  GtkWidget *refresh_button;
  AdwViewSwitcherTitle *title;
  GtkMenuButton *view_menu_button;
  GtkWidget *search_button;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  AdwWindowTitle *selection_title;
  GtkWidget *selection_bar;
  AdwViewStack *views;
  BksBackupsPage *backups_page;
  BksDestinationsPage *destinations_page;
  BksVaultPage *vault_page;
  BksLogsPage *logs_page;
  GtkWidget *switcher_bar;

  BksFleet *fleet;             /* (owned) */
  BksKeeper *keeper;           /* (owned) (nullable) */
  BksPoller *poller;           /* (owned) */
  BksWatch *watch;             /* (owned) (nullable) */
  BksHistory *history;         /* (owned) (nullable) */
  GSettings *settings;         /* (owned) (nullable): NULL = nothing is kept */
  BksTaskFilter *filter;       /* (owned): outlives the scopes, so that a search does */
  BksTaskSelection *selection; /* (owned): of the backups page */
  BksScope *scope;             /* (owned) (nullable) */
  GSignalGroup *scope_signals; /* (owned) */
  char *wanted_scope;     /* (owned) (nullable): ID of a NAS that is to be chosen when it comes */
  gboolean is_refreshing; /* by the user */
  guint switcher_id;      /* idle source; 0 = none */
  GtkWidget *help;        /* (nullable) (weak): the guide, while it is open */
};

/* bks-window.c */
BksNas *bks_window_find_nas (BksWindow *self, const char *id); /* (nullable) (transfer none) */
void bks_window_set_action_enabled (BksWindow *self, const char *name, gboolean enabled);
void bks_window_update_header (BksWindow *self);

/* bks-window-actions.c: what the menus and keys do */
void bks_window_add_actions (BksWindow *self);
void bks_window_add_menus (BksWindow *self);

/* bks-window-pages.c: where the person is */
void bks_window_add_page_actions (BksWindow *self);
void bks_window_watch_pages (BksWindow *self);
BksTask *bks_window_get_task_in_sight (BksWindow *self); /* (nullable) (transfer none) */

/* bks-window-keys.c: what keys do to the row that has the focus */
void bks_window_class_add_keys (GtkWidgetClass *widget_class);

/* bks-window-overdue.c: all that is overdue at once */
void bks_window_add_overdue_action (BksWindow *self);

/* bks-window-selection.c: several backups at once */
void bks_window_add_selection_actions (BksWindow *self);

G_END_DECLS
