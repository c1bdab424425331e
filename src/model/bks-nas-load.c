/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-nas-load.h"

#include "bks-nas-private.h"
#include "bks-records-private.h"

/* Asks the NAS; ID is NULL for lists. */
typedef void (*AskFunc) (DsmClient *client,
                         const char *id,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);

typedef struct
{
  char *id; /* (nullable) (owned) */
  AskFunc ask;
  GAsyncReadyCallback answered;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_free (load->id);
  g_free (load);
}

static void
fail (GTask *task, GError *error)
{
  g_task_return_error (task, bks_nas_take_error (g_task_get_source_object (task), error));
}

static void
clock_learnt_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Load *load = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (!dsm_client_learn_clock_finish (DSM_CLIENT (source), result, &error))
    {
      fail (task, error);
      return;
    }
  load->ask (DSM_CLIENT (source), load->id, cancellable, load->answered, g_object_ref (task));
}

/* The moments that follow are written in the zone of the NAS, so that is learnt first. */
static void
begin (BksNas *self,
       const char *id,
       AskFunc ask,
       GAsyncReadyCallback answered,
       gpointer source_tag,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  g_task_set_source_tag (task, source_tag);
  load->id = g_strdup (id);
  load->ask = ask;
  load->answered = answered;
  g_task_set_task_data (task, load, load_free);
  dsm_client_learn_clock_async (self->client, cancellable, clock_learnt_cb, task);
}

static const char *
get_id (GTask *task)
{
  const Load *load = g_task_get_task_data (task);

  return load->id;
}

static void
ask_repositories (DsmClient *client,
                  const char *id,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  dsm_repository_list_async (client, cancellable, callback, user_data);
}

static void
repositories_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GPtrArray *list;
  GError *error = NULL;
  g_autoptr (GPtrArray) answer = dsm_repository_list_finish (DSM_CLIENT (source), result, &error);

  if (answer == NULL)
    {
      fail (task, error);
      return;
    }
  list = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < answer->len; i++)
    g_ptr_array_add (list, bks_repository_new (g_ptr_array_index (answer, i), NULL));
  g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * bks_nas_load_repositories_async:
 * @self: a NAS
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Asks for all destinations: SYNO.Backup.Repository list (section 9.4 of the protocol reference).
 */
void
bks_nas_load_repositories_async (BksNas *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (BKS_IS_NAS (self));

  begin (self, NULL, ask_repositories, repositories_answered_cb, bks_nas_load_repositories_async,
         cancellable, callback, user_data);
}

/**
 * bks_nas_load_repositories_finish:
 * @self: a NAS
 * @result: of bks_nas_load_repositories_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable) (element-type BksRepository): the destinations
 */
GPtrArray *
bks_nas_load_repositories_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
repository_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (DsmRepository) answer = dsm_repository_get_finish (DSM_CLIENT (source), result,
                                                                &error);

  if (answer == NULL)
    {
      fail (task, error);
      return;
    }
  g_task_return_pointer (task, bks_repository_new (answer, NULL), g_object_unref);
}

/**
 * bks_nas_load_repository_async:
 * @self: a NAS
 * @task_id: ID of a task
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Asks for the destination of a task: SYNO.Backup.Repository get.
 */
void
bks_nas_load_repository_async (BksNas *self,
                               const char *task_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (BKS_IS_NAS (self));
  g_return_if_fail (task_id != NULL);

  begin (self, task_id, dsm_repository_get_async, repository_answered_cb,
         bks_nas_load_repository_async, cancellable, callback, user_data);
}

/**
 * bks_nas_load_repository_finish:
 * @self: a NAS
 * @result: of bks_nas_load_repository_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable): the destination
 */
BksRepository *
bks_nas_load_repository_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ask_versions (DsmClient *client,
              const char *id,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  dsm_version_list_async (client, id, 0, -1, cancellable, callback, user_data);
}

static void
versions_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GPtrArray *list;
  GError *error = NULL;
  g_autoptr (DsmVersionList) answer = dsm_version_list_finish (DSM_CLIENT (source), result, &error);

  if (answer == NULL)
    {
      fail (task, error);
      return;
    }
  list = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < answer->versions->len; i++)
    g_ptr_array_add (list, bks_task_version_new (g_ptr_array_index (answer->versions, i),
                                                 dsm_client_get_utc_offset (DSM_CLIENT (source))));
  g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * bks_nas_load_versions_async:
 * @self: a NAS
 * @task_id: ID of a task
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Asks for the restore points of a task, newest first: SYNO.Backup.Version list (section 9.6 of the
 * protocol reference).
 */
void
bks_nas_load_versions_async (BksNas *self,
                             const char *task_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (BKS_IS_NAS (self));
  g_return_if_fail (task_id != NULL);

  begin (self, task_id, ask_versions, versions_answered_cb, bks_nas_load_versions_async,
         cancellable, callback, user_data);
}

/**
 * bks_nas_load_versions_finish:
 * @self: a NAS
 * @result: of bks_nas_load_versions_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable) (element-type BksTaskVersion): the versions
 */
