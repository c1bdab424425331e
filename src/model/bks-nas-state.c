/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-nas-state.h"

#include <string.h>

#include "bks-nas-private.h"

/* What is written is read by other versions of Backstay, too: a name is never used again for another
 * meaning, and a version that is not known is not read. */
#define VERSION 1

/* More than any NAS has. */
#define MAX_TASKS 10000

/* Damage may say anything. What no clock and no NAS says is taken as not known. */
#define MAX_SECONDS     G_GINT64_CONSTANT (253402300799) /* the end of the year 9999 */
#define MAX_OFFSET      (18 * 3600)
#define MAX_CLOCK_ERROR (200 * G_GINT64_CONSTANT (366) * 86400)

#define FIELD(name) G_STRUCT_OFFSET (DsmTaskRecord, name)

static const struct
{
  const char *key;
  gsize offset;
} texts[] = {
  { "name", FIELD (name) },
  { "state", FIELD (state) },
  { "status", FIELD (status) },
  { "type", FIELD (type) },
  { "target-type", FIELD (target_type) },
  { "transfer-type", FIELD (transfer_type) },
  { "target-id", FIELD (target_id) },
  { "repository-id", FIELD (repo_id) },
  { "data-type", FIELD (data_type) },
  { "last-result", FIELD (last_result) },
  { "last-error", FIELD (last_error) },
  { "last-success-version", FIELD (last_success_version) },
};

static const struct
{
  const char *key;
  gsize offset;
} times[] = {
  { "last-start", FIELD (last_start) },
  { "last-end", FIELD (last_end) },
  { "last-success", FIELD (last_success) },
  { "next-run", FIELD (next_run) },
};

/* The numbers of a schedule: -1 = not given. */
static const struct
{
  const char *key;
  gsize offset;
} numbers[] = {
  { "hour", G_STRUCT_OFFSET (DsmSchedule, hour) },
  { "minute", G_STRUCT_OFFSET (DsmSchedule, minute) },
  { "date-type", G_STRUCT_OFFSET (DsmSchedule, date_type) },
  { "repeat-hour", G_STRUCT_OFFSET (DsmSchedule, repeat_hour) },
  { "repeat-minute", G_STRUCT_OFFSET (DsmSchedule, repeat_min) },
  { "repeat-date", G_STRUCT_OFFSET (DsmSchedule, repeat_date) },
  { "last-hour", G_STRUCT_OFFSET (DsmSchedule, last_work_hour) },
};

static const char *const time_kinds[] = {
  [DSM_TIME_NONE] = "none",
  [DSM_TIME_LOCAL] = "local",
  [DSM_TIME_EPOCH] = "epoch",
  [DSM_TIME_UNREADABLE] = "unreadable",
};

#define TEXT(record, i)     G_STRUCT_MEMBER (char *, record, texts[i].offset)
#define TIME(record, i)     G_STRUCT_MEMBER (DsmTime, record, times[i].offset)
#define NUMBER(schedule, i) G_STRUCT_MEMBER (int, schedule, numbers[i].offset)

/* Text of a NAS may be any; a GVariant takes UTF-8 alone. */
static void
put_text (GVariantBuilder *builder, const char *key, const char *text)
{
  if (text != NULL)
    g_variant_builder_add (builder, "{sv}", key,
                           g_variant_new_take_string (g_utf8_make_valid (text, -1)));
}

static void
put_time (GVariantBuilder *builder, const char *key, const DsmTime *time)
{
  g_autofree char *raw = NULL;

  if (time->kind == DSM_TIME_NONE)
    return;
  raw = g_utf8_make_valid (time->raw, -1);
  g_variant_builder_add (builder, "{sv}", key,
                         g_variant_new ("(sxs)", time_kinds[time->kind], time->seconds, raw));
}

static void
put_tri (GVariantBuilder *builder, const char *key, DsmTri value)
{
  if (value != DSM_UNKNOWN)
    g_variant_builder_add (builder, "{sv}", key, g_variant_new_boolean (value == DSM_TRUE));
}

static GVariant *
dump_schedule (const DsmSchedule *schedule)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  put_tri (&builder, "enabled", schedule->enabled);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (NUMBER (schedule, i) >= 0)
      g_variant_builder_add (&builder, "{sv}", numbers[i].key,
                             g_variant_new_int32 (NUMBER (schedule, i)));
  if (schedule->week_days != 0)
    g_variant_builder_add (&builder, "{sv}", "week-days",
                           g_variant_new_uint32 (schedule->week_days));
  put_text (&builder, "date", schedule->date);
  put_text (&builder, "monthly-week", schedule->monthly_week);
  put_time (&builder, "next-trigger", &schedule->next_trigger);
  return g_variant_builder_end (&builder);
}

