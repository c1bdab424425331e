/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "keeper-lab.h"
#include "test-wait.h"

/* What the user does to NAS outlives the program, and goes to the other processes. */

#define DEAD "http://127.0.0.1:1"

static BksNasRecord *
find_record (Home *home, const char *name)
{
  g_autoptr (GPtrArray) records = home_load (home);

  return bks_nas_record_copy (home_find (records, name));
}

static void
assert_secrets (Home *home, const char *id, const char *account, gboolean password, gboolean device)
{
  g_autofree char *stored_password = home_look_up (home, id, account, BKS_SECRET_PASSWORD);
  g_autofree char *stored_device = home_look_up (home, id, account, BKS_SECRET_DEVICE);

  g_assert_cmpint (stored_password != NULL, ==, password);
  g_assert_cmpint (stored_device != NULL, ==, device);
}

static void
keep_well (Run *run, BksNas *nas, gboolean keep_password)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (nas_sign_in (nas, &error));
  g_assert_no_error (error);
  g_assert_true (run_keep (run, nas, keep_password, &error));
  g_assert_no_error (error);
}

/* Everything that is kept of a NAS, over HTTPS with a certificate of its own. */
static void
test_keep (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, TRUE, TRUE);
  g_autofree char *code = bks_demo_nas_dup_otp (demo);
  g_autofree char *id = NULL;

  {
    g_autoptr (Run) run = run_new (home);
    g_autoptr (BksNas) nas = nas_new_for (demo, "Büro");

    bks_nas_set_otp (nas, code, TRUE);
    keep_well (run, nas, TRUE);
    g_assert_true (bks_keeper_has (run->keeper, nas));
    g_assert_true (bks_keeper_get_keeps_password (run->keeper, nas));
    id = g_strdup (bks_nas_get_id (nas));
  }
  assert_secrets (home, id, "demo", TRUE, TRUE);
  demo_tell (demo, "clear", "{}");
  {
    g_autoptr (Run) run = run_new (home);
    BksNas *nas = run_get (run, "Büro");

    g_assert_cmpstr (bks_nas_get_id (nas), ==, id);
    g_assert_cmpstr (bks_nas_get_account (nas), ==, "demo");
    g_assert_cmpstr (bks_nas_get_pin (nas), ==, bks_demo_nas_get_fingerprint (demo));
    nas_refresh_well (nas);
    g_assert_cmpint (demo_count_logins (demo), ==, 1);
  }
  /* The end of a run is the end of its session. */
  g_assert_cmpint (demo_count (demo, "logouts"), ==, 1);
  g_assert_cmpint ((gint64) home_count_asked (home), ==, 0);
  demo_free (demo);
}

/* Another certificate: nothing is sent, and the trust of the user is kept. */
static void
test_certificate (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, FALSE, TRUE);
  g_autofree char *new_pin = NULL;

  {
    g_autoptr (Run) run = run_new (home);
    g_autoptr (BksNas) nas = nas_new_for (demo, "office");

    keep_well (run, nas, TRUE);
  }
  {
    g_autoptr (JsonObject) answer = demo_ask (demo, "new-certificate");
    g_autoptr (Run) run = run_new (home);
    BksNas *nas = run_get (run, "office");

    new_pin = g_strdup (json_object_get_string_member (answer, "fingerprint"));
    demo_tell (demo, "clear", "{}");
    nas_poll_ten_times (nas, BKS_PROBLEM_TLS_UNTRUSTED);
    g_assert_cmpstr (bks_nas_get_line (nas), ==, "Certificate changed");
    g_assert_cmpint (demo_count (demo, "http_requests"), ==, 0);
    g_assert_false (bks_keeper_trust (run->keeper, nas, "no fingerprint"));
    g_assert_true (bks_keeper_trust (run->keeper, nas, new_pin));
    nas_refresh_well (nas);
  }
  {
    g_autoptr (Run) run = run_new (home);

    nas_refresh_well (run_get (run, "office"));
    g_assert_cmpstr (bks_nas_get_pin (run_get (run, "office")), ==, new_pin);
  }
  demo_free (demo);
}

