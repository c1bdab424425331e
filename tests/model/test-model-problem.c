/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-problem-private.h"
#include "dsm-error-private.h"

#define NOW (G_GINT64_CONSTANT (1778580000) * G_USEC_PER_SEC) /* Tuesday, 12 May 2026, 10:00 UTC */
#define UNBLOCK                                                                                    \
  "An administrator can lift it in Control Panel › Security › Protection. Trying again makes it worse."

static void
check (GError *error, const char *kind, const char *sentence, const char *next_step)
{
  g_autoptr (BksProblem) problem = bks_problem_new_from_dsm (error, "office-nas");
  const DsmErrorDetails *details = dsm_error_get_details (error);

  g_assert_cmpstr (bks_problem_get_nick (problem), ==, kind);
  g_assert_cmpstr (bks_problem_get_sentence (problem), ==, sentence);
  g_assert_cmpstr (bks_problem_get_next_step (problem), ==, next_step);
  g_assert_cmpstr (bks_problem_get_title (problem), !=, "");
  g_assert_cmpint (bks_problem_get_code (problem), ==, details->code);
  g_assert_cmpstr (bks_problem_get_api (problem), ==, details->api);
  g_assert_cmpstr (bks_problem_get_method (problem), ==, details->method);
  /* The raw words are for the details, and not for the message. */
  g_assert_nonnull (g_strstr_len (bks_problem_get_details (problem), -1, error->message));
  g_assert_null (g_strstr_len (bks_problem_get_message (problem), -1, "SYNO."));
  g_error_free (error);
}

