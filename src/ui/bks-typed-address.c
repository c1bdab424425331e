/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-typed-address.h"

#include <string.h>

#define PLAIN_PORT 5000 /* DSM's own for HTTP */

/**
 * bks_typed_address_is_quickconnect:
 * @typed: as typed
 *
 * An ID alone looks like any host name; only Synology's relay addresses are recognised.
 *
 * Returns: whether it goes through QuickConnect
 */
gboolean
bks_typed_address_is_quickconnect (const char *typed)
{
  g_autofree char *lower = NULL;
  g_autofree char *host = NULL;
  const char *rest;

  g_return_val_if_fail (typed != NULL, FALSE);

  lower = g_ascii_strdown (typed, -1);
  g_strstrip (lower);
  rest = strstr (lower, "://");
  rest = rest != NULL ? rest + 3 : lower;
  host = g_strndup (rest, strcspn (rest, "/:?#"));

  return g_str_equal (host, "quickconnect.to") || g_str_has_suffix (host, ".quickconnect.to")
         || g_str_equal (host, "quickconnect.cn") || g_str_has_suffix (host, ".quickconnect.cn");
}

/**
 * bks_typed_address_is_plain_http:
 * @typed: as typed
 *
 * Returns: whether the person asked for a connection without encryption
 */
gboolean
bks_typed_address_is_plain_http (const char *typed)
{
  g_return_val_if_fail (typed != NULL, FALSE);

  while (g_ascii_isspace (*typed))
    typed++;
  return g_ascii_strncasecmp (typed, "http://", 7) == 0;
}

/**
 * bks_typed_address_without_encryption:
 * @typed: as typed
 * @address: the https address that was made of it
 *
 * Returns: (nullable) (transfer full): the same NAS over plain HTTP, on port 5000 unless a port was
 *   typed; %NULL if a scheme was typed: then no other is tried, or what is no port
 */
char *
bks_typed_address_without_encryption (const char *typed, const char *address)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *authority = NULL;
  const char *host, *end, *path, *colon;
  guint64 port = PLAIN_PORT;

  g_return_val_if_fail (typed != NULL && address != NULL, NULL);

  trimmed = g_strstrip (g_strdup (typed));
  if (strstr (trimmed, "://") != NULL)
    return NULL;

  host = strstr (address, "://");
  if (host == NULL)
    return NULL;
  host += strlen ("://");
  path = host + strcspn (host, "/");
  /* As it is written: who takes the zone of an IPv6 address apart has to put it together again. */
  end = *host == '[' ? strchr (host, ']') : NULL;
  end = end != NULL && end < path ? end + 1 : host + strcspn (host, ":/");

  /* The last colon of a bare IPv6 address stands before no port. */
  authority = g_strndup (trimmed, strcspn (trimmed, "/"));
  colon = strrchr (authority, ':');
  if (colon != NULL && colon > authority && (colon[-1] == ']' || strchr (authority, ':') == colon)
      && !g_ascii_string_to_unsigned (colon + 1, 10, 1, G_MAXUINT16, &port, NULL))
    return NULL;

  return g_strdup_printf ("http://%.*s:%" G_GUINT64_FORMAT "%s", (int) (end - host), host, port,
                          path);
}

/**
 * bks_typed_address_from_redirect:
 * @location: where a NAS points to
 *
 * Returns: (nullable) (transfer full): the address of the NAS there, without the part that belongs
 *   to the question; %NULL if it is none
 */
char *
bks_typed_address_from_redirect (const char *location)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *path = NULL;
  char *api;

  g_return_val_if_fail (location != NULL, NULL);

  uri = g_uri_parse (location, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL
      || (!g_str_equal (g_uri_get_scheme (uri), "https")
          && !g_str_equal (g_uri_get_scheme (uri), "http")))
    return NULL;

  path = g_strdup (g_uri_get_path (uri));
  api = strstr (path, "/webapi/");
  if (api != NULL)
    api[1] = '\0';
  return g_uri_join (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                     g_uri_get_port (uri), path, NULL, NULL);
}
