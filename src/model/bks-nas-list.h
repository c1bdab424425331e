/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bks-problem.h"

G_BEGIN_DECLS

/**
 * BksLatch:
 *
 * Why Backstay signs in to a NAS no more by itself: a refused sign-in, kept over restarts.
 */
typedef struct
{
  BksProblemKind kind;
  int code;        /* DSM's number; 0 = none */
  char *sentence;  /* what a person is told */
  char *next_step; /* (nullable) */
  gint64 at;       /* µs since the Unix epoch, UTC */
} BksLatch;

/**
 * BksNasRecord:
 *
 * What is kept of a NAS from one start to the next. Never a secret.
 */
typedef struct
{
  char *id; /* letters, digits and "-"; never changes: renaming keeps password and history */
  char *name;
  char *address;
  char *account;             /* (nullable) */
  char *pin;                 /* (nullable): 64 hex digits, lower case */
  gboolean allow_plain_http; /* the user agreed to an unencrypted connection */
  char *device_name;         /* (nullable): under which the NAS remembers this computer */
  gboolean keeps_password;   /* FALSE = only for this session */
  BksLatch *latch;           /* (nullable) (owned) */
} BksNasRecord;

/**
 * BksNasFields:
 *
 * Which fields of a record are written. Whoever changes one field names that one, so that the
 * window and the command line do not undo each other's work.
 */
typedef enum
{
  BKS_NAS_FIELD_NAME = 1 << 0,
  BKS_NAS_FIELD_ADDRESS = 1 << 1,
  BKS_NAS_FIELD_ACCOUNT = 1 << 2,
  BKS_NAS_FIELD_PIN = 1 << 3,
  BKS_NAS_FIELD_PLAIN_HTTP = 1 << 4,
  BKS_NAS_FIELD_DEVICE_NAME = 1 << 5,
  BKS_NAS_FIELD_KEEPS_PASSWORD = 1 << 6,
  BKS_NAS_FIELD_LATCH = 1 << 7,
} BksNasFields;
#define BKS_NAS_FIELDS_ALL 0xff

#define BKS_TYPE_NAS_RECORD (bks_nas_record_get_type ())
GType bks_nas_record_get_type (void);
BksNasRecord *bks_nas_record_new (const char *name, const char *address);
BksNasRecord *bks_nas_record_copy (const BksNasRecord *self);
void bks_nas_record_free (BksNasRecord *self);
void bks_nas_record_apply (BksNasRecord *self, const BksNasRecord *from, BksNasFields fields);
gboolean bks_nas_record_check (const BksNasRecord *self, BksNasFields fields, GError **error);
gboolean bks_nas_id_is_valid (const char *id);

BksLatch *bks_latch_new (BksProblem *problem, gint64 at);
BksLatch *bks_latch_copy (const BksLatch *self);
void bks_latch_free (BksLatch *self);
BksProblem *bks_latch_make_problem (const BksLatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksNasRecord, bks_nas_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BksLatch, bks_latch_free)

BksNasRecord *bks_nas_list_find (GPtrArray *records, const char *id);
BksNasRecord *bks_nas_list_find_by_name (GPtrArray *records, const char *name);

/**
 * BksNasListStore:
 *
 * Where the list of NAS is kept. It may be shared with other processes: a change names a NAS and
 * fields, never the whole list.
 *
 * Signal `changed`: somebody else changed the list; load it again. Never emitted for a change made
 * through this object.
 */
#define BKS_TYPE_NAS_LIST_STORE (bks_nas_list_store_get_type ())
G_DECLARE_INTERFACE (BksNasListStore, bks_nas_list_store, BKS, NAS_LIST_STORE, GObject)

struct _BksNasListStoreInterface
{
  GTypeInterface parent_interface;

  void (*load_async) (BksNasListStore *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  GPtrArray *(*load_finish) (BksNasListStore *self,
                             GAsyncResult *result,
                             BksProblem **damage_out,
                             GError **error);

  void (*put_async) (BksNasListStore *self,
                     const BksNasRecord *record,
                     BksNasFields fields,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data);
  gboolean (*put_finish) (BksNasListStore *self, GAsyncResult *result, GError **error);

  void (*remove_async) (BksNasListStore *self,
                        const char *id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  gboolean (*remove_finish) (BksNasListStore *self, GAsyncResult *result, GError **error);

  void (*reorder_async) (BksNasListStore *self,
                         const char *const *ids,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
  gboolean (*reorder_finish) (BksNasListStore *self, GAsyncResult *result, GError **error);
};

void bks_nas_list_store_load_async (BksNasListStore *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *bks_nas_list_store_load_finish (BksNasListStore *self,
                                           GAsyncResult *result,
                                           BksProblem **damage_out,
                                           GError **error);

void bks_nas_list_store_put_async (BksNasListStore *self,
                                   const BksNasRecord *record,
                                   BksNasFields fields,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean bks_nas_list_store_put_finish (BksNasListStore *self,
                                        GAsyncResult *result,
                                        GError **error);

void bks_nas_list_store_remove_async (BksNasListStore *self,
                                      const char *id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean bks_nas_list_store_remove_finish (BksNasListStore *self,
                                           GAsyncResult *result,
                                           GError **error);

void bks_nas_list_store_reorder_async (BksNasListStore *self,
                                       const char *const *ids,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean bks_nas_list_store_reorder_finish (BksNasListStore *self,
                                            GAsyncResult *result,
                                            GError **error);

void bks_nas_list_store_changed (BksNasListStore *self);

/* What every store does alike to its list of records: the same words for the same mistakes. */
gboolean bks_nas_list_put (GPtrArray *records,
                           const BksNasRecord *record,
                           BksNasFields fields,
                           GError **error);
void bks_nas_list_remove (GPtrArray *records, const char *id);
void bks_nas_list_reorder (GPtrArray *records, const char *const *ids);

G_END_DECLS
