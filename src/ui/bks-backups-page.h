/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-scope.h"
#include "bks-task-selection.h"
#include "bks-task-sorter.h"

G_BEGIN_DECLS

/* The list of backups of a scope, as a table or, where it is narrow, as rows. Signals:
 * "task-activated" (BksTask), "sort-changed". Properties: scope,
 * grouped, narrow (rows instead of a table). */
#define BKS_TYPE_BACKUPS_PAGE (bks_backups_page_get_type ())
G_DECLARE_FINAL_TYPE (BksBackupsPage, bks_backups_page, BKS, BACKUPS_PAGE, GtkWidget)

GtkWidget *bks_backups_page_new (void);
void bks_backups_page_set_scope (BksBackupsPage *self, BksScope *scope);
void bks_backups_page_sort (BksBackupsPage *self, BksSortKey key, GtkSortType order);
void bks_backups_page_get_sort (BksBackupsPage *self, BksSortKey *key_out, GtkSortType *order_out);
void bks_backups_page_set_grouped (BksBackupsPage *self, gboolean grouped);
BksTaskSelection *bks_backups_page_get_selection (BksBackupsPage *self);
void bks_backups_page_select_all (BksBackupsPage *self);
BksTask *bks_backups_page_get_selected (BksBackupsPage *self); /* (nullable) (transfer none) */
void bks_backups_page_focus_list (BksBackupsPage *self);

G_END_DECLS
