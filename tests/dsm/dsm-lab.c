/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "dsm-lab.h"

/*
 * lab_new:
 * @options: (nullable): of the NAS; %NULL for the usual eight tasks over plain HTTP, with a clock
 *   that stands still for runs
 */
Lab *
lab_new (const BksDemoNasOptions *options)
{
  BksDemoNasOptions usual = { .seed = 1 };
  g_autoptr (GError) error = NULL;
  Lab *self = g_new0 (Lab, 1);

  self->nas = bks_demo_nas_new (options != NULL ? options : &usual, &error);
  g_assert_no_error (error);
  lab_do (self, "set-server", "{\"speed\": 0}");
  self->client = lab_new_client (self);
  return self;
}

void
lab_free (Lab *self)
{
  if (self == NULL)
    return;
  g_assert_finalize_object (self->client);
  bks_demo_nas_stop (self->nas);
  g_object_unref (self->nas);
  g_free (self);
}

/* Another client of the same NAS, trusted and ready to sign in. */
DsmClient *
lab_new_client (Lab *self)
{
  g_autoptr (GError) error = NULL;
  DsmClient *client = dsm_client_new (bks_demo_nas_get_url (self->nas), &error);

  g_assert_no_error (error);
  dsm_client_set_credentials (client, bks_demo_nas_get_account (self->nas),
                              bks_demo_nas_get_password (self->nas));
  if (bks_demo_nas_get_fingerprint (self->nas) != NULL)
    g_assert_true (dsm_client_set_pin (client, bks_demo_nas_get_fingerprint (self->nas)));
  else
    dsm_client_set_allow_plain_http (client, TRUE);
  return client;
}

static JsonObject *
control (Lab *self, const char *command, const char *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = bks_demo_nas_control (self->nas, command, arguments, &error);

  g_assert_no_error (error);
  root = json_from_string (text, &error);
  g_assert_no_error (error);
  return json_node_dup_object (root);
}

/* Returns: (transfer full): the answer */
JsonObject *
lab_control (Lab *self, const char *command, const char *arguments, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, arguments);
  text = arguments != NULL ? g_strdup_vprintf (arguments, args) : NULL;
  va_end (args);
  return control (self, command, text);
}

/* As lab_control(), when the answer is of no interest. */
void
lab_do (Lab *self, const char *command, const char *arguments, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, arguments);
  text = arguments != NULL ? g_strdup_vprintf (arguments, args) : NULL;
  va_end (args);
  json_object_unref (control (self, command, text));
}

gint64
lab_count (Lab *self, const char *counter)
{
  g_autoptr (JsonObject) counters = lab_control (self, "counters", NULL);

  g_assert_true (json_object_has_member (counters, counter));
  return json_object_get_int_member (counters, counter);
}

/* How often a method was called, as "SYNO.Backup.Task list". */
gint64
lab_count_method (Lab *self, const char *api_and_method)
{
  g_autoptr (JsonObject) counters = lab_control (self, "counters", NULL);
  JsonObject *methods = json_object_get_object_member (counters, "by_method");

  return json_object_get_int_member_with_default (methods, api_and_method, 0);
}

/* Returns: (transfer full): one record for each call since the last "clear", oldest first */
JsonArray *
lab_requests (Lab *self)
{
  g_autoptr (JsonObject) answer = lab_control (self, "requests", NULL);

  return json_array_ref (json_object_get_array_member (answer, "requests"));
}

JsonObject *
lab_request (JsonArray *requests, guint index)
{
  g_assert_cmpuint (index, <, json_array_get_length (requests));
  return json_array_get_object_element (requests, index);
}

/* Returns: (nullable): the first request for @method */
JsonObject *
lab_find_request (JsonArray *requests, const char *method)
{
  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);

      if (g_str_equal (json_object_get_string_member (request, "method"), method))
        return request;
    }
  return NULL;
}

/* Returns: (nullable): a parameter as it was sent, after percent-decoding */
const char *
lab_param (JsonObject *request, const char *name)
{
  return json_object_get_string_member_with_default (
      json_object_get_object_member (request, "params"), name, NULL);
}

void
lab_assert_call (JsonObject *request, const char *api, gint64 version, const char *method)
{
  g_assert_nonnull (request);
  g_assert_cmpstr (json_object_get_string_member (request, "api"), ==, api);
  g_assert_cmpint (json_object_get_int_member (request, "version"), ==, version);
  g_assert_cmpstr (json_object_get_string_member (request, "method"), ==, method);
}

