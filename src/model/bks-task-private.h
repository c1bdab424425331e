/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-health.h"
#include "bks-nas.h"
#include "bks-task-watch.h"
#include "bks-task.h"
#include "dsm-task.h"

G_BEGIN_DECLS

/* What the words about a task depend on beside the task itself. */
typedef struct
{
  const char *nas_name;
  BksNasState nas_state;
  int utc_offset;      /* s east of UTC, or DSM_OFFSET_UNKNOWN */
  gint64 clock_error;  /* µs that the NAS's clock is ahead */
  gint64 local_now;    /* µs since the Unix epoch, UTC, by this computer's clock */
  gint64 heard_at;     /* of the last good answer */
  const char *problem; /* (nullable): in sentences, why it cannot be asked */
  gint64 old_after;    /* µs after which that says nothing about now; 0 = no limit */
  gboolean is_restoring;
  const BksHealthLimits *limits; /* (nullable): NULL = the usual ones */
} BksTaskContext;

typedef enum
{
  BKS_TASK_TEXT_NAME,
  BKS_TASK_TEXT_NAS_NAME,
  BKS_TASK_TEXT_STATUS_WORD,
  BKS_TASK_TEXT_REASON,
  BKS_TASK_TEXT_SUBTITLE,
  BKS_TASK_TEXT_DESTINATION,
  BKS_TASK_TEXT_LAST_SUCCESS,
  BKS_TASK_TEXT_NEXT_RUN,
  BKS_TASK_TEXT_PROGRESS,
  BKS_TASK_TEXT_ROW_LABEL,
  /* Without a property of their own: a change shows in the generation. */
  BKS_TASK_TEXT_EXPLANATION,
  BKS_TASK_TEXT_HEADLINE,
  BKS_TASK_TEXT_STEP,
  BKS_TASK_TEXT_PROGRESS_LINE,
} BksTaskText;
#define BKS_N_TASK_TEXTS 14

struct _BksTask
{
  GObject parent_instance;

  BksNas *nas; /* (nullable) (unowned), weak */
  char *id;

  /* What the NAS said. */
  DsmTaskRecord *record;          /* (owned) */
  gboolean is_status_missing;     /* the NAS was asked for this task and did not answer */
  gint64 usual_duration;          /* µs, of the last good run; 0 = not known */
  BksDestinationLook destination; /* what the last look at it found */
  gint64 destination_at;          /* µs since the Unix epoch, UTC, by this computer's clock */
  char *destination_key;          /* (nullable): `uni_key`, what that look was told */
  char *waits_for;                /* (nullable): NAS that it probably waits for */
  gint64 last_check;              /* µs since the Unix epoch, UTC; 0 = none, or not known */
  gint64 looked_at; /* µs, monotonic: an action looked at this task alone; 0 = never */
  BksNasState nas_state;
  BksTaskFacts facts; /* what somebody who watches has found */

  /* What follows from it. */
  gint64 last_start; /* µs since the Unix epoch, UTC, by the NAS's clock; 0 = none; so all four */
  gint64 last_end;
  gint64 last_success;
  gint64 next_run;
  BksVerdict verdict;
  BksVerdict heard_verdict;      /* the last one from fresh data */
  gboolean is_away;              /* the destination does not answer, and that is the verdict */
  gboolean is_overdue;           /* a run is missing */
  gint64 missed;                 /* the newest one; 0 = none is known of */
  char *texts[BKS_N_TASK_TEXTS]; /* (owned): never NULL */
  double progress;
  gboolean is_active;
  gboolean is_stale;
  int best_action;
  guint generation;
  gboolean is_changed; /* since generation was counted up */
};

BksTask *bks_task_new (BksNas *nas, DsmTaskRecord *record);
gboolean bks_task_apply (BksTask *self,
                         DsmTaskRecord *record,
                         gboolean is_row,
                         const BksTaskContext *context);
gboolean bks_task_update (BksTask *self, const BksTaskContext *context);
void bks_task_take_look (BksTask *self, const BksTargetInfo *info);
BksDestinationLook bks_task_get_destination_look (BksTask *self, gint64 now);
void bks_task_mark_looked_at (BksTask *self);
gint64 bks_task_get_looked_at (BksTask *self);

/* For bks-task-update.c: the only way to change what views bind to. */
void bks_task_set_text (BksTask *self, BksTaskText text, const char *value);
void bks_task_set_verdict (BksTask *self, BksVerdict verdict);
void bks_task_set_progress (BksTask *self, double progress);
void bks_task_set_flags (BksTask *self, gboolean is_active, gboolean is_stale);
void bks_task_set_best_action (BksTask *self, int action);
gboolean bks_task_end_change (BksTask *self);

char *bks_task_why_not (BksTask *self, BksAction action, gboolean is_fresh);
int bks_task_find_best_action (BksTask *self);

G_END_DECLS
