/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

#define DEEP 100000

/* The fields that the protocol lets a client insist on; the deviating forms leave them alone. */
static const char *const essential[] = { "success",   "task_id",     "name", "status",
                                         "target_id", "target_name", "sid",  "api",
                                         "method",    "version",     NULL };

static const char *const modes[] = { "html",         "redirect",       "empty",       "reset",
                                     "code",         "data",           "wrong-types", "nulls",
                                     "strings",      "missing-fields", "truncated",   "not-json",
                                     "not-object",   "body",           "deep",        "bad-utf8",
                                     "huge-ints",    "lose-answer",    "cut",         "drip",
                                     "delay",        "endless",        "flood",       "long-text",
                                     "wrong-length", "gzip-bomb",      "duplicates",  "vanished",
                                     "backwards",    "tail",           NULL };

/* Whether @mode is one that "fail" knows. */
gboolean
demo_fault_is_mode (const char *mode)
{
  return g_str_has_prefix (mode, "http-") || g_strv_contains (modes, mode);
}

DemoFault *
demo_fault_new (JsonObject *arguments)
{
  DemoFault *fault = g_new0 (DemoFault, 1);

  fault->arguments = json_object_ref (arguments);
  fault->mode = g_strdup (
      json_object_get_string_member_with_default (arguments, "mode", "http-500"));
  fault->api = g_strdup (json_object_get_string_member_with_default (arguments, "api", NULL));
  fault->method = g_strdup (json_object_get_string_member_with_default (arguments, "method", NULL));
  fault->count = (int) json_object_get_int_member_with_default (arguments, "count", 1);
  fault->after = (int) json_object_get_int_member_with_default (arguments, "after", 0);
  return fault;
}

static DemoFault *
fault_copy (const DemoFault *fault)
{
  return demo_fault_new (fault->arguments);
}

void
demo_fault_free (DemoFault *fault)
{
  g_free (fault->mode);
  g_free (fault->api);
  g_free (fault->method);
  json_object_unref (fault->arguments);
  g_free (fault);
}

static gboolean
fault_concerns (const DemoFault *fault, const char *api, const char *method)
{
  return (!fault->api || !g_strcmp0 (fault->api, api))
         && (!fault->method || !g_strcmp0 (fault->method, method));
}

static gboolean
fault_concerns_request (const DemoFault *fault, const DemoRequest *request)
{
  for (guint i = 0; i < request->calls->len; i++)
    {
      const DemoCall *call = g_ptr_array_index (request->calls, i);

      if (fault_concerns (fault, call->api, call->method))
        return TRUE;
    }
  return FALSE;
}

/*
 * demo_fault_take:
 *
 * Looks for a fault that was ordered for @request, by its own API and method or by those of an
 * element of its compound, and uses it up by one.
 *
 * Returns: (nullable) (transfer full): what is to go wrong
 */
DemoFault *
demo_fault_take (DemoServer *server, DemoRequest *request)
{
  for (guint i = 0; i < server->faults->len; i++)
    {
      DemoFault *fault = g_ptr_array_index (server->faults, i);
      DemoFault *taken;

      if (!fault_concerns_request (fault, request))
        continue;
      if (fault->after > 0)
        {
          fault->after--;
          continue;
        }
      taken = fault_copy (fault);
      if (fault->count > 0 && --fault->count == 0)
        g_ptr_array_remove_index (server->faults, i);
      return taken;
    }
  return NULL;
}

typedef JsonNode *(*Transform) (JsonNode *node);

static JsonNode *
to_wrong_type (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_init_int (json_node_alloc (), 7);
  if (JSON_NODE_HOLDS_ARRAY (node) || JSON_NODE_HOLDS_NULL (node))
    return json_node_init_string (json_node_alloc (), "not a list");
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_autoptr (JsonArray) array = json_array_new ();

      json_array_add_int_element (array, 1);
      return json_node_init_array (json_node_alloc (), array);
    }
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_init_string (json_node_alloc (), "maybe");
  return json_node_init_string (json_node_alloc (), "many");
}

static JsonNode *
to_null (JsonNode *node)
{
  return json_node_init_null (json_node_alloc ());
}

static JsonNode *
to_string (JsonNode *node)
{
  g_autofree char *text = NULL;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) == G_TYPE_STRING)
    return NULL;
  text = json_to_string (node, FALSE);
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
to_nothing (JsonNode *node)
{
  return NULL;
}

/* Whether @node, a member called @name, is one of the lists that the NAS answers with. */
gboolean
demo_fault_is_rows (const char *name, JsonNode *node)
{
  return JSON_NODE_HOLDS_ARRAY (node)
         && (!strcmp (name, "result") || g_str_has_suffix (name, "_list")
             || !strcmp (name, "packages"));
}

static void transform_node (JsonNode *node, Transform transform);

static void
transform_object (JsonObject *object, Transform transform)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l; l = l->next)
    {
      g_autofree char *name = g_strdup (l->data);
      JsonNode *node = json_object_get_member (object, name);
      JsonNode *changed;

      /* Rows stay rows; what happens, happens inside them. */
      if (demo_fault_is_rows (name, node) || !strcmp (name, "data")
          || (transform == to_string && !JSON_NODE_HOLDS_VALUE (node)))
        transform_node (node, transform);
      else if (transform == to_nothing)
        {
          if (!g_strv_contains (essential, name))
            json_object_remove_member (object, name);
        }
      else if (transform == to_string ? strcmp (name, "success") != 0
                                      : !g_strv_contains (essential, name))
        {
          changed = transform (node);
          if (changed)
            json_object_set_member (object, name, changed);
        }
    }
}

static void
transform_node (JsonNode *node, Transform transform)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    transform_object (json_node_get_object (node), transform);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        transform_node (json_array_get_element (array, i), transform);
    }
}

