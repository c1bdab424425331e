/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * BksEventKind:
 *
 * What can be the matter with a backup or a NAS. A problem is there until it is over; news is told
 * once and goes by itself.
 */
typedef enum
{
  /* Problems of a backup */
  BKS_EVENT_FAILED,       /* its last run failed */
  BKS_EVENT_INCOMPLETE,   /* its last run left something out */
  BKS_EVENT_DESTINATION,  /* damaged, not reachable, or it does not let the NAS in */
  BKS_EVENT_CHECK_FAILED, /* a check found damaged data */
  BKS_EVENT_OVERDUE,      /* a run that should have been is missing */
  BKS_EVENT_SUSPENDED,    /* for long */
  BKS_EVENT_NOT_MOVING,   /* it runs, but nothing is copied */
  BKS_EVENT_SLOW,         /* it runs far longer than usual */
  BKS_EVENT_UNUSUAL,      /* its last run found far more changed than usual */
  /* News of a backup */
  BKS_EVENT_RECOVERED, /* good again after a problem */
  BKS_EVENT_SUCCESS,
  BKS_EVENT_CHECK_PASSED,
  BKS_EVENT_RESUMED, /* by Backstay itself; the detector does not know of that */
  /* Problems of a NAS */
  BKS_EVENT_UNREACHABLE, /* for three polls and an hour */
  BKS_EVENT_WAITING,     /* for a person: password, certificate, code */
  BKS_EVENT_SIGNED_OUT,
  /* News of a NAS */
  BKS_EVENT_BACK,
} BksEventKind;
#define BKS_N_EVENT_KINDS 17

/**
 * BksEventDetail:
 *
 * More about an event, for its words.
 */
typedef enum
{
  BKS_EVENT_DETAIL_NONE,
  /* BKS_EVENT_DESTINATION */
  BKS_EVENT_DETAIL_DAMAGED,
  BKS_EVENT_DETAIL_UNAUTH,
  BKS_EVENT_DETAIL_ENDED,
  BKS_EVENT_DETAIL_LOOK, /* the last look found it switched off */
  BKS_EVENT_DETAIL_RUN,  /* the last run did not find it */
  /* BKS_EVENT_UNUSUAL */
  BKS_EVENT_DETAIL_FILES,  /* amount: how many times as many as usual */
  BKS_EVENT_DETAIL_LARGER, /* amount: per cent */
  BKS_EVENT_DETAIL_SMALLER,
} BksEventDetail;
#define BKS_N_EVENT_DETAILS 9

/**
 * BksEvent:
 *
 * One problem, or one piece of news.
 */
typedef struct
{
  char *id; /* "nas/task/kind"; of a NAS "nas//kind" */
  BksEventKind kind;
  char *nas_id;
  char *task_id; /* (nullable): NULL = of the NAS */
  gint64 since;  /* µs since the Unix epoch, UTC, by this computer's clock: when it was noticed */
  gint64
      stamp; /* which run, check or missed run; µs since the Unix epoch, UTC, by the NAS's clock */
  gint64 amount; /* SLOW: times; NOT_MOVING, UNREACHABLE: µs; UNUSUAL: see BksEventDetail */
  BksEventDetail detail;
} BksEvent;

#define BKS_TYPE_EVENT (bks_event_get_type ())
GType bks_event_get_type (void);

BksEvent *bks_event_new (BksEventKind kind, const char *nas_id, const char *task_id);
BksEvent *bks_event_copy (const BksEvent *self);
void bks_event_free (BksEvent *self);

const char *bks_event_kind_get_nick (BksEventKind kind); /* "failed", "not-moving", … */
gboolean bks_event_kind_from_nick (const char *nick, BksEventKind *kind_out);
gboolean bks_event_kind_is_news (BksEventKind kind);
gboolean bks_event_kind_is_of_nas (BksEventKind kind);

char *bks_event_make_id (const char *nas_id, const char *task_id, BksEventKind kind);
gboolean bks_event_read_id (const char *id,
                            char **nas_id_out,
                            char **task_id_out,
                            BksEventKind *kind_out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksEvent, bks_event_free)

G_END_DECLS
