/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BksCsvWriter:
 *
 * Writes comma-separated values (RFC 4180), row by row, so that a long table is never held as a
 * whole. Cells that a spreadsheet would take for a formula are made harmless.
 */
typedef struct _BksCsvWriter BksCsvWriter;

BksCsvWriter *bks_csv_writer_new (void);
void bks_csv_writer_free (BksCsvWriter *self);

void bks_csv_writer_cell (BksCsvWriter *self, const char *value); /* NULL = an empty cell */
void bks_csv_writer_end_row (BksCsvWriter *self);
char *bks_csv_writer_take_text (BksCsvWriter *self); /* what was written since the last call */

/* What has to stand in front of VALUE wherever a spreadsheet may read it: "'" or nothing. */
const char *bks_csv_get_guard (const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksCsvWriter, bks_csv_writer_free)

G_END_DECLS
