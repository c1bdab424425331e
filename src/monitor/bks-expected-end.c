/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-expected-end.h"

#include "bks-nas-watch.h"

/* The earlier one that is later than @after. */
static void
consider (BksNas *nas, gint64 nas_time, gint64 after, gint64 *end)
{
  gint64 local = bks_nas_to_local_time (nas, nas_time);

  if (local > after)
    *end = MIN (*end, local);
}

/**
 * bks_expected_end_find:
 * @nas: a NAS
 * @after: µs since the Unix epoch, UTC, by this computer's clock
 * @usual_duration: (nullable): how long the runs of a task usually take; %NULL = nobody knows
 *
 * When a run is likely to be over: of the runs that are planned, and of those that go on. Where
 * nobody knows how long a run takes, it is when it begins.
 *
 * Returns: the first such moment later than @after, by this computer's clock; %G_MAXINT64 = none
 */
gint64
bks_expected_end_find (BksNas *nas,
                       gint64 after,
                       BksUsualDurationFunc usual_duration,
                       gpointer user_data)
{
  GListModel *tasks;
  gint64 end = G_MAXINT64;
  guint n;

  g_return_val_if_fail (BKS_IS_NAS (nas), G_MAXINT64);

  tasks = bks_nas_get_tasks (nas);
  n = g_list_model_get_n_items (tasks);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);
      gint64 duration = usual_duration != NULL ? usual_duration (task, user_data) : 0;
      gint64 next_run = bks_task_get_next_run (task);
      gint64 last_start = bks_task_get_last_start (task);

      duration = CLAMP (duration, 0, 365 * G_TIME_SPAN_DAY);
      if (next_run > 0 && next_run < G_MAXINT64 / 2)
        consider (nas, next_run + duration, after, &end);
      if (bks_task_is_busy (task) && duration > 0 && last_start > 0)
        consider (nas, last_start + duration, after, &end);
    }
  return end;
}
