/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-error-private.h"

#include <libsoup/soup.h>

typedef DsmErrorDetails DsmErrorPrivate;

static void
dsm_error_private_init (DsmErrorPrivate *details)
{
}

static void
dsm_error_private_copy (const DsmErrorPrivate *source, DsmErrorPrivate *copy)
{
  *copy = *source;
  copy->api = g_strdup (source->api);
  copy->method = g_strdup (source->method);
  copy->errors = g_strdup (source->errors);
  copy->host = g_strdup (source->host);
  copy->location = g_strdup (source->location);
  copy->certificate = dsm_certificate_copy (source->certificate);
}

static void
dsm_error_private_clear (DsmErrorPrivate *details)
{
  g_free (details->api);
  g_free (details->method);
  g_free (details->errors);
  g_free (details->host);
  g_free (details->location);
  dsm_certificate_free (details->certificate);
}

G_DEFINE_EXTENDED_ERROR (DsmError, dsm_error)

/* Codes that any API may answer: section 5.1 of the protocol reference. What is not here is
 * DSM_ERROR_REFUSED. */
static const struct
{
  int code;
  DsmError error;
  const char *text;
} general_codes[] = {
  { 100, DSM_ERROR_REFUSED, "unknown error" },
  { 101, DSM_ERROR_REFUSED, "api, method or version is missing" },
  { 102, DSM_ERROR_NOT_SUPPORTED, "the API does not exist" },
  { 103, DSM_ERROR_NOT_SUPPORTED, "the method does not exist in this version" },
  { 104, DSM_ERROR_NOT_SUPPORTED, "the version is not supported" },
  { 105, DSM_ERROR_PERMISSION, "the session lacks permission" },
  { 106, DSM_ERROR_SESSION_EXPIRED, "the session timed out" },
  { 107, DSM_ERROR_SESSION_EXPIRED, "the session was displaced by another login" },
  { 108, DSM_ERROR_BUSY, "upload failed" },
  { 109, DSM_ERROR_BUSY, "the network is unstable or the system is busy" },
  { 110, DSM_ERROR_BUSY, "the network is unstable or the system is busy" },
  { 111, DSM_ERROR_BUSY, "the network is unstable or the system is busy" },
  { 114, DSM_ERROR_REFUSED, "parameters are missing" },
  { 115, DSM_ERROR_REFUSED, "upload is not allowed" },
  { 116, DSM_ERROR_REFUSED, "not allowed on a demonstration site" },
  { 117, DSM_ERROR_BUSY, "the network is unstable or the system is busy" },
  { 118, DSM_ERROR_BUSY, "the network is unstable or the system is busy" },
  { 119, DSM_ERROR_SESSION_EXPIRED, "the session is unknown" },
  { 120, DSM_ERROR_REFUSED, "a parameter is missing or invalid" },
  { 150, DSM_ERROR_SESSION_EXPIRED, "the address differs from that of the login" },
  { 160, DSM_ERROR_PERMISSION, "the application privilege is insufficient" },
};

/* SYNO.API.Auth alone: section 5.2. */
static const struct
{
  int code;
  DsmError error;
  const char *text;
} login_codes[] = {
  { 400, DSM_ERROR_AUTH, "no such account, or wrong password" },
  { 401, DSM_ERROR_AUTH, "guest or disabled account" },
  { 402, DSM_ERROR_PERMISSION, "permission denied" },
  { 403, DSM_ERROR_OTP_REQUIRED, "a second factor is needed" },
  { 404, DSM_ERROR_OTP_REJECTED, "the second factor was rejected" },
  { 405, DSM_ERROR_AUTH, "wrong application portal" },
  { 406, DSM_ERROR_AUTH, "a second factor must be set up first" },
  { 407, DSM_ERROR_BLOCKED, "the address is blocked" },
  { 408, DSM_ERROR_AUTH, "the password expired and cannot be changed" },
  { 409, DSM_ERROR_AUTH, "the password expired" },
  { 410, DSM_ERROR_AUTH, "the password must be changed first" },
  { 411, DSM_ERROR_BLOCKED, "the account is locked" },
};

/*
 * dsm_error_edit_details:
 * @error: a #DSM_ERROR
 *
 * Returns: (transfer none): its details, to fill in
 */
DsmErrorDetails *
dsm_error_edit_details (GError *error)
{
  return dsm_error_get_private (error);
}

