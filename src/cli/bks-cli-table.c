/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backstayctl"

#include "bks-cli-table.h"

#define GAP             2
#define SHORTEST_COLUMN 6

struct _BksCliTable
{
  guint n_columns;
  GPtrArray *cells; /* (element-type utf8) (owned): row after row */
};

static int
char_width (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? 2 : 1;
}

/* Marks that turn the direction of what follows: a name may not do that to the rest of a line. */
static gboolean
is_direction_mark (gunichar c)
{
  return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e)
         || (c >= 0x2066 && c <= 0x2069);
}

/**
 * bks_cli_text_width:
 * @text: UTF-8
 *
 * Returns: the columns that it takes on a terminal
 */
int
bks_cli_text_width (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    width += char_width (g_utf8_get_char (p));
  return width;
}

/**
 * bks_cli_text_fit:
 * @text: UTF-8
 * @width: columns, at least 1
 *
 * Shortens a text that is too long; its last column is an ellipsis then.
 *
 * Returns: (transfer full): at most @width columns
 */
char *
bks_cli_text_fit (const char *text, int width)
{
  const char *p = text;
  int used = 0;

  if (bks_cli_text_width (text) <= width)
    return g_strdup (text);
  while (*p != '\0' && used + char_width (g_utf8_get_char (p)) <= width - 1)
    {
      used += char_width (g_utf8_get_char (p));
      p = g_utf8_next_char (p);
    }
  return g_strdup_printf ("%.*s…", (int) (p - text), text);
}

/**
 * bks_cli_text_clean:
 * @text: (nullable): what a NAS calls something
 *
 * Takes out what a terminal would obey: control characters, and marks that turn the direction.
 *
 * Returns: (transfer full): one line of text
 */
char *
bks_cli_text_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *clean = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_direction_mark (c))
        continue;
      if (g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029)
        g_string_append_c (clean, ' ');
      else
        g_string_append_unichar (clean, c);
    }
  return g_string_free (clean, FALSE);
}

/**
 * bks_cli_table_new:
 * @n_columns: how many, at least 1
 *
 * Returns: (transfer full): an empty table
 */
BksCliTable *
bks_cli_table_new (guint n_columns)
{
  BksCliTable *self = g_new0 (BksCliTable, 1);

  self->n_columns = n_columns;
  self->cells = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * bks_cli_table_free:
 * @self: (transfer full): a table
 *
 * Lets go of a table.
 */
void
bks_cli_table_free (BksCliTable *self)
{
  g_ptr_array_unref (self->cells);
  g_free (self);
}

/**
 * bks_cli_table_add:
 * @self: a table
 * @cells: as many texts as it has columns; %NULL is an empty cell
 *
 * Adds a row. Texts are cleaned, see bks_cli_text_clean().
 */
void
bks_cli_table_add (BksCliTable *self, const char *const *cells)
{
  for (guint i = 0; i < self->n_columns; i++)
    g_ptr_array_add (self->cells, bks_cli_text_clean (cells[i]));
}

static void
shrink_columns (int *widths, guint n_columns, int width)
{
  int total = GAP * ((int) n_columns - 1);

  for (guint i = 0; i < n_columns; i++)
    total += widths[i];
  while (total > width)
    {
      guint widest = 0;

      for (guint i = 1; i < n_columns; i++)
        if (widths[i] > widths[widest])
          widest = i;
      if (widths[widest] <= SHORTEST_COLUMN)
        return;
      widths[widest]--;
      total--;
    }
}

/**
 * bks_cli_table_render:
 * @self: a table
 * @width: columns of the terminal; 0 = as many as the texts need
 *
 * Returns: (transfer full): the rows, each with a line end
 */
char *
bks_cli_table_render (BksCliTable *self, int width)
{
  g_autofree int *widths = g_new0 (int, self->n_columns);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->cells->len; i++)
    {
      int *w = &widths[i % self->n_columns];

      *w = MAX (*w, bks_cli_text_width (g_ptr_array_index (self->cells, i)));
    }
  if (width > 0)
    shrink_columns (widths, self->n_columns, width);
  for (guint i = 0; i < self->cells->len; i++)
    {
      guint column = i % self->n_columns;
      g_autofree char *cell = bks_cli_text_fit (g_ptr_array_index (self->cells, i),
                                                MAX (widths[column], 1));

      g_string_append (text, cell);
      if (column + 1 < self->n_columns)
        g_string_append_printf (text, "%*s", widths[column] - bks_cli_text_width (cell) + GAP, "");
      else
        {
          while (text->len > 0 && text->str[text->len - 1] == ' ')
            g_string_truncate (text, text->len - 1);
          g_string_append_c (text, '\n');
        }
    }
  return g_string_free (text, FALSE);
}
