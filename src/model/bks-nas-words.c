/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-nas-private.h"

#include <glib/gi18n-lib.h>

#include "bks-format.h"

/* A clock that is wrong by more than this makes every time that the NAS names doubtful. */
#define CLOCK_TOLERANCE (5 * 60)

/*
 * bks_nas_describe_count:
 * @verdict: a verdict
 * @n: how many have it
 *
 * Returns: (transfer full): "2 need attention"
 */
char *
bks_nas_describe_count (BksVerdict verdict, guint n)
{
  switch (verdict)
    {
    case BKS_VERDICT_FAILED:
      return g_strdup_printf (ngettext ("%u failed", "%u failed", n), n);
    case BKS_VERDICT_ATTENTION:
      return g_strdup_printf (ngettext ("%u needs attention", "%u need attention", n), n);
    case BKS_VERDICT_UNKNOWN:
      return g_strdup_printf (ngettext ("%u unknown", "%u unknown", n), n);
    case BKS_VERDICT_RUNNING:
      return g_strdup_printf (ngettext ("%u running", "%u running", n), n);
    case BKS_VERDICT_OK:
    default:
      return g_strdup_printf (ngettext ("%u fine", "%u fine", n), n);
    }
}

/*
 * bks_nas_describe_counts:
 * @counts: (array fixed-size=5): how many tasks have which verdict
 *
 * Returns: (transfer full): what matters of them, for one line: "1 failed, 2 need attention"; what is
 *   unknown or runs only if there is nothing worse; "All fine" if nothing is to be told
 */
char *
bks_nas_describe_counts (const guint *counts)
{
  if (counts[BKS_VERDICT_FAILED] > 0 && counts[BKS_VERDICT_ATTENTION] > 0)
    {
      g_autofree char *failed = bks_nas_describe_count (BKS_VERDICT_FAILED,
                                                        counts[BKS_VERDICT_FAILED]);
      g_autofree char *attention = bks_nas_describe_count (BKS_VERDICT_ATTENTION,
                                                           counts[BKS_VERDICT_ATTENTION]);

      return g_strdup_printf (_ ("%s, %s"), failed, attention);
    }
  for (guint i = 0; i < BKS_VERDICT_OK; i++)
    if (counts[i] > 0)
      return bks_nas_describe_count ((BksVerdict) i, counts[i]);
  return g_strdup (_ ("All fine"));
}

/* Hours are enough from one on: "3 hours", not "3 h 12 min". */
static char *
format_silence (gint64 silence)
{
  gint64 seconds = silence / G_USEC_PER_SEC;

  if (silence >= G_TIME_SPAN_HOUR)
    seconds -= seconds % 3600;
  return bks_format_duration (MAX (seconds, 0));
}

static char *
make_last_answer (BksNas *self, gint64 now)
{
  g_autofree char *clock = bks_format_clock (self->checked_at, now);

  /* Translators: when the NAS last said something, before this program was started: "06:14". */
  return g_strdup_printf (_ ("Last heard %s"), clock);
}

static char *
make_unreachable_line (BksNas *self, gint64 now)
{
  g_autofree char *silence = NULL;

  /* Nobody knows how long it was off while nobody asked. */
  if (self->restored_at > 0)
    {
      g_autofree char *last = make_last_answer (self, now);

      return g_strdup_printf (_ ("%s · %s"), _ ("Not reachable"), last);
    }
  if (self->checked_at == 0 || now - self->checked_at < G_TIME_SPAN_MINUTE)
    return g_strdup (_ ("Not reachable"));
  silence = format_silence (now - self->checked_at);
  /* Translators: %s is a span of time as it stands alone, "3 hours". */
  return g_strdup_printf (_ ("Not reachable for %s"), silence);
}

static char *
make_waiting_line (BksProblem *problem)
{
  const BksCertificate *certificate = bks_problem_get_certificate (problem);

  switch (bks_problem_get_kind (problem))
    {
    case BKS_PROBLEM_AUTH_REJECTED:
      return g_strdup (bks_problem_get_code (problem) != 0 ? _ ("Paused to protect your account")
                                                           : _ ("Not signed in"));
    case BKS_PROBLEM_BLOCKED:
      return g_strdup (_ ("Paused to protect your account"));
    case BKS_PROBLEM_OTP_REQUIRED:
    case BKS_PROBLEM_OTP_REJECTED:
      return g_strdup (_ ("Code needed"));
    case BKS_PROBLEM_TLS_UNTRUSTED:
      return g_strdup (certificate != NULL && certificate->is_changed
                           ? _ ("Certificate changed")
                           : _ ("Certificate not trusted"));
    case BKS_PROBLEM_PERMISSION:
      return g_strdup (_ ("No permission"));
    case BKS_PROBLEM_PLAIN_HTTP:
      return g_strdup (_ ("Not encrypted"));
    case BKS_PROBLEM_KEYRING:
      return g_strdup (_ ("Password not available"));
    case BKS_PROBLEM_REFUSED:
    case BKS_PROBLEM_PRECONDITION:
    case BKS_PROBLEM_BUSY:
    case BKS_PROBLEM_NOT_FOUND:
    case BKS_PROBLEM_NOT_SUPPORTED:
    case BKS_PROBLEM_OFFLINE:
    case BKS_PROBLEM_PROTOCOL:
    case BKS_PROBLEM_SESSION_EXPIRED:
    case BKS_PROBLEM_ADDRESS:
    default:
      return g_strdup (bks_problem_get_title (problem));
    }
}

