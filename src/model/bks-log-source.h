/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-nas.h"

G_BEGIN_DECLS

/**
 * BksLogSource:
 *
 * One NAS whose lines are in a #BksLogList: what stands in its way, and how much it has.
 */
#define BKS_TYPE_LOG_SOURCE (bks_log_source_get_type ())
G_DECLARE_FINAL_TYPE (BksLogSource, bks_log_source, BKS, LOG_SOURCE, GObject)

/* Properties: nas (BksNas), problem (BksProblem, nullable), total (int64), is-busy. All notify. */

BksNas *bks_log_source_get_nas (BksLogSource *self);         /* (transfer none) */
BksProblem *bks_log_source_get_problem (BksLogSource *self); /* (nullable) (transfer none) */

/* Lines that the NAS says fit what it was asked for, whatever their level; -1 = not known yet. */
gint64 bks_log_source_get_total (BksLogSource *self);
gboolean bks_log_source_get_is_busy (BksLogSource *self);

G_END_DECLS
