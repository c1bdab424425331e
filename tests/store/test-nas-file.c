/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bks-nas-file.h"
#include "bks-nas-text.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define PIN "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const char *program;

typedef struct
{
  char *folder; /* does not exist at first */
  char *path;
  BksNasListStore *store;
} Fixture;

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
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

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
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

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static GPtrArray *
load (BksNasListStore *store, BksProblem **damage_out, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bks_nas_list_store_load_async (store, NULL, keep_result_cb, &result);
  return bks_nas_list_store_load_finish (store, wait_for (&result), damage_out, error);
}

static GPtrArray *
load_whole (BksNasListStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BksProblem) damage = NULL;
  GPtrArray *records = load (store, &damage, &error);

  g_assert_no_error (error);
  g_assert_null (damage);
  return records;
}

static gboolean
try_put (BksNasListStore *store, const BksNasRecord *record, BksNasFields fields, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  bks_nas_list_store_put_async (store, record, fields, NULL, keep_result_cb, &result);
  return bks_nas_list_store_put_finish (store, wait_for (&result), error);
}

static void
put (BksNasListStore *store, const BksNasRecord *record, BksNasFields fields)
{
  g_autoptr (GError) error = NULL;

  try_put (store, record, fields, &error);
  g_assert_no_error (error);
}

static void
forget (BksNasListStore *store, const char *id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bks_nas_list_store_remove_async (store, id, NULL, keep_result_cb, &result);
  bks_nas_list_store_remove_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
}

static void
reorder (BksNasListStore *store, const char *const *ids)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bks_nas_list_store_reorder_async (store, ids, NULL, keep_result_cb, &result);
  bks_nas_list_store_reorder_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
}

static BksNasRecord *
make_record (const char *id)
{
  g_autofree char *address = g_strdup_printf ("https://%s.example:5001/", id);
  BksNasRecord *record = bks_nas_record_new (id, address);

  g_free (record->id);
  record->id = g_strdup (id);
  return record;
}

/* Every field set, with what a file of keys has to escape. */
static BksNasRecord *
make_full_record (const char *id)
{
  BksNasRecord *record = make_record (id);
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

static void
assert_same (const BksNasRecord *a, const BksNasRecord *b)
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

static char *
ids_of (GPtrArray *records)
{
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    {
      const BksNasRecord *record = g_ptr_array_index (records, i);

      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", record->id);
    }
  return g_string_free (ids, FALSE);
}

static void
assert_ids (BksNasListStore *store, const char *expected)
{
  g_autoptr (GPtrArray) records = load_whole (store);
  g_autofree char *ids = ids_of (records);

  g_assert_cmpstr (ids, ==, expected);
}

static guint
mode_of (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  return info.st_mode & 07777;
}

static char *
read_bytes (const char *path, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *data = NULL;

  g_file_get_contents (path, &data, length, &error);
  g_assert_no_error (error);
  return data;
}

static void
write_bytes (const char *path, const char *data, gssize length)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, data, length, &error);
  g_assert_no_error (error);
}

static void
test_absent (Fixture *fixture, gconstpointer data)
{
  assert_ids (fixture->store, "");
  /* Looking leaves no trace. */
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BksNasRecord) full = make_full_record ("full");
  g_autoptr (BksNasRecord) bare = make_record ("bare");
  g_autoptr (BksNasListStore) other = BKS_NAS_LIST_STORE (bks_nas_file_new (fixture->path));
  g_autoptr (GPtrArray) records = NULL;

  put (fixture->store, full, BKS_NAS_FIELDS_ALL);
  put (fixture->store, bare, BKS_NAS_FIELDS_ALL);

  records = load_whole (other);
  g_assert_cmpuint (records->len, ==, 2);
  assert_same (g_ptr_array_index (records, 0), full);
  assert_same (g_ptr_array_index (records, 1), bare);
  g_assert_true (bks_nas_list_find_by_name (records, "bare") == g_ptr_array_index (records, 1));
}