static void
test_rename_and_move (void)
{
  g_autoptr (Home) home = home_new ();
  g_autoptr (BksNasRecord) a = home_put_nas (home, "a", DEAD, "demo", "x");
  G_GNUC_UNUSED g_autoptr (BksNasRecord) b = home_put_nas (home, "b", DEAD, "demo", "x");
  G_GNUC_UNUSED g_autoptr (BksNasRecord) c = home_put_nas (home, "c", DEAD, "demo", "x");

  {
    g_autoptr (Run) run = run_new (home);
    g_autofree char *names = run_dup_names (run);
    g_autofree char *free_name = bks_keeper_make_name (run->keeper, "b");
    g_autoptr (GError) error = NULL;

    g_assert_cmpstr (names, ==, "a, b, c");
    g_assert_cmpstr (free_name, ==, "b 2");
    g_assert_false (bks_keeper_rename (run->keeper, run_get (run, "a"), "c", &error));
    g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
    g_clear_error (&error);
    g_assert_false (bks_keeper_rename (run->keeper, run_get (run, "a"), "  ", &error));
    g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
    g_clear_error (&error);
    g_assert_true (bks_keeper_rename (run->keeper, run_get (run, "a"), " Anna’s NAS ", &error));
    bks_keeper_move (run->keeper, run_get (run, "c"), 0);
  }
  {
    g_autoptr (Run) run = run_new (home);
    g_autofree char *names = run_dup_names (run);

    g_assert_cmpstr (names, ==, "c, Anna’s NAS, b");
    g_assert_cmpstr (bks_nas_get_id (run_get (run, "Anna’s NAS")), ==, a->id);
    g_assert_null (run->notice);
  }
  assert_secrets (home, a->id, "demo", TRUE, FALSE);
}

static void
test_remove (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, FALSE, FALSE);
  g_autoptr (BksNasRecord) a = home_put_nas (home, "a", DEAD, "demo", "x");
  g_autoptr (BksNasRecord) b = home_put_nas (home, "b", bks_demo_nas_get_url (demo), "demo",
                                             bks_demo_nas_get_password (demo));
  g_autoptr (BksNasRecord) c = home_put_nas (home, "c", DEAD, "demo", "x");

  {
    g_autoptr (Run) run = run_new (home);
    g_autoptr (BksNas) nas = g_object_ref (run_get (run, "b"));
    g_autofree char *without = NULL;
    g_autofree char *with = NULL;
    g_autofree char *free_name = NULL;

    nas_refresh_well (nas);
    bks_keeper_remove (run->keeper, nas);
    without = run_dup_names (run);
    g_assert_cmpstr (without, ==, "a, c");
    free_name = bks_keeper_make_name (run->keeper, "b");
    g_assert_cmpstr (free_name, ==, "b 2");
    assert_secrets (home, b->id, "demo", TRUE, FALSE);
    bks_keeper_undo_remove (run->keeper, nas);
    bks_keeper_undo_remove (run->keeper, nas);
    bks_keeper_commit_remove (run->keeper, nas);
    with = run_dup_names (run);
    g_assert_cmpstr (with, ==, "a, b, c");
  }
  assert_secrets (home, b->id, "demo", TRUE, FALSE);
  g_assert_cmpint (demo_count (demo, "logouts"), ==, 1);
  {
    g_autoptr (Run) run = run_new (home);
    g_autofree char *names = run_dup_names (run);
    g_autoptr (BksNas) nas = g_object_ref (run_get (run, "b"));

    g_assert_cmpstr (names, ==, "a, b, c");
    nas_refresh_well (nas);
    bks_keeper_remove (run->keeper, nas);
    bks_keeper_commit_remove (run->keeper, nas);
    bks_keeper_undo_remove (run->keeper, nas);
    run_flush (run);
    assert_secrets (home, b->id, "demo", FALSE, FALSE);
    g_assert_cmpint (demo_count (demo, "logouts"), ==, 2);
    /* Quitting is the end of the toast. */
    bks_keeper_remove (run->keeper, run_get (run, "c"));
  }
  assert_secrets (home, c->id, "demo", FALSE, FALSE);
  {
    g_autoptr (Run) run = run_new (home);
    g_autofree char *names = run_dup_names (run);

    g_assert_cmpstr (names, ==, "a");
  }
  assert_secrets (home, a->id, "demo", TRUE, FALSE);
  demo_free (demo);
}