static void
count_tasks (BksNas *self, guint *counts)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->tasks));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksTask) task = g_list_model_get_item (G_LIST_MODEL (self->tasks), i);

      counts[bks_task_get_verdict (task)]++;
    }
}

static char *
make_clock_note (BksNas *self)
{
  gint64 error = dsm_client_get_clock_error (self->client);
  g_autofree char *amount = NULL;

  if (ABS (error) <= CLOCK_TOLERANCE)
    return NULL;
  amount = bks_format_duration (ABS (error));
  return error > 0 ? g_strdup_printf (_ ("Its clock is %s fast"), amount)
                   : g_strdup_printf (_ ("Its clock is %s slow"), amount);
}

static BksVerdict
worst (const guint *counts)
{
  for (guint i = 0; i < BKS_N_VERDICTS; i++)
    if (counts[i] > 0)
      return (BksVerdict) i;
  /* Where nothing is backed up, nothing is fine. */
  return BKS_VERDICT_UNKNOWN;
}

static void
make_heard_words (BksNas *self, BksVerdict *verdict_out, char **line_out, char **reason_out)
{
  guint counts[BKS_N_VERDICTS] = { 0 };
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->tasks));
  g_autofree char *line = NULL;
  g_autofree char *note = make_clock_note (self);

  if (self->problem != NULL && bks_problem_get_kind (self->problem) == BKS_PROBLEM_NOT_SUPPORTED
      && n == 0)
    {
      *verdict_out = BKS_VERDICT_UNKNOWN;
      *line_out = g_strdup (_ ("No Hyper Backup"));
      *reason_out = g_strdup (bks_problem_get_message (self->problem));
      return;
    }
  count_tasks (self, counts);
  line = n > 0 ? bks_nas_describe_counts (counts) : g_strdup (_ ("No backups"));
  *verdict_out = worst (counts);
  *line_out = note != NULL ? g_strdup_printf (_ ("%s · %s"), line, note) : g_strdup (line);
  *reason_out = g_strdup (*line_out);
}

/*
 * bks_nas_make_words:
 * @now: the present, µs since the Unix epoch, UTC
 * @verdict_out: (out): section 2 of the description of the interface
 * @line_out: (out) (transfer full): the second line of the NAS's row
 * @reason_out: (out) (transfer full): a sentence about the verdict
 */
void
bks_nas_make_words (BksNas *self,
                    gint64 now,
                    BksVerdict *verdict_out,
                    char **line_out,
                    char **reason_out)
{
  switch (self->state)
    {
    case BKS_NAS_WAITING:
      *verdict_out = BKS_VERDICT_ATTENTION;
      *line_out = make_waiting_line (self->problem);
      *reason_out = g_strdup (bks_problem_get_message (self->problem));
      break;
    case BKS_NAS_UNREACHABLE:
      *verdict_out = self->checked_at > 0
                             && now - MAX (self->checked_at, self->restored_at) >= G_TIME_SPAN_HOUR
                         ? BKS_VERDICT_ATTENTION
                         : BKS_VERDICT_UNKNOWN;
      *line_out = make_unreachable_line (self, now);
      *reason_out = g_strdup (self->problem != NULL ? bks_problem_get_message (self->problem)
                                                    : *line_out);
      break;
    case BKS_NAS_NEW:
      *verdict_out = BKS_VERDICT_UNKNOWN;
      *line_out = self->restored_at > 0 ? make_last_answer (self, now)
                                        : g_strdup (_ ("Not asked yet"));
      *reason_out = g_strdup (*line_out);
      break;
    case BKS_NAS_ASKING:
      *verdict_out = BKS_VERDICT_UNKNOWN;
      *line_out = g_strdup (dsm_client_is_signed_in (self->client) ? _ ("Asking…")
                                                                   : _ ("Signing in…"));
      *reason_out = g_strdup (*line_out);
      break;
    case BKS_NAS_FRESH:
    case BKS_NAS_STALE:
    default:
      make_heard_words (self, verdict_out, line_out, reason_out);
      break;
    }
}
