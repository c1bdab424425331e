/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-log-saver.h"

#include <glib/gi18n-lib.h>

#include "bks-export-records.h"
#include "bks-log-fetch.h"
#include "bks-log-merge.h"

/* Written at a time, so that a slow disk holds up the NAS and not the memory. */
#define CHUNK (256 * 1024)

struct _BksLogSaver
{
  GObject parent_instance;

  BksLogFormat format;
  GListModel *nas_list; /* (nullable) (owned) */
  BksNas *vault_nas;    /* (nullable) (owned) */
  char *target_id;      /* (nullable) (owned): of its Vault */
  BksLogQuery *query;   /* (owned) */

  gint64 n_written;
  double fraction;
  gboolean has_begun;
};

G_DEFINE_FINAL_TYPE (BksLogSaver, bks_log_saver, G_TYPE_OBJECT)

typedef enum
{
  PROP_N_WRITTEN = 1,
  PROP_FRACTION,
} BksLogSaverProperty;

static GParamSpec *properties[PROP_FRACTION + 1];

/* One file on its way. */
typedef struct
{
  GFile *file;            /* (owned) */
  GFileOutputStream *out; /* (nullable) (owned) */
  gboolean is_new;        /* nothing was at the place before */
  BksLogMerge *merge;     /* (owned) */
  gulong handler;         /* of the merge: it keeps the GTask until all is over */
  GPtrArray *nas;         /* (owned) (element-type BksNas): whose log is which */
  BksCsvWriter *csv;      /* (nullable) (owned) */
  GString *text;          /* (owned): not written yet */
  GBytes *writing;        /* (nullable) (owned) */
  GError *error;          /* (nullable) (owned): why it is given up */
} Save;

static void go_on (GTask *task);

static void
save_free (gpointer data)
{
  Save *save = data;

  g_object_unref (save->file);
  g_clear_object (&save->out);
  g_object_unref (save->merge);
  g_ptr_array_unref (save->nas);
  g_clear_pointer (&save->csv, bks_csv_writer_free);
  g_string_free (save->text, TRUE);
  g_clear_pointer (&save->writing, g_bytes_unref);
  g_clear_error (&save->error);
  g_free (save);
}

static void
bks_log_saver_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BksLogSaver *self = BKS_LOG_SAVER (object);

  switch ((BksLogSaverProperty) id)
    {
    case PROP_N_WRITTEN:
      g_value_set_int64 (value, self->n_written);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bks_log_saver_finalize (GObject *object)
{
  BksLogSaver *self = BKS_LOG_SAVER (object);

  g_clear_object (&self->nas_list);
  g_clear_object (&self->vault_nas);
  g_free (self->target_id);
  bks_log_query_free (self->query);

  G_OBJECT_CLASS (bks_log_saver_parent_class)->finalize (object);
}

static void
bks_log_saver_class_init (BksLogSaverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = bks_log_saver_get_property;
  object_class->finalize = bks_log_saver_finalize;

  properties[PROP_N_WRITTEN] = g_param_spec_int64 ("n-written", NULL, NULL, 0, G_MAXINT64, 0,
                                                   flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bks_log_saver_init (BksLogSaver *self)
{
  self->query = bks_log_query_new ();
  self->fraction = -1;
}

static void
update_progress (BksLogSaver *self, const Save *save)
{
  gint64 n_read = 0;
  gint64 total = 0;
  double fraction;

  for (guint i = 0; i < bks_log_merge_get_n_logs (save->merge); i++)
    {
      BksLogReader *reader = bks_log_merge_get_reader (save->merge, i);
      gint64 of_one = bks_log_reader_get_total (reader);

      n_read += bks_log_reader_get_n_scanned (reader);
      total = of_one < 0 || total < 0 ? -1 : total + of_one;
    }
  fraction = total < 0 ? -1 : total == 0 ? 1 : MIN (1, (double) n_read / (double) total);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_WRITTEN]);
  if (fraction != self->fraction)
    {
      self->fraction = fraction;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
    }
}

static void
write_entry (Save *save, BksLogEntry *entry, BksNas *nas)
{
  g_autofree char *text = NULL;

  if (save->csv != NULL)
    {
      bks_export_log_row (save->csv, entry, nas);
      text = bks_csv_writer_take_text (save->csv);
      g_string_append (save->text, text);
    }
  else
    {
      /* Each line is a document of its own. */
      BksJsonWriter *json = bks_json_writer_new ();

      bks_export_log_entry (json, entry, nas);
      text = bks_json_writer_free_to_text (json);
      g_string_append (save->text, text);
      g_string_append_c (save->text, '\n');
    }
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Save *save = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!g_file_delete_finish (G_FILE (source), result, &error))
    g_debug ("What was begun stays behind: %s", error->message);
  g_task_return_error (task, g_steal_pointer (&save->error));
}

