/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include <string.h>

#include "dsm-json-private.h"
#include "dsm-task-private.h"

/* Rows of SYNO.Backup.Task list and answers of status and get have most fields in common: sections
 * 9.1 to 9.3 of the protocol reference. What is not there stays unknown. */

#define FIELD(name) G_STRUCT_OFFSET (DsmTaskRecord, name)

static const struct
{
  gsize offset;
  const char *json;
  gboolean word; /* an empty text is none */
} texts[] = {
  { FIELD (id), "task_id", TRUE },
  { FIELD (name), "name", TRUE },
  { FIELD (state), "state", TRUE },
  { FIELD (status), "status", TRUE },
  { FIELD (type), "type", TRUE },
  { FIELD (target_type), "target_type", TRUE },
  { FIELD (transfer_type), "transfer_type", TRUE },
  { FIELD (target_id), "target_id", TRUE },
  { FIELD (repo_id), "repo_id", TRUE },
  { FIELD (data_type), "data_type", TRUE },
  { FIELD (last_result), "last_bkp_result", TRUE },
  { FIELD (last_error), "last_bkp_error", FALSE },
  { FIELD (last_success_version), "last_bkp_success_version", TRUE },
};

static const struct
{
  gsize offset;
  const char *json;
} times[] = {
  { FIELD (last_start), "last_bkp_time" },
  { FIELD (last_end), "last_bkp_end_time" },
  { FIELD (last_success), "last_bkp_success_time" },
  { FIELD (next_run), "next_bkp_time" },
};

#define TEXT(record, i) G_STRUCT_MEMBER (char *, record, texts[i].offset)
#define TIME(record, i) G_STRUCT_MEMBER (DsmTime, record, times[i].offset)

DsmTaskRecord *
dsm_task_record_new (void)
{
  DsmTaskRecord *self = g_new0 (DsmTaskRecord, 1);

  self->encrypted = DSM_UNKNOWN;
  self->is_modified = DSM_UNKNOWN;
  self->last_error_code = -1;
  return self;
}

static void
progress_free (DsmProgress *self)
{
  if (self == NULL)
    return;
  g_free (self->step);
  g_free (self->current_app);
  g_free (self);
}

static DsmProgress *
progress_copy (const DsmProgress *self)
{
  DsmProgress *copy;

  if (self == NULL)
    return NULL;
  copy = g_new (DsmProgress, 1);
  *copy = *self;
  copy->step = g_strdup (self->step);
  copy->current_app = g_strdup (self->current_app);
  return copy;
}

/**
 * dsm_schedule_free:
 * @self: (nullable) (transfer full): a schedule
 */
void
dsm_schedule_free (DsmSchedule *self)
{
  if (self == NULL)
    return;
  g_free (self->date);
  g_free (self->monthly_week);
  g_free (self);
}

/**
 * dsm_schedule_copy:
 * @self: (nullable): a schedule
 *
 * Returns: (transfer full) (nullable): a copy
 */
DsmSchedule *
dsm_schedule_copy (const DsmSchedule *self)
{
  DsmSchedule *copy;

  if (self == NULL)
    return NULL;
  copy = g_new (DsmSchedule, 1);
  *copy = *self;
  copy->date = g_strdup (self->date);
  copy->monthly_week = g_strdup (self->monthly_week);
  return copy;
}

/**
 * dsm_task_record_free:
 * @self: (nullable) (transfer full): a record
 */
void
dsm_task_record_free (DsmTaskRecord *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (TEXT (self, i));
  dsm_schedule_free (self->schedule);
  progress_free (self->progress);
  g_clear_error (&self->status_error);
  g_free (self);
}

/*
 * dsm_task_record_fill:
 * @other: what was learnt elsewhere
 *
 * Takes from @other what @self does not know, except for what is only true for the moment.
 */
void
dsm_task_record_fill (DsmTaskRecord *self, const DsmTaskRecord *other)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (TEXT (self, i) == NULL)
      TEXT (self, i) = g_strdup (TEXT (other, i));
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    if (TIME (self, i).kind == DSM_TIME_NONE)
      TIME (self, i) = TIME (other, i);
  if (self->encrypted == DSM_UNKNOWN)
    self->encrypted = other->encrypted;
  if (self->is_modified == DSM_UNKNOWN)
    self->is_modified = other->is_modified;
  if (self->last_error_code == -1)
    self->last_error_code = other->last_error_code;
  if (self->schedule == NULL)
    self->schedule = dsm_schedule_copy (other->schedule);
}

DsmTaskRecord *
dsm_task_record_copy (const DsmTaskRecord *self)
{
  DsmTaskRecord *copy = dsm_task_record_new ();

  dsm_task_record_fill (copy, self);
  copy->is_lun = self->is_lun;
  copy->progress = progress_copy (self->progress);
  copy->has_status = self->has_status;
  copy->status_error = self->status_error != NULL ? g_error_copy (self->status_error) : NULL;
  return copy;
}

/* Public records have both. */
void
dsm_task_record_insist (DsmTaskRecord *self, const char *id, const char *name)
{
  if (self->id == NULL)
    self->id = g_strdup (id);
  if (self->name == NULL)
    self->name = g_strdup (name);
}

static gboolean
is_same_time (const DsmTime *a, const DsmTime *b)
{
  return a->kind == b->kind && a->seconds == b->seconds && g_str_equal (a->raw, b->raw);
}

static DsmTri
schedule_state (const DsmTaskRecord *self)
{
  return self->schedule != NULL ? self->schedule->enabled : DSM_UNKNOWN;
}

