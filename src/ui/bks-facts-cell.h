/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include "bks-verdict.h"

G_BEGIN_DECLS

/**
 * BksFacts:
 *
 * What one cell says of the item of its row. Texts are owned; %NULL and "" are nothing.
 */
typedef struct
{
  char *title;
  char *detail; /* second line, dim */
  char *tooltip;
  char *row_label;       /* names the row for screen readers: from one cell of each row */
  const char *icon_name; /* a picture without words */
  gboolean has_verdict;  /* or the shape of a verdict instead */
  BksVerdict verdict;
  gboolean spins; /* or a spinner */
  gboolean is_dim;
} BksFacts;

typedef void (*BksTellFacts) (gpointer item, BksFacts *facts, gpointer user_data);

/* A cell of a table, or a whole row of a list: an icon, a line and a dim line below, told by a function
 * each time the item's "generation" goes up. Property: item. */
#define BKS_TYPE_FACTS_CELL (bks_facts_cell_get_type ())
G_DECLARE_FINAL_TYPE (BksFactsCell, bks_facts_cell, BKS, FACTS_CELL, GtkWidget)

GtkWidget *bks_facts_cell_new (BksTellFacts tell,
                               gpointer user_data,
                               guint row_levels,
                               int icon_size);
void bks_facts_cell_set_item (BksFactsCell *self, gpointer item);
gpointer bks_facts_cell_get_item (BksFactsCell *self); /* (nullable) (transfer none) */

void bks_facts_cell_fill_column (GtkColumnViewColumn *column,
                                 BksTellFacts tell,
                                 gpointer user_data,
                                 int icon_size,
                                 int width_chars);

/* The item of the row at a place of a table or list; none on a button. (nullable) (transfer none) */
gpointer bks_facts_cell_find_item_at (GtkWidget *widget, double x, double y);

G_END_DECLS
