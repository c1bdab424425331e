/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "bks-demo-nas.h"
#include "bks-nas.h"

G_BEGIN_DECLS

/* A simulated NAS whose runs stand still, and the BksNas that knows it. */
typedef struct
{
  BksDemoNas *demo;
  BksNas *nas;
} NasLab;

void nas_lab_set_up (NasLab *self, gconstpointer variant);
void nas_lab_tear_down (NasLab *self, gconstpointer variant);

/* The simulated NAS's own side. */
JsonObject *nas_lab_ask (NasLab *self, const char *command);
void nas_lab_tell (NasLab *self, const char *command, const char *format, ...) G_GNUC_PRINTF (3, 4);
gint64 nas_lab_count (NasLab *self, const char *counter);
gint64 nas_lab_count_writes (NasLab *self, const char *method);
JsonObject *nas_lab_get_state (NasLab *self, const char *task_id);

/* The model's side; these wait. */
gboolean nas_lab_refresh (NasLab *self, GError **error);
gboolean nas_lab_act (NasLab *self, const char *task_id, BksAction action, GError **error);
void nas_lab_refresh_well (NasLab *self);
BksTask *nas_lab_find (NasLab *self, const char *word); /* the first task with this status word */

G_END_DECLS
