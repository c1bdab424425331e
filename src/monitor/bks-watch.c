/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-watch-private.h"

#include "bks-nas-state.h"

G_DEFINE_FINAL_TYPE (BksWatch, bks_watch, G_TYPE_OBJECT)

#define ALL_KINDS ((1u << BKS_N_EVENT_KINDS) - 1)

const BksWatchRules bks_watch_default_rules = {
  .kinds = ALL_KINDS
           & ~(1u << BKS_EVENT_RECOVERED | 1u << BKS_EVENT_SUCCESS | 1u << BKS_EVENT_CHECK_PASSED
               | 1u << BKS_EVENT_BACK),
  .resume = { .after = G_TIME_SPAN_HOUR, .tries = 3 },
};

static void
watched_clear (gpointer data)
{
  WatchNas *watched = data;

  g_clear_object (&watched->nas);
  g_clear_pointer (&watched->memory, bks_event_memory_free);
  g_clear_pointer (&watched->tasks, g_hash_table_unref);
  g_clear_pointer (&watched->stored, g_variant_unref);
}

void
bks_watch_unref_nas (gpointer watched)
{
  g_rc_box_release_full (watched, watched_clear);
}

static void
stop_watching (gpointer data)
{
  WatchNas *watched = data;

  if (watched->watch != NULL)
    g_signal_handlers_disconnect_by_data (watched->nas, watched->watch);
  watched->watch = NULL;
  bks_watch_unref_nas (watched);
}

gint64
bks_watch_get_now (BksWatch *self)
{
  return bks_timer_get_real_time (self->timer);
}

WatchNas *
bks_watch_find_nas (BksWatch *self, const char *nas_id)
{
  for (guint i = 0; i < self->nas_list->len; i++)
    {
      WatchNas *watched = self->nas_list->pdata[i];

      if (g_strcmp0 (bks_nas_get_id (watched->nas), nas_id) == 0)
        return watched;
    }
  return NULL;
}

WatchTask *
bks_watch_get_task (WatchNas *watched, const char *task_id)
{
  WatchTask *task = g_hash_table_lookup (watched->tasks, task_id);

  if (task == NULL)
    {
      task = g_new0 (WatchTask, 1);
      task->loaded_for = -1;
      task->run = (BksRunSight){
        .n_changed = -1, .usual_changed = -1, .size = -1, .usual_size = -1
      };
      g_hash_table_insert (watched->tasks, g_strdup (task_id), task);
    }
  return task;
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksWatch) self = user_data;
  g_autoptr (GError) error = NULL;

  /* Better told twice, after the next start, than never. */
  if (!bks_history_commit_finish (BKS_HISTORY (source), result, &error))
    g_debug ("What was seen is not stored: %s", error->message);
  self->n_commits--;
  bks_watch_present (self);
}

/* Writes it down; what is to be told follows when that is done. */
void
bks_watch_commit (BksWatch *self, BksHistoryChange *change)
{
  if (bks_history_change_is_empty (change))
    {
      bks_watch_present (self);
      return;
    }
  self->n_commits++;
  bks_history_commit_async (self->history, change, NULL, committed_cb, g_object_ref (self));
}

/* Writes down what the detector has to know the next time, if that is something new. */
void
bks_watch_remember (WatchNas *watched, BksHistoryChange *change)
{
  g_autoptr (GVariant) memory = g_variant_ref_sink (bks_event_memory_dump (watched->memory));

  if (watched->stored != NULL && g_variant_equal (memory, watched->stored))
    return;
  g_clear_pointer (&watched->stored, g_variant_unref);
  watched->stored = g_steal_pointer (&memory);
  bks_history_change_put_setting (change, bks_nas_get_id (watched->nas), NULL,
                                  BKS_WATCH_MEMORY_SETTING, watched->stored);
}

static void
remember_state (WatchNas *watched, BksHistoryChange *change)
{
  GVariant *state = bks_nas_dump_state (watched->nas);

  if (state != NULL)
    bks_history_change_put_state (change, bks_nas_get_id (watched->nas), state,
                                  bks_nas_get_checked_at (watched->nas));
}

