/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-nas-private.h"

#include <glib/gi18n-lib.h>

#include "bks-pause.h"
#include "bks-words.h"
#include "dsm-target.h"

#define LOOK_EVERY_MS 500
#define LOOK_FOR      (10 * G_USEC_PER_SEC)
/* A check that starts does so at once; one that the NAS has passed over never does. */
#define LOOK_FOR_CHECK (5 * G_USEC_PER_SEC)

/* One action on one task: a fresh look, one request, then looks until its effect is seen. */
typedef struct
{
  BksTask *task; /* (owned) */
  BksAction action;
  DsmTime start_before; /* of the last run, when the action was sent */
  DsmTime end_before;
  gint64 deadline;  /* µs, monotonic */
  BksPause pause;   /* until the next look */
  gboolean is_over; /* the effect was seen; an answer may still be on its way */
  BksProblem *lost; /* (nullable) (owned): the request was sent, and its answer was lost */
} Act;

static void watch (GTask *task);

static void
act_free (gpointer data)
{
  Act *act = data;

  bks_pause_end (&act->pause);
  g_clear_object (&act->task);
  g_clear_object (&act->lost);
  g_free (act);
}

static gboolean
is_other_time (const DsmTime *a, const DsmTime *b)
{
  return b->kind != DSM_TIME_NONE && (a->kind != b->kind || a->seconds != b->seconds);
}

typedef enum
{
  EFFECT_NONE,
  EFFECT_COMING, /* the NAS is on its way: suspending, cancelling … */
  EFFECT_THERE,
} Effect;

/* Whether the NAS does what it was asked for, or has done it already. A run that ended by itself was
 * not suspended. */
static Effect
find_effect (Act *act)
{
  const DsmTaskRecord *record = act->task->record;
  BksStatusWord status = bks_words_read_status (record->status);
  BksResultWord result = bks_words_read_result (record->last_result);
  gboolean rests = status == BKS_STATUS_NONE;
  gboolean has_run = is_other_time (&act->start_before, &record->last_start)
                     || is_other_time (&act->end_before, &record->last_end);

  switch (act->action)
    {
    case BKS_ACTION_BACK_UP:
      return bks_words_status_is_busy (status) || has_run ? EFFECT_THERE : EFFECT_NONE;
    case BKS_ACTION_SUSPEND:
      if (status == BKS_STATUS_SUSPENDING)
        return EFFECT_COMING;
      return rests && result == BKS_RESULT_SUSPENDED ? EFFECT_THERE : EFFECT_NONE;
    case BKS_ACTION_CANCEL:
      if (status == BKS_STATUS_CANCELLING)
        return EFFECT_COMING;
      return rests ? EFFECT_THERE : EFFECT_NONE;
    case BKS_ACTION_RESUME:
      if (status == BKS_STATUS_RESUMING)
        return EFFECT_COMING;
      return bks_words_status_is_busy (status) || (rests && result != BKS_RESULT_SUSPENDED)
                 ? EFFECT_THERE
                 : EFFECT_NONE;
    case BKS_ACTION_DISCARD:
      if (status == BKS_STATUS_DISCARDING)
        return EFFECT_COMING;
      return result != BKS_RESULT_SUSPENDED ? EFFECT_THERE : EFFECT_NONE;
    case BKS_ACTION_CHECK:
      return status == BKS_STATUS_DETECT ? EFFECT_THERE : EFFECT_NONE;
    case BKS_ACTION_CANCEL_CHECK:
      if (status == BKS_STATUS_CANCELLING)
        return EFFECT_COMING;
      return status != BKS_STATUS_DETECT ? EFFECT_THERE : EFFECT_NONE;
    case BKS_ACTION_REMOVE:
    default:
      g_return_val_if_reached (EFFECT_NONE);
    }
}

