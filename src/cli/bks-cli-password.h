/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *bks_cli_password_read (const char *file_name, char **message_out);
void bks_cli_password_clear (char *password);

G_END_DECLS