static void
test_modes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *lock = g_strconcat (fixture->path, ".lock", NULL);
  g_autoptr (BksNasRecord) record = make_record ("a");
  mode_t old = umask (0);

  put (fixture->store, record, BKS_NAS_FIELDS_ALL);
  g_assert_cmpuint (mode_of (fixture->folder), ==, 0700);
  g_assert_cmpuint (mode_of (fixture->path), ==, 0600);
  g_assert_cmpuint (mode_of (lock), ==, 0600);

  /* What somebody else opened is closed again. */
  g_assert_cmpint (g_chmod (fixture->path, 0644), ==, 0);
  assert_ids (fixture->store, "a");
  g_assert_cmpuint (mode_of (fixture->path), ==, 0600);
  g_assert_cmpint (g_chmod (fixture->path, 0666), ==, 0);
  g_assert_cmpint (g_chmod (fixture->folder, 0755), ==, 0);
  put (fixture->store, record, BKS_NAS_FIELD_NAME);
  g_assert_cmpuint (mode_of (fixture->folder), ==, 0700);
  g_assert_cmpuint (mode_of (fixture->path), ==, 0600);
  umask (old);
}

static void
test_fields (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BksNasRecord) full = make_full_record ("a");
  g_autoptr (BksNasRecord) stale = bks_nas_record_copy (full);
  g_autoptr (BksNasRecord) unlatched = bks_nas_record_copy (full);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  put (fixture->store, full, BKS_NAS_FIELDS_ALL);
  g_clear_pointer (&unlatched->latch, bks_latch_free);
  put (fixture->store, unlatched, BKS_NAS_FIELD_LATCH);

  /* Whoever still has the old record, and renames, does not bring the latch back. */
  g_free (stale->name);
  stale->name = g_strdup ("renamed");
  put (fixture->store, stale, BKS_NAS_FIELD_NAME);
  records = load_whole (fixture->store);
  g_free (unlatched->name);
  unlatched->name = g_strdup ("renamed");
  assert_same (g_ptr_array_index (records, 0), unlatched);

  /* Nor does a NAS come back that was removed meanwhile. */
  forget (fixture->store, "a");
  g_assert_false (try_put (fixture->store, stale, BKS_NAS_FIELD_NAME, &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_NOT_FOUND);
  assert_ids (fixture->store, "");
  forget (fixture->store, "a");
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  for (const char *id = "abcd"; *id != '\0'; id++)
    {
      const char name[] = { *id, '\0' };
      g_autoptr (BksNasRecord) record = make_record (name);

      put (fixture->store, record, BKS_NAS_FIELDS_ALL);
    }
  assert_ids (fixture->store, "a b c d");
  reorder (fixture->store, (const char *[]){ "d", "unknown", "b", NULL });
  assert_ids (fixture->store, "d b a c");
  forget (fixture->store, "b");
  assert_ids (fixture->store, "d a c");
}

static void
test_younger_version (Fixture *fixture, gconstpointer data)
{
  const char *text = "[Backstay]\nversion=7\ncolour=blue\norder=a;\n\n"
                     "# a comment\n[NAS a]\nwol-address=00:11:22\nname=Old\nlatch-kind=new-word\n"
                     "address=https://a:5001/\n\n[Something else]\nkey=value\n";
  g_autoptr (BksNasRecord) record = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *after = NULL;

  write_bytes (fixture->path, text, -1);
  records = load_whole (fixture->store);
  g_assert_cmpuint (records->len, ==, 1);
  record = bks_nas_record_copy (g_ptr_array_index (records, 0));
  /* An unknown latch is one. */
  g_assert_nonnull (record->latch);
  g_assert_cmpint (record->latch->kind, ==, BKS_PROBLEM_AUTH_REJECTED);

  g_free (record->name);
  record->name = g_strdup ("New");
  put (fixture->store, record, BKS_NAS_FIELD_NAME);
  after = read_bytes (fixture->path, NULL);
  g_assert_nonnull (strstr (after, "version=7\n"));
  g_assert_nonnull (strstr (after, "colour=blue\n"));
  g_assert_nonnull (strstr (after, "# a comment\n"));
  g_assert_nonnull (strstr (after, "wol-address=00:11:22\n"));
  g_assert_nonnull (strstr (after, "[Something else]\nkey=value\n"));
  g_assert_nonnull (strstr (after, "name=New\n"));
  g_assert_null (strstr (after, "name=Old\n"));
}

