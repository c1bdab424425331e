/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <string.h>

#include "dsm-error-private.h"

typedef struct
{
  int code;
  DsmError error;
} Expected;

/* Sections 5.1 and 5.3 of the protocol reference, and some that mean nothing. */
static const Expected general[] = {
  { 100, DSM_ERROR_REFUSED },
  { 101, DSM_ERROR_REFUSED },
  { 102, DSM_ERROR_NOT_SUPPORTED },
  { 103, DSM_ERROR_NOT_SUPPORTED },
  { 104, DSM_ERROR_NOT_SUPPORTED },
  { 105, DSM_ERROR_PERMISSION },
  { 106, DSM_ERROR_SESSION_EXPIRED },
  { 107, DSM_ERROR_SESSION_EXPIRED },
  { 108, DSM_ERROR_BUSY },
  { 109, DSM_ERROR_BUSY },
  { 110, DSM_ERROR_BUSY },
  { 111, DSM_ERROR_BUSY },
  { 114, DSM_ERROR_REFUSED },
  { 115, DSM_ERROR_REFUSED },
  { 116, DSM_ERROR_REFUSED },
  { 117, DSM_ERROR_BUSY },
  { 118, DSM_ERROR_BUSY },
  { 119, DSM_ERROR_SESSION_EXPIRED },
  { 120, DSM_ERROR_REFUSED },
  { 121, DSM_ERROR_REFUSED },
  { 149, DSM_ERROR_REFUSED },
  { 150, DSM_ERROR_SESSION_EXPIRED },
  { 160, DSM_ERROR_PERMISSION },
  { 400, DSM_ERROR_REFUSED },
  { 403, DSM_ERROR_REFUSED },
  { 407, DSM_ERROR_REFUSED },
  { 4400, DSM_ERROR_REFUSED },
  { 4401, DSM_ERROR_REFUSED },
  { 4458, DSM_ERROR_REFUSED },
  { 4462, DSM_ERROR_REFUSED },
  { 4467, DSM_ERROR_REFUSED },
  { 4499, DSM_ERROR_REFUSED },
  { 99999, DSM_ERROR_REFUSED },
};

/* Section 5.2: the same numbers mean other things to SYNO.API.Auth. */
static const Expected login[] = {
  { 400, DSM_ERROR_AUTH },          { 401, DSM_ERROR_AUTH },         { 402, DSM_ERROR_PERMISSION },
  { 403, DSM_ERROR_OTP_REQUIRED },  { 404, DSM_ERROR_OTP_REJECTED }, { 405, DSM_ERROR_AUTH },
  { 406, DSM_ERROR_AUTH },          { 407, DSM_ERROR_BLOCKED },      { 408, DSM_ERROR_AUTH },
  { 409, DSM_ERROR_AUTH },          { 410, DSM_ERROR_AUTH },         { 411, DSM_ERROR_BLOCKED },
  { 102, DSM_ERROR_NOT_SUPPORTED }, { 105, DSM_ERROR_PERMISSION },   { 117, DSM_ERROR_BUSY },
  { 412, DSM_ERROR_REFUSED },
};

static void
test_general_codes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (general); i++)
    {
      g_autoptr (GError) error = dsm_error_from_code ("SYNO.Backup.Task", "cancel", general[i].code,
                                                      "{\"name\":1}");
      const DsmErrorDetails *details = dsm_error_get_details (error);

      g_assert_error (error, DSM_ERROR, (int) general[i].error);
      g_assert_cmpint (details->code, ==, general[i].code);
      g_assert_cmpstr (details->api, ==, "SYNO.Backup.Task");
      g_assert_cmpstr (details->method, ==, "cancel");
      g_assert_cmpstr (details->errors, ==, "{\"name\":1}");
      g_assert_nonnull (strstr (error->message, "SYNO.Backup.Task cancel"));
    }
}

