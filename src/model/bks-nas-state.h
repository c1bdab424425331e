/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-nas.h"

G_BEGIN_DECLS

/* The last known state of a NAS: what a window can show before the network answers. */
GVariant *bks_nas_dump_state (BksNas *self); /* (nullable) (transfer floating) */
gboolean bks_nas_restore_state (BksNas *self, GVariant *state, gint64 when);

G_END_DECLS
