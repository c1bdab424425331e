/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-destination-row.h"

#include <string.h>

#include "bks-words.h"

/* How long a look at a destination tells something about now. */
#define KEPT_FOR (10 * G_TIME_SPAN_MINUTE)

#define CODE_DAMAGED 4467

/* What a look at the destination of one backup found. */
typedef struct
{
  gboolean is_going;
  gint64 at;           /* µs since the Unix epoch, UTC; 0 = never */
  int online;          /* 1, 0; -1 = not said */
  gint64 used_bytes;   /* -1 = not known */
  BksProblem *problem; /* (nullable) (owned): why the NAS could not look */
} Look;

struct _BksDestinationRow
{
  GObject parent_instance;

  BksNas *nas; /* (owned) */
  char *key;
  BksRepository *repository; /* (nullable) (owned) */
  GPtrArray *tasks;          /* (owned) (element-type BksTask) */
  GHashTable *looks;         /* (owned): ID of task → Look */
  gboolean is_known; /* the NAS has told its destinations: one that is not there is not known */
  BksDestinationStatus status;
  guint generation;
};

G_DEFINE_FINAL_TYPE (BksDestinationRow, bks_destination_row, G_TYPE_OBJECT)

typedef enum
{
  PROP_GENERATION = 1,
} BksDestinationRowProperty;

static GParamSpec *properties[PROP_GENERATION + 1];

static void
look_free (gpointer data)
{
  Look *look = data;

  g_clear_object (&look->problem);
  g_free (look);
}

static void
changed (BksDestinationRow *self)
{
  self->generation++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GENERATION]);
}

