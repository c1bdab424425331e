/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-nas-private.h"

#include <glib/gi18n-lib.h>

#include "bks-pause.h"

#define LOOK_EVERY_MS 500
#define LOOK_FOR      (10 * G_USEC_PER_SEC)

/* Removing tasks: a fresh look at each, one request for all, then looks until the list lacks them. */
typedef struct
{
  char **ids;       /* (owned) */
  guint n_looked;   /* of them */
  gint64 deadline;  /* µs, monotonic */
  BksPause pause;   /* until the next look */
  BksProblem *lost; /* (nullable) (owned): the request was sent, and its answer was lost */
} Removal;

static void look_at_next (GTask *task);
static void watch (GTask *task);

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  bks_pause_end (&removal->pause);
  g_strfreev (removal->ids);
  g_clear_object (&removal->lost);
  g_free (removal);
}

static void
return_problem (GTask *task, BksProblem *problem)
{
  g_task_return_error (task, bks_problem_to_error (problem));
}

static void
refuse (GTask *task, BksProblemKind kind, const char *sentence)
{
  g_autoptr (BksProblem) problem = bks_problem_new (kind, sentence, NULL);

  return_problem (task, problem);
}

static BksTask *
find_remaining (BksNas *self, Removal *removal)
{
  for (guint i = 0; removal->ids[i] != NULL; i++)
    {
      BksTask *task = bks_nas_find_task (self, removal->ids[i]);

      if (task != NULL)
        return task;
    }
  return NULL;
}

static void
watched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BksNas *self = BKS_NAS (source);
  Removal *removal = g_task_get_task_data (task);
  gboolean late = g_get_monotonic_time () >= removal->deadline;
  g_autoptr (GError) error = NULL;
  BksTask *remaining;

  if (!bks_nas_refresh_finish (self, result, &error))
    {
      g_autoptr (BksProblem) problem = NULL;

      if (error->domain != BKS_PROBLEM_ERROR)
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
      problem = bks_problem_from_error (error);
      if (!bks_problem_is_transient (problem) || late)
        return_problem (task, removal->lost != NULL ? removal->lost : problem);
      else
        bks_pause_begin (&removal->pause, task, LOOK_EVERY_MS, watch);
      return;
    }
  /* A refresh that had begun before may still know them. */
  remaining = find_remaining (self, removal);
  if (remaining == NULL)
    g_task_return_boolean (task, TRUE);
  else if (!late)
    bks_pause_begin (&removal->pause, task, LOOK_EVERY_MS, watch);
  else if (removal->lost != NULL)
    return_problem (task, removal->lost);
  else
    {
      g_autofree char *sentence = g_strdup_printf (
          _ ("“%s” was not removed, although the NAS accepted it."), bks_task_get_name (remaining));

      refuse (task, BKS_PROBLEM_REFUSED, sentence);
    }
}

static void
watch (GTask *task)
{
  bks_nas_refresh_async (g_task_get_source_object (task), g_task_get_cancellable (task), watched_cb,
                         g_object_ref (task));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BksNas *self = g_task_get_source_object (task);
  Removal *removal = g_task_get_task_data (task);
  GError *error = NULL;

  if (!dsm_task_delete_finish (DSM_CLIENT (source), result, &error))
    {
      const DsmErrorDetails *details = dsm_error_get_details (error);

      if (details == NULL || !details->outcome_unknown)
        {
          g_task_return_error (task, bks_nas_take_error (self, error));
          return;
        }
      /* Never sent twice: what the NAS lists from now on decides. */
      removal->lost = bks_nas_make_problem (self, error);
      g_error_free (error);
    }
  removal->deadline = g_get_monotonic_time () + LOOK_FOR;
  watch (task);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BksNas *self = g_task_get_source_object (task);
  Removal *removal = g_task_get_task_data (task);
  GError *error = NULL;
  DsmTaskRecord *record = dsm_task_status_finish (DSM_CLIENT (source), result, &error);
  BksTask *backup = bks_nas_find_task (self, removal->ids[removal->n_looked]);
  g_autofree char *why = NULL;

  if (record == NULL)
    {
      g_task_return_error (task, bks_nas_take_error (self, error));
      return;
    }
  if (backup == NULL)
    {
      /* Somebody else has removed it while it was looked at. */
      dsm_task_record_free (record);
      look_at_next (task);
      return;
    }
  bks_nas_apply_status (self, backup, record);
  why = bks_task_why_not (backup, BKS_ACTION_REMOVE, TRUE);
  if (why != NULL)
    {
      /* Translators: a backup, and a reason: "“Projects” is not removed: Already running." */
      g_autofree char *sentence = g_strdup_printf (_ ("“%s” is not removed: %s."),
                                                   bks_task_get_name (backup), why);

      refuse (task, BKS_PROBLEM_PRECONDITION, sentence);
      return;
    }
  removal->n_looked++;
  look_at_next (task);
}

static void
look_at_next (GTask *task)
{
  BksNas *self = g_task_get_source_object (task);
  Removal *removal = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  const char *id = removal->ids[removal->n_looked];
  BksTask *backup = id != NULL ? bks_nas_find_task (self, id) : NULL;

  if (id == NULL)
    dsm_task_delete_async (self->client, (const char *const *) removal->ids, cancellable, sent_cb,
                           g_object_ref (task));
  else if (backup == NULL)
    {
      g_autofree char *sentence = g_strdup_printf (_ ("%s has no backup with the ID “%s”."),
                                                   self->name, id);

      refuse (task, BKS_PROBLEM_NOT_FOUND, sentence);
    }
  else if (bks_task_is_lun (backup))
    {
      g_autofree char *why = bks_task_why_not (backup, BKS_ACTION_REMOVE, TRUE);
      g_autofree char *sentence = g_strdup_printf (_ ("%s."), why);

      refuse (task, BKS_PROBLEM_NOT_SUPPORTED, sentence);
    }
  else
    dsm_task_status_async (self->client, id, cancellable, looked_cb, g_object_ref (task));
}

/* One ID said twice is one task. */
static char **
dup_unique (const char *const *ids)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; ids[i] != NULL; i++)
    if (g_hash_table_add (seen, (char *) ids[i]))
      g_strv_builder_add (builder, ids[i]);
  return g_strv_builder_end (builder);
}

/**
 * bks_nas_remove_async:
 * @self: a NAS
 * @task_ids: (array zero-terminated=1): IDs of tasks, at least one
 * @cancellable: (nullable): to give up; whether the NAS has been asked by then is not known
 * @callback: when it is over
 *
 * Removes tasks; what they have stored stays at the destination. Looks at the fresh state of each,
 * and refuses all if one of them does not fit; sends once; then looks until the NAS lists none of
 * them any more (section 9.8 of the protocol reference).
 */
void
bks_nas_remove_async (BksNas *self,
                      const char *const *task_ids,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Removal *removal;

  g_return_if_fail (BKS_IS_NAS (self));
  g_return_if_fail (task_ids != NULL && task_ids[0] != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bks_nas_remove_async);
  removal = g_new0 (Removal, 1);
  removal->ids = dup_unique (task_ids);
  g_task_set_task_data (task, removal, removal_free);
  look_at_next (task);
}

/**
 * bks_nas_remove_finish:
 * @self: a NAS
 * @result: of bks_nas_remove_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: whether all of them are gone
 */
gboolean
bks_nas_remove_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
