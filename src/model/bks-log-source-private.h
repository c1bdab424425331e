/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-log-source.h"

G_BEGIN_DECLS

BksLogSource *bks_log_source_new (BksNas *nas);
void bks_log_source_set_problem (BksLogSource *self, BksProblem *problem);
void bks_log_source_set_total (BksLogSource *self, gint64 total);
void bks_log_source_set_is_busy (BksLogSource *self, gboolean is_busy);

/* Whether the NAS may be asked now. If not, its problem is that of the source, or nothing yet: what
 * to sign in with is being looked up. */
gboolean bks_log_source_may_ask (BksLogSource *self);

G_END_DECLS
