/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-task-page-private.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>

#include "bks-action-button.h"
#include "bks-format.h"
#include "bks-next-runs.h"
#include "bks-run-history.h"
#include "bks-task-page-words.h"
#include "bks-wire.h"

static void
show_label (GtkLabel *label, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
  if (g_strcmp0 (gtk_label_get_text (label), text != NULL ? text : "") != 0)
    gtk_label_set_text (label, text != NULL ? text : "");
}

static const BksTaskDetails *
get_details (BksTaskPage *self)
{
  return self->known != NULL ? self->known->details : NULL;
}

static void
show_title (BksTaskPage *self)
{
  BksNas *nas = bks_task_get_nas (self->task);
  g_autofree char *subtitle = NULL;
  g_autofree char *menu_name = g_strdup_printf (_ ("Actions for %s"),
                                                bks_task_get_name (self->task));

  if (nas != NULL && bks_nas_is_simulated (nas))
    subtitle = g_strdup_printf (_ ("%s · Simulated NAS"), bks_nas_get_name (nas));
  else
    subtitle = g_strdup (nas != NULL ? bks_nas_get_name (nas) : "");

  adw_window_title_set_title (self->title, bks_task_get_name (self->task));
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  menu_name, -1);
}

/* The two verbs stay in sight even where they cannot help now, with the reason beside them; not beside
 * a run, where the reason is plain, and not twice. For what they can never help, there is DSM. */
static void
show_actions (BksTaskPage *self)
{
  gboolean is_quiet = bks_task_get_verdict (self->task) != BKS_VERDICT_RUNNING;
  gboolean offers = bks_verdict_block_offers (self->verdict, BKS_ACTION_BACK_UP);
  g_autofree char *why_back_up = NULL;
  g_autofree char *why_check = NULL;
  g_autofree char *both = NULL;

  gtk_widget_set_visible (self->actions_box, is_quiet);
  if (!is_quiet)
    return;
  if (bks_task_is_lun (self->task))
    {
      bks_task_can (self->task, BKS_ACTION_BACK_UP, &why_back_up);
      gtk_widget_set_visible (GTK_WIDGET (self->back_up_button), FALSE);
      bks_action_button_show_open_in_dsm (self->check_button, self->task);
      show_label (self->why_label, why_back_up);
      return;
    }

  why_check = bks_action_button_show (self->check_button, self->task, BKS_ACTION_CHECK);
  gtk_widget_set_visible (GTK_WIDGET (self->back_up_button), !offers);
  if (!offers)
    why_back_up = bks_action_button_show (self->back_up_button, self->task, BKS_ACTION_BACK_UP);
  if (why_back_up != NULL && why_check != NULL && !g_str_equal (why_back_up, why_check))
    both = g_strdup_printf ("%s\n%s", why_back_up, why_check);
  show_label (self->why_label, both != NULL ? both : why_back_up != NULL ? why_back_up : why_check);
}

static void
show_list_tooltip (BksPropRow *row, char **lines)
{
  g_autofree char *all = g_strjoinv ("\n", lines);

  gtk_widget_set_tooltip_text (GTK_WIDGET (row), *all != '\0' ? all : NULL);
}

/* Returns: (nullable): why a part is not there, unless the card above says just that of the whole NAS */
static const char *
get_cause (BksTaskPage *self, const char *message)
{
  BksNas *nas = bks_task_get_nas (self->task);
  BksProblem *problem = nas != NULL ? bks_nas_get_problem (nas) : NULL;

  if (problem != NULL && bks_task_get_verdict (self->task) == BKS_VERDICT_UNKNOWN
      && g_strcmp0 (bks_problem_get_message (problem), message) == 0)
    return NULL;
  return message;
}

