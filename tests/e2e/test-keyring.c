/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real keyring in a session of its own, see keyring.sh, which knows what fits which session. */
#include "bks-keyring-secrets.h"

#include <libsecret/secret.h>
#include <stdlib.h>
#include <string.h>

#define APPLICATION "io.github.backstay.Backstay.Test"
#define PASSWORD    "Gänse + 100 % = \"füßig\" & mehr"
#define DEVICE      "q7Yt-device-id"
#define LIMIT       30 /* s: nothing here takes that long */

static gboolean
time_up_cb (gpointer user_data)
{
  g_error ("waited in vain for %s", (const char *) user_data);
  return G_SOURCE_REMOVE;
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_null (*(GAsyncResult **) user_data);
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result, const char *what)
{
  guint limit = g_timeout_add_seconds (LIMIT, time_up_cb, (gpointer) what);

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
  return *result;
}

/* A result holds on to where it came from: clear those first. */
static void
settle (BksSecrets **secrets)
{
  guint limit = g_timeout_add_seconds (LIMIT, time_up_cb, (gpointer) "the last reference");

  g_object_add_weak_pointer (G_OBJECT (*secrets), (gpointer *) secrets);
  g_object_unref (*secrets);
  while (*secrets != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

static char *
look_up (BksSecrets *secrets,
         const char *nas_id,
         const char *account,
         BksSecretKind kind,
         gboolean may_ask,
         GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bks_secrets_lookup_async (secrets, nas_id, account, kind, may_ask, NULL, keep_result_cb, &result);
  return bks_secrets_lookup_finish (secrets, wait_for (&result, "a look-up"), error);
}

static gboolean
store (BksSecrets *secrets,
       const char *nas_id,
       const char *account,
       BksSecretKind kind,
       const char *secret,
       GError **error)
{
  g_autofree char *label = bks_secret_make_label (kind, account, "office-nas");
  g_autoptr (GAsyncResult) result = NULL;

  bks_secrets_store_async (secrets, nas_id, account, kind, label, secret, NULL, keep_result_cb,
                           &result);
  return bks_secrets_store_finish (secrets, wait_for (&result, "storing"), error);
}

static gboolean
forget (BksSecrets *secrets, const char *nas_id, const char *account, guint kinds, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bks_secrets_forget_async (secrets, nas_id, account, kinds, NULL, keep_result_cb, &result);
  return bks_secrets_forget_finish (secrets, wait_for (&result, "forgetting"), error);
}

static void
assert_stored (BksSecrets *secrets,
               const char *nas_id,
               const char *account,
               BksSecretKind kind,
               const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *secret = look_up (secrets, nas_id, account, kind, FALSE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
  bks_secret_free (secret);
}

static void
do_store (BksSecrets *secrets,
          const char *nas_id,
          const char *account,
          BksSecretKind kind,
          const char *secret)
{
  g_autoptr (GError) error = NULL;

  store (secrets, nas_id, account, kind, secret, &error);
  g_assert_no_error (error);
}

static void
do_forget (BksSecrets *secrets, const char *nas_id, const char *account, guint kinds)
{
  g_autoptr (GError) error = NULL;

  forget (secrets, nas_id, account, kinds, &error);
  g_assert_no_error (error);
}

#define assert_trouble(error, trouble)                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_KEYRING);                                \
    g_assert_cmpint (bks_keyring_error_get_trouble (error), ==, trouble);                          \
    g_assert_null (strstr ((error)->message, PASSWORD));                                           \
  }                                                                                                \
  G_STMT_END

static void
assert_look_up_trouble (BksSecrets *secrets, gboolean may_ask, BksKeyringTrouble trouble)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (look_up (secrets, "n1", "anna", BKS_SECRET_PASSWORD, may_ask, &error));
  assert_trouble (error, trouble);
}

static BksSecrets *
new_secrets (void)
{
  return BKS_SECRETS (bks_keyring_secrets_new (APPLICATION));
}

static void
run (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;

  process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* What a person does at the prompt: types, then presses a key. */
static void
answer_prompt (const char *text, const char *key)
{
  run ((const char *[]){ "xdotool", "search", "--sync", "--onlyvisible", "--class", "gcr-prompter",
                         "windowfocus", "--sync", NULL });
  if (*text != '\0')
    run ((const char *[]){ "xdotool", "type", "--delay", "40", text, NULL });
  run ((const char *[]){ "xdotool", "key", key, NULL });
}

static gboolean
prompt_is_open (void)
{
  g_autoptr (GSubprocess) process = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL, "xdotool", "search",
                              "--onlyvisible", "--class", "gcr-prompter", NULL);
  g_assert_nonnull (process);
  return g_subprocess_wait_check (process, NULL, NULL);
}

static void
lock_keyring (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  reply = g_dbus_connection_call_sync (
      bus, "org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service",
      "Lock", g_variant_new_parsed ("([objectpath '/org/freedesktop/secrets/collection/login'],)"),
      NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

/* Independent of our code: what libsecret itself finds. */
static GList *
find_items (const char *nas_id)
{
  g_autoptr (GHashTable) attributes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (SecretService) service = NULL;
  g_autoptr (GError) error = NULL;
  GList *items;

  g_hash_table_insert (attributes, (char *) "application", (char *) APPLICATION);
  if (nas_id != NULL)
    g_hash_table_insert (attributes, (char *) "nas", (char *) nas_id);
  service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, &error);
  g_assert_no_error (error);
  items = secret_service_search_sync (service, NULL, attributes, SECRET_SEARCH_ALL, NULL, &error);
  g_assert_no_error (error);
  return items;
}

static guint
count_items (const char *nas_id)
{
  GList *items = find_items (nas_id);
  guint n = g_list_length (items);

  g_list_free_full (items, g_object_unref);
  return n;
}

static void
store_look_up_forget (BksSecrets *secrets)
{
  g_assert_true (bks_secrets_is_lasting (secrets));
  assert_stored (secrets, "n1", "anna", BKS_SECRET_PASSWORD, NULL);
  do_forget (secrets, "n1", NULL, BKS_SECRET_ALL);

  do_store (secrets, "n1", "anna", BKS_SECRET_PASSWORD, "old");
  do_store (secrets, "n1", "anna", BKS_SECRET_PASSWORD, PASSWORD);
  do_store (secrets, "n1", "anna", BKS_SECRET_DEVICE, DEVICE);
  do_store (secrets, "n1", "bert", BKS_SECRET_PASSWORD, "bert's");
  do_store (secrets, "n2", "anna", BKS_SECRET_PASSWORD, "");
  assert_stored (secrets, "n1", "anna", BKS_SECRET_PASSWORD, PASSWORD);
  assert_stored (secrets, "n1", "anna", BKS_SECRET_DEVICE, DEVICE);
  assert_stored (secrets, "n1", "bert", BKS_SECRET_PASSWORD, "bert's");
  assert_stored (secrets, "n2", "anna", BKS_SECRET_PASSWORD, "");
  assert_stored (secrets, "n2", "anna", BKS_SECRET_DEVICE, NULL);

  do_forget (secrets, "n1", "anna", BKS_SECRET_PASSWORD);
  assert_stored (secrets, "n1", "anna", BKS_SECRET_PASSWORD, NULL);
  assert_stored (secrets, "n1", "anna", BKS_SECRET_DEVICE, DEVICE);
  do_forget (secrets, "n1", NULL, BKS_SECRET_ALL);
  assert_stored (secrets, "n1", "anna", BKS_SECRET_DEVICE, NULL);
  assert_stored (secrets, "n1", "bert", BKS_SECRET_PASSWORD, NULL);
  assert_stored (secrets, "n2", "anna", BKS_SECRET_PASSWORD, "");
  do_forget (secrets, "n2", NULL, BKS_SECRET_ALL);
}

static void
test_round_trip (void)
{
  BksSecrets *secrets = new_secrets ();

  store_look_up_forget (secrets);
  settle (&secrets);
}

static void
test_items (void)
{
  BksSecrets *secrets = new_secrets ();
  BksSecrets *stranger = BKS_SECRETS (bks_keyring_secrets_new ("org.example.Other"));
  g_autofree char *label = NULL;
  g_autoptr (GHashTable) attributes = NULL;
  GList *items;

  do_store (secrets, "n1", "anna", BKS_SECRET_PASSWORD, "old");
  do_store (secrets, "n1", "anna", BKS_SECRET_PASSWORD, PASSWORD);
  items = find_items (NULL);
  g_assert_cmpuint (g_list_length (items), ==, 1);
  label = secret_item_get_label (items->data);
  g_assert_cmpstr (label, ==, "Backstay: password of anna on office-nas");
  attributes = secret_item_get_attributes (items->data);
  g_assert_cmpuint (g_hash_table_size (attributes), ==, 5);
  g_assert_cmpstr (g_hash_table_lookup (attributes, "xdg:schema"), ==,
                   "io.github.backstay.Backstay");
  g_assert_cmpstr (g_hash_table_lookup (attributes, "application"), ==, APPLICATION);
  g_assert_cmpstr (g_hash_table_lookup (attributes, "nas"), ==, "n1");
  g_assert_cmpstr (g_hash_table_lookup (attributes, "account"), ==, "anna");
  g_assert_cmpstr (g_hash_table_lookup (attributes, "kind"), ==, "password");
  g_list_free_full (items, g_object_unref);

  assert_stored (stranger, "n1", "anna", BKS_SECRET_PASSWORD, NULL);
  do_forget (stranger, "n1", NULL, BKS_SECRET_ALL);
  g_assert_cmpuint (count_items (NULL), ==, 1);
  do_forget (secrets, "n1", NULL, BKS_SECRET_ALL);
  g_assert_cmpuint (count_items (NULL), ==, 0);
  settle (&stranger);
  settle (&secrets);
}

static void
count_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  bks_secrets_store_finish (BKS_SECRETS (source), result, &error);
  g_assert_no_error (error);
  (*(guint *) user_data)--;
}

/* Many at once, as at a start with many NAS; none is lost. */
static void
store_many (BksSecrets *secrets, guint n)
{
  guint n_waiting = n;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("many-%u", i);

      bks_secrets_store_async (secrets, id, "anna", BKS_SECRET_PASSWORD, "label", id, NULL,
                               count_cb, &n_waiting);
    }
  while (n_waiting > 0)
    {
      guint limit = g_timeout_add_seconds (LIMIT, time_up_cb, (gpointer) "the next of many");
      guint n_before = n_waiting;

      /* Each may have to wait for another process and for a portal that has to be asked twice. */
      while (n_waiting == n_before)
        g_main_context_iteration (NULL, TRUE);
      g_source_remove (limit);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("many-%u", i);

      assert_stored (secrets, id, "anna", BKS_SECRET_PASSWORD, id);
    }
}

