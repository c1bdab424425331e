/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "poller-lab.h"
#include "test-wait.h"

/* Who is added is asked at once; who is removed is left alone. */
static void
test_list (PollerLab *lab, gconstpointer data)
{
  gint64 n;

  lab->poller = bks_poller_new_full (G_LIST_MODEL (lab->fleet), BKS_TIMER (lab->timer),
                                     lab->network);
  poller_lab_expect_wait (lab, -1);
  bks_fleet_add (lab->fleet, lab->lab.nas);
  poller_lab_wait_for_rest (lab);
  /* Discovery, login, list and clock, statuses. */
  g_assert_cmpint (poller_lab_count (lab), ==, 4);
  g_assert_cmpuint (g_list_model_get_n_items (bks_nas_get_tasks (lab->lab.nas)), ==, 8);

  n = poller_lab_count (lab);
  bks_poller_refresh (lab->poller, NULL);
  poller_lab_wait_for_requests (lab, n + 2);

  bks_fleet_remove (lab->fleet, lab->lab.nas);
  poller_lab_expect_wait (lab, -1);
  bks_poller_refresh (lab->poller, NULL);
  bks_poller_refresh (lab->poller, lab->lab.nas);
  g_assert_false (bks_nas_get_is_checking (lab->lab.nas));
}

/* While something runs and somebody looks it is asked every two seconds, else every minute. */
static void
test_visible (PollerLab *lab, gconstpointer data)
{
  gint64 n;

  poller_lab_start (lab);
  bks_poller_set_visible (lab->poller, TRUE);
  g_assert_true (bks_poller_get_visible (lab->poller));
  n = poller_lab_count (lab);
  poller_lab_expect_wait (lab, 2);
  fake_timer_pass (lab->timer, 2);
  poller_lab_wait_for_requests (lab, n + 2);
  poller_lab_expect_wait (lab, 2);

  poller_lab_end_runs (lab);
  fake_timer_pass (lab->timer, 2);
  poller_lab_wait_for_requests (lab, n + 4);
  g_assert_false (bks_nas_has_busy_task (lab->lab.nas));
  /* The words that tell the time come first. */
  poller_lab_expect_wait (lab, 56);
  fake_timer_pass (lab->timer, 59);
  g_assert_false (bks_nas_get_is_checking (lab->lab.nas));
  fake_timer_pass (lab->timer, 1);
  poller_lab_wait_for_requests (lab, n + 5);
}

/* The words about time are told each minute, and only while somebody reads them. */
static void
test_tick (PollerLab *lab, gconstpointer data)
{
  BksPollerIntervals slow = { .busy = 2, .visible = 10000, .longest = 10000 };
  guint generation;

  poller_lab_start_calm (lab);
  bks_poller_set_intervals (lab->poller, &slow);
  poller_lab_expect_wait (lab, 10000);
  bks_poller_set_visible (lab->poller, TRUE);
  poller_lab_expect_wait (lab, 60);
  g_object_get (lab->lab.nas, "generation", &generation, NULL);
  for (guint i = 1; i <= 3; i++)
    {
      guint now;

      fake_timer_pass (lab->timer, 60);
      g_object_get (lab->lab.nas, "generation", &now, NULL);
      g_assert_cmpuint (now, ==, generation + i);
    }
  g_assert_false (bks_nas_get_is_checking (lab->lab.nas));
  bks_poller_set_visible (lab->poller, FALSE);
  poller_lab_expect_wait (lab, 10000 - 180);
}

/* In the background: a quarter of an hour, one request, and no connection in between. */
static void
test_background (PollerLab *lab, gconstpointer data)
{
  gint64 n, connections;

  poller_lab_start_calm (lab);
  n = poller_lab_count (lab);
  connections = nas_lab_count (&lab->lab, "connections");
  g_assert_cmpuint (poller_lab_count_connections (lab), ==, 0);
  for (int i = 1; i <= 3; i++)
    {
      poller_lab_expect_wait (lab, 900);
      fake_timer_pass (lab->timer, 899);
      g_assert_false (bks_nas_get_is_checking (lab->lab.nas));
      fake_timer_pass (lab->timer, 1);
      g_assert_true (bks_nas_get_is_checking (lab->lab.nas));
      poller_lab_wait_for_requests (lab, n + i);
      g_assert_cmpuint (poller_lab_count_connections (lab), ==, 0);
      g_assert_cmpint (nas_lab_count (&lab->lab, "connections"), ==, connections + i);
      g_assert_cmpuint (fake_timer_get_n_due (lab->timer), ==, i);
    }
  g_assert_cmpint (nas_lab_count (&lab->lab, "logins"), ==, 1);

  bks_poller_set_background_interval (lab->poller, 6 * 3600);
  poller_lab_expect_wait (lab, 6 * 3600);
  bks_poller_set_background_interval (lab->poller, 300);
  poller_lab_expect_wait (lab, 300);
}

