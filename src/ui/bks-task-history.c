/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-task-history.h"

#include <glib/gi18n-lib.h>

#include "bks-calendar-chart.h"
#include "bks-format.h"
#include "bks-pair-layout.h"
#include "bks-size-chart.h"
#include "bks-row-label.h"
#include "bks-task-history-row.h"
#include "bks-wrap-layout.h"

#define SPINNER_AFTER 300 /* ms */

/* One of the two cards. */
typedef struct
{
  GtkToggleButton *table_button;
  GtkStack *stack;
  GtkColumnView *table;
  GtkSpinner *spinner;
  GtkLabel *message;
  GtkLabel *caption;
  GtkWidget *problem_box;
  GtkLabel *problem;
  gboolean has_chart; /* there is something to draw */
} Card;

struct _BksTaskHistory
{
  GtkWidget parent_instance;

  BksCalendarChart *calendar;
  BksSizeChart *sizes;
  GtkDropDown *kind_drop_down;
  GtkWidget *sizes_heading; /* in its place */
  GtkWidget *legend;
  Card calendar_card;
  Card sizes_card;

  GListStore *days;     /* (owned) of BksTaskHistoryRow: the newest first, like a log */
  GListStore *runs;     /* (owned) of the same */
  GArray *shown;        /* (owned) (nullable) (element-type BksKnownRun): the runs that are drawn */
  char *calendar_words; /* (owned) (nullable): the caption while no cell has the cursor */
  char *size_problem;   /* (owned) (nullable): why not all could be read */
  guint spinner_source; /* 0 = not waiting */
};

G_DEFINE_FINAL_TYPE (BksTaskHistory, bks_task_history, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_DAY_ACTIVATED,
  SIGNAL_RETRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_label (GtkLabel *label, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
  if (g_strcmp0 (gtk_label_get_text (label), text != NULL ? text : "") != 0)
    gtk_label_set_text (label, text != NULL ? text : "");
}

static void
stop_spinners (BksTaskHistory *self)
{
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  gtk_spinner_stop (self->calendar_card.spinner);
  gtk_spinner_stop (self->sizes_card.spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->calendar_card.spinner), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->sizes_card.spinner), FALSE);
}

static gboolean
bks_task_history_spinner_due_cb (gpointer user_data)
{
  BksTaskHistory *self = BKS_TASK_HISTORY (user_data);

  self->spinner_source = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->calendar_card.spinner), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->sizes_card.spinner), TRUE);
  gtk_spinner_start (self->calendar_card.spinner);
  gtk_spinner_start (self->sizes_card.spinner);
  return G_SOURCE_REMOVE;
}

static void
choose_page (Card *card)
{
  gboolean is_table = gtk_toggle_button_get_active (card->table_button);

  gtk_widget_set_visible (GTK_WIDGET (card->table_button), card->has_chart);
  gtk_button_set_label (GTK_BUTTON (card->table_button),
                        is_table ? _ ("Show as Chart") : _ ("Show as Table"));
  gtk_stack_set_visible_child_name (card->stack, !card->has_chart ? "message"
                                                 : is_table       ? "table"
                                                                  : "chart");
}

/* Nothing is drawn: why, in words. */
static void
show_message (Card *card, const char *text)
{
  card->has_chart = FALSE;
  gtk_label_set_text (card->message, text);
  show_label (card->caption, NULL);
  choose_page (card);
}

static void
show_problem (Card *card, const char *problem)
{
  show_label (card->problem, problem);
  gtk_widget_set_visible (card->problem_box, problem != NULL);
}

static void
show_calendar (BksTaskHistory *self, const BksRunHistory *history, const char *problem)
{
  Card *card = &self->calendar_card;
  g_autofree char *counts = bks_run_history_describe_days (history);
  /* Translators: what a chart shows, for a screen reader; %s are counts of days. */
  g_autofree char *caption = g_strdup_printf (_ ("Last 12 weeks: %s"), counts);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  bks_calendar_chart_set_days (self->calendar, history->days, caption);
  for (guint i = history->days->len; i-- > 0;)
    g_ptr_array_add (rows, bks_task_history_row_new_day (
                               &g_array_index (history->days, BksRunDay, i), history->runs));
  g_list_store_splice (self->days, 0, g_list_model_get_n_items (G_LIST_MODEL (self->days)),
                       rows->pdata, rows->len);

  g_free (self->calendar_words);
  self->calendar_words = g_steal_pointer (&counts);
  card->has_chart = TRUE;
  show_label (card->caption, self->calendar_words);
  show_problem (card, problem);
  choose_page (card);
}

