/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-wire.h"

#include <glib/gi18n-lib.h>

#include "bks-nas-load.h"
#include "bks-words.h"

/* Nobody looks, but a backup waits: so often its Vault is asked at most. */
#define QUIET_INTERVAL (20 * G_TIME_SPAN_SECOND)

/* One NAS, as both ends of the wire. */
typedef struct
{
  BksWire *wire; /* (unowned) */
  BksNas *nas;   /* (owned) */
  BksVault *vault;
  GHashTable *repositories; /* (nullable) (owned): ID → BksRepository; NULL = not asked */
  GCancellable *cancellable;
  gboolean is_asking_repositories;
  gboolean is_asking_key;
  GHashTable *asked_keys; /* (owned): IDs of tasks whose destination was looked at for its key */
} End;

struct _BksWire
{
  GObject parent_instance;

  GPtrArray *ends;     /* (owned) (element-type End), in the order of the fleet */
  GListStore *vaults;  /* (owned) of BksVault, in the same order */
  GHashTable *senders; /* (owned): BksTask (unowned) → BksVaultArrival (owned) */
  guint n_holders;
};

G_DEFINE_FINAL_TYPE (BksWire, bks_wire, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
end_free (gpointer data)
{
  End *end = data;

  /* First, for a vault that stops says so, and the wire may be going, too. */
  g_signal_handlers_disconnect_by_data (end->nas, end);
  g_signal_handlers_disconnect_by_data (end->vault, end);
  g_cancellable_cancel (end->cancellable);
  bks_vault_stop (end->vault);
  g_object_unref (end->cancellable);
  g_clear_pointer (&end->repositories, g_hash_table_unref);
  g_hash_table_unref (end->asked_keys);
  g_object_unref (end->vault);
  g_object_unref (end->nas);
  g_free (end);
}

static gboolean
is_waiting (BksTask *task)
{
  return bks_words_read_status (bks_task_get_status (task)) == BKS_STATUS_WAITING
         && bks_task_get_verdict (task) == BKS_VERDICT_RUNNING;
}

/* Its destination is a Vault, by what the NAS says of it. */
static gboolean
goes_to_vault (BksTask *task)
{
  const char *transfer = bks_task_get_transfer_type (task);

  return transfer != NULL && g_ascii_strncasecmp (transfer, "image_remote", 12) == 0;
}

static gboolean
answers (BksNas *nas)
{
  BksNasState state = bks_nas_get_state (nas);

  return state == BKS_NAS_FRESH || state == BKS_NAS_STALE;
}

static BksRepository *
find_repository (End *end, BksTask *task)
{
  const char *id = bks_task_get_repository_id (task);

  return end->repositories != NULL && id != NULL ? g_hash_table_lookup (end->repositories, id)
                                                 : NULL;
}

static End *
find_end (BksWire *self, BksNas *nas)
{
  for (guint i = 0; i < self->ends->len; i++)
    {
      End *end = g_ptr_array_index (self->ends, i);

      if (end->nas == nas)
        return end;
    }
  return NULL;
}

/* The NAS that the destination of TASK names. */
static End *
find_named_end (BksWire *self, End *from, BksTask *task)
{
  BksRepository *repository = find_repository (from, task);
  const char *host = repository != NULL ? bks_repository_get_host (repository) : NULL;
  End *found = NULL;

  for (guint i = 0; host != NULL && i < self->ends->len; i++)
    {
      End *end = g_ptr_array_index (self->ends, i);

      if (end == from
          || !bks_wire_is_same_host (host, bks_nas_get_host (end->nas),
                                     bks_nas_get_name (end->nas)))
        continue;
      /* Two NAS that are called the same: neither. */
      if (found != NULL)
        return NULL;
      found = end;
    }
  return found;
}

typedef void (*TaskFunc) (BksWire *self, End *end, BksTask *task, gpointer data);

static void
for_each_task (BksWire *self, TaskFunc func, gpointer data)
{
  for (guint i = 0; i < self->ends->len; i++)
    {
      End *end = g_ptr_array_index (self->ends, i);
      GListModel *tasks = bks_nas_get_tasks (end->nas);

      for (guint j = 0; j < g_list_model_get_n_items (tasks); j++)
        {
          g_autoptr (BksTask) task = g_list_model_get_item (tasks, j);

          func (self, end, task, data);
        }
    }
}

/* What is being linked: target → task, where two that claim the same are none. */
typedef struct
{
  GHashTable *by_key; /* key → BksTask */
  GHashTable *likely; /* BksVaultArrival → BksTask */
  GHashTable *sure;   /* BksVaultArrival → BksTask */
  GHashTable *linked; /* set of BksTask */
} Links;

static void
claim (GHashTable *table, gconstpointer what, BksTask *task)
{
  if (g_hash_table_contains (table, what))
    g_hash_table_insert (table, (gpointer) what, NULL);
  else
    g_hash_table_insert (table, (gpointer) what, task);
}

static void
collect_key (BksWire *self, End *end, BksTask *task, gpointer data)
{
  Links *links = data;
  const char *key = bks_task_get_destination_key (task);

  if (key != NULL && *key != '\0')
    claim (links->by_key, key, task);
}

static void
collect_likely (BksWire *self, End *end, BksTask *task, gpointer data)
{
  Links *links = data;
  End *other;
  BksRepository *repository;
  const char *share;
  BksVaultArrival *found = NULL;
  GListModel *arrivals;

  if (!goes_to_vault (task) || g_hash_table_contains (links->linked, task))
    return;
  other = find_named_end (self, end, task);
  if (other == NULL)
    return;

  repository = find_repository (end, task);
  share = bks_repository_get_share (repository);
  arrivals = bks_vault_get_arrivals (other->vault);
  for (guint i = 0; i < g_list_model_get_n_items (arrivals); i++)
    {
      g_autoptr (BksVaultArrival) arrival = g_list_model_get_item (arrivals, i);
      BksVaultTarget *target = bks_vault_arrival_get_target (arrival);
      const char *target_share = bks_vault_target_get_share (target);

      if (g_hash_table_contains (links->sure, arrival)
          || (share != NULL && target_share != NULL && !g_str_equal (share, target_share))
          || !bks_wire_is_same_target (bks_task_get_target_id (task),
                                       bks_vault_target_get_name (target),
                                       bks_vault_target_get_path (target)))
        continue;
      if (found != NULL)
        return;
      found = arrival;
    }
  if (found != NULL)
    claim (links->likely, found, task);
}

static void
link_by_key (BksWire *self, Links *links)
{
  for (guint i = 0; i < self->ends->len; i++)
    {
      End *end = g_ptr_array_index (self->ends, i);
      GListModel *arrivals = bks_vault_get_arrivals (end->vault);

      for (guint j = 0; j < g_list_model_get_n_items (arrivals); j++)
        {
          g_autoptr (BksVaultArrival) arrival = g_list_model_get_item (arrivals, j);
          const char *key = bks_vault_target_get_key (bks_vault_arrival_get_target (arrival));
          BksTask *task = key != NULL ? g_hash_table_lookup (links->by_key, key) : NULL;

          if (task == NULL || bks_task_get_nas (task) == end->nas)
            continue;
          g_hash_table_insert (links->sure, arrival, task);
          g_hash_table_add (links->linked, task);
        }
    }
}

static void
apply_links (BksWire *self, Links *links)
{
  g_hash_table_remove_all (self->senders);
  for (guint i = 0; i < self->ends->len; i++)
    {
      End *end = g_ptr_array_index (self->ends, i);
      GListModel *arrivals = bks_vault_get_arrivals (end->vault);

      for (guint j = 0; j < g_list_model_get_n_items (arrivals); j++)
        {
          g_autoptr (BksVaultArrival) arrival = g_list_model_get_item (arrivals, j);
          BksTask *task = g_hash_table_lookup (links->sure, arrival);
          BksWireMatch match = task != NULL ? BKS_WIRE_SURE : BKS_WIRE_NONE;

          if (task == NULL)
            task = g_hash_table_lookup (links->likely, arrival);
          if (task != NULL && match == BKS_WIRE_NONE)
            match = BKS_WIRE_LIKELY;
          bks_vault_arrival_set_sender (arrival, task, match);
          if (task != NULL)
            g_hash_table_insert (self->senders, task, g_object_ref (arrival));
        }
    }
}

static void
update_wait (BksWire *self, End *end, BksTask *task, gpointer data)
{
  BksVault *vault = bks_wire_find_wait (self, task);

  bks_task_set_waits_for (task,
                          vault != NULL ? bks_nas_get_name (bks_vault_get_nas (vault)) : NULL);
}

static void
update_links (BksWire *self)
{
  Links links = {
    .by_key = g_hash_table_new (g_str_hash, g_str_equal),
    .likely = g_hash_table_new (NULL, NULL),
    .sure = g_hash_table_new (NULL, NULL),
    .linked = g_hash_table_new (NULL, NULL),
  };

  for_each_task (self, collect_key, &links);
  link_by_key (self, &links);
  for_each_task (self, collect_likely, &links);
  apply_links (self, &links);
  for_each_task (self, update_wait, NULL);

  g_hash_table_unref (links.by_key);
  g_hash_table_unref (links.likely);
  g_hash_table_unref (links.sure);
  g_hash_table_unref (links.linked);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void ask_next_key (End *end);

static void
key_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED g_autoptr (BksTargetInfo) info = bks_nas_load_target_finish (BKS_NAS (source),
                                                                             result, &error);
  End *end = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  end->is_asking_key = FALSE;
  update_links (end->wire);
  ask_next_key (end);
}

/* One at a time for each NAS, once for each task: the NAS may have to look for a host far away. */
static void
ask_next_key (End *end)
{
  GListModel *tasks = bks_nas_get_tasks (end->nas);

  if (end->is_asking_key || end->wire->n_holders == 0 || end->wire->ends->len < 2)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      if (!goes_to_vault (task) || bks_task_get_destination_key (task) != NULL
          || !g_hash_table_add (end->asked_keys, g_strdup (bks_task_get_id (task))))
        continue;
      end->is_asking_key = TRUE;
      bks_nas_load_target_async (end->nas, bks_task_get_id (task), end->cancellable, key_loaded_cb,
                                 end);
      return;
    }
}

