/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-statistic.h"

G_BEGIN_DECLS

/**
 * DsmVaultTarget:
 *
 * What arrives on this NAS from another one: SYNO.Backup.Service.VersionBackup.Target.
 */
typedef struct
{
  char *id;   /* never NULL in a list */
  char *name; /* (nullable) */
  char *share;
  char *path;
  char *status; /* idle; others are unknown */
  DsmTri encrypted;
  DsmTri resumable;
  DsmTri computing_size; /* true: used_bytes is not final */
  gint64 used_bytes;     /* -1 = unknown; KiB on the wire */
  DsmTime last_start;    /* UTC; none = never */
  gint64 last_duration;  /* s; -1 = unknown */
  char *uni_key;
  GPtrArray *fields; /* (element-type DsmField): of detail, whatever else there is */
} DsmVaultTarget;

void dsm_vault_target_free (DsmVaultTarget *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsmVaultTarget, dsm_vault_target_free)

/* (element-type DsmVaultTarget) */
void dsm_vault_target_list_async (DsmClient *client,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *dsm_vault_target_list_finish (DsmClient *client, GAsyncResult *result, GError **error);

void dsm_vault_target_detail_async (DsmClient *client,
                                    const char *target_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
DsmVaultTarget *dsm_vault_target_detail_finish (DsmClient *client,
                                                GAsyncResult *result,
                                                GError **error);

/* How many backups may arrive at the same time. */
void dsm_vault_limit_get_async (DsmClient *client,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
int dsm_vault_limit_get_finish (DsmClient *client, GAsyncResult *result, GError **error);

void dsm_vault_limit_set_async (DsmClient *client,
                                int limit,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean dsm_vault_limit_set_finish (DsmClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
