/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <glib/gstdio.h>

#include "nas-lab.h"
#include "test-wait.h"

/* What is said of a NAS whose certificate is not trusted, on a computer that trusts an authority. */

typedef struct
{
  NasLab lab;
  GTlsDatabase *before;
  char *path;   /* of the authority's certificate; read when the first one is judged */
  char *sha256; /* (nullable): of the certificate that the NAS shows */
} Trust;

static void
show (Trust *self, const char *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = bks_demo_nas_control (self->lab.demo, "certificate", arguments, &error);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  g_assert_no_error (error);
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  object = json_node_get_object (node);
  g_free (self->sha256);
  self->sha256 = g_strdup (json_object_get_string_member (object, "fingerprint"));
  if (self->path == NULL)
    {
      int file = g_file_open_tmp ("model-certificate-XXXXXX.pem", &self->path, &error);

      g_assert_no_error (error);
      g_close (file, NULL);
      g_file_set_contents (self->path, json_object_get_string_member (object, "authority"), -1,
                           &error);
      g_assert_no_error (error);
    }
}

static void
set_up (Trust *self, gconstpointer data)
{
  BksDemoNasOptions options = { .seed = 1, .speed = 0.001, .tls = TRUE };
  GTlsBackend *backend = g_tls_backend_get_default ();
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  self->lab.demo = bks_demo_nas_new (&options, &error);
  g_assert_no_error (error);
  self->lab.nas = bks_nas_new ("office-nas", bks_demo_nas_get_url (self->lab.demo), &error);
  g_assert_no_error (error);
  bks_nas_set_credentials (self->lab.nas, bks_demo_nas_get_account (self->lab.demo),
                           bks_demo_nas_get_password (self->lab.demo));
  show (self, "{}");
  self->before = g_tls_backend_get_default_database (backend);
  database = g_tls_file_database_new (self->path, &error);
  g_assert_no_error (error);
  g_tls_backend_set_default_database (backend, database);
}

static void
tear_down (Trust *self, gconstpointer data)
{
  nas_lab_tear_down (&self->lab, NULL);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), self->before);
  g_clear_object (&self->before);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  g_free (self->path);
  g_free (self->sha256);
}

/* Returns: (transfer none): what the NAS waits with */
static const BksCertificate *
check_refused (Trust *self, const char *line)
{
  const BksCertificate *certificate;

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (nas_lab_refresh (&self->lab, &error));
      g_assert_error (error, BKS_PROBLEM_ERROR, (int) BKS_PROBLEM_TLS_UNTRUSTED);
      g_assert_cmpint (bks_nas_get_state (self->lab.nas), ==, BKS_NAS_WAITING);
      g_assert_cmpstr (bks_nas_get_line (self->lab.nas), ==, line);
    }
  g_assert_cmpint (nas_lab_count (&self->lab, "http_requests"), ==, 0);
  certificate = bks_problem_get_certificate (bks_nas_get_problem (self->lab.nas));
  g_assert_cmpstr (certificate->sha256, ==, self->sha256);
  return certificate;
}

static char *
format_day (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  return g_date_time_format (date, "%-d %B %Y");
}

static void
check_reason (Trust *self, const char *kind, const char *reason, gboolean is_self_signed)
{
  g_autofree char *arguments = g_strdup_printf ("{\"kind\": \"%s\", \"drop\": true}", kind);
  g_autofree char *first_day = NULL;
  g_autofree char *last_day = NULL;
  g_autoptr (GString) expected = g_string_new (reason);
  const BksCertificate *certificate;
  BksProblem *problem;

  g_test_message ("%s", kind);
  show (self, arguments);
  nas_lab_tell (&self->lab, "clear", "{}");
  g_assert_true (bks_nas_set_pin (self->lab.nas, NULL));
  certificate = check_refused (self, "Certificate not trusted");
  first_day = format_day (certificate->not_before);
  last_day = format_day (certificate->not_after);
  g_string_replace (expected, "FIRST", first_day, 0);
  g_string_replace (expected, "LAST", last_day, 0);
  problem = bks_nas_get_problem (self->lab.nas);
  g_assert_cmpstr (certificate->reason, ==, expected->str);
  g_assert_cmpstr (bks_problem_get_sentence (problem), ==, expected->str);
  g_assert_cmpstr (bks_problem_get_next_step (problem), ==,
                   "Compare its fingerprint before you go on. Nothing was sent.");
  g_assert_cmpint (certificate->is_self_signed, ==, is_self_signed);
  g_assert_false (certificate->is_changed);
  g_assert_false (certificate->is_revoked);

  /* The user's word counts more. */
  g_assert_true (bks_nas_set_pin (self->lab.nas, certificate->sha256));
  nas_lab_refresh_well (&self->lab);
}

