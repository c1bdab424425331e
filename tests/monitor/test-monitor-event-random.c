/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-event-detect.h"

/* Random lives of a NAS. What the detector says of them is held against a list of things that have to
 * be true of any life, from what the world knows of itself: never against another detector. */

#define T0          (G_GINT64_CONSTANT (1778551200) * G_USEC_PER_SEC)
#define MINUTE      G_TIME_SPAN_MINUTE
#define N_SEQUENCES 10000
#define N_STEPS     40
#define N_TASKS     2
#define USUAL       (31 * MINUTE)

/* What really is. */
typedef struct
{
  BksTaskSight sight; /* as the NAS would tell it */
  gint64 goes_since;  /* the run that is on began or was resumed then; 0 = none */
  gboolean was_suspended;
  gint64 still_since; /* its numbers have been the same since; 0 = no run */
  gboolean has_check_passed;
} Truth;

/* One who polls. */
typedef struct
{
  BksEventMemory *memory;
  GHashTable *active; /* ID → itself, as told by begins and ends alone */
  gboolean restarts;
} Observer;

/* What the invariants have to know of the past; of the observer that sees everything. */
typedef struct
{
  GHashTable *told_runs;  /* "id stamp" of each run or check that news or a failure was told of */
  gint64 newest[N_TASKS]; /* the newest end of which news would be old; 0 = not seen yet */
  gint64 same_from[N_TASKS]; /* the numbers were seen like this first; 0 = not in a run */
  BksTaskSight last[N_TASKS];
  guint n_silent;
  gint64 silent_from;
  gboolean is_waiting;
  gboolean is_out;
  guint n_begun;
} Past;

static const BksEventKind run_kinds[] = { BKS_EVENT_NOT_MOVING, BKS_EVENT_SLOW };

static gboolean
chance (GRand *dice, int one_in)
{
  return g_rand_int_range (dice, 0, one_in) == 0;
}

static gboolean
is_run_kind (BksEventKind kind)
{
  return kind == run_kinds[0] || kind == run_kinds[1];
}

/* The world */

static void
begin_run (Truth *truth, gint64 now)
{
  truth->sight.status = BKS_STATUS_BACKUP;
  if (truth->sight.result != BKS_RESULT_SUSPENDED)
    truth->sight.last_start = now;
  truth->was_suspended = truth->sight.result == BKS_RESULT_SUSPENDED;
  truth->sight.result = BKS_RESULT_RUNNING;
  truth->sight.has_error = FALSE;
  truth->sight.is_damaged = FALSE;
  truth->sight.is_overdue = FALSE;
  /* A run that goes on has copied something before. */
  truth->sight.processed = truth->was_suspended ? (now - T0) / MINUTE : 0;
  truth->sight.transmitted = 0;
  truth->sight.percent = 0;
  truth->goes_since = now;
  truth->still_since = now;
}

static void
end_run (Truth *truth, BksResultWord result, gint64 now, GRand *dice)
{
  truth->sight.status = BKS_STATUS_NONE;
  truth->sight.result = result;
  truth->sight.last_end = now;
  truth->sight.has_error = result == BKS_RESULT_GOOD && chance (dice, 8);
  truth->sight.is_damaged = result == BKS_RESULT_FAILED && chance (dice, 4);
  if (result == BKS_RESULT_GOOD)
    truth->sight.last_success = now;
  truth->sight.processed = truth->sight.transmitted = truth->sight.percent = -1;
  truth->sight.run.n_changed = g_rand_int_range (dice, 0, chance (dice, 4) ? 5000 : 200);
  truth->sight.run.size = g_rand_int_range (dice, 0, 2000) * G_GINT64_CONSTANT (1000000);
  truth->sight.run.n_earlier = g_rand_int_range (dice, 0, 10);
  truth->goes_since = 0;
  truth->still_since = 0;
}

