/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "bks-nas-state.h"
#include "nas-lab.h"
#include "test-wait.h"

/* Nobody listens there. */
#define DEAD "http://127.0.0.1:1"

static BksNas *
make_nas (const char *address)
{
  g_autoptr (GError) error = NULL;
  BksNas *nas = bks_nas_new ("office-nas", address, &error);

  g_assert_no_error (error);
  bks_nas_set_allow_plain_http (nas, TRUE);
  bks_nas_set_credentials (nas, "somebody", "something");
  return nas;
}

/* As a file has it: bytes alone. */
static GBytes *
to_bytes (GVariant *state)
{
  g_autoptr (GVariant) own = g_variant_ref_sink (state);

  return g_variant_get_data_as_bytes (own);
}

static gboolean
restore (BksNas *nas, GBytes *bytes, gint64 when)
{
  g_autoptr (GVariant) state = g_variant_ref_sink (
      g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, bytes, FALSE));

  return bks_nas_restore_state (nas, state, when);
}

static BksTask *
task_at (BksNas *nas, guint i)
{
  g_autoptr (BksTask) task = g_list_model_get_item (bks_nas_get_tasks (nas), i);

  return task; /* the list keeps it */
}

/* Never healthy by default: whatever the state of the NAS, before it has answered. */
static void
assert_all_unknown (BksNas *nas, const char *clock)
{
  guint n = g_list_model_get_n_items (bks_nas_get_tasks (nas));

  for (guint i = 0; i < n; i++)
    {
      BksTask *task = task_at (nas, i);
      gboolean is_stale;

      g_object_get (task, "is-stale", &is_stale, NULL);
      g_assert_true (is_stale);
      g_assert_cmpint (bks_task_get_verdict (task), ==, BKS_VERDICT_UNKNOWN);
      g_assert_cmpstr (bks_task_get_status_word (task), ==, "Unknown");
      if (clock != NULL)
        g_assert_nonnull (strstr (bks_task_get_reason (task), clock));
    }
  g_assert_cmpint (bks_nas_get_verdict (nas), !=, BKS_VERDICT_OK);
  g_assert_cmpint (bks_nas_get_verdict (nas), !=, BKS_VERDICT_RUNNING);
}

/* 06:14 of this day, or of the day before. */
static gint64
at_0614 (char **clock_out)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) today = g_date_time_new_utc (g_date_time_get_year (now),
                                                     g_date_time_get_month (now),
                                                     g_date_time_get_day_of_month (now), 6, 14, 0);
  gint64 then = g_date_time_to_unix (today) * G_USEC_PER_SEC;

  if (then > g_get_real_time ())
    then -= G_TIME_SPAN_DAY;
  *clock_out = g_strdup ("06:14");
  return then;
}

static void
assert_same_facts (BksTask *a, BksTask *b)
{
  g_assert_cmpstr (bks_task_get_id (a), ==, bks_task_get_id (b));
  g_assert_cmpstr (bks_task_get_name (a), ==, bks_task_get_name (b));
  g_assert_cmpstr (bks_task_get_subtitle (a), ==, bks_task_get_subtitle (b));
  g_assert_cmpstr (bks_task_get_destination (a), ==, bks_task_get_destination (b));
  g_assert_cmpstr (bks_task_get_last_success_text (a), ==, bks_task_get_last_success_text (b));
  g_assert_cmpint (bks_task_get_last_start (a), ==, bks_task_get_last_start (b));
  g_assert_cmpint (bks_task_get_last_end (a), ==, bks_task_get_last_end (b));
  g_assert_cmpint (bks_task_get_last_success (a), ==, bks_task_get_last_success (b));
  g_assert_cmpint (bks_task_get_next_run (a), ==, bks_task_get_next_run (b));
  g_assert_cmpint (bks_task_has_schedule (a), ==, bks_task_has_schedule (b));
  g_assert_cmpstr (bks_task_get_state (a), ==, bks_task_get_state (b));
  g_assert_cmpstr (bks_task_get_status (a), ==, bks_task_get_status (b));
  g_assert_cmpstr (bks_task_get_last_result (a), ==, bks_task_get_last_result (b));
  g_assert_cmpstr (bks_task_get_last_error (a), ==, bks_task_get_last_error (b));
  g_assert_cmpint (bks_task_get_last_error_code (a), ==, bks_task_get_last_error_code (b));
  g_assert_cmpstr (bks_task_get_target_type (a), ==, bks_task_get_target_type (b));
  g_assert_cmpstr (bks_task_get_transfer_type (a), ==, bks_task_get_transfer_type (b));
  g_assert_cmpstr (bks_task_get_repository_id (a), ==, bks_task_get_repository_id (b));
  g_assert_cmpstr (bks_task_get_target_id (a), ==, bks_task_get_target_id (b));
  g_assert_cmpint (bks_task_get_encrypted (a), ==, bks_task_get_encrypted (b));
  g_assert_cmpint (bks_task_is_lun (a), ==, bks_task_is_lun (b));
}

