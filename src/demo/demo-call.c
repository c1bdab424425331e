/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

void
demo_call_free (DemoCall *call)
{
  g_free (call->api);
  g_free (call->method);
  g_clear_pointer (&call->native, json_object_unref);
  g_clear_pointer (&call->errors, json_node_unref);
  g_free (call);
}

JsonNode *
demo_node (JsonObject *object)
{
  JsonNode *node = json_node_init_object (json_node_alloc (), object);

  json_object_unref (object);
  return node;
}

/* What a write answers that has nothing to say: {"success":true} without data. */
JsonNode *
demo_call_done (void)
{
  return json_node_init_null (json_node_alloc ());
}

JsonNode *
demo_call_fail (DemoCall *call, int code)
{
  call->code = code;
  return NULL;
}

/* A parameter that is missing or wrong: each family of APIs has its own way to say so. */
JsonNode *
demo_call_fail_parameter (DemoCall *call, const char *name, const char *reason)
{
  if (g_str_has_prefix (call->api, "SYNO.Backup."))
    return demo_call_fail (call, DEMO_BACKUP_PARAMETER);
  if (g_str_has_prefix (call->api, "SYNO.Core."))
    return demo_call_fail (call, DEMO_PARAMETER_MISSING);

  if (name)
    {
      JsonObject *errors = json_object_new ();

      json_object_set_string_member (errors, "name", name);
      json_object_set_string_member (errors, "reason", reason);
      g_clear_pointer (&call->errors, json_node_unref);
      call->errors = demo_node (errors);
    }
  return demo_call_fail (call, DEMO_PARAMETER_INVALID);
}

static DemoCall *
call_new (DemoServer *server, DemoRequest *request, int index, JsonObject *native)
{
  DemoCall *call = g_new0 (DemoCall, 1);
  gint64 version;
  DemoApi api;

  call->request = request;
  call->index = index;
  call->native = native ? json_object_ref (native) : NULL;
  call->api = demo_call_dup_text (call, "api");
  call->method = demo_call_dup_text (call, "method");
  call->version = -1;
  call->json = TRUE;
  if (demo_call_get_int (call, "version", &version))
    call->version = (int) CLAMP (version, 0, G_MAXINT);
  call->json = call->api && demo_registry_lookup (server, call->api, &api) && api.json;
  return call;
}

/*
 * demo_request_parse_calls:
 *
 * Fills @request's calls: first the request itself, then the elements of a compound, so that
 * faults can be aimed at either before anything is done.
 */
void
demo_request_parse_calls (DemoServer *server, DemoRequest *request)
{
  DemoCall *call = call_new (server, request, -1, NULL);
  g_autoptr (JsonNode) compound = NULL;
  JsonArray *array;

  request->calls = g_ptr_array_new_with_free_func ((GDestroyNotify) demo_call_free);
  g_ptr_array_add (request->calls, call);
  if (g_strcmp0 (call->api, "SYNO.Entry.Request") || g_strcmp0 (call->method, "request"))
    return;

  compound = demo_call_dup_param (call, "compound");
  if (!compound || !JSON_NODE_HOLDS_ARRAY (compound))
    return;
  array = json_node_get_array (compound);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (element))
        g_ptr_array_add (request->calls,
                         call_new (server, request, (int) i, json_node_get_object (element)));
    }
}

static gboolean
cgi_serves (const DemoRequest *request, const char *api)
{
  if (g_str_has_prefix (request->cgi, "auth.cgi"))
    return !strcmp (api, "SYNO.API.Auth");
  if (g_str_has_prefix (request->cgi, "query.cgi"))
    return !strcmp (api, "SYNO.API.Info");
  if (g_str_has_prefix (request->cgi, "encryption.cgi"))
    return !strcmp (api, "SYNO.API.Encryption");
  return TRUE;
}

