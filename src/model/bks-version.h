/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BksVersion:
 *
 * A restore point of a task.
 */
#define BKS_TYPE_VERSION (bks_version_get_type ())
G_DECLARE_FINAL_TYPE (BksVersion, bks_version, BKS, VERSION, GObject)

const char *bks_version_get_id (BksVersion *self);
const char *bks_version_get_status (BksVersion *self); /* (nullable): raw word */
gint64 bks_version_get_started (BksVersion *self); /* µs since the Unix epoch, UTC; 0 = not known */
gint64 bks_version_get_completed (BksVersion *self); /* the same; 0 = it is not complete */
int bks_version_get_locked (BksVersion *self);       /* 1, 0; -1 = not said */

G_END_DECLS
