/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-health.h"
#include "bks-task.h"

G_BEGIN_DECLS

/**
 * BksTaskFacts:
 *
 * What only somebody who watches a task from poll to poll, and remembers its runs, can know of it.
 */
typedef struct
{
  gint64 still_since; /* its run copies nothing since then, for too long; µs since the Unix epoch,
                         UTC, by this computer's clock; 0 = it moves */
  guint slow_times;   /* its run lasts so many times longer than usual; 0 = it is not slow */
  BksUnusual unusual; /* of the last run */
  guint unusual_amount;
} BksTaskFacts;

/**
 * BksTaskLook:
 *
 * What the watch has to know of a task beside what everybody can see.
 */
typedef struct
{
  gboolean is_known;   /* the last refresh went well, and the NAS answered for it */
  gboolean has_error;  /* the last run ended with an error, whatever its result */
  gboolean is_damaged; /* that says that the destination is damaged */
  gboolean is_overdue;
  gint64 missed; /* the newest missing run, by the NAS's clock; 0 = none is known of */
  BksDestinationLook destination;
  gint64 last_check; /* of the stored data, by the NAS's clock; 0 = none, or not known */
} BksTaskLook;

void bks_task_set_facts (BksTask *self, const BksTaskFacts *facts);
void bks_task_look (BksTask *self, gint64 now, BksTaskLook *look);

G_END_DECLS
