/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-nas-load.h"

G_BEGIN_DECLS

/**
 * BksDestinationStatus:
 *
 * How a destination is, worst first: so they are sorted. Several of them may share a place in the
 * order, see bks_destination_row_compare().
 */
typedef enum
{
  BKS_DESTINATION_DAMAGED,
  BKS_DESTINATION_REJECTS,       /* the sign-in that the NAS stored for it */
  BKS_DESTINATION_ENDED,         /* the service was shut down */
  BKS_DESTINATION_NOT_REACHABLE, /* the NAS has looked */
  BKS_DESTINATION_NAS_SILENT,    /* the NAS does not answer, or waits for a person */
  BKS_DESTINATION_CHECK_FAILED,  /* the NAS could not look */
  BKS_DESTINATION_NOT_SAID,      /* the NAS has looked, and does not say */
  BKS_DESTINATION_NOT_CHECKED,
  BKS_DESTINATION_CHECKING,
  BKS_DESTINATION_REACHABLE,
} BksDestinationStatus;

/* What the kind of a destination looks like. */
typedef enum
{
  BKS_DESTINATION_KIND_OTHER,
  BKS_DESTINATION_KIND_LOCAL,
  BKS_DESTINATION_KIND_SERVER,
  BKS_DESTINATION_KIND_CLOUD,
} BksDestinationKind;

/* A destination of one NAS, with the backups that go there. It is never merged with one of another NAS.
 * Property: generation (uint, up by one with each change). */
#define BKS_TYPE_DESTINATION_ROW (bks_destination_row_get_type ())
G_DECLARE_FINAL_TYPE (BksDestinationRow, bks_destination_row, BKS, DESTINATION_ROW, GObject)

BksDestinationRow *bks_destination_row_new (BksNas *nas, const char *key);
void bks_destination_row_set (BksDestinationRow *self, BksRepository *repository, GPtrArray *tasks);
void bks_destination_row_set_known (BksDestinationRow *self, gboolean is_known);
gboolean bks_destination_row_get_known (BksDestinationRow *self);
void bks_destination_row_update (BksDestinationRow *self);

BksNas *bks_destination_row_get_nas (BksDestinationRow *self); /* (transfer none) */
const char *bks_destination_row_get_key (BksDestinationRow *self);
BksRepository *bks_destination_row_get_repository (BksDestinationRow *self); /* (nullable) */
GPtrArray *bks_destination_row_get_tasks (BksDestinationRow *self); /* (element-type BksTask) */
BksDestinationStatus bks_destination_row_get_status (BksDestinationRow *self);
BksProblem *bks_destination_row_get_problem (BksDestinationRow *self); /* (nullable) */
BksVerdict bks_destination_row_get_verdict (BksDestinationRow *self);
BksDestinationKind bks_destination_row_get_kind (BksDestinationRow *self);
gint64 bks_destination_row_get_used_bytes (BksDestinationRow *self); /* -1 = not known */
gint64 bks_destination_row_get_checked_at (BksDestinationRow *self); /* µs UTC; 0 = never */
gboolean bks_destination_row_can_check (BksDestinationRow *self);
int bks_destination_row_compare (BksDestinationRow *a, BksDestinationRow *b);

/* For who does the looking: one look for each backup. */
BksTask *bks_destination_row_get_next_look (BksDestinationRow *self, gint64 now); /* (nullable) */
void bks_destination_row_begin_look (BksDestinationRow *self, const char *task_id);
void bks_destination_row_end_look (BksDestinationRow *self,
                                   const char *task_id,
                                   const BksTargetInfo *info,
                                   BksProblem *problem,
                                   gint64 now);
void bks_destination_row_give_up_looks (BksDestinationRow *self);
void bks_destination_row_forget (BksDestinationRow *self);

/* Texts for people. (transfer full) */
char *bks_destination_row_dup_title (BksDestinationRow *self);  /* "cellar-nas · Vault" */
char *bks_destination_row_dup_place (BksDestinationRow *self);  /* "vault"; "" = not known */
char *bks_destination_row_dup_status (BksDestinationRow *self); /* "Reachable" */
char *bks_destination_row_dup_status_detail (BksDestinationRow *self, gint64 now);
char *bks_destination_row_dup_users (BksDestinationRow *self); /* "Mail server, Video masters" */
char *bks_destination_row_dup_used (BksDestinationRow *self);  /* "2.23 TB", "…", "–" */
char *bks_destination_row_dup_label (BksDestinationRow *self); /* for screen readers */

G_END_DECLS
