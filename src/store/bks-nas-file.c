/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-store"

#include "bks-nas-file.h"

#include "bks-nas-text.h"
#include "bks-worker.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* A list of a thousand NAS has 400 kB. More than this is no list of ours, and is not read. */
#define MAX_SIZE (4 * 1024 * 1024)

struct _BksNasFile
{
  GObject parent_instance;

  char *path;   /* constant */
  char *folder; /* constant */

  /* Touched by the worker alone. */
  char *seen;         /* (nullable): checksum of what this object read or wrote last */
  BksProblem *damage; /* (nullable) (owned): found by a write, for the next load to tell */

  GCancellable *life;    /* cancelled with the object */
  GFileMonitor *monitor; /* (nullable) */
  gboolean is_watching;
};

static void bks_nas_file_store_init (BksNasListStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BksNasFile,
                               bks_nas_file,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BKS_TYPE_NAS_LIST_STORE,
                                                      bks_nas_file_store_init))

typedef enum
{
  CHANGE_PUT,
  CHANGE_REMOVE,
  CHANGE_REORDER,
} ChangeKind;

typedef struct
{
  ChangeKind kind;
  BksNasRecord *record; /* (nullable) (owned): put */
  BksNasFields fields;  /* put */
  char *id;             /* (nullable): remove */
  char **ids;           /* (nullable): reorder */
  GTask *news;          /* (owned): tells whether somebody else had changed the file before */
} Change;

typedef struct
{
  GPtrArray *records;
  BksProblem *damage; /* (nullable) */
} Loaded;

static void
change_free (gpointer data)
{
  Change *change = data;

  bks_nas_record_free (change->record);
  g_free (change->id);
  g_strfreev (change->ids);
  g_object_unref (change->news);
  g_free (change);
}

static void
loaded_free (gpointer data)
{
  Loaded *loaded = data;

  g_clear_pointer (&loaded->records, g_ptr_array_unref);
  g_clear_object (&loaded->damage);
  g_free (loaded);
}

static void
set_file_error (GError **error, const char *sentence)
{
  g_autoptr (BksProblem) problem = bks_problem_new (BKS_PROBLEM_PRECONDITION, sentence, NULL);

  g_propagate_error (error, bks_problem_to_error (problem));
}

static void
set_read_error (GError **error, const char *raw)
{
  g_autofree char *sentence = NULL;

  /* Translators: what follows is the system's own reason, "Permission denied" say. */
  sentence = g_strdup_printf (_ ("The list of NAS could not be read: %s."), raw);
  set_file_error (error, sentence);
}

static void
set_write_error (GError **error, const char *raw)
{
  g_autofree char *sentence = NULL;

  /* Translators: what follows is the system's own reason, "No space left on device" say. */
  sentence = g_strdup_printf (_ ("The list of NAS could not be saved: %s."), raw);
  set_file_error (error, sentence);
}

static gboolean
ensure_folder (BksNasFile *self, GError **error)
{
  GStatBuf info;

  if (g_mkdir_with_parents (self->folder, 0700) != 0 || g_stat (self->folder, &info) != 0)
    {
      set_write_error (error, g_strerror (errno));
      return FALSE;
    }
  if ((info.st_mode & 0077) != 0 && g_chmod (self->folder, 0700) != 0)
    g_debug ("%s stays open to others: %s", self->folder, g_strerror (errno));
  return TRUE;
}

/* Only one process changes the file at a time. Closing the descriptor ends the lock, also when the
 * process is killed. */
static int
lock_file (BksNasFile *self, GError **error)
{
  g_autofree char *path = g_strconcat (self->path, ".lock", NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      set_write_error (error, g_strerror (errno));
      return -1;
    }
  while (flock (fd, LOCK_EX) != 0)
    if (errno != EINTR)
      {
        /* Some network file systems have no locks. One writer at a time is likely all the same. */
        g_debug ("no lock on %s: %s", path, g_strerror (errno));
        break;
      }
  return fd;
}

/* TRUE with a NULL text: there is no file. A folder, a device or something far too long in its
 * place reads as a text with nothing readable in it. */