/* A window keeps its connection; it is closed with the window. */
static void
test_connections (PollerLab *lab, gconstpointer data)
{
  gint64 n, connections;

  poller_lab_start_calm (lab);
  n = poller_lab_count (lab);
  connections = nas_lab_count (&lab->lab, "connections");
  bks_poller_set_visible (lab->poller, TRUE);
  for (int i = 1; i <= 3; i++)
    {
      bks_poller_refresh (lab->poller, NULL);
      poller_lab_wait_for_requests (lab, n + i);
      g_assert_cmpuint (poller_lab_count_connections (lab), ==, 1);
    }
  g_assert_cmpint (nas_lab_count (&lab->lab, "connections"), ==, connections + 1);
  bks_poller_set_visible (lab->poller, FALSE);
  g_assert_cmpuint (poller_lab_count_connections (lab), ==, 0);
  poller_lab_expect_wait (lab, 900);
}

/* What somebody else asks in the background gets its time, and then no connection stays either. */
static void
test_lingering (PollerLab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  poller_lab_start_calm (lab);
  nas_lab_act (&lab->lab, bks_task_get_id (nas_lab_find (&lab->lab, "Fine")), BKS_ACTION_BACK_UP,
               &error);
  g_assert_no_error (error);
  g_assert_cmpuint (poller_lab_count_connections (lab), >, 0);
  poller_lab_expect_wait (lab, 10);
  fake_timer_pass (lab->timer, 10);
  g_assert_cmpuint (poller_lab_count_connections (lab), ==, 0);
  poller_lab_expect_wait (lab, 890);
}

/* A window that opens asks for what is older than it wants, and believes it until then. */
static void
test_open (PollerLab *lab, gconstpointer data)
{
  gint64 n;

  poller_lab_start_calm (lab);
  n = poller_lab_count (lab);
  fake_timer_pass (lab->timer, 20);
  bks_poller_set_visible (lab->poller, TRUE);
  poller_lab_expect_wait (lab, 40);
  bks_poller_set_visible (lab->poller, FALSE);
  fake_timer_pass (lab->timer, 780);
  bks_poller_set_visible (lab->poller, TRUE);
  g_assert_cmpint (bks_task_get_verdict (nas_lab_find (&lab->lab, "Fine")), ==, BKS_VERDICT_OK);
  poller_lab_expect_wait (lab, 0);
  fake_timer_pass (lab->timer, 0);
  poller_lab_wait_for_requests (lab, n + 1);
}

/* An action makes a NAS busy: it is watched closely from then on. */
static void
test_action (PollerLab *lab, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  poller_lab_start_calm (lab);
  bks_poller_set_visible (lab->poller, TRUE);
  nas_lab_act (&lab->lab, bks_task_get_id (nas_lab_find (&lab->lab, "Fine")), BKS_ACTION_BACK_UP,
               &error);
  g_assert_no_error (error);
  n = poller_lab_count (lab);
  poller_lab_expect_wait (lab, 2);
  fake_timer_pass (lab->timer, 2);
  poller_lab_wait_for_requests (lab, n + 2);
}

static gint64
get_usual_duration (BksTask *task, gpointer user_data)
{
  return *(gint64 *) user_data;
}

static BksTask *
find_planned (PollerLab *lab)
{
  GListModel *tasks = bks_nas_get_tasks (lab->lab.nas);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      if (bks_task_get_next_run (task) > 0)
        return task;
    }
  g_assert_not_reached ();
}

