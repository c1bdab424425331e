/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-event.h"
#include "bks-health.h"
#include "bks-words.h"

G_BEGIN_DECLS

/* The event detector. Nothing but its arguments decides: what was seen now, what is remembered, the
 * time, the limits. Where what was seen does not tell, everything stays as it was: so a poll that
 * was missed, or a restart in between, changes nothing. */

/**
 * BksRunSight:
 *
 * What the last run of a backup has changed, and what its earlier runs usually do. -1 = not known.
 */
typedef struct
{
  gint64 ended;     /* which run: the task's last_end; 0 = nothing is known of it */
  guint n_earlier;  /* runs that the usual numbers are from */
  gint64 n_changed; /* files modified or deleted */
  gint64 usual_changed;
  gint64 size; /* bytes of the source */
  gint64 usual_size;
} BksRunSight;

/**
 * BksTaskSight:
 *
 * What is seen of a backup. Times: µs since the Unix epoch, UTC, by the NAS's clock; 0 = never or not
 * known. Sizes: bytes, -1 = not known.
 */
typedef struct
{
  char *id;
  char *name;        /* for the words */
  char *reason;      /* for the words: the verdict's short second line */
  gboolean is_known; /* the NAS answered for it */
  gboolean is_lun;
  BksStateWord state;
  BksStatusWord status;
  BksResultWord result;
  gboolean has_error;  /* beside a good result */
  gboolean is_damaged; /* the last run's error says that the destination is damaged */
  gint64 last_start;
  gint64 last_end;
  gint64 last_success;
  gboolean is_overdue; /* as the verdict has it */
  gint64 missed;       /* the newest run that should have been; 0 = none */
  BksDestinationLook destination;
  gint64 last_check;
  gint64 processed;
  gint64 transmitted;
  int percent; /* -1 = not known */
  char *step;  /* (nullable): raw word */
  /* From history */
  gint64 usual_duration; /* µs, median of the good runs; 0 = not known */
  BksRunSight run;
} BksTaskSight;

/**
 * BksNasSight:
 *
 * What is seen of a NAS.
 */
typedef enum
{
  BKS_SIGHT_NONE,       /* it was not asked, or nobody knows how that ended yet */
  BKS_SIGHT_HEARD,      /* it has answered */
  BKS_SIGHT_SILENT,     /* it was asked and did not */
  BKS_SIGHT_WAITING,    /* it waits for a person */
  BKS_SIGHT_SIGNED_OUT, /* nobody is signed in, and nobody has been refused */
} BksSightState;

typedef struct
{
  char *id;
  char *name;   /* for the words */
  char *reason; /* (nullable): for the words: the problem's sentence */
  BksSightState state;
  gint64 clock_error; /* µs that its clock is ahead of this computer's */
  GPtrArray *tasks;   /* (owned) (element-type BksTaskSight); of no meaning unless it was heard */
} BksNasSight;

BksTaskSight *bks_task_sight_new (const char *id);
void bks_task_sight_free (BksTaskSight *self);
BksNasSight *bks_nas_sight_new (const char *id);
void bks_nas_sight_free (BksNasSight *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksTaskSight, bks_task_sight_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksNasSight, bks_nas_sight_free)

/**
 * BksEventLimits:
 *
 * From when on something is an event. Times in µs.
 */
typedef struct
{
  gint64 suspended;         /* 12 h */
  gint64 not_moving;        /* 20 min */
  guint slow_times;         /* 3: of the usual duration */
  gint64 slow_least;        /* 15 min: longer than usual, so that short runs are left alone */
  guint unusual_runs;       /* 5: fewer earlier runs say nothing */
  guint unusual_times;      /* 10: of the usual number of files */
  gint64 unusual_files;     /* 100: fewer are never unusual */
  guint unusual_percent;    /* 50: of the usual size */
  gint64 unusual_size;      /* 100 MB: a smaller difference is never unusual */
  guint unreachable_polls;  /* 3 */
  gint64 unreachable_after; /* 1 h */
  gint64 news;              /* 24 h: then news is old */
} BksEventLimits;

extern const BksEventLimits bks_event_default_limits;

/**
 * BksTaskMemory:
 *
 * What has to be known of earlier sights of a backup. Seen-times: µs since the Unix epoch, UTC, by
 * this computer's clock; 0 = not seen.
 */
typedef struct
{
  char *id;
  gint64 run;            /* end of the last run that is known, by the NAS's clock */
  gint64 rest_seen;      /* the last time at rest */
  gint64 run_seen;       /* the first time in this run */
  gint64 start;          /* of the run whose progress is remembered, by the NAS's clock */
  gint64 moved_seen;     /* the last time that its progress was another one */
  gint64 suspended_seen; /* the first time suspended */
  gint64 check;          /* the last check, by the NAS's clock */
  gint64 check_seen;     /* the first time in a check that runs; by the NAS's clock */
  gint64 processed;
  gint64 transmitted;
  int percent;
  char *step; /* never NULL */
} BksTaskMemory;

/**
 * BksEventMemory:
 *
 * What has to be known of earlier sights of a NAS, and what is the matter with it.
 */
typedef struct
{
  guint n_silent;      /* polls without an answer, in a row */
  gint64 silent_since; /* the first of them, by this computer's clock; 0 = it answers */
  GPtrArray *tasks;    /* (owned) (element-type BksTaskMemory) */
  GPtrArray *events;   /* (owned) (element-type BksEvent): those that are there */
} BksEventMemory;

BksEventMemory *bks_event_memory_new (void);
void bks_event_memory_free (BksEventMemory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksEventMemory, bks_event_memory_free)

BksEvent *bks_event_memory_find (const BksEventMemory *self, const char *id);
GVariant *bks_event_memory_dump (const BksEventMemory *self);
BksEventMemory *bks_event_memory_read (GVariant *value, const char *nas_id);

/**
 * BksEventChange:
 *
 * One event that has begun or ended just now.
 */
typedef struct
{
  gboolean is_begun; /* else it has ended */
  BksEvent *event;   /* (owned) */
} BksEventChange;

void bks_event_change_free (BksEventChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksEventChange, bks_event_change_free)

BksEventMemory *bks_event_detect (const BksEventMemory *memory,
                                  const BksNasSight *sight,
                                  gint64 now,
                                  const BksEventLimits *limits,
                                  GPtrArray *changes);

G_END_DECLS
