/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks"

#include "bks-composition.h"

#include "bks-history-db.h"
#include "bks-keyring-secrets.h"
#include "bks-memory-history.h"
#include "bks-memory-nas-list.h"
#include "bks-memory-secrets.h"
#include "bks-nas-file.h"

#define START_LIMIT_MS 100 /* a window that comes later would seem slow */
#define END_LIMIT_S    2   /* nobody waits longer for a program that is to end */

struct _BksComposition
{
  GObject parent_instance;

  BksFleet *fleet;        /* (owned) */
  BksNasListStore *store; /* (owned) */
  BksHistory *history;    /* (owned) */
  BksKeeper *keeper;      /* (owned) */
  BksPoller *poller;      /* (owned) */
};

G_DEFINE_FINAL_TYPE (BksComposition, bks_composition, G_TYPE_OBJECT)

static void
bks_composition_dispose (GObject *object)
{
  BksComposition *self = BKS_COMPOSITION (object);

  g_clear_object (&self->poller);
  g_clear_object (&self->keeper);
  g_clear_object (&self->history);
  g_clear_object (&self->store);
  g_clear_object (&self->fleet);

  G_OBJECT_CLASS (bks_composition_parent_class)->dispose (object);
}

static void
bks_composition_class_init (BksCompositionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bks_composition_dispose;
}

static void
bks_composition_init (BksComposition *self)
{
}

/**
 * bks_composition_new:
 * @application_id: whose secrets they are in the keyring
 * @is_demo: whether nothing may be left behind
 *
 * Returns: (transfer full): the parts, not yet started
 */
BksComposition *
bks_composition_new (const char *application_id, gboolean is_demo)
{
  BksComposition *self = g_object_new (BKS_TYPE_COMPOSITION, NULL);
  g_autoptr (BksSecrets) secrets = NULL;

  if (is_demo)
    {
      self->store = BKS_NAS_LIST_STORE (bks_memory_nas_list_new ());
      self->history = BKS_HISTORY (bks_memory_history_new ());
      secrets = BKS_SECRETS (bks_memory_secrets_new ());
    }
  else
    {
      self->store = BKS_NAS_LIST_STORE (bks_nas_file_new (NULL));
      self->history = BKS_HISTORY (bks_history_db_new (NULL));
      secrets = BKS_SECRETS (bks_keyring_secrets_new (application_id));
    }
  self->fleet = bks_fleet_new ();
  self->keeper = bks_keeper_new (self->fleet, self->store, secrets);
  bks_keeper_set_history (self->keeper, self->history);
  self->poller = bks_poller_new (G_LIST_MODEL (self->fleet));
  return self;
}

/**
 * bks_composition_get_fleet:
 * @self: the parts
 *
 * Returns: (transfer none): all NAS
 */
BksFleet *
bks_composition_get_fleet (BksComposition *self)
{
  g_return_val_if_fail (BKS_IS_COMPOSITION (self), NULL);

  return self->fleet;
}

/**
 * bks_composition_get_history:
 * @self: the parts
 *
 * Returns: (transfer none): what is remembered
 */
BksHistory *
bks_composition_get_history (BksComposition *self)
{
  g_return_val_if_fail (BKS_IS_COMPOSITION (self), NULL);

  return self->history;
}

/**
 * bks_composition_get_keeper:
 * @self: the parts
 *
 * Returns: (transfer none): what keeps them
 */
BksKeeper *
bks_composition_get_keeper (BksComposition *self)
{
  g_return_val_if_fail (BKS_IS_COMPOSITION (self), NULL);

  return self->keeper;
}

/**
 * bks_composition_get_poller:
 * @self: the parts
 *
 * Returns: (transfer none): what asks them
 */
BksPoller *
bks_composition_get_poller (BksComposition *self)
{
  g_return_val_if_fail (BKS_IS_COMPOSITION (self), NULL);

  return self->poller;
}

