/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-task-sorter.h"

#include "bks-nas.h"

/* An item that stands for no backup: it notes by what it was compared first. */
#define BKS_TYPE_SORT_PROBE (bks_sort_probe_get_type ())
G_DECLARE_FINAL_TYPE (BksSortProbe, bks_sort_probe, BKS, SORT_PROBE, GObject)

struct _BksSortProbe
{
  GObject parent_instance;

  gboolean was_compared;
  BksSortKey key;
};

G_DEFINE_FINAL_TYPE (BksSortProbe, bks_sort_probe, G_TYPE_OBJECT)

struct _BksTaskSorter
{
  GtkSorter parent_instance;

  BksSortKey key;
};

G_DEFINE_FINAL_TYPE (BksTaskSorter, bks_task_sorter, GTK_TYPE_SORTER)

typedef enum
{
  PROP_KEY = 1,
} BksTaskSorterProperty;

static GParamSpec *properties[PROP_KEY + 1];

GType
bks_sort_key_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    {
      /* The nicks are the words of the settings schema. */
      static const GEnumValue values[] = {
        { BKS_SORT_VERDICT, "BKS_SORT_VERDICT", "verdict" },
        { BKS_SORT_NAME, "BKS_SORT_NAME", "name" },
        { BKS_SORT_NAS, "BKS_SORT_NAS", "nas" },
        { BKS_SORT_LAST_SUCCESS, "BKS_SORT_LAST_SUCCESS", "last-success" },
        { BKS_SORT_NEXT_RUN, "BKS_SORT_NEXT_RUN", "next-run" },
        { 0, NULL, NULL },
      };

      g_once_init_leave (&type, g_enum_register_static ("BksSortKey", values));
    }
  return type;
}

static void
bks_sort_probe_class_init (BksSortProbeClass *klass)
{
}

static void
bks_sort_probe_init (BksSortProbe *self)
{
}

static GtkOrdering
compare_numbers (gint64 a, gint64 b)
{
  return a < b ? GTK_ORDERING_SMALLER : a > b ? GTK_ORDERING_LARGER : GTK_ORDERING_EQUAL;
}

static GtkOrdering
compare_texts (const char *a, const char *b)
{
  return gtk_ordering_from_cmpfunc (g_utf8_collate (a != NULL ? a : "", b != NULL ? b : ""));
}

static const char *
nas_name (BksTask *task)
{
  BksNas *nas = bks_task_get_nas (task);

  return nas != NULL ? bks_nas_get_name (nas) : NULL;
}

/* No next run comes after every next run. */
static gint64
next_run (BksTask *task)
{
  gint64 when = bks_task_get_next_run (task);

  return when > 0 ? when : G_MAXINT64;
}

static GtkOrdering
bks_task_sorter_compare (GtkSorter *sorter, gpointer item1, gpointer item2)
{
  BksTaskSorter *self = BKS_TASK_SORTER (sorter);
  BksTask *a, *b;

  if (BKS_IS_SORT_PROBE (item1))
    {
      BKS_SORT_PROBE (item1)->was_compared = TRUE;
      BKS_SORT_PROBE (item1)->key = self->key;
      return GTK_ORDERING_SMALLER;
    }

  a = BKS_TASK (item1);
  b = BKS_TASK (item2);
  switch (self->key)
    {
    case BKS_SORT_VERDICT:
      return compare_numbers (bks_task_get_verdict (a), bks_task_get_verdict (b));
    case BKS_SORT_NAME:
      return compare_texts (bks_task_get_name (a), bks_task_get_name (b));
    case BKS_SORT_NAS:
      return compare_texts (nas_name (a), nas_name (b));
    case BKS_SORT_LAST_SUCCESS:
      return compare_numbers (bks_task_get_last_success (a), bks_task_get_last_success (b));
    case BKS_SORT_NEXT_RUN:
      return compare_numbers (next_run (a), next_run (b));
    default:
      g_return_val_if_reached (GTK_ORDERING_EQUAL);
    }
}

static GtkSorterOrder
bks_task_sorter_get_order (GtkSorter *sorter)
{
  return GTK_SORTER_ORDER_PARTIAL;
}

static void
bks_task_sorter_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((BksTaskSorterProperty) prop_id)
    {
    case PROP_KEY:
      g_value_set_enum (value, (int) BKS_TASK_SORTER (object)->key);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_task_sorter_set_property (GObject *object,
                              guint prop_id,
                              const GValue *value,
                              GParamSpec *pspec)
{
  switch ((BksTaskSorterProperty) prop_id)
    {
    case PROP_KEY:
      BKS_TASK_SORTER (object)->key = (BksSortKey) g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bks_task_sorter_class_init (BksTaskSorterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = bks_task_sorter_get_property;
  object_class->set_property = bks_task_sorter_set_property;
  GTK_SORTER_CLASS (klass)->compare = bks_task_sorter_compare;
  GTK_SORTER_CLASS (klass)->get_order = bks_task_sorter_get_order;

  properties[PROP_KEY] = g_param_spec_enum ("key", NULL, NULL, BKS_TYPE_SORT_KEY, BKS_SORT_VERDICT,
                                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                                | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bks_task_sorter_init (BksTaskSorter *self)
{
}

/**
 * bks_task_sorter_new:
 * @key: what to compare
 *
 * Returns: (transfer full): a sorter
 */
GtkSorter *
bks_task_sorter_new (BksSortKey key)
{
  return g_object_new (BKS_TYPE_TASK_SORTER, "key", key, NULL);
}

/**
 * bks_task_sorter_find_primary:
 * @sorter: a column view's sorter, whose columns have #BksTaskSorter
 * @key_out: (out): what it sorts by first
 * @order_out: (out): in which direction
 *
 * GTK 4.8 does not tell which column was clicked. So two items are compared that note it.
 *
 * Returns: whether it sorts at all
 */
gboolean
bks_task_sorter_find_primary (GtkSorter *sorter, BksSortKey *key_out, GtkSortType *order_out)
{
  g_autoptr (BksSortProbe) first = g_object_new (BKS_TYPE_SORT_PROBE, NULL);
  g_autoptr (BksSortProbe) second = g_object_new (BKS_TYPE_SORT_PROBE, NULL);
  GtkOrdering ordering;

  g_return_val_if_fail (GTK_IS_SORTER (sorter), FALSE);

  ordering = gtk_sorter_compare (sorter, first, second);
  if (!first->was_compared)
    return FALSE;

  *key_out = first->key;
  *order_out = ordering == GTK_ORDERING_SMALLER ? GTK_SORT_ASCENDING : GTK_SORT_DESCENDING;
  return TRUE;
}
