/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "bks-export.h"
#include "bks-fleet.h"
#include "nas-lab.h"
#include "test-wait.h"

typedef struct
{
  guint n_signals;
  guint n_removed;
  guint n_added;
} Changes;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, Changes *changes)
{
  changes->n_signals++;
  changes->n_removed += removed;
  changes->n_added += added;
}

static void
check_changes (Changes *changes, guint n_signals, guint n_removed, guint n_added)
{
  g_assert_cmpuint (changes->n_signals, ==, n_signals);
  g_assert_cmpuint (changes->n_removed, ==, n_removed);
  g_assert_cmpuint (changes->n_added, ==, n_added);
  *changes = (Changes){ 0 };
}

/* The first refresh signs in and asks for everything; a later one is one request. */
static void
test_requests (NasLab *lab, gconstpointer data)
{
  gint64 n;

  g_assert_cmpint (bks_nas_get_state (lab->nas), ==, BKS_NAS_NEW);
  nas_lab_refresh_well (lab);
  g_assert_cmpint (bks_nas_get_state (lab->nas), ==, BKS_NAS_FRESH);
  /* Discovery, login, list and clock in one, all statuses in one. */
  g_assert_cmpint (nas_lab_count (lab, "http_requests"), ==, 4);
  g_assert_cmpint (nas_lab_count (lab, "logins"), ==, 1);

  /* One runs: its status, too. */
  n = nas_lab_count (lab, "http_requests");
  nas_lab_refresh_well (lab);
  g_assert_cmpint (nas_lab_count (lab, "http_requests"), ==, n + 2);

  nas_lab_tell (lab, "end-run", "{\"task_id\": \"%s\"}",
                bks_task_get_id (nas_lab_find (lab, "Running")));
  nas_lab_refresh_well (lab);
  g_assert_false (bks_nas_has_busy_task (lab->nas));
  n = nas_lab_count (lab, "http_requests");
  nas_lab_refresh_well (lab);
  g_assert_cmpint (nas_lab_count (lab, "http_requests"), ==, n + 1);
}

/* Against what the NAS itself says. */
static void
test_facts (NasLab *lab, gconstpointer data)
{
  GListModel *tasks = bks_nas_get_tasks (lab->nas);
  guint n_with_success = 0;

  nas_lab_refresh_well (lab);
  g_assert_cmpuint (g_list_model_get_n_items (tasks), ==, 8);
  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);
      g_autoptr (JsonObject) state = nas_lab_get_state (lab, bks_task_get_id (task));
      gint64 success = json_object_get_int_member (state, "last_success");

      g_assert_true (bks_nas_find_task (lab->nas, bks_task_get_id (task)) == task);
      g_assert_true (bks_task_get_nas (task) == lab->nas);
      g_assert_cmpstr (bks_task_get_name (task), ==, json_object_get_string_member (state, "name"));
      g_assert_cmpstr (bks_task_get_status (task), ==,
                       json_object_get_string_member (state, "status"));
      g_assert_cmpint (bks_task_is_busy (task), ==, json_object_get_boolean_member (state, "busy"));
      g_assert_cmpint (bks_task_get_last_success (task) / G_USEC_PER_SEC, ==, success);
      n_with_success += success > 0;
    }
  g_assert_cmpuint (n_with_success, >=, 6);
  g_assert_null (bks_nas_find_task (lab->nas, "77"));
}

/* Each of the eight is another story. */
static void
test_verdicts (NasLab *lab, gconstpointer data)
{
  static const char *const words[] = {
    "Destination damaged", "Suspended", "Overdue", "Running", "Fine", "Failed", "Never run"
  };

  nas_lab_refresh_well (lab);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    nas_lab_find (lab, words[i]);
  g_assert_cmpint (bks_nas_get_verdict (lab->nas), ==, BKS_VERDICT_FAILED);
  g_assert_cmpstr (bks_nas_get_line (lab->nas), ==, "2 failed, 3 need attention");
}

