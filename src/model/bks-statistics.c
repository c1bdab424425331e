/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-statistics.h"

#include <string.h>

#include "bks-records-private.h"

static void
field_free (gpointer data)
{
  BksField *self = data;

  g_free (self->name);
  g_free (self->text);
  g_free (self);
}

/*
 * bks_records_to_utc:
 * @time: a moment as the NAS wrote it
 * @utc_offset: of the NAS, or %DSM_OFFSET_UNKNOWN
 *
 * Returns: µs since the Unix epoch, UTC; 0 = none, or not known
 */
gint64
bks_records_to_utc (const DsmTime *time, int utc_offset)
{
  gint64 seconds;

  return dsm_time_to_utc (time, utc_offset, &seconds) ? seconds * G_USEC_PER_SEC : 0;
}

/*
 * bks_records_copy_fields:
 * @fields: (element-type DsmField): what the NAS said
 *
 * Returns: (transfer full) (element-type BksField): the same
 */
GPtrArray *
bks_records_copy_fields (GPtrArray *fields)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func (field_free);

  for (guint i = 0; i < fields->len; i++)
    {
      const DsmField *field = g_ptr_array_index (fields, i);
      BksField *copy = g_new0 (BksField, 1);

      copy->name = g_strdup (field->name);
      copy->text = g_strdup (field->text);
      g_ptr_array_add (copies, copy);
    }
  return copies;
}

/*
 * bks_statistics_new:
 * @record: what the NAS said
 * @utc_offset: of the NAS, or %DSM_OFFSET_UNKNOWN
 *
 * Returns: (transfer full): the statistics
 */
BksStatistics *
bks_statistics_new (const DsmStatistics *record, int utc_offset)
{
  BksStatistics *self = g_new0 (BksStatistics, 1);

  self->runs = g_array_new (FALSE, FALSE, sizeof (BksRunStatistics));
  self->fields = bks_records_copy_fields (record->fields);
  for (guint i = 0; i < record->runs->len; i++)
    {
      const DsmRunStatistic *from = g_ptr_array_index (record->runs, i);
      BksRunStatistics run = {
        .ended = bks_records_to_utc (&from->ended, utc_offset),
        .n_new = from->n_new,
        .n_modified = from->n_modified,
        .n_deleted = from->n_deleted,
        .source_bytes = from->source_bytes,
        .target_bytes = from->target_bytes,
      };

      g_array_append_val (self->runs, run);
    }
  return self;
}

/**
 * bks_statistics_free:
 * @self: (nullable) (transfer full): statistics
 */
void
bks_statistics_free (BksStatistics *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->runs);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

/**
 * bks_field_is_secret:
 * @self: a field
 *
 * The NAS masks secrets itself ("########", section 9.4 of the protocol reference); one that it forgot to
 * mask has a name that gives it away.
 *
 * Returns: whether nobody should see it
 */
gboolean
bks_field_is_secret (const BksField *self)
{
  static const char *const words[] = { "pass", "pwd", "secret", "token", "credential", "private" };
  g_autofree char *name = g_ascii_strdown (self->name, -1);
  gsize length = strlen (self->text);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (name, words[i]) != NULL)
      return TRUE;
  return length > 0 && (strspn (self->text, "#") == length || strspn (self->text, "*") == length);
}
