/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text)
    json_object_set_string_member (object, name, text);
}

/* A repository as list and get tell it: secrets are masked by the NAS itself. */
JsonObject *
demo_repository_object (const DemoRepository *repository)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "repo_id", repository->id);
  set_text (object, "name", repository->name);
  set_text (object, "target_type", repository->target_type);
  set_text (object, "transfer_type", repository->transfer_type);
  set_text (object, "share", repository->share);
  set_text (object, "dest", repository->dest);
  if (repository->port)
    json_object_set_int_member (object, "port", repository->port);
  set_text (object, "account", repository->account);
  if (repository->account)
    json_object_set_string_member (object, "pwd", "########");
  set_text (object, "bucket", repository->bucket);
  set_text (object, "container", repository->container);
  set_text (object, "remote_url", repository->url);
  if (repository->bucket)
    {
      json_object_set_string_member (object, "key", "AKIAEXAMPLE");
      json_object_set_string_member (object, "secret", "########");
      json_object_set_string_member (object, "request_style", "virtual");
      json_object_set_boolean_member (object, "verify_ssl_cert", TRUE);
    }
  return object;
}

JsonNode *
demo_repository_list (DemoServer *server, DemoCall *call)
{
  JsonArray *rows = json_array_new ();
  JsonObject *data = json_object_new ();

  for (guint i = 0; i < server->repositories->len; i++)
    json_array_add_object_element (
        rows, demo_repository_object (g_ptr_array_index (server->repositories, i)));
  json_object_set_int_member (data, "offset", 0);
  json_object_set_int_member (data, "total", server->repositories->len);
  if (server->omit_empty && server->repositories->len == 0)
    json_array_unref (rows);
  else
    json_object_set_array_member (data, "repo_list", rows);
  return demo_node (data);
}

/* By task_id, or by repo_id. */
JsonNode *
demo_repository_get (DemoServer *server, DemoCall *call)
{
  const DemoRepository *repository;
  gint64 id;

  if (!demo_call_get_int (call, "repo_id", &id))
    {
      DemoTask *task = demo_call_task (server, call);

      if (!task)
        return NULL;
      id = task->repo_id;
    }
  repository = demo_find_repository (server, (int) id);
  if (!repository)
    return demo_call_fail (call, DEMO_BACKUP_PARAMETER);
  return demo_node (demo_repository_object (repository));
}

/* SYNO.Backup.Target get: used_size is in KiB, and missing when the destination is offline. */
JsonNode *
demo_target_get (DemoServer *server, DemoCall *call)
{
  g_auto (GStrv) additional = demo_call_dup_strv (call, "additional");
  DemoTask *task = demo_call_task (server, call);
  JsonObject *data;
  JsonObject *capability;
  g_autofree char *key = NULL;
  g_autofree char *detected = NULL;

  if (!task)
    return NULL;
  data = json_object_new ();
  capability = json_object_new ();
  key = g_strdup_printf ("%s_%s_1784602486", server->host_name, task->id);
  detected = demo_wall_clock (server, task->last_detect, TRUE);

  json_object_set_boolean_member (capability, "support_download", TRUE);
  json_object_set_boolean_member (capability, "support_filter", TRUE);
  json_object_set_boolean_member (capability, "support_statistics", TRUE);
  json_object_set_object_member (data, "capability", capability);
  json_object_set_boolean_member (data, "data_comp", task->compressed);
  json_object_set_boolean_member (data, "data_enc", task->encrypted);
  json_object_set_string_member (data, "format_type", task->target_type);
  json_object_set_string_member (data, "host_name", server->host_name);
  if (additional && g_strv_contains ((const char *const *) additional, "is_online"))
    json_object_set_boolean_member (data, "is_online", task->online);
  json_object_set_string_member (data, "last_detect_time", detected);
  json_object_set_int_member (data, "owner_id", 1026);
  json_object_set_string_member (data, "owner_name", "anna");
  json_object_set_boolean_member (data, "support_multi_version", TRUE);
  json_object_set_string_member (data, "uni_key", key);
  if (additional && g_strv_contains ((const char *const *) additional, "used_size") && task->online)
    json_object_set_int_member (data, "used_size", task->target_size / 1024);
  if (task->online)
    json_object_set_int_member (data, "used_size_cache", task->target_size / 1024);
  return demo_node (data);
}

