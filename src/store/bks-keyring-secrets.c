/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-store"

#include "bks-keyring-secrets.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* How long libsecret may take before it is asked a second and a third time: attempt_late_cb(). */
static const guint patience[] = { 1, 60 }; /* s */

struct _BksKeyringSecrets
{
  GObject parent_instance;

  char *application_id; /* constant */

  /* One after the other. Several prompts at once would confuse people, and libsecret's file of
   * secrets loses one of two changes that are made at the same time. */
  GQueue queue;    /* of Operation, waiting */
  gint64 answered; /* monotonic µs: when the user last closed a prompt; 0 = never */
  gboolean is_busy;

  /* Only for a file of secrets. Touched by one lock_job() at a time. */
  char *token; /* (nullable): of the last change to the file that this process knows */
};

static void bks_keyring_secrets_secrets_init (BksSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BksKeyringSecrets,
                               bks_keyring_secrets,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BKS_TYPE_SECRETS,
                                                      bks_keyring_secrets_secrets_init))

typedef enum
{
  OPERATION_LOOKUP,
  OPERATION_STORE,
  OPERATION_FORGET,
} OperationKind;

typedef struct
{
  BksKeyringSecrets *self; /* (owned) */
  GTask *task;             /* (nullable) (owned): NULL once it has returned */
  GSource *cancelled;      /* (nullable) (owned) */
  OperationKind kind;
  GHashTable *attributes; /* (owned) */
  char *label;            /* (nullable) */
  SecretValue *secret;    /* (nullable) (owned) */
  gboolean may_ask;
  gint64 asked;        /* monotonic µs: when the caller asked */
  GList *items;        /* (owned): what the search found, of SecretRetrievable */
  int lock;            /* descriptor; -1 = none */
  gboolean is_stale;   /* another process has changed the file of secrets */
  GPtrArray *attempts; /* (owned): of Attempt, those that have not answered */
  guint late;          /* (nullable): source ID */
} Operation;

/* One search of libsecret that may never answer. */
typedef struct
{
  Operation *operation; /* (nullable): NULL when another attempt was faster */
} Attempt;

/* An attempt that was given up has answered after all: libsecret, which keeps what it has read for
 * the whole process, may have kept something older than what was changed since. */
static gboolean is_doubtful;

static const char *const operation_names[] = { "look-up", "storing", "forgetting" };

static const SecretSchema schema = {
  "io.github.backstay.Backstay",
  SECRET_SCHEMA_NONE,
  {
      { "application", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "nas", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

static void run_next (BksKeyringSecrets *self);

/* Whether libsecret may be working with a file of its own, locked by the Secret portal, and not
 * with the desktop's keyring: it decides so by the same marks, and does not tell. */
static gboolean
may_use_file (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) || g_getenv ("SNAP_NAME") != NULL
         || g_getenv ("SECRET_BACKEND") != NULL;
}

static void
operation_free (Operation *operation)
{
  if (operation->cancelled != NULL)
    {
      g_source_destroy (operation->cancelled);
      g_source_unref (operation->cancelled);
    }
  g_list_free_full (operation->items, g_object_unref);
  g_clear_object (&operation->task);
  g_clear_pointer (&operation->secret, secret_value_unref);
  g_ptr_array_unref (operation->attempts);
  g_hash_table_unref (operation->attributes);
  g_free (operation->label);
  g_object_unref (operation->self);
  g_free (operation);
}

/* The keyring has answered, or will not: the next one may ask. */
static void
operation_end (Operation *operation)
{
  g_autoptr (BksKeyringSecrets) self = g_object_ref (operation->self);

  if (operation->lock >= 0)
    close (operation->lock);
  operation_free (operation);
  self->is_busy = FALSE;
  run_next (self);
}

static void
operation_return (Operation *operation, char *secret)
{
  g_autoptr (GTask) task = g_steal_pointer (&operation->task);

  if (task == NULL)
    bks_secret_free (secret);
  else if (operation->kind == OPERATION_LOOKUP)
    g_task_return_pointer (task, secret, (GDestroyNotify) bks_secret_free);
  else
    g_task_return_boolean (task, TRUE);
  operation_end (operation);
}

static void
operation_return_trouble (Operation *operation, BksKeyringTrouble trouble, const char *raw)
{
  g_autoptr (GTask) task = g_steal_pointer (&operation->task);

  if (trouble == BKS_KEYRING_DISMISSED)
    operation->self->answered = g_get_monotonic_time ();
  if (task != NULL)
    g_task_return_error (task, bks_keyring_error_new (trouble, raw));
  operation_end (operation);
}

static gboolean
is_absent (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED)
         || g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER)
         || (error->domain == G_DBUS_ERROR && error->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED
             && error->code <= G_DBUS_ERROR_SPAWN_NO_MEMORY);
}