static void
test_address_and_account (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, FALSE, FALSE);
  BksDemoNas *moved = demo_new (NULL, FALSE, FALSE);
  g_autoptr (BksNasRecord) before = home_put_nas (home, "a", bks_demo_nas_get_url (demo), "demo",
                                                  bks_demo_nas_get_password (demo));

  {
    g_autoptr (Run) run = run_new (home);
    g_autoptr (GError) error = NULL;
    BksNas *nas = run_get (run, "a");

    nas_refresh_well (nas);
    g_assert_false (bks_keeper_set_address (run->keeper, nas, "not an address", &error));
    g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_ADDRESS);
    g_clear_error (&error);
    g_assert_true (bks_keeper_set_address (run->keeper, nas, bks_demo_nas_get_url (moved), &error));
    nas_refresh_well (nas);
    g_assert_cmpint (demo_count (moved, "logins"), ==, 1);
    /* The old place is told. */
    g_assert_cmpint (demo_count (demo, "logouts"), ==, 1);
  }
  {
    g_autoptr (Run) run = run_new (home);
    BksNas *nas = run_get (run, "a");

    nas_refresh_well (nas);
    g_assert_cmpint (demo_count (moved, "logins"), ==, 2);
    g_assert_cmpint (demo_count (demo, "logins"), ==, 1);
    bks_keeper_set_account (run->keeper, nas, "anna");
    g_assert_cmpstr (bks_nas_get_line (nas), ==, "Not signed in");
    nas_poll_ten_times (nas, BKS_PROBLEM_AUTH_REJECTED);
    g_assert_cmpint (demo_count_logins (moved), ==, 2);
  }
  assert_secrets (home, before->id, "demo", FALSE, FALSE);
  {
    g_autoptr (Run) run = run_new (home);
    BksNas *nas = run_get (run, "a");

    g_assert_cmpstr (bks_nas_get_account (nas), ==, "anna");
    nas_poll_ten_times (nas, BKS_PROBLEM_AUTH_REJECTED);
    g_assert_cmpint (demo_count_logins (moved), ==, 2);
  }
  demo_free (demo);
  demo_free (moved);
}

static void
test_sign_out (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, FALSE, FALSE);
  g_autoptr (BksNasRecord) before = home_put_nas (home, "a", bks_demo_nas_get_url (demo), "demo",
                                                  bks_demo_nas_get_password (demo));

  {
    g_autoptr (Run) run = run_new (home);
    BksNas *nas = run_get (run, "a");

    nas_refresh_well (nas);
    bks_keeper_sign_out (run->keeper, nas);
    nas_poll_ten_times (nas, BKS_PROBLEM_AUTH_REJECTED);
  }
  g_assert_cmpint (demo_count (demo, "logouts"), ==, 1);
  {
    g_autoptr (Run) run = run_new (home);
    BksNas *nas = run_get (run, "a");

    g_assert_cmpstr (bks_nas_get_line (nas), ==, "Not signed in");
    g_assert_cmpstr (bks_problem_get_title (bks_nas_get_problem (nas)), ==, "Not signed in");
    nas_poll_ten_times (nas, BKS_PROBLEM_AUTH_REJECTED);
    g_assert_cmpint (demo_count_logins (demo), ==, 1);
    bks_keeper_try_again (run->keeper, nas);
    nas_refresh_well (nas);
    bks_keeper_forget_password (run->keeper, nas);
    g_assert_cmpstr (bks_nas_get_line (nas), ==, "Not signed in");
    nas_poll_ten_times (nas, BKS_PROBLEM_AUTH_REJECTED);
  }
  assert_secrets (home, before->id, "demo", FALSE, FALSE);
  {
    g_autoptr (Run) run = run_new (home);

    nas_poll_ten_times (run_get (run, "a"), BKS_PROBLEM_AUTH_REJECTED);
    g_assert_cmpint (demo_count_logins (demo), ==, 2);
  }
  demo_free (demo);
}

