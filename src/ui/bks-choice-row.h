/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Returns: (transfer full): how a person calls the value */
typedef char *(*BksChoiceRowDescribeFunc) (GVariant *value);

/* A setting with a few values to choose from. */
#define BKS_TYPE_CHOICE_ROW (bks_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (BksChoiceRow, bks_choice_row, BKS, CHOICE_ROW, AdwComboRow)

void bks_choice_row_bind (BksChoiceRow *self,
                          GSettings *settings,
                          const char *key,
                          GVariant *values,
                          BksChoiceRowDescribeFunc describe);

G_END_DECLS