/* Takes one look at what is known of the NAS. Unless it is a poll, time has not passed: what was heard
 * then says nothing of now. */
void
bks_watch_look (WatchNas *watched, gboolean is_poll)
{
  BksWatch *self = watched->watch;
  g_autoptr (BksHistoryChange) change = bks_history_change_new ();
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (BksNasSight) sight = NULL;
  g_autoptr (BksEventMemory) old = NULL;

  if (self == NULL || self->memory == NULL || self->is_stopped)
    return;
  if (is_poll)
    {
      watched->seen_at = bks_watch_get_now (self);
      watched->has_answered = TRUE;
    }
  sight = bks_watch_make_sight (watched, is_poll);
  changes = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_event_change_free);
  old = g_steal_pointer (&watched->memory);
  watched->memory = bks_event_detect (old, sight, watched->seen_at, &self->limits, changes);

  if (is_poll && sight->state == BKS_SIGHT_HEARD)
    remember_state (watched, change);
  bks_watch_remember (watched, change);
  if (sight->state == BKS_SIGHT_HEARD)
    bks_watch_note_runs (watched, old, change);
  bks_watch_end_mutes (self, change);
  bks_watch_take_changes (watched, changes, change);
  bks_watch_commit (self, change);

  if (sight->state != BKS_SIGHT_HEARD)
    return;
  bks_watch_tell_model (watched);
  bks_watch_ask_about_runs (watched);
  if (is_poll)
    bks_watch_resume_suspended (watched);
}

static void
reached_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  WatchNas *watched = user_data;

  watched->is_cut_off = !g_network_monitor_can_reach_finish (G_NETWORK_MONITOR (source), result,
                                                             NULL);
  bks_watch_look (watched, TRUE);
  bks_watch_unref_nas (watched);
}

/* A NAS that did not answer is not to blame when this computer has no network. One without a way to
 * the internet may still have one that leads to the NAS. */
static gboolean
ask_for_way (WatchNas *watched)
{
  GNetworkMonitor *network = watched->watch->network;
  BksNasState state = bks_nas_get_state (watched->nas);
  g_autoptr (GSocketConnectable) address = NULL;

  if (network == NULL || g_network_monitor_get_network_available (network)
      || (state != BKS_NAS_STALE && state != BKS_NAS_UNREACHABLE))
    return FALSE;
  address = g_network_address_parse_uri (bks_nas_get_address (watched->nas), 0, NULL);
  if (address == NULL)
    return FALSE;
  g_network_monitor_can_reach_async (network, address, NULL, reached_cb,
                                     g_rc_box_acquire (watched));
  return TRUE;
}

static void
bks_watch_nas_refreshed_cb (BksWatch *self, BksNas *nas)
{
  WatchNas *watched = bks_watch_find_nas (self, bks_nas_get_id (nas));

  if (watched == NULL)
    return;
  watched->is_cut_off = FALSE;
  if (!ask_for_way (watched))
    bks_watch_look (watched, TRUE);
}

/* A refused sign-in, or somebody who signs out: nobody has to poll for that. */
static void
bks_watch_nas_problem_cb (BksWatch *self, GParamSpec *pspec, BksNas *nas)
{
  WatchNas *watched = bks_watch_find_nas (self, bks_nas_get_id (nas));

  if (watched == NULL || bks_nas_get_state (nas) != BKS_NAS_WAITING
      || bks_nas_get_is_checking (nas))
    return;
  bks_watch_look (watched, TRUE);
}

