/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-log-foot.h"

#include <glib/gi18n-lib.h>

#include "bks-problem.h"

struct _BksLogFoot
{
  GtkWidget parent_instance;

  GtkLabel *count;
  GtkWidget *stop_button;
  GtkBox *missing;
  GtkWidget *export_box;
  GtkLabel *export_label;
  GtkProgressBar *export_bar;

  BksLogList *list; /* (owned) (nullable) */
  guint update_id;  /* idle source; 0 = none */
};

G_DEFINE_FINAL_TYPE (BksLogFoot, bks_log_foot, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CANCEL_EXPORT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
dup_matches (BksLogList *list, guint n)
{
  if (bks_log_list_get_query (list)->level == BKS_LOG_ERROR)
    return g_strdup_printf (ngettext ("%'u error", "%'u errors", n), n);
  return g_strdup_printf (ngettext ("%'u warning or error", "%'u warnings and errors", n), n);
}

static char *
dup_lines (gint64 n)
{
  return g_strdup_printf (ngettext ("%'lld line", "%'lld lines", (gulong) n), (long long) n);
}

/**
 * bks_log_foot_dup_text:
 * @list: a list of lines
 *
 * Returns: (transfer full): how much there is, and how much of it is not known yet
 */
char *
bks_log_foot_dup_text (BksLogList *list)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));
  gint64 total = bks_log_list_get_total (list);
  gint64 n_scanned = bks_log_list_get_n_scanned (list);
  gint64 n_to_scan = bks_log_list_get_n_to_scan (list);
  g_autofree char *text = NULL;

  if (!bks_log_list_get_is_loaded (list))
    return g_strdup (_ ("Reading…"));
  if (bks_log_list_get_is_scanning (list))
    return n_to_scan >= 0
               /* Translators: how far a search has come, "Searched 2,500 of 41,200 lines". */
               ? g_strdup_printf (_ ("Searched %'lld of %'lld lines"), (long long) n_scanned,
                                  (long long) n_to_scan)
               : g_strdup_printf (
                   ngettext ("Searched %'lld line", "Searched %'lld lines", (gulong) n_scanned),
                   (long long) n_scanned);
  if (bks_log_list_get_is_limited (list))
    {
      text = dup_lines (n);
      /* Translators: "10,000 lines, and there are more. …" */
      return g_strdup_printf (_ ("%s, and there are more. Choose fewer days to see them."), text);
    }
  if (bks_log_query_has_level (bks_log_list_get_query (list)))
    {
      g_autofree char *all = dup_lines (n_scanned);

      text = dup_matches (list, n);
      /* Translators: "74 errors among 41,200 lines" */
      return g_strdup_printf (_ ("%s among %s"), text, all);
    }
  /* Lines of several NAS come as they are looked at. */
  if (total > (gint64) n)
    return g_strdup_printf (ngettext ("%'u of %'lld line", "%'u of %'lld lines", (gulong) total), n,
                            (long long) total);
  return dup_lines (n);
}

static void
bks_log_foot_retry_cb (GtkButton *button, BksLogFoot *self)
{
  BksNas *nas = g_object_get_data (G_OBJECT (button), "nas");

  bks_log_list_retry (self->list, nas);
}

static void
add_missing (BksLogFoot *self, BksLogSource *source)
{
  BksNas *nas = bks_log_source_get_nas (source);
  BksProblem *problem = bks_log_source_get_problem (source);
  /* Translators: a NAS, and a whole sentence why. */
  g_autofree char *text = g_strdup_printf (_ ("%s is missing. %s"), bks_nas_get_name (nas),
                                           bks_problem_get_sentence (problem));
  /* Translators: name of a button; the name of a NAS follows. */
  g_autofree char *name = g_strdup_printf (_ ("Retry %s"), bks_nas_get_name (nas));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *button = gtk_button_new_with_label (_ ("Retry"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_tooltip_text (label, bks_problem_get_message (problem));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "nas", g_object_ref (nas), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (bks_log_foot_retry_cb), self, 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (self->missing, box);
}

static void
show_missing (BksLogFoot *self)
{
  GListModel *sources = bks_log_list_get_sources (self->list);
  guint n = g_list_model_get_n_items (sources);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->missing))) != NULL)
    gtk_box_remove (self->missing, child);
  /* If nothing else is there, the page says it. */
  for (guint i = 0; g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0 && i < n; i++)
    {
      g_autoptr (BksLogSource) source = g_list_model_get_item (sources, i);

      if (bks_log_source_get_problem (source) != NULL)
        add_missing (self, source);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->missing),
                          gtk_widget_get_first_child (GTK_WIDGET (self->missing)) != NULL);
}

