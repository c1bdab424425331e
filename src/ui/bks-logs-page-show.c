/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-logs-page-private.h"

#include <glib/gi18n-lib.h>

#include "bks-problem.h"

/* What stands in the way of all that is wanted. */
static BksProblem *
find_problem (BksLogsPage *self)
{
  GListModel *sources = bks_log_list_get_sources (self->list);
  BksProblem *problem = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr (BksLogSource) source = g_list_model_get_item (sources, i);

      problem = bks_log_source_get_problem (source);
      if (problem == NULL)
        return NULL;
    }
  return problem;
}

static gboolean
has_other_filters (BksLogsPage *self)
{
  for (BksLogPart part = 0; part < BKS_N_LOG_PARTS; part++)
    if (part != BKS_LOG_PART_SPAN && bks_log_filters_is_active (self->filters, part))
      return TRUE;
  return FALSE;
}

static void
show_message (BksLogsPage *self,
              BksLogsMessage kind,
              const char *title,
              const char *text,
              const char *verb)
{
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  self->message_kind = kind;
  adw_status_page_set_title (self->message, title);
  adw_status_page_set_description (self->message, escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->message_button), verb != NULL);
  gtk_button_set_label (self->message_button, verb != NULL ? verb : "");
  gtk_stack_set_visible_child_name (self->stack, "message");
}

/* There are no lines: why not. */
static void
show_absence (BksLogsPage *self)
{
  BksProblem *problem = find_problem (self);
  BksLogSpan span = bks_log_filters_get_span (self->filters);

  if (problem != NULL)
    show_message (self, BKS_LOGS_MESSAGE_RETRY, bks_problem_get_title (problem),
                  bks_problem_get_message (problem), _ ("Try Again"));
  else if (has_other_filters (self))
    show_message (self, BKS_LOGS_MESSAGE_CLEAR, _ ("No Results Found"),
                  _ ("No line fits the filters above"), _ ("Clear Filters"));
  else if (span == BKS_LOG_SPAN_ALL)
    show_message (self, BKS_LOGS_MESSAGE_NONE, _ ("The Log Is Empty"), NULL, NULL);
  else if (span == BKS_LOG_SPAN_MONTH)
    show_message (self, BKS_LOGS_MESSAGE_ALL_DATES, _ ("No Log Lines in This Range"), NULL,
                  _ ("All Dates"));
  else
    show_message (self, BKS_LOGS_MESSAGE_LAST_30_DAYS, _ ("No Log Lines in This Range"), NULL,
                  _ ("Last 30 Days"));
}

static void
update_news (BksLogsPage *self)
{
  guint n = bks_log_list_get_n_new (self->list);
  g_autofree char *text = g_strdup_printf (ngettext ("%'u new line", "%'u new lines", n), n);

  /* Who reads the newest line sees them come; who reads further down is not moved. */
  if (n > 0 && bks_log_view_is_at_top (self->view)
      && !bks_log_filters_get_oldest_first (self->filters))
    {
      bks_log_list_take_new (self->list);
      bks_log_view_scroll_to (self->view, 0);
      n = 0;
    }
  gtk_label_set_text (self->new_label, text);
  gtk_widget_set_visible (self->new_button, n > 0);
}

void
bks_logs_page_show_chart (BksLogsPage *self)
{
  guint n_days = 0;
  const BksLogDay *days = bks_log_days_get_days (self->days, &n_days);
  g_autofree char *text = bks_log_days_dup_caption (self->days, self->list);
  gboolean has_lines = g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;

  gtk_label_set_text (self->caption, text);
  bks_log_histogram_set_days (self->histogram, days, n_days, bks_log_days_get_unit (self->days),
                              text);
  gtk_widget_set_visible (self->chart, n_days > 0 && has_lines && !self->is_short);
}

/* What the list was to be sorted by as soon as all of it is there. */
static void
update_sort (BksLogsPage *self)
{
  if (self->wanted_sort != BKS_LOG_SORT_NONE)
    {
      if (bks_log_list_set_sort (self->list, self->wanted_sort, self->wanted_descending))
        self->wanted_sort = BKS_LOG_SORT_NONE;
      else if (bks_log_list_get_is_limited (self->list))
        {
          self->wanted_sort = BKS_LOG_SORT_NONE;
          bks_logs_page_tell (self, _ ("Too many lines to sort. Choose fewer days first."));
        }
    }
  if (bks_log_list_get_sort_key (self->list) != BKS_LOG_SORT_NONE)
    bks_log_view_show_sort (self->view, bks_log_list_get_sort_key (self->list),
                            bks_log_list_get_sort_descending (self->list));
  else
    bks_log_view_show_sort (self->view, BKS_LOG_SORT_NONE,
                            !bks_log_filters_get_oldest_first (self->filters));
}

void
bks_logs_page_show (BksLogsPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  if (n > 0)
    gtk_stack_set_visible_child_name (self->stack, "lines");
  else if (!bks_log_list_get_is_loaded (self->list) || bks_log_list_get_is_scanning (self->list))
    {
      bks_part_stack_show_loading (self->loading, _ ("Reading the Log…"));
      gtk_stack_set_visible_child_name (self->stack, "loading");
    }
  else
    show_absence (self);
  bks_log_tools_set_can_export (self->tools, n > 0 && self->saver == NULL);
  /* After the first rows: they come first. */
  if (bks_log_list_get_is_loaded (self->list) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    bks_log_days_count (self->days);
  update_sort (self);
  update_news (self);
  bks_logs_page_show_chart (self);
}
