/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-keeper-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (BksKeeper, bks_keeper, G_TYPE_OBJECT)

typedef enum
{
  PROP_IS_LOADED = 1,
  PROP_DAMAGE,
} BksKeeperProperty;
#define N_PROPERTIES (PROP_DAMAGE + 1)

static GParamSpec *properties[N_PROPERTIES];

typedef enum
{
  SIGNAL_NOTICE,
  N_SIGNALS,
} BksKeeperSignal;

static guint signals[N_SIGNALS];

BksKept *
bks_kept_ref (BksKept *kept)
{
  return g_rc_box_acquire (kept);
}

static void
kept_clear (gpointer data)
{
  BksKept *kept = data;

  g_clear_object (&kept->nas);
  g_clear_object (&kept->recall);
  bks_nas_record_free (kept->record);
}

void
bks_kept_unref (gpointer kept)
{
  g_rc_box_release_full (kept, kept_clear);
}

void
bks_removed_free (gpointer data)
{
  BksRemoved *removed = data;

  g_object_unref (removed->nas);
  g_free (removed);
}

/* Returns: (nullable): what is kept of @nas; %NULL also for another one with the same ID */
BksKept *
bks_keeper_find (BksKeeper *self, BksNas *nas)
{
  BksKept *kept = g_hash_table_lookup (self->kept, bks_nas_get_id (nas));

  return kept != NULL && kept->nas == nas ? kept : NULL;
}

/* @record: (transfer full): what is kept of @nas from now on */
BksKept *
bks_keeper_enter (BksKeeper *self, BksNas *nas, BksNasRecord *record)
{
  BksKept *kept = g_rc_box_new0 (BksKept);

  kept->nas = g_object_ref (nas);
  kept->record = record;
  g_hash_table_insert (self->kept, record->id, kept);
  g_signal_connect_object (nas, "sign-in-over", G_CALLBACK (bks_keeper_sign_in_over_cb), self,
                           G_CONNECT_SWAPPED);
  return kept;
}

/* Nothing is kept of it any more. */
void
bks_keeper_leave (BksKeeper *self, BksKept *kept)
{
  kept->is_over = TRUE;
  g_cancellable_cancel (kept->recall);
  g_signal_handlers_disconnect_by_func (kept->nas, bks_keeper_sign_in_over_cb, self);
  g_hash_table_remove (self->kept, kept->record->id);
}

guint
bks_keeper_get_position (BksKeeper *self, BksNas *nas)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->fleet));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) other = g_list_model_get_item (G_LIST_MODEL (self->fleet), i);

      if (other == nas)
        return i;
    }
  return n;
}

gboolean
bks_keeper_is_in_fleet (BksKeeper *self, BksNas *nas)
{
  return bks_keeper_get_position (self, nas)
         < g_list_model_get_n_items (G_LIST_MODEL (self->fleet));
}

void
bks_keeper_tell (BksKeeper *self, BksNas *nas, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, nas, text);
}

void
bks_keeper_tell_error (BksKeeper *self, BksNas *nas, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    bks_keeper_tell (self, nas, error->message);
}

static gboolean
is_same_latch (const BksLatch *a, const BksLatch *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return a->kind == b->kind && a->code == b->code && a->at == b->at;
}

