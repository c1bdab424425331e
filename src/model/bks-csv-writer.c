/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-csv-writer.h"

#include <string.h>

struct _BksCsvWriter
{
  GString *text;
  gboolean needs_comma; /* a cell stands before, in the same row */
};

/**
 * bks_csv_get_guard:
 * @value: a text
 *
 * Returns: (transfer none): "'" if @value begins like a formula, or with what a spreadsheet skips on its
 *   way to one; else ""
 */
const char *
bks_csv_get_guard (const char *value)
{
  g_return_val_if_fail (value != NULL, "");

  return *value != '\0' && strchr ("=+-@\t\r", *value) != NULL ? "'" : "";
}

/**
 * bks_csv_writer_new:
 *
 * Returns: (transfer full): a writer of one table
 */
BksCsvWriter *
bks_csv_writer_new (void)
{
  BksCsvWriter *self = g_new0 (BksCsvWriter, 1);

  self->text = g_string_new (NULL);
  return self;
}

/**
 * bks_csv_writer_free:
 * @self: (transfer full): a writer
 */
void
bks_csv_writer_free (BksCsvWriter *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

/**
 * bks_csv_writer_cell:
 * @self: a writer
 * @value: (nullable): a text; bytes that are no UTF-8 are replaced
 *
 * Writes the next cell of the row. One that looks like a formula gets an apostrophe in front, so that
 * nothing that is written in a log is ever carried out by a spreadsheet.
 */
void
bks_csv_writer_cell (BksCsvWriter *self, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value != NULL ? value : "", -1);
  gboolean quoted = strpbrk (valid, ",\"\r\n") != NULL;

  if (self->needs_comma)
    g_string_append_c (self->text, ',');
  self->needs_comma = TRUE;
  if (quoted)
    g_string_append_c (self->text, '"');
  g_string_append (self->text, bks_csv_get_guard (valid));
  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (self->text, '"');
      g_string_append_c (self->text, *p);
    }
  if (quoted)
    g_string_append_c (self->text, '"');
}

/**
 * bks_csv_writer_end_row:
 * @self: a writer
 */
void
bks_csv_writer_end_row (BksCsvWriter *self)
{
  g_string_append (self->text, "\r\n");
  self->needs_comma = FALSE;
}

/**
 * bks_csv_writer_take_text:
 * @self: a writer
 *
 * Returns: (transfer full): what was written since the last call
 */
char *
bks_csv_writer_take_text (BksCsvWriter *self)
{
  char *text = g_string_free (self->text, FALSE);

  self->text = g_string_new (NULL);
  return text;
}
