/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-destination-list.h"

#include <glib/gi18n-lib.h>

/* So many destinations a NAS is asked to look at, at the same time. */
#define MAX_LOOKS 2
/* How long the list of destinations of a NAS is taken for complete. */
#define KEPT_FOR (10 * G_TIME_SPAN_MINUTE)

/* One NAS. */
typedef struct
{
  BksDestinationList *list; /* (unowned) */
  BksNas *nas;              /* (owned) */
  GPtrArray *repositories;  /* (nullable) (owned): NULL = it has not told yet */
  gint64 told_at;           /* µs, monotonic */
  BksProblem *problem;      /* (nullable) (owned): why it did not tell, the last time */
  gboolean is_asking;
  guint n_looks;             /* under way */
  GCancellable *cancellable; /* (owned): of all that is under way */
} Source;

typedef struct
{
  Source *source;
  BksDestinationRow *row; /* (owned) */
  char *task_id;
} LookCall;

struct _BksDestinationList
{
  GObject parent_instance;

  GListModel *nas_list; /* (nullable) (owned) */
  GPtrArray *sources;   /* (owned) (element-type Source), in the order of nas_list */
  GPtrArray *rows;      /* (owned) (element-type BksDestinationRow) */
  GPtrArray *gone; /* (owned) (element-type BksDestinationRow): of NAS that are not shown now */
  gboolean is_started;
};

static void bks_destination_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BksDestinationList,
                               bks_destination_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      bks_destination_list_model_init))

enum
{
  SIGNAL_ROWS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void look_on (Source *source);

static gboolean
answers (BksNas *nas)
{
  BksNasState state = bks_nas_get_state (nas);

  return state == BKS_NAS_FRESH || state == BKS_NAS_STALE;
}

static void
source_free (gpointer data)
{
  Source *source = data;

  g_cancellable_cancel (source->cancellable);
  g_signal_handlers_disconnect_by_data (source->nas, source);
  g_object_unref (source->cancellable);
  g_clear_pointer (&source->repositories, g_ptr_array_unref);
  g_clear_object (&source->problem);
  g_object_unref (source->nas);
  g_free (source);
}

static void
look_call_free (gpointer data)
{
  LookCall *call = data;

  g_object_unref (call->row);
  g_free (call->task_id);
  g_free (call);
}

static BksDestinationRow *
find_row (GPtrArray *rows, BksNas *nas, const char *key)
{
  for (guint i = 0; i < rows->len; i++)
    {
      BksDestinationRow *row = g_ptr_array_index (rows, i);

      if (bks_destination_row_get_nas (row) == nas
          && g_str_equal (bks_destination_row_get_key (row), key))
        return row;
    }
  return NULL;
}

static BksRepository *
find_repository (Source *source, const char *id)
{
  for (guint i = 0; source->repositories != NULL && id != NULL && i < source->repositories->len;
       i++)
    {
      BksRepository *repository = g_ptr_array_index (source->repositories, i);

      if (g_strcmp0 (bks_repository_get_id (repository), id) == 0)
        return repository;
    }
  return NULL;
}

/* Adds the row of KEY, the one that is there already if there is. */
static void
add_row (Source *source,
         GPtrArray *rows,
         const char *key,
         BksRepository *repository,
         GPtrArray *tasks)
{
  BksDestinationRow *row = find_row (source->list->rows, source->nas, key);

  if (row == NULL)
    row = find_row (source->list->gone, source->nas, key);
  row = row != NULL ? g_object_ref (row) : bks_destination_row_new (source->nas, key);
  bks_destination_row_set_known (row, source->repositories != NULL);
  bks_destination_row_set (row, repository, tasks);
  g_ptr_array_add (rows, row);
}

/* The rows of one NAS: what it has told, then backups whose destination is not among that; those that
 * name the same one share a row. */
static void
collect_rows (Source *source, GPtrArray *rows)
{
  g_autoptr (GHashTable) users = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) strays = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  GListModel *tasks = bks_nas_get_tasks (source->nas);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);
      const char *id = bks_task_get_repository_id (task);
      g_autofree char *key = id != NULL ? g_strconcat ("repository ", id, NULL)
                                        : g_strconcat ("task ", bks_task_get_id (task), NULL);
      GPtrArray *list = g_hash_table_lookup (users, key);

      if (list == NULL)
        {
          list = g_ptr_array_new_with_free_func (g_object_unref);
          g_hash_table_insert (users, g_strdup (key), list);
          if (find_repository (source, id) == NULL)
            g_ptr_array_add (strays, g_strdup (key));
        }
      g_ptr_array_add (list, g_object_ref (task));
    }
  for (guint i = 0; source->repositories != NULL && i < source->repositories->len; i++)
    {
      BksRepository *repository = g_ptr_array_index (source->repositories, i);
      g_autofree char *key = g_strconcat ("repository ", bks_repository_get_id (repository), NULL);
      GPtrArray *list = g_hash_table_lookup (users, key);

      add_row (source, rows, key, repository, list != NULL ? list : none);
    }
  for (guint i = 0; i < strays->len; i++)
    {
      const char *key = g_ptr_array_index (strays, i);

      add_row (source, rows, key, NULL, g_hash_table_lookup (users, key));
    }
}

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (a->pdata[i] != b->pdata[i])
      return FALSE;
  return TRUE;
}

