/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-event-detect.h"

G_BEGIN_DECLS

typedef enum
{
  ANSWER_HOLD, /* nothing tells: as it was */
  ANSWER_YES,
  ANSWER_NO,
} Answer;

/* What a rule says of one kind; beside ANSWER_YES, which one it is. */
typedef struct
{
  Answer answer;
  gint64 stamp;
  gint64 amount;
  BksEventDetail detail;
} Finding;

/* What a rule looks at. */
typedef struct
{
  const BksTaskSight *task;
  const BksTaskMemory *memory; /* this sight has been taken into it already */
  const BksEventMemory *known; /* for the events that are there */
  const char *nas_id;
  gint64 now;
  gint64 clock_error;
  const BksEventLimits *limits;
} Look;

gboolean bks_event_is_at_rest (const BksTaskSight *task);
gboolean bks_event_is_good (const BksTaskSight *task);
const BksEvent *bks_event_look_up (const Look *look, BksEventKind kind);
Finding bks_event_find_problem (const Look *look, BksEventKind kind);
void bks_event_remember (BksTaskMemory *memory,
                         const BksTaskSight *task,
                         gint64 now,
                         gint64 clock_error);

G_END_DECLS
