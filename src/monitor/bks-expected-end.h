/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-nas.h"

G_BEGIN_DECLS

/* µs that the task's runs usually take; 0 = not known */
typedef gint64 (*BksUsualDurationFunc) (BksTask *task, gpointer user_data);

gint64 bks_expected_end_find (BksNas *nas,
                              gint64 after,
                              BksUsualDurationFunc usual_duration,
                              gpointer user_data);

G_END_DECLS