GPtrArray *
bks_nas_load_versions_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
statistics_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (DsmStatistics) answer = dsm_statistics_get_finish (DSM_CLIENT (source), result,
                                                                &error);

  if (answer == NULL)
    {
      fail (task, error);
      return;
    }
  g_task_return_pointer (
      task, bks_statistics_new (answer, dsm_client_get_utc_offset (DSM_CLIENT (source))),
      (GDestroyNotify) bks_statistics_free);
}

/**
 * bks_nas_load_statistics_async:
 * @self: a NAS
 * @task_id: ID of a task
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Asks for what the runs of a task have changed: SYNO.SDS.Backup.Client.Common.Statistic get (section
 * 9.9 of the protocol reference).
 */
void
bks_nas_load_statistics_async (BksNas *self,
                               const char *task_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (BKS_IS_NAS (self));
  g_return_if_fail (task_id != NULL);

  begin (self, task_id, dsm_statistics_get_async, statistics_answered_cb,
         bks_nas_load_statistics_async, cancellable, callback, user_data);
}

/**
 * bks_nas_load_statistics_finish:
 * @self: a NAS
 * @result: of bks_nas_load_statistics_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable): the statistics, which may be empty
 */
BksStatistics *
bks_nas_load_statistics_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ask_vault_targets (DsmClient *client,
                   const char *id,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  dsm_vault_target_list_async (client, cancellable, callback, user_data);
}

static void
vault_targets_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GPtrArray *list;
  GError *error = NULL;
  g_autoptr (GPtrArray) answer = dsm_vault_target_list_finish (DSM_CLIENT (source), result, &error);

  if (answer == NULL)
    {
      fail (task, error);
      return;
    }
  list = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < answer->len; i++)
    g_ptr_array_add (list, bks_vault_target_new (g_ptr_array_index (answer, i), NULL,
                                                 dsm_client_get_utc_offset (DSM_CLIENT (source))));
  g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * bks_nas_load_vault_targets_async:
 * @self: a NAS
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Asks for what arrives on this NAS: SYNO.Backup.Service.VersionBackup.Target list (section 10.1 of the
 * protocol reference).
 */
void
bks_nas_load_vault_targets_async (BksNas *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (BKS_IS_NAS (self));

  begin (self, NULL, ask_vault_targets, vault_targets_answered_cb, bks_nas_load_vault_targets_async,
         cancellable, callback, user_data);
}

/**
 * bks_nas_load_vault_targets_finish:
 * @self: a NAS
 * @result: of bks_nas_load_vault_targets_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable) (element-type BksVaultTarget): the targets
 */
GPtrArray *
bks_nas_load_vault_targets_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
vault_target_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (DsmVaultTarget) answer = dsm_vault_target_detail_finish (DSM_CLIENT (source), result,
                                                                      &error);

  if (answer == NULL)
    {
      fail (task, error);
      return;
    }
  g_task_return_pointer (
      task,
      bks_vault_target_new (answer, get_id (task), dsm_client_get_utc_offset (DSM_CLIENT (source))),
      g_object_unref);
}

/**
 * bks_nas_load_vault_target_async:
 * @self: a NAS
 * @target_id: ID of a target
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Asks for all about one target of Hyper Backup Vault: SYNO.Backup.Service.VersionBackup.Target detail
 * (section 10.2 of the protocol reference).
 */
void
bks_nas_load_vault_target_async (BksNas *self,
                                 const char *target_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (BKS_IS_NAS (self));
  g_return_if_fail (target_id != NULL);

  begin (self, target_id, dsm_vault_target_detail_async, vault_target_answered_cb,
         bks_nas_load_vault_target_async, cancellable, callback, user_data);
}

/**
 * bks_nas_load_vault_target_finish:
 * @self: a NAS
 * @result: of bks_nas_load_vault_target_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable): the target
 */
BksVaultTarget *
bks_nas_load_vault_target_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
vault_statistics_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (DsmStatistics) answer = dsm_vault_statistics_get_finish (DSM_CLIENT (source), result,
                                                                      &error);

  if (answer == NULL)
    {
      fail (task, error);
      return;
    }
  g_task_return_pointer (
      task, bks_statistics_new (answer, dsm_client_get_utc_offset (DSM_CLIENT (source))),
      (GDestroyNotify) bks_statistics_free);
}

/**
 * bks_nas_load_vault_statistics_async:
 * @self: a NAS
 * @target_id: ID of a target
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Asks for what a target of Hyper Backup Vault has received: SYNO.SDS.Backup.Server.Common.Statistic get
 * (section 10.4 of the protocol reference).
 */
void
bks_nas_load_vault_statistics_async (BksNas *self,
                                     const char *target_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (BKS_IS_NAS (self));
  g_return_if_fail (target_id != NULL);

  begin (self, target_id, dsm_vault_statistics_get_async, vault_statistics_answered_cb,
         bks_nas_load_vault_statistics_async, cancellable, callback, user_data);
}

/**
 * bks_nas_load_vault_statistics_finish:
 * @self: a NAS
 * @result: of bks_nas_load_vault_statistics_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable): the statistics, which may be empty
 */
BksStatistics *
bks_nas_load_vault_statistics_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
