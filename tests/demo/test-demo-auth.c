/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>

#include "demo-client.h"

#define PASSWORD "demo+password"
#define TASK     "SYNO.Backup.Task"

static JsonNode *log_in (DemoClient *client, const char *version, const char *account, ...)
    G_GNUC_NULL_TERMINATED;

/* A login with more fields. */
static JsonNode *
log_in (DemoClient *client, const char *version, const char *account, ...)
{
  g_autofree char *head = demo_form ("api", "SYNO.API.Auth", "version", version, "method", "login",
                                     "account", account, "passwd", PASSWORD, NULL);
  g_autofree char *more = NULL;
  g_autofree char *form = NULL;
  const char *name;
  va_list args;

  va_start (args, account);
  name = va_arg (args, const char *);
  more = demo_form_list (name, args);
  va_end (args);
  form = g_strjoin (*more ? "&" : "", head, more, NULL);
  return demo_send (client, "POST", "entry.cgi", form, NULL, NULL);
}

static void
test_versions (void)
{
  g_autoptr (DemoClient) client = demo_client_new (NULL);

  for (int version = 1; version <= 8; version++)
    {
      g_autofree char *text = g_strdup_printf ("%d", version);
      g_autoptr (JsonNode) answer = log_in (client, text, "demo", "format", "sid", NULL);

      g_assert_cmpint (demo_code (answer), ==, version <= 7 ? 0 : 104);
      if (version <= 7)
        {
          g_assert_cmpstr (demo_text (answer, "data.account"), ==, "demo");
          g_assert_cmpuint (strlen (demo_text (answer, "data.sid")), >, 16);
          /* Nobody asked for a token. */
          g_assert_false (demo_has (answer, "data.synotoken"));
          g_assert_null (client->cookie);
        }
    }
  g_assert_cmpstr (client->content_type, ==, "application/json; charset=\"UTF-8\"");
}

static void
test_cookie (void)
{
  g_autoptr (DemoClient) client = demo_client_new (NULL);
  g_autoptr (JsonNode) answer = log_in (client, "6", "demo", "format", "cookie",
                                        "enable_syno_token", "yes", NULL);
  g_autofree char *id = g_strdup_printf ("id=%s", demo_text (answer, "data.sid"));
  g_autofree char *cookies = g_strdup_printf ("stay_login=0; %s; other=1", id);

  g_assert_true (g_str_has_prefix (client->cookie, id));
  assert_success (
      demo_send (client, "GET", "entry.cgi", "api=" TASK "&version=1&method=list", cookies, NULL));
  assert_code (demo_send (client, "GET", "entry.cgi", "api=" TASK "&version=1&method=list",
                          "id=wrong", NULL),
               119);
}

/* auth.cgi is the older place, and answers on DSM 7 too. It knows nothing else. */
static void
test_auth_cgi (void)
{
  g_autoptr (DemoClient) client = demo_client_new (NULL);
  const char *login = "api=SYNO.API.Auth&version=3&method=login&account=demo"
                      "&passwd=demo%2Bpassword&format=sid";

  assert_success (demo_send (client, "GET", "auth.cgi", login, NULL, NULL));
  g_assert_true (g_str_has_prefix (client->content_type, "text/plain"));
  assert_code (
      demo_send (client, "GET", "auth.cgi", "api=" TASK "&version=1&method=list", NULL, NULL), 102);
}

/* Values of a login are raw, so quotes are part of them. */
static void
test_raw_values (void)
{
  g_autoptr (DemoClient) client = demo_client_new (NULL);

  assert_code (demo_login (client, "\"demo\"", PASSWORD), 400);
  assert_code (demo_login (client, "demo", "\"" PASSWORD "\""), 400);
  assert_code (demo_login (client, "demo", "demo password"), 400);
  assert_success (demo_login (client, "tricky", "p+&=%20 \"'ü€😀"));
}

