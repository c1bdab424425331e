/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-raw-list.h"

#include <glib/gi18n-lib.h>

/**
 * BksRaw:
 *
 * The facts, in the order of their rows.
 */
typedef enum
{
  RAW_TASK_ID,
  RAW_STATE,
  RAW_STATUS,
  RAW_STEP,
  RAW_RESULT,
  RAW_ERROR,
  RAW_ERROR_CODE,
  RAW_TARGET_TYPE,
  RAW_TRANSFER_TYPE,
  RAW_REPOSITORY_ID,
  RAW_TARGET_ID,
  RAW_CAN_CANCEL,
  RAW_CAN_SUSPEND,
  RAW_FOLDERS,
  RAW_APPLICATIONS,
} BksRaw;
#define N_RAW 15

/* The NAS's own names of its fields: what a person finds in a log or asks about is not translated. */
static const char *const raw_keys[N_RAW] = {
  [RAW_TASK_ID] = "task_id",
  [RAW_STATE] = "state",
  [RAW_STATUS] = "status",
  [RAW_STEP] = "step",
  [RAW_RESULT] = "last_bkp_result",
  [RAW_ERROR] = "last_bkp_error",
  [RAW_ERROR_CODE] = "last_bkp_error_code",
  [RAW_TARGET_TYPE] = "target_type",
  [RAW_TRANSFER_TYPE] = "transfer_type",
  [RAW_REPOSITORY_ID] = "repo_id",
  [RAW_TARGET_ID] = "target_id",
  [RAW_CAN_CANCEL] = "can_cancel",
  [RAW_CAN_SUSPEND] = "can_suspend",
  [RAW_FOLDERS] = "folder_list",
  [RAW_APPLICATIONS] = "app_name_list",
};

struct _BksRawList
{
  AdwExpanderRow parent_instance;

  GtkWidget *rows[N_RAW];
  GtkLabel *values[N_RAW];
};

G_DEFINE_FINAL_TYPE (BksRawList, bks_raw_list, ADW_TYPE_EXPANDER_ROW)

static void
add_row (BksRawList *self, BksRaw raw)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *key = gtk_label_new (raw_keys[raw]);
  GtkWidget *value = gtk_label_new (NULL);

  gtk_widget_add_css_class (key, "title");
  gtk_label_set_xalign (GTK_LABEL (key), 0);
  gtk_label_set_xalign (GTK_LABEL (value), 0);
  gtk_label_set_wrap (GTK_LABEL (value), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (value), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_widget_add_css_class (value, "monospace");
  gtk_box_append (GTK_BOX (box), key);
  gtk_box_append (GTK_BOX (box), value);
  gtk_widget_add_css_class (box, "raw");

  self->rows[raw] = gtk_list_box_row_new ();
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->rows[raw]), FALSE);
  gtk_widget_set_focusable (self->rows[raw], FALSE);
  gtk_widget_add_css_class (self->rows[raw], "prop");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self->rows[raw]), box);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), self->rows[raw]);
  self->values[raw] = GTK_LABEL (value);
}

/* A field that the NAS left out has no row: an empty one would read as an empty answer. A label that
 * did not change is not touched, or a selection in it would be lost with each refresh. */
static void
show (BksRawList *self, BksRaw raw, const char *value)
{
  g_autofree char *label = NULL;

  gtk_widget_set_visible (self->rows[raw], value != NULL);
  if (g_strcmp0 (gtk_label_get_text (self->values[raw]), value != NULL ? value : "") == 0)
    return;

  gtk_label_set_text (self->values[raw], value != NULL ? value : "");
  label = g_strdup_printf ("%s: %s", raw_keys[raw], value != NULL ? value : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows[raw]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static const char *
yes_no (int value)
{
  return value < 0 ? NULL : value ? "true" : "false";
}

static void
show_list (BksRawList *self, BksRaw raw, char **list)
{
  g_autofree char *lines = list != NULL && *list != NULL ? g_strjoinv ("\n", list) : NULL;

  show (self, raw, lines);
}

static void
bks_raw_list_class_init (BksRawListClass *klass)
{
}

static void
bks_raw_list_init (BksRawList *self)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Technical details"));
  /* The title names what can be pressed in it, and not the row. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Technical details"), -1);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 _ ("What the NAS reported, word for word"));
  for (BksRaw raw = 0; raw < N_RAW; raw++)
    add_row (self, raw);
}

/**
 * bks_raw_list_update:
 * @self: a #BksRawList
 * @task: whose words to show
 * @details: (nullable): what is known beyond the list
 */
void
bks_raw_list_update (BksRawList *self, BksTask *task, const BksTaskDetails *details)
{
  g_autofree char *code = NULL;

  g_return_if_fail (BKS_IS_RAW_LIST (self));
  g_return_if_fail (BKS_IS_TASK (task));

  if (bks_task_get_last_error_code (task) >= 0)
    code = g_strdup_printf ("%d", bks_task_get_last_error_code (task));

  show (self, RAW_TASK_ID, bks_task_get_id (task));
  show (self, RAW_STATE, bks_task_get_state (task));
  show (self, RAW_STATUS, bks_task_get_status (task));
  show (self, RAW_STEP, bks_task_get_step (task));
  show (self, RAW_RESULT, bks_task_get_last_result (task));
  show (self, RAW_ERROR, bks_task_get_last_error (task));
  show (self, RAW_ERROR_CODE, code);
  show (self, RAW_TARGET_TYPE, bks_task_get_target_type (task));
  show (self, RAW_TRANSFER_TYPE, bks_task_get_transfer_type (task));
  show (self, RAW_REPOSITORY_ID, bks_task_get_repository_id (task));
  show (self, RAW_TARGET_ID, bks_task_get_target_id (task));
  show (self, RAW_CAN_CANCEL, yes_no (bks_task_get_can_cancel (task)));
  show (self, RAW_CAN_SUSPEND, yes_no (bks_task_get_can_suspend (task)));
  show_list (self, RAW_FOLDERS, details != NULL ? details->folders : NULL);
  show_list (self, RAW_APPLICATIONS, details != NULL ? details->applications : NULL);
}

/**
 * bks_raw_list_get_value:
 * @self: a #BksRawList
 * @key: the NAS's name of a field
 *
 * Returns: (nullable) (transfer none): what is shown for it; %NULL if it has no row now
 */
const char *
bks_raw_list_get_value (BksRawList *self, const char *key)
{
  g_return_val_if_fail (BKS_IS_RAW_LIST (self), NULL);

  for (BksRaw raw = 0; raw < N_RAW; raw++)
    if (g_str_equal (raw_keys[raw], key))
      return gtk_widget_get_visible (self->rows[raw]) ? gtk_label_get_text (self->values[raw])
                                                      : NULL;
  return NULL;
}
