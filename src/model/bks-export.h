/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-json-writer.h"
#include "bks-nas.h"

G_BEGIN_DECLS

/* What window and command line write for machines, with the same keys. */
void bks_export_time (BksJsonWriter *writer, gint64 moment, BksNas *nas);
void bks_export_task (BksJsonWriter *writer, BksTask *task);
void bks_export_task_members (BksJsonWriter *writer, BksTask *task); /* without the braces */
void bks_export_error (BksJsonWriter *writer, BksProblem *problem);  /* an object */

G_END_DECLS
