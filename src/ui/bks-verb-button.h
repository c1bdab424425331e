/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-task.h"

G_BEGIN_DECLS

/* The one verb that fits a backup, as an icon, and where there is room the menu with all of them.
 * Properties: task, has-menu. */
#define BKS_TYPE_VERB_BUTTON (bks_verb_button_get_type ())
G_DECLARE_FINAL_TYPE (BksVerbButton, bks_verb_button, BKS, VERB_BUTTON, GtkWidget)

void bks_verb_button_set_task (BksVerbButton *self, BksTask *task);
void bks_verb_button_activate_verb (BksVerbButton *self);

G_END_DECLS
