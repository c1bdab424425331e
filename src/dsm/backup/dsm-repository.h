/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-client.h"

G_BEGIN_DECLS

/**
 * DsmRepository:
 *
 * SYNO.Backup.Repository list and get: where tasks write to. Secrets are never kept.
 */
typedef struct
{
  char *id; /* never NULL in a list */
  char *name;
  char *target_type;
  char *transfer_type;
  char *share;
  char *host;
  int port; /* -1 = not given */
  char *account;
  char *bucket; /* or container */
  char *url;
  char *place; /* a readable one, made of the above */
} DsmRepository;

void dsm_repository_free (DsmRepository *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsmRepository, dsm_repository_free)

/* (element-type DsmRepository) */
void dsm_repository_list_async (DsmClient *client,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *dsm_repository_list_finish (DsmClient *client, GAsyncResult *result, GError **error);

void dsm_repository_get_async (DsmClient *client,
                               const char *task_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
DsmRepository *dsm_repository_get_finish (DsmClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
