/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What becomes of the answers that a desktop's keyring may give. The real one is in tests/e2e. */
#include "bks-keyring-secrets.h"
#include "fake-keyring.h"
#include "test-wait.h"

static GTestDBus *bus;

typedef struct
{
  FakeKeyring *keyring;
  BksSecrets *secrets;
} Fixture;

static gboolean
has_prompt (gpointer data)
{
  return ((Fixture *) data)->keyring->n_prompts > 0;
}

static gboolean
has_ended (gpointer data)
{
  return ((Fixture *) data)->secrets == NULL;
}

static void
start (Fixture *fixture, gconstpointer data)
{
  fixture->keyring = fake_keyring_new (g_test_dbus_get_bus_address (bus));
  fixture->secrets = BKS_SECRETS (bks_keyring_secrets_new ("io.github.backstay.Test"));
}

static void
stop (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->secrets);
  fake_keyring_free (fixture->keyring);
}

static void
look_up (Fixture *fixture, gboolean may_ask, GCancellable *cancellable, TestAnswer *answer)
{
  bks_secrets_lookup_async (fixture->secrets, "n1", "anna", BKS_SECRET_PASSWORD, may_ask,
                            cancellable, test_answer_cb, answer);
}

static char *
finish (Fixture *fixture, TestAnswer *answer, BksKeyringTrouble trouble)
{
  g_autoptr (GError) error = NULL;
  char *secret;

  secret = bks_secrets_lookup_finish (fixture->secrets, test_answer_wait (answer), &error);
  g_assert_cmpint (bks_keyring_error_get_trouble (error), ==, trouble);
  g_assert_true ((error == NULL) == (trouble == BKS_KEYRING_OK));
  return secret;
}

static void
expect (Fixture *fixture, gboolean may_ask, BksKeyringTrouble trouble, const char *expected)
{
  g_auto (TestAnswer) answer = { NULL };
  char *secret;

  look_up (fixture, may_ask, NULL, &answer);
  secret = finish (fixture, &answer, trouble);
  g_assert_cmpstr (secret, ==, expected);
  bks_secret_free (secret);
}

static void
expect_forgotten (Fixture *fixture, BksKeyringTrouble trouble)
{
  g_auto (TestAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  bks_secrets_forget_async (fixture->secrets, "n1", "anna", BKS_SECRET_PASSWORD, NULL,
                            test_answer_cb, &answer);
  bks_secrets_forget_finish (fixture->secrets, test_answer_wait (&answer), &error);
  g_assert_cmpint (bks_keyring_error_get_trouble (error), ==, trouble);
}

static void
test_held (Fixture *fixture, gconstpointer data)
{
  expect (fixture, FALSE, BKS_KEYRING_OK, "held");
  fixture->keyring->is_empty = TRUE;
  expect (fixture, FALSE, BKS_KEYRING_OK, NULL);
  expect_forgotten (fixture, BKS_KEYRING_OK);
  g_assert_cmpuint (fixture->keyring->n_deleted, ==, 0);
}

static void
test_locked (Fixture *fixture, gconstpointer data)
{
  fixture->keyring->is_locked = TRUE;
  expect (fixture, FALSE, BKS_KEYRING_LOCKED, NULL);
  expect (fixture, TRUE, BKS_KEYRING_OK, "held");
  g_assert_cmpuint (fixture->keyring->n_prompts, ==, 0);

  fixture->keyring->is_locked = fixture->keyring->asks = TRUE;
  expect (fixture, TRUE, BKS_KEYRING_OK, "held");
  g_assert_cmpuint (fixture->keyring->n_prompts, ==, 1);

  /* What is locked is not passed over. */
  fixture->keyring->is_locked = TRUE;
  expect_forgotten (fixture, BKS_KEYRING_OK);
  g_assert_cmpuint (fixture->keyring->n_prompts, ==, 2);
  g_assert_cmpuint (fixture->keyring->n_deleted, ==, 1);
}

/* Who says no once is not asked again by those who were already waiting. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  TestAnswer answers[3] = { { NULL } };

  fixture->keyring->is_locked = fixture->keyring->asks = fixture->keyring->is_refused = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    look_up (fixture, TRUE, NULL, &answers[i]);
  g_assert_null (finish (fixture, &answers[0], BKS_KEYRING_DISMISSED));
  g_assert_null (finish (fixture, &answers[1], BKS_KEYRING_LOCKED));
  g_assert_null (finish (fixture, &answers[2], BKS_KEYRING_LOCKED));
  g_assert_cmpuint (fixture->keyring->n_prompts, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    test_answer_clear (&answers[i]);
  /* Whoever asks later, asks. */
  expect (fixture, TRUE, BKS_KEYRING_DISMISSED, NULL);
  g_assert_cmpuint (fixture->keyring->n_prompts, ==, 2);
  expect_forgotten (fixture, BKS_KEYRING_DISMISSED);
  g_assert_cmpuint (fixture->keyring->n_deleted, ==, 0);
}