static gboolean
shows (BksDestinationList *self, BksNas *nas)
{
  for (guint i = 0; i < self->sources->len; i++)
    if (((Source *) g_ptr_array_index (self->sources, i))->nas == nas)
      return TRUE;
  return FALSE;
}

/* Who looks at one NAS and comes back to all should find what was found. */
static void
keep_gone (BksDestinationList *self, GPtrArray *old)
{
  gint64 now = g_get_real_time ();

  for (guint i = self->gone->len; i > 0; i--)
    {
      BksDestinationRow *row = g_ptr_array_index (self->gone, i - 1);

      if (shows (self, bks_destination_row_get_nas (row))
          || now - bks_destination_row_get_checked_at (row) >= KEPT_FOR)
        g_ptr_array_remove_index (self->gone, i - 1);
    }
  for (guint i = 0; i < old->len; i++)
    {
      BksDestinationRow *row = g_ptr_array_index (old, i);

      if (shows (self, bks_destination_row_get_nas (row)))
        continue;
      bks_destination_row_give_up_looks (row);
      g_ptr_array_add (self->gone, g_object_ref (row));
    }
}

static void
update_rows (BksDestinationList *self)
{
  g_autoptr (GPtrArray) old = self->rows;
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->sources->len; i++)
    collect_rows (g_ptr_array_index (self->sources, i), rows);
  self->rows = rows;
  keep_gone (self, old);
  if (!is_same (old, rows))
    g_list_model_items_changed (G_LIST_MODEL (self), 0, old->len, rows->len);
  g_signal_emit (self, signals[SIGNAL_ROWS_CHANGED], 0);
}

static void
look_ended_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BksTargetInfo) info = bks_nas_load_target_finish (BKS_NAS (object), result, &error);
  g_autoptr (BksProblem) problem = NULL;
  LookCall *call = user_data;

  /* Who gave up has tidied up, and the source may be gone. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      Source *source = call->source;

      source->n_looks--;
      if (info == NULL)
        problem = bks_problem_from_error (error);
      bks_destination_row_end_look (call->row, call->task_id, info, problem, g_get_real_time ());
      g_signal_emit (source->list, signals[SIGNAL_ROWS_CHANGED], 0);
      look_on (source);
    }
  look_call_free (call);
}

/* Damaged ones are not spared: whether they can be reached is known apart. */
static void
look_on (Source *source)
{
  BksDestinationList *self = source->list;
  gint64 now = g_get_real_time ();
  gboolean has_begun = FALSE;

  if (!self->is_started || !answers (source->nas))
    return;
  for (guint i = 0; source->n_looks < MAX_LOOKS && i < self->rows->len; i++)
    {
      BksDestinationRow *row = g_ptr_array_index (self->rows, i);
      BksTask *task;

      if (bks_destination_row_get_nas (row) != source->nas)
        continue;
      while (source->n_looks < MAX_LOOKS
             && (task = bks_destination_row_get_next_look (row, now)) != NULL)
        {
          LookCall *call = g_new0 (LookCall, 1);

          call->source = source;
          call->row = g_object_ref (row);
          call->task_id = g_strdup (bks_task_get_id (task));
          source->n_looks++;
          has_begun = TRUE;
          bks_destination_row_begin_look (row, call->task_id);
          bks_nas_load_target_async (source->nas, call->task_id, source->cancellable, look_ended_cb,
                                     call);
        }
    }
  if (has_begun)
    g_signal_emit (self, signals[SIGNAL_ROWS_CHANGED], 0);
}

static void
repositories_told_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = bks_nas_load_repositories_finish (BKS_NAS (object), result, &error);
  Source *source = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  source->is_asking = FALSE;
  g_clear_object (&source->problem);
  if (list != NULL)
    {
      g_clear_pointer (&source->repositories, g_ptr_array_unref);
      source->repositories = g_steal_pointer (&list);
      source->told_at = g_get_monotonic_time ();
    }
  else
    source->problem = bks_problem_from_error (error);
  update_rows (source->list);
  look_on (source);
}

