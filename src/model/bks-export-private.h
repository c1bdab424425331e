/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-export.h"
#include "bks-format.h"

G_BEGIN_DECLS

void bks_export_add_text (BksJsonWriter *writer, const char *name, const char *text);
void bks_export_add_time (BksJsonWriter *writer, const char *name, gint64 moment, BksNas *nas);
void bks_export_add_count (BksJsonWriter *writer, const char *name, gint64 count);
void bks_export_add_tri (BksJsonWriter *writer, const char *name, int value);

G_END_DECLS
