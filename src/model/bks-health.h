/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-verdict.h"

G_BEGIN_DECLS

/**
 * BksDataAge:
 *
 * How far what is known of a task can be trusted.
 */
typedef enum
{
  BKS_DATA_GOOD,    /* heard within the last three polls */
  BKS_DATA_OLD,     /* the NAS was not heard for longer, or waits for a person */
  BKS_DATA_MISSING, /* the NAS answered, but not for this task */
} BksDataAge;

/**
 * BksDestinationLook:
 *
 * What the last look at a destination found. Looks are slow, so most tasks have none.
 */
typedef enum
{
  BKS_DESTINATION_NOT_ASKED, /* or too long ago, or the NAS did not say */
  BKS_DESTINATION_ONLINE,
  BKS_DESTINATION_OFFLINE,
} BksDestinationLook;

/**
 * BksUnusual:
 *
 * What of the last run is far from what the runs of its task usually are.
 */
typedef enum
{
  BKS_UNUSUAL_NOTHING,
  BKS_UNUSUAL_FILES,   /* amount: how many times as many files changed */
  BKS_UNUSUAL_LARGER,  /* amount: by how many per cent */
  BKS_UNUSUAL_SMALLER, /* same */
} BksUnusual;

#define BKS_HEALTH_PLANNED 8

/**
 * BksHealthLimits:
 *
 * How patient a verdict is: what the user may choose. Times in µs.
 */
typedef struct
{
  gint64 grace;            /* after its usual end a run counts as missed: 1 h */
  guint missed;            /* so many missed runs are a failure: 2, less than BKS_HEALTH_PLANNED */
  gint64 without_schedule; /* so long without a success is one, where nothing is planned: 30 days */
  gint64 check;            /* an integrity check is old after that: 0 = never */
} BksHealthLimits;

extern const BksHealthLimits bks_health_default_limits;

/**
 * BksHealthInput:
 *
 * All that the verdict on a task depends on. Times are µs since the Unix epoch, UTC, by the NAS's
 * clock; 0 = never or not known. Texts are the NAS's own words. (nullable)
 */
typedef struct
{
  const char *state;
  const char *status;
  const char *last_result;
  const char *last_error;
  int last_error_code; /* -1 = not given */
  gboolean is_lun;     /* the NAS says little of these */

  gint64 last_start;
  gint64 last_end;
  gint64 last_success;
  gint64 next_run;
  gint64
      planned[BKS_HEALTH_PLANNED]; /* runs of the schedule that should have begun, newest first */
  gint64 interval;                 /* µs, the longest time between planned runs; 0 = not known */
  gint64 usual_duration;           /* µs; 0 = not known */
  int scheduled;                   /* 1 = yes, 0 = no; -1 = not known */
  gboolean is_switched_off;        /* there is a schedule, but it is disabled */
  gboolean is_modified;            /* settings changed since the last run */
  gboolean is_restoring;           /* a restore runs on this NAS */
  BksDestinationLook destination;
  gint64 last_check;             /* of the stored data's integrity; 0 = none, or not known */
  gint64 check_limit;            /* µs after which a check is old; 0 = nobody has set one */
  const BksHealthLimits *limits; /* (nullable): NULL = the usual ones. Its check is check_limit */

  /* What only somebody who watches knows. */
  gint64 still_since; /* its run copies nothing since then, for too long; 0 = it moves; by this
                         computer's clock */
  guint slow_times;   /* its run lasts so many times longer than usual; 0 = it is not slow */
  BksUnusual unusual; /* of the last run */
  guint unusual_amount;

  BksDataAge age;
  BksVerdict last_verdict; /* while the data was good; for BKS_DATA_OLD */
  gint64 heard_at;         /* by this computer's clock */
  const char *why_old;     /* (nullable): sentences: why the NAS cannot be asked, and what helps */
  gint64 local_now;        /* by this computer's clock */
  gint64 now;              /* by the NAS's clock; 0 = not known, so nothing is overdue */

  const char *nas_name;
  const char *place; /* (nullable): the destination in words */
} BksHealthInput;

/**
 * BksHealth:
 *
 * The verdict on a task, and how to say it. Texts are never %NULL.
 */
typedef struct
{
  BksVerdict verdict;
  const char *status_word; /* translated: "Suspended" */
  char *reason;            /* a short second line; "" = none */
  char *headline;          /* "Failed: the destination is damaged" */
  char *explanation;       /* cause and next step in sentences; "" = none */
  gboolean is_run;         /* it runs, whatever the verdict */
  gboolean is_away;        /* the destination does not answer now */
  gboolean is_overdue;     /* a run is missing */
  gint64 missed;           /* the newest missing run, by the NAS's clock; 0 = none is known of */
} BksHealth;

gboolean bks_health_has_error (const char *error, int code);
gboolean bks_health_is_damage (int code);
BksHealth *bks_health_judge (const BksHealthInput *input);
void bks_health_free (BksHealth *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksHealth, bks_health_free)

G_END_DECLS