static gboolean
read_file (BksNasFile *self, char **data_out, gsize *length_out, GError **error)
{
  g_autoptr (GError) local = NULL;
  GStatBuf info;

  *data_out = NULL;
  *length_out = 0;
  if (g_stat (self->path, &info) != 0)
    {
      int number = errno;

      if (number == ENOENT && !g_file_test (self->path, G_FILE_TEST_IS_SYMLINK))
        return TRUE;
      set_read_error (error, g_strerror (number));
      return FALSE;
    }

  if (!S_ISREG (info.st_mode) || info.st_size > MAX_SIZE)
    {
      *data_out = g_strdup ("");
      return TRUE;
    }
  if ((info.st_mode & 0077) != 0 && g_chmod (self->path, 0600) != 0)
    g_debug ("%s stays open to others: %s", self->path, g_strerror (errno));
  if (g_file_get_contents (self->path, data_out, length_out, &local))
    return TRUE;
  /* Replaced or removed in this moment: whoever did it tells. */
  if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;
  set_read_error (error, local->message);
  return FALSE;
}

static gboolean
write_file (BksNasFile *self, const char *data, gsize length, GError **error)
{
  g_autoptr (GError) local = NULL;
  int fd;

  if (!g_file_set_contents_full (self->path, data, length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                 &local))
    {
      set_write_error (error, local->message);
      return FALSE;
    }
  /* The new name, too, has to outlive a power cut: a latch protects the user's account. */
  fd = g_open (self->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (fd >= 0)
    {
      if (fsync (fd) != 0)
        g_debug ("%s: %s", self->folder, g_strerror (errno));
      close (fd);
    }
  return TRUE;
}

/* Gives the damaged file a second name, so that at no moment there is no file at all. */
static char *
keep_aside (BksNasFile *self)
{
  for (guint n = 1; n < 1000; n++)
    {
      g_autofree char *aside = g_strdup_printf ("%s.damaged-%u", self->path, n);

      if (link (self->path, aside) == 0)
        return g_steal_pointer (&aside);
      if (errno == EEXIST)
        continue;
      /* Folders have one name only, and so has everything on some file systems. */
      if (!g_file_test (aside, G_FILE_TEST_EXISTS) && g_rename (self->path, aside) == 0)
        return g_steal_pointer (&aside);
      g_debug ("%s was not kept aside: %s", self->path, g_strerror (errno));
      return NULL;
    }
  return NULL;
}

static BksProblem *
describe_damage (const BksNasText *text, const char *aside)
{
  g_autofree char *found = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *next_step = NULL;

  found = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u NAS could be read",
                                        "%u NAS could be read", text->records->len),
                           text->records->len);
  if (text->lost > 0)
    {
      g_autofree char *lost = NULL;

      lost = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%u could not", "%u could not", text->lost), text->lost);
      /* Translators: "3 NAS could be read", then "1 could not". */
      sentence = g_strdup_printf (_ ("The list of NAS was damaged: %s, %s."), found, lost);
    }
  else
    sentence = g_strdup_printf (_ ("The list of NAS was damaged: %s."), found);

  if (aside != NULL)
    next_step = g_strdup_printf (_ ("Add what is missing again. The damaged list is kept as %s."),
                                 aside);
  else
    next_step = g_strdup (_ ("Add what is missing again."));
  return bks_problem_new (BKS_PROBLEM_PRECONDITION, sentence, next_step);
}

static gboolean
remember (BksNasFile *self, const char *data, gsize length)
{
  g_autofree char *checksum = NULL;
  gboolean is_news;

  checksum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) (data ? data : ""),
                                          length);
  is_news = self->seen != NULL && strcmp (self->seen, checksum) != 0;
  g_free (self->seen);
  self->seen = g_steal_pointer (&checksum);
  return is_news;
}

static gboolean
write_list (BksNasFile *self, BksNasText *text, GError **error)
{
  g_autofree char *data = NULL;
  gsize length = 0;

  data = bks_nas_text_print (text, &length);
  if (!write_file (self, data, length, error))
    return FALSE;
  remember (self, data, length);
  return TRUE;
}

/* Reads the list; a damaged file is kept aside, and what was readable of it takes its place. To be
 * called with the lock held. */
static BksNasText *
read_list (BksNasFile *self, gboolean *is_news, GError **error)
{
  g_autofree char *data = NULL;
  g_autoptr (BksNasText) text = NULL;
  g_autofree char *aside = NULL;
  gsize length = 0;

  if (!read_file (self, &data, &length, error))
    return NULL;
  if (remember (self, data, length))
    *is_news = TRUE;
  text = bks_nas_text_parse (data, length);
  if (data == NULL)
    text->damaged = FALSE;
  if (!text->damaged)
    return g_steal_pointer (&text);

  aside = keep_aside (self);
  g_clear_object (&self->damage);
  self->damage = describe_damage (text, aside);
  g_debug ("%s", bks_problem_get_message (self->damage));
  /* What was not kept aside is not overwritten: a person may still read it. */
  if (aside == NULL)
    {
      g_propagate_error (error, bks_problem_to_error (self->damage));
      return NULL;
    }
  return write_list (self, text, error) ? g_steal_pointer (&text) : NULL;
}