static void
test_session_only (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, FALSE, FALSE);
  g_autofree char *id = NULL;

  {
    g_autoptr (Run) run = run_new (home);
    g_autoptr (BksNas) nas = nas_new_for (demo, "a");
    g_autoptr (BksNas) twin = nas_new_for (demo, "a");

    keep_well (run, nas, FALSE);
    id = g_strdup (bks_nas_get_id (nas));
    nas_refresh_well (nas);
    demo_tell (demo, "expire-sessions", "{}");
    nas_refresh_well (nas);
    keep_well (run, twin, TRUE);
    g_assert_cmpstr (bks_nas_get_name (twin), ==, "a 2");
    bks_keeper_remove (run->keeper, twin);
  }
  assert_secrets (home, id, "demo", FALSE, FALSE);
  {
    g_autoptr (Run) run = run_new (home);
    BksNas *nas = run_get (run, "a");

    nas_poll_ten_times (nas, BKS_PROBLEM_AUTH_REJECTED);
    g_assert_cmpstr (bks_nas_get_line (nas), ==, "Not signed in");
    /* Typed, and kept from now on. */
    bks_nas_set_credentials (nas, "demo", bks_demo_nas_get_password (demo));
    keep_well (run, nas, TRUE);
  }
  assert_secrets (home, id, "demo", TRUE, FALSE);
  {
    g_autoptr (Run) run = run_new (home);
    BksNas *nas = run_get (run, "a");

    nas_refresh_well (nas);
    /* And no more. */
    keep_well (run, nas, FALSE);
  }
  assert_secrets (home, id, "demo", FALSE, FALSE);
  demo_free (demo);
}

static void
test_locked_keyring (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, FALSE, FALSE);
  G_GNUC_UNUSED g_autoptr (BksNasRecord) before = home_put_nas (
      home, "a", bks_demo_nas_get_url (demo), "demo", bks_demo_nas_get_password (demo));
  g_autoptr (Run) run = NULL;
  BksNas *nas;

  home_set_trouble (home, BKS_KEYRING_LOCKED);
  run = run_new (home);
  nas = run_get (run, "a");
  nas_poll_ten_times (nas, BKS_PROBLEM_KEYRING);
  g_assert_cmpstr (bks_nas_get_line (nas), ==, "Password not available");
  g_assert_cmpint (demo_count (demo, "http_requests"), ==, 0);
  g_assert_cmpint ((gint64) home_count_asked (home), ==, 0);

  /* Only the user's act makes the keyring ask. */
  bks_keeper_try_again (run->keeper, nas);
  g_assert_cmpint ((gint64) home_count_asked (home), ==, 1);
  nas_poll_ten_times (nas, BKS_PROBLEM_KEYRING);
  g_assert_cmpint ((gint64) home_count_asked (home), ==, 1);
  home_set_trouble (home, BKS_KEYRING_OK);
  bks_keeper_try_again (run->keeper, nas);
  nas_refresh_well (nas);
  g_assert_cmpint (demo_count_logins (demo), ==, 1);
  demo_free (demo);
}

