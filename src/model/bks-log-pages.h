/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-log-entry.h"

G_BEGIN_DECLS

/* Pages in memory at most. */
#define BKS_LOG_PAGES_MAX 20

/* Lines of a log by their keys, in pages, of which those that were not used for the longest time go
 * first. A key is where a line stood when the log was read first, counted from the newest; lines that
 * came later have negative keys. So a key stays with its line however many come. */
typedef struct _BksLogPages BksLogPages;

BksLogPages *bks_log_pages_new (void);
void bks_log_pages_free (BksLogPages *self);
void bks_log_pages_clear (BksLogPages *self);

gint64 bks_log_pages_number_of (gint64 key);    /* of the page with this key */
gint64 bks_log_pages_first_key (gint64 number); /* of this page */

BksLogEntry *bks_log_pages_get (BksLogPages *self, gint64 key);  /* (nullable) (transfer none) */
BksLogEntry *bks_log_pages_peek (BksLogPages *self, gint64 key); /* the same, but no use of it */
void bks_log_pages_put (BksLogPages *self, gint64 key, BksLogEntry *entry);

gboolean bks_log_pages_has_page (BksLogPages *self, gint64 number); /* or some of it */

/* Whether all of the page is there, of what lies from @begin on and before @end. */
gboolean bks_log_pages_has (BksLogPages *self, gint64 number, gint64 begin, gint64 end);
gboolean bks_log_pages_has_all (BksLogPages *self, gint64 begin, gint64 end);
guint bks_log_pages_count (BksLogPages *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksLogPages, bks_log_pages_free)

G_END_DECLS
