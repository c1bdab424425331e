/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "bks-task-private.h"

/* Tuesday, 12 May 2026, 10:00 UTC; the NAS lives two hours east. */
#define NOW    (G_GINT64_CONSTANT (1778580000) * G_USEC_PER_SEC)
#define OFFSET 7200

typedef struct
{
  BksTask *task;
  BksTaskContext context;
  GHashTable *notified; /* name of a property: how often */
} Fixture;

static DsmTaskRecord *
make_record (void)
{
  DsmTaskRecord *record = g_new0 (DsmTaskRecord, 1);

  record->id = g_strdup ("4");
  record->name = g_strdup ("Accounting");
  record->state = g_strdup ("backupable");
  record->status = g_strdup ("none");
  record->target_type = g_strdup ("image");
  record->transfer_type = g_strdup ("image_remote");
  record->encrypted = DSM_TRUE;
  record->is_modified = DSM_FALSE;
  record->last_result = g_strdup ("done");
  record->last_error = g_strdup ("");
  record->last_error_code = 4401;
  record->has_status = TRUE;
  dsm_time_parse ("2026/05/11 11:00:00", &record->last_start);
  dsm_time_parse ("2026/05/11 11:31:00", &record->last_end);
  dsm_time_parse ("2026/05/11 11:31:00", &record->last_success);
  dsm_time_parse ("2026/05/12 13:00", &record->next_run);
  return record;
}

static DsmTaskRecord *
make_running (int percent)
{
  DsmTaskRecord *record = make_record ();

  g_free (record->status);
  record->status = g_strdup ("backup");
  g_free (record->last_result);
  record->last_result = g_strdup ("backingup");
  dsm_time_parse ("2026/05/12 11:00:00", &record->last_start);
  record->progress = g_new0 (DsmProgress, 1);
  record->progress->step = g_strdup ("data_backup");
  record->progress->percent = percent;
  record->progress->can_cancel = DSM_TRUE;
  record->progress->can_suspend = DSM_TRUE;
  record->progress->bytes_per_second = 8400000;
  record->progress->total_bytes = G_GINT64_CONSTANT (52400000000);
  record->progress->processed_bytes = record->progress->total_bytes / 100 * percent;
  record->progress->transmitted_bytes = -1;
  return record;
}

static void
notify_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  GHashTable *notified = user_data;
  gpointer count = g_hash_table_lookup (notified, pspec->name);

  g_hash_table_insert (notified, (char *) pspec->name,
                       GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  DsmTaskRecord *record = make_record ();

  fixture->context = (BksTaskContext){ .nas_name = "office-nas",
                                       .nas_state = BKS_NAS_FRESH,
                                       .utc_offset = OFFSET,
                                       .local_now = NOW,
                                       .heard_at = NOW };
  fixture->task = bks_task_new (NULL, record);
  g_assert_true (bks_task_apply (fixture->task, record, TRUE, &fixture->context));
  fixture->notified = g_hash_table_new (g_str_hash, g_str_equal);
  g_signal_connect (fixture->task, "notify", G_CALLBACK (notify_cb), fixture->notified);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->task);
  g_hash_table_unref (fixture->notified);
}

/* Exactly these properties notified, once each; and forgets it. */
static void
check_notified (Fixture *fixture, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (GPOINTER_TO_UINT (g_hash_table_lookup (fixture->notified, names[i])) != 1)
        g_error ("“%s” notified %u times", names[i],
                 GPOINTER_TO_UINT (g_hash_table_lookup (fixture->notified, names[i])));
    }
  if (g_hash_table_size (fixture->notified) != g_strv_length ((char **) names))
    {
      g_autofree gpointer *keys = g_hash_table_get_keys_as_array (fixture->notified, NULL);
      g_autofree char *all = g_strjoinv (", ", (char **) keys);

      g_error ("Notified: %s", all);
    }
  g_hash_table_remove_all (fixture->notified);
}

static void
test_first (Fixture *fixture, gconstpointer data)
{
  BksTask *task = fixture->task;

  g_assert_cmpstr (bks_task_get_id (task), ==, "4");
  g_assert_cmpstr (bks_task_get_name (task), ==, "Accounting");
  g_assert_cmpstr (bks_task_get_status_word (task), ==, "Fine");
  g_assert_cmpstr (bks_task_get_reason (task), ==, "");
  g_assert_cmpstr (bks_task_get_destination (task), ==, "Hyper Backup Vault");
  g_assert_cmpstr (bks_task_get_subtitle (task), ==, "office-nas → Hyper Backup Vault");
  g_assert_cmpstr (bks_task_get_last_success_text (task), ==, "Yesterday, 09:31");
  g_assert_cmpstr (bks_task_get_next_run_text (task), ==, "Today, 11:00");
  g_assert_cmpstr (bks_task_get_headline (task), ==, "Fine, last backed up yesterday at 09:31");
  g_assert_cmpstr (bks_task_get_row_label (task), ==,
                   "Accounting on office-nas, Fine, last success yesterday, 09:31");
  g_assert_cmpint (bks_task_get_best_action (task), ==, BKS_ACTION_BACK_UP);
  g_assert_false (bks_task_has_progress (task));
  g_assert_cmpint (bks_task_get_percent (task), ==, -1);
  g_assert_cmpint (bks_task_get_can_cancel (task), ==, -1);
  g_assert_cmpint (bks_task_get_encrypted (task), ==, 1);
  g_assert_true (bks_task_has_schedule (task));
}

