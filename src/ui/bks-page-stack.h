/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Pages that lie on each other: the first stays, others are put on top and taken off again, by the
 * back button, a swipe or the mouse. What has the keyboard below gets it back.
 * Property: top (GtkWidget, nullable), the page in sight; NULL = the first. */
#define BKS_TYPE_PAGE_STACK (bks_page_stack_get_type ())
G_DECLARE_FINAL_TYPE (BksPageStack, bks_page_stack, BKS, PAGE_STACK, GtkWidget)

void bks_page_stack_set_first (BksPageStack *self, GtkWidget *page);
void bks_page_stack_push (BksPageStack *self, GtkWidget *page);
gboolean bks_page_stack_pop (BksPageStack *self);
void bks_page_stack_pop_all (BksPageStack *self);
GtkWidget *bks_page_stack_get_top (BksPageStack *self); /* (nullable) (transfer none) */

G_END_DECLS
