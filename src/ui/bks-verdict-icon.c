/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-verdict-icon.h"

struct _BksVerdictIcon
{
  GtkWidget parent_instance;

  GtkWidget *image;
  BksVerdict verdict;
  int pixel_size; /* px */
};

G_DEFINE_FINAL_TYPE (BksVerdictIcon, bks_verdict_icon, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_VERDICT = 1,
  PROP_PIXEL_SIZE,
} BksVerdictIconProperty;

static GParamSpec *properties[PROP_PIXEL_SIZE + 1];

static void
show_verdict (BksVerdictIcon *self)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), bks_verdict_get_icon_name (self->verdict));
  gtk_widget_set_css_classes (self->image,
                              (const char *[]){ bks_verdict_get_css_class (self->verdict), NULL });
}

static void
bks_verdict_icon_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  BksVerdictIcon *self = BKS_VERDICT_ICON (object);

  switch ((BksVerdictIconProperty) prop_id)
    {
    case PROP_VERDICT:
      g_value_set_enum (value, (int) self->verdict);
      break;
    case PROP_PIXEL_SIZE:
      g_value_set_int (value, self->pixel_size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_verdict_icon_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  BksVerdictIcon *self = BKS_VERDICT_ICON (object);

  switch ((BksVerdictIconProperty) prop_id)
    {
    case PROP_VERDICT:
      bks_verdict_icon_set_verdict (self, (BksVerdict) g_value_get_enum (value));
      break;
    case PROP_PIXEL_SIZE:
      if (self->pixel_size == g_value_get_int (value))
        break;
      self->pixel_size = g_value_get_int (value);
      gtk_image_set_pixel_size (GTK_IMAGE (self->image), self->pixel_size);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_verdict_icon_dispose (GObject *object)
{
  g_clear_pointer (&BKS_VERDICT_ICON (object)->image, gtk_widget_unparent);

  G_OBJECT_CLASS (bks_verdict_icon_parent_class)->dispose (object);
}

static void
bks_verdict_icon_class_init (BksVerdictIconClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bks_verdict_icon_get_property;
  object_class->set_property = bks_verdict_icon_set_property;
  object_class->dispose = bks_verdict_icon_dispose;

  properties[PROP_VERDICT] = g_param_spec_enum (
      "verdict", NULL, NULL, BKS_TYPE_VERDICT, BKS_VERDICT_UNKNOWN,
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PIXEL_SIZE] = g_param_spec_int ("pixel-size", NULL, NULL, 1, 256, 16,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                      | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
bks_verdict_icon_init (BksVerdictIcon *self)
{
  self->verdict = BKS_VERDICT_UNKNOWN;
  self->pixel_size = 16;
  self->image = g_object_new (GTK_TYPE_IMAGE, "pixel-size", self->pixel_size, "accessible-role",
                              GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
  show_verdict (self);
}

/**
 * bks_verdict_icon_new:
 * @verdict: what to show
 * @pixel_size: in px
 *
 * Returns: an icon
 */
GtkWidget *
bks_verdict_icon_new (BksVerdict verdict, int pixel_size)
{
  return g_object_new (BKS_TYPE_VERDICT_ICON, "verdict", verdict, "pixel-size", pixel_size, NULL);
}

/**
 * bks_verdict_icon_set_verdict:
 * @self: a #BksVerdictIcon
 * @verdict: what to show
 */
void
bks_verdict_icon_set_verdict (BksVerdictIcon *self, BksVerdict verdict)
{
  g_return_if_fail (BKS_IS_VERDICT_ICON (self));

  if (self->verdict == verdict)
    return;

  self->verdict = verdict;
  show_verdict (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERDICT]);
}