/* Everything that a list shows is there again; how it is now nobody knows. */
static void
test_round_trip (NasLab *lab, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (BksNas) later = make_nas (DEAD);
  g_autofree char *clock = NULL;
  gint64 then = at_0614 (&clock);
  guint n, n_fine = 0;
  int offset, other_offset;

  g_assert_null (bks_nas_dump_state (lab->nas));
  nas_lab_refresh_well (lab);
  bytes = to_bytes (bks_nas_dump_state (lab->nas));
  g_assert_true (restore (later, bytes, then));

  n = g_list_model_get_n_items (bks_nas_get_tasks (lab->nas));
  g_assert_cmpuint (n, >=, 8);
  g_assert_cmpuint (g_list_model_get_n_items (bks_nas_get_tasks (later)), ==, n);
  for (guint i = 0; i < n; i++)
    {
      BksTask *was = task_at (lab->nas, i);
      BksTask *is = task_at (later, i);

      assert_same_facts (is, was);
      g_assert_true (bks_nas_find_task (later, bks_task_get_id (is)) == is);
      g_assert_cmpint (g_str_has_prefix (bks_task_get_reason (is), "Was fine at "), ==,
                       bks_task_get_verdict (was) == BKS_VERDICT_OK);
      n_fine += bks_task_get_verdict (was) == BKS_VERDICT_OK;
    }
  g_assert_cmpuint (n_fine, >, 0);
  assert_all_unknown (later, clock);
  g_assert_cmpint (bks_nas_get_state (later), ==, BKS_NAS_NEW);
  g_assert_cmpint (bks_nas_get_checked_at (later), ==, then);
  g_assert_nonnull (strstr (bks_nas_get_line (later), clock));
  g_assert_true (bks_nas_get_utc_offset (lab->nas, &offset));
  g_assert_true (bks_nas_get_utc_offset (later, &other_offset));
  g_assert_cmpint (offset, ==, other_offset);

  /* What was never heard in this process is passed on as it was. */
  {
    g_autoptr (GBytes) again = to_bytes (bks_nas_dump_state (later));

    g_assert_true (g_bytes_equal (again, bytes));
  }
}

/* The first refresh fails: that makes nothing younger. An hour later it is worth a look. */
static void
test_dead (NasLab *lab, gconstpointer data)
{
  g_autoptr (BksNas) later = make_nas (DEAD);
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *clock = NULL;
  gint64 then = at_0614 (&clock);

  nas_lab_refresh_well (lab);
  bytes = to_bytes (bks_nas_dump_state (lab->nas));
  g_assert_true (restore (later, bytes, then));
  for (int i = 0; i < 4; i++)
    {
      g_auto (TestAnswer) answer = { NULL };
      g_autoptr (GError) error = NULL;

      bks_nas_refresh_async (later, NULL, test_answer_cb, &answer);
      assert_all_unknown (later, clock);
      g_assert_false (bks_nas_refresh_finish (later, test_answer_wait (&answer), &error));
      g_assert_nonnull (error);
      assert_all_unknown (later, clock);
      g_assert_cmpint (bks_nas_get_state (later), ==, BKS_NAS_UNREACHABLE);
    }
  g_assert_cmpint (bks_nas_get_verdict (later), ==, BKS_VERDICT_UNKNOWN);
  g_assert_nonnull (strstr (bks_nas_get_line (later), clock));
  bks_nas_update_texts (later, g_get_real_time () + 61 * G_TIME_SPAN_MINUTE);
  g_assert_cmpint (bks_nas_get_verdict (later), ==, BKS_VERDICT_ATTENTION);

  /* Another address is another try, not an answer. */
  g_assert_true (bks_nas_set_address (later, "http://127.0.0.1:2", NULL));
  assert_all_unknown (later, clock);
  g_assert_cmpint (bks_nas_get_state (later), ==, BKS_NAS_NEW);
}