static void
live_at_rest (Truth *truth, gint64 now, GRand *dice)
{
  static const BksStateWord states[] = { BKS_STATE_BACKUPABLE, BKS_STATE_BACKUPABLE,
                                         BKS_STATE_BACKUPABLE, BKS_STATE_DAMAGED,
                                         BKS_STATE_UNAUTH,     BKS_STATE_ENDED,
                                         BKS_STATE_INTEGRITY };
  static const BksDestinationLook looks[] = { BKS_DESTINATION_NOT_ASKED, BKS_DESTINATION_NOT_ASKED,
                                              BKS_DESTINATION_ONLINE, BKS_DESTINATION_OFFLINE };

  switch (g_rand_int_range (dice, 0, 9))
    {
    case 0:
    case 1:
    case 2:
      begin_run (truth, now);
      break;
    case 3:
      truth->sight.status = BKS_STATUS_DETECT;
      break;
    case 4:
      truth->sight.state = states[g_rand_int_range (dice, 0, G_N_ELEMENTS (states))];
      break;
    case 5:
      truth->sight.destination = looks[g_rand_int_range (dice, 0, G_N_ELEMENTS (looks))];
      break;
    case 6:
      truth->sight.is_overdue = truth->sight.state == BKS_STATE_BACKUPABLE
                                && truth->sight.destination != BKS_DESTINATION_OFFLINE
                                && truth->sight.result == BKS_RESULT_GOOD;
      truth->sight.missed = now - MINUTE;
      break;
    case 7:
      truth->sight.run.ended = truth->sight.last_end;
      break;
    default:
      truth->sight.is_overdue = FALSE;
      break;
    }
}

static void
live_in_run (Truth *truth, gint64 now, GRand *dice)
{
  static const BksResultWord results[] = {
    BKS_RESULT_GOOD,           BKS_RESULT_GOOD,         BKS_RESULT_GOOD,      BKS_RESULT_GOOD,
    BKS_RESULT_FAILED,         BKS_RESULT_DEST_MISSING, BKS_RESULT_CANCELLED, BKS_RESULT_INCOMPLETE,
    BKS_RESULT_FAILED,         BKS_RESULT_INTEGRITY,    BKS_RESULT_SUSPENDED, BKS_RESULT_SUSPENDED,
    BKS_RESULT_ROTATION_FAILED
  };

  switch (g_rand_int_range (dice, 0, 5))
    {
    case 0:
    case 1:
      end_run (truth, results[g_rand_int_range (dice, 0, G_N_ELEMENTS (results))], now, dice);
      break;
    case 2:
      truth->sight.processed += 1 + g_rand_int_range (dice, 0, 3);
      truth->still_since = now;
      break;
    default:
      break;
    }
}

static void
live (Truth *truth, gint64 now, GRand *dice)
{
  truth->has_check_passed = FALSE;
  if (truth->sight.status == BKS_STATUS_BACKUP)
    live_in_run (truth, now, dice);
  else if (truth->sight.status == BKS_STATUS_DETECT)
    {
      truth->sight.status = BKS_STATUS_NONE;
      if (chance (dice, 2))
        return;
      truth->sight.last_check = now;
      truth->sight.state = chance (dice, 3) ? BKS_STATE_INTEGRITY : BKS_STATE_BACKUPABLE;
      truth->has_check_passed = truth->sight.state == BKS_STATE_BACKUPABLE;
    }
  else if (chance (dice, 2))
    live_at_rest (truth, now, dice);
}

static void
be_born (Truth *truth, guint i, GRand *dice)
{
  *truth = (Truth){ 0 };
  truth->sight = (BksTaskSight){ .is_known = TRUE,
                                 .state = BKS_STATE_BACKUPABLE,
                                 .status = BKS_STATUS_NONE,
                                 .result = BKS_RESULT_GOOD,
                                 .last_start = T0 - 60 * MINUTE,
                                 .last_end = T0 - 29 * MINUTE,
                                 .last_success = T0 - 29 * MINUTE,
                                 .last_check = chance (dice, 2) ? T0 - 99 * MINUTE : 0,
                                 .processed = -1,
                                 .transmitted = -1,
                                 .percent = -1,
                                 .usual_duration = i == 0 ? USUAL : 0 };
  truth->sight.run.usual_changed = 20;
  truth->sight.run.usual_size = G_GINT64_CONSTANT (1000000000);
}

