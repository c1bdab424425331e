/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The NAS's own words (section 11 of the protocol reference) by what they mean. Compared without case,
 * "-" and "_" alike. */

typedef enum
{
  BKS_STATE_NOT_SAID,
  BKS_STATE_BACKUPABLE,
  BKS_STATE_DAMAGED, /* restore_only, broken */
  BKS_STATE_UNAUTH,
  BKS_STATE_ENDED,     /* endofservice */
  BKS_STATE_INTEGRITY, /* error_detect */
  BKS_STATE_UNKNOWN,
} BksStateWord;

typedef enum
{
  BKS_STATUS_NOT_SAID,
  BKS_STATUS_NONE,
  BKS_STATUS_BACKUP,
  BKS_STATUS_WAITING,
  BKS_STATUS_CANCELLING,
  BKS_STATUS_DETECT,
  BKS_STATUS_DELETING_VERSIONS,
  BKS_STATUS_SUSPENDING,
  BKS_STATUS_RESUMING,
  BKS_STATUS_DISCARDING,
  BKS_STATUS_RESTORING,
  BKS_STATUS_UNKNOWN,
} BksStatusWord;

typedef enum
{
  BKS_RESULT_NOT_SAID,
  BKS_RESULT_GOOD,
  BKS_RESULT_RUNNING,
  BKS_RESULT_RUNNING_DELETE, /* old versions are being removed */
  BKS_RESULT_NEVER,
  BKS_RESULT_SUSPENDED,
  BKS_RESULT_CANCELLED,
  BKS_RESULT_INCOMPLETE,
  BKS_RESULT_FAILED,
  BKS_RESULT_DEST_MISSING,
  BKS_RESULT_INTEGRITY,
  BKS_RESULT_ROTATION_FAILED,
  BKS_RESULT_UNKNOWN,
} BksResultWord;

BksStateWord bks_words_read_state (const char *raw);
BksStatusWord bks_words_read_status (const char *raw);
BksResultWord bks_words_read_result (const char *raw);
gboolean bks_words_status_is_busy (BksStatusWord status);
const char *bks_words_get_step_text (
    const char *raw); /* (nullable): NULL = not a word that is known */
gboolean bks_words_is_text_for_people (const char *error);

G_END_DECLS
