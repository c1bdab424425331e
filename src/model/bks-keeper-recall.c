/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "bks-model"

#include "bks-keeper-private.h"

#include <glib/gi18n-lib.h>

#include "dsm-error.h"

/* What to sign in with, from the keyring; and what a sign-in tells about it. */

/* One look into the keyring. */
typedef struct
{
  BksKeeper *keeper;         /* (owned) */
  BksKept *kept;             /* (owned) */
  GCancellable *cancellable; /* (owned) */
  gboolean may_ask;
  char *password; /* (nullable) (owned) */
} Recall;

static void
recall_free (Recall *recall)
{
  g_object_unref (recall->keeper);
  bks_kept_unref (recall->kept);
  g_object_unref (recall->cancellable);
  bks_secret_free (recall->password);
  g_free (recall);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Recall, recall_free)

/* Returns: (transfer full): the refused sign-in, as it was then */
BksProblem *
bks_kept_make_latch_problem (BksKept *kept)
{
  BksProblem *problem = bks_latch_make_problem (kept->record->latch);

  /* Nobody was refused: the user has signed out. */
  if (kept->record->latch->code == 0)
    bks_problem_set_title (problem, _ ("Not signed in"));
  return problem;
}

/* Returns: (transfer full): that there is nothing to sign in with */
BksProblem *
bks_kept_make_asking_problem (BksKept *kept)
{
  g_autoptr (GError) error = g_error_new_literal (DSM_ERROR, DSM_ERROR_CREDENTIALS,
                                                  "no password is kept");

  return bks_problem_new_from_dsm (error, kept->record->name);
}

static void
finish (Recall *recall, const char *device_id, const GError *error)
{
  BksKept *kept = recall->kept;
  g_autoptr (BksProblem) problem = NULL;

  if (kept->is_over || g_cancellable_is_cancelled (recall->cancellable))
    return;
  if (kept->record->latch != NULL)
    problem = bks_kept_make_latch_problem (kept);
  else if (error != NULL)
    problem = bks_problem_from_error (error);
  else if (recall->password == NULL)
    problem = bks_kept_make_asking_problem (kept);
  bks_nas_end_recall (kept->nas, kept->record->account, recall->password, device_id,
                      kept->record->device_name, problem);
}

static void
device_looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Recall) recall = user_data;
  g_autoptr (GError) error = NULL;
  char *device_id = bks_secrets_lookup_finish (BKS_SECRETS (source), result, &error);

  finish (recall, device_id, error);
  bks_secret_free (device_id);
}

static void
look_up_device (Recall *recall)
{
  const BksNasRecord *record = recall->kept->record;

  if (record->device_name == NULL)
    {
      g_autoptr (Recall) own = recall;

      finish (own, NULL, NULL);
      return;
    }
  bks_secrets_lookup_async (recall->keeper->secrets, record->id, record->account, BKS_SECRET_DEVICE,
                            recall->may_ask, recall->cancellable, device_looked_up_cb, recall);
}

static void
password_looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Recall *recall = user_data;
  g_autoptr (GError) error = NULL;

  recall->password = bks_secrets_lookup_finish (BKS_SECRETS (source), result, &error);
  if (error != NULL)
    {
      g_autoptr (Recall) own = recall;

      finish (own, NULL, error);
      return;
    }
  look_up_device (recall);
}

/*
 * bks_keeper_recall:
 * @may_ask: whether a locked keyring may ask the user
 *
 * Looks up what to sign in with. Until that has come, whoever asks the NAS waits; one whose sign-in
 * was refused waits for its user all the same, but has its password when a code is typed.
 */
void
bks_keeper_recall (BksKeeper *self, BksKept *kept, gboolean may_ask)
{
  Recall *recall;

  g_cancellable_cancel (kept->recall);
  g_clear_object (&kept->recall);
  kept->recall = g_cancellable_new ();
  bks_nas_begin_recall (kept->nas);
  if (kept->record->latch != NULL)
    {
      g_autoptr (BksProblem) problem = bks_kept_make_latch_problem (kept);

      bks_nas_hold (kept->nas, problem);
    }

  recall = g_new0 (Recall, 1);
  recall->keeper = g_object_ref (self);
  recall->kept = bks_kept_ref (kept);
  recall->cancellable = g_object_ref (kept->recall);
  recall->may_ask = may_ask && kept->record->latch == NULL;
  if (kept->record->account == NULL)
    {
      g_autoptr (Recall) own = recall;

      finish (own, NULL, NULL);
    }
  else if (kept->record->keeps_password)
    bks_secrets_lookup_async (self->secrets, kept->record->id, kept->record->account,
                              BKS_SECRET_PASSWORD, recall->may_ask, recall->cancellable,
                              password_looked_up_cb, recall);
  else
    look_up_device (recall);
}

typedef struct
{
  BksKeeper *keeper; /* (owned by the work) */
  BksKept *kept;     /* (owned) */
} Job;