static void
replace_answer (DemoFault *fault, JsonObject *answer)
{
  if (!strcmp (fault->mode, "code"))
    {
      JsonObject *error = json_object_new ();

      json_object_set_int_member (
          error, "code", json_object_get_int_member_with_default (fault->arguments, "code", 100));
      if (json_object_has_member (fault->arguments, "errors"))
        json_object_set_member (error, "errors",
                                json_object_dup_member (fault->arguments, "errors"));
      json_object_remove_member (answer, "data");
      json_object_set_boolean_member (answer, "success", FALSE);
      json_object_set_object_member (answer, "error", error);
    }
  else if (!strcmp (fault->mode, "data"))
    {
      json_object_remove_member (answer, "error");
      json_object_set_boolean_member (answer, "success", TRUE);
      if (json_object_has_member (fault->arguments, "data"))
        json_object_set_member (answer, "data", json_object_dup_member (fault->arguments, "data"));
      else
        json_object_remove_member (answer, "data");
    }
  else if (!strcmp (fault->mode, "wrong-types"))
    transform_object (answer, to_wrong_type);
  else if (!strcmp (fault->mode, "missing-fields"))
    transform_object (answer, to_nothing);
  else if (!strcmp (fault->mode, "nulls"))
    transform_object (answer, to_null);
  else if (!strcmp (fault->mode, "strings"))
    transform_object (answer, to_string);
  else
    demo_fault_change_rows (fault, answer);
}

/*
 * demo_fault_apply_node:
 * @answer: (transfer full): what the NAS would say
 *
 * Changes the answer as a whole or, if @fault is aimed at a call inside a compound, that call's.
 *
 * Returns: (transfer full): what it says instead
 */
JsonNode *
demo_fault_apply_node (DemoFault *fault, JsonNode *answer)
{
  JsonObject *object = json_node_get_object (answer);
  JsonObject *data = NULL;
  gboolean inside = FALSE;

  if (json_object_has_member (object, "data")
      && JSON_NODE_HOLDS_OBJECT (json_object_get_member (object, "data")))
    data = json_object_get_object_member (object, "data");
  if ((fault->api || fault->method) && data && json_object_has_member (data, "has_fail"))
    {
      JsonArray *results = json_object_get_array_member (data, "result");

      for (guint i = 0; i < json_array_get_length (results); i++)
        {
          JsonObject *result = json_array_get_object_element (results, i);

          if (!fault_concerns (fault, json_object_get_string_member (result, "api"),
                               json_object_get_string_member (result, "method")))
            continue;
          replace_answer (fault, result);
          inside = TRUE;
          if (!strcmp (fault->mode, "code"))
            json_object_set_boolean_member (data, "has_fail", TRUE);
        }
    }
  if (!inside)
    replace_answer (fault, object);
  return answer;
}

static gboolean
huge_cb (const GMatchInfo *match, GString *result, gpointer data)
{
  g_autofree char *name = g_match_info_fetch (match, 1);

  g_string_append_printf (result, "\"%s\":", name);
  if (g_strv_contains (essential, name) || !strcmp (name, "code"))
    {
      g_autofree char *number = g_match_info_fetch (match, 2);

      g_string_append (result, number);
    }
  else
    g_string_append (result, "92233720368547758089");
  return FALSE;
}

static GBytes *
bytes_take (char *text)
{
  return g_bytes_new_take (text, strlen (text));
}

static GBytes *
deep_bytes (void)
{
  char *text = g_malloc (DEEP);

  memset (text, '[', DEEP);
  return g_bytes_new_take (text, DEEP);
}

/* Puts two bytes that are no UTF-8 into each name and event. */
static GBytes *
bad_utf8_bytes (const char *text)
{
  static const char *const keys[] = { "\"name\":\"", "\"event\":\"", "\"target_name\":\"" };
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p;)
    {
      gboolean found = FALSE;

      for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
        {
          if (!g_str_has_prefix (p, keys[i]))
            continue;
          g_string_append (out, keys[i]);
          g_string_append (out, "\xff\xc3");
          p += strlen (keys[i]);
          found = TRUE;
          break;
        }
      if (!found)
        g_string_append_c (out, *p++);
    }
  return g_string_free_to_bytes (out);
}

/*
 * demo_fault_apply_bytes:
 * @body: the answer as it would be sent
 *
 * Returns: (transfer full): what is sent instead
 */
GBytes *
demo_fault_apply_bytes (DemoFault *fault, GBytes *body)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  const char *given = json_object_get_string_member_with_default (fault->arguments, "body", "");

  if (!strcmp (fault->mode, "truncated"))
    return g_bytes_new_from_bytes (body, 0, g_bytes_get_size (body) / 2);
  if (!strcmp (fault->mode, "not-json"))
    return bytes_take (g_strdup ("Service is starting, please wait.\n"));
  if (!strcmp (fault->mode, "not-object"))
    return bytes_take (g_strdup ("[1,2,3]"));
  if (!strcmp (fault->mode, "body"))
    return bytes_take (g_strdup (given));
  if (!strcmp (fault->mode, "deep"))
    return deep_bytes ();
  if (!strcmp (fault->mode, "flood"))
    return demo_fault_flood (fault, text);
  if (!strcmp (fault->mode, "bad-utf8"))
    return bad_utf8_bytes (text);
  if (!strcmp (fault->mode, "huge-ints"))
    {
      g_autoptr (GRegex) regex = g_regex_new ("\"(\\w+)\":(-?\\d+)(?=[,}\\]])", 0, 0, NULL);

      return bytes_take (g_regex_replace_eval (regex, text, -1, 0, 0, huge_cb, NULL, NULL));
    }
  return g_bytes_ref (body);
}
