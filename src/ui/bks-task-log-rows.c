/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-task-log-rows.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "bks-format.h"
#include "bks-log-entry.h"
#include "bks-prop-row.h"

struct _BksTaskLogRows
{
  GtkWidget parent_instance;

  AdwPreferencesGroup *group;
  BksPropRow *state_row;
  GtkWidget *rows[BKS_N_TASK_LOG_ROWS]; /* (unowned) (nullable): in the group */
};

G_DEFINE_FINAL_TYPE (BksTaskLogRows, bks_task_log_rows, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SHOW_ALL,
  SIGNAL_LINE_ACTIVATED,
  SIGNAL_RETRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
clear (BksTaskLogRows *self)
{
  for (guint i = 0; i < BKS_N_TASK_LOG_ROWS; i++)
    if (self->rows[i] != NULL)
      {
        adw_preferences_group_remove (self->group, self->rows[i]);
        self->rows[i] = NULL;
      }
}

static void
look_of (BksLogLevel level,
         const char **icon_out,
         const char **css_class_out,
         const char **word_out)
{
  switch (level)
    {
    case BKS_LOG_ERROR:
      *icon_out = "bks-verdict-failed-symbolic";
      *css_class_out = "error";
      *word_out = _ ("Error");
      break;
    case BKS_LOG_WARNING:
      *icon_out = "bks-verdict-attention-symbolic";
      *css_class_out = "warning";
      *word_out = _ ("Warning");
      break;
    case BKS_LOG_INFO:
      *icon_out = "bks-dot-symbolic";
      *css_class_out = "dim-label";
      *word_out = _ ("Information");
      break;
    case BKS_LOG_UNKNOWN:
    default:
      *icon_out = "bks-verdict-unknown-symbolic";
      *css_class_out = "dim-label";
      *word_out = _ ("Level not known");
    }
}

/* "[Local][Photos] Backup task started." is about Photos: whoever reads it here knows that. */
static const char *
without_name (const char *event, const char *task_name)
{
  g_autofree char *name = g_strdup_printf ("][%s]", task_name);
  const char *found = *event == '[' ? strstr (event, name) : NULL;

  if (found == NULL || found > strchr (event, ']'))
    return event;
  found += strlen (name);
  while (*found == ' ')
    found++;
  return *found != '\0' ? found : event;
}

static void
bks_task_log_rows_activated_cb (AdwActionRow *row, BksTaskLogRows *self)
{
  BksLogEntry *entry = g_object_get_data (G_OBJECT (row), "entry");

  g_signal_emit (self, signals[SIGNAL_LINE_ACTIVATED], 0, bks_log_entry_get_time (entry));
}

static GtkWidget *
create_row (BksTaskLogRows *self, BksLogEntry *entry, const char *task_name)
{
  gint64 when = bks_log_entry_get_time (entry);
  g_autofree char *time = when > 0 ? bks_format_when (when, g_get_real_time ())
                                   : g_strdup (bks_log_entry_get_wall_clock (entry));
  const char *event = without_name (bks_log_entry_get_event (entry), task_name);
  const char *icon_name, *css_class, *word;
  g_autofree char *label = NULL;
  GtkWidget *row, *icon;

  look_of (bks_log_entry_get_level (entry), &icon_name, &css_class, &word);
  icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "pixel-size", 16, "accessible-role",
                       GTK_ACCESSIBLE_ROLE_PRESENTATION, "tooltip-text", word, NULL);
  gtk_widget_add_css_class (icon, css_class);
  row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", event, "title-lines", 3,
                      "subtitle", time, "activatable", TRUE, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  /* Translators: a line of a log for a screen reader: level, time, text. */
  label = g_strdup_printf (_ ("%s, %s: %s"), word, time, event);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (row), "entry", g_object_ref (entry), g_object_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (bks_task_log_rows_activated_cb), self, 0);
  return row;
}

static void
bks_task_log_rows_show_all_cb (BksTaskLogRows *self, GtkButton *button)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_ALL], 0);
}

