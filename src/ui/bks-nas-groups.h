/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-task.h"

G_BEGIN_DECLS

/* Orders backups by their NAS, the worst NAS first, and knows with which backup the group of each NAS
 * begins: GTK 4.8 has no section headers. Does neither unless it is active. Signal "heads-changed". */
#define BKS_TYPE_NAS_GROUPS (bks_nas_groups_get_type ())
G_DECLARE_FINAL_TYPE (BksNasGroups, bks_nas_groups, BKS, NAS_GROUPS, GtkSorter)

BksNasGroups *bks_nas_groups_new (void);
void bks_nas_groups_watch (BksNasGroups *self, GListModel *sorted);
void bks_nas_groups_set_active (BksNasGroups *self, gboolean active);
gboolean bks_nas_groups_is_head (BksNasGroups *self, BksTask *task);

G_END_DECLS
