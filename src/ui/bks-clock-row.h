/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A setting that is a time of the day, in minutes since midnight. */
#define BKS_TYPE_CLOCK_ROW (bks_clock_row_get_type ())
G_DECLARE_FINAL_TYPE (BksClockRow, bks_clock_row, BKS, CLOCK_ROW, AdwActionRow)

void bks_clock_row_bind (BksClockRow *self,
                         GSettings *settings,
                         const char *key,
                         const char *label);
int bks_clock_row_parse (const char *text);

G_END_DECLS
