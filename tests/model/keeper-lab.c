/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "keeper-lab.h"

#include <glib/gstdio.h>

#include "bks-memory-secrets.h"
#include "bks-nas-file.h"
#include "test-wait.h"

struct _TestKeyring
{
  GObject parent_instance;

  BksSecrets *memory; /* (owned) */
  BksKeyringTrouble trouble;
  guint n_asked;
};

static void test_keyring_secrets_init (BksSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestKeyring,
                               test_keyring,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BKS_TYPE_SECRETS, test_keyring_secrets_init))

static gboolean
is_lasting (BksSecrets *secrets)
{
  return TRUE;
}

static gboolean
fail (TestKeyring *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = NULL;

  if (self->trouble == BKS_KEYRING_OK)
    return FALSE;
  task = g_task_new (self, cancellable, callback, data);
  g_task_return_error (task, bks_keyring_error_new (self->trouble, NULL));
  return TRUE;
}

static void
forward_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_pointer (task, g_object_ref (result), g_object_unref);
}

static void
lookup_async (BksSecrets *secrets,
              const char *nas_id,
              const char *account,
              BksSecretKind kind,
              gboolean may_ask,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  TestKeyring *self = TEST_KEYRING (secrets);

  self->n_asked += may_ask;
  if (!fail (self, cancellable, callback, user_data))
    bks_secrets_lookup_async (self->memory, nas_id, account, kind, may_ask, cancellable, forward_cb,
                              g_task_new (self, cancellable, callback, user_data));
}

static char *
lookup_finish (BksSecrets *secrets, GAsyncResult *result, GError **error)
{
  g_autoptr (GAsyncResult) inner = g_task_propagate_pointer (G_TASK (result), error);

  return inner != NULL ? bks_secrets_lookup_finish (TEST_KEYRING (secrets)->memory, inner, error)
                       : NULL;
}

static void
store_async (BksSecrets *secrets,
             const char *nas_id,
             const char *account,
             BksSecretKind kind,
             const char *label,
             const char *secret,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  TestKeyring *self = TEST_KEYRING (secrets);

  if (!fail (self, cancellable, callback, user_data))
    bks_secrets_store_async (self->memory, nas_id, account, kind, label, secret, cancellable,
                             forward_cb, g_task_new (self, cancellable, callback, user_data));
}

static gboolean
store_finish (BksSecrets *secrets, GAsyncResult *result, GError **error)
{
  g_autoptr (GAsyncResult) inner = g_task_propagate_pointer (G_TASK (result), error);

  return inner != NULL && bks_secrets_store_finish (TEST_KEYRING (secrets)->memory, inner, error);
}

static void
forget_async (BksSecrets *secrets,
              const char *nas_id,
              const char *account,
              guint kinds,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  TestKeyring *self = TEST_KEYRING (secrets);

  if (!fail (self, cancellable, callback, user_data))
    bks_secrets_forget_async (self->memory, nas_id, account, kinds, cancellable, forward_cb,
                              g_task_new (self, cancellable, callback, user_data));
}

static gboolean
forget_finish (BksSecrets *secrets, GAsyncResult *result, GError **error)
{
  g_autoptr (GAsyncResult) inner = g_task_propagate_pointer (G_TASK (result), error);

  return inner != NULL && bks_secrets_forget_finish (TEST_KEYRING (secrets)->memory, inner, error);
}

static void
test_keyring_secrets_init (BksSecretsInterface *iface)
{
  iface->is_lasting = is_lasting;
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
  iface->store_async = store_async;
  iface->store_finish = store_finish;
  iface->forget_async = forget_async;
  iface->forget_finish = forget_finish;
}

static void
test_keyring_finalize (GObject *object)
{
  g_clear_object (&TEST_KEYRING (object)->memory);
  G_OBJECT_CLASS (test_keyring_parent_class)->finalize (object);
}

static void
test_keyring_class_init (TestKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_keyring_finalize;
}

static void
test_keyring_init (TestKeyring *self)
{
  self->memory = BKS_SECRETS (bks_memory_secrets_new ());
}

