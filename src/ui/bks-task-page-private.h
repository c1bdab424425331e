/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bks-nas-load-task.h"
#include "bks-prop-row.h"
#include "bks-raw-list.h"
#include "bks-task-history.h"
#include "bks-task-log-rows.h"
#include "bks-task-page.h"
#include "bks-verdict-block.h"
#include "bks-width-bin.h"

G_BEGIN_DECLS

/* What the page shows of the past, as long as that has not changed. */
typedef struct
{
  gint64 last_start;
  gint64 last_end;
  gint64 last_success;
  gint64 settled_since;
  gint64 heard_hour; /* since the epoch: when the NAS was heard last */
  gboolean is_busy;
  gint64 day; /* since the epoch, of the person's clock */
} BksTaskPagePast;

struct _BksTaskPage
{
  GtkWidget parent_instance;

  GtkWidget *back_button;
  AdwWindowTitle *title;
  GtkMenuButton *menu_button;
  BksWidthBin *width_bin;
  GtkWidget *scroller;
  BksVerdictBlock *verdict;
  GtkWidget *actions_box;
  GtkButton *back_up_button;
  GtkButton *check_button;
  GtkLabel *why_label;
  BksPropRow *source_row;
  BksPropRow *destination_row;
  GtkWidget *destination_arrow;
  BksPropRow *stored_row;
  BksPropRow *versions_row;
  BksPropRow *schedule_row;
  BksPropRow *next_runs_row;
  BksPropRow *last_run_row;
  BksPropRow *last_success_row;
  BksPropRow *integrity_row;
  GtkButton *integrity_button;
  GtkWidget *history_box;
  BksTaskHistory *history;
  BksTaskLogRows *log_rows;
  BksRawList *raw_list;

  BksTask *task;                 /* (owned) (nullable) */
  BksFleet *fleet;               /* (owned) (nullable) */
  BksHistory *memory;            /* (owned) (nullable): what this computer saw itself */
  GSignalGroup *task_signals;    /* (owned) */
  GSignalGroup *memory_signals;  /* (owned) */
  GSignalGroup *wire_signals;    /* (owned) */
  GSimpleAction *mute_action;    /* (owned) */
  GSimpleAction *resumes_action; /* (owned) */
  BksNas *link_nas;              /* (owned) (nullable): of the other end of the wire */
  char *link_target;             /* (owned) (nullable) */

  /* Of this task alone. Parts are not known yet, or not available, if they are NULL. */
  GCancellable *cancellable; /* (owned) (nullable): of what is being read */
  BksTaskParts asking;       /* for these */
  gboolean is_asking_target;
  BksTaskDossier *known; /* (owned) (nullable): the parts and their problems */
  BksTargetInfo *target; /* (owned) (nullable) */
  char *target_problem;  /* (owned) (nullable): a sentence */
  GPtrArray *runs;       /* (owned) (nullable) (element-type BksRun): that this computer saw */
  BksTaskPagePast past;  /* what the history was drawn from */
  gint64 read_end;       /* of the last run when the parts were read */
  gboolean was_checking; /* integrity */
};

/* bks-task-page-load.c: what the NAS and this computer know */
void bks_task_page_load (BksTaskPage *self, BksTaskParts parts);
void bks_task_page_load_target (BksTaskPage *self);
void bks_task_page_load_runs (BksTaskPage *self);
void bks_task_page_load_what_is_missing (BksTaskPage *self);
void bks_task_page_stop (BksTaskPage *self);
void bks_task_page_forget (BksTaskPage *self);

/* bks-task-page-show.c: what the widgets say */
void bks_task_page_update (BksTaskPage *self);
void bks_task_page_show_parts (BksTaskPage *self);
void bks_task_page_show_target (BksTaskPage *self);
void bks_task_page_show_history (BksTaskPage *self);

/* bks-task-page-menu.c: what the menu has beside the verbs */
void bks_task_page_add_menu (BksTaskPage *self);

G_END_DECLS