static void
watch_nas (BksWatch *self, BksNas *nas)
{
  WatchNas *watched = g_rc_box_new0 (WatchNas);

  watched->watch = self;
  watched->nas = g_object_ref (nas);
  watched->tasks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (self->memory != NULL)
    watched->memory = bks_event_memory_read (
        bks_history_memory_find_setting (self->memory, bks_nas_get_id (nas), NULL,
                                         BKS_WATCH_MEMORY_SETTING),
        bks_nas_get_id (nas));
  g_ptr_array_add (self->nas_list, watched);
  g_signal_connect_object (nas, "refreshed", G_CALLBACK (bks_watch_nas_refreshed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (nas, "notify::problem", G_CALLBACK (bks_watch_nas_problem_cb), self,
                           G_CONNECT_SWAPPED);
}

static gboolean
is_in_fleet (BksWatch *self, BksNas *nas)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->fleet));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) other = g_list_model_get_item (G_LIST_MODEL (self->fleet), i);

      if (other == nas)
        return TRUE;
    }
  return FALSE;
}

static void
bks_watch_fleet_changed_cb (BksWatch *self)
{
  g_autoptr (BksHistoryChange) change = bks_history_change_new ();
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->fleet));

  for (guint i = self->nas_list->len; i > 0; i--)
    {
      WatchNas *watched = self->nas_list->pdata[i - 1];

      if (is_in_fleet (self, watched->nas))
        continue;
      bks_watch_forget_nas (self, bks_nas_get_id (watched->nas), change);
      g_ptr_array_remove_index (self->nas_list, i - 1);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (G_LIST_MODEL (self->fleet), i);

      if (bks_watch_find_nas (self, bks_nas_get_id (nas)) == NULL)
        watch_nas (self, nas);
    }
  bks_watch_commit (self, change);
}

/* Whether it has said something since the start. */
static gboolean
has_said_something (BksNas *nas)
{
  BksNasState state = bks_nas_get_state (nas);

  return state != BKS_NAS_NEW && state != BKS_NAS_ASKING && !bks_nas_get_is_checking (nas);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BksHistoryChange) change = bks_history_change_new ();

  self->memory = bks_history_load_finish (BKS_HISTORY (source), result, &error);
  if (self->memory == NULL)
    {
      /* The history itself says that it is damaged. */
      g_debug ("Nothing is known of earlier events: %s", error->message);
      self->memory = bks_history_memory_new ();
    }
  if (self->is_stopped)
    return;
  g_signal_connect_object (self->fleet, "items-changed", G_CALLBACK (bks_watch_fleet_changed_cb),
                           self, G_CONNECT_SWAPPED);
  bks_watch_fleet_changed_cb (self);
  bks_watch_begin_notices (self, change);
  bks_watch_fulfil_wishes (self);
  bks_watch_commit (self, change);
  g_signal_emit_by_name (self, "mutes-changed");
  for (guint i = 0; i < self->nas_list->len; i++)
    {
      WatchNas *watched = self->nas_list->pdata[i];

      if (has_said_something (watched->nas))
        bks_watch_look (watched, TRUE);
    }
}

/* Quiet hours are over, or a day that was muted is. */
static void
bks_watch_timer_due_cb (BksWatch *self)
{
  g_autoptr (BksHistoryChange) change = bks_history_change_new ();

  if (self->memory == NULL || self->is_stopped)
    return;
  bks_watch_end_mutes (self, change);
  bks_watch_commit (self, change);
}

static void
bks_watch_dispose (GObject *object)
{
  BksWatch *self = BKS_WATCH (object);

  g_clear_pointer (&self->nas_list, g_ptr_array_unref);
  g_clear_object (&self->fleet);
  g_clear_object (&self->history);
  g_clear_object (&self->notifier);
  g_clear_object (&self->network);
  g_clear_object (&self->timer);

  G_OBJECT_CLASS (bks_watch_parent_class)->dispose (object);
}

static void
bks_watch_finalize (GObject *object)
{
  BksWatch *self = BKS_WATCH (object);

  g_clear_pointer (&self->memory, bks_history_memory_free);
  g_hash_table_unref (self->shown);
  g_hash_table_unref (self->doubtful);
  g_ptr_array_unref (self->wishes);

  G_OBJECT_CLASS (bks_watch_parent_class)->finalize (object);
}

