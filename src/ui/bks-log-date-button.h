/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-log-filters.h"

G_BEGIN_DECLS

/* Of which time the log is: spans by name, or two dates from a calendar or the keyboard. */
#define BKS_TYPE_LOG_DATE_BUTTON (bks_log_date_button_get_type ())
G_DECLARE_FINAL_TYPE (BksLogDateButton, bks_log_date_button, BKS, LOG_DATE_BUTTON, GtkWidget)

void bks_log_date_button_set_filters (BksLogDateButton *self, BksLogFilters *filters);
void bks_log_date_button_set_narrow (BksLogDateButton *self, gboolean narrow); /* an icon alone */
void bks_log_date_button_popup (BksLogDateButton *self);

G_END_DECLS
