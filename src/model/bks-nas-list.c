/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-nas-list.h"

#include "bks-problem-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (BksNasRecord, bks_nas_record, bks_nas_record_copy, bks_nas_record_free)
G_DEFINE_INTERFACE (BksNasListStore, bks_nas_list_store, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
} BksNasListStoreSignal;

static guint signals[N_SIGNALS];

static GError *
precondition (const char *sentence, const char *next_step)
{
  g_autoptr (BksProblem) problem = NULL;

  problem = bks_problem_new (BKS_PROBLEM_PRECONDITION, sentence, next_step);
  return bks_problem_to_error (problem);
}

static gboolean
has_control_character (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text))
      return TRUE;
  return FALSE;
}

static gboolean
is_storable (const char *text)
{
  return text == NULL || (g_utf8_validate (text, -1, NULL) && !has_control_character (text));
}

/* "https://anna:secret@nas/": a password must not reach the disk by this way either. */
static gboolean
has_userinfo (const char *address)
{
  const char *start = strstr (address, "://");
  const char *at;

  start = start != NULL ? start + 3 : address;
  at = strchr (start, '@');
  return at != NULL && at < start + strcspn (start, "/?#");
}

static void
bks_nas_list_store_default_init (BksNasListStoreInterface *iface)
{
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", BKS_TYPE_NAS_LIST_STORE, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/**
 * bks_latch_new:
 * @problem: the refused sign-in
 * @at: when, µs since the Unix epoch, UTC
 *
 * Returns: (transfer full): what to keep of it
 */
BksLatch *
bks_latch_new (BksProblem *problem, gint64 at)
{
  BksLatch *self;

  g_return_val_if_fail (BKS_IS_PROBLEM (problem), NULL);

  self = g_new0 (BksLatch, 1);
  self->kind = bks_problem_get_kind (problem);
  self->code = bks_problem_get_code (problem);
  self->sentence = g_strdup (bks_problem_get_sentence (problem));
  self->next_step = g_strdup (bks_problem_get_next_step (problem));
  self->at = at;
  return self;
}

/**
 * bks_latch_copy:
 * @self: (nullable): a latch
 *
 * Returns: (transfer full) (nullable): a copy
 */
BksLatch *
bks_latch_copy (const BksLatch *self)
{
  BksLatch *copy;

  if (self == NULL)
    return NULL;
  copy = g_memdup2 (self, sizeof *self);
  copy->sentence = g_strdup (self->sentence);
  copy->next_step = g_strdup (self->next_step);
  return copy;
}

/**
 * bks_latch_free:
 * @self: (nullable) (transfer full): a latch
 */
void
bks_latch_free (BksLatch *self)
{
  if (self == NULL)
    return;
  g_free (self->sentence);
  g_free (self->next_step);
  g_free (self);
}

/**
 * bks_latch_make_problem:
 * @self: a latch
 *
 * Returns: (transfer full): the problem that it was
 */
BksProblem *
bks_latch_make_problem (const BksLatch *self)
{
  BksProblem *problem;

  g_return_val_if_fail (self != NULL, NULL);

  problem = bks_problem_new (self->kind, self->sentence != NULL ? self->sentence : "",
                             self->next_step);
  problem->code = self->code;
  return problem;
}

/**
 * bks_nas_id_is_valid:
 * @id: (nullable): a text
 *
 * Returns: whether @id can be a NAS's ID: 1 to 64 letters, digits and "-"
 */
gboolean
bks_nas_id_is_valid (const char *id)
{
  gsize length = 0;

  if (id == NULL)
    return FALSE;
  for (; id[length] != '\0'; length++)
    if (length == 64 || !(g_ascii_isalnum (id[length]) || id[length] == '-'))
      return FALSE;
  return length > 0;
}

/**
 * bks_nas_record_new:
 * @name: what the user calls the NAS
 * @address: where it is
 *
 * Returns: (transfer full): a record with an ID of its own that was never used before
 */
BksNasRecord *
bks_nas_record_new (const char *name, const char *address)
{
  BksNasRecord *self = g_new0 (BksNasRecord, 1);

  self->id = g_uuid_string_random ();
  self->name = g_strdup (name);
  self->address = g_strdup (address);
  self->keeps_password = TRUE;
  return self;
}

/**
 * bks_nas_record_copy:
 * @self: a record
 *
 * Returns: (transfer full): a copy, with the same ID
 */
BksNasRecord *
bks_nas_record_copy (const BksNasRecord *self)
{
  BksNasRecord *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (BksNasRecord, 1);
  copy->id = g_strdup (self->id);
  bks_nas_record_apply (copy, self, BKS_NAS_FIELDS_ALL);
  return copy;
}

/**
 * bks_nas_record_free:
 * @self: (nullable) (transfer full): a record
 */
void
bks_nas_record_free (BksNasRecord *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->address);
  g_free (self->account);
  g_free (self->pin);
  g_free (self->device_name);
  bks_latch_free (self->latch);
  g_free (self);
}

