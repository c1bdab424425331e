/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "soak-private.h"

/* What may go wrong. */

#define MOST_TASKS 16

/* Returns: (transfer full): the ID of a task that the NAS has now */
static char *
pick_task (Soak *self)
{
  g_autoptr (JsonObject) state = soak_ask (self, "state", NULL);
  JsonArray *tasks = json_object_get_array_member (state, "tasks");
  guint n = json_array_get_length (tasks);

  if (n == 0)
    return g_strdup ("1");
  return g_strdup (json_object_get_string_member (
      json_array_get_object_element (tasks, (guint) soak_throw (self, 0, (int) n)), "task_id"));
}

static guint
count_tasks (Soak *self)
{
  g_autoptr (JsonObject) state = soak_ask (self, "state", NULL);

  return json_array_get_length (json_object_get_array_member (state, "tasks"));
}

/* Which requests a fault is aimed at. The first two say so that no login is hit. */
static const char *const aims[] = {
  "\"api\": \"" BACKUP "\", \"method\": \"list\"",
  "\"api\": \"" BACKUP "\", \"method\": \"status\"",
  "\"api\": \"SYNO.API.Auth\", \"method\": \"login\"",
  "\"count\": 1",
};

/* A fault of the web layer or of the answer. */
static void
fail_with (Soak *self, const char *fault)
{
  static const int chances[] = { 0, 0, 0, 0, 0, 1, 1, 1, 2, 3 };
  int aim = chances[soak_throw (self, 0, G_N_ELEMENTS (chances))];
  int count = aim == 3 ? 1 : soak_throw (self, 1, 4);

  /* A login that comes to nothing is tried again by the next poll. */
  if (aim >= 2)
    self->n_logins_allowed += count;
  if (aim == 3)
    soak_tell (self, "fail", "{%s, %s, \"after\": %d}", fault, aims[aim], soak_throw (self, 0, 3));
  else
    soak_tell (self, "fail", "{%s, %s, \"count\": %d}", fault, aims[aim], count);
}

static void
fault_web (Soak *self)
{
  static const char *const faults[] = {
    "\"mode\": \"http-500\"",     "\"mode\": \"http-503\"",
    "\"mode\": \"http-404\"",     "\"mode\": \"html\"",
    "\"mode\": \"empty\"",        "\"mode\": \"reset\"",
    "\"mode\": \"redirect\"",     "\"mode\": \"cut\"",
    "\"mode\": \"wrong-length\"", "\"mode\": \"wrong-length\", \"by\": -9",
  };

  fail_with (self, faults[soak_throw (self, 0, G_N_ELEMENTS (faults))]);
}

static void
fault_answer (Soak *self)
{
  static const char *const faults[] = {
    "\"mode\": \"wrong-types\"",
    "\"mode\": \"missing-fields\"",
    "\"mode\": \"nulls\"",
    "\"mode\": \"strings\"",
    "\"mode\": \"truncated\"",
    "\"mode\": \"not-json\"",
    "\"mode\": \"not-object\"",
    "\"mode\": \"deep\"",
    "\"mode\": \"huge-ints\"",
    "\"mode\": \"bad-utf8\"",
    "\"mode\": \"body\", \"body\": \"{}\"",
  };

  fail_with (self, faults[soak_throw (self, 0, G_N_ELEMENTS (faults))]);
}

static void
fault_rows (Soak *self)
{
  static const char *const faults[] = {
    "\"mode\": \"duplicates\"",          "\"mode\": \"vanished\"",
    "\"mode\": \"backwards\"",           "\"mode\": \"long-text\", \"length\": 50000",
    "\"mode\": \"flood\", \"rows\": 60",
  };

  fail_with (self, faults[soak_throw (self, 0, G_N_ELEMENTS (faults))]);
}

static void
fault_code (Soak *self)
{
  static const int codes[] = { 100, 101, 102, 103, 104, 114, 117, 120, 4400, 4401 };
  g_autofree char *fault = g_strdup_printf ("\"mode\": \"code\", \"code\": %d",
                                            codes[soak_throw (self, 0, G_N_ELEMENTS (codes))]);

  fail_with (self, fault);
}

