/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "keeper-lab.h"
#include "test-wait.h"

/* Backstay cannot lock its user out: a refused sign-in is not repeated by itself, whatever happens.
 * Logins are counted on the server. */

static BksNasRecord *
find_record (Home *home, const char *name)
{
  g_autoptr (GPtrArray) records = home_load (home);

  return bks_nas_record_copy (home_find (records, name));
}

static void
test_wrong_password (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, FALSE, FALSE);
  G_GNUC_UNUSED g_autoptr (BksNasRecord) before = home_put_nas (
      home, "office", bks_demo_nas_get_url (demo), "demo", "not this one");
  gint64 n_requests;

  {
    g_autoptr (Run) run = run_new (home);
    g_autoptr (BksNasRecord) record = NULL;
    BksNas *nas = run_get (run, "office");

    nas_poll_ten_times (nas, BKS_PROBLEM_AUTH_REJECTED);
    g_assert_cmpint (demo_count_logins (demo), ==, 1);
    g_assert_cmpstr (bks_nas_get_line (nas), ==, "Paused to protect your account");
    run_flush (run);
    record = find_record (home, "office");
    g_assert_nonnull (record->latch);
    g_assert_cmpint (record->latch->code, ==, 400);
  }

  /* The next process does not send anything at all. */
  n_requests = demo_count (demo, "http_requests");
  {
    g_autoptr (Run) run = run_new (home);
    BksNas *nas = run_get (run, "office");

    g_assert_cmpint (bks_nas_get_state (nas), ==, BKS_NAS_WAITING);
    g_assert_cmpstr (bks_nas_get_line (nas), ==, "Paused to protect your account");
    nas_poll_ten_times (nas, BKS_PROBLEM_AUTH_REJECTED);
    g_assert_cmpint (bks_problem_get_code (bks_nas_get_problem (nas)), ==, 400);
  }
  g_assert_cmpint (demo_count (demo, "http_requests"), ==, n_requests);
  demo_free (demo);
}

static void
test_blocked (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, FALSE, FALSE);
  G_GNUC_UNUSED g_autoptr (BksNasRecord) before = home_put_nas (
      home, "office", bks_demo_nas_get_url (demo), "demo", bks_demo_nas_get_password (demo));

  demo_tell (demo, "block", "{}");
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (Run) run = run_new (home);

      nas_poll_ten_times (run_get (run, "office"), BKS_PROBLEM_BLOCKED);
      g_assert_cmpint (demo_count_logins (demo), ==, 1);
    }

  /* "I Have Unblocked It". */
  demo_tell (demo, "unblock", "{}");
  {
    g_autoptr (Run) run = run_new (home);
    g_autoptr (BksNasRecord) record = NULL;
    BksNas *nas = run_get (run, "office");

    bks_keeper_try_again (run->keeper, nas);
    nas_refresh_well (nas);
    g_assert_cmpint (demo_count_logins (demo), ==, 2);
    run_flush (run);
    record = find_record (home, "office");
    g_assert_null (record->latch);
  }
  demo_free (demo);
}

/* One more try for one act of the user, and then it waits again. */
static void
test_not_unblocked (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, FALSE, FALSE);
  G_GNUC_UNUSED g_autoptr (BksNasRecord) before = home_put_nas (
      home, "office", bks_demo_nas_get_url (demo), "demo", bks_demo_nas_get_password (demo));

  demo_tell (demo, "block", "{}");
  {
    g_autoptr (Run) run = run_new (home);
    BksNas *nas = run_get (run, "office");

    nas_poll_ten_times (nas, BKS_PROBLEM_BLOCKED);
    bks_keeper_try_again (run->keeper, nas);
    nas_poll_ten_times (nas, BKS_PROBLEM_BLOCKED);
    g_assert_cmpint (demo_count_logins (demo), ==, 2);
  }
  {
    g_autoptr (Run) run = run_new (home);

    nas_poll_ten_times (run_get (run, "office"), BKS_PROBLEM_BLOCKED);
    g_assert_cmpint (demo_count_logins (demo), ==, 2);
  }
  demo_free (demo);
}

