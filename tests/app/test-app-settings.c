/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-settings.h"
#include "fake-timer.h"
#include "nas-lab.h"
#include "test-wait.h"

typedef struct
{
  GSettings *gsettings;
  BksSettings *settings;
  guint n_limits;
  guint n_rules;
} Fixture;

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->gsettings = g_settings_new ("io.github.backstay.Backstay");
  fixture->settings = bks_settings_new (fixture->gsettings);
  g_signal_connect_swapped (fixture->settings, "limits-changed", G_CALLBACK (count_cb),
                            &fixture->n_limits);
  g_signal_connect_swapped (fixture->settings, "rules-changed", G_CALLBACK (count_cb),
                            &fixture->n_rules);
}

/* Each test finds what a user finds who has set nothing. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (fixture->gsettings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  g_clear_object (&fixture->settings);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (fixture->gsettings, keys[i]);
  g_clear_object (&fixture->gsettings);
}

/* What is set when nobody has set anything. */
static void
test_defaults (Fixture *fixture, gconstpointer data)
{
  static const BksEventKind silent[] = { BKS_EVENT_RECOVERED, BKS_EVENT_SUCCESS,
                                         BKS_EVENT_CHECK_PASSED, BKS_EVENT_BACK };
  BksHealthLimits health;
  BksEventLimits event;
  BksQuietHours quiet;

  bks_settings_get_health_limits (fixture->settings, &health);
  g_assert_cmpint (health.grace, ==, bks_health_default_limits.grace);
  g_assert_cmpuint (health.missed, ==, bks_health_default_limits.missed);
  g_assert_cmpint (health.without_schedule, ==, bks_health_default_limits.without_schedule);
  g_assert_cmpint (health.check, ==, 30 * G_TIME_SPAN_DAY);
  bks_settings_get_event_limits (fixture->settings, &event);
  g_assert_cmpmem (&event, sizeof event, &bks_event_default_limits,
                   sizeof bks_event_default_limits);
  for (guint kind = 0; kind < BKS_N_EVENT_KINDS; kind++)
    {
      gboolean is_silent = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (silent); i++)
        is_silent |= silent[i] == kind;
      g_assert_cmpint (bks_settings_tells (fixture->settings, kind), ==, !is_silent);
    }
  bks_settings_get_quiet_hours (fixture->settings, &quiet);
  g_assert_false (quiet.is_on);
  g_assert_cmpuint (quiet.from, ==, 22 * 60);
  g_assert_cmpuint (quiet.to, ==, 7 * 60);
  g_assert_cmpint (bks_settings_get_weekly_day (fixture->settings), ==, 0);
}

/* Each switch has its events, and says that it has changed. */
static void
test_rules (Fixture *fixture, gconstpointer data)
{
  BksQuietHours quiet;

  g_settings_set_boolean (fixture->gsettings, "notify-failed", FALSE);
  g_assert_false (bks_settings_tells (fixture->settings, BKS_EVENT_FAILED));
  g_assert_false (bks_settings_tells (fixture->settings, BKS_EVENT_INCOMPLETE));
  g_assert_false (bks_settings_tells (fixture->settings, BKS_EVENT_CHECK_FAILED));
  g_assert_true (bks_settings_tells (fixture->settings, BKS_EVENT_DESTINATION));
  g_settings_set_boolean (fixture->gsettings, "notify-success", TRUE);
  g_assert_true (bks_settings_tells (fixture->settings, BKS_EVENT_SUCCESS));
  g_assert_cmpuint (fixture->n_rules, ==, 2);

  g_settings_set_boolean (fixture->gsettings, "quiet-hours", TRUE);
  g_settings_set_uint (fixture->gsettings, "quiet-from", 60);
  bks_settings_get_quiet_hours (fixture->settings, &quiet);
  g_assert_true (quiet.is_on);
  g_assert_cmpuint (quiet.from, ==, 60);
  g_settings_set_uint (fixture->gsettings, "quiet-to", 60);
  bks_settings_get_quiet_hours (fixture->settings, &quiet);
  g_assert_false (quiet.is_on);

  g_settings_set_string (fixture->gsettings, "weekly-message", "monday");
  g_assert_cmpint (bks_settings_get_weekly_day (fixture->settings), ==, 1);
  g_settings_set_string (fixture->gsettings, "weekly-message", "sunday");
  g_assert_cmpint (bks_settings_get_weekly_day (fixture->settings), ==, 7);
  g_assert_cmpuint (fixture->n_rules, ==, 7);
  g_assert_cmpuint (fixture->n_limits, ==, 0);
}

