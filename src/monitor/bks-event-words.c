/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-monitor"

#include "bks-event-words.h"

#include <glib/gi18n-lib.h>

#include "bks-format.h"

/* What an event is called, by section 11 of the description of the interface. */

/**
 * bks_event_facts_new:
 *
 * Returns: (transfer full): facts of which none is known
 */
BksEventFacts *
bks_event_facts_new (void)
{
  BksEventFacts *self = g_new0 (BksEventFacts, 1);

  self->nas_name = g_strdup ("");
  self->task_name = g_strdup ("");
  self->cause = g_strdup ("");
  self->n_new = -1;
  return self;
}

/**
 * bks_event_facts_free:
 * @self: (nullable) (transfer full): facts
 */
void
bks_event_facts_free (BksEventFacts *self)
{
  if (self == NULL)
    return;
  g_free (self->nas_name);
  g_free (self->task_name);
  g_free (self->cause);
  g_free (self);
}

/**
 * bks_event_facts_dump:
 * @self: facts
 *
 * Returns: (transfer floating): a{sv}, to be stored with the event
 */
GVariant *
bks_event_facts_dump (const BksEventFacts *self)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "nas-name", "s", self->nas_name);
  g_variant_dict_insert (&dict, "task-name", "s", self->task_name);
  g_variant_dict_insert (&dict, "cause", "s", self->cause);
  g_variant_dict_insert (&dict, "last-success", "x", self->last_success);
  g_variant_dict_insert (&dict, "missed", "x", self->missed);
  g_variant_dict_insert (&dict, "duration", "x", self->duration);
  g_variant_dict_insert (&dict, "new", "x", self->n_new);
  return g_variant_dict_end (&dict);
}

static void
read_text (GVariantDict *dict, const char *name, char **text)
{
  const char *value;

  if (!g_variant_dict_lookup (dict, name, "&s", &value))
    return;
  g_free (*text);
  *text = g_strdup (value);
}

/**
 * bks_event_facts_read:
 * @value: (nullable): what was stored, perhaps by another version of Backstay
 *
 * Returns: (transfer full): the facts; what is not there is not known
 */
