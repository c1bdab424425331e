/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DSM_SCAN_MAX_SIZE    (64 * 1024 * 1024)
#define DSM_SCAN_MAX_NESTING 64

/* A parsed object takes some 400 bytes, and "{}," is three: 64 MB would become 8 GB. The longest
 * list that a NAS really has, 65535 restore points, stays far below. */
#define DSM_SCAN_MAX_OBJECTS 250000 /* lists among them */
#define DSM_SCAN_MAX_VALUES  2000000

/* Bytes of a text; of a longer one the beginning is kept. A name of a megabyte in a window would take
 * seconds to draw. */
#define DSM_SCAN_MAX_TEXT 16384

/* The largest integer that a double holds exactly; what is beyond is taken as absent. */
#define DSM_SCAN_MAX_INTEGER (G_GINT64_CONSTANT (1) << 53)

char *dsm_scan_text (GBytes *body, gsize *length, GError **error);

G_END_DECLS
