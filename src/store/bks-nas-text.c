/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-store"

#include "bks-nas-text.h"

#include <string.h>

#define VERSION         1
#define GROUP_HEADER    "Backstay"
#define GROUP_NAS       "NAS " /* followed by the ID */
#define KEY_VERSION     "version"
#define KEY_ORDER       "order"
#define KEY_LATCH_KIND  "latch-kind"
#define KEY_LATCH_CODE  "latch-code"
#define KEY_LATCH_CAUSE "latch-sentence"
#define KEY_LATCH_STEP  "latch-next-step"
#define KEY_LATCH_AT    "latch-at"
#define KEY_NAME        "name"
#define KEY_ACCOUNT     "account"
#define KEY_PIN         "pin"
#define KEY_PLAIN_HTTP  "allow-plain-http"
#define KEY_DEVICE_NAME "device-name"
#define KEY_KEEPS       "keeps-password"
#define KEY_ADDRESS     "address"

/* In the order of the file. The address comes last: where a file was cut off, a NAS either has its
 * address and thereby its pin and its latch, or it is not read at all. */
static const char *const known_keys[] = {
  KEY_LATCH_KIND, KEY_LATCH_CODE, KEY_LATCH_CAUSE, KEY_LATCH_STEP, KEY_LATCH_AT, KEY_NAME,
  KEY_ACCOUNT,    KEY_PLAIN_HTTP, KEY_DEVICE_NAME, KEY_KEEPS,      KEY_PIN,      KEY_ADDRESS,
};

/* What stands in the file for a kind is the word that the command line uses too. */
static char *
kind_to_word (BksProblemKind kind)
{
  g_autoptr (BksProblem) problem = bks_problem_new (kind, "", NULL);

  return g_strdup (bks_problem_get_nick (problem));
}

static BksProblemKind
kind_from_word (const char *word)
{
  for (int kind = BKS_PROBLEM_REFUSED; kind <= BKS_PROBLEM_ADDRESS; kind++)
    {
      g_autofree char *candidate = kind_to_word (kind);

      if (g_strcmp0 (candidate, word) == 0)
        return kind;
    }
  /* A word of a younger version, or none: it is a latch all the same. */
  return BKS_PROBLEM_AUTH_REJECTED;
}

static gboolean
is_group_line (const char *line, gsize length)
{
  return length > 2 && line[0] == '[' && line[length - 1] == ']'
         && memchr (line + 1, '[', length - 2) == NULL
         && memchr (line + 1, ']', length - 2) == NULL;
}

/* Of "name = value" the length of "name"; 0 = the line is none of that kind. */
static gsize
key_length (const char *line, gsize length)
{
  gsize key = 0;
  gsize i;

  while (key < length && (g_ascii_isalnum (line[key]) || strchr ("-_.", line[key]) != NULL))
    key++;
  for (i = key; i < length && line[i] == ' '; i++)
    ;
  return i < length && line[i] == '=' ? key : 0;
}

static gboolean
is_readable (const char *line, gsize length)
{
  if (!g_utf8_validate_len (line, length, NULL))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_iscntrl (line[i]) && line[i] != '\t')
        return FALSE;
      /* GKeyFile 2.74 stumbles over a second mistake after this one. */
      if (line[i] == '\\' && ++i == length)
        return FALSE;
    }
  return TRUE;
}

/* GKeyFile refuses a whole text for one bad line. This keeps the good ones. */
static GString *
keep_good_lines (const char *data, gsize length, gboolean *damaged)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GString *good = g_string_sized_new (length);
  const char *end = data + length;
  gboolean in_group = FALSE;

  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    data += 3; /* a byte order mark: an editor's doing, no harm */

  while (data < end)
    {
      const char *line = data;
      const char *newline = memchr (line, '\n', end - line);
      gsize size = (newline != NULL ? newline : end) - line;
      gboolean keep;

      data = newline != NULL ? newline + 1 : end;
      if (size > 0 && line[size - 1] == '\r')
        size--;
      /* A blank at the end belongs to a value. */
      while (size > 0 && line[size - 1] == ' ' && (line[0] == '[' || line[0] == ' '))
        size--;
      if (size == 0)
        continue;

      keep = newline != NULL && is_readable (line, size);
      if (line[0] == '[')
        {
          g_autofree char *name = NULL;

          /* Two groups of one name would be mixed: one NAS's address with another's pin. */
          keep = keep && is_group_line (line, size);
          name = keep ? g_strndup (line, size) : NULL;
          in_group = keep && g_hash_table_add (groups, g_steal_pointer (&name));
          keep = in_group;
          g_hash_table_remove_all (keys);
        }
      else if (line[0] != '#')
        {
          gsize key = key_length (line, size);

          /* Of two values the first holds: the second would be what somebody smuggled in. */
          keep = keep && in_group && key > 0 && g_hash_table_add (keys, g_strndup (line, key));
        }

      if (keep)
        {
          g_string_append_len (good, line, size);
          g_string_append_c (good, '\n');
        }
      else
        *damaged = TRUE;
    }
  return good;
}

