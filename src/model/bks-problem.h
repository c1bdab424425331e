/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BksProblemKind:
 *
 * What stands in the way, as window, monitor and command line know it. The nicks are the command
 * line's contract.
 */
typedef enum
{
  BKS_PROBLEM_REFUSED,         /* "refused" */
  BKS_PROBLEM_PRECONDITION,    /* "precondition": found before sending */
  BKS_PROBLEM_BUSY,            /* "busy" */
  BKS_PROBLEM_NOT_FOUND,       /* "not-found" */
  BKS_PROBLEM_NOT_SUPPORTED,   /* "not-supported" */
  BKS_PROBLEM_OFFLINE,         /* "offline" */
  BKS_PROBLEM_PROTOCOL,        /* "protocol" */
  BKS_PROBLEM_SESSION_EXPIRED, /* "session-expired" */
  BKS_PROBLEM_AUTH_REJECTED,   /* "auth-rejected" */
  BKS_PROBLEM_PERMISSION,      /* "permission" */
  BKS_PROBLEM_OTP_REQUIRED,    /* "otp-required" */
  BKS_PROBLEM_OTP_REJECTED,    /* "otp-rejected" */
  BKS_PROBLEM_BLOCKED,         /* "blocked" */
  BKS_PROBLEM_KEYRING,         /* "keyring" */
  BKS_PROBLEM_TLS_UNTRUSTED,   /* "tls-untrusted" */
  BKS_PROBLEM_PLAIN_HTTP,      /* "plain-http" */
  BKS_PROBLEM_ADDRESS,         /* "usage": what was typed is no address */
} BksProblemKind;

/**
 * BksCertificate:
 *
 * What a NAS showed of itself, for people to compare. Texts are never %NULL.
 */
typedef struct
{
  char *host;
  char *subject;
  char *issuer;
  gint64 not_before; /* µs since the Unix epoch, UTC; 0 = not given */
  gint64 not_after;  /* µs since the Unix epoch, UTC; 0 = not given */
  char *sha256;      /* 64 hex digits, lower case */
  char *reason;      /* translated sentence: why this computer does not trust it */
  gboolean is_self_signed;
  gboolean is_revoked;           /* never to be trusted */
  gboolean is_changed;           /* another one was pinned */
  gboolean is_trusted_by_system; /* only the pin does not fit */
} BksCertificate;

#define BKS_TYPE_PROBLEM (bks_problem_get_type ())
G_DECLARE_FINAL_TYPE (BksProblem, bks_problem, BKS, PROBLEM, GObject)

/* A problem made by Backstay itself (a precondition, an unknown ID). Texts are copied. */
BksProblem *bks_problem_new (BksProblemKind kind, const char *sentence, const char *next_step);

BksProblemKind bks_problem_get_kind (BksProblem *self);
const char *bks_problem_get_nick (BksProblem *self);
const char *bks_problem_get_title (
    BksProblem *self); /* "cabin-nas does not answer"; for cards and pages */
const char *bks_problem_get_sentence (BksProblem *self);  /* cause */
const char *bks_problem_get_next_step (BksProblem *self); /* (nullable) */
const char *bks_problem_get_message (BksProblem *self);   /* cause and next step together */
int bks_problem_get_code (BksProblem *self);              /* DSM's number; 0 = none */
const char *bks_problem_get_api (BksProblem *self);       /* (nullable) */
const char *bks_problem_get_method (BksProblem *self);    /* (nullable) */
const char *bks_problem_get_details (
    BksProblem *self); /* raw words, for Technical details and reports */
const char *bks_problem_get_location (BksProblem *self); /* (nullable): where a redirect points */
const BksCertificate *bks_problem_get_certificate (BksProblem *self); /* (nullable) */
gboolean bks_problem_get_otp_possible (
    BksProblem *self);                                  /* FALSE: it wants what Backstay has not */
gboolean bks_problem_waits_for_user (BksProblem *self); /* no poll will mend it */
gboolean bks_problem_is_transient (BksProblem *self);   /* the next poll may mend it */

/* How a problem travels through GTask: a GError whose message is bks_problem_get_message(). */
#define BKS_PROBLEM_ERROR (bks_problem_error_quark ())
GQuark bks_problem_error_quark (void);
GError *bks_problem_to_error (BksProblem *self);
BksProblem *bks_problem_from_error (const GError *error);

G_END_DECLS
