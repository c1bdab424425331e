/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-vault-target-page.h"

#include <glib/gi18n-lib.h>

#include "bks-format.h"
#include "bks-nas-load.h"
#include "bks-pair-layout.h"
#include "bks-prop-row.h"
#include "bks-run-history.h"
#include "bks-size-chart.h"
#include "bks-width-bin.h"

struct _BksVaultTargetPage
{
  GtkWidget parent_instance;

  AdwWindowTitle *title;
  BksWidthBin *width_bin;
  GtkWidget *gone_label;
  BksPropRow *sender_row;
  GtkWidget *sender_arrow;
  BksPropRow *status_row;
  BksPropRow *last_row;
  BksPropRow *used_row;
  BksPropRow *share_row;
  BksPropRow *path_row;
  BksPropRow *encrypted_row;
  BksPropRow *resumable_row;
  BksPropRow *statistics_row;
  GtkBox *chart_card;
  GtkLabel *chart_caption;
  BksSizeChart *chart;
  GtkWidget *runs_group;
  AdwExpanderRow *runs_row;
  AdwPreferencesGroup *other_group;
  BksPropRow *details_row;

  BksFleet *fleet;          /* (owned) (nullable): keeps the wire */
  BksWire *wire;            /* (unowned) (nullable) */
  BksNas *nas;              /* (owned) (nullable) */
  char *target_id;          /* (nullable) */
  BksVaultArrival *arrival; /* (owned) (nullable): what the list knows */
  GPtrArray *other_rows;    /* (owned) (element-type GtkWidget): of fields without a name of ours */
  GPtrArray *run_rows;      /* (owned) (element-type GtkWidget) */
  GSignalGroup *wire_signals;    /* (owned) */
  GSignalGroup *arrival_signals; /* (owned) */
  GCancellable *cancellable;     /* (owned) (nullable): of what is being read */
  gboolean is_holding;
  gboolean has_details;
  gboolean has_statistics;
};

G_DEFINE_FINAL_TYPE (BksVaultTargetPage, bks_vault_target_page, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_TASK_ACTIVATED,
  SIGNAL_LOG_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_value (BksPropRow *row, const char *value)
{
  bks_prop_row_set_value (row, value != NULL && *value != '\0' ? value : "–");
}

static const char *
describe_truth (int truth)
{
  return truth < 0 ? NULL : truth > 0 ? _ ("Yes") : _ ("No");
}

static void
show_sender (BksVaultTargetPage *self)
{
  g_autofree char *name = bks_vault_arrival_dup_sender_name (self->arrival);
  g_autofree char *detail = bks_vault_arrival_dup_sender_detail (self->arrival);
  /* Translators: a backup, then its NAS and how it is: "Mail server · studio-nas, likely". */
  g_autofree char *text = g_strdup_printf (_ ("%s · %s"), name, detail);
  gboolean is_link = bks_vault_arrival_get_sender (self->arrival) != NULL;

  set_value (self->sender_row, text);
  gtk_widget_set_visible (self->sender_arrow, is_link);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->sender_row), is_link);
}

static void
show_settings (BksVaultTargetPage *self, BksVaultTarget *target)
{
  set_value (self->share_row, bks_vault_target_get_share (target));
  set_value (self->path_row, bks_vault_target_get_path (target));
  set_value (self->encrypted_row, describe_truth (bks_vault_target_get_encrypted (target)));
  set_value (self->resumable_row, describe_truth (bks_vault_target_get_resumable (target)));
}