static void
take_text (char **field, const char *text)
{
  char *copy = g_strdup (text);

  g_free (*field);
  *field = copy;
}

/**
 * bks_nas_record_apply:
 * @self: the record to change
 * @from: where the values come from
 * @fields: which of them
 *
 * Copies the named fields; never the ID.
 */
void
bks_nas_record_apply (BksNasRecord *self, const BksNasRecord *from, BksNasFields fields)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (from != NULL);

  if (fields & BKS_NAS_FIELD_NAME)
    take_text (&self->name, from->name);
  if (fields & BKS_NAS_FIELD_ADDRESS)
    take_text (&self->address, from->address);
  if (fields & BKS_NAS_FIELD_ACCOUNT)
    take_text (&self->account, from->account);
  if (fields & BKS_NAS_FIELD_PIN)
    take_text (&self->pin, from->pin);
  if (fields & BKS_NAS_FIELD_PLAIN_HTTP)
    self->allow_plain_http = from->allow_plain_http;
  if (fields & BKS_NAS_FIELD_DEVICE_NAME)
    take_text (&self->device_name, from->device_name);
  if (fields & BKS_NAS_FIELD_KEEPS_PASSWORD)
    self->keeps_password = from->keeps_password;
  if (fields & BKS_NAS_FIELD_LATCH)
    {
      BksLatch *latch = bks_latch_copy (from->latch);

      bks_latch_free (self->latch);
      self->latch = latch;
    }
}

/**
 * bks_nas_record_check:
 * @self: a record
 * @fields: which fields are about to be written
 * @error: #BKS_PROBLEM_ERROR of kind %BKS_PROBLEM_PRECONDITION
 *
 * Whether these fields may be kept: a name and an address are there, nothing would break the file,
 * and the address carries no password.
 *
 * Returns: %TRUE if so
 */
gboolean
bks_nas_record_check (const BksNasRecord *self, BksNasFields fields, GError **error)
{
  const char *sentence = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!bks_nas_id_is_valid (self->id))
    sentence = _ ("This NAS has no usable ID.");
  else if ((fields & BKS_NAS_FIELD_NAME)
           && (self->name == NULL || *self->name == '\0' || !is_storable (self->name)))
    sentence = _ ("This NAS needs a name of one line.");
  else if ((fields & BKS_NAS_FIELD_ADDRESS)
           && (self->address == NULL || *self->address == '\0' || !is_storable (self->address)))
    sentence = _ ("This NAS needs an address of one line.");
  else if ((fields & BKS_NAS_FIELD_ADDRESS) && has_userinfo (self->address))
    sentence = _ ("An address must not contain an account or a password.");
  else if ((fields & BKS_NAS_FIELD_ACCOUNT) && !is_storable (self->account))
    sentence = _ ("This account’s name cannot be stored.");
  else if ((fields & BKS_NAS_FIELD_PIN) && self->pin != NULL
           && (strlen (self->pin) != 64 || strspn (self->pin, "0123456789abcdef") != 64))
    sentence = _ ("This is not the fingerprint of a certificate.");
  else if ((fields & BKS_NAS_FIELD_DEVICE_NAME) && !is_storable (self->device_name))
    sentence = _ ("This computer’s name cannot be stored.");

  if (sentence == NULL)
    return TRUE;
  if (error != NULL)
    *error = precondition (sentence, NULL);
  return FALSE;
}

/**
 * bks_nas_list_find:
 * @records: (element-type BksNasRecord): a list
 * @id: an ID
 *
 * Returns: (transfer none) (nullable): the record with that ID
 */
BksNasRecord *
bks_nas_list_find (GPtrArray *records, const char *id)
{
  g_return_val_if_fail (records != NULL, NULL);

  for (guint i = 0; i < records->len; i++)
    {
      BksNasRecord *record = g_ptr_array_index (records, i);

      if (g_strcmp0 (record->id, id) == 0)
        return record;
    }
  return NULL;
}

