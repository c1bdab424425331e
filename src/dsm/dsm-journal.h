/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What was asked last of all NAS, and how that went, for a report. */
#define DSM_JOURNAL_LINES 100

char *dsm_journal_dup (void); /* a line each, oldest first; "" = nothing was asked yet */

G_END_DECLS
