/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-log-filters.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY_SECONDS 86400

struct _BksLogFilters
{
  GObject parent_instance;

  BksLogSpan span;
  BksLogSpan usual_span; /* what is there without anybody's wish */
  gint64 from;           /* s since the Unix epoch, of a custom span; 0 = open */
  gint64 to;             /* the same; this second included */
  char *keyword;         /* (owned): never NULL */
  BksLogLevel level;     /* BKS_LOG_UNKNOWN = all */
  gboolean oldest_first;
  char *nas_id;      /* (owned) (nullable): NULL = all of the scope */
  char *task_nas_id; /* (owned) (nullable) */
  char *task_id;     /* (owned) (nullable) */

  GSettings *settings; /* (owned) (nullable): what they are kept in */
};

G_DEFINE_FINAL_TYPE (BksLogFilters, bks_log_filters, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *nick;
  const char *title;
} spans[BKS_N_LOG_SPANS] = {
  [BKS_LOG_SPAN_ALL] = { "all", N_ ("All dates") },
  [BKS_LOG_SPAN_TODAY] = { "today", N_ ("Today") },
  [BKS_LOG_SPAN_DAY] = { "24-hours", N_ ("Last 24 hours") },
  [BKS_LOG_SPAN_WEEK] = { "7-days", N_ ("Last 7 days") },
  [BKS_LOG_SPAN_MONTH] = { "30-days", N_ ("Last 30 days") },
  [BKS_LOG_SPAN_THIS_MONTH] = { "this-month", N_ ("This month") },
  [BKS_LOG_SPAN_CUSTOM] = { "custom", N_ ("Chosen dates") },
};

static const char *const level_nicks[BKS_N_LOG_LEVELS] = {
  [BKS_LOG_UNKNOWN] = "all",
  [BKS_LOG_INFO] = "all",
  [BKS_LOG_WARNING] = "warnings",
  [BKS_LOG_ERROR] = "errors",
};

/**
 * bks_log_span_get_title:
 * @span: a span
 *
 * Returns: (transfer none): its name, as a button shows it
 */
const char *
bks_log_span_get_title (BksLogSpan span)
{
  g_return_val_if_fail (span < BKS_N_LOG_SPANS, "");

  return _ (spans[span].title);
}

static void
keep (BksLogFilters *self)
{
  g_autofree char *task = NULL;

  if (self->settings == NULL)
    return;

  task = self->task_id != NULL ? g_strdup_printf ("%s/%s", self->task_nas_id, self->task_id)
                               : g_strdup ("");
  g_settings_set_string (self->settings, "log-span", spans[self->span].nick);
  g_settings_set_int64 (self->settings, "log-from", self->from);
  g_settings_set_int64 (self->settings, "log-to", self->to);
  g_settings_set_string (self->settings, "log-keyword", self->keyword);
  g_settings_set_string (self->settings, "log-level", level_nicks[self->level]);
  g_settings_set_string (self->settings, "log-nas", self->nas_id != NULL ? self->nas_id : "");
  g_settings_set_string (self->settings, "log-task", task);
  g_settings_set_boolean (self->settings, "log-oldest-first", self->oldest_first);
}

static void
changed (BksLogFilters *self)
{
  keep (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
set_string (char **string, const char *value)
{
  if (g_strcmp0 (*string, value) == 0)
    return FALSE;
  g_free (*string);
  *string = g_strdup (value);
  return TRUE;
}

static gboolean
set_span (BksLogFilters *self, BksLogSpan span, gint64 from, gint64 to)
{
  if (self->span == span && self->from == from && self->to == to)
    return FALSE;

  self->span = span;
  self->from = from;
  self->to = to;
  return TRUE;
}

/* Where a span begins that is named by its length; 0 = nowhere. */
static gint64
begin_of (BksLogSpan span)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) today = g_date_time_new_local (g_date_time_get_year (now),
                                                       g_date_time_get_month (now),
                                                       g_date_time_get_day_of_month (now), 0, 0, 0);
  g_autoptr (GDateTime) begin = NULL;

  switch (span)
    {
    case BKS_LOG_SPAN_TODAY:
      begin = g_date_time_ref (today);
      break;
    case BKS_LOG_SPAN_DAY:
      return g_date_time_to_unix (now) - DAY_SECONDS;
    case BKS_LOG_SPAN_WEEK:
      begin = g_date_time_add_days (today, -6);
      break;
    case BKS_LOG_SPAN_MONTH:
      begin = g_date_time_add_days (today, -29);
      break;
    case BKS_LOG_SPAN_THIS_MONTH:
      begin = g_date_time_add_days (today, 1 - g_date_time_get_day_of_month (today));
      break;
    case BKS_LOG_SPAN_ALL:
    case BKS_LOG_SPAN_CUSTOM:
    default:
      return 0;
    }
  return g_date_time_to_unix (begin);
}

