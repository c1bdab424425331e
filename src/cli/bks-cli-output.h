/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-problem.h"

G_BEGIN_DECLS

/* Exit codes of the contract. */
typedef enum
{
  BKS_CLI_EXIT_DONE = 0,
  BKS_CLI_EXIT_NOT_DONE = 1,
  BKS_CLI_EXIT_ENDED_BADLY = 2,
  BKS_CLI_EXIT_USAGE = 64,
  BKS_CLI_EXIT_OFFLINE = 69,
  BKS_CLI_EXIT_PROTOCOL = 70,
  BKS_CLI_EXIT_IO = 74,
  BKS_CLI_EXIT_ACCESS = 77,
  BKS_CLI_EXIT_TRUST = 78,
  BKS_CLI_EXIT_SIGNAL = 128, /* plus the signal's number */
} BksCliExit;

int bks_cli_exit_from_problem (BksProblem *problem);

gboolean bks_cli_print (const char *text);
gboolean bks_cli_print_document (const char *json);
gboolean bks_cli_print_raw (const char *text);
gboolean bks_cli_print_failed (void);
void bks_cli_say (const char *format, ...) G_GNUC_PRINTF (1, 2);

void bks_cli_report (gboolean json, BksProblem *problem);
void bks_cli_report_plain (gboolean json, const char *kind, const char *message);

G_END_DECLS
