/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-watch-private.h"

#include "bks-nas-load.h"

/* What is written down of runs, what earlier runs say of the last one, and suspended backups that are
 * resumed. */

/* Older runs say nothing of what is usual now. */
#define USUAL_SINCE (180 * G_TIME_SPAN_DAY)
#define USUAL_RUNS  30
/* Two descriptions of one run need not agree to the second. */
#define SAME_END (5 * G_USEC_PER_SEC)

#define RESUMES_SETTING "resume-by-itself"
#define RESUMED_SETTING "resume-count"

/* Someone who waits for an answer about a task. */
typedef struct
{
  WatchNas *watched; /* (owned) */
  char *task_id;     /* (owned) */
  gint64 stamp;      /* of the last run, or since when it has been suspended */
} Question;

static Question *
question_new (WatchNas *watched, BksTask *task, gint64 stamp)
{
  Question *question = g_new0 (Question, 1);

  question->watched = g_rc_box_acquire (watched);
  question->task_id = g_strdup (bks_task_get_id (task));
  question->stamp = stamp;
  return question;
}

static void
question_free (Question *question)
{
  bks_watch_unref_nas (question->watched);
  g_free (question->task_id);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static const BksTaskMemory *
find_memory (const BksEventMemory *memory, const char *task_id)
{
  for (guint i = 0; memory != NULL && i < memory->tasks->len; i++)
    {
      const BksTaskMemory *task = memory->tasks->pdata[i];

      if (g_str_equal (task->id, task_id))
        return task;
    }
  return NULL;
}

/* Settings of a task, in memory and in the history. */

static GVariant *
get_setting (BksWatch *self, const char *nas_id, const char *task_id, const char *name)
{
  return self->memory != NULL
             ? bks_history_memory_find_setting (self->memory, nas_id, task_id, name)
             : NULL;
}

void
bks_watch_put_setting (BksWatch *self,
                       const char *nas_id,
                       const char *task_id,
                       const char *name,
                       GVariant *value,
                       BksHistoryChange *change)
{
  BksHistorySetting *setting;

  if (value != NULL)
    g_variant_ref_sink (value);
  for (guint i = self->memory->settings->len; i > 0; i--)
    {
      setting = self->memory->settings->pdata[i - 1];
      if (g_strcmp0 (setting->nas_id, nas_id) == 0 && g_strcmp0 (setting->task_id, task_id) == 0
          && g_str_equal (setting->name, name))
        g_ptr_array_remove_index (self->memory->settings, i - 1);
    }
  bks_history_change_put_setting (change, nas_id, task_id, name, value);
  if (value == NULL)
    return;
  setting = g_new0 (BksHistorySetting, 1);
  setting->nas_id = g_strdup (nas_id);
  setting->task_id = g_strdup (task_id);
  setting->name = g_strdup (name);
  setting->value = value;
  g_ptr_array_add (self->memory->settings, setting);
}

static BksRunResult
get_result (BksTask *task)
{
  switch (bks_words_read_result (bks_task_get_last_result (task)))
    {
    case BKS_RESULT_GOOD:
      return bks_task_has_error (task) ? BKS_RUN_FAILED : BKS_RUN_GOOD;
    case BKS_RESULT_INCOMPLETE:
    case BKS_RESULT_ROTATION_FAILED:
      return BKS_RUN_WARNINGS;
    case BKS_RESULT_FAILED:
    case BKS_RESULT_DEST_MISSING:
    case BKS_RESULT_INTEGRITY:
      return BKS_RUN_FAILED;
    case BKS_RESULT_CANCELLED:
      return BKS_RUN_CANCELLED;
    case BKS_RESULT_SUSPENDED:
      return BKS_RUN_SUSPENDED;
    case BKS_RESULT_NOT_SAID:
    case BKS_RESULT_RUNNING:
    case BKS_RESULT_RUNNING_DELETE:
    case BKS_RESULT_NEVER:
    case BKS_RESULT_UNKNOWN:
    default:
      return BKS_RUN_UNKNOWN;
    }
}

static void
note_run (WatchNas *watched, BksTask *task, const BksTaskMemory *old, BksHistoryChange *change)
{
  g_autoptr (BksRun) run = bks_run_new (bks_nas_get_id (watched->nas), bks_task_get_id (task),
                                        bks_task_get_last_start (task));

  run->ended = bks_task_get_last_end (task);
  run->result = get_result (task);
  run->raw_result = g_strdup (bks_task_get_last_result (task));
  run->raw_error = g_strdup (bks_task_get_last_error (task));
  run->sources = BKS_RUN_FROM_STATUS;
  if (old != NULL && old->start == bks_task_get_last_start (task) && old->transmitted > 0)
    run->moved_bytes = old->transmitted;
  bks_history_change_put_run (change, run);
}

/* Runs that have ended since the last look; also the last one of a task that is seen first. */
void
bks_watch_note_runs (WatchNas *watched, const BksEventMemory *old, BksHistoryChange *change)
{
  for (guint i = 0; i < watched->memory->tasks->len; i++)
    {
      const BksTaskMemory *memory = watched->memory->tasks->pdata[i];
      const BksTaskMemory *earlier = find_memory (old, memory->id);
      BksTask *task = bks_nas_find_task (watched->nas, memory->id);

      if (task == NULL || bks_task_is_busy (task) || memory->run == 0
          || memory->run != bks_task_get_last_end (task)
          || (earlier != NULL && earlier->run == memory->run))
        continue;
      note_run (watched, task, earlier, change);
      if (bks_words_read_result (bks_task_get_last_result (task)) == BKS_RESULT_GOOD
          && get_setting (watched->watch, bks_nas_get_id (watched->nas), memory->id,
                          RESUMED_SETTING)
                 != NULL)
        bks_watch_put_setting (watched->watch, bks_nas_get_id (watched->nas), memory->id,
                               RESUMED_SETTING, NULL, change);
    }
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 number = *(const gint64 *) a, other = *(const gint64 *) b;

  return (number > other) - (number < other);
}

/* Returns: the one in the middle, -1 if there is none */
static gint64
get_median (GArray *numbers)
{
  if (numbers->len == 0)
    return -1;
  g_array_sort (numbers, compare_numbers);
  return g_array_index (numbers, gint64, numbers->len / 2);
}

static gint64
count_changed (const BksRun *run)
{
  return run->n_modified >= 0 && run->n_deleted >= 0 ? run->n_modified + run->n_deleted : -1;
}

/* What earlier runs, oldest first, say of the one that ended then. */
static void
learn (WatchTask *task, GPtrArray *runs, gint64 last_end)
{
  g_autoptr (GArray) durations = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (gint64));
  const BksRun *last = NULL;

  for (guint i = runs->len; i > 0 && durations->len < USUAL_RUNS; i--)
    {
      const BksRun *run = runs->pdata[i - 1];
      gint64 duration = bks_run_get_duration (run);
      gint64 n_changed = count_changed (run);

      if (run->result == BKS_RUN_GOOD && duration > 0)
        g_array_append_val (durations, duration);
      if (ABS (run->ended - last_end) <= SAME_END)
        {
          last = run;
          continue;
        }
      if (run->ended > last_end || run->ended == 0)
        continue;
      if (n_changed >= 0)
        g_array_append_val (changed, n_changed);
      if (run->source_bytes >= 0)
        g_array_append_val (sizes, run->source_bytes);
    }
  task->usual_duration = MAX (get_median (durations), 0);
  task->run = (BksRunSight){ .n_changed = -1, .usual_changed = -1, .size = -1, .usual_size = -1 };
  if (last == NULL || (count_changed (last) < 0 && last->source_bytes < 0))
    return;
  task->run.ended = last_end;
  task->run.n_earlier = MAX (changed->len, sizes->len);
  task->run.n_changed = count_changed (last);
  task->run.usual_changed = get_median (changed);
  task->run.size = last->source_bytes;
  task->run.usual_size = get_median (sizes);
}

