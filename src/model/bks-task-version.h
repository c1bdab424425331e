/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BksTaskVersion:
 *
 * A restore point of a task.
 */
#define BKS_TYPE_TASK_VERSION (bks_task_version_get_type ())
G_DECLARE_FINAL_TYPE (BksTaskVersion, bks_task_version, BKS, TASK_VERSION, GObject)

const char *bks_task_version_get_id (BksTaskVersion *self);
const char *bks_task_version_get_status (BksTaskVersion *self); /* (nullable): raw word */
gint64 bks_task_version_get_started (
    BksTaskVersion *self); /* µs since the Unix epoch, UTC; 0 = not known */
gint64 bks_task_version_get_completed (BksTaskVersion *self); /* the same; 0 = it is not complete */
int bks_task_version_get_locked (BksTaskVersion *self);       /* 1, 0; -1 = not said */

G_END_DECLS
