/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <glib/gstdio.h>

#include "dsm-lab.h"

/* What a NAS shows of itself, on a computer that trusts an authority: each fault that a certificate
 * can have, and one that turns up while there is a session. */

typedef struct
{
  Lab *lab;
  GTlsDatabase *before;
  char *path; /* of the authority's certificate; read when the first one is judged */
} Trust;

static JsonObject *
show (Lab *lab, const char *kind)
{
  return lab_control (lab, "certificate", "{\"kind\": \"%s\"}", kind);
}

static void
set_up (Trust *self, gconstpointer data)
{
  BksDemoNasOptions with_tls = { .seed = 1, .tls = TRUE };
  GTlsBackend *backend = g_tls_backend_get_default ();
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) shown = NULL;
  int file;

  self->lab = lab_new (&with_tls);
  shown = show (self->lab, "authority");
  file = g_file_open_tmp ("dsm-certificate-XXXXXX.pem", &self->path, &error);
  g_assert_no_error (error);
  g_close (file, NULL);
  g_file_set_contents (self->path, json_object_get_string_member (shown, "authority"), -1, &error);
  g_assert_no_error (error);
  database = g_tls_file_database_new (self->path, &error);
  g_assert_no_error (error);
  self->before = g_tls_backend_get_default_database (backend);
  g_tls_backend_set_default_database (backend, database);
  lab_do (self->lab, "clear", NULL);
}

static void
tear_down (Trust *self, gconstpointer data)
{
  g_tls_backend_set_default_database (g_tls_backend_get_default (), self->before);
  g_clear_object (&self->before);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  g_free (self->path);
  lab_free (self->lab);
}

static void
check_nothing_sent (Lab *lab)
{
  g_autoptr (JsonArray) requests = lab_requests (lab);

  g_assert_cmpint (lab_count (lab, "http_requests"), ==, 0);
  g_assert_cmpuint (json_array_get_length (requests), ==, 0);
}

/* Everything that goes out by itself or at a click. */
static void
check_refused (Lab *lab, DsmError code, const char *sha256)
{
  for (int i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;

      switch (i)
        {
        case 0:
          g_assert_null (lab_refresh (lab->client, FALSE, &error));
          break;
        case 1:
          g_assert_null (lab_status (lab->client, "4", &error));
          break;
        case 2:
          g_assert_false (lab_write (lab->client, DSM_TASK_CANCEL, "4", "backupable", &error));
          break;
        default:
          g_assert_false (lab_discover (lab->client, &error));
          break;
        }
      g_assert_error (error, DSM_ERROR, (int) code);
      g_assert_cmpstr (dsm_error_get_details (error)->certificate->sha256, ==, sha256);
    }
  check_nothing_sent (lab);
}

/* A certificate with one fault is refused for that fault; the user may trust it all the same. */
static void
test_faults (Trust *self, gconstpointer data)
{
  static const struct
  {
    const char *kind;
    GTlsCertificateFlags flags;
  } rows[] = {
    { "self-signed", G_TLS_CERTIFICATE_UNKNOWN_CA },
    { "expired", G_TLS_CERTIFICATE_EXPIRED },
    { "not-yet-valid", G_TLS_CERTIFICATE_NOT_ACTIVATED },
    { "other-host", G_TLS_CERTIFICATE_BAD_IDENTITY },
  };
  Lab *lab = self->lab;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (JsonObject) shown = show (lab, rows[i].kind);
      const char *sha256 = json_object_get_string_member (shown, "fingerprint");
      g_autoptr (DsmTaskList) list = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].kind);
      g_assert_true (dsm_client_set_pin (lab->client, NULL));
      dsm_client_close_connections (lab->client);
      lab_do (lab, "clear", NULL);
      g_assert_false (lab_discover (lab->client, &error));
      g_assert_error (error, DSM_ERROR, DSM_ERROR_TLS_UNTRUSTED);
      g_assert_cmpint (dsm_error_get_details (error)->certificate->flags, ==, rows[i].flags);
      g_clear_error (&error);
      check_refused (lab, DSM_ERROR_TLS_UNTRUSTED, sha256);

      g_assert_true (dsm_client_set_pin (lab->client, sha256));
      list = lab_refresh (lab->client, FALSE, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (list->tasks->len, ==, 8);
    }
}

