/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-client.h"

#define LOG   "SYNO.SDS.Backup.Client.Common.Log"
#define VAULT "SYNO.Backup.Service.VersionBackup"

static DemoClient *
signed_in (const BksDemoNasOptions *options)
{
  DemoClient *client = demo_client_new (options);

  demo_sign_in (client);
  return client;
}

static JsonNode *
lines (DemoClient *client,
       const char *offset,
       const char *limit,
       const char *name,
       const char *value)
{
  return demo_api (client, LOG, 1, "list", "offset", offset, "limit", limit, name, value, NULL);
}

static void
test_log_pages (void)
{
  g_autoptr (DemoClient) client = signed_in (NULL);
  g_autoptr (JsonNode) first = lines (client, "0", "10", NULL, NULL);
  g_autoptr (JsonNode) second = lines (client, "10", "10", NULL, NULL);
  g_autoptr (JsonNode) beyond = lines (client, "1000000", "10", NULL, NULL);
  g_autoptr (JsonNode) state = demo_control (client, "state", "{}");
  const char *last = NULL;

  g_assert_cmpint (demo_int (first, "data.total"), ==, demo_int (state, "logs"));
  g_assert_cmpint (demo_int (first, "data.total"), >, 300);
  g_assert_cmpint (demo_int (first, "data.total"), ==,
                   demo_int (first, "data.info_count") + demo_int (first, "data.warn_count")
                       + demo_int (first, "data.error_count"));
  g_assert_cmpint (demo_int (first, "data.error_count"), >, 0);
  /* Not the offset that was asked for. */
  g_assert_cmpint (demo_int (first, "data.offset"), ==, 10);
  g_assert_cmpint (demo_int (second, "data.offset"), ==, 20);
  g_assert_cmpuint (demo_length (beyond, "data.log_list"), ==, 0);

  /* Newest first, over both pages. */
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *path = g_strdup_printf ("data.log_list.%u.time", i % 10);
      const char *time = demo_text (i < 10 ? first : second, path);

      if (last)
        g_assert_cmpstr (time, <=, last);
      last = time;
    }
}

static void
test_log_filters (void)
{
  g_autoptr (DemoClient) client = signed_in (NULL);
  g_autoptr (JsonNode) state = demo_control (client, "state", "{}");
  g_autoptr (JsonNode) all = lines (client, "0", "-1", NULL, NULL);
  g_autoptr (JsonNode) task = lines (client, "0", "-1", "task_id", "1");
  g_autoptr (JsonNode) since = NULL;
  g_autoptr (JsonNode) until = NULL;
  g_autoptr (JsonNode) none = lines (client, "0", "10", "filter_keyword", "\"no such words\"");
  gint64 border = demo_int (state, "clock.epoch") - 7 * 86400;
  g_autofree char *from = g_strdup_printf ("%" G_GINT64_FORMAT, border);
  g_autofree char *to = g_strdup_printf ("%" G_GINT64_FORMAT, border - 1);
  guint n = demo_length (all, "data.log_list");

  g_assert_cmpint (demo_int (all, "data.total"), ==, n);
  since = lines (client, "0", "-1", "filter_date_from", from);
  until = lines (client, "0", "-1", "filter_date_to", to);
  g_assert_cmpint (demo_int (since, "data.total"), >, 0);
  g_assert_cmpint (demo_int (until, "data.total"), >, 0);
  g_assert_cmpint (demo_int (since, "data.total") + demo_int (until, "data.total"), ==, n);

  g_assert_cmpint (demo_int (task, "data.total"), >, 0);
  for (guint i = 0; i < demo_length (task, "data.log_list"); i++)
    {
      g_autofree char *path = g_strdup_printf ("data.log_list.%u.event", i);

      g_assert_true (g_str_has_prefix (demo_text (task, path), "[Network][Projects] "));
    }
  g_assert_cmpint (demo_int (none, "data.total"), ==, 0);
  g_assert_cmpuint (demo_length (none, "data.log_list"), ==, 0);
  demo_order (client, "set-server", "{'omit_empty': true}");
  g_clear_pointer (&none, json_node_unref);
  none = lines (client, "0", "10", "filter_keyword", "\"no such words\"");
  g_assert_false (demo_has (none, "data.log_list"));
}

static void
test_log_size (void)
{
  static const guint sizes[] = { 50, 412, 20000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (DemoClient) client = signed_in (&(BksDemoNasOptions){ .n_logs = sizes[i] });
      g_autoptr (JsonNode) page = lines (client, "0", "1000", NULL, NULL);

      g_assert_cmpint (demo_int (page, "data.total"), ==, sizes[i]);
      g_assert_cmpuint (demo_length (page, "data.log_list"), ==, MIN (sizes[i], 1000));
      /* What is large comes compressed. */
      if (sizes[i] > 100)
        g_assert_cmpstr (client->encoding, ==, "gzip");
    }
}

