/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "fake-notifier.h"

struct _FakeNotifier
{
  GObject parent_instance;

  GString *log;        /* (owned): a line for each thing that was asked for */
  GHashTable *visible; /* (owned): ID → handle */
  BksNotice *last;     /* (nullable) (owned) */
  guint n_shown;
  gboolean is_silent; /* it never says that it has shown something */
};

static void fake_notifier_notifier_init (BksNotifierInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeNotifier,
                               fake_notifier,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (BKS_TYPE_NOTIFIER,
                                                      fake_notifier_notifier_init))

static void
fake_notifier_show (BksNotifier *notifier, const BksNotice *notice, const char *handle)
{
  FakeNotifier *self = FAKE_NOTIFIER (notifier);
  g_autofree char *own_handle = g_strdup_printf ("handle %u", ++self->n_shown);

  g_string_append_printf (self->log, "+%s%s%s|", notice->title, *notice->body != '\0' ? ": " : "",
                          notice->body);
  bks_notice_free (self->last);
  self->last = bks_notice_copy (notice);
  g_hash_table_insert (self->visible, g_strdup (notice->id), g_strdup (own_handle));
  if (!self->is_silent)
    bks_notifier_emit_shown (notifier, notice->id, own_handle);
}

static void
fake_notifier_withdraw (BksNotifier *notifier, const char *id, const char *handle)
{
  FakeNotifier *self = FAKE_NOTIFIER (notifier);
  const char *known = g_hash_table_lookup (self->visible, id);

  /* Only of one that may have been shown by a process that came to no more: that is no news. */
  if (known == NULL)
    {
      g_assert_null (handle);
      return;
    }
  /* Whatever process has shown it: what it was told then comes back. */
  if (!self->is_silent)
    g_assert_cmpstr (handle, ==, known);
  g_string_append_printf (self->log, "-%s|",
                          strrchr (id, '/') != NULL ? strrchr (id, '/') + 1 : id);
  g_hash_table_remove (self->visible, id);
}

static void
fake_notifier_adopt (BksNotifier *notifier, const char *id, const char *handle)
{
  FakeNotifier *self = FAKE_NOTIFIER (notifier);

  g_assert_cmpstr (handle, ==, g_hash_table_lookup (self->visible, id));
}

static void
fake_notifier_notifier_init (BksNotifierInterface *iface)
{
  iface->show = fake_notifier_show;
  iface->withdraw = fake_notifier_withdraw;
  iface->adopt = fake_notifier_adopt;
}

static void
fake_notifier_finalize (GObject *object)
{
  FakeNotifier *self = FAKE_NOTIFIER (object);

  g_string_free (self->log, TRUE);
  g_hash_table_unref (self->visible);
  bks_notice_free (self->last);

  G_OBJECT_CLASS (fake_notifier_parent_class)->finalize (object);
}

static void
fake_notifier_class_init (FakeNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_notifier_finalize;
}

static void
fake_notifier_init (FakeNotifier *self)
{
  self->log = g_string_new (NULL);
  self->visible = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

FakeNotifier *
fake_notifier_new (void)
{
  return g_object_new (FAKE_TYPE_NOTIFIER, NULL);
}

void
fake_notifier_set_silent (FakeNotifier *self, gboolean is_silent)
{
  self->is_silent = is_silent;
}

/* What was asked for since the last time: "+title: body|-kind|". */
char *
fake_notifier_take (FakeNotifier *self)
{
  char *text = g_strdup (self->log->str);

  g_string_truncate (self->log, 0);
  return text;
}

const BksNotice *
fake_notifier_get_last (FakeNotifier *self)
{
  return self->last;
}

gboolean
fake_notifier_is_visible (FakeNotifier *self, const char *id)
{
  return g_hash_table_contains (self->visible, id);
}

guint
fake_notifier_get_n_visible (FakeNotifier *self)
{
  return g_hash_table_size (self->visible);
}

/* How often something was to be shown. */
guint
fake_notifier_get_n_shown (FakeNotifier *self)
{
  return self->n_shown;
}
