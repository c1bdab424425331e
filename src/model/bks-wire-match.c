/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-wire.h"

#include <string.h>

/**
 * bks_wire_is_same_host:
 * @typed: (nullable): the other NAS, as a destination has it
 * @address_host: (nullable): host of a NAS, as its address has it
 * @name: (nullable): what the user calls that NAS
 *
 * Hosts are the same with and without a domain: "cellar-nas" and "cellar-nas.local"; but an address of
 * numbers is nothing but itself.
 *
 * Returns: whether they are probably the same
 */
gboolean
bks_wire_is_same_host (const char *typed, const char *address_host, const char *name)
{
  const char *others[] = { address_host, name };
  gsize length;

  if (typed == NULL || *typed == '\0')
    return FALSE;

  length = strcspn (typed, ".");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      const char *other = others[i];

      if (other == NULL || *other == '\0')
        continue;
      if (g_ascii_strcasecmp (typed, other) == 0)
        return TRUE;
      if (g_hostname_is_ip_address (typed) || g_hostname_is_ip_address (other))
        continue;
      /* Two different domains are two hosts. */
      if (typed[length] != '\0' && strchr (other, '.') != NULL)
        continue;
      if (strcspn (other, ".") == length && g_ascii_strncasecmp (typed, other, length) == 0)
        return TRUE;
    }
  return FALSE;
}

static gsize
length_without_suffix (const char *text)
{
  return g_str_has_suffix (text, ".hbk") ? strlen (text) - strlen (".hbk") : strlen (text);
}

/**
 * bks_wire_is_same_target:
 * @sent: (nullable): directory at the destination, as a task has it: "office_1.hbk"
 * @name: (nullable): of a target, as the receiving NAS has it
 * @path: (nullable): of that target
 *
 * Returns: whether they are called the same
 */
gboolean
bks_wire_is_same_target (const char *sent, const char *name, const char *path)
{
  const char *slash = path != NULL ? strrchr (path, '/') : NULL;
  const char *others[] = { name, slash != NULL ? slash + 1 : path };
  gsize length;

  if (sent == NULL || *sent == '\0')
    return FALSE;

  length = length_without_suffix (sent);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i] != NULL && length_without_suffix (others[i]) == length
        && strncmp (sent, others[i], length) == 0)
      return TRUE;
  return FALSE;
}