static void
add_key (BksTaskHistory *self, const char *symbol, const char *css_class, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mark = g_object_new (GTK_TYPE_LABEL, "label", symbol, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (mark, css_class);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_margin_end (box, 10);
  gtk_box_append (GTK_BOX (self->legend), box);
}

/* The size after the newest run that says one; -1 = none does. */
static gint64
find_newest (BksTaskHistory *self, gboolean of_source)
{
  for (guint i = self->shown->len; i-- > 0;)
    {
      const BksKnownRun *run = &g_array_index (self->shown, BksKnownRun, i);
      gint64 size = of_source ? run->source_bytes : run->target_bytes;

      if (size >= 0)
        return size;
    }
  return -1;
}

static void
show_legend (BksTaskHistory *self, BksSizeChartKind kind)
{
  GtkWidget *child;
  gint64 source, target;

  while ((child = gtk_widget_get_first_child (self->legend)) != NULL)
    gtk_box_remove (GTK_BOX (self->legend), child);

  switch (kind)
    {
    case BKS_SIZE_CHART_SIZES:
      source = find_newest (self, TRUE);
      target = find_newest (self, FALSE);
      if (source >= 0)
        {
          g_autofree char *size = bks_format_size (source);
          g_autofree char *text = g_strdup_printf (_ ("Source, %s"), size);

          add_key (self, "■", "chart-bar", text);
        }
      if (target >= 0)
        {
          g_autofree char *size = bks_format_size (target);
          g_autofree char *text = g_strdup_printf (_ ("Destination, %s"), size);

          add_key (self, "━", "chart-line", text);
        }
      break;
    case BKS_SIZE_CHART_DURATIONS:
      add_key (self, "■", "chart-bar", _ ("How long each run took"));
      break;
    case BKS_SIZE_CHART_CHANGES:
      add_key (self, "■", "chart-bar", C_ ("files", "New"));
      add_key (self, "■", "chart-line", C_ ("files", "Modified"));
      add_key (self, "□", "chart-line", C_ ("files", "Deleted"));
      break;
    default:
      g_assert_not_reached ();
    }
}

static char *
describe_sizes (BksTaskHistory *self, BksSizeChartKind kind)
{
  switch (kind)
    {
    case BKS_SIZE_CHART_SIZES:
      return bks_run_history_describe_growth (self->shown);
    case BKS_SIZE_CHART_DURATIONS:
    case BKS_SIZE_CHART_CHANGES:
    default:
      return g_strdup_printf (ngettext ("%u run", "The last %u runs", self->shown->len),
                              self->shown->len);
    }
}

/* Without runs there is nothing to choose from. */
static void
show_heading (BksTaskHistory *self, gboolean has_runs)
{
  gtk_widget_set_visible (GTK_WIDGET (self->kind_drop_down), has_runs);
  gtk_widget_set_visible (self->sizes_heading, !has_runs);
}

static BksSizeChartKind
get_kind (BksTaskHistory *self)
{
  return (BksSizeChartKind) gtk_drop_down_get_selected (self->kind_drop_down);
}

static void
show_sizes (BksTaskHistory *self)
{
  Card *card = &self->sizes_card;
  BksSizeChartKind kind = get_kind (self);
  g_autofree char *words = NULL;
  g_autofree char *caption = NULL;

  if (self->shown == NULL)
    return;
  show_heading (self, self->shown->len > 0);
  show_problem (card, self->size_problem);
  if (self->shown->len == 0)
    {
      show_message (card, self->size_problem != NULL ? "" : _ ("The NAS has told no sizes yet."));
      gtk_widget_set_visible (GTK_WIDGET (card->stack), self->size_problem == NULL);
      return;
    }
  gtk_widget_set_visible (GTK_WIDGET (card->stack), TRUE);
  if (!bks_size_chart_has_data (self->shown, kind))
    {
      show_message (card, _ ("The NAS does not tell this."));
      return;
    }
  words = describe_sizes (self, kind);
  /* Translators: what a chart shows, for a screen reader: "Size of the last 24 runs. Grows by …". */
  caption = g_strdup_printf (ngettext ("Last %u run. %s", "Last %u runs. %s", self->shown->len),
                             self->shown->len, words);
  bks_size_chart_set_kind (self->sizes, kind);
  bks_size_chart_set_runs (self->sizes, self->shown, caption);
  show_legend (self, kind);
  card->has_chart = TRUE;
  show_label (card->caption, words);
  choose_page (card);
}

static void
bks_task_history_kind_cb (BksTaskHistory *self, GParamSpec *pspec, GtkDropDown *drop_down)
{
  show_sizes (self);
}

static void
bks_task_history_day_cb (BksTaskHistory *self, gint64 from, gint64 to, GtkWidget *chart)
{
  g_signal_emit (self, signals[SIGNAL_DAY_ACTIVATED], 0, from, to);
}

/* Who goes over the cells by keyboard has no tooltip. */
static void
bks_task_history_calendar_cursor_cb (BksTaskHistory *self, const char *text, GtkWidget *chart)
{
  show_label (self->calendar_card.caption, text != NULL ? text : self->calendar_words);
}

static void
bks_task_history_sizes_cursor_cb (BksTaskHistory *self, const char *text, GtkWidget *chart)
{
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
  g_autofree char *line = lines != NULL ? g_strjoinv (" · ", lines)
                                        : describe_sizes (self, get_kind (self));

  show_label (self->sizes_card.caption, line);
}

static void
bks_task_history_row_activate_cb (BksTaskHistory *self, guint position, GtkColumnView *table)
{
  GListModel *rows = G_LIST_MODEL (gtk_column_view_get_model (table));
  g_autoptr (BksTaskHistoryRow) row = g_list_model_get_item (rows, position);
  gint64 from, to;

  bks_task_history_row_get_day (row, &from, &to);
  g_signal_emit (self, signals[SIGNAL_DAY_ACTIVATED], 0, from, to);
}

static void
bks_task_history_retry_cb (BksTaskHistory *self, GtkButton *button)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static void
bks_task_history_toggled_cb (BksTaskHistory *self, GtkToggleButton *button)
{
  choose_page (button == self->calendar_card.table_button ? &self->calendar_card
                                                          : &self->sizes_card);
}

static void
bks_task_history_dispose (GObject *object)
{
  BksTaskHistory *self = BKS_TASK_HISTORY (object);
  GtkWidget *child;

  g_clear_handle_id (&self->spinner_source, g_source_remove);
  g_clear_object (&self->days);
  g_clear_object (&self->runs);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_task_history_parent_class)->dispose (object);
}

