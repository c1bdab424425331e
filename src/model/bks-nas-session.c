/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-nas-private.h"

#include "bks-records-private.h"
#include "bks-schedule-private.h"
#include "dsm-target.h"

static void
probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (dsm_client_discover_finish (DSM_CLIENT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, bks_nas_take_error (g_task_get_source_object (task), error));
}

/**
 * bks_nas_probe_async:
 * @self: a NAS
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Asks who answers at the address, and looks at the certificate. Nothing that identifies the account
 * is sent.
 */
void
bks_nas_probe_async (BksNas *self,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BKS_IS_NAS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bks_nas_probe_async);
  dsm_client_discover_async (self->client, cancellable, probed_cb, g_steal_pointer (&task));
}

/**
 * bks_nas_probe_finish:
 * @self: a NAS
 * @result: of bks_nas_probe_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: whether a NAS answered
 */
gboolean
bks_nas_probe_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  BksNas *self = g_task_get_source_object (task);
  g_autoptr (BksProblem) problem = NULL;
  GError *error = NULL;

  if (dsm_client_login_finish (DSM_CLIENT (source), result, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  error = bks_nas_take_error (self, error);
  if (error->domain == BKS_PROBLEM_ERROR)
    {
      problem = bks_problem_from_error (error);
      /* Known from here on, so that nobody tries the same again by itself. */
      if (bks_problem_waits_for_user (problem))
        bks_nas_fail (self, problem);
    }
  g_task_return_error (task, error);
}

/**
 * bks_nas_sign_in_async:
 * @self: a NAS
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Signs in once with what was set.
 */
void
bks_nas_sign_in_async (BksNas *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BKS_IS_NAS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bks_nas_sign_in_async);
  dsm_client_login_async (self->client, cancellable, signed_in_cb, g_steal_pointer (&task));
}

/**
 * bks_nas_sign_in_finish:
 * @self: a NAS
 * @result: of bks_nas_sign_in_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: whether there is a session now
 */
gboolean
bks_nas_sign_in_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (dsm_client_logout_finish (DSM_CLIENT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, bks_nas_take_error (g_task_get_source_object (task), error));
}

/**
 * bks_nas_sign_out_async:
 * @self: a NAS
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Ends the session, if there is one and the NAS answers soon. What is set to sign in with stays.
 */
void
bks_nas_sign_out_async (BksNas *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BKS_IS_NAS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bks_nas_sign_out_async);
  dsm_client_logout_async (self->client, BKS_NAS_SIGN_OUT_MS, cancellable, signed_out_cb,
                           g_steal_pointer (&task));
}

/**
 * bks_nas_sign_out_finish:
 * @self: a NAS
 * @result: of bks_nas_sign_out_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: whether the session was ended
 */
gboolean
bks_nas_sign_out_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static BksSchedule *
copy_schedule (const DsmSchedule *schedule)
{
  BksSchedule *copy;

  if (schedule == NULL)
    return NULL;
  copy = g_new0 (BksSchedule, 1);
  copy->enabled = (int) schedule->enabled;
  copy->hour = schedule->hour;
  copy->minute = schedule->minute;
  copy->week_days = schedule->week_days;
  copy->date = g_strdup (schedule->date);
  copy->repeat_hours = schedule->repeat_hour;
  copy->repeat_minutes = schedule->repeat_min;
  copy->last_hour = schedule->last_work_hour;
  copy->monthly_week = g_strdup (schedule->monthly_week);
  copy->date_type = schedule->date_type;
  copy->repeat_date = schedule->repeat_date;
  return copy;
}

static char **
copy_list (char **list)
{
  return list != NULL ? g_strdupv (list) : g_new0 (char *, 1);
}

/*
 * bks_task_details_new:
 * @record: what the NAS said
 *
 * Returns: (transfer full): the same, as views show it
 */
