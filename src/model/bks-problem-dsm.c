/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-problem-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dsm-error.h"

/* What a DSM_ERROR is to a person, while it is put together. */
typedef struct
{
  BksProblemKind kind;
  char *title; /* (nullable): the kind's own */
  char *sentence;
  const char *next_step; /* (nullable) */
} Words;

static const char *const repair_step = N_ (
    "Nothing new can be stored; older versions may still be good. Repair or replace it in DSM.");
static const char *const retry_step = N_ ("Try again in a minute.");

static void
say_offline (Words *words, const DsmErrorDetails *details, const char *nas)
{
  words->kind = BKS_PROBLEM_OFFLINE;
  words->title = g_strdup_printf (_ ("%s does not answer"), nas);
  switch (details->offline)
    {
    case DSM_OFFLINE_HOST_NOT_FOUND:
      words->sentence = g_strdup_printf (_ ("“%s” was not found in this network."),
                                         details->host != NULL ? details->host : nas);
      words->next_step = _ ("Check the spelling, or use its IP address.");
      break;
    case DSM_OFFLINE_REFUSED:
      words->sentence = details->port > 0 ? g_strdup_printf (
                            _ ("%s refused the connection on port %d."), nas, details->port)
                                          : g_strdup_printf (_ ("%s refused the connection."), nas);
      words->next_step = _ ("Is DSM on another port?");
      break;
    case DSM_OFFLINE_TIMED_OUT:
      words->sentence = details->seconds > 0
                            ? g_strdup_printf (ngettext ("%s did not answer within %d second.",
                                                         "%s did not answer within %d seconds.",
                                                         (gulong) details->seconds),
                                               nas, details->seconds)
                            : g_strdup_printf (_ ("%s did not answer in time."), nas);
      words->next_step = _ ("It may be asleep or switched off.");
      break;
    case DSM_OFFLINE_UNREACHABLE:
      words->sentence = g_strdup_printf (_ ("There is no way from this network to %s."), nas);
      words->next_step = _ ("Is this computer online?");
      break;
    case DSM_OFFLINE_CUT_OFF:
      words->sentence = g_strdup_printf (_ ("The connection to %s broke off."), nas);
      words->next_step = _ (retry_step);
      break;
    case DSM_OFFLINE_OTHER:
    default:
      words->sentence = g_strdup_printf (_ ("%s could not be reached."), nas);
      words->next_step = _ ("Check the address, and whether it is switched on.");
      break;
    }
}

static void
say_rejected (Words *words, int code, const char *nas)
{
  words->kind = BKS_PROBLEM_AUTH_REJECTED;
  switch (code)
    {
    case 401:
      words->sentence = g_strdup (_ ("This account is disabled in DSM."));
      words->next_step = _ ("Use another account, or ask an administrator to enable it.");
      break;
    case 405:
      words->sentence = g_strdup (_ ("This account may not sign in at this address."));
      words->next_step = _ ("Check the port and path.");
      break;
    case 406:
      words->sentence = g_strdup (_ ("DSM wants this account to set up a second factor first."));
      words->next_step = _ ("Do that in DSM, then sign in again.");
      break;
    case 408:
    case 409:
    case 410:
      words->sentence = g_strdup (_ ("DSM wants this account to choose a new password first."));
      words->next_step = _ ("Do that in DSM, then sign in again.");
      break;
    default:
      words->sentence = g_strdup_printf (_ ("%s did not accept this account and password."), nas);
      words->next_step = _ ("Check both; after a few wrong tries DSM blocks this computer.");
      break;
    }
}

static void
say_session (Words *words, int code, const char *nas)
{
  words->kind = BKS_PROBLEM_SESSION_EXPIRED;
  switch (code)
    {
    case 107:
      words->sentence = g_strdup (_ ("Another sign-in has ended this session."));
      words->next_step = _ (retry_step);
      break;
    case 150:
      words->sentence = g_strdup (_ ("The network has changed."));
      words->next_step = _ ("Signing in again.");
      break;
    default:
      words->sentence = g_strdup_printf (_ ("The session on %s has ended."), nas);
      words->next_step = _ ("Try again: Backstay signs in once more.");
      break;
    }
}

