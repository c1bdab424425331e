/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-prop-row.h"

#include <glib/gi18n-lib.h>

#define SPINNER_AFTER 300 /* ms */

struct _BksPropRow
{
  AdwActionRow parent_instance;

  GtkSpinner *spinner;
  GtkButton *retry_button;
  guint spinner_source; /* 0 = not waiting */
};

G_DEFINE_FINAL_TYPE (BksPropRow, bks_prop_row, ADW_TYPE_ACTION_ROW)

enum
{
  SIGNAL_RETRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
bks_prop_row_spinner_due_cb (gpointer user_data)
{
  BksPropRow *self = BKS_PROP_ROW (user_data);

  self->spinner_source = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

static void
stop_spinner (BksPropRow *self)
{
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
}

static void
show_text (BksPropRow *self, const char *text)
{
  g_autofree char *label = NULL;

  if (g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (self)), text) == 0)
    return;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  /* Translators: a fact as a screen reader says it: "Destination: Amazon S3". */
  label = g_strdup_printf (_ ("%s: %s"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)),
                           text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
bks_prop_row_retry_clicked_cb (BksPropRow *self, GtkButton *button)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static void
bks_prop_row_dispose (GObject *object)
{
  BksPropRow *self = BKS_PROP_ROW (object);

  g_clear_handle_id (&self->spinner_source, g_source_remove);

  G_OBJECT_CLASS (bks_prop_row_parent_class)->dispose (object);
}

static void
bks_prop_row_class_init (BksPropRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_prop_row_dispose;

  /**
   * BksPropRow::retry:
   * @self: the row
   */
  signals[SIGNAL_RETRY] = g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/backstay/Backstay/ui/bks-prop-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BksPropRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, BksPropRow, retry_button);
  gtk_widget_class_bind_template_callback (widget_class, bks_prop_row_retry_clicked_cb);
}

/* Until there is a fact. */
static void
bks_prop_row_title_cb (BksPropRow *self)
{
  const char *subtitle = adw_action_row_get_subtitle (ADW_ACTION_ROW (self));

  if (subtitle == NULL || *subtitle == '\0')
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), -1);
}

static void
bks_prop_row_init (BksPropRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The title is part of the row's own label: with both, it would be said twice. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  g_signal_connect (self, "notify::title", G_CALLBACK (bks_prop_row_title_cb), NULL);
}

/**
 * bks_prop_row_new:
 * @title: what the fact is about, translated
 *
 * Returns: a row without a value yet
 */
GtkWidget *
bks_prop_row_new (const char *title)
{
  return g_object_new (BKS_TYPE_PROP_ROW, "title", title, NULL);
}

/**
 * bks_prop_row_set_value:
 * @self: a #BksPropRow
 * @value: plain text
 */
void
bks_prop_row_set_value (BksPropRow *self, const char *value)
{
  g_return_if_fail (BKS_IS_PROP_ROW (self));
  g_return_if_fail (value != NULL);

  stop_spinner (self);
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "coming");
  show_text (self, value);
}

/**
 * bks_prop_row_set_loading:
 * @self: a #BksPropRow
 *
 * The value is on its way: "…", and a spinner if it takes its time.
 */
void
bks_prop_row_set_loading (BksPropRow *self)
{
  g_return_if_fail (BKS_IS_PROP_ROW (self));

  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "coming");
  show_text (self, "…");
  if (self->spinner_source == 0 && !gtk_spinner_get_spinning (self->spinner))
    self->spinner_source = g_timeout_add (SPINNER_AFTER, bks_prop_row_spinner_due_cb, self);
}

/**
 * bks_prop_row_set_failed:
 * @self: a #BksPropRow
 * @cause: (nullable): a sentence: why there is no value; %NULL = that is said elsewhere already
 */
void
bks_prop_row_set_failed (BksPropRow *self, const char *cause)
{
  g_autofree char *text = NULL;

  g_return_if_fail (BKS_IS_PROP_ROW (self));

  stop_spinner (self);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "coming");
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), TRUE);
  /* Translators: %s is a whole sentence with the cause. */
  text = cause != NULL ? g_strdup_printf (_ ("Not available. %s"), cause) : NULL;
  show_text (self, text != NULL ? text : _ ("Not available"));
}

/**
 * bks_prop_row_get_value:
 * @self: a #BksPropRow
 *
 * Returns: (nullable) (transfer none): what the row shows
 */
const char *
bks_prop_row_get_value (BksPropRow *self)
{
  g_return_val_if_fail (BKS_IS_PROP_ROW (self), NULL);

  return adw_action_row_get_subtitle (ADW_ACTION_ROW (self));
}
