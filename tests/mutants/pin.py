# SPDX-License-Identifier: GPL-3.0-or-later
"""The pin: nothing is sent before the one certificate was seen, and nowhere else."""

TRANSPORT = "src/dsm/dsm-transport.c"
CLIENT = "src/dsm/dsm-client.c"
CERTIFICATE = "src/dsm/dsm-certificate.c"

PROGRAMS = ("tests/dsm/test-dsm-address", "tests/dsm/test-dsm-trust",
            "tests/dsm/test-dsm-certificate")
LEAST = 10

MUTANTS = (
    ("any pin is as good as another", TRANSPORT,
     "if (client->pin != NULL && g_str_equal (client->pin, digest)", "if (client->pin != NULL"),
    ("without a pin every certificate is accepted", TRANSPORT,
     "if (client->pin != NULL && g_str_equal (client->pin, digest)",
     "if ((client->pin == NULL || g_str_equal (client->pin, digest))"),
    ("a certificate is refused in words only", TRANSPORT,
     "self->refused = dsm_certificate_describe (certificate, flags, client->address->host);\n"
     "  return FALSE;",
     "self->refused = dsm_certificate_describe (certificate, flags, client->address->host);\n"
     "  return TRUE;"),
    ("the beginning of a fingerprint is enough", TRANSPORT,
     "g_str_equal (client->pin, digest)", "strncmp (client->pin, digest, 16) == 0"),
    ("the end of a fingerprint is enough", TRANSPORT,
     "g_str_equal (client->pin, digest)", "g_str_has_suffix (digest, client->pin + 48)"),
    ("a certificate for the right host needs no pin", TRANSPORT,
     "if (client->pin != NULL && g_str_equal (client->pin, digest)",
     "if ((flags & G_TLS_CERTIFICATE_BAD_IDENTITY) == 0 || (client->pin != NULL"
     " && g_str_equal (client->pin, digest))"),
    ("an expired certificate needs no pin", TRANSPORT,
     "if (client->pin != NULL && g_str_equal (client->pin, digest)",
     "if (flags == G_TLS_CERTIFICATE_EXPIRED || (client->pin != NULL"
     " && g_str_equal (client->pin, digest))"),
    ("a certificate of tomorrow needs no pin", TRANSPORT,
     "if (client->pin != NULL && g_str_equal (client->pin, digest)",
     "if (flags == G_TLS_CERTIFICATE_NOT_ACTIVATED || (client->pin != NULL"
     " && g_str_equal (client->pin, digest))"),
    ("a certificate for another host needs no pin", TRANSPORT,
     "if (client->pin != NULL && g_str_equal (client->pin, digest)",
     "if (flags == G_TLS_CERTIFICATE_BAD_IDENTITY || (client->pin != NULL"
     " && g_str_equal (client->pin, digest))"),
    ("the pin is never asked", TRANSPORT,
     "  g_signal_connect_object (self->message, \"accept-certificate\",",
     "  if (FALSE)\n  g_signal_connect_object (self->message, \"accept-certificate\","),
    ("what the system trusts needs no pin", CLIENT,
     "      if (self->pin != NULL)\n        soup_session_set_tls_database",
     "      if (FALSE)\n        soup_session_set_tls_database"),
    ("without a pin the system is not asked", CLIENT,
     "      if (self->pin != NULL)\n        soup_session_set_tls_database",
     "      soup_session_set_tls_database"),
    ("a new pin leaves connections open", CLIENT,
     "      self->pin = g_steal_pointer (&pin);\n      drop_soup_session (self);",
     "      self->pin = g_steal_pointer (&pin);"),
    ("a pin that cannot be read takes the old one away", CLIENT,
     "      if (pin == NULL)\n        return FALSE;", "      if (FALSE)\n        return FALSE;"),
    ("a short pin is a pin", CERTIFICATE,
     "digits->len != DIGEST_LENGTH", "digits->len > DIGEST_LENGTH"),
    ("a long pin is a pin", CERTIFICATE,
     "digits->len != DIGEST_LENGTH", "digits->len < DIGEST_LENGTH"),
    ("a pin may have any other letters in it", CERTIFICATE, "        readable = FALSE;", "        ;"),
    ("a pin has to be in small letters", CERTIFICATE,
     "g_string_append_c (digits, g_ascii_tolower (*text));", "g_string_append_c (digits, *text);"),
    ("every certificate has the same fingerprint", CERTIFICATE,
     "return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);",
     "return g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, 4);"),
    ("the fingerprint is one of another kind", CERTIFICATE,
     "return g_compute_checksum_for_data (G_CHECKSUM_SHA256,",
     "return g_compute_checksum_for_data (G_CHECKSUM_SHA1,"),
    ("the certificate that was shown is not handed on", TRANSPORT,
     "      dsm_error_edit_details (error)->certificate = dsm_certificate_copy (self->refused);\n", ""),
    ("a changed certificate is just unknown", TRANSPORT,
     "gboolean changed = client->pin != NULL && !revoked;", "gboolean changed = FALSE;"),
    ("an unknown certificate has changed", TRANSPORT,
     "gboolean changed = client->pin != NULL && !revoked;", "gboolean changed = !revoked;"),
    ("plain HTTP needs no consent", TRANSPORT,
     "if (!client->address->https && !client->allow_plain_http)", "if (FALSE)"),
    ("consent to plain HTTP is asked for in vain", TRANSPORT,
     "if (!client->address->https && !client->allow_plain_http)", "if (!client->address->https)"),
    ("a redirect is followed", TRANSPORT,
     "guint flags = SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE;",
     "guint flags = SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE;"),
)
