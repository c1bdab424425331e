/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DSM_TIME_NONE,       /* missing, "", "N/A", 0, zeros, 1970 */
  DSM_TIME_LOCAL,      /* the NAS's wall clock, without a zone */
  DSM_TIME_EPOCH,      /* seconds since the Unix epoch, UTC */
  DSM_TIME_UNREADABLE, /* there is a text, but it is no time that we know */
} DsmTimeKind;

/**
 * DsmTime:
 *
 * A moment as the NAS wrote it. A wall-clock time becomes UTC only with the NAS's offset.
 */
typedef struct
{
  DsmTimeKind kind;
  gint64 seconds; /* LOCAL: the wall clock read as if it were UTC; EPOCH: s since the epoch */
  char raw[32];   /* the text as it came, cut off if longer; "" = none */
} DsmTime;

#define DSM_OFFSET_UNKNOWN G_MININT

void dsm_time_parse (const char *text, DsmTime *out);
void dsm_time_from_epoch (gint64 seconds, DsmTime *out);
gboolean dsm_time_to_utc (const DsmTime *self, int offset_seconds, gint64 *seconds_out);
int dsm_time_offset (const DsmTime *nas_now, gint64 utc_now);

G_END_DECLS
