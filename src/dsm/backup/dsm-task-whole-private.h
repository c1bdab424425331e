/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-call-private.h"
#include "dsm-log.h"
#include "dsm-task.h"

G_BEGIN_DECLS

/* The calls behind the functions of these names, for those who send several at once. */
DsmCall *dsm_task_get_call (const char *task_id);
DsmCall *dsm_version_list_call (const char *task_id, guint offset, int limit);
DsmCall *dsm_statistics_get_call (const char *task_id);
DsmCall *dsm_log_list_call (const DsmLogFilter *filter, guint offset, guint limit);
DsmCall *dsm_vault_log_list_call (const char *target_id, guint offset, guint limit);

void dsm_task_details_insist (DsmClient *client, DsmTaskDetails *self, const char *task_id);

G_END_DECLS
