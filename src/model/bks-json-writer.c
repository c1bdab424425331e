/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-json-writer.h"

struct _BksJsonWriter
{
  GString *text;
  guint depth;
  gboolean needs_comma; /* a value stands before, in the same object or array */
  gboolean has_name;    /* a member's name was written, its value is next */
};

static void
begin_value (BksJsonWriter *self)
{
  if (self->needs_comma && !self->has_name)
    g_string_append_c (self->text, ',');
  self->has_name = FALSE;
  self->needs_comma = TRUE;
}

/* Everything that a JSON string or a terminal could trip over is escaped: quotes, backslashes, control
 * characters (DEL and those of C1 too), and the two line ends that only JavaScript knows. */
static void
append_quoted (GString *text, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);

  g_string_append_c (text, '"');
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      switch (c)
        {
        case '"':
          g_string_append (text, "\\\"");
          break;
        case '\\':
          g_string_append (text, "\\\\");
          break;
        case '\n':
          g_string_append (text, "\\n");
          break;
        case '\r':
          g_string_append (text, "\\r");
          break;
        case '\t':
          g_string_append (text, "\\t");
          break;
        default:
          if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029)
            g_string_append_printf (text, "\\u%04x", c);
          else
            g_string_append_unichar (text, c);
        }
    }
  g_string_append_c (text, '"');
}

static void
begin_container (BksJsonWriter *self, char bracket)
{
  begin_value (self);
  g_string_append_c (self->text, bracket);
  self->depth++;
  self->needs_comma = FALSE;
}

static void
end_container (BksJsonWriter *self, char bracket)
{
  g_return_if_fail (self->depth > 0 && !self->has_name);

  g_string_append_c (self->text, bracket);
  self->depth--;
  self->needs_comma = TRUE;
}

/**
 * bks_json_writer_new:
 *
 * Returns: (transfer full): a writer of one document
 */
BksJsonWriter *
bks_json_writer_new (void)
{
  BksJsonWriter *self = g_new0 (BksJsonWriter, 1);

  self->text = g_string_new (NULL);
  return self;
}

/**
 * bks_json_writer_free:
 * @self: (transfer full): a writer
 */
void
bks_json_writer_free (BksJsonWriter *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

/**
 * bks_json_writer_take_text:
 * @self: a writer
 *
 * Hands over what was written since the last call, so that a document of any length needs little
 * memory.
 *
 * Returns: (transfer full): the next piece of the document
 */
char *
bks_json_writer_take_text (BksJsonWriter *self)
{
  char *text = g_string_free (self->text, FALSE);

  self->text = g_string_new (NULL);
  return text;
}

/**
 * bks_json_writer_free_to_text:
 * @self: (transfer full): a writer whose document is complete
 *
 * Returns: (transfer full): the document
 */
char *
bks_json_writer_free_to_text (BksJsonWriter *self)
{
  char *text;

  g_warn_if_fail (self->depth == 0);

  text = bks_json_writer_take_text (self);
  bks_json_writer_free (self);
  return text;
}

/**
 * bks_json_writer_begin_object:
 * @self: a writer
 */
void
bks_json_writer_begin_object (BksJsonWriter *self)
{
  begin_container (self, '{');
}

/**
 * bks_json_writer_end_object:
 * @self: a writer
 */
void
bks_json_writer_end_object (BksJsonWriter *self)
{
  end_container (self, '}');
}

/**
 * bks_json_writer_begin_array:
 * @self: a writer
 */
void
bks_json_writer_begin_array (BksJsonWriter *self)
{
  begin_container (self, '[');
}

/**
 * bks_json_writer_end_array:
 * @self: a writer
 */
void
bks_json_writer_end_array (BksJsonWriter *self)
{
  end_container (self, ']');
}

/**
 * bks_json_writer_name:
 * @self: a writer inside an object
 * @name: name of the member whose value is written next
 */
void
bks_json_writer_name (BksJsonWriter *self, const char *name)
{
  if (self->needs_comma)
    g_string_append_c (self->text, ',');
  append_quoted (self->text, name);
  g_string_append_c (self->text, ':');
  self->has_name = TRUE;
}

/**
 * bks_json_writer_string:
 * @self: a writer
 * @value: (nullable): a text; bytes that are no UTF-8 are replaced; %NULL is written as null
 */
void
bks_json_writer_string (BksJsonWriter *self, const char *value)
{
  begin_value (self);
  if (value != NULL)
    append_quoted (self->text, value);
  else
    g_string_append (self->text, "null");
}

/**
 * bks_json_writer_int:
 * @self: a writer
 * @value: a number
 */
void
bks_json_writer_int (BksJsonWriter *self, gint64 value)
{
  begin_value (self);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

/**
 * bks_json_writer_boolean:
 * @self: a writer
 * @value: true or false
 */
void
bks_json_writer_boolean (BksJsonWriter *self, gboolean value)
{
  begin_value (self);
  g_string_append (self->text, value ? "true" : "false");
}

/**
 * bks_json_writer_null:
 * @self: a writer
 */
void
bks_json_writer_null (BksJsonWriter *self)
{
  begin_value (self);
  g_string_append (self->text, "null");
}
