/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DSM_SCAN_MAX_SIZE    (64 * 1024 * 1024)
#define DSM_SCAN_MAX_NESTING 64

/* The largest integer that a double holds exactly; what is beyond is taken as absent. */
#define DSM_SCAN_MAX_INTEGER (G_GINT64_CONSTANT (1) << 53)

char *dsm_scan_text (GBytes *body, gsize *length, GError **error);

G_END_DECLS
