/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

/* What additional may ask for in a list; anything else is a parameter error. */
static const char *const list_keys[] = {
  "last_bkp_time", "next_bkp_time", "last_bkp_result",     "is_modified",
  "schedule",      "get_source",    "progress_title_type", NULL
};

static gboolean
wants (GStrv additional, const char *key)
{
  return additional && g_strv_contains ((const char *const *) additional, key);
}

/*
 * demo_call_task:
 *
 * Returns: (nullable): the task that task_id names; %NULL if there is none, with @call's error set
 */
DemoTask *
demo_call_task (DemoServer *server, DemoCall *call)
{
  g_autofree char *id = demo_call_dup_text (call, "task_id");
  DemoTask *task;

  if (!id || !*id)
    {
      demo_call_fail_parameter (call, "task_id", "required");
      return NULL;
    }
  task = demo_find_task (server, id);
  if (!task || task->lun)
    {
      demo_call_fail_parameter (call, "task_id", "condition");
      return NULL;
    }
  return task;
}

static void
set_int_text (JsonObject *object, const char *name, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  json_object_set_string_member (object, name, text);
}

static void
set_stamp (DemoServer *server, JsonObject *object, const char *name, gint64 stamp)
{
  g_autofree char *text = demo_wall_clock (server, stamp, TRUE);

  json_object_set_string_member (object, name, text);
}

/* next_bkp_time: never with seconds; empty without a schedule and while no run is possible. */
char *
demo_task_next_time (DemoServer *server, DemoTask *task)
{
  if (task->next_text)
    return g_strdup (task->next_text);
  if (strcmp (task->state, "backupable"))
    return g_strdup ("");
  return demo_wall_clock (server, demo_next_trigger (server, task, demo_now (server)), FALSE);
}

static JsonArray *
text_array (GPtrArray *texts)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < texts->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (texts, i));
  return array;
}

/* The progress block: counters are texts, progress and speed are numbers. */
JsonObject *
demo_task_progress (DemoTask *task, double speed)
{
  JsonObject *object = json_object_new ();
  g_autoptr (GPtrArray) done = g_ptr_array_new ();
  DemoProgress progress;
  gboolean waiting = task->phase == DEMO_PHASE_WAITING;
  gint64 processed;
  const char *application = "";

  demo_task_describe_progress (task, &progress);
  processed = (gint64) (progress.done * (double) task->run_size);
  if (!strcmp (progress.step, "app_backup") && task->applications->len > 0)
    application = g_ptr_array_index (task->applications, 0);
  if (!strcmp (progress.step, "data_backup"))
    for (guint i = 0; i < task->applications->len; i++)
      g_ptr_array_add (done, g_ptr_array_index (task->applications, i));

  json_object_set_string_member (object, "step", progress.step);
  json_object_set_int_member (object, "progress", waiting ? 0 : progress.percent);
  json_object_set_boolean_member (object, "show_progress", progress.show_progress);
  json_object_set_boolean_member (object, "can_cancel", progress.can_cancel);
  json_object_set_boolean_member (object, "can_suspend", progress.can_suspend);
  json_object_set_int_member (
      object, "avg_speed",
      waiting || processed == 0
          ? 0
          : (gint64) ((double) task->run_size / (task->run_seconds * 0.83) * speed));
  set_int_text (object, "total_size", waiting ? 0 : task->run_size);
  set_int_text (object, "processed_size", waiting ? 0 : processed);
  set_int_text (object, "transmitted_size", waiting ? 0 : processed / 2 + processed / 100);
  set_int_text (object, "scan_file_count", waiting ? 0 : task->run_size / 65536);
  set_int_text (object, "counted_file_count", waiting ? 0 : processed / 65536);
  json_object_set_string_member (object, "title_type",
                                 progress.show_progress ? "processing" : "preparing");
  json_object_set_string_member (object, "current_app", application);
  json_object_set_string_member (object, "current_app_stage", *application ? "export" : "");
  json_object_set_string_member (object, "current_app_percent", *application ? "50" : "");
  json_object_set_string_member (object, "current_app_action_percent", "");
  json_object_set_array_member (object, "app_list", text_array (task->applications));
  json_object_set_array_member (object, "app_done_list", text_array (done));
  return object;
}

