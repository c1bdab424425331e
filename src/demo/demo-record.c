/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

/* The oldest records go when there are more. */
#define MAX_RECORDS 20000

static const char *const secret_params[] = { "passwd",    "_sid", "SynoToken", "otp_code",
                                             "device_id", "did",  NULL };

void
demo_counters_init (DemoCounters *counters)
{
  *counters = (DemoCounters){ 0 };
  counters->by_method = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  counters->write_methods = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
demo_counters_clear (DemoCounters *counters)
{
  g_hash_table_unref (counters->by_method);
  g_hash_table_unref (counters->write_methods);
}

static void
count (GHashTable *table, char *name)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (table, name)) + 1;

  g_hash_table_replace (table, name, GUINT_TO_POINTER (n));
}

static void
add_param (JsonObject *params, const char *name, const char *value)
{
  json_object_set_string_member (params, name,
                                 g_strv_contains (secret_params, name) ? "***" : value);
}

static JsonObject *
params_object (DemoCall *call)
{
  JsonObject *params = json_object_new ();

  if (call->native)
    {
      g_autoptr (GList) names = json_object_get_members (call->native);

      for (GList *l = names; l; l = l->next)
        {
          g_autofree char *text = json_to_string (json_object_get_member (call->native, l->data),
                                                  FALSE);

          add_param (params, l->data, text);
        }
    }
  else
    {
      GHashTableIter iter;
      gpointer name;
      gpointer value;

      g_hash_table_iter_init (&iter, call->request->params);
      while (g_hash_table_iter_next (&iter, &name, &value))
        add_param (params, name, value);
    }
  return params;
}

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

/*
 * demo_record_call:
 *
 * Counts @call and keeps what was received and which code it got. The values of secrets are masked;
 * the URL is kept as it came, so that a test can see that there is none in it.
 */
void
demo_record_call (DemoServer *server, DemoCall *call)
{
  DemoRequest *request = call->request;
  JsonObject *record = json_object_new ();
  g_autofree char *name = g_strdup_printf ("%s %s", call->api ? call->api : "",
                                           call->method ? call->method : "");
  const DemoMethod *method = call->api && call->method
                                 ? demo_registry_method (call->api, call->method, call->version)
                                 : NULL;

  server->counters.requests++;
  if (method && (method->flags & DEMO_METHOD_WRITE))
    count (server->counters.write_methods, g_strdup (name));
  count (server->counters.by_method, g_steal_pointer (&name));

  json_object_set_string_member (record, "http_verb", request->verb);
  json_object_set_string_member (record, "path", request->path);
  set_text (record, "query", request->query);
  json_object_set_string_member (record, "url", request->url);
  set_text (record, "content_type", request->content_type);
  set_text (record, "api", call->api);
  json_object_set_int_member (record, "version", call->version);
  set_text (record, "method", call->method);
  json_object_set_object_member (record, "params", params_object (call));
  if (call->index >= 0)
    json_object_set_int_member (record, "compound", call->index);
  else
    json_object_set_null_member (record, "compound");
  set_text (record, "sid", request->sid_source);
  set_text (record, "token", request->token_source);
  json_object_set_boolean_member (record, "sid_ok", call->sid_ok);
  json_object_set_boolean_member (record, "token_ok", call->token_ok);
  json_object_set_int_member (record, "code", call->code);
  g_queue_push_tail (&server->records, demo_node (record));
  if (server->records.length > MAX_RECORDS)
    json_node_unref (g_queue_pop_head (&server->records));
}

/* All records, oldest first. */
JsonNode *
demo_records (DemoServer *server)
{
  JsonArray *array = json_array_new ();
  JsonObject *result = json_object_new ();

  for (GList *l = server->records.head; l; l = l->next)
    json_array_add_element (array, json_node_copy (l->data));
  json_object_set_array_member (result, "requests", array);
  return demo_node (result);
}

static JsonObject *
table_object (GHashTable *table)
{
  JsonObject *object = json_object_new ();
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &name, &value))
    json_object_set_int_member (object, name, GPOINTER_TO_UINT (value));
  return object;
}

JsonNode *
demo_counters_node (DemoServer *server)
{
  const DemoCounters *counters = &server->counters;
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "http_requests", counters->http_requests);
  json_object_set_int_member (object, "requests", counters->requests);
  json_object_set_int_member (object, "logins", counters->logins);
  json_object_set_int_member (object, "failed_logins", counters->failed_logins);
  json_object_set_int_member (object, "logouts", counters->logouts);
  json_object_set_int_member (object, "writes", counters->writes);
  json_object_set_int_member (object, "writes_refused", counters->writes_refused);
  json_object_set_int_member (object, "is_remove_data_true", counters->remove_data);
  json_object_set_int_member (object, "connections", counters->connections);
  json_object_set_object_member (object, "by_method", table_object (counters->by_method));
  json_object_set_object_member (object, "write_methods", table_object (counters->write_methods));
  return demo_node (object);
}
