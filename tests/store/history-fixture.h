/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "bks-history-db.h"

G_BEGIN_DECLS

/* A folder of its own, and a history in it, or one in memory. */
typedef struct
{
  char *root;
  char *folder; /* is not there at first */
  char *path;
  BksHistory *history; /* (owned) */
} HistoryFixture;

#define HISTORY_IN_MEMORY "memory" /* as test data */

void history_fixture_set_up (HistoryFixture *fixture, gconstpointer data);
void history_fixture_tear_down (HistoryFixture *fixture, gconstpointer data);
void history_reopen (HistoryFixture *fixture);
void history_close (BksHistory *history); /* (transfer full): waits until the file is closed */

/* These wait. */
BksHistoryMemory *history_load (BksHistory *history);
gboolean history_try_commit (BksHistory *history, BksHistoryChange *change, GError **error);
void history_commit (BksHistory *history, BksHistoryChange *change);
GPtrArray *history_runs (BksHistory *history,
                         const char *nas_id,
                         const char *task_id,
                         gint64 since);
void history_flush (BksHistory *history);

/* A change that puts one event, and whether it is there. */
BksHistoryChange *history_make_change (const char *id);
gboolean history_has (BksHistory *history, const char *id);

/* The file, past the store. */
sqlite3 *history_open_raw (const char *path);
void history_run_raw (const char *path, const char *sql);
gint64 history_ask_raw (const char *path, const char *sql);
char *history_find_aside (HistoryFixture *fixture); /* (nullable) */
guint history_mode_of (const char *path);

G_END_DECLS