static gboolean
bks_log_foot_update_cb (gpointer user_data)
{
  BksLogFoot *self = user_data;
  g_autofree char *text = bks_log_foot_dup_text (self->list);

  self->update_id = 0;
  gtk_label_set_text (self->count, text);
  gtk_widget_set_visible (self->stop_button, bks_log_list_get_is_scanning (self->list));
  show_missing (self);
  return G_SOURCE_REMOVE;
}

/* Much of it changes together. */
static void
bks_log_foot_changed_cb (BksLogFoot *self)
{
  /* The list, which goes with the foot, says that its lines go. */
  if (self->list != NULL && self->update_id == 0)
    self->update_id = g_idle_add (bks_log_foot_update_cb, self);
}

static void
bks_log_foot_sources_changed_cb (BksLogFoot *self,
                                 guint position,
                                 guint removed,
                                 guint added,
                                 GListModel *sources)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (BksLogSource) source = g_list_model_get_item (sources, i);

      g_signal_connect_object (source, "notify::problem", G_CALLBACK (bks_log_foot_changed_cb),
                               self, G_CONNECT_SWAPPED);
    }
  bks_log_foot_changed_cb (self);
}

static void
bks_log_foot_stop_cb (BksLogFoot *self)
{
  bks_log_list_stop (self->list);
}

static void
bks_log_foot_cancel_export_cb (BksLogFoot *self)
{
  g_signal_emit (self, signals[SIGNAL_CANCEL_EXPORT], 0);
}

static void
bks_log_foot_dispose (GObject *object)
{
  BksLogFoot *self = BKS_LOG_FOOT (object);
  GtkWidget *child;

  g_clear_object (&self->list);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  /* Last: what goes may say so, and that asks for it again. */
  g_clear_handle_id (&self->update_id, g_source_remove);

  G_OBJECT_CLASS (bks_log_foot_parent_class)->dispose (object);
}

static void
bks_log_foot_class_init (BksLogFootClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_log_foot_dispose;

  /**
   * BksLogFoot::cancel-export:
   * @self: the foot
   */
  signals[SIGNAL_CANCEL_EXPORT] = g_signal_new ("cancel-export", G_TYPE_FROM_CLASS (klass),
                                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                                0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/backstay/Backstay/ui/bks-log-foot.ui");
  gtk_widget_class_bind_template_child (widget_class, BksLogFoot, count);
  gtk_widget_class_bind_template_child (widget_class, BksLogFoot, stop_button);
  gtk_widget_class_bind_template_child (widget_class, BksLogFoot, missing);
  gtk_widget_class_bind_template_child (widget_class, BksLogFoot, export_box);
  gtk_widget_class_bind_template_child (widget_class, BksLogFoot, export_label);
  gtk_widget_class_bind_template_child (widget_class, BksLogFoot, export_bar);
  gtk_widget_class_bind_template_callback (widget_class, bks_log_foot_stop_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_log_foot_cancel_export_cb);
}

static void
bks_log_foot_init (BksLogFoot *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * bks_log_foot_set_list:
 * @self: a #BksLogFoot
 * @list: what it tells of; once
 */
void
bks_log_foot_set_list (BksLogFoot *self, BksLogList *list)
{
  GListModel *sources;

  g_return_if_fail (BKS_IS_LOG_FOOT (self));
  g_return_if_fail (BKS_IS_LOG_LIST (list) && self->list == NULL);

  self->list = g_object_ref (list);
  g_signal_connect_object (list, "notify", G_CALLBACK (bks_log_foot_changed_cb), self,
                           G_CONNECT_SWAPPED);
  sources = bks_log_list_get_sources (list);
  g_signal_connect_object (sources, "items-changed", G_CALLBACK (bks_log_foot_sources_changed_cb),
                           self, G_CONNECT_SWAPPED);
  bks_log_foot_sources_changed_cb (self, 0, 0, g_list_model_get_n_items (sources), sources);
}

/**
 * bks_log_foot_set_export:
 * @self: a #BksLogFoot
 * @n_written: lines that are in the file; negative = nothing is being exported
 * @fraction: how much of what is to be read is; negative = not known
 */
void
bks_log_foot_set_export (BksLogFoot *self, gint64 n_written, double fraction)
{
  g_autofree char *text = NULL;

  g_return_if_fail (BKS_IS_LOG_FOOT (self));

  gtk_widget_set_visible (self->export_box, n_written >= 0);
  if (n_written < 0)
    return;
  text = g_strdup_printf (ngettext ("Exporting, %'lld line so far", "Exporting, %'lld lines so far",
                                    (gulong) n_written),
                          (long long) n_written);
  gtk_label_set_text (self->export_label, text);
  gtk_progress_bar_set_fraction (self->export_bar, CLAMP (fraction, 0, 1));
}
