/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-task.h"

G_BEGIN_DECLS

/* Makes BUTTON do ACTION to the task of the surrounding "task." actions: word, icon, and, while it
 * cannot be done, the reason as tooltip and accessible description. Returns that reason (nullable). */
char *bks_action_button_show (GtkButton *button, BksTask *task, BksAction action);
void bks_action_button_show_check_again (GtkButton *button, BksTask *task);
void bks_action_button_show_open_in_dsm (GtkButton *button, BksTask *task);
void bks_action_button_show_log (GtkButton *button, BksTask *task); /* "page.show-log" */
void bks_action_button_show_limit (GtkButton *button, BksTask *task, const char *nas_id);

G_END_DECLS
