/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

/* What the NAS lists in discovery. The ranges are those of a DSM 7 device: Task, Target and
 * Repository say 1-2 although version 2 has no method, and Version has "list" only in 2. */
static const DemoApi apis[] = {
  { "SYNO.API.Auth", 1, 7, FALSE, "entry.cgi" },
  { "SYNO.API.Auth.UIConfig", 1, 1, FALSE, "entry.cgi" },
  { "SYNO.API.Encryption", 1, 1, FALSE, "entry.cgi" },
  { "SYNO.API.Info", 1, 1, FALSE, "query.cgi" },
  { "SYNO.Backup.Repository", 1, 2, TRUE, "entry.cgi" },
  { "SYNO.Backup.Service.VersionBackup.Config", 1, 1, TRUE, "entry.cgi" },
  { "SYNO.Backup.Service.VersionBackup.Target", 1, 1, TRUE, "entry.cgi" },
  { "SYNO.Backup.Target", 1, 2, TRUE, "entry.cgi" },
  { "SYNO.Backup.Task", 1, 2, TRUE, "entry.cgi" },
  { "SYNO.Backup.Version", 1, 2, TRUE, "entry.cgi" },
  { "SYNO.Core.Package", 1, 2, TRUE, "entry.cgi" },
  { "SYNO.Core.System", 1, 3, TRUE, "entry.cgi" },
  { "SYNO.DSM.Info", 1, 2, TRUE, "entry.cgi" },
  { "SYNO.DSM.Network", 1, 2, TRUE, "entry.cgi" },
  { "SYNO.Entry.Request", 1, 2, TRUE, "entry.cgi" },
  { "SYNO.FileStation.Info", 1, 2, TRUE, "entry.cgi" },
  { "SYNO.SDS.Backup.Client.Common.Log", 1, 1, TRUE, "entry.cgi" },
  { "SYNO.SDS.Backup.Client.Common.Statistic", 1, 1, TRUE, "entry.cgi" },
  { "SYNO.SDS.Backup.Server.Common.Log", 1, 1, TRUE, "entry.cgi" },
  { "SYNO.SDS.Backup.Server.Common.Statistic", 1, 1, TRUE, "entry.cgi" },
};

#define OPEN  DEMO_METHOD_OPEN
#define ADMIN DEMO_METHOD_ADMIN
#define WRITE (DEMO_METHOD_WRITE | DEMO_METHOD_ADMIN)

static const DemoMethod methods[] = {
  { "SYNO.API.Info", "query", 1, 1, demo_info_query, OPEN },
  { "SYNO.API.Auth", "login", 1, 7, demo_auth_login, OPEN },
  { "SYNO.API.Auth", "logout", 1, 7, demo_auth_logout, OPEN },
  { "SYNO.API.Auth.UIConfig", "get", 1, 1, demo_auth_ui_config, OPEN },
  { "SYNO.API.Encryption", "getinfo", 1, 1, demo_encryption_getinfo, OPEN },
  { "SYNO.Core.System", "info", 1, 3, demo_system_info, ADMIN },
  { "SYNO.Core.Package", "list", 1, 2, demo_package_list, ADMIN },
  { "SYNO.DSM.Info", "getinfo", 1, 2, demo_dsm_info, 0 },
  { "SYNO.DSM.Network", "list", 1, 2, demo_network_list, 0 },
  { "SYNO.Backup.Task", "list", 1, 1, demo_task_list, ADMIN },
  { "SYNO.Backup.Task", "status", 1, 1, demo_task_status, ADMIN },
  { "SYNO.Backup.Task", "get", 1, 1, demo_task_get, ADMIN },
  { "SYNO.Backup.Task", "backup", 1, 1, demo_task_backup, WRITE },
  { "SYNO.Backup.Task", "cancel", 1, 1, demo_task_cancel, WRITE },
  { "SYNO.Backup.Task", "suspend", 1, 1, demo_task_suspend, WRITE },
  { "SYNO.Backup.Task", "resume", 1, 1, demo_task_resume, WRITE },
  { "SYNO.Backup.Task", "discard", 1, 1, demo_task_discard, WRITE },
  { "SYNO.Backup.Task", "delete", 1, 1, demo_task_delete, WRITE },
  { "SYNO.Backup.Target", "get", 1, 1, demo_target_get, ADMIN },
  { "SYNO.Backup.Target", "error_detect", 1, 1, demo_target_error_detect, WRITE },
  { "SYNO.Backup.Target", "error_detect_cancel", 1, 1, demo_target_error_detect_cancel, WRITE },
  { "SYNO.Backup.Repository", "list", 1, 1, demo_repository_list, ADMIN },
  { "SYNO.Backup.Repository", "get", 1, 1, demo_repository_get, ADMIN },
  { "SYNO.Backup.Version", "list", 2, 2, demo_version_list, ADMIN },
  { "SYNO.SDS.Backup.Client.Common.Log", "list", 1, 1, demo_client_log_list, ADMIN },
  { "SYNO.SDS.Backup.Client.Common.Statistic", "get", 1, 1, demo_client_statistic_get, ADMIN },
  { "SYNO.Backup.Service.VersionBackup.Target", "list", 1, 1, demo_vault_list, ADMIN },
  { "SYNO.Backup.Service.VersionBackup.Target", "detail", 1, 1, demo_vault_detail, ADMIN },
  { "SYNO.Backup.Service.VersionBackup.Config", "get", 1, 1, demo_vault_config_get, ADMIN },
  { "SYNO.Backup.Service.VersionBackup.Config", "set", 1, 1, demo_vault_config_set, WRITE },
  { "SYNO.SDS.Backup.Server.Common.Statistic", "get", 1, 1, demo_vault_statistic_get, ADMIN },
  { "SYNO.SDS.Backup.Server.Common.Log", "list", 1, 1, demo_server_log_list, ADMIN },
};

