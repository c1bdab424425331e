/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-vault-limit-row.h"

#include <glib/gi18n-lib.h>

struct _BksVaultLimitRow
{
  AdwPreferencesRow parent_instance;

  GtkBox *box;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkSpinButton *spin;
  GtkButton *apply_button;

  BksWire *wire;   /* (owned) */
  BksVault *vault; /* (owned) */
  int shown;       /* the limit that the number began with; 0 = none yet */
  gboolean is_named;
  gboolean is_applying; /* what the NAS keeps will replace the number */
};

G_DEFINE_FINAL_TYPE (BksVaultLimitRow, bks_vault_limit_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  SIGNAL_APPLY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_button (BksVaultLimitRow *self)
{
  int limit = bks_vault_get_limit (self->vault);
  gboolean is_setting = bks_vault_is_setting (self->vault);

  gtk_widget_set_sensitive (GTK_WIDGET (self->spin), limit > 0 && !is_setting);
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply_button),
                            limit > 0 && !is_setting
                                && gtk_spin_button_get_value_as_int (self->spin) != limit);
}

/* A label whose text is set again is announced again, so only where it differs. */
static void
show_label (GtkLabel *label, const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

/**
 * bks_vault_limit_row_update:
 * @self: a #BksVaultLimitRow
 *
 * What the Vault, or who waits for it, may have changed.
 */
void
bks_vault_limit_row_update (BksVaultLimitRow *self)
{
  const char *name = bks_nas_get_name (bks_vault_get_nas (self->vault));
  int limit = bks_vault_get_limit (self->vault);
  BksProblem *problem = bks_vault_get_limit_problem (self->vault);
  g_autofree char *title = NULL;
  g_autofree char *words = bks_wire_describe_limit (self->wire, self->vault);
  g_autofree char *label = NULL;
  g_autofree char *apply = NULL;

  /* Translators: %s is a NAS. */
  title = self->is_named ? g_strdup_printf (_ ("Backups at the same time on %s"), name)
                         : g_strdup (_ ("Backups at the same time"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  show_label (self->title, title);
  show_label (self->subtitle,
              limit == 0 && problem != NULL ? bks_problem_get_sentence (problem) : words);

  /* A number that somebody is choosing stays, until the NAS has said what it kept. */
  if (limit > 0
      && ((self->is_applying && !bks_vault_is_setting (self->vault))
          || (limit != self->shown
              && (self->shown == 0
                  || gtk_spin_button_get_value_as_int (self->spin) == self->shown))))
    {
      self->is_applying = FALSE;
      self->shown = limit;
      gtk_spin_button_set_value (self->spin, limit);
    }
  update_button (self);

  label = g_strdup_printf (_ ("Backups at the same time on %s"), name);
  apply = g_strdup_printf (_ ("Apply to %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->apply_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, apply, -1);
}

static void
bks_vault_limit_row_changed_cb (BksVaultLimitRow *self)
{
  bks_vault_limit_row_update (self);
}

static void
bks_vault_limit_row_value_cb (BksVaultLimitRow *self)
{
  if (self->vault != NULL)
    update_button (self);
}

static void
bks_vault_limit_row_apply_cb (BksVaultLimitRow *self)
{
  int limit = gtk_spin_button_get_value_as_int (self->spin);

  g_signal_emit (self, signals[SIGNAL_APPLY], 0, limit);
  self->is_applying = TRUE;
}

static void
bks_vault_limit_row_dispose (GObject *object)
{
  BksVaultLimitRow *self = BKS_VAULT_LIMIT_ROW (object);

  g_clear_object (&self->wire);
  g_clear_object (&self->vault);

  G_OBJECT_CLASS (bks_vault_limit_row_parent_class)->dispose (object);
}

static void
bks_vault_limit_row_class_init (BksVaultLimitRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bks_vault_limit_row_dispose;

  signals[SIGNAL_APPLY] = g_signal_new ("apply", BKS_TYPE_VAULT_LIMIT_ROW, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/backstay/Backstay/ui/bks-vault-limit-row.ui");
  gtk_widget_class_bind_template_child (widget_class, BksVaultLimitRow, box);
  gtk_widget_class_bind_template_child (widget_class, BksVaultLimitRow, title);
  gtk_widget_class_bind_template_child (widget_class, BksVaultLimitRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, BksVaultLimitRow, spin);
  gtk_widget_class_bind_template_child (widget_class, BksVaultLimitRow, apply_button);
  gtk_widget_class_bind_template_callback (widget_class, bks_vault_limit_row_value_cb);
  gtk_widget_class_bind_template_callback (widget_class, bks_vault_limit_row_apply_cb);
}

static void
bks_vault_limit_row_init (BksVaultLimitRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * bks_vault_limit_row_new:
 * @wire: knows what waits
 * @vault: whose limit it is
 *
 * Returns: a row
 */
GtkWidget *
bks_vault_limit_row_new (BksWire *wire, BksVault *vault)
{
  BksVaultLimitRow *self = g_object_new (BKS_TYPE_VAULT_LIMIT_ROW, NULL);

  self->wire = g_object_ref (wire);
  self->vault = g_object_ref (vault);
  g_signal_connect_object (vault, "notify::generation", G_CALLBACK (bks_vault_limit_row_changed_cb),
                           self, G_CONNECT_SWAPPED);
  bks_vault_limit_row_update (self);
  return GTK_WIDGET (self);
}

/**
 * bks_vault_limit_row_get_vault:
 * @self: a #BksVaultLimitRow
 *
 * Returns: (transfer none): whose limit it is
 */
BksVault *
bks_vault_limit_row_get_vault (BksVaultLimitRow *self)
{
  g_return_val_if_fail (BKS_IS_VAULT_LIMIT_ROW (self), NULL);

  return self->vault;
}

/**
 * bks_vault_limit_row_set_look:
 * @self: a #BksVaultLimitRow
 * @is_named: whether it names its NAS, because there are several
 * @is_narrow: whether the number goes below the words
 */
void
bks_vault_limit_row_set_look (BksVaultLimitRow *self, gboolean is_named, gboolean is_narrow)
{
  g_return_if_fail (BKS_IS_VAULT_LIMIT_ROW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box), is_narrow
                                                                  ? GTK_ORIENTATION_VERTICAL
                                                                  : GTK_ORIENTATION_HORIZONTAL);
  if (self->is_named == is_named)
    return;
  self->is_named = is_named;
  bks_vault_limit_row_update (self);
}

/**
 * bks_vault_limit_row_focus:
 * @self: a #BksVaultLimitRow
 *
 * Gives the keyboard to the number.
 */
void
bks_vault_limit_row_focus (BksVaultLimitRow *self)
{
  g_return_if_fail (BKS_IS_VAULT_LIMIT_ROW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->spin));
}
