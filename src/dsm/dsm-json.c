/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-json-private.h"

#include <math.h>
#include <string.h>

#include "dsm-error-private.h"
#include "dsm-scan-private.h"

#define KIB 1024

/*
 * dsm_json_parse:
 * @body: a reply
 * @error: %DSM_ERROR_PROTOCOL
 *
 * Returns: (transfer full) (nullable): its root, which is an object
 */
JsonNode *
dsm_json_parse (GBytes *body, GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) local = NULL;
  g_autofree char *text = NULL;
  JsonNode *root;
  gsize length;

  text = dsm_scan_text (body, &length, error);
  if (text == NULL)
    return NULL;

  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, &local))
    {
      /* The parser's own sentence quotes the reply. */
      g_set_error_literal (error, DSM_ERROR, DSM_ERROR_PROTOCOL, "The reply is not whole JSON");
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, DSM_ERROR, DSM_ERROR_PROTOCOL, "The reply is no JSON object");
      return NULL;
    }
  return json_parser_steal_root (parser);
}

/* Returns: (nullable): the member, unless it is null */
JsonNode *
dsm_json_get (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

/* Returns: (nullable): the object that @node holds */
JsonObject *
dsm_json_node_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonObject *
dsm_json_get_object (JsonObject *object, const char *name)
{
  return dsm_json_node_object (dsm_json_get (object, name));
}

JsonArray *
dsm_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = dsm_json_get (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

JsonObject *
dsm_json_element_object (JsonArray *array, guint index)
{
  return dsm_json_node_object (json_array_get_element (array, index));
}

static gboolean
double_to_int (double value, gint64 *out)
{
  if (!isfinite (value) || value != trunc (value) || fabs (value) > (double) DSM_SCAN_MAX_INTEGER)
    return FALSE;
  *out = (gint64) value;
  return TRUE;
}

static gboolean
text_to_int (const char *text, gint64 *out)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));
  char *end;
  double value;

  if (g_ascii_string_to_signed (copy, 10, -DSM_SCAN_MAX_INTEGER, DSM_SCAN_MAX_INTEGER, out, NULL))
    return TRUE;
  /* "42.0"; a large integer would be rounded, and what is no number at all stays unread. */
  if (strpbrk (copy, ".eE") == NULL || strspn (copy, "+-.0123456789eE") != strlen (copy))
    return FALSE;
  value = g_ascii_strtod (copy, &end);
  return *end == '\0' && double_to_int (value, out);
}

static gboolean
node_to_int (JsonNode *node, gint64 *out)
{
  gint64 value;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_INT64:
      value = json_node_get_int (node);
      if (value > DSM_SCAN_MAX_INTEGER || value < -DSM_SCAN_MAX_INTEGER)
        return FALSE;
      *out = value;
      return TRUE;
    case G_TYPE_DOUBLE:
      return double_to_int (json_node_get_double (node), out);
    case G_TYPE_STRING:
      return text_to_int (json_node_get_string (node), out);
    default:
      return FALSE;
    }
}

/*
 * dsm_json_get_int:
 *
 * Takes a number, a whole floating-point number, or either of them as a string; nothing outside
 * ±2^53.
 */
gboolean
dsm_json_get_int (JsonObject *object, const char *name, gint64 *out)
{
  return node_to_int (dsm_json_get (object, name), out);
}

/* Takes true and false, 0 and 1, and these as strings. */
gboolean
dsm_json_get_bool (JsonObject *object, const char *name, gboolean *out)
{
  JsonNode *node = dsm_json_get (object, name);
  const char *text;
  gint64 number;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      *out = json_node_get_boolean (node);
      return TRUE;
    }
  if (node_to_int (node, &number))
    {
      if (number != 0 && number != 1)
        return FALSE;
      *out = number == 1;
      return TRUE;
    }
  text = dsm_json_get_string (object, name);
  if (text == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (text, "true") == 0 || g_ascii_strcasecmp (text, "yes") == 0)
    *out = TRUE;
  else if (g_ascii_strcasecmp (text, "false") == 0 || g_ascii_strcasecmp (text, "no") == 0)
    *out = FALSE;
  else
    return FALSE;
  return TRUE;
}