/* The order of the checks is part of the protocol: the version comes before the method. */
static gboolean
check_call (DemoServer *server, DemoCall *call, const DemoMethod **method)
{
  gboolean compound = !g_strcmp0 (call->api, "SYNO.Entry.Request");
  DemoMethodFlags flags = 0;
  DemoApi api;

  *method = NULL;
  call->code = DEMO_OK;
  if (!call->api || !call->method || call->version < 0)
    call->code = DEMO_NO_API_METHOD;
  else if (!demo_registry_lookup (server, call->api, &api)
           || !cgi_serves (call->request, call->api))
    call->code = DEMO_NO_SUCH_API;
  else if (call->version < api.min_version || call->version > api.max_version)
    call->code = DEMO_NO_SUCH_VERSION;
  else if (compound)
    call->code = strcmp (call->method, "request") ? DEMO_NO_SUCH_METHOD : DEMO_OK;
  else
    {
      *method = demo_registry_method (call->api, call->method, call->version);
      call->code = *method ? DEMO_OK : DEMO_NO_SUCH_METHOD;
    }

  call->session = demo_auth_find_session (server, call->request->sid);
  call->sid_ok = call->session && !call->session->lost;
  call->token_ok = call->sid_ok && !g_strcmp0 (call->request->token, call->session->token);
  if (call->code)
    return FALSE;

  if (*method)
    flags = (*method)->flags;
  if (server->block_all && g_hash_table_contains (server->blocked, call->request->address))
    call->code = DEMO_AUTH_BLOCKED;
  else if (flags & DEMO_METHOD_OPEN)
    call->code = DEMO_OK;
  else if (!call->session)
    call->code = DEMO_SESSION_UNKNOWN;
  else if (call->session->lost)
    call->code = call->session->lost;
  else if (call->request->token && !call->token_ok)
    call->code = DEMO_SESSION_UNKNOWN;
  else if ((flags & DEMO_METHOD_ADMIN)
           && (server->no_permission || !call->session->account->administrator))
    call->code = DEMO_NO_PERMISSION;
  else if ((flags & DEMO_METHOD_WRITE) && !call->token_ok)
    call->code = DEMO_SESSION_UNKNOWN;

  if (call->sid_ok)
    call->session->last_used = demo_machine_time (server);
  return call->code == DEMO_OK;
}

static JsonObject *
answer_object (DemoCall *call, JsonNode *data)
{
  JsonObject *answer = json_object_new ();

  json_object_set_boolean_member (answer, "success", call->code == DEMO_OK);
  if (call->code)
    {
      JsonObject *error = json_object_new ();

      json_object_set_int_member (error, "code", call->code);
      if (call->errors)
        json_object_set_member (error, "errors", json_node_copy (call->errors));
      json_object_set_object_member (answer, "error", error);
      g_clear_pointer (&data, json_node_unref);
    }
  else if (data && !JSON_NODE_HOLDS_NULL (data))
    json_object_set_member (answer, "data", g_steal_pointer (&data));
  g_clear_pointer (&data, json_node_unref);
  return answer;
}

static void
count_loss (DemoServer *server, const DemoCall *call)
{
  if (server->lose_after < 0 || !strcmp (call->api ? call->api : "", "SYNO.API.Auth"))
    return;
  if (server->lose_after-- == 0)
    demo_auth_expire (server, server->lose_code);
}

static JsonObject *
run_call (DemoServer *server, DemoCall *call)
{
  const DemoMethod *method;
  JsonNode *data = NULL;
  JsonObject *answer;
  gboolean allowed;

  count_loss (server, call);
  allowed = check_call (server, call, &method);
  if (allowed && method)
    data = method->handler (server, call);
  answer = answer_object (call, data);
  demo_record_call (server, call);
  if (method && (method->flags & DEMO_METHOD_WRITE))
    {
      if (call->code)
        server->counters.writes_refused++;
      else
        server->counters.writes++;
    }
  return answer;
}

static JsonObject *
run_compound (DemoServer *server, DemoRequest *request)
{
  DemoCall *outer = g_ptr_array_index (request->calls, 0);
  g_autoptr (JsonNode) compound = NULL;
  const DemoMethod *method;
  JsonArray *results;
  JsonObject *data;
  JsonObject *answer;
  gboolean stop = FALSE;
  gboolean failed = FALSE;

  count_loss (server, outer);
  if (check_call (server, outer, &method))
    {
      compound = demo_call_dup_param (outer, "compound");
      if (!compound || !JSON_NODE_HOLDS_ARRAY (compound))
        demo_call_fail_parameter (outer, "compound", compound ? "type" : "required");
    }
  demo_record_call (server, outer);
  if (outer->code)
    return answer_object (outer, NULL);

  demo_call_get_bool (outer, "stop_when_error", &stop);
  results = json_array_new ();
  for (guint i = 1; i < request->calls->len && !(stop && failed); i++)
    {
      DemoCall *call = g_ptr_array_index (request->calls, i);
      JsonObject *result = run_call (server, call);

      json_object_set_string_member (result, "api", call->api ? call->api : "");
      json_object_set_string_member (result, "method", call->method ? call->method : "");
      json_object_set_int_member (result, "version", call->version);
      failed |= call->code != DEMO_OK;
      json_array_add_object_element (results, result);
    }

  data = json_object_new ();
  json_object_set_boolean_member (data, "has_fail", failed);
  json_object_set_array_member (data, "result", results);
  answer = answer_object (outer, demo_node (data));
  return answer;
}

/*
 * demo_request_answer:
 *
 * Does what @request asks for.
 *
 * Returns: (transfer full): the answer as DSM gives it
 */
JsonNode *
demo_request_answer (DemoServer *server, DemoRequest *request)
{
  DemoCall *call = g_ptr_array_index (request->calls, 0);

  demo_settle (server);
  if (!g_strcmp0 (call->api, "SYNO.Entry.Request"))
    return demo_node (run_compound (server, request));
  return demo_node (run_call (server, call));
}
