/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BksCliTable:
 *
 * Text in aligned columns for a terminal.
 */
typedef struct _BksCliTable BksCliTable;

int bks_cli_text_width (const char *text);
char *bks_cli_text_fit (const char *text, int width);
char *bks_cli_text_clean (const char *text);

BksCliTable *bks_cli_table_new (guint n_columns);
void bks_cli_table_free (BksCliTable *self);
void bks_cli_table_add (BksCliTable *self, const char *const *cells);
char *bks_cli_table_render (BksCliTable *self, int width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksCliTable, bks_cli_table_free)

G_END_DECLS