static void
test_no_secret (Fixture *fixture, gconstpointer data)
{
  static const char *const addresses[] = {
    "https://anna:hunter%202@nas:5001/",
    "anna:hunter2@nas",
    "https://anna@nas/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (BksNasRecord) record = bks_nas_record_new ("a", addresses[i]);
      g_autoptr (GError) error = NULL;

      g_assert_false (try_put (fixture->store, record, BKS_NAS_FIELDS_ALL, &error));
      g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
      g_assert_null (strstr (error->message, "hunter"));
    }
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  struct
  {
    const char *id;
    const char *name;
    const char *address;
    const char *pin;
  } bad[] = {
    { "", "n", "https://a/", NULL },           { "a]b", "n", "https://a/", NULL },
    { "a\nb", "n", "https://a/", NULL },       { "a", "", "https://a/", NULL },
    { "a", "two\nlines", "https://a/", NULL }, { "a", "n", "", NULL },
    { "a", "n", "https://a/\n", NULL },        { "a", "n", "https://a/", "ABCD" },
    { "a", "\xff", "https://a/", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (BksNasRecord) record = bks_nas_record_new (bad[i].name, bad[i].address);
      g_autoptr (GError) error = NULL;

      g_free (record->id);
      record->id = g_strdup (bad[i].id);
      record->pin = g_strdup (bad[i].pin);
      g_assert_false (try_put (fixture->store, record, BKS_NAS_FIELDS_ALL, &error));
      g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
    }
}

typedef struct
{
  const char *name;
  const char *text;
  gsize length;
  const char *ids; /* what is still readable */
  const char *raw; /* part of the report */
} Damage;

#define TEXT(literal) literal, sizeof literal - 1
#define HEAD          "[Backstay]\nversion=1\norder=a;b;\n\n"
#define NAS_A         "[NAS a]\nname=A\nkeeps-password=true\naddress=https://a:5001/\n\n"
#define NAS_B         "[NAS b]\nname=B\nkeeps-password=true\naddress=https://b:5001/\n"
#define OPEN_B        HEAD NAS_A "[NAS b]\nname=B\n"

static const Damage damages[] = {
  { "empty", TEXT (""), "", "0 NAS could be read" },
  { "blank", TEXT ("\n\n   \n"), "", "0 NAS" },
  { "zeros", TEXT ("\0\0\0\0\0\0\0\0\0\0\0\0"), "", "0 NAS" },
  { "binary", TEXT ("\x7f\x01\xff\xfe[NAS\n\x80=\x81\n\0\0=\n"), "", "0 NAS" },
  { "another format", TEXT ("{\"nas\": [{\"name\": \"A\"}]}\n"), "", "0 NAS" },
  { "bad line", TEXT (HEAD NAS_A "<<<<<<< mine\n" NAS_B), "a b", "2 NAS" },
  { "zero in a value", TEXT (OPEN_B "address=https://\0b/\n"), "a", "1 could not" },
  { "not UTF-8", TEXT (HEAD "[NAS a]\nname=\xff\xfe\naddress=https://a/\n" NAS_B), "a b", "2 NAS" },
  { "cut off in an address", TEXT (OPEN_B "address=https://b:50"), "a", "1 could not" },
  { "cut off in a heading", TEXT (HEAD NAS_A "[NAS"), "a", "1 could not" },
  { "cut off between two NAS", TEXT (HEAD NAS_A), "a", "1 could not" },
  { "broken heading", TEXT (HEAD NAS_A "[NAS b\naddress=https://b/\n"), "a", "1 could not" },
  { "no head", TEXT (NAS_A NAS_B), "a b", "2 NAS" },
  { "two of one ID", TEXT (HEAD NAS_A NAS_B "[NAS a]\naddress=https://evil/\n"), "a b", "2 NAS" },
  { "two addresses", TEXT (HEAD NAS_A NAS_B "address=https://evil/\n"), "a b", "2 NAS" },
  { "unusable ID", TEXT (HEAD NAS_A NAS_B "[NAS ../x]\naddress=https://x/\n"), "a b",
    "1 could not" },
  { "no address", TEXT (OPEN_B), "a", "1 could not" },
  { "no name", TEXT (HEAD "[NAS a]\naddress=https://a/\n" NAS_B), "a b", "2 NAS" },
  { "bad fingerprint", TEXT (OPEN_B "pin=12345\naddress=https://b/\n"), "a b", "2 NAS" },
  { "bad escape", TEXT (OPEN_B "account=a\\qb\naddress=https://b/\n"), "a b", "2 NAS" },
  { "bad switch", TEXT (OPEN_B "allow-plain-http=2\naddress=https://b/\n"), "a b", "2 NAS" },
};

static void
test_damage (Fixture *fixture, gconstpointer data)
{
  const Damage *damage = data;
  gsize length = damage->length;
  g_autofree char *taken = g_strconcat (fixture->path, ".damaged-1", NULL);
  g_autofree char *aside = g_strconcat (fixture->path, ".damaged-2", NULL);
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *ids = NULL;
  g_autofree char *bytes = NULL;
  gsize size;

  write_bytes (fixture->path, damage->text, length);
  write_bytes (taken, "an older one", -1);
  records = load (fixture->store, &problem, &error);
  g_assert_no_error (error);
  ids = ids_of (records);
  g_assert_cmpstr (ids, ==, damage->ids);
  for (guint i = 0; i < records->len; i++)
    {
      const BksNasRecord *record = g_ptr_array_index (records, i);

      g_assert_null (strstr (record->address, "evil"));
    }

  /* It is told, and what was there is kept byte for byte. */
  g_assert_nonnull (problem);
  g_assert_nonnull (strstr (bks_problem_get_message (problem), damage->raw));
  g_assert_nonnull (strstr (bks_problem_get_message (problem), aside));
  bytes = read_bytes (aside, &size);
  g_assert_cmpmem (bytes, size, damage->text, length);
  g_assert_cmpuint (mode_of (aside), ==, 0600);
  g_free (bytes);
  bytes = read_bytes (taken, &size);
  g_assert_cmpmem (bytes, size, "an older one", 12);

  /* The list is whole again. */
  assert_ids (fixture->store, damage->ids);
  g_assert_cmpuint (mode_of (fixture->path), ==, 0600);
}

/* A change finds the damage first: it is made, and the next load tells. */
static void
test_damage_before_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BksNasRecord) record = make_record ("c");
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *ids = NULL;

  write_bytes (fixture->path, HEAD NAS_A "garbage\n", -1);
  put (fixture->store, record, BKS_NAS_FIELDS_ALL);
  records = load (fixture->store, &problem, NULL);
  ids = ids_of (records);
  g_assert_cmpstr (ids, ==, "a c");
  g_assert_nonnull (problem);
  assert_ids (fixture->store, "a c");
}

