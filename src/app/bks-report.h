/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-fleet.h"

G_BEGIN_DECLS

char *bks_report_make (BksFleet *fleet);

G_END_DECLS
