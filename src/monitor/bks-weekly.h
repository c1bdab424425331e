/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean bks_weekly_is_due (int weekday, gint64 told_at, gint64 now);

G_END_DECLS
