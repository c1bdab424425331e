/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "backstayctl"

#include "bks-cli-output.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "bks-cli-documents.h"
#include "bks-cli-table.h"

static gboolean print_failed;

/**
 * bks_cli_exit_from_problem:
 * @problem: what stood in the way
 *
 * Returns: the exit code that the contract has for it
 */
int
bks_cli_exit_from_problem (BksProblem *problem)
{
  switch (bks_problem_get_kind (problem))
    {
    case BKS_PROBLEM_REFUSED:
    case BKS_PROBLEM_PRECONDITION:
    case BKS_PROBLEM_BUSY:
    case BKS_PROBLEM_NOT_FOUND:
    case BKS_PROBLEM_NOT_SUPPORTED:
      return BKS_CLI_EXIT_NOT_DONE;
    case BKS_PROBLEM_OFFLINE:
      return BKS_CLI_EXIT_OFFLINE;
    case BKS_PROBLEM_PROTOCOL:
    case BKS_PROBLEM_SESSION_EXPIRED:
      return BKS_CLI_EXIT_PROTOCOL;
    case BKS_PROBLEM_AUTH_REJECTED:
    case BKS_PROBLEM_PERMISSION:
    case BKS_PROBLEM_OTP_REQUIRED:
    case BKS_PROBLEM_OTP_REJECTED:
    case BKS_PROBLEM_BLOCKED:
    case BKS_PROBLEM_KEYRING:
      return BKS_CLI_EXIT_ACCESS;
    case BKS_PROBLEM_TLS_UNTRUSTED:
    case BKS_PROBLEM_PLAIN_HTTP:
      return BKS_CLI_EXIT_TRUST;
    case BKS_PROBLEM_ADDRESS:
      return BKS_CLI_EXIT_USAGE;
    }
  g_return_val_if_reached (BKS_CLI_EXIT_PROTOCOL);
}

static gboolean
write_all (int fd, const char *data, gsize length)
{
  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      data += n;
      length -= (gsize) n;
    }
  return TRUE;
}

/* A text in the charset of the locale; what it lacks becomes "?". */
static char *
to_locale (const char *text)
{
  const char *charset;

  if (g_get_charset (&charset))
    return g_strdup (text);
  return g_convert_with_fallback (text, -1, charset, "UTF-8", "?", NULL, NULL, NULL);
}

/**
 * bks_cli_print:
 * @text: UTF-8
 *
 * Writes a text to standard output in the locale's charset.
 *
 * Returns: whether it was written
 */
gboolean
bks_cli_print (const char *text)
{
  g_autofree char *local = to_locale (text);

  if (local == NULL || !write_all (STDOUT_FILENO, local, strlen (local)))
    {
      print_failed = TRUE;
      return FALSE;
    }
  return TRUE;
}

/**
 * bks_cli_print_document:
 * @json: one JSON document
 *
 * Writes a document and a line end to standard output, in UTF-8 whatever the locale.
 *
 * Returns: whether it was written
 */
gboolean
bks_cli_print_document (const char *json)
{
  g_autofree char *line = g_strconcat (json, "\n", NULL);

  if (!write_all (STDOUT_FILENO, line, strlen (line)))
    {
      print_failed = TRUE;
      return FALSE;
    }
  return TRUE;
}

/**
 * bks_cli_print_raw:
 * @text: a piece of something for machines
 *
 * Writes a text to standard output as it is, in UTF-8 whatever the locale.
 *
 * Returns: whether it was written
 */
gboolean
bks_cli_print_raw (const char *text)
{
  if (!write_all (STDOUT_FILENO, text, strlen (text)))
    {
      print_failed = TRUE;
      return FALSE;
    }
  return TRUE;
}

/**
 * bks_cli_print_failed:
 *
 * Returns: whether anything for standard output was lost (a full disk, a closed pipe)
 */
gboolean
bks_cli_print_failed (void)
{
  return print_failed;
}

/**
 * bks_cli_say:
 * @format: printf() format, translated
 * @...: its values
 *
 * Tells the person something, as one line on standard error.
 */
void
bks_cli_say (const char *format, ...)
{
  g_autofree char *message = NULL;
  g_autofree char *clean = NULL;
  g_autofree char *line = NULL;
  g_autofree char *local = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  clean = bks_cli_text_clean (message);
  line = g_strconcat ("backstayctl: ", clean, "\n", NULL);
  local = to_locale (line);
  /* Nobody is left to be told when standard error is gone. */
  if (local != NULL)
    (void) write_all (STDERR_FILENO, local, strlen (local));
}

/* What the command line can do about it, where the model's words know windows alone. */
static void
say_hint (BksProblem *problem)
{
  const BksCertificate *certificate = bks_problem_get_certificate (problem);

  switch (bks_problem_get_kind (problem))
    {
    case BKS_PROBLEM_TLS_UNTRUSTED:
      if (certificate != NULL)
        bks_cli_say (_ ("The SHA-256 fingerprint of its certificate is %s. If that is your NAS, "
                        "give it with --pin."),
                     certificate->sha256);
      break;
    case BKS_PROBLEM_PLAIN_HTTP:
      bks_cli_say (_ ("--allow-plain-http sends the password all the same."));
      break;
    case BKS_PROBLEM_OTP_REQUIRED:
      bks_cli_say (_ ("Give the one-time code with --otp."));
      break;
    case BKS_PROBLEM_ADDRESS:
      bks_cli_say (_ ("“backstayctl --help” tells what it understands."));
      break;
    default:
      break;
    }
}

/**
 * bks_cli_report:
 * @json: whether standard output is for JSON alone
 * @problem: what stood in the way
 *
 * Reports a failure: as the error document, or in words on standard error.
 */
void
bks_cli_report (gboolean json, BksProblem *problem)
{
  if (json)
    {
      g_autofree char *document = bks_cli_document_error (problem);

      bks_cli_print_document (document);
    }
  else
    {
      bks_cli_say ("%s", bks_problem_get_message (problem));
      say_hint (problem);
    }
}

/**
 * bks_cli_report_plain:
 * @json: whether standard output is for JSON alone
 * @kind: kind of the error
 * @message: what happened, translated
 *
 * Reports a failure that has nothing to do with a NAS.
 */
void
bks_cli_report_plain (gboolean json, const char *kind, const char *message)
{
  if (json)
    {
      g_autofree char *document = bks_cli_document_plain_error (kind, message);

      bks_cli_print_document (document);
    }
  else
    bks_cli_say ("%s", message);
}
