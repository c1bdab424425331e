/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-problem-private.h"

#include <glib/gi18n-lib.h>

#include "bks-format.h"

typedef struct
{
  BksProblem *problem; /* (nullable) (owned) */
} BksProblemErrorPrivate;

static void
bks_problem_error_private_init (BksProblemErrorPrivate *priv)
{
}

static void
bks_problem_error_private_copy (const BksProblemErrorPrivate *source, BksProblemErrorPrivate *copy)
{
  copy->problem = source->problem != NULL ? g_object_ref (source->problem) : NULL;
}

static void
bks_problem_error_private_clear (BksProblemErrorPrivate *priv)
{
  g_clear_object (&priv->problem);
}

G_DEFINE_EXTENDED_ERROR (BksProblemError, bks_problem_error)

G_DEFINE_FINAL_TYPE (BksProblem, bks_problem, G_TYPE_OBJECT)

static const struct
{
  const char *nick;
  const char *title; /* (nullable): the sentence is title enough */
  gboolean waits_for_user;
  gboolean is_transient;
} kinds[] = {
  [BKS_PROBLEM_REFUSED] = { "refused", N_ ("Refused"), FALSE, TRUE },
  [BKS_PROBLEM_PRECONDITION] = { "precondition", NULL, FALSE, FALSE },
  [BKS_PROBLEM_BUSY] = { "busy", N_ ("Busy"), FALSE, TRUE },
  [BKS_PROBLEM_NOT_FOUND] = { "not-found", NULL, FALSE, FALSE },
  [BKS_PROBLEM_NOT_SUPPORTED] = { "not-supported", NULL, FALSE, FALSE },
  [BKS_PROBLEM_OFFLINE] = { "offline", N_ ("The NAS does not answer"), FALSE, TRUE },
  [BKS_PROBLEM_PROTOCOL] = { "protocol", N_ ("Not understood"), FALSE, TRUE },
  [BKS_PROBLEM_SESSION_EXPIRED] = { "session-expired", N_ ("Signed out"), FALSE, TRUE },
  [BKS_PROBLEM_AUTH_REJECTED] = { "auth-rejected", N_ ("Paused to protect your account"), TRUE,
                                  FALSE },
  [BKS_PROBLEM_PERMISSION] = { "permission", N_ ("No permission"), TRUE, FALSE },
  [BKS_PROBLEM_OTP_REQUIRED] = { "otp-required", N_ ("Code needed"), TRUE, FALSE },
  [BKS_PROBLEM_OTP_REJECTED] = { "otp-rejected", N_ ("Code needed"), TRUE, FALSE },
  [BKS_PROBLEM_BLOCKED] = { "blocked", N_ ("Paused to protect your account"), TRUE, FALSE },
  [BKS_PROBLEM_KEYRING] = { "keyring", N_ ("Password not available"), TRUE, FALSE },
  [BKS_PROBLEM_TLS_UNTRUSTED] = { "tls-untrusted", N_ ("Certificate not trusted"), TRUE, FALSE },
  [BKS_PROBLEM_PLAIN_HTTP] = { "plain-http", N_ ("Not encrypted"), TRUE, FALSE },
  [BKS_PROBLEM_ADDRESS] = { "usage", NULL, TRUE, FALSE },
};

static void
bks_problem_finalize (GObject *object)
{
  BksProblem *self = BKS_PROBLEM (object);

  g_free (self->title);
  g_free (self->sentence);
  g_free (self->next_step);
  g_free (self->message);
  g_free (self->api);
  g_free (self->method);
  g_free (self->details);
  g_free (self->location);
  g_clear_pointer (&self->certificate, bks_certificate_free);

  G_OBJECT_CLASS (bks_problem_parent_class)->finalize (object);
}

static void
bks_problem_class_init (BksProblemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_problem_finalize;
}

static void
bks_problem_init (BksProblem *self)
{
}

/* Frees a certificate; %NULL is fine. */
void
bks_certificate_free (BksCertificate *self)
{
  if (self == NULL)
    return;
  g_free (self->host);
  g_free (self->subject);
  g_free (self->issuer);
  g_free (self->sha256);
  g_free (self->reason);
  g_free (self);
}

