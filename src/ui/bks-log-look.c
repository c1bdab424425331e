/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-log-look.h"

#include "bks-log-line.h"

struct _BksLogLook
{
  GObject parent_instance;

  BksLogList *list; /* (owned) */
  char *keyword;    /* (owned) (nullable) */
  gboolean every_day;
  guint days_id; /* idle source; 0 = none */
};

G_DEFINE_FINAL_TYPE (BksLogLook, bks_log_look, G_TYPE_OBJECT)

enum
{
  SIGNAL_KEYWORD,
  SIGNAL_DAYS,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
bks_log_look_days_cb (gpointer user_data)
{
  BksLogLook *self = user_data;

  self->days_id = 0;
  g_signal_emit (self, signals[SIGNAL_DAYS], 0);
  return G_SOURCE_REMOVE;
}

static void
bks_log_look_dispose (GObject *object)
{
  BksLogLook *self = BKS_LOG_LOOK (object);

  g_clear_object (&self->list);
  /* Last: what goes may say so, and that asks for it again. */
  g_clear_handle_id (&self->days_id, g_source_remove);

  G_OBJECT_CLASS (bks_log_look_parent_class)->dispose (object);
}

static void
bks_log_look_finalize (GObject *object)
{
  g_free (BKS_LOG_LOOK (object)->keyword);

  G_OBJECT_CLASS (bks_log_look_parent_class)->finalize (object);
}

static void
bks_log_look_class_init (BksLogLookClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bks_log_look_dispose;
  G_OBJECT_CLASS (klass)->finalize = bks_log_look_finalize;

  signals[SIGNAL_KEYWORD] = g_signal_new ("keyword", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DAYS] = g_signal_new ("days", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bks_log_look_init (BksLogLook *self)
{
}

/**
 * bks_log_look_new:
 * @list: whose rows are shown
 *
 * Returns: (transfer full): what the cells have in common
 */
BksLogLook *
bks_log_look_new (BksLogList *list)
{
  BksLogLook *self;

  g_return_val_if_fail (BKS_IS_LOG_LIST (list), NULL);

  self = g_object_new (BKS_TYPE_LOG_LOOK, NULL);
  self->list = g_object_ref (list);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (bks_log_look_row_loaded), self,
                           G_CONNECT_SWAPPED);
  return self;
}

BksLogList *
bks_log_look_get_list (BksLogLook *self)
{
  g_return_val_if_fail (BKS_IS_LOG_LOOK (self), NULL);

  return self->list;
}

const char *
bks_log_look_get_keyword (BksLogLook *self)
{
  g_return_val_if_fail (BKS_IS_LOG_LOOK (self), NULL);

  return self->keyword;
}

/**
 * bks_log_look_set_keyword:
 * @self: a #BksLogLook
 * @keyword: (nullable): what is to stand out in events
 */
void
bks_log_look_set_keyword (BksLogLook *self, const char *keyword)
{
  g_return_if_fail (BKS_IS_LOG_LOOK (self));

  if (g_strcmp0 (self->keyword, keyword) == 0)
    return;

  g_free (self->keyword);
  self->keyword = g_strdup (keyword);
  g_signal_emit (self, signals[SIGNAL_KEYWORD], 0);
}

/**
 * bks_log_look_set_every_day:
 * @self: a #BksLogLook
 * @every_day: whether each row has its day written, since neighbours are of different days
 */
void
bks_log_look_set_every_day (BksLogLook *self, gboolean every_day)
{
  g_return_if_fail (BKS_IS_LOG_LOOK (self));

  if (self->every_day == every_day)
    return;

  self->every_day = every_day;
  g_signal_emit (self, signals[SIGNAL_DAYS], 0);
}

/**
 * bks_log_look_shows_day:
 * @self: a #BksLogLook
 * @position: of a row
 *
 * Returns: whether it has its day written: the first row of each day has
 */
gboolean
bks_log_look_shows_day (BksLogLook *self, guint position)
{
  BksLogEntry *entry, *before;

  g_return_val_if_fail (BKS_IS_LOG_LOOK (self), FALSE);

  entry = bks_log_list_peek (self->list, position);
  if (entry == NULL)
    return FALSE;
  if (self->every_day || position == 0)
    return TRUE;
  /* What is above and not there yet will be, and then this is asked again. */
  before = bks_log_list_peek (self->list, position - 1);
  return before == NULL || !bks_log_line_is_same_day (before, entry);
}

/**
 * bks_log_look_row_loaded:
 * @self: a #BksLogLook
 *
 * A line has come: it may be of the same day as the row below it, which is told soon.
 */
void
bks_log_look_row_loaded (BksLogLook *self)
{
  g_return_if_fail (BKS_IS_LOG_LOOK (self));

  if (self->days_id == 0)
    self->days_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, bks_log_look_days_cb, self, NULL);
}
