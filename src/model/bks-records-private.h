/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-log-entry.h"
#include "bks-repository.h"
#include "bks-statistics.h"
#include "bks-task.h"
#include "bks-vault-target.h"
#include "bks-task-version.h"
#include "dsm-log.h"
#include "dsm-repository.h"
#include "dsm-vault.h"
#include "dsm-version.h"

G_BEGIN_DECLS

/* What the NAS said, as what views bind to. */
gint64 bks_records_to_utc (const DsmTime *time, int utc_offset);
GPtrArray *bks_records_copy_fields (GPtrArray *fields);

BksTaskDetails *bks_task_details_new (const DsmTaskDetails *record);
BksRepository *bks_repository_new (const DsmRepository *record, const char *id);
BksTaskVersion *bks_task_version_new (const DsmVersion *record, int utc_offset);
BksLogEntry *bks_log_entry_new (const DsmLogLine *record, int utc_offset);
BksLogEntry *bks_log_entry_new_empty (void);
BksVaultTarget *bks_vault_target_new (const DsmVaultTarget *record, const char *id, int utc_offset);
BksStatistics *bks_statistics_new (const DsmStatistics *record, int utc_offset);

G_END_DECLS