/* The NAS accepted, and then nothing happened. */
static BksProblem *
make_no_effect (Act *act)
{
  const char *name = bks_task_get_name (act->task);
  g_autofree char *sentence = NULL;

  switch (act->action)
    {
    case BKS_ACTION_BACK_UP:
      sentence = g_strdup_printf (_ ("“%s” did not start, although the NAS accepted it."), name);
      break;
    case BKS_ACTION_SUSPEND:
      sentence = g_strdup_printf (_ ("“%s” was not suspended, although the NAS accepted it."),
                                  name);
      break;
    case BKS_ACTION_RESUME:
      sentence = g_strdup_printf (_ ("“%s” did not go on, although the NAS accepted it."), name);
      break;
    case BKS_ACTION_CANCEL:
      sentence = g_strdup_printf (_ ("“%s” was not cancelled, although the NAS accepted it."),
                                  name);
      break;
    case BKS_ACTION_DISCARD:
      sentence = g_strdup_printf (_ ("“%s” was not discarded, although the NAS accepted it."),
                                  name);
      break;
    case BKS_ACTION_CHECK:
      /* A busy NAS says yes and does nothing. */
      return bks_problem_new (BKS_PROBLEM_BUSY, _ ("The check did not start: the NAS was busy."),
                              _ ("Try again later."));
    case BKS_ACTION_CANCEL_CHECK:
      sentence = g_strdup_printf (
          _ ("The check of “%s” was not cancelled, although the NAS accepted it."), name);
      break;
    case BKS_ACTION_REMOVE:
    default:
      g_return_val_if_reached (NULL);
    }
  return bks_problem_new (BKS_PROBLEM_REFUSED, sentence, _ ("The NAS’s log may tell why."));
}

static void
return_problem (GTask *task, BksProblem *problem)
{
  g_task_return_error (task, bks_problem_to_error (problem));
}

static void
give_up (GTask *task)
{
  Act *act = g_task_get_task_data (task);
  g_autoptr (BksProblem) problem = NULL;

  if (act->lost != NULL)
    {
      return_problem (task, act->lost);
      return;
    }
  problem = make_no_effect (act);
  return_problem (task, problem);
}

/* Whoever looked: a refresh may see the effect first, and then the window offers the next action. */
static void
task_changed_cb (BksTask *backup, GParamSpec *property, GTask *task)
{
  Act *act = g_task_get_task_data (task);

  if (act->is_over || find_effect (act) != EFFECT_THERE)
    return;
  act->is_over = TRUE;
  g_object_ref (task);
  bks_pause_end (&act->pause);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
watched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BksNas *self = g_task_get_source_object (task);
  Act *act = g_task_get_task_data (task);
  GError *error = NULL;
  DsmTaskRecord *record = dsm_task_status_finish (DSM_CLIENT (source), result, &error);
  gboolean late = g_get_monotonic_time () >= act->deadline;
  Effect effect;

  if (act->is_over)
    {
      dsm_task_record_free (record);
      g_clear_error (&error);
      return;
    }
  if (record == NULL)
    {
      g_autoptr (BksProblem) problem = NULL;

      error = bks_nas_take_error (self, error);
      if (error->domain != BKS_PROBLEM_ERROR)
        {
          g_task_return_error (task, error);
          return;
        }
      problem = bks_problem_from_error (error);
      g_error_free (error);
      if (!bks_problem_is_transient (problem) || late)
        {
          return_problem (task, act->lost != NULL ? act->lost : problem);
          return;
        }
      bks_pause_begin (&act->pause, task, LOOK_EVERY_MS, watch);
      return;
    }
  bks_nas_apply_status (self, act->task, record);
  if (act->is_over)
    return;
  effect = find_effect (act);
  /* Throwing away what was copied may take minutes: what is on its way then counts as done. */
  if (effect == EFFECT_THERE || (effect == EFFECT_COMING && late))
    g_task_return_boolean (task, TRUE);
  else if (late)
    give_up (task);
  else
    bks_pause_begin (&act->pause, task, LOOK_EVERY_MS, watch);
}

static void
watch (GTask *task)
{
  BksNas *self = g_task_get_source_object (task);
  Act *act = g_task_get_task_data (task);

  dsm_task_status_async (self->client, bks_task_get_id (act->task), g_task_get_cancellable (task),
                         watched_cb, g_object_ref (task));
}

static gboolean
finish_write (BksAction action, DsmClient *client, GAsyncResult *result, GError **error)
{
  switch (action)
    {
    case BKS_ACTION_CHECK:
      return dsm_target_check_finish (client, result, error);
    case BKS_ACTION_CANCEL_CHECK:
      return dsm_target_cancel_check_finish (client, result, error);
    default:
      return dsm_task_write_finish (client, result, error);
    }
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BksNas *self = g_task_get_source_object (task);
  Act *act = g_task_get_task_data (task);
  GError *error = NULL;

  if (!finish_write (act->action, DSM_CLIENT (source), result, &error))
    {
      const DsmErrorDetails *details = dsm_error_get_details (error);

      if (details == NULL || !details->outcome_unknown)
        {
          g_task_return_error (task, bks_nas_take_error (self, error));
          return;
        }
      /* Never sent twice: what the NAS shows from now on decides. */
      act->lost = bks_nas_make_problem (self, error);
      g_error_free (error);
    }
  act->deadline = g_get_monotonic_time ()
                  + (act->action == BKS_ACTION_CHECK ? LOOK_FOR_CHECK : LOOK_FOR);
  g_signal_connect_object (act->task, "notify::generation", G_CALLBACK (task_changed_cb), task, 0);
  watch (task);
}

