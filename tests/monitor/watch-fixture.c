/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "watch-fixture.h"

#include "bks-memory-history.h"
#include "test-wait.h"

void
watch_end_run (WatchFixture *fixture, guint i, const char *result)
{
  nas_lab_tell (&fixture->lab, "end-run", "{\"task_id\": \"%s\", \"result\": \"%s\"}",
                fixture->ids[i], result);
}

static void
flush (WatchFixture *fixture)
{
  g_auto (TestAnswer) answer = { NULL };

  bks_history_flush_async (fixture->history, NULL, test_answer_cb, &answer);
  g_assert_true (bks_history_flush_finish (fixture->history, test_answer_wait (&answer), NULL));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Everything that follows from what was seen is over: it is written, then told, then written. */
void
watch_settle (WatchFixture *fixture)
{
  for (int i = 0; i < 4; i++)
    flush (fixture);
}

void
watch_poll_nas (WatchFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  nas_lab_refresh (&fixture->lab, &error);
  watch_settle (fixture);
}

/* Some time, here and on the NAS. */
void
watch_pass (WatchFixture *fixture, double seconds)
{
  nas_lab_tell (&fixture->lab, "advance", "{\"seconds\": %d}", (int) seconds);
  fake_timer_pass (fixture->timer, seconds);
}

void
watch_begin (WatchFixture *fixture)
{
  fixture->watch = bks_watch_new (fixture->fleet, fixture->history,
                                  BKS_NOTIFIER (fixture->notifier), BKS_TIMER (fixture->timer));
  bks_watch_start (fixture->watch);
  watch_settle (fixture);
}

void
watch_end (WatchFixture *fixture)
{
  bks_watch_stop (fixture->watch);
  watch_settle (fixture);
  g_clear_object (&fixture->watch);
}

/* As if the process ended: another NAS object knows nothing of the past either. */
void
watch_restart (WatchFixture *fixture)
{
  BksNas *old = fixture->lab.nas;
  g_autoptr (GError) error = NULL;

  if (fixture->watch != NULL)
    watch_end (fixture);
  bks_fleet_remove (fixture->fleet, old);
  fixture->lab.nas = bks_nas_new ("office-nas", bks_demo_nas_get_url (fixture->lab.demo), &error);
  g_assert_no_error (error);
  bks_nas_set_id (fixture->lab.nas, bks_nas_get_id (old));
  bks_nas_set_allow_plain_http (fixture->lab.nas, TRUE);
  bks_nas_set_credentials (fixture->lab.nas, bks_demo_nas_get_account (fixture->lab.demo),
                           bks_demo_nas_get_password (fixture->lab.demo));
  g_object_unref (old);
  bks_fleet_add (fixture->fleet, fixture->lab.nas);
}

void
watch_set_up (WatchFixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) state = NULL;
  JsonArray *tasks;

  nas_lab_set_up (&fixture->lab, data);
  state = nas_lab_ask (&fixture->lab, "state");
  tasks = json_object_get_array_member (state, "tasks");
  g_assert_cmpuint (json_array_get_length (tasks), ==, G_N_ELEMENTS (fixture->ids));
  for (guint i = 0; i < G_N_ELEMENTS (fixture->ids); i++)
    {
      JsonObject *task = json_array_get_object_element (tasks, i);

      fixture->ids[i] = g_strdup (json_object_get_string_member (task, "task_id"));
      nas_lab_tell (&fixture->lab, "set-task",
                    "{\"task_id\": \"%s\", \"name\": \"Backup %u\", \"state\": \"backupable\","
                    " \"damaged\": false, \"scheduled\": false, \"online\": true}",
                    fixture->ids[i], i);
      watch_end_run (fixture, i, "done");
    }
  fixture->fleet = bks_fleet_new ();
  bks_fleet_add (fixture->fleet, fixture->lab.nas);
  fixture->history = BKS_HISTORY (bks_memory_history_new ());
  fixture->notifier = fake_notifier_new ();
  fixture->timer = fake_timer_new ();
  fixture->network = fake_network_new ();
}

void
watch_tear_down (WatchFixture *fixture, gconstpointer data)
{
  if (fixture->watch != NULL)
    watch_end (fixture);
  g_clear_object (&fixture->fleet);
  g_clear_object (&fixture->history);
  g_clear_object (&fixture->notifier);
  g_clear_object (&fixture->timer);
  g_clear_object (&fixture->network);
  for (guint i = 0; i < G_N_ELEMENTS (fixture->ids); i++)
    g_free (fixture->ids[i]);
  nas_lab_tear_down (&fixture->lab, data);
}

void
watch_expect (WatchFixture *fixture, const char *says)
{
  g_autofree char *said = fake_notifier_take (fixture->notifier);

  g_assert_cmpstr (said, ==, says);
}

/* Nothing is the matter, and that has been seen. */
void
watch_start_fine (WatchFixture *fixture)
{
  watch_begin (fixture);
  watch_poll_nas (fixture);
  watch_expect (fixture, "");
  watch_pass (fixture, HOUR);
}
