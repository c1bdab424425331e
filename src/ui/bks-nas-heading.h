/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-nas-groups.h"

G_BEGIN_DECLS

/* The name of a backup's NAS, where the NAS's group begins with this backup; else nothing.
 * Properties: groups, task, keeps-room (as wide in every row, for a column). */
#define BKS_TYPE_NAS_HEADING (bks_nas_heading_get_type ())
G_DECLARE_FINAL_TYPE (BksNasHeading, bks_nas_heading, BKS, NAS_HEADING, GtkWidget)

G_END_DECLS
