/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-ui"

#include "bks-row-selection.h"

/**
 * bks_row_selection_new:
 * @model: the rows
 *
 * Returns: (transfer full): a selection that takes no row by itself
 */
GtkSingleSelection *
bks_row_selection_new (GListModel *model)
{
  GtkSingleSelection *selection = gtk_single_selection_new (NULL);

  /* Nobody chose the first row. */
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_single_selection_set_model (selection, model);
  return selection;
}

/**
 * bks_row_selection_select:
 * @selection: a selection
 * @item: (nullable): what to select; %NULL, or what is not there: nothing
 */
void
bks_row_selection_select (GtkSingleSelection *selection, gpointer item)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (selection));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) other = g_list_model_get_item (G_LIST_MODEL (selection), i);

      if (other == item)
        {
          gtk_single_selection_set_selected (selection, i);
          return;
        }
    }
  gtk_single_selection_set_selected (selection, GTK_INVALID_LIST_POSITION);
}