/* Whatever waits for an answer waits in vain. */
static void
fault_slow (Soak *self)
{
  static const char *const faults[] = { "\"mode\": \"drip\"",
                                        "\"mode\": \"delay\", \"ms\": 1000",
                                        "\"mode\": \"delay\", \"ms\": 30",
                                        "\"mode\": \"delay\", \"ms\": 30",
                                        "\"mode\": \"delay\", \"ms\": 30",
                                        "\"mode\": \"delay\", \"ms\": 30" };

  soak_tell (self, "fail", "{%s, %s}", faults[soak_throw (self, 0, G_N_ELEMENTS (faults))],
             aims[0]);
}

static void
fault_huge (Soak *self)
{
  static const char *const faults[] = { "\"mode\": \"endless\"",
                                        "\"mode\": \"gzip-bomb\", \"mb\": 80",
                                        "\"mode\": \"flood\", \"rows\": 20000" };

  soak_tell (self, "fail", "{%s, %s}", faults[soak_throw (self, 0, G_N_ELEMENTS (faults))],
             aims[0]);
}

static void
fault_session (Soak *self)
{
  static const int codes[] = { 106, 119 };

  self->n_logins_allowed++;
  if (soak_throw (self, 0, 2) == 0)
    soak_tell (self, "expire-sessions", "{\"code\": %d}", codes[soak_throw (self, 0, 2)]);
  else
    soak_tell (self, "expire-sessions", "{\"code\": %d, \"after\": %d}",
               codes[soak_throw (self, 0, 2)], soak_throw (self, 1, 12));
}

static void
fault_lost_answer (Soak *self)
{
  static const char *const methods[] = { "backup", "cancel", "suspend", "resume", "discard" };

  soak_tell (self, "lose-answer", "{\"method\": \"%s\", \"how\": \"%s\"}",
             methods[soak_throw (self, 0, G_N_ELEMENTS (methods))],
             soak_throw (self, 0, 2) == 0 ? "reset" : "empty");
}

static void
fault_clock (Soak *self)
{
  static const int jumps[] = { 0, 0, 0, 90, -90, 3600, -7200, 400 * 86400, -400 * 86400 };

  switch (soak_throw (self, 0, 3))
    {
    case 0:
      soak_set_clock (self, jumps[soak_throw (self, 0, G_N_ELEMENTS (jumps))]);
      break;
    case 1:
      fake_timer_set_clock (self->timer, soak_throw (self, -5000, 5000));
      break;
    default:
      fake_timer_sleep (self->timer, soak_throw (self, 1, 90000));
      break;
    }
}

static void
fault_tasks (Soak *self)
{
  g_autofree char *id = pick_task (self);
  int seconds, end;

  switch (soak_throw (self, 0, 6))
    {
    case 0:
      if (count_tasks (self) >= MOST_TASKS)
        {
          soak_tell (self, "remove-task", "{\"task_id\": \"%s\"}", id);
          break;
        }
      soak_tell (self, "add-task", "{\"name\": \"Task %d <b>&amp;\", \"last_result\": \"done\"}",
                 soak_throw (self, 0, 1000));
      break;
    case 1:
      soak_tell (self, "remove-task", "{\"task_id\": \"%s\"}", id);
      soak_tell (self, "add-task", "{\"name\": \"After %s\"}", id);
      break;
    case 2:
      soak_tell (self, "end-run", "{\"task_id\": \"%s\", \"result\": \"%s\"}", id,
                 soak_throw (self, 0, 2) == 0 ? "done" : "failed");
      break;
    case 3:
      soak_tell (self, "set-task", "{\"task_id\": \"%s\", \"progress\": %d}", id,
                 soak_throw (self, 1, 100));
      break;
    case 4:
      seconds = soak_throw (self, 1, 7200);
      self->advanced += seconds;
      soak_tell (self, "advance", "{\"seconds\": %d}", seconds);
      soak_set_clock (self, 0);
      break;
    default:
      end = soak_throw (self, 1700000000, 1800000000);
      soak_tell (
          self, "set-task",
          "{\"task_id\": \"%s\", \"last_start\": %d, \"last_end\": %d, \"last_success\": %d, "
          "\"used_size\": %d}",
          id, end - 60, end, end, soak_throw (self, 0, G_MAXINT));
      break;
    }
}

