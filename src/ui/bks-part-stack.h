/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A page whose content is read from the NAS: on its way (a spinner if it takes its time), not to be had
 * with the cause and Try Again, empty, or there.
 * Signal: "retry". */
#define BKS_TYPE_PART_STACK (bks_part_stack_get_type ())
G_DECLARE_FINAL_TYPE (BksPartStack, bks_part_stack, BKS, PART_STACK, GtkWidget)

GtkWidget *bks_part_stack_new (void);
void bks_part_stack_set_content (BksPartStack *self, GtkWidget *content);
void bks_part_stack_show_content (BksPartStack *self);
void bks_part_stack_show_loading (BksPartStack *self, const char *title);
void bks_part_stack_show_failed (BksPartStack *self, const char *cause);
void bks_part_stack_show_empty (BksPartStack *self, const char *title, const char *description);

G_END_DECLS
