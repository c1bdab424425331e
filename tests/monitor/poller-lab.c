/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "poller-lab.h"

#include <math.h>
#include <stdio.h>

#include "test-wait.h"

void
poller_lab_set_up (PollerLab *self, gconstpointer variant)
{
  nas_lab_set_up (&self->lab, variant);
  self->fleet = bks_fleet_new ();
  self->timer = fake_timer_new ();
  self->network = fake_network_new ();
}

void
poller_lab_tear_down (PollerLab *self, gconstpointer variant)
{
  if (self->poller != NULL)
    bks_poller_stop (self->poller);
  g_clear_object (&self->poller);
  g_clear_object (&self->fleet);
  g_clear_object (&self->timer);
  g_clear_object (&self->network);
  nas_lab_tear_down (&self->lab, variant);
}

/* As the application has it: nothing is visible yet. */
void
poller_lab_start (PollerLab *self)
{
  bks_fleet_add (self->fleet, self->lab.nas);
  self->poller = bks_poller_new_full (G_LIST_MODEL (self->fleet), BKS_TIMER (self->timer),
                                      self->network);
  poller_lab_wait_for_rest (self);
}

/* Of a NAS where nothing runs, and nothing is planned. */
void
poller_lab_start_calm (PollerLab *self)
{
  g_autoptr (JsonObject) state = nas_lab_ask (&self->lab, "state");
  JsonArray *tasks = json_object_get_array_member (state, "tasks");

  for (guint i = 0; i < json_array_get_length (tasks); i++)
    {
      JsonObject *task = json_array_get_object_element (tasks, i);
      const char *id = json_object_get_string_member (task, "task_id");

      if (json_object_get_boolean_member (task, "busy"))
        nas_lab_tell (&self->lab, "end-run", "{\"task_id\": \"%s\"}", id);
      nas_lab_tell (&self->lab, "set-task", "{\"task_id\": \"%s\", \"scheduled\": false}", id);
    }
  poller_lab_start (self);
  g_assert_false (bks_nas_has_busy_task (self->lab.nas));
}

void
poller_lab_end_runs (PollerLab *self)
{
  nas_lab_tell (&self->lab, "end-run", "{\"task_id\": \"%s\"}",
                bks_task_get_id (nas_lab_find (&self->lab, "Running")));
}

gint64
poller_lab_count (PollerLab *self)
{
  return nas_lab_count (&self->lab, "http_requests");
}

/* What the kernel says: connections from here to the simulated NAS that are open. */
guint
poller_lab_count_connections (PollerLab *self)
{
  g_autoptr (GUri) uri = g_uri_parse (bks_demo_nas_get_url (self->lab.demo), G_URI_FLAGS_NONE,
                                      NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents ("/proc/self/net/tcp", &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      unsigned int port, state;

      if (sscanf (lines[i], " %*u: %*x:%*x %*x:%x %x", &port, &state) == 2
          && (int) port == g_uri_get_port (uri) && state == 1)
        n++;
    }
  return n;
}

static gboolean
is_at_rest (gpointer data)
{
  PollerLab *self = data;

  return bks_nas_get_state (self->lab.nas) >= BKS_NAS_FRESH
         && !bks_nas_get_is_checking (self->lab.nas);
}

void
poller_lab_wait_for_rest (PollerLab *self)
{
  g_assert_true (test_wait_until (is_at_rest, self, TEST_WAIT_LIMIT_MS));
  /* Who asked is called back after the NAS has said that it is over. */
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static gboolean
has_requests (gpointer data)
{
  PollerLab *self = data;

  return poller_lab_count (self) >= self->wanted;
}

void
poller_lab_wait_for_requests (PollerLab *self, gint64 wanted)
{
  self->wanted = wanted;
  g_assert_true (test_wait_until (has_requests, self, TEST_WAIT_LIMIT_MS));
  poller_lab_wait_for_rest (self);
  g_assert_cmpint (poller_lab_count (self), ==, wanted);
}

/* s until the process wakes again; -1 = never */
void
poller_lab_expect_wait (PollerLab *self, double seconds)
{
  double wait = fake_timer_get_wait (self->timer);

  if (fabs (wait - seconds) > 0.001)
    g_error ("The next deadline is in %f s instead of %f s", wait, seconds);
}
