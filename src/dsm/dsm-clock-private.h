/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-call-private.h"

G_BEGIN_DECLS

gboolean dsm_clock_is_due (DsmClient *client);
DsmCall *dsm_clock_call (void);
void dsm_clock_learn (DsmClient *client, const DsmCall *call);

G_END_DECLS