/* Each fault is said as what it is. */
static void
test_reasons (Trust *self, gconstpointer data)
{
  check_reason (self, "self-signed", "The NAS made and signed its certificate itself.", TRUE);
  check_reason (self, "expired", "The certificate has expired on LAST.", FALSE);
  check_reason (self, "not-yet-valid", "The certificate is not valid before FIRST.", FALSE);
  check_reason (self, "other-host",
                "The certificate is for “other-nas.example”, not for “127.0.0.1”.", FALSE);
}

/* The same authority, where nobody knows it. */
static void
test_unknown_authority (Trust *self, gconstpointer data)
{
  g_tls_backend_set_default_database (g_tls_backend_get_default (), self->before);
  check_reason (self, "authority",
                "The certificate is signed by an authority that this computer does not know.",
                FALSE);
}

static void
test_trusted (Trust *self, gconstpointer data)
{
  show (self, "{\"kind\": \"authority\"}");
  nas_lab_refresh_well (&self->lab);
  g_assert_cmpint (bks_nas_get_state (self->lab.nas), ==, BKS_NAS_FRESH);
  g_assert_null (bks_nas_get_problem (self->lab.nas));
  g_assert_null (bks_nas_get_pin (self->lab.nas));
}

/* The NAS waits, whoever else trusts the new one; what was known of its backups is no longer said
 * to be so. Trust brings everything back. */
static void
test_changed (Trust *self, gconstpointer arguments)
{
  BksNas *nas = self->lab.nas;
  g_autofree char *line = NULL;
  g_autofree char *old = g_strdup (self->sha256);
  const BksCertificate *certificate;
  BksProblem *problem;

  g_assert_true (bks_nas_set_pin (nas, self->sha256));
  nas_lab_refresh_well (&self->lab);
  line = g_strdup (bks_nas_get_line (nas));

  show (self, arguments);
  g_assert_cmpstr (self->sha256, !=, old);
  nas_lab_tell (&self->lab, "clear", "{}");
  certificate = check_refused (self, "Certificate changed");
  problem = bks_nas_get_problem (nas);
  g_assert_true (certificate->is_changed);
  g_assert_cmpstr (bks_problem_get_title (problem), ==, "Certificate changed");
  g_assert_cmpstr (bks_problem_get_sentence (problem), ==,
                   "office-nas shows another certificate than the one you trusted.");
  g_assert_true (bks_problem_waits_for_user (problem));
  g_assert_cmpstr (bks_nas_get_pin (nas), ==, old);

  g_assert_true (bks_nas_set_pin (nas, self->sha256));
  nas_lab_refresh_well (&self->lab);
  g_assert_cmpint (bks_nas_get_state (nas), ==, BKS_NAS_FRESH);
  g_assert_null (bks_nas_get_problem (nas));
  g_assert_cmpstr (bks_nas_get_line (nas), ==, line);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/model/certificate/reasons", Trust, NULL, set_up, test_reasons, tear_down);
  g_test_add ("/model/certificate/unknown-authority", Trust, NULL, set_up, test_unknown_authority,
              tear_down);
  g_test_add ("/model/certificate/trusted", Trust, NULL, set_up, test_trusted, tear_down);
  g_test_add ("/model/certificate/changed", Trust, "{\"drop\": true}", set_up, test_changed,
              tear_down);
  g_test_add ("/model/certificate/changed-and-trusted", Trust,
              "{\"kind\": \"authority\", \"drop\": true}", set_up, test_changed, tear_down);
  return g_test_run ();
}
