/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-choice-row.h"

#include <glib/gi18n-lib.h>

struct _BksChoiceRow
{
  AdwComboRow parent_instance;

  GSettings *settings; /* (owned) (nullable) */
  char *key;           /* (nullable) */
  GPtrArray *values;   /* (element-type GVariant) (owned): in the order of the list */
  GtkStringList *list; /* (owned) */
  BksChoiceRowDescribeFunc describe;
};

G_DEFINE_FINAL_TYPE (BksChoiceRow, bks_choice_row, ADW_TYPE_COMBO_ROW)

static void
add_value (BksChoiceRow *self, GVariant *value)
{
  g_ptr_array_add (self->values, g_variant_ref (value));
  gtk_string_list_take (self->list, self->describe (value));
}

static guint
find_value (BksChoiceRow *self, GVariant *value)
{
  for (guint i = 0; i < self->values->len; i++)
    if (g_variant_equal (self->values->pdata[i], value))
      return i;
  return GTK_INVALID_LIST_POSITION;
}

/* A combo row tells its title alone. */
static void
update_label (BksChoiceRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  g_autofree char *label = NULL;

  if (selected >= self->values->len)
    return;
  /* Translators: a setting and its value, for a screen reader: "Look every: 15 minutes". */
  label = g_strdup_printf (_ ("%s: %s"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)),
                           gtk_string_list_get_string (self->list, selected));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* A value that was set elsewhere and is not among the usual ones is one of them from now on. */
static void
bks_choice_row_setting_changed_cb (BksChoiceRow *self)
{
  g_autoptr (GVariant) value = g_settings_get_value (self->settings, self->key);
  guint position = find_value (self, value);

  if (position == GTK_INVALID_LIST_POSITION)
    {
      position = self->values->len;
      add_value (self, value);
    }
  adw_combo_row_set_selected (ADW_COMBO_ROW (self), position);
  update_label (self);
}

static void
bks_choice_row_selected_cb (BksChoiceRow *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  g_autoptr (GVariant) value = NULL;

  if (self->settings == NULL || selected >= self->values->len)
    return;
  value = g_settings_get_value (self->settings, self->key);
  if (!g_variant_equal (value, self->values->pdata[selected]))
    g_settings_set_value (self->settings, self->key, self->values->pdata[selected]);
  update_label (self);
}

static void
bks_choice_row_dispose (GObject *object)
{
  BksChoiceRow *self = BKS_CHOICE_ROW (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (bks_choice_row_parent_class)->dispose (object);
}

static void
bks_choice_row_finalize (GObject *object)
{
  BksChoiceRow *self = BKS_CHOICE_ROW (object);

  g_ptr_array_unref (self->values);
  g_clear_object (&self->list);
  g_free (self->key);

  G_OBJECT_CLASS (bks_choice_row_parent_class)->finalize (object);
}

static void
bks_choice_row_class_init (BksChoiceRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bks_choice_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = bks_choice_row_finalize;
}

static void
bks_choice_row_init (BksChoiceRow *self)
{
  self->values = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  self->list = gtk_string_list_new (NULL);
  g_signal_connect (self, "notify::selected", G_CALLBACK (bks_choice_row_selected_cb), NULL);
}

/**
 * bks_choice_row_bind:
 * @self: a row
 * @settings: where the setting is
 * @key: its name
 * @values: an array of what there is to choose from; if it is floating, it is taken
 * @describe: how a person calls a value
 *
 * To be called once.
 */
void
bks_choice_row_bind (BksChoiceRow *self,
                     GSettings *settings,
                     const char *key,
                     GVariant *values,
                     BksChoiceRowDescribeFunc describe)
{
  g_autoptr (GVariant) array = g_variant_ref_sink (values);
  g_autofree char *signal = g_strconcat ("changed::", key, NULL);

  g_return_if_fail (BKS_IS_CHOICE_ROW (self));
  g_return_if_fail (self->settings == NULL);

  self->describe = describe;
  for (gsize i = 0; i < g_variant_n_children (array); i++)
    {
      g_autoptr (GVariant) value = g_variant_get_child_value (array, i);

      add_value (self, value);
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (self->list));
  self->settings = g_object_ref (settings);
  self->key = g_strdup (key);
  g_signal_connect_object (settings, signal, G_CALLBACK (bks_choice_row_setting_changed_cb), self,
                           G_CONNECT_SWAPPED);
  bks_choice_row_setting_changed_cb (self);
}