static void
operation_return_error (Operation *operation, const GError *error)
{
  BksKeyringTrouble trouble = BKS_KEYRING_BROKEN;

  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    trouble = operation->may_ask ? BKS_KEYRING_DISMISSED : BKS_KEYRING_LOCKED;
  else if (is_absent (error))
    trouble = BKS_KEYRING_NONE;
  else if (may_use_file () && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED))
    /* So the portal says that the keyring behind it stayed closed. */
    trouble = BKS_KEYRING_LOCKED;
  operation_return_trouble (operation, trouble, error->message);
}

static void
bks_keyring_secrets_retrieved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Operation *operation = user_data;
  g_autoptr (SecretValue) value = NULL;
  g_autoptr (GError) error = NULL;

  value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);
  if (error != NULL)
    operation_return_error (operation, error);
  else
    operation_return (operation, value != NULL ? g_strdup (secret_value_get_text (value)) : NULL);
}

static void
bks_keyring_secrets_cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Operation *operation = user_data;
  g_autoptr (GError) error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    operation_return_error (operation, error);
  else
    operation_return (operation, NULL);
}

static void
bks_keyring_secrets_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Operation *operation = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_stored = secret_password_store_finish (result, &error);

  if (is_stored)
    operation_return (operation, NULL);
  else if (error != NULL)
    operation_return_error (operation, error);
  else
    operation_return_trouble (operation, BKS_KEYRING_DISMISSED, NULL);
}

static void
operation_store (Operation *operation)
{
  secret_password_storev_binary (&schema, operation->attributes, SECRET_COLLECTION_DEFAULT,
                                 operation->label, operation->secret, NULL,
                                 bks_keyring_secrets_stored_cb, operation);
}

/* Every item of the search that matters is unlocked. */
static void
operation_go_on (Operation *operation, SecretRetrievable *item)
{
  if (operation->kind == OPERATION_LOOKUP)
    secret_retrievable_retrieve_secret (item, NULL, bks_keyring_secrets_retrieved_cb, operation);
  else
    secret_password_clearv (&schema, operation->attributes, NULL, bks_keyring_secrets_cleared_cb,
                            operation);
}

static void
bks_keyring_secrets_unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Operation *operation = user_data;
  g_autoptr (GError) error = NULL;
  GList *unlocked = NULL;
  int n_unlocked;

  n_unlocked = secret_service_unlock_finish (SECRET_SERVICE (source), result, &unlocked, &error);
  if (error != NULL)
    operation_return_error (operation, error);
  else if (n_unlocked < (int) g_list_length (operation->items))
    operation_return_trouble (operation, BKS_KEYRING_DISMISSED, NULL);
  else
    operation_go_on (operation, operation->items->data);
  g_list_free_full (unlocked, g_object_unref);
}

static gboolean
is_locked (gpointer item)
{
  return SECRET_IS_ITEM (item) && secret_item_get_locked (item);
}

static Operation *
attempt_end (Attempt *attempt)
{
  Operation *operation = attempt->operation;

  if (operation != NULL)
    g_ptr_array_remove_fast (operation->attempts, attempt);
  g_free (attempt);
  if (operation == NULL)
    return NULL;

  for (guint i = 0; i < operation->attempts->len; i++)
    ((Attempt *) g_ptr_array_index (operation->attempts, i))->operation = NULL;
  g_ptr_array_set_size (operation->attempts, 0);
  g_clear_handle_id (&operation->late, g_source_remove);
  return operation;
}

