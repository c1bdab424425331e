/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

/* A literal nested deeper than this is taken for text. */
#define MAX_NESTING 64

static char *
decode_component (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length);
  char *valid;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '+')
        g_string_append_c (out, ' ');
      else if (text[i] == '%' && i + 2 < length && g_ascii_isxdigit (text[i + 1])
               && g_ascii_isxdigit (text[i + 2]))
        {
          g_string_append_c (out, (char) (g_ascii_xdigit_value (text[i + 1]) * 16
                                          + g_ascii_xdigit_value (text[i + 2])));
          i += 2;
        }
      else
        g_string_append_c (out, text[i]);
    }

  /* An embedded NUL would cut the text short, and so it does on a NAS. */
  valid = g_utf8_make_valid (out->str, -1);
  g_string_free (out, TRUE);
  return valid;
}

GHashTable *
demo_params_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/*
 * demo_params_decode:
 * @params: where to put the fields; a later one replaces an earlier one
 * @text: application/x-www-form-urlencoded text, which is also the form of a query
 */
void
demo_params_decode (GHashTable *params, const char *text, gsize length)
{
  gsize start = 0;

  while (start < length)
    {
      const char *end = memchr (text + start, '&', length - start);
      gsize field = end ? (gsize) (end - (text + start)) : length - start;
      const char *equals = memchr (text + start, '=', field);
      gsize name = equals ? (gsize) (equals - (text + start)) : field;

      if (name > 0)
        g_hash_table_replace (params, decode_component (text + start, name),
                              equals ? decode_component (equals + 1, field - name - 1)
                                     : g_strdup (""));
      start += field + 1;
    }
}

static gboolean
looks_like_literal (const char *text)
{
  int depth = 0;

  if (!text[0] || !strchr ("\"[{-0123456789tfn", text[0]))
    return FALSE;
  for (const char *p = text; *p; p++)
    {
      if (*p == '[' || *p == '{')
        depth++;
      if (depth > MAX_NESTING)
        return FALSE;
    }
  return TRUE;
}

/*
 * demo_parse_literal:
 *
 * Reads a JSON literal. A text that is none is a bare string, as many clients send them.
 *
 * Returns: (transfer full): never %NULL
 */
JsonNode *
demo_parse_literal (const char *text)
{
  if (looks_like_literal (text))
    {
      JsonNode *node = json_from_string (text, NULL);

      if (node)
        return node;
    }
  return json_node_init_string (json_node_alloc (), text);
}

/* Accepts a number, or a text that is one. */
gboolean
demo_node_to_int (JsonNode *node, gint64 *value)
{
  if (!node || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_ascii_string_to_signed (json_node_get_string (node), 10, G_MININT64, G_MAXINT64, value,
                                     NULL);
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return FALSE;
  *value = json_node_get_int (node);
  return TRUE;
}

/* Accepts a boolean, 0 and 1, and the words in any case: "True" is what Python makes of it. */
gboolean
demo_node_to_bool (JsonNode *node, gboolean *value)
{
  const char *text;

  if (!node || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      *value = json_node_get_boolean (node);
      return TRUE;
    }
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    {
      *value = json_node_get_int (node) != 0;
      return TRUE;
    }
  text = json_node_get_string (node);
  if (text && (!g_ascii_strcasecmp (text, "true") || !strcmp (text, "1")))
    *value = TRUE;
  else if (text && (!g_ascii_strcasecmp (text, "false") || !strcmp (text, "0")))
    *value = FALSE;
  else
    return FALSE;
  return TRUE;
}

/*
 * demo_call_dup_param:
 *
 * Returns: (nullable) (transfer full): the parameter's value; %NULL if it was not sent
 */
JsonNode *
demo_call_dup_param (DemoCall *call, const char *name)
{
  const char *text;

  if (call->native)
    {
      JsonNode *node = json_object_get_member (call->native, name);

      return node ? json_node_copy (node) : NULL;
    }
  text = g_hash_table_lookup (call->request->params, name);
  if (!text)
    return NULL;
  if (!call->json)
    return json_node_init_string (json_node_alloc (), text);
  return demo_parse_literal (text);
}

/*
 * demo_call_dup_text:
 *
 * Returns: (nullable) (transfer full): the parameter as text: the content of a quoted string, and
 *   everything else as it was sent; %NULL if it was not sent or is null
 */
char *
demo_call_dup_text (DemoCall *call, const char *name)
{
  g_autoptr (JsonNode) node = demo_call_dup_param (call, name);

  if (!node || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (!call->native)
    return g_strdup (g_hash_table_lookup (call->request->params, name));
  return json_to_string (node, FALSE);
}

gboolean
demo_call_get_int (DemoCall *call, const char *name, gint64 *value)
{
  g_autoptr (JsonNode) node = demo_call_dup_param (call, name);

  return demo_node_to_int (node, value);
}

gboolean
demo_call_get_bool (DemoCall *call, const char *name, gboolean *value)
{
  g_autoptr (JsonNode) node = demo_call_dup_param (call, name);

  return demo_node_to_bool (node, value);
}

/*
 * demo_call_dup_strv:
 *
 * Returns: (nullable) (transfer full): the texts of an array; a single value counts as an array of
 *   one; %NULL if the parameter was not sent
 */
GStrv
demo_call_dup_strv (DemoCall *call, const char *name)
{
  g_autoptr (JsonNode) node = demo_call_dup_param (call, name);
  g_autoptr (GStrvBuilder) builder = NULL;

  if (!node || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  builder = g_strv_builder_new ();
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          JsonNode *element = json_array_get_element (array, i);

          if (JSON_NODE_HOLDS_VALUE (element)
              && json_node_get_value_type (element) == G_TYPE_STRING)
            g_strv_builder_add (builder, json_node_get_string (element));
          else
            {
              g_autofree char *text = json_to_string (element, FALSE);

              g_strv_builder_add (builder, text);
            }
        }
    }
  else
    {
      g_autofree char *text = demo_call_dup_text (call, name);

      g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}