static void
test_login_codes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (login); i++)
    {
      g_autoptr (GError) error = dsm_error_from_login ("login", login[i].code, NULL, TRUE);
      const DsmErrorDetails *details = dsm_error_get_details (error);

      g_assert_error (error, DSM_ERROR, (int) login[i].error);
      g_assert_cmpint (details->code, ==, login[i].code);
      g_assert_cmpstr (details->api, ==, "SYNO.API.Auth");
      g_assert_cmpint (details->otp_possible, ==, login[i].code == 403);
    }
}

static void
test_session_codes (void)
{
  for (int code = 0; code < 200; code++)
    g_assert_cmpint (dsm_error_is_session_code (code), ==,
                     code == 106 || code == 107 || code == 119 || code == 150);
}

static void
check_transport (GQuark domain, int code, DsmOffline offline, gboolean repeat, gboolean doubt)
{
  g_autoptr (GError) cause = g_error_new_literal (domain, code, "cause");
  g_autoptr (GError) error = dsm_error_from_transport (cause);

  g_assert_error (error, DSM_ERROR, DSM_ERROR_OFFLINE);
  g_assert_cmpint (dsm_error_get_details (error)->offline, ==, offline);
  g_assert_cmpint (dsm_error_deserves_repeat (error), ==, repeat);
  g_assert_cmpint (dsm_error_leaves_doubt (error), ==, doubt);
}

static void
test_transport (void)
{
  check_transport (G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, DSM_OFFLINE_HOST_NOT_FOUND, FALSE,
                   FALSE);
  check_transport (G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND, DSM_OFFLINE_HOST_NOT_FOUND, FALSE, FALSE);
  check_transport (G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, DSM_OFFLINE_REFUSED, FALSE, FALSE);
  check_transport (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, DSM_OFFLINE_TIMED_OUT, TRUE, TRUE);
  check_transport (G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE, DSM_OFFLINE_UNREACHABLE, FALSE,
                   FALSE);
  check_transport (G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE, DSM_OFFLINE_UNREACHABLE, FALSE, FALSE);
  check_transport (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, DSM_OFFLINE_CUT_OFF, TRUE, TRUE);
  check_transport (G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, DSM_OFFLINE_CUT_OFF, TRUE, TRUE);
  check_transport (G_TLS_ERROR, G_TLS_ERROR_EOF, DSM_OFFLINE_CUT_OFF, TRUE, TRUE);
  check_transport (G_IO_ERROR, G_IO_ERROR_FAILED, DSM_OFFLINE_OTHER, FALSE, TRUE);
}

static void
test_details (void)
{
  g_autoptr (GError) error = dsm_error_from_code ("A", "m", 4400, NULL);
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "other");
  g_autoptr (GError) copy = NULL;
  DsmErrorDetails *details = dsm_error_edit_details (error);

  details->certificate = g_new0 (DsmCertificate, 1);
  details->certificate->sha256 = g_strdup ("ab");
  dsm_error_set_place (error, "nas", 5001);
  dsm_error_set_place (error, "other", 1);
  copy = g_error_copy (error);
  g_assert_cmpstr (dsm_error_get_details (copy)->host, ==, "nas");
  g_assert_cmpint (dsm_error_get_details (copy)->port, ==, 5001);
  g_assert_cmpstr (dsm_error_get_details (copy)->certificate->sha256, ==, "ab");
  g_assert_true (dsm_error_get_details (copy)->certificate != details->certificate);

  g_assert_null (dsm_error_get_details (foreign));
  g_assert_null (dsm_error_get_details (NULL));
  dsm_error_set_place (NULL, "nas", 1);
  dsm_error_set_place (foreign, "nas", 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsm/error/general-codes", test_general_codes);
  g_test_add_func ("/dsm/error/login-codes", test_login_codes);
  g_test_add_func ("/dsm/error/session-codes", test_session_codes);
  g_test_add_func ("/dsm/error/transport", test_transport);
  g_test_add_func ("/dsm/error/details", test_details);
  return g_test_run ();
}