static void
repositories_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = bks_nas_load_repositories_finish (BKS_NAS (source), result, &error);
  End *end = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  end->is_asking_repositories = FALSE;
  if (list == NULL)
    return;
  g_clear_pointer (&end->repositories, g_hash_table_unref);
  end->repositories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  for (guint i = 0; i < list->len; i++)
    {
      BksRepository *repository = g_ptr_array_index (list, i);

      g_hash_table_insert (end->repositories, g_strdup (bks_repository_get_id (repository)),
                           g_object_ref (repository));
    }
  update_links (end->wire);
}

/* Destinations come and go seldom: they are asked for again when a task has one that is not known. */
static void
ask_repositories (End *end)
{
  GListModel *tasks = bks_nas_get_tasks (end->nas);
  gboolean is_wanted = FALSE;

  if (end->is_asking_repositories || end->wire->ends->len < 2)
    return;
  for (guint i = 0; !is_wanted && i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);

      is_wanted = goes_to_vault (task) && find_repository (end, task) == NULL;
    }
  if (!is_wanted)
    return;
  end->is_asking_repositories = TRUE;
  bks_nas_load_repositories_async (end->nas, end->cancellable, repositories_loaded_cb, end);
}

static gboolean
has_waiting_task (BksWire *self)
{
  for (guint i = 0; i < self->ends->len; i++)
    {
      End *end = g_ptr_array_index (self->ends, i);
      GListModel *tasks = bks_nas_get_tasks (end->nas);

      for (guint j = 0; j < g_list_model_get_n_items (tasks); j++)
        {
          g_autoptr (BksTask) task = g_list_model_get_item (tasks, j);

          if (goes_to_vault (task) && is_waiting (task))
            return TRUE;
        }
    }
  return FALSE;
}