static void
show_arrival (BksVaultTargetPage *self)
{
  gint64 now = g_get_real_time ();
  g_autofree char *status = NULL;
  g_autofree char *last = NULL;
  g_autofree char *duration = NULL;
  g_autofree char *both = NULL;
  g_autofree char *used = NULL;

  if (self->arrival == NULL)
    return;

  status = bks_vault_arrival_dup_status (self->arrival);
  last = bks_vault_arrival_dup_last (self->arrival, now);
  duration = bks_vault_arrival_dup_duration (self->arrival, now);
  used = bks_vault_arrival_dup_used (self->arrival);
  both = *duration != '\0' ? g_strdup_printf ("%s · %s", last, duration) : g_strdup (last);
  adw_window_title_set_title (self->title, bks_vault_arrival_get_name (self->arrival));
  show_sender (self);
  set_value (self->status_row, status);
  set_value (self->last_row, both);
  set_value (self->used_row, used);
  if (!self->has_details)
    show_settings (self, bks_vault_arrival_get_target (self->arrival));
}

/* The list may come, or come to know of the target, after the page. */
static void
find_arrival (BksVaultTargetPage *self)
{
  BksVault *vault = self->wire != NULL ? bks_wire_find_vault (self->wire, self->nas) : NULL;
  BksVaultArrival *arrival = vault != NULL ? bks_vault_find (vault, self->target_id) : NULL;

  gtk_widget_set_visible (self->gone_label, arrival == NULL && vault != NULL
                                                && bks_vault_get_state (vault) == BKS_VAULT_KNOWN);
  if (arrival == NULL)
    return;
  g_set_object (&self->arrival, arrival);
  g_signal_group_set_target (self->arrival_signals, arrival);
  show_arrival (self);
}

static void
bks_vault_target_page_wire_changed_cb (BksVaultTargetPage *self)
{
  find_arrival (self);
}

static void
bks_vault_target_page_arrival_changed_cb (BksVaultTargetPage *self)
{
  show_arrival (self);
}

static void
clear_rows (GPtrArray *rows, GtkWidget *parent)
{
  for (guint i = 0; i < rows->len; i++)
    {
      if (ADW_IS_EXPANDER_ROW (parent))
        adw_expander_row_remove (ADW_EXPANDER_ROW (parent), rows->pdata[i]);
      else
        adw_preferences_group_remove (ADW_PREFERENCES_GROUP (parent), rows->pdata[i]);
    }
  g_ptr_array_set_size (rows, 0);
}

static GtkWidget *
create_row (const char *title, const char *value)
{
  GtkWidget *row = bks_prop_row_new (title);

  set_value (BKS_PROP_ROW (row), value);
  return row;
}

/* What has no name of ours goes by its own; what is secret does not go at all. */
static void
show_fields (BksVaultTargetPage *self, GPtrArray *fields)
{
  clear_rows (self->other_rows, GTK_WIDGET (self->other_group));
  for (guint i = 0; i < fields->len; i++)
    {
      const BksField *field = g_ptr_array_index (fields, i);
      GtkWidget *row;

      if (bks_field_is_secret (field))
        continue;
      row = create_row (field->name, field->text);
      adw_preferences_group_add (self->other_group, row);
      g_ptr_array_add (self->other_rows, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->details_row), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->other_group), self->other_rows->len > 0);
}

static void
details_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksVaultTargetPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BksVaultTarget) target = bks_nas_load_vault_target_finish (BKS_NAS (source), result,
                                                                        &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (target == NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->other_group), TRUE);
      bks_prop_row_set_failed (self->details_row, error->message);
      return;
    }

  self->has_details = TRUE;
  show_settings (self, target);
  show_fields (self, bks_vault_target_get_fields (target));
}

static void
load_details (BksVaultTargetPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->details_row), TRUE);
  bks_prop_row_set_loading (self->details_row);
  bks_nas_load_vault_target_async (self->nas, self->target_id, self->cancellable, details_loaded_cb,
                                   g_object_ref (self));
}

