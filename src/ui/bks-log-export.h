/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "bks-log-saver.h"

G_BEGIN_DECLS

/* Called with the file that was chosen and what is to be written into it. */
typedef void (*BksLogExportFunc) (GFile *file, BksLogFormat format, gpointer user_data);

/* Asks for a format, then for a file; FUNC is not called if the person thinks better of it. OWNER
 * (transfer none) is held until then. */
void bks_log_export_ask (GtkWindow *parent, BksLogExportFunc func, GObject *owner);

G_END_DECLS
