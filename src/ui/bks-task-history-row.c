/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-task-history-row.h"

#include <glib/gi18n-lib.h>

#include "bks-format.h"

typedef enum
{
  PROP_DATE = 1,
  PROP_RESULT,
  PROP_DURATION,
  PROP_SOURCE,
  PROP_DESTINATION,
  PROP_ADDED,
  PROP_MODIFIED,
  PROP_DELETED,
  PROP_SENTENCE,
} BksTaskHistoryRowProperty;
#define N_TEXTS PROP_SENTENCE

struct _BksTaskHistoryRow
{
  GObject parent_instance;

  char *texts[N_TEXTS + 1]; /* (owned), by property */
  gint64 from;              /* of its day, µs since the Unix epoch, UTC */
  gint64 to;
};

G_DEFINE_FINAL_TYPE (BksTaskHistoryRow, bks_task_history_row, G_TYPE_OBJECT)

static GParamSpec *properties[N_TEXTS + 1];

static void
bks_task_history_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id < PROP_DATE || prop_id > N_TEXTS)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  g_value_set_string (value, BKS_TASK_HISTORY_ROW (object)->texts[prop_id]);
}

static void
bks_task_history_row_finalize (GObject *object)
{
  BksTaskHistoryRow *self = BKS_TASK_HISTORY_ROW (object);

  for (guint i = PROP_DATE; i <= N_TEXTS; i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (bks_task_history_row_parent_class)->finalize (object);
}

static void
bks_task_history_row_class_init (BksTaskHistoryRowClass *klass)
{
  static const char *const names[] = { NULL,          "date",  "result",   "duration", "source",
                                       "destination", "added", "modified", "deleted",  "sentence" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bks_task_history_row_get_property;
  object_class->finalize = bks_task_history_row_finalize;
  for (guint i = PROP_DATE; i <= N_TEXTS; i++)
    properties[i] = g_param_spec_string (names[i], NULL, NULL, "",
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bks_task_history_row_init (BksTaskHistoryRow *self)
{
}

static void
make_sentence (BksTaskHistoryRow *self)
{
  /* Translators: a row of a table for a screen reader: a day or a time, and how it was then. */
  self->texts[PROP_SENTENCE] = g_strdup_printf (_ ("%s, %s"), self->texts[PROP_DATE],
                                                self->texts[PROP_RESULT]);
}

static char *
format_count (gint64 count)
{
  return count < 0 ? g_strdup ("–") : g_strdup_printf ("%'" G_GINT64_FORMAT, count);
}

static char *
format_duration (gint64 duration)
{
  return duration < 0 ? g_strdup ("–") : bks_format_duration (duration / G_USEC_PER_SEC);
}

/* The runs of a day, one beside the other: "02:00, took 31 minutes". */
static char *
describe_runs (const BksRunDay *day, GArray *runs)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      const BksKnownRun *run = &g_array_index (runs, BksKnownRun, i);
      gint64 at = bks_known_run_get_at (run);
      g_autofree char *clock = NULL;
      g_autofree char *duration = NULL;

      if (at < day->begin || at >= day->end)
        continue;
      clock = bks_format_clock (at, at);
      duration = format_duration (bks_known_run_get_duration (run));
      if (text->len > 0)
        g_string_append (text, ", ");
      if (bks_known_run_get_duration (run) < 0)
        g_string_append (text, clock);
      else
        /* Translators: when a run began, and how long it took: "02:00 (31 minutes)". */
        g_string_append_printf (text, C_ ("run", "%s (%s)"), clock, duration);
    }
  if (text->len == 0)
    g_string_append (text, "–");
  return g_string_free (text, FALSE);
}

/**
 * bks_task_history_row_new_day:
 * @day: a day
 * @runs: (element-type BksKnownRun): those that are known
 *
 * Returns: (transfer full): its row; "duration" lists its runs
 */
BksTaskHistoryRow *
bks_task_history_row_new_day (const BksRunDay *day, GArray *runs)
{
  BksTaskHistoryRow *self = g_object_new (BKS_TYPE_TASK_HISTORY_ROW, NULL);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (day->begin / G_USEC_PER_SEC);

  /* Translators: a day in a table, as g_date_time_format() takes it: "Sat, 2 May". */
  self->texts[PROP_DATE] = g_date_time_format (date, _ ("%a, %-d %b"));
  self->texts[PROP_RESULT] = g_strdup (day->is_by_log ? _ ("No error in the log")
                                                      : bks_day_kind_get_word (day->kind));
  self->texts[PROP_DURATION] = describe_runs (day, runs);
  make_sentence (self);
  self->from = day->begin;
  self->to = day->end;
  return self;
}

/**
 * bks_task_history_row_new_run:
 * @run: a run
 *
 * Returns: (transfer full): its row
 */
BksTaskHistoryRow *
bks_task_history_row_new_run (const BksKnownRun *run)
{
  BksTaskHistoryRow *self = g_object_new (BKS_TYPE_TASK_HISTORY_ROW, NULL);
  gint64 at = bks_known_run_get_at (run);

  self->texts[PROP_DATE] = bks_format_when (at, g_get_real_time ());
  self->texts[PROP_RESULT] = g_strdup (bks_run_result_get_word (run->result));
  self->texts[PROP_DURATION] = format_duration (bks_known_run_get_duration (run));
  make_sentence (self);
  self->texts[PROP_SOURCE] = bks_format_size (run->source_bytes);
  self->texts[PROP_DESTINATION] = bks_format_size (run->target_bytes);
  self->texts[PROP_ADDED] = format_count (run->n_new);
  self->texts[PROP_MODIFIED] = format_count (run->n_modified);
  self->texts[PROP_DELETED] = format_count (run->n_deleted);
  bks_format_get_day (at, &self->from, &self->to);
  return self;
}

/**
 * bks_task_history_row_get_date:
 * @self: a row
 *
 * Returns: (transfer none): the day or the time
 */
const char *
bks_task_history_row_get_date (BksTaskHistoryRow *self)
{
  g_return_val_if_fail (BKS_IS_TASK_HISTORY_ROW (self), NULL);

  return self->texts[PROP_DATE];
}

/**
 * bks_task_history_row_get_result:
 * @self: a row
 *
 * Returns: (transfer none): how it was
 */
const char *
bks_task_history_row_get_result (BksTaskHistoryRow *self)
{
  g_return_val_if_fail (BKS_IS_TASK_HISTORY_ROW (self), NULL);

  return self->texts[PROP_RESULT];
}

/**
 * bks_task_history_row_get_day:
 * @self: a row
 * @from_out: (out): begin of its day, µs since the Unix epoch, UTC
 * @to_out: (out): its end
 */
void
bks_task_history_row_get_day (BksTaskHistoryRow *self, gint64 *from_out, gint64 *to_out)
{
  g_return_if_fail (BKS_IS_TASK_HISTORY_ROW (self));

  *from_out = self->from;
  *to_out = self->to;
}