/* Another process has changed what is kept of this one. */
static void
follow (BksKeeper *self, BksKept *kept, const BksNasRecord *record)
{
  g_autoptr (BksNasRecord) old = kept->record;
  gboolean is_unlatched = old->latch != NULL && record->latch == NULL;
  gboolean signs_in_anew = g_strcmp0 (old->account, record->account) != 0
                           || old->keeps_password != record->keeps_password
                           || g_strcmp0 (old->device_name, record->device_name) != 0;

  g_hash_table_steal (self->kept, old->id);
  kept->record = bks_nas_record_copy (record);
  g_hash_table_insert (self->kept, kept->record->id, kept);

  bks_nas_set_name (kept->nas, record->name);
  if (g_strcmp0 (old->address, record->address) != 0)
    bks_nas_set_address (kept->nas, record->address, NULL);
  if (g_strcmp0 (bks_nas_get_pin (kept->nas), record->pin) != 0)
    bks_nas_set_pin (kept->nas, record->pin);
  if (bks_nas_get_allow_plain_http (kept->nas) != record->allow_plain_http)
    bks_nas_set_allow_plain_http (kept->nas, record->allow_plain_http);

  if (record->latch != NULL && !is_same_latch (old->latch, record->latch))
    {
      g_autoptr (BksProblem) problem = bks_kept_make_latch_problem (kept);

      bks_nas_hold (kept->nas, problem);
    }
  else if (is_unlatched || (signs_in_anew && record->latch == NULL))
    {
      /* Somebody has signed in over there: what they used is in the keyring. */
      bks_nas_begin_recall (kept->nas);
      bks_nas_release (kept->nas);
      bks_keeper_recall (self, kept, FALSE);
    }
}

static void
come (BksKeeper *self, const BksNasRecord *record, gboolean may_ask)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BksNas) nas = bks_nas_new (record->name, record->address, &error);
  BksKept *kept;

  if (nas == NULL)
    {
      g_autofree char *text = g_strdup_printf (
          _ ("The address stored for %s is none. Remove that NAS, and add it again."),
          record->name);

      bks_keeper_tell (self, NULL, text);
      return;
    }
  bks_nas_set_id (nas, record->id);
  if (record->pin != NULL)
    bks_nas_set_pin (nas, record->pin);
  bks_nas_set_allow_plain_http (nas, record->allow_plain_http);
  bks_nas_set_credentials (nas, record->account, NULL);
  kept = bks_keeper_enter (self, nas, bks_nas_record_copy (record));
  bks_keeper_remind (self, nas);
  /* First: a NAS in the fleet is asked at once. */
  bks_keeper_recall (self, kept, may_ask);
  bks_fleet_add (self->fleet, nas);
}

/* Somebody else has removed it, and forgotten what belongs to it. */
static void
go (BksKeeper *self, BksKept *kept)
{
  g_autoptr (BksNas) nas = g_object_ref (kept->nas);

  for (guint i = 0; i < self->removed->len; i++)
    if (((BksRemoved *) self->removed->pdata[i])->nas == nas)
      {
        g_ptr_array_remove_index (self->removed, i);
        break;
      }
  bks_fleet_remove (self->fleet, nas);
  bks_keeper_forget_history (self, kept->record->id);
  bks_keeper_leave (self, kept);
  bks_keeper_end_session (self, nas);
}

/* What is kept stands in the list's order, before what is not. */
static void
arrange (BksKeeper *self, GPtrArray *records)
{
  guint position = 0;

  for (guint i = 0; i < records->len; i++)
    {
      const BksNasRecord *record = records->pdata[i];
      BksKept *kept = g_hash_table_lookup (self->kept, record->id);

      if (kept != NULL && bks_keeper_is_in_fleet (self, kept->nas))
        bks_fleet_move (self->fleet, kept->nas, position++);
    }
}

static void
apply (BksKeeper *self, GPtrArray *records, gboolean may_ask)
{
  g_autoptr (GList) all = g_hash_table_get_values (self->kept);

  for (GList *l = all; l != NULL; l = l->next)
    {
      BksKept *kept = l->data;

      if (!kept->is_new && bks_nas_list_find (records, kept->record->id) == NULL)
        go (self, kept);
    }
  for (guint i = 0; i < records->len; i++)
    {
      const BksNasRecord *record = records->pdata[i];
      BksKept *kept = g_hash_table_lookup (self->kept, record->id);

      if (kept == NULL)
        come (self, record, may_ask);
      else
        follow (self, kept, record);
    }
  arrange (self, records);
}

/* @damage: (nullable) (transfer full): what was unreadable */
static void
take_damage (BksKeeper *self, BksProblem *damage)
{
  if (damage == self->damage)
    return;
  g_clear_object (&self->damage);
  self->damage = damage;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DAMAGE]);
}