static void
bks_destination_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((BksDestinationRowProperty) prop_id)
    {
    case PROP_GENERATION:
      g_value_set_uint (value, BKS_DESTINATION_ROW (object)->generation);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_destination_row_finalize (GObject *object)
{
  BksDestinationRow *self = BKS_DESTINATION_ROW (object);

  g_clear_object (&self->repository);
  g_ptr_array_unref (self->tasks);
  g_hash_table_unref (self->looks);
  g_free (self->key);
  g_object_unref (self->nas);

  G_OBJECT_CLASS (bks_destination_row_parent_class)->finalize (object);
}

static void
bks_destination_row_class_init (BksDestinationRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bks_destination_row_get_property;
  object_class->finalize = bks_destination_row_finalize;

  properties[PROP_GENERATION] = g_param_spec_uint ("generation", NULL, NULL, 0, G_MAXUINT, 0,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                       | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bks_destination_row_init (BksDestinationRow *self)
{
  self->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  self->looks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, look_free);
  self->status = BKS_DESTINATION_NOT_CHECKED;
}

/**
 * bks_destination_row_new:
 * @nas: that has the destination
 * @key: what tells it from others of that NAS
 *
 * Returns: (transfer full): a row of which nothing is known yet
 */
BksDestinationRow *
bks_destination_row_new (BksNas *nas, const char *key)
{
  BksDestinationRow *self;

  g_return_val_if_fail (BKS_IS_NAS (nas), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  self = g_object_new (BKS_TYPE_DESTINATION_ROW, NULL);
  self->nas = g_object_ref (nas);
  self->key = g_strdup (key);
  return self;
}

static gboolean
is_silent (BksNas *nas)
{
  BksNasState state = bks_nas_get_state (nas);

  return state != BKS_NAS_FRESH && state != BKS_NAS_STALE;
}

/* What the backups themselves say of it. Returns: whether they do */
static gboolean
judge_tasks (BksDestinationRow *self, BksDestinationStatus *status_out)
{
  BksDestinationStatus worst = BKS_DESTINATION_REACHABLE;

  for (guint i = 0; i < self->tasks->len; i++)
    {
      BksTask *task = g_ptr_array_index (self->tasks, i);
      BksStateWord state = bks_words_read_state (bks_task_get_state (task));
      BksDestinationStatus status = BKS_DESTINATION_REACHABLE;

      if (state == BKS_STATE_DAMAGED || bks_task_get_last_error_code (task) == CODE_DAMAGED)
        status = BKS_DESTINATION_DAMAGED;
      else if (state == BKS_STATE_UNAUTH)
        status = BKS_DESTINATION_REJECTS;
      else if (state == BKS_STATE_ENDED)
        status = BKS_DESTINATION_ENDED;
      worst = MIN (worst, status);
    }
  *status_out = worst;
  return worst != BKS_DESTINATION_REACHABLE;
}

static BksDestinationStatus
judge_looks (BksDestinationRow *self)
{
  BksDestinationStatus status = BKS_DESTINATION_NOT_CHECKED;
  gboolean is_going = FALSE, is_online = FALSE, is_offline = FALSE;
  GHashTableIter iter;
  Look *look;

  g_hash_table_iter_init (&iter, self->looks);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &look))
    {
      is_going = is_going || look->is_going;
      if (look->at == 0)
        continue;
      is_offline = is_offline || (look->problem == NULL && look->online == 0);
      is_online = is_online || (look->problem == NULL && look->online == 1);
      if (look->problem != NULL)
        status = BKS_DESTINATION_CHECK_FAILED;
      else if (look->online < 0 && status == BKS_DESTINATION_NOT_CHECKED)
        status = BKS_DESTINATION_NOT_SAID;
    }
  if (is_going)
    return BKS_DESTINATION_CHECKING;
  if (is_offline)
    return BKS_DESTINATION_NOT_REACHABLE;
  return is_online ? BKS_DESTINATION_REACHABLE : status;
}

static BksDestinationStatus
judge (BksDestinationRow *self)
{
  BksDestinationStatus status;

  if (judge_tasks (self, &status))
    return status;
  return is_silent (self->nas) ? BKS_DESTINATION_NAS_SILENT : judge_looks (self);
}

/**
 * bks_destination_row_update:
 * @self: a row
 *
 * Something that it depends on may have changed.
 */
void
bks_destination_row_update (BksDestinationRow *self)
{
  g_return_if_fail (BKS_IS_DESTINATION_ROW (self));

  self->status = judge (self);
  changed (self);
}

/**
 * bks_destination_row_set:
 * @self: a row
 * @repository: (nullable): what the NAS says of the destination
 * @tasks: (element-type BksTask): the backups that go there
 */
void
bks_destination_row_set (BksDestinationRow *self, BksRepository *repository, GPtrArray *tasks)
{
  g_return_if_fail (BKS_IS_DESTINATION_ROW (self));

  g_set_object (&self->repository, repository);
  g_ptr_array_set_size (self->tasks, 0);
  for (guint i = 0; i < tasks->len; i++)
    g_ptr_array_add (self->tasks, g_object_ref (g_ptr_array_index (tasks, i)));
  bks_destination_row_update (self);
}

/**
 * bks_destination_row_set_known:
 * @self: a row
 * @is_known: whether the NAS has told all its destinations
 */
void
bks_destination_row_set_known (BksDestinationRow *self, gboolean is_known)
{
  g_return_if_fail (BKS_IS_DESTINATION_ROW (self));

  if (self->is_known == is_known)
    return;
  self->is_known = is_known;
  changed (self);
}

/**
 * bks_destination_row_get_known:
 * @self: a row
 *
 * Returns: whether the NAS has told all its destinations
 */
gboolean
bks_destination_row_get_known (BksDestinationRow *self)
{
  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), FALSE);

  return self->is_known;
}

/**
 * bks_destination_row_get_problem:
 * @self: a row
 *
 * Returns: (nullable) (transfer none): why the NAS could not look at it, the last time
 */
BksProblem *
bks_destination_row_get_problem (BksDestinationRow *self)
{
  GHashTableIter iter;
  Look *look;

  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), NULL);

  g_hash_table_iter_init (&iter, self->looks);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &look))
    if (look->problem != NULL)
      return look->problem;
  return NULL;
}

/**
 * bks_destination_row_get_nas:
 * @self: a row
 *
 * Returns: (transfer none): the NAS that has it
 */
BksNas *
bks_destination_row_get_nas (BksDestinationRow *self)
{
  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), NULL);

  return self->nas;
}

/**
 * bks_destination_row_get_key:
 * @self: a row
 *
 * Returns: what tells it from others of its NAS
 */
const char *
bks_destination_row_get_key (BksDestinationRow *self)
{
  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), NULL);

  return self->key;
}

/**
 * bks_destination_row_get_repository:
 * @self: a row
 *
 * Returns: (nullable) (transfer none): what the NAS says of it
 */
BksRepository *
bks_destination_row_get_repository (BksDestinationRow *self)
{
  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), NULL);

  return self->repository;
}

/**
 * bks_destination_row_get_tasks:
 * @self: a row
 *
 * Returns: (transfer none) (element-type BksTask): the backups that go there
 */