static void
test_codes (void)
{
  for (int code = 400; code <= 411; code++)
    {
      g_autoptr (DemoClient) client = demo_client_new (NULL);
      g_autofree char *account = g_strdup_printf ("code-%d", code);

      assert_code (demo_login (client, account, PASSWORD), code);
    }
}

static void
test_second_factor (void)
{
  g_autoptr (DemoClient) client = demo_client_new (&(BksDemoNasOptions){ .otp = TRUE });
  g_autofree char *otp = bks_demo_nas_dup_otp (client->nas);
  g_autoptr (JsonNode) asked = demo_login (client, "demo", PASSWORD);
  g_autoptr (JsonNode) bare = NULL;
  g_autoptr (JsonNode) none = NULL;

  g_assert_cmpuint (strlen (otp), ==, 6);
  g_assert_cmpint (demo_code (asked), ==, 403);
  g_assert_cmpstr (demo_text (asked, "error.errors.types.0.type"), ==, "otp");
  g_assert_nonnull (demo_text (asked, "error.errors.token"));

  bare = demo_login (client, "old-otp", PASSWORD);
  g_assert_cmpint (demo_code (bare), ==, 403);
  g_assert_false (demo_has (bare, "error.errors"));
  none = demo_login (client, "no-otp", PASSWORD);
  g_assert_cmpint (demo_code (none), ==, 403);
  g_assert_cmpuint (demo_length (none, "error.errors.types"), ==, 2);
  g_assert_cmpstr (demo_text (none, "error.errors.types.0.type"), ==, "authenticator");

  assert_code (log_in (client, "7", "demo", "otp_code", "000000", NULL), 404);
  assert_success (log_in (client, "7", "demo", "otp_code", otp, NULL));
  /* The code is asked for again: nothing was remembered. */
  assert_code (demo_login (client, "demo", PASSWORD), 403);
  demo_order (client, "set-server", "{'otp': '121212'}");
  assert_code (log_in (client, "7", "demo", "otp_code", otp, NULL), 404);
  assert_success (log_in (client, "7", "demo", "otp_code", "121212", NULL));
}

static void
test_device (void)
{
  g_autoptr (DemoClient) client = demo_client_new (&(BksDemoNasOptions){ .otp = TRUE });
  g_autofree char *otp = bks_demo_nas_dup_otp (client->nas);
  g_autoptr (JsonNode) trusted = log_in (client, "7", "demo", "otp_code", otp,
                                         "enable_device_token", "yes", "device_name", "desk", NULL);
  g_autoptr (JsonNode) old = log_in (client, "6", "demo", "otp_code", otp, "enable_device_token",
                                     "yes", "device_name", "attic", NULL);
  const char *id = demo_text (trusted, "data.device_id");

  g_assert_nonnull (id);
  /* The older name of the same thing. */
  g_assert_false (demo_has (old, "data.device_id"));
  g_assert_nonnull (demo_text (old, "data.did"));

  assert_success (log_in (client, "7", "demo", "device_id", id, "device_name", "desk", NULL));
  assert_code (log_in (client, "7", "demo", "device_id", id, "device_name", "other", NULL), 403);
  assert_code (log_in (client, "7", "demo", "device_id", "wrong", "device_name", "desk", NULL),
               403);
  assert_code (log_in (client, "7", "otp", "device_id", id, "device_name", "desk", NULL), 403);
  demo_order (client, "revoke-devices", "{}");
  assert_code (log_in (client, "7", "demo", "device_id", id, "device_name", "desk", NULL), 403);
}

