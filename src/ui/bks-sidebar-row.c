/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-sidebar-row.h"

#include <glib/gi18n-lib.h>

#include "bks-verdict-icon.h"

struct _BksSidebarRow
{
  GtkListBoxRow parent_instance;

  BksVerdictIcon *icon;
  GtkLabel *name;
  GtkLabel *line;

  BksNas *nas;         /* (owned) (nullable) */
  BksSummary *summary; /* (owned) (nullable): of all NAS */
  gboolean folded;
};

G_DEFINE_FINAL_TYPE (BksSidebarRow, bks_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

typedef enum
{
  PROP_FOLDED = 1,
} BksSidebarRowProperty;

static GParamSpec *properties[PROP_FOLDED + 1];

static void
update (BksSidebarRow *self)
{
  const char *name = self->nas != NULL ? bks_nas_get_name (self->nas) : _ ("All NAS");
  const char *line = self->nas != NULL ? bks_nas_get_line (self->nas)
                                       : bks_summary_get_line (self->summary);
  BksVerdict verdict = self->nas != NULL ? bks_nas_get_verdict (self->nas)
                                         : bks_summary_get_verdict (self->summary);
  g_autofree char *label = NULL;

  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->line, line != NULL ? line : "");
  gtk_widget_set_visible (GTK_WIDGET (self->line), line != NULL && *line != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), line);
  bks_verdict_icon_set_verdict (self->icon, verdict);

  /* Translators: a NAS and how it is, for a screen reader: "office-nas, 1 failed". */
  label = g_strdup_printf (_ ("%s, %s"), name, line != NULL ? line : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
bks_sidebar_row_changed_cb (BksSidebarRow *self)
{
  update (self);
}

static void
bks_sidebar_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((BksSidebarRowProperty) prop_id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, BKS_SIDEBAR_ROW (object)->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_sidebar_row_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  BksSidebarRow *self = BKS_SIDEBAR_ROW (object);

  switch ((BksSidebarRowProperty) prop_id)
    {
    case PROP_FOLDED:
      if (self->folded == g_value_get_boolean (value))
        break;
      self->folded = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_sidebar_row_dispose (GObject *object)
{
  BksSidebarRow *self = BKS_SIDEBAR_ROW (object);

  g_clear_object (&self->nas);
  g_clear_object (&self->summary);

  G_OBJECT_CLASS (bks_sidebar_row_parent_class)->dispose (object);
}

static void
bks_sidebar_row_class_init (BksSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bks_sidebar_row_get_property;
  object_class->set_property = bks_sidebar_row_set_property;
  object_class->dispose = bks_sidebar_row_dispose;

  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                      | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (BKS_TYPE_VERDICT_ICON);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BksSidebarRow, icon);
  gtk_widget_class_bind_template_child (widget_class, BksSidebarRow, name);
  gtk_widget_class_bind_template_child (widget_class, BksSidebarRow, line);
}

static void
bks_sidebar_row_init (BksSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * bks_sidebar_row_new_for_all:
 * @summary: of all NAS
 *
 * Returns: the row "All NAS"
 */
GtkWidget *
bks_sidebar_row_new_for_all (BksSummary *summary)
{
  BksSidebarRow *self = g_object_new (BKS_TYPE_SIDEBAR_ROW, NULL);

  self->summary = g_object_ref (summary);
  g_signal_connect_object (summary, "notify::generation", G_CALLBACK (bks_sidebar_row_changed_cb),
                           self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * bks_sidebar_row_new_for_nas:
 * @nas: a NAS
 *
 * Returns: its row
 */
GtkWidget *
bks_sidebar_row_new_for_nas (BksNas *nas)
{
  BksSidebarRow *self = g_object_new (BKS_TYPE_SIDEBAR_ROW, NULL);

  self->nas = g_object_ref (nas);
  g_signal_connect_object (nas, "notify::generation", G_CALLBACK (bks_sidebar_row_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * bks_sidebar_row_get_nas:
 * @self: a #BksSidebarRow
 *
 * Returns: (nullable) (transfer none): the NAS; %NULL for all of them
 */
BksNas *
bks_sidebar_row_get_nas (BksSidebarRow *self)
{
  g_return_val_if_fail (BKS_IS_SIDEBAR_ROW (self), NULL);

  return self->nas;
}
