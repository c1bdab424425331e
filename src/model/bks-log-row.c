/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-log-row-private.h"

#include <string.h>

struct _BksLogRow
{
  GObject parent_instance;

  GHashTable *rows;   /* (owned): in which it stands */
  gint64 key;         /* there */
  BksNas *nas;        /* (owned) */
  BksLogEntry *entry; /* (nullable) (owned): NULL = not loaded yet */
  char *task_name;    /* (nullable) (owned) */
};

G_DEFINE_FINAL_TYPE (BksLogRow, bks_log_row, G_TYPE_OBJECT)

typedef enum
{
  PROP_ENTRY = 1,
  PROP_NAS,
  PROP_TASK_NAME,
} BksLogRowProperty;

static GParamSpec *properties[PROP_TASK_NAME + 1];

static void
bks_log_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BksLogRow *self = BKS_LOG_ROW (object);

  switch ((BksLogRowProperty) id)
    {
    case PROP_ENTRY:
      g_value_set_object (value, self->entry);
      break;
    case PROP_NAS:
      g_value_set_object (value, self->nas);
      break;
    case PROP_TASK_NAME:
      g_value_set_string (value, self->task_name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bks_log_row_finalize (GObject *object)
{
  BksLogRow *self = BKS_LOG_ROW (object);

  if (g_hash_table_lookup (self->rows, &self->key) == self)
    g_hash_table_remove (self->rows, &self->key);
  g_hash_table_unref (self->rows);
  g_clear_object (&self->nas);
  g_clear_object (&self->entry);
  g_free (self->task_name);

  G_OBJECT_CLASS (bks_log_row_parent_class)->finalize (object);
}

static void
bks_log_row_class_init (BksLogRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bks_log_row_get_property;
  object_class->finalize = bks_log_row_finalize;

  properties[PROP_ENTRY] = g_param_spec_object ("entry", NULL, NULL, BKS_TYPE_LOG_ENTRY, flags);
  properties[PROP_NAS] = g_param_spec_object ("nas", NULL, NULL, BKS_TYPE_NAS, flags);
  properties[PROP_TASK_NAME] = g_param_spec_string ("task-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bks_log_row_init (BksLogRow *self)
{
}

/* Returns: (transfer full): for bks_log_row_new() */
GHashTable *
bks_log_rows_new (void)
{
  return g_hash_table_new (g_int64_hash, g_int64_equal);
}

BksLogRow *
bks_log_rows_find (GHashTable *rows, gint64 key)
{
  return g_hash_table_lookup (rows, &key);
}

/* Returns: (transfer full): a row that has no line yet */
BksLogRow *
bks_log_row_new (GHashTable *rows, gint64 key, BksNas *nas)
{
  BksLogRow *self = g_object_new (BKS_TYPE_LOG_ROW, NULL);

  self->rows = g_hash_table_ref (rows);
  self->key = key;
  self->nas = g_object_ref (nas);
  g_hash_table_replace (rows, &self->key, self);
  return self;
}

void
bks_log_row_set_entry (BksLogRow *self, BksLogEntry *entry)
{
  g_autofree char *old = NULL;

  if (!g_set_object (&self->entry, entry))
    return;
  old = g_steal_pointer (&self->task_name);
  if (entry != NULL)
    self->task_name = bks_log_event_dup_task_name (bks_log_entry_get_event (entry));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENTRY]);
  if (g_strcmp0 (old, self->task_name) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TASK_NAME]);
}

/**
 * bks_log_row_get_entry:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): its line; %NULL = on its way
 */
BksLogEntry *
bks_log_row_get_entry (BksLogRow *self)
{
  g_return_val_if_fail (BKS_IS_LOG_ROW (self), NULL);

  return self->entry;
}

/**
 * bks_log_row_get_nas:
 * @self: a row
 *
 * Returns: (transfer none): whose log the line is from
 */
BksNas *
bks_log_row_get_nas (BksLogRow *self)
{
  g_return_val_if_fail (BKS_IS_LOG_ROW (self), NULL);

  return self->nas;
}

/**
 * bks_log_row_get_task_name:
 * @self: a row
 *
 * Returns: (nullable): the name of the task that the line seems to be about
 */
const char *
bks_log_row_get_task_name (BksLogRow *self)
{
  g_return_val_if_fail (BKS_IS_LOG_ROW (self), NULL);

  return self->task_name;
}

/**
 * bks_log_event_dup_task_name:
 * @event: the text of a line
 *
 * Reads the name from "[Local][name] …" (section 9.7 of the protocol reference). That is text for
 * people: where brackets make it ambiguous, there is no name. Only the filter by a task's ID is sure.
 *
 * Returns: (transfer full) (nullable): the name of a task
 */
char *
bks_log_event_dup_task_name (const char *event)
{
  const char *name, *end;
  gsize place;

  g_return_val_if_fail (event != NULL, NULL);

  if (event[0] != '[')
    return NULL;
  place = strcspn (event + 1, "[]\n");
  if (place == 0 || event[place + 1] != ']' || event[place + 2] != '[')
    return NULL;
  name = event + place + 3;
  end = name + strcspn (name, "[]\n");
  if (end == name || end[0] != ']' || (end[1] != ' ' && end[1] != '\0'))
    return NULL;
  return g_strndup (name, (gsize) (end - name));
}
