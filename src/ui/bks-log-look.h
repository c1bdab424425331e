/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-log-list.h"

G_BEGIN_DECLS

/* What the cells of a log have in common: the list that they are of, the keyword that is to stand
 * out, and whether each row has its day written. Signals "keyword" and "days": they are others. */
#define BKS_TYPE_LOG_LOOK (bks_log_look_get_type ())
G_DECLARE_FINAL_TYPE (BksLogLook, bks_log_look, BKS, LOG_LOOK, GObject)

BksLogLook *bks_log_look_new (BksLogList *list);
BksLogList *bks_log_look_get_list (BksLogLook *self);
const char *bks_log_look_get_keyword (BksLogLook *self); /* (nullable) */
void bks_log_look_set_keyword (BksLogLook *self, const char *keyword);
void bks_log_look_set_every_day (BksLogLook *self, gboolean every_day);
gboolean bks_log_look_shows_day (BksLogLook *self, guint position);
void bks_log_look_row_loaded (BksLogLook *self);

G_END_DECLS