static void
runs_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = bks_history_load_runs_finish (BKS_HISTORY (source), result, &error);

  question->watched->n_questions--;
  if (question->watched->watch == NULL)
    return;
  if (runs != NULL)
    learn (bks_watch_get_task (question->watched, question->task_id), runs, question->stamp);
  else
    g_debug ("Earlier runs are not known: %s", error->message);
  if (question->watched->n_questions == 0)
    bks_watch_look (question->watched, FALSE);
}

/* The numbers of runs come with the NAS's own statistics: they are written down, and then compared. */
static void
statistics_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BksStatistics) statistics = bks_nas_load_statistics_finish (BKS_NAS (source), result,
                                                                         &error);
  BksWatch *self = question->watched->watch;
  const char *nas_id = bks_nas_get_id (BKS_NAS (source));
  const char *task_id = question->task_id;

  if (self == NULL)
    return;
  if (statistics != NULL)
    {
      g_autoptr (BksHistoryChange) change = bks_history_change_new ();

      for (guint i = 0; i < statistics->runs->len; i++)
        {
          const BksRunStatistics *row = &g_array_index (statistics->runs, BksRunStatistics, i);
          g_autoptr (BksRun) run = bks_run_new (nas_id, question->task_id, 0);

          run->ended = row->ended;
          run->n_new = row->n_new;
          run->n_modified = row->n_modified;
          run->n_deleted = row->n_deleted;
          run->source_bytes = row->source_bytes;
          run->destination_bytes = row->target_bytes;
          run->sources = BKS_RUN_FROM_STATISTICS;
          if (run->ended > 0)
            bks_history_change_put_run (change, run);
        }
      bks_watch_commit (self, change);
    }
  else
    g_debug ("No statistics: %s", error->message);
  bks_history_load_runs_async (self->history, nas_id, task_id,
                               bks_watch_get_now (self) - USUAL_SINCE, NULL, runs_loaded_cb,
                               g_steal_pointer (&question));
}

