/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo-client.h"

#define TASK   "SYNO.Backup.Task"
#define TARGET "SYNO.Backup.Target"
#define ALL_LIST                                                                                   \
  "[\"last_bkp_time\",\"next_bkp_time\",\"last_bkp_result\",\"is_modified\",\"schedule\"]"
#define ALL_STATUS                                                                                 \
  "[\"last_bkp_time\",\"next_bkp_time\",\"last_bkp_result\",\"is_modified\","                      \
  "\"last_bkp_progress\",\"last_bkp_success_version\"]"

enum
{
  PROJECTS = 1,
  HOME_FOLDERS,
  VIDEO_MASTERS,
  ACCOUNTING,
  PHOTOS,
  SURVEILLANCE,
  MAIL_SERVER,
  LAPTOPS,
};

static JsonNode *
status (DemoClient *client, const char *id)
{
  return demo_api (client, TASK, 1, "status", "task_id", id, "blOnline", "false", "additional",
                   ALL_STATUS, NULL);
}

static DemoClient *
signed_in (void)
{
  DemoClient *client = demo_client_new (NULL);

  demo_sign_in (client);
  return client;
}

/* The first picture: one task for everything that a person may have to see. */
static void
test_first_screen (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (JsonNode) list = demo_api (client, TASK, 1, "list", "additional", ALL_LIST, NULL);
  g_autoptr (JsonNode) projects = status (client, "1");
  g_autoptr (JsonNode) homes = status (client, "2");
  g_autoptr (JsonNode) laptops = status (client, "8");

  g_assert_cmpint (demo_int (list, "data.total"), ==, 8);
  g_assert_false (demo_bool (list, "data.is_restoring"));
  g_assert_cmpstr (demo_text (list, "data.task_list.0.name"), ==, "Projects");
  g_assert_cmpstr (demo_text (list, "data.task_list.0.type"), ==, "cloud_image:aws_s3");
  g_assert_cmpstr (demo_text (list, "data.task_list.0.state"), ==, "broken");
  g_assert_cmpstr (demo_text (list, "data.task_list.0.last_bkp_result"), ==, "done");
  g_assert_cmpstr (demo_text (list, "data.task_list.0.next_bkp_time"), ==, "");
  g_assert_cmpstr (demo_text (list, "data.task_list.1.last_bkp_result"), ==, "suspend");
  g_assert_cmpstr (demo_text (list, "data.task_list.3.status"), ==, "backup");
  g_assert_cmpstr (demo_text (list, "data.task_list.4.transfer_type"), ==, "synocloud_swift");
  /* Only what has a schedule has one. */
  g_assert_true (demo_has (list, "data.task_list.4.schedule"));
  g_assert_false (demo_has (list, "data.task_list.5.schedule"));
  g_assert_cmpstr (demo_text (list, "data.task_list.5.next_bkp_time"), ==, "");
  g_assert_cmpstr (demo_text (list, "data.task_list.6.last_bkp_result"), ==, "failed");
  g_assert_cmpstr (demo_text (list, "data.task_list.7.last_bkp_result"), ==, "none");
  g_assert_cmpstr (demo_text (list, "data.task_list.7.last_bkp_time"), ==, "");

  g_assert_cmpint (demo_int (projects, "data.last_bkp_error_code"), ==, 4467);
  g_assert_cmpint (demo_int (homes, "data.last_bkp_error_code"), ==, 4401);
  g_assert_cmpint (demo_int (homes, "data.last_bkp_progress"), ==, 62);
  g_assert_cmpstr (demo_text (laptops, "data.last_bkp_success_time"), ==, "");
  g_assert_cmpstr (demo_text (laptops, "data.last_bkp_progress"), ==, "");
}

/* Without additional: no dates, no results. */
static void
test_bare_rows (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (JsonNode) list = demo_api (client, TASK, 1, "list", NULL);
  g_autoptr (JsonNode) bare = demo_api (client, TASK, 1, "status", "task_id", "5", NULL);
  JsonObject *row = json_node_get_object (demo_at (list, "data.task_list.4"));

  g_assert_false (json_object_has_member (row, "last_bkp_time"));
  g_assert_false (json_object_has_member (row, "next_bkp_time"));
  g_assert_false (json_object_has_member (row, "last_bkp_result"));
  g_assert_cmpuint (json_object_get_size (json_node_get_object (demo_at (bare, "data"))), ==, 3);
  g_assert_cmpstr (demo_text (bare, "data.state"), ==, "backupable");
}