static void
say_not_supported (Words *words, const DsmErrorDetails *details, const char *nas)
{
  const char *api = details->api != NULL ? details->api : "";

  words->kind = BKS_PROBLEM_NOT_SUPPORTED;
  if (details->code == 103 || details->code == 104)
    {
      words->title = g_strdup (_ ("Not possible on this NAS"));
      words->sentence = g_strdup_printf (_ ("The software on %s does not know this."), nas);
      words->next_step = _ ("An update in DSM’s Package Center may help.");
    }
  else if (g_str_has_prefix (api, "SYNO.API."))
    {
      words->title = g_strdup (_ ("DSM is too old"));
      words->sentence = g_strdup_printf (_ ("%s runs a DSM that is too old for Backstay."), nas);
      words->next_step = _ ("Update it in DSM.");
    }
  else if (g_str_has_prefix (api, "SYNO.Backup.Service.") || strstr (api, ".Server.") != NULL)
    {
      words->title = g_strdup (_ ("Hyper Backup Vault Is Not Installed"));
      words->sentence = g_strdup_printf (_ ("Hyper Backup Vault is not installed on %s."), nas);
      words->next_step = _ ("Install it in DSM’s Package Center to receive backups.");
    }
  else
    {
      words->title = g_strdup (_ ("Hyper Backup Is Not Installed"));
      words->sentence = g_strdup_printf (_ ("Hyper Backup is not installed on %s."), nas);
      words->next_step = _ ("Install it in DSM’s Package Center.");
    }
}

static void
say_refused (Words *words, int code, const char *nas)
{
  words->kind = BKS_PROBLEM_REFUSED;
  if (code == 4467)
    {
      words->title = g_strdup (_ ("The destination is damaged"));
      words->sentence = g_strdup (_ ("The destination is damaged."));
      words->next_step = _ (repair_step);
    }
  else if (code != 0)
    {
      words->title = g_strdup_printf (_ ("%s refused"), nas);
      /* Translators: a NAS, and the number that it gave as its reason. */
      words->sentence = g_strdup_printf (_ ("%s refused (code %d)."), nas, code);
    }
  else
    {
      words->title = g_strdup_printf (_ ("%s refused"), nas);
      words->sentence = g_strdup_printf (_ ("%s refused."), nas);
    }
}

/* The name that a certificate is for: the CN of "CN=synology,O=Synology Inc.,C=TW". */
static char *
common_name (const char *subject)
{
  g_auto (GStrv) parts = g_strsplit (subject, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);

      if (g_ascii_strncasecmp (part, "CN=", 3) == 0)
        return g_strdup (part + 3);
    }
  return g_strdup (subject);
}

static char *
format_date (gint64 seconds)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (seconds);

  if (moment == NULL)
    return g_strdup ("–");
  /* Translators: a date, as g_date_time_format() takes it: "17 May 2026". */
  return g_date_time_format (moment, _ ("%-d %B %Y"));
}

static gboolean
is_self_signed (const DsmCertificate *certificate)
{
  return *certificate->subject != '\0' && g_str_equal (certificate->subject, certificate->issuer);
}

/* The worst of the reasons. */
static char *
make_reason (const DsmCertificate *certificate)
{
  GTlsCertificateFlags flags = certificate->flags;

  if (flags & G_TLS_CERTIFICATE_REVOKED)
    return g_strdup (_ ("The certificate was revoked."));
  if (flags & G_TLS_CERTIFICATE_EXPIRED)
    {
      g_autofree char *date = format_date (certificate->not_after);

      return g_strdup_printf (_ ("The certificate has expired on %s."), date);
    }
  if (flags & G_TLS_CERTIFICATE_NOT_ACTIVATED)
    {
      g_autofree char *date = format_date (certificate->not_before);

      return g_strdup_printf (_ ("The certificate is not valid before %s."), date);
    }
  if (flags & G_TLS_CERTIFICATE_INSECURE)
    return g_strdup (_ ("The certificate uses a method that is no longer safe."));
  if (is_self_signed (certificate) && (flags & G_TLS_CERTIFICATE_UNKNOWN_CA))
    return g_strdup (_ ("The NAS made and signed its certificate itself."));
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return g_strdup (
        _ ("The certificate is signed by an authority that this computer does not know."));
  if (flags & G_TLS_CERTIFICATE_BAD_IDENTITY)
    {
      g_autofree char *name = common_name (certificate->subject);

      return g_strdup_printf (_ ("The certificate is for “%s”, not for “%s”."), name,
                              certificate->host);
    }
  if (flags != 0)
    return g_strdup (_ ("The certificate is not trusted by this computer."));
  return g_strdup (_ ("It is signed by an authority that this computer trusts."));
}

