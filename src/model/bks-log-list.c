/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-log-list-private.h"

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BksLogList,
                               bks_log_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* Where rows are found as one reads on, so many before the last one more are asked for. */
#define MARGIN 100

typedef enum
{
  PROP_TOTAL = 1,
  PROP_N_ITEMS,
  PROP_N_NEW,
  PROP_N_SCANNED,
  PROP_N_TO_SCAN,
  PROP_IS_SCANNING,
  PROP_IS_BUSY,
  PROP_IS_LOADED,
  PROP_IS_COMPLETE,
  PROP_IS_LIMITED,
} BksLogListProperty;

static GParamSpec *properties[PROP_IS_LIMITED + 1];

static void
bks_log_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BksLogList *self = BKS_LOG_LIST (object);

  switch ((BksLogListProperty) id)
    {
    case PROP_TOTAL:
      g_value_set_int64 (value, self->state.total);
      break;
    case PROP_N_ITEMS:
      g_value_set_uint (value, self->state.n_items);
      break;
    case PROP_N_NEW:
      g_value_set_uint (value, self->state.n_new);
      break;
    case PROP_N_SCANNED:
      g_value_set_int64 (value, self->state.n_scanned);
      break;
    case PROP_N_TO_SCAN:
      g_value_set_int64 (value, self->state.n_to_scan);
      break;
    case PROP_IS_SCANNING:
      g_value_set_boolean (value, self->state.is_scanning);
      break;
    case PROP_IS_BUSY:
      g_value_set_boolean (value, self->state.is_busy);
      break;
    case PROP_IS_LOADED:
      g_value_set_boolean (value, self->state.is_loaded);
      break;
    case PROP_IS_COMPLETE:
      g_value_set_boolean (value, self->state.is_complete);
      break;
    case PROP_IS_LIMITED:
      g_value_set_boolean (value, self->state.is_limited);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

BksLogSource *
bks_log_list_get_source (BksLogList *self, guint number)
{
  g_autoptr (BksLogSource) source = g_list_model_get_item (G_LIST_MODEL (self->sources), number);

  /* The list keeps it. */
  return source;
}

static guint
count_sources (BksLogList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->sources));
}

static void
get_state (BksLogList *self, BksLogListState *state)
{
  *state = (BksLogListState){ .total = -1, .n_to_scan = -1, .n_items = self->n_items };
  state->is_loaded = self->is_loaded;
  if (self->mode == BKS_LOG_LIST_PAGED)
    bks_log_paged_get_state (self, state);
  else if (self->mode == BKS_LOG_LIST_MERGED)
    bks_log_merged_get_state (self, state);
  else if (self->is_loaded)
    {
      state->total = state->n_to_scan = 0;
      state->is_complete = TRUE;
    }
}

void
bks_log_list_update (BksLogList *self)
{
  BksLogListState old = self->state;
  BksLogListState now;

  get_state (self, &now);
  self->state = now;
  g_object_freeze_notify (G_OBJECT (self));
#define NOTIFY(field, id)                                                                          \
  if (old.field != now.field)                                                                      \
  g_object_notify_by_pspec (G_OBJECT (self), properties[id])
  NOTIFY (total, PROP_TOTAL);
  NOTIFY (n_items, PROP_N_ITEMS);
  NOTIFY (n_new, PROP_N_NEW);
  NOTIFY (n_scanned, PROP_N_SCANNED);
  NOTIFY (n_to_scan, PROP_N_TO_SCAN);
  NOTIFY (is_scanning, PROP_IS_SCANNING);
  NOTIFY (is_busy, PROP_IS_BUSY);
  NOTIFY (is_loaded, PROP_IS_LOADED);
  NOTIFY (is_complete, PROP_IS_COMPLETE);
  NOTIFY (is_limited, PROP_IS_LIMITED);
#undef NOTIFY
  g_object_thaw_notify (G_OBJECT (self));
}

void
bks_log_list_forget_sort (BksLogList *self)
{
  g_clear_pointer (&self->order, g_free);
  self->sort_key = BKS_LOG_SORT_NONE;
  self->sort_descending = FALSE;
}

void
bks_log_list_splice (BksLogList *self, guint position, guint n_removed, guint n_added)
{
  guint n_before = self->n_items;

  if (n_removed == 0 && n_added == 0)
    return;
  self->n_items = n_before - n_removed + n_added;
  if (self->order == NULL)
    {
      g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
      return;
    }
  bks_log_list_forget_sort (self);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->n_items);
}

static gboolean
pump_cb (gpointer data)
{
  BksLogList *self = data;

  self->pump_id = 0;
  if (self->mode == BKS_LOG_LIST_PAGED)
    bks_log_paged_pump (self);
  else if (self->mode == BKS_LOG_LIST_MERGED)
    bks_log_merged_pump (self);
  return G_SOURCE_REMOVE;
}

