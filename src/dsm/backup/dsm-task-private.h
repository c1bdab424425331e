/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "dsm-call-private.h"
#include "dsm-task.h"

G_BEGIN_DECLS

#define DSM_TASK_API     "SYNO.Backup.Task"
#define DSM_TASK_VERSION 1 /* discovery says 2 as well, but no method has it */

DsmTaskRecord *dsm_task_record_copy (const DsmTaskRecord *self);
void dsm_task_record_fill (DsmTaskRecord *self, const DsmTaskRecord *other);
void dsm_task_record_insist (DsmTaskRecord *self, const char *id, const char *name);
gboolean dsm_task_record_is_same_row (const DsmTaskRecord *a, const DsmTaskRecord *b);
gboolean dsm_task_record_is_busy (const DsmTaskRecord *self);

DsmTaskRecord *dsm_task_record_read (JsonObject *object);
DsmCall *dsm_task_status_call (const char *task_id);

/* What earlier refreshes of a client have learnt, so that later ones need not ask again. */
typedef struct _DsmTaskMemory DsmTaskMemory;

DsmTaskMemory *dsm_task_memory_of (DsmClient *client);
gboolean dsm_task_memory_needs_status (DsmTaskMemory *self, const DsmTaskRecord *row);
void dsm_task_memory_learn (DsmTaskMemory *self,
                            const DsmTaskRecord *row,
                            const DsmTaskRecord *status);
void dsm_task_memory_keep_only (DsmTaskMemory *self, GPtrArray *rows);
const DsmTaskRecord *dsm_task_memory_get_row (DsmTaskMemory *self, const char *task_id);
const DsmTaskRecord *dsm_task_memory_get_status (DsmTaskMemory *self, const char *task_id);

G_END_DECLS
