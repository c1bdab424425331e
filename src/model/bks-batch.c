/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-batch.h"

#include <glib/gi18n-lib.h>

#include "bks-nas.h"
#include "bks-problem.h"

struct _BksBatchItem
{
  GObject parent_instance;

  BksTask *task; /* (owned) */
  BksBatchState state;
  char *text; /* (owned) */
};

struct _BksBatch
{
  GObject parent_instance;

  BksAction action;
  GPtrArray *items; /* (owned): of BksBatchItem */
  gboolean has_run;
};

static void bks_batch_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (BksBatchItem, bks_batch_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (BksBatch,
                               bks_batch,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bks_batch_list_model_init))

typedef enum
{
  PROP_STATE = 1,
} BksBatchItemProperty;

static GParamSpec *properties[PROP_STATE + 1];

static void
set_state (BksBatchItem *self, BksBatchState state, const char *text)
{
  self->state = state;
  g_free (self->text);
  self->text = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static const char *
describe_success (BksBatch *self, BksTask *task)
{
  switch (self->action)
    {
    case BKS_ACTION_BACK_UP:
    case BKS_ACTION_RESUME:
      return g_strcmp0 (bks_task_get_status (task), "waiting") == 0 ? _ ("Waiting for its turn")
                                                                    : _ ("Started");
    case BKS_ACTION_SUSPEND:
      return _ ("Suspended");
    case BKS_ACTION_CHECK:
      return _ ("Check started");
    case BKS_ACTION_REMOVE:
      return _ ("Removed. Its data is kept at the destination");
    case BKS_ACTION_CANCEL:
    case BKS_ACTION_DISCARD:
    case BKS_ACTION_CANCEL_CHECK:
      return _ ("Done");
    default:
      g_return_val_if_reached ("");
    }
}

static void
skip (BksBatchItem *item, const char *why)
{
  /* Translators: why an action left out one of several backups, "Skipped: Already running". */
  g_autofree char *text = g_strdup_printf (_ ("Skipped: %s"), why);

  set_state (item, BKS_BATCH_SKIPPED, text);
}

static void next (GTask *task);

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BksBatch *self = g_task_get_source_object (task);
  BksBatchItem *item = g_ptr_array_index (self->items,
                                          GPOINTER_TO_UINT (g_task_get_task_data (task)));
  g_autoptr (GError) error = NULL;
  g_autoptr (BksProblem) problem = NULL;

  if (bks_nas_act_finish (BKS_NAS (source), result, &error))
    set_state (item, BKS_BATCH_DONE, describe_success (self, item->task));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    /* It was sent, perhaps: nobody can say. */
    set_state (item, BKS_BATCH_FAILED, _ ("Stopped while the NAS was asked"));
  else
    {
      problem = bks_problem_from_error (error);
      if (bks_problem_get_kind (problem) == BKS_PROBLEM_PRECONDITION)
        skip (item, _ ("It had changed meanwhile"));
      else
        set_state (item, BKS_BATCH_FAILED, bks_problem_get_message (problem));
    }

  g_task_set_task_data (task, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_task_get_task_data (task)) + 1),
                        NULL);
  next (g_steal_pointer (&task));
}

