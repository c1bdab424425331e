/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-nas-load-task.h"

#include "bks-nas-private.h"
#include "bks-records-private.h"
#include "dsm-task-whole.h"

/* A calendar of twelve weeks wants this many: some four lines for each run, and a few more. */
#define LOG_LINES 500

/**
 * bks_task_dossier_free:
 * @self: (nullable) (transfer full): what is known about a task
 */
void
bks_task_dossier_free (BksTaskDossier *self)
{
  if (self == NULL)
    return;
  bks_task_details_free (self->details);
  g_clear_pointer (&self->versions, g_ptr_array_unref);
  bks_statistics_free (self->statistics);
  g_clear_pointer (&self->log, g_ptr_array_unref);
  g_clear_object (&self->details_problem);
  g_clear_object (&self->versions_problem);
  g_clear_object (&self->statistics_problem);
  g_clear_object (&self->log_problem);
  g_free (self);
}

static BksProblem *
make_problem (BksNas *self, const GError *error)
{
  return error != NULL ? bks_nas_make_problem (self, error) : NULL;
}

static GPtrArray *
copy_versions (const DsmVersionList *list, int utc_offset)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < list->versions->len; i++)
    g_ptr_array_add (copies,
                     bks_task_version_new (g_ptr_array_index (list->versions, i), utc_offset));
  return copies;
}

static GPtrArray *
copy_lines (const DsmLogPage *page, int utc_offset)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < page->lines->len; i++)
    g_ptr_array_add (copies, bks_log_entry_new (g_ptr_array_index (page->lines, i), utc_offset));
  return copies;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BksNas *self = g_task_get_source_object (task);
  int utc_offset = dsm_client_get_utc_offset (DSM_CLIENT (source));
  GError *error = NULL;
  g_autoptr (DsmTaskWhole) answer = dsm_task_whole_finish (DSM_CLIENT (source), result, &error);
  BksTaskDossier *dossier;

  if (answer == NULL)
    {
      g_task_return_error (task, bks_nas_take_error (self, error));
      return;
    }
  dossier = g_new0 (BksTaskDossier, 1);
  if (answer->details != NULL)
    dossier->details = bks_task_details_new (answer->details);
  if (answer->versions != NULL)
    dossier->versions = copy_versions (answer->versions, utc_offset);
  if (answer->statistics != NULL)
    dossier->statistics = bks_statistics_new (answer->statistics, utc_offset);
  if (answer->log != NULL)
    {
      dossier->log = copy_lines (answer->log, utc_offset);
      dossier->log_is_whole = answer->log->lines->len + answer->log->n_dropped < LOG_LINES;
    }
  dossier->details_problem = make_problem (self, answer->details_error);
  dossier->versions_problem = make_problem (self, answer->versions_error);
  dossier->statistics_problem = make_problem (self, answer->statistics_error);
  dossier->log_problem = make_problem (self, answer->log_error);
  g_task_return_pointer (task, dossier, (GDestroyNotify) bks_task_dossier_free);
}

/**
 * bks_nas_load_task_page_async:
 * @self: a NAS
 * @task_id: ID of a task
 * @parts: what is wanted of it
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Asks for what fills a page about a task, in one HTTP request where the NAS takes compounds:
 * SYNO.Backup.Task get, SYNO.Backup.Version list, SYNO.SDS.Backup.Client.Common.Statistic get and
 * SYNO.SDS.Backup.Client.Common.Log list (sections 9.2, 9.6, 9.9 and 9.7 of the protocol reference).
 * The destination is asked apart, since that may be slow: bks_nas_load_target_async().
 */
void
bks_nas_load_task_page_async (BksNas *self,
                              const char *task_id,
                              BksTaskParts parts,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  DsmTaskParts wanted = 0;
  GTask *task;

  g_return_if_fail (BKS_IS_NAS (self));
  g_return_if_fail (task_id != NULL);
  g_return_if_fail (parts != 0);

  if ((parts & BKS_TASK_PART_DETAILS) != 0)
    wanted |= DSM_TASK_PART_DETAILS;
  if ((parts & BKS_TASK_PART_VERSIONS) != 0)
    wanted |= DSM_TASK_PART_VERSIONS;
  if ((parts & BKS_TASK_PART_STATISTICS) != 0)
    wanted |= DSM_TASK_PART_STATISTICS;
  if ((parts & BKS_TASK_PART_LOG) != 0)
    wanted |= DSM_TASK_PART_LOG;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bks_nas_load_task_page_async);
  dsm_task_whole_async (self->client, task_id, wanted, LOG_LINES, cancellable, loaded_cb, task);
}

/**
 * bks_nas_load_task_page_finish:
 * @self: a NAS
 * @result: of bks_nas_load_task_page_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR: nothing could be asked; or cancelled
 *
 * Returns: (transfer full) (nullable): the parts, each with its answer or its problem
 */
BksTaskDossier *
bks_nas_load_task_page_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