static void
abandoned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Save *save = g_task_get_task_data (task);

  /* It was closed so that it fails. */
  g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, NULL);
  if (save->is_new)
    g_file_delete_async (save->file, G_PRIORITY_DEFAULT, NULL, deleted_cb, g_object_ref (task));
  else
    g_task_return_error (task, g_steal_pointer (&save->error));
}

static void
stop_reading (Save *save)
{
  g_clear_signal_handler (&save->handler, save->merge);
}

/* Takes @error. A stream that is closed by somebody who has cancelled does not replace the file; a
 * file that was not there before has to go. */
static void
give_up (GTask *task, GError *error)
{
  Save *save = g_task_get_task_data (task);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  stop_reading (save);
  if (save->out == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  save->error = error;
  g_cancellable_cancel (cancelled);
  g_output_stream_close_async (G_OUTPUT_STREAM (save->out), G_PRIORITY_DEFAULT, cancelled,
                               abandoned_cb, g_object_ref (task));
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Save *save = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error))
    {
      stop_reading (save);
      g_task_return_boolean (task, TRUE);
    }
  else
    give_up (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Save *save = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_pointer (&save->writing, g_bytes_unref);
  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    go_on (task);
  else
    give_up (task, error);
}

static void
write_text (GTask *task)
{
  Save *save = g_task_get_task_data (task);

  save->writing = g_string_free_to_bytes (g_steal_pointer (&save->text));
  save->text = g_string_new (NULL);
  g_output_stream_write_all_async (G_OUTPUT_STREAM (save->out),
                                   g_bytes_get_data (save->writing, NULL),
                                   g_bytes_get_size (save->writing), G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

/* Lines with a hole would be worse than none. */
static GError *
find_error (Save *save)
{
  for (guint i = 0; i < bks_log_merge_get_n_logs (save->merge); i++)
    if (bks_log_merge_get_error (save->merge, i) != NULL)
      return bks_log_merge_get_error (save->merge, i);
  return NULL;
}

/* Writes what is certain, then reads on. */
static void
go_on (GTask *task)
{
  BksLogSaver *self = g_task_get_source_object (task);
  Save *save = g_task_get_task_data (task);
  GError *error = NULL;
  BksLogEntry *entry;
  guint log;

  if (save->writing != NULL)
    return;
  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    {
      give_up (task, error);
      return;
    }
  if (find_error (save) != NULL)
    {
      give_up (task, g_error_copy (find_error (save)));
      return;
    }
  while (save->text->len < CHUNK && (entry = bks_log_merge_take (save->merge, &log)) != NULL)
    {
      write_entry (save, entry, g_ptr_array_index (save->nas, log));
      g_object_unref (entry);
      self->n_written++;
    }
  update_progress (self, save);
  if (save->text->len >= CHUNK)
    write_text (task);
  else if (bks_log_merge_pull (save->merge))
    return;
  else if (save->text->len > 0)
    write_text (task);
  else
    g_output_stream_close_async (G_OUTPUT_STREAM (save->out), G_PRIORITY_DEFAULT,
                                 g_task_get_cancellable (task), closed_cb, g_object_ref (task));
}

static void
merge_changed_cb (BksLogMerge *merge, gpointer user_data)
{
  go_on (user_data);
}

static void
unref_task (gpointer task, GClosure *closure)
{
  g_object_unref (task);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Save *save = g_task_get_task_data (task);
  GError *error = NULL;

  save->out = g_file_replace_finish (G_FILE (source), result, &error);
  if (save->out == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (save->csv != NULL)
    {
      g_autofree char *text = NULL;

      bks_export_log_columns (save->csv);
      text = bks_csv_writer_take_text (save->csv);
      g_string_append (save->text, text);
    }
  save->handler = g_signal_connect_data (save->merge, "changed", G_CALLBACK (merge_changed_cb),
                                         g_object_ref (task), unref_task, 0);
  go_on (task);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Save *save = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result,
                                                                       &error);

  save->is_new = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_file_replace_async (save->file, NULL, FALSE, G_FILE_CREATE_NONE, G_PRIORITY_DEFAULT,
                        g_task_get_cancellable (task), opened_cb, g_object_ref (task));
}

static void
add_log (BksLogSaver *self, Save *save, BksNas *nas)
{
  g_autoptr (BksLogReader) reader = bks_log_reader_new_for_query (nas, self->target_id,
                                                                  self->query);

  bks_log_merge_add (save->merge, reader);
  g_ptr_array_add (save->nas, g_object_ref (nas));
}

static void
add_logs (BksLogSaver *self, Save *save)
{
  guint n = self->nas_list != NULL ? g_list_model_get_n_items (self->nas_list) : 0;

  if (self->vault_nas != NULL)
    add_log (self, save, self->vault_nas);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (BksNas) nas = g_list_model_get_item (self->nas_list, i);

      if (n == 1 || bks_log_query_concerns (self->query, nas))
        add_log (self, save, nas);
    }
}

/**
 * bks_log_saver_new:
 * @format: of the file
 *
 * Returns: (transfer full): a saver for one file
 */
BksLogSaver *
bks_log_saver_new (BksLogFormat format)
{
  BksLogSaver *self = g_object_new (BKS_TYPE_LOG_SAVER, NULL);

  self->format = format;
  return self;
}

/**
 * bks_log_saver_set_nas_list:
 * @self: a saver
 * @nas_list: NAS, whose Hyper Backup logs it saves; those that are in it when saving begins
 */
void
bks_log_saver_set_nas_list (BksLogSaver *self, GListModel *nas_list)
{
  g_return_if_fail (BKS_IS_LOG_SAVER (self));
  g_return_if_fail (G_IS_LIST_MODEL (nas_list));

  g_set_object (&self->nas_list, nas_list);
  g_clear_object (&self->vault_nas);
  g_clear_pointer (&self->target_id, g_free);
}

/**
 * bks_log_saver_set_vault_target:
 * @self: a saver
 * @nas: a NAS
 * @target_id: ID of a target of its Vault, whose log it saves
 */
void
bks_log_saver_set_vault_target (BksLogSaver *self, BksNas *nas, const char *target_id)
{
  g_return_if_fail (BKS_IS_LOG_SAVER (self));
  g_return_if_fail (BKS_IS_NAS (nas));
  g_return_if_fail (target_id != NULL);

  g_clear_object (&self->nas_list);
  g_set_object (&self->vault_nas, nas);
  g_free (self->target_id);
  self->target_id = g_strdup (target_id);
}

/**
 * bks_log_saver_set_query:
 * @self: a saver
 * @query: (nullable): which lines, in which order; it is copied. %NULL = all, newest first
 */
void
bks_log_saver_set_query (BksLogSaver *self, const BksLogQuery *query)
{
  g_return_if_fail (BKS_IS_LOG_SAVER (self));

  bks_log_query_free (self->query);
  self->query = bks_log_query_copy (query);
}

/**
 * bks_log_saver_get_n_written:
 * @self: a saver
 *
 * Returns: how many lines it has written
 */
gint64
bks_log_saver_get_n_written (BksLogSaver *self)
{
  g_return_val_if_fail (BKS_IS_LOG_SAVER (self), 0);

  return self->n_written;
}

/**
 * bks_log_saver_get_fraction:
 * @self: a saver
 *
 * Returns: how much of what is to be read was read, 0 to 1; negative = not known
 */
double
bks_log_saver_get_fraction (BksLogSaver *self)
{
  g_return_val_if_fail (BKS_IS_LOG_SAVER (self), -1);

  return self->fraction;
}

/**
 * bks_log_saver_save_async:
 * @self: a saver that has not saved yet
 * @file: where to
 * @cancellable: (nullable): to give up
 * @callback: when it is over
 *
 * Reads all lines, page by page, and writes them. The file takes the place of what is there when all
 * is written.
 */
void
bks_log_saver_save_async (BksLogSaver *self,
                          GFile *file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Save *save;

  g_return_if_fail (BKS_IS_LOG_SAVER (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (!self->has_begun);

  self->has_begun = TRUE;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, bks_log_saver_save_async);
  if (bks_log_query_is_reversed (self->query))
    {
      g_autoptr (BksProblem) problem = bks_problem_new (BKS_PROBLEM_PRECONDITION,
                                                        _ ("From is later than To."), NULL);

      g_task_return_error (task, bks_problem_to_error (problem));
      return;
    }
  save = g_new0 (Save, 1);
  save->file = g_object_ref (file);
  save->merge = bks_log_merge_new (self->query->oldest_first, cancellable);
  save->nas = g_ptr_array_new_with_free_func (g_object_unref);
  save->text = g_string_new (NULL);
  if (self->format == BKS_LOG_FORMAT_CSV)
    save->csv = bks_csv_writer_new ();
  add_logs (self, save);
  g_task_set_task_data (task, save, save_free);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, cancellable, looked_cb, g_object_ref (task));
}

/**
 * bks_log_saver_save_finish:
 * @self: a saver
 * @result: of bks_log_saver_save_async()
 * @error: (nullable): a #BKS_PROBLEM_ERROR (a NAS: all of them have to answer), a #G_IO_ERROR (the
 *   file), or cancelled
 *
 * Returns: whether the file is there, whole
 */
gboolean
bks_log_saver_save_finish (BksLogSaver *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
