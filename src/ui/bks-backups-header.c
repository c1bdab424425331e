/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-backups-header.h"

#include "bks-problem-card.h"
#include "bks-verdict-icon.h"
#include "bks-wrap-layout.h"

#define ICON_SIZE        40
#define NARROW_ICON_SIZE 32

struct _BksBackupsHeader
{
  GtkWidget parent_instance;

  BksProblemCard *problem_card;
  GtkWidget *sentence_box;
  BksVerdictIcon *icon;
  GtkLabel *sentence;
  GtkLabel *detail;
  GtkWidget *chips;
  GtkToggleButton *chip_buttons[BKS_N_VERDICTS];
  GtkLabel *chip_labels[BKS_N_VERDICTS];

  BksScope *scope; /* (owned) (nullable) */
  gboolean narrow;
  GSignalGroup *scope_signals;   /* (owned) */
  GSignalGroup *summary_signals; /* (owned) */
  GSignalGroup *filter_signals;  /* (owned) */
};

G_DEFINE_FINAL_TYPE (BksBackupsHeader, bks_backups_header, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_SCOPE = 1,
  PROP_NARROW,
} BksBackupsHeaderProperty;

static GParamSpec *properties[PROP_NARROW + 1];

/* A label whose text is set again is announced again, so only where it differs. */
static void
show_label (GtkLabel *label, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
  if (g_strcmp0 (gtk_label_get_text (label), text != NULL ? text : "") != 0)
    gtk_label_set_text (label, text != NULL ? text : "");
}

static void
update_chips (BksBackupsHeader *self)
{
  BksSummary *summary = bks_scope_get_summary (self->scope);
  BksTaskFilter *filter = bks_scope_get_filter (self->scope);

  for (guint i = 0; i < BKS_N_VERDICTS; i++)
    {
      GtkWidget *button = GTK_WIDGET (self->chip_buttons[i]);
      guint count = bks_summary_get_count (summary, (BksVerdict) i);
      gboolean wanted = bks_task_filter_get_wanted (filter, (BksVerdict) i);
      g_autofree char *text = bks_summary_dup_chip (summary, (BksVerdict) i);
      g_autofree char *number = g_strdup_printf ("%u", count);

      gtk_widget_set_visible (button, count > 0 || wanted);
      show_label (self->chip_labels[i], self->narrow ? number : text);
      gtk_widget_set_tooltip_text (button, self->narrow ? text : NULL);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                      -1);
      gtk_toggle_button_set_active (self->chip_buttons[i], wanted);
    }
}

static void
update (BksBackupsHeader *self)
{
  BksNas *troubled;
  BksSummary *summary;
  gboolean is_offline, has_card;

  if (self->scope == NULL)
    return;

  summary = bks_scope_get_summary (self->scope);
  troubled = bks_scope_get_troubled_nas (self->scope);
  is_offline = bks_scope_is_offline (self->scope);
  has_card = is_offline || troubled != NULL;
  if (is_offline)
    bks_problem_card_set_offline (self->problem_card, bks_summary_get_checked_at (summary));
  else
    bks_problem_card_set_nas (self->problem_card, troubled);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_card), has_card);
  gtk_widget_set_visible (self->sentence_box, !has_card);
  gtk_widget_set_visible (self->chips, !has_card);

  bks_verdict_icon_set_verdict (self->icon, bks_summary_get_verdict (summary));
  show_label (self->sentence, bks_summary_get_sentence (summary));
  show_label (self->detail, bks_summary_get_detail (summary));
  update_chips (self);
}

static void
bks_backups_header_changed_cb (BksBackupsHeader *self)
{
  update (self);
}

static void
bks_backups_header_chip_toggled_cb (BksBackupsHeader *self, GtkToggleButton *button)
{
  if (self->scope == NULL)
    return;
  for (guint i = 0; i < BKS_N_VERDICTS; i++)
    if (self->chip_buttons[i] == button)
      bks_task_filter_set_wanted (bks_scope_get_filter (self->scope), (BksVerdict) i,
                                  gtk_toggle_button_get_active (button));
}

