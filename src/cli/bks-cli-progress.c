/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backstayctl"

#include "bks-cli-progress.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "bks-cli-table.h"
#include "bks-format.h"

#define BAR_WIDTH   24
#define USUAL_WIDTH 80

static gboolean is_shown;

static void
append_bar (GString *line, int percent, gboolean is_utf8)
{
  int filled = CLAMP (percent, 0, 100) * BAR_WIDTH / 100;

  g_string_append_c (line, '[');
  for (int i = 0; i < BAR_WIDTH; i++)
    g_string_append (line, i < filled ? (is_utf8 ? "█" : "#") : (is_utf8 ? "░" : "."));
  g_string_append_c (line, ']');
}

/**
 * bks_cli_progress_make_line:
 * @task: a task
 * @width: columns of the terminal
 * @is_utf8: whether the terminal knows more than ASCII
 *
 * Makes the progress bar: what is there to see of a run, in one line. A run whose size is not known
 * yet has an empty bar.
 *
 * Returns: (transfer full): a line without an end
 */
char *
bks_cli_progress_make_line (BksTask *task, int width, gboolean is_utf8)
{
  g_autofree char *name = bks_cli_text_clean (bks_task_get_name (task));
  g_autofree char *short_name = bks_cli_text_fit (name, MAX (width / 4, 8));
  g_autofree char *percent = bks_format_percent (bks_task_get_percent (task));
  g_autofree char *rate = bks_format_rate (bks_task_get_bytes_per_second (task));
  const char *step = bks_task_get_step_text (task);
  g_autoptr (GString) line = g_string_new (short_name);
  g_autofree char *clean = NULL;

  g_string_append_c (line, ' ');
  append_bar (line, bks_task_get_percent (task), is_utf8);
  if (*percent != '\0')
    g_string_append_printf (line, " %s", percent);
  g_string_append_printf (line, "  %s",
                          step != NULL && *step != '\0' ? step : bks_task_get_status_word (task));
  if (*rate != '\0')
    g_string_append_printf (line, "  %s", rate);
  clean = bks_cli_text_clean (line->str);
  return bks_cli_text_fit (clean, width - 1);
}

/**
 * bks_cli_terminal_width:
 * @fd: a file descriptor
 *
 * Returns: columns of the terminal behind it; 0 = it is none
 */
int
bks_cli_terminal_width (int fd)
{
  struct winsize size = { 0 };

  if (!isatty (fd))
    return 0;
  if (ioctl (fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return USUAL_WIDTH;
  return size.ws_col;
}

/**
 * bks_cli_progress_show:
 * @task: a task
 *
 * Draws its progress bar over the one before, if standard error is a terminal.
 */
void
bks_cli_progress_show (BksTask *task)
{
  int width = bks_cli_terminal_width (STDERR_FILENO);
  const char *charset;
  gboolean is_utf8 = g_get_charset (&charset);
  g_autofree char *line = NULL;

  if (width < 20)
    return;
  line = bks_cli_progress_make_line (task, width, is_utf8);
  g_printerr ("\r%s\033[K", line);
  is_shown = TRUE;
}

/**
 * bks_cli_progress_end:
 *
 * Leaves the progress bar behind, so that what follows starts on a line of its own.
 */
void
bks_cli_progress_end (void)
{
  if (is_shown)
    g_printerr ("\n");
  is_shown = FALSE;
}