/* What stays keeps its object and its place; only what came or went is told. */
static void
test_list (NasLab *lab, gconstpointer data)
{
  GListModel *tasks = bks_nas_get_tasks (lab->nas);
  Changes changes = { 0 };
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (g_object_unref);

  g_signal_connect (tasks, "items-changed", G_CALLBACK (items_changed_cb), &changes);
  nas_lab_refresh_well (lab);
  check_changes (&changes, 1, 0, 8);
  for (guint i = 0; i < 8; i++)
    g_ptr_array_add (before, g_list_model_get_item (tasks, i));

  nas_lab_refresh_well (lab);
  check_changes (&changes, 0, 0, 0);

  nas_lab_tell (lab, "add-task", "{\"name\": \"New\"}");
  nas_lab_refresh_well (lab);
  check_changes (&changes, 1, 0, 1);

  nas_lab_tell (lab, "remove-task", "{\"task_id\": \"%s\"}", bks_task_get_id (before->pdata[3]));
  nas_lab_refresh_well (lab);
  check_changes (&changes, 1, 1, 0);
  g_assert_null (bks_nas_find_task (lab->nas, bks_task_get_id (before->pdata[3])));
  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i < 3 ? i : i - 1);

      if (i != 3)
        g_assert_true (task == before->pdata[i]);
    }
}

typedef struct
{
  guint n_tasks;
  guint n_nas;
} Notifies;

static void
count_cb (GObject *object, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

/* A refresh that brings nothing new tells nobody anything about any task. */
static void
test_quiet (NasLab *lab, gconstpointer data)
{
  GListModel *tasks = bks_nas_get_tasks (lab->nas);
  Notifies notifies = { 0 };

  nas_lab_tell (lab, "set-server", "{\"speed\": 0}");
  nas_lab_refresh_well (lab);
  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      g_signal_connect (task, "notify", G_CALLBACK (count_cb), &notifies.n_tasks);
    }
  g_signal_connect (lab->nas, "notify::verdict", G_CALLBACK (count_cb), &notifies.n_nas);
  g_signal_connect (lab->nas, "notify::line", G_CALLBACK (count_cb), &notifies.n_nas);
  nas_lab_refresh_well (lab);
  g_assert_cmpuint (notifies.n_tasks, ==, 0);
  g_assert_cmpuint (notifies.n_nas, ==, 0);

  nas_lab_tell (lab, "end-run", "{\"task_id\": \"%s\", \"result\": \"failed\"}",
                bks_task_get_id (nas_lab_find (lab, "Running")));
  nas_lab_refresh_well (lab);
  g_assert_cmpuint (notifies.n_tasks, >, 0);
  g_assert_cmpuint (notifies.n_nas, ==, 1);
}

