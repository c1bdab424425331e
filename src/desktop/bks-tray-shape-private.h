/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "bks-verdict.h"

G_BEGIN_DECLS

const char *bks_tray_shape_get_path (BksVerdict verdict);
guint32 bks_tray_shape_get_colour (BksVerdict verdict);
gboolean bks_tray_shape_append (cairo_t *cr, const char *path);
GVariant *bks_tray_shape_draw (BksVerdict verdict); /* (transfer floating): a(iiay) */

G_END_DECLS
