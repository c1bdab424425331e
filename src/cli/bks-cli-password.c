/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backstayctl"

#include "bks-cli-password.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "bks-cli-output.h"

#define LONGEST_PASSWORD 4096

/* Reads up to the first line end, byte by byte: what follows it belongs to whoever reads next.
 * Returns the length, -1 on an error (errno), LONGEST_PASSWORD if there is no end in sight. */
static gssize
read_line (int fd, char *line)
{
  gssize length = 0;

  while (length < LONGEST_PASSWORD)
    {
      gssize n = read (fd, line + length, 1);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      if (n == 0 || line[length] == '\n')
        break;
      length++;
    }
  return length;
}

static struct termios terminal_before;

/* Ctrl+C must not leave a terminal behind that shows nothing. */
static void
interrupted_cb (int number)
{
  tcsetattr (STDIN_FILENO, TCSANOW, &terminal_before);
  signal (number, SIG_DFL);
  raise (number);
}

static gssize
read_line_from_terminal (char *line)
{
  struct sigaction ours = { .sa_handler = interrupted_cb };
  struct sigaction before_int, before_term;
  struct termios silent;
  gssize length;

  if (tcgetattr (STDIN_FILENO, &terminal_before) != 0)
    return read_line (STDIN_FILENO, line);
  silent = terminal_before;
  silent.c_lflag &= ~(tcflag_t) ECHO;
  sigaction (SIGINT, &ours, &before_int);
  sigaction (SIGTERM, &ours, &before_term);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &silent);
  /* Only now: who types at once must not see it. */
  bks_cli_say (_ ("Type the password, it is not shown:"));
  length = read_line (STDIN_FILENO, line);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &terminal_before);
  sigaction (SIGINT, &before_int, NULL);
  sigaction (SIGTERM, &before_term, NULL);
  return length;
}

static void
warn_if_others_can_read (int fd, const char *shown_name)
{
  struct stat info;

  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode) && (info.st_mode & (S_IRGRP | S_IROTH)) != 0)
    bks_cli_say (_ ("Warning: other people on this computer can read the password file %s. "
                    "“chmod 600” keeps it for you alone."),
                 shown_name);
}

/**
 * bks_cli_password_read:
 * @file_name: where the password stands, in the file system's encoding; "-" = standard input
 * @message_out: (out) (transfer full): what is wrong, translated
 *
 * Reads the first line, without its line end.
 *
 * Returns: (nullable) (transfer full): the password, for bks_cli_password_clear(); %NULL with
 *   @message_out set
 */
char *
bks_cli_password_read (const char *file_name, char **message_out)
{
  g_autofree char *shown_name = g_filename_display_name (file_name);
  gboolean is_stdin = g_str_equal (file_name, "-");
  char *password;
  gssize length;
  int fd = STDIN_FILENO;

  if (!is_stdin)
    {
      fd = open (file_name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
      if (fd < 0)
        {
          *message_out = g_strdup_printf (_ ("The password file %s cannot be opened: %s"),
                                          shown_name, g_strerror (errno));
          return NULL;
        }
      warn_if_others_can_read (fd, shown_name);
    }
  password = g_malloc0 (LONGEST_PASSWORD + 1);
  length = is_stdin && isatty (STDIN_FILENO) ? read_line_from_terminal (password)
                                             : read_line (fd, password);
  if (length < 0)
    *message_out = g_strdup_printf (_ ("The password cannot be read: %s"), g_strerror (errno));
  if (!is_stdin)
    close (fd);
  if (length > 0 && length < LONGEST_PASSWORD)
    {
      password[length] = '\0';
      if (password[length - 1] == '\r')
        password[--length] = '\0';
    }
  if (length == 0)
    *message_out = g_strdup (_ ("The password is empty"));
  else if (length == LONGEST_PASSWORD)
    *message_out = g_strdup (_ ("The first line is too long for a password"));
  else if (length > 0 && !g_utf8_validate (password, length, NULL))
    *message_out = g_strdup (_ ("The password is not UTF-8 text"));
  if (*message_out != NULL)
    g_clear_pointer (&password, bks_cli_password_clear);
  return password;
}

/**
 * bks_cli_password_clear:
 * @password: (transfer full): a password
 *
 * Overwrites a password before its memory goes back.
 */
void
bks_cli_password_clear (char *password)
{
  explicit_bzero (password, LONGEST_PASSWORD + 1);
  g_free (password);
}
