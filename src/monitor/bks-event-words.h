/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-event.h"
#include "bks-notice.h"

G_BEGIN_DECLS

/**
 * BksEventFacts:
 *
 * What the words of an event are made of beside itself. Times: µs since the Unix epoch, UTC, by the
 * NAS's clock; 0 = not known.
 */
typedef struct
{
  char *nas_name;
  char *task_name;
  char *cause; /* a sentence, or "" */
  gint64 last_success;
  gint64 missed;
  gint64 duration; /* µs, of the last run; 0 = not known */
  gint64 n_new;    /* files of the last run; -1 = not known */
} BksEventFacts;

BksEventFacts *bks_event_facts_new (void);
void bks_event_facts_free (BksEventFacts *self);
GVariant *bks_event_facts_dump (const BksEventFacts *self);
BksEventFacts *bks_event_facts_read (GVariant *value);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksEventFacts, bks_event_facts_free)

BksNotice *bks_event_make_notice (const BksEvent *event, const BksEventFacts *facts, gint64 now);

/* Several backups that need attention at once. */
#define BKS_SUMMARY_NOTICE_ID "several"
BksNotice *bks_event_make_summary (guint n_backups, const char *const *names);

void bks_event_mark_simulated (BksNotice *notice);

/* All is fine. */
#define BKS_WEEKLY_NOTICE_ID "weekly"
BksNotice *bks_event_make_weekly (const char *sentence);

G_END_DECLS