static void
test_login_codes (void)
{
  static const struct
  {
    int code;
    const char *kind;
    const char *sentence;
    const char *next_step;
  } rows[] = {
    { 400, "auth-rejected", "office-nas did not accept this account and password.",
      "Check both; after a few wrong tries DSM blocks this computer." },
    { 401, "auth-rejected", "This account is disabled in DSM.",
      "Use another account, or ask an administrator to enable it." },
    { 402, "permission", "This account may not sign in here.",
      "Ask for access to DSM and Hyper Backup." },
    { 403, "otp-required", "office-nas asks for a one-time code.",
      "Enter the code that your app shows." },
    { 404, "otp-rejected", "That code was not right, or too old.", "Wait for the next one." },
    { 405, "auth-rejected", "This account may not sign in at this address.",
      "Check the port and path." },
    { 406, "auth-rejected", "DSM wants this account to set up a second factor first.",
      "Do that in DSM, then sign in again." },
    { 407, "blocked", "office-nas blocks this computer after too many wrong passwords.", UNBLOCK },
    { 408, "auth-rejected", "DSM wants this account to choose a new password first.",
      "Do that in DSM, then sign in again." },
    { 409, "auth-rejected", "DSM wants this account to choose a new password first.",
      "Do that in DSM, then sign in again." },
    { 410, "auth-rejected", "DSM wants this account to choose a new password first.",
      "Do that in DSM, then sign in again." },
    { 411, "blocked", "office-nas has locked this account after too many wrong passwords.",
      UNBLOCK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    check (dsm_error_from_login ("login", rows[i].code, NULL, TRUE), rows[i].kind, rows[i].sentence,
           rows[i].next_step);
  check (dsm_error_from_login ("login", 403, NULL, FALSE), "otp-required",
         "This account needs a sign-in method that Backstay does not have.",
         "Allow one-time codes for it in DSM.");
}

static void
test_codes (void)
{
  static const struct
  {
    const char *api;
    int code;
    const char *kind;
    const char *sentence;
    const char *next_step;
  } rows[] = {
    { "SYNO.Backup.Task", 105, "permission", "This account may not manage Hyper Backup.",
      "Use an administrator, or let one delegate Hyper Backup to it." },
    { "SYNO.Backup.Task", 160, "permission", "This account may not manage Hyper Backup.",
      "Use an administrator, or let one delegate Hyper Backup to it." },
    { "SYNO.Backup.Task", 107, "session-expired", "Another sign-in has ended this session.",
      "Try again in a minute." },
    { "SYNO.Backup.Task", 150, "session-expired", "The network has changed.", "Signing in again." },
    { "SYNO.Backup.Task", 106, "session-expired", "The session on office-nas has ended.",
      "Try again: Backstay signs in once more." },
    { "SYNO.Backup.Task", 119, "session-expired", "The session on office-nas has ended.",
      "Try again: Backstay signs in once more." },
    { "SYNO.Backup.Task", 109, "busy", "office-nas is busy.", "Try again in a minute." },
    { "SYNO.Backup.Task", 102, "not-supported", "Hyper Backup is not installed on office-nas.",
      "Install it in DSM’s Package Center." },
    { "SYNO.Backup.Service.VersionBackup.Target", 102, "not-supported",
      "Hyper Backup Vault is not installed on office-nas.",
      "Install it in DSM’s Package Center to receive backups." },
    { "SYNO.Backup.Task", 103, "not-supported", "The software on office-nas does not know this.",
      "An update in DSM’s Package Center may help." },
    { "SYNO.API.Auth", 102, "not-supported", "office-nas runs a DSM that is too old for Backstay.",
      "Update it in DSM." },
    { "SYNO.Backup.Task", 4462, "refused", "office-nas refused (code 4462).", NULL },
    { "SYNO.Backup.Task", 120, "refused", "office-nas refused (code 120).", NULL },
    { "SYNO.Backup.Task", 4467, "refused", "The destination is damaged.",
      "Nothing new can be stored; older versions may still be good. Repair or replace it in DSM." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    check (dsm_error_from_code (rows[i].api, "list", rows[i].code, NULL), rows[i].kind,
           rows[i].sentence, rows[i].next_step);
}

static GError *
make (DsmError code, DsmOffline offline, int seconds)
{
  GError *error = g_error_new_literal (DSM_ERROR, (int) code, "raw words");
  DsmErrorDetails *details = dsm_error_edit_details (error);

  details->offline = offline;
  details->seconds = seconds;
  dsm_error_set_place (error, "offce-nas", 5001);
  return error;
}

static void
test_transport (void)
{
  GError *error;

  check (make (DSM_ERROR_OFFLINE, DSM_OFFLINE_HOST_NOT_FOUND, 0), "offline",
         "“offce-nas” was not found in this network.",
         "Check the spelling, or use its IP address.");
  check (make (DSM_ERROR_OFFLINE, DSM_OFFLINE_REFUSED, 0), "offline",
         "office-nas refused the connection on port 5001.", "Is DSM on another port?");
  check (make (DSM_ERROR_OFFLINE, DSM_OFFLINE_TIMED_OUT, 20), "offline",
         "office-nas did not answer within 20 seconds.", "It may be asleep or switched off.");
  check (make (DSM_ERROR_OFFLINE, DSM_OFFLINE_TIMED_OUT, 0), "offline",
         "office-nas did not answer in time.", "It may be asleep or switched off.");
  check (make (DSM_ERROR_OFFLINE, DSM_OFFLINE_UNREACHABLE, 0), "offline",
         "There is no way from this network to office-nas.", "Is this computer online?");
  check (make (DSM_ERROR_OFFLINE, DSM_OFFLINE_CUT_OFF, 0), "offline",
         "The connection to office-nas broke off.", "Try again in a minute.");
  check (make (DSM_ERROR_OFFLINE, DSM_OFFLINE_OTHER, 0), "offline",
         "office-nas could not be reached.", "Check the address, and whether it is switched on.");
  check (make (DSM_ERROR_WEB_PAGE, DSM_OFFLINE_OTHER, 0), "offline",
         "A web server answers on office-nas, but not DSM.", "It may be restarting.");
  check (make (DSM_ERROR_NOT_DSM, DSM_OFFLINE_OTHER, 0), "protocol",
         "Something answers at this address, but it is not a Synology NAS.",
         "Check the port and path.");
  error = make (DSM_ERROR_NOT_DSM, DSM_OFFLINE_OTHER, 0);
  dsm_error_edit_details (error)->is_page = TRUE;
  check (error, "offline", "Something answers at this address, but it is not a Synology NAS.",
         "Check the port and path.");
  error = make (DSM_ERROR_REDIRECT, DSM_OFFLINE_OTHER, 0);
  dsm_error_edit_details (error)->location = g_strdup ("https://elsewhere/");
  check (error, "offline", "office-nas wants to be asked at https://elsewhere/.",
         "Use that address if it is yours.");
  check (make (DSM_ERROR_PROTOCOL, DSM_OFFLINE_OTHER, 0), "protocol",
         "office-nas sent something unexpected.", "It may be restarting.");
  check (make (DSM_ERROR_PLAIN_HTTP, DSM_OFFLINE_OTHER, 0), "plain-http",
         "Your password would travel readable through the network.",
         "Use an address that begins with https.");
  check (make (DSM_ERROR_CREDENTIALS, DSM_OFFLINE_OTHER, 0), "auth-rejected",
         "office-nas asks for an account and a password.", "Sign in.");
}

static void
test_next_try (void)
{
  g_autoptr (GError) error = make (DSM_ERROR_PROTOCOL, DSM_OFFLINE_OTHER, 0);
  g_autoptr (GError) offline = make (DSM_ERROR_OFFLINE, DSM_OFFLINE_REFUSED, 0);
  g_autoptr (BksProblem) problem = bks_problem_new_from_dsm (error, "office-nas");
  g_autoptr (BksProblem) other = bks_problem_new_from_dsm (offline, "office-nas");

  g_assert_true (bks_problem_set_next_try (problem, NOW + 31 * G_TIME_SPAN_MINUTE, NOW));
  g_assert_cmpstr (bks_problem_get_message (problem), ==,
                   "office-nas sent something unexpected. It may be restarting. Backstay tries "
                   "again at 10:31.");
  g_assert_false (bks_problem_set_next_try (problem, NOW + 31 * G_TIME_SPAN_MINUTE, NOW));
  g_assert_false (bks_problem_set_next_try (other, NOW + 31 * G_TIME_SPAN_MINUTE, NOW));
}

static void
test_certificates (void)
{
  static const struct
  {
    GTlsCertificateFlags flags;
    const char *issuer;
    const char *reason;
    gboolean is_revoked;
    gboolean is_self_signed;
  } rows[] = {
    { G_TLS_CERTIFICATE_REVOKED | G_TLS_CERTIFICATE_EXPIRED, "CN=Authority",
      "The certificate was revoked.", TRUE, FALSE },
    { G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_UNKNOWN_CA, "CN=Authority",
      "The certificate has expired on 12 May 2026.", FALSE, FALSE },
    { G_TLS_CERTIFICATE_NOT_ACTIVATED, "CN=Authority",
      "The certificate is not valid before 11 May 2026.", FALSE, FALSE },
    { G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_BAD_IDENTITY, "CN=synology, O=Synology",
      "The NAS made and signed its certificate itself.", FALSE, TRUE },
    { G_TLS_CERTIFICATE_UNKNOWN_CA, "CN=Authority",
      "The certificate is signed by an authority that this computer does not know.", FALSE, FALSE },
    { G_TLS_CERTIFICATE_BAD_IDENTITY, "CN=Authority",
      "The certificate is for “synology”, not for “office-nas”.", FALSE, FALSE },
    { G_TLS_CERTIFICATE_INSECURE, "CN=Authority",
      "The certificate uses a method that is no longer safe.", FALSE, FALSE },
    { G_TLS_CERTIFICATE_GENERIC_ERROR, "CN=Authority",
      "The certificate is not trusted by this computer.", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      DsmCertificate shown = { .host = (char *) "office-nas",
                               .subject = (char *) "CN=synology, O=Synology",
                               .issuer = (char *) rows[i].issuer,
                               .not_before = NOW / G_USEC_PER_SEC - 86400,
                               .not_after = NOW / G_USEC_PER_SEC,
                               .sha256 = (char *) "00ff",
                               .flags = rows[i].flags };
      g_autoptr (GError) error = make (DSM_ERROR_TLS_UNTRUSTED, DSM_OFFLINE_OTHER, 0);
      g_autoptr (BksProblem) problem = NULL;
      const BksCertificate *certificate;

      dsm_error_edit_details (error)->certificate = dsm_certificate_copy (&shown);
      problem = bks_problem_new_from_dsm (error, "office-nas");
      certificate = bks_problem_get_certificate (problem);
      g_assert_nonnull (certificate);
      g_assert_cmpstr (bks_problem_get_nick (problem), ==, "tls-untrusted");
      g_assert_cmpstr (certificate->reason, ==, rows[i].reason);
      g_assert_cmpstr (bks_problem_get_sentence (problem), ==, rows[i].reason);
      g_assert_cmpint (certificate->is_revoked, ==, rows[i].is_revoked);
      g_assert_cmpint (certificate->is_self_signed, ==, rows[i].is_self_signed);
      g_assert_false (certificate->is_changed);
      g_assert_cmpstr (certificate->sha256, ==, "00ff");
      g_assert_cmpint (certificate->not_after, ==, NOW);
    }
}

static void
test_changed_certificate (void)
{
  DsmCertificate shown = { .host = (char *) "office-nas",
                           .subject = (char *) "CN=synology",
                           .issuer = (char *) "CN=Authority",
                           .sha256 = (char *) "00ff" };
  g_autoptr (GError) error = make (DSM_ERROR_TLS_CHANGED, DSM_OFFLINE_OTHER, 0);
  g_autoptr (BksProblem) problem = NULL;

  dsm_error_edit_details (error)->certificate = dsm_certificate_copy (&shown);
  problem = bks_problem_new_from_dsm (error, "office-nas");
  g_assert_cmpstr (bks_problem_get_title (problem), ==, "Certificate changed");
  g_assert_true (bks_problem_get_certificate (problem)->is_changed);
  g_assert_cmpstr (bks_problem_get_certificate (problem)->reason, ==,
                   "It is signed by an authority that this computer trusts.");
  g_assert_true (bks_problem_waits_for_user (problem));
}

/* No poll may follow a refused sign-in; every other trouble passes by itself, or not at all. */
static void
test_what_polls_may_do (void)
{
  static const struct
  {
    BksProblemKind kind;
    gboolean waits;
    gboolean passes;
  } rows[] = {
    { BKS_PROBLEM_REFUSED, FALSE, TRUE },        { BKS_PROBLEM_PRECONDITION, FALSE, FALSE },
    { BKS_PROBLEM_BUSY, FALSE, TRUE },           { BKS_PROBLEM_NOT_FOUND, FALSE, FALSE },
    { BKS_PROBLEM_NOT_SUPPORTED, FALSE, FALSE }, { BKS_PROBLEM_OFFLINE, FALSE, TRUE },
    { BKS_PROBLEM_PROTOCOL, FALSE, TRUE },       { BKS_PROBLEM_SESSION_EXPIRED, FALSE, TRUE },
    { BKS_PROBLEM_AUTH_REJECTED, TRUE, FALSE },  { BKS_PROBLEM_PERMISSION, TRUE, FALSE },
    { BKS_PROBLEM_OTP_REQUIRED, TRUE, FALSE },   { BKS_PROBLEM_OTP_REJECTED, TRUE, FALSE },
    { BKS_PROBLEM_BLOCKED, TRUE, FALSE },        { BKS_PROBLEM_KEYRING, TRUE, FALSE },
    { BKS_PROBLEM_TLS_UNTRUSTED, TRUE, FALSE },  { BKS_PROBLEM_PLAIN_HTTP, TRUE, FALSE },
    { BKS_PROBLEM_ADDRESS, TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (BksProblem) problem = bks_problem_new (rows[i].kind, "Cause.", "Next step.");

      g_assert_cmpint (bks_problem_waits_for_user (problem), ==, rows[i].waits);
      g_assert_cmpint (bks_problem_is_transient (problem), ==, rows[i].passes);
      g_assert_cmpstr (bks_problem_get_message (problem), ==, "Cause. Next step.");
    }
}

static void
test_travels (void)
{
  g_autoptr (BksProblem) problem = bks_problem_new (BKS_PROBLEM_PRECONDITION,
                                                    "Only for a suspended backup.", NULL);
  g_autoptr (GError) error = bks_problem_to_error (problem);
  g_autoptr (GError) copy = g_error_copy (error);
  g_autoptr (GError) bare = g_error_new (BKS_PROBLEM_ERROR, BKS_PROBLEM_BUSY, "Busy.");
  g_autoptr (GError) foreign = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "Something else");
  g_autoptr (BksProblem) same = bks_problem_from_error (copy);
  g_autoptr (BksProblem) made = bks_problem_from_error (bare);
  g_autoptr (BksProblem) other = bks_problem_from_error (foreign);

  g_assert_true (same == problem);
  g_assert_cmpstr (error->message, ==, "Only for a suspended backup.");
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
  g_assert_cmpstr (bks_problem_get_nick (made), ==, "busy");
  g_assert_cmpstr (bks_problem_get_message (other), ==, "Something else");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/problem/login-codes", test_login_codes);
  g_test_add_func ("/model/problem/codes", test_codes);
  g_test_add_func ("/model/problem/transport", test_transport);
  g_test_add_func ("/model/problem/next-try", test_next_try);
  g_test_add_func ("/model/problem/certificates", test_certificates);
  g_test_add_func ("/model/problem/changed-certificate", test_changed_certificate);
  g_test_add_func ("/model/problem/what-polls-may-do", test_what_polls_may_do);
  g_test_add_func ("/model/problem/travels", test_travels);
  return g_test_run ();
}