static void
bks_task_history_finalize (GObject *object)
{
  BksTaskHistory *self = BKS_TASK_HISTORY (object);

  g_clear_pointer (&self->shown, g_array_unref);
  g_free (self->calendar_words);
  g_free (self->size_problem);

  G_OBJECT_CLASS (bks_task_history_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, BksTaskHistory, name)
#define BIND_AS(name, field)                                                                       \
  gtk_widget_class_bind_template_child_full (widget_class, name, FALSE,                            \
                                             G_STRUCT_OFFSET (BksTaskHistory, field))

static void
bind_card (GtkWidgetClass *widget_class)
{
  BIND_AS ("calendar_table_button", calendar_card.table_button);
  BIND_AS ("calendar_stack", calendar_card.stack);
  BIND_AS ("calendar_table", calendar_card.table);
  BIND_AS ("calendar_spinner", calendar_card.spinner);
  BIND_AS ("calendar_message", calendar_card.message);
  BIND_AS ("calendar_caption", calendar_card.caption);
  BIND_AS ("calendar_problem_box", calendar_card.problem_box);
  BIND_AS ("calendar_problem", calendar_card.problem);
  BIND_AS ("sizes_table_button", sizes_card.table_button);
  BIND_AS ("sizes_stack", sizes_card.stack);
  BIND_AS ("sizes_table", sizes_card.table);
  BIND_AS ("sizes_spinner", sizes_card.spinner);
  BIND_AS ("sizes_message", sizes_card.message);
  BIND_AS ("sizes_caption", sizes_card.caption);
  BIND_AS ("sizes_problem_box", sizes_card.problem_box);
  BIND_AS ("sizes_problem", sizes_card.problem);
}

static void
bks_task_history_class_init (BksTaskHistoryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_task_history_dispose;
  G_OBJECT_CLASS (klass)->finalize = bks_task_history_finalize;

  /**
   * BksTaskHistory::day-activated:
   * @self: the history
   * @from: begin of the day, µs since the Unix epoch, UTC
   * @to: its end
   */
  signals[SIGNAL_DAY_ACTIVATED] = g_signal_new ("day-activated", G_TYPE_FROM_CLASS (klass),
                                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                                2, G_TYPE_INT64, G_TYPE_INT64);
  /**
   * BksTaskHistory::retry:
   * @self: the history
   */
  signals[SIGNAL_RETRY] = g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (BKS_TYPE_CALENDAR_CHART);
  g_type_ensure (BKS_TYPE_PAIR_LAYOUT);
  g_type_ensure (BKS_TYPE_SIZE_CHART);
  g_type_ensure (BKS_TYPE_ROW_LABEL);
  g_type_ensure (BKS_TYPE_TASK_HISTORY_ROW);
  g_type_ensure (BKS_TYPE_WRAP_LAYOUT);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-task-history.ui");
  BIND (calendar);
  BIND (sizes);
  BIND (kind_drop_down);
  BIND (sizes_heading);
  BIND (legend);
  bind_card (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, bks_task_history_calendar_cursor_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_task_history_day_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_task_history_kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_task_history_retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_task_history_row_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_task_history_sizes_cursor_cb);
}

static void
set_up_card (BksTaskHistory *self, Card *card, GListStore *rows)
{
  gtk_column_view_set_model (
      card->table, GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (rows)))));
  g_signal_connect_object (card->table_button, "toggled", G_CALLBACK (bks_task_history_toggled_cb),
                           self, G_CONNECT_SWAPPED);
}

