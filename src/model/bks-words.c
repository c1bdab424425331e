/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  const char *raw;
  int meaning;
} Word;

static const Word states[] = {
  { "backupable", BKS_STATE_BACKUPABLE }, { "restore_only", BKS_STATE_DAMAGED },
  { "broken", BKS_STATE_DAMAGED },        { "unauth", BKS_STATE_UNAUTH },
  { "endofservice", BKS_STATE_ENDED },    { "error_detect", BKS_STATE_INTEGRITY },
};

static const Word statuses[] = {
  { "none", BKS_STATUS_NONE },
  { "backup", BKS_STATUS_BACKUP },
  { "waiting", BKS_STATUS_WAITING },
  { "canceling", BKS_STATUS_CANCELLING },
  { "cancelling", BKS_STATUS_CANCELLING },
  { "detect", BKS_STATUS_DETECT },
  { "detect_waiting", BKS_STATUS_DETECT },
  { "version_deleting", BKS_STATUS_DELETING_VERSIONS },
  { "preparing_version_delete", BKS_STATUS_DELETING_VERSIONS },
  { "suspending", BKS_STATUS_SUSPENDING },
  { "resuming", BKS_STATUS_RESUMING },
  { "discarding", BKS_STATUS_DISCARDING },
  { "restore", BKS_STATUS_RESTORING },
  { "restoring", BKS_STATUS_RESTORING },
};

static const Word results[] = {
  { "done", BKS_RESULT_GOOD },
  { "success", BKS_RESULT_GOOD },
  { "backingup", BKS_RESULT_RUNNING },
  { "resuming", BKS_RESULT_RUNNING },
  { "version_deleting", BKS_RESULT_RUNNING_DELETE },
  { "preparing_version_delete", BKS_RESULT_RUNNING_DELETE },
  { "deleting", BKS_RESULT_RUNNING_DELETE },
  { "none", BKS_RESULT_NEVER },
  { "suspend", BKS_RESULT_SUSPENDED },
  { "suspended", BKS_RESULT_SUSPENDED },
  { "cancel", BKS_RESULT_CANCELLED },
  { "discard", BKS_RESULT_INCOMPLETE },
  { "skip", BKS_RESULT_INCOMPLETE },
  { "interrupt", BKS_RESULT_INCOMPLETE },
  { "partial", BKS_RESULT_INCOMPLETE },
  { "failed", BKS_RESULT_FAILED },
  { "fail", BKS_RESULT_FAILED },
  { "error", BKS_RESULT_FAILED },
  { "dest_missing", BKS_RESULT_DEST_MISSING },
  { "cksum_failed", BKS_RESULT_INTEGRITY },
  { "failed_checking", BKS_RESULT_INTEGRITY },
  { "version_delete_failed", BKS_RESULT_ROTATION_FAILED },
};

static const struct
{
  const char *raw;
  const char *text;
} steps[] = {
  { "prebackup", N_ ("Preparing") },
  { "total_size_count", N_ ("Counting files") },
  { "backup_prepare", N_ ("Preparing the destination") },
  { "app_backup", N_ ("Copying applications") },
  { "data_backup", N_ ("Copying data") },
  { "backup_data", N_ ("Copying data") },
  { "config_backup", N_ ("Copying settings") },
  { "backup_complete", N_ ("Finishing") },
};

static char
fold (char c)
{
  return c == '-' ? '_' : g_ascii_tolower (c);
}

static gboolean
is_same_word (const char *a, const char *b)
{
  while (*a != '\0' && fold (*a) == fold (*b))
    {
      a++;
      b++;
    }
  return *a == '\0' && *b == '\0';
}

static int
look_up (const char *raw, const Word *words, gsize n_words, int not_said, int unknown)
{
  if (raw == NULL || *raw == '\0')
    return not_said;
  for (gsize i = 0; i < n_words; i++)
    if (is_same_word (raw, words[i].raw))
      return words[i].meaning;
  return unknown;
}

/**
 * bks_words_read_state:
 * @raw: (nullable): `state` as the NAS wrote it
 *
 * Returns: what it means
 */
BksStateWord
bks_words_read_state (const char *raw)
{
  return (BksStateWord) look_up (raw, states, G_N_ELEMENTS (states), BKS_STATE_NOT_SAID,
                                 BKS_STATE_UNKNOWN);
}

/**
 * bks_words_read_status:
 * @raw: (nullable): `status` as the NAS wrote it
 *
 * Returns: what it means
 */
BksStatusWord
bks_words_read_status (const char *raw)
{
  return (BksStatusWord) look_up (raw, statuses, G_N_ELEMENTS (statuses), BKS_STATUS_NOT_SAID,
                                  BKS_STATUS_UNKNOWN);
}

/**
 * bks_words_read_result:
 * @raw: (nullable): `last_bkp_result` as the NAS wrote it
 *
 * Returns: what it means
 */
BksResultWord
bks_words_read_result (const char *raw)
{
  return (BksResultWord) look_up (raw, results, G_N_ELEMENTS (results), BKS_RESULT_NOT_SAID,
                                  BKS_RESULT_UNKNOWN);
}

/**
 * bks_words_status_is_busy:
 * @status: a status
 *
 * Returns: whether the NAS is doing something; a word that is not known says nothing of that
 */
gboolean
bks_words_status_is_busy (BksStatusWord status)
{
  return status != BKS_STATUS_NOT_SAID && status != BKS_STATUS_NONE && status != BKS_STATUS_UNKNOWN;
}

/**
 * bks_words_get_step_text:
 * @raw: (nullable): `progress.step` as the NAS wrote it
 *
 * Returns: (nullable): the step for people, translated; %NULL = not a word that is known
 */
const char *
bks_words_get_step_text (const char *raw)
{
  for (gsize i = 0; raw != NULL && i < G_N_ELEMENTS (steps); i++)
    if (is_same_word (raw, steps[i].raw))
      return _ (steps[i].text);
  return NULL;
}

/**
 * bks_words_is_text_for_people:
 * @error: (nullable): `last_bkp_error` as the NAS wrote it
 *
 * DSM sometimes puts an internal key there, such as
 * "SYNO.SDS.Backup.Application:error:status_target_broken".
 *
 * Returns: whether it is a text that can be shown as a message
 */
gboolean
bks_words_is_text_for_people (const char *error)
{
  if (error == NULL || *error == '\0')
    return FALSE;
  if (strchr (error, ' ') != NULL)
    return TRUE;
  /* A language without spaces has letters outside ASCII. */
  if (!g_str_is_ascii (error))
    return TRUE;
  return strpbrk (error, ":._") == NULL && !g_ascii_isdigit (*error);
}
