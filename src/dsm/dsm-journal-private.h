/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-journal.h"

G_BEGIN_DECLS

/* One exchange. BODY (nullable): the reply, of which only the number of a refusal is noted. */
void dsm_journal_note_reply (const char *what,
                             guint status,
                             const char *body,
                             gsize length,
                             int ms);
void dsm_journal_note_failure (const char *what, const GError *error, int ms);

G_END_DECLS
