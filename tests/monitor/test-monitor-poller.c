/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-fleet.h"
#include "bks-poller.h"
#include "nas-lab.h"
#include "test-wait.h"

typedef struct
{
  NasLab lab;
  BksFleet *fleet;
  BksPoller *poller;
  gint64 wanted; /* requests */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  nas_lab_set_up (&fixture->lab, data);
  fixture->fleet = bks_fleet_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->poller != NULL)
    bks_poller_stop (fixture->poller);
  g_clear_object (&fixture->poller);
  g_clear_object (&fixture->fleet);
  nas_lab_tear_down (&fixture->lab, data);
}

/* Nothing but what a test asks for happens by itself. */
static void
start (Fixture *fixture, guint busy, guint visible)
{
  BksPollerIntervals intervals = { .busy = busy, .visible = visible, .longest = 4 };

  fixture->poller = bks_poller_new (G_LIST_MODEL (fixture->fleet));
  bks_poller_set_intervals (fixture->poller, &intervals);
}

static gint64
count (Fixture *fixture)
{
  return nas_lab_count (&fixture->lab, "http_requests");
}

static gboolean
is_at_rest (gpointer data)
{
  Fixture *fixture = data;

  return bks_nas_get_state (fixture->lab.nas) >= BKS_NAS_FRESH
         && !bks_nas_get_is_checking (fixture->lab.nas);
}

static void
wait_for_rest (Fixture *fixture)
{
  g_assert_true (test_wait_until (is_at_rest, fixture, TEST_WAIT_LIMIT_MS));
}

static gboolean
has_requests (gpointer data)
{
  Fixture *fixture = data;

  return count (fixture) >= fixture->wanted;
}

static void
wait_for_requests (Fixture *fixture, gint64 wanted)
{
  fixture->wanted = wanted;
  g_assert_true (test_wait_until (has_requests, fixture, TEST_WAIT_LIMIT_MS));
  wait_for_rest (fixture);
}

static void
end_runs (Fixture *fixture)
{
  nas_lab_tell (&fixture->lab, "end-run", "{\"task_id\": \"%s\"}",
                bks_task_get_id (nas_lab_find (&fixture->lab, "Running")));
}

/* Who is added is asked at once; who is removed is left alone. */
static void
test_list (Fixture *fixture, gconstpointer data)
{
  gint64 n;

  start (fixture, 1, 1000);
  bks_fleet_add (fixture->fleet, fixture->lab.nas);
  wait_for_rest (fixture);
  /* Discovery, login, list and clock, statuses. */
  g_assert_cmpint (count (fixture), ==, 4);
  g_assert_cmpuint (g_list_model_get_n_items (bks_nas_get_tasks (fixture->lab.nas)), ==, 8);

  n = count (fixture);
  bks_poller_refresh (fixture->poller, NULL);
  wait_for_requests (fixture, n + 2);
  g_assert_cmpint (count (fixture), ==, n + 2);

  bks_fleet_remove (fixture->fleet, fixture->lab.nas);
  bks_poller_refresh (fixture->poller, NULL);
  bks_poller_refresh (fixture->poller, fixture->lab.nas);
  g_assert_false (bks_nas_get_is_checking (fixture->lab.nas));
}

/* While something runs and somebody looks it is asked often, else not. */
static void
test_busy (Fixture *fixture, gconstpointer data)
{
  gint64 n;

  bks_fleet_add (fixture->fleet, fixture->lab.nas);
  start (fixture, 1, 1000);
  wait_for_rest (fixture);
  n = count (fixture);
  test_wait_ms (1500);
  g_assert_cmpint (count (fixture), ==, n);

  g_assert_false (bks_poller_get_visible (fixture->poller));
  bks_poller_set_visible (fixture->poller, TRUE);
  g_assert_true (bks_poller_get_visible (fixture->poller));
  wait_for_requests (fixture, n + 2);

  end_runs (fixture);
  wait_for_requests (fixture, n + 4);
  g_assert_false (bks_nas_has_busy_task (fixture->lab.nas));
  n = count (fixture);
  test_wait_ms (1500);
  g_assert_cmpint (count (fixture), ==, n);
}

/* At rest, each look is one request. */
static void
test_idle (Fixture *fixture, gconstpointer data)
{
  gint64 n;

  bks_fleet_add (fixture->fleet, fixture->lab.nas);
  start (fixture, 1000, 1000);
  wait_for_rest (fixture);
  end_runs (fixture);
  bks_poller_refresh (fixture->poller, NULL);
  wait_for_rest (fixture);
  n = count (fixture);
  for (int i = 1; i <= 3; i++)
    {
      bks_poller_refresh (fixture->poller, NULL);
      wait_for_rest (fixture);
      g_assert_cmpint (count (fixture), ==, n + i);
    }

  bks_poller_set_intervals (fixture->poller, &(BksPollerIntervals){ 1000, 1, 4 });
  wait_for_requests (fixture, n + 5);
  g_assert_cmpint (nas_lab_count (&fixture->lab, "logins"), ==, 1);
}