static void
show_details (BksTaskPage *self)
{
  const BksTaskDetails *details = get_details (self);
  BksProblem *problem = self->known != NULL ? self->known->details_problem : NULL;
  g_autofree char *destination = bks_task_page_describe_destination (self->task, details);
  g_autofree char *sources = NULL;
  g_autofree char *schedule = NULL;

  bks_prop_row_set_value (self->destination_row, destination);
  if (details != NULL)
    {
      sources = bks_task_page_describe_sources (details);
      bks_prop_row_set_value (self->source_row, sources);
      show_list_tooltip (self->source_row, details->folders);
      schedule = bks_task_page_describe_schedule (self->task, details, g_get_real_time ());
      bks_prop_row_set_value (self->schedule_row, schedule);
    }
  else if ((self->asking & BKS_TASK_PART_DETAILS) != 0)
    {
      bks_prop_row_set_loading (self->source_row);
      bks_prop_row_set_loading (self->schedule_row);
    }
  else if (problem != NULL)
    {
      const char *cause = get_cause (self, bks_problem_get_message (problem));

      bks_prop_row_set_failed (self->source_row, cause);
      bks_prop_row_set_failed (self->schedule_row, cause);
    }
  else
    {
      bks_prop_row_set_value (self->source_row, _ ("Not known"));
      bks_prop_row_set_value (self->schedule_row, _ ("Not known"));
    }
}

static void
show_versions (BksTaskPage *self)
{
  GPtrArray *versions = self->known != NULL ? self->known->versions : NULL;
  BksProblem *problem = self->known != NULL ? self->known->versions_problem : NULL;

  if (versions != NULL)
    {
      g_autofree char *text = bks_task_page_describe_versions (versions, g_get_real_time ());

      bks_prop_row_set_value (self->versions_row, text);
    }
  else if ((self->asking & BKS_TASK_PART_VERSIONS) != 0)
    bks_prop_row_set_loading (self->versions_row);
  else if (problem != NULL)
    bks_prop_row_set_failed (self->versions_row,
                             get_cause (self, bks_problem_get_message (problem)));
  else
    bks_prop_row_set_value (self->versions_row, _ ("Not known"));
}

static void
show_log (BksTaskPage *self)
{
  GPtrArray *log = self->known != NULL ? self->known->log : NULL;
  BksProblem *problem = self->known != NULL ? self->known->log_problem : NULL;

  if (log != NULL)
    bks_task_log_rows_set_entries (self->log_rows, log, bks_task_get_name (self->task));
  else if ((self->asking & BKS_TASK_PART_LOG) != 0)
    bks_task_log_rows_set_loading (self->log_rows);
  else if (problem != NULL)
    bks_task_log_rows_set_failed (self->log_rows,
                                  get_cause (self, bks_problem_get_message (problem)));
  else
    bks_task_log_rows_set_text (self->log_rows, _ ("Not known"));
}

static void
set_when_tooltip (BksPropRow *row, gint64 when, gint64 now)
{
  g_autofree char *full = when > 0 ? bks_format_when_full (when, now) : NULL;

  gtk_widget_set_tooltip_text (GTK_WIDGET (row), full);
}

static void
show_runs (BksTaskPage *self)
{
  gint64 now = g_get_real_time ();
  gboolean was_good = bks_task_page_was_last_run_good (self->task);
  g_autofree char *next = bks_task_page_describe_next_runs (self->task, get_details (self), now);
  g_autofree char *last_run = bks_task_page_describe_last_run (self->task, now);
  g_autofree char *last_success = bks_task_page_describe_last_success (self->task, now);

  bks_prop_row_set_value (self->next_runs_row, next);
  set_when_tooltip (self->next_runs_row, bks_task_get_next_run (self->task), now);

  /* One row if the last run is the last success, and none of a run that is not over. */
  gtk_widget_set_visible (GTK_WIDGET (self->last_run_row),
                          last_run != NULL && !was_good && !bks_task_is_busy (self->task));
  if (last_run != NULL)
    bks_prop_row_set_value (self->last_run_row, last_run);
  set_when_tooltip (self->last_run_row, bks_task_get_last_start (self->task), now);
  bks_prop_row_set_value (self->last_success_row, last_success);
  set_when_tooltip (self->last_success_row, bks_task_get_last_success (self->task), now);
}