static void
test_times (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (JsonNode) answer = status (client, "5");
  g_autoptr (JsonNode) shifted = NULL;
  g_autoptr (JsonNode) short_form = NULL;
  const char *seconds = "^\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d$";
  const char *minutes = "^\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d$";

  g_assert_true (g_regex_match_simple (seconds, demo_text (answer, "data.last_bkp_time"), 0, 0));
  g_assert_true (g_regex_match_simple (minutes, demo_text (answer, "data.next_bkp_time"), 0, 0));
  g_assert_true (g_str_has_suffix (demo_text (answer, "data.next_bkp_time"), " 02:00"));
  g_assert_true (g_str_has_suffix (demo_text (answer, "data.last_bkp_time"), " 02:00:03"));
  g_assert_true (
      g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\d 02:00$",
                            demo_text (answer, "data.schedule.schedule.next_trigger_time"), 0, 0));

  /* The stamp stays, the wall clock moves. */
  demo_order (client, "utc-offset", "{'seconds': -12600}");
  shifted = status (client, "5");
  g_assert_true (g_str_has_suffix (demo_text (shifted, "data.last_bkp_time"), " 20:30:03"));
  demo_order (client, "set-server", "{'no_seconds': true}");
  short_form = status (client, "5");
  g_assert_true (
      g_regex_match_simple (minutes, demo_text (short_form, "data.last_bkp_time"), 0, 0));
}

/* Counters of the progress block are texts, progress and speed are numbers. */
static void
test_progress (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (JsonNode) answer = status (client, "4");
  gint64 total = g_ascii_strtoll (demo_text (answer, "data.progress.total_size"), NULL, 10);
  gint64 done = g_ascii_strtoll (demo_text (answer, "data.progress.processed_size"), NULL, 10);
  gint64 percent = demo_int (answer, "data.progress.progress");

  g_assert_cmpstr (demo_text (answer, "data.progress.step"), ==, "data_backup");
  g_assert_cmpint (percent, >=, 37);
  g_assert_true (demo_bool (answer, "data.progress.can_cancel"));
  g_assert_true (demo_bool (answer, "data.progress.can_suspend"));
  g_assert_cmpint (total, >, 0);
  g_assert_cmpint (done * 100 / total, ==, percent);
  g_assert_cmpint (demo_int (answer, "data.progress.avg_speed"), >, 0);
  g_assert_nonnull (demo_text (answer, "data.progress.transmitted_size"));
  g_assert_cmpstr (demo_text (answer, "data.last_bkp_result"), ==, "backingup");
}

static void
assert_step (DemoClient *client, const char *id, const char *step, gboolean suspendable)
{
  g_autoptr (JsonNode) answer = status (client, id);

  g_assert_cmpstr (demo_text (answer, "data.status"), ==, "backup");
  g_assert_cmpstr (demo_text (answer, "data.progress.step"), ==, step);
  g_assert_cmpint (demo_bool (answer, "data.progress.can_suspend"), ==, suspendable);
  if (!suspendable)
    assert_code (
        demo_api (client, TASK, 1, "suspend", "task_id", id, "task_state", "\"backupable\"", NULL),
        4405);
}