static void
load_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  BksNasFile *self = source;
  g_autofree char *bytes = NULL;
  g_autoptr (BksNasText) text = NULL;
  GError *error = NULL;
  Loaded *loaded;
  gsize length = 0;

  /* Nothing to write, no lock: the file is always whole, as it is replaced, never rewritten. */
  if (!read_file (self, &bytes, &length, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  text = bks_nas_text_parse (bytes, length);
  if (bytes != NULL && text->damaged)
    {
      gboolean is_news = FALSE;
      BksNasText *mended = NULL;
      int fd = -1;

      if (ensure_folder (self, &error))
        fd = lock_file (self, &error);
      if (fd >= 0)
        {
          mended = read_list (self, &is_news, &error);
          close (fd);
        }
      if (mended == NULL)
        {
          /* Where nothing can be written, what was readable is still better than nothing. */
          g_debug ("%s", error->message);
          g_clear_error (&error);
          g_clear_object (&self->damage);
          self->damage = describe_damage (text, NULL);
        }
      else
        {
          bks_nas_text_free (text);
          text = mended;
        }
    }
  else
    remember (self, bytes, length);

  loaded = g_new0 (Loaded, 1);
  loaded->records = g_ptr_array_ref (text->records);
  loaded->damage = g_steal_pointer (&self->damage);
  g_task_return_pointer (task, loaded, loaded_free);
}

static gboolean
apply_change (GPtrArray *records, const Change *change, GError **error)
{
  switch (change->kind)
    {
    case CHANGE_PUT:
      return bks_nas_list_put (records, change->record, change->fields, error);
    case CHANGE_REMOVE:
      bks_nas_list_remove (records, change->id);
      return TRUE;
    case CHANGE_REORDER:
      bks_nas_list_reorder (records, (const char *const *) change->ids);
      return TRUE;
    }
  g_assert_not_reached ();
}

static void
change_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  BksNasFile *self = source;
  Change *change = data;
  g_autoptr (BksNasText) text = NULL;
  gboolean is_news = FALSE;
  GError *error = NULL;
  int fd = -1;

  if (ensure_folder (self, &error))
    fd = lock_file (self, &error);
  if (fd >= 0)
    text = read_list (self, &is_news, &error);
  if (text != NULL && apply_change (text->records, change, &error))
    write_list (self, text, &error);
  if (fd >= 0)
    close (fd);

  /* A change made on top of somebody else's: the watch can no longer tell theirs from ours. */
  g_task_return_boolean (change->news, is_news);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
check_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  BksNasFile *self = source;
  g_autofree char *bytes = NULL;
  gsize length = 0;

  g_task_return_boolean (task,
                         read_file (self, &bytes, &length, NULL) && remember (self, bytes, length));
}

static void
bks_nas_file_news_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BksNasFile *self = BKS_NAS_FILE (source);

  if (g_task_propagate_boolean (G_TASK (result), NULL))
    bks_nas_list_store_changed (BKS_NAS_LIST_STORE (self));
}

static void
bks_nas_file_monitor_changed_cb (BksNasFile *self,
                                 GFile *file,
                                 GFile *other_file,
                                 GFileMonitorEvent event)
{
  g_autoptr (GTask) task = NULL;

  if (event == G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED)
    return;

  task = g_task_new (self, self->life, bks_nas_file_news_cb, NULL);
  g_task_set_source_tag (task, bks_nas_file_monitor_changed_cb);
  bks_worker_push (task, check_job);
}

static void
folder_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_boolean (task, ensure_folder (source, NULL));
}

static void
bks_nas_file_folder_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BksNasFile *self = BKS_NAS_FILE (source);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;

  file = g_file_new_for_path (self->path);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);
  if (self->monitor == NULL)
    {
      g_debug ("%s is not watched: %s", self->path, error->message);
      return;
    }
  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (bks_nas_file_monitor_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

static void
bks_nas_file_load_async (BksNasListStore *store,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  BksNasFile *self = BKS_NAS_FILE (store);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bks_nas_file_load_async);
  bks_worker_push (task, load_job);
}

