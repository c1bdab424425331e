/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

/* The commands are described in CONTROL.md. */
typedef JsonNode *(*Command) (DemoServer *server, JsonObject *arguments, GError **error);

static gint64
get_int (JsonObject *arguments, const char *name, gint64 fallback)
{
  gint64 value;

  return json_object_has_member (arguments, name)
                 && demo_node_to_int (json_object_get_member (arguments, name), &value)
             ? value
             : fallback;
}

static gboolean
get_bool (JsonObject *arguments, const char *name, gboolean fallback)
{
  gboolean value;

  return json_object_has_member (arguments, name)
                 && demo_node_to_bool (json_object_get_member (arguments, name), &value)
             ? value
             : fallback;
}

static const char *
get_text (JsonObject *arguments, const char *name)
{
  JsonNode *node = json_object_get_member (arguments, name);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static JsonNode *
done (void)
{
  JsonObject *object = json_object_new ();

  json_object_set_boolean_member (object, "done", TRUE);
  return demo_node (object);
}

static JsonNode *
invalid (GError **error, const char *message)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, message);
  return NULL;
}

static DemoTask *
argument_task (DemoServer *server, JsonObject *arguments, GError **error)
{
  JsonNode *node = json_object_get_member (arguments, "task_id");
  g_autofree char *id = NULL;
  DemoTask *task = NULL;

  if (node && JSON_NODE_HOLDS_VALUE (node))
    {
      id = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_dup_string (node)
                                                            : json_to_string (node, FALSE);
      task = demo_find_task (server, id);
    }
  if (!task)
    invalid (error, "task_id names no task");
  return task;
}

static JsonNode *
state_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  return demo_control_state (server);
}

static JsonNode *
counters_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  return demo_counters_node (server);
}

static void
clear_records (DemoServer *server)
{
  g_queue_clear_full (&server->records, (GDestroyNotify) json_node_unref);
}

static JsonNode *
requests_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  JsonNode *records = demo_records (server);

  if (get_bool (arguments, "clear", FALSE))
    clear_records (server);
  return records;
}

static JsonNode *
clear_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  clear_records (server);
  demo_counters_clear (&server->counters);
  demo_counters_init (&server->counters);
  g_ptr_array_set_size (server->faults, 0);
  return done ();
}

static JsonNode *
expire_sessions_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  int code = (int) get_int (arguments, "code", 106);
  gint64 after = get_int (arguments, "after", -1);

  if (after < 0)
    demo_auth_expire (server, code);
  else
    {
      server->lose_after = (int) after;
      server->lose_code = code;
    }
  return done ();
}

static JsonNode *
end_run_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  DemoTask *task = argument_task (server, arguments, error);
  const char *result = get_text (arguments, "result");
  const char *text = get_text (arguments, "error");

  if (!task)
    return NULL;
  if (task->phase == DEMO_PHASE_DETECTING || task->phase == DEMO_PHASE_DETECT_WAITING)
    {
      task->damaged = g_strcmp0 (result, "failed") == 0;
      demo_run_detect_end (server, task, FALSE);
      return done ();
    }
  if (!demo_task_has_run (task))
    {
      task->run_started = demo_now (server);
      task->elapsed = 0;
    }
  demo_run_finish (server, task, result ? result : "done", text ? text : "",
                   get_int (arguments, "error_code", DEMO_NO_BACKUP_ERROR));
  return done ();
}

static JsonNode *
set_task_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  DemoTask *task = argument_task (server, arguments, error);

  return task && demo_control_set_task (server, task, arguments, error) ? done () : NULL;
}

static JsonNode *
add_task_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  const char *name = get_text (arguments, "name");
  DemoTask *task;
  JsonObject *object;

  task = demo_data_add_task (server, name ? name : "New task",
                             (int) get_int (arguments, "repo_id", 5));
  json_object_remove_member (arguments, "task_id");
  if (!demo_control_set_task (server, task, arguments, error))
    return NULL;
  object = json_object_new ();
  json_object_set_string_member (object, "task_id", task->id);
  return demo_node (object);
}

static JsonNode *
remove_task_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  DemoTask *task = argument_task (server, arguments, error);

  if (!task)
    return NULL;
  g_ptr_array_remove (server->tasks, task);
  return done ();
}

static JsonNode *
advance_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  gint64 seconds = get_int (arguments, "seconds", 0);

  if (seconds < 0)
    return invalid (error, "The clock only goes forward");
  server->advanced += seconds * G_USEC_PER_SEC;
  demo_settle (server);
  return done ();
}

static JsonNode *
clock_offset_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  server->clock_offset = get_int (arguments, "seconds", 0);
  return done ();
}

static JsonNode *
utc_offset_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  gint64 seconds = get_int (arguments, "seconds", 0);

  if (ABS (seconds) > 14 * 3600)
    return invalid (error, "No place on Earth is that far from UTC");
  server->utc_offset = seconds;
  return done ();
}