static void
test_no_keyring (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, FALSE, FALSE);

  home_set_trouble (home, BKS_KEYRING_NONE);
  {
    g_autoptr (Run) run = run_new (home);
    g_autoptr (BksNas) nas = nas_new_for (demo, "a");
    g_autoptr (GError) error = NULL;
    g_auto (TestAnswer) answer = { NULL };
    g_autoptr (BksNasRecord) record = NULL;

    bks_keeper_check_keyring_async (run->keeper, NULL, test_answer_cb, &answer);
    g_assert_false (
        bks_keeper_check_keyring_finish (run->keeper, test_answer_wait (&answer), &error));
    g_assert_cmpint (bks_keyring_error_get_trouble (error), ==, BKS_KEYRING_NONE);
    g_clear_error (&error);

    g_assert_true (nas_sign_in (nas, &error));
    g_assert_false (run_keep (run, nas, TRUE, &error));
    g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_KEYRING);
    g_assert_true (bks_keeper_has (run->keeper, nas));
    g_assert_false (bks_keeper_get_keeps_password (run->keeper, nas));
    /* For this session it is there. */
    demo_tell (demo, "expire-sessions", "{}");
    nas_refresh_well (nas);
    record = find_record (home, "a");
    g_assert_false (record->keeps_password);
  }
  {
    g_autoptr (Run) run = run_new (home);

    nas_poll_ten_times (run_get (run, "a"), BKS_PROBLEM_AUTH_REJECTED);
    bks_keeper_remove (run->keeper, run_get (run, "a"));
    run_flush (run);
    g_assert_null (run->notice);
  }
  demo_free (demo);
}

typedef struct
{
  Run *run;
  const char *names;
} Names;

static gboolean
has_names (gpointer data)
{
  Names *wanted = data;
  g_autofree char *names = run_dup_names (wanted->run);

  return g_str_equal (names, wanted->names);
}

static void
wait_for_names (Run *run, const char *names)
{
  Names wanted = { run, names };

  g_assert_true (test_wait_until (has_names, &wanted, TEST_WAIT_LIMIT_MS));
}

/* The window follows what another process does to the list, object by object. */
static void
test_two_processes (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, FALSE, FALSE);
  g_autoptr (BksNasRecord) a = home_put_nas (home, "a", DEAD, "demo", "x");
  g_autoptr (Run) window = run_new (home);
  BksNas *first = run_get (window, "a");
  g_autoptr (GError) error = NULL;

  run_watch (window);
  {
    g_autoptr (Run) other = run_new (home);
    g_autoptr (BksNas) nas = nas_new_for (demo, "b");

    keep_well (other, nas, TRUE);
    wait_for_names (window, "a, b");
    nas_refresh_well (run_get (window, "b"));
    g_assert_true (bks_keeper_rename (other->keeper, nas, "B", &error));
    bks_keeper_move (other->keeper, nas, 0);
    wait_for_names (window, "B, a");
    g_assert_true (run_get (window, "a") == first);
    /* Both at once: neither undoes the other's. */
    g_assert_true (bks_keeper_rename (window->keeper, first, "A", &error));
    g_assert_true (bks_keeper_rename (other->keeper, nas, "bb", &error));
    wait_for_names (window, "bb, A");
    run_flush (window);
    bks_keeper_remove (other->keeper, nas);
    bks_keeper_commit_remove (other->keeper, nas);
  }
  {
    g_autoptr (BksNasRecord) record = find_record (home, "A");

    g_assert_cmpstr (record->id, ==, a->id);
  }
  demo_free (demo);
}

/* A removal that the toast still offers to undo, and the list changes meanwhile. */
static void
test_removed_meanwhile (void)
{
  g_autoptr (Home) home = home_new ();
  G_GNUC_UNUSED g_autoptr (BksNasRecord) a = home_put_nas (home, "a", DEAD, "demo", "x");
  G_GNUC_UNUSED g_autoptr (BksNasRecord) b = home_put_nas (home, "b", DEAD, "demo", "x");
  g_autoptr (Run) window = run_new (home);
  g_autoptr (BksNas) removed = g_object_ref (run_get (window, "a"));

  run_watch (window);
  bks_keeper_remove (window->keeper, removed);
  {
    g_autoptr (Run) other = run_new (home);
    g_autoptr (GError) error = NULL;

    g_assert_true (bks_keeper_rename (other->keeper, run_get (other, "b"), "B", &error));
  }
  wait_for_names (window, "B");
  {
    g_autoptr (Run) other = run_new (home);

    bks_keeper_remove (other->keeper, run_get (other, "a"));
    bks_keeper_remove (other->keeper, run_get (other, "B"));
  }
  wait_for_names (window, "");
  bks_keeper_undo_remove (window->keeper, removed);
  wait_for_names (window, "");
}

