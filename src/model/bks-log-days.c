/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-log-days.h"

#include "bks-log-fetch.h"
#include "bks-log-source-private.h"

struct _BksLogDays
{
  GObject parent_instance;

  BksLogList *list;
  gint64 from; /* µs since the Unix epoch, UTC; 0 = open */
  gint64 to;   /* µs since the Unix epoch, UTC; 0 = open */
  GTimeZone *zone;
  BksLogDaysUnit unit;
  GArray *days; /* (owned) of BksLogDay, oldest first */

  GArray *counted; /* (nullable) (owned) of gint64: totals that were asked for; -1 = not known */
  BksLogQuery *counted_query; /* (nullable) (owned): of which lines */
  GCancellable *cancellable;  /* (nullable) (owned): of the counting */
  guint n_asking;
  gboolean was_loaded; /* the list was */
  guint update_id;     /* an idle: many rows come at once */
};

G_DEFINE_FINAL_TYPE (BksLogDays, bks_log_days, G_TYPE_OBJECT)

typedef enum
{
  PROP_IS_COUNTING = 1,
} BksLogDaysProperty;

static GParamSpec *properties[PROP_IS_COUNTING + 1];
static guint changed_signal;

/* What one NAS is asked for. */
typedef struct
{
  BksLogDays *days;          /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GArray *numbers;           /* (owned) of guint: which days */
} Count;

/* The span of what is loaded. */
typedef struct
{
  gint64 oldest;
  gint64 newest;
} Span;

static void
count_free (Count *count)
{
  g_object_unref (count->days);
  g_object_unref (count->cancellable);
  g_array_unref (count->numbers);
  g_free (count);
}

static void
bks_log_days_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((BksLogDaysProperty) id)
    {
    case PROP_IS_COUNTING:
      g_value_set_boolean (value, BKS_LOG_DAYS (object)->n_asking > 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
give_up (BksLogDays *self)
{
  gboolean was_counting = self->n_asking > 0;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->n_asking = 0;
  if (was_counting)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_COUNTING]);
}

static void
forget_counts (BksLogDays *self)
{
  give_up (self);
  g_clear_pointer (&self->counted, g_array_unref);
  g_clear_pointer (&self->counted_query, bks_log_query_free);
}

/* The order is of no matter to them. */
static gboolean
is_of_other_lines (BksLogDays *self)
{
  g_autoptr (BksLogQuery) query = bks_log_query_copy (bks_log_list_get_query (self->list));

  if (self->counted_query == NULL)
    return FALSE;
  query->oldest_first = self->counted_query->oldest_first;
  return !bks_log_query_equal (query, self->counted_query);
}

static void
bks_log_days_dispose (GObject *object)
{
  BksLogDays *self = BKS_LOG_DAYS (object);

  give_up (self);
  g_clear_handle_id (&self->update_id, g_source_remove);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (bks_log_days_parent_class)->dispose (object);
}

static void
bks_log_days_finalize (GObject *object)
{
  BksLogDays *self = BKS_LOG_DAYS (object);

  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_array_unref (self->days);
  g_clear_pointer (&self->counted, g_array_unref);
  g_clear_pointer (&self->counted_query, bks_log_query_free);

  G_OBJECT_CLASS (bks_log_days_parent_class)->finalize (object);
}

