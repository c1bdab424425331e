/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-facts-cell.h"
#include "bks-width-bin.h"

G_BEGIN_DECLS

/* A list of things with a header: a table where there is room, rows of two lines else, of which the
 * header is the first and scrolls with them; or a page that says why there is nothing.
 * Signals: "item-activated" (GObject, GtkWidget *the row's own widget (nullable)), "width-changed". */
#define BKS_TYPE_FACTS_LIST (bks_facts_list_get_type ())
G_DECLARE_FINAL_TYPE (BksFactsList, bks_facts_list, BKS, FACTS_LIST, GtkWidget)

/* A widget at the end of each row, and its item. */
typedef struct
{
  GtkWidget *(*create) (void);
  void (*set_item) (GtkWidget *widget, gpointer item); /* item NULL: the row is not in use */
} BksFactsSuffix;

GtkWidget *bks_facts_list_new (const char *label, GtkWidget *header, gpointer user_data);
void bks_facts_list_add_column (BksFactsList *self,
                                const char *title,
                                BksTellFacts tell,
                                int icon_size,
                                int width_chars,
                                BksWidthClass shown_from);
void bks_facts_list_set_row (BksFactsList *self, BksTellFacts tell, const BksFactsSuffix *suffix);
void bks_facts_list_set_model (BksFactsList *self, GListModel *model);
gboolean bks_facts_list_get_narrow (BksFactsList *self);

void bks_facts_list_show_rows (BksFactsList *self);
void bks_facts_list_show_nothing (BksFactsList *self); /* the header alone */
void bks_facts_list_show_loading (BksFactsList *self, const char *title);
void bks_facts_list_show_message (BksFactsList *self,
                                  const char *icon_name,
                                  const char *title,
                                  const char *description,
                                  const char *button_label,
                                  const char *action_name);
void bks_facts_list_focus (BksFactsList *self);

G_END_DECLS