/* Replaces the title. */
void
bks_problem_set_title (BksProblem *self, const char *title)
{
  g_free (self->title);
  self->title = g_strdup (title);
}

/* Replaces cause and next step. */
void
bks_problem_set_words (BksProblem *self, const char *sentence, const char *next_step)
{
  char *own_sentence = g_strdup (sentence);
  char *own_step = g_strdup (next_step);

  g_free (self->sentence);
  g_free (self->next_step);
  g_free (self->message);
  self->sentence = own_sentence;
  self->next_step = own_step;
  /* Translators: two whole sentences; leave out the space if your language has none there. */
  self->message = own_step != NULL
                      ? g_strdup_printf (C_ ("sentences", "%s %s"), own_sentence, own_step)
                      : g_strdup (own_sentence);
}

/*
 * bks_problem_set_next_try:
 * @at: when Backstay asks again, µs since the Unix epoch, UTC; 0 = it does not
 * @now: the present
 *
 * Says when Backstay tries again, where that is the next step.
 *
 * Returns: whether the words changed
 */
gboolean
bks_problem_set_next_try (BksProblem *self, gint64 at, gint64 now)
{
  g_autofree char *step = NULL;

  if (!self->names_next_try)
    return FALSE;
  if (at > 0)
    {
      g_autofree char *clock = bks_format_clock (at, now);

      step = g_strdup_printf (_ ("It may be restarting. Backstay tries again at %s."), clock);
    }
  else
    step = g_strdup (_ ("It may be restarting."));
  if (g_strcmp0 (step, self->next_step) == 0)
    return FALSE;
  bks_problem_set_words (self, self->sentence, step);
  return TRUE;
}

/**
 * bks_problem_new:
 * @kind: what stands in the way
 * @sentence: the cause, translated
 * @next_step: (nullable): what to do about it, translated
 *
 * Makes a problem that Backstay itself found, without asking a NAS.
 *
 * Returns: (transfer full): the problem
 */
BksProblem *
bks_problem_new (BksProblemKind kind, const char *sentence, const char *next_step)
{
  BksProblem *self;

  g_return_val_if_fail (kind < G_N_ELEMENTS (kinds), NULL);
  g_return_val_if_fail (sentence != NULL, NULL);

  self = g_object_new (BKS_TYPE_PROBLEM, NULL);
  self->kind = kind;
  bks_problem_set_words (self, sentence, next_step);
  bks_problem_set_title (self, kinds[kind].title != NULL ? _ (kinds[kind].title) : sentence);
  self->details = g_strdup ("");
  return self;
}

/**
 * bks_problem_get_kind:
 * @self: a problem
 *
 * Returns: what stands in the way
 */
BksProblemKind
bks_problem_get_kind (BksProblem *self)
{
  g_return_val_if_fail (BKS_IS_PROBLEM (self), BKS_PROBLEM_PROTOCOL);

  return self->kind;
}

/**
 * bks_problem_get_nick:
 * @self: a problem
 *
 * Returns: its kind for machines
 */
const char *
bks_problem_get_nick (BksProblem *self)
{
  g_return_val_if_fail (BKS_IS_PROBLEM (self), NULL);

  return kinds[self->kind].nick;
}

/**
 * bks_problem_get_title:
 * @self: a problem
 *
 * Returns: a few words for the top of a card
 */
const char *
bks_problem_get_title (BksProblem *self)
{
  g_return_val_if_fail (BKS_IS_PROBLEM (self), NULL);

  return self->title;
}

/**
 * bks_problem_get_sentence:
 * @self: a problem
 *
 * Returns: the cause
 */
const char *
bks_problem_get_sentence (BksProblem *self)
{
  g_return_val_if_fail (BKS_IS_PROBLEM (self), NULL);

  return self->sentence;
}

/**
 * bks_problem_get_next_step:
 * @self: a problem
 *
 * Returns: (nullable): what to do about it
 */
const char *
bks_problem_get_next_step (BksProblem *self)
{
  g_return_val_if_fail (BKS_IS_PROBLEM (self), NULL);

  return self->next_step;
}

/**
 * bks_problem_get_message:
 * @self: a problem
 *
 * Returns: cause and next step together
 */
