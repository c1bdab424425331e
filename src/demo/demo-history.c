/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

/* How far back logs go, and how many restore points and runs a task keeps. */
#define HISTORY_DAYS   92
#define MAX_VERSIONS   38
#define MAX_STATISTICS 24
/* Tasks beyond the usual ones have a shorter past: with 500 of them it is long enough. */
#define USUAL_TASKS        8
#define SHORT_HISTORY_DAYS 5

static void
add_run (DemoServer *server, DemoTask *task, gint64 start, gint64 end, const char *outcome)
{
  gboolean good = !strcmp (outcome, "success");
  DemoVersion version = { 0 };

  demo_log_task (server, task, start, "info", "SYSTEM", "Backup task started.");
  version.id = task->next_version++;
  version.started = start;
  version.completed = good ? end : 0;
  version.status = outcome;
  version.locked = good && version.id % 17 == 3;
  g_array_append_val (task->versions, version);

  if (good)
    {
      DemoStatistic statistic = { 0 };

      statistic.ended = end;
      statistic.new_count = g_rand_int_range (server->rand, 1, 300);
      statistic.modify_count = g_rand_int_range (server->rand, 0, 60);
      statistic.delete_count = g_rand_int_range (server->rand, 0, 20);
      g_array_append_val (task->statistics, statistic);
      task->last_success_version = version.id;
      demo_log_task (server, task, end, "info", "SYSTEM",
                     "Backup task finished successfully. %" G_GINT64_FORMAT
                     " files added, %" G_GINT64_FORMAT " modified, %" G_GINT64_FORMAT " removed.",
                     statistic.new_count, statistic.modify_count, statistic.delete_count);
    }
  else if (!strcmp (outcome, "cancel"))
    demo_log_task (server, task, end, "err", "anna", "Backup task was canceled by the user.");
  else
    demo_log_task (server, task, end, "err", "SYSTEM",
                   "Failed to run backup task. The destination is not reachable.");
}

/* Sizes grow towards today's, run by run; only the last runs are kept. */
static void
finish_statistics (DemoTask *task)
{
  if (task->statistics->len > MAX_STATISTICS)
    g_array_remove_range (task->statistics, 0, task->statistics->len - MAX_STATISTICS);
  if (task->versions->len > MAX_VERSIONS)
    g_array_remove_range (task->versions, 0, task->versions->len - MAX_VERSIONS);
  for (guint i = 0; i < task->statistics->len; i++)
    {
      DemoStatistic *statistic = &g_array_index (task->statistics, DemoStatistic, i);
      gint64 missing = task->statistics->len - 1 - i;

      statistic->source_size = task->source_size - missing * (task->source_size / 260);
      statistic->target_size = task->target_size - missing * (task->target_size / 220);
    }
}

static void
add_odd_lines (DemoServer *server, DemoTask *task, gint64 at)
{
  switch (g_rand_int_range (server->rand, 0, 24))
    {
    case 0:
      demo_log_task (server, task, at, "warn", "SYSTEM",
                     "The destination answered slowly; the transfer was repeated.");
      break;
    case 1:
      demo_log_task (server, task, at, "info", "SYSTEM", "Version rotation removed 1 old version.");
      break;
    case 2:
      demo_log_task (server, task, at, "info", "anna", "Settings of the backup task were changed.");
      break;
    default:
      break;
    }
}

static void
seed_task (DemoServer *server, DemoTask *task, guint number)
{
  gint64 now = demo_now (server);
  int days = number < USUAL_TASKS ? HISTORY_DAYS : SHORT_HISTORY_DAYS;
  gint64 from = now - (gint64) days * DEMO_DAY;
  /* A task without schedule is run by hand every two weeks or so. */
  gint64 hand_step = 13 * DEMO_DAY + 5400;
  gint64 start;

  if (task->last_success == 0)
    return;
  start = task->scheduled ? demo_next_trigger (server, task, from)
                          : task->last_start - 6 * hand_step;
  while (start > 0 && start < task->last_success - 6 * 3600)
    {
      gint64 end = start + g_rand_int_range (server->rand, 240, 2400);
      int luck = g_rand_int_range (server->rand, 0, 60);

      add_run (server, task, start + g_rand_int_range (server->rand, 1, 6), end,
               luck == 0   ? "fail"
               : luck == 1 ? "cancel"
                           : "success");
      add_odd_lines (server, task, end + 30);
      start = task->scheduled ? demo_next_trigger (server, task, start) : start + hand_step;
    }

  if (task->last_success == task->last_end)
    add_run (server, task, task->last_start, task->last_end, "success");
  else
    add_run (server, task, task->last_success - 1600, task->last_success, "success");

  if (task->damaged)
    demo_log_task (server, task, task->last_detect, "err", "SYSTEM",
                   "Integrity check failed: broken files were found at the destination. They "
                   "cannot be restored.");
  else if (demo_task_is_suspended (task))
    {
      demo_log_task (server, task, task->last_start, "info", "SYSTEM", "Backup task started.");
      demo_log_task (server, task, task->last_end, "warn", "anna",
                     "Backup task was suspended by the user.");
    }
  else if (!strcmp (task->last_result, "failed"))
    {
      demo_log_task (server, task, task->last_start, "info", "SYSTEM", "Backup task started.");
      demo_log_task (server, task, task->last_end, "err", "SYSTEM", "Failed to run backup task. %s",
                     task->last_error);
    }
  finish_statistics (task);
  if (task->phase == DEMO_PHASE_RUNNING || demo_task_is_suspended (task))
    {
      DemoVersion version = { 0 };

      version.id = task->next_version++;
      version.started = task->run_started;
      version.status = "backup";
      g_array_append_val (task->versions, version);
    }
  if (task->phase == DEMO_PHASE_RUNNING)
    demo_log_task (server, task, task->run_started, "info", "SYSTEM", "Backup task started.");
}

/* Adds believable lines, evenly over the three months, until there are as many as asked for. */
static void
fill_log (DemoServer *server, guint n)
{
  static const char *const texts[] = {
    "Destination checked: reachable.",
    "Version rotation removed 1 old version.",
    "The list of source folders was read again.",
    "A temporary file at the destination was cleaned up.",
    "The transfer continued after a short interruption.",
  };
  gint64 now = demo_now (server);
  guint have = server->client_log.lines->len;

  for (guint i = have; i < n && server->tasks->len > 0; i++)
    {
      DemoTask *task = g_ptr_array_index (
          server->tasks, g_rand_int_range (server->rand, 0, (gint32) server->tasks->len));
      gint64 at = now - (gint64) ((double) (i - have) / (n - have) * HISTORY_DAYS * DEMO_DAY) - 60;
      int kind = g_rand_int_range (server->rand, 0, 40);

      if (kind == 0)
        demo_log_task (server, task, at, "err", "SYSTEM",
                       "Failed to run backup task. The destination is not reachable.");
      else if (kind < 3)
        demo_log_task (server, task, at, "warn", "SYSTEM",
                       "The destination answered slowly; the transfer was repeated.");
      else
        demo_log_task (server, task, at, "info", "SYSTEM", "%s",
                       texts[kind % G_N_ELEMENTS (texts)]);
    }
}

/* The past of all tasks: log lines over three months, restore points, statistics. */
void
demo_history_seed (DemoServer *server)
{
  guint n = server->options.n_logs;

  for (guint i = 0; i < server->tasks->len; i++)
    seed_task (server, g_ptr_array_index (server->tasks, i), i);
  fill_log (server, n);
  demo_log_sort (&server->client_log);
  if (n > 0)
    demo_log_keep_newest (&server->client_log, n);
}