static JsonNode *
fail_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  if (!get_text (arguments, "mode"))
    return invalid (error, "mode is missing");
  if (!demo_fault_is_mode (get_text (arguments, "mode")))
    return invalid (error, "There is no such mode");
  g_ptr_array_add (server->faults, demo_fault_new (arguments));
  return done ();
}

static JsonNode *
lose_answer_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  json_object_set_string_member (arguments, "mode", "lose-answer");
  return fail_command (server, arguments, error);
}

static JsonNode *
delay_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  server->delay_ms = (guint) CLAMP (get_int (arguments, "ms", 0), 0, 3600000);
  return done ();
}

static JsonNode *
reboot_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  return demo_server_reboot (server, get_int (arguments, "ms", 1000), error) ? done () : NULL;
}

static JsonNode *
block_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  const char *address = get_text (arguments, "address");

  g_hash_table_add (server->blocked, g_strdup (address ? address : "127.0.0.1"));
  server->block_all = get_bool (arguments, "all", FALSE);
  return done ();
}

static JsonNode *
unblock_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  g_hash_table_remove_all (server->blocked);
  g_hash_table_remove_all (server->failures);
  server->block_all = FALSE;
  return done ();
}

static JsonNode *
set_vault_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  gint64 id = get_int (arguments, "target_id", 0);

  server->vault_limit = (int) get_int (arguments, "limit", server->vault_limit);
  server->vault_limit_max = (int) get_int (arguments, "limit_max", server->vault_limit_max);
  for (guint i = 0; i < server->vault_targets->len; i++)
    {
      DemoVaultTarget *target = g_ptr_array_index (server->vault_targets, i);
      const char *status = get_text (arguments, "status");
      const char *name = get_text (arguments, "name");

      if (target->id != id)
        continue;
      if (status)
        {
          g_free (target->status);
          target->status = g_strdup (status);
        }
      if (name)
        {
          g_free (target->name);
          target->name = g_strdup (name);
        }
      target->computing = get_bool (arguments, "computing_size", target->computing);
      target->used_size = get_int (arguments, "used_size", target->used_size);
      target->last_start = get_int (arguments, "last_backup_start_time", target->last_start);
      target->last_duration = get_int (arguments, "last_backup_duration", target->last_duration);
      return done ();
    }
  return id ? invalid (error, "target_id names no target") : done ();
}

static JsonNode *
set_server_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  const char *host_name = get_text (arguments, "host_name");
  const char *otp = get_text (arguments, "otp");

  if (host_name)
    {
      g_free (server->host_name);
      server->host_name = g_strdup (host_name);
    }
  if (otp)
    {
      g_free (server->otp);
      server->otp = g_strdup (otp);
    }
  if (json_object_has_member (arguments, "speed"))
    {
      demo_settle (server);
      server->speed = json_object_get_double_member (arguments, "speed");
    }
  server->max_runs = (guint) get_int (arguments, "max_runs", server->max_runs);
  server->scheduler = get_bool (arguments, "scheduler", server->scheduler);
  server->hyper_backup = get_bool (arguments, "hyper_backup", server->hyper_backup);
  server->vault = get_bool (arguments, "vault", server->vault);
  server->no_permission = get_bool (arguments, "no_permission", server->no_permission);
  server->omit_empty = get_bool (arguments, "omit_empty", server->omit_empty);
  server->no_log_total = get_bool (arguments, "no_log_total", server->no_log_total);
  server->ctime_format = get_bool (arguments, "ctime_format", server->ctime_format);
  server->no_seconds = get_bool (arguments, "no_seconds", server->no_seconds);
  server->no_date = get_bool (arguments, "no_date", server->no_date);
  server->no_gzip = get_bool (arguments, "no_gzip", server->no_gzip);
  server->nasty_sids = get_bool (arguments, "nasty_sids", server->nasty_sids);
  return done ();
}

static JsonNode *
add_account_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  const char *name = get_text (arguments, "account");
  const char *password = get_text (arguments, "password");
  DemoAccount *account;

  if (!name || !password)
    return invalid (error, "account and password are needed");
  account = demo_account_add (server, name, password);
  account->otp = get_bool (arguments, "otp", FALSE);
  account->administrator = get_bool (arguments, "administrator", TRUE);
  account->code = (int) get_int (arguments, "code", 0);
  return done ();
}

static JsonNode *
set_password_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  const char *name = get_text (arguments, "account");
  const char *password = get_text (arguments, "password");

  for (guint i = 0; password && i < server->accounts->len; i++)
    {
      DemoAccount *account = g_ptr_array_index (server->accounts, i);

      if (strcmp (account->name, name ? name : "demo"))
        continue;
      g_free (account->password);
      account->password = g_strdup (password);
      return done ();
    }
  return invalid (error, "account or password is wrong");
}

static JsonNode *
revoke_devices_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  g_ptr_array_set_size (server->devices, 0);
  return done ();
}

static JsonNode *
add_log_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  const char *event = get_text (arguments, "event");
  const char *level = get_text (arguments, "level");
  const char *id = get_text (arguments, "task_id");
  gint64 number = get_int (arguments, "count", 1);

  for (gint64 i = 0; i < number; i++)
    demo_log_add (&server->client_log, get_int (arguments, "time", demo_now (server)),
                  g_intern_string (level ? level : "info"), "SYSTEM", id,
                  g_strdup (event ? event : "[Local][Demo] Something happened."));
  demo_log_sort (&server->client_log);
  return done ();
}