static void operation_attempt (Operation *operation);

static void
bks_keyring_secrets_searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Operation *operation = attempt_end (user_data);
  g_autoptr (GError) error = NULL;
  GList *items = secret_password_search_finish (result, &error);
  GList *next;

  if (operation == NULL)
    {
      is_doubtful = TRUE;
      g_list_free_full (items, g_object_unref);
      return;
    }
  operation->items = items;
  if (error != NULL)
    {
      operation_return_error (operation, error);
      return;
    }
  if (operation->kind == OPERATION_STORE)
    {
      /* Cancelled meanwhile: what nobody wants kept is not stored. */
      if (operation->task != NULL)
        operation_store (operation);
      else
        operation_end (operation);
      return;
    }
  if (operation->items == NULL)
    {
      operation_return (operation, NULL);
      return;
    }

  /* libsecret's own look-up answers "nothing stored" for an item that stayed locked, and its own
   * removal passes over locked items in silence. */
  if (operation->kind == OPERATION_LOOKUP && !is_locked (operation->items->data))
    {
      operation_go_on (operation, operation->items->data);
      return;
    }
  for (GList *link = operation->items; link != NULL; link = next)
    {
      next = link->next;
      if (is_locked (link->data) || next == NULL)
        continue;
      g_object_unref (link->data);
      operation->items = g_list_delete_link (operation->items, link);
    }
  if (!is_locked (operation->items->data))
    operation_go_on (operation, operation->items->data);
  else if (!operation->may_ask)
    operation_return_trouble (operation, BKS_KEYRING_LOCKED, NULL);
  else
    secret_service_unlock (secret_item_get_service (operation->items->data), operation->items, NULL,
                           bks_keyring_secrets_unlocked_cb, operation);
}

/* libsecret 0.20 starts to listen for the portal's answer when the request has been acknowledged.
 * An answer that was faster is lost, and libsecret waits for ever: on a busy computer up to one
 * request in 100. */
static gboolean
attempt_late_cb (gpointer user_data)
{
  Operation *operation = user_data;

  operation->late = 0;
  g_debug ("keyring: no answer, asking again");
  operation_attempt (operation);
  return G_SOURCE_REMOVE;
}

/* Asks libsecret; the first answer counts. With a file every operation begins with a search, which
 * makes libsecret ask the portal and read the file. The second request has the same path as a lost
 * one, and its answer revives that one: two searches do no harm, but of two changes at once one
 * fails, or is written after the lock was given back. */
static void
operation_attempt (Operation *operation)
{
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->operation = operation;
  if (may_use_file () && operation->attempts->len < G_N_ELEMENTS (patience))
    operation->late = g_timeout_add_seconds (patience[operation->attempts->len], attempt_late_cb,
                                             operation);
  g_ptr_array_add (operation->attempts, attempt);

  secret_password_searchv (&schema, operation->attributes,
                           operation->kind == OPERATION_FORGET ? SECRET_SEARCH_ALL
                                                               : SECRET_SEARCH_NONE,
                           NULL, bks_keyring_secrets_searched_cb, attempt);
}

static void
bks_keyring_secrets_bus_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Operation *operation = user_data;
  g_autoptr (GDBusConnection) bus = NULL;
  g_autoptr (GError) error = NULL;

  bus = g_bus_get_finish (result, &error);
  if (operation->task == NULL)
    operation_end (operation);
  else if (bus == NULL)
    operation_return_trouble (operation, BKS_KEYRING_NONE, error->message);
  else if (operation->kind == OPERATION_STORE && !may_use_file ())
    operation_store (operation);
  else
    operation_attempt (operation);
}

static void
operation_ask_bus (Operation *operation)
{
  /* Without a session bus libsecret's errors are too many to tell them from others. */
  g_bus_get (G_BUS_TYPE_SESSION, NULL, bks_keyring_secrets_bus_cb, operation);
}

/* Waits for the file of secrets, and finds out whether it changed meanwhile. Whoever changes it
 * leaves a new token. */
