/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-log-row.h"

G_BEGIN_DECLS

/* How a line of a log is put into words; times in the user's zone. */

const char *bks_log_line_get_level_word (
    BksLogEntry *entry); /* "Error"; the raw word, if unknown */
const char *bks_log_line_get_level_icon (BksLogEntry *entry);
const char *bks_log_line_get_level_class (BksLogEntry *entry); /* of the style; never NULL */
const char *bks_log_line_get_place (BksLogRow *row);           /* its NAS */

gboolean bks_log_line_is_same_day (BksLogEntry *a, BksLogEntry *b);
char *bks_log_line_dup_day (BksLogEntry *entry);        /* "Tue 12 May"; "" = not known */
char *bks_log_line_dup_clock (BksLogEntry *entry);      /* "09:02:11", or what the NAS wrote */
char *bks_log_line_dup_moment (BksLogEntry *entry);     /* "Tuesday, 12 May 2026, 09:02:11" */
char *bks_log_line_dup_nas_moment (BksLogEntry *entry); /* "NAS clock: 2026/05/12 09:02:11" */
char *bks_log_line_dup_start (BksLogRow *row);          /* of the event, on one line */
char *bks_log_line_dup_name (BksLogRow *row);           /* of the row, for screen readers */
char *bks_log_line_dup_cells (BksLogRow *row);          /* between tabs, for a spreadsheet */
char *bks_log_line_dup_text (BksLogRow *row);           /* for people: head line and event */

PangoAttrList *bks_log_line_find (const char *text, const char *keyword); /* (nullable) */

G_END_DECLS
