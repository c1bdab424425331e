/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-task.h"

G_BEGIN_DECLS

char *bks_schedule_describe (const DsmSchedule *schedule);
gint64 bks_schedule_get_interval (const DsmSchedule *schedule);
guint bks_schedule_list_planned (const DsmSchedule *schedule,
                                 int utc_offset,
                                 gint64 now,
                                 gint64 *planned_out,
                                 guint n_planned);

G_END_DECLS
