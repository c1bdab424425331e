/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <glib/gstdio.h>
#include <string.h>

#include "dsm-lab.h"

/* Whom the client talks to: certificates, plain HTTP, redirects, and hosts that are not there. */

static BksDemoNasOptions with_tls = { .seed = 1, .tls = TRUE };

static void
check_nothing_sent (Lab *lab)
{
  g_assert_cmpint (lab_count (lab, "http_requests"), ==, 0);
  g_assert_cmpint (lab_count (lab, "requests"), ==, 0);
}

static void
test_unknown (void)
{
  g_autoptr (Lab) lab = lab_new (&with_tls);
  g_autoptr (GError) error = NULL;
  const DsmCertificate *certificate;

  g_assert_true (dsm_client_set_pin (lab->client, NULL));
  g_assert_null (lab_refresh (lab->client, FALSE, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_TLS_UNTRUSTED);
  certificate = dsm_error_get_details (error)->certificate;
  g_assert_nonnull (certificate);
  g_assert_cmpstr (certificate->host, ==, "127.0.0.1");
  g_assert_cmpstr (certificate->sha256, ==, bks_demo_nas_get_fingerprint (lab->nas));
  g_assert_cmpuint (strlen (certificate->sha256), ==, 64);
  g_assert_cmpint (certificate->not_before, >, 0);
  g_assert_cmpint (certificate->not_after, >, certificate->not_before);
  g_assert_nonnull (strstr (certificate->subject, "CN="));
  g_assert_nonnull (strstr (certificate->issuer, "CN="));
  g_assert_cmpint (certificate->flags, !=, 0);
  check_nothing_sent (lab);

  /* The fingerprint that was shown is what is pinned. */
  g_assert_true (dsm_client_set_pin (lab->client, certificate->sha256));
  g_clear_error (&error);
  g_assert_true (lab_login (lab->client, &error));
  g_assert_no_error (error);
}

static void
test_changed (void)
{
  g_autoptr (Lab) lab = lab_new (&with_tls);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) renewed = NULL;
  g_autofree char *old = g_strdup (bks_demo_nas_get_fingerprint (lab->nas));
  const char *fingerprint;

  g_assert_true (lab_login (lab->client, &error));
  g_assert_no_error (error);
  renewed = lab_control (lab, "new-certificate", NULL);
  fingerprint = json_object_get_string_member (renewed, "fingerprint");
  g_assert_cmpstr (fingerprint, !=, old);
  lab_do (lab, "clear", NULL);
  dsm_client_close_connections (lab->client);

  g_assert_null (lab_status (lab->client, "4", &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_TLS_CHANGED);
  g_assert_cmpstr (dsm_error_get_details (error)->certificate->sha256, ==, fingerprint);
  check_nothing_sent (lab);
  g_clear_error (&error);

  g_assert_true (dsm_client_set_pin (lab->client, fingerprint));
  {
    g_autoptr (DsmTaskRecord) task = lab_status (lab->client, "4", &error);

    g_assert_no_error (error);
    g_assert_cmpstr (task->status, ==, "backup");
  }
}

/* One digit of 64 is another one, wherever it stands. */
static void
test_almost (void)
{
  static const int places[] = { 0, 15, 31, 48, 63 };
  g_autoptr (Lab) lab = lab_new (&with_tls);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *pin = g_strdup (bks_demo_nas_get_fingerprint (lab->nas));
      g_autoptr (GError) error = NULL;

      pin[places[i]] = pin[places[i]] == '0' ? '1' : '0';
      g_assert_true (dsm_client_set_pin (lab->client, pin));
      g_assert_false (lab_login (lab->client, &error));
      g_assert_error (error, DSM_ERROR, DSM_ERROR_TLS_CHANGED);
      check_nothing_sent (lab);
    }
}

static gboolean
accept_any_cb (GTlsConnection *connection,
               GTlsCertificate *certificate,
               GTlsCertificateFlags flags,
               gpointer data)
{
  return TRUE;
}

