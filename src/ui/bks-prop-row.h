/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* One fact: what it is, small, and its value. Texts are plain, never markup. */
#define BKS_TYPE_PROP_ROW (bks_prop_row_get_type ())
G_DECLARE_FINAL_TYPE (BksPropRow, bks_prop_row, BKS, PROP_ROW, AdwActionRow)

GtkWidget *bks_prop_row_new (const char *title);
void bks_prop_row_set_value (BksPropRow *self, const char *value);
void bks_prop_row_set_loading (BksPropRow *self);
void bks_prop_row_set_failed (BksPropRow *self, const char *cause);
const char *bks_prop_row_get_value (BksPropRow *self);

/* Signal "retry": the person wants what had failed to be read again. */

G_END_DECLS