Home *
home_new (void)
{
  Home *self = g_new0 (Home, 1);

  self->folder = g_dir_make_tmp ("bks-keeper-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "nas.ini", NULL);
  self->keyring = g_object_new (TEST_TYPE_KEYRING, NULL);
  return self;
}

void
home_free (Home *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_object_unref (self->keyring);
  g_free (self->path);
  g_free (self->folder);
  g_free (self);
}

void
home_set_trouble (Home *self, BksKeyringTrouble trouble)
{
  self->keyring->trouble = trouble;
}

guint
home_count_asked (Home *self)
{
  return self->keyring->n_asked;
}

char *
home_look_up (Home *self, const char *id, const char *account, BksSecretKind kind)
{
  g_auto (TestAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  char *secret;

  bks_secrets_lookup_async (self->keyring->memory, id, account, kind, FALSE, NULL, test_answer_cb,
                            &answer);
  secret = bks_secrets_lookup_finish (self->keyring->memory, test_answer_wait (&answer), &error);
  g_assert_no_error (error);
  return secret;
}

GPtrArray *
home_load (Home *self)
{
  g_autoptr (BksNasFile) file = bks_nas_file_new (self->path);
  g_auto (TestAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (BksProblem) damage = NULL;
  GPtrArray *records;

  bks_nas_list_store_load_async (BKS_NAS_LIST_STORE (file), NULL, test_answer_cb, &answer);
  records = bks_nas_list_store_load_finish (BKS_NAS_LIST_STORE (file), test_answer_wait (&answer),
                                            &damage, &error);
  g_assert_no_error (error);
  return records;
}

BksNasRecord *
home_find (GPtrArray *records, const char *name)
{
  BksNasRecord *record = bks_nas_list_find_by_name (records, name);

  g_assert_nonnull (record);
  return record;
}

void
home_put (Home *self, const BksNasRecord *record, BksNasFields fields)
{
  g_autoptr (BksNasFile) file = bks_nas_file_new (self->path);
  g_auto (TestAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  bks_nas_list_store_put_async (BKS_NAS_LIST_STORE (file), record, fields, NULL, test_answer_cb,
                                &answer);
  bks_nas_list_store_put_finish (BKS_NAS_LIST_STORE (file), test_answer_wait (&answer), &error);
  g_assert_no_error (error);
}

/* As a run of before has left it. */
BksNasRecord *
home_put_nas (Home *self,
              const char *name,
              const char *address,
              const char *account,
              const char *password)
{
  BksNasRecord *record = bks_nas_record_new (name, address);
  g_auto (TestAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  record->account = g_strdup (account);
  record->allow_plain_http = TRUE;
  bks_secrets_store_async (self->keyring->memory, record->id, account, BKS_SECRET_PASSWORD, "test",
                           password, NULL, test_answer_cb, &answer);
  bks_secrets_store_finish (self->keyring->memory, test_answer_wait (&answer), &error);
  g_assert_no_error (error);
  home_put (self, record, BKS_NAS_FIELDS_ALL);
  return record;
}

static void
notice_cb (BksKeeper *keeper, BksNas *nas, const char *text, gpointer user_data)
{
  Run *self = user_data;

  g_free (self->notice);
  self->notice = g_strdup (text);
}

Run *
run_new (Home *home)
{
  Run *self = g_new0 (Run, 1);
  g_auto (TestAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  self->home = home;
  self->fleet = bks_fleet_new ();
  self->store = BKS_NAS_LIST_STORE (bks_nas_file_new (home->path));
  self->keeper = bks_keeper_new (self->fleet, self->store, BKS_SECRETS (home->keyring));
  g_signal_connect (self->keeper, "notice", G_CALLBACK (notice_cb), self);
  bks_keeper_load_async (self->keeper, FALSE, NULL, test_answer_cb, &answer);
  bks_keeper_load_finish (self->keeper, test_answer_wait (&answer), &error);
  g_assert_no_error (error);
  g_assert_true (bks_keeper_is_loaded (self->keeper));
  return self;
}

/* The watch begins somewhen; a change before that is seen with it. */
void
run_watch (Run *self)
{
  bks_nas_file_watch (BKS_NAS_FILE (self->store));
}

void
run_flush (Run *self)
{
  g_auto (TestAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  bks_keeper_flush_async (self->keeper, NULL, test_answer_cb, &answer);
  bks_keeper_flush_finish (self->keeper, test_answer_wait (&answer), &error);
  g_assert_no_error (error);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

void
run_free (Run *self)
{
  gpointer keeper = self->keeper;

  run_flush (self);
  g_object_add_weak_pointer (keeper, &keeper);
  g_signal_handlers_disconnect_by_func (self->keeper, notice_cb, self);
  g_object_unref (self->keeper);
  /* The worker gives its reference back through the main context. */
  g_assert_true (test_wait_until (is_gone, &keeper, TEST_WAIT_LIMIT_MS));
  g_clear_object (&self->store);
  g_clear_object (&self->fleet);
  g_free (self->notice);
  g_free (self);
}

BksNas *
run_get (Run *self, const char *name)
{
  BksNas *nas = bks_fleet_find (self->fleet, name);

  g_assert_nonnull (nas);
  return nas;
}

gboolean
run_keep (Run *self, BksNas *nas, gboolean keep_password, GError **error)
{
  g_auto (TestAnswer) answer = { NULL };

  bks_keeper_keep_async (self->keeper, nas, keep_password, NULL, test_answer_cb, &answer);
  return bks_keeper_keep_finish (self->keeper, test_answer_wait (&answer), error);
}

char *
run_dup_names (Run *self)
{
  GString *names = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->fleet));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (G_LIST_MODEL (self->fleet), i);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", bks_nas_get_name (nas));
    }
  return g_string_free (names, FALSE);
}

BksDemoNas *
demo_new (const char *variant, gboolean otp, gboolean tls)
{
  BksDemoNasOptions options = {
    .seed = 1, .speed = 0.001, .variant = variant, .otp = otp, .tls = tls
  };
  g_autoptr (GError) error = NULL;
  BksDemoNas *demo = bks_demo_nas_new (&options, &error);

  g_assert_no_error (error);
  return demo;
}

void
demo_free (BksDemoNas *demo)
{
  bks_demo_nas_stop (demo);
  g_object_unref (demo);
}

static JsonObject *
control (BksDemoNas *demo, const char *command, const char *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = bks_demo_nas_control (demo, command, arguments, &error);
  g_autoptr (JsonNode) node = NULL;

  g_assert_no_error (error);
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  return json_object_ref (json_node_get_object (node));
}

void
demo_tell (BksDemoNas *demo, const char *command, const char *format, ...)
{
  g_autofree char *arguments = NULL;
  g_autoptr (JsonObject) answer = NULL;
  va_list values;

  va_start (values, format);
  arguments = g_strdup_vprintf (format, values);
  va_end (values);
  answer = control (demo, command, arguments);
}

JsonObject *
demo_ask (BksDemoNas *demo, const char *command)
{
  return control (demo, command, NULL);
}

gint64
demo_count (BksDemoNas *demo, const char *counter)
{
  g_autoptr (JsonObject) counters = demo_ask (demo, "counters");

  g_assert_true (json_object_has_member (counters, counter));
  return json_object_get_int_member (counters, counter);
}

gint64
demo_count_logins (BksDemoNas *demo)
{
  g_autoptr (JsonObject) counters = demo_ask (demo, "counters");

  return json_object_get_int_member_with_default (
      json_object_get_object_member (counters, "by_method"), "SYNO.API.Auth login", 0);
}

BksNas *
nas_new_for (BksDemoNas *demo, const char *name)
{
  g_autoptr (GError) error = NULL;
  BksNas *nas = bks_nas_new (name, bks_demo_nas_get_url (demo), &error);

  g_assert_no_error (error);
  if (bks_demo_nas_get_fingerprint (demo) != NULL)
    bks_nas_set_pin (nas, bks_demo_nas_get_fingerprint (demo));
  else
    bks_nas_set_allow_plain_http (nas, TRUE);
  bks_nas_set_credentials (nas, bks_demo_nas_get_account (demo), bks_demo_nas_get_password (demo));
  return nas;
}

gboolean
nas_sign_in (BksNas *nas, GError **error)
{
  g_auto (TestAnswer) answer = { NULL };

  bks_nas_sign_in_async (nas, NULL, test_answer_cb, &answer);
  return bks_nas_sign_in_finish (nas, test_answer_wait (&answer), error);
}

gboolean
nas_refresh (BksNas *nas, GError **error)
{
  g_auto (TestAnswer) answer = { NULL };

  bks_nas_refresh_async (nas, NULL, test_answer_cb, &answer);
  return bks_nas_refresh_finish (nas, test_answer_wait (&answer), error);
}

void
nas_refresh_well (BksNas *nas)
{
  g_autoptr (GError) error = NULL;

  nas_refresh (nas, &error);
  g_assert_no_error (error);
  g_assert_cmpint (bks_nas_get_state (nas), ==, BKS_NAS_FRESH);
}

void
nas_poll_ten_times (BksNas *nas, BksProblemKind kind)
{
  for (int i = 0; i < 10; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (nas_refresh (nas, &error));
      g_assert_error (error, BKS_PROBLEM_ERROR, (int) kind);
      g_assert_cmpint (bks_nas_get_state (nas), ==, BKS_NAS_WAITING);
    }
}