/* The certificate that the NAS shows, as a file of authorities. */
static GTlsDatabase *
database_of (Lab *lab, char **path)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) socket = NULL;
  g_autoptr (GIOStream) tls = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = NULL;
  GTlsDatabase *database;
  int file;

  socket = g_socket_client_connect_to_host (
      client, "127.0.0.1", (guint16) dsm_client_get_port (lab->client), NULL, &error);
  g_assert_no_error (error);
  tls = g_tls_client_connection_new (G_IO_STREAM (socket), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (tls, "accept-certificate", G_CALLBACK (accept_any_cb), NULL);
  g_tls_connection_handshake (G_TLS_CONNECTION (tls), NULL, &error);
  g_assert_no_error (error);
  g_object_get (tls, "peer-certificate", &certificate, NULL);
  g_object_get (certificate, "certificate-pem", &pem, NULL);

  file = g_file_open_tmp ("dsm-trust-XXXXXX.pem", path, &error);
  g_assert_no_error (error);
  g_close (file, NULL);
  g_assert_true (g_file_set_contents (*path, pem, -1, NULL));
  database = g_tls_file_database_new (*path, &error);
  g_assert_no_error (error);
  return database;
}

/* A certificate that the system trusts raises no question, unless another one is pinned. */
static void
test_system_trust (void)
{
  g_autoptr (Lab) lab = lab_new (&with_tls);
  g_autofree char *path = NULL;
  g_autoptr (GTlsDatabase) database = database_of (lab, &path);
  GTlsBackend *backend = g_tls_backend_get_default ();
  g_autoptr (GTlsDatabase) before = g_tls_backend_get_default_database (backend);
  g_autoptr (GError) error = NULL;
  g_autofree char *other = g_strnfill (64, '0');

  g_tls_backend_set_default_database (backend, database);
  lab_do (lab, "clear", NULL);

  g_assert_true (dsm_client_set_pin (lab->client, other));
  g_assert_false (lab_discover (lab->client, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_TLS_CHANGED);
  check_nothing_sent (lab);
  g_clear_error (&error);

  g_assert_true (dsm_client_set_pin (lab->client, NULL));
  g_assert_true (lab_discover (lab->client, &error));
  g_assert_no_error (error);
  g_assert_true (dsm_client_set_pin (lab->client, bks_demo_nas_get_fingerprint (lab->nas)));
  g_assert_true (lab_discover (lab->client, &error));
  g_assert_no_error (error);

  g_tls_backend_set_default_database (backend, before);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_plain_http (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 connections = lab_count (lab, "connections");

  dsm_client_set_allow_plain_http (lab->client, FALSE);
  g_assert_null (lab_refresh (lab->client, FALSE, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_PLAIN_HTTP);
  g_assert_cmpstr (dsm_error_get_details (error)->host, ==, "127.0.0.1");
  g_clear_error (&error);
  g_assert_false (lab_login (lab->client, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_PLAIN_HTTP);
  g_clear_error (&error);
  check_nothing_sent (lab);
  g_assert_cmpint (lab_count (lab, "connections"), ==, connections);

  dsm_client_set_allow_plain_http (lab->client, TRUE);
  g_assert_true (lab_login (lab->client, &error));
  g_assert_no_error (error);
}

/* A redirect points at another NAS, and that one hears nothing. */
static void
test_redirect (void)
{
  static const int statuses[] = { 301, 302, 303, 307, 308 };
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autoptr (Lab) other = lab_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *location = g_strconcat (bks_demo_nas_get_url (other->nas),
                                               "/webapi/entry.cgi", NULL);

      g_assert_true (lab_login (lab->client, &error));
      lab_do (lab, "fail",
              "{\"mode\": \"redirect\", \"status\": %d, \"location\": \"%s\", \"method\": "
              "\"status\"}",
              statuses[i], location);
      g_assert_null (lab_status (lab->client, "4", &error));
      g_assert_error (error, DSM_ERROR, DSM_ERROR_REDIRECT);
      g_assert_cmpstr (dsm_error_get_details (error)->location, ==, location);
      g_assert_cmpint (dsm_error_get_details (error)->http_status, ==, statuses[i]);
      g_clear_error (&error);

      lab_do (lab, "fail",
              "{\"mode\": \"redirect\", \"status\": %d, \"location\": \"%s\", \"method\": "
              "\"login\"}",
              statuses[i], location);
      dsm_client_set_credentials (lab->client, NULL, NULL);
      dsm_client_set_credentials (lab->client, "demo", bks_demo_nas_get_password (lab->nas));
      g_assert_false (lab_login (lab->client, &error));
      g_assert_error (error, DSM_ERROR, DSM_ERROR_REDIRECT);
    }
  check_nothing_sent (other);
  g_assert_cmpint (lab_count (other, "connections"), ==, 0);
}

static void
check_offline (const char *address, DsmOffline offline)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmClient) client = dsm_client_new (address, &error);

  g_assert_no_error (error);
  dsm_client_set_allow_plain_http (client, TRUE);
  dsm_client_set_credentials (client, "demo", "demo");
  g_assert_null (lab_refresh (client, FALSE, &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_OFFLINE);
  g_assert_cmpint (dsm_error_get_details (error)->offline, ==, offline);
  g_assert_cmpstr (dsm_error_get_details (error)->host, ==, dsm_client_get_host (client));
  g_assert_cmpint (dsm_error_get_details (error)->port, ==, dsm_client_get_port (client));
}

static void
test_offline (void)
{
  g_autoptr (Lab) lab = lab_new (NULL);
  g_autofree char *url = g_strdup (bks_demo_nas_get_url (lab->nas));
  g_autofree char *https = g_strdup_printf ("https://127.0.0.1:%u",
                                            dsm_client_get_port (lab->client));

  /* TLS spoken to a server that does not. */
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (DsmClient) client = dsm_client_new (https, &error);

    /* The server waits for the end of what it takes for a request. */
    dsm_client_set_timeouts (client, 500, 500);
    g_assert_false (lab_discover (client, &error));
    g_assert_error (error, DSM_ERROR, DSM_ERROR_OFFLINE);
  }
  bks_demo_nas_stop (lab->nas);
  check_offline (url, DSM_OFFLINE_REFUSED);
  check_offline ("http://no-such-host.invalid", DSM_OFFLINE_HOST_NOT_FOUND);
}

/* An open connection is used again, and closed when it is told to. */
static void
test_connections (void)
{
  g_autoptr (Lab) lab = lab_new (&with_tls);
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED g_autoptr (DsmTaskList) list = lab_refresh (lab->client, FALSE, &error);
  gint64 before;

  g_assert_no_error (error);
  before = lab_count (lab, "connections");
  for (int i = 0; i < 5; i++)
    {
      G_GNUC_UNUSED g_autoptr (DsmTaskRecord) task = lab_status (lab->client, "4", &error);

      g_assert_no_error (error);
    }
  g_assert_cmpint (lab_count (lab, "connections"), ==, before);
  dsm_client_close_connections (lab->client);
  {
    G_GNUC_UNUSED g_autoptr (DsmTaskRecord) task = lab_status (lab->client, "4", &error);

    g_assert_no_error (error);
  }
  g_assert_cmpint (lab_count (lab, "connections"), ==, before + 1);

  /* On an open connection the library may send a request again by itself: a write gets its own. */
  g_assert_true (lab_write (lab->client, DSM_TASK_CANCEL, "4", "backupable", &error));
  g_assert_no_error (error);
  g_assert_cmpint (lab_count (lab, "connections"), ==, before + 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsm/trust/unknown", test_unknown);
  g_test_add_func ("/dsm/trust/changed", test_changed);
  g_test_add_func ("/dsm/trust/almost", test_almost);
  g_test_add_func ("/dsm/trust/system", test_system_trust);
  g_test_add_func ("/dsm/trust/plain-http", test_plain_http);
  g_test_add_func ("/dsm/trust/redirect", test_redirect);
  g_test_add_func ("/dsm/trust/offline", test_offline);
  g_test_add_func ("/dsm/trust/connections", test_connections);
  return g_test_run ();
}