BksTaskDetails *
bks_task_details_new (const DsmTaskDetails *record)
{
  const DsmSchedule *schedule = record->task != NULL ? record->task->schedule : NULL;
  BksTaskDetails *self = g_new0 (BksTaskDetails, 1);

  self->folders = copy_list (record->folders);
  self->applications = copy_list (record->applications);
  self->excluded = copy_list (record->excluded);
  self->included = copy_list (record->included);
  self->destination = g_strdup (record->destination);
  self->schedule = bks_schedule_describe (schedule);
  self->plan = copy_schedule (schedule);
  self->repository_name = g_strdup (record->repository_name);
  self->compressed = (int) record->compressed;
  self->encrypted = record->task != NULL ? (int) record->task->encrypted : -1;
  return self;
}

static void
details_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (DsmTaskDetails) answer = dsm_task_get_finish (DSM_CLIENT (source), result, &error);

  if (answer == NULL)
    {
      g_task_return_error (task, bks_nas_take_error (g_task_get_source_object (task), error));
      return;
    }
  g_task_return_pointer (task, bks_task_details_new (answer),
                         (GDestroyNotify) bks_task_details_free);
}

/**
 * bks_nas_load_details_async:
 * @self: a NAS
 * @task_id: ID of a task
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Asks for what only SYNO.Backup.Task get knows.
 */
void
bks_nas_load_details_async (BksNas *self,
                            const char *task_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BKS_IS_NAS (self));
  g_return_if_fail (task_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bks_nas_load_details_async);
  dsm_task_get_async (self->client, task_id, cancellable, details_loaded_cb,
                      g_steal_pointer (&task));
}

/**
 * bks_nas_load_details_finish:
 * @self: a NAS
 * @result: of bks_nas_load_details_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable): the details
 */
BksTaskDetails *
bks_nas_load_details_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gint64
to_utc (const DsmTime *time, int utc_offset)
{
  gint64 seconds;

  return dsm_time_to_utc (time, utc_offset, &seconds) ? seconds * G_USEC_PER_SEC : 0;
}

static void
target_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (DsmTarget) answer = dsm_target_get_finish (DSM_CLIENT (source), result, &error);
  BksTargetInfo *info;
  BksTask *backup;

  if (answer == NULL)
    {
      g_task_return_error (task, bks_nas_take_error (g_task_get_source_object (task), error));
      return;
    }
  info = g_new0 (BksTargetInfo, 1);
  info->online = (int) answer->online;
  info->used_bytes = answer->used_bytes;
  info->format = g_strdup (answer->format);
  info->host_name = g_strdup (answer->host_name);
  info->owner_name = g_strdup (answer->owner_name);
  info->key = g_strdup (answer->uni_key);
  info->compressed = (int) answer->compressed;
  info->encrypted = (int) answer->encrypted;
  info->last_integrity_check = to_utc (&answer->last_integrity_check,
                                       dsm_client_get_utc_offset (DSM_CLIENT (source)));
  backup = bks_nas_find_task (g_task_get_source_object (task), g_task_get_task_data (task));
  if (backup != NULL)
    bks_nas_apply_look (g_task_get_source_object (task), backup, info);
  g_task_return_pointer (task, info, (GDestroyNotify) bks_target_info_free);
}

/**
 * bks_nas_load_target_async:
 * @self: a NAS
 * @task_id: ID of a task
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Asks for the state of a task's destination. The NAS may have to look for a host far away.
 */
void
bks_nas_load_target_async (BksNas *self,
                           const char *task_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BKS_IS_NAS (self));
  g_return_if_fail (task_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bks_nas_load_target_async);
  g_task_set_task_data (task, g_strdup (task_id), g_free);
  dsm_target_get_async (self->client, task_id, cancellable, target_loaded_cb,
                        g_steal_pointer (&task));
}

/**
 * bks_nas_load_target_finish:
 * @self: a NAS
 * @result: of bks_nas_load_target_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable): what the destination says
 */
BksTargetInfo *
bks_nas_load_target_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
