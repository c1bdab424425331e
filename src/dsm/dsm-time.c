/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-time.h"

#include <stdio.h>
#include <string.h>

#define SECONDS_PER_DAY 86400
#define QUARTER         (15 * 60)
#define EASTMOST        (14 * 3600) /* Kiritimati */
#define WESTMOST        (-12 * 3600)
#define LONGEST_EPOCH   12 /* digits: far beyond the year 9999, and no overflow */
#define MILLISECONDS    G_GINT64_CONSTANT (100000000000) /* as seconds this would be the year 5138 */

static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };

static void
set_raw (DsmTime *self, const char *text)
{
  const char *end;

  g_strlcpy (self->raw, text, sizeof self->raw);
  /* What was cut off may have been the rest of a character. */
  if (!g_utf8_validate (self->raw, -1, &end))
    self->raw[end - self->raw] = '\0';
}

/* Up to @most digits at *@text; moves on behind them. */
static gboolean
take_number (const char **text, int most, int *out)
{
  int n = 0;

  for (*out = 0; n < most && g_ascii_isdigit (**text); n++, (*text)++)
    *out = *out * 10 + (**text - '0');
  return n > 0;
}

static gboolean
take (const char **text, char wanted)
{
  if (**text != wanted)
    return FALSE;
  (*text)++;
  return TRUE;
}

static void
take_spaces (const char **text)
{
  while (**text == ' ')
    (*text)++;
}

/* "10:30" or "10:30:07" */
static gboolean
take_clock (const char **text, int clock[3])
{
  clock[2] = 0;
  if (!take_number (text, 2, &clock[0]) || !take (text, ':') || !take_number (text, 2, &clock[1]))
    return FALSE;
  return !take (text, ':') || take_number (text, 2, &clock[2]);
}

/* "2026/04/24", "2026-4-24", with a clock behind it or none */
static gboolean
parse_numeric (const char *text, int date[3], int clock[3])
{
  char separator;

  if (!take_number (&text, 4, &date[0]))
    return FALSE;
  separator = *text;
  if (separator != '/' && separator != '-')
    return FALSE;
  if (!take (&text, separator) || !take_number (&text, 2, &date[1]) || !take (&text, separator)
      || !take_number (&text, 2, &date[2]))
    return FALSE;

  clock[0] = clock[1] = clock[2] = 0;
  if (*text == 'T')
    text++;
  take_spaces (&text);
  if (*text != '\0' && !take_clock (&text, clock))
    return FALSE;
  take_spaces (&text);
  return *text == '\0';
}

/* "Fri Apr 24 10:30:00 2026", as C's ctime() writes it */
static gboolean
parse_ctime (const char *text, int date[3], int clock[3])
{
  guint month;

  for (int i = 0; i < 3; i++, text++)
    if (!g_ascii_isalpha (*text))
      return FALSE;
  if (!take (&text, ' '))
    return FALSE;
  take_spaces (&text);
  for (month = 0; month < G_N_ELEMENTS (months); month++)
    if (g_ascii_strncasecmp (text, months[month], 3) == 0)
      break;
  if (month == G_N_ELEMENTS (months))
    return FALSE;
  date[1] = month + 1;
  text += 3;
  take_spaces (&text);
  if (!take_number (&text, 2, &date[2]) || !take (&text, ' '))
    return FALSE;
  take_spaces (&text);
  if (!take_clock (&text, clock) || !take (&text, ' '))
    return FALSE;
  take_spaces (&text);
  if (!take_number (&text, 4, &date[0]))
    return FALSE;
  take_spaces (&text);
  return *text == '\0';
}

static gboolean
is_zeros (const char *text)
{
  gboolean digit = FALSE;

  for (; *text != '\0'; text++)
    {
      if (*text == '0')
        digit = TRUE;
      else if (strchr ("/-: T", *text) == NULL)
        return FALSE;
    }
  return digit;
}

static gboolean
is_number (const char *text)
{
  if (*text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isdigit (*text))
      return FALSE;
  return TRUE;
}

static void
set_local (DsmTime *self, const int date[3], const int clock[3])
{
  g_autoptr (GDateTime) moment = NULL;

  if (date[0] == 1970)
    return;
  self->kind = DSM_TIME_UNREADABLE;
  if (date[0] < 1971)
    return;
  moment = g_date_time_new_utc (date[0], date[1], date[2], clock[0], clock[1], clock[2]);
  if (moment == NULL)
    return;
  self->kind = DSM_TIME_LOCAL;
  self->seconds = g_date_time_to_unix (moment);
}

