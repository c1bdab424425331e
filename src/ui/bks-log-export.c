/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-log-export.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWindow *parent; /* (owned) */
  BksLogExportFunc func;
  GObject *owner; /* (owned) */
  BksLogFormat format;
  GtkFileChooserNative *chooser; /* (owned) (nullable): while it is open */
} Question;

static void
question_free (Question *self)
{
  g_clear_object (&self->chooser);
  g_object_unref (self->owner);
  g_object_unref (self->parent);
  g_free (self);
}

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer user_data)
{
  Question *self = user_data;
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                               : NULL;

  if (file != NULL)
    self->func (file, self->format, self->owner);
  question_free (self);
}

static void
choose_file (Question *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  const char *ending = self->format == BKS_LOG_FORMAT_CSV ? "csv" : "jsonl";
  /* Translators: a file name: a date, then the ending of its kind. */
  g_autofree char *name = g_strdup_printf (_ ("Backup log %s.%s"), day, ending);

  self->chooser = gtk_file_chooser_native_new (_ ("Export the Log"), self->parent,
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Save"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *self = user_data;

  if (g_str_equal (response, "csv"))
    self->format = BKS_LOG_FORMAT_CSV;
  else if (g_str_equal (response, "json"))
    self->format = BKS_LOG_FORMAT_JSON_LINES;
  else
    {
      question_free (self);
      return;
    }
  choose_file (self);
}

/**
 * bks_log_export_ask:
 * @parent: above which it asks
 * @func: what is done with the answer
 * @owner: handed to @func
 *
 * Asks which kind of file, then which file.
 */
void
bks_log_export_ask (GtkWindow *parent, BksLogExportFunc func, GObject *owner)
{
  Question *self;
  GtkWidget *dialog;

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (func != NULL);
  g_return_if_fail (G_IS_OBJECT (owner));

  self = g_new0 (Question, 1);
  self->parent = g_object_ref (parent);
  self->func = func;
  self->owner = g_object_ref (owner);

  dialog = adw_message_dialog_new (
      parent, _ ("Export the Log"),
      _ ("Every line that the filters match is saved, also those that are not loaded yet. A table "
         "(CSV) opens in a spreadsheet; JSON lines are for programs."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "json",
                                    _ ("JSON Lines…"), "csv", _ ("Table (CSV)…"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "csv");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "csv",
                                              ADW_RESPONSE_SUGGESTED);
  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}
