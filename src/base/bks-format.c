/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-base"

#include "bks-format.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MINUTE 60
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/**
 * bks_format_size:
 * @bytes: a size in bytes; negative = not known
 *
 * Returns: (transfer full): the size in units of 1000, "–" if it is not known
 */
char *
bks_format_size (gint64 bytes)
{
  if (bytes < 0)
    return g_strdup ("–");
  return g_format_size ((guint64) bytes);
}

/* Where the unit of a formatted size begins; the space before it may be one that does not break. */
static const char *
find_unit (const char *size)
{
  const char *space = strrchr (size, ' ');
  const char *no_break = g_strrstr (size, "\u00a0");

  if (no_break != NULL)
    return no_break + strlen ("\u00a0");
  return space != NULL ? space + 1 : NULL;
}

/**
 * bks_format_size_of:
 * @part: what is done, in bytes; negative = not known
 * @whole: all of it, in bytes; zero or negative = not known
 *
 * Returns: (transfer full): "19.4 of 52.4 GB", with the unit once where it is the same; "" if nothing
 *   is known
 */
char *
bks_format_size_of (gint64 part, gint64 whole)
{
  g_autofree char *done = bks_format_size (part);
  g_autofree char *all = bks_format_size (whole);
  const char *done_unit = find_unit (done);
  const char *all_unit = find_unit (all);

  if (part < 0)
    return g_strdup ("");
  if (whole <= 0)
    return g_steal_pointer (&done);
  if (done_unit != NULL && all_unit != NULL && g_str_equal (done_unit, all_unit))
    {
      done[done_unit - done] = '\0';
      g_strchomp (done);
      if (g_str_has_suffix (done, "\u00a0"))
        done[strlen (done) - strlen ("\u00a0")] = '\0';
    }
  /* Translators: how much of a backup is copied: "19.4 of 52.4 GB". */
  return g_strdup_printf (_ ("%s of %s"), done, all);
}

/**
 * bks_format_rate:
 * @bytes_per_second: a speed; zero or negative = not known
 *
 * Returns: (transfer full): the speed, "" if it is not known
 */
char *
bks_format_rate (gint64 bytes_per_second)
{
  g_autofree char *size = NULL;

  if (bytes_per_second <= 0)
    return g_strdup ("");
  size = bks_format_size (bytes_per_second);
  /* Translators: an amount of data in one second: "8.4 MB/s". */
  return g_strdup_printf (_ ("%s/s"), size);
}

/**
 * bks_format_percent:
 * @percent: 0 to 100; negative = not known
 *
 * Returns: (transfer full): the percentage without decimals, "" if it is not known
 */
char *
bks_format_percent (int percent)
{
  if (percent < 0)
    return g_strdup ("");
  /* Translators: a percentage; put or leave out the space as your language does. */
  return g_strdup_printf (_ ("%d %%"), percent);
}

/**
 * bks_format_duration:
 * @seconds: how long something lasted; negative = not known
 *
 * Returns: (transfer full): the duration in one or two units, "–" if it is not known
 */
char *
bks_format_duration (gint64 seconds)
{
  int n;

  if (seconds < 0)
    return g_strdup ("–");
  if (seconds < MINUTE)
    return g_strdup_printf (_ ("%d s"), (int) seconds);
  if (seconds < HOUR)
    {
      n = (int) (seconds / MINUTE);
      return g_strdup_printf (ngettext ("%d minute", "%d minutes", (gulong) n), n);
    }
  if (seconds < DAY)
    {
      int minutes = (int) (seconds % HOUR / MINUTE);

      n = (int) (seconds / HOUR);
      if (minutes == 0)
        return g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong) n), n);
      return g_strdup_printf (_ ("%d h %d min"), n, minutes);
    }
  n = (int) MIN (seconds / DAY, G_MAXINT);
  return g_strdup_printf (ngettext ("%d day", "%d days", (gulong) n), n);
}

/**
 * bks_format_left:
 * @seconds: how long something will still take; zero or negative = not known
 *
 * Returns: (transfer full): the rest, rounded as far as an estimate deserves; "" if it is not known
 */
char *
bks_format_left (gint64 seconds)
{
  if (seconds <= 0)
    return g_strdup ("");
  if (seconds < HOUR - MINUTE / 2)
    return g_strdup_printf (_ ("%d min left"), (int) MAX ((seconds + MINUTE / 2) / MINUTE, 1));
  if (seconds < 2 * DAY)
    return g_strdup_printf (_ ("About %d h left"), (int) ((seconds + HOUR / 2) / HOUR));
  return g_strdup_printf (_ ("About %d days left"),
                          (int) MIN ((seconds + DAY / 2) / DAY, G_MAXINT));
}

/**
 * bks_format_left_long:
 * @seconds: how long something will still take; zero or negative = not known
 *
 * As bks_format_left(), for the end of a line.
 *
 * Returns: (transfer full): "about 1 hour left", "12 minutes left"; "" if it is not known
 */
char *
bks_format_left_long (gint64 seconds)
{
  int n;

  if (seconds <= 0)
    return g_strdup ("");
  if (seconds < HOUR - MINUTE / 2)
    {
      n = (int) MAX ((seconds + MINUTE / 2) / MINUTE, 1);
      return g_strdup_printf (ngettext ("%d minute left", "%d minutes left", (gulong) n), n);
    }
  if (seconds < 2 * DAY)
    {
      n = (int) ((seconds + HOUR / 2) / HOUR);
      return g_strdup_printf (ngettext ("about %d hour left", "about %d hours left", (gulong) n),
                              n);
    }
  n = (int) MIN ((seconds + DAY / 2) / DAY, G_MAXINT);
  return g_strdup_printf (ngettext ("about %d day left", "about %d days left", (gulong) n), n);
}