/* A run that is planned is looked at shortly after its usual end, by whatever clock the NAS has. */
static void
check_planned_end (PollerLab *lab, int clock_error)
{
  g_autoptr (GDateTime) next = NULL;
  g_autofree char *text = NULL;
  gint64 duration = 0;
  gint64 n;
  double wait;

  nas_lab_tell (&lab->lab, "clock-offset", "{\"seconds\": %d}", clock_error);
  poller_lab_start_calm (lab);
  next = g_date_time_new_from_unix_utc (fake_timer_get_now (lab->timer) / G_USEC_PER_SEC
                                        + clock_error + 7200 + 400);
  text = g_date_time_format (next, "%Y/%m/%d %H:%M");
  nas_lab_tell (&lab->lab, "set-task",
                "{\"task_id\": \"%s\", \"scheduled\": true, \"next_bkp_time\": \"%s\"}",
                bks_task_get_id (nas_lab_find (&lab->lab, "Fine")), text);
  bks_poller_refresh (lab->poller, NULL);
  poller_lab_wait_for_rest (lab);

  wait = (double) (bks_task_get_next_run (find_planned (lab)) - fake_timer_get_now (lab->timer))
             / G_USEC_PER_SEC
         - clock_error + 60;
  g_assert_cmpfloat (wait, >, 300);
  g_assert_cmpfloat (wait, <, 500);
  g_assert_cmpfloat (ABS (fake_timer_get_wait (lab->timer) - wait), <, 2.1);

  bks_poller_set_usual_duration_func (lab->poller, get_usual_duration, &duration, NULL);
  duration = 3 * G_TIME_SPAN_MINUTE;
  bks_poller_set_background_interval (lab->poller, 3600);
  g_assert_cmpfloat (ABS (fake_timer_get_wait (lab->timer) - wait - 180), <, 2.1);

  /* Who sets this computer's clock moves it as well; and behind it the next is the usual one. */
  fake_timer_set_clock (lab->timer, -100);
  g_assert_cmpfloat (ABS (fake_timer_get_wait (lab->timer) - wait - 280), <, 2.1);
  fake_timer_set_clock (lab->timer, 100);
  n = poller_lab_count (lab);
  fake_timer_pass (lab->timer, wait + 183);
  poller_lab_wait_for_requests (lab, n + 1);
  g_assert_cmpfloat (ABS (fake_timer_get_wait (lab->timer) - 3600), <, 4.1);
}

static void
test_planned_end (PollerLab *lab, gconstpointer data)
{
  check_planned_end (lab, 0);
}

static void
test_planned_end_fast_clock (PollerLab *lab, gconstpointer data)
{
  check_planned_end (lab, 3600);
}

/* So is one that goes on already. */
static void
test_running_end (PollerLab *lab, gconstpointer data)
{
  gint64 duration;
  double gone;
  BksTask *task;

  poller_lab_start_calm (lab);
  task = nas_lab_find (&lab->lab, "Fine");
  nas_lab_tell (&lab->lab, "set-task", "{\"task_id\": \"%s\", \"progress\": 10}",
                bks_task_get_id (task));
  bks_poller_refresh (lab->poller, NULL);
  poller_lab_wait_for_rest (lab);
  g_assert_true (bks_task_is_busy (task));
  poller_lab_expect_wait (lab, 900);

  gone = (double) (fake_timer_get_now (lab->timer) - bks_task_get_last_start (task))
         / G_USEC_PER_SEC;
  duration = (gint64) (gone + 300) * G_USEC_PER_SEC;
  bks_poller_set_usual_duration_func (lab->poller, get_usual_duration, &duration, NULL);
  g_assert_cmpfloat (ABS (fake_timer_get_wait (lab->timer) - 360), <, 2.1);
  bks_poller_set_visible (lab->poller, TRUE);
  poller_lab_expect_wait (lab, 2);
}

/* A read that fails is tried once more at once: that makes two requests. Then doubling, with a part
 * left to chance, up to a limit; it says when it asks again. */
static void
expect_back_off (PollerLab *lab, double first, double longest)
{
  double usual = first;

  nas_lab_tell (&lab->lab, "fail", "{\"mode\": \"not-json\", \"count\": -1}");
  for (guint i = 0; i < 8; i++)
    {
      double wait;
      gint64 n = poller_lab_count (lab);

      fake_timer_pass (lab->timer, usual);
      poller_lab_wait_for_requests (lab, n + 2);
      usual = MIN (usual * 2, longest);
      wait = fake_timer_get_wait (lab->timer);
      if (bks_poller_get_visible (lab->poller) && usual * 0.75 > 60)
        {
          g_assert_cmpfloat (wait, <=, 60);
          continue;
        }
      g_assert_cmpfloat (wait, <=, usual);
      g_assert_cmpfloat (wait, >=, usual * 0.75);
    }
  g_assert_cmpint (bks_nas_get_state (lab->lab.nas), ==, BKS_NAS_UNREACHABLE);
  g_assert_nonnull (g_strstr_len (bks_problem_get_message (bks_nas_get_problem (lab->lab.nas)), -1,
                                  "Backstay tries again at "));
  nas_lab_tell (&lab->lab, "clear", "{}");
  fake_timer_pass (lab->timer, longest);
  poller_lab_wait_for_rest (lab);
  g_assert_cmpint (bks_nas_get_state (lab->lab.nas), ==, BKS_NAS_FRESH);
}