/* What the system trusts raises no question where nothing is pinned. */
static void
test_trusted (Trust *self, gconstpointer data)
{
  g_autoptr (DsmTaskList) list = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (dsm_client_set_pin (self->lab->client, NULL));
  list = lab_refresh (self->lab->client, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->tasks->len, ==, 8);
  g_assert_cmpint (lab_count (self->lab, "logins"), ==, 1);
}

/* What the system trusts is another certificate than the pinned one all the same. */
static void
test_trusted_and_pinned (Trust *self, gconstpointer data)
{
  g_autoptr (JsonObject) shown = show (self->lab, "authority");

  g_assert_nonnull (dsm_client_get_pin (self->lab->client));
  check_refused (self->lab, DSM_ERROR_TLS_CHANGED,
                 json_object_get_string_member (shown, "fingerprint"));
}

static gboolean
has_request (gpointer lab)
{
  return lab_count (lab, "http_requests") > 0;
}

/* Somebody steps in while a refresh waits for its answer: it is over, and so is all that follows
 * until the user has decided. */
static void
test_in_mid_session (Trust *self, gconstpointer kind)
{
  Lab *lab = self->lab;
  g_autoptr (JsonObject) first = show (lab, "self-signed");
  g_autoptr (JsonObject) shown = NULL;
  g_autoptr (DsmTaskList) list = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (TestAnswer) answer = { 0 };
  const char *sha256;

  dsm_client_set_pin (lab->client, json_object_get_string_member (first, "fingerprint"));
  list = lab_refresh (lab->client, FALSE, &error);
  g_assert_no_error (error);
  g_clear_pointer (&list, dsm_task_list_free);

  lab_do (lab, "clear", NULL);
  lab_do (lab, "delay", "{\"ms\": 60000}");
  dsm_task_refresh_async (lab->client, FALSE, NULL, test_answer_cb, &answer);
  g_assert_true (test_wait_until (has_request, lab, TEST_WAIT_LIMIT_MS));
  lab_do (lab, "delay", "{\"ms\": 0}");
  lab_do (lab, "clear", NULL);
  shown = lab_control (lab, "certificate", "{\"kind\": \"%s\", \"drop\": true}",
                       (const char *) kind);
  sha256 = json_object_get_string_member (shown, "fingerprint");
  g_assert_null (dsm_task_refresh_finish (lab->client, test_answer_wait (&answer), &error));
  g_assert_error (error, DSM_ERROR, DSM_ERROR_TLS_CHANGED);
  /* Refused all the same, but what is said of it is what the system thinks. */
  g_assert_cmpint (dsm_error_get_details (error)->certificate->flags, ==,
                   g_str_equal (kind, "authority") ? 0 : G_TLS_CERTIFICATE_UNKNOWN_CA);
  g_clear_error (&error);
  for (int i = 0; i < 3; i++)
    check_refused (lab, DSM_ERROR_TLS_CHANGED, sha256);

  g_assert_true (dsm_client_set_pin (lab->client, sha256));
  list = lab_refresh (lab->client, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->tasks->len, ==, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/dsm/certificate/faults", Trust, NULL, set_up, test_faults, tear_down);
  g_test_add ("/dsm/certificate/trusted", Trust, NULL, set_up, test_trusted, tear_down);
  g_test_add ("/dsm/certificate/trusted-and-pinned", Trust, NULL, set_up, test_trusted_and_pinned,
              tear_down);
  g_test_add ("/dsm/certificate/in-mid-session/self-signed", Trust, "self-signed", set_up,
              test_in_mid_session, tear_down);
  g_test_add ("/dsm/certificate/in-mid-session/trusted", Trust, "authority", set_up,
              test_in_mid_session, tear_down);
  return g_test_run ();
}