static JsonObject *
schedule_object (DemoServer *server, DemoTask *task)
{
  JsonObject *object = json_object_new ();
  JsonObject *schedule = json_object_new ();
  g_autoptr (GString) week = g_string_new (NULL);
  gint64 next = demo_next_trigger (server, task, demo_now (server));
  g_autofree char *trigger_time = demo_wall_clock (server, next, FALSE);

  for (int day = 0; day < 7; day++)
    if (task->weekdays & (1u << day))
      g_string_append_printf (week, "%s%d", week->len ? "," : "", day);
  g_strdelimit (trigger_time, "/", '-');

  json_object_set_string_member (schedule, "date", "");
  json_object_set_int_member (schedule, "date_type", 0);
  json_object_set_int_member (schedule, "hour", task->hour);
  json_object_set_int_member (schedule, "last_work_hour", task->hour);
  json_object_set_int_member (schedule, "min", task->minute);
  json_object_set_array_member (schedule, "monthly_week", json_array_new ());
  json_object_set_string_member (schedule, "next_trigger_time", trigger_time);
  json_object_set_int_member (schedule, "repeat_date", 1001);
  json_object_set_int_member (schedule, "repeat_hour", 0);
  json_object_set_int_member (schedule, "repeat_min", 0);
  json_object_set_string_member (schedule, "week_name", week->str);
  json_object_set_boolean_member (object, "schedule_enable", task->schedule_enabled);
  json_object_set_object_member (object, "schedule", schedule);
  return object;
}

static JsonArray *
folder_array (DemoTask *task)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < task->folders->len; i++)
    {
      const char *path = g_ptr_array_index (task->folders, i);
      g_autofree char *full = g_strconcat ("/volume1", path, NULL);
      JsonObject *folder = json_object_new ();

      json_object_set_boolean_member (folder, "dataEncrypted", FALSE);
      json_object_set_boolean_member (folder, "encryptedShare", FALSE);
      json_object_set_string_member (folder, "fileSystem", "btrfs");
      json_object_set_string_member (folder, "folderPath", path);
      json_object_set_string_member (folder, "fullPath", full);
      json_object_set_boolean_member (folder, "isValidSource", TRUE);
      json_object_set_boolean_member (folder, "missing", FALSE);
      json_array_add_object_element (array, folder);
    }
  return array;
}

static JsonObject *
source_object (DemoTask *task)
{
  JsonObject *source = json_object_new ();
  JsonObject *filter = json_object_new ();
  JsonArray *ids = json_array_new ();

  for (guint i = 0; i < task->applications->len; i++)
    {
      g_autoptr (GString) id = g_string_new (g_ptr_array_index (task->applications, i));

      g_string_replace (id, " ", "", 0);
      json_array_add_string_element (ids, id->str);
    }
  json_object_set_array_member (source, "app_list", ids);
  json_object_set_array_member (source, "app_name_list", text_array (task->applications));
  json_object_set_array_member (filter, "exclude_list", json_array_new ());
  json_object_set_array_member (filter, "whitelist", json_array_new ());
  json_object_set_object_member (source, "backup_filter", filter);
  json_object_set_array_member (source, "file_list", folder_array (task));
  json_object_set_array_member (source, "folder_list", folder_array (task));
  return source;
}

static void
apply_raw (DemoTask *task, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (!task->raw)
    return;
  json_object_iter_init (&iter, task->raw);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (object, name, json_node_copy (node));
}

static void
set_id (JsonObject *object, DemoTask *task)
{
  if (task->lun)
    json_object_set_string_member (object, "task_id", task->id);
  else
    json_object_set_int_member (object, "task_id", g_ascii_strtoll (task->id, NULL, 10));
}

/* A LUN task's row is a poor one, and its id is its name. */
static JsonObject *
lun_row (DemoTask *task)
{
  JsonObject *row = json_object_new ();

  set_id (row, task);
  json_object_set_string_member (row, "name", task->name);
  json_object_set_string_member (row, "type", task->target_type);
  json_object_set_string_member (row, "data_type", "lun");
  json_object_set_string_member (row, "status", demo_task_status_word (task));
  json_object_set_string_member (row, "last_bkp_result", task->last_result);
  apply_raw (task, row);
  return row;
}