static void
test_failures (PollerLab *lab, gconstpointer data)
{
  poller_lab_start_calm (lab);
  expect_back_off (lab, 900, 1800);
  poller_lab_expect_wait (lab, 900);
  bks_poller_set_background_interval (lab->poller, 7200);
  expect_back_off (lab, 7200, 7200);
}

static void
test_visible_failures (PollerLab *lab, gconstpointer data)
{
  poller_lab_start_calm (lab);
  bks_poller_set_visible (lab->poller, TRUE);
  expect_back_off (lab, 60, 300);
}

/* Chance: no two waits are the same. */
static void
test_jitter (PollerLab *lab, gconstpointer data)
{
  g_autoptr (GHashTable) waits = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  poller_lab_start_calm (lab);
  nas_lab_tell (&lab->lab, "fail", "{\"mode\": \"not-json\", \"count\": -1}");
  for (guint i = 0; i < 6; i++)
    {
      gint64 n = poller_lab_count (lab);
      gint64 wait;

      fake_timer_pass (lab->timer, 1800);
      poller_lab_wait_for_requests (lab, n + 2);
      wait = (gint64) (fake_timer_get_wait (lab->timer) * 1000);
      g_hash_table_add (waits, g_memdup2 (&wait, sizeof wait));
    }
  g_assert_cmpuint (g_hash_table_size (waits), >, 3);
}

/* Another network: who did not answer is asked, and who was not heard for a minute. */
static void
test_network (PollerLab *lab, gconstpointer data)
{
  gint64 n;

  poller_lab_start_calm (lab);
  n = poller_lab_count (lab);
  fake_network_change (lab->network, FALSE);
  poller_lab_expect_wait (lab, 900);
  fake_network_change (lab->network, TRUE);
  poller_lab_expect_wait (lab, 2);
  fake_timer_pass (lab->timer, 2);
  g_assert_false (bks_nas_get_is_checking (lab->lab.nas));
  poller_lab_expect_wait (lab, 898);

  fake_timer_pass (lab->timer, 60);
  fake_network_change (lab->network, TRUE);
  fake_timer_pass (lab->timer, 1);
  fake_network_change (lab->network, TRUE);
  fake_timer_pass (lab->timer, 1);
  g_assert_false (bks_nas_get_is_checking (lab->lab.nas));
  fake_timer_pass (lab->timer, 1);
  poller_lab_wait_for_requests (lab, n + 1);
  poller_lab_expect_wait (lab, 900);

  nas_lab_tell (&lab->lab, "fail", "{\"mode\": \"not-json\", \"count\": 2}");
  fake_timer_pass (lab->timer, 900);
  poller_lab_wait_for_requests (lab, n + 3);
  g_assert_cmpfloat (fake_timer_get_wait (lab->timer), >, 1000);
  fake_network_change (lab->network, TRUE);
  fake_timer_pass (lab->timer, 2);
  poller_lab_wait_for_requests (lab, n + 4);
  poller_lab_expect_wait (lab, 900);
}

/* What is under way when the network changes may come to nothing: then it is asked again at once. */
static void
test_network_meanwhile (PollerLab *lab, gconstpointer data)
{
  gint64 n;

  poller_lab_start_calm (lab);
  n = poller_lab_count (lab);
  nas_lab_tell (&lab->lab, "fail", "{\"mode\": \"not-json\", \"count\": 2}");
  bks_poller_refresh (lab->poller, NULL);
  g_assert_true (bks_nas_get_is_checking (lab->lab.nas));
  fake_network_change (lab->network, TRUE);
  fake_timer_pass (lab->timer, 2);
  poller_lab_wait_for_requests (lab, n + 3);
  g_assert_cmpint (bks_nas_get_state (lab->lab.nas), ==, BKS_NAS_FRESH);
  poller_lab_expect_wait (lab, 900);
}