static void
bks_log_days_class_init (BksLogDaysClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bks_log_days_get_property;
  object_class->dispose = bks_log_days_dispose;
  object_class->finalize = bks_log_days_finalize;

  properties[PROP_IS_COUNTING] = g_param_spec_boolean ("is-counting", NULL, NULL, FALSE,
                                                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                           | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  changed_signal = g_signal_new ("changed", BKS_TYPE_LOG_DAYS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
bks_log_days_init (BksLogDays *self)
{
  self->days = g_array_new (FALSE, TRUE, sizeof (BksLogDay));
  self->zone = g_time_zone_new_local ();
}

static GDateTime *
date_time_new (gint64 moment, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (moment / G_USEC_PER_SEC);

  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

/* Midnight of a day. Where the clock is put forward at midnight, the day begins at one o'clock. */
static gint64
get_midnight (const GDate *date, GTimeZone *zone)
{
  g_autoptr (GDateTime) midnight = g_date_time_new (
      zone, g_date_get_year (date), (int) g_date_get_month (date), g_date_get_day (date), 0, 0, 0);

  return midnight != NULL ? g_date_time_to_unix (midnight) * G_USEC_PER_SEC : 0;
}

static gboolean
get_date (gint64 moment, GTimeZone *zone, GDate *date)
{
  g_autoptr (GDateTime) time = date_time_new (moment, zone);

  if (time == NULL)
    return FALSE;
  g_date_set_dmy (date, (GDateDay) g_date_time_get_day_of_month (time),
                  (GDateMonth) g_date_time_get_month (time),
                  (GDateYear) g_date_time_get_year (time));
  return TRUE;
}

/* The first day of the bar in which @date is. */
static void
go_to_begin (GDate *date, BksLogDaysUnit unit)
{
  if (unit == BKS_LOG_DAYS_WEEK)
    g_date_subtract_days (date, (guint) (g_date_get_weekday (date) - G_DATE_MONDAY));
  else if (unit == BKS_LOG_DAYS_MONTH)
    g_date_set_day (date, 1);
}

static void
go_to_next (GDate *date, BksLogDaysUnit unit)
{
  if (unit == BKS_LOG_DAYS_DAY)
    g_date_add_days (date, 1);
  else if (unit == BKS_LOG_DAYS_WEEK)
    g_date_add_days (date, 7);
  else
    g_date_add_months (date, 1);
}

static guint
count_bars (const GDate *first, const GDate *last, BksLogDaysUnit unit)
{
  GDate begin = *first;
  GDate end = *last;

  go_to_begin (&begin, unit);
  go_to_begin (&end, unit);
  if (unit == BKS_LOG_DAYS_MONTH)
    return (guint) ((g_date_get_year (&end) - g_date_get_year (&begin)) * 12
                    + (int) g_date_get_month (&end) - (int) g_date_get_month (&begin) + 1);
  return (guint) g_date_days_between (&begin, &end) / (unit == BKS_LOG_DAYS_WEEK ? 7 : 1) + 1;
}

static void
widen_span (BksLogEntry *entry, BksNas *nas, gpointer user_data)
{
  gint64 time = bks_log_entry_get_time (entry);
  Span *span = user_data;

  if (time == 0)
    return;
  span->oldest = span->oldest == 0 ? time : MIN (span->oldest, time);
  span->newest = MAX (span->newest, time);
}

/* Bars without anything counted. Of more months than fit the oldest are left out. */
static void
lay_out (BksLogDays *self)
{
  Span span = { self->from, self->to };
  Span loaded = { 0 };
  GDate first, last;

  g_array_set_size (self->days, 0);
  self->unit = BKS_LOG_DAYS_DAY;
  if (span.oldest == 0 || span.newest == 0)
    bks_log_list_foreach_loaded (self->list, widen_span, &loaded);
  span.oldest = span.oldest != 0 ? span.oldest : loaded.oldest;
  span.newest = span.newest != 0 ? span.newest : loaded.newest;
  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  if (span.oldest == 0 || span.newest < span.oldest || !get_date (span.oldest, self->zone, &first)
      || !get_date (span.newest, self->zone, &last))
    return;
  while (self->unit < BKS_LOG_DAYS_MONTH
         && count_bars (&first, &last, self->unit) > BKS_LOG_DAYS_MAX)
    self->unit++;
  go_to_begin (&first, self->unit);
  while (count_bars (&first, &last, self->unit) > BKS_LOG_DAYS_MAX)
    go_to_next (&first, self->unit);
  while (g_date_compare (&first, &last) <= 0)
    {
      BksLogDay day = { .begin = get_midnight (&first, self->zone), .total = -1 };

      go_to_next (&first, self->unit);
      day.end = get_midnight (&first, self->zone);
      g_array_append_val (self->days, day);
    }
}

static BksLogDay *
find_day (BksLogDays *self, gint64 moment)
{
  guint low = 0;
  guint high = self->days->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      BksLogDay *day = &g_array_index (self->days, BksLogDay, middle);

      if (moment < day->begin)
        high = middle;
      else if (moment >= day->end)
        low = middle + 1;
      else
        return day;
    }
  return NULL;
}

static void
add_line (BksLogEntry *entry, BksNas *nas, gpointer user_data)
{
  gint64 time = bks_log_entry_get_time (entry);
  BksLogDay *day = time != 0 ? find_day (user_data, time) : NULL;

  if (day != NULL)
    day->n_loaded[bks_log_entry_get_level (entry)]++;
}

static guint
count_loaded (const BksLogDay *day)
{
  guint n = 0;

  for (guint i = 0; i < BKS_N_LOG_LEVELS; i++)
    n += day->n_loaded[i];
  return n;
}

/* Until which moment, from the end where the list begins, every line is loaded. */
static gint64
find_known_until (BksLogDays *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  gint64 until = 0;

  for (guint i = 0; i < n; i++)
    {
      BksLogEntry *entry = bks_log_list_peek (self->list, i);

      if (entry == NULL)
        break;
      if (bks_log_entry_get_time (entry) != 0)
        until = bks_log_entry_get_time (entry);
    }
  return until;
}

static gboolean
is_whole (BksLogDays *self, const BksLogDay *day, gint64 known_until)
{
  if (bks_log_list_get_is_complete (self->list))
    return TRUE;
  if (known_until == 0 || bks_log_list_get_sort_key (self->list) != BKS_LOG_SORT_NONE)
    return FALSE;
  return bks_log_list_get_query (self->list)->oldest_first ? day->end <= known_until
                                                           : day->begin > known_until;
}

/* Totals do not tell levels: with a level, only what was found counts. */
static void
fill (BksLogDays *self)
{
  gboolean has_level = bks_log_query_has_level (bks_log_list_get_query (self->list));
  gint64 known_until = find_known_until (self);

  bks_log_list_foreach_loaded (self->list, add_line, self);
  for (guint i = 0; i < self->days->len; i++)
    {
      BksLogDay *day = &g_array_index (self->days, BksLogDay, i);
      gint64 n_loaded = count_loaded (day);

      day->is_loaded = is_whole (self, day, known_until);
      if (day->is_loaded || has_level)
        day->total = n_loaded;
      else if (self->n_asking == 0 && self->counted != NULL && self->counted->len == self->days->len
               && g_array_index (self->counted, gint64, i) >= 0)
        {
          day->total = MAX (n_loaded, g_array_index (self->counted, gint64, i));
          day->is_loaded = day->total == n_loaded;
        }
    }
}

static gboolean
is_same_layout (const GArray *a, const GArray *b)
{
  return a->len == b->len && a->len > 0
         && g_array_index (a, BksLogDay, 0).begin == g_array_index (b, BksLogDay, 0).begin
         && g_array_index (a, BksLogDay, a->len - 1).end
                == g_array_index (b, BksLogDay, b->len - 1).end;
}

/* What was counted goes along with its bars, as far as these are still there. */
static void
move_counts (BksLogDays *self, const GArray *before)
{
  g_autoptr (GArray) counted = NULL;

  if (self->counted == NULL || is_same_layout (before, self->days))
    return;
  counted = g_steal_pointer (&self->counted);
  /* What is on its way is for bars that are not there any more, and half a sum is none. */
  if (self->n_asking > 0)
    g_array_set_size (counted, 0);
  give_up (self);
  self->counted = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->days->len; i++)
    {
      const BksLogDay *day = &g_array_index (self->days, BksLogDay, i);
      gint64 total = -1;

      for (guint j = 0; j < before->len && j < counted->len; j++)
        if (g_array_index (before, BksLogDay, j).begin == day->begin
            && g_array_index (before, BksLogDay, j).end == day->end)
          total = g_array_index (counted, gint64, j);
      g_array_append_val (self->counted, total);
    }
}

static void
update (BksLogDays *self)
{
  g_autoptr (GArray) before = g_array_copy (self->days);

  g_clear_handle_id (&self->update_id, g_source_remove);
  if (is_of_other_lines (self))
    forget_counts (self);
  lay_out (self);
  move_counts (self, before);
  fill (self);
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
update_cb (gpointer data)
{
  BksLogDays *self = data;

  self->update_id = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
update_soon (BksLogDays *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add (update_cb, self);
}

static void
list_items_changed_cb (BksLogDays *self)
{
  update_soon (self);
}

/* A list that begins anew may be of other NAS. */
static void
list_changed_cb (BksLogDays *self)
{
  if (self->was_loaded && !bks_log_list_get_is_loaded (self->list))
    forget_counts (self);
  self->was_loaded = bks_log_list_get_is_loaded (self->list);
  update_soon (self);
}

/**
 * bks_log_days_new:
 * @list: whose lines are counted
 *
 * Returns: (transfer full): its days, in the local zone, of what is loaded
 */
BksLogDays *
bks_log_days_new (BksLogList *list)
{
  BksLogDays *self;

  g_return_val_if_fail (BKS_IS_LOG_LIST (list), NULL);

  self = g_object_new (BKS_TYPE_LOG_DAYS, NULL);
  self->list = g_object_ref (list);
  self->was_loaded = bks_log_list_get_is_loaded (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (list_items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::is-busy", G_CALLBACK (list_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::is-loaded", G_CALLBACK (list_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (list, "notify::is-complete", G_CALLBACK (list_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return self;
}

/**
 * bks_log_days_set_range:
 * @self: days
 * @from: µs since the Unix epoch, UTC: in the first day; 0 = that of the oldest line that is loaded
 * @to: µs since the Unix epoch, UTC: in the last day; 0 = that of the newest line that is loaded
 */
void
bks_log_days_set_range (BksLogDays *self, gint64 from, gint64 to)
{
  g_return_if_fail (BKS_IS_LOG_DAYS (self));

  if (self->from == from && self->to == to)
    return;
  self->from = from;
  self->to = to;
  update (self);
}

/**
 * bks_log_days_set_zone:
 * @self: days
 * @zone: (nullable): in which days begin at midnight; %NULL = the local one
 */
void
bks_log_days_set_zone (BksLogDays *self, GTimeZone *zone)
{
  g_return_if_fail (BKS_IS_LOG_DAYS (self));

  g_time_zone_unref (self->zone);
  self->zone = zone != NULL ? g_time_zone_ref (zone) : g_time_zone_new_local ();
  forget_counts (self);
  update (self);
}

/**
 * bks_log_days_get_unit:
 * @self: days
 *
 * Returns: what a bar stands for
 */
BksLogDaysUnit
bks_log_days_get_unit (BksLogDays *self)
{
  g_return_val_if_fail (BKS_IS_LOG_DAYS (self), BKS_LOG_DAYS_DAY);

  return self->unit;
}

/**
 * bks_log_days_get_days:
 * @self: days
 * @n_out: (out): how many
 *
 * Returns: (transfer none) (array length=n_out): the bars, oldest first, until the next change
 */
const BksLogDay *
bks_log_days_get_days (BksLogDays *self, guint *n_out)
{
  g_return_val_if_fail (BKS_IS_LOG_DAYS (self), NULL);

  *n_out = self->days->len;
  return (const BksLogDay *) (void *) self->days->data;
}

static void
counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Count *count = user_data;
  BksLogDays *self = count->days;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) totals = bks_log_fetch_totals_finish (BKS_NAS (object), result, &error);

  if (g_cancellable_is_cancelled (count->cancellable))
    {
      count_free (count);
      return;
    }
  if (totals == NULL)
    g_debug ("Days are not counted: %s", error->message);
  for (guint i = 0; i < count->numbers->len; i++)
    {
      gint64 *sum = &g_array_index (self->counted, gint64,
                                    g_array_index (count->numbers, guint, i));
      gint64 total = totals != NULL && i < totals->len ? g_array_index (totals, gint64, i) : -1;

      /* Of several NAS all have to be counted. */
      *sum = *sum < 0 || total < 0 ? -1 : *sum + total;
    }
  self->n_asking--;
  if (self->n_asking == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_COUNTING]);
  update (self);
  count_free (count);
}

static void
ask (BksLogDays *self, BksNas *nas, GArray *numbers)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (gint64));
  Count *count = g_new0 (Count, 1);

  for (guint i = 0; i < numbers->len; i++)
    {
      const BksLogDay *day = &g_array_index (self->days, BksLogDay,
                                             g_array_index (numbers, guint, i));
      gint64 last = day->end - 1;

      g_array_append_val (spans, day->begin);
      g_array_append_val (spans, last);
    }
  count->days = g_object_ref (self);
  count->cancellable = g_object_ref (self->cancellable);
  count->numbers = g_array_ref (numbers);
  self->n_asking++;
  bks_log_fetch_totals_async (nas, bks_log_list_get_query (self->list),
                              (const gint64 *) (void *) spans->data, numbers->len,
                              self->cancellable, counted_cb, count);
}

/**
 * bks_log_days_count:
 * @self: days
 *
 * Asks each NAS of the list how many lines the days have that are not loaded (section 9.7 of the
 * protocol reference: the total of a filter by date). A Vault target's log cannot be filtered, and
 * levels cannot be asked for: then only what is loaded counts.
 */
void
bks_log_days_count (BksLogDays *self)
{
  const BksLogQuery *query;
  GListModel *sources;
  g_autoptr (GArray) numbers = NULL;

  g_return_if_fail (BKS_IS_LOG_DAYS (self));

  update (self);
  forget_counts (self);
  query = bks_log_list_get_query (self->list);
  if (bks_log_query_has_level (query) || bks_log_query_is_reversed (query)
      || bks_log_list_is_of_vault (self->list))
    return;
  numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  self->counted_query = bks_log_query_copy (query);
  self->counted = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->days->len; i++)
    {
      gboolean is_loaded = g_array_index (self->days, BksLogDay, i).is_loaded;
      gint64 none = is_loaded ? -1 : 0;

      g_array_append_val (self->counted, none);
      if (!is_loaded)
        g_array_append_val (numbers, i);
    }
  if (numbers->len == 0)
    return;
  self->cancellable = g_cancellable_new ();
  sources = bks_log_list_get_sources (self->list);
  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr (BksLogSource) source = g_list_model_get_item (sources, i);

      if (bks_log_source_may_ask (source) && bks_log_source_get_problem (source) == NULL)
        ask (self, bks_log_source_get_nas (source), numbers);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_COUNTING]);
}

/**
 * bks_log_days_get_is_counting:
 * @self: days
 *
 * Returns: whether counts are on their way
 */
gboolean
bks_log_days_get_is_counting (BksLogDays *self)
{
  g_return_val_if_fail (BKS_IS_LOG_DAYS (self), FALSE);

  return self->n_asking > 0;
}
