/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-scan-private.h"

#include "dsm-error-private.h"

#include <math.h>
#include <string.h>

#define ELLIPSIS "\xe2\x80\xa6"

/* The parser behind this overflows the stack on deep nesting, makes -1 of integers beyond 2^63 and
 * infinity of 1e999, ends a string at \u0000, and takes as much memory as a reply wants. All that is
 * settled here, on the text. */

typedef struct
{
  guint depth;
  guint n_objects;
  guint n_values;
} Count;

static void
fail (GError **error, const char *text)
{
  g_set_error_literal (error, DSM_ERROR, DSM_ERROR_PROTOCOL, text);
}

static gboolean
is_surrogate (const char *hex, gboolean high)
{
  /* D800-DBFF, DC00-DFFF */
  if (g_ascii_tolower (hex[0]) != 'd')
    return FALSE;
  return high ? strchr ("89abAB", hex[1]) != NULL : strchr ("cdefCDEF", hex[1]) != NULL;
}

static gboolean
is_escape (const char *text)
{
  if (text[0] != '\\' || text[1] != 'u')
    return FALSE;
  for (int i = 2; i < 6; i++)
    if (!g_ascii_isxdigit (text[i]))
      return FALSE;
  return TRUE;
}

/* At a backslash within a string. Returns: how far to go on */
static gsize
settle_escape (char *text)
{
  if (!is_escape (text))
    {
      /* The parser takes what there is for half a surrogate. */
      if (text[1] == 'u')
        *text = '?';
      return text[1] != '\0' ? 2 : 1;
    }

  if (is_surrogate (text + 2, TRUE) && is_escape (text + 6) && is_surrogate (text + 8, FALSE))
    return 12;
  if (memcmp (text + 2, "0000", 4) == 0 || is_surrogate (text + 2, TRUE)
      || is_surrogate (text + 2, FALSE))
    memcpy (text + 2, "fffd", 4);
  return 6;
}

static gboolean
is_bearable (const char *number, gsize length)
{
  g_autofree char *copy = g_strndup (number, length);
  const char *digits = *copy == '-' ? copy + 1 : copy;

  if (strpbrk (copy, ".eE") != NULL)
    return isfinite (g_ascii_strtod (copy, NULL));
  while (*digits == '0')
    digits++;
  if (strlen (digits) > 16)
    return FALSE;
  return g_ascii_strtoull (digits, NULL, 10) <= DSM_SCAN_MAX_INTEGER;
}

/* At the first character of a number. Returns: how far to go on */
static gsize
settle_number (char *text)
{
  gsize length = strspn (text, "+-.0123456789eE");

  /* A short number is none of these, and "null" would not fit. */
  if (length >= 4 && !is_bearable (text, length))
    {
      memset (text, ' ', length);
      memcpy (text, "null", 4);
    }
  return length;
}

/* Blanks between a string and what follows it mean nothing, so a string can end early without moving
 * the rest of the text. */
static void
shorten (char *text, gsize cut, gsize end)
{
  memcpy (text + cut, ELLIPSIS "\"", strlen (ELLIPSIS "\""));
  cut += strlen (ELLIPSIS "\"");
  memset (text + cut, ' ', end - cut);
}

static gsize
settle_string (char *text)
{
  gsize i = 1;
  gsize cut = 0; /* where a long one is to end: never within a character or an escape */

  while (text[i] != '\0' && text[i] != '"')
    {
      if (i <= DSM_SCAN_MAX_TEXT && (text[i] & 0xc0) != 0x80)
        cut = i;
      if (text[i] == '\\')
        i += settle_escape (text + i);
      else
        i++;
    }
  if (text[i] != '"')
    return i;
  i++;
  if (i > DSM_SCAN_MAX_TEXT + 64)
    shorten (text, cut, i);
  return i;
}

/* Whatever stands here, a parser must not be asked to take it for a word: NaN, Infinity, a
 * comment. Returns: how far to go on, 0 = this is no JSON */
static gsize
settle_word (const char *text)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (text, words[i]))
      return strlen (words[i]);
  return 0;
}

/* Returns: whether one more object or list is bearable */
static gboolean
count_object (Count *count, GError **error)
{
  if (++count->depth > DSM_SCAN_MAX_NESTING)
    {
      fail (error, "The reply is nested too deeply");
      return FALSE;
    }
  if (++count->n_objects > DSM_SCAN_MAX_OBJECTS)
    {
      fail (error, "The reply lists too much");
      return FALSE;
    }
  return TRUE;
}

static gboolean
settle (char *text, GError **error)
{
  Count count = { 0 };

  for (gsize i = 0; text[i] != '\0';)
    {
      gsize step = 1;

      switch (text[i])
        {
        case '"':
          step = settle_string (text + i);
          count.n_values++;
          break;
        case '[':
        case '{':
          if (!count_object (&count, error))
            return FALSE;
          break;
        case ']':
        case '}':
          count.depth -= MIN (count.depth, 1);
          break;
        case ',':
        case ':':
        case ' ':
        case '\t':
        case '\r':
        case '\n':
          break;
        default:
          step = text[i] == '-' || g_ascii_isdigit (text[i]) ? settle_number (text + i)
                                                             : settle_word (text + i);
          count.n_values++;
          break;
        }
      if (step == 0)
        {
          fail (error, "The reply is not JSON");
          return FALSE;
        }
      if (count.n_values > DSM_SCAN_MAX_VALUES)
        {
          fail (error, "The reply lists too much");
          return FALSE;
        }
      i += step;
    }
  return TRUE;
}

/*
 * dsm_scan_text:
 * @body: as it came
 * @length: (out): of the text
 * @error: %DSM_ERROR_PROTOCOL
 *
 * Makes of a body what a JSON parser can be given without harm: limits size, nesting, and how much is
 * listed, repairs UTF-8, shortens long texts, and puts `null` in place of numbers that do not fit.
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
dsm_scan_text (GBytes *body, gsize *length, GError **error)
{
  g_autofree char *text = NULL;
  const char *data;
  gsize size;

  data = g_bytes_get_data (body, &size);
  if (size > DSM_SCAN_MAX_SIZE)
    {
      fail (error, "The reply is too large");
      return NULL;
    }
  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      size -= 3;
    }
  if (size == 0)
    {
      fail (error, "The reply is empty");
      return NULL;
    }

  text = g_utf8_make_valid (data, (gssize) size);
  if (!settle (text, error))
    return NULL;
  *length = strlen (text);
  return g_steal_pointer (&text);
}
