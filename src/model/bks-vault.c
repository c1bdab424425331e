/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-vault.h"

#include "bks-nas-load.h"

struct _BksVault
{
  GObject parent_instance;

  BksNas *nas; /* (owned) */
  BksVaultState state;
  BksProblem *problem;       /* (nullable) (owned) */
  BksProblem *limit_problem; /* (nullable) (owned) */
  GListStore *arrivals;      /* (owned) of BksVaultArrival, in the NAS's order */
  int limit;                 /* 0 = not known */
  gint64 checked_at;         /* µs since the Unix epoch, UTC; 0 = never */
  gint64 asked_at;           /* µs, monotonic; 0 = never */
  guint n_pending;           /* answers to come */
  GCancellable *cancellable; /* (nullable) (owned): of these */
  gboolean is_setting;       /* another limit was asked for */
  guint generation;
};

G_DEFINE_FINAL_TYPE (BksVault, bks_vault, G_TYPE_OBJECT)

typedef enum
{
  PROP_GENERATION = 1,
} BksVaultProperty;

static GParamSpec *properties[PROP_GENERATION + 1];

static void
changed (BksVault *self)
{
  self->generation++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GENERATION]);
}

static void
bks_vault_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((BksVaultProperty) prop_id)
    {
    case PROP_GENERATION:
      g_value_set_uint (value, BKS_VAULT (object)->generation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_vault_dispose (GObject *object)
{
  BksVault *self = BKS_VAULT (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->problem);
  g_clear_object (&self->limit_problem);
  g_clear_object (&self->arrivals);
  g_clear_object (&self->nas);

  G_OBJECT_CLASS (bks_vault_parent_class)->dispose (object);
}

static void
bks_vault_class_init (BksVaultClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bks_vault_get_property;
  object_class->dispose = bks_vault_dispose;

  properties[PROP_GENERATION] = g_param_spec_uint ("generation", NULL, NULL, 0, G_MAXUINT, 0,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                       | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bks_vault_init (BksVault *self)
{
  self->arrivals = g_list_store_new (BKS_TYPE_VAULT_ARRIVAL);
}

/**
 * bks_vault_new:
 * @nas: a NAS, which need not have the package
 *
 * Returns: (transfer full): its Hyper Backup Vault, of which nothing is known yet
 */
BksVault *
bks_vault_new (BksNas *nas)
{
  BksVault *self;

  g_return_val_if_fail (BKS_IS_NAS (nas), NULL);

  self = g_object_new (BKS_TYPE_VAULT, NULL);
  self->nas = g_object_ref (nas);
  return self;
}

/* What is there stays the same object; the list tells only what came and went. */
static void
take_targets (BksVault *self, GPtrArray *targets)
{
  g_autoptr (GPtrArray) arrivals = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->arrivals));
  gboolean is_same = n_old == targets->len;

  for (guint i = 0; i < targets->len; i++)
    {
      BksVaultTarget *target = g_ptr_array_index (targets, i);
      BksVaultArrival *arrival = bks_vault_find (self, bks_vault_target_get_id (target));

      if (arrival != NULL)
        {
          g_autoptr (GObject) there = NULL;

          if (is_same)
            there = g_list_model_get_item (G_LIST_MODEL (self->arrivals), i);
          is_same = is_same && there == G_OBJECT (arrival);
          bks_vault_arrival_set_target (arrival, target);
          g_ptr_array_add (arrivals, g_object_ref (arrival));
        }
      else
        {
          is_same = FALSE;
          g_ptr_array_add (arrivals, bks_vault_arrival_new (self->nas, target));
        }
    }
  if (!is_same)
    g_list_store_splice (self->arrivals, 0, n_old, arrivals->pdata, arrivals->len);
}

static void
answered (BksVault *self)
{
  self->n_pending--;
  if (self->n_pending == 0)
    g_clear_object (&self->cancellable);
  changed (self);
}

static void
targets_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksVault) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) targets = bks_nas_load_vault_targets_finish (BKS_NAS (source), result,
                                                                     &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->problem);
  if (targets != NULL)
    {
      take_targets (self, targets);
      self->state = BKS_VAULT_KNOWN;
      self->checked_at = g_get_real_time ();
    }
  else
    {
      BksProblem *problem = bks_problem_from_error (error);

      if (problem != NULL && bks_problem_get_kind (problem) == BKS_PROBLEM_NOT_SUPPORTED)
        {
          g_list_store_remove_all (self->arrivals);
          self->state = BKS_VAULT_ABSENT;
        }
      else if (self->state != BKS_VAULT_KNOWN)
        self->state = BKS_VAULT_FAILED;
      self->problem = problem;
    }
  answered (self);
}