GPtrArray *
bks_destination_row_get_tasks (BksDestinationRow *self)
{
  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), NULL);

  return self->tasks;
}

/**
 * bks_destination_row_get_status:
 * @self: a row
 *
 * Returns: how the destination is
 */
BksDestinationStatus
bks_destination_row_get_status (BksDestinationRow *self)
{
  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), BKS_DESTINATION_NOT_CHECKED);

  return self->status;
}

/**
 * bks_destination_row_get_verdict:
 * @self: a row
 *
 * Returns: the same as a verdict
 */
BksVerdict
bks_destination_row_get_verdict (BksDestinationRow *self)
{
  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), BKS_VERDICT_UNKNOWN);

  if (self->status < BKS_DESTINATION_NOT_REACHABLE)
    return BKS_VERDICT_FAILED;
  if (self->status == BKS_DESTINATION_NOT_REACHABLE)
    return BKS_VERDICT_ATTENTION;
  return self->status == BKS_DESTINATION_REACHABLE ? BKS_VERDICT_OK : BKS_VERDICT_UNKNOWN;
}

static const char *
get_transfer_type (BksDestinationRow *self)
{
  const char *type = NULL;

  if (self->repository != NULL)
    type = bks_repository_get_transfer_type (self->repository);
  if (type == NULL && self->tasks->len > 0)
    type = bks_task_get_transfer_type (g_ptr_array_index (self->tasks, 0));
  return type != NULL ? type : "";
}

/**
 * bks_destination_row_get_kind:
 * @self: a row
 *
 * Returns: what it looks like
 */
BksDestinationKind
bks_destination_row_get_kind (BksDestinationRow *self)
{
  const char *type;

  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), BKS_DESTINATION_KIND_OTHER);

  type = get_transfer_type (self);
  if (*type == '\0' || (self->repository == NULL && self->is_known))
    return BKS_DESTINATION_KIND_OTHER;
  if (strstr (type, "local") != NULL)
    return BKS_DESTINATION_KIND_LOCAL;
  if (strstr (type, "remote") != NULL || g_str_has_prefix (type, "rsync")
      || g_str_has_prefix (type, "webdav"))
    return BKS_DESTINATION_KIND_SERVER;
  return BKS_DESTINATION_KIND_CLOUD;
}

/**
 * bks_destination_row_get_used_bytes:
 * @self: a row
 *
 * Returns: what its backups take there, as far as known; -1 = not known
 */
gint64
bks_destination_row_get_used_bytes (BksDestinationRow *self)
{
  GHashTableIter iter;
  gint64 sum = -1;
  Look *look;

  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), -1);

  g_hash_table_iter_init (&iter, self->looks);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &look))
    if (look->at > 0 && look->used_bytes >= 0)
      sum = MAX (sum, 0) + MIN (look->used_bytes, G_MAXINT64 - MAX (sum, 0));
  return sum;
}

/**
 * bks_destination_row_get_checked_at:
 * @self: a row
 *
 * Returns: when it was looked at, the oldest of several looks; µs since the Unix epoch, UTC; 0 = never
 */
gint64
bks_destination_row_get_checked_at (BksDestinationRow *self)
{
  GHashTableIter iter;
  gint64 at = 0;
  Look *look;

  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), 0);

  g_hash_table_iter_init (&iter, self->looks);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &look))
    if (look->at > 0 && (at == 0 || look->at < at))
      at = look->at;
  return at;
}

/**
 * bks_destination_row_can_check:
 * @self: a row
 *
 * The NAS looks at the destination of a backup (SYNO.Backup.Target get, section 9.5 of the protocol
 * reference), never at one that no backup uses.
 *
 * Returns: whether it can be looked at
 */
gboolean
bks_destination_row_can_check (BksDestinationRow *self)
{
  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), FALSE);

  for (guint i = 0; i < self->tasks->len; i++)
    if (!bks_task_is_lun (g_ptr_array_index (self->tasks, i)))
      return TRUE;
  return FALSE;
}

static int
get_rank (BksDestinationRow *self)
{
  if (self->status < BKS_DESTINATION_NOT_REACHABLE)
    return 0;
  if (self->status > BKS_DESTINATION_NOT_REACHABLE && self->status < BKS_DESTINATION_CHECKING)
    return BKS_DESTINATION_NOT_CHECKED;
  return (int) self->status;
}