/* It waits for a person, who helps: still nothing was heard. */
static void
test_waiting (NasLab *lab, gconstpointer data)
{
  g_autoptr (BksNas) later = make_nas (DEAD);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (BksProblem) problem = bks_problem_new (BKS_PROBLEM_AUTH_REJECTED, "Wrong.", NULL);

  nas_lab_refresh_well (lab);
  bytes = to_bytes (bks_nas_dump_state (lab->nas));
  g_assert_true (restore (later, bytes, g_get_real_time () - G_TIME_SPAN_MINUTE));
  bks_nas_hold (later, problem);
  assert_all_unknown (later, NULL);
  bks_nas_release (later);
  assert_all_unknown (later, NULL);
  g_assert_cmpint (bks_nas_get_state (later), ==, BKS_NAS_NEW);
}

/* The answer comes: the rows are the same objects, and say what they would have said without. */
static void
test_answer (NasLab *lab, gconstpointer data)
{
  g_autoptr (BksNas) first = g_object_ref (lab->nas);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  guint n;

  nas_lab_refresh_well (lab);
  bytes = to_bytes (bks_nas_dump_state (first));
  g_clear_object (&lab->nas);
  lab->nas = make_nas (bks_demo_nas_get_url (lab->demo));
  bks_nas_set_credentials (lab->nas, bks_demo_nas_get_account (lab->demo),
                           bks_demo_nas_get_password (lab->demo));
  g_assert_true (restore (lab->nas, bytes, g_get_real_time () - 3 * G_TIME_SPAN_DAY));
  n = g_list_model_get_n_items (bks_nas_get_tasks (lab->nas));
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (rows, task_at (lab->nas, i));

  nas_lab_refresh_well (lab);
  g_assert_cmpint (bks_nas_get_state (lab->nas), ==, BKS_NAS_FRESH);
  g_assert_cmpuint (g_list_model_get_n_items (bks_nas_get_tasks (lab->nas)), ==, n);
  for (guint i = 0; i < n; i++)
    {
      BksTask *task = task_at (lab->nas, i);

      g_assert_true (task == rows->pdata[i]);
      assert_same_facts (task, task_at (first, i));
      g_assert_cmpint (bks_task_get_verdict (task), ==, bks_task_get_verdict (task_at (first, i)));
      g_assert_cmpstr (bks_task_get_status_word (task), ==,
                       bks_task_get_status_word (task_at (first, i)));
    }

  /* From now on it is heard: one failure makes it stale, not unreachable; and nothing old comes
   * back. */
  g_assert_false (restore (lab->nas, bytes, g_get_real_time ()));
  bks_demo_nas_stop (lab->demo);
  g_assert_false (nas_lab_refresh (lab, &error));
  g_assert_cmpint (bks_nas_get_state (lab->nas), ==, BKS_NAS_STALE);
}

static void
test_no_secrets (NasLab *lab, gconstpointer data)
{
  g_autoptr (GVariant) state = NULL;
  g_autofree char *text = NULL;

  nas_lab_refresh_well (lab);
  state = g_variant_ref_sink (bks_nas_dump_state (lab->nas));
  text = g_variant_print (state, TRUE);
  g_assert_null (strstr (text, bks_demo_nas_get_password (lab->demo)));
  g_assert_null (strstr (text, bks_demo_nas_get_account (lab->demo)));
}