/* @task (transfer full). What does not fit is left out without a word to the NAS. */
static void
next (GTask *task)
{
  BksBatch *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  guint i = GPOINTER_TO_UINT (g_task_get_task_data (task));

  for (; i < self->items->len; i++)
    {
      BksBatchItem *item = g_ptr_array_index (self->items, i);
      BksNas *nas = bks_task_get_nas (item->task);
      g_autofree char *why = NULL;

      if (g_cancellable_is_cancelled (cancellable))
        set_state (item, BKS_BATCH_SKIPPED, _ ("Not done: stopped before its turn"));
      else if (nas == NULL)
        skip (item, _ ("It is not there any more"));
      else if (!bks_task_can (item->task, self->action, &why))
        skip (item, why);
      else
        {
          g_task_set_task_data (task, GUINT_TO_POINTER (i), NULL);
          set_state (item, BKS_BATCH_WORKING, "…");
          bks_nas_act_async (nas, bks_task_get_id (item->task), self->action, cancellable, acted_cb,
                             task);
          return;
        }
    }

  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
bks_batch_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((BksBatchItemProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) BKS_BATCH_ITEM (object)->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_batch_item_finalize (GObject *object)
{
  BksBatchItem *self = BKS_BATCH_ITEM (object);

  g_object_unref (self->task);
  g_free (self->text);

  G_OBJECT_CLASS (bks_batch_item_parent_class)->finalize (object);
}

static void
bks_batch_item_class_init (BksBatchItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bks_batch_item_get_property;
  object_class->finalize = bks_batch_item_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, BKS_BATCH_FAILED, 0,
                                             G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                 | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bks_batch_item_init (BksBatchItem *self)
{
}

static GType
bks_batch_get_item_type (GListModel *model)
{
  return BKS_TYPE_BATCH_ITEM;
}

static guint
bks_batch_get_n_items (GListModel *model)
{
  return BKS_BATCH (model)->items->len;
}

static gpointer
bks_batch_get_item (GListModel *model, guint position)
{
  BksBatch *self = BKS_BATCH (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}

static void
bks_batch_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bks_batch_get_item_type;
  iface->get_n_items = bks_batch_get_n_items;
  iface->get_item = bks_batch_get_item;
}

static void
bks_batch_finalize (GObject *object)
{
  g_ptr_array_unref (BKS_BATCH (object)->items);

  G_OBJECT_CLASS (bks_batch_parent_class)->finalize (object);
}

static void
bks_batch_class_init (BksBatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_batch_finalize;
}

static void
bks_batch_init (BksBatch *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * bks_batch_item_get_task:
 * @self: a #BksBatchItem
 *
 * Returns: (transfer none): which task
 */
BksTask *
bks_batch_item_get_task (BksBatchItem *self)
{
  g_return_val_if_fail (BKS_IS_BATCH_ITEM (self), NULL);

  return self->task;
}

/**
 * bks_batch_item_get_state:
 * @self: a #BksBatchItem
 *
 * Returns: how far it is
 */
BksBatchState
bks_batch_item_get_state (BksBatchItem *self)
{
  g_return_val_if_fail (BKS_IS_BATCH_ITEM (self), BKS_BATCH_FAILED);

  return self->state;
}

/**
 * bks_batch_item_get_text:
 * @self: a #BksBatchItem
 *
 * Returns: what a person reads of it, translated; "" before its turn
 */
const char *
bks_batch_item_get_text (BksBatchItem *self)
{
  g_return_val_if_fail (BKS_IS_BATCH_ITEM (self), "");

  return self->text != NULL ? self->text : "";
}

/**
 * bks_batch_new:
 * @action: what to do
 * @tasks: of #BksTask, in the order of their turns; copied
 *
 * Returns: (transfer full): a batch that has not begun
 */
BksBatch *
bks_batch_new (BksAction action, GListModel *tasks)
{
  BksBatch *self;
  guint n;

  g_return_val_if_fail (action < BKS_N_ACTIONS, NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (tasks), NULL);

  self = g_object_new (BKS_TYPE_BATCH, NULL);
  self->action = action;
  n = g_list_model_get_n_items (tasks);
  for (guint i = 0; i < n; i++)
    {
      BksBatchItem *item = g_object_new (BKS_TYPE_BATCH_ITEM, NULL);

      item->task = g_list_model_get_item (tasks, i);
      g_ptr_array_add (self->items, item);
    }
  return self;
}

/**
 * bks_batch_get_action:
 * @self: a #BksBatch
 *
 * Returns: what is done to each
 */
BksAction
bks_batch_get_action (BksBatch *self)
{
  g_return_val_if_fail (BKS_IS_BATCH (self), BKS_ACTION_BACK_UP);

  return self->action;
}

/**
 * bks_batch_count:
 * @self: a #BksBatch
 * @state: a state
 *
 * Returns: how many tasks are in it
 */
guint
bks_batch_count (BksBatch *self, BksBatchState state)
{
  guint n = 0;

  g_return_val_if_fail (BKS_IS_BATCH (self), 0);

  for (guint i = 0; i < self->items->len; i++)
    n += ((BksBatchItem *) g_ptr_array_index (self->items, i))->state == state;
  return n;
}

/**
 * bks_batch_run_async:
 * @self: a #BksBatch that has not run
 * @cancellable: (nullable): what has not had its turn is left alone then
 * @callback: called after the last one
 * @user_data: for @callback
 *
 * Each task is acted on once, after a fresh look at it, when the one before it is done. One that fails
 * stops no other.
 */
void
bks_batch_run_async (BksBatch *self,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task;

  g_return_if_fail (BKS_IS_BATCH (self) && !self->has_run);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  self->has_run = TRUE;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bks_batch_run_async);
  /* The items say what became of them, whatever stopped it. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, GUINT_TO_POINTER (0), NULL);
  next (task);
}

/**
 * bks_batch_run_finish:
 * @self: a #BksBatch
 * @result: what the callback got
 * @error: not set: each item has its own outcome
 *
 * Returns: %TRUE
 */
gboolean
bks_batch_run_finish (BksBatch *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