static gboolean
has_settled (gpointer data)
{
  BksNasState state = bks_nas_get_state (data);

  return state != BKS_NAS_NEW && state != BKS_NAS_ASKING;
}

/* One dead, one slow, one that needs a code: each is in its own state, and delays nobody. */
static void
test_five (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *good = demo_new (NULL, FALSE, FALSE);
  BksDemoNas *second = demo_new (NULL, FALSE, FALSE);
  BksDemoNas *slow = demo_new (NULL, FALSE, FALSE);
  BksDemoNas *code = demo_new (NULL, TRUE, FALSE);
  BksDemoNas *const demos[] = { good, second, slow, code };
  G_GNUC_UNUSED g_autoptr (BksNasRecord) r1 = home_put_nas (home, "dead", DEAD, "demo", "x");
  G_GNUC_UNUSED g_autoptr (BksNasRecord) r2 = home_put_nas (
      home, "slow", bks_demo_nas_get_url (slow), "demo", bks_demo_nas_get_password (slow));
  G_GNUC_UNUSED g_autoptr (BksNasRecord) r3 = home_put_nas (
      home, "code", bks_demo_nas_get_url (code), "demo", bks_demo_nas_get_password (code));
  G_GNUC_UNUSED g_autoptr (BksNasRecord) r4 = home_put_nas (
      home, "good", bks_demo_nas_get_url (good), "demo", bks_demo_nas_get_password (good));
  G_GNUC_UNUSED g_autoptr (BksNasRecord) r5 = home_put_nas (
      home, "second", bks_demo_nas_get_url (second), "demo", bks_demo_nas_get_password (second));
  g_autoptr (Run) run = run_new (home);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (run->fleet));
  TestAnswer answers[5] = { { NULL } };

  demo_tell (slow, "delay", "{\"ms\": 3000}");
  g_assert_cmpuint (n, ==, 5);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (G_LIST_MODEL (run->fleet), i);

      bks_nas_refresh_async (nas, NULL, test_answer_cb, &answers[i]);
    }
  for (guint i = 0; i < n; i++)
    if (i != 1)
      test_answer_wait (&answers[i]);
  /* All others are there while the slow one has hardly begun. */
  g_assert_cmpint (bks_nas_get_state (run_get (run, "slow")), ==, BKS_NAS_ASKING);
  g_assert_cmpstr (bks_nas_get_line (run_get (run, "slow")), ==, "Signing in…");
  g_assert_cmpint (bks_nas_get_state (run_get (run, "good")), ==, BKS_NAS_FRESH);
  g_assert_cmpint (bks_nas_get_state (run_get (run, "second")), ==, BKS_NAS_FRESH);
  g_assert_cmpint (bks_nas_get_state (run_get (run, "dead")), ==, BKS_NAS_UNREACHABLE);
  g_assert_cmpint (bks_nas_get_state (run_get (run, "code")), ==, BKS_NAS_WAITING);
  g_assert_cmpstr (bks_nas_get_line (run_get (run, "code")), ==, "Code needed");
  g_assert_true (test_wait_until (has_settled, run_get (run, "slow"), TEST_WAIT_LIMIT_MS));
  g_assert_cmpint (bks_nas_get_state (run_get (run, "slow")), ==, BKS_NAS_FRESH);
  test_answer_wait (&answers[1]);

  demo_tell (slow, "delay", "{\"ms\": 0}");
  for (guint i = 0; i < n; i++)
    test_answer_clear (&answers[i]);
  g_clear_pointer (&run, run_free);
  for (guint i = 0; i < G_N_ELEMENTS (demos); i++)
    demo_free (demos[i]);
}