/* What a poll sees of it; words that nobody knows and answers that are missing pass by. */
static BksNasSight *
see (Truth *truths, BksSightState state, GRand *dice)
{
  BksNasSight *nas = bks_nas_sight_new ("n");

  nas->state = state;
  for (guint i = 0; i < N_TASKS; i++)
    {
      BksTaskSight *task = bks_task_sight_new (i == 0 ? "0" : "1");
      char *id = task->id, *name = task->name, *reason = task->reason;

      *task = truths[i].sight;
      task->id = id;
      task->name = name;
      task->reason = reason;
      if (chance (dice, 20))
        task->is_known = FALSE;
      if (chance (dice, 20))
        task->state = BKS_STATE_UNKNOWN;
      if (chance (dice, 20))
        task->status = BKS_STATUS_UNKNOWN;
      if (chance (dice, 20) && task->status == BKS_STATUS_BACKUP)
        task->status = BKS_STATUS_CANCELLING;
      g_ptr_array_add (nas->tasks, task);
    }
  return nas;
}

/* The observers */

static GPtrArray *
look (Observer *observer, const BksNasSight *sight, gint64 now)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_event_change_free);
  BksEventMemory *next;

  if (observer->restarts && observer->memory != NULL)
    {
      g_autoptr (GVariant) stored = g_variant_ref_sink (bks_event_memory_dump (observer->memory));

      bks_event_memory_free (observer->memory);
      observer->memory = bks_event_memory_read (stored, "n");
    }
  next = bks_event_detect (observer->memory, sight, now, &bks_event_default_limits, changes);
  bks_event_memory_free (observer->memory);
  observer->memory = next;

  /* Told once when it begins, once when it is over, and nothing else is there. */
  for (guint i = 0; i < changes->len; i++)
    {
      const BksEventChange *change = changes->pdata[i];

      if (change->is_begun)
        g_assert_true (g_hash_table_add (observer->active, g_strdup (change->event->id)));
      else
        g_assert_true (g_hash_table_remove (observer->active, change->event->id));
    }
  g_assert_cmpuint (g_hash_table_size (observer->active), ==, observer->memory->events->len);
  for (guint i = 0; i < observer->memory->events->len; i++)
    {
      const BksEvent *event = observer->memory->events->pdata[i];

      g_assert_true (g_hash_table_contains (observer->active, event->id));
    }
  return changes;
}

static gboolean
has (const Observer *observer, const char *task_id, BksEventKind kind)
{
  g_autofree char *id = bks_event_make_id ("n", task_id, kind);

  return g_hash_table_contains (observer->active, id);
}

