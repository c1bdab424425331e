/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

static const char *common_name = "localhost";

static int
fill_certificate (gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key)
{
  static const guint8 loopback[] = { 127, 0, 0, 1 };
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  guint8 serial[16];
  int res = gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial);

  serial[0] &= 0x7f; /* a serial number is positive */

#define STEP(call)                                                                                 \
  if (res >= 0)                                                                                    \
  res = (call)

  STEP (gnutls_x509_crt_set_version (certificate, 3));
  STEP (gnutls_x509_crt_set_serial (certificate, serial, sizeof serial));
  /* A day back: clocks that are a little wrong are none of this test's business. */
  STEP (gnutls_x509_crt_set_activation_time (certificate, now - DEMO_DAY));
  STEP (gnutls_x509_crt_set_expiration_time (certificate, now + 365 * DEMO_DAY));
  STEP (gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, common_name,
                                       strlen (common_name)));
  STEP (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_DNSNAME, common_name,
                                              strlen (common_name), GNUTLS_FSAN_SET));
  STEP (gnutls_x509_crt_set_subject_alt_name (certificate, GNUTLS_SAN_IPADDRESS, loopback,
                                              sizeof loopback, GNUTLS_FSAN_APPEND));
  STEP (gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_DIGITAL_SIGNATURE));
  STEP (gnutls_x509_crt_set_key_purpose_oid (certificate, GNUTLS_KP_TLS_WWW_SERVER, 0));
  STEP (gnutls_x509_crt_set_basic_constraints (certificate, 0, -1));
  STEP (gnutls_x509_crt_set_key (certificate, key));
  STEP (gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0));

#undef STEP

  return res;
}

/*
 * demo_certificate_new:
 * @fingerprint: (out) (transfer full): SHA-256 of the DER form, lower-case hex
 *
 * Makes an ECDSA P-256 key and a certificate for localhost and 127.0.0.1 that it signs itself, as
 * a NAS does when it is set up. Errors are in #G_TLS_ERROR.
 *
 * Returns: (transfer full): the certificate with its key
 */
GTlsCertificate *
demo_certificate_new (char **fingerprint, GError **error)
{
  gnutls_x509_privkey_t key = NULL;
  gnutls_x509_crt_t certificate = NULL;
  gnutls_datum_t der = { 0 };
  gnutls_datum_t certificate_pem = { 0 };
  gnutls_datum_t key_pem = { 0 };
  GTlsCertificate *result = NULL;
  int res;

  res = gnutls_x509_privkey_init (&key);
  if (res >= 0)
    res = gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA,
                                        GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0);
  if (res >= 0)
    res = gnutls_x509_crt_init (&certificate);
  if (res >= 0)
    res = fill_certificate (certificate, key);
  if (res >= 0)
    res = gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_DER, &der);
  if (res >= 0)
    res = gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &certificate_pem);
  if (res >= 0)
    res = gnutls_x509_privkey_export2 (key, GNUTLS_X509_FMT_PEM, &key_pem);

  if (res >= 0)
    {
      g_autofree char *pem = g_strdup_printf ("%.*s%.*s", (int) certificate_pem.size,
                                              (char *) certificate_pem.data, (int) key_pem.size,
                                              (char *) key_pem.data);

      result = g_tls_certificate_new_from_pem (pem, -1, error);
      if (result)
        *fingerprint = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der.data, der.size);
    }
  else
    {
      g_set_error (error, G_TLS_ERROR, G_TLS_ERROR_MISC, "Cannot make a certificate: %s",
                   gnutls_strerror (res));
    }

  gnutls_free (der.data);
  gnutls_free (certificate_pem.data);
  gnutls_free (key_pem.data);
  if (certificate)
    gnutls_x509_crt_deinit (certificate);
  if (key)
    gnutls_x509_privkey_deinit (key);
  return result;
}