/* A NAS that does not answer does not hold up the end. */
static void
test_flush_limit (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, FALSE, FALSE);
  G_GNUC_UNUSED g_autoptr (BksNasRecord) before = home_put_nas (
      home, "a", bks_demo_nas_get_url (demo), "demo", bks_demo_nas_get_password (demo));
  g_autoptr (Run) run = run_new (home);

  nas_refresh_well (run_get (run, "a"));
  demo_tell (demo, "fail", "{\"mode\": \"delay\", \"ms\": 3600000, \"count\": -1}");
  run_flush (run);
  demo_tell (demo, "clear", "{}");
  g_clear_pointer (&run, run_free);
  demo_free (demo);
}

/* A list that cannot be read is not an empty one. */
static void
test_damage (void)
{
  g_autoptr (Home) home = home_new ();
  g_autoptr (GError) error = NULL;

  g_file_set_contents (home->path, "\x01 this is no list\n[", -1, &error);
  g_assert_no_error (error);
  {
    g_autoptr (Run) run = run_new (home);

    g_assert_nonnull (bks_keeper_get_damage (run->keeper));
  }
  {
    G_GNUC_UNUSED g_autoptr (BksNasRecord) odd = home_put_nas (home, "odd", "http://[", "demo",
                                                               "x");
    G_GNUC_UNUSED g_autoptr (BksNasRecord) a = home_put_nas (home, "a", DEAD, "demo", "x");
    g_autoptr (Run) run = run_new (home);
    g_autofree char *names = run_dup_names (run);

    g_assert_cmpstr (names, ==, "a");
    g_assert_nonnull (run->notice);
  }
}

/* A NAS that nobody keeps, such as a simulated one, is none of the store's business. */
static void
test_not_kept (void)
{
  g_autoptr (Home) home = home_new ();
  BksDemoNas *demo = demo_new (NULL, FALSE, FALSE);
  g_autoptr (Run) run = run_new (home);
  g_autoptr (BksNas) nas = nas_new_for (demo, "simulated");
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *names = NULL;

  bks_fleet_add (run->fleet, nas);
  nas_refresh_well (nas);
  g_assert_true (bks_keeper_rename (run->keeper, nas, "demo", NULL));
  bks_keeper_move (run->keeper, nas, 0);
  bks_keeper_sign_out (run->keeper, nas);
  bks_keeper_try_again (run->keeper, nas);
  nas_refresh_well (nas);
  bks_keeper_remove (run->keeper, nas);
  bks_keeper_undo_remove (run->keeper, nas);
  names = run_dup_names (run);
  g_assert_cmpstr (names, ==, "demo");
  g_assert_false (bks_keeper_has (run->keeper, nas));
  run_flush (run);
  records = home_load (home);
  g_assert_cmpuint (records->len, ==, 0);
  demo_free (demo);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keeper/keep", test_keep);
  g_test_add_func ("/keeper/certificate", test_certificate);
  g_test_add_func ("/keeper/rename-and-move", test_rename_and_move);
  g_test_add_func ("/keeper/remove", test_remove);
  g_test_add_func ("/keeper/address-and-account", test_address_and_account);
  g_test_add_func ("/keeper/sign-out", test_sign_out);
  g_test_add_func ("/keeper/session-only", test_session_only);
  g_test_add_func ("/keeper/locked-keyring", test_locked_keyring);
  g_test_add_func ("/keeper/no-keyring", test_no_keyring);
  g_test_add_func ("/keeper/two-processes", test_two_processes);
  g_test_add_func ("/keeper/removed-meanwhile", test_removed_meanwhile);
  g_test_add_func ("/keeper/five", test_five);
  g_test_add_func ("/keeper/flush-limit", test_flush_limit);
  g_test_add_func ("/keeper/damage", test_damage);
  g_test_add_func ("/keeper/not-kept", test_not_kept);

  return g_test_run ();
}
