/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backstayctl"

#include "bks-cli-when.h"

#include <string.h>

#define DATE_LENGTH   10 /* of YYYY-MM-DD */
#define MINUTE_LENGTH 16 /* of YYYY-MM-DDTHH:MM */
#define LAST_SECOND   86399

/* "d" stands for a digit, "T" for what separates date and time; all else for itself. */
static gboolean
begins_like (const char *text, const char *pattern)
{
  for (gsize i = 0; pattern[i] != '\0'; i++)
    {
      if (pattern[i] == 'd'   ? !g_ascii_isdigit (text[i])
          : pattern[i] == 'T' ? text[i] != 'T' && text[i] != ' '
                              : text[i] != pattern[i])
        return FALSE;
    }
  return TRUE;
}

/**
 * bks_cli_when_parse:
 * @text: YYYY-MM-DD, or a time by ISO 8601 with minutes or more, with or without an offset
 * @is_end: a day without a time means its last second, not its first
 * @when_out: (out): the moment
 *
 * Returns: whether @text is one
 */
gboolean
bks_cli_when_parse (const char *text, gboolean is_end, BksCliWhen *when_out)
{
  g_autofree char *whole = NULL;
  g_autoptr (GDateTime) moment = NULL;
  g_autoptr (GTimeZone) utc = NULL;
  gboolean is_day;

  if (!begins_like (text, "dddd-dd-dd"))
    return FALSE;
  is_day = text[DATE_LENGTH] == '\0';
  if (is_day)
    whole = g_strdup_printf ("%sT00:00:00", text);
  else if (begins_like (text, "dddd-dd-ddTdd:dd:dd"))
    whole = g_strdup (text);
  else if (begins_like (text, "dddd-dd-ddTdd:dd"))
    whole = g_strdup_printf ("%.*s:00%s", MINUTE_LENGTH, text, text + MINUTE_LENGTH);
  else
    return FALSE;

  utc = g_time_zone_new_utc ();
  /* Without a zone of its own a text is refused where no other one is given. */
  moment = g_date_time_new_from_iso8601 (whole, NULL);
  when_out->is_wall_clock = moment == NULL;
  if (moment == NULL)
    moment = g_date_time_new_from_iso8601 (whole, utc);
  if (moment == NULL)
    return FALSE;
  when_out->seconds = g_date_time_to_unix (moment) + (is_day && is_end ? LAST_SECOND : 0);
  return TRUE;
}
