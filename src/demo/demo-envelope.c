/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-demo"

#include "demo-private.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

/* Over plain HTTP some clients put the fields of a login into an envelope: AES with a random pass
 * phrase, and that with the NAS's RSA key. Over HTTPS they ask for the public half of another key,
 * for a handshake that the NAS need not finish. Our own client does neither. */

#define ENVELOPE_FIELD "__cIpHeRtExT"
/* Their pass phrase has 501 bytes, which is what fits into this. */
#define RSA_BITS     4096
#define SALT_MAGIC   "Salted__"
#define KEY_LENGTH   32
#define BLOCK_LENGTH 16

struct _DemoEnvelope
{
  gnutls_privkey_t key;
  char *modulus; /* hex */
};

void
demo_envelope_free (DemoEnvelope *envelope)
{
  gnutls_privkey_deinit (envelope->key);
  g_free (envelope->modulus);
  g_free (envelope);
}

static DemoEnvelope *
envelope_new (void)
{
  DemoEnvelope *envelope = g_new0 (DemoEnvelope, 1);
  gnutls_datum_t modulus = { 0 };
  GString *hex = g_string_new (NULL);

  if (gnutls_privkey_init (&envelope->key) >= 0
      && gnutls_privkey_generate (envelope->key, GNUTLS_PK_RSA, RSA_BITS, 0) >= 0
      && gnutls_privkey_export_rsa_raw2 (envelope->key, &modulus, NULL, NULL, NULL, NULL, NULL,
                                         NULL, NULL, GNUTLS_EXPORT_FLAG_NO_LZ)
             >= 0)
    for (guint i = 0; i < modulus.size; i++)
      g_string_append_printf (hex, "%02X", modulus.data[i]);
  gnutls_free (modulus.data);
  envelope->modulus = g_string_free (hex, FALSE);
  return envelope;
}

/* SYNO.API.Encryption getinfo. The key is made when the first client asks: it takes a while. */
JsonNode *
demo_encryption_getinfo (DemoServer *server, DemoCall *call)
{
  JsonObject *data = json_object_new ();

  if (!server->envelope)
    server->envelope = envelope_new ();
  json_object_set_string_member (data, "cipherkey", ENVELOPE_FIELD);
  json_object_set_string_member (data, "ciphertoken", "__cIpHeRtOkEn");
  json_object_set_string_member (data, "public_key", server->envelope->modulus);
  json_object_set_int_member (data, "server_time", demo_now (server));
  return demo_node (data);
}

/* SYNO.API.Auth.UIConfig get: what matters is the cookie, a public key for a handshake. */
JsonNode *
demo_auth_ui_config (DemoServer *server, DemoCall *call)
{
  JsonObject *data = json_object_new ();
  g_autofree char *cookie = NULL;
  guint8 key[32];

  for (guint i = 0; i < sizeof key; i++)
    key[i] = (guint8) g_rand_int_range (server->secrets, 0, 256);
  cookie = g_base64_encode (key, sizeof key);
  g_strdelimit (cookie, "+", '-');
  g_strdelimit (cookie, "/", '_');
  g_strdelimit (cookie, "=", '\0');
  g_free (call->request->set_cookie);
  call->request->set_cookie = g_strdup_printf ("_SSID=%s; path=/; HttpOnly", cookie);
  json_object_set_string_member (data, "hostname", server->host_name);
  return demo_node (data);
}

/* The key and the first block of the cipher, from pass phrase and salt as OpenSSL's command does. */
static void
derive (const gnutls_datum_t *phrase, const guint8 *salt, guint8 *out)
{
  guint8 digest[16];
  gsize done = 0;

  while (done < KEY_LENGTH + BLOCK_LENGTH)
    {
      g_autoptr (GChecksum) md5 = g_checksum_new (G_CHECKSUM_MD5);
      gsize length = sizeof digest;

      if (done > 0)
        g_checksum_update (md5, digest, sizeof digest);
      g_checksum_update (md5, phrase->data, phrase->size);
      g_checksum_update (md5, salt, strlen (SALT_MAGIC));
      g_checksum_get_digest (md5, digest, &length);
      memcpy (out + done, digest, sizeof digest);
      done += sizeof digest;
    }
}

static char *
decrypt (const gnutls_datum_t *phrase, const guint8 *text, gsize length)
{
  gsize head = 2 * strlen (SALT_MAGIC);
  guint8 derived[KEY_LENGTH + BLOCK_LENGTH];
  gnutls_datum_t key = { derived, KEY_LENGTH };
  gnutls_datum_t vector = { derived + KEY_LENGTH, BLOCK_LENGTH };
  gnutls_cipher_hd_t cipher;
  g_autofree char *plain = NULL;
  guint8 padding;
  int res;

  if (length <= head || (length - head) % BLOCK_LENGTH || memcmp (text, SALT_MAGIC, head / 2))
    return NULL;
  derive (phrase, text + head / 2, derived);
  if (gnutls_cipher_init (&cipher, GNUTLS_CIPHER_AES_256_CBC, &key, &vector) < 0)
    return NULL;
  length -= head;
  plain = g_malloc0 (length + 1);
  res = gnutls_cipher_decrypt2 (cipher, text + head, length, plain, length);
  gnutls_cipher_deinit (cipher);
  padding = (guint8) plain[length - 1];
  if (res < 0 || padding == 0 || padding > BLOCK_LENGTH)
    return NULL;
  plain[length - padding] = '\0';
  return g_steal_pointer (&plain);
}

static guint8 *
decode_member (JsonObject *object, const char *name, gsize *length)
{
  const char *text = json_object_get_string_member_with_default (object, name, NULL);

  return text ? g_base64_decode (text, length) : NULL;
}

/*
 * demo_envelope_open:
 * @params: the fields of a request; those in its envelope are added
 *
 * An envelope that cannot be opened changes nothing: the login then lacks its fields.
 */
void
demo_envelope_open (DemoServer *server, GHashTable *params)
{
  const char *text = g_hash_table_lookup (params, ENVELOPE_FIELD);
  g_autoptr (JsonNode) node = text ? demo_parse_literal (text) : NULL;
  g_autofree guint8 *rsa = NULL;
  g_autofree guint8 *aes = NULL;
  g_autofree char *fields = NULL;
  gnutls_datum_t sealed = { 0 };
  gnutls_datum_t phrase = { 0 };
  gsize rsa_length;
  gsize aes_length;

  if (!node || !JSON_NODE_HOLDS_OBJECT (node) || !server->envelope)
    return;
  rsa = decode_member (json_node_get_object (node), "rsa", &rsa_length);
  aes = decode_member (json_node_get_object (node), "aes", &aes_length);
  if (!rsa || !aes)
    return;
  sealed.data = rsa;
  sealed.size = (guint) rsa_length;
  if (gnutls_privkey_decrypt_data (server->envelope->key, 0, &sealed, &phrase) < 0)
    return;
  fields = decrypt (&phrase, aes, aes_length);
  gnutls_free (phrase.data);
  if (fields)
    demo_params_decode (params, fields, strlen (fields));
  g_hash_table_remove (params, ENVELOPE_FIELD);
}
