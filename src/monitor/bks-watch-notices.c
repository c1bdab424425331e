/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-watch-private.h"

/* What is told. An event is written down as to be shown, and as to be withdrawn, before that is done;
 * and as shown, or not at all, afterwards. So whoever starts after a crash knows what is left to do. */

/* From so many on, backups are told of together. */
#define SEVERAL 3

/* In the details of an event: it was told with others. */
#define IN_SUMMARY "in-summary"

static void
drop_event (BksWatch *self, BksHistoryEvent *event, BksHistoryChange *change)
{
  bks_history_change_remove_event (change, event->id);
  g_hash_table_remove (self->shown, event->id);
  g_hash_table_remove (self->doubtful, event->id);
  g_ptr_array_remove (self->memory->events, event);
}

static gboolean
is_in_summary (const BksHistoryEvent *event)
{
  gboolean answer = FALSE;

  return event->details != NULL && g_variant_lookup (event->details, IN_SUMMARY, "b", &answer)
         && answer;
}

static void
set_in_summary (BksHistoryEvent *event, gboolean is_in)
{
  GVariantDict dict;
  g_autoptr (GVariant) old = g_steal_pointer (&event->details);

  g_variant_dict_init (&dict, old);
  if (is_in)
    g_variant_dict_insert (&dict, IN_SUMMARY, "b", TRUE);
  else
    g_variant_dict_remove (&dict, IN_SUMMARY);
  event->details = g_variant_ref_sink (g_variant_dict_end (&dict));
}

static BksHistoryMute *
find_mute (BksWatch *self, const char *nas_id, const char *task_id)
{
  BksHistoryMute *mute = NULL;

  if (task_id != NULL)
    mute = bks_history_memory_find_mute (self->memory, nas_id, task_id);
  return mute != NULL ? mute : bks_history_memory_find_mute (self->memory, nas_id, NULL);
}

static gboolean
is_told (BksWatch *self, BksEventKind kind)
{
  return (self->rules.kinds & (1u << kind)) != 0;
}

static gboolean
read_kind (const BksHistoryEvent *event, BksEventKind *kind)
{
  return bks_event_kind_from_nick (event->kind, kind);
}

/* Mutes */

static void
end_mute (BksWatch *self, BksHistoryMute *mute, BksHistoryChange *change)
{
  g_autofree char *nas_id = g_strdup (mute->nas_id);
  g_autofree char *task_id = g_strdup (mute->task_id);

  bks_history_change_put_mute (change, nas_id, task_id, 0, FALSE);
  g_ptr_array_remove (self->memory->mutes, mute);
  /* What has begun meanwhile, and is still there, is told now. */
  for (guint i = 0; i < self->memory->events->len; i++)
    {
      BksHistoryEvent *event = self->memory->events->pdata[i];

      if (event->state != BKS_HISTORY_EVENT_SILENT
          || find_mute (self, event->nas_id, event->task_id) != NULL)
        continue;
      event->state = BKS_HISTORY_EVENT_TO_SHOW;
      event->muted_until = 0;
      bks_history_change_put_event (change, event);
    }
  g_signal_emit_by_name (self, "mutes-changed");
}

/* Those whose time is over. */
void
bks_watch_end_mutes (BksWatch *self, BksHistoryChange *change)
{
  gint64 now = bks_watch_get_now (self);

  for (guint i = self->memory->mutes->len; i > 0; i--)
    {
      BksHistoryMute *mute = self->memory->mutes->pdata[i - 1];

      if (mute->until <= now)
        end_mute (self, mute, change);
    }
}

static void
end_mute_by_success (BksWatch *self, const BksEvent *event, BksHistoryChange *change)
{
  BksHistoryMute *mute = bks_history_memory_find_mute (self->memory, event->nas_id, event->task_id);

  if (mute != NULL && mute->until_success)
    end_mute (self, mute, change);
}

/* Events */

