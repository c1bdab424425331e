/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "soak-private.h"

#include <string.h>

#include "bks-nas-state.h"
#include "test-wait.h"

/* What is right again is looked at after so many faults. */
#define ROUND 40

/* Far above what the loopback takes, far below what a test may. */
#define DEADLINE_MS 400

#define MOST_ACTS 6

/* The longest pause of the poller is half an hour, and some of its deadlines come every ten seconds. */
#define MOST_DEADLINES 200

/* One action that somebody wants. */
typedef struct
{
  Soak *soak;
  GCancellable *cancellable;
  char *key;
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_object_unref (act->cancellable);
  g_free (act->key);
  g_free (act);
}

JsonObject *
soak_ask (Soak *self, const char *command, const char *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = bks_demo_nas_control (self->demo, command, arguments, &error);
  g_autoptr (JsonNode) node = NULL;

  if (error != NULL)
    g_error ("%s %s: %s", command, arguments, error->message);
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (node));
}

void
soak_tell (Soak *self, const char *command, const char *format, ...)
{
  g_autofree char *arguments = NULL;
  g_autoptr (JsonObject) answer = NULL;
  va_list values;

  va_start (values, format);
  arguments = g_strdup_vprintf (format, values);
  va_end (values);
  answer = soak_ask (self, command, arguments);
}

int
soak_throw (Soak *self, int begin, int end)
{
  return g_rand_int_range (self->rand, begin, end);
}

/* The runs have gone on; the time of day is that of this computer, and @error more. As the zone, an
 * error is believed for a quarter of an hour of real time. */
void
soak_set_clock (Soak *self, int error)
{
  soak_tell (self, "clock-offset", "{\"seconds\": %d}", error - self->advanced);
}

static gboolean
is_at_rest (gpointer data)
{
  Soak *self = data;

  return bks_nas_get_state (self->nas) >= BKS_NAS_FRESH && !bks_nas_get_is_checking (self->nas);
}

void
soak_wait_for_rest (Soak *self)
{
  /* Who is called back may ask again. */
  do
    {
      if (!test_wait_until (is_at_rest, self, TEST_WAIT_LIMIT_MS))
        g_error ("The NAS is in state %d and %s being asked", (int) bks_nas_get_state (self->nas),
                 bks_nas_get_is_checking (self->nas) ? "still" : "not");
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  while (!is_at_rest (self));
}

/* Lets time pass until the poller has asked once more. */
void
soak_poll (Soak *self)
{
  guint before = self->n_polls;

  /* The poller has other deadlines, too: words about time are told each minute. */
  for (int i = 0; i < MOST_DEADLINES && self->n_polls == before; i++)
    {
      double wait;

      /* A fault of the clock or the network makes it ask at once. */
      if (bks_nas_get_is_checking (self->nas))
        {
          soak_wait_for_rest (self);
          continue;
        }
      /* Nobody asks by himself where a person is wanted. */
      if (bks_nas_get_state (self->nas) == BKS_NAS_WAITING)
        {
          fake_timer_pass (self->timer, 60);
          return;
        }
      wait = fake_timer_get_wait (self->timer);
      g_assert_cmpfloat (wait, >=, 0);
      fake_timer_pass (self->timer, wait);
      soak_wait_for_rest (self);
    }
  g_assert_cmpuint (self->n_polls, >, before);
}

gint64
soak_count_calls (Soak *self, const char *call)
{
  g_autoptr (JsonObject) counters = soak_ask (self, "counters", NULL);

  return json_object_get_int_member_with_default (
      json_object_get_object_member (counters, "by_method"), call, 0);
}

/* A person signs in with what is right, and trusts the certificate that there is. */
void
soak_help (Soak *self)
{
  bks_nas_set_pin (self->nas, self->pin);
  bks_nas_set_credentials (self->nas, bks_demo_nas_get_account (self->demo), self->password);
  /* Another session, since the account may be another one. */
  self->n_logins_allowed++;
  soak_wait_for_rest (self);
}

static void
act_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Act *act = data;
  g_autoptr (GError) error = NULL;

  /* Whether it was done is for the NAS to say; here it only has to end. */
  bks_nas_act_finish (BKS_NAS (source), result, &error);
  g_ptr_array_remove (act->soak->acts, act);
}