void
bks_log_list_pump_soon (BksLogList *self)
{
  if (self->pump_id == 0 && self->is_started)
    self->pump_id = g_idle_add_full (G_PRIORITY_DEFAULT, pump_cb, self, NULL);
}

/* Whether it is not asked before it is known what to sign in with. */
static gboolean
waits_for_recall (BksLogList *self, guint number)
{
  BksLogSource *source = bks_log_list_get_source (self, number);

  if (self->mode == BKS_LOG_LIST_PAGED)
    return self->paged.asks == BKS_LOG_ASKS_NOTHING && bks_log_source_get_is_busy (source);
  return self->mode == BKS_LOG_LIST_MERGED && bks_log_source_get_problem (source) == NULL
         && ((BksLogFeed *) g_ptr_array_index (self->merged.feeds, number))->log < 0;
}

/* A NAS that answers again is asked again, once. */
static void
nas_changed_cb (BksLogList *self, GParamSpec *pspec, BksNas *nas)
{
  gboolean is_good_again = g_str_equal (pspec->name, "state")
                           && bks_nas_get_state (nas) == BKS_NAS_FRESH;

  for (guint i = 0; i < count_sources (self); i++)
    {
      BksLogSource *source = bks_log_list_get_source (self, i);

      if (bks_log_source_get_nas (source) != nas)
        continue;
      if ((waits_for_recall (self, i) && !bks_nas_is_recalling (nas))
          || (is_good_again && bks_log_source_get_problem (source) != NULL))
        {
          bks_log_list_retry (self, nas);
          return;
        }
    }
}

static void
drop_sources (BksLogList *self)
{
  for (guint i = 0; i < count_sources (self); i++)
    g_signal_handlers_disconnect_by_data (
        bks_log_source_get_nas (bks_log_list_get_source (self, i)), self);
  g_list_store_remove_all (self->sources);
}

