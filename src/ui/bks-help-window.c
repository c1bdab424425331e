/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-help-window.h"

#include <glib/gi18n-lib.h>

#include "bks-help-topics.h"
#include "bks-verdict-icon.h"

struct _BksHelpWindow
{
  AdwWindow parent_instance;

  AdwLeaflet *leaflet;
  GtkListBox *list;
  AdwWindowTitle *title;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (BksHelpWindow, bks_help_window, ADW_TYPE_WINDOW)

static GtkWidget *
create_label (const char *text)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.f, "wrap", TRUE, "wrap-mode",
                       PANGO_WRAP_WORD_CHAR, "hexpand", TRUE, NULL);
}

/* Something to the left of a paragraph. */
static GtkWidget *
create_beside (GtkWidget *mark, GtkWidget *content)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), content);
  return box;
}

static GtkWidget *
create_heading (const char *text, const char *css_class, int level)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_HEADING,
                                   "label", text, "xalign", 0.f, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL, level, -1);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
create_verdict (const BksHelpPart *part)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *word = create_label (bks_verdict_get_word (part->verdict));

  gtk_widget_add_css_class (word, "heading");
  gtk_box_append (GTK_BOX (words), word);
  gtk_box_append (GTK_BOX (words), create_label (_ (part->text)));
  return create_beside (bks_verdict_icon_new (part->verdict, 20), words);
}

static GtkWidget *
create_step (const BksHelpPart *part, guint number)
{
  /* Translators: the number of a step in the guide: "1." */
  g_autofree char *text = g_strdup_printf (_ ("%u."), number);
  GtkWidget *mark = gtk_label_new (text);

  gtk_widget_add_css_class (mark, "heading");
  gtk_widget_add_css_class (mark, "numeric");
  return create_beside (mark, create_label (_ (part->text)));
}

/* Long lines of commands are broken: there may be no room, and a person copies the whole. */
static GtkWidget *
create_command (const BksHelpPart *part)
{
  GtkWidget *label = create_label (part->text);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, part->text,
                                  -1);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "card");
  gtk_widget_add_css_class (label, "help-command");
  return label;
}

static GtkWidget *
create_part (const BksHelpPart *part, guint step)
{
  switch (part->kind)
    {
    case BKS_HELP_HEADING:
      return create_heading (_ (part->text), "title-4", 2);
    case BKS_HELP_STEP:
      return create_step (part, step);
    case BKS_HELP_VERDICT:
      return create_verdict (part);
    case BKS_HELP_COMMAND:
      return create_command (part);
    case BKS_HELP_TEXT:
    default:
      return create_label (_ (part->text));
    }
}

static GtkWidget *
create_page (const BksHelpTopic *topic)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *clamp = g_object_new (ADW_TYPE_CLAMP, "maximum-size", 560, "child", box, NULL);
  guint step = 0;

  gtk_widget_add_css_class (box, "help-page");
  gtk_box_append (GTK_BOX (box), create_heading (_ (topic->title), "title-2", 1));
  for (guint i = 0; i < topic->n_parts; i++)
    {
      const BksHelpPart *part = &topic->parts[i];
      GtkWidget *widget;

      step = part->kind == BKS_HELP_STEP ? step + 1 : 0;
      widget = create_part (part, step);
      if (part->kind == BKS_HELP_HEADING)
        gtk_widget_set_margin_top (widget, 12);
      gtk_box_append (GTK_BOX (box), widget);
    }
  return g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child",
                       clamp, NULL);
}

static void
bks_help_window_selected_cb (BksHelpWindow *self, GtkListBoxRow *row)
{
  guint n;
  const BksHelpTopic *topics = bks_help_get_topics (&n);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (index < 0 || (guint) index >= n)
    return;
  gtk_stack_set_visible_child_name (self->stack, topics[index].id);
  adw_window_title_set_title (self->title, _ (topics[index].title));
}

static void
bks_help_window_activated_cb (BksHelpWindow *self, GtkListBoxRow *row)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
bks_help_window_back (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BksHelpWindow *self = BKS_HELP_WINDOW (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
bks_help_window_class_init (BksHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "help.back", NULL, bks_help_window_back);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "help.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BksHelpWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, BksHelpWindow, list);
  gtk_widget_class_bind_template_child (widget_class, BksHelpWindow, title);
  gtk_widget_class_bind_template_child (widget_class, BksHelpWindow, stack);
  gtk_widget_class_bind_template_callback (widget_class, bks_help_window_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_help_window_activated_cb);
}

static void
bks_help_window_init (BksHelpWindow *self)
{
  guint n;
  const BksHelpTopic *topics = bks_help_get_topics (&n);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", _ (topics[i].title), "xalign", 0.f,
                                       "wrap", TRUE, NULL);
      GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", label, NULL);

      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ (topics[i].title), -1);
      gtk_stack_add_named (self->stack, create_page (&topics[i]), topics[i].id);
      gtk_list_box_append (self->list, row);
    }
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

/**
 * bks_help_window_new:
 * @parent: (nullable): ends together with it
 *
 * Returns: (transfer none): the guide, at its first topic
 */
GtkWidget *
bks_help_window_new (GtkWindow *parent)
{
  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);

  return g_object_new (BKS_TYPE_HELP_WINDOW, "transient-for", parent, "application",
                       parent != NULL ? gtk_window_get_application (parent) : NULL, NULL);
}

/**
 * bks_help_window_show_topic:
 * @self: the guide
 * @id: of a topic; nothing happens if there is none
 */
void
bks_help_window_show_topic (BksHelpWindow *self, const char *id)
{
  guint n;
  const BksHelpTopic *topics = bks_help_get_topics (&n);

  g_return_if_fail (BKS_IS_HELP_WINDOW (self));
  g_return_if_fail (id != NULL);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (topics[i].id, id))
      {
        gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) i));
        adw_leaflet_set_visible_child_name (self->leaflet, "text");
      }
}