static const char *
get_method (BksAction action)
{
  static const char *const methods[] = {
    [BKS_ACTION_BACK_UP] = "backup",  [BKS_ACTION_SUSPEND] = "suspend",
    [BKS_ACTION_RESUME] = "resume",   [BKS_ACTION_CANCEL] = "cancel",
    [BKS_ACTION_DISCARD] = "discard",
  };

  return methods[action];
}

/* Somebody presses a button of a task that is shown. */
static void
act (Soak *self)
{
  GListModel *tasks = bks_nas_get_tasks (self->nas);
  guint n = g_list_model_get_n_items (tasks);
  g_autoptr (BksTask) task = NULL;
  BksAction action = (BksAction) soak_throw (self, BKS_ACTION_BACK_UP, BKS_ACTION_DISCARD + 1);
  Act *wanted;
  guint before;

  if (n == 0 || self->acts->len >= MOST_ACTS)
    return;
  task = g_list_model_get_item (tasks, (guint) soak_throw (self, 0, (int) n));
  /* Most press what can be pressed; what could be pressed a moment ago may be, too. */
  for (int i = 0; i < 8 && soak_throw (self, 0, 8) > 0 && !bks_task_can (task, action, NULL); i++)
    action = (BksAction) soak_throw (self, BKS_ACTION_BACK_UP, BKS_ACTION_DISCARD + 1);
  wanted = g_new0 (Act, 1);
  wanted->soak = self;
  wanted->cancellable = g_cancellable_new ();
  wanted->key = g_strdup_printf ("%s %s", get_method (action), bks_task_get_id (task));
  before = GPOINTER_TO_UINT (g_hash_table_lookup (self->sent, wanted->key));
  g_hash_table_replace (self->sent, g_strdup (wanted->key), GUINT_TO_POINTER (before + 1));
  g_ptr_array_add (self->acts, wanted);
  self->n_acts++;
  bks_nas_act_async (self->nas, bks_task_get_id (task), action, wanted->cancellable, act_cb,
                     wanted);
}

static gboolean
has_no_acts (gpointer data)
{
  return ((Soak *) data)->acts->len == 0;
}

static void
end_acts (Soak *self)
{
  /* None is called back before the main loop runs again. */
  for (guint i = 0; i < self->acts->len; i++)
    g_cancellable_cancel (((Act *) self->acts->pdata[i])->cancellable);
  g_assert_true (test_wait_until (has_no_acts, self, TEST_WAIT_LIMIT_MS));
}

static gboolean
is_write (const char *method)
{
  for (BksAction action = BKS_ACTION_BACK_UP; action <= BKS_ACTION_DISCARD; action++)
    if (g_str_equal (method, get_method (action)))
      return TRUE;
  return FALSE;
}

/* What the NAS has received since the last look: no write that nobody wanted, none twice, and no more
 * logins than there were reasons for. */
static void
check_requests (Soak *self)
{
  g_autoptr (JsonObject) answer = soak_ask (self, "requests", "{\"clear\": true}");
  g_autoptr (JsonObject) counters = soak_ask (self, "counters", NULL);
  JsonArray *requests = json_object_get_array_member (answer, "requests");

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);
      const char *api = json_object_get_string_member_with_default (request, "api", "");
      const char *method = json_object_get_string_member_with_default (request, "method", "");
      g_autofree char *key = NULL;
      guint wanted;

      if (g_str_equal (api, "SYNO.API.Auth") && g_str_equal (method, "login"))
        self->n_logins++;
      if (!g_str_equal (api, BACKUP) || !is_write (method))
        continue;
      key = g_strdup_printf ("%s %s", method,
                             json_object_get_string_member (
                                 json_object_get_object_member (request, "params"), "task_id"));
      wanted = GPOINTER_TO_UINT (g_hash_table_lookup (self->sent, key));
      if (wanted == 0)
        g_error ("Sent, though nobody wanted it so often: %s", key);
      g_hash_table_replace (self->sent, g_strdup (key), GUINT_TO_POINTER (wanted - 1));
      self->n_writes++;
    }
  if (self->n_logins > self->n_logins_allowed)
    g_error ("%" G_GINT64_FORMAT " logins for %" G_GINT64_FORMAT " reasons", self->n_logins,
             self->n_logins_allowed);
  g_assert_cmpint (json_object_get_int_member (counters, "is_remove_data_true"), ==, 0);
}

