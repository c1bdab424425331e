/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-nas-file.h"

/* A list of NAS in a folder that does not exist at first. */
typedef struct
{
  char *folder; /* does not exist at first */
  char *path;
  BksNasListStore *store;
} NasFixture;

/* Calls that wait for their end and allow no error, and what to compare. */
void nas_fixture_set_up (NasFixture *fixture, gconstpointer data);
void nas_fixture_tear_down (NasFixture *fixture, gconstpointer data);
void nas_keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *nas_wait_for (GAsyncResult **result);
GPtrArray *nas_load (BksNasListStore *store, BksProblem **damage_out, GError **error);
GPtrArray *nas_load_whole (BksNasListStore *store);
gboolean nas_try_put (BksNasListStore *store,
                      const BksNasRecord *record,
                      BksNasFields fields,
                      GError **error);
void nas_put (BksNasListStore *store, const BksNasRecord *record, BksNasFields fields);
void nas_forget (BksNasListStore *store, const char *id);
void nas_reorder (BksNasListStore *store, const char *const *ids);
BksNasRecord *nas_make_record (const char *id);
BksNasRecord *nas_make_full_record (const char *id);
void nas_assert_same (const BksNasRecord *a, const BksNasRecord *b);
char *nas_ids_of (GPtrArray *records);
void nas_assert_ids (BksNasListStore *store, const char *expected);
guint nas_mode_of (const char *path);
char *nas_read_bytes (const char *path, gsize *length);
void nas_write_bytes (const char *path, const char *data, gssize length);