/* A whole run by the clock: its steps, and what it leaves behind. */
static void
test_run (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) after = NULL;
  g_autoptr (JsonNode) versions = NULL;
  g_autoptr (JsonNode) log = NULL;
  g_autoptr (JsonNode) ended = NULL;

  demo_order (client, "set-server", "{'speed': 1}");
  demo_order (client, "set-task", "{'task_id': 5, 'run_seconds': 1000}");
  before = demo_task_state (client, PHOTOS);
  assert_success (demo_api (client, TASK, 1, "backup", "task_id", "5", NULL));
  assert_step (client, "5", "prebackup", FALSE);
  demo_order (client, "advance", "{'seconds': 40}");
  assert_step (client, "5", "backup_prepare", FALSE);
  demo_order (client, "advance", "{'seconds': 50}");
  assert_step (client, "5", "app_backup", TRUE);
  demo_order (client, "advance", "{'seconds': 100}");
  assert_step (client, "5", "data_backup", TRUE);
  versions = demo_api (client, "SYNO.Backup.Version", 2, "list", "task_id", "5", "offset", "0",
                       "limit", "1", NULL);
  g_assert_cmpstr (demo_text (versions, "data.version_info_list.0.status"), ==, "backup");
  g_assert_cmpint (demo_int (versions, "data.version_info_list.0.complete_time"), ==, 0);
  demo_order (client, "advance", "{'seconds': 730}");
  assert_step (client, "5", "config_backup", FALSE);
  demo_order (client, "advance", "{'seconds': 50}");
  assert_step (client, "5", "backup_complete", FALSE);
  assert_code (
      demo_api (client, TASK, 1, "cancel", "task_id", "5", "task_state", "backupable", NULL), 4405);

  demo_order (client, "advance", "{'seconds': 5000}");
  ended = status (client, "5");
  g_assert_cmpstr (demo_text (ended, "data.status"), ==, "none");
  g_assert_cmpstr (demo_text (ended, "data.last_bkp_result"), ==, "done");
  g_assert_false (demo_has (ended, "data.progress"));
  g_assert_cmpstr (demo_text (ended, "data.last_bkp_success_time"), ==,
                   demo_text (ended, "data.last_bkp_end_time"));
  after = demo_task_state (client, PHOTOS);
  /* It ended when it was due, not when somebody looked. */
  g_assert_cmpint (demo_int (after, "last_end") - demo_int (after, "last_start"), >=, 999);
  g_assert_cmpint (demo_int (after, "last_end") - demo_int (after, "last_start"), <=, 1001);
  g_assert_cmpint (demo_int (after, "versions"), ==, demo_int (before, "versions") + 1);
  g_assert_cmpint (demo_int (after, "statistics"), ==, demo_int (before, "statistics") + 1);
  g_assert_cmpstr (demo_text (after, "last_bkp_success_version"), !=,
                   demo_text (before, "last_bkp_success_version"));
  log = demo_api (client, "SYNO.SDS.Backup.Client.Common.Log", 1, "list", "offset", "0", "limit",
                  "2", "task_id", "5", NULL);
  g_assert_true (g_str_has_prefix (demo_text (log, "data.log_list.0.event"),
                                   "[Network][Photos off-site] Backup task finished success"));
  g_assert_cmpstr (demo_text (log, "data.log_list.0.time"), ==,
                   demo_text (ended, "data.last_bkp_end_time"));
  g_assert_cmpstr (demo_text (log, "data.log_list.1.event"), ==,
                   "[Network][Photos off-site] Backup task started.");
}

static void
test_suspend_and_resume (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (JsonNode) answer = NULL;

  demo_order (client, "set-server", "{'speed': 0}");
  /* The state has to be sent along, and be the right one. */
  assert_code (demo_api (client, TASK, 1, "suspend", "task_id", "4", NULL), 4400);
  assert_code (
      demo_api (client, TASK, 1, "suspend", "task_id", "4", "task_state", "\"broken\"", NULL),
      4400);
  assert_success (
      demo_api (client, TASK, 1, "suspend", "task_id", "4", "task_state", "\"backupable\"", NULL));
  answer = status (client, "4");
  g_assert_cmpstr (demo_text (answer, "data.status"), ==, "suspending");
  g_assert_false (demo_bool (answer, "data.progress.can_suspend"));
  demo_order (client, "set-server", "{'speed': 1}");
  demo_order (client, "advance", "{'seconds': 2}");
  assert_task_text (client, ACCOUNTING, "status", "none");
  assert_task_text (client, ACCOUNTING, "last_result", "suspend");
  /* A suspended task takes no new run. */
  assert_code (demo_api (client, TASK, 1, "backup", "task_id", "4", NULL), 4405);

  demo_order (client, "set-server", "{'speed': 0}");
  assert_success (demo_api (client, TASK, 1, "resume", "task_id", "4", NULL));
  assert_task_text (client, ACCOUNTING, "status", "resuming");
  assert_task_text (client, ACCOUNTING, "last_result", "resuming");
  demo_order (client, "set-server", "{'speed': 1}");
  demo_order (client, "advance", "{'seconds': 2}");
  g_clear_pointer (&answer, json_node_unref);
  answer = status (client, "4");
  g_assert_cmpstr (demo_text (answer, "data.status"), ==, "backup");
  /* It goes on where it was. */
  g_assert_cmpint (demo_int (answer, "data.progress.progress"), >=, 37);
  g_assert_cmpint (demo_int (answer, "data.progress.progress"), <, 60);
}

