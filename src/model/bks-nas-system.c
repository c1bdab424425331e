/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-nas-load.h"
#include "bks-nas-private.h"
#include "dsm-system.h"

/**
 * bks_nas_system_free:
 * @self: (nullable): what a NAS said about itself
 */
void
bks_nas_system_free (BksNasSystem *self)
{
  if (self == NULL)
    return;
  g_free (self->host_name);
  g_free (self->model);
  g_free (self->version);
  g_free (self);
}

static void
system_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (DsmSystem) system = dsm_system_get_finish (DSM_CLIENT (source), result, &error);
  BksNasSystem *answer;

  if (system == NULL)
    {
      g_task_return_error (task, bks_nas_take_error (g_task_get_source_object (task), error));
      return;
    }
  answer = g_new0 (BksNasSystem, 1);
  answer->host_name = g_steal_pointer (&system->host_name);
  answer->model = g_steal_pointer (&system->model);
  answer->version = g_steal_pointer (&system->version);
  g_task_return_pointer (task, answer, (GDestroyNotify) bks_nas_system_free);
}

/**
 * bks_nas_load_system_async:
 * @self: a NAS
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Asks the NAS what it is called and made of: SYNO.DSM.Info getinfo and SYNO.DSM.Network list (section
 * 10.6 of the protocol reference).
 */
void
bks_nas_load_system_async (BksNas *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;

  g_return_if_fail (BKS_IS_NAS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bks_nas_load_system_async);
  dsm_system_get_async (self->client, cancellable, system_read_cb, task);
}

/**
 * bks_nas_load_system_finish:
 * @self: a NAS
 * @result: of bks_nas_load_system_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR, or cancelled
 *
 * Returns: (transfer full) (nullable): what it said; %NULL if @error is set
 */
BksNasSystem *
bks_nas_load_system_finish (BksNas *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
