/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-task-private.h"

typedef struct
{
  DsmTaskRecord *row;    /* (owned): of the list, when status was read */
  DsmTaskRecord *status; /* (owned) */
} Entry;

struct _DsmTaskMemory
{
  GHashTable *entries; /* ID → Entry */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  dsm_task_record_free (entry->row);
  dsm_task_record_free (entry->status);
  g_free (entry);
}

static void
memory_free (gpointer data)
{
  DsmTaskMemory *self = data;

  g_hash_table_unref (self->entries);
  g_free (self);
}

/* Returns: (transfer none): the memory that goes with @client, and goes away with it */
DsmTaskMemory *
dsm_task_memory_of (DsmClient *client)
{
  DsmTaskMemory *self = g_object_get_data (G_OBJECT (client), "dsm-task-memory");

  if (self == NULL)
    {
      self = g_new0 (DsmTaskMemory, 1);
      self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
      g_object_set_data_full (G_OBJECT (client), "dsm-task-memory", self, memory_free);
    }
  return self;
}

/* A status without the code of its last error, which always has one, came damaged: it would be
 * believed until the task runs again. */
static gboolean
is_damaged (const DsmTaskRecord *status)
{
  return status->last_error_code < 0;
}

/* Whether @row leaves open what status would say: it runs, it changed, or status never came whole. */
gboolean
dsm_task_memory_needs_status (DsmTaskMemory *self, const DsmTaskRecord *row)
{
  const Entry *entry = g_hash_table_lookup (self->entries, row->id);

  return entry == NULL || dsm_task_record_is_busy (row) || dsm_task_record_is_busy (entry->status)
         || is_damaged (entry->status) || !dsm_task_record_is_same_row (row, entry->row);
}

void
dsm_task_memory_learn (DsmTaskMemory *self, const DsmTaskRecord *row, const DsmTaskRecord *status)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->row = dsm_task_record_copy (row);
  entry->status = dsm_task_record_copy (status);
  g_hash_table_replace (self->entries, g_strdup (row->id), entry);
}

/* Forgets what is not in the list any more. */
void
dsm_task_memory_keep_only (DsmTaskMemory *self, GPtrArray *rows)
{
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer id;

  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (there, ((DsmTaskRecord *) g_ptr_array_index (rows, i))->id);
  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (there, id))
      g_hash_table_iter_remove (&iter);
}

/* Returns: (nullable): the row of @task_id when its status was last read */
const DsmTaskRecord *
dsm_task_memory_get_row (DsmTaskMemory *self, const char *task_id)
{
  const Entry *entry = g_hash_table_lookup (self->entries, task_id);

  return entry != NULL ? entry->row : NULL;
}

/* Returns: (nullable): the last status of @task_id */
const DsmTaskRecord *
dsm_task_memory_get_status (DsmTaskMemory *self, const char *task_id)
{
  const Entry *entry = g_hash_table_lookup (self->entries, task_id);

  return entry != NULL ? entry->status : NULL;
}
