/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-watch-private.h"

#include <glib/gi18n-lib.h>

#include "bks-nas-watch.h"
#include "bks-task-watch.h"

/* From the model to what the detector sees, and back. */

static BksTaskSight *
make_task_sight (WatchNas *watched, BksTask *task)
{
  const char *id = bks_task_get_id (task);
  WatchTask *known = bks_watch_get_task (watched, id);
  BksTaskSight *sight = bks_task_sight_new (id);
  BksTaskLook look;

  bks_task_look (task, g_get_real_time (), &look);
  sight->is_known = look.is_known;
  sight->is_lun = bks_task_is_lun (task);
  sight->state = bks_words_read_state (bks_task_get_state (task));
  sight->status = bks_words_read_status (bks_task_get_status (task));
  sight->result = bks_words_read_result (bks_task_get_last_result (task));
  sight->has_error = look.has_error;
  sight->is_damaged = look.is_damaged;
  sight->last_start = bks_task_get_last_start (task);
  sight->last_end = bks_task_get_last_end (task);
  sight->last_success = bks_task_get_last_success (task);
  sight->is_overdue = look.is_overdue;
  sight->missed = look.missed;
  sight->destination = look.destination;
  sight->last_check = look.last_check;
  if (bks_task_has_progress (task))
    {
      sight->processed = bks_task_get_processed_bytes (task);
      sight->transmitted = bks_task_get_transmitted_bytes (task);
      sight->percent = bks_task_get_percent (task);
      sight->step = g_strdup (bks_task_get_step (task));
    }
  sight->usual_duration = known->usual_duration;
  sight->run = known->run;
  return sight;
}

static BksSightState
get_state (WatchNas *watched, gboolean is_poll)
{
  BksProblem *problem = bks_nas_get_problem (watched->nas);

  switch (bks_nas_get_state (watched->nas))
    {
    case BKS_NAS_FRESH:
      return BKS_SIGHT_HEARD;
    case BKS_NAS_STALE:
    case BKS_NAS_UNREACHABLE:
      return is_poll && !watched->is_cut_off ? BKS_SIGHT_SILENT : BKS_SIGHT_NONE;
    case BKS_NAS_WAITING:
      /* Refused with a number of DSM's, or nobody is signed in. */
      return problem != NULL && bks_problem_get_kind (problem) == BKS_PROBLEM_AUTH_REJECTED
                     && bks_problem_get_code (problem) == 0
                 ? BKS_SIGHT_SIGNED_OUT
                 : BKS_SIGHT_WAITING;
    case BKS_NAS_NEW:
    case BKS_NAS_ASKING:
    default:
      return BKS_SIGHT_NONE;
    }
}

/* Returns: µs that the NAS's clock is ahead of this computer's */
gint64
bks_watch_get_clock_error (WatchNas *watched)
{
  return -bks_nas_to_local_time (watched->nas, 0);
}

/* Returns: (transfer full): the NAS as it is known now */
BksNasSight *
bks_watch_make_sight (WatchNas *watched, gboolean is_poll)
{
  GListModel *tasks = bks_nas_get_tasks (watched->nas);
  guint n = g_list_model_get_n_items (tasks);
  BksNasSight *sight = bks_nas_sight_new (bks_nas_get_id (watched->nas));

  sight->state = get_state (watched, is_poll);
  sight->clock_error = bks_watch_get_clock_error (watched);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      g_ptr_array_add (sight->tasks, make_task_sight (watched, task));
    }
  return sight;
}