static void
limit_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksVault) self = user_data;
  g_autoptr (GError) error = NULL;
  int limit = bks_nas_load_vault_limit_finish (BKS_NAS (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->limit_problem);
  if (limit > 0 && !self->is_setting)
    self->limit = limit;
  else if (error != NULL)
    self->limit_problem = bks_problem_from_error (error);
  answered (self);
}

/**
 * bks_vault_ask:
 * @self: a Vault
 *
 * Asks the NAS what arrives there and how much of it at the same time, unless that is under way.
 */
void
bks_vault_ask (BksVault *self)
{
  g_return_if_fail (BKS_IS_VAULT (self));

  self->asked_at = g_get_monotonic_time ();
  if (self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  self->n_pending = 2;
  bks_nas_load_vault_targets_async (self->nas, self->cancellable, targets_loaded_cb,
                                    g_object_ref (self));
  bks_nas_load_vault_limit_async (self->nas, self->cancellable, limit_loaded_cb,
                                  g_object_ref (self));
  changed (self);
}

/**
 * bks_vault_stop:
 * @self: a Vault
 *
 * Gives up what is under way; what is known stays.
 */
void
bks_vault_stop (BksVault *self)
{
  g_return_if_fail (BKS_IS_VAULT (self));

  if (self->cancellable == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->n_pending = 0;
  changed (self);
}

/**
 * bks_vault_take_limit:
 * @self: a Vault
 * @limit: what the NAS kept when another limit was asked for
 */
void
bks_vault_take_limit (BksVault *self, int limit)
{
  g_return_if_fail (BKS_IS_VAULT (self));
  g_return_if_fail (limit > 0);

  if (self->limit == limit)
    return;

  self->limit = limit;
  changed (self);
}

/**
 * bks_vault_get_nas:
 * @self: a Vault
 *
 * Returns: (transfer none): the NAS that it is on
 */
BksNas *
bks_vault_get_nas (BksVault *self)
{
  g_return_val_if_fail (BKS_IS_VAULT (self), NULL);

  return self->nas;
}

/**
 * bks_vault_get_state:
 * @self: a Vault
 *
 * Returns: how well it is known
 */
BksVaultState
bks_vault_get_state (BksVault *self)
{
  g_return_val_if_fail (BKS_IS_VAULT (self), BKS_VAULT_NEW);

  return self->state;
}

/**
 * bks_vault_get_problem:
 * @self: a Vault
 *
 * Returns: (nullable) (transfer none): why it did not say what arrives, the last time
 */
BksProblem *
bks_vault_get_problem (BksVault *self)
{
  g_return_val_if_fail (BKS_IS_VAULT (self), NULL);

  return self->problem;
}

/**
 * bks_vault_get_arrivals:
 * @self: a Vault
 *
 * Returns: (transfer none): what arrives there, a #BksVaultArrival each
 */
GListModel *
bks_vault_get_arrivals (BksVault *self)
{
  g_return_val_if_fail (BKS_IS_VAULT (self), NULL);

  return G_LIST_MODEL (self->arrivals);
}

/**
 * bks_vault_find:
 * @self: a Vault
 * @target_id: ID of a target
 *
 * Returns: (nullable) (transfer none): it
 */
BksVaultArrival *
bks_vault_find (BksVault *self, const char *target_id)
{
  guint n;

  g_return_val_if_fail (BKS_IS_VAULT (self), NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->arrivals));
  for (guint i = 0; i < n; i++)
    {
      /* The list keeps it. */
      g_autoptr (BksVaultArrival) arrival = g_list_model_get_item (G_LIST_MODEL (self->arrivals),
                                                                   i);

      if (g_strcmp0 (bks_vault_arrival_get_id (arrival), target_id) == 0)
        return arrival;
    }
  return NULL;
}

/**
 * bks_vault_get_limit:
 * @self: a Vault
 *
 * Returns: how many backups may arrive at the same time; 0 = not known
 */
int
bks_vault_get_limit (BksVault *self)
{
  g_return_val_if_fail (BKS_IS_VAULT (self), 0);

  return self->limit;
}

/**
 * bks_vault_get_limit_problem:
 * @self: a Vault
 *
 * Returns: (nullable) (transfer none): why it did not say its limit, the last time
 */
BksProblem *
bks_vault_get_limit_problem (BksVault *self)
{
  g_return_val_if_fail (BKS_IS_VAULT (self), NULL);

  return self->limit_problem;
}

/**
 * bks_vault_get_checked_at:
 * @self: a Vault
 *
 * Returns: when it last said what arrives, µs since the Unix epoch, UTC; 0 = never
 */
gint64
bks_vault_get_checked_at (BksVault *self)
{
  g_return_val_if_fail (BKS_IS_VAULT (self), 0);

  return self->checked_at;
}

/**
 * bks_vault_get_asked_at:
 * @self: a Vault
 *
 * Returns: when it was last asked, µs, monotonic; 0 = never
 */
gint64
bks_vault_get_asked_at (BksVault *self)
{
  g_return_val_if_fail (BKS_IS_VAULT (self), 0);

  return self->asked_at;
}

/**
 * bks_vault_is_asking:
 * @self: a Vault
 *
 * Returns: whether an answer is to come
 */
gboolean
bks_vault_is_asking (BksVault *self)
{
  g_return_val_if_fail (BKS_IS_VAULT (self), FALSE);

  return self->cancellable != NULL;
}

/**
 * bks_vault_count_receiving:
 * @self: a Vault
 *
 * Returns: how many backups arrive now
 */
guint
bks_vault_count_receiving (BksVault *self)
{
  guint n, n_receiving = 0;

  g_return_val_if_fail (BKS_IS_VAULT (self), 0);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->arrivals));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksVaultArrival) arrival = g_list_model_get_item (G_LIST_MODEL (self->arrivals),
                                                                   i);

      if (bks_vault_arrival_is_receiving (arrival))
        n_receiving++;
    }
  return n_receiving;
}