/* How far a run is has no meaning later, so that is left out. */
static GVariant *
dump_task (BksTask *task)
{
  const DsmTaskRecord *record = task->record;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  put_text (&builder, "id", task->id);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    put_text (&builder, texts[i].key, TEXT (record, i));
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    put_time (&builder, times[i].key, &TIME (record, i));
  put_tri (&builder, "encrypted", record->encrypted);
  put_tri (&builder, "modified", record->is_modified);
  if (record->is_lun)
    g_variant_builder_add (&builder, "{sv}", "lun", g_variant_new_boolean (TRUE));
  if (record->last_error_code >= 0)
    g_variant_builder_add (&builder, "{sv}", "last-error-code",
                           g_variant_new_int32 (record->last_error_code));
  if (record->schedule != NULL)
    g_variant_builder_add (&builder, "{sv}", "schedule", dump_schedule (record->schedule));
  if (task->usual_duration > 0)
    g_variant_builder_add (&builder, "{sv}", "usual-duration",
                           g_variant_new_int64 (task->usual_duration));
  if (task->last_check > 0)
    g_variant_builder_add (&builder, "{sv}", "last-check", g_variant_new_int64 (task->last_check));
  put_text (&builder, "verdict", bks_verdict_get_nick (task->heard_verdict));
  return g_variant_builder_end (&builder);
}

/**
 * bks_nas_dump_state:
 * @self: a NAS
 *
 * What is known of it: its tasks with everything that a list shows, and its clock. There is nothing
 * in it that only its user may know.
 *
 * Returns: (transfer floating) (nullable): the state, for bks_nas_restore_state(); its moment is
 *   bks_nas_get_checked_at(). %NULL if the NAS was never heard
 */
GVariant *
bks_nas_dump_state (BksNas *self)
{
  GVariantBuilder tasks;
  GVariantBuilder builder;
  guint n;
  int offset;

  g_return_val_if_fail (BKS_IS_NAS (self), NULL);

  if (self->checked_at == 0)
    return NULL;

  g_variant_builder_init (&tasks, G_VARIANT_TYPE ("aa{sv}"));
  n = g_list_model_get_n_items (G_LIST_MODEL (self->tasks));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (G_LIST_MODEL (self->tasks), i);

      g_variant_builder_add_value (&tasks, dump_task (task));
    }

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "version", g_variant_new_uint32 (VERSION));
  if (bks_nas_get_utc_offset (self, &offset))
    g_variant_builder_add (&builder, "{sv}", "utc-offset", g_variant_new_int32 (offset));
  g_variant_builder_add (&builder, "{sv}", "clock-error",
                         g_variant_new_int64 (bks_nas_get_clock_error (self)));
  g_variant_builder_add (&builder, "{sv}", "restoring", g_variant_new_boolean (self->is_restoring));
  g_variant_builder_add (&builder, "{sv}", "tasks", g_variant_builder_end (&tasks));
  return g_variant_builder_end (&builder);
}

static void
take_text (GVariant *dict, const char *key, char **text_out)
{
  g_autofree char *text = NULL;

  if (!g_variant_lookup (dict, key, "s", &text))
    return;
  g_free (*text_out);
  *text_out = g_steal_pointer (&text);
}

static void
take_time (GVariant *dict, const char *key, DsmTime *time_out)
{
  const char *kind;
  const char *raw;
  const char *end;
  gint64 seconds;

  if (!g_variant_lookup (dict, key, "(&sx&s)", &kind, &seconds, &raw))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (time_kinds); i++)
    if (g_str_equal (kind, time_kinds[i]) && seconds >= 0 && seconds <= MAX_SECONDS)
      {
        time_out->kind = (DsmTimeKind) i;
        time_out->seconds = seconds;
        g_strlcpy (time_out->raw, raw, sizeof time_out->raw);
        if (!g_utf8_validate (time_out->raw, -1, &end))
          time_out->raw[end - time_out->raw] = '\0';
      }
}

static DsmTri
take_tri (GVariant *dict, const char *key)
{
  gboolean value;

  if (!g_variant_lookup (dict, key, "b", &value))
    return DSM_UNKNOWN;
  return value ? DSM_TRUE : DSM_FALSE;
}

static DsmSchedule *
restore_schedule (GVariant *dict)
{
  DsmSchedule *schedule = g_new0 (DsmSchedule, 1);
  guint week_days = 0;

  schedule->enabled = take_tri (dict, "enabled");
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      int number;

      NUMBER (schedule, i) = -1;
      if (g_variant_lookup (dict, numbers[i].key, "i", &number) && number >= 0 && number <= 9999)
        NUMBER (schedule, i) = number;
    }
  if (g_variant_lookup (dict, "week-days", "u", &week_days))
    schedule->week_days = week_days & 0x7f;
  take_text (dict, "date", &schedule->date);
  take_text (dict, "monthly-week", &schedule->monthly_week);
  take_time (dict, "next-trigger", &schedule->next_trigger);
  return schedule;
}