static gboolean
began (GPtrArray *changes, const char *task_id, BksEventKind kind)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const BksEventChange *change = changes->pdata[i];

      if (change->is_begun && change->event->kind == kind
          && g_strcmp0 (change->event->task_id, task_id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The invariants */

static const BksTaskSight *
find_sight (const BksNasSight *nas, const char *task_id)
{
  return nas->tasks->pdata[*task_id - '0'];
}

/* Of what was there before it is never told again. */
static void
check_once (Past *past, const BksEvent *event)
{
  if (event->kind != BKS_EVENT_FAILED && event->kind != BKS_EVENT_CHECK_PASSED
      && event->kind != BKS_EVENT_RECOVERED && event->kind != BKS_EVENT_SUCCESS)
    return;
  /* One run is told as a success or as a recovery. */
  g_assert_true (g_hash_table_add (past->told_runs,
                                   g_strdup_printf ("%s %s %" G_GINT64_FORMAT, event->task_id,
                                                    event->kind == BKS_EVENT_CHECK_PASSED ? "check"
                                                    : event->kind == BKS_EVENT_FAILED     ? "failed"
                                                                                          : "good",
                                                    event->stamp)));
}

static void
check_change (Past *past, const BksEventChange *change, const BksNasSight *nas)
{
  const BksEvent *event = change->event;
  const BksTaskSight *task;

  if (event->task_id == NULL)
    return;
  if (nas->state != BKS_SIGHT_HEARD)
    {
      /* Who does not answer says nothing of its backups. */
      g_assert_false (change->is_begun);
      g_assert_true (bks_event_kind_is_news (event->kind));
      return;
    }
  task = find_sight (nas, event->task_id);
  if (!task->is_known)
    {
      g_assert_false (change->is_begun);
      g_assert_true (bks_event_kind_is_news (event->kind));
      return;
    }
  if (!change->is_begun)
    return;
  past->n_begun++;
  if (is_run_kind (event->kind))
    g_assert_cmpint (task->status, ==, BKS_STATUS_BACKUP);
  else
    {
      g_assert_cmpint (task->status, ==, BKS_STATUS_NONE);
      g_assert_cmpint (task->result, !=, BKS_RESULT_RUNNING);
    }
  check_once (past, event);
}

static gboolean
has_bad_run (const BksTaskSight *task)
{
  return task->result == BKS_RESULT_FAILED || task->result == BKS_RESULT_ROTATION_FAILED
         || task->result == BKS_RESULT_DEST_MISSING
         || (task->result == BKS_RESULT_GOOD && task->has_error);
}

static gboolean
is_unusual (const BksRunSight *run)
{
  gint64 difference = ABS (run->size - run->usual_size);

  if (run->n_earlier < 5)
    return FALSE;
  return (run->n_changed >= 100 && run->n_changed / run->usual_changed >= 10)
         || difference * 100 / run->usual_size >= 51
         || (difference * 100 / run->usual_size == 50 && difference * 100 % run->usual_size != 0);
}

static void
check_at_rest (const Observer *all, const BksTaskSight *task, gint64 now)
{
  gboolean failed = has (all, task->id, BKS_EVENT_FAILED);
  gboolean destination = has (all, task->id, BKS_EVENT_DESTINATION);
  gboolean check_failed = has (all, task->id, BKS_EVENT_CHECK_FAILED);
  gint64 since = MAX (task->last_start, task->last_end);

  g_assert_false (has (all, task->id, BKS_EVENT_NOT_MOVING));
  g_assert_false (has (all, task->id, BKS_EVENT_SLOW));
  if (task->state == BKS_STATE_UNKNOWN)
    return;

  /* One failed run is one problem, and it never goes unnoticed. */
  g_assert_false (failed && destination);
  if (has_bad_run (task))
    g_assert_true (failed || destination || check_failed);
  if (task->state == BKS_STATE_INTEGRITY || task->result == BKS_RESULT_INTEGRITY)
    g_assert_true (check_failed);
  if (task->state == BKS_STATE_DAMAGED || task->state == BKS_STATE_UNAUTH
      || task->state == BKS_STATE_ENDED || task->destination == BKS_DESTINATION_OFFLINE
      || task->result == BKS_RESULT_DEST_MISSING)
    g_assert_true (destination);
  if (task->is_overdue)
    g_assert_true (has (all, task->id, BKS_EVENT_OVERDUE));
  if (task->run.ended == task->last_end)
    g_assert_cmpint (has (all, task->id, BKS_EVENT_UNUSUAL), ==, is_unusual (&task->run));
  if (task->state != BKS_STATE_BACKUPABLE)
    return;

  /* What is over is over. */
  if (task->result == BKS_RESULT_GOOD && !task->has_error)
    {
      g_assert_false (failed || check_failed);
      g_assert_false (has (all, task->id, BKS_EVENT_INCOMPLETE));
      if (task->destination == BKS_DESTINATION_ONLINE)
        g_assert_false (destination);
    }
  if (task->result != BKS_RESULT_INTEGRITY)
    g_assert_false (check_failed);
  if (task->result == BKS_RESULT_INCOMPLETE)
    g_assert_true (has (all, task->id, BKS_EVENT_INCOMPLETE));
  if (!task->is_overdue && task->destination != BKS_DESTINATION_OFFLINE)
    g_assert_false (has (all, task->id, BKS_EVENT_OVERDUE));
  g_assert_cmpint (has (all, task->id, BKS_EVENT_SUSPENDED), ==,
                   task->result == BKS_RESULT_SUSPENDED && now - since > 12 * 60 * MINUTE);
}

static void
check_in_run (Past *past,
              const Observer *all,
              GPtrArray *changes,
              const BksTaskSight *task,
              const Truth *truth,
              gint64 now)
{
  guint i = *task->id - '0';
  gboolean is_still = has (all, task->id, BKS_EVENT_NOT_MOVING);

  /* Still: the numbers really were the same all the time, and they were seen so for long enough. */
  if (is_still)
    g_assert_cmpint (now - truth->still_since, >=, 20 * MINUTE);
  g_assert_cmpint (is_still, ==, now - past->same_from[i] >= 20 * MINUTE);
  if (began (changes, task->id, BKS_EVENT_SLOW))
    g_assert_cmpint (now - truth->goes_since, >, 3 * USUAL);
  if (!truth->was_suspended && task->usual_duration > 0 && now - truth->goes_since > 3 * USUAL)
    g_assert_true (has (all, task->id, BKS_EVENT_SLOW));
}

/* A good run is told exactly once, when it is seen first. */
static void
check_news (Past *past,
            GPtrArray *changes,
            const Observer *all,
            const BksTaskSight *task,
            const Truth *truth)
{
  guint i = *task->id - '0';
  gboolean is_new = task->last_end > past->newest[i];
  gboolean is_good = task->result == BKS_RESULT_GOOD && !task->has_error;
  gboolean is_told = began (changes, task->id, BKS_EVENT_SUCCESS)
                     || began (changes, task->id, BKS_EVENT_RECOVERED);
  gboolean has_problem = FALSE;

  for (guint kind = BKS_EVENT_FAILED; kind <= BKS_EVENT_UNUSUAL; kind++)
    has_problem |= has (all, task->id, kind);
  g_assert_cmpint (is_told, ==, is_new && is_good && !has_problem);
  if (began (changes, task->id, BKS_EVENT_CHECK_PASSED))
    g_assert_cmpint (task->state, !=, BKS_STATE_INTEGRITY);
  past->newest[i] = MAX (past->newest[i], task->last_end);
}

static gboolean
is_same_progress (const BksTaskSight *a, const BksTaskSight *b)
{
  return a->processed == b->processed && a->last_start == b->last_start;
}

static void
remember (Past *past, const BksTaskSight *task, gint64 now)
{
  guint i = *task->id - '0';

  if (task->status != BKS_STATUS_BACKUP)
    past->same_from[i] = 0;
  else if (past->same_from[i] == 0 || !is_same_progress (&past->last[i], task))
    past->same_from[i] = now;
  past->last[i] = *task;
  if (past->newest[i] == 0)
    past->newest[i] = task->last_end;
}

static void
check_nas (Past *past, const Observer *all, const BksNasSight *nas, gint64 now)
{
  if (nas->state == BKS_SIGHT_SILENT)
    {
      if (past->n_silent++ == 0)
        past->silent_from = now;
    }
  else if (nas->state != BKS_SIGHT_NONE)
    {
      past->n_silent = 0;
      past->is_waiting = nas->state == BKS_SIGHT_WAITING;
      past->is_out = nas->state == BKS_SIGHT_SIGNED_OUT;
    }
  if (nas->state == BKS_SIGHT_SILENT)
    g_assert_cmpint (has (all, NULL, BKS_EVENT_UNREACHABLE), ==,
                     past->n_silent >= 3 && now - past->silent_from >= 60 * MINUTE);
  else if (nas->state != BKS_SIGHT_NONE)
    g_assert_false (has (all, NULL, BKS_EVENT_UNREACHABLE));
  g_assert_cmpint (has (all, NULL, BKS_EVENT_WAITING), ==, past->is_waiting);
  g_assert_cmpint (has (all, NULL, BKS_EVENT_SIGNED_OUT), ==, past->is_out);
  g_assert_false (has (all, NULL, BKS_EVENT_BACK) && has (all, NULL, BKS_EVENT_UNREACHABLE));
}

static void
check (Past *past,
       const Observer *all,
       GPtrArray *changes,
       const BksNasSight *nas,
       const Truth *truths,
       gint64 now)
{
  for (guint i = 0; i < changes->len; i++)
    check_change (past, changes->pdata[i], nas);
  check_nas (past, all, nas, now);
  for (guint i = 0; nas->state == BKS_SIGHT_HEARD && i < N_TASKS; i++)
    {
      const BksTaskSight *task = nas->tasks->pdata[i];

      if (!task->is_known)
        continue;
      remember (past, task, now);
      if (task->status == BKS_STATUS_BACKUP)
        check_in_run (past, all, changes, task, &truths[i], now);
      if (task->status != BKS_STATUS_NONE)
        continue;
      check_at_rest (all, task, now);
      check_news (past, changes, all, task, &truths[i]);
    }
}

/* Of its backups, both know the same now. */
static void
assert_same (const Observer *all, const Observer *some)
{
  g_autoptr (GHashTable) of_tasks = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < some->memory->events->len; i++)
    {
      BksEvent *event = some->memory->events->pdata[i];

      if (event->task_id != NULL && !bks_event_kind_is_news (event->kind))
        g_hash_table_insert (of_tasks, event->id, event);
    }
  for (guint i = 0; i < all->memory->events->len; i++)
    {
      const BksEvent *event = all->memory->events->pdata[i];
      const BksEvent *other = g_hash_table_lookup (of_tasks, event->id);

      if (event->task_id == NULL || bks_event_kind_is_news (event->kind))
        continue;
      g_assert_nonnull (other);
      g_assert_cmpint (event->stamp, ==, other->stamp);
      g_assert_cmpint (event->detail, ==, other->detail);
      g_hash_table_remove (of_tasks, event->id);
    }
  g_assert_cmpuint (g_hash_table_size (of_tasks), ==, 0);
}

static BksSightState
roll_state (GRand *dice)
{
  int roll = g_rand_int_range (dice, 0, 20);

  return roll < 14   ? BKS_SIGHT_HEARD
         : roll < 17 ? BKS_SIGHT_SILENT
         : roll < 18 ? BKS_SIGHT_NONE
         : roll < 19 ? BKS_SIGHT_WAITING
                     : BKS_SIGHT_SIGNED_OUT;
}

static gint64
roll_pause (GRand *dice)
{
  static const int longest[] = { 3, 15, 40, 40, 90, 2000 };

  return (1 + g_rand_int_range (dice, 0, longest[g_rand_int_range (dice, 0, 6)])) * MINUTE;
}

static Observer
new_observer (gboolean restarts)
{
  return (Observer){ .active = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                     .restarts = restarts };
}

static void
clear_observer (Observer *observer)
{
  g_clear_pointer (&observer->memory, bks_event_memory_free);
  g_clear_pointer (&observer->active, g_hash_table_unref);
}

/* One life: `all` sees each sight once. `some` is restarted before each sight, sees the same again and
 * again or not at all while nothing changes, and asks in vain in between. */
static guint
live_once (guint seed)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (seed);
  Observer all = new_observer (FALSE);
  Observer some = new_observer (TRUE);
  Past past = { .told_runs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  Truth truths[N_TASKS];
  gint64 now = T0;

  for (guint i = 0; i < N_TASKS; i++)
    be_born (&truths[i], i, dice);
  for (guint step = 0; step < N_STEPS; step++)
    {
      g_autoptr (BksNasSight) sight = NULL;
      guint n_looks = chance (dice, 3) ? g_rand_int_range (dice, 2, 4) : 1;

      now += roll_pause (dice);
      for (guint i = 0; i < N_TASKS; i++)
        live (&truths[i], now, dice);
      sight = see (truths, roll_state (dice), dice);
      for (guint n = 0; n < n_looks; n++)
        {
          g_autoptr (GPtrArray) changes = NULL;
          g_autoptr (GPtrArray) others = NULL;
          BksNasSight nothing = *sight;

          if (n > 0)
            now += roll_pause (dice);
          changes = look (&all, sight, now);
          check (&past, &all, changes, sight, truths, now);
          if (n > 0 && sight->state == BKS_SIGHT_HEARD && changes->len == 0 && chance (dice, 2))
            continue;
          if (chance (dice, 4))
            {
              nothing.state = chance (dice, 2) ? BKS_SIGHT_NONE : BKS_SIGHT_SILENT;
              g_ptr_array_unref (look (&some, &nothing, now));
            }
          others = look (&some, sight, now);
          assert_same (&all, &some);
        }
    }
  clear_observer (&all);
  clear_observer (&some);
  g_hash_table_unref (past.told_runs);
  return past.n_begun;
}

static void
test_lives (void)
{
  guint first = g_test_rand_int_range (0, G_MAXINT32 - N_SEQUENCES);
  guint n = g_test_thorough () ? 10 * N_SEQUENCES : N_SEQUENCES;
  guint n_begun = 0;

  for (guint i = 0; i < n; i++)
    {
      g_test_message ("seed %u", first + i);
      n_begun += live_once (first + i);
    }
  g_test_message ("%u lives, %u events", n, n_begun);
  /* Lives in which nothing happens would prove nothing. */
  g_assert_cmpuint (n_begun, >, n);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/monitor/event/lives", test_lives);

  return g_test_run ();
}
