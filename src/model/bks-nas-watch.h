/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-health.h"
#include "bks-nas.h"

G_BEGIN_DECLS

/* What only who watches a NAS all day long has to know and do. */

gboolean bks_nas_is_connected (BksNas *self);
gboolean bks_nas_close_connections (BksNas *self);
void bks_nas_set_health_limits (BksNas *self, const BksHealthLimits *limits);
gint64 bks_nas_to_local_time (BksNas *self, gint64 nas_time);

G_END_DECLS