/**
 * dsm_time_parse:
 * @text: (nullable): what the NAS wrote
 * @out: (out): the moment
 *
 * Reads a time as section 7 of the protocol reference lists them: a wall clock with `/` or `-`,
 * with or without seconds, the form of ctime(), or digits alone, which are seconds since the epoch.
 * Nothing, "N/A", zeros and 1970 mean that there is none.
 */
void
dsm_time_parse (const char *text, DsmTime *out)
{
  g_autofree char *copy = NULL;
  int date[3];
  int clock[3];

  g_return_if_fail (out != NULL);

  memset (out, 0, sizeof *out);
  if (text == NULL)
    return;
  set_raw (out, text);
  copy = g_strndup (text, 64);
  g_strstrip (copy);
  if (*copy == '\0' || is_zeros (copy) || g_ascii_strcasecmp (copy, "N/A") == 0
      || g_ascii_strcasecmp (copy, "none") == 0 || g_ascii_strcasecmp (copy, "null") == 0)
    return;

  if (is_number (copy) && strlen (copy) <= LONGEST_EPOCH)
    {
      dsm_time_from_epoch (g_ascii_strtoll (copy, NULL, 10), out);
      set_raw (out, text);
    }
  else if (parse_numeric (copy, date, clock) || parse_ctime (copy, date, clock))
    set_local (out, date, clock);
  else
    out->kind = DSM_TIME_UNREADABLE;
}

/**
 * dsm_time_from_epoch:
 * @seconds: since the Unix epoch, UTC; below a day means that there is none
 * @out: (out): the moment
 */
void
dsm_time_from_epoch (gint64 seconds, DsmTime *out)
{
  g_return_if_fail (out != NULL);

  memset (out, 0, sizeof *out);
  g_snprintf (out->raw, sizeof out->raw, "%" G_GINT64_FORMAT, seconds);
  /* A wall clock of 1970 is a zero with the zone's offset; here the first day is enough. */
  if (seconds < SECONDS_PER_DAY)
    return;
  if (seconds >= MILLISECONDS)
    {
      out->kind = DSM_TIME_UNREADABLE;
      return;
    }
  out->kind = DSM_TIME_EPOCH;
  out->seconds = seconds;
}

/**
 * dsm_time_to_utc:
 * @self: a moment
 * @offset_seconds: of the NAS's zone, east of UTC, or %DSM_OFFSET_UNKNOWN
 * @seconds_out: (out): s since the Unix epoch, UTC
 *
 * Returns: %FALSE if there is no time, or if it is a wall clock whose zone is unknown
 */
gboolean
dsm_time_to_utc (const DsmTime *self, int offset_seconds, gint64 *seconds_out)
{
  g_return_val_if_fail (self != NULL && seconds_out != NULL, FALSE);

  switch (self->kind)
    {
    case DSM_TIME_EPOCH:
      *seconds_out = self->seconds;
      return TRUE;
    case DSM_TIME_LOCAL:
      if (offset_seconds == DSM_OFFSET_UNKNOWN)
        return FALSE;
      *seconds_out = self->seconds - offset_seconds;
      return TRUE;
    case DSM_TIME_NONE:
    case DSM_TIME_UNREADABLE:
    default:
      return FALSE;
    }
}

/**
 * dsm_time_offset:
 * @nas_now: the wall clock of the NAS
 * @utc_now: the same moment, s since the Unix epoch: from the Date header, or from our clock
 *
 * Returns: the offset of the NAS's zone in s east of UTC, rounded to 15 min; %DSM_OFFSET_UNKNOWN if
 *   it cannot be the offset of any zone on Earth
 */
int
dsm_time_offset (const DsmTime *nas_now, gint64 utc_now)
{
  gint64 difference;
  gint64 rounded;

  g_return_val_if_fail (nas_now != NULL, DSM_OFFSET_UNKNOWN);

  if (nas_now->kind != DSM_TIME_LOCAL)
    return DSM_OFFSET_UNKNOWN;
  difference = nas_now->seconds - utc_now;
  rounded = (difference >= 0 ? difference + QUARTER / 2 : difference - QUARTER / 2) / QUARTER
            * QUARTER;
  if (rounded > EASTMOST || rounded < WESTMOST)
    return DSM_OFFSET_UNKNOWN;
  return (int) rounded;
}