static JsonNode *
certificate_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  const char *name = get_text (arguments, "kind");
  DemoCertificateKind kind = DEMO_CERTIFICATE_SELF_SIGNED;
  JsonObject *object;

  if (name && !demo_certificate_kind_from_name (name, &kind))
    return invalid (error, "There is no such kind of certificate");
  if (!demo_server_renew_certificate (server, kind, error))
    return NULL;
  if (get_bool (arguments, "drop", FALSE))
    demo_server_drop_connections (server);
  object = json_object_new ();
  json_object_set_string_member (object, "fingerprint", server->fingerprint);
  json_object_set_string_member (object, "authority", demo_authority_get_pem (server->authority));
  return demo_node (object);
}

static JsonNode *
secrets_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  JsonArray *array = json_array_new ();
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < server->issued->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (server->issued, i));
  json_array_add_string_element (array, server->otp);
  json_object_set_array_member (object, "secrets", array);
  return demo_node (object);
}

static JsonNode *
otp_command (DemoServer *server, JsonObject *arguments, GError **error)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "otp", server->otp);
  return demo_node (object);
}

static const struct
{
  const char *name;
  Command run;
  gboolean read; /* allowed by GET */
} commands[] = {
  { "state", state_command, TRUE },
  { "counters", counters_command, TRUE },
  { "requests", requests_command, TRUE },
  { "secrets", secrets_command, TRUE },
  { "otp", otp_command, TRUE },
  { "clear", clear_command, FALSE },
  { "expire-sessions", expire_sessions_command, FALSE },
  { "end-run", end_run_command, FALSE },
  { "set-task", set_task_command, FALSE },
  { "add-task", add_task_command, FALSE },
  { "remove-task", remove_task_command, FALSE },
  { "advance", advance_command, FALSE },
  { "clock-offset", clock_offset_command, FALSE },
  { "utc-offset", utc_offset_command, FALSE },
  { "fail", fail_command, FALSE },
  { "lose-answer", lose_answer_command, FALSE },
  { "delay", delay_command, FALSE },
  { "reboot", reboot_command, FALSE },
  { "block", block_command, FALSE },
  { "unblock", unblock_command, FALSE },
  { "set-vault", set_vault_command, FALSE },
  { "set-server", set_server_command, FALSE },
  { "add-account", add_account_command, FALSE },
  { "set-password", set_password_command, FALSE },
  { "revoke-devices", revoke_devices_command, FALSE },
  { "add-log", add_log_command, FALSE },
  { "certificate", certificate_command, FALSE },
  { "new-certificate", certificate_command, FALSE },
};

/*
 * demo_control_run:
 * @arguments: (nullable): the text of a JSON object
 *
 * Carries out a command of the control port. Errors are in #G_IO_ERROR and #JSON_PARSER_ERROR.
 *
 * Returns: (transfer full): the text of a JSON object
 */
char *
demo_control_run (DemoServer *server, const char *command, const char *arguments, GError **error)
{
  g_autoptr (JsonNode) given = NULL;
  g_autoptr (JsonNode) answer = NULL;

  given = json_from_string (arguments && *arguments ? arguments : "{}", error);
  if (!given)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (given))
    {
      invalid (error, "The arguments are no JSON object");
      return NULL;
    }
  demo_settle (server);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (strcmp (commands[i].name, command))
        continue;
      answer = commands[i].run (server, json_node_get_object (given), error);
      return answer ? json_to_string (answer, FALSE) : NULL;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no command \"%s\"", command);
  return NULL;
}

static gboolean
is_read (const char *command)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (!strcmp (commands[i].name, command))
      return commands[i].read;
  return TRUE;
}

/* The handler of the control port. */
void
demo_control_handle (SoupServer *http,
                     SoupServerMessage *message,
                     const char *path,
                     GHashTable *query,
                     gpointer data)
{
  DemoServer *server = data;
  const char *verb = soup_server_message_get_method (message);
  const char *command = path[0] == '/' ? path + 1 : path;
  g_autoptr (GBytes) body = soup_message_body_flatten (
      soup_server_message_get_request_body (message));
  g_autofree char *arguments = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = NULL;
  guint status = SOUP_STATUS_OK;

  if (verb != SOUP_METHOD_POST && !(verb == SOUP_METHOD_GET && is_read (command)))
    {
      soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
      return;
    }
  answer = demo_control_run (server, command, arguments, &error);
  if (!answer)
    {
      JsonObject *object = json_object_new ();
      g_autoptr (JsonNode) node = demo_node (object);

      json_object_set_string_member (object, "error", error->message);
      answer = json_to_string (node, FALSE);
      status = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ? SOUP_STATUS_NOT_FOUND
                                                                         : SOUP_STATUS_BAD_REQUEST;
    }
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer,
                                    strlen (answer));
}
