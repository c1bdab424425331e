/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-assistant-page.h"

struct _BksAssistantPage
{
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *description;
  AdwBin *slot;
  GtkWidget *error_box;
  GtkLabel *error_label;
  GtkLabel *note;
  GtkWidget *pill;
  GtkSpinner *spinner;
  GtkLabel *pill_label;
  GtkWidget *second_pill;
  GtkLabel *second_label;

  GtkWidget *wrong_field; /* (unowned) (nullable): inside the slot, marked as the one to mend */
  gboolean can_continue;
  gboolean working;
};

G_DEFINE_FINAL_TYPE (BksAssistantPage, bks_assistant_page, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_ICON_NAME = 1,
  PROP_TITLE,
  PROP_DESCRIPTION,
  PROP_NOTE,
  PROP_BUTTON_LABEL,
  PROP_SECOND_LABEL,
  PROP_CHILD,
  PROP_CAN_CONTINUE,
} BksAssistantPageProperty;

static GParamSpec *properties[PROP_CAN_CONTINUE + 1];

enum
{
  SIGNAL_CONTINUE,
  SIGNAL_SECOND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Notifies only if the label says something else than before. */
static void
show_label (BksAssistantPage *self,
            GtkLabel *label,
            GtkWidget *shown,
            const char *text,
            BksAssistantPageProperty property)
{
  if (text == NULL)
    text = "";
  if (g_strcmp0 (gtk_label_get_text (label), text) == 0)
    return;

  gtk_label_set_text (label, text);
  gtk_widget_set_visible (shown, *text != '\0');
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* A button whose child is not simply a label has no name of its own. */
static void
name_button (GtkWidget *button, GtkLabel *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (label), -1);
}

static void
update_sensitivity (BksAssistantPage *self)
{
  gtk_widget_set_sensitive (self->pill, self->can_continue && !self->working);
  gtk_widget_set_sensitive (self->second_pill, !self->working);
  gtk_widget_set_sensitive (GTK_WIDGET (self->slot), !self->working);
}

static void
bks_assistant_page_pill_clicked_cb (BksAssistantPage *self, GtkButton *button)
{
  g_signal_emit (self, signals[SIGNAL_CONTINUE], 0);
}

static void
bks_assistant_page_second_clicked_cb (BksAssistantPage *self, GtkButton *button)
{
  g_signal_emit (self, signals[SIGNAL_SECOND], 0);
}

static void
bks_assistant_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BksAssistantPage *self = BKS_ASSISTANT_PAGE (object);

  switch ((BksAssistantPageProperty) id)
    {
    case PROP_ICON_NAME:
      g_value_set_string (value, gtk_image_get_icon_name (self->icon));
      break;
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_text (self->title));
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, gtk_label_get_text (self->description));
      break;
    case PROP_NOTE:
      g_value_set_string (value, gtk_label_get_text (self->note));
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, gtk_label_get_text (self->pill_label));
      break;
    case PROP_SECOND_LABEL:
      g_value_set_string (value, gtk_label_get_text (self->second_label));
      break;
    case PROP_CHILD:
      g_value_set_object (value, adw_bin_get_child (self->slot));
      break;
    case PROP_CAN_CONTINUE:
      g_value_set_boolean (value, self->can_continue);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bks_assistant_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  BksAssistantPage *self = BKS_ASSISTANT_PAGE (object);

  switch ((BksAssistantPageProperty) id)
    {
    case PROP_ICON_NAME:
      gtk_image_set_from_icon_name (self->icon, g_value_get_string (value));
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_TITLE:
      bks_assistant_page_set_title (self, g_value_get_string (value));
      break;
    case PROP_DESCRIPTION:
      bks_assistant_page_set_description (self, g_value_get_string (value));
      break;
    case PROP_NOTE:
      bks_assistant_page_set_note (self, g_value_get_string (value));
      break;
    case PROP_BUTTON_LABEL:
      show_label (self, self->pill_label, self->pill, g_value_get_string (value),
                  PROP_BUTTON_LABEL);
      name_button (self->pill, self->pill_label);
      break;
    case PROP_SECOND_LABEL:
      bks_assistant_page_set_second_label (self, g_value_get_string (value));
      break;
    case PROP_CHILD:
      adw_bin_set_child (self->slot, g_value_get_object (value));
      gtk_widget_set_visible (GTK_WIDGET (self->slot), g_value_get_object (value) != NULL);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_CAN_CONTINUE:
      bks_assistant_page_set_can_continue (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bks_assistant_page_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_assistant_page_parent_class)->dispose (object);
}

static void
bks_assistant_page_class_init (BksAssistantPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bks_assistant_page_get_property;
  object_class->set_property = bks_assistant_page_set_property;
  object_class->dispose = bks_assistant_page_dispose;

  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, flags);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  properties[PROP_SECOND_LABEL] = g_param_spec_string ("second-label", NULL, NULL, NULL, flags);
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_CAN_CONTINUE] = g_param_spec_boolean ("can-continue", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * BksAssistantPage::continue:
   * @self: the page whose pill was pressed
   */
  signals[SIGNAL_CONTINUE] = g_signal_new ("continue", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * BksAssistantPage::second:
   * @self: the page whose second pill was pressed
   */
  signals[SIGNAL_SECOND] = g_signal_new ("second", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-assistant-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BksAssistantPage, icon);
  gtk_widget_class_bind_template_child (widget_class, BksAssistantPage, title);
  gtk_widget_class_bind_template_child (widget_class, BksAssistantPage, description);
  gtk_widget_class_bind_template_child (widget_class, BksAssistantPage, slot);
  gtk_widget_class_bind_template_child (widget_class, BksAssistantPage, error_box);
  gtk_widget_class_bind_template_child (widget_class, BksAssistantPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, BksAssistantPage, note);
  gtk_widget_class_bind_template_child (widget_class, BksAssistantPage, pill);
  gtk_widget_class_bind_template_child (widget_class, BksAssistantPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, BksAssistantPage, pill_label);
  gtk_widget_class_bind_template_child (widget_class, BksAssistantPage, second_pill);
  gtk_widget_class_bind_template_child (widget_class, BksAssistantPage, second_label);
  gtk_widget_class_bind_template_callback (widget_class, bks_assistant_page_pill_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_assistant_page_second_clicked_cb);
}

static void
bks_assistant_page_init (BksAssistantPage *self)
{
  self->can_continue = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->description), FALSE);
  gtk_widget_set_visible (self->pill, FALSE);
  gtk_widget_set_visible (self->second_pill, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->slot), FALSE);
}

