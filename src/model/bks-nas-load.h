/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-nas.h"
#include "bks-repository.h"
#include "bks-statistics.h"
#include "bks-vault-target.h"
#include "bks-task-version.h"

G_BEGIN_DECLS

/* What is asked for only when somebody wants to see it. The lists are (transfer full). */

void bks_nas_load_repositories_async (BksNas *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *bks_nas_load_repositories_finish (BksNas *self, GAsyncResult *result, GError **error);

void bks_nas_load_repository_async (BksNas *self,
                                    const char *task_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
BksRepository *bks_nas_load_repository_finish (BksNas *self, GAsyncResult *result, GError **error);

void bks_nas_load_versions_async (BksNas *self,
                                  const char *task_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *bks_nas_load_versions_finish (BksNas *self, GAsyncResult *result, GError **error);

void bks_nas_load_statistics_async (BksNas *self,
                                    const char *task_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
BksStatistics *bks_nas_load_statistics_finish (BksNas *self, GAsyncResult *result, GError **error);

void bks_nas_load_vault_targets_async (BksNas *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *bks_nas_load_vault_targets_finish (BksNas *self, GAsyncResult *result, GError **error);

void bks_nas_load_vault_target_async (BksNas *self,
                                      const char *target_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
BksVaultTarget *bks_nas_load_vault_target_finish (BksNas *self,
                                                  GAsyncResult *result,
                                                  GError **error);

void bks_nas_load_vault_statistics_async (BksNas *self,
                                          const char *target_id,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
BksStatistics *bks_nas_load_vault_statistics_finish (BksNas *self,
                                                     GAsyncResult *result,
                                                     GError **error);

/* The NAS itself. NULL is what it did not say, or the account may not know. */
typedef struct
{
  char *host_name;
  char *model;
  char *version; /* of DSM, with its name: "DSM 7.2.1-69057 Update 5" */
} BksNasSystem;

void bks_nas_system_free (BksNasSystem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksNasSystem, bks_nas_system_free)

void bks_nas_load_system_async (BksNas *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
BksNasSystem *bks_nas_load_system_finish (BksNas *self, GAsyncResult *result, GError **error);

/* How many backups Hyper Backup Vault lets arrive at the same time; 0 = @error is set. */
void bks_nas_load_vault_limit_async (BksNas *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
int bks_nas_load_vault_limit_finish (BksNas *self, GAsyncResult *result, GError **error);

/* Sets it and reads it back: what the NAS kept need not be what was asked for. */
void bks_nas_set_vault_limit_async (BksNas *self,
                                    int limit,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
int bks_nas_set_vault_limit_finish (BksNas *self, GAsyncResult *result, GError **error);

G_END_DECLS
