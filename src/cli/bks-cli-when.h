/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BksCliWhen:
 *
 * A moment that was typed.
 */
typedef struct
{
  gboolean is_wall_clock; /* of the NAS: no offset was given */
  gint64 seconds;         /* since the Unix epoch; a wall clock is read as if it were UTC */
} BksCliWhen;

gboolean bks_cli_when_parse (const char *text, gboolean is_end, BksCliWhen *when_out);

G_END_DECLS