static void
test_codes (void)
{
  static const struct
  {
    int code;
    BksProblemKind kind;
  } cases[] = {
    { 400, BKS_PROBLEM_AUTH_REJECTED }, { 401, BKS_PROBLEM_AUTH_REJECTED },
    { 402, BKS_PROBLEM_PERMISSION },    { 403, BKS_PROBLEM_OTP_REQUIRED },
    { 404, BKS_PROBLEM_OTP_REJECTED },  { 405, BKS_PROBLEM_AUTH_REJECTED },
    { 406, BKS_PROBLEM_AUTH_REJECTED }, { 407, BKS_PROBLEM_BLOCKED },
    { 408, BKS_PROBLEM_AUTH_REJECTED }, { 409, BKS_PROBLEM_AUTH_REJECTED },
    { 410, BKS_PROBLEM_AUTH_REJECTED }, { 411, BKS_PROBLEM_BLOCKED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Home) home = home_new ();
      BksDemoNas *demo = demo_new (NULL, FALSE, FALSE);
      g_autofree char *account = g_strdup_printf ("code-%d", cases[i].code);
      G_GNUC_UNUSED g_autoptr (BksNasRecord) before = home_put_nas (
          home, "office", bks_demo_nas_get_url (demo), account, bks_demo_nas_get_password (demo));
      g_autofree char *line = NULL;

      for (int round = 0; round < 2; round++)
        {
          g_autoptr (Run) run = run_new (home);
          BksNas *nas = run_get (run, "office");

          nas_poll_ten_times (nas, cases[i].kind);
          g_assert_cmpint (bks_problem_get_code (bks_nas_get_problem (nas)), ==, cases[i].code);
          if (round == 0)
            line = g_strdup (bks_nas_get_line (nas));
          else
            g_assert_cmpstr (bks_nas_get_line (nas), ==, line);
        }
      /* 405 is about the address, not about the account: it may be tried once in each run. */
      g_assert_cmpint (demo_count_logins (demo), ==, cases[i].code == 405 ? 2 : 1);
      demo_free (demo);
    }
}

static void
test_new_password (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, FALSE, FALSE);
  g_autoptr (BksNasRecord) before = home_put_nas (home, "office", bks_demo_nas_get_url (demo),
                                                  "demo", "not this one");
  g_autofree char *secret = NULL;

  {
    g_autoptr (Run) run = run_new (home);

    nas_poll_ten_times (run_get (run, "office"), BKS_PROBLEM_AUTH_REJECTED);
  }
  {
    g_autoptr (Run) run = run_new (home);
    g_autoptr (GError) error = NULL;
    BksNas *nas = run_get (run, "office");

    /* As the assistant does it: a wrong one, then the right one. */
    bks_nas_set_credentials (nas, "demo", "nor this one");
    g_assert_false (nas_sign_in (nas, &error));
    g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_AUTH_REJECTED);
    g_clear_error (&error);
    g_assert_cmpint (bks_nas_get_state (nas), ==, BKS_NAS_WAITING);
    bks_nas_set_credentials (nas, "demo", bks_demo_nas_get_password (demo));
    g_assert_true (nas_sign_in (nas, &error));
    g_assert_true (run_keep (run, nas, TRUE, &error));
    g_assert_no_error (error);
    g_assert_cmpint (demo_count_logins (demo), ==, 3);
  }
  secret = home_look_up (home, before->id, "demo", BKS_SECRET_PASSWORD);
  g_assert_cmpstr (secret, ==, bks_demo_nas_get_password (demo));
  {
    g_autoptr (Run) run = run_new (home);

    nas_refresh_well (run_get (run, "office"));
    g_assert_cmpint (demo_count_logins (demo), ==, 4);
  }
  demo_free (demo);
}

/* The password is changed on the NAS while there is a session. */
static void
test_changed_in_session (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, FALSE, FALSE);
  G_GNUC_UNUSED g_autoptr (BksNasRecord) before = home_put_nas (
      home, "office", bks_demo_nas_get_url (demo), "demo", bks_demo_nas_get_password (demo));

  {
    g_autoptr (Run) run = run_new (home);
    BksNas *nas = run_get (run, "office");

    nas_refresh_well (nas);
    demo_tell (demo, "set-password", "{\"password\": \"other\"}");
    demo_tell (demo, "expire-sessions", "{}");
    nas_poll_ten_times (nas, BKS_PROBLEM_AUTH_REJECTED);
    g_assert_cmpint (demo_count_logins (demo), ==, 2);
  }
  {
    g_autoptr (Run) run = run_new (home);

    nas_poll_ten_times (run_get (run, "office"), BKS_PROBLEM_AUTH_REJECTED);
    g_assert_cmpint (demo_count_logins (demo), ==, 2);
  }
  demo_free (demo);
}