static void
lock_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Operation *operation = data;
  BksKeyringSecrets *self = operation->self;
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "keyrings", NULL);
  g_autofree char *path = g_build_filename (folder, "backstay.lock", NULL);
  char token[37] = { 0 }; /* a UUID */
  gssize length = 0;
  int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    g_debug ("no lock on %s: %s", path, g_strerror (errno));
  while (fd >= 0 && flock (fd, LOCK_EX) != 0 && errno == EINTR)
    ;
  if (fd >= 0)
    length = pread (fd, token, sizeof token - 1, 0);

  operation->is_stale = length <= 0 || g_strcmp0 (token, self->token) != 0;
  g_free (self->token);
  self->token = operation->kind == OPERATION_LOOKUP ? g_strdup (token) : g_uuid_string_random ();
  if (operation->kind != OPERATION_LOOKUP && fd >= 0
      && pwrite (fd, self->token, strlen (self->token), 0) < 0)
    g_debug ("%s: %s", path, g_strerror (errno));
  g_task_return_int (task, fd);
}

static void
bks_keyring_secrets_locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Operation *operation = user_data;

  operation->lock = g_task_propagate_int (G_TASK (result), NULL);
  /* libsecret reads its file once and then keeps it: another process's changes would never be seen,
   * and an old password sent again. */
  if (operation->is_stale || is_doubtful)
    secret_service_disconnect ();
  is_doubtful = FALSE;
  operation_ask_bus (operation);
}

static void
operation_start (Operation *operation)
{
  g_autoptr (GTask) task = NULL;

  if (!may_use_file ())
    {
      operation_ask_bus (operation);
      return;
    }
  /* libsecret reads its file, changes it and writes it back. Two processes at it would lose one's
   * change. Not on the store's own thread: the other one may be waiting for a person.
   *
   * The task has no source: its thread drops the task when the main loop may be done with it long
   * since, and the last reference to the source with it. */
  task = g_task_new (NULL, NULL, bks_keyring_secrets_locked_cb, operation);
  g_task_set_source_tag (task, operation_start);
  g_task_set_task_data (task, operation, NULL);
  g_task_run_in_thread (task, lock_job);
}

static void
run_next (BksKeyringSecrets *self)
{
  Operation *operation;

  if (self->is_busy)
    return;
  operation = g_queue_pop_head (&self->queue);
  if (operation == NULL)
    return;

  self->is_busy = TRUE;
  g_debug ("keyring: %s for NAS %s", operation_names[operation->kind],
           (const char *) g_hash_table_lookup (operation->attributes, "nas"));
  /* Asked before the user closed a prompt: that answer was for this one too. */
  if (operation->kind == OPERATION_LOOKUP && operation->asked <= self->answered)
    operation->may_ask = FALSE;
  operation_start (operation);
}

/* The caller hears at once. What libsecret is doing ends when it ends, an open prompt when somebody
 * answers it, or with the process: in libsecret 0.20 a prompt that is cancelled returns twice, and
 * a cancelled request to the portal waits for itself for ever. */
static gboolean
bks_keyring_secrets_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Operation *operation = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&operation->task);

  if (task != NULL)
    g_task_return_error_if_cancelled (task);
  if (g_queue_remove (&operation->self->queue, operation))
    operation_free (operation);
  return G_SOURCE_REMOVE;
}

static GHashTable *
make_attributes (BksKeyringSecrets *self, const char *nas_id, const char *account, guint kinds)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (attributes, (char *) "application", g_strdup (self->application_id));
  g_hash_table_insert (attributes, (char *) "nas", g_strdup (nas_id));
  if (account != NULL)
    g_hash_table_insert (attributes, (char *) "account", g_strdup (account));
  if (kinds != BKS_SECRET_ALL)
    g_hash_table_insert (attributes, (char *) "kind",
                         g_strdup (kinds == BKS_SECRET_DEVICE ? "device" : "password"));
  return attributes;
}

