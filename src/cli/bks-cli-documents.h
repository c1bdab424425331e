/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-fleet.h"
#include "bks-json-writer.h"
#include "bks-nas-list.h"

G_BEGIN_DECLS

/* The JSON documents of the contract: one line each, without a line end (transfer full). */

char *bks_cli_document_error (BksProblem *problem);
char *bks_cli_document_plain_error (const char *kind, const char *message);
void bks_cli_export_plain_error (BksJsonWriter *writer, const char *kind, const char *message);
char *bks_cli_document_text (const char *name, const char *text);
char *bks_cli_document_status (BksSummary *summary, GListModel *all);
char *bks_cli_document_tasks (GListModel *all, GPtrArray *problems);
char *bks_cli_document_task (BksTask *task, BksTaskDetails *details, BksTargetInfo *target);
char *bks_cli_document_accepted (BksTask *task);
char *bks_cli_document_nas_list (GPtrArray *records);
char *bks_cli_document_nas (BksNas *nas);

G_END_DECLS