static void
target_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  BksTargetInfo *info = bks_nas_load_target_finish (BKS_NAS (source), result, &error);

  if (info != NULL && question->watched->watch != NULL)
    bks_watch_look (question->watched, FALSE);
  g_clear_pointer (&info, bks_target_info_free);
}

/* After a run: what has it changed? After a check: when was it? The NAS is awake then anyway. Of runs
 * that were over before Backstay started, what is stored is enough. */
void
bks_watch_ask_about_runs (WatchNas *watched)
{
  GListModel *tasks = bks_nas_get_tasks (watched->nas);
  BksWatch *self = watched->watch;
  guint n = g_list_model_get_n_items (tasks);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);
      WatchTask *known = bks_watch_get_task (watched, bks_task_get_id (task));
      gboolean is_checking = bks_words_read_status (bks_task_get_status (task))
                             == BKS_STATUS_DETECT;
      gint64 last_end = bks_task_get_last_end (task);

      if (known->was_checking && !bks_task_is_busy (task))
        bks_nas_load_target_async (watched->nas, bks_task_get_id (task), NULL, target_loaded_cb,
                                   question_new (watched, task, 0));
      known->was_checking = is_checking;
      if (last_end == known->loaded_for || (bks_task_is_busy (task) && known->loaded_for >= 0))
        continue;
      watched->n_questions++;
      if (known->loaded_for >= 0)
        bks_nas_load_statistics_async (watched->nas, bks_task_get_id (task), NULL,
                                       statistics_loaded_cb,
                                       question_new (watched, task, last_end));
      else
        bks_history_load_runs_async (self->history, bks_nas_get_id (watched->nas),
                                     bks_task_get_id (task), bks_watch_get_now (self) - USUAL_SINCE,
                                     NULL, runs_loaded_cb, question_new (watched, task, last_end));
      known->loaded_for = last_end;
    }
}

/**
 * bks_watch_get_usual_duration:
 * @task: a task
 * @watch: a #BksWatch
 *
 * A #BksUsualDurationFunc for the poller.
 *
 * Returns: µs that its good runs usually take; 0 = not known
 */
gint64
bks_watch_get_usual_duration (BksTask *task, gpointer watch)
{
  BksNas *nas = bks_task_get_nas (task);
  WatchNas *watched;

  g_return_val_if_fail (BKS_IS_WATCH (watch), 0);

  watched = nas != NULL ? bks_watch_find_nas (BKS_WATCH (watch), bks_nas_get_id (nas)) : NULL;
  return watched != NULL ? bks_watch_get_task (watched, bks_task_get_id (task))->usual_duration : 0;
}

/**
 * bks_watch_set_resumes:
 * @self: a watch that has begun
 * @nas_id: a NAS
 * @task_id: one of its backups
 * @resumes: whether it is to be resumed by itself when it is suspended
 */
