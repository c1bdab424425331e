/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bks-memory-nas-list.h"
#include "bks-memory-secrets.h"

#include <string.h>

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
store (BksSecrets *secrets, const char *account, BksSecretKind kind, const char *secret)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bks_secrets_store_async (secrets, "n1", account, kind, "label", secret, NULL, keep_result_cb,
                           &result);
  bks_secrets_store_finish (secrets, wait_for (&result), &error);
  g_assert_no_error (error);
}

static void
forget (BksSecrets *secrets, const char *account, guint kinds)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bks_secrets_forget_async (secrets, "n1", account, kinds, NULL, keep_result_cb, &result);
  bks_secrets_forget_finish (secrets, wait_for (&result), &error);
  g_assert_no_error (error);
}

static void
assert_stored (BksSecrets *secrets, const char *account, BksSecretKind kind, const char *expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *secret;

  bks_secrets_lookup_async (secrets, "n1", account, kind, TRUE, NULL, keep_result_cb, &result);
  secret = bks_secrets_lookup_finish (secrets, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
  bks_secret_free (secret);
}

static void
test_memory (void)
{
  g_autoptr (BksSecrets) secrets = BKS_SECRETS (bks_memory_secrets_new ());

  g_assert_false (bks_secrets_is_lasting (secrets));
  assert_stored (secrets, "anna", BKS_SECRET_PASSWORD, NULL);
  store (secrets, "anna", BKS_SECRET_PASSWORD, "old");
  store (secrets, "anna", BKS_SECRET_PASSWORD, "new");
  store (secrets, "anna", BKS_SECRET_DEVICE, "device");
  store (secrets, "bert", BKS_SECRET_PASSWORD, "");
  assert_stored (secrets, "anna", BKS_SECRET_PASSWORD, "new");
  assert_stored (secrets, "anna", BKS_SECRET_DEVICE, "device");
  assert_stored (secrets, "bert", BKS_SECRET_PASSWORD, "");
  forget (secrets, "anna", BKS_SECRET_PASSWORD);
  assert_stored (secrets, "anna", BKS_SECRET_PASSWORD, NULL);
  assert_stored (secrets, "anna", BKS_SECRET_DEVICE, "device");
  forget (secrets, NULL, BKS_SECRET_ALL);
  assert_stored (secrets, "anna", BKS_SECRET_DEVICE, NULL);
  assert_stored (secrets, "bert", BKS_SECRET_PASSWORD, NULL);
}

static void
test_cancelled (void)
{
  g_autoptr (BksSecrets) secrets = BKS_SECRETS (bks_memory_secrets_new ());
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  bks_secrets_store_async (secrets, "n1", "anna", BKS_SECRET_PASSWORD, "label", "x", cancellable,
                           keep_result_cb, &result);
  g_assert_false (bks_secrets_store_finish (secrets, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_stored (secrets, "anna", BKS_SECRET_PASSWORD, NULL);
}

static void
test_words (void)
{
  static const struct
  {
    BksKeyringTrouble trouble;
    const char *message;
  } expected[] = {
    { BKS_KEYRING_LOCKED,
      "The keyring is locked. Unlock it, or use the password only for this session." },
    { BKS_KEYRING_DISMISSED,
      "The keyring is locked. Unlock it, or use the password only for this session." },
    { BKS_KEYRING_NONE,
      "This desktop has no keyring. The password is kept only until Backstay quits." },
    { BKS_KEYRING_BROKEN, "The keyring does not work. Restart your session, or use the password "
                          "only for this session." },
  };
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");
  g_autofree char *password = bks_secret_make_label (BKS_SECRET_PASSWORD, "anna", "nas");
  g_autofree char *device = bks_secret_make_label (BKS_SECRET_DEVICE, "anna", "nas");

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (GError) error = bks_keyring_error_new (expected[i].trouble, "raw");
      g_autoptr (GError) copy = g_error_copy (error);

      g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_KEYRING);
      g_assert_cmpstr (error->message, ==, expected[i].message);
      g_assert_cmpint (bks_keyring_error_get_trouble (copy), ==, expected[i].trouble);
    }
  g_assert_cmpint (bks_keyring_error_get_trouble (other), ==, BKS_KEYRING_OK);
  g_assert_cmpint (bks_keyring_error_get_trouble (NULL), ==, BKS_KEYRING_OK);
  g_assert_cmpstr (password, ==, "Backstay: password of anna on nas");
  g_assert_cmpstr (device, ==, "Backstay: this computer, remembered for anna on nas");
}

static void
test_memory_list (void)
{
  g_autoptr (BksNasListStore) list = BKS_NAS_LIST_STORE (bks_memory_nas_list_new ());
  g_autoptr (BksNasRecord) a = bks_nas_record_new ("a", "https://a:5001/");
  g_autoptr (BksNasRecord) b = bks_nas_record_new ("b", "https://b:5001/");
  g_autoptr (BksProblem) blocked = bks_problem_new (BKS_PROBLEM_BLOCKED, "Blocked.", "Wait.");
  g_autoptr (BksProblem) again = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (a->id, !=, b->id);
  g_assert_true (bks_nas_id_is_valid (a->id));
  bks_nas_list_store_put_async (list, a, BKS_NAS_FIELDS_ALL, NULL, NULL, NULL);
  bks_nas_list_store_put_async (list, b, BKS_NAS_FIELDS_ALL, NULL, NULL, NULL);
  a->latch = bks_latch_new (blocked, 42);
  bks_nas_list_store_put_async (list, a, BKS_NAS_FIELD_LATCH, NULL, NULL, NULL);
  bks_nas_list_store_reorder_async (list, (const char *[]){ b->id, NULL }, NULL, NULL, NULL);
  bks_nas_list_store_load_async (list, NULL, keep_result_cb, &result);
  records = bks_nas_list_store_load_finish (list, wait_for (&result), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 2);
  g_assert_true (bks_nas_list_find_by_name (records, "b") == g_ptr_array_index (records, 0));
  g_assert_cmpint (bks_nas_list_find (records, a->id)->latch->at, ==, 42);
  again = bks_latch_make_problem (bks_nas_list_find (records, a->id)->latch);
  g_assert_cmpint (bks_problem_get_kind (again), ==, BKS_PROBLEM_BLOCKED);
  g_assert_cmpstr (bks_problem_get_message (again), ==, "Blocked. Wait.");

  bks_nas_list_store_remove_async (list, b->id, NULL, NULL, NULL);
  g_clear_object (&result);
  bks_nas_list_store_put_async (list, b, BKS_NAS_FIELD_NAME, NULL, keep_result_cb, &result);
  g_assert_false (bks_nas_list_store_put_finish (list, wait_for (&result), &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/secrets/memory", test_memory);
  g_test_add_func ("/store/secrets/cancelled", test_cancelled);
  g_test_add_func ("/store/secrets/words", test_words);
  g_test_add_func ("/store/nas-list/memory", test_memory_list);
  return g_test_run ();
}
