/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

#define GB 1000000000ll

static const struct
{
  const char *name;
  const char *share;
  const char *status;
  gboolean encrypted;
  gboolean computing;
  gint64 size;
  int days_ago; /* of its last arrival */
  int hour;
  int minute;
  int duration; /* seconds; 0 = still arriving */
} targets[] = {
  { "studio_mail", "vault", "idle", TRUE, FALSE, 88400 * (GB / 1000), 1, 9, 0, 12 * 60 },
  { "studio_video", "vault", "idle", FALSE, FALSE, 2140 * GB, 9, 13, 0, 3 * 3600 + 55 * 60 },
  { "cabin_docs", "vault", "backup", TRUE, FALSE, 21 * GB, 0, 0, 0, 0 },
  { "old-laptop", "homes", "idle", FALSE, TRUE, 64 * GB, 58, 20, 11, 48 * 60 },
};

void
demo_vault_target_free (DemoVaultTarget *target)
{
  g_free (target->name);
  g_free (target->share);
  g_free (target->path);
  g_free (target->status);
  g_free (target->key);
  g_array_unref (target->statistics);
  g_free (target);
}

static void
add_arrivals (DemoServer *server, DemoVaultTarget *target)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, target->id);

  for (int back = 11; back >= 0; back--)
    {
      gint64 start = target->last_start - (gint64) back * DEMO_DAY;
      gint64 duration = target->last_duration ? target->last_duration : 600;
      DemoStatistic statistic = { 0 };

      demo_log_add (&server->vault_log, start, "info", "SYSTEM", id,
                    g_strdup_printf ("[%s] Started receiving a backup.", target->name));
      if (back == 0 && strcmp (target->status, "idle"))
        break;
      if (back == 5)
        demo_log_add (&server->vault_log, start + duration / 2, "warn", "SYSTEM", id,
                      g_strdup_printf ("[%s] The sender was silent for a while.", target->name));
      demo_log_add (&server->vault_log, start + duration, "info", "SYSTEM", id,
                    g_strdup_printf ("[%s] Received a backup.", target->name));
      statistic.ended = start + duration;
      statistic.new_count = g_rand_int_range (server->rand, 1, 200);
      statistic.modify_count = g_rand_int_range (server->rand, 0, 50);
      statistic.delete_count = g_rand_int_range (server->rand, 0, 10);
      statistic.target_size = target->used_size - back * (target->used_size / 250);
      statistic.source_size = statistic.target_size / 4 * 5;
      g_array_append_val (target->statistics, statistic);
    }
}

/* What arrives on this NAS from others. */
void
demo_vault_seed (DemoServer *server)
{
  gint64 now = demo_now (server);
  gint64 midnight = demo_local_midnight (server, now);

  server->vault_limit = 2;
  server->vault_limit_max = 20;
  if (!server->vault || server->empty)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      DemoVaultTarget *target = g_new0 (DemoVaultTarget, 1);

      target->id = i + 1;
      target->name = g_strdup (targets[i].name);
      target->share = g_strdup (targets[i].share);
      target->path = g_strdup_printf ("/volume1/%s/%s", targets[i].share, targets[i].name);
      target->status = g_strdup (targets[i].status);
      target->encrypted = targets[i].encrypted;
      target->computing = targets[i].computing;
      target->used_size = targets[i].size;
      target->last_duration = targets[i].duration;
      target->last_start = midnight - (gint64) targets[i].days_ago * DEMO_DAY
                           + targets[i].hour * 3600 + targets[i].minute * 60;
      if (strcmp (target->status, "idle"))
        target->last_start = now - 12 * 60;
      target->key = g_strdup_printf ("0011%08x_%u_1784602486", g_rand_int (server->rand), i + 1);
      target->statistics = g_array_new (FALSE, TRUE, sizeof (DemoStatistic));
      g_ptr_array_add (server->vault_targets, target);
      add_arrivals (server, target);
    }
  demo_log_sort (&server->vault_log);
}

