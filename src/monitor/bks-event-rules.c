/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-event-private.h"

/* What the problems of a backup are. While it is busy, or its words are not known, nothing is said of
 * its last run: everything stays as it was. */

#define HOLD ((Finding){ .answer = ANSWER_HOLD })
#define NO   ((Finding){ .answer = ANSWER_NO })

const BksEventLimits bks_event_default_limits = {
  .suspended = 12 * G_TIME_SPAN_HOUR,
  .not_moving = 20 * G_TIME_SPAN_MINUTE,
  .slow_times = 3,
  .slow_least = 15 * G_TIME_SPAN_MINUTE,
  .unusual_runs = 5,
  .unusual_times = 10,
  .unusual_files = 100,
  .unusual_percent = 50,
  .unusual_size = 100 * 1000 * 1000,
  .unreachable_polls = 3,
  .unreachable_after = G_TIME_SPAN_HOUR,
  .news = G_TIME_SPAN_DAY,
};

/* Whether the NAS says that nothing is being done with it. */
gboolean
bks_event_is_at_rest (const BksTaskSight *task)
{
  return task->status == BKS_STATUS_NONE && task->result != BKS_RESULT_RUNNING
         && task->result != BKS_RESULT_RUNNING_DELETE;
}

gboolean
bks_event_is_good (const BksTaskSight *task)
{
  return task->result == BKS_RESULT_GOOD && !task->has_error;
}

/* The event of this kind that is there. Returns: (nullable) */
const BksEvent *
bks_event_look_up (const Look *look, BksEventKind kind)
{
  g_autofree char *id = bks_event_make_id (look->nas_id, look->task->id, kind);

  return bks_event_memory_find (look->known, id);
}

/* A LUN's row has no state. */
static gboolean
has_known_state (const BksTaskSight *task)
{
  return task->state != BKS_STATE_UNKNOWN && (task->state != BKS_STATE_NOT_SAID || task->is_lun);
}

static gboolean
is_usable (const BksTaskSight *task)
{
  return task->state == BKS_STATE_BACKUPABLE || (task->state == BKS_STATE_NOT_SAID && task->is_lun);
}

static gboolean
has_failed (const BksTaskSight *task)
{
  return task->result == BKS_RESULT_FAILED || task->result == BKS_RESULT_ROTATION_FAILED
         || (task->result == BKS_RESULT_GOOD && task->has_error);
}

/* A run that left everything as it was: neither mended nor broken. */
static gboolean
says_nothing (const BksTaskSight *task)
{
  return task->result == BKS_RESULT_CANCELLED || task->result == BKS_RESULT_SUSPENDED
         || task->result == BKS_RESULT_NEVER || task->result == BKS_RESULT_NOT_SAID
         || task->result == BKS_RESULT_UNKNOWN;
}

static Finding
yes (gint64 stamp, gint64 amount, BksEventDetail detail)
{
  return (Finding){ ANSWER_YES, stamp, amount, detail };
}

static Finding
find_check_failed (const Look *look)
{
  const BksTaskSight *task = look->task;

  if (task->state == BKS_STATE_INTEGRITY || task->result == BKS_RESULT_INTEGRITY)
    return yes (MAX (task->last_check, task->last_end), 0, BKS_EVENT_DETAIL_NONE);
  return is_usable (task) ? NO : HOLD;
}

/* The destination is mended when a run reached it. Before that its damage may only be out of sight:
 * a look that is too old, a repaired state whose last run is still the failed one. */
static Finding
find_destination (const Look *look)
{
  const BksTaskSight *task = look->task;
  const BksEvent *known = bks_event_look_up (look, BKS_EVENT_DESTINATION);

  if (task->state == BKS_STATE_DAMAGED)
    return yes (task->last_end, 0, BKS_EVENT_DETAIL_DAMAGED);
  if (task->state == BKS_STATE_UNAUTH)
    return yes (task->last_end, 0, BKS_EVENT_DETAIL_UNAUTH);
  if (task->state == BKS_STATE_ENDED)
    return yes (task->last_end, 0, BKS_EVENT_DETAIL_ENDED);
  if (has_failed (task) && task->is_damaged)
    return yes (task->last_end, 0, BKS_EVENT_DETAIL_DAMAGED);
  if (task->result == BKS_RESULT_DEST_MISSING)
    return yes (task->last_end, 0, BKS_EVENT_DETAIL_RUN);
  if (task->destination == BKS_DESTINATION_OFFLINE)
    return yes (task->last_end, 0, BKS_EVENT_DETAIL_LOOK);
  if (known == NULL)
    return NO;
  if (known->detail == BKS_EVENT_DETAIL_RUN && says_nothing (task))
    return HOLD;
  if (task->last_end > known->stamp)
    return NO;
  if (has_failed (task))
    return HOLD;
  return known->detail == BKS_EVENT_DETAIL_LOOK && task->destination != BKS_DESTINATION_ONLINE
             ? HOLD
             : NO;
}