BksEventFacts *
bks_event_facts_read (GVariant *value)
{
  BksEventFacts *self = bks_event_facts_new ();
  GVariantDict dict;

  if (value == NULL || !g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
    return self;
  g_variant_dict_init (&dict, value);
  read_text (&dict, "nas-name", &self->nas_name);
  read_text (&dict, "task-name", &self->task_name);
  read_text (&dict, "cause", &self->cause);
  g_variant_dict_lookup (&dict, "last-success", "x", &self->last_success);
  g_variant_dict_lookup (&dict, "missed", "x", &self->missed);
  g_variant_dict_lookup (&dict, "duration", "x", &self->duration);
  g_variant_dict_lookup (&dict, "new", "x", &self->n_new);
  g_variant_dict_clear (&dict);
  return self;
}

static const char *
title_format (BksEventKind kind)
{
  switch (kind)
    {
      /* Translators: titles of notifications; %s is the name of a backup. */
    case BKS_EVENT_FAILED:
    case BKS_EVENT_DESTINATION:
      return _ ("“%s” failed");
    case BKS_EVENT_INCOMPLETE:
      return _ ("“%s” is incomplete");
    case BKS_EVENT_CHECK_FAILED:
      return _ ("“%s”: integrity check failed");
    case BKS_EVENT_CHECK_PASSED:
      return _ ("“%s”: integrity check passed");
    case BKS_EVENT_OVERDUE:
      return _ ("“%s” is overdue");
    case BKS_EVENT_SUSPENDED:
      return _ ("“%s” is still suspended");
    case BKS_EVENT_RESUMED:
      return _ ("“%s” goes on");
    case BKS_EVENT_NOT_MOVING:
      return _ ("“%s” is not moving");
    case BKS_EVENT_SLOW:
      return _ ("“%s” is unusually slow");
    case BKS_EVENT_UNUSUAL:
      return _ ("“%s” changed a lot");
    case BKS_EVENT_RECOVERED:
      return _ ("“%s” is good again");
    case BKS_EVENT_SUCCESS:
      return _ ("“%s” is backed up");
      /* Translators: titles of notifications; %s is the name of a NAS. */
    case BKS_EVENT_UNREACHABLE:
      return _ ("%s does not answer");
    case BKS_EVENT_WAITING:
    case BKS_EVENT_SIGNED_OUT:
      return _ ("%s is waiting for you");
    case BKS_EVENT_BACK:
    default:
      return _ ("%s answers again");
    }
}

/* Sentences that say of which NAS they are. */
static char *
of_nas (const BksEventFacts *facts, const char *sentences)
{
  /* Translators: a NAS, and sentences about one of its backups. */
  return g_strdup_printf (_ ("%s: %s"), facts->nas_name, sentences);
}

static char *
describe_destination (const BksEvent *event, const BksEventFacts *facts)
{
  switch (event->detail)
    {
    case BKS_EVENT_DETAIL_UNAUTH:
      return of_nas (facts, _ ("The destination no longer accepts the stored sign-in."));
    case BKS_EVENT_DETAIL_ENDED:
      return of_nas (facts, _ ("The destination has ended this service."));
    case BKS_EVENT_DETAIL_LOOK:
    case BKS_EVENT_DETAIL_RUN:
      return of_nas (facts, _ ("The destination was not reachable."));
    case BKS_EVENT_DETAIL_NONE:
    case BKS_EVENT_DETAIL_DAMAGED:
    case BKS_EVENT_DETAIL_FILES:
    case BKS_EVENT_DETAIL_LARGER:
    case BKS_EVENT_DETAIL_SMALLER:
    default:
      return of_nas (facts, _ ("The destination is damaged."));
    }
}

static char *
describe_overdue (const BksEventFacts *facts, gint64 now)
{
  g_autofree char *run = facts->missed > 0 ? bks_format_when_inside (facts->missed, now) : NULL;
  g_autofree char *age = NULL;
  g_autofree char *text = NULL;

  if (facts->last_success > 0)
    age = bks_format_duration (MAX (now - facts->last_success, 0) / G_USEC_PER_SEC);
  if (run != NULL && age != NULL)
    /* Translators: a day and time inside a sentence, "yesterday, 13:00", then a span of time as it stands
     * alone, "9 days"; where your language would have to inflect that, turn the sentence. */
    text = g_strdup_printf (_ ("The run of %s is missing. Last success %s ago."), run, age);
  else if (run != NULL)
    text = g_strdup_printf (_ ("The run of %s is missing. There was no success yet."), run);
  else if (age != NULL)
    /* Translators: %s is a span of time as it stands alone, "9 days"; where your language would have to
     * inflect it, turn the sentence. */
    text = g_strdup_printf (_ ("Last success %s ago."), age);
  else
    text = g_strdup (_ ("There was no success yet."));
  return of_nas (facts, text);
}

static char *
describe_unusual (const BksEvent *event)
{
  g_autofree char *percent = bks_format_percent ((int) event->amount);

  switch (event->detail)
    {
    case BKS_EVENT_DETAIL_LARGER:
      return g_strdup_printf (_ ("It is %s larger than usual."), percent);
    case BKS_EVENT_DETAIL_SMALLER:
      return g_strdup_printf (_ ("It is %s smaller than usual."), percent);
    case BKS_EVENT_DETAIL_NONE:
    case BKS_EVENT_DETAIL_DAMAGED:
    case BKS_EVENT_DETAIL_UNAUTH:
    case BKS_EVENT_DETAIL_ENDED:
    case BKS_EVENT_DETAIL_LOOK:
    case BKS_EVENT_DETAIL_RUN:
    case BKS_EVENT_DETAIL_FILES:
    default:
      return g_strdup_printf (ngettext ("%d time as many files changed as usual.",
                                        "%d times as many files changed as usual.",
                                        (gulong) event->amount),
                              (int) event->amount);
    }
}

static char *
describe_run (const BksEventFacts *facts)
{
  g_autofree char *duration = bks_format_duration (facts->duration / G_USEC_PER_SEC);

  if (facts->duration <= 0)
    return g_strdup ("");
  if (facts->n_new < 0)
    /* Translators: how long a backup took: "31 minutes." */
    return g_strdup_printf (_ ("%s."), duration);
  /* Translators: what a backup has copied, and how long it took: "128 new files, 31 minutes." */
  return g_strdup_printf (ngettext ("%d new file, %s.", "%d new files, %s.", (gulong) facts->n_new),
                          (int) facts->n_new, duration);
}

static char *
describe_since (const BksEvent *event, const BksEventFacts *facts, gint64 now)
{
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  if (event->stamp <= 0)
    return g_strdup (facts->nas_name);
  when = bks_format_when_inside (event->stamp, now);
  text = g_strdup_printf (event->kind == BKS_EVENT_RESUMED
                              ? _ ("It was suspended since %s. Backstay has resumed it.")
                              : _ ("Since %s."),
                          when);
  return of_nas (facts, text);
}

static char *
make_body (const BksEvent *event, const BksEventFacts *facts, gint64 now)
{
  g_autofree char *duration = bks_format_duration (event->amount / G_USEC_PER_SEC);

  switch (event->kind)
    {
    case BKS_EVENT_FAILED:
      return of_nas (facts, *facts->cause != '\0' ? facts->cause : _ ("The last run failed."));
    case BKS_EVENT_INCOMPLETE:
      return of_nas (facts, _ ("Not everything was copied."));
    case BKS_EVENT_DESTINATION:
      return describe_destination (event, facts);
    case BKS_EVENT_OVERDUE:
      return describe_overdue (facts, now);
    case BKS_EVENT_SUSPENDED:
    case BKS_EVENT_RESUMED:
      return describe_since (event, facts, now);
    case BKS_EVENT_NOT_MOVING:
      return g_strdup_printf (_ ("No data for %s."), duration);
    case BKS_EVENT_SLOW:
      return g_strdup_printf (ngettext ("%d time longer than usual.", "%d times longer than usual.",
                                        (gulong) event->amount),
                              (int) event->amount);
    case BKS_EVENT_UNUSUAL:
      return describe_unusual (event);
    case BKS_EVENT_RECOVERED:
    case BKS_EVENT_SUCCESS:
      return describe_run (facts);
    case BKS_EVENT_UNREACHABLE:
      /* Translators: "Not heard from for 1 hour." */
      return g_strdup_printf (_ ("Not heard from for %s."), duration);
    case BKS_EVENT_WAITING:
      return g_strdup (facts->cause);
    case BKS_EVENT_SIGNED_OUT:
      return g_strdup (_ ("It is signed out."));
    case BKS_EVENT_CHECK_FAILED:
    case BKS_EVENT_CHECK_PASSED:
    case BKS_EVENT_BACK:
    default:
      return g_strdup ("");
    }
}

/* A run that failed may do better; one at a damaged destination cannot. */
static gboolean
may_run_again (const BksEvent *event)
{
  return event->kind == BKS_EVENT_FAILED || event->kind == BKS_EVENT_INCOMPLETE
         || (event->kind == BKS_EVENT_DESTINATION
             && (event->detail == BKS_EVENT_DETAIL_LOOK || event->detail == BKS_EVENT_DETAIL_RUN));
}

static BksNoticeButtons
get_buttons (const BksEvent *event)
{
  switch (event->kind)
    {
    case BKS_EVENT_FAILED:
    case BKS_EVENT_INCOMPLETE:
    case BKS_EVENT_DESTINATION:
      return (may_run_again (event) ? BKS_NOTICE_BACK_UP : 0) | BKS_NOTICE_SHOW | BKS_NOTICE_MUTE;
    case BKS_EVENT_OVERDUE:
      return BKS_NOTICE_BACK_UP | BKS_NOTICE_SHOW | BKS_NOTICE_MUTE;
    case BKS_EVENT_SUSPENDED:
      return BKS_NOTICE_RESUME | BKS_NOTICE_SHOW | BKS_NOTICE_MUTE;
    case BKS_EVENT_NOT_MOVING:
    case BKS_EVENT_SLOW:
    case BKS_EVENT_UNUSUAL:
      return BKS_NOTICE_SHOW | BKS_NOTICE_MUTE;
    case BKS_EVENT_CHECK_FAILED:
    case BKS_EVENT_CHECK_PASSED:
      return BKS_NOTICE_SHOW_LOG;
    case BKS_EVENT_RECOVERED:
    case BKS_EVENT_SUCCESS:
    case BKS_EVENT_RESUMED:
    case BKS_EVENT_UNREACHABLE:
    case BKS_EVENT_WAITING:
    case BKS_EVENT_SIGNED_OUT:
    case BKS_EVENT_BACK:
    default:
      return BKS_NOTICE_SHOW;
    }
}

/**
 * bks_event_make_notice:
 * @event: what is the matter
 * @facts: what its words are made of
 * @now: the present by the NAS's clock, µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): how it is told
 */
BksNotice *
bks_event_make_notice (const BksEvent *event, const BksEventFacts *facts, gint64 now)
{
  const char *name = event->task_id != NULL ? facts->task_name : facts->nas_name;
  g_autofree char *body = make_body (event, facts, now);
  g_autofree char *title = NULL;
  BksNotice *notice;

#pragma GCC diagnostic push
  /* Each of the formats has one %s. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  title = g_strdup_printf (title_format (event->kind), name);
#pragma GCC diagnostic pop
  notice = bks_notice_new (event->id, title, body);
  notice->is_urgent = event->kind == BKS_EVENT_FAILED || event->kind == BKS_EVENT_DESTINATION;
  notice->is_again = may_run_again (event);
  notice->nas_id = g_strdup (event->nas_id);
  notice->task_id = g_strdup (event->task_id);
  notice->buttons = get_buttons (event);
  return notice;
}

/**
 * bks_event_make_summary:
 * @n_backups: how many need attention
 * @names: (array zero-terminated=1): what they are called
 *
 * Returns: (transfer full): how that is told
 */
BksNotice *
bks_event_make_summary (guint n_backups, const char *const *names)
{
  g_autofree char *title = g_strdup_printf (
      ngettext ("%u backup needs attention", "%u backups need attention", n_backups), n_backups);
  /* Translators: between the names of backups. */
  g_autofree char *body = g_strjoinv (_ (", "), (char **) names);
  BksNotice *notice = bks_notice_new (BKS_SUMMARY_NOTICE_ID, title, body);

  notice->buttons = BKS_NOTICE_SHOW;
  return notice;
}

/**
 * bks_event_make_weekly:
 * @sentence: that all is fine
 *
 * Returns: (transfer full): how that is told once a week
 */
BksNotice *
bks_event_make_weekly (const char *sentence)
{
  BksNotice *notice = bks_notice_new (
      BKS_WEEKLY_NOTICE_ID, sentence,
      _ ("Your weekly message from Backstay. What goes wrong is told at once."));

  notice->buttons = BKS_NOTICE_SHOW;
  return notice;
}

/**
 * bks_event_mark_simulated:
 * @notice: about a simulated NAS
 *
 * Nobody is to be frightened by what is not real.
 */
void
bks_event_mark_simulated (BksNotice *notice)
{
  /* Translators: title of a notification that is about a simulated NAS. */
  g_autofree char *title = g_strdup_printf (_ ("Demo: %s"), notice->title);

  g_free (notice->title);
  notice->title = g_steal_pointer (&title);
  notice->is_urgent = FALSE;
}
