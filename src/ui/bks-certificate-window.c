/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-certificate-window.h"

#include <glib/gi18n-lib.h>

#include "bks-certificate-view.h"
#include "bks-pair-layout.h"
#include "bks-wrap-layout.h"

struct _BksCertificateWindow
{
  AdwWindow parent_instance;

  GtkLabel *heading;
  GtkLabel *text;
  BksCertificateView *old_view;
  BksCertificateView *new_view;
  GtkWidget *stay_button;
  GtkWidget *trust_button;

  BksKeeper *keeper; /* (owned) (nullable) */
  BksNas *nas;       /* (owned) */
  char *sha256;      /* (owned): of the new certificate */
};

G_DEFINE_FINAL_TYPE (BksCertificateWindow, bks_certificate_window, ADW_TYPE_WINDOW)

static void
bks_certificate_window_trust_clicked_cb (BksCertificateWindow *self)
{
  if (self->keeper != NULL)
    bks_keeper_trust (self->keeper, self->nas, self->sha256);
  else
    bks_nas_set_pin (self->nas, self->sha256);
  gtk_window_close (GTK_WINDOW (self));
}

static void
bks_certificate_window_dispose (GObject *object)
{
  BksCertificateWindow *self = BKS_CERTIFICATE_WINDOW (object);

  g_clear_object (&self->keeper);
  g_clear_object (&self->nas);

  G_OBJECT_CLASS (bks_certificate_window_parent_class)->dispose (object);
}

static void
bks_certificate_window_finalize (GObject *object)
{
  g_free (BKS_CERTIFICATE_WINDOW (object)->sha256);

  G_OBJECT_CLASS (bks_certificate_window_parent_class)->finalize (object);
}

static void
bks_certificate_window_class_init (BksCertificateWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bks_certificate_window_dispose;
  object_class->finalize = bks_certificate_window_finalize;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (BKS_TYPE_CERTIFICATE_VIEW);
  g_type_ensure (BKS_TYPE_PAIR_LAYOUT);
  g_type_ensure (BKS_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-certificate-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BksCertificateWindow, heading);
  gtk_widget_class_bind_template_child (widget_class, BksCertificateWindow, text);
  gtk_widget_class_bind_template_child (widget_class, BksCertificateWindow, old_view);
  gtk_widget_class_bind_template_child (widget_class, BksCertificateWindow, new_view);
  gtk_widget_class_bind_template_child (widget_class, BksCertificateWindow, stay_button);
  gtk_widget_class_bind_template_child (widget_class, BksCertificateWindow, trust_button);
  gtk_widget_class_bind_template_callback (widget_class, bks_certificate_window_trust_clicked_cb);
}

static void
bks_certificate_window_init (BksCertificateWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_widget (GTK_WINDOW (self), self->stay_button);
  gtk_window_set_focus (GTK_WINDOW (self), self->stay_button);
}

static void
show (BksCertificateWindow *self, const BksCertificate *certificate)
{
  g_autofree char *heading = g_strdup_printf (_ ("The Certificate of %s Has Changed"),
                                              bks_nas_get_name (self->nas));
  g_autofree char *text = NULL;
  const char *rest;

  if (certificate->is_revoked)
    rest = _ (
        "Whoever issued it has taken it back. Backstay stays disconnected until another one is "
        "installed in DSM, and has sent nothing about your account.");
  else if (certificate->is_trusted_by_system)
    rest = _ (
        "You may have renewed it in DSM. Backstay has stopped talking to this address and has sent "
        "nothing about your account.");
  else
    rest = _ ("You may have renewed it in DSM. If not, another machine may be answering in its "
              "place. Backstay has stopped talking to this address and has sent nothing about your "
              "account.");

  /* Translators: two whole sentences; leave out the space if your language has none there. */
  text = g_strdup_printf (C_ ("sentences", "%s %s"), certificate->reason, rest);
  gtk_window_set_title (GTK_WINDOW (self), heading);
  gtk_label_set_text (self->heading, heading);
  gtk_label_set_text (self->text, text);
  bks_certificate_view_show_fingerprint (self->old_view, bks_nas_get_pin (self->nas));
  bks_certificate_view_show (self->new_view, certificate);
  bks_certificate_view_mark_changed (self->new_view);

  /* What its maker has taken back proves nothing, whoever looks at it. */
  gtk_widget_set_visible (self->trust_button, !certificate->is_revoked);
  gtk_widget_add_css_class (self->trust_button, certificate->is_trusted_by_system
                                                    ? "suggested-action"
                                                    : "destructive-action");
}

/**
 * bks_certificate_window_new:
 * @parent: (nullable): the window that this one stands in front of
 * @keeper: (nullable): keeps what is trusted
 * @nas: whose certificate has changed
 * @certificate: the one that it shows now; not kept
 *
 * Returns: the window, not yet presented
 */
BksCertificateWindow *
bks_certificate_window_new (GtkWindow *parent,
                            BksKeeper *keeper,
                            BksNas *nas,
                            const BksCertificate *certificate)
{
  BksCertificateWindow *self = g_object_new (BKS_TYPE_CERTIFICATE_WINDOW, "transient-for", parent,
                                             "modal", TRUE, NULL);

  g_return_val_if_fail (BKS_IS_NAS (nas), self);
  g_return_val_if_fail (certificate != NULL, self);

  self->keeper = keeper != NULL ? g_object_ref (keeper) : NULL;
  self->nas = g_object_ref (nas);
  self->sha256 = g_strdup (certificate->sha256);
  show (self, certificate);
  return self;
}
