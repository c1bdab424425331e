/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *bks_destination_describe (const char *target_type,
                                const char *transfer_type,
                                const char *type);

G_END_DECLS