static char *
read_text (BksNasText *self, const char *group, const char *key)
{
  g_autoptr (GError) error = NULL;
  char *value = g_key_file_get_string (self->keys, group, key, &error);

  if (g_error_matches (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE)
      || g_error_matches (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_UNKNOWN_ENCODING))
    self->damaged = TRUE;
  return value;
}

static gboolean
read_boolean (BksNasText *self, const char *group, const char *key, gboolean fallback)
{
  g_autoptr (GError) error = NULL;
  gboolean value = g_key_file_get_boolean (self->keys, group, key, &error);

  if (error == NULL)
    return value;
  if (!g_error_matches (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND))
    self->damaged = TRUE;
  return fallback;
}

static BksLatch *
read_latch (BksNasText *self, const char *group)
{
  g_autofree char *word = NULL;
  BksLatch *latch;

  /* Whatever is left of a latch holds. */
  if (!g_key_file_has_key (self->keys, group, KEY_LATCH_KIND, NULL)
      && !g_key_file_has_key (self->keys, group, KEY_LATCH_CODE, NULL)
      && !g_key_file_has_key (self->keys, group, KEY_LATCH_AT, NULL))
    return NULL;

  word = read_text (self, group, KEY_LATCH_KIND);
  latch = g_new0 (BksLatch, 1);
  latch->kind = kind_from_word (word);
  latch->code = g_key_file_get_integer (self->keys, group, KEY_LATCH_CODE, NULL);
  latch->sentence = read_text (self, group, KEY_LATCH_CAUSE);
  latch->next_step = read_text (self, group, KEY_LATCH_STEP);
  latch->at = g_key_file_get_int64 (self->keys, group, KEY_LATCH_AT, NULL);
  return latch;
}

static BksNasRecord *
read_record (BksNasText *self, const char *group)
{
  g_autoptr (BksNasRecord) record = g_new0 (BksNasRecord, 1);

  record->id = g_strdup (group + strlen (GROUP_NAS));
  record->address = read_text (self, group, KEY_ADDRESS);
  if (!bks_nas_record_check (record, BKS_NAS_FIELD_ADDRESS, NULL))
    return NULL;

  record->name = read_text (self, group, KEY_NAME);
  if (!bks_nas_record_check (record, BKS_NAS_FIELD_NAME, NULL))
    {
      g_free (record->name);
      record->name = g_strdup (record->address);
      self->damaged = TRUE;
    }
  record->pin = read_text (self, group, KEY_PIN);
  if (!bks_nas_record_check (record, BKS_NAS_FIELD_PIN, NULL))
    {
      /* Without its pin a NAS is asked about again: safe. */
      g_clear_pointer (&record->pin, g_free);
      self->damaged = TRUE;
    }
  record->account = read_text (self, group, KEY_ACCOUNT);
  record->device_name = read_text (self, group, KEY_DEVICE_NAME);
  record->allow_plain_http = read_boolean (self, group, KEY_PLAIN_HTTP, FALSE);
  record->keeps_password = read_boolean (self, group, KEY_KEEPS, TRUE);
  record->latch = read_latch (self, group);
  return g_steal_pointer (&record);
}

/**
 * bks_nas_text_parse:
 * @data: (array length=length): a file's bytes, whatever they are
 * @length: how many
 *
 * Reads all that can be read.
 *
 * Returns: (transfer full): what was found
 */