static void
test_block (void)
{
  g_autoptr (DemoClient) client = demo_client_new (NULL);
  g_autoptr (JsonNode) counters = NULL;

  /* A success in between starts the count again. */
  for (int i = 0; i < 4; i++)
    assert_code (demo_login (client, "demo", "wrong"), 400);
  demo_sign_in (client);
  for (int i = 0; i < 5; i++)
    assert_code (demo_login (client, "nobody", "wrong"), 400);
  assert_code (demo_login (client, "demo", PASSWORD), 407);
  counters = demo_control (client, "counters", "{}");
  g_assert_cmpint (demo_int (counters, "logins"), ==, 1);
  g_assert_cmpint (demo_int (counters, "failed_logins"), ==, 10);
  /* What is open stays open, until everything is blocked. */
  assert_success (demo_api (client, TASK, 1, "list", NULL));
  demo_order (client, "block", "{'all': true}");
  assert_code (demo_api (client, TASK, 1, "list", NULL), 407);

  demo_order (client, "unblock", "{}");
  assert_success (demo_login (client, "demo", PASSWORD));
  assert_success (demo_api (client, TASK, 1, "list", NULL));
}

static void
test_session_name (void)
{
  g_autoptr (DemoClient) client = demo_client_new (NULL);

  assert_code (log_in (client, "6", "user", "session", "Backstay", NULL), 402);
  assert_code (log_in (client, "6", "user", "session", "webui", NULL), 402);
  assert_success (log_in (client, "6", "user", "session", "FileStation", NULL));
  assert_success (log_in (client, "6", "user", NULL));
  assert_success (log_in (client, "6", "demo", "session", "webui", NULL));
}

static void
test_permission (void)
{
  g_autoptr (DemoClient) client = demo_client_new (NULL);
  g_autoptr (JsonNode) answer = demo_login (client, "user", PASSWORD);

  client->sid = g_strdup (demo_text (answer, "data.sid"));
  client->token = g_strdup (demo_text (answer, "data.synotoken"));
  assert_code (demo_api (client, TASK, 1, "list", NULL), 105);
  assert_code (demo_api (client, TASK, 1, "backup", "task_id", "5", NULL), 105);
  assert_code (demo_api (client, "SYNO.Core.System", 1, "info", NULL), 105);
  assert_success (demo_api (client, "SYNO.DSM.Info", 2, "getinfo", NULL));
}

static void
test_session_loss (void)
{
  static const int codes[] = { 106, 107, 119 };
  g_autoptr (DemoClient) client = demo_client_new (NULL);

  assert_code (demo_api (client, TASK, 1, "list", NULL), 119);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      demo_sign_in (client);
      assert_success (demo_api (client, TASK, 1, "list", NULL));
      demo_order (client, "expire-sessions", "{'code': %d}", codes[i]);
      assert_code (demo_api (client, TASK, 1, "list", NULL), codes[i]);
      assert_code (demo_api (client, "SYNO.Entry.Request", 1, "request", "compound", "[]", NULL),
                   codes[i]);
    }

  demo_sign_in (client);
  demo_order (client, "expire-sessions", "{'code': 107, 'after': 2}");
  assert_success (demo_api (client, TASK, 1, "list", NULL));
  assert_success (demo_api (client, TASK, 1, "list", NULL));
  assert_code (demo_api (client, TASK, 1, "list", NULL), 107);
}

static void
test_logout (void)
{
  g_autoptr (DemoClient) client = demo_client_new (NULL);
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (JsonNode) state = NULL;

  demo_sign_in (client);
  answer = demo_api (client, "SYNO.API.Auth", 7, "logout", NULL);
  g_assert_cmpint (demo_code (answer), ==, 0);
  g_assert_false (demo_has (answer, "data"));
  assert_code (demo_api (client, TASK, 1, "list", NULL), 119);
  state = demo_control (client, "state", "{}");
  g_assert_cmpuint (demo_length (state, "sessions"), ==, 0);
}

static JsonNode *
back_up (DemoClient *client, const char *token_field, const char *token_header)
{
  g_autofree char *form = demo_form ("api", TASK, "version", "1", "method", "backup", "task_id",
                                     "5", "_sid", client->sid, "SynoToken", token_field, NULL);

  return demo_send (client, "POST", "entry.cgi", form, NULL, token_header);
}