static DsmTaskVerb
get_verb (BksAction action)
{
  switch (action)
    {
    case BKS_ACTION_SUSPEND:
      return DSM_TASK_SUSPEND;
    case BKS_ACTION_RESUME:
      return DSM_TASK_RESUME;
    case BKS_ACTION_CANCEL:
      return DSM_TASK_CANCEL;
    case BKS_ACTION_DISCARD:
      return DSM_TASK_DISCARD;
    case BKS_ACTION_BACK_UP:
    default:
      return DSM_TASK_BACKUP;
    }
}

/* Sent once. The NAS wants the state that the task is in right now, for some of these. */
static void
send_write (GTask *task)
{
  BksNas *self = g_task_get_source_object (task);
  Act *act = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  const char *id = bks_task_get_id (act->task);

  switch (act->action)
    {
    case BKS_ACTION_CHECK:
      dsm_target_check_async (self->client, id, cancellable, sent_cb, g_object_ref (task));
      break;
    case BKS_ACTION_CANCEL_CHECK:
      dsm_target_cancel_check_async (self->client, id, cancellable, sent_cb, g_object_ref (task));
      break;
    default:
      dsm_task_write_async (self->client, get_verb (act->action), id,
                            bks_task_get_state (act->task), cancellable, sent_cb,
                            g_object_ref (task));
    }
}

static void
refuse (GTask *task, BksProblemKind kind, const char *why)
{
  g_autofree char *sentence = g_strdup_printf (_ ("%s."), why);
  g_autoptr (BksProblem) problem = bks_problem_new (kind, sentence, NULL);

  return_problem (task, problem);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BksNas *self = g_task_get_source_object (task);
  Act *act = g_task_get_task_data (task);
  GError *error = NULL;
  DsmTaskRecord *record = dsm_task_status_finish (DSM_CLIENT (source), result, &error);
  g_autofree char *why = NULL;

  if (record == NULL)
    {
      g_task_return_error (task, bks_nas_take_error (self, error));
      return;
    }
  bks_nas_apply_status (self, act->task, record);
  why = bks_task_why_not (act->task, act->action, TRUE);
  if (why != NULL)
    {
      refuse (task, BKS_PROBLEM_PRECONDITION, why);
      return;
    }
  act->start_before = act->task->record->last_start;
  act->end_before = act->task->record->last_end;
  send_write (task);
}

/**
 * bks_nas_act_async:
 * @self: a NAS
 * @task_id: ID of a task
 * @action: what to do
 * @cancellable: (nullable): to give up; whether the NAS has been asked by then is not known
 * @callback: when it is over
 *
 * Does one action: looks at the fresh state, and refuses if it does not fit any more; sends once;
 * then looks until the new state is seen. An answer that was lost is not repeated: the state is read
 * again and decides (section 9.8 of the protocol reference).
 */
void
bks_nas_act_async (BksNas *self,
                   const char *task_id,
                   BksAction action,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  BksTask *backup;
  Act *act;

  g_return_if_fail (BKS_IS_NAS (self));
  g_return_if_fail (task_id != NULL);

  if (action == BKS_ACTION_REMOVE)
    {
      const char *const ids[] = { task_id, NULL };

      bks_nas_remove_async (self, ids, cancellable, callback, user_data);
      return;
    }
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bks_nas_act_async);
  backup = bks_nas_find_task (self, task_id);
  if (backup == NULL)
    {
      g_autofree char *why = g_strdup_printf (_ ("%s has no backup with the ID “%s”"), self->name,
                                              task_id);

      refuse (task, BKS_PROBLEM_NOT_FOUND, why);
      return;
    }
  if (bks_task_is_lun (backup))
    {
      g_autofree char *why = bks_task_why_not (backup, action, TRUE);

      refuse (task, BKS_PROBLEM_NOT_SUPPORTED, why);
      return;
    }
  act = g_new0 (Act, 1);
  act->task = g_object_ref (backup);
  act->action = action;
  g_task_set_task_data (task, act, act_free);
  dsm_task_status_async (self->client, task_id, cancellable, looked_cb, g_steal_pointer (&task));
}

/**
 * bks_nas_act_finish:
 * @self: a NAS
 * @result: of bks_nas_act_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: whether the new state was seen
 */
gboolean
bks_nas_act_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
