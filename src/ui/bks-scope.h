/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-fleet.h"
#include "bks-task-filter.h"

G_BEGIN_DECLS

/* What the sidebar chose: all NAS, or one. With it come its backups, its sentence and the filter over
 * them. Property: troubled-nas, which is also notified when this computer goes offline. Signal "tasks-changed": backups came, went or changed. */
#define BKS_TYPE_SCOPE (bks_scope_get_type ())
G_DECLARE_FINAL_TYPE (BksScope, bks_scope, BKS, SCOPE, GObject)

BksScope *bks_scope_new (BksFleet *fleet, BksNas *nas, BksTaskFilter *filter);
BksFleet *bks_scope_get_fleet (BksScope *self);  /* (transfer none) */
BksNas *bks_scope_get_nas (BksScope *self);      /* (nullable): NULL = all NAS */
BksNas *bks_scope_get_only_nas (BksScope *self); /* (nullable): the one that it is about */
BksNas *bks_scope_get_troubled_nas (
    BksScope *self); /* (nullable): stands in the way of everything */
GListModel *bks_scope_get_nas_list (BksScope *self);
GListModel *bks_scope_get_tasks (BksScope *self);
BksSummary *bks_scope_get_summary (BksScope *self);
BksTaskFilter *bks_scope_get_filter (BksScope *self);
const char *bks_scope_get_title (BksScope *self);
gboolean bks_scope_is_offline (BksScope *self); /* this computer, not a NAS */
gboolean bks_scope_is_simulated (BksScope *self);
gboolean bks_scope_is_first_load (BksScope *self);
void bks_scope_give_up (BksScope *self); /* the first load */

G_END_DECLS