const char *
bks_problem_get_message (BksProblem *self)
{
  g_return_val_if_fail (BKS_IS_PROBLEM (self), NULL);

  return self->message;
}

/**
 * bks_problem_get_code:
 * @self: a problem
 *
 * Returns: DSM's number; 0 = it did not come from DSM
 */
int
bks_problem_get_code (BksProblem *self)
{
  g_return_val_if_fail (BKS_IS_PROBLEM (self), 0);

  return self->code;
}

/**
 * bks_problem_get_api:
 * @self: a problem
 *
 * Returns: (nullable): the API that was called
 */
const char *
bks_problem_get_api (BksProblem *self)
{
  g_return_val_if_fail (BKS_IS_PROBLEM (self), NULL);

  return self->api;
}

/**
 * bks_problem_get_method:
 * @self: a problem
 *
 * Returns: (nullable): the method that was called
 */
const char *
bks_problem_get_method (BksProblem *self)
{
  g_return_val_if_fail (BKS_IS_PROBLEM (self), NULL);

  return self->method;
}

/**
 * bks_problem_get_details:
 * @self: a problem
 *
 * Returns: raw words, for technical details and reports; "" = none
 */
const char *
bks_problem_get_details (BksProblem *self)
{
  g_return_val_if_fail (BKS_IS_PROBLEM (self), NULL);

  return self->details;
}

/**
 * bks_problem_get_location:
 * @self: a problem
 *
 * Returns: (nullable): the address that the NAS points to
 */
const char *
bks_problem_get_location (BksProblem *self)
{
  g_return_val_if_fail (BKS_IS_PROBLEM (self), NULL);

  return self->location;
}

/**
 * bks_problem_get_certificate:
 * @self: a problem
 *
 * Returns: (nullable) (transfer none): the certificate that is not trusted
 */
const BksCertificate *
bks_problem_get_certificate (BksProblem *self)
{
  g_return_val_if_fail (BKS_IS_PROBLEM (self), NULL);

  return self->certificate;
}

/**
 * bks_problem_get_otp_possible:
 * @self: a problem of kind %BKS_PROBLEM_OTP_REQUIRED
 *
 * Protocol: the "types" of an answer 403.
 *
 * Returns: whether a one-time code is what the NAS wants; %FALSE = another method of sign-in, that
 *   Backstay does not have
 */
gboolean
bks_problem_get_otp_possible (BksProblem *self)
{
  g_return_val_if_fail (BKS_IS_PROBLEM (self), FALSE);

  return !self->otp_impossible;
}

/**
 * bks_problem_waits_for_user:
 * @self: a problem
 *
 * Returns: whether no further poll will mend it, and could even do harm
 */
gboolean
bks_problem_waits_for_user (BksProblem *self)
{
  g_return_val_if_fail (BKS_IS_PROBLEM (self), FALSE);

  return kinds[self->kind].waits_for_user;
}

/**
 * bks_problem_is_transient:
 * @self: a problem
 *
 * Returns: whether the next poll may mend it
 */
gboolean
bks_problem_is_transient (BksProblem *self)
{
  g_return_val_if_fail (BKS_IS_PROBLEM (self), FALSE);

  return kinds[self->kind].is_transient;
}

/**
 * bks_problem_to_error:
 * @self: a problem
 *
 * Returns: (transfer full): a #BKS_PROBLEM_ERROR that carries the problem
 */
GError *
bks_problem_to_error (BksProblem *self)
{
  GError *error;

  g_return_val_if_fail (BKS_IS_PROBLEM (self), NULL);

  error = g_error_new_literal (BKS_PROBLEM_ERROR, (int) self->kind, self->message);
  bks_problem_error_get_private (error)->problem = g_object_ref (self);
  return error;
}

/**
 * bks_problem_from_error:
 * @error: any error
 *
 * Returns: (transfer full): the problem that it carries, or one that is made of it
 */
BksProblem *
bks_problem_from_error (const GError *error)
{
  BksProblemErrorPrivate *priv;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain != BKS_PROBLEM_ERROR)
    return bks_problem_new_from_dsm (error, NULL);
  priv = bks_problem_error_get_private (error);
  if (priv->problem != NULL)
    return g_object_ref (priv->problem);
  return bks_problem_new ((BksProblemKind) error->code, error->message, NULL);
}