/* Takes over what a load has brought. Returns FALSE, and tells why, if it brought nothing. */
static gboolean
take_load (BksKeeper *self, GAsyncResult *result, gboolean may_ask, GError **error)
{
  g_autoptr (GError) own_error = NULL;
  BksProblem *damage = NULL;
  g_autoptr (GPtrArray) records = bks_nas_list_store_load_finish (self->store, result, &damage,
                                                                  &own_error);

  if (records == NULL)
    {
      if (!g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        take_damage (self, bks_problem_from_error (own_error));
      g_propagate_error (error, g_steal_pointer (&own_error));
      return FALSE;
    }
  /* A write of our own may be in it, or not yet. */
  if (self->n_works > 0)
    {
      g_clear_object (&damage);
      self->wants_reload = TRUE;
      return TRUE;
    }
  if (damage != NULL || !self->is_loaded)
    take_damage (self, damage);
  apply (self, records, may_ask);
  if (!self->is_loaded)
    {
      self->is_loaded = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADED]);
    }
  return TRUE;
}

static void
reloaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksKeeper) self = user_data;

  take_load (self, result, FALSE, NULL);
}

static void
bks_keeper_store_changed_cb (BksKeeper *self)
{
  if (self->flush != NULL)
    return;
  if (self->n_works > 0)
    {
      self->wants_reload = TRUE;
      return;
    }
  self->wants_reload = FALSE;
  bks_nas_list_store_load_async (self->store, NULL, reloaded_cb, g_object_ref (self));
}

void
bks_keeper_begin_work (BksKeeper *self)
{
  g_object_ref (self);
  self->n_works++;
}

void
bks_keeper_end_work (BksKeeper *self)
{
  self->n_works--;
  if (self->n_works == 0 && self->wants_reload)
    bks_keeper_store_changed_cb (self);
  bks_keeper_check_flush (self);
  g_object_unref (self);
}

static void
bks_keeper_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BksKeeper *self = BKS_KEEPER (object);

  switch ((BksKeeperProperty) prop_id)
    {
    case PROP_IS_LOADED:
      g_value_set_boolean (value, self->is_loaded);
      break;
    case PROP_DAMAGE:
      g_value_set_object (value, self->damage);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_keeper_dispose (GObject *object)
{
  BksKeeper *self = BKS_KEEPER (object);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      BksKept *kept = value;

      kept->is_over = TRUE;
      g_cancellable_cancel (kept->recall);
    }
  g_hash_table_remove_all (self->kept);
  g_ptr_array_set_size (self->removed, 0);
  g_clear_object (&self->fleet);
  g_clear_object (&self->store);
  g_clear_object (&self->secrets);
  g_clear_object (&self->history);
  g_clear_object (&self->damage);
  g_clear_pointer (&self->memory, bks_history_memory_free);

  G_OBJECT_CLASS (bks_keeper_parent_class)->dispose (object);
}

static void
bks_keeper_finalize (GObject *object)
{
  BksKeeper *self = BKS_KEEPER (object);

  g_hash_table_unref (self->kept);
  g_ptr_array_unref (self->removed);

  G_OBJECT_CLASS (bks_keeper_parent_class)->finalize (object);
}

static void
bks_keeper_class_init (BksKeeperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bks_keeper_get_property;
  object_class->dispose = bks_keeper_dispose;
  object_class->finalize = bks_keeper_finalize;

  properties[PROP_IS_LOADED] = g_param_spec_boolean ("is-loaded", NULL, NULL, FALSE, flags);
  properties[PROP_DAMAGE] = g_param_spec_object ("damage", NULL, NULL, BKS_TYPE_PROBLEM, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  /**
   * BksKeeper::notice:
   * @self: the keeper
   * @nas: (nullable): which NAS it is about
   * @text: a translated sentence
   *
   * Something that the user should be told in passing.
   */
  signals[SIGNAL_NOTICE] = g_signal_new ("notice", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 2, BKS_TYPE_NAS,
                                         G_TYPE_STRING);
}

static void
bks_keeper_init (BksKeeper *self)
{
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, bks_kept_unref);
  self->removed = g_ptr_array_new_with_free_func (bks_removed_free);
}