/* Somebody changes the password: one login is refused, and hours later no other was sent. */
static void
fault_password (Soak *self)
{
  gint64 before;

  soak_wait_for_rest (self);
  if (bks_nas_get_state (self->nas) == BKS_NAS_WAITING)
    return;
  g_free (self->password);
  self->password = g_strdup_printf ("new-password-%d", soak_throw (self, 0, G_MAXINT));
  soak_tell (self, "set-password", "{\"password\": \"%s\"}", self->password);
  soak_tell (self, "clear", "{}");
  soak_tell (self, "expire-sessions", "{}");
  before = soak_count_calls (self, "SYNO.API.Auth login");
  for (int i = 0; i < 6 && bks_nas_get_state (self->nas) != BKS_NAS_WAITING; i++)
    soak_poll (self);
  g_assert_cmpint (bks_nas_get_state (self->nas), ==, BKS_NAS_WAITING);
  for (int i = 0; i < 3; i++)
    {
      fake_timer_pass (self->timer, 3600);
      soak_wait_for_rest (self);
    }
  bks_poller_refresh (self->poller, NULL);
  soak_wait_for_rest (self);
  g_assert_cmpint (soak_count_calls (self, "SYNO.API.Auth login"), ==, before + 1);
  self->n_latches++;
  soak_help (self);
}

/* Another certificate: nothing is sent before a person has looked at it. */
static void
fault_certificate (Soak *self)
{
  g_autoptr (JsonObject) answer = NULL;
  gint64 before;

  soak_wait_for_rest (self);
  if (bks_nas_get_state (self->nas) == BKS_NAS_WAITING)
    return;
  soak_tell (self, "clear", "{}");
  answer = soak_ask (self, "certificate", "{}");
  /* A connection that is open was looked at when it began. */
  soak_tell (self, "reboot", "{\"ms\": 0}");
  g_free (self->pin);
  self->pin = g_strdup (json_object_get_string_member (answer, "fingerprint"));
  before = soak_count_calls (self, "SYNO.API.Auth login");
  for (int i = 0; i < 6 && bks_nas_get_state (self->nas) != BKS_NAS_WAITING; i++)
    soak_poll (self);
  g_assert_cmpint (bks_nas_get_state (self->nas), ==, BKS_NAS_WAITING);
  {
    g_autoptr (JsonObject) counters = soak_ask (self, "counters", NULL);

    g_assert_cmpint (json_object_get_int_member (counters, "http_requests"), ==, 0);
  }
  g_assert_cmpint (soak_count_calls (self, "SYNO.API.Auth login"), ==, before);
  self->n_latches++;
  soak_help (self);
}

static void
fault_reboot (Soak *self)
{
  self->n_logins_allowed++;
  if (soak_throw (self, 0, 3) == 0)
    {
      soak_tell (self, "reboot", "{\"ms\": 0}");
      return;
    }
  soak_tell (self, "reboot", "{\"ms\": -1}");
  for (int i = soak_throw (self, 0, 4); i > 0; i--)
    soak_poll (self);
  soak_tell (self, "reboot", "{\"ms\": 0}");
}

static void
fault_network (Soak *self)
{
  fake_network_change (self->network, soak_throw (self, 0, 2) == 0);
  bks_poller_set_visible (self->poller, soak_throw (self, 0, 3) > 0);
}

static const struct
{
  const char *name;
  void (*make) (Soak *self);
  int weight;
} kinds[] = {
  { "web layer", fault_web, 240 },   { "answer", fault_answer, 220 },
  { "rows", fault_rows, 110 },       { "code", fault_code, 110 },
  { "slow", fault_slow, 12 },        { "huge", fault_huge, 5 },
  { "session", fault_session, 90 },  { "lost answer", fault_lost_answer, 50 },
  { "clock", fault_clock, 50 },      { "tasks", fault_tasks, 80 },
  { "password", fault_password, 6 }, { "certificate", fault_certificate, 8 },
  { "reboot", fault_reboot, 30 },    { "network", fault_network, 20 },
};

/* One at random. */
void
soak_make_fault (Soak *self)
{
  int sum = 0;
  int chosen;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    sum += kinds[i].weight;
  chosen = soak_throw (self, 0, sum);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      chosen -= kinds[i].weight;
      if (chosen >= 0)
        continue;
      g_debug ("%u: %s", self->n_faults, kinds[i].name);
      kinds[i].make (self);
      self->n_faults++;
      return;
    }
}