static void
limit_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BksVault *self = g_task_get_source_object (task);
  GError *error = NULL;
  int limit = bks_nas_set_vault_limit_finish (BKS_NAS (source), result, &error);

  self->is_setting = FALSE;
  if (limit > 0)
    self->limit = limit;
  changed (self);
  if (limit > 0)
    g_task_return_int (task, limit);
  else
    g_task_return_error (task, error);
}

/**
 * bks_vault_set_limit_async:
 * @self: a Vault
 * @limit: how many backups may arrive at the same time, at least 1
 * @callback: when the NAS has said what it kept
 *
 * It cannot be given up: whether the NAS has taken it by then would not be known.
 */
void
bks_vault_set_limit_async (BksVault *self,
                           int limit,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;

  g_return_if_fail (BKS_IS_VAULT (self));
  g_return_if_fail (limit > 0);

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, bks_vault_set_limit_async);
  self->is_setting = TRUE;
  changed (self);
  bks_nas_set_vault_limit_async (self->nas, limit, NULL, limit_set_cb, task);
}

/**
 * bks_vault_set_limit_finish:
 * @self: a Vault
 * @result: of bks_vault_set_limit_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR
 *
 * Returns: the limit that the NAS kept; 0 if @error is set
 */
int
bks_vault_set_limit_finish (BksVault *self, GAsyncResult *result, GError **error)
{
  gssize limit;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  limit = g_task_propagate_int (G_TASK (result), error);
  return limit > 0 ? (int) limit : 0;
}

/**
 * bks_vault_is_setting:
 * @self: a Vault
 *
 * Returns: whether the NAS has yet to say which limit it kept
 */
gboolean
bks_vault_is_setting (BksVault *self)
{
  g_return_val_if_fail (BKS_IS_VAULT (self), FALSE);

  return self->is_setting;
}
