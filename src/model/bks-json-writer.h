/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BksJsonWriter:
 *
 * Writes JSON in one line, member by member, so that a long document is never held as a tree.
 */
typedef struct _BksJsonWriter BksJsonWriter;

BksJsonWriter *bks_json_writer_new (void);
void bks_json_writer_free (BksJsonWriter *self);
char *bks_json_writer_free_to_text (BksJsonWriter *self);
char *bks_json_writer_take_text (BksJsonWriter *self); /* what was written since the last call */

void bks_json_writer_begin_object (BksJsonWriter *self);
void bks_json_writer_end_object (BksJsonWriter *self);
void bks_json_writer_begin_array (BksJsonWriter *self);
void bks_json_writer_end_array (BksJsonWriter *self);
void bks_json_writer_name (BksJsonWriter *self, const char *name);

void bks_json_writer_string (BksJsonWriter *self, const char *value); /* NULL is written as null */
void bks_json_writer_int (BksJsonWriter *self, gint64 value);
void bks_json_writer_boolean (BksJsonWriter *self, gboolean value);
void bks_json_writer_null (BksJsonWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksJsonWriter, bks_json_writer_free)

G_END_DECLS