static GPtrArray *
bks_nas_file_load_finish (BksNasListStore *store,
                          GAsyncResult *result,
                          BksProblem **damage_out,
                          GError **error)
{
  GPtrArray *records;
  Loaded *loaded;

  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  loaded = g_task_propagate_pointer (G_TASK (result), error);
  if (loaded == NULL)
    return NULL;
  records = g_steal_pointer (&loaded->records);
  if (damage_out != NULL)
    *damage_out = g_steal_pointer (&loaded->damage);
  loaded_free (loaded);
  return records;
}

static void
push_change (BksNasFile *self,
             gpointer source_tag,
             Change *change,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  change->news = g_task_new (self, self->life, bks_nas_file_news_cb, NULL);
  g_task_set_source_tag (change->news, push_change);
  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task, change, change_free);
  bks_worker_push (task, change_job);
}

static void
bks_nas_file_put_async (BksNasListStore *store,
                        const BksNasRecord *record,
                        BksNasFields fields,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Change *change = g_new0 (Change, 1);

  change->kind = CHANGE_PUT;
  change->record = bks_nas_record_copy (record);
  change->fields = fields;
  push_change (BKS_NAS_FILE (store), bks_nas_file_put_async, change, cancellable, callback,
               user_data);
}

static void
bks_nas_file_remove_async (BksNasListStore *store,
                           const char *id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Change *change = g_new0 (Change, 1);

  change->kind = CHANGE_REMOVE;
  change->id = g_strdup (id);
  push_change (BKS_NAS_FILE (store), bks_nas_file_remove_async, change, cancellable, callback,
               user_data);
}

static void
bks_nas_file_reorder_async (BksNasListStore *store,
                            const char *const *ids,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Change *change = g_new0 (Change, 1);

  change->kind = CHANGE_REORDER;
  change->ids = g_strdupv ((char **) ids);
  push_change (BKS_NAS_FILE (store), bks_nas_file_reorder_async, change, cancellable, callback,
               user_data);
}

static gboolean
bks_nas_file_change_finish (BksNasListStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
bks_nas_file_dispose (GObject *object)
{
  BksNasFile *self = BKS_NAS_FILE (object);

  g_cancellable_cancel (self->life);
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (bks_nas_file_parent_class)->dispose (object);
}

static void
bks_nas_file_finalize (GObject *object)
{
  BksNasFile *self = BKS_NAS_FILE (object);

  g_free (self->path);
  g_free (self->folder);
  g_free (self->seen);
  g_clear_object (&self->damage);
  g_object_unref (self->life);

  G_OBJECT_CLASS (bks_nas_file_parent_class)->finalize (object);
}

static void
bks_nas_file_store_init (BksNasListStoreInterface *iface)
{
  iface->load_async = bks_nas_file_load_async;
  iface->load_finish = bks_nas_file_load_finish;
  iface->put_async = bks_nas_file_put_async;
  iface->put_finish = bks_nas_file_change_finish;
  iface->remove_async = bks_nas_file_remove_async;
  iface->remove_finish = bks_nas_file_change_finish;
  iface->reorder_async = bks_nas_file_reorder_async;
  iface->reorder_finish = bks_nas_file_change_finish;
}

static void
bks_nas_file_class_init (BksNasFileClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bks_nas_file_dispose;
  G_OBJECT_CLASS (klass)->finalize = bks_nas_file_finalize;
}

static void
bks_nas_file_init (BksNasFile *self)
{
  self->life = g_cancellable_new ();
}

/**
 * bks_nas_file_new:
 * @path: (nullable): the file; %NULL for backstay/nas.ini in the user's folder of settings
 *
 * Touches nothing yet. The folder is Backstay's own: it is made, and kept, readable for its user
 * alone.
 *
 * Returns: (transfer full): the list in that file
 */
BksNasFile *
bks_nas_file_new (const char *path)
{
  BksNasFile *self = g_object_new (BKS_TYPE_NAS_FILE, NULL);

  if (path != NULL)
    self->path = g_canonicalize_filename (path, NULL);
  else
    self->path = g_build_filename (g_get_user_config_dir (), "backstay", "nas.ini", NULL);
  self->folder = g_path_get_dirname (self->path);
  return self;
}

/**
 * bks_nas_file_watch:
 * @self: a list
 *
 * From now on `changed` also tells what other processes do. Makes the folder if it is not there: a
 * missing one could only be polled.
 */
void
bks_nas_file_watch (BksNasFile *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (BKS_IS_NAS_FILE (self));

  if (self->is_watching)
    return;
  self->is_watching = TRUE;
  task = g_task_new (self, self->life, bks_nas_file_folder_cb, NULL);
  g_task_set_source_tag (task, bks_nas_file_watch);
  bks_worker_push (task, folder_job);
}