/* One that does not answer, or waits for a person, is not asked: its own refreshes find out. */
static void
ask (End *end)
{
  if (!answers (end->nas))
    return;

  ask_repositories (end);
  if (end->wire->n_holders > 0)
    {
      bks_vault_ask (end->vault);
      ask_next_key (end);
    }
  else if (bks_vault_get_state (end->vault) != BKS_VAULT_ABSENT
           && (bks_vault_get_asked_at (end->vault) == 0
               || g_get_monotonic_time () - bks_vault_get_asked_at (end->vault) >= QUIET_INTERVAL))
    bks_vault_ask (end->vault);
}

/* A backup waits on one NAS for what happens on another: all are asked. */
static void
ask_while_waiting (BksWire *self)
{
  if (self->ends->len < 2 || !has_waiting_task (self))
    return;
  for (guint i = 0; i < self->ends->len; i++)
    ask (g_ptr_array_index (self->ends, i));
}

static void
nas_is_checking_cb (BksNas *nas, GParamSpec *pspec, gpointer user_data)
{
  End *end = user_data;

  if (bks_nas_get_is_checking (nas))
    return;
  if (end->wire->n_holders > 0)
    ask (end);
  else
    ask_while_waiting (end->wire);
}

static void
nas_changed_cb (BksNas *nas, GParamSpec *pspec, gpointer user_data)
{
  End *end = user_data;

  update_links (end->wire);
}