static void
bks_watch_class_init (BksWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bks_watch_dispose;
  object_class->finalize = bks_watch_finalize;

  /**
   * BksWatch::mutes-changed:
   * @self: the watch
   *
   * bks_watch_list_mutes() has another answer.
   */
  g_signal_new ("mutes-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
wish_free (gpointer data)
{
  WatchWish *wish = data;

  g_free (wish->nas_id);
  g_free (wish->task_id);
  g_free (wish);
}

static void
bks_watch_init (BksWatch *self)
{
  self->limits = bks_event_default_limits;
  self->rules = bks_watch_default_rules;
  self->nas_list = g_ptr_array_new_with_free_func (stop_watching);
  self->wishes = g_ptr_array_new_with_free_func (wish_free);
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->doubtful = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * bks_watch_new:
 * @fleet: whom to watch
 * @history: where to write it down
 * @notifier: whom to tell
 * @timer: the clock, and a deadline of its own: nobody else may set it
 *
 * Returns: (transfer full): a watch that does nothing until bks_watch_start()
 */
BksWatch *
bks_watch_new (BksFleet *fleet, BksHistory *history, BksNotifier *notifier, BksTimer *timer)
{
  BksWatch *self;

  g_return_val_if_fail (BKS_IS_FLEET (fleet), NULL);
  g_return_val_if_fail (BKS_IS_HISTORY (history), NULL);
  g_return_val_if_fail (BKS_IS_NOTIFIER (notifier), NULL);
  g_return_val_if_fail (BKS_IS_TIMER (timer), NULL);

  self = g_object_new (BKS_TYPE_WATCH, NULL);
  self->fleet = g_object_ref (fleet);
  self->history = g_object_ref (history);
  self->notifier = g_object_ref (notifier);
  self->timer = g_object_ref (timer);
  g_signal_connect_object (notifier, "shown", G_CALLBACK (bks_watch_notifier_shown_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (timer, "due", G_CALLBACK (bks_watch_timer_due_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * bks_watch_start:
 * @self: a watch
 *
 * Begins, when the stored NAS are in the fleet: what was told of any other is taken back.
 */
void
bks_watch_start (BksWatch *self)
{
  g_return_if_fail (BKS_IS_WATCH (self));
  g_return_if_fail (self->memory == NULL);

  bks_history_load_async (self->history, NULL, loaded_cb, g_object_ref (self));
}

/**
 * bks_watch_stop:
 * @self: a watch
 *
 * The end: nothing is looked at or told any more. What was told stays.
 */
void
bks_watch_stop (BksWatch *self)
{
  g_return_if_fail (BKS_IS_WATCH (self));

  self->is_stopped = TRUE;
  bks_timer_set_deadline (self->timer, BKS_TIMER_NEVER);
}

/**
 * bks_watch_set_limits:
 * @self: a watch
 * @limits: from when on something is an event
 *
 * Counts from the next look on.
 */
void
bks_watch_set_limits (BksWatch *self, const BksEventLimits *limits)
{
  g_return_if_fail (BKS_IS_WATCH (self));
  g_return_if_fail (limits != NULL);

  self->limits = *limits;
}

/**
 * bks_watch_set_rules:
 * @self: a watch
 * @rules: what is told, and when
 *
 * What waits for the end of quiet hours is told as soon as these allow it. A kind that is switched on
 * tells of what begins from then on.
 */
void
bks_watch_set_rules (BksWatch *self, const BksWatchRules *rules)
{
  g_return_if_fail (BKS_IS_WATCH (self));
  g_return_if_fail (rules != NULL);

  self->rules = *rules;
  bks_watch_present (self);
}

/**
 * bks_watch_set_network:
 * @self: a watch
 * @network: who knows whether this computer has one
 *
 * Hours without a network do not count against a NAS that did not answer.
 */
void
bks_watch_set_network (BksWatch *self, GNetworkMonitor *network)
{
  g_return_if_fail (BKS_IS_WATCH (self));
  g_return_if_fail (G_IS_NETWORK_MONITOR (network));

  g_set_object (&self->network, network);
}
