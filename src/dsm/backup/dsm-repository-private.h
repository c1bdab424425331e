/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *dsm_repository_describe_place (JsonObject *repository);

G_END_DECLS