static void
begin_event (WatchNas *watched, const BksEvent *event, BksHistoryChange *change)
{
  BksWatch *self = watched->watch;
  BksHistoryEvent *record = bks_history_memory_find_event (self->memory, event->id);
  BksHistoryMute *mute = find_mute (self, event->nas_id, event->task_id);
  g_autoptr (BksEventFacts) facts = NULL;

  /* Nobody wants to hear of it, now or later. */
  if (!is_told (self, event->kind) || (mute != NULL && bks_event_kind_is_news (event->kind)))
    return;
  /* It has come back before its notice was withdrawn. */
  if (record != NULL && record->state == BKS_HISTORY_EVENT_TO_REMOVE
      && !bks_event_kind_is_news (event->kind))
    {
      record->state = BKS_HISTORY_EVENT_SHOWN;
      bks_history_change_put_event (change, record);
      return;
    }
  facts = bks_watch_make_facts (watched, event);
  if (record == NULL)
    {
      record = bks_history_event_new (event->id, event->nas_id, event->task_id,
                                      bks_event_kind_get_nick (event->kind), event->since);
      g_ptr_array_add (self->memory->events, record);
    }
  /* One that has ended and begun at once is replaced. */
  g_hash_table_remove (self->shown, event->id);
  g_clear_pointer (&record->details, g_variant_unref);
  record->details = g_variant_ref_sink (bks_event_facts_dump (facts));
  record->since = event->since;
  record->muted_until = mute != NULL ? mute->until : 0;
  record->state = mute != NULL ? BKS_HISTORY_EVENT_SILENT : BKS_HISTORY_EVENT_TO_SHOW;
  bks_history_change_put_event (change, record);
}

static void
end_event (BksWatch *self, BksHistoryEvent *record, BksHistoryChange *change)
{
  /* It may have been shown already, though nobody has said so. */
  if (record->state == BKS_HISTORY_EVENT_SHOWN || record->shown_at > 0
      || g_hash_table_contains (self->shown, record->id)
      || g_hash_table_contains (self->doubtful, record->id))
    {
      record->state = BKS_HISTORY_EVENT_TO_REMOVE;
      bks_history_change_put_event (change, record);
      return;
    }
  drop_event (self, record, change);
}

/* What the detector says, for those who are told. */
void
bks_watch_take_changes (WatchNas *watched, GPtrArray *changes, BksHistoryChange *change)
{
  BksWatch *self = watched->watch;

  for (guint i = 0; i < changes->len; i++)
    {
      const BksEventChange *one = changes->pdata[i];
      BksHistoryEvent *record = bks_history_memory_find_event (self->memory, one->event->id);

      if (!one->is_begun)
        {
          if (record != NULL)
            end_event (self, record, change);
          continue;
        }
      if (one->event->kind == BKS_EVENT_SUCCESS || one->event->kind == BKS_EVENT_RECOVERED)
        end_mute_by_success (self, one->event, change);
      begin_event (watched, one->event, change);
    }
}

/* A NAS that is watched no more: what was told of it is taken back. */
void
bks_watch_forget_nas (BksWatch *self, const char *nas_id, BksHistoryChange *change)
{
  for (guint i = self->memory->events->len; i > 0; i--)
    {
      BksHistoryEvent *record = self->memory->events->pdata[i - 1];

      if (g_strcmp0 (record->nas_id, nas_id) == 0)
        end_event (self, record, change);
    }
  for (guint i = self->memory->settings->len; i > 0; i--)
    {
      BksHistorySetting *setting = self->memory->settings->pdata[i - 1];

      if (g_strcmp0 (setting->nas_id, nas_id) == 0)
        g_ptr_array_remove_index (self->memory->settings, i - 1);
    }
  for (guint i = self->memory->mutes->len; i > 0; i--)
    {
      BksHistoryMute *mute = self->memory->mutes->pdata[i - 1];

      if (g_strcmp0 (mute->nas_id, nas_id) == 0)
        g_ptr_array_remove_index (self->memory->mutes, i - 1);
    }
  g_signal_emit_by_name (self, "mutes-changed");
}

/* At the start: what an earlier process has shown can be taken back by this one; what is of no NAS
 * that is watched, or of no event that is there, is over. */
