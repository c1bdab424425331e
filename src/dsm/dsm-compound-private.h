/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dsm-call-private.h"
#include "dsm-transport-private.h"

G_BEGIN_DECLS

/* The calls that go out in one HTTP request: one alone, or up to 25 in a compound. */
typedef struct
{
  GPtrArray *calls; /* (element-type DsmCall): (unowned) elements */
  gboolean compound;
  char *label;         /* for the log */
  DsmReply *reply;     /* (nullable) (owned) */
  GError *error;       /* (nullable) (owned): of the whole */
  gboolean unreadable; /* the answer was no JSON object */
} DsmSlice;

DsmSlice *dsm_slice_new (DsmClient *client, GPtrArray *calls);
void dsm_slice_free (DsmSlice *self);
DsmCall *dsm_slice_first (DsmSlice *self);
const char *dsm_slice_get_path (DsmSlice *self, DsmClient *client);
GBytes *dsm_slice_encode (DsmSlice *self, DsmClient *client);
void dsm_slice_read (const DsmReply *reply, gpointer self);
gboolean dsm_slice_has_code (DsmSlice *self);
const GError *dsm_slice_find_refusal (DsmSlice *self, int *code);
void dsm_slice_reset (DsmSlice *self);
void dsm_slice_mark_done (DsmSlice *self);

gboolean dsm_compound_is_unsupported (int code);
gboolean dsm_calls_check_support (DsmClient *client, GPtrArray *calls, GError **error);

GBytes *dsm_form_to_bytes (GString *form);

G_END_DECLS