static BksNas *
make_nas (Soak *self)
{
  g_autoptr (GError) error = NULL;
  BksNas *nas = bks_nas_new ("office-nas", bks_demo_nas_get_url (self->demo), &error);

  g_assert_no_error (error);
  bks_nas_set_timeouts (nas, DEADLINE_MS, DEADLINE_MS);
  bks_nas_set_pin (nas, self->pin);
  bks_nas_set_credentials (nas, bks_demo_nas_get_account (self->demo), self->password);
  return nas;
}

/* What the model says, as one text. */
static char *
describe (BksNas *nas)
{
  GString *text = g_string_new (NULL);
  GListModel *tasks = bks_nas_get_tasks (nas);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      g_string_append_printf (text, "%s “%s” %s\n", bks_task_get_id (task),
                              bks_task_get_name (task), bks_task_get_status_word (task));
    }
  return g_string_free (text, FALSE);
}

/* All that is known of the tasks, but what was learnt by watching them. */
static char *
dump (BksNas *nas)
{
  g_autoptr (GVariant) state = g_variant_ref_sink (bks_nas_dump_state (nas));
  g_autoptr (GVariant) tasks = g_variant_lookup_value (state, "tasks", NULL);
  g_autofree char *text = g_variant_print (tasks, FALSE);
  g_autoptr (GRegex) learnt = g_regex_new ("'(usual-duration|last-check)': <int64 \\d+>(, )?", 0, 0,
                                           NULL);

  return g_regex_replace_literal (learnt, text, -1, 0, "", 0, NULL);
}

/* The NAS's own list, without any code of the client's. */
static void
check_against_nas (Soak *self)
{
  g_autoptr (JsonObject) state = soak_ask (self, "state", NULL);
  JsonArray *tasks = json_object_get_array_member (state, "tasks");
  GListModel *shown = bks_nas_get_tasks (self->nas);

  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, json_array_get_length (tasks));
  for (guint i = 0; i < json_array_get_length (tasks); i++)
    {
      JsonObject *task = json_array_get_object_element (tasks, i);
      BksTask *found = bks_nas_find_task (self->nas,
                                          json_object_get_string_member (task, "task_id"));

      g_assert_nonnull (found);
      g_assert_cmpstr (bks_task_get_name (found), ==, json_object_get_string_member (task, "name"));
      g_assert_cmpstr (bks_task_get_state (found), ==,
                       json_object_get_string_member (task, "state"));
    }
}

/* The last fault is over: what is shown is what the NAS says, two polls later. */
static void
recover (Soak *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BksNas) fresh = NULL;
  g_autofree char *is = NULL;
  g_autofree char *wanted = NULL;
  g_autofree char *is_known = NULL;
  g_autofree char *known = NULL;
  g_auto (TestAnswer) answer = { NULL };

  soak_wait_for_rest (self);
  end_acts (self);
  check_requests (self);
  soak_tell (self, "clear", "{}");
  g_hash_table_remove_all (self->sent);
  soak_set_clock (self, 0);
  bks_poller_set_visible (self->poller, TRUE);
  if (bks_nas_get_state (self->nas) == BKS_NAS_WAITING)
    soak_help (self);
  soak_poll (self);
  soak_poll (self);
  if (bks_nas_get_state (self->nas) != BKS_NAS_FRESH)
    g_error ("All is well, and the NAS is in state %d: %s", (int) bks_nas_get_state (self->nas),
             bks_nas_get_line (self->nas));

  fresh = make_nas (self);
  self->n_logins_allowed++;
  bks_nas_refresh_async (fresh, NULL, test_answer_cb, &answer);
  bks_nas_refresh_finish (fresh, test_answer_wait (&answer), &error);
  g_assert_no_error (error);
  is = describe (self->nas);
  wanted = describe (fresh);
  if (!g_str_equal (is, wanted))
    g_error ("Shown is\n%s\nwhere the NAS says\n%s", is, wanted);
  is_known = dump (self->nas);
  known = dump (fresh);
  if (!g_str_equal (is_known, known))
    g_error ("Known is\n%s\nwhere the NAS says\n%s", is_known, known);
  check_against_nas (self);
  if (self->check != NULL)
    self->check (self, fresh, self->check_data);
}

