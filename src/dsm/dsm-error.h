/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define DSM_ERROR (dsm_error_quark ())

/**
 * DsmError:
 *
 * What stood in the way; each value names the remedy, not the number.
 */
typedef enum
{
  DSM_ERROR_OFFLINE,         /* nothing answered; DsmErrorDetails.offline tells how */
  DSM_ERROR_WEB_PAGE,        /* the web layer answered, not DSM: an HTML page, an empty body */
  DSM_ERROR_NOT_DSM,         /* discovery: something answers, but it is not a Synology NAS */
  DSM_ERROR_REDIRECT,        /* the NAS points elsewhere (details.location); never followed */
  DSM_ERROR_PROTOCOL,        /* the reply was not understood */
  DSM_ERROR_TLS_UNTRUSTED,   /* details.certificate; nothing was sent */
  DSM_ERROR_TLS_CHANGED,     /* not the pinned certificate; details.certificate; nothing was sent */
  DSM_ERROR_PLAIN_HTTP,      /* an http address without consent; nothing was sent */
  DSM_ERROR_CREDENTIALS,     /* no account or password was given to sign in with */
  DSM_ERROR_AUTH,            /* login codes 400, 401, 405, 406, 408-410 */
  DSM_ERROR_OTP_REQUIRED,    /* login code 403; details.otp_possible */
  DSM_ERROR_OTP_REJECTED,    /* login code 404 */
  DSM_ERROR_BLOCKED,         /* login codes 407, 411 */
  DSM_ERROR_PERMISSION,      /* login code 402; codes 105, 160 */
  DSM_ERROR_SESSION_EXPIRED, /* 106, 107, 119, 150, after a fresh login or for a write */
  DSM_ERROR_NOT_SUPPORTED,   /* no such API, method or version */
  DSM_ERROR_BUSY,            /* 108-111, 117, 118 */
  DSM_ERROR_REFUSED,         /* every other code: details.code */
} DsmError;

typedef enum
{
  DSM_OFFLINE_OTHER,
  DSM_OFFLINE_HOST_NOT_FOUND,
  DSM_OFFLINE_REFUSED,
  DSM_OFFLINE_TIMED_OUT,
  DSM_OFFLINE_UNREACHABLE, /* no route */
  DSM_OFFLINE_CUT_OFF,     /* the connection broke in the middle */
} DsmOffline;

/**
 * DsmCertificate:
 *
 * What a NAS showed of itself. Texts are UTF-8 and may be empty, never %NULL.
 */
typedef struct
{
  char *host;                 /* the host that was asked for */
  char *subject;              /* distinguished name */
  char *issuer;               /* distinguished name */
  gint64 not_before;          /* s since the Unix epoch, UTC; 0 = not given */
  gint64 not_after;           /* s since the Unix epoch, UTC; 0 = not given */
  char *sha256;               /* 64 hex digits, lower case, of the DER */
  GTlsCertificateFlags flags; /* why the system does not trust it; 0 = it does */
} DsmCertificate;

/**
 * DsmErrorDetails:
 *
 * The raw side of a #DSM_ERROR, for details and reports.
 */
typedef struct
{
  char *api;       /* (nullable) */
  char *method;    /* (nullable) */
  int code;        /* DSM's number; 0 = it did not come from DSM */
  char *errors;    /* (nullable): DSM's `errors` value as JSON text */
  int http_status; /* 0 = none */
  char *host;      /* (nullable) */
  int port;        /* 0 = unknown */
  int seconds;     /* of the deadline that passed; 0 = none */
  char *location;  /* (nullable): where a redirect points */
  DsmOffline offline;
  gboolean otp_possible;       /* for DSM_ERROR_OTP_REQUIRED: a typed code would do */
  gboolean is_page;            /* for DSM_ERROR_NOT_DSM: a web page, or nothing, and no JSON */
  gboolean outcome_unknown;    /* a write was sent, and its answer was lost or unreadable */
  DsmCertificate *certificate; /* (nullable) (owned) */
} DsmErrorDetails;

GQuark dsm_error_quark (void);
const DsmErrorDetails *dsm_error_get_details (const GError *error);

DsmCertificate *dsm_certificate_copy (const DsmCertificate *self);
void dsm_certificate_free (DsmCertificate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsmCertificate, dsm_certificate_free)

G_END_DECLS
