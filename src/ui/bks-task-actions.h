/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-task.h"

G_BEGIN_DECLS

/* Does one action to a task as a person would want it: Cancel and Discard ask first, the outcome is
 * told by a toast of WIDGET's window. */
void bks_task_actions_perform (GtkWidget *widget, BksTask *task, BksAction action);

/* The ⋮ menu of a task: every verb, those that do not fit now insensitive. */
GMenuModel *bks_task_actions_create_menu (void);
/* The actions behind that menu and behind every button, prefix "task": "task.back-up", "task.suspend",
 * "task.resume", "task.cancel", "task.discard", "task.open-in-dsm"; enabled as the protocol allows. */
GActionGroup *bks_task_actions_create_group (GtkWidget *widget, BksTask *task);

G_END_DECLS