/*
 * soak_run:
 * @n_faults: how many
 *
 * Lets the NAS go wrong so often, with actions in between, and looks again and again whether all is
 * well when it is over.
 */
void
soak_run (Soak *self, guint n_faults)
{
  gint64 began = g_get_monotonic_time ();

  while (self->n_faults < n_faults)
    {
      for (int i = 0; i < ROUND && self->n_faults < n_faults; i++)
        {
          soak_make_fault (self);
          if (soak_throw (self, 0, 3) == 0)
            act (self);
          soak_poll (self);
          if (soak_throw (self, 0, 8) == 0)
            bks_poller_refresh (self->poller, NULL);
        }
      recover (self);
      if (self->n_faults % 1000 == 0)
        g_print ("# %u faults, %.0f s\n", self->n_faults,
                 (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC);
    }
  g_print ("# seed %u: %u faults, %u polls, %u actions, %u writes, %" G_GINT64_FORMAT
           " logins for at most %" G_GINT64_FORMAT " reasons, %u times a person was waited for; "
           "%.1f s\n",
           self->seed, self->n_faults, self->n_polls, self->n_acts, self->n_writes, self->n_logins,
           self->n_logins_allowed, self->n_latches,
           (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  /* Otherwise this would show nothing. */
  g_assert_cmpuint (self->n_polls, >, n_faults);
  g_assert_cmpuint (self->n_writes, >, n_faults / 100);
}

static void
soak_refreshed_cb (BksNas *nas, Soak *self)
{
  self->n_polls++;
}

Soak *
soak_new (guint32 seed)
{
  BksDemoNasOptions options = { .seed = 1, .speed = 0.001, .tls = TRUE };
  Soak *self = g_new0 (Soak, 1);
  g_autoptr (GError) error = NULL;

  g_print ("# seed %u; again with --seed %u\n", seed, seed);
  self->seed = seed;
  self->rand = g_rand_new_with_seed (seed);
  self->acts = g_ptr_array_new_with_free_func (act_free);
  self->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->demo = bks_demo_nas_new (&options, &error);
  g_assert_no_error (error);
  self->pin = g_strdup (bks_demo_nas_get_fingerprint (self->demo));
  self->password = g_strdup (bks_demo_nas_get_password (self->demo));
  self->nas = make_nas (self);
  g_signal_connect (self->nas, "refreshed", G_CALLBACK (soak_refreshed_cb), self);
  self->fleet = bks_fleet_new ();
  bks_fleet_add (self->fleet, self->nas);
  self->timer = fake_timer_new ();
  self->network = fake_network_new ();
  self->poller = bks_poller_new_full (G_LIST_MODEL (self->fleet), BKS_TIMER (self->timer),
                                      self->network);
  bks_poller_set_visible (self->poller, TRUE);
  self->n_logins_allowed = 1;
  soak_wait_for_rest (self);
  return self;
}

void
soak_free (Soak *self)
{
  end_acts (self);
  bks_poller_stop (self->poller);
  g_clear_object (&self->poller);
  g_clear_object (&self->fleet);
  g_clear_object (&self->timer);
  g_clear_object (&self->network);
  g_signal_handlers_disconnect_by_data (self->nas, self);
  g_clear_object (&self->nas);
  bks_demo_nas_stop (self->demo);
  g_clear_object (&self->demo);
  g_ptr_array_unref (self->acts);
  g_hash_table_unref (self->sent);
  g_rand_free (self->rand);
  g_free (self->password);
  g_free (self->pin);
  g_free (self);
}

/*
 * soak_choose_seed:
 * @n_faults_out: (inout): how many faults; changed by "--faults N"
 *
 * Returns: the number after "--seed", or another one each time
 */
guint32
soak_choose_seed (int argc, char **argv, guint *n_faults_out)
{
  guint32 seed = g_random_int ();

  for (int i = 1; i + 1 < argc; i += 2)
    {
      if (g_str_equal (argv[i], "--seed"))
        seed = (guint32) g_ascii_strtoull (argv[i + 1], NULL, 10);
      else if (g_str_equal (argv[i], "--faults"))
        *n_faults_out = (guint) g_ascii_strtoull (argv[i + 1], NULL, 10);
    }
  return seed;
}