static void
test_discard (void)
{
  g_autoptr (DemoClient) client = signed_in ();

  demo_order (client, "set-server", "{'speed': 0}");
  assert_success (demo_api (client, TASK, 1, "discard", "task_id", "2", NULL));
  assert_task_text (client, HOME_FOLDERS, "status", "discarding");
  demo_order (client, "set-server", "{'speed': 1}");
  demo_order (client, "advance", "{'seconds': 2}");
  assert_task_text (client, HOME_FOLDERS, "status", "none");
  assert_task_text (client, HOME_FOLDERS, "last_result", "discard");
  assert_success (demo_api (client, TASK, 1, "backup", "task_id", "2", NULL));
}

static void
test_cancel (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (JsonNode) log = NULL;
  g_autoptr (JsonNode) versions = NULL;

  demo_order (client, "set-server", "{'speed': 0}");
  assert_code (demo_api (client, TASK, 1, "cancel", "task_id", "4", NULL), 4400);
  assert_code (
      demo_api (client, TASK, 1, "cancel", "task_id", "5", "task_state", "backupable", NULL), 4405);
  assert_success (
      demo_api (client, TASK, 1, "cancel", "task_id", "4", "task_state", "\"backupable\"", NULL));
  assert_task_text (client, ACCOUNTING, "status", "canceling");
  demo_order (client, "set-server", "{'speed': 1}");
  demo_order (client, "advance", "{'seconds': 2}");
  assert_task_text (client, ACCOUNTING, "status", "none");
  assert_task_text (client, ACCOUNTING, "last_result", "cancel");
  log = demo_api (client, "SYNO.SDS.Backup.Client.Common.Log", 1, "list", "offset", "0", "limit",
                  "1", NULL);
  g_assert_cmpstr (demo_text (log, "data.log_list.0.level"), ==, "err");
  versions = demo_api (client, "SYNO.Backup.Version", 2, "list", "task_id", "4", "offset", "0",
                       "limit", "1", NULL);
  g_assert_cmpstr (demo_text (versions, "data.version_info_list.0.status"), ==, "cancel");
}

/* resume and discard on a task that is not suspended: success, and the task is Failed. */
static void
test_trap (void)
{
  static const struct
  {
    const char *method;
    const char *id;
    int task;
  } cases[] = {
    { "resume", "5", PHOTOS },
    { "discard", "6", SURVEILLANCE },
    { "resume", "4", ACCOUNTING },
  };
  g_autoptr (DemoClient) client = signed_in ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) answer = demo_api (client, TASK, 1, cases[i].method, "task_id",
                                              cases[i].id, NULL);

      g_assert_cmpint (demo_code (answer), ==, 0);
      g_assert_false (demo_has (answer, "data"));
      assert_task_text (client, cases[i].task, "status", "none");
      assert_task_text (client, cases[i].task, "last_result", "failed");
    }
}

static void
test_wrong_states (void)
{
  g_autoptr (DemoClient) client = signed_in ();

  assert_code (demo_api (client, TASK, 1, "backup", "task_id", "4", NULL), 4405);
  assert_code (demo_api (client, TASK, 1, "backup", "task_id", "1", NULL), 4405);
  assert_code (
      demo_api (client, TASK, 1, "suspend", "task_id", "5", "task_state", "backupable", NULL),
      4405);
  assert_code (demo_api (client, TARGET, 1, "error_detect_cancel", "task_id", "5", NULL), 4405);
  assert_code (demo_api (client, TASK, 1, "delete", "task_id_list", "[4]", NULL), 4405);
}

