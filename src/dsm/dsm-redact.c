/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-redact-private.h"

#include <string.h>

#define MASK "***"

/* Whole names, in lower case. */
static const char *const names[] = {
  "passwd",    "password",   "pwd",    "sid",         "_sid",          "did",
  "device_id", "otp_code",   "otp",    "sessid",      "ik_message",    "kk_message",
  "cookie",    "set-cookie", "secret", "x-syno-hash", "authorization", "proxy-authorization",
};

/* Ends of names: synotoken, X-SYNO-TOKEN, access_key, sessKey, new_password, client_secret … */
static const char *const endings[] = { "token", "key", "keys", "passwd", "password", "secret" };

/* These headers hold more than one word. */
static const char *const whole_lines[] = { "cookie", "set-cookie", "authorization",
                                           "proxy-authorization" };

static gboolean
is_one_of (const char *name, const char *const *list, guint n)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (name, list[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_secret (const char *name)
{
  if (is_one_of (name, names, G_N_ELEMENTS (names)))
    return TRUE;
  /* enable_syno_token=yes */
  if (g_str_has_prefix (name, "enable_"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_name_character (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-';
}

/* A character, plain or percent-encoded once or more often (%3D, %253D).
 * Returns: its length, 0 at the end of the text */
static gsize
read_character (const char *text, char *out)
{
  gsize i = 1;

  *out = *text;
  if (*text == '\0')
    return 0;
  if (*text != '%')
    return 1;
  while (text[i] == '2' && text[i + 1] == '5')
    i += 2;
  if (!g_ascii_isxdigit (text[i]) || !g_ascii_isxdigit (text[i + 1]))
    return 1;
  *out = (char) (g_ascii_xdigit_value (text[i]) * 16 + g_ascii_xdigit_value (text[i + 1]));
  return i + 2;
}

/* What stands between a name and its value. */
typedef struct
{
  gsize length;     /* 0 = no value follows */
  char quote;       /* that opens the value; 0 = none */
  gboolean encoded; /* percent-encoded, so what ends the value is too */
  gboolean nested;  /* with backslashes: JSON within JSON */
  gboolean form;    /* NAME=VALUE: the value ends at a plain character and at nothing else */
} Gap;

static Gap
read_gap (const char *text)
{
  Gap gap = { 0 };
  gboolean separated = FALSE;
  gsize i = 0;
  gsize step;
  char c;

  while ((step = read_character (text + i, &c)) > 0)
    {
      if ((c == '=' || c == ':') && !separated)
        {
          separated = TRUE;
          gap.form = c == '=' && step == 1;
          if (gap.form)
            {
              gap.length = i + step;
              return gap;
            }
        }
      else if (c == '"' || c == '\'')
        {
          if (separated)
            {
              gap.quote = c;
              gap.encoded |= step > 1;
              i += step;
              break;
            }
        }
      else if (c == '\\')
        gap.nested = TRUE;
      else if (c != ' ' && c != '\t')
        break;
      gap.encoded |= step > 1;
      i += step;
    }
  gap.length = separated ? i : 0;
  return gap;
}

/* Of a value within quotes. An escaped quote does not end it; but what is JSON within JSON has all
 * its quotes escaped, and there the first one ends it. */
static gsize
quoted_length (const char *value, char quote, gboolean nested)
{
  gsize i = 0;
  gsize step;
  char c;

  while ((step = read_character (value + i, &c)) > 0 && c != quote)
    {
      if (c == '\\')
        {
          gsize next;
          char escaped;

          next = read_character (value + i + step, &escaped);
          if (nested && escaped == quote)
            break;
          step += next;
        }
      i += step;
    }
  return i;
}

/* Of an object or a list: to the bracket that closes it. */
static gsize
bracketed_length (const char *value)
{
  gsize i = 0;
  gsize step;
  guint depth = 0;
  char c;

  while ((step = read_character (value + i, &c)) > 0)
    {
      i += step;
      if (c == '{' || c == '[')
        depth++;
      else if ((c == '}' || c == ']') && --depth == 0)
        break;
    }
  return i;
}

/* In a form every special character of a value is encoded, so only plain ones end it. */
static gsize
bare_length (const char *value, gboolean encoded)
{
  const char *ends = "& \t\r\n;,}])\"'";
  gsize i = 0;
  gsize step;
  char c;

  while ((step = read_character (value + i, &c)) > 0)
    {
      if ((step == 1 || encoded) && strchr (ends, c) != NULL)
        break;
      i += step;
    }
  return i;
}

static gsize
value_length (const char *value, const char *name, const Gap *gap)
{
  char first;

  if (is_one_of (name, whole_lines, G_N_ELEMENTS (whole_lines)) && gap->quote == '\0')
    return strcspn (value, "\r\n");
  if (gap->quote != '\0')
    return quoted_length (value, gap->quote, gap->nested);
  read_character (value, &first);
  if (!gap->form && (first == '{' || first == '['))
    return bracketed_length (value);
  return bare_length (value, gap->encoded && !gap->form);
}

/*
 * dsm_redact:
 * @text: anything that is about to be written down: a form, a query, JSON, headers, a URL, each of
 *   them percent-encoded or not
 *
 * Puts *** in the place of every value that has a secret's name in front of it. Every line of the
 * debug log goes through here.
 *
 * Returns: (transfer full): what may be shown
 */
char *
dsm_redact (const char *text)
{
  GString *result;
  gsize i = 0;

  g_return_val_if_fail (text != NULL, NULL);

  result = g_string_sized_new (strlen (text));
  while (text[i] != '\0')
    {
      g_autofree char *name = NULL;
      gsize start = i;
      Gap gap;
      char c;

      if (!is_name_character (text[i]))
        {
          gsize step = read_character (text + i, &c);

          g_string_append_len (result, text + i, step);
          i += step;
          continue;
        }

      while (is_name_character (text[i]))
        i++;
      g_string_append_len (result, text + start, i - start);
      name = g_ascii_strdown (text + start, i - start);
      if (!is_secret (name))
        continue;
      gap = read_gap (text + i);
      if (gap.length == 0)
        continue;
      g_string_append_len (result, text + i, gap.length);
      i += gap.length;
      g_string_append (result, MASK);
      i += value_length (text + i, name, &gap);
    }
  return g_string_free (result, FALSE);
}