/* After sleep all are asked at once, on new connections. */
static void
test_sleep (PollerLab *lab, gconstpointer data)
{
  gint64 n, connections;

  poller_lab_start_calm (lab);
  bks_poller_set_visible (lab->poller, TRUE);
  bks_poller_refresh (lab->poller, NULL);
  poller_lab_wait_for_rest (lab);
  n = poller_lab_count (lab);
  connections = nas_lab_count (&lab->lab, "connections");
  fake_timer_sleep (lab->timer, 30);
  poller_lab_wait_for_requests (lab, n + 1);
  g_assert_cmpint (nas_lab_count (&lab->lab, "connections"), ==, connections + 1);

  bks_poller_set_visible (lab->poller, FALSE);
  fake_timer_sleep (lab->timer, 8 * 3600);
  poller_lab_wait_for_requests (lab, n + 2);
  poller_lab_expect_wait (lab, 900);
}

static void
poller_paused_cb (guint *n)
{
  (*n)++;
}

/* Paused: nothing but its end wakes the process, and what somebody wants is asked all the same. */
static void
test_pause (PollerLab *lab, gconstpointer data)
{
  guint n_notified = 0;
  gint64 n, until;

  poller_lab_start_calm (lab);
  g_signal_connect_swapped (lab->poller, "notify::paused-until", G_CALLBACK (poller_paused_cb),
                            &n_notified);
  n = poller_lab_count (lab);
  until = fake_timer_get_now (lab->timer) + G_TIME_SPAN_HOUR;
  bks_poller_pause (lab->poller, until);
  g_assert_cmpint (bks_poller_get_paused_until (lab->poller), ==, until);
  g_assert_cmpuint (n_notified, ==, 1);
  poller_lab_expect_wait (lab, 3600);

  fake_timer_pass (lab->timer, 90);
  fake_network_change (lab->network, TRUE);
  fake_timer_pass (lab->timer, 10);
  g_assert_false (bks_nas_get_is_checking (lab->lab.nas));
  fake_timer_sleep (lab->timer, 500);
  g_assert_false (bks_nas_get_is_checking (lab->lab.nas));
  bks_poller_refresh (lab->poller, NULL);
  poller_lab_wait_for_requests (lab, n + 1);
  g_assert_cmpint (bks_poller_get_paused_until (lab->poller), ==, until);

  fake_timer_pass (lab->timer, 2999);
  g_assert_false (bks_nas_get_is_checking (lab->lab.nas));
  fake_timer_pass (lab->timer, 1);
  g_assert_cmpint (bks_poller_get_paused_until (lab->poller), ==, 0);
  g_assert_cmpuint (n_notified, ==, 2);
  poller_lab_wait_for_requests (lab, n + 2);
  poller_lab_expect_wait (lab, 900);

  bks_poller_pause (lab->poller, G_MAXINT64);
  bks_poller_resume (lab->poller);
  bks_poller_resume (lab->poller);
  g_assert_cmpuint (n_notified, ==, 4);
  poller_lab_wait_for_requests (lab, n + 3);
  bks_poller_pause (lab->poller, fake_timer_get_now (lab->timer) - 1);
  g_assert_cmpint (bks_poller_get_paused_until (lab->poller), ==, 0);
  poller_lab_expect_wait (lab, 900);
}

/* One that was paused when it began asks nothing before the end. */
static void
test_start_paused (PollerLab *lab, gconstpointer data)
{
  lab->poller = bks_poller_new_full (G_LIST_MODEL (lab->fleet), BKS_TIMER (lab->timer),
                                     lab->network);
  bks_poller_pause (lab->poller, fake_timer_get_now (lab->timer) + G_TIME_SPAN_MINUTE);
  bks_fleet_add (lab->fleet, lab->lab.nas);
  g_assert_cmpint (bks_nas_get_state (lab->lab.nas), ==, BKS_NAS_NEW);
  poller_lab_expect_wait (lab, 60);
  fake_timer_pass (lab->timer, 60);
  poller_lab_wait_for_rest (lab);
  g_assert_cmpint (bks_nas_get_state (lab->lab.nas), ==, BKS_NAS_FRESH);
}