static void
add_source (BksLogList *self, BksNas *nas)
{
  g_autoptr (BksLogSource) source = bks_log_source_new (nas);

  g_signal_connect_object (nas, "notify::state", G_CALLBACK (nas_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (nas, "notify::is-checking", G_CALLBACK (nas_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (nas, "notify::account", G_CALLBACK (nas_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_list_store_append (self->sources, source);
}

static void
add_sources (BksLogList *self)
{
  guint n = self->nas_list != NULL ? g_list_model_get_n_items (self->nas_list) : 0;

  if (self->vault_nas != NULL)
    {
      add_source (self, self->vault_nas);
      return;
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (self->nas_list, i);

      if (n == 1 || bks_log_query_concerns (self->query, nas))
        add_source (self, nas);
    }
}

/* Everything as if nothing had been asked yet. */
static void
reset (BksLogList *self)
{
  guint n = self->n_items;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_handle_id (&self->pump_id, g_source_remove);
  self->mode = BKS_LOG_LIST_NONE;
  self->is_loaded = FALSE;
  bks_log_paged_clear (&self->paged);
  bks_log_merged_clear (&self->merged);
  bks_log_list_forget_sort (self);
  /* The rows that somebody still holds are none of these any more. */
  g_hash_table_unref (self->rows);
  self->rows = bks_log_rows_new ();
  self->n_items = 0;
  if (n > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
}

void
bks_log_list_begin (BksLogList *self)
{
  gboolean of_vault = self->target_id != NULL;

  if (!self->is_started || self->mode != BKS_LOG_LIST_NONE)
    return;
  if (bks_log_query_is_reversed (self->query) || count_sources (self) == 0)
    self->is_loaded = TRUE;
  else if (count_sources (self) == 1 && !bks_log_query_needs_scan (self->query, of_vault))
    bks_log_paged_begin (self);
  else
    bks_log_merged_begin (self);
  bks_log_list_update (self);
}

static void
restart (BksLogList *self)
{
  reset (self);
  drop_sources (self);
  add_sources (self);
  bks_log_list_begin (self);
  bks_log_list_update (self);
}

/* The NAS does not say how many lines it has, so that nobody knows where the oldest is: they are
 * read on from there one after the other. */
void
bks_log_list_become_merged (BksLogList *self)
{
  reset (self);
  bks_log_merged_begin (self);
}

static gboolean
has_other_nas (BksLogList *self)
{
  guint n = self->nas_list != NULL ? g_list_model_get_n_items (self->nas_list) : 0;
  guint next = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (self->nas_list, i);

      if (n > 1 && !bks_log_query_concerns (self->query, nas))
        continue;
      if (next >= count_sources (self)
          || bks_log_source_get_nas (bks_log_list_get_source (self, next)) != nas)
        return TRUE;
      next++;
    }
  return next != count_sources (self);
}

static void
nas_list_changed_cb (BksLogList *self,
                     guint position,
                     guint removed,
                     guint added,
                     GListModel *nas_list)
{
  if (has_other_nas (self))
    restart (self);
}

static void
bks_log_list_dispose (GObject *object)
{
  BksLogList *self = BKS_LOG_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->pump_id, g_source_remove);
  drop_sources (self);
  if (self->nas_list != NULL)
    g_signal_handlers_disconnect_by_data (self->nas_list, self);
  g_clear_object (&self->nas_list);
  g_clear_object (&self->vault_nas);

  G_OBJECT_CLASS (bks_log_list_parent_class)->dispose (object);
}

static void
bks_log_list_finalize (GObject *object)
{
  BksLogList *self = BKS_LOG_LIST (object);

  bks_log_paged_clear (&self->paged);
  bks_log_pages_free (self->paged.pages);
  g_array_unref (self->paged.wanted);
  bks_log_merged_clear (&self->merged);
  g_ptr_array_unref (self->merged.feeds);
  g_ptr_array_unref (self->merged.entries);
  g_array_unref (self->merged.origins);
  g_object_unref (self->cancellable);
  g_object_unref (self->sources);
  g_hash_table_unref (self->rows);
  g_free (self->order);
  g_free (self->target_id);
  bks_log_query_free (self->query);

  G_OBJECT_CLASS (bks_log_list_parent_class)->finalize (object);
}

static void
bks_log_list_class_init (BksLogListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bks_log_list_get_property;
  object_class->dispose = bks_log_list_dispose;
  object_class->finalize = bks_log_list_finalize;

#define INT64(name)   g_param_spec_int64 (name, NULL, NULL, -1, G_MAXINT64, -1, flags)
#define UINT(name)    g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, 0, flags)
#define BOOLEAN(name) g_param_spec_boolean (name, NULL, NULL, FALSE, flags)
  properties[PROP_TOTAL] = INT64 ("total");
  properties[PROP_N_ITEMS] = UINT ("n-items");
  properties[PROP_N_NEW] = UINT ("n-new");
  properties[PROP_N_SCANNED] = INT64 ("n-scanned");
  properties[PROP_N_TO_SCAN] = INT64 ("n-to-scan");
  properties[PROP_IS_SCANNING] = BOOLEAN ("is-scanning");
  properties[PROP_IS_BUSY] = BOOLEAN ("is-busy");
  properties[PROP_IS_LOADED] = BOOLEAN ("is-loaded");
  properties[PROP_IS_COMPLETE] = BOOLEAN ("is-complete");
  properties[PROP_IS_LIMITED] = BOOLEAN ("is-limited");
#undef INT64
#undef UINT
#undef BOOLEAN
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bks_log_list_init (BksLogList *self)
{
  self->query = bks_log_query_new ();
  self->sources = g_list_store_new (BKS_TYPE_LOG_SOURCE);
  self->cancellable = g_cancellable_new ();
  self->rows = bks_log_rows_new ();
  bks_log_paged_init (&self->paged);
  bks_log_merged_init (&self->merged);
  get_state (self, &self->state);
}

static GType
get_item_type (GListModel *model)
{
  return BKS_TYPE_LOG_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return BKS_LOG_LIST (model)->n_items;
}

static gint64
get_key (BksLogList *self, guint position)
{
  return self->mode == BKS_LOG_LIST_PAGED ? bks_log_paged_get_key (self, position)
                                          : self->merged.first_key + position;
}

BksLogEntry *
bks_log_list_peek_by_time (BksLogList *self, guint position, BksNas **nas_out)
{
  guint number = 0;
  BksLogEntry *entry;

  if (self->mode == BKS_LOG_LIST_PAGED)
    entry = bks_log_pages_peek (self->paged.pages, bks_log_paged_get_key (self, position));
  else
    {
      entry = g_ptr_array_index (self->merged.entries, position);
      number = g_array_index (self->merged.origins, guint16, position);
    }
  if (nas_out != NULL)
    *nas_out = bks_log_source_get_nas (bks_log_list_get_source (self, number));
  return entry;
}

/* What a view looks at is read; what it only knows of, is not. */
static gpointer
get_item (GListModel *model, guint position)
{
  BksLogList *self = BKS_LOG_LIST (model);
  BksLogEntry *entry;
  BksLogRow *row;
  BksNas *nas;
  gint64 key;
  guint place;

  if (position >= self->n_items)
    return NULL;
  place = self->order != NULL ? self->order[position] : position;
  key = get_key (self, place);
  entry = bks_log_list_peek_by_time (self, place, &nas);
  row = bks_log_rows_find (self->rows, key);
  if (row != NULL)
    g_object_ref (row);
  else
    row = bks_log_row_new (self->rows, key, nas);
  if (entry != NULL)
    bks_log_row_set_entry (row, entry);
  if (self->mode == BKS_LOG_LIST_PAGED)
    {
      if (bks_log_row_get_entry (row) == NULL)
        bks_log_paged_want (self, key);
      else
        bks_log_pages_get (self->paged.pages, key);
    }
  else if (place + MARGIN >= self->n_items && !self->merged.wants_more && !self->state.is_complete)
    {
      self->merged.wants_more = TRUE;
      bks_log_list_pump_soon (self);
    }
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/**
 * bks_log_list_new:
 *
 * Returns: (transfer full): a list of no NAS, that asks for nothing before bks_log_list_start()
 */
BksLogList *
bks_log_list_new (void)
{
  return g_object_new (BKS_TYPE_LOG_LIST, NULL);
}

/**
 * bks_log_list_set_nas_list:
 * @self: a list
 * @nas_list: (nullable): NAS, whose Hyper Backup logs it reads from now on; followed when it changes
 */
void
bks_log_list_set_nas_list (BksLogList *self, GListModel *nas_list)
{
  g_return_if_fail (BKS_IS_LOG_LIST (self));
  g_return_if_fail (nas_list == NULL || G_IS_LIST_MODEL (nas_list));

  if (self->nas_list == nas_list && self->vault_nas == NULL)
    return;
  if (self->nas_list != NULL)
    g_signal_handlers_disconnect_by_data (self->nas_list, self);
  g_set_object (&self->nas_list, nas_list);
  if (nas_list != NULL)
    g_signal_connect_object (nas_list, "items-changed", G_CALLBACK (nas_list_changed_cb), self,
                             G_CONNECT_SWAPPED);
  g_clear_object (&self->vault_nas);
  g_clear_pointer (&self->target_id, g_free);
  restart (self);
}

/**
 * bks_log_list_set_vault_target:
 * @self: a list
 * @nas: a NAS
 * @target_id: ID of a target of its Vault, whose log it reads from now on
 */
void
bks_log_list_set_vault_target (BksLogList *self, BksNas *nas, const char *target_id)
{
  g_return_if_fail (BKS_IS_LOG_LIST (self));
  g_return_if_fail (BKS_IS_NAS (nas));
  g_return_if_fail (target_id != NULL);

  if (self->vault_nas == nas && g_str_equal (self->target_id, target_id))
    return;
  if (self->nas_list != NULL)
    g_signal_handlers_disconnect_by_data (self->nas_list, self);
  g_clear_object (&self->nas_list);
  g_set_object (&self->vault_nas, nas);
  g_free (self->target_id);
  self->target_id = g_strdup (target_id);
  restart (self);
}

/* Whether only the order is another, of pages that are there: nothing is asked anew then. */
static gboolean
turn (BksLogList *self, const BksLogQuery *query)
{
  g_autoptr (BksLogQuery) turned = bks_log_query_copy (query);

  turned->oldest_first = !turned->oldest_first;
  if (self->mode != BKS_LOG_LIST_PAGED || !bks_log_query_equal (self->query, turned))
    return FALSE;
  return bks_log_paged_turn (self);
}

/**
 * bks_log_list_set_query:
 * @self: a list
 * @query: (nullable): which lines, in which order; it is copied. %NULL = all, newest first
 *
 * One that ends before it begins is not sent: the list is empty then.
 */
void
bks_log_list_set_query (BksLogList *self, const BksLogQuery *query)
{
  BksLogQuery *old;

  g_return_if_fail (BKS_IS_LOG_LIST (self));

  if (bks_log_query_equal (self->query, query))
    return;
  old = self->query;
  if (turn (self, query))
    {
      self->query = bks_log_query_copy (query);
      bks_log_list_forget_sort (self);
      g_list_model_items_changed (G_LIST_MODEL (self), 0, self->n_items, self->n_items);
      bks_log_list_update (self);
    }
  else
    {
      self->query = bks_log_query_copy (query);
      restart (self);
    }
  bks_log_query_free (old);
}

/**
 * bks_log_list_get_query:
 * @self: a list
 *
 * Returns: (transfer none): what it shows
 */
const BksLogQuery *
bks_log_list_get_query (BksLogList *self)
{
  g_return_val_if_fail (BKS_IS_LOG_LIST (self), NULL);

  return self->query;
}

/**
 * bks_log_list_reload:
 * @self: a list
 *
 * Forgets all lines and reads anew.
 */
void
bks_log_list_reload (BksLogList *self)
{
  g_return_if_fail (BKS_IS_LOG_LIST (self));

  restart (self);
}

/**
 * bks_log_list_get_sources:
 * @self: a list
 *
 * Returns: (transfer none): a #GListModel of #BksLogSource, one for each NAS that is asked
 */
GListModel *
bks_log_list_get_sources (BksLogList *self)
{
  g_return_val_if_fail (BKS_IS_LOG_LIST (self), NULL);

  return G_LIST_MODEL (self->sources);
}
