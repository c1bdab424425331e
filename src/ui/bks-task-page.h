/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-fleet.h"
#include "bks-history.h"
#include "bks-task.h"

G_BEGIN_DECLS

/* Everything about one task: verdict, actions, what and where, runs, history, log, technical details. A
 * page with its own header bar; the back button activates "win.back". It is filled from what the list
 * knows at once; the rest is read while it is mapped, in two HTTP requests at most.
 *
 * Signals, for the window to lead somewhere:
 *   "log-activated" (BksTask *task, gint64 from, gint64 to): µs since the Unix epoch, UTC; 0 = open
 *   "versions-activated" (BksTask *task)
 *   "folders-activated" (BksTask *task)
 *   "target-activated" (BksNas *nas, const char *target_id): the other end of the wire
 *   "mute-chosen" (const char *choice): "day", "success", "always" or "none"; the page shows it as chosen
 *   when bks_task_page_set_mute() says so
 *   "resumes-chosen" (gboolean resumes): whether it is to go on by itself when it is suspended; the page
 *   shows it when bks_task_page_set_resumes() says so. */
#define BKS_TYPE_TASK_PAGE (bks_task_page_get_type ())
G_DECLARE_FINAL_TYPE (BksTaskPage, bks_task_page, BKS, TASK_PAGE, GtkWidget)

GtkWidget *bks_task_page_new (void);
void bks_task_page_set_task (BksTaskPage *self, BksTask *task); /* (nullable) */
BksTask *bks_task_page_get_task (BksTaskPage *self);
void bks_task_page_set_fleet (BksTaskPage *self, BksFleet *fleet);       /* (nullable) */
void bks_task_page_set_history (BksTaskPage *self, BksHistory *history); /* (nullable) */
void bks_task_page_set_mute (BksTaskPage *self, const char *choice);     /* as in "mute-chosen" */
void bks_task_page_set_resumes (BksTaskPage *self, gboolean resumes); /* as in "resumes-chosen" */
void bks_task_page_set_link (BksTaskPage *self,
                             BksNas *nas,
                             const char *target_id); /* (nullable): where the destination leads */

G_END_DECLS
