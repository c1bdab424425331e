/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-part-stack.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define SPINNER_AFTER 300 /* ms */

struct _BksPartStack
{
  GtkWidget parent_instance;

  GtkStack *stack;
  AdwStatusPage *status;
  GtkSpinner *spinner;
  GtkButton *retry_button;
  guint spinner_source; /* 0 = not waiting */
};

G_DEFINE_FINAL_TYPE (BksPartStack, bks_part_stack, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_RETRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
stop_spinner (BksPartStack *self)
{
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  gtk_spinner_stop (self->spinner);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), FALSE);
}

static gboolean
bks_part_stack_spinner_due_cb (gpointer user_data)
{
  BksPartStack *self = BKS_PART_STACK (user_data);

  self->spinner_source = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), TRUE);
  gtk_spinner_start (self->spinner);
  return G_SOURCE_REMOVE;
}

static void
bks_part_stack_retry_clicked_cb (BksPartStack *self, GtkButton *button)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static void
show_status (BksPartStack *self, const char *title, const char *description, gboolean can_retry)
{
  g_autofree char *markup = description != NULL ? g_markup_escape_text (description, -1) : NULL;

  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, markup);
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button), can_retry);
  gtk_stack_set_visible_child_name (self->stack, "status");
}

static void
bks_part_stack_dispose (GObject *object)
{
  BksPartStack *self = BKS_PART_STACK (object);
  GtkWidget *child;

  g_clear_handle_id (&self->spinner_source, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_part_stack_parent_class)->dispose (object);
}

static void
bks_part_stack_class_init (BksPartStackClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_part_stack_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  /**
   * BksPartStack::retry:
   * @self: the page
   */
  signals[SIGNAL_RETRY] = g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/backstay/Backstay/ui/bks-part-stack.ui");
  gtk_widget_class_bind_template_child (widget_class, BksPartStack, stack);
  gtk_widget_class_bind_template_child (widget_class, BksPartStack, status);
  gtk_widget_class_bind_template_child (widget_class, BksPartStack, spinner);
  gtk_widget_class_bind_template_child (widget_class, BksPartStack, retry_button);
  gtk_widget_class_bind_template_callback (widget_class, bks_part_stack_retry_clicked_cb);
}

static void
bks_part_stack_init (BksPartStack *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * bks_part_stack_new:
 *
 * Returns: a page that shows nothing yet
 */
GtkWidget *
bks_part_stack_new (void)
{
  return g_object_new (BKS_TYPE_PART_STACK, NULL);
}

/**
 * bks_part_stack_set_content:
 * @self: a #BksPartStack
 * @content: what is shown when it is there; once
 */
void
bks_part_stack_set_content (BksPartStack *self, GtkWidget *content)
{
  g_return_if_fail (BKS_IS_PART_STACK (self));
  g_return_if_fail (GTK_IS_WIDGET (content));

  gtk_stack_add_named (self->stack, content, "content");
}

/**
 * bks_part_stack_show_content:
 * @self: a #BksPartStack
 */
void
bks_part_stack_show_content (BksPartStack *self)
{
  g_return_if_fail (BKS_IS_PART_STACK (self));

  stop_spinner (self);
  gtk_stack_set_visible_child_name (self->stack, "content");
}

/**
 * bks_part_stack_show_loading:
 * @self: a #BksPartStack
 * @title: who is asked
 */
void
bks_part_stack_show_loading (BksPartStack *self, const char *title)
{
  g_return_if_fail (BKS_IS_PART_STACK (self));

  show_status (self, title, NULL, FALSE);
  if (self->spinner_source == 0 && !gtk_spinner_get_spinning (self->spinner))
    self->spinner_source = g_timeout_add (SPINNER_AFTER, bks_part_stack_spinner_due_cb, self);
}

/**
 * bks_part_stack_show_failed:
 * @self: a #BksPartStack
 * @cause: whole sentences: why there is nothing
 */
void
bks_part_stack_show_failed (BksPartStack *self, const char *cause)
{
  g_return_if_fail (BKS_IS_PART_STACK (self));

  stop_spinner (self);
  show_status (self, _ ("Not Available"), cause, TRUE);
}

/**
 * bks_part_stack_show_empty:
 * @self: a #BksPartStack
 * @title: what there is none of
 * @description: (nullable): a sentence about it
 */
void
bks_part_stack_show_empty (BksPartStack *self, const char *title, const char *description)
{
  g_return_if_fail (BKS_IS_PART_STACK (self));

  stop_spinner (self);
  show_status (self, title, description, FALSE);
}