static Job *
job_new (BksKeeper *self, BksKept *kept)
{
  Job *job = g_new0 (Job, 1);

  job->keeper = self;
  job->kept = bks_kept_ref (kept);
  bks_keeper_begin_work (self);
  return job;
}

static void
job_end (Job *job)
{
  bks_kept_unref (job->kept);
  bks_keeper_end_work (job->keeper);
  g_free (job);
}

static void
device_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GError) error = NULL;

  if (!bks_secrets_store_finish (BKS_SECRETS (source), result, &error))
    bks_keeper_tell_error (job->keeper, job->kept->nas, error);
  else if (!job->kept->is_over)
    {
      g_free (job->kept->record->device_name);
      job->kept->record->device_name = g_strdup (
          dsm_client_get_device_name (job->kept->nas->client));
      bks_keeper_write (job->keeper, job->kept, BKS_NAS_FIELD_DEVICE_NAME);
    }
  job_end (job);
}

/* The NAS has given a device ID: next time it asks for no code. */
void
bks_keeper_store_device (BksKeeper *self, BksKept *kept)
{
  const BksNasRecord *record = kept->record;
  g_autofree char *label = bks_secret_make_label (BKS_SECRET_DEVICE, record->account, record->name);

  bks_secrets_store_async (self->secrets, record->id, record->account, BKS_SECRET_DEVICE, label,
                           dsm_client_get_device_id (kept->nas->client), NULL, device_stored_cb,
                           job_new (self, kept));
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GError) error = NULL;

  /* A desktop without a keyring has nothing to forget. */
  if (!bks_secrets_forget_finish (BKS_SECRETS (source), result, &error)
      && bks_keyring_error_get_trouble (error) != BKS_KEYRING_NONE)
    bks_keeper_tell_error (job->keeper, job->kept->nas, error);
  job_end (job);
}

/* @account: (nullable): %NULL = of every account */
void
bks_keeper_forget (BksKeeper *self, BksKept *kept, const char *account, guint kinds)
{
  bks_secrets_forget_async (self->secrets, kept->record->id, account, kinds, NULL, forgotten_cb,
                            job_new (self, kept));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GError) error = NULL;

  if (!bks_nas_list_store_put_finish (BKS_NAS_LIST_STORE (source), result, &error))
    {
      /* Somebody else has removed it: the list tells. */
      if (g_error_matches (error, BKS_PROBLEM_ERROR, BKS_PROBLEM_NOT_FOUND))
        job->keeper->wants_reload = TRUE;
      else
        bks_keeper_tell_error (job->keeper, job->kept->nas, error);
    }
  job_end (job);
}

/* Writes these fields of what is kept. One that is not in the store yet gets there as a whole. */
void
bks_keeper_write (BksKeeper *self, BksKept *kept, BksNasFields fields)
{
  if (kept->is_new)
    return;
  bks_nas_list_store_put_async (self->store, kept->record, fields, NULL, written_cb,
                                job_new (self, kept));
}

/* Whether Backstay may not repeat a sign-in that ended like this. */
static gboolean
is_latching (int code)
{
  return code >= 400 && code <= 411 && code != 405;
}

static void
take_device_news (BksKeeper *self, BksKept *kept)
{
  g_autofree char *text = NULL;

  switch (dsm_client_get_device_news (kept->nas->client))
    {
    case DSM_DEVICE_GIVEN:
      /* For another account it belongs to what bks_keeper_keep_async() takes in. */
      if (!kept->is_new && g_strcmp0 (bks_nas_get_account (kept->nas), kept->record->account) == 0)
        bks_keeper_store_device (self, kept);
      break;
    case DSM_DEVICE_DENIED:
      text = g_strdup_printf (_ ("%s does not remember computers. It will ask for a code each "
                                 "time."),
                              bks_nas_get_name (kept->nas));
      bks_keeper_tell (self, kept->nas, text);
      break;
    case DSM_DEVICE_REVOKED:
      bks_keeper_forget (self, kept, kept->record->account, BKS_SECRET_DEVICE);
      g_clear_pointer (&kept->record->device_name, g_free);
      bks_keeper_write (self, kept, BKS_NAS_FIELD_DEVICE_NAME);
      break;
    case DSM_DEVICE_NO_NEWS:
    default:
      break;
    }
}

/* The NAS has answered a sign-in: a refusal is kept at once, so that nobody repeats it by itself, not
 * even the next process. */
void
bks_keeper_sign_in_over_cb (BksKeeper *self, BksProblem *problem, BksNas *nas)
{
  BksKept *kept = bks_keeper_find (self, nas);

  if (kept == NULL)
    return;
  take_device_news (self, kept);
  if (problem == NULL && kept->record->latch == NULL)
    return;
  if (problem != NULL && !is_latching (bks_problem_get_code (problem)))
    return;
  bks_latch_free (kept->record->latch);
  kept->record->latch = problem != NULL ? bks_latch_new (problem, g_get_real_time ()) : NULL;
  bks_keeper_write (self, kept, BKS_NAS_FIELD_LATCH);
}