/* Pairs of name and value, NULL at the end: these parameters and no others, but for api, version,
 * method and the session. */
void
lab_assert_params (JsonObject *request, ...)
{
  static const char *const always[] = { "api", "version", "method", "_sid", NULL };
  g_autoptr (GHashTable) expected = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  va_list args;

  va_start (args, request);
  while ((name = va_arg (args, const char *)) != NULL)
    {
      g_assert_cmpstr (lab_param (request, name), ==, va_arg (args, const char *));
      g_hash_table_add (expected, (gpointer) name);
    }
  va_end (args);

  json_object_iter_init (&iter, json_object_get_object_member (request, "params"));
  while (json_object_iter_next (&iter, &name, &node))
    if (!g_strv_contains (always, name) && !g_hash_table_contains (expected, name))
      g_error ("The parameter %s was sent and should not have been", name);
}

/* Returns: (transfer full): the task in the NAS's own state */
JsonObject *
lab_task_state (Lab *self, const char *task_id)
{
  g_autoptr (JsonObject) state = lab_control (self, "state", NULL);
  JsonArray *tasks = json_object_get_array_member (state, "tasks");

  for (guint i = 0; i < json_array_get_length (tasks); i++)
    {
      JsonObject *task = json_array_get_object_element (tasks, i);
      JsonNode *id = json_object_get_member (task, "task_id");
      g_autofree char *text = json_node_get_value_type (id) == G_TYPE_STRING
                                  ? json_node_dup_string (id)
                                  : g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (id));

      if (g_str_equal (text, task_id))
        return json_object_ref (task);
    }
  g_error ("The NAS has no task %s", task_id);
}

gboolean
lab_discover (DsmClient *client, GError **error)
{
  g_auto (TestAnswer) answer = { 0 };

  dsm_client_discover_async (client, NULL, test_answer_cb, &answer);
  return dsm_client_discover_finish (client, test_answer_wait (&answer), error);
}

gboolean
lab_login (DsmClient *client, GError **error)
{
  g_auto (TestAnswer) answer = { 0 };

  dsm_client_login_async (client, NULL, test_answer_cb, &answer);
  return dsm_client_login_finish (client, test_answer_wait (&answer), error);
}

DsmTaskList *
lab_refresh (DsmClient *client, gboolean whole, GError **error)
{
  g_auto (TestAnswer) answer = { 0 };

  dsm_task_refresh_async (client, whole, NULL, test_answer_cb, &answer);
  return dsm_task_refresh_finish (client, test_answer_wait (&answer), error);
}

DsmTaskRecord *
lab_status (DsmClient *client, const char *task_id, GError **error)
{
  g_auto (TestAnswer) answer = { 0 };

  dsm_task_status_async (client, task_id, NULL, test_answer_cb, &answer);
  return dsm_task_status_finish (client, test_answer_wait (&answer), error);
}

DsmTaskDetails *
lab_get (DsmClient *client, const char *task_id, GError **error)
{
  g_auto (TestAnswer) answer = { 0 };

  dsm_task_get_async (client, task_id, NULL, test_answer_cb, &answer);
  return dsm_task_get_finish (client, test_answer_wait (&answer), error);
}

DsmTarget *
lab_target (DsmClient *client, const char *task_id, GError **error)
{
  g_auto (TestAnswer) answer = { 0 };

  dsm_target_get_async (client, task_id, NULL, test_answer_cb, &answer);
  return dsm_target_get_finish (client, test_answer_wait (&answer), error);
}

gboolean
lab_write (DsmClient *client,
           DsmTaskVerb verb,
           const char *task_id,
           const char *state,
           GError **error)
{
  g_auto (TestAnswer) answer = { 0 };

  dsm_task_write_async (client, verb, task_id, state, NULL, test_answer_cb, &answer);
  return dsm_task_write_finish (client, test_answer_wait (&answer), error);
}

/* Fails the test if there is none. */
const DsmTaskRecord *
lab_find_task (DsmTaskList *list, const char *task_id)
{
  for (guint i = 0; i < list->tasks->len; i++)
    {
      const DsmTaskRecord *task = g_ptr_array_index (list->tasks, i);

      if (g_str_equal (task->id, task_id))
        return task;
    }
  g_error ("There is no task %s", task_id);
}
