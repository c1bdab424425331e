/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-destination-row.h"

G_BEGIN_DECLS

/* The destinations of one or several NAS, joined with their backups: a GListModel of BksDestinationRow in
 * no order that would mean anything. A destination that no backup uses is there, and a backup whose
 * destination is not known.
 *
 * Between start and stop it looks at them, two at a time on each NAS, and no NAS waits for another one.
 * What it finds is kept for ten minutes, also while it is stopped.
 * Signal "rows-changed": a row changed, so that its place may be another one. */
#define BKS_TYPE_DESTINATION_LIST (bks_destination_list_get_type ())
G_DECLARE_FINAL_TYPE (BksDestinationList, bks_destination_list, BKS, DESTINATION_LIST, GObject)

BksDestinationList *bks_destination_list_new (void);
void bks_destination_list_set_nas_list (BksDestinationList *self, GListModel *nas_list);
void bks_destination_list_start (BksDestinationList *self);
void bks_destination_list_stop (BksDestinationList *self);
void bks_destination_list_check_again (BksDestinationList *self, BksDestinationRow *row);
void bks_destination_list_try_again (BksDestinationList *self);

gboolean bks_destination_list_is_asking (BksDestinationList *self);
BksProblem *bks_destination_list_get_problem (BksDestinationList *self,
                                              BksNas *nas); /* (nullable) (transfer none) */
guint bks_destination_list_count (BksDestinationList *self, BksVerdict verdict);
BksVerdict bks_destination_list_get_verdict (BksDestinationList *self);
char *bks_destination_list_dup_sentence (BksDestinationList *self); /* "1 of 12 … is damaged" */
char *bks_destination_list_dup_detail (BksDestinationList *self);

G_END_DECLS
