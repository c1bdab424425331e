/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All of these return translated text (transfer full); times are µs since the Unix epoch, UTC, and
 * 0 = never or not known, which reads "–". NOW is handed in, so that a text can be tested. */

char *bks_format_size (gint64 bytes);                 /* "348.2 GB"; negative = "–" */
char *bks_format_size_of (gint64 part, gint64 whole); /* "19.4 of 52.4 GB" */
char *bks_format_rate (gint64 bytes_per_second);      /* "8.4 MB/s"; 0 or negative = "" */
char *bks_format_percent (int percent);               /* "37 %", by the locale; negative = "" */
char *bks_format_duration (gint64 seconds);      /* "40 s", "31 minutes", "3 h 55 min", "9 days" */
char *bks_format_left (gint64 seconds);          /* "12 min left", "About 1 h left" */
char *bks_format_left_long (gint64 seconds);     /* "12 minutes left", "about 1 hour left" */
char *bks_format_ago (gint64 then, gint64 now);  /* "just now", "2 minutes ago", "at 06:14" … */
char *bks_format_when (gint64 then, gint64 now); /* "Today, 02:31", "17 May, 13:00" … */
char *bks_format_when_inside (gint64 then, gint64 now); /* inside a sentence: "yesterday, 23:10" */
char *bks_format_at (gint64 then,
                     gint64 now); /* the same: "today at 02:31", "on 17 May at 13:00" */
char *bks_format_when_full (gint64 then, gint64 now); /* for tooltips: full date, zone */
char *bks_format_clock (gint64 then, gint64 now);   /* "06:14"; another day: as bks_format_when() */
char *bks_format_wall_clock (int hour, int minute); /* "02:00", by the locale's clock */
char *bks_format_iso (gint64 then,
                      int utc_offset_seconds); /* "2026-04-24T02:31:07+02:00"; not translated */

/* Not a text: the whole day of the person's calendar that a moment is in. */
void bks_format_get_day (gint64 moment, gint64 *begin_out, gint64 *end_out);

G_END_DECLS