/**
 * bks_assistant_page_set_title:
 * @self: a #BksAssistantPage
 * @title: plain text
 */
void
bks_assistant_page_set_title (BksAssistantPage *self, const char *title)
{
  g_return_if_fail (BKS_IS_ASSISTANT_PAGE (self));

  show_label (self, self->title, GTK_WIDGET (self->title), title, PROP_TITLE);
}

/**
 * bks_assistant_page_set_description:
 * @self: a #BksAssistantPage
 * @description: (nullable): plain text below the title
 */
void
bks_assistant_page_set_description (BksAssistantPage *self, const char *description)
{
  g_return_if_fail (BKS_IS_ASSISTANT_PAGE (self));

  show_label (self, self->description, GTK_WIDGET (self->description), description,
              PROP_DESCRIPTION);
}

/**
 * bks_assistant_page_set_note:
 * @self: a #BksAssistantPage
 * @note: (nullable): plain text, small, above the pill
 */
void
bks_assistant_page_set_note (BksAssistantPage *self, const char *note)
{
  g_return_if_fail (BKS_IS_ASSISTANT_PAGE (self));

  show_label (self, self->note, GTK_WIDGET (self->note), note, PROP_NOTE);
}

/**
 * bks_assistant_page_set_second_label:
 * @self: a #BksAssistantPage
 * @label: (nullable): %NULL takes the second pill away
 */
void
bks_assistant_page_set_second_label (BksAssistantPage *self, const char *label)
{
  g_return_if_fail (BKS_IS_ASSISTANT_PAGE (self));

  show_label (self, self->second_label, self->second_pill, label, PROP_SECOND_LABEL);
  name_button (self->second_pill, self->second_label);
}

/**
 * bks_assistant_page_set_can_continue:
 * @self: a #BksAssistantPage
 * @can_continue: whether enough is filled in for the pill
 */
void
bks_assistant_page_set_can_continue (BksAssistantPage *self, gboolean can_continue)
{
  g_return_if_fail (BKS_IS_ASSISTANT_PAGE (self));

  if (self->can_continue == can_continue)
    return;

  self->can_continue = can_continue;
  update_sensitivity (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_CONTINUE]);
}

/**
 * bks_assistant_page_set_working:
 * @self: a #BksAssistantPage
 * @working: whether the NAS is being asked: nothing can be changed meanwhile
 */
void
bks_assistant_page_set_working (BksAssistantPage *self, gboolean working)
{
  g_return_if_fail (BKS_IS_ASSISTANT_PAGE (self));

  self->working = working;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), working);
  gtk_spinner_set_spinning (self->spinner, working);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->pill), GTK_ACCESSIBLE_STATE_BUSY, working, -1);
  update_sensitivity (self);
}

/**
 * bks_assistant_page_set_error:
 * @self: a #BksAssistantPage
 * @sentence: (nullable): cause and next step; %NULL takes it away
 * @field: (nullable): what to mend, an #GtkEditable inside the page: marked, focused, selected
 */
void
bks_assistant_page_set_error (BksAssistantPage *self, const char *sentence, GtkWidget *field)
{
  g_return_if_fail (BKS_IS_ASSISTANT_PAGE (self));

  if (self->wrong_field != NULL)
    {
      gtk_widget_remove_css_class (self->wrong_field, "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self->wrong_field), GTK_ACCESSIBLE_STATE_INVALID);
    }

  self->wrong_field = sentence != NULL ? field : NULL;
  gtk_label_set_text (self->error_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->error_box, sentence != NULL);
  if (self->wrong_field == NULL)
    return;

  gtk_widget_add_css_class (field, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_widget_grab_focus (field);
  gtk_editable_select_region (GTK_EDITABLE (field), 0, -1);
}

/**
 * bks_assistant_page_get_error:
 * @self: a #BksAssistantPage
 *
 * Returns: (nullable) (transfer none): the sentence that is shown
 */
const char *
bks_assistant_page_get_error (BksAssistantPage *self)
{
  g_return_val_if_fail (BKS_IS_ASSISTANT_PAGE (self), NULL);

  return gtk_widget_get_visible (self->error_box) ? gtk_label_get_text (self->error_label) : NULL;
}

/**
 * bks_assistant_page_get_pill:
 * @self: a #BksAssistantPage
 *
 * Returns: (transfer none): the button that Enter presses
 */
GtkWidget *
bks_assistant_page_get_pill (BksAssistantPage *self)
{
  g_return_val_if_fail (BKS_IS_ASSISTANT_PAGE (self), NULL);

  return self->pill;
}

/**
 * bks_assistant_page_get_second_pill:
 * @self: a #BksAssistantPage
 *
 * Returns: (transfer none): the other button
 */
GtkWidget *
bks_assistant_page_get_second_pill (BksAssistantPage *self)
{
  g_return_val_if_fail (BKS_IS_ASSISTANT_PAGE (self), NULL);

  return self->second_pill;
}
