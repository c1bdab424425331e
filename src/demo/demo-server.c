/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

static gboolean
has_variant (const char *variants, const char *name)
{
  g_auto (GStrv) names = variants ? g_strsplit (variants, ",", -1) : NULL;

  return names && g_strv_contains ((const char *const *) names, name);
}

/*
 * demo_server_new:
 *
 * Makes the NAS with its data, not yet listening. Must run in the thread whose main context serves
 * it.
 */
DemoServer *
demo_server_new (const BksDemoNasOptions *options)
{
  DemoServer *server = g_new0 (DemoServer, 1);

  server->options = *options;
  server->host_name = g_strdup (options->host_name ? options->host_name : "office-nas");
  server->context = g_main_context_ref_thread_default ();
  server->hyper_backup = !has_variant (options->variant, "vault-only");
  server->vault = !has_variant (options->variant, "no-vault");
  server->no_permission = has_variant (options->variant, "no-permission");
  server->lun = has_variant (options->variant, "lun");
  server->empty = has_variant (options->variant, "empty");
  server->dsm6 = has_variant (options->variant, "dsm6");
  server->odd_names = has_variant (options->variant, "odd-names");
  server->delay_ms = options->delay_ms;
  server->speed = options->speed > 0 ? options->speed : 1.0;
  server->scheduler = options->scheduler;
  server->utc_offset = 2 * 3600;
  server->max_runs = 3;
  server->rand = g_rand_new_with_seed (options->seed);
  server->settled = demo_machine_time (server);
  server->connections = g_ptr_array_new_with_free_func (g_object_unref);
  server->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) demo_fault_free);
  server->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) demo_task_free);
  server->repositories = g_ptr_array_new ();
  server->vault_targets = g_ptr_array_new_with_free_func ((GDestroyNotify) demo_vault_target_free);
  g_queue_init (&server->records);
  demo_log_init (&server->client_log);
  demo_log_init (&server->vault_log);
  demo_counters_init (&server->counters);
  demo_auth_init (server);
  demo_data_seed (server);
  demo_vault_seed (server);
  return server;
}

static void
cancel_boot (DemoServer *server)
{
  if (server->boot)
    g_source_destroy (server->boot);
  g_clear_pointer (&server->boot, g_source_unref);
}

void
demo_server_free (DemoServer *server)
{
  g_clear_object (&server->refusing);
  cancel_boot (server);
  if (server->http)
    soup_server_disconnect (server->http);
  if (server->control)
    soup_server_disconnect (server->control);
  /* Connections that are being closed still have something to do. */
  for (int i = 0; i < 100 && g_main_context_iteration (server->context, FALSE); i++)
    ;
  g_clear_object (&server->http);
  g_clear_object (&server->control);
  g_ptr_array_unref (server->connections);
  g_clear_object (&server->certificate);
  g_clear_pointer (&server->authority, demo_authority_free);
  g_queue_clear_full (&server->records, (GDestroyNotify) json_node_unref);
  demo_counters_clear (&server->counters);
  demo_auth_clear (server);
  g_clear_pointer (&server->envelope, demo_envelope_free);
  demo_log_clear (&server->client_log);
  demo_log_clear (&server->vault_log);
  g_ptr_array_unref (server->faults);
  g_ptr_array_unref (server->tasks);
  g_ptr_array_unref (server->repositories);
  g_ptr_array_unref (server->vault_targets);
  g_rand_free (server->rand);
  g_free (server->host_name);
  g_free (server->fingerprint);
  g_free (server->url);
  g_free (server->control_url);
  g_main_context_unref (server->context);
  g_free (server);
}

static SoupServer *
listen_on (guint port, GTlsCertificate *certificate, char **url, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, (guint16) port);
  g_autoptr (SoupServer) http = soup_server_new ("tls-certificate", certificate, NULL);
  GSList *uris;

  if (!soup_server_listen (http, address, certificate ? SOUP_SERVER_LISTEN_HTTPS : 0, error))
    return NULL;
  uris = soup_server_get_uris (http);
  *url = g_strdup_printf ("%s://127.0.0.1:%d", certificate ? "https" : "http",
                          g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return g_steal_pointer (&http);
}

/*
 * demo_server_listen:
 *
 * Opens the NAS's port and, if wanted, the control port, both on the loopback address only. Errors
 * are in #G_IO_ERROR and #G_TLS_ERROR.
 */
gboolean
demo_server_listen (DemoServer *server, GError **error)
{
  const char *name = server->options.certificate;
  DemoCertificateKind kind = DEMO_CERTIFICATE_SELF_SIGNED;

  if (name && !demo_certificate_kind_from_name (name, &kind))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "No certificate is \"%s\"",
                   name);
      return FALSE;
    }
  if (server->options.tls)
    {
      server->authority = demo_authority_new (error);
      if (!server->authority || !demo_server_renew_certificate (server, kind, error))
        return FALSE;
    }
  server->http = listen_on (server->options.port, server->certificate, &server->url, error);
  if (!server->http)
    return FALSE;
  soup_server_add_handler (server->http, NULL, demo_http_handle, server, NULL);

  if (!server->options.control_port && !server->options.want_control)
    return TRUE;
  server->control = listen_on (server->options.control_port, NULL, &server->control_url, error);
  if (!server->control)
    return FALSE;
  soup_server_add_handler (server->control, NULL, demo_control_handle, server, NULL);
  return TRUE;
}

