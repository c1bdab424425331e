/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include <gio/gio.h>
#include <string.h>

#include "dsm-address-private.h"
#include "dsm-client.h"

static const struct
{
  const char *typed;
  const char *url;
  const char *host;
} good[] = {
  { "nas", "https://nas:5001/webapi/", "nas" },
  { "  nas.example.com \n", "https://nas.example.com:5001/webapi/", "nas.example.com" },
  { "nas:5555", "https://nas:5555/webapi/", "nas" },
  { "NAS.Example.COM", "https://nas.example.com:5001/webapi/", "nas.example.com" },
  { "http://nas", "http://nas:5000/webapi/", "nas" },
  { "HTTP://nas/", "http://nas:5000/webapi/", "nas" },
  { "https://nas", "https://nas:5001/webapi/", "nas" },
  { "https://nas/", "https://nas:5001/webapi/", "nas" },
  { "https://nas:443", "https://nas:443/webapi/", "nas" },
  { "https://nas:5001/webapi/", "https://nas:5001/webapi/", "nas" },
  { "https://nas:5001/webapi/entry.cgi", "https://nas:5001/webapi/", "nas" },
  { "https://nas:5001/webman/index.cgi", "https://nas:5001/webapi/", "nas" },
  { "https://example.com/dsm", "https://example.com:443/dsm/webapi/", "example.com" },
  { "example.com/a/b/", "https://example.com:443/a/b/webapi/", "example.com" },
  { "http://example.com/dsm", "http://example.com:80/dsm/webapi/", "example.com" },
  { "https://example.com:8443//dsm//", "https://example.com:8443/dsm/webapi/", "example.com" },
  { "https://example.com/a%20b", "https://example.com:443/a%20b/webapi/", "example.com" },
  { "192.0.2.7", "https://192.0.2.7:5001/webapi/", "192.0.2.7" },
  { "192.0.2.7:5000", "https://192.0.2.7:5000/webapi/", "192.0.2.7" },
  { "[2001:DB8::1]", "https://[2001:db8::1]:5001/webapi/", "2001:db8::1" },
  { "[2001:db8::1]:443", "https://[2001:db8::1]:443/webapi/", "2001:db8::1" },
  { "2001:db8::1", "https://[2001:db8::1]:5001/webapi/", "2001:db8::1" },
  { "http://[::1]:5000/", "http://[::1]:5000/webapi/", "::1" },
  /* A zone is the name of an interface: its case stays, and it is escaped once. */
  { "fe80::1%enP2p1s0", "https://[fe80::1%25enP2p1s0]:5001/webapi/", "fe80::1%enP2p1s0" },
  { "https://[FE80::1%25eth0]:443/", "https://[fe80::1%25eth0]:443/webapi/", "fe80::1%eth0" },
  { "b\xc3\xbc"
    "cher.example",
    "https://xn--bcher-kva.example:5001/webapi/", "xn--bcher-kva.example" },
  { "my_nas.local", "https://my_nas.local:5001/webapi/", "my_nas.local" },
};

