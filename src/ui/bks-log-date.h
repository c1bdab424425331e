/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Dates as people type them. */

gboolean bks_log_date_parse (const char *text,
                             const char *locale_format,
                             GTimeZone *zone,
                             gboolean is_end,
                             gint64 *seconds_out);
char *bks_log_date_format (gint64 seconds, GTimeZone *zone, gboolean is_end);

G_END_DECLS
