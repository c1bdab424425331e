/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-json-private.h"
#include "dsm-repository-private.h"

/*
 * dsm_repository_describe_place:
 * @repository: (nullable): section 9.4 of the protocol reference
 *
 * Returns: (transfer full) (nullable): where it is, as a person would write it
 */
char *
dsm_repository_describe_place (JsonObject *repository)
{
  g_autofree char *url = dsm_json_dup_word (repository, "remote_url");
  g_autofree char *host = dsm_json_dup_word (repository, "dest");
  g_autofree char *share = dsm_json_dup_word (repository, "share");
  g_autofree char *bucket = dsm_json_dup_word (repository, "bucket");

  if (url != NULL)
    return g_steal_pointer (&url);
  if (bucket == NULL)
    bucket = dsm_json_dup_word (repository, "container");
  if (share == NULL)
    share = g_steal_pointer (&bucket);
  if (host == NULL)
    return g_steal_pointer (&share);
  if (share == NULL)
    return g_steal_pointer (&host);
  return g_strdup_printf ("%s:%s", host, share);
}
