/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-nas.h"

G_BEGIN_DECLS

/* What stands above a list: a NAS's problem card if it is in the way of everything, the sentence with its
 * verdict, a dim line, and notes on what is missing below. Property: narrow. */
#define BKS_TYPE_SENTENCE_HEADER (bks_sentence_header_get_type ())
G_DECLARE_FINAL_TYPE (BksSentenceHeader, bks_sentence_header, BKS, SENTENCE_HEADER, GtkWidget)

GtkWidget *bks_sentence_header_new (void);
void bks_sentence_header_set_narrow (BksSentenceHeader *self, gboolean narrow);
void bks_sentence_header_set_problem (BksSentenceHeader *self, BksNas *nas); /* (nullable) */
void bks_sentence_header_set_words (BksSentenceHeader *self,
                                    BksVerdict verdict,
                                    const char *sentence,
                                    const char *detail);
void bks_sentence_header_set_icon (BksSentenceHeader *self, const char *icon_name); /* (nullable) */
void bks_sentence_header_set_notes (BksSentenceHeader *self, GPtrArray *notes);
void bks_sentence_header_append (BksSentenceHeader *self, GtkWidget *child);
const char *bks_sentence_header_get_sentence (BksSentenceHeader *self);

G_END_DECLS
