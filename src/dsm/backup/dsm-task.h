/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-client.h"

G_BEGIN_DECLS

typedef enum
{
  DSM_UNKNOWN = -1, /* the NAS did not say */
  DSM_FALSE = 0,
  DSM_TRUE = 1,
} DsmTri;

/* In all records: text (nullable), NULL = the NAS did not say; sizes and counts -1 = the same. */

/**
 * DsmProgress:
 *
 * A run in progress (`progress` of SYNO.Backup.Task status).
 */
typedef struct
{
  char *step;
  int percent; /* 0-100; -1 = not given, or show_progress is false */
  DsmTri can_cancel;
  DsmTri can_suspend;
  gint64 bytes_per_second; /* -1 = unknown (the NAS says 0) */
  gint64 total_bytes;
  gint64 processed_bytes;
  gint64 transmitted_bytes;
  gint64 scanned_files;
  gint64 counted_files;
  char *current_app;
} DsmProgress;

/**
 * DsmSchedule:
 *
 * `schedule` of a task, as the NAS writes it.
 */
typedef struct
{
  DsmTri enabled;
  int hour;           /* -1 = not given */
  int minute;         /* -1 = not given */
  int date_type;      /* -1 = not given; 0 weekly (week_days), 1 a date (date), … raw */
  char *date;         /* "2026/4/24" */
  guint week_days;    /* bit 0 = Sunday … bit 6 = Saturday; 0 = not given */
  int repeat_hour;    /* every so many hours; 0 = none, -1 = not given */
  int repeat_min;     /* every so many minutes; 0 = none, -1 = not given */
  int repeat_date;    /* raw number; -1 = not given */
  int last_work_hour; /* until this hour; -1 = not given */
  char *monthly_week; /* raw text */
  DsmTime next_trigger;
} DsmSchedule;

/**
 * DsmTaskRecord:
 *
 * One task, put together from a row of `list` and, where asked, from `status`.
 */
typedef struct
{
  char *id;        /* never NULL */
  char *name;      /* never NULL */
  gboolean is_lun; /* only to look at: string IDs, types loclunbkp and netlunbkp */
  char *state;
  char *status;
  char *type;
  char *target_type;
  char *transfer_type;
  char *target_id;
  char *repo_id;
  char *data_type;
  DsmTri encrypted;
  DsmTri is_modified;

  char *last_result;
  char *last_error;
  int last_error_code; /* -1 = not given; 4401 and 0 = no error */
  DsmTime last_start;
  DsmTime last_end;
  DsmTime last_success;
  DsmTime next_run;
  char *last_success_version;
  DsmSchedule *schedule; /* (nullable) (owned) */
  DsmProgress *progress; /* (nullable) (owned): only while a run is active */
  gboolean has_status;  /* `status` was read for this record: the fields it alone knows are meant */
  GError *status_error; /* (nullable) (owned): `status` was asked, and failed for this task alone */
} DsmTaskRecord;

/**
 * DsmTaskList:
 *
 * One look at all tasks.
 */
typedef struct
{
  GPtrArray *tasks;      /* (element-type DsmTaskRecord), in the NAS's order */
  guint n_dropped;       /* rows that had no ID or no name */
  gboolean is_restoring; /* a restore runs on this NAS */
  gint64 asked_at;       /* µs since the Unix epoch, UTC: when the answer came */
  int utc_offset;        /* s east of UTC; DSM_OFFSET_UNKNOWN = could not be derived */
  gint64
      clock_error; /* s the NAS's clock is ahead of its own Date header's source; 0 = fine or unknown */
} DsmTaskList;

/**
 * DsmTaskDetails:
 *
 * SYNO.Backup.Task get.
 */
typedef struct
{
  DsmTaskRecord *task;
  char **folders;      /* share paths */
  char **applications; /* display names */
  char **excluded;     /* file patterns of the filter: what is left out */
  char **included;     /* the same: what is taken alone */
  DsmTri compressed;
  DsmTri notifies;
  DsmTri rotates; /* there are rotation parameters */
  char *repository_name;
  char *destination; /* a readable place, from the repository's fields */
} DsmTaskDetails;

DsmTaskRecord *dsm_task_record_new (void); /* nothing is said yet, not even ID and name */
void dsm_task_record_free (DsmTaskRecord *self);
void dsm_task_list_free (DsmTaskList *self);
void dsm_task_details_free (DsmTaskDetails *self);
DsmSchedule *dsm_schedule_copy (const DsmSchedule *self);
void dsm_schedule_free (DsmSchedule *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsmTaskRecord, dsm_task_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsmTaskList, dsm_task_list_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsmTaskDetails, dsm_task_details_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsmSchedule, dsm_schedule_free)

/* One refresh. The first sends Task.list and Core.System info in one compound, then status in
 * compounds of 25; later ones Task.list alone, and status for tasks that run or whose row changed. */
void dsm_task_refresh_async (DsmClient *client,
                             gboolean whole,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
DsmTaskList *dsm_task_refresh_finish (DsmClient *client, GAsyncResult *result, GError **error);

/* The fresh look at one task: list row of no interest, `status` with its additional keys. */
void dsm_task_status_async (DsmClient *client,
                            const char *task_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
DsmTaskRecord *dsm_task_status_finish (DsmClient *client, GAsyncResult *result, GError **error);

void dsm_task_get_async (DsmClient *client,
                         const char *task_id,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
DsmTaskDetails *dsm_task_get_finish (DsmClient *client, GAsyncResult *result, GError **error);

/* Writes: sent once. `state` is the task's current `state`, where the method wants it. */
typedef enum
{
  DSM_TASK_BACKUP,
  DSM_TASK_CANCEL,
  DSM_TASK_SUSPEND,
  DSM_TASK_RESUME,
  DSM_TASK_DISCARD,
} DsmTaskVerb;

void dsm_task_write_async (DsmClient *client,
                           DsmTaskVerb verb,
                           const char *task_id,
                           const char *state,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean dsm_task_write_finish (DsmClient *client, GAsyncResult *result, GError **error);

/* Removes tasks; their data stays at the destination, always. */
void dsm_task_delete_async (DsmClient *client,
                            const char *const *task_ids,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean dsm_task_delete_finish (DsmClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
