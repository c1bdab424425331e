/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-log-entry.h"

#include "bks-records-private.h"

struct _BksLogEntry
{
  GObject parent_instance;

  gint64 time;      /* µs since the Unix epoch, UTC; 0 = not known */
  char *wall_clock; /* as the NAS put it; "" = it did not */
  BksLogLevel level;
  char *raw_level; /* (nullable): raw word */
  char *event;     /* plain text in the language of the NAS */
  char *user;      /* (nullable) */
};

G_DEFINE_FINAL_TYPE (BksLogEntry, bks_log_entry, G_TYPE_OBJECT)

static void
bks_log_entry_finalize (GObject *object)
{
  BksLogEntry *self = BKS_LOG_ENTRY (object);

  g_free (self->wall_clock);
  g_free (self->raw_level);
  g_free (self->event);
  g_free (self->user);

  G_OBJECT_CLASS (bks_log_entry_parent_class)->finalize (object);
}

static void
bks_log_entry_class_init (BksLogEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bks_log_entry_finalize;
}

static void
bks_log_entry_init (BksLogEntry *self)
{
}

static const char *const nicks[BKS_N_LOG_LEVELS] = {
  [BKS_LOG_UNKNOWN] = "unknown",
  [BKS_LOG_INFO] = "info",
  [BKS_LOG_WARNING] = "warning",
  [BKS_LOG_ERROR] = "error",
};

/* Section 11 of the protocol reference. */
static BksLogLevel
read_level (const char *raw)
{
  g_autofree char *word = raw != NULL ? g_ascii_strdown (raw, -1) : NULL;

  if (word == NULL)
    return BKS_LOG_UNKNOWN;
  if (g_str_equal (word, "info"))
    return BKS_LOG_INFO;
  if (g_str_equal (word, "warn") || g_str_equal (word, "warning"))
    return BKS_LOG_WARNING;
  if (g_str_equal (word, "err") || g_str_equal (word, "error") || g_str_has_prefix (word, "crit"))
    return BKS_LOG_ERROR;
  return BKS_LOG_UNKNOWN;
}

/**
 * bks_log_level_get_nick:
 * @level: a level
 *
 * Returns: its name for machines
 */
const char *
bks_log_level_get_nick (BksLogLevel level)
{
  g_return_val_if_fail (level < BKS_N_LOG_LEVELS, NULL);

  return nicks[level];
}

/**
 * bks_log_level_from_nick:
 * @nick: a name for machines
 * @level_out: (out): the level
 *
 * Returns: whether there is such a level that can be asked for
 */
gboolean
bks_log_level_from_nick (const char *nick, BksLogLevel *level_out)
{
  for (BksLogLevel level = BKS_LOG_INFO; level < BKS_N_LOG_LEVELS; level++)
    if (g_str_equal (nick, nicks[level]))
      {
        *level_out = level;
        return TRUE;
      }
  return FALSE;
}

/*
 * bks_log_entry_new:
 * @record: what the NAS said
 * @utc_offset: of the NAS, or %DSM_OFFSET_UNKNOWN
 *
 * Returns: (transfer full): the line
 */
BksLogEntry *
bks_log_entry_new (const DsmLogLine *record, int utc_offset)
{
  BksLogEntry *self = g_object_new (BKS_TYPE_LOG_ENTRY, NULL);

  self->time = bks_records_to_utc (&record->time, utc_offset);
  self->wall_clock = g_strdup (record->time.kind != DSM_TIME_NONE ? record->time.raw : "");
  self->level = read_level (record->level);
  self->raw_level = g_strdup (record->level);
  self->event = g_strdup (record->event);
  self->user = g_strdup (record->user);
  return self;
}

/* Returns: (transfer full): in the place of a line that could not be read */
BksLogEntry *
bks_log_entry_new_empty (void)
{
  BksLogEntry *self = g_object_new (BKS_TYPE_LOG_ENTRY, NULL);

  self->wall_clock = g_strdup ("");
  self->event = g_strdup ("");
  return self;
}

/**
 * bks_log_entry_get_time:
 * @self: a line of a log
 *
 * Returns: when it was written, µs since the Unix epoch, UTC; 0 = not known
 */
gint64
bks_log_entry_get_time (BksLogEntry *self)
{
  g_return_val_if_fail (BKS_IS_LOG_ENTRY (self), 0);

  return self->time;
}

/**
 * bks_log_entry_get_wall_clock:
 * @self: a line of a log
 *
 * Returns: when it was written, as the NAS put it; "" = it did not
 */
const char *
bks_log_entry_get_wall_clock (BksLogEntry *self)
{
  g_return_val_if_fail (BKS_IS_LOG_ENTRY (self), NULL);

  return self->wall_clock;
}

/**
 * bks_log_entry_get_level:
 * @self: a line of a log
 *
 * Returns: how serious it is
 */
BksLogLevel
bks_log_entry_get_level (BksLogEntry *self)
{
  g_return_val_if_fail (BKS_IS_LOG_ENTRY (self), 0);

  return self->level;
}

/**
 * bks_log_entry_get_raw_level:
 * @self: a line of a log
 *
 * Returns: (nullable): as the NAS wrote it
 */
const char *
bks_log_entry_get_raw_level (BksLogEntry *self)
{
  g_return_val_if_fail (BKS_IS_LOG_ENTRY (self), NULL);

  return self->raw_level;
}

/**
 * bks_log_entry_get_event:
 * @self: a line of a log
 *
 * Returns: what happened, in the language of the NAS; plain text
 */
const char *
bks_log_entry_get_event (BksLogEntry *self)
{
  g_return_val_if_fail (BKS_IS_LOG_ENTRY (self), NULL);

  return self->event;
}

/**
 * bks_log_entry_get_user:
 * @self: a line of a log
 *
 * Returns: (nullable): whose doing it was
 */
const char *
bks_log_entry_get_user (BksLogEntry *self)
{
  g_return_val_if_fail (BKS_IS_LOG_ENTRY (self), NULL);

  return self->user;
}