/**
 * bks_nas_list_find_by_name:
 * @records: (element-type BksNasRecord): a list
 * @name: what the user calls the NAS
 *
 * Returns: (transfer none) (nullable): the first record with that name, letter by letter
 */
BksNasRecord *
bks_nas_list_find_by_name (GPtrArray *records, const char *name)
{
  g_return_val_if_fail (records != NULL, NULL);

  for (guint i = 0; i < records->len; i++)
    {
      BksNasRecord *record = g_ptr_array_index (records, i);

      if (g_strcmp0 (record->name, name) == 0)
        return record;
    }
  return NULL;
}

/**
 * bks_nas_list_put:
 * @records: (element-type BksNasRecord): a list that frees its records
 * @record: the record
 * @fields: which of its fields
 * @error: #BKS_PROBLEM_ERROR, see bks_nas_list_store_put_async()
 *
 * Does to a list what bks_nas_list_store_put_async() promises.
 *
 * Returns: %TRUE if the list was changed
 */
gboolean
bks_nas_list_put (GPtrArray *records,
                  const BksNasRecord *record,
                  BksNasFields fields,
                  GError **error)
{
  BksNasRecord *known;

  g_return_val_if_fail (records != NULL, FALSE);
  g_return_val_if_fail (record != NULL, FALSE);

  if (!bks_nas_record_check (record, fields, error))
    return FALSE;

  known = bks_nas_list_find (records, record->id);
  if (known != NULL)
    bks_nas_record_apply (known, record, fields);
  else if (fields == BKS_NAS_FIELDS_ALL)
    g_ptr_array_add (records, bks_nas_record_copy (record));
  else
    {
      g_autoptr (BksProblem) problem = NULL;

      problem = bks_problem_new (BKS_PROBLEM_NOT_FOUND,
                                 _ ("This NAS has been removed from Backstay meanwhile."), NULL);
      if (error != NULL)
        *error = bks_problem_to_error (problem);
      return FALSE;
    }
  return TRUE;
}

/**
 * bks_nas_list_remove:
 * @records: (element-type BksNasRecord): a list that frees its records
 * @id: an ID; one that is not there is no mistake
 */
void
bks_nas_list_remove (GPtrArray *records, const char *id)
{
  BksNasRecord *record = bks_nas_list_find (records, id);

  if (record != NULL)
    g_ptr_array_remove (records, record);
}

/**
 * bks_nas_list_reorder:
 * @records: (element-type BksNasRecord): a list
 * @ids: (array zero-terminated=1): the wanted order
 *
 * Sorts by @ids. An unknown ID is passed over; records that @ids does not name follow, in their
 * present order.
 */