/* One failed run is one problem: what the destination or the stored data has to do with it is said
 * with those. */
static Finding
find_failed (const Look *look)
{
  const BksTaskSight *task = look->task;

  if (bks_event_look_up (look, BKS_EVENT_DESTINATION) != NULL)
    return NO;
  if (!is_usable (task) || says_nothing (task))
    return HOLD;
  return has_failed (task) ? yes (task->last_end, 0, BKS_EVENT_DETAIL_NONE) : NO;
}

static Finding
find_incomplete (const Look *look)
{
  const BksTaskSight *task = look->task;

  if (!is_usable (task) || says_nothing (task))
    return HOLD;
  return task->result == BKS_RESULT_INCOMPLETE ? yes (task->last_end, 0, BKS_EVENT_DETAIL_NONE)
                                               : NO;
}

/* Once told, a missing run is not over because the backup has another problem now; it is when a later
 * run began. */
static Finding
find_overdue (const Look *look)
{
  const BksTaskSight *task = look->task;
  const BksEvent *known = bks_event_look_up (look, BKS_EVENT_OVERDUE);
  gint64 begun = MAX (MAX (task->last_start, task->last_end), task->last_success);

  if (task->is_overdue)
    return yes (task->missed > 0 ? task->missed : begun, 0, BKS_EVENT_DETAIL_NONE);
  if (known == NULL || begun > known->stamp)
    return NO;
  return is_usable (task) && task->destination != BKS_DESTINATION_OFFLINE ? NO : HOLD;
}

static Finding
find_suspended (const Look *look)
{
  const BksTaskSight *task = look->task;
  gint64 stamp = MAX (task->last_start, task->last_end);
  gint64 since = stamp > 0 ? stamp - look->clock_error : look->memory->suspended_seen;

  if (!is_usable (task))
    return HOLD;
  if (task->result == BKS_RESULT_SUSPENDED && look->now - since > look->limits->suspended)
    return yes (stamp > 0 ? stamp : since, 0, BKS_EVENT_DETAIL_NONE);
  return NO;
}

static Finding
find_not_moving (const Look *look)
{
  gint64 still = look->now - look->memory->moved_seen;

  if (look->memory->moved_seen == 0)
    return NO;
  return still >= look->limits->not_moving ? yes (look->task->last_start, still, 0) : NO;
}

/* When the run that is on began, by this computer's clock. After it was suspended, the NAS may still
 * say when it began the first time: then the time since it was seen to go on is what counts. */
static gint64
get_begin (const Look *look)
{
  gint64 start = look->task->last_start - look->clock_error;

  if (look->task->last_start > 0 && look->task->last_end <= look->task->last_start
      && start >= look->memory->rest_seen - G_TIME_SPAN_MINUTE)
    return start;
  return look->memory->run_seen;
}

static Finding
find_slow (const Look *look)
{
  gint64 usual = look->task->usual_duration;
  gint64 lasts = look->now - get_begin (look);

  if (look->task->status != BKS_STATUS_BACKUP)
    return HOLD;
  if (usual > 0 && lasts > look->limits->slow_times * usual
      && lasts > usual + look->limits->slow_least)
    return yes (look->task->last_start, lasts / usual, BKS_EVENT_DETAIL_NONE);
  return NO;
}

static gboolean
is_many (const BksRunSight *run, const BksEventLimits *limits)
{
  return run->n_changed >= limits->unusual_files && run->usual_changed >= 0
         && run->n_changed / MAX (run->usual_changed, 1) >= limits->unusual_times;
}

/* How far the size is from the usual one, in per cent; 0 = near enough. */
static int
get_growth (const BksRunSight *run, const BksEventLimits *limits)
{
  double percent;

  if (run->size < 0 || run->usual_size <= 0
      || ABS (run->size - run->usual_size) < limits->unusual_size)
    return 0;
  percent = ((double) run->size - (double) run->usual_size) * 100 / (double) run->usual_size;
  return ABS (percent) > limits->unusual_percent ? (int) CLAMP (percent, -100, 1000000) : 0;
}