/* Nothing new is no news. */
static void
test_same (Fixture *fixture, gconstpointer data)
{
  guint before, after;

  g_object_get (fixture->task, "generation", &before, NULL);
  g_assert_false (bks_task_apply (fixture->task, make_record (), TRUE, &fixture->context));
  g_assert_false (bks_task_update (fixture->task, &fixture->context));
  check_notified (fixture, (const char *const[]){ NULL });
  g_object_get (fixture->task, "generation", &after, NULL);
  g_assert_cmpuint (after, ==, before);
}

static void
test_changes (Fixture *fixture, gconstpointer data)
{
  DsmTaskRecord *record = make_record ();

  g_free (record->name);
  record->name = g_strdup ("Books");
  g_assert_true (bks_task_apply (fixture->task, record, TRUE, &fixture->context));
  check_notified (fixture, (const char *const[]){ "name", "row-label", "generation", NULL });

  /* What no property shows counts as a change all the same. */
  record = make_record ();
  g_free (record->name);
  record->name = g_strdup ("Books");
  record->target_id = g_strdup ("office-nas_4.hbk");
  g_assert_true (bks_task_apply (fixture->task, record, TRUE, &fixture->context));
  check_notified (fixture, (const char *const[]){ "generation", NULL });
}

static void
test_run (Fixture *fixture, gconstpointer data)
{
  BksTask *task = fixture->task;
  double progress;
  gboolean is_active;
  g_autofree char *text = NULL;

  bks_task_apply (task, make_running (37), TRUE, &fixture->context);
  check_notified (fixture, (const char *const[]){ "verdict", "status-word", "reason", "progress",
                                                  "progress-text", "is-active", "next-run-text",
                                                  "row-label", "best-action", "generation", NULL });
  g_object_get (task, "progress", &progress, "progress-text", &text, "is-active", &is_active, NULL);
  g_assert_cmpfloat_with_epsilon (progress, 0.37, 1e-9);
  g_assert_true (is_active);
  g_assert_cmpstr (text, ==, "Running · 37 %");
  g_assert_cmpstr (bks_task_get_reason (task), ==, "Copying data · 8.4\u00a0MB/s");
  g_assert_cmpstr (bks_task_get_headline (task), ==, "Running, 37 %");
  g_assert_cmpstr (bks_task_get_progress_line (task), ==,
                   "19.4 of 52.4\u00a0GB · 8.4\u00a0MB/s · about 1 hour left");
  g_assert_cmpstr (bks_task_get_next_run_text (task), ==, "About 1 h left");
  g_assert_cmpstr (bks_task_get_row_label (task), ==,
                   "Accounting on office-nas, Running, 37 percent, last success yesterday, 09:31");
  g_assert_cmpint (bks_task_get_best_action (task), ==, BKS_ACTION_SUSPEND);
  g_assert_true (bks_task_can (task, BKS_ACTION_SUSPEND, NULL));
  g_assert_true (bks_task_can (task, BKS_ACTION_CANCEL, NULL));

  /* A step further: only what moved is told. */
  bks_task_apply (task, make_running (38), TRUE, &fixture->context);
  check_notified (fixture, (const char *const[]){ "progress", "progress-text", "row-label",
                                                  "generation", NULL });

  bks_task_apply (task, make_record (), TRUE, &fixture->context);
  g_assert_cmpint (bks_task_get_verdict (task), ==, BKS_VERDICT_OK);
  g_object_get (task, "progress", &progress, NULL);
  g_assert_cmpfloat (progress, ==, -1);
}