#define N_PARALLEL 20

static gboolean
have_come (gpointer data)
{
  TestAnswer *answers = data;

  for (int i = 0; i < N_PARALLEL; i++)
    if (answers[i].result == NULL)
      return FALSE;
  return TRUE;
}

static void
test_expired_in_parallel (void)
{
  static const int codes[] = { 106, 107, 119, 150 };
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, FALSE, FALSE);
  G_GNUC_UNUSED g_autoptr (BksNasRecord) before = home_put_nas (
      home, "office", bks_demo_nas_get_url (demo), "demo", bks_demo_nas_get_password (demo));

  for (guint code = 0; code < G_N_ELEMENTS (codes); code++)
    {
      g_autoptr (Run) run = run_new (home);
      BksNas *nas = run_get (run, "office");
      TestAnswer answers[N_PARALLEL] = { { NULL } };
      g_autoptr (BksTask) task = NULL;

      nas_refresh_well (nas);
      task = g_list_model_get_item (bks_nas_get_tasks (nas), 0);
      demo_tell (demo, "clear", "{}");
      demo_tell (demo, "expire-sessions", "{\"code\": %d}", codes[code]);
      for (int i = 0; i < N_PARALLEL; i++)
        bks_nas_load_details_async (nas, bks_task_get_id (task), NULL, test_answer_cb, &answers[i]);
      g_assert_true (test_wait_until (have_come, answers, TEST_WAIT_LIMIT_MS));
      for (int i = 0; i < N_PARALLEL; i++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (BksTaskDetails) details = NULL;

          details = bks_nas_load_details_finish (nas, answers[i].result, &error);
          g_assert_no_error (error);
          g_assert_nonnull (details);
          test_answer_clear (&answers[i]);
        }
      g_assert_cmpint (demo_count_logins (demo), ==, 1);
      g_assert_cmpint (demo_count (demo, "failed_logins"), ==, 0);
    }
  demo_free (demo);
}

static void
test_device (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, TRUE, FALSE);
  g_autofree char *code = bks_demo_nas_dup_otp (demo);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  {
    g_autoptr (Run) run = run_new (home);
    g_autoptr (BksNas) nas = nas_new_for (demo, "office");

    g_assert_false (nas_sign_in (nas, &error));
    g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_OTP_REQUIRED);
    g_clear_error (&error);
    bks_nas_set_otp (nas, code, TRUE);
    g_assert_true (nas_sign_in (nas, &error));
    g_assert_true (run_keep (run, nas, TRUE, &error));
    g_assert_null (run->notice);
    id = g_strdup (bks_nas_get_id (nas));
  }
  {
    g_autoptr (Run) run = run_new (home);
    g_autofree char *device = home_look_up (home, id, "demo", BKS_SECRET_DEVICE);

    g_assert_nonnull (device);
    demo_tell (demo, "clear", "{}");
    nas_refresh_well (run_get (run, "office"));
    g_assert_cmpint (demo_count_logins (demo), ==, 1);
    g_assert_cmpint (demo_count (demo, "logins"), ==, 1);
  }

  /* The NAS forgets this computer: the code page, and no harm. */
  demo_tell (demo, "revoke-devices", "{}");
  demo_tell (demo, "clear", "{}");
  for (int i = 0; i < 2; i++)
    {
      g_autoptr (Run) run = run_new (home);
      BksNas *nas = run_get (run, "office");
      g_autofree char *device = NULL;

      nas_poll_ten_times (nas, BKS_PROBLEM_OTP_REQUIRED);
      g_assert_cmpstr (bks_nas_get_line (nas), ==, "Code needed");
      g_assert_cmpint (demo_count_logins (demo), ==, 1);
      g_assert_cmpint (demo_count (demo, "failed_logins"), ==, 0);
      run_flush (run);
      device = home_look_up (home, id, "demo", BKS_SECRET_DEVICE);
      g_assert_null (device);
    }
  {
    g_autoptr (Run) run = run_new (home);
    BksNas *nas = run_get (run, "office");
    g_autofree char *device = NULL;

    /* The password is there, although nobody may use it by himself. */
    g_assert_false (nas_refresh (nas, NULL));
    bks_nas_set_otp (nas, code, TRUE);
    g_assert_true (nas_sign_in (nas, &error));
    nas_refresh_well (nas);
    run_flush (run);
    device = home_look_up (home, id, "demo", BKS_SECRET_DEVICE);
    g_assert_nonnull (device);
    {
      g_autoptr (BksNasRecord) record = find_record (home, "office");

      g_assert_null (record->latch);
      g_assert_cmpstr (record->device_name, ==, g_get_host_name ());
    }
  }
  demo_tell (demo, "clear", "{}");
  {
    g_autoptr (Run) run = run_new (home);

    nas_refresh_well (run_get (run, "office"));
    g_assert_cmpint (demo_count_logins (demo), ==, 1);
  }
  demo_free (demo);
}