void
bks_watch_begin_notices (BksWatch *self, BksHistoryChange *change)
{
  gboolean has_summary = FALSE;

  for (guint i = self->memory->events->len; i > 0; i--)
    {
      BksHistoryEvent *record = self->memory->events->pdata[i - 1];
      WatchNas *watched = bks_watch_find_nas (self, record->nas_id);

      if (record->state == BKS_HISTORY_EVENT_SHOWN)
        bks_notifier_adopt (self->notifier,
                            is_in_summary (record) ? BKS_SUMMARY_NOTICE_ID : record->id,
                            record->handle != NULL ? record->handle : "");
      has_summary = has_summary || is_in_summary (record);
      /* Killed after it was shown, and before that was written down? */
      if (record->state == BKS_HISTORY_EVENT_TO_SHOW)
        g_hash_table_add (self->doubtful, g_strdup (record->id));
      if (watched == NULL || bks_event_memory_find (watched->memory, record->id) == NULL)
        end_event (self, record, change);
    }
  /* Or shown together with others. */
  if (g_hash_table_size (self->doubtful) > 0 && !has_summary)
    bks_notifier_withdraw (self->notifier, BKS_SUMMARY_NOTICE_ID, NULL);
}

/* Showing and withdrawing */

static const BksEvent *
find_event (BksWatch *self, const BksHistoryEvent *record, WatchNas **watched_out)
{
  WatchNas *watched = bks_watch_find_nas (self, record->nas_id);

  *watched_out = watched;
  return watched != NULL ? bks_event_memory_find (watched->memory, record->id) : NULL;
}

/* One of the others that were told with it is still there. */
static gboolean
is_summary_needed (BksWatch *self, const BksHistoryEvent *but)
{
  for (guint i = 0; i < self->memory->events->len; i++)
    {
      const BksHistoryEvent *record = self->memory->events->pdata[i];

      /* Of those that end together the last one takes it back, once. */
      if (record != but && is_in_summary (record))
        return TRUE;
    }
  return FALSE;
}

static void
withdraw_all (BksWatch *self, BksHistoryChange *change)
{
  for (guint i = self->memory->events->len; i > 0; i--)
    {
      BksHistoryEvent *record = self->memory->events->pdata[i - 1];

      if (record->state != BKS_HISTORY_EVENT_TO_REMOVE)
        continue;
      if (!is_in_summary (record))
        bks_notifier_withdraw (self->notifier, record->id, record->handle);
      else if (!is_summary_needed (self, record))
        bks_notifier_withdraw (self->notifier, BKS_SUMMARY_NOTICE_ID, record->handle);
      drop_event (self, record, change);
    }
}

/* At the start all NAS answer at almost the same time: what they have to tell is told together. One
 * whose password is still being looked for may take hours. */
static gboolean
is_first_round_over (BksWatch *self)
{
  for (guint i = 0; i < self->nas_list->len; i++)
    {
      const WatchNas *watched = self->nas_list->pdata[i];

      if (!watched->has_answered && bks_nas_get_is_checking (watched->nas)
          && !bks_nas_is_recalling (watched->nas))
        return FALSE;
    }
  return TRUE;
}

/* Returns: (transfer container): what is to be shown and was not yet */
static GPtrArray *
list_to_show (BksWatch *self)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->memory->events->len; i++)
    {
      BksHistoryEvent *record = self->memory->events->pdata[i];
      const WatchNas *watched = bks_watch_find_nas (self, record->nas_id);

      /* What an earlier process did not come to tell may be over: first its NAS is asked. */
      if (record->state == BKS_HISTORY_EVENT_TO_SHOW && watched != NULL && watched->has_answered
          && !g_hash_table_contains (self->shown, record->id))
        g_ptr_array_add (list, record);
    }
  return list;
}

static gboolean
is_simulated (BksWatch *self, const char *nas_id)
{
  const WatchNas *watched = bks_watch_find_nas (self, nas_id);

  return watched != NULL && bks_nas_is_simulated (watched->nas);
}

