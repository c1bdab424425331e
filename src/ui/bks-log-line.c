/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-log-line.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bks-csv-writer.h"

#define MOST_CHARS 400 /* of an event on one line: more is never seen, and costs time to lay out */

/**
 * bks_log_line_get_level_word:
 * @entry: a line
 *
 * Returns: (transfer none): how serious it is, in a word
 */
const char *
bks_log_line_get_level_word (BksLogEntry *entry)
{
  const char *raw;

  switch (bks_log_entry_get_level (entry))
    {
    case BKS_LOG_INFO:
      return _ ("Information");
    case BKS_LOG_WARNING:
      return _ ("Warning");
    case BKS_LOG_ERROR:
      return _ ("Error");
    case BKS_LOG_UNKNOWN:
    default:
      raw = bks_log_entry_get_raw_level (entry);
      return raw != NULL && *raw != '\0' ? raw : _ ("Unknown");
    }
}

const char *
bks_log_line_get_level_icon (BksLogEntry *entry)
{
  switch (bks_log_entry_get_level (entry))
    {
    case BKS_LOG_INFO:
      return "bks-dot-symbolic";
    case BKS_LOG_WARNING:
      return "bks-verdict-attention-symbolic";
    case BKS_LOG_ERROR:
      return "bks-verdict-failed-symbolic";
    case BKS_LOG_UNKNOWN:
    default:
      return "bks-verdict-unknown-symbolic";
    }
}

const char *
bks_log_line_get_level_class (BksLogEntry *entry)
{
  switch (bks_log_entry_get_level (entry))
    {
    case BKS_LOG_WARNING:
      return "warning";
    case BKS_LOG_ERROR:
      return "error";
    case BKS_LOG_INFO:
    case BKS_LOG_UNKNOWN:
    default:
      return "dim-label";
    }
}

const char *
bks_log_line_get_place (BksLogRow *row)
{
  return bks_nas_get_name (bks_log_row_get_nas (row));
}

static GDateTime *
local_time (BksLogEntry *entry)
{
  gint64 time = bks_log_entry_get_time (entry);

  return time != 0 ? g_date_time_new_from_unix_local (time / G_USEC_PER_SEC) : NULL;
}

/**
 * bks_log_line_is_same_day:
 * @a: a line
 * @b: another one
 *
 * Returns: whether both are of one day in the user's zone; lines without a time belong together
 */
gboolean
bks_log_line_is_same_day (BksLogEntry *a, BksLogEntry *b)
{
  g_autoptr (GDateTime) first = local_time (a);
  g_autoptr (GDateTime) second = local_time (b);

  if (first == NULL || second == NULL)
    return first == second;
  return g_date_time_get_year (first) == g_date_time_get_year (second)
         && g_date_time_get_day_of_year (first) == g_date_time_get_day_of_year (second);
}

char *
bks_log_line_dup_day (BksLogEntry *entry)
{
  g_autoptr (GDateTime) time = local_time (entry);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  if (time == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (time) == g_date_time_get_year (now))
    /* Translators: a day of this year in a table, as g_date_time_format() takes it: "Tue 12 May". */
    return g_date_time_format (time, _ ("%a %-d %b"));
  /* Translators: a day of another year in a table, as g_date_time_format() takes it. */
  return g_date_time_format (time, _ ("%-d %b %Y"));
}

char *
bks_log_line_dup_clock (BksLogEntry *entry)
{
  g_autoptr (GDateTime) time = local_time (entry);

  /* A time that cannot be read is shown as it came. */
  return time != NULL ? g_date_time_format (time, "%X")
                      : g_strdup (bks_log_entry_get_wall_clock (entry));
}

char *
bks_log_line_dup_moment (BksLogEntry *entry)
{
  g_autoptr (GDateTime) time = local_time (entry);
  g_autofree char *clock = NULL;
  g_autofree char *day = NULL;

  if (time == NULL)
    return g_strdup (bks_log_entry_get_wall_clock (entry));
  clock = g_date_time_format (time, "%X");
  /* Translators: a day, as g_date_time_format() takes it: "Saturday, 2 May 2026". */
  day = g_date_time_format (time, _ ("%A, %-d %B %Y"));
  /* Translators: day and time: "Saturday, 2 May 2026, 02:14:26". */
  return g_strdup_printf (_ ("%s, %s"), day, clock);
}

char *
bks_log_line_dup_nas_moment (BksLogEntry *entry)
{
  return g_strdup_printf (_ ("NAS clock: %s"), bks_log_entry_get_wall_clock (entry));
}

/* What the columns beside it say already, "[Network][Projects] ", is left out. */
static const char *
skip_origin (BksLogRow *row, const char *event)
{
  const char *rest;

  if (bks_log_row_get_task_name (row) == NULL)
    return event;
  rest = strstr (event, "] ");
  return rest != NULL && rest[2] != '\0' ? rest + 2 : event;
}