static BksVerdict
take_verdict (GVariant *dict)
{
  const char *nick;

  if (g_variant_lookup (dict, "verdict", "&s", &nick))
    for (guint i = 0; i < BKS_N_VERDICTS; i++)
      if (g_str_equal (nick, bks_verdict_get_nick ((BksVerdict) i)))
        return (BksVerdict) i;
  return BKS_VERDICT_UNKNOWN;
}

/* Returns: (transfer full) (nullable): %NULL if that is no task */
static BksTask *
restore_task (BksNas *self, GVariant *dict, const BksTaskContext *context)
{
  g_autoptr (DsmTaskRecord) record = dsm_task_record_new ();
  g_autoptr (GVariant) schedule = NULL;
  BksTask *task;
  gint64 number;
  int code;

  take_text (dict, "id", &record->id);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    take_text (dict, texts[i].key, &TEXT (record, i));
  if (record->id == NULL || *record->id == '\0' || record->name == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    take_time (dict, times[i].key, &TIME (record, i));
  record->encrypted = take_tri (dict, "encrypted");
  record->is_modified = take_tri (dict, "modified");
  record->is_lun = take_tri (dict, "lun") == DSM_TRUE;
  if (g_variant_lookup (dict, "last-error-code", "i", &code) && code >= 0)
    record->last_error_code = code;
  schedule = g_variant_lookup_value (dict, "schedule", G_VARIANT_TYPE_VARDICT);
  if (schedule != NULL)
    record->schedule = restore_schedule (schedule);

  task = bks_task_new (self, record);
  if (g_variant_lookup (dict, "usual-duration", "x", &number) && number > 0
      && number < 366 * G_TIME_SPAN_DAY)
    task->usual_duration = number;
  if (g_variant_lookup (dict, "last-check", "x", &number) && number > 0
      && number <= MAX_SECONDS * G_USEC_PER_SEC)
    task->last_check = number;
  task->heard_verdict = take_verdict (dict);
  bks_task_apply (task, g_steal_pointer (&record), TRUE, context);
  return task;
}

/* Returns: (transfer full) (element-type BksTask): those that can be read, each ID once */
static GPtrArray *
restore_tasks (BksNas *self, GVariant *list, const BksTaskContext *context)
{
  GPtrArray *tasks = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n = MIN (g_variant_n_children (list), MAX_TASKS);

  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) dict = g_variant_get_child_value (list, i);
      BksTask *task = restore_task (self, dict, context);

      if (task == NULL)
        continue;
      g_ptr_array_add (tasks, task);
      if (!g_hash_table_add (ids, task->id))
        g_ptr_array_remove_index (tasks, tasks->len - 1);
    }
  return tasks;
}

/**
 * bks_nas_restore_state:
 * @self: a NAS that was not heard yet
 * @state: from bks_nas_dump_state(), maybe damaged, maybe of another version
 * @when: when it was so, µs since the Unix epoch, UTC
 *
 * Shows what was known of the NAS when it was last heard. Until it answers, that is old: no verdict
 * but "unknown" follows from it. What is not readable of @state is not restored.
 *
 * Returns: whether there is something to show
 */
gboolean
bks_nas_restore_state (BksNas *self, GVariant *state, gint64 when)
{
  g_autoptr (GVariant) normal = NULL;
  g_autoptr (GVariant) list = NULL;
  g_autoptr (GPtrArray) tasks = NULL;
  BksTaskContext context;
  gint64 clock_error;
  guint32 version;
  int offset;

  g_return_val_if_fail (BKS_IS_NAS (self), FALSE);
  g_return_val_if_fail (state != NULL, FALSE);

  if (self->checked_at != 0 || when <= 0 || !g_variant_is_of_type (state, G_VARIANT_TYPE_VARDICT))
    return FALSE;
  normal = g_variant_get_normal_form (state);
  if (!g_variant_lookup (normal, "version", "u", &version) || version != VERSION)
    return FALSE;
  list = g_variant_lookup_value (normal, "tasks", G_VARIANT_TYPE ("aa{sv}"));
  if (list == NULL)
    return FALSE;

  if (!g_variant_lookup (normal, "utc-offset", "i", &offset) || offset > MAX_OFFSET
      || offset < -MAX_OFFSET)
    offset = DSM_OFFSET_UNKNOWN;
  if (!g_variant_lookup (normal, "clock-error", "x", &clock_error) || clock_error > MAX_CLOCK_ERROR
      || clock_error < -MAX_CLOCK_ERROR)
    clock_error = 0;
  g_variant_lookup (normal, "restoring", "b", &self->is_restoring);

  /* A clock that was set back since does not take an answer into the future. */
  bks_nas_remember (self, MIN (when, g_get_real_time ()), offset, clock_error);
  bks_nas_get_context (self, g_get_real_time (), &context);
  tasks = restore_tasks (self, list, &context);
  bks_nas_take_tasks (self, tasks);
  return TRUE;
}