static JsonObject *
basic_object (DemoServer *server, DemoTask *task)
{
  JsonObject *row = json_object_new ();
  g_autofree char *type = g_strdup_printf ("%s:%s", task->target_type, task->transfer_type);

  set_id (row, task);
  json_object_set_string_member (row, "name", task->name);
  json_object_set_int_member (row, "repo_id", task->repo_id);
  json_object_set_string_member (row, "target_id", task->target_id);
  json_object_set_string_member (row, "target_type", task->target_type);
  json_object_set_string_member (row, "transfer_type", task->transfer_type);
  json_object_set_string_member (row, "type", type);
  json_object_set_string_member (row, "state", task->state);
  json_object_set_string_member (row, "status", demo_task_status_word (task));
  json_object_set_string_member (row, "data_type", task->data_type);
  json_object_set_boolean_member (row, "data_enc", task->encrypted);
  json_object_set_array_member (row, "ext3ShareList", json_array_new ());
  return row;
}

static void
add_dates (DemoServer *server, DemoTask *task, JsonObject *object, GStrv additional)
{
  g_autofree char *next = demo_task_next_time (server, task);

  if (wants (additional, "last_bkp_time"))
    {
      set_stamp (server, object, "last_bkp_time", task->last_start);
      set_stamp (server, object, "last_bkp_end_time", task->last_end);
    }
  if (wants (additional, "next_bkp_time"))
    json_object_set_string_member (object, "next_bkp_time", next);
  if (wants (additional, "last_bkp_result"))
    json_object_set_string_member (object, "last_bkp_result", task->last_result);
  if (wants (additional, "is_modified"))
    json_object_set_boolean_member (object, "is_modified", task->modified);
}

static JsonObject *
list_row (DemoServer *server, DemoTask *task, GStrv additional)
{
  JsonObject *row;

  if (task->lun)
    return lun_row (task);
  row = basic_object (server, task);
  add_dates (server, task, row, additional);
  if (wants (additional, "schedule") && task->scheduled)
    json_object_set_object_member (row, "schedule", schedule_object (server, task));
  if (wants (additional, "get_source"))
    json_object_set_object_member (row, "source", source_object (task));
  if (wants (additional, "progress_title_type") && demo_task_has_run (task))
    json_object_set_string_member (row, "progress_title_type", "processing");
  apply_raw (task, row);
  return row;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const DemoTask *x = *(const DemoTask *const *) a;
  const DemoTask *y = *(const DemoTask *const *) b;

  return g_utf8_collate (x->name, y->name);
}

/* SYNO.Backup.Task list: without additional there are neither dates nor results in the rows. */
JsonNode *
demo_task_list (DemoServer *server, DemoCall *call)
{
  static const char *const restores[] = { "is_restoring", "is_data_restoring", "is_downloading",
                                          "is_lun_restoring", "is_snapshot_restoring" };
  g_auto (GStrv) additional = demo_call_dup_strv (call, "additional");
  g_autofree char *order = demo_call_dup_text (call, "sort_by");
  g_autoptr (GPtrArray) tasks = NULL;
  JsonObject *data;
  JsonArray *rows;

  for (guint i = 0; additional && additional[i]; i++)
    if (!g_strv_contains (list_keys, additional[i]))
      return demo_call_fail (call, DEMO_BACKUP_PARAMETER);

  tasks = g_ptr_array_copy (server->tasks, NULL, NULL);
  g_ptr_array_set_free_func (tasks, NULL);
  if (!g_strcmp0 (order, "name"))
    g_ptr_array_sort (tasks, compare_names);

  data = json_object_new ();
  rows = json_array_new ();
  for (guint i = 0; i < tasks->len; i++)
    json_array_add_object_element (rows,
                                   list_row (server, g_ptr_array_index (tasks, i), additional));
  for (guint i = 0; i < G_N_ELEMENTS (restores); i++)
    json_object_set_boolean_member (data, restores[i], FALSE);
  json_object_set_int_member (data, "total", tasks->len);
  if (server->omit_empty && tasks->len == 0)
    json_array_unref (rows);
  else
    json_object_set_array_member (data, "task_list", rows);
  return demo_node (data);
}