static BksCertificate *
make_certificate (const DsmCertificate *source, gboolean is_changed)
{
  BksCertificate *self = g_new0 (BksCertificate, 1);

  self->host = g_strdup (source->host);
  self->subject = g_strdup (source->subject);
  self->issuer = g_strdup (source->issuer);
  self->not_before = source->not_before * G_USEC_PER_SEC;
  self->not_after = source->not_after * G_USEC_PER_SEC;
  self->sha256 = g_strdup (source->sha256);
  self->reason = make_reason (source);
  self->is_self_signed = is_self_signed (source);
  self->is_revoked = (source->flags & G_TLS_CERTIFICATE_REVOKED) != 0;
  self->is_changed = is_changed;
  self->is_trusted_by_system = source->flags == 0;
  return self;
}

static void
say_untrusted (Words *words, const DsmErrorDetails *details, gboolean is_changed, const char *nas)
{
  words->kind = BKS_PROBLEM_TLS_UNTRUSTED;
  if (is_changed)
    {
      words->title = g_strdup (_ ("Certificate changed"));
      words->sentence = g_strdup_printf (
          _ ("%s shows another certificate than the one you trusted."), nas);
      words->next_step = _ ("Compare the two before you go on. Nothing was sent.");
      return;
    }
  words->sentence = details->certificate != NULL
                        ? make_reason (details->certificate)
                        : g_strdup (_ ("The certificate is not trusted by this computer."));
  words->next_step = _ ("Compare its fingerprint before you go on. Nothing was sent.");
}

static void
say (Words *words, const GError *error, const DsmErrorDetails *details, const char *nas)
{
  switch ((DsmError) error->code)
    {
    case DSM_ERROR_OFFLINE:
      say_offline (words, details, nas);
      return;
    case DSM_ERROR_WEB_PAGE:
      words->kind = BKS_PROBLEM_OFFLINE;
      words->title = g_strdup_printf (_ ("%s does not answer"), nas);
      words->sentence = g_strdup_printf (_ ("A web server answers on %s, but not DSM."), nas);
      words->next_step = _ ("It may be restarting.");
      return;
    case DSM_ERROR_NOT_DSM:
      /* A page is a web server's; anything else is a reply that was not understood. */
      words->kind = details->is_page ? BKS_PROBLEM_OFFLINE : BKS_PROBLEM_PROTOCOL;
      words->title = g_strdup (_ ("Not a Synology NAS"));
      words->sentence = g_strdup (
          _ ("Something answers at this address, but it is not a Synology NAS."));
      words->next_step = _ ("Check the port and path.");
      return;
    case DSM_ERROR_REDIRECT:
      words->kind = BKS_PROBLEM_OFFLINE;
      words->title = g_strdup_printf (_ ("%s wants another address"), nas);
      /* Translators: a NAS, and another address. */
      words->sentence = g_strdup_printf (_ ("%s wants to be asked at %s."), nas,
                                         details->location != NULL ? details->location : "?");
      words->next_step = _ ("Use that address if it is yours.");
      return;
    case DSM_ERROR_TLS_UNTRUSTED:
    case DSM_ERROR_TLS_CHANGED:
      say_untrusted (words, details, error->code == DSM_ERROR_TLS_CHANGED, nas);
      return;
    case DSM_ERROR_PLAIN_HTTP:
      words->kind = BKS_PROBLEM_PLAIN_HTTP;
      words->sentence = g_strdup (_ ("Your password would travel readable through the network."));
      words->next_step = _ ("Use an address that begins with https.");
      return;
    case DSM_ERROR_CREDENTIALS:
      words->kind = BKS_PROBLEM_AUTH_REJECTED;
      words->title = g_strdup (_ ("Not signed in"));
      words->sentence = g_strdup_printf (_ ("%s asks for an account and a password."), nas);
      words->next_step = _ ("Sign in.");
      return;
    case DSM_ERROR_AUTH:
      say_rejected (words, details->code, nas);
      return;
    case DSM_ERROR_OTP_REQUIRED:
      words->kind = BKS_PROBLEM_OTP_REQUIRED;
      words->sentence =
          details->otp_possible
              ? g_strdup_printf (_ ("%s asks for a one-time code."), nas)
              : g_strdup (_ ("This account needs a sign-in method that Backstay does not have."));
      words->next_step = details->otp_possible ? _ ("Enter the code that your app shows.")
                                               : _ ("Allow one-time codes for it in DSM.");
      return;
    case DSM_ERROR_OTP_REJECTED:
      words->kind = BKS_PROBLEM_OTP_REJECTED;
      words->sentence = g_strdup (_ ("That code was not right, or too old."));
      words->next_step = _ ("Wait for the next one.");
      return;
    case DSM_ERROR_BLOCKED:
      words->kind = BKS_PROBLEM_BLOCKED;
      words->sentence = details->code == 411
                            ? g_strdup_printf (
                                _ ("%s has locked this account after too many wrong passwords."),
                                nas)
                            : g_strdup_printf (
                                _ ("%s blocks this computer after too many wrong passwords."), nas);
      words->next_step = _ (
          "An administrator can lift it in Control Panel › Security › Protection. "
          "Trying again makes it worse.");
      return;
    case DSM_ERROR_PERMISSION:
      words->kind = BKS_PROBLEM_PERMISSION;
      words->sentence = g_strdup (details->code == 402
                                      ? _ ("This account may not sign in here.")
                                      : _ ("This account may not manage Hyper Backup."));
      words->next_step = details->code == 402
                             ? _ ("Ask for access to DSM and Hyper Backup.")
                             : _ ("Use an administrator, or let one delegate Hyper Backup to it.");
      return;
    case DSM_ERROR_SESSION_EXPIRED:
      say_session (words, details->code, nas);
      return;
    case DSM_ERROR_NOT_SUPPORTED:
      say_not_supported (words, details, nas);
      return;
    case DSM_ERROR_BUSY:
      words->kind = BKS_PROBLEM_BUSY;
      words->title = g_strdup_printf (_ ("%s is busy"), nas);
      words->sentence = g_strdup_printf (_ ("%s is busy."), nas);
      words->next_step = _ (retry_step);
      return;
    case DSM_ERROR_REFUSED:
      say_refused (words, details->code, nas);
      return;
    case DSM_ERROR_PROTOCOL:
    default:
      words->kind = BKS_PROBLEM_PROTOCOL;
      words->title = g_strdup_printf (_ ("%s sent something unexpected"), nas);
      words->sentence = g_strdup_printf (_ ("%s sent something unexpected."), nas);
      words->next_step = _ ("It may be restarting.");
      return;
    }
}

