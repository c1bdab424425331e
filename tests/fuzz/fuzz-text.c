/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bks-format.h"
#include "dsm-address-private.h"
#include "dsm-redact-private.h"
#include "dsm-time.h"

#include "fuzz.h"

/* What is read from plain text: times of the NAS, addresses that a person typed, lines of the log.
 * The first byte chooses which. */

static void
check_time (const char *text)
{
  DsmTime time;
  gint64 seconds = 0;

  dsm_time_parse (text, &time);
  g_assert_cmpuint (strlen (time.raw), <, sizeof time.raw);
  g_assert_true (g_utf8_validate (time.raw, -1, NULL));
  if (dsm_time_to_utc (&time, 3600, &seconds))
    {
      g_autofree char *words = bks_format_when (seconds * G_USEC_PER_SEC, G_USEC_PER_SEC);

      g_assert_nonnull (words);
    }
}

static void
check_address (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DsmAddress) address = dsm_address_parse (text, &error);
  g_autoptr (DsmAddress) again = NULL;
  g_autofree char *base = NULL;

  g_assert_true ((address == NULL) == (error != NULL));
  if (address == NULL)
    return;

  g_assert_true (g_str_has_prefix (address->url, address->https ? "https://" : "http://"));
  g_assert_true (g_str_has_suffix (address->url, "/webapi/"));
  g_assert_true (g_str_is_ascii (address->url));
  g_assert_cmpuint (address->port, >, 0);
  g_assert_cmpuint (address->port, <, 65536);
  for (const char *c = address->url; *c != '\0'; c++)
    g_assert_true (g_ascii_isgraph (*c));

  /* What was understood once is understood the same way again. */
  base = g_strndup (address->url, strlen (address->url) - strlen ("webapi/"));
  again = dsm_address_parse (base, NULL);
  g_assert_nonnull (again);
  g_assert_cmpstr (again->url, ==, address->url);
  g_assert_cmpstr (again->host, ==, address->host);
}

static void
check_redactor (const char *text)
{
  g_autofree char *clean = dsm_redact (text);

  g_assert_nonnull (clean);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *bytes = NULL;
  g_autofree char *text = NULL;

  if (size < 1)
    return 0;

  bytes = g_strndup ((const char *) data + 1, size - 1);
  text = g_utf8_make_valid (bytes, -1);
  switch (data[0] % 3)
    {
    case 0:
      check_time (text);
      break;
    case 1:
      check_address (text);
      break;
    default:
      check_redactor (text);
      break;
    }
  return 0;
}