/* Those of a simulated NAS are counted only where there is no other. */
static gboolean
can_be_counted (BksWatch *self, const char *nas_id)
{
  if (!is_simulated (self, nas_id))
    return TRUE;
  for (guint i = 0; i < self->nas_list->len; i++)
    if (!bks_nas_is_simulated (((const WatchNas *) self->nas_list->pdata[i])->nas))
      return FALSE;
  return TRUE;
}

static gboolean
can_be_summed_up (BksWatch *self, const BksHistoryEvent *record)
{
  BksEventKind kind;

  return record->task_id != NULL && can_be_counted (self, record->nas_id)
         && read_kind (record, &kind) && !bks_event_kind_is_news (kind);
}

/* One backup may have two problems. */
static void
add_name (GPtrArray *names, GHashTable *tasks, const BksHistoryEvent *record)
{
  g_autoptr (BksEventFacts) facts = bks_event_facts_read (record->details);

  if (g_hash_table_add (tasks, g_strjoin ("/", record->nas_id, record->task_id, NULL)))
    g_ptr_array_add (names, g_steal_pointer (&facts->task_name));
}

/* Those of @list; with @with_shown also those that the summary tells of already. */
static BksNotice *
make_summary (BksWatch *self,
              GPtrArray *list,
              gboolean with_shown,
              const char **handle_out,
              guint *n_out)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) tasks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->memory->events->len; i++)
    {
      const BksHistoryEvent *record = self->memory->events->pdata[i];
      gboolean is_shown = is_in_summary (record) && record->state == BKS_HISTORY_EVENT_SHOWN;

      if (is_shown && record->handle != NULL)
        *handle_out = record->handle;
      if ((with_shown && is_shown)
          || (can_be_summed_up (self, record) && g_ptr_array_find (list, record, NULL)))
        add_name (names, tasks, record);
    }
  *n_out = names->len;
  g_ptr_array_add (names, NULL);
  return bks_event_make_summary (*n_out, (const char *const *) names->pdata);
}

static void
show_one (BksWatch *self, BksHistoryEvent *record)
{
  WatchNas *watched;
  const BksEvent *event = find_event (self, record, &watched);
  g_autoptr (BksEventFacts) facts = bks_event_facts_read (record->details);
  g_autoptr (BksNotice) notice = NULL;

  if (event == NULL)
    return;
  notice = bks_event_make_notice (event, facts,
                                  bks_watch_get_now (self) + bks_watch_get_clock_error (watched));
  if (bks_nas_is_simulated (watched->nas))
    bks_event_mark_simulated (notice);
  set_in_summary (record, FALSE);
  g_hash_table_add (self->shown, g_strdup (record->id));
  bks_notifier_show (self->notifier, notice, record->handle);
}

static void
show_summary (BksWatch *self, GPtrArray *list)
{
  const char *handle = NULL;
  guint n;
  g_autoptr (BksNotice) notice = make_summary (self, list, TRUE, &handle, &n);
  g_autofree char *own_handle = g_strdup (handle);
  gboolean is_demo = FALSE;

  for (guint i = list->len; i > 0; i--)
    {
      BksHistoryEvent *record = list->pdata[i - 1];

      if (!can_be_summed_up (self, record))
        continue;
      is_demo = is_simulated (self, record->nas_id);
      set_in_summary (record, TRUE);
      g_hash_table_add (self->shown, g_strdup (record->id));
      g_ptr_array_remove_index (list, i - 1);
    }
  if (is_demo)
    bks_event_mark_simulated (notice);
  bks_notifier_show (self->notifier, notice, own_handle);
}

static void
show_all (BksWatch *self)
{
  g_autoptr (GPtrArray) list = list_to_show (self);
  g_autoptr (BksNotice) summary = NULL;
  const char *handle = NULL;
  guint n = 0;

  if (list->len == 0)
    return;
  summary = make_summary (self, list, FALSE, &handle, &n);
  if (n >= SEVERAL)
    show_summary (self, list);
  for (guint i = 0; i < list->len; i++)
    show_one (self, list->pdata[i]);
}

