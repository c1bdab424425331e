/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-task.h"

G_BEGIN_DECLS

/* When a schedule has its runs. Times are µs since the Unix epoch, UTC. */

GTimeZone *bks_next_runs_guess_zone (int utc_offset_seconds, gint64 now);
gboolean bks_next_runs_can_tell (const BksSchedule *plan);
GArray *bks_next_runs_list (const BksSchedule *plan,
                            GTimeZone *zone,
                            gint64 from,
                            gint64 to,
                            guint n_most);
char *bks_next_runs_describe (const gint64 *runs, guint n_runs, gint64 now);

G_END_DECLS