/* An account that needs no code gets no device ID either. */
static void
test_no_device (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, FALSE, FALSE);
  g_autoptr (Run) run = run_new (home);
  g_autoptr (BksNas) nas = nas_new_for (demo, "office");
  g_autoptr (GError) error = NULL;

  bks_nas_set_otp (nas, "123456", TRUE);
  g_assert_true (nas_sign_in (nas, &error));
  g_assert_true (run_keep (run, nas, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (run->notice, ==,
                   "office does not remember computers. It will ask for a code each time.");
  demo_free (demo);
}

static gboolean
is_waiting (gpointer data)
{
  return bks_nas_get_state (data) == BKS_NAS_WAITING;
}

static gboolean
waits_no_more (gpointer data)
{
  return bks_nas_get_state (data) != BKS_NAS_WAITING;
}

/* What one process is refused, another does not try; where one is let in again, the other goes on. */
static void
test_two_processes (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, FALSE, FALSE);
  G_GNUC_UNUSED g_autoptr (BksNasRecord) before = home_put_nas (
      home, "office", bks_demo_nas_get_url (demo), "demo", bks_demo_nas_get_password (demo));
  g_autoptr (Run) window = run_new (home);
  BksNas *nas = run_get (window, "office");

  run_watch (window);
  nas_refresh_well (nas);
  demo_tell (demo, "block", "{}");
  {
    g_autoptr (Run) other = run_new (home);

    nas_poll_ten_times (run_get (other, "office"), BKS_PROBLEM_BLOCKED);
  }
  g_assert_true (test_wait_until (is_waiting, nas, TEST_WAIT_LIMIT_MS));
  nas_poll_ten_times (nas, BKS_PROBLEM_BLOCKED);
  g_assert_cmpint (demo_count_logins (demo), ==, 2);

  demo_tell (demo, "unblock", "{}");
  {
    g_autoptr (Run) other = run_new (home);

    bks_keeper_try_again (other->keeper, run_get (other, "office"));
    nas_refresh_well (run_get (other, "office"));
  }
  g_assert_true (test_wait_until (waits_no_more, nas, TEST_WAIT_LIMIT_MS));
  nas_refresh_well (nas);
  demo_free (demo);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keeper/latch/wrong-password", test_wrong_password);
  g_test_add_func ("/keeper/latch/blocked", test_blocked);
  g_test_add_func ("/keeper/latch/not-unblocked", test_not_unblocked);
  g_test_add_func ("/keeper/latch/codes", test_codes);
  g_test_add_func ("/keeper/latch/new-password", test_new_password);
  g_test_add_func ("/keeper/latch/changed-in-session", test_changed_in_session);
  g_test_add_func ("/keeper/latch/expired-in-parallel", test_expired_in_parallel);
  g_test_add_func ("/keeper/latch/device", test_device);
  g_test_add_func ("/keeper/latch/no-device", test_no_device);
  g_test_add_func ("/keeper/latch/two-processes", test_two_processes);

  return g_test_run ();
}
