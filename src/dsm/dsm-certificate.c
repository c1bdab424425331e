/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-certificate-private.h"

#define DIGEST_LENGTH 64

/* Returns: (transfer full): SHA-256 of the DER, 64 hex digits in lower case */
char *
dsm_certificate_digest (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;

  g_object_get (certificate, "certificate", &der, NULL);
  if (der == NULL)
    return g_strdup ("");
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
}

/*
 * dsm_certificate_parse_pin:
 * @text: a SHA-256 as people and programs write it: any case, with colons or spaces or without
 *
 * Returns: (transfer full) (nullable): 64 hex digits in lower case
 */
char *
dsm_certificate_parse_pin (const char *text)
{
  GString *digits = g_string_sized_new (DIGEST_LENGTH);
  gboolean readable = TRUE;

  for (; *text != '\0' && readable; text++)
    {
      if (g_ascii_isxdigit (*text))
        g_string_append_c (digits, g_ascii_tolower (*text));
      else if (*text != ':' && !g_ascii_isspace (*text))
        readable = FALSE;
    }
  if (!readable || digits->len != DIGEST_LENGTH)
    {
      g_string_free (digits, TRUE);
      return NULL;
    }
  return g_string_free (digits, FALSE);
}

static char *
readable (char *text)
{
  g_autofree char *owned = text;

  return g_utf8_make_valid (owned != NULL ? owned : "", -1);
}

/*
 * dsm_certificate_describe:
 * @flags: why the system does not trust it
 * @host: that was asked for
 *
 * Returns: (transfer full): what a person can compare
 */
DsmCertificate *
dsm_certificate_describe (GTlsCertificate *certificate,
                          GTlsCertificateFlags flags,
                          const char *host)
{
  DsmCertificate *self = g_new0 (DsmCertificate, 1);
  g_autoptr (GDateTime) not_before = g_tls_certificate_get_not_valid_before (certificate);
  g_autoptr (GDateTime) not_after = g_tls_certificate_get_not_valid_after (certificate);

  self->host = g_strdup (host);
  self->subject = readable (g_tls_certificate_get_subject_name (certificate));
  self->issuer = readable (g_tls_certificate_get_issuer_name (certificate));
  self->not_before = not_before != NULL ? g_date_time_to_unix (not_before) : 0;
  self->not_after = not_after != NULL ? g_date_time_to_unix (not_after) : 0;
  self->sha256 = dsm_certificate_digest (certificate);
  self->flags = flags;
  return self;
}