static gboolean
is_installed (DemoServer *server, const char *name)
{
  if (g_str_has_prefix (name, "SYNO.Backup.Service.")
      || g_str_has_prefix (name, "SYNO.SDS.Backup.Server."))
    return server->vault;
  if (g_str_has_prefix (name, "SYNO.Backup.") || g_str_has_prefix (name, "SYNO.SDS.Backup.Client."))
    return server->hyper_backup;
  return TRUE;
}

/*
 * demo_registry_lookup:
 * @api: (out): what discovery says about it
 *
 * Returns: whether this NAS has the API
 */
gboolean
demo_registry_lookup (DemoServer *server, const char *name, DemoApi *api)
{
  for (guint i = 0; i < G_N_ELEMENTS (apis); i++)
    {
      if (strcmp (apis[i].name, name) || !is_installed (server, name))
        continue;
      *api = apis[i];
      if (server->dsm6 && !strcmp (name, "SYNO.API.Auth"))
        {
          api->path = "auth.cgi";
          api->max_version = 6;
        }
      return TRUE;
    }
  return FALSE;
}

/*
 * demo_registry_method:
 *
 * Returns: (nullable): the method, if that version of the API has it
 */
const DemoMethod *
demo_registry_method (const char *api, const char *method, int version)
{
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      if (!strcmp (methods[i].api, api) && !strcmp (methods[i].method, method)
          && version >= methods[i].version && version <= methods[i].max_version)
        return &methods[i];
    }
  return NULL;
}

static void
add_api (DemoServer *server, JsonObject *data, const char *name)
{
  JsonObject *entry;
  DemoApi api;

  if (!demo_registry_lookup (server, name, &api))
    return;
  entry = json_object_new ();
  json_object_set_string_member (entry, "path", api.path);
  json_object_set_int_member (entry, "minVersion", api.min_version);
  json_object_set_int_member (entry, "maxVersion", api.max_version);
  if (api.json)
    json_object_set_string_member (entry, "requestFormat", "JSON");
  json_object_set_object_member (data, name, entry);
}

/* SYNO.API.Info query: all, or a comma-separated list; unknown names are simply absent. */
JsonNode *
demo_info_query (DemoServer *server, DemoCall *call)
{
  g_autofree char *query = demo_call_dup_text (call, "query");
  g_auto (GStrv) names = NULL;
  JsonObject *data;

  if (!query || !*query)
    return demo_call_fail (call, DEMO_NO_API_METHOD);

  data = json_object_new ();
  if (!g_ascii_strcasecmp (query, "all"))
    {
      for (guint i = 0; i < G_N_ELEMENTS (apis); i++)
        add_api (server, data, apis[i].name);
      return demo_node (data);
    }
  names = g_strsplit (query, ",", -1);
  for (guint i = 0; names[i]; i++)
    add_api (server, data, g_strstrip (names[i]));
  return demo_node (data);
}