static void
test_token (void)
{
  g_autoptr (DemoClient) client = demo_client_new (NULL);
  g_autoptr (JsonNode) counters = NULL;
  g_autofree char *read = NULL;

  demo_sign_in (client);
  assert_code (back_up (client, "", NULL), 119);
  assert_code (back_up (client, "wrong", NULL), 119);
  assert_code (back_up (client, "", "wrong"), 119);
  assert_task_text (client, 5, "status", "none");
  counters = demo_control (client, "counters", "{}");
  g_assert_cmpint (demo_int (counters, "writes"), ==, 0);
  g_assert_cmpint (demo_int (counters, "writes_refused"), ==, 3);

  /* Reads do without, unless it is a wrong one. */
  read = demo_form ("api", TASK, "version", "1", "method", "list", "_sid", client->sid, NULL);
  assert_success (demo_send (client, "POST", "entry.cgi", read, NULL, NULL));
  assert_code (demo_send (client, "POST", "entry.cgi", read, NULL, "wrong"), 119);

  assert_success (back_up (client, client->token, NULL));
  assert_task_text (client, 5, "status", "backup");
  demo_order (client, "end-run", "{'task_id': 5}");
  assert_success (back_up (client, "", client->token));
}

/* A session id may need percent-encoding, and then it works like any other. */
static void
test_nasty_sids (void)
{
  g_autoptr (DemoClient) client = demo_client_new (NULL);

  demo_order (client, "set-server", "{'nasty_sids': true}");
  demo_sign_in (client);
  g_assert_nonnull (strpbrk (client->sid, "+/=%&"));
  assert_success (demo_api (client, TASK, 1, "list", NULL));
}

static guint8 *
from_hex (const char *text, gsize *length)
{
  guint8 *bytes = g_malloc (strlen (text) / 2);

  for (*length = 0; text[2 * *length]; (*length)++)
    bytes[*length] = (guint8) (g_ascii_xdigit_value (text[2 * *length]) * 16
                               + g_ascii_xdigit_value (text[2 * *length + 1]));
  return bytes;
}

/* What OpenSSL's command makes of a pass phrase: "Salted__", the salt, AES-256-CBC. */
static char *
seal_text (const char *phrase, const char *text)
{
  const char *salt = "12345678";
  guint8 derived[48];
  gnutls_datum_t key = { derived, 32 };
  gnutls_datum_t vector = { derived + 32, 16 };
  gnutls_cipher_hd_t cipher;
  gsize length = strlen (text);
  gsize padding = 16 - length % 16;
  g_autofree guint8 *out = g_malloc (16 + length + padding);

  for (gsize done = 0; done < sizeof derived; done += 16)
    {
      g_autoptr (GChecksum) md5 = g_checksum_new (G_CHECKSUM_MD5);
      gsize size = 16;

      g_checksum_update (md5, derived + (done ? done - 16 : 0), done ? 16 : 0);
      g_checksum_update (md5, (const guint8 *) phrase, -1);
      g_checksum_update (md5, (const guint8 *) salt, 8);
      g_checksum_get_digest (md5, derived + done, &size);
    }
  memcpy (out, "Salted__", 8);
  memcpy (out + 8, salt, 8);
  memcpy (out + 16, text, length);
  memset (out + 16 + length, (int) padding, padding);
  g_assert_cmpint (gnutls_cipher_init (&cipher, GNUTLS_CIPHER_AES_256_CBC, &key, &vector), >=, 0);
  g_assert_cmpint (gnutls_cipher_encrypt (cipher, out + 16, length + padding), >=, 0);
  gnutls_cipher_deinit (cipher);
  return g_base64_encode (out, 16 + length + padding);
}