/* Whether two rows of a list say the same, so that nothing can have happened between them. */
gboolean
dsm_task_record_is_same_row (const DsmTaskRecord *a, const DsmTaskRecord *b)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_strcmp0 (TEXT (a, i), TEXT (b, i)) != 0)
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    if (!is_same_time (&TIME (a, i), &TIME (b, i)))
      return FALSE;
  return a->encrypted == b->encrypted && a->is_modified == b->is_modified
         && a->last_error_code == b->last_error_code && schedule_state (a) == schedule_state (b);
}

/* Whether something goes on, or may: a word that is not known is not taken for idle. */
gboolean
dsm_task_record_is_busy (const DsmTaskRecord *self)
{
  return self->status == NULL || g_ascii_strcasecmp (self->status, "none") != 0;
}

/* "0,1,6", or a list of numbers; Sunday is 0. */
static guint
read_week_days (JsonObject *object)
{
  g_auto (GStrv) parts = dsm_json_dup_strv (object, "week_name");
  guint days = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) numbers = g_strsplit (parts[i], ",", -1);

      for (guint k = 0; numbers[k] != NULL; k++)
        {
          guint64 day;

          if (g_ascii_string_to_unsigned (g_strstrip (numbers[k]), 10, 0, 6, &day, NULL))
            days |= 1u << day;
        }
    }
  return days;
}

/* The schedule is an object with `schedule_enable` and another `schedule` in it; some send the
 * inner one alone. */
static DsmSchedule *
read_schedule (JsonObject *outer)
{
  JsonObject *inner = dsm_json_get_object (outer, "schedule");
  DsmSchedule *self;

  if (outer == NULL)
    return NULL;
  if (inner == NULL)
    inner = outer;
  self = g_new0 (DsmSchedule, 1);
  self->enabled = dsm_json_get_tri (outer, "schedule_enable");
  if (self->enabled == DSM_UNKNOWN)
    self->enabled = dsm_json_get_tri (inner, "schedule_enable");
  self->hour = dsm_json_get_small (inner, "hour", 0, 23);
  self->minute = dsm_json_get_small (inner, "min", 0, 59);
  self->date_type = dsm_json_get_small (inner, "date_type", 0, G_MAXINT);
  self->date = dsm_json_dup_word (inner, "date");
  self->week_days = read_week_days (inner);
  self->repeat_hour = dsm_json_get_small (inner, "repeat_hour", 0, G_MAXINT);
  self->repeat_min = dsm_json_get_small (inner, "repeat_min", 0, G_MAXINT);
  self->repeat_date = dsm_json_get_small (inner, "repeat_date", 0, G_MAXINT);
  self->last_work_hour = dsm_json_get_small (inner, "last_work_hour", 0, 23);
  {
    g_auto (GStrv) weeks = dsm_json_dup_strv (inner, "monthly_week");

    self->monthly_week = *weeks != NULL ? g_strjoinv (",", weeks) : NULL;
  }
  dsm_json_get_time (inner, "next_trigger_time", &self->next_trigger);
  return self;
}

static DsmProgress *
read_progress (JsonObject *object)
{
  DsmProgress *self;

  if (object == NULL)
    return NULL;
  self = g_new0 (DsmProgress, 1);
  self->step = dsm_json_dup_word (object, "step");
  self->percent = dsm_json_get_tri (object, "show_progress") != DSM_FALSE
                      ? dsm_json_get_small (object, "progress", 0, 100)
                      : -1;
  self->can_cancel = dsm_json_get_tri (object, "can_cancel");
  self->can_suspend = dsm_json_get_tri (object, "can_suspend");
  self->bytes_per_second = dsm_json_get_count (object, "avg_speed");
  if (self->bytes_per_second == 0)
    self->bytes_per_second = -1;
  self->total_bytes = dsm_json_get_count (object, "total_size");
  self->processed_bytes = dsm_json_get_count (object, "processed_size");
  self->transmitted_bytes = dsm_json_get_count (object, "transmitted_size");
  self->scanned_files = dsm_json_get_count (object, "scan_file_count");
  self->counted_files = dsm_json_get_count (object, "counted_file_count");
  self->current_app = dsm_json_dup_word (object, "current_app");
  return self;
}

static gboolean
is_number (const char *text)
{
  return text != NULL && *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

static gboolean
is_lun_type (const char *type)
{
  return type != NULL
         && (g_ascii_strcasecmp (type, "loclunbkp") == 0
             || g_ascii_strcasecmp (type, "netlunbkp") == 0);
}

/*
 * dsm_task_record_read:
 * @object: a row of list, or the answer of status or get
 *
 * Returns: (transfer full): what it says; without ID or name if it says none
 */
DsmTaskRecord *
dsm_task_record_read (JsonObject *object)
{
  DsmTaskRecord *self = dsm_task_record_new ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    TEXT (self, i) = texts[i].word ? dsm_json_dup_word (object, texts[i].json)
                                   : dsm_json_dup_text (object, texts[i].json);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    dsm_json_get_time (object, times[i].json, &TIME (self, i));
  self->encrypted = dsm_json_get_tri (object, "data_enc");
  self->is_modified = dsm_json_get_tri (object, "is_modified");
  self->last_error_code = dsm_json_get_small (object, "last_bkp_error_code", 0, G_MAXINT);
  self->schedule = read_schedule (dsm_json_get_object (object, "schedule"));
  self->progress = read_progress (dsm_json_get_object (object, "progress"));
  /* Tasks have numbers; those of LUN backups are known by their names. */
  self->is_lun = is_lun_type (self->type) || (self->id != NULL && !is_number (self->id));
  return self;
}