/* In the first half minute, and without a speed, nobody can say how long it will take. */
static void
test_left (Fixture *fixture, gconstpointer data)
{
  DsmTaskRecord *record = make_running (37);

  dsm_time_parse ("2026/05/12 11:59:45", &record->last_start);
  bks_task_apply (fixture->task, record, TRUE, &fixture->context);
  g_assert_cmpstr (bks_task_get_next_run_text (fixture->task), ==, "–");
  g_assert_cmpstr (bks_task_get_progress_line (fixture->task), ==,
                   "19.4 of 52.4\u00a0GB · 8.4\u00a0MB/s");

  record = make_running (37);
  record->progress->bytes_per_second = -1;
  bks_task_apply (fixture->task, record, TRUE, &fixture->context);
  g_assert_cmpstr (bks_task_get_next_run_text (fixture->task), ==, "–");
  g_assert_cmpstr (bks_task_get_reason (fixture->task), ==, "Copying data");

  record = make_running (37);
  record->progress->percent = -1;
  record->progress->total_bytes = -1;
  bks_task_apply (fixture->task, record, TRUE, &fixture->context);
  g_assert_cmpstr (bks_task_get_headline (fixture->task), ==, "Running");
  g_assert_cmpstr (bks_task_get_progress_line (fixture->task), ==, "8.4\u00a0MB/s");

  record = make_running (37);
  g_free (record->progress->step);
  record->progress->step = g_strdup ("teleporting");
  bks_task_apply (fixture->task, record, TRUE, &fixture->context);
  g_assert_cmpstr (bks_task_get_step_text (fixture->task), ==, "teleporting");
}

/* The NAS is silent: the last known values stay, what can be done and what is certain do not. */
static void
test_silence (Fixture *fixture, gconstpointer data)
{
  BksTask *task = fixture->task;
  gboolean is_stale;
  g_autofree char *why = NULL;

  fixture->context.nas_state = BKS_NAS_STALE;
  bks_task_update (task, &fixture->context);
  g_assert_cmpint (bks_task_get_verdict (task), ==, BKS_VERDICT_OK);
  check_notified (fixture, (const char *const[]){ "is-stale", "generation", NULL });
  g_assert_true (bks_task_can (task, BKS_ACTION_BACK_UP, NULL));

  fixture->context.nas_state = BKS_NAS_UNREACHABLE;
  fixture->context.heard_at = NOW - 226 * G_TIME_SPAN_MINUTE;
  bks_task_update (task, &fixture->context);
  g_assert_cmpint (bks_task_get_verdict (task), ==, BKS_VERDICT_UNKNOWN);
  g_assert_cmpstr (bks_task_get_reason (task), ==, "Was fine at 06:14");
  g_assert_cmpstr (bks_task_get_last_success_text (task), ==, "Yesterday, 09:31");
  g_object_get (task, "is-stale", &is_stale, NULL);
  g_assert_true (is_stale);
  g_assert_false (bks_task_can (task, BKS_ACTION_BACK_UP, &why));
  g_assert_cmpstr (why, ==, "office-nas does not answer");

  fixture->context.nas_state = BKS_NAS_WAITING;
  bks_task_update (task, &fixture->context);
  g_assert_cmpint (bks_task_get_verdict (task), ==, BKS_VERDICT_UNKNOWN);

  fixture->context.nas_state = BKS_NAS_FRESH;
  bks_task_update (task, &fixture->context);
  g_assert_cmpint (bks_task_get_verdict (task), ==, BKS_VERDICT_OK);
}

/* A clock that is wrong is wrong for its times and its present alike. */
static void
test_clocks (Fixture *fixture, gconstpointer data)
{
  fixture->context.clock_error = G_TIME_SPAN_DAY;
  bks_task_update (fixture->task, &fixture->context);
  g_assert_cmpstr (bks_task_get_last_success_text (fixture->task), ==, "Monday, 09:31");
  fixture->context.clock_error = 0;

  /* Without its zone only its own clock can be shown, and no age. */
  fixture->context.utc_offset = DSM_OFFSET_UNKNOWN;
  bks_task_update (fixture->task, &fixture->context);
  g_assert_cmpstr (bks_task_get_last_success_text (fixture->task), ==,
                   "2026/05/11 11:31:00 (NAS clock)");
  g_assert_cmpint (bks_task_get_last_success (fixture->task), ==, 0);
  g_assert_cmpint (bks_task_get_verdict (fixture->task), ==, BKS_VERDICT_OK);
  g_assert_cmpstr (bks_task_get_headline (fixture->task), ==, "Fine");
}

/* A look at one task alone says less than a row of the list. */
static void
test_status_alone (Fixture *fixture, gconstpointer data)
{
  DsmTaskRecord *record = make_running (5);

  g_free (record->name);
  record->name = g_strdup ("4");
  g_clear_pointer (&record->target_type, g_free);
  g_clear_pointer (&record->transfer_type, g_free);
  record->encrypted = DSM_UNKNOWN;
  record->is_modified = DSM_UNKNOWN;
  bks_task_apply (fixture->task, record, FALSE, &fixture->context);
  g_assert_cmpstr (bks_task_get_name (fixture->task), ==, "Accounting");
  g_assert_cmpstr (bks_task_get_destination (fixture->task), ==, "Hyper Backup Vault");
  g_assert_cmpint (bks_task_get_encrypted (fixture->task), ==, 1);
  g_assert_cmpint (bks_task_get_percent (fixture->task), ==, 5);
}