/* A backup has a destination that was not told: there is a new one. */
static gboolean
has_stray (Source *source)
{
  GListModel *tasks = bks_nas_get_tasks (source->nas);

  for (guint i = 0; i < g_list_model_get_n_items (tasks); i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (tasks, i);
      const char *id = bks_task_get_repository_id (task);

      if (id != NULL && find_repository (source, id) == NULL)
        return TRUE;
    }
  return FALSE;
}

static void
ask (Source *source)
{
  gint64 age = g_get_monotonic_time () - source->told_at;

  if (!source->list->is_started || !answers (source->nas))
    return;
  look_on (source);
  if (source->is_asking
      || (source->repositories != NULL && age < KEPT_FOR
          && !(age >= G_TIME_SPAN_MINUTE && has_stray (source))))
    return;
  source->is_asking = TRUE;
  bks_nas_load_repositories_async (source->nas, source->cancellable, repositories_told_cb, source);
}

static void
source_nas_checking_cb (BksNas *nas, GParamSpec *pspec, gpointer user_data)
{
  Source *source = user_data;

  if (!bks_nas_get_is_checking (nas))
    ask (source);
}

static void
source_nas_changed_cb (BksNas *nas, GParamSpec *pspec, gpointer user_data)
{
  Source *source = user_data;

  update_rows (source->list);
}

static Source *
source_new (BksDestinationList *self, BksNas *nas)
{
  Source *source = g_new0 (Source, 1);

  source->list = self;
  source->nas = g_object_ref (nas);
  source->cancellable = g_cancellable_new ();
  /* Both are disconnected when the source is freed. */
  g_signal_connect (nas, "notify::is-checking", G_CALLBACK (source_nas_checking_cb), source);
  g_signal_connect (nas, "notify::generation", G_CALLBACK (source_nas_changed_cb), source);
  return source;
}

static void
give_up_looks (BksDestinationList *self, BksNas *nas)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (bks_destination_row_get_nas (g_ptr_array_index (self->rows, i)) == nas)
      bks_destination_row_give_up_looks (g_ptr_array_index (self->rows, i));
}

static void
bks_destination_list_nas_changed_cb (BksDestinationList *self,
                                     guint position,
                                     guint removed,
                                     guint added,
                                     GListModel *model)
{
  g_autoptr (GPtrArray) moved = g_ptr_array_new_with_free_func (source_free);

  /* A NAS that only moved keeps what is known of it. */
  for (guint i = 0; i < removed; i++)
    g_ptr_array_add (moved, g_ptr_array_steal_index (self->sources, position));
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (model, i);
      Source *source = NULL;

      for (guint j = 0; source == NULL && j < moved->len; j++)
        if (((Source *) g_ptr_array_index (moved, j))->nas == nas)
          source = g_ptr_array_steal_index (moved, j);
      g_ptr_array_insert (self->sources, (int) i, source != NULL ? source : source_new (self, nas));
    }
  update_rows (self);
  for (guint i = position; i < position + added; i++)
    ask (g_ptr_array_index (self->sources, i));
}

static GType
bks_destination_list_get_item_type (GListModel *model)
{
  return BKS_TYPE_DESTINATION_ROW;
}

static guint
bks_destination_list_get_n_items (GListModel *model)
{
  return BKS_DESTINATION_LIST (model)->rows->len;
}

static gpointer
bks_destination_list_get_item (GListModel *model, guint position)
{
  BksDestinationList *self = BKS_DESTINATION_LIST (model);

  return position < self->rows->len ? g_object_ref (g_ptr_array_index (self->rows, position))
                                    : NULL;
}

static void
bks_destination_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = bks_destination_list_get_item_type;
  iface->get_n_items = bks_destination_list_get_n_items;
  iface->get_item = bks_destination_list_get_item;
}

static void
bks_destination_list_finalize (GObject *object)
{
  BksDestinationList *self = BKS_DESTINATION_LIST (object);

  g_ptr_array_unref (self->sources);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->gone);
  g_clear_object (&self->nas_list);

  G_OBJECT_CLASS (bks_destination_list_parent_class)->finalize (object);
}

static void
bks_destination_list_class_init (BksDestinationListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_destination_list_finalize;

  signals[SIGNAL_ROWS_CHANGED] = g_signal_new ("rows-changed", BKS_TYPE_DESTINATION_LIST,
                                               G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                               0);
}

