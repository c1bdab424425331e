/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-log-date.h"

#include <string.h>

#define N_PARTS 3
#define CENTURY 2000

typedef enum
{
  PART_DAY,
  PART_MONTH,
  PART_YEAR,
} Part;

typedef struct
{
  int year, month, day;
  int hour, minute, second;
  gboolean has_time;
  gboolean has_second;
} Moment;

static void
skip_spaces (const char **text)
{
  while (g_ascii_isspace (**text))
    (*text)++;
}

static gboolean
read_number (const char **text, int most_digits, int *out, int *n_digits_out)
{
  int n = 0;

  *out = 0;
  while (n < most_digits && g_ascii_isdigit (**text))
    {
      *out = *out * 10 + (**text - '0');
      (*text)++;
      n++;
    }
  if (n_digits_out != NULL)
    *n_digits_out = n;
  return n > 0 && !g_ascii_isdigit (**text);
}

/* A month by its name in the language of the locale, whole or short: "May", "Sept." */
static gboolean
read_month_name (const char **text, int *out)
{
  const char *end = *text;
  g_autofree char *word = NULL;

  while (*end != '\0' && g_unichar_isalpha (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  if (end == *text)
    return FALSE;
  {
    g_autofree char *plain = g_strndup (*text, (gsize) (end - *text));

    word = g_utf8_casefold (plain, -1);
  }
  /* "M" may be March or May. */
  if (g_utf8_strlen (word, -1) < 3)
    return FALSE;

  for (int month = 1; month <= 12; month++)
    {
      g_autoptr (GDateTime) date = g_date_time_new_utc (CENTURY, month, 1, 0, 0, 0);
      g_autofree char *name = g_date_time_format (date, "%B");
      g_autofree char *folded = g_utf8_casefold (name, -1);

      if (g_str_has_prefix (folded, word))
        {
          *out = month;
          *text = end;
          return TRUE;
        }
    }
  return FALSE;
}

/* In which order the locale writes day, month and year. */
static void
read_order (const char *format, Part order[N_PARTS])
{
  int n = 0;

  for (const char *c = format; *c != '\0' && n < N_PARTS; c++)
    {
      if (*c != '%' || c[1] == '\0')
        continue;
      c++;
      while (strchr ("-_0^#EO", *c) != NULL && c[1] != '\0')
        c++;
      if (*c == 'd' || *c == 'e')
        order[n++] = PART_DAY;
      else if (*c == 'm' || *c == 'b' || *c == 'B' || *c == 'h')
        order[n++] = PART_MONTH;
      else if (*c == 'y' || *c == 'Y')
        order[n++] = PART_YEAR;
      else if (*c == 'D')
        {
          memcpy (order, (Part[]){ PART_MONTH, PART_DAY, PART_YEAR }, N_PARTS * sizeof (Part));
          return;
        }
      else if (*c == 'F')
        break;
    }
  if (n < N_PARTS)
    memcpy (order, (Part[]){ PART_YEAR, PART_MONTH, PART_DAY }, N_PARTS * sizeof (Part));
}

/* ISO begins with a year of four digits; all else is in the order of the locale, but that a month's
 * name says itself what it is, wherever it stands. */
static gboolean
read_date (const char **text, const char *locale_format, Moment *out)
{
  static const Part iso[N_PARTS] = { PART_YEAR, PART_MONTH, PART_DAY };
  Part order[N_PARTS];
  int numbers[N_PARTS], n_digits[N_PARTS], named = -1;

  if (strspn (*text, "0123456789") == 4)
    memcpy (order, iso, sizeof order);
  else
    read_order (locale_format, order);

  for (int i = 0; i < N_PARTS; i++)
    {
      const char *before;

      if (named < 0 && read_month_name (text, &numbers[i]))
        named = i;
      else if (!read_number (text, 4, &numbers[i], &n_digits[i]))
        return FALSE;
      before = *text;
      while (i + 1 < N_PARTS && **text != '\0' && strchr ("./-, ", **text) != NULL)
        (*text)++;
      if (i + 1 < N_PARTS && *text == before)
        return FALSE;
    }

  for (int i = 0, next = 0; i < N_PARTS; i++)
    {
      Part part = PART_MONTH;

      if (named < 0)
        part = order[i];
      else if (i != named)
        {
          if (order[next] == PART_MONTH)
            next++;
          part = order[next++];
        }
      if (part == PART_DAY)
        out->day = numbers[i];
      else if (part == PART_MONTH)
        out->month = numbers[i];
      else if (n_digits[i] == 2)
        out->year = CENTURY + numbers[i];
      else if (n_digits[i] == 4)
        out->year = numbers[i];
    }
  return out->month >= 1 && out->month <= 12 && out->day <= 31 && out->year >= 1970
         && g_date_valid_dmy ((GDateDay) out->day, (GDateMonth) out->month, (GDateYear) out->year);
}

static gboolean
read_time (const char **text, Moment *out)
{
  if (!read_number (text, 2, &out->hour, NULL) || **text != ':')
    return FALSE;
  (*text)++;
  if (!read_number (text, 2, &out->minute, NULL))
    return FALSE;
  if (**text == ':')
    {
      (*text)++;
      if (!read_number (text, 2, &out->second, NULL))
        return FALSE;
      out->has_second = TRUE;
    }
  skip_spaces (text);
  if (g_ascii_strncasecmp (*text, "am", 2) == 0 || g_ascii_strncasecmp (*text, "pm", 2) == 0)
    {
      if (out->hour < 1 || out->hour > 12)
        return FALSE;
      out->hour = out->hour % 12 + (g_ascii_tolower (**text) == 'p' ? 12 : 0);
      *text += 2;
    }
  out->has_time = TRUE;
  return out->hour < 24 && out->minute < 60 && out->second < 60;
}

/* "Z" or "+05:45" behind a time; everything else there is a mistake. */
static GTimeZone *
read_zone (const char *text, GTimeZone *usual)
{
  if (*text == '\0')
    return g_time_zone_ref (usual);
  if (*text != 'Z' && *text != '+' && *text != '-')
    return NULL;
  return g_time_zone_new_identifier (text);
}

/**
 * bks_log_date_parse:
 * @text: what was typed: "2026-05-17", "17.05.26", "17 May 2026 14:30", "2026-05-17T12:30:00Z"
 * @locale_format: how the locale writes dates, as nl_langinfo (D_FMT) has it
 * @zone: of a time without a zone
 * @is_end: whether it closes a span: then a day is meant to its last second, a minute too
 * @seconds_out: (out): since the Unix epoch
 *
 * Returns: whether it is a date
 */
gboolean
bks_log_date_parse (const char *text,
                    const char *locale_format,
                    GTimeZone *zone,
                    gboolean is_end,
                    gint64 *seconds_out)
{
  Moment moment = { 0 };
  g_autoptr (GTimeZone) its_zone = NULL;
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *plain = NULL;
  const char *rest;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (locale_format != NULL, FALSE);
  g_return_val_if_fail (zone != NULL, FALSE);
  g_return_val_if_fail (seconds_out != NULL, FALSE);

  plain = g_strstrip (g_strdup (text));
  rest = plain;
  if (!g_utf8_validate (plain, -1, NULL) || !read_date (&rest, locale_format, &moment))
    return FALSE;
  if (*rest == '.')
    rest++;
  if (*rest == 'T' || *rest == ',' || g_ascii_isspace (*rest))
    {
      rest++;
      skip_spaces (&rest);
      if (!read_time (&rest, &moment))
        return FALSE;
      skip_spaces (&rest);
    }
  if (!moment.has_time && *rest != '\0')
    return FALSE;
  its_zone = read_zone (rest, zone);
  if (its_zone == NULL)
    return FALSE;

  date = g_date_time_new (its_zone, moment.year, moment.month, moment.day, moment.hour,
                          moment.minute, moment.second);
  if (date == NULL)
    return FALSE;
  *seconds_out = g_date_time_to_unix (date);
  if (!is_end || moment.has_second)
    return TRUE;
  if (moment.has_time)
    *seconds_out += 59;
  else
    {
      /* Not 24 hours: on two days of the year it would be another day's hour. */
      g_autoptr (GDateTime) next = g_date_time_add_days (date, 1);

      /* There is no day after the end of the year 9999. */
      if (next == NULL)
        return FALSE;
      *seconds_out = g_date_time_to_unix (next) - 1;
    }
  return TRUE;
}

/**
 * bks_log_date_format:
 * @seconds: since the Unix epoch
 * @zone: the user's
 * @is_end: whether it closes a span
 *
 * Returns: (transfer full): as a person would type it; bks_log_date_parse() reads it back
 */
char *
bks_log_date_format (gint64 seconds, GTimeZone *zone, gboolean is_end)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) date = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autoptr (GDateTime) edge = NULL;

  if (date == NULL)
    return g_strdup ("");
  edge = is_end ? g_date_time_add_seconds (date, 1) : NULL;
  if (edge == NULL)
    edge = g_date_time_ref (date);
  if (g_date_time_get_hour (edge) == 0 && g_date_time_get_minute (edge) == 0
      && g_date_time_get_second (edge) == 0)
    return g_date_time_format (date, "%x");
  if (g_date_time_get_second (edge) == 0)
    return g_date_time_format (date, "%x %H:%M");
  return g_date_time_format (date, "%x %H:%M:%S");
}