/* Who asks while a refresh is under way shares it; who gives up goes alone, and at once. */
static void
test_shared (NasLab *lab, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (TestAnswer) first = { NULL };
  g_auto (TestAnswer) second = { NULL };
  g_auto (TestAnswer) third = { NULL };
  g_autoptr (GError) error = NULL;

  nas_lab_refresh_well (lab);
  nas_lab_tell (lab, "end-run", "{\"task_id\": \"%s\"}",
                bks_task_get_id (nas_lab_find (lab, "Running")));
  nas_lab_refresh_well (lab);
  nas_lab_tell (lab, "clear", "{}");
  nas_lab_tell (lab, "delay", "{\"ms\": 300}");
  bks_nas_refresh_async (lab->nas, NULL, test_answer_cb, &first);
  g_assert_true (bks_nas_get_is_checking (lab->nas));
  bks_nas_refresh_async (lab->nas, cancellable, test_answer_cb, &second);
  bks_nas_refresh_async (lab->nas, NULL, test_answer_cb, &third);
  g_cancellable_cancel (cancellable);
  g_assert_false (bks_nas_refresh_finish (lab->nas, test_answer_wait (&second), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (first.result);
  bks_nas_refresh_finish (lab->nas, test_answer_wait (&first), &error);
  g_assert_no_error (error);
  bks_nas_refresh_finish (lab->nas, test_answer_wait (&third), &error);
  g_assert_no_error (error);
  g_assert_false (bks_nas_get_is_checking (lab->nas));
  g_assert_cmpint (nas_lab_count (lab, "http_requests"), ==, 1);
}

/* The last one takes the refresh along; who comes just then gets a new one. */
static void
test_given_up (NasLab *lab, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (TestAnswer) first = { NULL };
  g_auto (TestAnswer) second = { NULL };
  g_autoptr (GError) error = NULL;

  nas_lab_tell (lab, "delay", "{\"ms\": 300}");
  bks_nas_refresh_async (lab->nas, cancellable, test_answer_cb, &first);
  g_assert_cmpint (bks_nas_get_state (lab->nas), ==, BKS_NAS_ASKING);
  g_cancellable_cancel (cancellable);
  g_assert_false (bks_nas_refresh_finish (lab->nas, test_answer_wait (&first), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  nas_lab_tell (lab, "delay", "{\"ms\": 0}");
  bks_nas_refresh_async (lab->nas, NULL, test_answer_cb, &second);
  bks_nas_refresh_finish (lab->nas, test_answer_wait (&second), &error);
  g_assert_no_error (error);
  g_assert_cmpint (bks_nas_get_state (lab->nas), ==, BKS_NAS_FRESH);
  g_assert_null (bks_nas_get_problem (lab->nas));
}

static void
fail_refresh (NasLab *lab, BksProblemKind kind)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (nas_lab_refresh (lab, &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, (int) kind);
}

static void
test_silence (NasLab *lab, gconstpointer data)
{
  BksTask *fine;
  gint64 checked_at;

  nas_lab_refresh_well (lab);
  fine = nas_lab_find (lab, "Fine");
  checked_at = bks_nas_get_checked_at (lab->nas);
  nas_lab_tell (lab, "fail", "{\"mode\": \"http-503\", \"count\": -1}");
  for (int i = 0; i < 2; i++)
    {
      fail_refresh (lab, BKS_PROBLEM_OFFLINE);
      g_assert_cmpint (bks_nas_get_state (lab->nas), ==, BKS_NAS_STALE);
      g_assert_cmpint (bks_task_get_verdict (fine), ==, BKS_VERDICT_OK);
    }
  fail_refresh (lab, BKS_PROBLEM_OFFLINE);
  g_assert_cmpint (bks_nas_get_state (lab->nas), ==, BKS_NAS_UNREACHABLE);
  g_assert_cmpint (bks_nas_get_verdict (lab->nas), ==, BKS_VERDICT_UNKNOWN);
  g_assert_cmpint (bks_task_get_verdict (fine), ==, BKS_VERDICT_UNKNOWN);
  g_assert_true (g_str_has_prefix (bks_task_get_reason (fine), "Was fine at "));
  g_assert_cmpstr (bks_nas_get_line (lab->nas), ==, "Not reachable");
  g_assert_cmpint (bks_nas_get_checked_at (lab->nas), ==, checked_at);
  g_assert_nonnull (bks_nas_get_problem (lab->nas));

  /* For an hour it is only unknown; then somebody should look. */
  bks_nas_update_texts (lab->nas, checked_at + 59 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (bks_nas_get_verdict (lab->nas), ==, BKS_VERDICT_UNKNOWN);
  g_assert_cmpstr (bks_nas_get_line (lab->nas), ==, "Not reachable for 59 minutes");
  bks_nas_update_texts (lab->nas, checked_at + 190 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (bks_nas_get_verdict (lab->nas), ==, BKS_VERDICT_ATTENTION);
  g_assert_cmpstr (bks_nas_get_line (lab->nas), ==, "Not reachable for 3 hours");

  nas_lab_tell (lab, "clear", "{}");
  nas_lab_refresh_well (lab);
  g_assert_cmpint (bks_nas_get_state (lab->nas), ==, BKS_NAS_FRESH);
  g_assert_cmpint (bks_task_get_verdict (fine), ==, BKS_VERDICT_OK);
  g_assert_null (bks_nas_get_problem (lab->nas));
}

/* The computer slept, and nobody asked: what was fine then is not fine now. */
static void
test_old (NasLab *lab, gconstpointer data)
{
  BksTask *fine;
  gint64 checked_at;

  nas_lab_refresh_well (lab);
  fine = nas_lab_find (lab, "Fine");
  checked_at = bks_nas_get_checked_at (lab->nas);
  bks_nas_set_old_after (lab->nas, 180);
  bks_nas_update_texts (lab->nas, checked_at + 179 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (bks_task_get_verdict (fine), ==, BKS_VERDICT_OK);
  bks_nas_update_texts (lab->nas, checked_at + 181 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (bks_task_get_verdict (fine), ==, BKS_VERDICT_UNKNOWN);
  g_assert_cmpint (bks_nas_get_verdict (lab->nas), ==, BKS_VERDICT_UNKNOWN);
  g_assert_true (g_str_has_prefix (bks_task_get_reason (fine), "Was fine at "));

  nas_lab_refresh_well (lab);
  g_assert_cmpint (bks_task_get_verdict (fine), ==, BKS_VERDICT_OK);
}

static void
test_waiting (NasLab *lab, gconstpointer data)
{
  static const struct
  {
    const char *account;
    BksProblemKind kind;
    const char *line;
  } rows[] = {
    { "code-400", BKS_PROBLEM_AUTH_REJECTED, "Paused to protect your account" },
    { "code-402", BKS_PROBLEM_PERMISSION, "No permission" },
    { "otp", BKS_PROBLEM_OTP_REQUIRED, "Code needed" },
    { "code-407", BKS_PROBLEM_BLOCKED, "Paused to protect your account" },
    { "user", BKS_PROBLEM_PERMISSION, "No permission" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      bks_nas_set_credentials (lab->nas, rows[i].account, "demo+password");
      g_assert_cmpint (bks_nas_get_state (lab->nas), ==, BKS_NAS_NEW);
      fail_refresh (lab, rows[i].kind);
      g_assert_cmpint (bks_nas_get_state (lab->nas), ==, BKS_NAS_WAITING);
      g_assert_cmpint (bks_nas_get_verdict (lab->nas), ==, BKS_VERDICT_ATTENTION);
      g_assert_cmpstr (bks_nas_get_line (lab->nas), ==, rows[i].line);
    }
  bks_nas_set_credentials (lab->nas, bks_demo_nas_get_account (lab->demo),
                           bks_demo_nas_get_password (lab->demo));
  nas_lab_refresh_well (lab);
  g_assert_cmpint (bks_nas_get_state (lab->nas), ==, BKS_NAS_FRESH);
}

static void
test_vault_only (NasLab *lab, gconstpointer data)
{
  fail_refresh (lab, BKS_PROBLEM_NOT_SUPPORTED);
  g_assert_cmpstr (bks_nas_get_line (lab->nas), ==, "No Hyper Backup");
  g_assert_cmpint (bks_nas_get_verdict (lab->nas), ==, BKS_VERDICT_UNKNOWN);
}

static void
test_wrong_clock (NasLab *lab, gconstpointer data)
{
  nas_lab_tell (lab, "clock-offset", "{\"seconds\": 420}");
  nas_lab_refresh_well (lab);
  g_assert_true (g_str_has_suffix (bks_nas_get_line (lab->nas), " · Its clock is 7 minutes fast"));
}

static void
test_slow_clock (NasLab *lab, gconstpointer data)
{
  nas_lab_tell (lab, "clock-offset", "{\"seconds\": -420}");
  nas_lab_refresh_well (lab);
  g_assert_true (g_str_has_suffix (bks_nas_get_line (lab->nas), " · Its clock is 7 minutes slow"));
}

/* Up to 5 minutes are nothing to talk about. */
static void
test_usual_clock (NasLab *lab, gconstpointer data)
{
  nas_lab_tell (lab, "clock-offset", "{\"seconds\": 270}");
  nas_lab_refresh_well (lab);
  g_assert_null (strstr (bks_nas_get_line (lab->nas), "clock"));
}

static void
test_address (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BksNas) nas = bks_nas_new (NULL, "https://office-nas:5001", &error);
  g_autoptr (BksNas) bad = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (bks_nas_get_address (nas), ==, "https://office-nas:5001/");
  g_assert_cmpstr (bks_nas_get_name (nas), ==, "office-nas");
  g_assert_cmpint (bks_nas_get_verdict (nas), ==, BKS_VERDICT_UNKNOWN);
  g_assert_true (bks_nas_is_encrypted (nas));
  g_assert_false (bks_nas_set_pin (nas, "no fingerprint"));
  bad = bks_nas_new ("x", "not an address", &error);
  g_assert_null (bad);
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_ADDRESS);
}

static void
test_details (NasLab *lab, gconstpointer data)
{
  g_auto (TestAnswer) answer = { NULL };
  g_auto (TestAnswer) target_answer = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (BksTaskDetails) details = NULL;
  g_autoptr (BksTargetInfo) target = NULL;
  BksTask *task;

  nas_lab_refresh_well (lab);
  task = nas_lab_find (lab, "Suspended");
  nas_lab_tell (lab, "set-task", "{\"task_id\": \"%s\", \"used_size\": 123456512}",
                bks_task_get_id (task));
  bks_nas_load_details_async (lab->nas, bks_task_get_id (task), NULL, test_answer_cb, &answer);
  details = bks_nas_load_details_finish (lab->nas, test_answer_wait (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (details->schedule, ==, "Every day at 23:00");
  g_assert_cmpuint (g_strv_length (details->folders), >, 0);
  bks_nas_load_target_async (lab->nas, bks_task_get_id (task), NULL, test_answer_cb,
                             &target_answer);
  target = bks_nas_load_target_finish (lab->nas, test_answer_wait (&target_answer), &error);
  g_assert_no_error (error);
  g_assert_cmpint (target->used_bytes, ==, 123456512);
}

/* What is written for machines is JSON with the documented keys. */
static void
test_export (NasLab *lab, gconstpointer data)
{
  static const char *const keys[] = {
    "id",          "name",       "health",          "reason",       "state",      "status",
    "last_result", "last_error", "last_error_code", "last_started", "last_ended", "last_success",
    "next_run",    "progress",   "destination",     "encrypted"
  };
  BksJsonWriter *writer = bks_json_writer_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;
  JsonObject *object;

  nas_lab_refresh_well (lab);
  bks_export_task (writer, nas_lab_find (lab, "Running"));
  text = bks_json_writer_free_to_text (writer);
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  object = json_node_get_object (node);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_true (json_object_has_member (object, keys[i]));
  g_assert_cmpuint (json_object_get_size (object), ==, G_N_ELEMENTS (keys));
  g_assert_cmpstr (json_object_get_string_member (object, "health"), ==, "running");
  g_assert_true (
      g_str_has_suffix (json_object_get_string_member (object, "last_started"), "+02:00"));
  g_assert_cmpint (
      json_object_get_int_member (json_object_get_object_member (object, "progress"), "percent"),
      ==, bks_task_get_percent (nas_lab_find (lab, "Running")));
}

static void
test_fleet (NasLab *lab, gconstpointer data)
{
  g_autoptr (BksFleet) fleet = bks_fleet_new ();
  g_autoptr (BksSummary) summary = bks_summary_new (G_LIST_MODEL (fleet));
  g_autoptr (GError) error = NULL;
  g_autoptr (BksNas) other = bks_nas_new ("cabin-nas", "https://cabin-nas:5001", &error);
  Changes changes = { 0 };
  g_autofree char *chip = NULL;

  g_assert_no_error (error);
  g_signal_connect (bks_fleet_get_tasks (fleet), "items-changed", G_CALLBACK (items_changed_cb),
                    &changes);
  g_assert_cmpstr (bks_summary_get_sentence (summary), ==, "No backups yet");
  bks_fleet_add (fleet, lab->nas);
  g_assert_cmpstr (bks_summary_get_sentence (summary), ==, "Asking office-nas…");
  nas_lab_refresh_well (lab);
  check_changes (&changes, 2, 0, 8);
  g_assert_cmpstr (bks_summary_get_sentence (summary), ==, "2 of 8 backups have failed");
  g_assert_cmpstr (bks_summary_get_detail (summary), ==, "3 need attention · Checked just now");
  g_assert_cmpstr (bks_summary_get_line (summary), ==, "2 failed, 3 need attention");
  g_assert_cmpuint (bks_summary_get_n_tasks (summary), ==, 8);
  chip = bks_summary_dup_chip (summary, BKS_VERDICT_ATTENTION);
  g_assert_cmpstr (chip, ==, "3 need attention");

  bks_fleet_add (fleet, other);
  g_assert_true (bks_fleet_find (fleet, "cabin-nas") == other);
  bks_fleet_move (fleet, other, 0);
  g_assert_cmpuint (g_list_model_get_n_items (bks_fleet_get_tasks (fleet)), ==, 8);
  bks_fleet_remove (fleet, lab->nas);
  g_assert_cmpuint (g_list_model_get_n_items (bks_fleet_get_tasks (fleet)), ==, 0);
  g_assert_cmpstr (bks_summary_get_sentence (summary), ==, "Asking cabin-nas…");
  g_assert_null (bks_fleet_find (fleet, "office-nas"));
}

/* What the user chose counts at once, and for NAS that come later. */
static void
test_limits (NasLab *lab, gconstpointer data)
{
  g_autoptr (BksFleet) fleet = bks_fleet_new ();
  BksHealthLimits limits = bks_health_default_limits;
  g_autofree char *id = NULL;
  BksTask *task;

  nas_lab_refresh_well (lab);
  id = g_strdup (bks_task_get_id (nas_lab_find (lab, "Fine")));
  nas_lab_tell (lab, "set-task", "{\"task_id\": \"%s\", \"scheduled\": false}", id);
  nas_lab_refresh_well (lab);
  task = bks_nas_find_task (lab->nas, id);
  g_assert_cmpstr (bks_task_get_status_word (task), ==, "Fine");

  limits.without_schedule = 1;
  bks_fleet_set_health_limits (fleet, &limits);
  bks_fleet_add (fleet, lab->nas);
  g_assert_cmpstr (bks_task_get_status_word (task), ==, "Overdue for long");
  bks_fleet_set_health_limits (fleet, &bks_health_default_limits);
  g_assert_cmpstr (bks_task_get_status_word (task), ==, "Fine");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, variant, func)                                                                   \
  g_test_add ("/model/nas/" path, NasLab, variant, nas_lab_set_up, func, nas_lab_tear_down)
  ADD ("requests", NULL, test_requests);
  ADD ("facts", NULL, test_facts);
  ADD ("verdicts", NULL, test_verdicts);
  ADD ("list", NULL, test_list);
  ADD ("quiet", NULL, test_quiet);
  ADD ("shared", NULL, test_shared);
  ADD ("given-up", NULL, test_given_up);
  ADD ("silence", NULL, test_silence);
  ADD ("old", NULL, test_old);
  ADD ("waiting", NULL, test_waiting);
  ADD ("vault-only", "vault-only", test_vault_only);
  ADD ("wrong-clock", NULL, test_wrong_clock);
  ADD ("slow-clock", NULL, test_slow_clock);
  ADD ("usual-clock", NULL, test_usual_clock);
  ADD ("details", NULL, test_details);
  ADD ("export", NULL, test_export);
  ADD ("fleet", NULL, test_fleet);
  ADD ("limits", NULL, test_limits);
#undef ADD
  g_test_add_func ("/model/nas/address", test_address);

  return g_test_run ();
}