/* Limits reach the verdicts at once. */
static void
test_limits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BksFleet) fleet = bks_fleet_new ();
  g_autofree char *id = NULL;
  BksHealthLimits health;
  BksEventLimits event;
  NasLab lab;
  gint64 day;

  nas_lab_set_up (&lab, NULL);
  nas_lab_refresh_well (&lab);
  id = g_strdup (bks_task_get_id (nas_lab_find (&lab, "Fine")));
  day = (g_get_real_time () - 3 * G_TIME_SPAN_DAY) / G_USEC_PER_SEC;
  nas_lab_tell (&lab, "set-task",
                "{\"task_id\": \"%s\", \"scheduled\": false, \"last_start\": %" G_GINT64_FORMAT
                ", \"last_end\": %" G_GINT64_FORMAT ", \"last_success\": %" G_GINT64_FORMAT "}",
                id, day, day, day);
  nas_lab_refresh_well (&lab);
  bks_fleet_add (fleet, lab.nas);
  bks_settings_bind_fleet (fixture->settings, fleet);
  g_assert_cmpstr (bks_task_get_status_word (bks_nas_find_task (lab.nas, id)), ==, "Fine");
  g_settings_set_uint (fixture->gsettings, "overdue-days", 2);
  g_assert_cmpstr (bks_task_get_status_word (bks_nas_find_task (lab.nas, id)), ==,
                   "Overdue for long");

  g_settings_set_uint (fixture->gsettings, "overdue-hours", 3);
  g_settings_set_uint (fixture->gsettings, "overdue-runs", 4);
  g_settings_set_uint (fixture->gsettings, "check-days", 0);
  g_settings_set_uint (fixture->gsettings, "stuck-minutes", 45);
  bks_settings_get_health_limits (fixture->settings, &health);
  g_assert_cmpint (health.grace, ==, 3 * G_TIME_SPAN_HOUR);
  g_assert_cmpuint (health.missed, ==, 4);
  g_assert_cmpint (health.without_schedule, ==, 2 * G_TIME_SPAN_DAY);
  g_assert_cmpint (health.check, ==, 0);
  bks_settings_get_event_limits (fixture->settings, &event);
  g_assert_cmpint (event.not_moving, ==, 45 * G_TIME_SPAN_MINUTE);
  g_assert_cmpuint (fixture->n_limits, ==, 5);
  g_assert_cmpuint (fixture->n_rules, ==, 0);
  nas_lab_tear_down (&lab, NULL);
}

/* The interval, and a pause that is known after the next start, too. */
static void
test_poller (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BksFleet) fleet = bks_fleet_new ();
  g_autoptr (FakeTimer) timer = fake_timer_new ();
  g_autoptr (GNetworkMonitor) network = fake_network_new ();
  g_autoptr (BksPoller) poller = bks_poller_new_full (G_LIST_MODEL (fleet), BKS_TIMER (timer),
                                                      network);
  gint64 until = fake_timer_get_now (timer) + G_TIME_SPAN_HOUR;
  NasLab lab;

  g_settings_set_int64 (fixture->gsettings, "paused-until", until);
  bks_settings_bind_poller (fixture->settings, poller);
  g_assert_cmpint (bks_poller_get_paused_until (poller), ==, until);
  nas_lab_set_up (&lab, "empty");
  bks_fleet_add (fleet, lab.nas);
  g_assert_false (bks_nas_get_is_checking (lab.nas));

  bks_poller_resume (poller);
  g_assert_cmpint (g_settings_get_int64 (fixture->gsettings, "paused-until"), ==, 0);
  while (bks_nas_get_state (lab.nas) != BKS_NAS_FRESH || bks_nas_get_is_checking (lab.nas))
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpfloat (fake_timer_get_wait (timer), ==, 900);
  g_settings_set_uint (fixture->gsettings, "look-every", 120);
  g_assert_cmpfloat (fake_timer_get_wait (timer), ==, 7200);

  bks_poller_pause (poller, until);
  g_assert_cmpint (g_settings_get_int64 (fixture->gsettings, "paused-until"), ==, until);
  g_settings_set_int64 (fixture->gsettings, "paused-until", until + 1);
  g_assert_cmpint (bks_poller_get_paused_until (poller), ==, until + 1);
  bks_poller_stop (poller);
  g_assert_cmpint (g_settings_get_int64 (fixture->gsettings, "paused-until"), ==, until + 1);
  nas_lab_tear_down (&lab, NULL);
}

/* One that was over before the start is forgotten. */
static void
test_old_pause (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BksFleet) fleet = bks_fleet_new ();
  g_autoptr (BksPoller) poller = bks_poller_new (G_LIST_MODEL (fleet));

  g_settings_set_int64 (fixture->gsettings, "paused-until", 1);
  bks_settings_bind_poller (fixture->settings, poller);
  g_assert_cmpint (bks_poller_get_paused_until (poller), ==, 0);
  g_assert_cmpint (g_settings_get_int64 (fixture->gsettings, "paused-until"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/app/settings/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("defaults", test_defaults);
  ADD ("rules", test_rules);
  ADD ("limits", test_limits);
  ADD ("poller", test_poller);
  ADD ("old-pause", test_old_pause);
#undef ADD

  return g_test_run ();
}
