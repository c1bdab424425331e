/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a refresh costs: requests, wall time at 20 ms latency, CPU time, and the longest single turn
 * of the main loop, beside one request for each task (what a script in a loop does). It prints; it
 * asserts nothing about time. */

#define G_LOG_DOMAIN "bench"

#include <json-glib/json-glib.h>
#include <time.h>

#include "bks-demo-nas.h"
#include "bks-nas.h"
#include "dsm-client.h"
#include "dsm-task.h"

#define LATENCY_MS 20

/* A turn of the main loop lasts from the return of poll() to its next call. */
static gint64 turn_began;
static gint64 longest_turn;

static gint
measuring_poll (GPollFD *fds, guint n_fds, gint timeout)
{
  gint64 now = g_get_monotonic_time ();
  gint result;

  if (turn_began != 0)
    longest_turn = MAX (longest_turn, now - turn_began);
  result = g_poll (fds, n_fds, timeout);
  turn_began = g_get_monotonic_time ();
  return result;
}

static gint64
thread_cpu_us (void)
{
  struct timespec used;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &used);
  return used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000;
}

static gint64
count_requests (BksDemoNas *demo)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = bks_demo_nas_control (demo, "counters", NULL, &error);
  g_autoptr (JsonParser) parser = json_parser_new ();

  g_assert_no_error (error);
  if (!json_parser_load_from_data (parser, text, -1, &error))
    g_error ("counters: %s", error->message);
  return json_object_get_int_member (json_node_get_object (json_parser_get_root (parser)),
                                     "http_requests");
}

static void
take_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}

static void
report (const char *what, guint n_tasks, gint64 requests, gint64 wall, gint64 cpu, gint64 baseline)
{
  g_print ("%-16s %5u tasks  %4" G_GINT64_FORMAT " requests  %8.1f ms  %6.1f ms CPU", what, n_tasks,
           requests, wall / 1000.0, cpu / 1000.0);
  if (longest_turn > 0)
    g_print ("  longest turn %5.1f ms", longest_turn / 1000.0);
  if (baseline > 0)
    g_print ("  %5.3f of one request per task", (double) wall / baseline);
  g_print ("\n");
}

static gint64
measure_one_by_one (BksDemoNas *demo, guint n_tasks)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmClient) client = dsm_client_new (bks_demo_nas_get_url (demo), &error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (DsmTaskList) list = NULL;
  gint64 began, cpu, requests, wall;

  g_assert_no_error (error);
  dsm_client_set_allow_plain_http (client, TRUE);
  dsm_client_set_credentials (client, bks_demo_nas_get_account (demo),
                              bks_demo_nas_get_password (demo));
  dsm_task_refresh_async (client, TRUE, NULL, take_result_cb, &result);
  list = dsm_task_refresh_finish (client, wait_for (&result), &error);
  g_assert_no_error (error);

  requests = count_requests (demo);
  began = g_get_monotonic_time ();
  cpu = thread_cpu_us ();
  longest_turn = 0;
  for (guint i = 0; i < list->tasks->len; i++)
    {
      DsmTaskRecord *row = list->tasks->pdata[i];
      g_autoptr (GAsyncResult) one = NULL;
      g_autoptr (DsmTaskRecord) record = NULL;

      dsm_task_status_async (client, row->id, NULL, take_result_cb, &one);
      record = dsm_task_status_finish (client, wait_for (&one), &error);
      g_assert_no_error (error);
    }
  wall = g_get_monotonic_time () - began;
  report ("one by one", n_tasks, count_requests (demo) - requests, wall, thread_cpu_us () - cpu, 0);
  return wall;
}

static void
measure_refresh (BksNas *nas, BksDemoNas *demo, const char *what, guint n_tasks, gint64 baseline)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  gint64 requests = count_requests (demo);
  gint64 began = g_get_monotonic_time ();
  gint64 cpu = thread_cpu_us ();

  longest_turn = 0;
  turn_began = 0;
  bks_nas_refresh_async (nas, NULL, take_result_cb, &result);
  bks_nas_refresh_finish (nas, wait_for (&result), &error);
  g_assert_no_error (error);
  report (what, n_tasks, count_requests (demo) - requests, g_get_monotonic_time () - began,
          thread_cpu_us () - cpu, baseline);
}

static void
measure (guint n_tasks)
{
  g_autoptr (GError) error = NULL;
  BksDemoNasOptions options = { .n_tasks = n_tasks, .delay_ms = LATENCY_MS, .seed = 1 };
  g_autoptr (BksDemoNas) demo = bks_demo_nas_new (&options, &error);
  g_autoptr (BksNas) nas = NULL;
  gint64 baseline;

  g_assert_no_error (error);
  baseline = measure_one_by_one (demo, n_tasks);
  nas = bks_nas_new ("bench", bks_demo_nas_get_url (demo), &error);
  g_assert_no_error (error);
  bks_nas_set_allow_plain_http (nas, TRUE);
  bks_nas_set_credentials (nas, bks_demo_nas_get_account (demo), bks_demo_nas_get_password (demo));
  measure_refresh (nas, demo, "first, signs in", n_tasks, baseline);
  measure_refresh (nas, demo, "second", n_tasks, baseline);
  measure_refresh (nas, demo, "third", n_tasks, baseline);
  bks_demo_nas_stop (demo);
}

int
main (void)
{
  g_main_context_set_poll_func (NULL, measuring_poll);
  g_print ("Refresh at %d ms latency; the goal for a turn is 16 ms\n", LATENCY_MS);
  measure (8);
  measure (50);
  measure (500);
  return 0;
}
