/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "dsm-statistic.h"

G_BEGIN_DECLS

GPtrArray *dsm_fields_read (JsonObject *object, const char *const *known);

G_END_DECLS
