/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "bks-task.h"

G_BEGIN_DECLS

/* The backups that a person ticked, in the order in which that was done: a GListModel of BksTask. It
 * outlives refreshes; what the NAS has no more, or nothing can be done to, leaves it. Property: active,
 * whether anything is being ticked now; empty where not. */
#define BKS_TYPE_TASK_SELECTION (bks_task_selection_get_type ())
G_DECLARE_FINAL_TYPE (BksTaskSelection, bks_task_selection, BKS, TASK_SELECTION, GObject)

BksTaskSelection *bks_task_selection_new (void);
void bks_task_selection_set_active (BksTaskSelection *self, gboolean active);
gboolean bks_task_selection_get_active (BksTaskSelection *self);
gboolean bks_task_selection_can_contain (BksTask *task);
gboolean bks_task_selection_contains (BksTaskSelection *self, BksTask *task);
void bks_task_selection_set (BksTaskSelection *self, BksTask *task, gboolean selected);
void bks_task_selection_toggle (BksTaskSelection *self, BksTask *task);
void bks_task_selection_prune (BksTaskSelection *self);
gboolean bks_task_selection_allows (BksTaskSelection *self, BksAction action);

G_END_DECLS