/* More runs than the NAS carries out at a time wait, in their order. */
static void
test_queue (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (JsonNode) waiting = NULL;

  demo_order (client, "set-server", "{'max_runs': 1, 'speed': 0}");
  assert_success (demo_api (client, TASK, 1, "backup", "task_id", "5", NULL));
  assert_success (demo_api (client, TASK, 1, "backup", "task_id", "6", NULL));
  waiting = status (client, "5");
  g_assert_cmpstr (demo_text (waiting, "data.status"), ==, "waiting");
  g_assert_true (demo_bool (waiting, "data.progress.can_cancel"));
  g_assert_false (demo_bool (waiting, "data.progress.show_progress"));

  demo_order (client, "end-run", "{'task_id': 4}");
  assert_task_text (client, PHOTOS, "status", "backup");
  assert_task_text (client, SURVEILLANCE, "status", "waiting");
  assert_success (
      demo_api (client, TASK, 1, "cancel", "task_id", "6", "task_state", "backupable", NULL));
  demo_order (client, "set-server", "{'speed': 1}");
  demo_order (client, "advance", "{'seconds': 2}");
  assert_task_text (client, SURVEILLANCE, "last_result", "cancel");
}

/* The very first run of a task has no start that the NAS would tell. */
static void
test_first_run (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (JsonNode) running = NULL;
  g_autoptr (JsonNode) ended = NULL;

  assert_success (demo_api (client, TASK, 1, "backup", "task_id", "8", NULL));
  running = status (client, "8");
  g_assert_cmpstr (demo_text (running, "data.status"), ==, "backup");
  g_assert_cmpstr (demo_text (running, "data.last_bkp_time"), ==, "");
  demo_order (client, "advance", "{'seconds': 100}");
  ended = status (client, "8");
  g_assert_cmpstr (demo_text (ended, "data.last_bkp_time"), !=, "");
  g_assert_cmpstr (demo_text (ended, "data.last_bkp_result"), ==, "done");
}

static void
test_integrity_check (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (JsonNode) before = demo_task_state (client, PHOTOS);
  g_autoptr (JsonNode) after = NULL;

  assert_success (demo_api (client, TARGET, 1, "error_detect", "task_id", "5", "detect_data",
                            "true", "sessId", "null", "sessKey", "null", NULL));
  assert_success (demo_api (client, TARGET, 1, "error_detect", "task_id", "6", NULL));
  assert_task_text (client, PHOTOS, "status", "detect");
  assert_task_text (client, SURVEILLANCE, "status", "detect_waiting");
  /* A busy task says yes and does nothing. */
  assert_success (demo_api (client, TARGET, 1, "error_detect", "task_id", "4", NULL));
  assert_task_text (client, ACCOUNTING, "status", "backup");

  assert_success (demo_api (client, TARGET, 1, "error_detect_cancel", "task_id", "6", NULL));
  assert_task_text (client, SURVEILLANCE, "status", "none");
  demo_order (client, "advance", "{'seconds': 40}");
  assert_task_text (client, PHOTOS, "status", "none");
  after = demo_task_state (client, PHOTOS);
  g_assert_cmpint (demo_int (after, "last_detect"), >, demo_int (before, "last_detect"));

  demo_order (client, "set-task", "{'task_id': 5, 'damaged': true}");
  assert_success (demo_api (client, TARGET, 1, "error_detect", "task_id", "5", NULL));
  demo_order (client, "advance", "{'seconds': 40}");
  assert_task_text (client, PHOTOS, "state", "error_detect");
}

static void
test_delete (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (JsonNode) counters = NULL;
  g_autoptr (JsonNode) gone = NULL;
  g_autoptr (JsonNode) kept = NULL;

  assert_code (
      demo_api (client, TASK, 1, "delete", "task_id_list", "[5]", "is_remove_data", "true", NULL),
      4401);
  kept = demo_task_state (client, PHOTOS);
  g_assert_nonnull (kept);
  counters = demo_control (client, "counters", "{}");
  g_assert_cmpint (demo_int (counters, "is_remove_data_true"), ==, 1);
  assert_code (demo_api (client, TASK, 1, "delete", "task_id_list", "[5,999]", NULL), 4400);
  assert_success (demo_api (client, TASK, 1, "delete", "task_id_list", "[5,6]", "is_remove_data",
                            "false", NULL));
  gone = demo_api (client, TASK, 1, "list", NULL);
  g_assert_cmpint (demo_int (gone, "data.total"), ==, 6);
  assert_code (demo_api (client, TASK, 1, "status", "task_id", "5", NULL), 4400);
}

