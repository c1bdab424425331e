/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "dsm-task.h"
#include "dsm-time.h"

G_BEGIN_DECLS

/* Readers of what may be missing, null, or of another type. They return whether there was something
 * of use, and leave @out alone if not. @object may be NULL: then nothing is there. */

JsonNode *dsm_json_parse (GBytes *body, GError **error);

JsonNode *dsm_json_get (JsonObject *object, const char *name);
JsonObject *dsm_json_get_object (JsonObject *object, const char *name);
JsonArray *dsm_json_get_array (JsonObject *object, const char *name);
JsonObject *dsm_json_node_object (JsonNode *node);
JsonObject *dsm_json_element_object (JsonArray *array, guint index);

gboolean dsm_json_get_int (JsonObject *object, const char *name, gint64 *out);
gboolean dsm_json_get_bool (JsonObject *object, const char *name, gboolean *out);
gboolean dsm_json_get_time (JsonObject *object, const char *name, DsmTime *out);
gint64 dsm_json_get_count (JsonObject *object, const char *name);
int dsm_json_get_small (JsonObject *object, const char *name, int minimum, int maximum);
DsmTri dsm_json_get_tri (JsonObject *object, const char *name);
const char *dsm_json_get_string (JsonObject *object, const char *name);
char *dsm_json_dup_text (JsonObject *object, const char *name);
char *dsm_json_dup_word (JsonObject *object, const char *name);
char **dsm_json_dup_strv (JsonObject *object, const char *name);
gint64 dsm_json_get_kib (JsonObject *object, const char *name);

gboolean dsm_json_find_rows (JsonNode *data, const char *name, JsonArray **rows, GError **error);
guint dsm_json_count_rows (JsonArray *rows);

G_END_DECLS
