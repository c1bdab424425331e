/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

#include "bks-demo-nas.h"
#include "bks-nas.h"

G_BEGIN_DECLS

/* A person at the window: sees what is mapped, presses what is sensitive. Each function fails the
 * test when there is no such thing to see or press. */

void ui_init (int *argc, char ***argv);

gboolean ui_shows (gpointer root, const char *text);
gboolean ui_shows_within (gpointer root, const char *text, guint limit_ms);
void ui_expect (gpointer root, const char *text);
void ui_expect_gone (gpointer root, const char *text);
GtkWidget *ui_find_button (gpointer root, const char *label);
GtkWidget *ui_find_entry (gpointer root, const char *title);
void ui_press (gpointer root, const char *label);
void ui_type (gpointer window, const char *title, const char *text);
void ui_enter (gpointer window);
GtkWidget *ui_find_row (gpointer root, const char *title); /* (nullable) */
gboolean ui_has_focus (gpointer window, GtkWidget *widget);

void ui_refresh (BksNas *nas);

/* What the NAS itself says. */
JsonObject *ui_ask_nas (BksDemoNas *nas, const char *command, const char *arguments);
void ui_tell_nas (BksDemoNas *nas, const char *command, const char *arguments);
gint64 ui_count (BksDemoNas *nas, const char *counter);
gint64 ui_count_calls (BksDemoNas *nas, const char *api_and_method);

G_END_DECLS
