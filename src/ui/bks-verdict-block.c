/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-verdict-block.h"

#include <glib/gi18n-lib.h>

#include "bks-action-button.h"
#include "bks-format.h"
#include "bks-wrap-layout.h"

struct _BksVerdictBlock
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *headline;
  GtkLabel *text;
  GtkProgressBar *progress_bar;
  GtkLabel *progress_line;
  GtkWidget *button_box;
  GtkButton *first_button;
  GtkButton *second_button;
  GtkLabel *why_label;

  guint offered; /* bits by BksAction: what the two buttons do */
  char *wait;    /* (owned) (nullable): what the backup probably waits for */
  char *wait_id; /* (owned) (nullable): of the NAS whose Vault that is */
};

G_DEFINE_FINAL_TYPE (BksVerdictBlock, bks_verdict_block, GTK_TYPE_WIDGET)

static void
set_class (gpointer widget, const char *css_class, gboolean wanted)
{
  if (wanted)
    gtk_widget_add_css_class (GTK_WIDGET (widget), css_class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (widget), css_class);
}

/* Labels are announced when their text changes: not touched when it does not. */
static void
show_label (GtkLabel *label, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

static void
show_card (BksVerdictBlock *self, BksVerdict verdict)
{
  for (BksVerdict other = 0; other < BKS_N_VERDICTS; other++)
    set_class (self->icon, bks_verdict_get_css_class (other), other == verdict);
  gtk_image_set_from_icon_name (self->icon, bks_verdict_get_icon_name (verdict));

  set_class (self, "card", verdict != BKS_VERDICT_OK);
  set_class (self, "problem", verdict != BKS_VERDICT_OK && verdict != BKS_VERDICT_RUNNING);
  set_class (self, "error", verdict == BKS_VERDICT_FAILED);
  set_class (self, "warning", verdict == BKS_VERDICT_ATTENTION);
  set_class (self->text, "dim-label", verdict == BKS_VERDICT_RUNNING);
}

static void
show_progress (BksVerdictBlock *self, BksTask *task)
{
  gboolean runs = bks_task_get_verdict (task) == BKS_VERDICT_RUNNING;
  gboolean is_active;
  const char *line = bks_task_get_progress_line (task);
  const char *step = bks_task_get_step_text (task);
  int percent = bks_task_get_percent (task);
  g_autofree char *percent_text = bks_format_percent (percent);
  g_autofree char *value_text = NULL;
  g_autofree char *label = NULL;

  g_object_get (task, "is-active", &is_active, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), runs && is_active);
  if (!runs || !is_active)
    {
      show_label (self->progress_line, "");
      return;
    }

  gtk_progress_bar_set_fraction (self->progress_bar, CLAMP (percent, 0, 100) / 100.0);
  if (line == NULL || *line == '\0')
    line = _ ("Size not known yet");
  show_label (self->progress_line, line);

  /* Translators: how far a backup is, and what it does: "37 %, Copying data". */
  value_text = percent >= 0 ? g_strdup_printf (_ ("%s, %s"), percent_text, step) : g_strdup (step);
  label = g_strdup_printf (_ ("Progress of %s"), bks_task_get_name (task));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress_bar),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, value_text, -1);
}

static char *
offer (BksVerdictBlock *self, GtkButton *button, BksTask *task, BksAction action)
{
  self->offered |= 1u << action;
  return bks_action_button_show (button, task, action);
}

/* A check of what is stored can only be ended. */
static gboolean
show_check_button (BksVerdictBlock *self, BksTask *task)
{
  if (!bks_task_can (task, BKS_ACTION_CANCEL_CHECK, NULL))
    return FALSE;
  g_free (offer (self, self->first_button, task, BKS_ACTION_CANCEL_CHECK));
  gtk_widget_set_visible (GTK_WIDGET (self->second_button), FALSE);
  show_label (self->why_label, "");
  return TRUE;
}

/* It waits for another NAS, as far as can be told: ended it can be, and the other's limit changed. */
static gboolean
show_wait_buttons (BksVerdictBlock *self, BksTask *task)
{
  g_autofree char *why = NULL;

  if (self->wait == NULL)
    return FALSE;
  why = offer (self, self->first_button, task, BKS_ACTION_CANCEL);
  bks_action_button_show_limit (self->second_button, task, self->wait_id);
  show_label (self->why_label, why != NULL ? why : "");
  return TRUE;
}

static void
show_running_buttons (BksVerdictBlock *self, BksTask *task)
{
  g_autofree char *suspend_why = offer (self, self->first_button, task, BKS_ACTION_SUSPEND);
  g_autofree char *cancel_why = offer (self, self->second_button, task, BKS_ACTION_CANCEL);
  g_autofree char *both = NULL;

  if (suspend_why != NULL && cancel_why != NULL && !g_str_equal (suspend_why, cancel_why))
    both = g_strdup_printf ("%s\n%s", suspend_why, cancel_why);
  show_label (self->why_label, both != NULL          ? both
                               : suspend_why != NULL ? suspend_why
                               : cancel_why != NULL  ? cancel_why
                                                     : "");
}