BksNasText *
bks_nas_text_parse (const char *data, gsize length)
{
  BksNasText *self = g_new0 (BksNasText, 1);
  g_autoptr (GHashTable) lost = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) good = keep_good_lines (data, length, &self->damaged);
  g_auto (GStrv) groups = NULL;
  g_auto (GStrv) order = NULL;
  g_autoptr (GError) error = NULL;

  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) bks_nas_record_free);
  self->keys = g_key_file_new ();
  if (!g_key_file_load_from_data (self->keys, good->str, good->len,
                                  G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, &error)
      && !g_error_matches (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_NOT_FOUND))
    {
      g_debug ("list of NAS: %s", error->message);
      g_key_file_unref (self->keys);
      self->keys = g_key_file_new ();
      self->damaged = TRUE;
    }

  groups = g_key_file_get_groups (self->keys, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      BksNasRecord *record;

      if (!g_str_has_prefix (groups[i], GROUP_NAS))
        continue;
      record = read_record (self, groups[i]);
      if (record != NULL)
        g_ptr_array_add (self->records, record);
      else
        {
          g_hash_table_add (lost, g_strdup (groups[i] + strlen (GROUP_NAS)));
          g_key_file_remove_group (self->keys, groups[i], NULL);
        }
    }

  order = g_key_file_get_string_list (self->keys, GROUP_HEADER, KEY_ORDER, NULL, NULL);
  if (order == NULL)
    self->damaged = TRUE; /* no file was ever written without it */
  else
    {
      bks_nas_list_reorder (self->records, (const char *const *) order);
      for (guint i = 0; order[i] != NULL; i++)
        if (bks_nas_list_find (self->records, order[i]) == NULL)
          g_hash_table_add (lost, g_strdup (order[i]));
    }
  self->lost = g_hash_table_size (lost);
  self->damaged = self->damaged || self->lost > 0;
  return self;
}

static void
print_text (GKeyFile *keys, const char *group, const char *key, const char *value)
{
  if (value != NULL)
    g_key_file_set_string (keys, group, key, value);
}

static void
print_record (GKeyFile *keys, const BksNasRecord *record)
{
  g_autofree char *group = g_strconcat (GROUP_NAS, record->id, NULL);
  const BksLatch *latch = record->latch;

  for (guint i = 0; i < G_N_ELEMENTS (known_keys); i++)
    g_key_file_remove_key (keys, group, known_keys[i], NULL);

  if (latch != NULL)
    {
      g_autofree char *word = kind_to_word (latch->kind);

      g_key_file_set_string (keys, group, KEY_LATCH_KIND, word);
      g_key_file_set_integer (keys, group, KEY_LATCH_CODE, latch->code);
      print_text (keys, group, KEY_LATCH_CAUSE, latch->sentence);
      print_text (keys, group, KEY_LATCH_STEP, latch->next_step);
      g_key_file_set_int64 (keys, group, KEY_LATCH_AT, latch->at);
    }
  print_text (keys, group, KEY_NAME, record->name);
  print_text (keys, group, KEY_ACCOUNT, record->account);
  g_key_file_set_boolean (keys, group, KEY_PLAIN_HTTP, record->allow_plain_http);
  print_text (keys, group, KEY_DEVICE_NAME, record->device_name);
  g_key_file_set_boolean (keys, group, KEY_KEEPS, record->keeps_password);
  print_text (keys, group, KEY_PIN, record->pin);
  g_key_file_set_string (keys, group, KEY_ADDRESS, record->address);
}

/**
 * bks_nas_text_print:
 * @self: the list, with changed records
 * @length_out: (out): length of the text
 *
 * Writes the records over what was read. What this version does not know stays.
 *
 * Returns: (transfer full): the file's new text
 */
char *
bks_nas_text_print (BksNasText *self, gsize *length_out)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_auto (GStrv) groups = NULL;

  if (!g_key_file_has_group (self->keys, GROUP_HEADER))
    {
      g_key_file_set_integer (self->keys, GROUP_HEADER, KEY_VERSION, VERSION);
      g_key_file_set_comment (self->keys, GROUP_HEADER, NULL,
                              " The NAS that Backstay knows. Passwords are in the keyring.", NULL);
    }

  groups = g_key_file_get_groups (self->keys, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], GROUP_NAS)
        && bks_nas_list_find (self->records, groups[i] + strlen (GROUP_NAS)) == NULL)
      g_key_file_remove_group (self->keys, groups[i], NULL);

  for (guint i = 0; i < self->records->len; i++)
    {
      const BksNasRecord *record = g_ptr_array_index (self->records, i);

      print_record (self->keys, record);
      g_ptr_array_add (order, record->id);
    }
  g_key_file_set_string_list (self->keys, GROUP_HEADER, KEY_ORDER,
                              (const char *const *) order->pdata, order->len);
  return g_key_file_to_data (self->keys, length_out, NULL);
}

/**
 * bks_nas_text_free:
 * @self: (nullable) (transfer full): a list
 */
void
bks_nas_text_free (BksNasText *self)
{
  if (self == NULL)
    return;
  g_key_file_unref (self->keys);
  g_ptr_array_unref (self->records);
  g_free (self);
}