static void
bks_task_log_rows_retry_cb (BksTaskLogRows *self, BksPropRow *row)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static void
bks_task_log_rows_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_task_log_rows_parent_class)->dispose (object);
}

static void
bks_task_log_rows_class_init (BksTaskLogRowsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_task_log_rows_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  /**
   * BksTaskLogRows::show-all:
   * @self: the lines
   */
  signals[SIGNAL_SHOW_ALL] = g_signal_new ("show-all", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * BksTaskLogRows::line-activated:
   * @self: the lines
   * @when: of a line, µs since the Unix epoch, UTC; 0 = not known
   */
  signals[SIGNAL_LINE_ACTIVATED] = g_signal_new ("line-activated", G_TYPE_FROM_CLASS (klass),
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 1, G_TYPE_INT64);
  /**
   * BksTaskLogRows::retry:
   * @self: the lines
   */
  signals[SIGNAL_RETRY] = g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (BKS_TYPE_PROP_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-task-log-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, BksTaskLogRows, group);
  gtk_widget_class_bind_template_child (widget_class, BksTaskLogRows, state_row);
  gtk_widget_class_bind_template_callback (widget_class, bks_task_log_rows_retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_task_log_rows_show_all_cb);
}

static void
bks_task_log_rows_init (BksTaskLogRows *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * bks_task_log_rows_new:
 *
 * Returns: a log without lines
 */
GtkWidget *
bks_task_log_rows_new (void)
{
  return g_object_new (BKS_TYPE_TASK_LOG_ROWS, NULL);
}

/**
 * bks_task_log_rows_set_loading:
 * @self: a #BksTaskLogRows
 */
void
bks_task_log_rows_set_loading (BksTaskLogRows *self)
{
  g_return_if_fail (BKS_IS_TASK_LOG_ROWS (self));

  clear (self);
  gtk_widget_set_visible (GTK_WIDGET (self->state_row), TRUE);
  bks_prop_row_set_loading (self->state_row);
}

/**
 * bks_task_log_rows_set_failed:
 * @self: a #BksTaskLogRows
 * @cause: a sentence: why there are no lines
 */
void
bks_task_log_rows_set_failed (BksTaskLogRows *self, const char *cause)
{
  g_return_if_fail (BKS_IS_TASK_LOG_ROWS (self));

  clear (self);
  gtk_widget_set_visible (GTK_WIDGET (self->state_row), TRUE);
  bks_prop_row_set_failed (self->state_row, cause);
}

/**
 * bks_task_log_rows_set_text:
 * @self: a #BksTaskLogRows
 * @text: what is shown instead of lines
 */
void
bks_task_log_rows_set_text (BksTaskLogRows *self, const char *text)
{
  g_return_if_fail (BKS_IS_TASK_LOG_ROWS (self));

  clear (self);
  gtk_widget_set_visible (GTK_WIDGET (self->state_row), TRUE);
  bks_prop_row_set_value (self->state_row, text);
}

/**
 * bks_task_log_rows_set_entries:
 * @self: a #BksTaskLogRows
 * @entries: (element-type BksLogEntry): newest first; those after the fifth are left out
 * @task_name: whose they are
 */
void
bks_task_log_rows_set_entries (BksTaskLogRows *self, GPtrArray *entries, const char *task_name)
{
  g_return_if_fail (BKS_IS_TASK_LOG_ROWS (self));
  g_return_if_fail (entries != NULL);

  if (entries->len == 0)
    {
      bks_task_log_rows_set_text (self, _ ("No lines about this backup"));
      return;
    }
  clear (self);
  bks_prop_row_set_value (self->state_row, "");
  gtk_widget_set_visible (GTK_WIDGET (self->state_row), FALSE);
  for (guint i = 0; i < MIN (entries->len, BKS_N_TASK_LOG_ROWS); i++)
    {
      self->rows[i] = create_row (self, g_ptr_array_index (entries, i), task_name);
      adw_preferences_group_add (self->group, self->rows[i]);
    }
}