/* Writes down who was asked, unless it is known already. */
void
dsm_error_set_place (GError *error, const char *host, int port)
{
  DsmErrorDetails *details;

  if (error == NULL || error->domain != DSM_ERROR)
    return;
  details = dsm_error_edit_details (error);
  if (details->host == NULL)
    details->host = g_strdup (host);
  if (details->port == 0)
    details->port = port;
}

static void
set_call (GError *error, const char *api, const char *method, int code, const char *errors)
{
  DsmErrorDetails *details = dsm_error_edit_details (error);

  details->api = g_strdup (api);
  details->method = g_strdup (method);
  details->code = code;
  details->errors = g_strdup (errors);
}

/*
 * dsm_error_from_code:
 * @code: `error.code` of a reply of any API but SYNO.API.Auth
 * @errors: (nullable): `error.errors` as JSON text
 *
 * Returns: (transfer full): the #DSM_ERROR
 */
GError *
dsm_error_from_code (const char *api, const char *method, int code, const char *errors)
{
  DsmError kind = DSM_ERROR_REFUSED;
  const char *text = "refused";
  GError *error;

  for (guint i = 0; i < G_N_ELEMENTS (general_codes); i++)
    {
      if (general_codes[i].code != code)
        continue;
      kind = general_codes[i].error;
      text = general_codes[i].text;
      break;
    }
  error = g_error_new (DSM_ERROR, kind, "%s %s: %s (%d)", api, method, text, code);
  set_call (error, api, method, code, errors);
  return error;
}

/*
 * dsm_error_from_login:
 * @code: `error.code` of a reply of SYNO.API.Auth, where 400 to 411 have a meaning of their own
 * @errors: (nullable): `error.errors` as JSON text
 * @otp_possible: for 403, whether a typed code is among the factors
 *
 * Returns: (transfer full): the #DSM_ERROR
 */
GError *
dsm_error_from_login (const char *method, int code, const char *errors, gboolean otp_possible)
{
  for (guint i = 0; i < G_N_ELEMENTS (login_codes); i++)
    {
      GError *error;

      if (login_codes[i].code != code)
        continue;
      error = g_error_new (DSM_ERROR, login_codes[i].error, "SYNO.API.Auth %s: %s (%d)", method,
                           login_codes[i].text, code);
      set_call (error, "SYNO.API.Auth", method, code, errors);
      if (code == DSM_CODE_OTP_REQUIRED)
        dsm_error_edit_details (error)->otp_possible = otp_possible;
      return error;
    }
  return dsm_error_from_code ("SYNO.API.Auth", method, code, errors);
}

static DsmOffline
classify (const GError *error)
{
  if (error->domain == G_RESOLVER_ERROR)
    return DSM_OFFLINE_HOST_NOT_FOUND;
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF))
    return DSM_OFFLINE_CUT_OFF;
  if (error->domain != G_IO_ERROR)
    return DSM_OFFLINE_OTHER;

  switch (error->code)
    {
    case G_IO_ERROR_HOST_NOT_FOUND:
      return DSM_OFFLINE_HOST_NOT_FOUND;
    case G_IO_ERROR_CONNECTION_REFUSED:
      return DSM_OFFLINE_REFUSED;
    case G_IO_ERROR_TIMED_OUT:
      return DSM_OFFLINE_TIMED_OUT;
    case G_IO_ERROR_NETWORK_UNREACHABLE:
    case G_IO_ERROR_HOST_UNREACHABLE:
      return DSM_OFFLINE_UNREACHABLE;
    case G_IO_ERROR_CONNECTION_CLOSED: /* the same number as BROKEN_PIPE */
    case G_IO_ERROR_PARTIAL_INPUT:
      return DSM_OFFLINE_CUT_OFF;
    default:
      return DSM_OFFLINE_OTHER;
    }
}

/*
 * dsm_error_from_transport:
 * @error: what GIO or the HTTP library said
 *
 * Returns: (transfer full): the #DSM_ERROR
 */
GError *
dsm_error_from_transport (const GError *error)
{
  GError *result;

  if (g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_PARSING)
      || g_error_matches (error, SOUP_SESSION_ERROR, SOUP_SESSION_ERROR_ENCODING))
    return g_error_new (DSM_ERROR, DSM_ERROR_WEB_PAGE, "%s", error->message);

  result = g_error_new (DSM_ERROR, DSM_ERROR_OFFLINE, "%s", error->message);
  dsm_error_edit_details (result)->offline = classify (error);
  return result;
}