static void
test_damage_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *inner = g_build_filename (fixture->path, "file", NULL);
  g_autofree char *aside = g_strconcat (fixture->path, ".damaged-1", NULL);
  g_autoptr (BksNasRecord) record = make_record ("a");

  write_bytes (inner, "precious", -1);
  put (fixture->store, record, BKS_NAS_FIELDS_ALL);
  g_assert_true (g_file_test (aside, G_FILE_TEST_IS_DIR));
  g_clear_pointer (&inner, g_free);
  inner = g_build_filename (aside, "file", NULL);
  g_assert_true (g_file_test (inner, G_FILE_TEST_IS_REGULAR));
}

static void
test_damage_huge (Fixture *fixture, gconstpointer data)
{
  g_autofree char *aside = g_strconcat (fixture->path, ".damaged-1", NULL);
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (GPtrArray) records = NULL;
  GStatBuf info;

  write_bytes (fixture->path, "", 0);
  g_assert_cmpint (truncate (fixture->path, G_GINT64_CONSTANT (6000000000)), ==, 0);
  records = load (fixture->store, &problem, NULL);
  g_assert_cmpuint (records->len, ==, 0);
  g_assert_nonnull (problem);
  g_assert_cmpint (g_stat (aside, &info), ==, 0);
  g_assert_cmpint (info.st_size, ==, G_GINT64_CONSTANT (6000000000));
}

