/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "dsm"

#include "dsm-journal-private.h"

#include <string.h>

#include "dsm-error.h"
#include "dsm-redact-private.h"

/* A refusal is short; whatever is longer is not looked through. */
#define MAX_REFUSAL 512

G_LOCK_DEFINE_STATIC (journal);
static GQueue journal = G_QUEUE_INIT; /* (element-type utf8) (owned): oldest first */

/* Takes @text. */
static void
add (const char *what, char *text)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *when = g_date_time_format (now, "%FT%TZ");
  g_autofree char *line = g_strdup_printf ("%s %s: %s", when, what, text);
  char *safe = dsm_redact (line);

  G_LOCK (journal);
  g_queue_push_tail (&journal, safe);
  if (g_queue_get_length (&journal) > DSM_JOURNAL_LINES)
    g_free (g_queue_pop_head (&journal));
  G_UNLOCK (journal);
  g_free (text);
}

/* The number of a refusal; 0 = it is none. All else in it may be somebody's data. */
static int
find_code (const char *body, gsize length)
{
  static const char key[] = "\"code\":";
  g_autofree char *text = NULL;
  const char *code;

  if (body == NULL || length > MAX_REFUSAL)
    return 0;
  text = g_strndup (body, length);
  code = strstr (text, "\"success\":false") != NULL ? strstr (text, key) : NULL;
  return code != NULL ? (int) g_ascii_strtoll (code + strlen (key), NULL, 10) : 0;
}

/*
 * dsm_journal_note_reply:
 * @what: API and method
 * @status: of HTTP
 * @body: (nullable): what came
 * @length: of @body, in bytes
 * @ms: how long it took
 *
 * Notes that there was an answer. Of its text only the number of a refusal is kept.
 */
void
dsm_journal_note_reply (const char *what, guint status, const char *body, gsize length, int ms)
{
  int code = find_code (body, length);

  if (code != 0)
    add (what, g_strdup_printf ("%u, %d ms, refused with %d", status, ms, code));
  else
    add (what, g_strdup_printf ("%u, %" G_GSIZE_FORMAT " bytes, %d ms", status, length, ms));
}

/*
 * dsm_journal_note_failure:
 * @what: API and method
 * @error: why there was no answer
 * @ms: how long it took
 *
 * Notes the kind of a failure. Its text may name a host, so it is kept only if it is ours.
 */
void
dsm_journal_note_failure (const char *what, const GError *error, int ms)
{
  if (error->domain == DSM_ERROR)
    add (what, g_strdup_printf ("failed after %d ms: %s", ms, error->message));
  else
    add (what, g_strdup_printf ("failed after %d ms: %s %d", ms, g_quark_to_string (error->domain),
                                error->code));
}

/**
 * dsm_journal_dup:
 *
 * Returns: (transfer full): the last exchanges with all NAS, without secrets, hosts or contents
 */
char *
dsm_journal_dup (void)
{
  GString *text = g_string_new (NULL);

  G_LOCK (journal);
  for (GList *l = journal.head; l != NULL; l = l->next)
    g_string_append_printf (text, "%s\n", (char *) l->data);
  G_UNLOCK (journal);
  return g_string_free (text, FALSE);
}