void
bks_nas_list_reorder (GPtrArray *records, const char *const *ids)
{
  guint place = 0;

  g_return_if_fail (records != NULL);
  g_return_if_fail (ids != NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    for (guint j = place; j < records->len; j++)
      {
        BksNasRecord *record = g_ptr_array_index (records, j);

        if (strcmp (record->id, ids[i]) != 0)
          continue;
        memmove (&records->pdata[place + 1], &records->pdata[place],
                 (j - place) * sizeof *records->pdata);
        records->pdata[place++] = record;
        break;
      }
}

/**
 * bks_nas_list_store_load_async:
 * @self: a store
 * @cancellable: (nullable): ends the wait
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads the list.
 */
void
bks_nas_list_store_load_async (BksNasListStore *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (BKS_IS_NAS_LIST_STORE (self));

  BKS_NAS_LIST_STORE_GET_IFACE (self)->load_async (self, cancellable, callback, user_data);
}

/**
 * bks_nas_list_store_load_finish:
 * @self: a store
 * @result: what the callback got
 * @damage_out: (out) (optional) (nullable) (transfer full): set when a part was unreadable. Show
 *   it; the list is what could be saved, and what was there is kept aside
 * @error: #BKS_PROBLEM_ERROR when nothing can be said about the list at all (the file may not be
 *   read, say): nothing was changed, and the user must not be taken for a new one
 *
 * Returns: (transfer full) (element-type BksNasRecord) (nullable): the records in the user's order,
 *   owned by the array
 */
GPtrArray *
bks_nas_list_store_load_finish (BksNasListStore *self,
                                GAsyncResult *result,
                                BksProblem **damage_out,
                                GError **error)
{
  g_return_val_if_fail (BKS_IS_NAS_LIST_STORE (self), NULL);

  if (damage_out != NULL)
    *damage_out = NULL;
  return BKS_NAS_LIST_STORE_GET_IFACE (self)->load_finish (self, result, damage_out, error);
}

/**
 * bks_nas_list_store_put_async:
 * @self: a store
 * @record: the record, copied
 * @fields: which fields. %BKS_NAS_FIELDS_ALL adds the NAS at the end of the list if it is not
 *   there; with fewer fields a NAS that is gone stays gone, and it is an error
 * @cancellable: (nullable): ends the wait; the change may have been made all the same
 * @callback: called when done
 * @user_data: for @callback
 *
 * Writes fields of one NAS. All other fields and NAS stay as the store has them now, whoever wrote
 * them.
 */
void
bks_nas_list_store_put_async (BksNasListStore *self,
                              const BksNasRecord *record,
                              BksNasFields fields,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (BKS_IS_NAS_LIST_STORE (self));
  g_return_if_fail (record != NULL);

  BKS_NAS_LIST_STORE_GET_IFACE (self)->put_async (self, record, fields, cancellable, callback,
                                                  user_data);
}

/**
 * bks_nas_list_store_put_finish:
 * @self: a store
 * @result: what the callback got
 * @error: #BKS_PROBLEM_ERROR: %BKS_PROBLEM_NOT_FOUND when the NAS is gone,
 *   %BKS_PROBLEM_PRECONDITION when it cannot be stored
 *
 * Returns: %TRUE if the change is on the disk
 */
gboolean
bks_nas_list_store_put_finish (BksNasListStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BKS_IS_NAS_LIST_STORE (self), FALSE);

  return BKS_NAS_LIST_STORE_GET_IFACE (self)->put_finish (self, result, error);
}

/**
 * bks_nas_list_store_remove_async:
 * @self: a store
 * @id: the NAS's ID; one that is not there is no mistake
 * @cancellable: (nullable): ends the wait; the change may have been made all the same
 * @callback: called when done
 * @user_data: for @callback
 *
 * Forgets a NAS. Its secrets are bks_secrets_forget_async()'s.
 */
void
bks_nas_list_store_remove_async (BksNasListStore *self,
                                 const char *id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (BKS_IS_NAS_LIST_STORE (self));
  g_return_if_fail (id != NULL);

  BKS_NAS_LIST_STORE_GET_IFACE (self)->remove_async (self, id, cancellable, callback, user_data);
}

/**
 * bks_nas_list_store_remove_finish:
 * @self: a store
 * @result: what the callback got
 * @error: #BKS_PROBLEM_ERROR
 *
 * Returns: %TRUE if the NAS is not in the list any more
 */
gboolean
bks_nas_list_store_remove_finish (BksNasListStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BKS_IS_NAS_LIST_STORE (self), FALSE);

  return BKS_NAS_LIST_STORE_GET_IFACE (self)->remove_finish (self, result, error);
}

/**
 * bks_nas_list_store_reorder_async:
 * @self: a store
 * @ids: (array zero-terminated=1): the wanted order; NAS that it does not name follow
 * @cancellable: (nullable): ends the wait; the change may have been made all the same
 * @callback: called when done
 * @user_data: for @callback
 *
 * Writes the order of the list.
 */
void
bks_nas_list_store_reorder_async (BksNasListStore *self,
                                  const char *const *ids,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_return_if_fail (BKS_IS_NAS_LIST_STORE (self));
  g_return_if_fail (ids != NULL);

  BKS_NAS_LIST_STORE_GET_IFACE (self)->reorder_async (self, ids, cancellable, callback, user_data);
}

/**
 * bks_nas_list_store_reorder_finish:
 * @self: a store
 * @result: what the callback got
 * @error: #BKS_PROBLEM_ERROR
 *
 * Returns: %TRUE if the order is on the disk
 */
gboolean
bks_nas_list_store_reorder_finish (BksNasListStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (BKS_IS_NAS_LIST_STORE (self), FALSE);

  return BKS_NAS_LIST_STORE_GET_IFACE (self)->reorder_finish (self, result, error);
}

/**
 * bks_nas_list_store_changed:
 * @self: a store
 *
 * For stores: emits `changed`.
 */
void
bks_nas_list_store_changed (BksNasListStore *self)
{
  g_return_if_fail (BKS_IS_NAS_LIST_STORE (self));

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