static char *
make_details (const GError *error, const DsmErrorDetails *details)
{
  g_autoptr (GString) text = g_string_new (error->message);

  if (details->http_status != 0)
    g_string_append_printf (text, "\nHTTP %d", details->http_status);
  if (details->errors != NULL)
    g_string_append_printf (text, "\nerrors: %s", details->errors);
  if (details->host != NULL)
    g_string_append_printf (text, "\n%s:%d", details->host, details->port);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/*
 * bks_problem_new_from_dsm:
 * @error: a #DSM_ERROR, or anything else that ended a call
 * @nas_name: (nullable): what the user calls the NAS
 *
 * Returns: (transfer full): the same in words for people
 */
BksProblem *
bks_problem_new_from_dsm (const GError *error, const char *nas_name)
{
  const DsmErrorDetails *details = dsm_error_get_details (error);
  BksProblem *self;
  Words words = { BKS_PROBLEM_PROTOCOL };
  const char *nas = nas_name;

  if (details == NULL)
    {
      self = bks_problem_new (error->domain == G_IO_ERROR ? BKS_PROBLEM_OFFLINE
                                                          : BKS_PROBLEM_PROTOCOL,
                              error->message, NULL);
      return self;
    }
  if (nas == NULL)
    nas = details->host != NULL ? details->host : _ ("The NAS");

  say (&words, error, details, nas);
  self = bks_problem_new (words.kind, words.sentence, words.next_step);
  if (words.title != NULL)
    bks_problem_set_title (self, words.title);
  self->names_next_try = error->code == DSM_ERROR_PROTOCOL;
  self->otp_impossible = words.kind == BKS_PROBLEM_OTP_REQUIRED && !details->otp_possible;
  self->code = details->code;
  self->api = g_strdup (details->api);
  self->method = g_strdup (details->method);
  self->location = g_strdup (details->location);
  g_free (self->details);
  self->details = make_details (error, details);
  if (details->certificate != NULL)
    self->certificate = make_certificate (details->certificate,
                                          error->code == DSM_ERROR_TLS_CHANGED);
  g_free (words.title);
  g_free (words.sentence);
  return self;
}