static void
bks_task_history_init (BksTaskHistory *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->days = g_list_store_new (BKS_TYPE_TASK_HISTORY_ROW);
  self->runs = g_list_store_new (BKS_TYPE_TASK_HISTORY_ROW);
  set_up_card (self, &self->calendar_card, self->days);
  set_up_card (self, &self->sizes_card, self->runs);
}

/**
 * bks_task_history_new:
 *
 * Returns: a history without content
 */
GtkWidget *
bks_task_history_new (void)
{
  return g_object_new (BKS_TYPE_TASK_HISTORY, NULL);
}

/**
 * bks_task_history_set_loading:
 * @self: a #BksTaskHistory
 *
 * What is to be shown is on its way: "…", and spinners if it takes its time.
 */
void
bks_task_history_set_loading (BksTaskHistory *self)
{
  g_return_if_fail (BKS_IS_TASK_HISTORY (self));

  show_problem (&self->calendar_card, NULL);
  show_problem (&self->sizes_card, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->sizes_card.stack), TRUE);
  show_heading (self, FALSE);
  show_message (&self->calendar_card, "…");
  show_message (&self->sizes_card, "…");
  if (self->spinner_source == 0 && !gtk_spinner_get_spinning (self->calendar_card.spinner))
    self->spinner_source = g_timeout_add (SPINNER_AFTER, bks_task_history_spinner_due_cb, self);
}

/**
 * bks_task_history_show:
 * @self: a #BksTaskHistory
 * @history: what is known; nothing is kept of it but its lists
 * @problem: (nullable): a sentence: why a part of it could not be read
 * @size_problem: (nullable): the same of the sizes
 */
void
bks_task_history_show (BksTaskHistory *self,
                       const BksRunHistory *history,
                       const char *problem,
                       const char *size_problem)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (BKS_IS_TASK_HISTORY (self));
  g_return_if_fail (history != NULL);

  stop_spinners (self);
  show_calendar (self, history, problem);

  g_clear_pointer (&self->shown, g_array_unref);
  self->shown = bks_run_history_list_sizes (history, BKS_SIZE_CHART_RUNS);
  for (guint i = self->shown->len; i-- > 0;)
    g_ptr_array_add (rows,
                     bks_task_history_row_new_run (&g_array_index (self->shown, BksKnownRun, i)));
  g_list_store_splice (self->runs, 0, g_list_model_get_n_items (G_LIST_MODEL (self->runs)),
                       rows->pdata, rows->len);
  g_free (self->size_problem);
  self->size_problem = g_strdup (size_problem);
  show_sizes (self);
}