/* Something that is waited for, but not for long. */
typedef struct
{
  GTask *task;               /* (nullable) (owned): NULL = it has returned */
  GSource *limit;            /* (nullable) (owned) */
  GCancellable *cancellable; /* (nullable) (owned): of what is waited for, when the limit ends it */
} Wait;

static void
wait_clear (gpointer data)
{
  Wait *wait = data;

  g_clear_object (&wait->task);
  g_clear_object (&wait->cancellable);
}

static void
wait_unref (gpointer data)
{
  g_rc_box_release_full (data, wait_clear);
}

static void
wait_end (Wait *wait)
{
  g_autoptr (GTask) task = g_steal_pointer (&wait->task);

  if (wait->limit != NULL)
    {
      g_source_destroy (wait->limit);
      g_clear_pointer (&wait->limit, g_source_unref);
    }
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
}

static gboolean
wait_limit_cb (gpointer user_data)
{
  g_autoptr (GSource) limit = NULL;
  Wait *wait = user_data;

  limit = g_steal_pointer (&wait->limit);
  if (wait->cancellable != NULL)
    g_cancellable_cancel (wait->cancellable);
  else
    wait_end (wait);
  return G_SOURCE_REMOVE;
}

/* @task: (transfer full): what to return when it is over, or after @limit_ms */
static Wait *
wait_new (GTask *task, guint limit_ms)
{
  Wait *wait = g_rc_box_new0 (Wait);

  wait->task = task;
  wait->limit = g_timeout_source_new (limit_ms);
  g_source_set_callback (wait->limit, wait_limit_cb, g_rc_box_acquire (wait), wait_unref);
  g_source_attach (wait->limit, NULL);
  return wait;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;
  g_autoptr (GError) error = NULL;

  /* The window shows the keeper's damage. */
  if (!bks_keeper_load_finish (BKS_KEEPER (source), result, &error))
    g_debug ("The list of NAS was not read: %s", error->message);
  wait_end (wait);
  wait_unref (wait);
}

/**
 * bks_composition_start_async:
 * @self: the parts
 * @callback: when the stored NAS are in the fleet, as they were last known, or after 100 ms: then they
 *   follow
 *
 * Begins: what is stored is shown, and asked. A locked keyring may ask its user, who has just opened
 * the program.
 */
void
bks_composition_start_async (BksComposition *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (BKS_IS_COMPOSITION (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, bks_composition_start_async);
  if (BKS_IS_NAS_FILE (self->store))
    bks_nas_file_watch (BKS_NAS_FILE (self->store));
  bks_keeper_load_async (self->keeper, TRUE, NULL, loaded_cb, wait_new (task, START_LIMIT_MS));
}

/**
 * bks_composition_start_finish:
 * @self: the parts
 * @result: of bks_composition_start_async()
 */
void
bks_composition_start_finish (BksComposition *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
history_flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;

  if (!bks_history_flush_finish (BKS_HISTORY (source), result, NULL))
    g_debug ("Not everything was written in time");
  wait_end (wait);
  wait_unref (wait);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;
  BksComposition *self = g_task_get_source_object (wait->task);

  if (!bks_keeper_flush_finish (BKS_KEEPER (source), result, NULL))
    g_debug ("Not everything was finished in time");
  bks_history_flush_async (self->history, wait->cancellable, history_flushed_cb, wait);
}

/**
 * bks_composition_end_async:
 * @self: the parts
 * @callback: when nothing is left to be done, or after 2 s
 *
 * The end: nobody is asked any more, what was changed is written, sessions are ended.
 */
void
bks_composition_end_async (BksComposition *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  Wait *wait;

  g_return_if_fail (BKS_IS_COMPOSITION (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, bks_composition_end_async);
  bks_poller_stop (self->poller);
  wait = wait_new (task, END_LIMIT_S * 1000);
  wait->cancellable = g_cancellable_new ();
  bks_keeper_flush_async (self->keeper, wait->cancellable, flushed_cb, wait);
}

/**
 * bks_composition_end_finish:
 * @self: the parts
 * @result: of bks_composition_end_async()
 */
void
bks_composition_end_finish (BksComposition *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
