/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-verdict.h"

G_BEGIN_DECLS

/**
 * BksFleetFacts:
 *
 * All that the sentence about some NAS depends on.
 */
typedef struct
{
  guint n_nas;
  guint n_with_tasks;           /* NAS that have backups */
  guint n_waiting;              /* NAS that wait for a person */
  guint n_waiting_tasks;        /* backups on these */
  guint n_unreachable;          /* NAS that do not answer */
  guint n_unreachable_long;     /* of these: for so long that it needs attention */
  guint n_asking;               /* NAS whose first answer is not there yet */
  guint n_asking_tasks;         /* backups on these, as they were when they were last heard */
  guint counts[BKS_N_VERDICTS]; /* of the backups */
  const char
      *troubled;     /* (nullable): name of the first NAS that waits, does not answer, is asked */
  gint64 checked_at; /* µs since the Unix epoch, UTC; 0 = never */
  const char *stale_reason; /* (nullable): one NAS alone, and its last refresh failed: why */
} BksFleetFacts;

BksVerdict bks_fleet_sentence_get_verdict (const BksFleetFacts *facts);
char *bks_fleet_sentence_make (const BksFleetFacts *facts);
char *bks_fleet_sentence_make_detail (const BksFleetFacts *facts, gint64 now);
char *bks_fleet_sentence_make_line (const BksFleetFacts *facts);
char *bks_fleet_sentence_make_one_line (const BksFleetFacts *facts, gint64 now);

G_END_DECLS
