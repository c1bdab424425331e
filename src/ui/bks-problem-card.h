/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-nas.h"

G_BEGIN_DECLS

/* What stands between Backstay and a NAS, or all of them: cause, next step, and the button for it. See
 * BksNasActions for what the buttons do. */
#define BKS_TYPE_PROBLEM_CARD (bks_problem_card_get_type ())
G_DECLARE_FINAL_TYPE (BksProblemCard, bks_problem_card, BKS, PROBLEM_CARD, GtkWidget)

GtkWidget *bks_problem_card_new (void);
void bks_problem_card_set_nas (BksProblemCard *self, BksNas *nas);
void bks_problem_card_set_offline (BksProblemCard *self, gint64 checked_at);

G_END_DECLS
