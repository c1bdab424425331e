/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "bks-demo-nas.h"
#include "dsm-client.h"
#include "dsm-target.h"
#include "dsm-task.h"
#include "test-wait.h"

G_BEGIN_DECLS

/* A simulated NAS and a client of it. Calls run the main loop until their answer is there. */
typedef struct
{
  BksDemoNas *nas;
  DsmClient *client;
} Lab;

Lab *lab_new (const BksDemoNasOptions *options);
void lab_free (Lab *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Lab, lab_free)

DsmClient *lab_new_client (Lab *self);

/* The other side. Arguments are a JSON object as text, or NULL. */
JsonObject *lab_control (Lab *self, const char *command, const char *arguments, ...)
    G_GNUC_PRINTF (3, 4);
void lab_do (Lab *self, const char *command, const char *arguments, ...) G_GNUC_PRINTF (3, 4);
gint64 lab_count (Lab *self, const char *counter);
gint64 lab_count_method (Lab *self, const char *api_and_method);

/* What the NAS has recorded since it was cleared. */
JsonArray *lab_requests (Lab *self);
JsonObject *lab_request (JsonArray *requests, guint index);
JsonObject *lab_find_request (JsonArray *requests, const char *method);
const char *lab_param (JsonObject *request, const char *name);
void lab_assert_call (JsonObject *request, const char *api, gint64 version, const char *method);
void lab_assert_params (JsonObject *request, ...) G_GNUC_NULL_TERMINATED;

/* What the NAS itself thinks of a task. */
JsonObject *lab_task_state (Lab *self, const char *task_id);

gboolean lab_discover (DsmClient *client, GError **error);
gboolean lab_login (DsmClient *client, GError **error);
DsmTaskList *lab_refresh (DsmClient *client, gboolean whole, GError **error);
DsmTaskRecord *lab_status (DsmClient *client, const char *task_id, GError **error);
DsmTaskDetails *lab_get (DsmClient *client, const char *task_id, GError **error);
DsmTarget *lab_target (DsmClient *client, const char *task_id, GError **error);
gboolean lab_write (DsmClient *client,
                    DsmTaskVerb verb,
                    const char *task_id,
                    const char *state,
                    GError **error);
const DsmTaskRecord *lab_find_task (DsmTaskList *list, const char *task_id);

G_END_DECLS
