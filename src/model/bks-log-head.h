/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-log-entry.h"

G_BEGIN_DECLS

/* So many of the newest lines are enough to know a log again. */
#define BKS_LOG_HEAD 50

gboolean bks_log_entry_is_like (BksLogEntry *self, BksLogEntry *other);

/* Returns: how many lines of @now are new since @before, both newest first; -1 = none is the same */
int bks_log_head_count_new (GPtrArray *before, GPtrArray *now, gint64 expected);

G_END_DECLS