/* "Check", or "Cancel Check" while one runs. */
static void
show_integrity_button (BksTaskPage *self)
{
  gboolean is_checking = bks_task_can (self->task, BKS_ACTION_CANCEL_CHECK, NULL);
  BksAction action = is_checking ? BKS_ACTION_CANCEL_CHECK : BKS_ACTION_CHECK;
  /* Translators: "Check" is a verb: a button beside what is known of the integrity. */
  const char *label = is_checking ? _ ("Cancel Check") : _ ("Check");
  g_autofree char *action_name = g_strdup_printf ("task.%s", bks_action_get_nick (action));
  /* Translators: a verb and the name of a backup, as a screen reader says it: "Suspend Accounting". */
  g_autofree char *name = g_strdup_printf (C_ ("button", "%s %s"), bks_action_get_label (action),
                                           bks_task_get_name (self->task));
  g_autofree char *why = NULL;

  bks_task_can (self->task, action, &why);
  if (g_strcmp0 (gtk_button_get_label (self->integrity_button), label) != 0)
    gtk_button_set_label (self->integrity_button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->integrity_button), action_name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->integrity_button), why);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->integrity_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why != NULL ? why : "", -1);
}

static void
show_integrity (BksTaskPage *self)
{
  g_autofree char *text = bks_task_page_describe_integrity (self->task, self->target,
                                                            g_get_real_time ());

  show_integrity_button (self);
  /* Beside "Retry" it would be one button too many: it stands below the card, too. */
  gtk_widget_set_visible (GTK_WIDGET (self->integrity_button),
                          text != NULL || self->target_problem == NULL || self->is_asking_target);
  if (text != NULL)
    bks_prop_row_set_value (self->integrity_row, text);
  else if (self->is_asking_target)
    bks_prop_row_set_loading (self->integrity_row);
  else if (self->target_problem != NULL)
    bks_prop_row_set_failed (self->integrity_row, get_cause (self, self->target_problem));
  else
    bks_prop_row_set_value (self->integrity_row, _ ("Not known"));
}

/* What the destination says of itself. */
void
bks_task_page_show_target (BksTaskPage *self)
{
  if (self->target != NULL)
    {
      g_autofree char *text = bks_task_page_describe_stored (self->task, get_details (self),
                                                             self->target);

      bks_prop_row_set_value (self->stored_row, text);
    }
  else if (self->is_asking_target)
    bks_prop_row_set_loading (self->stored_row);
  else if (self->target_problem != NULL)
    bks_prop_row_set_failed (self->stored_row, get_cause (self, self->target_problem));
  else
    bks_prop_row_set_value (self->stored_row, _ ("Not known"));
  show_integrity (self);
}

static int
get_first_week_day (void)
{
  /* glibc's own: two of them make the day that a week begins with. 2 November 1997 was a Sunday. */
  union
  {
    char *text;
    guint number;
  } week = { .text = nl_langinfo (_NL_TIME_WEEK_1STDAY) };
  int first = nl_langinfo (_NL_TIME_FIRST_WEEKDAY)[0];
  int base = week.number == 19971130 ? 0 : 1;

  return (base + first - 1) % 7;
}

static char *
describe_problem (BksTaskPage *self)
{
  const BksTaskDossier *known = self->known;
  BksProblem *problem = NULL;
  const char *cause;

  if (known != NULL)
    problem = known->versions_problem != NULL ? known->versions_problem : known->log_problem;
  if (problem == NULL)
    return NULL;
  cause = get_cause (self, bks_problem_get_message (problem));
  if (cause == NULL)
    return g_strdup (_ ("Not everything is known."));
  /* Translators: %s is a whole sentence with the cause. */
  return g_strdup_printf (_ ("Not everything is known. %s"), cause);
}

static char *
describe_size_problem (BksTaskPage *self, BksProblem *problem)
{
  const char *cause = get_cause (self, bks_problem_get_message (problem));

  return cause != NULL ? g_strdup_printf (_ ("Not available. %s"), cause)
                       : g_strdup (_ ("Not available"));
}

static BksTaskPagePast
get_past (BksTaskPage *self, gint64 now)
{
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  BksNas *nas = bks_task_get_nas (self->task);
  gint64 heard_at = nas != NULL ? bks_nas_get_checked_at (nas) : 0;

  return (BksTaskPagePast){ .last_start = bks_task_get_last_start (self->task),
                            .last_end = bks_task_get_last_end (self->task),
                            .last_success = bks_task_get_last_success (self->task),
                            .settled_since = bks_task_get_settled_since (self->task),
                            .heard_hour = heard_at / G_TIME_SPAN_HOUR,
                            .is_busy = bks_task_is_busy (self->task),
                            .day = g_date_time_get_year (today) * 366
                                   + g_date_time_get_day_of_year (today) };
}

