/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

static void
set_stamp (JsonObject *object, const char *name, gint64 stamp)
{
  json_object_set_int_member (object, name, stamp);
}

static JsonObject *
task_object (DemoServer *server, DemoTask *task)
{
  JsonObject *object = demo_task_status_object (server, task);

  /* What the NAS knows itself, beside what it tells: stamps as numbers and ids as text. */
  json_object_set_string_member (object, "task_id", task->id);
  json_object_set_string_member (object, "name", task->name);
  json_object_set_string_member (object, "state", task->state);
  json_object_set_string_member (object, "status", demo_task_status_word (task));
  json_object_set_string_member (object, "last_result", task->last_result);
  json_object_set_string_member (object, "last_error", task->last_error);
  json_object_set_int_member (object, "error_code", task->error_code);
  set_stamp (object, "last_start", task->last_start);
  set_stamp (object, "last_end", task->last_end);
  set_stamp (object, "last_success", task->last_success);
  set_stamp (object, "last_detect", task->last_detect);
  json_object_set_int_member (object, "repo_id", task->repo_id);
  json_object_set_int_member (object, "used_size", task->target_size);
  json_object_set_int_member (object, "versions", task->versions->len);
  json_object_set_int_member (object, "statistics", task->statistics->len);
  json_object_set_boolean_member (object, "busy", demo_task_is_busy (task));
  json_object_set_boolean_member (object, "suspended", demo_task_is_suspended (task));
  if (!json_object_has_member (object, "progress"))
    json_object_set_null_member (object, "progress");
  return object;
}

static JsonObject *
clock_object (DemoServer *server)
{
  JsonObject *object = json_object_new ();
  g_autofree char *wall = demo_wall_clock (server, demo_now (server), TRUE);

  json_object_set_int_member (object, "epoch", demo_now (server));
  json_object_set_string_member (object, "wall", wall);
  json_object_set_int_member (object, "utc_offset", server->utc_offset);
  json_object_set_int_member (object, "clock_offset", server->clock_offset);
  json_object_set_int_member (object, "advanced", server->advanced / G_USEC_PER_SEC);
  return object;
}

static JsonArray *
session_array (DemoServer *server)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < server->sessions->len; i++)
    {
      const DemoSession *session = g_ptr_array_index (server->sessions, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "account", session->account->name);
      json_object_set_int_member (object, "version", session->version);
      json_object_set_int_member (object, "lost", session->lost);
      json_array_add_object_element (array, object);
    }
  return array;
}

/* Everything that a test may want to compare with what a client says. */
JsonNode *
demo_control_state (DemoServer *server)
{
  JsonObject *state = json_object_new ();
  JsonObject *vault = json_object_new ();
  JsonArray *tasks = json_array_new ();
  JsonArray *targets = json_array_new ();

  for (guint i = 0; i < server->tasks->len; i++)
    json_array_add_object_element (tasks,
                                   task_object (server, g_ptr_array_index (server->tasks, i)));
  for (guint i = 0; i < server->vault_targets->len; i++)
    {
      DemoVaultTarget *target = g_ptr_array_index (server->vault_targets, i);
      JsonObject *object = demo_vault_target_object (target);

      /* Bytes, unlike on the wire. */
      json_object_set_int_member (object, "used_size", target->used_size);
      json_array_add_object_element (targets, object);
    }
  json_object_set_int_member (vault, "limit", server->vault_limit);
  json_object_set_int_member (vault, "limit_max", server->vault_limit_max);
  json_object_set_array_member (vault, "targets", targets);

  json_object_set_string_member (state, "host_name", server->host_name);
  json_object_set_object_member (state, "clock", clock_object (server));
  json_object_set_double_member (state, "speed", server->speed);
  json_object_set_array_member (state, "tasks", tasks);
  json_object_set_object_member (state, "vault", vault);
  json_object_set_array_member (state, "sessions", session_array (server));
  json_object_set_int_member (state, "devices", server->devices->len);
  json_object_set_boolean_member (state, "blocked", g_hash_table_size (server->blocked) > 0);
  json_object_set_int_member (state, "faults", server->faults->len);
  json_object_set_int_member (state, "logs", server->client_log.lines->len);
  return demo_node (state);
}

