/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-nas-list.h"

G_BEGIN_DECLS

/**
 * BksNasText:
 *
 * The list of NAS as the text of a file, read as far as it can be read.
 */
typedef struct
{
  GKeyFile *keys;     /* all that was readable, keys and groups of a younger version included */
  GPtrArray *records; /* (element-type BksNasRecord): in the user's order; change, then print */
  gboolean damaged;   /* something in the text was unreadable */
  guint lost;         /* NAS that the text had, and of which too little is readable */
} BksNasText;

BksNasText *bks_nas_text_parse (const char *data, gsize length);
char *bks_nas_text_print (BksNasText *self, gsize *length_out);
void bks_nas_text_free (BksNasText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksNasText, bks_nas_text_free)

G_END_DECLS
