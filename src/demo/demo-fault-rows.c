/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

/* What goes wrong with the lists of an answer: rows that come twice or not at all, figures that go
 * back, and far too much of everything. */

/* Stands for the rows of a flood until the answer is text: a million of them as nodes would be more
 * than this process should hold. */
#define MARK "demo-flood"

typedef void (*RowsFunc) (DemoFault *fault, JsonArray *rows);

static void for_rows (DemoFault *fault, JsonNode *node, RowsFunc change);

static void
for_rows_of_object (DemoFault *fault, JsonObject *object, RowsFunc change)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l; l = l->next)
    {
      JsonNode *node = json_object_get_member (object, l->data);

      /* A compound's "result" is no list of the NAS. */
      if (demo_fault_is_rows (l->data, node)
          && !(!strcmp (l->data, "result") && json_object_has_member (object, "has_fail")))
        change (fault, json_node_get_array (node));
      else
        for_rows (fault, node, change);
    }
}

static void
for_rows (DemoFault *fault, JsonNode *node, RowsFunc change)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    for_rows_of_object (fault, json_node_get_object (node), change);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        for_rows (fault, json_array_get_element (array, i), change);
    }
}

static void
double_rows (DemoFault *fault, JsonArray *rows)
{
  guint n = json_array_get_length (rows);

  for (guint i = 0; i < n; i++)
    json_array_add_element (rows, json_array_dup_element (rows, i));
}

static void
drop_rows (DemoFault *fault, JsonArray *rows)
{
  for (guint i = json_array_get_length (rows); i > 0; i--)
    if (i % 2 == 0)
      json_array_remove_element (rows, i - 1);
}

static void
mark_rows (DemoFault *fault, JsonArray *rows)
{
  if (json_array_get_length (rows) == 0)
    return;
  while (json_array_get_length (rows) > 1)
    json_array_remove_element (rows, 1);
  json_array_add_string_element (rows, MARK);
}

static gboolean
is_counter (const char *name)
{
  return g_str_has_suffix (name, "_size") || g_str_has_suffix (name, "_count")
         || g_str_has_suffix (name, "_bytes") || !strcmp (name, "progress")
         || !strcmp (name, "total");
}

/* A third of what it was. */
static void
turn_back (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) names = json_object_get_members (object);

      for (GList *l = names; l; l = l->next)
        {
          JsonNode *member = json_object_get_member (object, l->data);
          gint64 value;

          if (is_counter (l->data) && demo_node_to_int (member, &value))
            json_object_set_int_member (object, l->data, value / 3);
          else
            turn_back (member);
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        turn_back (json_array_get_element (array, i));
    }
}

/* What a client asks with again stays as it is. */
static gboolean
is_handle (const char *name)
{
  static const char *const handles[] = { "sid",     "synotoken", "task_id", "target_id",
                                         "repo_id", "device_id", "path",    "api",
                                         "method",  "id",        NULL };

  return g_strv_contains (handles, name);
}

/* Appends to names and events, or to all texts. */
static void
lengthen (JsonNode *node, const char *tail, gboolean all)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) names = json_object_get_members (object);

      for (GList *l = names; l; l = l->next)
        {
          JsonNode *member = json_object_get_member (object, l->data);
          gboolean concerned = all ? !is_handle (l->data)
                                   : !strcmp (l->data, "name") || !strcmp (l->data, "event");

          if (concerned && json_node_get_value_type (member) == G_TYPE_STRING)
            {
              g_autofree char *text = g_strconcat (json_node_get_string (member), tail, NULL);

              json_object_set_string_member (object, l->data, text);
            }
          else
            lengthen (member, tail, all);
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        lengthen (json_array_get_element (array, i), tail, all);
    }
}

static gint64
get_int (const DemoFault *fault, const char *name, gint64 fallback)
{
  return json_object_get_int_member_with_default (fault->arguments, name, fallback);
}

/*
 * demo_fault_change_rows:
 * @answer: the whole answer, or one element of a compound's result
 *
 * Does what @fault wants with lists, figures and names in it; nothing for the other modes.
 */
void
demo_fault_change_rows (DemoFault *fault, JsonObject *answer)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), answer);

  if (!strcmp (fault->mode, "duplicates"))
    for_rows (fault, node, double_rows);
  else if (!strcmp (fault->mode, "vanished"))
    for_rows (fault, node, drop_rows);
  else if (!strcmp (fault->mode, "flood"))
    for_rows (fault, node, mark_rows);
  else if (!strcmp (fault->mode, "backwards"))
    turn_back (node);
  else if (!strcmp (fault->mode, "long-text"))
    {
      g_autofree char *tail = g_strnfill ((gsize) get_int (fault, "length", 1024 * 1024), 'x');

      lengthen (node, tail, FALSE);
    }
  else if (!strcmp (fault->mode, "tail"))
    lengthen (node,
              json_object_get_string_member_with_default (fault->arguments, "text", "<b>&amp;</b>"),
              json_object_get_boolean_member_with_default (fault->arguments, "all", FALSE));
}

/* The text of one row, with a hole for its number. */
static char **
split_row (const char *row)
{
  g_autoptr (GRegex) regex = g_regex_new ("(?<=\"task_id\":|\"version_id\":|\"target_id\":|\"id\":)"
                                          "(\"[^\"]*\"|\\d+)",
                                          0, 0, NULL);
  g_autofree char *holed = g_regex_replace_literal (regex, row, -1, 0, "\x01", 0, NULL);

  return g_strsplit (holed, "\x01", -1);
}

static const char *
find_row_start (const char *end)
{
  guint depth = 0;

  /* Backwards from the comma before the mark: the row is an object. */
  do
    {
      end--;
      if (*end == '}' || *end == ']')
        depth++;
      else if (*end == '{' || *end == '[')
        depth--;
    }
  while (depth > 0);
  return end;
}

/*
 * demo_fault_flood:
 * @text: an answer with marks in its lists
 *
 * Returns: (transfer full): the same with as many rows in each list as the fault wants, all like its
 *   first, each with an ID of its own
 */
GBytes *
demo_fault_flood (DemoFault *fault, const char *text)
{
  static const char mark[] = ",\"" MARK "\"";
  gint64 count = get_int (fault, "rows", 1000000);
  GString *out = g_string_new (NULL);
  const char *rest = text;
  const char *found;

  while ((found = strstr (rest, mark)) != NULL)
    {
      const char *start = find_row_start (found);
      g_autofree char *row = g_strndup (start, (gsize) (found - start));
      g_auto (GStrv) parts = split_row (row);

      g_string_append_len (out, rest, found - rest);
      for (gint64 n = 1; n < count; n++)
        {
          g_string_append_c (out, ',');
          for (guint i = 0; parts[i]; i++)
            {
              if (i > 0)
                g_string_append_printf (out, "%" G_GINT64_FORMAT, 1000000 + n);
              g_string_append (out, parts[i]);
            }
        }
      rest = found + strlen (mark);
    }
  g_string_append (out, rest);
  return g_string_free_to_bytes (out);
}