/**
 * bks_destination_row_compare:
 * @a: a row
 * @b: another
 *
 * Returns: less than 0 if @a comes first: the worst, then by what it is called
 */
int
bks_destination_row_compare (BksDestinationRow *a, BksDestinationRow *b)
{
  g_autofree char *title_a = NULL;
  g_autofree char *title_b = NULL;
  int difference = get_rank (a) - get_rank (b);

  if (difference != 0)
    return difference;
  title_a = bks_destination_row_dup_title (a);
  title_b = bks_destination_row_dup_title (b);
  difference = g_utf8_collate (title_a, title_b);
  if (difference == 0)
    difference = g_utf8_collate (bks_nas_get_name (a->nas), bks_nas_get_name (b->nas));
  return difference != 0 ? difference : g_strcmp0 (a->key, b->key);
}

/**
 * bks_destination_row_get_next_look:
 * @self: a row
 * @now: µs since the Unix epoch, UTC
 *
 * Returns: (nullable) (transfer none): the next backup whose destination should be looked at
 */
BksTask *
bks_destination_row_get_next_look (BksDestinationRow *self, gint64 now)
{
  g_return_val_if_fail (BKS_IS_DESTINATION_ROW (self), NULL);

  if (is_silent (self->nas))
    return NULL;
  for (guint i = 0; i < self->tasks->len; i++)
    {
      BksTask *task = g_ptr_array_index (self->tasks, i);
      Look *look = g_hash_table_lookup (self->looks, bks_task_get_id (task));

      if (bks_task_is_lun (task))
        continue;
      if (look == NULL || (!look->is_going && (look->at == 0 || now - look->at >= KEPT_FOR)))
        return task;
    }
  return NULL;
}

/**
 * bks_destination_row_begin_look:
 * @self: a row
 * @task_id: ID of the backup whose destination the NAS is asked about
 */
void
bks_destination_row_begin_look (BksDestinationRow *self, const char *task_id)
{
  Look *look;

  g_return_if_fail (BKS_IS_DESTINATION_ROW (self));

  look = g_hash_table_lookup (self->looks, task_id);
  if (look == NULL)
    {
      look = g_new0 (Look, 1);
      look->used_bytes = -1;
      g_hash_table_insert (self->looks, g_strdup (task_id), look);
    }
  look->is_going = TRUE;
  bks_destination_row_update (self);
}

/**
 * bks_destination_row_end_look:
 * @self: a row
 * @task_id: ID of the backup
 * @info: (nullable): what the NAS found
 * @problem: (nullable): or why it could not look
 * @now: µs since the Unix epoch, UTC
 */
void
bks_destination_row_end_look (BksDestinationRow *self,
                              const char *task_id,
                              const BksTargetInfo *info,
                              BksProblem *problem,
                              gint64 now)
{
  Look *look;

  g_return_if_fail (BKS_IS_DESTINATION_ROW (self));

  look = g_hash_table_lookup (self->looks, task_id);
  if (look == NULL)
    return;
  look->is_going = FALSE;
  look->at = now;
  g_set_object (&look->problem, problem);
  look->online = info != NULL ? info->online : -1;
  /* Offline, the NAS does not say; what was there is probably still there. */
  if (info != NULL && info->used_bytes >= 0)
    look->used_bytes = info->used_bytes;
  bks_destination_row_update (self);
}

/**
 * bks_destination_row_give_up_looks:
 * @self: a row
 *
 * Nobody waits for the answers any more.
 */
void
bks_destination_row_give_up_looks (BksDestinationRow *self)
{
  GHashTableIter iter;
  gboolean was_going = FALSE;
  Look *look;

  g_return_if_fail (BKS_IS_DESTINATION_ROW (self));

  g_hash_table_iter_init (&iter, self->looks);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &look))
    {
      was_going = was_going || look->is_going;
      look->is_going = FALSE;
    }
  if (was_going)
    bks_destination_row_update (self);
}

/**
 * bks_destination_row_forget:
 * @self: a row
 *
 * What was found does not count any more: it is to be looked at again.
 */
void
bks_destination_row_forget (BksDestinationRow *self)
{
  GHashTableIter iter;
  Look *look;

  g_return_if_fail (BKS_IS_DESTINATION_ROW (self));

  g_hash_table_iter_init (&iter, self->looks);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &look))
    if (!look->is_going)
      look->at = 0;
  bks_destination_row_update (self);
}