static void
vault_changed_cb (BksVault *vault, GParamSpec *pspec, gpointer user_data)
{
  End *end = user_data;

  update_links (end->wire);
}

static End *
end_new (BksWire *self, BksNas *nas)
{
  End *end = g_new0 (End, 1);

  end->wire = self;
  end->nas = g_object_ref (nas);
  end->vault = bks_vault_new (nas);
  end->cancellable = g_cancellable_new ();
  end->asked_keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  /* All are disconnected when the end is freed. */
  g_signal_connect (nas, "notify::is-checking", G_CALLBACK (nas_is_checking_cb), end);
  g_signal_connect (nas, "notify::generation", G_CALLBACK (nas_changed_cb), end);
  g_signal_connect (end->vault, "notify::generation", G_CALLBACK (vault_changed_cb), end);
  return end;
}

static void
bks_wire_nas_items_changed_cb (BksWire *self,
                               guint position,
                               guint removed,
                               guint added,
                               GListModel *model)
{
  g_autoptr (GPtrArray) vaults = g_ptr_array_new ();
  g_autoptr (GPtrArray) moved = g_ptr_array_new_with_free_func (end_free);

  /* A NAS that only moved keeps what is known of it. */
  for (guint i = 0; i < removed; i++)
    g_ptr_array_add (moved, g_ptr_array_steal_index (self->ends, position));
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (model, i);
      End *end = NULL;

      for (guint j = 0; end == NULL && j < moved->len; j++)
        if (((End *) g_ptr_array_index (moved, j))->nas == nas)
          end = g_ptr_array_steal_index (moved, j);
      if (end == NULL)
        end = end_new (self, nas);
      g_ptr_array_insert (self->ends, (int) i, end);
      g_ptr_array_add (vaults, end->vault);
      if (self->n_holders > 0)
        ask (end);
    }
  g_list_store_splice (self->vaults, position, removed, vaults->pdata, vaults->len);
  update_links (self);
}

static void
bks_wire_dispose (GObject *object)
{
  BksWire *self = BKS_WIRE (object);

  g_clear_pointer (&self->ends, g_ptr_array_unref);
  g_clear_pointer (&self->senders, g_hash_table_unref);
  g_clear_object (&self->vaults);

  G_OBJECT_CLASS (bks_wire_parent_class)->dispose (object);
}