/* The list came, but not the status of this task: it is unknown until it comes again. */
static void
test_status_missing (Fixture *fixture, gconstpointer data)
{
  DsmTaskRecord *record = make_record ();

  record->has_status = FALSE;
  record->status_error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "no");
  memset (&record->last_success, 0, sizeof record->last_success);
  bks_task_apply (fixture->task, record, TRUE, &fixture->context);
  g_assert_cmpint (bks_task_get_verdict (fixture->task), ==, BKS_VERDICT_UNKNOWN);
  g_assert_cmpstr (bks_task_get_last_success_text (fixture->task), ==, "Yesterday, 09:31");
  g_assert_false (bks_task_can (fixture->task, BKS_ACTION_BACK_UP, NULL));

  /* Not asked again is not heard again. */
  record = make_record ();
  record->has_status = FALSE;
  bks_task_apply (fixture->task, record, TRUE, &fixture->context);
  g_assert_cmpint (bks_task_get_verdict (fixture->task), ==, BKS_VERDICT_UNKNOWN);

  bks_task_apply (fixture->task, make_record (), TRUE, &fixture->context);
  g_assert_cmpint (bks_task_get_verdict (fixture->task), ==, BKS_VERDICT_OK);
}

static void
test_by_hand (Fixture *fixture, gconstpointer data)
{
  DsmTaskRecord *record = make_record ();

  memset (&record->next_run, 0, sizeof record->next_run);
  bks_task_apply (fixture->task, record, TRUE, &fixture->context);
  g_assert_cmpstr (bks_task_get_reason (fixture->task), ==, "Only by hand");
  g_assert_cmpstr (bks_task_get_next_run_text (fixture->task), ==, "No schedule");
  g_assert_false (bks_task_has_schedule (fixture->task));
}

/* Only a schedule that is in force can be missed. */
static void
test_switched_off (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    DsmTri enabled;
    BksVerdict verdict;
  } rows[] = { { DSM_FALSE, BKS_VERDICT_OK }, { DSM_TRUE, BKS_VERDICT_FAILED } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DsmTaskRecord *record = make_record ();

      dsm_time_parse ("2026/03/11 11:00:00", &record->last_start);
      dsm_time_parse ("2026/03/11 11:31:00", &record->last_end);
      dsm_time_parse ("2026/03/11 11:31:00", &record->last_success);
      memset (&record->next_run, 0, sizeof record->next_run);
      record->schedule = g_new0 (DsmSchedule, 1);
      record->schedule->enabled = rows[i].enabled;
      record->schedule->hour = 11;
      record->schedule->week_days = 0x7f;
      bks_task_apply (fixture->task, record, TRUE, &fixture->context);
      g_assert_cmpint (bks_task_get_verdict (fixture->task), ==, rows[i].verdict);
    }
}

/* The NAS says whether settings changed after the last run: nothing is sure before it. */
static void
test_settled (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    DsmTri is_modified;
    gboolean is_sure;
  } rows[] = { { DSM_TRUE, FALSE }, { DSM_FALSE, TRUE }, { DSM_TRUE, FALSE } };
  DsmTaskRecord *record;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      record = make_record ();
      record->is_modified = rows[i].is_modified;
      dsm_time_parse ("2026/03/11 11:00:00", &record->last_start);
      dsm_time_parse ("2026/03/11 11:31:00", &record->last_end);
      bks_task_apply (fixture->task, record, TRUE, &fixture->context);
      g_assert_cmpint (bks_task_get_settled_since (fixture->task), ==,
                       rows[i].is_sure ? bks_task_get_last_end (fixture->task) : 0);
    }

  /* The next run has begun, and is not over. */
  record = make_record ();
  record->is_modified = DSM_FALSE;
  dsm_time_parse ("2026/03/12 11:00:00", &record->last_start);
  dsm_time_parse ("2026/03/11 11:31:00", &record->last_end);
  bks_task_apply (fixture->task, record, TRUE, &fixture->context);
  g_assert_cmpint (bks_task_get_settled_since (fixture->task), ==,
                   bks_task_get_last_start (fixture->task));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/model/task/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("first", test_first);
  ADD ("same", test_same);
  ADD ("changes", test_changes);
  ADD ("run", test_run);
  ADD ("left", test_left);
  ADD ("silence", test_silence);
  ADD ("clocks", test_clocks);
  ADD ("status-alone", test_status_alone);
  ADD ("status-missing", test_status_missing);
  ADD ("by-hand", test_by_hand);
  ADD ("switched-off", test_switched_off);
  ADD ("settled", test_settled);
#undef ADD

  return g_test_run ();
}