void
bks_watch_set_resumes (BksWatch *self, const char *nas_id, const char *task_id, gboolean resumes)
{
  g_autoptr (BksHistoryChange) change = bks_history_change_new ();

  g_return_if_fail (BKS_IS_WATCH (self));
  g_return_if_fail (nas_id != NULL && task_id != NULL);

  if (self->memory == NULL || bks_watch_get_resumes (self, nas_id, task_id) == resumes)
    return;
  bks_watch_put_setting (self, nas_id, task_id, RESUMES_SETTING, g_variant_new_boolean (resumes),
                         change);
  bks_watch_commit (self, change);
}

/**
 * bks_watch_get_resumes:
 * @self: a watch
 * @nas_id: a NAS
 * @task_id: one of its backups
 *
 * Returns: whether it is resumed by itself when it is suspended
 */
gboolean
bks_watch_get_resumes (BksWatch *self, const char *nas_id, const char *task_id)
{
  GVariant *value;

  g_return_val_if_fail (BKS_IS_WATCH (self), FALSE);

  value = get_setting (self, nas_id, task_id, RESUMES_SETTING);
  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN)
         && g_variant_get_boolean (value);
}

static guint
get_n_resumed (BksWatch *self, const char *nas_id, const char *task_id)
{
  GVariant *value = get_setting (self, nas_id, task_id, RESUMED_SETTING);

  return value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32)
             ? g_variant_get_uint32 (value)
             : 0;
}

/* It is said: nothing is done behind anybody's back. */
static void
resumed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BksHistoryChange) change = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  WatchNas *watched = question->watched;
  BksEventChange *begun;
  BksEvent *event;

  bks_watch_get_task (watched, question->task_id)->is_being_resumed = FALSE;
  if (!bks_nas_act_finish (BKS_NAS (source), result, &error))
    {
      g_debug ("Not resumed: %s", error->message);
      return;
    }
  if (watched->watch == NULL)
    return;
  change = bks_history_change_new ();
  changes = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_event_change_free);
  event = bks_event_new (BKS_EVENT_RESUMED, bks_nas_get_id (watched->nas), question->task_id);
  event->since = bks_watch_get_now (watched->watch);
  event->stamp = question->stamp;
  if (bks_event_memory_find (watched->memory, event->id) == NULL)
    g_ptr_array_add (watched->memory->events, bks_event_copy (event));
  begun = g_new0 (BksEventChange, 1);
  begun->is_begun = TRUE;
  begun->event = event;
  g_ptr_array_add (changes, begun);
  bks_watch_remember (watched, change);
  bks_watch_take_changes (watched, changes, change);
  bks_watch_commit (watched->watch, change);
}

static void
resume (WatchNas *watched, BksTask *task, guint n_resumed)
{
  BksWatch *self = watched->watch;
  g_autoptr (BksHistoryChange) change = bks_history_change_new ();

  bks_watch_get_task (watched, bks_task_get_id (task))->is_being_resumed = TRUE;
  /* Counted before it is sent: a crash must not try for ever. */
  bks_watch_put_setting (self, bks_nas_get_id (watched->nas), bks_task_get_id (task),
                         RESUMED_SETTING, g_variant_new_uint32 (n_resumed + 1), change);
  bks_watch_commit (self, change);
  bks_nas_act_async (
      watched->nas, bks_task_get_id (task), BKS_ACTION_RESUME, NULL, resumed_cb,
      question_new (watched, task,
                    MAX (bks_task_get_last_start (task), bks_task_get_last_end (task))));
}

/* Suspended backups whose owner wants them to go on by themselves. */
void
bks_watch_resume_suspended (WatchNas *watched)
{
  BksWatch *self = watched->watch;
  const char *nas_id = bks_nas_get_id (watched->nas);

  for (guint i = 0; i < watched->memory->tasks->len; i++)
    {
      const BksTaskMemory *memory = watched->memory->tasks->pdata[i];
      BksTask *task = bks_nas_find_task (watched->nas, memory->id);
      guint n_resumed = get_n_resumed (self, nas_id, memory->id);

      if (task != NULL && bks_watch_get_resumes (self, nas_id, memory->id)
          && !bks_watch_get_task (watched, memory->id)->is_being_resumed
          && bks_task_can (task, BKS_ACTION_RESUME, NULL)
          && bks_resume_rules_apply (&self->rules.resume, &self->rules.quiet_hours,
                                     memory->suspended_seen, n_resumed, bks_watch_get_now (self)))
        resume (watched, task, n_resumed);
    }
}