static void
test_errors (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    BksKeyringTrouble when_silent, when_asking;
  } cases[] = {
    { "org.freedesktop.DBus.Error.AccessDenied", BKS_KEYRING_NONE, BKS_KEYRING_NONE },
    { "org.freedesktop.DBus.Error.UnknownMethod", BKS_KEYRING_NONE, BKS_KEYRING_NONE },
    { "org.freedesktop.DBus.Error.Spawn.ExecFailed", BKS_KEYRING_NONE, BKS_KEYRING_NONE },
    { "org.freedesktop.Secret.Error.IsLocked", BKS_KEYRING_LOCKED, BKS_KEYRING_DISMISSED },
    { "org.freedesktop.DBus.Error.NoReply", BKS_KEYRING_BROKEN, BKS_KEYRING_BROKEN },
    { "org.example.Odd", BKS_KEYRING_BROKEN, BKS_KEYRING_BROKEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      fixture->keyring->search_error = cases[i].name;
      expect (fixture, FALSE, cases[i].when_silent, NULL);
      expect (fixture, TRUE, cases[i].when_asking, NULL);
      expect_forgotten (fixture, cases[i].when_asking);
      fixture->keyring->search_error = NULL;
      fixture->keyring->read_error = cases[i].name;
      expect (fixture, FALSE, cases[i].when_silent, NULL);
      fixture->keyring->read_error = NULL;
    }
  expect (fixture, FALSE, BKS_KEYRING_OK, "held");
}

/* A prompt that nobody answers does not hold up who gave up. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (TestAnswer) shown = { NULL };
  g_auto (TestAnswer) waiting = { NULL };

  fixture->keyring->is_locked = fixture->keyring->asks = fixture->keyring->is_silent = TRUE;
  look_up (fixture, TRUE, cancellable, &shown);
  look_up (fixture, TRUE, cancellable, &waiting);
  g_assert_true (test_wait_until (has_prompt, fixture, TEST_WAIT_LIMIT_MS));
  g_assert_null (shown.result);
  g_cancellable_cancel (cancellable);
  g_assert_null (bks_secrets_lookup_finish (fixture->secrets, test_answer_wait (&shown), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (bks_secrets_lookup_finish (fixture->secrets, test_answer_wait (&waiting), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->keyring->n_prompts, ==, 1);

  /* The prompt is still there. When it goes, nothing is left. */
  g_clear_object (&shown.result);
  g_clear_object (&waiting.result);
  g_object_add_weak_pointer (G_OBJECT (fixture->secrets), (gpointer *) &fixture->secrets);
  g_object_unref (fixture->secrets);
  g_assert_nonnull (fixture->secrets);
  fake_keyring_dismiss (fixture->keyring);
  g_assert_true (test_wait_until (has_ended, fixture, TEST_WAIT_LIMIT_MS));
}

static void
test_absent (Fixture *fixture, gconstpointer data)
{
  fixture->secrets = BKS_SECRETS (bks_keyring_secrets_new ("io.github.backstay.Test"));
  expect (fixture, TRUE, BKS_KEYRING_NONE, NULL);
  expect_forgotten (fixture, BKS_KEYRING_NONE);
  g_clear_object (&fixture->secrets);
}

#define ADD(name, test) g_test_add ("/store/keyring/" name, Fixture, NULL, start, test, stop)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  /* libsecret knows one service in a process: without one first. */
  g_test_add ("/store/keyring/absent", Fixture, NULL, NULL, test_absent, NULL);
  ADD ("held", test_held);
  ADD ("locked", test_locked);
  ADD ("refused", test_refused);
  ADD ("errors", test_errors);
  ADD ("cancelled", test_cancelled);
  /* The bus ends with the program: libsecret never lets go of its connection. */
  return g_test_run ();
}