/* A file that may not be read is no empty list, and is not written over. */
static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BksNasRecord) record = make_record ("a");
  g_autoptr (GError) error = NULL;
  GPtrArray *records;

  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  g_assert_cmpint (symlink ("nas.ini", fixture->path), ==, 0);
  records = load (fixture->store, NULL, &error);
  g_assert_null (records);
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
  g_clear_error (&error);
  g_assert_false (try_put (fixture->store, record, BKS_NAS_FIELDS_ALL, &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_SYMLINK));
}

static void
test_unwritable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *root = g_path_get_dirname (fixture->folder);
  g_autoptr (BksNasRecord) record = make_record ("a");
  g_autoptr (GError) error = NULL;

  write_bytes (fixture->folder, "a file where the folder should be", -1);
  g_assert_false (try_put (fixture->store, record, BKS_NAS_FIELDS_ALL, &error));
  g_assert_error (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_PRECONDITION);
}

static char *
make_text (gsize *length)
{
  g_autoptr (BksNasText) text = bks_nas_text_parse ("", 0);

  for (const char *id = "abc"; *id != '\0'; id++)
    {
      const char name[] = { *id, '\0' };

      g_ptr_array_add (text->records, make_full_record (name));
    }
  return bks_nas_text_print (text, length);
}

/* Wherever a file is cut off: what is read of a NAS is all of it, its pin and its latch too. */
static void
test_cut_off_anywhere (void)
{
  gsize length;
  g_autofree char *data = make_text (&length);
  g_autoptr (BksNasText) whole = bks_nas_text_parse (data, length);

  g_assert_false (whole->damaged);
  g_assert_cmpuint (whole->records->len, ==, 3);
  for (gsize cut = 0; cut < length; cut++)
    {
      g_autoptr (BksNasText) text = bks_nas_text_parse (data, cut);

      for (guint i = 0; i < text->records->len; i++)
        {
          const BksNasRecord *record = g_ptr_array_index (text->records, i);

          assert_same (record, bks_nas_list_find (whole->records, record->id));
        }
      g_assert_cmpuint (text->records->len + text->lost, <=, 3);
      if (text->records->len < 3)
        g_assert_true (text->damaged);
    }
}