static void
create_chip (BksBackupsHeader *self, BksVerdict verdict)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_box_append (GTK_BOX (box), bks_verdict_icon_new (verdict, 16));
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "chip");
  gtk_widget_set_visible (button, FALSE);
  gtk_box_append (GTK_BOX (self->chips), button);
  g_signal_connect_object (button, "toggled", G_CALLBACK (bks_backups_header_chip_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  self->chip_buttons[verdict] = GTK_TOGGLE_BUTTON (button);
  self->chip_labels[verdict] = GTK_LABEL (label);
}

static void
bks_backups_header_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BksBackupsHeader *self = BKS_BACKUPS_HEADER (object);

  switch ((BksBackupsHeaderProperty) prop_id)
    {
    case PROP_SCOPE:
      g_value_set_object (value, self->scope);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_backups_header_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  BksBackupsHeader *self = BKS_BACKUPS_HEADER (object);

  switch ((BksBackupsHeaderProperty) prop_id)
    {
    case PROP_SCOPE:
      bks_backups_header_set_scope (self, g_value_get_object (value));
      break;
    case PROP_NARROW:
      bks_backups_header_set_narrow (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_backups_header_dispose (GObject *object)
{
  BksBackupsHeader *self = BKS_BACKUPS_HEADER (object);
  GtkWidget *child;

  g_clear_object (&self->scope_signals);
  g_clear_object (&self->summary_signals);
  g_clear_object (&self->filter_signals);
  g_clear_object (&self->scope);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_backups_header_parent_class)->dispose (object);
}

static void
bks_backups_header_class_init (BksBackupsHeaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bks_backups_header_get_property;
  object_class->set_property = bks_backups_header_set_property;
  object_class->dispose = bks_backups_header_dispose;

  properties[PROP_SCOPE] = g_param_spec_object ("scope", NULL, NULL, BKS_TYPE_SCOPE,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                      | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (BKS_TYPE_PROBLEM_CARD);
  g_type_ensure (BKS_TYPE_VERDICT_ICON);
  g_type_ensure (BKS_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-backups-header.ui");
  gtk_widget_class_bind_template_child (widget_class, BksBackupsHeader, problem_card);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsHeader, sentence_box);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsHeader, icon);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsHeader, sentence);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsHeader, detail);
  gtk_widget_class_bind_template_child (widget_class, BksBackupsHeader, chips);
}

static void
bks_backups_header_init (BksBackupsHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < BKS_N_VERDICTS; i++)
    create_chip (self, (BksVerdict) i);

  self->scope_signals = g_signal_group_new (BKS_TYPE_SCOPE);
  g_signal_group_connect_object (self->scope_signals, "notify::troubled-nas",
                                 G_CALLBACK (bks_backups_header_changed_cb), self,
                                 G_CONNECT_SWAPPED);
  self->summary_signals = g_signal_group_new (BKS_TYPE_SUMMARY);
  g_signal_group_connect_object (self->summary_signals, "notify::generation",
                                 G_CALLBACK (bks_backups_header_changed_cb), self,
                                 G_CONNECT_SWAPPED);
  self->filter_signals = g_signal_group_new (BKS_TYPE_TASK_FILTER);
  g_signal_group_connect_object (self->filter_signals, "changed",
                                 G_CALLBACK (bks_backups_header_changed_cb), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * bks_backups_header_new:
 *
 * Returns: a header that says nothing until it gets a scope
 */
GtkWidget *
bks_backups_header_new (void)
{
  return g_object_new (BKS_TYPE_BACKUPS_HEADER, NULL);
}

/**
 * bks_backups_header_set_scope:
 * @self: a #BksBackupsHeader
 * @scope: (nullable): what it is about
 */
void
bks_backups_header_set_scope (BksBackupsHeader *self, BksScope *scope)
{
  g_return_if_fail (BKS_IS_BACKUPS_HEADER (self));
  g_return_if_fail (scope == NULL || BKS_IS_SCOPE (scope));

  if (!g_set_object (&self->scope, scope))
    return;

  g_signal_group_set_target (self->scope_signals, scope);
  g_signal_group_set_target (self->summary_signals,
                             scope != NULL ? bks_scope_get_summary (scope) : NULL);
  g_signal_group_set_target (self->filter_signals,
                             scope != NULL ? bks_scope_get_filter (scope) : NULL);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCOPE]);
}

/**
 * bks_backups_header_set_narrow:
 * @self: a #BksBackupsHeader
 * @narrow: whether there is little room: smaller icon, chips with numbers alone
 */
void
bks_backups_header_set_narrow (BksBackupsHeader *self, gboolean narrow)
{
  g_return_if_fail (BKS_IS_BACKUPS_HEADER (self));

  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  g_object_set (self->icon, "pixel-size", narrow ? NARROW_ICON_SIZE : ICON_SIZE, NULL);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}
