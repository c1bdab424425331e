/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-logs-page-private.h"

#include <glib/gi18n-lib.h>

#include "bks-log-export.h"

static void
export_cb (GFile *file, BksLogFormat format, gpointer user_data)
{
  bks_logs_page_export (user_data, file, format);
}

void
bks_logs_page_ask_export (BksLogsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root))
    bks_log_export_ask (GTK_WINDOW (root), export_cb, G_OBJECT (self));
}

void
bks_logs_page_cancel_export (BksLogsPage *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
bks_logs_page_written_cb (BksLogsPage *self)
{
  bks_log_foot_set_export (self->foot, bks_log_saver_get_n_written (self->saver),
                           bks_log_saver_get_fraction (self->saver));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BksLogsPage) self = user_data;
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL, *escaped = NULL;
  g_autoptr (AdwToast) toast = NULL;
  gint64 n = bks_log_saver_get_n_written (BKS_LOG_SAVER (source));

  if (bks_log_saver_save_finish (BKS_LOG_SAVER (source), result, &error))
    text = g_strdup_printf (ngettext ("%'lld line saved", "%'lld lines saved", (gulong) n),
                            (long long) n);
  folder = g_object_steal_data (G_OBJECT (self->saver), "folder");
  g_clear_object (&self->saver);
  g_clear_object (&self->cancellable);
  /* The page may be gone: what it began has ended all the same. */
  if (self->foot == NULL)
    return;
  bks_log_foot_set_export (self->foot, -1, 0);
  bks_logs_page_changed (self);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      bks_logs_page_tell (self, _ ("Export cancelled. Nothing was saved."));
      return;
    }
  if (error != NULL)
    text = g_strdup_printf (_ ("Nothing was saved: %s"), error->message);
  /* A toast's title is markup. */
  escaped = g_markup_escape_text (text, -1);
  toast = g_object_ref_sink (adw_toast_new (escaped));
  if (error == NULL && folder != NULL)
    {
      g_autofree char *uri = g_file_get_uri (folder);

      adw_toast_set_button_label (toast, _ ("Open Folder"));
      adw_toast_set_action_name (toast, "win.open-folder");
      adw_toast_set_action_target_value (toast, g_variant_new_string (uri));
    }
  bks_logs_page_toast (self, toast);
}

/**
 * bks_logs_page_export:
 * @self: a #BksLogsPage
 * @file: is replaced once all is written
 * @format: of the file
 *
 * Writes every line that the filters match, loaded or not. One export at a time.
 */
void
bks_logs_page_export (BksLogsPage *self, GFile *file, BksLogFormat format)
{
  g_autoptr (BksLogQuery) query = NULL;

  g_return_if_fail (BKS_IS_LOGS_PAGE (self));
  g_return_if_fail (G_IS_FILE (file));

  if (self->saver != NULL)
    return;
  query = bks_logs_page_create_query (self);
  self->saver = bks_log_saver_new (format);
  self->cancellable = g_cancellable_new ();
  if (self->vault != NULL)
    bks_log_saver_set_vault_target (self->saver, self->vault, self->target_id);
  else
    bks_log_saver_set_nas_list (self->saver, G_LIST_MODEL (self->nas_list));
  bks_log_saver_set_query (self->saver, query);
  g_object_set_data_full (G_OBJECT (self->saver), "folder", g_file_get_parent (file),
                          g_object_unref);
  g_signal_connect_object (self->saver, "notify", G_CALLBACK (bks_logs_page_written_cb), self,
                           G_CONNECT_SWAPPED);
  bks_log_saver_save_async (self->saver, file, self->cancellable, saved_cb, g_object_ref (self));
  bks_log_foot_set_export (self->foot, 0, -1);
  bks_logs_page_changed (self);
}