static void
test_versions (void)
{
  g_autoptr (DemoClient) client = signed_in (NULL);
  g_autoptr (JsonNode) all = demo_api (client, "SYNO.Backup.Version", 2, "list", "task_id", "4",
                                       "offset", "0", "limit", "-1", NULL);
  g_autoptr (JsonNode) good = demo_api (client, "SYNO.Backup.Version", 2, "list", "task_id", "4",
                                        "offset", "0", "limit", "2", "filter_name", "\"success\"",
                                        "sort_direction", "\"desc\"", NULL);
  g_autoptr (JsonNode) oldest = demo_api (client, "SYNO.Backup.Version", 2, "list", "task_id", "4",
                                          "offset", "0", "limit", "1", "sort_direction", "\"asc\"",
                                          NULL);
  guint n = demo_length (all, "data.version_info_list");
  g_autofree char *last = g_strdup_printf ("data.version_info_list.%u.version_id", n - 1);

  g_assert_cmpint (demo_int (all, "data.total"), ==, n);
  g_assert_cmpint (n, >, 10);
  /* The one that is being written: 0 as a number, 1970 as a text. */
  g_assert_cmpstr (demo_text (all, "data.version_info_list.0.status"), ==, "backup");
  g_assert_cmpint (demo_int (all, "data.version_info_list.0.complete_time"), ==, 0);
  g_assert_true (
      g_str_has_prefix (demo_text (all, "data.version_info_list.0.complete_time_local"), "1970/"));
  g_assert_cmpuint (demo_length (good, "data.version_info_list"), ==, 2);
  g_assert_cmpstr (demo_text (good, "data.version_info_list.0.status"), ==, "success");
  g_assert_cmpint (demo_int (good, "data.version_info_list.0.timestamp"), >,
                   demo_int (good, "data.version_info_list.1.timestamp"));
  g_assert_cmpstr (demo_text (oldest, "data.version_info_list.0.version_id"), ==,
                   demo_text (all, last));
}

static void
test_statistics (void)
{
  g_autoptr (DemoClient) client = signed_in (NULL);
  g_autoptr (JsonNode) photos = demo_api (client, "SYNO.SDS.Backup.Client.Common.Statistic", 1,
                                          "get", "task_id", "5", NULL);
  g_autoptr (JsonNode) never = demo_api (client, "SYNO.SDS.Backup.Client.Common.Statistic", 1,
                                         "get", "task_id", "8", NULL);
  g_autoptr (JsonNode) state = demo_task_state (client, 5);

  g_assert_cmpuint (demo_length (photos, "data.source_previous_next_list"), ==, 2);
  g_assert_cmpint (demo_int (photos, "data.source_previous_next_list.1.end_time"), ==,
                   demo_int (state, "last_success"));
  g_assert_cmpint (demo_int (photos, "data.source_previous_next_list.0.end_time"), <,
                   demo_int (state, "last_success"));
  g_assert_cmpint (demo_int (photos, "data.target_previous_next_list.1.target_size"), ==,
                   demo_int (state, "used_size") / 1024);
  g_assert_cmpuint (demo_length (photos, "data.source_list"), ==, 24);
  g_assert_cmpint (demo_int (never, "data.source_previous_next_list.1.end_time"), ==, 0);
  g_assert_cmpuint (demo_length (never, "data.source_list"), ==, 0);
}

static void
test_vault (void)
{
  g_autoptr (DemoClient) client = signed_in (NULL);
  g_autoptr (JsonNode) list = demo_api (client, VAULT ".Target", 1, "list", NULL);
  g_autoptr (JsonNode) detail = demo_api (client, VAULT ".Target", 1, "detail", "target_id", "2",
                                          NULL);
  g_autoptr (JsonNode) limit = demo_api (client, VAULT ".Config", 1, "get", NULL);
  g_autoptr (JsonNode) kept = NULL;
  g_autoptr (JsonNode) state = demo_control (client, "state", "{}");
  g_autoptr (JsonNode) statistic = demo_api (client, "SYNO.SDS.Backup.Server.Common.Statistic", 1,
                                             "get", "task_id", "1", "additional",
                                             "[\"volume_size\"]", NULL);
  g_autoptr (JsonNode) log = demo_api (client, "SYNO.SDS.Backup.Server.Common.Log", 1, "list",
                                       "offset", "0", "limit", "3", "filter_target_id", "2", NULL);

  g_assert_cmpuint (demo_length (list, "data.target_list"), ==, 4);
  g_assert_cmpstr (demo_text (list, "data.target_list.0.status"), ==, "idle");
  g_assert_cmpint (demo_int (list, "data.target_list.0.used_size"), ==,
                   demo_int (state, "vault.targets.0.used_size") / 1024);
  g_assert_true (demo_bool (list, "data.target_list.3.computing_size"));
  g_assert_cmpstr (demo_text (detail, "data.target_name"), ==, "studio_video");
  g_assert_true (demo_has (detail, "data.version_count"));
  assert_code (demo_api (client, VAULT ".Target", 1, "detail", NULL), 4400);
  assert_code (demo_api (client, VAULT ".Target", 1, "detail", "target_id", "99", NULL), 4400);

  g_assert_cmpint (demo_int (limit, "data.parallel_backup_limit"), ==, 2);
  assert_success (demo_api (client, VAULT ".Config", 1, "set", "parallel_backup_limit", "5", NULL));
  demo_order (client, "set-vault", "{'limit_max': 3}");
  assert_success (demo_api (client, VAULT ".Config", 1, "set", "parallel_backup_limit", "7", NULL));
  kept = demo_api (client, VAULT ".Config", 1, "get", NULL);
  g_assert_cmpint (demo_int (kept, "data.parallel_backup_limit"), ==, 3);
  assert_code (demo_api (client, VAULT ".Config", 1, "set", NULL), 4400);

  g_assert_true (demo_has (statistic, "data.volume_size.total"));
  g_assert_cmpint (demo_int (statistic, "data.target_previous_next_list.1.end_time"), >, 0);
  assert_code (demo_api (client, "SYNO.SDS.Backup.Server.Common.Statistic", 1, "get", NULL), 120);
  g_assert_true (g_str_has_prefix (demo_text (log, "data.log_list.0.event"), "[studio_video] "));
  assert_code (demo_api (client, "SYNO.SDS.Backup.Server.Common.Log", 1, "list", NULL), 120);
}