char *
bks_log_line_dup_start (BksLogRow *row)
{
  const char *event = skip_origin (row, bks_log_entry_get_event (bks_log_row_get_entry (row)));
  GString *text = g_string_sized_new (128);
  int n = 0;

  for (const char *c = event; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (++n > MOST_CHARS)
        {
          g_string_append (text, "…");
          break;
        }
      /* Line ends and the like would make a row of several lines. */
      if (character == 0x2028 || character == 0x2029 || g_unichar_iscntrl (character))
        g_string_append_c (text, ' ');
      else
        g_string_append_unichar (text, character);
    }
  return g_string_free (text, FALSE);
}

static void
append (GString *text, const char *separator, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

char *
bks_log_line_dup_name (BksLogRow *row)
{
  BksLogEntry *entry = bks_log_row_get_entry (row);
  GString *text = g_string_new (NULL);
  g_autofree char *moment = NULL, *event = NULL;

  if (entry == NULL)
    return g_string_free (g_string_append (text, _ ("Being loaded")), FALSE);

  moment = bks_log_line_dup_moment (entry);
  event = bks_log_line_dup_start (row);
  append (text, ", ", moment);
  append (text, ", ", bks_log_line_get_level_word (entry));
  append (text, ", ", bks_log_line_get_place (row));
  append (text, ", ", bks_log_row_get_task_name (row));
  append (text, ", ", event);
  return g_string_free (text, FALSE);
}

/* To be pasted into a spreadsheet, which carries out no text of a NAS. */
static void
append_cell (GString *text, const char *cell)
{
  const char *start = cell != NULL ? cell : "";

  if (text->len > 0)
    g_string_append_c (text, '\t');
  g_string_append (text, bks_csv_get_guard (start));
  for (const char *c = start; *c != '\0'; c++)
    g_string_append_c (text, strchr ("\t\r\n", *c) != NULL ? ' ' : *c);
}

char *
bks_log_line_dup_cells (BksLogRow *row)
{
  BksLogEntry *entry = bks_log_row_get_entry (row);
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *moment = NULL;
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (entry != NULL, NULL);

  time = local_time (entry);
  moment = time != NULL ? g_date_time_format (time, "%F %T")
                        : g_strdup (bks_log_entry_get_wall_clock (entry));
  append_cell (text, moment);
  append_cell (text, bks_log_line_get_level_word (entry));
  append_cell (text, bks_log_line_get_place (row));
  append_cell (text, bks_log_row_get_task_name (row));
  append_cell (text, bks_log_entry_get_event (entry));
  append_cell (text, bks_log_entry_get_user (entry));
  return g_string_free (text, FALSE);
}

char *
bks_log_line_dup_text (BksLogRow *row)
{
  BksLogEntry *entry = bks_log_row_get_entry (row);
  g_autofree char *moment = NULL;
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (entry != NULL, NULL);

  moment = bks_log_line_dup_moment (entry);
  append (text, " · ", bks_log_line_get_level_word (entry));
  append (text, " · ", moment);
  append (text, " · ", bks_log_line_get_place (row));
  append (text, " · ", bks_log_row_get_task_name (row));
  append (text, "\n", bks_log_entry_get_event (entry));
  return g_string_free (text, FALSE);
}

static void
mark (PangoAttrList *attributes, gsize from, gsize to)
{
  PangoAttribute *marks[] = {
    pango_attr_background_new (0xf5f5, 0xc2c2, 0x1111),
    pango_attr_background_alpha_new (0x6666),
    pango_attr_weight_new (PANGO_WEIGHT_BOLD),
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      marks[i]->start_index = (guint) from;
      marks[i]->end_index = (guint) to;
      pango_attr_list_insert (attributes, marks[i]);
    }
}

/**
 * bks_log_line_find:
 * @text: an event
 * @keyword: (nullable): what is searched for, in any case
 *
 * Returns: (transfer full) (nullable): what makes each place stand out where @keyword is
 */
PangoAttrList *
bks_log_line_find (const char *text, const char *keyword)
{
  PangoAttrList *attributes = NULL;
  g_autoptr (GString) folded = NULL;
  g_autoptr (GArray) offsets = NULL;
  g_autofree char *wanted = NULL;
  const char *found;

  g_return_val_if_fail (text != NULL, NULL);

  if (keyword == NULL || *keyword == '\0')
    return NULL;

  /* Folding changes the length of some characters: each byte of the folded text remembers where its
   * character is. */
  wanted = g_utf8_casefold (keyword, -1);
  folded = g_string_new (NULL);
  offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gsize offset = (gsize) (c - text);
      g_autofree char *part = g_utf8_casefold (c, (gssize) (g_utf8_next_char (c) - c));

      g_string_append (folded, part);
      while (offsets->len < folded->len)
        g_array_append_val (offsets, offset);
    }

  for (found = strstr (folded->str, wanted); found != NULL; found = strstr (found, wanted))
    {
      gsize from = g_array_index (offsets, gsize, found - folded->str);
      gsize last = g_array_index (offsets, gsize,
                                  found - folded->str + (gssize) strlen (wanted) - 1);

      if (attributes == NULL)
        attributes = pango_attr_list_new ();
      mark (attributes, from, (gsize) (g_utf8_next_char (text + last) - text));
      found += strlen (wanted);
    }
  return attributes;
}