static const struct
{
  const char *typed;
  int code;
} bad[] = {
  { "", G_URI_ERROR_BAD_HOST },
  { "   ", G_URI_ERROR_BAD_HOST },
  { "https://", G_URI_ERROR_BAD_HOST },
  { "ftp://nas", G_URI_ERROR_BAD_SCHEME },
  { "file:///etc/passwd", G_URI_ERROR_BAD_SCHEME },
  { "nas:", G_URI_ERROR_BAD_PORT },
  { "nas:0", G_URI_ERROR_BAD_PORT },
  { "nas:65536", G_URI_ERROR_BAD_PORT },
  { "nas:http", G_URI_ERROR_BAD_PORT },
  { "nas:-1", G_URI_ERROR_BAD_PORT },
  { "anna:secret@nas", G_URI_ERROR_BAD_USER },
  { "https://anna@nas/", G_URI_ERROR_BAD_USER },
  { "https://nas/?q=1", G_URI_ERROR_BAD_QUERY },
  { "https://nas/#/signin", G_URI_ERROR_BAD_FRAGMENT },
  { "my nas", G_URI_ERROR_BAD_HOST },
  { "nas..local", G_URI_ERROR_BAD_HOST },
  { "-nas", G_URI_ERROR_BAD_HOST },
  { "[::1", G_URI_ERROR_BAD_HOST },
  { "[nas]", G_URI_ERROR_BAD_HOST },
  { ":", G_URI_ERROR_BAD_PORT },
  { "[:%9]", G_URI_ERROR_BAD_HOST },
  { ":%-9", G_URI_ERROR_BAD_PORT },
  { "[::1]x", G_URI_ERROR_BAD_HOST },
  { "fe80::1%", G_URI_ERROR_BAD_HOST },
  { "[fe80::1%eth0/x]", G_URI_ERROR_BAD_HOST },
  { "https://nas/../x", G_URI_ERROR_BAD_PATH },
  { "https://nas/a b", G_URI_ERROR_BAD_PATH },
  { "nas\"<>", G_URI_ERROR_BAD_HOST },
  { "nas\xff", G_URI_ERROR_FAILED },
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DsmClient) client = dsm_client_new (good[i].typed, &error);
      g_autoptr (DsmClient) again = NULL;
      g_autoptr (GUri) uri = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (dsm_client_get_url (client), ==, good[i].url);
      g_assert_cmpstr (dsm_client_get_host (client), ==, good[i].host);
      g_assert_cmpint (dsm_client_is_https (client), ==, g_str_has_prefix (good[i].url, "https:"));

      uri = g_uri_parse (good[i].url, G_URI_FLAGS_NONE, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (dsm_client_get_port (client), ==, (guint) g_uri_get_port (uri));

      /* What it made can be typed in again. */
      again = dsm_client_new (dsm_client_get_url (client), &error);
      g_assert_no_error (error);
      g_assert_cmpstr (dsm_client_get_url (again), ==, good[i].url);
    }
}

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DsmAddress) address = dsm_address_parse (bad[i].typed, &error);

      g_assert_null (address);
      if (!g_error_matches (error, G_URI_ERROR, bad[i].code))
        g_error ("\"%s\": %s (%d)", bad[i].typed, error->message, error->code);
      g_assert_null (strstr (error->message, "secret"));
    }
}

static void
test_pin (void)
{
  g_autoptr (DsmClient) client = dsm_client_new ("nas", NULL);
  g_autofree char *plain = g_strnfill (64, 'a');
  GString *colons = g_string_new (NULL);

  for (int i = 0; i < 32; i++)
    g_string_append (colons, i == 0 ? "AA" : ":AA");
  g_assert_null (dsm_client_get_pin (client));
  g_assert_true (dsm_client_set_pin (client, colons->str));
  g_assert_cmpstr (dsm_client_get_pin (client), ==, plain);
  g_assert_false (dsm_client_set_pin (client, "aa"));
  g_assert_false (dsm_client_set_pin (client, ""));
  plain[3] = 'g';
  g_assert_false (dsm_client_set_pin (client, plain));
  plain[3] = 'a';
  {
    g_autofree char *longer = g_strconcat (plain, "a", NULL);
    g_autofree char *twice = g_strconcat (plain, plain, NULL);
    g_autofree char *foreign = g_strconcat (plain, "-", NULL);

    g_assert_false (dsm_client_set_pin (client, longer));
    g_assert_false (dsm_client_set_pin (client, twice));
    g_assert_false (dsm_client_set_pin (client, foreign));
  }
  g_assert_cmpstr (dsm_client_get_pin (client), ==, plain);
  g_assert_true (dsm_client_set_pin (client, NULL));
  g_assert_null (dsm_client_get_pin (client));
  g_string_free (colons, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dsm/address/good", test_good);
  g_test_add_func ("/dsm/address/bad", test_bad);
  g_test_add_func ("/dsm/address/pin", test_pin);
  return g_test_run ();
}
