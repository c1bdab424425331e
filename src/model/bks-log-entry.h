/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BksLogLevel:
 *
 * How serious a line of a log is. The nicks are the command line's contract.
 */
typedef enum
{
  BKS_LOG_UNKNOWN, /* "unknown": a word that nobody knows, or none */
  BKS_LOG_INFO,    /* "info" */
  BKS_LOG_WARNING, /* "warning" */
  BKS_LOG_ERROR,   /* "error" */
} BksLogLevel;
#define BKS_N_LOG_LEVELS 4

const char *bks_log_level_get_nick (BksLogLevel level);
gboolean bks_log_level_from_nick (const char *nick, BksLogLevel *level_out);

/**
 * BksLogEntry:
 *
 * A line of a log.
 */
#define BKS_TYPE_LOG_ENTRY (bks_log_entry_get_type ())
G_DECLARE_FINAL_TYPE (BksLogEntry, bks_log_entry, BKS, LOG_ENTRY, GObject)

gint64 bks_log_entry_get_time (BksLogEntry *self); /* µs since the Unix epoch, UTC; 0 = not known */
const char *bks_log_entry_get_wall_clock (
    BksLogEntry *self); /* as the NAS put it; "" = it did not */
BksLogLevel bks_log_entry_get_level (BksLogEntry *self);
const char *bks_log_entry_get_raw_level (BksLogEntry *self); /* (nullable): raw word */
const char *bks_log_entry_get_event (BksLogEntry *self); /* plain text in the language of the NAS */
const char *bks_log_entry_get_user (BksLogEntry *self);  /* (nullable) */

G_END_DECLS