/* The chart draws runs of a backup; those that arrived are the same from here. */
static GArray *
copy_runs (const BksStatistics *statistics)
{
  GArray *runs = g_array_new (FALSE, TRUE, sizeof (BksKnownRun));
  guint n = statistics->runs->len;

  for (guint i = n > BKS_SIZE_CHART_RUNS ? n - BKS_SIZE_CHART_RUNS : 0; i < n; i++)
    {
      const BksRunStatistics *from = &g_array_index (statistics->runs, BksRunStatistics, i);
      BksKnownRun run = {
        .ended = from->ended,
        .result = BKS_RUN_GOOD,
        .source_bytes = from->source_bytes,
        .target_bytes = from->target_bytes,
        .n_new = from->n_new,
        .n_modified = from->n_modified,
        .n_deleted = from->n_deleted,
      };

      g_array_append_val (runs, run);
    }
  return runs;
}

static char *
describe_run (const BksKnownRun *run)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *source = bks_format_size (run->source_bytes);
  g_autofree char *target = bks_format_size (run->target_bytes);

  /* Translators: sizes of a run: of what is backed up, and of what is stored. */
  g_string_append_printf (text, _ ("Source %s, stored %s"), source, target);
  if (run->n_new >= 0 && run->n_modified >= 0 && run->n_deleted >= 0)
    {
      g_string_append (text, " · ");
      /* Translators: numbers of files. */
      g_string_append_printf (text, _ ("%lld new, %lld modified, %lld deleted"),
                              (long long) run->n_new, (long long) run->n_modified,
                              (long long) run->n_deleted);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_statistics (BksVaultTargetPage *self, const BksStatistics *statistics)
{
  g_autoptr (GArray) runs = copy_runs (statistics);
  g_autofree char *caption = NULL;
  gint64 now = g_get_real_time ();
  gboolean has_chart = bks_size_chart_has_data (runs, BKS_SIZE_CHART_SIZES);

  clear_rows (self->run_rows, GTK_WIDGET (self->runs_row));
  gtk_widget_set_visible (GTK_WIDGET (self->chart_card), has_chart);
  gtk_widget_set_visible (self->runs_group, runs->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->statistics_row), runs->len == 0);
  if (runs->len == 0)
    {
      bks_prop_row_set_value (self->statistics_row, _ ("No statistics"));
      return;
    }
  if (has_chart)
    {
      caption = bks_run_history_describe_growth (runs);
      gtk_label_set_text (self->chart_caption, caption);
      bks_size_chart_set_kind (self->chart, BKS_SIZE_CHART_SIZES);
      bks_size_chart_set_runs (self->chart, runs, caption);
    }
  /* Newest first, as everywhere. */
  for (guint i = runs->len; i > 0; i--)
    {
      const BksKnownRun *run = &g_array_index (runs, BksKnownRun, i - 1);
      g_autofree char *when = bks_format_when (run->ended, now);
      g_autofree char *text = describe_run (run);
      GtkWidget *row = create_row (when, text);

      adw_expander_row_add_row (self->runs_row, row);
      g_ptr_array_add (self->run_rows, row);
    }
}

static void
statistics_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksVaultTargetPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BksStatistics) statistics = bks_nas_load_vault_statistics_finish (BKS_NAS (source),
                                                                               result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (statistics == NULL)
    {
      g_autoptr (BksProblem) problem = bks_problem_from_error (error);

      if (bks_problem_get_kind (problem) == BKS_PROBLEM_NOT_SUPPORTED)
        bks_prop_row_set_value (self->statistics_row, _ ("No statistics"));
      else
        bks_prop_row_set_failed (self->statistics_row, error->message);
      return;
    }
  self->has_statistics = TRUE;
  show_statistics (self, statistics);
}

static void
load_statistics (BksVaultTargetPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->statistics_row), TRUE);
  bks_prop_row_set_loading (self->statistics_row);
  bks_nas_load_vault_statistics_async (self->nas, self->target_id, self->cancellable,
                                       statistics_loaded_cb, g_object_ref (self));
}

static void
start (BksVaultTargetPage *self)
{
  if (self->cancellable != NULL || self->nas == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  if (!self->is_holding)
    {
      self->is_holding = TRUE;
      bks_wire_hold (self->wire);
    }
  if (!self->has_details)
    load_details (self);
  if (!self->has_statistics)
    load_statistics (self);
}

static void
stop (BksVaultTargetPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->is_holding)
    {
      self->is_holding = FALSE;
      bks_wire_release (self->wire);
    }
}