/* NAS that are asked nearly at the same time wake the process once. */
static void
test_together (PollerLab *lab, gconstpointer data)
{
  NasLab second = { NULL };
  gint64 n;

  poller_lab_start_calm (lab);
  nas_lab_set_up (&second, "vault-only");
  fake_timer_pass (lab->timer, 20);
  bks_fleet_add (lab->fleet, second.nas);
  while (bks_nas_get_state (second.nas) != BKS_NAS_FRESH || bks_nas_get_is_checking (second.nas))
    g_main_context_iteration (NULL, TRUE);
  n = poller_lab_count (lab);
  poller_lab_expect_wait (lab, 880);
  fake_timer_pass (lab->timer, 880);
  g_assert_true (bks_nas_get_is_checking (lab->lab.nas));
  g_assert_true (bks_nas_get_is_checking (second.nas));
  g_assert_cmpuint (fake_timer_get_n_due (lab->timer), ==, 1);
  poller_lab_wait_for_requests (lab, n + 1);
  bks_fleet_remove (lab->fleet, second.nas);
  nas_lab_tear_down (&second, NULL);
}

/* A refused sign-in is not repeated by itself, nor by "all"; new credentials end that. */
static void
test_waiting (PollerLab *lab, gconstpointer data)
{
  gint64 n;

  bks_nas_set_credentials (lab->lab.nas, "demo", "wrong");
  poller_lab_start (lab);
  g_assert_cmpint (bks_nas_get_state (lab->lab.nas), ==, BKS_NAS_WAITING);
  n = poller_lab_count (lab);
  poller_lab_expect_wait (lab, -1);
  bks_poller_refresh (lab->poller, NULL);
  fake_network_change (lab->network, TRUE);
  fake_timer_pass (lab->timer, 10);
  fake_timer_sleep (lab->timer, 3600);
  poller_lab_expect_wait (lab, -1);
  g_assert_false (bks_nas_get_is_checking (lab->lab.nas));
  g_assert_cmpint (poller_lab_count (lab), ==, n);
  g_assert_cmpint (nas_lab_count (&lab->lab, "failed_logins"), ==, 1);

  bks_nas_set_credentials (lab->lab.nas, bks_demo_nas_get_account (lab->lab.demo),
                           bks_demo_nas_get_password (lab->lab.demo));
  while (bks_nas_get_state (lab->lab.nas) != BKS_NAS_FRESH)
    g_main_context_iteration (NULL, TRUE);
}

/* After the end nothing is left that could wake the process. */
static void
test_stop (PollerLab *lab, gconstpointer data)
{
  poller_lab_start (lab);
  bks_poller_set_visible (lab->poller, TRUE);
  g_assert_cmpfloat (fake_timer_get_wait (lab->timer), >, 0);
  bks_poller_stop (lab->poller);
  poller_lab_expect_wait (lab, -1);
  fake_network_change (lab->network, TRUE);
  fake_timer_sleep (lab->timer, 3600);
  bks_poller_refresh (lab->poller, NULL);
  bks_poller_pause (lab->poller, G_MAXINT64);
  poller_lab_expect_wait (lab, -1);
  g_assert_false (bks_nas_get_is_checking (lab->lab.nas));
}

/* What is under way is given up with the poller, and nobody misses it. */
static void
test_stop_meanwhile (PollerLab *lab, gconstpointer data)
{
  poller_lab_start (lab);
  bks_poller_refresh (lab->poller, NULL);
  g_assert_true (bks_nas_get_is_checking (lab->lab.nas));
  g_clear_object (&lab->poller);
  while (bks_nas_get_is_checking (lab->lab.nas))
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func)                                                                            \
  g_test_add ("/monitor/poller/" path, PollerLab, NULL, poller_lab_set_up, func,                   \
              poller_lab_tear_down)
  ADD ("list", test_list);
  ADD ("visible", test_visible);
  ADD ("tick", test_tick);
  ADD ("background", test_background);
  ADD ("connections", test_connections);
  ADD ("lingering", test_lingering);
  ADD ("open", test_open);
  ADD ("action", test_action);
  ADD ("planned-end", test_planned_end);
  ADD ("planned-end-fast-clock", test_planned_end_fast_clock);
  ADD ("running-end", test_running_end);
  ADD ("failures", test_failures);
  ADD ("visible-failures", test_visible_failures);
  ADD ("jitter", test_jitter);
  ADD ("network", test_network);
  ADD ("network-meanwhile", test_network_meanwhile);
  ADD ("sleep", test_sleep);
  ADD ("pause", test_pause);
  ADD ("start-paused", test_start_paused);
  ADD ("together", test_together);
  ADD ("waiting", test_waiting);
  ADD ("stop", test_stop);
  ADD ("stop-meanwhile", test_stop_meanwhile);
#undef ADD

  return g_test_run ();
}