static char *
seal_phrase (const char *modulus, const char *phrase)
{
  guint8 three[] = { 1, 0, 1 };
  gsize length;
  g_autofree guint8 *bytes = from_hex (modulus, &length);
  gnutls_datum_t m = { bytes, (guint) length };
  gnutls_datum_t e = { three, sizeof three };
  gnutls_datum_t plain = { (guint8 *) phrase, (guint) strlen (phrase) };
  gnutls_datum_t sealed = { 0 };
  gnutls_pubkey_t key;
  char *text;

  g_assert_cmpint (gnutls_pubkey_init (&key), >=, 0);
  g_assert_cmpint (gnutls_pubkey_import_rsa_raw (key, &m, &e), >=, 0);
  g_assert_cmpint (gnutls_pubkey_encrypt_data (key, 0, &plain, &sealed), >=, 0);
  text = g_base64_encode (sealed.data, sealed.size);
  gnutls_free (sealed.data);
  gnutls_pubkey_deinit (key);
  return text;
}

/* The envelope that another client puts the fields of a login into over plain HTTP. */
static void
test_envelope (void)
{
  g_autoptr (DemoClient) client = demo_client_new (NULL);
  g_autofree char *phrase = g_strnfill (501, 'p');
  g_autoptr (JsonNode) info = demo_send (
      client, "GET", "encryption.cgi",
      "api=SYNO.API.Encryption&version=1&method=getinfo&format=module", NULL, NULL);
  g_autofree char *rsa = seal_phrase (demo_text (info, "data.public_key"), phrase);
  g_autofree char *aes = seal_text (
      phrase, "account=demo&passwd=demo%2Bpassword&session=webui&format=cookie");
  g_autofree char *sealed = g_strdup_printf ("{\"rsa\": \"%s\", \"aes\": \"%s\"}", rsa, aes);
  g_autofree char *form = demo_form ("api", "SYNO.API.Auth", "version", "6", "method", "login",
                                     "enable_syno_token", "yes", demo_text (info, "data.cipherkey"),
                                     sealed, NULL);
  g_autofree char *broken = demo_form ("api", "SYNO.API.Auth", "version", "6", "method", "login",
                                       demo_text (info, "data.cipherkey"),
                                       "{\"rsa\": \"AAAA\", \"aes\": \"\"}", NULL);

  assert_success (demo_send (client, "POST", "auth.cgi", form, NULL, NULL));
  assert_code (demo_send (client, "POST", "auth.cgi", broken, NULL, NULL), 101);
}

/* Version 7 of that client wants a key in a cookie first. */
static void
test_ui_config (void)
{
  g_autoptr (DemoClient) client = demo_client_new (NULL);

  assert_success (demo_send (client, "POST", "entry.cgi/SYNO.API.Auth.UIConfig",
                             "api=SYNO.API.Auth.UIConfig&method=get&version=1", NULL, NULL));
  g_assert_true (g_regex_match_simple ("^_SSID=[-_A-Za-z0-9]{43};", client->cookie, 0, 0));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/auth/versions", test_versions);
  g_test_add_func ("/demo/auth/cookie", test_cookie);
  g_test_add_func ("/demo/auth/auth-cgi", test_auth_cgi);
  g_test_add_func ("/demo/auth/raw-values", test_raw_values);
  g_test_add_func ("/demo/auth/codes", test_codes);
  g_test_add_func ("/demo/auth/second-factor", test_second_factor);
  g_test_add_func ("/demo/auth/device", test_device);
  g_test_add_func ("/demo/auth/block", test_block);
  g_test_add_func ("/demo/auth/session-name", test_session_name);
  g_test_add_func ("/demo/auth/permission", test_permission);
  g_test_add_func ("/demo/auth/session-loss", test_session_loss);
  g_test_add_func ("/demo/auth/logout", test_logout);
  g_test_add_func ("/demo/auth/token", test_token);
  g_test_add_func ("/demo/auth/nasty-sids", test_nasty_sids);
  g_test_add_func ("/demo/auth/envelope", test_envelope);
  g_test_add_func ("/demo/auth/ui-config", test_ui_config);
  return g_test_run ();
}