static void
test_many (void)
{
  BksSecrets *secrets = new_secrets ();

  store_many (secrets, 100);
  settle (&secrets);
}

static void
test_cancelled (void)
{
  BksSecrets *secrets = new_secrets ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) before = NULL;
  g_autoptr (GAsyncResult) during = NULL;
  g_autoptr (GError) error = NULL;

  do_store (secrets, "n1", "anna", BKS_SECRET_PASSWORD, PASSWORD);
  bks_secrets_lookup_async (secrets, "n1", "anna", BKS_SECRET_PASSWORD, TRUE, cancellable,
                            keep_result_cb, &during);
  g_cancellable_cancel (cancellable);
  bks_secrets_lookup_async (secrets, "n1", "anna", BKS_SECRET_PASSWORD, TRUE, cancellable,
                            keep_result_cb, &before);
  g_assert_null (bks_secrets_lookup_finish (secrets, wait_for (&during, "an end"), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (bks_secrets_lookup_finish (secrets, wait_for (&before, "an end"), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_stored (secrets, "n1", "anna", BKS_SECRET_PASSWORD, PASSWORD);
  do_forget (secrets, "n1", NULL, BKS_SECRET_ALL);
  g_clear_object (&before);
  g_clear_object (&during);
  settle (&secrets);
}

static void
wait_for_prompt (void)
{
  gint64 limit = g_get_monotonic_time () + LIMIT * G_USEC_PER_SEC;

  while (!prompt_is_open ())
    {
      g_assert_cmpint (g_get_monotonic_time (), <, limit);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

static void
wait_for_no_prompt (void)
{
  gint64 limit = g_get_monotonic_time () + LIMIT * G_USEC_PER_SEC;

  while (prompt_is_open ())
    {
      g_assert_cmpint (g_get_monotonic_time (), <, limit);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
}

static void
test_prompt_answered (void)
{
  BksSecrets *secrets = new_secrets ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  char *secret;

  do_store (secrets, "n1", "anna", BKS_SECRET_PASSWORD, PASSWORD);
  lock_keyring ();

  /* In the background nobody is asked. */
  assert_look_up_trouble (secrets, FALSE, BKS_KEYRING_LOCKED);
  g_assert_false (prompt_is_open ());

  /* One prompt serves all who wait. */
  bks_secrets_lookup_async (secrets, "n1", "anna", BKS_SECRET_PASSWORD, TRUE, NULL, keep_result_cb,
                            &first);
  bks_secrets_lookup_async (secrets, "n1", "anna", BKS_SECRET_PASSWORD, TRUE, NULL, keep_result_cb,
                            &second);
  wait_for_prompt ();
  answer_prompt ("test", "Return");
  secret = bks_secrets_lookup_finish (secrets, wait_for (&first, "the keyring"), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, PASSWORD);
  bks_secret_free (secret);
  secret = bks_secrets_lookup_finish (secrets, wait_for (&second, "the keyring"), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, PASSWORD);
  bks_secret_free (secret);
  g_clear_object (&first);
  g_clear_object (&second);
  settle (&secrets);
}

static void
test_prompt_dismissed (void)
{
  BksSecrets *secrets = new_secrets ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GAsyncResult) stored = NULL;
  g_autoptr (GAsyncResult) forgotten = NULL;
  g_autoptr (GError) error = NULL;

  do_store (secrets, "n1", "anna", BKS_SECRET_PASSWORD, PASSWORD);
  lock_keyring ();

  /* Nobody is asked again for what was waiting when the answer came. */
  bks_secrets_lookup_async (secrets, "n1", "anna", BKS_SECRET_PASSWORD, TRUE, NULL, keep_result_cb,
                            &first);
  bks_secrets_lookup_async (secrets, "n1", "anna", BKS_SECRET_PASSWORD, TRUE, NULL, keep_result_cb,
                            &second);
  wait_for_prompt ();
  answer_prompt ("", "Escape");
  g_assert_null (bks_secrets_lookup_finish (secrets, wait_for (&first, "the keyring"), &error));
  assert_trouble (error, BKS_KEYRING_DISMISSED);
  g_clear_error (&error);
  g_assert_null (bks_secrets_lookup_finish (secrets, wait_for (&second, "the keyring"), &error));
  assert_trouble (error, BKS_KEYRING_LOCKED);
  g_clear_error (&error);
  wait_for_no_prompt ();

  bks_secrets_store_async (secrets, "n2", "anna", BKS_SECRET_PASSWORD, "label", PASSWORD, NULL,
                           keep_result_cb, &stored);
  wait_for_prompt ();
  answer_prompt ("", "Escape");
  g_assert_false (bks_secrets_store_finish (secrets, wait_for (&stored, "the keyring"), &error));
  assert_trouble (error, BKS_KEYRING_DISMISSED);
  g_clear_error (&error);
  wait_for_no_prompt ();

  /* What is still there is not reported as forgotten. */
  bks_secrets_forget_async (secrets, "n1", NULL, BKS_SECRET_ALL, NULL, keep_result_cb, &forgotten);
  wait_for_prompt ();
  answer_prompt ("", "Escape");
  g_assert_false (
      bks_secrets_forget_finish (secrets, wait_for (&forgotten, "the keyring"), &error));
  assert_trouble (error, BKS_KEYRING_DISMISSED);
  g_assert_cmpuint (count_items ("n1"), ==, 1);
  g_assert_cmpuint (count_items ("n2"), ==, 0);

  g_clear_object (&forgotten);
  wait_for_no_prompt ();
  bks_secrets_forget_async (secrets, "n1", NULL, BKS_SECRET_ALL, NULL, keep_result_cb, &forgotten);
  wait_for_prompt ();
  answer_prompt ("test", "Return");
  g_clear_error (&error);
  bks_secrets_forget_finish (secrets, wait_for (&forgotten, "the keyring"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_items ("n1"), ==, 0);
  g_clear_object (&first);
  g_clear_object (&second);
  g_clear_object (&stored);
  g_clear_object (&forgotten);
  settle (&secrets);
}

static void
test_prompt_cancelled (void)
{
  BksSecrets *secrets = new_secrets ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *secret;

  do_store (secrets, "n1", "anna", BKS_SECRET_PASSWORD, PASSWORD);
  lock_keyring ();
  bks_secrets_lookup_async (secrets, "n1", "anna", BKS_SECRET_PASSWORD, TRUE, cancellable,
                            keep_result_cb, &result);
  wait_for_prompt ();
  g_cancellable_cancel (cancellable);
  g_assert_null (bks_secrets_lookup_finish (secrets, wait_for (&result, "an end"), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_clear_object (&result);

  /* The prompt is still there, and whoever asks next gets what is typed into it. */
  bks_secrets_lookup_async (secrets, "n1", "anna", BKS_SECRET_PASSWORD, TRUE, NULL, keep_result_cb,
                            &result);
  answer_prompt ("test", "Return");
  secret = bks_secrets_lookup_finish (secrets, wait_for (&result, "the keyring"), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, PASSWORD);
  bks_secret_free (secret);
  g_clear_object (&result);
  settle (&secrets);
}

static void
test_locked_for_good (void)
{
  BksSecrets *secrets = new_secrets ();
  g_autoptr (GError) error = NULL;

  do_store (secrets, "n1", "anna", BKS_SECRET_PASSWORD, PASSWORD);
  lock_keyring ();
  assert_look_up_trouble (secrets, FALSE, BKS_KEYRING_LOCKED);
  assert_look_up_trouble (secrets, TRUE, BKS_KEYRING_DISMISSED);
  g_assert_false (store (secrets, "n2", "anna", BKS_SECRET_PASSWORD, PASSWORD, &error));
  assert_trouble (error, BKS_KEYRING_DISMISSED);
  g_clear_error (&error);
  g_assert_false (forget (secrets, "n1", NULL, BKS_SECRET_ALL, &error));
  assert_trouble (error, BKS_KEYRING_DISMISSED);
  g_assert_cmpuint (count_items ("n1"), ==, 1);
  settle (&secrets);
}

/* A keyring that was never set up, and cannot ask for a password for itself, is none. */
static void
test_not_set_up (void)
{
  BksSecrets *secrets = new_secrets ();
  g_autoptr (GError) error = NULL;

  assert_stored (secrets, "n1", "anna", BKS_SECRET_PASSWORD, NULL);
  g_assert_false (store (secrets, "n1", "anna", BKS_SECRET_PASSWORD, PASSWORD, &error));
  assert_trouble (error, BKS_KEYRING_NONE);
  settle (&secrets);
}

static void
test_absent (void)
{
  BksSecrets *secrets = new_secrets ();
  g_autoptr (GError) error = NULL;

  assert_look_up_trouble (secrets, TRUE, BKS_KEYRING_NONE);
  assert_look_up_trouble (secrets, FALSE, BKS_KEYRING_NONE);
  g_assert_false (store (secrets, "n1", "anna", BKS_SECRET_PASSWORD, PASSWORD, &error));
  assert_trouble (error, BKS_KEYRING_NONE);
  g_assert_nonnull (strstr (error->message, "This desktop has no keyring."));
  g_clear_error (&error);
  g_assert_false (forget (secrets, "n1", NULL, BKS_SECRET_ALL, &error));
  assert_trouble (error, BKS_KEYRING_NONE);
  settle (&secrets);
}

/* libsecret's file, as inside Flatpak. */
static void
test_file (void)
{
  g_autofree char *path = NULL;
  BksSecrets *secrets = new_secrets ();

  store_look_up_forget (secrets);
  store_many (secrets, 20);
  settle (&secrets);
  path = g_build_filename (g_get_user_data_dir (), "keyrings", "default.keyring", NULL);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

/* Window and command line at the same time: neither overwrites the other's, and each sees what the
 * other stored. */
static void
test_file_shared (void)
{
  BksSecrets *secrets = new_secrets ();
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) other = NULL;

  do_store (secrets, "n1", "anna", BKS_SECRET_PASSWORD, "old");
  other = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, self, "--store", "n1", "new", "30",
                            NULL);
  g_assert_no_error (error);
  store_many (secrets, 30);
  g_subprocess_wait_check (other, NULL, &error);
  g_assert_no_error (error);
  assert_stored (secrets, "n1", "anna", BKS_SECRET_PASSWORD, "new");
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *id = g_strdup_printf ("n1-%u", i);

      assert_stored (secrets, id, "anna", BKS_SECRET_PASSWORD, "new");
    }
  settle (&secrets);
}

static void
test_file_locked (void)
{
  BksSecrets *secrets = new_secrets ();
  g_autoptr (GError) error = NULL;

  assert_look_up_trouble (secrets, TRUE, BKS_KEYRING_LOCKED);
  g_assert_false (store (secrets, "n1", "anna", BKS_SECRET_PASSWORD, PASSWORD, &error));
  assert_trouble (error, BKS_KEYRING_LOCKED);
  settle (&secrets);
}

/* Cancelled while the portal is being asked. */
static void
test_file_cancelled (void)
{
  for (int i = 0; i < 30; i++)
    {
      BksSecrets *secrets = new_secrets ();
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      char *secret;

      bks_secrets_lookup_async (secrets, "n1", "anna", BKS_SECRET_PASSWORD, TRUE, cancellable,
                                keep_result_cb, &result);
      for (int j = 0; j < i; j++)
        g_main_context_iteration (NULL, FALSE);
      g_cancellable_cancel (cancellable);
      secret = bks_secrets_lookup_finish (secrets, wait_for (&result, "an end"), &error);
      if (error != NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      bks_secret_free (secret);
      g_clear_object (&result);
      settle (&secrets);
    }
}

static int
run_store (const char *nas_id, const char *secret, guint n)
{
  BksSecrets *secrets = new_secrets ();

  do_store (secrets, nas_id, "anna", BKS_SECRET_PASSWORD, secret);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%u", nas_id, i);

      do_store (secrets, id, "anna", BKS_SECRET_PASSWORD, secret);
    }
  settle (&secrets);
  return 0;
}

int
main (int argc, char *argv[])
{
  if (argc == 5 && strcmp (argv[1], "--store") == 0)
    return run_store (argv[2], argv[3], atoi (argv[4]));

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/unlocked/round-trip", test_round_trip);
  g_test_add_func ("/unlocked/items", test_items);
  g_test_add_func ("/unlocked/many", test_many);
  g_test_add_func ("/unlocked/cancelled", test_cancelled);
  g_test_add_func ("/answered", test_prompt_answered);
  g_test_add_func ("/dismissed", test_prompt_dismissed);
  g_test_add_func ("/prompt-cancelled", test_prompt_cancelled);
  g_test_add_func ("/locked", test_locked_for_good);
  g_test_add_func ("/not-set-up", test_not_set_up);
  g_test_add_func ("/absent", test_absent);
  g_test_add_func ("/file/round-trip", test_file);
  g_test_add_func ("/file/shared", test_file_shared);
  g_test_add_func ("/file/cancelled", test_file_cancelled);
  g_test_add_func ("/file-locked", test_file_locked);
  return g_test_run ();
}
