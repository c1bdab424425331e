/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-address-private.h"

#include <gio/gio.h>
#include <string.h>

#define DSM_HTTP_PORT  5000
#define DSM_HTTPS_PORT 5001

static gboolean
fail (GError **error, GUriError code, const char *text)
{
  g_set_error_literal (error, G_URI_ERROR, code, text);
  return FALSE;
}

/* An IPv6 literal may carry a zone: fe80::1%eth0 */
static gboolean
is_ipv6 (const char *text)
{
  g_autofree char *plain = g_strndup (text, strcspn (text, "%"));
  /* g_hostname_is_ip_address() takes a bare colon for one. */
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (plain);

  return address != NULL && g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6;
}

static gboolean
is_zone (const char *zone)
{
  return *zone != '\0'
         && zone[strspn (zone, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._~")] == '\0';
}

static gboolean
is_host_name (const char *host)
{
  gsize length = strlen (host);

  if (length == 0 || length > 253 || *host == '.' || *host == '-' || strstr (host, "..") != NULL)
    return FALSE;
  for (; *host != '\0'; host++)
    if (!g_ascii_isalnum (*host) && *host != '.' && *host != '-' && *host != '_')
      return FALSE;
  return TRUE;
}

static gboolean
take_scheme (DsmAddress *self, const char **rest, GError **error)
{
  const char *end = strstr (*rest, "://");

  self->https = TRUE;
  if (end == NULL)
    return TRUE;
  if (end - *rest == 4 && g_ascii_strncasecmp (*rest, "http", 4) == 0)
    self->https = FALSE;
  else if (end - *rest != 5 || g_ascii_strncasecmp (*rest, "https", 5) != 0)
    return fail (error, G_URI_ERROR_BAD_SCHEME, "The scheme is neither http nor https");
  *rest = end + 3;
  return TRUE;
}

/* The zone is written "%25eth0" in an address of the web (RFC 6874), "%eth0" everywhere else. It is
 * the name of an interface here, where case matters. */
static gboolean
take_ipv6 (DsmAddress *self, const char *host, GError **error)
{
  gsize length = strcspn (host, "%");
  g_autofree char *plain = g_ascii_strdown (host, (gssize) length);
  const char *zone = host + length;

  if (g_str_has_prefix (zone, "%25"))
    zone += strlen ("%25");
  else if (*zone == '%')
    zone++;
  else
    {
      self->host = g_steal_pointer (&plain);
      return TRUE;
    }

  if (!is_zone (zone))
    return fail (error, G_URI_ERROR_BAD_HOST, "The zone of the IPv6 address is no interface");
  self->host = g_strdup_printf ("%s%%%s", plain, zone);
  return TRUE;
}

static gboolean
take_name (DsmAddress *self, const char *host, GError **error)
{
  g_autofree char *ascii = g_hostname_to_ascii (host);

  if (ascii == NULL || !is_host_name (ascii))
    return fail (error, G_URI_ERROR_BAD_HOST, "This is no name or address of a computer");
  self->host = g_ascii_strdown (ascii, -1);
  return TRUE;
}

/* Splits HOST, HOST:PORT, [IPv6]:PORT or a bare IPv6 literal. */
static gboolean
take_authority (DsmAddress *self, const char *authority, GError **error)
{
  g_autofree char *host = NULL;
  const char *port = NULL;

  if (*authority == '[')
    {
      const char *end = strchr (authority, ']');

      if (end == NULL || (end[1] != '\0' && end[1] != ':'))
        return fail (error, G_URI_ERROR_BAD_HOST, "The brackets do not hold an IPv6 address");
      host = g_strndup (authority + 1, end - authority - 1);
      if (!is_ipv6 (host))
        return fail (error, G_URI_ERROR_BAD_HOST, "The brackets do not hold an IPv6 address");
      port = end[1] == ':' ? end + 2 : NULL;
    }
  else if (is_ipv6 (authority))
    host = g_strdup (authority);
  else
    {
      const char *colon = strchr (authority, ':');

      host = colon != NULL ? g_strndup (authority, colon - authority) : g_strdup (authority);
      port = colon != NULL ? colon + 1 : NULL;
    }

  if (port != NULL)
    {
      guint64 number;

      if (!g_ascii_string_to_unsigned (port, 10, 1, 65535, &number, NULL))
        return fail (error, G_URI_ERROR_BAD_PORT, "The port is not a number from 1 to 65535");
      self->port = (guint) number;
    }

  return is_ipv6 (host) ? take_ipv6 (self, host, error) : take_name (self, host, error);
}

/* The path without slashes at its ends, and without the part that we append ourselves. */
static char *
clean_path (const char *path, GError **error)
{
  g_autofree char *escaped = NULL;
  g_auto (GStrv) parts = NULL;
  GString *clean = g_string_new (NULL);

  for (const char *p = path; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) || g_ascii_isspace (*p) || *p == '\\')
      {
        fail (error, G_URI_ERROR_BAD_PATH, "The path has characters that no path has");
        g_string_free (clean, TRUE);
        return NULL;
      }

  escaped = g_uri_escape_string (path, "/%!$&'()*+,;=:@", FALSE);
  parts = g_strsplit (escaped, "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] == '\0')
        continue;
      if (g_str_equal (parts[i], ".") || g_str_equal (parts[i], ".."))
        {
          fail (error, G_URI_ERROR_BAD_PATH, "The path leads upwards");
          g_string_free (clean, TRUE);
          return NULL;
        }
      if (g_str_equal (parts[i], "webapi") || g_str_equal (parts[i], "webman"))
        break;
      g_string_append_printf (clean, "/%s", parts[i]);
    }
  return g_string_free (clean, FALSE);
}

static guint
default_port (gboolean https, gboolean has_path)
{
  /* A path means a reverse proxy, and that listens on the web's own ports. */
  if (has_path)
    return https ? 443 : 80;
  return https ? DSM_HTTPS_PORT : DSM_HTTP_PORT;
}

/*
 * dsm_address_parse:
 * @typed: HOST, HOST:PORT, or an http or https address, with the path of a reverse proxy or none
 * @error: a #GUriError
 *
 * Without a scheme it is https. Without a port it is DSM's own, 5001 or 5000, or that of the web,
 * 443 or 80, if there is a path. A query, a fragment, and an account in the address are refused:
 * they would be thrown away silently, or lead a password astray.
 *
 * Returns: (transfer full) (nullable): the address
 */
DsmAddress *
dsm_address_parse (const char *typed, GError **error)
{
  g_autoptr (DsmAddress) self = g_new0 (DsmAddress, 1);
  g_autofree char *trimmed = NULL;
  g_autofree char *authority = NULL;
  g_autofree char *path = NULL;
  const char *rest;

  g_return_val_if_fail (typed != NULL, NULL);

  if (!g_utf8_validate (typed, -1, NULL))
    {
      fail (error, G_URI_ERROR_FAILED, "The address is not readable text");
      return NULL;
    }
  trimmed = g_strstrip (g_strdup (typed));
  rest = trimmed;
  if (!take_scheme (self, &rest, error))
    return NULL;
  if (strchr (rest, '#') != NULL)
    {
      fail (error, G_URI_ERROR_BAD_FRAGMENT, "The address has a part behind #");
      return NULL;
    }
  if (strchr (rest, '?') != NULL)
    {
      fail (error, G_URI_ERROR_BAD_QUERY, "The address has a part behind ?");
      return NULL;
    }
  authority = g_strndup (rest, strcspn (rest, "/"));
  if (strchr (authority, '@') != NULL)
    {
      fail (error, G_URI_ERROR_BAD_USER, "The address has an account in it");
      return NULL;
    }
  if (!take_authority (self, authority, error))
    return NULL;
  path = clean_path (rest + strlen (authority), error);
  if (path == NULL)
    return NULL;
  if (self->port == 0)
    self->port = default_port (self->https, *path != '\0');

  if (strchr (self->host, ':') != NULL)
    {
      g_autofree char *host = g_uri_escape_string (self->host, ":", FALSE);

      self->url = g_strdup_printf ("%s://[%s]:%u%s/webapi/", self->https ? "https" : "http", host,
                                   self->port, path);
    }
  else
    self->url = g_strdup_printf ("%s://%s:%u%s/webapi/", self->https ? "https" : "http", self->host,
                                 self->port, path);
  if (!g_uri_is_valid (self->url, G_URI_FLAGS_ENCODED, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
dsm_address_free (DsmAddress *self)
{
  if (self == NULL)
    return;
  g_free (self->url);
  g_free (self->host);
  g_free (self);
}
