/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-destination.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* transfer_type, section 11 of the protocol reference. The first part of a longer word counts too:
 * "google_drive_team". */
static const struct
{
  const char *raw;
  const char *text;
} transfers[] = {
  { "synocloud", N_ ("Synology C2") },
  { "c2", N_ ("Synology C2") },
  { "image_local", N_ ("Local folder or USB") },
  { "image_remote", N_ ("Hyper Backup Vault") },
  { "aws_s3", N_ ("Amazon S3") },
  { "amazon", N_ ("Amazon S3") },
  { "s3", N_ ("S3 storage") },
  { "google_drive", N_ ("Google Drive") },
  { "google_cloud", N_ ("Google Cloud Storage") },
  { "gcs", N_ ("Google Cloud Storage") },
  { "dropbox", N_ ("Dropbox") },
  { "onedrive", N_ ("OneDrive") },
  { "azure", N_ ("Microsoft Azure") },
  { "openstack", N_ ("OpenStack Swift") },
  { "swift", N_ ("OpenStack Swift") },
  { "hubic", N_ ("hubiC") },
  { "sfr", N_ ("SFR NAS Backup") },
  { "hidrive", N_ ("HiDrive") },
  { "webdav", N_ ("WebDAV") },
  { "rsync", N_ ("rsync server") },
  { "local", N_ ("Local folder or USB") },
  { "remote", N_ ("Another NAS") },
};

static const struct
{
  const char *raw;
  const char *text;
} targets[] = {
  { "loclunbkp", N_ ("LUN, on this NAS") }, { "netlunbkp", N_ ("LUN, on another NAS") },
  { "local", N_ ("Local folder or USB") },  { "network", N_ ("Another NAS") },
  { "share", N_ ("Shared folder") },
};

/* @word is @raw, or begins with it and goes on after "_" or "-". */
static gboolean
begins_with_word (const char *word, const char *raw)
{
  gsize length = strlen (raw);

  if (g_ascii_strncasecmp (word, raw, length) != 0)
    return FALSE;
  return word[length] == '\0' || word[length] == '_' || word[length] == '-';
}

/**
 * bks_destination_describe:
 * @target_type: (nullable): as the NAS wrote it
 * @transfer_type: (nullable): same
 * @type: (nullable): same; LUN tasks have it alone
 *
 * Returns: (transfer full): the kind of place that a task backs up to, for people; the raw word if it
 *   is not one that is known; "" if the NAS does not say
 */
char *
bks_destination_describe (const char *target_type, const char *transfer_type, const char *type)
{
  const char *words[] = { transfer_type, target_type, type };

  for (gsize i = 0; transfer_type != NULL && i < G_N_ELEMENTS (transfers); i++)
    if (begins_with_word (transfer_type, transfers[i].raw))
      return g_strdup (_ (transfers[i].text));
  for (gsize w = 1; w < G_N_ELEMENTS (words); w++)
    for (gsize i = 0; words[w] != NULL && i < G_N_ELEMENTS (targets); i++)
      if (begins_with_word (words[w], targets[i].raw) && transfer_type == NULL)
        return g_strdup (_ (targets[i].text));
  for (gsize w = 0; w < G_N_ELEMENTS (words); w++)
    if (words[w] != NULL && *words[w] != '\0')
      return g_strdup (words[w]);
  return g_strdup ("");
}