static gboolean
set_text (char **field, JsonNode *node)
{
  if (JSON_NODE_HOLDS_NULL (node))
    {
      g_clear_pointer (field, g_free);
      return TRUE;
    }
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;
  g_free (*field);
  *field = json_node_dup_string (node);
  return TRUE;
}

static gboolean
set_number (gint64 *field, JsonNode *node)
{
  return demo_node_to_int (node, field);
}

static void
move_run (DemoServer *server, DemoTask *task, double percent)
{
  if (task->phase == DEMO_PHASE_IDLE && !demo_task_is_suspended (task))
    demo_run_start (server, task);
  demo_task_set_percent (task, percent);
}

static gboolean
set_field (DemoServer *server, DemoTask *task, const char *name, JsonNode *node)
{
  struct
  {
    const char *name;
    char **field;
    gboolean nullable;
  } texts[] = {
    { "name", &task->name },
    { "state", &task->state },
    { "status", &task->status_word, TRUE },
    { "last_result", &task->last_result },
    { "last_error", &task->last_error },
    { "target_id", &task->target_id },
    { "target_type", &task->target_type },
    { "transfer_type", &task->transfer_type },
    { "next_bkp_time", &task->next_text, TRUE },
  };
  struct
  {
    const char *name;
    gint64 *field;
  } numbers[] = {
    { "error_code", &task->error_code },   { "last_start", &task->last_start },
    { "last_end", &task->last_end },       { "last_success", &task->last_success },
    { "last_detect", &task->last_detect }, { "used_size", &task->target_size },
    { "run_size", &task->run_size },
  };
  struct
  {
    const char *name;
    gboolean *field;
  } booleans[] = {
    { "encrypted", &task->encrypted }, { "modified", &task->modified },
    { "online", &task->online },       { "damaged", &task->damaged },
    { "scheduled", &task->scheduled }, { "schedule_enabled", &task->schedule_enabled },
  };
  gint64 number;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!strcmp (texts[i].name, name))
      return (texts[i].nullable || !JSON_NODE_HOLDS_NULL (node)) && set_text (texts[i].field, node);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!strcmp (numbers[i].name, name))
      return set_number (numbers[i].field, node);
  for (guint i = 0; i < G_N_ELEMENTS (booleans); i++)
    if (!strcmp (booleans[i].name, name))
      return demo_node_to_bool (node, booleans[i].field);

  if (!strcmp (name, "raw"))
    {
      g_clear_pointer (&task->raw, json_object_unref);
      if (JSON_NODE_HOLDS_OBJECT (node))
        task->raw = json_node_dup_object (node);
      return TRUE;
    }
  if (!demo_node_to_int (node, &number))
    return FALSE;
  if (!strcmp (name, "hour"))
    task->hour = (int) CLAMP (number, 0, 23);
  else if (!strcmp (name, "minute"))
    task->minute = (int) CLAMP (number, 0, 59);
  else if (!strcmp (name, "weekdays"))
    task->weekdays = (guint) number & 0x7f;
  else if (!strcmp (name, "run_seconds"))
    task->run_seconds = (double) MAX (number, 1);
  else if (!strcmp (name, "repo_id"))
    task->repo_id = (int) number;
  else if (!strcmp (name, "last_progress"))
    task->last_progress = (int) number;
  else if (!strcmp (name, "progress"))
    move_run (server, task, (double) number);
  else
    return FALSE;
  return TRUE;
}

/*
 * demo_control_set_task:
 *
 * Sets each member of @arguments but task_id. Errors are in #G_IO_ERROR; what came before the wrong
 * one is set.
 */
gboolean
demo_control_set_task (DemoServer *server, DemoTask *task, JsonObject *arguments, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, arguments);
  while (json_object_iter_next (&iter, &name, &node))
    {
      if (!strcmp (name, "task_id"))
        continue;
      if (!set_field (server, task, name, node))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       "A task has no \"%s\", or the value does not fit", name);
          return FALSE;
        }
    }
  return TRUE;
}