static JsonObject *
status_object (DemoServer *server, DemoTask *task, GStrv additional)
{
  JsonObject *data = json_object_new ();

  set_id (data, task);
  json_object_set_string_member (data, "state", task->state);
  json_object_set_string_member (data, "status", demo_task_status_word (task));
  if (demo_task_has_run (task) || task->phase == DEMO_PHASE_WAITING)
    json_object_set_object_member (data, "progress", demo_task_progress (task, server->speed));

  add_dates (server, task, data, additional);
  if (wants (additional, "last_bkp_time"))
    set_stamp (server, data, "last_bkp_success_time", task->last_success);
  if (wants (additional, "last_bkp_result"))
    {
      json_object_set_string_member (data, "last_bkp_error", task->last_error);
      json_object_set_int_member (data, "last_bkp_error_code", task->error_code);
    }
  if (wants (additional, "last_bkp_progress"))
    {
      if (task->last_progress >= 0)
        json_object_set_int_member (data, "last_bkp_progress", task->last_progress);
      else
        json_object_set_string_member (data, "last_bkp_progress", "");
    }
  if (wants (additional, "last_bkp_success_version"))
    {
      if (task->last_success_version > 0)
        set_int_text (data, "last_bkp_success_version", task->last_success_version);
      else
        json_object_set_string_member (data, "last_bkp_success_version", "");
    }
  if (wants (additional, "next_bkp_time") && task->scheduled)
    json_object_set_object_member (data, "schedule", schedule_object (server, task));
  apply_raw (task, data);
  return data;
}

/* The status with everything in it, for the control port. */
JsonObject *
demo_task_status_object (DemoServer *server, DemoTask *task)
{
  const char *all[] = { "last_bkp_time",
                        "next_bkp_time",
                        "last_bkp_result",
                        "last_bkp_progress",
                        "last_bkp_success_version",
                        "is_modified",
                        NULL };

  return status_object (server, task, (GStrv) all);
}

/* SYNO.Backup.Task status. blOnline would probe the destination too; nothing in the answer says
 * what it found, except that a broken one shows in the state, as it does anyway. */
JsonNode *
demo_task_status (DemoServer *server, DemoCall *call)
{
  g_auto (GStrv) additional = demo_call_dup_strv (call, "additional");
  DemoTask *task = demo_call_task (server, call);

  if (!task)
    return NULL;
  return demo_node (status_object (server, task, additional));
}

JsonNode *
demo_task_get (DemoServer *server, DemoCall *call)
{
  g_auto (GStrv) additional = demo_call_dup_strv (call, "additional");
  DemoTask *task = demo_call_task (server, call);
  const DemoRepository *repository;
  JsonObject *data;

  if (!task)
    return NULL;
  data = basic_object (server, task);
  json_object_set_object_member (data, "source", source_object (task));
  repository = demo_find_repository (server, task->repo_id);
  if (wants (additional, "repository") && repository)
    json_object_set_object_member (data, "repository", demo_repository_object (repository));
  if (wants (additional, "schedule") && task->scheduled)
    json_object_set_object_member (data, "schedule", schedule_object (server, task));
  if (wants (additional, "backup_params"))
    {
      JsonObject *params = json_object_new ();

      json_object_set_boolean_member (params, "enable_data_compress", task->compressed);
      json_object_set_boolean_member (params, "enable_data_encrypt", task->encrypted);
      json_object_set_boolean_member (params, "enable_notify", TRUE);
      json_object_set_boolean_member (params, "enable_version_file_log", FALSE);
      json_object_set_int_member (params, "max_auto_resume_retry", 3);
      json_object_set_object_member (data, "backup_params", params);
    }
  if (wants (additional, "rotate_params"))
    json_object_set_object_member (data, "rotate_params", json_object_new ());
  apply_raw (task, data);
  return demo_node (data);
}
