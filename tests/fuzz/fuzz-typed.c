/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "bks-cli-when.h"
#include "bks-log-date.h"
#include "bks-notify-daemon-private.h"
#include "bks-typed-address.h"
#include "dsm-address-private.h"

#include "fuzz.h"

/* What people type besides the address of a NAS, where a NAS points to, and what a notification daemon
 * gives back. The first byte chooses which. */

#define APPLICATION "io.github.backstay.Backstay"

static const char *const formats[] = { "%m/%d/%y", "%d.%m.%Y", "%Y-%m-%d", "%e %b %Y" };

static void
check_date (const char *text, gboolean is_end)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (7200);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      gint64 seconds;

      if (bks_log_date_parse (text, formats[i], zone, is_end, &seconds))
        {
          g_autofree char *again = bks_log_date_format (seconds, zone, is_end);

          g_assert_true (g_utf8_validate (again, -1, NULL));
        }
    }
}

static void
check_when (const char *text, gboolean is_end)
{
  BksCliWhen when;

  bks_cli_when_parse (text, is_end, &when);
}

static void
check_redirect (const char *text)
{
  g_autofree char *address = bks_typed_address_from_redirect (text);

  if (address == NULL)
    return;
  g_assert_true (g_str_has_prefix (address, "http://") || g_str_has_prefix (address, "https://"));
}

static void
check_typed (const char *text)
{
  g_autoptr (DsmAddress) address = dsm_address_parse (text, NULL);
  g_autofree char *plain = NULL;
  g_autoptr (DsmAddress) again = NULL;

  bks_typed_address_is_quickconnect (text);
  if (address == NULL)
    return;
  plain = bks_typed_address_without_encryption (text, address->url);
  if (plain == NULL)
    return;
  /* The same host, and no encryption by a name that somebody chose cleverly. */
  again = dsm_address_parse (plain, NULL);
  g_assert_nonnull (again);
  g_assert_false (again->https);
  g_assert_cmpstr (again->host, ==, address->host);
  g_assert_true (again->port == 5000 || again->port == address->port);
}

static void
check_handle (const char *text)
{
  g_autofree char *owner = NULL;
  guint32 number = 0;

  if (!bks_notify_handle_parse (text, &owner, &number))
    return;
  g_assert_cmpuint (number, >, 0);
  g_assert_true (g_dbus_is_unique_name (owner));
}

static void
check_key (const char *text)
{
  g_autofree char *key = bks_notify_key_make (APPLICATION, "notice-open", text);
  g_autofree char *action = NULL;
  g_autofree char *id = NULL;
  g_autofree char *other_action = NULL;
  g_autofree char *other_id = NULL;

  g_assert_true (bks_notify_key_parse (key, APPLICATION, &action, &id) == (*text != '\0'));
  if (id != NULL)
    g_assert_cmpstr (id, ==, text);
  if (bks_notify_key_parse (text, APPLICATION, &other_action, &other_id))
    g_assert_true (g_str_has_prefix (other_action, "notice-"));
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
  switch (data[0] % 8)
    {
    case 0:
    case 1:
      check_date (text, data[0] % 2 == 1);
      break;
    case 2:
    case 3:
      check_when (text, data[0] % 2 == 1);
      break;
    case 4:
      check_redirect (text);
      break;
    case 5:
      check_typed (text);
      break;
    case 6:
      check_handle (text);
      break;
    default:
      check_key (text);
      break;
    }
  return 0;
}
