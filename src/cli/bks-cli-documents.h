/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-fleet.h"

G_BEGIN_DECLS

/* The JSON documents of the contract: one line each, without a line end (transfer full). */

char *bks_cli_document_error (BksProblem *problem);
char *bks_cli_document_plain_error (const char *kind, const char *message);
char *bks_cli_document_text (const char *name, const char *text);
char *bks_cli_document_status (BksSummary *summary, BksNas *nas);
char *bks_cli_document_tasks (BksNas *nas);
char *bks_cli_document_task (BksTask *task, BksTaskDetails *details, BksTargetInfo *target);
char *bks_cli_document_accepted (BksTask *task);

G_END_DECLS
