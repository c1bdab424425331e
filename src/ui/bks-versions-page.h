/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-task.h"

G_BEGIN_DECLS

/* The restore points of a task, newest first. A page with its own header bar; the back button activates
 * "win.back". Reads when it is mapped. */
#define BKS_TYPE_VERSIONS_PAGE (bks_versions_page_get_type ())
G_DECLARE_FINAL_TYPE (BksVersionsPage, bks_versions_page, BKS, VERSIONS_PAGE, GtkWidget)

GtkWidget *bks_versions_page_new (void);
void bks_versions_page_set_task (BksVersionsPage *self, BksTask *task); /* (nullable) */
BksTask *bks_versions_page_get_task (BksVersionsPage *self);

G_END_DECLS
