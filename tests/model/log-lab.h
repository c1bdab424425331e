/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-log-list.h"
#include "nas-lab.h"

G_BEGIN_DECLS

/* One line of a log as the NAS wrote it. */
typedef struct
{
  char *time;
  char *level;
  char *event;
  char *user;
} RawLine;

/* A NAS with so many lines, known and signed in. */
void log_lab_set_up (NasLab *self, const char *name, guint n_lines);
void log_lab_set_up_in_zone (NasLab *self, const char *name, guint n_lines, int utc_offset);

/* Every line that the NAS has, newest first, read with a client of the test's own. */
GPtrArray *log_lab_read_raw (NasLab *self, const char *task_id);

GListModel *log_lab_nas_list (NasLab *lab, ...) G_GNUC_NULL_TERMINATED; /* of several labs */
BksLogList *log_lab_list_new (GListModel *nas_list, const BksLogQuery *query);
void log_lab_wait_loaded (BksLogList *list);
void log_lab_wait_idle (BksLogList *list);
void log_lab_wait_rows (GPtrArray *rows);
GPtrArray *log_lab_look_at (BksLogList *list, guint first, guint n); /* rows, held */
char *log_lab_dup_event (BksLogList *list, guint position);

G_END_DECLS
