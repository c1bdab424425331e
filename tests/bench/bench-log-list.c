/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What scrolling through 100,000 lines costs: requests, memory, and the longest single turn of the
 * main loop, of which the model's share is what this program does apart from drawing. It prints; it
 * asserts nothing about time. The simulated NAS is another process, so that its memory is not
 * counted: give its URL, account and password. */

#define G_LOG_DOMAIN "bench"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bks-log-days.h"
#include "bks-log-list.h"

/* What a column view binds. */
#define SHOWN 205

/* A turn of the main loop lasts from the return of poll() to its next call. */
static gint64 turn_began;
static gint64 longest_turn;
static gint64 n_turns_over_goal;

#define GOAL_US 16000

static void
end_turn (void)
{
  gint64 lasted = turn_began != 0 ? g_get_monotonic_time () - turn_began : 0;

  longest_turn = MAX (longest_turn, lasted);
  n_turns_over_goal += lasted > GOAL_US;
}

static gint
measuring_poll (GPollFD *fds, guint n_fds, gint timeout)
{
  gint result;

  end_turn ();
  result = g_poll (fds, n_fds, timeout);
  turn_began = g_get_monotonic_time ();
  return result;
}

static void
take_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

/* kB of this process alone that are really there. */
static glong
read_memory (void)
{
  g_autofree char *text = NULL;
  const char *place;

  malloc_trim (0);
  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return 0;
  place = strstr (text, "Private_Dirty:");
  return place != NULL ? strtol (place + strlen ("Private_Dirty:"), NULL, 10) : 0;
}

static gsize
read_heap (void)
{
  return mallinfo2 ().uordblks;
}

static gboolean
wait_rows (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    while (bks_log_row_get_entry (g_ptr_array_index (rows, i)) == NULL)
      g_main_context_iteration (NULL, TRUE);
  return TRUE;
}

static GPtrArray *
look_at (BksLogList *list, guint first)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < SHOWN; i++)
    {
      BksLogRow *row = g_list_model_get_item (G_LIST_MODEL (list), first + i);

      if (row == NULL)
        break;
      g_ptr_array_add (rows, row);
    }
  return rows;
}

static void
wait_idle (BksLogList *list)
{
  do
    g_main_context_iteration (NULL, FALSE);
  while (bks_log_list_get_is_busy (list) || g_main_context_pending (NULL));
}

static void
report (const char *what, gint64 began)
{
  g_print ("%-34s %8.1f ms   longest turn %5.1f ms   turns over %d ms: %" G_GINT64_FORMAT "\n",
           what, (g_get_monotonic_time () - began) / 1000.0, longest_turn / 1000.0, GOAL_US / 1000,
           n_turns_over_goal);
  longest_turn = turn_began = n_turns_over_goal = 0;
}

static BksNas *
sign_in (const char *url, const char *account, const char *password)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  BksNas *nas = bks_nas_new ("bench", url, &error);

  if (nas == NULL)
    g_error ("%s", error->message);
  bks_nas_set_allow_plain_http (nas, TRUE);
  bks_nas_set_credentials (nas, account, password);
  bks_nas_refresh_async (nas, NULL, take_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  if (!bks_nas_refresh_finish (nas, result, &error))
    g_error ("%s", error->message);
  return nas;
}

int
main (int argc, char *argv[])
{
  g_autoptr (BksNas) nas = NULL;
  g_autoptr (GListStore) nas_list = g_list_store_new (BKS_TYPE_NAS);
  g_autoptr (BksLogList) list = bks_log_list_new ();
  g_autoptr (BksLogQuery) query = bks_log_query_new ();
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (BksLogDays) days = NULL;
  guint n;
  glong memory;
  gsize heap;
  gint64 began;

  if (argc != 4)
    return 2;
  g_main_context_set_poll_func (NULL, measuring_poll);
  nas = sign_in (argv[1], argv[2], argv[3]);
  g_list_store_append (nas_list, nas);
  memory = read_memory ();
  heap = read_heap ();

  longest_turn = turn_began = n_turns_over_goal = 0;
  began = g_get_monotonic_time ();
  bks_log_list_set_nas_list (list, G_LIST_MODEL (nas_list));
  bks_log_list_start (list);
  while (!bks_log_list_get_is_loaded (list))
    g_main_context_iteration (NULL, TRUE);
  rows = look_at (list, 0);
  wait_rows (rows);
  report ("first rows", began);
  n = g_list_model_get_n_items (G_LIST_MODEL (list));

  began = g_get_monotonic_time ();
  g_clear_pointer (&rows, g_ptr_array_unref);
  rows = look_at (list, n - SHOWN);
  wait_rows (rows);
  report ("jump to the end", began);

  began = g_get_monotonic_time ();
  for (guint first = 0; first + SHOWN < n; first += SHOWN)
    {
      GPtrArray *next = look_at (list, first);

      g_ptr_array_unref (rows);
      rows = next;
      wait_rows (rows);
    }
  report ("through all of them", began);
  g_print ("%-34s %8u lines   %.1f MB of heap, %.1f MB of the process\n", "held after that", n,
           (read_heap () - heap) / 1e6, (read_memory () - memory) / 1e3);

  /* 62 bars, after the first rows. */
  days = bks_log_days_new (list);
  began = g_get_monotonic_time ();
  bks_log_days_set_range (days, g_get_real_time () - 61LL * 24 * 3600 * G_USEC_PER_SEC,
                          g_get_real_time ());
  bks_log_days_count (days);
  while (bks_log_days_get_is_counting (days))
    g_main_context_iteration (NULL, TRUE);
  report ("62 days counted", began);

  began = g_get_monotonic_time ();
  query->level = BKS_LOG_WARNING;
  bks_log_list_set_query (list, query);
  wait_idle (list);
  report ("warnings among all", began);
  g_print ("%-34s %8u lines   %.1f MB of heap, %.1f MB of the process\n", "held after that",
           g_list_model_get_n_items (G_LIST_MODEL (list)), (read_heap () - heap) / 1e6,
           (read_memory () - memory) / 1e3);
  began = g_get_monotonic_time ();
  turn_began = began;
  if (bks_log_list_set_sort (list, BKS_LOG_SORT_EVENT, FALSE))
    {
      end_turn ();
      report ("sorted by event", began);
    }
  return 0;
}