static char *
describe_waiting (BksProblem *problem)
{
  const BksCertificate *certificate;

  if (problem == NULL)
    return g_strdup ("");
  certificate = bks_problem_get_certificate (problem);
  switch (bks_problem_get_kind (problem))
    {
    case BKS_PROBLEM_AUTH_REJECTED:
      return g_strdup (_ ("It rejected the password."));
    case BKS_PROBLEM_OTP_REQUIRED:
    case BKS_PROBLEM_OTP_REJECTED:
      return g_strdup (_ ("It wants a one-time code."));
    case BKS_PROBLEM_TLS_UNTRUSTED:
      if (certificate != NULL && certificate->is_changed)
        return g_strdup (_ ("Its certificate has changed."));
      return g_strdup (bks_problem_get_sentence (problem));
    case BKS_PROBLEM_REFUSED:
    case BKS_PROBLEM_PRECONDITION:
    case BKS_PROBLEM_BUSY:
    case BKS_PROBLEM_NOT_FOUND:
    case BKS_PROBLEM_NOT_SUPPORTED:
    case BKS_PROBLEM_OFFLINE:
    case BKS_PROBLEM_PROTOCOL:
    case BKS_PROBLEM_SESSION_EXPIRED:
    case BKS_PROBLEM_PERMISSION:
    case BKS_PROBLEM_BLOCKED:
    case BKS_PROBLEM_KEYRING:
    case BKS_PROBLEM_PLAIN_HTTP:
    case BKS_PROBLEM_ADDRESS:
    default:
      return g_strdup (bks_problem_get_sentence (problem));
    }
}

static void
take_text (char **place, char *text)
{
  g_free (*place);
  *place = text;
}

/* Returns: (transfer full): what the words of an event are made of */
BksEventFacts *
bks_watch_make_facts (WatchNas *watched, const BksEvent *event)
{
  BksEventFacts *facts = bks_event_facts_new ();
  BksTask *task = NULL;
  BksTaskLook look;

  take_text (&facts->nas_name, g_strdup (bks_nas_get_name (watched->nas)));
  if (event->kind == BKS_EVENT_WAITING)
    take_text (&facts->cause, describe_waiting (bks_nas_get_problem (watched->nas)));
  if (event->task_id != NULL)
    task = bks_nas_find_task (watched->nas, event->task_id);
  if (task == NULL)
    return facts;
  bks_task_look (task, g_get_real_time (), &look);
  take_text (&facts->task_name, g_strdup (bks_task_get_name (task)));
  if (bks_words_is_text_for_people (bks_task_get_last_error (task)))
    take_text (&facts->cause, g_strdup (bks_task_get_last_error (task)));
  facts->last_success = bks_task_get_last_success (task);
  facts->missed = look.missed;
  if (bks_task_get_last_start (task) > 0)
    facts->duration = MAX (bks_task_get_last_end (task) - bks_task_get_last_start (task), 0);
  return facts;
}

static BksUnusual
get_unusual (BksEventDetail detail)
{
  if (detail == BKS_EVENT_DETAIL_LARGER)
    return BKS_UNUSUAL_LARGER;
  return detail == BKS_EVENT_DETAIL_SMALLER ? BKS_UNUSUAL_SMALLER : BKS_UNUSUAL_FILES;
}

static gint64
get_moved (const BksEventMemory *memory, const char *task_id)
{
  for (guint i = 0; i < memory->tasks->len; i++)
    {
      const BksTaskMemory *task = memory->tasks->pdata[i];

      if (g_str_equal (task->id, task_id))
        return task->moved_seen;
    }
  return 0;
}

/* What only watching finds goes into the verdicts too. */
void
bks_watch_tell_model (WatchNas *watched)
{
  GListModel *tasks = bks_nas_get_tasks (watched->nas);
  guint n = g_list_model_get_n_items (tasks);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);
      BksTaskFacts facts = { 0 };

      for (guint j = 0; j < watched->memory->events->len; j++)
        {
          const BksEvent *event = watched->memory->events->pdata[j];

          if (g_strcmp0 (event->task_id, bks_task_get_id (task)) != 0)
            continue;
          if (event->kind == BKS_EVENT_NOT_MOVING)
            facts.still_since = get_moved (watched->memory, event->task_id);
          else if (event->kind == BKS_EVENT_SLOW)
            facts.slow_times = (guint) event->amount;
          else if (event->kind == BKS_EVENT_UNUSUAL)
            {
              facts.unusual = get_unusual (event->detail);
              facts.unusual_amount = (guint) event->amount;
            }
        }
      bks_task_set_facts (task, &facts);
    }
}
