/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

#define UPTIME (412 * 3600 + 33 * 60 + 10)

static const char *model = "DS920+";
static const char *firmware = "DSM 7.2.1-69057 Update 5";
static const char *firmware_6 = "DSM 6.2.4-25556 Update 7";

static const char *
firmware_text (DemoServer *server)
{
  return server->dsm6 ? firmware_6 : firmware;
}

/* The NAS's wall clock as ctime() writes it: a day of one digit has a plain space before it, not the
 * figure space of g_date_time_format(). */
static char *
dup_ctime (GDateTime *local)
{
  g_autofree char *day = g_date_time_format (local, "%a %b");
  g_autofree char *rest = g_date_time_format (local, "%H:%M:%S %Y");

  return g_strdup_printf ("%s %2d %s", day, g_date_time_get_day_of_month (local), rest);
}

/* SYNO.Core.System info: the time is that of the NAS's wall clock; the zone is a city of
 * Synology's own list, with the offset of standard time even in summer. */
JsonNode *
demo_system_info (DemoServer *server, DemoCall *call)
{
  gint64 now = demo_now (server);
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_utc (now + server->utc_offset);
  g_autofree char *time = server->ctime_format ? dup_ctime (local)
                                               : g_date_time_format (local, "%Y-%m-%d %H:%M:%S");
  JsonObject *data = json_object_new ();

  json_object_set_string_member (data, "cpu_clock_speed", "2000");
  json_object_set_string_member (data, "cpu_cores", "4");
  json_object_set_string_member (data, "cpu_family", "Celeron");
  json_object_set_string_member (data, "cpu_series", "J4125");
  json_object_set_string_member (data, "cpu_vendor", "INTEL");
  json_object_set_boolean_member (data, "enabled_ntp", TRUE);
  json_object_set_string_member (data, "firmware_date", "2024/04/09");
  json_object_set_string_member (data, "firmware_ver", firmware_text (server));
  json_object_set_string_member (data, "model", model);
  json_object_set_string_member (data, "ntp_server", "time.example.org");
  json_object_set_int_member (data, "ram_size", 8192);
  json_object_set_string_member (data, "serial", "0000SBR000000");
  json_object_set_int_member (data, "sys_temp", 41);
  json_object_set_boolean_member (data, "sys_tempwarn", FALSE);
  json_object_set_string_member (data, "time", time);
  json_object_set_string_member (data, "time_zone", "Amsterdam");
  json_object_set_string_member (data, "time_zone_desc",
                                 "(GMT+01:00) Amsterdam, Berlin, Rome, Stockholm, Vienna");
  json_object_set_string_member (data, "up_time", "412:33:10");
  return demo_node (data);
}

JsonNode *
demo_dsm_info (DemoServer *server, DemoCall *call)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_utc (demo_now (server)
                                                               + server->utc_offset);
  g_autofree char *time = dup_ctime (local);
  JsonObject *data = json_object_new ();

  json_object_set_string_member (data, "codepage", "enu");
  json_object_set_string_member (data, "model", model);
  json_object_set_int_member (data, "ram", 8192);
  json_object_set_string_member (data, "serial", "0000SBR000000");
  json_object_set_int_member (data, "temperature", 41);
  json_object_set_boolean_member (data, "temperature_warn", FALSE);
  json_object_set_string_member (data, "time", time);
  json_object_set_int_member (data, "uptime", UPTIME);
  json_object_set_string_member (data, "version", server->dsm6 ? "25556" : "69057");
  json_object_set_string_member (data, "version_string", firmware_text (server));
  return demo_node (data);
}

JsonNode *
demo_network_list (DemoServer *server, DemoCall *call)
{
  JsonObject *data = json_object_new ();

  json_object_set_array_member (data, "dns", json_array_new ());
  json_object_set_string_member (data, "gateway", "192.0.2.1");
  json_object_set_string_member (data, "hostname", server->host_name);
  json_object_set_array_member (data, "interfaces", json_array_new ());
  json_object_set_string_member (data, "workgroup", "WORKGROUP");
  return demo_node (data);
}

static void
add_package (JsonArray *packages,
             DemoCall *call,
             const char *id,
             const char *name,
             const char *version)
{
  g_auto (GStrv) additional = demo_call_dup_strv (call, "additional");
  JsonObject *package = json_object_new ();

  json_object_set_string_member (package, "id", id);
  json_object_set_string_member (package, "name", name);
  json_object_set_int_member (package, "timestamp", 1712620800000);
  json_object_set_string_member (package, "version", version);
  if (additional && g_strv_contains ((const char *const *) additional, "status"))
    {
      JsonObject *more = json_object_new ();

      json_object_set_string_member (more, "status", "running");
      json_object_set_string_member (more, "status_code", "0");
      json_object_set_object_member (package, "additional", more);
    }
  json_array_add_object_element (packages, package);
}

JsonNode *
demo_package_list (DemoServer *server, DemoCall *call)
{
  JsonArray *packages = json_array_new ();
  JsonObject *data = json_object_new ();

  add_package (packages, call, "FileStation", "File Station", "1.4.1-1559");
  if (server->hyper_backup)
    add_package (packages, call, "HyperBackup", "Hyper Backup", "4.1.1-3764");
  if (server->vault)
    add_package (packages, call, "HyperBackupVault", "Hyper Backup Vault", "4.1.1-3764");
  json_object_set_array_member (data, "packages", packages);
  json_object_set_int_member (data, "total", json_array_get_length (packages));
  return demo_node (data);
}