/* When there is something to do though no NAS has spoken. */
static void
set_deadline (BksWatch *self)
{
  gint64 now = bks_watch_get_now (self);
  gint64 next = BKS_TIMER_NEVER;
  g_autoptr (GPtrArray) list = list_to_show (self);

  if (list->len > 0 && bks_quiet_hours_contain (&self->rules.quiet_hours, now))
    next = bks_quiet_hours_get_end (&self->rules.quiet_hours, now);
  for (guint i = 0; i < self->memory->mutes->len; i++)
    next = MIN (next, ((const BksHistoryMute *) self->memory->mutes->pdata[i])->until);
  if (next != BKS_TIMER_NEVER)
    next = bks_timer_get_boot_time (self->timer) + MAX (next - now, 0);
  bks_timer_set_deadline (self->timer, next);
}

/* Something is the matter with a backup or a NAS, whether it is told or not. */
gboolean
bks_watch_has_trouble (BksWatch *self)
{
  for (guint i = 0; i < self->nas_list->len; i++)
    {
      const WatchNas *watched = self->nas_list->pdata[i];

      for (guint j = 0; watched->memory != NULL && j < watched->memory->events->len; j++)
        if (!bks_event_kind_is_news (((const BksEvent *) watched->memory->events->pdata[j])->kind))
          return TRUE;
    }
  return FALSE;
}

/* Tells what is to be told, when everything is written down. */
void
bks_watch_present (BksWatch *self)
{
  g_autoptr (BksHistoryChange) change = NULL;

  if (self->n_commits > 0 || self->memory == NULL || self->is_stopped)
    return;
  change = bks_history_change_new ();
  withdraw_all (self, change);
  bks_watch_show_weekly (self);
  bks_watch_tell_weekly (self, change);
  if (is_first_round_over (self)
      && !bks_quiet_hours_contain (&self->rules.quiet_hours, bks_watch_get_now (self)))
    show_all (self);
  set_deadline (self);
  if (!bks_history_change_is_empty (change))
    bks_watch_commit (self, change);
}

static gboolean
is_of_notice (BksWatch *self, const BksHistoryEvent *record, const char *id)
{
  if (!g_hash_table_contains (self->shown, record->id))
    return FALSE;
  return is_in_summary (record) ? g_str_equal (id, BKS_SUMMARY_NOTICE_ID)
                                : g_str_equal (id, record->id);
}

/* The desktop has taken it. */
void
bks_watch_notifier_shown_cb (BksWatch *self, const char *id, const char *handle)
{
  g_autoptr (BksHistoryChange) change = bks_history_change_new ();

  if (self->memory != NULL && g_str_equal (id, BKS_WEEKLY_NOTICE_ID))
    bks_watch_weekly_shown (self, handle, change);
  for (guint i = 0; self->memory != NULL && i < self->memory->events->len; i++)
    {
      BksHistoryEvent *record = self->memory->events->pdata[i];

      if (!is_of_notice (self, record, id))
        continue;
      g_free (record->handle);
      record->handle = g_strdup (handle);
      record->shown_at = bks_watch_get_now (self);
      if (record->state == BKS_HISTORY_EVENT_TO_SHOW)
        record->state = BKS_HISTORY_EVENT_SHOWN;
      bks_history_change_put_event (change, record);
    }
  if (!bks_history_change_is_empty (change))
    bks_watch_commit (self, change);
}

static void
add_wish (BksWatch *self, const char *nas_id, const char *task_id, BksMute mute)
{
  WatchWish *wish = g_new0 (WatchWish, 1);

  wish->nas_id = g_strdup (nas_id);
  wish->task_id = g_strdup (task_id);
  wish->mute = mute;
  g_ptr_array_add (self->wishes, wish);
}

/* What was to be muted before it was known what there is. */
void
bks_watch_fulfil_wishes (BksWatch *self)
{
  for (guint i = 0; i < self->wishes->len; i++)
    {
      const WatchWish *wish = self->wishes->pdata[i];

      bks_watch_mute (self, wish->nas_id, wish->task_id, wish->mute);
    }
  g_ptr_array_set_size (self->wishes, 0);
}