static void
bks_destination_list_init (BksDestinationList *self)
{
  self->sources = g_ptr_array_new_with_free_func (source_free);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->gone = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * bks_destination_list_new:
 *
 * Returns: (transfer full): a list of no NAS yet
 */
BksDestinationList *
bks_destination_list_new (void)
{
  return g_object_new (BKS_TYPE_DESTINATION_LIST, NULL);
}

/**
 * bks_destination_list_set_nas_list:
 * @self: a list
 * @nas_list: (nullable): the NAS whose destinations are wanted
 *
 * What is known of a NAS that is in both lists stays.
 */
void
bks_destination_list_set_nas_list (BksDestinationList *self, GListModel *nas_list)
{
  g_autoptr (GListModel) old = NULL;
  guint n_old, n_new;

  g_return_if_fail (BKS_IS_DESTINATION_LIST (self));
  g_return_if_fail (nas_list == NULL || G_IS_LIST_MODEL (nas_list));

  if (self->nas_list == nas_list)
    return;

  old = g_steal_pointer (&self->nas_list);
  if (old != NULL)
    g_signal_handlers_disconnect_by_func (old, bks_destination_list_nas_changed_cb, self);
  n_old = self->sources->len;
  n_new = nas_list != NULL ? g_list_model_get_n_items (nas_list) : 0;
  if (nas_list != NULL)
    {
      self->nas_list = g_object_ref (nas_list);
      g_signal_connect_object (nas_list, "items-changed",
                               G_CALLBACK (bks_destination_list_nas_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  bks_destination_list_nas_changed_cb (self, 0, n_old, n_new, nas_list);
}

/**
 * bks_destination_list_start:
 * @self: a list
 *
 * Somebody looks: what is not known, or too old, is asked for.
 */
void
bks_destination_list_start (BksDestinationList *self)
{
  g_return_if_fail (BKS_IS_DESTINATION_LIST (self));

  if (self->is_started)
    return;

  self->is_started = TRUE;
  for (guint i = 0; i < self->sources->len; i++)
    ask (g_ptr_array_index (self->sources, i));
}

/**
 * bks_destination_list_stop:
 * @self: a list
 *
 * Gives up what is under way; what is known stays.
 */
void
bks_destination_list_stop (BksDestinationList *self)
{
  g_return_if_fail (BKS_IS_DESTINATION_LIST (self));

  if (!self->is_started)
    return;

  self->is_started = FALSE;
  for (guint i = 0; i < self->sources->len; i++)
    {
      Source *source = g_ptr_array_index (self->sources, i);

      g_cancellable_cancel (source->cancellable);
      g_object_unref (source->cancellable);
      source->cancellable = g_cancellable_new ();
      source->is_asking = FALSE;
      source->n_looks = 0;
      give_up_looks (self, source->nas);
    }
}

/**
 * bks_destination_list_check_again:
 * @self: a list
 * @row: one of its rows
 *
 * Looks at a destination again, however old the last look is.
 */
void
bks_destination_list_check_again (BksDestinationList *self, BksDestinationRow *row)
{
  g_return_if_fail (BKS_IS_DESTINATION_LIST (self));
  g_return_if_fail (BKS_IS_DESTINATION_ROW (row));

  bks_destination_row_forget (row);
  for (guint i = 0; i < self->sources->len; i++)
    {
      Source *source = g_ptr_array_index (self->sources, i);

      if (source->nas == bks_destination_row_get_nas (row))
        look_on (source);
    }
  g_signal_emit (self, signals[SIGNAL_ROWS_CHANGED], 0);
}

/**
 * bks_destination_list_try_again:
 * @self: a list
 *
 * Asks those NAS again that did not tell their destinations.
 */
void
bks_destination_list_try_again (BksDestinationList *self)
{
  g_return_if_fail (BKS_IS_DESTINATION_LIST (self));

  for (guint i = 0; i < self->sources->len; i++)
    ask (g_ptr_array_index (self->sources, i));
}

/**
 * bks_destination_list_is_asking:
 * @self: a list
 *
 * Returns: whether a NAS that has told nothing yet is being asked
 */
gboolean
bks_destination_list_is_asking (BksDestinationList *self)
{
  g_return_val_if_fail (BKS_IS_DESTINATION_LIST (self), FALSE);

  for (guint i = 0; i < self->sources->len; i++)
    {
      Source *source = g_ptr_array_index (self->sources, i);
      BksNasState state = bks_nas_get_state (source->nas);

      if (source->repositories == NULL && source->problem == NULL
          && (source->is_asking || state == BKS_NAS_NEW || state == BKS_NAS_ASKING))
        return TRUE;
    }
  return FALSE;
}

/**
 * bks_destination_list_get_problem:
 * @self: a list
 * @nas: one of its NAS
 *
 * Returns: (nullable) (transfer none): why its destinations are not here
 */
BksProblem *
bks_destination_list_get_problem (BksDestinationList *self, BksNas *nas)
{
  g_return_val_if_fail (BKS_IS_DESTINATION_LIST (self), NULL);

  for (guint i = 0; i < self->sources->len; i++)
    {
      Source *source = g_ptr_array_index (self->sources, i);

      if (source->nas == nas)
        return answers (nas) || source->problem != NULL ? source->problem
                                                        : bks_nas_get_problem (nas);
    }
  return NULL;
}

/**
 * bks_destination_list_count:
 * @self: a list
 * @verdict: a verdict
 *
 * Returns: how many destinations have it
 */
guint
bks_destination_list_count (BksDestinationList *self, BksVerdict verdict)
{
  guint n = 0;

  g_return_val_if_fail (BKS_IS_DESTINATION_LIST (self), 0);

  for (guint i = 0; i < self->rows->len; i++)
    if (bks_destination_row_get_verdict (g_ptr_array_index (self->rows, i)) == verdict)
      n++;
  return n;
}

/**
 * bks_destination_list_get_verdict:
 * @self: a list
 *
 * Returns: the worst of all; one that was not looked at is no worse than one that is reachable, as long
 *   as any is
 */
BksVerdict
bks_destination_list_get_verdict (BksDestinationList *self)
{
  g_return_val_if_fail (BKS_IS_DESTINATION_LIST (self), BKS_VERDICT_UNKNOWN);

  if (bks_destination_list_count (self, BKS_VERDICT_FAILED) > 0)
    return BKS_VERDICT_FAILED;
  if (bks_destination_list_count (self, BKS_VERDICT_ATTENTION) > 0)
    return BKS_VERDICT_ATTENTION;
  return self->rows->len > 0 && bks_destination_list_count (self, BKS_VERDICT_OK) == self->rows->len
             ? BKS_VERDICT_OK
             : BKS_VERDICT_UNKNOWN;
}

/**
 * bks_destination_list_dup_sentence:
 * @self: a list
 *
 * Returns: (transfer full): all of them in one sentence
 */
char *
bks_destination_list_dup_sentence (BksDestinationList *self)
{
  guint n, n_failed, n_attention;
  guint n_damaged = 0;

  g_return_val_if_fail (BKS_IS_DESTINATION_LIST (self), NULL);

  n = self->rows->len;
  n_failed = bks_destination_list_count (self, BKS_VERDICT_FAILED);
  n_attention = bks_destination_list_count (self, BKS_VERDICT_ATTENTION);
  for (guint i = 0; i < n; i++)
    if (bks_destination_row_get_status (g_ptr_array_index (self->rows, i))
        == BKS_DESTINATION_DAMAGED)
      n_damaged++;
  if (n_failed > 0 && n_damaged == n_failed)
    return g_strdup_printf (ngettext ("%u of %u destinations is damaged",
                                      "%u of %u destinations are damaged", n_failed),
                            n_failed, n);
  if (n_failed > 0)
    return g_strdup_printf (ngettext ("%u of %u destinations cannot be used",
                                      "%u of %u destinations cannot be used", n_failed),
                            n_failed, n);
  if (n_attention > 0)
    return g_strdup_printf (ngettext ("%u of %u destinations is not reachable",
                                      "%u of %u destinations are not reachable", n_attention),
                            n_attention, n);
  if (n > 0 && bks_destination_list_count (self, BKS_VERDICT_OK) == n)
    return g_strdup_printf (
        ngettext ("Your destination is reachable", "All %u destinations are reachable", n), n);
  return g_strdup_printf (ngettext ("%u destination", "%u destinations", n), n);
}

/**
 * bks_destination_list_dup_detail:
 * @self: a list
 *
 * Returns: (transfer full): what the sentence leaves out
 */
char *
bks_destination_list_dup_detail (BksDestinationList *self)
{
  const char *note = _ ("Destinations are checked only while this page is open");
  guint n;

  g_return_val_if_fail (BKS_IS_DESTINATION_LIST (self), NULL);

  n = bks_destination_list_count (self, BKS_VERDICT_ATTENTION);
  if (n > 0 && bks_destination_list_count (self, BKS_VERDICT_FAILED) > 0)
    {
      g_autofree char *count = g_strdup_printf (
          ngettext ("%u is not reachable", "%u are not reachable", n), n);

      return g_strdup_printf ("%s · %s", count, note);
    }
  return g_strdup (note);
}