/* Another certificate from the next connection on, as after a reset or with somebody in between. */
gboolean
demo_server_renew_certificate (DemoServer *server, DemoCertificateKind kind, GError **error)
{
  g_autofree char *fingerprint = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;

  if (!server->authority)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "This NAS has no TLS");
      return FALSE;
    }
  certificate = demo_certificate_new (kind, server->authority, &fingerprint, error);
  if (!certificate)
    return FALSE;
  g_set_object (&server->certificate, certificate);
  g_free (server->fingerprint);
  server->fingerprint = g_steal_pointer (&fingerprint);
  if (server->http)
    soup_server_set_tls_certificate (server->http, certificate);
  return TRUE;
}

/* A request came on a connection that none came on before. */
void
demo_server_add_connection (DemoServer *server, GSocket *socket)
{
  for (guint i = server->connections->len; i > 0; i--)
    if (g_socket_is_closed (g_ptr_array_index (server->connections, i - 1)))
      g_ptr_array_remove_index_fast (server->connections, i - 1);
  g_ptr_array_add (server->connections, g_object_ref (socket));
}

/* What is being answered stays without an answer. */
void
demo_server_drop_connections (DemoServer *server)
{
  for (guint i = 0; i < server->connections->len; i++)
    {
      GSocket *socket = g_ptr_array_index (server->connections, i);

      if (!g_socket_is_closed (socket))
        g_socket_shutdown (socket, TRUE, TRUE, NULL);
    }
  g_ptr_array_set_size (server->connections, 0);
}

static GSocketAddress *
dup_own_address (DemoServer *server)
{
  g_autoptr (GUri) uri = g_uri_parse (server->url, G_URI_FLAGS_NONE, NULL);

  return g_inet_socket_address_new_from_string ("127.0.0.1", (guint) g_uri_get_port (uri));
}

/* A port that is taken but not listened on refuses connections, and nobody else gets it. */
static gboolean
go_down (DemoServer *server, GError **error)
{
  g_autoptr (GSocketAddress) address = dup_own_address (server);

  if (server->refusing)
    return TRUE;
  demo_server_drop_connections (server);
  soup_server_disconnect (server->http);
  server->refusing = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                   G_SOCKET_PROTOCOL_TCP, error);
  return server->refusing && g_socket_bind (server->refusing, address, TRUE, error);
}

static gboolean
come_up (DemoServer *server, GError **error)
{
  g_autoptr (GSocketAddress) address = dup_own_address (server);

  cancel_boot (server);
  if (!server->refusing)
    return TRUE;
  g_clear_object (&server->refusing);
  return soup_server_listen (server->http, address,
                             server->certificate ? SOUP_SERVER_LISTEN_HTTPS : 0, error);
}

static gboolean
boot_cb (gpointer data)
{
  DemoServer *server = data;
  g_autoptr (GError) error = NULL;

  if (!come_up (server, &error))
    g_warning ("The NAS does not come up: %s", error->message);
  return G_SOURCE_REMOVE;
}

/*
 * demo_server_reboot:
 * @ms: how long it is down; 0 = it is up again at once, -1 = until it is told
 *
 * Cuts off all connections, forgets all sessions, and refuses connections for a while.
 */
gboolean
demo_server_reboot (DemoServer *server, gint64 ms, GError **error)
{
  cancel_boot (server);
  demo_auth_forget_sessions (server);
  if (!go_down (server, error))
    return FALSE;
  if (ms == 0)
    return come_up (server, error);
  if (ms > 0)
    {
      server->boot = g_timeout_source_new ((guint) MIN (ms, G_MAXINT));
      g_source_set_callback (server->boot, boot_cb, server, NULL);
      g_source_attach (server->boot, server->context);
    }
  return TRUE;
}

gint64
demo_machine_time (DemoServer *server)
{
  return g_get_real_time () + server->advanced;
}

/* The NAS's own idea of the time, seconds since the epoch, at the moment up to which its runs
 * are computed. */
gint64
demo_now (DemoServer *server)
{
  return server->settled / G_USEC_PER_SEC + server->clock_offset;
}

/*
 * demo_wall_clock:
 * @stamp: NAS time; 0 = never
 *
 * Returns: (transfer full): the stamp as Hyper Backup writes it, without a zone; "" for never
 */
char *
demo_wall_clock (DemoServer *server, gint64 stamp, gboolean seconds)
{
  g_autoptr (GDateTime) local = NULL;

  if (stamp == 0)
    return g_strdup ("");
  local = g_date_time_new_from_unix_utc (stamp + server->utc_offset);
  return g_date_time_format (local, seconds && !server->no_seconds ? "%Y/%m/%d %H:%M:%S"
                                                                   : "%Y/%m/%d %H:%M");
}

DemoTask *
demo_find_task (DemoServer *server, const char *id)
{
  for (guint i = 0; i < server->tasks->len; i++)
    {
      DemoTask *task = g_ptr_array_index (server->tasks, i);

      if (!strcmp (task->id, id))
        return task;
    }
  return NULL;
}

const DemoRepository *
demo_find_repository (DemoServer *server, int id)
{
  for (guint i = 0; i < server->repositories->len; i++)
    {
      const DemoRepository *repository = g_ptr_array_index (server->repositories, i);

      if (repository->id == id)
        return repository;
    }
  return NULL;
}