/**
 * bks_keeper_new:
 * @fleet: what is shown
 * @store: where the list of NAS is kept
 * @secrets: where passwords and device IDs are kept
 *
 * Returns: (transfer full): a keeper; the fleet is filled by bks_keeper_load_async()
 */
BksKeeper *
bks_keeper_new (BksFleet *fleet, BksNasListStore *store, BksSecrets *secrets)
{
  BksKeeper *self;

  g_return_val_if_fail (BKS_IS_FLEET (fleet), NULL);
  g_return_val_if_fail (BKS_IS_NAS_LIST_STORE (store), NULL);
  g_return_val_if_fail (BKS_IS_SECRETS (secrets), NULL);

  self = g_object_new (BKS_TYPE_KEEPER, NULL);
  self->fleet = g_object_ref (fleet);
  self->store = g_object_ref (store);
  self->secrets = g_object_ref (secrets);
  g_signal_connect_object (store, "changed", G_CALLBACK (bks_keeper_store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

typedef struct
{
  gboolean may_ask;
  guint n_waits; /* for the list, and for the history */
  GError *error; /* (nullable) (owned): of the list */
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_clear_error (&load->error);
  g_free (load);
}

static void
end_wait (GTask *task)
{
  Load *load = g_task_get_task_data (task);

  if (--load->n_waits > 0)
    return;
  bks_keeper_end_reminding (g_task_get_source_object (task));
  if (load->error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&load->error));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Load *load = g_task_get_task_data (task);

  take_load (g_task_get_source_object (task), result, load->may_ask, &load->error);
  end_wait (task);
}

static void
remembered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  BksKeeper *self = g_task_get_source_object (task);
  BksHistoryMemory *memory = bks_history_load_finish (BKS_HISTORY (source), result, &error);

  if (memory != NULL)
    bks_keeper_take_memory (self, memory);
  else
    bks_keeper_tell_error (self, NULL, error);
  end_wait (task);
}

/**
 * bks_keeper_load_async:
 * @self: a keeper
 * @may_ask: whether a locked keyring may ask the user to unlock it: only if the user is there
 * @cancellable: (nullable): to give up
 * @callback: when the NAS are in the fleet, with what is remembered of them; their passwords may still
 *   be looked up, and whoever asks a NAS meanwhile waits for that
 *
 * Reads the list. Each NAS gets its own certificate, consent, device and password; one that waits
 * for its user says so.
 */
void
bks_keeper_load_async (BksKeeper *self,
                       gboolean may_ask,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Load *load;

  g_return_if_fail (BKS_IS_KEEPER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bks_keeper_load_async);
  load = g_new0 (Load, 1);
  load->may_ask = may_ask;
  load->n_waits = self->history != NULL ? 2 : 1;
  g_task_set_task_data (task, load, load_free);
  /* The list first: it may not wait for a database that another process has locked. */
  bks_nas_list_store_load_async (self->store, cancellable, loaded_cb, g_object_ref (task));
  if (self->history != NULL)
    bks_history_load_async (self->history, cancellable, remembered_cb, g_object_ref (task));
}

/**
 * bks_keeper_load_finish:
 * @self: a keeper
 * @result: of bks_keeper_load_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled. The list is there, but cannot be read: not
 *   the time to greet a new user
 *
 * Returns: whether the list was read; what was unreadable in it is bks_keeper_get_damage()
 */
gboolean
bks_keeper_load_finish (BksKeeper *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * bks_keeper_is_loaded:
 * @self: a keeper
 *
 * Returns: whether the list has been read
 */
gboolean
bks_keeper_is_loaded (BksKeeper *self)
{
  g_return_val_if_fail (BKS_IS_KEEPER (self), FALSE);

  return self->is_loaded;
}

/**
 * bks_keeper_get_damage:
 * @self: a keeper
 *
 * Returns: (nullable) (transfer none): what was unreadable, or why nothing could be read
 */
BksProblem *
bks_keeper_get_damage (BksKeeper *self)
{
  g_return_val_if_fail (BKS_IS_KEEPER (self), NULL);

  return self->damage;
}
