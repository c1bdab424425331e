/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-log-pages.h"

#include "bks-log-fetch.h"

typedef struct
{
  gint64 number;
  GList link;                         /* in `used` */
  BksLogEntry *entries[BKS_LOG_PAGE]; /* (nullable) (owned) */
} Page;

struct _BksLogPages
{
  GHashTable *pages; /* (owned): number → Page (owned) */
  GQueue used;       /* of Page: that used last is the first */
};

static void
page_free (gpointer data)
{
  Page *page = data;

  for (guint i = 0; i < BKS_LOG_PAGE; i++)
    g_clear_object (&page->entries[i]);
  g_free (page);
}

BksLogPages *
bks_log_pages_new (void)
{
  BksLogPages *self = g_new0 (BksLogPages, 1);

  self->pages = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, page_free);
  return self;
}

void
bks_log_pages_free (BksLogPages *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->pages);
  g_free (self);
}

void
bks_log_pages_clear (BksLogPages *self)
{
  g_queue_init (&self->used);
  g_hash_table_remove_all (self->pages);
}

gint64
bks_log_pages_number_of (gint64 key)
{
  return key >= 0 ? key / BKS_LOG_PAGE : -((-key - 1) / BKS_LOG_PAGE) - 1;
}

gint64
bks_log_pages_first_key (gint64 number)
{
  return number * BKS_LOG_PAGE;
}

static Page *
find (BksLogPages *self, gint64 number)
{
  return g_hash_table_lookup (self->pages, &number);
}

static void
use (BksLogPages *self, Page *page)
{
  g_queue_unlink (&self->used, &page->link);
  g_queue_push_head_link (&self->used, &page->link);
}

static Page *
add_page (BksLogPages *self, gint64 number)
{
  Page *page;

  if (g_hash_table_size (self->pages) >= BKS_LOG_PAGES_MAX)
    {
      Page *oldest = g_queue_pop_tail_link (&self->used)->data;

      g_hash_table_remove (self->pages, &oldest->number);
    }
  page = g_new0 (Page, 1);
  page->number = number;
  page->link.data = page;
  g_hash_table_insert (self->pages, &page->number, page);
  g_queue_push_head_link (&self->used, &page->link);
  return page;
}

BksLogEntry *
bks_log_pages_peek (BksLogPages *self, gint64 key)
{
  gint64 number = bks_log_pages_number_of (key);
  Page *page = find (self, number);

  return page != NULL ? page->entries[key - bks_log_pages_first_key (number)] : NULL;
}

BksLogEntry *
bks_log_pages_get (BksLogPages *self, gint64 key)
{
  Page *page = find (self, bks_log_pages_number_of (key));

  if (page == NULL)
    return NULL;
  use (self, page);
  return bks_log_pages_peek (self, key);
}

void
bks_log_pages_put (BksLogPages *self, gint64 key, BksLogEntry *entry)
{
  gint64 number = bks_log_pages_number_of (key);
  Page *page = find (self, number);

  if (page == NULL)
    page = add_page (self, number);
  g_set_object (&page->entries[key - bks_log_pages_first_key (number)], entry);
}

gboolean
bks_log_pages_has_page (BksLogPages *self, gint64 number)
{
  return find (self, number) != NULL;
}

gboolean
bks_log_pages_has (BksLogPages *self, gint64 number, gint64 begin, gint64 end)
{
  const Page *page = find (self, number);
  gint64 first = bks_log_pages_first_key (number);

  if (page == NULL)
    return MAX (begin, first) >= MIN (end, first + BKS_LOG_PAGE);
  for (gint64 key = MAX (begin, first); key < MIN (end, first + BKS_LOG_PAGE); key++)
    if (page->entries[key - first] == NULL)
      return FALSE;
  return TRUE;
}

gboolean
bks_log_pages_has_all (BksLogPages *self, gint64 begin, gint64 end)
{
  if (begin >= end)
    return TRUE;
  if (end - begin > (gint64) BKS_LOG_PAGES_MAX * BKS_LOG_PAGE)
    return FALSE;
  for (gint64 number = bks_log_pages_number_of (begin); number <= bks_log_pages_number_of (end - 1);
       number++)
    if (!bks_log_pages_has (self, number, begin, end))
      return FALSE;
  return TRUE;
}

guint
bks_log_pages_count (BksLogPages *self)
{
  return g_hash_table_size (self->pages);
}