static void
bks_vault_target_page_details_retry_cb (BksVaultTargetPage *self)
{
  load_details (self);
}

static void
bks_vault_target_page_statistics_retry_cb (BksVaultTargetPage *self)
{
  load_statistics (self);
}

static void
bks_vault_target_page_sender_cb (BksVaultTargetPage *self)
{
  BksTask *sender = self->arrival != NULL ? bks_vault_arrival_get_sender (self->arrival) : NULL;

  if (sender != NULL)
    g_signal_emit (self, signals[SIGNAL_TASK_ACTIVATED], 0, sender);
}

static void
bks_vault_target_page_log_cb (BksVaultTargetPage *self)
{
  if (self->nas != NULL)
    g_signal_emit (self, signals[SIGNAL_LOG_ACTIVATED], 0, self->nas, self->target_id);
}

static void
bks_vault_target_page_width_cb (BksVaultTargetPage *self)
{
  if (bks_width_bin_get_width_class (self->width_bin) == BKS_WIDTH_NARROW)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

static void
bks_vault_target_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bks_vault_target_page_parent_class)->map (widget);
  start (BKS_VAULT_TARGET_PAGE (widget));
}

static void
bks_vault_target_page_unmap (GtkWidget *widget)
{
  stop (BKS_VAULT_TARGET_PAGE (widget));
  GTK_WIDGET_CLASS (bks_vault_target_page_parent_class)->unmap (widget);
}

static void
bks_vault_target_page_dispose (GObject *object)
{
  BksVaultTargetPage *self = BKS_VAULT_TARGET_PAGE (object);
  GtkWidget *child;

  stop (self);
  g_clear_object (&self->wire_signals);
  g_clear_object (&self->arrival_signals);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->arrival);
  g_clear_object (&self->nas);
  self->wire = NULL;
  g_clear_object (&self->fleet);

  G_OBJECT_CLASS (bks_vault_target_page_parent_class)->dispose (object);
}

static void
bks_vault_target_page_finalize (GObject *object)
{
  BksVaultTargetPage *self = BKS_VAULT_TARGET_PAGE (object);

  g_ptr_array_unref (self->other_rows);
  g_ptr_array_unref (self->run_rows);
  g_free (self->target_id);

  G_OBJECT_CLASS (bks_vault_target_page_parent_class)->finalize (object);
}

static void
bks_vault_target_page_class_init (BksVaultTargetPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bks_vault_target_page_dispose;
  object_class->finalize = bks_vault_target_page_finalize;
  widget_class->map = bks_vault_target_page_map;
  widget_class->unmap = bks_vault_target_page_unmap;

  signals[SIGNAL_TASK_ACTIVATED] = g_signal_new ("task-activated", BKS_TYPE_VAULT_TARGET_PAGE,
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 1, BKS_TYPE_TASK);
  signals[SIGNAL_LOG_ACTIVATED] = g_signal_new ("log-activated", BKS_TYPE_VAULT_TARGET_PAGE,
                                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                                2, BKS_TYPE_NAS, G_TYPE_STRING);
  g_type_ensure (BKS_TYPE_PAIR_LAYOUT);
  g_type_ensure (BKS_TYPE_PROP_ROW);
  g_type_ensure (BKS_TYPE_WIDTH_BIN);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-vault-target-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BksVaultTargetPage, title);
  gtk_widget_class_bind_template_child (widget_class, BksVaultTargetPage, width_bin);
  gtk_widget_class_bind_template_child (widget_class, BksVaultTargetPage, gone_label);
  gtk_widget_class_bind_template_child (widget_class, BksVaultTargetPage, sender_row);
  gtk_widget_class_bind_template_child (widget_class, BksVaultTargetPage, sender_arrow);
  gtk_widget_class_bind_template_child (widget_class, BksVaultTargetPage, status_row);
  gtk_widget_class_bind_template_child (widget_class, BksVaultTargetPage, last_row);
  gtk_widget_class_bind_template_child (widget_class, BksVaultTargetPage, used_row);
  gtk_widget_class_bind_template_child (widget_class, BksVaultTargetPage, share_row);
  gtk_widget_class_bind_template_child (widget_class, BksVaultTargetPage, path_row);
  gtk_widget_class_bind_template_child (widget_class, BksVaultTargetPage, encrypted_row);
  gtk_widget_class_bind_template_child (widget_class, BksVaultTargetPage, resumable_row);
  gtk_widget_class_bind_template_child (widget_class, BksVaultTargetPage, statistics_row);
  gtk_widget_class_bind_template_child (widget_class, BksVaultTargetPage, chart_card);
  gtk_widget_class_bind_template_child (widget_class, BksVaultTargetPage, runs_group);
  gtk_widget_class_bind_template_child (widget_class, BksVaultTargetPage, runs_row);
  gtk_widget_class_bind_template_child (widget_class, BksVaultTargetPage, other_group);
  gtk_widget_class_bind_template_child (widget_class, BksVaultTargetPage, details_row);
  gtk_widget_class_bind_template_callback (widget_class, bks_vault_target_page_sender_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_vault_target_page_log_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_vault_target_page_details_retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_vault_target_page_statistics_retry_cb);
}