/* Whatever the bytes: no crash, no warning, and what is printed afterwards is whole. */
static void
test_noise (void)
{
  gsize length;
  g_autofree char *data = make_text (&length);
  int rounds = g_test_slow () ? 200000 : 5000;

  for (int i = 0; i < rounds; i++)
    {
      g_autofree char *noisy = g_memdup2 (data, length);
      g_autoptr (BksNasText) text = NULL;
      g_autoptr (BksNasText) again = NULL;
      g_autofree char *printed = NULL;
      gsize size;

      for (int j = g_test_rand_int_range (1, 12); j > 0; j--)
        noisy[g_test_rand_int_range (0, length)] =
            "[]=\n\\;# \0\xff\r7"[g_test_rand_int_range (0, 12)];
      text = bks_nas_text_parse (noisy, length);
      printed = bks_nas_text_print (text, &size);
      again = bks_nas_text_parse (printed, size);
      g_assert_cmpuint (again->records->len, ==, text->records->len);
      g_assert_cmpuint (again->lost, ==, 0);
      for (guint j = 0; j < again->records->len; j++)
        assert_same (g_ptr_array_index (again->records, j), g_ptr_array_index (text->records, j));
    }
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = NULL;
  int n_waiting = 0;

  /* All at once, none waits for another's answer. */
  for (int i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("nas-%d", i);
      g_autoptr (BksNasRecord) record = make_full_record (id);

      bks_nas_list_store_put_async (fixture->store, record, BKS_NAS_FIELDS_ALL, NULL, NULL, NULL);
      n_waiting++;
    }
  records = load_whole (fixture->store);
  g_assert_cmpuint (records->len, ==, (guint) n_waiting);
  for (int i = 0; i < n_waiting; i++)
    {
      g_autofree char *id = g_strdup_printf ("nas-%d", i);

      g_assert_cmpstr (((BksNasRecord *) g_ptr_array_index (records, i))->id, ==, id);
    }
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  bks_nas_list_store_load_async (fixture->store, cancellable, keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (bks_nas_list_store_load_finish (fixture->store, wait_for (&result), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
count_cb (BksNasListStore *store, gpointer user_data)
{
  (*(guint *) user_data)++;
}

static gboolean
time_up_cb (gpointer user_data)
{
  g_error ("waited in vain");
  return G_SOURCE_REMOVE;
}

static void
wait_for_count (guint *count, guint wanted)
{
  guint limit = g_timeout_add_seconds (20, time_up_cb, NULL);

  while (*count < wanted)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

static void
test_changed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BksNasListStore) other = BKS_NAS_LIST_STORE (bks_nas_file_new (fixture->path));
  g_autoptr (BksNasRecord) record = make_record ("a");
  g_autoptr (BksNasRecord) second = make_record ("b");
  guint here = 0;
  guint there = 0;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (count_cb), &here);
  g_signal_connect (other, "changed", G_CALLBACK (count_cb), &there);
  bks_nas_file_watch (BKS_NAS_FILE (fixture->store));
  assert_ids (fixture->store, "");
  assert_ids (other, "");

  /* The first ever, in a folder that was not there. */
  put (other, record, BKS_NAS_FIELDS_ALL);
  wait_for_count (&here, 1);
  assert_ids (fixture->store, "a");

  /* Our own changes are none; a later one of theirs proves that nothing more was on its way. */
  put (fixture->store, record, BKS_NAS_FIELD_NAME);
  put (fixture->store, second, BKS_NAS_FIELDS_ALL);
  g_assert_cmpuint (here, ==, 1);
  forget (other, "a");
  wait_for_count (&here, 2);
  assert_ids (fixture->store, "b");
  g_assert_cmpuint (here, ==, 2);

  /* Somebody who does not watch, and changes on top of a change, hears of it too. */
  g_assert_cmpuint (there, ==, 1);
  put (fixture->store, record, BKS_NAS_FIELDS_ALL);
  forget (other, "b");
  wait_for_count (&there, 2);
  assert_ids (other, "a");
}

/* What a child process does: adds its own NAS one by one, and meanwhile sets one field of a NAS
 * that both know. */
static int
run_writer (const char *path, const char *prefix, int n)
{
  g_autoptr (BksNasListStore) store = BKS_NAS_LIST_STORE (bks_nas_file_new (path));

  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%d", prefix, i);
      g_autoptr (BksNasRecord) record = make_record (id);
      g_autoptr (BksNasRecord) shared = make_record ("shared");

      put (store, record, BKS_NAS_FIELDS_ALL);
      if (strcmp (prefix, "x") == 0)
        {
          g_free (shared->name);
          shared->name = g_strdup (id);
          put (store, shared, BKS_NAS_FIELD_NAME);
        }
      else
        {
          shared->account = g_strdup (id);
          put (store, shared, BKS_NAS_FIELD_ACCOUNT);
        }
      /* The parent counts these. */
      g_print ("%s\n", id);
    }
  return 0;
}

static GSubprocess *
start_writer (const char *path, const char *prefix, const char *n)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--writer", path,
                              prefix, n, NULL);
  g_assert_no_error (error);
  return process;
}

