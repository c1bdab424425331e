/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "nas-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define PIN "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

void
nas_fixture_set_up (NasFixture *fixture, gconstpointer data)
{
  g_autofree char *root = g_dir_make_tmp ("bks-nas-file-XXXXXX", NULL);

  g_assert_nonnull (root);
  fixture->folder = g_build_filename (root, "backstay", NULL);
  fixture->path = g_build_filename (fixture->folder, "nas.ini", NULL);
  fixture->store = BKS_NAS_LIST_STORE (bks_nas_file_new (fixture->path));
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
nas_fixture_tear_down (NasFixture *fixture, gconstpointer data)
{
  g_autofree char *root = g_path_get_dirname (fixture->folder);

  g_object_add_weak_pointer (G_OBJECT (fixture->store), (gpointer *) &fixture->store);
  g_object_unref (fixture->store);
  /* The worker gives its reference back through the main context. */
  while (fixture->store != NULL)
    g_main_context_iteration (NULL, TRUE);
  remove_tree (root);
  g_free (fixture->folder);
  g_free (fixture->path);
}

void
nas_keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

GAsyncResult *
nas_wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

GPtrArray *
nas_load (BksNasListStore *store, BksProblem **damage_out, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bks_nas_list_store_load_async (store, NULL, nas_keep_result_cb, &result);
  return bks_nas_list_store_load_finish (store, nas_wait_for (&result), damage_out, error);
}

GPtrArray *
nas_load_whole (BksNasListStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BksProblem) damage = NULL;
  GPtrArray *records = nas_load (store, &damage, &error);

  g_assert_no_error (error);
  g_assert_null (damage);
  return records;
}

gboolean
nas_try_put (BksNasListStore *store,
             const BksNasRecord *record,
             BksNasFields fields,
             GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bks_nas_list_store_put_async (store, record, fields, NULL, nas_keep_result_cb, &result);
  return bks_nas_list_store_put_finish (store, nas_wait_for (&result), error);
}

void
nas_put (BksNasListStore *store, const BksNasRecord *record, BksNasFields fields)
{
  g_autoptr (GError) error = NULL;

  nas_try_put (store, record, fields, &error);
  g_assert_no_error (error);
}

void
nas_forget (BksNasListStore *store, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bks_nas_list_store_remove_async (store, id, NULL, nas_keep_result_cb, &result);
  bks_nas_list_store_remove_finish (store, nas_wait_for (&result), &error);
  g_assert_no_error (error);
}

void
nas_reorder (BksNasListStore *store, const char *const *ids)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bks_nas_list_store_reorder_async (store, ids, NULL, nas_keep_result_cb, &result);
  bks_nas_list_store_reorder_finish (store, nas_wait_for (&result), &error);
  g_assert_no_error (error);
}

BksNasRecord *
nas_make_record (const char *id)
{
  g_autofree char *address = g_strdup_printf ("https://%s.example:5001/", id);
  BksNasRecord *record = bks_nas_record_new (id, address);

  g_free (record->id);
  record->id = g_strdup (id);
  return record;
}

/* Every field set, with what a file of keys has to escape. */
BksNasRecord *
nas_make_full_record (const char *id)
{
  BksNasRecord *record = nas_make_record (id);
  BksLatch *latch = g_new0 (BksLatch, 1);

  g_free (record->name);
  record->name = g_strdup ("  Büro; [NAS] = \\1 #2 “x” ");
  record->account = g_strdup ("anna=müller; ");
  record->pin = g_strdup (PIN);
  record->allow_plain_http = TRUE;
  record->device_name = g_strdup ("Annas Rechner (Backstay)");
  record->keeps_password = FALSE;
  latch->kind = BKS_PROBLEM_BLOCKED;
  latch->code = 407;
  latch->sentence = g_strdup ("nas blocks this computer.");
  latch->next_step = g_strdup ("An administrator can lift it.\nSecond line.");
  latch->at = G_GINT64_CONSTANT (1767225600123456);
  record->latch = latch;
  return record;
}

void
nas_assert_same (const BksNasRecord *a, const BksNasRecord *b)
{
  g_assert_nonnull (a);
  g_assert_nonnull (b);
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->address, ==, b->address);
  g_assert_cmpstr (a->account, ==, b->account);
  g_assert_cmpstr (a->pin, ==, b->pin);
  g_assert_cmpint (a->allow_plain_http, ==, b->allow_plain_http);
  g_assert_cmpstr (a->device_name, ==, b->device_name);
  g_assert_cmpint (a->keeps_password, ==, b->keeps_password);
  g_assert_true ((a->latch == NULL) == (b->latch == NULL));
  if (a->latch == NULL)
    return;
  g_assert_cmpint (a->latch->kind, ==, b->latch->kind);
  g_assert_cmpint (a->latch->code, ==, b->latch->code);
  g_assert_cmpstr (a->latch->sentence, ==, b->latch->sentence);
  g_assert_cmpstr (a->latch->next_step, ==, b->latch->next_step);
  g_assert_cmpint (a->latch->at, ==, b->latch->at);
}

char *
nas_ids_of (GPtrArray *records)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    {
      const BksNasRecord *record = g_ptr_array_index (records, i);

      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", record->id);
    }
  return g_string_free (ids, FALSE);
}

void
nas_assert_ids (BksNasListStore *store, const char *expected)
{
  g_autoptr (GPtrArray) records = nas_load_whole (store);
  g_autofree char *ids = nas_ids_of (records);

  g_assert_cmpstr (ids, ==, expected);
}

guint
nas_mode_of (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_mode & 07777;
}

char *
nas_read_bytes (const char *path, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *data = NULL;

  g_file_get_contents (path, &data, length, &error);
  g_assert_no_error (error);
  return data;
}

void
nas_write_bytes (const char *path, const char *data, gssize length)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, data, length, &error);
  g_assert_no_error (error);
}