static const struct
{
  const char *name;
  const char *state;
  gboolean is_restored;
  guint n_tasks;
} odd[] = {
  { "nothing", "@a{sv} {}", FALSE, 0 },
  { "newer", "{'version': <uint32 2>, 'tasks': <@aa{sv} []>}", FALSE, 0 },
  { "version-of-another-type", "{'version': <1>, 'tasks': <@aa{sv} []>}", FALSE, 0 },
  { "no-tasks", "{'version': <uint32 1>}", FALSE, 0 },
  { "tasks-of-another-type", "{'version': <uint32 1>, 'tasks': <'x'>}", FALSE, 0 },
  { "empty", "{'version': <uint32 1>, 'tasks': <@aa{sv} []>}", TRUE, 0 },
  { "two-of-one-id",
    "{'version': <uint32 1>, 'tasks': <[{'id': <'1'>, 'name': <'a'>}, {'id': <'1'>, 'name': "
    "<'b'>}, {'id': <'2'>, 'name': <'c'>}]>}",
    TRUE, 2 },
  { "no-name", "{'version': <uint32 1>, 'tasks': <[{'id': <'1'>}]>}", TRUE, 0 },
  { "no-id", "{'version': <uint32 1>, 'tasks': <[{'id': <''>, 'name': <'a'>}]>}", TRUE, 0 },
  { "wild-numbers",
    "{'version': <uint32 1>, 'utc-offset': <-2147483647>, 'clock-error': <int64 -9223372036854775807>, "
    "'tasks': <[{'id': <'1'>, 'name': <'a'>, 'last-error-code': <-2147483647>, 'usual-duration': "
    "<int64 9223372036854775807>, 'last-check': <int64 -9223372036854775807>, 'last-success': <('epoch', "
    "int64 9223372036854775807, 'x')>, 'last-start': <('local', int64 -9223372036854775807, '')>, "
    "'next-run': <('sometimes', int64 5, '')>, 'verdict': <'splendid'>, 'state': <7>, 'schedule': "
    "<{'hour': <-2147483647>, 'repeat-hour': <2147483647>, 'week-days': <uint32 4294967295>}>}]>}",
    TRUE, 1 },
};

static void
test_odd (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) state = g_variant_parse (G_VARIANT_TYPE_VARDICT, odd[i].state, NULL, NULL,
                                                &error);
  g_autoptr (BksNas) nas = make_nas (DEAD);

  g_assert_no_error (error);
  g_assert_cmpint (bks_nas_restore_state (nas, state, g_get_real_time () + G_TIME_SPAN_DAY), ==,
                   odd[i].is_restored);
  g_assert_cmpuint (g_list_model_get_n_items (bks_nas_get_tasks (nas)), ==, odd[i].n_tasks);
  g_assert_cmpint (bks_nas_get_checked_at (nas), <=, g_get_real_time ());
  assert_all_unknown (nas, NULL);
}

/* Whatever the bytes: no crash, no warning, and nothing is well. */
static void
test_noise (NasLab *lab, gconstpointer data)
{
  g_autoptr (GBytes) bytes = NULL;
  int rounds = g_test_slow () ? 20000 : 1000;
  gsize size;
  const char *whole;

  nas_lab_refresh_well (lab);
  bytes = to_bytes (bks_nas_dump_state (lab->nas));
  whole = g_bytes_get_data (bytes, &size);
  for (int i = 0; i < rounds; i++)
    {
      gsize length = g_test_rand_bit () ? size : (gsize) g_test_rand_int_range (0, (int) size);
      char *noisy = g_memdup2 (whole, length);
      g_autoptr (GBytes) other = NULL;
      g_autoptr (BksNas) nas = make_nas (DEAD);

      for (int j = g_test_rand_int_range (0, 12); j > 0 && length > 0; j--)
        noisy[g_test_rand_int_range (0, (int) length)] = (char) g_test_rand_int_range (0, 256);
      other = g_bytes_new_take (noisy, length);
      restore (nas, other, g_get_real_time ());
      assert_all_unknown (nas, NULL);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func)                                                                            \
  g_test_add ("/model/nas-state/" path, NasLab, NULL, nas_lab_set_up, func, nas_lab_tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("dead", test_dead);
  ADD ("waiting", test_waiting);
  ADD ("answer", test_answer);
  ADD ("no-secrets", test_no_secrets);
  ADD ("noise", test_noise);
#undef ADD
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *path = g_strconcat ("/model/nas-state/odd/", odd[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_odd);
    }
  return g_test_run ();
}
