/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-health.h"
#include "bks-nas.h"

G_BEGIN_DECLS

/* All NAS: a GListModel of BksNas. */
#define BKS_TYPE_FLEET (bks_fleet_get_type ())
G_DECLARE_FINAL_TYPE (BksFleet, bks_fleet, BKS, FLEET, GObject)

BksFleet *bks_fleet_new (void);
void bks_fleet_add (BksFleet *self, BksNas *nas);
void bks_fleet_remove (BksFleet *self, BksNas *nas);
void bks_fleet_move (BksFleet *self, BksNas *nas, guint position);
BksNas *bks_fleet_find (BksFleet *self, const char *name); /* (nullable) (transfer none) */
void bks_fleet_set_health_limits (BksFleet *self, const BksHealthLimits *limits);
GListModel *bks_fleet_get_tasks (BksFleet *self); /* (transfer none): every task of every NAS */

/* The sentence above a list of backups: of all NAS, or of one. */
#define BKS_TYPE_SUMMARY (bks_summary_get_type ())
G_DECLARE_FINAL_TYPE (BksSummary, bks_summary, BKS, SUMMARY, GObject)

/* Properties: verdict, sentence, detail ("2 need attention, 2 unknown · Checked just now"), generation. */
BksSummary *bks_summary_new (GListModel *nas_list);
BksVerdict bks_summary_get_verdict (BksSummary *self);
const char *bks_summary_get_sentence (BksSummary *self);
const char *bks_summary_get_detail (BksSummary *self);
const char *bks_summary_get_line (BksSummary *self);  /* for a row: "1 failed, 2 need attention" */
char *bks_summary_dup_one_line (BksSummary *self);    /* "…, checked 2 minutes ago" */
gint64 bks_summary_get_checked_at (BksSummary *self); /* µs UTC; 0 = never */
guint bks_summary_get_count (BksSummary *self, BksVerdict verdict);
guint bks_summary_get_n_tasks (BksSummary *self);
char *bks_summary_dup_chip (BksSummary *self,
                            BksVerdict verdict); /* "2 need attention"; counts 0 too */

G_END_DECLS