static void
push (BksKeyringSecrets *self,
      OperationKind kind,
      GHashTable *attributes,
      const char *label,
      const char *secret,
      gboolean may_ask,
      GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Operation *operation;

  operation = g_new0 (Operation, 1);
  operation->self = g_object_ref (self);
  operation->task = task;
  operation->kind = kind;
  operation->attributes = attributes;
  operation->label = g_strdup (label);
  if (secret != NULL)
    operation->secret = secret_value_new (secret, -1, "text/plain");
  operation->may_ask = may_ask;
  operation->lock = -1;
  operation->attempts = g_ptr_array_new ();
  operation->asked = g_get_monotonic_time ();

  if (g_task_return_error_if_cancelled (task))
    {
      operation_free (operation);
      return;
    }
  if (cancellable != NULL)
    {
      operation->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (operation->cancelled, G_SOURCE_FUNC (bks_keyring_secrets_cancelled_cb),
                             operation, NULL);
      g_source_attach (operation->cancelled, g_main_context_get_thread_default ());
    }
  g_queue_push_tail (&self->queue, operation);
  run_next (self);
}

static gboolean
bks_keyring_secrets_is_lasting (BksSecrets *secrets)
{
  return TRUE;
}

static void
bks_keyring_secrets_lookup_async (BksSecrets *secrets,
                                  const char *nas_id,
                                  const char *account,
                                  BksSecretKind kind,
                                  gboolean may_ask,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  BksKeyringSecrets *self = BKS_KEYRING_SECRETS (secrets);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bks_keyring_secrets_lookup_async);
  push (self, OPERATION_LOOKUP, make_attributes (self, nas_id, account, kind), NULL, NULL, may_ask,
        task);
}

static char *
bks_keyring_secrets_lookup_finish (BksSecrets *secrets, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
bks_keyring_secrets_store_async (BksSecrets *secrets,
                                 const char *nas_id,
                                 const char *account,
                                 BksSecretKind kind,
                                 const char *label,
                                 const char *secret,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  BksKeyringSecrets *self = BKS_KEYRING_SECRETS (secrets);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bks_keyring_secrets_store_async);
  push (self, OPERATION_STORE, make_attributes (self, nas_id, account, kind), label, secret, TRUE,
        task);
}

static void
bks_keyring_secrets_forget_async (BksSecrets *secrets,
                                  const char *nas_id,
                                  const char *account,
                                  guint kinds,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  BksKeyringSecrets *self = BKS_KEYRING_SECRETS (secrets);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bks_keyring_secrets_forget_async);
  push (self, OPERATION_FORGET, make_attributes (self, nas_id, account, kinds), NULL, NULL, TRUE,
        task);
}

static gboolean
bks_keyring_secrets_boolean_finish (BksSecrets *secrets, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
bks_keyring_secrets_finalize (GObject *object)
{
  BksKeyringSecrets *self = BKS_KEYRING_SECRETS (object);

  g_free (self->application_id);
  g_free (self->token);

  G_OBJECT_CLASS (bks_keyring_secrets_parent_class)->finalize (object);
}

static void
bks_keyring_secrets_secrets_init (BksSecretsInterface *iface)
{
  iface->is_lasting = bks_keyring_secrets_is_lasting;
  iface->lookup_async = bks_keyring_secrets_lookup_async;
  iface->lookup_finish = bks_keyring_secrets_lookup_finish;
  iface->store_async = bks_keyring_secrets_store_async;
  iface->store_finish = bks_keyring_secrets_boolean_finish;
  iface->forget_async = bks_keyring_secrets_forget_async;
  iface->forget_finish = bks_keyring_secrets_boolean_finish;
}

static void
bks_keyring_secrets_class_init (BksKeyringSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_keyring_secrets_finalize;
}

static void
bks_keyring_secrets_init (BksKeyringSecrets *self)
{
  g_queue_init (&self->queue);
}

/**
 * bks_keyring_secrets_new:
 * @application_id: the application's ID; secrets of another one are not seen
 *
 * Asks nothing yet.
 *
 * Returns: (transfer full): the desktop's keyring
 */
BksKeyringSecrets *
bks_keyring_secrets_new (const char *application_id)
{
  BksKeyringSecrets *self;

  g_return_val_if_fail (application_id != NULL, NULL);

  self = g_object_new (BKS_TYPE_KEYRING_SECRETS, NULL);
  self->application_id = g_strdup (application_id);
  return self;
}
