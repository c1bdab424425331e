/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-task.h"

G_BEGIN_DECLS

/* What a task backs up: folders, applications, filters. A page with its own header bar; the back button
 * activates "win.back". Reads when it is mapped. */
#define BKS_TYPE_FOLDERS_PAGE (bks_folders_page_get_type ())
G_DECLARE_FINAL_TYPE (BksFoldersPage, bks_folders_page, BKS, FOLDERS_PAGE, GtkWidget)

GtkWidget *bks_folders_page_new (void);
void bks_folders_page_set_task (BksFoldersPage *self, BksTask *task); /* (nullable) */
BksTask *bks_folders_page_get_task (BksFoldersPage *self);

G_END_DECLS
