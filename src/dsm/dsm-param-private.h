/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The parameters of one call, each with its type: how they are written depends on where they go. */
typedef struct _DsmParams DsmParams;

DsmParams *dsm_params_new (void);
void dsm_params_free (DsmParams *self);

void dsm_params_add_int (DsmParams *self, const char *name, gint64 value);
void dsm_params_add_bool (DsmParams *self, const char *name, gboolean value);
void dsm_params_add_null (DsmParams *self, const char *name);
void dsm_params_add_string (DsmParams *self, const char *name, const char *value);
void dsm_params_add_strv (DsmParams *self, const char *name, const char *const *values);
void dsm_params_add_id (DsmParams *self, const char *name, const char *id);
void dsm_params_add_ids (DsmParams *self, const char *name, const char *const *ids);
void dsm_params_add_json (DsmParams *self, const char *name, const char *json);

void dsm_params_append_form (DsmParams *self, GString *form, gboolean json_format);
void dsm_params_append_members (DsmParams *self, GString *json);

void dsm_form_append (GString *form, const char *name, const char *value);
void dsm_json_append_string (GString *json, const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DsmParams, dsm_params_free)

G_END_DECLS