/**
 * bks_watch_mute:
 * @self: a watch
 * @nas_id: a NAS
 * @task_id: (nullable): one of its backups; %NULL = all of them, and the NAS itself
 * @mute: for how long
 *
 * Nothing is told of it, and what was is taken back. What begins meanwhile and is still there at the
 * end is told then.
 */
void
bks_watch_mute (BksWatch *self, const char *nas_id, const char *task_id, BksMute mute)
{
  g_autoptr (BksHistoryChange) change = bks_history_change_new ();
  BksHistoryMute *old;
  gint64 until;

  g_return_if_fail (BKS_IS_WATCH (self));
  g_return_if_fail (nas_id != NULL);

  /* The button of a notice may have started the application. */
  if (self->memory == NULL)
    {
      add_wish (self, nas_id, task_id, mute);
      return;
    }
  until = mute == BKS_MUTE_DAY ? bks_watch_get_now (self) + G_TIME_SPAN_DAY : BKS_HISTORY_ALWAYS;
  old = bks_history_memory_find_mute (self->memory, nas_id, task_id);
  if (old != NULL)
    g_ptr_array_remove (self->memory->mutes, old);
  g_ptr_array_add (self->memory->mutes,
                   bks_history_mute_new (nas_id, task_id, until, mute == BKS_MUTE_UNTIL_SUCCESS));
  bks_history_change_put_mute (change, nas_id, task_id, until, mute == BKS_MUTE_UNTIL_SUCCESS);
  for (guint i = self->memory->events->len; i > 0; i--)
    {
      BksHistoryEvent *record = self->memory->events->pdata[i - 1];

      if (g_strcmp0 (record->nas_id, nas_id) != 0
          || (task_id != NULL && g_strcmp0 (record->task_id, task_id) != 0))
        continue;
      if (record->state == BKS_HISTORY_EVENT_TO_SHOW
          && !g_hash_table_contains (self->shown, record->id))
        {
          record->state = BKS_HISTORY_EVENT_SILENT;
          record->muted_until = until;
          bks_history_change_put_event (change, record);
        }
      else if (record->state != BKS_HISTORY_EVENT_SILENT)
        end_event (self, record, change);
    }
  bks_watch_commit (self, change);
  g_signal_emit_by_name (self, "mutes-changed");
}

/**
 * bks_watch_unmute:
 * @self: a watch that has begun
 * @nas_id: a NAS
 * @task_id: (nullable): as it was muted
 */
void
bks_watch_unmute (BksWatch *self, const char *nas_id, const char *task_id)
{
  g_autoptr (BksHistoryChange) change = bks_history_change_new ();
  BksHistoryMute *mute;

  g_return_if_fail (BKS_IS_WATCH (self));

  mute = self->memory != NULL ? bks_history_memory_find_mute (self->memory, nas_id, task_id) : NULL;
  if (mute == NULL)
    return;
  end_mute (self, mute, change);
  bks_watch_commit (self, change);
}

/**
 * bks_watch_is_muted:
 * @self: a watch
 * @nas_id: a NAS
 * @task_id: (nullable): one of its backups
 *
 * Returns: whether nothing is told of it
 */
gboolean
bks_watch_is_muted (BksWatch *self, const char *nas_id, const char *task_id)
{
  g_return_val_if_fail (BKS_IS_WATCH (self), FALSE);

  return self->memory != NULL && find_mute (self, nas_id, task_id) != NULL;
}

/**
 * bks_watch_list_mutes:
 * @self: a watch
 *
 * Returns: (transfer full) (element-type BksHistoryMute): what is muted now
 */
GPtrArray *
bks_watch_list_mutes (BksWatch *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_history_mute_free);

  g_return_val_if_fail (BKS_IS_WATCH (self), list);

  for (guint i = 0; self->memory != NULL && i < self->memory->mutes->len; i++)
    g_ptr_array_add (list, bks_history_mute_copy (self->memory->mutes->pdata[i]));
  return list;
}