JsonObject *
demo_vault_target_object (DemoVaultTarget *target)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "computing_size", target->computing);
  json_object_set_boolean_member (object, "is_enc", target->encrypted);
  json_object_set_boolean_member (object, "is_resumable", target->resumable);
  json_object_set_int_member (object, "last_backup_duration", target->last_duration);
  json_object_set_int_member (object, "last_backup_start_time", target->last_start);
  json_object_set_string_member (object, "share", target->share);
  json_object_set_string_member (object, "status", target->status);
  json_object_set_int_member (object, "target_id", target->id);
  json_object_set_string_member (object, "target_name", target->name);
  json_object_set_string_member (object, "target_path", target->path);
  json_object_set_string_member (object, "uni_key", target->key);
  json_object_set_int_member (object, "used_size", target->used_size / 1024);
  return object;
}

JsonNode *
demo_vault_list (DemoServer *server, DemoCall *call)
{
  JsonArray *rows = json_array_new ();
  JsonObject *data = json_object_new ();

  for (guint i = 0; i < server->vault_targets->len; i++)
    json_array_add_object_element (
        rows, demo_vault_target_object (g_ptr_array_index (server->vault_targets, i)));
  if (server->omit_empty && server->vault_targets->len == 0)
    json_array_unref (rows);
  else
    json_object_set_array_member (data, "target_list", rows);
  return demo_node (data);
}

static DemoVaultTarget *
call_target (DemoServer *server, DemoCall *call, const char *name)
{
  gint64 id;

  if (!demo_call_get_int (call, name, &id))
    {
      demo_call_fail_parameter (call, name, "required");
      return NULL;
    }
  for (guint i = 0; i < server->vault_targets->len; i++)
    {
      DemoVaultTarget *target = g_ptr_array_index (server->vault_targets, i);

      if (target->id == id)
        return target;
    }
  demo_call_fail_parameter (call, name, "condition");
  return NULL;
}

/* Nobody has published an answer of this one: the fields of the list, and some settings. */
JsonNode *
demo_vault_detail (DemoServer *server, DemoCall *call)
{
  DemoVaultTarget *target = call_target (server, call, "target_id");
  JsonObject *data;

  if (!target)
    return NULL;
  data = demo_vault_target_object (target);
  json_object_set_boolean_member (data, "enable_bandwidth_limit", FALSE);
  json_object_set_int_member (data, "bandwidth_limit", 0);
  json_object_set_string_member (data, "format_type", "image");
  json_object_set_string_member (data, "owner_name", "backup");
  json_object_set_string_member (data, "source_host", "studio-nas");
  json_object_set_int_member (data, "version_count", 12);
  return demo_node (data);
}

JsonNode *
demo_vault_config_get (DemoServer *server, DemoCall *call)
{
  JsonObject *data = json_object_new ();

  json_object_set_int_member (data, "parallel_backup_limit", server->vault_limit);
  return demo_node (data);
}

/* The NAS keeps what it likes: a number that is too large becomes the largest one. */
JsonNode *
demo_vault_config_set (DemoServer *server, DemoCall *call)
{
  gint64 limit;

  if (!demo_call_get_int (call, "parallel_backup_limit", &limit) || limit < 1)
    return demo_call_fail (call, DEMO_BACKUP_PARAMETER);
  server->vault_limit = (int) MIN (limit, server->vault_limit_max);
  return demo_call_done ();
}

/* Its task_id is the Vault's id of the target. */
JsonNode *
demo_vault_statistic_get (DemoServer *server, DemoCall *call)
{
  g_auto (GStrv) additional = demo_call_dup_strv (call, "additional");
  DemoVaultTarget *target = call_target (server, call, "task_id");
  JsonObject *data;

  if (!target)
    return NULL;
  data = demo_statistics_object (target->statistics);
  if (additional && g_strv_contains ((const char *const *) additional, "volume_size"))
    {
      JsonObject *volume = json_object_new ();

      json_object_set_string_member (volume, "free", "3912458743808");
      json_object_set_string_member (volume, "total", "7676682240000");
      json_object_set_object_member (data, "volume_size", volume);
    }
  return demo_node (data);
}