/* An action makes a NAS busy: it is watched closely from then on. */
static void
test_action (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  bks_fleet_add (fixture->fleet, fixture->lab.nas);
  start (fixture, 1, 1000);
  bks_poller_set_visible (fixture->poller, TRUE);
  wait_for_rest (fixture);
  end_runs (fixture);
  bks_poller_refresh (fixture->poller, NULL);
  wait_for_rest (fixture);
  g_assert_false (bks_nas_has_busy_task (fixture->lab.nas));

  nas_lab_act (&fixture->lab, bks_task_get_id (nas_lab_find (&fixture->lab, "Fine")),
               BKS_ACTION_BACK_UP, &error);
  g_assert_no_error (error);
  n = count (fixture);
  wait_for_requests (fixture, n + 2);
}

/* Failures in a row make it ask less often; it says when it asks again. */
static void
test_failures (Fixture *fixture, gconstpointer data)
{
  gint64 n;

  bks_fleet_add (fixture->fleet, fixture->lab.nas);
  start (fixture, 1, 1);
  wait_for_rest (fixture);
  nas_lab_tell (&fixture->lab, "fail", "{\"mode\": \"not-json\", \"count\": -1}");
  while (bks_nas_get_state (fixture->lab.nas) != BKS_NAS_UNREACHABLE)
    test_wait_ms (10);
  test_wait_ms (10);
  g_assert_nonnull (g_strstr_len (bks_problem_get_message (bks_nas_get_problem (fixture->lab.nas)),
                                  -1, "Backstay tries again at "));
  /* The third failure: four seconds until the next try. */
  n = count (fixture);
  test_wait_ms (2000);
  g_assert_cmpint (count (fixture), ==, n);

  nas_lab_tell (&fixture->lab, "clear", "{}");
  bks_poller_refresh (fixture->poller, fixture->lab.nas);
  wait_for_requests (fixture, 1);
  g_assert_cmpint (bks_nas_get_state (fixture->lab.nas), ==, BKS_NAS_FRESH);
}

/* A refused sign-in is not repeated by itself, nor by "all"; new credentials end that. */
static void
test_waiting (Fixture *fixture, gconstpointer data)
{
  gint64 n;

  bks_nas_set_credentials (fixture->lab.nas, "demo", "wrong");
  bks_fleet_add (fixture->fleet, fixture->lab.nas);
  start (fixture, 1, 1);
  bks_poller_set_visible (fixture->poller, TRUE);
  wait_for_rest (fixture);
  g_assert_cmpint (bks_nas_get_state (fixture->lab.nas), ==, BKS_NAS_WAITING);
  n = count (fixture);
  bks_poller_refresh (fixture->poller, NULL);
  test_wait_ms (1500);
  g_assert_cmpint (count (fixture), ==, n);
  g_assert_cmpint (nas_lab_count (&fixture->lab, "failed_logins"), ==, 1);

  bks_nas_set_credentials (fixture->lab.nas, bks_demo_nas_get_account (fixture->lab.demo),
                           bks_demo_nas_get_password (fixture->lab.demo));
  while (bks_nas_get_state (fixture->lab.nas) != BKS_NAS_FRESH)
    test_wait_ms (10);
}

/* After the end nothing is left that could wake the process. */
static void
test_stop (Fixture *fixture, gconstpointer data)
{
  gint64 n;

  bks_fleet_add (fixture->fleet, fixture->lab.nas);
  start (fixture, 1, 1);
  bks_poller_set_visible (fixture->poller, TRUE);
  wait_for_rest (fixture);
  bks_poller_stop (fixture->poller);
  n = count (fixture);
  test_wait_ms (1500);
  g_assert_cmpint (count (fixture), ==, n);
  bks_poller_refresh (fixture->poller, NULL);
  g_assert_false (bks_nas_get_is_checking (fixture->lab.nas));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/monitor/poller/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("list", test_list);
  ADD ("busy", test_busy);
  ADD ("idle", test_idle);
  ADD ("action", test_action);
  ADD ("failures", test_failures);
  ADD ("waiting", test_waiting);
  ADD ("stop", test_stop);
#undef ADD

  return g_test_run ();
}
