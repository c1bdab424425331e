/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-clock-row.h"

#include <langinfo.h>
#include <stdio.h>
#include <string.h>

#include "bks-format.h"

#define MINUTES_A_DAY 1440
#define STEP          15

struct _BksClockRow
{
  AdwActionRow parent_instance;

  GtkSpinButton *spin;
};

G_DEFINE_FINAL_TYPE (BksClockRow, bks_clock_row, ADW_TYPE_ACTION_ROW)

static gboolean
says (const char *text, const char *word)
{
  g_autofree char *plain = g_utf8_casefold (text, -1);
  g_autofree char *plain_word = g_utf8_casefold (word, -1);

  return *plain_word != '\0' && strstr (plain, plain_word) != NULL;
}

/**
 * bks_clock_row_parse:
 * @text: a time of the day as a person types it: "22:30", "7", "10.15 pm"
 *
 * Returns: minutes since midnight; -1 = it is none
 */
int
bks_clock_row_parse (const char *text)
{
  int hour = -1;
  int minute = 0;

  if (sscanf (text, "%2d%*[:.h ]%2d", &hour, &minute) < 1)
    return -1;
  if (says (text, nl_langinfo (PM_STR)) && hour < 12)
    hour += 12;
  else if (says (text, nl_langinfo (AM_STR)) && hour == 12)
    hour = 0;
  if (hour == 24 && minute == 0)
    hour = 0;
  return hour < 0 || hour > 23 || minute < 0 || minute > 59 ? -1 : hour * 60 + minute;
}

/* What is no time leaves the one that there was: after GTK_INPUT_ERROR, GTK 4.8 would take whatever
 * happens to be in @value. */
static int
bks_clock_row_input_cb (BksClockRow *self, double *value)
{
  int minutes = bks_clock_row_parse (gtk_editable_get_text (GTK_EDITABLE (self->spin)));

  *value = minutes >= 0 ? minutes : gtk_spin_button_get_value (self->spin);
  return TRUE;
}

static gboolean
bks_clock_row_output_cb (BksClockRow *self)
{
  int minutes = gtk_spin_button_get_value_as_int (self->spin);
  g_autofree char *text = bks_format_wall_clock (minutes / 60, minutes % 60);

  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (self->spin))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->spin), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  text, -1);
  return TRUE;
}

static void
bks_clock_row_class_init (BksClockRowClass *klass)
{
}

static void
bks_clock_row_init (BksClockRow *self)
{
  self->spin = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, MINUTES_A_DAY - 1, STEP));
  gtk_spin_button_set_wrap (self->spin, TRUE);
  /* A clock has a colon. */
  gtk_spin_button_set_numeric (self->spin, FALSE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->spin), 6);
  gtk_widget_set_valign (GTK_WIDGET (self->spin), GTK_ALIGN_CENTER);
  g_signal_connect_object (self->spin, "input", G_CALLBACK (bks_clock_row_input_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->spin, "output", G_CALLBACK (bks_clock_row_output_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->spin));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->spin));
}

/**
 * bks_clock_row_bind:
 * @self: a row
 * @settings: where the setting is
 * @key: its name
 * @label: what a screen reader calls it
 */
void
bks_clock_row_bind (BksClockRow *self, GSettings *settings, const char *key, const char *label)
{
  g_return_if_fail (BKS_IS_CLOCK_ROW (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_settings_bind (settings, key, gtk_spin_button_get_adjustment (self->spin), "value",
                   G_SETTINGS_BIND_DEFAULT);
}
