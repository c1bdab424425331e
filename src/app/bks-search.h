/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-fleet.h"
#include "bks-search-provider.h"

G_BEGIN_DECLS

BksSearchProvider *bks_search_start (GApplication *application, BksFleet *fleet);

G_END_DECLS