static void
bks_log_filters_dispose (GObject *object)
{
  g_clear_object (&BKS_LOG_FILTERS (object)->settings);

  G_OBJECT_CLASS (bks_log_filters_parent_class)->dispose (object);
}

static void
bks_log_filters_finalize (GObject *object)
{
  BksLogFilters *self = BKS_LOG_FILTERS (object);

  g_free (self->keyword);
  g_free (self->nas_id);
  g_free (self->task_nas_id);
  g_free (self->task_id);

  G_OBJECT_CLASS (bks_log_filters_parent_class)->finalize (object);
}

static void
bks_log_filters_class_init (BksLogFiltersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bks_log_filters_dispose;
  G_OBJECT_CLASS (klass)->finalize = bks_log_filters_finalize;

  /**
   * BksLogFilters::changed:
   * @self: the filters
   *
   * Something else is wanted.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bks_log_filters_init (BksLogFilters *self)
{
  self->span = self->usual_span = BKS_LOG_SPAN_MONTH;
  self->keyword = g_strdup ("");
}

/**
 * bks_log_filters_new:
 *
 * Returns: (transfer full): what is usual: the last 30 days
 */
BksLogFilters *
bks_log_filters_new (void)
{
  return g_object_new (BKS_TYPE_LOG_FILTERS, NULL);
}

BksLogSpan
bks_log_filters_get_span (BksLogFilters *self)
{
  g_return_val_if_fail (BKS_IS_LOG_FILTERS (self), BKS_LOG_SPAN_ALL);

  return self->span;
}

/**
 * bks_log_filters_set_span:
 * @self: a #BksLogFilters
 * @span: any but %BKS_LOG_SPAN_CUSTOM
 */
void
bks_log_filters_set_span (BksLogFilters *self, BksLogSpan span)
{
  g_return_if_fail (BKS_IS_LOG_FILTERS (self));
  g_return_if_fail (span < BKS_LOG_SPAN_CUSTOM);

  if (set_span (self, span, 0, 0))
    changed (self);
}

/**
 * bks_log_filters_get_from:
 * @self: a #BksLogFilters
 *
 * Returns: the first second that is wanted; 0 = open
 */
gint64
bks_log_filters_get_from (BksLogFilters *self)
{
  g_return_val_if_fail (BKS_IS_LOG_FILTERS (self), 0);

  return self->span == BKS_LOG_SPAN_CUSTOM ? self->from : begin_of (self->span);
}

/**
 * bks_log_filters_get_to:
 * @self: a #BksLogFilters
 *
 * Returns: the last second that is wanted; 0 = open
 */
gint64
bks_log_filters_get_to (BksLogFilters *self)
{
  g_return_val_if_fail (BKS_IS_LOG_FILTERS (self), 0);

  return self->to;
}

/**
 * bks_log_filters_set_range:
 * @self: a #BksLogFilters
 * @from: the first second that is wanted, since the Unix epoch; 0 = open
 * @to: the last one, not before @from; 0 = open
 */
void
bks_log_filters_set_range (BksLogFilters *self, gint64 from, gint64 to)
{
  g_return_if_fail (BKS_IS_LOG_FILTERS (self));
  g_return_if_fail (from == 0 || to == 0 || from <= to);

  if (set_span (self, from == 0 && to == 0 ? BKS_LOG_SPAN_ALL : BKS_LOG_SPAN_CUSTOM, from, to))
    changed (self);
}

const char *
bks_log_filters_get_keyword (BksLogFilters *self)
{
  g_return_val_if_fail (BKS_IS_LOG_FILTERS (self), "");

  return self->keyword;
}

/**
 * bks_log_filters_set_keyword:
 * @self: a #BksLogFilters
 * @keyword: what an event must contain; "" = anything
 */
void
bks_log_filters_set_keyword (BksLogFilters *self, const char *keyword)
{
  g_autofree char *plain = NULL;

  g_return_if_fail (BKS_IS_LOG_FILTERS (self));
  g_return_if_fail (keyword != NULL);

  plain = g_strstrip (g_strdup (keyword));
  if (set_string (&self->keyword, plain))
    changed (self);
}

BksLogLevel
bks_log_filters_get_level (BksLogFilters *self)
{
  g_return_val_if_fail (BKS_IS_LOG_FILTERS (self), BKS_LOG_UNKNOWN);

  return self->level;
}

/**
 * bks_log_filters_set_level:
 * @self: a #BksLogFilters
 * @level: the least serious that is wanted; %BKS_LOG_UNKNOWN = all
 */
void
bks_log_filters_set_level (BksLogFilters *self, BksLogLevel level)
{
  g_return_if_fail (BKS_IS_LOG_FILTERS (self));
  g_return_if_fail (level < BKS_N_LOG_LEVELS);

  if (self->level == level)
    return;

  self->level = level;
  changed (self);
}

gboolean
bks_log_filters_get_oldest_first (BksLogFilters *self)
{
  g_return_val_if_fail (BKS_IS_LOG_FILTERS (self), FALSE);

  return self->oldest_first;
}

void
bks_log_filters_set_oldest_first (BksLogFilters *self, gboolean oldest_first)
{
  g_return_if_fail (BKS_IS_LOG_FILTERS (self));

  if (self->oldest_first == oldest_first)
    return;

  self->oldest_first = oldest_first;
  changed (self);
}

const char *
bks_log_filters_get_nas_id (BksLogFilters *self)
{
  g_return_val_if_fail (BKS_IS_LOG_FILTERS (self), NULL);

  return self->nas_id;
}

const char *
bks_log_filters_get_task_id (BksLogFilters *self)
{
  g_return_val_if_fail (BKS_IS_LOG_FILTERS (self), NULL);

  return self->task_id;
}

const char *
bks_log_filters_get_task_nas_id (BksLogFilters *self)
{
  g_return_val_if_fail (BKS_IS_LOG_FILTERS (self), NULL);

  return self->task_nas_id;
}

/**
 * bks_log_filters_set_nas:
 * @self: a #BksLogFilters
 * @nas_id: (nullable): of the only NAS whose lines are wanted; a task of another one goes
 */
void
bks_log_filters_set_nas (BksLogFilters *self, const char *nas_id)
{
  gboolean is_new;

  g_return_if_fail (BKS_IS_LOG_FILTERS (self));

  is_new = set_string (&self->nas_id, nas_id);
  if (nas_id != NULL && self->task_id != NULL && g_strcmp0 (nas_id, self->task_nas_id) != 0)
    {
      g_clear_pointer (&self->task_id, g_free);
      g_clear_pointer (&self->task_nas_id, g_free);
      is_new = TRUE;
    }
  if (is_new)
    changed (self);
}

/**
 * bks_log_filters_set_task:
 * @self: a #BksLogFilters
 * @nas_id: (nullable): where the task is
 * @task_id: (nullable): whose lines are wanted; %NULL = of all
 */
void
bks_log_filters_set_task (BksLogFilters *self, const char *nas_id, const char *task_id)
{
  gboolean is_new;

  g_return_if_fail (BKS_IS_LOG_FILTERS (self));
  g_return_if_fail ((nas_id == NULL) == (task_id == NULL));

  is_new = set_string (&self->task_nas_id, nas_id);
  is_new |= set_string (&self->task_id, task_id);
  if (is_new)
    changed (self);
}

/**
 * bks_log_filters_set_usual_span:
 * @self: a #BksLogFilters
 * @span: what it is without anybody's wish; taken on if nothing else is wished
 */
void
bks_log_filters_set_usual_span (BksLogFilters *self, BksLogSpan span)
{
  gboolean is_new;

  g_return_if_fail (BKS_IS_LOG_FILTERS (self));
  g_return_if_fail (span < BKS_LOG_SPAN_CUSTOM);

  is_new = self->span == self->usual_span && set_span (self, span, 0, 0);
  self->usual_span = span;
  if (is_new)
    changed (self);
}

/**
 * bks_log_filters_show_only:
 * @self: a #BksLogFilters
 * @nas_id: (nullable): whose lines
 * @task_id: (nullable): of which of its tasks
 * @from: the first second, since the Unix epoch; 0 = open
 * @to: the last one; 0 = open
 *
 * Everything that was chosen before goes.
 */
void
bks_log_filters_show_only (BksLogFilters *self,
                           const char *nas_id,
                           const char *task_id,
                           gint64 from,
                           gint64 to)
{
  gboolean is_new;

  g_return_if_fail (BKS_IS_LOG_FILTERS (self));

  is_new = set_string (&self->keyword, "");
  is_new |= self->level != BKS_LOG_UNKNOWN;
  self->level = BKS_LOG_UNKNOWN;
  is_new |= set_string (&self->nas_id, task_id == NULL ? nas_id : NULL);
  is_new |= set_string (&self->task_nas_id, task_id != NULL ? nas_id : NULL);
  is_new |= set_string (&self->task_id, task_id);
  if (from == 0 && to == 0)
    is_new |= set_span (self, self->usual_span, 0, 0);
  else
    is_new |= set_span (self, BKS_LOG_SPAN_CUSTOM, from, to != 0 ? MAX (from, to) : 0);
  if (is_new)
    changed (self);
}

/**
 * bks_log_filters_is_active:
 * @self: a #BksLogFilters
 * @part: one of the filters
 *
 * Returns: whether somebody wished it to be what it is
 */
gboolean
bks_log_filters_is_active (BksLogFilters *self, BksLogPart part)
{
  g_return_val_if_fail (BKS_IS_LOG_FILTERS (self), FALSE);

  switch (part)
    {
    case BKS_LOG_PART_SPAN:
      return self->span != self->usual_span;
    case BKS_LOG_PART_KEYWORD:
      return *self->keyword != '\0';
    case BKS_LOG_PART_LEVEL:
      return self->level >= BKS_LOG_WARNING;
    case BKS_LOG_PART_NAS:
      return self->nas_id != NULL;
    case BKS_LOG_PART_TASK:
      return self->task_id != NULL;
    default:
      g_return_val_if_reached (FALSE);
    }
}

static void
clear (BksLogFilters *self, BksLogPart part)
{
  switch (part)
    {
    case BKS_LOG_PART_SPAN:
      set_span (self, self->usual_span, 0, 0);
      break;
    case BKS_LOG_PART_KEYWORD:
      set_string (&self->keyword, "");
      break;
    case BKS_LOG_PART_LEVEL:
      self->level = BKS_LOG_UNKNOWN;
      break;
    case BKS_LOG_PART_NAS:
      g_clear_pointer (&self->nas_id, g_free);
      break;
    case BKS_LOG_PART_TASK:
      g_clear_pointer (&self->task_nas_id, g_free);
      g_clear_pointer (&self->task_id, g_free);
      break;
    default:
      g_return_if_reached ();
    }
}

/**
 * bks_log_filters_clear:
 * @self: a #BksLogFilters
 * @part: which filter is to be as it is usually
 */
void
bks_log_filters_clear (BksLogFilters *self, BksLogPart part)
{
  g_return_if_fail (BKS_IS_LOG_FILTERS (self));

  if (!bks_log_filters_is_active (self, part))
    return;

  clear (self, part);
  changed (self);
}

/**
 * bks_log_filters_clear_all:
 * @self: a #BksLogFilters
 */
void
bks_log_filters_clear_all (BksLogFilters *self)
{
  gboolean is_new = FALSE;

  g_return_if_fail (BKS_IS_LOG_FILTERS (self));

  for (BksLogPart part = 0; part < BKS_N_LOG_PARTS; part++)
    if (bks_log_filters_is_active (self, part))
      {
        clear (self, part);
        is_new = TRUE;
      }
  if (is_new)
    changed (self);
}

static char *
format_edge (GDateTime *moment, GDateTime *edge)
{
  gboolean is_this_year;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  is_this_year = g_date_time_get_year (moment) == g_date_time_get_year (now);
  if (g_date_time_get_hour (edge) == 0 && g_date_time_get_minute (edge) == 0)
    return g_date_time_format (moment, is_this_year ? _ ("%-d %b") : _ ("%-d %b %Y"));
  if (is_this_year)
    /* Translators: a moment of this year, as g_date_time_format() takes it: "17 May, 02:31". */
    return g_date_time_format (moment, _ ("%-d %b, %H:%M"));
  /* Translators: a moment of another year, as g_date_time_format() takes it: "17 May 2025, 02:31". */
  return g_date_time_format (moment, _ ("%-d %b %Y, %H:%M"));
}

/**
 * bks_log_filters_dup_span_text:
 * @self: a #BksLogFilters
 *
 * Returns: (transfer full): of which time lines are shown: "Last 30 days", "2 May", "From 2 May"
 */
char *
bks_log_filters_dup_span_text (BksLogFilters *self)
{
  g_autoptr (GDateTime) from = NULL;
  g_autoptr (GDateTime) to = NULL;
  g_autofree char *from_text = NULL;
  g_autofree char *to_text = NULL;

  g_return_val_if_fail (BKS_IS_LOG_FILTERS (self), NULL);

  if (self->span != BKS_LOG_SPAN_CUSTOM)
    return g_strdup (bks_log_span_get_title (self->span));

  if (self->from != 0)
    {
      from = g_date_time_new_from_unix_local (self->from);
      from_text = format_edge (from, from);
    }
  if (self->to != 0)
    {
      g_autoptr (GDateTime) edge = g_date_time_new_from_unix_local (self->to + 1);

      to = g_date_time_new_from_unix_local (self->to);
      to_text = format_edge (to, edge);
    }
  if (to_text == NULL)
    return g_strdup_printf (_ ("From %s"), from_text);
  if (from_text == NULL)
    return g_strdup_printf (_ ("Until %s"), to_text);
  if (g_str_equal (from_text, to_text))
    return g_steal_pointer (&from_text);
  /* Translators: a span of time: "2 May – 9 May". */
  return g_strdup_printf (_ ("%s – %s"), from_text, to_text);
}

static void
set_moment (BksLogMoment *moment, gint64 seconds)
{
  *moment = (BksLogMoment){ .is_set = seconds != 0, .seconds = seconds };
}

/**
 * bks_log_filters_create_query:
 * @self: a #BksLogFilters
 *
 * Returns: (transfer full): what is to be looked for, spans counted from now
 */
BksLogQuery *
bks_log_filters_create_query (BksLogFilters *self)
{
  BksLogQuery *query;

  g_return_val_if_fail (BKS_IS_LOG_FILTERS (self), NULL);

  query = bks_log_query_new ();
  query->keyword = *self->keyword != '\0' ? g_strdup (self->keyword) : NULL;
  query->task_id = g_strdup (self->task_id);
  query->level = self->level;
  query->oldest_first = self->oldest_first;
  set_moment (&query->from, bks_log_filters_get_from (self));
  set_moment (&query->to, self->to);
  return query;
}

static BksLogSpan
read_span (const char *nick)
{
  for (BksLogSpan span = 0; span < BKS_N_LOG_SPANS; span++)
    if (g_str_equal (spans[span].nick, nick))
      return span;
  return BKS_LOG_SPAN_MONTH;
}

/**
 * bks_log_filters_bind_settings:
 * @self: a #BksLogFilters
 * @settings: where the last choice is, and every new one is kept
 */
void
bks_log_filters_bind_settings (BksLogFilters *self, GSettings *settings)
{
  g_autofree char *span = NULL, *level = NULL, *nas = NULL, *task = NULL;
  const char *slash;

  g_return_if_fail (BKS_IS_LOG_FILTERS (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  span = g_settings_get_string (settings, "log-span");
  level = g_settings_get_string (settings, "log-level");
  nas = g_settings_get_string (settings, "log-nas");
  task = g_settings_get_string (settings, "log-task");

  self->span = read_span (span);
  self->from = self->to = 0;
  if (self->span == BKS_LOG_SPAN_CUSTOM)
    {
      self->from = MAX (g_settings_get_int64 (settings, "log-from"), 0);
      self->to = MAX (g_settings_get_int64 (settings, "log-to"), 0);
      if ((self->from == 0 && self->to == 0) || (self->to != 0 && self->from > self->to))
        set_span (self, self->usual_span, 0, 0);
    }
  g_free (self->keyword);
  self->keyword = g_settings_get_string (settings, "log-keyword");
  self->level = g_str_equal (level, "errors")     ? BKS_LOG_ERROR
                : g_str_equal (level, "warnings") ? BKS_LOG_WARNING
                                                  : BKS_LOG_UNKNOWN;
  set_string (&self->nas_id, *nas != '\0' ? nas : NULL);
  slash = strrchr (task, '/');
  g_clear_pointer (&self->task_nas_id, g_free);
  set_string (&self->task_id, slash != NULL ? slash + 1 : NULL);
  if (slash != NULL)
    self->task_nas_id = g_strndup (task, (gsize) (slash - task));
  self->oldest_first = g_settings_get_boolean (settings, "log-oldest-first");

  g_set_object (&self->settings, settings);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