static void
bks_vault_target_page_init (BksVaultTargetPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->other_rows = g_ptr_array_new ();
  self->run_rows = g_ptr_array_new ();

  self->chart_caption = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->chart_caption), "dim-label");
  self->chart = BKS_SIZE_CHART (bks_size_chart_new ());
  gtk_box_append (self->chart_card, GTK_WIDGET (self->chart_caption));
  gtk_box_append (self->chart_card, GTK_WIDGET (self->chart));

  self->wire_signals = g_signal_group_new (BKS_TYPE_WIRE);
  g_signal_group_connect_object (self->wire_signals, "changed",
                                 G_CALLBACK (bks_vault_target_page_wire_changed_cb), self,
                                 G_CONNECT_SWAPPED);
  self->arrival_signals = g_signal_group_new (BKS_TYPE_VAULT_ARRIVAL);
  g_signal_group_connect_object (self->arrival_signals, "notify::generation",
                                 G_CALLBACK (bks_vault_target_page_arrival_changed_cb), self,
                                 G_CONNECT_SWAPPED);
  g_signal_connect_object (self->width_bin, "notify::width-class",
                           G_CALLBACK (bks_vault_target_page_width_cb), self, G_CONNECT_SWAPPED);
}

/**
 * bks_vault_target_page_new:
 *
 * Returns: a page without a target
 */
GtkWidget *
bks_vault_target_page_new (void)
{
  return g_object_new (BKS_TYPE_VAULT_TARGET_PAGE, NULL);
}

/**
 * bks_vault_target_page_set_target:
 * @self: a #BksVaultTargetPage that has none yet
 * @fleet: all NAS: one of them may be the sender
 * @nas: that receives
 * @target_id: ID of the target there
 */
void
bks_vault_target_page_set_target (BksVaultTargetPage *self,
                                  BksFleet *fleet,
                                  BksNas *nas,
                                  const char *target_id)
{
  g_return_if_fail (BKS_IS_VAULT_TARGET_PAGE (self));
  g_return_if_fail (BKS_IS_FLEET (fleet));
  g_return_if_fail (BKS_IS_NAS (nas));
  g_return_if_fail (target_id != NULL);
  g_return_if_fail (self->nas == NULL);

  self->fleet = g_object_ref (fleet);
  self->wire = bks_wire_get (fleet);
  self->nas = g_object_ref (nas);
  self->target_id = g_strdup (target_id);
  adw_window_title_set_subtitle (self->title, bks_nas_get_name (nas));
  g_signal_group_set_target (self->wire_signals, self->wire);
  find_arrival (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    start (self);
}
