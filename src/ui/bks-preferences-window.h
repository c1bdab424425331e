/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "bks-preferences-status.h"

G_BEGIN_DECLS

/* What the user may set. It counts at once. */
#define BKS_TYPE_PREFERENCES_WINDOW (bks_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (BksPreferencesWindow,
                      bks_preferences_window,
                      BKS,
                      PREFERENCES_WINDOW,
                      AdwPreferencesWindow)

GtkWidget *bks_preferences_window_new (GtkWindow *parent,
                                       GSettings *settings,
                                       BksPreferencesStatus *status);

G_END_DECLS
