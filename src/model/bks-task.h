/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include "bks-action.h"
#include "bks-problem.h"
#include "bks-verdict.h"

G_BEGIN_DECLS

typedef struct _BksNas BksNas;

#define BKS_TYPE_TASK (bks_task_get_type ())
G_DECLARE_FINAL_TYPE (BksTask, bks_task, BKS, TASK, GObject)

/* Properties that views bind to (each notifies on change alone):
 *   id, name, nas-name, verdict, status-word, reason, subtitle ("office-nas → Synology C2"),
 *   destination, last-success-text, next-run-text, progress (double, -1 = none), progress-text
 *   ("Running · 37 %"), is-active (a run: show the bar), is-stale, row-label (the sentence for
 *   screen readers), best-action (int, -1 = none), generation (uint, up by one with each change). */

const char *bks_task_get_id (BksTask *self);
const char *bks_task_get_name (BksTask *self);
BksNas *bks_task_get_nas (BksTask *self); /* (nullable) (transfer none) */
BksVerdict bks_task_get_verdict (BksTask *self);
BksVerdict bks_task_get_heard_verdict (
    BksTask *self);                                   /* the last one that was not about old data */
const char *bks_task_get_status_word (BksTask *self); /* "Suspended" */
const char *bks_task_get_reason (BksTask *self);      /* short second line; "" = none */
const char *bks_task_get_explanation (
    BksTask *self); /* whole sentences: cause and next step; "" = none */
const char *bks_task_get_headline (BksTask *self);    /* "Failed: the destination is damaged" */
const char *bks_task_get_destination (BksTask *self); /* "Amazon S3"; "" = not known */
const char *bks_task_get_subtitle (BksTask *self);
const char *bks_task_get_row_label (BksTask *self);

/* Times: µs since the Unix epoch, UTC; 0 = never or not known. The text forms have "–" for that, and
 * the NAS's own wall clock, named as such, where its offset is not known. */
gint64 bks_task_get_last_start (BksTask *self);
gint64 bks_task_get_last_end (BksTask *self);
gint64 bks_task_get_last_success (BksTask *self);
gint64 bks_task_get_settled_since (BksTask *self);
gint64 bks_task_get_next_run (BksTask *self);
const char *bks_task_get_last_success_text (BksTask *self);
const char *bks_task_get_next_run_text (BksTask *self);
gboolean bks_task_has_schedule (BksTask *self);

/* The NAS's raw words. (nullable) */
const char *bks_task_get_state (BksTask *self);
const char *bks_task_get_status (BksTask *self);
const char *bks_task_get_last_result (BksTask *self);
const char *bks_task_get_last_error (BksTask *self);
int bks_task_get_last_error_code (BksTask *self); /* -1 = not given */
gboolean bks_task_has_error (BksTask *self);      /* even where the result is a good one */
gboolean bks_task_is_away (BksTask *self);        /* its destination, now */
const char *bks_task_get_target_type (BksTask *self);
const char *bks_task_get_transfer_type (BksTask *self);
const char *bks_task_get_repository_id (BksTask *self);
const char *bks_task_get_target_id (BksTask *self);
int bks_task_get_encrypted (BksTask *self); /* 1, 0; -1 = not said */
gboolean bks_task_is_lun (BksTask *self);

/* What the other end says: see BksWire. */
const char *bks_task_get_destination_key (BksTask *self); /* (nullable): `uni_key`, once asked */
const char *bks_task_get_waits_for (BksTask *self);       /* (nullable): "cellar-nas" */
void bks_task_set_waits_for (BksTask *self, const char *nas_name);

/* A run in progress. Sizes in bytes, -1 = not known. */
gboolean bks_task_has_progress (BksTask *self);
gboolean bks_task_is_busy (BksTask *self);          /* the NAS is doing something with it */
int bks_task_get_percent (BksTask *self);           /* -1 = not known */
const char *bks_task_get_step (BksTask *self);      /* raw word (nullable) */
const char *bks_task_get_step_text (BksTask *self); /* "Copying data"; "" = none */
gint64 bks_task_get_processed_bytes (BksTask *self);
gint64 bks_task_get_total_bytes (BksTask *self);
gint64 bks_task_get_transmitted_bytes (BksTask *self);
gint64 bks_task_get_bytes_per_second (BksTask *self);
int bks_task_get_can_cancel (BksTask *self); /* the NAS's word: 1, 0; -1 = not said */
int bks_task_get_can_suspend (BksTask *self);
const char *bks_task_get_progress_line (
    BksTask *self); /* "19.4 of 52.4 GB · 8.4 MB/s · about 1 hour left" */

/* Whether the protocol allows it now; if not, WHY_OUT (optional) (transfer full) says why. */
gboolean bks_task_can (BksTask *self, BksAction action, char **why_out);
int bks_task_get_best_action (
    BksTask *self); /* the one verb that fits, even if disabled; -1 = none */

/**
 * BksSchedule:
 *
 * When a task is started, as the NAS has it. Numbers: -1 = not given; texts: (nullable).
 */
typedef struct
{
  int enabled; /* 1, 0; -1 = not said */
  int hour;    /* by the clock of the NAS, like all of them */
  int minute;
  guint week_days;  /* bit 0 = Sunday … bit 6 = Saturday; 0 = not given */
  char *date;       /* of the first time: "2026/4/24" */
  int repeat_hours; /* every so many hours; 0 = not again on that day */
  int repeat_minutes;
  int last_hour;      /* until this hour */
  char *monthly_week; /* raw word */
  int date_type;      /* 0 = on week_days, 1 = on a date; other numbers are not known */
  int repeat_date;    /* 1 = the date comes again each month; other numbers are not known */
} BksSchedule;

/**
 * BksTaskDetails:
 *
 * What only SYNO.Backup.Task get knows. Lists are never %NULL.
 */
typedef struct
{
  char **folders;
  char **applications;
  char **excluded;       /* file patterns that are left out */
  char **included;       /* file patterns that alone are taken; none = all */
  char *destination;     /* a readable place; (nullable) */
  char *schedule;        /* in words; (nullable) */
  BksSchedule *plan;     /* (owned) (nullable): the same for machines */
  char *repository_name; /* (nullable) */
  int compressed;        /* 1, 0; -1 = not said */
  int encrypted;         /* 1, 0; -1 = not said */
} BksTaskDetails;

void bks_task_details_free (BksTaskDetails *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksTaskDetails, bks_task_details_free)

/**
 * BksTargetInfo:
 *
 * What the destination says of itself (SYNO.Backup.Target get; slow).
 */
typedef struct
{
  int online;                  /* 1, 0; -1 = not said */
  gint64 used_bytes;           /* -1 = not known */
  gint64 last_integrity_check; /* µs since the Unix epoch, UTC; 0 = none or not said */
  char *format;                /* (nullable): raw word */
  char *host_name;             /* (nullable) */
  char *owner_name;            /* (nullable) */
  char *key;                   /* (nullable): `uni_key`, the same at the other end */
  int compressed;              /* 1, 0; -1 = not said */
  int encrypted;               /* 1, 0; -1 = not said */
} BksTargetInfo;

void bks_target_info_free (BksTargetInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksTargetInfo, bks_target_info_free)

G_END_DECLS
