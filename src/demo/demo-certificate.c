/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

/* A key and the certificate for it. */
typedef struct
{
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t certificate;
} Pair;

struct _DemoAuthority
{
  Pair pair;
  char *pem;
};

static const struct
{
  const char *name;
  const char *host;
  int first_day; /* from today on */
  int last_day;
  gboolean self_signed;
} kinds[] = {
  /* A day back: clocks that are a little wrong are none of this test's business. */
  [DEMO_CERTIFICATE_SELF_SIGNED] = { "self-signed", "localhost", -1, 365, TRUE },
  /* To who trusts the authority, each of these has one fault and no other. */
  [DEMO_CERTIFICATE_EXPIRED] = { "expired", "localhost", -400, -2, FALSE },
  [DEMO_CERTIFICATE_NOT_YET_VALID] = { "not-yet-valid", "localhost", 2, 365, FALSE },
  [DEMO_CERTIFICATE_OTHER_HOST] = { "other-host", "other-nas.example", -1, 365, FALSE },
  [DEMO_CERTIFICATE_AUTHORITY] = { "authority", "localhost", -1, 365, FALSE },
};

static void
pair_clear (Pair *pair)
{
  g_clear_pointer (&pair->certificate, gnutls_x509_crt_deinit);
  g_clear_pointer (&pair->key, gnutls_x509_privkey_deinit);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

static gboolean
check (int res, GError **error)
{
  if (res >= 0)
    return TRUE;
  g_set_error (error, G_TLS_ERROR, G_TLS_ERROR_MISC, "Cannot make a certificate: %s",
               gnutls_strerror (res));
  return FALSE;
}

#define STEP(call)                                                                                 \
  if (res >= 0)                                                                                    \
  res = (call)

/* An ECDSA P-256 key, and what every certificate has. The days count from today. */
static int
pair_start (Pair *pair, const char *name, int first_day, int last_day)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  guint8 serial[16];
  int res = gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial);

  serial[0] &= 0x7f; /* a serial number is positive */

  STEP (gnutls_x509_privkey_init (&pair->key));
  STEP (gnutls_x509_privkey_generate (pair->key, GNUTLS_PK_ECDSA,
                                      GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0));
  STEP (gnutls_x509_crt_init (&pair->certificate));
  STEP (gnutls_x509_crt_set_version (pair->certificate, 3));
  STEP (gnutls_x509_crt_set_serial (pair->certificate, serial, sizeof serial));
  STEP (gnutls_x509_crt_set_activation_time (pair->certificate, now + first_day * DEMO_DAY));
  STEP (gnutls_x509_crt_set_expiration_time (pair->certificate, now + last_day * DEMO_DAY));
  STEP (gnutls_x509_crt_set_dn_by_oid (pair->certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                       strlen (name)));
  STEP (gnutls_x509_crt_set_key (pair->certificate, pair->key));
  return res;
}

static int
add_server_parts (gnutls_x509_crt_t certificate, DemoCertificateKind kind)
{
  static const guint8 loopback[] = { 127, 0, 0, 1 };
  const char *host = kinds[kind].host;
  int res = gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, host,
                                                  strlen (host), GNUTLS_FSAN_SET);

  if (kind != DEMO_CERTIFICATE_OTHER_HOST)
    STEP (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, loopback,
                                                sizeof loopback, GNUTLS_FSAN_APPEND));
  STEP (gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_DIGITAL_SIGNATURE));
  STEP (gnutls_x509_crt_set_key_purpose_oid (certificate, GNUTLS_KP_TLS_WWW_SERVER, 0));
  STEP (gnutls_x509_crt_set_basic_constraints (certificate, 0, -1));
  return res;
}

#undef STEP

/*
 * demo_certificate_kind_from_name:
 *
 * Returns: whether there is such a kind
 */
gboolean
demo_certificate_kind_from_name (const char *name, DemoCertificateKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (strcmp (kinds[i].name, name))
        continue;
      *kind = i;
      return TRUE;
    }
  return FALSE;
}