static void
bks_wire_class_init (BksWireClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bks_wire_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", BKS_TYPE_WIRE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
bks_wire_init (BksWire *self)
{
  self->ends = g_ptr_array_new_with_free_func (end_free);
  self->vaults = g_list_store_new (BKS_TYPE_VAULT);
  self->senders = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
}

/**
 * bks_wire_get:
 * @fleet: all NAS
 *
 * Returns: (transfer none): what links them; it lives as long as @fleet
 */
BksWire *
bks_wire_get (BksFleet *fleet)
{
  BksWire *self;

  g_return_val_if_fail (BKS_IS_FLEET (fleet), NULL);

  self = g_object_get_data (G_OBJECT (fleet), "bks-wire");
  if (self != NULL)
    return self;

  self = g_object_new (BKS_TYPE_WIRE, NULL);
  g_object_set_data_full (G_OBJECT (fleet), "bks-wire", self, g_object_unref);
  g_signal_connect_object (fleet, "items-changed", G_CALLBACK (bks_wire_nas_items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  bks_wire_nas_items_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (fleet)),
                                 G_LIST_MODEL (fleet));
  return self;
}

/**
 * bks_wire_hold:
 * @self: what links all NAS
 *
 * Somebody looks from now on: what is known is brought up to date now and after each refresh.
 */
void
bks_wire_hold (BksWire *self)
{
  g_return_if_fail (BKS_IS_WIRE (self));

  self->n_holders++;
  if (self->n_holders == 1)
    for (guint i = 0; i < self->ends->len; i++)
      ask (g_ptr_array_index (self->ends, i));
}

/**
 * bks_wire_release:
 * @self: what links all NAS
 *
 * Ends one bks_wire_hold(). With the last one, what is under way is given up.
 */
void
bks_wire_release (BksWire *self)
{
  g_return_if_fail (BKS_IS_WIRE (self));
  g_return_if_fail (self->n_holders > 0);

  self->n_holders--;
  if (self->n_holders > 0)
    return;
  for (guint i = 0; i < self->ends->len; i++)
    {
      End *end = g_ptr_array_index (self->ends, i);

      bks_vault_stop (end->vault);
      g_cancellable_cancel (end->cancellable);
      g_object_unref (end->cancellable);
      end->cancellable = g_cancellable_new ();
      end->is_asking_repositories = FALSE;
      if (end->is_asking_key)
        g_hash_table_remove_all (end->asked_keys);
      end->is_asking_key = FALSE;
    }
}

/**
 * bks_wire_get_vaults:
 * @self: what links all NAS
 *
 * Returns: (transfer none): a #BksVault for each NAS, in their order
 */
GListModel *
bks_wire_get_vaults (BksWire *self)
{
  g_return_val_if_fail (BKS_IS_WIRE (self), NULL);

  return G_LIST_MODEL (self->vaults);
}

/**
 * bks_wire_find_vault:
 * @self: what links all NAS
 * @nas: one of them
 *
 * Returns: (nullable) (transfer none): Hyper Backup Vault on it
 */
BksVault *
bks_wire_find_vault (BksWire *self, BksNas *nas)
{
  End *end;

  g_return_val_if_fail (BKS_IS_WIRE (self), NULL);

  end = find_end (self, nas);
  return end != NULL ? end->vault : NULL;
}

/**
 * bks_wire_find_arrival:
 * @self: what links all NAS
 * @task: a backup
 *
 * Returns: (nullable) (transfer none): the target on another stored NAS that it arrives at
 */
BksVaultArrival *
bks_wire_find_arrival (BksWire *self, BksTask *task)
{
  g_return_val_if_fail (BKS_IS_WIRE (self), NULL);

  return g_hash_table_lookup (self->senders, task);
}

/**
 * bks_wire_find_vault_of:
 * @self: what links all NAS
 * @task: a backup
 *
 * Also one whose target is not there yet, because it never ran.
 *
 * Returns: (nullable) (transfer none): the Vault on another stored NAS that it backs up to, as far as can
 *   be told
 */
BksVault *
bks_wire_find_vault_of (BksWire *self, BksTask *task)
{
  BksVaultArrival *arrival;
  BksNas *nas;
  End *end;

  g_return_val_if_fail (BKS_IS_WIRE (self), NULL);
  g_return_val_if_fail (BKS_IS_TASK (task), NULL);

  arrival = bks_wire_find_arrival (self, task);
  if (arrival != NULL)
    return bks_wire_find_vault (self, bks_vault_arrival_get_nas (arrival));
  nas = bks_task_get_nas (task);
  end = nas != NULL ? find_end (self, nas) : NULL;
  if (end == NULL || !goes_to_vault (task))
    return NULL;
  end = find_named_end (self, end, task);
  return end != NULL ? end->vault : NULL;
}

/**
 * bks_wire_find_wait:
 * @self: what links all NAS
 * @task: a backup
 *
 * Returns: (nullable) (transfer none): the Vault that it probably waits for: it waits, and its Vault
 *   receives as many backups as it may
 */
BksVault *
bks_wire_find_wait (BksWire *self, BksTask *task)
{
  BksVault *vault;

  g_return_val_if_fail (BKS_IS_WIRE (self), NULL);
  g_return_val_if_fail (BKS_IS_TASK (task), NULL);

  if (!is_waiting (task))
    return NULL;
  vault = bks_wire_find_vault_of (self, task);
  if (vault == NULL || bks_vault_get_limit (vault) <= 0 || !answers (bks_vault_get_nas (vault))
      || bks_vault_count_receiving (vault) < (guint) bks_vault_get_limit (vault))
    return NULL;
  return vault;
}

/**
 * bks_wire_describe_wait:
 * @self: what links all NAS
 * @task: a backup
 *
 * Returns: (transfer full) (nullable): a sentence about what it probably waits for: "cellar-nas receives 1
 *   of 1 backups at the same time"
 */
char *
bks_wire_describe_wait (BksWire *self, BksTask *task)
{
  BksVault *vault = bks_wire_find_wait (self, task);

  if (vault == NULL)
    return NULL;
  /* Translators: a NAS, how many backups arrive there now, and how many may. */
  return g_strdup_printf (ngettext ("%s receives %u of %d backup at the same time",
                                    "%s receives %u of %d backups at the same time",
                                    (gulong) bks_vault_get_limit (vault)),
                          bks_nas_get_name (bks_vault_get_nas (vault)),
                          bks_vault_count_receiving (vault), bks_vault_get_limit (vault));
}

typedef struct
{
  BksVault *vault;
  BksTask *first; /* (nullable) (unowned) */
  guint n;
} Waiting;

static void
count_waiting (BksWire *self, End *end, BksTask *task, gpointer data)
{
  Waiting *waiting = data;

  if (bks_wire_find_wait (self, task) != waiting->vault)
    return;
  if (waiting->first == NULL)
    waiting->first = task;
  waiting->n++;
}

/**
 * bks_wire_describe_limit:
 * @self: what links all NAS
 * @vault: a Vault
 *
 * Returns: (transfer full): how many backups arrive there of how many that may, and what probably waits;
 *   "" = not known
 */
char *
bks_wire_describe_limit (BksWire *self, BksVault *vault)
{
  g_autofree char *runs = NULL;
  Waiting waiting = { .vault = vault };
  guint n;

  g_return_val_if_fail (BKS_IS_WIRE (self), NULL);
  g_return_val_if_fail (BKS_IS_VAULT (vault), NULL);

  if (bks_vault_get_limit (vault) <= 0)
    return g_strdup ("");
  n = bks_vault_count_receiving (vault);
  /* Translators: of so many backups that may arrive at the same time so many do. */
  runs = g_strdup_printf (ngettext ("%u of %d runs now", "%u of %d run now", n), n,
                          bks_vault_get_limit (vault));
  for_each_task (self, count_waiting, &waiting);
  if (waiting.n == 0)
    return g_steal_pointer (&runs);
  if (waiting.n == 1)
    /* Translators: "1 of 1 runs now", then a backup and its NAS. */
    return g_strdup_printf (_ ("%s. %s on %s is probably waiting for it"), runs,
                            bks_task_get_name (waiting.first),
                            bks_nas_get_name (bks_task_get_nas (waiting.first)));
  /* Translators: "1 of 1 runs now", then how many wait. */
  return g_strdup_printf (ngettext ("%s. %u backup is probably waiting for it",
                                    "%s. %u backups are probably waiting for it", waiting.n),
                          runs, waiting.n);
}
