/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-client.h"

G_BEGIN_DECLS

/**
 * DsmSystem:
 *
 * The NAS itself. Texts are NULL if the account may not know, or the NAS did not say.
 */
typedef struct
{
  char *host_name;
  char *model;
  char *version;
  gint64 uptime; /* s; -1 = unknown */
} DsmSystem;

void dsm_system_free (DsmSystem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsmSystem, dsm_system_free)

/**
 * DsmPackage:
 *
 * A package that is installed.
 */
typedef struct
{
  char *id; /* never NULL */
  char *name;
  char *version;
  char *status; /* running, stop, … raw */
} DsmPackage;

void dsm_package_free (DsmPackage *self);

void dsm_system_get_async (DsmClient *client,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
DsmSystem *dsm_system_get_finish (DsmClient *client, GAsyncResult *result, GError **error);

/* (element-type DsmPackage); needs more rights than backups do */
void dsm_package_list_async (DsmClient *client,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GPtrArray *dsm_package_list_finish (DsmClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
