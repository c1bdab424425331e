/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* One step of an assistant: icon, question, what to fill in, and the pill that goes on.
 * Properties: icon-name, title, description, note, button-label, second-label, child, can-continue. */
#define BKS_TYPE_ASSISTANT_PAGE (bks_assistant_page_get_type ())
G_DECLARE_FINAL_TYPE (BksAssistantPage, bks_assistant_page, BKS, ASSISTANT_PAGE, GtkWidget)

void bks_assistant_page_set_title (BksAssistantPage *self, const char *title);
void bks_assistant_page_set_description (BksAssistantPage *self, const char *description);
void bks_assistant_page_set_note (BksAssistantPage *self, const char *note);
void bks_assistant_page_set_second_label (BksAssistantPage *self, const char *label);
void bks_assistant_page_set_can_continue (BksAssistantPage *self, gboolean can_continue);
void bks_assistant_page_set_working (BksAssistantPage *self, gboolean working);
void bks_assistant_page_set_error (BksAssistantPage *self, const char *sentence, GtkWidget *field);
const char *bks_assistant_page_get_error (BksAssistantPage *self);
GtkWidget *bks_assistant_page_get_pill (BksAssistantPage *self);
GtkWidget *bks_assistant_page_get_second_pill (BksAssistantPage *self);

/* Signals "continue" and "second": a pill was pressed. */

G_END_DECLS