/* The remedy first. What Backstay cannot mend is mended in DSM. */
static void
show_problem_buttons (BksVerdictBlock *self, BksTask *task)
{
  int best = bks_task_get_best_action (task);
  gboolean helps = best >= 0 && bks_task_can (task, (BksAction) best, NULL)
                   && bks_task_get_verdict (task) != BKS_VERDICT_UNKNOWN;

  show_label (self->why_label, "");
  if (bks_task_is_away (task))
    {
      bks_action_button_show_check_again (self->first_button, task);
      bks_action_button_show_open_in_dsm (self->second_button, task);
    }
  else if (!helps)
    {
      bks_action_button_show_open_in_dsm (self->first_button, task);
      bks_action_button_show_log (self->second_button, task);
    }
  else
    {
      g_free (offer (self, self->first_button, task, (BksAction) best));
      if (best == BKS_ACTION_RESUME)
        g_free (offer (self, self->second_button, task, BKS_ACTION_DISCARD));
      /* A run that did not end well: its lines say more than DSM's own page does. */
      else if (bks_task_get_last_start (task) > bks_task_get_last_success (task))
        bks_action_button_show_log (self->second_button, task);
      else
        bks_action_button_show_open_in_dsm (self->second_button, task);
    }
  set_class (self->first_button, "suggested-action",
             bks_task_get_verdict (task) != BKS_VERDICT_UNKNOWN);
}

static void
bks_verdict_block_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_verdict_block_parent_class)->dispose (object);
}

static void
bks_verdict_block_finalize (GObject *object)
{
  BksVerdictBlock *self = BKS_VERDICT_BLOCK (object);

  g_free (self->wait);
  g_free (self->wait_id);

  G_OBJECT_CLASS (bks_verdict_block_parent_class)->finalize (object);
}

static void
bks_verdict_block_class_init (BksVerdictBlockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_verdict_block_dispose;
  G_OBJECT_CLASS (klass)->finalize = bks_verdict_block_finalize;

  g_type_ensure (BKS_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "verdict");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-verdict-block.ui");
  gtk_widget_class_bind_template_child (widget_class, BksVerdictBlock, icon);
  gtk_widget_class_bind_template_child (widget_class, BksVerdictBlock, headline);
  gtk_widget_class_bind_template_child (widget_class, BksVerdictBlock, text);
  gtk_widget_class_bind_template_child (widget_class, BksVerdictBlock, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, BksVerdictBlock, progress_line);
  gtk_widget_class_bind_template_child (widget_class, BksVerdictBlock, button_box);
  gtk_widget_class_bind_template_child (widget_class, BksVerdictBlock, first_button);
  gtk_widget_class_bind_template_child (widget_class, BksVerdictBlock, second_button);
  gtk_widget_class_bind_template_child (widget_class, BksVerdictBlock, why_label);
}

static void
bks_verdict_block_init (BksVerdictBlock *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * bks_verdict_block_new:
 *
 * Returns: a block that says nothing yet
 */
GtkWidget *
bks_verdict_block_new (void)
{
  return g_object_new (BKS_TYPE_VERDICT_BLOCK, NULL);
}

/**
 * bks_verdict_block_update:
 * @self: a #BksVerdictBlock
 * @task: what to say it about; not kept
 */
void
bks_verdict_block_update (BksVerdictBlock *self, BksTask *task)
{
  BksVerdict verdict;
  const char *step, *text;

  g_return_if_fail (BKS_IS_VERDICT_BLOCK (self));
  g_return_if_fail (BKS_IS_TASK (task));

  verdict = bks_task_get_verdict (task);
  step = bks_task_get_step_text (task);
  text = bks_task_get_explanation (task);
  if (verdict == BKS_VERDICT_RUNNING && step != NULL && *step != '\0')
    text = step;
  if (verdict == BKS_VERDICT_RUNNING && self->wait != NULL)
    text = self->wait;

  show_card (self, verdict);
  show_label (self->headline, bks_task_get_headline (task));
  show_label (self->text, text != NULL ? text : "");
  show_progress (self, task);

  self->offered = 0;
  gtk_widget_set_visible (self->button_box, verdict != BKS_VERDICT_OK);
  if (verdict == BKS_VERDICT_RUNNING)
    {
      set_class (self->first_button, "suggested-action", FALSE);
      if (!show_wait_buttons (self, task) && !show_check_button (self, task))
        show_running_buttons (self, task);
    }
  else if (verdict != BKS_VERDICT_OK)
    show_problem_buttons (self, task);
  else
    show_label (self->why_label, "");

  /* Below the words of a problem, but below the bar of a run. */
  gtk_widget_set_margin_start (self->button_box, verdict == BKS_VERDICT_RUNNING ? 0 : 50);
}

/**
 * bks_verdict_block_set_wait:
 * @self: a #BksVerdictBlock
 * @sentence: (nullable): what the task of the next update probably waits for
 * @nas_id: (nullable): of the NAS whose Vault that is
 */
void
bks_verdict_block_set_wait (BksVerdictBlock *self, const char *sentence, const char *nas_id)
{
  g_return_if_fail (BKS_IS_VERDICT_BLOCK (self));
  g_return_if_fail ((sentence == NULL) == (nas_id == NULL));

  g_free (self->wait);
  self->wait = g_strdup (sentence);
  g_free (self->wait_id);
  self->wait_id = g_strdup (nas_id);
}

/**
 * bks_verdict_block_offers:
 * @self: a #BksVerdictBlock
 * @action: what a person may want to do
 *
 * Returns: whether the block has a button for it, so that no other is needed
 */
gboolean
bks_verdict_block_offers (BksVerdictBlock *self, BksAction action)
{
  g_return_val_if_fail (BKS_IS_VERDICT_BLOCK (self), FALSE);

  return (self->offered & (1u << action)) != 0;
}
