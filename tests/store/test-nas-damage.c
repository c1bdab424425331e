/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bks-nas-text.h"
#include "nas-fixture.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

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
test_damage (NasFixture *fixture, gconstpointer data)
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

  nas_write_bytes (fixture->path, damage->text, length);
  nas_write_bytes (taken, "an older one", -1);
  records = nas_load (fixture->store, &problem, &error);
  g_assert_no_error (error);
  ids = nas_ids_of (records);
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
  bytes = nas_read_bytes (aside, &size);
  g_assert_cmpmem (bytes, size, damage->text, length);
  g_assert_cmpuint (nas_mode_of (aside), ==, 0600);
  g_free (bytes);
  bytes = nas_read_bytes (taken, &size);
  g_assert_cmpmem (bytes, size, "an older one", 12);

  /* The list is whole again. */
  nas_assert_ids (fixture->store, damage->ids);
  g_assert_cmpuint (nas_mode_of (fixture->path), ==, 0600);
}

/* A change finds the damage first: it is made, and the next load tells. */
static void
test_damage_before_change (NasFixture *fixture, gconstpointer data)
{
  g_autoptr (BksNasRecord) record = nas_make_record ("c");
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *ids = NULL;

  nas_write_bytes (fixture->path, HEAD NAS_A "garbage\n", -1);
  nas_put (fixture->store, record, BKS_NAS_FIELDS_ALL);
  records = nas_load (fixture->store, &problem, NULL);
  ids = nas_ids_of (records);
  g_assert_cmpstr (ids, ==, "a c");
  g_assert_nonnull (problem);
  nas_assert_ids (fixture->store, "a c");
}

static void
test_damage_folder (NasFixture *fixture, gconstpointer data)
{
  g_autofree char *inner = g_build_filename (fixture->path, "file", NULL);
  g_autofree char *aside = g_strconcat (fixture->path, ".damaged-1", NULL);
  g_autoptr (BksNasRecord) record = nas_make_record ("a");

  nas_write_bytes (inner, "precious", -1);
  nas_put (fixture->store, record, BKS_NAS_FIELDS_ALL);
  g_assert_true (g_file_test (aside, G_FILE_TEST_IS_DIR));
  g_clear_pointer (&inner, g_free);
  inner = g_build_filename (aside, "file", NULL);
  g_assert_true (g_file_test (inner, G_FILE_TEST_IS_REGULAR));
}

static void
test_damage_huge (NasFixture *fixture, gconstpointer data)
{
  g_autofree char *aside = g_strconcat (fixture->path, ".damaged-1", NULL);
  g_autoptr (BksProblem) problem = NULL;
  g_autoptr (GPtrArray) records = NULL;
  GStatBuf info;

  nas_write_bytes (fixture->path, "", 0);
  g_assert_cmpint (truncate (fixture->path, G_GINT64_CONSTANT (6000000000)), ==, 0);
  records = nas_load (fixture->store, &problem, NULL);
  g_assert_cmpuint (records->len, ==, 0);
  g_assert_nonnull (problem);
  g_assert_cmpint (g_stat (aside, &info), ==, 0);
  g_assert_cmpint (info.st_size, ==, G_GINT64_CONSTANT (6000000000));
}

static char *
make_text (gsize *length)
{
  g_autoptr (BksNasText) text = bks_nas_text_parse ("", 0);

  for (const char *id = "abc"; *id != '\0'; id++)
    {
      const char name[] = { *id, '\0' };

      g_ptr_array_add (text->records, nas_make_full_record (name));
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

          nas_assert_same (record, bks_nas_list_find (whole->records, record->id));
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
        nas_assert_same (g_ptr_array_index (again->records, j),
                         g_ptr_array_index (text->records, j));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                        \
  g_test_add ("/store/nas-damage/" path, NasFixture, NULL, nas_fixture_set_up, function,           \
              nas_fixture_tear_down)
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/nas-damage/%s", damages[i].name);

      g_test_add (path, NasFixture, &damages[i], nas_fixture_set_up, test_damage,
                  nas_fixture_tear_down);
    }
  ADD ("before-a-change", test_damage_before_change);
  ADD ("folder", test_damage_folder);
  ADD ("huge", test_damage_huge);
  g_test_add_func ("/store/nas-damage/cut-off-anywhere", test_cut_off_anywhere);
  g_test_add_func ("/store/nas-damage/noise", test_noise);
  return g_test_run ();
}