/* The calendar and the sizes, from all that is known of the past. */
void
bks_task_page_show_history (BksTaskPage *self)
{
  gint64 now = g_get_real_time ();
  const BksTaskDossier *known = self->known;
  BksNas *nas = bks_task_get_nas (self->task);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GTimeZone) plan_zone = NULL;
  g_autoptr (BksRunHistory) history = NULL;
  g_autofree char *problem = describe_problem (self);
  g_autofree char *size_problem = NULL;
  BksRunHistoryInput input = { .now = now,
                               .zone = zone,
                               .first_week_day = get_first_week_day (),
                               .runs = self->runs,
                               .last_result = bks_task_get_last_result (self->task),
                               .last_has_error = bks_task_has_error (self->task) };
  int utc_offset;

  if (known == NULL && self->asking != 0)
    {
      bks_task_history_set_loading (self->history);
      return;
    }
  self->past = get_past (self, now);
  input.last_start = self->past.last_start;
  input.last_end = self->past.last_end;
  input.last_success = self->past.last_success;
  input.is_busy = self->past.is_busy;
  input.plan_since = self->past.settled_since;
  input.heard_at = nas != NULL ? bks_nas_get_checked_at (nas) : 0;
  if (nas != NULL && bks_nas_get_utc_offset (nas, &utc_offset))
    input.plan_zone = plan_zone = bks_next_runs_guess_zone (utc_offset, now);
  if (known != NULL)
    {
      input.has_plan = known->details != NULL;
      input.plan = known->details != NULL ? known->details->plan : NULL;
      input.versions = known->versions;
      input.statistics = known->statistics;
      input.log = known->log;
      input.log_is_whole = known->log_is_whole;
      if (known->statistics_problem != NULL)
        size_problem = describe_size_problem (self, known->statistics_problem);
    }
  history = bks_run_history_build (&input);
  bks_task_history_show (self->history, history, problem, size_problem);
}

static gboolean
is_past_old (BksTaskPage *self)
{
  BksTaskPagePast past = get_past (self, g_get_real_time ());

  return past.last_start != self->past.last_start || past.last_end != self->past.last_end
         || past.last_success != self->past.last_success
         || past.settled_since != self->past.settled_since
         || past.heard_hour != self->past.heard_hour || past.is_busy != self->past.is_busy
         || past.day != self->past.day;
}

/* What came with one request, or is on its way. */
void
bks_task_page_show_parts (BksTaskPage *self)
{
  show_details (self);
  show_versions (self);
  show_runs (self);
  bks_task_page_show_target (self);
  bks_task_page_show_history (self);
  show_log (self);
  bks_raw_list_update (self->raw_list, self->task, get_details (self));
}

/* A button that was just used may be gone or off by what it did: the keyboard must not be lost. */
static void
keep_focus (BksTaskPage *self, GtkWidget *had_focus)
{
  if (had_focus != NULL && gtk_widget_is_ancestor (had_focus, self->scroller)
      && (!gtk_widget_get_mapped (had_focus) || !gtk_widget_is_sensitive (had_focus)))
    gtk_widget_grab_focus (GTK_WIDGET (self->menu_button));
}

static void
show_verdict (BksTaskPage *self)
{
  BksWire *wire = self->fleet != NULL ? bks_wire_get (self->fleet) : NULL;
  BksVault *vault = wire != NULL ? bks_wire_find_wait (wire, self->task) : NULL;
  g_autofree char *sentence = vault != NULL ? bks_wire_describe_wait (wire, self->task) : NULL;

  bks_verdict_block_set_wait (self->verdict, sentence,
                              vault != NULL ? bks_nas_get_id (bks_vault_get_nas (vault)) : NULL);
  bks_verdict_block_update (self->verdict, self->task);
}

/* What the list knows, as it is now. */
void
bks_task_page_update (BksTaskPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *had_focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  show_title (self);
  show_verdict (self);
  show_actions (self);
  show_details (self);
  show_runs (self);
  bks_task_page_show_target (self);
  if (is_past_old (self))
    bks_task_page_show_history (self);
  bks_raw_list_update (self->raw_list, self->task, get_details (self));
  keep_focus (self, had_focus);
}