DsmTri
dsm_json_get_tri (JsonObject *object, const char *name)
{
  gboolean value;

  if (!dsm_json_get_bool (object, name, &value))
    return DSM_UNKNOWN;
  return value ? DSM_TRUE : DSM_FALSE;
}

/* Returns: a number that cannot be negative; -1 = not there */
gint64
dsm_json_get_count (JsonObject *object, const char *name)
{
  gint64 value;

  return dsm_json_get_int (object, name, &value) && value >= 0 ? value : -1;
}

/* Returns: a number within the limits; -1 = not there, or outside */
int
dsm_json_get_small (JsonObject *object, const char *name, int minimum, int maximum)
{
  gint64 value;

  if (!dsm_json_get_int (object, name, &value) || value < minimum || value > maximum)
    return -1;
  return (int) value;
}

/* Returns: (transfer none) (nullable): a string; nothing else is taken for one */
const char *
dsm_json_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = dsm_json_get (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static char *
node_to_text (JsonNode *node)
{
  gint64 value;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (node_to_int (node, &value))
    return g_strdup_printf ("%" G_GINT64_FORMAT, value);
  return NULL;
}

/* Returns: (transfer full) (nullable): a string, or a whole number as text */
char *
dsm_json_dup_text (JsonObject *object, const char *name)
{
  return node_to_text (dsm_json_get (object, name));
}

/* As dsm_json_dup_text(), but an empty text is none: for IDs, names and words of an enumeration. */
char *
dsm_json_dup_word (JsonObject *object, const char *name)
{
  g_autofree char *text = dsm_json_dup_text (object, name);

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* Returns: (transfer full): the texts of an array, or one text alone; without what is none */
char **
dsm_json_dup_strv (JsonObject *object, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = dsm_json_get (object, name);

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          g_autofree char *text = node_to_text (json_array_get_element (array, i));

          if (text != NULL && *text != '\0')
            g_strv_builder_add (builder, text);
        }
    }
  else
    {
      g_autofree char *text = node_to_text (node);

      if (text != NULL && *text != '\0')
        g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

/* Takes a text in the forms of dsm_time_parse(), or a number of seconds since the epoch. */
gboolean
dsm_json_get_time (JsonObject *object, const char *name, DsmTime *out)
{
  JsonNode *node = dsm_json_get (object, name);
  gint64 seconds;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    dsm_time_parse (json_node_get_string (node), out);
  else if (node_to_int (node, &seconds))
    dsm_time_from_epoch (seconds, out);
  else
    return FALSE;
  return TRUE;
}

/*
 * dsm_json_find_rows:
 * @data: (nullable): `data` of a reply: an object with the list in it, or the bare list
 * @rows: (out) (nullable): the list; %NULL if it is empty and therefore missing
 * @error: %DSM_ERROR_PROTOCOL
 *
 * Empty lists may be missing. What is not understood is not taken for one of them: that would hide
 * what is there.
 *
 * Returns: whether there is a list
 */
gboolean
dsm_json_find_rows (JsonNode *data, const char *name, JsonArray **rows, GError **error)
{
  JsonObject *object = dsm_json_node_object (data);
  JsonNode *list = dsm_json_get (object, name);
  gint64 total = 0;

  *rows = NULL;
  if (data != NULL && JSON_NODE_HOLDS_ARRAY (data))
    *rows = json_node_get_array (data);
  else if (list != NULL && JSON_NODE_HOLDS_ARRAY (list))
    *rows = json_node_get_array (list);
  else if (object == NULL || list != NULL
           || (dsm_json_get_int (object, "total", &total) && total > 0))
    {
      g_set_error (error, DSM_ERROR, DSM_ERROR_PROTOCOL, "there is no %s", name);
      return FALSE;
    }
  return TRUE;
}

guint
dsm_json_count_rows (JsonArray *rows)
{
  return rows != NULL ? json_array_get_length (rows) : 0;
}

/* Returns: a size that is in KiB on the wire, in bytes; -1 = not there */
gint64
dsm_json_get_kib (JsonObject *object, const char *name)
{
  gint64 kib = dsm_json_get_count (object, name);

  return kib >= 0 && kib <= DSM_SCAN_MAX_INTEGER / KIB ? kib * KIB : -1;
}
