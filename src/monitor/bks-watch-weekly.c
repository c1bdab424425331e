/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-watch-private.h"

#include "bks-event-words.h"
#include "bks-nas-state.h"
#include "bks-weekly.h"

/* Once a week, for those who want that: all is fine. It is told only while it is true, and taken back
 * as soon as it is not. */

/* When it was told, and by which handle it is found again as long as it is shown. */
#define WEEKLY_SETTING "weekly-message"
#define WEEKLY_TYPE    "(xbs)"

static void
read_weekly (BksWatch *self, gint64 *told_at, gboolean *is_shown, const char **handle)
{
  GVariant *value = bks_history_memory_find_setting (self->memory, NULL, NULL, WEEKLY_SETTING);

  *told_at = 0;
  *is_shown = FALSE;
  *handle = "";
  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE (WEEKLY_TYPE)))
    g_variant_get (value, "(xb&s)", told_at, is_shown, handle);
}

static void
write_weekly (BksWatch *self,
              gint64 told_at,
              gboolean is_shown,
              const char *handle,
              BksHistoryChange *change)
{
  bks_watch_put_setting (self, NULL, NULL, WEEKLY_SETTING,
                         g_variant_new (WEEKLY_TYPE, told_at, is_shown, handle), change);
}

/* Every NAS has answered the last question, every backup is good, and nothing is known against one.
 * A simulated NAS says nothing about anybody's data. */
static gboolean
is_all_fine (BksWatch *self)
{
  guint n_tasks = 0;

  for (guint i = 0; i < self->nas_list->len; i++)
    {
      const WatchNas *watched = self->nas_list->pdata[i];
      GListModel *tasks = bks_nas_get_tasks (watched->nas);
      guint n = g_list_model_get_n_items (tasks);

      if (!watched->has_answered || bks_nas_get_state (watched->nas) != BKS_NAS_FRESH
          || bks_nas_is_simulated (watched->nas))
        return FALSE;
      for (guint j = 0; j < n; j++)
        {
          g_autoptr (BksTask) task = g_list_model_get_item (tasks, j);

          if (bks_task_get_verdict (task) != BKS_VERDICT_OK)
            return FALSE;
        }
      n_tasks += n;
    }
  return n_tasks > 0;
}

/* To be called when everything is written down. */
void
bks_watch_tell_weekly (BksWatch *self, BksHistoryChange *change)
{
  gint64 now = bks_watch_get_now (self);
  gint64 told_at;
  gboolean is_shown;
  const char *handle;
  g_autofree char *old_handle = NULL;
  gboolean is_fine = is_all_fine (self);

  read_weekly (self, &told_at, &is_shown, &handle);
  old_handle = g_strdup (handle);
  if (is_shown && !self->is_weekly_adopted)
    bks_notifier_adopt (self->notifier, BKS_WEEKLY_NOTICE_ID, old_handle);
  self->is_weekly_adopted = TRUE;

  /* A backup that runs on its day is no reason to take it back. */
  if (is_shown && !is_fine && bks_watch_has_trouble (self))
    {
      bks_notifier_withdraw (self->notifier, BKS_WEEKLY_NOTICE_ID, old_handle);
      write_weekly (self, told_at, FALSE, "", change);
      return;
    }
  if (!is_fine || !bks_weekly_is_due (self->rules.weekly_day, told_at, now)
      || bks_quiet_hours_contain (&self->rules.quiet_hours, now))
    return;
  self->weekly_due = TRUE;
  write_weekly (self, now, TRUE, old_handle, change);
}

/* Written down first: whoever starts after a crash does not tell it again. */
void
bks_watch_show_weekly (BksWatch *self)
{
  gint64 told_at;
  gboolean is_shown;
  const char *handle;
  g_autofree char *own_handle = NULL;
  g_autoptr (BksSummary) summary = NULL;
  g_autoptr (BksNotice) notice = NULL;

  if (!self->weekly_due)
    return;
  self->weekly_due = FALSE;
  read_weekly (self, &told_at, &is_shown, &handle);
  own_handle = g_strdup (handle);
  summary = bks_summary_new (G_LIST_MODEL (self->fleet));
  notice = bks_event_make_weekly (bks_summary_get_sentence (summary));
  bks_notifier_show (self->notifier, notice, own_handle);
}

/* The desktop has taken it. */
void
bks_watch_weekly_shown (BksWatch *self, const char *handle, BksHistoryChange *change)
{
  gint64 told_at;
  gboolean is_shown;
  const char *old_handle;

  read_weekly (self, &told_at, &is_shown, &old_handle);
  if (is_shown && !g_str_equal (handle, old_handle))
    write_weekly (self, told_at, TRUE, handle, change);
}
