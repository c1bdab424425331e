/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-csv-writer.h"
#include "bks-json-writer.h"
#include "bks-log-entry.h"
#include "bks-nas.h"
#include "bks-repository.h"
#include "bks-statistics.h"
#include "bks-vault-target.h"
#include "bks-task-version.h"

G_BEGIN_DECLS

/* What window and command line write for machines of a NAS's records, with the same keys. */
void bks_export_repository (BksJsonWriter *writer, BksRepository *repository, BksNas *nas);
void bks_export_version (BksJsonWriter *writer, BksTaskVersion *version, BksNas *nas);
void bks_export_run (BksJsonWriter *writer, const BksRunStatistics *run, BksNas *nas);
void bks_export_vault_statistics (BksJsonWriter *writer,
                                  const BksStatistics *statistics,
                                  BksNas *nas);
void bks_export_vault_target (BksJsonWriter *writer,
                              BksVaultTarget *target,
                              gboolean whole,
                              BksNas *nas);
void bks_export_log_entry (BksJsonWriter *writer, BksLogEntry *entry, BksNas *nas);
void bks_export_log_columns (BksCsvWriter *writer);
void bks_export_log_row (BksCsvWriter *writer, BksLogEntry *entry, BksNas *nas);

G_END_DECLS