/* Whether @code means that the session is over. */
gboolean
dsm_error_is_session_code (int code)
{
  return code == DSM_CODE_SESSION_TIMEOUT || code == DSM_CODE_SESSION_DISPLACED
         || code == DSM_CODE_SESSION_UNKNOWN || code == DSM_CODE_ADDRESS_DIFFERS;
}

gboolean
dsm_error_has_code (const GError *error, int code)
{
  const DsmErrorDetails *details = dsm_error_get_details (error);

  return details != NULL && details->code == code;
}

/*
 * dsm_error_deserves_repeat:
 *
 * Section 2 of the protocol reference: a read is repeated once after a timeout, a reset, a
 * web-server page, an empty body, or an answer cut off. (And after one that is not a JSON object:
 * that is for whoever parsed it to say.)
 *
 * Returns: whether @error is one of these
 */
gboolean
dsm_error_deserves_repeat (const GError *error)
{
  const DsmErrorDetails *details = dsm_error_get_details (error);

  if (details == NULL || details->code != 0)
    return FALSE;
  switch ((DsmError) error->code)
    {
    case DSM_ERROR_WEB_PAGE:
      return TRUE;
    case DSM_ERROR_OFFLINE:
      return details->offline == DSM_OFFLINE_TIMED_OUT || details->offline == DSM_OFFLINE_CUT_OFF;
    case DSM_ERROR_NOT_DSM:
    case DSM_ERROR_REDIRECT:
    case DSM_ERROR_PROTOCOL:
    case DSM_ERROR_TLS_UNTRUSTED:
    case DSM_ERROR_TLS_CHANGED:
    case DSM_ERROR_PLAIN_HTTP:
    case DSM_ERROR_CREDENTIALS:
    case DSM_ERROR_AUTH:
    case DSM_ERROR_OTP_REQUIRED:
    case DSM_ERROR_OTP_REJECTED:
    case DSM_ERROR_BLOCKED:
    case DSM_ERROR_PERMISSION:
    case DSM_ERROR_SESSION_EXPIRED:
    case DSM_ERROR_NOT_SUPPORTED:
    case DSM_ERROR_BUSY:
    case DSM_ERROR_REFUSED:
    default:
      return FALSE;
    }
}

/*
 * dsm_error_leaves_doubt:
 *
 * Returns: whether, after @error, a request may have been carried out nevertheless
 */
gboolean
dsm_error_leaves_doubt (const GError *error)
{
  const DsmErrorDetails *details = dsm_error_get_details (error);

  if (details == NULL || details->code != 0)
    return FALSE;
  if (error->code == DSM_ERROR_OFFLINE)
    return details->offline == DSM_OFFLINE_TIMED_OUT || details->offline == DSM_OFFLINE_CUT_OFF
           || details->offline == DSM_OFFLINE_OTHER;
  return error->code == DSM_ERROR_WEB_PAGE || error->code == DSM_ERROR_PROTOCOL;
}

/**
 * dsm_error_get_details:
 * @error: (nullable): any error
 *
 * Returns: (transfer none) (nullable): the raw side of it; %NULL if it is not a #DSM_ERROR
 */
const DsmErrorDetails *
dsm_error_get_details (const GError *error)
{
  if (error == NULL || error->domain != DSM_ERROR)
    return NULL;
  return dsm_error_get_private (error);
}

/**
 * dsm_certificate_copy:
 * @self: (nullable): a certificate
 *
 * Returns: (transfer full) (nullable): a copy
 */
DsmCertificate *
dsm_certificate_copy (const DsmCertificate *self)
{
  DsmCertificate *copy;

  if (self == NULL)
    return NULL;
  copy = g_new (DsmCertificate, 1);
  *copy = *self;
  copy->host = g_strdup (self->host);
  copy->subject = g_strdup (self->subject);
  copy->issuer = g_strdup (self->issuer);
  copy->sha256 = g_strdup (self->sha256);
  return copy;
}

/**
 * dsm_certificate_free:
 * @self: (nullable) (transfer full): a certificate
 */
void
dsm_certificate_free (DsmCertificate *self)
{
  if (self == NULL)
    return;
  g_free (self->host);
  g_free (self->subject);
  g_free (self->issuer);
  g_free (self->sha256);
  g_free (self);
}