static void
test_get (void)
{
  g_autoptr (DemoClient) client = signed_in ();
  g_autoptr (JsonNode) task = demo_api (
      client, TASK, 1, "get", "task_id", "1", "additional",
      "[\"repository\",\"schedule\",\"backup_params\",\"rotate_params\"]", NULL);
  g_autoptr (JsonNode) target = demo_api (client, TARGET, 1, "get", "task_id", "1", "additional",
                                          "[\"is_online\",\"used_size\"]", NULL);
  g_autoptr (JsonNode) bare = demo_api (client, TARGET, 1, "get", "task_id", "1", NULL);
  g_autoptr (JsonNode) offline = demo_api (client, TARGET, 1, "get", "task_id", "7", "additional",
                                           "[\"is_online\",\"used_size\"]", NULL);
  g_autoptr (JsonNode) by_repo = demo_api (client, "SYNO.Backup.Repository", 1, "get", "repo_id",
                                           "3", NULL);
  g_autoptr (JsonNode) repos = demo_api (client, "SYNO.Backup.Repository", 1, "list", NULL);
  g_autoptr (JsonNode) state = demo_task_state (client, PROJECTS);

  g_assert_cmpstr (demo_text (task, "data.source.folder_list.0.folderPath"), ==,
                   "/projects/current");
  g_assert_cmpstr (demo_text (task, "data.source.folder_list.0.fullPath"), ==,
                   "/volume1/projects/current");
  g_assert_cmpstr (demo_text (task, "data.source.app_name_list.0"), ==, "Synology Drive");
  g_assert_cmpstr (demo_text (task, "data.repository.bucket"), ==, "projects-backup");
  g_assert_cmpstr (demo_text (task, "data.repository.secret"), ==, "########");
  g_assert_true (demo_bool (task, "data.backup_params.enable_data_encrypt"));
  g_assert_cmpint (demo_int (task, "data.schedule.schedule.hour"), ==, 2);

  /* KiB on the wire, bytes in the NAS. */
  g_assert_cmpint (demo_int (target, "data.used_size"), ==, demo_int (state, "used_size") / 1024);
  g_assert_true (demo_bool (target, "data.is_online"));
  g_assert_false (demo_has (bare, "data.is_online"));
  g_assert_false (demo_has (bare, "data.used_size"));
  g_assert_false (demo_bool (offline, "data.is_online"));
  g_assert_false (demo_has (offline, "data.used_size"));
  g_assert_cmpstr (demo_text (by_repo, "data.dest"), ==, "cellar-nas");
  g_assert_cmpint (demo_int (repos, "data.total"), ==, demo_length (repos, "data.repo_list"));
}

static void
test_lun (void)
{
  g_autoptr (DemoClient) client = demo_client_new (&(BksDemoNasOptions){ .variant = "lun" });
  g_autoptr (JsonNode) list = NULL;

  demo_sign_in (client);
  list = demo_api (client, TASK, 1, "list", NULL);
  g_assert_cmpstr (demo_text (list, "data.task_list.8.task_id"), ==, "iscsi-1");
  g_assert_cmpstr (demo_text (list, "data.task_list.8.type"), ==, "loclunbkp");
  g_assert_cmpstr (demo_text (list, "data.task_list.9.type"), ==, "netlunbkp");
  g_assert_false (demo_has (list, "data.task_list.8.state"));
  assert_code (demo_api (client, TASK, 1, "backup", "task_id", "iscsi-1", NULL), 4400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/tasks/first-screen", test_first_screen);
  g_test_add_func ("/demo/tasks/bare-rows", test_bare_rows);
  g_test_add_func ("/demo/tasks/times", test_times);
  g_test_add_func ("/demo/tasks/progress", test_progress);
  g_test_add_func ("/demo/tasks/run", test_run);
  g_test_add_func ("/demo/tasks/suspend-and-resume", test_suspend_and_resume);
  g_test_add_func ("/demo/tasks/discard", test_discard);
  g_test_add_func ("/demo/tasks/cancel", test_cancel);
  g_test_add_func ("/demo/tasks/trap", test_trap);
  g_test_add_func ("/demo/tasks/wrong-states", test_wrong_states);
  g_test_add_func ("/demo/tasks/queue", test_queue);
  g_test_add_func ("/demo/tasks/first-run", test_first_run);
  g_test_add_func ("/demo/tasks/integrity-check", test_integrity_check);
  g_test_add_func ("/demo/tasks/delete", test_delete);
  g_test_add_func ("/demo/tasks/get", test_get);
  g_test_add_func ("/demo/tasks/lun", test_lun);
  return g_test_run ();
}