static JsonObject *
version_object (DemoServer *server, DemoTask *task, const DemoVersion *version)
{
  JsonObject *object = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, version->id);
  g_autofree char *started = demo_wall_clock (server, version->started, TRUE);
  /* An unfinished version ended in 1970, says the text beside the 0. */
  g_autofree char *completed = version->completed
                                   ? demo_wall_clock (server, version->completed, TRUE)
                                   : g_strdup (server->utc_offset >= 0 ? "1970/01/01 00:00:00"
                                                                       : "1969/12/31 00:00:00");
  g_autofree char *name = g_strdup (started);

  json_object_set_int_member (object, "complete_time", version->completed);
  json_object_set_string_member (object, "complete_time_local", completed);
  json_object_set_boolean_member (object, "has_history", version->completed != 0);
  json_object_set_boolean_member (object, "locked", version->locked);
  json_object_set_string_member (object, "name", name);
  json_object_set_boolean_member (object, "permit_delete", !version->locked);
  json_object_set_string_member (object, "start_time_local", started);
  json_object_set_string_member (object, "status", version->status);
  json_object_set_int_member (object, "timestamp", version->started);
  json_object_set_string_member (object, "version_id", id);
  return object;
}

/* SYNO.Backup.Version list, which exists in version 2 alone. */
JsonNode *
demo_version_list (DemoServer *server, DemoCall *call)
{
  DemoTask *task = demo_call_task (server, call);
  g_autofree char *only = demo_call_dup_text (call, "filter_name");
  g_autofree char *direction = demo_call_dup_text (call, "sort_direction");
  g_autoptr (GPtrArray) chosen = g_ptr_array_new ();
  gint64 offset = 0;
  gint64 limit = -1;
  JsonArray *rows;
  JsonObject *data;
  JsonObject *permit;
  gboolean oldest_first = direction && !g_ascii_strcasecmp (direction, "asc");

  if (!task)
    return NULL;
  demo_call_get_int (call, "offset", &offset);
  demo_call_get_int (call, "limit", &limit);
  for (guint i = 0; i < task->versions->len; i++)
    {
      guint at = oldest_first ? i : task->versions->len - 1 - i;
      DemoVersion *version = &g_array_index (task->versions, DemoVersion, at);

      if (!only || !*only || !strcmp (only, version->status))
        g_ptr_array_add (chosen, version);
    }

  rows = json_array_new ();
  data = json_object_new ();
  permit = json_object_new ();
  for (gint64 i = MAX (offset, 0); i < chosen->len && (limit < 0 || i < offset + limit); i++)
    json_array_add_object_element (
        rows, version_object (server, task, g_ptr_array_index (chosen, (guint) i)));
  json_object_set_string_member (data, "backup_data_type", task->data_type);
  json_object_set_boolean_member (permit, "permitted", TRUE);
  json_object_set_object_member (data, "permit_delete", permit);
  json_object_set_boolean_member (data, "support_lock", TRUE);
  json_object_set_int_member (data, "total", chosen->len);
  if (server->omit_empty && json_array_get_length (rows) == 0)
    json_array_unref (rows);
  else
    json_object_set_array_member (data, "version_info_list", rows);
  return demo_node (data);
}

static JsonObject *
source_run (const DemoStatistic *statistic)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "delete_count", statistic->delete_count);
  json_object_set_int_member (object, "end_time", statistic->ended);
  json_object_set_int_member (object, "modify_count", statistic->modify_count);
  json_object_set_int_member (object, "new_count", statistic->new_count);
  json_object_set_int_member (object, "source_size", statistic->source_size);
  return object;
}

static JsonObject *
target_run (const DemoStatistic *statistic)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "end_time", statistic->ended);
  json_object_set_int_member (object, "target_size", statistic->target_size / 1024);
  return object;
}

/* The previous and the latest run, and the history; end_time 0 = no such run. */
JsonObject *
demo_statistics_object (GArray *statistics)
{
  static const DemoStatistic none = { 0 };
  JsonObject *data = json_object_new ();
  JsonArray *source_pair = json_array_new ();
  JsonArray *target_pair = json_array_new ();
  JsonArray *source = json_array_new ();
  JsonArray *target = json_array_new ();

  for (guint back = 2; back >= 1; back--)
    {
      const DemoStatistic *statistic = statistics->len >= back ? &g_array_index (
                                           statistics, DemoStatistic, statistics->len - back)
                                                               : &none;

      json_array_add_object_element (source_pair, source_run (statistic));
      json_array_add_object_element (target_pair, target_run (statistic));
    }
  for (guint i = 0; i < statistics->len; i++)
    {
      const DemoStatistic *statistic = &g_array_index (statistics, DemoStatistic, i);

      json_array_add_object_element (source, source_run (statistic));
      json_array_add_object_element (target, target_run (statistic));
    }
  json_object_set_array_member (data, "source_list", source);
  json_object_set_array_member (data, "source_previous_next_list", source_pair);
  json_object_set_array_member (data, "target_list", target);
  json_object_set_array_member (data, "target_previous_next_list", target_pair);
  return data;
}

JsonNode *
demo_client_statistic_get (DemoServer *server, DemoCall *call)
{
  DemoTask *task = demo_call_task (server, call);

  if (!task)
    return NULL;
  return demo_node (demo_statistics_object (task->statistics));
}