static void
test_two_processes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BksNasRecord) shared = make_record ("shared");
  g_autoptr (GSubprocess) x = NULL;
  g_autoptr (GSubprocess) y = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  const BksNasRecord *after;

  put (fixture->store, shared, BKS_NAS_FIELDS_ALL);
  x = start_writer (fixture->path, "x", "50");
  y = start_writer (fixture->path, "y", "50");
  g_subprocess_wait_check (x, NULL, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (y, NULL, &error);
  g_assert_no_error (error);

  records = load_whole (fixture->store);
  g_assert_cmpuint (records->len, ==, 101);
  after = bks_nas_list_find (records, "shared");
  g_assert_cmpstr (after->name, ==, "x-49");
  g_assert_cmpstr (after->account, ==, "y-49");
  for (int i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("%c-%d", i % 2 ? 'x' : 'y', i / 2);

      g_assert_nonnull (bks_nas_list_find (records, id));
    }
}

/* A writer that is killed at any moment leaves a whole file, nothing that it said is done undone,
 * and no lock behind. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  for (int round = 0; round < 15; round++)
    {
      g_autoptr (BksNasRecord) shared = make_record ("shared");
      g_autoptr (GSubprocess) writer = NULL;
      g_autoptr (GDataInputStream) lines = NULL;
      g_autoptr (GPtrArray) records = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *last = NULL;

      put (fixture->store, shared, BKS_NAS_FIELDS_ALL);
      writer = start_writer (fixture->path, "x", "1000");
      lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (writer));
      for (int i = 0; i <= round; i++)
        {
          g_free (last);
          last = g_data_input_stream_read_line (lines, NULL, NULL, NULL);
          g_assert_nonnull (last);
        }
      g_subprocess_send_signal (writer, SIGKILL);
      g_subprocess_wait (writer, NULL, &error);
      g_assert_no_error (error);

      records = load_whole (fixture->store);
      g_assert_nonnull (bks_nas_list_find (records, last));
      for (int i = 0; i < 1000; i++)
        {
          g_autofree char *id = g_strdup_printf ("x-%d", i);

          if (bks_nas_list_find (records, id) == NULL)
            break;
          forget (fixture->store, id);
        }
      assert_ids (fixture->store, "shared");
    }
}

int
main (int argc, char *argv[])
{
  program = argv[0];
  if (argc == 5 && strcmp (argv[1], "--writer") == 0)
    return run_writer (argv[2], argv[3], atoi (argv[4]));

  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                        \
  g_test_add ("/store/nas-file/" path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("absent", test_absent);
  ADD ("round-trip", test_round_trip);
  ADD ("modes", test_modes);
  ADD ("fields", test_fields);
  ADD ("order", test_order);
  ADD ("younger-version", test_younger_version);
  ADD ("no-secret", test_no_secret);
  ADD ("refused", test_refused);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/nas-file/damage/%s", damages[i].name);

      g_test_add (path, Fixture, &damages[i], fixture_set_up, test_damage, fixture_tear_down);
    }
  ADD ("damage/before-a-change", test_damage_before_change);
  ADD ("damage/folder", test_damage_folder);
  ADD ("damage/huge", test_damage_huge);
  ADD ("unreadable", test_unreadable);
  ADD ("unwritable", test_unwritable);
  g_test_add_func ("/store/nas-file/cut-off-anywhere", test_cut_off_anywhere);
  g_test_add_func ("/store/nas-file/noise", test_noise);
  ADD ("many", test_many);
  ADD ("cancelled", test_cancelled);
  ADD ("changed", test_changed);
  ADD ("two-processes", test_two_processes);
  ADD ("killed", test_killed);
  return g_test_run ();
}