static Finding
find_unusual (const Look *look)
{
  const BksRunSight *run = &look->task->run;
  int growth = get_growth (run, look->limits);

  /* What the last run has changed is known some time after its end. */
  if (run->ended == 0 || run->ended != look->task->last_end)
    return HOLD;
  if (run->n_earlier < look->limits->unusual_runs)
    return NO;
  if (is_many (run, look->limits))
    return yes (run->ended, run->n_changed / MAX (run->usual_changed, 1), BKS_EVENT_DETAIL_FILES);
  if (growth != 0)
    return yes (run->ended, ABS (growth),
                growth > 0 ? BKS_EVENT_DETAIL_LARGER : BKS_EVENT_DETAIL_SMALLER);
  return NO;
}

/* What is told of a run that is on. */
static Finding
find_of_run (const Look *look, BksEventKind kind)
{
  const BksEvent *known = bks_event_look_up (look, kind);
  Finding finding;

  if (bks_event_is_at_rest (look->task))
    return NO;
  if (!bks_words_status_is_busy (look->task->status))
    return HOLD;
  finding = kind == BKS_EVENT_NOT_MOVING ? find_not_moving (look) : find_slow (look);
  /* Another run has begun since, unseen: what was said of the last one is over. */
  if (finding.answer == ANSWER_HOLD && known != NULL && look->task->last_start > known->stamp)
    return NO;
  return finding;
}

/* What is to be said of one kind of problem of a backup that the NAS has answered for. */
Finding
bks_event_find_problem (const Look *look, BksEventKind kind)
{
  if (kind == BKS_EVENT_NOT_MOVING || kind == BKS_EVENT_SLOW)
    return find_of_run (look, kind);
  if (!bks_event_is_at_rest (look->task) || !has_known_state (look->task))
    return HOLD;
  switch (kind)
    {
    case BKS_EVENT_FAILED:
      return find_failed (look);
    case BKS_EVENT_INCOMPLETE:
      return find_incomplete (look);
    case BKS_EVENT_DESTINATION:
      return find_destination (look);
    case BKS_EVENT_CHECK_FAILED:
      return find_check_failed (look);
    case BKS_EVENT_OVERDUE:
      return find_overdue (look);
    case BKS_EVENT_SUSPENDED:
      return find_suspended (look);
    case BKS_EVENT_UNUSUAL:
      return find_unusual (look);
    case BKS_EVENT_NOT_MOVING:
    case BKS_EVENT_SLOW:
    case BKS_EVENT_RECOVERED:
    case BKS_EVENT_SUCCESS:
    case BKS_EVENT_CHECK_PASSED:
    case BKS_EVENT_RESUMED:
    case BKS_EVENT_UNREACHABLE:
    case BKS_EVENT_WAITING:
    case BKS_EVENT_SIGNED_OUT:
    case BKS_EVENT_BACK:
    default:
      g_return_val_if_reached (HOLD);
    }
}

static gboolean
has_moved (const BksTaskMemory *memory, const BksTaskSight *task)
{
  return memory->moved_seen == 0 || memory->start != task->last_start
         || memory->processed != task->processed || memory->transmitted != task->transmitted
         || memory->percent != task->percent
         || !g_str_equal (memory->step, task->step != NULL ? task->step : "");
}

static gboolean
has_progress (const BksTaskSight *task)
{
  return task->processed >= 0 || task->transmitted >= 0 || task->percent >= 0;
}

static void
remember_progress (BksTaskMemory *memory, const BksTaskSight *task, gint64 now)
{
  if (!has_progress (task))
    {
      memory->moved_seen = 0;
      return;
    }
  /* A clock that was set back makes nothing stand still. */
  if (!has_moved (memory, task) && memory->moved_seen <= now)
    return;
  memory->moved_seen = now;
  memory->start = task->last_start;
  memory->processed = task->processed;
  memory->transmitted = task->transmitted;
  memory->percent = task->percent;
  g_free (memory->step);
  memory->step = g_strdup (task->step != NULL ? task->step : "");
}

/* Takes over what later sights are compared with; but not which run and which check were the last:
 * that is for the news. */
void
bks_event_remember (BksTaskMemory *memory, const BksTaskSight *task, gint64 now, gint64 clock_error)
{
  if (bks_event_is_at_rest (task))
    {
      memory->rest_seen = now;
      memory->run_seen = 0;
      memory->moved_seen = 0;
    }
  if (task->status == BKS_STATUS_BACKUP)
    {
      /* It has ended since, unseen. */
      if (memory->run_seen == 0 || memory->run_seen > now
          || memory->run_seen < task->last_end - clock_error)
        memory->run_seen = now;
      remember_progress (memory, task, now);
    }
  else
    memory->moved_seen = 0;
  if (task->status == BKS_STATUS_DETECT && memory->check_seen == 0)
    memory->check_seen = now + clock_error;
  if (task->result != BKS_RESULT_SUSPENDED)
    memory->suspended_seen = 0;
  else if (memory->suspended_seen == 0)
    memory->suspended_seen = now;
}
