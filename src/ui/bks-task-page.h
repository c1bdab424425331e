/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-task.h"

G_BEGIN_DECLS

/* Everything about one task: verdict, actions, what and where, runs, technical details. A page with
 * its own header bar; the back button activates "win.back". */
#define BKS_TYPE_TASK_PAGE (bks_task_page_get_type ())
G_DECLARE_FINAL_TYPE (BksTaskPage, bks_task_page, BKS, TASK_PAGE, GtkWidget)

GtkWidget *bks_task_page_new (void);
void bks_task_page_set_task (BksTaskPage *self, BksTask *task); /* (nullable) */
BksTask *bks_task_page_get_task (BksTaskPage *self);

G_END_DECLS