static void
test_empty (void)
{
  g_autoptr (DemoClient) client = signed_in (&(BksDemoNasOptions){ .variant = "empty" });
  g_autoptr (JsonNode) tasks = demo_api (client, "SYNO.Backup.Task", 1, "list", NULL);
  g_autoptr (JsonNode) targets = demo_api (client, VAULT ".Target", 1, "list", NULL);

  g_assert_cmpuint (demo_length (tasks, "data.task_list"), ==, 0);
  g_assert_cmpuint (demo_length (targets, "data.target_list"), ==, 0);
  demo_order (client, "set-server", "{'omit_empty': true}");
  g_clear_pointer (&tasks, json_node_unref);
  tasks = demo_api (client, "SYNO.Backup.Task", 1, "list", NULL);
  g_assert_cmpint (demo_int (tasks, "data.total"), ==, 0);
  g_assert_false (demo_has (tasks, "data.task_list"));
}

static char *
fingerprint_of_data (guint seed)
{
  g_autoptr (DemoClient) client = demo_client_new (
      &(BksDemoNasOptions){ .seed = seed, .n_tasks = 60 });
  g_autoptr (JsonNode) state = demo_control (client, "state", "{}");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < demo_length (state, "tasks"); i++)
    {
      g_autofree char *path = g_strdup_printf ("tasks.%u", i);
      JsonNode *task = demo_at (state, path);

      g_string_append_printf (text, "%s|%s|%s|%" G_GINT64_FORMAT "|%s\n",
                              demo_text (task, "task_id"), demo_text (task, "name"),
                              demo_text (task, "state"), demo_int (task, "used_size"),
                              demo_text (task, "last_result"));
    }
  return g_string_free (text, FALSE);
}

static void
test_seed (void)
{
  g_autofree char *one = fingerprint_of_data (7);
  g_autofree char *same = fingerprint_of_data (7);
  g_autofree char *other = fingerprint_of_data (8);

  g_assert_cmpstr (one, ==, same);
  g_assert_cmpstr (one, !=, other);
}

static void
test_many_tasks (void)
{
  g_autoptr (DemoClient) client = signed_in (&(BksDemoNasOptions){ .n_tasks = 500 });
  g_autoptr (JsonNode) list = demo_api (client, "SYNO.Backup.Task", 1, "list", NULL);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpint (demo_int (list, "data.total"), ==, 500);
  for (guint i = 0; i < 500; i++)
    {
      g_autofree char *path = g_strdup_printf ("data.task_list.%u.name", i);

      g_assert_true (g_hash_table_add (names, (gpointer) demo_text (list, path)));
    }
}

static void
test_odd_names (void)
{
  g_autoptr (DemoClient) client = signed_in (&(BksDemoNasOptions){ .variant = "odd-names,lun" });
  g_autoptr (JsonNode) list = demo_api (client, "SYNO.Backup.Task", 1, "list", NULL);

  g_assert_cmpstr (demo_text (list, "data.task_list.0.name"), ==,
                   "<b>Bold</b> & \"quoted\" 100 %s %n");
  g_assert_cmpint (g_utf8_strlen (demo_text (list, "data.task_list.6.name"), -1), ==, 300);
  g_assert_cmpstr (demo_text (list, "data.task_list.8.name"), ==, "iscsi-1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/data/log-pages", test_log_pages);
  g_test_add_func ("/demo/data/log-filters", test_log_filters);
  g_test_add_func ("/demo/data/log-size", test_log_size);
  g_test_add_func ("/demo/data/versions", test_versions);
  g_test_add_func ("/demo/data/statistics", test_statistics);
  g_test_add_func ("/demo/data/vault", test_vault);
  g_test_add_func ("/demo/data/empty", test_empty);
  g_test_add_func ("/demo/data/seed", test_seed);
  g_test_add_func ("/demo/data/many-tasks", test_many_tasks);
  g_test_add_func ("/demo/data/odd-names", test_odd_names);
  return g_test_run ();
}
