/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "bks-typed-address.h"

static void
test_quickconnect (void)
{
  g_assert_true (bks_typed_address_is_quickconnect ("quickconnect.to/example"));
  g_assert_true (bks_typed_address_is_quickconnect (" https://Example.QuickConnect.to/x "));
  g_assert_true (bks_typed_address_is_quickconnect ("http://example.de5.quickconnect.to:80"));

  /* An ID alone is a host name like any other. */
  g_assert_false (bks_typed_address_is_quickconnect ("example"));
  g_assert_false (bks_typed_address_is_quickconnect (""));
  g_assert_false (bks_typed_address_is_quickconnect ("notquickconnect.to"));
  g_assert_false (bks_typed_address_is_quickconnect ("nas.example/quickconnect.to"));
}

static void
test_plain_http (void)
{
  g_assert_true (bks_typed_address_is_plain_http ("http://nas"));
  g_assert_true (bks_typed_address_is_plain_http ("  HTTP://nas:5000/"));
  g_assert_false (bks_typed_address_is_plain_http ("https://nas"));
  g_assert_false (bks_typed_address_is_plain_http ("http-nas"));
  g_assert_false (bks_typed_address_is_plain_http ("nas"));
}

static void
assert_without_encryption (const char *typed, const char *address, const char *expected)
{
  g_autofree char *plain = bks_typed_address_without_encryption (typed, address);

  g_assert_cmpstr (plain, ==, expected);
}

static void
test_without_encryption (void)
{
  assert_without_encryption ("nas", "https://nas:5001/", "http://nas:5000/");
  assert_without_encryption (" nas ", "https://nas:5001/", "http://nas:5000/");
  assert_without_encryption ("nas:8080", "https://nas:8080/", "http://nas:8080/");
  assert_without_encryption ("nas/dsm", "https://nas:5001/dsm/", "http://nas:5000/dsm/");
  assert_without_encryption ("[fe80::1]", "https://[fe80::1]:5001/", "http://[fe80::1]:5000/");

  assert_without_encryption ("[fe80::1]:5001", "https://[fe80::1]:5001/", "http://[fe80::1]:5001/");
  assert_without_encryption ("fe80::1", "https://[fe80::1]:5001/", "http://[fe80::1]:5000/");
  assert_without_encryption ("fe80::1%12", "https://[fe80::1%2512]:5001/",
                             "http://[fe80::1%2512]:5000/");
  assert_without_encryption ("nas:99999", "https://nas:5001/", NULL);

  /* Who wrote https means it. */
  assert_without_encryption ("https://nas", "https://nas:5001/", NULL);
}

static void
assert_redirect (const char *location, const char *expected)
{
  g_autofree char *address = bks_typed_address_from_redirect (location);

  g_assert_cmpstr (address, ==, expected);
}

static void
test_redirect (void)
{
  assert_redirect ("https://nas:5001/webapi/query.cgi?api=x", "https://nas:5001/");
  assert_redirect ("https://nas.example/dsm/webapi/query.cgi", "https://nas.example/dsm/");
  assert_redirect ("https://nas.example", "https://nas.example");
  assert_redirect ("ftp://nas.example/", NULL);
  assert_redirect ("/elsewhere", NULL);
  assert_redirect ("", NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/typed-address/quickconnect", test_quickconnect);
  g_test_add_func ("/ui/typed-address/plain-http", test_plain_http);
  g_test_add_func ("/ui/typed-address/without-encryption", test_without_encryption);
  g_test_add_func ("/ui/typed-address/redirect", test_redirect);

  return g_test_run ();
}