/*
 * demo_authority_new:
 *
 * Makes an authority that signs the certificates of this NAS. Errors are in #G_TLS_ERROR.
 */
DemoAuthority *
demo_authority_new (GError **error)
{
  DemoAuthority *self = g_new0 (DemoAuthority, 1);
  gnutls_datum_t pem = { 0 };
  int res = pair_start (&self->pair, "Demo Authority", -1000, 1000);

  if (res >= 0)
    res = gnutls_x509_crt_set_basic_constraints (self->pair.certificate, 1, 0);
  if (res >= 0)
    res = gnutls_x509_crt_set_key_usage (self->pair.certificate, GNUTLS_KEY_KEY_CERT_SIGN);
  if (res >= 0)
    res = gnutls_x509_crt_sign2 (self->pair.certificate, self->pair.certificate, self->pair.key,
                                 GNUTLS_DIG_SHA256, 0);
  if (res >= 0)
    res = gnutls_x509_crt_export2 (self->pair.certificate, GNUTLS_X509_FMT_PEM, &pem);
  if (!check (res, error))
    {
      demo_authority_free (self);
      return NULL;
    }
  self->pem = g_strndup ((char *) pem.data, pem.size);
  gnutls_free (pem.data);
  return self;
}

void
demo_authority_free (DemoAuthority *self)
{
  pair_clear (&self->pair);
  g_free (self->pem);
  g_free (self);
}

/* Its certificate, for who wants to trust it. */
const char *
demo_authority_get_pem (DemoAuthority *self)
{
  return self->pem;
}

static GTlsCertificate *export(Pair *pair, char **fingerprint, GError **error)
{
  gnutls_datum_t der = { 0 };
  gnutls_datum_t certificate_pem = { 0 };
  gnutls_datum_t key_pem = { 0 };
  GTlsCertificate *result = NULL;
  int res = gnutls_x509_crt_export2 (pair->certificate, GNUTLS_X509_FMT_DER, &der);

  if (res >= 0)
    res = gnutls_x509_crt_export2 (pair->certificate, GNUTLS_X509_FMT_PEM, &certificate_pem);
  if (res >= 0)
    res = gnutls_x509_privkey_export2 (pair->key, GNUTLS_X509_FMT_PEM, &key_pem);
  if (check (res, error))
    {
      g_autofree char *pem = g_strdup_printf ("%.*s%.*s", (int) certificate_pem.size,
                                              (char *) certificate_pem.data, (int) key_pem.size,
                                              (char *) key_pem.data);

      result = g_tls_certificate_new_from_pem (pem, -1, error);
      if (result)
        *fingerprint = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der.data, der.size);
    }
  gnutls_free (der.data);
  gnutls_free (certificate_pem.data);
  gnutls_free (key_pem.data);
  return result;
}

/*
 * demo_certificate_new:
 * @authority: signs it, unless it signs itself as that of a NAS that was just set up
 * @fingerprint: (out) (transfer full): SHA-256 of the DER form, lower-case hex
 *
 * Makes a certificate, for localhost and 127.0.0.1 unless it is for another host. Errors are in
 * #G_TLS_ERROR.
 *
 * Returns: (transfer full): the certificate with its key
 */
GTlsCertificate *
demo_certificate_new (DemoCertificateKind kind,
                      DemoAuthority *authority,
                      char **fingerprint,
                      GError **error)
{
  g_auto (Pair) pair = { NULL };
  Pair *signer = kinds[kind].self_signed ? &pair : &authority->pair;
  int res = pair_start (&pair, kinds[kind].host, kinds[kind].first_day, kinds[kind].last_day);

  if (res >= 0)
    res = add_server_parts (pair.certificate, kind);
  if (res >= 0)
    res = gnutls_x509_crt_sign2 (pair.certificate, signer->certificate, signer->key,
                                 GNUTLS_DIG_SHA256, 0);
  if (!check (res, error))
    return NULL;
  return export(&pair, fingerprint, error);
}
