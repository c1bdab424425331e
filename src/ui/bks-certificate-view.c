/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-certificate-view.h"

#include <glib/gi18n-lib.h>

#include "bks-prop-row.h"

#define GROUP     4   /* hex digits */
#define UNBROKEN  4   /* groups: lines of four or eight, whatever the width */
#define NARROWEST 280 /* px that a line has in the narrowest window */

struct _BksCertificateView
{
  GtkWidget parent_instance;

  BksPropRow *for_row;
  BksPropRow *issuer_row;
  BksPropRow *valid_row;
  GtkLabel *fingerprint_title;
  GtkLabel *fingerprint;
};

G_DEFINE_FINAL_TYPE (BksCertificateView, bks_certificate_view, GTK_TYPE_WIDGET)

static char *
format_day (gint64 when)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (when / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  /* Translators: a day with its year, "4 Jan 2026"; see strftime. */
  return local != NULL ? g_date_time_format (local, _ ("%-d %b %Y")) : g_strdup ("–");
}

static char *
describe_validity (const BksCertificate *certificate)
{
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;

  if (certificate->not_before == 0 && certificate->not_after == 0)
    return g_strdup (_ ("Not known"));

  from = certificate->not_before != 0 ? format_day (certificate->not_before) : g_strdup ("–");
  until = certificate->not_after != 0 ? format_day (certificate->not_after) : g_strdup ("–");
  /* Translators: two days: "4 Jan 2026 to 5 Jan 2027". */
  return g_strdup_printf (_ ("%s to %s"), from, until);
}

static char *
describe_issuer (const BksCertificate *certificate)
{
  if (!certificate->is_self_signed)
    return g_strdup (*certificate->issuer != '\0' ? certificate->issuer : _ ("Not known"));
  if (*certificate->issuer == '\0')
    return g_strdup (_ ("itself (self-signed)"));
  return g_strdup_printf (_ ("itself (self-signed), %s"), certificate->issuer);
}

static char *
group_digits (const char *sha256)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; sha256[i] != '\0'; i++)
    {
      if (i > 0 && i % GROUP == 0)
        g_string_append_c (text, ' ');
      g_string_append_c (text, g_ascii_toupper (sha256[i]));
    }
  return g_string_free (text, FALSE);
}

static int
width_of (GtkLabel *label, const char *text, guint n_chars)
{
  g_autofree char *part = g_strndup (text, n_chars);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (label), part);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* Lines break between every fourth and fifth group only, so that two fingerprints can be compared
 * line by line; with very large text between every second and third. The text itself keeps plain
 * spaces, for who copies it. */
static PangoAttrList *
keep_together (GtkLabel *label, const char *text)
{
  PangoAttrList *list = pango_attr_list_new ();
  guint stride = UNBROKEN * (GROUP + 1);

  if (width_of (label, text, stride - 1) > NARROWEST)
    stride /= 2;

  for (guint start = 0; start < strlen (text); start += stride)
    {
      PangoAttribute *attribute = pango_attr_allow_breaks_new (FALSE);

      attribute->start_index = start;
      attribute->end_index = start + stride - 1;
      pango_attr_list_insert (list, attribute);
    }
  return list;
}

static void
bks_certificate_view_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (bks_certificate_view_parent_class)->dispose (object);
}

static void
bks_certificate_view_class_init (BksCertificateViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_certificate_view_dispose;

  g_type_ensure (BKS_TYPE_PROP_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-certificate-view.ui");
  gtk_widget_class_bind_template_child (widget_class, BksCertificateView, for_row);
  gtk_widget_class_bind_template_child (widget_class, BksCertificateView, issuer_row);
  gtk_widget_class_bind_template_child (widget_class, BksCertificateView, valid_row);
  gtk_widget_class_bind_template_child (widget_class, BksCertificateView, fingerprint);
  gtk_widget_class_bind_template_child (widget_class, BksCertificateView, fingerprint_title);
}

static void
bks_certificate_view_init (BksCertificateView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_fingerprint (BksCertificateView *self, const char *sha256)
{
  g_autofree char *digits = group_digits (sha256);
  g_autoptr (PangoAttrList) unbroken = keep_together (self->fingerprint, digits);

  gtk_label_set_text (self->fingerprint, digits);
  gtk_label_set_attributes (self->fingerprint, unbroken);
}

/**
 * bks_certificate_view_show:
 * @self: a #BksCertificateView
 * @certificate: what to show; not kept
 */
void
bks_certificate_view_show (BksCertificateView *self, const BksCertificate *certificate)
{
  g_autofree char *issuer = NULL;
  g_autofree char *valid = NULL;

  g_return_if_fail (BKS_IS_CERTIFICATE_VIEW (self));
  g_return_if_fail (certificate != NULL);

  issuer = describe_issuer (certificate);
  valid = describe_validity (certificate);

  bks_prop_row_set_value (self->for_row,
                          *certificate->subject != '\0' ? certificate->subject : certificate->host);
  bks_prop_row_set_value (self->issuer_row, issuer);
  bks_prop_row_set_value (self->valid_row, valid);
  show_fingerprint (self, certificate->sha256);
}

/**
 * bks_certificate_view_show_fingerprint:
 * @self: a #BksCertificateView
 * @sha256: (nullable): 64 hex digits
 *
 * For a certificate of the past: nothing else of it was kept.
 */
void
bks_certificate_view_show_fingerprint (BksCertificateView *self, const char *sha256)
{
  const char *unknown = _ ("Not known any more");

  g_return_if_fail (BKS_IS_CERTIFICATE_VIEW (self));

  bks_prop_row_set_value (self->for_row, unknown);
  bks_prop_row_set_value (self->issuer_row, unknown);
  bks_prop_row_set_value (self->valid_row, unknown);
  show_fingerprint (self, sha256 != NULL ? sha256 : "–");
}

/**
 * bks_certificate_view_mark_changed:
 * @self: a #BksCertificateView
 *
 * Says of the fingerprint that it is another one.
 */
void
bks_certificate_view_mark_changed (BksCertificateView *self)
{
  g_return_if_fail (BKS_IS_CERTIFICATE_VIEW (self));

  /* Translators: Pango markup; the row is another one than before. */
  gtk_label_set_markup (self->fingerprint_title, _ ("SHA-256 fingerprint · <b>changed</b>"));
}

/**
 * bks_certificate_view_get_fingerprint:
 * @self: a #BksCertificateView
 *
 * Returns: (transfer none): as shown, in groups of four
 */
const char *
bks_certificate_view_get_fingerprint (BksCertificateView *self)
{
  g_return_val_if_fail (BKS_IS_CERTIFICATE_VIEW (self), NULL);

  return gtk_label_get_text (self->fingerprint);
}
